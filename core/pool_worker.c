#include "pool_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "heap.h"

_Static_assert((int)FRAME_FILES == (int)NEWS_POOL_FILES, "files of a job");

struct news_worker {
  int socket;
  bool side;
  uint64_t flushed;           /* time of the last sending */
  uint32_t frames;            /* of its job, sent or waiting */
  uint32_t count;             /* number of files of its job */
  int32_t files[FRAME_FILES]; /* descriptors, or -errno */
  status_page *page;
};

enum {
  WORKER_SOCKET = 3,
  EXIT_NOMEM = 71 /* EX_OSERR */,
  EXIT_QUIT = 75 /* EX_TEMPFAIL */
};

uint64_t news_pool_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* ------------------------------------------------------ inside a worker */

#ifdef NEWS_COVER
void __gcov_dump(void); /* for a process that ends by _exit() */
#endif

static _Noreturn void worker_exit(int code) {
#ifdef NEWS_COVER
  __gcov_dump();
#endif
  _exit(code);
}

/* Read all `size` bytes; exits if the supervisor is gone. */
static void worker_read(const news_worker *worker, char *to, size_t size) {
  while (size > 0) {
    ssize_t n = read(worker->socket, to, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) worker_exit(0);
    to += n;
    size -= (size_t)n;
  }
}

/* Receive the first bytes of a job, and into worker->files the descriptors that
 * come with them; returns the number of these. */
static uint32_t worker_receive(news_worker *worker, uint64_t *header) {
  file_message room;
  struct iovec part = {header, sizeof *header};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  message.msg_control = &room;
  message.msg_controllen = sizeof room;
  ssize_t n;
  do n = recvmsg(worker->socket, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  if (n <= 0) worker_exit(0);
  worker_read(worker, (char *)header + n, sizeof *header - (size_t)n);
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  if (!c || c->cmsg_type != SCM_RIGHTS) return 0;
  size_t size = c->cmsg_len - CMSG_LEN(0);
  memcpy(worker->files, CMSG_DATA(c), size);
  return (uint32_t)(size / sizeof(int));
}

/* Assign the received descriptors to the files that the supervisor could
 * open. */
static void worker_files(news_worker *worker, uint32_t came) {
  int32_t wanted[FRAME_FILES], got[FRAME_FILES];
  uint32_t used = 0;
  worker_read(worker, (char *)&worker->count, sizeof worker->count);
  if (worker->count > FRAME_FILES) worker_exit(EXIT_NOMEM);
  worker_read(worker, (char *)wanted, worker->count * sizeof *wanted);
  memcpy(got, worker->files, came * sizeof *got);
  for (uint32_t i = 0; i < worker->count; i++) {
    int32_t file = wanted[i];
    if (file >= 0) file = used < came ? got[used++] : -EMFILE;
    worker->files[i] = file;
  }
}

static void worker_close_files(news_worker *worker) {
  for (uint32_t i = 0; i < worker->count; i++)
    if (worker->files[i] >= 0) close(worker->files[i]);
  worker->count = 0;
}

int news_worker_file(const news_worker *worker, uint32_t index) {
  return index < worker->count ? worker->files[index] : -EBADF;
}

/* Write all parts completely. */
static void worker_write(const news_worker *worker, struct iovec *parts,
                         int count) {
  while (count > 0) {
    ssize_t n = writev(worker->socket, parts, count);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) worker_exit(0);
    size_t left = (size_t)n;
    while (count > 0 && left >= parts->iov_len) {
      left -= parts->iov_len;
      parts++;
      count--;
    }
    if (count > 0) {
      parts->iov_base = (char *)parts->iov_base + left;
      parts->iov_len -= left;
    }
  }
}

/* Frames wait in the shared page, so that one call sends many; if this process
 * dies, the supervisor still has them. */
static void worker_flush(news_worker *worker) {
  status_page *page = worker->page;
  uint32_t filled = atomic_load_explicit(&page->filled, memory_order_relaxed);
  if (!filled) return;
  worker_write(worker, &(struct iovec){page->room, filled}, 1);
  atomic_store(&page->filled, 0); /* before `sent`: sends none twice */
  atomic_fetch_add(&page->sent, filled);
}

/* Append a frame with its header to those that wait. */
static void worker_hold(status_page *page, const struct iovec *parts,
                        int count) {
  uint32_t filled = atomic_load_explicit(&page->filled, memory_order_relaxed);
  for (int i = 0; i < count; i++) {
    if (parts[i].iov_len)
      memcpy(page->room + filled, parts[i].iov_base, parts[i].iov_len);
    filled += (uint32_t)parts[i].iov_len;
  }
  atomic_store(&page->filled, filled);
}

/* Hold a frame, or send it by itself if it is too long for the page. */
static void worker_frame(news_worker *worker, frame_kind kind,
                         const struct iovec *data, uint32_t count) {
  status_page *page = worker->page;
  struct iovec parts[NEWS_POOL_PARTS + 1];
  size_t size = 0;
  for (uint32_t i = 0; i < count; i++) {
    parts[i + 1] = data[i];
    size += data[i].iov_len;
  }
  uint64_t header = frame_header(kind, size);
  parts[0] = (struct iovec){&header, FRAME_HEADER};
  size += FRAME_HEADER;
  if (size > PAGE_ROOM - (size_t)atomic_load(&page->filled))
    worker_flush(worker);
  if (size <= PAGE_ROOM) {
    worker_hold(page, parts, (int)count + 1);
    return;
  }
  worker_write(worker, parts, (int)count + 1);
  atomic_fetch_add(&page->sent, size);
}

/* Nanoseconds.  A worker that takes longer than this for a document sends each
 * frame at once. */
enum { HOLD = 5000000 };

void news_worker_send(news_worker *worker, const void *frame, size_t size) {
  struct iovec part = {(void *)(uintptr_t)frame, size};
  news_worker_send_parts(worker, &part, 1);
}

void news_worker_send_parts(news_worker *worker, const struct iovec *parts,
                            uint32_t count) {
  worker_frame(worker, FRAME_DATA, parts, count);
  worker->frames++;
  uint64_t now = news_pool_now();
  if (now - worker->flushed < HOLD) return;
  worker_flush(worker);
  worker->flushed = now;
}

/* Send an empty frame at once. */
static void worker_say(news_worker *worker, frame_kind kind) {
  worker_frame(worker, kind, NULL, 0);
  worker_flush(worker);
}

void news_worker_at(news_worker *worker, uint32_t document, int32_t rule) {
  atomic_store_explicit(&worker->page->place,
                        (uint64_t)document << 32 | worker->frames,
                        memory_order_relaxed);
  news_worker_rule(worker, rule);
}

void news_worker_rule(news_worker *worker, int32_t rule) {
  status_page *page = worker->page;
  atomic_store_explicit(&page->rule, rule, memory_order_relaxed);
  atomic_store_explicit(&page->started, news_pool_now(), memory_order_relaxed);
  atomic_fetch_add_explicit(&page->beat, 1, memory_order_release);
}

static void worker_idle(news_worker *worker) {
  atomic_store_explicit(&worker->page->started, 0, memory_order_relaxed);
  atomic_fetch_add_explicit(&worker->page->beat, 1, memory_order_release);
}

void news_worker_quit(news_worker *worker, int32_t reason) {
  news_worker_rule(worker, reason);
  worker_exit(EXIT_QUIT);
}

bool news_worker_is_side(const news_worker *worker) { return worker->side; }

/* Begin a job; until here the page describes the job before. */
static void worker_begin(news_worker *worker) {
  worker->frames = 0;
  news_worker_at(worker, 0, -1);
  atomic_fetch_add_explicit(&worker->page->jobs, 1, memory_order_release);
}

static void worker_job(const news_pool_calls *calls, news_worker *worker,
                       news_buffer *payload) {
  uint64_t header;
  uint32_t came = worker_receive(worker, &header);
  worker_files(worker, came);
  size_t size = (size_t)(header >> 8);
  news_buffer_clear(payload);
  char *room = news_buffer_room(payload, size);
  if (!room) worker_exit(EXIT_NOMEM);
  worker_read(worker, room, size);
  news_buffer_added(payload, size);
  worker_begin(worker);
  int code = calls->work(calls->host, worker, payload->data, size);
  if (code) worker_exit(code);
  worker_close_files(worker);
  worker_idle(worker);
  worker_say(worker, FRAME_DONE);
}

/* A worker frees the memory of a payload of many megabytes. */
enum { PAYLOAD_KEEP = 4 << 20 };

static _Noreturn void worker_loop(const news_pool_calls *calls,
                                  news_worker *worker) {
  news_buffer payload = NEWS_BUFFER_EMPTY;
  news_worker_at(worker, 0, -1);
  int code = calls->start ? calls->start(calls->host, worker) : 0;
  if (code) worker_exit(code);
  worker_idle(worker);
  worker_say(worker, FRAME_READY);
  for (;;) {
    worker_job(calls, worker, &payload);
    if (payload.capacity > PAYLOAD_KEEP) news_buffer_free(&payload);
  }
}

static void close_from(unsigned first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0u, 0u) == 0) return;
#endif
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur > 65536)
    limit.rlim_cur = 65536;
  for (unsigned i = first; i < limit.rlim_cur; i++) close((int)i);
}

/* Make the socket descriptor 3 and standard input and output /dev/null, keep
 * standard error, and close everything else. */
static bool arrange_descriptors(int socket) {
  int moved = fcntl(socket, F_DUPFD, WORKER_SOCKET + 1);
  if (moved < 0 || dup2(moved, WORKER_SOCKET) < 0) return false;
  int nothing = open("/dev/null", O_RDWR);
  bool fine = nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
              dup2(nothing, STDOUT_FILENO) >= 0;
  close_from(WORKER_SOCKET + 1);
  return fine;
}

static _Noreturn void child_main(const news_pool_calls *calls,
                                 news_signals *signals, news_worker *worker,
                                 pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) worker_exit(0); /* died before the prctl */
  news_signals_leave(signals);
  if (!arrange_descriptors(worker->socket)) worker_exit(EXIT_NOMEM);
  worker->socket = WORKER_SOCKET;
  news_heap_part();
  worker_loop(calls, worker);
}

/* -------------------------------------------------- in the supervisor */

/* Allocate a page that only its own worker inherits. */
static status_page *page_new(void) {
  void *page = mmap(NULL, sizeof(status_page), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return NULL;
  madvise(page, sizeof(status_page), MADV_DONTFORK);
  return page;
}

static void page_clear(status_page *page) {
  atomic_store(&page->beat, 0);
  atomic_store(&page->started, 0);
  atomic_store(&page->place, 0);
  atomic_store(&page->jobs, 0);
  atomic_store(&page->rule, -1);
  atomic_store(&page->filled, 0);
  atomic_store(&page->sent, 0);
}

static news_status make_socket(int pair[2], news_error *err) {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
    return news_fail_system(err, "cannot make a socket");
  int flags = fcntl(pair[0], F_GETFL);
  if (flags >= 0 && fcntl(pair[0], F_SETFL, flags | O_NONBLOCK) == 0)
    return NEWS_OK;
  news_status status = news_fail_system(err, "cannot make a socket");
  close(pair[0]);
  close(pair[1]);
  return status;
}

static news_status fork_worker(process *p, int pair[2],
                               const news_pool_calls *calls,
                               news_signals *signals, bool side,
                               news_error *err) {
  pid_t parent = getpid();
  madvise(p->page, sizeof *p->page, MADV_DOFORK);
  pid_t pid = fork();
  if (pid == 0) {
    news_worker worker = {.socket = pair[1], .side = side, .page = p->page};
    child_main(calls, signals, &worker, parent);
  }
  int saved = errno;
  madvise(p->page, sizeof *p->page, MADV_DONTFORK);
  errno = saved;
  if (pid < 0) return news_fail_system(err, "cannot start a process");
  p->pid = pid;
  return NEWS_OK;
}

news_status news_process_start(process *p, const news_pool_calls *calls,
                               news_signals *signals, bool side,
                               news_error *err) {
  int pair[2];
  if (!p->page && !(p->page = page_new()))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  page_clear(p->page);
  if (!news_frame_inbox_new(&p->inbox))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = make_socket(pair, err);
  if (!status) {
    status = fork_worker(p, pair, calls, signals, side, err);
    close(pair[1]);
    if (status) close(pair[0]);
  }
  if (status) {
    news_frame_inbox_free(&p->inbox);
    return status;
  }
  p->socket = pair[0];
  p->ready = p->ending = p->killed = p->bad = p->ended = p->last = false;
  p->jobs = 0;
  p->beat = UINT64_MAX;
  p->outbox = (frame_outbox){.size = 0};
  return NEWS_OK;
}

news_status news_process_give(process *p, const news_pool_calls *calls,
                              const char *payload, size_t size) {
  uint32_t count = 0;
  news_status status = NEWS_OK;
  if (calls->files)
    status =
        calls->files(calls->host, payload, size, p->outbox.head.files, &count);
  news_frame_begin(&p->outbox, count, payload, size);
  return status;
}

void news_process_last(process *p) {
  if (p->last || news_frame_sending(&p->outbox)) return;
  shutdown(p->socket, SHUT_WR);
  p->last = true;
}

void news_process_end(process *p, bool idle) {
  if (!p->pid) return;
  p->ending = true;
  if (idle)
    shutdown(p->socket, SHUT_WR);
  else
    kill(p->pid, SIGKILL);
}

enum { GRACE = 1000 }; /* milliseconds */

/* Give a process that exits by itself time to do so; it closes its socket last,
 * and after that a signal no longer changes its status.  One that does not
 * exit, perhaps because it is stopped, must not keep us waiting. */
static void say_goodbye(process *p) {
  struct pollfd one = {p->socket, 0, 0}; /* only POLLHUP */
  poll(&one, 1, GRACE);
  kill(p->pid, SIGKILL);
  close(p->socket);
}

static void describe_end(const process *p, news_pool_failure *failure) {
  int status = p->status;
  failure->how = NEWS_DEATH_EXIT;
  failure->code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) {
    failure->how = NEWS_DEATH_SIGNAL;
    failure->code = WTERMSIG(status);
  }
  if (p->bad) failure->how = NEWS_DEATH_FRAME;
  if (p->killed) failure->how = NEWS_DEATH_TIMEOUT;
}

static void describe_place(const process *p, news_pool_failure *failure) {
  bool begun = atomic_load(&p->page->jobs) == p->jobs;
  uint64_t started = begun ? atomic_load(&p->page->started) : 0;
  uint64_t place = begun ? atomic_load(&p->page->place) : 0;
  uint64_t now = news_pool_now();
  failure->document = (uint32_t)(place >> 32);
  failure->behind = (int32_t)((uint32_t)failure->frames - (uint32_t)place);
  failure->rule = begun ? atomic_load(&p->page->rule) : -1;
  failure->seconds =
      started && now > started ? (double)(now - started) / 1e9 : 0;
}

void news_process_stop(process *p) {
  pid_t waited;
  if (!p->pid || p->ended) return;
  if (!p->ending) news_process_end(p, false);
  say_goodbye(p);
  do waited = waitpid(p->pid, &p->status, 0);
  while (waited < 0 && errno == EINTR);
  p->ended = true;
}

bool news_process_left(process *p, size_t limit, frame_view *out) {
  status_page *page = p->page;
  uint64_t sent = atomic_load(&page->sent), given = p->inbox.given;
  uint32_t filled = atomic_load(&page->filled);
  if (filled > PAGE_ROOM || given < sent || given - sent >= filled)
    return false;
  size_t at = (size_t)(given - sent);
  if (news_frame_view(page->room + at, filled - at, limit, out) != FRAME_GOT)
    return false;
  p->inbox.given += FRAME_HEADER + out->size;
  return true;
}

void news_process_reap(process *p, news_pool_failure *failure) {
  if (!p->pid) return;
  news_process_stop(p);
  if (failure) {
    describe_end(p, failure);
    describe_place(p, failure);
  }
  news_frame_inbox_free(&p->inbox);
  news_frame_outbox_free(&p->outbox);
  p->pid = 0;
}

void news_process_free(process *p) {
  news_process_end(p, false);
  news_process_reap(p, NULL);
  if (p->page) munmap(p->page, sizeof *p->page);
  p->page = NULL;
}

/* Nanoseconds; 0 if unknown. */
static uint64_t processor_time(pid_t pid) {
  clockid_t clock;
  struct timespec used;
  if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &used)) return 0;
  return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

/* Whether this is the first look since the worker began this document or
 * rule. */
static bool is_first_look(process *p, uint64_t beat, uint64_t now) {
  if (p->beat == beat) return false;
  p->beat = beat;
  p->looked = now;
  p->worked = p->seen = processor_time(p->pid);
  return true;
}

/* Whether a worker whose time is over had to wait for the processor: since the
 * first look it has worked, but less than it would on a processor of its own,
 * and not so long that its own clock, which stops it at half of the limit,
 * should have ended it. */
static bool is_kept_waiting(process *p, uint64_t now, uint64_t spent,
                            uint64_t limit) {
  enum { PATIENCE = 20 };
  uint64_t time = processor_time(p->pid), before = p->seen;
  p->seen = time;
  return time > before + limit / 1000 && time < p->worked + limit / 5 * 3 &&
         time < p->worked + (now - p->looked) / 5 * 4 &&
         spent / PATIENCE < limit;
}

uint64_t news_process_check_time(process *p, uint64_t limit, uint64_t base) {
  if (!limit || !p->pid || p->killed) return UINT64_MAX;
  uint64_t beat = atomic_load_explicit(&p->page->beat, memory_order_acquire);
  uint64_t started =
      atomic_load_explicit(&p->page->started, memory_order_relaxed);
  if (!started) return UINT64_MAX;
  if (started < base) started = base;
  uint64_t now = news_pool_now();
  uint64_t spent = now > started ? now - started : 0;
  if (spent < limit / 2) return limit / 2 - spent;
  bool first = is_first_look(p, beat, now);
  if (spent < limit) return limit - spent;
  /* It may have moved on between the two readings. */
  if (atomic_load_explicit(&p->page->beat, memory_order_acquire) != beat)
    return limit;
  if (first || is_kept_waiting(p, now, spent, limit)) return limit / 2;
  p->killed = true;
  kill(p->pid, SIGKILL);
  return UINT64_MAX;
}
