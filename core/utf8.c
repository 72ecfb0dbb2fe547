#include "utf8.h"

#include <stdbool.h>
#include <string.h>

#include "cpu.h"

#if defined(__x86_64__) && !defined(NEWS_SCALAR)
#include <immintrin.h>
#endif

/* The second bytes allowed after each lead byte (Unicode 15.0 table 3-7). */
typedef struct lead {
  uint8_t size;      /* of the whole sequence, 0 if it is not a lead byte */
  uint8_t low, high; /* range of the second byte */
} lead;

static lead lead_of(uint8_t byte) {
  if (byte < 0x80) return (lead){1, 0, 0};
  if (byte < 0xC2) return (lead){0, 0, 0};
  if (byte < 0xE0) return (lead){2, 0x80, 0xBF};
  if (byte == 0xE0) return (lead){3, 0xA0, 0xBF};
  if (byte == 0xED) return (lead){3, 0x80, 0x9F}; /* no surrogates */
  if (byte < 0xF0) return (lead){3, 0x80, 0xBF};
  if (byte == 0xF0) return (lead){4, 0x90, 0xBF};
  if (byte < 0xF4) return (lead){4, 0x80, 0xBF};
  if (byte == 0xF4) return (lead){4, 0x80, 0x8F};
  return (lead){0, 0, 0};
}

/* Size of the longest beginning of a well-formed sequence at `s`, at most
 * `room`; *whole is whether it is complete. */
static size_t measure(const uint8_t *s, size_t room, bool *whole) {
  lead l = lead_of(s[0]);
  *whole = l.size == 1;
  if (l.size < 2) return 1;
  if (room < 2 || s[1] < l.low || s[1] > l.high) return 1;
  size_t i = 2;
  while (i < l.size && i < room && (s[i] & 0xC0) == 0x80) i++;
  *whole = i == l.size;
  return i;
}

static size_t skip_ascii(const uint8_t *s, size_t at, size_t size) {
  uint64_t a, b, c, d;
  while (size - at >= 32) {
    memcpy(&a, s + at, 8);
    memcpy(&b, s + at + 8, 8);
    memcpy(&c, s + at + 16, 8);
    memcpy(&d, s + at + 24, 8);
    if ((a | b | c | d) & 0x8080808080808080u) break;
    at += 32;
  }
  while (at < size && s[at] < 0x80) at++;
  return at;
}

static bool continues(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* Size of a well-formed sequence whose lead allows any second byte, or of two
 * of two bytes; 0 for all others.  Four bytes must be readable. */
static inline size_t usual(const uint8_t *s) {
  if (s[0] >= 0xC2 && s[0] < 0xE0 && continues(s[1]))
    return s[2] >= 0xC2 && s[2] < 0xE0 && continues(s[3]) ? 4 : 2;
  if (s[0] > 0xE0 && s[0] < 0xED && continues(s[1]) && continues(s[2]))
    return 3;
  return 0;
}

/* ------------------------------------------------- 32 or 64 bytes at a time */

#if defined(__x86_64__) && !defined(NEWS_SCALAR)
#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw")))

/* J. Keiser, D. Lemire: Validating UTF-8 in less than one instruction per byte.
 * The errors of two consecutive bytes are the bits set in all of three tables,
 * for the two nibbles of the first and the upper nibble of the second. */
enum {
  TOO_SHORT = 1,   /* a lead byte, then no continuation byte */
  TOO_LONG = 2,    /* ASCII, then a continuation byte */
  OVERLONG_3 = 4,  /* E0, then less than A0 */
  TOO_LARGE = 8,   /* F4, then 90 or more; F5 and above */
  SURROGATE = 16,  /* ED, then A0 or more */
  OVERLONG_2 = 32, /* C0, C1 */
  OVERLONG_4 = 64, /* F0, then less than 90; F5 and above, then 80 to 8F */
  TWO_MORE = 128,  /* two continuation bytes: valid only after E0 to F4 */
  ANY_LOW = TOO_SHORT | TOO_LONG | TWO_MORE,
  LARGE = ANY_LOW | TOO_LARGE | OVERLONG_4,
  SECOND = TOO_LONG | OVERLONG_2 | TWO_MORE,
};

static const uint8_t first_high[16] = {TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TWO_MORE,
                                       TWO_MORE,
                                       TWO_MORE,
                                       TWO_MORE,
                                       TOO_SHORT | OVERLONG_2,
                                       TOO_SHORT,
                                       TOO_SHORT | OVERLONG_3 | SURROGATE,
                                       TOO_SHORT | TOO_LARGE | OVERLONG_4};
static const uint8_t first_low[16] = {
    ANY_LOW | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
    ANY_LOW | OVERLONG_2,
    ANY_LOW,
    ANY_LOW,
    ANY_LOW | TOO_LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE | SURROGATE,
    LARGE,
    LARGE};
static const uint8_t second_high[16] = {TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        SECOND | OVERLONG_3 | OVERLONG_4,
                                        SECOND | OVERLONG_3 | TOO_LARGE,
                                        SECOND | SURROGATE | TOO_LARGE,
                                        SECOND | SURROGATE | TOO_LARGE,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT,
                                        TOO_SHORT};

AVX2 static inline __m256i lookup(const uint8_t table[16], __m256i at) {
  __m128i half = _mm_loadu_si128((const __m128i *)(const void *)table);
  at = _mm256_and_si256(at, _mm256_set1_epi8(0x0F));
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), at);
}

/* The bytes `n` places before those of `v`. */
#define BEFORE(v, last, n) \
  _mm256_alignr_epi8(v, _mm256_permute2x128_si256(last, v, 0x21), 16 - (n))

/* Not zero where `v`, which follows `last`, is ill-formed. */
AVX2 static inline __m256i find_errors(__m256i v, __m256i last) {
  __m256i one = BEFORE(v, last, 1), two = BEFORE(v, last, 2);
  __m256i three = BEFORE(v, last, 3);
  __m256i wrong = _mm256_and_si256(
      _mm256_and_si256(lookup(first_high, _mm256_srli_epi16(one, 4)),
                       lookup(first_low, one)),
      lookup(second_high, _mm256_srli_epi16(v, 4)));
  /* The third and fourth byte of a sequence must be continuation bytes. */
  __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80));
  __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
  __m256i more = _mm256_and_si256(_mm256_or_si256(third, fourth),
                                  _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(more, wrong);
}

/* Start of the last code point before `at` that may continue after it, or
 * `at`. */
static size_t code_point_start(const uint8_t *s, size_t at) {
  size_t start = at;
  while (start && at - start < 3 && continues(s[start - 1])) start--;
  return start && s[start - 1] >= 0xC0 ? start - 1 : start;
}

/* Number of bytes known to be well-formed, up to a code point border; the rest
 * is still to be checked. */
AVX2 static size_t check_blocks(const uint8_t *s, size_t size) {
  __m256i last = _mm256_setzero_si256();
  size_t at = 0;
  bool ascii = true; /* the last block was ASCII */
  for (; size - at >= 32; at += 32) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(s + at));
    bool all = _mm256_movemask_epi8(v) == 0;
    if (!all || !ascii) {
      __m256i errors = find_errors(v, last);
      if (!_mm256_testz_si256(errors, errors)) break;
    }
    ascii = all;
    last = v;
  }
  return code_point_start(s, at);
}

AVX512 static inline __m512i look_up(const uint8_t table[16], __m512i at) {
  __m128i quarter = _mm_loadu_si128((const __m128i *)(const void *)table);
  at = _mm512_and_si512(at, _mm512_set1_epi8(0x0F));
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(quarter), at);
}

/* find_errors() for 64 bytes that follow three others. */
AVX512 static inline bool is_well_formed(const uint8_t *s) {
  __m512i v = _mm512_loadu_si512(s), one = _mm512_loadu_si512(s - 1);
  __m512i two = _mm512_loadu_si512(s - 2), three = _mm512_loadu_si512(s - 3);
  __m512i wrong = _mm512_and_si512(
      _mm512_and_si512(look_up(first_high, _mm512_srli_epi16(one, 4)),
                       look_up(first_low, one)),
      look_up(second_high, _mm512_srli_epi16(v, 4)));
  __m512i third = _mm512_subs_epu8(two, _mm512_set1_epi8(0xE0 - 0x80));
  __m512i fourth = _mm512_subs_epu8(three, _mm512_set1_epi8(0xF0 - 0x80));
  __m512i more = _mm512_and_si512(_mm512_or_si512(third, fourth),
                                  _mm512_set1_epi8((char)0x80));
  return _mm512_cmpneq_epi8_mask(more, wrong) == 0;
}

/* check_blocks() without a branch for ASCII, because it is unpredictable which
 * 64 bytes are. */
AVX512 static size_t check_wide_blocks(const uint8_t *s, size_t size) {
  uint8_t first[3 + 64] = {0};
  size_t at = 0;
  memcpy(first + 3, s, 64);
  if (is_well_formed(first + 3))
    for (at = 64; size - at >= 64 && is_well_formed(s + at);) {
      news_utf8_fetch(s + at, size - at);
      at += 64;
    }
  return code_point_start(s, at);
}

/* Ice Lake, Zen 4 and later, as in the tokenizer. */
static bool has_wide(void) {
  return NEWS_CPU_HAS(avx512bw, AVX512BW) &&
         NEWS_CPU_HAS(avx512vbmi, AVX512_VBMI);
}

static size_t check_fast(const uint8_t *s, size_t size, size_t width) {
  if (width >= 64 && size >= 64 && has_wide())
    return check_wide_blocks(s, size);
  if (width >= 32 && size >= 32 && NEWS_CPU_HAS(avx2, AVX2))
    return check_blocks(s, size);
  return 0;
}
#else
static size_t check_fast(const uint8_t *s, size_t size, size_t width) {
  (void)s;
  (void)size;
  (void)width;
  return 0;
}
#endif

size_t news_utf8_check_by(const char *text, size_t size, size_t width) {
  const uint8_t *s = (const uint8_t *)text;
  size_t at = check_fast(s, size, width);
  while (at < size) {
    if (s[at] < 0x80) {
      at++;
      if (size - at >= 2 && (s[at] | s[at + 1]) < 0x80)
        at = skip_ascii(s, at, size);
      continue;
    }
    if (size - at >= 4) { /* covers most letters of most scripts */
      size_t quick = usual(s + at);
      at += quick;
      if (quick) continue;
    }
    bool whole;
    size_t n = measure(s + at, size - at, &whole);
    if (!whole) return at;
    at += n;
  }
  return size;
}

size_t news_utf8_check(const char *text, size_t size) {
  return news_utf8_check_by(text, size, 64);
}

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

news_status news_utf8_repair(const char *text, size_t size, news_buffer *out) {
  size_t at = 0;
  while (at < size) {
    size_t good = news_utf8_check(text + at, size - at);
    news_buffer_add(out, text + at, good);
    at += good;
    if (at == size) break;
    bool whole;
    at += measure((const uint8_t *)text + at, size - at, &whole);
    news_buffer_add(out, replacement, 3);
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

uint32_t news_utf8_encode(uint32_t code, char *to) {
  if (code < 0x80) {
    to[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    to[0] = (char)(0xC0 | code >> 6);
    to[1] = (char)(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    to[0] = (char)(0xE0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
  }
  to[0] = (char)(0xF0 | code >> 18);
  to[1] = (char)(0x80 | (code >> 12 & 0x3F));
  to[2] = (char)(0x80 | (code >> 6 & 0x3F));
  to[3] = (char)(0x80 | (code & 0x3F));
  return 4;
}

static uint32_t unit_at(const uint8_t *s, int big_endian) {
  return big_endian ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

news_status news_utf16_decode(const char *bytes, size_t size, int big_endian,
                              news_buffer *out) {
  const uint8_t *s = (const uint8_t *)bytes;
  size_t at = 0;
  while (at < size && !out->failed) {
    uint32_t code = 0xFFFD;
    if (size - at >= 2) code = unit_at(s + at, big_endian);
    at += 2;
    if (code >= 0xD800 && code < 0xE000) {
      uint32_t low = 0;
      if (code < 0xDC00 && at < size && size - at >= 2)
        low = unit_at(s + at, big_endian);
      bool pair = low >= 0xDC00 && low < 0xE000;
      if (pair) at += 2;
      code = pair ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    char sequence[4];
    news_buffer_add(out, sequence, news_utf8_encode(code, sequence));
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
