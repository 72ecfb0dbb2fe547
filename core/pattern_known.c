#include "pattern_known.h"

#include <string.h>

/* ---- asking */

static uint32_t form_hash(const news_form *f) {
  uint64_t h = news_hash(f->text, f->size) ^ f->kind;
  return (uint32_t)(h ^ h >> 32);
}

/* A word begins at a multiple of 4 with everything a lookup needs: this, its
 * kind in one byte, its text. */
typedef struct known_word {
  uint32_t row, size; /* size of the text */
} known_word;

static uint32_t word_size(uint32_t text) {
  return ((uint32_t)sizeof(known_word) + 1 + text + 3) / 4 * 4;
}

static const char *read_word(const news_known *k, uint32_t slot,
                             known_word *word) {
  const char *at = k->words + (size_t)(slot - 1) * 4;
  memcpy(word, at, sizeof *word);
  return at + sizeof *word;
}

static bool is_form(const news_known *k, uint32_t slot, const news_form *f) {
  known_word word;
  const char *key = read_word(k, slot, &word);
  return word.size == f->size && (uint8_t)key[0] == f->kind &&
         memcmp(key + 1, f->text, f->size) == 0;
}

/* The slot of the form, or the free slot where it would go. */
static uint32_t *slot_of(const news_known *k, const news_form *f) {
  uint32_t at = form_hash(f) & (k->slot_count - 1);
  while (k->slots[at] && !is_form(k, k->slots[at], f))
    at = (at + 1) & (k->slot_count - 1);
  return &k->slots[at];
}

bool news_known_row(const news_known *k, const news_form *form,
                    const uint64_t *base, uint64_t *row) {
  known_word word;
  uint32_t slot = k->slot_count ? *slot_of(k, form) : 0;
  if (!slot) return false;
  (void)read_word(k, slot, &word);
  memcpy(row, base, ((size_t)k->class_count + 63) / 64 * sizeof *row);
  for (uint32_t i = k->row_at[word.row]; i < k->row_at[word.row + 1]; i++)
    row[k->classes[i] / 64] ^= (uint64_t)1 << k->classes[i] % 64;
  return true;
}

/* ---- making */

/* Data that grows while words are read. */
typedef struct maker {
  const news_vocabulary *voc;
  news_rows *rows;
  uint64_t *row;
  news_buffer classes; /* the classes of one row */
  news_keys distinct;  /* distinct rows by their classes */
  news_buffer words;
} maker;

/* Collect the classes of m->row that differ from the base. */
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
  known_word word = {row, f->size};
  news_buffer_add(&m->words, &word, sizeof word);
  news_buffer_add_byte(&m->words, (char)f->kind);
  news_buffer_add(&m->words, f->text, f->size);
  while (m->words.size % 4 && !m->words.failed)
    news_buffer_add_byte(&m->words, '\0');
  return NEWS_OK;
}

static bool keep_words(const news_buffer *words, news_arena *arena,
                       news_known *k) {
  if (words->failed || words->size > UINT32_MAX) return false;
  k->words = news_arena_alloc(arena, words->size + 1);
  if (!k->words) return false;
  if (words->size) memcpy(k->words, words->data, words->size);
  k->size = (uint32_t)words->size;
  return true;
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
  uint32_t room = 2, count = news_vocabulary_count(voc), at = 0;
  while (room < 2 * count) room *= 2;
  k->slots = news_arena_alloc(arena, room * sizeof *k->slots);
  if (!k->slots) return false;
  memset(k->slots, 0, room * sizeof *k->slots);
  k->slot_count = room;
  for (uint32_t i = 0; i < count; i++) {
    const news_form *f = news_vocabulary_form(voc, i);
    *slot_of(k, f) = at / 4 + 1;
    at += word_size(f->size);
  }
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
  *k = (news_known){.class_count = c->class_count};
  if (!keep_words(&m->words, arena, k) || !keep_rows(&m->distinct, arena, k) ||
      !fill_slots(m->voc, arena, k))
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
  news_buffer_free(&m.words);
  return status;
}
