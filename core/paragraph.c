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
  WIDTH_LEAST = 30,      /* narrower than newspaper columns: lists, verse */
  WIDTH_MOST = 140,      /* wider lines are paragraphs */
  LABEL_MOST = 24,       /* bytes before the colon of a label */
  STEP = WIDTH_MOST + 4, /* bytes counted at once */
};

/* One of each of eight bytes: how many blanks there are cannot be foreseen, so
 * they are looked at together.  White space is told by a few bits:
 *
 *   \t  1001       bit 1       \n \v
 *   \n  1010       bit 2       \f \r
 *   \v  1011       bits 0, 1   \v
 *   \f  1100       bit 7       what is no ASCII
 *   \r  1101       none of 1, 2, 7: a blank or a tab
 *   ' ' 10 0000
 */
#define ONES UINT64_C(0x0101010101010101)

enum head {
  OTHER,
  ITEM,  /* a bullet, or a number and a mark */
  QUOTED /* the > of quoted mail; the rest of a shape is told behind it */
};

/* What a line looks like; sizes in columns, WIDTH_MOST + 1 for any more.  Eight
 * bytes, so that no place of one is a product. */
typedef struct shape {
  uint16_t size;  /* of the line with its indent; 0: not read yet */
  uint8_t indent; /* before its first word */
  uint8_t piece;  /* of its first word, which could not be broken */
  bool lower;     /* begins in lower case */
  uint8_t head;   /* what it begins with */
  bool label;     /* begins with a word and a colon */
} shape;

/* In `first`, until breaks are read: the line end before the line is a single
 * one.  Fewer words than bytes, so the bit is free. */
static const uint32_t single = (uint32_t)1 << 31;

typedef struct layout {
  const news_document *doc;
  uint32_t *first; /* word that begins each line, then the number of words */
  uint32_t count;  /* of lines */
  uint32_t capacity;
  uint32_t singles; /* lines with no blank line before them */
  shape *shapes;    /* of all lines, read where singles are */
  uint32_t *breaks; /* the lines with no blank line before them */
  uint32_t width;   /* columns the text is wrapped at; 0: not wrapped */
  bool ragged;      /* it is, by sentences that go on, whatever the width */
} layout;

/* ------------------------------------------------------------- the lines */

/* Line ends in a gap of up to eight bytes when these are \n, blanks and tabs,
 * two for any more; else 0. */
static uint32_t count_plain_ends(const char *gap, uint32_t size) {
  uint64_t eight;
  memcpy(&eight, gap, sizeof eight); /* the text is padded */
  eight &= ~UINT64_C(0) >> (64 - 8 * size);
  uint64_t ends = eight >> 1 & ONES;
  if ((eight & ends) | (eight & 0x84 * ONES)) return 0;
  return ends & (ends - 1) ? 2 : ends != 0;
}

/* Line ends in a gap.  U+2029 and the form feed count for a blank line,
 * U+2028 and NEL as a line end. */
static uint32_t count_line_ends(const char *text, uint32_t at, uint32_t end) {
  uint32_t ends = end - at <= 8 ? count_plain_ends(text + at, end - at) : 0;
  if (ends) return ends;
  for (; at < end && ends < 2; at = news_code_next(text, at)) {
    uint32_t code = news_code_at(text, at, end);
    if (code == ' ' || code == '\t') continue;
    if (code == '\n' || code == 0x85 || code == 0x2028 || code == '\v')
      ends++;
    else if (code == '\r')
      ends += text[at + 1] != '\n';
    else if (code == '\f' || code == 0x2029)
      ends += 2;
  }
  return ends;
}

/* Room for as many lines as words have a line end before them, and the end. */
static bool make_room(layout *lines) {
  const news_words *words = &lines->doc->words;
  lines->capacity = 2;
  for (uint32_t k = 0; 64 * k < words->count; k++)
    lines->capacity += (uint32_t)__builtin_popcountll(words->lines[k]);
  lines->first = news_arena_alloc(lines->doc->arena,
                                  lines->capacity * sizeof *lines->first);
  return lines->first;
}

/* Word `w` begins a line, appended at `to`, when a line end stands before it:
 * how many. */
static inline uint32_t read_gap(const news_document *doc, uint32_t w,
                                uint32_t *to) {
  const news_words *words = &doc->words;
  uint32_t ends =
      count_line_ends(doc->text, words->end[w - 1], words->start[w]);
  *to = ends == 1 ? w | single : w; /* there is room for the end */
  return ends;
}

static bool find_lines(layout *lines) {
  const news_words *words = &lines->doc->words;
  if (!make_room(lines)) return false;
  uint32_t *to = lines->first, singles = 0;
  if (words->count) *to++ = 0;
  for (uint32_t k = 0; 64 * k < words->count; k++) {
    uint64_t bits = k ? words->lines[k] : words->lines[k] & ~UINT64_C(1);
    for (; bits; bits &= bits - 1) {
      uint32_t w = 64 * k + (uint32_t)__builtin_ctzll(bits);
      uint32_t ends = w < words->count ? read_gap(lines->doc, w, to) : 0;
      to += ends != 0;
      singles += ends == 1;
    }
  }
  lines->count = (uint32_t)(to - lines->first);
  lines->singles = singles;
  *to = words->count;
  return true;
}

/* ------------------------------------------------------------ their shapes */

static uint32_t high_columns(const news_document *doc, uint32_t at,
                             uint32_t end) {
  uint32_t count = 0;
  while (at < end && count <= WIDTH_MOST) {
    uint32_t step = end - at < STEP ? end - at : STEP;
    count += news_utf8_count(doc->text + at, step);
    at += step;
  }
  return count;
}

/* No more columns than are told apart. */
static inline uint8_t few(uint32_t columns) {
  return columns <= WIDTH_MOST ? (uint8_t)columns : WIDTH_MOST + 1;
}

/* Byte at which the line of the word at byte `at` begins: what stands between
 * is white space. */
static uint32_t line_start(const news_document *doc, uint32_t at) {
  for (uint64_t eight, others; at >= 8; at -= 8) {
    memcpy(&eight, doc->text + at - 8, sizeof eight);
    others = eight & 0x86 * ONES;
    if (others) return at - (uint32_t)__builtin_clzll(others) / 8;
  }
  while (at && (doc->text[at - 1] == ' ' || doc->text[at - 1] == '\t')) at--;
  return at;
}

/* "Subject: ", "Reply-To: ", "Q: " */
static bool is_label(const char *text) {
  uint32_t size = 0;
  if (!news_upper_byte(*text)) return false;
  while (size < LABEL_MOST &&
         (news_is_ascii_letter(text[size]) || text[size] == '-'))
    size++;
  return text[size] == ':' && text[size + 1] == ' ';
}

/* The word with which line `i` begins; that behind the text for none. */
static uint32_t first_word(const layout *lines, uint32_t i) {
  return lines->first[i] & ~single;
}

static uint32_t line_end(const layout *lines, uint32_t i) {
  return lines->doc->words.end[first_word(lines, i + 1) - 1];
}

/* Of words `w` to `last` the first with what touches it. */
static inline uint32_t piece_end(const news_words *words, uint32_t w,
                                 uint32_t last) {
  while (w < last && words->start[w + 1] == words->end[w]) w++;
  return words->end[w];
}

static inline bool begins_lower(const news_document *doc, uint32_t at) {
  char first = doc->text[at];
  if ((unsigned char)first < 0x80) return news_lower_byte(first);
  return news_is_lower(news_code_at(doc->text, at, doc->size));
}

/* > and |> */
static bool is_quoted(const char *line) {
  return line[0] == '>' || (line[0] == '|' && line[1] == '>');
}

/* Of quoted mail, words `w` to `last`, what stands behind its marks is told. */
static uint8_t read_quoted(const news_document *doc, uint32_t w, uint32_t last,
                           shape *out) {
  while (w < last && (doc->text[doc->words.start[w]] == '>' ||
                      doc->text[doc->words.start[w]] == '|'))
    w++;
  uint32_t at = doc->words.start[w];
  uint32_t end = piece_end(&doc->words, w, last);
  out->piece = few(doc->ascii ? end - at : high_columns(doc, at, end));
  out->lower = begins_lower(doc, at);
  return QUOTED;
}

/* The head of the line of words `w` to `last`: a bullet, or a number or letter
 * with a point or bracket; or quoted mail. */
static inline uint8_t read_head(const news_document *doc, uint32_t w,
                                uint32_t last, shape *out) {
  uint32_t at = doc->words.start[w];
  const char *text = doc->text + at;
  if (news_is_ascii_letter(*text))
    return (text[1] == '.' || text[1] == ')') && text[2] == ' ';
  uint32_t code = news_code_at(doc->text, at, doc->size), size = 1;
  if (code == 0x2022 || code == 0x2043 || code == 0x25AA || code == 0xB7)
    return ITEM;
  if (code == 0x2013) return text[3] == ' ';
  if (code == '-' || code == '*' || code == '+') return text[1] == ' ';
  if (is_quoted(text)) return read_quoted(doc, w, last, out);
  if (code - '0' >= 10) return OTHER;
  if (news_digit_byte(text[1])) size = 2;
  return (text[size] == '.' || text[size] == ')') && text[size + 1] == ' ';
}

static inline void read_shape(const layout *lines, uint32_t i) {
  shape *out = &lines->shapes[i];
  const news_document *doc = lines->doc;
  uint32_t w = first_word(lines, i), last = first_word(lines, i + 1) - 1;
  uint32_t at = doc->words.start[w], end = doc->words.end[last];
  uint32_t start = line_start(doc, at), piece = piece_end(&doc->words, w, last);
  uint32_t size = end - start, indent = at - start, first = piece - at;
  if (!doc->ascii && (size = high_columns(doc, start, end)) != end - start) {
    indent = high_columns(doc, start, at);
    first = high_columns(doc, at, piece);
  }
  out->size = few(size);
  out->indent = few(indent);
  out->piece = few(first);
  out->lower = begins_lower(doc, at);
  out->head = read_head(doc, w, last, out);
  /* Few pieces end so, while how long a word is cannot be foreseen. */
  out->label = doc->text[piece - 1] == ':' && is_label(doc->text + at);
}

static size_t bytes_for(const layout *lines) {
  return (lines->singles + 1) * sizeof *lines->breaks +
         lines->count * sizeof *lines->shapes;
}

/* Line 0 has no line end before it. */
static bool read_breaks(layout *lines) {
  uint32_t *to = news_arena_alloc(lines->doc->arena, bytes_for(lines));
  if (!to) return false;
  lines->breaks = to;
  lines->shapes = (shape *)(void *)(to + lines->singles + 1);
  for (uint32_t i = 0; i < lines->count; i++) {
    *to = i;
    to += lines->first[i] / single;
    if ((lines->first[i] | lines->first[i + 1]) & single)
      read_shape(lines, i);
    else
      lines->shapes[i].size = 0;
  }
  return true;
}

/* ------------------------------------------------------------ the width */

/* The break before line `i` fits a text wrapped at `width`. */
static bool fits(const layout *lines, uint32_t i, uint32_t width) {
  const shape *s = lines->shapes + i;
  return (s[-1].size <= width) & (width <= (uint32_t)s[-1].size + s->piece);
}

/* Stores the widest width that most breaks fit; returns how many do. */
static uint32_t best_width(const layout *lines, uint32_t *width) {
  int32_t change[2 * WIDTH_MOST + 3] = {0}, fit = 0, best = 0;
  for (uint32_t i = 0; i < lines->singles; i++) {
    const shape *here = lines->shapes + lines->breaks[i];
    uint32_t least = here[-1].size, most = least + here->piece;
    if (here->head == ITEM || here->label || least > WIDTH_MOST) continue;
    change[least]++;
    change[most + 1]--;
  }
  *width = 0;
  for (uint32_t w = 0; w <= WIDTH_MOST; w++) {
    fit += change[w];
    if (w < WIDTH_LEAST || !fit || fit < best) continue;
    best = fit;
    *width = w;
  }
  return (uint32_t)best;
}

/* The line before line `i` ends within a sentence. */
static bool breaks_off(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t code = news_code_before(doc->text, line_end(lines, i - 1), 0);
  return news_is_word(code) || code == ',' || code == '-';
}

/* ... due Oct. / 19. The debate, (n = / 40) was: no mark that ends a sentence
 * or opens a list stands before the break. */
static bool may_break_off(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t code = news_code_before(doc->text, line_end(lines, i - 1), 0);
  if (code == '.')
    return doc->words.kind[first_word(lines, i) - 1] & NEWS_WORD_POINT;
  return code != ':' && code != ';' && !news_is_stop(code);
}

/* A break that can't be that of a paragraph or list item. */
static bool within_sentence(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i;
  return breaks_off(lines, i) && here->head != ITEM && !here->label &&
         here->indent <= here[-1].indent;
}

/* "... lag im / August": German nouns would hide a sentence that goes on. */
static bool ends_in_function_word(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t w = first_word(lines, i) - 1;
  uint32_t flags =
      news_language_flags(doc->language, doc->text + doc->words.start[w],
                          doc->words.end[w] - doc->words.start[w]);
  return flags & NEWS_LANG_FUNCTION;
}

/* Quoted mail goes on with such alone. */
static bool is_parted(uint8_t here, uint8_t before) {
  return (here == QUOTED) != (before == QUOTED);
}

typedef struct tally {
  uint32_t breaks; /* single line ends that no paragraph explains */
  uint32_t fits;
  uint32_t running; /* of those, with lower case behind or "the" before; no
                       more than a quarter of all is counted */
  uint32_t sure;    /* of the first: within a sentence, lower case behind */
} tally;

static tally count_breaks(const layout *lines, uint32_t width) {
  tally t = {0, 0, 0, 0};
  uint32_t enough = (lines->singles + 3) / 4;
  for (uint32_t k = 0; k < lines->singles; k++) {
    uint32_t i = lines->breaks[k];
    const shape *before = lines->shapes + i - 1;
    if (before->size * 2u < width || is_parted(before[1].head, before->head))
      continue;
    bool fit = fits(lines, i, width), lower = before[1].lower;
    bool within = (lower || !fit) && within_sentence(lines, i);
    t.breaks += fit || within;
    t.sure += lower && within;
    if (!fit) continue;
    t.fits++;
    if (t.running < enough)
      t.running += lower || ends_in_function_word(lines, i);
  }
  return t;
}

/* Lines of more than one piece that are longer than the width; what is quoted,
 * who wrote it and headers are seldom wrapped. */
static uint32_t count_longer(const layout *lines, uint32_t width) {
  uint32_t longer = 0;
  for (uint32_t i = 0; i < lines->count; i++) {
    const shape *s = &lines->shapes[i];
    if (!s->size) read_shape(lines, i);
    longer += s->size > width && s->piece < s->size && !s->label &&
              s->head != QUOTED &&
              lines->doc->text[line_end(lines, i) - 1] != ':';
  }
  return longer;
}

/* Wrapped text fits its width nearly always and goes on in lower case at
 * many breaks; verse, lists and addresses do neither. */
static void find_width(layout *lines) {
  uint32_t width;
  if (!best_width(lines, &width)) return;
  tally t = count_breaks(lines, width);
  bool regular = t.fits * 2 > t.breaks;
  bool running = t.running * 4 >= t.fits && (t.fits > 1 || width >= 50);
  if (!regular || !running) return;
  lines->ragged = t.sure * 2 >= t.breaks && t.sure > 2;
  if (lines->ragged || count_longer(lines, width) * 8 <= t.fits)
    lines->width = width;
}

/* -----, ===: a rule, or the -- before a signature. */
static bool is_rule(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t at = doc->words.start[first_word(lines, i)];
  const char *line = doc->text + at;
  bool mark = line[0] == '-' || line[0] == '=' || line[0] == '_' ||
              line[0] == '*' || line[0] == '~';
  if (!mark || line[0] != line[1]) return false;
  return line[2] == line[0] || line_end(lines, i) == at + 2;
}

/* Is line `i`, behind a single line end, the continuation of the one before?
 * One that is broken too early goes on where its sentence does. */
static bool goes_on(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  bool fit = fits(lines, i, lines->width);
  /* A dash or number of running text can come to stand first in a line. */
  if (here->head == ITEM)
    return fit && before->head != ITEM && may_break_off(lines, i);
  if (here->indent > before->indent + 1 && before->head != ITEM) return false;
  if (here->label && before->label) return false;
  if (is_parted(here->head, before->head)) return false;
  if (is_rule(lines, i) || is_rule(lines, i - 1)) return false;
  if (fit) return true;
  bool wide =
      before->size >= WIDTH_LEAST || before->size * 4u >= lines->width * 3;
  /* Of lines beyond WIDTH_MOST no more is known. */
  bool beyond = before->size > lines->width + 2 || before->size > WIDTH_MOST;
  if (lines->ragged && here->lower && within_sentence(lines, i)) return wide;
  if (!wide || beyond) return false;
  return here->lower ||
         (within_sentence(lines, i) && ends_in_function_word(lines, i));
}

/* Lines become paragraphs in place. */
static uint32_t join_lines(layout *lines) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < lines->count; i++) {
    bool joined = lines->first[i] & single && goes_on(lines, i);
    uint8_t *head = &lines->shapes[i].head;
    if (joined && *head == ITEM) *head = OTHER; /* a number of its sentence */
    lines->first[kept] = first_word(lines, i);
    kept += !joined;
  }
  return kept;
}

/* Each line is a paragraph. */
static void part_lines(layout *lines) {
  for (uint32_t i = 0; i < lines->singles; i++)
    lines->first[lines->breaks[i]] &= ~single;
}

/* Stores the number of paragraphs. */
static bool keep_paragraphs(layout *lines, uint32_t *count) {
  *count = lines->count;
  if (!lines->singles) return true;
  if (!read_breaks(lines)) return false;
  find_width(lines);
  if (lines->width)
    *count = join_lines(lines);
  else
    part_lines(lines);
  lines->first[*count] = lines->doc->words.count;
  news_arena_shrink(lines->doc->arena, lines->breaks, bytes_for(lines), 0);
  return true;
}

news_status news_split_paragraphs(news_document *doc, news_error *err) {
  if (doc->paragraphs.first) return NEWS_OK;
  news_status status = news_tokenize(doc, err);
  if (status) return status;
  layout lines = {.doc = doc};
  uint32_t count;
  if (!find_lines(&lines) || !keep_paragraphs(&lines, &count))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_arena_shrink(doc->arena, lines.first,
                    lines.capacity * sizeof *lines.first,
                    (count + 1) * sizeof *lines.first);
  doc->paragraphs = (news_parts){count, lines.first};
  return NEWS_OK;
}
