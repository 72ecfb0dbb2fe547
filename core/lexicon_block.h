#ifndef NEWS_LEXICON_BLOCK_H
#define NEWS_LEXICON_BLOCK_H

/* The flat form of a lexicon, internal to lexicon*.c.  Numbers in the byte
 * order of the machine (a mark tells), places counted from the start of a
 * section, no pointers; every section begins at a multiple of 8:
 *
 *   header | entries | phrases | words | lists | nodes | slots | filter | data
 *
 * A phrase is a path of word hashes through a trie whose edges lie in one
 * hash table (slots): (node, hash of the next folded word) -> node.  The edge
 * to a second word is one from the root, along lexicon_pair() of both hashes:
 * a scan then begins with two words at once.  A slot holds only 32 bits of
 * that, so the phrases that end at the last node are compared word by word.
 * `filter` is a set of the phrases of one word and of the pairs with which the
 * others begin, known by their words' signs (see lexicon_sign()): three bits
 * each, so that it may hold one too many.
 *
 * Sizes and numbers in `data` are varints: 7 bits a byte, the lowest first,
 * the high bit set when more follow.  A string is its size, its bytes and a
 * NUL.  A row is its cells one behind the other; of every `stride`-th one it
 * is known where it stands.  A word is a string; a phrase is: the count of its
 * words with LEXICON_NEXT and LEXICON_LEMMA, the next phrase that ends at the
 * same node less its own number, the numbers of its words, its lemma as a
 * string; the second and the last only where the first says so.
 *
 * A block may come from anywhere: what is read from it is checked where it is
 * used, so that opening one costs no walk over all its parts. */

#include <string.h>

#include "bundle.h"
#include "hash.h"
#include "lexicon.h"

#define NEWS_LEXICON_MAGIC "newslex\5"

enum {
  LEXICON_ORDER = 0x01020304,    /* reads otherwise in the other byte order */
  LEXICON_MOST_PROBES = 1 << 12, /* slots looked at in one search */
  LEXICON_NEXT = 1,              /* of a phrase's first number */
  LEXICON_LEMMA = 2,
  LEXICON_WORDS_SHIFT = 2,
  LEXICON_FILTER_BITS = 16, /* a phrase or pair */
};
#define LEXICON_LEAF 0x80000000u /* slot.to: no edges behind; a phrase */
#define LEXICON_LIST 0x80000000u /* phrase.entry: a place in lists */

typedef struct lexicon_phrase {
  uint32_t at;    /* in data */
  uint32_t entry; /* its only one; or LEXICON_LIST | where its count stands */
} lexicon_phrase;

typedef struct lexicon_slot {
  uint32_t mark; /* 0: the slot is free */
  uint32_t to;   /* a node; or LEXICON_LEAF | a phrase */
} lexicon_slot;

typedef struct lexicon_header {
  char magic[8];
  uint64_t checksum; /* of all behind this field */
  uint64_t size;     /* of the block */
  uint32_t order;
  uint32_t exact;
  uint32_t columns;
  uint32_t names;             /* column names: a row in data */
  uint32_t seed;              /* of lexicon_mix() */
  uint32_t probes;            /* most slots that a search looks at */
  uint32_t entries, entry_at; /* uint32_t a stride: where its row is in data */
  uint32_t phrases, phrase_at;
  uint32_t words, word_at; /* uint32_t each: where its text is in data */
  uint32_t lists, list_at; /* uint32_t each: count, entries */
  uint32_t nodes, node_at; /* uint32_t each: phrase that ends there, + 1 */
  uint32_t slots, slot_at;
  uint32_t filter, filter_at; /* uint64_t each */
  uint32_t bytes, data_at;
  uint32_t stride;
  uint32_t alone; /* phrases of one word */
} lexicon_header;

struct news_lexicon {
  const lexicon_header *header;
  const uint32_t *entries, *words, *lists, *nodes;
  const lexicon_phrase *phrases;
  const lexicon_slot *slots;
  const uint64_t *filter;
  const char *data;
  const news_language *language; /* of news_lexicon_find(); borrowed */
  void *owned;                   /* the block when it is ours, else NULL */
  size_t mapped;                 /* not 0: `owned` is a mapping of that size */
};

/* 64 bits of an edge: the low half says where the search begins, the high
 * half is the slot's mark. */
static inline uint64_t lexicon_mix(uint32_t from, uint64_t hash,
                                   uint32_t seed) {
  uint64_t both = (uint64_t)seed << 32 | from;
  uint64_t mixed = (hash ^ both * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  mixed ^= mixed >> 32;
  mixed *= 0xD6E8FEB86659FD93u;
  return mixed ^ mixed >> 29;
}

static inline uint32_t lexicon_home(uint64_t mixed, uint32_t slots) {
  return (uint32_t)((mixed & UINT32_MAX) * slots >> 32);
}

static inline uint32_t lexicon_mark(uint64_t mixed) {
  uint32_t mark = (uint32_t)(mixed >> 32);
  return mark ? mark : 1;
}

/* Where the edge with this mark is, searched from slot `at` on; NULL if there
 * is none. */
static inline const lexicon_slot *lexicon_search(const news_lexicon *lex,
                                                 uint32_t at, uint32_t mark) {
  const lexicon_header *h = lex->header;
  for (uint32_t i = 0; i < h->probes; i++) {
    const lexicon_slot *s = &lex->slots[at];
    if (s->mark == mark) return s;
    if (!s->mark) return NULL;
    if (++at == h->slots) at = 0;
  }
  return NULL;
}

/* The edge from `from` along a word's hash, NULL if none. */
static inline const lexicon_slot *lexicon_edge(const news_lexicon *lex,
                                               uint32_t from, uint64_t hash) {
  uint64_t mixed = lexicon_mix(from, hash, lex->header->seed);
  return lexicon_search(lex, lexicon_home(mixed, lex->header->slots),
                        lexicon_mark(mixed));
}

/* One hash of a phrase's first two words. */
static inline uint64_t lexicon_pair(uint64_t first, uint64_t second) {
  return (first << 23 | first >> 41) + second;
}

/* A folded word's sign, quickly made: of its first sixteen bytes, those of
 * 0x40-0x5F as those of 0x60-0x7F, so that ASCII need not be folded for it. */
static inline uint64_t lexicon_sign(news_short s) {
  const uint64_t small = 0x2020202020202020;
  return (s.low | small) * NEWS_HASH_ODD + (s.high | small) * NEWS_HASH_OTHER;
}

/* The same of any bytes. */
uint64_t news_lexicon_sign(const char *text, size_t size);

/* What the filter knows a phrase of one word by, and a pair. */
static inline uint64_t lexicon_key(uint64_t sign) {
  return (sign ^ sign >> 32) * NEWS_HASH_ODD;
}

static inline uint64_t lexicon_pair_key(uint64_t first, uint64_t second) {
  return lexicon_key((first << 23 | first >> 41) + second);
}

/* Which of `count` numbers of the filter holds a key, and its bits there. */
static inline uint32_t lexicon_filter_at(uint64_t key, uint32_t count) {
  return (uint32_t)((key >> 32) * count >> 32);
}

static inline uint64_t lexicon_bits(uint64_t key) {
  return (uint64_t)1 << (key >> 8 & 63) | (uint64_t)1 << (key >> 16 & 63) |
         (uint64_t)1 << (key >> 24 & 63);
}

static inline bool lexicon_has(uint64_t bits, uint64_t key) {
  return bits >> (key >> 8 & 63) & bits >> (key >> 16 & 63) &
         bits >> (key >> 24 & 63) & 1;
}

/* Is the `at`-th word of those that are compared spelt so? */
typedef struct lexicon_words {
  bool (*equals)(const struct lexicon_words *words, uint32_t at,
                 const char *text, uint32_t size);
} lexicon_words;

/* The phrase of these `count` words that ends behind the edge, UINT32_MAX if
 * none. */
uint32_t news_lexicon_confirm(const news_lexicon *lex, const lexicon_slot *edge,
                              const lexicon_words *words, uint32_t count);

/* A full stop at the end of a phrase that touches the word before it belongs
 * to it, as in patterns: "Feb." stands alone in the key, before a number in
 * the text.  `doc` is tokenized and has no other layers. */
void news_lexicon_join_full_stop(news_document *doc);

/* Take over a block (malloc) as a lexicon; frees it on failure. */
news_status news_lexicon_adopt(void *block, const news_language *language,
                               news_lexicon **out, news_error *err);

#endif
