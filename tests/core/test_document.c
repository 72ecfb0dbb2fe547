#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static news_document *make(const char *text) {
  news_document *doc = NULL;
  check(news_document_new(text, strlen(text), NULL, &doc, NULL) == NEWS_OK);
  return doc;
}

static void the_text_is_copied_with_zeros_behind_it(void) {
  news_document *doc = make("abc");
  check(doc->size == 3 && !memcmp(doc->text, "abc", 3) && doc->ascii);
  for (int i = 0; i < NEWS_TEXT_PADDING; i++) check(doc->text[3 + i] == '\0');
  check(doc->news && !doc->language && !doc->words.start);
  news_document_free(doc);
}

static void bad_text_is_refused_with_its_offset(void) {
  news_document *doc;
  news_error err;
  check(news_document_new("ab\xFF", 3, NULL, &doc, &err) == NEWS_EUTF8);
  check(!doc && err.offset == 2);
}

static void a_failed_reset_leaves_an_empty_document(void) {
  news_document *doc = make("abc");
  check(news_document_reset(doc, "\x80", 1, NULL, NULL) == NEWS_EUTF8);
  check(doc->size == 0 && doc->text[0] == '\0');
  check(news_document_reset(doc, "de", 2, NULL, NULL) == NEWS_OK);
  check(doc->size == 2);
  news_document_free(doc);
}

static void memory_is_limited_when_asked(void) {
  news_document_options options = {.memory = 4000};
  news_document *doc;
  char text[5000];
  memset(text, 'a', sizeof text);
  check(news_document_new(text, 100, &options, &doc, NULL) == NEWS_OK);
  check(news_document_reset(doc, text, sizeof text, &options, NULL) ==
        NEWS_ENOMEM);
  news_document_free(doc);
}

static news_buffer bytes_of(const char *text) {
  news_buffer buffer = NEWS_BUFFER_EMPTY;
  news_buffer_add_text(&buffer, text);
  return buffer;
}

static void a_text_is_taken_and_the_memory_of_the_last_one_given(void) {
  news_document *doc = make("copied");
  news_buffer one = bytes_of("one \xC3\xA9"), two = bytes_of("two");
  check(news_document_take(doc, &one, NULL, NULL) == NEWS_OK);
  check(!one.data && !one.size && doc->size == 6 && !doc->ascii);
  check(!strcmp(doc->text, "one \xC3\xA9"));
  for (int i = 0; i < NEWS_TEXT_PADDING; i++) check(doc->text[6 + i] == '\0');
  const char *first = doc->text;
  news_document_options plain = {.plain = true};
  check(news_document_take(doc, &two, &plain, NULL) == NEWS_OK);
  check(two.data == first && !two.size && two.capacity > 6);
  check(!strcmp(doc->text, "two") && doc->ascii && !doc->news);
  first = doc->text;
  news_document_leave(doc, &one);
  check(one.data == first && !one.size && doc->size == 0 && !doc->text[0]);
  check(news_document_take(doc, &two, NULL, NULL) == NEWS_OK); /* empty */
  check(doc->size == 0 && doc->text[0] == '\0' && !two.data);
  check(news_document_reset(doc, "copied", 6, NULL, NULL) == NEWS_OK);
  check(!strcmp(doc->text, "copied"));
  news_buffer_free(&one);
  news_document_free(doc);
}

static void a_text_that_is_refused_is_not_taken(void) {
  news_document_options options = {.memory = 4000};
  news_document *doc = make("abc");
  news_buffer text = bytes_of("kept");
  while (text.size + NEWS_TEXT_PADDING < 4000) news_buffer_add_byte(&text, '.');
  check(news_document_take(doc, &text, &options, NULL) == NEWS_ENOMEM);
  check(!strncmp(text.data, "kept..", 6) && doc->size == 0 && !doc->text[0]);
  options.memory += 1000; /* what the text leaves is available to the layers */
  check(news_document_take(doc, &text, &options, NULL) == NEWS_OK);
  check(news_arena_alloc(doc->arena, 900) &&
        !news_arena_alloc(doc->arena, 200));
  news_document_leave(doc, &text);
  check(news_arena_alloc(doc->arena, 5000) != NULL);
  news_buffer_free(&text);
  news_document_free(doc);
}

static void large_blocks_in_use_are_kept_for_the_next_document(void) {
  enum { SIZE = 40 * 1024 * 1024 };
  news_arena *arena = news_arena_new(0);
  void *first = news_arena_alloc(arena, SIZE);
  check(first != NULL);
  news_arena_reset(arena);
  void *other = malloc(SIZE); /* would reuse a freed block */
  check(news_arena_alloc(arena, SIZE) == first);
  free(other);
  news_arena_free(arena);
}

static void offsets_count_in_every_unit(void) {
  news_document *doc = make("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z");
  const uint32_t bytes[] = {0, 1, 3, 6, 10, 11};
  const uint32_t units[] = {0, 1, 2, 3, 5, 6};
  for (uint32_t i = 0; i < 6; i++) {
    check(news_document_offset(doc, bytes[i], NEWS_UNIT_BYTE) == bytes[i]);
    check(news_document_offset(doc, bytes[i], NEWS_UNIT_CODEPOINT) == i);
    check(news_document_offset(doc, bytes[i], NEWS_UNIT_UTF16) == units[i]);
    check(news_document_byte(doc, i, NEWS_UNIT_CODEPOINT) == bytes[i]);
    check(news_document_byte(doc, units[i], NEWS_UNIT_UTF16) == bytes[i]);
  }
  check(news_document_byte(doc, 99, NEWS_UNIT_CODEPOINT) == 11);
  news_document_free(doc);
}

static void offsets_are_right_far_into_a_text(void) {
  static char text[9001];
  for (size_t i = 0; i < 3000; i++) memcpy(text + 3 * i, "\xE2\x82\xAC", 3);
  news_document *doc = make(text);
  uint32_t wrong = 0;
  for (uint32_t i = 0; i <= 3000; i++) {
    wrong += news_document_offset(doc, 3 * i, NEWS_UNIT_CODEPOINT) != i;
    wrong += news_document_byte(doc, i, NEWS_UNIT_UTF16) != 3 * i;
  }
  check(wrong == 0);
  news_document_free(doc);
}

static void places_are_lines_and_columns(void) {
  news_document *doc = make("a\n\xC3\xA9z\n");
  uint32_t line, column;
  news_document_place(doc, 4, &line, &column);
  check(line == 2 && column == 2);
  news_document_place(doc, 99, &line, &column);
  check(line == 3 && column == 1);
  news_document_place(doc, 0, &line, &column);
  check(line == 1 && column == 1);
  check(news_document_reset(doc, "b", 1, NULL, NULL) == NEWS_OK);
  news_document_place(doc, 1, &line, &column);
  check(line == 1 && column == 2);
  news_document_free(doc);
}

/* Every byte of a text in rising, falling and mixed order, compared with a
 * count. */
static void places_do_not_depend_on_the_order_of_questions(void) {
  char text[600];
  for (uint32_t i = 0; i < 600; i += 3)
    memcpy(text + i,
           i % 7 == 0   ? "x\n."
           : i % 5 == 0 ? "\xE2\x82\xAC"
                        : "abc",
           3);
  news_document *doc = NULL;
  check(news_document_new(text, sizeof text, NULL, &doc, NULL) == NEWS_OK);
  uint32_t wrong = 0;
  for (uint32_t turn = 0; turn < 3 * 600; turn++) {
    uint32_t at = turn < 600    ? turn
                  : turn < 1200 ? 1199 - turn
                                : turn * 37 % 600;
    uint32_t lines = 1, columns = 1, line, column;
    for (uint32_t i = 0; i < at; i++) {
      if (text[i] == '\n')
        lines++, columns = 1;
      else if ((text[i] & 0xC0) != 0x80)
        columns++;
    }
    news_document_place(doc, at, &line, &column);
    wrong += line != lines || column != columns;
  }
  check(wrong == 0);
  news_document_free(doc);
}

static void parts_and_words_are_found_by_search(void) {
  uint32_t first[] = {0, 5, 9, 12}, end[] = {2, 4, 4, 9};
  news_parts parts = {3, first};
  check(news_parts_at(&parts, 0) == 0 && news_parts_at(&parts, 4) == 0);
  check(news_parts_at(&parts, 5) == 1 && news_parts_at(&parts, 11) == 2);
  news_document doc = {.words = {.count = 4, .end = end}};
  check(news_document_word_at(&doc, 0) == 0);
  check(news_document_word_at(&doc, 2) == 1);
  check(news_document_word_at(&doc, 4) == 3);
  check(news_document_word_at(&doc, 9) == 4);
}

int main(void) {
  run(the_text_is_copied_with_zeros_behind_it);
  run(bad_text_is_refused_with_its_offset);
  run(a_failed_reset_leaves_an_empty_document);
  run(memory_is_limited_when_asked);
  run(a_text_is_taken_and_the_memory_of_the_last_one_given);
  run(a_text_that_is_refused_is_not_taken);
  run(large_blocks_in_use_are_kept_for_the_next_document);
  run(offsets_count_in_every_unit);
  run(offsets_are_right_far_into_a_text);
  run(places_are_lines_and_columns);
  run(places_do_not_depend_on_the_order_of_questions);
  run(parts_and_words_are_found_by_search);
  return check_report();
}
