#ifndef NEWS_PATTERN_QUESTIONS_H
#define NEWS_PATTERN_QUESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* The questions of the classes of a set about a form, in order of evaluation.
 * Made once for the set, stored with it in a file, and read-only while forms
 * are evaluated. */

struct news_classes;

typedef struct news_question {
  uint32_t op, a, b; /* of an atom, a is its number; else places of questions */
  uint32_t class;    /* or NEWS_NONE */
  uint32_t parent, parent_end; /* in parents: who depends on it */
  uint32_t by_regex;           /* it is, or depends on, a regular expression */
} news_question;

/* The atoms of one lexicon, in by_lexicon. */
typedef struct news_lexicon_atoms {
  uint32_t source; /* a source of the lexicon */
  uint32_t first, end;
  uint32_t goes_on; /* one of them asks whether a longer phrase may begin */
} news_lexicon_atoms;

/* A regular expression, and the most code points of a word that it matches. */
typedef struct news_regex_atom {
  uint32_t place, longest;
} news_regex_atom;

enum { NEWS_BEYOND_ASCII = 128, NEWS_BYTE_ROWS };

typedef struct news_questions {
  uint32_t class_count; /* number of classes for which it was made */
  uint32_t count, atom_count, parent_count;
  news_question *items; /* children first */
  uint32_t *place_of;   /* of each atom that is asked, else NEWS_NONE */
  uint32_t *parents;
  uint8_t *base; /* answers if no atom holds, */
  uint64_t *base_row;
  /* Places of atoms that are evaluated one by one; those of lexicons are
   * grouped by lexicon below. */
  uint32_t *single, single_count;
  news_regex_atom *regexes;
  uint32_t regex_count;
  /* A row of bits for each ASCII byte and one for all others: the regexes that
   * may match words that begin, or end, with it. */
  uint64_t *first, *last;
  uint32_t *by_lexicon, by_lexicon_count;
  news_lexicon_atoms *lexicons;
  uint32_t lexicon_count;
  uint32_t lemmas; /* does any atom need lemmas? */
} news_questions;

/* Make the questions in the arena; false when out of memory. */
bool news_questions_make(const struct news_classes *classes, news_arena *arena,
                         news_questions *out);

static inline uint32_t news_regex_words(const news_questions *q) {
  return (q->regex_count + 63) / 64;
}

#endif
