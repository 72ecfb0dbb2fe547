#include "pattern_compile.h"

#include <stdlib.h>
#include <string.h>

/* The tree becomes a graph with empty steps (Thompson), and the graph becomes
 * nodes with lists of followers (Glushkov): the empty steps between two words
 * are walked once, here.
 *
 * Each round of a repetition takes at least one word.  A part that may be
 * empty is therefore compiled with two ways out: `next` when it took nothing,
 * `taken` when it took a word. */

enum graph_op {
  G_WORD,
  G_SPLIT,
  G_OPEN,
  G_CLOSE,
  G_START,
  G_END,
  G_LOOK,
  G_ACCEPT,
  G_FAIL
};

typedef struct graph_node {
  uint8_t op;
  uint32_t arg;  /* slot, look-around; of a split its first branch */
  uint32_t next; /* of a split: number of branches */
  const news_tree *tree;
} graph_node;

typedef struct seen {
  uint64_t guards;
  uint32_t node, next;
} seen;

typedef struct trail { /* of actions, newest first */
  uint32_t back;
  uint16_t action;
} trail;

typedef struct walk {
  uint64_t guards;
  uint32_t node, trail, actions;
} walk;

typedef struct maker {
  news_classes *classes;
  const news_parsed *parsed;
  news_arena *arena, *scratch;
  news_error *err;
  news_status status;
  news_program *out;
  graph_node *graph;
  uint32_t graph_count, graph_room;
  uint32_t *branches;
  uint32_t branch_count, branch_room;
  uint32_t *look_start; /* graph node of each look-around */
  uint32_t *bit;        /* node of each graph node, or NEWS_NONE */
  uint32_t *graph_of;   /* graph node of each node */
  uint32_t *owner;      /* of each node: 0 the pattern, 1 + look */
  uint32_t *seen_first; /* by graph node */
  seen *seens;
  uint32_t seen_count, seen_room;
  trail *trails;
  uint32_t trail_count, trail_room;
  walk *stack;
  uint32_t stack_count, stack_room;
  uint32_t follow_count, follow_room, action_count, action_room;
  uint32_t source_room;
} maker;

static uint32_t fail(maker *m, news_status status, const char *what) {
  if (!m->status) m->status = news_fail(m->err, status, 0, what);
  return 0;
}

static bool grow(maker *m, news_arena *arena, void **items, uint32_t *room,
                 uint32_t count, size_t size) {
  if (count < *room) return true;
  uint32_t more = *room ? *room * 2 : 16;
  void *grown = news_arena_grow(arena, *items, *room * size, more * size);
  if (!grown) return fail(m, NEWS_ENOMEM, NULL), false;
  *items = grown;
  *room = more;
  return true;
}

/* ---- tree -> graph */

static uint32_t add_node(maker *m, enum graph_op op, uint32_t arg,
                         uint32_t next, const news_tree *tree) {
  if (m->status) return 0;
  if (m->graph_count == NEWS_GRAPH_MOST)
    return fail(m, NEWS_ETOOBIG,
                "the pattern is too large once its repetitions are unrolled");
  if (!grow(m, m->scratch, (void **)&m->graph, &m->graph_room, m->graph_count,
            sizeof *m->graph))
    return 0;
  m->graph[m->graph_count] = (graph_node){(uint8_t)op, arg, next, tree};
  return m->graph_count++;
}

static uint32_t add_split(maker *m, const uint32_t *branches, uint32_t count) {
  uint32_t first = m->branch_count;
  for (uint32_t i = 0; i < count; i++) {
    if (!grow(m, m->scratch, (void **)&m->branches, &m->branch_room,
              m->branch_count, sizeof *m->branches))
      return 0;
    m->branches[m->branch_count++] = branches[i];
  }
  return add_node(m, G_SPLIT, first, count, NULL);
}

static uint32_t choose(maker *m, bool greedy, uint32_t body, uint32_t leave) {
  uint32_t pair[2] = {greedy ? body : leave, greedy ? leave : body};
  return add_split(m, pair, 2);
}

static uint32_t build(maker *m, const news_tree *t, uint32_t next,
                      uint32_t taken);

/* Kids are linked forwards but built backwards. */
static uint32_t build_seq(maker *m, const news_tree *t, uint32_t next,
                          uint32_t taken) {
  uint32_t count = 0;
  for (const news_tree *k = t->kids; k; k = k->next) count++;
  const news_tree **kids = news_arena_alloc(m->scratch, count * sizeof *kids);
  if (!kids) return fail(m, NEWS_ENOMEM, NULL);
  for (const news_tree *k = t->kids; k; k = k->next) *kids++ = k;
  for (; count && !m->status; count--) {
    const news_tree *k = *--kids;
    uint32_t went = taken;
    if (taken != NEWS_NONE) went = build(m, k, taken, NEWS_NONE);
    next = build(m, k, next, taken);
    taken = went;
  }
  return next;
}

static uint32_t build_alt(maker *m, const news_tree *t, uint32_t next,
                          uint32_t taken) {
  uint32_t count = 0, n = 0;
  for (const news_tree *k = t->kids; k; k = k->next) count++;
  uint32_t *starts = news_arena_alloc(m->scratch, count * sizeof *starts);
  if (!starts) return fail(m, NEWS_ENOMEM, NULL);
  for (const news_tree *k = t->kids; k; k = k->next)
    starts[n++] = build(m, k, next, taken);
  return m->status ? 0 : add_split(m, starts, count);
}

/* One round: takes at least one word, then goes to `next`. */
static uint32_t build_round(maker *m, const news_tree *kid, uint32_t next) {
  if (!kid->nullable) return build(m, kid, next, NEWS_NONE);
  uint32_t none = add_node(m, G_FAIL, 0, 0, NULL);
  return build(m, kid, none, next);
}

static uint32_t build_star(maker *m, const news_tree *t, uint32_t next,
                           uint32_t taken) {
  uint32_t after = taken == NEWS_NONE ? next : taken;
  uint32_t pair[2] = {after, after};
  uint32_t loop = add_split(m, pair, 2);
  if (m->status) return 0;
  uint32_t body = build_round(m, t->kids, loop);
  if (m->status) return 0;
  m->branches[m->graph[loop].arg + (t->greedy ? 0 : 1)] = body;
  return taken == NEWS_NONE ? loop : choose(m, t->greedy, body, next);
}

/* At most `count` rounds, each one a choice. */
static uint32_t build_some(maker *m, const news_tree *t, uint32_t count,
                           uint32_t next, uint32_t taken) {
  uint32_t after = taken == NEWS_NONE ? next : taken, at = after;
  if (!count) return next;
  for (uint32_t i = 1; i < count && !m->status; i++)
    at = choose(m, t->greedy, build_round(m, t->kids, at), after);
  return choose(m, t->greedy, build_round(m, t->kids, at), next);
}

static uint32_t build_tail(maker *m, const news_tree *t, uint32_t next,
                           uint32_t taken) {
  if (t->highest == NEWS_NO_LIMIT) return build_star(m, t, next, taken);
  return build_some(m, t, t->highest - t->lowest, next, taken);
}

/* The first `lowest` rounds must be there but need take no word. */
static uint32_t build_repeat(maker *m, const news_tree *t, uint32_t next,
                             uint32_t taken) {
  uint32_t went = taken;
  if (t->lowest && taken != NEWS_NONE)
    went = build_tail(m, t, taken, NEWS_NONE);
  next = build_tail(m, t, next, taken);
  taken = went;
  for (uint32_t i = 0; i < t->lowest && !m->status; i++) {
    if (taken != NEWS_NONE) went = build(m, t->kids, taken, NEWS_NONE);
    next = build(m, t->kids, next, taken);
    taken = went;
  }
  return next;
}

static uint32_t build_look(maker *m, const news_tree *t, uint32_t next) {
  uint32_t look = t->value;
  if (m->look_start[look] == NEWS_NONE) {
    uint32_t accept = add_node(m, G_ACCEPT, 0, 0, NULL);
    m->look_start[look] = build(m, t->kids, accept, NEWS_NONE);
    m->out->looks[look].ahead = t->ahead;
    m->out->looks[look].negative = t->negative;
  }
  return add_node(m, G_LOOK, look, next, t);
}

static uint32_t build_capture(maker *m, const news_tree *t, uint32_t next,
                              uint32_t taken) {
  uint32_t slot = t->lowest; /* numbered before */
  uint32_t close = add_node(m, G_CLOSE, slot, next, t);
  uint32_t went =
      taken == NEWS_NONE ? taken : add_node(m, G_CLOSE, slot, taken, t);
  uint32_t body = build(m, t->kids, close, went);
  return add_node(m, G_OPEN, slot, body, t);
}

/* Where `t` starts.  Recursion is bounded by the nesting of the pattern. */
static uint32_t build(maker *m, const news_tree *t, uint32_t next,
                      uint32_t taken) {
  if (m->status) return 0;
  if (!t->nullable && taken != NEWS_NONE) return build(m, t, taken, NEWS_NONE);
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD:
    case NEWS_TREE_JUMP: return add_node(m, G_WORD, 0, next, t);
    case NEWS_TREE_SEQ: return build_seq(m, t, next, taken);
    case NEWS_TREE_ALT: return build_alt(m, t, next, taken);
    case NEWS_TREE_REPEAT: return build_repeat(m, t, next, taken);
    case NEWS_TREE_CAPTURE: return build_capture(m, t, next, taken);
    case NEWS_TREE_LOOK: return build_look(m, t, next);
    case NEWS_TREE_START: return add_node(m, G_START, 0, next, t);
    case NEWS_TREE_END: return add_node(m, G_END, 0, next, t);
  }
  return 0;
}

/* ---- graph -> lists of followers */

/* True when the node was reached before under no more than these guards:
 * whatever follows, the earlier way is preferred. */
static bool known(maker *m, uint32_t node, uint64_t guards) {
  for (uint32_t s = m->seen_first[node]; s != NEWS_NONE; s = m->seens[s].next)
    if (!(m->seens[s].guards & ~guards)) return true;
  if (!grow(m, m->scratch, (void **)&m->seens, &m->seen_room, m->seen_count,
            sizeof *m->seens))
    return true;
  m->seens[m->seen_count] = (seen){guards, node, m->seen_first[node]};
  m->seen_first[node] = m->seen_count++;
  return false;
}

static void push(maker *m, uint32_t node, walk from) {
  if (!grow(m, m->scratch, (void **)&m->stack, &m->stack_room, m->stack_count,
            sizeof *m->stack))
    return;
  from.node = node;
  m->stack[m->stack_count++] = from;
}

static void act(maker *m, walk *w, uint32_t slot, bool close) {
  if (!grow(m, m->scratch, (void **)&m->trails, &m->trail_room, m->trail_count,
            sizeof *m->trails))
    return;
  m->trails[m->trail_count] = (trail){w->trail, (uint16_t)(slot * 2 + close)};
  w->trail = m->trail_count++;
  w->actions++;
}

static uint32_t number_node(maker *m, uint32_t graph, uint32_t owner) {
  if (m->bit[graph] != NEWS_NONE) return m->bit[graph];
  uint32_t n = m->out->node_count;
  if (n == NEWS_PATTERN_MOST_NODES)
    return fail(m, NEWS_ETOOBIG,
                "the pattern takes more than 2048 words once its repetitions "
                "are unrolled");
  m->graph_of[n] = graph;
  m->owner[n] = owner;
  m->out->node_count++;
  return m->bit[graph] = n;
}

static void add_follow(maker *m, const walk *w, uint16_t node) {
  news_program *p = m->out;
  if (m->follow_count == NEWS_FOLLOWS_MOST) {
    fail(m, NEWS_ETOOBIG, "the pattern has too many ways through it");
    return;
  }
  if (!grow(m, m->arena, (void **)&p->follows, &m->follow_room, m->follow_count,
            sizeof *p->follows))
    return;
  for (uint32_t i = 0; i < w->actions; i++)
    if (!grow(m, m->scratch, (void **)&p->actions, &m->action_room,
              m->action_count + i, sizeof *p->actions))
      return;
  uint32_t at = w->trail;
  for (uint32_t i = w->actions; i--; at = m->trails[at].back)
    p->actions[m->action_count + i] = m->trails[at].action;
  p->follows[m->follow_count++] =
      (news_follow){w->guards, m->action_count, (uint16_t)w->actions, node};
  m->action_count += w->actions;
}

static void step(maker *m, walk w, uint32_t owner) {
  const graph_node *g = &m->graph[w.node];
  if (known(m, w.node, w.guards)) return;
  switch ((enum graph_op)g->op) {
    case G_WORD:
      add_follow(m, &w, (uint16_t)number_node(m, w.node, owner));
      return;
    case G_ACCEPT: add_follow(m, &w, NEWS_ACCEPT); return;
    case G_FAIL: return;
    case G_SPLIT:
      for (uint32_t i = g->next; i--;) push(m, m->branches[g->arg + i], w);
      return;
    case G_OPEN: act(m, &w, g->arg, false); break;
    case G_CLOSE: act(m, &w, g->arg, true); break;
    case G_START: w.guards |= NEWS_GUARD_START; break;
    case G_END:
      w.guards |= NEWS_GUARD_END;
      m->out->asks_end = true;
      break;
    case G_LOOK: w.guards |= (uint64_t)1 << (NEWS_GUARD_LOOK + g->arg); break;
  }
  push(m, g->next, w);
}

/* The list of what comes first from a graph node on. */
static void make_list(maker *m, uint32_t list, uint32_t graph, uint32_t owner) {
  uint32_t work = 0;
  m->out->list_first[list] = m->follow_count;
  m->stack_count = m->trail_count = 0;
  push(m, graph, (walk){.trail = NEWS_NONE});
  while (m->stack_count && !m->status) {
    walk w = m->stack[--m->stack_count];
    if (++work > NEWS_FOLLOWS_MOST)
      fail(m, NEWS_ETOOBIG, "the pattern has too many ways through it");
    else
      step(m, w, owner);
  }
  for (uint32_t i = 0; i < m->seen_count; i++)
    m->seen_first[m->seens[i].node] = NEWS_NONE;
  m->seen_count = 0;
}

static void make_lists(maker *m, uint32_t start) {
  news_program *p = m->out;
  uint32_t looks = p->look_count;
  make_list(m, 0, start, 0);
  for (uint32_t k = 0; k < looks && !m->status; k++) {
    if (m->look_start[k] == NEWS_NONE)
      p->list_first[1 + k] = m->follow_count;
    else
      make_list(m, 1 + k, m->look_start[k], 1 + k);
  }
  for (uint32_t n = 0; n < p->node_count && !m->status; n++)
    make_list(m, 1 + looks + n, m->graph[m->graph_of[n]].next, m->owner[n]);
  p->list_first[1 + looks + p->node_count] = m->follow_count;
}

/* ---- levels, nodes, sets */

/* The level of a program that looks at what `t` holds. */
static uint32_t find_levels(maker *m, const news_tree *t, bool behind) {
  uint32_t level = behind;
  if (t->op == NEWS_TREE_LOOK) {
    uint32_t own = find_levels(m, t->kids, !t->ahead);
    m->out->looks[t->value].level = own;
    return own % 2 == (uint32_t)behind ? own : own + 1;
  }
  for (const news_tree *k = t->kids; k; k = k->next) {
    uint32_t l = find_levels(m, k, behind);
    if (l > level) level = l;
  }
  return level;
}

static void number_slots(maker *m, news_tree *t, uint32_t *count) {
  if (t->op == NEWS_TREE_CAPTURE) t->lowest = (*count)++;
  for (news_tree *k = t->kids; k; k = k->next) number_slots(m, k, count);
}

static void name_slots(const news_tree *t, uint16_t *names) {
  if (t->op == NEWS_TREE_CAPTURE) names[t->lowest] = (uint16_t)t->value;
  for (const news_tree *k = t->kids; k; k = k->next) name_slots(k, names);
}

static uint64_t *new_set(maker *m, uint32_t rows) {
  size_t size = (size_t)rows * m->out->words * sizeof(uint64_t);
  uint64_t *set = news_arena_alloc(m->arena, size ? size : 1);
  if (!set) return fail(m, NEWS_ENOMEM, NULL), NULL;
  memset(set, 0, size);
  return set;
}

static void class_of(maker *m, uint32_t expr, uint32_t *number) {
  news_status status = news_classes_class(m->classes, expr, number);
  if (status) fail(m, status, NULL);
}

static void add_source(maker *m, uint32_t source) {
  news_program *p = m->out;
  for (uint32_t i = 0; i < p->source_count; i++)
    if (p->sources[i] == source) return;
  if (grow(m, m->scratch, (void **)&p->sources, &m->source_room,
           p->source_count, sizeof *p->sources))
    p->sources[p->source_count++] = source;
}

/* A test asks the classes of its atoms at each place, so each needs one; what
 * it asks of layers must be looked up before. */
static void class_leaves(maker *m, uint32_t expr) {
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

static void word_node(maker *m, news_node *n) {
  const uint32_t sides = 1u << NEWS_ATOM_FIRST | 1u << NEWS_ATOM_LAST;
  const uint32_t places = 1u << NEWS_ATOM_POS | 1u << NEWS_ATOM_LAYER;
  news_classes *c = m->classes;
  bool by_side = news_classes_holds(c, n->expr, sides);
  if (by_side) m->out->by_context = true;
  for (uint32_t i = 0; i < 4 && !m->status; i++) {
    uint32_t expr = n->expr;
    if (by_side && news_classes_settle(c, n->expr, i & 1, i >> 1, &expr))
      fail(m, NEWS_ENOMEM, NULL);
    else
      class_of(m, expr, &n->class[i]);
  }
  if (!news_classes_holds(c, n->expr, places)) return;
  n->test = n->expr;
  m->out->asks_sides |= by_side;
  if (!m->status) class_leaves(m, n->expr);
}

/* A lexicon's phrases of one word are taken as words are; only the longer
 * ones, and annotations, are jumps. */
static void jump_node(maker *m, news_node *n, uint32_t source) {
  const news_source *s = &m->classes->sources[source];
  news_atom atom = {.kind = NEWS_ATOM_WORD, .value = source};
  n->source = source;
  add_source(m, source);
  news_status status =
      s->lexicon
          ? news_classes_atom(m->classes, &atom, &n->expr)
          : news_classes_expr(m->classes, NEWS_EXPR_NEVER, 0, 0, &n->expr);
  if (status) {
    fail(m, status, NULL);
    return;
  }
  class_of(m, n->expr, &n->class[0]);
  for (int i = 1; i < 4; i++) n->class[i] = n->class[0];
}

static void make_nodes(maker *m) {
  news_program *p = m->out;
  p->nodes = news_arena_alloc(m->arena, (p->node_count + 1) * sizeof *p->nodes);
  if (!p->nodes) {
    fail(m, NEWS_ENOMEM, NULL);
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
    n->level = m->owner[i] ? p->looks[m->owner[i] - 1].level : p->level;
    n->look = m->owner[i] ? m->owner[i] - 1 : NEWS_NONE;
    if (t->op == NEWS_TREE_JUMP)
      jump_node(m, n, t->value);
    else
      word_node(m, n);
  }
}

static news_guarded *guarded_of(maker *m, uint64_t guards, uint32_t *room) {
  news_program *p = m->out;
  for (uint32_t i = 0; i < p->guarded_count; i++)
    if (p->guarded[i].guards == guards) return &p->guarded[i];
  if (!grow(m, m->scratch, (void **)&p->guarded, room, p->guarded_count,
            sizeof *p->guarded))
    return NULL;
  news_guarded *g = &p->guarded[p->guarded_count++];
  *g = (news_guarded){.guards = guards, .accept = new_set(m, 1)};
  return m->status ? NULL : g;
}

static void note_follow(maker *m, uint32_t node, const news_follow *f,
                        uint32_t *room) {
  news_program *p = m->out;
  if (!f->guards) {
    if (f->node == NEWS_ACCEPT)
      news_put(p->accept, node);
    else
      news_put(p->before + (size_t)f->node * p->words, node);
    return;
  }
  news_guarded *g = guarded_of(m, f->guards, room);
  if (!g) return;
  if (f->node == NEWS_ACCEPT)
    news_put(g->accept, node);
  else
    g->pair_count++;
}

/* Pairs (node, follower) of each set of guards, side by side. */
static void make_pairs(maker *m) {
  news_program *p = m->out;
  uint32_t total = 0, base = 1 + p->look_count;
  for (uint32_t i = 0; i < p->guarded_count; i++) {
    p->guarded[i].pair_first = total;
    total += p->guarded[i].pair_count;
    p->guarded[i].pair_count = 0;
  }
  p->pairs = news_arena_alloc(m->arena, (total + 1) * sizeof *p->pairs);
  if (!p->pairs) {
    fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  for (uint32_t n = 0; n < p->node_count; n++)
    for (uint32_t i = p->list_first[base + n]; i < p->list_first[base + n + 1];
         i++) {
      const news_follow *f = &p->follows[i];
      if (!f->guards || f->node == NEWS_ACCEPT) continue;
      for (uint32_t k = 0; k < p->guarded_count; k++) {
        news_guarded *g = &p->guarded[k];
        if (g->guards == f->guards)
          p->pairs[g->pair_first + g->pair_count++] =
              (news_pair){(uint16_t)n, f->node};
      }
    }
}

static void make_jumps(maker *m) {
  news_program *p = m->out;
  uint32_t room = 0;
  for (uint32_t n = 0; n < p->node_count && !m->status; n++) {
    uint32_t k = 0;
    if (p->nodes[n].source == NEWS_NONE) continue;
    while (k < p->jump_count && p->jumps[k].source != p->nodes[n].source) k++;
    if (k == p->jump_count) {
      if (!grow(m, m->scratch, (void **)&p->jumps, &room, k, sizeof *p->jumps))
        return;
      p->jumps[k] = (news_jump){p->nodes[n].source, new_set(m, 1)};
      p->jump_count++;
    }
    if (!m->status) news_put(p->jumps[k].mask, n);
  }
}

/* Which nodes of the pattern itself may stand beside each other. */
static void make_neighbours(maker *m) {
  news_program *p = m->out;
  uint32_t base = 1 + p->look_count;
  p->behind = new_set(m, p->node_count);
  p->ahead = new_set(m, p->node_count);
  if (m->status) return;
  for (uint32_t i = p->list_first[0]; i < p->list_first[1]; i++) {
    const news_follow *f = &p->follows[i];
    if (f->node == NEWS_ACCEPT) continue;
    if (f->guards & NEWS_GUARD_START)
      news_put(&p->first_only, f->node);
    else
      news_put(&p->starters, f->node);
  }
  for (uint32_t n = 0; n < p->node_count; n++)
    for (uint32_t i = p->list_first[base + n]; i < p->list_first[base + n + 1];
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

static bool any(const uint64_t *set, uint32_t words) {
  for (uint32_t k = 0; k < words; k++)
    if (set[k]) return true;
  return false;
}

static void make_sets(maker *m) {
  news_program *p = m->out;
  uint32_t room = 0, base = 1 + p->look_count;
  p->words = (p->node_count + NEWS_MASK_BITS - 1) / NEWS_MASK_BITS;
  if (!p->words) p->words = 1;
  p->accept = new_set(m, 1);
  p->start = new_set(m, 1);
  p->tested = new_set(m, 1);
  p->before = new_set(m, p->node_count);
  p->level_masks = new_set(m, p->level + 1);
  p->level_looks =
      news_arena_alloc(m->arena, (p->level + 1) * sizeof *p->level_looks);
  if (!p->level_looks) fail(m, NEWS_ENOMEM, NULL);
  if (m->status) return;
  memset(p->level_looks, 0, (p->level + 1) * sizeof *p->level_looks);
  for (uint32_t k = 0; k < p->look_count; k++)
    p->level_looks[p->looks[k].level]++;
  for (uint32_t i = p->list_first[0]; i < p->list_first[1]; i++)
    if (p->follows[i].node != NEWS_ACCEPT)
      news_put(p->start, p->follows[i].node);
  for (uint32_t n = 0; n < p->node_count && !m->status; n++) {
    news_put(p->level_masks + (size_t)p->nodes[n].level * p->words, n);
    if (p->nodes[n].test != NEWS_NONE) news_put(p->tested, n);
    for (uint32_t i = p->list_first[base + n];
         i < p->list_first[base + n + 1] && !m->status; i++)
      note_follow(m, n, &p->follows[i], &room);
  }
  if (!m->status) make_pairs(m);
  if (!m->status) make_jumps(m);
  p->narrow = p->words == 1 && NEWS_MASK_BITS == 64;
  if (!m->status && p->narrow) make_neighbours(m);
  p->simple = p->words == 1 && NEWS_MASK_BITS == 64 && !p->look_count &&
              !any(p->tested, p->words);
}

/* What was grown in the scratch arena but stays. */
static void *keep(maker *m, const void *items, size_t size) {
  void *copy = news_arena_alloc(m->arena, size ? size : 1);
  if (!copy) return fail(m, NEWS_ENOMEM, NULL), NULL;
  if (size) memcpy(copy, items, size);
  return copy;
}

static void keep_all(maker *m) {
  news_program *p = m->out;
  p->actions = keep(m, p->actions, m->action_count * sizeof *p->actions);
  p->guarded = keep(m, p->guarded, p->guarded_count * sizeof *p->guarded);
  p->jumps = keep(m, p->jumps, p->jump_count * sizeof *p->jumps);
  p->sources = keep(m, p->sources, p->source_count * sizeof *p->sources);
}

static void start_tables(maker *m) {
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
    fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  name_slots(m->parsed->tree, p->slot_names);
  memset(p->looks, 0, (looks + 1) * sizeof *p->looks);
  memset(m->look_start, 0xFF, (looks + 1) * sizeof *m->look_start);
  p->level = find_levels(m, m->parsed->tree, false);
}

static void size_tables(maker *m) {
  uint32_t n = m->graph_count, most = NEWS_PATTERN_MOST_NODES;
  if (most > n) most = n;
  m->bit = news_arena_alloc(m->scratch, n * sizeof *m->bit);
  m->seen_first = news_arena_alloc(m->scratch, n * sizeof *m->seen_first);
  m->graph_of = news_arena_alloc(m->scratch, (most + 1) * sizeof *m->graph_of);
  m->owner = news_arena_alloc(m->scratch, (most + 1) * sizeof *m->owner);
  m->out->list_first =
      news_arena_alloc(m->arena, ((size_t)most + m->out->look_count + 2) *
                                     sizeof *m->out->list_first);
  if (!m->bit || !m->seen_first || !m->graph_of || !m->owner ||
      !m->out->list_first) {
    fail(m, NEWS_ENOMEM, NULL);
    return;
  }
  memset(m->bit, 0xFF, n * sizeof *m->bit);
  memset(m->seen_first, 0xFF, n * sizeof *m->seen_first);
}

news_status news_pattern_compile(news_classes *classes,
                                 const news_parsed *parsed, news_arena *arena,
                                 news_arena *scratch, news_program *out,
                                 news_error *err) {
  maker m = {.classes = classes,
             .parsed = parsed,
             .arena = arena,
             .scratch = scratch,
             .err = err,
             .out = out};
  *out = (news_program){0};
  start_tables(&m);
  if (m.status) return m.status;
  uint32_t accept = add_node(&m, G_ACCEPT, 0, 0, NULL);
  uint32_t start = build(&m, parsed->tree, accept, NEWS_NONE);
  if (!m.status) size_tables(&m);
  if (!m.status) make_lists(&m, start);
  if (!m.status) make_nodes(&m);
  if (!m.status) make_sets(&m);
  if (!m.status) keep_all(&m);
  return m.status;
}
