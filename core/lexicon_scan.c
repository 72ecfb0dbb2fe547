/* Finds all phrases of a lexicon in a document.
 *
 * Takes a few words at a time: computes their signs from the first sixteen
 * bytes of each; tests which of them, and of the pairs that they form, are in
 * the lexicon's filter; and only for these computes the hashes by which the
 * trie is walked.  Each step reads memory that the step before has prefetched,
 * because the tables are larger than a cache. */
#include "lexicon_scan.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "hash.h"
#include "lexicon_block.h"
#include "unicode.h"

#ifdef NEWS_TINY
enum { FEW = 2, FIRST_ROOM = 1, MEMOS = 2 };
#else
enum { FEW = 64, FIRST_ROOM = 256, MEMOS = 1024 };
#endif

/* A word not all ASCII, of at most 15 bytes, and the sign of its folded form;
 * unused if `high` is 0. */
typedef struct memo {
  uint64_t low, high, sign;
} memo;

struct news_lexicon_scan {
  lexicon_words words; /* words of `doc` from `base` on */
  const news_lexicon *lex;
  const news_document *doc;
  uint32_t base;
  news_lexicon_place *places;
  uint32_t count, room;
  news_buffer folded;
  bool failed;
  memo memos[MEMOS];
};

void news_lexicon_scan_free(news_lexicon_scan *s) {
  if (!s) return;
  news_buffer_free(&s->folded);
  free(s->places);
  free(s);
}

/* ---- words ---- */

static void fold(news_lexicon_scan *s, const char *text, uint32_t size) {
  news_buffer_clear(&s->folded);
  if (news_unicode_fold(text, size, &s->folded)) s->failed = true;
}

/* The bytes of a word in the text, which is padded. */
static const char *word_at(const news_lexicon_scan *s, uint32_t word,
                           uint32_t *size) {
  const news_words *words = &s->doc->words;
  *size = words->end[word] - words->start[word];
  return s->doc->text + words->start[word];
}

static const uint64_t high_bits = 0x8080808080808080;

/* Lower-case A to Z in eight ASCII bytes. */
static inline uint64_t lower(uint64_t bytes) {
  uint64_t from_a = bytes + 0x3F3F3F3F3F3F3F3F;
  uint64_t behind_z = bytes + 0x2525252525252525;
  return bytes | (from_a & ~behind_z & high_bits) >> 2;
}

/* The hash of a word's folded form. */
static inline uint64_t hash_of(news_lexicon_scan *s, uint32_t word) {
  uint32_t size;
  const char *text = word_at(s, word, &size);
  news_short bytes = news_short_of(text, size & 15);
  if (size < 16 && !((bytes.low | bytes.high) & high_bits))
    return news_hash_short((news_short){lower(bytes.low), lower(bytes.high)},
                           size);
  fold(s, text, size);
  return news_hash(s->folded.size ? s->folded.data : "", s->folded.size);
}

static uint64_t sign_folded(news_lexicon_scan *s, const char *text,
                            uint32_t size) {
  fold(s, text, size);
  return news_lexicon_sign(s->folded.data, s->folded.size);
}

/* The sign of a word that is long or not ASCII, cached because dashes and
 * quotation marks come again and again. */
static uint64_t sign_of(news_lexicon_scan *s, uint32_t word) {
  uint32_t size;
  const char *text = word_at(s, word, &size);
  if (size > 15) return sign_folded(s, text, size);
  news_short bytes = news_short_of(text, size);
  uint64_t high = bytes.high | (uint64_t)size << 56;
  memo *m = &s->memos[news_mix(bytes.low, high ^ NEWS_HASH_ODD) % MEMOS];
  if (m->low == bytes.low && m->high == high) return m->sign;
  uint64_t sign = sign_folded(s, text, size);
  if (!s->failed) *m = (memo){bytes.low, high, sign};
  return sign;
}

static bool word_equals(const lexicon_words *words, uint32_t at,
                        const char *text, uint32_t size) {
  news_lexicon_scan *s = (void *)words;
  uint32_t start = s->doc->words.start[s->base + at];
  uint32_t mine = s->doc->words.end[s->base + at] - start;
  const char *word = s->doc->text + start;
  if (s->lex->header->exact)
    return mine == size && memcmp(word, text, size) == 0;
  fold(s, word, mine);
  return s->folded.size == size &&
         (!size || memcmp(s->folded.data, text, size) == 0);
}

news_lexicon_scan *news_lexicon_scan_new(void) {
  news_lexicon_scan *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->words.equals = word_equals;
  return s;
}

/* ---- places ---- */

/* The phrases that begin at a word, the longest first. */
static void add_places(news_lexicon_scan *s, uint32_t word,
                       const news_lexicon_hit *found, uint32_t count) {
  if (count > NEWS_LEXICON_MOST_HITS) {
    found += count - NEWS_LEXICON_MOST_HITS;
    count = NEWS_LEXICON_MOST_HITS;
  }
  if (s->count + count > s->room) {
    uint32_t room = (s->count + count) * 2 + FIRST_ROOM;
    news_lexicon_place *places = realloc(s->places, room * sizeof *places);
    if (!places) {
      s->failed = true;
      return;
    }
    s->places = places;
    s->room = room;
  }
  while (count-- > 0)
    s->places[s->count++] =
        (news_lexicon_place){word, found[count].end, found[count].phrase};
}

/* ---- a few words ---- */

/* A few consecutive words, or words of a list, each with the word after it. */
typedef struct few {
  uint32_t first, count;
  uint32_t pairs; /* number of them that have a next word */
  const uint32_t *list;
  uint64_t sign[FEW + 1];
} few;

static inline uint32_t word_of(const few *f, uint32_t i, bool listed) {
  return listed ? f->list[i / 2] + i % 2 : f->first + i;
}

static inline void sign_few(news_lexicon_scan *s, few *f, uint32_t count,
                            bool listed) {
  const char *text = s->doc->text;
  const uint32_t *start = s->doc->words.start, *end = s->doc->words.end;
  uint32_t hard[FEW + 1], hards = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t word = word_of(f, i, listed), size = end[word] - start[word];
    news_short bytes = news_short_of(text + start[word], size < 16 ? size : 16);
    f->sign[i] = lexicon_sign(bytes);
    hard[hards] = i;
    hards += (size > 16) | (((bytes.low | bytes.high) & high_bits) != 0);
  }
  for (uint32_t k = 0; k < hards; k++)
    f->sign[hard[k]] = sign_of(s, word_of(f, hard[k], listed));
}

/* Words whose keys are in the filter. */
typedef struct sieve {
  uint32_t count;
  uint8_t word[FEW];
} sieve;

/* The key of a pair, `step` apart from the next pair; step 0: the key of a
 * word. */
static inline uint64_t key_at(const few *f, uint32_t i, uint32_t step) {
  const uint64_t *sign = f->sign + (step ? i * step : i);
  return step ? lexicon_pair_key(sign[0], sign[1]) : lexicon_key(sign[0]);
}

static inline void sift(const news_lexicon *lex, const few *f, uint32_t step,
                        uint32_t count, sieve *v) {
  const uint64_t *filter = lex->filter;
  uint32_t size = lex->header->filter, found = 0;
  uint64_t key[FEW];
  for (uint32_t i = 0; i < count; i++) {
    key[i] = key_at(f, i, step);
    __builtin_prefetch(&filter[lexicon_filter_at(key[i], size)]);
  }
  for (uint32_t i = 0; i < count; i++) {
    v->word[found] = (uint8_t)i;
    found += lexicon_has(filter[lexicon_filter_at(key[i], size)], key[i]);
  }
  v->count = found;
}

static uint32_t start_of(const few *f, uint32_t i) {
  return f->list ? f->list[i] : f->first + i;
}

/* The slot where a search for a pair begins, and the mark it looks for. */
typedef struct question {
  uint32_t slot, mark;
} question;

static void ask_early(news_lexicon_scan *s, const few *f, const sieve *pairs,
                      question *asked) {
  const lexicon_header *h = s->lex->header;
  for (uint32_t k = 0; k < pairs->count; k++) {
    uint32_t word = start_of(f, pairs->word[k]);
    uint64_t pair = lexicon_pair(hash_of(s, word), hash_of(s, word + 1));
    uint64_t mixed = lexicon_mix(0, pair, h->seed);
    asked[k] = (question){lexicon_home(mixed, h->slots), lexicon_mark(mixed)};
    __builtin_prefetch(&s->lex->slots[asked[k].slot]);
  }
}

/* Find the phrases that begin with the two words of an edge. */
static uint32_t walk(news_lexicon_scan *s, const question *asked,
                     uint32_t limit, news_lexicon_hit *found, uint32_t count) {
  const lexicon_slot *edge = lexicon_search(s->lex, asked->slot, asked->mark);
  uint32_t words = 2;
  while (edge) {
    uint32_t end = s->base + words;
    uint32_t phrase = news_lexicon_confirm(s->lex, edge, &s->words, words);
    if (phrase != UINT32_MAX) found[count++] = (news_lexicon_hit){end, phrase};
    if (edge->to & LEXICON_LEAF || end == limit ||
        words++ == NEWS_LEXICON_MOST_WORDS)
      break;
    edge = lexicon_edge(s->lex, edge->to, hash_of(s, end));
  }
  return count;
}

static uint32_t find_word(news_lexicon_scan *s, news_lexicon_hit *found) {
  const lexicon_slot *edge = lexicon_edge(s->lex, 0, hash_of(s, s->base));
  uint32_t phrase =
      edge ? news_lexicon_confirm(s->lex, edge, &s->words, 1) : UINT32_MAX;
  *found = (news_lexicon_hit){s->base + 1, phrase};
  return phrase != UINT32_MAX;
}

static void scan_few(news_lexicon_scan *s, few *f, uint32_t limit) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  question asked[FEW];
  sieve words, pairs;
  sign_few(s, f, f->pairs + 1, false);
  sift(s->lex, f, 0, s->lex->header->alone ? f->count : 0, &words);
  sift(s->lex, f, 1, f->pairs, &pairs);
  ask_early(s, f, &pairs, asked);
  for (uint32_t w = 0, p = 0, count; w < words.count || p < pairs.count;) {
    uint32_t word = w < words.count ? words.word[w] : FEW;
    uint32_t pair = p < pairs.count ? pairs.word[p] : FEW;
    s->base = f->first + (word < pair ? word : pair);
    count = 0;
    if (word <= pair) {
      count = find_word(s, found);
      w++;
    }
    if (pair <= word) {
      count = walk(s, &asked[p++], limit, found, count);
    }
    if (count) add_places(s, s->base, found, count);
  }
}

static void scan_listed(news_lexicon_scan *s, few *f, uint32_t limit) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  question asked[FEW];
  sieve pairs;
  sign_few(s, f, 2 * f->pairs, true);
  sift(s->lex, f, 2, f->pairs, &pairs);
  ask_early(s, f, &pairs, asked);
  for (uint32_t p = 0; p < pairs.count; p++) {
    s->base = f->list[pairs.word[p]];
    uint32_t count = walk(s, &asked[p], limit, found, 0);
    if (count) add_places(s, s->base, found, count);
  }
}

static void begin(news_lexicon_scan *s, const news_lexicon *lex,
                  const news_document *doc) {
  s->lex = lex;
  s->doc = doc;
  s->count = 0;
  s->failed = false;
}

static news_status end(const news_lexicon_scan *s,
                       const news_lexicon_place **places, uint32_t *count,
                       news_error *err) {
  *places = s->places;
  *count = s->failed ? 0 : s->count;
  return s->failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

news_status news_lexicon_scan_words(news_lexicon_scan *s,
                                    const news_lexicon *lex,
                                    const news_document *doc, uint32_t from,
                                    uint32_t limit,
                                    const news_lexicon_place **places,
                                    uint32_t *count, news_error *err) {
  few f = {.list = NULL};
  begin(s, lex, doc);
  for (uint32_t at = from; at < limit && !s->failed; at += FEW) {
    f.first = at;
    f.count = limit - at < FEW ? limit - at : FEW;
    f.pairs = at + f.count < limit ? f.count : f.count - 1;
    scan_few(s, &f, limit);
  }
  return end(s, places, count, err);
}

news_status news_lexicon_scan_starts(news_lexicon_scan *s,
                                     const news_lexicon *lex,
                                     const news_document *doc,
                                     const uint32_t *words, uint32_t number,
                                     const news_lexicon_place **places,
                                     uint32_t *count, news_error *err) {
  few f = {.first = 0};
  uint32_t limit = doc->words.count;
  if (number && words[number - 1] + 1 >= limit) number--;
  begin(s, lex, doc);
  for (uint32_t at = 0; at < number && !s->failed; at += FEW / 2) {
    f.list = words + at;
    f.pairs = number - at < FEW / 2 ? number - at : FEW / 2;
    scan_listed(s, &f, limit);
  }
  return end(s, places, count, err);
}
