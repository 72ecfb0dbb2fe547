#include "json.h"

#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static bool writes_string(const char *text, size_t size, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_json_add_string(&out, text, size);
  bool same = out.data && strcmp(out.data, wanted) == 0;
  if (!same) fprintf(stderr, "got %s\n", out.data ? out.data : "nothing");
  news_buffer_free(&out);
  return same;
}

static bool writes_double(double value, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_json_add_double(&out, value);
  bool same = strcmp(out.data, wanted) == 0;
  if (!same) fprintf(stderr, "got %s\n", out.data);
  news_buffer_free(&out);
  return same;
}

#define STRING(text, wanted) check(writes_string(text, sizeof text - 1, wanted))

static void strings_are_escaped_where_json_asks(void) {
  STRING("", "\"\"");
  STRING("plain", "\"plain\"");
  STRING("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
  STRING("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
  STRING("a\0b\x1F\x7F", "\"a\\u0000b\\u001f\\u007f\"");
  STRING("\xC3\xA9 \xE2\x80\x99 <", "\"\xC3\xA9 \xE2\x80\x99 <\"");
  STRING("\xE2\x80\xA8\xE2\x80\xA9", "\"\\u2028\\u2029\"");
}

static void ill_formed_bytes_become_replacement_characters(void) {
  STRING("a\xFF\"", "\"a\xEF\xBF\xBD\\\"\"");
  STRING("\xE2\x80", "\"\xEF\xBF\xBD\"");
  STRING("\xE2", "\"\xEF\xBF\xBD\"");
}

static void every_pair_of_bytes_reads_back_as_valid_json(void) {
  for (int i = 0; i < 65536; i++) {
    char text[2] = {(char)(i >> 8), (char)i};
    news_buffer out = NEWS_BUFFER_EMPTY;
    json_t *value;
    news_json_add_string(&out, text, 2);
    check(news_json_parse(out.data, out.size, &value, NULL) == NEWS_OK);
    check(json_is_string(value));
    json_decref(value);
    news_buffer_free(&out);
  }
}

static void doubles_are_as_short_as_they_can_be(void) {
  check(writes_double(0.1, "0.1"));
  check(writes_double(1.0 / 3, "0.3333333333333333"));
  check(writes_double(5, "5.0"));
  check(writes_double(-0.0, "-0.0"));
  check(writes_double(1e22, "1e+22"));
  check(writes_double(5e-324, "4.94065645841247e-324"));
  check(writes_double(1.7976931348623157e308, "1.7976931348623157e+308"));
  check(writes_double(NAN, "null"));
  check(writes_double(-INFINITY, "null"));
}

static void doubles_read_back_the_same(void) {
  unsigned long long bits = 88172645463325252u;
  for (int i = 0; i < 20000; i++) {
    double value, back;
    bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    news_buffer out = NEWS_BUFFER_EMPTY;
    news_json_add_double(&out, value);
    back = strtod(out.data, NULL);
    check(memcmp(&back, &value, sizeof back) == 0);
    news_buffer_free(&out);
  }
}

static void a_locale_with_a_comma_changes_nothing(void) {
  static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE"};
  for (int i = 0; i < 3; i++)
    if (setlocale(LC_NUMERIC, names[i])) break;
  check(writes_double(0.5, "0.5"));
  json_t *value;
  check(news_json_parse("0.5", 3, &value, NULL) == NEWS_OK);
  check(json_real_value(value) == 0.5);
  json_decref(value);
  setlocale(LC_NUMERIC, "C");
}

static void integers_are_written_whole(void) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_json_add_integer(&out, INT64_MIN);
  news_json_add_integer(&out, 7);
  check(strcmp(out.data, "-92233720368547758087") == 0);
  news_buffer_free(&out);
}

/* --------------------------------------------------------------- reading */

static json_t *parse(const char *text) {
  json_t *value = NULL;
  news_error err;
  if (news_json_parse(text, strlen(text), &value, &err))
    fprintf(stderr, "%s: %s\n", err.what, err.detail);
  return value;
}

/* What is wrong, and where. */
static bool refuses(const char *text, size_t size, news_status status,
                    size_t offset) {
  json_t *value = NULL;
  news_error err = {.offset = 0};
  news_status got = news_json_parse(text, size, &value, &err);
  bool same = got == status && err.offset == offset && !value;
  if (!same)
    fprintf(stderr, "%s: status %d, offset %d, %s\n", text, got,
            (int)err.offset, err.detail);
  json_decref(value);
  return same;
}

#define REFUSES(text, status, offset) \
  check(refuses(text, sizeof text - 1, status, offset))

static bool has_digits(const json_t *list, size_t at, const char *wanted) {
  const char *digits = news_json_digits(json_array_get(list, at));
  return wanted && digits ? strcmp(digits, wanted) == 0 : digits == wanted;
}

static void integers_beyond_64_bits_keep_their_digits(void) {
  json_t *value = parse(
      "[9223372036854775807,-9223372036854775808,9223372036854775808,"
      "-9223372036854775809, 123456789012345678901234567890 ,\"12345678901234"
      "5678901\",123456789012345678901234567890e2,\"\\u0000a\"]");
  check(json_array_size(value) == 8);
  check(json_integer_value(json_array_get(value, 0)) == INT64_MAX);
  check(json_integer_value(json_array_get(value, 1)) == INT64_MIN);
  check(has_digits(value, 1, NULL));
  check(has_digits(value, 2, "9223372036854775808"));
  check(has_digits(value, 3, "-9223372036854775809"));
  check(has_digits(value, 4, "123456789012345678901234567890"));
  check(json_string_length(json_array_get(value, 5)) == 21);
  check(has_digits(value, 5, NULL));
  check(json_real_value(json_array_get(value, 6)) ==
        123456789012345678901234567890e2);
  check(has_digits(value, 7, NULL));
  check(json_string_length(json_array_get(value, 7)) == 2);
  json_decref(value);
}

/* Numbers of 40 digits, and of 41, which only an attacker writes. */
static void integers_of_many_digits_become_doubles(void) {
  json_t *value = parse(
      "[1000000000000000000000000000000000000000,"
      "10000000000000000000000000000000000000000]");
  check(has_digits(value, 0, "1000000000000000000000000000000000000000"));
  check(has_digits(value, 1, NULL));
  check(json_real_value(json_array_get(value, 1)) == 1e40);
  json_decref(value);
}

static void what_is_wrong_is_where_its_word_begins(void) {
  REFUSES("wrong", NEWS_ESYNTAX, 0);
  REFUSES("{\"a\": wrong}", NEWS_ESYNTAX, 6);
  REFUSES("{\"a\":1 \"b\"}", NEWS_ESYNTAX, 7);
  REFUSES("{\"a\":1, x}", NEWS_ESYNTAX, 8);
  REFUSES("[\"long \\q\"]", NEWS_ESYNTAX, 9); /* in a string: there */
  REFUSES("[1", NEWS_ESYNTAX, 2);
}

/* Keys are not affected, and what is not a number does not become one. */
static void integers_beyond_64_bits_stand_where_numbers_do(void) {
  REFUSES("{18446744073709551615:1}", NEWS_ESYNTAX, 21);
  REFUSES("[018446744073709551615]", NEWS_ESYNTAX, 1);
  REFUSES("[18446744073709551615\"a\"]", NEWS_ESYNTAX, 21);
  REFUSES("[18446744073709551615a]", NEWS_ESYNTAX, 21);
}

static void lone_surrogates_become_replacement_characters(void) {
  json_t *value =
      parse("\"\\ud83d\\ude00 \\ud83d \\ude00\\ud83d\\u0041\\\\ud83d\"");
  const char *wanted =
      "\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD"
      "A\\ud83d";
  check(json_string_length(value) == strlen(wanted));
  check(strcmp(json_string_value(value), wanted) == 0);
  json_decref(value);
}

#define TEN "0123456789"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static bool is_text(const json_t *value, const char *text, size_t size) {
  return json_string_length(value) == size &&
         memcmp(json_string_value(value), text, size) == 0;
}

/* A long string is read by us, not by jansson. */
static void long_strings_are_read_as_short_ones_are(void) {
  static const char wanted[] = SEVENTY
      "\"\\/"
      "\b\f\n\r\t\0A\xF0\x9F\x98\x80\xEF\xBF\xBD\xE2\x80\x9C\x7F\xE2\x80\xA8";
  json_t *value =
      parse("{\"a\":[\"" SEVENTY
            "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u0041\\ud83d\\ude00\\ude00"
            "\xE2\x80\x9C\x7F\xE2\x80\xA8\",\"" SEVENTY "\"],\"" SEVENTY
            "\" :\"" SEVENTY
            "\",\"b\":[\"\\u000000000000000000000007\",\"\","
            "\"\\u0000\"]}");
  json_t *list = json_object_get(value, "a");
  check(is_text(json_array_get(list, 0), wanted, sizeof wanted - 1));
  check(is_text(json_array_get(list, 1), SEVENTY, 70));
  check(is_text(json_object_get(value, SEVENTY), SEVENTY, 70));
  list = json_object_get(value, "b");
  check(is_text(json_array_get(list, 0),
                "\0"
                "00000000000000000007",
                21));
  check(is_text(json_array_get(list, 1), "", 0));
  check(is_text(json_array_get(list, 2), "", 1));
  json_decref(value);
  value = parse("{\"" SEVENTY "\":1,\"a\":\"" SEVENTY "\",\"a\":\"\\u0000\"}");
  check(is_text(json_object_get(value, "a"), "", 1));
  json_decref(value);
}

/* The members of the text as an object of strings, each compared with the tree;
 * -1 if it is not read as such. */
static int same_members(const char *text, size_t size) {
  news_buffer room = NEWS_BUFFER_EMPTY;
  news_json_member members[NEWS_JSON_MEMBERS];
  int count = news_json_strings(text, size, &room, members);
  if (count >= 0) {
    json_t *tree, *item;
    const char *name;
    int i = 0;
    check(news_json_parse(text, size, &tree, NULL) == NEWS_OK);
    check((int)json_object_size(tree) == count);
    json_object_foreach(tree, name, item) {
      const news_json_member *m = &members[i++];
      check(m->key_size == strlen(name) && !memcmp(m->key, name, m->key_size));
      check(is_text(item, m->value, m->value_size));
    }
    json_decref(tree);
  }
  news_buffer_free(&room);
  return count;
}

#define MEMBERS(text) same_members(text, sizeof text - 1)

static void objects_of_strings_are_read_without_a_tree(void) {
  check(MEMBERS("{\"id\":\"1\",\"text\":\"" SEVENTY "\"}") == 2);
  check(MEMBERS(" {\t\"a\" : \"\" ,\r\n\"b\":\"c\"} ") == 2);
  check(MEMBERS("{\"a\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u0041\"}") ==
        1);
  check(MEMBERS("{\"\":\"\\ud83d\\ude00\\ude00\\ud83dx\xE2\x80\x9C\x7F\"}") ==
        1);
  check(MEMBERS("{\"a\":\"\\u2019" SEVENTY "\\u2019\",\"b\":\"\\n\"}") == 2);
  check(
      MEMBERS(
          "{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\","
          "\"g\":\"\",\"h\":\"\",\"i\":\"\",\"j\":\"\",\"k\":\"\",\"l\":\"\","
          "\"m\":\"\",\"n\":\"\",\"o\":\"\",\"p\":\"\"}") == NEWS_JSON_MEMBERS);
}

static void other_objects_are_left_to_the_tree(void) {
  check(MEMBERS("{}") == -1);
  check(MEMBERS("[]") == -1);
  check(MEMBERS("") == -1);
  check(MEMBERS("{\"a\":1}") == -1);
  check(MEMBERS("{\"a\":\"b\",\"c\":null}") == -1);
  check(MEMBERS("{\"a\":\"b\",\"a\":\"c\"}") == -1);
  check(MEMBERS("{\"a\\u0000\":\"b\"}") == -1);
  check(MEMBERS("{\"a\":\"b\"} x") == -1);
  check(MEMBERS("{\"a\":\"b\",}") == -1);
  check(MEMBERS("{\"a\" \"b\"}") == -1);
  check(MEMBERS("{\"a\":\"\n\"}") == -1);
  check(MEMBERS("{\"a\":\"\\x\"}") == -1);
  check(MEMBERS("{\"a\":\"\\ud83\"}") == -1);
  check(MEMBERS("{\"a\":\"\xFF\"}") == -1);
  check(
      MEMBERS(
          "{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\","
          "\"g\":\"\",\"h\":\"\",\"i\":\"\",\"j\":\"\",\"k\":\"\",\"l\":\"\","
          "\"m\":\"\",\"n\":\"\",\"o\":\"\",\"p\":\"\",\"q\":\"\"}") == -1);
}

static void objects_that_end_too_early_are_left_to_the_tree(void) {
  static const char text[] = "{\"a\":\"b\\u0041\\n\",\"c\" : \"d\"}";
  for (size_t size = 0; size < sizeof text - 1; size++) {
    char *cut = malloc(size ? size : 1); /* exact, for sanitizers */
    memcpy(cut, text, size);
    check(same_members(cut, size) == -1);
    free(cut);
  }
  check(same_members(text, sizeof text - 1) == 2);
}

static void any_value_may_stand_alone_and_the_last_key_counts(void) {
  json_t *value = parse(" {\"b\":1,\"a\":2,\"b\":3} ");
  check(json_object_size(value) == 2);
  check(json_integer_value(json_object_get(value, "b")) == 3);
  json_decref(value);
  value = parse("\"a\\u0000b\"");
  check(json_string_length(value) == 3);
  json_decref(value);
  value = parse("null");
  check(json_is_null(value));
}

static void errors_tell_the_byte(void) {
  REFUSES("", NEWS_ESYNTAX, 0);
  REFUSES("{\"a\":1,}", NEWS_ESYNTAX, 7);
  REFUSES("[1] 2", NEWS_ESYNTAX, 4);
  REFUSES("\"abc", NEWS_ESYNTAX, 4);
  REFUSES("\"\\ud83", NEWS_ESYNTAX, 6);
  REFUSES("[12345678901234567890123,x]", NEWS_ESYNTAX, 25);
  REFUSES("\"ab\xFF\"", NEWS_EUTF8, 3);
  REFUSES("[1e999]", NEWS_ETOOBIG, 6);
  REFUSES("[\"" SEVENTY "\",x]", NEWS_ESYNTAX, 74);
  REFUSES("[\"" SEVENTY "\\x\"]", NEWS_ESYNTAX, 74);
  REFUSES("[\"" SEVENTY "\n\"]", NEWS_ESYNTAX, 72);
  REFUSES("[\"" SEVENTY, NEWS_ESYNTAX, 72);
  REFUSES("{\"" SEVENTY "\"}", NEWS_ESYNTAX, 73);
}

static void nesting_stops_at_its_limit(void) {
  char text[2 * NEWS_JSON_DEPTH + 4] = {0};
  memset(text, '[', NEWS_JSON_DEPTH);
  memset(text + NEWS_JSON_DEPTH, ']', NEWS_JSON_DEPTH);
  text[2 * NEWS_JSON_DEPTH] = '\0';
  json_t *value = parse(text);
  check(json_is_array(value));
  json_decref(value);
  memset(text, '[', NEWS_JSON_DEPTH + 1);
  check(refuses(text, sizeof text, NEWS_ETOOBIG, NEWS_JSON_DEPTH));
}

int main(void) {
  run(strings_are_escaped_where_json_asks);
  run(ill_formed_bytes_become_replacement_characters);
  run(every_pair_of_bytes_reads_back_as_valid_json);
  run(doubles_are_as_short_as_they_can_be);
  run(doubles_read_back_the_same);
  run(a_locale_with_a_comma_changes_nothing);
  run(integers_are_written_whole);
  run(integers_beyond_64_bits_keep_their_digits);
  run(integers_of_many_digits_become_doubles);
  run(what_is_wrong_is_where_its_word_begins);
  run(integers_beyond_64_bits_stand_where_numbers_do);
  run(lone_surrogates_become_replacement_characters);
  run(long_strings_are_read_as_short_ones_are);
  run(objects_of_strings_are_read_without_a_tree);
  run(other_objects_are_left_to_the_tree);
  run(objects_that_end_too_early_are_left_to_the_tree);
  run(any_value_may_stand_alone_and_the_last_key_counts);
  run(errors_tell_the_byte);
  run(nesting_stops_at_its_limit);
  return check_report();
}
