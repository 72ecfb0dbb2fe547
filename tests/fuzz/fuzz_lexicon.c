#include <stdlib.h>
#include <string.h>

#include "lexicon.h"
#include "lexicon_block.h"
#include "lexicon_scan.h"
#include "morphology.h"
#include "tokenizer.h"

/* libFuzzer target.  The first byte chooses: a TSV or CSV file becomes a
 * lexicon whose block opens again and finds its own keys; or the rest is a
 * forged block with a valid checksum, on which everything is called. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char text[] =
    "The Acme Bank of Ruritania said Smith told the ceasefire talks to go on.";

static void must(int holds) {
  if (!holds) abort();
}

static void ask_phrase(const news_lexicon *lex, uint32_t phrase) {
  uint32_t count, n;
  const uint32_t *entries = news_lexicon_phrase_entries(lex, phrase, &count);
  must(count > 0);
  for (uint32_t i = 0; i < count && i < 100; i++)
    for (uint32_t c = 0; c < news_lexicon_columns(lex) && c < 100; c++) {
      const char *cell = news_lexicon_cell(lex, entries[i], c, &n);
      must(cell[n] == '\0');
    }
  const char *lemma = news_lexicon_phrase_lemma(lex, phrase, &n);
  must(lemma[n] == '\0');
}

/* How many phrases a scan of the document finds. */
static uint32_t scan_text(const news_lexicon *lex, const news_document *doc) {
  news_lexicon_scan *scan = news_lexicon_scan_new();
  const news_lexicon_place *places;
  uint32_t count, words = doc->words.count;
  if (!scan ||
      news_lexicon_scan_words(scan, lex, doc, 0, words, &places, &count, NULL))
    abort();
  for (uint32_t i = 0; i < count; i++) {
    must(places[i].end > places[i].first && places[i].end <= words);
    ask_phrase(lex, places[i].phrase);
  }
  news_lexicon_scan_free(scan);
  return count;
}

static void match_text(const news_lexicon *lex, bool forged) {
  news_document *doc;
  news_vocabulary *voc = news_vocabulary_new(0);
  if (news_document_new(text, sizeof text - 1, NULL, &doc, NULL)) abort();
  if (!voc || news_vocabulary_read(voc, doc, NULL)) abort();
  news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
  uint32_t all = 0;
  for (uint32_t w = 0; w < doc->words.count; w++) {
    uint32_t count =
        news_lexicon_match(lex, voc, doc, w, doc->words.count, hits);
    all += count;
    for (uint32_t i = 0; i < count; i++) {
      must(hits[i].end > w && hits[i].end <= doc->words.count);
      ask_phrase(lex, hits[i].phrase);
    }
    (void)news_lexicon_find_word(lex, voc, doc->words.form[w], NULL);
  }
  uint32_t scanned = scan_text(lex, doc);
  must(forged || scanned == all);
  news_document_free(doc);
  news_vocabulary_free(voc);
}

static void ask(const news_lexicon *lex, bool forged) {
  for (uint32_t i = 0; i < 16; i++) ask_phrase(lex, i);
  (void)news_lexicon_find_column(lex, "name", 4);
  (void)news_lexicon_find(lex, text, sizeof text - 1);
  match_text(lex, forged);
}

static void forge(const uint8_t *data, size_t size) {
  size_t counted = offsetof(lexicon_header, size);
  char *block = malloc(size + 1);
  if (!block) abort();
  memcpy(block, data, size);
  if (size >= sizeof(lexicon_header)) {
    uint64_t wide = size, sum;
    memcpy(block, NEWS_LEXICON_MAGIC, 8);
    memcpy(block + counted, &wide, sizeof wide);
    sum = news_checksum(block + counted, size - counted);
    memcpy(block + offsetof(lexicon_header, checksum), &sum, sizeof sum);
  }
  news_lexicon *lex;
  if (!news_lexicon_open(block, size, NULL, &lex, NULL)) {
    ask(lex, true);
    news_lexicon_free(lex);
  }
  free(block);
}

/* The block of a file opens again and answers. */
static void build(const char *bytes, size_t size, int how) {
  static const char rows[] = "say\tverb\t\nsaid\tverb\tsay\nmen\tnoun\tman\n";
  news_morphology *m;
  news_lexicon *lex, *again;
  if (news_morphology_new(rows, sizeof rows - 1, &m, NULL)) abort();
  static const char *const inflect[] = {NULL, NULL, "verb", "noun"};
  news_lexicon_options options = {
      .exact = how & 2, .inflect = inflect[how >> 2 & 3], .morphology = m};
  if (!news_lexicon_read(bytes, size, how & 1, &options, &lex, NULL)) {
    size_t length;
    const void *block = news_lexicon_block(lex, &length);
    must(!news_lexicon_open(block, length, NULL, &again, NULL));
    ask(again, false);
    for (uint32_t e = 0; e < news_lexicon_entries(lex) && e < 50; e++) {
      uint32_t n;
      const char *key = news_lexicon_cell(lex, e, 0, &n);
      if (!memchr(key, '|', n)) (void)news_lexicon_find(again, key, n);
    }
    news_lexicon_free(again);
    news_lexicon_free(lex);
  }
  news_morphology_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  if (data[0] & 0x80)
    forge(data + 1, size - 1);
  else
    build((const char *)data + 1, size - 1, data[0]);
  return 0;
}
