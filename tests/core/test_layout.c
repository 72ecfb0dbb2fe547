#include "layout.h"

#include "split.h"

/* The rows of a text, separated by bars. */
static const char *rows_of(const char *text) {
  static char out[1024];
  news_document *doc;
  news_row *rows = NULL;
  uint32_t count = 0;
  size_t at = 0;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_layout_rows(doc, &rows, &count, NULL));
  for (uint32_t i = 0; i < count; i++) {
    news_row again = {.span = rows[i].span};
    news_row_measure(doc, &again);
    check(again.words == rows[i].words && again.kinds == rows[i].kinds);
    at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s", i ? "|" : "",
                           (int)news_span_size(rows[i].span),
                           text + rows[i].span.start);
  }
  out[at] = '\0';
  news_document_free(doc);
  return out;
}

static const char wrapped[] =
    "The talks between the two countries went on until late in the\n"
    "night, officials said, and were to be taken up again in the\n"
    "morning. No date was set for the signing of the treaty.";

static void a_paragraph_is_a_row(void) {
  check(!strcmp(rows_of(""), ""));
  check(!strcmp(rows_of("One\n\n  Two \n\nThree"), "One|Two|Three"));
  check(!strcmp(rows_of(wrapped), wrapped));
}

/* The kinds in a text taken as one row. */
static uint64_t kinds_of(const char *text, uint32_t words) {
  news_document *doc;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  news_row row = {.span = {0, doc->size}};
  news_row_measure(doc, &row);
  check(row.words == words);
  news_document_free(doc);
  return row.kinds;
}

static void what_occurs_in_a_row(void) {
  check(kinds_of("", 0) == 0);
  check(kinds_of(" ", 0) == NEWS_HAS_SPACE);
  check(kinds_of("\x01", 1) == 0);
  check(kinds_of("2022", 1) == (NEWS_HAS_DIGIT | NEWS_HAS_YEAR));
  check(kinds_of("a1", 1) ==
        (NEWS_HAS_LOWER | NEWS_HAS_DIGIT | NEWS_HAS_CODE | NEWS_HAS_SMALL));
  check(kinds_of("a\tB", 2) ==
        (NEWS_HAS_LOWER | NEWS_HAS_UPPER | NEWS_HAS_SPACE | NEWS_HAS_GAP |
         NEWS_HAS_SMALL));
  check(kinds_of("A, B", 2) ==
        (NEWS_HAS_UPPER | NEWS_HAS_PUNCT | NEWS_HAS_SPACE | NEWS_HAS_PAUSE |
         NEWS_HAS_LARGE | news_mark_bit(',')));
  check(kinds_of("“no.”", 1) ==
        (NEWS_HAS_LOWER | NEWS_HAS_PUNCT | NEWS_HAS_OTHER | NEWS_HAS_STOP |
         NEWS_HAS_END | news_mark_bit('.')));
}

/* Wherever it is in a row: after and before bytes of no kind. */
static void shapes_are_found_at_any_place(void) {
  static const char *const shapes[] = {"2022",  "a1",       "1a",  "x\ty",
                                       "k   m", "one, two", "no.", "a  b  c",
                                       "202 2", "A. B",     "1.2", "  2 "};
  enum { MOST = 140 };
  char text[2 * MOST + 16];
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    size_t size = strlen(shapes[k]);
    uint64_t wanted = 0;
    for (size_t before = 1; before < MOST; before++) {
      size_t behind = before * 7 % MOST + 1;
      memset(text, '\x01', sizeof text);
      memcpy(text + before, shapes[k], size);
      text[before + size + behind] = '\0';
      uint32_t words = 1;
      for (const char *c = text; *c; c++)
        words += strchr(" \t", *c) && !strchr(" \t", c[1]);
      uint64_t kinds = kinds_of(text, words);
      if (before == 1) wanted = kinds;
      check(kinds == wanted);
    }
  }
}

static void every_mark_has_a_bit_of_its_own(void) {
  uint64_t seen = NEWS_HAS_SMALL * 2 - 1;
  for (unsigned c = 0; c < 256; c++) {
    uint64_t bit = news_mark_bit((unsigned char)c);
    bool mark = c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') &&
                !((c | 32) >= 'a' && (c | 32) <= 'z');
    check((bit != 0) == mark);
    check(!(bit & seen) && !(bit & (bit - 1)));
    seen |= bit;
  }
}

static void a_document_without_memory_has_no_rows(void) {
  news_document *doc;
  news_document_options options = {.memory = 400};
  news_row *rows;
  uint32_t count;
  news_error err;
  char text[401];
  for (size_t i = 0; i < 400; i++) text[i] = i % 2 ? '\n' : 'a';
  text[400] = '\0';
  news_status status = news_document_new(text, 400, &options, &doc, &err);
  if (!status) status = news_layout_rows(doc, &rows, &count, &err);
  check(status == NEWS_ENOMEM);
  news_document_free(doc);
}

/* Line ends are searched piece by piece; both kinds, on each side of the end of
 * a piece. */
static void lines_of_any_length(void) {
  char text[1024];
  for (uint32_t size = 250; size < 510; size++) {
    memset(text, 'a', sizeof text);
    text[size] = size % 2 ? '\r' : '\n';
    text[2 * size] = size % 3 ? '\n' : '\r';
    size_t whole = 2 * (size_t)size + size % 5;
    news_document *doc;
    check(!news_document_new(text, whole, NULL, &doc, NULL));
    uint32_t at = 0, width, from = 0;
    news_span line;
    while (news_next_line(doc, &at, doc->size, &line, &width)) {
      uint32_t end = from;
      while (end < doc->size && text[end] == 'a') end++;
      check(line.start == from && line.end == end && width == end - from);
      check(at == (end < doc->size ? end + 1 : end));
      from = at;
    }
    check(from == doc->size);
    news_document_free(doc);
  }
}

int main(void) {
  run(lines_of_any_length);
  run(a_paragraph_is_a_row);
  run(what_occurs_in_a_row);
  run(shapes_are_found_at_any_place);
  run(every_mark_has_a_bit_of_its_own);
  run(a_document_without_memory_has_no_rows);
  return check_report();
}
