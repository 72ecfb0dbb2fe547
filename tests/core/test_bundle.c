/* Bundles: named blobs in a mapped file; compiled languages in them. */
#include "bundle.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "language.h"
#include "scratch.h"

static news_buffer make_bundle(void) {
  news_bundle_item items[] = {
      {"b", 1, {"second", 6}},
      {"a", 1, {"first", 5}},
      {"ab", 2, {"", 0}},
      {"a\0b", 3, {"with NUL", 8}},
  };
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(!news_bundle_write(items, 4, NULL, &out, NULL));
  return out;
}

static bool holds(const news_bundle *bundle, const char *name, size_t size,
                  const char *wanted) {
  news_blob blob = news_bundle_find(bundle, name, size);
  if (!wanted) return !blob.bytes;
  return blob.bytes && blob.size == strlen(wanted) &&
         !memcmp(blob.bytes, wanted, blob.size) &&
         (uintptr_t)blob.bytes % 64 == 0;
}

static void blobs_are_found_by_name(void) {
  news_buffer bytes = make_bundle();
  news_bundle *bundle;
  const char *path = scratch_write("good", bytes.data, bytes.size);
  check(!news_bundle_map(path, true, &bundle, NULL));
  check(holds(bundle, "a", 1, "first"));
  check(holds(bundle, "b", 1, "second"));
  check(holds(bundle, "ab", 2, ""));
  check(holds(bundle, "a\0b", 3, "with NUL"));
  check(holds(bundle, "", 0, NULL));
  check(holds(bundle, "c", 1, NULL));
  check(holds(bundle, "aa", 2, NULL));
  news_bundle_free(bundle);
  news_buffer_free(&bytes);
}

static void an_empty_bundle_has_no_blobs(void) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_bundle *bundle;
  check(!news_bundle_write(NULL, 0, NULL, &out, NULL));
  check(!news_bundle_map(scratch_write("empty", out.data, out.size), true,
                         &bundle, NULL));
  check(holds(bundle, "a", 1, NULL));
  news_bundle_free(bundle);
  news_buffer_free(&out);
}

static void the_order_of_writing_does_not_matter(void) {
  news_bundle_item one[] = {{"a", 1, {"1", 1}}, {"b", 1, {"2", 1}}};
  news_bundle_item other[] = {{"b", 1, {"2", 1}}, {"a", 1, {"1", 1}}};
  news_buffer x = NEWS_BUFFER_EMPTY, y = NEWS_BUFFER_EMPTY;
  check(!news_bundle_write(one, 2, NULL, &x, NULL));
  check(!news_bundle_write(other, 2, NULL, &y, NULL));
  check(x.size == y.size && !memcmp(x.data, y.data, x.size));
  news_buffer_free(&x);
  news_buffer_free(&y);
}

static void two_blobs_of_one_name_are_refused(void) {
  news_bundle_item items[] = {{"a", 1, {"1", 1}}, {"a", 1, {"2", 1}}};
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(news_bundle_write(items, 2, NULL, &out, NULL) == NEWS_EDATA);
  news_buffer_free(&out);
}

static void note_address(char *blob, size_t size, uintptr_t address) {
  check(size == sizeof address);
  memcpy(blob, &address, size);
}

static uintptr_t noted(const news_bundle *bundle, const char *name,
                       uintptr_t *lies) {
  uintptr_t address = 0;
  news_blob blob = news_bundle_find(bundle, name, 1);
  check(blob.size == sizeof address);
  if (blob.bytes) memcpy(&address, blob.bytes, sizeof address);
  *lies = (uintptr_t)blob.bytes;
  return address;
}

/* The kernel decides where the bundle lies, but it lies in one piece. */
static void blobs_are_settled_where_they_will_lie(void) {
  news_bundle_item items[] = {{"a", 1, {"a longer", 8}},
                              {"b", 1, {"address ", 8}}};
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_bundle *bundle;
  uintptr_t a, b;
  check(!news_bundle_write(items, 2, note_address, &out, NULL));
  check(!news_bundle_map(scratch_write("settled", out.data, out.size), true,
                         &bundle, NULL));
  uintptr_t first = noted(bundle, "a", &a), second = noted(bundle, "b", &b);
  check(first > NEWS_BUNDLE_HOME && first < NEWS_BUNDLE_HOME + out.size);
  check(second - first == b - a);
  news_bundle_free(bundle);
  news_buffer_free(&out);
}

static news_status map_status(const char *path, bool check_sum) {
  news_bundle *bundle;
  news_status status = news_bundle_map(path, check_sum, &bundle, NULL);
  check((status == NEWS_OK) == (bundle != NULL));
  news_bundle_free(bundle);
  return status;
}

static void any_changed_byte_is_noticed(void) {
  news_buffer bytes = make_bundle();
  for (size_t i = 0; i < bytes.size; i++) {
    bytes.data[i] ^= 0x40;
    check(map_status(scratch_write("bad", bytes.data, bytes.size), true) ==
          NEWS_EDATA);
    bytes.data[i] ^= 0x40;
  }
  news_buffer_free(&bytes);
}

static void a_cut_or_foreign_file_is_noticed_without_its_sum(void) {
  news_buffer bytes = make_bundle();
  for (size_t size = 1; size < bytes.size; size++)
    check(map_status(scratch_write("cut", bytes.data, size), false) ==
          NEWS_EDATA);
  check(map_status(scratch_write("none", "", 0), false) == NEWS_EDATA);
  bytes.data[16] ^= 1; /* the build id */
  check(map_status(scratch_write("other", bytes.data, bytes.size), false) ==
        NEWS_EDATA);
  check(map_status(scratch_path("absent"), false) == NEWS_EIO);
  check(map_status(scratch, false) == NEWS_EDATA);
  news_buffer_free(&bytes);
}

static void a_compiled_language_is_the_same(void) {
  static const char tsv[] = "!clitics\nMr.\tnever\nThe\tstarter function\n";
  news_language *made, *opened;
  size_t size;
  check(!news_language_new("en", tsv, sizeof tsv - 1, &made, NULL));
  const void *block = news_language_block(made, &size);
  void *copy = malloc(size);
  memcpy(copy, block, size);
  check(!news_language_open(copy, size, &opened, NULL));
  static const char text[] = "mr. the nothing, and what may be read behind it";
  check(news_language_flags(opened, text, 3) == NEWS_LANG_NEVER);
  check(news_language_flags(opened, text + 4, 3) ==
        news_language_flags(made, text + 4, 3));
  check(!news_language_flags(opened, text + 8, 7));
  check(news_language_traits(opened) == NEWS_LANG_CLITICS);
  check(!strcmp(news_language_code(opened), "en"));
  news_language_free(opened);
  check(news_language_open(copy, size - 1, &opened, NULL) == NEWS_EDATA);
  check(news_language_open(copy, 3, &opened, NULL) == NEWS_EDATA);
  free(copy);
  news_language_free(made);
}

int main(void) {
  if (!scratch_make()) return 1;
  run(blobs_are_found_by_name);
  run(an_empty_bundle_has_no_blobs);
  run(the_order_of_writing_does_not_matter);
  run(two_blobs_of_one_name_are_refused);
  run(blobs_are_settled_where_they_will_lie);
  run(any_changed_byte_is_noticed);
  run(a_cut_or_foreign_file_is_noticed_without_its_sum);
  run(a_compiled_language_is_the_same);
  scratch_remove();
  return check_report();
}
