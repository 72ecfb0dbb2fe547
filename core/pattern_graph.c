#include "pattern_graph.h"

#include <string.h>

/* The tree becomes a graph with empty steps (Thompson), and the graph becomes
 * nodes with lists of followers (Glushkov): the empty steps between two words
 * are walked once, here.
 *
 * Each round of a repetition takes at least one word.  A part that may be empty
 * is therefore compiled with two exits: `next` if it took nothing, `taken` if
 * it took a word. */

uint32_t news_maker_fail(news_maker *m, news_status status, const char *what) {
  if (!m->status) m->status = news_fail(m->err, status, 0, what);
  return 0;
}

bool news_maker_grow(news_maker *m, news_arena *arena, void **items,
                     uint32_t *room, uint32_t count, size_t size) {
  if (count < *room) return true;
  uint32_t more = *room ? *room * 2 : 16;
  void *grown = news_arena_grow(arena, *items, *room * size, more * size);
  if (!grown) return news_maker_fail(m, NEWS_ENOMEM, NULL), false;
  *items = grown;
  *room = more;
  return true;
}

/* ---- tree -> graph */

static uint32_t add_node(news_maker *m, enum news_graph_op op, uint32_t arg,
                         uint32_t next, const news_tree *tree) {
  if (m->status) return 0;
  if (m->graph_count == NEWS_GRAPH_MOST)
    return news_maker_fail(
        m, NEWS_ETOOBIG,
        "the pattern is too large once its repetitions are unrolled");
  if (!news_maker_grow(m, m->scratch, (void **)&m->graph, &m->graph_room,
                       m->graph_count, sizeof *m->graph))
    return 0;
  m->graph[m->graph_count] = (news_graph_node){(uint8_t)op, arg, next, tree};
  return m->graph_count++;
}

static uint32_t add_split(news_maker *m, const uint32_t *branches,
                          uint32_t count) {
  uint32_t first = m->branch_count;
  for (uint32_t i = 0; i < count; i++) {
    if (!news_maker_grow(m, m->scratch, (void **)&m->branches, &m->branch_room,
                         m->branch_count, sizeof *m->branches))
      return 0;
    m->branches[m->branch_count++] = branches[i];
  }
  return add_node(m, NEWS_GRAPH_SPLIT, first, count, NULL);
}

static uint32_t choose(news_maker *m, bool greedy, uint32_t body,
                       uint32_t leave) {
  uint32_t pair[2] = {greedy ? body : leave, greedy ? leave : body};
  return add_split(m, pair, 2);
}

static uint32_t build(news_maker *m, const news_tree *t, uint32_t next,
                      uint32_t taken);

/* Kids are linked forwards but built backwards. */
static uint32_t build_seq(news_maker *m, const news_tree *t, uint32_t next,
                          uint32_t taken) {
  uint32_t count = 0;
  for (const news_tree *k = t->kids; k; k = k->next) count++;
  const news_tree **kids = news_arena_alloc(m->scratch, count * sizeof *kids);
  if (!kids) return news_maker_fail(m, NEWS_ENOMEM, NULL);
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

static uint32_t build_alt(news_maker *m, const news_tree *t, uint32_t next,
                          uint32_t taken) {
  uint32_t count = 0, n = 0;
  for (const news_tree *k = t->kids; k; k = k->next) count++;
  uint32_t *starts = news_arena_alloc(m->scratch, count * sizeof *starts);
  if (!starts) return news_maker_fail(m, NEWS_ENOMEM, NULL);
  for (const news_tree *k = t->kids; k; k = k->next)
    starts[n++] = build(m, k, next, taken);
  return m->status ? 0 : add_split(m, starts, count);
}

/* One round: takes at least one word, then continues at `next`. */
static uint32_t build_round(news_maker *m, const news_tree *kid,
                            uint32_t next) {
  if (!kid->nullable) return build(m, kid, next, NEWS_NONE);
  uint32_t none = add_node(m, NEWS_GRAPH_FAIL, 0, 0, NULL);
  return build(m, kid, none, next);
}

/* Unlimited rounds; returns the start of the first. */
static uint32_t build_loop(news_maker *m, const news_tree *t, uint32_t after,
                           uint32_t *loop) {
  uint32_t pair[2] = {after, after};
  *loop = add_split(m, pair, 2);
  if (m->status) return 0;
  uint32_t body = build_round(m, t->kids, *loop);
  if (m->status) return 0;
  m->branches[m->graph[*loop].arg + (t->greedy ? 0 : 1)] = body;
  return body;
}

static uint32_t build_star(news_maker *m, const news_tree *t, uint32_t next,
                           uint32_t taken) {
  uint32_t loop, after = taken == NEWS_NONE ? next : taken;
  uint32_t body = build_loop(m, t, after, &loop);
  if (m->status) return 0;
  return taken == NEWS_NONE ? loop : choose(m, t->greedy, body, next);
}

/* At most `count` rounds, each one a choice. */
static uint32_t build_some(news_maker *m, const news_tree *t, uint32_t count,
                           uint32_t next, uint32_t taken) {
  uint32_t after = taken == NEWS_NONE ? next : taken, at = after;
  if (!count) return next;
  for (uint32_t i = 1; i < count && !m->status; i++)
    at = choose(m, t->greedy, build_round(m, t->kids, at), after);
  return choose(m, t->greedy, build_round(m, t->kids, at), next);
}

static uint32_t build_tail(news_maker *m, const news_tree *t, uint32_t next,
                           uint32_t taken) {
  if (t->highest == NEWS_NO_LIMIT) return build_star(m, t, next, taken);
  return build_some(m, t, t->highest - t->lowest, next, taken);
}

/* The same in a look-behind, which is walked backwards: the last round is the
 * mandatory one, so that, going back from a place, each word can be in only one
 * round.  Only the number of rounds matters. */
static uint32_t build_some_behind(news_maker *m, const news_tree *t,
                                  uint32_t count, uint32_t next,
                                  uint32_t taken) {
  uint32_t at = taken == NEWS_NONE ? next : taken;
  if (!count) return next;
  uint32_t *starts = news_arena_alloc(m->scratch, (count + 1) * sizeof *starts);
  if (!starts) return news_maker_fail(m, NEWS_ENOMEM, NULL);
  starts[count] = next;
  for (uint32_t i = count; i-- && !m->status;)
    starts[i] = at = build_round(m, t->kids, at);
  return m->status ? 0 : add_split(m, starts, count + 1);
}

/* Mandatory rounds that need not take a word. */
static void build_rounds(news_maker *m, const news_tree *t, uint32_t rounds,
                         uint32_t *next, uint32_t *taken) {
  for (; rounds && !m->status; rounds--) {
    uint32_t went = *taken;
    if (went != NEWS_NONE) went = build(m, t->kids, went, NEWS_NONE);
    *next = build(m, t->kids, *next, *taken);
    *taken = went;
  }
}

/* The first `lowest` rounds are mandatory.  If they take words, the last of
 * them is the first of the loop. */
static uint32_t build_repeat(news_maker *m, const news_tree *t, uint32_t next,
                             uint32_t taken) {
  uint32_t went = taken, rounds = t->lowest, loop;
  if (m->behind && t->highest != NEWS_NO_LIMIT) {
    build_rounds(m, t, rounds, &next, &taken);
    return build_some_behind(m, t, t->highest - rounds, next, taken);
  }
  if (rounds && t->highest == NEWS_NO_LIMIT && !t->kids->nullable) {
    next = build_loop(m, t, next, &loop);
    rounds--;
  } else {
    if (rounds && taken != NEWS_NONE) went = build_tail(m, t, taken, NEWS_NONE);
    next = build_tail(m, t, next, taken);
  }
  build_rounds(m, t, rounds, &next, &went);
  return next;
}

static uint32_t build_look(news_maker *m, const news_tree *t, uint32_t next) {
  uint32_t look = t->value;
  if (m->look_start[look] == NEWS_NONE) {
    uint32_t accept = add_node(m, NEWS_GRAPH_ACCEPT, 0, 0, NULL);
    bool outer = m->behind;
    m->behind = !t->ahead;
    m->look_start[look] = build(m, t->kids, accept, NEWS_NONE);
    m->behind = outer;
    m->out->looks[look].ahead = t->ahead;
    m->out->looks[look].negative = t->negative;
    m->out->looks[look].from = t->from;
    m->out->looks[look].to = t->to;
  }
  return add_node(m, NEWS_GRAPH_LOOK, look, next, t);
}

static uint32_t build_capture(news_maker *m, const news_tree *t, uint32_t next,
                              uint32_t taken) {
  uint32_t slot = t->lowest; /* the number of the slot */
  uint32_t close = add_node(m, NEWS_GRAPH_CLOSE, slot, next, t);
  uint32_t went = taken == NEWS_NONE
                      ? taken
                      : add_node(m, NEWS_GRAPH_CLOSE, slot, taken, t);
  uint32_t body = build(m, t->kids, close, went);
  return add_node(m, NEWS_GRAPH_OPEN, slot, body, t);
}

/* The nesting of the pattern limits the recursion. */
static uint32_t build_anew(news_maker *m, const news_tree *t, uint32_t next,
                           uint32_t taken) {
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD:
    case NEWS_TREE_JUMP: return add_node(m, NEWS_GRAPH_WORD, 0, next, t);
    case NEWS_TREE_SEQ: return build_seq(m, t, next, taken);
    case NEWS_TREE_ALT: return build_alt(m, t, next, taken);
    case NEWS_TREE_REPEAT: return build_repeat(m, t, next, taken);
    case NEWS_TREE_CAPTURE: return build_capture(m, t, next, taken);
    case NEWS_TREE_LOOK: return build_look(m, t, next);
    case NEWS_TREE_START: return add_node(m, NEWS_GRAPH_START, 0, next, t);
    case NEWS_TREE_END: return add_node(m, NEWS_GRAPH_END, 0, next, t);
  }
  return 0;
}

static uint32_t *built_slot(news_maker *m, const news_tree *t, uint32_t next,
                            uint32_t taken) {
  uint32_t hash = t->print + next * 0x9E3779B1u + taken * 0x85EBCA77u;
  return &m->built_slots[(hash ^ hash >> 16) % NEWS_BUILT_SLOTS];
}

/* Build `t` and return its start.  Macros repeat the same parts; equal parts
 * with the same continuation are built once. */
static uint32_t build(news_maker *m, const news_tree *t, uint32_t next,
                      uint32_t taken) {
  if (m->status) return 0;
  if (!t->nullable && taken != NEWS_NONE) next = taken, taken = NEWS_NONE;
  uint32_t *slot = built_slot(m, t, next, taken);
  for (uint32_t i = *slot; i; i = m->built[i - 1].older) {
    const news_built *b = &m->built[i - 1];
    if (b->next == next && b->taken == taken && b->tree->print == t->print &&
        news_tree_is_same(b->tree, t))
      return b->start;
  }
  uint32_t start = build_anew(m, t, next, taken);
  if (m->status ||
      !news_maker_grow(m, m->scratch, (void **)&m->built, &m->built_room,
                       m->built_count, sizeof *m->built))
    return 0;
  m->built[m->built_count] = (news_built){t, next, taken, start, *slot};
  *slot = ++m->built_count;
  return start;
}

uint32_t news_graph_build(news_maker *m) {
  uint32_t accept = add_node(m, NEWS_GRAPH_ACCEPT, 0, 0, NULL);
  return build(m, m->parsed->tree, accept, NEWS_NONE);
}

/* ---- graph -> lists of followers */

/* Whether the node was reached before with no other guards than these: whatever
 * follows, the earlier path is preferred. */
static bool known(news_maker *m, uint32_t node, uint64_t guards) {
  for (uint32_t s = m->seen_first[node]; s != NEWS_NONE; s = m->seens[s].next) {
    m->work++;
    if (!(m->seens[s].guards & ~guards)) return true;
  }
  if (!news_maker_grow(m, m->scratch, (void **)&m->seens, &m->seen_room,
                       m->seen_count, sizeof *m->seens))
    return true;
  m->seens[m->seen_count] = (news_seen){guards, node, m->seen_first[node]};
  m->seen_first[node] = m->seen_count++;
  return false;
}

static void push(news_maker *m, uint32_t node, news_walk from) {
  if (!news_maker_grow(m, m->scratch, (void **)&m->stack, &m->stack_room,
                       m->stack_count, sizeof *m->stack))
    return;
  from.node = node;
  m->stack[m->stack_count++] = from;
}

static void act(news_maker *m, news_walk *w, uint32_t slot, bool close) {
  if (!news_maker_grow(m, m->scratch, (void **)&m->trails, &m->trail_room,
                       m->trail_count, sizeof *m->trails))
    return;
  m->trails[m->trail_count] =
      (news_trail){w->trail, (uint16_t)(slot * 2 + close)};
  w->trail = m->trail_count++;
  w->actions++;
}

static uint32_t number_node(news_maker *m, uint32_t graph, uint32_t owner) {
  if (m->bit[graph] != NEWS_NONE) return m->bit[graph];
  uint32_t n = m->out->node_count;
  if (n == NEWS_PATTERN_MOST_NODES)
    return news_maker_fail(
        m, NEWS_ETOOBIG,
        "the pattern takes more than 2048 words once its repetitions "
        "are unrolled");
  m->graph_of[n] = graph;
  m->owner[n] = owner;
  m->out->node_count++;
  return m->bit[graph] = n;
}

void news_graph_follow(news_maker *m, news_follow follow) {
  news_program *p = m->out;
  if (p->follow_count == NEWS_FOLLOWS_MOST) {
    news_maker_fail(m, NEWS_ETOOBIG,
                    "the pattern has too many ways through it");
    return;
  }
  if (news_maker_grow(m, m->arena, (void **)&p->follows, &m->follow_room,
                      p->follow_count, sizeof *p->follows))
    p->follows[p->follow_count++] = follow;
}

static void add_follow(news_maker *m, const news_walk *w, uint16_t node) {
  news_program *p = m->out;
  for (uint32_t i = 0; i < w->actions; i++)
    if (!news_maker_grow(m, m->scratch, (void **)&p->actions, &m->action_room,
                         p->action_count + i, sizeof *p->actions))
      return;
  uint32_t at = w->trail;
  for (uint32_t i = w->actions; i--; at = m->trails[at].back)
    p->actions[p->action_count + i] = m->trails[at].action;
  news_graph_follow(
      m, (news_follow){w->guards, p->action_count, (uint16_t)w->actions, node});
  p->action_count += w->actions;
}

/* Add the entry's node to the block; false if it does not fit.  NEWS_ACCEPT is
 * above all nodes. */
static bool put_in_block(const news_program *p, news_block *b, uint32_t entry) {
  uint16_t node = p->follows[entry].node, word = node / NEWS_MASK_BITS;
  if (entry > b->first && p->follows[entry - 1].node >= node) return false;
  if (node == NEWS_ACCEPT) return b->accepts = true;
  if (b->bits && b->word != word) return false;
  b->word = word;
  b->bits |= (uint64_t)1 << node % NEWS_MASK_BITS;
  return true;
}

static bool is_gapless(uint64_t bits) {
  return !bits || !(bits / (bits & -bits) & (bits / (bits & -bits) + 1));
}

static void add_block(news_maker *m, uint32_t first) {
  news_program *p = m->out;
  if (news_maker_grow(m, m->scratch, (void **)&p->blocks, &m->block_room,
                      p->block_count, sizeof *p->blocks))
    p->blocks[p->block_count++] = (news_block){.first = first};
}

news_list news_graph_close(news_maker *m, uint32_t first) {
  news_program *p = m->out;
  news_list list = {first, p->follow_count, p->block_count, 0};
  for (uint32_t i = first; i < p->follow_count && !m->status;) {
    bool any = p->block_count > list.block;
    news_block *b = any ? &p->blocks[p->block_count - 1] : NULL;
    if (b && put_in_block(p, b, i))
      i++;
    else
      add_block(m, i);
  }
  list.block_end = p->block_count;
  for (uint32_t i = list.block; i < list.block_end; i++)
    p->blocks[i].gapless = is_gapless(p->blocks[i].bits);
  return list;
}

static void step(news_maker *m, news_walk w, uint32_t owner) {
  const news_graph_node *g = &m->graph[w.node];
  if (known(m, w.node, w.guards)) return;
  switch ((enum news_graph_op)g->op) {
    case NEWS_GRAPH_WORD:
      add_follow(m, &w, (uint16_t)number_node(m, w.node, owner));
      return;
    case NEWS_GRAPH_ACCEPT: add_follow(m, &w, NEWS_ACCEPT); return;
    case NEWS_GRAPH_FAIL: return;
    case NEWS_GRAPH_SPLIT:
      for (uint32_t i = g->next; i--;) push(m, m->branches[g->arg + i], w);
      return;
    case NEWS_GRAPH_OPEN: act(m, &w, g->arg, false); break;
    case NEWS_GRAPH_CLOSE: act(m, &w, g->arg, true); break;
    case NEWS_GRAPH_START: w.guards |= NEWS_GUARD_START; break;
    case NEWS_GRAPH_END:
      w.guards |= NEWS_GUARD_END;
      m->out->asks_end = true;
      break;
    case NEWS_GRAPH_LOOK:
      w.guards |= (uint64_t)1 << (NEWS_GUARD_LOOK + g->arg);
      break;
  }
  push(m, g->next, w);
}

/* The list of nodes that come first from a graph node on. */
static void make_list(news_maker *m, uint32_t list, uint32_t graph,
                      uint32_t owner) {
  uint32_t first = m->out->follow_count;
  m->stack_count = m->trail_count = 0;
  push(m, graph, (news_walk){.trail = NEWS_NONE});
  while (m->stack_count && !m->status) {
    news_walk w = m->stack[--m->stack_count];
    if (++m->work > NEWS_GRAPH_WORK)
      news_maker_fail(m, NEWS_ETOOBIG,
                      "the pattern has too many ways through it");
    else
      step(m, w, owner);
  }
  for (uint32_t i = 0; i < m->seen_count; i++)
    m->seen_first[m->seens[i].node] = NEWS_NONE;
  m->seen_count = 0;
  m->out->lists[list] = news_graph_close(m, first);
}

/* The list of what follows a node.  All words of ( a | b | c ) have the same
 * followers, which are computed once. */
static void make_follow_list(news_maker *m, uint32_t n) {
  uint32_t base = 1 + m->out->look_count;
  uint32_t next = m->graph[m->graph_of[n]].next;
  uint32_t known_list = m->list_of[next];
  if (known_list != NEWS_NONE) {
    m->out->lists[base + n] = m->out->lists[known_list];
    return;
  }
  make_list(m, base + n, next, m->owner[n]);
  m->list_of[next] = base + n;
}

void news_graph_lists(news_maker *m, uint32_t start) {
  news_program *p = m->out;
  uint32_t looks = p->look_count;
  make_list(m, 0, start, 0);
  for (uint32_t k = 0; k < looks && !m->status; k++) {
    if (m->look_start[k] == NEWS_NONE)
      p->lists[1 + k] = (news_list){0};
    else
      make_list(m, 1 + k, m->look_start[k], 1 + k);
  }
  for (uint32_t n = 0; n < p->node_count && !m->status; n++)
    make_follow_list(m, n);
}
