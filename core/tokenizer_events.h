/* The hard bytes of a chunk, sorted by kind and settled kind by kind. Included
 * by tokenizer_block.h. */

#include "tokenizer_plain.h"

/* The hard bytes of a chunk and their kinds. */
typedef struct events {
  uint32_t count;
  uint32_t at[NEWS_CHUNK_SIZE + NEWS_FLATTEN_SLACK];
  uint32_t some[NEWS_CHUNK_SIZE + NEWS_FLATTEN_SLACK]; /* of one sort */
  uint8_t sort[NEWS_CHUNK_SIZE + 64];
} events;

/* Added to NEWS_EVENT_POINT and _HYPHEN for bytes in c->plain; nothing left to
 * do. */
enum { PLAIN_EVENT = 16, NO_EVENT = 32 };

/* The kind of the hard byte at `s`; for points, NEWS_EVENT_NUMBER is the next
 * value. */
_Static_assert(NEWS_EVENT_POINT + 1 == NEWS_EVENT_NUMBER, "a point, a number");
BLOCK_TARGET static inline uint32_t sort_of(const char *s) {
  uint32_t digit = (unsigned char)(s[1] - '0') < 10;
  return news_event_sorts[(unsigned char)*s] + ((*s == '.') & digit);
}

/* The byte after the last white space before `at`.  64 bytes are tested at
 * once; a field is seldom longer. */
BLOCK_TARGET static uint32_t space_before(const news_chunk *c, uint32_t at) {
  for (;; at -= 64) {
    const uint64_t *m = c->space + (at >> 6);
    uint64_t left = at < 64 ? 0 : m[-1] >> (at & 63);
    uint64_t spaces = m[0] << 1 << (~at & 63) | left;
    if (spaces) return at - (uint32_t)__builtin_clzll(spaces);
    if (at <= 64) return 0;
  }
}

/* The next white space from `at` on; there is always one, because the chunk
 * ends with it. */
BLOCK_TARGET static uint32_t space_behind(const news_chunk *c, uint32_t at) {
  for (;; at += 64) {
    uint64_t spaces = bits_from(c->space, at);
    if (spaces) return at + (uint32_t)__builtin_ctzll(spaces);
  }
}

/* Leave the field of byte `at` to the rules; nothing else in it need be
 * settled. */
BLOCK_TARGET static void give_up(news_chunk *c, uint32_t at) {
  news_clear_bits(c->hard, space_before(c, at), space_behind(c, at));
  ask_later(c, c->cut, at);
  c->any_cut = true;
}

/* Add the line of encoded bytes [from, end), as far as it is in the chunk: each
 * field is one symbol. */
BLOCK_TARGET static void put_encoded(news_chunk *c, uint32_t from,
                                     uint32_t end) {
  if (end > c->size) end = c->size;
  while (from < end) {
    uint32_t behind = space_behind(c, from);
    if (from < behind) claim(c, from, behind, NEWS_WORD_SYMBOL);
    from = behind + 1;
  }
}

BLOCK_TARGET static void try_encoded(news_scan *scan, news_chunk *c,
                                     uint32_t at) {
  uint32_t end = at < c->size ? news_encoded_end(scan, c->base + at) : 0;
  if (!end) return;
  scan->encoded = end;
  put_encoded(c, at, end - c->base);
}

/* Start of the last line of the chunk if it is short, else 0. */
BLOCK_TARGET static uint32_t last_line(const news_chunk *c) {
  uint32_t k = c->blocks - 1;
  if (!c->feed[k] && k) k--;
  if (!c->feed[k]) return 0;
  return 64 * k + 64 - (uint32_t)__builtin_clzll(c->feed[k]);
}

/* Find the lines of encoded bytes; at the ends of the chunk their length is
 * read from the text. */
BLOCK_TARGET __attribute__((noinline)) static void find_encoded(news_scan *scan,
                                                                news_chunk *c) {
  if (scan->encoded > c->base) put_encoded(c, 0, scan->encoded - c->base);
  if (c->base == 0) try_encoded(scan, c, 0);
  for (uint32_t k = 0; c->any_encoded && k < c->blocks; k += BLOCK_LANES) {
    lanes found = find_long(c, k);
    for (uint32_t i = 0; i < BLOCK_LANES; i++)
      for (uint64_t bits = found[i]; bits; bits &= bits - 1)
        try_encoded(scan, c,
                    64 * (k + i) + (uint32_t)__builtin_ctzll(bits) + 1);
  }
  uint32_t last = last_line(c);
  if (last) try_encoded(scan, c, last);
}

/* Whether a block with `hard` hard bytes looks like encoded data: there are
 * many, with symbols and digits among them.  Hardly any of their fields could
 * be settled. */
BLOCK_TARGET static inline bool is_encoded(const news_chunk *c, uint32_t k,
                                           uint32_t hard) {
  enum { MANY = 12 };
  return hard >= MANY && c->hard[k] & c->odd[k] & ~c->digit[k] &&
         c->hard[k] & c->digit[k];
}

/* Without branches and without counters in memory, because the kinds of hard
 * bytes are unpredictable. */
BLOCK_TARGET static void find_events(const news_scan *scan, news_chunk *c,
                                     events *e) {
  const char *s = scan->text + c->base;
  uint32_t count = 0;
  for (uint32_t k = 0; k < c->blocks; k++) {
    uint32_t more = flatten(c->hard[k], 64 * k, e->at + count);
    if (!is_encoded(c, k, more))
      count += more;
    else
      while (c->hard[k])
        give_up(c, 64 * k + (uint32_t)__builtin_ctzll(c->hard[k]));
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = e->at[i];
    uint64_t plain = c->plain[at >> 6] >> (at & 63) & 1;
    e->sort[i] = (uint8_t)(sort_of(s + at) | plain * PLAIN_EVENT);
  }
  memset(e->sort + count, NO_EVENT, 64);
  e->count = count;
}

/* Find the events of this kind. */
BLOCK_TARGET static uint32_t find_sort(const events *e, uint8_t sort,
                                       uint32_t *to) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < e->count; i += 64)
    count += flatten(equals(e->sort + i, sort), i, to + count);
  return count;
}

/* Sort out the points or hyphens after plain words: mark them as done, or as
 * still to be settled. */
BLOCK_TARGET static void weed_out(const news_scan *scan, const news_chunk *c,
                                  events *e, uint8_t sort,
                                  const news_language_tails *tails) {
  uint32_t count = find_sort(e, sort | PLAIN_EVENT, e->some);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = c->base + e->at[e->some[i]];
    uint8_t settled = at >= 4 && is_settled(tails, scan->text + at);
    e->sort[e->some[i]] = (uint8_t)(sort | settled * NO_EVENT);
  }
}

/* For each event of one kind whose byte no earlier event settled, claimed or
 * gave up. */
#define SETTLE(wanted, settled)                     \
  do {                                              \
    uint32_t done = 0;                              \
    uint32_t count = find_sort(&e, wanted, e.some); \
    for (uint32_t i = 0; i < count; i++) {          \
      uint32_t at = e.at[e.some[i]];                \
      if (at < done || !is_hard(c, at)) continue;   \
      if (!(settled)) give_up(c, at);               \
    }                                               \
    (void)done;                                     \
  } while (0)

/* A function of its own, so that the settle_ functions are inlined into it; in
 * one with all the work on a chunk the compiler would not do so. */
BLOCK_TARGET __attribute__((noinline)) static void settle_all(news_scan *scan,
                                                              news_chunk *c) {
  const char *s = scan->text + c->base;
  events e;
  c->any_cut = false;
  memset(c->cut, 0, c->blocks * sizeof *c->cut);
  memset(c->single, 0, c->blocks * sizeof *c->single);
  memset(c->some_asked, 0, sizeof c->some_asked);
  memset(c->clitic, 0, c->blocks * sizeof *c->clitic);
  find_encoded(scan, c);
  find_events(scan, c, &e);
  weed_out(scan, c, &e, NEWS_EVENT_HYPHEN,
           news_language_hyphens(scan->language));
  weed_out(scan, c, &e, NEWS_EVENT_POINT, news_language_points(scan->language));
  SETTLE(NEWS_EVENT_AT, settle_handle(c, s, at, &done));
  SETTLE(NEWS_EVENT_HYPHEN, settle_hyphen(scan, c, at, &done));
  SETTLE(NEWS_EVENT_POINT, settle_point(scan, c, at, &done));
  SETTLE(NEWS_EVENT_NUMBER, settle_number(c, s, at, &done));
  SETTLE(NEWS_EVENT_QUOTE, is_opening(c, s, at)
                               ? (ask_later(c, c->single, at), true)
                               : settle_quote(scan, c, at, &done));
  SETTLE(NEWS_EVENT_TWINS, settle_twins(scan, c, s, at));
  SETTLE(NEWS_EVENT_DIGIT, settle_digit(scan, c, at));
  SETTLE(NEWS_EVENT_ANGLE, settle_angle(c, s, at, &done));
  SETTLE(NEWS_EVENT_CRY, settle_exclamation(scan, c, at, &done));
  SETTLE(NEWS_EVENT_SLASH, settle_slash(c, s, at, &done));
  SETTLE(NEWS_EVENT_COLON, settle_colon(c, s, at, &done));
  SETTLE(NEWS_EVENT_MONEY, settle_money(c, s, at));
  SETTLE(NEWS_EVENT_OTHER, settle_other(scan, c, at, &done));
}

#undef SETTLE
