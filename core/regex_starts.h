#ifndef NEWS_REGEX_STARTS_H
#define NEWS_REGEX_STARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "literals.h"

/* The strings with which matches of a part of a regex can begin: a few, of a
 * few bytes each; every match begins with one of them. */

/* `open`: unknown bytes may follow. */
typedef struct news_start {
  uint8_t size; /* bytes */
  bool open;
  char text[NEWS_LITERAL_MOST_BYTES];
} news_start;

typedef struct news_starts {
  uint32_t count;
  news_start items[NEWS_LITERALS_MOST];
} news_starts;

/* The empty string, and the string of which nothing is known. */
static const news_start news_no_start = {0, false, ""},
                        news_any_start = {0, true, ""};

/* Mark all of them as open. */
void news_starts_open(news_starts *s);
/* Form the union of both; if that is too many, nothing is known. */
void news_starts_unite(news_starts *s, const news_starts *other);
/* Append `next` to those of `s` that are not open. */
void news_starts_append(news_starts *s, const news_starts *next);
/* Whether news_starts_append() would change nothing. */
bool news_starts_done(const news_starts *s);

#endif
