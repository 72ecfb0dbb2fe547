/* Patterns, lexicons, regular expressions and their matches when each
 * allocation fails in turn: either an error is reported or all matches are
 * found, and nothing leaks. */

#include <string.h>

#include "annotation.h"
#include "check.h"
#include "faults.h"
#include "lexicon.h"
#include "pattern.h"
#include "pattern_lint.h"
#include "regex.h"
#include "sentence.h"
#include "tokenizer.h"

/* Long enough for a regular expression to compute its need. */
static const char text[] =
    "The Acme Bank said so. Then a b a b c a c met Mr. Smith of the Bank.\n"
    "“One two,” the Acme Bank of Ruritania said: at Évora go on.\n"
    "The second day of the talks went as the first had gone, and nobody said "
    "what the next would bring to those who had waited so long for it all.\n";
static const char tsv[] =
    "key\tkind\na\tx\na b\ty\nb c a\tx\nthe\tx\nAcme Bank\ty\n"
    "Acme Bank of Ruritania\tz\nbank|banks\tw\nÉvora go\tx\n";

/* Everything made by one attempt. */
typedef struct all {
  news_lexicon *lexicon;
  news_pattern_set *set;
  news_document *doc;
  news_vocabulary *voc;
  news_match_document opened;
  news_matcher *matcher;
  int found;
  news_error err; /* from the call that failed */
} all;

static news_status out_of_memory(all *a) {
  return news_fail(&a->err, NEWS_ENOMEM, 0, NULL);
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  (void)name;
  return size == 1 ? host : NULL;
}

static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  (void)host;
  (void)name;
  *source = "x:([cap] b?) | (a c)*";
  *source_size = strlen(*source);
  return size == 1;
}

static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  (void)host;
  (void)name;
  *layer = 0;
  return size == 1;
}

static void attributes(void *host, uint32_t annotation, void *taker,
                       news_attribute_taker *take) {
  (void)host;
  take(taker, "q", 1, annotation % 2 ? "x" : "y", 1);
}

static uint64_t shared(void *host, uint32_t annotation) {
  (void)host;
  return annotation % 3;
}

static news_status count_matches(all *a) {
  news_match match;
  int got = news_matcher_begin(a->matcher, 0, 0, a->doc->words.count, &a->err);
  while (got > 0 && (got = news_matcher_next(a->matcher, &match, &a->err)) > 0)
    a->found++;
  return got < 0 ? a->err.status : NEWS_OK;
}

static news_status find_matches(all *a) {
  news_status status = news_matcher_open(a->matcher, &a->opened, &a->err);
  a->found = 0;
  return status ? status : count_matches(a);
}

static news_status open_text(all *a) {
  uint32_t id;
  if (!a->voc) a->voc = news_vocabulary_new(0);
  if (!a->voc) return out_of_memory(a);
  news_status status = news_vocabulary_read(a->voc, a->doc, &a->err);
  if (!status) status = news_split_sentences(a->doc, &a->err);
  if (status) return status;
  news_annotations *set = news_annotations_new(a->doc);
  if (!set) return out_of_memory(a);
  const news_words *w = &a->doc->words;
  for (uint32_t i = 0; i < 10 && !status; i += 2)
    status = news_annotations_add(set, 0,
                                  (news_span){w->start[i], w->end[i + i % 3]},
                                  0, 0, &id, &a->err);
  if (status) return status;
  if (!a->matcher) a->matcher = news_matcher_new(a->set);
  if (!a->matcher) return out_of_memory(a);
  a->opened = (news_match_document){.doc = a->doc,
                                    .voc = a->voc,
                                    .annotations = set,
                                    .attributes = attributes,
                                    .shared = shared};
  return find_matches(a);
}

static news_status try(all *a, const char *pattern) {
  news_lexicon_options options = {0};
  uint32_t number;
  news_findings findings;
  news_status status = news_lexicon_read(tsv, sizeof tsv - 1, false, &options,
                                         &a->lexicon, &a->err);
  if (status) return status;
  news_pattern_names names = {a->lexicon, find_lexicon, find_macro, find_layer,
                              NULL};
  a->set = news_pattern_set_new(NULL);
  if (!a->set) return out_of_memory(a);
  status = news_pattern_add(a->set, pattern, strlen(pattern), &names, &number,
                            &a->err);
  if (!status)
    status = news_pattern_lint(a->set, pattern, strlen(pattern), &names,
                               &findings, &a->err);
  if (!status)
    status = news_document_new(text, sizeof text - 1, NULL, &a->doc, &a->err);
  if (!status) status = open_text(a);
  return status;
}

static void give_back(all *a) {
  news_matcher_free(a->matcher);
  news_vocabulary_free(a->voc);
  news_document_free(a->doc);
  news_pattern_set_free(a->set);
  news_lexicon_free(a->lexicon);
}

static void sweep(const char *pattern) {
  int wanted = -1;
  bool fired = true;
  long live = faults_live;
  for (int nth = 0; fired && nth < 5000; nth++) { /* 0: no fault */
    all a = {0};
    faults_arm(FAULT_MEMORY, nth);
    news_status status = try(&a, pattern);
    fired = faults_off() || nth == 0;
    if (nth == 0) wanted = a.found;
    check(status == NEWS_OK || (fired && nth && status == NEWS_ENOMEM));
    check(!status || status == a.err.status);
    if (!status) check(a.found == wanted);
    if (status && a.doc) { /* after a failure everything still works */
      check(open_text(&a) == NEWS_OK);
      check(a.found == wanted);
    }
    if ((status && !nth) || (!status && a.found != wanted))
      fprintf(stderr, "%s, %d: status %d, %d found\n", pattern, nth, status,
              a.found);
    give_back(&a);
    check(faults_live == live);
  }
  check(!fired && wanted > 0);
}

static void patterns_and_what_they_match(void) {
  static const char *const patterns[] = {
      "the [cap]+",
      "x:(the? y:[cap]+) said",
      "(a | b){2,5}? .{0,3} c",
      "(?<= a | b c) . (?! d) (?= [len>1] | $)",
      "[cap & !(digit | punct) & len<9] | [num]",
      "w:@L(kind=x|y) .? @L",
      "@L",
      "[@L] | [!{M} & cap]",
      "m:{M q=x} [!{L}]*? {L} | {M}",
      "$a+ | $b .",
      "(((a?)* b?)* c?)* .",
      "[/^\\d{1,4}$/] | [/an/ & !first] | [/(?i)^the|b$/]",
      "^ .* $ | .",
      "the Acme Bank of Ruritania | Mr. Smith",
      "the 's? (n't)* Bank",
  };
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    sweep(patterns[i]);
}

static news_status search(const char *pattern, const char *flags, int *found) {
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_regex *re;
  news_error err = {0};
  uint64_t first[2], steps = UINT64_MAX;
  news_status status =
      news_regex_later(pattern, strlen(pattern), flags, &re, NULL);
  if (status) return status;
  for (uint32_t at = 0, got = 1; got && !status; at = spans[0].end + 1) {
    int result = at <= sizeof text - 1
                     ? news_regex_find(re, text, at, sizeof text - 1, spans,
                                       &steps, &err)
                     : 0;
    got = result > 0;
    *found += (int)got;
    if (result < 0) status = err.status;
    if (!got) break;
  }
  if (!status) status = news_regex_first(re, first);
  news_regex_free(re);
  return status;
}

static void regular_expressions(void) {
  static const char *const rows[][2] = {
      {"(?<who>Acme|Smith) (\\w+)", ""},
      {"bank|said|talks to", "i"},
      {"[a-c] (?=b)", ""},
      {"^The|on\\.$", "m"},
      {"a b", "l"},
      {"\\p{Lu}\\w+ (Bank|of)", "u"},
      {"(?:Mr|Mrs)\\. [A-Z]", "x"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int wanted = -1;
    bool fired = true;
    long live = faults_live;
    for (int nth = 0; fired && nth < 1000; nth++) {
      int found = 0;
      faults_arm(FAULT_MEMORY, nth);
      news_status status = search(rows[i][0], rows[i][1], &found);
      fired = faults_off() || nth == 0;
      if (nth == 0) wanted = found;
      check(status == NEWS_OK || (fired && nth && status == NEWS_ENOMEM));
      if (!status) check(found == wanted);
      check(faults_live == live);
    }
    check(!fired);
  }
}

int main(void) {
  run(patterns_and_what_they_match);
  run(regular_expressions);
  printf("%ld faults\n", faults_total);
  return check_report();
}
