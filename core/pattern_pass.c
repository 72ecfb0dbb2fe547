#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* The marks.  For every place of the window a set of nodes:
 *
 *   marks[i]  nodes that can take the word (or element) that begins at i so
 *             that the rest succeeds; of look-behinds: nodes that have just
 *             taken what ends at i
 *   leads[i]  nodes after which, standing at i, the rest can succeed
 *   held[i]   guards that hold at i
 *
 * marks[i] = (what the word at i can be) & leads[i + 1]; an element that ends
 * at e asks leads[e].  So one walk backwards marks all matches at once, and
 * the cost is the same whatever was matched before. */

typedef struct pass {
  news_matcher *m;
  const news_program *p;
  const news_scope *s;
  const uint16_t *letters; /* of types */
  const uint64_t *masks;
  uint32_t words, contexts;
  uint32_t level;
  const uint64_t *nodes; /* of the level */
  bool looks;            /* the level has look-arounds */
} pass;

static uint64_t *mark_at(const pass *w, uint32_t at) {
  return w->m->marks + (size_t)(at - w->s->a) * w->words;
}

/* Only jumps ask for leads further on than the next place. */
static uint64_t *lead_at(const pass *w, uint32_t at) {
  return w->m->leads + (w->s->jumps ? (size_t)(at - w->s->a) * w->words : 0);
}

static const uint64_t *word_mask(const pass *w, uint32_t at) {
  uint32_t letter = w->letters[w->m->word_types[at]];
  uint32_t side = w->contexts > 1 ? w->m->sides[at] : 0;
  return w->masks + (size_t)(letter * w->contexts + side) * w->words;
}

static uint64_t held_at(const pass *w, uint32_t at) {
  return w->p->look_count ? w->m->held[at - w->s->a]
                          : news_sides_held(w->s, at);
}

/* Take back the nodes whose test fails at this word. */
static void test_nodes(const pass *w, uint32_t at, uint64_t *set) {
  for (uint32_t k = 0; k < w->words; k++) {
    for (uint64_t bits = set[k] & w->p->tested[k]; bits; bits &= bits - 1) {
      uint32_t bit = (uint32_t)__builtin_ctzll(bits);
      const news_node *n = &w->p->nodes[k * NEWS_MASK_BITS + bit];
      if (!news_word_passes(w->m, n->test, at)) set[k] &= ~((uint64_t)1 << bit);
    }
  }
}

/* Does a start list let its program begin at a place with these marks? */
static bool list_holds(const pass *w, uint32_t list, const uint64_t *marks,
                       uint64_t held) {
  const news_program *p = w->p;
  for (uint32_t i = p->list_first[list]; i < p->list_first[list + 1]; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~held) continue;
    if (f->node == NEWS_ACCEPT || (marks && news_has(marks, f->node)))
      return true;
  }
  return false;
}

/* ---- backwards */

static void look_ahead(const pass *w, uint32_t at, const uint64_t *marks) {
  uint64_t *held = &w->m->held[at - w->s->a];
  for (uint32_t k = 0; k < w->p->look_count; k++) {
    const news_look *look = &w->p->looks[k];
    if (look->level != w->level) continue;
    if (list_holds(w, 1 + k, marks, *held) != look->negative)
      *held |= (uint64_t)1 << (NEWS_GUARD_LOOK + k);
  }
}

static void add_guarded(const pass *w, const news_guarded *g,
                        const uint64_t *marks, uint64_t *lead) {
  for (uint32_t k = 0; k < w->words; k++) lead[k] |= g->accept[k];
  const news_pair *pair = w->p->pairs + g->pair_first;
  for (uint32_t i = 0; i < g->pair_count; i++)
    if (news_has(marks, pair[i].after)) news_put(lead, pair[i].before);
}

/* leads[at] of this level from marks[at]. */
static void find_lead(const pass *w, uint32_t at, const uint64_t *marks,
                      uint64_t *lead) {
  const news_program *p = w->p;
  uint64_t held = held_at(w, at),
           fresh[NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS];
  memcpy(fresh, p->accept, w->words * sizeof *fresh);
  for (uint32_t k = 0; k < w->words; k++) {
    for (uint64_t bits = marks[k] & w->nodes[k]; bits; bits &= bits - 1) {
      uint32_t n = k * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits);
      const uint64_t *before = p->before + (size_t)n * w->words;
      for (uint32_t i = 0; i < w->words; i++) fresh[i] |= before[i];
    }
  }
  for (uint32_t i = 0; i < p->guarded_count; i++)
    if (!(p->guarded[i].guards & ~held))
      add_guarded(w, &p->guarded[i], marks, fresh);
  for (uint32_t k = 0; k < w->words; k++)
    lead[k] = w->s->jumps ? lead[k] | (fresh[k] & w->nodes[k])
                          : fresh[k] & w->nodes[k];
}

/* Elements of the program's sources that begin at `at`; the cursors walk
 * backwards with it. */
static void take_jumps(const pass *w, uint32_t at, uint64_t *marks) {
  for (uint32_t k = 0; k < w->p->jump_count; k++) {
    const news_jump *jump = &w->p->jumps[k];
    const news_edges *e = &w->m->edges[jump->source];
    uint32_t *cursor = &w->m->cursors[k];
    for (; *cursor && e->items[*cursor - 1].first >= at; --*cursor) {
      const news_edge *edge = &e->items[*cursor - 1];
      if (edge->first > at || edge->end > w->s->b) continue;
      const uint64_t *lead = lead_at(w, edge->end);
      for (uint32_t i = 0; i < w->words; i++)
        marks[i] |= jump->mask[i] & lead[i] & w->nodes[i];
    }
  }
}

static void take_word(const pass *w, uint32_t at, uint64_t *marks) {
  uint64_t set[NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS];
  const uint64_t *mask = word_mask(w, at), *lead = lead_at(w, at + 1);
  for (uint32_t k = 0; k < w->words; k++)
    set[k] = mask[k] & lead[k] & w->nodes[k];
  test_nodes(w, at, set);
  for (uint32_t k = 0; k < w->words; k++) marks[k] |= set[k];
}

static void walk_back(const pass *w) {
  for (uint32_t k = 0; w->s->jumps && k < w->p->jump_count; k++)
    w->m->cursors[k] =
        news_edges_at(&w->m->edges[w->p->jumps[k].source], w->s->b);
  for (uint32_t at = w->s->b;; at--) {
    uint64_t *marks = mark_at(w, at);
    if (at < w->s->b) {
      take_word(w, at, marks);
      if (w->s->jumps) take_jumps(w, at, marks);
    }
    if (w->looks) look_ahead(w, at, marks);
    find_lead(w, at, marks, lead_at(w, at));
    if (at == w->s->a) return;
  }
}

/* ---- forwards */

/* Nodes of look-around `k` that may take what begins at a place where the
 * nodes `taken` have just ended; true when it may end there itself. */
static bool spread(const pass *w, uint32_t list, uint64_t held,
                   uint64_t *next) {
  const news_program *p = w->p;
  bool accept = false;
  for (uint32_t i = p->list_first[list]; i < p->list_first[list + 1]; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~held) continue;
    if (f->node == NEWS_ACCEPT)
      accept = true;
    else
      news_put(next, f->node);
  }
  return accept;
}

/* Inner look-behinds have smaller numbers and are decided first. */
static void look_behind(const pass *w, uint32_t at, const uint64_t *taken) {
  uint64_t *held = &w->m->held[at - w->s->a];
  const news_program *p = w->p;
  for (uint32_t k = 0; k < p->look_count; k++) {
    const news_look *look = &p->looks[k];
    if (look->level != w->level) continue;
    uint64_t none[NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS] = {0};
    bool ends = list_holds(w, 1 + k, NULL, *held);
    for (uint32_t n = 0; !ends && n < p->node_count; n++)
      if (news_has(taken, n) && p->nodes[n].look == k)
        ends = spread(w, 1 + p->look_count + n, *held, none);
    if (ends != look->negative) *held |= (uint64_t)1 << (NEWS_GUARD_LOOK + k);
  }
}

static void step_forward(const pass *w, uint32_t at, const uint64_t *taken) {
  const news_program *p = w->p;
  uint64_t next[NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS] = {0};
  uint64_t held = held_at(w, at);
  for (uint32_t k = 0; k < p->look_count; k++)
    if (p->looks[k].level == w->level) (void)spread(w, 1 + k, held, next);
  for (uint32_t k = 0; k < w->words; k++)
    for (uint64_t bits = taken[k] & w->nodes[k]; bits; bits &= bits - 1) {
      uint32_t n = k * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits);
      (void)spread(w, 1 + p->look_count + n, held, next);
    }
  for (uint32_t k = 0; w->s->jumps && k < p->jump_count; k++) {
    const news_jump *jump = &p->jumps[k];
    const news_edges *e = &w->m->edges[jump->source];
    for (uint32_t i = news_edges_at(e, at);
         i < e->count && e->items[i].first == at; i++) {
      if (e->items[i].end > w->s->b) continue;
      uint64_t *end = mark_at(w, e->items[i].end);
      for (uint32_t j = 0; j < w->words; j++) end[j] |= jump->mask[j] & next[j];
    }
  }
  const uint64_t *mask = word_mask(w, at);
  for (uint32_t k = 0; k < w->words; k++) next[k] &= mask[k] & w->nodes[k];
  test_nodes(w, at, next);
  uint64_t *marks = mark_at(w, at + 1);
  for (uint32_t k = 0; k < w->words; k++) marks[k] |= next[k];
}

static void walk_forward(const pass *w) {
  for (uint32_t at = w->s->a; at <= w->s->b; at++) {
    const uint64_t *taken = mark_at(w, at);
    look_behind(w, at, taken);
    if (at < w->s->b) step_forward(w, at, taken);
  }
}

/* ---- one word wide, without look-arounds and tests, nothing to jump */

static void walk_back_fast(const pass *w) {
  const news_program *p = w->p;
  const news_scope *s = w->s;
  uint64_t *marks = w->m->marks - s->a;
  const uint32_t *types = w->m->word_types;
  uint64_t mark = 0, any = 0;
  marks[s->b] = 0;
  for (uint32_t at = s->b; at-- > s->a;) {
    uint32_t letter = w->letters[types[at]];
    if (w->contexts > 1) letter = letter * w->contexts + w->m->sides[at];
    uint64_t set = w->masks[letter];
    if (set) {
      uint64_t lead = p->accept[0];
      for (uint64_t bits = mark; bits; bits &= bits - 1)
        lead |= p->before[__builtin_ctzll(bits)];
      if (p->guarded_count && (at + 1 >= s->closing || at + 1 == s->first)) {
        uint64_t held = news_sides_held(s, at + 1);
        for (uint32_t i = 0; i < p->guarded_count; i++)
          if (!(p->guarded[i].guards & ~held))
            add_guarded(w, &p->guarded[i], &mark, &lead);
      }
      set &= lead;
    }
    marks[at] = mark = set;
    any |= set;
  }
  w->m->scope.starts = any & p->start[0];
}

/* ---- */

static bool room64(uint64_t **items, size_t *room, size_t count) {
  if (count <= *room) return true;
  size_t more = *room * 2 > count ? *room * 2 : count;
  uint64_t *grown = realloc(*items, more * sizeof *grown);
  if (!grown) return false;
  *items = grown;
  *room = more;
  return true;
}

static news_status make_room(pass *w, news_error *err) {
  news_matcher *m = w->m;
  size_t places = (size_t)(w->s->b - w->s->a) + 1, cells = places * w->words;
  const news_program *p = w->p;
  size_t leads = w->s->jumps ? cells : w->words;
  if (!room64(&m->marks, &m->mark_room, cells) ||
      !room64(&m->leads, &m->lead_room, leads) ||
      !room64(&m->held, &m->held_room, p->look_count ? places : 1) ||
      !news_room((void **)&m->cursors, &m->cursor_room, p->jump_count + 1u,
                 sizeof *m->cursors))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  return NEWS_OK;
}

static void clear(const pass *w) {
  news_matcher *m = w->m;
  size_t places = (size_t)(w->s->b - w->s->a) + 1, cells = places * w->words;
  memset(m->marks, 0, cells * sizeof *m->marks);
  memset(m->leads, 0, (w->s->jumps ? cells : w->words) * sizeof *m->leads);
  if (!w->p->look_count) return;
  for (uint32_t at = w->s->a; at <= w->s->b; at++)
    m->held[at - w->s->a] = news_sides_held(w->s, at);
}

static bool jumps_in_window(const news_matcher *m, const news_program *p) {
  for (uint32_t k = 0; k < p->jump_count; k++) {
    const news_edges *e = &m->edges[p->jumps[k].source];
    if (!e->count) continue;
    uint32_t i = news_edges_at(e, m->scope.a);
    if (i < e->count && e->items[i].first < m->scope.b) return true;
  }
  return false;
}

news_status news_pass(news_matcher *m, news_error *err) {
  const news_program *p = news_scope_program(m);
  m->scope.jumps = jumps_in_window(m, p);
  const news_letters *l = &m->letters[m->scope.pattern];
  pass w = {.m = m,
            .p = p,
            .s = &m->scope,
            .letters = l->of_type,
            .masks = l->masks,
            .words = p->words,
            .contexts = p->by_context ? 4 : 1};
  news_status status = make_room(&w, err);
  if (status) return status;
  m->scope.starts = true;
  if (p->simple && !m->scope.jumps) {
    walk_back_fast(&w);
    return NEWS_OK;
  }
  clear(&w);
  for (w.level = 0; w.level <= p->level; w.level++) {
    w.looks = p->level_looks[w.level] > 0;
    if (w.level < p->level && !w.looks) continue;
    w.nodes = p->level_masks + (size_t)w.level * p->words;
    if (w.level % 2)
      walk_forward(&w);
    else
      walk_back(&w);
  }
  return NEWS_OK;
}
