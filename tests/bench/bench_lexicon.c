/* A lexicon over a text, from bytes to matches, next to Hyperscan on the same
 * phrases in the same run.
 *
 *   bench_lexicon TEXT PHRASES.tsv [LANGUAGE.tsv [ROUNDS]]
 *
 * Rows of tab-separated id and numbers: "build" seconds and megabytes of the
 * block; "tokens" megabytes a second (the best of ROUNDS) and words of the text
 * cut into words alone; "lexicon" the same of both and matches;
 * "hyperscan" the same for at most 2,000 phrases, when it was built with
 * BENCH_HS (every end of every phrase as bytes: no words, no folding). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

#include "language.h"
#include "lexicon.h"
#include "lexicon_scan.h"
#include "tokenizer.h"
#ifdef BENCH_HS
#include <hs/hs.h>
#endif

/* Hyperscan takes 8 GB and minutes for 100,000 phrases and long for 10,000. */
enum { DOCUMENT = 16384, HS_MOST = 2000 };

typedef struct bench {
  const char *text;
  size_t size;
  const news_language *language;
  const news_lexicon *lexicon;
  news_document *doc;
  news_lexicon_scan *scan;
  uint64_t hits;
} bench;

static void tokens(bench *b, const char *text, size_t size) {
  news_document_options options = {.language = b->language};
  if (b->doc ? news_document_reset(b->doc, text, size, &options, NULL)
             : news_document_new(text, size, &options, &b->doc, NULL))
    die("no document");
  if (news_tokenize(b->doc, NULL)) die("no words");
  b->hits += b->doc->words.count;
}

static void phrases(bench *b, const char *text, size_t size) {
  const news_lexicon_place *places;
  uint32_t count;
  uint64_t hits = b->hits;
  tokens(b, text, size);
  if (news_lexicon_scan_words(b->scan, b->lexicon, b->doc, 0,
                              b->doc->words.count, &places, &count, NULL))
    die("no places");
  b->hits = hits + count;
}

/* Documents are cut at line ends. */
static void each_document(bench *b, void (*f)(bench *, const char *, size_t)) {
  for (size_t at = 0; at < b->size;) {
    size_t end = at + DOCUMENT < b->size ? at + DOCUMENT : b->size;
    const char *line = memchr(b->text + end, '\n', b->size - end);
    end = line ? (size_t)(line - b->text) + 1 : b->size;
    f(b, b->text + at, end - at);
    at = end;
  }
}

static void best(bench *b, const char *id, int rounds,
                 void (*f)(bench *, const char *, size_t)) {
  double least = 0;
  for (int i = 0; i < rounds; i++) {
    b->hits = 0;
    double start = now();
    each_document(b, f);
    double took = now() - start;
    if (!least || took < least) least = took;
  }
  printf("%s\t%.2f\t%llu\n", id, (double)b->size / least / 1e6,
         (unsigned long long)b->hits);
}

#ifdef BENCH_HS
static hs_database_t *database;
static hs_scratch_t *scratch;

static int on_match(unsigned id, unsigned long long from, unsigned long long to,
                    unsigned flags, void *hits) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(uint64_t *)hits;
  return 0;
}

static void scan(bench *b, const char *text, size_t size) {
  hs_scan(database, text, (unsigned)size, 0, scratch, on_match, &b->hits);
}

/* The keys of the TSV, without the header. */
static void make_database(char *tsv, size_t size) {
  size_t lines = 0, count = 0;
  for (size_t i = 0; i < size; i++) lines += tsv[i] == '\n';
  const char **keys = malloc(lines * sizeof *keys);
  size_t *sizes = malloc(lines * sizeof *sizes);
  unsigned *flags = calloc(lines, sizeof *flags);
  unsigned *ids = calloc(lines, sizeof *ids);
  if (!keys || !sizes || !flags || !ids) die("out of memory");
  for (char *at = memchr(tsv, '\n', size); at && at[1];) {
    char *key = at + 1;
    at = strchr(key, '\n');
    keys[count] = key;
    sizes[count++] = strcspn(key, "\t\n");
    key[sizes[count - 1]] = '\0';
  }
  hs_compile_error_t *error;
  if (hs_compile_lit_multi(keys, flags, ids, sizes, (unsigned)count,
                           HS_MODE_BLOCK, NULL, &database, &error) ||
      hs_alloc_scratch(database, &scratch))
    database = NULL;
  free(keys);
  free(sizes);
  free(flags);
  free(ids);
}
#endif

int main(int argc, char **argv) {
  if (argc < 3) die("TEXT PHRASES.tsv [LANGUAGE.tsv [ROUNDS]]");
  size_t size, tsv_size, language_size, block;
  bench b = {.text = read_file(argv[1], &size)};
  b.size = size;
  char *tsv = read_file(argv[2], &tsv_size);
  int rounds = argc > 4 ? atoi(argv[4]) : 5;
  news_language *language = NULL;
  news_lexicon *lexicon;
  if (argc > 3) {
    char *data = read_file(argv[3], &language_size);
    if (news_language_new("en", data, language_size, &language, NULL))
      die(argv[3]);
    free(data);
  }
  news_lexicon_options options = {.language = language};
  double start = now();
  if (news_lexicon_read(tsv, tsv_size, false, &options, &lexicon, NULL))
    die(argv[2]);
  double took = now() - start;
  (void)news_lexicon_block(lexicon, &block);
  printf("build\t%.2f\t%.1f\n", took, (double)block / 1e6);
  b.language = language;
  b.lexicon = lexicon;
  b.scan = news_lexicon_scan_new();
  if (!b.scan) die("out of memory");
  best(&b, "tokens", rounds, tokens);
  best(&b, "lexicon", rounds, phrases);
#ifdef BENCH_HS
  if (news_lexicon_entries(lexicon) <= HS_MOST) make_database(tsv, tsv_size);
  if (database) best(&b, "hyperscan", rounds, scan);
#endif
  return 0;
}
