#include "small.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "check.h"

enum { MOST = 200, LARGEST = 3000 };

typedef struct held {
  unsigned char *block;
  size_t size;
  unsigned char fill;
} held;

static uint32_t random_next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static bool is_whole(const held *h, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (h->block[i] != h->fill) return false;
  return true;
}

static bool resize(news_small *s, held *h, size_t size) {
  size_t kept = size < h->size ? size : h->size;
  unsigned char *moved = news_small_resize(s, h->block, h->size, size);
  if (size && !moved) return false;
  h->block = moved;
  if (!is_whole(h, kept)) return false;
  if (size) memset(moved, h->fill, size);
  h->size = size;
  return true;
}

static void blocks_keep_what_is_in_them(void) {
  news_small *s = news_small_new();
  held all[MOST] = {{NULL, 0, 0}};
  uint32_t state = 7;
  bool whole = true;
  for (int i = 0; i < MOST; i++) all[i].fill = (unsigned char)(i + 1);
  for (int round = 0; round < 20000; round++) {
    held *h = &all[random_next(&state) % MOST];
    uint32_t pick = random_next(&state);
    size_t size = pick % 8 == 0   ? 0
                  : pick % 8 == 1 ? random_next(&state) % LARGEST
                                  : random_next(&state) % 100;
    whole = whole && resize(s, h, size);
  }
  check(whole);
  for (int i = 0; i < MOST; i++) check(resize(s, &all[i], 0));
  news_small_free(s);
}

static void blocks_are_aligned_and_apart(void) {
  news_small *s = news_small_new();
  char *before = news_small_resize(s, NULL, 0, 1);
  for (size_t size = 2; size < 80; size++) {
    char *block = news_small_resize(s, NULL, 5, size);
    check((uintptr_t)block % 16 == 0);
    check(block != before);
    news_small_resize(s, before, size - 1, 0);
    before = block;
  }
  news_small_resize(s, before, 79, 0);
  news_small_free(s);
}

static void a_block_given_back_is_the_next_of_its_size(void) {
  news_small *s = news_small_new();
  void *a = news_small_resize(s, NULL, 0, 40);
  check(news_small_resize(s, a, 40, 48) == a);
  check(news_small_resize(s, a, 48, 0) == NULL);
  check(news_small_resize(s, NULL, 0, 20) != a);
  check(news_small_resize(s, NULL, 0, 33) == a);
  check(news_small_resize(s, NULL, 3, 0) == NULL);
  news_small_free(s);
  news_small_free(NULL);
}

static void a_quick_block_is_one_that_is_there(void) {
  news_small *s = news_small_new();
  check(news_small_quick(s, 40) == NULL); /* there is no slab yet */
  void *a = news_small_resize(s, NULL, 0, 40);
  char *b = news_small_quick(s, 16), *c = news_small_quick(s, 1);
  check(b && c && c - b == 16);
  check(news_small_quick(s, 0) == NULL);
  check(news_small_quick(s, LARGEST) == NULL);
  news_small_resize(s, a, 40, 0);
  check(news_small_quick(s, 48) == a);
  int cut = 0;
  while (news_small_quick(s, 64)) cut++;
  check(cut > 0);
  check(news_small_resize(s, NULL, 0, 64) != NULL); /* from the next slab */
  check(news_small_quick(s, 64) != NULL);
  news_small_free(s);
}

static void a_forked_process_takes_no_block_that_was_there(void) {
  news_small *s = news_small_new();
  unsigned char *kept = news_small_resize(s, NULL, 0, 40);
  memset(kept, 7, 40);
  void *a = news_small_resize(s, NULL, 0, 40);
  news_small_resize(s, a, 40, 0);
  news_small_part(s);
  check(news_small_quick(s, 40) == NULL); /* reuses neither */
  check(news_small_resize(s, NULL, 0, 40) != a);
  check(kept[0] == 7 && kept[39] == 7);
  news_small_resize(s, kept, 40, 0);
  check(news_small_resize(s, NULL, 0, 40) == kept);
  news_small_free(s);
}

int main(void) {
  run(blocks_keep_what_is_in_them);
  run(blocks_are_aligned_and_apart);
  run(a_block_given_back_is_the_next_of_its_size);
  run(a_quick_block_is_one_that_is_there);
  run(a_forked_process_takes_no_block_that_was_there);
  return check_report();
}
