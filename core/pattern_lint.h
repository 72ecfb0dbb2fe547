#ifndef NEWS_PATTERN_LINT_H
#define NEWS_PATTERN_LINT_H

#include <stdint.h>

#include "pattern.h"
#include "status.h"

/* Findings about a pattern that need no text. */
typedef enum news_finding_kind {
  NEWS_FINDING_NEVER,   /* an element that can never match */
  NEWS_FINDING_USELESS, /* an alternative that an earlier one makes useless */
  NEWS_FINDING_EMPTY,   /* the whole pattern can match nothing */
  NEWS_FINDING_TAIL,    /* its end takes the rest of the scope */
  NEWS_FINDING_LAZY,    /* a lazy gap takes its least: all behind may be none */
} news_finding_kind;

/* "never", "useless" and so on. */
const char *news_finding_name(news_finding_kind kind);

typedef struct news_finding {
  news_finding_kind kind;
  uint32_t from, to; /* bytes of the pattern's source */
} news_finding;

enum { NEWS_FINDINGS_MOST = 64 };

typedef struct news_findings {
  uint32_t count;
  news_finding items[NEWS_FINDINGS_MOST]; /* further ones are dropped */
  /* Roughly how many of 1,000 words of news match the rarest element that every
   * match needs; infinity: nothing is needed, each word is tried. */
  double often;
} news_findings;

/* Lint a pattern.  `set` is used only for its memory; the pattern is not
 * added. */
news_status news_pattern_lint(news_pattern_set *set, const char *source,
                              size_t size, const news_pattern_names *names,
                              news_findings *out, news_error *err);

#endif
