#ifndef NEWS_ENCODING_H
#define NEWS_ENCODING_H

#include <stdbool.h>

#include "buffer.h"
#include "status.h"

/* Conversion of the bytes of pages and mail, in whatever encoding, to UTF-8.
 *
 * The encoding is decided by, in this order: a byte order mark; valid UTF-8
 * that is more than ASCII; `label` (from the HTTP or mail header); the
 * document's own declaration; a guess.  A claim of UTF-8 that many bytes
 * contradict is not believed.  Labels mean what they mean to browsers:
 * iso-8859-1 is windows-1252, and a document whose readable declaration says
 * UTF-16 is UTF-8. */

enum { NEWS_ENCODING_NAME = 32 };

/* Append the text of `bytes`, as UTF-8, to `out`.  `label` may be "".  `name`
 * gets the name of the encoding.  Undecodable bytes become U+FFFD. */
news_status news_encoding_decode(const char *bytes, size_t size,
                                 const char *label, news_buffer *out,
                                 char name[NEWS_ENCODING_NAME],
                                 news_error *err);

/* Whether news_encoding_decode() would take the bytes for UTF-8 and copy them
 * unchanged, as it does most pages. */
bool news_encoding_is_plain(const char *bytes, size_t size, const char *label);

/* Whether news_encoding_decode() can do without iconv, which may have to load a
 * converter from a file. */
bool news_encoding_is_simple(const char *bytes, size_t size, const char *label);

/* Whether `label` names an encoding that this system supports. */
bool news_encoding_is_known(const char *label);

/* Converters that are kept loaded: those common on the web and in mail, and
 * that of `label`, which may be "".  NULL when out of memory.  Freed with
 * news_converters_free(). */
typedef struct news_converters news_converters;
news_converters *news_converters_new(const char *label);
void news_converters_free(news_converters *converters);

/* The most likely encoding of bytes without a label; static text. */
const char *news_encoding_guess(const char *bytes, size_t size);

/* Store in `label` the encoding that a page of HTML or XML declares; "" if it
 * declares none. */
void news_encoding_declared(const char *bytes, size_t size,
                            char label[NEWS_ENCODING_NAME]);

#endif
