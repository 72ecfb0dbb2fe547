#ifndef NEWS_READER_BODY_H
#define NEWS_READER_BODY_H

#include "buffer.h"
#include "status.h"

/* Append the decompressed body of an HTTP message: gzip, zlib (or raw deflate)
 * or zstd, recognized by its first bytes.  NEWS_EDATA if it is damaged or grows
 * more than a thousandfold; `out` then has the bytes before that. */
news_status news_inflate(const char *bytes, size_t size, news_buffer *out,
                         news_error *err);

/* The same for Brotli, which has no magic bytes.  NEWS_EDATA also if the
 * library was built without libbrotlidec. */
news_status news_inflate_brotli(const char *bytes, size_t size,
                                news_buffer *out, news_error *err);

/* How to get Brotli if the library was built without it; NULL if it has it. */
const char *news_brotli_missing(void);

#endif
