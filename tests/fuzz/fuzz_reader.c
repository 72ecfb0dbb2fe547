/* Bytes from outside: compressed data, text, lines, JSON, file names, frames.
 * The first byte chooses; the output is checked, too. */

#include <assert.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "json.h"
#include "output.h"
#include "pool_frame.h"
#include "reader.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ALWAYS(cond) \
  if (!(cond)) abort()

/* A source of the bytes. */
static news_source *source_of(const char *bytes, size_t size, int *file) {
  news_source *source = NULL;
  *file = memfd_create("fuzz", MFD_CLOEXEC);
  ALWAYS(*file >= 0 && write(*file, bytes, size) == (ssize_t)size);
  lseek(*file, 0, SEEK_SET);
  ALWAYS(news_source_use(*file, &source, NULL) == NEWS_OK);
  return source;
}

static void fuzz_source(const char *bytes, size_t size) {
  int file;
  news_source *source = source_of(bytes, size, &file);
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_error err;
  news_status status = news_source_read_all(source, 1 << 22, &out, &err);
  ALWAYS(status != NEWS_EIO);
  if (!news_source_compression(source))
    ALWAYS(!status && out.size == size &&
           (!size || memcmp(out.data, bytes, size) == 0));
  news_buffer_free(&out);
  news_source_free(source);
  close(file);
}

static void fuzz_text(const char *bytes, size_t size) {
  news_buffer out = NEWS_BUFFER_EMPTY, again = NEWS_BUFFER_EMPTY;
  size_t mark;
  ALWAYS(news_text_decode(bytes, size, &out, NULL) == NEWS_OK);
  const char *text = out.data ? out.data : "";
  ALWAYS(news_utf8_check(text, out.size) == out.size);
  if (news_text_encoding(text, out.size, &mark) == NEWS_ENCODING_UTF8) {
    ALWAYS(news_text_decode(text, out.size, &again, NULL) == NEWS_OK);
    ALWAYS(again.size == out.size);
  }
  news_buffer_free(&out);
  news_buffer_free(&again);
}

/* Every line is at its offset, and the numbers count line feeds. */
static void fuzz_lines(const char *bytes, size_t size) {
  int file;
  news_source *source = source_of(bytes, size, &file);
  news_lines *lines = news_lines_new(source);
  news_line line = {.state = NEWS_LINE_READY};
  uint64_t at = 0, number = 1;
  while (lines && !news_lines_next(lines, true, &line, NULL) &&
         line.state == NEWS_LINE_READY) {
    if (news_source_compression(source)) continue;
    ALWAYS(line.offset + line.size <= size);
    ALWAYS(memcmp(bytes + line.offset, line.text, line.size) == 0);
    ALWAYS(!memchr(line.text, '\n', line.size));
    for (; at < line.offset; at++) number += bytes[at] == '\n';
    ALWAYS(line.number == number);
  }
  news_lines_free(lines);
  news_source_free(source);
  close(file);
}

static void write_value(const json_t *value, news_buffer *out);

static void write_object(const json_t *value, news_buffer *out) {
  const char *key, *comma = "{";
  json_t *item, *object = (json_t *)(uintptr_t)value;
  json_object_foreach(object, key, item) {
    news_buffer_add_text(out, comma);
    news_json_add_string(out, key, strlen(key));
    news_buffer_add_byte(out, ':');
    write_value(item, out);
    comma = ",";
  }
  news_buffer_add_text(out, *comma == '{' ? "{}" : "}");
}

/* No deeper than NEWS_JSON_DEPTH. */
static void write_value(const json_t *value, news_buffer *out) {
  switch (json_typeof(value)) {
    case JSON_OBJECT: write_object(value, out); break;
    case JSON_ARRAY:
      news_buffer_add_byte(out, '[');
      for (size_t i = 0; i < json_array_size(value); i++) {
        if (i) news_buffer_add_byte(out, ',');
        write_value(json_array_get(value, i), out);
      }
      news_buffer_add_byte(out, ']');
      break;
    case JSON_STRING:
      if (news_json_digits(value))
        news_buffer_add_text(out, news_json_digits(value));
      else
        news_json_add_string(out, json_string_value(value),
                             json_string_length(value));
      break;
    case JSON_INTEGER:
      news_json_add_integer(out, json_integer_value(value));
      break;
    case JSON_REAL: news_json_add_double(out, json_real_value(value)); break;
    case JSON_TRUE: news_buffer_add_text(out, "true"); break;
    case JSON_FALSE: news_buffer_add_text(out, "false"); break;
    case JSON_NULL: news_buffer_add_text(out, "null"); break;
  }
}

static void fuzz_json(const char *bytes, size_t size) {
  json_t *value, *again;
  news_error err;
  if (news_json_parse(bytes, size, &value, &err)) {
    ALWAYS(!value && err.offset <= size);
    return;
  }
  news_buffer out = NEWS_BUFFER_EMPTY;
  write_value(value, &out);
  ALWAYS(news_json_parse(out.data, out.size, &again, NULL) == NEWS_OK);
  ALWAYS(json_equal(value, again));
  json_decref(value);
  json_decref(again);
  news_buffer_free(&out);
}

/* Any bytes as a string read back as their repaired form. */
static void fuzz_json_string(const char *bytes, size_t size) {
  news_buffer out = NEWS_BUFFER_EMPTY, repaired = NEWS_BUFFER_EMPTY;
  json_t *value;
  news_json_add_string(&out, bytes, size);
  ALWAYS(news_json_parse(out.data, out.size, &value, NULL) == NEWS_OK);
  ALWAYS(news_utf8_repair(bytes, size, &repaired) == NEWS_OK);
  ALWAYS(json_string_length(value) == repaired.size);
  ALWAYS(!repaired.size ||
         memcmp(json_string_value(value), repaired.data, repaired.size) == 0);
  json_decref(value);
  news_buffer_free(&out);
  news_buffer_free(&repaired);
}

static void fuzz_names(const char *bytes, size_t size) {
  news_names *names = news_names_new();
  news_buffer all = NEWS_BUFFER_EMPTY; /* "/name/name/" */
  news_buffer_add_byte(&all, '/');
  while (size > 0) {
    const char *end = memchr(bytes, '\n', size);
    size_t n = end ? (size_t)(end - bytes) : size, before = all.size;
    ALWAYS(news_names_add(names, bytes, n, "x", &all) == NEWS_OK);
    news_buffer_add_byte(&all, '/');
    const char *name = all.data + before;
    size_t length = all.size - before - 1;
    ALWAYS(length > 2 && length <= NEWS_NAME_MAX && name[0] != '.');
    for (size_t i = 0; i < length; i++)
      ALWAYS((unsigned char)name[i] >= 0x20 && !strchr("/\\\x7F", name[i]));
    ALWAYS(memmem(all.data, all.size, name - 1, length + 2) == name - 1);
    bytes += end ? n + 1 : n;
    size -= end ? n + 1 : n;
  }
  news_buffer_free(&all);
  news_names_free(names);
}

/* A worker is not trusted: any bytes may come from its socket. */
static void fuzz_frames(const char *bytes, size_t size) {
  int pair[2];
  frame_inbox inbox;
  frame_view got;
  news_buffer kept;
  frame_result result;
  if (size > 60000) size = 60000;
  ALWAYS(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) == 0);
  ALWAYS(write(pair[1], bytes, size) == (ssize_t)size);
  close(pair[1]);
  ALWAYS(news_frame_inbox_new(&inbox));
  size_t total = 0;
  while ((result = news_frame_receive(&inbox, pair[0], 1 << 20, &got)) ==
         FRAME_GOT) {
    total += got.size + FRAME_HEADER;
    if (got.size % 2 && news_frame_keep(&inbox, &got, &kept))
      news_buffer_free(&kept);
  }
  ALWAYS(result == FRAME_END || result == FRAME_BAD);
  ALWAYS(total <= size);
  news_frame_inbox_free(&inbox);
  close(pair[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static void (*const targets[])(const char *, size_t) = {
      fuzz_source,      fuzz_text,  fuzz_lines, fuzz_json,
      fuzz_json_string, fuzz_names, fuzz_frames};
  if (!size) return 0;
  targets[data[0] % (sizeof targets / sizeof *targets)]((const char *)data + 1,
                                                        size - 1);
  return 0;
}
