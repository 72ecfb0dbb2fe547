#include "utf8.h"

#include <string.h>

#include "check.h"

static bool repairs_to(const char *text, size_t size, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  bool same = news_utf8_repair(text, size, &out) == NEWS_OK &&
              out.size == strlen(wanted) &&
              (!out.size || !memcmp(out.data, wanted, out.size));
  news_buffer_free(&out);
  return same;
}

#define R "\xEF\xBF\xBD" /* U+FFFD */

/* At most 64, 32 or 1 byte at a time. */
static bool good_by_all(const char *text, size_t size, size_t good) {
  return news_utf8_check_by(text, size, 64) == good &&
         news_utf8_check_by(text, size, 32) == good &&
         news_utf8_check_by(text, size, 1) == good;
}

static uint32_t state = 777;
static uint32_t next_random(uint32_t below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

static void blocks_are_checked_like_single_bytes(void) {
  static const char *const parts[] = {
      "a",
      "text of ASCII that fills a block of 32 bytes and more",
      "\xC3\xA9",
      "\xD0\xB0",
      "\xE2\x80\x9C",
      "\xEA\xB0\x80",
      "\xED\x9F\xBF",
      "\xEE\x80\x80",
      "\xF0\x9F\x98\x80",
      "\xF4\x8F\xBF\xBF"};
  char text[400];
  for (int round = 0; round < 100000; round++) {
    size_t size = 0, most = next_random(300);
    while (size < most) {
      const char *part = parts[next_random(10)];
      memcpy(text + size, part, strlen(part));
      size += strlen(part);
    }
    if (size && round % 4) {
      static const uint8_t bad[] = {0x00, 0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                    0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED,
                                    0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
      text[next_random((uint32_t)size)] = (char)bad[next_random(19)];
    }
    if (round % 3 == 0 && size) size -= next_random(4) % size;
    bool same = good_by_all(text, size, news_utf8_check_by(text, size, 1));
    if (same) continue;
    check(same);
    break;
  }
}

static void valid_text_is_checked_to_its_end(void) {
  const char text[] =
      "a\0\xC2\x80 \xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF";
  check(news_utf8_check(text, sizeof text - 1) == sizeof text - 1);
  check(news_utf8_check("", 0) == 0);
}

static void the_first_bad_byte_is_found(void) {
  check(news_utf8_check("ab\xFF", 3) == 2);
  check(news_utf8_check("\xC0\x80", 2) == 0);         /* too long */
  check(news_utf8_check("a\xE0\x9F\xBF", 4) == 1);    /* too long */
  check(news_utf8_check("a\xED\xA0\x80", 4) == 1);    /* surrogate */
  check(news_utf8_check("\xF4\x90\x80\x80", 4) == 0); /* over U+10FFFF */
  check(news_utf8_check("\xE2\x82", 2) == 0);         /* truncated */
}

static void a_bad_byte_is_found_behind_any_number_of_ascii_bytes(void) {
  char text[200];
  for (size_t n = 0; n < sizeof text; n++) {
    memset(text, 'a', sizeof text);
    text[n] = '\x80';
    check(good_by_all(text, sizeof text, n));
    check(good_by_all(text, n, n));
  }
}

/* The samples of Unicode 15.0 tables 3-8 to 3-11. */
static void each_maximal_subpart_becomes_one_replacement(void) {
  check(repairs_to("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 9,
                   R R R R R R R R "A"));
  check(repairs_to("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", 9,
                   R R R R R R R R "A"));
  check(repairs_to("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 9,
                   R R R R R "A" R R "B"));
  check(repairs_to("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 9, R R R R "A"));
  check(repairs_to("\xF0\x9F\x98", 3, R));
  check(repairs_to("", 0, ""));
}

static bool decodes_to(const char *bytes, size_t size, int big,
                       const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  bool same = news_utf16_decode(bytes, size, big, &out) == NEWS_OK &&
              out.size == strlen(wanted) &&
              (!out.size || !memcmp(out.data, wanted, out.size));
  news_buffer_free(&out);
  return same;
}

static void utf16_becomes_utf8_in_both_orders(void) {
  check(decodes_to("A\0\xE9\0", 4, 0, "A\xC3\xA9"));
  check(decodes_to("\0A\0\xE9", 4, 1, "A\xC3\xA9"));
  check(decodes_to("\x3D\xD8\x00\xDE", 4, 0, "\xF0\x9F\x98\x80"));
  check(decodes_to("\xD8\x3D\xDE\x00", 4, 1, "\xF0\x9F\x98\x80"));
}

static void lone_surrogates_and_half_units_are_replaced(void) {
  check(decodes_to("\xD8\x3D\0A", 4, 1, R "A"));
  check(decodes_to("\xDE\x00\0A", 4, 1, R "A"));
  check(decodes_to("\xD8\x3D", 2, 1, R));
  check(decodes_to("\0A\0", 3, 1, "A" R));
}

static void every_code_point_survives_encoding_and_decoding(void) {
  uint32_t wrong = 0;
  for (uint32_t code = 0; code <= 0x10FFFF; code++) {
    if (code >= 0xD800 && code < 0xE000) continue;
    char text[4];
    uint32_t size = news_utf8_encode(code, text), again;
    wrong += news_utf8_decode(text, &again) != code || again != size ||
             news_utf8_check(text, size) != size;
  }
  check(wrong == 0);
}

int main(void) {
  run(valid_text_is_checked_to_its_end);
  run(blocks_are_checked_like_single_bytes);
  run(the_first_bad_byte_is_found);
  run(a_bad_byte_is_found_behind_any_number_of_ascii_bytes);
  run(each_maximal_subpart_becomes_one_replacement);
  run(utf16_becomes_utf8_in_both_orders);
  run(lone_surrogates_and_half_units_are_replaced);
  run(every_code_point_survives_encoding_and_decoding);
  return check_report();
}
