#ifndef NEWS_PATTERN_LINT_H
#define NEWS_PATTERN_LINT_H

#include <stdint.h>

#include "pattern.h"
#include "status.h"

/* What can be told of a pattern without a text. */
typedef enum news_finding_kind {
  NEWS_FINDING_NEVER,   /* an element that can never match */
  NEWS_FINDING_USELESS, /* an alternative that an earlier one makes useless */
  NEWS_FINDING_EMPTY,   /* all of the pattern may be left out */
  NEWS_FINDING_TAIL,    /* its end takes all the rest of the scope */
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
  news_finding items[NEWS_FINDINGS_MOST]; /* further ones are left out */
  /* How many of 1,000 words of news can belong to the rarest thing that every
   * match needs, roughly; infinity: nothing is needed, each word is tried. */
  double often;
} news_findings;

/* `set` only lends its memory; the pattern is not added. */
news_status news_pattern_lint(news_pattern_set *set, const char *source,
                              size_t size, const news_pattern_names *names,
                              news_findings *out, news_error *err);

#endif
