/* Bytes as the text of a document and as lines. */

#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "utf8.h"

/* ----------------------------------------------------------------- text */

news_encoding news_text_encoding(const char *bytes, size_t size, size_t *mark) {
  *mark = 3;
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
    return NEWS_ENCODING_UTF8_BOM;
  *mark = 2;
  if (size >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
    return NEWS_ENCODING_UTF16LE;
  if (size >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
    return NEWS_ENCODING_UTF16BE;
  *mark = 0;
  return NEWS_ENCODING_UTF8;
}

static news_status add_utf8(const char *bytes, size_t size, news_buffer *out) {
  if (news_utf8_check(bytes, size) != size)
    return news_utf8_repair(bytes, size, out);
  news_buffer_add(out, bytes, size);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

bool news_text_is_decoded(const char *bytes, size_t size) {
  size_t mark;
  return news_text_encoding(bytes, size, &mark) == NEWS_ENCODING_UTF8 &&
         news_utf8_check(bytes, size) == size;
}

news_status news_text_decode(const char *bytes, size_t size, news_buffer *out,
                             news_error *err) {
  size_t mark;
  news_encoding encoding = news_text_encoding(bytes, size, &mark);
  size -= mark;
  if (mark) bytes += mark; /* NULL + 0 is undefined in C */
  bool utf16 =
      encoding == NEWS_ENCODING_UTF16LE || encoding == NEWS_ENCODING_UTF16BE;
  news_status status =
      utf16 ? news_utf16_decode(bytes, size, encoding == NEWS_ENCODING_UTF16BE,
                                out)
            : add_utf8(bytes, size, out);
  return status ? news_fail(err, status, 0, NULL) : NEWS_OK;
}

/* ---------------------------------------------------------------- lines */

/* A larger line buffer is freed after its line. */
enum { LINE_KEEP = 16 << 20 };

struct news_lines {
  news_source *source;
  const char *chunk; /* the rest of the source's last chunk */
  size_t size;
  news_buffer carry; /* the beginning of a line from earlier chunks */
  bool delivered;    /* the line in `carry` has been returned */
  bool skipping;     /* skipping the rest of a line that was too long */
  bool ended;
  uint64_t number; /* number of the last line begun */
  uint64_t offset; /* of chunk[0] in the source */
};

news_lines *news_lines_new(news_source *source) {
  news_lines *lines = calloc(1, sizeof *lines);
  if (lines) lines->source = source;
  return lines;
}

void news_lines_free(news_lines *lines) {
  if (!lines) return;
  news_buffer_free(&lines->carry);
  free(lines);
}

/* Trim the CR of CR LF and a byte order mark on line 1; false for a line that
 * holds only blanks. */
static bool trim_line(news_line *line) {
  if (line->size && line->text[line->size - 1] == '\r') line->size--;
  size_t mark;
  if (line->number == 1 && news_text_encoding(line->text, line->size, &mark) ==
                               NEWS_ENCODING_UTF8_BOM) {
    line->text += mark;
    line->size -= mark;
    line->offset += mark;
  }
  for (size_t i = 0; i < line->size; i++)
    if (line->text[i] != ' ' && line->text[i] != '\t') return true;
  return false;
}

static void forget_carry(news_lines *lines) {
  if (!lines->delivered) return;
  lines->delivered = false;
  if (lines->carry.capacity > LINE_KEEP)
    news_buffer_free(&lines->carry);
  else
    news_buffer_clear(&lines->carry);
}

static void advance(news_lines *lines, size_t size) {
  if (size) lines->chunk += size; /* NULL at the end */
  lines->size -= size;
  lines->offset += size;
}

/* Append `size` bytes of the chunk to the beginning of the line. */
static news_status carry_over(news_lines *lines, size_t size, news_error *err) {
  uint64_t offset = lines->offset - lines->carry.size;
  if (size > NEWS_LINE_MAX - lines->carry.size) {
    news_buffer_free(&lines->carry);
    lines->skipping = true;
    return news_fail(err, NEWS_ETOOBIG, (size_t)offset, "line is too long");
  }
  news_buffer_add(&lines->carry, lines->chunk, size);
  if (lines->carry.failed) {
    news_buffer_free(&lines->carry);
    lines->skipping = true;
    return news_fail(err, NEWS_ENOMEM, (size_t)offset, NULL);
  }
  advance(lines, size);
  return NEWS_OK;
}

/* The end of a line that was too long: nothing to return. */
static void skip_line(news_lines *lines, size_t size) {
  lines->skipping = false;
  advance(lines, size);
}

/* Finish the line whose last `size` bytes are at the start of the chunk,
 * followed by `end` bytes (0 or 1) of line end. */
static news_status finish_line(news_lines *lines, size_t size, size_t end,
                               news_line *line, bool *found, news_error *err) {
  line->number = ++lines->number;
  if (lines->skipping) {
    skip_line(lines, size + end);
    return NEWS_OK;
  }
  line->text = lines->chunk;
  line->size = size;
  if (lines->carry.size || size > NEWS_LINE_MAX) {
    news_status status = carry_over(lines, size, err);
    if (status) {
      skip_line(lines, size + end);
      return status;
    }
    line->text = lines->carry.data;
    line->size = lines->carry.size;
    lines->delivered = true;
  } else {
    advance(lines, size);
  }
  line->offset = lines->offset - line->size;
  advance(lines, end);
  *found = trim_line(line);
  return NEWS_OK;
}

static news_status next_chunk(news_lines *lines, news_error *err) {
  news_status status =
      news_source_read(lines->source, &lines->chunk, &lines->size, err);
  if (!status && lines->size == 0) lines->ended = true;
  return status;
}

/* One step: finish the line that ends in the chunk, or use up the chunk. */
static news_status step(news_lines *lines, news_line *line, bool *found,
                        news_error *err) {
  const char *end =
      lines->size ? memchr(lines->chunk, '\n', lines->size) : NULL;
  if (end)
    return finish_line(lines, (size_t)(end - lines->chunk), 1, line, found,
                       err);
  if (lines->ended) return finish_line(lines, 0, 0, line, found, err);
  line->number = lines->number + 1;
  if (!lines->skipping) return carry_over(lines, lines->size, err);
  advance(lines, lines->size);
  return NEWS_OK;
}

static bool step_left(const news_lines *lines) {
  return lines->size ||
         (lines->ended && (lines->carry.size || lines->skipping));
}

news_status news_lines_next(news_lines *lines, bool wait, news_line *line,
                            news_error *err) {
  news_status status = NEWS_OK;
  bool found = false;
  forget_carry(lines);
  while (!status && !found) {
    *line = (news_line){.state = NEWS_LINE_READY};
    if (step_left(lines)) {
      status = step(lines, line, &found, err);
      if (!found && !status) forget_carry(lines);
    } else if (lines->ended) {
      line->state = NEWS_LINE_END;
      return NEWS_OK;
    } else if (!wait && !news_source_ready(lines->source)) {
      line->state = NEWS_LINE_WAIT;
      return NEWS_OK;
    } else {
      line->number = lines->number + 1;
      status = next_chunk(lines, err);
    }
  }
  return status;
}

bool news_lines_more(news_lines *lines, size_t most, news_line *line) {
  bool found = false;
  forget_carry(lines);
  if (!lines->size || lines->carry.size || lines->skipping) return false;
  const char *end = memchr(lines->chunk, '\n', lines->size);
  size_t size = end ? (size_t)(end - lines->chunk) : 0;
  if (!end || size > most || size > NEWS_LINE_MAX) return false;
  *line = (news_line){.state = NEWS_LINE_READY};
  return !finish_line(lines, size, 1, line, &found, NULL) && found;
}
