/* All phrases of a lexicon in a document.
 *
 * A few words at a time: their folded hashes from the text, sixteen bytes at
 * once; what of those hashes and the pairs they make stands in the lexicon's
 * filter; and only where one does, the trie.  Each step reads memory that the
 * step before has asked for, since the tables are larger than a cache. */
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

/* A word that is no ASCII and its hash; `high` 0: none. */
typedef struct memo {
  uint64_t low, high, hash;
} memo;

struct news_lexicon_scan {
  lexicon_words words; /* of `doc`, from `base` on */
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

/* Large or no ASCII. */
static uint64_t hash_folded(news_lexicon_scan *s, const char *text,
                            uint32_t size) {
  fold(s, text, size);
  return news_hash(s->folded.size ? s->folded.data : "", s->folded.size);
}

/* Dashes and quotation marks come again and again. */
static uint64_t hash_known(news_lexicon_scan *s, const char *text,
                           uint32_t size, news_short bytes) {
  uint64_t high = bytes.high | (uint64_t)size << 56;
  memo *m = &s->memos[news_mix(bytes.low, high ^ NEWS_HASH_ODD) % MEMOS];
  if (m->low != bytes.low || m->high != high)
    *m = (memo){bytes.low, high, hash_folded(s, text, size)};
  return m->hash;
}

static const uint64_t high_bits = 0x8080808080808080;

/* A-Z among eight ASCII bytes made small. */
static inline uint64_t lower(uint64_t bytes) {
  uint64_t from_a = bytes + 0x3F3F3F3F3F3F3F3F;
  uint64_t behind_z = bytes + 0x2525252525252525;
  return bytes | (from_a & ~behind_z & high_bits) >> 2;
}

/* The hash of a word's folded form. */
static inline uint64_t hash_of(news_lexicon_scan *s, uint32_t word) {
  const news_words *words = &s->doc->words;
  const char *text = s->doc->text + words->start[word]; /* padded */
  uint32_t size = words->end[word] - words->start[word];
  if (size > 15) return hash_folded(s, text, size);
  news_short bytes = news_short_of(text, size);
  if ((bytes.low | bytes.high) & high_bits)
    return hash_known(s, text, size, bytes);
  return news_hash_short((news_short){lower(bytes.low), lower(bytes.high)},
                         size);
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

news_lexicon_scan *news_lexicon_scan_new(const news_lexicon *lex) {
  news_lexicon_scan *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->words.equals = word_equals;
  s->lex = lex;
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

/* Those of several words behind the edge of the first two. */
static uint32_t walk(news_lexicon_scan *s, const lexicon_slot *edge,
                     uint32_t limit, news_lexicon_hit *found, uint32_t count) {
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

/* ---- a few words ---- */

/* Words in which a phrase may begin, and where the trie says so. */
typedef struct few {
  uint32_t first, count;
  uint64_t hash[FEW + 1];
  uint32_t starts;
  struct {
    uint32_t word;
    uint32_t alone, pair; /* slots; UINT32_MAX: not asked */
    uint32_t alone_mark, pair_mark;
  } start[FEW];
} few;

static uint32_t ask_early(const news_lexicon *lex, uint64_t hash,
                          uint32_t *mark) {
  uint64_t mixed = lexicon_mix(0, hash, lex->header->seed);
  uint32_t slot = lexicon_home(mixed, lex->header->slots);
  __builtin_prefetch(&lex->slots[slot]);
  *mark = lexicon_mark(mixed);
  return slot;
}

static void find_starts(const news_lexicon *lex, few *f, uint32_t pairs) {
  uint32_t found[FEW], count = 0;
  uint8_t how[FEW];
  for (uint32_t i = 0; i < f->count; i++) {
    bool alone = lexicon_may(lex, f->hash[i]);
    bool pair =
        i < pairs && lexicon_may(lex, lexicon_pair(f->hash[i], f->hash[i + 1]));
    found[count] = i;
    how[count] = (uint8_t)(alone | pair << 1);
    count += alone | pair;
  }
  f->starts = count;
  for (uint32_t k = 0; k < count; k++) {
    uint32_t i = found[k];
    f->start[k].word = f->first + i;
    f->start[k].alone = f->start[k].pair = UINT32_MAX;
    if (how[k] & 1)
      f->start[k].alone = ask_early(lex, f->hash[i], &f->start[k].alone_mark);
    if (how[k] & 2)
      f->start[k].pair = ask_early(
          lex, lexicon_pair(f->hash[i], f->hash[i + 1]), &f->start[k].pair_mark);
  }
}

static void settle(news_lexicon_scan *s, const few *f, uint32_t limit) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  for (uint32_t k = 0; k < f->starts; k++) {
    uint32_t count = 0;
    const lexicon_slot *edge;
    s->base = f->start[k].word;
    if (f->start[k].alone != UINT32_MAX &&
        (edge = lexicon_search(s->lex, f->start[k].alone,
                               f->start[k].alone_mark))) {
      uint32_t phrase = news_lexicon_confirm(s->lex, edge, &s->words, 1);
      if (phrase != UINT32_MAX)
        found[count++] = (news_lexicon_hit){s->base + 1, phrase};
    }
    if (f->start[k].pair != UINT32_MAX)
      count = walk(
          s, lexicon_search(s->lex, f->start[k].pair, f->start[k].pair_mark),
          limit, found, count);
    if (count) add_places(s, s->base, found, count);
  }
}

news_status news_lexicon_scan_words(news_lexicon_scan *s,
                                    const news_document *doc, uint32_t from,
                                    uint32_t limit,
                                    const news_lexicon_place **places,
                                    uint32_t *count, news_error *err) {
  few f;
  s->doc = doc;
  s->count = 0;
  s->failed = false;
  for (uint32_t at = from; at < limit && !s->failed; at += FEW) {
    f.first = at;
    f.count = limit - at < FEW ? limit - at : FEW;
    uint32_t more = at + f.count < limit;
    for (uint32_t i = 0; i < f.count + more; i++)
      f.hash[i] = hash_of(s, at + i);
    find_starts(s->lex, &f, f.count - 1 + more);
    settle(s, &f, limit);
  }
  *places = s->places;
  *count = s->failed ? 0 : s->count;
  return s->failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}
