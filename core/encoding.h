#ifndef NEWS_ENCODING_H
#define NEWS_ENCODING_H

#include <stdbool.h>

#include "buffer.h"
#include "status.h"

/* Bytes of pages and mail to UTF-8, whatever encoding they are in.
 *
 * The encoding is, in this order: what a byte order mark says; UTF-8 when the
 * bytes are valid and hold more than ASCII; what `label` says (of the HTTP or
 * mail header); what the document says of itself; a guess.  A claim of UTF-8
 * that many bytes contradict is not believed.  Labels stand for what browsers
 * take them for (iso-8859-1 is windows-1252; a document that says of itself
 * to be UTF-16 where that can be read is UTF-8). */

enum { NEWS_ENCODING_NAME = 32 };

/* Append the text of `bytes` to `out`.  `label` may be "".  `name` gets the
 * encoding's name.  What is no character becomes U+FFFD. */
news_status news_encoding_decode(const char *bytes, size_t size,
                                 const char *label, news_buffer *out,
                                 char name[NEWS_ENCODING_NAME],
                                 news_error *err);

/* True for what news_encoding_decode() takes for UTF-8 and leaves as it is:
 * most pages. */
bool news_encoding_is_plain(const char *bytes, size_t size, const char *label);

/* True when news_encoding_decode() needs no converter of the system, which
 * may have to be loaded from a file. */
bool news_encoding_is_simple(const char *bytes, size_t size, const char *label);

/* Does `label` stand for an encoding that this system has? */
bool news_encoding_is_known(const char *label);

/* Converters that are loaded and stay so: those of the web and of mail, and
 * that of `label`, which may be "".  NULL when out of memory.  Freed with
 * news_converters_free(). */
typedef struct news_converters news_converters;
news_converters *news_converters_new(const char *label);
void news_converters_free(news_converters *converters);

/* The encoding that bytes without any label are most likely in. */
const char *news_encoding_guess(const char *bytes, size_t size);

/* What a page of HTML or XML says of itself: into `label`, "" for nothing. */
void news_encoding_declared(const char *bytes, size_t size,
                            char label[NEWS_ENCODING_NAME]);

#endif
