#ifndef NEWS_POOL_H
#define NEWS_POOL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/uio.h>

#include "buffer.h"
#include "signals.h"
#include "status.h"

/* A supervisor and its worker processes.
 *
 * The supervisor takes jobs from the host (`produce`), gives each to a forked
 * worker (`work`), and hands what the workers send back to the host
 * (`consume`), strictly in the order of the jobs, whatever the number of
 * workers.  A job is any bytes, usually several documents; a worker answers
 * with any number of frames, usually one a document, sent as soon as it is
 * ready; within 5 ms of the last that were sent it waits for the next frame,
 * the end of the job or that of the worker. A worker that dies is replaced; the
 * frames that it finished stand, and `failed` decides what is tried again.
 *
 *   host:      produce     consume
 *                 |           ^
 *   supervisor: jobs --->  frames of the oldest job; others wait
 *                 |           ^
 *   workers:      work -> news_worker_send
 */
typedef struct news_pool news_pool;
typedef struct news_worker news_worker;

typedef enum news_produced {
  NEWS_PRODUCED_JOB,  /* `job` holds one */
  NEWS_PRODUCED_WAIT, /* none yet: ask again when *descriptor is readable */
  NEWS_PRODUCED_END,  /* none any more */
  NEWS_PRODUCED_STOP, /* stop everything now; run returns NEWS_EDATA */
} news_produced;

typedef enum news_death {
  NEWS_DEATH_EXIT,    /* the process ended with exit code `code` */
  NEWS_DEATH_SIGNAL,  /* it was ended by signal `code` */
  NEWS_DEATH_TIMEOUT, /* the supervisor killed it: over twice the timeout */
  NEWS_DEATH_FRAME,   /* what it sent was no frame, or over the limit */
} news_death;

/* A worker died while on a job. */
typedef struct news_pool_failure {
  news_death how;
  int code;
  uint64_t job;        /* counted from 0 in the order of `produce` */
  uint32_t document;   /* what news_worker_at() said last, in this attempt */
  int32_t rule;        /* -1 outside rules */
  double seconds;      /* since that call */
  int32_t behind;      /* frames that came since that call; below zero: how
                          many made before it were lost */
  uint64_t frames;     /* whole frames of this attempt; they are kept */
  uint32_t attempt;    /* 1 for the first try of this job */
  bool last;           /* too many attempts without a frame: see below */
  const char *payload; /* of this attempt; valid during the call */
  size_t size;
} news_pool_failure;

enum { NEWS_POOL_FILES = 32 }; /* of one job */

/* What the host does.  None of these may jump out of its call. */
typedef struct news_pool_calls {
  void *host;

  /* Append the next job to `job`, which is empty.  Called only when there is
   * room for another job; must not wait for input. */
  news_produced (*produce)(void *host, news_buffer *job, int *descriptor);

  /* In a new worker, once, before its first job: limits, filters.  May be
   * NULL.  Not zero: the worker exits with that code. */
  int (*start)(void *host, news_worker *worker);

  /* In a worker: do a job; answer with news_worker_send().  Not zero: the
   * worker exits with that code, which counts as a death on this job. */
  int (*work)(void *host, news_worker *worker, const char *payload,
              size_t size);

  /* One frame, in order, or the end of a job (`frame` NULL).  The bytes are
   * valid during the call.  Not NEWS_OK stops everything; run returns that
   * status. */
  news_status (*consume)(void *host, uint64_t job, const char *frame,
                         size_t size);

  /* A worker died on a job.  Append to `retry` the payload to try instead
   * (the documents that have no frame yet, with a note which pair to leave
   * out) or leave it empty to give the job up, also when all its frames had
   * come before the worker died.  What is appended to `frame` becomes a frame
   * of the job, in its place.  When `last` is set and
   * `frame` stays empty, `retry` is ignored.  Not NEWS_OK stops everything. */
  news_status (*failed)(void *host, const news_pool_failure *failure,
                        news_buffer *retry, news_buffer *frame);

  /* About to wait for workers or input: a good moment to flush.  May be NULL.
   * Not NEWS_OK stops everything. */
  news_status (*idle)(void *host);

  /* Open the files that a job needs, since its worker may not: store a
   * descriptor or -errno for each, and how many.  The pool sends them with the
   * job and closes them.  May be NULL.  Not NEWS_OK stops everything. */
  news_status (*files)(void *host, const char *payload, size_t size,
                       int32_t files[NEWS_POOL_FILES], uint32_t *count);
} news_pool_calls;

/* Zero stands for the default. */
typedef struct news_pool_options {
  uint32_t workers;      /* default 1 */
  uint32_t window;       /* jobs under way for each worker; default 4 */
  size_t bytes;          /* of jobs and frames that wait; default 64 MB.  One
                            job and one frame pass whatever their size */
  size_t frame_limit;    /* bytes of one frame; default 2 GB */
  uint64_t timeout;      /* nanoseconds of one rule; a worker is killed at
                            twice that, later when it works and others
                            have the processor.  Default: never */
  uint32_t attempts;     /* tries of a job without any new frame before
                            `last` is set; default 16.  The host sets rules
                            of a document + 2 */
  news_signals *signals; /* may be NULL; must outlive the pool */
} news_pool_options;

/* `calls` and `options` are copied.  No process is started before the first
 * job or call, so that they hold all that the host has loaded.  Freed with
 * news_pool_free(), which ends every worker. */
news_status news_pool_new(const news_pool_calls *calls,
                          const news_pool_options *options, news_pool **out,
                          news_error *err);
void news_pool_free(news_pool *pool);

/* Work until `produce` says END and all frames are consumed.  After the first
 * signal `produce` is no longer asked, what is under way is finished, and run
 * returns NEWS_OK (news_signals_number() tells the signal); after the second
 * it returns NEWS_EIO with errno EINTR at once.  When a callback failed, the
 * workers are killed and its status is returned.  NEWS_EIO also when no
 * worker can be forked, or each dies before its first job. */
news_status news_pool_run(news_pool *pool, news_error *err);

/* Ask the side worker, a process of its own that is forked at the first call
 * and keeps its state between calls, and wait for its answer: it gets the
 * payload through `work` as any worker does.  Each frame of the answer goes
 * to `each` (may be NULL).  When it dies, *failure tells how (its payload is
 * NULL) and the result is NEWS_EDATA; the next call forks a new one. */
news_status news_pool_call(news_pool *pool, const char *payload, size_t size,
                           news_status (*each)(void *context, const char *frame,
                                               size_t frame_size),
                           void *context, news_pool_failure *failure,
                           news_error *err);

/* ---------------------------------------------------- inside a worker
 *
 * A worker has: standard input and output on /dev/null, standard error, the
 * socket as descriptor 3 and the files of its job, nothing else.  It dies with
 * its supervisor.  For its own loop it needs the system calls read, recvmsg,
 * writev, close, clock_gettime and exit_group. */

/* Send a frame to the supervisor: at once, or with those that follow it, when
 * some were sent less than 5 ms ago.  Waits while the supervisor is
 * busy.  The worker exits by itself when the supervisor is gone. */
void news_worker_send(news_worker *worker, const void *frame, size_t size);
/* The same for a frame that lies in up to NEWS_POOL_PARTS parts. */
enum { NEWS_POOL_PARTS = 3 };
void news_worker_send_parts(news_worker *worker, const struct iovec *parts,
                            uint32_t count);

/* Say what is being worked on: the document (counted by the host within the
 * job) and the rule, -1 outside rules.  Starts the clock of the timeout.
 * Costs a clock reading and three stores. */
void news_worker_at(news_worker *worker, uint32_t document, int32_t rule);
/* The same for another rule and the document of before. */
void news_worker_rule(news_worker *worker, int32_t rule);

/* File `index` of this job, counted from 0: a descriptor, which is closed when
 * the job is done, or -errno. */
int news_worker_file(const news_worker *worker, uint32_t index);

/* End this worker now, as one that was in rule `reason` (below -1): the host
 * knows what that means.  Does not return. */
void news_worker_quit(news_worker *worker, int32_t reason);

/* True in the side worker. */
bool news_worker_is_side(const news_worker *worker);

#endif
