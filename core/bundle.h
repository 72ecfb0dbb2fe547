#ifndef NEWS_BUNDLE_H
#define NEWS_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* Named blobs in one mapped file: everything that `make` computes once, so that
 * startup need only look it up.
 *
 *   header | directory, sorted by name | hash table | names | blobs, each at a
 *   multiple of 64
 *
 * Only the build of the library that wrote a bundle reads it, because the
 * layout of its contents changes with the sources: the header holds a number
 * computed from them.  Two writers given the same blobs write the same
 * bytes. */
typedef struct news_bundle news_bundle;

typedef struct news_blob {
  const char *bytes; /* NULL: no blob has this name */
  size_t size;
} news_blob;

/* The preferred address of the first bundle: blobs with pointers need no
 * relocation there.  0 where pointers are too small for it. */
#define NEWS_BUNDLE_HOME ((uintptr_t)UINT64_C(0x200000000000))

/* Map the regular file at `path` into memory, to be freed with munmap().  With
 * `writable` it lies at NEWS_BUNDLE_HOME if possible, and a page that is
 * written to becomes this process's own.  NEWS_EDATA with the text `refusal`
 * when the file is empty or not a regular one. */
news_status news_file_map(const char *path, bool writable, const char *refusal,
                          char **out, size_t *size, news_error *err);

/* Map the file at `path`.  NEWS_EDATA if the file is not a bundle, is truncated
 * or comes from another build; with `check`, also if its bytes have changed
 * since it was written.  The mapping is private and writable: a page that is
 * written to becomes this process's own.  Freed with news_bundle_free(). */
news_status news_bundle_map(const char *path, bool check, news_bundle **out,
                            news_error *err);
void news_bundle_free(news_bundle *bundle);

news_blob news_bundle_find(const news_bundle *bundle, const char *name,
                           size_t size);

/* A checksum of the whole bundle. */
uint64_t news_bundle_sum(const news_bundle *bundle);

/* One blob for a writer; name and bytes are borrowed. */
typedef struct news_bundle_item {
  const char *name;
  size_t name_size;
  news_blob blob;
} news_bundle_item;

/* Relocates the pointers of a blob that has been copied into the bundle, for a
 * mapping that puts it at `address`. */
typedef void news_bundle_settle(char *blob, size_t size, uintptr_t address);

/* Write the bundle of these items to `out`, which must be empty; sorts the
 * items. `settle` (may be NULL) is called for each blob.  NEWS_EDATA if two
 * items have the same name. */
news_status news_bundle_write(news_bundle_item *items, size_t count,
                              news_bundle_settle *settle, news_buffer *out,
                              news_error *err);

/* A fast checksum of memory, the same on all machines of one byte order. */
uint64_t news_checksum(const char *bytes, size_t size);

#endif
