#include "annotation.h"

#include <assert.h>
#include <string.h>

/* A layer is its ids in order, with the largest end of every block of ids
 * and of every block of blocks, so that a question skips what ends before
 * its span 4,096 annotations at a step.  What is added goes to its place at
 * once: text is walked from left to right, so that is nearly always the end.
 * Block maxima are made anew from the first changed block at the next
 * question. */
#ifdef NEWS_TINY
enum { BLOCK = 2, FIRST = 1 };
#else
enum { BLOCK = 64, FIRST = 16 };
#endif

typedef struct layer {
  uint32_t *ids;
  uint32_t count, capacity;
  uint32_t *most;  /* largest end of ids [i * BLOCK, (i + 1) * BLOCK) */
  uint32_t *most2; /* largest end of BLOCK entries of `most` */
  uint32_t clean;  /* ids before this one are counted in the maxima */
  uint32_t longest; /* bytes of the longest span ever added */
} layer;

struct news_annotations {
  news_document *doc;
  news_annotation *items;
  uint32_t count, capacity;
  layer *layers;
  uint32_t layer_count;
};

news_annotations *news_annotations_new(news_document *doc) {
  news_annotations *set = news_arena_alloc(doc->arena, sizeof *set);
  if (set) *set = (news_annotations){.doc = doc};
  return set;
}

/* -1, 0, 1: by start, then longest first, then id. */
static int compare(const news_annotations *set, uint32_t a, uint32_t b) {
  const news_span x = set->items[a].span, y = set->items[b].span;
  if (x.start != y.start) return x.start < y.start ? -1 : 1;
  if (x.end != y.end) return x.end > y.end ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* ---- growing ---- */

static bool grow_items(news_annotations *set) {
  if (set->count < set->capacity) return true;
  uint32_t more = set->capacity ? set->capacity * 2 : FIRST;
  news_annotation *items =
      news_arena_grow(set->doc->arena, set->items,
                      set->count * sizeof *items, more * sizeof *items);
  if (!items) return false;
  set->items = items;
  set->capacity = more;
  return true;
}

static bool grow_layers(news_annotations *set, uint32_t number) {
  if (number < set->layer_count) return true;
  uint32_t more = number + 8;
  layer *layers =
      news_arena_grow(set->doc->arena, set->layers,
                      set->layer_count * sizeof *layers, more * sizeof *layers);
  if (!layers) return false;
  memset(layers + set->layer_count, 0,
         (more - set->layer_count) * sizeof *layers);
  set->layers = layers;
  set->layer_count = more;
  return true;
}

static uint32_t blocks(uint32_t n) { return (n + BLOCK - 1) / BLOCK; }

static bool grow_layer(news_arena *arena, layer *l) {
  if (l->count < l->capacity) return true;
  uint32_t old = l->capacity, more = old ? old * 2 : FIRST;
  uint32_t *ids =
      news_arena_grow(arena, l->ids, old * sizeof *ids, more * sizeof *ids);
  if (!ids) return false;
  l->ids = ids;
  uint32_t had = blocks(old), has = blocks(more);
  uint32_t *most =
      news_arena_grow(arena, l->most, had * sizeof *most, has * sizeof *most);
  if (!most) return false;
  l->most = most;
  uint32_t *most2 = news_arena_grow(arena, l->most2, blocks(had) * sizeof *most,
                                    blocks(has) * sizeof *most);
  if (!most2) return false;
  l->most2 = most2;
  l->capacity = more;
  return true;
}

/* ---- adding and removing ---- */

/* The words that the span overlaps; none for an empty one. */
static void find_words(const news_document *doc, news_annotation *a) {
  a->first = a->end = 0;
  if (!doc->words.start) return;
  a->first = a->end = news_document_word_at(doc, a->span.start);
  if (a->span.start == a->span.end) return;
  uint32_t last = news_document_word_at(doc, a->span.end - 1);
  bool inside = last < doc->words.count && doc->words.start[last] < a->span.end;
  a->end = inside ? last + 1 : last;
}

static void insert(news_annotations *set, layer *l, uint32_t id) {
  uint32_t at = l->count;
  while (at > 0 && compare(set, id, l->ids[at - 1]) < 0) at--;
  memmove(l->ids + at + 1, l->ids + at, (l->count - at) * sizeof *l->ids);
  l->ids[at] = id;
  l->count++;
  if (at < l->clean) l->clean = at;
  uint32_t size = news_span_size(set->items[id].span);
  if (size > l->longest) l->longest = size;
}

news_status news_annotations_add(news_annotations *set, uint32_t number,
                                 news_span span, uint32_t rule, uint32_t value,
                                 uint32_t *id, news_error *err) {
  assert(span.start <= span.end && span.end <= set->doc->size);
  if (!grow_items(set) || !grow_layers(set, number) ||
      !grow_layer(set->doc->arena, &set->layers[number]))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_annotation *a = &set->items[set->count];
  *a = (news_annotation){
      .span = span, .layer = number, .rule = rule, .value = value};
  find_words(set->doc, a);
  insert(set, &set->layers[number], set->count);
  *id = set->count++;
  return NEWS_OK;
}

void news_annotations_remove(news_annotations *set, uint32_t id) {
  layer *l = &set->layers[set->items[id].layer];
  for (uint32_t at = 0; at < l->count; at++) {
    if (l->ids[at] != id) continue;
    l->count--;
    memmove(l->ids + at, l->ids + at + 1, (l->count - at) * sizeof *l->ids);
    if (at < l->clean) l->clean = at;
    return;
  }
}

uint32_t news_annotations_count(const news_annotations *set) {
  return set->count;
}

const news_annotation *news_annotations_get(const news_annotations *set,
                                            uint32_t id) {
  assert(id < set->count);
  return &set->items[id];
}

/* ---- the index ---- */

static uint32_t largest(const uint32_t *values, uint32_t count) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < count; i++)
    if (values[i] > most) most = values[i];
  return most;
}

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static void tidy(const news_annotations *set, layer *l) {
  if (l->clean >= l->count) return;
  uint32_t first = l->clean / BLOCK, count = blocks(l->count);
  for (uint32_t b = first; b < count; b++) {
    uint32_t most = 0, end = least((b + 1) * BLOCK, l->count);
    for (uint32_t i = b * BLOCK; i < end; i++) {
      uint32_t e = set->items[l->ids[i]].span.end;
      if (e > most) most = e;
    }
    l->most[b] = most;
  }
  for (uint32_t b = first / BLOCK; b < blocks(count); b++)
    l->most2[b] = largest(l->most + b * BLOCK, least(BLOCK, count - b * BLOCK));
  l->clean = l->count;
}

/* The layer, its index ready; NULL when it is empty. */
static layer *layer_of(news_annotations *set, uint32_t number) {
  if (number >= set->layer_count || set->layers[number].count == 0) return NULL;
  tidy(set, &set->layers[number]);
  return &set->layers[number];
}

const uint32_t *news_annotations_layer(news_annotations *set, uint32_t number,
                                       uint32_t *count) {
  layer *l = layer_of(set, number);
  *count = l ? l->count : 0;
  return l ? l->ids : NULL;
}

/* The first place whose start is at or behind `offset`. */
static uint32_t lower_bound(const news_annotations *set, const layer *l,
                            uint32_t offset) {
  uint32_t low = 0, high = l->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (set->items[l->ids[middle]].span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The next place at or behind `at` that ends behind `offset`. */
static uint32_t next_ending(const news_annotations *set, const layer *l,
                            uint32_t at, uint32_t offset) {
  while (at < l->count) {
    if (at % (BLOCK * BLOCK) == 0 && l->most2[at / (BLOCK * BLOCK)] <= offset)
      at += BLOCK * BLOCK;
    else if (at % BLOCK == 0 && l->most[at / BLOCK] <= offset)
      at += BLOCK;
    else if (set->items[l->ids[at]].span.end <= offset)
      at++;
    else
      break;
  }
  return at;
}

/* ---- questions ---- */

uint32_t news_annotations_overlapping(news_annotations *set, uint32_t number,
                                      news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = next_ending(set, l, *after, span.start);
  if (at >= l->count || set->items[l->ids[at]].span.start >= span.end)
    return NEWS_NO_ANNOTATION;
  *after = at + 1;
  return l->ids[at];
}

uint32_t news_annotations_covering(news_annotations *set, uint32_t number,
                                   news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = next_ending(set, l, *after, span.end ? span.end - 1 : 0);
  if (at >= l->count || set->items[l->ids[at]].span.start > span.start)
    return NEWS_NO_ANNOTATION;
  *after = at + 1;
  return l->ids[at];
}

uint32_t news_annotations_within(news_annotations *set, uint32_t number,
                                 news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = *after ? *after : lower_bound(set, l, span.start);
  for (; at < l->count; at++) {
    news_span s = set->items[l->ids[at]].span;
    if (s.start >= span.end && s.start > span.start) break;
    if (s.end > span.end) continue;
    *after = at + 1;
    return l->ids[at];
  }
  return NEWS_NO_ANNOTATION;
}

uint32_t news_annotations_starting(news_annotations *set, uint32_t number,
                                   uint32_t first, uint32_t *after) {
  const layer *l = layer_of(set, number);
  const news_words *words = &set->doc->words;
  if (!l || first >= words->count) return NEWS_NO_ANNOTATION;
  uint32_t at = *after;
  if (!at) at = lower_bound(set, l, first ? words->end[first - 1] : 0);
  for (; at < l->count; at++) {
    const news_annotation *a = &set->items[l->ids[at]];
    if (a->span.start >= words->end[first]) break;
    if (a->first != first || a->end == first) continue;
    *after = at + 1;
    return l->ids[at];
  }
  return NEWS_NO_ANNOTATION;
}

/* Walks back from the last that starts before `offset`; nothing further back
 * than the longest span can end later than the best one found. */
uint32_t news_annotations_before(news_annotations *set, uint32_t number,
                                 uint32_t offset) {
  const layer *l = layer_of(set, number);
  uint32_t best = NEWS_NO_ANNOTATION;
  for (uint32_t at = l ? lower_bound(set, l, offset + 1) : 0; at-- > 0;) {
    uint32_t id = l->ids[at];
    news_span s = set->items[id].span;
    if (best != NEWS_NO_ANNOTATION &&
        (uint64_t)s.start + l->longest < set->items[best].span.end)
      break;
    if (s.end > offset) continue;
    if (best == NEWS_NO_ANNOTATION || s.end > set->items[best].span.end ||
        (s.end == set->items[best].span.end &&
         (s.start < set->items[best].span.start ||
          (s.start == set->items[best].span.start && id < best))))
      best = id;
  }
  return best;
}

uint32_t news_annotations_behind(news_annotations *set, uint32_t number,
                                 uint32_t offset) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = lower_bound(set, l, offset);
  return at < l->count ? l->ids[at] : NEWS_NO_ANNOTATION;
}

bool news_annotations_hold_word(news_annotations *set, uint32_t number,
                                uint32_t word) {
  uint32_t after = 0;
  news_span span = {set->doc->words.start[word], set->doc->words.end[word]};
  return news_annotations_overlapping(set, number, span, &after) !=
         NEWS_NO_ANNOTATION;
}
