/* Reads lexicons from TSV and CSV. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "lexicon.h"

enum { MOST_COLUMNS = 64 };

/* One row: its cells in sequence in `text`, each NUL-terminated. */
typedef struct row {
  news_buffer text;
  size_t starts[MOST_COLUMNS];
  uint32_t count;
  const char *cells[MOST_COLUMNS];
  size_t sizes[MOST_COLUMNS];
} row;

static bool begin_cell(row *r) {
  if (r->count == MOST_COLUMNS) return false;
  r->starts[r->count++] = r->text.size;
  return true;
}

static void end_cell(row *r) {
  uint32_t i = r->count - 1;
  r->sizes[i] = r->text.size - r->starts[i];
  news_buffer_add_byte(&r->text, '\0');
}

/* The offset after the line that begins at `at`; *end excludes the line end. */
static size_t next_line(const char *bytes, size_t size, size_t at,
                        size_t *end) {
  const char *newline = memchr(bytes + at, '\n', size - at);
  *end = newline ? (size_t)(newline - bytes) : size;
  size_t next = newline ? *end + 1 : size;
  if (*end > at && bytes[*end - 1] == '\r') --*end;
  return next;
}

static size_t read_tsv(const char *bytes, size_t size, size_t at, row *r) {
  size_t end, next = next_line(bytes, size, at, &end);
  for (;;) {
    const char *tab = memchr(bytes + at, '\t', end - at);
    size_t stop = tab ? (size_t)(tab - bytes) : end;
    if (!begin_cell(r)) return 0;
    news_buffer_add(&r->text, bytes + at, stop - at);
    end_cell(r);
    if (!tab) return next;
    at = stop + 1;
  }
}

/* RFC 4180: cells in quotes hold anything, "" is one quotation mark.
 * Returns 0 for a quote that is never closed or too many cells. */
static size_t read_csv(const char *bytes, size_t size, size_t at, row *r) {
  for (;;) {
    if (!begin_cell(r)) return 0;
    if (at < size && bytes[at] == '"') {
      for (at++;; at++) {
        if (at >= size) return 0;
        if (bytes[at] == '"' && !(at + 1 < size && bytes[at + 1] == '"')) break;
        if (bytes[at] == '"') at++;
        news_buffer_add_byte(&r->text, bytes[at]);
      }
      at++;
    }
    while (at < size && bytes[at] != ',' && bytes[at] != '\n') {
      if (bytes[at] != '\r' || (at + 1 < size && bytes[at + 1] != '\n'))
        news_buffer_add_byte(&r->text, bytes[at]);
      at++;
    }
    end_cell(r);
    if (at >= size || bytes[at] == '\n') return at < size ? at + 1 : size;
    at++;
  }
}

static news_status take_row(row *r, uint32_t columns,
                            news_lexicon_builder *builder, news_error *err) {
  if (r->text.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (r->count > columns)
    return news_fail(err, NEWS_ESYNTAX, 0, "more cells than columns");
  for (uint32_t i = 0; i < columns; i++) {
    r->cells[i] = i < r->count ? r->text.data + r->starts[i] : "";
    if (i >= r->count) r->sizes[i] = 0;
  }
  return news_lexicon_builder_add(builder, r->cells, r->sizes, err);
}

static bool is_skipped(const char *bytes, size_t size, size_t at, bool csv) {
  return bytes[at] == '\n' || (bytes[at] == '#' && !csv) ||
         (bytes[at] == '\r' && at + 1 < size && bytes[at + 1] == '\n');
}

static news_status read_header(row *r, const news_lexicon_options *options,
                               news_lexicon_builder **builder,
                               news_error *err) {
  if (r->text.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint32_t i = 0; i < r->count; i++)
    r->cells[i] = r->text.data + r->starts[i];
  return news_lexicon_builder_new(options, r->cells, r->sizes, r->count,
                                  builder, err);
}

static news_status read_rows(const char *bytes, size_t size, bool csv,
                             const news_lexicon_options *options, row *r,
                             news_lexicon_builder **builder, news_error *err) {
  uint32_t columns = 0;
  size_t at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < size) {
    size_t start = at, end;
    if (is_skipped(bytes, size, at, csv)) {
      at = next_line(bytes, size, at, &end);
      continue;
    }
    news_buffer_clear(&r->text);
    r->count = 0;
    at = csv ? read_csv(bytes, size, at, r) : read_tsv(bytes, size, at, r);
    if (!at)
      return news_fail(err, NEWS_ESYNTAX, start,
                       r->count == MOST_COLUMNS
                           ? "more than 64 columns"
                           : "a quotation mark is never closed");
    news_status status = columns ? take_row(r, columns, *builder, err)
                                 : read_header(r, options, builder, err);
    if (status) {
      if (err) err->offset = start;
      return status;
    }
    if (!columns) columns = r->count;
  }
  if (columns) return NEWS_OK;
  return news_fail(err, NEWS_ESYNTAX, 0, "a header line expected");
}

news_status news_lexicon_read(const char *bytes, size_t size, bool csv,
                              const news_lexicon_options *options,
                              news_lexicon **out, news_error *err) {
  *out = NULL;
  row *r = calloc(1, sizeof *r);
  if (!r) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_lexicon_builder *builder = NULL;
  news_status status = read_rows(bytes, size, csv, options, r, &builder, err);
  news_buffer_free(&r->text);
  free(r);
  if (status) {
    news_lexicon_builder_free(builder);
    return status;
  }
  return news_lexicon_builder_finish(builder, out, err);
}
