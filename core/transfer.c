#include "transfer.h"

#include <stdint.h>
#include <string.h>

static int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

void news_base64_decode(const char *bytes, size_t size, news_buffer *out) {
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; i < size; i++) {
    int value = sextet(bytes[i]);
    if (value < 0) continue;
    bits = (bits << 6 | (uint32_t)value) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    news_buffer_add_byte(out, (char)(bits >> count & 0xFF));
  }
}

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Size of the soft line break at "=", including blanks before the line end; 0
 * if there is none. */
static size_t soft_break(const char *at, const char *end) {
  const char *p = at + 1;
  while (p < end && (*p == ' ' || *p == '\t')) p++;
  if (p < end && *p == '\r') p++;
  return p < end && *p == '\n' ? (size_t)(p + 1 - at) : 0;
}

void news_quoted_decode(const char *bytes, size_t size, bool underscores,
                        news_buffer *out) {
  const char *end = bytes + size;
  for (const char *p = bytes; p < end;) {
    if (*p == '_' && underscores) {
      news_buffer_add_byte(out, ' ');
      p++;
    } else if (*p != '=') {
      news_buffer_add_byte(out, *p++);
    } else if (end - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
      news_buffer_add_byte(out, (char)(hex(p[1]) << 4 | hex(p[2])));
      p += 3;
    } else {
      size_t skip = soft_break(p, end);
      if (!skip) news_buffer_add_byte(out, '=');
      p += skip ? skip : 1;
    }
  }
}

bool news_chunks_decode(const char *bytes, size_t size, news_buffer *out) {
  const char *p = bytes, *end = bytes + size;
  while (p < end) {
    size_t length = 0;
    const char *digits = p;
    for (; p < end && hex(*p) >= 0 && p - digits < 8; p++)
      length = length << 4 | (size_t)hex(*p);
    if (p == digits) return false;
    p = memchr(p, '\n', (size_t)(end - p));
    if (!p) return false;
    p++;
    if (!length) return true;
    if ((size_t)(end - p) < length) length = (size_t)(end - p);
    news_buffer_add(out, p, length);
    p += length;
    while (p < end && (*p == '\r' || *p == '\n')) p++;
  }
  return false;
}
