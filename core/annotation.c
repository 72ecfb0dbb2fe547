#include "annotation.h"

#include <assert.h>
#include <string.h>

/* A layer is three sorted arrays: ids, starts, ends; and the largest end of
 * every block and of every block of blocks, so that a query skips annotations
 * that end before its span in steps of 4,096.  New annotations are appended:
 * text is walked from left to right, so that is nearly always their place.
 * Those out of order wait at the end until the next query, which sorts them in
 * and recomputes the block maxima from the first changed block. */
#ifdef NEWS_TINY
enum { BLOCK = 2, FIRST = 1, FEW = 2, NEAR = 1 };
#else
enum { BLOCK = 64, FIRST = 16, FEW = 64, NEAR = 4 };
#endif

typedef struct layer {
  uint32_t *ids, *starts, *ends;
  uint32_t count, capacity;
  uint32_t sorted;      /* ids before this one are in order */
  uint32_t waiting_end; /* largest end of the others */
  uint32_t clean;       /* ids before this one are counted in the maxima */
  uint32_t *most;       /* largest end of ids [i * BLOCK, (i + 1) * BLOCK) */
  uint32_t *most2;      /* largest end of BLOCK entries of `most` */
} layer;

struct news_annotations {
  news_document *doc;
  news_annotation *items;
  uint32_t count, capacity;
  layer *layers;
  uint32_t layer_count;
  uint32_t removals, touches;
  uint32_t last_removal; /* of a single annotation, not by rewinding */
  uint32_t looked;       /* see news_annotations_looked() */
  uint64_t asked;
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

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* ---- growing ---- */

static bool grow_items(news_annotations *set) {
  if (set->count < set->capacity) return true;
  uint32_t more = set->capacity ? set->capacity * 2 : FIRST;
  news_annotation *items =
      news_arena_grow(set->doc->arena, set->items, set->count * sizeof *items,
                      more * sizeof *items);
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

static bool grow_array(news_arena *arena, uint32_t **array, uint32_t old,
                       uint32_t more) {
  uint32_t *grown = news_arena_grow(arena, *array, old * sizeof **array,
                                    more * sizeof **array);
  if (grown) *array = grown;
  return grown;
}

static bool grow_layer(news_arena *arena, layer *l) {
  if (l->count < l->capacity) return true;
  uint32_t old = l->capacity, more = old ? old * 2 : FIRST;
  uint32_t had = blocks(old), has = blocks(more);
  if (!grow_array(arena, &l->ids, old, more) ||
      !grow_array(arena, &l->starts, old, more) ||
      !grow_array(arena, &l->ends, old, more) ||
      !grow_array(arena, &l->most, had, has) ||
      !grow_array(arena, &l->most2, blocks(had), blocks(has)))
    return false;
  l->capacity = more;
  return true;
}

/* ---- adding and removing ---- */

/* Set the words that the span overlaps; an empty span overlaps none. */
static void find_words(const news_document *doc, news_annotation *a) {
  a->first = a->end = 0;
  if (!doc->words.start) return;
  a->first = a->end = news_document_word_at(doc, a->span.start);
  if (a->span.start == a->span.end) return;
  uint32_t last = a->first, few = least(doc->words.count, last + NEAR);
  while (last < few && doc->words.end[last] < a->span.end) last++;
  if (last == few) last = news_document_word_at(doc, a->span.end - 1);
  bool inside = last < doc->words.count && doc->words.start[last] < a->span.end;
  a->end = inside ? last + 1 : last;
}

static void put(const news_annotations *set, layer *l, uint32_t at,
                uint32_t id) {
  l->ids[at] = id;
  l->starts[at] = set->items[id].span.start;
  l->ends[at] = set->items[id].span.end;
}

/* Count the last entry in the maxima, which count all before it. */
static void count_last(layer *l) {
  uint32_t at = l->count - 1, end = l->ends[at];
  uint32_t *most = &l->most[at / BLOCK], *most2 = &l->most2[at / BLOCK / BLOCK];
  if (at % BLOCK == 0 || end > *most) *most = end;
  if (at % (BLOCK * BLOCK) == 0 || end > *most2) *most2 = end;
  l->clean = l->count;
}

static void append(const news_annotations *set, layer *l, uint32_t id) {
  bool in_order = l->sorted == l->count &&
                  (!l->count || compare(set, l->ids[l->count - 1], id) < 0);
  bool counted = in_order && l->clean == l->count;
  if (l->sorted == l->count) l->waiting_end = 0;
  put(set, l, l->count++, id);
  if (in_order) l->sorted = l->count;
  if (counted) count_last(l);
  uint32_t end = set->items[id].span.end;
  if (!in_order && end > l->waiting_end) l->waiting_end = end;
}

/* Make room for one more annotation in a layer; it will be the last item.  NULL
 * when out of memory. */
static news_annotation *make_item(news_annotations *set, uint32_t number) {
  bool fine = grow_items(set) && grow_layers(set, number) &&
              grow_layer(set->doc->arena, &set->layers[number]);
  return fine ? &set->items[set->count] : NULL;
}

static void add_item(news_annotations *set, uint32_t *id) {
  uint32_t number = set->items[set->count].layer;
  append(set, &set->layers[number], set->count);
  *id = set->count++;
}

news_status news_annotations_add(news_annotations *set, uint32_t number,
                                 news_span span, uint32_t rule, uint32_t value,
                                 uint32_t *id, news_error *err) {
  assert(span.start <= span.end && span.end <= set->doc->size);
  news_annotation *a = make_item(set, number);
  if (!a) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *a = (news_annotation){
      .span = span, .layer = number, .rule = rule, .value = value};
  find_words(set->doc, a);
  add_item(set, id);
  return NEWS_OK;
}

news_status news_annotations_add_words(news_annotations *set, uint32_t number,
                                       uint32_t first, uint32_t end,
                                       uint32_t rule, uint32_t *id,
                                       news_error *err) {
  const news_words *words = &set->doc->words;
  assert(first < end && end <= words->count);
  news_annotation *a = make_item(set, number);
  if (!a) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *a = (news_annotation){.span = {words->start[first], words->end[end - 1]},
                         .layer = number,
                         .rule = rule,
                         .first = first,
                         .end = end};
  assert(news_document_word_at(set->doc, a->span.start) == first &&
         news_document_word_at(set->doc, a->span.end - 1) == end - 1);
  add_item(set, id);
  return NEWS_OK;
}

news_status news_annotations_skip(news_annotations *set, uint32_t count,
                                  news_error *err) {
  for (; count; count--) {
    if (!grow_items(set)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    set->items[set->count++] = (news_annotation){.layer = UINT32_MAX};
  }
  return NEWS_OK;
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

/* The place of the first of the `count` sorted ids that comes after `id`. */
static uint32_t place_of(const news_annotations *set, const layer *l,
                         uint32_t count, uint32_t id) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (compare(set, l->ids[middle], id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void move(layer *l, uint32_t to, uint32_t from, uint32_t count) {
  memmove(l->ids + to, l->ids + from, count * sizeof *l->ids);
  memmove(l->starts + to, l->starts + from, count * sizeof *l->starts);
  memmove(l->ends + to, l->ends + from, count * sizeof *l->ends);
}

/* Sift down in a heap of ids whose root is the last in order. */
static void sift(const news_annotations *set, uint32_t *ids, uint32_t at,
                 uint32_t count) {
  for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && compare(set, ids[child], ids[child + 1]) < 0)
      child++;
    if (compare(set, ids[at], ids[child]) >= 0) return;
    uint32_t id = ids[at];
    ids[at] = ids[child];
    ids[child] = id;
  }
}

/* Heap sort: in place, and O(n log n) whatever the order of adding. */
static void sort_ids(const news_annotations *set, uint32_t *ids,
                     uint32_t count) {
  for (uint32_t i = count / 2; i-- > 0;) sift(set, ids, i, count);
  for (uint32_t end = count; end-- > 1;) {
    uint32_t last = ids[0];
    ids[0] = ids[end];
    ids[end] = last;
    sift(set, ids, 0, end);
  }
}

/* Sort in the entries waiting at the end: one by one if they are few, else all
 * at once. */
static void sort(const news_annotations *set, layer *l) {
  if (l->sorted == l->count) return;
  uint32_t first = l->sorted;
  if (l->count - l->sorted > FEW) {
    sort_ids(set, l->ids, l->count);
    for (uint32_t i = 0; i < l->count; i++) put(set, l, i, l->ids[i]);
    first = 0;
  } else {
    for (; l->sorted < l->count; l->sorted++) {
      uint32_t id = l->ids[l->sorted];
      uint32_t at = place_of(set, l, l->sorted, id);
      move(l, at + 1, at, l->sorted - at);
      put(set, l, at, id);
      first = least(first, at);
    }
  }
  l->sorted = l->count;
  l->clean = least(l->clean, first);
}

static void tidy(const news_annotations *set, layer *l) {
  sort(set, l);
  if (l->clean >= l->count) return;
  uint32_t first = l->clean / BLOCK, count = blocks(l->count);
  for (uint32_t b = first; b < count; b++)
    l->most[b] =
        largest(l->ends + b * BLOCK, least(BLOCK, l->count - b * BLOCK));
  for (uint32_t b = first / BLOCK; b < blocks(count); b++)
    l->most2[b] = largest(l->most + b * BLOCK, least(BLOCK, count - b * BLOCK));
  l->clean = l->count;
}

uint64_t news_asked_bit(uint32_t number) {
  return (uint64_t)1 << number % NEWS_ASKED_LAYERS;
}

void news_annotations_note(news_annotations *set, uint64_t bits) {
  set->asked |= bits;
}

uint64_t news_annotations_asked(news_annotations *set) {
  uint64_t bits = set->asked;
  set->asked = 0;
  return bits;
}

/* The layer with its index up to date; NULL if it is empty. */
static layer *layer_of(news_annotations *set, uint32_t number) {
  set->asked |= news_asked_bit(number);
  if (number >= set->layer_count || set->layers[number].count == 0) return NULL;
  tidy(set, &set->layers[number]);
  return &set->layers[number];
}

uint32_t news_annotations_untidy(const news_annotations *set, uint32_t number) {
  if (number >= set->layer_count) return 0;
  const layer *l = &set->layers[number];
  return l->sorted < l->count ? l->count : l->count - least(l->clean, l->count);
}

/* The layer of an annotation and its place there; NULL if it was removed. */
static layer *find(news_annotations *set, uint32_t id, uint32_t *at) {
  layer *l = layer_of(set, set->items[id].layer);
  if (!l) return NULL;
  *at = place_of(set, l, l->count, id);
  return *at < l->count && l->ids[*at] == id ? l : NULL;
}

bool news_annotations_remove(news_annotations *set, uint32_t id) {
  uint32_t at;
  layer *l = find(set, id, &at);
  if (!l) return false;
  move(l, at, at + 1, l->count - at - 1);
  l->sorted = --l->count;
  l->clean = least(l->clean, at);
  set->last_removal = set->items[id].gone = ++set->removals;
  return true;
}

bool news_annotations_holds(news_annotations *set, uint32_t id) {
  uint32_t at;
  return find(set, id, &at);
}

news_status news_annotations_restore(news_annotations *set, uint32_t id,
                                     news_error *err) {
  layer *l = &set->layers[set->items[id].layer];
  if (!grow_layer(set->doc->arena, l))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  append(set, l, id);
  set->items[id].gone = 0;
  set->removals++; /* whatever was learnt about the layer is invalid */
  return NEWS_OK;
}

void news_annotations_touch(news_annotations *set) {
  set->touches++;
  set->removals++;
}

void news_annotations_rewind(news_annotations *set, uint32_t from) {
  for (uint32_t n = 0; n < set->layer_count; n++) {
    layer *l = &set->layers[n];
    uint32_t kept = 0, sorted = 0, first = l->count;
    for (uint32_t i = 0; i < l->count; i++) {
      if (l->ids[i] >= from) {
        first = least(first, kept);
        continue;
      }
      put(set, l, kept++, l->ids[i]);
      if (i < l->sorted) sorted = kept;
    }
    set->removals += l->count - kept;
    l->count = kept;
    l->sorted = sorted;
    l->clean = least(l->clean, first);
  }
  if (from < set->count) set->count = from;
  news_annotations_touch(set);
}

news_status news_annotations_undo(news_annotations *set, uint32_t from,
                                  uint32_t removals, news_error *err) {
  news_annotations_rewind(set, from);
  if (set->last_removal <= removals) return NEWS_OK;
  for (uint32_t id = 0; id < set->count; id++) {
    if (set->items[id].gone <= removals) continue;
    news_status status = news_annotations_restore(set, id, err);
    if (status) return status;
  }
  return NEWS_OK;
}

uint32_t news_annotations_touches(const news_annotations *set) {
  return set->touches;
}

uint64_t news_annotations_stamp(const news_annotations *set) {
  return (uint64_t)set->removals << 32 | set->count;
}

uint32_t news_annotations_removals(const news_annotations *set) {
  return set->removals;
}

const uint32_t *news_annotations_layer(news_annotations *set, uint32_t number,
                                       uint32_t *count) {
  layer *l = layer_of(set, number);
  *count = l ? l->count : 0;
  return l ? l->ids : NULL;
}

/* The first place whose start is at or after `offset`. */
static uint32_t lower_bound(const layer *l, uint32_t offset) {
  uint32_t low = 0, high = l->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (l->starts[middle] < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The next of the first `count` places, from `at` on, that ends after
 * `offset`. */
static uint32_t next_ending(const layer *l, uint32_t count, uint32_t at,
                            uint32_t offset) {
  while (at < count) {
    if (at % (BLOCK * BLOCK) == 0 && l->most2[at / (BLOCK * BLOCK)] <= offset)
      at += BLOCK * BLOCK;
    else if (at % BLOCK == 0 && l->most[at / BLOCK] <= offset)
      at += BLOCK;
    else if (l->ends[at] <= offset)
      at++;
    else
      break;
  }
  return at;
}

/* The last place before `at` that ends at or after `offset`, + 1; 0 if there is
 * none. */
static uint32_t last_ending(const layer *l, uint32_t at, uint32_t offset) {
  while (at > 0) {
    uint32_t i = at - 1, wide = BLOCK * BLOCK;
    if (at % wide == 0 && l->most2[i / wide] < offset)
      at -= wide;
    else if (at % BLOCK == 0 && l->most[i / BLOCK] < offset)
      at -= BLOCK;
    else if (l->ends[i] < offset)
      at--;
    else
      break;
  }
  return at;
}

/* ---- questions ---- */

uint32_t news_annotations_looked(news_annotations *set) {
  uint32_t looked = set->looked;
  set->looked = 0;
  return looked;
}

uint32_t news_annotations_overlapping(news_annotations *set, uint32_t number,
                                      news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = next_ending(l, l->count, *after, span.start);
  if (at >= l->count || l->starts[at] >= span.end) return NEWS_NO_ANNOTATION;
  *after = at + 1;
  return l->ids[at];
}

/* A rule walks the text from left to right, so annotations that it has added
 * among others wait to be sorted in, usually before the queried span.  Sorting
 * them in at every query would move all later ones each time. */
uint32_t news_annotations_touching(news_annotations *set, uint32_t number,
                                   news_span span) {
  uint32_t after = 0;
  const layer *l = number < set->layer_count ? &set->layers[number] : NULL;
  if (!l || l->sorted == l->count || l->clean != l->sorted ||
      l->waiting_end > span.start)
    return news_annotations_overlapping(set, number, span, &after);
  set->asked |= news_asked_bit(number);
  uint32_t at = next_ending(l, l->sorted, 0, span.start);
  bool found = at < l->sorted && l->starts[at] < span.end;
  return found ? l->ids[at] : NEWS_NO_ANNOTATION;
}

uint32_t news_annotations_covering(news_annotations *set, uint32_t number,
                                   news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = next_ending(l, l->count, *after, span.end ? span.end - 1 : 0);
  if (at >= l->count || l->starts[at] > span.start) return NEWS_NO_ANNOTATION;
  set->looked++;
  *after = at + 1;
  return l->ids[at];
}

uint32_t news_annotations_within(news_annotations *set, uint32_t number,
                                 news_span span, uint32_t *after) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = *after ? *after : lower_bound(l, span.start);
  for (; at < l->count; at++) {
    if (l->starts[at] > span.end) break;
    set->looked++;
    if (l->ends[at] > span.end) continue;
    *after = at + 1;
    return l->ids[at];
  }
  return NEWS_NO_ANNOTATION;
}

/* Walks back from the last annotation that starts at or before `offset`,
 * skipping those that end before the best one found. */
uint32_t news_annotations_before(news_annotations *set, uint32_t number,
                                 uint32_t offset) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t best = NEWS_NO_ANNOTATION, end = 0;
  uint32_t at = last_ending(l, lower_bound(l, offset + 1), end);
  for (; at > 0; at = last_ending(l, at - 1, end)) {
    set->looked++;
    if (l->ends[at - 1] > offset) continue;
    /* of equally near ones the longer and older one comes later */
    end = l->ends[at - 1];
    best = l->ids[at - 1];
  }
  return best;
}

uint32_t news_annotations_behind(news_annotations *set, uint32_t number,
                                 uint32_t offset) {
  const layer *l = layer_of(set, number);
  if (!l) return NEWS_NO_ANNOTATION;
  uint32_t at = lower_bound(l, offset);
  return at < l->count ? l->ids[at] : NEWS_NO_ANNOTATION;
}
