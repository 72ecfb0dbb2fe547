#ifndef NEWS_PATTERN_COMPILE_H
#define NEWS_PATTERN_COMPILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "pattern_class.h"
#include "pattern_parse.h"
#include "status.h"

/* A compiled pattern.  Its nodes are the places where a word (or an element
 * of several words, a jump) is taken; there is no other kind of step.  What
 * may come after a node is a list in order of preference; each entry says
 * which guards must hold where it begins and which captures open and close
 * there.  A set of nodes is a row of 64-bit words.
 *
 *   a x:( b | c )* d      nodes a b c d
 *   start   a
 *   a       [open x] b, [open x] c, d
 *   b       [close x, open x] b, [close x, open x] c, [close x] d
 *
 * Look-arounds are separate programs in the same set of nodes, each with a
 * start list.  Look-behinds are walked backwards, so their nodes have lists of
 * what may precede them.  Short look-arounds test one word next to the place:
 * their result is known from the word's letter. */

#ifndef NEWS_MASK_BITS /* tests use few of the 64 */
#ifdef NEWS_TINY
#define NEWS_MASK_BITS 8
#else
#define NEWS_MASK_BITS 64
#endif
#endif

enum { NEWS_ACCEPT = UINT16_MAX };
enum {
  NEWS_FOLLOWS_MOST = 1 << 18,
  NEWS_GRAPH_MOST = 1 << 17,
  NEWS_GRAPH_WORK = 1 << 22
};

enum {
  NEWS_GUARD_START = 1, /* ^ */
  NEWS_GUARD_END = 2,   /* $ */
  NEWS_GUARD_LOOK = 2,  /* bit of look-around 0 */
};

typedef struct news_follow {
  uint64_t guards; /* all must hold */
  uint32_t actions;
  uint16_t action_count;
  uint16_t node; /* or NEWS_ACCEPT */
} news_follow;

typedef struct news_node {
  uint32_t class[4]; /* by first | last << 1, the sides of the word in its
                        sentence */
  uint32_t test;     /* expr tested at each place, too, or NEWS_NONE */
  uint32_t source;   /* of a jump, or NEWS_NONE */
  uint32_t expr;     /* of a word */
  uint32_t from, to; /* bytes of the element in the pattern */
  uint32_t look;     /* its look-around; NEWS_NONE: in none */
} news_node;

typedef struct news_look {
  bool ahead, negative, is_short;
  uint32_t from, to; /* bytes in the pattern */
} news_look;

/* Nodes that take words of some class anywhere in the sentence: one word of a
 * set of nodes. */
typedef struct news_every {
  uint64_t nodes;
  uint32_t word;
} news_every;

/* A node that takes them only at these sides of the sentence: a set of 1 <<
 * (first | last << 1). */
typedef struct news_taker {
  uint16_t node, sides;
} news_taker;

/* Where the lists of a class begin. */
typedef struct news_taken {
  uint32_t every, takers;
} news_taken;

/* The classes of a program among 64 adjacent ones. */
typedef struct news_asked {
  uint64_t bits, starting; /* starting: of words that may begin a match */
  uint32_t word;           /* in a row of classes */
  uint32_t rank; /* rank of the first among the classes of the program */
} news_asked;

typedef struct news_jump {
  uint32_t source;
  uint64_t *mask;          /* nodes that jump along this source, */
  uint32_t word, word_end; /* all in these words of the set */
  bool starts;             /* one of them may begin a match */
  uint64_t looks; /* guards that an element next to a place may satisfy */
} news_jump;

/* Consecutive entries of a list with ascending nodes, as bits of one word of a
 * set: the entries that can be taken are found at once, and the entry of a node
 * by counting the bits below it. */
typedef struct news_block {
  uint64_t bits;
  uint32_t first; /* of follows */
  uint16_t word;
  bool accepts; /* an entry after those of nodes ends the program */
  bool gapless; /* the bits are adjacent */
} news_block;

typedef struct news_list {
  uint32_t first, end;       /* of follows */
  uint32_t block, block_end; /* of blocks */
} news_list;

typedef struct news_program {
  uint32_t node_count;
  uint32_t words; /* 64-bit words in a set of nodes */
  news_node *nodes;
  uint32_t look_count;
  news_look *looks;
  bool long_looks; /* some are not short */
  /* Guards of short look-arounds, and of all negative ones. */
  uint64_t short_ahead, short_behind, negative;
  /* Guards of positive look-arounds, including long ones, that hold only if one
   * of their edge nodes is next to the place: in the word, or in a jump. */
  uint64_t edged_ahead, edged_behind;
  /* Guards of long look-arounds, including negative ones, that find nothing
   * without one of their edge nodes there. */
  uint64_t taking_ahead, taking_behind;
  uint64_t jump_looks; /* of all jumps */
  /* For each look-around the set of its edge nodes, then the union of all; NULL
   * if there is no look-around.  And for each node the guards of the
   * look-arounds that it is an edge node of. */
  uint64_t *edges, *edge_of;
  /* Lists: 0 the pattern's start, 1 + k look-around k, then the nodes. */
  news_list *lists; /* nodes before the same place share a list */
  /* What may precede: for look-behind k the nodes that may end it, then for
   * each node of look-behinds (NEWS_ACCEPT: it may begin with this node).  NULL
   * if there is no long look-behind. */
  news_list *back_lists;
  news_follow *follows;
  uint32_t follow_count;
  news_block *blocks;
  uint32_t block_count;
  uint16_t *actions; /* slot * 2, + 1 to close */
  uint32_t action_count;
  uint64_t *start;              /* the nodes of list 0 */
  uint64_t *back_nodes;         /* nodes of long look-behinds, or NULL */
  uint32_t back_word, back_end; /* all in these words of the set */
  uint32_t jump_count;
  news_jump *jumps;
  uint32_t asked_count;
  news_asked *asked;
  uint32_t starting_first, starting_end; /* of asked: those that start some */
  uint32_t taken_classes;                /* classes of the program */
  news_taken *taken; /* the lists of each class, and an end */
  uint32_t every_count;
  news_every *every;
  uint32_t taker_count;
  news_taker *takers;
  bool by_context; /* a class depends on first or last */
  bool asks_end;   /* $ */
  bool anchored;   /* matches begin only at the start of the scope */
  bool asks_sides; /* a test depends on them */
  bool asks_pos;   /* a test needs parts of speech */
  /* Programs one word wide: neighbours of each node, whatever the guards. */
  bool narrow;
  uint64_t *behind, *ahead; /* node -> nodes that may follow it, precede it */
  uint64_t after_below, after_self, after_others; /* by what precedes */
  uint64_t starters, first_only; /* nodes that may come first; only after ^ */
  uint64_t enders;               /* nodes that may come last */
  uint32_t most_words; /* of a match without jumps, or NEWS_NO_LIMIT */
  bool plain;          /* narrow, and all look-arounds are short */
  uint64_t needed;     /* nodes of which every match takes one; 0: unknown */
  uint32_t source_count;
  uint32_t *sources; /* sources of jumps and tests */
  uint32_t slot_count;
  uint16_t *slot_names; /* capture number of each slot */
} news_program;

static inline bool news_has(const uint64_t *set, uint32_t node) {
  return set[node / NEWS_MASK_BITS] >> (node % NEWS_MASK_BITS) & 1;
}

static inline void news_put(uint64_t *set, uint32_t node) {
  set[node / NEWS_MASK_BITS] |= (uint64_t)1 << (node % NEWS_MASK_BITS);
}

/* Not __builtin_popcountll(), which is a call with a table where the processor
 * may lack the instruction. */
static inline uint32_t news_count_bits(uint64_t bits) {
  const uint64_t twos = UINT64_MAX / 3, fours = UINT64_MAX / 5;
  const uint64_t bytes = UINT64_MAX / 255;
  bits -= bits >> 1 & twos;
  bits = (bits & fours) + (bits >> 2 & fours);
  bits = (bits + (bits >> 4)) & bytes * 15;
  return (uint32_t)(bits * bytes >> 56);
}

static inline bool news_meet(const uint64_t *a, const uint64_t *b,
                             uint32_t words) {
  for (uint32_t k = 0; k < words; k++)
    if (a[k] & b[k]) return true;
  return false;
}

/* The program is in `arena`; `scratch` is for temporary data. */
news_status news_pattern_compile(news_classes *classes,
                                 const news_parsed *parsed, news_arena *arena,
                                 news_arena *scratch, news_program *out,
                                 news_error *err);

/* What every match needs: a word of one of some classes, or an annotation of
 * one of some layers; and how many of its words may stand before that. */
enum { NEWS_NEED_MOST = 32, NEWS_NEED_LAYERS = 12 };
typedef struct news_need {
  double guess; /* of 1,000 words; infinity: nothing is needed */
  uint32_t count;
  uint32_t classes[NEWS_NEED_MOST]; /* ascending */
  uint32_t source_count;
  uint32_t sources[NEWS_NEED_LAYERS]; /* of layers, ascending */
  uint32_t before;                    /* or NEWS_NO_LIMIT */
} news_need;

enum { NEWS_NEEDS_MOST = 8 };
typedef struct news_needs {
  news_need best;
  /* Further needs, rarest first. */
  uint32_t count;
  news_need more[NEWS_NEEDS_MOST];
} news_needs;

news_status news_pattern_needs(news_classes *classes, const news_parsed *parsed,
                               news_needs *out, news_error *err);

#endif
