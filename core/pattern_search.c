#include <string.h>

#include "pattern_matcher.h"

/* The search for a match that begins at a place: depth first, each choice in
 * order of preference, so that the first way that succeeds is the match.
 *
 * Whether the rest of a pattern succeeds behind a node depends on the node
 * and the place alone, so what has failed once is not tried again: every
 * place of the scope has a row of the nodes that are still worth trying
 * there, made when a search first comes to the place from what its word (or
 * elements that begin there) can be.  So all searches in a scope together
 * take time linear in its words, and places that no search comes to cost
 * nothing.
 *
 * Look-arounds are searches of their own, each place asked once.  What of
 * them has succeeded is kept as well, for the places are asked one after the
 * other.  Look-behinds are walked backwards: their nodes stand in the row of
 * the place where their word ends. */

enum { CHARGE_EVERY = 4096 };

static size_t stride(const news_program *p) {
  return (size_t)p->words * (p->long_looks ? 2 : 1);
}

static uint64_t *row_of(const news_matcher *m, const news_program *p,
                        uint32_t at) {
  return m->rows + (at - m->scope.first) * stride(p);
}

/* ---- a place */

static bool has_place(const uint64_t *places, uint32_t at) {
  return places[at / 64] >> at % 64 & 1;
}

/* What the word can be, by its letter; NULL when that failed. */
static const uint64_t *mask_of(news_matcher *m, const news_program *p,
                               uint32_t word, uint32_t *letter) {
  const news_letters *l = &m->letters[m->scope.pattern];
  news_status status =
      news_letter_fill(m, m->scope.pattern, m->word_types[word], &m->failure);
  if (status) return NULL;
  *letter = news_letter_at(m, l, p, word);
  return l->masks + (size_t)*letter * p->words;
}

/* Nodes that can take what begins at the place. */
static bool fill_ahead(news_matcher *m, const news_program *p, uint32_t at,
                       uint64_t *row, uint64_t *seen) {
  uint32_t letter;
  const uint64_t *mask = mask_of(m, p, at, &letter);
  if (!mask) return false;
  memcpy(row, mask, p->words * sizeof *row);
  if (p->look_count) *seen = m->letters[m->scope.pattern].seen[letter];
  for (uint32_t i = 0; i < m->scope.active; i++) {
    const news_active *a = &m->active[i];
    if (!has_place(a->edges->begins, at)) continue;
    for (uint32_t k = 0; k < p->words; k++) row[k] |= a->jump->mask[k];
  }
  for (uint32_t k = 0; p->back_nodes && k < p->words; k++)
    row[k] &= ~p->back_nodes[k];
  return true;
}

/* Nodes of look-behinds that can take what ends at the place. */
static bool fill_behind(news_matcher *m, const news_program *p, uint32_t at,
                        uint64_t *row, uint64_t *seen) {
  uint32_t letter;
  const uint64_t *mask = mask_of(m, p, at - 1, &letter);
  if (!mask) return false;
  if (p->look_count) *seen = m->letters[m->scope.pattern].seen[letter];
  if (!p->back_nodes) return true;
  for (uint32_t k = 0; k < p->words; k++) row[k] |= mask[k] & p->back_nodes[k];
  for (uint32_t i = 0; i < m->scope.active; i++) {
    const news_active *a = &m->active[i];
    if (!has_place(a->edges->ends, at)) continue;
    for (uint32_t k = 0; k < p->words; k++)
      row[k] |= a->jump->mask[k] & p->back_nodes[k];
  }
  return true;
}

static void fill_place(news_matcher *m, const news_program *p, uint32_t at,
                       news_place *place) {
  const news_scope *s = &m->scope;
  uint64_t *row = row_of(m, p, at);
  /* where there is no word, what a short look-around asks is not there */
  uint64_t ahead = p->negative, behind = p->negative;
  memset(row, 0, stride(p) * sizeof *row);
  place->stamp = m->stamp;
  if (at < s->end && !fill_ahead(m, p, at, row, &ahead)) return;
  if (p->look_count && at > s->first && !fill_behind(m, p, at, row, &behind))
    return;
  place->known =
      NEWS_GUARD_START | NEWS_GUARD_END | p->short_ahead | p->short_behind;
  place->held = news_sides_held(s, at) | (ahead & p->short_ahead) |
                (behind & p->short_behind);
}

static news_place *place_of(news_matcher *m, const news_program *p,
                            uint32_t at) {
  news_place *place = &m->places[at - m->scope.first];
  if (place->stamp != m->stamp) fill_place(m, p, at, place);
  return place;
}

/* ---- steps of a search */

static bool push(news_matcher *m, uint32_t depth, const news_list *list,
                 uint32_t at) {
  if (!news_room((void **)&m->steps, &m->step_room, (uint64_t)depth + 1,
                 sizeof *m->steps)) {
    news_fail(&m->failure, NEWS_ENOMEM, 0, NULL);
    return false;
  }
  m->steps[depth] = (news_step){.at = at,
                                .block = list->block,
                                .block_end = list->block_end,
                                .taken = NEWS_NONE};
  return true;
}

static int search(news_matcher *m, const news_list *list, uint32_t at,
                  bool back, uint32_t base);

/* Do these guards hold?  Look-arounds that were not asked here yet are
 * searched above `depth`. */
static bool holds(news_matcher *m, const news_program *p, uint32_t at,
                  uint64_t guards, uint32_t depth) {
  news_place *place = place_of(m, p, at);
  for (uint64_t ask = guards & ~place->known; ask; ask &= ask - 1) {
    uint64_t bit = ask & -ask;
    uint32_t k = (uint32_t)__builtin_ctzll(bit) - NEWS_GUARD_LOOK;
    const news_look *look = &p->looks[k];
    const news_list *list = look->ahead ? &p->lists[1 + k] : &p->back_lists[k];
    bool found = search(m, list, at, !look->ahead, depth + 1) > 0;
    if (m->failure.status) return false;
    place->known |= bit;
    if (found != look->negative) place->held |= bit;
    if (!(place->held & bit)) return false;
  }
  return !(guards & ~place->held);
}

/* The next entry of the step's list whose node can still be taken here and
 * whose guards hold; NULL when there is none. */
static const news_follow *next_entry(news_matcher *m, const news_program *p,
                                     uint32_t depth, const uint64_t *good,
                                     uint32_t *work) {
  uint32_t at = m->steps[depth].at;
  const uint64_t *row = row_of(m, p, at);
  for (;;) {
    news_step *t = &m->steps[depth];
    if (t->entry == t->entry_end) {
      if (t->block == t->block_end) return NULL;
      const news_block *b = &p->blocks[t->block++];
      uint64_t some =
          (row[b->word[0]] & b->bits[0]) | (row[b->word[1]] & b->bits[1]);
      if (good)
        some |=
            (good[b->word[0]] & b->bits[0]) | (good[b->word[1]] & b->bits[1]);
      ++*work;
      if (!some && !b->accepts) continue;
      t->entry = b->first;
      t->entry_end = b->first + b->count;
    }
    const news_follow *f = &p->follows[t->entry++];
    ++*work;
    if (f->node != NEWS_ACCEPT && !news_has(row, f->node) &&
        !(good && news_has(good, f->node)))
      continue;
    if (!f->guards || holds(m, p, at, f->guards, depth)) return f;
    if (m->failure.status) return NULL;
  }
}

/* What the node can take at the step's place: elements, longest first, then
 * the word. */
static void begin_node(news_matcher *m, const news_program *p, news_step *t,
                       uint32_t n, bool back) {
  const news_node *node = &p->nodes[n];
  const news_scope *s = &m->scope;
  bool any = back ? t->at > s->first : t->at < s->end;
  uint32_t word = back ? t->at - 1 : t->at, letter;
  t->edge = t->edge_end = 0;
  t->word = false;
  if (node->source != NEWS_NONE) {
    const news_edges *e = &m->edges[node->source];
    if (e->count && has_place(back ? e->ends : e->begins, t->at))
      news_edges_range(e, t->at, back, &t->edge, &t->edge_end);
  }
  if (!any) return;
  const uint64_t *mask = mask_of(m, p, word, &letter);
  t->word = mask && news_has(mask, n) &&
            (node->test == NEWS_NONE || news_word_passes(m, node->test, word));
}

/* Where the next thing that the node can take leads to; false: no more. */
static bool take(const news_matcher *m, const news_program *p, news_step *t,
                 bool back, uint32_t *to) {
  const news_scope *s = &m->scope;
  while (t->edge < t->edge_end) {
    uint32_t source = p->nodes[p->follows[t->entry - 1].node].source;
    const news_edge *edge = news_edges_item(&m->edges[source], t->edge++, back);
    *to = back ? edge->first : edge->end;
    if (*to < s->first || *to > s->end) continue;
    t->taken = (uint32_t)(edge - m->edges[source].items);
    return true;
  }
  if (!t->word) return false;
  t->word = false;
  t->taken = NEWS_NONE;
  *to = back ? t->at - 1 : t->at + 1;
  return true;
}

static bool charge(news_matcher *m, uint32_t *work) {
  uint64_t *steps = m->document.steps;
  uint32_t done = *work;
  *work = 0;
  if (!steps) return true;
  if (*steps >= done) {
    *steps -= done;
    return true;
  }
  *steps = 0;
  news_fail(&m->failure, NEWS_EBUDGET, 0, NULL);
  return false;
}

/* The nodes of a way that succeeded: those of a look-around are good for
 * ever, those of the pattern itself may be tried again. */
static void keep_way(news_matcher *m, const news_program *p, uint32_t base,
                     uint32_t depth, bool look) {
  for (uint32_t i = base; i < depth; i++) {
    const news_step *t = &m->steps[i];
    uint64_t *row = row_of(m, p, t->at);
    news_put(look ? row + p->words : row, p->follows[t->entry - 1].node);
  }
}

/* The way that succeeds first, in the matcher's steps from `base` on, the
 * last step's entry its end: 1, 0 none, -1 failed. */
static int search(news_matcher *m, const news_list *list, uint32_t at,
                  bool back, uint32_t base) {
  const news_program *p = news_scope_program(m);
  bool look = list != &p->lists[0];
  uint32_t depth = base, to, work = 0;
  (void)place_of(m, p, at);
  if (!push(m, depth, list, at)) return -1;
  while (!m->failure.status) {
    if (work >= CHARGE_EVERY && !charge(m, &work)) break;
    if (take(m, p, &m->steps[depth], back, &to)) {
      uint16_t node = p->follows[m->steps[depth].entry - 1].node;
      (void)place_of(m, p, to);
      const news_list *next = back ? &p->back_lists[p->look_count + node]
                                   : &p->lists[1 + p->look_count + node];
      if (!push(m, ++depth, next, to)) break;
      continue;
    }
    uint64_t *row = row_of(m, p, m->steps[depth].at);
    const uint64_t *good = look ? row + p->words : NULL;
    const news_follow *f = next_entry(m, p, depth, good, &work);
    if (!f) {
      if (depth == base || m->failure.status) break;
      depth--;
      continue;
    }
    if (f->node == NEWS_ACCEPT || (good && news_has(good, f->node))) {
      keep_way(m, p, base, depth, look);
      m->depth = depth;
      return charge(m, &work) ? 1 : -1;
    }
    row[f->node / NEWS_MASK_BITS] &= ~((uint64_t)1 << f->node % NEWS_MASK_BITS);
    begin_node(m, p, &m->steps[depth], f->node, back);
  }
  return !m->failure.status && charge(m, &work) ? 0 : -1;
}

int news_search(news_matcher *m, uint32_t at) {
  const news_program *p = news_scope_program(m);
  int found = search(m, &p->lists[0], at, false, 0);
  return found > 0 && !m->depth ? 0 : found; /* empty: not a match */
}

/* ---- a scope */

bool news_search_open(news_matcher *m) {
  const news_program *p = news_scope_program(m);
  uint64_t places = (uint64_t)(m->scope.end - m->scope.first) + 1;
  uint32_t had = m->place_room;
  if (!news_room((void **)&m->places, &m->place_room, places,
                 sizeof *m->places) ||
      !news_fresh_room(&m->rows, &m->row_room, places * stride(p)) ||
      !news_room((void **)&m->active, &m->active_room, p->jump_count + 1u,
                 sizeof *m->active))
    return false;
  if (m->place_room > had)
    memset(m->places + had, 0, (m->place_room - had) * sizeof *m->places);
  if (!++m->stamp) { /* all numbers were used: begin anew */
    memset(m->places, 0, m->place_room * sizeof *m->places);
    m->stamp = 1;
  }
  m->failure = (news_error){0};
  return true;
}
