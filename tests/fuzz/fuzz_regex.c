#include <stdlib.h>
#include <string.h>

#include "regex.h"
#include "utf8.h"

/* libFuzzer target.  The first byte chooses flags, then a regular expression, a
 * line end, a text.  What must hold: spans lie in the text, groups in order;
 * the leftmost match is found wherever before it the search begins (which skips
 * what cannot match); a deferred regex finds the same; a match begins with a
 * byte that may begin one. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* long enough to use the need */
enum { MOST = 2000, PADDED = 600 };

static void must(int holds) {
  if (!holds) abort();
}

static int find(news_regex *re, const news_buffer *text, uint32_t from,
                news_span *spans) {
  uint64_t steps = UINT64_MAX;
  news_error err = {0};
  int got = news_regex_find(re, text->data, from, (uint32_t)text->size, spans,
                            &steps, &err);
  must(got >= 0 || err.status);
  return got;
}

static void check_spans(news_regex *re, const news_buffer *text, uint32_t from,
                        const news_span *spans) {
  must(spans[0].start >= from && spans[0].start <= spans[0].end &&
       spans[0].end <= text->size);
  for (uint32_t i = 1; i <= news_regex_groups(re); i++)
    must(spans[i].start == UINT32_MAX ||
         (spans[i].start <= spans[i].end && spans[i].end <= text->size));
}

static bool is_border(const news_buffer *text, uint32_t at) {
  return at == text->size || ((uint8_t)text->data[at] & 0xC0) != 0x80;
}

static void check_first(news_regex *re, const news_buffer *text) {
  uint64_t first[2];
  must(!news_regex_first(re, first));
  uint8_t c = (uint8_t)text->data[0];
  if (text->size && c < 128) must(first[c / 64] >> c % 64 & 1);
}

/* \K and \G: the start of a match depends on that of the search */
static bool is_free(const char *pattern, size_t size) {
  for (size_t i = 0; i + 1 < size; i++)
    if (pattern[i] == '\\' && (pattern[i + 1] == 'K' || pattern[i + 1] == 'G'))
      return false;
  return true;
}

static void search(news_regex *re, news_regex *later, const news_buffer *text,
                   bool everywhere) {
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_span again[NEWS_REGEX_MOST_GROUPS + 1];
  int got = find(re, text, 0, spans);
  must(find(later, text, 0, again) == got);
  if (got < 1) return;
  check_spans(re, text, 0, spans);
  must(again[0].start == spans[0].start && again[0].end == spans[0].end);
  if (!everywhere) return;
  if (spans[0].start == 0) check_first(re, text);
  for (uint32_t from = 0; from <= spans[0].start; from++) {
    if (!is_border(text, from)) continue;
    got = find(re, text, from, again);
    must(got == -1 || (got == 1 && again[0].start == spans[0].start &&
                       again[0].end == spans[0].end));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size || size > MOST) return 0;
  char flags[6] = "", *flag = flags;
  for (int i = 0; i < 5; i++)
    if (data[0] >> i & 1) *flag++ = "ismul"[i];
  const char *pattern = (const char *)data + 1;
  const char *line = memchr(pattern, '\n', size - 1);
  if (!line) return 0;
  size_t length = (size_t)(line - pattern);
  news_buffer text = NEWS_BUFFER_EMPTY;
  must(!news_utf8_repair(line + 1, size - 2 - length, &text));
  for (int i = 0; i < PADDED; i++) news_buffer_add_byte(&text, ' ');
  must(text.data && !text.failed);
  news_regex *re, *later;
  news_error err = {0};
  if (news_regex_new(pattern, length, flags, &re, &err)) {
    must(err.status && err.offset <= length);
  } else {
    must(!news_regex_later(pattern, length, flags, &later, NULL));
    search(re, later, &text, is_free(pattern, length));
    news_regex_free(later);
    news_regex_free(re);
  }
  news_buffer_free(&text);
  return 0;
}
