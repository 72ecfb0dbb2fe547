#ifndef NEWS_PATTERN_TRACE_H
#define NEWS_PATTERN_TRACE_H

#include <stdint.h>

#include "pattern.h"
#include "status.h"

/* Explains to people what a pattern did in one scope: which element took which
 * words of a match, and where the pattern nearly matched.  Independent of the
 * matcher's algorithm, simple and slow. */
typedef struct news_trace news_trace;

typedef enum news_element_kind {
  NEWS_ELEMENT_WORDS, /* a word, @name or {Layer} */
  NEWS_ELEMENT_LOOK,  /* look-around */
  NEWS_ELEMENT_START, /* ^ */
  NEWS_ELEMENT_END,   /* $ */
} news_element_kind;

/* An element of the pattern; from == to for ^ and $, whose place is not
 * known. */
typedef struct news_element {
  news_element_kind kind;
  uint32_t from, to; /* bytes of the pattern's source */
} news_element;

/* The words that one element took. */
typedef struct news_trace_step {
  news_element element;
  uint32_t first, end; /* words */
} news_trace_step;

/* The pattern matched from word `first` up to word `at`, which none of the
 * `count` elements accepts (or `at` is the end of the scope).  `left` elements
 * are missing: 1, the rest would match; 2, the rest may match; 3, three or more
 * are missing, but three elements that require something matched. */
typedef struct news_miss {
  uint32_t first, at, left;
  uint32_t element, count; /* tried at `at`: a part of `elements` */
} news_miss;

typedef struct news_misses {
  uint32_t count;
  const news_miss *items;
  const news_element *elements;
} news_misses;

/* NULL when out of memory. */
news_trace *news_trace_new(void);
void news_trace_free(news_trace *t);

/* Trace the words first <= w < end of the document on which the matcher is
 * open.  The results of the functions below are valid until the next call. */
news_status news_trace_scope(news_trace *t, news_matcher *m, uint32_t pattern,
                             uint32_t first, uint32_t end, news_error *err);

/* The steps of the match that begins at word `at`; *count 0 if none does. */
news_status news_trace_path(news_trace *t, uint32_t at,
                            const news_trace_step **steps, uint32_t *count,
                            news_error *err);

/* The places outside of matches where the pattern nearly matched. */
news_status news_trace_misses(news_trace *t, news_misses *misses,
                              news_error *err);

#endif
