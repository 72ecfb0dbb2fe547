#include "layout.h"

#include <string.h>

#include "segment.h"
#include "sentence.h"

enum {
#ifdef NEWS_TINY
  ROWS_FIRST = 1,
  LINE_PIECE = 2,
#else
  ROWS_FIRST = 64,
  LINE_PIECE = 256,
#endif
  MARKS_FROM = 16, /* the bits of punctuation marks: above the others */
};

/* ------------------------------------------------------------- one row */

/* What bytes are to a row: nothing, capital and small letters, digits, marks,
 * of them . ! ? and the comma, white space, of it blanks and tabs, no ASCII. */
enum sort { N, U, L, D, E, C, P, B, T, S, O, SORTS };

/* clang-format off */
static const uint8_t sorts[256] = {
    N, N, N, N, N, N, N, N, N, T, S, S, S, S, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    B, E, P, P, P, P, P, P, P, P, P, P, C, P, E, P,
    D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, E,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, N,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
};
/* clang-format on */

#define IS_SPACE(s) ((s) >= B && (s) <= S)
#define IS_MARK(s) ((s) >= E && (s) <= P)
#define IS_LETTER(s) ((s) == U || (s) == L)
#define KIND(s)                   \
  ((s) == U      ? NEWS_HAS_UPPER \
   : (s) == L    ? NEWS_HAS_LOWER \
   : (s) == D    ? NEWS_HAS_DIGIT \
   : IS_MARK(s)  ? NEWS_HAS_PUNCT \
   : IS_SPACE(s) ? NEWS_HAS_SPACE \
   : (s) == O    ? NEWS_HAS_OTHER \
                 : 0)

static inline unsigned sort_of(char c) { return sorts[(unsigned char)c]; }

static bool is_space(char c) { return IS_SPACE(sort_of(c)); }

/* The 32 marks are 21 to 2F, 3A to 40, 5B to 60 and 7B to 7E. */
uint64_t news_mark_bit(unsigned char c) {
  if (!IS_MARK(sorts[c])) return 0;
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

/* What a byte shows behind another one, by their sorts. */
enum {
  WORD = 1 << 30,  /* a word begins */
  CLOSER = 1 << 29 /* a mark, or the second of what may be long enough */
};
#define PAIR(a, b)                                                           \
  (KIND(b) | ((b) == T ? NEWS_HAS_GAP : 0) |                                 \
   ((IS_LETTER(a) && (b) == D) || ((a) == D && IS_LETTER(b)) ? NEWS_HAS_CODE \
                                                             : 0) |          \
   (((a) == E || (a) == C) && IS_SPACE(b) ? NEWS_HAS_PAUSE : 0) |            \
   ((a) == L && (b) == E ? NEWS_HAS_STOP : 0) |                              \
   (IS_SPACE(a) && !IS_SPACE(b) ? WORD : 0) |                                \
   (IS_MARK(b) || ((a) == D && (b) == D) || ((a) == B && (b) == B) ? CLOSER  \
                                                                   : 0))
#define PAIRS(a)                                                            \
  {                                                                         \
    PAIR(a, N), PAIR(a, U), PAIR(a, L), PAIR(a, D), PAIR(a, E), PAIR(a, C), \
        PAIR(a, P), PAIR(a, B), PAIR(a, T), PAIR(a, S), PAIR(a, O)          \
  }
static const uint32_t pairs[SORTS][16] = {
    PAIRS(N), PAIRS(U), PAIRS(L), PAIRS(D), PAIRS(E), PAIRS(C),
    PAIRS(P), PAIRS(B), PAIRS(T), PAIRS(S), PAIRS(O)};

/* What only more bytes than two show, at `at` of the row that begins at
 * `start`. */
static uint64_t longer_shape(const char *text, uint32_t start, uint32_t at) {
  unsigned sort = sort_of(text[at]);
  if (IS_MARK(sort)) return news_mark_bit((unsigned char)text[at]);
  if (at - start < 2 || sort_of(text[at - 2]) != sort) return 0;
  if (sort == B) return NEWS_HAS_GAP;
  return at - start >= 3 && sort_of(text[at - 3]) == D ? NEWS_HAS_YEAR : 0;
}

/* How the row begins and ends. */
static unsigned ends_of(const char *text, news_span s) {
  if (s.start == s.end) return 0;
  unsigned first = sort_of(text[s.start]);
  return (first == U ? NEWS_HAS_LARGE : 0) | (first == L ? NEWS_HAS_SMALL : 0) |
         (ends_sentence(text, s) ? NEWS_HAS_END : 0);
}

void news_row_measure(const news_document *doc, news_row *row) {
  const char *text = doc->text;
  const uint32_t *behind = pairs[B];
  uint32_t start = row->span.start, words = 0;
  uint32_t found = 0;
  uint64_t longer = 0;
  for (uint32_t at = start; at < row->span.end; at++) {
    unsigned sort = sort_of(text[at]);
    uint32_t shown = behind[sort];
    found |= shown;
    words += shown / WORD;
    if (shown & CLOSER) longer |= longer_shape(text, start, at);
    behind = pairs[sort];
  }
  found &= ~(uint32_t)(WORD | CLOSER);
  row->words = words;
  row->kinds = found | longer | ends_of(text, row->span);
}

/* ------------------------------------------------------------- all rows */

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/* The first line end at or behind `from`, or `end`.  In pieces: a text whose
 * lines end otherwise is not walked to its end for each of them. */
static uint32_t line_end(const char *text, uint32_t from, uint32_t end) {
  for (uint32_t to; from < end; from = to) {
    to = end - from > LINE_PIECE ? from + LINE_PIECE : end;
    uint32_t whole = to;
    const char *found = memchr(text + from, '\n', to - from);
    if (found) to = (uint32_t)(found - text);
    found = memchr(text + from, '\r', to - from);
    if (found) to = (uint32_t)(found - text);
    if (to < whole) return to;
  }
  return end;
}

bool news_next_line(const news_document *doc, uint32_t *at, uint32_t end,
                    news_span *line, uint32_t *width) {
  const char *text = doc->text;
  while (*at < end) {
    uint32_t from = *at, to = line_end(text, from, end);
    for (*at = to; *at < end && is_line_end(text[*at]);) ++*at;
    *width = to - from;
    while (from < to && is_space(text[from])) from++;
    while (to > from && is_space(text[to - 1])) to--;
    *line = (news_span){from, to};
    if (from < to) return true;
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

news_status news_layout_rows(news_document *doc, news_row **rows,
                             uint32_t *count, news_error *err) {
  news_status status = news_split_paragraphs(doc, err);
  if (status) return status;
  list l = {0};
  for (uint32_t i = 0; i < doc->paragraphs.count; i++)
    if (!add_row(doc, &l, news_part_span(doc, &doc->paragraphs, i)))
      return news_fail(err, NEWS_ENOMEM, 0, NULL);
  *rows = l.rows;
  *count = l.count;
  return NEWS_OK;
}
