#include "pattern_place.h"

#include <string.h>

static inline void add_set(uint64_t *row, const news_jump *jump) {
  const uint64_t *mask = jump->mask;
  for (uint32_t k = jump->word, end = jump->word_end; k < end; k++)
    row[k] |= mask[k];
}

/* Fill the row of a place: nodes that can take the word or an element that
 * begins there.  Returns the guards that such an element may satisfy. */
static uint64_t fill_row(news_matcher *m, const news_program *p, uint32_t at,
                         const news_place *place) {
  const uint64_t *masks = m->scope.letters->masks;
  uint64_t looks = 0;
  size_t size = p->words * sizeof *place->row;
  if (place->letter == NEWS_NONE)
    memset(place->row, 0, size);
  else
    memcpy(place->row, masks + (size_t)place->letter * p->words, size);
  if (!news_place_jumps(m, at, false)) return 0;
  const news_active *a = m->active, *end = a + m->scope.active;
  for (; a < end; a++) {
    if (!news_place_in(a->begins, at)) continue;
    add_set(place->row, a->jump);
    looks |= a->jump->looks;
  }
  return looks;
}

void news_place_fill_behind(news_matcher *m, const news_program *p, uint32_t at,
                            news_place *place) {
  const uint64_t *mask = m->scope.letters->masks;
  const uint64_t *back = p->back_nodes;
  uint64_t *row = place->row;
  for (uint32_t k = p->back_word; k < p->back_end; k++) row[k] &= ~back[k];
  if (place->before != NEWS_NONE) {
    mask += (size_t)place->before * p->words;
    for (uint32_t k = p->back_word; k < p->back_end; k++)
      row[k] |= mask[k] & back[k];
  }
  place->behind = true;
  if (!news_place_jumps(m, at, true)) return;
  for (uint32_t i = 0; i < m->scope.active; i++) {
    const news_active *a = &m->active[i];
    if (!news_place_in(a->ends, at)) continue;
    for (uint32_t k = a->jump->word; k < a->jump->word_end; k++)
      place->row[k] |= a->jump->mask[k] & back[k];
  }
}

/* The guards that an element which ends at the place may satisfy. */
static uint64_t looks_behind(const news_matcher *m, uint32_t at) {
  uint64_t looks = 0;
  if (!news_place_jumps(m, at, true)) return 0;
  for (uint32_t i = 0; i < m->scope.look_active; i++)
    if (news_place_in(m->active[i].ends, at)) looks |= m->active[i].jump->looks;
  return looks;
}

/* Find the letters of the words that begin and end at the place; a search
 * usually comes from the place before, which knows the word between them. */
static inline void find_letters(news_matcher *m, const news_program *p,
                                uint32_t at, news_place *place) {
  const news_scope *s = &m->scope;
  bool asked = at > s->first && (p->back_nodes || p->short_behind);
  place->letter = at < s->end ? news_place_letter(m, at) : NEWS_NONE;
  if (!asked)
    place->before = NEWS_NONE;
  else if (place[-1].stamp == m->stamp)
    place->before = place[-1].letter;
  else
    place->before = news_place_letter(m, at - 1);
}

/* Set the guards known without a search: those of short look-arounds, and of
 * long ones that find nothing because there is nothing to begin with, as is
 * usual. `looks`: guards of elements that begin. */
static void fill_guards(news_matcher *m, const news_program *p, uint32_t at,
                        uint64_t looks, news_place *place) {
  place->known = NEWS_GUARD_START | NEWS_GUARD_END;
  place->held = news_sides_held(&m->scope, at);
  if (!p->look_count) return;
  uint64_t ahead = news_place_seen(m, p, place->letter);
  uint64_t behind = news_place_seen(m, p, place->before);
  uint64_t none = p->taking_behind & ~behind;
  if (none & p->jump_looks) none &= ~looks_behind(m, at);
  none |= p->taking_ahead & ~(ahead | looks);
  place->known |= p->short_ahead | p->short_behind | none;
  place->held |= (ahead & p->short_ahead) | (behind & p->short_behind) |
                 (none & p->negative);
}

void news_place_fill(news_matcher *m, const news_program *p, uint32_t at,
                     news_place *place) {
  place->row = m->rows + (size_t)(at - m->scope.first) * m->stride;
  place->stamp = m->stamp;
  place->test = NEWS_NONE;
  find_letters(m, p, at, place);
  place->behind = place->good = false;
  fill_guards(m, p, at, fill_row(m, p, at, place), place);
}
