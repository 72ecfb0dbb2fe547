#ifndef NEWS_PATTERN_LAST_H
#define NEWS_PATTERN_LAST_H

#include <stddef.h>
#include <stdint.h>

/* ASCII characters with which a word can end that the regular expression
 * matches, as a set of bits; all when that is not plain from its text
 * ("flags/re", as an atom has it).  Of a word that ends in another one the
 * regular expression need not be asked. */
void news_regex_last(const char *text, size_t size, uint64_t last[2]);

#endif
