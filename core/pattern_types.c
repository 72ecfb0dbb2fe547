#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* Forms that no class distinguishes are one type; a document is a sequence of
 * types.  Types outlive documents: the answers of a form are computed once and
 * kept as long as the vocabulary keeps the form. */

#ifdef NEWS_TINY
enum { FIRST_ROOM = 1, FIRST_SLOTS = 2, TYPES_MOST = 40, LETTERS_MOST = 5 };
enum { FIRST_TYPES = 1, FIRST_LETTERS = 1 };
#else
enum { FIRST_ROOM = 4, FIRST_SLOTS = 1024, TYPES_MOST = 200000 };
enum { LETTERS_MOST = 20000 }; /* most letters of a pattern between documents */
enum { FIRST_TYPES = 512 };    /* as many as in an article */
enum { FIRST_LETTERS = 4 };
#endif

bool news_grow_room(void **items, uint32_t *room, uint64_t count, size_t size) {
  uint64_t more = *room ? (uint64_t)*room * 2 : FIRST_ROOM;
  if (more < count) more = count;
  if (more > UINT32_MAX || more > SIZE_MAX / size) return false;
  void *grown = realloc(*items, (size_t)more * size);
  if (!grown) return false;
  *items = grown;
  *room = (uint32_t)more;
  return true;
}

bool news_cleared_room(void **items, uint32_t *room, uint64_t count,
                       size_t size) {
  uint32_t before = *room;
  if (!news_room(items, room, count, size)) return false;
  if (*room > before)
    memset((char *)*items + before * size, 0, (*room - before) * size);
  return true;
}

bool news_fresh_room(uint64_t **items, size_t *room, uint64_t count) {
  if (count <= *room) return true;
  if (count > SIZE_MAX / sizeof **items / 2) return false;
  free(*items);
  *room = 0;
  *items = malloc((size_t)count * 3 / 2 * sizeof **items);
  if (*items) *room = (size_t)count * 3 / 2;
  return *items;
}

void news_types_drop(news_types *t) {
  if (!t || --t->users) return;
  free(t->of_form);
  free(t->rows);
  free(t->slots);
  free(t->four);
  free(t->group_first);
  free(t->group_list);
  free(t->class_first);
  free(t->class_list);
  free(t->mark);
  free(t->grouped);
  news_rows_free(t->maker);
  free(t->row);
  free(t->often);
  free(t->met);
  free(t);
}

/* ---- which groups a class belongs to */

static bool list_classes(const news_pattern_set *set, news_types *t) {
  uint32_t classes = set->classes.class_count, total = 0;
  for (uint32_t g = 0; g < set->groups.count; g++)
    total += set->groups.keys[g].size / (uint32_t)sizeof(uint32_t);
  t->class_first = calloc((size_t)classes + 2, sizeof *t->class_first);
  t->class_list = malloc(((size_t)total + 1) * sizeof *t->class_list);
  t->mark = calloc((size_t)set->groups.count + 1, sizeof *t->mark);
  t->grouped = calloc(t->row_words, sizeof *t->grouped);
  if (!t->class_first || !t->class_list || !t->mark || !t->grouped)
    return false;
  uint32_t *first = t->class_first + 1; /* shifted while it is filled */
  for (int fill = 0; fill < 2; fill++) {
    for (uint32_t g = 0; g < set->groups.count; g++) {
      const struct news_key *k = &set->groups.keys[g];
      for (uint32_t i = 0; i < k->size / sizeof(uint32_t); i++) {
        uint32_t class;
        memcpy(&class, k->bytes + i * sizeof class, sizeof class);
        if (fill) {
          t->class_list[first[class]++] = g;
          t->grouped[class / 64] |= UINT64_C(1) << (class % 64);
        } else {
          first[class + 1]++;
        }
      }
    }
    for (uint32_t c = 0; !fill && c < classes; c++) first[c + 1] += first[c];
  }
  return true;
}

static news_types *new_types(const news_pattern_set *set) {
  news_types *t = calloc(1, sizeof *t);
  if (!t) return NULL;
  t->users = 1;
  t->class_count = set->classes.class_count;
  t->group_count = set->groups.count;
  t->row_words = (t->class_count + 63) / 64 + !t->class_count;
  t->slot_count = FIRST_SLOTS;
  t->slots = calloc(t->slot_count, sizeof *t->slots);
  t->maker = news_rows_new(&set->classes);
  t->row = calloc(t->row_words, sizeof *t->row);
  if (t->slots && t->maker && t->row && list_classes(set, t)) return t;
  news_types_drop(t);
  return NULL;
}

/* Use the set's types, or make new ones if those do not fit or are too many. */
static bool share_types(news_matcher *m) {
  news_pattern_set *set = m->set;
  news_types *t = set->types;
  if (!t || t->class_count != set->classes.class_count ||
      t->group_count != set->groups.count || t->count > TYPES_MOST) {
    t = new_types(set);
    if (!t) return false;
    news_types_drop(set->types);
    set->types = t;
  }
  if (m->types == t) return true;
  news_reading_drop(m);
  news_types_drop(m->types);
  m->types = t;
  t->users++;
  for (uint32_t i = 0; i < m->letters_room; i++)
    news_letters_clear(&m->letters[i]);
  return true;
}

/* ---- a form's type */

static uint32_t row_hash(const news_types *t, const uint64_t *row) {
  uint64_t h = news_hash((const char *)row, t->row_words * sizeof *row);
  return (uint32_t)(h ^ h >> 32);
}

static bool grow_slots(news_types *t) {
  uint32_t count = t->slot_count * 2;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < t->count; i++) {
    uint32_t at = row_hash(t, t->rows + (size_t)i * t->row_words) & (count - 1);
    while (slots[at]) at = (at + 1) & (count - 1);
    slots[at] = i + 1;
  }
  free(t->slots);
  t->slots = slots;
  t->slot_count = count;
  return true;
}

/* List the groups with a class set in the row, each once. */
static bool list_groups(news_types *t) {
  t->marked++;
  for (uint32_t w = 0; w < t->row_words; w++) {
    for (uint64_t bits = t->row[w] & t->grouped[w]; bits; bits &= bits - 1) {
      uint32_t class = w * 64 + (uint32_t)__builtin_ctzll(bits);
      for (uint32_t i = t->class_first[class]; i < t->class_first[class + 1];
           i++) {
        uint32_t group = t->class_list[i];
        if (t->mark[group] == t->marked) continue;
        t->mark[group] = t->marked;
        if (!news_room((void **)&t->group_list, &t->group_list_room,
                       (uint64_t)t->group_list_count + 1,
                       sizeof *t->group_list))
          return false;
        t->group_list[t->group_list_count++] = group;
      }
    }
  }
  return true;
}

static bool room_for_type(news_types *t) {
  if (t->count < t->room) return true;
  uint32_t room = t->room ? t->room * 2 : FIRST_TYPES;
  void *rows = realloc(t->rows, (size_t)room * t->row_words * sizeof *t->rows);
  if (rows) t->rows = rows;
  void *first = realloc(t->group_first, ((size_t)room + 1) * sizeof(uint32_t));
  if (first) t->group_first = first;
  void *four = realloc(t->four, (size_t)room * sizeof *t->four);
  if (four) t->four = four;
  if (!rows || !first || !four) return false;
  t->room = room;
  return true;
}

static void list_four(news_types *t, uint32_t type) {
  for (uint32_t i = 0; i < 4; i++) {
    uint32_t at = t->group_first[type] + i;
    bool inside = at < t->group_first[type + 1];
    t->four[type].group[i] = inside ? t->group_list[at] : t->group_count;
  }
}

static uint32_t add_type(news_types *t, uint32_t hash) {
  if (t->count >= t->slot_count / 2 && !grow_slots(t)) return NEWS_NONE;
  if (!room_for_type(t)) return NEWS_NONE;
  uint32_t at = hash & (t->slot_count - 1);
  while (t->slots[at]) at = (at + 1) & (t->slot_count - 1);
  uint32_t type = t->count;
  if (!type) t->group_first[0] = 0;
  if (!list_groups(t)) return NEWS_NONE;
  memcpy(t->rows + (size_t)type * t->row_words, t->row,
         t->row_words * sizeof *t->row);
  t->group_first[type + 1] = t->group_list_count;
  list_four(t, type);
  t->slots[at] = type + 1;
  t->count++;
  return type;
}

static uint32_t find_type(const news_types *t, uint32_t hash) {
  uint32_t at = hash & (t->slot_count - 1);
  for (; t->slots[at]; at = (at + 1) & (t->slot_count - 1))
    if (!memcmp(t->rows + (size_t)(t->slots[at] - 1) * t->row_words, t->row,
                t->row_words * sizeof *t->row))
      return t->slots[at] - 1;
  return NEWS_NONE;
}

/* Read the answers of the form into t->row. */
static bool read_row(news_matcher *m, uint32_t form) {
  news_types *t = m->types;
  const news_known *known = &m->set->known;
  const news_vocabulary *voc = m->document.voc;
  if (known->class_count == t->class_count &&
      news_known_row(known, news_vocabulary_form(voc, form),
                     news_rows_base(t->maker), t->row))
    return true;
  return !news_rows_make(t->maker, voc, form, t->row);
}

uint32_t news_type_of_form(news_matcher *m, uint32_t form) {
  news_types *t = m->types;
  if (!read_row(m, form)) return NEWS_NONE;
  uint32_t hash = row_hash(t, t->row), type = find_type(t, hash);
  if (type == NEWS_NONE) type = add_type(t, hash);
  if (type != NEWS_NONE) t->of_form[form] = type;
  return type;
}

/* ---- for a document */

static bool room_for_forms(news_matcher *m) {
  news_types *t = m->types;
  uint32_t before = t->form_room;
  if (!news_room((void **)&t->of_form, &t->form_room,
                 news_vocabulary_count(m->document.voc), sizeof *t->of_form))
    return false;
  if (t->form_room > before)
    memset(t->of_form + before, 0xFF,
           (t->form_room - before) * sizeof *t->of_form);
  return true;
}

bool news_types_refresh(news_matcher *m) {
  if (!share_types(m)) return false;
  news_types *t = m->types;
  const news_vocabulary *voc = m->document.voc;
  uint32_t generation = news_vocabulary_generation(voc);
  if ((t->voc != voc || t->generation != generation) && t->form_room)
    memset(t->of_form, 0xFF, t->form_room * sizeof *t->of_form);
  t->voc = voc;
  t->generation = generation;
  return room_for_forms(m);
}

/* ---- letters */

void news_letters_clear(news_letters *l) {
  free(l->keys);
  l->keys = NULL;
  l->types = l->count = l->room = l->after_count = 0;
  free(l->element_rows);
  l->element_rows = NULL;
  if (l->slots) memset(l->slots, 0, l->slot_count * sizeof *l->slots);
}

void news_letters_free(news_letters *l) {
  free(l->of_type);
  free(l->starting);
  free(l->keys);
  free(l->slots);
  free(l->jumps);
  free(l->begins);
  free(l->after);
  free(l->element_rows);
  free(l->possible);
  *l = (news_letters){0};
}

/* The number within the program of the lowest class of these bits. */
static uint32_t class_of(const news_asked *a, uint64_t bits) {
  uint64_t below = (bits & -bits) - 1;
  return a->rank + news_count_bits(a->bits & below);
}

/* Add the nodes that take the classes of the key anywhere in the sentence;
 * returns whether there are others. */
static bool add_every(const news_program *p, const uint64_t *key,
                      uint64_t *mask) {
  bool others = false;
  for (uint32_t i = 0; i < p->asked_count; i++)
    for (uint64_t bits = key[i]; bits; bits &= bits - 1) {
      const news_taken *taken = p->taken + class_of(&p->asked[i], bits);
      const news_every *e = p->every + taken[0].every;
      const news_every *end = p->every + taken[1].every;
      for (; e < end; e++) mask[e->word] |= e->nodes;
      others |= taken[0].takers < taken[1].takers;
    }
  return others;
}

/* Add the others to the mask of each context. */
static void add_takers(const news_program *p, const uint64_t *key,
                       uint32_t contexts, uint64_t *mask) {
  for (uint32_t i = 0; i < p->asked_count; i++)
    for (uint64_t bits = key[i]; bits; bits &= bits - 1) {
      const news_taken *taken = p->taken + class_of(&p->asked[i], bits);
      const news_taker *t = p->takers + taken[0].takers;
      const news_taker *end = p->takers + taken[1].takers;
      for (; t < end; t++)
        for (uint32_t c = 0; c < contexts; c++)
          if (t->sides >> c & 1) news_put(mask + (size_t)c * p->words, t->node);
    }
}

/* Make the mask of a key; returns whether it depends on the context. */
static bool key_mask(const news_program *p, const uint64_t *key,
                     uint32_t contexts, uint64_t *mask) {
  size_t size = p->words * sizeof *mask;
  memset(mask, 0, size);
  bool others = add_every(p, key, mask);
  for (uint32_t c = 1; c < contexts; c++)
    memcpy(mask + (size_t)c * p->words, mask, size);
  if (others) add_takers(p, key, contexts, mask);
  return others;
}

/* Only two operations a word, because most time is spent here; end_hash() mixes
 * the upper bits into the lower ones. */
static uint64_t mix(uint64_t hash, uint64_t word) {
  return hash * 0x9E3779B97F4A7C15u + word;
}

static uint32_t end_hash(uint64_t hash) {
  hash ^= hash >> 32;
  return (uint32_t)(hash * 0x9E3779B97F4A7C15u >> 32);
}

static uint32_t key_hash(const uint64_t *key, uint32_t size) {
  uint64_t h = 0;
  for (uint32_t i = 0; i < size; i++) h = mix(h, key[i]);
  return end_hash(h);
}

/* Make the key of a type for the program; returns its key_hash(). */
static uint32_t type_key(const news_types *t, const news_program *p,
                         uint32_t type, uint64_t *key) {
  const uint64_t *row = t->rows + (size_t)type * t->row_words;
  uint64_t h = 0;
  for (uint32_t i = 0; i < p->asked_count; i++) {
    key[i] = row[p->asked[i].word] & p->asked[i].bits;
    h = mix(h, key[i]);
  }
  return end_hash(h);
}

static bool grow_letter_slots(news_letters *l, uint32_t size) {
  uint32_t count = l->slot_count ? l->slot_count * 2 : 16;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < l->count; i++) {
    uint32_t at = key_hash(l->keys + (size_t)i * size, size) & (count - 1);
    while (slots[at]) at = (at + 1) & (count - 1);
    slots[at] = i + 1;
  }
  free(l->slots);
  l->slots = slots;
  l->slot_count = count;
  return true;
}

/* The slot of the letter with this key, or a free slot. */
static uint32_t *find_letter(const news_letters *l, uint32_t size,
                             const uint64_t *key, uint32_t hash) {
  uint32_t at = hash & (l->slot_count - 1);
  while (l->slots[at] && memcmp(l->keys + (size_t)(l->slots[at] - 1) * size,
                                key, size * sizeof *key) != 0)
    at = (at + 1) & (l->slot_count - 1);
  return &l->slots[at];
}

/* Compute what may be next to a word of the last letter. */
static void add_neighbours(news_letters *l, const news_program *p,
                           uint32_t contexts) {
  if (!p->narrow) return;
  size_t first = (size_t)l->count * contexts;
  for (size_t i = first; i < first + contexts; i++) {
    l->behind[i] = l->ahead[i] = 0;
    for (uint64_t bits = l->masks[i]; bits; bits &= bits - 1) {
      l->behind[i] |= p->behind[__builtin_ctzll(bits)];
      l->ahead[i] |= p->ahead[__builtin_ctzll(bits)];
    }
  }
}

/* The value of letters.seen for a word of this mask. */
static uint64_t guards_seen(const news_program *p, const uint64_t *mask) {
  uint64_t shorts = p->short_ahead | p->short_behind;
  uint64_t asked = shorts | p->taking_ahead | p->taking_behind;
  const uint64_t *edges = p->edges + (size_t)p->look_count * p->words;
  uint64_t seen = 0;
  for (uint32_t w = 0; w < p->words; w++)
    for (uint64_t bits = mask[w] & edges[w]; bits; bits &= bits - 1)
      seen |= p->edge_of[w * NEWS_MASK_BITS + (uint32_t)__builtin_ctzll(bits)];
  return (seen ^ (p->negative & shorts)) & asked;
}

/* `differ`: its masks in some contexts. */
static void add_seen(news_letters *l, const news_program *p, uint32_t contexts,
                     bool differ) {
  if (!p->look_count) return;
  size_t first = (size_t)l->count * contexts;
  for (size_t i = first; i < first + contexts; i++)
    l->seen[i] = i > first && !differ ? l->seen[i - 1]
                                      : guards_seen(p, l->masks + i * p->words);
}

/* Mark types from `first` on as possible starts, because nothing is known of
 * them. */
static void let_start(uint64_t *starting, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i = (i | 63) + 1)
    starting[i / 64] = (i % 64 ? starting[i / 64] : 0) | UINT64_MAX << i % 64;
}

news_status news_letters_open(news_matcher *m, uint32_t pattern,
                              news_error *err) {
  const news_types *t = m->types;
  news_letters *l = &m->letters[pattern];
  if (l->count > LETTERS_MOST) news_letters_clear(l);
  if (l->types == t->count) return NEWS_OK;
  if (!news_room((void **)&l->of_type, &l->type_room, t->room,
                 sizeof *l->of_type) ||
      !news_room((void **)&l->starting, &l->starting_room, t->room / 64 + 1u,
                 sizeof *l->starting))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  memset(l->of_type + l->types, 0xFF,
         (t->count - l->types) * sizeof *l->of_type);
  let_start(l->starting, l->types, t->count);
  l->types = t->count;
  return NEWS_OK;
}

/* Move `each` words for each letter to *at, and *at behind them. */
static uint64_t *move_words(uint64_t **at, const uint64_t *from, size_t each,
                            const news_letters *l, uint32_t room) {
  uint64_t *to = *at;
  if (l->count) memcpy(to, from, each * l->count * sizeof *to);
  *at += each * room;
  return to;
}

/* All data of the letters is in one block, which begins with keys. */
static bool grow_letters(news_letters *l, const news_program *p,
                         uint32_t contexts) {
  const news_letters old = *l;
  uint32_t room = l->room ? l->room * 2 : FIRST_LETTERS;
  size_t masks = (size_t)contexts * p->words;
  size_t looks = p->look_count ? contexts : 0,
         beside = p->narrow ? contexts : 0;
  size_t words = p->asked_count + masks + looks + 2 * beside;
  size_t each = words * sizeof *l->keys + contexts * sizeof *l->starts;
  uint64_t *at = room > SIZE_MAX / each ? NULL : malloc(room * each);
  if (!at) return false;
  l->keys = move_words(&at, old.keys, p->asked_count, l, room);
  l->masks = move_words(&at, old.masks, masks, l, room);
  l->seen = move_words(&at, old.seen, looks, l, room);
  l->behind = move_words(&at, old.behind, beside, l, room);
  l->ahead = move_words(&at, old.ahead, beside, l, room);
  l->starts = (uint32_t *)at;
  size_t starts = (size_t)l->count * contexts * sizeof *l->starts;
  if (starts) memcpy(l->starts, old.starts, starts);
  l->room = room;
  free(old.keys);
  return true;
}

static uint32_t contexts_of(const news_program *p) {
  return p->by_context ? 4 : 1;
}

/* Compute all data of a letter from its key, which is the last one.  Rows about
 * starts are made on demand, because most letters are never tried as a
 * start. */
static void add_letter(news_letters *l, const news_program *p) {
  uint32_t contexts = contexts_of(p);
  size_t first = (size_t)l->count * contexts;
  bool differ = key_mask(p, l->keys + (size_t)l->count * p->asked_count,
                         contexts, l->masks + first * p->words);
  add_seen(l, p, contexts, differ);
  for (uint32_t i = 0; i < contexts; i++) l->starts[first + i] = NEWS_NONE;
  add_neighbours(l, p, contexts);
}

news_status news_letter_add(news_matcher *m, news_letters *l, uint32_t type,
                            news_error *err) {
  const news_program *p = l->program;
  uint32_t size = p->asked_count;
  if ((l->count == l->room && !grow_letters(l, p, contexts_of(p))) ||
      (l->count >= l->slot_count / 2 && !grow_letter_slots(l, size)))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  uint64_t *key = l->keys + (size_t)l->count * size;
  uint32_t hash = type_key(m->types, p, type, key);
  uint32_t *slot = find_letter(l, size, key, hash);
  if (!*slot) {
    if (l->count >= NEWS_IDLE)
      return news_fail(err, NEWS_ETOOBIG, 0,
                       "the pattern distinguishes too many kinds of words");
    add_letter(l, p);
    *slot = ++l->count;
  }
  l->of_type[type] = (uint16_t)(*slot - 1);
  return NEWS_OK;
}
