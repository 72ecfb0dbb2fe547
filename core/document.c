#include "document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

struct news_mark {
  uint32_t codepoints; /* both before this byte */
  uint32_t utf16;
};

static const char nothing[NEWS_TEXT_PADDING + 1];

static void forget(news_document *doc) {
  news_arena *arena = doc->arena;
  *doc = (news_document){.text = nothing, .ascii = true, .news = true};
  doc->arena = arena;
}

static void make_empty(news_document *doc) {
  news_buffer_free(&doc->taken);
  forget(doc);
  news_arena_reset(doc->arena);
}

static bool all_ascii(const char *text, size_t size) {
  typedef uint64_t halves __attribute__((vector_size(16)));
  const uint64_t high = 0x8080808080808080u;
  size_t i = 0;
  for (halves s[4]; size - i >= sizeof s; i += sizeof s) {
    news_utf8_fetch(text + i, size - i);
    memcpy(s, text + i, sizeof s);
    halves all = (s[0] | s[1]) | (s[2] | s[3]);
    if ((all[0] | all[1]) & high) return false;
  }
  for (; i < size; i++)
    if ((unsigned char)text[i] >= 0x80) return false;
  return true;
}

static news_status too_big(size_t size, news_error *err) {
  return news_fail(err, NEWS_ETOOBIG, size, "the text is over 2 GB");
}

static news_status copy_text(news_document *doc, const char *text, size_t size,
                             news_error *err) {
  if (size > NEWS_TEXT_MAX) return too_big(size, err);
  doc->ascii = all_ascii(text, size);
  size_t valid = doc->ascii ? size : news_utf8_check(text, size);
  if (valid < size) return news_fail(err, NEWS_EUTF8, valid, NULL);
  char *copy = news_arena_alloc(doc->arena, size + NEWS_TEXT_PADDING);
  if (!copy) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (size) memcpy(copy, text, size);
  memset(copy + size, 0, NEWS_TEXT_PADDING);
  doc->text = copy;
  doc->size = (uint32_t)size;
  return NEWS_OK;
}

/* The arena's limit is `memory` less the size of the text. */
static news_status take_text(news_document *doc, news_buffer *text,
                             size_t memory, news_error *err) {
  size_t size = text->size;
  if (size > NEWS_TEXT_MAX) return too_big(size, err);
  assert(news_utf8_check(text->data, size) == size);
  char *behind = news_buffer_room(text, NEWS_TEXT_PADDING);
  if (!behind || (memory && memory <= size + NEWS_TEXT_PADDING))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (memory) news_arena_limit(doc->arena, memory - size - NEWS_TEXT_PADDING);
  memset(behind, 0, NEWS_TEXT_PADDING);
  doc->taken = *text;
  doc->ascii = all_ascii(text->data, size);
  doc->text = text->data;
  doc->size = (uint32_t)size;
  return NEWS_OK;
}

static void begin(news_document *doc, const news_document_options *options) {
  static const news_document_options defaults = {0};
  if (!options) options = &defaults;
  make_empty(doc);
  news_arena_limit(doc->arena, options->memory);
  doc->news = !options->plain;
  doc->language = options->language;
}

news_status news_document_reset(news_document *doc, const char *text,
                                size_t size,
                                const news_document_options *options,
                                news_error *err) {
  begin(doc, options);
  news_status status = copy_text(doc, text, size, err);
  if (status) make_empty(doc);
  return status;
}

news_status news_document_take(news_document *doc, news_buffer *text,
                               const news_document_options *options,
                               news_error *err) {
  news_buffer last = doc->taken;
  doc->taken = NEWS_BUFFER_EMPTY;
  begin(doc, options);
  news_status status = take_text(doc, text, options ? options->memory : 0, err);
  if (status) {
    news_buffer_free(&last);
    make_empty(doc);
    return status;
  }
  news_buffer_clear(&last);
  *text = last;
  return NEWS_OK;
}

void news_document_leave(news_document *doc, news_buffer *text) {
  *text = doc->taken;
  news_buffer_clear(text);
  forget(doc);
  news_arena_limit(doc->arena, 0);
}

news_status news_document_new(const char *text, size_t size,
                              const news_document_options *options,
                              news_document **out, news_error *err) {
  *out = NULL;
  news_document *doc = calloc(1, sizeof *doc);
  if (doc) doc->arena = news_arena_new(0);
  if (!doc || !doc->arena) {
    free(doc);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  news_status status = news_document_reset(doc, text, size, options, err);
  if (status) {
    news_document_free(doc);
    return status;
  }
  *out = doc;
  return NEWS_OK;
}

void news_document_free(news_document *doc) {
  if (!doc) return;
  news_arena_free(doc->arena);
  news_buffer_free(&doc->taken);
  free(doc);
}

/* ----------------------------------------------------------- other units */

static bool begins_code(char byte) {
  return ((unsigned char)byte & 0xC0) != 0x80;
}

/* Count the units that begin in [from, to). */
static struct news_mark count_units(const char *text, uint32_t from,
                                    uint32_t to) {
  const uint64_t ones = 0x0101010101010101u;
  uint64_t inside = 0, pairs = 0; /* continuation bytes; surrogate pairs */
  uint32_t i = from;
  for (; to - i >= 8; i += 8) {
    uint64_t eight, high;
    memcpy(&eight, text + i, sizeof eight);
    high = eight >> 7 & ones;
    if (!high) continue;
    inside += (high & ~eight >> 6) * ones >> 56;
    pairs += (high & eight >> 6 & eight >> 5 & eight >> 4) * ones >> 56;
  }
  for (; i < to; i++) {
    inside += !begins_code(text[i]);
    pairs += (unsigned char)text[i] >= 0xF0;
  }
  uint32_t codepoints = to - from - (uint32_t)inside;
  return (struct news_mark){codepoints, codepoints + (uint32_t)pairs};
}

static bool make_marks(news_document *doc) {
  if (doc->marks) return true;
  uint32_t count = doc->size / NEWS_MARK_STEP + 1;
  struct news_mark *marks = news_arena_alloc(doc->arena, count * sizeof *marks);
  if (!marks) return false;
  marks[0] = (struct news_mark){0, 0};
  for (uint32_t i = 1; i < count; i++) {
    uint32_t to = i * NEWS_MARK_STEP;
    struct news_mark n = count_units(doc->text, to - NEWS_MARK_STEP, to);
    marks[i].codepoints = marks[i - 1].codepoints + n.codepoints;
    marks[i].utf16 = marks[i - 1].utf16 + n.utf16;
  }
  doc->marks = marks;
  return true;
}

static uint32_t in_unit(struct news_mark m, news_unit unit) {
  return unit == NEWS_UNIT_UTF16 ? m.utf16 : m.codepoints;
}

uint32_t news_document_offset(news_document *doc, uint32_t offset,
                              news_unit unit) {
  if (offset > doc->size) offset = doc->size;
  if (unit == NEWS_UNIT_BYTE || doc->ascii) return offset;
  if (!make_marks(doc)) return UINT32_MAX;
  uint32_t at = offset / NEWS_MARK_STEP;
  struct news_mark more = count_units(doc->text, at * NEWS_MARK_STEP, offset);
  return in_unit(doc->marks[at], unit) + in_unit(more, unit);
}

/* The last mark that has at most `count` units before it. */
static uint32_t mark_before(const news_document *doc, uint32_t count,
                            news_unit unit) {
  uint32_t low = 0, high = doc->size / NEWS_MARK_STEP + 1;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (in_unit(doc->marks[middle], unit) <= count)
      low = middle;
    else
      high = middle;
  }
  return low;
}

uint32_t news_document_byte(news_document *doc, uint32_t count,
                            news_unit unit) {
  if (unit == NEWS_UNIT_BYTE || doc->ascii)
    return count < doc->size ? count : doc->size;
  if (!make_marks(doc)) return UINT32_MAX;
  uint32_t mark = mark_before(doc, count, unit);
  uint32_t at = mark * NEWS_MARK_STEP;
  uint32_t units = in_unit(doc->marks[mark], unit);
  while (at < doc->size && !begins_code(doc->text[at])) at++;
  while (at < doc->size && units < count) {
    uint32_t size;
    uint32_t code = news_utf8_decode(doc->text + at, &size);
    units += unit == NEWS_UNIT_UTF16 && code > 0xFFFF ? 2 : 1;
    at += size;
  }
  return at;
}

/* Go to the last line that begins at or before `offset`, starting from the line
 * found last unless that is past it. */
static void go_to_line(news_document *doc, uint32_t offset) {
  if (doc->line.begin > offset) doc->line = (struct news_asked_line){0, 0};
  const char *text = doc->text, *found;
  while ((found =
              memchr(text + doc->line.begin, '\n', offset - doc->line.begin))) {
    doc->line.begin = (uint32_t)(found - text) + 1;
    doc->line.before++;
  }
}

void news_document_place(news_document *doc, uint32_t offset, uint32_t *line,
                         uint32_t *column) {
  if (offset > doc->size) offset = doc->size;
  go_to_line(doc, offset);
  *line = doc->line.before + 1;
  uint32_t begin = doc->line.begin;
  if (doc->ascii || make_marks(doc))
    *column = news_document_offset(doc, offset, NEWS_UNIT_CODEPOINT) -
              news_document_offset(doc, begin, NEWS_UNIT_CODEPOINT) + 1;
  else /* no memory for marks */
    *column = count_units(doc->text, begin, offset).codepoints + 1;
}

/* ---------------------------------------------------------------- layers */

uint32_t news_document_word_at(const news_document *doc, uint32_t offset) {
  const uint32_t *end = doc->words.end;
  uint32_t low = 0, left = doc->words.count;
  while (left) { /* without a branch, which would be mispredicted half of the
                    time */
    uint32_t half = (left + 1) / 2;
    low += half * (end[low + half - 1] <= offset);
    left -= half;
  }
  return low;
}

uint32_t news_parts_at(const news_parts *parts, uint32_t word) {
  uint32_t low = 0, high = parts->count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (parts->first[middle] <= word)
      low = middle;
    else
      high = middle;
  }
  return low;
}
