#ifndef NEWS_REGEX_NEED_H
#define NEWS_REGEX_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "literals.h"

/* The need of a regex: every match contains one of a few literals, and before
 * it `least` to `most` bytes, all of a set.  Where there is no such literal, no
 * match begins, so most of a text is never passed to PCRE2. */
typedef struct news_need {
  news_literals literals;
  bool before[256];
  uint32_t least, most; /* bytes before it; most UINT32_MAX: any */
} news_need;

/* Derive the need from a pattern that PCRE2 has compiled: `fold` without case,
 * `ucp` with Unicode classes, `literal` as plain text; never with the extended
 * option.  False if no need helps, or if the pattern has something not
 * understood here. */
bool news_need_find(const char *pattern, size_t size, bool fold, bool ucp,
                    bool literal, news_need *out);

#endif
