#include "pattern_known.h"

#include <string.h>

/* ---- asking */

static uint32_t form_hash(const news_form *f) {
  uint64_t h = news_hash(f->text, f->size) ^ f->kind;
  return (uint32_t)(h ^ h >> 32);
}

static bool is_form(const news_known *k, uint32_t word, const news_form *f) {
  const char *key = k->texts + k->word_at[word];
  return k->word_at[word + 1] - k->word_at[word] == f->size + 1 &&
         (uint8_t)key[0] == f->kind && memcmp(key + 1, f->text, f->size) == 0;
}

/* The slot of the form, or the free one where it would stand. */
static uint32_t *slot_of(const news_known *k, const news_form *f) {
  uint32_t at = form_hash(f) & (k->slot_count - 1);
  while (k->slots[at] && !is_form(k, k->slots[at] - 1, f))
    at = (at + 1) & (k->slot_count - 1);
  return &k->slots[at];
}

bool news_known_row(const news_known *k, const news_form *form,
                    const uint64_t *base, uint64_t *row) {
  uint32_t word = k->slot_count ? *slot_of(k, form) : 0;
  if (!word) return false;
  memcpy(row, base, ((size_t)k->class_count + 63) / 64 * sizeof *row);
  uint32_t number = k->row_of[word - 1];
  for (uint32_t i = k->row_at[number]; i < k->row_at[number + 1]; i++)
    row[k->classes[i] / 64] ^= (uint64_t)1 << k->classes[i] % 64;
  return true;
}

/* ---- making */

/* What grows while the words are read. */
typedef struct maker {
  const news_vocabulary *voc;
  news_rows *rows;
  uint64_t *row;
  news_buffer classes; /* of one row */
  news_keys distinct;  /* rows by their classes */
  news_buffer word_at, texts, row_of;
} maker;

static void add_number(news_buffer *out, uint32_t number) {
  news_buffer_add(out, &number, sizeof number);
}

/* The classes of m->row that are not as in the base. */
static void list_classes(maker *m, uint32_t class_count) {
  const uint64_t *base = news_rows_base(m->rows);
  news_buffer_clear(&m->classes);
  for (uint32_t w = 0; w < (class_count + 63) / 64; w++)
    for (uint64_t bits = m->row[w] ^ base[w]; bits; bits &= bits - 1) {
      uint16_t class = (uint16_t)(w * 64 + (uint32_t)__builtin_ctzll(bits));
      news_buffer_add(&m->classes, &class, sizeof class);
    }
}

static news_status add_word(maker *m, const news_classes *c, news_arena *arena,
                            uint32_t form) {
  const news_form *f = news_vocabulary_form(m->voc, form);
  bool added;
  if (news_rows_make(m->rows, m->voc, form, m->row)) return NEWS_ENOMEM;
  list_classes(m, c->class_count);
  if (m->classes.failed) return NEWS_ENOMEM;
  const char *classes = m->classes.size ? m->classes.data : "";
  uint32_t row =
      news_keys_add(&m->distinct, arena, classes, m->classes.size, &added);
  if (row == NEWS_NONE) return NEWS_ENOMEM;
  add_number(&m->word_at, (uint32_t)m->texts.size);
  add_number(&m->row_of, row);
  news_buffer_add_byte(&m->texts, (char)f->kind);
  news_buffer_add(&m->texts, f->text, f->size);
  return NEWS_OK;
}

/* What stands in the buffer, in memory of the arena; NULL without memory. */
static void *kept(const news_buffer *b, news_arena *arena) {
  void *to = b->failed ? NULL : news_arena_alloc(arena, b->size + 1);
  if (to && b->size) memcpy(to, b->data, b->size);
  return to;
}

static bool keep_rows(const news_keys *distinct, news_arena *arena,
                      news_known *k) {
  uint32_t total = 0;
  k->row_count = distinct->count;
  for (uint32_t i = 0; i < k->row_count; i++)
    total += distinct->keys[i].size / (uint32_t)sizeof *k->classes;
  k->row_at =
      news_arena_alloc(arena, ((size_t)k->row_count + 1) * sizeof *k->row_at);
  k->classes =
      news_arena_alloc(arena, ((size_t)total + 1) * sizeof *k->classes);
  if (!k->row_at || !k->classes) return false;
  uint32_t at = 0;
  for (uint32_t i = 0; i < k->row_count; i++) {
    const struct news_key *row = &distinct->keys[i];
    k->row_at[i] = at;
    memcpy(k->classes + at, row->bytes, row->size);
    at += row->size / (uint32_t)sizeof *k->classes;
  }
  k->row_at[k->row_count] = at;
  return true;
}

static bool fill_slots(const news_vocabulary *voc, news_arena *arena,
                       news_known *k) {
  uint32_t room = 2;
  while (room < 2 * k->count) room *= 2;
  k->slots = news_arena_alloc(arena, room * sizeof *k->slots);
  if (!k->slots) return false;
  memset(k->slots, 0, room * sizeof *k->slots);
  k->slot_count = room;
  for (uint32_t i = 0; i < k->count; i++)
    *slot_of(k, news_vocabulary_form(voc, i)) = i + 1;
  return true;
}

static news_status read_words(maker *m, const news_classes *c,
                              news_arena *arena, news_known *k) {
  uint32_t count = news_vocabulary_count(m->voc);
  m->rows = news_rows_new(c);
  m->row = news_arena_alloc(arena,
                            ((size_t)c->class_count / 64 + 1) * sizeof *m->row);
  if (!m->rows || !m->row) return NEWS_ENOMEM;
  for (uint32_t i = 0; i < count; i++)
    if (add_word(m, c, arena, i)) return NEWS_ENOMEM;
  add_number(&m->word_at, (uint32_t)m->texts.size);
  *k = (news_known){.class_count = c->class_count, .count = count};
  k->word_at = kept(&m->word_at, arena);
  k->texts = kept(&m->texts, arena);
  k->row_of = kept(&m->row_of, arena);
  if (!k->word_at || !k->texts || !k->row_of ||
      !keep_rows(&m->distinct, arena, k) || !fill_slots(m->voc, arena, k))
    return NEWS_ENOMEM;
  return NEWS_OK;
}

static bool keep_many(const news_rows *rows, news_arena *arena,
                      news_lexicon_cells *out) {
  news_lexicon_cells made = news_rows_many(rows);
  size_t size = (size_t)made.count * made.words * sizeof *made.cells;
  uint64_t *cells = news_arena_alloc(arena, size);
  if (!cells) return false;
  memcpy(cells, made.cells, size);
  *out = made;
  out->cells = cells;
  return true;
}

news_status news_known_make(news_classes *classes, const news_vocabulary *voc,
                            news_arena *arena, news_known *out) {
  maker m = {.voc = voc};
  *out = (news_known){0};
  if (classes->class_count > UINT16_MAX) return NEWS_OK;
  news_status status = read_words(&m, classes, arena, out);
  if (!status && !(keep_many(m.rows, arena, &classes->many) &&
                   news_questions_make(classes, arena, &classes->questions)))
    status = NEWS_ENOMEM;
  if (status) *out = (news_known){0};
  news_rows_free(m.rows);
  news_keys_free(&m.distinct);
  news_buffer_free(&m.classes);
  news_buffer_free(&m.word_at);
  news_buffer_free(&m.texts);
  news_buffer_free(&m.row_of);
  return status;
}
