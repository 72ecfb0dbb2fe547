#ifndef NEWS_POOL_WORKER_H
#define NEWS_POOL_WORKER_H

#include <stdatomic.h>
#include <sys/types.h>

#include "pool.h"
#include "pool_frame.h"

/* One worker process as its supervisor sees it, for pool*.c only. */

#ifdef NEWS_TINY
enum { PAGE_ROOM = 40 };
#else
enum { PAGE_ROOM = 32 << 10 };
#endif

/* Shared with the worker, which writes; the supervisor reads it at any time,
 * the frames in it after the worker's death. */
typedef struct status_page {
  _Atomic uint64_t beat;    /* counts the calls of news_worker_at() */
  _Atomic uint64_t started; /* CLOCK_MONOTONIC ns of the last; 0: idle */
  _Atomic uint64_t place;   /* document << 32 | frames sent before it */
  _Atomic uint32_t jobs;    /* begun */
  _Atomic int32_t rule;
  _Atomic uint32_t filled; /* bytes of whole frames that wait in `room`, */
  _Atomic uint64_t sent;   /* and bytes that went out before them */
  char room[PAGE_ROOM];
} status_page;

typedef struct process {
  pid_t pid; /* 0: none */
  int socket;
  bool ready;            /* its start callback is done */
  bool ending;           /* told to end */
  bool last;             /* told that no job comes behind the one it has */
  bool killed;           /* by the supervisor, for its time */
  bool bad;              /* what it sent was no frame */
  bool ended;            /* and waited for: `status` is set */
  int status;            /* of waitpid() */
  uint32_t jobs;         /* the one that it is at, counted by its owner */
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

/* Begin to send it a job, with the files that the host opens for it. */
news_status news_process_give(process *p, const news_pool_calls *calls,
                              const char *payload, size_t size);

/* The process has gone, or must go: wait for its end.  Then the frames that it
 * had finished and not sent can be had. */
void news_process_stop(process *p);

/* The next of these; false: no more.  They stay valid until it is reaped. */
bool news_process_left(process *p, size_t limit, frame_view *out);

/* Wait for its end, if that was not done, and close everything; tell in
 * `failure` (may be NULL), whose `frames` are set, how it ended and where it
 * was. */
void news_process_reap(process *p, news_pool_failure *failure);

/* Tell it, once its job is sent, that no other one comes: it ends behind it. */
void news_process_last(process *p);

/* End a worker: by end of input when it is `idle`, else by SIGKILL; leaves it
 * to news_process_reap() to wait. */
void news_process_end(process *p, bool idle);

/* Release what stays between processes. */
void news_process_free(process *p);

/* Kill the worker when it was at one place for longer than `limit`
 * nanoseconds, not counting time before `base`.  Returns nanoseconds until
 * that will be so, UINT64_MAX when no clock runs. */
uint64_t news_process_check_time(process *p, uint64_t limit, uint64_t base);

#endif
