#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* The marks.  For every place of the window a set of nodes:
 *
 *   marks[i]  nodes that can take the word (or element) that begins at i so
 *             that the rest succeeds; of look-behinds: nodes that have just
 *             taken what ends at i
 *   leads[i]  nodes after which, standing at i, the rest can succeed; of
 *             look-behinds: nodes that may take what begins at i
 *   held[i]   guards that hold at i
 *
 * marks[i] = (what the word at i can be) & leads[i + 1]; an element that ends
 * at e asks leads[e].  So one walk backwards marks all matches at once, and
 * the cost is the same whatever was matched before.  Sets are numbers in the
 * memo of the pattern and level, where steps done before are looked up. */

enum { SET_WORDS = NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS };

typedef struct pass {
  news_matcher *m;
  const news_program *p;
  const news_scope *s;
  const news_letters *l;
  news_memo *memo; /* of the level */
  uint32_t words, contexts;
  uint32_t level;
  const uint64_t *nodes; /* of the level */
  bool looks;            /* the level has look-arounds */
  uint32_t active;       /* jumps, in the matcher's cursors */
  bool failed;           /* out of memory */
} pass;

/* The word's letter, with where it stands in its sentence. */
static uint32_t letter_at(const pass *w, uint32_t at) {
  uint32_t letter = w->l->of_type[w->m->word_types[at]];
  return w->contexts > 1 ? letter * w->contexts + w->m->sides[at] : letter;
}

static uint64_t held_at(const pass *w, uint32_t at) {
  return w->p->look_count ? w->m->held[at - w->s->a]
                          : news_sides_held(w->s, at);
}

static uint32_t number(pass *w, const uint64_t *set) {
  bool added;
  uint32_t n = news_memo_number(w->memo, set, &added);
  if (n == NEWS_NONE) {
    w->failed = true;
    return NEWS_EMPTY_SET;
  }
  if (!added) return n;
  news_state *state = &w->memo->states[n];
  for (uint32_t k = 0; k < w->words; k++)
    if (set[k] & w->p->start[k]) state->starts = true;
  for (uint32_t i = 0; i < w->p->test_count; i++)
    for (uint32_t k = 0; k < w->words; k++)
      if (set[k] & w->p->tests[i].mask[k])
        state->tests |= (uint64_t)1 << i % 64;
  return n;
}

/* ---- what one word takes of a lead */

static uint32_t take_word(pass *w, uint32_t lead, uint32_t letter) {
  if (lead == NEWS_EMPTY_SET) return NEWS_EMPTY_SET;
  news_take *t = news_memo_take(w->memo, lead, letter);
  if (!t) {
    w->failed = true;
    return NEWS_EMPTY_SET;
  }
  if (t->marks != NEWS_NONE) return t->marks;
  uint64_t set[SET_WORDS];
  const uint64_t *mask = w->l->masks + (size_t)letter * w->words;
  const uint64_t *from = news_memo_set(w->memo, lead);
  for (uint32_t k = 0; k < w->words; k++) set[k] = mask[k] & from[k];
  return t->marks = number(w, set);
}

/* Without the nodes whose test fails at this word. */
static uint32_t test_marks(pass *w, uint32_t at, uint32_t marks) {
  uint64_t set[SET_WORDS];
  bool fails = false;
  uint64_t asked = w->memo->states[marks].tests;
  if (!asked) return marks;
  memcpy(set, news_memo_set(w->memo, marks), w->words * sizeof *set);
  for (uint32_t i = 0; i < w->p->test_count; i++) {
    const news_test *t = &w->p->tests[i];
    if (!(asked >> i % 64 & 1) || news_word_passes(w->m, t->expr, at)) continue;
    fails = true;
    for (uint32_t k = 0; k < w->words; k++) set[k] &= ~t->mask[k];
  }
  return fails ? number(w, set) : marks;
}

/* With the nodes of a jump that are in the lead. */
static uint32_t add_jump(pass *w, uint32_t marks, uint32_t lead,
                         const news_jump *jump) {
  uint64_t set[SET_WORDS], some = 0;
  const uint64_t *from = news_memo_set(w->memo, lead);
  const uint64_t *old = news_memo_set(w->memo, marks);
  for (uint32_t k = 0; k < w->words; k++) {
    uint64_t more = from[k] & jump->mask[k];
    some |= more;
    set[k] = old[k] | more;
  }
  return some ? number(w, set) : marks;
}

/* ---- what follows from a set of marks */

static uint64_t guards_of_list(const news_program *p, uint32_t list) {
  uint64_t guards = 0;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++)
    guards |= p->follows[i].guards;
  return guards;
}

static uint64_t guards_of_node(const pass *w, uint32_t n) {
  const news_program *p = w->p;
  uint64_t guards = 0;
  if (w->level % 2) return guards_of_list(p, 1 + p->look_count + n);
  for (uint32_t i = p->pair_first[n]; i < p->pair_first[n + 1]; i++)
    guards |= p->pairs[i].guards;
  return guards;
}

/* Guards that make a difference to what follows from the set. */
static uint64_t find_asked(const pass *w, const uint64_t *set) {
  const news_program *p = w->p;
  uint64_t guards = 0;
  for (uint32_t k = 0; k < p->look_count; k++)
    if (p->looks[k].level == w->level) guards |= guards_of_list(p, 1 + k);
  for (uint32_t i = 0; i < p->guarded_count; i++)
    guards |= p->guarded[i].guards;
  for (uint32_t k = 0; k < w->words; k++)
    for (uint64_t bits = set[k]; bits; bits &= bits - 1)
      guards |= guards_of_node(
          w, k * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits));
  return guards;
}

/* Does a start list let its program begin at a place with these marks? */
static bool list_holds(const pass *w, uint32_t list, const uint64_t *marks,
                       uint64_t held) {
  const news_program *p = w->p;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~held) continue;
    if (f->node == NEWS_ACCEPT || (marks && news_has(marks, f->node)))
      return true;
  }
  return false;
}

/* `held` with the look-aheads of the level.  Inner ones have smaller numbers
 * and are decided first. */
static uint64_t look_ahead(const pass *w, const uint64_t *marks,
                           uint64_t held) {
  for (uint32_t k = 0; w->looks && k < w->p->look_count; k++) {
    const news_look *look = &w->p->looks[k];
    if (look->level != w->level) continue;
    if (list_holds(w, 1 + k, marks, held) != look->negative)
      held |= (uint64_t)1 << (NEWS_GUARD_LOOK + k);
  }
  return held;
}

/* Nodes before those that are marked, by followers behind guards too. */
static void add_before(const news_program *p, uint32_t n, uint64_t held,
                       uint64_t *lead) {
  const uint64_t *before = p->before + (size_t)n * p->words;
  for (uint32_t i = 0; i < p->words; i++) lead[i] |= before[i];
  for (uint32_t i = p->pair_first[n]; i < p->pair_first[n + 1]; i++)
    if (!(p->pairs[i].guards & ~held)) news_put(lead, p->pairs[i].before);
}

static void add_accept(const news_program *p, uint64_t held, uint64_t *lead) {
  for (uint32_t i = 0; i < p->guarded_count; i++)
    if (!(p->guarded[i].guards & ~held))
      for (uint32_t k = 0; k < p->words; k++)
        lead[k] |= p->guarded[i].accept[k];
}

static uint64_t turn_back(const pass *w, const uint64_t *marks, uint64_t held,
                          uint64_t *lead) {
  held = look_ahead(w, marks, held);
  memcpy(lead, w->p->accept, w->words * sizeof *lead);
  add_accept(w->p, held, lead);
  for (uint32_t k = 0; k < w->words; k++)
    for (uint64_t bits = marks[k]; bits; bits &= bits - 1)
      add_before(w->p, k * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits),
                 held, lead);
  return held;
}

/* Nodes of a list whose guards hold; true when the program may end there. */
static bool spread(const pass *w, uint32_t list, uint64_t held,
                   uint64_t *next) {
  const news_program *p = w->p;
  bool accept = false;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~held) continue;
    if (f->node == NEWS_ACCEPT)
      accept = true;
    else
      news_put(next, f->node);
  }
  return accept;
}

/* `held` with the look-behinds of the level. */
static uint64_t look_behind(const pass *w, const uint64_t *taken,
                            uint64_t held) {
  const news_program *p = w->p;
  uint64_t unused[SET_WORDS] = {0};
  for (uint32_t k = 0; k < p->look_count; k++) {
    const news_look *look = &p->looks[k];
    if (look->level != w->level) continue;
    bool ends = list_holds(w, 1 + k, NULL, held);
    for (uint32_t n = 0; !ends && n < p->node_count; n++)
      if (news_has(taken, n) && p->nodes[n].look == k)
        ends = spread(w, 1 + p->look_count + n, held, unused);
    if (ends != look->negative) held |= (uint64_t)1 << (NEWS_GUARD_LOOK + k);
  }
  return held;
}

static uint64_t turn_forward(const pass *w, const uint64_t *taken,
                             uint64_t held, uint64_t *next) {
  const news_program *p = w->p;
  held = look_behind(w, taken, held);
  memset(next, 0, w->words * sizeof *next);
  for (uint32_t k = 0; k < p->look_count; k++)
    if (p->looks[k].level == w->level) (void)spread(w, 1 + k, held, next);
  for (uint32_t k = 0; k < w->words; k++)
    for (uint64_t bits = taken[k]; bits; bits &= bits - 1) {
      uint32_t n = k * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits);
      (void)spread(w, 1 + p->look_count + n, held, next);
    }
  return held;
}

static void find_turn(pass *w, news_turn *t) {
  uint64_t marks[SET_WORDS], lead[SET_WORDS];
  memcpy(marks, news_memo_set(w->memo, t->marks), w->words * sizeof *marks);
  uint64_t held = w->level % 2 ? turn_forward(w, marks, t->held, lead)
                               : turn_back(w, marks, t->held, lead);
  for (uint32_t k = 0; k < w->words; k++) lead[k] &= w->nodes[k];
  t->holds = held & ~t->held;
  t->lead = number(w, lead);
}

/* The turn at a set of marks; most often it is that of the last time. */
static const news_turn *turn(pass *w, uint32_t marks, uint64_t held) {
  news_state *state = &w->memo->states[marks];
  if (state->turned && state->last.held == (held & state->asks))
    return &state->last;
  if (!state->turned)
    state->asks = find_asked(w, news_memo_set(w->memo, marks));
  news_turn *t = news_memo_turn(w->memo, marks, held & state->asks);
  static const news_turn none;
  if (!t) {
    w->failed = true;
    return &none;
  }
  if (t->lead == NEWS_NONE) find_turn(w, t);
  state = &w->memo->states[marks]; /* may have moved */
  state->last = *t;
  state->turned = true;
  return &state->last;
}

/* ---- walks */

/* Elements of the active jumps that begin at `at`; the cursors walk backwards
 * with it. */
static uint32_t take_jumps(pass *w, uint32_t at, uint32_t marks) {
  for (uint32_t k = 0; k < w->active; k++) {
    news_cursor *c = &w->m->cursors[k];
    const news_edge *items = c->edges->items;
    for (; c->at && items[c->at - 1].first >= at; c->at--) {
      const news_edge *edge = &items[c->at - 1];
      if (edge->first > at || edge->end > w->s->b) continue;
      marks = add_jump(w, marks, w->m->leads[edge->end - w->s->a], c->jump);
    }
  }
  return marks;
}

static void walk_back(pass *w) {
  news_matcher *m = w->m;
  const news_scope *s = w->s;
  uint32_t lead = NEWS_EMPTY_SET;
  bool starts = false;
  for (uint32_t at = s->b; !w->failed; at--) {
    uint32_t marks = NEWS_EMPTY_SET;
    if (at < s->b) {
      marks = test_marks(w, at, take_word(w, lead, letter_at(w, at)));
      if (w->active) marks = take_jumps(w, at, marks);
    }
    const news_turn *t = turn(w, marks, held_at(w, at));
    if (w->looks) m->held[at - s->a] |= t->holds;
    starts |= w->memo->states[marks].starts;
    m->mark_sets[at - s->a] = marks;
    m->leads[at - s->a] = lead = t->lead;
    if (at == s->a) break;
  }
  m->scope.starts = starts;
}

/* The same, forwards. */
static void jump_forward(pass *w, uint32_t at, uint32_t lead) {
  for (uint32_t k = 0; k < w->active; k++) {
    news_cursor *c = &w->m->cursors[k];
    for (; c->at < c->edges->count; c->at++) {
      const news_edge *edge = &c->edges->items[c->at];
      if (edge->first > at) break;
      if (edge->first < at || edge->end > w->s->b) continue;
      uint32_t *end = &w->m->mark_sets[edge->end - w->s->a];
      *end = add_jump(w, *end, lead, c->jump);
    }
  }
}

/* The union of what a word and what jumps have taken. */
static uint32_t join(pass *w, uint32_t a, uint32_t b) {
  uint64_t set[SET_WORDS];
  if (b == NEWS_EMPTY_SET) return a;
  const uint64_t *left = news_memo_set(w->memo, a);
  const uint64_t *right = news_memo_set(w->memo, b);
  for (uint32_t k = 0; k < w->words; k++) set[k] = left[k] | right[k];
  return number(w, set);
}

static void walk_forward(pass *w) {
  news_matcher *m = w->m;
  const news_scope *s = w->s;
  uint32_t taken = NEWS_EMPTY_SET;
  if (w->active) /* what jumps have taken, by where they end */
    memset(m->mark_sets, 0, ((size_t)(s->b - s->a) + 1) * sizeof *m->mark_sets);
  for (uint32_t at = s->a; at <= s->b && !w->failed; at++) {
    if (w->active) taken = join(w, taken, m->mark_sets[at - s->a]);
    const news_turn *t = turn(w, taken, held_at(w, at));
    m->held[at - s->a] |= t->holds;
    if (at == s->b) break;
    uint32_t lead = t->lead;
    if (w->active) jump_forward(w, at, lead);
    taken = test_marks(w, at, take_word(w, lead, letter_at(w, at)));
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
    uint32_t letter = w->l->of_type[types[at]];
    if (w->contexts > 1) letter = letter * w->contexts + w->m->sides[at];
    uint64_t set = w->l->masks[letter];
    if (set) {
      uint64_t lead = p->accept[0];
      for (uint64_t bits = mark; bits; bits &= bits - 1)
        lead |= p->before[__builtin_ctzll(bits)];
      if (p->guards && (at + 1 >= s->closing || at + 1 == s->first)) {
        uint64_t held = news_sides_held(s, at + 1);
        add_accept(p, held, &lead);
        for (uint64_t bits = mark; bits; bits &= bits - 1)
          add_before(p, (uint32_t)__builtin_ctzll(bits), held, &lead);
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

static bool room_for_walks(news_matcher *m, const news_program *p,
                           uint64_t places) {
  return news_room((void **)&m->mark_sets, &m->mark_set_room, places,
                   sizeof *m->mark_sets) &&
         news_room((void **)&m->leads, &m->lead_room, places,
                   sizeof *m->leads) &&
         room64(&m->held, &m->held_room, p->look_count ? places : 1) &&
         news_room((void **)&m->cursors, &m->cursor_room, p->jump_count + 1u,
                   sizeof *m->cursors);
}

/* Guards that are known from the place and the words beside it. */
static void hold_sides(const pass *w) {
  const news_scope *s = w->s;
  const news_program *p = w->p;
  if (!p->look_count) return;
  uint64_t behind = p->negative & p->short_behind; /* no word there */
  for (uint32_t at = s->a; at <= s->b; at++) {
    uint64_t held = news_sides_held(s, at) | behind;
    if (at < s->b) {
      uint64_t seen = w->l->seen[letter_at(w, at)];
      held |= seen & p->short_ahead;
      behind = seen & p->short_behind;
    } else {
      held |= p->negative & p->short_ahead;
    }
    w->m->held[at - s->a] = held;
  }
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

static bool meet(const pass *w, const uint64_t *a, const uint64_t *b) {
  for (uint32_t k = 0; k < w->words; k++)
    if (a[k] & b[k]) return true;
  return false;
}

/* Cursors for the level's jumps that have an element in the window, at its
 * first for a walk forwards, behind its last for one backwards. */
static void set_cursors(pass *w) {
  news_matcher *m = w->m;
  const news_scope *s = w->s;
  w->active = 0;
  for (uint32_t k = 0; s->jumps && k < w->p->jump_count; k++) {
    const news_jump *jump = &w->p->jumps[k];
    const news_edges *e = &m->edges[jump->source];
    if (!e->count || !meet(w, jump->mask, w->nodes)) continue;
    uint32_t first = news_edges_at(e, s->a), end = news_edges_at(e, s->b);
    if (first == end) continue;
    m->cursors[w->active++] =
        (news_cursor){jump, e, w->level % 2 ? first : end};
  }
}

static void walk_level(pass *w) {
  const news_program *p = w->p;
  w->looks = p->level_looks[w->level] > 0;
  if (w->level < p->level && !w->looks) return;
  w->nodes = p->level_masks + (size_t)w->level * p->words;
  set_cursors(w);
  w->memo = &w->m->letters[w->s->pattern].memos[w->level];
  if (!news_memo_open(w->memo, p->words))
    w->failed = true;
  else if (w->level % 2)
    walk_forward(w);
  else
    walk_back(w);
}

static news_status read_letters(news_matcher *m, news_error *err) {
  const news_scope *s = &m->scope;
  for (uint32_t at = s->a; at < s->b; at++) {
    news_status status =
        news_letter_fill(m, s->pattern, m->word_types[at], err);
    if (status) return status;
  }
  return NEWS_OK;
}

news_status news_pass(news_matcher *m, news_error *err) {
  const news_program *p = news_scope_program(m);
  size_t places = (size_t)(m->scope.b - m->scope.a) + 1;
  m->scope.jumps = jumps_in_window(m, p);
  m->scope.starts = true;
  m->scope.plain = p->simple && !m->scope.jumps;
  news_status status = read_letters(m, err);
  if (status) return status;
  pass w = {.m = m,
            .p = p,
            .s = &m->scope,
            .l = &m->letters[m->scope.pattern],
            .words = p->words,
            .contexts = p->by_context ? 4 : 1};
  if (m->scope.plain) {
    if (!room64(&m->marks, &m->mark_room, places))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
    walk_back_fast(&w);
    return NEWS_OK;
  }
  if (!room_for_walks(m, p, places))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  hold_sides(&w);
  for (w.level = 0; w.level <= p->level && !w.failed; w.level++) walk_level(&w);
  return w.failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}
