#define PCRE2_CODE_UNIT_WIDTH 8
#include "regex_need.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "regex.h"

static uint64_t random_state = 11;

static uint32_t below(uint32_t n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % n;
}

/* ---- literals ---- */

static void random_literals(news_literals *l) {
  *l =
      (news_literals){.count = 1 + below(NEWS_LITERALS_MOST), .fold = below(2)};
  for (uint32_t i = 0; i < l->count; i++) {
    l->size[i] = (uint8_t)(1 + below(below(2) ? 3 : NEWS_LITERAL_MOST_BYTES));
    for (uint32_t k = 0; k < l->size[i]; k++)
      l->text[i][k] = (char)("abz.-\xC3\xA9"[below(7)]);
  }
  news_literals_ready(l);
}

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static bool one_stands(const news_literals *l, const char *text,
                       uint32_t left) {
  for (uint32_t i = 0; i < l->count; i++) {
    uint32_t k = 0;
    if (l->size[i] > left) continue;
    while (k < l->size[i] &&
           l->text[i][k] == (l->fold ? lower(text[k]) : text[k]))
      k++;
    if (k == l->size[i]) return true;
  }
  return false;
}

static void literals_are_found_where_they_stand(void) {
  enum { SIZE = 300 };
  for (int round = 0; round < 2000; round++) {
    news_literals l;
    random_literals(&l);
    char *text = malloc(SIZE); /* nothing past it may be read */
    uint32_t size = below(SIZE), from = below(size + 1), at = from;
    uint32_t rare = 1 + below(60);
    for (uint32_t i = 0; i < SIZE; i++)
      text[i] = (char)(below(rare) ? 'x' : "aAbBzZ.-\xC3\xA9"[below(10)]);
    char *exact = malloc(size + 1);
    memcpy(exact, text, size);
    while (at < size && !one_stands(&l, exact + at, size - at)) at++;
    check(news_literals_find(&l, exact, from, size) == at);
    free(exact);
    free(text);
  }
}

/* ---- needs of patterns ---- */

/* The literals separated by |, then a space and the least and most bytes before
 * them; "" for no need. */
static const char *need_of(const char *pattern, const char *flags) {
  static char out[400];
  news_need n;
  char *at = out;
  *out = '\0';
  if (!news_need_find(pattern, strlen(pattern), strchr(flags, 'i'),
                      strchr(flags, 'u'), strchr(flags, 'l'), &n))
    return out;
  for (uint32_t i = 0; i < n.literals.count; i++)
    at += sprintf(at, "%s%.*s", i ? "|" : "", n.literals.size[i],
                  n.literals.text[i]);
  sprintf(at, " %u %d", n.least, (int)n.most);
  return out;
}

static void the_rarest_literal_is_the_need(void) {
  static const char *const rows[][3] = {
      {"\\b(?:Monday|Tuesday)\\b", "", "Monday|Tuesday 0 0"},
      {"\\b\\d{1,2}\\s+(?:May|June)", "", "May|June 2 -1"},
      {"\\d{4}-\\d{2}", "", "- 4 4"},
      {"[$£€]\\s?\\d+", "", "£|€|$ 0 0"},
      {"\\w+@\\w+", "", "@ 1 -1"},
      {"(?<user>\\w+)@(?<host>\\w+)", "", "@ 1 -1"},
      {"(?:^|\\s)[@#]\\w+", "", "#|@ 0 1"},
      {"https?://\\S+", "", ":// 4 5"},
      {"\\h?[T\\h]+Qb", "", "Qb 1 -1"},
      {"(?<!\\d)\\d/\\d\\d|\\d\\d[.-]\\d", "", "/|-|. 1 2"},
      {"(?<=\\$)(?=1)kilo", "", "kilo 0 0"},
      {"(ab)?QX+Z", "", "QX 0 2"},
      {"QX{3}", "", "QX 0 0"},
      {"quick", "i", "quic 0 0"},
      {"QUIZ", "i", "quiz 0 0"},
      {"a|(?:Qb|Zb)c", "", ""},
      {"Mr|Zb", "", "Mr|Zb 0 0"},
      {"x.y|$", "l", "x.y|$ 0 0"},
      {"été", "", "été 0 0"},
      {"été", "i", ""},
      {"\\w+", "", ""},
      {"Q\\w*\\1", "", ""},
      {"(?i)Quiz", "", ""},
      {"Q(?#x)", "", ""},
      {"\\QQuiz\\E", "", ""},
      {"Q\\Kuiz", "", ""},
      {"(?(?=a)Q|Z)", "", ""},
      {"(?R)?Q", "", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *got = need_of(rows[i][0], rows[i][1]);
    check(strcmp(got, rows[i][2]) == 0);
    if (strcmp(got, rows[i][2]) != 0)
      fprintf(stderr, "  %s: %s, wanted %s\n", rows[i][0], got, rows[i][2]);
  }
}

/* ---- the same matches as PCRE2's ---- */

static char *put(char *at, const char *text) {
  size_t size = strlen(text);
  memcpy(at, text, size);
  return at + size;
}

static char *random_pattern(char *at, int depth) {
  static const char *const atoms[] = {
      "Q",   "ab",     "Z",     "-",       "é",      "k",      "s",   "\\d",
      "\\w", "\\s",    "[a-c]", "[^Q]",    "[QZ]",   "[é-]",   ".",   "\\b",
      "^",   "$",      "(?=Q)", "(?!a)",   "(?<=a)", "(?<!Q)", "\\.", "[\\d,]",
      "\\S", "[Qa-c]", "€",     "[^\\W_]", "\\h"};
  static const char *const repeats[] = {"",  "",    "",      "?",  "*",
                                        "+", "{2}", "{1,3}", "+?", "*+"};
  int items = 1 + (int)below(4);
  for (int i = 0; i < items; i++) {
    if (depth < 3 && !below(4)) {
      at = put(at, below(2) ? "(" : "(?:");
      at = random_pattern(at, depth + 1);
      if (below(2)) at = random_pattern(put(at, "|"), depth + 1);
      at = put(at, ")");
      at = put(at, repeats[below(8)]);
    } else {
      const char *atom = atoms[below(sizeof atoms / sizeof *atoms)];
      at = put(at, atom);
      if (!strchr("^$", *atom) && strncmp(atom, "(?", 2) != 0 &&
          strcmp(atom, "\\b") != 0 && strcmp(atom, "ab") != 0)
        at = put(at, repeats[below(sizeof repeats / sizeof *repeats)]);
    }
  }
  *at = '\0';
  return at;
}

static uint32_t random_text(char *text) {
  static const char *const parts[] = {
      "Q", "a", "b", "c", "ab", "Z", "-", "é", "É",  "k", "K", "\xE2\x84\xAA",
      "s", "ſ", "1", "7", ",",  ".", " ", " ", "\n", "_", "€", "q",
      "x", "x"};
  char *at = text;
  uint32_t wanted = 300 + below(300), few = 4 + below(22);
  while (at - text < (int)wanted)
    at = put(at, parts[(below(few) + below(26)) % 26]);
  *at = '\0';
  return (uint32_t)(at - text);
}

typedef struct pair {
  const char *pattern, *flags;
  const char *text;
  uint32_t size;
} pair;

/* Returns the number of matches, -1 if they differ, -2 if PCRE2 gave up. */
static int compare(const pair *p, uint32_t options) {
  int code, found = 0;
  PCRE2_SIZE offset;
  news_regex *re;
  pcre2_code *plain =
      pcre2_compile((PCRE2_SPTR)p->pattern, PCRE2_ZERO_TERMINATED,
                    options | PCRE2_UTF, &code, &offset, NULL);
  bool made =
      !news_regex_new(p->pattern, strlen(p->pattern), p->flags, &re, NULL);
  if (!plain || !made) {
    if (made) news_regex_free(re);
    if (plain) pcre2_code_free(plain);
    return (plain != NULL) == made ? -2 : -1;
  }
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(plain, NULL);
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  for (uint32_t at = 0; at <= p->size;) {
    code = pcre2_match(plain, (PCRE2_SPTR)p->text, p->size, at, 0, data, NULL);
    int got = news_regex_find(re, p->text, at, p->size, spans, NULL, NULL);
    if (got < 0 || code < PCRE2_ERROR_NOMATCH) {
      found = -2;
      break;
    }
    const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(data);
    if ((code > 0) != (got > 0) ||
        (got && (spans[0].start != pairs[0] || spans[0].end != pairs[1]))) {
      found = -1;
      break;
    }
    if (!got) break;
    found++;
    at = spans[0].end > at ? spans[0].end : at + 1;
    while (at < p->size && ((uint8_t)p->text[at] & 0xC0) == 0x80) at++;
  }
  pcre2_match_data_free(data);
  pcre2_code_free(plain);
  news_regex_free(re);
  return found;
}

static void a_need_changes_no_match(void) {
  static const char *const flags[] = {"", "", "i", "u", "iu", "s", "m"};
  static const uint32_t options[] = {0,
                                     0,
                                     PCRE2_CASELESS,
                                     PCRE2_UCP,
                                     PCRE2_CASELESS | PCRE2_UCP,
                                     PCRE2_DOTALL,
                                     PCRE2_MULTILINE};
  static char pattern[4000], text[4000];
  int needs = 0, matching = 0;
  for (int round = 0; round < 1500; round++) {
    uint32_t which = below(7);
    random_pattern(pattern, 0);
    uint32_t size = random_text(text);
    news_need n;
    bool need =
        news_need_find(pattern, strlen(pattern), strchr(flags[which], 'i'),
                       strchr(flags[which], 'u'), false, &n);
    pair p = {pattern, flags[which], text, size};
    int found = compare(&p, options[which]);
    check(found != -1);
    if (found == -1)
      fprintf(stderr, "  /%s/%s\n%s\n", pattern, flags[which], text);
    needs += need && found >= 0;
    matching += need && found > 0;
  }
  check(needs > 250 && matching > 75);
}

static void a_long_text_is_searched_in_windows(void) {
  enum { SIZE = 300000 };
  char *text = malloc(SIZE + 1);
  memset(text, 'a', SIZE);
  text[SIZE] = '\0';
  memcpy(text + 200000, "Q7", 2);
  news_regex *re;
  news_span spans[64];
  check(!news_regex_new("a{5}Q\\d", 7, "", &re, NULL));
  check(news_regex_find(re, text, 0, SIZE, spans, NULL, NULL) == 1);
  check(spans[0].start == 199995 && spans[0].end == 200002);
  uint64_t steps = 400000;
  check(!news_regex_find(re, text, 200002, SIZE, spans, &steps, NULL));
  check(steps == 400000 - (SIZE - 200002)); /* all bytes are charged */
  news_regex_free(re);
  free(text);
}

int main(void) {
  run(literals_are_found_where_they_stand);
  run(the_rarest_literal_is_the_need);
  run(a_need_changes_no_match);
  run(a_long_text_is_searched_in_windows);
  return check_report();
}
