#ifndef NEWS_POOL_STATE_H
#define NEWS_POOL_STATE_H

#include <poll.h>

#include "pool_worker.h"

/* The supervisor's own data; internal to pool*.c. */

/* A frame that came before its turn. */
typedef struct waiting {
  struct waiting *next;
  news_buffer frame;
} waiting;

typedef enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE } job_state;

typedef struct job {
  uint64_t number;
  job_state state;
  news_buffer payload;
  waiting *first, *last;
  uint64_t frames;  /* of this attempt */
  uint32_t attempt; /* from 1; 0: not begun */
  uint32_t stale;   /* attempts since the last new frame */
} job;

typedef struct slot {
  process process;
  job *job;  /* the job it works on, or NULL */
  job *next; /* the next job, sent ahead, or NULL */
} slot;

struct news_pool {
  news_pool_calls calls;
  news_pool_options options;
  slot *slots;
  process side;
  struct pollfd *polls; /* one for each slot, then input, then signals */
  job *jobs;            /* job n is jobs[n % capacity] */
  uint32_t capacity;
  uint64_t head, tail; /* oldest job in progress, next job */
  size_t held;         /* bytes of payloads and waiting frames */
  int input;           /* descriptor that `produce` waits for; -1: none */
  bool waiting;        /* `produce` returned WAIT */
  bool ended;          /* it returned END, or a signal came */
  uint32_t stillborn;  /* workers that died before they were ready, in a row */
  uint64_t base;       /* time before this does not count for timeouts */
};

static inline job *pool_job(const news_pool *pool, uint64_t number) {
  return &pool->jobs[number % pool->capacity];
}

/* pool_jobs.c: the window of jobs */

/* Hand the host all frames that are due, oldest job first. */
news_status news_pool_deliver(news_pool *pool);

/* Ask the host for one job if there is room; sets *got if it gave one. */
news_status news_pool_produce(news_pool *pool, bool *got, news_error *err);

/* Whether there is room for another job. */
bool news_pool_has_room(const news_pool *pool);

/* Handle a frame of `j` from its worker: consume it or keep it for later. */
news_status news_pool_frame(news_pool *pool, job *j, frame_inbox *inbox,
                            const frame_view *from);

void news_pool_job_done(news_pool *pool, job *j);

/* A worker died on `j`: ask the host what to do. */
news_status news_pool_job_failed(news_pool *pool, job *j,
                                 news_pool_failure *failure);

/* Forget the jobs at the end of the queue that no worker has begun. */
void news_pool_drop_queued(news_pool *pool);

/* Forget all jobs. */
void news_pool_clear(news_pool *pool);

#endif
