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
  for (uint32_t i = 0; i < m->edges_room; i++) news_edges_free(&m->edges[i]);
  for (uint32_t i = 0; i < m->added_room; i++) free(m->added[i].ids);
  free(m->added);
  free(m->letters);
  free(m->edges);
  free(m->word_types);
  free(m->sides);
  free(m->group_first);
  free(m->candidates);
  free(m->active);
  free(m->places);
  free(m->rows);
  free(m->steps);
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
  for (uint32_t i = 0; i < m->edges_room; i++) {
    m->edges[i].ready = false;
    m->edges[i].count = 0;
  }
  for (uint32_t i = 0; i < m->added_room; i++) m->added[i].count = 0;
  m->added_seen = 0;
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

static bool is_closing(const news_matcher *m, uint32_t word) {
  uint32_t form = m->document.doc->words.form[word];
  uint32_t flags = news_vocabulary_form(m->document.voc, form)->flags;
  return (flags & (NEWS_FORM_PUNCT | NEWS_FORM_CLOSE)) &&
         !(flags & NEWS_FORM_OPEN);
}

static uint32_t closing_of(const news_matcher *m, uint32_t first,
                           uint32_t end) {
  while (end > first && is_closing(m, end - 1)) end--;
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

static bool some_in(const uint64_t *places, uint32_t first, uint32_t end) {
  for (uint32_t cell = first / 64; cell <= (end - 1) / 64; cell++) {
    uint64_t bits = places[cell];
    if (cell == first / 64) bits &= UINT64_MAX << first % 64;
    if (cell == (end - 1) / 64) bits &= UINT64_MAX >> (63 - (end - 1) % 64);
    if (bits) return true;
  }
  return false;
}

/* Jumps that have an element in the scope, and in a narrow program what may
 * stand beside their nodes. */
static void find_jumps(news_matcher *m, const news_program *p) {
  news_scope *s = &m->scope;
  s->active = 0;
  s->jump_starts = false;
  s->start_cell = UINT32_MAX;
  s->jumping = s->behind_jump = s->before_jump = 0;
  for (uint32_t k = 0; k < p->jump_count; k++) {
    const news_edges *e = &m->edges[p->jumps[k].source];
    if (!e->count || !some_in(e->begins, s->first, s->end)) continue;
    m->active[s->active++] = (news_active){&p->jumps[k], e};
    s->jump_starts |= p->jumps[k].starts;
    if (p->narrow) s->jumping |= p->jumps[k].mask[0];
  }
  for (uint64_t bits = s->jumping; bits; bits &= bits - 1) {
    s->behind_jump |= p->behind[__builtin_ctzll(bits)];
    s->before_jump |= p->ahead[__builtin_ctzll(bits)];
  }
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
  uint64_t can =
      (l->masks[news_letter_at(m, l, p, word)] | s->jumping) & p->needed;
  uint64_t after = p->starters | s->behind_jump;
  uint64_t before = p->enders | s->before_jump | s->jumping;
  if (word > s->first)
    after |= l->behind[news_letter_at(m, l, p, word - 1)];
  else
    after |= p->first_only;
  if (word + 1 < s->end) before |= l->ahead[news_letter_at(m, l, p, word + 1)];
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
static news_status prepare(news_matcher *m, uint32_t pattern, news_error *err) {
  const news_compiled *c = &m->set->patterns[pattern];
  const news_program *p = &c->program;
  news_letters *l = hints_of(m, pattern);
  uint64_t epoch = c->by_layer ? news_epoch(m) : 0;
  if (l->ready && l->epoch == epoch) return NEWS_OK;
  news_status status = news_letters_open(m, pattern, err);
  if (!status && (p->by_context || p->asks_sides)) status = find_sides(m, err);
  for (uint32_t i = 0; i < p->source_count && !status; i++)
    status = news_edges_fill(m, p->sources[i], err);
  if (status) return status;
  bool good = news_room((void **)&m->opened, &m->opened_room,
                        p->slot_count + 1u, sizeof *m->opened);
  for (uint32_t k = 0; p->back_nodes && k < p->jump_count && good; k++)
    good = news_edges_ends(&m->edges[p->jumps[k].source]);
  if (!good) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  l->ready = true;
  l->epoch = epoch;
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
  if (prepare(m, pattern, err)) return -1;
  s->everywhere = is_anywhere(c);
  s->closing = c->program.asks_end ? closing_of(m, first, end) : end;
  s->at = first;
  if (!news_search_open(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL), -1;
  find_jumps(m, &c->program);
  if (s->everywhere) return 1;
  s->candidate = candidate_from(m, pattern, first, &word);
  if (word >= end) return 0;
  s->candidate_end = s->candidate + 1;
  while (s->candidate_end < candidate_count(m, c) &&
         candidate_word(m, c, s->candidate_end) < end)
    s->candidate_end++;
  return skip_candidates(m);
}

static uint32_t window_first(const news_scope *s, const news_compiled *c,
                             uint32_t word) {
  if (c->before == NEWS_NO_LIMIT || word - s->first < c->before)
    return s->first;
  return word - c->before;
}

/* The next places where a match may start: before a candidate, or candidates
 * that are near each other; false when there are none. */
static bool next_range(news_matcher *m) {
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
  s->b = word + 1;
  for (; skip_candidates(m); s->candidate++) {
    word = candidate_word(m, c, s->candidate);
    if (window_first(s, c, word) > s->b) break;
    s->b = word + 1;
  }
  return true;
}

/* May a match start here by what the word is, or what begins here? */
static bool can_start(news_matcher *m, uint32_t at) {
  news_scope *s = &m->scope;
  const news_letters *l = &m->letters[s->pattern];
  uint32_t cell = at / 64;
  if (news_letter_fill(m, s->pattern, m->word_types[at], &m->failure))
    return true; /* the search fails */
  if (l->starts[news_letter_at(m, l, news_scope_program(m), at)]) return true;
  if (!s->jump_starts) return false;
  if (cell != s->start_cell) {
    s->start_cell = cell;
    s->start_bits = 0;
    for (uint32_t i = 0; i < s->active; i++)
      if (m->active[i].jump->starts)
        s->start_bits |= m->active[i].edges->begins[cell];
  }
  return s->start_bits >> at % 64 & 1;
}

/* ---- a match from the way that a search has found */

typedef struct taken { /* the last element */
  uint32_t from, to;
  uint32_t node;
  const news_edge *edge; /* of a jump */
} taken;

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

static bool read_way(news_matcher *m) {
  const news_program *p = news_scope_program(m);
  taken t = {m->steps[0].at, m->steps[0].at, 0, NULL};
  m->capture_count = 0;
  for (uint32_t i = 0;; i++) {
    const news_step *step = &m->steps[i];
    const news_follow *f = &p->follows[step->entry - 1];
    if (!act(m, f, step->at, &t)) return false;
    if (i == m->depth) return true;
    t = (taken){step->at, m->steps[i + 1].at, f->node, NULL};
    if (step->taken != NEWS_NONE)
      t.edge = &m->edges[p->nodes[f->node].source].items[step->taken];
  }
}

/* The next match of the range: 1, 0, -1. */
static int find_in_range(news_matcher *m, news_match *match, news_error *err) {
  news_scope *s = &m->scope;
  for (; s->at < s->b; s->at++) {
    if (!can_start(m, s->at)) continue;
    int found = news_search(m, s->at);
    if (found < 0) {
      if (err) *err = m->failure;
      return -1;
    }
    if (!found) continue;
    if (!read_way(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL), -1;
    uint32_t end = m->steps[m->depth].at;
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
    int found = find_in_range(m, match, err);
    if (found) return found;
    if (!next_range(m)) return 0;
    if (s->at < s->a) s->at = s->a;
  }
}

void news_matcher_reject(news_matcher *m) {
  m->scope.at = m->scope.last_first + 1;
}

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
