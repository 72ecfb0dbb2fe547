#ifndef NEWS_TOKENIZER_CHUNK_H
#define NEWS_TOKENIZER_CHUNK_H

#include "tokenizer_scan.h"

/* A chunk, i.e. some KB of text as bit masks, and code that the block paths of
 * the tokenizer share.  Bit i of word k stands for byte base + 64 * k + i. */

#ifndef NEWS_CHUNK_BLOCKS
#ifdef NEWS_TINY
#define NEWS_CHUNK_BLOCKS 1
#else
#define NEWS_CHUNK_BLOCKS 288
#endif
#endif

enum {
  NEWS_CHUNK_SIZE = 64 * NEWS_CHUNK_BLOCKS,
  NEWS_GROUP = 8,    /* blocks processed at once */
  NEWS_CHUNK_WORDS = /* in whole groups, to be aligned for registers */
  (NEWS_CHUNK_BLOCKS + 2 * NEWS_GROUP) / NEWS_GROUP * NEWS_GROUP,
  NEWS_CHUNK_SOME = NEWS_CHUNK_WORDS / 64 + 1,
  NEWS_REST = 1 << 20,     /* bytes for which room is made in advance */
  NEWS_FLATTEN_SLACK = 72, /* most words that flatten() writes in excess */
};

typedef struct news_chunk {
  uint32_t base;   /* offset of the first byte */
  uint32_t size;   /* in bytes; everything beyond counts as white space */
  uint32_t blocks; /* of 64 bytes, including the one at `size` */
  _Alignas(64) uint64_t word[NEWS_CHUNK_WORDS]; /* letters and digits */
  uint64_t digit[NEWS_CHUNK_WORDS];
  uint64_t space[NEWS_CHUNK_WORDS];
  uint64_t inner[NEWS_CHUNK_WORDS]; /* bytes of a mark after its first */
  uint64_t hard[NEWS_CHUNK_WORDS];  /* where a rule may apply */
  uint64_t plain[NEWS_CHUNK_WORDS]; /* ... but usually does not */
  uint64_t point[NEWS_CHUNK_WORDS];
  uint64_t hyphen[NEWS_CHUNK_WORDS];
  uint64_t open[NEWS_CHUNK_WORDS]; /* NEWS_BLOCK_OPEN */
  uint64_t odd[NEWS_CHUNK_WORDS];  /* digits, and marks that are symbols */
  uint64_t high[NEWS_CHUNK_WORDS]; /* above ASCII, but for two-byte letters */
  uint64_t some_high[NEWS_CHUNK_SOME];  /* a bit a block: has such bytes */
  uint64_t some_asked[NEWS_CHUNK_SOME]; /* the same for `cut` and `single` */
  _Alignas(64) uint64_t ends[NEWS_CHUNK_WORDS];
  uint64_t quote[NEWS_CHUNK_WORDS];
  uint64_t feed[NEWS_CHUNK_WORDS];
  uint64_t em[NEWS_CHUNK_WORDS];     /* m and M */
  uint64_t start[NEWS_CHUNK_WORDS];  /* first bytes of words */
  uint64_t end[NEWS_CHUNK_WORDS];    /* bytes after words */
  uint64_t cut[NEWS_CHUNK_WORDS];    /* hard bytes whose fields the rules cut */
  uint64_t single[NEWS_CHUNK_WORDS]; /* ' ‘ ’ that are words */
  uint64_t clitic[NEWS_CHUNK_WORDS]; /* ' and ’ that are not, but begin 's */
  bool any_cut;                      /* is, or was, there a bit in `cut`? */
  bool any_encoded;                  /* may there be a line of encoded bytes? */
  uint32_t before[NEWS_CHUNK_WORDS]; /* number of words that begin before each
                                        block */
  /* Words whose kind is not that of their first byte, found by settling and by
   * cutting; of several for the same byte the last one counts. */
  uint32_t patches;
  uint16_t patch_at[2 * NEWS_CHUNK_SIZE];
  uint8_t patch_kind[2 * NEWS_CHUNK_SIZE];
} news_chunk;

/* Masks needed only while a chunk is loaded.  Where neighbouring blocks are
 * needed too, the mask of block k is at k + NEWS_GROUP, which keeps groups
 * aligned. */
typedef struct news_asked {
  /* These include all bytes above ASCII. */
  _Alignas(64) uint64_t word[NEWS_GROUP + NEWS_CHUNK_WORDS];
  uint64_t letter[NEWS_GROUP + NEWS_CHUNK_WORDS];
  uint64_t after[NEWS_CHUNK_WORDS];
  uint64_t before[NEWS_CHUNK_WORDS];
  uint64_t first[NEWS_CHUNK_WORDS];
  uint64_t always[NEWS_CHUNK_WORDS];
  uint64_t comma[NEWS_CHUNK_WORDS];
  uint64_t clock[NEWS_CHUNK_WORDS];
  uint64_t again[NEWS_CHUNK_WORDS]; /* the next byte is the same */
  uint64_t twins[NEWS_CHUNK_WORDS];
} news_asked;

/* Classes of 64 bytes; those of bytes above ASCII are added later. */
typedef struct block_masks {
  uint64_t letter, digit, space;
  uint64_t high;   /* above ASCII, but for two-byte letters */
  uint64_t after;  /* . ! ? - / $ |: a rule may apply after a word */
  uint64_t before; /* . # & : ; @: a rule may apply before a word */
  uint64_t first;  /* ! ? - : ; # & @ (: a rule may apply before another mark */
  uint64_t always; /* see news_block_class */
  uint64_t open;   /* " ( >, and £ €: a token always begins after it */
  uint64_t symbol; /* $ + < = > ^ ` | ~ and controls */
  uint64_t comma;
  uint64_t twins; /* the first letter of nn tt mm, in any case */
  uint64_t point, hyphen;
  uint64_t clock; /* : and / */
  uint64_t quote; /* " ' ` */
  uint64_t ends;  /* . ! ? : - * [ _ < = > ~: may end a sentence */
  uint64_t feed;  /* \n \v \f \r */
  uint64_t em;    /* m and M */
} block_masks;

/* The classes of an ASCII byte as bits, in the order above. */
enum news_block_class {
  NEWS_BLOCK_LETTER = 1,
  NEWS_BLOCK_DIGIT = 2,
  NEWS_BLOCK_SPACE = 4,
  NEWS_BLOCK_AFTER = 8,
  NEWS_BLOCK_BEFORE = 16,
  NEWS_BLOCK_FIRST = 32,
  NEWS_BLOCK_ALWAYS = 64, /* ' + < = ^ _ ~; of controls as each path likes */
  NEWS_BLOCK_OPEN = 128,
};

/* Kinds of hard bytes; see tokenizer_events.h. */
typedef enum news_event {
  NEWS_EVENT_OTHER,
  NEWS_EVENT_AT,     /* @ */
  NEWS_EVENT_POINT,  /* . before anything but a digit */
  NEWS_EVENT_NUMBER, /* , and . before a digit */
  NEWS_EVENT_HYPHEN,
  NEWS_EVENT_QUOTE, /* ' and the first byte of ’ */
  NEWS_EVENT_DIGIT,
  NEWS_EVENT_TWINS, /* n t m */
  NEWS_EVENT_ANGLE, /* < and > */
  NEWS_EVENT_CRY,   /* ! and ? */
  NEWS_EVENT_SLASH,
  NEWS_EVENT_COLON, /* : and ; */
  NEWS_EVENT_MONEY, /* the first byte of £ */
  NEWS_EVENT_SORTS,
} news_event;

extern const uint8_t news_event_sorts[256];

/* Properties that an ASCII byte gives to the word it begins, besides its
 * class. */
enum news_byte_role {
  NEWS_ROLE_FEED = 1,
  NEWS_ROLE_QUOTE = 2,
  NEWS_ROLE_ENDS = 4,
  NEWS_ROLE_CLOCK = 8,
  NEWS_ROLE_POINT = 16,
  NEWS_ROLE_HYPHEN = 32,
  NEWS_ROLE_SYMBOL = 64,
  NEWS_ROLE_COMMA = 128,
};
extern const uint8_t news_byte_roles[128];

/* news_block_class bits of each ASCII byte. */
extern const uint8_t news_block_classes[128];

static inline void news_chunk_patch(news_chunk *c, uint32_t at, uint8_t kind) {
  c->patch_at[c->patches] = (uint16_t)at;
  c->patch_kind[c->patches++] = kind;
}

/* Append a word after making room for it. */
void news_put_slowly(news_scan *scan, uint32_t start, uint32_t end,
                     uint8_t kind);

/* Append a word, to the current chunk if there is one; `kind` includes its
 * flags. */
static inline void news_put(news_scan *scan, uint32_t start, uint32_t end,
                            uint8_t kind) {
  news_chunk *c = scan->chunk;
  if (c) {
    start -= c->base;
    end -= c->base;
    c->start[start >> 6] |= UINT64_C(1) << (start & 63);
    c->end[end >> 6] |= UINT64_C(1) << (end & 63);
    news_chunk_patch(c, start, kind);
  } else if (scan->count < scan->room) {
    uint32_t w = scan->count;
    scan->start[w] = start;
    scan->end[w] = end;
    scan->count = w + 1;
    scan->kind[w] = kind;
  } else {
    news_put_slowly(scan, start, end, kind);
  }
}

/* __builtin_popcountll() without the call into libgcc that it makes where the
 * processor may have no instruction for it. */
static inline uint32_t news_count_bits(uint64_t bits) {
  bits -= bits >> 1 & UINT64_C(0x5555555555555555);
  bits = (bits & UINT64_C(0x3333333333333333)) +
         (bits >> 2 & UINT64_C(0x3333333333333333));
  bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Clear the bits [from, end) of a mask; from <= end. */
static inline void news_clear_bits(uint64_t *mask, uint32_t from,
                                   uint32_t end) {
  uint64_t low = ~UINT64_C(0) << (from & 63);
  uint64_t high = (UINT64_C(1) << (end & 63)) - 1;
  uint32_t k = from >> 6, last = end >> 6;
  if (k == last) {
    mask[k] &= ~(low & high);
    return;
  }
  mask[k] &= ~low;
  while (++k < last) mask[k] = 0;
  mask[last] &= ~high;
}

/* Whether words of a kind always have a bit in `marks`: addresses and the like,
 * and abbreviations with their point. */
static inline bool news_is_marked(uint8_t kind) {
  return kind & ((NEWS_WORD_KIND | NEWS_WORD_POINT) & ~(NEWS_WORD_URL - 1));
}
_Static_assert(NEWS_WORD_URL == 4, "the kinds before it have two bits");

static inline void news_put_mark(news_scan *scan, uint32_t w) {
  scan->marks[w / 64] |= UINT64_C(1) << (w % 64);
}

/* Settle the ' ‘ or ’ at `at` of the chunk: it opens or closes a quotation, or
 * follows a plural.  Call in text order. */
void news_chunk_single(news_scan *scan, news_chunk *c, uint32_t at);

/* Let the rules cut the field [from, end) of the chunk. */
void news_chunk_cut(news_scan *scan, news_chunk *c, uint32_t from,
                    uint32_t end);

/* Add the words of the first field at or after `at`, however long it is, and
 * return its end. */
uint32_t news_cut_next(news_scan *scan, uint32_t at);

/* Make room for `more` words; false, with scan->failed set, when out of
 * memory. */
bool news_scan_reserve(news_scan *scan, uint32_t more);

/* Whether the twins nn, tt or mm at `at` are those of cannot, gonna, gotta or
 * gimme. */
bool news_is_written_together(const char *at);

/* Whether the `size` bytes at `s` are a currency as written before a number. */
bool news_is_currency(const char *s, uint32_t size);

/* The paths; all make the same words.  news_maps_*() makes the maps for words
 * that were added without a chunk. */
void news_cut_scalar(news_scan *scan);
void news_maps_scalar(news_scan *scan);
#if defined(__x86_64__) && !defined(NEWS_SCALAR)
#define NEWS_HAS_SIMD 1
void news_cut_sse2(news_scan *scan);
void news_maps_sse2(news_scan *scan);
void news_cut_avx2(news_scan *scan);
void news_maps_avx2(news_scan *scan);
void news_cut_avx512(news_scan *scan);
void news_maps_avx512(news_scan *scan);
#endif

#endif
