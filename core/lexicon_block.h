#ifndef NEWS_LEXICON_BLOCK_H
#define NEWS_LEXICON_BLOCK_H

/* The flat form of a lexicon, internal to lexicon*.c.  Little-endian, offsets
 * from the start of the block, no pointers; every section begins at a
 * multiple of 8:
 *
 *   header | columns | cells | phrases | words | lists | slots | strings
 *
 * A phrase is a path of word hashes through a trie whose edges lie in one
 * hash table (slots): (node, hash of the next folded word) -> node.  At the
 * last node the phrases that end there are compared word by word. */

#include "lexicon.h"

#define NEWS_LEXICON_MAGIC "newslex\1"

typedef struct lexicon_string {
  uint32_t at; /* in the strings section */
  uint32_t size;
} lexicon_string;

typedef struct lexicon_phrase {
  uint32_t node;    /* where it ends */
  uint32_t next;    /* another phrase that ends there, UINT32_MAX for none */
  uint32_t word;    /* first of its words in the words section */
  uint32_t words;
  uint32_t list;    /* first of its entries in the lists section */
  uint32_t entries;
  lexicon_string lemma;
} lexicon_phrase;

typedef struct lexicon_slot {
  uint64_t hash; /* of the word on the edge */
  uint32_t from; /* node, 0 the root; UINT32_MAX: the slot is free */
  uint32_t to;
  uint32_t phrase; /* first that ends at `to`, UINT32_MAX for none */
  uint32_t more;   /* 1: edges leave `to` */
} lexicon_slot;

typedef struct lexicon_header {
  char magic[8];
  uint64_t checksum; /* news_hash() of all behind this field */
  uint64_t size;     /* of the block */
  uint32_t exact;
  uint32_t columns, entries, phrases, words, lists, slots;
  uint32_t string_bytes;
  uint32_t column_at, cell_at, phrase_at, word_at, list_at, slot_at, string_at;
  uint32_t unused;
} lexicon_header;

struct news_lexicon {
  const lexicon_header *header;
  const lexicon_string *columns, *cells, *words;
  const lexicon_phrase *phrases;
  const uint32_t *lists;
  const lexicon_slot *slots;
  const char *strings;
  void *owned; /* the block when it is ours, else NULL */
};

/* The slot where the search for this edge begins. */
static inline uint32_t lexicon_home(uint32_t from, uint64_t hash,
                                    uint32_t slots) {
  uint64_t mixed = (hash ^ (uint64_t)from * 0x9E3779B97F4A7C15u) *
                   0xD6E8FEB86659FD93u;
  mixed ^= mixed >> 32;
  mixed *= 0xD6E8FEB86659FD93u;
  return (uint32_t)((mixed >> 32) * slots >> 32);
}

/* Take over a block (malloc) as a lexicon; frees it on failure. */
news_status news_lexicon_adopt(void *block, size_t size, news_lexicon **out,
                               news_error *err);

#endif
