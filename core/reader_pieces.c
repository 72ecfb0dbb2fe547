#include "reader_pieces.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct news_pieces {
  news_source *source;
  news_pieces_kind kind;
  news_buffer held; /* bytes read but not returned yet, from `start` on */
  size_t start;
  bool past_mark; /* no byte order mark can follow any more */
  bool ended;     /* the source is at its end */
  bool begun;     /* JSON: has seen the [, */
  bool open;      /* but not its ] */
  uint64_t number;
  uint64_t line, column; /* place of `start`, from 0 */
  uint64_t looked;       /* bytes scanned of damaged rows, */
  uint32_t damaged;      /* and the number of these rows */
};

news_pieces *news_pieces_new(news_source *source, news_pieces_kind kind) {
  news_pieces *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->source = source;
  p->kind = kind;
  return p;
}

void news_pieces_free(news_pieces *p) {
  if (!p) return;
  news_buffer_free(&p->held);
  free(p);
}

/* ----------------------------------------------------------- what is held */

static size_t held(const news_pieces *p) { return p->held.size - p->start; }

static const char *at(const news_pieces *p) {
  return p->held.data ? p->held.data + p->start : "";
}

/* Read more bytes after those held; none at the end of the source. */
static news_status more(news_pieces *p, news_error *err) {
  const char *data;
  size_t size;
  news_status status = news_source_read(p->source, &data, &size, err);
  if (status) return status;
  if (!size) p->ended = true;
  if (p->start > 0) {
    memmove(p->held.data, p->held.data + p->start, held(p));
    p->held.size -= p->start;
    p->start = 0;
  }
  if (size) news_buffer_add(&p->held, data, size);
  return p->held.failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

/* The memory of a large piece is freed after it. */
enum { KEEP = 4 << 20 };

static void forget(news_pieces *p) {
  if (held(p)) return;
  p->start = p->held.size = 0;
  if (p->held.capacity > KEEP) news_buffer_free(&p->held);
}

static void step_over(news_pieces *p, size_t size) {
  const char *text = at(p), *end = text + size;
  for (const char *stop;
       text < end && (stop = memchr(text, '\n', (size_t)(end - text)));
       text = stop + 1) {
    p->line++;
    p->column = 0;
  }
  p->column += (uint64_t)(end - text);
  p->start += size;
}

/* Return the piece of `size` bytes at the start. */
static void give(news_pieces *p, news_piece *piece, size_t size,
                 const char *damaged) {
  *piece = (news_piece){
      .bytes = at(p), .size = size, .number = ++p->number, .damaged = damaged};
  if (p->kind != NEWS_PIECES_WARC) {
    piece->line = p->line + 1;
    piece->column = p->column + 1;
  }
  step_over(p, size);
}

/* Where a scan ended. */
typedef enum found {
  FOUND_END,  /* the piece ends at *size */
  FOUND_BAD,  /* it is damaged; *size bytes are skipped */
  FOUND_MORE, /* it continues after the bytes held */
} found;

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ------------------------------------------------------------------ JSON */

typedef struct json_scan {
  size_t at;
  int depth;
  bool string, escaped;
} json_scan;

/* Scan to the end of a value: at depth 0 a comma, a bracket, or the last brace
 * of an object. */
static found scan_json(json_scan *s, const char *text, size_t size) {
  for (; s->at < size; s->at++) {
    char c = text[s->at];
    if (s->string) {
      if (s->escaped)
        s->escaped = false;
      else if (c == '\\')
        s->escaped = true;
      else if (c == '"')
        s->string = false;
      continue;
    }
    switch (c) {
      case '"': s->string = true; break;
      case '{':
      case '[': s->depth++; break;
      case '}':
      case ']':
        if (s->depth == 0) return FOUND_END;
        if (--s->depth == 0) {
          s->at++;
          return FOUND_END;
        }
        break;
      case ',':
        if (s->depth == 0) return FOUND_END;
        break;
      default: break;
    }
  }
  return FOUND_MORE;
}

/* Skip blanks and commas between two values; false if more input is needed. */
static bool skip_between(news_pieces *p) {
  for (; held(p); step_over(p, 1)) {
    char c = *at(p);
    if (c == '[' && !p->begun && !p->number)
      p->begun = p->open = true;
    else if (c == ']')
      p->open = false;
    else if (!is_blank(c) && c != ',')
      return true;
  }
  return false;
}

/* After the last value: an array still open was truncated. */
static void end_json(news_pieces *p, news_piece *piece) {
  if (p->open) give(p, piece, 0, "the input ends inside an array");
  p->open = false;
}

/* Hold at least `size` bytes, if there are so many. */
static news_status want(news_pieces *p, size_t size, news_error *err) {
  news_status status = NEWS_OK;
  while (held(p) < size && !p->ended && !status) status = more(p, err);
  return status;
}

/* Skip the byte order mark at the start of the source. */
static news_status skip_mark(news_pieces *p, news_error *err) {
  size_t mark;
  if (p->past_mark) return NEWS_OK;
  p->past_mark = true;
  news_status status = want(p, 1, err);
  if (!status && held(p) && *at(p) == '\xEF') status = want(p, 3, err);
  if (!status &&
      news_text_encoding(at(p), held(p), &mark) == NEWS_ENCODING_UTF8_BOM)
    p->start += mark;
  return status;
}

static news_status next_json(news_pieces *p, news_piece *piece,
                             news_error *err) {
  news_status status = skip_mark(p, err);
  while (!status && !skip_between(p) && !p->ended) status = more(p, err);
  if (status) return status;
  if (!held(p)) {
    end_json(p, piece);
    return NEWS_OK;
  }
  json_scan s = {.at = 0};
  for (;;) {
    found f = scan_json(&s, at(p), held(p));
    if (f == FOUND_END && s.at == 0) s.at = 1; /* a lone brace */
    if (f == FOUND_END) {
      give(p, piece, s.at, NULL);
      return NEWS_OK;
    }
    if (s.at > NEWS_PIECE_MAX) {
      give(p, piece, s.at, "a value is too long");
      piece->size = 0;
      return NEWS_OK;
    }
    if (p->ended) {
      bool inside = s.depth || s.string;
      if (inside) p->open = false; /* report it only once */
      give(p, piece, held(p), inside ? "the input ends inside a value" : NULL);
      return NEWS_OK;
    }
    status = more(p, err);
    if (status) return status;
  }
}

/* ------------------------------------------------------------------ rows */

typedef struct row_scan {
  size_t at, line; /* line: end of the first line, 0 while unknown */
  bool quoted, closing, cell;
} row_scan;

#ifdef NEWS_TINY
enum { DAMAGED_FEW = 2, LOOKED_MOST = 1024 };
#else
enum { DAMAGED_FEW = 16, LOOKED_MOST = 64 << 20 };
#endif

/* A quotation mark opens a cell only at its beginning, and a closed cell must
 * be followed by a separator or the end of the line.  Otherwise the row is
 * damaged and skipped to the end of its first line. */
static found scan_row(row_scan *s, const char *text, size_t size) {
  for (; s->at < size; s->at++) {
    char c = text[s->at];
    if (c == '\n' && !s->line) s->line = s->at + 1;
    if (s->quoted && !s->closing) {
      if (c == '"') s->closing = true;
      continue;
    }
    if (s->closing) {
      s->closing = false;
      if (c == '"') continue; /* "" */
      s->quoted = false;
      if (c != ',' && c != ';' && c != '\t' && c != '|' && c != '\n' &&
          c != '\r')
        return FOUND_BAD;
    }
    if (c == '\n') {
      s->at++;
      return FOUND_END;
    }
    if (c == '"' && !s->cell) s->quoted = true;
    s->cell = c != ',' && c != ';' && c != '\t' && c != '|';
  }
  return FOUND_MORE;
}

/* Of a damaged row only the first line is skipped, unless that has led to too
 * much rescanning: then everything scanned is skipped. */
static void give_bad_row(news_pieces *p, news_piece *piece, row_scan *s,
                         const char *why) {
  p->looked += s->at;
  bool all = ++p->damaged > DAMAGED_FEW && p->looked > LOOKED_MOST;
  size_t from = all ? s->at : 0, size = s->line;
  if (all || !size) {
    const char *end = memchr(at(p) + from, '\n', held(p) - from);
    size = end ? (size_t)(end - at(p)) + 1 : held(p);
  }
  give(p, piece, size, why);
}

static news_status next_row(news_pieces *p, news_piece *piece,
                            news_error *err) {
  row_scan s = {.at = 0};
  news_status status = skip_mark(p, err);
  if (status) return status;
  for (;;) {
    found f = scan_row(&s, at(p), held(p));
    if (f == FOUND_END) {
      give(p, piece, s.at, NULL);
      return NEWS_OK;
    }
    if (f == FOUND_BAD || s.at > NEWS_PIECE_MAX) {
      give_bad_row(p, piece, &s,
                   f == FOUND_BAD ? "text after a closed quotation mark"
                                  : "a row is too long");
      return NEWS_OK;
    }
    if (p->ended) {
      if (!held(p)) return NEWS_OK;
      if (s.quoted && !s.closing)
        give_bad_row(p, piece, &s, "a quotation is not closed");
      else
        give(p, piece, held(p), NULL);
      return NEWS_OK;
    }
    status = more(p, err);
    if (status) return status;
  }
}

/* ------------------------------------------------------------------ WARC */

enum { HEADER_MOST = 64 << 10 };

/* The value of a header field within `size` bytes; NULL when it has none. */
static const char *field_of(const char *text, size_t size, const char *name,
                            size_t *length) {
  size_t wanted = strlen(name);
  const char *end = text + size;
  for (const char *p = text; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    if ((size_t)(stop - p) > wanted && p[wanted] == ':' &&
        strncasecmp(p, name, wanted) == 0) {
      const char *value = p + wanted + 1;
      while (value < stop && is_blank(*value)) value++;
      while (stop > value && is_blank(stop[-1])) stop--;
      *length = (size_t)(stop - value);
      return value;
    }
    p = stop + 1;
  }
  return NULL;
}

static bool equals(const char *value, size_t size, const char *word) {
  return value && size == strlen(word) && strncasecmp(value, word, size) == 0;
}

static bool parse_length(const char *value, size_t size, uint64_t *out) {
  *out = 0;
  if (!value || !size || size > 18) return false;
  for (size_t i = 0; i < size; i++) {
    if (value[i] < '0' || value[i] > '9') return false;
    *out = *out * 10 + (uint64_t)(value[i] - '0');
  }
  return true;
}

/* Skip `size` bytes without holding them. */
static news_status pass(news_pieces *p, uint64_t size, news_error *err) {
  while (size) {
    size_t now = held(p) < size ? held(p) : (size_t)size;
    p->start += now;
    size -= now;
    if (!size || p->ended) break;
    news_status status = more(p, err);
    if (status) return status;
  }
  return NEWS_OK;
}

static bool at_record(const news_pieces *p) {
  return held(p) >= 7 && memcmp(at(p), "WARC/1.", 7) == 0;
}

/* Skip to the next line that begins a record; *passed is whether anything but
 * line ends was skipped. */
static news_status resync(news_pieces *p, bool *passed, news_error *err) {
  *passed = false;
  for (;;) {
    news_status status = want(p, 8, err);
    if (status || !held(p) || at_record(p)) return status;
    if (*at(p) == '\r' || *at(p) == '\n') {
      p->start++;
      continue;
    }
    *passed = true;
    const char *line = memchr(at(p), '\n', held(p));
    p->start += line ? (size_t)(line - at(p)) + 1 : held(p);
  }
}

/* Size of the header at the start, with its blank line; 0 if there is none. */
static news_status header_size(news_pieces *p, size_t *size, news_error *err) {
  *size = 0;
  news_status status = want(p, 4096, err);
  for (size_t looked = 0; !status;) {
    const char *crlf = memmem(at(p), held(p), "\r\n\r\n", 4);
    const char *lf = memmem(at(p), held(p), "\n\n", 2);
    if (crlf && (!lf || crlf < lf))
      *size = (size_t)(crlf - at(p)) + 4;
    else if (lf)
      *size = (size_t)(lf - at(p)) + 2;
    looked = held(p);
    if (*size || p->ended || looked > HEADER_MOST) break;
    status = want(p, looked + 1, err);
  }
  return status;
}

static news_status take_record(news_pieces *p, size_t header, uint64_t length,
                               news_piece *piece, news_error *err) {
  if (length > NEWS_PIECE_MAX) {
    give(p, piece, header, "a record is too long");
    return pass(p, length, err);
  }
  size_t whole = header + (size_t)length;
  news_status status = want(p, whole, err);
  if (status) return status;
  bool short_of = held(p) < whole;
  give(p, piece, short_of ? held(p) : whole,
       short_of ? "the input ends inside a record" : NULL);
  return NEWS_OK;
}

static news_status next_warc(news_pieces *p, news_piece *piece,
                             news_error *err) {
  for (;;) {
    bool passed;
    size_t header, size;
    uint64_t length;
    news_status status = resync(p, &passed, err);
    if (status) return status;
    if (passed) {
      give(p, piece, 0, "no record begins here");
      return NEWS_OK;
    }
    if (!held(p)) return NEWS_OK;
    status = header_size(p, &header, err);
    if (status) return status;
    const char *value = field_of(at(p), header, "Content-Length", &size);
    if (!header || !parse_length(value, size, &length)) {
      give(p, piece, 7,
           header ? "a record without a length"
                  : "the header of a record has no end");
      return NEWS_OK;
    }
    value = field_of(at(p), header, "WARC-Type", &size);
    if (equals(value, size, "response"))
      return take_record(p, header, length, piece, err);
    status = pass(p, header + length, err);
    if (status) return status;
  }
}

news_status news_pieces_next(news_pieces *p, news_piece *piece,
                             news_error *err) {
  *piece = (news_piece){.bytes = NULL};
  forget(p);
  switch (p->kind) {
    case NEWS_PIECES_JSON: return next_json(p, piece, err);
    case NEWS_PIECES_ROWS: return next_row(p, piece, err);
    default: return next_warc(p, piece, err);
  }
}
