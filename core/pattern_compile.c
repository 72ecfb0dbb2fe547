#include "pattern_compile.h"

#include <string.h>

#include "pattern_graph.h"

/* Makes from lists of followers the data for the matcher: classes of the nodes,
 * sets, backward lists. */

/* ---- look-arounds, nodes, sets */

static const uint32_t sides = 1u << NEWS_ATOM_FIRST | 1u << NEWS_ATOM_LAST;
static const uint32_t places = 1u << NEWS_ATOM_POS | 1u << NEWS_ATOM_LAYER;

/* Whether a look-around tests one word and its letter decides: no annotations,
 * no part of speech. */
static bool is_short(const news_maker *m, const news_tree *t) {
  if (t->op == NEWS_TREE_WORD)
    return !news_classes_holds(m->classes, t->value, places);
  if (t->op != NEWS_TREE_ALT) return false;
  for (const news_tree *k = t->kids; k; k = k->next)
    if (!is_short(m, k)) return false;
  return true;
}

static void find_looks(news_maker *m, const news_tree *t) {
  for (const news_tree *k = t->kids; k; k = k->next) find_looks(m, k);
  if (t->op != NEWS_TREE_LOOK) return;
  uint64_t guard = (uint64_t)1 << (NEWS_GUARD_LOOK + t->value);
  if (t->negative) m->out->negative |= guard;
  if (is_short(m, t->kids)) {
    m->out->looks[t->value].is_short = true;
    *(t->ahead ? &m->out->short_ahead : &m->out->short_behind) |= guard;
  } else {
    m->out->long_looks = true;
  }
}

static void number_slots(news_maker *m, news_tree *t, uint32_t *count) {
  if (t->op == NEWS_TREE_CAPTURE) t->lowest = (*count)++;
  for (news_tree *k = t->kids; k; k = k->next) number_slots(m, k, count);
}

static void name_slots(const news_tree *t, uint16_t *names) {
  if (t->op == NEWS_TREE_CAPTURE) names[t->lowest] = (uint16_t)t->value;
  for (const news_tree *k = t->kids; k; k = k->next) name_slots(k, names);
}

static uint64_t *new_set(news_maker *m, uint32_t rows) {
  size_t size = (size_t)rows * m->out->words * sizeof(uint64_t);
  uint64_t *set = news_arena_alloc(m->arena, size ? size : 1);
  if (!set) return news_maker_fail(m, NEWS_ENOMEM, NULL), NULL;
  memset(set, 0, size);
  return set;
}

static void class_of(news_maker *m, uint32_t expr, uint32_t *number) {
  news_status status = news_classes_class(m->classes, expr, number);
  if (status) news_maker_fail(m, status, NULL);
}

static void add_source(news_maker *m, uint32_t source) {
  news_program *p = m->out;
  for (uint32_t i = 0; i < p->source_count; i++)
    if (p->sources[i] == source) return;
  if (news_maker_grow(m, m->scratch, (void **)&p->sources, &m->source_room,
                      p->source_count, sizeof *p->sources))
    p->sources[p->source_count++] = source;
}

/* A test reads the classes of its atoms at each place, so each atom needs a
 * class; the layers it reads must be looked up before. */
static void class_leaves(news_maker *m, uint32_t expr) {
  const news_expr e = m->classes->exprs[expr];
  uint32_t class;
  if (e.op == NEWS_EXPR_ATOM) {
    const news_atom *a = &m->classes->atoms[e.a];
    if (a->kind == NEWS_ATOM_LAYER) add_source(m, a->value);
    class_of(m, expr, &class);
  } else if (e.op != NEWS_EXPR_NEVER && !m->status) {
    class_leaves(m, e.a);
    if (e.op != NEWS_EXPR_NOT) class_leaves(m, e.b);
  }
}

/* The part of the expr to test at a place where the class holds: operands of &
 * decided by the form and its side of the sentence are in the class already. */
static uint32_t rest_of(news_maker *m, uint32_t expr) {
  const news_expr e = m->classes->exprs[expr];
  if (e.op != NEWS_EXPR_AND) return expr;
  if (!news_classes_holds(m->classes, e.a, places)) return rest_of(m, e.b);
  if (!news_classes_holds(m->classes, e.b, places)) return rest_of(m, e.a);
  uint32_t a = rest_of(m, e.a), b = rest_of(m, e.b), rest = expr;
  if (news_classes_expr(m->classes, NEWS_EXPR_AND, a, b, &rest))
    news_maker_fail(m, NEWS_ENOMEM, NULL);
  return rest;
}

static void word_node(news_maker *m, news_node *n) {
  news_classes *c = m->classes;
  bool by_side = news_classes_holds(c, n->expr, sides);
  if (by_side) m->out->by_context = true;
  for (uint32_t i = 0; i < 4 && !m->status; i++) {
    uint32_t expr = n->expr;
    if (by_side && news_classes_settle(c, n->expr, i & 1, i >> 1, &expr))
      news_maker_fail(m, NEWS_ENOMEM, NULL);
    else
      class_of(m, expr, &n->class[i]);
  }
  if (!news_classes_holds(c, n->expr, places)) return;
  n->test = rest_of(m, n->expr);
  if (m->status) return;
  m->out->asks_sides |= news_classes_holds(c, n->test, sides);
  m->out->asks_pos |= news_classes_holds(c, n->test, 1u << NEWS_ATOM_POS);
  class_leaves(m, n->test);
}

/* One-word phrases of a lexicon are taken like words; only longer phrases and
 * annotations are jumps. */
static void jump_node(news_maker *m, news_node *n, uint32_t source) {
  const news_source *s = &m->classes->sources[source];
  news_atom atom = {.kind = NEWS_ATOM_WORD, .value = source};
  n->source = source;
  add_source(m, source);
  news_status status =
      s->lexicon
          ? news_classes_atom(m->classes, &atom, &n->expr)
          : news_classes_expr(m->classes, NEWS_EXPR_NEVER, 0, 0, &n->expr);
  if (status) {
    news_maker_fail(m, status, NULL);
    return;
  }
  class_of(m, n->expr, &n->class[0]);
  for (int i = 1; i < 4; i++) n->class[i] = n->class[0];
}

static void make_nodes(news_maker *m) {
  news_program *p = m->out;
  p->nodes = news_arena_alloc(m->arena, (p->node_count + 1) * sizeof *p->nodes);
  if (!p->nodes) {
    news_maker_fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  for (uint32_t i = 0; i < p->node_count && !m->status; i++) {
    const news_tree *t = m->graph[m->graph_of[i]].tree;
    news_node *n = &p->nodes[i];
    *n = (news_node){.test = NEWS_NONE,
                     .source = NEWS_NONE,
                     .expr = t->value,
                     .from = t->from,
                     .to = t->to};
    n->look = m->owner[i] ? m->owner[i] - 1 : NEWS_NONE;
    if (t->op == NEWS_TREE_JUMP)
      jump_node(m, n, t->value);
    else
      word_node(m, n);
  }
}

static void make_start(news_maker *m) {
  news_program *p = m->out;
  p->start = new_set(m, 1);
  if (m->status) return;
  p->anchored = true;
  for (uint32_t i = p->lists[0].first; i < p->lists[0].end; i++) {
    const news_follow *f = &p->follows[i];
    if (!(f->guards & NEWS_GUARD_START)) p->anchored = false;
    if (f->node != NEWS_ACCEPT) news_put(p->start, f->node);
  }
}

/* ---- which nodes take words of a class */

typedef struct class_use {
  uint32_t class, node, sides;
} class_use;

/* Group by class: count, then put each in its place. */
static bool sort_uses(news_maker *m, class_use *uses, uint32_t count) {
  uint32_t classes = m->classes->class_count;
  uint32_t *at = news_arena_alloc(m->scratch, (classes + 1) * sizeof *at);
  class_use *copy = news_arena_alloc(m->scratch, (count + 1) * sizeof *copy);
  if (!at || !copy) return false;
  memset(at, 0, (classes + 1) * sizeof *at);
  memcpy(copy, uses, count * sizeof *copy);
  for (uint32_t i = 0; i < count; i++) at[copy[i].class + 1]++;
  for (uint32_t c = 0; c < classes; c++) at[c + 1] += at[c];
  for (uint32_t i = 0; i < count; i++) uses[at[copy[i].class]++] = copy[i];
  return true;
}

static uint32_t list_uses(const news_program *p, class_use *uses) {
  uint32_t count = 0;
  for (uint32_t n = 0; n < p->node_count; n++) {
    uint32_t own = count;
    for (uint32_t side = 0; side < 4; side++) {
      uint32_t class = p->nodes[n].class[side], i = own;
      while (i < count && uses[i].class != class) i++;
      if (i == count) uses[count++] = (class_use){class, n, 0};
      uses[i].sides |= 1u << side;
    }
  }
  return count;
}

/* Add a node; nodes are in ascending order. */
static void add_every(news_program *p, uint32_t node) {
  uint32_t first = p->taken[p->taken_classes - 1].every;
  uint32_t word = node / NEWS_MASK_BITS;
  if (p->every_count == first || p->every[p->every_count - 1].word != word)
    p->every[p->every_count++] = (news_every){.word = word};
  p->every[p->every_count - 1].nodes |= (uint64_t)1 << node % NEWS_MASK_BITS;
}

static void add_taker(news_program *p, const class_use *use) {
  enum { EVERY_SIDE = 15 };
  uint32_t word = use->class / 64;
  uint64_t bit = (uint64_t)1 << use->class % 64;
  news_asked *last = p->asked_count ? &p->asked[p->asked_count - 1] : NULL;
  if (!last || last->word != word) {
    last = &p->asked[p->asked_count++];
    *last = (news_asked){.word = word, .rank = p->taken_classes};
  }
  if (!(last->bits & bit))
    p->taken[p->taken_classes++] = (news_taken){p->every_count, p->taker_count};
  last->bits |= bit;
  if (news_has(p->start, use->node)) {
    if (!p->starting_end) p->starting_first = p->asked_count - 1;
    p->starting_end = p->asked_count;
    last->starting |= bit;
  }
  if (use->sides == EVERY_SIDE)
    add_every(p, use->node);
  else
    p->takers[p->taker_count++] =
        (news_taker){(uint16_t)use->node, (uint16_t)use->sides};
}

static void make_takers(news_maker *m) {
  news_program *p = m->out;
  size_t most = (size_t)p->node_count * 4 + 1;
  class_use *uses = news_arena_alloc(m->scratch, most * sizeof *uses);
  uint32_t count = uses ? list_uses(p, uses) : 0;
  p->asked = news_arena_alloc(m->arena, (count + 1) * sizeof *p->asked);
  p->taken = news_arena_alloc(m->arena, (count + 1) * sizeof *p->taken);
  p->every = news_arena_alloc(m->arena, (count + 1) * sizeof *p->every);
  p->takers = news_arena_alloc(m->arena, (count + 1) * sizeof *p->takers);
  if (!uses || !sort_uses(m, uses, count) || !p->asked || !p->taken ||
      !p->every || !p->takers) {
    news_maker_fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  for (uint32_t i = 0; i < count; i++) add_taker(p, &uses[i]);
  p->taken[p->taken_classes] = (news_taken){p->every_count, p->taker_count};
}

/* ---- look-behinds, which are walked backwards */

static bool is_behind(const news_program *p, uint32_t look) {
  return look != NEWS_NONE && !p->looks[look].ahead && !p->looks[look].is_short;
}

/* One backward entry: in the list `at`, with this node. */
typedef struct news_back {
  uint32_t at;
  uint16_t node;
  uint64_t guards;
} news_back;

typedef struct news_backs {
  news_back *items;
  uint32_t count, room;
} news_backs;

/* Reverse the entries of a list; `owner` takes the word before it, NEWS_ACCEPT:
 * the program begins there. */
static void turn_around(news_maker *m, news_backs *b, uint32_t look,
                        news_list list, uint16_t owner) {
  for (uint32_t i = list.first; i < list.end && !m->status; i++) {
    const news_follow *f = &m->out->follows[i];
    if (b->count == NEWS_FOLLOWS_MOST)
      news_maker_fail(m, NEWS_ETOOBIG,
                      "the look-behind has too many ways through it");
    else if (news_maker_grow(m, m->scratch, (void **)&b->items, &b->room,
                             b->count, sizeof *b->items))
      b->items[b->count++] = (news_back){
          f->node == NEWS_ACCEPT ? look : m->out->look_count + f->node, owner,
          f->guards};
  }
}

static void collect_backs(news_maker *m, news_backs *b) {
  news_program *p = m->out;
  for (uint32_t k = 0; k < p->look_count; k++)
    if (is_behind(p, k)) turn_around(m, b, k, p->lists[1 + k], NEWS_ACCEPT);
  for (uint32_t n = 0; n < p->node_count && !m->status; n++) {
    if (!is_behind(p, p->nodes[n].look)) continue;
    news_put(p->back_nodes, n);
    if (!p->back_end) p->back_word = n / NEWS_MASK_BITS;
    p->back_end = n / NEWS_MASK_BITS + 1;
    turn_around(m, b, p->nodes[n].look, p->lists[1 + p->look_count + n],
                (uint16_t)n);
  }
}

/* Group by list: count, then put each in its place. */
static bool sort_backs(news_maker *m, news_backs *b, uint32_t *first,
                       uint32_t lists) {
  news_back *copy = news_arena_alloc(m->scratch, (b->count + 1) * sizeof *copy);
  if (!copy) return false;
  if (b->count) memcpy(copy, b->items, b->count * sizeof *copy);
  memset(first, 0, ((size_t)lists + 2) * sizeof *first);
  for (uint32_t i = 0; i < b->count; i++) first[copy[i].at + 2]++;
  for (uint32_t i = 0; i < lists; i++) first[i + 2] += first[i + 1];
  for (uint32_t i = 0; i < b->count; i++)
    b->items[first[copy[i].at + 1]++] = copy[i];
  return true;
}

static void make_back_lists(news_maker *m) {
  news_program *p = m->out;
  uint32_t lists = p->look_count + p->node_count, behinds = 0;
  news_backs b = {0};
  for (uint32_t k = 0; k < p->look_count; k++) behinds += is_behind(p, k);
  if (!behinds) return;
  p->back_nodes = new_set(m, 1);
  p->back_lists = news_arena_alloc(m->arena, lists * sizeof *p->back_lists);
  uint32_t *first =
      news_arena_alloc(m->scratch, ((size_t)lists + 2) * sizeof *first);
  if (!m->status) collect_backs(m, &b);
  if (!m->status &&
      (!p->back_lists || !first || !sort_backs(m, &b, first, lists)))
    news_maker_fail(m, NEWS_ENOMEM, NULL);
  for (uint32_t i = 0; i < lists && !m->status; i++) {
    uint32_t from = p->follow_count;
    for (uint32_t k = first[i]; k < first[i + 1]; k++)
      news_graph_follow(
          m, (news_follow){b.items[k].guards, 0, 0, b.items[k].node});
    p->back_lists[i] = news_graph_close(m, from);
  }
}

static void make_jumps(news_maker *m) {
  news_program *p = m->out;
  uint32_t room = 0;
  for (uint32_t n = 0; n < p->node_count && !m->status; n++) {
    uint32_t k = 0;
    if (p->nodes[n].source == NEWS_NONE) continue;
    while (k < p->jump_count && p->jumps[k].source != p->nodes[n].source) k++;
    if (k == p->jump_count) {
      if (!news_maker_grow(m, m->scratch, (void **)&p->jumps, &room, k,
                           sizeof *p->jumps))
        return;
      p->jumps[k] = (news_jump){.source = p->nodes[n].source,
                                .mask = new_set(m, 1),
                                .word = n / NEWS_MASK_BITS};
      p->jump_count++;
    }
    if (m->status) return;
    news_put(p->jumps[k].mask, n);
    p->jumps[k].word_end = n / NEWS_MASK_BITS + 1;
    if (news_has(p->start, n)) p->jumps[k].starts = true;
  }
}

/* ---- what a look-around sees beside a place */

/* Add the nodes of a list to the set; false if it may take no word. */
static bool add_nodes(const news_program *p, news_list list, uint64_t *set) {
  for (uint32_t i = list.first; i < list.end; i++) {
    if (p->follows[i].node == NEWS_ACCEPT) return false;
    news_put(set, p->follows[i].node);
  }
  return true;
}

/* The inverse: for each node the sets that contain it; and the union of all. */
static void make_edge_of(news_maker *m) {
  news_program *p = m->out;
  uint64_t *all = p->edges + (size_t)p->look_count * p->words;
  p->edge_of =
      news_arena_alloc(m->arena, (p->node_count + 1) * sizeof *p->edge_of);
  if (!p->edge_of) {
    news_maker_fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  for (uint32_t n = 0; n < p->node_count; n++) {
    p->edge_of[n] = 0;
    for (uint32_t k = 0; k < p->look_count; k++)
      if (news_has(p->edges + (size_t)k * p->words, n))
        p->edge_of[n] |= (uint64_t)1 << (NEWS_GUARD_LOOK + k);
    if (p->edge_of[n]) news_put(all, n);
  }
}

static void make_edges(news_maker *m) {
  news_program *p = m->out;
  if (!p->look_count) return;
  p->edges = new_set(m, p->look_count + 1);
  for (uint32_t k = 0; k < p->look_count && !m->status; k++) {
    uint64_t guard = (uint64_t)1 << (NEWS_GUARD_LOOK + k);
    uint64_t *set = p->edges + (size_t)k * p->words;
    bool takes =
        add_nodes(p, is_behind(p, k) ? p->back_lists[k] : p->lists[1 + k], set);
    bool ahead = p->looks[k].ahead;
    if (!takes) continue;
    if (!p->looks[k].negative)
      *(ahead ? &p->edged_ahead : &p->edged_behind) |= guard;
    if (!p->looks[k].is_short)
      *(ahead ? &p->taking_ahead : &p->taking_behind) |= guard;
    for (uint32_t j = 0; j < p->jump_count; j++) {
      if (!news_meet(set, p->jumps[j].mask, p->words)) continue;
      p->jumps[j].looks |= guard;
      p->jump_looks |= guard;
    }
  }
  if (!m->status) make_edge_of(m);
}

/* Which nodes of the pattern itself may be next to each other. */
static void make_neighbours(news_maker *m) {
  news_program *p = m->out;
  uint32_t base = 1 + p->look_count;
  p->behind = new_set(m, p->node_count);
  p->ahead = new_set(m, p->node_count);
  if (m->status) return;
  for (uint32_t i = p->lists[0].first; i < p->lists[0].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->node == NEWS_ACCEPT) continue;
    if (f->guards & NEWS_GUARD_START)
      news_put(&p->first_only, f->node);
    else
      news_put(&p->starters, f->node);
  }
  for (uint32_t n = 0; n < p->node_count; n++)
    for (uint32_t i = p->lists[base + n].first; i < p->lists[base + n].end;
         i++) {
      uint16_t next = p->follows[i].node;
      if (next == NEWS_ACCEPT) {
        news_put(&p->enders, n);
      } else {
        news_put(&p->behind[n], next);
        news_put(&p->ahead[next], n);
      }
    }
}

/* The nodes that may follow the node numbered one below, or themselves, are
 * tested all at once; the others one by one. */
static void make_steps(news_program *p) {
  for (uint32_t n = 0; n < p->node_count; n++) {
    uint64_t bit = (uint64_t)1 << n, below = bit >> 1;
    if (p->ahead[n] & below) p->after_below |= bit;
    if (p->ahead[n] & bit) p->after_self |= bit;
    if (p->ahead[n] & ~(bit | below)) p->after_others |= bit;
  }
}

/* Most words of a match if each element is one word. */
static uint32_t most_words(const news_program *p) {
  uint64_t nodes = p->starters | p->first_only;
  uint32_t words = 0;
  for (; nodes && words <= p->node_count; words++) {
    uint64_t next = 0;
    for (; nodes; nodes &= nodes - 1) next |= p->behind[__builtin_ctzll(nodes)];
    nodes = next;
  }
  return nodes ? (uint32_t)NEWS_NO_LIMIT : words;
}

static void make_sets(news_maker *m) {
  news_program *p = m->out;
  make_jumps(m);
  if (!m->status) make_back_lists(m);
  if (!m->status) make_edges(m);
  p->narrow = p->words == 1 && NEWS_MASK_BITS == 64;
  p->plain = p->narrow && !p->long_looks;
  if (!m->status && p->narrow) make_neighbours(m);
  if (m->status || !p->narrow) return;
  make_steps(p);
  p->most_words = most_words(p);
}

/* Copy to the arena what was built in the scratch arena. */
static void *keep(news_maker *m, const void *items, size_t size) {
  void *copy = news_arena_alloc(m->arena, size ? size : 1);
  if (!copy) return news_maker_fail(m, NEWS_ENOMEM, NULL), NULL;
  if (size) memcpy(copy, items, size);
  return copy;
}

static void keep_all(news_maker *m) {
  news_program *p = m->out;
  p->actions = keep(m, p->actions, p->action_count * sizeof *p->actions);
  p->blocks = keep(m, p->blocks, p->block_count * sizeof *p->blocks);
  p->jumps = keep(m, p->jumps, p->jump_count * sizeof *p->jumps);
  p->sources = keep(m, p->sources, p->source_count * sizeof *p->sources);
}

static void start_tables(news_maker *m) {
  news_program *p = m->out;
  uint32_t looks = m->parsed->look_count;
  p->look_count = looks;
  p->looks = news_arena_alloc(m->arena, (looks + 1) * sizeof *p->looks);
  m->look_start =
      news_arena_alloc(m->scratch, (looks + 1) * sizeof *m->look_start);
  number_slots(m, m->parsed->tree, &p->slot_count);
  p->slot_names =
      news_arena_alloc(m->arena, (p->slot_count + 1) * sizeof *p->slot_names);
  if (!p->looks || !m->look_start || !p->slot_names) {
    news_maker_fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  name_slots(m->parsed->tree, p->slot_names);
  memset(p->looks, 0, (looks + 1) * sizeof *p->looks);
  memset(m->look_start, 0xFF, (looks + 1) * sizeof *m->look_start);
  find_looks(m, m->parsed->tree);
}

static void size_tables(news_maker *m) {
  uint32_t n = m->graph_count, most = NEWS_PATTERN_MOST_NODES;
  if (most > n) most = n;
  m->bit = news_arena_alloc(m->scratch, n * sizeof *m->bit);
  m->seen_first = news_arena_alloc(m->scratch, n * sizeof *m->seen_first);
  m->graph_of = news_arena_alloc(m->scratch, (most + 1) * sizeof *m->graph_of);
  m->owner = news_arena_alloc(m->scratch, (most + 1) * sizeof *m->owner);
  m->list_of = news_arena_alloc(m->scratch, n * sizeof *m->list_of);
  m->out->lists =
      news_arena_alloc(m->arena, ((size_t)most + m->out->look_count + 1) *
                                     sizeof *m->out->lists);
  if (!m->bit || !m->seen_first || !m->list_of || !m->graph_of || !m->owner ||
      !m->out->lists) {
    news_maker_fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  memset(m->bit, 0xFF, n * sizeof *m->bit);
  memset(m->seen_first, 0xFF, n * sizeof *m->seen_first);
  memset(m->list_of, 0xFF, n * sizeof *m->list_of);
}

news_status news_pattern_compile(news_classes *classes,
                                 const news_parsed *parsed, news_arena *arena,
                                 news_arena *scratch, news_program *out,
                                 news_error *err) {
  news_maker m = {.classes = classes,
                  .parsed = parsed,
                  .arena = arena,
                  .scratch = scratch,
                  .err = err,
                  .out = out};
  *out = (news_program){0};
  start_tables(&m);
  if (m.status) return m.status;
  uint32_t start = news_graph_build(&m);
  if (!m.status) size_tables(&m);
  if (!m.status) news_graph_lists(&m, start);
  out->words = (out->node_count + NEWS_MASK_BITS - 1) / NEWS_MASK_BITS;
  if (!out->words) out->words = 1;
  if (!m.status) make_nodes(&m);
  if (!m.status) make_start(&m);
  if (!m.status) make_takers(&m);
  if (!m.status) make_sets(&m);
  if (!m.status) keep_all(&m);
  return m.status;
}
