#ifndef NEWS_TOKENIZER_EASY_H
#define NEWS_TOKENIZER_EASY_H

/* Words, numbers and marks of ASCII to which no rule applies, for fields that
 * are cut.  What comes next in them is unpredictable, so tables decide it: by
 * the mark after a run of letters and digits, or a mark alone, and by the byte
 * after that. */

#include <string.h>

#include "tokenizer_scan.h"

/* Reasons for a rule to apply: kinds of the byte after the mark ... */
enum {
  LOWER = 1 << 0,
  UPPER = 1 << 1,
  DIGIT = 1 << 2,
  UNDER = 1 << 3,
  HIGH = 1 << 4, /* above ASCII */
  LINK = 1 << 5, /* . + - @ : in addresses */
  POINT = 1 << 6,
  SLASH = 1 << 7,
  LINE = 1 << 8,   /* - = */
  CRY = 1 << 9,    /* ! ? */
  EYES = 1 << 10,  /* : */
  FACE = 1 << 11,  /* the rest of a smiley */
  BLANK = 1 << 12, /* white space or a comma */
  ESS = 1 << 13,   /* s */
  WORD = LOWER | UPPER | DIGIT | UNDER | HIGH,
  GOES_ON = WORD | LINK,
  /* ... and facts about the token itself. */
  SAME = 1 << 14,   /* a doubled mark */
  SHORT = 1 << 15,  /* a word of one or two bytes: w/o */
  SIGN = 1 << 16,   /* it begins with a capital: US$ */
  SCHEME = 1 << 17, /* it begins like doi: or mailto: */
  TWO = 1 << 18,    /* it begins like cannot or gonna */
  EASY = 1 << 19,   /* a rule applies only for the reasons given */
};

#define L LOWER
#define M (L | FACE)
#define S (L | ESS)
#define U UPPER
#define V (U | FACE)
#define Y (U | ESS)
#define D DIGIT
#define T (D | FACE)
#define N UNDER
#define F FACE
#define G (SLASH | FACE)
#define K LINK
#define P (LINK | POINT)
#define C (LINK | EYES)
#define J (LINK | LINE | FACE)
#define E LINE
#define X CRY
#define B BLANK
static const uint16_t sorts_behind[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, /* 00 */
    0, B, B, B, B, B, 0, 0, /* 08 */
    0, 0, 0, 0, 0, 0, 0, 0, /* 10 */
    0, 0, 0, 0, 0, 0, 0, 0, /* 18 */
    B, X, 0, 0, 0, 0, 0, F, /* space to ' */
    F, F, F, K, B, J, P, G, /* ( to slash */
    D, D, D, T, D, D, D, D, /* 0 to 7 */
    D, D, C, 0, 0, E, 0, X, /* 8 to ? */
    K, U, U, U, V, U, U, U, /* @ to G */
    U, U, U, U, U, U, U, V, /* H to O */
    V, U, U, Y, U, U, U, U, /* P to W */
    U, U, U, F, F, F, 0, N, /* X to _ */
    0, L, L, L, L, L, L, L, /* ` to g */
    L, L, L, L, L, L, L, M, /* h to o */
    M, L, L, S, L, L, L, L, /* p to w */
    L, L, L, 0, F, 0, 0, 0, /* x to DEL */
};
#undef L
#undef M
#undef S
#undef U
#undef V
#undef Y
#undef D
#undef T
#undef N
#undef F
#undef G
#undef K
#undef P
#undef C
#undef J
#undef E
#undef X
#undef B

/* By byte: the reasons for which a rule may apply to a run of letters and
 * digits that begins with a letter and is followed by this byte, to digits
 * followed by it, and to the byte itself, a mark of this kind; 0: a rule may
 * always apply. */
typedef struct easy_row {
  uint32_t letters, digits, mark;
  uint8_t kind;
} easy_row;

#define MARK NEWS_WORD_PUNCT
#define SYMBOL NEWS_WORD_SYMBOL
static const easy_row easy_rows[128] = {
    [' '] = {EASY, EASY, 0, 0},
    ['\t'] = {EASY, EASY, 0, 0},
    ['\n'] = {EASY, EASY, 0, 0},
    ['\v'] = {EASY, EASY, 0, 0},
    ['\f'] = {EASY, EASY, 0, 0},
    ['\r'] = {EASY, EASY, 0, 0},
    ['"'] = {EASY, EASY, EASY | HIGH, MARK},
    ['%'] = {EASY, EASY, EASY | HIGH, MARK},
    [')'] = {EASY, EASY, EASY | HIGH, MARK},
    ['\\'] = {EASY, EASY, EASY | HIGH, MARK},
    [']'] = {EASY, EASY, EASY | HIGH, MARK},
    ['{'] = {EASY, EASY, EASY | HIGH, MARK},
    ['}'] = {EASY, EASY, EASY | HIGH, MARK},
    ['*'] = {EASY, EASY, EASY | HIGH | SAME, MARK},
    ['['] = {EASY, EASY, EASY | HIGH | POINT, MARK},
    ['#'] = {EASY, EASY, EASY | HIGH | SAME | WORD, MARK},
    [';'] = {EASY, EASY, EASY | HIGH | FACE, MARK},
    ['<'] = {EASY, EASY, EASY | HIGH | SAME | DIGIT, SYMBOL},
    ['>'] = {EASY, EASY, EASY | HIGH | SAME, SYMBOL},
    ['='] = {EASY, EASY, EASY | HIGH | SAME | LINE | FACE, SYMBOL},
    ['^'] = {EASY, EASY, EASY | HIGH | SAME | UNDER, SYMBOL},
    ['`'] = {EASY, EASY, EASY | HIGH | SAME, SYMBOL},
    ['|'] = {EASY, EASY, EASY | HIGH | SAME, SYMBOL},
    ['~'] = {EASY, EASY, EASY | HIGH | SAME, SYMBOL},
    [','] = {EASY, EASY | DIGIT, EASY | HIGH, MARK},
    ['$'] = {EASY | SIGN, EASY, EASY | HIGH, SYMBOL},
    ['&'] = {EASY | UPPER, EASY, EASY | HIGH, MARK},
    ['('] = {EASY | ESS, EASY, EASY | HIGH | LOWER | EYES, MARK},
    ['/'] = {EASY | SHORT, EASY | DIGIT, EASY | HIGH, MARK},
    ['+'] = {EASY | GOES_ON, EASY | GOES_ON, EASY | HIGH | SAME | DIGIT,
             SYMBOL},
    ['-'] = {EASY | GOES_ON | BLANK, EASY | GOES_ON | FACE,
             EASY | HIGH | SAME | LINE, MARK},
    [':'] = {EASY | SLASH | SCHEME, EASY | WORD, EASY | HIGH | FACE, MARK},
    ['@'] = {EASY | WORD, EASY | WORD, EASY | HIGH | SAME | WORD, MARK},
    ['!'] = {0, EASY, EASY | HIGH | SAME | CRY, MARK},
    ['?'] = {0, EASY, EASY | HIGH | SAME | CRY, MARK},
    ['.'] = {0, EASY | GOES_ON | BLANK, EASY | HIGH | SAME | DIGIT, MARK},
    ['\''] = {0, EASY | WORD, 0, 0},
};
#undef MARK
#undef SYMBOL

/* Facts from the first letter of a word. */
static const uint32_t easy_firsts[128] = {
    ['A'] = SIGN,       ['B'] = SIGN,          ['C'] = SIGN | TWO,
    ['c'] = TWO,        ['D'] = SIGN | SCHEME, ['d'] = SCHEME,
    ['E'] = SIGN,       ['F'] = SIGN,          ['G'] = SIGN | TWO,
    ['g'] = TWO,        ['H'] = SIGN,          ['I'] = SIGN,
    ['J'] = SIGN,       ['K'] = SIGN,          ['L'] = SIGN | TWO,
    ['l'] = TWO,        ['M'] = SIGN | SCHEME, ['m'] = SCHEME,
    ['N'] = SIGN,       ['O'] = SIGN,          ['P'] = SIGN,
    ['Q'] = SIGN,       ['R'] = SIGN,          ['S'] = SIGN,
    ['T'] = SIGN,       ['U'] = SIGN,          ['V'] = SIGN,
    ['W'] = SIGN | TWO, ['w'] = TWO,           ['X'] = SIGN,
    ['Y'] = SIGN,       ['Z'] = SIGN,
};

/* Which of eight bytes are ASCII letters and ASCII digits, in the high bits of
 * the bytes. */
typedef struct eight_sorts {
  uint64_t letters, digits;
} eight_sorts;

static inline eight_sorts sort_eight(const char *s) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t eight;
  memcpy(&eight, s, sizeof eight); /* the text is padded */
  uint64_t seven = eight & ones * 0x7F, lower = seven | ones * 0x20;
  uint64_t ascii = ~eight & ones * 0x80;
  return (eight_sorts){
      .letters = (lower + ones * (0x80 - 'a')) &
                 ~(lower + ones * (0x7F - 'z')) & ascii,
      .digits = (seven + ones * (0x80 - '0')) & ~(seven + ones * (0x7F - '9')) &
                ascii,
  };
}

/* Size of the run of ASCII letters and digits at `s`. */
static inline uint32_t easy_run_at(const char *s) {
  const uint64_t tops = UINT64_C(0x8080808080808080);
  for (uint32_t size = 0;; size += 8) {
    eight_sorts sorts = sort_eight(s + size);
    uint64_t others = tops & ~(sorts.letters | sorts.digits);
    if (others) return size + (uint32_t)__builtin_ctzll(others) / 8;
  }
}

/* An ASCII letter or digit, or _. */
static inline bool is_word_byte(char c) {
  return (unsigned char)c < 0x80 &&
         sorts_behind[(unsigned char)c] & (LOWER | UPPER | DIGIT | UNDER);
}

/* Whether no letter or digit follows the one at `s`. */
static inline bool is_one_letter(const char *s) {
  unsigned char next = (unsigned char)s[1];
  return next < 0x80 && !(sorts_behind[next] & (LOWER | UPPER | DIGIT));
}

/* USD500: whether a run of letters and digits has a digit as its third or
 * fourth byte. */
static inline bool has_currency(const char *s, uint32_t run) {
  return (run > 2) & (news_is_digit(s[2]) | news_is_digit(s[3]));
}

static inline uint32_t facts_behind(const unsigned char *mark) {
  return mark[1] < 0x80 ? sorts_behind[mark[1]] : HIGH | FACE;
}

/* Whether a rule with these reasons applies, given these facts. */
static inline bool easy_asks(uint32_t reasons, uint32_t facts) {
  return (reasons ^ EASY) & (facts | EASY);
}

/* Whether a rule may apply to the `run` bytes at `at`, which begin with a
 * letter. */
static inline bool asks_word(const char *at, uint32_t run) {
  const unsigned char *s = (const unsigned char *)at, *mark = s + run;
  if (*mark >= 0x80) return true;
  uint32_t facts = facts_behind(mark) | easy_firsts[*s];
  bool special = false;
  if (run <= 2)
    facts |= SHORT;
  else
    special = has_currency(at, run) | (facts & TWO && (run == 5 || run == 6));
  return easy_asks(easy_rows[*mark].letters, facts) | special;
}

/* Number of digits at `s`; 0 for eight or more. */
static inline uint32_t easy_digits_at(const char *s) {
  uint64_t others = UINT64_C(0x8080808080808080) & ~sort_eight(s).digits;
  return others ? (uint32_t)__builtin_ctzll(others) / 8 : 0;
}

/* Whether a rule may apply to the digits that end at `end`. */
static inline bool asks_digits(const char *end) {
  const unsigned char *mark = (const unsigned char *)end;
  return *mark >= 0x80 ||
         easy_asks(easy_rows[*mark].digits, facts_behind(mark));
}

/* Whether a run of letters and digits that ends at `end` may begin an
 * address. */
static inline bool may_be_address(const char *end) {
  const unsigned char *mark = (const unsigned char *)end;
  if (*mark >= 0x80 || !(sorts_behind[*mark] & LINK)) return false;
  return *mark == '@' || *mark == ':' || facts_behind(mark) & GOES_ON;
}

/* Whether there is certainly no combining mark at `s`: ASCII, a mark of general
 * punctuation, or « or ». */
static inline bool is_no_combining(const unsigned char *s) {
  if (s[0] < 0x80) return true;
  if (s[0] == 0xE2) return s[1] == 0x80 && s[2] >= 0x93 && s[2] <= 0xA6;
  return s[0] == 0xC2 && (s[1] == 0xAB || s[1] == 0xBB);
}

/* The kind of the ASCII mark at `at` if no rule may apply to it, else 0. */
static inline uint8_t lone_kind(const char *at) {
  const unsigned char *s = (const unsigned char *)at;
  uint32_t facts = facts_behind(s);
  if (facts & HIGH && is_no_combining(s + 1)) facts = FACE;
  facts |= (uint32_t)(s[0] == s[1]) * SAME;
  const easy_row *row = easy_rows + s[0];
  return row->mark & facts ? 0 : row->kind; /* 0: a rule may always apply */
}

#endif
