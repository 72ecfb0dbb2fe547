#ifndef SPLIT_H
#define SPLIT_H

/* The parts of a text as one string, for tests of layers above words. */

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "language.h"
#include "sentence.h"
#include "tokenizer.h"

/* The shipped language `code`; tests run in the top folder of the tree. */
static inline news_language *load_language(const char *code) {
  char path[64], *tsv = malloc(1 << 20);
  (void)snprintf(path, sizeof path, "rules/lexicons/languages/%s.tsv", code);
  FILE *file = fopen(path, "rb");
  news_language *language = NULL;
  if (file && tsv) {
    size_t size = fread(tsv, 1, 1 << 20, file);
    check(!news_language_new(code, tsv, size, &language, NULL));
  }
  if (file) (void)fclose(file);
  free(tsv);
  check(language != NULL);
  return language;
}

typedef const news_parts *split_layer(news_document *doc);

static inline const news_parts *sentences(news_document *doc) {
  return news_split_sentences(doc, NULL) ? NULL : &doc->sentences;
}

static inline const news_parts *paragraphs(news_document *doc) {
  return news_split_paragraphs(doc, NULL) ? NULL : &doc->paragraphs;
}

static inline const news_parts *scopes(news_document *doc) {
  const news_parts *parts;
  return news_sentence_scopes(doc, &parts, NULL) ? NULL : parts;
}

/* The parts of a layer separated by |, with line ends as spaces; static. */
static inline const char *split(const char *text, const char *code,
                                split_layer *layer) {
  static char out[4096];
  news_language *language = code ? load_language(code) : NULL;
  news_document_options options = {.language = language};
  news_document *doc;
  size_t n = 0;
  check(!news_document_new(text, strlen(text), &options, &doc, NULL));
  const news_parts *parts = layer(doc);
  for (uint32_t i = 0; parts && i < parts->count; i++) {
    news_span s = news_part_span(doc, parts, i);
    if (i) out[n++] = '|';
    for (uint32_t at = s.start; at < s.end; at++)
      out[n++] = text[at] == '\n' ? ' ' : text[at];
  }
  out[n] = '\0';
  news_document_free(doc);
  news_language_free(language);
  return out;
}

/* Compare, and show the actual result on failure. */
#define check_split(text, code, layer, want)                          \
  do {                                                                \
    const char *got_ = split(text, code, layer);                      \
    check(!strcmp(got_, want));                                       \
    if (strcmp(got_, want) != 0) (void)fprintf(stderr, "%s\n", got_); \
  } while (0)

#endif
