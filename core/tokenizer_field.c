#include <string.h>

#include "tokenizer_chunk.h"
#include "tokenizer_easy.h"

#define S NEWS_TC_SYMBOL
#define W NEWS_TC_SPACE
#define L NEWS_TC_LETTER
#define D NEWS_TC_DIGIT
#define P NEWS_TC_PUNCT
#define C NEWS_TC_CONNECTOR
const uint8_t news_ascii_token[128] = {
    S, S, S, S, S, S, S, S, S, W, W, W, W, W, S, S, /* 00 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 10 */
    W, P, P, P, S, P, P, P, P, P, P, S, P, P, P, P, /* space to slash */
    D, D, D, D, D, D, D, D, D, D, P, P, S, S, S, P, /* 0 to ? */
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ to O */
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, S, C, /* P to _ */
    S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` to o */
    L, L, L, L, L, L, L, L, L, L, L, P, S, P, S, S, /* p to DEL */
};
#undef S
#undef W
#undef L
#undef D
#undef P
#undef C

/* ------------------------------------------------------------ looking round */

static uint32_t step_back(const news_scan *scan, uint32_t at) {
  do at--;
  while (((unsigned char)scan->text[at] & 0xC0) == 0x80);
  return at;
}

uint8_t news_scan_before(const news_scan *scan, uint32_t at) {
  if (at <= scan->field) return NEWS_TC_SPACE;
  return news_scan_peek(scan, step_back(scan, at));
}

uint32_t news_marks_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (at < scan->field_end && (unsigned char)scan->text[at] >= 0x80 &&
         news_scan_class(scan, at, &size) == NEWS_TC_MARK)
    at += size;
  return at;
}

uint32_t news_run_end(const news_scan *scan, uint32_t at) {
  uint32_t start = at, size;
  at += easy_run_at(scan->text + at);
  if (at >= scan->field_end)
    return start < scan->field_end ? scan->field_end : start;
  while (at < scan->field_end) {
    uint8_t c = news_scan_class(scan, at, &size);
    if (!news_in_word(c) && !(c == NEWS_TC_MARK && at > start)) break;
    at += size;
  }
  return at;
}

news_next news_look_next(const news_scan *scan, uint32_t at) {
  news_next next = {at, NEWS_TC_SPACE, false, false};
  uint32_t size, lines = 0;
  const char *s = scan->text + at;
  if (s[0] == ' ' && news_is_alpha(s[1])) {
    bool upper = s[1] <= 'Z';
    return (news_next){at + 1, NEWS_TC_LETTER, upper, !upper};
  }
  while (next.at < scan->size &&
         news_scan_class(scan, next.at, &size) == NEWS_TC_SPACE) {
    lines += scan->text[next.at] == '\n';
    next.at += size;
  }
  if (next.at >= scan->size || lines > 1) return next;
  uint32_t code = news_scan_code(scan, next.at, &size);
  next.token = news_unicode_get(code)->token;
  next.upper = news_unicode_is_upper(code);
  next.lower = news_unicode_is_lower(code);
  return next;
}

/* -------------------------------------------------------------------- marks */

static bool is_run_mark(uint32_t code) {
  switch (code) {
    case '-':
    case '=':
    case '*':
    case '<':
    case '>':
    case '~':
    case '`':
    case '+':
    case '#':
    case '|':
    case '.':
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2015: /* ― */
    case 0x2026: /* … */ return true;
    default: return false;
  }
}

static bool is_exclamation(char c) { return c == '!' || c == '?'; }

/* End of a run of the same mark, of ! and ? mixed, or of points and …. */
static uint32_t run_of_marks(const news_scan *scan, uint32_t at, uint32_t code,
                             uint32_t size) {
  uint32_t i = at + size;
  const char *s = scan->text;
  if (is_exclamation(s[at])) {
    while (i < scan->field_end && is_exclamation(s[i])) i++;
    return i;
  }
  if (!is_run_mark(code)) return i;
  if (code == '-' || code == '=') {
    while (i < scan->field_end && (s[i] == '-' || s[i] == '=')) i++;
    return i;
  }
  if (size == 1) {
    while (i < scan->field_end && s[i] == s[at]) i++;
    return i;
  }
  while (i + size <= scan->field_end && !memcmp(s + i, s + at, size)) i += size;
  if (code == 0x2026 && i < scan->field_end && s[i] == '.') i++;
  return i;
}

static uint8_t mark_kind(uint32_t code) {
  uint8_t c = news_unicode_get(code)->category;
  return c >= NEWS_PC && c <= NEWS_PO ? NEWS_WORD_PUNCT : NEWS_WORD_SYMBOL;
}

/* Add a single ASCII mark. */
static bool put_single(news_scan *scan, uint32_t at) {
  unsigned char byte = (unsigned char)scan->text[at];
  unsigned char next = (unsigned char)scan->text[at + 1];
  if ((byte | next) >= 0x80 || byte == next || is_exclamation((char)byte) ||
      byte == '-' || byte == '=')
    return false;
  bool symbol = news_ascii_token[byte] == NEWS_TC_SYMBOL;
  news_put(scan, at, at + 1, symbol ? NEWS_WORD_SYMBOL : NEWS_WORD_PUNCT);
  return true;
}

static uint32_t put_one(news_scan *scan, uint32_t at) {
  uint32_t size;
  if (put_single(scan, at)) return at + 1;
  uint32_t code = news_scan_code(scan, at, &size);
  uint32_t end = run_of_marks(scan, at, code, size);
  end = news_marks_end(scan, end);
  news_put(scan, at, end, mark_kind(code));
  return end;
}

static bool same_letters(const char *lower, const char *s, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if ((s[i] | 0x20) != lower[i]) return false;
  return true;
}

/* The end of the 's of '60's, else `at`. */
static uint32_t apostrophe_s_end(const news_scan *scan, uint32_t at) {
  uint32_t mark = at < scan->field_end ? news_apostrophe(scan->text + at) : 0;
  if (!mark || scan->text[at + mark] != 's') return at;
  uint32_t end = at + mark + 1;
  return news_run_end(scan, end) == end ? end : at;
}

uint32_t news_clipped_end(const news_scan *scan, uint32_t at, uint32_t mark) {
  static const char words[][6] = {"em", "tis",   "twas", "til",
                                  "n",  "cause", "bout"};
  uint32_t word = at + mark;
  const char *s = scan->text + word;
  if (!news_is_digit(s[0]) && !news_begins_clipped(s[0])) return 0;
  uint32_t end = news_run_end(scan, word), n = end - word;
  if (!n || n > 5 || (scan->language && !(scan->traits & NEWS_LANG_CLITICS)))
    return 0;
  if (news_is_digit(s[0]))
    return news_is_digit(s[1]) && (n == 2 || (n == 3 && s[2] == 's'))
               ? apostrophe_s_end(scan, end)
               : 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (same_letters(words[i], s, n) && !words[i][n]) return end;
  return 0;
}

void news_turn_single(news_scan *scan, uint32_t at, uint32_t size) {
  const char *from = scan->text + scan->single_from;
  if (size == 1)
    scan->single =
        !scan->single || memchr(from, '\n', at - scan->single_from) != NULL;
  else if (size == 3)
    scan->single = false;
  scan->single_from = at;
}

static uint32_t put_single_quote(news_scan *scan, uint32_t at, uint32_t mark) {
  uint32_t end = news_clipped_end(scan, at, mark);
  if (end) {
    bool digit = news_is_digit(scan->text[at + mark]);
    news_put(scan, at, end, digit ? NEWS_WORD_NUMBER : NEWS_WORD_LETTERS);
    return end;
  }
  bool two = mark == 1 && scan->text[at + 1] == '\'';
  news_turn_single(scan, at, mark + two);
  end = news_marks_end(scan, at + mark + two);
  news_put(scan, at, end, NEWS_WORD_PUNCT);
  return end;
}

static bool is_fraction(const news_scan *scan, uint32_t at) {
  return scan->text[at] == '.' && news_is_digit(scan->text[at + 1]) &&
         !news_in_word(news_scan_before(scan, at));
}

static uint32_t put_fraction(news_scan *scan, uint32_t at) {
  uint32_t end = at + 1;
  while (end < scan->field_end && news_is_digit(scan->text[end])) end++;
  if (news_run_end(scan, end) > end) return put_one(scan, at);
  news_put(scan, at, end, NEWS_WORD_NUMBER);
  return end;
}

/* The end of (a), the label of a list item. */
static uint32_t item_end(const news_scan *scan, uint32_t at) {
  const char *s = scan->text + at;
  bool item = s[1] >= 'a' && s[1] <= 'z' && s[2] == ')' &&
              !news_in_word(news_scan_before(scan, at)) &&
              !news_in_word(news_scan_peek(scan, at + 3));
  return item && at + 3 <= scan->field_end ? at + 3 : 0;
}

/* +4533330040, +1602275-4958: a telephone number. */
static uint32_t telephone_end(const news_scan *scan, uint32_t at) {
  uint32_t i = at + 1, digits = 0;
  for (; i < scan->field_end; i++) {
    if (news_is_digit(scan->text[i]))
      digits++;
    else if (scan->text[i] != '-' || !news_is_digit(scan->text[i + 1]) ||
             i == at + 1)
      break;
  }
  bool ends = news_run_end(scan, i) == i;
  return digits >= 7 && digits <= 15 && ends ? i : 0;
}

/* Whether a word is before `at`: @ and # after a word are no mention or
 * hashtag. */
static bool is_behind_word(const news_scan *scan, uint32_t at) {
  return at > scan->field && is_word_byte(scan->text[at - 1]);
}

static bool is_control(char c) { return (unsigned char)c < ' ' || c == 0x7F; }

static uint32_t put_mark(news_scan *scan, uint32_t at) {
  const char *s = scan->text + at;
  uint32_t end = 0, mark = news_apostrophe(s);
  if (is_control(s[0]) && is_no_combining((const unsigned char *)s + 1)) {
    news_put(scan, at, at + 1, NEWS_WORD_SYMBOL);
    return at + 1;
  }
  if (mark) return put_single_quote(scan, at, mark);
  switch (s[0]) {
    case '.':
      if (is_fraction(scan, at)) return put_fraction(scan, at);
      break;
    case '@':
    case '#':
      if (!is_behind_word(scan, at)) end = news_handle_end(scan, at);
      if (!end) break;
      news_put(scan, at, end,
               s[0] == '@' ? NEWS_WORD_MENTION : NEWS_WORD_HASHTAG);
      return end;
    case '(':
      end = item_end(scan, at);
      if (!end) {
        end = news_smiley_end(scan, at);
        break;
      }
      news_put(scan, at, end, NEWS_WORD_LETTERS);
      return end;
    case '+':
      end = telephone_end(scan, at);
      if (!end) break;
      news_put(scan, at, end, NEWS_WORD_NUMBER);
      return end;
    case '[':
      if (memcmp(s, "[...]", 5)) break;
      news_put(scan, at, at + 5, NEWS_WORD_PUNCT);
      return at + 5;
    case '\xE2':
      if (memcmp(s, "\xE2\x80\x98", 3)) break; /* ‘ */
      news_open_single(scan, at);
      break;
    default: end = news_smiley_end(scan, at); break;
  }
  if (!end) return put_one(scan, at);
  news_put(scan, at, end, NEWS_WORD_EMOJI);
  return end;
}

/* ------------------------------------------------------------- other scripts
 */

static uint32_t put_emoji(news_scan *scan, uint32_t at) {
  uint32_t size;
  uint32_t code = news_scan_code(scan, at, &size);
  uint32_t end =
      (uint32_t)news_unicode_grapheme_end(scan->text, scan->field_end, at);
  end = news_marks_end(scan, end);
  const news_unicode_record *r = news_unicode_get(code);
  bool emoji = end > at + size || r->grapheme == NEWS_GB_REGIONAL ||
               r->flags & NEWS_UNICODE_EMOJI;
  news_put(scan, at, end, emoji ? NEWS_WORD_EMOJI : mark_kind(code));
  return end;
}

static uint32_t put_katakana(news_scan *scan, uint32_t at) {
  uint32_t end = at, size;
  while (end < scan->field_end &&
         news_scan_class(scan, end, &size) == NEWS_TC_KATAKANA)
    end = news_marks_end(scan, end + size);
  news_put(scan, at, end, NEWS_WORD_LETTERS);
  return end;
}

static uint32_t put_code(news_scan *scan, uint32_t at, uint8_t kind) {
  uint32_t size;
  (void)news_scan_code(scan, at, &size);
  uint32_t end = news_marks_end(scan, at + size);
  news_put(scan, at, end, kind);
  return end;
}

/* ___ alone is a mark, _x_ is a word. */
static uint32_t put_connector(news_scan *scan, uint32_t at) {
  uint32_t end = at;
  while (end < scan->field_end && scan->text[end] == '_') end++;
  if (end == at || (end < scan->field_end &&
                    news_in_word(news_scan_peek(scan, end)) && end == at + 1))
    return news_put_word(scan, at, easy_run_at(scan->text + at));
  news_put(scan, at, end, NEWS_WORD_PUNCT);
  return end;
}

static uint32_t put_digits(news_scan *scan, uint32_t at) {
  uint32_t end = 0, size = easy_digits_at(scan->text + at);
  if (size && !asks_digits(scan->text + at + size)) {
    news_put(scan, at, at + size, NEWS_WORD_NUMBER);
    return at + size;
  }
  uint8_t kind = NEWS_WORD_EMAIL;
  if (may_be_address(scan->text + news_run_end(scan, at))) {
    end = news_email_end(scan, at, size);
    if (!end) {
      end = news_domain_end(scan, at);
      kind = NEWS_WORD_URL;
    }
  }
  if (!end && scan->text[at] == '8') {
    end = news_smiley_end(scan, at);
    kind = NEWS_WORD_EMOJI;
  }
  if (!end) return news_put_number(scan, at);
  news_put(scan, at, end, kind);
  return end;
}

/* Size of the “ ” „ ‘ « or » at `at` if nothing joins it, else 0. */
static uint32_t lone_curly(const char *at) {
  const unsigned char *s = (const unsigned char *)at;
  if (s[0] == 0xC2)
    return (s[1] == 0xAB || s[1] == 0xBB) && is_no_combining(s + 2) ? 2 : 0;
  if (s[0] != 0xE2 || s[1] != 0x80 || !is_no_combining(s + 3)) return 0;
  return s[2] == 0x98 || (s[2] >= 0x9C && s[2] <= 0x9E) ? 3 : 0;
}

/* Add such a mark as a word of its own. */
static uint32_t put_curly(news_scan *scan, uint32_t at, uint32_t size) {
  if (scan->text[at + size - 1] == '\x98') news_open_single(scan, at);
  news_put(scan, at, at + size, NEWS_WORD_PUNCT);
  return at + size;
}

/* Add a word that begins with an ASCII letter. */
static uint32_t put_letters(news_scan *scan, uint32_t at) {
  const uint32_t address = NEWS_FIELD_AT | NEWS_FIELD_POINT | NEWS_FIELD_COLON;
  const char *s = scan->text + at;
  uint32_t run = is_one_letter(s) ? 1 : easy_run_at(s);
  bool asks = asks_word(s, run);
  if (asks && s[run] == '-' && !(scan->field_flags & address))
    asks = !news_parts_at_hyphen(scan, at, at + run);
  if (asks) return news_put_word(scan, at, run);
  news_put(scan, at, at + run, NEWS_WORD_LETTERS);
  return at + run;
}

static uint32_t put_next(news_scan *scan, uint32_t at) {
  if (news_is_alpha(scan->text[at])) return put_letters(scan, at);
  if ((unsigned char)scan->text[at] < 0x80) {
    uint8_t lone = lone_kind(scan->text + at);
    if (lone) {
      news_put(scan, at, at + 1, lone);
      return at + 1;
    }
    const char *s = scan->text + at; /* no mention or hashtag after a word */
    if ((s[0] == '#' || s[0] == '@') && news_is_alpha(s[1]) &&
        is_behind_word(scan, at)) {
      news_put(scan, at, at + 1, NEWS_WORD_PUNCT);
      return at + 1;
    }
  } else {
    uint32_t curly = lone_curly(scan->text + at);
    if (curly) return put_curly(scan, at, curly);
  }
  switch (news_scan_peek(scan, at)) {
    case NEWS_TC_LETTER: return news_put_word(scan, at, 0);
    case NEWS_TC_DIGIT: return put_digits(scan, at);
    case NEWS_TC_NUMERAL: {
      uint32_t end = news_run_end(scan, at);
      news_put(scan, at, end, NEWS_WORD_NUMBER);
      return end;
    }
    case NEWS_TC_CONNECTOR: return put_connector(scan, at);
    case NEWS_TC_IDEOGRAPH: return put_code(scan, at, NEWS_WORD_LETTERS);
    case NEWS_TC_KATAKANA: return put_katakana(scan, at);
    case NEWS_TC_EMOJI: return put_emoji(scan, at);
    case NEWS_TC_MARK: return put_code(scan, at, NEWS_WORD_SYMBOL);
    default: return put_mark(scan, at);
  }
}

enum { BYTES = 16 }; /* bytes of a field tested at once */
typedef uint8_t bytes __attribute__((vector_size(BYTES)));

/* The field flags that each of sixteen bytes gives. */
static inline bytes flags_of_bytes(const char *s) {
  bytes here, next; /* the text is padded */
  memcpy(&here, s, sizeof here);
  memcpy(&next, s + 1, sizeof next);
  bytes lower = next | 0x20, high = (bytes)(here >= 0x80);
  bytes word = (bytes)(lower - 'a' < 26) | (bytes)(next - '0' < 10) |
               (bytes)(next == '_') | (bytes)(next >= 0x80);
  return ((bytes)(here == '@') & NEWS_FIELD_AT) |
         ((bytes)(here == ':') & NEWS_FIELD_COLON) |
         ((high | (bytes)(here == '\'')) & NEWS_FIELD_APOSTROPHE) |
         ((bytes)(here == '.') & word & NEWS_FIELD_POINT);
}

/* The flags of the field of `size` bytes at `s`.  Its size is unpredictable, so
 * sixteen bytes are tested at once.  A point at the end does not count. */
static uint32_t flags_of_field(const char *s, uint32_t size) {
  typedef uint64_t halves __attribute__((vector_size(BYTES)));
  const bytes places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  bytes all = {0};
  for (; size > BYTES; size -= BYTES, s += BYTES) all |= flags_of_bytes(s);
  bytes last = (bytes)(places == (uint8_t)(size - 1)) & NEWS_FIELD_POINT;
  all |= flags_of_bytes(s) & (bytes)(places < (uint8_t)size) & ~last;
  halves any = (halves)all;
  uint64_t flags = any[0] | any[1];
  flags |= flags >> 32;
  flags |= flags >> 16;
  return (uint8_t)(flags | flags >> 8);
}

void news_cut_field(news_scan *scan, uint32_t start, uint32_t end) {
  scan->field = start;
  scan->field_end = end;
  scan->field_flags = flags_of_field(scan->text + start, end - start);
  while (start < end) start = put_next(scan, start);
}
