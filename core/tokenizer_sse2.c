#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <emmintrin.h>

#define BLOCK_TARGET
#define BLOCK_CUT news_cut_sse2

typedef __m128i vec;
enum { VECTORS = 4, VECTOR_BYTES = 16 };

static inline vec load(const char *s) {
  return _mm_loadu_si128((const __m128i *)(const void *)s);
}
static inline vec all(int c) { return _mm_set1_epi8((char)c); }
static inline vec same(vec a, vec b) { return _mm_cmpeq_epi8(a, b); }
static inline vec both(vec a, vec b) { return _mm_and_si128(a, b); }
static inline vec any(vec a, vec b) { return _mm_or_si128(a, b); }
/* Where low <= v < low + count. */
static inline vec in(vec v, int low, int count) {
  vec d = _mm_sub_epi8(v, all(low));
  return same(_mm_min_epu8(d, all(count - 1)), d);
}
static inline uint64_t bits(vec v) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(v);
}

#include "tokenizer_vector.h"

static inline uint32_t flatten(uint64_t mask, uint32_t base, uint32_t *to) {
  uint32_t n = 0;
  for (; mask; mask &= mask - 1)
    to[n++] = base + (uint32_t)__builtin_ctzll(mask);
  return n;
}

static inline void flatten_kinds(uint64_t mask, uint64_t low, uint64_t high,
                                 uint8_t *to) {
  for (; mask; mask &= mask - 1) {
    uint32_t bit = (uint32_t)__builtin_ctzll(mask);
    *to++ = (uint8_t)((low >> bit & 1) | (high >> bit & 1) << 1);
  }
}

#include "tokenizer_block.h"

#else
typedef int news_no_sse2; /* ISO C wants a declaration */
#endif
