#ifndef NEWS_PATTERN_PLACE_H
#define NEWS_PATTERN_PLACE_H

#include "pattern_matcher.h"

/* The state of a place when a search first reaches it. */

/* The word's letter; NEWS_NONE on failure. */
static inline uint32_t news_place_letter(news_matcher *m, uint32_t word) {
  return news_letter_at(m, m->scope.letters, word, &m->failure);
}

/* Whether an element begins (or ends) at the place. */
static inline bool news_place_jumps(const news_matcher *m, uint32_t at,
                                    bool ends) {
  const news_letters *l = m->scope.letters;
  return m->scope.active && news_place_in(ends ? l->ends : l->begins, at);
}

/* letters.seen for a letter, or for a place where no word begins (or ends): no
 * short look-around finds anything there. */
static inline uint64_t news_place_seen(const news_matcher *m,
                                       const news_program *p, uint32_t letter) {
  if (letter == NEWS_NONE)
    return p->negative & (p->short_ahead | p->short_behind);
  return m->scope.letters->seen[letter];
}

/* Letters of the words that begin and end at a place. */
static inline void news_place_letters(news_matcher *m, const news_program *p,
                                      uint32_t at, uint32_t *letter,
                                      uint32_t *before) {
  const news_scope *s = &m->scope;
  bool asked = at > s->first && (p->back_nodes || p->short_behind);
  *letter = at < s->end ? news_place_letter(m, at) : NEWS_NONE;
  *before = asked ? news_place_letter(m, at - 1) : NEWS_NONE;
}

/* Make the place's row and its guards. */
void news_place_fill(news_matcher *m, const news_program *p, uint32_t at,
                     news_place *place);
/* The same for look-behinds, which few places need: their nodes take what ends
 * there. */
void news_place_fill_behind(news_matcher *m, const news_program *p, uint32_t at,
                            news_place *place);

#endif
