#ifndef NEWS_READER_H
#define NEWS_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "signals.h"
#include "status.h"

/* Input: files and pipes, compressed or not; lines; directories.
 *
 * System failures are NEWS_EIO with errno set; `what` names the call that
 * failed ("cannot open") and `detail` is the system's text ("No such file or
 * directory").  The caller knows the path, so it is not repeated. */

/* ------------------------------------------------------------- sources */

/* A file or descriptor being read.  Data that begins with the magic bytes of
 * gzip, bzip2, xz or zstd is decompressed, with all its members, whatever the
 * name of the file. */
typedef struct news_source news_source;

/* After this many bytes of output, data that decompresses to more than
 * NEWS_SOURCE_RATIO times its size is refused; ordinary text gives 3 to 30
 * times. */
#ifndef NEWS_SOURCE_FREE
#define NEWS_SOURCE_FREE ((uint64_t)10 << 20)
#endif
enum { NEWS_SOURCE_RATIO = 1000 };

/* Open `path` for reading; a pipe is fine (the first read waits for its
 * writer), a directory is NEWS_EIO with EISDIR.  Freed with
 * news_source_free(). */
news_status news_source_open(const char *path, news_source **out,
                             news_error *err);

/* Read from `descriptor`, which remains the caller's and is not closed. */
news_status news_source_use(int descriptor, news_source **out, news_error *err);

/* Read the `size` bytes at `bytes`, which remain the caller's and must outlive
 * the source; they may be compressed. */
news_status news_source_bytes(const char *bytes, size_t size, news_source **out,
                              news_error *err);

void news_source_free(news_source *source);

/* While a read waits for input, watch `signals` too: the first signal makes it
 * fail with NEWS_EIO and errno EINTR.  Otherwise Ctrl-C would be noticed only
 * after input arrives, because news_signals blocks it.  NULL: do not watch. */
void news_source_watch(news_source *source, news_signals *signals);

/* Read the next chunk: *data points to *size bytes, valid until the next call
 * with this source; *size is 0 at the end.  Waits for input.  NEWS_EDATA if
 * compressed data is damaged, truncated or a bomb, after all bytes before the
 * damage have been returned. */
news_status news_source_read(news_source *source, const char **data,
                             size_t *size, news_error *err);

/* Look at the bytes that the next news_source_read() will return. */
news_status news_source_peek(news_source *source, const char **data,
                             size_t *size, news_error *err);

/* Append the rest of the source to `out`.  NEWS_ETOOBIG if that is more than
 * `limit` bytes (0: no limit). */
news_status news_source_read_all(news_source *source, size_t limit,
                                 news_buffer *out, news_error *err);

/* Whether news_source_read() would return without waiting, with bytes or at the
 * end.  On a pipe with compressed data it may still wait for the rest of a
 * compressed block. */
bool news_source_ready(const news_source *source);

/* The descriptor to poll() for input when not ready. */
int news_source_descriptor(const news_source *source);

/* "gzip", "bzip2", "xz", "zstd", or NULL while unknown or not compressed. */
const char *news_source_compression(const news_source *source);

/* ---------------------------------------------------------------- text */

typedef enum news_encoding {
  NEWS_ENCODING_UTF8,     /* no byte order mark */
  NEWS_ENCODING_UTF8_BOM, /* EF BB BF */
  NEWS_ENCODING_UTF16LE,  /* FF FE */
  NEWS_ENCODING_UTF16BE,  /* FE FF */
} news_encoding;

/* The encoding given by a byte order mark at `bytes`; *mark is the size of the
 * mark, 0 if there is none. */
news_encoding news_text_encoding(const char *bytes, size_t size, size_t *mark);

/* Whether `bytes` need no decoding: valid UTF-8 without a byte order mark. */
bool news_text_is_decoded(const char *bytes, size_t size);

/* Append `bytes` as the UTF-8 text of a document.  A byte order mark decides
 * the encoding and is dropped; without one it is UTF-8.  Each maximal
 * ill-formed part becomes one U+FFFD; line ends stay as they are. */
news_status news_text_decode(const char *bytes, size_t size, news_buffer *out,
                             news_error *err);

/* --------------------------------------------------------------- lines */

/* The lines of a source, for JSON Lines.  LF and CR LF end a line; the last
 * line need not have an end; lines that are empty or hold only blanks are
 * counted but not returned; a byte order mark at the start is dropped. */
typedef struct news_lines news_lines;

/* The longest line, in bytes; a longer one is NEWS_ETOOBIG. */
#ifndef NEWS_LINE_MAX
#ifdef NEWS_TINY
#define NEWS_LINE_MAX ((size_t)700000)
#else
#define NEWS_LINE_MAX ((size_t)2 << 30)
#endif
#endif

typedef enum news_line_state {
  NEWS_LINE_READY, /* `text` is a line */
  NEWS_LINE_WAIT,  /* no line is complete and no input is ready: poll() */
  NEWS_LINE_END,   /* there are no more lines */
} news_line_state;

typedef struct news_line {
  news_line_state state;
  const char *text; /* without the line end; valid until the next call */
  size_t size;
  uint64_t number; /* counted from 1, empty lines included */
  uint64_t offset; /* byte offset in the (decompressed) source */
} news_line;

/* The lines of `source`, which must outlive them and must not be read otherwise
 * from now on.  NULL when out of memory.  Freed with news_lines_free(). */
news_lines *news_lines_new(news_source *source);
void news_lines_free(news_lines *lines);

/* Get the next line.  If `wait` is false, gives NEWS_LINE_WAIT instead of
 * waiting for input (but see news_source_ready() about compressed pipes). */
news_status news_lines_next(news_lines *lines, bool wait, news_line *line,
                            news_error *err);

/* Get the line after the last one, skipping blank lines, if it is complete in
 * memory and has at most `most` bytes.  Invalidates the last line.  Never
 * waits. */
bool news_lines_more(news_lines *lines, size_t most, news_line *line);

/* --------------------------------------------------------- directories */

/* The regular files below a directory: depth first, the names in each directory
 * sorted by bytes, without hidden names (".git"); symbolic links are followed,
 * except into a loop. */
typedef struct news_walk news_walk;

enum { NEWS_WALK_DEPTH = 128 };

typedef enum news_walk_kind {
  NEWS_WALK_FILE,    /* `path` is a regular file */
  NEWS_WALK_REFUSED, /* `path` is skipped; `reason` and `detail` say why */
  NEWS_WALK_END,     /* there are no more files */
} news_walk_kind;

typedef struct news_walk_entry {
  news_walk_kind kind;
  const char *path;   /* path given, "/", names; valid until the next call */
  const char *reason; /* static: "cannot open", "a loop of links", ... */
  const char *detail; /* the system's text, or "" */
} news_walk_entry;

/* Begin at the directory `path`; NEWS_EIO when it cannot be opened.  Freed
 * with news_walk_free(). */
news_status news_walk_new(const char *path, news_walk **out, news_error *err);
void news_walk_free(news_walk *walk);

/* The next file, refusal or end.  Fails only with NEWS_ENOMEM. */
news_status news_walk_next(news_walk *walk, news_walk_entry *entry);

/* Open `path` for reading as news_source_open() does: a descriptor, or -1 with
 * errno set. */
int news_path_open(const char *path);

/* The kind of `path`, without opening it.  Errors are NEWS_EIO. */
typedef enum news_path_kind {
  NEWS_PATH_FILE,
  NEWS_PATH_DIRECTORY,
  NEWS_PATH_PIPE, /* FIFO, socket or character device */
  NEWS_PATH_OTHER,
} news_path_kind;

news_status news_path_look(const char *path, news_path_kind *kind,
                           news_error *err);

#endif
