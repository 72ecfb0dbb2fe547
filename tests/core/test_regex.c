#include "regex.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static int find(const char *pattern, const char *flags, const char *text,
                uint32_t from, news_span *spans) {
  news_regex *re = NULL;
  news_error err = {0};
  uint64_t steps = 1000000;
  if (news_regex_new(pattern, strlen(pattern), flags, &re, &err)) return -2;
  int got = news_regex_find(re, text, from, (uint32_t)strlen(text), spans,
                            &steps, &err);
  news_regex_free(re);
  return got;
}

static news_status refusal(const char *pattern, size_t *offset) {
  news_regex *re = NULL;
  news_error err = {0};
  news_status status = news_regex_new(pattern, strlen(pattern), "", &re, &err);
  if (offset) *offset = err.offset;
  check(status || re);
  check(!status || !re);
  news_regex_free(re);
  return status;
}

static void finds_spans_and_groups(void) {
  news_span s[64];
  check(find("(\\d+) (mln|bln)?", "", "about 300 mln of 5 ", 0, s) == 1);
  check(s[0].start == 6 && s[0].end == 13);
  check(s[1].start == 6 && s[1].end == 9);
  check(find("(\\d+) (mln|bln)?", "", "about 300 mln of 5 ", 13, s) == 1);
  check(s[0].start == 17 && s[2].start == UINT32_MAX);
  check(find("x", "", "abc", 0, s) == 0);
}

static void look_behind_sees_the_text_before(void) {
  news_span s[64];
  check(find("(?<=a)b", "", "ab", 1, s) == 1);
  check(find("^b", "", "ab", 1, s) == 0);
}

static void flags_change_the_meaning(void) {
  news_span s[64];
  check(find("KYIV", "i", "in Kyiv", 0, s) == 1);
  check(find("a.b", "", "a\nb", 0, s) == 0);
  check(find("a.b", "s", "a\nb", 0, s) == 1);
  check(find("^b", "m", "a\nb", 0, s) == 1);
  check(find("a.b", "l", "axb a.b", 0, s) == 1 && s[0].start == 4);
  check(find("(*", "l", "a (* b", 0, s) == 1);
  check(find("^\\w+$", "", "Élan", 0, s) == 0);
  check(find("^\\w+$", "u", "Élan", 0, s) == 1);
  check(find("a", "q", "a", 0, s) == -2);
}

static void refuses_what_is_dangerous_or_wrong(void) {
  size_t at;
  check(refusal("(*NO_JIT)a", &at) == NEWS_ESYNTAX && at == 0);
  check(refusal("(*LIMIT_MATCH=9999999)a", NULL) == NEWS_ESYNTAX);
  check(refusal("ab(?C1)c", &at) == NEWS_ESYNTAX && at == 2);
  check(refusal("a\\(?C", NULL) == NEWS_OK);
  check(refusal("[(?C]", NULL) == NEWS_OK);
  check(refusal("a\\Cb", NULL) == NEWS_ESYNTAX);
  check(refusal("ab(c", &at) == NEWS_ESYNTAX && at == 4);
  check(refusal("((ab|c){1000}){1000}", NULL) != NEWS_OK);
  char *longest = malloc(20000);
  memset(longest, 'a', 19999);
  longest[19999] = '\0';
  check(refusal(longest, NULL) == NEWS_ETOOBIG);
  free(longest);
  check(refusal("\xFF", NULL) == NEWS_ESYNTAX);
}

static void backtracking_ends_in_a_budget_error(void) {
  char text[5001];
  news_span s[64];
  news_regex *re = NULL;
  news_error err = {0};
  uint64_t steps = UINT64_MAX;
  memset(text, 'a', 5000);
  text[5000] = '\0';
  check(!news_regex_new("(a+)+$x", 7, "", &re, &err));
  int got = news_regex_find(re, text, 0, 5000, s, &steps, &err);
  check(got == 0 || (got == -1 && err.status == NEWS_EBUDGET));
  news_regex_free(re);
  check(!news_regex_new("(.+)*(.+)*(.+)*y", 16, "", &re, &err));
  text[4999] = 'y';
  got = news_regex_find(re, text, 0, 4999, s, &steps, &err);
  check(got == 0 || (got == -1 && err.status == NEWS_EBUDGET));
  news_regex_free(re);
}

/* \K in a group called from a look-around: after the match, before its text. */
static void a_match_begins_where_it_was_looked_for(void) {
  news_span s[64];
  check(find("ab\\Kcd", "", "abcd", 0, s) == 1);
  check(s[0].start == 2 && s[0].end == 4);
  check(find("(?=(?1))(?(DEFINE)(ab\\K))", "", "x abc", 0, s) == -1);
  check(find("(?<=(?1))c(?(DEFINE)(a\\Kb))", "", "x abc", 4, s) == -1);
}

/* Some millions of attempts: fast, but more than allowed. */
static void more_tries_than_allowed_are_no_answer(void) {
  char text[5001];
  news_span s[64];
  news_regex *re = NULL;
  news_error err = {0};
  uint64_t steps = UINT64_MAX;
  memset(text, 'a', 5000);
  text[31] = 'b';
  check(!news_regex_new("(a|aa)+$", 8, "", &re, &err));
  for (int i = 0; i < 3; i++) { /* interpreted, then as machine code */
    err.status = NEWS_OK;
    check(news_regex_find(re, text, 0, 32, s, &steps, &err) == -1);
    check(err.status == NEWS_EBUDGET);
    check(news_regex_find(re, text, 32, 5000, s, &steps, &err) == 1);
  }
  news_regex_free(re);
}

static void steps_count_bytes(void) {
  news_regex *re = NULL;
  news_error err = {0};
  news_span s[64];
  uint64_t steps = 5;
  check(!news_regex_new("z", 1, "", &re, &err));
  check(news_regex_find(re, "abcdefghij", 0, 10, s, &steps, &err) == -1);
  check(err.status == NEWS_EBUDGET && steps == 0);
  steps = 100;
  check(news_regex_find(re, "abcdefghij", 0, 10, s, &steps, &err) == 0);
  check(steps < 100 && steps > 50);
  news_regex_free(re);
}

static uint64_t cost(const char *pattern, const char *text, uint32_t size) {
  news_regex *re = NULL;
  news_span s[64];
  uint64_t steps = UINT64_MAX;
  check(!news_regex_new(pattern, strlen(pattern), "", &re, NULL));
  check(news_regex_find(re, text, 0, size, s, &steps, NULL) == 0);
  news_regex_free(re);
  return UINT64_MAX - steps;
}

/* Some thousand attempts at each place, or at one. */
static void what_backtracks_everywhere_costs_more(void) {
  enum { SIZE = 20000 };
  char *text = malloc(SIZE);
  memset(text, 'a', SIZE);
  uint64_t everywhere = cost("(?:a?){12}[^ab]", text, SIZE);
  check(everywhere >= SIZE / 1024 * 100000);
  memset(text, 'b', SIZE);
  memset(text + SIZE / 2, 'a', 12);
  uint64_t once = cost("(?:a?){12}[^ab]", text, SIZE);
  check(once > 100000 && once < everywhere / 2);
  free(text);
}

static void names_of_groups(void) {
  news_regex *re = NULL;
  check(!news_regex_new("(?<sum>\\d+)(x)", 14, "", &re, NULL));
  check(news_regex_groups(re) == 2);
  check(!strcmp(news_regex_group_name(re, 1), "sum"));
  check(news_regex_group_name(re, 2) == NULL);
  check(news_regex_group_name(re, 3) == NULL);
  news_regex_free(re);
}

/* In builds with tiny windows this crosses many. */
static void a_match_is_found_in_any_window(void) {
  news_span s[64];
  check(find("d+", "", "éééééééééddd", 0, s) == 1);
  check(s[0].start == 18 && s[0].end == 21);
}

/* Every word of two characters: one that begins like no match does not
 * match. */
static void what_a_match_may_begin_with_rules_out_no_match(void) {
  static const struct {
    const char *pattern, *flags;
    int begins; /* most printable characters that can begin a match */
  } rows[] = {{"^b", "", 1},       {"s$", "", 95},      {"^(a|b)c$", "", 2},
              {"a|b", "", 95},     {"^(?=.b)a", "", 1}, {"^(?!a)", "", 95},
              {"(?<=a)b", "", 95}, {"^a?b?$", "", 95},  {"^\\p{Lu}", "", 26},
              {"^B", "i", 2},      {"x*", "", 95}};
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    news_regex *re;
    uint64_t first[2];
    news_error err;
    int begins = 0;
    check(!news_regex_new(rows[r].pattern, strlen(rows[r].pattern),
                          rows[r].flags, &re, &err));
    check(!news_regex_first(re, first));
    for (int a = 32; a < 127; a++) {
      bool may = first[a / 64] >> a % 64 & 1;
      begins += may;
      for (int b = 32; b < 127; b++) {
        char word[2] = {(char)a, (char)b};
        news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
        check(may || !news_regex_find(re, word, 0, 2, spans, NULL, &err));
      }
    }
    check(begins <= rows[r].begins);
    news_regex_free(re);
  }
}

static void many_share_what_matches_are_made_in(void) {
  static const char text[] = "12 ab 345 cd";
  news_regex_scratch *scratch = news_regex_scratch_new();
  news_regex *digits, *pairs;
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  check(!news_regex_later("[0-9]+", 6, "", &digits, NULL));
  check(!news_regex_new("([a-z])([a-z])(x)?", 18, "", &pairs, NULL));
  news_regex_share(digits, scratch);
  news_regex_share(pairs, scratch);
  for (int round = 0; round < 2000; round++) { /* until JIT, too */
    uint64_t steps = 1000;
    check(news_regex_find(digits, text, 2, 12, spans, &steps, NULL) == 1);
    check(spans[0].start == 6 && spans[0].end == 9);
    check(news_regex_find(pairs, text, 5, 12, spans, &steps, NULL) == 1);
    check(spans[0].start == 10 && spans[2].start == 11 && spans[2].end == 12);
    check(spans[3].start == UINT32_MAX);
  }
  news_regex_free(digits);
  news_regex_free(pairs);
  news_regex_scratch_free(scratch);
}

/* The bytes are those of another pattern, to show that they are used. */
static void a_written_one_is_not_compiled_anew(void) {
  news_buffer bytes = NEWS_BUFFER_EMPTY;
  news_regex *first, *again;
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  uint64_t steps = 1000;
  check(!news_regex_later("(?<two>b+)", 10, "i", &first, NULL));
  check(!news_regex_write(first, &bytes, NULL));
  news_regex_free(first);
  check(!news_regex_later("a", 1, "", &again, NULL));
  news_regex_written(again, bytes.data);
  check(news_regex_groups(again) == 1);
  check(!strcmp(news_regex_group_name(again, 1), "two"));
  check(news_regex_find(again, "a aBb", 0, 5, spans, &steps, NULL) == 1);
  check(spans[1].start == 3 && spans[1].end == 5);
  news_regex_free(again);
  bytes.data[4] ^= 0x55; /* as if by another version */
  check(!news_regex_later("a", 1, "", &again, NULL));
  news_regex_written(again, bytes.data);
  check(news_regex_find(again, "b a", 0, 3, spans, &steps, NULL) == 1);
  check(spans[0].start == 2);
  news_regex_free(again);
  news_buffer_free(&bytes);
}

/* The need of another regex, to show that it is used. */
static void a_written_need_is_not_found_anew(void) {
  static const char *const patterns[] = {"kiwi", "\\w+"};
  char text[300];
  memset(text, ' ', sizeof text);
  memcpy(text + 100, "plum", 4);
  memcpy(text + 200, "kiwi", 4);
  for (int i = 0; i < 2; i++) {
    news_buffer bytes = NEWS_BUFFER_EMPTY;
    news_regex *first, *again;
    news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
    uint64_t steps = 1000;
    check(
        !news_regex_later(patterns[i], strlen(patterns[i]), "", &first, NULL));
    news_regex_write_need(first, &bytes);
    news_regex_free(first);
    check(!news_regex_later("[a-z]{4}", 8, "", &again, NULL));
    check(news_regex_need_written(again, bytes.data) == bytes.size);
    check(news_regex_find(again, text, 0, 300, spans, &steps, NULL) == 1);
    check(spans[0].start == (i ? 100 : 200));
    news_regex_free(again);
    news_buffer_free(&bytes);
  }
}

int main(void) {
  run(a_written_need_is_not_found_anew);
  run(a_written_one_is_not_compiled_anew);
  run(many_share_what_matches_are_made_in);
  run(what_a_match_may_begin_with_rules_out_no_match);
  run(finds_spans_and_groups);
  run(look_behind_sees_the_text_before);
  run(flags_change_the_meaning);
  run(refuses_what_is_dangerous_or_wrong);
  run(a_match_begins_where_it_was_looked_for);
  run(backtracking_ends_in_a_budget_error);
  run(more_tries_than_allowed_are_no_answer);
  run(steps_count_bytes);
  run(what_backtracks_everywhere_costs_more);
  run(names_of_groups);
  run(a_match_is_found_in_any_window);
  return check_report();
}
