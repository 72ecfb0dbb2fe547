#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef NEWS_OUTPUT_ROOM
#ifdef NEWS_TINY
#define NEWS_OUTPUT_ROOM ((size_t)8)
#else
#define NEWS_OUTPUT_ROOM ((size_t)64 << 10)
#endif
#endif

struct news_output {
  int descriptor;
  bool owned;
  bool regular;
  news_status failed; /* the result of every later call */
  int failed_errno;
  news_error why;
  news_signals *signals;
  uint64_t size;
  int directory;   /* where the file will be; -1: written in place */
  char *target;    /* its name in that directory */
  char *temporary; /* the name until then; NULL when there is none */
  size_t waiting;
  char room[NEWS_OUTPUT_ROOM];
};

/* Record the failure: an output that lost bytes accepts no more. */
static news_status output_failed(news_output *output, const char *what,
                                 news_error *err) {
  output->failed_errno = errno;
  output->failed = news_fail_system(&output->why, what);
  if (err) *err = output->why;
  return output->failed;
}

static news_status failed_before(const news_output *output, news_error *err) {
  if (err) *err = output->why;
  errno = output->failed_errno;
  return output->failed;
}

/* -------------------------------------------------------------- opening */

static news_output *output_new(int descriptor, bool owned) {
  news_output *output = malloc(sizeof *output);
  if (!output) return NULL;
  struct stat about;
  memset(output, 0, offsetof(news_output, room));
  output->descriptor = descriptor;
  output->owned = owned;
  output->directory = -1;
  output->regular = fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
  return output;
}

news_status news_output_use(int descriptor, news_output **out,
                            news_error *err) {
  *out = output_new(descriptor, false);
  return *out ? NEWS_OK : news_fail(err, NEWS_ENOMEM, 0, NULL);
}

/* Make an open descriptor an output, or close it. */
static news_status output_own(int descriptor, news_output **out,
                              news_error *err) {
  *out = output_new(descriptor, true);
  if (*out) return NEWS_OK;
  close(descriptor);
  return news_fail(err, NEWS_ENOMEM, 0, NULL);
}

enum { TARGET_PART = 100 }; /* bytes of it in a temporary's name */

/* A name for a temporary: hidden, so that directory walks skip it;
 * unpredictable, so that nobody can create it first. */
static char *temporary_name(const char *target) {
  uint64_t random;
  if (getrandom(&random, sizeof random, 0) != sizeof random) return NULL;
  size_t room = strlen(target) + 32;
  char *name = malloc(room);
  if (name)
    snprintf(name, room, ".%.*s.%016llx~", TARGET_PART, target,
             (unsigned long long)random);
  return name;
}

/* .NAME.0123456789abcdef~ */
static bool is_temporary(const char *name, const char *target) {
  size_t size = strlen(name);
  if (name[0] != '.' || size < 19 || name[size - 1] != '~' ||
      name[size - 18] != '.')
    return false;
  size_t part = size - 19, whole = target ? strlen(target) : part;
  if (whole > TARGET_PART) whole = TARGET_PART;
  return strspn(name + size - 17, "0123456789abcdef") == 16 && part == whole &&
         (!target || strncmp(name + 1, target, part) == 0);
}

/* Whether no process writes the temporary file: the one that does holds a lock,
 * which ends with it. */
static bool is_left_behind(int directory, const char *name) {
  int how = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  int file = openat(directory, name, how);
  bool left = file >= 0 && !flock(file, LOCK_EX | LOCK_NB);
  if (file >= 0) close(file);
  return left;
}

news_status news_output_sweep(const char *directory, const char *target,
                              news_error *err) {
  DIR *open = opendir(directory);
  if (!open) return news_fail_system(err, "cannot open directory");
  struct dirent *entry;
  while ((entry = readdir(open)))
    if (is_temporary(entry->d_name, target) &&
        is_left_behind(dirfd(open), entry->d_name))
      unlinkat(dirfd(open), entry->d_name, 0);
  closedir(open);
  return NEWS_OK;
}

/* Create the temporary in output->directory. */
static news_status create_temporary(news_output *output, news_error *err) {
  for (int tries = 0; tries < 100; tries++) {
    output->temporary = temporary_name(output->target);
    if (!output->temporary) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    output->descriptor =
        openat(output->directory, output->temporary,
               O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (output->descriptor >= 0) {
      flock(output->descriptor, LOCK_EX | LOCK_NB); /* is_left_behind() */
      return NEWS_OK;
    }
    int saved = errno;
    free(output->temporary);
    output->temporary = NULL;
    errno = saved;
    if (saved != EEXIST) break;
  }
  return news_fail_system(err, "cannot create");
}

/* Split `path` into output->directory and output->target. */
static news_status open_directory(news_output *output, char *path,
                                  news_error *err) {
  char *slash = strrchr(path, '/');
  output->target = strdup(slash ? slash + 1 : path);
  if (!output->target) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (slash) slash[slash == path ? 1 : 0] = '\0';
  const char *directory = slash ? path : ".";
  output->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (output->directory < 0 && errno == EACCES) /* may still be writable */
    output->directory = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return output->directory < 0 ? news_fail_system(err, "cannot open directory")
                               : NEWS_OK;
}

static news_status create_beside(char *path, const struct stat *existing,
                                 news_output **out, news_error *err) {
  news_output *output = output_new(-1, true);
  if (!output) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = open_directory(output, path, err);
  if (!status) status = create_temporary(output, err);
  if (status) {
    int saved = errno;
    news_output_free(output);
    errno = saved;
    return status;
  }
  output->regular = true;
  if (existing && fchmod(output->descriptor, existing->st_mode & 07777)) {
    /* Some file systems refuse; the bytes matter more. */
  }
  *out = output;
  return NEWS_OK;
}

static news_status open_device(const char *path, news_output **out,
                               news_error *err) {
  int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return news_fail_system(err, "cannot open");
  return output_own(descriptor, out, err);
}

/* The target of the link at `path`, one step, from malloc(); NULL with errno
 * set, to EINVAL if it is not a link. */
static char *read_link(const char *path) {
  char target[PATH_MAX];
  ssize_t size = readlink(path, target, sizeof target);
  if (size < 0) return NULL;
  const char *slash = target[0] == '/' ? NULL : strrchr(path, '/');
  size_t before = slash ? (size_t)(slash - path) + 1 : 0;
  char *whole = malloc(before + (size_t)size + 1);
  if (!whole) return NULL;
  memcpy(whole, path, before);
  memcpy(whole + before, target, (size_t)size);
  whole[before + (size_t)size] = '\0';
  return whole;
}

char *news_output_target(const char *path) {
  enum { MOST_LINKS = 40 }; /* as in Linux */
  char *at = strdup(path);
  for (int links = 0; at; links++) {
    char *next = read_link(at);
    if (!next && (errno == EINVAL || errno == ENOENT)) return at;
    free(at);
    at = next;
    if (links == MOST_LINKS) {
      free(at);
      errno = ELOOP;
      return NULL;
    }
  }
  return NULL;
}

news_status news_output_create(const char *path, news_output **out,
                               news_error *err) {
  *out = NULL;
  struct stat about;
  bool exists = stat(path, &about) == 0;
  if (exists && S_ISDIR(about.st_mode)) {
    errno = EISDIR;
    return news_fail_system(err, "cannot create");
  }
  if (exists && !S_ISREG(about.st_mode)) return open_device(path, out, err);
  char *real = news_output_target(path);
  if (!real)
    return errno == ENOMEM ? news_fail(err, NEWS_ENOMEM, 0, NULL)
                           : news_fail_system(err, "cannot create");
  news_status status = create_beside(real, exists ? &about : NULL, out, err);
  free(real);
  return status;
}

news_status news_output_append(const char *path, uint64_t keep,
                               news_output **out, news_error *err) {
  *out = NULL;
  int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return news_fail_system(err, "cannot open");
  struct stat about;
  if (fstat(descriptor, &about) || !S_ISREG(about.st_mode) ||
      (uint64_t)about.st_size < keep) {
    close(descriptor);
    return news_fail(err, NEWS_EDATA, 0, "shorter than the part to keep");
  }
  if (ftruncate(descriptor, (off_t)keep) ||
      lseek(descriptor, (off_t)keep, SEEK_SET) < 0) {
    news_status status = news_fail_system(err, "cannot cut");
    close(descriptor);
    return status;
  }
  news_status status = output_own(descriptor, out, err);
  if (!status) (*out)->size = keep;
  return status;
}

/* -------------------------------------------------------------- writing */

void news_output_watch(news_output *output, news_signals *signals) {
  output->signals = signals;
}

/* Wait until the descriptor accepts PIPE_BUF bytes; false after the second
 * signal.  After one signal the output is still finished. */
static bool wait_writable(news_output *output) {
  for (;;) {
    struct pollfd two[2] = {
        {output->descriptor, POLLOUT, 0},
        {news_signals_descriptor(output->signals), POLLIN, 0}};
    if (news_signals_count(output->signals) >= 2) {
      errno = EINTR;
      return false;
    }
    if (poll(two, 2, -1) < 0 && errno != EINTR) return false;
    if (two[0].revents) return true;
  }
}

/* Number of bytes for one write().  A pipe that polls as writable accepts
 * PIPE_BUF bytes at once, more may block (pipe(7)), and a blocked write cannot
 * notice a signal that is only read from a descriptor. */
static size_t write_at_most(const news_output *output, size_t size) {
  bool careful = output->signals && !output->regular;
  return careful && size > PIPE_BUF ? PIPE_BUF : size;
}

static bool wait_before_write(news_output *output) {
  return output->regular || !output->signals || wait_writable(output);
}

static news_status put(news_output *output, const char *bytes, size_t size,
                       news_error *err) {
  while (size > 0) {
    if (!wait_before_write(output))
      return output_failed(output, "cannot write", err);
    ssize_t n = write(output->descriptor, bytes, write_at_most(output, size));
    if (n < 0 && errno == EAGAIN && wait_writable(output)) continue;
    if (n < 0 && errno == EINTR && news_signals_count(output->signals) < 2)
      continue;
    if (n == 0) errno = EIO; /* no progress and no reason: do not loop */
    if (n <= 0) return output_failed(output, "cannot write", err);
    bytes += n;
    size -= (size_t)n;
  }
  return NEWS_OK;
}

static news_status put_waiting(news_output *output, news_error *err) {
  if (output->failed) return failed_before(output, err);
  size_t waiting = output->waiting;
  output->waiting = 0;
  return put(output, output->room, waiting, err);
}

news_status news_output_flush(news_output *output, news_error *err) {
  if (output->temporary && !output->failed) return NEWS_OK;
  return put_waiting(output, err);
}

news_status news_output_write(news_output *output, const void *bytes,
                              size_t size, news_error *err) {
  if (output->failed) return failed_before(output, err);
  output->size += size;
  if (size > NEWS_OUTPUT_ROOM - output->waiting) {
    news_status status = put_waiting(output, err);
    if (status || size >= NEWS_OUTPUT_ROOM)
      return status ? status : put(output, bytes, size, err);
  }
  if (size) memcpy(output->room + output->waiting, bytes, size);
  output->waiting += size;
  return NEWS_OK;
}

/* ------------------------------------------------------------ finishing */

/* fsync(), but it is no failure if there is nothing to sync: EINVAL from file
 * systems without it, EBADF from a directory opened without read permission. */
static int sync_descriptor(int descriptor, int harmless) {
  int result;
  do result = fsync(descriptor);
  while (result && errno == EINTR);
  return result && errno != EINVAL && errno != harmless ? result : 0;
}

news_status news_output_sync(news_output *output, news_error *err) {
  news_status status = put_waiting(output, err);
  if (status) return status;
  if (output->owned && output->regular &&
      sync_descriptor(output->descriptor, EINVAL))
    return output_failed(output, "cannot sync", err);
  return NEWS_OK;
}

static news_status close_descriptor(news_output *output, news_error *err) {
  int descriptor = output->descriptor;
  output->descriptor = -1;
  /* After EINTR Linux has closed it: close(2). */
  if (output->owned && close(descriptor) && errno != EINTR)
    return output_failed(output, "cannot close", err);
  return NEWS_OK;
}

/* Rename the temporary to its target. */
static news_status rename_temporary(news_output *output, news_error *err) {
  if (renameat(output->directory, output->temporary, output->directory,
               output->target))
    return output_failed(output, "cannot rename", err);
  free(output->temporary);
  output->temporary = NULL;
  if (sync_descriptor(output->directory, EBADF))
    return output_failed(output, "cannot sync directory", err);
  return NEWS_OK;
}

news_status news_output_commit(news_output *output, news_error *err) {
  news_status status = news_output_sync(output, err);
  if (!status) status = close_descriptor(output, err);
  if (status || !output->temporary) return status;
  return rename_temporary(output, err);
}

news_status news_output_rename(const char *from, const char *to,
                               news_error *err) {
  if (rename(from, to)) return news_fail_system(err, "cannot rename");
  char *path = strdup(to);
  if (!path) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  char *slash = strrchr(path, '/');
  if (slash) slash[slash == path ? 1 : 0] = '\0';
  int directory = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  free(path);
  if (directory < 0) return NEWS_OK; /* writable but not readable */
  news_status status = sync_descriptor(directory, EINVAL)
                           ? news_fail_system(err, "cannot sync directory")
                           : NEWS_OK;
  close(directory);
  return status;
}

void news_output_free(news_output *output) {
  if (!output) return;
  if (output->owned && output->descriptor >= 0) close(output->descriptor);
  if (output->temporary) unlinkat(output->directory, output->temporary, 0);
  if (output->directory >= 0) close(output->directory);
  free(output->temporary);
  free(output->target);
  free(output);
}

bool news_output_closed(const news_output *output) {
  return output->failed_errno == EPIPE;
}

uint64_t news_output_size(const news_output *output) { return output->size; }

news_status news_output_directory(const char *path, news_error *err) {
  char *part = strdup(path);
  if (!part) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (char *slash = part + 1; part[0] && (slash = strchr(slash, '/'));
       slash++) {
    *slash = '\0';
    mkdir(part, 0777); /* a failure shows at the last part */
    *slash = '/';
  }
  struct stat about;
  bool made = mkdir(part, 0777) == 0;
  int saved = errno;
  if (!made && stat(part, &about) == 0)
    made = S_ISDIR(about.st_mode), saved = ENOTDIR;
  free(part);
  errno = saved;
  return made ? NEWS_OK : news_fail_system(err, "cannot create directory");
}
