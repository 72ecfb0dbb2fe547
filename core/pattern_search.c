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

static uint32_t stride(const news_program *p) {
  return p->words * (p->long_looks ? 2 : 1);
}

static inline uint64_t *row_of(const news_matcher *m, uint32_t at) {
  return m->rows + (size_t)(at - m->scope.first) * m->stride;
}

/* ---- a place */

static bool has_place(const uint64_t *places, uint32_t at) {
  return places[at / 64] >> at % 64 & 1;
}

/* The word's letter; false when that failed. */
static inline bool letter_of(news_matcher *m, const news_program *p,
                             uint32_t word, uint32_t *letter) {
  if (news_letter_fill(m, m->scope.pattern, m->word_types[word], &m->failure))
    return false;
  *letter = news_letter_at(m, &m->letters[m->scope.pattern], p, word);
  return true;
}

/* Does an element of an active jump begin (or end) at the place? */
static inline bool has_jump(const news_matcher *m, uint32_t at, bool ends) {
  if (!m->scope.active) return false;
  const news_cell *cell = news_cell_of(m, at);
  return (ends ? cell->ends : cell->begins) >> at % 64 & 1;
}

/* Guards that hold at a place and are known without a search: `letter` begins
 * there and `before` ends there, NEWS_NONE: what a short look-around asks is
 * not there. */
static inline uint64_t held_at(const news_matcher *m, const news_program *p,
                               uint32_t at, uint32_t letter, uint32_t before) {
  const uint64_t *seen = m->letters[m->scope.pattern].seen;
  uint64_t ahead = p->negative, behind = p->negative;
  if (letter != NEWS_NONE && p->short_ahead) ahead = seen[letter];
  if (before != NEWS_NONE && p->short_behind) behind = seen[before];
  return news_sides_held(&m->scope, at) | (ahead & p->short_ahead) |
         (behind & p->short_behind);
}

/* Letters of the words that begin and end at a place. */
static inline void letters_at(news_matcher *m, const news_program *p,
                              uint32_t at, uint32_t *letter, uint32_t *before) {
  const news_scope *s = &m->scope;
  if (at == s->end || !letter_of(m, p, at, letter)) *letter = NEWS_NONE;
  if (at == s->first || !(p->back_nodes || p->short_behind) ||
      !letter_of(m, p, at - 1, before))
    *before = NEWS_NONE;
}

static void fill_place(news_matcher *m, const news_program *p, uint32_t at,
                       news_place *place) {
  place->stamp = m->stamp;
  place->test = NEWS_NONE;
  letters_at(m, p, at, &place->letter, &place->before);
  place->known =
      NEWS_GUARD_START | NEWS_GUARD_END | p->short_ahead | p->short_behind;
  place->held = held_at(m, p, at, place->letter, place->before);
  place->signed_ahead = place->signed_behind = false;
  memset(row_of(m, at), 0, m->stride * sizeof *m->rows);
}

static inline news_place *place_of(news_matcher *m, const news_program *p,
                                   uint32_t at) {
  news_place *place = &m->places[at - m->scope.first];
  if (place->stamp != m->stamp) fill_place(m, p, at, place);
  return place;
}

/* Of a plain program, which has no places. */
static bool holds_plain(news_matcher *m, const news_program *p, uint32_t at,
                        uint64_t guards) {
  uint32_t letter, before;
  letters_at(m, p, at, &letter, &before);
  return !(guards & ~held_at(m, p, at, letter, before));
}

/* ---- steps of a search */

/* What holds of all steps of a search: its functions are compiled for each
 * way of searching alone, so that it stands in registers.  That needs that no
 * function that is called gets its address. */
typedef struct walk {
  news_matcher *m;
  const news_program *p;
  news_letters *l;
  bool plain; /* the rows are all there: see news_search_prune() */
  bool back, look;
  uint32_t depth;
  news_step *step;
  news_place *place;
  uint64_t *row, *good; /* of the step's place; good: of look-arounds */
  uint32_t work;
} walk;

#define INLINE static inline __attribute__((always_inline))

INLINE void stand(walk *w) {
  w->step = &w->m->steps[w->depth];
  w->place = &w->m->places[w->step->at - w->m->scope.first];
  w->row = w->plain ? w->m->rows + (w->step->at - w->m->scope.first)
                    : row_of(w->m, w->step->at);
  if (w->look) w->good = w->row + w->p->words;
}

/* The sign of this letter, or none, with the elements that begin (or end) at
 * the place. */
static uint32_t mix_jumps(news_matcher *m, const news_program *p, uint32_t at,
                          bool ends, uint32_t sign) {
  news_letters *l = &m->letters[m->scope.pattern];
  for (uint32_t i = 0; i < m->scope.active; i++) {
    const news_active *a = &m->active[i];
    if (has_place(ends ? a->edges->ends : a->edges->begins, at) &&
        !news_sign_add(l, p, (uint32_t)(a->jump - p->jumps), &sign))
      news_fail(&m->failure, NEWS_ENOMEM, 0, NULL);
  }
  return sign;
}

/* What begins (or ends) at a place, worked out when it is first asked. */
INLINE uint32_t sign_at(const walk *w, uint32_t at, news_place *place) {
  bool *known = w->back ? &place->signed_behind : &place->signed_ahead;
  uint32_t *sign = w->back ? &place->sign_before : &place->sign;
  if (*known) return *sign;
  *sign = w->back ? place->before : place->letter;
  *known = true;
  if (has_jump(w->m, at, w->back))
    *sign = mix_jumps(w->m, w->p, at, w->back, *sign);
  return *sign;
}

/* Can an entry of the list be taken at the place?  Which: `way`; NULL: that is
 * not known. */
INLINE bool goes_on(const walk *w, const news_list *list, uint32_t at,
                    const news_way **way) {
  *way = NULL;
  if (list->first == list->end) return false;
  if (w->plain) return true;
  uint32_t sign = sign_at(w, at, place_of(w->m, w->p, at));
  *way = news_ways_of(w->l, w->p, list, sign, w->back);
  return !*way || (*way)->first < (*way)->end;
}

/* A further step; false when nothing there goes on with the list, or when that
 * failed. */
INLINE bool enter(walk *w, uint32_t depth, const news_list *list, uint32_t at) {
  news_matcher *m = w->m;
  const news_way *way;
  w->work++;
  if (!goes_on(w, list, at, &way)) return false;
  if (depth >= m->step_room &&
      !news_room((void **)&m->steps, &m->step_room, (uint64_t)depth + 1,
                 sizeof *m->steps))
    news_fail(&m->failure, NEWS_ENOMEM, 0, NULL);
  if (m->failure.status) return false;
  m->steps[depth] = (news_step){.at = at,
                                .way = way ? way->first : list->first,
                                .way_end = way ? way->end : list->end,
                                .all = !way,
                                .taken = NEWS_NONE};
  w->depth = depth;
  stand(w);
  return true;
}

static int search_look(news_matcher *m, const news_program *p, uint32_t k,
                       uint32_t at, uint32_t base);

/* Guards that an element which begins (or ends) at the place may make hold. */
static inline uint64_t looks_at(const news_matcher *m, uint32_t at, bool ends) {
  uint64_t looks = 0;
  if (!has_jump(m, at, ends)) return 0;
  for (uint32_t i = 0; i < m->scope.active; i++) {
    const news_active *a = &m->active[i];
    if (has_place(ends ? a->edges->ends : a->edges->begins, at))
      looks |= a->jump->looks;
  }
  return looks;
}

/* Of guards of long look-arounds those that find nothing at the place, since
 * there is nothing that they can begin with: most of them. */
static uint64_t hopeless(const news_matcher *m, const news_program *p,
                         uint32_t at, const news_place *place, uint64_t ask) {
  const uint64_t *seen = m->letters[m->scope.pattern].seen;
  uint64_t ahead = ask & p->taking_ahead, behind = ask & p->taking_behind;
  if (place->letter != NEWS_NONE) ahead &= ~seen[place->letter];
  if (place->before != NEWS_NONE) behind &= ~seen[place->before];
  if (ahead & p->jump_looks) ahead &= ~looks_at(m, at, false);
  if (behind & p->jump_looks) behind &= ~looks_at(m, at, true);
  return ahead | behind;
}

/* Look-arounds that were not asked at this place yet. */
static void ask_looks(news_matcher *m, const news_program *p, uint32_t at,
                      uint64_t ask, uint32_t depth) {
  news_place *place = place_of(m, p, at);
  uint64_t none = hopeless(m, p, at, place, ask);
  place->known |= none;
  place->held |= none & p->negative;
  if (none & ~p->negative) return;
  for (ask &= ~none; ask; ask &= ask - 1) {
    uint64_t bit = ask & -ask;
    uint32_t k = (uint32_t)__builtin_ctzll(bit) - NEWS_GUARD_LOOK;
    const news_look *look = &p->looks[k];
    bool found = search_look(m, p, k, at, depth + 1) > 0;
    if (m->failure.status) return;
    place->known |= bit;
    if (found != look->negative) place->held |= bit;
    if (!(place->held & bit)) return;
  }
}

/* Do these guards hold? */
INLINE bool holds(walk *w, uint64_t guards) {
  if (!guards) return true;
  if (w->plain) return holds_plain(w->m, w->p, w->step->at, guards);
  const news_place *place = w->place;
  if (guards & place->known & ~place->held) return false;
  if (guards & ~place->known) {
    ask_looks(w->m, w->p, w->step->at, guards & ~place->known, w->depth);
    w->step = &w->m->steps[w->depth]; /* may have moved */
  }
  return !(guards & ~(place->known & place->held));
}

INLINE bool is_good(const walk *w, uint16_t node) {
  return w->look && news_has(w->good, node);
}

/* Can the node take what is there, by what is known of it? */
INLINE bool can_take(const walk *w, uint16_t node) {
  if (w->plain) return *w->row >> node & 1;
  if (news_has(w->row, node)) return is_good(w, node);
  if (!w->step->all) return true;
  const uint64_t *nodes =
      news_sign_mask(w->l, w->p, sign_at(w, w->step->at, w->place));
  return nodes && news_has(nodes, node);
}

/* What may follow the node. */
INLINE const news_list *list_behind(const walk *w, uint32_t n) {
  return w->back ? &w->p->back_lists[w->p->look_count + n]
                 : &w->p->lists[1 + w->p->look_count + n];
}

/* The node is not tried at the step's place again. */
INLINE void drop(const walk *w, uint32_t n) {
  if (w->plain)
    *w->row &= ~((uint64_t)1 << n);
  else
    news_put(w->row, n);
}

/* A pack's programs are larger than the cache: what the node is, and what
 * follows it, is fetched while its guards are asked. */
INLINE void fetch_node(const walk *w, uint16_t node) {
  if (w->plain) return;
  __builtin_prefetch(&w->p->nodes[node].test);
  __builtin_prefetch(list_behind(w, node));
}

/* Do these guards ask for a search? */
INLINE bool asks_search(const walk *w, uint64_t guards) {
  return !w->plain && guards & ~w->place->known;
}

/* Does the word that the step can take pass the test?  Nodes that ask the same
 * often follow each other. */
INLINE bool passes(const walk *w, uint32_t test) {
  uint32_t word = w->back ? w->step->at - 1 : w->step->at;
  uint32_t asked = test * 2 + w->back;
  news_place *place = w->place;
  if (w->plain) return news_word_passes(w->m, test, word);
  if (place->test != asked) {
    place->test = asked;
    place->passed = news_word_passes(w->m, test, word);
  }
  return place->passed;
}

/* Before a look-around is searched, which is dear: does the word fail the
 * node's test, or can nothing follow behind it?  Then it is not tried again. */
INLINE bool leads_nowhere(walk *w, uint16_t n) {
  const news_node *node = &w->p->nodes[n];
  const news_way *way;
  if (node->source != NEWS_NONE || is_good(w, n)) return false;
  w->work++;
  if (goes_on(w, list_behind(w, n), w->back ? w->step->at - 1 : w->step->at + 1,
              &way) &&
      (node->test == NEWS_NONE || passes(w, node->test)))
    return false;
  drop(w, n);
  return true;
}

/* The next entry of the step's list whose node can still be taken here and
 * whose guards hold; NULL when there is none. */
INLINE const news_follow *next_entry(walk *w) {
  while (w->step->way < w->step->way_end) {
    news_step *t = w->step;
    t->follow = t->all ? t->way : w->l->ways[t->way];
    t->way++;
    const news_follow *f = &w->p->follows[t->follow];
    if (f->node != NEWS_ACCEPT) {
      if (!can_take(w, f->node)) continue;
      w->work++;
      fetch_node(w, f->node);
      if (asks_search(w, f->guards) && leads_nowhere(w, f->node)) continue;
    }
    if (holds(w, f->guards)) return f;
    if (w->m->failure.status) return NULL;
  }
  return NULL;
}

/* The elements that a node of a jump can take, and whether the word. */
static void find_edges(news_matcher *m, const news_program *p, news_step *t,
                       uint32_t n, bool back) {
  const news_scope *s = &m->scope;
  news_edges *e = &m->edges[p->nodes[n].source];
  bool any = back ? t->at > s->first : t->at < s->end;
  uint32_t letter;
  t->edge = t->edge_end = 0;
  if (e->count && has_place(back ? e->ends : e->begins, t->at))
    news_edges_range(e, t->at, back, &t->edge, &t->edge_end);
  t->word =
      any && letter_of(m, p, back ? t->at - 1 : t->at, &letter) &&
      news_has(m->letters[s->pattern].masks + (size_t)letter * p->words, n);
}

/* What the node can take here: elements, longest first, then the word, for
 * which its bit stands. */
INLINE void begin_node(walk *w, uint32_t n) {
  const news_node *node = &w->p->nodes[n];
  news_step *t = w->step;
  drop(w, n);
  if (node->source != NEWS_NONE)
    find_edges(w->m, w->p, t, n, w->back);
  else
    t->word = node->test == NEWS_NONE || passes(w, node->test);
}

/* Where the next element that the node can take leads to; NEWS_NONE: no more.
 */
static uint32_t take_edge(news_matcher *m, const news_program *p, news_step *t,
                          bool back) {
  const news_scope *s = &m->scope;
  const news_edges *e = &m->edges[p->nodes[p->follows[t->follow].node].source];
  while (t->edge < t->edge_end) {
    const news_edge *edge = news_edges_item(e, t->edge++, back);
    uint32_t to = back ? edge->first : edge->end;
    if (to < s->first || to > s->end) continue;
    t->taken = (uint32_t)(edge - e->items);
    return to;
  }
  return NEWS_NONE;
}

/* Where the next thing that the node can take leads to; NEWS_NONE: no more. */
INLINE uint32_t take(const walk *w) {
  news_step *t = w->step;
  if (t->edge < t->edge_end) {
    uint32_t to = take_edge(w->m, w->p, t, w->back);
    if (to != NEWS_NONE) return to;
  }
  if (!t->word) return NEWS_NONE;
  t->word = false;
  t->taken = NEWS_NONE;
  return w->back ? t->at - 1 : t->at + 1;
}

/* The nodes of a way that succeeded: those of a look-around are good for
 * ever, those of the pattern itself may be tried again. */
INLINE void keep_way(const walk *w, uint32_t base) {
  for (uint32_t i = base; i < w->depth; i++) {
    const news_step *t = &w->m->steps[i];
    uint64_t *row = row_of(w->m, t->at);
    uint16_t node = w->p->follows[t->follow].node;
    if (w->look)
      news_put(row + w->p->words, node);
    else
      row[node / NEWS_MASK_BITS] ^= (uint64_t)1 << node % NEWS_MASK_BITS;
  }
}

/* Walk on until the program ends (true) or no way is left. */
INLINE bool find_way(walk *w, uint32_t base) {
  const news_program *p = w->p;
  for (;;) {
    uint32_t to = take(w);
    if (to != NEWS_NONE) {
      uint16_t node = p->follows[w->step->follow].node;
      if (!enter(w, w->depth + 1, list_behind(w, node), to)) {
        if (w->m->failure.status) return false;
        continue;
      }
    }
    const news_follow *f = next_entry(w);
    if (f && (f->node == NEWS_ACCEPT || is_good(w, f->node))) return true;
    if (f) {
      begin_node(w, f->node);
    } else {
      if (w->depth == base || w->m->failure.status) return false;
      w->depth--;
      stand(w);
    }
    if (w->work < CHARGE_EVERY) continue;
    if (news_matcher_charge(w->m, w->work, &w->m->failure)) return false;
    w->work = 0;
  }
}

/* The way that succeeds first, in the matcher's steps from `base` on, the
 * last step's entry its end: 1, 0 none, -1 failed. */
INLINE int run(walk *w, const news_list *list, uint32_t at, uint32_t base) {
  bool found = enter(w, base, list, at) && find_way(w, base);
  if (found) keep_way(w, base);
  w->m->depth = w->depth;
  if (news_matcher_charge(w->m, w->work, &w->m->failure)) return -1;
  return w->m->failure.status ? -1 : found;
}

static int search_plain(news_matcher *m, const news_program *p, uint32_t at) {
  walk w = {.m = m, .p = p, .l = &m->letters[m->scope.pattern], .plain = true};
  return run(&w, &p->lists[0], at, 0);
}

static int search_pattern(news_matcher *m, const news_program *p, uint32_t at) {
  walk w = {.m = m, .p = p, .l = &m->letters[m->scope.pattern]};
  return run(&w, &p->lists[0], at, 0);
}

/* Of look-around `k`, for a search that has come to depth `base`. */
static int search_look(news_matcher *m, const news_program *p, uint32_t k,
                       uint32_t at, uint32_t base) {
  walk w = {.m = m,
            .p = p,
            .l = &m->letters[m->scope.pattern],
            .look = true,
            .back = !p->looks[k].ahead};
  return run(&w, w.back ? &p->back_lists[k] : &p->lists[1 + k], at, base);
}

int news_search(news_matcher *m, uint32_t at) {
  const news_program *p = news_scope_program(m);
  int found = p->plain ? search_plain(m, p, at) : search_pattern(m, p, at);
  return found > 0 && !m->depth ? 0 : found; /* empty: not a match */
}

/* ---- a scope */

/* Nodes of the pattern itself that may stand before these. */
static inline uint64_t before_nodes(const news_program *p, uint64_t nodes) {
  const uint64_t *ahead = p->ahead;
  uint64_t before =
      p->enders | (nodes & p->after_below) >> 1 | (nodes & p->after_self);
  for (nodes &= p->after_others; nodes; nodes &= nodes - 1)
    before |= ahead[__builtin_ctzll(nodes)];
  return before;
}

/* Where the rows may end: no match that begins before s->pruned goes on behind
 * that place.  A step beyond the range makes it rare that the same rows are
 * made again: all together six times a scope at most. */
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

/* Nodes of jumps of which an element begins at the place. */
static inline uint64_t jumps_at(const news_matcher *m, uint32_t at) {
  uint64_t nodes = 0;
  if (!has_jump(m, at, false)) return 0;
  for (uint32_t i = 0; i < m->scope.active; i++)
    if (has_place(m->active[i].edges->begins, at))
      nodes |= *m->active[i].jump->mask;
  return nodes;
}

void news_search_prune(news_matcher *m, uint32_t first) {
  const news_program *p = news_scope_program(m);
  const news_scope *s = &m->scope;
  const news_letters *l = &m->letters[s->pattern];
  uint32_t letter, end = rows_end(m, p);
  uint64_t before = p->enders, *row = m->rows + (end - s->first);
  *row = 0;
  for (uint32_t at = end; at-- > first && letter_of(m, p, at, &letter);) {
    uint64_t mask = l->masks[letter], jumps = jumps_at(m, at);
    /* an element may end anywhere */
    uint64_t nodes = (mask | jumps) & (before | (jumps ? l->jumping : 0));
    *--row = nodes;
    before =
        nodes == mask ? p->enders | l->ahead[letter] : before_nodes(p, nodes);
  }
}

bool news_search_open(news_matcher *m) {
  const news_program *p = news_scope_program(m);
  uint64_t places = (uint64_t)(m->scope.end - m->scope.first) + 1;
  uint32_t had = m->place_room;
  m->stride = stride(p);
  if (!news_room((void **)&m->places, &m->place_room, places,
                 sizeof *m->places) ||
      !news_fresh_room(&m->rows, &m->row_room, places * m->stride) ||
      !news_room((void **)&m->active, &m->active_room, p->jump_count + 1u,
                 sizeof *m->active))
    return false;
  if (!p->plain && !news_ways_open(&m->letters[m->scope.pattern])) return false;
  if (m->place_room > had)
    memset(m->places + had, 0, (m->place_room - had) * sizeof *m->places);
  if (!++m->stamp) { /* all numbers were used: begin anew */
    memset(m->places, 0, m->place_room * sizeof *m->places);
    m->stamp = 1;
  }
  if (m->failure.status) m->failure = (news_error){0};
  return true;
}
