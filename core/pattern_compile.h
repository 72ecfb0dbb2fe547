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
 * Look-arounds are programs of their own in the same set of nodes, each with
 * a start list; what a look-behind looks at is walked backwards, so its nodes
 * have lists of what may stand before them.  Short look-arounds ask one word
 * beside the place: what they say is known from the word's letter. */

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
  uint32_t class[4]; /* by first | last << 1 of the word in its sentence */
  uint32_t test; /* expr to ask at each place of the class too, or NEWS_NONE */
  uint32_t source;   /* of a jump, or NEWS_NONE */
  uint32_t expr;     /* of a word */
  uint32_t from, to; /* bytes of the element in the pattern */
  uint32_t look;     /* whose program it belongs to, NEWS_NONE: the pattern's */
} news_node;

typedef struct news_look {
  bool ahead, negative, is_short;
  uint32_t from, to; /* bytes in the pattern */
} news_look;

/* Nodes that take words of some class wherever they stand in their sentence:
 * a word of a set. */
typedef struct news_every {
  uint64_t nodes;
  uint32_t word;
} news_every;

/* A node that takes them only where they stand on these sides of it: a set of
 * 1 << (first | last << 1). */
typedef struct news_taker {
  uint16_t node, sides;
} news_taker;

/* Where those of a class begin. */
typedef struct news_taken {
  uint32_t every, takers;
} news_taken;

/* Classes of a program among 64 that lie side by side. */
typedef struct news_asked {
  uint64_t bits, starting; /* starting: words that may begin a match */
  uint32_t word;           /* of a row of classes */
  uint32_t rank;           /* of the first among the classes of the program */
} news_asked;

typedef struct news_jump {
  uint32_t source;
  uint64_t *mask;          /* nodes that jump by this source, */
  uint32_t word, word_end; /* all in these words of the set */
  bool starts;             /* one of them may begin a match */
  uint64_t looks; /* guards that an element beside a place may make hold */
} news_jump;

/* Entries of a list side by side whose nodes ascend, as bits of a word of a
 * set: those that can be taken are found at once, and the entry of a node by
 * counting the bits below its own. */
typedef struct news_block {
  uint64_t bits;
  uint32_t first; /* of follows */
  uint16_t word;
  bool accepts; /* an entry behind those of nodes ends the program */
  bool gapless; /* the bits lie side by side */
} news_block;

typedef struct news_list {
  uint32_t first, end;       /* of follows */
  uint32_t block, block_end; /* of blocks */
} news_list;

typedef struct news_program {
  uint32_t node_count;
  uint32_t words; /* 64-bit words of a set of nodes */
  news_node *nodes;
  uint32_t look_count;
  news_look *looks;
  bool long_looks; /* some are not short */
  /* Guards of short look-arounds, and of all that are negative. */
  uint64_t short_ahead, short_behind, negative;
  /* Guards of positive look-arounds, long ones too, that hold only with one
   * of their edge nodes beside the place: in the word, or in a jump. */
  uint64_t edged_ahead, edged_behind;
  /* Guards of long look-arounds, negative ones too, that find nothing without
   * one of their edge nodes there. */
  uint64_t taking_ahead, taking_behind;
  uint64_t jump_looks; /* of all jumps */
  /* Of each look-around a set, then all of them together; NULL: there is no
   * look-around.  And of each node the guards of those which it is in. */
  uint64_t *edges, *edge_of;
  /* Lists: 0 the pattern's start, 1 + k look-around k, then the nodes. */
  news_list *lists; /* nodes before the same place share what follows */
  /* What stands before: look-behind k (what may end it), then the nodes of
   * look-behinds (NEWS_ACCEPT: it may begin with this node).  NULL: there is
   * no long look-behind. */
  news_list *back_lists;
  news_follow *follows;
  uint32_t follow_count;
  news_block *blocks;
  uint32_t block_count;
  uint16_t *actions; /* slot * 2, + 1 to close */
  uint32_t action_count;
  uint64_t *start;              /* nodes of list 0 */
  uint64_t *back_nodes;         /* nodes of long look-behinds, or NULL; */
  uint32_t back_word, back_end; /* all in these words of the set */
  uint32_t jump_count;
  news_jump *jumps;
  uint32_t asked_count;
  news_asked *asked;
  uint32_t starting_first, starting_end; /* of asked: others start nothing */
  uint32_t taken_classes;                /* of the program; */
  news_taken *taken; /* what takes each, and where all ends */
  uint32_t every_count;
  news_every *every;
  uint32_t taker_count;
  news_taker *takers;
  bool by_context; /* some class depends on first or last */
  bool asks_end;   /* $ */
  bool anchored;   /* matches begin where the scope begins */
  bool asks_sides; /* a test does */
  bool asks_pos;   /* and for parts of speech */
  /* Programs one word wide: neighbours of each node behind any guards. */
  bool narrow;
  uint64_t *behind, *ahead; /* node -> nodes that may come next, before */
  uint64_t after_below, after_self, after_others; /* nodes by what of that */
  uint64_t starters, first_only; /* nodes that may come first; only at ^ */
  uint64_t enders;               /* nodes that may come last */
  uint32_t most_words;           /* of a match without jumps, NEWS_NO_LIMIT */
  bool plain;                    /* and all look-arounds are short */
  uint64_t needed; /* nodes one of which every match takes, 0: unknown */
  uint32_t source_count;
  uint32_t *sources; /* of jumps and tests */
  uint32_t slot_count;
  uint16_t *slot_names; /* capture number of each slot */
} news_program;

static inline bool news_has(const uint64_t *set, uint32_t node) {
  return set[node / NEWS_MASK_BITS] >> (node % NEWS_MASK_BITS) & 1;
}

static inline void news_put(uint64_t *set, uint32_t node) {
  set[node / NEWS_MASK_BITS] |= (uint64_t)1 << (node % NEWS_MASK_BITS);
}

/* Without the compiler's, a call into a table where the processor may have no
 * instruction for it. */
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

/* Everything of the program is in `arena`; `scratch` is for the work. */
news_status news_pattern_compile(news_classes *classes,
                                 const news_parsed *parsed, news_arena *arena,
                                 news_arena *scratch, news_program *out,
                                 news_error *err);

/* What every match needs: a word of one of some classes, or an annotation of
 * one of some layers; and how many of its words may stand before that. */
enum { NEWS_NEED_MOST = 32, NEWS_NEED_LAYERS = 12 };
typedef struct news_need {
  double guess; /* how often among 1,000 words; infinity: nothing is needed */
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
