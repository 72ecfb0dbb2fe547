#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "sentence.h"
#include "tokenizer.h"
#include "unicode.h"
#include "utf8.h"

/* The first byte picks the rules, the rest is the text.  Words are in order, on
 * code point borders, with nothing but white space between them (so words and
 * gaps rebuild the text), and every path makes the same ones. */

static const char data_en[] =
    "!clitics\nmr\tnever\nu.s\tsometimes\nph.d\tsometimes\nfeb\tsometimes "
    "cased\nno\tnever numeric\netc\tcapital\npm\tcapital unit\nco\tsometimes "
    "cased company affix\nkm\tunit\nre\taffix\na\taffix starter\nthe\tstarter\n"
    "yahoo!\tbrand\npdf\tfile_end\n";
static const char data_de[] =
    "!digit_point\noktober\tmonth\nz.b\tnever\nart\tnever lower\n";
static const char data_fr[] = "l\telision\nd\telision\nm\tnever\n";

static const news_language *pick(uint8_t choice) {
  static news_language *languages[4];
  static const char *const data[4] = {NULL, data_en, data_de, data_fr};
  static const char *const codes[4] = {"", "en", "de", "fr"};
  choice &= 3;
  if (choice && !languages[choice])
    (void)news_language_new(codes[choice], data[choice], strlen(data[choice]),
                            &languages[choice], NULL);
  return languages[choice];
}

static void check_words(const news_document *doc) {
  const news_words *w = &doc->words;
  uint32_t at = 0, size;
  for (uint32_t i = 0; i <= w->count; i++) {
    assert(w->start[i] >= at);
    for (; at < w->start[i]; at += size)
      assert(news_unicode_is_space(news_utf8_decode(doc->text + at, &size)));
    assert(at == w->start[i]);
    if (i == w->count) break;
    assert(w->end[i] > w->start[i] && w->end[i] <= doc->size);
    while (at < w->end[i]) {
      (void)news_utf8_decode(doc->text + at, &size);
      at += size;
    }
    assert(at == w->end[i]);
    assert((w->kind[i] & NEWS_WORD_KIND) <= NEWS_WORD_EMOJI);
    assert(!(w->kind[i] & NEWS_WORD_JOINED) ||
           (i && w->end[i - 1] == w->start[i]));
  }
  assert(at == doc->size);
}

static void check_words_same(const news_words *a, const news_words *b) {
  assert(a->count == b->count);
  assert(!memcmp(a->start, b->start, a->count * sizeof *a->start));
  assert(!memcmp(a->end, b->end, a->count * sizeof *a->end));
  assert(!memcmp(a->kind, b->kind, a->count));
}

/* The maps give the words that matter to sentences. */
static void check_sentences_same(news_document *a, news_document *b) {
  assert(!news_split_sentences(a, NULL) && !news_split_sentences(b, NULL));
  assert(a->sentences.count == b->sentences.count);
  assert(!memcmp(a->sentences.first, b->sentences.first,
                 a->sentences.count * sizeof *a->sentences.first));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const paths[] = {"scalar", "sse2", "avx2", "avx512"};
  if (!size) return 0;
  news_document_options options = {.plain = data[0] & 4,
                                   .language = pick(data[0])};
  news_buffer text = NEWS_BUFFER_EMPTY;
  news_document *want, *split, *got;
  assert(!news_utf8_repair((const char *)data + 1, size - 1, &text));
  const char *s = text.data ? text.data : "";
  assert(!news_document_new(s, text.size, &options, &want, NULL));
  assert(!news_document_new(s, text.size, &options, &split, NULL));
  assert(!news_tokenize_by(want, "fields", NULL));
  assert(!news_tokenize_by(split, "fields", NULL));
  if (!options.plain) check_words(want);
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    assert(!news_document_new(s, text.size, &options, &got, NULL));
    if (!news_tokenize_by(got, paths[i], NULL)) {
      check_words_same(&want->words, &got->words);
      check_sentences_same(split, got);
    }
    news_document_free(got);
  }
  news_document_free(split);
  news_document_free(want);
  news_buffer_free(&text);
  return 0;
}
