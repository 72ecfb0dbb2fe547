/* pool when each system call fails in turn, in the supervisor and in a
 * worker. */

#include "check.h"
#include "faults.h"
#include "pool.h"
#include "reader.h"

#include <stdio.h>
#include <sys/wait.h>

/* Jobs "ab" answer one frame a letter; an X kills the worker. `failed` answers
 * the letter without a frame with "!" and continues after it.  After an M the
 * worker's next allocation fails. */
typedef struct host {
  const char *const *jobs; /* NULL at the end */
  int next;
  news_buffer out;
  int failures, lost; /* deaths; those with lost answers */
  int rule;           /* of the last death */
} host;

static const char *const some[] = {"ab", "cXd", "", "efg", "h", NULL};
static const char whole[] = "ab|c!d||efg|h|";

static news_produced produce(void *context, news_buffer *job, int *descriptor) {
  host *h = context;
  (void)descriptor;
  if (!h->jobs[h->next]) return NEWS_PRODUCED_END;
  news_buffer_add_text(job, h->jobs[h->next++]);
  return NEWS_PRODUCED_JOB;
}

static int work(void *context, news_worker *worker, const char *payload,
                size_t size) {
  (void)context;
  for (size_t i = 0; i < size; i++) {
    news_worker_at(worker, (uint32_t)i, 5);
    if (payload[i] == 'X') return 3;
    if (payload[i] == 'M') faults_arm(FAULT_MEMORY, 1);
    news_worker_send(worker, payload + i, 1);
  }
  return 0;
}

/* The test's own memory does not fail. */
static void note(host *h, const char *bytes, size_t size) {
  int kind = faults_kind;
  faults_kind = FAULT_NONE;
  news_buffer_add(&h->out, bytes, size);
  faults_kind = kind;
}

static news_status consume(void *context, uint64_t job, const char *data,
                           size_t size) {
  (void)job;
  note(context, data ? data : "|", data ? size : 1);
  return NEWS_OK;
}

static news_status failed(void *context, const news_pool_failure *failure,
                          news_buffer *retry, news_buffer *frame) {
  host *h = context;
  h->failures++;
  h->rule = failure->rule;
  h->lost += failure->behind < 0;
  check((int64_t)failure->document + failure->behind ==
        (int64_t)failure->frames);
  if (failure->size <= failure->frames) return NEWS_OK;
  const char *guilty = failure->payload + failure->frames;
  const char *end = failure->payload + failure->size;
  news_buffer_add_text(frame, "!");
  news_buffer_add(retry, guilty + 1, (size_t)(end - guilty - 1));
  return NEWS_OK;
}

/* One file a job, opened as the program does. */
static news_status open_one(void *context, const char *payload, size_t size,
                            int32_t files[NEWS_POOL_FILES], uint32_t *count) {
  (void)context;
  (void)payload;
  (void)size;
  int file = news_path_open("/dev/null");
  files[(*count)++] = file < 0 ? -errno : file;
  return NEWS_OK;
}

static news_status run_host(host *h, uint32_t workers, size_t bytes) {
  news_pool_calls calls = {h,       produce, NULL, work,
                           consume, failed,  NULL, open_one};
  news_pool_options options = {.workers = workers, .bytes = bytes};
  news_signals *signals;
  news_pool *pool;
  news_status status = news_signals_new(&signals, NULL);
  if (status) return status;
  options.signals = signals;
  status = news_pool_new(&calls, &options, &pool, NULL);
  if (!status) status = news_pool_run(pool, NULL);
  if (!status) status = news_pool_call(pool, "z", 1, NULL, NULL, NULL, NULL);
  news_pool_free(pool);
  news_signals_free(signals);
  return status;
}

static int open_descriptors(void) {
  int count = 0;
  for (int fd = 0; fd < 64; fd++)
    if (__real_fcntl(fd, F_GETFD, 0) >= 0) count++;
  return count;
}

/* One run with the fault; whether it fired. */
static bool one_fault(int kind, int nth, uint32_t workers, size_t bytes) {
  host h = {.jobs = some};
  int descriptors = open_descriptors();
  long live = faults_live;
  faults_arm(kind, nth);
  news_status status = run_host(&h, workers, bytes);
  bool fired = faults_off();
  if (!status && h.failures == 1)
    check(h.out.data && strcmp(h.out.data, whole) == 0);
  if (!fired) check(status == NEWS_OK && h.failures == 1);
  if (status) /* just a beginning, with nothing out of order */
    check(h.failures > 1 ||
          strncmp(h.out.data ? h.out.data : "", whole, h.out.size) == 0);
  news_buffer_free(&h.out);
  check(open_descriptors() == descriptors);
  check(faults_live == live);
  check(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
  return fired;
}

static void sweep(int kind) {
  for (uint32_t workers = 1; workers <= 2; workers++)
    for (size_t bytes = 1; bytes <= 1000; bytes += 999)
      for (int nth = 1, quiet = 0; quiet < 5; nth++)
        quiet = one_fault(kind, nth, workers, bytes) ? 0 : quiet + 1;
}

static void every_allocation_of_the_supervisor_may_fail(void) {
  sweep(FAULT_MEMORY);
}

static void every_call_of_the_supervisor_may_fail(void) {
  static const int errors[] = {EIO, ENOMEM};
  for (int e = 0; e < 2; e++) {
    faults_errno = errors[e];
    sweep(FAULT_SYSTEM);
  }
}

/* A worker that fails once costs at most its current document. */
static void every_call_of_a_worker_may_fail(void) {
  faults_in_child =
      __real_mmap(NULL, sizeof *faults_in_child, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  faults_errno = EIO;
  for (int kind = FAULT_MEMORY; kind <= FAULT_SYSTEM; kind++)
    for (int nth = 1; nth < 40; nth++) {
      host h = {.jobs = some};
      *faults_in_child = (faults_child){kind, nth};
      news_status status = run_host(&h, 2, 0);
      faults_in_child->kind = FAULT_NONE;
      check(status == NEWS_OK);
      check(h.failures <= 2 && h.lost == 0);
      int bars = 0, marks = 0;
      for (size_t i = 0; i < h.out.size; i++) {
        bars += h.out.data[i] == '|';
        marks += h.out.data[i] == '!';
      }
      check(bars == 5);
      check(marks <= 2);
      check(h.out.size == strlen(whole));
      news_buffer_free(&h.out);
    }
  munmap(faults_in_child, sizeof *faults_in_child);
  faults_in_child = NULL;
}

/* The worker dies while receiving the second job, which is not the fault of the
 * last rule. */
static void who_dies_before_a_job_begins_blames_no_rule(void) {
  char large[5000];
  memset(large, 'a', sizeof large);
  large[sizeof large - 1] = '\0';
  const char *const two[] = {"bM", large, NULL};
  host h = {.jobs = two, .rule = 7};
  check(run_host(&h, 1, 0) == NEWS_OK);
  check(h.failures == 1);
  check(h.rule == -1);
  news_buffer_free(&h.out);
}

static void short_and_interrupted_calls_change_nothing(void) {
  for (uint32_t workers = 1; workers <= 3; workers++) {
    host h = {.jobs = some};
    faults_arm(FAULT_SHORT, 0);
    news_status status = run_host(&h, workers, 0);
    faults_off();
    check(status == NEWS_OK);
    check(h.failures == 1);
    check(strcmp(h.out.data, whole) == 0);
    news_buffer_free(&h.out);
  }
}

int main(void) {
  run(every_allocation_of_the_supervisor_may_fail);
  run(every_call_of_the_supervisor_may_fail);
  run(every_call_of_a_worker_may_fail);
  run(who_dies_before_a_job_begins_blames_no_rule);
  run(short_and_interrupted_calls_change_nothing);
  printf("%ld faults\n", faults_total);
  return check_report();
}
