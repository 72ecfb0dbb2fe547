#ifndef NEWS_READER_BODY_H
#define NEWS_READER_BODY_H

#include "buffer.h"
#include "status.h"

/* Append what a packed body of HTTP holds: gzip, zlib (or bare deflate) and
 * zstd, told apart by their first bytes.  NEWS_EDATA when it is damaged or
 * grows more than a thousandfold; what came before is in `out` then. */
news_status news_inflate(const char *bytes, size_t size, news_buffer *out,
                         news_error *err);

/* The same for Brotli, which has no mark of its own.  NEWS_EDATA too when the
 * library was built without libbrotlidec. */
news_status news_inflate_brotli(const char *bytes, size_t size,
                                news_buffer *out, news_error *err);

/* What brings Brotli to a library built without it, or NULL: it is here. */
const char *news_brotli_missing(void);

#endif
