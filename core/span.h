#ifndef NEWS_SPAN_H
#define NEWS_SPAN_H

#include <stdbool.h>
#include <stdint.h>

/* A half-open range [start, end) of UTF-8 byte offsets into one document's
 * text, counted from 0.  Both ends lie on code point borders. */
typedef struct news_span {
  uint32_t start;
  uint32_t end;
} news_span;

static inline uint32_t news_span_size(news_span s) { return s.end - s.start; }

/* True when `inner` lies within `outer`; a span contains itself. */
static inline bool news_span_contains(news_span outer, news_span inner) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/* True when the two share at least one byte. */
static inline bool news_span_overlaps(news_span a, news_span b) {
  return a.start < b.end && b.start < a.end;
}

#endif
