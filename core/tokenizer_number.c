#include <string.h>

#include "tokenizer_chunk.h"

static uint32_t digits_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (at < scan->field_end &&
         news_scan_class(scan, at, &size) == NEWS_TC_DIGIT)
    at = news_marks_end(scan, at + size);
  return at;
}

static bool digit_at(const news_scan *scan, uint32_t at) {
  return at < scan->field_end && news_scan_peek(scan, at) == NEWS_TC_DIGIT;
}

/* Whether there are exactly `n` digits at `at`. */
static bool has_digits(const news_scan *scan, uint32_t at, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (!news_is_digit(scan->text[at + i])) return false;
  return !digit_at(scan, at + n);
}

/* 1,200,000 and 1'200 and 1.200.000: marks, each before three digits. */
static uint32_t groups_end(const news_scan *scan, uint32_t at) {
  char mark = scan->text[at];
  while (scan->text[at] == mark && has_digits(scan, at + 1, 3)) at += 4;
  return at;
}

/* 10,00,000 and 12,34,567: lakh and crore, two digits until the last three. */
static uint32_t lakhs_end(const news_scan *scan, uint32_t at) {
  uint32_t last = at;
  while (scan->text[last] == ',' && has_digits(scan, last + 1, 2)) last += 3;
  bool whole =
      last > at && scan->text[last] == ',' && has_digits(scan, last + 1, 3);
  return whole ? last + 4 : at;
}

/* 3.5 07:50 12.03.2022 1/2: digits with `marks` between them. */
static uint32_t chain_end(const news_scan *scan, uint32_t at,
                          const char *marks) {
  while (at < scan->field_end && scan->text[at] &&
         strchr(marks, scan->text[at]) && digit_at(scan, at + 1))
    at = digits_end(scan, at + 1);
  return at;
}

/* 555-1234, 555-123-4567, 1-555-123-4567, 1-8000: a telephone number. */
static uint32_t telephone_end(const news_scan *scan, uint32_t at,
                              uint32_t end) {
  const char *s = scan->text;
  if (s[end] != '-') return 0;
  uint32_t q = 0;
  if (end - at == 1 && has_digits(scan, end + 1, 4)) q = end + 5;
  if (end - at == 1 && has_digits(scan, end + 1, 3) && s[end + 4] == '-') {
    at = end + 1;
    end += 4;
  }
  if (end - at == 3 && has_digits(scan, end + 1, 3) && s[end + 4] == '-' &&
      has_digits(scan, end + 5, 4))
    q = end + 9;
  else if (end - at == 3 && has_digits(scan, end + 1, 4))
    q = end + 5;
  if (!q || q > scan->field_end || news_in_word(news_scan_peek(scan, q)))
    return 0;
  return s[q] == '-' && digit_at(scan, q + 1) ? 0 : q;
}

/* The end of the number that begins with the digits [at, end). */
static uint32_t figure_end(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t telephone = telephone_end(scan, at, end);
  if (telephone) return telephone;
  const char *s = scan->text;
  switch (s[end]) {
    case ',': {
      uint32_t groups = end - at <= 3 ? groups_end(scan, end) : end;
      if (groups == end && end - at <= 2) groups = lakhs_end(scan, end);
      if (groups > end) return chain_end(scan, groups, ".");
      return scan->comma_groups ? end : chain_end(scan, end, ",");
    }
    case '\'': return end - at <= 3 ? groups_end(scan, end) : end;
    case ':':
    case '.': {
      uint32_t chain = chain_end(scan, end, ":.");
      if (chain > end && s[chain] == ',' && digit_at(scan, chain + 1) &&
          !scan->comma_groups)
        return digits_end(scan, chain + 1); /* 1.200,50 */
      return chain;
    }
    case '/': return chain_end(scan, end, "/");
    default: break;
  }
  uint32_t size;
  if (end < scan->field_end && news_scan_code(scan, end, &size) == 0x2044 &&
      digit_at(scan, end + size))
    return digits_end(scan, end + size); /* 1⁄2 */
  return end;
}

/* 1990’s: the end of the s after the apostrophe, or 0. */
static uint32_t apostrophe_s(const news_scan *scan, uint32_t at) {
  uint32_t mark = at < scan->field_end ? news_apostrophe(scan->text + at) : 0;
  if (!mark || (scan->text[at + mark] | 0x20) != 's') return 0;
  uint32_t end = at + mark + 1;
  return news_run_end(scan, end) == end ? end : 0;
}

static bool is_ordinal(const char *s, uint32_t size) {
  char a = (char)(s[0] | 0x20), b = size > 1 ? (char)(s[1] | 0x20) : '\0';
  if (size == 1) return s[0] == 's';
  if (size != 2) return false;
  return (a == 's' && b == 't') || (a == 'n' && b == 'd') ||
         (a == 'r' && b == 'd') || (a == 't' && b == 'h');
}

static bool is_unit(const news_scan *scan, uint32_t at, uint32_t end) {
  const char *s = scan->text + at;
  if (end - at == 1 && strchr("GMWXL", *s)) return false; /* 3G, 4X */
  if (scan->language)
    return news_language_flags(scan->language, s, end - at) & NEWS_LANG_UNIT;
  static const char units[] =
      " km cm mm kg mg ml gb mb tb kw kwh mw mph kmh hz khz mhz ghz am pm ";
  char wanted[8];
  if (end - at > 4) return false;
  wanted[0] = ' ';
  for (uint32_t i = 0; i < end - at; i++) wanted[i + 1] = (char)(s[i] | 0x20);
  wanted[end - at + 1] = ' ';
  wanted[end - at + 2] = '\0';
  return strstr(units, wanted);
}

/* Whether the point after the digits [at, end) is part of an ordinal or of the
 * number of a list item. */
static bool keeps_point(const news_scan *scan, uint32_t at, uint32_t end) {
  if (end + 1 != scan->field_end || at != scan->field || end - at > 8)
    return false;
  uint32_t first = 0;
  while (first < end - at && news_is_digit(scan->text[at + first])) first++;
  if (first > 2) return false;
  if (at == 0 || scan->text[at - 1] == '\n') return end + 1 < scan->size;
  if (!(scan->traits & NEWS_LANG_DIGIT_POINT) || first < end - at) return false;
  news_next next = news_look_next(scan, end + 1);
  if (next.lower) return true;
  if (!next.upper) return false;
  return news_next_flags(scan, next) & (NEWS_LANG_ORDINAL | NEWS_LANG_MONTH);
}

bool news_joins_number(const news_scan *scan, uint32_t at, uint32_t end) {
  return is_ordinal(scan->text + at, end - at) || !is_unit(scan, at, end);
}

uint32_t news_put_number(news_scan *scan, uint32_t at) {
  uint32_t digits = digits_end(scan, at);
  uint32_t end = figure_end(scan, at, digits);
  uint32_t word = news_run_end(scan, end);
  bool bare = end == digits;
  if (scan->text[end] == '.' && keeps_point(scan, at, end)) {
    news_put(scan, at, end + 1, NEWS_WORD_NUMBER | NEWS_WORD_POINT);
    return end + 1;
  }
  uint32_t possessive = word == end ? apostrophe_s(scan, end) : 0;
  if (possessive && possessive <= scan->field_end) {
    news_put_clitics(scan, at, possessive, NEWS_WORD_NUMBER);
    return possessive;
  }
  if (word > end && is_ordinal(scan->text + end, word - end)) {
    end = word;
  } else if (bare && word > end && news_joins_number(scan, end, word)) {
    news_put_clitics(scan, at, word, NEWS_WORD_NUMBER);
    return word;
  }
  news_put(scan, at, end, NEWS_WORD_NUMBER);
  return end;
}
