#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buffer.h"
#include "hash.h"
#include "sentence.h"
#include "tokenizer.h"
#include "unicode.h"
#include "utf8.h"

#ifndef NEWS_VOCABULARY_SLOTS /* a power of two; tests build with a tiny one \
                               */
#ifdef NEWS_TINY
#define NEWS_VOCABULARY_SLOTS 2
#else
#define NEWS_VOCABULARY_SLOTS 1024
#endif
#endif

enum { KIND = 0x7F };

/* The key of a form: up to SHORT bytes of text, the kind and the size; for a
 * longer form its hash and size, so that the text must be compared, too. */
typedef struct key {
  uint64_t low, high;
} key;
enum { SHORT = 14, LONG = 0xFF, SIZE_SHIFT = 56, KIND_SHIFT = 48 };

/* An open-addressed table; id + 1, 0 means free. */
typedef struct slot {
  key key;
  uint32_t id;
} slot;

struct news_vocabulary {
  news_form *forms;
  uint32_t count, room;
  slot *slots;
  uint32_t slot_count;
  news_arena *texts;
  news_buffer fold;
  size_t limit;
  uint32_t generation;
};

static uint64_t load_tail(const char *s, size_t size) {
  uint64_t v = 0;
  for (size_t i = 0; i < size; i++) v |= (uint64_t)(uint8_t)s[i] << (8 * i);
  return v;
}

uint64_t news_hash(const char *text, size_t size) {
  uint64_t h = (uint64_t)size * NEWS_HASH_ODD;
  for (; size >= 8; size -= 8, text += 8)
    h = news_mix(h ^ news_load8(text) ^ NEWS_HASH_ODD, NEWS_HASH_OTHER);
  return news_mix(h ^ load_tail(text, size) ^ NEWS_HASH_OTHER, NEWS_HASH_ODD);
}

/* 16 bytes at `text` must be readable; those from `size` on are ignored. */
static key short_key(const char *text, uint32_t size, uint8_t kind) {
  news_short s = news_short_of(text, size);
  return (key){s.low, s.high | (uint64_t)kind << KIND_SHIFT |
                          (uint64_t)size << SIZE_SHIFT};
}

static key long_key(const char *text, uint32_t size, uint8_t kind) {
  return (key){news_hash(text, size), (uint64_t)LONG << SIZE_SHIFT |
                                          (uint64_t)kind << KIND_SHIFT | size};
}

static key key_of(const char *text, uint32_t size, uint8_t kind) {
  char bytes[16] = {0};
  if (size > SHORT) return long_key(text, size, kind);
  if (size) memcpy(bytes, text, size);
  return short_key(bytes, size, kind);
}

static uint32_t hash_of(key k) {
  return (uint32_t)news_mix(k.low ^ NEWS_HASH_ODD, k.high ^ NEWS_HASH_OTHER);
}

news_vocabulary *news_vocabulary_new(size_t limit) {
  news_vocabulary *voc = calloc(1, sizeof *voc);
  if (!voc) return NULL;
  voc->limit = limit;
  voc->slot_count = NEWS_VOCABULARY_SLOTS;
  voc->slots = calloc(voc->slot_count, sizeof *voc->slots);
  voc->texts = news_arena_new(0);
  if (voc->slots && voc->texts) return voc;
  news_vocabulary_free(voc);
  return NULL;
}

void news_vocabulary_free(news_vocabulary *voc) {
  if (!voc) return;
  free(voc->forms);
  free(voc->slots);
  news_arena_free(voc->texts);
  news_buffer_free(&voc->fold);
  free(voc);
}

static bool grow_slots(news_vocabulary *voc) {
  if (voc->slot_count > UINT32_MAX / 4) return false;
  uint32_t count = voc->slot_count * 2;
  slot *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  slot *old = voc->slots;
  uint32_t had = voc->slot_count;
  voc->slots = slots;
  voc->slot_count = count;
  for (uint32_t i = 0; i < had; i++) {
    if (!old[i].id) continue;
    uint32_t at = hash_of(old[i].key) & (count - 1);
    while (slots[at].id) at = (at + 1) & (count - 1);
    slots[at] = old[i];
  }
  free(old);
  return true;
}

static bool grow_forms(news_vocabulary *voc) {
  uint32_t room = voc->room ? voc->room * 2 : NEWS_VOCABULARY_SLOTS / 2;
  if (room < voc->room || room == UINT32_MAX) return false;
  news_form *forms = realloc(voc->forms, room * sizeof *forms);
  if (!forms) return false;
  voc->forms = forms;
  voc->room = room;
  return true;
}

static bool is_quote(uint32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case '`':
    case 0xAB:
    case 0xBB:
    case 0xB4:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0x301D:
    case 0x301E:
    case 0x301F:
    case 0xFF02:
    case 0xFF07: return true;
    default: return false;
  }
}

static bool is_apostrophe(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07;
}

/* The traits of a code point in a form. */
enum trait {
  LETTER = 1 << 0,
  UPPER = 1 << 1, /* upper or title case letter */
  LOWER = 1 << 2,
  ALPHA = 1 << 3, /* letter, mark or apostrophe */
  DIGIT = 1 << 4,
  DASH = 1 << 5,
  QUOTE = 1 << 6,
};

static unsigned ascii_traits(uint32_t code) {
  if ((code | 0x20) - 'a' < 26)
    return LETTER | ALPHA | (code & 0x20 ? LOWER : UPPER);
  if (code - '0' < 10) return DIGIT;
  if (code == '\'') return QUOTE | ALPHA;
  return code == '-' ? DASH : is_quote(code) ? QUOTE : 0;
}

static unsigned traits_of(uint32_t code) {
  if (code < 0x80) return ascii_traits(code);
  news_category category = news_unicode_category(code);
  bool letter = category >= NEWS_LU && category <= NEWS_LO;
  bool mark = category >= NEWS_MN && category <= NEWS_ME;
  return (letter ? LETTER : 0) |
         (category == NEWS_LU || category == NEWS_LT ? UPPER : 0) |
         (category == NEWS_LL ? LOWER : 0) |
         (letter || mark || is_apostrophe(code) ? ALPHA : 0) |
         (category == NEWS_ND ? DIGIT : 0) |
         (category == NEWS_PD || code == 0x2212 ? DASH : 0) |
         (is_quote(code) ? QUOTE : 0);
}

/* The traits that some code points of a form have, those that all have, and
 * whether upper case follows a lower-case letter. */
typedef struct census {
  unsigned some, all;
  bool mixed;
} census;

static census take_census(const char *text, uint32_t size) {
  census c = {.all = ~0u};
  for (uint32_t at = 0, step; at < size; at += step) {
    unsigned traits = traits_of(news_utf8_decode(text + at, &step));
    c.mixed |= traits & UPPER && c.some & LOWER;
    c.some |= traits;
    c.all &= traits;
  }
  return c;
}

static uint32_t letter_flags(const census *c) {
  if (!(c->some & LETTER)) return 0;
  unsigned cases = c->some & (UPPER | LOWER);
  return (cases == UPPER ? (uint32_t)NEWS_FORM_UPPER : 0) |
         (cases == LOWER ? (uint32_t)NEWS_FORM_LOWER : 0) |
         (c->mixed ? (uint32_t)NEWS_FORM_MIXED : 0) |
         (c->all & ALPHA ? (uint32_t)NEWS_FORM_ALPHA : 0);
}

static uint32_t kind_flags(uint8_t kind) {
  switch (kind & NEWS_WORD_KIND) {
    case NEWS_WORD_NUMBER: return NEWS_FORM_NUM;
    case NEWS_WORD_PUNCT: return NEWS_FORM_PUNCT;
    case NEWS_WORD_SYMBOL:
    case NEWS_WORD_EMOJI: return NEWS_FORM_SYMBOL;
    case NEWS_WORD_URL: return NEWS_FORM_URL;
    case NEWS_WORD_EMAIL: return NEWS_FORM_EMAIL;
    case NEWS_WORD_HASHTAG: return NEWS_FORM_HASHTAG;
    case NEWS_WORD_MENTION: return NEWS_FORM_MENTION;
    default: return 0;
  }
}

/* Pairing decides the side of a quotation mark; that of brackets and unpaired
 * marks follows from their category.  An unpaired ’ is an apostrophe. */
static uint32_t side_flags(uint8_t kind, uint32_t first) {
  uint32_t flags = (kind & NEWS_WORD_OPENS ? (uint32_t)NEWS_FORM_OPEN : 0) |
                   (kind & NEWS_WORD_CLOSES ? (uint32_t)NEWS_FORM_CLOSE : 0);
  if (flags || (kind & NEWS_WORD_KIND) != NEWS_WORD_PUNCT) return flags;
  switch (news_unicode_category(first)) {
    case NEWS_PS:
    case NEWS_PI: return NEWS_FORM_OPEN;
    case NEWS_PE: return NEWS_FORM_CLOSE;
    case NEWS_PF: return is_apostrophe(first) ? 0 : NEWS_FORM_CLOSE;
    default: return 0;
  }
}

static uint32_t flags_of(const char *text, uint32_t size, uint8_t kind) {
  if (!size) return 0;
  uint32_t step, first = news_utf8_decode(text, &step);
  census c = take_census(text, size);
  uint32_t flags =
      letter_flags(&c) | kind_flags(kind) | side_flags(kind, first);
  if (news_unicode_is_upper(first)) flags |= NEWS_FORM_CAP;
  if (c.all & DIGIT) flags |= NEWS_FORM_DIGIT;
  if (c.all & DASH) flags |= NEWS_FORM_DASH;
  if (c.all & QUOTE || kind & (NEWS_WORD_OPENS | NEWS_WORD_CLOSES))
    flags |= NEWS_FORM_QUOTE;
  if (kind & NEWS_WORD_POINT) flags |= NEWS_FORM_ABBREV;
  return flags;
}

static bool is_long(key k) { return k.high >> SIZE_SHIFT == LONG; }

/* The slot of the form, or the free slot where it would go. */
static inline uint32_t find_slot(const news_vocabulary *voc, const char *text,
                                 key k, uint32_t hash) {
  uint32_t mask = voc->slot_count - 1, at = hash & mask;
  for (;; at = (at + 1) & mask) {
    const slot *s = &voc->slots[at];
    if (!s->id) return at;
    if (s->key.low != k.low || s->key.high != k.high) continue;
    if (!is_long(k) ||
        !memcmp(voc->forms[s->id - 1].text, text, (uint32_t)k.high))
      return at;
  }
}

static uint32_t add_form(news_vocabulary *voc, const char *text, uint32_t size,
                         uint8_t kind, key k) {
  if (voc->count >= voc->slot_count / 2 && !grow_slots(voc))
    return NEWS_NO_FORM;
  if (voc->count == voc->room && !grow_forms(voc)) return NEWS_NO_FORM;
  char *copy = news_arena_alloc(voc->texts, (size_t)size + 1);
  if (!copy) return NEWS_NO_FORM;
  memcpy(copy, text, size);
  copy[size] = '\0';
  uint32_t id = voc->count++;
  voc->forms[id] = (news_form){.text = copy,
                               .size = size,
                               .folded = id,
                               .flags = flags_of(copy, size, kind),
                               .kind = kind,
                               .hash = news_hash(copy, size)};
  voc->slots[find_slot(voc, text, k, hash_of(k))] = (slot){k, id + 1};
  return id;
}

/* Forms with the same folded text share one folded id: that of the folded text
 * with kind NEWS_WORD_LETTERS.  NEWS_NO_FORM when out of memory. */
static uint32_t intern_folded(news_vocabulary *voc) {
  const char *text = voc->fold.data ? voc->fold.data : "";
  uint32_t size = (uint32_t)voc->fold.size;
  key k = key_of(text, size, 0);
  uint32_t at = find_slot(voc, text, k, hash_of(k));
  if (voc->slots[at].id) return voc->slots[at].id - 1;
  return add_form(voc, text, size, 0, k);
}

static bool fold(news_vocabulary *voc, const char *text, uint32_t size) {
  news_buffer_clear(&voc->fold);
  return !news_unicode_fold(text, size, &voc->fold) && !voc->fold.failed;
}

static bool is_folded(const news_vocabulary *voc, const char *text,
                      uint32_t size) {
  return voc->fold.size == size && !memcmp(voc->fold.data, text, size);
}

static uint32_t intern_new(news_vocabulary *voc, const char *text,
                           uint32_t size, uint8_t kind, key k) {
  if (!fold(voc, text, size)) return NEWS_NO_FORM;
  if (!size || (kind == 0 && is_folded(voc, text, size)))
    return add_form(voc, text, size, kind, k);
  uint32_t folded = intern_folded(voc);
  if (folded == NEWS_NO_FORM) return NEWS_NO_FORM;
  uint32_t id = add_form(voc, text, size, kind, k);
  if (id == NEWS_NO_FORM) return NEWS_NO_FORM;
  voc->forms[id].folded = folded;
  voc->forms[id].hash = voc->forms[folded].hash;
  return id;
}

void news_vocabulary_note(news_vocabulary *voc, uint32_t id, uint64_t bits,
                          uint64_t lists, uint32_t ranks) {
  voc->forms[id].lists = lists;
  voc->forms[id].bits = bits;
  voc->forms[id].ranks = ranks;
}

static inline uint32_t intern(news_vocabulary *voc, const char *text,
                              uint32_t size, uint8_t kind, key k,
                              uint32_t hash) {
  uint32_t id = voc->slots[find_slot(voc, text, k, hash)].id;
  return id ? id - 1 : intern_new(voc, text, size, kind, k);
}

uint32_t news_vocabulary_intern(news_vocabulary *voc, const char *text,
                                uint32_t size, uint8_t kind) {
  kind &= KIND;
  key k = key_of(text, size, kind);
  return intern(voc, text, size, kind, k, hash_of(k));
}

const news_form *news_vocabulary_form(const news_vocabulary *voc, uint32_t id) {
  return &voc->forms[id];
}

uint32_t news_vocabulary_count(const news_vocabulary *voc) {
  return voc->count;
}

/* The id + 1 of a form that is in its first slot and identified by its key
 * alone, as most are; else 0. */
static inline uint32_t quick_id(const news_vocabulary *voc, const key *k,
                                uint32_t hash) {
  const slot *s = &voc->slots[hash & (voc->slot_count - 1)];
  bool same = s->key.low == k->low && s->key.high == k->high;
  return same && !is_long(*k) ? s->id : 0;
}

static __attribute__((noinline)) uint32_t read_word(news_vocabulary *voc,
                                                    const news_document *doc,
                                                    uint32_t word, key k,
                                                    uint32_t hash) {
  const news_words *words = &doc->words;
  uint32_t start = words->start[word];
  return intern(voc, doc->text + start, words->end[word] - start,
                words->kind[word] & KIND, k, hash);
}

/* Read the ids of a few words at once, so that their slots are fetched in
 * parallel: the table of a long run is far larger than a cache.  False when out
 * of memory. */
enum { FEW = 32 };
static bool read_few(news_vocabulary *voc, const news_document *doc,
                     uint32_t first, uint32_t count, uint32_t *ids) {
  const news_words *words = &doc->words;
  key keys[FEW];
  uint32_t hashes[FEW];
  for (uint32_t i = 0; i < count; i++) {
    uint32_t w = first + i, size = words->end[w] - words->start[w];
    const char *text = doc->text + words->start[w]; /* padded */
    uint8_t kind = words->kind[w] & KIND;
    keys[i] =
        size > SHORT ? long_key(text, size, kind) : short_key(text, size, kind);
    hashes[i] = hash_of(keys[i]);
    __builtin_prefetch(&voc->slots[hashes[i] & (voc->slot_count - 1)]);
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t id = quick_id(voc, &keys[i], hashes[i]);
    ids[first + i] =
        id ? id - 1 : read_word(voc, doc, first + i, keys[i], hashes[i]);
    if (ids[first + i] == NEWS_NO_FORM) return false;
  }
  return true;
}

news_status news_vocabulary_read(news_vocabulary *voc, news_document *doc,
                                 news_error *err) {
  if (doc->words.form) return NEWS_OK;
  news_status status = news_tokenize(doc, err);
  if (!status) status = news_pair_quotes(doc, err);
  if (status) return status;
  uint32_t count = doc->words.count;
  uint32_t *ids =
      news_arena_alloc(doc->arena, ((size_t)count + 1) * sizeof *ids);
  if (!ids) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint32_t i = 0; i < count; i += FEW)
    if (!read_few(voc, doc, i, count - i < FEW ? count - i : FEW, ids))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
  ids[count] = NEWS_NO_FORM;
  doc->words.form = ids;
  return NEWS_OK;
}

static size_t bytes_used(const news_vocabulary *voc) {
  return news_arena_used(voc->texts) + voc->count * sizeof *voc->forms +
         voc->slot_count * sizeof *voc->slots;
}

void news_vocabulary_trim(news_vocabulary *voc) {
  if (!voc->limit || bytes_used(voc) <= voc->limit) return;
  news_arena_reset(voc->texts);
  voc->count = 0;
  slot *slots = calloc(NEWS_VOCABULARY_SLOTS, sizeof *slots);
  if (slots) {
    free(voc->slots);
    voc->slots = slots;
    voc->slot_count = NEWS_VOCABULARY_SLOTS;
    free(voc->forms);
    voc->forms = NULL;
    voc->room = 0;
  } else {
    memset(voc->slots, 0, voc->slot_count * sizeof *voc->slots);
  }
  voc->generation++;
}

uint32_t news_vocabulary_generation(const news_vocabulary *voc) {
  return voc->generation;
}
