#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"
#include "pos.h"
#include "sentence.h"
#include "tokenizer.h"
#include "utf8.h"

news_matcher *news_matcher_new(news_pattern_set *set) {
  news_matcher *m = calloc(1, sizeof *m);
  if (m) m->set = set;
  return m;
}

void news_matcher_free(news_matcher *m) {
  if (!m) return;
  news_reading_drop(m);
  news_types_drop(m->types);
  for (uint32_t i = 0; i < m->letters_room; i++) {
    news_letters_free(&m->letters[i]);
  }
  for (uint32_t i = 0; i < m->edges_room; i++) news_edges_free(&m->edges[i]);
  news_layers_free(m);
  news_phrases_free(m);
  free(m->letters);
  free(m->edges);
  free(m->part_of);
  free(m->holders);
  free(m->holder_of);
  free(m->sides);
  free(m->active);
  free(m->places);
  free(m->rows);
  free(m->steps);
  free(m->opened);
  free(m->captures);
  free(m->named);
  free(m);
}

/* ---- the lexicon phrase of a word
 *
 * Cached, because the same words are captured again and again, and a large
 * lexicon is not in the processor's cache. */

#ifdef NEWS_TINY
enum { NAMED_BITS = 1 };
#else
enum { NAMED_BITS = 12 };
#endif

struct news_named {
  uint32_t source, form; /* source + 1; 0: free */
  uint32_t phrase, entry;
};

/* Clear the cache if forms have new numbers. */
static void forget_named(news_matcher *m) {
  const news_vocabulary *voc = m->document.voc;
  uint32_t generation = news_vocabulary_generation(voc);
  if (m->named_voc == voc && m->named_generation == generation) return;
  free(m->named);
  m->named = NULL;
  m->named_voc = voc;
  m->named_generation = generation;
}

static news_named ask_lexicon(const news_matcher *m, uint32_t source,
                              uint32_t form) {
  const news_source *s = &m->set->classes.sources[source];
  uint32_t phrase =
      news_lexicon_find_word(s->lexicon, m->document.voc, form, NULL);
  uint32_t entry =
      phrase == UINT32_MAX ? NEWS_NONE : news_source_entry(s, phrase);
  return (news_named){source + 1, form, phrase, entry};
}

/* The same with the cache, if there is memory for it. */
static news_named named(news_matcher *m, uint32_t source, uint32_t form) {
  if (!m->named) m->named = calloc((size_t)1 << NAMED_BITS, sizeof *m->named);
  if (!m->named) return ask_lexicon(m, source, form);
  uint64_t hash = ((uint64_t)source << 32 | form) * 0x9E3779B97F4A7C15u;
  news_named *slot = &m->named[hash >> (64 - NAMED_BITS)];
  if (slot->source != source + 1 || slot->form != form)
    *slot = ask_lexicon(m, source, form);
  return *slot;
}

/* ---- a document */

static bool room_for_tables(news_matcher *m) {
  if (!news_cleared_room((void **)&m->letters, &m->letters_room, m->set->count,
                         sizeof *m->letters) ||
      !news_cleared_room((void **)&m->edges, &m->edges_room,
                         m->set->classes.source_keys.count, sizeof *m->edges) ||
      !news_cleared_room((void **)&m->phrases, &m->phrases_room,
                         m->set->classes.source_keys.count,
                         sizeof *m->phrases) ||
      !news_cleared_room((void **)&m->found, &m->found_room,
                         m->set->classes.source_keys.count, sizeof *m->found))
    return false;
  for (uint32_t i = 0; i < m->edges_room; i++) {
    m->edges[i].ready = false;
    m->edges[i].count = 0;
  }
  return news_layers_open(m);
}

news_status news_matcher_open(news_matcher *m,
                              const news_match_document *document,
                              news_error *err) {
  m->document = *document;
  m->open = m->typed = m->sides_ready = false;
  m->scope = (news_scope){0};
  m->serial++;
  m->sought_pattern = NEWS_NONE;
  m->parts = NULL;
  news_status status = news_tokenize(document->doc, err);
  if (!status) status = news_matcher_charge(m, document->doc->words.count, err);
  if (status) return status;
  if (!room_for_tables(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  forget_named(m);
  m->open = true;
  return NEWS_OK;
}

news_status news_matcher_types(news_matcher *m, news_error *err) {
  if (m->typed) return NEWS_OK;
  news_status status =
      news_vocabulary_read(m->document.voc, m->document.doc, err);
  if (!status) status = news_reading_open(m, err);
  m->typed = !status;
  return status;
}

/* Find the words that are first and last in their sentences. */
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

/* Make the parts of speech of all words unless they exist. */
static news_status find_pos(news_matcher *m, news_error *err) {
  news_document *doc = m->document.doc;
  const news_morphology *morphology = m->set->classes.morphology;
  if (doc->words.pos || !morphology) return NEWS_OK;
  news_status status = news_matcher_charge(m, doc->words.count, err);
  if (status) return status;
  return news_pos_read(morphology, m->document.voc, doc, err);
}

/* ---- a scope */

/* % and the like are punctuation in Unicode but belong to the number before
 * them. */
static bool is_percent(const news_form *form) {
  uint32_t size;
  if (!form->size) return false;
  switch (news_utf8_decode(form->text, &size)) {
    case '%':
    case 0x066A:
    case 0x2030:
    case 0x2031:
    case 0xFE6A:
    case 0xFF05: return true;
    default: return false;
  }
}

bool news_matcher_is_closing(const news_matcher *m, uint32_t word) {
  uint32_t id = m->document.doc->words.form[word];
  const news_form *form = news_vocabulary_form(m->document.voc, id);
  return (form->flags & (NEWS_FORM_PUNCT | NEWS_FORM_CLOSE)) &&
         !(form->flags & NEWS_FORM_OPEN) && !is_percent(form);
}

static uint32_t closing_of(const news_matcher *m, uint32_t first,
                           uint32_t end) {
  while (end > first && news_matcher_is_closing(m, end - 1)) end--;
  return end;
}

/* Skip impossible candidates; false if none is left. */
static bool skip_candidates(news_matcher *m) {
  news_scope *s = &m->scope;
  while (s->candidate < s->end && s->candidate != s->fits &&
         !news_candidate_fits(m, s->pattern, s->candidate, s->first, s->end))
    s->candidate = news_candidate(m, s->pattern, s->candidate + 1, s->end);
  s->fits = s->candidate;
  return s->candidate < s->end;
}

news_status news_matcher_look_up(news_matcher *m, uint32_t pattern,
                                 uint64_t epoch, news_error *err) {
  const news_program *p = &m->set->patterns[pattern].program;
  news_letters *l = &m->letters[pattern];
  news_status status = news_letters_open(m, pattern, err);
  if (!status && (p->by_context || p->asks_sides)) status = find_sides(m, err);
  if (!status && p->asks_pos) status = find_pos(m, err);
  for (uint32_t i = 0; i < p->source_count && !status; i++)
    status = news_edges_fill(m, p->sources[i], err);
  if (!status) status = news_jumps_list(m, pattern, err);
  if (status) return status;
  if (!news_room((void **)&m->opened, &m->opened_room, p->slot_count + 1u,
                 sizeof *m->opened))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  l->ready = true;
  l->epoch = epoch;
  return NEWS_OK;
}

/* Find the first candidate; false if the scope can have no match. */
static bool find_candidate(news_matcher *m, uint32_t pattern) {
  news_scope *s = &m->scope;
  /* right after a seek this is known */
  if (m->sought_pattern == pattern && m->sought_first == s->first) {
    s->candidate = s->fits = m->sought_word;
    s->at = s->sure = m->sought_start;
    return true;
  }
  if (!news_candidates_open(m, pattern)) return true; /* fails later */
  if (!news_is_anywhere(&m->set->patterns[pattern]))
    s->candidate = news_candidate(m, pattern, s->first, s->end);
  return s->candidate < s->end &&
         news_candidates_more(m, pattern, s->first, s->end);
}

int news_matcher_begin(news_matcher *m, uint32_t pattern, uint32_t first,
                       uint32_t end, news_error *err) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_scope *s = &m->scope;
  *s = (news_scope){.pattern = pattern,
                    .first = first,
                    .end = end,
                    .letters = news_letters_see(m, pattern),
                    .candidate = first,
                    .at = first,
                    .sure = NEWS_NONE,
                    .before = c->before,
                    .asked_from = end,
                    .fits = NEWS_NONE};
  if (first >= end) return 0;
  if (news_phrases_do(m, pattern)) return news_phrases_begin(m, err);
  if (news_matcher_types(m, err)) return -1;
  s->everywhere = news_is_anywhere(c) || c->program.anchored;
  if (!find_candidate(m, pattern)) return 0;
  if (news_matcher_prepare(m, pattern, err)) return -1;
  s->closing = c->program.asks_end ? closing_of(m, first, end) : end;
  if (!s->everywhere && !skip_candidates(m)) return 0;
  if (!news_search_open(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL), -1;
  news_jumps_find(m);
  return 1;
}

static uint32_t window_first(const news_scope *s, uint32_t word) {
  if (s->before == NEWS_NO_LIMIT || word - s->first < s->before)
    return s->first;
  return word - s->before;
}

/* Set the next range of places where a match may start: before a candidate, or
 * several near each other; false if there is none. */
static bool next_range(news_matcher *m) {
  news_scope *s = &m->scope;
  if (s->everywhere) {
    if (s->b) return false;
    s->a = s->first;
    s->b = news_scope_program(m)->anchored ? s->first + 1 : s->end;
    return true;
  }
  if (!skip_candidates(m)) return false;
  s->a = window_first(s, s->candidate);
  do {
    s->b = s->candidate + 1;
    s->candidate = news_candidate(m, s->pattern, s->b, s->end);
  } while (skip_candidates(m) && window_first(s, s->candidate) <= s->b);
  return true;
}

/* ---- a match from the path found by a search */

typedef struct taken { /* the last element taken */
  uint32_t from, to;
  uint32_t node;
  const news_edge *edge; /* an edge, or NULL */
} taken;

static void name_word(news_matcher *m, uint32_t expr, uint32_t word,
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
  uint32_t source = k->atoms[e->a].value;
  news_named found = named(m, source, m->document.doc->words.form[word]);
  if (found.entry == NEWS_NONE) return;
  c->lexicon = k->sources[source].lexicon;
  c->phrase = found.phrase;
  c->entry = found.entry;
}

news_capture news_matcher_name(news_matcher *m, const news_capture *c) {
  news_capture told = *c;
  if (c->word == NEWS_NONE) return told;
  told.word = NEWS_NONE;
  name_word(m, c->word, c->first, &told);
  return told;
}

static void name_element(const news_matcher *m, const taken *t,
                         news_capture *c) {
  const news_node *node = &news_scope_program(m)->nodes[t->node];
  if (!t->edge) {
    c->word = node->expr;
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
                      .entry = NEWS_NONE,
                      .word = NEWS_NONE};
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
    const news_follow *f = &p->follows[step->follow];
    if (!act(m, f, step->at, &t)) return false;
    if (i == m->depth) return true;
    t = (taken){step->at, m->steps[i + 1].at, f->node, NULL};
    if (step->taken == NEWS_NONE) continue;
    uint32_t source = p->nodes[f->node].source;
    const news_edge *items =
        m->scope.phrases ? m->phrases[source].items : m->edges[source].items;
    t.edge = &items[step->taken];
  }
}

/* Whether a match may start here, by all that the words can be. */
static bool is_start(news_matcher *m, uint32_t at) {
  news_scope *s = &m->scope;
  const news_program *p = news_scope_program(m);
  /* a candidate that is the first word was tested when it was found */
  bool asked = at == s->sure || (!s->before && !s->everywhere);
  bool pruned = s->b <= s->pruned;
  if (pruned && !news_search_starts(m, at)) return false;
  if (pruned && !p->look_count) return true; /* nothing more is known */
  if (!asked && !news_starts_at(m, s->letters, at, s->first, s->end))
    return false;
  if (!p->plain || pruned) return true;
  news_search_prune(m, at);
  return m->failure.status || news_search_starts(m, at);
}

/* The first place in the range where an element begins that may start a match.
 * The last result is valid until it is passed, because a scope may be a whole
 * document. */
static uint32_t next_element(news_matcher *m, uint32_t at) {
  news_scope *s = &m->scope;
  const uint64_t *starts = s->letters->element_starts;
  if (!s->active || !starts) return s->b;
  if (at < s->asked_from || at > s->element) {
    s->asked_from = at;
    s->element = news_next_place(starts, at, s->end);
  }
  return s->element < s->b ? s->element : s->b;
}

/* Skip places where no match starts, as most words show at once. */
static void pass_never(news_matcher *m) {
  news_scope *s = &m->scope;
  if (s->b > s->pruned) {
    s->at = news_next_starting(m, s->letters, s->at, next_element(m, s->at));
    return;
  }
  while (s->at < s->b && !news_search_starts(m, s->at)) s->at++;
}

/* Make the match from the path in the matcher's steps; returns 1, or -1 on
 * failure. */
static int take_match(news_matcher *m, news_match *match, news_error *err) {
  news_scope *s = &m->scope;
  uint32_t first = m->steps[0].at, end = m->steps[m->depth].at;
  if (!read_way(m)) return news_fail(err, NEWS_ENOMEM, 0, NULL), -1;
  *match = (news_match){first, end, m->capture_count, m->captures};
  s->last_first = first;
  s->at = end;
  return 1;
}

/* Find the next match of the range; returns 1, 0 if there is none, -1 on
 * failure. */
static int find_in_range(news_matcher *m, news_match *match, news_error *err) {
  enum { FEW = 2 };
  news_scope *s = &m->scope;
  for (;; s->at++) {
    if (s->at + FEW < s->b) pass_never(m);
    if (s->at >= s->b) return 0;
    if (!is_start(m, s->at)) continue;
    m->tried++;
    int found = news_search(m, s->at);
    if (found > 0) return take_match(m, match, err);
    if (!found) continue;
    if (err) *err = m->failure;
    return -1;
  }
}

static int next_phrase(news_matcher *m, news_match *match, news_error *err) {
  if (!news_phrases_next(m)) return 0;
  return news_matcher_charge(m, 1, err) ? -1 : take_match(m, match, err);
}

int news_matcher_next(news_matcher *m, news_match *match, news_error *err) {
  news_scope *s = &m->scope;
  s->letters = news_letters_see(m, s->pattern);
  if (s->phrases) return next_phrase(m, match, err);
  for (;;) {
    int found = find_in_range(m, match, err);
    if (found) return found;
    if (!next_range(m)) return 0;
    if (news_matcher_charge(m, s->b - s->a, err)) return -1;
    if (s->at < s->a) s->at = s->a;
  }
}

void news_matcher_reject(news_matcher *m) {
  m->scope.at = m->scope.last_first + 1;
}

uint64_t news_matcher_tried(const news_matcher *m) { return m->tried; }
