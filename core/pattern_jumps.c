#include <string.h>

#include "pattern_matcher.h"

/* Add a jump; those that look-arounds need come first. */
static void add_jump(news_letters *l, news_active jump) {
  uint32_t at = l->jump_count++;
  if (jump.jump->looks) {
    l->jumps[at] = l->jumps[l->look_jumps];
    at = l->look_jumps++;
  }
  l->jumps[at] = jump;
}

static void join(const uint64_t *from, uint32_t cells, uint64_t *to) {
  for (uint32_t k = 0; k < cells; k++) to[k] |= from[k];
}

/* Mark the places where elements begin and, for look-behinds, end. */
static bool mark_places(const news_matcher *m, news_letters *l) {
  uint32_t cells = m->document.doc->words.count / 64 + 1u;
  l->element_starts = NULL;
  if (!l->jump_count) return true;
  if (!news_room((void **)&l->begins, &l->place_room, 3 * (uint64_t)cells,
                 sizeof *l->begins))
    return false;
  memset(l->begins, 0, 3 * (size_t)cells * sizeof *l->begins);
  l->ends = l->begins + cells;
  for (uint32_t i = 0; i < l->jump_count; i++) {
    join(l->jumps[i].begins, l->program->back_nodes ? 2 * cells : cells,
         l->begins); /* ends lie behind */
    if (!l->jumps[i].jump->starts) continue;
    l->element_starts = l->ends + cells;
    join(l->jumps[i].begins, cells, l->element_starts);
  }
  return true;
}

news_status news_jumps_list(news_matcher *m, uint32_t pattern,
                            news_error *err) {
  const news_program *p = &m->set->patterns[pattern].program;
  news_letters *l = &m->letters[pattern];
  if (!news_room((void **)&l->jumps, &l->jump_room, p->jump_count + 1u,
                 sizeof *l->jumps))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  l->jump_count = l->look_jumps = 0;
  l->jumping = l->behind_jump = l->before_jump = 0;
  for (uint32_t k = 0; k < p->jump_count; k++) {
    news_edges *e = &m->edges[p->jumps[k].source];
    if (!e->count) continue;
    if (e->settled < e->count) {
      news_status status = news_edges_settle(m, e, err);
      if (status) return status;
    }
    if (p->back_nodes && !news_edges_ends(e))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
    add_jump(l, (news_active){&p->jumps[k], e, e->begins, e->ends});
    if (p->narrow) l->jumping |= p->jumps[k].mask[0];
  }
  if (!mark_places(m, l)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint64_t bits = l->jumping; bits; bits &= bits - 1) {
    l->behind_jump |= p->behind[__builtin_ctzll(bits)];
    l->before_jump |= p->ahead[__builtin_ctzll(bits)];
  }
  return NEWS_OK;
}

/* The places of a scope as bits: parts of the first and last cell, and all
 * between. */
typedef struct range {
  uint32_t first, last;
  uint64_t low, high;
} range;

static inline bool any_in(const range *r, const uint64_t *places) {
  if (r->first == r->last) return places[r->first] & r->low & r->high;
  if (places[r->first] & r->low || places[r->last] & r->high) return true;
  for (uint32_t k = r->first + 1; k < r->last; k++)
    if (places[k]) return true;
  return false;
}

void news_jumps_find(news_matcher *m) {
  news_scope *s = &m->scope;
  const news_letters *l = s->letters;
  const uint32_t last = s->end - 1;
  const range r = {s->first / 64, last / 64, UINT64_MAX << s->first % 64,
                   UINT64_MAX >> (63 - last % 64)};
  s->active = s->look_active = 0;
  for (uint32_t k = 0; k < l->jump_count; k++) {
    const news_active *a = &l->jumps[k];
    if (!any_in(&r, a->begins)) continue;
    m->active[s->active++] = *a;
    if (k < l->look_jumps) s->look_active = s->active;
  }
}
