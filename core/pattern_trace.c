#include "pattern_trace.h"

#include <stdlib.h>
#include <string.h>

#include "pattern_trace_state.h"

news_trace *news_trace_new(void) { return calloc(1, sizeof(news_trace)); }

void news_trace_free(news_trace *t) {
  if (!t) return;
  free(t->nodes);
  free(t->can);
  free(t->held);
  free(t->matched);
  free(t->taken);
  free(t->firm);
  free(t->rest);
  free(t->steps);
  free(t->elements);
  free(t->misses);
  free(t);
}

/* ---- one element at one place */

static bool takes_word(const news_trace *t, uint32_t n, uint32_t at) {
  const news_matcher *m = t->m;
  const news_node *node = &t->p->nodes[n];
  uint32_t side = t->p->by_context ? m->sides[at] : 0;
  return news_type_is(m->types, m->word_types[at], node->class[side]) &&
         (node->test == NEWS_NONE || news_word_passes(m, node->test, at));
}

/* Iterate over the ways in which the node takes something at `at`, preferred
 * first: longer elements before shorter ones, one word last.  *way starts at 0;
 * returns the end of the words taken, 0 if there is no further way. */
uint32_t news_trace_take(const news_trace *t, uint32_t n, uint32_t at,
                         uint32_t *way) {
  const news_node *node = &t->p->nodes[n];
  if (at >= t->end || *way == NEWS_NONE) return 0;
  if (node->source != NEWS_NONE) {
    const news_edges *e = &t->m->edges[node->source];
    uint32_t i = news_edges_at(e, at) + *way;
    for (; i < e->count && e->items[i].first == at; i++) {
      ++*way;
      if (e->items[i].end <= t->end) return e->items[i].end;
    }
  }
  *way = NEWS_NONE;
  return takes_word(t, n, at) ? at + 1 : 0;
}

/* ---- which nodes can succeed at which places */

bool news_trace_list_holds(const news_trace *t, uint32_t list, uint32_t at) {
  const news_program *p = t->p;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~t->held[at - t->first]) continue;
    if (f->node == NEWS_ACCEPT || news_has(news_trace_can(t, at), f->node))
      return true;
  }
  return false;
}

static uint32_t list_of(const news_trace *t, uint32_t n) {
  return 1 + t->p->look_count + n;
}

static bool can_go_on(const news_trace *t, uint32_t n, uint32_t at) {
  uint32_t way = 0, end;
  if (t->p->nodes[n].source == NEWS_NONE)
    return takes_word(t, n, at) &&
           news_trace_list_holds(t, list_of(t, n), at + 1);
  while ((end = news_trace_take(t, n, at, &way)))
    if (news_trace_list_holds(t, list_of(t, n), end)) return true;
  return false;
}

/* Compute the nodes of a program (0: the pattern itself, 1 + k: look-around k)
 * that can take something so that the rest of the program succeeds. */
static void mark(news_trace *t, uint32_t program) {
  const uint16_t *from = t->nodes + t->node_first[program];
  const uint16_t *to = t->nodes + t->node_first[program + 1];
  for (uint32_t at = t->end; at-- > t->first;)
    for (const uint16_t *n = from; n < to; n++)
      if (can_go_on(t, *n, at)) news_put(news_trace_can(t, at), *n);
}

/* Follow a list of a look-behind from `at`; true if it may end there. */
static bool spread(news_trace *t, uint32_t list, uint32_t at) {
  const news_program *p = t->p;
  bool ends = false;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~t->held[at - t->first]) continue;
    if (f->node == NEWS_ACCEPT) {
      ends = true;
      continue;
    }
    uint32_t way = 0, end;
    while ((end = news_trace_take(t, f->node, at, &way)))
      news_put(t->taken + (size_t)(end - t->first) * p->words, f->node);
  }
  return ends;
}

static void hold(news_trace *t, uint32_t look, uint32_t at, bool found) {
  if (found != t->p->looks[look].negative)
    t->held[at - t->first] |= (uint64_t)1 << (NEWS_GUARD_LOOK + look);
}

static void look_behind(news_trace *t, uint32_t look) {
  size_t cells = (size_t)(t->end - t->first + 1) * t->p->words;
  memset(t->taken, 0, cells * sizeof *t->taken);
  for (uint32_t at = t->first; at <= t->end; at++) {
    bool found = spread(t, 1 + look, at);
    for (uint32_t i = t->node_first[1 + look]; i < t->node_first[2 + look]; i++)
      if (news_has(t->taken + (size_t)(at - t->first) * t->p->words,
                   t->nodes[i]))
        found |= spread(t, list_of(t, t->nodes[i]), at);
    hold(t, look, at, found);
  }
}

static void look_around(news_trace *t, uint32_t look) {
  if (!t->p->looks[look].ahead) {
    look_behind(t, look);
    return;
  }
  mark(t, 1 + look);
  for (uint32_t at = t->first; at <= t->end; at++)
    hold(t, look, at, news_trace_list_holds(t, 1 + look, at));
}

/* ---- a scope */

static void sort_nodes(news_trace *t) {
  uint32_t count = 0;
  for (uint32_t k = 0; k <= t->p->look_count; k++) {
    t->node_first[k] = count;
    for (uint32_t n = 0; n < t->p->node_count; n++)
      if (t->p->nodes[n].look == (k ? k - 1 : NEWS_NONE))
        t->nodes[count++] = (uint16_t)n;
  }
  t->node_first[t->p->look_count + 1] = count;
}

static uint32_t closing_of(const news_trace *t) {
  uint32_t end = t->end;
  while (end > t->first && news_matcher_is_closing(t->m, end - 1)) end--;
  return end;
}

static bool room_for(news_trace *t) {
  uint64_t places = t->end - t->first + 1u;
  uint64_t cells = places * t->p->words;
  if (!news_room((void **)&t->can, &t->can_room, cells, sizeof *t->can) ||
      !news_room((void **)&t->taken, &t->taken_room, cells, sizeof *t->taken) ||
      !news_room((void **)&t->firm, &t->firm_room, places * t->p->node_count,
                 1) ||
      !news_room((void **)&t->held, &t->held_room, places, sizeof *t->held) ||
      !news_room((void **)&t->matched, &t->matched_room, places, 1) ||
      !news_room((void **)&t->rest, &t->rest_room, t->p->node_count + 1u, 1) ||
      !news_room((void **)&t->nodes, &t->node_room, t->p->node_count + 1u,
                 sizeof *t->nodes))
    return false;
  memset(t->can, 0, cells * sizeof *t->can);
  memset(t->held, 0, places * sizeof *t->held);
  memset(t->matched, 0, places);
  return true;
}

news_status news_trace_scope(news_trace *t, news_matcher *m, uint32_t pattern,
                             uint32_t first, uint32_t end, news_error *err) {
  const news_program *before = t->p;
  t->m = m;
  t->p = &m->set->patterns[pattern].program;
  t->first = first;
  t->end = end;
  uint64_t work = (uint64_t)(end - first + 1) * (t->p->node_count + 1);
  news_status status = news_matcher_types(m, err);
  if (!status) status = news_matcher_prepare(m, pattern, err);
  if (!status) status = news_matcher_charge(m, work, err);
  if (status) return status;
  if (!room_for(t)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (t->p != before) sort_nodes(t);
  uint32_t closing = closing_of(t);
  for (uint32_t at = first; at <= end; at++)
    t->held[at - first] = (at == first ? (uint64_t)NEWS_GUARD_START : 0) |
                          (at >= closing ? (uint64_t)NEWS_GUARD_END : 0);
  /* Inner look-arounds have smaller numbers. */
  for (uint32_t k = 0; k < t->p->look_count; k++) look_around(t, k);
  mark(t, 0);
  return NEWS_OK;
}

/* ---- the path of a match */

const news_follow *news_trace_choose(const news_trace *t, uint32_t list,
                                     uint32_t at) {
  const news_program *p = t->p;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~t->held[at - t->first]) continue;
    if (f->node == NEWS_ACCEPT || news_has(news_trace_can(t, at), f->node))
      return f;
  }
  return NULL;
}

/* The end of the preferred way of a node that can succeed. */
uint32_t news_trace_go(const news_trace *t, uint32_t n, uint32_t at) {
  uint32_t way = 0, end;
  while ((end = news_trace_take(t, n, at, &way)))
    if (news_trace_list_holds(t, list_of(t, n), end)) return end;
  return 0;
}

static bool add_step(news_trace *t, uint32_t n, uint32_t first, uint32_t end) {
  const news_node *node = &t->p->nodes[n];
  if (!news_room((void **)&t->steps, &t->step_room, (uint64_t)t->step_count + 1,
                 sizeof *t->steps))
    return false;
  t->steps[t->step_count++] =
      (news_trace_step){{NEWS_ELEMENT_WORDS, node->from, node->to}, first, end};
  return true;
}

news_status news_trace_path(news_trace *t, uint32_t at,
                            const news_trace_step **steps, uint32_t *count,
                            news_error *err) {
  t->step_count = 0;
  for (const news_follow *f = news_trace_choose(t, 0, at);
       f && f->node != NEWS_ACCEPT;) {
    uint32_t end = news_trace_go(t, f->node, at);
    if (!add_step(t, f->node, at, end))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
    at = end;
    f = news_trace_choose(t, list_of(t, f->node), at);
  }
  *steps = t->steps;
  *count = t->step_count;
  return NEWS_OK;
}
