#include "tokenizer_chunk.h"

#define BLOCK_TARGET
#define BLOCK_CUT news_cut_scalar
#define BLOCK_MAPS news_maps_scalar
#define BLOCK_LANES 2

static void classify(const char *s, block_masks *m) {
  *m = (block_masks){0};
  for (uint32_t i = 0; i < 64; i++) {
    unsigned char byte = (unsigned char)s[i];
    uint64_t class = byte < 0x80 ? news_block_classes[byte] : 0;
    uint64_t role = byte < 0x80 ? news_byte_roles[byte] : 0;
    char low = (char)(s[i] | 0x20);
    bool twin =
        low == (s[i + 1] | 0x20) && (low == 'n' || low == 't' || low == 'm');
    m->letter |= (class & 1) << i;
    m->digit |= (class >> 1 & 1) << i;
    m->space |= (class >> 2 & 1) << i;
    m->after |= (class >> 3 & 1) << i;
    m->before |= (class >> 4 & 1) << i;
    m->first |= (class >> 5 & 1) << i;
    m->always |= (class >> 6 & 1) << i;
    m->open |= class >> 7 << i;
    m->feed |= (role & 1) << i;
    m->quote |= (role >> 1 & 1) << i;
    m->ends |= (role >> 2 & 1) << i;
    m->clock |= (role >> 3 & 1) << i;
    m->point |= (role >> 4 & 1) << i;
    m->hyphen |= (role >> 5 & 1) << i;
    m->symbol |= (role >> 6 & 1) << i;
    m->comma |= role >> 7 << i;
    m->high |= (uint64_t)(byte >> 7) << i;
    m->twins |= (uint64_t)twin << i;
    m->em |= (uint64_t)(low == 'm') << i;
  }
}

static uint64_t repeats(const char *s) {
  uint64_t same = 0;
  for (uint32_t i = 0; i < 64; i++) same |= (uint64_t)(s[i] == s[i + 1]) << i;
  return same;
}

static uint64_t equals(const uint8_t *bytes, uint8_t byte) {
  uint64_t same = 0;
  for (uint32_t i = 0; i < 64; i++) same |= (uint64_t)(bytes[i] == byte) << i;
  return same;
}

static uint32_t flatten(uint64_t mask, uint32_t base, uint32_t *to) {
  uint32_t n = 0;
  for (; mask; mask &= mask - 1)
    to[n++] = base + (uint32_t)__builtin_ctzll(mask);
  return n;
}

static void put_kinds(uint64_t odd, uint64_t mark, uint32_t count,
                      uint8_t *to) {
  for (uint32_t i = 0; i < count; i++)
    to[i] = (uint8_t)((odd >> i & 1) | (mark >> i & 1) << 1);
}

/* The bits of `from` at the bits of `mask`, compressed; usually there are
 * few. */
static uint64_t gather(uint64_t from, uint64_t mask) {
  uint64_t all = 0;
  for (from &= mask; from; from &= from - 1)
    all |= UINT64_C(1) << news_count_bits(mask & ((from & -from) - 1));
  return all;
}

#include "tokenizer_block.h"
