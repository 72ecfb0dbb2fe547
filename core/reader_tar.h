#ifndef NEWS_READER_TAR_H
#define NEWS_READER_TAR_H

#include "reader.h"

/* The regular files in a tar archive, read from a source, which handles
 * compression.  Nothing is ever written to disk; names are only names, but one
 * that leads out of the archive is still refused. */
typedef struct news_archive news_archive;

typedef struct news_archive_entry {
  const char *name;   /* valid until the next call; NULL at the end */
  const char *reason; /* why it is skipped, else NULL */
} news_archive_entry;

/* `source` must outlive the archive.  NEWS_EDATA if it is not an archive.
 * Freed with news_archive_free(). */
news_status news_archive_new(news_source *source, news_archive **out,
                             news_error *err);
void news_archive_free(news_archive *archive);

/* Get the next file; its bytes, at most `limit`, are appended to `out`. */
news_status news_archive_next(news_archive *archive, size_t limit,
                              news_archive_entry *entry, news_buffer *out,
                              news_error *err);

#endif
