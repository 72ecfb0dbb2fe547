/* Patterns that make backtracking matchers slow, with the whole text as scope
 * and all matches wanted: the cost of a word in 10 KB and in 1 MB.
 *
 *   redos [RATIO]
 *
 * Prints for each pattern the matcher's steps a word and nanoseconds a word
 * (the best of some rounds) in both texts.  Fails if the steps grow by more
 * than RATIO (1.3), or the time by more than twice that: the data of a text a
 * hundred times as long is in slower memory. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pattern.h"
#include "sentence.h"

static const char *const patterns[] = {
    "(.*)*",
    "(.*)* [len>40]",
    "(. | .)* [len>40]",
    "([alpha]+)+ [len>40]",
    "x:(.{0,50}) .{0,50} .{0,50} [len>40]",
    ".{0,50}? .{0,50}? .{0,50}? [cap]",
    "(?<= .{50}) [cap]",
    "(?<= ([lower] | [alpha]){1,50}) [len>40]",
    "(?<! [cap] .{0,50}) .",
    "(?= .* [len>40]) .",
    "(?= .* [cap]) (?! [cap]) .",
    "((a? b?)* c?)* [len>40]",
};
enum { PATTERNS = sizeof patterns / sizeof *patterns, ROUNDS = 5 };

typedef struct cost {
  double steps, nanoseconds; /* a word */
} cost;

static void die(const char *what) {
  fprintf(stderr, "redos: %s\n", what);
  exit(2);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static news_document *make(size_t size) {
  static const char body[] = "the minister said on Tuesday that it was so and ";
  char *text = malloc(size + 1);
  news_document *doc;
  if (!text) die("out of memory");
  for (size_t i = 0; i < size; i++) text[i] = body[i % (sizeof body - 1)];
  if (news_document_new(text, size, NULL, &doc, NULL) ||
      news_split_sentences(doc, NULL))
    die("no document");
  free(text);
  return doc;
}

/* All matches, the text as one scope. */
static cost find(news_matcher *m, news_document *doc, news_vocabulary *voc,
                 uint32_t pattern) {
  cost best = {0};
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t steps = UINT64_MAX / 2, before = steps;
    news_match_document d = {.doc = doc, .voc = voc, .steps = &steps};
    news_match match;
    if (news_matcher_open(m, &d, NULL)) die("the matcher failed");
    double start = now();
    int got = news_matcher_begin(m, pattern, 0, doc->words.count, NULL);
    while (got > 0) got = news_matcher_next(m, &match, NULL);
    if (got < 0) die("a pattern failed");
    double took = (now() - start) / doc->words.count;
    if (!round || took < best.nanoseconds) best.nanoseconds = took;
    best.steps = (double)(before - steps) / doc->words.count;
  }
  return best;
}

int main(int argc, char **argv) {
  double most = argc > 1 ? atof(argv[1]) : 1.3;
  news_vocabulary *voc = news_vocabulary_new(0);
  news_pattern_set *set = news_pattern_set_new(NULL);
  news_document *small = make(10000), *large = make(1000000);
  if (!voc || !set) die("out of memory");
  int failed = 0;
  for (uint32_t i = 0; i < PATTERNS; i++) {
    uint32_t number;
    if (news_pattern_add(set, patterns[i], strlen(patterns[i]), NULL, &number,
                         NULL))
      die(patterns[i]);
  }
  news_matcher *m = news_matcher_new(set);
  if (!m) die("out of memory");
  for (uint32_t i = 0; i < PATTERNS; i++) {
    cost a = find(m, small, voc, i), b = find(m, large, voc, i);
    bool flat = b.steps <= a.steps * most + 1 &&
                b.nanoseconds <= a.nanoseconds * 2 * most + 5;
    printf("%-40s %8.1f -> %8.1f steps %8.1f -> %8.1f ns a word%s\n",
           patterns[i], a.steps, b.steps, a.nanoseconds, b.nanoseconds,
           flat ? "" : "  GROWS");
    failed += !flat;
  }
  news_matcher_free(m);
  news_pattern_set_free(set);
  news_vocabulary_free(voc);
  news_document_free(small);
  news_document_free(large);
  return failed ? 1 : 0;
}
