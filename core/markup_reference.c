/* Character references: &amp; &eacute; &#8212; */
#include <string.h>

#include "markup.h"
#include "markup_entity.h"
#include "markup_name.h"
#include "utf8.h"

/* HTML 13.2.5.80: these numbers mean the characters of windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static uint32_t mended(uint32_t code) {
  if (code >= 0x80 && code < 0xA0) return windows_1252[code - 0x80];
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
    return 0xFFFD;
  return code;
}

/* "&#8212;" at `at`: its size in bytes, 0 if it is no reference. */
static size_t numeric(const char *at, const char *end, news_buffer *out) {
  const char *p = at + 2;
  bool hex = p < end && (*p == 'x' || *p == 'X');
  if (hex) p++;
  const char *digits = p;
  uint32_t code = 0;
  for (; p < end; p++) {
    char c = news_lower(*p);
    uint32_t digit = c >= '0' && c <= '9'          ? (uint32_t)(c - '0')
                     : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                   : 99;
    if (digit == 99) break;
    if (code <= 0x10FFFF) code = code * (hex ? 16 : 10) + digit;
  }
  if (p == digits) return 0;
  if (p < end && *p == ';') p++;
  char bytes[4];
  news_buffer_add(out, bytes, news_utf8_encode(mended(code), bytes));
  return (size_t)(p - at);
}

static const news_entity *find_entity(const char *name, size_t size) {
  unsigned low = 0, high = news_entity_count;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    const news_entity *e = &news_entities[middle];
    int order = news_compare_names(e->name, strlen(e->name), name, size);
    if (order == 0) return e;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* "&eacute;", or its longest beginning that is valid without a semicolon; in an
 * attribute such a one is left alone before a letter, a digit or =. */
static size_t named(const char *at, const char *end, bool attribute,
                    news_buffer *out) {
  size_t size = 0, most = (size_t)(end - at) - 1;
  while (size < most && size <= NEWS_ENTITY_LONGEST &&
         news_in_name(at[1 + size]))
    size++;
  if (!size || size > NEWS_ENTITY_LONGEST) return 0;
  bool closed = size < most && at[1 + size] == ';';
  const news_entity *e = closed ? find_entity(at + 1, size) : NULL;
  if (e) {
    news_buffer_add_text(out, e->text);
    return size + 2;
  }
  size_t whole = size;
  if (size > NEWS_ENTITY_BARE_LONGEST) size = NEWS_ENTITY_BARE_LONGEST;
  for (; size > 1; size--) {
    e = find_entity(at + 1, size);
    if (!e || !e->bare) continue;
    if (attribute && (size < whole || (size < most && at[1 + size] == '=')))
      return 0;
    news_buffer_add_text(out, e->text);
    return size + 1;
  }
  return 0;
}

void news_markup_unescape(const char *text, size_t size, bool attribute,
                          news_buffer *out) {
  const char *at = text, *end = text + size;
  while (at < end) {
    const char *mark = memchr(at, '&', (size_t)(end - at));
    if (!mark) mark = end;
    news_buffer_add(out, at, (size_t)(mark - at));
    at = mark;
    if (at == end) break;
    size_t taken = end - at < 3   ? 0
                   : at[1] == '#' ? numeric(at, end, out)
                                  : named(at, end, attribute, out);
    if (!taken) {
      news_buffer_add_byte(out, '&');
      taken = 1;
    }
    at += taken;
  }
}
