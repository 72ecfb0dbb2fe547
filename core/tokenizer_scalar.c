#include "tokenizer_chunk.h"

#define BLOCK_TARGET
#define BLOCK_CUT news_cut_scalar

enum class_bit {
  LETTER = 1,
  DIGIT = 2,
  SPACE = 4,
  SYMBOL = 8,
  AFTER = 16,
  BEFORE = 32,
  COLON = 64,
  RUN = 128,
  ALWAYS = 256,
  OPEN = 512,
  CLOSE = 1024,
  HIGH = 2048,
};

static uint32_t classes_of(unsigned char c) {
  if (c >= 0x80) return HIGH;
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return LETTER;
  if (c >= '0' && c <= '9') return DIGIT;
  if (c == ' ' || (c >= '\t' && c <= '\r')) return SPACE;
  switch (c) {
    case '.': return AFTER | BEFORE | RUN;
    case '!':
    case '?':
    case '-': return AFTER | RUN;
    case '/': return AFTER;
    case '$': return AFTER | SYMBOL;
    case '@': return BEFORE;
    case '#': return BEFORE | RUN;
    case ':':
    case ';': return BEFORE | COLON;
    case '*': return RUN;
    case '>':
    case '~':
    case '|': return RUN | SYMBOL;
    case '\'':
    case '=':
    case '<':
    case '^':
    case '_':
    case '&':
    case '`':
    case '+': return ALWAYS;
    case '(': return OPEN;
    case ')': return CLOSE;
    default: return c < 0x20 || c == 0x7F ? SYMBOL : 0;
  }
}

static void classify(const char *s, block_masks *m) {
  *m = (block_masks){0};
  for (uint32_t i = 0; i < 64; i++) {
    uint64_t classes = classes_of((unsigned char)s[i]);
    char low = (char)(s[i] | 0x20);
    bool twin =
        low == (s[i + 1] | 0x20) && (low == 'n' || low == 't' || low == 'm');
    m->letter |= (classes & 1) << i;
    m->digit |= (classes >> 1 & 1) << i;
    m->space |= (classes >> 2 & 1) << i;
    m->symbol |= (classes >> 3 & 1) << i;
    m->after |= (classes >> 4 & 1) << i;
    m->before |= (classes >> 5 & 1) << i;
    m->colon |= (classes >> 6 & 1) << i;
    m->run |= (classes >> 7 & 1) << i;
    m->always |= (classes >> 8 & 1) << i;
    m->open |= (classes >> 9 & 1) << i;
    m->close |= (classes >> 10 & 1) << i;
    m->high |= (classes >> 11 & 1) << i;
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
