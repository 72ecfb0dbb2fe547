#ifndef NEWS_PATTERN_LONGEST_H
#define NEWS_PATTERN_LONGEST_H

#include <stddef.h>
#include <stdint.h>

/* The most code points that a word can have which the regular expression
 * matches; UINT32_MAX when that is not plain from its text ("flags/re", as an
 * atom has it).  Of longer words the regular expression need not be asked. */
uint32_t news_regex_longest(const char *text, size_t size);

#endif
