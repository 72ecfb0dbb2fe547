#include "tokenizer_chunk.h"

#define BLOCK_TARGET
#define BLOCK_CUT news_cut_scalar

#define L NEWS_BLOCK_LETTER
#define D NEWS_BLOCK_DIGIT
#define W NEWS_BLOCK_SPACE
#define A NEWS_BLOCK_ALWAYS
#define T NEWS_BLOCK_TOUCH
#define E (NEWS_BLOCK_AFTER | NEWS_BLOCK_TOUCH)
#define B (NEWS_BLOCK_BEFORE | NEWS_BLOCK_TOUCH)
#define P (NEWS_BLOCK_AFTER | NEWS_BLOCK_BEFORE | NEWS_BLOCK_TOUCH)
static const uint8_t classes[128] = {
    A, A, A, A, A, A, A, A, A, W, W, W, W, W, A, A, /* 00 */
    A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* 10 */
    W, E, 0, B, A, 0, A, A, T, T, T, A, 0, E, P, E, /* space to slash */
    D, D, D, D, D, D, D, D, D, D, B, B, A, A, A, E, /* 0 to ? */
    A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ to O */
    L, L, L, L, L, L, L, L, L, L, L, T, A, T, A, A, /* P to _ */
    A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` to o */
    L, L, L, L, L, L, L, L, L, L, L, T, A, T, A, A, /* p to DEL */
};
#undef L
#undef D
#undef W
#undef A
#undef T
#undef E
#undef B
#undef P

static void classify(const char *s, block_masks *m) {
  *m = (block_masks){0};
  for (uint32_t i = 0; i < 64; i++) {
    unsigned char byte = (unsigned char)s[i];
    uint64_t class = byte < 0x80 ? classes[byte] : 0;
    char low = (char)(s[i] | 0x20);
    bool twin =
        low == (s[i + 1] | 0x20) && (low == 'n' || low == 't' || low == 'm');
    m->letter |= (class & 1) << i;
    m->digit |= (class >> 1 & 1) << i;
    m->space |= (class >> 2 & 1) << i;
    m->after |= (class >> 3 & 1) << i;
    m->before |= (class >> 4 & 1) << i;
    m->touch |= (class >> 5 & 1) << i;
    m->always |= class >> 6 << i;
    m->high |= (uint64_t)(byte >> 7) << i;
    m->twins |= (uint64_t)twin << i;
  }
}

static uint32_t flatten(uint64_t mask, uint32_t base, uint32_t *to) {
  uint32_t n = 0;
  for (; mask; mask &= mask - 1)
    to[n++] = base + (uint32_t)__builtin_ctzll(mask);
  return n;
}

static void flatten_kinds(uint64_t mask, uint64_t low, uint64_t high,
                          uint8_t *to) {
  for (uint32_t n = 0; mask; mask &= mask - 1) {
    uint32_t bit = (uint32_t)__builtin_ctzll(mask);
    to[n++] = (uint8_t)((low >> bit & 1) | (high >> bit & 1) << 1);
  }
}

#include "tokenizer_block.h"
