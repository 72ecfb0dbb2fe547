#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "unicode.h"
#include "utf8.h"

/* Repaired bytes are valid, valid ones stay as they are, and folding or
 * composing twice changes nothing. */

static void check_stable(news_status (*map)(const char *, size_t,
                                            news_buffer *),
                         const news_buffer *text) {
  news_buffer once = NEWS_BUFFER_EMPTY, twice = NEWS_BUFFER_EMPTY;
  assert(!map(text->data ? text->data : "", text->size, &once));
  assert(news_utf8_check(once.data ? once.data : "", once.size) == once.size);
  assert(!map(once.data ? once.data : "", once.size, &twice));
  assert(once.size == twice.size);
  assert(!once.size || !memcmp(once.data, twice.data, once.size));
  news_buffer_free(&once);
  news_buffer_free(&twice);
}

static void check_borders(const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    size_t end = news_unicode_grapheme_end(text, size, at);
    assert(end > at && end <= size);
    at = end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  news_buffer out = NEWS_BUFFER_EMPTY, wide = NEWS_BUFFER_EMPTY;
  const char *bytes = (const char *)data;
  size_t valid = news_utf8_check(bytes, size);
  assert(!news_utf8_repair(bytes, size, &out));
  assert(news_utf8_check(out.data ? out.data : "", out.size) == out.size);
  assert(out.size >= valid && (!valid || !memcmp(out.data, bytes, valid)));
  assert(!news_utf16_decode(bytes, size, size & 1, &wide));
  assert(news_utf8_check(wide.data ? wide.data : "", wide.size) == wide.size);
  check_borders(out.data, out.size);
  if (out.size < 256) {
    check_stable(news_unicode_fold, &out);
    check_stable(news_unicode_nfc, &out);
  }
  news_buffer_free(&out);
  news_buffer_free(&wide);
  return 0;
}
