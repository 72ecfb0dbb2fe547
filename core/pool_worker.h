#ifndef NEWS_POOL_WORKER_H
#define NEWS_POOL_WORKER_H

#include <stdatomic.h>
#include <sys/types.h>

#include "pool.h"
#include "pool_frame.h"

/* One worker process as its supervisor sees it; internal to pool*.c. */

#ifdef NEWS_TINY
enum { PAGE_ROOM = 40 };
#else
enum { PAGE_ROOM = 32 << 10 };
#endif

/* Memory shared with the worker, which writes it; the supervisor reads it at
 * any time, but the frames in it only after the worker's death. */
typedef struct status_page {
  _Atomic uint64_t beat;    /* counts the calls of news_worker_at() */
  _Atomic uint64_t started; /* CLOCK_MONOTONIC ns of the last call; 0: idle */
  _Atomic uint64_t place;   /* document << 32 | frames sent before that call */
  _Atomic uint32_t jobs;    /* jobs begun */
  _Atomic int32_t rule;
  _Atomic uint32_t filled; /* bytes of complete frames waiting in `room` */
  _Atomic uint64_t sent;   /* bytes sent before them */
  char room[PAGE_ROOM];
} status_page;

typedef struct process {
  pid_t pid; /* 0: none */
  int socket;
  bool ready;            /* its start callback is done */
  bool ending;           /* it has been told to end */
  bool last;             /* it has been told that its job is the last */
  bool killed;           /* by the supervisor, for a timeout */
  bool bad;              /* it sent something that is no frame */
  bool ended;            /* it has been waited for and `status` is set */
  int status;            /* from waitpid() */
  uint32_t jobs;         /* number of its current job, counted by its owner */
  uint64_t beat, looked; /* when the supervisor looked at its processor time, */
  uint64_t worked, seen; /* which was that at first, and that last */
  status_page *page;
  frame_inbox inbox;
  frame_outbox outbox;
} process;

uint64_t news_pool_now(void); /* CLOCK_MONOTONIC, nanoseconds */

/* Fork a worker.  NEWS_EIO or NEWS_ENOMEM leaves `p` as it was. */
news_status news_process_start(process *p, const news_pool_calls *calls,
                               news_signals *signals, bool side,
                               news_error *err);

/* Begin to send the process a job, with the files that the host opens for
 * it. */
news_status news_process_give(process *p, const news_pool_calls *calls,
                              const char *payload, size_t size);

/* Kill the process if it still runs and wait for its end.  Then
 * news_process_left() gives the frames that it had finished but not sent. */
void news_process_stop(process *p);

/* The next frame left by a stopped process; false if there are no more.  Valid
 * until the process is reaped. */
bool news_process_left(process *p, size_t limit, frame_view *out);

/* Wait for the end of the process, if that was not done, and close everything.
 * Describes in `failure` (may be NULL), whose `frames` the caller has set, how
 * it ended and what it was doing. */
void news_process_reap(process *p, news_pool_failure *failure);

/* Tell the process, once its job is sent, that it is the last: it exits after
 * it. */
void news_process_last(process *p);

/* End a worker: by end of input if it is `idle`, else by SIGKILL.  Does not
 * wait; news_process_reap() does. */
void news_process_end(process *p, bool idle);

/* Free the memory that is kept from one process to the next. */
void news_process_free(process *p);

/* Kill the worker if it has not called news_worker_at() for more than `limit`
 * nanoseconds, not counting time before `base`.  Returns the nanoseconds until
 * then, UINT64_MAX if no clock is running. */
uint64_t news_process_check_time(process *p, uint64_t limit, uint64_t base);

#endif
