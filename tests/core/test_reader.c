#include "reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "check.h"
#include "scratch.h"

/* ------------------------------------------------------------- sources */

/* All of the file, or NULL with the error in `err`. */
static char *read_file(const char *path, size_t limit, size_t *size,
                       news_error *err) {
  news_source *source;
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_status status = news_source_open(path, &source, err);
  if (status) return NULL;
  status = news_source_read_all(source, limit, &out, err);
  news_source_free(source);
  *size = out.size;
  if (!status && !out.data) news_buffer_add_text(&out, "");
  if (status) news_buffer_free(&out);
  return out.data;
}

static bool reads(const char *path, const char *bytes, size_t wanted) {
  news_error err = {.what = ""};
  size_t size = 0;
  char *data = read_file(path, 0, &size, &err);
  bool same = data && size == wanted && memcmp(data, bytes, size) == 0;
  if (!same) fprintf(stderr, "%s: %s %s\n", path, err.what, err.detail);
  free(data);
  return same;
}

static bool fails(const char *path, size_t limit, news_status status) {
  news_error err = {.status = NEWS_OK};
  size_t size;
  char *data = read_file(path, limit, &size, &err);
  bool same = !data && err.status == status;
  if (!same)
    fprintf(stderr, "%s: status %d %s\n", path, err.status, err.detail);
  free(data);
  return same;
}

/* `times` members, each holding the bytes. */
static size_t compress_with(int filter, const char *bytes, size_t size,
                            int times, char *to, size_t room) {
  size_t total = 0;
  for (int i = 0; i < times; i++) {
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    size_t used = 0;
    archive_write_set_format_raw(a);
    archive_write_add_filter(a, filter);
    archive_write_set_bytes_in_last_block(a, 1);
    archive_write_open_memory(a, to + total, room - total, &used);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(a, entry);
    archive_write_data(a, bytes, size);
    archive_entry_free(entry);
    archive_write_close(a);
    archive_write_free(a);
    total += used;
  }
  return total;
}

static const struct {
  int filter;
  const char *name;
} filters[] = {{ARCHIVE_FILTER_GZIP, "gzip"},
               {ARCHIVE_FILTER_BZIP2, "bzip2"},
               {ARCHIVE_FILTER_XZ, "xz"},
               {ARCHIVE_FILTER_ZSTD, "zstd"}};

static void a_plain_file_is_read_as_it_is(void) {
  check(reads(scratch_write("a", "hello", 5), "hello", 5));
  check(reads(scratch_write("a", "", 0), "", 0));
  check(reads(scratch_write("a", "a\0b\r\n", 5), "a\0b\r\n", 5));
}

/* Most of it is read straight into the buffer, the end and what does not fit
 * through a chunk. */
static void a_long_file_is_read_behind_what_the_buffer_holds(void) {
  enum { SIZE = 1200001 };
  char *bytes = malloc(SIZE);
  for (uint32_t i = 0, seed = 1; i < SIZE; i++)
    bytes[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
  bytes[0] = 'a';
  const char *path = scratch_write("long", bytes, SIZE);
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_buffer_add(&out, "before", 6);
  for (int i = 0; i < 2; i++) { /* with room from the start, then */
    news_source *source;
    check(!news_source_open(path, &source, NULL));
    check(!news_source_read_all(source, 0, &out, NULL));
    check(out.size == 6 + SIZE && memcmp(out.data, "before", 6) == 0);
    check(memcmp(out.data + 6, bytes, SIZE) == 0 && !out.data[6 + SIZE]);
    news_source_free(source);
    out.size = 6;
  }
  check(fails(path, SIZE - 1, NEWS_ETOOBIG));
  /* A file known to be too long is not read to its end. */
  news_source *source;
  check(!news_source_open(path, &source, NULL));
  check(news_source_read_all(source, SIZE - 1, &out, NULL) == NEWS_ETOOBIG);
  check(out.size < SIZE);
  news_source_free(source);
  news_buffer_free(&out);
  free(bytes);
}

static void compressed_files_are_known_by_their_bytes(void) {
  char packed[4096];
  for (int i = 0; i < 4; i++) {
    news_source *source;
    const char *data;
    size_t size = compress_with(filters[i].filter, "hello, hello\n", 13, 1,
                                packed, sizeof packed);
    const char *path = scratch_write("any.txt", packed, size);
    check(reads(path, "hello, hello\n", 13));
    check(news_source_open(path, &source, NULL) == NEWS_OK);
    check(news_source_read(source, &data, &size, NULL) == NEWS_OK);
    check(strcmp(news_source_compression(source), filters[i].name) == 0);
    news_source_free(source);
  }
}

static void all_members_of_a_compressed_file_are_read(void) {
  char packed[4096];
  for (int i = 0; i < 4; i++) {
    size_t size =
        compress_with(filters[i].filter, "ab\n", 3, 3, packed, sizeof packed);
    check(reads(scratch_write("m", packed, size), "ab\nab\nab\n", 9));
  }
}

static void an_empty_compressed_file_is_an_empty_text(void) {
  char packed[4096];
  for (int i = 0; i < 4; i++) {
    size_t size =
        compress_with(filters[i].filter, "", 0, 1, packed, sizeof packed);
    check(reads(scratch_write("e", packed, size), "", 0));
  }
}

static void gzip_in_gzip_is_opened_once(void) {
  char inner[1024], outer[2048];
  size_t size =
      compress_with(ARCHIVE_FILTER_GZIP, "x", 1, 1, inner, sizeof inner);
  size_t all =
      compress_with(ARCHIVE_FILTER_GZIP, inner, size, 1, outer, sizeof outer);
  check(reads(scratch_write("gg", outer, all), inner, size));
}

static void a_zstd_frame_to_skip_is_skipped(void) {
  char packed[4096] = "\x50\x2A\x4D\x18\x03\0\0\0abc";
  size_t size = compress_with(ARCHIVE_FILTER_ZSTD, "xyz", 3, 1, packed + 11,
                              sizeof packed - 11);
  check(reads(scratch_write("z", packed, size + 11), "xyz", 3));
}

static void text_that_only_begins_like_a_magic_is_text(void) {
  check(reads(scratch_write("t", "B", 1), "B", 1));
  check(reads(scratch_write("t", "BZh9 is a code", 14), "BZh9 is a code", 14));
  check(reads(scratch_write("t", "\x1F\x8B", 2), "\x1F\x8B", 2));
  check(reads(scratch_write("t", "(\xB5/", 3), "(\xB5/", 3));
  check(reads(scratch_write("t", "P*M", 3), "P*M", 3));
}

static void damaged_and_cut_data_is_an_error_with_a_reason(void) {
  char bytes[2000], packed[8192];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i * 7919 % 251 + i / 13);
  for (int i = 0; i < 4; i++) {
    size_t size = compress_with(filters[i].filter, bytes, sizeof bytes, 1,
                                packed, sizeof packed);
    check(fails(scratch_write("cut", packed, size / 2), 0, NEWS_EDATA));
    if (i == 3) continue; /* this one has no checksum */
    packed[size / 2] ^= 0x55;
    packed[size / 2 + 1] ^= 0x55;
    check(fails(scratch_write("bad", packed, size), 0, NEWS_EDATA));
  }
}

static void data_cut_anywhere_are_never_taken_for_nothing(void) {
  char packed[4096];
  for (int i = 0; i < 4; i++) {
    size_t size = compress_with(filters[i].filter, "hello, hello\n", 13, 1,
                                packed, sizeof packed);
    for (size_t kept = 10; kept < size; kept++)
      check(fails(scratch_write("cut", packed, kept), 0, NEWS_EDATA));
    if (filters[i].filter == ARCHIVE_FILTER_GZIP) {
      size = compress_with(ARCHIVE_FILTER_GZIP, "hello, hello\n", 13, 2, packed,
                           sizeof packed);
      check(fails(scratch_write("two", packed, size - 1), 0, NEWS_EDATA));
    }
    size = compress_with(filters[i].filter, "", 0, 1, packed, sizeof packed);
    check(reads(scratch_write("whole", packed, size), "", 0));
  }
}

static void a_wrong_checksum_of_gzip_is_an_error(void) {
  char packed[4096];
  size_t size = compress_with(ARCHIVE_FILTER_GZIP, "hello, hello\n", 13, 1,
                              packed, sizeof packed);
  for (size_t i = 1; i <= 8; i++) {
    packed[size - i] ^= 4;
    check(fails(scratch_write("crc", packed, size), 0, NEWS_EDATA));
    packed[size - i] ^= 4;
  }
  memset(packed + size, 0, 512); /* as on a tape */
  check(reads(scratch_write("crc", packed, size + 512), "hello, hello\n", 13));
}

static void a_bomb_is_refused_and_plain_growth_is_not(void) {
  size_t size = (size_t)64 << 20, room = (size_t)1 << 20;
  char *zeros = calloc(1, size), *packed = malloc(room);
  size_t used =
      compress_with(ARCHIVE_FILTER_ZSTD, zeros, size, 1, packed, room);
  check(used < size / 2000);
  check(fails(scratch_write("bomb", packed, used), 0, NEWS_EDATA));
  size_t fine = (size_t)8 << 20; /* under what is free */
  used = compress_with(ARCHIVE_FILTER_ZSTD, zeros, fine, 1, packed, room);
  check(reads(scratch_write("fine", packed, used), zeros, fine));
  free(zeros);
  free(packed);
}

static void a_limit_on_the_size_holds(void) {
  const char *path = scratch_write("limit", "0123456789", 10);
  check(fails(path, 9, NEWS_ETOOBIG));
  check(reads(path, "0123456789", 10));
  /* It also works for the rest of a file that has been partly read. */
  int descriptor = open(path, O_RDONLY);
  check(descriptor >= 0 && lseek(descriptor, 5, SEEK_SET) == 5);
  news_source *source;
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(!news_source_use(descriptor, &source, NULL));
  check(!news_source_read_all(source, 5, &out, NULL));
  check(out.size == 5 && memcmp(out.data, "56789", 5) == 0);
  news_source_free(source);
  news_buffer_free(&out);
  close(descriptor);
}

static void what_cannot_be_opened_says_why(void) {
  news_error err;
  size_t size;
  check(!read_file(scratch_path("none"), 0, &size, &err));
  check(err.status == NEWS_EIO && errno == ENOENT);
  check(strcmp(err.what, "cannot open") == 0);
  check(strstr(err.detail, "No such file") != NULL);
  check(!read_file(scratch, 0, &size, &err));
  check(err.status == NEWS_EIO && errno == EISDIR);
}

static void a_pipe_says_whether_input_waits(void) {
  int pipes[2];
  news_source *source;
  const char *data;
  size_t size;
  check(pipe(pipes) == 0);
  check(news_source_use(pipes[0], &source, NULL) == NEWS_OK);
  check(!news_source_ready(source));
  check(write(pipes[1], "abc", 3) == 3);
  check(news_source_ready(source));
  check(news_source_read(source, &data, &size, NULL) == NEWS_OK);
  check(size == 3 && memcmp(data, "abc", 3) == 0);
  check(!news_source_ready(source));
  close(pipes[1]);
  check(news_source_ready(source));
  check(news_source_read(source, &data, &size, NULL) == NEWS_OK);
  check(size == 0);
  news_source_free(source);
  check(fcntl(pipes[0], F_GETFD) >= 0); /* still the caller's */
  close(pipes[0]);
}

static void a_named_pipe_waits_for_its_writer(void) {
  const char *path = scratch_path("named");
  size_t size;
  check(mkfifo(path, 0666) == 0);
  pid_t writer = fork();
  if (writer == 0) {
    int fd = open(path, O_WRONLY);
    bool wrote = fd >= 0 && write(fd, "late", 4) == 4;
    _exit(wrote ? 0 : 1);
  }
  char *text = read_file(path, 0, &size, NULL);
  check(text && size == 4 && memcmp(text, "late", 4) == 0);
  free(text);
  waitpid(writer, NULL, 0);
}

static void a_signal_ends_the_wait_for_input(void) {
  int pipes[2];
  news_source *source;
  news_signals *signals;
  const char *data;
  size_t size;
  check(pipe(pipes) == 0);
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  check(news_source_use(pipes[0], &source, NULL) == NEWS_OK);
  news_source_watch(source, signals);
  kill(getpid(), SIGINT);
  check(news_source_read(source, &data, &size, NULL) == NEWS_EIO);
  check(errno == EINTR);
  check(news_signals_number(signals) == SIGINT);
  news_source_free(source);
  news_signals_free(signals);
  close(pipes[0]);
  close(pipes[1]);
}

/* ---------------------------------------------------------------- text */

static bool decodes(const char *bytes, size_t size, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  bool same = news_text_decode(bytes, size, &out, NULL) == NEWS_OK &&
              out.size == strlen(wanted) &&
              memcmp(out.size ? out.data : "", wanted, out.size) == 0;
  news_buffer_free(&out);
  bool as_it_is = size == strlen(wanted) && memcmp(bytes, wanted, size) == 0;
  return same && news_text_is_decoded(bytes, size) == as_it_is;
}

static void a_byte_order_mark_decides_and_is_dropped(void) {
  check(decodes("abc", 3, "abc"));
  check(decodes("", 0, ""));
  check(
      decodes("\xEF\xBB\xBF"
              "abc",
              6, "abc"));
  check(decodes("\xEF\xBB\xBF\xEF\xBB\xBF", 6, "\xEF\xBB\xBF"));
  check(
      decodes("\xFF\xFE"
              "a\0\xE9\0",
              6, "a\xC3\xA9"));
  check(
      decodes("\xFE\xFF"
              "\0a\xD8\x3D\xDE\x00",
              8, "a\xF0\x9F\x98\x80"));
  check(decodes("\xFE\xFF\xD8\x3D", 4, "\xEF\xBF\xBD"));
  check(
      decodes("\xFF\xFE"
              "a\0b",
              5, "a\xEF\xBF\xBD"));
}

static void ill_formed_utf8_is_repaired_part_by_part(void) {
  check(
      decodes("a\xFF"
              "b",
              3,
              "a\xEF\xBF\xBD"
              "b"));
  check(
      decodes("\xF0\x9F\x98"
              "b\r\n",
              6,
              "\xEF\xBF\xBD"
              "b\r\n"));
  check(decodes("\xEF\xBB", 2, "\xEF\xBF\xBD"));
}

/* --------------------------------------------------------------- lines */

/* "n@offset:text|" of each line, then "E" or "!status@n". */
static void list_lines(news_lines *lines, news_buffer *out) {
  for (;;) {
    news_line line;
    char head[64];
    news_status status = news_lines_next(lines, true, &line, NULL);
    if (status) {
      snprintf(head, sizeof head, "!%d@%d", status, (int)line.number);
      news_buffer_add_text(out, head);
      if (status != NEWS_ETOOBIG) return;
      continue;
    }
    if (line.state == NEWS_LINE_END) break;
    snprintf(head, sizeof head, "%d@%d:", (int)line.number, (int)line.offset);
    news_buffer_add_text(out, head);
    news_buffer_add(out, line.text, line.size);
    news_buffer_add_byte(out, '|');
  }
  news_buffer_add_byte(out, 'E');
}

/* Frees the text, which has its end. */
static bool is_text(news_buffer *got, const char *wanted) {
  bool same = strcmp(got->data, wanted) == 0;
  if (!same) fprintf(stderr, "got %s\n", got->data);
  news_buffer_free(got);
  return same;
}

static bool has_lines(const char *bytes, size_t size, const char *wanted) {
  news_source *source;
  news_buffer out = NEWS_BUFFER_EMPTY;
  if (news_source_open(scratch_write("lines", bytes, size), &source, NULL))
    return false;
  news_lines *lines = news_lines_new(source);
  list_lines(lines, &out);
  news_lines_free(lines);
  news_source_free(source);
  return is_text(&out, wanted);
}

#define LINES(bytes, wanted) check(has_lines(bytes, sizeof bytes - 1, wanted))

static void lines_have_their_numbers_and_offsets(void) {
  LINES("", "E");
  LINES("a\nb\n", "1@0:a|2@2:b|E");
  LINES("a\r\n\r\n \t\n\nb", "1@0:a|5@9:b|E");
  LINES("\n", "E");
  LINES("\r", "E");
  LINES("a\rb\n", "1@0:a\rb|E");
  LINES(
      "\xEF\xBB\xBF"
      "a\nb",
      "1@3:a|2@5:b|E");
  LINES("\xEF\xBB\xBF\nb", "2@4:b|E");
}

/* Each line, then the short ones after it that are already in memory:
 * "1:a+2:b|" and so on. */
static bool has_groups(const char *bytes, size_t most, const char *wanted) {
  news_source *source;
  news_line line;
  news_buffer out = NEWS_BUFFER_EMPTY;
  char head[32];
  if (news_source_open(scratch_write("groups", bytes, strlen(bytes)), &source,
                       NULL))
    return false;
  news_lines *lines = news_lines_new(source);
  while (!news_lines_next(lines, true, &line, NULL) &&
         line.state == NEWS_LINE_READY) {
    const char *between = "";
    do {
      snprintf(head, sizeof head, "%s%d@%d:", between, (int)line.number,
               (int)line.offset);
      news_buffer_add_text(&out, head);
      news_buffer_add(&out, line.text, line.size);
      between = "+";
    } while (news_lines_more(lines, most, &line));
    news_buffer_add_byte(&out, '|');
  }
  news_buffer_add_byte(&out, '\0');
  news_lines_free(lines);
  news_source_free(source);
  return is_text(&out, wanted);
}

static void lines_that_are_there_come_together(void) {
  check(has_groups("", 9, ""));
  check(has_groups("a", 9, "1@0:a|"));
  check(has_groups("a\nb\r\ncc\nd\n", 9, "1@0:a+2@2:b+3@5:cc+4@8:d|"));
  check(has_groups("a\nb\ncc\nd\n", 1, "1@0:a+2@2:b|3@4:cc+4@7:d|"));
  check(has_groups("a\n\nb\n \nc\nd", 9, "1@0:a|3@3:b|5@7:c|6@9:d|"));
  check(has_groups("a\nb\nlast", 9, "1@0:a+2@2:b|3@4:last|"));
}

static void lines_over_the_borders_of_chunks_are_whole(void) {
  enum { SIZE = 600000 };
  char *text = malloc(SIZE + 16);
  memset(text, 'x', SIZE);
  strcpy(text + SIZE, "\nshort\r\nlast");
  news_source *source;
  news_line line;
  check(news_source_open(scratch_write("long", text, SIZE + 12), &source,
                         NULL) == NEWS_OK);
  news_lines *lines = news_lines_new(source);
  check(news_lines_next(lines, true, &line, NULL) == NEWS_OK);
  check(line.size == SIZE && memcmp(line.text, text, SIZE) == 0);
  check(news_lines_next(lines, true, &line, NULL) == NEWS_OK);
  check(line.size == 5 && memcmp(line.text, "short", 5) == 0);
  check(news_lines_next(lines, true, &line, NULL) == NEWS_OK);
  check(line.size == 4 && line.number == 3 && line.offset == SIZE + 8);
  check(news_lines_next(lines, true, &line, NULL) == NEWS_OK);
  check(line.state == NEWS_LINE_END);
  news_lines_free(lines);
  news_source_free(source);
  free(text);
}

/* Run where the limit is small: MODE=tiny. */
static void a_line_over_the_limit_costs_only_itself(void) {
  if (NEWS_LINE_MAX > 1000000) return;
  size_t size = NEWS_LINE_MAX + 1;
  char *text = malloc(size * 2 + 16), wanted[64];
  memset(text, 'x', size * 2 + 16);
  text[1] = text[size + 2] = text[size + 4] = '\n';
  snprintf(wanted, sizeof wanted, "1@0:x|!%d@2%d@%d:x|!%d@4E", NEWS_ETOOBIG, 3,
           (int)size + 3, NEWS_ETOOBIG);
  check(has_lines(text, size * 2 + 16, wanted));
  free(text);
}

static void lines_from_a_pipe_do_not_wait_for_the_next(void) {
  int pipes[2];
  news_source *source;
  news_line line;
  check(pipe(pipes) == 0);
  check(news_source_use(pipes[0], &source, NULL) == NEWS_OK);
  news_lines *lines = news_lines_new(source);
  check(news_lines_next(lines, false, &line, NULL) == NEWS_OK);
  check(line.state == NEWS_LINE_WAIT);
  check(write(pipes[1], "one\ntw", 6) == 6);
  check(news_lines_next(lines, false, &line, NULL) == NEWS_OK);
  check(line.state == NEWS_LINE_READY && line.size == 3);
  check(news_lines_next(lines, false, &line, NULL) == NEWS_OK);
  check(line.state == NEWS_LINE_WAIT);
  check(write(pipes[1], "o\n", 2) == 2);
  check(news_lines_next(lines, false, &line, NULL) == NEWS_OK);
  check(line.size == 3 && memcmp(line.text, "two", 3) == 0);
  close(pipes[1]);
  check(news_lines_next(lines, false, &line, NULL) == NEWS_OK);
  check(line.state == NEWS_LINE_END);
  news_lines_free(lines);
  news_source_free(source);
  close(pipes[0]);
}

static void lines_before_the_damage_are_given(void) {
  enum { SIZE = 400000 };
  char *text = malloc(SIZE), *packed = malloc(SIZE * 2);
  unsigned random = 1;
  for (int i = 0; i < SIZE; i++) {
    random = random * 1103515245u + 12345u;
    text[i] = i % 100 == 99 ? '\n' : (char)('A' + (random >> 16) % 50);
  }
  size_t size =
      compress_with(ARCHIVE_FILTER_GZIP, text, SIZE, 1, packed, SIZE * 2);
  news_source *source;
  news_line line;
  news_error err;
  int count = 0;
  check(news_source_open(scratch_write("half", packed, size / 2), &source,
                         NULL) == NEWS_OK);
  news_lines *lines = news_lines_new(source);
  while (news_lines_next(lines, true, &line, &err) == NEWS_OK &&
         line.state == NEWS_LINE_READY)
    count++;
  check(count > 500 && count < SIZE / 100);
  check(err.status == NEWS_EDATA);
  check(line.number == (uint64_t)count + 1);
  news_lines_free(lines);
  news_source_free(source);
  free(text);
  free(packed);
}

/* --------------------------------------------------------- directories */

static bool walks(const char *path, const char *wanted) {
  news_walk *walk;
  news_walk_entry entry;
  news_buffer out = NEWS_BUFFER_EMPTY;
  if (news_walk_new(path, &walk, NULL)) return false;
  while (news_walk_next(walk, &entry) == NEWS_OK &&
         entry.kind != NEWS_WALK_END) {
    news_buffer_add_text(&out, entry.path + strlen(path) + 1);
    if (entry.kind == NEWS_WALK_REFUSED) {
      news_buffer_add_text(&out, "!");
      news_buffer_add_text(&out, entry.reason);
    }
    news_buffer_add_text(&out, "|");
  }
  bool same = strcmp(out.data ? out.data : "", wanted) == 0;
  if (!same) fprintf(stderr, "got %s\n", out.data ? out.data : "");
  news_buffer_free(&out);
  news_walk_free(walk);
  return same;
}

static void a_walk_is_sorted_by_bytes_and_leaves_hidden_files_out(void) {
  check(mkdir(scratch_path("w"), 0777) == 0);
  check(walks(scratch_path("w"), ""));
  check(mkdir(scratch_path("w/b"), 0777) == 0);
  check(mkdir(scratch_path("w/.git"), 0777) == 0);
  scratch_write("w/.git/x", "", 0);
  scratch_write("w/.hidden", "", 0);
  scratch_write("w/b/2", "", 0);
  scratch_write("w/b/10", "", 0);
  scratch_write("w/a", "", 0);
  scratch_write("w/Z", "", 0);
  scratch_write("w/b-c", "", 0);
  scratch_write("w/\xC3\xA9", "", 0);
  check(walks(scratch_path("w"), "Z|a|b/10|b/2|b-c|\xC3\xA9|"));
  char slash[4096];
  snprintf(slash, sizeof slash, "%s/", scratch_path("w/b"));
  news_walk *walk;
  news_walk_entry entry;
  check(news_walk_new(slash, &walk, NULL) == NEWS_OK);
  check(news_walk_next(walk, &entry) == NEWS_OK);
  check(strcmp(entry.path, scratch_path("w/b/10")) == 0);
  news_walk_free(walk);
}

static void a_walk_names_what_it_leaves_out(void) {
  check(mkdir(scratch_path("v"), 0777) == 0);
  check(mkdir(scratch_path("v/d"), 0777) == 0);
  scratch_write("v/d/file", "", 0);
  check(mkfifo(scratch_path("v/fifo"), 0666) == 0);
  check(symlink("../../v", scratch_path("v/d/loop")) == 0);
  check(symlink("nowhere", scratch_path("v/gone")) == 0);
  check(symlink("d/file", scratch_path("v/link")) == 0);
  check(symlink("/dev/null", scratch_path("v/null")) == 0);
  check(walks(scratch_path("v"),
              "d/file|d/loop!a loop of links|fifo!not a regular file|"
              "gone!cannot open|link|null!not a regular file|"));
}

static void a_walk_ends_at_its_depth(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s", scratch_path("deep"));
  for (int i = 0; i <= NEWS_WALK_DEPTH; i++) {
    check(mkdir(path, 0777) == 0);
    strcat(path, "/d");
  }
  news_walk *walk;
  news_walk_entry entry;
  check(news_walk_new(scratch_path("deep"), &walk, NULL) == NEWS_OK);
  check(news_walk_next(walk, &entry) == NEWS_OK);
  check(entry.kind == NEWS_WALK_REFUSED);
  check(strstr(entry.reason, "too deeply") != NULL);
  check(news_walk_next(walk, &entry) == NEWS_OK);
  check(entry.kind == NEWS_WALK_END);
  news_walk_free(walk);
}

static void a_path_is_looked_at_without_opening(void) {
  news_path_kind kind;
  check(news_path_look(scratch, &kind, NULL) == NEWS_OK);
  check(kind == NEWS_PATH_DIRECTORY);
  check(news_path_look(scratch_path("v/fifo"), &kind, NULL) == NEWS_OK);
  check(kind == NEWS_PATH_PIPE);
  check(news_path_look(scratch_path("v/link"), &kind, NULL) == NEWS_OK);
  check(kind == NEWS_PATH_FILE);
  check(news_path_look(scratch_path("v/gone"), &kind, NULL) == NEWS_EIO);
  news_walk *walk;
  check(news_walk_new(scratch_path("v/link"), &walk, NULL) == NEWS_EIO);
}

/* A worker has copies of the sources its supervisor had open; its own
 * descriptors have the same numbers. */
static void a_copy_in_a_forked_process_closes_nothing(void) {
  news_source *source;
  scratch_write("copied", "x", 1);
  check(news_source_open(scratch_path("copied"), &source, NULL) == NEWS_OK);
  int descriptor = news_source_descriptor(source), status = 1;
  pid_t pid = fork();
  if (pid == 0) {
    news_source_free(source);
    _exit(fcntl(descriptor, F_GETFD) >= 0 ? 0 : 1);
  }
  check(waitpid(pid, &status, 0) == pid && status == 0);
  news_source_free(source);
  check(fcntl(descriptor, F_GETFD) < 0);
}

static void bytes_are_a_source_too(void) {
  static const char gzip[] = /* "hello\n" */
      "\037\213\010\000\000\000\000\000\002\377\313\110\315\311\311\347\002\000"
      "\040\060\072\066\006\000\000\000";
  static const struct {
    const char *bytes, *text;
    size_t size;
  } cases[] = {
      {"one", "one", 3}, {"", "", 0}, {gzip, "hello\n", sizeof gzip - 1}};
  for (int i = 0; i < 3; i++) {
    news_source *source;
    news_buffer out = NEWS_BUFFER_EMPTY;
    check(!news_source_bytes(cases[i].bytes, cases[i].size, &source, NULL));
    check(news_source_ready(source));
    check(!news_source_read_all(source, 0, &out, NULL));
    check(out.size == strlen(cases[i].text));
    check(!out.size || memcmp(out.data, cases[i].text, out.size) == 0);
    news_buffer_free(&out);
    news_source_free(source);
  }
}

int main(void) {
  signal(SIGINT, SIG_DFL); /* ignored if a shell started us with & */
  if (!scratch_make()) return 1;
  run(a_copy_in_a_forked_process_closes_nothing);
  run(bytes_are_a_source_too);
  run(a_plain_file_is_read_as_it_is);
  run(a_long_file_is_read_behind_what_the_buffer_holds);
  run(compressed_files_are_known_by_their_bytes);
  run(all_members_of_a_compressed_file_are_read);
  run(an_empty_compressed_file_is_an_empty_text);
  run(gzip_in_gzip_is_opened_once);
  run(a_zstd_frame_to_skip_is_skipped);
  run(text_that_only_begins_like_a_magic_is_text);
  run(damaged_and_cut_data_is_an_error_with_a_reason);
  run(data_cut_anywhere_are_never_taken_for_nothing);
  run(a_wrong_checksum_of_gzip_is_an_error);
  run(a_bomb_is_refused_and_plain_growth_is_not);
  run(a_limit_on_the_size_holds);
  run(what_cannot_be_opened_says_why);
  run(a_pipe_says_whether_input_waits);
  run(a_named_pipe_waits_for_its_writer);
  run(a_signal_ends_the_wait_for_input);
  run(a_byte_order_mark_decides_and_is_dropped);
  run(ill_formed_utf8_is_repaired_part_by_part);
  run(lines_have_their_numbers_and_offsets);
  if (NEWS_LINE_MAX > 1000000) run(lines_that_are_there_come_together);
  run(lines_over_the_borders_of_chunks_are_whole);
  run(a_line_over_the_limit_costs_only_itself);
  run(lines_from_a_pipe_do_not_wait_for_the_next);
  run(lines_before_the_damage_are_given);
  run(a_walk_is_sorted_by_bytes_and_leaves_hidden_files_out);
  run(a_walk_names_what_it_leaves_out);
  run(a_walk_ends_at_its_depth);
  run(a_path_is_looked_at_without_opening);
  scratch_remove();
  return check_report();
}
