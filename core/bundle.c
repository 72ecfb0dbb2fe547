#include "bundle.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef NEWS_BUILD_ID /* made from the sources by the Makefile */
#error "NEWS_BUILD_ID is missing"
#endif

enum { ALIGN = 64 };
static const char magic[8] = "newsbndl";

typedef struct bundle_header {
  char magic[8];
  uint64_t sum; /* of all behind this field */
  uint64_t build;
  uint64_t size; /* of the file */
  uint64_t count;
} bundle_header;

typedef struct bundle_entry {
  uint64_t name, name_size;
  uint64_t at, size;
} bundle_entry;

struct news_bundle {
  char *bytes;
  size_t size;
  const bundle_header *header;
  const bundle_entry *entries;
};

/* ---- checksums */

static uint64_t fold_product(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t news_checksum(const char *bytes, size_t size) {
  enum { LANES = 4 };
  uint64_t lanes[LANES] = {1, 2, 3, 4}, word, sum = size;
  const size_t step = LANES * sizeof word;
  for (; size >= step; size -= step, bytes += step)
    for (size_t i = 0; i < LANES; i++) {
      memcpy(&word, bytes + i * sizeof word, sizeof word);
      lanes[i] = fold_product(lanes[i] ^ word ^ 0x9E3779B97F4A7C15u,
                              0xD6E8FEB86659FD93u + 2 * i);
    }
  for (; size > 0; size--, bytes++)
    sum = fold_product(sum ^ (unsigned char)*bytes, 0x9E3779B97F4A7C15u);
  for (size_t i = 0; i < LANES; i++)
    sum = fold_product(sum ^ lanes[i], 0xD6E8FEB86659FD93u);
  return sum;
}

static uint64_t sum_of(const char *bytes, size_t size) {
  size_t behind = offsetof(bundle_header, build);
  return news_checksum(bytes + behind, size - behind);
}

/* ---- reading */

static bool inside(uint64_t at, uint64_t bytes, uint64_t size) {
  return at <= size && bytes <= size - at;
}

static bool is_sound(const char *bytes, size_t size) {
  const bundle_header *h = (const void *)bytes;
  if (size < sizeof *h || memcmp(h->magic, magic, sizeof magic) ||
      h->build != NEWS_BUILD_ID || h->size != size ||
      h->count > size / sizeof(bundle_entry) ||
      !inside(sizeof *h, h->count * sizeof(bundle_entry), size))
    return false;
  const bundle_entry *e = (const void *)(h + 1);
  for (uint64_t i = 0; i < h->count; i++)
    if (!inside(e[i].name, e[i].name_size, size) ||
        !inside(e[i].at, e[i].size, size) || e[i].at % ALIGN)
      return false;
  return true;
}

static news_status adopt(char *bytes, size_t size, bool check,
                         news_bundle **out, news_error *err) {
  const bundle_header *h = (const void *)bytes;
  if (!is_sound(bytes, size) || (check && h->sum != sum_of(bytes, size)))
    return news_fail(err, NEWS_EDATA, 0,
                     "not a bundle of this build, or damaged");
  news_bundle *made = malloc(sizeof *made);
  if (!made) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *made = (news_bundle){bytes, size, h, (const void *)(h + 1)};
  *out = made;
  return NEWS_OK;
}

news_status news_bundle_map(const char *path, bool check, news_bundle **out,
                            news_error *err) {
  *out = NULL;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return news_fail_system(err, "cannot open");
  struct stat about;
  if (fstat(file, &about) || !S_ISREG(about.st_mode) || about.st_size <= 0) {
    close(file);
    return news_fail(err, NEWS_EDATA, 0, "not a bundle");
  }
  size_t size = (size_t)about.st_size;
  char *bytes = mmap((void *)NEWS_BUNDLE_HOME, size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE, file, 0);
  close(file);
  if (bytes == MAP_FAILED) return news_fail_system(err, "cannot map");
  (void)madvise(bytes, size, MADV_HUGEPAGE); /* read in large pieces, too */
  news_status status = adopt(bytes, size, check, out, err);
  if (status) munmap(bytes, size);
  return status;
}

void news_bundle_free(news_bundle *bundle) {
  if (!bundle) return;
  munmap(bundle->bytes, bundle->size);
  free(bundle);
}

uint64_t news_bundle_sum(const news_bundle *bundle) {
  return bundle->header->sum;
}

static int compare(const char *a, size_t a_size, const char *b, size_t b_size) {
  int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
  return order ? order : (a_size > b_size) - (a_size < b_size);
}

news_blob news_bundle_find(const news_bundle *bundle, const char *name,
                           size_t size) {
  uint64_t low = 0, high = bundle->header->count;
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    const bundle_entry *e = &bundle->entries[middle];
    int order =
        compare(bundle->bytes + e->name, (size_t)e->name_size, name, size);
    if (order == 0) return (news_blob){bundle->bytes + e->at, (size_t)e->size};
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return (news_blob){NULL, 0};
}

/* ---- writing */

static int by_name(const void *a, const void *b) {
  const news_bundle_item *x = a, *y = b;
  return compare(x->name, x->name_size, y->name, y->name_size);
}

static void align(news_buffer *out) {
  while (out->size % ALIGN && !out->failed) news_buffer_add_byte(out, '\0');
}

static size_t total(const news_bundle_item *items, size_t count) {
  size_t size = sizeof(bundle_header);
  for (size_t i = 0; i < count; i++)
    size +=
        sizeof(bundle_entry) + items[i].name_size + items[i].blob.size + ALIGN;
  return size + ALIGN;
}

static void write_items(const news_bundle_item *items, size_t count,
                        news_bundle_settle *settle, news_buffer *out) {
  bundle_header h = {.build = NEWS_BUILD_ID, .count = count};
  memcpy(h.magic, magic, sizeof magic);
  (void)news_buffer_room(out, total(items, count)); /* never moves again */
  news_buffer_add(out, &h, sizeof h);
  uint64_t name = sizeof h + count * sizeof(bundle_entry), at = name;
  for (size_t i = 0; i < count; i++) at += items[i].name_size;
  for (size_t i = 0; i < count; i++) {
    at = (at + ALIGN - 1) / ALIGN * ALIGN;
    bundle_entry e = {name, items[i].name_size, at, items[i].blob.size};
    news_buffer_add(out, &e, sizeof e);
    name += e.name_size;
    at += e.size;
  }
  for (size_t i = 0; i < count; i++)
    news_buffer_add(out, items[i].name, items[i].name_size);
  for (size_t i = 0; i < count; i++) {
    align(out);
    size_t start = out->size, bytes = items[i].blob.size;
    news_buffer_add(out, items[i].blob.bytes, bytes);
    if (settle && !out->failed)
      settle(out->data + start, bytes, NEWS_BUNDLE_HOME + start);
  }
}

news_status news_bundle_write(news_bundle_item *items, size_t count,
                              news_bundle_settle *settle, news_buffer *out,
                              news_error *err) {
  if (count) qsort(items, count, sizeof *items, by_name);
  for (size_t i = 1; i < count; i++)
    if (by_name(&items[i - 1], &items[i]) == 0)
      return news_fail(err, NEWS_EDATA, i, "two blobs of one name");
  write_items(items, count, settle, out);
  if (out->failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  bundle_header *h = (void *)out->data;
  h->size = out->size;
  h->sum = sum_of(out->data, out->size);
  return NEWS_OK;
}
