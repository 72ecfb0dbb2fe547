#ifndef NEWS_BUNDLE_H
#define NEWS_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* Named blobs in one file that is mapped: what `make` works out once, so that
 * a start only looks it up.
 *
 *   header | directory, sorted by name | hash table | names | blobs, each at a
 *   multiple of 64
 *
 * A bundle is read only by the very build of the library that wrote it (the
 * layout of what is inside changes with the sources): a number made from them
 * stands in the header.  Two writers with the same blobs write the same
 * bytes. */
typedef struct news_bundle news_bundle;

typedef struct news_blob {
  const char *bytes; /* NULL: there is none of this name */
  size_t size;
} news_blob;

/* Where the first bundle is mapped, if the kernel likes: blobs with pointers
 * need no changes there.  0 where pointers are small. */
#define NEWS_BUNDLE_HOME ((uintptr_t)UINT64_C(0x200000000000))

/* Map the regular file at `path` into memory, to be freed with munmap().  With
 * `writable` it lies at NEWS_BUNDLE_HOME if possible, and a page that is
 * written to becomes this process's own.  NEWS_EDATA with the text `refusal`
 * when the file is empty or not a regular one. */
news_status news_file_map(const char *path, bool writable, const char *refusal,
                          char **out, size_t *size, news_error *err);

/* Map the file at `path`.  NEWS_EDATA for a file that is no bundle, is cut
 * short or comes from another build; with `check` also for one whose bytes
 * have changed since it was written.  The pages may be written to: they are
 * then this process's own. */
news_status news_bundle_map(const char *path, bool check, news_bundle **out,
                            news_error *err);
void news_bundle_free(news_bundle *bundle);

news_blob news_bundle_find(const news_bundle *bundle, const char *name,
                           size_t size);

/* A number that differs when any byte of the bundle does. */
uint64_t news_bundle_sum(const news_bundle *bundle);

/* What a writer puts together; bytes are borrowed. */
typedef struct news_bundle_item {
  const char *name;
  size_t name_size;
  news_blob blob;
} news_bundle_item;

/* Prepares a blob with pointers, in the bundle, for lying at `address`. */
typedef void news_bundle_settle(char *blob, size_t size, uintptr_t address);

/* Append the bundle of these items to `out`, which must be empty; the items
 * are sorted.  `settle` (may be NULL) sees each blob.  NEWS_EDATA when two have
 * one name. */
news_status news_bundle_write(news_bundle_item *items, size_t count,
                              news_bundle_settle *settle, news_buffer *out,
                              news_error *err);

/* A quick checksum of memory, the same on every machine of one byte order. */
uint64_t news_checksum(const char *bytes, size_t size);

#endif
