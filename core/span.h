#ifndef NEWS_SPAN_H
#define NEWS_SPAN_H

#include <stdint.h>

/* A half-open range [start, end) of UTF-8 byte offsets into one document's
 * text, counted from 0.  Both ends are code point borders. */
typedef struct news_span {
  uint32_t start;
  uint32_t end;
} news_span;

static inline uint32_t news_span_size(news_span s) { return s.end - s.start; }

#endif
