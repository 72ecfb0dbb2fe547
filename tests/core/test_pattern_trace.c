#include "pattern_trace.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "check.h"
#include "pattern_lint.h"
#include "sentence.h"

/* ---- names for patterns */

static news_lexicon *who;

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  (void)host;
  return size == 3 && !memcmp(name, "who", 3) ? who : NULL;
}

static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  (void)host;
  if (size != 4 || memcmp(name, "name", 4) != 0) return false;
  *source = "[cap] [cap]?";
  *source_size = strlen(*source);
  return true;
}

static const news_pattern_names names = {NULL, find_lexicon, find_macro, NULL,
                                         NULL};

static void make_lexicon(void) {
  static const char tsv[] =
      "name\tkind\nAnn Lee\tperson\nAnn\tperson\nAcme\t"
      "firm\n";
  news_lexicon_options options = {0};
  check(!news_lexicon_read(tsv, sizeof tsv - 1, false, &options, &who, NULL));
}

typedef struct bench {
  const char *source;
  news_pattern_set *set;
  news_matcher *m;
  news_document *doc;
  news_vocabulary *voc;
  news_trace *trace;
  uint32_t pattern;
  uint64_t steps;
} bench;

static bool open_bench(bench *b, const char *pattern, const char *text) {
  *b = (bench){.source = pattern,
               .set = news_pattern_set_new(NULL),
               .voc = news_vocabulary_new(0),
               .trace = news_trace_new(),
               .steps = 1000000};
  check(!news_document_new(text, strlen(text), NULL, &b->doc, NULL));
  check(!news_pattern_add(b->set, pattern, strlen(pattern), &names, &b->pattern,
                          NULL));
  b->m = news_matcher_new(b->set);
  news_match_document d = {.doc = b->doc, .voc = b->voc, .steps = &b->steps};
  bool good = !news_matcher_open(b->m, &d, NULL) &&
              !news_trace_scope(b->trace, b->m, b->pattern, 0,
                                b->doc->words.count, NULL);
  check(good);
  return good;
}

static void close_bench(bench *b) {
  news_trace_free(b->trace);
  news_matcher_free(b->m);
  news_pattern_set_free(b->set);
  news_vocabulary_free(b->voc);
  news_document_free(b->doc);
}

/* ---- results as text */

static void add_element(const bench *b, const news_element *e,
                        news_buffer *out) {
  if (e->kind == NEWS_ELEMENT_START)
    news_buffer_add_text(out, "^");
  else if (e->kind == NEWS_ELEMENT_END)
    news_buffer_add_text(out, "$");
  else
    news_buffer_add(out, b->source + e->from, e->to - e->from);
}

static void add_words(const bench *b, uint32_t first, uint32_t end,
                      news_buffer *out) {
  const news_words *w = &b->doc->words;
  if (first < end)
    news_buffer_add(out, b->doc->text + w->start[first],
                    w->end[end - 1] - w->start[first]);
}

static bool is_text(news_buffer *got, const char *wanted) {
  news_buffer_add_byte(got, '\0');
  bool same = !strcmp(got->data, wanted);
  if (!same) fprintf(stderr, "wanted %s\ngot    %s\n", wanted, got->data);
  news_buffer_free(got);
  return same;
}

/* Every match of the matcher as "element=words; ...", each compared with its
 * trace. */
static bool path(const char *pattern, const char *text, const char *wanted) {
  bench b;
  news_buffer got = NEWS_BUFFER_EMPTY;
  news_match match;
  if (open_bench(&b, pattern, text) &&
      news_matcher_begin(b.m, b.pattern, 0, b.doc->words.count, NULL) == 1)
    while (news_matcher_next(b.m, &match, NULL) == 1) {
      const news_trace_step *steps;
      uint32_t count = 0, at = match.first;
      check(!news_trace_path(b.trace, match.first, &steps, &count, NULL));
      for (uint32_t i = 0; i < count; i++) {
        if (got.size) news_buffer_add_text(&got, "; ");
        add_element(&b, &steps[i].element, &got);
        news_buffer_add_text(&got, "=");
        add_words(&b, steps[i].first, steps[i].end, &got);
        check(steps[i].first == at && steps[i].end > at);
        at = steps[i].end;
      }
      check(at == match.end);
    }
  close_bench(&b);
  return is_text(&got, wanted);
}

/* "what matched <the word where it failed> element element, left; ..." */
static bool misses(const char *pattern, const char *text, const char *wanted) {
  bench b;
  news_buffer got = NEWS_BUFFER_EMPTY;
  news_misses all = {0};
  if (open_bench(&b, pattern, text))
    check(!news_trace_misses(b.trace, &all, NULL));
  for (uint32_t i = 0; i < all.count; i++) {
    const news_miss *m = &all.items[i];
    if (got.size) news_buffer_add_text(&got, "; ");
    add_words(&b, m->first, m->at, &got);
    news_buffer_add_text(&got, " <");
    if (m->at < b.doc->words.count) add_words(&b, m->at, m->at + 1, &got);
    news_buffer_add_text(&got, ">");
    for (uint32_t k = 0; k < m->count; k++) {
      news_buffer_add_text(&got, " ");
      add_element(&b, &all.elements[m->element + k], &got);
    }
    if (m->left == 2) news_buffer_add_text(&got, " and one more");
    if (m->left == 3) news_buffer_add_text(&got, " and more");
  }
  close_bench(&b);
  return is_text(&got, wanted);
}

/* ---- paths of matches */

static void an_element_takes_its_words(void) {
  check(path("x:[cap]+ (said | told) that", "So Ann Lee said that it is.",
             "[cap]=So; [cap]=Ann; [cap]=Lee; said=said; that=that"));
  check(path("a b?", "a b a", "a=a; b=b; a=a"));
}

static void the_longest_entry_is_taken_that_lets_the_rest_match(void) {
  check(path("@who .", "Ann Lee x", "@who=Ann Lee; .=x"));
  check(path("@who Lee", "Ann Lee x", "@who=Ann; Lee=Lee"));
}

static void greedy_and_lazy_share_the_words_as_the_matcher_does(void) {
  check(path("a .* b", "a b b", "a=a; .=b; b=b"));
  check(path("a .*? b", "a b b", "a=a; b=b"));
  check(path("(?<= x) a (?! c) (?= b .? d) .", "x a b d a c", "a=a; .=b"));
  check(path("(?<! (x | y) .) a", "x z a b a", "a=a"));
}

static void a_macro_is_named_where_it_is_used(void) {
  check(path("$name said", "Ann Lee said", "$name=Ann; $name=Lee; said=said"));
}

/* ---- near misses */

static void the_element_that_failed_is_told(void) {
  check(misses("@who (said | told) that", "Acme says that it is.",
               "Acme <says> said told"));
  check(misses("@who said that", "Acme said it.", "Acme said <it> that"));
  check(misses("@who said that", "Acme went home.",
               "Acme <went> said and one more"));
}

static void a_way_that_went_far_is_told(void) {
  check(misses("@who was sentenced to . . years in jail",
               "Ann was sentenced on Monday to it.",
               "Ann was sentenced <on> to and more"));
  check(misses("@who was sentenced to . . years in jail",
               "Ann was late again .", ""));
}

static void the_first_element_can_fail(void) {
  check(misses("@who said that", "So Roe said that it is.", " <Roe> @who"));
  check(misses("@who", "So Roe said.", ""));
}

static void words_of_a_match_are_no_near_miss(void) {
  check(misses("[cap]? @who said", "x Acme said", ""));
  check(misses("@who said", "Acme said. Ann went.", "Ann <went> said"));
}

static void the_end_of_the_scope_is_told(void) {
  check(misses("one .* two", "one led to it", "one led to it <> two"));
}

static void look_around_and_edges_are_told(void) {
  check(misses("(?<! not) done", "it is not done", " <done> (?<! not)"));
  check(misses("done (?! yet)", "it is done yet", "done <yet> (?! yet)"));
  check(misses("^ done", "it is done", " <done> ^"));
  check(misses("done $", "done it .", "done <it> $"));
}

static void words_that_match_anything_are_no_evidence(void) {
  check(misses(". said", "it went on", ""));
}

/* ---- lint */

static bool lint(const char *pattern, const char *wanted) {
  news_pattern_set *set = news_pattern_set_new(NULL);
  news_buffer got = NEWS_BUFFER_EMPTY;
  news_findings found = {0};
  news_error err = {0};
  if (news_pattern_lint(set, pattern, strlen(pattern), &names, &found, &err))
    news_buffer_add_text(&got, err.what);
  for (uint32_t i = 0; i < found.count; i++) {
    const news_finding *f = &found.items[i];
    if (i) news_buffer_add_text(&got, "; ");
    news_buffer_add_text(&got, news_finding_name(f->kind));
    news_buffer_add_text(&got, " ");
    news_buffer_add(&got, pattern + f->from, f->to - f->from);
  }
  news_pattern_set_free(set);
  return is_text(&got, wanted);
}

static void an_element_that_no_word_can_be_is_found(void) {
  check(lint("a [cap & lower] b", "never [cap & lower]"));
  check(lint("[!(cap | !cap)]", "never [!(cap | !cap)]"));
  check(lint("[len>3 & len<=3]", "never [len>3 & len<=3]"));
  check(lint("[len>3 & !len>9]", ""));
  check(lint("[pos=noun]", ""));
  check(lint("[punct & alpha]", "never [punct & alpha]"));
  check(lint("@who(kind=bank) said", "never @who(kind=bank)"));
  check(lint("@who(kind=firm) said", ""));
  check(lint("a ^ b", "never ^"));
  check(lint("a? ^ b (?<! ^)", ""));
}

static void an_alternative_behind_one_that_takes_the_same_is_found(void) {
  check(lint("(said | told | said)", "useless said"));
  check(lint("([cap] | [cap & !first])", "useless [cap & !first]"));
  check(lint("([cap & !first] | [cap])", ""));
  check(lint("(. | a b)", ""));
  check(lint("(a b | a b)", "useless  a b"));
}

static void a_pattern_that_needs_no_word_is_found(void) {
  check(lint("a? b*", "empty a? b*"));
  check(lint("a? b", ""));
}

static void a_greedy_tail_is_found(void) {
  check(lint("said .*", "tail .*"));
  check(lint("said (that x:.+ | [!punct]+)", "tail x:.+; tail [!punct]+"));
  check(lint("said .* $", ""));
  check(lint("said .{1,5}", ""));
  check(lint("said [cap]+", ""));
}

static void a_lazy_gap_that_never_grows_is_found(void) {
  check(lint("said .*?", "lazy .*?"));
  check(lint("died .{0,5}? when:(on [num])?", "lazy .{0,5}?"));
  check(lint("said .*? [num]", ""));
  check(lint("said .*? [num]? $", ""));
  check(lint("said .{2}? [num]?", ""));
}

static void what_a_pattern_needs_says_what_it_costs(void) {
  news_pattern_set *set = news_pattern_set_new(NULL);
  news_findings found;
  check(!news_pattern_lint(set, ". sanctioned", 12, &names, &found, NULL));
  check(found.often > 0 && found.often < 5);
  check(!news_pattern_lint(set, "[lower] [lower]", 15, &names, &found, NULL));
  check(found.often > 300);
  check(!news_pattern_lint(set, ". .", 3, &names, &found, NULL));
  check(found.often > 1e9);
  news_error err;
  check(news_pattern_lint(set, "a (", 3, &names, &found, &err) == NEWS_ESYNTAX);
  news_pattern_set_free(set);
}

int main(void) {
  make_lexicon();
  run(an_element_takes_its_words);
  run(the_longest_entry_is_taken_that_lets_the_rest_match);
  run(greedy_and_lazy_share_the_words_as_the_matcher_does);
  run(a_macro_is_named_where_it_is_used);
  run(the_element_that_failed_is_told);
  run(a_way_that_went_far_is_told);
  run(the_first_element_can_fail);
  run(words_of_a_match_are_no_near_miss);
  run(the_end_of_the_scope_is_told);
  run(look_around_and_edges_are_told);
  run(words_that_match_anything_are_no_evidence);
  run(an_element_that_no_word_can_be_is_found);
  run(an_alternative_behind_one_that_takes_the_same_is_found);
  run(a_pattern_that_needs_no_word_is_found);
  run(a_greedy_tail_is_found);
  run(a_lazy_gap_that_never_grows_is_found);
  run(what_a_pattern_needs_says_what_it_costs);
  news_lexicon_free(who);
  return check_report();
}
