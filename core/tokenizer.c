#include "tokenizer.h"

#include <string.h>

#include "unicode.h"
#include "utf8.h"

typedef struct writer {
  news_document *doc;
  uint32_t *start, *end;
  uint8_t *kind;
  uint32_t count;
} writer;

static bool only_space(const char *text, size_t at, size_t end) {
  while (at < end) {
    uint32_t n;
    if (!news_unicode_is_space(news_utf8_decode(text + at, &n))) return false;
    at += n;
  }
  return true;
}

static uint8_t kind_of(uint32_t code) {
  const news_unicode_record *r = news_unicode_get(code);
  if (r->category >= NEWS_LU && r->category <= NEWS_LO)
    return NEWS_WORD_LETTERS;
  if (r->category == NEWS_ND || r->category == NEWS_NL ||
      r->category == NEWS_NO)
    return NEWS_WORD_NUMBER;
  if (r->category >= NEWS_PC && r->category <= NEWS_PO) return NEWS_WORD_PUNCT;
  if (r->flags & NEWS_UNICODE_EMOJI) return NEWS_WORD_EMOJI;
  return NEWS_WORD_SYMBOL;
}

static void put(writer *w, size_t start, size_t end, uint8_t flags) {
  uint32_t n;
  w->start[w->count] = (uint32_t)start;
  w->end[w->count] = (uint32_t)end;
  w->kind[w->count++] =
      kind_of(news_utf8_decode(w->doc->text + start, &n)) | flags;
}

/* Where an English clitic begins inside [start, end), `end` when none does. */
static size_t clitic(const char *s, size_t start, size_t end) {
  static const char *const clitics[] = {"s", "m", "d", "ll", "ve", "re"};
  size_t at = end;
  while (at > start && at + 4 > end && s[at - 1] != '\'' && s[at - 1] != '\x99')
    at--;
  size_t mark = at > start && s[at - 1] == '\'' ? 1 : 3;
  if (at < start + mark + 1) return end;
  if (mark == 3 && memcmp(s + at - 3, "\xE2\x80\x99", 3)) return end;
  for (size_t i = 0; i < 6; i++)
    if (strlen(clitics[i]) == end - at &&
        !strncmp(s + at, clitics[i], end - at))
      return at - mark;
  if (end - at == 1 && s[at] == 't' && s[at - mark - 1] == 'n')
    return at - mark - 1 > start ? at - mark - 1 : end;
  return end;
}

static void walk(writer *w) {
  const char *s = w->doc->text;
  size_t size = w->doc->size, at = 0;
  while (at < size) {
    size_t end = news_unicode_word_end(s, size, at);
    if (!only_space(s, at, end)) {
      size_t cut = w->doc->news ? clitic(s, at, end) : end;
      put(w, at, cut, 0);
      if (cut < end) put(w, cut, end, NEWS_WORD_JOINED);
    }
    at = end;
  }
}

news_status news_tokenize(news_document *doc, news_error *err) {
  if (doc->words.start) return NEWS_OK;
  size_t room = (size_t)doc->size + 1;
  writer w = {.doc = doc};
  w.start = news_arena_alloc(doc->arena, room * sizeof *w.start);
  w.end = news_arena_alloc(doc->arena, room * sizeof *w.end);
  w.kind = news_arena_alloc(doc->arena, room);
  if (!w.start || !w.end || !w.kind)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  walk(&w);
  w.start[w.count] = w.end[w.count] = doc->size;
  doc->words.start = w.start;
  doc->words.end = w.end;
  doc->words.kind = w.kind;
  doc->words.count = w.count;
  return NEWS_OK;
}

const char *news_tokenizer_path(void) { return "scalar"; }
