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

/* What a line begins and ends with, as bits: most questions are about several
 * of them, and about two lines, and which ones hold cannot be foreseen. */
enum {
  ITEM = 1 << 0,   /* a bullet, or a number and a mark */
  QUOTED = 1 << 1, /* the > of quoted mail; LOWER is told behind it */
  LABEL = 1 << 2,  /* a word and a colon */
  LOWER = 1 << 3,  /* a letter in lower case */
  RULE = 1 << 4,   /* nothing but a rule, or the -- before a signature */
  OPEN = 1 << 5,   /* it ends within a sentence */
  COLON = 1 << 6,  /* it ends with one */
};

/* What of that one byte tells, and what else it may be: a letter, a digit, the
 * mark behind the number of an item, a bullet, what rules are drawn of. */
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

/* What a line looks like; sizes in columns, WIDTH_MOST + 1 for any more.  Eight
 * bytes, so that no place of one is a product. */
typedef struct shape {
  uint16_t size;   /* of the line with its indent; 0: not read yet */
  uint16_t indent; /* before its first word */
  uint16_t piece;  /* of its first word, or that behind >: not to be broken */
  uint16_t flags;  /* the bits above */
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

/* Line ends in a gap of up to eight bytes that has some when these are \n,
 * blanks and tabs, two for any more; else 0.  How many there are cannot be
 * foreseen: a sign tells, for which no compiler makes a branch. */
static inline uint32_t count_plain_ends(const char *gap, uint32_t size) {
  uint64_t eight;
  memcpy(&eight, gap, sizeof eight); /* the text is padded */
  eight <<= -(8 * size) & 63;
  uint64_t ends = eight >> 1 & ONES;
  if (eight & (ends | 0x84 * ONES)) return 0;
  return 1 + (uint32_t)(-(ends & (ends - 1)) >> 63);
}

/* Line ends in a gap, two for any more.  U+2029 and the form feed count for a
 * blank line, U+2028 and NEL as a line end. */
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
  *to = w | ends * single; /* two make none; there is room for the end */
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

/* No more columns than are told apart. */
static inline uint16_t few(uint32_t columns) {
  return columns <= WIDTH_MOST ? (uint16_t)columns : WIDTH_MOST + 1;
}

/* Byte at which the line of the word at byte `at` begins: what stands between
 * is white space. */
static inline uint32_t line_start(const news_document *doc, uint32_t at) {
  if (at && doc->text[at - 1] == '\n') return at; /* most often */
  for (uint64_t eight, others; at >= 8; at -= 8) {
    memcpy(&eight, doc->text + at - 8, sizeof eight);
    others = eight & 0x86 * ONES;
    if (others) return at - (uint32_t)__builtin_clzll(others) / 8;
  }
  while (at && (doc->text[at - 1] == ' ' || doc->text[at - 1] == '\t')) at--;
  return at;
}

/* Of eight bytes those that are no letter of ASCII and no hyphen, as bits 7. */
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

/* "Subject: ", "Reply-To: ", "Q: ": the colon ends before `end`.  How long the
 * word is cannot be foreseen. */
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

/* The word with which line `i` begins; that behind the text for none. */
static uint32_t first_word(const layout *lines, uint32_t i) {
  return lines->first[i] & ~single;
}

static uint32_t line_end(const layout *lines, uint32_t i) {
  return lines->doc->words.end[first_word(lines, i + 1) - 1];
}

/* Of words `w` to `last` the first with what touches it.  Whether one word does
 * cannot be foreseen, that two do not can.  The last one of a line touches
 * none, but for the end of the text, where the word behind all others is. */
static inline uint32_t piece_end(const news_words *words, uint32_t w,
                                 uint32_t last) {
  if (w == last) return words->end[w];
  for (;; w += 2) {
    const uint32_t *start = words->start + w + 1, *end = words->end + w;
    uint32_t one = (start[0] - end[0] - 1) >> 31; /* nothing is between */
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

/* "1. ", "23) ": a number or letter of `size` bytes, a mark and a blank. */
static inline uint32_t numbers(const char *text, uint32_t size) {
  return flags_of(text[size]) & BEHIND && text[size + 1] == ' ' ? ITEM : 0;
}

/* -----, ===: a rule; or the -- before a signature, which is all of a line. */
static uint32_t read_rule(const char *line, uint32_t size) {
  bool rule = line[0] == line[1] && (line[2] == line[0] || size == 2);
  return rule ? RULE : 0;
}

static uint32_t lower_at(const news_document *doc, uint32_t at) {
  return news_is_lower(news_code_at(doc->text, at, doc->size)) ? LOWER : 0;
}

/* What a line begins with at `at` that is no ASCII. */
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

/* What the line [at, end) begins with when it is no letter of ASCII. */
static inline uint32_t read_mark(const news_document *doc, uint32_t at,
                                 uint32_t end) {
  const char *text = doc->text + at;
  uint32_t flags = flags_of(*text);
  if (flags & DIGIT) return numbers(text, flags_of(text[1]) & DIGIT ? 2 : 1);
  if (flags & BULLET && text[1] == ' ') return ITEM;
  if (flags & STROKE) return read_rule(text, end - at);
  return (unsigned char)*text < 0x80 ? 0 : read_high(doc, at);
}

/* What a line that ends before byte `end` ends with. */
static inline uint32_t read_end(const news_document *doc, uint32_t end) {
  char last = doc->text[end - 1];
  if ((unsigned char)last < 0x80) return flags_of(last) & (OPEN | COLON);
  return news_is_word(news_code_before(doc->text, end, 0)) ? OPEN : 0;
}

/* Of quoted mail, words `w` to `last`, what stands behind its marks is told. */
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

/* What can be foreseen least comes last: all before it is at work by then. */
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
  if (size > WIDTH_MOST) /* else what the line holds is narrow too */
    *out = (shape){few(size), few(indent), few(piece), 0};
  const char *text = doc->text + at;
  uint32_t flags = read_end(doc, end);
  /* Few pieces end so, while how long a word is cannot be foreseen. */
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

/* The break between these lines fits a text wrapped at `width`. */
static inline uint32_t fits(const shape *before, uint32_t width) {
  return (before->size <= width) &
         (width <= (uint32_t)before->size + before[1].piece);
}

/* Stores the widest width that most breaks fit; returns how many do. */
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

/* ... due Oct. / 19. The debate, (n = / 40) was: no mark that ends a sentence
 * or opens a list stands before the break. */
static bool may_break_off(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t code = news_code_before(doc->text, line_end(lines, i - 1), 0);
  if (code == '.')
    return doc->words.kind[first_word(lines, i) - 1] & NEWS_WORD_POINT;
  return code != ':' && code != ';' && !news_is_stop(code);
}

/* The break can't be that of a paragraph or list item. */
static inline uint32_t within_sentence(const shape *before) {
  const shape *here = before + 1;
  return ((before->flags & OPEN) != 0) & !(here->flags & (ITEM | LABEL)) &
         (here->indent <= before->indent);
}

/* "... lag im / August": German nouns would hide a sentence that goes on. */
static bool ends_in_function_word(const layout *lines, uint32_t i) {
  const news_document *doc = lines->doc;
  uint32_t w = first_word(lines, i) - 1;
  if (doc->words.kind[w] & NEWS_WORD_KIND) return false; /* no letters */
  uint32_t flags =
      news_language_flags(doc->language, doc->text + doc->words.start[w],
                          doc->words.end[w] - doc->words.start[w]);
  return flags & NEWS_LANG_FUNCTION;
}

/* One is of quoted mail, which goes on with such alone. */
static inline uint32_t is_parted(const shape *before) {
  return (before->flags ^ before[1].flags) & QUOTED;
}

/* Is the break that of a line which is not short, within quoted mail or not? */
static inline uint32_t is_counted(const shape *before, uint32_t width) {
  return (before->size * 2u >= width) & !is_parted(before);
}

typedef struct tally {
  uint32_t breaks; /* single line ends that no paragraph explains */
  uint32_t fits;
  uint32_t lower; /* of those, with lower case behind */
  uint32_t sure;  /* of the first: within a sentence, lower case behind */
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

/* Do a quarter of the breaks that fit have lower case behind or "the" before
 * them? */
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

/* A line that is beside no single line end; seldom asked for. */
__attribute__((noinline)) static void read_lone(const layout *lines,
                                                uint32_t i) {
  read_shape(lines, i);
}

/* Lines of more than one piece that are longer than the width; what is quoted,
 * who wrote it and headers are seldom wrapped. */
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

/* Wrapped text fits its width nearly always and goes on in lower case at
 * many breaks; verse, lists and addresses do neither. */
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

/* Does line `i`, behind a break that does not fit, go on all the same?  One
 * that is broken too early does where its sentence does. */
static bool goes_on_early(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  bool wide =
      before->size >= WIDTH_LEAST || before->size * 4u >= lines->width * 3;
  /* Of lines beyond WIDTH_MOST no more is known. */
  bool beyond = before->size > lines->width + 2 || before->size > WIDTH_MOST;
  bool lower = here->flags & LOWER;
  if (lines->ragged && lower && within_sentence(before)) return wide;
  if (!wide || beyond) return false;
  return lower || (within_sentence(before) && ends_in_function_word(lines, i));
}

/* Is line `i`, which is not the first, the continuation of the one before? */
static inline bool goes_on(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  uint32_t fit = fits(before, lines->width), parts = lines->first[i] < single;
  /* A dash or number of running text can come to stand first in a line. */
  if (here->flags & ITEM)
    return !parts && fit && !(before->flags & ITEM) && may_break_off(lines, i);
  parts |= (here->flags & before->flags & LABEL) | is_parted(before) |
           ((here->flags | before->flags) & RULE);
  parts |= (here->indent > before->indent + 1) & !(before->flags & ITEM);
  return parts | fit ? !parts : goes_on_early(lines, i);
}

/* Does line `i` of a text that is not wrapped go on with the sentence before
 * it: ... the board said there / were no plans?  A single word seldom does. */
static inline bool runs_on(const layout *lines, uint32_t i) {
  const shape *here = lines->shapes + i, *before = here - 1;
  return lines->first[i] >= single && here->flags & LOWER &&
         before->piece + before->indent < before->size &&
         within_sentence(before) && ends_in_function_word(lines, i);
}

/* Lines become paragraphs in place; how many. */
__attribute__((always_inline)) static inline uint32_t join_lines(layout *lines,
                                                                 bool wrapped) {
  uint32_t *first = lines->first, *to = first; /* the first is one */
  for (uint32_t i = 1, count = lines->count; i < count; i++) {
    bool joined = wrapped ? goes_on(lines, i) : runs_on(lines, i);
    lines->shapes[i].flags &= (uint16_t) ~(joined * ITEM); /* a mere number */
    to[1] = first[i] & ~single;
    to += !joined;
  }
  return (uint32_t)(to - first) + 1;
}

/* Stores the number of paragraphs. */
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
