#ifndef NEWS_PATTERN_LONGEST_H
#define NEWS_PATTERN_LONGEST_H

#include <stddef.h>
#include <stdint.h>

/* The most code points of a word matched by a regular expression; UINT32_MAX if
 * its text ("flags/re", as in an atom) is not simple enough to tell.  A longer
 * word need not be matched. */
uint32_t news_regex_longest(const char *text, size_t size);

#endif
