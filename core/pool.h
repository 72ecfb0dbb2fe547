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
 * worker (`work`), and hands the workers' answers back to the host (`consume`),
 * strictly in the order of the jobs, whatever the number of workers.  A job is
 * any bytes, usually several documents.  A worker answers with any number of
 * frames, usually one for each document, sent as soon as it is ready; but a
 * frame that is ready within 5 ms of the last sending waits for the next frame,
 * the end of the job or the end of the worker.  A worker that dies is replaced;
 * the frames it finished are kept, and `failed` decides what to try again.
 *
 *   host:      produce     consume
 *                 |           ^
 *   supervisor: jobs --->  frames of the oldest job; others wait
 *                 |           ^
 *   workers:      work -> news_worker_send */
typedef struct news_pool news_pool;
typedef struct news_worker news_worker;

typedef enum news_produced {
  NEWS_PRODUCED_JOB,  /* `job` holds a job */
  NEWS_PRODUCED_WAIT, /* no job yet: ask again when *descriptor is readable */
  NEWS_PRODUCED_END,  /* no more jobs */
  NEWS_PRODUCED_STOP, /* stop everything now; run returns NEWS_EDATA */
} news_produced;

typedef enum news_death {
  NEWS_DEATH_EXIT,    /* the process exited with code `code` */
  NEWS_DEATH_SIGNAL,  /* it was killed by signal `code` */
  NEWS_DEATH_TIMEOUT, /* killed by the supervisor after twice the timeout */
  NEWS_DEATH_FRAME,   /* it sent something that is no frame or over the limit */
} news_death;

/* A worker died while on a job. */
typedef struct news_pool_failure {
  news_death how;
  int code;
  uint64_t job;      /* counted from 0 in the order of `produce` */
  uint32_t document; /* last value given to news_worker_at() in this attempt */
  int32_t rule;      /* -1 outside rules */
  double seconds;    /* since that call */
  int32_t behind;    /* frames received that were sent after that call; if
                        negative, frames sent before it that were lost */
  uint64_t frames;   /* complete frames of this attempt; they are kept */
  uint32_t attempt;  /* 1 for the first try of this job */
  bool last;         /* no more attempts are allowed: see `failed` */
  const char *payload; /* of this attempt; valid during the call */
  size_t size;
} news_pool_failure;

enum { NEWS_POOL_FILES = 32 }; /* most files of one job */

/* The host's callbacks.  None may longjmp() out of its call. */
typedef struct news_pool_calls {
  void *host;

  /* Append the next job to `job`, which is empty.  Called only when there is
   * room for another job; must not block. */
  news_produced (*produce)(void *host, news_buffer *job, int *descriptor);

  /* Called once in a new worker, before its first job, to set limits and
   * filters. May be NULL.  If the result is not zero, the worker exits with
   * it. */
  int (*start)(void *host, news_worker *worker);

  /* Called in a worker: do a job and answer with news_worker_send().  If the
   * result is not zero, the worker exits with it, which counts as a death on
   * this job. */
  int (*work)(void *host, news_worker *worker, const char *payload,
              size_t size);

  /* Take one frame, in order, or the end of a job (`frame` NULL).  The bytes
   * are valid during the call.  Any result but NEWS_OK stops everything and is
   * returned by news_pool_run(). */
  news_status (*consume)(void *host, uint64_t job, const char *frame,
                         size_t size);

  /* A worker died on a job.  Append to `retry` the payload to try instead (the
   * documents without a frame so far, with a note which pair of document and
   * rule to leave out), or leave it empty to give the job up, e.g. because all
   * its frames came before the worker died.  Bytes appended to `frame` become a
   * frame of the job, in its place.  If `last` is set and `frame` stays empty,
   * `retry` is ignored.  Any result but NEWS_OK stops everything. */
  news_status (*failed)(void *host, const news_pool_failure *failure,
                        news_buffer *retry, news_buffer *frame);

  /* Called before waiting for workers or input: a good time to flush.  May be
   * NULL.  Any result but NEWS_OK stops everything. */
  news_status (*idle)(void *host);

  /* Open the files that a job needs, because its worker may not: store a
   * descriptor or -errno for each, and their number.  The pool sends them with
   * the job and closes them.  May be NULL.  Any result but NEWS_OK stops
   * everything. */
  news_status (*files)(void *host, const char *payload, size_t size,
                       int32_t files[NEWS_POOL_FILES], uint32_t *count);
} news_pool_calls;

/* Zero means the default. */
typedef struct news_pool_options {
  uint32_t workers; /* default 1 */
  uint32_t window;  /* jobs in progress for each worker; default 4 */
  size_t bytes; /* of waiting jobs and frames; default 64 MB. One job and one
                   frame are accepted whatever their size */
  size_t frame_limit; /* bytes of one frame; default 2 GB */
  uint64_t timeout;  /* nanoseconds for one rule; a worker is killed after twice
                        that, or later if it is busy and others have the
                        processor. Default: never */
  uint32_t attempts; /* attempts at a job without a new frame before `last` is
                        set; default 16. The host sets the number of rules of a
                        document + 2 */
  news_signals *signals; /* may be NULL; must outlive the pool */
} news_pool_options;

/* `calls` and `options` are copied.  No process is forked before the first job
 * or call, so that workers share all that the host has loaded by then.  Freed
 * with news_pool_free(), which ends every worker. */
news_status news_pool_new(const news_pool_calls *calls,
                          const news_pool_options *options, news_pool **out,
                          news_error *err);
void news_pool_free(news_pool *pool);

/* Run until `produce` returns END and all frames are consumed.  After the first
 * signal `produce` is no longer called, the jobs in progress are finished, and
 * NEWS_OK is returned (news_signals_number() gives the signal); after the
 * second signal NEWS_EIO with errno EINTR is returned at once.  If a callback
 * fails, the workers are killed and its status is returned.  NEWS_EIO also if
 * no worker can be forked, or if every worker dies before its first job. */
news_status news_pool_run(news_pool *pool, news_error *err);

/* Send a payload to the side worker and wait for its answer.  The side worker
 * is a separate process, forked at the first call, that keeps its state between
 * calls; it gets the payload through `work` like any worker.  Each frame of the
 * answer is passed to `each` (may be NULL).  If the side worker dies, *failure
 * describes how (with payload NULL) and the result is NEWS_EDATA; the next call
 * forks a new one. */
news_status news_pool_call(news_pool *pool, const char *payload, size_t size,
                           news_status (*each)(void *context, const char *frame,
                                               size_t frame_size),
                           void *context, news_pool_failure *failure,
                           news_error *err);

/* ---------------------------------------------------- inside a worker
 *
 * A worker has standard input and output on /dev/null, standard error, the
 * socket as descriptor 3 and the files of its job, and nothing else.  It dies
 * with its supervisor.  Its own loop needs the system calls read, recvmsg,
 * writev, close, clock_gettime and exit_group. */

/* Send a frame to the supervisor: at once, or together with the next frames if
 * the last sending was less than 5 ms ago.  Blocks while the supervisor is
 * busy.  Exits the worker if the supervisor is gone. */
void news_worker_send(news_worker *worker, const void *frame, size_t size);
/* The same for a frame in up to NEWS_POOL_PARTS parts. */
enum { NEWS_POOL_PARTS = 3 };
void news_worker_send_parts(news_worker *worker, const struct iovec *parts,
                            uint32_t count);

/* Tell the supervisor what this worker is doing: the document (counted by the
 * host within the job) and the rule, -1 outside rules.  Restarts the clock of
 * the timeout.  Costs reading the clock and three stores. */
void news_worker_at(news_worker *worker, uint32_t document, int32_t rule);
/* The same for another rule and the same document. */
void news_worker_rule(news_worker *worker, int32_t rule);

/* File `index` of this job, from 0: a descriptor, which is closed when the job
 * is done, or -errno. */
int news_worker_file(const news_worker *worker, uint32_t index);

/* Exit this worker as if it had died in rule `reason` (below -1), whose meaning
 * the host knows.  Does not return. */
void news_worker_quit(news_worker *worker, int32_t reason);

/* Whether this is the side worker. */
bool news_worker_is_side(const news_worker *worker);

#endif
