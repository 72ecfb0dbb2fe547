#ifndef NEWS_REGEX_H
#define NEWS_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "span.h"
#include "status.h"

/* PCRE2 within limits: JIT with a 1 MB stack, match limit 100,000, heap
 * 32 MB, patterns <= 16 KB that may not begin with (* or hold a callout or
 * \C; UTF mode without Unicode classes unless 'u' is given.  The subject must
 * be valid UTF-8.  One process uses a compiled one for one match at a time
 * (its scratch memory is inside). */
typedef struct news_regex news_regex;

/* What matches are made in: some 20 KB, which many that are used by one after
 * the other may share. */
typedef struct news_regex_scratch news_regex_scratch;
news_regex_scratch *news_regex_scratch_new(void); /* NULL: out of memory */
void news_regex_scratch_free(news_regex_scratch *s);

/* `flags`: letters i (no case), s (dot takes line ends), m (^ $ at lines),
 * x (extended), u (\w \d \b by Unicode), l (the pattern is plain text).
 * NEWS_ESYNTAX gives the offset in the pattern and PCRE2's text in detail. */
news_status news_regex_new(const char *pattern, size_t size, const char *flags,
                           news_regex **out, news_error *err);
/* The same for a pattern that compiled before, with these flags: it is copied
 * and compiled at its first use. */
news_status news_regex_later(const char *pattern, size_t size,
                             const char *flags, news_regex **out,
                             news_error *err);
void news_regex_free(news_regex *re);

/* Append its compiled form; NEWS_ENOMEM is the only failure.  A later one of
 * the same pattern and flags that is given it, in a program with the same
 * PCRE2, is not compiled anew; the bytes stay where they are until it is freed.
 * Only for bytes that are known to be as they were written. */
news_status news_regex_write(news_regex *re, news_buffer *out, news_error *err);
void news_regex_written(news_regex *re, const void *bytes);

/* The same for what every match must hold, which is otherwise worked out from
 * the pattern at the first long text.  news_regex_write_need() appends it;
 * news_regex_need_written() takes it from such bytes and returns their number.
 */
void news_regex_write_need(news_regex *re, news_buffer *out);
size_t news_regex_need_written(news_regex *re, const void *bytes);

/* Before its first match; the scratch outlives its last one. */
void news_regex_share(news_regex *re, news_regex_scratch *scratch);

/* Bytes of its compiled form; machine code is some ten times as large. */
size_t news_regex_size(news_regex *re);

/* Number of groups without the whole; name of group 1..n, NULL if unnamed. */
uint32_t news_regex_groups(news_regex *re);
const char *news_regex_group_name(news_regex *re, uint32_t group);

enum { NEWS_REGEX_MOST_GROUPS = 63 };

/* The next match in text[from, to): spans[0] the whole, then the groups, an
 * unset group {UINT32_MAX, UINT32_MAX}.  Look-behind sees the text before
 * `from`, nothing sees past `to`.  Returns 1 found, 0 none, -1 failed (err
 * set: NEWS_EBUDGET when the match limit or *steps is used up).  *steps goes
 * down by the bytes worked on. */
int news_regex_find(news_regex *re, const char *text, uint32_t from,
                    uint32_t to, news_span *spans, uint64_t *steps,
                    news_error *err);

/* ASCII characters with which a text can begin that the regex matches, as a
 * set of bits; all when it need not match at the text's start.  NEWS_ENOMEM
 * is the only failure. */
news_status news_regex_first(news_regex *re, uint64_t first[2]);

#endif
