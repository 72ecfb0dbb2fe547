#include "segment.h"

#include <string.h>

/* Sentence_Terminal of Unicode 15.0, for scripts that news is written in. */
bool news_is_high_stop(uint32_t code) {
  switch (code) {
    case 0x037E: /* Greek ? */
    case 0x0589: /* Armenian */
    case 0x061F: /* Arabic ? */
    case 0x06D4: /* Urdu */
    case 0x0964: /* danda */
    case 0x0965:
    case 0x104A: /* Burmese */
    case 0x104B:
    case 0x1362: /* Ethiopic */
    case 0x1367:
    case 0x1368:
    case 0x17D4: /* Khmer */
    case 0x17D5:
    case 0x2026: /* … */
    case 0x203C: /* ‼ */
    case 0x203D: /* ‽ */
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x3002: /* 。 */
    case 0xFE52:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61: return true;
    default: return false;
  }
}

bool news_is_wide_stop(uint32_t code) {
  return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF0E ||
         code == 0xFF61 || code == 0x1362 || code == 0x1367;
}

/* Sets of ASCII, a bit a byte. */
#define BIT(c) (UINT64_C(1) << ((c) % 64))
static const uint64_t closers[2] = {BIT('"') | BIT('\'') | BIT(')') | BIT('*'),
                                    BIT(']') | BIT('}')};
static const uint64_t openers[2] = {BIT('"') | BIT('\'') | BIT('(') | BIT('*'),
                                    BIT('[') | BIT('{') | BIT('_') | BIT('`')};
#undef BIT

static bool in_set(const uint64_t set[2], uint32_t code) {
  return set[code / 64] >> (code % 64) & 1;
}

bool news_is_closer(uint32_t code) {
  if (code < 0x80) return in_set(closers, code);
  return code == 0x201D || code == 0x2019 || code == 0xBB || code == 0x203A ||
         code == 0x201C || code == 0x2018 || code == 0xAB || code == 0x2039 ||
         (code >= 0x3009 && code <= 0x3011 && code & 1) || code == 0xFF09;
}

static bool is_opener(uint32_t code) {
  if (code < 0x80) return in_set(openers, code);
  return code == 0x201C || code == 0x2018 || code == 0xAB || code == 0x2039 ||
         code == 0xBF || code == 0xA1 || code == 0x201E || code == 0xBB ||
         code == 0x201A || code == 0x203A ||
         (code >= 0x3008 && code <= 0x3010 && !(code & 1));
}

uint32_t news_skip_space(const char *text, uint32_t at, uint32_t limit) {
  while (at < limit && news_is_space(news_code_at(text, at, limit)))
    at = news_code_next(text, at);
  return at;
}

uint32_t news_skip_openers(const char *text, uint32_t at, uint32_t limit) {
  while (at < limit && (unsigned char)text[at] < 0x80 &&
         in_set(openers, (unsigned char)text[at]))
    at++;
  if (at >= limit || (unsigned char)text[at] < 0x80) return at;
  while (at < limit && is_opener(news_code_at(text, at, limit)))
    at = news_code_next(text, at);
  return at;
}

/* ASCII in words: 1 letters, digits and _; 2 apostrophe and hyphen; 3 the
 * point. */
static const uint8_t ascii_words[128] = {
    ['\''] = 2, ['-'] = 2, ['.'] = 3, ['_'] = 1, ['0'] = 1, ['1'] = 1,
    ['2'] = 1,  ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
    ['8'] = 1,  ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1,
    ['E'] = 1,  ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1,  ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1,
    ['Q'] = 1,  ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
    ['W'] = 1,  ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1,
    ['c'] = 1,  ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1,
    ['i'] = 1,  ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1,  ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
    ['u'] = 1,  ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

static uint32_t in_word(uint32_t code) {
  if (code < 0x80) return ascii_words[code];
  if (code == 0x2019) return 2;
  if (code == 0xB0) return 3;
  return news_is_word(code);
}

uint32_t news_skip_word(const char *text, uint32_t at, uint32_t limit) {
  uint32_t stop = limit - at > NEWS_WORD_LOOK ? at + NEWS_WORD_LOOK : limit;
  while (at < stop && (unsigned char)text[at] < 0x80 &&
         ascii_words[(unsigned char)text[at]] - 1u < 2)
    at++;
  while (at < stop) {
    uint32_t class = in_word(news_code_at(text, at, limit));
    if (class != 1 && class != 2) break;
    at = news_code_next(text, at);
  }
  return at < limit ? at : limit;
}

/* A bit for each of eight bytes that is not a lower-case letter. */
static uint32_t no_small_letters(const char *at) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t eight;
  memcpy(&eight, at, sizeof eight);
  uint64_t seven = eight & ones * 0x7F;
  uint64_t others =
      ~(seven + ones * (0x80 - 'a')) | (seven + ones * (0x7F - 'z')) | eight;
  others = others >> 7 & ones;
  return (uint32_t)(others * UINT64_C(0x0102040810204080) >> 56);
}

uint32_t news_small_letters(const char *text, uint32_t end, uint32_t floor) {
  uint32_t at = end;
  for (; at - floor >= 16; at -= 16) {
    uint32_t others = no_small_letters(text + at - 8) << 24 |
                      no_small_letters(text + at - 16) << 16;
    if (others) return at - (uint32_t)__builtin_clz(others);
  }
  while (at > floor && news_lower_byte(text[at - 1])) at--;
  return at;
}

uint32_t news_word_back(const char *text, uint32_t at, uint32_t floor) {
  uint32_t end = at;
  if (at - floor > NEWS_WORD_LOOK) floor = at - NEWS_WORD_LOOK;
  at = news_small_letters(text, at, floor);
  while (at > floor && (unsigned char)text[at - 1] < 0x80 &&
         ascii_words[(unsigned char)text[at - 1]])
    at--;
  while (at > floor) {
    uint32_t before = news_code_back(text, at);
    if (before < floor || !in_word(news_code_at(text, before, at))) break;
    at = before;
  }
  while (at < end && in_word(news_code_at(text, at, end)) != 1)
    at = news_code_next(text, at);
  return at;
}
