#include "unicode.h"

#include <string.h>

#include "break_test.h"
#include "check.h"

static bool folds_to(const char *text, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  bool same = news_unicode_fold(text, strlen(text), &out) == NEWS_OK &&
              out.size == strlen(wanted) &&
              (!out.size || !memcmp(out.data, wanted, out.size));
  if (!same && out.data) (void)fprintf(stderr, "%s: %s\n", text, out.data);
  news_buffer_free(&out);
  return same;
}

static void properties_are_those_of_unicode(void) {
  check(news_unicode_category('A') == NEWS_LU);
  check(news_unicode_category(0x0430) == NEWS_LL);
  check(news_unicode_category(0x4E00) == NEWS_LO);
  check(news_unicode_category(0x2014) == NEWS_PD);
  check(news_unicode_category(0x20AC) == NEWS_SC);
  check(news_unicode_category(0xE000) == NEWS_CO);
  check(news_unicode_category(0x0378) == NEWS_CN);
  check(news_unicode_is_upper(0x01C5) && news_unicode_is_letter(0x05D0));
  check(news_unicode_is_mark(0x0301) && !news_unicode_is_mark('a'));
}

static void any_number_may_be_asked(void) {
  check(news_unicode_category(0x110000) == NEWS_CN);
  check(news_unicode_category(UINT32_MAX) == NEWS_CN);
  check(!news_unicode_is_space(UINT32_MAX));
}

static void spaces_are_white_space_and_two_without_width(void) {
  check(news_unicode_is_space(' ') && news_unicode_is_space('\n'));
  check(news_unicode_is_space(0xA0) && news_unicode_is_space(0x3000));
  check(news_unicode_is_space(0x200B) && news_unicode_is_space(0xFEFF));
  check(!news_unicode_is_space(0x200D) && !news_unicode_is_space(0xAD));
}

static void width_counts_columns(void) {
  check(news_unicode_width('a') == 1);
  check(news_unicode_width(0x0301) == 0 && news_unicode_width(0x200D) == 0);
  check(news_unicode_width(0x4E00) == 2 && news_unicode_width(0x1F600) == 2);
  check(news_unicode_width(0x1161) == 0);
}

static void folding_drops_case_and_compatibility(void) {
  check(folds_to("", ""));
  check(folds_to("Kyiv [1]", "kyiv [1]"));
  check(
      folds_to("Stra\xC3\x9F"
               "e",
               "strasse"));
  check(folds_to("\xEF\xAC\x81sh", "fish")); /* ligature */
  check(
      folds_to("e\xCC\x81"
               "T\xC3\x89",
               "\xC3\xA9t\xC3\xA9"));
  check(
      folds_to("co\xC2\xAD"
               "op",
               "coop")); /* soft hyphen */
}

static void folding_makes_typography_plain(void) {
  check(folds_to("don\xE2\x80\x99t", "don't"));
  check(folds_to("\xE2\x80\x9Cyes\xE2\x80\x9D", "\"yes\""));
  check(folds_to("\xC2\xABoui\xC2\xBB", "\"oui\""));
  check(
      folds_to("a\xE2\x80\x94"
               "b\xE2\x80\x91"
               "c",
               "a-b-c"));
  check(folds_to("10\xC2\xA0km", "10 km"));
}

static void folding_twice_changes_nothing(void) {
  news_buffer once = NEWS_BUFFER_EMPTY, twice = NEWS_BUFFER_EMPTY;
  uint32_t wrong = 0;
  for (uint32_t code = 1; code <= 0x10FFFF; code++) {
    if (code >= 0xD800 && code < 0xE000) continue;
    char text[8] = "a";
    uint32_t size = 1 + news_utf8_encode(code, text + 1);
    news_buffer_clear(&once);
    news_buffer_clear(&twice);
    (void)news_unicode_fold(text, size, &once);
    (void)news_unicode_fold(once.data, once.size, &twice);
    wrong +=
        once.size != twice.size || memcmp(once.data, twice.data, once.size);
  }
  check(wrong == 0);
  news_buffer_free(&once);
  news_buffer_free(&twice);
}

static void long_texts_are_folded_in_parts_that_do_not_show(void) {
  news_buffer text = NEWS_BUFFER_EMPTY, out = NEWS_BUFFER_EMPTY;
  for (int i = 0; i < 400; i++) news_buffer_add_text(&text, "E\xCC\x81");
  check(news_unicode_fold(text.data, text.size, &out) == NEWS_OK);
  check(out.size == 800);
  for (size_t i = 0; i + 1 < out.size; i += 2)
    check(!memcmp(out.data + i, "\xC3\xA9", 2));
  news_buffer_free(&text);
  news_buffer_free(&out);
}

/* Marks and letters, some of which are a letter only together. */
static void pieces_of_a_text_are_folded_as_the_whole(void) {
  static const char *const parts[] = {
      "E\xCC\x81", "a", "\xE1\x84\x80\xE1\x85\xA1", "\xC2\xAD", "\xEF\xAC\x81"};
  news_buffer text = NEWS_BUFFER_EMPTY, whole = NEWS_BUFFER_EMPTY,
              joined = NEWS_BUFFER_EMPTY;
  for (uint32_t i = 0; text.size < 300000; i++)
    news_buffer_add_text(&text, parts[(i * i + i / 7) % 5]);
  check(news_unicode_fold(text.data, text.size, &whole) == NEWS_OK);
  size_t pieces = 0;
  for (size_t at = 0, n; at < text.size; at += n, pieces++) {
    n = news_unicode_piece(text.data + at, text.size - at);
    check(n < 40000);
    check(news_unicode_fold(text.data + at, n, &joined) == NEWS_OK);
  }
  check(pieces > 5);
  check(joined.size == whole.size &&
        !memcmp(joined.data, whole.data, whole.size));
  news_buffer_free(&text);
  news_buffer_free(&whole);
  news_buffer_free(&joined);
}

static void nfc_composes_and_keeps_case(void) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(news_unicode_nfc("E\xCC\x81t", 4, &out) == NEWS_OK);
  check(out.size == 3 && !memcmp(out.data, "\xC3\x89t", 3));
  news_buffer_free(&out);
}

static void nfd_takes_letters_apart(void) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(news_unicode_nfd("\xC3\x89t", 3, &out) == NEWS_OK);
  check(out.size == 4 && !memcmp(out.data, "E\xCC\x81t", 4));
  news_buffer_free(&out);
}

typedef size_t end_of(const char *text, size_t size, size_t at);

static void follows(const break_test *test, end_of *end) {
  size_t at = 0, i = 1;
  while (at < test->size && i < test->count) {
    at = end(test->text, test->size, at);
    if (at != test->borders[i++]) break;
  }
  check(at == test->size && i == test->count);
}

static void follow_graphemes(const break_test *test) {
  follows(test, news_unicode_grapheme_end);
}

static void follow_words(const break_test *test) {
  follows(test, news_unicode_word_end);
}

static void grapheme_borders_are_those_of_uax_29(void) {
  int tests = break_test_file("GraphemeBreakTest.txt", follow_graphemes);
  check(tests == 0 || tests > 600);
}

static void word_borders_are_those_of_uax_29(void) {
  int tests = break_test_file("WordBreakTest.txt", follow_words);
  check(tests == 0 || tests > 1800);
}

int main(void) {
  run(properties_are_those_of_unicode);
  run(any_number_may_be_asked);
  run(spaces_are_white_space_and_two_without_width);
  run(width_counts_columns);
  run(folding_drops_case_and_compatibility);
  run(folding_makes_typography_plain);
  run(folding_twice_changes_nothing);
  run(long_texts_are_folded_in_parts_that_do_not_show);
  run(pieces_of_a_text_are_folded_as_the_whole);
  run(nfc_composes_and_keeps_case);
  run(nfd_takes_letters_apart);
  run(grapheme_borders_are_those_of_uax_29);
  run(word_borders_are_those_of_uax_29);
  return check_report();
}
