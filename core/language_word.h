#ifndef NEWS_LANGUAGE_WORD_H
#define NEWS_LANGUAGE_WORD_H

#include <stdbool.h>
#include <string.h>

#include "hash.h"
#include "language.h"

/* The layout of the words of a language in its block, and how to look one up:
 * shared by language.c, which makes them, and language_guess.c. */

enum {
  NEWS_LANGUAGE_CODE_MAX = 15,
  NEWS_LANGUAGE_WORD_MAX = 63, /* bytes, folded; longer ones have no flags */
};

typedef struct news_language_entry {
  uint32_t hash;
  uint32_t flags; /* 0 in a free slot */
  uint32_t at;    /* offset of the folded word in `words` */
  uint32_t size;
} news_language_entry;

/* A block is this header, the slots, the filter and the words. */
typedef struct news_language_header {
  char code[NEWS_LANGUAGE_CODE_MAX + 1];
  uint32_t size; /* of the block */
  uint32_t traits;
  uint32_t mask;    /* slots - 1; slots: a power of two, at least half free */
  uint32_t room;    /* bytes reserved for words */
  uint32_t used;    /* bytes of words in use */
  uint32_t longest; /* size in bytes of the longest abbreviation */
  news_language_tails points, hyphens, letters;
} news_language_header;

struct news_language {
  const news_language_header *header;
  const news_language_entry *slots;
  const uint64_t *filter; /* a Bloom filter of the short words: one bit each */
  const char *words;
  uint32_t mask; /* copied from the header */
  void *owned;   /* the block, or NULL */
};

/* ---- short words ---- */

/* Nearly every word looked up has no flags.  An ASCII word of at most
 * NEWS_SHORT_WORD bytes is compared by its bytes, which need no folding but
 * news_lower8(); those of the language have their bits in a filter. */
enum { NEWS_SHORT_WORD = 16, NEWS_FILTER_BITS = 16 };

/* Lower-case A to Z in eight bytes, all below 0x80. */
static inline uint64_t news_lower8(uint64_t eight) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t from_a = eight + ones * (0x80 - 'A');
  uint64_t behind_z = eight + ones * (0x80 - 'Z' - 1);
  return eight | (from_a & ~behind_z & ones * 0x80) >> 2;
}

/* The hash of a short word in lower case. */
static inline uint64_t news_short_word_hash(news_short word, size_t size) {
  uint64_t hash = (word.low ^ size) * 0x9E3779B97F4A7C15u;
  return (hash ^ word.high) * 0xC2B2AE3D27D4EB4Fu;
}

static inline uint32_t news_filter_mask(const news_language *language) {
  return NEWS_FILTER_BITS * (language->mask + 1) - 1;
}

/* The bit of a hash in a filter. */
static inline uint32_t news_filter_bit(uint32_t mask, uint64_t hash) {
  return (uint32_t)(hash >> 40) & mask;
}

static inline bool news_filter_has(const uint64_t *filter, uint32_t bit) {
  return filter[bit >> 6] >> (bit & 63) & 1;
}

static inline bool news_filter_holds(const news_language *language,
                                     uint64_t hash) {
  return news_filter_has(language->filter,
                         news_filter_bit(news_filter_mask(language), hash));
}

/* A short word, in lower case. */
typedef struct news_short_word {
  news_short bytes;
  uint32_t size;
  uint64_t hash;
} news_short_word;

/* Fold a word to a short word; false if it is too long or not ASCII.
 * NEWS_SHORT_WORD bytes at `word` must be readable. */
static inline bool news_short_word_read(const char *word, size_t size,
                                        news_short_word *out) {
  if (size > NEWS_SHORT_WORD) return false;
  news_short s = news_short_of(word, (uint32_t)size);
  out->bytes = (news_short){news_lower8(s.low), news_lower8(s.high)};
  out->size = (uint32_t)size;
  out->hash = news_short_word_hash(out->bytes, size);
  return !((s.low | s.high) & UINT64_C(0x8080808080808080));
}

static inline uint32_t news_short_word_slot(const news_short_word *w) {
  return (uint32_t)(w->hash >> 32);
}

/* Flags of a short word that is in the filter; 0 if it is not in the table. */
static inline uint32_t news_short_word_flags(const news_language *language,
                                             const news_short_word *w) {
  uint32_t mask = language->mask, hash = news_short_word_slot(w);
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    const news_language_entry *e = &language->slots[i];
    if (!e->flags) return 0;
    if (e->hash != hash || e->size != w->size) continue;
    news_short s = news_short_of(language->words + e->at, e->size);
    if (s.low == w->bytes.low && s.high == w->bytes.high) return e->flags;
  }
}

/* ---- all words ---- */

/* Fold a word to lower case with straight apostrophes and without the final
 * point.  Writes at most NEWS_LANGUAGE_WORD_MAX bytes at `to` and returns their
 * number, 0 for a word that is longer. */
uint32_t news_language_fold(const char *word, size_t size, char *to);

/* FNV-1a, 32 bits. */
static inline uint32_t news_hash_word(const char *word, uint32_t size) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  return hash ^ hash >> 15;
}

/* The hash that gives the slot of a folded word. */
static inline uint32_t news_folded_word_hash(const char *word, uint32_t size) {
  news_short_word w;
  return news_short_word_read(word, size, &w) ? news_short_word_slot(&w)
                                              : news_hash_word(word, size);
}

/* The slot of a folded word, or the free slot where it would go; `hash` is
 * news_folded_word_hash() of it. */
static inline uint32_t news_language_slot(const news_language *language,
                                          const char *word, uint32_t size,
                                          uint32_t hash) {
  uint32_t mask = language->mask;
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    const news_language_entry *e = &language->slots[i];
    if (!e->flags || (e->hash == hash && e->size == size &&
                      !memcmp(language->words + e->at, word, size)))
      return i;
  }
}

/* A word in folded form; size 0 if it is too long to have flags. */
typedef struct news_folded_word {
  char bytes[NEWS_LANGUAGE_WORD_MAX + 1];
  uint32_t size, hash;
} news_folded_word;

static inline void news_folded_word_read(const char *word, size_t size,
                                         news_folded_word *out) {
  out->size = news_language_fold(word, size, out->bytes);
  out->hash = out->size ? news_folded_word_hash(out->bytes, out->size) : 0;
}

static inline uint32_t news_folded_word_flags(const news_language *language,
                                              const news_folded_word *w) {
  if (!w->size) return 0;
  return language
      ->slots[news_language_slot(language, w->bytes, w->size, w->hash)]
      .flags;
}

#endif
