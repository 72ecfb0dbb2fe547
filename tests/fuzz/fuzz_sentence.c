#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "sentence.h"
#include "tokenizer.h"
#include "utf8.h"

/* libFuzzer target: whatever the text, parts tile the words, sentences tile
 * paragraphs, pairs of quotation marks nest.  The first byte chooses a
 * language and the rules. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] =
    "!clitics\n!digit_point\n!space_before_mark\n!dialogue_dash\n"
    "!lower_starts\n!footnotes\n!mark_starts\n"
    "mr\tnever\ninc\tsometimes company\na.m\tcapital\nest\tzone\nthe\tstarter\n"
    "no\tnever numeric\nmar\tsometimes cased\na\tnever lower\ni\tpronoun\n"
    "said\tsaid\njanuary\tmonth\nsunday\tweekday\nam\tbefore_ordinal\n"
    "platz\tordinal\nl\telision\nthanks\tclosing\ndear\tgreeting\n"
    "figure\tlabel\nis\tbroken starter\nyahoo!\tbrand\nkm\tunit\nun\taffix\n"
    "pdf\tfile_end\nchairman\trole\ncalif\tsometimes place\n";

static void must(int holds) {
  if (!holds) abort();
}

static void parts_tile_the_words(const news_document *doc,
                                 const news_parts *parts) {
  must((parts->count == 0) == (doc->words.count == 0));
  if (parts->count) must(parts->first[0] == 0);
  for (uint32_t i = 0; i < parts->count; i++)
    must(parts->first[i] < parts->first[i + 1]);
  must(parts->first[parts->count] == doc->words.count);
}

/* Every border of `coarse` is one of `fine`. */
static void parts_refine(const news_parts *fine, const news_parts *coarse) {
  uint32_t i = 0;
  for (uint32_t c = 0; c < coarse->count; c++) {
    while (i < fine->count && fine->first[i] < coarse->first[c]) i++;
    must(i < fine->count && fine->first[i] == coarse->first[c]);
  }
}

static void pairs_nest(const news_document *doc) {
  uint32_t ends[256], depth = 0, last = 0;
  for (uint32_t i = 0; i < doc->quoted.count; i++) {
    news_quoted q = doc->quoted.items[i];
    must(q.first >= last && q.first < q.end && q.end <= doc->words.count);
    must((doc->words.kind[q.first] & NEWS_WORD_OPENS) != 0);
    must(q.open || (doc->words.kind[q.end - 1] & NEWS_WORD_CLOSES) != 0);
    while (depth && ends[depth - 1] <= q.first) depth--;
    must(q.depth == depth);
    must(!depth || q.end <= ends[depth - 1]);
    ends[depth++] = q.end;
    last = q.first;
  }
}

static void split(const char *text, size_t size,
                  const news_document_options *options) {
  news_document *doc;
  const news_parts *scopes;
  must(!news_document_new(text, size, options, &doc, NULL));
  must(!news_sentence_scopes(doc, &scopes, NULL));
  for (uint32_t w = 0; w < doc->words.count; w++)
    must(doc->words.start[w] < doc->words.end[w] &&
         doc->words.end[w] <= doc->words.start[w + 1]);
  parts_tile_the_words(doc, &doc->sentences);
  parts_tile_the_words(doc, &doc->paragraphs);
  parts_tile_the_words(doc, scopes);
  parts_refine(&doc->sentences, &doc->paragraphs);
  parts_refine(&doc->sentences, scopes);
  pairs_nest(doc);
  news_document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static news_language *language;
  if (!language)
    must(!news_language_new("xx", words, sizeof words - 1, &language, NULL));
  if (size < 1) return 0;
  news_buffer text = NEWS_BUFFER_EMPTY;
  must(!news_utf8_repair((const char *)data + 1, size - 1, &text));
  news_document_options options = {.plain = data[0] & 2,
                                   .language = data[0] & 1 ? language : NULL};
  split(text.data ? text.data : "", text.size, &options);
  const news_language *one[] = {language};
  (void)news_language_guess(one, 1, text.data ? text.data : "", text.size);
  news_buffer_free(&text);
  return 0;
}
