#include "pattern_place.h"

/* Rows of plain programs, made from the end of a range backwards with only the
 * nodes from which the rest may succeed. */

/* Nodes of the pattern itself that may precede these. */
static inline uint64_t before_nodes(const news_program *p, uint64_t nodes) {
  const uint64_t *ahead = p->ahead;
  uint64_t before =
      p->enders | (nodes & p->after_below) >> 1 | (nodes & p->after_self);
  for (nodes &= p->after_others; nodes; nodes &= nodes - 1)
    before |= ahead[__builtin_ctzll(nodes)];
  return before;
}

/* Where the rows may end: no match that begins before s->pruned extends beyond
 * that place.  Going one step beyond the range makes it rare that the same rows
 * are made again: at most six times a scope in all. */
static uint32_t rows_end(news_matcher *m, const news_program *p) {
  news_scope *s = &m->scope;
  uint32_t most = p->most_words, step = most / 4;
  s->pruned = s->end;
  /* an element may be long */
  if (s->active || most == NEWS_NO_LIMIT || s->end - s->b < most + step)
    return s->end;
  s->pruned = s->b + step;
  return s->pruned - 1 + most;
}

/* Nodes of jumps with an element that begins at the place. */
static inline uint64_t jumps_at(const news_matcher *m, uint32_t at) {
  uint64_t nodes = 0;
  if (!news_place_jumps(m, at, false)) return 0;
  for (uint32_t i = 0; i < m->scope.active; i++)
    if (news_place_in(m->active[i].begins, at))
      nodes |= *m->active[i].jump->mask;
  return nodes;
}

void news_search_prune(news_matcher *m, uint32_t first) {
  const news_program *p = news_scope_program(m);
  const news_scope *s = &m->scope;
  const news_letters *l = s->letters;
  uint32_t letter, end = rows_end(m, p);
  uint64_t before = p->enders, *row = m->rows + (end - s->first);
  *row = 0;
  for (uint32_t at = end;
       at-- > first && (letter = news_place_letter(m, at)) != NEWS_NONE;) {
    uint64_t mask = l->masks[letter], jumps = jumps_at(m, at);
    /* an element may end anywhere */
    uint64_t nodes = (mask | jumps) & (before | (jumps ? l->jumping : 0));
    *--row = nodes;
    before =
        nodes == mask ? p->enders | l->ahead[letter] : before_nodes(p, nodes);
  }
}
