#include "language.h"

#include <string.h>

#include "buffer.h"
#include "split.h"

static news_status make(const char *tsv, news_language **out, news_error *err) {
  return news_language_new("xx", tsv, strlen(tsv), out, err);
}

static uint32_t flags(const news_language *language, const char *word) {
  char text[256] = "";
  return news_language_flags(language, strcpy(text, word), strlen(word));
}

static void words_have_the_flags_of_their_lines(void) {
  news_language *l;
  check(
      !make("# words\n!clitics digit_point\nmr\tnever\r\nMay\tmonth cased\n"
            "may\tsometimes",
            &l, NULL));
  check(!strcmp(news_language_code(l), "xx"));
  check(news_language_traits(l) == (NEWS_LANG_CLITICS | NEWS_LANG_DIGIT_POINT));
  check(flags(l, "mr") == NEWS_LANG_NEVER);
  check(flags(l, "may") ==
        (NEWS_LANG_MONTH | NEWS_LANG_CASED | NEWS_LANG_SOMETIMES));
  check(flags(l, "m") == 0);
  check(flags(l, "") == 0);
  check(news_language_longest(l) == 3);
  news_language_free(l);
}

static void words_are_folded(void) {
  news_language *l;
  check(!make("mär\tmonth\nd'\telision\nг\tnever\n", &l, NULL));
  check(flags(l, "MÄR.") == NEWS_LANG_MONTH);
  check(flags(l, "D’") == NEWS_LANG_ELISION);
  check(flags(l, "Г.") == NEWS_LANG_NEVER);
  check(flags(l, "a word that is longer than any word of any language, ever") ==
        0);
  news_language_free(l);
}

static void bad_lines_are_told_with_their_place(void) {
  news_error err = {0};
  news_language *l;
  check(make("mr\tnever\nno tab\n", &l, &err) == NEWS_ESYNTAX);
  check(err.offset == 9 && !l && !strcmp(err.detail, "no tab"));
  check(make("mr\tnevr\n", &l, &err) == NEWS_ESYNTAX);
  check(make("!nothing\n", &l, &err) == NEWS_ESYNTAX);
  check(make("\tnever\n", &l, &err) == NEWS_ESYNTAX);
  check(make("\xFF\tnever\n", &l, &err) == NEWS_EUTF8);
}

static void no_language_has_no_flags(void) {
  check(flags(NULL, "mr") == 0);
  check(news_language_traits(NULL) == 0);
  check(news_language_longest(NULL) == 0);
  news_language_free(NULL);
}

static void a_language_is_guessed_from_function_words(void) {
  const char *codes[] = {"en", "de", "fr", "es", "it", "ru"};
  const char *texts[] = {
      "The minister said on Monday that the talks would go on in June.",
      "Der Minister sagte am Montag, dass die Gespräche im Juni weitergehen.",
      "Le ministre a déclaré lundi que les discussions se poursuivraient.",
      "El ministro dijo el lunes que las conversaciones seguirán en junio.",
      "Il ministro ha detto lunedì che i colloqui sono ripresi nella capitale.",
      "Министр сказал в понедельник, что переговоры будут и в июне.",
  };
  news_language *languages[6];
  for (int i = 0; i < 6; i++) languages[i] = load_language(codes[i]);
  const news_language *const *all = (const news_language *const *)languages;
  for (int i = 0; i < 6; i++)
    check(news_language_guess(all, 6, texts[i], strlen(texts[i])) == i);
  const char *owned = "On New Year's Eve and Neil’s birthday they met.";
  check(news_language_guess(all, 6, owned, strlen(owned)) == 0);
  const char *unknown =
      "Ulkoministeri kertoi maanantaina, etteivät neuvottelut";
  check(news_language_guess(all, 6, unknown, strlen(unknown)) == -1);
  check(news_language_guess(all, 6, "", 0) == -1);
  check(news_language_guess(all, 0, texts[0], 5) == -1);
  for (int i = 0; i < 6; i++) news_language_free(languages[i]);
}

/* Nothing past them may be read. */
static void bytes_that_are_no_utf8_end_what_is_looked_at(void) {
  static const char *const ends[] = {"\xE9", "\xF0", "ab\xC3", "ab \xE2\x80"};
  news_language *english = load_language("en");
  const news_language *const all[] = {english};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t size = strlen(ends[i]);
    char *exact = malloc(size);
    memcpy(exact, ends[i], size);
    check(news_language_guess(all, 1, exact, size) == -1);
    free(exact);
  }
  news_language_free(english);
}

/* A text that repeats one sentence so many times, then the other. */
static int guess_of_two(const news_language *const *all, const char *one,
                        int times, const char *other, int more) {
  news_buffer text = NEWS_BUFFER_EMPTY;
  for (int i = 0; i < times + more; i++)
    news_buffer_add_text(&text, i < times ? one : other);
  int found = news_language_guess(all, 2, text.data, text.size);
  news_buffer_free(&text);
  return found;
}

static void the_first_half_kilobyte_is_enough_where_it_is_clear(void) {
  const char *english =
      "The minister said that the talks would go on in June. ";
  const char *german = "Der Minister sagte, dass die Gespräche weitergehen. ";
  const char *names = "Okonjo Tamm Lindqvist Abara Keita Sollers Ivanka Ruiz ";
  news_language *languages[] = {load_language("en"), load_language("de")};
  const news_language *const *all = (const news_language *const *)languages;
  check(guess_of_two(all, english, 25, german, 60) == 0);
  check(guess_of_two(all, german, 25, english, 60) == 1);
  check(guess_of_two(all, english, 10, german, 60) == 0);
  check(guess_of_two(all, english, 5, german, 60) == 1);
  check(guess_of_two(all, names, 25, german, 60) == 1);
  check(guess_of_two(all, names, 25, names, 60) == -1);
  for (int i = 0; i < 2; i++) news_language_free(languages[i]);
}

int main(void) {
  run(words_have_the_flags_of_their_lines);
  run(words_are_folded);
  run(bad_lines_are_told_with_their_place);
  run(no_language_has_no_flags);
  run(a_language_is_guessed_from_function_words);
  run(bytes_that_are_no_utf8_end_what_is_looked_at);
  run(the_first_half_kilobyte_is_enough_where_it_is_clear);
  return check_report();
}
