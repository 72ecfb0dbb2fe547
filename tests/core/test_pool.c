/* pool: order, deaths, the host. */

#include "pool_host.h"

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

static void a_worker_goes_on_while_the_host_is_busy(void) {
  static const char *const jobs[] = {"1:ok", "2:ok", "3:ok",
                                     "4:ok", "5:ok", NULL};
  host h = host_for(jobs);
  h.begun = mmap(NULL, sizeof *h.begun, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  h.after = 1;
  check(h.begun != MAP_FAILED);
  check(run_pool(&h, (news_pool_options){0}, NULL) == NEWS_OK);
  check(h.came);
  check(strcmp(h.out.data, "[0 1 ][1 2 ][2 3 ][3 4 ][4 5 ]") == 0);
  munmap((void *)h.begun, sizeof *h.begun);
  news_buffer_free(&h.out);
}

/* ------------------------------------------------------------- deaths */

/* The job that the worker had next. */
static void a_death_is_not_the_fault_of_the_next_job(void) {
  static const char *const jobs[] = {
      "1:ok", "2:ok 3:crash 4:ok", "5:ok", "6:ok", "7:ok", NULL};
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.attempts = 1}, NULL) == NEWS_OK);
  check(h.failures == 1 && h.last.job == 1 && h.last.document == 1);
  check(strcmp(h.out.data, "[0 1 ][1 2 3!1.11 4 ][2 5 ][3 6 ][4 7 ]") == 0);
  news_buffer_free(&h.out);
}

static void a_crash_an_exit_and_rubbish_lose_nothing_else(void) {
  static const char *const jobs[] = {
      "1:ok 2:crash 3:ok", "4:exit",       "5:ok",
      "6:bad 7:ok",        "8:ok 9:crash", NULL};
  for (uint32_t workers = 1; workers <= 3; workers++)
    check(gives(jobs, (news_pool_options){.workers = workers},
                "[0 1 2!1.11 3 ][1 4!0.9 ][2 5 ][3 6!3.9 7 ][4 8 9!1.11 ]"));
}

/* The frame came, and the worker's last place is after it. */
static void a_frame_that_came_before_a_death_counts(void) {
  static const char *const jobs[] = {"1:ok 2:sent 3:ok", "4:sent 5:ok", NULL};
  for (uint32_t workers = 1; workers <= 2; workers++)
    check(gives(jobs, (news_pool_options){.workers = workers},
                "[0 1 2 3!0.9 ][1 4 5!0.9 ]"));
}

/* Frames are sent in batches, but all finished ones still arrive. */
static void frames_that_wait_in_a_worker_outlive_it(void) {
  static const char *const ends[] = {"exit", "crash", "bad", "hang"};
  static const char *const results[] = {"0.9", "1.11", "3.9", "2.9"};
  for (int i = 0; i < 4; i++) {
    char job[128], wanted[128];
    snprintf(job, sizeof job, "1:ok 2:ok 3:ok 4:ok 5:ok 6:ok 7:ok 8:ok 9:%s",
             ends[i]);
    snprintf(wanted, sizeof wanted, "[0 1 2 3 4 5 6 7 8 9!%s ][1 1 ]",
             results[i]);
    const char *const jobs[] = {job, "1:ok", NULL};
    host h = host_for(jobs);
    news_error err;
    check(!run_pool(&h, (news_pool_options){.timeout = 200000000}, &err));
    check(h.failures == 1 && h.last.frames == 8);
    check(h.out.data && strcmp(h.out.data, wanted) == 0);
    news_buffer_free(&h.out);
  }
}

static void one_that_hangs_is_killed_at_twice_the_timeout(void) {
  static const char *const jobs[] = {"1:ok 2:hang 3:ok", "4:ok", NULL};
  host h = host_for(jobs);
  check(run_pool(&h, (news_pool_options){.workers = 2, .timeout = 300000000},
                 NULL) == NEWS_OK);
  check(strcmp(h.out.data, "[0 1 2!2.9 3 ][1 4 ]") == 0);
  check(h.failures == 1);
  check(h.last.how == NEWS_DEATH_TIMEOUT);
  check(h.last.document == 1);
  check(h.last.rule == 7);
  check(h.last.frames == 1);
  check(h.last.seconds >= 0.6);
  news_buffer_free(&h.out);
}

/* A job that is slow because others have the processor does not count as
 * hanging, up to the time that it may work.  Only on a machine where a process
 * gets nothing for 0.3 s would it do so. */
static void one_that_waits_for_its_turn_goes_on(void) {
  static const char *const jobs[] = {"1:wait 2:busy", NULL};
  check(gives(jobs, (news_pool_options){.timeout = 300000000}, "[0 1 2!2.9 ]"));
}

/* A stopped process does not end by itself. */
static void a_worker_that_does_not_end_is_killed(void) {
  static const char *const jobs[] = {"1:pid", NULL};
  host h = host_for(jobs);
  h.halt = true;
  alarm(60); /* else it would be waited for for ever */
  check(run_pool(&h, (news_pool_options){.workers = 1}, NULL) == NEWS_OK);
  alarm(0);
  check(h.halted > 0);
  check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
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
  check(h.failures == 1);
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

static void who_has_the_last_job_ends_behind_it(void) {
  static const char *const jobs[] = {"1:ok", NULL};
  host h = host_for(jobs);
  h.await = true;
  check(run_pool(&h, (news_pool_options){.workers = 2}, NULL) == NEWS_OK);
  check(h.awaited);
  news_buffer_free(&h.out);
}

static void what_dies_of_the_last_jobs_is_tried_again(void) {
  static const char *const jobs[] = {"1:ok", "2:slow 3:crash 4:exit 5:ok",
                                     NULL};
  for (uint32_t workers = 1; workers <= 2; workers++)
    check(gives(jobs, (news_pool_options){.workers = workers},
                "[0 1 ][1 2 3!1.11 4!0.9 5 ]"));
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
  check(news_pool_run(pool, NULL) == NEWS_EDATA); /* waits, with no worker */
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

/* A pool can run again; the leftovers of the first run are gone. */
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

/* --------------------------------------------------------------- files */

/* Each file holds a different letter; every third is missing. */
static news_status open_letters(void *context, const char *payload, size_t size,
                                int32_t list[NEWS_POOL_FILES],
                                uint32_t *count) {
  (void)context;
  (void)payload;
  *count = size > 1 ? NEWS_POOL_FILES : 0;
  for (uint32_t i = 0; i < *count; i++) {
    char letter = (char)('A' + i);
    list[i] = i % 3 == 2 ? -ENOENT : memfd_create("letter", MFD_CLOEXEC);
    if (list[i] < 0) continue;
    if (write(list[i], &letter, 1) != 1 || lseek(list[i], 0, SEEK_SET))
      return NEWS_EIO;
  }
  return NEWS_OK;
}

/* Answers with every file's letter, '-' for a missing one, and exits after the
 * first half of "twice". */
static int read_letters(void *context, news_worker *worker, const char *payload,
                        size_t size) {
  (void)context;
  for (uint32_t i = 0; i <= NEWS_POOL_FILES; i++) {
    char letter = '-';
    int file = news_worker_file(worker, i);
    if (file >= 0 && read(file, &letter, 1) != 1) return 8;
    bool missing = size > 1 && i % 3 == 2 && i < NEWS_POOL_FILES;
    if (file < 0 && file != (missing ? -ENOENT : -EBADF)) return 9;
    news_worker_send(worker, &letter, 1);
    if (i == 5 && *payload == 't') news_worker_quit(worker, -5);
  }
  return 0;
}

static news_status again(void *context, const news_pool_failure *failure,
                         news_buffer *retry, news_buffer *frame) {
  (void)frame;
  ((host *)context)->last = *failure;
  news_buffer_add_text(retry, "once");
  return NEWS_OK;
}

#define LETTERS \
  "A B - D E - G H - J K - M N - P Q - S T - V W - Y Z - \\ ] - _ ` - "

static void files_come_opened_with_their_job(void) {
  static const char *const jobs[] = {"once", "-", "twice", "once", NULL};
  host h = host_for(jobs);
  news_pool_calls calls = calls_for(&h);
  int before = open_descriptors();
  news_pool *pool;
  calls.files = open_letters;
  calls.work = read_letters;
  calls.failed = again;
  check(news_pool_new(&calls, &(news_pool_options){.workers = 1}, &pool,
                      NULL) == NEWS_OK);
  check(news_pool_run(pool, NULL) == NEWS_OK);
  check(h.last.rule == -5 && h.last.frames == 6);
  news_buffer none = NEWS_BUFFER_EMPTY;
  for (int i = 0; i <= NEWS_POOL_FILES; i++) news_buffer_add_text(&none, "- ");
  char wanted[1024];
  snprintf(wanted, sizeof wanted,
           "[0 " LETTERS "][1 %s][2 A B - D E - " LETTERS "][3 " LETTERS "]",
           none.data);
  check(h.out.data && strcmp(h.out.data, wanted) == 0);
  news_pool_free(pool);
  news_buffer_free(&none);
  news_buffer_free(&h.out);
  check(open_descriptors() == before);
}

int main(void) {
  run(one_job_comes_back);
  run(no_job_forks_nothing);
  run(order_is_that_of_the_jobs_with_any_number_of_workers);
  run(a_bound_of_one_byte_still_passes_everything);
  run(a_slow_consumer_holds_the_workers_back);
  run(a_worker_goes_on_while_the_host_is_busy);
  run(a_crash_an_exit_and_rubbish_lose_nothing_else);
  run(a_death_is_not_the_fault_of_the_next_job);
  run(a_frame_that_came_before_a_death_counts);
  run(frames_that_wait_in_a_worker_outlive_it);
  run(one_that_hangs_is_killed_at_twice_the_timeout);
  run(one_that_waits_for_its_turn_goes_on);
  run(a_worker_that_does_not_end_is_killed);
  run(a_job_that_always_dies_ends_after_the_attempts);
  run(a_frame_over_the_limit_is_a_death);
  run(workers_that_never_start_end_the_run);
  run(what_work_returns_is_an_exit);
  run(faults_everywhere_leave_all_other_results_alone);
  run(no_descriptor_and_no_process_is_left);
  run(who_has_the_last_job_ends_behind_it);
  run(what_dies_of_the_last_jobs_is_tried_again);
  run(input_that_comes_late_is_waited_for);
  run(a_consumer_that_fails_stops_the_run);
  run(a_host_that_stops_or_waits_for_nothing_ends_the_run);
  run(what_a_call_answers_is_what_the_run_answers);
  run(a_pool_runs_more_than_once);
  run(files_come_opened_with_their_job);
  return check_report();
}
