#ifndef NEWS_POS_GRAMMAR_H
#define NEWS_POS_GRAMMAR_H

/* What the files of a grammar say, as bits; internal to pos*.c. */

#include "pos.h"

/* Bits of a word.  The first are its classes, 1 << news_pos. */
enum {
  POS_CLASSES = 17, /* bits of classes, NEWS_POS_NONE's is never set */
  POS_BASE = POS_CLASSES,
  POS_THIRD,
  POS_PAST,
  POS_ING,
  POS_PLURAL,
  POS_MOST_NOUN,
  POS_MOST_VERB,
  POS_MOST_ADJ,
  POS_OFTEN_NOUN, /* a tenth of its commonest use, or more */
  POS_OFTEN_ADJ,  /* a quarter */
  POS_CAP,
  POS_LOWER,
  POS_UPPER,
  POS_PROPER,  /* an adjective that has a capital anywhere: Russian */
  POS_UNKNOWN, /* no list has it */
  POS_QUOTE,
  POS_EDGE, /* no word: before and behind the sentence */
  POS_HEADLINE,
  POS_BITS,
  POS_MOST_LISTS = 64,
};

#define POS_BIT(n) (UINT64_C(1) << (n))
#define POS_CLASS_MASK (POS_BIT(POS_CLASSES) - 1)

enum {
  POS_RANKS = 6,     /* classes of a word, each five bits, commonest first */
  POS_FARTHEST = 4,  /* place of a test */
  POS_OVER_MOST = 6, /* words that "over" steps over */
};

/* What is asked of a word, and what it is: classes, form and writing; word
 * lists. */
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
  pos_bits must; /* a sentence without all of these has no place for it */
  uint32_t line;
  uint32_t named; /* classes */
  bool selects;   /* all others go; else those */
  uint32_t test, test_end;
} pos_rule;

/* A form of a closed class, or one that stands in word lists; by the hash of
 * the folded form. */
typedef struct pos_closed {
  uint64_t hash; /* 0: free */
  uint64_t lists;
  uint32_t ranks; /* 0: in lists only */
} pos_closed;

/* A lemma of the open classes; one with a capital by its form as written. */
typedef struct pos_open {
  uint64_t hash;      /* 0: free */
  uint16_t counts[4]; /* noun verb adj adv, + 1; 0: it is none */
} pos_open;

/* One block: this, closed, open, rules, tests. */
typedef struct pos_header {
  uint32_t size;
  uint32_t closed, open; /* slots, powers of two */
  uint32_t rules, tests; /* room; */
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

/* NULL when the grammar has no such word. */
const pos_closed *news_pos_closed(const news_pos_grammar *g, const char *text,
                                  size_t size);
const pos_open *news_pos_open(const news_pos_grammar *g, const char *text,
                              size_t size);

/* The n-th class of ranks, NEWS_POS_NONE behind the last. */
static inline uint32_t pos_rank(uint32_t ranks, uint32_t n) {
  return ranks >> 5 * n & 31;
}

#endif
