#include "reader_tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct news_archive {
  news_source *source;
  struct archive *archive;
  news_error failed; /* of the source; status NEWS_OK if it has not */
};

static la_ssize_t feed(struct archive *archive, void *context,
                       const void **bytes) {
  news_archive *a = context;
  const char *data;
  size_t size;
  if (news_source_read(a->source, &data, &size, &a->failed)) {
    archive_set_error(archive, EIO, "cannot read");
    return -1;
  }
  *bytes = data;
  return (la_ssize_t)size;
}

static news_status fail(news_archive *a, news_error *err) {
  if (a->failed.status) {
    if (err) *err = a->failed;
    return a->failed.status;
  }
  if (archive_errno(a->archive) == ENOMEM)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  const char *text = archive_error_string(a->archive);
  if (!text) text = "";
  return news_fail_with(err, NEWS_EDATA, 0, "the archive is damaged", text,
                        strlen(text));
}

void news_archive_free(news_archive *a) {
  if (!a) return;
  if (a->archive) archive_read_free(a->archive);
  free(a);
}

news_status news_archive_new(news_source *source, news_archive **out,
                             news_error *err) {
  *out = NULL;
  news_archive *a = calloc(1, sizeof *a);
  if (!a) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  a->source = source;
  a->archive = archive_read_new();
  if (!a->archive) {
    news_archive_free(a);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  if (archive_read_support_format_tar(a->archive) != ARCHIVE_OK ||
      archive_read_support_format_empty(a->archive) != ARCHIVE_OK ||
      archive_read_open(a->archive, a, NULL, feed, NULL) != ARCHIVE_OK) {
    news_status status = fail(a, err);
    news_archive_free(a);
    return status;
  }
  *out = a;
  return NEWS_OK;
}

static bool leads_out(const char *name) {
  if (*name == '/') return true;
  for (const char *p = name; (p = strstr(p, "..")) != NULL; p += 2)
    if ((p == name || p[-1] == '/') && (p[2] == '/' || p[2] == '\0'))
      return true;
  return false;
}

static bool is_hidden(const char *name) {
  const char *last = strrchr(name, '/');
  return (last ? last[1] : name[0]) == '.';
}

static news_status read_data(news_archive *a, size_t limit, news_buffer *out,
                             const char **reason, news_error *err) {
  const void *block;
  size_t size, had = out->size;
  la_int64_t offset;
  for (;;) {
    int result = archive_read_data_block(a->archive, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return NEWS_OK;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(a, err);
    size_t used = out->size - had;
    if (offset < 0 || (uint64_t)offset > limit ||
        size > limit - (size_t)offset) {
      *reason = "the file is too long";
      out->size = had;
      return NEWS_OK;
    }
    while (used < (size_t)offset && !out->failed) { /* a hole */
      news_buffer_add_byte(out, '\0');
      used++;
    }
    news_buffer_add(out, block, size);
    if (out->failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
}

news_status news_archive_next(news_archive *a, size_t limit,
                              news_archive_entry *entry, news_buffer *out,
                              news_error *err) {
  *entry = (news_archive_entry){NULL, NULL};
  for (;;) {
    struct archive_entry *found;
    int result = archive_read_next_header(a->archive, &found);
    if (result == ARCHIVE_EOF) return NEWS_OK;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(a, err);
    const char *name = archive_entry_pathname(found);
    if (archive_entry_filetype(found) != AE_IFREG) continue;
    if (!name || is_hidden(name)) continue;
    entry->name = name;
    if (leads_out(name)) {
      entry->reason = "the name leads out of the archive";
      return NEWS_OK;
    }
    if (archive_entry_hardlink(found)) continue;
    return read_data(a, limit, out, &entry->reason, err);
  }
}
