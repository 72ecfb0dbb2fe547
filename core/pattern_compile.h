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
 * a start list.  They are worked out level by level: an even level walks
 * backwards (look-ahead, and the pattern itself last), an odd one forwards
 * (look-behind); whatever a program looks at is of its own level or below.
 * Short look-arounds, which ask one word beside the place, are of no level:
 * what they say is known from the word's letter. */

#ifndef NEWS_MASK_BITS /* tests use few of the 64 */
#ifdef NEWS_TINY
#define NEWS_MASK_BITS 8
#else
#define NEWS_MASK_BITS 64
#endif
#endif

enum { NEWS_ACCEPT = UINT16_MAX };
enum { NEWS_FOLLOWS_MOST = 1 << 18, NEWS_GRAPH_MOST = 1 << 17 };

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
  uint32_t test;     /* expr to ask at each place too, or NEWS_NONE */
  uint32_t source;   /* of a jump, or NEWS_NONE */
  uint32_t expr;     /* of a word */
  uint32_t from, to; /* bytes of the element in the pattern */
  uint32_t level;
  uint32_t look; /* whose program it belongs to, NEWS_NONE: the pattern's */
} news_node;

typedef struct news_look {
  bool ahead, negative;
  uint32_t level; /* NEWS_NONE: short */
} news_look;

/* Ends behind the same guards. */
typedef struct news_guarded {
  uint64_t guards;
  uint64_t *accept; /* nodes that may end a program */
} news_guarded;

/* A node that another one follows behind guards. */
typedef struct news_pair {
  uint64_t guards;
  uint16_t before;
} news_pair;

/* A node that takes words of some class where they stand on these sides in
 * their sentence: a set of 1 << (first | last << 1). */
typedef struct news_taker {
  uint16_t node, sides;
} news_taker;

/* Classes of a program among 64 that lie side by side. */
typedef struct news_asked {
  uint64_t bits;
  uint32_t word; /* of a row of classes */
  uint32_t rank; /* of the first in taker_first */
} news_asked;

typedef struct news_jump {
  uint32_t source;
  uint64_t *mask; /* nodes that jump by this source */
} news_jump;

typedef struct news_test {
  uint32_t expr;
  uint64_t *mask; /* nodes with this test */
} news_test;

typedef struct news_list {
  uint32_t first, end; /* of follows */
} news_list;

typedef struct news_program {
  uint32_t node_count;
  uint32_t words; /* 64-bit words of a set of nodes */
  news_node *nodes;
  uint32_t look_count;
  news_look *looks;
  uint32_t level; /* of the pattern itself, the last */
  uint64_t *level_masks;
  uint32_t *level_looks; /* how many look-arounds a level has */
  /* Guards of short look-arounds, and of all that are negative. */
  uint64_t short_ahead, short_behind, negative;
  /* Lists: 0 the pattern's start, 1 + k look-around k, then the nodes. */
  news_list *lists; /* nodes before the same place share what follows */
  uint32_t follow_count, action_count;
  news_follow *follows;
  uint16_t *actions; /* slot * 2, + 1 to close */
  uint64_t *accept;  /* nodes that may end a program without a guard */
  uint64_t *before;  /* node_count rows: whose unguarded follower it is */
  uint64_t *start;   /* nodes of list 0 */
  uint64_t *tested;  /* nodes with a test */
  uint32_t test_count;
  news_test *tests;
  uint32_t guarded_count;
  news_guarded *guarded;
  uint32_t *pair_first; /* of each node that follows, in pairs */
  news_pair *pairs;
  bool guards; /* some follower or end is behind guards */
  uint32_t jump_count;
  news_jump *jumps;
  uint32_t asked_count;
  news_asked *asked;
  uint32_t *taker_first; /* by class of the program, in takers */
  uint32_t taker_count, taken_classes;
  news_taker *takers;
  bool by_context; /* some class depends on first or last */
  bool asks_end;   /* $ */
  bool asks_sides; /* a test does */
  /* Programs one word wide: neighbours of each node behind any guards. */
  bool narrow;
  uint64_t *behind, *ahead;      /* node -> nodes that may come next, before */
  uint64_t starters, first_only; /* nodes that may come first; only at ^ */
  uint64_t enders;               /* nodes that may come last */
  uint64_t needed; /* nodes one of which every match takes, 0: unknown */
  bool simple;     /* one word wide; no jumps, tests or look-arounds */
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

/* Everything of the program is in `arena`; `scratch` is for the work. */
news_status news_pattern_compile(news_classes *classes,
                                 const news_parsed *parsed, news_arena *arena,
                                 news_arena *scratch, news_program *out,
                                 news_error *err);

/* What every match needs: a word of one of some classes, or an annotation of
 * a layer; and how many words a match may reach from there. */
enum { NEWS_NEED_MOST = 24 };
typedef struct news_need {
  double guess; /* how often among 1,000 words; infinity: nothing is needed */
  uint32_t count;
  uint32_t classes[NEWS_NEED_MOST]; /* ascending */
  uint32_t source;                  /* of a layer, or NEWS_NONE */
  uint32_t before, after;           /* NEWS_NO_LIMIT: to the scope's end */
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
