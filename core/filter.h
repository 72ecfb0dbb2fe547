#ifndef NEWS_FILTER_H
#define NEWS_FILTER_H

#include "buffer.h"
#include "status.h"

/* What a worker process may ask of the system once everything is loaded: to
 * read and write the descriptors that it has, memory, the clock, its end.
 *
 * A look for a file (open for reading, stat, access, readlink) gets EPERM,
 * since libraries look for files that they can do without.  Everything else,
 * opening for writing, sockets, processes, signals to others, names of files,
 * is the end of the process by SIGSYS. */

/* Why this build on this system has no filter, NULL when it has one. */
const char *news_filter_missing(void);

/* Add the filter as news_filter_enter() takes it: to work it out takes a
 * moment, and it is always the same.  Nothing where it is missing. */
news_status news_filter_write(news_buffer *out, news_error *err);

/* Confine this process, for good: no new privileges, no core file, few
 * descriptors, no processes, `memory` bytes of addresses (0: any; not in a
 * build with sanitizers), the filter: the one of `size` bytes that was written
 * for this kind of processor, or else (NULL, too) a new one.  Where
 * news_filter_missing() says why there is none, the rest is done.  NEWS_EIO or
 * NEWS_ENOMEM when the system refuses; the process must then end. */
news_status news_filter_enter(size_t memory, const char *written, size_t size,
                              news_error *err);

#endif
