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
  uint64_t sum; /* of everything after this field */
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
  const uint32_t *slots; /* entry + 1, by the checksum of its name; 0: free */
  uint64_t mask;
};

/* A power of two that leaves at least one slot free. */
static uint64_t slots_for(uint64_t count) {
  uint64_t slots = 1;
  while (slots < count * 2 + 1) slots *= 2;
  return slots;
}

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
  for (; size >= sizeof word; size -= sizeof word, bytes += sizeof word) {
    memcpy(&word, bytes, sizeof word);
    sum = fold_product(sum ^ word, 0x9E3779B97F4A7C15u);
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

/* Whether every entry has one slot, which leaves some free. */
static bool has_slots(const uint32_t *slot, uint64_t slots, uint64_t count) {
  uint64_t taken = 0;
  for (uint64_t i = 0; i < slots; i++) {
    if (slot[i] > count) return false;
    taken += slot[i] != 0;
  }
  return taken == count;
}

static bool is_sound(const char *bytes, size_t size) {
  const bundle_header *h = (const void *)bytes;
  if (size < sizeof *h || memcmp(h->magic, magic, sizeof magic) ||
      h->build != NEWS_BUILD_ID || h->size != size ||
      h->count > size / sizeof(bundle_entry) || h->count >= UINT32_MAX)
    return false;
  const bundle_entry *e = (const void *)(h + 1);
  uint64_t entries = h->count * sizeof *e, slots = slots_for(h->count);
  if (!inside(sizeof *h, entries + slots * sizeof(uint32_t), size))
    return false;
  if (!has_slots((const void *)(e + h->count), slots, h->count)) return false;
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
  const bundle_entry *entries = (const void *)(h + 1);
  *made = (news_bundle){.bytes = bytes,
                        .size = size,
                        .header = h,
                        .entries = entries,
                        .slots = (const void *)(entries + h->count),
                        .mask = slots_for(h->count) - 1};
  *out = made;
  return NEWS_OK;
}

news_status news_file_map(const char *path, bool writable, const char *refusal,
                          char **out, size_t *size, news_error *err) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return news_fail_system(err, "cannot open");
  struct stat about;
  if (fstat(file, &about) || !S_ISREG(about.st_mode) || about.st_size <= 0) {
    close(file);
    return news_fail(err, NEWS_EDATA, 0, refusal);
  }
  *size = (size_t)about.st_size;
  void *home = writable ? (void *)NEWS_BUNDLE_HOME : NULL;
  *out = mmap(home, *size, PROT_READ | (writable ? PROT_WRITE : 0), MAP_PRIVATE,
              file, 0);
  close(file);
  if (*out == MAP_FAILED) return news_fail_system(err, "cannot map");
  (void)madvise(*out, *size, MADV_HUGEPAGE); /* read in large pieces, too */
  return NEWS_OK;
}

news_status news_bundle_map(const char *path, bool check, news_bundle **out,
                            news_error *err) {
  *out = NULL;
  char *bytes;
  size_t size;
  news_status status =
      news_file_map(path, true, "not a bundle", &bytes, &size, err);
  if (status) return status;
  status = adopt(bytes, size, check, out, err);
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

news_blob news_bundle_find(const news_bundle *bundle, const char *name,
                           size_t size) {
  uint64_t at = news_checksum(name, size) & bundle->mask;
  for (; bundle->slots[at]; at = (at + 1) & bundle->mask) {
    const bundle_entry *e = &bundle->entries[bundle->slots[at] - 1];
    if (e->name_size == size && !memcmp(bundle->bytes + e->name, name, size))
      return (news_blob){bundle->bytes + e->at, (size_t)e->size};
  }
  return (news_blob){NULL, 0};
}

/* ---- writing */

static int by_name(const void *a, const void *b) {
  const news_bundle_item *x = a, *y = b;
  size_t least = x->name_size < y->name_size ? x->name_size : y->name_size;
  int order = memcmp(x->name, y->name, least);
  return order ? order
               : (x->name_size > y->name_size) - (x->name_size < y->name_size);
}

static void align(news_buffer *out) {
  while (out->size % ALIGN && !out->failed) news_buffer_add_byte(out, '\0');
}

static size_t total(const news_bundle_item *items, size_t count) {
  size_t size = sizeof(bundle_header) + slots_for(count) * sizeof(uint32_t);
  for (size_t i = 0; i < count; i++)
    size +=
        sizeof(bundle_entry) + items[i].name_size + items[i].blob.size + ALIGN;
  return size + ALIGN;
}

static void write_slots(const news_bundle_item *items, size_t count,
                        news_buffer *out) {
  size_t slots = (size_t)slots_for(count), bytes = slots * sizeof(uint32_t);
  char *room = news_buffer_room(out, bytes);
  if (!room) return;
  uint32_t *slot = (uint32_t *)(void *)room;
  memset(slot, 0, bytes);
  for (size_t i = 0; i < count; i++) {
    size_t at =
        (size_t)news_checksum(items[i].name, items[i].name_size) & (slots - 1);
    while (slot[at]) at = (at + 1) & (slots - 1);
    slot[at] = (uint32_t)i + 1;
  }
  news_buffer_added(out, bytes);
}

static void write_items(const news_bundle_item *items, size_t count,
                        news_bundle_settle *settle, news_buffer *out) {
  bundle_header h = {.build = NEWS_BUILD_ID, .count = count};
  memcpy(h.magic, magic, sizeof magic);
  (void)news_buffer_room(out, total(items, count)); /* never moves again */
  news_buffer_add(out, &h, sizeof h);
  uint64_t name = sizeof h + count * sizeof(bundle_entry) +
                  slots_for(count) * sizeof(uint32_t);
  uint64_t at = name;
  for (size_t i = 0; i < count; i++) at += items[i].name_size;
  for (size_t i = 0; i < count; i++) {
    at = (at + ALIGN - 1) / ALIGN * ALIGN;
    bundle_entry e = {name, items[i].name_size, at, items[i].blob.size};
    news_buffer_add(out, &e, sizeof e);
    name += e.name_size;
    at += e.size;
  }
  write_slots(items, count, out);
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
  if (count >= UINT32_MAX)
    return news_fail(err, NEWS_ETOOBIG, 0, "too many blobs");
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
