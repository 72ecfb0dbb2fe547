#ifndef NEWS_REGEX_H
#define NEWS_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "span.h"
#include "status.h"

/* PCRE2 within limits: JIT with a 1 MB stack, match limit 100,000, heap 32 MB,
 * patterns of at most 16 KB that may not begin with (* or contain a callout or
 * \C; UTF mode, without Unicode classes unless 'u' is given.  The subject must
 * be valid UTF-8.  A regex can be used for only one match at a time, because
 * its scratch memory is inside. */
typedef struct news_regex news_regex;

/* Memory for matching, about 20 KB, which regexes that are used one after the
 * other can share. */
typedef struct news_regex_scratch news_regex_scratch;
news_regex_scratch *news_regex_scratch_new(void); /* NULL when out of memory */
void news_regex_scratch_free(news_regex_scratch *s);

/* `flags`: letters i (ignore case), s (dot matches line ends), m (^ $ match at
 * lines), x (extended), u (\w \d \b by Unicode), l (literal pattern). For
 * NEWS_ESYNTAX the offset is in the pattern and the detail is PCRE2's text.
 * Freed with news_regex_free(). */
news_status news_regex_new(const char *pattern, size_t size, const char *flags,
                           news_regex **out, news_error *err);
/* The same for a pattern known to compile with these flags: it is copied, and
 * compiled at its first use. */
news_status news_regex_later(const char *pattern, size_t size,
                             const char *flags, news_regex **out,
                             news_error *err);
void news_regex_free(news_regex *re);

/* Append the compiled form; fails only with NEWS_ENOMEM.  Given to another
 * regex of the same pattern and flags, with the same PCRE2, by
 * news_regex_written(), it saves compiling that; the bytes must outlive the
 * regex.  They must be intact: they are not checked. */
news_status news_regex_write(news_regex *re, news_buffer *out, news_error *err);
void news_regex_written(news_regex *re, const void *bytes);

/* The same for the need (see regex_need.h), which is otherwise derived from the
 * pattern at the first long text.  news_regex_write_need() appends it;
 * news_regex_need_written() takes it from such bytes and returns their
 * number. */
void news_regex_write_need(news_regex *re, news_buffer *out);
size_t news_regex_need_written(news_regex *re, const void *bytes);

/* Use `scratch` for matching.  Call before the first match; `scratch` must
 * outlive the last one. */
void news_regex_share(news_regex *re, news_regex_scratch *scratch);

/* Size in bytes of the compiled form; machine code takes about ten times as
 * much. */
size_t news_regex_size(news_regex *re);

/* Number of groups, not counting the whole match; name of group 1..n, NULL if
 * unnamed. */
uint32_t news_regex_groups(news_regex *re);
const char *news_regex_group_name(news_regex *re, uint32_t group);

enum { NEWS_REGEX_MOST_GROUPS = 63 };

/* Find the next match in text[from, to): spans[0] is the whole match, then come
 * the groups; an unset group is {UINT32_MAX, UINT32_MAX}.  Look-behind sees the
 * text before `from`, nothing sees past `to`.  Returns 1 if found, 0 if not, -1
 * on failure (with `err` set: NEWS_EBUDGET when the match limit or *steps is
 * used up). *steps is reduced by the bytes searched. */
int news_regex_find(news_regex *re, const char *text, uint32_t from,
                    uint32_t to, news_span *spans, uint64_t *steps,
                    news_error *err);

/* The set of ASCII characters, as bits, that can begin a text that the regex
 * matches; all if it need not match at the start.  Fails only with
 * NEWS_ENOMEM. */
news_status news_regex_first(news_regex *re, uint64_t first[2]);

#endif
