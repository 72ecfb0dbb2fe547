#include <stdlib.h>

#include "lexicon_scan.h"
#include "pattern_matcher.h"

/* A pattern that is just one lexicon element: its matches are phrases, found by
 * scanning the words.  That needs neither forms nor types, which cost far more
 * than a scan; if another pattern has already made these, this one is matched
 * like all others. */

static bool leads_to(const news_program *p, const news_list *list,
                     uint32_t node) {
  const news_follow *f = &p->follows[list->first];
  return list->end == list->first + 1 && f->node == node && !f->guards;
}

uint32_t news_phrase_source(const news_classes *classes,
                            const news_program *p) {
  if (p->node_count != 1 || p->look_count) return NEWS_NONE;
  uint32_t source = p->nodes[0].source;
  bool alone = source != NEWS_NONE && classes->sources[source].lexicon &&
               leads_to(p, &p->lists[0], 0) &&
               leads_to(p, &p->lists[1], NEWS_ACCEPT);
  return alone ? source : (uint32_t)NEWS_NONE;
}

void news_phrases_free(news_matcher *m) {
  for (uint32_t i = 0; i < m->phrases_room; i++) free(m->phrases[i].items);
  for (uint32_t i = 0; i < m->found_room; i++) free(m->found[i].items);
  free(m->phrases);
  free(m->found);
  news_lexicon_scan_free(m->scan);
}

/* ---- the phrases of a document */

bool news_matcher_scan(news_matcher *m) {
  if (!m->scan) m->scan = news_lexicon_scan_new();
  return m->scan;
}

static bool keep(news_phrases *p, const news_source *s,
                 const news_lexicon_place *places, uint32_t count) {
  p->count = 0;
  if (!news_room((void **)&p->items, &p->room, count, sizeof *p->items))
    return false;
  for (uint32_t i = 0; i < count; i++) {
    const news_lexicon_place *at = &places[i];
    uint32_t entry = news_source_entry(s, at->phrase);
    if (entry != NEWS_NONE)
      p->items[p->count++] = (news_edge){at->first, at->end, at->phrase, entry};
  }
  return true;
}

/* The phrases of the pattern's source; NULL when out of memory. */
static const news_phrases *phrases_of(news_matcher *m, uint32_t pattern) {
  uint32_t source = m->set->patterns[pattern].phrase, count;
  const news_source *s = &m->set->classes.sources[source];
  const news_document *doc = m->document.doc;
  const news_lexicon_place *places;
  news_phrases *p = &m->phrases[source];
  if (p->serial == m->serial) return p;
  if (!news_matcher_scan(m) ||
      news_lexicon_scan_words(m->scan, s->lexicon, doc, 0, doc->words.count,
                              &places, &count, NULL) ||
      !keep(p, s, places, count))
    return NULL;
  p->serial = m->serial;
  m->phrase = 0;
  return p;
}

/* The first phrase that begins at or after `word`.  Searches go forward, so it
 * is usually near the last one. */
static uint32_t first_at(news_matcher *m, const news_phrases *p,
                         uint32_t word) {
  uint32_t low = m->phrase, high = p->count;
  if (low > high || (low && p->items[low - 1].first >= word)) low = 0;
  for (uint32_t step = 1; low + step < high; step *= 2) {
    if (p->items[low + step].first >= word)
      high = low + step;
    else
      low += step;
  }
  return m->phrase = news_edge_from(p->items, low, high, word);
}

/* The first phrase between two words, the longest of those that begin at the
 * same word; the number of all phrases if there is none. */
static uint32_t first_between(news_matcher *m, const news_phrases *p,
                              uint32_t first, uint32_t end) {
  uint32_t i = first_at(m, p, first);
  while (i < p->count && p->items[i].first < end && p->items[i].end > end) i++;
  return i < p->count && p->items[i].first < end ? i : p->count;
}

/* ---- the interface of patterns */

uint32_t news_phrases_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from) {
  if (from >= parts->count) return parts->count;
  const news_phrases *p = phrases_of(m, pattern);
  if (!p) return from; /* fails again in begin */
  uint32_t i = first_at(m, p, parts->first[from]);
  for (; i < p->count; i++) {
    while (from < parts->count && parts->first[from + 1] <= p->items[i].first)
      from++;
    if (from == parts->count || p->items[i].end <= parts->first[from + 1])
      return from;
  }
  return parts->count;
}

int news_phrases_begin(news_matcher *m, news_error *err) {
  news_scope *s = &m->scope;
  const news_phrases *p = phrases_of(m, s->pattern);
  const news_program *program = news_scope_program(m);
  if (!p ||
      !news_room((void **)&m->steps, &m->step_room, 2, sizeof *m->steps) ||
      !news_room((void **)&m->opened, &m->opened_room, program->slot_count + 1u,
                 sizeof *m->opened))
    return news_fail(err, NEWS_ENOMEM, 0, NULL), -1;
  s->phrases = true;
  s->at = s->first;
  return first_between(m, p, s->first, s->end) < p->count;
}

bool news_phrases_next(news_matcher *m) {
  news_scope *s = &m->scope;
  const news_program *program = news_scope_program(m);
  const news_phrases *p = &m->phrases[m->set->patterns[s->pattern].phrase];
  uint32_t i = first_between(m, p, s->at, s->end);
  if (i == p->count) return false;
  m->steps[0] = (news_step){
      .at = p->items[i].first, .follow = program->lists[0].end - 1, .taken = i};
  m->steps[1] = (news_step){.at = p->items[i].end,
                            .follow = program->lists[1].end - 1,
                            .taken = NEWS_NONE};
  m->depth = 1;
  m->tried++;
  return true;
}
