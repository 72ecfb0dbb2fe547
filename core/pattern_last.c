#include "pattern_last.h"

#include <stdbool.h>
#include <string.h>

/* Understands expressions that are anchored to the end of the word by $ and
 * have before it
 *   a letter or digit            /ing$/         g
 *   a sign with a backslash      /\.$/          .
 *   a class of single signs      /[?!]$/        ? !
 *   alternatives of such ends    /(st|nd|rd)$/  t d
 * and no other alternative.  A word has no line end, before which $ would also
 * match. */

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

static void put(uint64_t last[2], char c) {
  uint8_t byte = (uint8_t)c;
  last[byte / 64] |= (uint64_t)1 << byte % 64;
}

/* Whether the sign at `at` is escaped by a backslash. */
static bool is_escaped(const char *re, size_t at) {
  size_t n = 0;
  while (n < at && re[at - 1 - n] == '\\') n++;
  return n % 2;
}

/* Whether a letter is not part of \\pL, \\x41 or the like. */
static bool add_end(const char *re, size_t end, uint64_t last[2]) {
  char c = re[end - 1];
  size_t at = end - 1;
  if ((uint8_t)c >= 128) return false;
  put(last, c);
  if (!is_letter(c)) return is_escaped(re, at);
  while (at > 0 && is_letter(re[at - 1])) at--;
  return !is_escaped(re, at);
}

/* [?!] : only single signs. */
static bool add_class(const char *re, size_t end, uint64_t last[2]) {
  size_t at = end - 1, from;
  if (is_escaped(re, at)) return false;
  while (at > 0 && re[at - 1] != '[') {
    char c = re[--at];
    if ((uint8_t)c >= 128 || strchr("\\-^]:", c)) return false;
    put(last, c);
  }
  if (at == 0 || at == end - 1 || is_escaped(re, at - 1)) return false;
  for (from = at - 1; from > 0 && re[from - 1] != ']'; from--)
    if (re[from - 1] == '[') return false; /* it may begin the class */
  return true;
}

/* (st|nd|rd) : alternatives of letters and digits. */
static bool add_group(const char *re, size_t end, uint64_t last[2]) {
  size_t at = end - 1;
  if (is_escaped(re, at)) return false;
  for (; at > 0 && re[at - 1] != '('; at--) {
    if (!is_letter(re[at - 1]) && re[at - 1] != '|') return false;
    if (re[at] == ')' || re[at] == '|') {
      if (!is_letter(re[at - 1])) return false;
      put(last, re[at - 1]);
    }
  }
  return at > 0 && is_letter(re[at]) && !is_escaped(re, at - 1) &&
         !memchr(re, '|', at);
}

static bool find_last(const char *re, size_t size, uint64_t last[2]) {
  if (size < 2 || re[size - 1] != '$' || is_escaped(re, size - 1)) return false;
  size_t end = size - 1;
  if (re[end - 1] == ')') return add_group(re, end, last);
  if (memchr(re, '|', size)) return false;
  if (re[end - 1] == ']') return add_class(re, end, last);
  return add_end(re, end, last);
}

/* A letter also matches in the other case, 32 bits away. */
static void add_cases(uint64_t last[2]) {
  const uint64_t letters = 0x07FFFFFE;
  last[1] |= (last[1] & letters) << 32 | (last[1] >> 32 & letters);
}

void news_regex_last(const char *text, size_t size, uint64_t last[2]) {
  const char *slash = memchr(text, '/', size);
  bool caseless = slash == text + 1 && *text == 'i';
  last[0] = last[1] = 0;
  if (slash == text || caseless) { /* no other flags */
    const char *re = slash + 1;
    size_t length = size - (size_t)(re - text);
    bool plain = true;
    for (size_t i = 0; i + 1 < length; i++)
      if (!memcmp(re + i, "(?", 2) || !memcmp(re + i, "\\Q", 2)) plain = false;
    if (plain && find_last(re, length, last)) {
      if (caseless) add_cases(last);
      return;
    }
  }
  last[0] = last[1] = UINT64_MAX;
}
