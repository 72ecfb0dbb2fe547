#ifndef NEWS_PATTERN_LETTERS_H
#define NEWS_PATTERN_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pattern_compile.h"
#include "pattern_edges.h"

/* How a pattern sees the words of a document, and what may follow what. */

/* Values of of_type without a letter: no match begins with the type; nothing is
 * known. */
enum { NEWS_IDLE = UINT16_MAX - 1, NEWS_NO_LETTER };

/* A program sees a word as a letter, which stands for everything in the program
 * that the word can be. */
typedef struct news_letters {
  /* Set by news_letters_see(): a set that grows moves its programs. */
  const news_program *program;
  uint32_t pattern;
  /* A bit for each type, 0 if no match begins with it: the data tested for
   * every word thus fits into the cache. */
  uint32_t starting_room;
  uint64_t *starting;
  uint16_t *of_type;         /* from NEWS_IDLE on: no letter yet */
  uint32_t types, type_room; /* set and allocated */
  uint32_t count, room;
  uint64_t *keys; /* for each letter the part of a row that the program reads */
  uint64_t *masks; /* letter x context x words */
  uint32_t *slots; /* letter + 1, by key; 0: free */
  uint32_t slot_count;
  /* Letter x context: 0 if no match begins with it, else the number of a row, +
   * 1: see news_after().  NEWS_NONE: not computed yet. */
  uint32_t *starts;
  uint64_t *after;
  uint32_t after_count, after_room;
  uint32_t *element_rows; /* the same by jump, or NULL */
  /* Guards of short look-arounds that hold next to it; for those that need an
   * edge node there, whether it can be one. */
  uint64_t *seen;
  /* For programs one word wide: nodes that may follow and precede a word of
   * this letter, whatever the guards; letter x context. */
  uint64_t *behind, *ahead;
  uint64_t serial;    /* serial of the document for which the rest is valid */
  uint64_t epoch;     /* epoch of the annotations for which it is prepared */
  uint64_t counted;   /* last result of news_layers_epoch(), UINT64_MAX: */
  uint64_t stamp;     /* none; and the stamp of the annotations then */
  uint64_t sought;    /* the epoch for which its needs are looked up, + 1 */
  news_active *jumps; /* jumps that have an element in the document */
  uint32_t jump_count, jump_room;
  uint32_t look_jumps; /* number of the first ones, which look-arounds need */
  /* Places where one of them begins, ends, may start a match, as bits; starts:
   * NULL when none may. */
  uint64_t *begins, *ends, *element_starts;
  uint32_t place_room;
  bool ready;    /* prepared for this document */
  bool elements; /* elements are needed as well as words */
  /* For a program one word wide: the nodes of jumps, and their neighbours. */
  uint64_t jumping, behind_jump, before_jump;
  uint64_t parts_serial; /* of the matcher, for which this is valid: */
  uint64_t *possible;    /* parts with words for all needs, as bits */
  uint32_t possible_room;
  /* Where the last searches in the lists of candidates ended; searches go
   * forward, so the next one begins there. */
  uint32_t hint, more_hints[NEWS_NEEDS_MOST];
} news_letters;

/* A row about starts with words of a letter: the nodes that may follow (a set),
 * then words for: which words of the set are not empty, whether the match may
 * end there, the number of sets of guards, and these sets, of which one must
 * hold next to the word for any start.  0 sets: no condition. */
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
