#ifndef NEWS_OUTPUT_H
#define NEWS_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "signals.h"
#include "status.h"

/* Bytes out: to a descriptor, or to a file that appears only when complete.
 *
 * Writes are buffered and go out in blocks of 64 KB and at a flush; a flush
 * does nothing to a file that is not committed yet, which nobody reads.  Every
 * failure is NEWS_EIO with errno set; `what` names the call that failed
 * ("cannot write", "cannot rename"), `detail` is the system's text.  After a
 * failure every later call fails in the same way, without trying again. */
typedef struct news_output news_output;

/* Write to `descriptor`, which remains the caller's and is not closed. */
news_status news_output_use(int descriptor, news_output **out, news_error *err);

/* Write a temporary file next to `path`; commit renames it to `path`.  An
 * existing file stays as it was until then, and its permissions are kept; a
 * symbolic link is followed and its target replaced or created.  If `path` is a
 * device or a pipe, it is written directly. */
news_status news_output_create(const char *path, news_output **out,
                               news_error *err);

/* The path that is really written for `path`: symbolic links in its last
 * component are followed, even to a file that does not exist yet.  The caller
 * frees it with free().  NULL with errno set when links form a loop or memory
 * runs out. */
char *news_output_target(const char *path);

/* Append to the existing file `path` after its first `keep` bytes; the rest is
 * truncated.  For --resume with a format of independent records.  The file is
 * written in place. */
news_status news_output_append(const char *path, uint64_t keep,
                               news_output **out, news_error *err);

/* While a descriptor accepts no bytes (a stopped consumer), watch `signals`
 * too: after the second signal the write fails with errno EINTR.  NULL: do not
 * watch. */
void news_output_watch(news_output *output, news_signals *signals);

news_status news_output_write(news_output *output, const void *bytes,
                              size_t size, news_error *err);
news_status news_output_flush(news_output *output, news_error *err);

/* Flush, and wait until the bytes of a file are on disk. */
news_status news_output_sync(news_output *output, news_error *err);

/* Rename the complete file `from` to `to` in the same directory and sync that
 * directory. */
news_status news_output_rename(const char *from, const char *to,
                               news_error *err);

/* Make the output final: flush it; for a file also fsync, rename, and fsync the
 * directory.  Only news_output_free() is allowed afterwards. */
news_status news_output_commit(news_output *output, news_error *err);

/* Free `output`; a file that was not committed is removed. */
void news_output_free(news_output *output);

/* Whether a write failed because the reader is gone (EPIPE): the program then
 * ends quietly. */
bool news_output_closed(const news_output *output);

/* Bytes accepted so far, written or buffered, including those that append
 * kept. */
uint64_t news_output_size(const news_output *output);

/* Remove the temporary files that killed processes left in `directory`: all of
 * them, or only those of the file `target`.  Files still being written are
 * kept. */
news_status news_output_sweep(const char *directory, const char *target,
                              news_error *err);

/* For -o DIR/: create the directory `path` and its parents if missing. */
news_status news_output_directory(const char *path, news_error *err);

/* ----------------------------------------------------------- file names */

/* File names for -o DIR/: each document's id is turned into a name that is safe
 * in any directory and differs from all names given before. */
typedef struct news_names news_names;

enum { NEWS_NAME_MAX = 200 }; /* bytes of a name, with its extension */

/* NULL when out of memory. */
news_names *news_names_new(void);
void news_names_free(news_names *names);

/* Append to `out` the name for `id` with `extension` ("json", or "" for none).
 * Control and invisible characters, the bytes / \ % : * ? " < > |, a leading
 * "." or "-", and ill-formed UTF-8 are percent-encoded.  A long name is
 * truncated and gets a hash; a name given before (ignoring ASCII case) gets
 * "~2", "~3" before its extension. */
news_status news_names_add(news_names *names, const char *id, size_t size,
                           const char *extension, news_buffer *out);

#endif
