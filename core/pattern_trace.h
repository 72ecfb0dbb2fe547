#ifndef NEWS_PATTERN_TRACE_H
#define NEWS_PATTERN_TRACE_H

#include <stdint.h>

#include "pattern.h"
#include "status.h"

/* What a pattern did in one scope, for people: which element took which words
 * of a match, and where the pattern nearly matched.  It works everything out
 * by itself, slowly and plainly, beside the matcher. */
typedef struct news_trace news_trace;

typedef enum news_element_kind {
  NEWS_ELEMENT_WORDS, /* a word, @name or {Layer} */
  NEWS_ELEMENT_LOOK,  /* look-around */
  NEWS_ELEMENT_START, /* ^ */
  NEWS_ELEMENT_END,   /* $ */
} news_element_kind;

/* An element of the pattern; of ^ and $ the place is not known: from == to. */
typedef struct news_element {
  news_element_kind kind;
  uint32_t from, to; /* bytes of the pattern's source */
} news_element;

/* What one element took. */
typedef struct news_trace_step {
  news_element element;
  uint32_t first, end; /* words */
} news_trace_step;

/* From word `first` on the pattern matched up to `at`, where the word (`at`
 * is the scope's end: there was none) is not what any of the elements wants.
 * `left` elements are missing: 1, the rest would match; 2, it may; 3, three or
 * more, but three that ask for something were there. */
typedef struct news_miss {
  uint32_t first, at, left;
  uint32_t element, count; /* in the list of elements */
} news_miss;

typedef struct news_misses {
  uint32_t count;
  const news_miss *items;
  const news_element *elements;
} news_misses;

/* NULL when out of memory. */
news_trace *news_trace_new(void);
void news_trace_free(news_trace *t);

/* Look at the words first <= w < end of the document on which the matcher is
 * open.  What is given below is borrowed until the next call. */
news_status news_trace_scope(news_trace *t, news_matcher *m, uint32_t pattern,
                             uint32_t first, uint32_t end, news_error *err);

/* The steps of the match that begins at word `at`; 0 when none does. */
news_status news_trace_path(news_trace *t, uint32_t at,
                            const news_trace_step **steps, uint32_t *count,
                            news_error *err);

/* Where the pattern nearly matched, outside of its matches. */
news_status news_trace_misses(news_trace *t, news_misses *misses,
                              news_error *err);

#endif
