#ifndef NEWS_TRANSFER_H
#define NEWS_TRANSFER_H

#include "buffer.h"

/* Transfer encodings of mail and HTTP, decoded to `out`; damaged parts are
 * skipped. */
void news_base64_decode(const char *bytes, size_t size, news_buffer *out);
/* RFC 2045, 6.7; with `underscores` RFC 2047's, in which "_" is a blank. */
void news_quoted_decode(const char *bytes, size_t size, bool underscores,
                        news_buffer *out);
/* RFC 9112, 7.1; false if the last chunk is missing or a size is invalid. */
bool news_chunks_decode(const char *bytes, size_t size, news_buffer *out);

#endif
