#include "vocabulary.h"

#include <string.h>

#include "check.h"

static uint32_t flags_of(const char *text, uint8_t kind) {
  news_vocabulary *voc = news_vocabulary_new(0);
  uint32_t id = news_vocabulary_intern(voc, text, (uint32_t)strlen(text), kind);
  uint32_t flags = news_vocabulary_form(voc, id)->flags;
  news_vocabulary_free(voc);
  return flags;
}

static void a_form_has_one_id(void) {
  news_vocabulary *voc = news_vocabulary_new(0);
  uint32_t a = news_vocabulary_intern(voc, "Said", 4, NEWS_WORD_LETTERS);
  uint32_t b = news_vocabulary_intern(voc, "said", 4, NEWS_WORD_LETTERS);
  check(a != b);
  check(news_vocabulary_intern(voc, "Said", 4, NEWS_WORD_JOINED) == a);
  check(news_vocabulary_form(voc, a)->folded == b);
  check(news_vocabulary_form(voc, b)->folded == b);
  check(news_vocabulary_form(voc, a)->hash == news_hash("said", 4));
  check(!strcmp(news_vocabulary_form(voc, a)->text, "Said"));
  news_vocabulary_free(voc);
}

static void typography_folds_to_one_id(void) {
  news_vocabulary *voc = news_vocabulary_new(0);
  uint32_t curly = news_vocabulary_intern(voc, "’s", 4, NEWS_WORD_LETTERS);
  uint32_t plain = news_vocabulary_intern(voc, "'s", 2, NEWS_WORD_LETTERS);
  uint32_t open =
      news_vocabulary_intern(voc, "“", 3, NEWS_WORD_PUNCT | NEWS_WORD_OPENS);
  uint32_t straight = news_vocabulary_intern(voc, "\"", 1, NEWS_WORD_PUNCT);
  check(news_vocabulary_form(voc, curly)->folded ==
        news_vocabulary_form(voc, plain)->folded);
  check(news_vocabulary_form(voc, open)->folded ==
        news_vocabulary_form(voc, straight)->folded);
  news_vocabulary_free(voc);
}

static void flags_say_what_a_form_is(void) {
  check(flags_of("Kyiv", 0) == (NEWS_FORM_CAP | NEWS_FORM_ALPHA));
  check(flags_of("talks", 0) == (NEWS_FORM_LOWER | NEWS_FORM_ALPHA));
  check(flags_of("NATO", 0) ==
        (NEWS_FORM_CAP | NEWS_FORM_UPPER | NEWS_FORM_ALPHA));
  check(flags_of("McDonald", 0) ==
        (NEWS_FORM_CAP | NEWS_FORM_MIXED | NEWS_FORM_ALPHA));
  check(flags_of("42", NEWS_WORD_NUMBER) == (NEWS_FORM_NUM | NEWS_FORM_DIGIT));
  check(flags_of("1,200", NEWS_WORD_NUMBER) == NEWS_FORM_NUM);
  check(flags_of("U.S.", NEWS_WORD_POINT) & NEWS_FORM_ABBREV);
  check(flags_of("—", NEWS_WORD_PUNCT) == (NEWS_FORM_PUNCT | NEWS_FORM_DASH));
  check(flags_of("(", NEWS_WORD_PUNCT) == (NEWS_FORM_PUNCT | NEWS_FORM_OPEN));
  check(flags_of(")", NEWS_WORD_PUNCT) == (NEWS_FORM_PUNCT | NEWS_FORM_CLOSE));
  check(flags_of("\"", NEWS_WORD_PUNCT | NEWS_WORD_CLOSES) ==
        (NEWS_FORM_PUNCT | NEWS_FORM_QUOTE | NEWS_FORM_CLOSE));
  check(flags_of("a@b.org", NEWS_WORD_EMAIL) & NEWS_FORM_EMAIL);
  check(flags_of("Élysée", 0) == (NEWS_FORM_CAP | NEWS_FORM_ALPHA));
}

static void a_document_is_read_once(void) {
  news_document *doc;
  news_vocabulary *voc = news_vocabulary_new(0);
  const char *text = "He said that he said it.";
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_vocabulary_read(voc, doc, NULL));
  check(doc->words.count == 7);
  check(doc->words.form[1] == doc->words.form[4]);
  check(doc->words.form[0] != doc->words.form[3]);
  const uint32_t *before = doc->words.form;
  check(!news_vocabulary_read(voc, doc, NULL));
  check(doc->words.form == before);
  news_document_free(doc);
  news_vocabulary_free(voc);
}

static void trim_forgets_above_the_limit(void) {
  news_vocabulary *voc = news_vocabulary_new(4096);
  char word[16];
  for (int i = 0; i < 2000; i++) {
    int size = snprintf(word, sizeof word, "w%d", i);
    check(news_vocabulary_intern(voc, word, (uint32_t)size, 0) != NEWS_NO_FORM);
  }
  check(news_vocabulary_count(voc) == 2000);
  check(news_vocabulary_generation(voc) == 0);
  news_vocabulary_trim(voc);
  check(news_vocabulary_count(voc) == 0);
  check(news_vocabulary_generation(voc) == 1);
  check(news_vocabulary_intern(voc, "again", 5, 0) == 0);
  news_vocabulary_free(voc);
}

static void hashes_are_the_same_on_every_machine(void) {
  check(news_hash("said", 4) == news_hash("said", 4));
  check(news_hash("said", 4) != news_hash("says", 4));
  check(news_hash("a", 1) != news_hash("a\0", 2));
  check(news_hash("government", 10) == UINT64_C(0x4E2E7A0D34621B86));
}

int main(void) {
  run(a_form_has_one_id);
  run(typography_folds_to_one_id);
  run(flags_say_what_a_form_is);
  run(a_document_is_read_once);
  run(trim_forgets_above_the_limit);
  run(hashes_are_the_same_on_every_machine);
  return check_report();
}
