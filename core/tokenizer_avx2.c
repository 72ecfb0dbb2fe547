#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <immintrin.h>

#define BLOCK_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BLOCK_CUT news_cut_avx2

typedef __m256i vec;
enum { VECTORS = 2, VECTOR_BYTES = 32 };

BLOCK_TARGET static inline vec load(const char *s) {
  return _mm256_loadu_si256((const __m256i *)(const void *)s);
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
/* Where low <= v < low + count. */
BLOCK_TARGET static inline vec in(vec v, int low, int count) {
  vec d = _mm256_sub_epi8(v, all(low));
  return same(_mm256_min_epu8(d, all(count - 1)), d);
}
BLOCK_TARGET static inline uint64_t bits(vec v) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(v);
}

#include "tokenizer_vector.h"

/* Eight at a time, and most blocks hold at most 16 words. */
BLOCK_TARGET static inline uint32_t flatten(uint64_t mask, uint32_t base,
                                            uint32_t *to) {
  uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
  for (uint32_t n = 0; n < count; n += 8)
    for (uint32_t i = n; i < n + 8; i++) {
      to[i] = base + (uint32_t)_tzcnt_u64(mask);
      mask = _blsr_u64(mask);
    }
  return count;
}

/* Spread the kinds' two bits of eight words over eight bytes. */
BLOCK_TARGET static inline void flatten_kinds(uint64_t mask, uint64_t low,
                                              uint64_t high, uint8_t *to) {
  const uint64_t lows = UINT64_C(0x0101010101010101);
  uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
  low = _pext_u64(low, mask);
  high = _pext_u64(high, mask);
  for (uint32_t n = 0; n < count; n += 8) {
    uint64_t eight = _pdep_u64(low, lows) | _pdep_u64(high, lows << 1);
    memcpy(to + n, &eight, 8);
    low >>= 8;
    high >>= 8;
  }
}

#include "tokenizer_block.h"

#else
typedef int news_no_avx2; /* ISO C wants a declaration */
#endif
