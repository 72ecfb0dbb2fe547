#ifndef NEWS_POS_GRAMMAR_H
#define NEWS_POS_GRAMMAR_H

/* A grammar compiled to bits; internal to pos*.c. */

#include "pos.h"

/* Bits of a word.  The first are its classes, at 1 << news_pos. */
enum {
  POS_CLASSES = 17, /* class bits; that of NEWS_POS_NONE is never set */
  POS_BASE = POS_CLASSES,
  POS_THIRD,
  POS_PAST,
  POS_ING,
  POS_PLURAL,
  POS_MOST_NOUN,
  POS_MOST_VERB,
  POS_MOST_ADJ,
  POS_OFTEN_NOUN, /* at least a tenth of its most common use */
  POS_OFTEN_ADJ,  /* at least a quarter */
  POS_CAP,
  POS_LOWER,
  POS_UPPER,
  POS_PROPER,  /* an adjective that is always capitalized: Russian */
  POS_UNKNOWN, /* it is in no list */
  POS_QUOTE,
  POS_EDGE, /* no word: before and after the sentence */
  POS_HEADLINE,
  POS_BITS,
  POS_MOST_LISTS = 64,
};

#define POS_BIT(n) (UINT64_C(1) << (n))
#define POS_CLASS_MASK (POS_BIT(POS_CLASSES) - 1)

enum {
  POS_RANKS = 6,     /* classes of a word, five bits each, most common first */
  POS_FARTHEST = 4,  /* farthest place of a test */
  POS_OVER_MOST = 6, /* most words that "over" skips */
};

/* The bits of a word, or those that a test asks for: classes, form and spelling
 * in `own`; word lists. */
typedef struct pos_bits {
  uint64_t own, lists;
} pos_bits;

typedef struct pos_test {
  pos_bits bits, over;
  int8_t place;
  bool possible; /* can be */
  bool negative;
} pos_test;

typedef struct pos_rule {
  pos_bits must; /* cannot apply in a sentence that lacks any of these */
  uint32_t line;
  uint32_t named; /* classes */
  bool selects;   /* removes all other classes; else the named ones */
  uint32_t test, test_end;
} pos_rule;

/* A form of a closed class or in a word list; keyed by the hash of the folded
 * form. */
typedef struct pos_closed {
  uint64_t hash; /* 0: free */
  uint64_t lists;
  uint32_t ranks; /* 0: in lists only */
} pos_closed;

/* A lemma of the open classes; keyed by the hash of the folded form, for one
 * with a capital by that of the form as written. */
typedef struct pos_open {
  uint64_t hash;      /* 0: free */
  uint16_t counts[4]; /* noun verb adj adv, + 1; 0: cannot be one */
} pos_open;

/* A block is this header, then closed, open, rules and tests. */
typedef struct pos_header {
  uint32_t size;
  uint32_t closed, open; /* slots, powers of two */
  uint32_t rules, tests; /* room for them */
  uint32_t count;        /* rules in use */
} pos_header;

struct news_pos_grammar {
  const pos_header *header;
  const pos_rule *rules;
  const pos_test *tests;
  const pos_closed *closed;
  const pos_open *open;
  void *owned;
};

/* NULL if the grammar does not have the word. */
const pos_closed *news_pos_closed(const news_pos_grammar *g, const char *text,
                                  size_t size);
const pos_open *news_pos_open(const news_pos_grammar *g, const char *text,
                              size_t size);

/* The n-th class of `ranks`, from 0; NEWS_POS_NONE after the last. */
static inline uint32_t pos_rank(uint32_t ranks, uint32_t n) {
  return ranks >> 5 * n & 31;
}

#endif
