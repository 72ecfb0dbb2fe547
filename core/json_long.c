#include "json_long.h"

#include <string.h>

#include "utf8.h"

typedef struct reader {
  const char *text;
  size_t size, at;
} reader;

static bool is_next(const reader *r, char c) {
  return r->at < r->size && r->text[r->at] == c;
}

static void skip_blank(reader *r) {
  while (is_next(r, ' ') || is_next(r, '\n') || is_next(r, '\t') ||
         is_next(r, '\r'))
    r->at++;
}

/* Step over the character, with white space before and behind it. */
static bool step_over(reader *r, char c) {
  skip_blank(r);
  if (!is_next(r, c)) return false;
  r->at++;
  skip_blank(r);
  return true;
}

/* From behind the opening quotation mark to behind the closing one. */
static bool skip_string(reader *r) {
  for (;;) {
    const char *mark =
        memchr(r->text + r->at, '"', r->size - r->at); /* NULL for none */
    if (!mark) return false;
    size_t end = (size_t)(mark - r->text), from = end;
    while (from > r->at && r->text[from - 1] == '\\') from--;
    r->at = end + 1;
    if ((end - from) % 2 == 0) return true;
  }
}

/* A key without escapes. */
static bool read_key(reader *r, news_json_member *m) {
  if (!is_next(r, '"')) return false;
  m->key = ++r->at;
  if (!skip_string(r)) return false;
  m->key_end = r->at - 1;
  return !memchr(r->text + m->key, '\\', m->key_end - m->key);
}

/* Neither a string nor an array or object. */
static void skip_scalar(reader *r) {
  while (r->at < r->size && !strchr(",}[{\"", r->text[r->at])) r->at++;
}

static bool find_member(reader *r, news_json_member *m) {
  if (!step_over(r, '{')) return false;
  do {
    if (!read_key(r, m) || !step_over(r, ':')) return false;
    m->value = r->at;
    if (!is_next(r, '"')) {
      skip_scalar(r);
      continue;
    }
    r->at++;
    if (!skip_string(r)) return false;
    m->value_end = r->at;
    if (m->value_end - m->value - 2 >= NEWS_JSON_LONG) return true;
  } while (step_over(r, ','));
  return false;
}

/* ---- what the string says */

int news_json_unit(const char *text, size_t size) {
  int unit = 0;
  if (size < 6 || text[0] != '\\' || text[1] != 'u') return -1;
  for (int i = 2; i < 6; i++) {
    char c = text[i];
    if (c >= '0' && c <= '9')
      unit = unit << 4 | (c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      unit = unit << 4 | ((c | 0x20) - 'a' + 10);
    else
      return -1;
  }
  return unit;
}

/* \uXXXX, or two of them for one character; false for halves. */
static bool add_units(reader *r, news_buffer *out) {
  int unit = news_json_unit(r->text + r->at, r->size - r->at);
  uint32_t code = (uint32_t)unit;
  char bytes[4];
  if (unit < 0) return false;
  r->at += 6;
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    int low = news_json_unit(r->text + r->at, r->size - r->at);
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF) return false;
    code =
        0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    r->at += 6;
  }
  news_buffer_add(out, bytes, news_utf8_encode(code, bytes));
  return true;
}

static bool add_escape(reader *r, news_buffer *out) {
  static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
  if (r->size - r->at < 2) return false;
  char c = r->text[r->at + 1];
  if (c == 'u') return add_units(r, out);
  for (size_t i = 0; escapes[i]; i += 2) {
    if (escapes[i] != c) continue;
    news_buffer_add_byte(out, escapes[i + 1]);
    r->at += 2;
    return true;
  }
  return false;
}

static bool decode(reader *r, news_buffer *out) {
  while (r->at < r->size) {
    size_t run = news_json_plain_run(r->text + r->at, r->size - r->at);
    news_buffer_add(out, r->text + r->at, run);
    r->at += run;
    if (r->at == r->size) break;
    if (r->text[r->at] == '\\') {
      if (!add_escape(r, out)) return false;
    } else {
      if ((unsigned char)r->text[r->at] < 0x20) return false;
      news_buffer_add_byte(out, r->text[r->at++]);
    }
  }
  return !out->failed;
}

bool news_json_find_long(const char *text, size_t size, news_json_member *found,
                         news_buffer *decoded) {
  reader r = {.text = text, .size = size};
  if (!find_member(&r, found)) return false;
  reader string = {text, found->value_end - 1, found->value + 1};
  return decode(&string, decoded);
}
