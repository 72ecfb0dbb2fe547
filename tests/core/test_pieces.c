/* pieces, tar, transfer encodings, encodings. */
#include "check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "encoding.h"
#include "reader_pieces.h"
#include "reader_body.h"
#include "reader_tar.h"
#include "transfer.h"

/* ---- pieces ---- */

/* Pieces as "[...]", damaged ones as "{why}". */
static bool cuts(news_pieces_kind kind, const char *text,
                 const char *expected) {
  news_source *source;
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_piece piece;
  check(news_source_bytes(text, strlen(text), &source, NULL) == NEWS_OK);
  news_pieces *pieces = news_pieces_new(source, kind);
  while (!news_pieces_next(pieces, &piece, NULL) && piece.bytes) {
    news_buffer_add_byte(&out, piece.damaged ? '{' : '[');
    if (piece.damaged)
      news_buffer_add_text(&out, piece.damaged);
    else
      news_buffer_add(&out, piece.bytes, piece.size);
    news_buffer_add_byte(&out, piece.damaged ? '}' : ']');
  }
  news_pieces_free(pieces);
  news_source_free(source);
  bool same = out.size == strlen(expected) &&
              (!out.size || memcmp(out.data, expected, out.size) == 0);
  if (!same)
    fprintf(stderr, "%s\n  %.*s\n  %s wanted\n", text, (int)out.size,
            out.data ? out.data : "", expected);
  news_buffer_free(&out);
  return same;
}

static void json_is_cut_into_values(void) {
  check(cuts(NEWS_PIECES_JSON, "[{\"a\":[1,2]}, {\"b\":\"],}\\\"\"} ,3]",
             "[{\"a\":[1,2]}][{\"b\":\"],}\\\"\"}][3]"));
  check(cuts(NEWS_PIECES_JSON, "\xEF\xBB\xBF{\"a\":1}\n{\"b\":2}",
             "[{\"a\":1}][{\"b\":2}]"));
  check(cuts(NEWS_PIECES_JSON, " [ ] \n", ""));
  check(cuts(NEWS_PIECES_JSON, "", ""));
  check(cuts(NEWS_PIECES_JSON, "[[1],[2]]", "[[1]][[2]]"));
  check(cuts(NEWS_PIECES_JSON, "[{\"a\":1},{\"b\":\"x",
             "[{\"a\":1}]{the input ends inside a value}"));
  check(cuts(NEWS_PIECES_JSON, "{\"a\":1} \"x\"", "[{\"a\":1}][\"x\"]"));
  check(
      cuts(NEWS_PIECES_JSON, "[1, \"x", "[1]{the input ends inside a value}"));
  check(cuts(NEWS_PIECES_JSON, "[{\"a\":1}, ",
             "[{\"a\":1}]{the input ends inside an array}"));
  check(cuts(NEWS_PIECES_JSON, "[", "{the input ends inside an array}"));
  check(cuts(NEWS_PIECES_JSON, "}{\"a\":1}", "[}][{\"a\":1}]"));
}

/* From a slow writer: a byte order mark in two parts. */
static void a_mark_may_come_in_parts(void) {
  static const char *const parts[] = {"\xEF", "\xBB", "\xBF{\"a\":1}"};
  int ends[2];
  news_source *source;
  news_piece piece;
  check(!pipe(ends) && !news_source_use(ends[0], &source, NULL));
  pid_t writer = fork();
  for (int i = 0; writer == 0 && i < 3; i++) {
    if (write(ends[1], parts[i], strlen(parts[i])) < 0) _exit(1);
    usleep(20000);
  }
  if (writer == 0) _exit(0);
  close(ends[1]);
  news_pieces *pieces = news_pieces_new(source, NEWS_PIECES_JSON);
  check(!news_pieces_next(pieces, &piece, NULL) && piece.size == 7);
  check(piece.size && piece.bytes[0] == '{');
  news_pieces_free(pieces);
  news_source_free(source);
  close(ends[0]);
  waitpid(writer, NULL, 0);
}

static void pieces_know_where_they_begin(void) {
  static const char text[] = "\xEF\xBB\xBFid,text\n1,\"a\nb\"\n2,c\n";
  static const uint64_t lines[] = {1, 2, 4};
  news_source *source;
  news_piece piece;
  check(!news_source_bytes(text, strlen(text), &source, NULL));
  news_pieces *pieces = news_pieces_new(source, NEWS_PIECES_ROWS);
  for (int i = 0; i < 3; i++) {
    check(!news_pieces_next(pieces, &piece, NULL));
    check(piece.line == lines[i] && piece.column == 1);
  }
  news_pieces_free(pieces);
  news_source_free(source);
}

static void rows_end_outside_of_quotation_marks(void) {
  check(cuts(NEWS_PIECES_ROWS, "a,b\n1,\"x\ny\"\n2,\"\"\"z\"\"\"",
             "[a,b\n][1,\"x\ny\"\n][2,\"\"\"z\"\"\"]"));
  check(cuts(NEWS_PIECES_ROWS, "5\" disk,x\ny\n", "[5\" disk,x\n][y\n]"));
  check(cuts(NEWS_PIECES_ROWS, "1,\"bad\"x\n2,y\n",
             "{text after a closed quotation mark}[2,y\n]"));
  check(cuts(NEWS_PIECES_ROWS, "1,\"never\n2,y\n",
             "{a quotation is not closed}[2,y\n]"));
  check(cuts(NEWS_PIECES_ROWS, "", ""));
}

/* Each line closes the quotation of the line before and opens another, so none
 * ends.  After some lines the rest is given up at once. */
static void rows_without_end_are_not_looked_at_from_each_line(void) {
  enum { LINES = 20000, SIZE = 6 };
  char *text = malloc(LINES * SIZE);
  for (int i = 0; i < LINES; i++) memcpy(text + i * SIZE, "a\",\"\n ", SIZE);
  news_source *source;
  news_piece piece;
  uint32_t count = 0;
  size_t bytes = 0;
  check(!news_source_bytes(text, LINES * SIZE, &source, NULL));
  news_pieces *pieces = news_pieces_new(source, NEWS_PIECES_ROWS);
  while (!news_pieces_next(pieces, &piece, NULL) && piece.bytes) {
    bytes += piece.size;
    count++;
  }
  check(count > 2 && count < 2000 && bytes == LINES * SIZE);
  news_pieces_free(pieces);
  news_source_free(source);
  free(text);
}

#define RESPONSE \
  "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc"

static void warc_is_cut_into_responses(void) {
  check(cuts(NEWS_PIECES_WARC, RESPONSE "\r\n\r\n" RESPONSE "\r\n\r\n",
             "[" RESPONSE "][" RESPONSE "]"));
  check(
      cuts(NEWS_PIECES_WARC,
           "WARC/1.1\nwarc-type:request\ncontent-length:4\n\nWARC\n\n" RESPONSE,
           "[" RESPONSE "]"));
  check(cuts(NEWS_PIECES_WARC, "junk\njunk\n" RESPONSE,
             "{no record begins here}[" RESPONSE "]"));
  check(
      cuts(NEWS_PIECES_WARC, "WARC/1.0\r\nWARC-Type: response\r\n\r\n" RESPONSE,
           "{a record without a length}{no record begins here}[" RESPONSE "]"));
  check(cuts(NEWS_PIECES_WARC,
             "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nabc",
             "{the input ends inside a record}"));
  check(cuts(NEWS_PIECES_WARC, "WARC/1.0\r\nWARC-Type: resp",
             "{the header of a record has no end}{no record begins here}"));
}

static void pieces_beyond_the_limit_are_given_up(void) {
#ifdef NEWS_TINY
  news_buffer text = NEWS_BUFFER_EMPTY;
  news_buffer_add_text(&text, "[{\"a\":\"");
  for (size_t i = 0; i < NEWS_PIECE_MAX + 10; i++)
    news_buffer_add_byte(&text, 'x');
  news_buffer_add_text(&text, "\"}]");
  news_source *source;
  news_piece piece;
  check(!news_source_bytes(text.data, text.size, &source, NULL));
  news_pieces *pieces = news_pieces_new(source, NEWS_PIECES_JSON);
  check(!news_pieces_next(pieces, &piece, NULL) && piece.damaged);
  news_pieces_free(pieces);
  news_source_free(source);
  news_buffer_free(&text);
#endif
}

/* ---- transfer encodings ---- */

typedef void decoder(const char *bytes, size_t size, news_buffer *out);

static void quoted(const char *bytes, size_t size, news_buffer *out) {
  news_quoted_decode(bytes, size, false, out);
}
static void in_header(const char *bytes, size_t size, news_buffer *out) {
  news_quoted_decode(bytes, size, true, out);
}
static void chunks(const char *bytes, size_t size, news_buffer *out) {
  if (!news_chunks_decode(bytes, size, out)) news_buffer_add_text(out, "!");
}
static void inflate(const char *bytes, size_t size, news_buffer *out) {
  if (news_inflate(bytes, size, out, NULL)) news_buffer_add_text(out, "!");
}

#ifdef NEWS_BROTLI
static void unbrotli(const char *bytes, size_t size, news_buffer *out) {
  if (news_inflate_brotli(bytes, size, out, NULL))
    news_buffer_add_text(out, "!");
}
#endif

static bool decodes(decoder *how, const char *bytes, size_t size,
                    const char *expected) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  how(bytes, size, &out);
  bool same = out.size == strlen(expected) &&
              (!out.size || memcmp(out.data, expected, out.size) == 0);
  if (!same)
    fprintf(stderr, "%.*s, %s wanted\n", (int)out.size,
            out.data ? out.data : "", expected);
  news_buffer_free(&out);
  return same;
}
#define DECODES(how, text, expected) \
  decodes(how, text, sizeof(text) - 1, expected)

static void transfer_encodings_are_undone(void) {
  check(DECODES(news_base64_decode, "aGVs\r\nbG8=", "hello"));
  check(DECODES(news_base64_decode, "aG*Vs bG8", "hello"));
  check(DECODES(quoted, "a=C3=A4b=\r\nc = \nd=zz_=", "a\u00e4bc d=zz_="));
  check(DECODES(in_header, "a_b=20c", "a b c"));
  check(DECODES(chunks, "5\r\nhello\r\n3;x=y\r\n wo\r\n0\r\n\r\n", "hello wo"));
  check(DECODES(chunks, "5\r\nhel", "hel!"));
  check(DECODES(chunks, "zz\r\n", "!"));
}

/* "hello" by Python's gzip and zlib. */
static const char gzipped[] =
    "\x1f\x8b\x08\0\0\0\0\0\x02\xff\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36"
    "\x05\0\0\0";
static const char zlibbed[] =
    "\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\0\x06\x2c\x02\x15";

static void compressed_bodies_are_inflated(void) {
  check(DECODES(inflate, gzipped, "hello"));
  check(DECODES(inflate, zlibbed, "hello"));
  check(decodes(inflate, gzipped, 14, "!") ||
        decodes(inflate, gzipped, 14, "hell!"));
  check(DECODES(inflate, "no compression at all", "!"));
  static const char news[] =
      "news, news, news and more news of the day, news of the day";
  check(
      DECODES(inflate,
              "\x28\xb5\x2f\xfd\x00\x68\x2d\x01\x00\xd0\x6e\x65\x77\x73\x2c\x20"
              "\x20\x61\x6e\x64\x20\x6d\x6f\x72\x65\x6f\x66\x20\x74\x68\x65\x20"
              "\x64\x61\x79\x2c\x03\x00\x34\x91\x8f\x39\x4e\xb6\x52\x04",
              news));
#ifdef NEWS_BROTLI
  static const char packed[] =
      "\x1b\x39\x00\xe8\x1d\x09\x36\x4e\x7c\x7d\xb8\x33\x54\x93\xb9\xdd\xe5\x49"
      "\x10\x96\xb9\x0a\x2b\x83\x89\x1c\x38\xb4\x5c\x12\x3c\xd0\x61\x22\x87\x2d"
      "\x81\x50\xce\x3f\xee\xd0\xae\x2f\x39\xa6\x89\x13";
  check(DECODES(unbrotli, packed, news));
  check(decodes(unbrotli, packed, sizeof packed - 9, "!") ||
        decodes(unbrotli, packed, sizeof packed - 9,
                "news, news, news and more news of the day!"));
  check(DECODES(unbrotli, "<p>no Brotli</p>", "!"));
#endif
}

/* ---- encodings ---- */

static bool decodes_to(const char *bytes, size_t size, const char *label,
                       const char *name, const char *expected) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  char got[NEWS_ENCODING_NAME];
  check(!news_encoding_decode(bytes, size, label, &out, got, NULL));
  bool same = strcmp(got, name) == 0 && out.size == strlen(expected) &&
              (!out.size || memcmp(out.data, expected, out.size) == 0);
  if (!same)
    fprintf(stderr, "%s: %.*s\n  %s: %s wanted\n", got, (int)out.size,
            out.data ? out.data : "", name, expected);
  news_buffer_free(&out);
  if (news_encoding_is_simple(bytes, size, label))
    check(strcmp(name, "utf-8") == 0 || (unsigned char)*bytes >= 0xEF);
  if (news_encoding_is_plain(bytes, size, label))
    check(strcmp(name, "utf-8") == 0 && size == strlen(expected) &&
          memcmp(bytes, expected, size) == 0);
  return same;
}
#define READS(bytes, label, name, text) \
  decodes_to(bytes, sizeof(bytes) - 1, label, name, text)

static void encodings_are_told_by_marks_labels_and_the_document(void) {
  check(READS("\xEF\xBB\xBF\xC3\xA4", "iso-8859-1", "utf-8", "\u00e4"));
  check(READS("\xFF\xFE\xE4\0", "", "utf-16le", "\u00e4"));
  check(READS("\xE4", "windows-1252", "windows-1252", "\u00e4"));
  check(READS("\xE4 \x93", "iso-8859-1", "windows-1252", "\u00e4 \u201c"));
  check(READS("\xD4", "\"KOI8-R\"", "koi8-r", "\u0442"));
  check(READS("<meta charset=\"windows-1251\">\xE4", "", "windows-1251",
              "<meta charset=\"windows-1251\">\u0434"));
  check(READS("<META http-equiv=x content='text/html; charset=KOI8-R'>\xD4", "",
              "koi8-r",
              "<META http-equiv=x content='text/html; charset=KOI8-R'>\u0442"));
  check(READS("<?xml version='1.0' encoding='shift_jis'?>\x82\xA0", "", "cp932",
              "<?xml version='1.0' encoding='shift_jis'?>\u3042"));
  check(READS("<meta charset=iso-8859-1>\xC3\xA4", "", "utf-8",
              "<meta charset=iso-8859-1>\u00e4"));
  check(READS("<meta charset=nosuch>plain", "", "utf-8",
              "<meta charset=nosuch>plain"));
  check(READS("caf\xE9 au lait", "utf-8", "windows-1252", "caf\u00e9 au lait"));
}

/* There a mark may follow a letter and combine with it to one character. */
static void the_last_letter_of_a_text_is_not_waited_for(void) {
  check(READS("L\xEA", "windows-1258", "windows-1258", "L\u00ea"));
  check(READS("a\xCC", "windows-1258", "windows-1258", "\u00e0"));
  check(READS("\xF9\xEC \xE1", "windows-1255", "windows-1255",
              "\u05e9\u05dc \u05d1"));
  check(READS("\x88\x66", "big5", "big5-hkscs", "\u00ca"));
  check(READS("x\xE1\xD9\xE2", "windows-1255", "windows-1255",
              "x\u05d1\ufffd\u05d2"));
  check(READS("\x1B$B$\"\xFF$\"\x1B(B", "iso-2022-jp", "iso-2022-jp",
              "\u3042\ufffd\u3042"));
}

static void text_in_utf8_needs_no_converter(void) {
  check(news_encoding_is_simple("plain", 5, ""));
  check(news_encoding_is_simple("plain", 5, "UTF8"));
  check(news_encoding_is_simple("\xC3\xA4", 2, "koi8-r"));
  check(news_encoding_is_simple("<meta charset=utf-8>", 20, ""));
  check(!news_encoding_is_simple("plain", 5, "koi8-r"));
  check(!news_encoding_is_simple("<meta charset=big5>", 19, ""));
  check(!news_encoding_is_simple("\xE4", 1, ""));
  check(news_encoding_is_simple("\xEF\xBB\xBFx", 4, ""));
}

static void most_pages_are_taken_as_they_are(void) {
  check(news_encoding_is_plain("plain", 5, ""));
  check(news_encoding_is_plain("\xC3\xA4", 2, "koi8-r"));
  check(!news_encoding_is_plain("plain", 5, "koi8-r"));
  check(!news_encoding_is_plain("\xEF\xBB\xBFx", 4, ""));
  check(!news_encoding_is_plain("\xE4", 1, ""));
  check(!news_encoding_is_plain("x\0y\0x\0y\0", 8, ""));
  char text[150];
  memset(text, 'x', sizeof text);
  check(!news_encoding_is_plain(text, sizeof text, "koi8-r"));
  for (size_t at = 0; at + 2 <= sizeof text; at++) { /* at every place */
    memcpy(text + at, "\xC3\xA4", 2);
    check(news_encoding_is_plain(text, sizeof text, "koi8-r"));
    memcpy(text + at, "xx", 2);
  }
}

static void converters_are_kept_and_freed(void) {
  news_converters *kept = news_converters_new("");
  check(kept != NULL);
  news_converters_free(kept);
  kept = news_converters_new(" CP850");
  check(kept != NULL);
  news_converters_free(kept);
  news_converters_free(NULL);
}

static void encodings_without_a_label_are_guessed(void) {
  /* "Плотина открыта, город затоплен" */
  check(
      READS("\xF0\xCC\xCF\xD4\xC9\xCE\xC1 \xCF\xD4\xCB\xD2\xD9\xD4\xC1, "
            "\xC7\xCF\xD2\xCF\xC4 \xDA\xC1\xD4\xCF\xD0\xCC\xC5\xCE",
            "", "koi8-r",
            "\u041f\u043b\u043e\u0442\u0438\u043d\u0430 "
            "\u043e\u0442\u043a\u0440\u044b\u0442\u0430, "
            "\u0433\u043e\u0440\u043e\u0434 "
            "\u0437\u0430\u0442\u043e\u043f\u043b\u0435\u043d"));
  check(strcmp(news_encoding_guess("D\xE9j\xE0 vu, Fa\xE7"
                                   "ade",
                                   16),
               "windows-1252") == 0);
  check(READS("h\0e\0l\0l\0o\0 \0t\0o\0", "", "utf-16le", "hello to"));
  check(READS("\0h\0e\0l\0l\0o\0 \0t\0o", "", "utf-16be", "hello to"));
  check(READS("\xFF\xFE\0\0h\0\0\0i\0\0\0h\0\0\0", "", "utf-32le", "hih"));
  check(READS("\0\0\xFE\xFF\0\0\0h\0\0\0i\0\0\0h", "", "utf-32be", "hih"));
  /* "p\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148" */
  check(
      READS("p\xF8\xEDli\x9A \x9Elu\x9Dou\xE8k\xFD k\xF9\xF2, \x9E"
            "e ji\x9E",
            "", "windows-1250",
            "p\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd "
            "k\u016f\u0148, \u017ee ji\u017e"));
}

/* ---- tar ---- */

static void add_member(news_buffer *tar, const char *name, const char *text) {
  char header[512] = {0};
  strcpy(header, name);
  memcpy(header + 100, "0000644", 7);
  sprintf(header + 124, "%011o", (unsigned)strlen(text));
  memcpy(header + 136, "00000000000", 11);
  header[156] = '0';
  memcpy(header + 257, "ustar\00000", 8);
  memset(header + 148, ' ', 8);
  unsigned sum = 0;
  for (int i = 0; i < 512; i++) sum += (unsigned char)header[i];
  sprintf(header + 148, "%06o", sum);
  news_buffer_add(tar, header, 512);
  news_buffer_add(tar, text, strlen(text));
  while (tar->size % 512) news_buffer_add_byte(tar, '\0');
}

static void archives_give_their_files(void) {
  news_buffer tar = NEWS_BUFFER_EMPTY;
  add_member(&tar, "a.txt", "one");
  add_member(&tar, ".hidden", "no");
  add_member(&tar, "../b.txt", "out");
  add_member(&tar, "c/d..e.txt", "three");
  add_member(&tar, "long.txt", "too long for the limit");
  for (int i = 0; i < 1024; i++) news_buffer_add_byte(&tar, '\0');
  news_source *source;
  news_archive *archive;
  check(!news_source_bytes(tar.data, tar.size, &source, NULL));
  check(!news_archive_new(source, &archive, NULL));
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_archive_entry e;
  check(!news_archive_next(archive, 10, &e, &out, NULL));
  check(strcmp(e.name, "a.txt") == 0 && !e.reason && out.size == 3);
  check(!news_archive_next(archive, 10, &e, &out, NULL));
  check(strcmp(e.name, "../b.txt") == 0 && e.reason && out.size == 3);
  check(!news_archive_next(archive, 10, &e, &out, NULL));
  check(strcmp(e.name, "c/d..e.txt") == 0 && out.size == 8);
  check(!news_archive_next(archive, 10, &e, &out, NULL));
  check(e.reason && strcmp(e.reason, "the file is too long") == 0);
  check(!news_archive_next(archive, 10, &e, &out, NULL) && !e.name);
  news_archive_free(archive);
  news_source_free(source);
  news_buffer_free(&out);
  news_buffer_free(&tar);
}

static void what_is_no_archive_is_refused(void) {
  news_source *source;
  news_archive *archive;
  static const char text[] = "no archive";
  check(!news_source_bytes(text, sizeof text - 1, &source, NULL));
  news_status status = news_archive_new(source, &archive, NULL);
  news_archive_entry e;
  news_buffer out = NEWS_BUFFER_EMPTY;
  if (!status) status = news_archive_next(archive, 10, &e, &out, NULL);
  check(status == NEWS_EDATA);
  news_archive_free(archive);
  news_source_free(source);
}

/* In Turkish the lower case of I is not an ASCII letter. */
static void a_locale_changes_no_label(void) {
  setlocale(LC_CTYPE, "tr_TR.UTF-8");
  char name[NEWS_ENCODING_NAME];
  news_buffer out = NEWS_BUFFER_EMPTY;
  check(!news_encoding_decode("a\x80", 2, "ISO-8859-1", &out, name, NULL));
  check(strcmp(name, "windows-1252") == 0);
  news_buffer_free(&out);
  setlocale(LC_CTYPE, "C");
}

int main(void) {
  run(json_is_cut_into_values);
  run(a_mark_may_come_in_parts);
  run(pieces_know_where_they_begin);
  run(rows_end_outside_of_quotation_marks);
  run(rows_without_end_are_not_looked_at_from_each_line);
  run(warc_is_cut_into_responses);
  run(pieces_beyond_the_limit_are_given_up);
  run(transfer_encodings_are_undone);
  run(compressed_bodies_are_inflated);
  run(encodings_are_told_by_marks_labels_and_the_document);
  run(the_last_letter_of_a_text_is_not_waited_for);
  run(text_in_utf8_needs_no_converter);
  run(most_pages_are_taken_as_they_are);
  run(converters_are_kept_and_freed);
  run(encodings_without_a_label_are_guessed);
  run(archives_give_their_files);
  run(what_is_no_archive_is_refused);
  run(a_locale_changes_no_label);
  return check_report();
}
