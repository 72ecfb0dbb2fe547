#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"
#include "sentence.h"

news_matcher *news_matcher_new(news_pattern_set *set) {
  news_matcher *m = calloc(1, sizeof *m);
  if (m) m->set = set;
  return m;
}

void news_matcher_free(news_matcher *m) {
  if (!m) return;
  news_types_drop(m->types);
  for (uint32_t i = 0; i < m->letters_room; i++) {
    news_letters_free(&m->letters[i]);
  }
  for (uint32_t i = 0; i < m->edges_room; i++) {
    free(m->edges[i].items);
    free(m->edges[i].inside);
  }
  free(m->letters);
  free(m->edges);
  free(m->word_types);
  free(m->sides);
  free(m->group_first);
  free(m->candidates);
  free(m->marks);
  free(m->mark_sets);
  free(m->leads);
  free(m->held);
  free(m->cursors);
  free(m->opened);
  free(m->captures);
  free(m);
}

static news_status charge(news_matcher *m, uint64_t work, news_error *err) {
  uint64_t *steps = m->document.steps;
  if (!steps) return NEWS_OK;
  if (*steps >= work) {
    *steps -= work;
    return NEWS_OK;
  }
  *steps = 0;
  return news_fail(err, NEWS_EBUDGET, 0, NULL);
}

/* ---- a document */

/* news_room() with what is new cleared. */
static bool cleared_room(void **items, uint32_t *room, uint32_t count,
                         size_t size) {
  uint32_t before = *room;
  if (!news_room(items, room, count, size)) return false;
  if (*room > before)
    memset((char *)*items + before * size, 0, (*room - before) * size);
  return true;
}

static bool room_for_tables(news_matcher *m) {
  if (!cleared_room((void **)&m->letters, &m->letters_room, m->set->count,
                    sizeof *m->letters) ||
      !cleared_room((void **)&m->edges, &m->edges_room,
                    m->set->classes.source_keys.count, sizeof *m->edges))
    return false;
  for (uint32_t i = 0; i < m->edges_room; i++) m->edges[i].ready = false;
  return true;
}

news_status news_matcher_open(news_matcher *m,
                              const news_match_document *document,
                              news_error *err) {
  m->document = *document;
  m->open = m->sides_ready = false;
  m->scope = (news_scope){0};
  m->serial++;
  m->sought_pattern = NEWS_NONE;
  news_status status = news_vocabulary_read(document->voc, document->doc, err);
  if (!status) status = charge(m, document->doc->words.count, err);
  if (status) return status;
  if (!room_for_tables(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  status = news_types_open(m, err);
  m->open = !status;
  return status;
}

/* Which words are first and last in their sentences. */
static news_status find_sides(news_matcher *m, news_error *err) {
  news_document *doc = m->document.doc;
  if (m->sides_ready) return NEWS_OK;
  news_status status = news_split_sentences(doc, err);
  if (status) return status;
  if (!news_room((void **)&m->sides, &m->side_room,
                 (uint64_t)doc->words.count + 1, 1))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  memset(m->sides, 0, (size_t)doc->words.count + 1);
  for (uint32_t i = 0; i < doc->sentences.count; i++) {
    uint32_t first = doc->sentences.first[i], end = doc->sentences.first[i + 1];
    if (first == end) continue;
    m->sides[first] |= 1;
    m->sides[end - 1] |= 2;
  }
  m->sides_ready = true;
  return NEWS_OK;
}

/* ---- a scope */

bool news_matcher_is_closing(const news_matcher *m, uint32_t word) {
  uint32_t form = m->document.doc->words.form[word];
  uint32_t flags = news_vocabulary_form(m->document.voc, form)->flags;
  return (flags & (NEWS_FORM_PUNCT | NEWS_FORM_CLOSE)) &&
         !(flags & NEWS_FORM_OPEN);
}

static uint32_t closing_of(const news_matcher *m, uint32_t first,
                           uint32_t end) {
  while (end > first && news_matcher_is_closing(m, end - 1)) end--;
  return end;
}

/* The first of sorted numbers in [low, high) that is not below `word`; the
 * search begins at *hint, which is where the last one ended. */
static uint32_t lower_bound(const uint32_t *sorted, uint32_t low, uint32_t high,
                            uint32_t word, uint32_t *hint) {
  uint32_t at = *hint, step = 1;
  if (at > low && (at > high || sorted[at - 1] >= word)) at = low;
  low = at;
  while (at < high && sorted[at] < word) {
    low = at + 1;
    at = step < high - at ? at + step : high;
    step *= 2;
  }
  high = at;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sorted[middle] < word)
      low = middle + 1;
    else
      high = middle;
  }
  return *hint = low;
}

static news_letters *hints_of(news_matcher *m, uint32_t pattern) {
  news_letters *l = &m->letters[pattern];
  const news_compiled *c = &m->set->patterns[pattern];
  if (l->serial == m->serial) return l;
  l->serial = m->serial;
  l->ready = false;
  if (c->group != NEWS_NONE) l->hint = m->group_first[c->group];
  for (uint32_t i = 0; i < c->more_count; i++)
    l->more_hints[i] = m->group_first[c->more[i]];
  return l;
}

/* The number of the first candidate at or behind `word`, and its word
 * (UINT32_MAX: none). */
static uint32_t candidate_from(news_matcher *m, uint32_t pattern, uint32_t word,
                               uint32_t *at) {
  const news_compiled *c = &m->set->patterns[pattern];
  uint32_t i;
  if (c->group != NEWS_NONE) {
    uint32_t end = m->group_first[c->group + 1];
    i = lower_bound(m->candidates, m->group_first[c->group], end, word,
                    &hints_of(m, pattern)->hint);
    *at = i < end ? m->candidates[i] : UINT32_MAX;
  } else {
    const news_edges *e = &m->edges[c->need_source];
    i = news_edges_at(e, word);
    *at = i < e->count ? e->items[i].first : UINT32_MAX;
  }
  return i;
}

static uint32_t candidate_word(const news_matcher *m, const news_compiled *c,
                               uint32_t i) {
  return c->group != NEWS_NONE ? m->candidates[i]
                               : m->edges[c->need_source].items[i].first;
}

/* Behind the last candidate of the document. */
static uint32_t candidate_count(const news_matcher *m, const news_compiled *c) {
  return c->group != NEWS_NONE ? m->group_first[c->group + 1]
                               : m->edges[c->need_source].count;
}

static bool is_anywhere(const news_compiled *c) {
  return c->group == NEWS_NONE && c->need_source == NEWS_NONE;
}

/* Are the pattern's other needs there too? */
static bool has_more(news_matcher *m, uint32_t pattern, uint32_t first,
                     uint32_t end) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = hints_of(m, pattern);
  for (uint32_t i = 0; i < c->more_count; i++) {
    uint32_t from = m->group_first[c->more[i]];
    uint32_t to = m->group_first[c->more[i] + 1];
    uint32_t at =
        lower_bound(m->candidates, from, to, first, &l->more_hints[i]);
    if (at == to || m->candidates[at] >= end) return false;
  }
  return true;
}

/* ---- a candidate's neighbours */

/* Nodes that may jump in this document, and what may stand beside them. */
static void find_jumping(news_matcher *m, const news_program *p) {
  news_scope *s = &m->scope;
  s->jumping = s->behind_jump = s->before_jump = 0;
  for (uint32_t k = 0; k < p->jump_count; k++)
    if (m->edges[p->jumps[k].source].count) s->jumping |= p->jumps[k].mask[0];
  for (uint64_t bits = s->jumping; bits; bits &= bits - 1) {
    s->behind_jump |= p->behind[__builtin_ctzll(bits)];
    s->before_jump |= p->ahead[__builtin_ctzll(bits)];
  }
}

static uint32_t letter_at(const news_matcher *m, const news_letters *l,
                          const news_program *p, uint32_t word) {
  uint32_t letter = l->of_type[m->word_types[word]];
  return p->by_context ? letter * 4 + m->sides[word] : letter;
}

/* Can the words beside the candidate be what the pattern wants there? */
static bool fits_in(news_matcher *m, uint32_t word) {
  const news_scope *s = &m->scope;
  const news_program *p = news_scope_program(m);
  const news_letters *l = &m->letters[s->pattern];
  for (uint32_t at = word > s->first ? word - 1 : word;
       at <= word + 1 && at < s->end; at++)
    if (news_letter_fill(m, s->pattern, m->word_types[at], NULL))
      return true; /* the pass will fail, with its error */
  uint64_t can = (l->masks[letter_at(m, l, p, word)] | s->jumping) & p->needed;
  uint64_t after = p->starters | s->behind_jump;
  uint64_t before = p->enders | s->before_jump | s->jumping;
  if (word > s->first)
    after |= l->behind[letter_at(m, l, p, word - 1)];
  else
    after |= p->first_only;
  if (word + 1 < s->end) before |= l->ahead[letter_at(m, l, p, word + 1)];
  return can & after & before;
}

/* Pass over candidates that cannot be; false when none is left. */
static bool skip_candidates(news_matcher *m) {
  news_scope *s = &m->scope;
  const news_compiled *c = &m->set->patterns[s->pattern];
  if (s->everywhere) return true;
  if (c->program.needed)
    while (s->candidate < s->candidate_end &&
           !fits_in(m, m->candidates[s->candidate]))
      s->candidate++;
  return s->candidate < s->candidate_end;
}

/* Everything the pattern asks of the document beside word types. */
news_status news_matcher_prepare(news_matcher *m, uint32_t pattern,
                                 news_error *err) {
  const news_program *p = &m->set->patterns[pattern].program;
  news_letters *l = hints_of(m, pattern);
  if (l->ready) return NEWS_OK;
  news_status status = news_letters_open(m, pattern, err);
  if (!status && (p->by_context || p->asks_sides)) status = find_sides(m, err);
  for (uint32_t i = 0; i < p->source_count && !status; i++)
    status = news_edges_fill(m, p->sources[i], err);
  if (status) return status;
  if (!news_room((void **)&m->opened, &m->opened_room, p->slot_count + 1u,
                 sizeof *m->opened))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  l->ready = !m->set->patterns[pattern].by_layer;
  return NEWS_OK;
}

int news_matcher_begin(news_matcher *m, uint32_t pattern, uint32_t first,
                       uint32_t end, news_error *err) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_scope *s = &m->scope;
  uint32_t word;
  *s = (news_scope){.pattern = pattern, .first = first, .end = end};
  if (first >= end) return 0;
  if (c->group != NEWS_NONE) {
    candidate_from(m, pattern, first, &word);
    if (word >= end) return 0;
  }
  /* Right behind a seek this is known. */
  bool sought = m->sought_pattern == pattern && m->sought_first == first;
  if (!sought && !has_more(m, pattern, first, end)) return 0;
  if (news_matcher_prepare(m, pattern, err)) return -1;
  s->everywhere = is_anywhere(c);
  s->closing = c->program.asks_end ? closing_of(m, first, end) : end;
  s->at = first;
  if (s->everywhere) return 1;
  s->candidate = candidate_from(m, pattern, first, &word);
  if (word >= end) return 0;
  s->candidate_end = s->candidate + 1;
  while (s->candidate_end < candidate_count(m, c) &&
         candidate_word(m, c, s->candidate_end) < end)
    s->candidate_end++;
  if (c->program.needed) find_jumping(m, &c->program);
  return skip_candidates(m);
}

static uint32_t window_first(const news_scope *s, const news_compiled *c,
                             uint32_t word) {
  if (c->before == NEWS_NO_LIMIT || word - s->first < c->before)
    return s->first;
  return word - c->before;
}

static uint32_t window_end(const news_scope *s, const news_compiled *c,
                           uint32_t word) {
  if (c->after == NEWS_NO_LIMIT || s->end - word <= c->after) return s->end;
  return word + c->after + 1;
}

/* The words around the next candidates, those together whose surroundings
 * touch: every match lies in one window. */
static bool next_window(news_matcher *m) {
  news_scope *s = &m->scope;
  const news_compiled *c = &m->set->patterns[s->pattern];
  if (s->everywhere) {
    if (s->b) return false;
    s->a = s->first;
    s->b = s->end;
    return true;
  }
  if (!skip_candidates(m)) return false;
  uint32_t word = candidate_word(m, c, s->candidate++);
  s->a = window_first(s, c, word);
  s->b = window_end(s, c, word);
  for (; skip_candidates(m); s->candidate++) {
    word = candidate_word(m, c, s->candidate);
    if (window_first(s, c, word) > s->b) break;
    s->b = window_end(s, c, word);
  }
  return true;
}

static news_status open_window(news_matcher *m, news_error *err) {
  news_scope *s = &m->scope;
  const news_program *p = news_scope_program(m);
  uint64_t work = (uint64_t)(s->b - s->a) * p->words * (p->level + 1);
  news_status status = charge(m, work, err);
  if (!status) status = news_pass(m, err);
  if (status) return status;
  s->window = true;
  m->windows++;
  if (s->at < s->a) s->at = s->a;
  return NEWS_OK;
}

/* ---- walking a match: at each choice the first way that is marked */

typedef struct taken { /* the last element of the walk */
  uint32_t from, to;
  uint32_t node;
  const news_edge *edge; /* of a jump */
} taken;

/* Sets of the pattern itself; its level is the last. */
static const news_memo *own_memo(const news_matcher *m) {
  return &m->letters[m->scope.pattern].memos[news_scope_program(m)->level];
}

static const uint64_t *marks_at(const news_matcher *m, uint32_t at) {
  if (m->scope.plain) return m->marks + (at - m->scope.a);
  return news_memo_set(own_memo(m), m->mark_sets[at - m->scope.a]);
}

static const news_follow *choose(const news_matcher *m, uint32_t list,
                                 uint32_t at) {
  const news_program *p = news_scope_program(m);
  const uint64_t *marks = marks_at(m, at);
  uint64_t held =
      p->look_count ? m->held[at - m->scope.a] : news_sides_held(&m->scope, at);
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->guards & ~held) continue;
    if (f->node == NEWS_ACCEPT || news_has(marks, f->node)) return f;
  }
  return NULL;
}

/* The longest element of several words at `at` from which the rest succeeds,
 * or any annotation; NULL when none does. */
static const news_edge *choose_edge(const news_matcher *m, uint32_t node,
                                    uint32_t at) {
  const news_program *p = news_scope_program(m);
  if (!m->scope.jumps) return NULL;
  const news_edges *e = &m->edges[p->nodes[node].source];
  for (uint32_t i = news_edges_at(e, at);
       i < e->count && e->items[i].first == at; i++) {
    if (e->items[i].end > m->scope.b) continue;
    const uint64_t *lead =
        news_memo_set(own_memo(m), m->leads[e->items[i].end - m->scope.a]);
    if (news_has(lead, node)) return &e->items[i];
  }
  return NULL;
}

/* The lexicon's phrase that a [@name] word is. */
static void name_word(const news_matcher *m, uint32_t expr, uint32_t word,
                      news_capture *c) {
  const news_classes *k = &m->set->classes;
  const news_expr *e = &k->exprs[expr];
  if (c->lexicon || e->op == NEWS_EXPR_NOT || e->op == NEWS_EXPR_NEVER) return;
  if (e->op != NEWS_EXPR_ATOM) {
    name_word(m, e->a, word, c);
    name_word(m, e->b, word, c);
    return;
  }
  if (k->atoms[e->a].kind != NEWS_ATOM_WORD) return;
  const news_source *s = &k->sources[k->atoms[e->a].value];
  uint32_t phrase = news_lexicon_find_word(s->lexicon, m->document.voc,
                                           m->document.doc->words.form[word]);
  uint32_t entry =
      phrase == UINT32_MAX ? NEWS_NONE : news_source_entry(s, phrase);
  if (entry == NEWS_NONE) return;
  c->lexicon = s->lexicon;
  c->phrase = phrase;
  c->entry = entry;
}

static void name_element(const news_matcher *m, const taken *t,
                         news_capture *c) {
  const news_node *node = &news_scope_program(m)->nodes[t->node];
  if (!t->edge) {
    name_word(m, node->expr, t->from, c);
    return;
  }
  const news_source *s = &m->set->classes.sources[node->source];
  c->lexicon = s->lexicon;
  if (s->lexicon) {
    c->phrase = t->edge->id;
    c->entry = t->edge->entry;
  } else {
    c->annotation = t->edge->id;
  }
}

static bool close_capture(news_matcher *m, uint32_t slot, uint32_t at,
                          const taken *t) {
  const news_program *p = news_scope_program(m);
  if (!news_room((void **)&m->captures, &m->capture_room,
                 (uint64_t)m->capture_count + 1, sizeof *m->captures))
    return false;
  news_capture *c = &m->captures[m->capture_count++];
  *c = (news_capture){.name = p->slot_names[slot],
                      .first = m->opened[slot],
                      .end = at,
                      .annotation = NEWS_NO_ANNOTATION,
                      .phrase = NEWS_NONE,
                      .entry = NEWS_NONE};
  if (t->to == at && t->from == c->first && c->first < at)
    name_element(m, t, c);
  return true;
}

static bool act(news_matcher *m, const news_follow *f, uint32_t at,
                const taken *t) {
  const news_program *p = news_scope_program(m);
  for (uint32_t i = 0; i < f->action_count; i++) {
    uint16_t action = p->actions[f->actions + i];
    if (!(action & 1))
      m->opened[action >> 1] = at;
    else if (!close_capture(m, action >> 1, at, t))
      return false;
  }
  return true;
}

/* From a place where the pattern can start; stores where the match ends. */
static news_status walk(news_matcher *m, const news_follow *f, uint32_t at,
                        uint32_t *end, news_error *err) {
  const news_program *p = news_scope_program(m);
  taken t = {at, at, 0, NULL};
  m->capture_count = 0;
  while (f) {
    if (!act(m, f, at, &t)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    if (f->node == NEWS_ACCEPT) {
      *end = at;
      return NEWS_OK;
    }
    t = (taken){.from = at, .node = f->node};
    /* Without an edge the node takes one word, as its mark promises. */
    if (p->nodes[f->node].source != NEWS_NONE)
      t.edge = choose_edge(m, f->node, at);
    t.to = at = t.edge ? t.edge->end : at + 1;
    f = choose(m, 1 + p->look_count + t.node, at);
  }
  return news_fail(err, NEWS_EDATA, 0, "the matcher lost its way");
}

static bool can_start(const news_matcher *m, uint32_t at) {
  uint32_t place = at - m->scope.a;
  if (m->scope.plain) return m->marks[place] & news_scope_program(m)->start[0];
  return own_memo(m)->states[m->mark_sets[place]].starts;
}

/* The next match of the window: 1, 0, -1. */
static int find_in_window(news_matcher *m, news_match *match, news_error *err) {
  news_scope *s = &m->scope;
  if (!s->starts) return 0;
  for (; s->at < s->b; s->at++) {
    if (!can_start(m, s->at)) continue;
    const news_follow *f = choose(m, 0, s->at);
    if (!f || f->node == NEWS_ACCEPT) continue; /* empty: not a match */
    uint32_t end = s->at;
    if (walk(m, f, s->at, &end, err)) return -1;
    if (charge(m, end - s->at, err)) return -1;
    *match = (news_match){s->at, end, m->capture_count, m->captures};
    s->last_first = s->at;
    s->at = end;
    return 1;
  }
  return 0;
}

int news_matcher_next(news_matcher *m, news_match *match, news_error *err) {
  news_scope *s = &m->scope;
  for (;;) {
    if (!s->window) {
      if (!next_window(m)) return 0;
      if (open_window(m, err)) return -1;
    }
    int found = find_in_window(m, match, err);
    if (found) return found;
    s->window = false;
  }
}

void news_matcher_reject(news_matcher *m) {
  m->scope.at = m->scope.last_first + 1;
}

uint64_t news_matcher_windows(const news_matcher *m) { return m->windows; }

/* The part at or behind `part` that holds the word. */
static uint32_t part_of(const news_parts *parts, uint32_t part, uint32_t word) {
  uint32_t low = part, high = part + 1, step = 1;
  while (high < parts->count && parts->first[high] <= word) {
    low = high;
    high = step < parts->count - high ? high + step : parts->count;
    step *= 2;
  }
  while (high - low > 1) { /* first[low] <= word < first[high] */
    uint32_t middle = low + (high - low) / 2;
    if (parts->first[middle] <= word)
      low = middle;
    else
      high = middle;
  }
  return low;
}

uint32_t news_matcher_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from) {
  uint32_t group = m->set->groups_of[pattern];
  if (group != NEWS_NONE && m->group_first[group] == m->group_first[group + 1])
    return parts->count;
  const news_compiled *c = &m->set->patterns[pattern];
  uint32_t word;
  m->sought_pattern = NEWS_NONE;
  /* A layer that cannot be read fails again, with its error, in begin. */
  if (c->need_source != NEWS_NONE && news_edges_fill(m, c->need_source, NULL))
    return from;
  for (; from < parts->count; from++) {
    if (!is_anywhere(c)) {
      candidate_from(m, pattern, parts->first[from], &word);
      if (word >= parts->first[parts->count]) return parts->count;
      from = part_of(parts, from, word);
    }
    if (!has_more(m, pattern, parts->first[from], parts->first[from + 1]))
      continue;
    m->sought_pattern = pattern;
    m->sought_first = parts->first[from];
    return from;
  }
  return parts->count;
}
