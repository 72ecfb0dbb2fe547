#include "segment.h"
#include "sentence.h"

#include <string.h>

/* Pairs quotation marks in one pass over the words.  Whether a mark opens or
 * closes follows from the character if that is clear („ « ‘), else from the
 * white space around it, else from what is open. */

#ifdef NEWS_TINY
enum { DEPTH_MOST = 2, ITEMS_FIRST = 1, STYLES = NEWS_QUOTE_CORNER + 1 };
#else
enum { DEPTH_MOST = 16, ITEMS_FIRST = 32, STYLES = NEWS_QUOTE_CORNER + 1 };
#endif

typedef enum side { NO_MARK, OPENS, CLOSES, EITHER, APOSTROPHE } side;

typedef struct pairing {
  news_document *doc;
  news_quoted *items;
  uint32_t count;
  uint32_t capacity;
  uint32_t open[DEPTH_MOST];   /* open items, outermost first */
  uint32_t opener[DEPTH_MOST]; /* the code points of their marks */
  uint8_t inner[STYLES];       /* depth + 1 of the innermost of each style */
  uint8_t outer[DEPTH_MOST];   /* the value of `inner` before each opened */
  uint32_t depth;
  uint32_t first;       /* the first word of the paragraph */
  uint32_t end;         /* the word after the paragraph */
  uint32_t ahead;       /* words of the map prefetched so far, or all of them */
  uint32_t last_single; /* last ’ or ' of the paragraph; 0: not searched yet */
  bool dropped;         /* a single mark of the paragraph was an apostrophe */
  bool failed;
} pairing;

typedef struct sign {
  uint32_t code; /* its code point; 2 and 3 for `` and '' */
  uint8_t style;
} sign;

typedef struct mark {
  uint32_t word, start, end; /* its bytes */
  sign sign;
} mark;

enum { BACKTICKS = 2, TWO_APOSTROPHES = 3 };

/* The other marks above ASCII: two bytes from C2, three from E2 80 and E3
 * 80. */
static sign read_high_sign(const unsigned char *s, uint32_t size) {
  sign none = {0, 0};
  if (s[0] == 0xC2 && size == 2)
    return s[1] == 0xAB || s[1] == 0xBB ? (sign){s[1], NEWS_QUOTE_ANGLE} : none;
  if (size != 3 || s[1] != 0x80) return none;
  uint32_t low = s[2] & 0x3F;
  if (s[0] == 0xE3 && low >= 0x0C && low <= 0x0F)
    return (sign){0x3000 | low, NEWS_QUOTE_CORNER};
  if (s[0] != 0xE2) return none;
  return low == 0x39 || low == 0x3A ? (sign){0x2000 | low, NEWS_QUOTE_ANGLE}
                                    : none;
}

/* The quotation mark that the `size` bytes at `s` are; code 0 if they are
 * none. */
static inline sign read_sign(const unsigned char *s, uint32_t size) {
  sign none = {0, 0};
  if (size == 3 && news_is_curly_bytes(s))
    return (sign){0x2000 | (s[2] & 0x3F),
                  s[2] & 4 ? NEWS_QUOTE_DOUBLE : NEWS_QUOTE_SINGLE};
  if (s[0] >= 0x80) return read_high_sign(s, size);
  if (s[0] == '"') return (sign){size == 1 ? '"' : 0, NEWS_QUOTE_DOUBLE};
  if (s[0] == '\'' && size == 1) return (sign){'\'', NEWS_QUOTE_SINGLE};
  if (size != 2 || s[1] != s[0]) return none;
  if (s[0] == '`') return (sign){BACKTICKS, NEWS_QUOTE_DOUBLE};
  if (s[0] == '\'') return (sign){TWO_APOSTROPHES, NEWS_QUOTE_DOUBLE};
  return none;
}

static inline mark read_mark(const news_document *doc, uint32_t w) {
  uint32_t at = doc->words.start[w], end = doc->words.end[w];
  const unsigned char *s = (const unsigned char *)doc->text + at;
  return (mark){w, at, end, read_sign(s, end - at)};
}

/* The bytes next to a mark, NUL at the ends of the text. */
static inline unsigned char byte_before(const news_document *doc,
                                        const mark *m) {
  return m->start ? (unsigned char)doc->text[m->start - 1] : 0;
}

static inline unsigned char byte_behind(const news_document *doc,
                                        const mark *m) {
  return (unsigned char)doc->text[m->end];
}

/* Marks are of kind PUNCT or SYMBOL, which differ in one bit. */
static inline bool is_mark_kind(uint8_t kind) {
  return (kind & (NEWS_WORD_KIND & ~1)) == NEWS_WORD_PUNCT;
}
_Static_assert(NEWS_WORD_SYMBOL == (NEWS_WORD_PUNCT | 1), "one bit");

/* ---------------------------------------------------------- surroundings */

enum { FREE_BEFORE = 1, FREE_BEHIND = 2, FREE_BOTH = 3 };

static const uint8_t free_ascii[128] = {
    ['\0'] = FREE_BOTH,  ['\t'] = FREE_BOTH,   ['\n'] = FREE_BOTH,
    ['\v'] = FREE_BOTH,  ['\f'] = FREE_BOTH,   ['\r'] = FREE_BOTH,
    [' '] = FREE_BOTH,   ['-'] = FREE_BOTH,    ['/'] = FREE_BOTH,
    ['('] = FREE_BEFORE, ['['] = FREE_BEFORE,  ['>'] = FREE_BEFORE,
    ['.'] = FREE_BEHIND, [','] = FREE_BEHIND,  [';'] = FREE_BEHIND,
    [':'] = FREE_BEHIND, ['!'] = FREE_BEHIND,  ['?'] = FREE_BEHIND,
    [')'] = FREE_BEHIND, [']'] = FREE_BEHIND,  ['}'] = FREE_BEHIND,
    ['"'] = FREE_BEHIND, ['\''] = FREE_BEHIND, ['<'] = FREE_BEHIND,
    ['*'] = FREE_BEHIND,
};

static bool high_before(const news_document *doc, uint32_t at) {
  const unsigned char *s = (const unsigned char *)doc->text + at;
  if (at >= 3 && news_is_curly_bytes(s - 3)) return false;
  uint32_t code = news_code_before(doc->text, at, 0);
  if (news_is_curly(code)) return false;
  return news_is_space(code) || news_is_dash(code) || code == 0xBF ||
         code == 0xA1; /* ¿ ¡ */
}

static bool high_behind(const news_document *doc, uint32_t at) {
  const unsigned char *s = (const unsigned char *)doc->text + at;
  if (s[0] == 0xC2) /* NEL, a no-break space, » */
    return s[1] == 0x85 || s[1] == 0xA0 || s[1] == 0xBB;
  uint32_t code = news_code_at(doc->text, at, doc->size);
  return news_is_space(code) || news_is_dash(code) || code == 0x2026 ||
         news_is_stop(code);
}

/* What precedes an opening mark: white space, an end of the text, an opening
 * bracket, a dash or an opening mark. */
static inline uint32_t free_before(const news_document *doc, const mark *m) {
  unsigned char byte = byte_before(doc, m);
  if (byte < 0x80 && free_ascii[byte] & FREE_BEFORE) return FREE_BEFORE;
  if (m->word && doc->words.kind[m->word - 1] & NEWS_WORD_OPENS)
    return FREE_BEFORE;
  return byte >= 0x80 && high_before(doc, m->start) ? FREE_BEFORE : 0;
}

/* What follows a closing mark: white space, an end of the text or a mark. */
static inline uint32_t free_behind(const news_document *doc, const mark *m) {
  unsigned char byte = byte_behind(doc, m);
  if (byte < 0x80) return free_ascii[byte] & FREE_BEHIND;
  const unsigned char *s = (const unsigned char *)doc->text + m->end;
  if (news_is_curly_bytes(s))
    return (s[2] & 3) == 1 ? FREE_BEHIND : 0; /* ’ ” */
  return high_behind(doc, m->end) ? FREE_BEHIND : 0;
}

static inline bool space_behind(const news_document *doc, const mark *m) {
  unsigned char byte = byte_behind(doc, m);
  if (byte > ' ' && byte < 0x80) return false;
  uint32_t code = news_code_at(doc->text, m->end, doc->size);
  return !code || news_is_space(code);
}

/* The side by white space alone. */
static inline side side_by_space(const pairing *p, const mark *m) {
  static const side sides[] = {
      [0] = EITHER, [FREE_BEFORE] = OPENS, CLOSES, EITHER};
  return sides[free_before(p->doc, m) | free_behind(p->doc, m)];
}

static bool closes_by_space(const news_document *doc, const mark *m) {
  return free_behind(doc, m) && !free_before(doc, m);
}

/* Depth + 1 of the innermost open pair of this style, 0 for none. */
static uint32_t find_open(const pairing *p, uint8_t style) {
  return p->inner[style];
}

/* The code point of the mark that opened the innermost pair of a style. */
static uint32_t opened_by(const pairing *p, uint8_t style) {
  uint32_t d = find_open(p, style);
  return d ? p->opener[d - 1] : 0;
}

static bool digit_before(const pairing *p, const mark *m) {
  return news_digit_byte((char)byte_before(p->doc, m));
}

/* ---------------------------------------------------------------- sides */

static side straight_double(const pairing *p, const mark *m) {
  bool open = find_open(p, NEWS_QUOTE_DOUBLE) != 0;
  if (!open && digit_before(p, m)) return NO_MARK; /* 19" */
  side s = side_by_space(p, m);
  if (s != EITHER) return s;
  if (open) return CLOSES;
  return space_behind(p->doc, m) && m->word + 1 == p->end ? NO_MARK : OPENS;
}

/* ’90s, ’em, ’tis: an apostrophe where an opening mark could be. */
static bool is_cut_word(const char *behind) {
  if (news_digit_byte(behind[0]) && news_digit_byte(behind[1]))
    return behind[2] == 's' || behind[2] == ' ' || behind[2] == '-';
  static const char *const words[] = {
      "em ", "tis ", "twas ", "til ", "cause ", "n ", "bout ", "round ", NULL};
  for (int i = 0; words[i]; i++)
    if (!strncmp(behind, words[i], strlen(words[i]))) return true;
  return false;
}

/* Most words do not begin with any of their letters. */
static inline bool cut_word(const news_document *doc, const mark *m) {
#define BIT(c) (1u << ((c) - 'a'))
  const uint32_t first =
      BIT('b') | BIT('c') | BIT('e') | BIT('n') | BIT('r') | BIT('t');
#undef BIT
  char c = (char)byte_behind(doc, m);
  bool maybe = news_lower_byte(c) ? first >> (c - 'a') & 1 : news_digit_byte(c);
  return maybe && is_cut_word(doc->text + m->end);
}

/* ' or ’ */
static bool may_close_single(const news_document *doc, uint32_t w) {
  const char *s = doc->text + doc->words.start[w];
  uint32_t size = doc->words.end[w] - doc->words.start[w];
  return size == 1 ? *s == '\'' : size == 3 && !memcmp(s, "\xE2\x80\x99", 3);
}

/* The last single mark of a paragraph. */
static uint32_t last_single(const news_document *doc, uint32_t w,
                            uint32_t end) {
  for (uint32_t last = end; last-- > w;)
    if (is_mark_kind(doc->words.kind[last]) && may_close_single(doc, last))
      return last;
  return w;
}

/* dogs’ while single marks are open: an apostrophe if a lower-case word
 * follows and the paragraph has another mark that can close. */
static bool possessive(pairing *p, const mark *m) {
  const news_document *doc = p->doc;
  if ((byte_before(doc, m) | 0x20) != 's' || byte_behind(doc, m) != ' ' ||
      !news_is_lower(news_code_at(doc->text, m->end + 1, doc->size)))
    return false;
  if (!p->last_single) p->last_single = last_single(doc, m->word, p->end);
  return p->last_single > m->word;
}

/* ' and ’ */
static side either_single(pairing *p, const mark *m) {
  bool straight = m->sign.code == '\'';
  bool open = find_open(p, NEWS_QUOTE_SINGLE) != 0;
  if (!open && digit_before(p, m)) return APOSTROPHE; /* 6' */
  side s = side_by_space(p, m);
  if (s == OPENS) return straight && !cut_word(p->doc, m) ? OPENS : APOSTROPHE;
  if (!open) return APOSTROPHE;
  if (s == CLOSES) return possessive(p, m) ? APOSTROPHE : CLOSES;
  return straight && free_behind(p->doc, m) ? CLOSES : APOSTROPHE;
}

/* ‘ ‚ ‛ */
static side curly_single(const pairing *p, const mark *m) {
  if (m->sign.code == 0x2018 && opened_by(p, NEWS_QUOTE_SINGLE) == 0x201A)
    return CLOSES;
  return space_behind(p->doc, m) || cut_word(p->doc, m) ? APOSTROPHE : OPENS;
}

/* “ closes what „ opened; ” opens in Sweden and Finland. */
static side curly_double(const pairing *p, const mark *m) {
  uint32_t open = opened_by(p, NEWS_QUOTE_DOUBLE);
  if (m->sign.code == 0x201E) return OPENS;
  if (m->sign.code == 0x201D) {
    if (open) return CLOSES;
    return side_by_space(p, m) == OPENS ? OPENS : CLOSES;
  }
  if (open == 0x201E && side_by_space(p, m) != OPENS) return CLOSES;
  return open && closes_by_space(p->doc, m) ? CLOSES : OPENS;
}

/* » and « open in one country and close in another. */
static side angle(const pairing *p, const mark *m) {
  bool right = m->sign.code == 0xBB || m->sign.code == 0x203A;
  side s = side_by_space(p, m);
  if (s != EITHER) return s;
  return right || find_open(p, NEWS_QUOTE_ANGLE) ? CLOSES : OPENS;
}

static inline side find_side(pairing *p, const mark *m) {
  uint32_t code = m->sign.code;
  switch (m->sign.style) {
    case NEWS_QUOTE_SINGLE:
      return code == '\'' || code == 0x2019 ? either_single(p, m)
                                            : curly_single(p, m);
    case NEWS_QUOTE_DOUBLE:
      if (code >= 0x80) return curly_double(p, m);
      return code == BACKTICKS ? OPENS : straight_double(p, m);
    case NEWS_QUOTE_ANGLE: return angle(p, m);
    default: return code & 1 ? CLOSES : OPENS; /* 「 」 */
  }
}

/* --------------------------------------------------------------- pairs */

static bool grow_items(pairing *p) {
  uint32_t more = p->capacity ? p->capacity * 2 : ITEMS_FIRST;
  news_quoted *grown =
      news_arena_grow(p->doc->arena, p->items, p->capacity * sizeof *grown,
                      more * sizeof *grown);
  p->failed = !grown;
  if (!grown) return false;
  p->items = grown;
  p->capacity = more;
  return true;
}

static void open_pair(pairing *p, const mark *m) {
  if (p->count == p->capacity && !grow_items(p)) return;
  uint8_t style = m->sign.style, depth = (uint8_t)p->depth++;
  p->doc->words.kind[m->word] |= NEWS_WORD_OPENS;
  p->items[p->count] = (news_quoted){m->word, 0, style, depth, /*open=*/false};
  p->opener[depth] = m->sign.code;
  p->outer[depth] = p->inner[style];
  p->open[depth] = p->count++;
  p->inner[style] = depth + 1;
}

static news_quoted *pop_open(pairing *p) {
  news_quoted *q = &p->items[p->open[--p->depth]];
  p->inner[q->style] = p->outer[p->depth];
  return q;
}

/* Whether the next paragraph begins with the same unclosed single mark as this
 * one: speech of several paragraphs, each of which opens it again. */
static bool is_reopened(const pairing *p, const news_quoted *q) {
  const news_words *words = &p->doc->words;
  if (p->end >= words->count || !is_mark_kind(words->kind[p->end]))
    return false;
  uint32_t here = words->start[q->first], next = words->start[p->end];
  uint32_t size = words->end[q->first] - here;
  if (words->end[p->end] - next != size ||
      memcmp(p->doc->text + here, p->doc->text + next, size))
    return false;
  mark m = read_mark(p->doc, p->end);
  return side_by_space(p, &m) == OPENS && !cut_word(p->doc, &m);
}

/* Close an item that is left open; a single mark that nothing closes was an
 * apostrophe, whose item is marked for removal by end = first. */
static void leave_open(pairing *p, uint32_t end) {
  news_quoted *q = pop_open(p);
  bool was_mark = q->style != NEWS_QUOTE_SINGLE ||
                  (q->first == p->first && is_reopened(p, q));
  q->open = true;
  q->end = was_mark ? end : q->first;
  if (was_mark) return;
  p->dropped = true;
  p->doc->words.kind[q->first] &= (uint8_t)~NEWS_WORD_OPENS;
}

/* ''He said, 'No,''' she wrote: three apostrophes, read as '' and ', end two
 * pairs; the last one belongs to the outer pair, which ends after it. */
static bool ends_two(const pairing *p, const mark *m) {
  const news_words *words = &p->doc->words;
  uint32_t next = m->word + 1;
  return m->sign.code == TWO_APOSTROPHES &&
         p->depth > find_open(p, NEWS_QUOTE_DOUBLE) && next < p->end &&
         words->start[next] == m->end &&
         words->end[next] - m->end == 1 && /* '' may open a pair */
         byte_behind(p->doc, m) == '\'';
}

static void close_pair(pairing *p, const mark *m) {
  uint32_t d = find_open(p, m->sign.style), w = m->word;
  if (!d) return;
  bool two = ends_two(p, m);
  while (p->depth > d) leave_open(p, w);
  pop_open(p)->end = w + 1 + two;
  p->doc->words.kind[w] |= NEWS_WORD_CLOSES;
  if (two) p->doc->words.kind[w + 1] |= NEWS_WORD_CLOSES;
}

/* A text larger than the cache is prefetched some words of the map ahead: first
 * the arrays and, once the starts of its words are known, the text itself. */
enum {
#ifdef NEWS_TINY
  LONG = 64,
#else
  LONG = 1 << 20, /* bytes */
#endif
  AHEAD = 8,
  TEXT_AHEAD = 4,
};

static void fetch_ahead(pairing *p, uint32_t w) {
  const news_words *words = &p->doc->words;
  uint32_t last = words->count / 64, to = w / 64 + AHEAD;
  for (; p->ahead <= to && p->ahead <= last; p->ahead++) {
    uint32_t k = p->ahead;
    for (uint64_t bits = words->quotes[k]; bits; bits &= bits - 1) {
      uint32_t i = 64 * k + (uint32_t)__builtin_ctzll(bits);
      __builtin_prefetch(&words->kind[i]);
      __builtin_prefetch(&words->start[i]);
      __builtin_prefetch(&words->end[i]);
    }
    if (k < AHEAD - TEXT_AHEAD) continue;
    k -= AHEAD - TEXT_AHEAD;
    for (uint64_t bits = words->quotes[k]; bits; bits &= bits - 1) {
      uint32_t i = 64 * k + (uint32_t)__builtin_ctzll(bits);
      __builtin_prefetch(p->doc->text + words->start[i]);
    }
  }
}

/* The first word from `w` on that may be a mark. */
static uint32_t next_mark(const news_document *doc, uint32_t w, uint32_t end) {
  const uint64_t *quotes = doc->words.quotes;
  for (;; w++) {
    if (w >= end || !(quotes[w / 64] >> (w % 64) & 1))
      w = news_next_bit(quotes, w, end);
    if (w >= end || is_mark_kind(doc->words.kind[w])) return w;
  }
}

/* Whether a mark opens after a full stop while the same mark is open: speech of
 * several paragraphs, each of which opens it again, pasted into one. */
static bool opens_again(const pairing *p, const mark *m) {
  if (m->sign.style != NEWS_QUOTE_DOUBLE ||
      opened_by(p, NEWS_QUOTE_DOUBLE) != m->sign.code)
    return false;
  char last = p->doc->text[p->doc->words.end[m->word - 1] - 1];
  return last == '.' || last == '!' || last == '?';
}

static void pair_word(pairing *p, uint32_t w) {
  if (!is_mark_kind(p->doc->words.kind[w])) return;
  mark m = read_mark(p->doc, w);
  if (!m.sign.code) return;
  side s = find_side(p, &m);
  if (s == OPENS && p->depth < DEPTH_MOST) {
    uint32_t kept =
        opens_again(p, &m) ? find_open(p, m.sign.style) - 1 : p->depth;
    while (p->depth > kept) leave_open(p, w);
    open_pair(p, &m);
  }
  if (s == CLOSES) close_pair(p, &m);
}

/* Pair the marks of the paragraph [first, end), whose first mark is `w`. */
static void pair_paragraph(pairing *p, uint32_t first, uint32_t w,
                           uint32_t end) {
  p->first = first;
  p->end = end;
  p->last_single = 0;
  p->dropped = false;
  p->depth = 0;
  for (uint32_t k = w / 64; 64 * k < end; k++) {
    fetch_ahead(p, 64 * k);
    uint64_t bits = p->doc->words.quotes[k];
    if (64 * k < w) bits &= ~UINT64_C(0) << (w % 64);
    if (end - 64 * k < 64) bits &= (UINT64_C(1) << (end % 64)) - 1;
    for (; bits; bits &= bits - 1)
      pair_word(p, 64 * k + (uint32_t)__builtin_ctzll(bits));
  }
  while (p->depth) leave_open(p, end);
}

/* Drop the single marks that were apostrophes and recompute the depths of the
 * others from their spans. */
static void drop_apostrophes(pairing *p, uint32_t from) {
  uint32_t ends[DEPTH_MOST], depth = 0, kept = from;
  for (uint32_t i = from; i < p->count; i++) {
    news_quoted q = p->items[i];
    if (q.end == q.first) continue;
    while (depth && ends[depth - 1] <= q.first) depth--;
    q.depth = (uint8_t)depth;
    ends[depth++] = q.end;
    p->items[kept++] = q;
  }
  p->count = kept;
}

static void pair_all(pairing *p) {
  const news_parts *parts = &p->doc->paragraphs;
  uint32_t words = p->doc->words.count, i = 0;
  uint32_t w = next_mark(p->doc, 0, words);
  for (; w < words && !p->failed; i++) {
    uint32_t from = p->count, end = parts->first[i + 1];
    if (end <= w) continue; /* a paragraph without a mark */
    pair_paragraph(p, parts->first[i], w, end);
    w = next_mark(p->doc, end, words);
    if (p->dropped) drop_apostrophes(p, from);
  }
}

news_status news_pair_quotes(news_document *doc, news_error *err) {
  if (doc->quoted.items) return NEWS_OK;
  news_status status = news_split_paragraphs(doc, err);
  if (status) return status;
  pairing p = {.doc = doc, .ahead = doc->size > LONG ? 0 : UINT32_MAX};
  if (grow_items(&p)) pair_all(&p);
  if (p.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_arena_shrink(doc->arena, p.items, p.capacity * sizeof *p.items,
                    p.count * sizeof *p.items);
  doc->quoted.items = p.items;
  doc->quoted.count = p.count;
  return NEWS_OK;
}
