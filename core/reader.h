#ifndef NEWS_READER_H
#define NEWS_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "signals.h"
#include "status.h"

/* Bytes in: files and pipes, compressed or not, lines, directories.
 *
 * Failures of the system are NEWS_EIO with errno set; `what` names the call
 * that failed ("cannot open") and `detail` is the system's text ("No such file
 * or directory").  The path is known to the caller and not repeated. */

/* ------------------------------------------------------------- sources */

/* A file or descriptor being read.  Data that begins with the magic bytes of
 * gzip, bzip2, xz or zstd is decompressed, all members of it, whatever the
 * file is called. */
typedef struct news_source news_source;

/* Data that grows more than a thousandfold is refused, once so many bytes
 * came out; ordinary text compresses 3 to 30 times. */
#ifndef NEWS_SOURCE_FREE
#define NEWS_SOURCE_FREE ((uint64_t)10 << 20)
#endif
enum { NEWS_SOURCE_RATIO = 1000 };

/* Open `path` for reading; a pipe is fine (the first read waits for its
 * writer), a directory is NEWS_EIO with EISDIR.  Freed with
 * news_source_free(). */
news_status news_source_open(const char *path, news_source **out,
                             news_error *err);

/* Read from `descriptor`, which stays the caller's and is not closed. */
news_status news_source_use(int descriptor, news_source **out, news_error *err);

/* Read `size` bytes at `bytes`, which stay the caller's and must outlive the
 * source; compressed ones as from a file. */
news_status news_source_bytes(const char *bytes, size_t size, news_source **out,
                              news_error *err);

void news_source_free(news_source *source);

/* While a read waits for input, watch `signals` too: with the first one it
 * fails with NEWS_EIO and errno EINTR.  Without this Ctrl-C would be seen
 * only after the input came, since news_signals blocks it.  NULL: don't. */
void news_source_watch(news_source *source, news_signals *signals);

/* The next chunk: *data points to *size bytes, valid until the next call with
 * this source; *size is 0 at the end.  Waits for input.  NEWS_EDATA when
 * compressed data is damaged, cut off or a bomb; bytes before the damage have
 * been given out by then. */
news_status news_source_read(news_source *source, const char **data,
                             size_t *size, news_error *err);

/* The same bytes as the next news_source_read() will give: a look at how the
 * input begins. */
news_status news_source_peek(news_source *source, const char **data,
                             size_t *size, news_error *err);

/* Append all that is left to `out`.  NEWS_ETOOBIG when that is more than
 * `limit` bytes (0: no limit). */
news_status news_source_read_all(news_source *source, size_t limit,
                                 news_buffer *out, news_error *err);

/* True when news_source_read() would not wait: bytes are ready, or the end.
 * From a pipe with compressed data a read can still wait for the rest of a
 * compressed block. */
bool news_source_ready(const news_source *source);

/* What to poll() for input when not ready. */
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

/* Which encoding a byte order mark at `bytes` tells; *mark is its size. */
news_encoding news_text_encoding(const char *bytes, size_t size, size_t *mark);

/* Are `bytes` the UTF-8 text of a document as they are? */
bool news_text_is_decoded(const char *bytes, size_t size);

/* Append `bytes` as the UTF-8 text of a document: a byte order mark decides
 * and is dropped, without one it is UTF-8; each maximal ill-formed part
 * becomes one U+FFFD; line ends stay as they are. */
news_status news_text_decode(const char *bytes, size_t size, news_buffer *out,
                             news_error *err);

/* --------------------------------------------------------------- lines */

/* The lines of a source, for JSON Lines.  LF and CR LF end a line; the last
 * one may lack its end; lines that are empty or hold only blanks are counted
 * but not given; a byte order mark at the start is dropped. */
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
  NEWS_LINE_WAIT,  /* none is whole yet and no input waits: poll() */
  NEWS_LINE_END,   /* there are no more */
} news_line_state;

typedef struct news_line {
  news_line_state state;
  const char *text; /* without its end; valid until the next call */
  size_t size;
  uint64_t number; /* counted from 1, empty lines included */
  uint64_t offset; /* of the line's first byte in the (decompressed) source */
} news_line;

/* Lines of `source`, which must outlive them and is read by nobody else from
 * now on.  NULL when out of memory.  Freed with news_lines_free(). */
news_lines *news_lines_new(news_source *source);
void news_lines_free(news_lines *lines);

/* The next line.  With `wait` false never waits for input (but see
 * news_source_ready() about compressed pipes) and says NEWS_LINE_WAIT
 * instead. */
news_status news_lines_next(news_lines *lines, bool wait, news_line *line,
                            news_error *err);

/* The line behind the one that was given last, if it stands whole in memory,
 * has at most `most` bytes and is not blank (a blank one is passed over).  The
 * one given last is no longer valid.  Never waits. */
bool news_lines_more(news_lines *lines, size_t most, news_line *line);

/* --------------------------------------------------------- directories */

/* The regular files below a directory: depth first, the names of each
 * directory sorted by bytes, hidden names (".git") left out, symbolic links
 * followed but never round in a loop. */
typedef struct news_walk news_walk;

enum { NEWS_WALK_DEPTH = 128 };

typedef enum news_walk_kind {
  NEWS_WALK_FILE,    /* `path` is a regular file */
  NEWS_WALK_REFUSED, /* `path` is left out; `reason` and `detail` say why */
  NEWS_WALK_END,     /* there are no more */
} news_walk_kind;

typedef struct news_walk_entry {
  news_walk_kind kind;
  const char *path;   /* the path given, "/", names; valid until next call */
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

/* What `path` is without opening it.  Errors are NEWS_EIO. */
typedef enum news_path_kind {
  NEWS_PATH_FILE,
  NEWS_PATH_DIRECTORY,
  NEWS_PATH_PIPE, /* FIFO, socket or character device */
  NEWS_PATH_OTHER,
} news_path_kind;

news_status news_path_look(const char *path, news_path_kind *kind,
                           news_error *err);

#endif
