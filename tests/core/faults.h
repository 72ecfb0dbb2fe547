#ifndef FAULTS_H
#define FAULTS_H

/* System calls that fail on demand.  The Makefile links tests named
 * test_*_faults with --wrap for each of these.
 *
 *   faults_arm(FAULT_MEMORY, n)   the n-th allocation fails
 *   faults_arm(FAULT_SYSTEM, n)   the n-th other call fails with faults_errno
 *   faults_arm(FAULT_SHORT, 0)    reads and writes move at most 3 bytes, and
 *                                 every second one is interrupted (EINTR)
 *   faults_off()                  nothing fails; true when one did
 *
 * A forked child begins without faults, unless faults_in_child says how to arm
 * the first child that looks. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FAULT_NONE, FAULT_MEMORY, FAULT_SYSTEM, FAULT_SHORT };

static int faults_kind, faults_left, faults_errno = EIO;
static bool faults_fired;
static long faults_live; /* allocations not freed yet */
static long faults_total;

typedef struct faults_child {
  _Atomic int kind; /* taken by the first child, even if two begin at once */
  int nth;
} faults_child;
static faults_child *faults_in_child; /* shared memory, or NULL */

static inline void faults_arm(int kind, int nth) {
  faults_kind = kind;
  faults_left = nth;
  faults_fired = false;
}

static inline bool faults_off(void) {
  faults_kind = FAULT_NONE;
  return faults_fired;
}

static bool fault_due(int kind, int error) {
  if (faults_kind != kind || --faults_left != 0) return false;
  faults_fired = true;
  faults_total++;
  errno = error;
  return true;
}

#define SYSTEM_FAULT() fault_due(FAULT_SYSTEM, faults_errno)
#define MEMORY_FAULT() fault_due(FAULT_MEMORY, ENOMEM)

/* Whether to interrupt the call; else shortens `size`. */
static bool fault_short(size_t *size) {
  if (faults_kind != FAULT_SHORT) return false;
  if (*size > 3) *size = 3;
  errno = EINTR;
  return faults_left++ % 2 == 0;
}

#define WRAP(result, name, parameters) \
  result __real_##name parameters;     \
  result __wrap_##name parameters;     \
  result __wrap_##name parameters

WRAP(void *, malloc, (size_t size)) {
  if (MEMORY_FAULT()) return NULL;
  void *piece = __real_malloc(size);
  faults_live += piece != NULL;
  return piece;
}

WRAP(void *, calloc, (size_t count, size_t size)) {
  if (MEMORY_FAULT()) return NULL;
  void *piece = __real_calloc(count, size);
  faults_live += piece != NULL;
  return piece;
}

WRAP(void *, realloc, (void *old, size_t size)) {
  if (MEMORY_FAULT()) return NULL;
  void *piece = __real_realloc(old, size);
  faults_live += piece && !old;
  return piece;
}

WRAP(void, free, (void *piece)) {
  faults_live -= piece != NULL;
  __real_free(piece);
}

WRAP(char *, strdup, (const char *text)) {
  if (MEMORY_FAULT()) return NULL;
  faults_live++;
  return __real_strdup(text);
}

WRAP(char *, realpath, (const char *path, char *to)) {
  if (MEMORY_FAULT()) return NULL;
  char *real = __real_realpath(path, to);
  faults_live += real && !to;
  return real;
}

WRAP(ssize_t, read, (int fd, void *to, size_t size)) {
  if (SYSTEM_FAULT() || fault_short(&size)) return -1;
  return __real_read(fd, to, size);
}

WRAP(ssize_t, write, (int fd, const void *from, size_t size)) {
  if (SYSTEM_FAULT() || fault_short(&size)) return -1;
  return __real_write(fd, from, size);
}

/* Writes only the first part, so that a write of several is always short. */
WRAP(ssize_t, writev, (int fd, const struct iovec *parts, int count)) {
  size_t size = parts->iov_len;
  if (SYSTEM_FAULT() || fault_short(&size)) return -1;
  if (faults_kind == FAULT_SHORT)
    return __real_write(fd, parts->iov_base, size);
  return __real_writev(fd, parts, count);
}

WRAP(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags)) {
  size_t size = message->msg_iov->iov_len;
  if (SYSTEM_FAULT() || fault_short(&size)) return -1;
  if (faults_kind == FAULT_SHORT)
    return __real_write(fd, message->msg_iov->iov_base, size);
  return __real_sendmsg(fd, message, flags);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...) {
  return SYSTEM_FAULT() ? -1 : __real_open(path, flags, 0666);
}

int __real_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...) {
  return SYSTEM_FAULT() ? -1 : __real_openat(at, path, flags, 0666);
}

WRAP(int, close, (int fd)) { /* closed even when it fails: close(2) */
  bool fails = SYSTEM_FAULT();
  int result = __real_close(fd);
  if (fails) errno = faults_errno;
  return fails ? -1 : result;
}

WRAP(int, fsync, (int fd)) { return SYSTEM_FAULT() ? -1 : __real_fsync(fd); }

WRAP(int, fchmod, (int fd, mode_t mode)) {
  return SYSTEM_FAULT() ? -1 : __real_fchmod(fd, mode);
}

WRAP(int, renameat, (int at, const char *old, int to, const char *name)) {
  return SYSTEM_FAULT() ? -1 : __real_renameat(at, old, to, name);
}

WRAP(int, ftruncate, (int fd, off_t size)) {
  return SYSTEM_FAULT() ? -1 : __real_ftruncate(fd, size);
}

WRAP(off_t, lseek, (int fd, off_t to, int whence)) {
  return SYSTEM_FAULT() ? -1 : __real_lseek(fd, to, whence);
}

WRAP(int, fstat, (int fd, struct stat *about)) {
  return SYSTEM_FAULT() ? -1 : __real_fstat(fd, about);
}

WRAP(int, stat, (const char *path, struct stat *about)) {
  return SYSTEM_FAULT() ? -1 : __real_stat(path, about);
}

WRAP(int, poll, (struct pollfd * fds, nfds_t count, int timeout)) {
  return SYSTEM_FAULT() ? -1 : __real_poll(fds, count, timeout);
}

WRAP(pid_t, fork, (void)) {
  if (SYSTEM_FAULT()) return -1;
  pid_t pid = __real_fork();
  if (pid == 0 && faults_kind != FAULT_SHORT) faults_off();
  if (pid == 0 && faults_in_child) {
    int kind = atomic_exchange(&faults_in_child->kind, FAULT_NONE);
    if (kind) faults_arm(kind, faults_in_child->nth);
  }
  return pid;
}

WRAP(int, socketpair, (int domain, int type, int protocol, int pair[2])) {
  return SYSTEM_FAULT() ? -1 : __real_socketpair(domain, type, protocol, pair);
}

int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...) {
  va_list list;
  va_start(list, command);
  int argument = va_arg(list, int);
  va_end(list);
  return SYSTEM_FAULT() ? -1 : __real_fcntl(fd, command, argument);
}

WRAP(void *, mmap,
     (void *at, size_t size, int rights, int flags, int fd, off_t offset)) {
  if (SYSTEM_FAULT()) return MAP_FAILED;
  return __real_mmap(at, size, rights, flags, fd, offset);
}

WRAP(int, signalfd, (int fd, const sigset_t *set, int flags)) {
  return SYSTEM_FAULT() ? -1 : __real_signalfd(fd, set, flags);
}

WRAP(DIR *, opendir, (const char *path)) {
  return SYSTEM_FAULT() ? NULL : __real_opendir(path);
}

WRAP(struct dirent *, readdir, (DIR * directory)) {
  return SYSTEM_FAULT() ? NULL : __real_readdir(directory);
}

WRAP(int, mkdir, (const char *path, mode_t mode)) {
  return SYSTEM_FAULT() ? -1 : __real_mkdir(path, mode);
}

#endif
