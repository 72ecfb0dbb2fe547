#ifndef NEWS_PATTERN_TRACE_STATE_H
#define NEWS_PATTERN_TRACE_STATE_H

#include "pattern_matcher.h"
#include "pattern_trace.h"

/* Internal to traces: shared by pattern_trace.c (paths of matches) and
 * pattern_miss.c (near misses). */
struct news_trace {
  news_matcher *m;
  const news_program *p;
  uint32_t first, end; /* words of the scope */
  /* Nodes of the pattern itself, then of look-around 0, 1, ... */
  uint16_t *nodes;
  uint32_t node_room;
  uint32_t node_first[NEWS_PATTERN_MOST_LOOKS + 2];
  /* By place: nodes that can take something there so that the rest succeeds;
   * guards that hold; whether the word is part of a match. */
  uint64_t *can, *held;
  uint8_t *matched;
  uint32_t can_room, held_room, matched_room;
  /* By place: nodes that have taken what ends there; by place and node: the
   * number of elements on the path that require more than almost any word. */
  uint64_t *taken;
  uint8_t *firm;
  uint32_t taken_room, firm_room;
  uint8_t *rest; /* by node: least number of elements after it, at most 2 */
  uint32_t rest_room;
  news_trace_step *steps;
  uint32_t step_count, step_room;
  news_element *elements;
  uint32_t element_count, element_room;
  news_miss *misses;
  uint32_t miss_count, miss_room;
};

static inline uint64_t *news_trace_can(const news_trace *t, uint32_t at) {
  return t->can + (size_t)(at - t->first) * t->p->words;
}

uint32_t news_trace_take(const news_trace *t, uint32_t n, uint32_t at,
                         uint32_t *way);
bool news_trace_list_holds(const news_trace *t, uint32_t list, uint32_t at);
/* The follower that a match takes at a place, NULL if none. */
const news_follow *news_trace_choose(const news_trace *t, uint32_t list,
                                     uint32_t at);
uint32_t news_trace_go(const news_trace *t, uint32_t n, uint32_t at);

#endif
