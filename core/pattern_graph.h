#ifndef NEWS_PATTERN_GRAPH_H
#define NEWS_PATTERN_GRAPH_H

#include "pattern_compile.h"

/* Internal to the compiler: the graph between a tree and the nodes of a
 * program. */

enum news_graph_op {
  NEWS_GRAPH_WORD,
  NEWS_GRAPH_SPLIT,
  NEWS_GRAPH_OPEN,
  NEWS_GRAPH_CLOSE,
  NEWS_GRAPH_START,
  NEWS_GRAPH_END,
  NEWS_GRAPH_LOOK,
  NEWS_GRAPH_ACCEPT,
  NEWS_GRAPH_FAIL
};

typedef struct news_graph_node {
  uint8_t op;
  uint32_t arg;  /* slot or look-around; of a split its first branch */
  uint32_t next; /* of a split the number of branches */
  const news_tree *tree;
} news_graph_node;

typedef struct news_seen {
  uint64_t guards;
  uint32_t node, next;
} news_seen;

/* Where a tree with this continuation starts. */
typedef struct news_built {
  const news_tree *tree;
  uint32_t next, taken, start;
  uint32_t older; /* the older one in its slot + 1; 0: none */
} news_built;

enum { NEWS_BUILT_SLOTS = 1024 };

typedef struct news_trail { /* actions, newest first */
  uint32_t back;
  uint16_t action;
} news_trail;

typedef struct news_walk {
  uint64_t guards;
  uint32_t node, trail, actions;
} news_walk;

typedef struct news_maker {
  news_classes *classes;
  const news_parsed *parsed;
  news_arena *arena, *scratch;
  news_error *err;
  news_status status;
  news_program *out;
  news_graph_node *graph;
  uint32_t graph_count, graph_room;
  uint32_t *branches;
  uint32_t branch_count, branch_room;
  news_built *built;
  uint32_t built_count, built_room;
  uint32_t built_slots[NEWS_BUILT_SLOTS]; /* the newest one + 1; 0: none */
  uint32_t *look_start;                   /* graph node of each look-around */
  uint32_t *bit;        /* node number of each graph node, or NEWS_NONE */
  uint32_t *graph_of;   /* graph node of each node */
  uint32_t *owner;      /* of each node: 0 the pattern, or 1 + look-around */
  uint32_t *seen_first; /* by graph node */
  uint32_t *list_of;    /* by graph node: the list of what follows there */
  news_seen *seens;
  uint32_t seen_count, seen_room;
  news_trail *trails;
  uint32_t trail_count, trail_room;
  news_walk *stack;
  uint32_t stack_count, stack_room;
  bool behind;   /* building a look-behind */
  uint32_t work; /* steps, and comparisons with earlier ones, of all lists */
  uint32_t follow_room, action_room, block_room, source_room;
} news_maker;

/* Record the first failure; returns 0. */
uint32_t news_maker_fail(news_maker *m, news_status status, const char *what);
/* Make room for one more item after `count`. */
bool news_maker_grow(news_maker *m, news_arena *arena, void **items,
                     uint32_t *room, uint32_t count, size_t size);

/* Build the graph of the whole pattern; returns its start. */
uint32_t news_graph_build(news_maker *m);
/* Number the reachable nodes and fill the program's lists. */
void news_graph_lists(news_maker *m, uint32_t start);
/* Add an entry to the program's follows. */
void news_graph_follow(news_maker *m, news_follow follow);
/* Make a list of the last follows added, from `first` on. */
news_list news_graph_close(news_maker *m, uint32_t first);

#endif
