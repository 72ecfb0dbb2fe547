/* Cuts fields to which no rule applies, 64 bytes at a time.  Included once for
 * each instruction set (tokenizer_sse2.c, _avx2.c, _avx512.c), which defines
 *
 *   BLOCK_TARGET    attribute of every function here
 *   BLOCK_CUT       names of the functions that are made
 *   BLOCK_MAPS
 *   BLOCK_LANES     masks in one register
 *   classify()      masks of 64 bytes
 *   flatten()       positions of a mask's bits
 *   gather()        bits of a mask where another has one
 *   put_kinds()     kinds of words by their bits
 *   repeats()       bytes of 64 that the next one is the same as
 *   equals()        bytes of 64 that are such
 *
 * and may define
 *
 *   BLOCK_GROUP     put_block() of eight blocks, but for
 *   BLOCK_PAIRS     letters of two bytes, of a block with what is no ASCII
 *   BLOCK_MANY      flatten() of masks with more than a few bits
 *
 * Bit i of a mask is byte i of the block:
 *
 *   text    He said: 3.5%, didn't.
 *   word    11.1111..1.1...11111.1.
 *   mark    .......1..1.11.....1..1     one byte tokens, for now
 *   hard    ..........1........1..1     a rule of news text may apply here
 *
 * In the usual cases a hard byte is settled on the spot (tokenizer_settle.h);
 * otherwise the rules cut its whole field and their borders replace the ones
 * made here.  The text is processed in chunks that end with white space, so
 * that no token crosses from one into the next. */

#include <string.h>

#include "tokenizer_chunk.h"

#ifndef BLOCK_MANY
#define BLOCK_MANY flatten
#endif

/* ------------------------------------------------------ beyond ASCII */

/* Marks that no rule joins to anything: “ ” « » and a lone – or —. */
BLOCK_TARGET static bool is_lone_mark(const char *at, uint32_t code) {
  if (code == 0xAB || code == 0xBB || code == 0x201C || code == 0x201D)
    return true;
  return (code == 0x2013 || code == 0x2014) && memcmp(at, at + 3, 3) != 0;
}

/* Add the mark above ASCII at `s`, whose first byte has the bit `first`. */
BLOCK_TARGET static inline void add_mark(news_chunk *c, uint32_t k,
                                         uint64_t first, const char *s,
                                         uint32_t code, uint32_t size) {
  if (news_leads_quote((unsigned char)*s)) c->quote[k] |= first;
  if (!news_is_curly(code)) c->ends[k] |= first;
  if (code == 0x201D) c->open[k] |= first; /* like ", for a point before it */
  if (code == 0xA3 || code == 0x20AC) {    /* £ €: the byte after it */
    uint64_t *open = c->open + k + (first >> (65 - size) != 0);
    *open |= first << (size - 1) | first >> (65 - size);
  }
  if (!is_lone_mark(s, code)) c->hard[k] |= first;
}

/* The same for all – — ‘ ’ “ ” … at `text`, nearly all that English has above
 * ASCII, except in the last bytes of the block.  Returns the rest of `high`. */
BLOCK_TARGET static inline uint64_t add_usual(news_chunk *c, uint32_t k,
                                              const char *text, uint64_t high) {
  const uint8_t *s = (const uint8_t *)text;
  const uint64_t within = (UINT64_C(1) << (64 - 5)) - 1; /* two of them */
  uint64_t leads = equals(s, 0xE2) & equals(s, 0x80) >> 1;
  if (!leads) return high;
  uint64_t en = equals(s, 0x93) >> 2 & leads, em = equals(s, 0x94) >> 2 & leads;
  uint64_t single = (equals(s, 0x98) | equals(s, 0x99)) >> 2 & leads;
  uint64_t open = equals(s, 0x9C) >> 2 & leads;
  uint64_t close = equals(s, 0x9D) >> 2 & leads;
  uint64_t dots = equals(s, 0xA6) >> 2 & leads, more = en | em | dots;
  uint64_t all = (more | single | open | close) & within;
  uint64_t inner = all << 1 | all << 2;
  c->quote[k] |= all;
  c->ends[k] |= all & more;
  c->open[k] |= all & close;
  c->hard[k] |= all & (single | dots | (en & en >> 3) | (em & em >> 3));
  c->inner[k] |= inner;
  return high & ~(all | inner);
}

/* Add the code points of block `k` whose bytes are in `high` to the masks;
 * two-byte letters were found by classify().  Bytes past the block go to the
 * next one. */
BLOCK_TARGET static void add_high(const news_scan *scan, news_chunk *c,
                                  uint32_t k, uint64_t high) {
  const char *text = scan->text + c->base + 64 * k;
  high = add_usual(c, k, text, high);
  while (high) {
    uint32_t bit = (uint32_t)__builtin_ctzll(high), size;
    const char *s = text + bit;
    uint64_t first = high & -high;
    high ^= first;
    if (((unsigned char)*s & 0xC0) == 0x80) continue;
    uint32_t code = news_utf8_decode(s, &size);
    uint8_t token = news_unicode_get(code)->token;
    uint64_t span = (first << size) - first;
    uint64_t behind = bit + size > 64 ? (first >> (64 - size)) - 1 : 0;
    uint64_t *mask = c->inner;
    high &= ~span;
    if (token == NEWS_TC_LETTER) {
      mask = c->word;
    } else if (token == NEWS_TC_SPACE) {
      mask = c->space;
      if (news_is_wide_line_end(code)) c->feed[k] |= first;
    } else {
      span ^= first;
      add_mark(c, k, first, s, code, size);
    }
    mask[k] |= span;
    mask[k + 1] |= behind;
  }
}

/* --------------------------------------------------------------- masks */

/* Adjacent blocks: everything that follows from masks alone is computed for all
 * of them at once, in the largest registers available. */
typedef uint64_t lanes __attribute__((vector_size(8 * BLOCK_LANES)));
_Static_assert(NEWS_GROUP % BLOCK_LANES == 0, "no lane behind a group");
#define TAKE_LANES(name, from) \
  lanes name;                  \
  memcpy(&name, from, sizeof name)

/* For each block the one before it. */
#if BLOCK_LANES == 8
#define LEFT(before, now) \
  __builtin_shufflevector(before, now, 7, 8, 9, 10, 11, 12, 13, 14)
#elif BLOCK_LANES == 4
#define LEFT(before, now) __builtin_shufflevector(before, now, 3, 4, 5, 6)
#elif BLOCK_LANES == 2
#define LEFT(before, now) __builtin_shufflevector(before, now, 1, 2)
#else
#error "LEFT() is for 2, 4 and 8 lanes"
#endif

/* Find the bytes of the blocks from `k` on where a rule of news text may apply.
 * Bytes above ASCII, and those past the block, count as if they mattered, so a
 * few more fields than necessary go to the rules.  In a run of one byte in a
 * block only the first two and the last can be hard.  Inlined so that the loop
 * keeps constants and masks in registers. */
BLOCK_TARGET __attribute__((always_inline)) static inline void find_hard(
    const news_asked *a, news_chunk *c, uint32_t k) {
  TAKE_LANES(word, a->word + NEWS_GROUP + k);
  TAKE_LANES(word_left, a->word + NEWS_GROUP - 1 + k);
  TAKE_LANES(word_right, a->word + NEWS_GROUP + 1 + k);
  TAKE_LANES(letter, a->letter + NEWS_GROUP + k);
  TAKE_LANES(letter_left, a->letter + NEWS_GROUP - 1 + k);
  TAKE_LANES(letter_right, a->letter + NEWS_GROUP + 1 + k);
  TAKE_LANES(after, a->after + k);
  TAKE_LANES(before, a->before + k);
  TAKE_LANES(first, a->first + k);
  TAKE_LANES(always, a->always + k);
  TAKE_LANES(comma, a->comma + k);
  TAKE_LANES(again, a->again + k);
  TAKE_LANES(twins, a->twins + k);
  TAKE_LANES(ascii, c->word + k);
  TAKE_LANES(space, c->space + k);
  TAKE_LANES(digit, c->digit + k);
  TAKE_LANES(open, c->open + k);
  lanes mark = ~(word | space);
  lanes behind_word = word << 1 | word_left >> 63;
  lanes before_word = word >> 1 | word_right << 63;
  lanes behind_letter = letter << 1 | letter_left >> 63;
  lanes before_letter = letter >> 1 | letter_right << 63;
  lanes behind_digit = digit << 1 | 1;
  lanes before_digit = digit >> 1 | UINT64_C(1) << 63;
  lanes starts = ascii & ~(ascii << 1);
  lanes before_mark = mark >> 1 | UINT64_C(1) << 63;
  lanes next_mark = mark >> 2 | UINT64_C(3) << 62;
  lanes hard = always | (mark & again) | (first & before_mark) |
               (after & behind_word) | (before & before_word) |
               (open & first & before_word & (behind_word | next_mark)) |
               (comma & behind_digit & before_digit) |
               (digit & (before_letter | behind_letter)) |
               (twins & (starts << 2 | 3));
  hard &= ~(again & again << 1 & again << 2);
  memcpy(c->hard + k, &hard, sizeof hard);
}

/* Find the marks of the blocks from `k` on that may end a sentence: no - within
 * x-ray, and of marks other than . ! ? : - none that stands alone.  Adds the
 * first byte of 7:50 and 1/2, one or two digits before a mark. */
BLOCK_TARGET static inline void find_ends(const news_asked *a, news_chunk *c,
                                          uint32_t k) {
  TAKE_LANES(first, a->first + k);
  TAKE_LANES(word, c->word + k);
  TAKE_LANES(space, c->space + k);
  TAKE_LANES(point, c->point + k);
  TAKE_LANES(hyphen, c->hyphen + k);
  TAKE_LANES(ends, c->ends + k);
  TAKE_LANES(digit, c->digit + k);
  TAKE_LANES(digit_right, c->digit + k + 1);
  TAKE_LANES(clock, a->clock + k);
  TAKE_LANES(clock_right, a->clock + k + 1);
  lanes inner = hyphen & word << 1 & word >> 1;
  lanes alone = ~(first | point) & (word | space) >> 1;
  lanes behind = clock >> 1 | clock_right << 63;
  behind |= (clock >> 2 | clock_right << 62) & (digit >> 1 | digit_right << 63);
  ends = (ends & ~(inner | alone)) | (digit & behind);
  memcpy(c->ends + k, &ends, sizeof ends);
}

/* The same for one block. */
BLOCK_TARGET static inline uint64_t ends_of(const block_masks *m) {
  uint64_t word = m->letter | m->digit;
  uint64_t inner = m->hyphen & word << 1 & word >> 1;
  uint64_t alone = ~(m->first | m->point) & (word | m->space) >> 1;
  return m->ends & ~(inner | alone);
}

/* Store the masks of block `k`. */
BLOCK_TARGET static inline void put_block(news_chunk *c, news_asked *a,
                                          uint32_t k, const block_masks *m) {
  c->word[k] = m->letter | m->digit;
  c->space[k] = m->space;
  c->digit[k] = m->digit;
  c->point[k] = m->point;
  c->hyphen[k] = m->hyphen;
  c->open[k] = m->open;
  c->odd[k] = m->digit | m->symbol;
  c->ends[k] = m->ends;
  c->quote[k] = m->quote;
  c->feed[k] = m->feed;
  c->em[k] = m->em;
  a->word[NEWS_GROUP + k] = m->letter | m->digit | m->high;
  a->letter[NEWS_GROUP + k] = m->letter | m->high;
  a->after[k] = m->after;
  a->before[k] = m->before;
  a->first[k] = m->first;
  a->always[k] = m->always;
  a->comma[k] = m->comma;
  a->clock[k] = m->clock;
  a->twins[k] = m->twins;
  c->high[k] = m->high;
  c->some_high[k >> 6] |= (uint64_t)(m->high != 0) << (k & 63);
}

/* Set the bytes next to the chunk: only the one after it counts. */
BLOCK_TARGET static inline void put_neighbours(news_asked *a, uint32_t blocks,
                                               unsigned char next) {
  uint8_t token = next < 0x80 ? news_ascii_token[next] : NEWS_TC_LETTER;
  uint32_t left = NEWS_GROUP - 1, right = NEWS_GROUP + blocks;
  a->word[left] = a->letter[left] = 0;
  a->letter[right] = token == NEWS_TC_LETTER;
  a->word[right] = token == NEWS_TC_LETTER || token == NEWS_TC_DIGIT;
  a->clock[blocks] = 0; /* a chunk ends with none */
}

/* Load the masks of all blocks and pad the last group. */
BLOCK_TARGET static void load_blocks(const char *text, uint32_t blocks,
                                     news_chunk *c, news_asked *a) {
  static const block_masks none;
  uint32_t k = 0;
  memset(c->some_high, 0, sizeof c->some_high);
#ifdef BLOCK_GROUP
  for (; blocks - k >= NEWS_GROUP; k += NEWS_GROUP)
    BLOCK_GROUP(text + 64 * k, c, a, k);
  for (uint32_t i = 0; i < NEWS_CHUNK_SOME; i++)
    for (uint64_t some = c->some_high[i]; some; some &= some - 1)
      BLOCK_PAIRS(text, c, 64 * i + (uint32_t)__builtin_ctzll(some));
#endif
  for (; k < blocks; k++) {
    block_masks m;
    classify(text + 64 * k, &m);
    put_block(c, a, k, &m);
    a->again[k] = repeats(text + 64 * k);
  }
  for (; k % NEWS_GROUP; k++) {
    put_block(c, a, k, &none);
    a->again[k] = 0;
  }
}

/* Compute the masks of the chunk. */
BLOCK_TARGET static void load_chunk(const news_scan *scan, news_chunk *c) {
  const char *text = scan->text + c->base;
  uint32_t blocks = c->blocks;
  news_asked a;
  load_blocks(text, blocks, c, &a);
  put_neighbours(&a, blocks, (unsigned char)text[64 * blocks]);
  for (uint32_t k = 0; k < blocks; k += BLOCK_LANES) {
    find_hard(&a, c, k);
    find_ends(&a, c, k);
  }
  memset(c->inner, 0, (blocks + 1) * sizeof *c->inner);
  c->word[blocks] = c->space[blocks] = c->digit[blocks] = c->quote[blocks] = 0;
  c->ends[blocks] = c->hard[blocks] = 0;
  c->open[blocks] = c->high[blocks] = 0;
  /* find_long() reads whole groups and the word after them. */
  memset(c->feed + blocks, 0, (NEWS_GROUP + 1) * sizeof *c->feed);
  memset(c->em + blocks, 0, (NEWS_GROUP + 1) * sizeof *c->em);
  for (uint32_t i = 0; i < NEWS_CHUNK_SOME; i++)
    for (uint64_t some = c->some_high[i]; some; some &= some - 1) {
      uint32_t k = 64 * i + (uint32_t)__builtin_ctzll(some);
      add_high(scan, c, k, c->high[k]);
    }
}

/* Count everything from byte `size` on as white space. */
BLOCK_TARGET static void trim_chunk(news_chunk *c, uint32_t size) {
  c->size = size;
  c->blocks = size / 64 + 1;
  uint64_t valid = (UINT64_C(1) << (size & 63)) - 1;
  uint32_t k = size / 64;
  c->word[k] &= valid;
  c->inner[k] &= valid;
  c->hard[k] &= valid;
  c->feed[k] &= valid;
  c->space[k] = (c->space[k] & valid) | ~valid;
}

/* Find borders as if no rule applied. */
BLOCK_TARGET static void find_borders(news_chunk *c) {
  lanes word_before = {0}, part_before = {0};
  for (uint32_t k = 0; k < c->blocks; k += BLOCK_LANES) {
    TAKE_LANES(word, c->word + k);
    TAKE_LANES(space, c->space + k);
    TAKE_LANES(inner, c->inner + k);
    lanes mark = ~(word | space | inner), part = mark | inner;
    lanes behind_word = word << 1 | LEFT(word_before, word) >> 63;
    lanes behind_mark = part << 1 | LEFT(part_before, part) >> 63;
    lanes start = (word & ~behind_word) | mark;
    lanes end = (~word & behind_word) | (behind_mark & ~inner);
    memcpy(c->start + k, &start, sizeof start);
    memcpy(c->end + k, &end, sizeof end);
    word_before = word;
    part_before = part;
  }
}

#include "tokenizer_settle.h"

#include "tokenizer_events.h"

/* ------------------------------------------------------------------- chunks */

/* Whether the field of byte `at` has a hard byte, there or later, that was not
 * settled. */
BLOCK_TARGET static bool is_cut_later(const news_chunk *c, uint32_t at) {
  uint32_t k = at >> 6, end = space_behind(c, at);
  uint64_t cut = c->cut[k] & ~UINT64_C(0) << (at & 63);
  while (!cut && ++k <= end >> 6) cut = c->cut[k];
  return cut && 64 * k + (uint32_t)__builtin_ctzll(cut) < end;
}

/* Store the bytes whose fields are to be cut and each ' that is a word; returns
 * their number.  Which blocks have such bytes is unpredictable. */
BLOCK_TARGET static uint32_t find_asked(const news_chunk *c, uint32_t *to) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < NEWS_CHUNK_SOME; i++)
    for (uint64_t some = c->some_asked[i]; some; some &= some - 1) {
      uint32_t k = 64 * i + (uint32_t)__builtin_ctzll(some);
      count += flatten(c->cut[k] | c->single[k], 64 * k, to + count);
    }
  return count;
}

/* Let the rules cut the fields of hard bytes that were not settled, and settle
 * each ' of the other fields, from left to right. */
BLOCK_TARGET static void cut_fields(news_scan *scan, news_chunk *c) {
  uint32_t asked[NEWS_CHUNK_SIZE + NEWS_FLATTEN_SLACK];
  uint32_t count = find_asked(c, asked), done = 0;
  bool any = c->any_cut;
  scan->chunk = c;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = asked[i];
    if (at < done) continue;
    if (any && is_cut(c, at)) {
      done = space_behind(c, at);
      news_chunk_cut(scan, c, space_before(c, at), done);
    } else if (!any || !is_cut_later(c, at)) {
      news_chunk_single(scan, c, at);
    }
  }
  scan->chunk = NULL;
}

#include "tokenizer_put.h"

BLOCK_TARGET static bool has_line_end(const news_scan *scan, uint32_t at,
                                      uint32_t end) {
  for (uint32_t size; at < end; at += size) {
    uint32_t code = news_scan_code(scan, at, &size);
    if (code - '\n' < 4 || news_is_wide_line_end(code)) return true;
  }
  return false;
}

/* 7:50, 1/2 */
BLOCK_TARGET static inline bool is_clock(const char *s) {
  s += news_is_digit(s[1]);
  return s[1] == ':' || s[1] == '/';
}

/* Set for the words at `starts` of a block that begin with a digit or above
 * ASCII what bits_of() and add_high() set for words of a chunk. */
BLOCK_TARGET static inline void mark_others(const char *text, uint64_t starts,
                                            block_masks *m) {
  uint64_t digits = starts & m->digit, high = starts & m->high;
  for (; digits; digits &= digits - 1)
    if (is_clock(text + __builtin_ctzll(digits))) m->ends |= digits & -digits;
  m->ends |= high;
  for (; high; high &= high - 1) {
    const unsigned char *s =
        (const unsigned char *)text + __builtin_ctzll(high);
    if (!news_leads_quote(*s)) continue;
    m->quote |= high & -high;
    if (news_is_curly_at(s)) m->ends &= ~(high & -high);
  }
}

/* Bits of the words, of `count`, whose kinds are always marked. */
BLOCK_TARGET static uint64_t marked_of(const uint8_t *kinds, size_t count) {
  uint64_t marked = 0;
  for (size_t i = 0; i < count; i++)
    marked |= (uint64_t)news_is_marked(kinds[i]) << i;
  return marked;
}

/* Set the map bits of the words from `w` on, which were added without a
 * chunk. */
BLOCK_TARGET static void put_maps(news_scan *scan, size_t w) {
  const uint32_t *starts = scan->start, *ends = scan->end;
  const uint8_t *kinds = scan->kind;
  uint32_t behind = w ? ends[w - 1] : 0, count = scan->count;
  scan->start[count] = UINT32_MAX; /* there is room; lies in no block */
  while (w < count) {
    uint32_t base = starts[w], at;
    size_t first = w;
    uint64_t start = 0, lines = 0;
    uint8_t any_kind = 0;
    for (; (at = starts[w]) - base < 64; w++) {
      uint64_t bit = UINT64_C(1) << (at - base);
      start |= bit;
      any_kind |= kinds[w];
      if (behind < at && has_line_end(scan, behind, at)) lines |= bit;
      behind = ends[w];
    }
    block_masks m;
    classify(scan->text + base, &m);
    m.ends = ends_of(&m);
    mark_others(scan->text + base, start, &m);
    map_bits more = {.marks = gather(m.ends, start),
                     .quotes = gather(m.quote, start),
                     .lines = gather(lines, start)};
    if (news_is_marked(any_kind))
      more.marks |= marked_of(kinds + first, w - first);
    put_many_bits(scan, (uint32_t)first, more, (uint32_t)(w - first));
  }
  scan->line_end = false;
}

BLOCK_TARGET void BLOCK_MAPS(news_scan *scan) { put_maps(scan, 0); }

/* End the chunk before its last white space, or at the end of the text.  False
 * if one field fills the chunk. */
BLOCK_TARGET static bool close_chunk(const news_scan *scan, news_chunk *c) {
  uint32_t size = c->size;
  if (c->base + size < scan->size) {
    uint32_t k = c->blocks;
    while (k && !c->space[k - 1]) k--;
    if (!k) return false;
    size = 64 * k - 1 - (uint32_t)__builtin_clzll(c->space[k - 1]);
    while (((unsigned char)scan->text[c->base + size] & 0xC0) == 0x80) size--;
    if (!size) return false;
  }
  trim_chunk(c, size);
  return true;
}

BLOCK_TARGET void BLOCK_CUT(news_scan *scan) {
  news_chunk c;
  c.base = 0;
  while (c.base < scan->size && !scan->failed) {
    uint32_t left = scan->size - c.base;
    c.size = left < NEWS_CHUNK_SIZE ? left : NEWS_CHUNK_SIZE;
    c.blocks = (c.size + 63) / 64;
    c.patches = 0;
    load_chunk(scan, &c);
    if (!close_chunk(scan, &c)) {
      uint32_t first = scan->count;
      /* Room for a word a byte, unless the rest is so long that it takes too
       * much memory. */
      if (left <= NEWS_REST && !news_scan_reserve(scan, left)) return;
      uint32_t end = news_cut_next(scan, c.base);
      put_maps(scan, first);
      c.base = end;
      continue;
    }
    find_borders(&c);
    find_plain(scan, &c);
    settle_all(scan, &c);
    cut_fields(scan, &c);
    put_chunk(scan, &c);
    c.base += c.size;
  }
}
