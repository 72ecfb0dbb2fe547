#include "layout.h"

#include <string.h>

#include "segment.h"
#include "sentence.h"

#if defined(__x86_64__) && !defined(NEWS_SCALAR)
#include <emmintrin.h>
#endif

enum {
#ifdef NEWS_TINY
  ROWS_FIRST = 1,
  LINE_PIECE = 2,
#else
  ROWS_FIRST = 64,
  LINE_PIECE = 256,
#endif
  MARKS_FROM = 16, /* first bit of the punctuation marks, above the others */
};

/* ------------------------------------------------------------- one row */

/* Kinds of bytes in a row: none, upper and lower case letters, digits, other
 * marks, . ! ?, the comma, blanks, tabs, other white space, above ASCII. */
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

/* The bits for how a row begins and ends. */
static unsigned ends_of(const char *text, news_span s) {
  if (s.start == s.end) return 0;
  unsigned first = sort_of(text[s.start]);
  return (first == U ? NEWS_HAS_LARGE : 0) | (first == L ? NEWS_HAS_SMALL : 0) |
         (ends_sentence(text, s) ? NEWS_HAS_END : 0);
}

/* ---- in blocks: for each kind the set of bytes of that kind, as bits */

enum { BLOCK = 64 };

#if defined(__x86_64__) && !defined(NEWS_SCALAR)
static inline __m128i within(__m128i bytes, char low, char high) {
  __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
  __m128i most = _mm_set1_epi8((char)(high - low));
  return _mm_cmpeq_epi8(_mm_min_epu8(above, most), above);
}

static inline __m128i same(__m128i bytes, char c) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline uint64_t bits_of(__m128i found) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(found);
}

static inline __m128i is_end(__m128i b) {
  return _mm_or_si128(_mm_or_si128(same(b, '.'), same(b, '!')), same(b, '?'));
}

/* The bits of four times sixteen bytes. */
#define BITS(test)                                   \
  (bits_of(test(b[0])) | bits_of(test(b[1])) << 16 | \
   bits_of(test(b[2])) << 32 | bits_of(test(b[3])) << 48)
#define IS_UPPER(b) within(b, 'A', 'Z')
#define IS_LOWER(b) within(b, 'a', 'z')
#define IS_DIGIT(b) within(b, '0', '9')
#define IS_SEEN(b) within(b, '!', '~')
#define IS_COMMA(b) same(b, ',')
#define IS_BLANK(b) same(b, ' ')
#define IS_TAB(b) same(b, '\t')
#define IS_LINE(b) within(b, '\n', '\r')
#define IS_HIGH(b) (b)

static inline void sort_block(const char *bytes, uint64_t of[SORTS]) {
  __m128i b[BLOCK / 16];
  for (unsigned i = 0; i < BLOCK / 16; i++)
    b[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
  of[U] = BITS(IS_UPPER);
  of[L] = BITS(IS_LOWER);
  of[D] = BITS(IS_DIGIT);
  of[E] = BITS(is_end);
  of[C] = BITS(IS_COMMA);
  of[B] = BITS(IS_BLANK);
  of[T] = BITS(IS_TAB);
  of[S] = BITS(IS_LINE);
  of[O] = BITS(IS_HIGH);
  of[P] = BITS(IS_SEEN) & ~(of[U] | of[L] | of[D] | of[E] | of[C]);
}
#else
static void sort_block(const char *bytes, uint64_t of[SORTS]) {
  for (unsigned i = 0; i < BLOCK; i++)
    of[sort_of(bytes[i])] |= (uint64_t)1 << i;
}
#endif

/* The state before a block: the last bit of each mask is for the byte
 * before. */
typedef struct before {
  uint64_t letters, digits, two_digits, smalls, pauses, blanks, two_blanks,
      spaces;
} before;

/* The bytes `by` places after these; *earlier becomes these. */
static inline uint64_t behind(uint64_t these, uint64_t *earlier, unsigned by) {
  uint64_t moved = these << by | *earlier >> (BLOCK - by);
  *earlier = these;
  return moved;
}

/* Shapes of two or more bytes in a block, from its kinds. */
static uint64_t shapes(const uint64_t of[SORTS], uint64_t spaces, before *b) {
  uint64_t letters = of[U] | of[L], digits = of[D], blanks = of[B];
  uint64_t after_digit = behind(digits, &b->digits, 1);
  uint64_t code =
      (behind(letters, &b->letters, 1) & digits) | (after_digit & letters);
  uint64_t two_digits = digits & after_digit;
  uint64_t year = two_digits & behind(two_digits, &b->two_digits, 2);
  uint64_t two_blanks = blanks & behind(blanks, &b->blanks, 1);
  uint64_t gap = (two_blanks & behind(two_blanks, &b->two_blanks, 1)) | of[T];
  uint64_t pause = behind(of[E] | of[C], &b->pauses, 1) & spaces;
  uint64_t stop = behind(of[L], &b->smalls, 1) & of[E];
  return (code ? NEWS_HAS_CODE : 0) | (year ? NEWS_HAS_YEAR : 0) |
         (gap ? NEWS_HAS_GAP : 0) | (pause ? NEWS_HAS_PAUSE : 0) |
         (stop ? NEWS_HAS_STOP : 0);
}

static uint64_t marks_of(const char *block, uint64_t marks) {
  uint64_t found = marks ? NEWS_HAS_PUNCT : 0;
  for (; marks; marks &= marks - 1)
    found |= news_mark_bit((unsigned char)block[__builtin_ctzll(marks)]);
  return found;
}

/* The kinds in the `size` bytes of a block, which is padded with 0. */
static uint64_t measure(const char *block, uint32_t size, before *b,
                        uint32_t *words) {
  uint64_t of[SORTS] = {0}, valid = UINT64_MAX >> (BLOCK - size);
  sort_block(block, of);
  uint64_t spaces = of[B] | of[T] | of[S];
  uint64_t starts = behind(spaces, &b->spaces, 1) & ~spaces & valid;
  *words += (uint32_t)__builtin_popcountll(starts);
  return marks_of(block, of[E] | of[C] | of[P]) | shapes(of, spaces, b) |
         (of[U] ? NEWS_HAS_UPPER : 0) | (of[L] ? NEWS_HAS_LOWER : 0) |
         (of[D] ? NEWS_HAS_DIGIT : 0) | (spaces ? NEWS_HAS_SPACE : 0) |
         (of[O] ? NEWS_HAS_OTHER : 0);
}

void news_row_measure(const news_document *doc, news_row *row) {
  const char *text = doc->text;
  uint32_t at = row->span.start, end = row->span.end;
  before b = {.spaces = UINT64_MAX};
  row->words = 0;
  row->kinds = ends_of(text, row->span);
  for (; end - at >= BLOCK; at += BLOCK)
    row->kinds |= measure(text + at, BLOCK, &b, &row->words);
  if (at == end) return;
  char rest[BLOCK] = {0};
  memcpy(rest, text + at, end - at);
  row->kinds |= measure(rest, end - at, &b, &row->words);
}

/* ------------------------------------------------------------- all rows */

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/* The first line end from `from` on, or `end`.  Searches in pieces, so that a
 * text with only one sort of line end is not scanned to its end for the other
 * sort at each line. */
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
