#ifndef NEWS_LEXICON_BLOCK_H
#define NEWS_LEXICON_BLOCK_H

/* The flat form of a lexicon, internal to lexicon*.c.  Numbers are in the byte
 * order of the machine (which `order` records), places count from the start of
 * a section, there are no pointers; every section begins at a multiple of 8:
 *
 *   header | entries | phrases | words | lists | nodes | slots | filter | data
 *
 * A phrase is a path of word hashes through a trie whose edges lie in one hash
 * table (slots): (node, hash of the next folded word) -> node.  The edge to a
 * second word leads from the root, along lexicon_pair() of both hashes, so a
 * scan begins with two words at once.  A slot holds only 32 bits of the hash,
 * so the phrases that end at the last node are compared word by word.  `filter`
 * is a Bloom filter of the one-word phrases and of the pairs with which the
 * others begin, by the signs of their words (see lexicon_sign()); it has three
 * bits each.
 *
 * Sizes and numbers in `data` are varints: 7 bits a byte, lowest first, the
 * high bit set when more follow.  A string is its size, its bytes and a NUL.  A
 * row is its cells in sequence; the place of every `stride`-th row is recorded.
 * A word is a string.  A phrase is: the count of its words with LEXICON_NEXT
 * and LEXICON_LEMMA; the number of the next phrase that ends at the same node,
 * minus its own (if LEXICON_NEXT); the numbers of its words; its lemma as a
 * string (if LEXICON_LEMMA).
 *
 * A block may come from anywhere.  Everything read from it is checked where it
 * is used, so that opening a block need not scan it. */

#include <string.h>

#include "bundle.h"
#include "hash.h"
#include "lexicon.h"

#define NEWS_LEXICON_MAGIC "newslex\5"

enum {
  LEXICON_ORDER = 0x01020304,    /* has another value in the other byte order */
  LEXICON_MOST_PROBES = 1 << 12, /* slots probed in one search */
  LEXICON_NEXT = 1,              /* flags in the first number of a phrase */
  LEXICON_LEMMA = 2,
  LEXICON_WORDS_SHIFT = 2,
  LEXICON_FILTER_BITS = 16, /* for each phrase or pair */
};
#define LEXICON_LEAF 0x80000000u /* in slot.to: a phrase without edges */
#define LEXICON_LIST 0x80000000u /* phrase.entry: a place in lists */

typedef struct lexicon_phrase {
  uint32_t at;    /* in data */
  uint32_t entry; /* its only entry; or LEXICON_LIST | the place of the count in
                     lists */
} lexicon_phrase;

typedef struct lexicon_slot {
  uint32_t mark; /* 0: the slot is free */
  uint32_t to;   /* a node; or LEXICON_LEAF | a phrase */
} lexicon_slot;

typedef struct lexicon_header {
  char magic[8];
  uint64_t checksum; /* of everything after this field */
  uint64_t size;     /* of the block */
  uint32_t order;
  uint32_t exact;
  uint32_t columns;
  uint32_t names;             /* column names: a row in data */
  uint32_t seed;              /* of lexicon_mix() */
  uint32_t probes;            /* most slots that a search probes */
  uint32_t entries, entry_at; /* uint32_t a stride: place of its row in data */
  uint32_t phrases, phrase_at;
  uint32_t words, word_at; /* uint32_t each: place of its text in data */
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
  const news_language *language; /* used by news_lexicon_find(); borrowed */
  void *owned;   /* the block if the lexicon owns it, else NULL */
  size_t mapped; /* if not 0, `owned` is a mapping of this size */
};

/* The 64-bit hash of an edge: the low half gives the slot where the search
 * begins, the high half is the slot's mark. */
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

/* Search the edge with this mark from slot `at` on; NULL if there is none. */
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

/* The words to compare: is word `at` spelt like `text`? */
typedef struct lexicon_words {
  bool (*equals)(const struct lexicon_words *words, uint32_t at,
                 const char *text, uint32_t size);
} lexicon_words;

/* The phrase of these `count` words that ends at the edge's node, UINT32_MAX if
 * none. */
uint32_t news_lexicon_confirm(const news_lexicon *lex, const lexicon_slot *edge,
                              const lexicon_words *words, uint32_t count);

/* Join a full stop at the end of a phrase to the word that it touches, as in
 * patterns: the key is "Feb." alone, but in a text a number follows.  `doc` is
 * tokenized and has no other layers. */
void news_lexicon_join_full_stop(news_document *doc);

/* Make a lexicon that owns `block`, which is from malloc(); frees it on
 * failure. */
news_status news_lexicon_adopt(void *block, const news_language *language,
                               news_lexicon **out, news_error *err);

#endif
