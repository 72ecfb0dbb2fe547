#ifndef NEWS_STATUS_H
#define NEWS_STATUS_H

#include <stddef.h>

/* Outcome of a call that can fail.  Zero is success, so `if (status)` reads
 * as "if it failed". */
typedef enum news_status {
  NEWS_OK = 0,
  NEWS_ENOMEM,  /* allocation failed, or a memory ceiling was reached */
  NEWS_EUTF8,   /* the text is not valid UTF-8 */
  NEWS_ETOOBIG, /* a text, table or pattern exceeds its limit */
  NEWS_ESYNTAX, /* a pattern, lexicon or other source does not parse */
  NEWS_EDATA,   /* input data is damaged or of an unknown kind */
  NEWS_EBUDGET, /* the step budget of a document and rule is used up */
  NEWS_EIO,     /* the operating system refused; errno says why */
} news_status;

enum { NEWS_DETAIL_MAX = 128 };

/* What went wrong and where.  Filled only when the call fails. */
typedef struct news_error {
  news_status status;
  size_t offset;    /* byte offset into the input, 0 when not positional */
  const char *what; /* static English text; do not free */
  char detail[NEWS_DETAIL_MAX]; /* the name or number concerned, or "" */
} news_error;

/* English text for `status`; static, never NULL. */
const char *news_status_text(news_status status);

/* Fill `err` (may be NULL) and return `status`.  `what` is static text; NULL
 * means news_status_text(status).  The detail is left empty. */
news_status news_fail(news_error *err, news_status status, size_t offset,
                      const char *what);

/* The same with a detail: the `size` bytes at `detail`, truncated on a code
 * point border if they do not fit. */
news_status news_fail_with(news_error *err, news_status status, size_t offset,
                           const char *what, const char *detail, size_t size);

/* Fail with NEWS_EIO and the system's text for errno as the detail; errno is
 * preserved. */
news_status news_fail_system(news_error *err, const char *what);

#endif
