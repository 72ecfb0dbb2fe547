#include "filter.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Sanitizers and gcov need files, threads and more at any time. */
#if defined(__SANITIZE_ADDRESS__) || defined(NEWS_COVER)
#define FILTER_NOT_HERE "none (a build for tests)"
#elif !defined(NEWS_SECCOMP)
#define FILTER_NOT_HERE "none (build with libseccomp-dev)"
#endif

enum { MOST_FILES = 64 };

static bool limit(int resource, rlim_t most) {
  struct rlimit now;
  if (getrlimit((__rlimit_resource_t)resource, &now)) return false;
  if (now.rlim_max > most) now.rlim_max = most;
  if (now.rlim_cur > now.rlim_max) now.rlim_cur = now.rlim_max;
  return setrlimit((__rlimit_resource_t)resource, &now) == 0;
}

/* Sanitizers reserve terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define CAN_LIMIT_MEMORY false
#else
#define CAN_LIMIT_MEMORY true
#endif

static news_status set_limits(size_t memory, news_error *err) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || !limit(RLIMIT_CORE, 0) ||
      !limit(RLIMIT_NPROC, 0) || !limit(RLIMIT_NOFILE, MOST_FILES) ||
      (CAN_LIMIT_MEMORY && memory && !limit(RLIMIT_AS, memory)))
    return news_fail_system(err, "cannot set limits");
  return NEWS_OK;
}

#ifdef FILTER_NOT_HERE

const char *news_filter_missing(void) { return FILTER_NOT_HERE; }

news_status news_filter_write(news_buffer *out, news_error *err) {
  (void)out, (void)err;
  return NEWS_OK;
}

news_status news_filter_enter(size_t memory, const char *written, size_t size,
                              news_error *err) {
  (void)written, (void)size;
  return set_limits(memory, err);
}

#else

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *news_filter_missing(void) {
  if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0) return NULL;
  return "none (this kernel has no seccomp)";
}

/* The calls used by malloc, Lua, PCRE2's compiler, libarchive, the pool's loop
 * and the host's timer. */
static const int allowed[] = {
    SCMP_SYS(read),          SCMP_SYS(readv),         SCMP_SYS(pread64),
    SCMP_SYS(lseek),         SCMP_SYS(recvmsg),       SCMP_SYS(write),
    SCMP_SYS(writev),        SCMP_SYS(close),         SCMP_SYS(fstat),
    SCMP_SYS(poll),          SCMP_SYS(ppoll),         SCMP_SYS(mmap),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),        SCMP_SYS(mprotect),
    SCMP_SYS(madvise),       SCMP_SYS(brk),           SCMP_SYS(futex),
    SCMP_SYS(sched_yield),   SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(getrandom),     SCMP_SYS(getpid),
    SCMP_SYS(gettid),        SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),    SCMP_SYS(timer_create),
    SCMP_SYS(timer_settime),
};

/* Calls that libraries make and that may fail. */
static const int refused[] = {
    SCMP_SYS(stat),      SCMP_SYS(lstat),
    SCMP_SYS(statx),     SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),  SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),    SCMP_SYS(ioctl),
    SCMP_SYS(uname),     SCMP_SYS(sysinfo),
    SCMP_SYS(prlimit64), SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage), SCMP_SYS(sched_getaffinity),
};

static int add_lists(scmp_filter_ctx filter) {
  int bad = 0;
  for (size_t i = 0; !bad && i < sizeof allowed / sizeof *allowed; i++)
    bad = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (size_t i = 0; !bad && i < sizeof refused / sizeof *refused; i++)
    bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
  return bad;
}

/* Opening only for reading is just a look, so it fails gently; fstat() is
 * newfstatat() with an empty name; reading the flags of a descriptor is
 * allowed. */
static int add_looks(scmp_filter_ctx filter) {
  const scmp_datum_t changes =
      O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
  int bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, changes, 0));
  if (!bad)
    bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                           SCMP_A1(SCMP_CMP_MASKED_EQ, changes, 0));
  if (!bad)
    bad = seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
        SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
  if (!bad)
    bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(newfstatat),
                           1, SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
  if (!bad)
    bad = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                           SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  return bad;
}

/* NULL when out of memory, or if libseccomp fails. */
static scmp_filter_ctx new_filter(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return NULL;
  /* The kernel runs the filter on every system call: make it a binary tree. */
  (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
  if (!add_lists(filter) && !add_looks(filter)) return filter;
  seccomp_release(filter);
  return NULL;
}

/* All bytes of a file in memory. */
static bool read_all(int file, news_buffer *out) {
  off_t size = lseek(file, 0, SEEK_END);
  char *room = size > 0 ? news_buffer_room(out, (size_t)size) : NULL;
  if (!room || pread(file, room, (size_t)size, 0) != size) return false;
  news_buffer_added(out, (size_t)size);
  return true;
}

news_status news_filter_write(news_buffer *out, news_error *err) {
  if (news_filter_missing()) return NEWS_OK;
  scmp_filter_ctx filter = new_filter();
  if (!filter) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  uint32_t native = seccomp_arch_native();
  news_buffer_add(out, &native, sizeof native);
  int file = memfd_create("filter", MFD_CLOEXEC);
  int bad = file < 0 ? -errno : seccomp_export_bpf(filter, file);
  seccomp_release(filter);
  if (!bad && !read_all(file, out)) bad = -EIO;
  if (file >= 0) close(file);
  if (!bad) return NEWS_OK;
  errno = -bad;
  return news_fail_system(err, "cannot write the system-call filter");
}

/* Whether the written filter is for this kind of processor. */
static bool is_for_us(const char *written, size_t size) {
  uint32_t native = seccomp_arch_native();
  return written && size > sizeof native &&
         memcmp(written, &native, sizeof native) == 0;
}

/* Like seccomp_load(). */
static int load_written(const char *written, size_t size) {
  struct sock_filter list[256];
  size_t bytes = size - sizeof(uint32_t);
  struct sock_fprog all = {(unsigned short)(bytes / sizeof *list), list};
  if (bytes > sizeof list || bytes % sizeof *list) return -EINVAL;
  memcpy(list, written + sizeof(uint32_t), bytes);
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &all) ? -errno : 0;
}

static int load_new(void) {
  scmp_filter_ctx filter = new_filter();
  if (!filter) return -ENOMEM;
  int bad = seccomp_load(filter);
  seccomp_release(filter);
  return bad;
}

news_status news_filter_enter(size_t memory, const char *written, size_t size,
                              news_error *err) {
  news_status status = set_limits(memory, err);
  if (status || news_filter_missing()) return status;
  int bad = is_for_us(written, size) ? load_written(written, size) : load_new();
  if (!bad) return NEWS_OK;
  errno = -bad;
  return news_fail_system(err, "cannot load the system-call filter");
}

#endif
