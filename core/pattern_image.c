/* A pattern set as one block of a mapped file: written once, read by turning
 * places back into pointers.  One walk over all compiled data does everything,
 * so that a new array needs just one line here. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "pattern_image.h"
#include "pattern_matcher.h"

typedef enum image_step {
  IMAGE_MEASURE, /* compute the size */
  IMAGE_WRITE,   /* copy; pointers become places */
  IMAGE_READ,    /* places become pointers */
} image_step;

static const char magic[8] = "newspats";

typedef struct image {
  image_step step;
  char *block;
  uintptr_t from, to; /* reading: the address in the block, and the new one */
  /* Data with pointers comes first and together, so that a reader changes few
   * pages. */
  size_t at[2], size;
  size_t sources; /* end of what each reader changes */
  bool damaged;
  const news_lexicon *const *lexicons;
  uint32_t lexicon_count;
} image;

/* Pointers are valid for a block at `home`; if that is 0, they are places
 * counted from the start of the block. */
typedef struct image_header {
  char magic[8];
  uint64_t size, lexicons, home;
  uint64_t sources; /* end of the part that each reader changes: lexicons */
  uint64_t holders; /* end of the part with pointers */
} image_header;

/* Allocate bytes in a region (1: data with pointers). */
static size_t take(image *m, bool pointers, size_t bytes) {
  size_t *at = &m->at[pointers], place = (*at + 7) / 8 * 8;
  *at = place + bytes;
  return place;
}

/* Handle the array of the pointer at `field`: in the original, in the copy, or
 * in the block.  NULL stays NULL. */
static void *array_at(image *m, const void *field, uint64_t count, size_t size,
                      bool pointers) {
  char *array;
  memcpy(&array, field, sizeof array);
  void *to = (void *)(uintptr_t)field;
  if (!array || m->damaged) return array;
  size_t bytes = (size_t)count * size;
  if (m->step == IMAGE_READ) {
    uintptr_t place = (uintptr_t)array - m->from, address = m->to + place;
    if (place % 8 || place > m->size || bytes > m->size - place) {
      m->damaged = true;
      return NULL;
    }
    memcpy(to, &address, sizeof address);
    return m->block + place;
  }
  size_t at = take(m, pointers, bytes);
  if (m->step == IMAGE_MEASURE) return array;
  char *copy = m->block + at, *place = (char *)(uintptr_t)at;
  if (bytes) memcpy(copy, array, bytes);
  memcpy(to, &place, sizeof place);
  return copy;
}

#define ITEMS(field, count) array_at(m, &(field), count, sizeof *(field), false)
/* The same for items that contain pointers. */
#define HOLDERS(field, count) \
  array_at(m, &(field), count, sizeof *(field), true)

/* Clear the padding of structures, so that the same patterns give the same
 * bytes. (GCC 12 clears too much of a structure with an array of structures,
 * such as news_compiled; its padding is zero anyway.) */
#if defined __has_builtin && !defined __clang__
#if __has_builtin(__builtin_clear_padding)
#define CLEAN(items, count)                     \
  do {                                          \
    if (m->step == IMAGE_WRITE && (items))      \
      for (uint64_t i_ = 0; i_ < (count); i_++) \
        __builtin_clear_padding(&(items)[i_]);  \
  } while (0)
#endif
#endif
#ifndef CLEAN
#define CLEAN(items, count) ((void)(items))
#endif

/* ---- the walk */

static const struct news_key *walk_keys(image *m, news_keys *keys) {
  struct news_key *k = HOLDERS(keys->keys, keys->count);
  (void)ITEMS(keys->slots, keys->slot_count);
  for (uint32_t i = 0; k && i < keys->count && !m->damaged; i++)
    (void)ITEMS(k[i].bytes, k[i].size + 1u);
  return k;
}

static void walk_conditions(image *m, const news_condition *const *first) {
  while (*first && !m->damaged) {
    const news_condition *k = HOLDERS(*first, 1);
    if (m->damaged) return;
    (void)ITEMS(k->name, k->size);
    const char *const *values = HOLDERS(k->values, k->count);
    const uint32_t *sizes = ITEMS(k->sizes, k->count);
    for (uint32_t i = 0; values && i < k->count && !m->damaged; i++)
      (void)ITEMS(values[i], sizes[i]);
    first = &k->next;
  }
}

/* A lexicon becomes its number + 1 in the list. */
static void number_lexicon(image *m, news_source *s) {
  if (!s->lexicon || m->step == IMAGE_READ) return;
  for (uint32_t i = 0; i < m->lexicon_count; i++)
    if (m->lexicons[i] == s->lexicon) {
      if (m->step == IMAGE_WRITE)
        s->lexicon = (const news_lexicon *)(uintptr_t)(i + 1);
      return;
    }
  m->damaged = true;
}

/* And back. */
static bool find_lexicons(const news_classes *c,
                          const news_lexicon *const *lexicons, uint32_t count) {
  for (uint32_t i = 0; i < c->source_keys.count; i++) {
    news_source *s = &c->sources[i];
    uintptr_t number = (uintptr_t)s->lexicon;
    if (number > count) return false;
    if (number) s->lexicon = lexicons[number - 1];
  }
  return true;
}

static void walk_sources(image *m, news_classes *c) {
  news_source *s = HOLDERS(c->sources, c->source_keys.count);
  CLEAN(s, c->source_keys.count);
  for (uint32_t i = 0; s && i < c->source_keys.count && !m->damaged; i++) {
    number_lexicon(m, &s[i]);
    walk_conditions(m, &s[i].conditions);
  }
}

/* Regexes in compiled form, which is stored in the block. */
static news_status write_regexes(news_pattern_set *set, news_error *err) {
  news_classes *c = &set->classes;
  news_buffer bytes = NEWS_BUFFER_EMPTY;
  news_status status = NEWS_OK;
  for (uint32_t i = 0; i < c->atom_keys.count && !status; i++) {
    news_atom *a = &c->atoms[i];
    if (!a->regex || a->written) continue;
    news_buffer_clear(&bytes);
    status = news_regex_write(a->regex, &bytes, err);
    char *copy = status ? NULL : news_arena_alloc(set->arena, bytes.size + 1);
    if (!status && !copy) status = news_fail(err, NEWS_ENOMEM, 0, NULL);
    if (status) break;
    memcpy(copy, bytes.data, bytes.size);
    a->written = copy;
    a->written_size = bytes.size;
  }
  news_buffer_free(&bytes);
  return status;
}

/* The texts of atoms are the ends of their keys. */
static void walk_atoms(image *m, news_classes *c, const struct news_key *keys) {
  news_atom *a = HOLDERS(c->atoms, c->atom_keys.count);
  CLEAN(a, c->atom_keys.count);
  for (uint32_t i = 0; a && i < c->atom_keys.count && !m->damaged; i++) {
    (void)ITEMS(a[i].written, a[i].written_size);
    if (m->step == IMAGE_WRITE) {
      a[i].text = NULL;
      a[i].regex = NULL;
    } else if (m->step == IMAGE_READ) {
      const struct news_key *k = &keys[i];
      if (a[i].size > k->size)
        m->damaged = true;
      else
        a[i].text = k->bytes + (k->size - a[i].size);
    }
  }
}

static void walk_questions(image *m, news_questions *q) {
  uint64_t bytes = (uint64_t)NEWS_BYTE_ROWS * news_regex_words(q);
  if (!q->items) return;
  (void)ITEMS(q->items, q->count);
  (void)ITEMS(q->place_of, q->atom_count);
  (void)ITEMS(q->parents, q->parent_count);
  (void)ITEMS(q->base, q->count);
  (void)ITEMS(q->base_row, q->class_count / 64u + 1);
  (void)ITEMS(q->single, q->single_count);
  (void)ITEMS(q->regexes, q->regex_count);
  (void)ITEMS(q->first, bytes);
  (void)ITEMS(q->last, bytes);
  (void)ITEMS(q->by_lexicon, q->by_lexicon_count);
  (void)ITEMS(q->lexicons, q->lexicon_count);
}

static void walk_classes(image *m, news_classes *c) {
  uint32_t exprs = c->expr_keys.count;
  walk_sources(m, c);
  m->sources = m->at[1];
  walk_atoms(m, c, walk_keys(m, &c->atom_keys));
  (void)ITEMS(c->exprs, exprs);
  (void)ITEMS(c->class_of_expr, exprs);
  (void)ITEMS(c->guess_of_expr, exprs);
  (void)ITEMS(c->is_asked, exprs);
  (void)ITEMS(c->classes, c->class_count);
  (void)ITEMS(c->many.cells, c->many.count * c->many.words);
  walk_questions(m, &c->questions);
  (void)ITEMS(c->asked, c->asked_count);
}

static void walk_program(image *m, news_program *p) {
  uint32_t n = p->node_count;
  CLEAN(p, 1);
  (void)ITEMS(p->nodes, n);
  news_look *looks = ITEMS(p->looks, p->look_count);
  CLEAN(looks, p->look_count);
  (void)ITEMS(p->lists, 1u + p->look_count + n);
  (void)ITEMS(p->back_lists, p->look_count + n);
  (void)ITEMS(p->follows, p->follow_count);
  news_block *blocks = ITEMS(p->blocks, p->block_count);
  CLEAN(blocks, p->block_count);
  (void)ITEMS(p->actions, p->action_count);
  (void)ITEMS(p->edges, (p->look_count + UINT64_C(1)) * p->words);
  (void)ITEMS(p->edge_of, n);
  (void)ITEMS(p->start, p->words);
  (void)ITEMS(p->back_nodes, p->words);
  news_jump *j = HOLDERS(p->jumps, p->jump_count);
  CLEAN(j, p->jump_count);
  for (uint32_t i = 0; j && i < p->jump_count && !m->damaged; i++)
    (void)ITEMS(j[i].mask, p->words);
  news_asked *asked = ITEMS(p->asked, p->asked_count);
  CLEAN(asked, p->asked_count);
  (void)ITEMS(p->taken, p->taken_classes + 1u);
  news_every *every = ITEMS(p->every, p->every_count);
  CLEAN(every, p->every_count);
  (void)ITEMS(p->takers, p->taker_count);
  (void)ITEMS(p->behind, n);
  (void)ITEMS(p->ahead, n);
  (void)ITEMS(p->sources, p->source_count);
  (void)ITEMS(p->slot_names, p->slot_count);
}

static void walk_pattern(image *m, news_compiled *c) {
  walk_program(m, &c->program);
  (void)ITEMS(c->layers, c->layer_count);
  const char **names = HOLDERS(c->captures, c->capture_count);
  for (uint32_t i = 0; names && i < c->capture_count && !m->damaged; i++)
    (void)ITEMS(names[i], m->step == IMAGE_READ ? 1 : strlen(names[i]) + 1);
}

static void walk_known(image *m, news_known *k) {
  (void)ITEMS(k->slots, k->slot_count);
  const uint32_t *rows = ITEMS(k->row_at, k->row_count + 1u);
  (void)ITEMS(k->words, k->size);
  (void)ITEMS(k->classes, rows ? rows[k->row_count] : 0);
}

static void walk_set(image *m, news_pattern_set *set) {
  walk_classes(m, &set->classes);
  (void)walk_keys(m, &set->groups);
  news_compiled *c = HOLDERS(set->patterns, set->count);
  for (uint32_t i = 0; c && i < set->count && !m->damaged; i++)
    walk_pattern(m, &c[i]);
  (void)ITEMS(set->briefs, set->count);
  (void)ITEMS(set->source_groups, set->source_room);
  walk_known(m, &set->known);
  CLEAN(set, 1);
}

/* ---- writing */

/* Data that a reader makes itself, and data that only compiling needs. */
static news_pattern_set plain(const news_pattern_set *set) {
  news_pattern_set copy = *set;
  copy.fixed = true;
  copy.arena = copy.classes.arena = NULL;
  copy.scratch = NULL;
  copy.types = NULL;
  copy.asks = NULL;
  copy.classes.morphology = NULL;
  copy.classes.scratch = NULL;
  copy.classes.expr_keys.keys = copy.classes.source_keys.keys = NULL;
  copy.classes.expr_keys.slots = copy.classes.source_keys.slots = NULL;
  copy.source_room = set->classes.source_keys.count; /* only these are filled */
  return copy;
}

news_status news_pattern_set_write(news_pattern_set *set,
                                   const news_lexicon *const *lexicons,
                                   uint32_t count, news_buffer *out,
                                   news_error *err) {
  image m = {.lexicons = lexicons, .lexicon_count = count};
  news_status status = set->fixed ? NEWS_OK : write_regexes(set, err);
  if (status) return status;
  news_pattern_set copy = plain(set);
  walk_set(&m, &copy);
  if (m.damaged)
    return news_fail(err, NEWS_EDATA, 0, "a lexicon that is not in the list");
  image_header h = {.lexicons = count};
  memcpy(h.magic, magic, sizeof magic);
  size_t first = sizeof h + sizeof copy;
  size_t second = first + m.at[1];
  h.size = m.size = (second + m.at[0] + 15) / 8 * 8;
  h.holders = second;
  m.block = news_buffer_room(out, m.size);
  if (!m.block) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  memset(m.block, 0, m.size);
  m.step = IMAGE_WRITE;
  m.at[1] = first;
  m.at[0] = second;
  walk_set(&m, &copy);
  h.sources = m.sources;
  memcpy(m.block, &h, sizeof h);
  memcpy(m.block + sizeof h, &copy, sizeof copy);
  news_buffer_added(out, m.size);
  return NEWS_OK;
}

/* ---- reading */

/* Make the pages that will be written private all at once, if the kernel
 * can. */
static void take_pages(char *block, uint64_t end) {
#ifdef MADV_POPULATE_WRITE
  enum { PAGE = 4096 };
  uintptr_t from = (uintptr_t)block / PAGE * PAGE;
  (void)madvise((void *)from, (uintptr_t)block + end - from,
                MADV_POPULATE_WRITE);
#else
  (void)block;
  (void)end;
#endif
}

/* Check the header; false if it is not such a block. */
static bool read_header(const char *block, size_t size, image_header *h) {
  if (size < sizeof *h + sizeof(news_pattern_set)) return false;
  memcpy(h, block, sizeof *h);
  return memcmp(h->magic, magic, sizeof magic) == 0 && h->size == size &&
         h->sources <= h->holders && h->holders <= size;
}

static news_pattern_set *set_in(char *block) {
  return (void *)(block + sizeof(image_header));
}

/* Make the pointers valid for the block at `to`. */
static bool move(char *block, const image_header *h, uintptr_t to) {
  image m = {.step = IMAGE_READ,
             .block = block,
             .from = (uintptr_t)h->home,
             .to = to,
             .size = (size_t)h->size};
  walk_set(&m, set_in(block));
  return !m.damaged;
}

void news_pattern_set_settle(char *block, size_t size, uintptr_t address) {
  image_header h;
  if (!read_header(block, size, &h) || !move(block, &h, address)) return;
  h.home = address;
  memcpy(block, &h, sizeof h);
}

news_status news_pattern_set_open(void *block, size_t size,
                                  const news_morphology *morphology,
                                  const news_lexicon *const *lexicons,
                                  uint32_t count, news_pattern_set **out,
                                  news_error *err) {
  image_header h;
  *out = NULL;
  bool fine = read_header(block, size, &h) && h.lexicons == count;
  bool home = fine && h.home == (uintptr_t)block;
  if (fine) take_pages(block, home ? h.sources : h.holders);
  if (fine && !home) fine = move(block, &h, (uintptr_t)block);
  news_pattern_set *set = set_in(block);
  if (!fine || !find_lexicons(&set->classes, lexicons, count))
    return news_fail(err, NEWS_EDATA, 0, "not compiled patterns");
  memset(block, 0, sizeof magic); /* can be opened only once */
  set->classes.morphology = morphology;
  set->classes.scratch = news_regex_scratch_new();
  if (!set->classes.scratch) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *out = set;
  return NEWS_OK;
}
