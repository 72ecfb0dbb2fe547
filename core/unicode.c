#include "unicode.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "utf8.h"

news_category news_unicode_category(uint32_t code) {
  return (news_category)news_unicode_get(code)->category;
}

bool news_unicode_is_space(uint32_t code) {
  return news_unicode_get(code)->flags & NEWS_UNICODE_SPACE;
}

bool news_unicode_is_letter(uint32_t code) {
  news_category c = news_unicode_category(code);
  return c >= NEWS_LU && c <= NEWS_LO;
}

bool news_unicode_is_upper(uint32_t code) {
  news_category c = news_unicode_category(code);
  return c == NEWS_LU || c == NEWS_LT;
}

bool news_unicode_is_lower(uint32_t code) {
  return news_unicode_category(code) == NEWS_LL;
}

bool news_unicode_is_mark(uint32_t code) {
  news_category c = news_unicode_category(code);
  return c >= NEWS_MN && c <= NEWS_ME;
}

int news_unicode_width(uint32_t code) {
  const news_unicode_record *r = news_unicode_get(code);
  if (code == 0xAD) return 1; /* terminals show a soft hyphen */
  switch (r->category) {
    case NEWS_MN:
    case NEWS_ME:
    case NEWS_CC:
    case NEWS_CF:
    case NEWS_ZL:
    case NEWS_ZP: return 0;
    default: break;
  }
  /* Vowels and finals of a Hangul syllable share the cell of the initial. */
  if (r->grapheme == NEWS_GB_V || r->grapheme == NEWS_GB_T) return 0;
  return r->flags & NEWS_UNICODE_WIDE ? 2 : 1;
}

/* ------------------------------------------------------- borders, UAX #29 */

static const news_unicode_record *get(const char *text, size_t at,
                                      size_t *next) {
  uint32_t size;
  uint32_t code = news_utf8_decode(text + at, &size);
  *next = at + size;
  return news_unicode_get(code);
}

static bool is_break(uint8_t grapheme) {
  return grapheme >= NEWS_GB_CR && grapheme <= NEWS_GB_CONTROL;
}

/* GB6, GB7, GB8: whether two Hangul parts stay together. */
static bool hangul_joins(uint8_t before, uint8_t after) {
  switch (before) {
    case NEWS_GB_L:
      return after == NEWS_GB_L || after == NEWS_GB_V || after == NEWS_GB_LV ||
             after == NEWS_GB_LVT;
    case NEWS_GB_LV:
    case NEWS_GB_V: return after == NEWS_GB_V || after == NEWS_GB_T;
    case NEWS_GB_LVT:
    case NEWS_GB_T: return after == NEWS_GB_T;
    default: return false;
  }
}

size_t news_unicode_grapheme_end(const char *text, size_t size, size_t at) {
  const news_unicode_record *before = get(text, at, &at);
  bool pictograph =
      before->flags & NEWS_UNICODE_PICTOGRAPH; /* \p{ExtPict} Extend* */
  bool lone_flag = before->grapheme == NEWS_GB_REGIONAL;
  while (at < size) {
    size_t next;
    const news_unicode_record *after = get(text, at, &next);
    uint8_t b = before->grapheme, a = after->grapheme;
    bool joins;
    if (is_break(b) || is_break(a))
      joins = b == NEWS_GB_CR && a == NEWS_GB_LF; /* GB3, GB4, GB5 */
    else if (a == NEWS_GB_EXTEND || a == NEWS_GB_ZWJ ||
             a == NEWS_GB_SPACINGMARK || b == NEWS_GB_PREPEND)
      joins = true; /* GB9, GB9a, GB9b */
    else if (after->flags & NEWS_UNICODE_PICTOGRAPH)
      joins = pictograph && b == NEWS_GB_ZWJ; /* GB11 */
    else if (a == NEWS_GB_REGIONAL) {
      joins = lone_flag && b == NEWS_GB_REGIONAL; /* GB12, GB13 */
      lone_flag = !joins;
    } else
      joins = hangul_joins(b, a);
    if (!joins) break;
    if (after->flags & NEWS_UNICODE_PICTOGRAPH)
      pictograph = true;
    else if (a != NEWS_GB_EXTEND && a != NEWS_GB_ZWJ)
      pictograph = false;
    before = after;
    at = next;
  }
  return at;
}

static bool is_newline(uint8_t w) {
  return w >= NEWS_WB_CR && w <= NEWS_WB_NEWLINE;
}

static bool is_ignored(uint8_t w) { /* what WB4 skips */
  return w >= NEWS_WB_EXTEND && w <= NEWS_WB_FORMAT;
}

static bool is_ahletter(uint8_t w) {
  return w == NEWS_WB_HEBREW || w == NEWS_WB_LETTER;
}

static bool is_midnumletq(uint8_t w) {
  return w == NEWS_WB_MIDNUMLET || w == NEWS_WB_SINGLE_QUOTE;
}

/* The class of the next code point that WB4 does not skip, OTHER at the end. */
static uint8_t look_past(const char *text, size_t size, size_t at) {
  while (at < size) {
    uint8_t w = get(text, at, &at)->word;
    if (!is_ignored(w)) return w;
  }
  return NEWS_WB_OTHER;
}

/* WB5 to WB13b between `b` and `a`; `c` is the class after `a`. */
static bool word_joins(uint8_t b, uint8_t a, uint8_t c) {
  bool letter = is_ahletter(b);
  if (letter && (is_ahletter(a) || a == NEWS_WB_NUMERIC)) return true;
  if (letter && (a == NEWS_WB_MIDLETTER || is_midnumletq(a)) && is_ahletter(c))
    return true; /* WB6 */
  if (b == NEWS_WB_HEBREW && a == NEWS_WB_SINGLE_QUOTE) return true;
  if (b == NEWS_WB_HEBREW && a == NEWS_WB_DOUBLE_QUOTE && c == NEWS_WB_HEBREW)
    return true; /* WB7b */
  if (b == NEWS_WB_NUMERIC && (a == NEWS_WB_NUMERIC || is_ahletter(a)))
    return true;
  if (b == NEWS_WB_NUMERIC && (a == NEWS_WB_MIDNUM || is_midnumletq(a)) &&
      c == NEWS_WB_NUMERIC)
    return true; /* WB12 */
  if (b == NEWS_WB_KATAKANA && a == NEWS_WB_KATAKANA) return true;
  if (a == NEWS_WB_EXTENDNUMLET)
    return letter || b == NEWS_WB_NUMERIC || b == NEWS_WB_KATAKANA ||
           b == NEWS_WB_EXTENDNUMLET;
  return b == NEWS_WB_EXTENDNUMLET &&
         (is_ahletter(a) || a == NEWS_WB_NUMERIC || a == NEWS_WB_KATAKANA);
}

/* WB7, WB7c, WB11: after a mark `b` that joins what is before it. */
static bool mark_joins(uint8_t before_mark, uint8_t b, uint8_t a) {
  if (is_ahletter(before_mark) && is_ahletter(a))
    return b == NEWS_WB_MIDLETTER || is_midnumletq(b);
  if (before_mark == NEWS_WB_NUMERIC && a == NEWS_WB_NUMERIC)
    return b == NEWS_WB_MIDNUM || is_midnumletq(b);
  return false;
}

size_t news_unicode_word_end(const char *text, size_t size, size_t at) {
  const news_unicode_record *first = get(text, at, &at);
  uint8_t b = first->word;             /* the last one not skipped by WB4 */
  uint8_t before_mark = NEWS_WB_OTHER; /* and the one before it */
  uint8_t last = b;                    /* the last one of all */
  bool lone_flag = b == NEWS_WB_REGIONAL;
  if (is_newline(b)) { /* WB3, WB3a */
    size_t next;
    if (b == NEWS_WB_CR && at < size &&
        get(text, at, &next)->word == NEWS_WB_LF)
      return next;
    return at;
  }
  while (at < size) {
    size_t next;
    const news_unicode_record *after = get(text, at, &next);
    uint8_t a = after->word;
    if (is_newline(a)) break; /* WB3b */
    bool joins = true;
    if (is_ignored(a)) { /* WB4 */
      last = a;
      at = next;
      continue;
    }
    if (last == NEWS_WB_ZWJ && (after->flags & NEWS_UNICODE_PICTOGRAPH)) {
      /* WB3c */
    } else if (a == NEWS_WB_SPACE) {
      joins = last == NEWS_WB_SPACE; /* WB3d */
    } else if (a == NEWS_WB_REGIONAL) {
      joins = lone_flag && b == NEWS_WB_REGIONAL; /* WB15, WB16 */
      lone_flag = !joins;
    } else {
      bool mark = a == NEWS_WB_MIDLETTER || a == NEWS_WB_MIDNUM ||
                  a == NEWS_WB_DOUBLE_QUOTE || is_midnumletq(a);
      uint8_t c = mark ? look_past(text, size, next) : NEWS_WB_OTHER;
      joins = word_joins(b, a, c) || mark_joins(before_mark, b, a) ||
              (before_mark == NEWS_WB_HEBREW && b == NEWS_WB_DOUBLE_QUOTE &&
               a == NEWS_WB_HEBREW);
    }
    if (!joins) break;
    before_mark = b;
    b = last = a;
    at = next;
  }
  return at;
}

/* ------------------------------------------------------------ normal forms */

static bool all_ascii(const char *text, size_t size) {
  unsigned char any = 0;
  for (size_t i = 0; i < size; i++) any |= (unsigned char)text[i];
  return any < 0x80;
}

static utf8proc_int32_t plain_typography(utf8proc_int32_t code) {
  switch (code) {
    case 0x2018: /* ' ' ‚ ‛ ′ ‹ › and modifier letters */
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x275B:
    case 0x275C: return '\'';
    case 0x201C: /* " " „ ‟ ″ « » */
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x00AB:
    case 0x00BB:
    case 0x02BA:
    case 0x275D:
    case 0x275E:
    case 0x301D:
    case 0x301E:
    case 0x301F: return '"';
    case 0x2212: return '-'; /* minus sign */
    default: break;
  }
  const news_unicode_record *r = news_unicode_get((uint32_t)code);
  if (r->category == NEWS_PD) return '-';
  if (r->category == NEWS_ZS) return ' ';
  return code;
}

enum {
  CHUNK_WANTED = 256, /* bytes after which to look for a safe place */
  CHUNK_MOST = 512,   /* bytes after which to cut anyway, because utf8proc sorts
                         marks in quadratic time */
  PIECE = 1 << 15,    /* bytes, about a millisecond */
  CODES_MOST = 18 * CHUNK_MOST, /* a code point becomes at most 18 */
};

/* Whether no normal form joins or reorders `code` with what is before it. */
static bool starts_anew(uint32_t code) {
  if (code < 0x300) return true;
  if ((code >= 0x3130 && code < 0x3190) || (code >= 0xFFA0 && code < 0xFFE0))
    return false; /* compatibility jamo become vowels of a syllable */
  return news_unicode_get(code)->grapheme == NEWS_GB_OTHER;
}

/* The first code point border from `wanted` on at which `text` may be cut;
 * CHUNK_MOST - CHUNK_WANTED bytes further it is cut anyway. */
static size_t cut_behind(const char *text, size_t size, size_t wanted) {
  size_t at = wanted, most = wanted + CHUNK_MOST - CHUNK_WANTED;
  while (at < size && ((unsigned char)text[at] & 0xC0) == 0x80) at++;
  while (at < size && at < most) {
    uint32_t n;
    if (starts_anew(news_utf8_decode(text + at, &n))) break;
    at += n;
  }
  return at < size ? at : size;
}

static void add_codes(const utf8proc_int32_t *codes, utf8proc_ssize_t count,
                      bool typography, news_buffer *out) {
  for (utf8proc_ssize_t i = 0; i < count; i++) {
    char sequence[4];
    utf8proc_int32_t code = codes[i];
    if (typography) code = plain_typography(code);
    news_buffer_add(out, sequence, news_utf8_encode((uint32_t)code, sequence));
  }
}

static news_status map(const char *text, size_t size, utf8proc_option_t options,
                       bool typography, news_buffer *out) {
  utf8proc_int32_t *codes = malloc(CODES_MOST * sizeof *codes);
  if (!codes) return NEWS_ENOMEM;
  for (size_t at = 0, n; at < size; at += n) {
    n = cut_behind(text + at, size - at, CHUNK_WANTED);
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text + at,
                           (utf8proc_ssize_t)n, codes, CODES_MOST, options);
    if (count < 0 || count > CODES_MOST) continue; /* not valid UTF-8 */
    count = utf8proc_normalize_utf32(codes, count, options);
    add_codes(codes, count, typography, out);
  }
  free(codes);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

size_t news_unicode_piece(const char *text, size_t size) {
  return cut_behind(text, size, PIECE);
}

news_status news_unicode_fold(const char *text, size_t size, news_buffer *out) {
  if (!all_ascii(text, size))
    return map(text, size,
               UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
               true, out);
  char *to = news_buffer_room(out, size);
  if (!to) return NEWS_ENOMEM;
  for (size_t i = 0; i < size; i++)
    to[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
  news_buffer_added(out, size);
  return NEWS_OK;
}

news_status news_unicode_nfc(const char *text, size_t size, news_buffer *out) {
  if (!all_ascii(text, size))
    return map(text, size, UTF8PROC_STABLE | UTF8PROC_COMPOSE, false, out);
  news_buffer_add(out, text, size);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

news_status news_unicode_nfd(const char *text, size_t size, news_buffer *out) {
  if (!all_ascii(text, size))
    return map(text, size, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, false, out);
  news_buffer_add(out, text, size);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
