#ifndef POOL_HOST_H
#define POOL_HOST_H

/* The host and the worker used by the tests of the pool. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "pool.h"

/* A host whose jobs are texts "n:what" separated by spaces, one a document:
 *   3:ok    answers "3"            3:big    answers 3 MB of one byte
 *   3:exit  exits with code 9      3:crash  ends by SIGSEGV
 *   3:hang  never ends             3:eat    sends no frame, exits by abort
 *   3:slow  sleeps a little        3:bad    writes rubbish to the socket
 *   3:here  writes a byte to standard error and never ends
 *   3:nap   takes 0.4 s of its own time
 *   3:wait  works 0.28 s in ten times as many, as beside ten other processes
 *   3:busy  works and never ends
 *   3:pid   answers with its process id
 *   3:sent  answers and exits before it says what is next
 *   3:stop  SIGTERM to the parent
 *   3:again SIGINT to it, when it has surely seen what came before; never ends
 * A document that killed its worker is answered by `failed` with "3!how". */
typedef struct host {
  const char *const *jobs; /* NULL at the end */
  int next;
  int wait_on;     /* descriptor; -1: never wait */
  news_buffer out; /* "[0 a b ][1 c ]": frames in order, jobs bracketed */
  bool inside;     /* a job is open */
  uint64_t job;    /* the open one, or the last */
  int disorder;    /* frames of a job other than the open one */
  int failures, idle;
  news_pool_failure last;
  size_t frame_bytes;
  int stop_after; /* consume fails after this many frames; 0: never */
  int consumed;
  bool keep_dying; /* `failed` answers with the same payload, no frame */
  int start_code;
  bool slow_consumer;
  bool halt;          /* stop the worker that sent its pid after its job */
  pid_t halted;       /* the one stopped */
  bool await;         /* wait for a worker's end after that of its job */
  bool awaited;       /* it has ended */
  _Atomic int *begun; /* jobs begun, counted by the workers; may be NULL */
  uint64_t after;     /* at the frames of this job consume() waits */
  bool came;          /* until another has begun; whether it had */
} host;

static inline void pause_ms(int ms) {
  struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
  nanosleep(&t, NULL);
}

/* Wait for a child's end, at most ten seconds; it can be waited for again. */
static inline bool one_ends(void) {
  siginfo_t about = {.si_pid = 0};
  for (int i = 0; i < 10000 && !about.si_pid; i++) {
    if (waitid(P_ALL, 0, &about, WEXITED | WNOWAIT | WNOHANG)) return false;
    pause_ms(1);
  }
  return about.si_pid != 0;
}

static inline news_produced produce(void *context, news_buffer *job,
                                    int *descriptor) {
  host *h = context;
  if (h->wait_on >= 0) {
    char byte;
    ssize_t n = read(h->wait_on, &byte, 1);
    if (n < 0) {
      *descriptor = h->wait_on;
      return NEWS_PRODUCED_WAIT;
    }
    if (n == 0) return NEWS_PRODUCED_END;
  }
  if (!h->jobs[h->next]) return NEWS_PRODUCED_END;
  news_buffer_add_text(job, h->jobs[h->next++]);
  return NEWS_PRODUCED_JOB;
}

static inline int start(void *context, news_worker *worker) {
  (void)worker;
  return ((host *)context)->start_code;
}

static inline void burn_ms(int ms) {
  clock_t end = clock() + ms * (CLOCKS_PER_SEC / 1000);
  while (clock() < end) {
  }
}

static inline void send_big(news_worker *worker, size_t size) {
  char *bytes = malloc(size);
  if (!bytes) _exit(1);
  memset(bytes, 'x', size);
  news_worker_send(worker, bytes, size);
  free(bytes);
}

static inline void do_document(news_worker *worker, const char *number,
                               const char *what) {
  if (strcmp(what, "exit") == 0) _exit(9);
  if (strcmp(what, "crash") == 0) {
    signal(SIGSEGV, SIG_DFL); /* sanitizers have a handler */
    raise(SIGSEGV);
  }
  bool here = strcmp(what, "here") == 0;
  if (here && write(STDERR_FILENO, ".", 1) != 1) _exit(1);
  bool again = strcmp(what, "again") == 0;
  if (again) {
    pause_ms(500);
    kill(getppid(), SIGINT);
  }
  if (here || again || strcmp(what, "hang") == 0)
    for (;;) pause_ms(1000);
  if (strcmp(what, "bad") == 0) {
    char rubbish[64];
    memset(rubbish, 0xFF, sizeof rubbish);
    if (write(3, rubbish, sizeof rubbish) < 0) _exit(1);
    pause_ms(10000);
  }
  if (strcmp(what, "nap") == 0) /* of processor time: it may be stopped */
    for (int i = 0; i < 40; i++) pause_ms(10);
  for (int i = 0; strcmp(what, "wait") == 0 && i < 56; i++) {
    pause_ms(45);
    burn_ms(5);
  }
  if (strcmp(what, "busy") == 0)
    for (;;) burn_ms(1000);
  if (strcmp(what, "slow") == 0) pause_ms(rand() % 5);
  if (strcmp(what, "pid") == 0) {
    pid_t self = getpid();
    news_worker_send(worker, &self, sizeof self);
    return;
  }
  if (strcmp(what, "sent") == 0) {
    news_worker_send(worker, number, strlen(number));
    _exit(9);
  }
  if (strcmp(what, "stop") == 0) kill(getppid(), SIGTERM);
  if (strcmp(what, "big") == 0)
    send_big(worker, (size_t)3 << 20);
  else
    news_worker_send(worker, number, strlen(number));
}

static inline int work(void *context, news_worker *worker, const char *payload,
                       size_t size) {
  host *h = context;
  if (h->start_code == -1) return 5;
  if (h->begun) ++*h->begun;
  char *copy = strndup(payload, size), *rest = copy;
  uint32_t n = 0;
  srand((unsigned)getpid());
  for (char *part; (part = strtok_r(rest, " ", &rest)) != NULL; n++) {
    char *colon = strchr(part, ':');
    *colon = '\0';
    news_worker_at(worker, n, 7);
    do_document(worker, part, colon + 1);
  }
  free(copy);
  return 0;
}

/* Wait until so many jobs have begun, at most ten seconds. */
static inline bool have_begun(const host *h, int jobs) {
  for (int i = 0; i < 10000 && *h->begun < jobs; i++) pause_ms(1);
  return *h->begun >= jobs;
}

static inline news_status consume(void *context, uint64_t job, const char *data,
                                  size_t size) {
  host *h = context;
  char number[32];
  if (!h->inside) {
    snprintf(number, sizeof number, "[%d ", (int)job);
    news_buffer_add_text(&h->out, number);
    h->inside = true;
    h->job = job;
  }
  if (job != h->job) h->disorder++;
  if (h->halt && size == sizeof h->halted)
    memcpy(&h->halted, data, sizeof h->halted);
  if (!data && h->halted) kill(h->halted, SIGSTOP);
  if (!data && h->await) h->awaited = one_ends();
  if (data && h->begun && job == h->after)
    h->came = have_begun(h, (int)job + 2);
  if (!data) {
    news_buffer_add_byte(&h->out, ']');
    h->inside = false;
    return NEWS_OK;
  }
  if (h->slow_consumer) pause_ms(2);
  h->frame_bytes += size;
  news_buffer_add(&h->out, data, size < 16 ? size : 1);
  news_buffer_add_byte(&h->out, ' ');
  return h->stop_after && ++h->consumed >= h->stop_after ? NEWS_EIO : NEWS_OK;
}

/* The payload without its first `skip` documents. */
static inline const char *behind(const char *payload, const char *end,
                                 uint64_t skip) {
  for (; skip > 0 && payload < end; skip--) {
    const char *space = memchr(payload, ' ', (size_t)(end - payload));
    payload = space ? space + 1 : end;
  }
  return payload;
}

static inline news_status failed(void *context,
                                 const news_pool_failure *failure,
                                 news_buffer *retry, news_buffer *frame) {
  host *h = context;
  const char *end = failure->payload + failure->size;
  h->failures++;
  h->last = *failure;
  check((int64_t)failure->document + failure->behind ==
        (int64_t)failure->frames);
  if (h->keep_dying) {
    news_buffer_add(retry, failure->payload, failure->size);
    if (failure->last) news_buffer_add_text(frame, "gave up");
    if (failure->last) news_buffer_clear(retry);
    return NEWS_OK;
  }
  const char *guilty = behind(failure->payload, end, failure->frames);
  const char *colon = memchr(guilty, ':', (size_t)(end - guilty));
  if (!colon) return NEWS_EDATA;
  char how[16];
  snprintf(how, sizeof how, "!%d.%d", (int)failure->how, failure->code);
  news_buffer_add(frame, guilty, (size_t)(colon - guilty));
  news_buffer_add_text(frame, how);
  const char *rest = behind(guilty, end, 1);
  news_buffer_add(retry, rest, (size_t)(end - rest));
  return NEWS_OK;
}

static inline news_status idle(void *context) {
  ((host *)context)->idle++;
  return NEWS_OK;
}

static inline news_pool_calls calls_for(host *h) {
  return (news_pool_calls){h,       produce, start, work,
                           consume, failed,  idle,  NULL};
}

/* Run the host's jobs; the output is in h->out as text. */
static inline news_status run_pool(host *h, news_pool_options options,
                                   news_error *err) {
  news_pool_calls calls = calls_for(h);
  news_pool *pool;
  news_status status = news_pool_new(&calls, &options, &pool, err);
  if (status) return status;
  status = news_pool_run(pool, err);
  news_pool_free(pool);
  return status;
}

static inline host host_for(const char *const *jobs) {
  return (host){.jobs = jobs, .wait_on = -1};
}

static inline bool gives(const char *const *jobs, news_pool_options options,
                         const char *wanted) {
  host h = host_for(jobs);
  news_error err;
  news_status status = run_pool(&h, options, &err);
  bool same = !status && h.out.data && strcmp(h.out.data, wanted) == 0;
  if (!same)
    fprintf(stderr, "status %d, got %s\nwanted %s\n", status,
            h.out.data ? h.out.data : "nothing", wanted);
  same = same && !h.disorder;
  news_buffer_free(&h.out);
  return same;
}

static inline int open_descriptors(void) {
  int count = 0;
  DIR *directory = opendir("/proc/self/fd");
  while (directory && readdir(directory)) count++;
  if (directory) closedir(directory);
  return count;
}

#endif
