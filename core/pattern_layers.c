#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* Annotations in order of adding, by layer, with the answers to all conditions
 * of the patterns of the set on attributes of the layer: one bit for each
 * condition. So an annotation is read once for all sources, and for all
 * matchers of the set that are open on the same text.  Annotations are read
 * again when a matcher on another text asks. */

/* The annotations of a layer in order of adding, each with its answers to the
 * conditions. */
typedef struct added {
  uint32_t *ids;
  uint32_t count, room;
  uint64_t *answers;
  uint32_t answer_room;
} added;

typedef struct asked_name {
  uint32_t layer, size;
  const char *name;
  uint32_t next;      /* next name of the layer, or NEWS_NONE */
  uint32_t condition; /* first condition on the name */
} asked_name;

typedef struct asked_condition {
  const news_condition *k; /* `negative` is ignored */
  uint32_t bit, next;
} asked_condition;

/* A value that occurs in conditions on a name; the bits of these are a row of
 * news_asks.value_rows. */
typedef struct asked_value {
  uint32_t name, size;
  const char *bytes;
} asked_value;

typedef struct asked_words {
  uint32_t first, end;
} asked_words;

struct news_asks {
  uint32_t users;
  uint32_t sources; /* number of sources for which this was made */
  asked_name *names;
  uint32_t name_count, name_room;
  uint32_t *slots; /* name + 1, by layer and name; 0: free */
  uint32_t slot_count;
  asked_condition *conditions;
  uint32_t condition_count, condition_room;
  asked_value *values;
  uint64_t *value_rows;
  uint32_t value_count;
  uint32_t *value_slots; /* value + 1, by name and value; 0: free */
  uint32_t value_slot_count;
  uint32_t *first;    /* name of each layer, */
  uint32_t *names_of; /* number of names of each layer */
  uint32_t *bits;     /* number of conditions of each layer */
  uint32_t layers;
  uint32_t words;             /* words in a row of answers */
  uint64_t *wanted, *refused; /* rows, by source */
  asked_words *of_source;     /* the words of these rows that are not empty */
  added *added;               /* by layer */
  uint64_t *shared;           /* rows of shared attributes; NULL: none yet */
  uint32_t seen;              /* number of annotations read */
  uint32_t touches;           /* news_annotations_touches() at that time */
  uint64_t text;              /* number of the text, or the reader */
  const news_matcher *reader;
  uint64_t serial; /* serial of the reader */
};

void news_asks_drop(news_asks *a) {
  if (!a || --a->users) return;
  for (uint32_t i = 0; a->added && i < a->layers; i++) {
    free(a->added[i].ids);
    free(a->added[i].answers);
  }
  free(a->added);
  free(a->shared);
  free(a->names);
  free(a->slots);
  free(a->conditions);
  free(a->values);
  free(a->value_rows);
  free(a->value_slots);
  free(a->first);
  free(a->names_of);
  free(a->bits);
  free(a->wanted);
  free(a->refused);
  free(a->of_source);
  free(a);
}

void news_layers_free(news_matcher *m) {
  if (m->asks && m->asks->reader == m) m->asks->reader = NULL;
  news_asks_drop(m->asks);
  m->asks = NULL;
}

/* ---- what is asked */

static uint32_t name_of(news_asks *a, uint32_t layer, const news_condition *k) {
  uint32_t i = a->first[layer];
  for (; i != NEWS_NONE; i = a->names[i].next)
    if (a->names[i].size == k->size &&
        !memcmp(a->names[i].name, k->name, k->size))
      return i;
  if (!news_room((void **)&a->names, &a->name_room, a->name_count + 1u,
                 sizeof *a->names))
    return NEWS_NONE;
  a->names[a->name_count] =
      (asked_name){layer, k->size, k->name, a->first[layer], NEWS_NONE};
  a->names_of[layer]++;
  return a->first[layer] = a->name_count++;
}

static bool same_values(const news_condition *a, const news_condition *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (a->sizes[i] != b->sizes[i] ||
        memcmp(a->values[i], b->values[i], a->sizes[i]) != 0)
      return false;
  return true;
}

/* Assign the bit of a condition; NEWS_NONE when out of memory. */
static uint32_t bit_of(news_asks *a, uint32_t layer, const news_condition *k) {
  uint32_t n = name_of(a, layer, k);
  if (n == NEWS_NONE) return NEWS_NONE;
  uint32_t i = a->names[n].condition;
  for (; i != NEWS_NONE; i = a->conditions[i].next)
    if (same_values(a->conditions[i].k, k)) return a->conditions[i].bit;
  if (!news_room((void **)&a->conditions, &a->condition_room,
                 a->condition_count + 1u, sizeof *a->conditions))
    return NEWS_NONE;
  a->conditions[a->condition_count] =
      (asked_condition){k, a->bits[layer]++, a->names[n].condition};
  a->names[n].condition = a->condition_count++;
  return a->bits[layer] - 1;
}

static bool number_all(news_asks *a, const news_classes *c) {
  for (uint32_t s = 0; s < a->sources; s++) {
    if (c->sources[s].lexicon) continue;
    for (const news_condition *k = c->sources[s].conditions; k; k = k->next)
      if (bit_of(a, c->sources[s].layer, k) == NEWS_NONE) return false;
  }
  return true;
}

static void widen(asked_words *of, uint32_t word) {
  if (of->first == of->end) *of = (asked_words){word, word};
  if (word < of->first) of->first = word;
  if (word >= of->end) of->end = word + 1;
}

static bool make_rows(news_asks *a, const news_classes *c) {
  for (uint32_t i = 0; i < a->layers; i++)
    if ((a->bits[i] + 63) / 64 > a->words) a->words = (a->bits[i] + 63) / 64;
  size_t cells = (size_t)a->sources * a->words + 1;
  a->wanted = calloc(cells, sizeof *a->wanted);
  a->refused = calloc(cells, sizeof *a->refused);
  a->of_source = calloc(a->sources + 1u, sizeof *a->of_source);
  if (!a->wanted || !a->refused || !a->of_source) return false;
  for (uint32_t s = 0; s < a->sources; s++) {
    if (c->sources[s].lexicon) continue;
    for (const news_condition *k = c->sources[s].conditions; k; k = k->next) {
      uint32_t bit = bit_of(a, c->sources[s].layer, k);
      uint64_t *row = k->negative ? a->refused : a->wanted;
      row[(size_t)s * a->words + bit / 64] |= (uint64_t)1 << bit % 64;
      widen(&a->of_source[s], bit / 64);
    }
  }
  return true;
}

/* Most differ in size or in the first byte. */
static inline bool same(const char *a, size_t size, const char *b,
                        size_t other) {
  if (size != other) return false;
  return !size || (a[0] == b[0] && !memcmp(a, b, size));
}

/* The slot of a layer's attribute, or a free one. */
static inline uint32_t *slot_of(const news_asks *a, uint32_t layer,
                                const char *name, size_t size) {
  uint32_t hash = layer * 31 + (uint32_t)size * 7;
  if (size) hash += (uint8_t)name[0] * 5u + (uint8_t)name[size - 1];
  for (uint32_t at = hash;; at++) {
    uint32_t *slot = &a->slots[at & (a->slot_count - 1)];
    if (!*slot) return slot;
    const asked_name *n = &a->names[*slot - 1];
    if (n->layer == layer && same(n->name, n->size, name, size)) return slot;
  }
}

static bool fill_slots(news_asks *a) {
  a->slot_count = 2;
  while (a->slot_count < 4 * a->name_count) a->slot_count *= 2;
  a->slots = calloc(a->slot_count, sizeof *a->slots);
  for (uint32_t n = 0; n < a->name_count && a->slots; n++)
    *slot_of(a, a->names[n].layer, a->names[n].name, a->names[n].size) = n + 1;
  return a->slots;
}

/* The slot of a name's value, or a free one. */
static inline uint32_t *value_slot(const news_asks *a, uint32_t name,
                                   const char *value, size_t size) {
  uint32_t hash = name * 31 + (uint32_t)size * 7;
  if (size) hash += (uint8_t)value[0] * 5u + (uint8_t)value[size - 1] * 3u;
  for (uint32_t at = hash;; at++) {
    uint32_t *slot = &a->value_slots[at & (a->value_slot_count - 1)];
    if (!*slot) return slot;
    const asked_value *v = &a->values[*slot - 1];
    if (v->name == name && same(v->bytes, v->size, value, size)) return slot;
  }
}

static void add_values(news_asks *a, uint32_t name, const asked_condition *c) {
  for (uint32_t i = 0; i < c->k->count; i++) {
    uint32_t size = c->k->sizes[i];
    uint32_t *slot = value_slot(a, name, c->k->values[i], size);
    if (!*slot) {
      a->values[a->value_count] = (asked_value){name, size, c->k->values[i]};
      *slot = ++a->value_count;
    }
    uint64_t *row = a->value_rows + (size_t)(*slot - 1) * a->words;
    row[c->bit / 64] |= (uint64_t)1 << c->bit % 64;
  }
}

static bool fill_values(news_asks *a) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < a->condition_count; i++)
    count += a->conditions[i].k->count;
  a->value_slot_count = 2;
  while (a->value_slot_count < 4 * count) a->value_slot_count *= 2;
  a->values = malloc((count + 1u) * sizeof *a->values);
  a->value_rows = calloc((size_t)count * a->words + 1, sizeof *a->value_rows);
  a->value_slots = calloc(a->value_slot_count, sizeof *a->value_slots);
  if (!a->values || !a->value_rows || !a->value_slots) return false;
  for (uint32_t n = 0; n < a->name_count; n++)
    for (uint32_t i = a->names[n].condition; i != NEWS_NONE;
         i = a->conditions[i].next)
      add_values(a, n, &a->conditions[i]);
  return true;
}

static news_asks *make_asks(const news_classes *c) {
  news_asks *a = calloc(1, sizeof *a);
  if (!a) return NULL;
  a->users = 1;
  a->sources = c->source_keys.count;
  for (uint32_t s = 0; s < a->sources; s++)
    if (!c->sources[s].lexicon && c->sources[s].layer >= a->layers)
      a->layers = c->sources[s].layer + 1;
  a->first = malloc((a->layers + 1u) * sizeof *a->first);
  a->names_of = calloc(a->layers + 1u, sizeof *a->names_of);
  a->bits = calloc(a->layers + 1u, sizeof *a->bits);
  a->added = calloc(a->layers + 1u, sizeof *a->added);
  if (a->first) memset(a->first, 0xFF, (a->layers + 1u) * sizeof *a->first);
  if (a->first && a->names_of && a->bits && a->added && number_all(a, c) &&
      make_rows(a, c) && fill_slots(a) && fill_values(a))
    return a;
  news_asks_drop(a);
  return NULL;
}

/* The conditions of the set, made again if it has more. */
bool news_layers_open(news_matcher *m) {
  news_pattern_set *set = m->set;
  if (!set->asks || set->asks->sources != set->classes.source_keys.count) {
    news_asks *made = make_asks(&set->classes);
    if (!made) return false;
    news_asks_drop(set->asks);
    set->asks = made;
  }
  if (m->asks == set->asks) return true;
  news_layers_free(m);
  m->asks = set->asks;
  m->asks->users++;
  return true;
}

/* Whether the annotations read so far are those of the matcher's text. */
static bool is_read(const news_matcher *m) {
  const news_asks *a = m->asks;
  if (a->text != m->document.text) return false;
  return a->text || (a->reader == m && a->serial == m->serial);
}

static void read_anew(news_matcher *m) {
  const news_annotations *set = m->document.annotations;
  news_asks *a = m->asks;
  for (uint32_t i = 0; i < a->layers; i++) a->added[i].count = 0;
  a->seen = 0;
  a->touches = set ? news_annotations_touches(set) : 0;
  a->text = m->document.text;
  a->reader = m;
  a->serial = m->serial;
}

/* ---- what is answered */

typedef struct answering {
  const news_asks *asks;
  uint32_t layer;
  uint64_t *row;
} answering;

static void answer(void *to, const char *name, size_t size, const char *value,
                   size_t value_size) {
  const answering *w = to;
  const news_asks *a = w->asks;
  uint32_t n = *slot_of(a, w->layer, name, size);
  uint32_t v = n ? *value_slot(a, n - 1, value, value_size) : 0;
  if (!v) return;
  const uint64_t *row = a->value_rows + (size_t)(v - 1) * a->words;
  for (uint32_t i = 0; i < a->words; i++) w->row[i] |= row[i];
}

/* A direct-mapped cache of rows for shared attributes: their number, the layer,
 * the answers.  Few shared tables are used in two layers. */
enum { SHARED_ROWS = 1024 };

/* The place for the row of a number; NULL when out of memory. */
static uint64_t *shared_row(news_asks *a, uint64_t number) {
  size_t size = a->words + 2u;
  if (!a->shared) a->shared = calloc(SHARED_ROWS * size, sizeof *a->shared);
  if (!a->shared) return NULL;
  return a->shared + number % SHARED_ROWS * size;
}

/* Reading all attributes is expensive, and so is looking up one name. */
static void ask_attributes(const news_match_document *d, uint32_t id,
                           answering *w) {
  enum { FEW = 3 };
  const news_asks *a = w->asks;
  if (!d->attribute || a->names_of[w->layer] > FEW) {
    d->attributes(d->host, id, w, answer);
    return;
  }
  for (uint32_t n = a->first[w->layer]; n != NEWS_NONE; n = a->names[n].next)
    d->attribute(d->host, id, a->names[n].name, a->names[n].size, w, answer);
}

/* Fill the row, which is all zero, with the answers; false when out of
 * memory. */
static bool ask(const news_matcher *m, uint32_t id, uint32_t layer,
                uint64_t *row) {
  const news_match_document *d = &m->document;
  size_t size = m->asks->words * sizeof *row;
  uint64_t number = d->shared ? d->shared(d->host, id) : 0, *kept = NULL;
  if (number && !(kept = shared_row(m->asks, number))) return false;
  if (kept && kept[0] == number && kept[1] == layer) {
    memcpy(row, kept + 2, size);
    return true;
  }
  ask_attributes(d, id, &(answering){m->asks, layer, row});
  if (!kept) return true;
  kept[0] = number;
  kept[1] = layer;
  memcpy(kept + 2, row, size);
  return true;
}

static bool add(news_matcher *m, uint32_t id, uint32_t layer) {
  const news_asks *a = m->asks;
  const news_match_document *d = &m->document;
  added *to = &a->added[layer];
  uint32_t words = a->words;
  if (!news_room((void **)&to->ids, &to->room, to->count + 1u,
                 sizeof *to->ids) ||
      !news_room((void **)&to->answers, &to->answer_room, to->count + 1u,
                 (words + 1u) * sizeof *to->answers))
    return false;
  uint64_t *row = to->answers + (size_t)to->count * words;
  memset(row, 0, words * sizeof *row);
  if (d->attributes && a->bits[layer] && !ask(m, id, layer, row)) return false;
  to->ids[to->count++] = id;
  return true;
}

bool news_layers_read(news_matcher *m) {
  const news_annotations *set = m->document.annotations;
  news_asks *a = m->asks;
  uint32_t count = set ? news_annotations_count(set) : 0;
  if (!is_read(m) || (set && a->touches != news_annotations_touches(set)))
    read_anew(m);
  for (; a->seen < count; a->seen++) {
    uint32_t layer = news_annotations_get(set, a->seen)->layer;
    if (layer >= a->layers) continue; /* no pattern reads the layer */
    if (!add(m, a->seen, layer)) return false;
  }
  return true;
}

static uint32_t count_of(const news_asks *a, uint32_t layer) {
  return layer < a->layers ? a->added[layer].count : 0;
}

uint64_t news_layers_count_anew(news_matcher *m, uint32_t pattern,
                                uint64_t stamp) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = &m->letters[pattern];
  uint32_t removals = news_annotations_removals(m->document.annotations);
  uint64_t count = (uint64_t)removals << 32;
  if (!news_layers_read(m)) return UINT64_MAX; /* fails again later */
  for (uint32_t i = 0; i < c->layer_count; i++)
    count += count_of(m->asks, c->layers[i]);
  l->stamp = stamp;
  return l->counted = count;
}

news_items news_layers_items(const news_matcher *m, uint32_t source) {
  const news_asks *a = m->asks;
  const added *in = &a->added[m->set->classes.sources[source].layer];
  size_t row = (size_t)source * a->words;
  return (news_items){.ids = in->ids,
                      .count = in->count,
                      .words = a->words,
                      .first = a->of_source[source].first,
                      .end = a->of_source[source].end,
                      .answers = in->answers,
                      .wanted = a->wanted + row,
                      .refused = a->refused + row};
}
