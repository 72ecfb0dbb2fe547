#include "layout.h"

#include <string.h>

#include "segment.h"
#include "sentence.h"

enum {
#ifdef NEWS_TINY
  ROWS_FIRST = 1,
#else
  ROWS_FIRST = 64,
#endif
  MARKS_FROM = 16, /* the bits of punctuation marks: above the others */
};

/* ------------------------------------------------------------- one row */

/* Classes of ASCII. */
enum {
  U = NEWS_HAS_UPPER,
  L = NEWS_HAS_LOWER,
  D = NEWS_HAS_DIGIT,
  P = NEWS_HAS_PUNCT,
  S = NEWS_HAS_SPACE,
};
/* clang-format off */
static const uint8_t ascii_kinds[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, 0,
};
/* clang-format on */

static inline unsigned kind_of(unsigned char c) {
  return c < 0x80 ? ascii_kinds[c] : NEWS_HAS_OTHER;
}

static bool is_space(char c) {
  return kind_of((unsigned char)c) == NEWS_HAS_SPACE;
}

/* The 32 marks are 21 to 2F, 3A to 40, 5B to 60 and 7B to 7E. */
uint64_t news_mark_bit(unsigned char c) {
  if (kind_of(c) != NEWS_HAS_PUNCT) return 0;
  unsigned left_out = c < '0' ? '!' : 10 + '!';
  if (c > 'Z') left_out += 26;
  if (c > 'z') left_out += 26;
  return (uint64_t)1 << (MARKS_FROM + c - left_out);
}

static bool is_stop(uint32_t c) { return c == '.' || c == '!' || c == '?'; }

static bool is_closing(uint32_t code) {
  return code == '"' || code == '\'' || code == ')' || code == ']' ||
         code == 0x201D || code == 0x2019 || code == 0xBB;
}

/* ... he said.”) */
static bool ends_sentence(const char *text, news_span s) {
  while (s.end > s.start && is_closing(news_code_before(text, s.end, s.start)))
    s.end = news_code_back(text, s.end);
  uint32_t last = news_code_before(text, s.end, s.start);
  return is_stop(last) || last == 0x2026;
}

/* What a run of bytes of one kind shows, `before` and `after` it. */
static unsigned shape_of(const char *text, uint32_t from, uint32_t to,
                         unsigned kind, unsigned before) {
  const unsigned letter = NEWS_HAS_UPPER | NEWS_HAS_LOWER;
  unsigned found = 0;
  if (kind == NEWS_HAS_DIGIT && to - from >= 4) found |= NEWS_HAS_YEAR;
  if ((kind | before) & NEWS_HAS_DIGIT && (kind | before) & letter)
    found |= NEWS_HAS_CODE;
  if (kind == NEWS_HAS_SPACE && before == NEWS_HAS_PUNCT &&
      (is_stop((unsigned char)text[from - 1]) || text[from - 1] == ','))
    found |= NEWS_HAS_PAUSE;
  if (before == NEWS_HAS_LOWER && is_stop((unsigned char)text[from]))
    found |= NEWS_HAS_STOP;
  return found;
}

/* A tab, or three blanks in a row, among white space. */
static bool is_gap(const char *text, uint32_t from, uint32_t to) {
  uint32_t blanks = 0;
  for (; from < to; from++) {
    blanks = text[from] == ' ' ? blanks + 1 : 0;
    if (blanks == 3 || text[from] == '\t') return true;
  }
  return false;
}

/* How the row begins and ends. */
static unsigned ends_of(const char *text, news_span s) {
  if (s.start == s.end) return 0;
  unsigned first = kind_of((unsigned char)text[s.start]);
  return (first == NEWS_HAS_UPPER ? NEWS_HAS_LARGE : 0) |
         (first == NEWS_HAS_LOWER ? NEWS_HAS_SMALL : 0) |
         (ends_sentence(text, s) ? NEWS_HAS_END : 0);
}

void news_row_measure(const news_document *doc, news_row *row) {
  const char *text = doc->text;
  unsigned found = 0, before = NEWS_HAS_SPACE;
  uint32_t words = 0, at = row->span.start, end = row->span.end;
  uint64_t marks = 0;
  while (at < end) {
    uint32_t from = at;
    unsigned kind = kind_of((unsigned char)text[at]);
    do at++;
    while (at < end && kind_of((unsigned char)text[at]) == kind);
    found |= kind | shape_of(text, from, at, kind, before);
    if (kind == NEWS_HAS_SPACE && is_gap(text, from, at)) found |= NEWS_HAS_GAP;
    words += kind != NEWS_HAS_SPACE && before == NEWS_HAS_SPACE;
    if (kind == NEWS_HAS_PUNCT)
      for (uint32_t i = from; i < at; i++)
        marks |= news_mark_bit((unsigned char)text[i]);
    before = kind;
  }
  row->words = words;
  row->kinds = found | ends_of(text, row->span) | marks;
}

/* ------------------------------------------------------------- all rows */

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

bool news_next_line(const news_document *doc, uint32_t *at, uint32_t end,
                    news_span *line, uint32_t *width) {
  const char *text = doc->text;
  while (*at < end) {
    uint32_t from = *at, to = from;
    while (to < end && !is_line_end(text[to])) to++;
    for (*at = to; *at < end && is_line_end(text[*at]);) ++*at;
    *width = to - from;
    while (from < to && is_space(text[from])) from++;
    while (to > from && is_space(text[to - 1])) to--;
    *line = (news_span){from, to};
    if (from < to) return true;
  }
  return false;
}

/* Does each line of the paragraph stand for itself? */
static bool is_stacked(const news_document *doc, news_span paragraph,
                       uint32_t narrow) {
  uint32_t at = paragraph.start, width, before = UINT32_MAX;
  news_span line;
  if (!memchr(doc->text + at, '\n', news_span_size(paragraph))) return false;
  while (news_next_line(doc, &at, paragraph.end, &line, &width)) {
    if (before < narrow) return true;
    before = width;
  }
  return false;
}

typedef struct list {
  news_row *rows;
  uint32_t count, capacity;
} list;

static bool add_row(news_document *doc, list *l, news_span span) {
  if (l->count == l->capacity) {
    uint32_t more = l->capacity ? l->capacity * 2 : ROWS_FIRST;
    news_row *grown = news_arena_grow(
        doc->arena, l->rows, l->capacity * sizeof *grown, more * sizeof *grown);
    if (!grown) return false;
    l->rows = grown;
    l->capacity = more;
  }
  news_row *row = &l->rows[l->count++];
  row->span = span;
  news_row_measure(doc, row);
  return true;
}

static bool add_paragraph(news_document *doc, list *l, news_span paragraph,
                          uint32_t narrow) {
  if (!is_stacked(doc, paragraph, narrow)) return add_row(doc, l, paragraph);
  uint32_t at = paragraph.start, width;
  news_span line;
  while (news_next_line(doc, &at, paragraph.end, &line, &width))
    if (!add_row(doc, l, line)) return false;
  return true;
}

news_status news_layout_rows(news_document *doc, uint32_t narrow,
                             news_row **rows, uint32_t *count,
                             news_error *err) {
  news_status status = news_split_paragraphs(doc, err);
  if (status) return status;
  list l = {0};
  for (uint32_t i = 0; i < doc->paragraphs.count; i++)
    if (!add_paragraph(doc, &l, news_part_span(doc, &doc->paragraphs, i),
                       narrow))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *rows = l.rows;
  *count = l.count;
  return NEWS_OK;
}
