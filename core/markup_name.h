#ifndef NEWS_MARKUP_NAME_H
#define NEWS_MARKUP_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The bytes of names in HTML and XML; internal to markup*.c. */

/* HTML's white space. */
static inline bool news_is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}
static inline bool news_in_alphabet(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool news_in_name(char c) {
  return news_in_alphabet(c) || (c >= '0' && c <= '9');
}
static inline char news_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Like strcmp() for names with any bytes; the first byte decides most cases. */
static inline int news_compare_names(const char *name, size_t own,
                                     const char *other, size_t size) {
  if (!own || !size) return (own > size) - (own < size);
  int order = (unsigned char)*name - (unsigned char)*other;
  if (order) return order;
  order = memcmp(name, other, own < size ? own : size);
  return order ? order : (own > size) - (own < size);
}

#endif
