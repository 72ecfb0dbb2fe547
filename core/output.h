#ifndef NEWS_OUTPUT_H
#define NEWS_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "signals.h"
#include "status.h"

/* Bytes out: to a descriptor, or to a file that is whole or absent.
 *
 * Writes are collected and go out when 64 KB are together and at a flush; into
 * a file that is not whole yet, which nobody reads, at a flush they do not.
 * Every failure is NEWS_EIO with errno set; `what` names the call that failed
 * ("cannot write", "cannot rename"), `detail` is the system's text.  After a
 * failure every later call fails in the same way, without trying again. */
typedef struct news_output news_output;

/* Write to `descriptor`, which stays the caller's and is not closed. */
news_status news_output_use(int descriptor, news_output **out, news_error *err);

/* Write a temporary file beside `path`; commit gives it that name.  An
 * existing file keeps its permissions and stays as it was until then; a
 * symbolic link is followed, its target replaced or made.  When `path` is a
 * device or a pipe it is written directly. */
news_status news_output_create(const char *path, news_output **out,
                               news_error *err);

/* The file that is written when `path` is: symbolic links in its last place are
 * followed, also one to a file that is not there yet.  The caller frees it;
 * NULL with errno when links go round in a circle or memory is short. */
char *news_output_target(const char *path);

/* Go on with the existing file `path` after byte `keep` (what lies behind it
 * is cut off): for --resume with a format of independent records.  It is
 * written in place. */
news_status news_output_append(const char *path, uint64_t keep,
                               news_output **out, news_error *err);

/* While a descriptor takes nothing (a stopped consumer), watch `signals`
 * too: with the second one the write fails with errno EINTR.  NULL: don't. */
void news_output_watch(news_output *output, news_signals *signals);

news_status news_output_write(news_output *output, const void *bytes,
                              size_t size, news_error *err);
news_status news_output_flush(news_output *output, news_error *err);

/* Flush, and wait until the bytes of a file are on the disk. */
news_status news_output_sync(news_output *output, news_error *err);

/* Give the whole file `from` the name `to` in the same directory, for good. */
news_status news_output_rename(const char *from, const char *to,
                               news_error *err);

/* Make it final: flush; for a file also fsync, rename, fsync of the directory.
 * Only free is allowed after it. */
news_status news_output_commit(news_output *output, news_error *err);

/* Release it; a file that was not committed is removed. */
void news_output_free(news_output *output);

/* True when a write failed because nobody reads any more (EPIPE): end
 * quietly. */
bool news_output_closed(const news_output *output);

/* Bytes accepted so far, written or waiting (with what append kept). */
uint64_t news_output_size(const news_output *output);

/* Remove the temporary files that killed processes left in a directory, of
 * all files (`target` NULL) or of that one.  Those that somebody still writes
 * stay. */
news_status news_output_sweep(const char *directory, const char *target,
                              news_error *err);

/* Directories of -o DIR/: make `path` and its parents where missing. */
news_status news_output_directory(const char *path, news_error *err);

/* ----------------------------------------------------------- file names */

/* Names for the files of -o DIR/: each document's id becomes one name, safe
 * in any directory and different from all names given before. */
typedef struct news_names news_names;

enum { NEWS_NAME_MAX = 200 }; /* bytes of a name, extension included */

/* NULL when out of memory. */
news_names *news_names_new(void);
void news_names_free(news_names *names);

/* Append to `out` the name for `id` with `extension` ("json", or "" for
 * none).  Percent-encoded are control and invisible characters, the bytes
 * / \ % : * ? " < > |, a leading "." or "-", and ill-formed UTF-8.  A long
 * name is cut and gets a hash; a name given before (ASCII case aside) gets
 * "~2", "~3" before its extension. */
news_status news_names_add(news_names *names, const char *id, size_t size,
                           const char *extension, news_buffer *out);

#endif
