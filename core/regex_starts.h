#ifndef NEWS_REGEX_STARTS_H
#define NEWS_REGEX_STARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "literals.h"

/* With which strings the matches of a part of a regex can begin: a few of a few
 * bytes each, one of which every match begins with. */

/* `open`: it may go on in ways that are not known. */
typedef struct news_start {
  uint8_t size; /* bytes */
  bool open;
  char text[NEWS_LITERAL_MOST_BYTES];
} news_start;

typedef struct news_starts {
  uint32_t count;
  news_start items[NEWS_LITERALS_MOST];
} news_starts;

/* The empty string, and one of which nothing is known. */
static const news_start news_no_start = {0, false, ""},
                        news_any_start = {0, true, ""};

/* Of none of them it is known how it goes on. */
void news_starts_open(news_starts *s);
/* Any of both; when these are too many, nothing is known. */
void news_starts_unite(news_starts *s, const news_starts *other);
/* What `s` begins with when `next` stands behind it. */
void news_starts_append(news_starts *s, const news_starts *next);
/* Would nothing be appended to any of them? */
bool news_starts_done(const news_starts *s);

#endif
