#ifndef NEWS_PATTERN_LAST_H
#define NEWS_PATTERN_LAST_H

#include <stddef.h>
#include <stdint.h>

/* The set of ASCII characters, as bits, that can end a word matched by a
 * regular expression; all if its text ("flags/re", as in an atom) is not simple
 * enough to tell.  A word with another last character need not be matched. */
void news_regex_last(const char *text, size_t size, uint64_t last[2]);

#endif
