#include "pattern_longest.h"

#include <stdbool.h>
#include <string.h>

/* Understands expressions that are anchored to both ends of the word, ^...$,
 * and consist of single characters, classes, plain groups and counted
 * repetitions. */

enum { NESTED_MOST = 16, COUNT_MOST = 1000 };
static const uint32_t unknown = UINT32_MAX;

typedef struct reader {
  const char *at, *end;
  unsigned depth;
} reader;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool eat(reader *r, const char *what) {
  size_t size = strlen(what);
  if ((size_t)(r->end - r->at) < size || memcmp(r->at, what, size) != 0)
    return false;
  r->at += size;
  return true;
}

/* The rest of an escape: \d \D \w \W \s \S, \p{...}, a sign. */
static uint32_t read_escape(reader *r) {
  if (r->at == r->end) return unknown;
  char c = *r->at++;
  if (c == 'p' || c == 'P') {
    if (!eat(r, "{")) return unknown;
    const char *close = memchr(r->at, '}', (size_t)(r->end - r->at));
    if (!close) return unknown;
    r->at = close + 1;
    return 1;
  }
  bool plain = (uint8_t)c < 0x80 && !is_digit(c) &&
               !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  return plain || strchr("dDwWsS", c) ? 1 : unknown;
}

/* The rest of a class; one that contains another [ is not understood. */
static uint32_t read_class(reader *r) {
  (void)eat(r, "^");
  if (eat(r, "]")) return unknown;
  while (r->at < r->end && *r->at != ']') {
    if (*r->at == '[' || r->end - r->at < 2) return unknown;
    r->at += *r->at == '\\' ? 2 : 1;
  }
  return eat(r, "]") ? 1 : unknown;
}

static uint32_t read_choice(reader *r);

static uint32_t read_group(reader *r) {
  if (!eat(r, "?:") && !eat(r, "?i:") && r->at < r->end &&
      (*r->at == '?' || *r->at == '*'))
    return unknown;
  if (++r->depth > NESTED_MOST) return unknown;
  uint32_t longest = read_choice(r);
  r->depth--;
  return eat(r, ")") ? longest : unknown;
}

static uint32_t read_one(reader *r) {
  char c = *r->at++;
  switch (c) {
    case '\\': return read_escape(r);
    case '[': return read_class(r);
    case '(': return read_group(r);
    case '^':
    case '$':
    case '*':
    case '+':
    case '?':
    case '{': return unknown;
    default:
      while (r->at < r->end && ((uint8_t)*r->at & 0xC0) == 0x80) r->at++;
      return 1;
  }
}

static uint32_t read_number(reader *r) {
  uint32_t n = 0;
  if (r->at == r->end || !is_digit(*r->at)) return unknown;
  for (; r->at < r->end && is_digit(*r->at) && n < COUNT_MOST; r->at++)
    n = n * 10 + (uint32_t)(*r->at - '0');
  return n;
}

/* The most repetitions: 1, or as given by ?, {2} or {2,3}. */
static uint32_t read_times(reader *r) {
  uint32_t times = 1;
  if (eat(r, "*") || eat(r, "+")) return unknown;
  if (eat(r, "{")) {
    times = read_number(r);
    if (times != unknown && eat(r, ",")) times = read_number(r);
    if (times == unknown || !eat(r, "}")) return unknown;
  } else {
    (void)eat(r, "?");
  }
  return eat(r, "?") || eat(r, "+") ? unknown : times;
}

static uint32_t read_row(reader *r) {
  uint32_t sum = 0;
  while (r->at < r->end && *r->at != '|' && *r->at != ')') {
    uint32_t one = read_one(r);
    if (one == unknown) return unknown;
    uint32_t times = read_times(r);
    if (times == unknown) return unknown;
    sum += one * times;
    if (sum > COUNT_MOST) return unknown;
  }
  return sum;
}

static uint32_t read_choice(reader *r) {
  uint32_t longest = 0;
  do {
    uint32_t row = read_row(r);
    if (row == unknown) return unknown;
    if (row > longest) longest = row;
  } while (eat(r, "|"));
  return longest;
}

uint32_t news_regex_longest(const char *text, size_t size) {
  const char *slash = memchr(text, '/', size);
  if (!slash || memchr(text, 'x', (size_t)(slash - text)) ||
      memchr(text, 'l', (size_t)(slash - text)) || size < 3 ||
      text[size - 1] != '$' || text[size - 2] == '\\')
    return unknown;
  reader r = {slash + 1, text + size - 1, 0};
  if (!eat(&r, "^")) return unknown;
  uint32_t longest = read_row(&r);
  return r.at == r.end ? longest : unknown; /* no | at the top level */
}
