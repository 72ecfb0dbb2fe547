#include "morphology.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "vocabulary.h"

/* The shipped data, read from the top of the tree, hand-written rows first. */
static char *read_data(size_t *size) {
  static const char *const files[] = {"rules/lexicons/morphology/en.hand.tsv",
                                      "rules/lexicons/morphology/en.tsv"};
  enum { MOST = 1 << 20 };
  char *data = malloc(MOST);
  *size = 0;
  for (int i = 0; i < 2; i++) {
    FILE *file = fopen(files[i], "rb");
    check(file != NULL);
    if (!file) continue;
    *size += fread(data + *size, 1, MOST - *size, file);
    fclose(file);
  }
  return data;
}

static news_morphology *shipped;

static bool lemma_is(const char *form, news_pos pos, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  bool fine = !news_morphology_lemma(shipped, form, strlen(form), pos, &out) &&
              strcmp(out.data, wanted) == 0;
  if (!fine) (void)fprintf(stderr, "%s: %s\n", form, out.data);
  news_buffer_free(&out);
  return fine;
}

/* All forms separated by spaces, in alphabetical order. */
static bool forms_are(const char *lemma, news_pos pos, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  const char *forms[16];
  char joined[256] = "";
  int count = 0;
  check(!news_morphology_inflect(shipped, lemma, strlen(lemma), pos, &out));
  for (size_t at = 0; at < out.size && count < 16;
       at += strlen(out.data + at) + 1) {
    int place = count++;
    for (; place > 0 && strcmp(forms[place - 1], out.data + at) > 0; place--)
      forms[place] = forms[place - 1];
    forms[place] = out.data + at;
  }
  for (int i = 0; i < count; i++)
    strcat(strcat(joined, i ? ", " : ""), forms[i]);
  bool fine = strcmp(joined, wanted) == 0;
  if (!fine) (void)fprintf(stderr, "%s: %s\n", lemma, joined);
  news_buffer_free(&out);
  return fine;
}

static void forms_lead_to_their_lemmas(void) {
  static const struct {
    const char *form;
    news_pos pos;
    const char *lemma;
  } cases[] = {
      {"said", NEWS_POS_NONE, "say"},
      {"announced", NEWS_POS_NONE, "announce"},
      {"planned", NEWS_POS_NONE, "plan"},
      {"hoped", NEWS_POS_NONE, "hope"},
      {"hopped", NEWS_POS_NONE, "hop"},
      {"travelled", NEWS_POS_VERB, "travel"},
      {"traveled", NEWS_POS_VERB, "travel"},
      {"denied", NEWS_POS_NONE, "deny"},
      {"believes", NEWS_POS_NONE, "believe"},
      {"leaves", NEWS_POS_VERB, "leave"},
      {"leaves", NEWS_POS_NOUN, "leaf"},
      {"children", NEWS_POS_NONE, "child"},
      {"houses", NEWS_POS_NONE, "house"},
      {"churches", NEWS_POS_NONE, "church"},
      {"viruses", NEWS_POS_NONE, "virus"},
      {"movies", NEWS_POS_NONE, "movie"},
      {"cities", NEWS_POS_NONE, "city"},
      {"news", NEWS_POS_NONE, "news"},
      {"series", NEWS_POS_NOUN, "series"},
      {"meeting", NEWS_POS_NONE, "meeting"},
      {"meeting", NEWS_POS_VERB, "meet"},
      {"this", NEWS_POS_NOUN, "this"},
      {"was", NEWS_POS_NONE, "be"},
      {"n't", NEWS_POS_NONE, "not"},
      {"bigger", NEWS_POS_NONE, "big"},
      {"tokenized", NEWS_POS_VERB, "tokenize"},
      {"blorbed", NEWS_POS_VERB, "blorb"},
      {"zelenskyy", NEWS_POS_NONE, "zelenskyy"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check(lemma_is(cases[i].form, cases[i].pos, cases[i].lemma));
}

static void verbs_have_all_their_forms(void) {
  static const char *const cases[][2] = {
      {"say", "said, say, saying, says"},
      {"admit", "admit, admits, admitted, admitting"},
      {"visit", "visit, visited, visiting, visits"},
      {"travel", "travel, traveled, traveling, travelled, travelling, travels"},
      {"compel", "compel, compelled, compelling, compels"},
      {"put", "put, puts, putting"},
      {"show", "show, showed, showing, shown, shows"},
      {"die", "die, died, dies, dying"},
      {"agree", "agree, agreed, agreeing, agrees"},
      {"deny", "denied, denies, deny, denying"},
      {"veto", "veto, vetoed, vetoes, vetoing"},
      {"quit", "quit, quits, quitted, quitting"},
      {"point out", "point out, pointed out, pointing out, points out"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check(forms_are(cases[i][0], NEWS_POS_VERB, cases[i][1]));
}

static void nouns_have_both_numbers(void) {
  static const char *const cases[][2] = {
      {"city", "cities, city"},
      {"spokeswoman", "spokeswoman, spokeswomen"},
      {"German", "German, Germans"},
      {"photo", "photo, photos"},
      {"hero", "hero, heroes"},
      {"monarch", "monarch, monarchs"},
      {"sheep", "sheep"},
      {"crisis", "crises, crisis"},
      {"person", "people, person, persons"},
      {"head of state", "head of state, heads of state"},
      {"mother-in-law", "mother-in-law, mothers-in-law"},
      {"attorney general", "attorney general, attorneys general"},
      {"foreign minister", "foreign minister, foreign ministers"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check(forms_are(cases[i][0], NEWS_POS_NOUN, cases[i][1]));
}

static bool is_lemma_of(const news_morphology *m, const char *form,
                        const char *lemma, size_t n) {
  news_buffer all = NEWS_BUFFER_EMPTY;
  bool found = false;
  if (news_morphology_lemmas(m, form, strlen(form), &all)) all.size = 0;
  for (size_t at = 0; at < all.size && !found;) {
    uint32_t size;
    memcpy(&size, all.data + at, sizeof size);
    at += sizeof size;
    found = size == n && memcmp(all.data + at, lemma, n) == 0;
    at += size;
  }
  news_buffer_free(&all);
  return found;
}

/* Inflected forms lead back to the lemma, for every irregular row of the
 * data. */
static void every_inflected_form_has_its_lemma(void) {
  size_t size;
  char *data = read_data(&size);
  int wrong = 0, asked = 0;
  for (char *line = data, *end; line < data + size; line = end + 1) {
    end = memchr(line, '\n', (size_t)(data + size - line));
    if (!end) break;
    char *tab = memchr(line, '\t', (size_t)(end - line));
    if (!tab || *line == '#' || tab + 5 > end) continue;
    bool verb = memcmp(tab + 1, "verb\t", 5) == 0;
    if (!verb && memcmp(tab + 1, "noun\t", 5) != 0) continue;
    size_t n = (size_t)(end - tab - 6);
    const char *lemma = n ? tab + 6 : line;
    if (!n) n = (size_t)(tab - line);
    news_buffer out = NEWS_BUFFER_EMPTY;
    wrong += news_morphology_inflect(shipped, lemma, n,
                                     verb ? NEWS_POS_VERB : NEWS_POS_NOUN,
                                     &out) != NEWS_OK;
    for (size_t at = 0; at < out.size; at += strlen(out.data + at) + 1) {
      asked++;
      bool fine = is_lemma_of(shipped, out.data + at, lemma, n);
      if (!fine && wrong++ < 20)
        (void)fprintf(stderr, "%s: not of %.*s\n", out.data + at, (int)n,
                      lemma);
    }
    news_buffer_free(&out);
  }
  check(asked > 20000);
  check(wrong == 0);
  free(data);
}

static void names_of_parts_of_speech_go_there_and_back(void) {
  for (int pos = NEWS_POS_NOUN; pos <= NEWS_POS_SYM; pos++) {
    const char *name = news_pos_name((news_pos)pos);
    check(news_pos_of_name(name, strlen(name)) == (news_pos)pos);
  }
  check(news_pos_of_name("gerund", 6) == NEWS_POS_NONE);
  check(strcmp(news_pos_name((news_pos)99), "") == 0);
}

static void a_bad_row_is_named_by_its_place(void) {
  static const char bad[] = "form\tpos\tlemma\nsaid\tverb\tsay\noops\n";
  news_morphology *m;
  news_error err;
  check(news_morphology_new(bad, sizeof bad - 1, &m, &err) == NEWS_ESYNTAX);
  check(m == NULL && err.offset == 29);
  check(!news_morphology_new("", 0, &m, &err));
  news_morphology_free(m);
}

static void any_bytes_have_a_lemma(void) {
  static const char *const odd[] = {"",     "s",   "ed",  "ing",
                                    "es",   "ies", "'s",  "\xE2\x80\x99",
                                    "ssss", "eed", "ying"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    for (int pos = NEWS_POS_NONE; pos <= NEWS_POS_ADV; pos++) {
      news_buffer out = NEWS_BUFFER_EMPTY;
      size_t n = strlen(odd[i]);
      check(!news_morphology_lemma(shipped, odd[i], n, (news_pos)pos, &out));
      check(!news_morphology_inflect(shipped, odd[i], n, (news_pos)pos, &out));
      check(n == 0 || out.size >= n);
      news_buffer_free(&out);
    }
}

int main(void) {
  size_t size;
  char *data = read_data(&size);
  if (news_morphology_new(data, size, &shipped, NULL)) return 1;
  free(data);
  run(forms_lead_to_their_lemmas);
  run(verbs_have_all_their_forms);
  run(nouns_have_both_numbers);
  run(every_inflected_form_has_its_lemma);
  run(names_of_parts_of_speech_go_there_and_back);
  run(a_bad_row_is_named_by_its_place);
  run(any_bytes_have_a_lemma);
  news_morphology_free(shipped);
  return check_report();
}
