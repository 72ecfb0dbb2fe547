/* filter: the system calls allowed to a confined process. */

#include "filter.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { MEMORY = 1 << 30 };

#if defined(__SANITIZE_ADDRESS__) /* it reserves terabytes */
#define MEMORY_BOUND RLIM_INFINITY
#else
#define MEMORY_BOUND MEMORY
#endif

enum { DONE = 10, REFUSED = 11, FAILED = 12, NOT_CONFINED = 13 };

/* The filter to confine processes with; no data: compile it each time. */
static news_buffer written;

static bool confine(size_t memory) {
  return !news_filter_enter(memory, written.data, written.size, NULL);
}

/* Confine a child and let it try: DONE, REFUSED (EPERM) or FAILED, or the
 * negative number of the signal that killed it. */
static int outcome(long (*attempt)(void)) {
  int status;
  pid_t pid = fork();
  if (pid == 0) {
    if (!confine(0)) _exit(NOT_CONFINED);
    errno = 0;
    long result = attempt();
    _exit(result >= 0 ? DONE : errno == EPERM ? REFUSED : FAILED);
  }
  if (pid < 0 || waitpid(pid, &status, 0) < 0) return 0;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* ------------------------------------------------------------ refused */

static long look_by_open(void) { return open("/etc/passwd", O_RDONLY); }
static long look_by_stat(void) {
  struct stat about;
  return stat("/etc/passwd", &about);
}
static long look_by_access(void) { return access("/etc/passwd", R_OK); }
static long look_at_a_link(void) {
  char name[99];
  return readlink("/proc/self/exe", name, sizeof name);
}

static void a_look_for_a_file_is_refused(void) {
  check(outcome(look_by_open) == REFUSED);
  check(outcome(look_by_stat) == REFUSED);
  check(outcome(look_by_access) == REFUSED);
  check(outcome(look_at_a_link) == REFUSED);
}

/* -------------------------------------------------------------- ended */

static long open_to_write(void) { return open("/dev/null", O_WRONLY); }
static long open_both(void) { return open("/dev/null", O_RDWR); }
static long create(void) { return open("/nowhere/file", O_CREAT, 0600); }
static long create_temporary(void) {
  return open("/tmp", O_TMPFILE | O_RDWR, 0600);
}
#ifdef SYS_creat
static long old_creat(void) { return syscall(SYS_creat, "/nowhere/f", 0600); }
#else
static long old_creat(void) { return creat("/nowhere/f", 0600); }
#endif
static long open_by_rules(void) {
  return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", NULL, 0);
}
static long remove_file(void) { return unlink("/nowhere/file"); }
static long rename_file(void) { return rename("/nowhere/a", "/nowhere/b"); }
static long link_file(void) { return link("/nowhere/a", "/nowhere/b"); }
static long make_directory(void) { return mkdir("/nowhere/a", 0700); }
static long change_mode(void) { return chmod("/nowhere/a", 0700); }
static long cut_file(void) { return truncate("/nowhere/a", 0); }
static long change_directory(void) { return chdir("/"); }
static long inet_socket(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static long unix_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static long socket_pair(void) {
  int pair[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}
static long connect_descriptor(void) { return connect(0, NULL, 0); }
static long send_message(void) { return sendmsg(0, NULL, 0); }
static long new_process(void) { return fork(); }
static long new_thread(void) { return syscall(SYS_clone, 0, 0, 0, 0, 0); }
static long newer_process(void) { return syscall(SYS_clone3, NULL, 0); }
static long program(void) {
  char *words[] = {NULL};
  return execve("/bin/true", words, words);
}
static long program_at(void) {
  return syscall(SYS_execveat, 0, "/bin/true", NULL, NULL, 0);
}
static long kill_parent(void) { return kill(getppid(), 0); }
static long kill_thread(void) { return syscall(SYS_tkill, 1, 0); }
static long trace(void) { return ptrace(PTRACE_TRACEME, 0, 0, 0); }
static long read_other(void) {
  return syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0);
}
static long memory_file(void) { return syscall(SYS_memfd_create, "m", 0); }
static long set_privileges(void) { return setuid(0); }
static long ring(void) { return syscall(SYS_io_uring_setup, 1, NULL); }
static long program_kernel(void) { return syscall(SYS_bpf, 0, NULL, 0); }
static long duplicate(void) { return fcntl(0, F_DUPFD, 9); }

static void everything_else_ends_the_process(void) {
  static long (*const attempts[])(void) = {
      open_to_write,      open_both,      create,         create_temporary,
      old_creat,          open_by_rules,  remove_file,    rename_file,
      link_file,          make_directory, change_mode,    cut_file,
      change_directory,   inet_socket,    unix_socket,    socket_pair,
      connect_descriptor, send_message,   new_process,    new_thread,
      newer_process,      program,        program_at,     kill_parent,
      kill_thread,        trace,          read_other,     memory_file,
      set_privileges,     ring,           program_kernel, duplicate,
  };
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
    check(outcome(attempts[i]) == -SIGSYS);
}

/* ------------------------------------------------------------- allowed */

static long memory(void) {
  char *room = malloc((size_t)9 << 20);
  if (!room) return -1;
  memset(room, 1, (size_t)9 << 20);
  room = realloc(room, (size_t)30 << 20);
  free(room);
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : munmap(page, 4096);
}
static long clock_now(void) {
  struct timespec now;
  return syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
}
static long own_descriptor(void) {
  struct stat about;
  if (fstat(2, &about) || fcntl(2, F_GETFL) < 0) return -1;
  return write(2, "", 0);
}

static void work_goes_on(void) {
  check(outcome(memory) == DONE);
  check(outcome(clock_now) == DONE);
  check(outcome(own_descriptor) == DONE);
}

/* -------------------------------------------------------------- limits */

static bool says_no_new_privileges(pid_t pid) {
  char name[64], text[4096];
  snprintf(name, sizeof name, "/proc/%d/status", (int)pid);
  int file = open(name, O_RDONLY);
  ssize_t size = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  text[size < 0 ? 0 : size] = '\0';
  return strstr(text, "NoNewPrivs:\t1") != NULL;
}

static bool has_limit(pid_t pid, int resource, rlim_t most) {
  struct rlimit now;
  return syscall(SYS_prlimit64, pid, resource, NULL, &now) == 0 &&
         now.rlim_max <= most && now.rlim_cur <= most;
}

/* An emulator of another machine accepts the limit but ignores it. */
static bool memory_is_bound_here(void) {
  enum { SOME = 1 << 30 };
  int status = 1;
  pid_t pid = fork();
  if (pid == 0) {
    struct rlimit now = {SOME, SOME};
    bool set = !setrlimit(RLIMIT_AS, &now) && !getrlimit(RLIMIT_AS, &now);
    _exit(set && now.rlim_max == SOME ? 0 : 1);
  }
  return waitpid(pid, &status, 0) == pid && status == 0;
}

/* Checked from outside, because the process itself may not ask. */
static void limits_are_set(void) {
  int up[2], down[2];
  char byte = 0;
  check(pipe(up) == 0 && pipe(down) == 0);
  pid_t pid = fork();
  if (pid == 0) {
    byte = confine(MEMORY) ? 'y' : 'n';
    bool told = write(up[1], &byte, 1) == 1;
    _exit(told && read(down[0], &byte, 1) == 1 ? 0 : 1);
  }
  check(read(up[0], &byte, 1) == 1 && byte == 'y');
  check(says_no_new_privileges(pid));
  check(has_limit(pid, RLIMIT_CORE, 0));
  check(has_limit(pid, RLIMIT_NPROC, 0));
  check(has_limit(pid, RLIMIT_NOFILE, 64));
  check(!memory_is_bound_here() || has_limit(pid, RLIMIT_AS, MEMORY_BOUND));
  check(write(down[1], &byte, 1) == 1);
  check(waitpid(pid, NULL, 0) == pid);
  for (int i = 0; i < 2; i++) close(up[i]), close(down[i]);
}

/* The system's limit backs every budget. */
static void memory_beyond_the_bound_is_not_to_be_had(void) {
  int status = 0;
  pid_t pid = fork();
  if (pid == 0) {
    if (!confine(MEMORY)) _exit(NOT_CONFINED);
    void *much = mmap(NULL, (size_t)2 * MEMORY, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    _exit(much == MAP_FAILED ? REFUSED : DONE);
  }
  check(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
  check(WEXITSTATUS(status) ==
        (MEMORY_BOUND == RLIM_INFINITY ? DONE : REFUSED));
}

/* ------------------------------------------------------------ written */

static void what_is_written_is_always_the_same(void) {
  news_buffer one = NEWS_BUFFER_EMPTY, other = NEWS_BUFFER_EMPTY;
  check(!news_filter_write(&one, NULL) && !news_filter_write(&other, NULL));
  check(one.size > 0 && one.size == other.size);
  check(memcmp(one.data, other.data, one.size) == 0);
  news_buffer_free(&one);
  news_buffer_free(&other);
}

static void write_filter(void) {
  check(!news_filter_write(&written, NULL));
  if (written.size < 16) abort(); /* nothing below can be tested */
}

static void one_that_cannot_be_loaded_ends_in_an_error(void) {
  write_filter();
  written.size -= 3; /* not a whole number of instructions */
  check(outcome(look_by_open) == NOT_CONFINED);
  written.size += 3;
  written.data[written.size - 8] = 0x7F; /* no instruction at all */
  check(outcome(look_by_open) == NOT_CONFINED);
  news_buffer_free(&written);
}

static void one_for_another_processor_is_put_aside(void) {
  write_filter();
  written.data[0] ^= 1;
  memset(written.data + 4, 0x7F, written.size - 4);
  check(outcome(look_by_open) == REFUSED);
  news_buffer_free(&written);
}

int main(void) {
  run(limits_are_set);
  if (memory_is_bound_here())
    run(memory_beyond_the_bound_is_not_to_be_had);
  else
    printf("%s: no bound of memory on this machine\n", __FILE__);
  const char *missing = news_filter_missing();
  if (missing) {
    printf("%s: no filter: %s\n", __FILE__, missing);
    return check_report();
  }
  run(a_look_for_a_file_is_refused);
  run(everything_else_ends_the_process);
  run(work_goes_on);
  run(what_is_written_is_always_the_same);
  run(one_that_cannot_be_loaded_ends_in_an_error);
  run(one_for_another_processor_is_put_aside);
  write_filter();
  run(limits_are_set);
  run(a_look_for_a_file_is_refused);
  run(everything_else_ends_the_process);
  run(work_goes_on);
  news_buffer_free(&written);
  return check_report();
}
