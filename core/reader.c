#include "reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document.h"
#include "reader_gzip.h"

#ifndef NEWS_SOURCE_CHUNK
#ifdef NEWS_TINY
#define NEWS_SOURCE_CHUNK ((size_t)16)
#else
#define NEWS_SOURCE_CHUNK ((size_t)256 << 10) /* fits the L2 cache */
#endif
#endif

struct news_source {
  int descriptor;
  bool owned;
  pid_t owner; /* the process that opened it: a copy in a forked one closes
                  nothing */
  bool regular;
  const char *memory; /* borrowed bytes instead of a descriptor, or NULL */
  bool sniffed;       /* the compression is known */
  bool ended;         /* read() returned 0 */
  bool over;          /* libarchive has no more */
  news_status failed; /* the result of every later read */
  news_error why;
  const struct magic *magic; /* NULL: not compressed */
  struct archive *archive;
  gzip_check *check; /* for gzip; else NULL */
  int read_errno;    /* a read() failed inside libarchive */
  news_signals *signals;
  uint64_t size, taken, given;
  char *chunk;
  size_t pending;   /* bytes in `chunk` not returned yet */
  const char *held; /* a chunk that was peeked at; the next read returns it */
  size_t held_size;
};

/* -------------------------------------------------------------- opening */

static news_status source_new(int descriptor, bool owned, news_source **out,
                              news_error *err) {
  struct stat about;
  *out = NULL;
  if (fstat(descriptor, &about)) return news_fail_system(err, "cannot read");
  if (S_ISDIR(about.st_mode)) {
    errno = EISDIR;
    return news_fail_system(err, "cannot read");
  }
  news_source *source = calloc(1, sizeof *source);
  if (source) source->chunk = malloc(NEWS_SOURCE_CHUNK);
  if (!source || !source->chunk) {
    free(source);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  source->descriptor = descriptor;
  source->owned = owned;
  source->owner = getpid();
  source->regular = S_ISREG(about.st_mode);
  off_t from = source->regular ? lseek(descriptor, 0, SEEK_CUR) : 0;
  if (source->regular && about.st_size > from && from >= 0)
    source->size = (uint64_t)(about.st_size - from);
  *out = source;
  return NEWS_OK;
}

int news_path_open(const char *path) {
  return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

news_status news_source_open(const char *path, news_source **out,
                             news_error *err) {
  *out = NULL;
  int descriptor = news_path_open(path);
  if (descriptor < 0) return news_fail_system(err, "cannot open");
  news_status status = source_new(descriptor, true, out, err);
  if (status) {
    int saved = errno;
    close(descriptor);
    errno = saved;
  }
  return status;
}

news_status news_source_use(int descriptor, news_source **out,
                            news_error *err) {
  return source_new(descriptor, false, out, err);
}

news_status news_source_bytes(const char *bytes, size_t size, news_source **out,
                              news_error *err) {
  *out = NULL;
  news_source *source = calloc(1, sizeof *source);
  if (source) source->chunk = malloc(NEWS_SOURCE_CHUNK);
  if (!source || !source->chunk) {
    free(source);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  source->descriptor = -1;
  source->regular = true;
  source->memory = bytes;
  source->size = size;
  *out = source;
  return NEWS_OK;
}

void news_source_free(news_source *source) {
  if (!source) return;
  if (source->archive) archive_read_free(source->archive);
  if (source->owned && source->owner == getpid()) close(source->descriptor);
  free(source->check);
  free(source->chunk);
  free(source);
}

/* -------------------------------------------------------------- reading */

void news_source_watch(news_source *source, news_signals *signals) {
  source->signals = signals;
}

/* Wait for input; false with errno EINTR if a signal comes first.  A FIFO
 * opened without waiting is not taken to be at its end before a writer comes,
 * as long as it is polled first (poll(2), POLLHUP). */
static bool wait_readable(const news_source *source) {
  for (;;) {
    struct pollfd two[2] = {
        {source->descriptor, POLLIN, 0},
        {news_signals_descriptor(source->signals), POLLIN, 0}};
    if (news_signals_count(source->signals)) {
      errno = EINTR;
      return false;
    }
    if (poll(two, 2, -1) < 0 && errno != EINTR) return false;
    if (two[0].revents) return true;
  }
}

static ssize_t copy_some(news_source *source, char *to, size_t size) {
  size_t left = (size_t)(source->size - source->taken);
  if (size > left) size = left;
  if (size) memcpy(to, source->memory + source->taken, size);
  return (ssize_t)size;
}

/* read() unaffected by signals and by a descriptor that somebody made
 * non-blocking. */
static ssize_t read_some(news_source *source, char *to, size_t size) {
  ssize_t n;
  do {
    if (!source->regular && !wait_readable(source)) return -1;
    n = source->memory ? copy_some(source, to, size)
                       : read(source->descriptor, to, size);
  } while (n < 0 && (errno == EINTR || errno == EAGAIN));
  if (n > 0) source->taken += (uint64_t)n;
  if (n == 0) source->ended = true;
  return n;
}

/* The first bytes of compressed data.  For bzip2 they include the magic of the
 * first block or of the end, because text may begin with "BZh9". */
static const struct magic {
  const char *name;
  int filter;
  size_t size;
  const char *bytes;
} magics[] = {
    {"gzip", ARCHIVE_FILTER_GZIP, 3, "\x1F\x8B\x08"},
    {"bzip2", ARCHIVE_FILTER_BZIP2, 10, "BZh#1AY&SY"},
    {"bzip2", ARCHIVE_FILTER_BZIP2, 10, "BZh#\x17rE8P\x90"},
    {"xz", ARCHIVE_FILTER_XZ, 6,
     "\xFD"
     "7zXZ\0"},
    {"zstd", ARCHIVE_FILTER_ZSTD, 4, "\x28\xB5\x2F\xFD"},
    {"zstd", ARCHIVE_FILTER_ZSTD, 4, "*\x2A\x4D\x18"},
};
enum { MAGICS = sizeof magics / sizeof *magics };

/* '#' in bzip2's magic is the level; '*' in zstd's is 0x50..0x5F, a skippable
 * frame (RFC 8878, 3.1.2). */
static bool magic_byte_fits(const struct magic *magic, size_t i, char byte) {
  unsigned char c = (unsigned char)byte;
  if (magic->filter == ARCHIVE_FILTER_BZIP2 && i == 3)
    return c >= '1' && c <= '9';
  if (magic->bytes[i] == '*' && i == 0) return (c & 0xF0) == 0x50;
  return byte == magic->bytes[i];
}

/* Number of bytes at the start of `bytes` that match. */
static size_t magic_fits(const struct magic *magic, const char *bytes,
                         size_t size) {
  size_t i = 0;
  while (i < size && i < magic->size && magic_byte_fits(magic, i, bytes[i]))
    i++;
  return i;
}

/* Whether the pending bytes decide the compression; else more are needed. */
static bool recognize(news_source *source) {
  bool open = false;
  for (int i = 0; i < MAGICS; i++) {
    size_t fits = magic_fits(&magics[i], source->chunk, source->pending);
    if (fits == magics[i].size) {
      source->magic = &magics[i];
      return true;
    }
    open = open || fits == source->pending;
  }
  return !open;
}

static la_ssize_t feed_archive(struct archive *archive, void *context,
                               const void **bytes) {
  news_source *source = context;
  ssize_t n = (ssize_t)source->pending;
  source->pending = 0;
  if (!n) n = read_some(source, source->chunk, NEWS_SOURCE_CHUNK);
  if (n < 0) {
    source->read_errno = errno;
    archive_set_error(archive, errno, "cannot read");
  } else if (source->check) {
    news_gzip_saw_compressed(source->check, source->chunk, (size_t)n);
  }
  *bytes = source->chunk;
  return n;
}

static news_status archive_failed(news_source *source, news_error *err) {
  if (source->read_errno) {
    errno = source->read_errno;
    return news_fail_system(err, "cannot read");
  }
  if (archive_errno(source->archive) == ENOMEM)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  const char *text = archive_error_string(source->archive);
  if (!text) text = "";
  return news_fail_with(err, NEWS_EDATA, (size_t)source->given,
                        "compressed data is damaged", text, strlen(text));
}

static news_status not_whole(const news_source *source, const char *why,
                             news_error *err) {
  return news_fail_with(err, NEWS_EDATA, (size_t)source->given,
                        "compressed data is damaged", why, strlen(why));
}

/* Whether data that gave no output is truncated.  libarchive takes data that
 * ends within the header, or a short text without its trailer, for empty. */
static bool is_cut(const news_source *source) {
  if (source->check) return !news_gzip_is_whole(source->check);
  return source->magic->filter == ARCHIVE_FILTER_BZIP2 &&
         source->magic->bytes[4] == '1'; /* of a block */
}

/* Exactly one filter: gzip inside gzip is not decompressed. */
static news_status open_archive(news_source *source, news_error *err) {
  struct archive *archive = archive_read_new();
  if (!archive) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  source->archive = archive;
  if (source->magic->filter == ARCHIVE_FILTER_GZIP) {
    source->check = news_gzip_check_new();
    if (!source->check) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  struct archive_entry *entry;
  if (archive_read_support_format_raw(archive) != ARCHIVE_OK ||
      archive_read_support_format_empty(archive) != ARCHIVE_OK ||
      archive_read_append_filter(archive, source->magic->filter) !=
          ARCHIVE_OK ||
      archive_read_open(archive, source, NULL, feed_archive, NULL) !=
          ARCHIVE_OK)
    return archive_failed(source, err);
  /* Data damaged before its first byte looks empty but leaves an error text. */
  if (archive_error_string(archive)) return archive_failed(source, err);
  int result = archive_read_next_header(archive, &entry);
  source->over = result == ARCHIVE_EOF; /* it is empty */
  if (source->over && is_cut(source))
    return not_whole(source, "it ends too early", err);
  if (result != ARCHIVE_OK && result != ARCHIVE_EOF)
    return archive_failed(source, err);
  return NEWS_OK;
}

static news_status sniff(news_source *source, news_error *err) {
  while (!source->ended && !recognize(source)) {
    ssize_t n = read_some(source, source->chunk + source->pending,
                          NEWS_SOURCE_CHUNK - source->pending);
    if (n < 0) return news_fail_system(err, "cannot read");
    source->pending += (size_t)n;
  }
  source->sniffed = true;
  return source->magic ? open_archive(source, err) : NEWS_OK;
}

static news_status end_archive(news_source *source, size_t *size,
                               news_error *err) {
  *size = 0;
  source->over = true;
  if (!source->check || news_gzip_is_whole(source->check)) return NEWS_OK;
  return not_whole(source, "wrong checksum", err);
}

static news_status read_archive(news_source *source, const char **data,
                                size_t *size, news_error *err) {
  const void *block;
  la_int64_t offset;
  if (source->over) return NEWS_OK;
  do {
    int result =
        archive_read_data_block(source->archive, &block, size, &offset);
    if (result == ARCHIVE_EOF) return end_archive(source, size, err);
    if (result != ARCHIVE_OK) return archive_failed(source, err);
  } while (*size == 0);
  source->given += *size;
  *data = block;
  if (source->check) news_gzip_saw_text(source->check, block, *size);
  if (source->given > NEWS_SOURCE_FREE &&
      source->given / NEWS_SOURCE_RATIO > source->taken)
    return news_fail(err, NEWS_EDATA, (size_t)source->given,
                     "compressed data grows more than a thousandfold");
  return NEWS_OK;
}

static news_status read_plain(news_source *source, const char **data,
                              size_t *size, news_error *err) {
  if (!source->pending && !source->ended) {
    ssize_t n = read_some(source, source->chunk, NEWS_SOURCE_CHUNK);
    if (n < 0) return news_fail_system(err, "cannot read");
    source->pending = (size_t)n;
  }
  *data = source->chunk;
  *size = source->pending;
  source->given += *size;
  source->pending = 0;
  return NEWS_OK;
}

static news_status read_chunk(news_source *source, const char **data,
                              size_t *size, news_error *err) {
  if (!source->sniffed) {
    news_status status = sniff(source, err);
    if (status) return status;
  }
  return source->magic ? read_archive(source, data, size, err)
                       : read_plain(source, data, size, err);
}

news_status news_source_read(news_source *source, const char **data,
                             size_t *size, news_error *err) {
  *data = source->held;
  *size = source->held_size;
  source->held = NULL;
  source->held_size = 0;
  if (*size) return NEWS_OK;
  if (!source->failed) {
    source->failed = read_chunk(source, data, size, &source->why);
    if (!source->failed) return NEWS_OK;
  }
  *data = NULL;
  *size = 0;
  if (err) *err = source->why;
  return source->failed;
}

news_status news_source_peek(news_source *source, const char **data,
                             size_t *size, news_error *err) {
  news_status status = news_source_read(source, data, size, err);
  if (status) return status;
  source->held = *data;
  source->held_size = *size;
  return NEWS_OK;
}

/* The size of a regular file is known, so one allocation replaces many; it
 * includes the padding that a document needs. */
static void expect_size(const news_source *source, size_t limit,
                        news_buffer *out) {
  uint64_t left = source->size - source->taken;
  if (!source->regular || source->taken >= source->size) return;
  if (left < SIZE_MAX / 4 && (!limit || left <= limit))
    news_buffer_room(out, (size_t)left + NEWS_TEXT_PADDING);
}

/* Whether input can be read straight into `out`, which has room for much of
 * it. */
static bool reads_directly(const news_source *source, const news_buffer *out) {
  return source->sniffed && !source->magic && !source->pending &&
         !source->held_size && !source->ended && !source->failed &&
         out->capacity - out->size > NEWS_SOURCE_CHUNK;
}

/* Read into the room of `out`, to avoid copying a chunk. */
static news_status read_directly(news_source *source, news_buffer *out,
                                 size_t *size, news_error *err) {
  char *to = out->data + out->size;
  ssize_t n = read_some(source, to, out->capacity - out->size - 1);
  if (n < 0) {
    source->failed = news_fail_system(&source->why, "cannot read");
    if (err) *err = source->why;
    return source->failed;
  }
  *size = (size_t)n;
  source->given += *size;
  news_buffer_added(out, *size);
  return NEWS_OK;
}

static news_status read_more(news_source *source, news_buffer *out,
                             size_t *size, news_error *err) {
  if (reads_directly(source, out)) return read_directly(source, out, size, err);
  const char *data;
  news_status status = news_source_read(source, &data, size, err);
  if (!status) news_buffer_add(out, data, *size);
  return status;
}

/* Number of bytes of a file not read yet; 0 if unknown. */
static uint64_t known_rest(const news_source *source) {
  bool known = source->regular && source->sniffed && !source->magic &&
               source->taken < source->size;
  return known ? source->size - source->taken : 0;
}

static news_status too_long(size_t limit, news_error *err) {
  char most[40];
  int size = snprintf(most, sizeof most, "more than %zu bytes", limit);
  return news_fail_with(err, NEWS_ETOOBIG, limit, "input is too long", most,
                        (size_t)size);
}

news_status news_source_read_all(news_source *source, size_t limit,
                                 news_buffer *out, news_error *err) {
  size_t size, total = 0;
  expect_size(source, limit, out);
  for (;;) {
    news_status status = read_more(source, out, &size, err);
    if (out->failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    if (status || size == 0) return status;
    total += size;
    if (limit && (total > limit || known_rest(source) > limit - total))
      return too_long(limit, err);
  }
}

/* ------------------------------------------------------------ questions */

bool news_source_ready(const news_source *source) {
  if (source->regular || source->ended || source->over || source->failed ||
      source->pending || source->held_size)
    return true;
  struct pollfd one = {source->descriptor, POLLIN, 0};
  return poll(&one, 1, 0) != 0;
}

int news_source_descriptor(const news_source *source) {
  return source->descriptor;
}

const char *news_source_compression(const news_source *source) {
  return source->magic ? source->magic->name : NULL;
}
