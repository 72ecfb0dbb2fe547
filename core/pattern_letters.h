#ifndef NEWS_PATTERN_LETTERS_H
#define NEWS_PATTERN_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pattern_compile.h"
#include "pattern_edges.h"

/* How a pattern sees the words of a document, and what may follow on what. */

/* A word's letter was not asked for, but no match begins with it; nor that. */
enum { NEWS_IDLE = UINT16_MAX - 1, NEWS_NO_LETTER };

/* A program sees a word as a letter: what of it the word can be. */
typedef struct news_letters {
  /* Set by news_letters_see(): a set that grows moves its programs. */
  const news_program *program;
  uint32_t pattern;
  /* Of each type a bit, 0 when it is known that no match begins with it: what
   * is asked of every word fits into the cache. */
  uint32_t starting_room;
  uint64_t *starting;
  uint16_t *of_type;         /* from NEWS_IDLE on: not asked for yet */
  uint32_t types, type_room; /* set and allocated */
  uint32_t count, room;
  uint64_t *keys;  /* of each letter what the program asks of a row */
  uint64_t *masks; /* letter x context x words */
  uint32_t *slots; /* letter + 1, by key; 0: free */
  uint32_t slot_count;
  /* Letter x context: 0 when no match begins with it, else the number of a
   * row, + 1: see news_after().  NEWS_NONE: not asked for yet. */
  uint32_t *starts;
  uint64_t *after;
  uint32_t after_count, after_room;
  uint32_t *element_rows; /* the same by jump, or NULL */
  /* Guards of short look-arounds that hold beside it; of those that need an
   * edge node there, whether it can be one. */
  uint64_t *seen;
  /* Of programs one word wide: nodes that may stand behind and before a word
   * of this letter, whatever the guards; letter x context. */
  uint64_t *behind, *ahead;
  uint64_t serial;    /* of the document for which the rest holds */
  uint64_t epoch;     /* of the annotations for which it is prepared */
  uint64_t counted;   /* what news_layers_epoch() said last, UINT64_MAX: */
  uint64_t stamp;     /* nothing; and of which annotations */
  uint64_t sought;    /* what it needs is looked up for these, + 1 */
  news_active *jumps; /* that have an element in the document */
  uint32_t jump_count, jump_room;
  uint32_t look_jumps; /* the first ones: look-arounds ask for them */
  /* Places where one of them begins, ends, may start a match, as bits; starts:
   * NULL when none may. */
  uint64_t *begins, *ends, *element_starts;
  uint32_t place_room;
  bool ready;    /* prepared for this document */
  bool elements; /* something else than words is needed besides */
  /* Of a program one word wide: their nodes, and what may stand beside. */
  uint64_t jumping, behind_jump, before_jump;
  uint64_t parts_serial; /* of the matcher, for which this holds: */
  uint64_t *possible;    /* parts with words of all that is needed, as bits */
  uint32_t possible_room;
  /* Where the last searches in the lists of candidates ended; searches go
   * forward, so the next one begins there. */
  uint32_t hint, more_hints[NEWS_NEEDS_MOST];
} news_letters;

/* A row about starts with words of a letter: what may stand behind (a set of
 * nodes), and in further words which words of the set are not empty, whether
 * the match may end there, how many sets of guards follow, and those: one of
 * them must hold beside the word for any start.  0 sets: nothing is asked. */
enum { NEWS_WAYS_MOST = 4 };
enum {
  NEWS_AFTER_WORD,
  NEWS_AFTER_WORD_END,
  NEWS_AFTER_ENDS,
  NEWS_AFTER_WAYS,
  NEWS_AFTER_WAY,
  NEWS_AFTER_MORE = NEWS_AFTER_WAY + NEWS_WAYS_MOST
};
static inline const uint64_t *news_after(const news_letters *l,
                                         const news_program *p, uint32_t row) {
  return l->after + (size_t)row * (p->words + NEWS_AFTER_MORE);
}
void news_letters_clear(news_letters *l);
void news_letters_free(news_letters *l);

#endif
