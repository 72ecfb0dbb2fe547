/* reader, output and json when each system call fails in turn. */

#include <jansson.h>

#include "check.h"
#include "faults.h"
#include "encoding.h"
#include "json.h"
#include "output.h"
#include "page.h"
#include "reader.h"
#include "reader_pieces.h"
#include "reader_body.h"
#include "reader_tar.h"
#include "scratch.h"

/* The result of a scenario. */
typedef struct outcome {
  news_status status;
  news_error err; /* from the call that failed */
  news_buffer text;
} outcome;

/* The outcome of a call without other details. */
static void set_status(outcome *out, news_status status) {
  out->status = out->err.status = status;
}

typedef void scenario(outcome *out);

static int open_descriptors(void) {
  int count = 0;
  for (int fd = 0; fd < 64; fd++)
    if (__real_fcntl(fd, F_GETFD, 0) >= 0) count++;
  return count;
}

/* Each call in turn fails; the result is either an error or that without
 * faults, and nothing leaks. */
static void sweep(scenario *scene, int kind) {
  outcome whole = {.status = NEWS_OK};
  scene(&whole);
  check(whole.status == NEWS_OK);
  int descriptors = open_descriptors();
  long live = faults_live;
  for (int nth = 1;; nth++) {
    outcome out = {.status = NEWS_OK};
    faults_arm(kind, nth);
    scene(&out);
    bool fired = faults_off();
    if (out.status) check(out.err.status == out.status);
    if (!out.status) {
      check(out.text.size == whole.text.size);
      check(!out.text.size ||
            memcmp(out.text.data, whole.text.data, out.text.size) == 0);
    }
    news_buffer_free(&out.text);
    check(open_descriptors() == descriptors);
    check(faults_live == live);
    if (!fired) break;
  }
  news_buffer_free(&whole.text);
}

static void same_with_short_reads_and_writes(scenario *scene) {
  outcome whole = {.status = NEWS_OK}, out = {.status = NEWS_OK};
  scene(&whole);
  faults_arm(FAULT_SHORT, 0);
  scene(&out);
  faults_off();
  check(out.status == NEWS_OK);
  check(out.text.size == whole.text.size);
  check(!out.text.size ||
        memcmp(out.text.data, whole.text.data, out.text.size) == 0);
  news_buffer_free(&out.text);
  news_buffer_free(&whole.text);
}

/* ---------------------------------------------------------- scenarios */

static void note(outcome *out, const char *bytes, size_t size) {
  int kind = faults_kind, left = faults_left;
  faults_kind = FAULT_NONE; /* the test's own memory does not fail */
  news_buffer_add(&out->text, bytes, size);
  faults_kind = kind;
  faults_left = left;
}

static void reads_a_file(outcome *out, const char *name) {
  news_source *source;
  news_buffer bytes = NEWS_BUFFER_EMPTY, text = NEWS_BUFFER_EMPTY;
  out->status = news_source_open(scratch_path(name), &source, &out->err);
  if (out->status) return;
  out->status = news_source_read_all(source, 0, &bytes, &out->err);
  if (!out->status)
    out->status = news_text_decode(bytes.data, bytes.size, &text, &out->err);
  if (!out->status) note(out, text.data, text.size);
  news_source_free(source);
  news_buffer_free(&bytes);
  news_buffer_free(&text);
}

static void reads_plain(outcome *out) { reads_a_file(out, "plain"); }
static void reads_broken_text(outcome *out) { reads_a_file(out, "broken"); }
static void reads_utf16(outcome *out) { reads_a_file(out, "utf16"); }
static void reads_gzip(outcome *out) { reads_a_file(out, "gzip"); }

static void reads_lines(outcome *out) {
  news_source *source;
  news_line line = {.state = NEWS_LINE_READY};
  out->status = news_source_open(scratch_path("plain"), &source, &out->err);
  if (out->status) return;
  news_lines *lines = news_lines_new(source);
  if (!lines) set_status(out, NEWS_ENOMEM);
  while (!out->status && line.state != NEWS_LINE_END) {
    out->status = news_lines_next(lines, true, &line, &out->err);
    if (!out->status && line.size) note(out, line.text, line.size);
  }
  news_lines_free(lines);
  news_source_free(source);
}

/* A page of many elements, in an encoding of its own, cut into blocks. */
static void reads_a_page(outcome *out) {
  static const char piece[] =
      "<p class='a b' title='&lt;'>caf\xE9 &amp; <b>x</b>";
  static char source[3000 * sizeof piece];
  for (int i = 0; i < 3000; i++)
    memcpy(source + (size_t)i * (sizeof piece - 1), piece, sizeof piece - 1);
  char name[NEWS_ENCODING_NAME];
  news_buffer text = NEWS_BUFFER_EMPTY;
  news_page page = {.block_count = 0};
  news_labels *labels = news_labels_new();
  set_status(out, labels ? news_labels_add(labels, "a", 1, 2) : NEWS_ENOMEM);
  if (!out->status) set_status(out, news_labels_finish(labels));
  if (!out->status)
    out->status = news_encoding_decode(source, 3000 * (sizeof piece - 1),
                                       "latin1", &text, name, &out->err);
  if (!out->status)
    out->status =
        news_page_read(text.data, text.size, false, labels, &page, &out->err);
  if (!out->status) set_status(out, news_page_cut_blocks(&page));
  if (!out->status) note(out, page.lines.data, page.lines.size);
  news_page_free(&page);
  news_labels_free(labels);
  news_buffer_free(&text);
}

static void cuts_pieces(outcome *out) {
  news_source *source;
  news_piece piece = {.bytes = ""};
  out->status = news_source_open(scratch_path("rows"), &source, &out->err);
  if (out->status) return;
  news_pieces *pieces = news_pieces_new(source, NEWS_PIECES_ROWS);
  if (!pieces) set_status(out, NEWS_ENOMEM);
  while (!out->status && piece.bytes) {
    out->status = news_pieces_next(pieces, &piece, &out->err);
    if (!out->status && piece.bytes) note(out, piece.bytes, piece.size);
  }
  news_pieces_free(pieces);
  news_source_free(source);
}

static void inflates(outcome *out) {
  static const char zlib[] =
      "\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\0\x06\x2c\x02\x15";
  news_buffer bytes = NEWS_BUFFER_EMPTY;
  out->status = news_inflate(zlib, sizeof zlib - 1, &bytes, &out->err);
  if (!out->status) note(out, bytes.data, bytes.size);
  news_buffer_free(&bytes);
}

#ifdef NEWS_BROTLI
static void inflates_brotli(outcome *out) {
  static const char packed[] = "\x40\0\x10hello\x03"; /* as it is */
  news_buffer bytes = NEWS_BUFFER_EMPTY;
  out->status =
      news_inflate_brotli(packed, sizeof packed - 1, &bytes, &out->err);
  if (!out->status) note(out, bytes.data, bytes.size);
  news_buffer_free(&bytes);
}
#endif

static void walks(outcome *out) {
  news_walk *walk;
  news_walk_entry entry = {.kind = NEWS_WALK_FILE};
  out->status = news_walk_new(scratch_path("tree"), &walk, &out->err);
  while (!out->status && entry.kind != NEWS_WALK_END) {
    set_status(out, news_walk_next(walk, &entry));
    if (!out->status && entry.kind == NEWS_WALK_REFUSED)
      set_status(out, NEWS_EIO); /* no loss without an error */
    else if (!out->status)
      note(out, entry.path, strlen(entry.path));
  }
  news_walk_free(walk);
}

static int names_in_scratch(void) {
  int kind = faults_kind, count;
  faults_kind = FAULT_NONE;
  count = scratch_count();
  faults_kind = kind;
  return count;
}

static void is_old_or_new(const char *name) {
  int kind = faults_kind;
  faults_kind = FAULT_NONE;
  const char *text = scratch_read(name);
  check(strcmp(text, "old") == 0 || strcmp(text, "new, longer\n") == 0);
  scratch_write(name, "old", 3);
  faults_kind = kind;
}

static void writes_a_file(outcome *out) {
  news_output *output;
  int before = names_in_scratch();
  out->status = news_output_create(scratch_path("target"), &output, &out->err);
  if (!out->status) {
    out->status = news_output_write(output, "new, ", 5, &out->err);
    if (!out->status) out->status = news_output_flush(output, &out->err);
    if (!out->status)
      out->status = news_output_write(output, "longer\n", 7, &out->err);
    if (!out->status) out->status = news_output_commit(output, &out->err);
    news_output_free(output);
  }
  check(names_in_scratch() == before);
  is_old_or_new("target");
}

static void appends(outcome *out) {
  news_output *output;
  out->status = news_output_append(scratch_path("log"), 4, &output, &out->err);
  if (out->status) return;
  out->status = news_output_write(output, "more\n", 5, &out->err);
  if (!out->status) out->status = news_output_commit(output, &out->err);
  news_output_free(output);
  int kind = faults_kind;
  faults_kind = FAULT_NONE;
  check(strncmp(scratch_read("log"), "one\n", 4) == 0);
  if (!out->status) check(strcmp(scratch_read("log"), "one\nmore\n") == 0);
  faults_kind = kind;
}

static void makes_directories(outcome *out) {
  out->status = news_output_directory(scratch_path("tree/m/n"), &out->err);
  rmdir(scratch_path("tree/m/n"));
  rmdir(scratch_path("tree/m"));
}

static void makes_names(outcome *out) {
  static const char *const ids[] = {"a", "a", "b/c", "", "a"};
  news_names *names = news_names_new();
  if (!names) set_status(out, NEWS_ENOMEM);
  for (size_t i = 0; i < 200 && !out->status; i++) {
    news_buffer name = NEWS_BUFFER_EMPTY;
    const char *id = ids[i % 5];
    set_status(out, news_names_add(names, id, strlen(id), "txt", &name));
    if (!out->status) note(out, name.data, name.size);
    news_buffer_free(&name);
  }
  news_names_free(names);
}

static void writes_json(outcome *out) {
  news_buffer text = NEWS_BUFFER_EMPTY;
  news_json_add_string(&text, "a\xFF\n\xE2\x80\xA8", 6);
  news_json_add_double(&text, 0.1);
  news_json_add_integer(&text, 12);
  if (text.failed) set_status(out, NEWS_ENOMEM);
  if (!text.failed) note(out, text.data, text.size);
  news_buffer_free(&text);
}

static void reads_json(outcome *out) {
  static const char text[] = "{\"a\":[12345678901234567890,\"\\ud800\"]}";
  json_t *value;
  out->status = news_json_parse(text, sizeof text - 1, &value, &out->err);
  if (!out->status && json_object_size(value) == 1) note(out, "fine", 4);
  json_decref(value);
}

static void watches_signals(outcome *out) {
  news_signals *signals;
  out->status = news_signals_new(&signals, &out->err);
  news_signals_free(signals);
}

static scenario *const scenarios[] = {
    reads_plain,       reads_broken_text, reads_utf16,
    reads_gzip,        reads_lines,       reads_a_page,
#ifdef NEWS_BROTLI
    inflates_brotli,
#endif
    cuts_pieces,       inflates,          walks,
    writes_a_file,     appends,           makes_names,
    makes_directories, writes_json,       reads_json,
    watches_signals};
enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

static void every_allocation_may_fail(void) {
  for (int i = 0; i < SCENARIOS; i++) sweep(scenarios[i], FAULT_MEMORY);
}

static void every_call_of_the_system_may_fail(void) {
  static const int errors[] = {EIO, ENOSPC, EACCES, EBADF, ENOMEM};
  for (int e = 0; e < 5; e++)
    for (int i = 0; i < SCENARIOS; i++) {
      faults_errno = errors[e];
      sweep(scenarios[i], FAULT_SYSTEM);
    }
}

static void short_and_interrupted_calls_change_nothing(void) {
  for (int i = 0; i < SCENARIOS; i++)
    same_with_short_reads_and_writes(scenarios[i]);
}

static void make_files(void) {
  static const char gzip[] = /* "hello\n" */
      "\037\213\010\000\000\000\000\000\002\377\313\110\315\311\311\347\002\000"
      "\040\060\072\066\006\000\000\000";
  scratch_write("plain", "one\ntwo\r\n\nthree and a longer line\n\nlast", 38);
  scratch_write("rows", "a,b\n1,\"x\ny\"\n2,\"bad\"z\n3", 22);
  scratch_write("broken",
                "a\xFF"
                "b\xE2\x80",
                5);
  scratch_write("utf16",
                "\xFF\xFE"
                "a\0\xE9\0",
                6);
  scratch_write("gzip", gzip, sizeof gzip - 1);
  scratch_write("target", "old", 3);
  scratch_write("log", "one\ntwo\n", 8);
  mkdir(scratch_path("tree"), 0777);
  mkdir(scratch_path("tree/d"), 0777);
  scratch_write("tree/a", "", 0);
  scratch_write("tree/d/b", "", 0);
  scratch_write("tree/z", "", 0);
}

int main(void) {
  if (!scratch_make()) return 1;
  make_files();
  run(every_allocation_may_fail);
  run(every_call_of_the_system_may_fail);
  run(short_and_interrupted_calls_change_nothing);
  printf("%ld faults\n", faults_total);
  scratch_remove();
  return check_report();
}
