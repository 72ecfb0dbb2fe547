#include "pool.h"

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

/* A host whose jobs are texts "n:what" separated by spaces, one a document:
 *   3:ok    answers "3"            3:big    answers 3 MB of one byte
 *   3:exit  exits with code 9      3:crash  ends by SIGSEGV
 *   3:hang  never ends             3:eat    sends no frame, exits by abort
 *   3:slow  sleeps a little        3:bad    writes rubbish to the socket
 *   3:nap   takes 0.4 s of its own time
 *   3:stop  SIGTERM to the parent  3:retire answers and asks to be replaced
 * A document that killed its worker is answered by `failed` with "3!how". */
typedef struct host {
  const char *const *jobs; /* NULL at the end */
  int next;
  int wait_on;     /* descriptor; -1: never wait */
  news_buffer out; /* "[0 a b ][1 c ]": frames in order, jobs bracketed */
  bool inside;     /* a job is open */
  uint64_t job;    /* the open one, or the last */
  int disorder;    /* frames of a job that is not the open one */
  int failures, idle;
  news_pool_failure last;
  size_t frame_bytes;
  int stop_after; /* consume fails after so many frames; 0: never */
  int consumed;
  bool keep_dying; /* `failed` answers with the same payload, no frame */
  int start_code;
  bool slow_consumer;
} host;

static void pause_ms(int ms) {
  struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
  nanosleep(&t, NULL);
}

static news_produced produce(void *context, news_buffer *job, int *descriptor) {
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

static int start(void *context, news_worker *worker) {
  (void)worker;
  return ((host *)context)->start_code;
}

static void send_big(news_worker *worker, size_t size) {
  char *bytes = malloc(size);
  if (!bytes) _exit(1);
  memset(bytes, 'x', size);
  news_worker_send(worker, bytes, size);
  free(bytes);
}

static void do_document(news_worker *worker, const char *number,
                        const char *what) {
  if (strcmp(what, "exit") == 0) _exit(9);
  if (strcmp(what, "crash") == 0) {
    signal(SIGSEGV, SIG_DFL); /* sanitizers have a handler */
    raise(SIGSEGV);
  }
  if (strcmp(what, "hang") == 0)
    for (;;) pause_ms(1000);
  if (strcmp(what, "bad") == 0) {
    char rubbish[64];
    memset(rubbish, 0xFF, sizeof rubbish);
    if (write(3, rubbish, sizeof rubbish) < 0) _exit(1);
    pause_ms(10000);
  }
  if (strcmp(what, "nap") == 0) /* of its own time: it may be stopped */
    for (int i = 0; i < 40; i++) pause_ms(10);
  if (strcmp(what, "slow") == 0) pause_ms(rand() % 5);
  if (strcmp(what, "stop") == 0) kill(getppid(), SIGTERM);
  if (strcmp(what, "retire") == 0) news_worker_retire(worker);
  if (strcmp(what, "big") == 0)
    send_big(worker, (size_t)3 << 20);
  else
    news_worker_send(worker, number, strlen(number));
}

static int work(void *context, news_worker *worker, const char *payload,
                size_t size) {
  host *h = context;
  if (h->start_code == -1) return 5;
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

static news_status consume(void *context, uint64_t job, const char *data,
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
static const char *behind(const char *payload, const char *end, uint64_t skip) {
  for (; skip > 0 && payload < end; skip--) {
    const char *space = memchr(payload, ' ', (size_t)(end - payload));
    payload = space ? space + 1 : end;
  }
  return payload;
}

static news_status failed(void *context, const news_pool_failure *failure,
                          news_buffer *retry, news_buffer *frame) {
  host *h = context;
  const char *end = failure->payload + failure->size;
  h->failures++;
  h->last = *failure;
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

static news_status idle(void *context) {
  ((host *)context)->idle++;
  return NEWS_OK;
}

static news_pool_calls calls_for(host *h) {
  return (news_pool_calls){h, produce, start, work, consume, failed, idle};
}

/* Run the host's jobs; what came out is in h->out as text. */
static news_status run_pool(host *h, news_pool_options options,
                            news_error *err) {
  news_pool_calls calls = calls_for(h);
  news_pool *pool;
  news_status status = news_pool_new(&calls, &options, &pool, err);
  if (status) return status;
  status = news_pool_run(pool, err);
  news_pool_free(pool);
  return status;
}

static host host_for(const char *const *jobs) {
  return (host){.jobs = jobs, .wait_on = -1};
}

static bool gives(const char *const *jobs, news_pool_options options,
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

static int open_descriptors(void) {
  int count = 0;
  DIR *directory = opendir("/proc/self/fd");
  while (directory && readdir(directory)) count++;
  if (directory) closedir(directory);
  return count;
}

/* -------------------------------------------------------------- order */

static void one_job_comes_back(void) {
  static const char *const jobs[] = {"1:ok", NULL};
  check(gives(jobs, (news_pool_options){0}, "[0 1 ]"));
}

static void no_job_forks_nothing(void) {
  static const char *const jobs[] = {NULL};
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.workers = 4}, NULL) == NEWS_OK);
  check(h.out.size == 0);
}

static void order_is_that_of_the_jobs_with_any_number_of_workers(void) {
  char text[60][64];
  const char *jobs[61];
  news_buffer wanted = NEWS_BUFFER_EMPTY;
  for (int i = 0; i < 60; i++) {
    snprintf(text[i], sizeof text[i], "%d:slow %d:ok %d:slow", i, i + 100,
             i + 200);
    jobs[i] = text[i];
    char want[96];
    snprintf(want, sizeof want, "[%d %d %d %d ]", i, i, i + 100, i + 200);
    news_buffer_add_text(&wanted, want);
  }
  jobs[60] = NULL;
  for (uint32_t workers = 1; workers <= 8; workers += workers > 2 ? 5 : 1)
    for (uint32_t window = 1; window <= 4; window += 3)
      check(gives(jobs,
                  (news_pool_options){.workers = workers, .window = window},
                  wanted.data));
  news_buffer_free(&wanted);
}

static void a_bound_of_one_byte_still_passes_everything(void) {
  static const char *const jobs[] = {"1:slow 2:big", "3:big", "4:ok 5:big",
                                     "6:ok", NULL};
  check(gives(jobs, (news_pool_options){.workers = 3, .bytes = 1},
              "[0 1 x ][1 x ][2 4 x ][3 6 ]"));
}

static void a_slow_consumer_holds_the_workers_back(void) {
  static const char *const jobs[] = {"1:big 2:big 3:big", "4:big 5:big",
                                     "6:big 7:big", "8:ok", NULL};
  host h = host_for(jobs);
  h.slow_consumer = true;
  check(run_pool(&h, (news_pool_options){.workers = 4, .bytes = 1 << 20},
                 NULL) == NEWS_OK);
  check(h.frame_bytes == ((size_t)3 << 20) * 7 + 1);
  check(strcmp(h.out.data, "[0 x x x ][1 x x ][2 x x ][3 8 ]") == 0);
  news_buffer_free(&h.out);
}

/* ------------------------------------------------------------- deaths */

static void a_crash_an_exit_and_rubbish_lose_nothing_else(void) {
  static const char *const jobs[] = {
      "1:ok 2:crash 3:ok", "4:exit",       "5:ok",
      "6:bad 7:ok",        "8:ok 9:crash", NULL};
  for (uint32_t workers = 1; workers <= 3; workers++)
    check(gives(jobs, (news_pool_options){.workers = workers},
                "[0 1 2!1.11 3 ][1 4!0.9 ][2 5 ][3 6!3.9 7 ][4 8 9!1.11 ]"));
}

static void one_that_hangs_is_killed_at_twice_the_timeout(void) {
  static const char *const jobs[] = {"1:ok 2:hang 3:ok", "4:ok", NULL};
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.workers = 2, .timeout = 50000000},
                 NULL) == NEWS_OK);
  check(strcmp(h.out.data, "[0 1 2!2.9 3 ][1 4 ]") == 0);
  check(h.failures == 1);
  check(h.last.how == NEWS_DEATH_TIMEOUT);
  check(h.last.document == 1);
  check(h.last.rule == 7);
  check(h.last.frames == 1);
  check(h.last.seconds >= 0.1);
  news_buffer_free(&h.out);
}

static void a_job_that_always_dies_ends_after_the_attempts(void) {
  static const char *const jobs[] = {"1:crash", "2:ok", NULL};
  host h = host_for(jobs);
  h.keep_dying = true;
  check(run_pool(&h, (news_pool_options){.workers = 2, .attempts = 5}, NULL) ==
        NEWS_OK);
  check(h.failures == 5);
  check(h.last.last);
  check(h.last.attempt == 5);
  check(strcmp(h.out.data, "[0 gave up ][1 2 ]") == 0);
  news_buffer_free(&h.out);
}

static void a_frame_over_the_limit_is_a_death(void) {
  static const char *const jobs[] = {"1:big 2:ok", NULL};
  check(gives(jobs, (news_pool_options){.frame_limit = 1000}, "[0 1!3.9 2 ]"));
}

static void a_worker_that_retires_is_replaced(void) {
  static const char *const jobs[] = {"1:retire", "2:retire", "3:ok", NULL};
  check(gives(jobs, (news_pool_options){.workers = 1}, "[0 1 ][1 2 ][2 3 ]"));
}

static void workers_that_never_start_end_the_run(void) {
  static const char *const jobs[] = {"1:ok", NULL};
  host h = host_for(jobs);
  news_error err;
  h.start_code = 4;
  check(run_pool(&h, (news_pool_options){.workers = 2}, &err) == NEWS_EIO);
  check(err.offset == 4);
  check(h.failures == 0);
  news_buffer_free(&h.out);
}

static void what_work_returns_is_an_exit(void) {
  static const char *const jobs[] = {"1:ok", NULL};
  host h = host_for(jobs);
  news_pool_calls calls = calls_for(&h);
  news_pool_options options = {.workers = 1};
  news_pool *pool;
  calls.start = NULL;
  h.start_code = -1;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_OK);
  check(news_pool_deaths(pool) == 1);
  check(strcmp(h.out.data, "[0 1!0.5 ]") == 0);
  news_pool_free(pool);
  news_buffer_free(&h.out);
}

/* A few hundred jobs, one document in ten fatal in its own way. */
static void faults_everywhere_leave_all_other_results_alone(void) {
  enum { JOBS = 120 };
  static const char *const faults[] = {"crash", "exit", "bad", "crash"};
  static const char *const marks[] = {"!1.11", "!0.9", "!3.9", "!1.11"};
  char text[JOBS][64];
  const char *jobs[JOBS + 1];
  news_buffer wanted = NEWS_BUFFER_EMPTY;
  unsigned random = 12345;
  for (int i = 0; i < JOBS; i++) {
    char want[64];
    random = random * 1103515245u + 12345u;
    unsigned fault = random >> 16 & 3, place = random >> 20 & 31;
    snprintf(text[i], sizeof text[i], "%d:%s %d:slow %d:%s", i,
             place == 0 ? faults[fault] : "ok", i, i,
             place == 1 ? faults[fault] : "ok");
    snprintf(want, sizeof want, "[%d %d%s %d %d%s ]", i, i,
             place == 0 ? marks[fault] : "", i, i,
             place == 1 ? marks[fault] : "");
    news_buffer_add_text(&wanted, want);
    jobs[i] = text[i];
  }
  jobs[JOBS] = NULL;
  check(gives(jobs, (news_pool_options){.workers = 3}, wanted.data));
  check(gives(jobs, (news_pool_options){.workers = 1}, wanted.data));
  news_buffer_free(&wanted);
}

static void no_descriptor_and_no_process_is_left(void) {
  static const char *const jobs[] = {"1:crash 2:ok", "3:exit", "4:ok", NULL};
  int before = open_descriptors();
  for (int i = 0; i < 5; i++)
    check(gives(jobs, (news_pool_options){.workers = 3},
                "[0 1!1.11 2 ][1 3!0.9 ][2 4 ]"));
  check(open_descriptors() == before);
  check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

/* ------------------------------------------------------ input and host */

static void input_that_comes_late_is_waited_for(void) {
  static const char *const jobs[] = {"1:ok", "2:ok", "3:ok", NULL};
  int pipes[2];
  check(pipe2(pipes, O_NONBLOCK | O_CLOEXEC) == 0);
  pid_t writer = fork();
  if (writer == 0) {
    for (int i = 0; i < 3; i++) {
      pause_ms(5);
      if (write(pipes[1], "x", 1) != 1) _exit(1);
    }
    _exit(0);
  }
  close(pipes[1]);
  host h = host_for(jobs);
  h.wait_on = pipes[0];
  check(run_pool(&h, (news_pool_options){.workers = 2}, NULL) == NEWS_OK);
  check(strcmp(h.out.data, "[0 1 ][1 2 ][2 3 ]") == 0);
  check(h.idle >= 1);
  close(pipes[0]);
  waitpid(writer, NULL, 0);
  news_buffer_free(&h.out);
}

static void a_consumer_that_fails_stops_the_run(void) {
  static const char *const jobs[] = {"1:ok 2:ok", "3:hang", "4:ok", NULL};
  host h = host_for(jobs);
  h.stop_after = 2;
  check(run_pool(&h, (news_pool_options){.workers = 3}, NULL) == NEWS_EIO);
  check(strcmp(h.out.data, "[0 1 2 ") == 0);
  check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
  news_buffer_free(&h.out);
}

static news_produced produce_end_of_life(void *context, news_buffer *job,
                                         int *descriptor) {
  (void)job, (void)descriptor;
  return ((host *)context)->next ? NEWS_PRODUCED_STOP : NEWS_PRODUCED_WAIT;
}

static void a_host_that_stops_or_waits_for_nothing_ends_the_run(void) {
  host h = host_for(NULL);
  news_pool_calls calls = calls_for(&h);
  news_pool_options options = {.workers = 2};
  news_pool *pool;
  calls.produce = produce_end_of_life;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_EDATA); /* waits, and nobody works */
  h.next = 1;
  check(news_pool_run(pool, NULL) == NEWS_EDATA); /* stops */
  news_pool_free(pool);
}

static news_status refuse(void *context, const news_pool_failure *failure,
                          news_buffer *retry, news_buffer *frame) {
  (void)context, (void)failure, (void)retry, (void)frame;
  return NEWS_EBUDGET;
}

static news_status refuse_idle(void *context) {
  (void)context;
  return NEWS_ETOOBIG;
}

static void what_a_call_answers_is_what_the_run_answers(void) {
  static const char *const jobs[] = {"1:slow 2:crash", "3:slow", NULL};
  host h = host_for(jobs);
  news_pool_calls calls = calls_for(&h);
  news_pool_options options = {.workers = 2};
  news_pool *pool;
  calls.failed = refuse;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_EBUDGET);
  news_pool_free(pool);
  static const char *const slow[] = {"1:nap", NULL};
  h.next = 0;
  h.jobs = slow;
  calls.idle = refuse_idle;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_ETOOBIG);
  news_pool_free(pool);
  news_buffer_free(&h.out);
}

/* A pool can run again; what the first run left is gone. */
static void a_pool_runs_more_than_once(void) {
  static const char *const jobs[] = {"1:ok", "2:crash", NULL};
  host h = host_for(jobs);
  news_pool_calls calls = calls_for(&h);
  news_pool_options options = {.workers = 2};
  news_pool *pool;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_OK);
  h.next = 0;
  check(news_pool_run(pool, NULL) == NEWS_OK);
  check(strcmp(h.out.data, "[0 1 ][1 2!1.11 ][2 1 ][3 2!1.11 ]") == 0);
  news_pool_free(pool);
  news_buffer_free(&h.out);
}

/* -------------------------------------------------------------- signals */

static void the_first_signal_finishes_what_is_begun(void) {
  static const char *const jobs[] = {"1:stop 2:slow", "3:slow", "4:ok",
                                     "5:ok",          "6:ok",   "7:ok",
                                     "8:ok",          "9:ok",   NULL};
  news_signals *signals;
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  host h = host_for(jobs);
  check(run_pool(
            &h,
            (news_pool_options){.workers = 1, .window = 2, .signals = signals},
            NULL) == NEWS_OK);
  check(news_signals_count(signals) == 1);
  check(news_signals_number(signals) == SIGTERM);
  check(strncmp(h.out.data, "[0 1 2 ]", 8) == 0); /* whole jobs only */
  check(!h.inside);
  check(h.next < 8);
  news_signals_free(signals);
  news_buffer_free(&h.out);
}

static void the_second_signal_stops_at_once(void) {
  static const char *const jobs[] = {"1:stop 2:hang", NULL};
  news_signals *signals;
  news_error err;
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  pid_t parent = getpid(), second = fork();
  if (second == 0) {
    pause_ms(300);
    kill(parent, SIGINT);
    _exit(0);
  }
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.workers = 1, .signals = signals},
                 &err) == NEWS_EIO);
  check(news_signals_count(signals) == 2);
  check(strcmp(h.out.data, "[0 1 ") == 0);
  waitpid(second, NULL, 0);
  news_signals_free(signals);
  news_buffer_free(&h.out);
}

static void workers_die_with_their_supervisor(void) {
  int pipes[2];
  check(pipe(pipes) == 0);
  pid_t supervisor = fork();
  if (supervisor == 0) {
    static const char *const jobs[] = {"1:hang", NULL};
    host h = host_for(jobs);
    close(pipes[0]);
    /* Standard error is all that a worker keeps: it holds the pipe open. */
    dup2(pipes[1], STDERR_FILENO);
    close(pipes[1]);
    (void)run_pool(&h, (news_pool_options){.workers = 1}, NULL);
    _exit(0);
  }
  close(pipes[1]);
  pause_ms(100);
  kill(supervisor, SIGKILL);
  waitpid(supervisor, NULL, 0);
  struct pollfd one = {pipes[0], POLLIN, 0};
  check(poll(&one, 1, 5000) == 1);
  check(one.revents & POLLHUP);
  close(pipes[0]);
}

/* Ctrl-Z and fg: a supervisor and workers that were stopped together for
 * longer than the limit go on as if nothing had been. */
static void time_spent_stopped_is_held_against_nobody(void) {
  int status = -1;
  pid_t supervisor = fork();
  if (supervisor == 0) {
    static const char *const jobs[] = {"1:nap 2:ok", NULL};
    setpgid(0, 0);
    host h = host_for(jobs);
    (void)run_pool(&h, (news_pool_options){.timeout = 600000000}, NULL);
    _exit(h.out.data && strcmp(h.out.data, "[0 1 2 ]") == 0 ? 0 : 1);
  }
  setpgid(supervisor, supervisor);
  pause_ms(200);
  kill(-supervisor, SIGSTOP);
  pause_ms(2500);
  kill(-supervisor, SIGCONT);
  waitpid(supervisor, &status, 0);
  check(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---------------------------------------------------------- side worker */

typedef struct sum {
  long total;
} sum;

static int add_up(void *context, news_worker *worker, const char *payload,
                  size_t size) {
  sum *s = context;
  char answer[32];
  if (size == 5 && memcmp(payload, "crash", 5) == 0) abort();
  if (size == 4 && memcmp(payload, "hang", 4) == 0)
    for (;;) pause_ms(1000);
  if (size == 6 && memcmp(payload, "retire", 6) == 0)
    news_worker_retire(worker);
  s->total += (long)size;
  int n = snprintf(answer, sizeof answer, "%ld%s", s->total,
                   news_worker_is_side(worker) ? "s" : "");
  news_worker_send(worker, answer, (size_t)n);
  return 0;
}

static news_status append(void *context, const char *data, size_t size) {
  news_buffer_add(context, data, size);
  return NEWS_OK;
}

static bool answers(news_pool *pool, const char *question, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_status status = news_pool_call(pool, question, strlen(question), append,
                                      &out, NULL, NULL);
  bool same = !status && out.data && strcmp(out.data, wanted) == 0;
  news_buffer_free(&out);
  return same;
}

static void the_side_worker_keeps_its_state_between_calls(void) {
  sum s = {0};
  news_pool_calls calls = {.host = &s, .work = add_up};
  news_pool_options options = {.workers = 1, .timeout = 50000000};
  news_pool *pool;
  news_pool_failure failure;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(answers(pool, "abc", "3s"));
  check(answers(pool, "", "3s"));
  check(answers(pool, "de", "5s"));
  check(s.total == 0);
  check(news_pool_call(pool, "crash", 5, NULL, NULL, &failure, NULL) ==
        NEWS_EDATA);
  check(failure.how == NEWS_DEATH_SIGNAL || failure.code == SIGABRT);
  check(answers(pool, "abc", "3s"));
  check(news_pool_call(pool, "hang", 4, NULL, NULL, &failure, NULL) ==
        NEWS_EDATA);
  check(failure.how == NEWS_DEATH_TIMEOUT);
  check(answers(pool, "retire", "6s"));
  check(answers(pool, "a", "1s"));
  news_pool_free(pool);
}

static news_status refuse_frame(void *context, const char *data, size_t size) {
  (void)context, (void)data, (void)size;
  return NEWS_EBUDGET;
}

static void a_question_ends_with_the_second_signal_or_a_refusal(void) {
  sum s = {0};
  news_signals *signals;
  news_pool *pool;
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  news_pool_calls calls = {.host = &s, .work = add_up};
  news_pool_options options = {.workers = 1, .signals = signals};
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_call(pool, "a", 1, refuse_frame, NULL, NULL, NULL) ==
        NEWS_EBUDGET);
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    pause_ms(50);
    kill(parent, SIGTERM);
    pause_ms(50);
    kill(parent, SIGTERM);
    _exit(0);
  }
  check(news_pool_call(pool, "hang", 4, NULL, NULL, NULL, NULL) == NEWS_EIO);
  check(errno == EINTR);
  waitpid(child, NULL, 0);
  news_pool_free(pool);
  news_signals_free(signals);
}

static void a_large_question_gets_through(void) {
  sum s = {0};
  news_pool_calls calls = {.host = &s, .work = add_up};
  news_pool_options options = {.workers = 1};
  news_pool *pool;
  size_t size = (size_t)5 << 20;
  char *question = calloc(1, size);
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(news_pool_new(&calls, &options, &pool, NULL) == NEWS_OK);
  check(news_pool_call(pool, question, size, append, &out, NULL, NULL) ==
        NEWS_OK);
  check(strcmp(out.data, "5242880s") == 0);
  news_buffer_free(&out);
  news_pool_free(pool);
  free(question);
}

int main(void) {
  run(one_job_comes_back);
  run(no_job_forks_nothing);
  run(order_is_that_of_the_jobs_with_any_number_of_workers);
  run(a_bound_of_one_byte_still_passes_everything);
  run(a_slow_consumer_holds_the_workers_back);
  run(a_crash_an_exit_and_rubbish_lose_nothing_else);
  run(one_that_hangs_is_killed_at_twice_the_timeout);
  run(a_job_that_always_dies_ends_after_the_attempts);
  run(a_frame_over_the_limit_is_a_death);
  run(a_worker_that_retires_is_replaced);
  run(workers_that_never_start_end_the_run);
  run(what_work_returns_is_an_exit);
  run(faults_everywhere_leave_all_other_results_alone);
  run(no_descriptor_and_no_process_is_left);
  run(input_that_comes_late_is_waited_for);
  run(a_consumer_that_fails_stops_the_run);
  run(a_host_that_stops_or_waits_for_nothing_ends_the_run);
  run(what_a_call_answers_is_what_the_run_answers);
  run(a_pool_runs_more_than_once);
  run(the_first_signal_finishes_what_is_begun);
  run(the_second_signal_stops_at_once);
  run(workers_die_with_their_supervisor);
  run(time_spent_stopped_is_held_against_nobody);
  run(the_side_worker_keeps_its_state_between_calls);
  run(a_question_ends_with_the_second_signal_or_a_refusal);
  run(a_large_question_gets_through);
  return check_report();
}
