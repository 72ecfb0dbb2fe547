#ifndef NEWS_REGEX_NEED_H
#define NEWS_REGEX_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "literals.h"

/* What every match of a regex holds: one of a few literals, and before it
 * only bytes of a set, at least and at most so many.  Where no such literal
 * stands no match begins, so that most of a text is never shown to PCRE2. */
typedef struct news_need {
  news_literals literals;
  bool before[256];
  uint32_t least, most; /* bytes before the literal; most: UINT32_MAX for any */
} news_need;

/* Work it out of a pattern that PCRE2 has compiled: without case, with classes
 * by Unicode, as plain text.  (Not for one with free spaces.)  False when there
 * is none that helps, or when the pattern holds something that is not
 * understood here. */
bool news_need_find(const char *pattern, size_t size, bool fold, bool ucp,
                    bool literal, news_need *out);

#endif
