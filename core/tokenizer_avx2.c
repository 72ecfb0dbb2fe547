#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <immintrin.h>
#include <string.h>

#define BLOCK_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BLOCK_CUT news_cut_avx2
#define BLOCK_MAPS news_maps_avx2
#define BLOCK_LANES 4
#define BLOCK_GROUP load_group
#define BLOCK_PAIRS load_pairs
#define BLOCK_MANY flatten_many

typedef __m256i vec;
enum { VECTORS = 2, VECTOR_BYTES = 32 };

BLOCK_TARGET static inline vec load(const void *s) {
  return _mm256_loadu_si256((const __m256i *)s);
}
BLOCK_TARGET static inline vec all(int c) { return _mm256_set1_epi8((char)c); }
BLOCK_TARGET static inline vec same(vec a, vec b) {
  return _mm256_cmpeq_epi8(a, b);
}
BLOCK_TARGET static inline vec both(vec a, vec b) {
  return _mm256_and_si256(a, b);
}
BLOCK_TARGET static inline vec any(vec a, vec b) {
  return _mm256_or_si256(a, b);
}
/* The bytes with low <= v < low + count. */
BLOCK_TARGET static inline vec in(vec v, int low, int count) {
  vec d = _mm256_sub_epi8(v, all(low));
  return same(_mm256_min_epu8(d, all(count - 1)), d);
}
BLOCK_TARGET static inline uint64_t bits(vec v) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(v);
}

/* Find two-byte letters: Latin-1 (but × ÷) and Cyrillic from U+0400 to U+047F,
 * i.e. 0xC3, 0xD0 or 0xD1 and the next byte. */
BLOCK_TARGET static inline void find_pairs(const char *s, block_masks *m) {
  uint64_t leads = 0, latin = 0, signs = 0;
  for (int i = 0; i < VECTORS; i++) {
    vec v = load(s + i * VECTOR_BYTES);
    leads |= bits(in(v, 0xD0, 2)) << (i * VECTOR_BYTES);
    latin |= bits(same(v, all(0xC3))) << (i * VECTOR_BYTES);
    vec sign = same(any(v, all(0x20)), all(0xB7)); /* 0x97 or 0xB7 */
    signs |= bits(sign) << (i * VECTOR_BYTES);
  }
  leads = (leads | (latin & ~(signs >> 1))) & ~(UINT64_C(1) << 63);
  leads |= leads << 1;
  m->letter |= leads;
  m->high &= ~leads;
}

/* The classes of `v` where it is one of the sixteen bytes from `first` on, else
 * 0: `v` becomes less than 16 there, so a saturated sum leaves its high bit
 * clear, and a shuffle looks up only such bytes. */
BLOCK_TARGET static inline vec row(vec v, int first, vec table) {
  vec moved = _mm256_xor_si256(v, all(first));
  return _mm256_shuffle_epi8(table, _mm256_adds_epu8(moved, all(0x70)));
}

/* A symbol has the bits of both letter and digit. */
#define SYMBOL (NEWS_BLOCK_LETTER | NEWS_BLOCK_DIGIT)

#define L NEWS_BLOCK_LETTER
#define D NEWS_BLOCK_DIGIT
#define W NEWS_BLOCK_SPACE
#define A NEWS_BLOCK_ALWAYS
#define X (SYMBOL | NEWS_BLOCK_ALWAYS)
#define O ((char)NEWS_BLOCK_OPEN)
#define R ((char)(SYMBOL | NEWS_BLOCK_OPEN))
#define U ((char)(NEWS_BLOCK_FIRST | NEWS_BLOCK_OPEN))
#define E NEWS_BLOCK_AFTER
#define V (SYMBOL | NEWS_BLOCK_AFTER)
#define F (NEWS_BLOCK_AFTER | NEWS_BLOCK_FIRST)
#define B (NEWS_BLOCK_BEFORE | NEWS_BLOCK_FIRST)
#define G (SYMBOL | NEWS_BLOCK_BEFORE | NEWS_BLOCK_FIRST)
#define P (NEWS_BLOCK_AFTER | NEWS_BLOCK_BEFORE)
#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

/* The classes of each byte as bits; @ and `, [ and {, and so on are treated
 * alike: as symbols if the one that is 0x20 higher is one. */
BLOCK_TARGET static inline vec classes_of(vec v, vec lower) {
  vec r0 = row(v, 0x00, TWICE(A, A, A, A, A, A, A, A, A, W, W, W, W, W, A, A));
  vec r1 = row(v, 0x10, all(A));
  vec r2 = row(v, 0x20, TWICE(W, F, O, B, V, 0, B, A, U, 0, 0, X, 0, F, P, E));
  vec r3 = row(v, 0x30, TWICE(D, D, D, D, D, D, D, D, D, D, B, B, X, X, R, F));
  vec r6 =
      row(lower, 0x60, TWICE(G, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L));
  vec r7 =
      row(lower, 0x70, TWICE(L, L, L, L, L, L, L, L, L, L, L, 0, V, 0, X, X));
  return any(any(any(r0, r1), any(r2, r3)), any(r6, r7));
}

#undef L
#undef D
#undef W
#undef A
#undef X
#undef O
#undef R
#undef U
#undef E
#undef V
#undef F
#undef B
#undef G
#undef P

BLOCK_TARGET static inline uint64_t bit_of(vec low, vec high, int bit) {
  return bits(_mm256_slli_epi16(low, 7 - bit)) |
         bits(_mm256_slli_epi16(high, 7 - bit)) << 32;
}

BLOCK_TARGET static inline vec find_twins(vec lower, vec after) {
  vec next = any(after, all(0x20));
  vec twin = any(same(lower, all('n')),
                 any(same(lower, all('t')), same(lower, all('m'))));
  return both(same(lower, next), twin);
}

/* The roles of first bytes of words, by their nibbles: bit 0 \n to \r, bits 1
 * and 2 quotation marks, 3 to 6 sentence ends. */
enum { ROLE_FEED = 1, ROLE_QUOTES = 6, ROLE_ENDS = 0x78 };

BLOCK_TARGET static inline vec roles_of(vec v) {
  const vec by_low = TWICE(4, 8, 2, 0, 0, 0, 0, 2, 0, 0, 1 | 8 | 16, 1 | 32,
                           1 | 16, 1 | 8 | 16, 8 | 16 | 64, 16 | 32);
  const vec by_high =
      TWICE(1, 0, 2 | 8, 16, 0, 32, 4, 64, 0, 0, 0, 0, 0, 0, 0, 0);
  const vec half = all(0x0F);
  vec high = both(_mm256_srli_epi16(v, 4), half);
  return both(_mm256_shuffle_epi8(by_low, both(v, half)),
              _mm256_shuffle_epi8(by_high, high));
}

/* The bytes with any of `roles`: for these the sum reaches bit 7. */
BLOCK_TARGET static inline uint64_t any_of(vec low, vec high, int roles) {
  vec most = all(0x80 - (roles & -roles)), mask = all(roles);
  return bits(_mm256_adds_epu8(both(low, mask), most)) |
         bits(_mm256_adds_epu8(both(high, mask), most)) << 32;
}

BLOCK_TARGET __attribute__((always_inline)) static inline void classify(
    const char *s, block_masks *m) {
  vec low = load(s), high = load(s + 32);
  vec low_lower = any(low, all(0x20)), high_lower = any(high, all(0x20));
  vec c0 = classes_of(low, low_lower), c1 = classes_of(high, high_lower);
  uint64_t letter = bit_of(c0, c1, 0), digit = bit_of(c0, c1, 1);
  m->letter = letter & ~digit;
  m->digit = digit & ~letter;
  m->symbol = letter & digit & bit_of(low, high, 5);
  m->space = bit_of(c0, c1, 2);
  m->after = bit_of(c0, c1, 3);
  m->before = bit_of(c0, c1, 4);
  m->first = bit_of(c0, c1, 5);
  m->always = bit_of(c0, c1, 6);
  m->open = bits(c0) | bits(c1) << 32;
  m->high = bits(low) | bits(high) << 32;
  m->point = bits(same(low, all('.'))) | bits(same(high, all('.'))) << 32;
  m->hyphen = bits(same(low, all('-'))) | bits(same(high, all('-'))) << 32;
  vec r0 = roles_of(low), r1 = roles_of(high);
  m->feed = any_of(r0, r1, ROLE_FEED);
  m->quote = any_of(r0, r1, ROLE_QUOTES);
  m->ends = any_of(r0, r1, ROLE_ENDS);
  m->clock = bits(any(same(low, all(':')), same(low, all('/')))) |
             bits(any(same(high, all(':')), same(high, all('/')))) << 32;
  m->comma = bits(same(low, all(','))) | bits(same(high, all(','))) << 32;
  m->twins = bits(find_twins(low_lower, load(s + 1))) |
             bits(find_twins(high_lower, load(s + 33))) << 32;
  m->em = bits(same(low_lower, all('m'))) | bits(same(high_lower, all('m')))
                                                << 32;
  if (m->high) find_pairs(s, m);
}

BLOCK_TARGET static inline uint64_t repeats(const char *s) {
  return bits(same(load(s), load(s + 1))) |
         bits(same(load(s + 32), load(s + 33))) << 32;
}

BLOCK_TARGET static inline uint64_t equals(const uint8_t *bytes, uint8_t byte) {
  return bits(same(load(bytes), all(byte))) |
         bits(same(load(bytes + 32), all(byte))) << 32;
}

/* ------------------------------------------------- eight blocks at a time */

/* A mask for each of four blocks. */
typedef uint64_t group __attribute__((vector_size(32)));

BLOCK_TARGET static inline group next_blocks(group masks) {
  enum { FIRST = 3, TURNED = 0x39 };
  vec next = _mm256_blend_epi32((vec)masks, all(0xFF), FIRST);
  return (group)_mm256_permute4x64_epi64(next, TURNED);
}

#include "tokenizer_codes.h"

/* Tables for the codes of bytes: each row of sixteen codes as the difference to
 * the row before, so that shuffles can be combined; a shuffle gives nothing for
 * a negative byte, as those above ASCII are. */
BLOCK_TARGET static inline void read_steps(vec steps[8]) {
  vec before = all(0);
  for (int i = 0; i < 8; i++) {
    vec row = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)(codes + 16 * i)));
    steps[i] = _mm256_xor_si256(row, before);
    before = row;
  }
}

BLOCK_TARGET static inline vec look_up(vec v, const vec steps[8]) {
  vec code = _mm256_shuffle_epi8(steps[0], v);
#pragma GCC unroll 7
  for (int i = 1; i < 8; i++) {
    v = _mm256_subs_epi8(v, all(16));
    code = _mm256_xor_si256(code, _mm256_shuffle_epi8(steps[i], v));
  }
  return code;
}

/* put_block() for eight blocks at once. */
BLOCK_TARGET static void load_group(const char *text, news_chunk *c,
                                    news_asked *a, uint32_t k) {
  uint64_t rows[8][NEWS_GROUP];
  vec steps[8];
  uint32_t some = 0;
  read_steps(steps);
  for (uint32_t i = 0; i < NEWS_GROUP; i++) {
    const char *s = text + 64 * i;
    vec low = load(s), high = load(s + 32);
    vec c0 = look_up(low, steps), c1 = look_up(high, steps);
#pragma GCC unroll 7
    for (int bit = 0; bit < 7; bit++) rows[bit][i] = bit_of(c0, c1, bit);
    rows[7][i] = bits(low) | bits(high) << 32;
    some |= (uint32_t)(rows[7][i] != 0) << i;
    a->again[k + i] = repeats(s);
  }
  for (uint32_t i = 0; i < NEWS_GROUP; i += BLOCK_LANES) {
    group masks[8];
    for (int bit = 0; bit < 8; bit++)
      memcpy(&masks[bit], &rows[bit][i], sizeof masks[bit]);
    store_group(c, a, k + i, masks);
  }
  ((uint8_t *)c->some_high)[k / 8] = (uint8_t)some;
}

/* Done separately, because it is unpredictable which blocks have such
 * letters. */
BLOCK_TARGET static inline void load_pairs(const char *text, news_chunk *c,
                                           uint32_t k) {
  block_masks m = {.letter = c->word[k], .high = c->high[k]};
  find_pairs(text + 64 * k, &m);
  c->word[k] = m.letter;
  c->high[k] = m.high;
}

BLOCK_TARGET static inline uint64_t take_eight(uint64_t mask, uint32_t base,
                                               uint32_t *to) {
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) {
    to[i] = base + (uint32_t)_tzcnt_u64(mask);
    mask = _blsr_u64(mask);
  }
  return mask;
}

BLOCK_TARGET static inline uint32_t flatten(uint64_t mask, uint32_t base,
                                            uint32_t *to) {
  uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
  do {
    mask = take_eight(mask, base, to);
    to += 8;
  } while (mask);
  return count;
}

/* The same for about ten bits or more, with no branch between ten and
 * sixteen. */
BLOCK_TARGET static inline uint32_t flatten_many(uint64_t mask, uint32_t base,
                                                 uint32_t *to) {
  uint64_t rest = take_eight(mask, base, to);
  rest = take_eight(rest, base, to + 8);
  if (rest) flatten(rest, base, to + 16);
  return (uint32_t)_mm_popcnt_u64(mask);
}

/* Spread the two kind bits of eight words over eight bytes. */
BLOCK_TARGET static inline void put_eight(uint64_t odd, uint64_t mark,
                                          uint8_t *to) {
  const uint64_t lows = UINT64_C(0x0101010101010101);
  uint64_t eight = _pdep_u64(odd, lows) | _pdep_u64(mark, lows << 1);
  memcpy(to, &eight, sizeof eight);
}

/* Store the kinds of 32 words whatever their count, which is unpredictable. */
BLOCK_TARGET static inline void put_kinds(uint64_t odd, uint64_t mark,
                                          uint32_t count, uint8_t *to) {
  for (uint32_t n = 0; n < 32; n += 8) put_eight(odd >> n, mark >> n, to + n);
  for (uint32_t n = 32; n < count; n += 8)
    put_eight(odd >> n, mark >> n, to + n);
}

/* The bits of `from` at the bits of `mask`, compressed. */
BLOCK_TARGET static inline uint64_t gather(uint64_t from, uint64_t mask) {
  return _pext_u64(from, mask);
}

#include "tokenizer_block.h"

#else
typedef int news_no_avx2; /* ISO C requires a declaration */
#endif
