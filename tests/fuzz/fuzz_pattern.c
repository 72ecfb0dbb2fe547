#include <stdlib.h>
#include <string.h>

#include "annotation.h"
#include "pattern.h"
#include "sentence.h"
#include "tokenizer.h"
#include "utf8.h"

/* libFuzzer target: the first line is a pattern, the rest a text.  Whatever
 * they are, matches lie in their scope in sequence, captures lie in their
 * match, and the steps limit the work. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds) {
  if (!holds) abort();
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  (void)name;
  return size == 1 ? host : NULL;
}

static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  static const char *const sources[] = {"a | b c", "$b $c", "x:([cap] $d?)",
                                        "(. | $a)* $d", "$"};
  (void)host;
  if (size != 1 || name[0] < 'a' || name[0] > 'e') return false;
  *source = sources[name[0] - 'a'];
  *source_size = strlen(*source);
  return true;
}

static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  (void)host;
  *layer = name[0] == 'M';
  return size == 1;
}

/* Every annotation has the attributes a ... z, all x or all y. */
static void attributes(void *host, uint32_t annotation, void *taker,
                       news_attribute_taker *take) {
  (void)host;
  for (char name = 'a'; name <= 'z'; name++)
    take(taker, &name, 1, annotation % 2 ? "x" : "y", 1);
}

static void check_match(const news_match *match, uint32_t at, uint32_t end) {
  must(match->first >= at && match->first < match->end && match->end <= end);
  for (uint32_t i = 0; i < match->count; i++) {
    const news_capture *c = &match->captures[i];
    must(c->first <= c->end);
    must(c->first >= match->first && c->end <= match->end);
  }
}

static void find_all(news_matcher *m, uint32_t first, uint32_t end, bool drop) {
  news_match match;
  news_error err;
  uint32_t at = first;
  int got = news_matcher_begin(m, 0, first, end, &err);
  while (got > 0 && (got = news_matcher_next(m, &match, &err)) > 0) {
    check_match(&match, at, end);
    at = match.end;
    if (drop && match.first % 3 == 0) {
      news_matcher_reject(m);
      at = match.first + 1;
    }
  }
  must(got == 0 || err.status == NEWS_EBUDGET || err.status == NEWS_ETOOBIG);
}

static void annotate(news_annotations *set, const news_document *doc) {
  uint32_t id, count = doc->words.count;
  for (uint32_t i = 0; i + 2 < count && i < 40; i += 2) {
    news_span span = {doc->words.start[i], doc->words.end[i + i % 3]};
    must(!news_annotations_add(set, i % 4 < 2, span, 0, 0, &id, NULL));
  }
}

static void match_text(news_pattern_set *set, news_document *doc, bool drop) {
  uint64_t steps = 2000000;
  news_vocabulary *voc = news_vocabulary_new(0);
  news_matcher *m = news_matcher_new(set);
  must(!news_vocabulary_read(voc, doc, NULL));
  must(!news_split_sentences(doc, NULL));
  news_annotations *annotations = news_annotations_new(doc);
  annotate(annotations, doc);
  news_match_document d = {.doc = doc,
                           .voc = voc,
                           .annotations = annotations,
                           .attributes = attributes,
                           .steps = &steps};
  must(!news_matcher_open(m, &d, NULL));
  find_all(m, 0, doc->words.count, drop);
  const news_parts *parts = &doc->sentences;
  for (uint32_t i = news_matcher_seek(m, 0, parts, 0); i < parts->count;
       i = news_matcher_seek(m, 0, parts, i + 1))
    find_all(m, parts->first[i], parts->first[i + 1], drop);
  news_matcher_free(m);
  news_vocabulary_free(voc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char tsv[] = "key\tkind\na\tx\na b\ty\nb c a\tx\nthe\tx\n";
  const char *line = size ? memchr(data, '\n', size) : NULL;
  size_t pattern_size = line ? (size_t)(line - (const char *)data) : size;
  news_lexicon_options options = {0};
  news_lexicon *lexicon = NULL;
  news_document *doc = NULL;
  news_buffer text = NEWS_BUFFER_EMPTY;
  uint32_t number;
  news_error err = {0};
  if (size > 4096) return 0;
  must(
      !news_lexicon_read(tsv, sizeof tsv - 1, false, &options, &lexicon, NULL));
  news_pattern_names names = {lexicon, find_lexicon, find_macro, find_layer,
                              NULL};
  news_pattern_set *set = news_pattern_set_new(NULL);
  if (line) must(!news_utf8_repair(line + 1, size - pattern_size - 1, &text));
  must(!news_document_new(text.data ? text.data : "", text.size, NULL, &doc,
                          NULL));
  news_status status = news_pattern_add(set, (const char *)data, pattern_size,
                                        &names, &number, &err);
  if (status)
    must(err.what && err.offset <= pattern_size);
  else
    match_text(set, doc, size % 2);
  news_pattern_set_free(set);
  news_document_free(doc);
  news_buffer_free(&text);
  news_lexicon_free(lexicon);
  return 0;
}
