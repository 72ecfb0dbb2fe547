/* The window of jobs: produced, kept and delivered in order. */

#include <stdlib.h>

#include "pool_state.h"

/* ------------------------------------------------------------- payloads */

static void release_payload(news_pool *pool, job *j) {
  pool->held -= j->payload.size;
  news_buffer_free(&j->payload);
}

static void set_payload(news_pool *pool, job *j, news_buffer payload) {
  release_payload(pool, j);
  j->payload = payload;
  pool->held += payload.size;
}

/* ------------------------------------------------------- waiting frames */

static news_status keep_frame(news_pool *pool, job *j, news_buffer frame) {
  waiting *w = malloc(sizeof *w);
  if (!w) {
    news_buffer_free(&frame);
    return NEWS_ENOMEM;
  }
  *w = (waiting){NULL, frame};
  if (j->last)
    j->last->next = w;
  else
    j->first = w;
  j->last = w;
  pool->held += frame.size;
  return NEWS_OK;
}

static void drop_first(news_pool *pool, job *j) {
  waiting *w = j->first;
  j->first = w->next;
  if (!j->first) j->last = NULL;
  pool->held -= w->frame.size;
  news_buffer_free(&w->frame);
  free(w);
}

static void release_job(news_pool *pool, job *j) {
  while (j->first) drop_first(pool, j);
  release_payload(pool, j);
}

static news_status consume(news_pool *pool, const job *j, const char *data,
                           size_t size) {
  return pool->calls.consume(pool->calls.host, j->number, data, size);
}

/* An empty frame is still a frame: only the end of a job is NULL. */
static const char *not_null(const char *data) { return data ? data : ""; }

static news_status deliver_frames(news_pool *pool, job *j) {
  news_status status = NEWS_OK;
  while (!status && j->first) {
    status =
        consume(pool, j, not_null(j->first->frame.data), j->first->frame.size);
    drop_first(pool, j);
  }
  return status;
}

news_status news_pool_deliver(news_pool *pool) {
  while (pool->head < pool->tail) {
    job *j = pool_job(pool, pool->head);
    news_status status = deliver_frames(pool, j);
    if (status || j->state != JOB_DONE) return status;
    status = consume(pool, j, NULL, 0);
    if (status) return status;
    release_job(pool, j);
    pool->head++;
  }
  return NEWS_OK;
}

news_status news_pool_frame(news_pool *pool, job *j, frame_inbox *inbox,
                            const frame_view *from) {
  j->frames++;
  if (j->number == pool->head && !j->first)
    return consume(pool, j, not_null(from->data), from->size);
  news_buffer kept;
  if (!news_frame_keep(inbox, from, &kept)) return NEWS_ENOMEM;
  return keep_frame(pool, j, kept);
}

/* ------------------------------------------------------------ producing */

bool news_pool_has_room(const news_pool *pool) {
  return !pool->ended && pool->tail - pool->head < pool->capacity &&
         (pool->head == pool->tail || pool->held < pool->options.bytes);
}

static news_status add_job(news_pool *pool, news_buffer payload) {
  job *j = pool_job(pool, pool->tail);
  *j = (job){.number = pool->tail++, .payload = payload};
  pool->held += payload.size;
  return NEWS_OK;
}

news_status news_pool_produce(news_pool *pool, bool *got, news_error *err) {
  *got = false;
  if (!news_pool_has_room(pool) || pool->waiting) return NEWS_OK;
  news_buffer payload = NEWS_BUFFER_EMPTY;
  pool->input = -1;
  news_produced produced =
      pool->calls.produce(pool->calls.host, &payload, &pool->input);
  if (payload.failed || produced != NEWS_PRODUCED_JOB) {
    bool failed = payload.failed;
    news_buffer_free(&payload);
    if (failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  switch (produced) {
    case NEWS_PRODUCED_JOB: *got = true; return add_job(pool, payload);
    case NEWS_PRODUCED_WAIT: pool->waiting = true; return NEWS_OK;
    case NEWS_PRODUCED_END: pool->ended = true; return NEWS_OK;
    case NEWS_PRODUCED_STOP: break;
  }
  return news_fail(err, NEWS_EDATA, 0, "stopped");
}

/* ------------------------------------------------------------ finishing */

void news_pool_job_done(news_pool *pool, job *j) {
  j->state = JOB_DONE;
  release_payload(pool, j);
}

static news_status add_host_frame(news_pool *pool, job *j, news_buffer *frame) {
  news_buffer taken = *frame;
  *frame = NEWS_BUFFER_EMPTY;
  if (taken.size) return keep_frame(pool, j, taken);
  news_buffer_free(&taken);
  return NEWS_OK;
}

news_status news_pool_job_failed(news_pool *pool, job *j,
                                 news_pool_failure *failure) {
  news_buffer retry = NEWS_BUFFER_EMPTY, frame = NEWS_BUFFER_EMPTY;
  j->stale = j->frames ? 1 : j->stale + 1;
  failure->job = j->number;
  failure->attempt = j->attempt;
  failure->last = j->stale >= pool->options.attempts;
  failure->payload = not_null(j->payload.data);
  failure->size = j->payload.size;
  news_status status =
      pool->calls.failed(pool->calls.host, failure, &retry, &frame);
  if (!status && (retry.failed || frame.failed)) status = NEWS_ENOMEM;
  bool again = retry.size && (!failure->last || frame.size);
  if (!status && frame.size) j->stale = 0;
  if (!status) status = add_host_frame(pool, j, &frame);
  if (!status && again) {
    set_payload(pool, j, retry);
    retry = NEWS_BUFFER_EMPTY;
    j->state = JOB_QUEUED;
  } else {
    news_pool_job_done(pool, j);
  }
  news_buffer_free(&retry);
  news_buffer_free(&frame);
  return status;
}

void news_pool_drop_queued(news_pool *pool) {
  while (pool->tail > pool->head) {
    job *j = pool_job(pool, pool->tail - 1);
    if (j->state != JOB_QUEUED || j->attempt) return;
    release_job(pool, j);
    pool->tail--;
  }
}

void news_pool_clear(news_pool *pool) {
  for (; pool->head < pool->tail; pool->head++)
    release_job(pool, pool_job(pool, pool->head));
}
