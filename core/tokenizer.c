#include "tokenizer.h"

#include <string.h>

#include "tokenizer_scan.h"

/* ---------------------------------------------------------------- arrays */

/* All three arrays stand in one piece: start, end, kind. */
static size_t bytes_for(size_t room) {
  return (room + 1) * (2 * sizeof(uint32_t)) + room;
}

static void lay_out(news_scan *scan, char *piece, size_t room) {
  uint32_t *start = (uint32_t *)(void *)piece;
  uint32_t *end = start + room + 1;
  uint8_t *kind = (uint8_t *)(end + room + 1);
  if (scan->count) {
    memmove(kind, scan->kind, scan->count);
    memmove(end, scan->end, scan->count * sizeof *end);
    memmove(start, scan->start, scan->count * sizeof *start);
  }
  scan->start = start;
  scan->end = end;
  scan->kind = kind;
  scan->room = (uint32_t)room;
}

static bool grow(news_scan *scan) {
  size_t room = (size_t)scan->room + scan->room / 2 + 16;
  char *piece = news_arena_alloc(scan->arena, bytes_for(room));
  if (!piece) {
    scan->failed = true;
    return false;
  }
  lay_out(scan, piece, room);
  return true;
}

void news_put(news_scan *scan, uint32_t start, uint32_t end, uint8_t kind) {
  if (scan->failed || (scan->count == scan->room && !grow(scan))) return;
  scan->start[scan->count] = start;
  scan->end[scan->count] = end;
  scan->kind[scan->count++] = kind;
}

/* ------------------------------------------------------------ plain UAX #29 */

static bool only_space(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t size;
  for (; at < end; at += size)
    if (news_scan_class(scan, at, &size) != NEWS_TC_SPACE) return false;
  return true;
}

static uint8_t plain_kind(const news_scan *scan, uint32_t at) {
  uint32_t size;
  const news_unicode_record *r =
      news_unicode_get(news_scan_code(scan, at, &size));
  switch (r->token) {
    case NEWS_TC_LETTER:
    case NEWS_TC_IDEOGRAPH:
    case NEWS_TC_KATAKANA: return NEWS_WORD_LETTERS;
    case NEWS_TC_DIGIT:
    case NEWS_TC_NUMERAL: return NEWS_WORD_NUMBER;
    case NEWS_TC_CONNECTOR:
    case NEWS_TC_PUNCT: return NEWS_WORD_PUNCT;
    case NEWS_TC_EMOJI: return NEWS_WORD_EMOJI;
    default: return NEWS_WORD_SYMBOL;
  }
}

static void cut_plain(news_scan *scan) {
  uint32_t at = 0;
  while (at < scan->size) {
    uint32_t end = (uint32_t)news_unicode_word_end(scan->text, scan->size, at);
    if (!only_space(scan, at, end))
      news_put(scan, at, end, plain_kind(scan, at));
    at = end;
  }
}

/* ------------------------------------------------------------------ fields */

static uint32_t spaces_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (at < scan->size && news_scan_class(scan, at, &size) == NEWS_TC_SPACE)
    at += size;
  return at;
}

static uint32_t field_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (at < scan->size && news_scan_class(scan, at, &size) != NEWS_TC_SPACE)
    at += size;
  return at;
}

static void cut_scalar(news_scan *scan) {
  uint32_t at = spaces_end(scan, 0);
  while (at < scan->size) {
    uint32_t end = field_end(scan, at);
    news_cut_field(scan, at, end);
    at = spaces_end(scan, end);
  }
}

static bool parts_thousands(const news_language *language) {
  return language && !strcmp(news_language_code(language), "en");
}

news_status news_tokenize(news_document *doc, news_error *err) {
  if (doc->words.start) return NEWS_OK;
  news_scan scan = {.text = doc->text,
                    .size = doc->size,
                    .language = doc->language,
                    .arena = doc->arena,
                    .comma_groups = parts_thousands(doc->language)};
  scan.traits = news_language_traits(doc->language);
  size_t room = (size_t)doc->size / 4 + 16;
  char *piece = news_arena_alloc(doc->arena, bytes_for(room));
  if (!piece) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  lay_out(&scan, piece, room);
  if (doc->news)
    cut_scalar(&scan);
  else
    cut_plain(&scan);
  if (scan.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  scan.start[scan.count] = scan.end[scan.count] = doc->size;
  doc->words.start = scan.start;
  doc->words.end = scan.end;
  doc->words.kind = scan.kind;
  doc->words.count = scan.count;
  return NEWS_OK;
}

const char *news_tokenizer_path(void) { return "scalar"; }
