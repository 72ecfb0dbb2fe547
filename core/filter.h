#ifndef NEWS_FILTER_H
#define NEWS_FILTER_H

#include "buffer.h"
#include "status.h"

/* The system-call filter of a worker process.  Once everything is loaded, the
 * worker may read and write the descriptors it has, get memory, read the clock
 * and exit.
 *
 * Looking for a file (open for reading, stat, access, readlink) fails with
 * EPERM, because libraries look for files that they can do without.  Everything
 * else (opening for writing, sockets, processes, signals to others, renaming
 * and removing files) kills the process with SIGSYS. */

/* Why there is no filter in this build or on this system; NULL if there is
 * one. */
const char *news_filter_missing(void);

/* Append the compiled filter, for news_filter_enter().  It is always the same,
 * and compiling it takes a while.  Appends nothing where there is no filter. */
news_status news_filter_write(news_buffer *out, news_error *err);

/* Confine this process for good: no new privileges, no core file, few
 * descriptors, no processes, `memory` bytes of address space (0, or a build
 * with sanitizers: no limit), and the filter.  `written` is `size` bytes of
 * news_filter_write(); if it is NULL or for another kind of processor the
 * filter is compiled anew.  Where there is no filter (see
 * news_filter_missing()) the rest is still done.  On NEWS_EIO or NEWS_ENOMEM
 * the process must end. */
news_status news_filter_enter(size_t memory, const char *written, size_t size,
                              news_error *err);

#endif
