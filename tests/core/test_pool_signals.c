#include <signal.h>
/* pool: signals, the end of the supervisor, the side worker. */

#include "pool_host.h"

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
  static const char *const jobs[] = {"1:stop 2:again", NULL};
  news_signals *signals;
  news_error err;
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.workers = 1, .signals = signals},
                 &err) == NEWS_EIO);
  check(news_signals_count(signals) == 2);
  check(strcmp(h.out.data, "[0 1 ") == 0);
  news_signals_free(signals);
  news_buffer_free(&h.out);
}

static void workers_die_with_their_supervisor(void) {
  int pipes[2];
  check(pipe(pipes) == 0);
  pid_t supervisor = fork();
  if (supervisor == 0) {
    static const char *const jobs[] = {"1:here", NULL};
    host h = host_for(jobs);
    close(pipes[0]);
    /* A worker keeps only standard error, which holds the pipe open. */
    dup2(pipes[1], STDERR_FILENO);
    close(pipes[1]);
    (void)run_pool(&h, (news_pool_options){.workers = 1}, NULL);
    _exit(0);
  }
  close(pipes[1]);
  char byte;
  check(read(pipes[0], &byte, 1) == 1); /* the worker is running */
  kill(supervisor, SIGKILL);
  waitpid(supervisor, NULL, 0);
  struct pollfd one = {pipes[0], POLLIN, 0};
  check(poll(&one, 1, 60000) == 1);
  check(one.revents & POLLHUP);
  close(pipes[0]);
}

/* Ctrl-Z and fg: a supervisor and workers stopped together for longer than the
 * limit continue as if nothing had happened. */
static void time_spent_stopped_is_held_against_nobody(void) {
  int status = -1;
  pid_t supervisor = fork();
  if (supervisor == 0) {
    static const char *const jobs[] = {"1:nap 2:ok", NULL};
    setpgid(0, 0);
    host h = host_for(jobs);
    (void)run_pool(&h, (news_pool_options){.timeout = 1000000000}, NULL);
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
  news_pool_options options = {.workers = 1, .timeout = 300000000};
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
  signal(SIGINT, SIG_DFL); /* ignored if a shell started us with & */
  run(the_first_signal_finishes_what_is_begun);
  run(the_second_signal_stops_at_once);
  run(workers_die_with_their_supervisor);
  run(time_spent_stopped_is_held_against_nobody);
  run(the_side_worker_keeps_its_state_between_calls);
  run(a_question_ends_with_the_second_signal_or_a_refusal);
  run(a_large_question_gets_through);
  return check_report();
}
