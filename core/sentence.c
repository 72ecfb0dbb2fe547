#include "sentence.h"
#include "segment.h"

#include <string.h>

/* Splits sentences in one pass over the words of each paragraph.  Words of
 * letters are skipped; marks, abbreviations with their point, numbers and the
 * like are examined.  A stop (stop.c) or an end without one (ending.c) begins
 * the next sentence. */

enum {
#ifdef NEWS_TINY
  PARTS_FIRST = 1,
#else
  PARTS_FIRST = 64,
#endif
  STYLE_WORDS = 800, /* words read to detect careless writing */
  TITLE_MOST = 30,   /* most code points of a title in Chinese */
};

/* A list within a line: 1. one 2. two. */
typedef struct items {
  bool active, bullet;
  char style[2]; /* ")", "." or ".)" */
  uint32_t next; /* number or letter that should come next */
} items;

typedef struct splitter {
  news_reading r;
  news_document *doc;
  const char *text;
  items list;
  bool styled;     /* r.careless is known */
  uint32_t letter; /* a comma before this word may end part of a letter */
  uint32_t *first;
  uint32_t count;
  uint32_t capacity;
  bool failed;
} splitter;

static bool grow_parts(splitter *s) {
  uint32_t least = s->doc->paragraphs.count + PARTS_FIRST;
  uint32_t more = s->capacity ? s->capacity * 2 : least;
  uint32_t *grown =
      news_arena_grow(s->doc->arena, s->first, s->capacity * sizeof *grown,
                      more * sizeof *grown);
  s->failed |= !grown;
  if (!grown) return false;
  s->first = grown;
  s->capacity = more;
  return true;
}

static inline void add_part(splitter *s, uint32_t w) {
  if (s->count < s->capacity || grow_parts(s)) s->first[s->count++] = w;
}

static bool is_bullet(uint32_t code) {
  if (code < 0x80) return code == '-';
  return code == 0x2022 || code == 0x2043 || code == 0xB7 || news_is_dash(code);
}

/* ASCII before the first word: the marks of news_skip_openers(), bullets and
 * blanks. */
static const uint8_t head_marks[256] = {
    ['"'] = 1, ['\''] = 1, ['('] = 1, ['*'] = 1, ['['] = 1,
    ['{'] = 1, ['_'] = 1,  ['`'] = 1, ['-'] = 1, [' '] = 1,
};

static uint32_t find_head(const news_reading *r) {
  const char *text = r->doc->text;
  uint32_t at = r->from, before;
  bool far = r->limit - at > NEWS_WORD_LOOK;
  uint32_t limit = far ? at + NEWS_WORD_LOOK : r->limit;
  while (head_marks[(unsigned char)text[at]] && at < limit) at++;
  if ((unsigned char)text[at] < 0x80) return at;
  do {
    if (((unsigned char)text[at] | 0x20u) - 'a' < 26) return at;
    before = at;
    at = news_skip_openers(text, at, limit);
    uint32_t code = news_code_at(text, at, limit);
    if (is_bullet(code) || code == ' ') at = news_code_next(text, at);
  } while (at > before && at < limit);
  return at;
}

/* Whether a comma among the first words of this sentence may end the salutation
 * or closing of a letter. */
static bool may_be_letter(const splitter *s) {
  return news_language_may_be(s->r.letters, s->text,
                              s->text + s->doc->words.end[s->r.word]);
}

static void begin_sentence(splitter *s, uint32_t w) {
  add_part(s, w);
  s->r.word = w;
  s->r.from = s->doc->words.start[w];
  s->r.head = find_head(&s->r);
  bool letter = s->r.end - w > 2 && may_be_letter(s); /* one is longer */
  s->letter = letter ? w + NEWS_LETTER_WORDS + 1 : w;
  s->r.broken_off = s->r.speech_dash = false;
}

/* --------------------------------------------------- lists in the line */

/* "12.) " or "b. " at `at`: stores the value and the marks; returns the byte
 * after the marks or 0. */
static uint32_t read_label(const char *text, uint32_t at, uint32_t *value,
                           char style[2]) {
  char a = text[at];
  if (a >= 'a' && a <= 'h') {
    *value = (uint32_t)a;
    at++;
  } else {
    for (*value = 0; news_digit_byte(text[at]) && *value < 100; at++)
      *value = *value * 10 + (uint32_t)(text[at] - '0');
    if (!news_digit_byte(a)) return 0;
  }
  style[0] = style[1] = 0;
  if (text[at] != '.' && text[at] != ')') return 0;
  style[0] = text[at++];
  if (style[0] == '.' && text[at] == ')') style[1] = text[at++];
  return text[at] == ' ' ? at : 0;
}

/* Whether the text may begin a list: with a bullet, a digit, or a letter and a
 * mark. */
static inline bool may_begin_list(const char *text) {
  unsigned char first = (unsigned char)text[0];
  if (first - (uint32_t)'a' < 8) return text[1] == '.' || text[1] == ')';
  return first - (uint32_t)'0' < 10 || first == '-' || first >= 0x80;
}

static void begin_list(splitter *s, uint32_t w) {
  uint32_t at = s->doc->words.start[w];
  s->list.bullet = false;
  if (is_bullet(news_code_at(s->text, at, s->r.limit))) {
    s->list.bullet = news_code_at(s->text, at, s->r.limit) > 0xFF;
    at = news_code_next(s->text, at);
    at += s->text[at] == ' ';
  }
  s->list.active = read_label(s->text, at, &s->list.next, s->list.style) != 0;
  s->list.next++;
}

/* Whether the next item of the list begins with word `w`, or with the bullet
 * before it. */
static bool begins_item(splitter *s, uint32_t w) {
  uint32_t at = s->doc->words.start[w], value;
  char style[2];
  if (w == s->r.word) return false;
  if (!s->list.bullet && s->text[at - 1] != ' ') return false;
  uint32_t behind = read_label(s->text, at, &value, style);
  if (!behind || value != s->list.next || memcmp(style, s->list.style, 2))
    return false;
  if (!news_is_upper(news_code_at(s->text, behind + 1, s->r.limit)))
    return false;
  uint32_t before = s->doc->words.start[w - 1];
  return !s->list.bullet || is_bullet(news_code_at(s->text, before, at));
}

/* ------------------------------------------------------------- a stop */

/* End of the run of stops at `at`, including spaced ones (". . .", "! !"). */
static uint32_t run_end(const splitter *s, uint32_t at) {
  for (;;) {
    while (news_is_stop(news_code_at(s->text, at, s->r.limit)))
      at = news_code_next(s->text, at);
    uint32_t next = at;
    while (next < s->r.limit && (s->text[next] == ' ')) next++;
    if (next == at || next >= s->r.limit) return at;
    uint32_t code = news_code_at(s->text, next, s->r.limit);
    if (code != '.' && code != '!' && code != '?' && code != 0x2026) return at;
    at = next;
  }
}

/* "Scientology. ... The": whether a full stop is followed by a sentence that
 * begins with an ellipsis, so that the run of stops is cut after the full
 * stop. */
static bool ellipsis_begins(const splitter *s, uint32_t start, uint32_t end) {
  const char *run = s->text + start;
  if (end - start < 4 || run[0] != '.' || run[1] != ' ') return false;
  bool dots =
      !strncmp(run + 2, "...", 3) || !strncmp(run + 2, "\xE2\x80\xA6", 3);
  if (!dots && (end - start != 7 || strncmp(run, ". . . .", 7))) return false;
  return news_is_word(news_code_before(s->text, start, s->r.from)) &&
         s->text[end] == ' ' &&
         news_is_upper(news_code_at(s->text, end + 1, s->r.limit));
}

/* "[...]": an omission in a quotation, unless a capital follows. */
static bool left_out(const splitter *s, uint32_t start, uint32_t end) {
  if (start == 0 || s->text[start - 1] != '[' || s->text[end] != ']')
    return false;
  return s->text[end + 1] != ' ' ||
         !news_is_upper(news_code_at(s->text, end + 2, s->r.limit));
}

/* 《走吧！爸爸》: whether the marks of a title surround this stop. */
static bool in_title(const splitter *s, uint32_t at) {
  for (uint32_t n = 0; n < TITLE_MOST && at > s->r.from; n++) {
    at = news_code_back(s->text, at);
    uint32_t code = news_code_at(s->text, at, s->r.limit);
    if (code == 0x300A || code == 0x3008) return true;
    if (code == 0x300B || code == 0x3009) return false;
  }
  return false;
}

/* "a.m. to": the sentence continues after an abbreviation before a lower-case
 * ASCII word. */
static bool goes_on_plainly(const char *behind) {
  return news_is_gap(behind[0]) && news_lower_byte(behind[1]) &&
         news_lower_byte(behind[2]);
}

/* Whether [from, end) of the text may contain " i " or " i'".  Sixteen bytes
 * are tested at once, because hardly any text does. */
static bool may_hold_small_i(const char *text, uint32_t from, uint32_t end) {
  typedef uint8_t bytes __attribute__((vector_size(16)));
  typedef uint64_t halves __attribute__((vector_size(16)));
  bytes all = {0};
  for (uint32_t at = from; at < end; at += sizeof all) {
    bytes before, here, behind;
    memcpy(&before, text + at - 1, sizeof before);
    memcpy(&here, text + at, sizeof here);
    memcpy(&behind, text + at + 1, sizeof behind); /* the text is padded */
    all |= (bytes)(before == ' ') & (bytes)(here == 'i') &
           ((bytes)(behind == ' ') | (bytes)(behind == '\''));
  }
  halves any = (halves)all;
  return any[0] | any[1];
}

/* Whether the text up to word `last` has the pronoun i. */
static bool has_small_i(const news_document *doc, uint32_t last) {
  const char *text = doc->text;
  const uint32_t *start = doc->words.start, *end = doc->words.end;
  if (last < 3 || !may_hold_small_i(text, start[1], start[last - 1]))
    return false;
  for (uint32_t w = 1; w + 1 < last; w++) {
    const char *t = text + start[w];
    if (*t == 'i' && t[-1] == ' ' && (t[1] == ' ' || t[1] == '\'') &&
        end[w] - start[w] == 1)
      return true;
  }
  return false;
}

/* Careless writing: the pronoun i, or more stops before lower case than before
 * capitals. */
static bool is_careless(const news_document *doc) {
  const uint32_t *start = doc->words.start, *end = doc->words.end;
  uint32_t lower = 0, upper = 0, last = doc->words.count;
  if (last > STYLE_WORDS) last = STYLE_WORDS;
  if (!last) return false;
  if (has_small_i(doc, last)) return true;
  uint32_t w = news_next_bit(doc->words.marks, 1, last - 1);
  for (; w < last - 1; w = news_next_bit(doc->words.marks, w + 1, last - 1)) {
    const char *t = doc->text + start[w];
    if (end[w] - start[w] != 1) continue;
    if (*t != '.' && *t != '!' && *t != '?') continue;
    if (t[1] != ' ' || !news_lower_byte(t[-1])) continue;
    lower += news_lower_byte(t[2]);
    upper += news_upper_byte(t[2]);
  }
  return lower >= 2 && lower > upper;
}

/* The style of the text matters only before lower case or a dash. */
static void read_style(splitter *s, uint32_t next) {
  uint32_t at = news_skip_openers(s->text, next, s->r.limit);
  uint32_t first = news_code_at(s->text, at, s->r.limit);
  if (s->styled || !(news_is_lower(first) || news_is_dash(first))) return;
  s->styled = true;
  s->r.careless = s->r.traits & NEWS_LANG_LOWER_STARTS && is_careless(s->doc);
}

/* Handle the stop at word `w`, byte `start`; returns the word to continue
 * from. */
static uint32_t read_stop(splitter *s, uint32_t w, uint32_t start) {
  if (w + 1 >= s->r.end) return w + 1;
  if (w + 2 == s->r.end &&
      news_skip_closers(&s->r, s->doc->words.end[w]) >= s->r.limit)
    return w + 2;
  uint32_t words = news_stop_plain(&s->r, w, start);
  if (words) {
    begin_sentence(s, w + words);
    return w + words;
  }
  news_stop stop = {.start = start, .end = run_end(s, start)};
  uint32_t last = news_code_before(s->text, stop.end, start);
  bool wide = news_is_wide_stop(last);
  if (ellipsis_begins(s, start, stop.end)) {
    uint32_t next = news_word_from(&s->r, w, start + 2);
    if (next < s->r.end) begin_sentence(s, next);
    return news_word_from(&s->r, next, stop.end);
  }
  uint32_t behind = news_word_from(&s->r, w + 1, stop.end);
  uint32_t note = news_stop_note(&s->r, start, stop.end);
  if (note) stop.end = note;
  if (!wide && news_is_word(news_code_at(s->text, stop.end, s->r.limit)) &&
      !news_stop_glued(&s->r, start, stop.end))
    return behind;
  if (left_out(s, start, stop.end)) return behind;
  if (wide && in_title(s, start)) return behind;
  stop.closed = news_stop_closed(&s->r, &stop, w);
  if (stop.closed >= s->r.limit) return behind;
  bool gap = news_is_space(news_code_at(s->text, stop.closed, s->r.limit));
  if (!gap && !wide && !news_stop_glued(&s->r, start, stop.closed))
    return behind;
  stop.next = news_skip_space(s->text, stop.closed, s->r.limit);
  uint32_t next = news_word_from(&s->r, behind, stop.closed);
  if (stop.next >= s->r.limit || next >= s->r.end) return behind;
  read_style(s, stop.next);
  if (!news_stop_ends(&s->r, &stop)) return behind;
  begin_sentence(s, next);
  return next;
}

/* ---------------------------------------------------------------- a dash */

/* Record what stop.c needs to know about dashes. */
static void read_dash(splitter *s, uint32_t w) {
  uint32_t start = s->doc->words.start[w], end = s->doc->words.end[w];
  if (end - start == 2 && s->text[start] == '-') s->r.broken_off ^= 1;
  uint32_t before = start;
  if (before > s->r.from && news_is_gap(s->text[before - 1])) before--;
  uint32_t mark = news_code_before(s->text, before, s->r.from);
  if (mark != ',' && mark != '?' && mark != '!' && mark != 0xBB) return;
  if (news_is_gap(s->text[end]) &&
      news_is_lower(news_code_at(s->text, end + 1, s->r.limit)))
    s->r.speech_dash = true;
}

/* ---------------------------------------------------------------- the pass */

/* 9:15, 09:15, 1/2/2001: other numbers never end a sentence. */
static bool has_time_mark(const char *text) {
  return text[1] == ':' || text[2] == ':' || text[1] == '/' || text[2] == '/';
}

/* Marks before or after which ending.c never finds an end; for the first kind
 * only if it is not in a row. */
enum { QUIET_ALONE = 1, QUIET = 2 };
static const uint8_t quiet_marks[256] = {
    ['['] = QUIET_ALONE, ['*'] = QUIET_ALONE, ['_'] = QUIET_ALONE,
    ['<'] = QUIET_ALONE, ['='] = QUIET_ALONE, ['>'] = QUIET_ALONE,
    ['~'] = QUIET_ALONE, ['.'] = QUIET,       [';'] = QUIET,
    ['('] = QUIET,       [')'] = QUIET,       ['/'] = QUIET,
    ['"'] = QUIET,       ['$'] = QUIET,
};

static bool may_end_softly(const char *text, uint32_t size) {
  uint8_t quiet = quiet_marks[(unsigned char)*text];
  return quiet == QUIET_ALONE ? size > 1 : !quiet;
}

/* Whether the hyphen is inside a word (state-of), neither a rule nor the end of
 * broken-off speech. */
static bool is_inner_hyphen(const splitter *s, uint32_t at) {
  const char *mark = s->text + at;
  return mark[0] == '-' && at > s->r.from && news_lower_byte(mark[-1]) &&
         news_lower_byte(mark[1]);
}

/* J. in "J. R. Smith": whether another initial follows the point before
 * `end`. */
static bool is_inner_initial(const splitter *s, uint32_t end) {
  const char *at = s->text + end;
  if (end < s->r.from + 2 || end + 3 > s->r.limit) return false;
  if (!news_upper_byte(at[-2]) || at[0] != ' ' || !news_upper_byte(at[1]) ||
      at[2] != '.' || (end > s->r.from + 2 && at[-3] != ' '))
    return false;
  return !(news_language_flags(s->r.language, at - 2, 1) & NEWS_LANG_PRONOUN);
}

/* Whether a tag, a name or an address touches the next word. */
static bool is_inner_address(uint8_t kind, char behind) {
  if (kind == NEWS_WORD_HASHTAG || kind == NEWS_WORD_MENTION) return true;
  return (kind == NEWS_WORD_URL || kind == NEWS_WORD_EMAIL) &&
         (behind == '@' || news_is_ascii_letter(behind));
}

/* Handle a word that keeps its point; of several initials only the last
 * counts. */
static uint32_t read_abbreviation(splitter *s, uint32_t w, uint32_t end) {
  const news_words *words = &s->doc->words;
  bool initial;
  while ((initial = is_inner_initial(s, end)) && words->end[w + 1] == end + 3) {
    end += 3;
    w++;
  }
  bool goes_on = initial || goes_on_plainly(s->text + end) ||
                 news_stop_abbreviates(&s->r, w);
  return goes_on ? w + 1 : read_stop(s, w, end - 1);
}

/* Handle word `w`, at which a sentence may end without a stop. */
static uint32_t read_soft_end(splitter *s, uint32_t w) {
  uint32_t next = news_soft_end(&s->r, w);
  if (!next || next >= s->r.end || next <= s->r.word) return w + 1;
  begin_sentence(s, next);
  bool comma = s->text[s->doc->words.start[w]] == ',';
  uint32_t behind = comma ? news_soft_signature(&s->r) : 0;
  if (behind) begin_sentence(s, next = behind);
  return next > w ? next : w + 1;
}

/* Whether the word after `w` does not begin with a capital. */
static bool no_capital_follows(const splitter *s, uint32_t w) {
  unsigned char next = (unsigned char)s->text[s->doc->words.start[w + 1]];
  return next < 0x80 && next - (uint32_t)'A' >= 26;
}

/* Whether a sentence may begin after the colon `w`, if a label, a salutation,
 * or a word not in ASCII is before it.  The last bytes of a word rule out
 * nearly all others. */
static bool may_end_at_colon(const splitter *s, uint32_t w) {
  const news_words *words = &s->doc->words;
  if (w < s->letter) return true;
  if (w == s->r.word) return false;
  return words->kind[w - 1] & NEWS_WORD_POINT || /* fig. */
         news_language_may_be(s->r.letters, s->text,
                              s->text + words->end[w - 1]);
}

/* Handle a one-byte mark at `start`; the tests are in order of frequency. */
static uint32_t read_mark(splitter *s, uint32_t w, uint32_t start) {
  char mark = s->text[start];
  switch (mark) {
    case '.':
      if (w + 1 == s->r.end || is_inner_initial(s, start + 1)) return w + 1;
      return read_stop(s, w, start);
    case '!':
    case '?': return read_stop(s, w, start);
    case ':':
      if (no_capital_follows(s, w) || !may_end_at_colon(s, w)) return w + 1;
      break;
    case '-':
      if (is_inner_hyphen(s, start)) return w + 1;
      read_dash(s, w);
      if (no_capital_follows(s, w)) return w + 1;
      break;
    case ',':
      if (w - s->r.word > NEWS_LETTER_WORDS) return w + 1;
      break;
    default: return w + 1;
  }
  return read_soft_end(s, w);
}

/* Handle anything but a plain word of letters; returns the word to continue
 * from. */
static uint32_t read_special(splitter *s, uint32_t w, uint8_t kind) {
  uint8_t sort = kind & NEWS_WORD_KIND;
  uint32_t start = s->doc->words.start[w], end = s->doc->words.end[w];
  bool mark = sort == NEWS_WORD_PUNCT;
  if (kind & NEWS_WORD_POINT && s->text[end - 1] == '.')
    return read_abbreviation(s, w, end);
  if (end - start == 1) {
    if (mark) return read_mark(s, w, start);
    if (quiet_marks[(unsigned char)s->text[start]]) return w + 1;
  }
  if (kind == NEWS_WORD_NUMBER && w + 1 < s->r.end &&
      !has_time_mark(s->text + start))
    return w + 1;
  if (is_inner_address(kind, s->text[end])) return w + 1;
  if (s->text[end - 1] == '.' && is_inner_initial(s, end)) return w + 1;
  uint32_t code = mark ? news_code_at(s->text, start, s->r.limit) : 0;
  if (news_is_stop(code)) return read_stop(s, w, start);
  if (news_is_dash(code)) read_dash(s, w);
  if (!may_end_softly(s->text + start, end - start)) return w + 1;
  return read_soft_end(s, w);
}

/* Words of letters (kind 0) without a point need no handling. */
static const uint8_t not_plain = NEWS_WORD_KIND | NEWS_WORD_POINT;
_Static_assert(NEWS_WORD_LETTERS == 0, "no bit of a kind");

/* The next word to examine, at most the last one of the paragraph. */
static uint32_t next_special(const splitter *s, uint32_t w, uint32_t last) {
  const news_words *words = &s->doc->words;
  uint32_t next = news_next_bit(words->marks, w, last);
  for (; w < s->letter && w < next; w++)
    if (s->text[words->start[w]] == ',') return w;
  return next;
}

/* Whether a sentence may begin at the last word of the paragraph: a rule of
 * marks, or the year of a date.  It is unpredictable whether that word is a
 * mark or letters, so one test covers both. */
static inline bool may_begin_last(const splitter *s, uint32_t w) {
  static const uint8_t least[NEWS_WORD_KIND + 1] = {/* least bytes; 0: never */
                                                    [NEWS_WORD_NUMBER] = 1,
                                                    [NEWS_WORD_PUNCT] = 2,
                                                    [NEWS_WORD_SYMBOL] = 2};
  const news_words *words = &s->doc->words;
  uint32_t kind = words->kind[w] & NEWS_WORD_KIND;
  if (words->end[w] - words->start[w] <= least[kind] - 1u) return false;
  return kind != NEWS_WORD_NUMBER || w - s->r.word >= NEWS_DATE_WORDS;
}

/* In a paragraph that begins like a list every word may begin an item. */
static void read_item(splitter *s, uint32_t w) {
  if (!begins_item(s, w)) return;
  begin_sentence(s, s->list.bullet ? w - 1 : w);
  s->list.next++;
}

static void read_words(splitter *s, uint32_t w) {
  const uint8_t *kind = s->doc->words.kind;
  uint32_t last = s->r.end - 1;
  while (w <= last) {
    if (s->list.active)
      read_item(s, w);
    else if ((w = next_special(s, w, last)) == last && !may_begin_last(s, w))
      return;
    w = kind[w] & not_plain ? read_special(s, w, kind[w]) : w + 1;
  }
}

/* The second word of a caption is a number, that of a date a comma. */
static inline bool may_be_head(const splitter *s, uint32_t first) {
  const news_words *words = &s->doc->words;
  if (s->r.end - first <= 2) return false;
  uint32_t number =
      (words->kind[first + 1] & NEWS_WORD_KIND) == NEWS_WORD_NUMBER;
  return number | (s->text[words->start[first + 1]] == ',');
}

static void read_paragraph(splitter *s, uint32_t first, uint32_t end) {
  s->r.first = first;
  s->r.end = end;
  s->r.limit = s->doc->words.end[end - 1];
  begin_sentence(s, first);
  s->list.active = false;
  if (may_begin_list(s->text + s->r.from)) begin_list(s, first);
  uint32_t w = may_be_head(s, first) ? news_soft_head(&s->r) : 0;
  if (w && w < end) begin_sentence(s, w);
  if (!w) w = first;
  read_words(s, w);
}

/* UAX #29 alone: a sentence begins with the first word after each boundary. */
static void read_plain(splitter *s) {
  const news_document *doc = s->doc;
  uint32_t paragraph = 0, end = 0;
  for (uint32_t w = 0; w < doc->words.count && !s->failed; w++) {
    bool begins = doc->paragraphs.first[paragraph] == w;
    paragraph += begins;
    for (; end <= doc->words.start[w]; begins = true)
      end = (uint32_t)news_plain_sentence_end(doc->text, doc->size, end);
    if (begins) add_part(s, w);
  }
}

/* Add the paragraphs of one word from `first` on, while there is room: each is
 * a sentence.  Returns the paragraph after them. */
static const uint32_t *add_words(splitter *s, const uint32_t *first,
                                 const uint32_t *last) {
  uint32_t *to = s->first + s->count, room = s->capacity - s->count;
  if (last - first > room) last = first + room;
  while (first < last && first[1] - first[0] == 1) *to++ = *first++;
  s->count = (uint32_t)(to - s->first);
  return first;
}

static void read_news(splitter *s) {
  const news_parts *parts = &s->doc->paragraphs;
  s->r.traits = news_language_traits(s->doc->language);
  s->r.longest = news_language_longest(s->doc->language);
  s->r.points = news_language_points(s->doc->language);
  s->r.letters = news_language_letters(s->doc->language);
  const uint32_t *first = parts->first, *last = first + parts->count;
  if (!parts->count || !grow_parts(s)) return;
  for (; first < last; first++) { /* adds nothing after a failure */
    if (first[1] - first[0] == 1 && (first = add_words(s, first, last)) == last)
      return;
    read_paragraph(s, first[0], first[1]);
  }
}

news_status news_split_sentences(news_document *doc, news_error *err) {
  if (doc->sentences.first) return NEWS_OK;
  news_status status = news_pair_quotes(doc, err);
  if (status) return status;
  splitter s = {.doc = doc, .text = doc->text};
  s.r = (news_reading){.doc = doc, .language = doc->language};
  if (doc->news)
    read_news(&s);
  else
    read_plain(&s);
  add_part(&s, doc->words.count);
  if (s.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_arena_shrink(doc->arena, s.first, s.capacity * sizeof *s.first,
                    s.count * sizeof *s.first);
  doc->sentences = (news_parts){s.count - 1, s.first};
  return NEWS_OK;
}

news_span news_part_span(const news_document *doc, const news_parts *parts,
                         uint32_t i) {
  uint32_t first = parts->first[i], end = parts->first[i + 1];
  return (news_span){doc->words.start[first], doc->words.end[end - 1]};
}
