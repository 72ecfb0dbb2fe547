#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <emmintrin.h>

#define BLOCK_TARGET
#define BLOCK_CUT news_cut_sse2
#define BLOCK_MAPS news_maps_sse2
#define BLOCK_LANES 2

typedef __m128i vec;
enum { VECTORS = 4, VECTOR_BYTES = 16 };

static inline vec load(const void *s) {
  return _mm_loadu_si128((const __m128i *)s);
}
static inline vec all(int c) { return _mm_set1_epi8((char)c); }
static inline vec same(vec a, vec b) { return _mm_cmpeq_epi8(a, b); }
static inline vec both(vec a, vec b) { return _mm_and_si128(a, b); }
static inline vec any(vec a, vec b) { return _mm_or_si128(a, b); }
/* The bytes with low <= v < low + count. */
static inline vec in(vec v, int low, int count) {
  vec d = _mm_sub_epi8(v, all(low));
  return same(_mm_min_epu8(d, all(count - 1)), d);
}
static inline uint64_t bits(vec v) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(v);
}

/* Find two-byte letters: Latin-1 (but × ÷) and Cyrillic from U+0400 to U+047F,
 * i.e. 0xC3, 0xD0 or 0xD1 and the next byte. */
BLOCK_TARGET static inline void find_pairs(const char *s, block_masks *m) {
  uint64_t leads = 0, latin = 0, signs = 0;
  for (int i = 0; i < VECTORS; i++) {
    vec v = load(s + i * VECTOR_BYTES);
    leads |= bits(in(v, 0xD0, 2)) << (i * VECTOR_BYTES);
    latin |= bits(same(v, all(0xC3))) << (i * VECTOR_BYTES);
    vec sign = same(any(v, all(0x20)), all(0xB7));
    signs |= bits(sign) << (i * VECTOR_BYTES);
  }
  leads = (leads | (latin & ~(signs >> 1))) & ~(UINT64_C(1) << 63);
  leads |= leads << 1;
  m->letter |= leads;
  m->high &= ~leads;
}

static inline void classify(const char *s, block_masks *m) {
  *m = (block_masks){0};
  for (int i = 0; i < VECTORS; i++) {
    int shift = i * VECTOR_BYTES;
    vec v = load(s + shift);
    vec lower = any(v, all(0x20));
    vec next = any(load(s + shift + 1), all(0x20));
    vec space = any(same(v, all(' ')), in(v, '\t', 5));
    vec point = same(v, all('.')), hyphen = same(v, all('-'));
    vec cry = any(same(v, all('!')), same(v, all('?')));
    vec tag = any(any(in(v, ':', 2), same(v, all('#'))),
                  any(same(v, all('&')), same(v, all('@'))));
    vec bar = any(same(v, all('|')), same(v, all('$')));
    vec after = any(any(in(v, '-', 3), cry), bar);
    vec line = any(any(in(v, '<', 2), same(v, all('+'))),
                   any(same(v, all('~')), same(v, all('^'))));
    vec always = any(line, any(same(v, all('\'')), same(v, all('_'))));
    vec control = any(_mm_andnot_si128(space, in(v, 0, 32)), same(v, all(127)));
    vec sign = any(any(bar, line), any(same(v, all('>')), same(v, all('`'))));
    vec em = same(lower, all('m'));
    vec twin = any(any(same(lower, all('n')), same(lower, all('t'))), em);
    m->letter |= bits(in(lower, 'a', 26)) << shift;
    m->digit |= bits(in(v, '0', 10)) << shift;
    m->space |= bits(space) << shift;
    m->high |= bits(v) << shift;
    m->after |= bits(after) << shift;
    m->before |= bits(any(tag, point)) << shift;
    m->first |= bits(any(any(tag, cry), any(hyphen, same(v, all('(')))))
                << shift;
    m->always |= bits(always) << shift;
    m->symbol |= bits(any(sign, control)) << shift;
    m->comma |= bits(same(v, all(','))) << shift;
    m->twins |= bits(both(same(lower, next), twin)) << shift;
    m->em |= bits(em) << shift;
    m->point |= bits(point) << shift;
    m->hyphen |= bits(hyphen) << shift;
    vec quote =
        any(any(same(v, all('"')), same(v, all('\''))), same(v, all('`')));
    m->quote |= bits(quote) << shift;
    vec ends = any(any(in(v, '-', 2), in(v, '<', 4)),
                   any(any(same(v, all('!')), same(v, all('*'))),
                       any(same(v, all(':')), same(v, all('[')))));
    ends = any(ends, any(same(v, all('_')), same(v, all('~'))));
    m->ends |= bits(ends) << shift;
    m->feed |= bits(in(v, '\n', 4)) << shift;
    m->clock |= bits(any(same(v, all(':')), same(v, all('/')))) << shift;
    m->open |=
        bits(any(any(same(v, all('"')), same(v, all('('))), same(v, all('>'))))
        << shift;
  }
  if (m->high) find_pairs(s, m);
}

static inline uint64_t repeats(const char *s) {
  uint64_t again = 0;
  for (int i = 0; i < VECTORS; i++, s += VECTOR_BYTES)
    again |= bits(same(load(s), load(s + 1))) << (i * VECTOR_BYTES);
  return again;
}

static inline uint64_t equals(const uint8_t *bytes, uint8_t byte) {
  uint64_t equal = 0;
  for (int i = 0; i < VECTORS; i++, bytes += VECTOR_BYTES)
    equal |= bits(same(load(bytes), all(byte))) << (i * VECTOR_BYTES);
  return equal;
}

static inline uint32_t flatten(uint64_t mask, uint32_t base, uint32_t *to) {
  uint32_t n = 0;
  for (; mask; mask &= mask - 1)
    to[n++] = base + (uint32_t)__builtin_ctzll(mask);
  return n;
}

static inline void put_kinds(uint64_t odd, uint64_t mark, uint32_t count,
                             uint8_t *to) {
  for (uint32_t i = 0; i < count; i++)
    to[i] = (uint8_t)((odd >> i & 1) | (mark >> i & 1) << 1);
}

/* The bits of `from` at the bits of `mask`, compressed; usually there are
 * few. */
static inline uint64_t gather(uint64_t from, uint64_t mask) {
  uint64_t all = 0;
  for (from &= mask; from; from &= from - 1)
    all |= UINT64_C(1) << news_count_bits(mask & ((from & -from) - 1));
  return all;
}

#include "tokenizer_block.h"

#else
typedef int news_no_sse2; /* ISO C requires a declaration */
#endif
