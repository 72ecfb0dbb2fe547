#include <stdlib.h>
#include <string.h>

#include "lexicon_scan.h"
#include "pattern_matcher.h"

/* Finds elements of more than one word in the document, once for each source,
 * for all patterns. */

static void put_bit(uint64_t *bits, uint32_t place) {
  bits[place / 64] |= (uint64_t)1 << place % 64;
}

static inline bool add_edge(news_edges *e, news_edge edge) {
  if (!news_room((void **)&e->items, &e->room, (uint64_t)e->count + 1,
                 sizeof *e->items))
    return false;
  e->items[e->count++] = edge;
  put_bit(e->begins, edge.first);
  put_bit(e->ends, edge.end);
  return true;
}

/* Clear all places. */
static bool begin_edges(const news_matcher *m, news_edges *e) {
  uint32_t cells = m->document.doc->words.count / 64 + 1u;
  if (!news_room((void **)&e->begins, &e->cell_room, 3 * (uint64_t)cells,
                 sizeof *e->begins))
    return false;
  memset(e->begins, 0, 3 * (size_t)cells * sizeof *e->begins);
  e->cells = cells;
  e->ends = e->begins + cells;
  e->inside = e->ends + cells;
  e->count = e->seen = e->settled = e->by_end_count = 0;
  return true;
}

void news_edges_free(news_edges *e) {
  free(e->items);
  free(e->run);
  free(e->begins);
  free(e->by_end);
}

/* The phrases that a pattern has already found. */
static bool copy_phrases(const news_phrases *p, news_edges *e) {
  for (uint32_t i = 0; i < p->count; i++)
    if (p->items[i].end > p->items[i].first + 1 && !add_edge(e, p->items[i]))
      return false;
  return true;
}

/* The phrases of several words of a source's lexicon, found once for all
 * sources of that lexicon; NULL when out of memory. */
static const news_found *found_of(news_matcher *m, uint32_t source) {
  const news_source *s = &m->set->classes.sources[source];
  news_found *found = &m->found[s->lead];
  uint32_t group = m->set->source_groups[source], count = 0;
  uint32_t first = m->group_first[group], end = m->group_first[group + 1];
  const news_lexicon_place *places = NULL;
  if (found->serial == m->serial) return found;
  if (first < end &&
      (!news_matcher_scan(m) ||
       news_lexicon_scan_starts(m->scan, s->lexicon, m->document.doc,
                                m->candidates + first, end - first, &places,
                                &count, NULL)))
    return NULL;
  if (!news_room((void **)&found->items, &found->room, count,
                 sizeof *found->items))
    return NULL;
  if (count) memcpy(found->items, places, count * sizeof *places);
  found->count = count;
  found->serial = m->serial;
  return found;
}

static bool fill_lexicon(news_matcher *m, uint32_t source, news_edges *e) {
  const news_source *s = &m->set->classes.sources[source];
  if (m->phrases[source].serial == m->serial)
    return copy_phrases(&m->phrases[source], e);
  const news_found *found = found_of(m, source);
  for (uint32_t i = 0; found && i < found->count; i++) {
    const news_lexicon_place *at = &found->items[i];
    uint32_t entry = news_source_entry(s, at->phrase);
    if (entry != NEWS_NONE &&
        !add_edge(e, (news_edge){at->first, at->end, at->phrase, entry}))
      return false;
  }
  return found;
}

/* ---- layers */

/* Set the bits of the words first <= w < end, 64 at a time. */
static inline void cover(news_edges *e, uint32_t first, uint32_t end) {
  for (uint32_t w = first; w < end; w = (w | 63) + 1) {
    uint64_t bits = UINT64_MAX << w % 64;
    if (end / 64 == w / 64) bits &= ~(UINT64_MAX << end % 64);
    e->inside[w / 64] |= bits;
  }
}

/* Order: by first word, then longest first, then by id. */
static int compare_edges(const void *left, const void *right) {
  const news_edge *a = left, *b = right;
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  if (a->end != b->end) return a->end > b->end ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

/* End of the sorted run of edges that begins at `from`. */
static uint32_t run_end(const news_edges *e, uint32_t from) {
  uint32_t i = from + 1;
  while (i < e->count && compare_edges(&e->items[i - 1], &e->items[i]) < 0) i++;
  return i;
}

/* Merge a run into the edges before it; *moves grows by the number of moves. */
static bool merge(news_edges *e, uint32_t at, uint32_t end, uint64_t *moves) {
  uint32_t left = end - at, to = end;
  if (!news_room((void **)&e->run, &e->run_room, left, sizeof *e->run))
    return false;
  memcpy(e->run, e->items + at, left * sizeof *e->run);
  while (left)
    e->items[--to] =
        at && compare_edges(&e->items[at - 1], &e->run[left - 1]) > 0
            ? e->items[--at]
            : e->run[--left];
  *moves += end - to;
  return true;
}

/* Sort in the added edges.  Rules walk the text from left to right, so each
 * adds a sorted run, usually after all others. */
static bool settle_all(news_edges *e, uint64_t *moves) {
  enum { FEW = 8 };
  uint32_t at = run_end(e, e->settled ? e->settled - 1 : 0), runs = 0;
  e->settled = e->count;
  if (at >= e->count) return true;
  e->by_end_count = 0; /* item numbers change */
  for (uint32_t i = at; i < e->count && runs <= FEW; runs++) i = run_end(e, i);
  if (runs > FEW) {
    *moves += (uint64_t)FEW * e->count;
    qsort(e->items, e->count, sizeof *e->items, compare_edges);
    return true;
  }
  for (uint32_t end; at < e->count; at = end) {
    end = run_end(e, at);
    if (!merge(e, at, end, moves)) return false;
  }
  return true;
}

/* The first item from `i` on that meets the source's conditions; `count` if
 * none does.  Most sources need one word of the answers. */
static inline uint32_t next_item(const news_items *in, uint32_t i) {
  uint32_t k = in->first;
  if (i == in->count || in->end != k + 1) { /* there may be no answers */
    while (i < in->count && !news_item_meets(in, i)) i++;
    return i;
  }
  uint64_t wanted = in->wanted[k], refused = in->refused[k];
  const uint64_t *answers = in->answers + (size_t)i * in->words + k;
  for (; i < in->count; i++, answers += in->words)
    if (!((wanted & ~*answers) | (refused & *answers))) break;
  return i;
}

/* Read what was added since the last call, or everything again if an annotation
 * was removed. */
static news_status fill_layer(news_matcher *m, uint32_t source, news_edges *e,
                              news_error *err) {
  news_annotations *set = m->document.annotations;
  uint32_t removals = set ? news_annotations_removals(set) : 0;
  uint64_t stamp = set ? news_annotations_stamp(set) : 0;
  uint64_t work = 0;
  if (e->ready && e->stamp == stamp) return NEWS_OK;
  if (!news_layers_read(m)) return NEWS_ENOMEM;
  if ((!e->ready || removals != e->removals) && !begin_edges(m, e))
    return NEWS_ENOMEM;
  e->removals = removals;
  e->stamp = stamp;
  news_items in = news_layers_items(m, source);
  for (uint32_t i = e->seen; (i = next_item(&in, i)) < in.count; i++) {
    const news_annotation *a = news_annotations_get(set, in.ids[i]);
    if (a->first >= a->end || a->gone) continue;
    if (!add_edge(e, (news_edge){a->first, a->end, in.ids[i], NEWS_NONE}))
      return NEWS_ENOMEM;
    cover(e, a->first, a->end);
    work += (a->end - a->first) / 64;
  }
  work += in.count - e->seen;
  e->seen = in.count;
  return news_matcher_charge(m, work, err);
}

news_status news_edges_settle(news_matcher *m, news_edges *e, news_error *err) {
  uint64_t moves = 0;
  if (!settle_all(e, &moves)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  return news_matcher_charge(m, moves / 8, err);
}

news_status news_edges_fill(news_matcher *m, uint32_t source, news_error *err) {
  const news_source *s = &m->set->classes.sources[source];
  news_edges *e = &m->edges[source];
  news_status status = NEWS_OK;
  if (s->lexicon && e->ready) return NEWS_OK;
  if (!s->lexicon)
    status = fill_layer(m, source, e, err);
  else if (!begin_edges(m, e) || !fill_lexicon(m, source, e))
    status = NEWS_ENOMEM;
  if (s->lexicon) e->settled = e->count; /* scanned from left to right */
  e->ready = !status;
  return status == NEWS_ENOMEM ? news_fail(err, status, 0, NULL) : status;
}

uint32_t news_edge_from(const news_edge *items, uint32_t low, uint32_t high,
                        uint32_t word) {
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (items[middle].first < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

uint32_t news_edges_at(const news_edges *e, uint32_t word) {
  return news_edge_from(e->items, 0, e->count, word);
}

static int compare_ends(const void *left, const void *right) {
  const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

bool news_edges_ends(news_edges *e) {
  uint32_t had = e->by_end_count;
  bool in_order = true;
  if (had == e->count) return true;
  if (!news_room((void **)&e->by_end, &e->by_end_room, e->count,
                 sizeof *e->by_end))
    return false;
  for (uint32_t i = had; i < e->count; i++) {
    e->by_end[i] = (uint64_t)e->items[i].end << 32 | i;
    if (i && e->by_end[i - 1] > e->by_end[i]) in_order = false;
  }
  e->by_end_count = e->count;
  if (!in_order) qsort(e->by_end, e->count, sizeof *e->by_end, compare_ends);
  return true;
}

static uint32_t ending_at(const news_edges *e, uint32_t word) {
  uint32_t low = 0, high = e->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (e->by_end[middle] >> 32 < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Like news_edges_at(); usually the item is a few after that of the last
 * call. */
static uint32_t beginning_at(news_edges *e, uint32_t word) {
  enum { FEW = 4 };
  uint32_t at = e->near < e->count ? e->near : 0;
  if (at && e->items[at - 1].first >= word) at = 0;
  uint32_t few = e->count - at < FEW ? e->count : at + FEW;
  while (at < few && e->items[at].first < word) at++;
  if (at == few) at = news_edge_from(e->items, at, e->count, word);
  return e->near = at;
}

void news_edges_range(news_edges *e, uint32_t word, bool ends, uint32_t *from,
                      uint32_t *to) {
  uint32_t i = ends ? ending_at(e, word) : beginning_at(e, word);
  *from = i;
  while (i < e->count &&
         (ends ? e->by_end[i] >> 32 : e->items[i].first) == word)
    i++;
  *to = i;
}

/* ---- questions that depend on the place */

/* Without a grammar words have no part of speech. */
static bool has_pos(const news_matcher *m, uint32_t word, uint32_t pos) {
  const uint8_t *of = m->document.doc->words.pos;
  return of && of[word] == pos;
}

static bool atom_passes(const news_matcher *m, uint32_t expr,
                        const news_atom *a, uint32_t word) {
  const news_edges *e;
  switch ((news_atom_kind)a->kind) {
    case NEWS_ATOM_FIRST: return m->sides[word] & 1;
    case NEWS_ATOM_LAST: return m->sides[word] >> 1 & 1;
    case NEWS_ATOM_POS: return has_pos(m, word, a->value);
    case NEWS_ATOM_LAYER:
      e = &m->edges[a->value];
      return e->inside[word / 64] >> word % 64 & 1;
    default:
      return news_type_is(m->types, m->word_types[word],
                          m->set->classes.class_of_expr[expr]);
  }
}

/* NEWS_PATTERN_MOST_EXPRS limits the recursion. */
bool news_expr_passes(const news_matcher *m, uint32_t expr, uint32_t word) {
  for (bool wanted = true;;) {
    const news_expr *e = &m->set->classes.exprs[expr];
    switch ((news_expr_op)e->op) {
      case NEWS_EXPR_ATOM:
        return atom_passes(m, expr, &m->set->classes.atoms[e->a], word) ==
               wanted;
      case NEWS_EXPR_NEVER: return !wanted;
      case NEWS_EXPR_NOT:
        wanted = !wanted;
        expr = e->a;
        break;
      case NEWS_EXPR_AND:
        if (!news_expr_passes(m, e->a, word)) return !wanted;
        expr = e->b;
        break;
      case NEWS_EXPR_OR:
        if (news_expr_passes(m, e->a, word)) return wanted;
        expr = e->b;
        break;
    }
  }
}
