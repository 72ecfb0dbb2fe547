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
 * The break after line 1 fits every width from 51 to 55 ("have" would need 56),
 * the one after line 2 only 25 to 35.  The width that most breaks fit is taken
 * as that of the text; a break that does not fit it ends a paragraph. */

enum {
  WIDTH_LEAST = 30,      /* narrower than newspaper columns: lists, verse */
  WIDTH_MOST = 140,      /* wider lines are paragraphs */
  LABEL_MOST = 24,       /* most bytes before the colon of a label */
  STEP = WIDTH_MOST + 4, /* bytes processed at once */
};

/* The number of blanks is unpredictable, so eight bytes are tested at once.
 * White space is recognized by a few bits:
 *
 *   \t  1001       bit 1       \n \v
 *   \n  1010       bit 2       \f \r
 *   \v  1011       bits 0, 1   \v
 *   \f  1100       bit 7       what is no ASCII
 *   \r  1101       none of 1, 2, 7: a blank or a tab
 *   ' ' 10 0000
 */
#define ONES UINT64_C(0x0101010101010101)

/* The beginning and end of a line, as bits, because most tests combine several
 * of them, and those of two lines, in ways that branches predict badly. */
enum {
  ITEM = 1 << 0,   /* begins with a bullet, or a number and a mark */
  QUOTED = 1 << 1, /* begins with the > of quoted mail; LOWER is about what
                      follows it */
  LABEL = 1 << 2,  /* begins with a word and a colon */
  LOWER = 1 << 3,  /* begins with a lower-case letter */
  RULE = 1 << 4,   /* is just a rule, or the -- before a signature */
  OPEN = 1 << 5,   /* ends within a sentence */
  COLON = 1 << 6,  /* ends with a colon */
};

/* The bits above that one byte decides, and other properties of a byte: a
 * letter, a digit, a mark after the number of an item, a bullet, a character of
 * rules. */
enum {
  LETTER = 1 << 7,
  DIGIT = 1 << 8,
  BEHIND = 1 << 9,
  BULLET = 1 << 10,
  STROKE = 1 << 11
};
#define A (LETTER | OPEN)
#define L (LETTER | OPEN | LOWER)
#define D (DIGIT | OPEN)
#define H (BULLET | STROKE | OPEN)
#define T (BULLET | STROKE)
#define P BULLET
#define R STROKE
#define N BEHIND
#define K OPEN
#define C COLON
static const uint16_t byte_flags[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 00 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 10 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, N, T, P, K, H, N, 0, /* space to slash */
    D, D, D, D, D, D, D, D, D, D, C, 0, 0, R, 0, 0, /* 0 to ? */
    0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* @ to O */
    A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, R, /* P to _ */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` to o */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, R, 0, /* p to DEL */
};
#undef A
#undef L
#undef D
#undef H
#undef T
#undef P
#undef R
#undef N
#undef K
#undef C

/* The shape of a line; sizes are in columns, WIDTH_MOST + 1 for any more. Eight
 * bytes, so that indexing needs no multiplication. */
typedef struct shape {
  uint16_t size;   /* of the line with its indent; 0: not measured yet */
  uint16_t indent; /* before its first word */
  uint16_t piece;  /* of its first unbreakable piece, after any > */
  uint16_t flags;  /* the bits above */
} shape;

/* In `first`, until breaks are read: a single line end precedes the line. The
 * bit is free because there are fewer words than bytes. */
static const uint32_t single = (uint32_t)1 << 31;

typedef struct layout {
  const news_document *doc;
  uint32_t *first; /* word that begins each line, then the number of words */
  uint32_t count;  /* of lines */
  uint32_t capacity;
  uint32_t singles; /* number of lines with no blank line before them */
  shape *shapes;    /* of all lines; measured where single line ends are */
  uint32_t *breaks; /* the lines with no blank line before them */
  uint32_t width;   /* columns the text is wrapped at; 0: not wrapped */
  bool ragged;      /* it is, at no fixed width: sentences continue */
} layout;

/* ------------------------------------------------------------- the lines */

/* Number of line ends, at most 2, in a gap of up to eight bytes that consists
 * of \n, blanks and tabs; else 0.  The number is unpredictable: it is computed
 * from a sign, for which compilers make no branch. */
static inline uint32_t count_plain_ends(const char *gap, uint32_t size) {
  uint64_t eight;
  memcpy(&eight, gap, sizeof eight); /* the text is padded */
  eight <<= -(8 * size) & 63;
  uint64_t ends = eight >> 1 & ONES;
  if (eight & (ends | 0x84 * ONES)) return 0;
  return 1 + (uint32_t)(-(ends & (ends - 1)) >> 63);
}

/* Number of line ends, at most 2, in a gap.  U+2029 and the form feed count as
 * a blank line, U+2028 and NEL as a line end. */
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
      ends = 2;
  }
  return ends;
}

/* Allocate room for one line for each word with a line end before it, and for
 * the end. */
static bool make_room(layout *lines) {
  const news_words *words = &lines->doc->words;
  lines->capacity = 2;
  for (uint32_t k = 0; 64 * k < words->count; k++)
    lines->capacity += (uint32_t)__builtin_popcountll(words->lines[k]);
  lines->first = news_arena_alloc(lines->doc->arena,
                                  lines->capacity * sizeof *lines->first);
  return lines->first;
}

/* If a line end precedes word `w`, append the line that it begins at `to`;
 * returns the number of lines appended. */
static inline uint32_t read_gap(const news_document *doc, uint32_t w,
                                uint32_t *to) {
  const news_words *words = &doc->words;
  uint32_t ends =
      count_line_ends(doc->text, words->end[w - 1], words->start[w]);
  *to = w | ends * single; /* not set for two; the end has room */
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
      uint32_t ends = read_gap(lines->doc, w, to);
      to += (ends + 1) / 2;
      singles += ends & 1;
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

/* Clamp a number of columns to WIDTH_MOST + 1. */
static inline uint16_t few(uint32_t columns) {
  return columns <= WIDTH_MOST ? (uint16_t)columns : WIDTH_MOST + 1;
}

/* The byte at which the line of its first word, at byte `at`, begins: only
 * white space is between them. */
static inline uint32_t line_start(const news_document *doc, uint32_t at) {
  if (at && doc->text[at - 1] == '\n') return at; /* usually */
  for (uint64_t eight, others; at >= 8; at -= 8) {
    memcpy(&eight, doc->text + at - 8, sizeof eight);
    others = eight & 0x86 * ONES;
    if (others) return at - (uint32_t)__builtin_clzll(others) / 8;
  }
  while (at && (doc->text[at - 1] == ' ' || doc->text[at - 1] == '\t')) at--;
  return at;
}

/* Which of eight bytes are neither ASCII letters nor hyphens, in the high bits
 * of the bytes. */
static inline uint64_t no_label_bytes(const char *text) {
  const uint64_t tops = 0x80 * ONES;
  uint64_t eight;
  memcpy(&eight, text, sizeof eight); /* the text is padded */
  uint64_t seven = eight & ~tops, lower = seven | 0x20 * ONES;
  uint64_t letters =
      (lower + (0x80 - 'a') * ONES) & ~(lower + (0x7F - 'z') * ONES);
  uint64_t hyphens = ~((seven ^ '-' * ONES) + 0x7F * ONES);
  return (~(letters | hyphens) | eight) & tops;
}

/* Whether the colon before `end` ends a label: "Subject: ", "Reply-To: ", "Q:
 * ". The size of the word is unpredictable. */
static bool is_label(const char *text, const char *end) {
  if (!news_upper_byte(*text) || *end != ' ' || end - text > LABEL_MOST + 1)
    return false;
  uint64_t others = no_label_bytes(text);
  for (; end - text > 8; others |= no_label_bytes(text)) {
    if (others) return false;
    text += 8;
  }
  return !(others << (64 - 8 * (end - text)) << 8);
}

/* The first word of line `i`; the word after the text if there is no such
 * line. */
static uint32_t first_word(const layout *lines, uint32_t i) {
  return lines->first[i] & ~single;
}

static uint32_t line_end(const layout *lines, uint32_t i) {
  return lines->doc->words.end[first_word(lines, i + 1) - 1];
}

/* The end of the first piece of words `w` to `last`: the word and those
 * attached to it.  Whether one word is attached is unpredictable; that a second
 * is not can be predicted.  The last word of a line is attached to none, except
 * at the end of the text, where the word after all others is. */
static inline uint32_t piece_end(const news_words *words, uint32_t w,
                                 uint32_t last) {
  if (w == last) return words->end[w];
  for (;; w += 2) {
    const uint32_t *start = words->start + w + 1, *end = words->end + w;
    uint32_t one = (start[0] - end[0] - 1) >> 31; /* nothing between them */
    uint32_t two = (start[1] - end[1] - 1) >> 31 & one;
    if (!two || last - w < 2) return end[one];
  }
}

/* > and |> */
static inline bool is_quoted(const char *line) {
  return line[0] == '>' || (line[0] == '|' && line[1] == '>');
}

static inline uint32_t flags_of(char byte) {
  return byte_flags[(unsigned char)byte];
}

/* "1. ", "23) ": ITEM if a number or letter of `size` bytes is followed by a
 * mark and a blank. */
static inline uint32_t numbers(const char *text, uint32_t size) {
  return flags_of(text[size]) & BEHIND && text[size + 1] == ' ' ? ITEM : 0;
}

/* -----, ===: a rule; or the -- before a signature, if it is the whole line. */
static uint32_t read_rule(const char *line, uint32_t size) {
  bool rule = line[0] == line[1] && (line[2] == line[0] || size == 2);
  return rule ? RULE : 0;
}

static uint32_t lower_at(const news_document *doc, uint32_t at) {
  return news_is_lower(news_code_at(doc->text, at, doc->size)) ? LOWER : 0;
}

/* Flags of a line that begins at `at` with a character above ASCII. */
static uint32_t read_high(const news_document *doc, uint32_t at) {
  switch (news_code_at(doc->text, at, doc->size)) {
    case 0xB7:
    case 0x2022:
    case 0x2043:
    case 0x25AA: return ITEM;
    case 0x2013: return doc->text[at + 3] == ' ' ? ITEM : 0;
    default: return lower_at(doc, at);
  }
}

/* Flags of a line [at, end) that does not begin with an ASCII letter. */
static inline uint32_t read_mark(const news_document *doc, uint32_t at,
                                 uint32_t end) {
  const char *text = doc->text + at;
  uint32_t flags = flags_of(*text);
  if (flags & DIGIT) return numbers(text, flags_of(text[1]) & DIGIT ? 2 : 1);
  if (flags & BULLET && text[1] == ' ') return ITEM;
  if (flags & STROKE) return read_rule(text, end - at);
  return (unsigned char)*text < 0x80 ? 0 : read_high(doc, at);
}

/* Flags for the end of a line that ends at byte `end`. */
static inline uint32_t read_end(const news_document *doc, uint32_t end) {
  char last = doc->text[end - 1];
  if ((unsigned char)last < 0x80) return flags_of(last) & (OPEN | COLON);
  return news_is_word(news_code_before(doc->text, end, 0)) ? OPEN : 0;
}

/* A line of quoted mail, words `w` to `last`, is described by what follows its
 * > marks. */
static uint32_t read_quoted(const news_document *doc, uint32_t w, uint32_t last,
                            shape *out) {
  while (w < last && (doc->text[doc->words.start[w]] == '>' ||
                      doc->text[doc->words.start[w]] == '|'))
    w++;
  uint32_t at = doc->words.start[w];
  uint32_t end = piece_end(&doc->words, w, last);
  out->piece = few(doc->ascii ? end - at : high_columns(doc, at, end));
  return QUOTED | lower_at(doc, at);
}

/* The least predictable part comes last, when everything before it is in
 * flight. */
__attribute__((always_inline)) static inline void read_shape(
    const layout *lines, uint32_t i) {
  shape *out = &lines->shapes[i];
  const news_document *doc = lines->doc;
  uint32_t w = first_word(lines, i), last = first_word(lines, i + 1) - 1;
  uint32_t at = doc->words.start[w], end = doc->words.end[last];
  uint32_t start = line_start(doc, at);
  uint32_t behind = piece_end(&doc->words, w, last);
  uint32_t size = end - start, indent = at - start, piece = behind - at;
  if (!doc->ascii && (size = high_columns(doc, start, end)) != end - start) {
    indent = high_columns(doc, start, at);
    piece = high_columns(doc, at, behind);
  }
  *out = (shape){(uint16_t)size, (uint16_t)indent, (uint16_t)piece, 0};
  if (size > WIDTH_MOST) /* else every part of the line is narrow, too */
    *out = (shape){few(size), few(indent), few(piece), 0};
  const char *text = doc->text + at;
  uint32_t flags = read_end(doc, end);
  /* Few pieces end in a colon, while the size of a word is unpredictable. */
  if (doc->text[behind - 1] == ':' && is_label(text, doc->text + behind))
    flags |= LABEL;
  if (flags_of(*text) & LETTER)
    flags |= (flags_of(*text) & LOWER) | numbers(text, 1);
  else if (is_quoted(text))
    flags |= read_quoted(doc, w, last, out);
  else
    flags |= read_mark(doc, at, end);
  out->flags = (uint16_t)flags;
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
      lines->shapes[i] = (shape){0};
  }
  return true;
}

/* ------------------------------------------------------------ the width */

/* Whether the break between these lines fits a text wrapped at `width`. */
static inline uint32_t fits(const shape *before, uint32_t width) {
  return (before->size <= width) &
         (width <= (uint32_t)before->size + before[1].piece);
}

/* Store the largest width that most breaks fit; returns the number that do. */
static uint32_t best_width(const layout *lines, uint32_t *width) {
  int32_t change[2 * WIDTH_MOST + 4] = {0}, fit = 0, best = 0;
  for (uint32_t i = 0; i < lines->singles; i++) {
    const shape *here = lines->shapes + lines->breaks[i];
    uint32_t least = here[-1].size, most = least + here->piece;
    int32_t counts = !(here->flags & (ITEM | LABEL));
    change[least] += counts;
    change[most + 1] -= counts;
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

/* ... due Oct. / 19. The debate, (n = / 40) was: whether no mark that ends a
 * sentence or opens a list precedes the break. */
static bool may_break_off(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t code = news_code_before(doc->text, line_end(lines, i - 1), 0);
  if (code == '.')
    return doc->words.kind[first_word(lines, i) - 1] & NEWS_WORD_POINT;
  return code != ':' && code != ';' && !news_is_stop(code);
}

/* Whether the break cannot be that of a paragraph or list item. */
static inline uint32_t within_sentence(const shape *before) {
  const shape *here = before + 1;
  return ((before->flags & OPEN) != 0) & !(here->flags & (ITEM | LABEL)) &
         (here->indent <= before->indent);
}

/* "... lag im / August": the capital of a German noun would hide that the
 * sentence continues. */
static bool ends_in_function_word(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t w = first_word(lines, i) - 1;
  if (doc->words.kind[w] & NEWS_WORD_KIND) return false; /* not letters */
  uint32_t flags =
      news_language_flags(doc->language, doc->text + doc->words.start[w],
                          doc->words.end[w] - doc->words.start[w]);
  return flags & NEWS_LANG_FUNCTION;
}

/* Whether only one of the lines is quoted mail, which continues only with
 * quoted mail. */
static inline uint32_t is_parted(const shape *before) {
  return (before->flags ^ before[1].flags) & QUOTED;
}

/* Whether the break counts: after a line that is not short, with both lines in
 * quoted mail or neither. */
static inline uint32_t is_counted(const shape *before, uint32_t width) {
  return (before->size * 2u >= width) & !is_parted(before);
}

typedef struct tally {
  uint32_t breaks; /* single line ends not explained by paragraphs */
  uint32_t fits;
  uint32_t lower; /* those of them before lower case */
  uint32_t sure;  /* those of `breaks` within a sentence before lower case */
} tally;

static tally count_breaks(const layout *lines, uint32_t width) {
  tally t = {0, 0, 0, 0};
  for (uint32_t k = 0; k < lines->singles; k++) {
    const shape *before = lines->shapes + lines->breaks[k] - 1;
    uint32_t counts = is_counted(before, width);
    uint32_t fit = counts & fits(before, width);
    uint32_t within = counts & within_sentence(before);
    uint32_t lower = (before[1].flags & LOWER) != 0;
    t.breaks += fit | within;
    t.sure += lower & within;
    t.fits += fit;
    t.lower += fit & lower;
  }
  return t;
}

/* Whether a quarter of the breaks that fit are before lower case or after
 * "the". */
static bool is_running(const layout *lines, uint32_t width, const tally *t) {
  uint32_t running = t->lower;
  for (uint32_t k = 0; k < lines->singles && running * 4 < t->fits; k++) {
    uint32_t i = lines->breaks[k];
    const shape *before = lines->shapes + i - 1;
    uint32_t fit = is_counted(before, width) & fits(before, width);
    if (fit && !(before[1].flags & LOWER))
      running += ends_in_function_word(lines, i);
  }
  return running * 4 >= t->fits;
}

/* Measure a line that is next to no single line end; seldom needed. */
__attribute__((noinline)) static void read_lone(const layout *lines,
                                                uint32_t i) {
  read_shape(lines, i);
}

/* Number of lines of more than one piece that are longer than the width; quoted
 * mail, its introductions and headers are seldom wrapped. */
static uint32_t count_longer(const layout *lines, uint32_t width) {
  uint32_t longer = 0;
  for (uint32_t i = 0; i < lines->count; i++) {
    const shape *s = &lines->shapes[i];
    if (!s->size) read_lone(lines, i);
    longer += (s->size > width) & (s->piece < s->size) &
              !(s->flags & (LABEL | QUOTED | COLON));
  }
  return longer;
}

/* Wrapped text nearly always fits its width and continues in lower case at many
 * breaks; verse, lists and addresses do neither. */
static void find_width(layout *lines) {
  uint32_t width;
  if (!best_width(lines, &width)) return;
  tally t = count_breaks(lines, width);
  if (t.fits * 2 <= t.breaks || (t.fits < 2 && width < 50)) return;
  if (!is_running(lines, width, &t)) return;
  lines->ragged = t.sure * 2 >= t.breaks && t.sure > 2;
  if (lines->ragged || count_longer(lines, width) * 8 <= t.fits)
    lines->width = width;
}

/* Whether line `i`, after a break that does not fit, is still a continuation.
 * After a line that is broken too early it is one if its sentence continues. */
static bool goes_on_early(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  bool wide =
      before->size >= WIDTH_LEAST || before->size * 4u >= lines->width * 3;
  /* nothing more is known of lines beyond WIDTH_MOST */
  bool beyond = before->size > lines->width + 2 || before->size > WIDTH_MOST;
  bool lower = here->flags & LOWER;
  if (lines->ragged && lower && within_sentence(before)) return wide;
  if (!wide || beyond) return false;
  return lower || (within_sentence(before) && ends_in_function_word(lines, i));
}

/* Whether line `i`, not the first, continues the line before it. */
static inline bool goes_on(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  uint32_t fit = fits(before, lines->width), parts = lines->first[i] < single;
  /* A dash or number of running text may happen to begin a line. */
  if (here->flags & ITEM)
    return !parts && fit && !(before->flags & ITEM) && may_break_off(lines, i);
  parts |= (here->flags & before->flags & LABEL) | is_parted(before) |
           ((here->flags | before->flags) & RULE);
  parts |= (here->indent > before->indent + 1) & !(before->flags & ITEM);
  return parts | fit ? !parts : goes_on_early(lines, i);
}

/* Whether line `i` of a text that is not wrapped continues the sentence before
 * it: ... the board said there / were no plans.  A single word seldom does. */
static inline bool runs_on(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  return lines->first[i] >= single && here->flags & LOWER &&
         before->piece + before->indent < before->size &&
         within_sentence(before) && ends_in_function_word(lines, i);
}

/* Join lines to paragraphs in place; returns the number of paragraphs. */
__attribute__((always_inline)) static inline uint32_t join_lines(layout *lines,
                                                                 bool wrapped) {
  uint32_t *first = lines->first, *to = first; /* line 0 begins one */
  for (uint32_t i = 1, count = lines->count; i < count; i++) {
    bool joined = wrapped ? goes_on(lines, i) : runs_on(lines, i);
    lines->shapes[i].flags &= (uint16_t) ~(joined * ITEM); /* just a number */
    to[1] = first[i] & ~single;
    to += !joined;
  }
  return (uint32_t)(to - first) + 1;
}

/* Store the paragraphs and their number. */
static bool keep_paragraphs(layout *lines, uint32_t *count) {
  *count = lines->count;
  if (!lines->singles) return true;
  if (!read_breaks(lines)) return false;
  find_width(lines);
  *count = lines->width ? join_lines(lines, true) : join_lines(lines, false);
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
