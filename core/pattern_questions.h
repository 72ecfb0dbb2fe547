#ifndef NEWS_PATTERN_QUESTIONS_H
#define NEWS_PATTERN_QUESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* What the classes of a set ask of a form, in the order of asking: worked out
 * once for the set, kept with it in a file, and only read while forms are
 * asked. */

struct news_classes;

typedef struct news_question {
  uint32_t op, a, b; /* of an atom, a: its number; else places of questions */
  uint32_t class;    /* or NEWS_NONE */
  uint32_t parent, parent_end; /* who depends on it, in parents */
  uint32_t by_regex; /* does it depend on a regular expression, or is one? */
} news_question;

/* Of one lexicon, in by_lexicon. */
typedef struct news_lexicon_atoms {
  uint32_t source; /* one that is of the lexicon */
  uint32_t first, end;
  uint32_t goes_on; /* does one ask whether a longer phrase begins there? */
} news_lexicon_atoms;

/* A regular expression, and how long a word may be on which it matches. */
typedef struct news_regex_atom {
  uint32_t place, longest;
} news_regex_atom;

enum { NEWS_BEYOND_ASCII = 128, NEWS_BYTE_ROWS };

typedef struct news_questions {
  uint32_t class_count; /* for which it was made */
  uint32_t count, atom_count, parent_count;
  news_question *items; /* children first */
  uint32_t *place_of;   /* of each atom that is asked; NEWS_NONE */
  uint32_t *parents;
  uint8_t *base; /* answers when no atom holds, */
  uint64_t *base_row;
  /* Places of atoms that are asked one by one, those of lexicons by lexicon. */
  uint32_t *single, single_count;
  news_regex_atom *regexes;
  uint32_t regex_count;
  /* A row of bits for each ASCII byte and one for all others: the regexes that
   * match on words which begin and end with it. */
  uint64_t *first, *last;
  uint32_t *by_lexicon, by_lexicon_count;
  news_lexicon_atoms *lexicons;
  uint32_t lexicon_count;
  uint32_t lemmas; /* does any atom ask for one? */
} news_questions;

/* In memory of the arena; false: not enough of it. */
bool news_questions_make(const struct news_classes *classes, news_arena *arena,
                         news_questions *out);

static inline uint32_t news_regex_words(const news_questions *q) {
  return (q->regex_count + 63) / 64;
}

#endif
