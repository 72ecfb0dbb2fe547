#include <string.h>

#include "pattern_place.h"

/* The search for a match that begins at a place: depth first, each choice in
 * order of preference, so that the first way that succeeds is the match.
 *
 * Whether the rest of a pattern succeeds after a node depends only on the node
 * and the place, so what has failed once is not tried again: every place of the
 * scope has a row of the nodes still worth trying there.  It is made when a
 * search first reaches the place, from what its word (or elements that begin
 * there) can be.  So all searches in a scope together take time linear in its
 * words, and places that no search reaches cost nothing.
 *
 * Look-arounds are separate searches, made once for each place.  Their nodes
 * that have succeeded are kept, too, because places are tested one after the
 * other.  Look-behinds are walked backwards: their nodes are in the row of the
 * place where their word ends. */

enum { CHARGE_EVERY = 4096 };

static uint32_t stride(const news_program *p) {
  return p->words * (p->long_looks ? 2 : 1);
}

/* ---- a place */

static inline news_place *place_of(news_matcher *m, const news_program *p,
                                   uint32_t at) {
  news_place *place = &m->places[at - m->scope.first];
  if (place->stamp != m->stamp) news_place_fill(m, p, at, place);
  return place;
}

/* For a plain program, which has no places. */
static bool holds_plain(news_matcher *m, const news_program *p, uint32_t at,
                        uint64_t guards) {
  uint32_t letter, before;
  news_place_letters(m, p, at, &letter, &before);
  uint64_t held = news_sides_held(&m->scope, at);
  if (p->look_count)
    held |= (news_place_seen(m, p, letter) & p->short_ahead) |
            (news_place_seen(m, p, before) & p->short_behind);
  return !(guards & ~held);
}

/* The result of a look-around if known without a search. */
typedef enum glimpse { NOT_THERE, THERE, UNCLEAR } glimpse;

/* ---- steps of a search */

/* What is constant in a search.  Functions are compiled separately for each way
 * of searching, so that it stays in registers; for that no function called may
 * take its address. */
typedef struct walk {
  news_matcher *m;
  const news_program *p;
  const news_list *behind; /* for each node, what may follow it */
  bool plain; /* all rows have been made; see news_search_prune() */
  bool back, look;
  uint32_t depth;
  news_step *step;
  news_place *place;
  uint64_t *row, *good; /* at the step's place; good: for look-arounds */
  uint32_t work;
} walk;

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t *plain_row(const walk *w, uint32_t at) {
  return w->m->rows + (at - w->m->scope.first);
}

INLINE void stand(walk *w) {
  w->step = &w->m->steps[w->depth];
  w->place = w->step->place;
  w->row = w->plain ? plain_row(w, w->step->at) : w->place->row;
  if (w->look) w->good = w->row + w->p->words;
}

/* The place that a search has reached; NULL for a plain program. */
INLINE news_place *come_to(const walk *w, uint32_t at) {
  if (w->plain) return NULL;
  news_place *place = place_of(w->m, w->p, at);
  if (w->look && !place->good) {
    memset(place->row + w->p->words, 0, w->p->words * sizeof *place->row);
    place->good = true;
  }
  if (w->back && !place->behind) news_place_fill_behind(w->m, w->p, at, place);
  return place;
}

/* The nodes of the block that are worth trying in a row, or known to be
 * good. */
INLINE uint64_t open_nodes(const walk *w, const news_block *b,
                           const uint64_t *row) {
  uint64_t nodes = row[b->word];
  if (w->look) nodes |= row[w->p->words + b->word];
  return b->bits & nodes;
}

/* The first block from `b` on with nodes worth trying in a row; `end` if
 * none. */
INLINE const news_block *open_block(const walk *w, const uint64_t *row,
                                    const news_block *b,
                                    const news_block *end) {
  while (b < end && !b->accepts && !open_nodes(w, b, row)) b++;
  return b;
}

INLINE void begin_block(news_step *t, const news_block *b) {
  t->block = b;
  t->left = b->bits;
  t->accepts = b->accepts;
}

/* Add a step; false if nothing there continues the list, or on failure. */
INLINE bool enter(walk *w, uint32_t depth, const news_list *list, uint32_t at) {
  news_matcher *m = w->m;
  w->work++;
  const news_block *b = w->p->blocks + list->block;
  const news_block *end = w->p->blocks + list->block_end;
  if (b == end) return false;
  news_place *place = come_to(w, at);
  if (m->failure.status) return false;
  b = open_block(w, w->plain ? plain_row(w, at) : place->row, b, end);
  if (b == end) return false;
  if (depth >= m->step_room &&
      !news_room((void **)&m->steps, &m->step_room, (uint64_t)depth + 1,
                 sizeof *m->steps)) {
    news_fail(&m->failure, NEWS_ENOMEM, 0, NULL);
    return false;
  }
  news_step *t = &m->steps[depth];
  begin_block(t, b);
  t->block_end = end;
  t->at = at;
  t->place = place;
  t->edge = t->edge_end = 0;
  t->taken = NEWS_NONE;
  t->word = false;
  w->depth = depth;
  stand(w);
  return true;
}

static int search_look(news_matcher *m, const news_program *p, uint32_t k,
                       uint32_t at, uint32_t base);
static glimpse glance_look(news_matcher *m, const news_program *p, uint32_t k,
                           uint32_t at);

static bool find_look(news_matcher *m, const news_program *p, uint32_t k,
                      uint32_t at, uint32_t depth) {
  glimpse seen = glance_look(m, p, k, at);
  return seen == UNCLEAR ? search_look(m, p, k, at, depth) > 0 : seen == THERE;
}

/* Look-arounds not tested at this place yet. */
static void ask_looks(news_matcher *m, const news_program *p, uint32_t at,
                      uint64_t ask, uint32_t depth) {
  news_place *place = place_of(m, p, at);
  for (; ask; ask &= ask - 1) {
    uint64_t bit = ask & -ask;
    uint32_t k = (uint32_t)__builtin_ctzll(bit) - NEWS_GUARD_LOOK;
    const news_look *look = &p->looks[k];
    bool found = find_look(m, p, k, at, depth + 1);
    if (m->failure.status) return;
    place->known |= bit;
    if (found != look->negative) place->held |= bit;
    if (!(place->held & bit)) return;
  }
}

/* Whether these guards hold. */
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

/* The list of what may follow the node. */
INLINE const news_list *list_behind(const walk *w, uint32_t n) {
  return w->behind + n;
}

/* Do not try the node at the step's place again. */
INLINE void drop(const walk *w, uint32_t n) {
  w->row[n / NEWS_MASK_BITS] &= ~((uint64_t)1 << n % NEWS_MASK_BITS);
}

/* The programs of a pack are larger than the cache, so the node and its
 * followers are prefetched while its guards are tested. */
INLINE void fetch_node(const walk *w, uint16_t node) {
  if (w->plain) return;
  __builtin_prefetch(&w->p->nodes[node].test);
  __builtin_prefetch(list_behind(w, node));
}

/* Whether these guards require a search. */
INLINE bool asks_search(const walk *w, uint64_t guards) {
  return !w->plain && guards & ~w->place->known;
}

/* Whether the word that the step can take passes the test.  Nodes with the same
 * test often follow each other. */
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

/* Whether something can follow if the node takes the word at a place. */
INLINE bool leads_on(const walk *w, uint32_t n, uint32_t at) {
  const news_list *list = list_behind(w, n);
  const news_block *b = w->p->blocks + list->block;
  const news_block *end = w->p->blocks + list->block_end;
  if (b == end) return false;
  const news_place *place = come_to(w, w->back ? at - 1 : at + 1);
  return open_block(w, place->row, b, end) < end;
}

/* Before a look-around is searched, which is expensive: whether the word fails
 * the node's test, or nothing can follow it.  Then the node is not tried
 * again. */
INLINE bool leads_nowhere(walk *w, uint16_t n) {
  const news_node *node = &w->p->nodes[n];
  if (node->source != NEWS_NONE || is_good(w, n)) return false;
  w->work++;
  if (leads_on(w, n, w->step->at) &&
      (node->test == NEWS_NONE || passes(w, node->test)))
    return false;
  drop(w, n);
  return true;
}

/* The entry of the lowest of these nodes in a block. */
INLINE uint32_t entry_of(const news_block *b, uint64_t nodes) {
  if (b->gapless)
    return b->first + (uint32_t)__builtin_ctzll(nodes) -
           (uint32_t)__builtin_ctzll(b->bits);
  return b->first + news_count_bits(b->bits & ((nodes & -nodes) - 1));
}

/* The entry of a block that ends the program. */
INLINE uint32_t end_of(const news_block *b) {
  return b->first + news_count_bits(b->bits);
}

/* Number of the next entry of the step's block that can be tried; NEWS_NONE if
 * there is none. */
INLINE uint32_t next_in_block(const walk *w) {
  news_step *t = w->step;
  const news_block *b = t->block;
  uint64_t can = t->left & open_nodes(w, b, w->row);
  t->left = can & (can - 1);
  if (can) return entry_of(b, can);
  if (!t->accepts) return NEWS_NONE;
  t->accepts = false;
  return end_of(b);
}

/* The next entry of the step's list whose node can still be taken here and
 * whose guards hold; NULL if there is none. */
INLINE const news_follow *next_entry(walk *w) {
  for (;;) {
    uint32_t entry = next_in_block(w);
    if (entry == NEWS_NONE) {
      news_step *t = w->step;
      const news_block *b = open_block(w, w->row, t->block + 1, t->block_end);
      if (b == t->block_end) return NULL;
      begin_block(t, b);
      continue;
    }
    const news_follow *f = &w->p->follows[w->step->follow = entry];
    if (f->node != NEWS_ACCEPT) {
      w->work++;
      fetch_node(w, f->node);
      if (asks_search(w, f->guards) && leads_nowhere(w, f->node)) continue;
    }
    if (holds(w, f->guards)) return f;
    if (w->m->failure.status) return NULL;
  }
}

/* Set the elements that a node of a jump can take, and whether it can take the
 * word, which has that letter. */
static void find_edges(news_matcher *m, const news_program *p, news_step *t,
                       uint32_t n, bool back, uint32_t letter) {
  news_edges *e = &m->edges[p->nodes[n].source];
  t->edge = t->edge_end = 0;
  if (e->count && news_place_in(back ? e->ends : e->begins, t->at))
    news_edges_range(e, t->at, back, &t->edge, &t->edge_end);
  t->word = letter != NEWS_NONE &&
            news_has(m->scope.letters->masks + (size_t)letter * p->words, n);
}

/* The letter of the word that the step can take; NEWS_NONE if there is none. */
INLINE uint32_t step_letter(const walk *w) {
  if (w->plain && w->step->at == w->m->scope.end) return NEWS_NONE;
  if (w->plain) return news_place_letter(w->m, w->step->at);
  return w->back ? w->place->before : w->place->letter;
}

/* Set what the node can take here: elements, longest first, then the word. */
INLINE void begin_node(walk *w, uint32_t n) {
  const news_node *node = &w->p->nodes[n];
  news_step *t = w->step;
  drop(w, n);
  if (node->source != NEWS_NONE)
    find_edges(w->m, w->p, t, n, w->back, step_letter(w));
  else
    t->word = node->test == NEWS_NONE || passes(w, node->test);
}

/* The end of the next element that the node can take; NEWS_NONE if no more. */
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

/* The end of the next element or word that the node can take; NEWS_NONE if no
 * more. */
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

/* Mark the nodes of a path that succeeded: those of a look-around are good for
 * ever, those of the pattern itself may be tried again. */
INLINE void keep_way(const walk *w, uint32_t base) {
  for (uint32_t i = base; i < w->depth; i++) {
    const news_step *t = &w->m->steps[i];
    uint64_t *row = w->plain ? plain_row(w, t->at) : t->place->row;
    news_put(w->look ? row + w->p->words : row, w->p->follows[t->follow].node);
  }
}

/* Walk on until the program ends (true) or no path is left. */
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

/* Find the first path that succeeds; it is in the matcher's steps from `base`
 * on, and the entry of the last step is its end.  Returns 1, 0 if there is
 * none, -1 on failure. */
INLINE int run(walk *w, const news_list *list, uint32_t at, uint32_t base) {
  bool found = enter(w, base, list, at) && find_way(w, base);
  if (found) keep_way(w, base);
  w->m->depth = w->depth;
  if (news_matcher_charge(w->m, w->work, &w->m->failure)) return -1;
  return w->m->failure.status ? -1 : found;
}

/* The lists of nodes come after those of starts and look-arounds. */
static int search_plain(news_matcher *m, const news_program *p, uint32_t at) {
  walk w = {
      .m = m, .p = p, .behind = p->lists + 1 + p->look_count, .plain = true};
  return run(&w, &p->lists[0], at, 0);
}

static int search_pattern(news_matcher *m, const news_program *p, uint32_t at) {
  walk w = {.m = m, .p = p, .behind = p->lists + 1 + p->look_count};
  return run(&w, &p->lists[0], at, 0);
}

static int search_ahead(news_matcher *m, const news_program *p, uint32_t k,
                        uint32_t at, uint32_t base) {
  walk w = {
      .m = m, .p = p, .behind = p->lists + 1 + p->look_count, .look = true};
  return run(&w, &p->lists[1 + k], at, base);
}

static int search_back(news_matcher *m, const news_program *p, uint32_t k,
                       uint32_t at, uint32_t base) {
  walk w = {.m = m,
            .p = p,
            .behind = p->back_lists + p->look_count,
            .look = true,
            .back = true};
  return run(&w, &p->back_lists[k], at, base);
}

/* Whether the look-around may end after the node, whatever follows. */
INLINE bool ends_all(const walk *w, uint32_t n) {
  const news_list *list = list_behind(w, n);
  return list->end == list->first + 1 &&
         w->p->follows[list->first].node == NEWS_ACCEPT &&
         !w->p->follows[list->first].guards;
}

/* Whether an element of the jump is next to a place and wholly in the scope. */
static bool stands_beside(news_matcher *m, uint32_t source, uint32_t at,
                          bool back) {
  news_edges *e = &m->edges[source];
  uint32_t i, end;
  if (!e->count || !news_place_in(back ? e->ends : e->begins, at)) return false;
  for (news_edges_range(e, at, back, &i, &end); i < end; i++) {
    const news_edge *edge = news_edges_item(e, i, back);
    if (edge->first >= m->scope.first && edge->end <= m->scope.end) return true;
  }
  return false;
}

static glimpse glance_behind(const walk *w, uint32_t n, uint32_t at);

/* The result after an entry of a look-around at a place; `last`: do not look at
 * a further word. */
INLINE glimpse glance_entry(const walk *w, const news_follow *f, uint32_t at,
                            const news_place *place, bool last) {
  bool holds = !(f->guards & ~place->known); /* or a search is needed */
  glimpse end = holds ? THERE : UNCLEAR;
  if (f->guards & place->known & ~place->held) return NOT_THERE;
  if (f->node == NEWS_ACCEPT) return end;
  const news_node *node = &w->p->nodes[f->node];
  if (news_has(place->row + w->p->words, f->node)) return end;
  if (node->source != NEWS_NONE)
    return holds && ends_all(w, f->node) &&
                   stands_beside(w->m, node->source, at, w->back)
               ? THERE
               : UNCLEAR;
  if (node->test != NEWS_NONE &&
      !news_word_passes(w->m, node->test, w->back ? at - 1 : at))
    return NOT_THERE;
  if (ends_all(w, f->node)) return end;
  if (holds && !last) return glance_behind(w, f->node, at);
  return leads_on(w, f->node, at) ? UNCLEAR : NOT_THERE;
}

/* The result if the first words of a list decide. */
INLINE glimpse glance(const walk *w, const news_list *list, uint32_t at,
                      bool last) {
  const news_block *b = w->p->blocks + list->block;
  const news_block *end = w->p->blocks + list->block_end;
  const news_place *place = come_to(w, at);
  for (; b < end; b++) {
    uint64_t can = open_nodes(w, b, place->row);
    for (; can; can &= can - 1) {
      const news_follow *f = &w->p->follows[entry_of(b, can)];
      glimpse seen = glance_entry(w, f, at, place, last);
      if (seen != NOT_THERE) return seen;
    }
    if (!b->accepts) continue;
    const news_follow *f = &w->p->follows[end_of(b)];
    glimpse seen = glance_entry(w, f, at, place, last);
    if (seen != NOT_THERE) return seen;
  }
  return NOT_THERE;
}

/* The result for the rest if the node takes the word at a place. */
static glimpse glance_behind(const walk *w, uint32_t n, uint32_t at) {
  return glance(w, list_behind(w, n), w->back ? at - 1 : at + 1, true);
}

/* Most look-arounds end with their first word or the next one, and a search is
 * expensive. */
static glimpse glance_ahead(news_matcher *m, const news_program *p, uint32_t k,
                            uint32_t at) {
  walk w = {
      .m = m, .p = p, .behind = p->lists + 1 + p->look_count, .look = true};
  return glance(&w, &p->lists[1 + k], at, false);
}

static glimpse glance_back(news_matcher *m, const news_program *p, uint32_t k,
                           uint32_t at) {
  walk w = {.m = m,
            .p = p,
            .behind = p->back_lists + p->look_count,
            .look = true,
            .back = true};
  return glance(&w, &p->back_lists[k], at, false);
}

static glimpse glance_look(news_matcher *m, const news_program *p, uint32_t k,
                           uint32_t at) {
  if (news_matcher_charge(m, 1, &m->failure)) return NOT_THERE;
  return p->looks[k].ahead ? glance_ahead(m, p, k, at)
                           : glance_back(m, p, k, at);
}

/* Test look-around `k`, for a search at depth `base`. */
static int search_look(news_matcher *m, const news_program *p, uint32_t k,
                       uint32_t at, uint32_t base) {
  return p->looks[k].ahead ? search_ahead(m, p, k, at, base)
                           : search_back(m, p, k, at, base);
}

int news_search(news_matcher *m, uint32_t at) {
  const news_program *p = news_scope_program(m);
  int found = p->plain ? search_plain(m, p, at) : search_pattern(m, p, at);
  return found > 0 && !m->depth ? 0 : found; /* empty: not a match */
}

/* ---- a scope */

bool news_search_open(news_matcher *m) {
  const news_program *p = news_scope_program(m);
  uint64_t places = (uint64_t)(m->scope.end - m->scope.first) + 1;
  m->stride = stride(p);
  if (!news_cleared_room((void **)&m->places, &m->place_room, places,
                         sizeof *m->places) ||
      !news_fresh_room(&m->rows, &m->row_room, places * m->stride) ||
      !news_room((void **)&m->active, &m->active_room, p->jump_count + 1u,
                 sizeof *m->active))
    return false;
  if (!++m->stamp) { /* all numbers are used: start again */
    memset(m->places, 0, m->place_room * sizeof *m->places);
    m->stamp = 1;
  }
  if (m->failure.status) m->failure = (news_error){0};
  return true;
}
