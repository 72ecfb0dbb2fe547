/* The side worker: one request, one answer. */

#include <errno.h>
#include <string.h>

#include "pool_state.h"

typedef struct answer {
  news_status (*each)(void *context, const char *frame, size_t size);
  void *context;
  uint64_t frames;
  bool done, died;
} answer;

static news_status take(process *side, const frame_view *got, answer *a) {
  switch (got->kind) {
    case FRAME_READY: side->ready = true; return NEWS_OK;
    case FRAME_DATA:
      a->frames++;
      return a->each ? a->each(a->context, got->data, got->size) : NEWS_OK;
    case FRAME_DONE: a->done = true; break;
    case FRAME_JOB: side->bad = a->died = true; break;
  }
  return NEWS_OK;
}

/* Read everything that has arrived. */
static news_status receive_answer(news_pool *pool, answer *a) {
  process *side = &pool->side;
  news_status status = NEWS_OK;
  while (!status && !a->done && !a->died) {
    frame_view got;
    switch (news_frame_receive(&side->inbox, side->socket,
                               pool->options.frame_limit, &got)) {
      case FRAME_WAIT: return NEWS_OK;
      case FRAME_GOT: status = take(side, &got, a); break;
      case FRAME_END: a->died = true; break;
      case FRAME_BAD: side->bad = a->died = true; break;
      case FRAME_NOMEM: status = NEWS_ENOMEM; break;
    }
  }
  return status;
}

enum { TICK = 1000 };

static int next_look(news_pool *pool) {
  uint64_t left =
      news_process_check_time(&pool->side, pool->options.timeout * 2, 0);
  if (left == UINT64_MAX && !pool->options.timeout) return -1;
  return left > TICK * 1000000u ? TICK : (int)(left / 1000000u) + 1;
}

static news_status wait_side(news_pool *pool, news_error *err) {
  process *side = &pool->side;
  if (news_signals_count(pool->options.signals) >= 2) {
    errno = EINTR;
    return news_fail_system(err, "stopped by a second signal");
  }
  short events = POLLIN;
  if (news_frame_sending(&side->outbox)) events |= POLLOUT;
  struct pollfd two[2] = {
      {side->socket, events, 0},
      {news_signals_descriptor(pool->options.signals), POLLIN, 0}};
  if (poll(two, 2, next_look(pool)) < 0 && errno != EINTR)
    return news_fail_system(err, "cannot wait");
  if (two[0].revents & POLLOUT) news_frame_push(&side->outbox, side->socket);
  return NEWS_OK;
}

static news_status exchange(news_pool *pool, answer *a, news_error *err) {
  news_frame_push(&pool->side.outbox, pool->side.socket);
  for (;;) {
    news_status status = receive_answer(pool, a);
    if (status) return news_fail(err, status, 0, NULL);
    if (a->done || a->died) return NEWS_OK;
    status = wait_side(pool, err);
    if (status) return status;
  }
}

news_status news_pool_call(news_pool *pool, const char *payload, size_t size,
                           news_status (*each)(void *context, const char *frame,
                                               size_t frame_size),
                           void *context, news_pool_failure *failure,
                           news_error *err) {
  process *side = &pool->side;
  answer a = {.each = each, .context = context};
  news_pool_failure none;
  news_status status =
      side->pid ? NEWS_OK
                : news_process_start(side, &pool->calls, pool->options.signals,
                                     true, err);
  if (status) return status;
  news_frame_begin(&side->outbox, 0, payload, size);
  side->jobs++;
  status = exchange(pool, &a, err);
  if (!status && a.done) return NEWS_OK;
  int saved = errno;
  if (!failure) failure = &none;
  *failure =
      (news_pool_failure){.attempt = 1, .last = true, .frames = a.frames};
  news_process_reap(side, failure);
  errno = saved;
  return status ? status : news_fail(err, NEWS_EDATA, 0, "the process died");
}
