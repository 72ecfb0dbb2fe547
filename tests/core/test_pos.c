#include "pos.h"

#include "check.h"
#include "pos_setup.h"

/* ---- the shipped grammar */

/* Files concatenated; the caller frees them. */
static char *read_files(const char *const *files, size_t *size) {
  enum { MOST = 2 << 20 };
  char *data = malloc(MOST);
  *size = 0;
  for (; *files; files++) {
    FILE *file = fopen(*files, "rb");
    check(file != NULL);
    if (!file) continue;
    *size += fread(data + *size, 1, MOST - *size, file);
    fclose(file);
  }
  return data;
}

static news_morphology *shipped;

static bool load_shipped(void) {
  static const char *const forms[] = {"rules/lexicons/morphology/en.hand.tsv",
                                      "rules/lexicons/morphology/en.tsv", NULL};
  static const char *const words[] = {"rules/pos/en.hand.tsv",
                                      "rules/pos/en.tsv", NULL};
  static const char *const rules[] = {"rules/pos/en.rules", NULL};
  size_t form_size, word_size, rule_size;
  char *form = read_files(forms, &form_size);
  char *word = read_files(words, &word_size);
  char *rule = read_files(rules, &rule_size);
  news_pos_grammar *g = NULL;
  news_error err = {0};
  if (news_morphology_new(form, form_size, &shipped, &err)) return false;
  if (news_pos_grammar_new(word, word_size, rule, rule_size, &g, &err))
    (void)fprintf(stderr, "%s at %zu of %zu + %zu\n", err.what, err.offset,
                  word_size, rule_size);
  news_morphology_set_grammar(shipped, g);
  free(form);
  free(word);
  free(rule);
  return g != NULL;
}

/* "word/class word/class ..." of the text. */
static bool tags_are(const news_morphology *m, const char *text,
                     const char *wanted) {
  text_read t = {0};
  char tags[1024] = "";
  check(!text_open(m, text, &t, NULL));
  for (uint32_t w = 0; w < t.doc->words.count && t.doc->words.pos; w++) {
    size_t at = strlen(tags);
    (void)snprintf(tags + at, sizeof tags - at, "%s%.*s/%s", w ? " " : "",
                   (int)(t.doc->words.end[w] - t.doc->words.start[w]),
                   text + t.doc->words.start[w],
                   news_pos_name((news_pos)t.doc->words.pos[w]));
  }
  text_free(&t);
  bool same = strcmp(tags, wanted) == 0;
  if (!same) (void)fprintf(stderr, "got  %s\nwant %s\n", tags, wanted);
  return same;
}

static void nouns_and_verbs_are_told_apart_by_their_neighbours(void) {
  check(tags_are(shipped, "He plans to report the plans.",
                 "He/pron plans/verb to/part report/verb the/det plans/noun "
                 "./punct"));
  check(tags_are(shipped, "The report was published in two states.",
                 "The/det report/noun was/aux published/verb in/adp two/num "
                 "states/noun ./punct"));
  check(tags_are(shipped, "Officials say talks will start.",
                 "Officials/noun say/verb talks/noun will/aux start/verb "
                 "./punct"));
}

static void names_begin_with_a_capital_inside_a_sentence(void) {
  check(tags_are(shipped, "They saw Mark May in May 2010.",
                 "They/pron saw/verb Mark/propn May/propn in/adp May/propn "
                 "2010/num ./punct"));
  check(tags_are(shipped, "A Russian minister told US officials.",
                 "A/det Russian/adj minister/noun told/verb US/propn "
                 "officials/noun ./punct"));
}

static void clitics_and_helpers_have_their_classes(void) {
  check(tags_are(shipped, "She hasn't said that it's Bush's will.",
                 "She/pron has/aux n't/part said/verb that/sconj it/pron "
                 "'s/aux Bush/propn 's/part will/noun ./punct"));
}

static void unknown_words_go_by_their_ending_and_shape(void) {
  check(tags_are(shipped, "blorbously 3rd 3.5 1990s $",
                 "blorbously/adv 3rd/adj 3.5/num 1990s/noun $/sym"));
}

/* ---- a small grammar */

static const char small_words[] =
    "word\tclasses\nthe\tdet\nto\tpart adp\nplan\tnoun:5 verb:4\n"
    "run\tverb:9 noun:2\nquickly\tadv:3\nhard\tadv adj\n";

static bool small_tags(const char *rules, const char *text,
                       const char *wanted) {
  news_morphology *m;
  news_error err = {0};
  if (with_grammar(small_words, rules, &m, &err)) {
    (void)fprintf(stderr, "%s: %s\n", rules, err.what);
    return false;
  }
  bool same = tags_are(m, text, wanted);
  news_morphology_free(m);
  return same;
}

static void without_rules_the_commonest_class_counts(void) {
  check(
      small_tags("", "to plan run ran", "to/part plan/noun run/verb ran/verb"));
}

static void a_rule_removes_or_selects_where_its_tests_hold(void) {
  check(small_tags("select verb if -1 is \"to\"\n", "to plan the plan",
                   "to/part plan/verb the/det plan/noun"));
  check(small_tags("remove verb if -1 is det and 0 is base\n", "the run run",
                   "the/det run/noun run/verb"));
  check(
      small_tags("select noun if 1 is edge\n", "run run", "run/verb run/noun"));
  check(small_tags("select verb if -1 over adv is \"to\"\n",
                   "to quickly quickly plan",
                   "to/part quickly/adv quickly/adv "
                   "plan/verb"));
  check(small_tags("list later = plan run\nselect noun if 0 is later\n",
                   "plan run", "plan/noun run/noun"));
  check(small_tags("select verb if 1 is not \"the\"|\"to\"\n", "plan the plan",
                   "plan/noun the/det plan/verb"));
}

static void is_wants_certainty_and_can_be_does_not(void) {
  check(small_tags("remove noun if 1 is verb\n", "plan run",
                   "plan/noun run/verb"));
  check(small_tags("remove noun if 1 can be verb\n", "plan run",
                   "plan/verb run/verb"));
  check(small_tags("remove noun if -1 can not be verb\n", "the plan plan",
                   "the/det plan/verb plan/noun"));
}

static void later_rules_see_what_earlier_ones_did(void) {
  const char *rules =
      "select verb if 0 is \"run\"\n"
      "remove noun if 1 is verb\n";
  check(small_tags(rules, "plan run", "plan/verb run/verb"));
  /* Earlier rules do not see the effects of later ones. */
  check(small_tags("remove noun if 1 is verb\nselect verb if 0 is \"run\"\n",
                   "plan run", "plan/noun run/verb"));
}

static void no_rule_takes_the_last_class(void) {
  check(small_tags("remove noun|verb if 0 is base\nselect det if 0 is base\n",
                   "plan", "plan/noun"));
}

static void sentences_do_not_see_each_other(void) {
  check(small_tags("select verb if -1 is \"to\"\n", "The plan to.\n\nPlan it.",
                   "The/det plan/noun to/part ./punct Plan/noun it/noun "
                   "./punct"));
}

static void an_explanation_names_the_rule(void) {
  news_morphology *m;
  text_read t = {0};
  news_pos_reason why;
  check(!with_grammar(small_words, "# so\nselect verb if -1 is \"to\"\n", &m,
                      NULL));
  check(!text_open(m, "to plan the plan", &t, NULL));
  check(!news_pos_explain(m, t.voc, t.doc, 1, &why, NULL));
  check(why.line == 2 && why.left == 1u << NEWS_POS_VERB);
  check(why.classes == (1u << NEWS_POS_VERB | 1u << NEWS_POS_NOUN));
  check(!news_pos_explain(m, t.voc, t.doc, 3, &why, NULL));
  check(why.line == 0 && why.left == why.classes);
  text_free(&t);
  news_morphology_free(m);
}

static void without_a_grammar_nothing_has_a_class(void) {
  news_morphology *m;
  text_read t = {0};
  news_pos_reason why;
  check(!news_morphology_new("", 0, &m, NULL));
  check(!text_open(m, "to plan", &t, NULL));
  check(t.doc->words.pos == NULL);
  check(!news_pos_explain(m, t.voc, t.doc, 0, &why, NULL) && !why.classes);
  text_free(&t);
  news_morphology_free(m);
}

/* ---- long sentences */

static void a_sentence_of_any_length_is_read(void) {
  enum { WORDS = 1000 };
  char text[WORDS * 5 + 1] = "";
  for (int i = 0; i < WORDS; i++) memcpy(text + i * 5, "plan ", 6);
  news_morphology *m;
  text_read t = {0};
  news_pos_reason why;
  check(!with_grammar(small_words, "select verb if 0 is base\n", &m, NULL));
  check(!text_open(m, text, &t, NULL));
  uint32_t verbs = 0;
  for (uint32_t w = 0; w < t.doc->words.count; w++)
    verbs += t.doc->words.pos[w] == NEWS_POS_VERB;
  check(verbs == WORDS);
  check(!news_pos_explain(m, t.voc, t.doc, WORDS - 1, &why, NULL));
  check(why.line == 1);
  text_free(&t);
  news_morphology_free(m);
}

/* ---- the files */

static void a_mistake_is_named_by_its_place(void) {
  static const struct {
    const char *words, *rules;
    size_t offset; /* after the words */
  } cases[] = {
      {"a\tdet\nb\n", "", 6},
      {"a\tdot\n", "", 2},
      {"a\tpron:3\n", "", 2},
      {"a\tnoun:3 verb\n", "", 9},
      {"a\tnoun verb adj adv det pron adp\n", "", 29},
      {"", "forbid noun if 0 is cap", 0},
      {"", "remove nown if 0 is cap", 7},
      {"", "remove cap if 0 is cap", 6},
      {"", "remove noun when 0 is cap", 12},
      {"", "remove noun if 9 is cap", 15},
      {"", "remove noun if 0 was cap", 17},
      {"", "remove noun if 0 over adv is cap", 17},
      {"", "remove noun if 0 can cap", 20},
      {"", "remove noun if 0 is", 19},
      {"", "remove noun if 0 is wordlist", 20},
      {"", "remove noun if 0 is cap or", 24},
      {"", "list noun = a", 5},
      {"", "list many a", 5},
      {"", "list a = b\nlist a = c", 16},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    news_pos_grammar *g;
    news_error err = {0};
    size_t before = strlen(cases[i].words);
    check(news_pos_grammar_new(cases[i].words, before, cases[i].rules,
                               strlen(cases[i].rules), &g,
                               &err) == NEWS_ESYNTAX);
    size_t wanted =
        *cases[i].rules ? before + cases[i].offset : cases[i].offset;
    check(g == NULL && err.offset == wanted);
    if (err.offset != wanted)
      (void)fprintf(stderr, "%s%s: %zu\n", cases[i].words, cases[i].rules,
                    err.offset);
  }
}

static void there_is_an_end_to_word_lists(void) {
  char rules[64 * 32] = "";
  for (int i = 0; i < 64; i++)
    (void)snprintf(rules + strlen(rules), 32, "list l%d = a\n", i);
  news_pos_grammar *g;
  news_error err;
  check(!news_pos_grammar_new("", 0, rules, strlen(rules), &g, NULL));
  news_pos_grammar_free(g);
  size_t before = strlen(rules);
  strcat(rules, "list m = a\n");
  check(news_pos_grammar_new("", 0, rules, strlen(rules), &g, &err) ==
        NEWS_ESYNTAX);
  check(err.offset == before + 5);
}

static void a_grammar_is_one_block(void) {
  news_morphology *m, *other;
  news_pos_grammar *g;
  size_t size;
  check(!with_grammar(small_words, "select verb if -1 is \"to\"\n", &m, NULL));
  check(!news_morphology_new("", 0, &other, NULL));
  const void *block = news_pos_grammar_block(news_morphology_grammar(m), &size);
  check(news_pos_grammar_open(block, size - 1, &g, NULL) == NEWS_EDATA && !g);
  check(news_pos_grammar_open(block, 3, &g, NULL) == NEWS_EDATA && !g);
  check(!news_pos_grammar_open(block, size, &g, NULL));
  news_morphology_set_grammar(other, g);
  check(tags_are(other, "to plan", "to/part plan/verb"));
  news_morphology_free(other);
  news_morphology_free(m);
}

int main(void) {
  if (!load_shipped()) return 1;
  run(nouns_and_verbs_are_told_apart_by_their_neighbours);
  run(names_begin_with_a_capital_inside_a_sentence);
  run(clitics_and_helpers_have_their_classes);
  run(unknown_words_go_by_their_ending_and_shape);
  run(without_rules_the_commonest_class_counts);
  run(a_rule_removes_or_selects_where_its_tests_hold);
  run(is_wants_certainty_and_can_be_does_not);
  run(later_rules_see_what_earlier_ones_did);
  run(no_rule_takes_the_last_class);
  run(sentences_do_not_see_each_other);
  run(an_explanation_names_the_rule);
  run(without_a_grammar_nothing_has_a_class);
  run(a_sentence_of_any_length_is_read);
  run(a_mistake_is_named_by_its_place);
  run(there_is_an_end_to_word_lists);
  run(a_grammar_is_one_block);
  news_morphology_free(shipped);
  return check_report();
}
