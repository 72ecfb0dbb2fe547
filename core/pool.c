#include "pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pool_state.h"

enum {
  DEFAULT_WINDOW = 4,
  DEFAULT_ATTEMPTS = 16,
  FRAMES_A_TURN = 256, /* of one worker before the next one's turn */
  TICK = 1000,         /* milliseconds between checks of the clocks */
  STILLBORN_LIMIT = 8, /* workers that die before their first job, in a row */
  WORKERS_LIMIT = 1024,
  WINDOW_LIMIT = 4096,
};

/* ---------------------------------------------------------- life cycle */

static void set_defaults(news_pool_options *o) {
  if (!o->workers) o->workers = 1;
  if (o->workers > WORKERS_LIMIT) o->workers = WORKERS_LIMIT;
  if (!o->window) o->window = DEFAULT_WINDOW;
  if (o->window > WINDOW_LIMIT) o->window = WINDOW_LIMIT;
  if (!o->bytes) o->bytes = (size_t)64 << 20;
  if (!o->frame_limit) o->frame_limit = (size_t)2 << 30;
  if (!o->attempts) o->attempts = DEFAULT_ATTEMPTS;
}

news_status news_pool_new(const news_pool_calls *calls,
                          const news_pool_options *options, news_pool **out,
                          news_error *err) {
  *out = NULL;
  news_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  pool->calls = *calls;
  pool->options = *options;
  set_defaults(&pool->options);
  uint32_t workers = pool->options.workers;
  pool->capacity = workers * pool->options.window;
  pool->slots = calloc(workers, sizeof *pool->slots);
  pool->polls = calloc(workers + 2, sizeof *pool->polls);
  pool->jobs = calloc(pool->capacity, sizeof *pool->jobs);
  if (!pool->slots || !pool->polls || !pool->jobs) {
    news_pool_free(pool);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  *out = pool;
  return NEWS_OK;
}

/* Tell workers to end while the host goes on; they are waited for later. */
static void dismiss_workers(news_pool *pool) {
  for (uint32_t i = 0; i < pool->options.workers; i++) {
    slot *s = &pool->slots[i];
    news_process_end(&s->process, s->process.ready && !s->job);
    s->job = s->next = NULL;
  }
}

/* End all workers together, then wait for them one by one. */
static void end_workers(news_pool *pool) {
  dismiss_workers(pool);
  for (uint32_t i = 0; i < pool->options.workers; i++)
    news_process_reap(&pool->slots[i].process, NULL);
}

void news_pool_free(news_pool *pool) {
  if (!pool) return;
  if (pool->slots) {
    end_workers(pool);
    for (uint32_t i = 0; i < pool->options.workers; i++)
      news_process_free(&pool->slots[i].process);
  }
  news_process_free(&pool->side);
  news_pool_clear(pool);
  free(pool->jobs);
  free(pool->slots);
  free(pool->polls);
  free(pool);
}

/* ----------------------------------------------------------- assigning */

static job *next_queued(const news_pool *pool) {
  for (uint64_t n = pool->head; n < pool->tail; n++)
    if (pool_job(pool, n)->state == JOB_QUEUED) return pool_job(pool, n);
  return NULL;
}

static slot *idle_slot(news_pool *pool) {
  slot *unused = NULL;
  for (uint32_t i = 0; i < pool->options.workers; i++) {
    slot *s = &pool->slots[i];
    if (s->process.pid && !s->job && !s->process.last) return s;
    if (!s->process.pid && !unused) unused = s;
  }
  return unused;
}

static bool any_running(const news_pool *pool) {
  for (uint32_t i = 0; i < pool->options.workers; i++)
    if (pool->slots[i].process.pid) return true;
  return false;
}

/* Start a worker for the slot.  If that fails while others run, it is tried
 * again later. */
static news_status fill_slot(news_pool *pool, slot *s, bool *filled,
                             news_error *err) {
  *filled = true;
  if (s->process.pid) return NEWS_OK;
  news_status status = news_process_start(&s->process, &pool->calls,
                                          pool->options.signals, false, err);
  if (!status) return NEWS_OK;
  *filled = false;
  return any_running(pool) ? NEWS_OK : status;
}

static void begin_job(slot *s, job *j) {
  s->job = j;
  s->process.jobs++;
}

/* Assign the job to the worker and send it. */
static news_status give(news_pool *pool, slot *s, job *j, news_error *err) {
  j->state = JOB_RUNNING;
  j->attempt++;
  j->frames = 0;
  news_status status = news_process_give(&s->process, &pool->calls,
                                         j->payload.data, j->payload.size);
  if (status) return news_fail(err, status, 0, NULL);
  news_frame_push(&s->process.outbox,
                  s->process.socket); /* death: see receive */
  return NEWS_OK;
}

/* Whether more jobs are queued than will go to idle workers. */
static bool has_many_queued(const news_pool *pool) {
  uint32_t count = 0;
  for (uint64_t n = pool->head; n < pool->tail; n++)
    count += pool_job(pool, n)->state == JOB_QUEUED;
  return count > pool->options.workers;
}

/* Send busy workers their next job ahead, so that they need not wait until we
 * have the processor.  It must be a later one: output out of turn may wait for
 * the oldest job, which must not be queued behind it. */
static news_status give_ahead(news_pool *pool, news_error *err) {
  news_status status = NEWS_OK;
  for (uint32_t i = 0; i < pool->options.workers && !status; i++) {
    slot *s = &pool->slots[i];
    if (!s->job || s->next || !s->process.ready || s->process.last ||
        news_frame_sending(&s->process.outbox) || !has_many_queued(pool))
      continue;
    job *j = next_queued(pool);
    if (j->number < s->job->number) continue;
    s->next = j;
    status = give(pool, s, j, err);
  }
  return status;
}

static news_status assign(news_pool *pool, news_error *err) {
  job *j;
  slot *s;
  while ((j = next_queued(pool)) != NULL && (s = idle_slot(pool)) != NULL) {
    bool filled;
    news_status status = fill_slot(pool, s, &filled, err);
    if (status || !filled) return status;
    begin_job(s, j);
    status = give(pool, s, j, err);
    if (status) return status;
  }
  return give_ahead(pool, err);
}

/* When there are no more jobs, tell workers that have one to exit after it,
 * while the host still processes the answers. */
static void say_last(news_pool *pool) {
  if (!pool->ended || next_queued(pool)) return;
  for (uint32_t i = 0; i < pool->options.workers; i++)
    if (pool->slots[i].job) news_process_last(&pool->slots[i].process);
}

/* Ask for jobs while there is room and give each to a worker at once. */
static news_status fill(news_pool *pool, news_error *err) {
  bool got = true;
  news_status status = assign(pool, err);
  while (!status && got) {
    status = news_pool_produce(pool, &got, err);
    if (!status && got) status = assign(pool, err);
  }
  if (!status) say_last(pool);
  return status;
}

/* ----------------------------------------------------------- receiving */

/* Requeue a job that its worker has not begun. */
static void take_back(job **j) {
  if (*j) {
    (*j)->state = JOB_QUEUED;
    (*j)->attempt--;
  }
  *j = NULL;
}

/* A worker that died before its first job tells nothing about the job. */
static news_status died_unborn(news_pool *pool, slot *s,
                               const news_pool_failure *failure,
                               news_error *err) {
  take_back(&s->job);
  if (++pool->stillborn < STILLBORN_LIMIT) return NEWS_OK;
  errno = ECHILD;
  const char *what = failure->how == NEWS_DEATH_SIGNAL
                         ? "workers are ended by a signal when they start"
                     : failure->how == NEWS_DEATH_TIMEOUT
                         ? "workers hang when they start"
                         : "workers exit when they start";
  return news_fail(err, NEWS_EIO, (size_t)failure->code, what);
}

static void job_done(news_pool *pool, slot *s) {
  news_pool_job_done(pool, s->job);
  s->job = NULL;
  if (s->next) begin_job(s, s->next);
  s->next = NULL;
}

/* Handle one frame of a worker; *more is false when the worker's turn is
 * over. */
static news_status take_frame(news_pool *pool, slot *s, const frame_view *got,
                              bool *more) {
  bool fits = s->job ? got->kind != FRAME_JOB : got->kind == FRAME_READY;
  bool wants_more = !s->next && news_frame_sending(&s->process.outbox);
  if (got->kind != FRAME_READY && wants_more) fits = false;
  *more = false;
  if (!fits) {
    s->process.bad = true;
    return NEWS_OK;
  }
  switch (got->kind) {
    case FRAME_READY:
      s->process.ready = *more = true;
      pool->stillborn = 0;
      return NEWS_OK;
    case FRAME_DATA:
      *more = true;
      return news_pool_frame(pool, s->job, &s->process.inbox, got);
    default: job_done(pool, s); return NEWS_OK;
  }
}

/* Take the frames that a worker had finished when it ended. */
static news_status take_left(news_pool *pool, slot *s) {
  frame_view got;
  bool more = true;
  news_status status = NEWS_OK;
  news_process_stop(&s->process);
  while (!status && more &&
         news_process_left(&s->process, pool->options.frame_limit, &got))
    status = take_frame(pool, s, &got, &more);
  return status;
}

static news_status worker_died(news_pool *pool, slot *s, news_error *err) {
  news_pool_failure failure = {.document = 0};
  news_status status = take_left(pool, s);
  bool ready = s->process.ready;
  if (s->job) failure.frames = s->job->frames;
  news_process_reap(&s->process, &failure);
  take_back(&s->next);
  if (status) return news_fail(err, status, 0, NULL);
  if (!ready) return died_unborn(pool, s, &failure, err);
  job *j = s->job;
  s->job = NULL;
  status = j ? news_pool_job_failed(pool, j, &failure) : NEWS_OK;
  return status ? news_fail(err, status, 0, NULL) : NEWS_OK;
}

static news_status worker_ended(news_pool *pool, slot *s, news_error *err) {
  if (s->job || !s->process.last) return worker_died(pool, s, err);
  news_process_reap(&s->process, NULL); /* it ended as told */
  return NEWS_OK;
}

static bool may_read(const news_pool *pool, const slot *s) {
  return !s->job || s->job->number == pool->head ||
         pool->held < pool->options.bytes;
}

static news_status receive(news_pool *pool, slot *s, bool hung_up,
                           news_error *err) {
  for (int i = 0; i < FRAMES_A_TURN && (hung_up || may_read(pool, s)); i++) {
    frame_view got;
    bool more = true;
    news_status status = NEWS_OK;
    switch (news_frame_receive(&s->process.inbox, s->process.socket,
                               pool->options.frame_limit, &got)) {
      case FRAME_WAIT: return NEWS_OK;
      case FRAME_GOT: status = take_frame(pool, s, &got, &more); break;
      case FRAME_END: return worker_ended(pool, s, err);
      case FRAME_BAD: s->process.bad = true; break;
      case FRAME_NOMEM: status = NEWS_ENOMEM; break;
    }
    if (status) return news_fail(err, status, 0, NULL);
    if (s->process.pid && s->process.bad) return worker_died(pool, s, err);
    if (!more) return NEWS_OK;
  }
  return NEWS_OK;
}

/* ------------------------------------------------------------- waiting */

static bool has_input_left(const slot *s) {
  return s->process.inbox.start < s->process.inbox.end;
}

/* Set up what to wait for; returns true if something can be done at once. */
static bool prepare_polls(news_pool *pool) {
  bool at_once = false;
  uint32_t workers = pool->options.workers;
  for (uint32_t i = 0; i < workers; i++) {
    slot *s = &pool->slots[i];
    struct pollfd *p = &pool->polls[i];
    bool running = s->process.pid != 0, readable = running && may_read(pool, s);
    *p = (struct pollfd){running ? s->process.socket : -1, 0, 0};
    if (readable) p->events |= POLLIN;
    if (running && news_frame_sending(&s->process.outbox)) p->events |= POLLOUT;
    at_once = at_once || (readable && has_input_left(s));
  }
  bool ask = pool->waiting && news_pool_has_room(pool);
  pool->polls[workers] = (struct pollfd){ask ? pool->input : -1, POLLIN, 0};
  pool->polls[workers + 1] = (struct pollfd){
      news_signals_descriptor(pool->options.signals), POLLIN, 0};
  return at_once;
}

/* Kill workers that hang; returns milliseconds until the next check, -1 for
 * never. */
static int check_clocks(news_pool *pool) {
  uint64_t limit = pool->options.timeout * 2, next = UINT64_MAX;
  for (uint32_t i = 0; i < pool->options.workers; i++) {
    uint64_t left =
        news_process_check_time(&pool->slots[i].process, limit, pool->base);
    if (left < next) next = left;
    if (pool->slots[i].job && limit && next > TICK * 1000000u)
      next = TICK * 1000000u;
  }
  return next == UINT64_MAX ? -1 : (int)(next / 1000000u) + 1;
}

/* After Ctrl-Z we wake up much later than asked; no worker is to blame for that
 * time. */
static void notice_sleep(news_pool *pool, uint64_t before, int asked) {
  uint64_t now = news_pool_now();
  if (asked >= 0 && now - before > ((uint64_t)asked + TICK / 2) * 1000000u)
    pool->base = now;
}

static news_status host_idle(news_pool *pool, news_error *err) {
  if (!pool->calls.idle) return NEWS_OK;
  news_status status = pool->calls.idle(pool->calls.host);
  return status ? news_fail(err, status, 0, NULL) : NEWS_OK;
}

/* Wait for workers, input or a signal, after the host has flushed. */
static news_status wait(news_pool *pool, news_error *err) {
  bool at_once = prepare_polls(pool);
  nfds_t count = pool->options.workers + 2;
  int timeout = check_clocks(pool);
  if (poll(pool->polls, count, 0) > 0 || at_once) return NEWS_OK;
  news_status status = host_idle(pool, err);
  if (status) return status;
  uint64_t before = news_pool_now();
  if (poll(pool->polls, count, timeout) < 0 && errno != EINTR)
    return news_fail_system(err, "cannot wait");
  notice_sleep(pool, before, timeout);
  return NEWS_OK;
}

static news_status serve(news_pool *pool, news_error *err) {
  news_status status = NEWS_OK;
  uint32_t workers = pool->options.workers;
  for (uint32_t i = 0; i < workers && !status; i++) {
    slot *s = &pool->slots[i];
    short events = pool->polls[i].revents;
    if (!s->process.pid) continue;
    if (events & POLLOUT)
      news_frame_push(&s->process.outbox, s->process.socket);
    bool hung_up = (events & (POLLHUP | POLLERR)) != 0;
    if ((events & POLLIN) || hung_up || has_input_left(s))
      status = receive(pool, s, hung_up, err);
  }
  if (pool->polls[workers].revents) pool->waiting = false;
  return status;
}

/* ------------------------------------------------------------- running */

static news_status check_signals(news_pool *pool, news_error *err) {
  int signals = news_signals_count(pool->options.signals);
  if (signals >= 2) {
    errno = EINTR;
    return news_fail_system(err, "stopped by a second signal");
  }
  if (signals && !pool->ended) {
    pool->ended = true;
    news_pool_drop_queued(pool);
  }
  return NEWS_OK;
}

/* The host waits for no input and nobody works: that would last for ever. */
static bool is_stuck(const news_pool *pool) {
  return pool->waiting && pool->input < 0 && pool->head == pool->tail;
}

static news_status turn(news_pool *pool, news_error *err) {
  news_status status = check_signals(pool, err);
  if (pool->input < 0) pool->waiting = false;
  if (!status) status = fill(pool, err);
  if (!status && is_stuck(pool))
    status = news_fail(err, NEWS_EDATA, 0, "nothing to wait for");
  if (!status && (pool->head < pool->tail || !pool->ended))
    status = wait(pool, err);
  if (!status) status = serve(pool, err);
  if (status) return status;
  status = news_pool_deliver(pool);
  return status ? news_fail(err, status, 0, NULL) : NEWS_OK;
}

news_status news_pool_run(news_pool *pool, news_error *err) {
  news_status status = NEWS_OK;
  end_workers(pool); /* of an earlier run */
  pool->ended = pool->waiting = false;
  pool->input = -1;
  pool->stillborn = 0;
  while (!status && (!pool->ended || pool->head < pool->tail))
    status = turn(pool, err);
  int saved = errno;
  if (status)
    end_workers(pool);
  else
    dismiss_workers(pool);
  news_pool_clear(pool);
  errno = saved;
  return status;
}
