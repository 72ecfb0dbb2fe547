#include "json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* ------------------------------------------------------------- writing */

/* Whether a byte may need an escape: controls, `"`, `\`, DEL, and the first
 * byte of U+2028 and U+2029 (E2 80 A8, E2 80 A9), which end a line in
 * JavaScript. */
static inline int needs_care(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\' || c == 0x7F || c == 0xE2;
}

/* Set the high bit of each of eight bytes that equals `byte`, and perhaps of
 * some after it. */
static inline uint64_t maybe_same(uint64_t eight, unsigned char byte) {
  const uint64_t ones = 0x0101010101010101u;
  uint64_t odd = eight ^ ones * byte;
  return (odd - ones) & ~odd;
}

/* The same for each byte that is a control, `"` or `\`. */
static inline uint64_t maybe_marked(uint64_t eight) {
  const uint64_t ones = 0x0101010101010101u;
  return ((eight - ones * 0x20) & ~eight) | maybe_same(eight, '"') |
         maybe_same(eight, '\\');
}

/* Number of bytes at the beginning that need no care and have none of these
 * bits. */
static inline size_t run_without(unsigned char bits, const char *text,
                                 size_t size) {
  const uint64_t ones = 0x0101010101010101u;
  size_t i = 0;
  for (; size - i >= 8; i += 8) {
    uint64_t eight;
    memcpy(&eight, text + i, 8);
    uint64_t care = maybe_marked(eight) | maybe_same(eight, 0x7F) |
                    maybe_same(eight, 0xE2) | (eight & ones * bits);
    if (care & ones * 0x80) break;
  }
  for (; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if (needs_care(c) || c & bits) break;
  }
  return i;
}

static size_t plain_run(const char *text, size_t size) {
  return run_without(0, text, size);
}

static const char *short_escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
  }
}

static void add_unicode_escape(news_buffer *out, unsigned code) {
  char escape[8];
  int size = snprintf(escape, sizeof escape, "\\u%04x", code & 0xFFFF);
  news_buffer_add(out, escape, (size_t)size);
}

/* Append the sequence at `text`, which begins with a byte that needs care;
 * returns its size. */
static size_t add_special(news_buffer *out, const char *text, size_t size) {
  unsigned char c = (unsigned char)text[0];
  const char *escape = short_escape(text[0]);
  if (escape) {
    news_buffer_add_text(out, escape);
    return 1;
  }
  if (c != 0xE2) {
    add_unicode_escape(out, c);
    return 1;
  }
  if (size >= 3 && (unsigned char)text[1] == 0x80 &&
      ((unsigned char)text[2] & 0xFE) == 0xA8) {
    add_unicode_escape(out, 0x2028u + ((unsigned char)text[2] & 1));
    return 3;
  }
  news_buffer_add_byte(out, text[0]);
  return 1;
}

static void add_valid(news_buffer *out, const char *text, size_t size) {
  while (size > 0) {
    size_t n = plain_run(text, size);
    news_buffer_add(out, text, n);
    if (n < size) n += add_special(out, text + n, size - n);
    text += n;
    size -= n;
  }
}

/* Append ASCII that needs no care, as most strings are; false if it is not, or
 * if there is no room. */
static bool add_plain(news_buffer *out, const char *text, size_t size) {
  if (run_without(0x80, text, size) < size) return false;
  char *room = news_buffer_room(out, size + 2);
  if (!room) return false;
  room[0] = room[size + 1] = '"';
  if (size) memcpy(room + 1, text, size);
  news_buffer_added(out, size + 2);
  return true;
}

void news_json_add_string(news_buffer *out, const char *text, size_t size) {
  if (add_plain(out, text, size)) return;
  news_buffer_add_byte(out, '"');
  if (news_utf8_check(text, size) == size) {
    add_valid(out, text, size);
  } else {
    news_buffer repaired = NEWS_BUFFER_EMPTY;
    if (news_utf8_repair(text, size, &repaired))
      out->failed = true;
    else
      add_valid(out, repaired.data, repaired.size);
    news_buffer_free(&repaired);
  }
  news_buffer_add_byte(out, '"');
}

void news_json_add_integer(news_buffer *out, int64_t value) {
  char digits[24];
  size_t at = sizeof digits;
  uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do digits[--at] = (char)('0' + left % 10);
  while (left /= 10);
  if (value < 0) digits[--at] = '-';
  news_buffer_add(out, digits + at, sizeof digits - at);
}

/* Replace the locale's decimal point, whatever its bytes, by "."; returns the
 * new size. */
static size_t plain_point(char *digits, size_t size) {
  size_t to = 0;
  int in_point = 0;
  for (size_t i = 0; i < size; i++) {
    int keep = (digits[i] != '\0' && strchr("0123456789+-e", digits[i]));
    if (keep)
      digits[to++] = digits[i];
    else if (!in_point)
      digits[to++] = '.';
    in_point = !keep;
  }
  digits[to] = '\0';
  return to;
}

void news_json_add_double(news_buffer *out, double value) {
  if (!isfinite(value)) {
    news_buffer_add_text(out, "null");
    return;
  }
  char digits[64];
  int size = 0;
  for (int precision = 15; precision <= 17; precision++) {
    size = snprintf(digits, sizeof digits, "%.*g", precision, value);
    double back = strtod(digits, NULL);
    if (memcmp(&back, &value, sizeof back) == 0) break;
  }
  size_t plain = plain_point(digits, (size_t)size);
  news_buffer_add(out, digits, plain);
  if (!strpbrk(digits, ".e")) news_buffer_add_text(out, ".0");
}

/* ------------------------------------------------------------- reading
 *
 * jansson rejects integers beyond 64 bits and escapes of lone surrogates, its
 * nesting limit is 2048, and it reads strings byte by byte, which for an
 * article costs more than tokenizing it.  So the text is scanned first.  The
 * scan measures the depth and makes a copy for jansson with "fffd" in place of
 * such escapes, and with marks that record the place of each such integer and
 * of each long string value.  In the tree every mark is then replaced by its
 * string, or by the digits after a byte that UTF-8 does not have.  A mark
 * begins with NUL; a string that itself begins with NUL is treated like a long
 * one.  On an error jansson reads the text again without marks, and with ".0"
 * after such integers, to report what it finds. */

enum { LONG_STRING = 64, MARK_DIGITS = 20 };

static const char number_byte = '\xFF';

typedef struct scan {
  const char *text;
  size_t size;
  size_t at;
  unsigned depth;
  bool marks;        /* use marks for long strings */
  size_t copied;     /* text before this offset is in `copy` */
  news_buffer *copy; /* NULL: only measure the depth */
  size_t position;   /* offset in the copy up to which `inserted` counts */
  size_t inserted;
} scan;

/* Replace `removed` bytes at `at` by `with`. */
static void scan_edit(scan *s, size_t at, size_t removed, const char *with) {
  size_t size = strlen(with);
  if (s->copy) {
    news_buffer_add(s->copy, s->text + s->copied, at - s->copied);
    news_buffer_add(s->copy, with, size);
  }
  s->copied = at + removed;
  if (at + s->inserted < s->position) s->inserted += size - removed;
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* The code unit of an escape \uXXXX at `at`, or -1. */
static int unit_at(const char *text, size_t size, size_t at) {
  if (size - at < 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (size_t i = at + 2; i < at + 6; i++) {
    int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

/* The size of the escape at `at`, and its character: a surrogate pair is one
 * escape, a lone surrogate is U+FFFD.  0 if it is not an escape. */
static size_t read_escape(const char *text, size_t size, size_t at,
                          uint32_t *code) {
  static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  char name = size - at > 1 ? text[at + 1] : '\0';
  if (name != 'u') {
    const char *found = name ? strchr(names, name) : NULL;
    if (!found) return 0;
    *code = (uint32_t)meant[found - names];
    return 2;
  }
  int unit = unit_at(text, size, at);
  if (unit < 0) return 0;
  *code = (uint32_t)unit;
  if (unit < 0xD800 || unit > 0xDFFF) return 6;
  int low = unit < 0xDC00 ? unit_at(text, size, at + 6) : -1;
  bool pair = low >= 0xDC00 && low <= 0xDFFF;
  *code = pair ? 0x10000u + ((*code & 0x3FF) << 10 | (uint32_t)(low & 0x3FF))
               : 0xFFFD;
  return pair ? 12 : 6;
}

/* Number of bytes at the beginning that stand for themselves in a string. */
static size_t meant_run(const char *text, size_t size) {
  typedef uint8_t sixteen __attribute__((vector_size(16)));
  size_t i = 0;
  for (uint64_t two[2] = {0}; size - i >= sizeof two; i += sizeof two) {
    sixteen b;
    memcpy(&b, text + i, sizeof b);
    b = (sixteen)((b < 0x20) | (b == '"') | (b == '\\'));
    memcpy(two, &b, sizeof b);
    if (two[0] | two[1]) break;
  }
  for (; i < size; i++)
    if ((uint8_t)text[i] < 0x20 || text[i] == '"' || text[i] == '\\') break;
  return i;
}

/* The size of the string at `at` with its quotation marks; 0 if it is
 * malformed. */
static size_t string_size(const char *text, size_t size, size_t at) {
  uint32_t code;
  size_t i = at + 1;
  while ((i += meant_run(text + i, size - i)) < size && text[i] != '"') {
    size_t n = text[i] == '\\' ? read_escape(text, size, i, &code) : 0;
    if (!n) return 0;
    i += n;
  }
  return i < size ? i + 1 - at : 0;
}

/* Append the contents of such a string. */
static void add_meant(news_buffer *out, const char *text, size_t size,
                      size_t at) {
  uint32_t code;
  char bytes[4];
  for (size_t i = at + 1;;) {
    size_t n = meant_run(text + i, size - i);
    news_buffer_add(out, text + i, n);
    i += n;
    if (text[i] == '"') return;
    i += read_escape(text, size, i, &code);
    news_buffer_add(out, bytes, news_utf8_encode(code, bytes));
  }
}

static bool is_key(const scan *s, size_t behind) {
  while (behind < s->size && s->text[behind] &&
         strchr(" \t\n\r", s->text[behind]))
    behind++;
  return behind < s->size && s->text[behind] == ':';
}

/* The beginning of a mark, and of a string that begins like one. */
static const char nul[] = "\"\\u0000";

/* Replace the `size` bytes at s->at by a mark. */
static void put_mark(scan *s, size_t size) {
  char mark[sizeof nul + MARK_DIGITS + 1];
  snprintf(mark, sizeof mark, "%s%0*zu\"", nul, MARK_DIGITS, s->at);
  scan_edit(s, s->at, size, mark);
  s->at += size;
}

/* Replace the string at s->at by a mark if need be; false if it stays. */
static bool mark_string(scan *s) {
  size_t size = string_size(s->text, s->size, s->at);
  bool is_long =
      size > LONG_STRING ||
      (size >= sizeof nul && !memcmp(s->text + s->at, nul, sizeof nul - 1));
  if (!is_long || is_key(s, s->at + size)) return false;
  put_mark(s, size);
  return true;
}

static void scan_escape(scan *s) {
  uint32_t code;
  size_t size = read_escape(s->text, s->size, s->at, &code);
  bool lone = size == 6 && code == 0xFFFD;
  if (lone && unit_at(s->text, s->size, s->at) != 0xFFFD)
    scan_edit(s, s->at + 2, 4, "fffd");
  if (!size) size = s->at + 1 < s->size ? 2 : 1;
  s->at += size;
}

static void scan_string(scan *s) {
  if (s->marks && mark_string(s)) return;
  s->at++;
  while (s->at < s->size && s->text[s->at] != '"') {
    if (s->text[s->at] == '\\') {
      scan_escape(s);
    } else {
      s->at++;
      s->at += plain_run(s->text + s->at, s->size - s->at);
    }
  }
  if (s->at < s->size) s->at++;
}

/* Whether the number does not fit a signed 64-bit integer. */
static int beyond_64_bits(const char *digits, size_t size, int negative) {
  if (size != 19) return size > 19;
  return memcmp(digits,
                negative ? "9223372036854775808" : "9223372036854775807",
                19) > 0;
}

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static void scan_number(scan *s) {
  int negative = s->text[s->at] == '-';
  size_t first = s->at + (negative ? 1 : 0), end = first;
  while (end < s->size && is_digit(s->text[end])) end++;
  int real = end < s->size && s->text[end] && strchr(".eE", s->text[end]);
  if (!real && beyond_64_bits(s->text + first, end - first, negative)) {
    bool keep =
        s->marks && end - first <= NEWS_JSON_DIGITS && s->text[first] != '0';
    if (keep) {
      put_mark(s, end - s->at);
      return;
    }
    scan_edit(s, end, 0, ".0");
  }
  s->at = end > s->at ? end : s->at + 1;
  while (real && s->at < s->size &&
         (is_digit(s->text[s->at]) ||
          (s->text[s->at] && strchr(".eE+-", s->text[s->at]))))
    s->at++;
}

/* False if nested too deeply, at s->at. */
static bool scan_value(scan *s) {
  while (s->at < s->size) {
    char c = s->text[s->at];
    if (c == '"')
      scan_string(s);
    else if (c == '-' || is_digit(c))
      scan_number(s);
    else if ((c == '[' || c == '{') && ++s->depth > NEWS_JSON_DEPTH)
      return false;
    else {
      if ((c == ']' || c == '}') && s->depth) s->depth--;
      s->at++;
    }
  }
  return true;
}

/* Offset in `text` of byte `position` of its edited copy. */
static size_t original_offset(const char *text, size_t size, size_t position) {
  scan s = {.text = text, .size = size, .position = position};
  scan_value(&s);
  size_t offset = position - s.inserted;
  return offset < size ? offset : size;
}

/* The start of the token that ends at `offset`, if `why` names it: jansson
 * reports the place after it.  An error inside a string is at the end of what
 * was read. */
static size_t token_begin(const char *text, size_t offset, const char *why) {
  static const char before[] = " near '";
  const char *token = strstr(why, before);
  if (!token) return offset;
  token += sizeof before - 1;
  size_t size = strlen(token);
  if (size && token[size - 1] == '\'') size--;
  if (*token == '"' && (size < 2 || token[size - 1] != '"')) return offset;
  if (size > offset || memcmp(text + offset - size, token, size) != 0)
    return offset;
  return offset - size;
}

static news_status load_failed(const char *text, size_t size,
                               json_error_t *error, news_error *err) {
  size_t position = error->position > 0 ? (size_t)error->position : 0;
  size_t offset = original_offset(text, size, position);
  switch (json_error_code(error)) {
    case json_error_out_of_memory: return news_fail(err, NEWS_ENOMEM, 0, NULL);
    case json_error_numeric_overflow:
      return news_fail(err, NEWS_ETOOBIG, offset, "a number is out of range");
    default:
      return news_fail_with(err, NEWS_ESYNTAX,
                            token_begin(text, offset, error->text),
                            "invalid JSON", error->text, strlen(error->text));
  }
}

/* Append the string or number at `at` as the tree has it. */
static void add_marked(news_buffer *out, const char *text, size_t size,
                       size_t at) {
  if (text[at] == '"') {
    add_meant(out, text, size, at);
    return;
  }
  size_t end = at + 1;
  while (end < size && is_digit(text[end])) end++;
  news_buffer_add_byte(out, number_byte);
  news_buffer_add(out, text + at, end - at);
}

const char *news_json_digits(const json_t *value) {
  const char *text = json_string_value(value);
  return text && text[0] == number_byte ? text + 1 : NULL;
}

/* Replace the marks in a value by what they stand for in `text`; false when out
 * of memory.  Recursion is at most NEWS_JSON_DEPTH deep, as the scan has
 * checked. */
static bool put_marked(json_t *value, const char *text, size_t size,
                       news_buffer *room) {
  size_t i;
  const char *name;
  json_t *item;
  json_array_foreach(value, i, item) {
    if (!put_marked(item, text, size, room)) return false;
  }
  json_object_foreach(value, name, item) {
    if (!put_marked(item, text, size, room)) return false;
  }
  const char *mark = json_string_value(value);
  if (!mark || mark[0] || !json_string_length(value)) return true;
  news_buffer_clear(room);
  add_marked(room, text, size, (size_t)strtoull(mark + 1, NULL, 10));
  return !room->failed &&
         !json_string_setn_nocheck(value, room->data, room->size);
}

/* `copy`: room. */
static news_status load(const char *text, size_t size, bool marks,
                        news_buffer *copy, json_t **out, news_error *err) {
  scan s = {.text = text, .size = size, .marks = marks, .copy = copy};
  json_error_t error = {.position = 0};
  news_buffer_clear(copy);
  if (!scan_value(&s))
    return news_fail(err, NEWS_ETOOBIG, s.at, "JSON nested too deeply");
  if (s.copied) news_buffer_add(copy, text + s.copied, size - s.copied);
  if (copy->failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *out = json_loadb(s.copied ? copy->data : text, s.copied ? copy->size : size,
                    JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
  if (!*out) return load_failed(text, size, &error, err);
  if (!marks || put_marked(*out, text, size, copy)) return NEWS_OK;
  json_decref(*out);
  *out = NULL;
  return news_fail(err, NEWS_ENOMEM, 0, NULL);
}

news_status news_json_parse(const char *text, size_t size, json_t **out,
                            news_error *err) {
  *out = NULL;
  size_t valid = news_utf8_check(text, size);
  if (valid != size) return news_fail(err, NEWS_EUTF8, valid, NULL);
  news_buffer copy = NEWS_BUFFER_EMPTY;
  news_status status = load(text, size, true, &copy, out, err);
  if (status == NEWS_ESYNTAX || status == NEWS_ETOOBIG)
    status = load(text, size, false, &copy, out, err);
  news_buffer_free(&copy);
  return status;
}

/* ---- objects of strings ---- */

static size_t skip_space(const char *text, size_t size, size_t at) {
  while (at < size && (text[at] == ' ' || text[at] == '\t' ||
                       text[at] == '\n' || text[at] == '\r'))
    at++;
  return at;
}

/* Append the contents of the string at `at`, whose first `n` bytes need no
 * change.  Returns the end of the string, 0 if it is malformed. */
static size_t unescape(const char *text, size_t size, size_t at, size_t n,
                       char **to) {
  uint32_t code;
  for (;;) {
    memcpy(*to, text + at, n);
    *to += n;
    at += n;
    if (at == size || text[at] == '"') return at < size ? at : 0;
    size_t escape = text[at] == '\\' ? read_escape(text, size, at, &code) : 0;
    if (!escape) return 0;
    at += escape;
    *to += news_utf8_encode(code, *to);
    n = meant_run(text + at, size - at);
  }
}

/* The contents of the string at `at`, either in the text or at *room, which is
 * advanced.  Returns the offset after the string, 0 if there is none. */
static size_t read_string(const char *text, size_t size, size_t at, char **room,
                          const char **said, size_t *said_size) {
  if (at == size || text[at++] != '"') return 0;
  size_t n = meant_run(text + at, size - at);
  if (at + n < size && text[at + n] == '"') {
    *said = text + at;
    *said_size = n;
    return at + n + 1;
  }
  *said = *room;
  size_t end = unescape(text, size, at, n, room);
  *said_size = (size_t)(*room - *said);
  return end ? end + 1 : 0;
}

/* Whether the last key is new; a key with NUL is an error. */
static bool is_new_key(const news_json_member *members, int count) {
  const news_json_member *last = &members[count];
  for (int i = 0; i < count; i++)
    if (members[i].key_size == last->key_size &&
        !memcmp(members[i].key, last->key, last->key_size))
      return false;
  return !memchr(last->key, '\0', last->key_size);
}

/* Read the member at `at`.  Returns the offset after it, 0 on an error. */
static size_t read_member(const char *text, size_t size, size_t at, char **room,
                          news_json_member *m) {
  at = skip_space(text, size, at);
  at = read_string(text, size, at, room, &m->key, &m->key_size);
  if (!at) return 0;
  at = skip_space(text, size, at);
  if (at == size || text[at] != ':') return 0;
  at = skip_space(text, size, at + 1);
  at = read_string(text, size, at, room, &m->value, &m->value_size);
  return at ? skip_space(text, size, at) : 0;
}

int news_json_strings(const char *text, size_t size, news_buffer *room,
                      news_json_member members[NEWS_JSON_MEMBERS]) {
  int count = 0;
  news_buffer_clear(room);
  char *to = news_buffer_room(room, size + 4); /* no escape grows */
  if (!to || news_utf8_check(text, size) != size) return -1;
  size_t at = skip_space(text, size, 0);
  if (at == size || text[at] != '{') return -1;
  do {
    at = read_member(text, size, at + 1, &to, &members[count]);
    if (!at || !is_new_key(members, count)) return -1;
    count++;
  } while (at < size && text[at] == ',' && count < NEWS_JSON_MEMBERS);
  bool whole =
      at < size && text[at] == '}' && skip_space(text, size, at + 1) == size;
  return whole ? count : -1;
}
