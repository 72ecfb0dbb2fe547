/* Extraction regexes over a text, one by one, next to PCRE2's machine code
 * alone, in the same run.
 *
 *   bench_regex TEXT REGEXES [ROUNDS] [each]
 *
 * REGEXES has one a line.  Prints rows of tab-separated id, megabytes a second
 * for all of them together (the best of ROUNDS) and matches; with `each` also a
 * row for each regex, with its matches. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

#include "regex.h"

enum { MOST = 64 };

typedef struct subject {
  const char *text;
  uint32_t size;
} subject;

static uint64_t count_ours(const char *pattern, const subject *s) {
  news_regex *re;
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  uint64_t matches = 0;
  if (news_regex_new(pattern, strlen(pattern), "", &re, NULL)) die(pattern);
  for (uint32_t at = 0; at < s->size;) {
    if (news_regex_find(re, s->text, at, s->size, spans, NULL, NULL) != 1)
      break;
    matches++;
    at = spans[0].end > at ? spans[0].end : at + 1;
  }
  news_regex_free(re);
  return matches;
}

static uint64_t count_plain(const char *pattern, const subject *s) {
  int code;
  PCRE2_SIZE offset;
  pcre2_code *re = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                 PCRE2_UTF, &code, &offset, NULL);
  if (!re || pcre2_jit_compile(re, PCRE2_JIT_COMPLETE)) die(pattern);
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(re, NULL);
  const PCRE2_SIZE *span = pcre2_get_ovector_pointer(data);
  uint64_t matches = 0;
  for (size_t at = 0; at < s->size;) {
    if (pcre2_jit_match(re, (PCRE2_SPTR)s->text, s->size, at,
                        PCRE2_NO_UTF_CHECK, data, NULL) < 0)
      break;
    matches++;
    at = span[1] > at ? span[1] : at + 1;
  }
  pcre2_match_data_free(data);
  pcre2_code_free(re);
  return matches;
}

typedef uint64_t counter(const char *pattern, const subject *s);

static void measure(const char *id, counter *count, char *const *patterns,
                    int n, const subject *s, int rounds, bool each) {
  double all = 0;
  uint64_t matches = 0;
  for (int i = 0; i < n; i++) {
    double least = 0;
    uint64_t found = 0;
    for (int r = 0; r < rounds; r++) {
      double start = now();
      found = count(patterns[i], s);
      double took = now() - start;
      if (!least || took < least) least = took;
    }
    if (each)
      printf("%s_%d\t%.0f\t%llu\t%s\n", id, i + 1, s->size / least / 1e6,
             (unsigned long long)found, patterns[i]);
    all += least;
    matches += found;
  }
  printf("%s\t%.1f\t%llu\n", id, s->size / all / 1e6,
         (unsigned long long)matches);
}

int main(int argc, char **argv) {
  if (argc < 3) die("TEXT REGEXES [ROUNDS] [each]");
  size_t size, list_size;
  char *text = read_file(argv[1], &size),
       *list = read_file(argv[2], &list_size);
  char *patterns[MOST];
  int n = 0, rounds = argc > 3 ? atoi(argv[3]) : 3;
  for (char *line = strtok(list, "\n"); line && n < MOST;
       line = strtok(NULL, "\n"))
    patterns[n++] = line;
  subject s = {text, (uint32_t)size};
  measure("regexes", count_ours, patterns, n, &s, rounds, argc > 4);
  measure("pcre2", count_plain, patterns, n, &s, rounds, argc > 4);
  return 0;
}
