#include "segment.h"
#include "sentence.h"
#include "tokenizer.h"

#include <string.h>

/* Paragraphs from the lines of a text.  A blank line always ends one.  A
 * single line end does too, unless the text is hard-wrapped and this line was
 * broken only because the next word did not fit:
 *
 *   He said the talks would go on for as long as they   51 columns
 *   have to. No date was set.                           25
 *   Background                                          10
 *
 * The break behind line 1 fits every width from 51 to 55 ("have" would need
 * 56), the one behind line 2 only 25 to 35.  The width that most breaks fit
 * is that of the text; a break that does not fit it ends a paragraph. */

enum {
  WIDTH_LEAST = 30, /* narrower than newspaper columns: lists, verse */
  WIDTH_MOST = 140, /* wider lines are paragraphs */
  LINES_FIRST = 64,
};

typedef struct layout {
  const news_document *doc;
  uint32_t *first; /* word that begins each line */
  uint32_t count;
  uint32_t capacity;
  uint32_t width; /* columns the text is wrapped at; 0: not wrapped */
} layout;

/* Line ends between two words: 2 and more for a blank line.  U+2029 and the
 * form feed count as one, U+2028 and NEL as a line end. */
static uint32_t count_line_ends(const char *text, uint32_t at, uint32_t end) {
  uint32_t ends = 0;
  for (; at < end; at = news_code_next(text, at)) {
    uint32_t code = news_code_at(text, at, end);
    if (code == '\n' || code == 0x85 || code == 0x2028 || code == '\v')
      ends++;
    else if (code == '\r')
      ends += text[at + 1] != '\n';
    else if (code == '\f' || code == 0x2029)
      ends += 2;
  }
  return ends;
}

static uint32_t line_ends_before(const news_document *doc, uint32_t w) {
  return count_line_ends(doc->text, doc->words.end[w - 1], doc->words.start[w]);
}

static bool add_line(layout *lines, uint32_t w) {
  if (lines->count == lines->capacity) {
    uint32_t more = lines->capacity ? lines->capacity * 2 : LINES_FIRST;
    uint32_t *grown =
        news_arena_grow(lines->doc->arena, lines->first,
                        lines->capacity * sizeof *grown, more * sizeof *grown);
    if (!grown) return false;
    lines->first = grown;
    lines->capacity = more;
  }
  lines->first[lines->count++] = w;
  return true;
}

/* Nearly every gap is nothing or one space: those cost one comparison. */
static bool find_lines(layout *lines) {
  const news_document *doc = lines->doc;
  const char *text = doc->text;
  const uint32_t *start = doc->words.start, *end = doc->words.end;
  if (doc->words.count && !add_line(lines, 0)) return false;
  for (uint32_t w = 1; w < doc->words.count; w++) {
    uint32_t gap = start[w] - end[w - 1];
    if (gap == 0 || (gap == 1 && text[end[w - 1]] == ' ')) continue;
    if (line_ends_before(doc, w) && !add_line(lines, w)) return false;
  }
  return add_line(lines, doc->words.count);
}

/* ------------------------------------------------------------ one line */

/* Byte at which the line of word `w` begins, its indent included. */
static uint32_t line_start(const news_document *doc, uint32_t w) {
  uint32_t at = doc->words.start[w];
  while (at && (doc->text[at - 1] == ' ' || doc->text[at - 1] == '\t')) at--;
  return at;
}

static uint32_t indent(const news_document *doc, uint32_t w) {
  return doc->words.start[w] - line_start(doc, w);
}

/* Columns of [at, end), WIDTH_MOST + 1 for anything longer. */
static uint32_t columns(const news_document *doc, uint32_t at, uint32_t end) {
  uint32_t count = 0;
  if (doc->ascii) count = end - at;
  for (; !doc->ascii && at < end && count <= WIDTH_MOST; count++)
    at = news_code_next(doc->text, at);
  return count <= WIDTH_MOST ? count : WIDTH_MOST + 1;
}

static uint32_t line_columns(const layout *lines, uint32_t line) {
  const news_document *doc = lines->doc;
  return columns(doc, line_start(doc, lines->first[line]),
                 doc->words.end[lines->first[line + 1] - 1]);
}

/* Columns of the line's first word.  Text that is also broken behind hyphens
 * fits too: its first piece is shorter than the word. */
static uint32_t piece_columns(const layout *lines, uint32_t line) {
  const news_document *doc = lines->doc;
  uint32_t at = doc->words.start[lines->first[line]], end = at;
  while (end < doc->size && !strchr(" \t\r\n", doc->text[end])) end++;
  return columns(doc, at, end);
}

/* The widths that the break behind `line` fits: [*least, *most]. */
static void break_widths(const layout *lines, uint32_t line, uint32_t *least,
                         uint32_t *most) {
  *least = line_columns(lines, line);
  *most = *least + piece_columns(lines, line + 1);
}

static bool single_break(const layout *lines, uint32_t line) {
  return line + 2 < lines->count &&
         line_ends_before(lines->doc, lines->first[line + 1]) == 1;
}

static bool begins_lower(const layout *lines, uint32_t line) {
  const news_document *doc = lines->doc;
  return news_is_lower(
      news_code_at(doc->text, doc->words.start[lines->first[line]], doc->size));
}

/* A bullet, or a number or letter with a point or bracket. */
static bool is_item(const layout *lines, uint32_t line) {
  const news_document *doc = lines->doc;
  uint32_t at = doc->words.start[lines->first[line]];
  uint32_t code = news_code_at(doc->text, at, doc->size), size = 1;
  uint32_t behind = news_code_next(doc->text, at);
  if (code == 0x2022 || code == 0x2043 || code == 0x25AA || code == 0xB7)
    return true;
  if (code == '-' || code == '*' || code == '+' || code == 0x2013)
    return doc->text[behind] == ' ';
  if (code - '0' < 10 && news_is_digit(doc->text[at + 1] & 0x7F)) size = 2;
  if (code - '0' >= 10 && (code | 0x20) - 'a' >= 26) return false;
  char mark = doc->text[at + size];
  return (mark == '.' || mark == ')') && doc->text[at + size + 1] == ' ';
}

/* ------------------------------------------------------------ the width */

/* Stores the width that most breaks fit; returns how many do. */
static uint32_t best_width(const layout *lines, uint32_t *width) {
  int32_t change[WIDTH_MOST + 2] = {0};
  uint32_t least, most, best = 0;
  int32_t fit = 0;
  for (uint32_t i = 0; i + 2 < lines->count; i++) {
    if (!single_break(lines, i)) continue;
    break_widths(lines, i, &least, &most);
    if (least > WIDTH_MOST) continue;
    change[least]++;
    if (most < WIDTH_MOST) change[most + 1]--;
  }
  *width = 0;
  for (uint32_t w = 0; w <= WIDTH_MOST; w++) {
    fit += change[w];
    if (w < WIDTH_LEAST || fit <= (int32_t)best) continue;
    best = (uint32_t)fit;
    *width = w;
  }
  return best;
}

typedef struct tally {
  uint32_t breaks; /* single line ends behind lines of half the width */
  uint32_t fits;
  uint32_t lower;  /* of those, with lower case behind */
  uint32_t longer; /* lines longer than the width */
} tally;

static tally count_breaks(const layout *lines, uint32_t width) {
  tally t = {0, 0, 0, 0};
  uint32_t least, most;
  for (uint32_t i = 0; i + 1 < lines->count; i++) {
    uint32_t size = line_columns(lines, i);
    t.longer += size > width && piece_columns(lines, i) < size;
    if (size * 2 < width || !single_break(lines, i)) continue;
    break_widths(lines, i, &least, &most);
    bool fits = least <= width && width <= most;
    t.breaks++;
    t.fits += fits;
    t.lower += fits && begins_lower(lines, i + 1);
  }
  return t;
}

/* Wrapped text fits its width nearly always and goes on in lower case at
 * most breaks; verse, lists and addresses do neither. */
static void find_width(layout *lines) {
  uint32_t width, fits = best_width(lines, &width);
  if (!fits) return;
  tally t = count_breaks(lines, width);
  bool regular = t.fits * 2 > t.breaks && t.longer * 8 <= t.fits;
  bool running = t.lower * 4 >= t.fits && (t.fits > 1 || width >= 50);
  if (regular && running) lines->width = width;
}

/* A dash or a number of running text that came to stand first in its line:
 * the line before is no item and breaks off within a sentence. */
static bool is_item_by_chance(const layout *lines, uint32_t line) {
  const news_document *doc = lines->doc;
  uint32_t end = doc->words.end[lines->first[line + 1] - 1];
  uint32_t code = news_code_before(doc->text, end, 0);
  return !is_item(lines, line) && (news_is_word(code) || code == ',');
}

/* Is the line behind `line` its continuation? */
static bool goes_on(const layout *lines, uint32_t line) {
  uint32_t least, most, width = lines->width;
  if (!width || !single_break(lines, line)) return false;
  const news_document *doc = lines->doc;
  uint32_t here = indent(doc, lines->first[line]);
  uint32_t next = indent(doc, lines->first[line + 1]);
  break_widths(lines, line, &least, &most);
  bool fits = least <= width && width <= most;
  if (is_item(lines, line + 1)) return fits && is_item_by_chance(lines, line);
  if (next > here + 1 && !is_item(lines, line)) return false;
  return fits || (begins_lower(lines, line + 1) && least * 4 >= width * 3 &&
                  least <= width + 2);
}

/* Lines become paragraphs in place. */
static uint32_t join_lines(layout *lines) {
  uint32_t kept = 1;
  for (uint32_t i = 1; i + 1 < lines->count; i++)
    if (!goes_on(lines, i - 1)) lines->first[kept++] = lines->first[i];
  return kept;
}

static uint32_t keep_paragraphs(layout *lines) {
  if (lines->count < 2) return 0; /* no words */
  uint32_t words = lines->first[lines->count - 1];
  uint32_t kept = lines->count - 1;
  find_width(lines);
  if (lines->width) kept = join_lines(lines);
  lines->first[kept] = words;
  return kept;
}

news_status news_split_paragraphs(news_document *doc, news_error *err) {
  if (doc->paragraphs.first) return NEWS_OK;
  news_status status = news_tokenize(doc, err);
  if (status) return status;
  layout lines = {.doc = doc};
  if (!find_lines(&lines)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  uint32_t count = keep_paragraphs(&lines);
  news_arena_shrink(doc->arena, lines.first,
                    lines.capacity * sizeof *lines.first,
                    (count + 1) * sizeof *lines.first);
  doc->paragraphs = (news_parts){count, lines.first};
  return NEWS_OK;
}
