#ifndef NEWS_READER_TAR_H
#define NEWS_READER_TAR_H

#include "reader.h"

/* The regular files in a tar archive, read from a source (which opens what is
 * compressed).  Nothing is ever written to a disk; a name is only a name, and
 * one that leads out of the archive is refused all the same. */
typedef struct news_archive news_archive;

typedef struct news_archive_entry {
  const char *name;   /* valid until the next call; NULL at the end */
  const char *reason; /* why it is left out, else NULL */
} news_archive_entry;

/* `source` must outlive it.  NEWS_EDATA when it is no archive.  Freed with
 * news_archive_free(). */
news_status news_archive_new(news_source *source, news_archive **out,
                             news_error *err);
void news_archive_free(news_archive *archive);

/* The next file; its bytes, at most `limit`, are appended to `out`. */
news_status news_archive_next(news_archive *archive, size_t limit,
                              news_archive_entry *entry, news_buffer *out,
                              news_error *err);

#endif
