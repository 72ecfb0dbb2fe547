#ifndef NEWS_SEGMENT_H
#define NEWS_SEGMENT_H

/* Shared by paragraph.c, quotes.c, sentence.c, stop*.c and ending.c: reading a
 * text around a place, and the questions behind the decisions of sentence.c.
 * Not installed. */

#include <string.h>

#include "document.h"
#include "language.h"
#include "unicode.h"
#include "utf8.h"

/* The code point at byte `at`, 0 from `limit` on. */
static inline uint32_t news_code_at(const char *text, uint32_t at,
                                    uint32_t limit) {
  uint32_t size;
  return at < limit ? news_utf8_decode(text + at, &size) : 0;
}

static inline uint32_t news_code_next(const char *text, uint32_t at) {
  unsigned char byte = (unsigned char)text[at];
  return at + (byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4);
}

/* Start of the code point that ends at `at` (> 0). */
static inline uint32_t news_code_back(const char *text, uint32_t at) {
  do at--;
  while (at && ((unsigned char)text[at] & 0xC0) == 0x80);
  return at;
}

/* Whether all `size` bytes at `text` are in `set`.  strspn() would read past
 * `size` to the end of the run, and do so again from each word in it. */
static inline bool news_all_bytes(const char *text, uint32_t size,
                                  const char *set) {
  for (uint32_t i = 0; i < size; i++) {
    if (i && text[i] == text[i - 1]) continue; /* -----, 111 */
    if (!text[i] || !strchr(set, text[i])) return false;
  }
  return true;
}

/* The code point that ends at byte `at`, 0 if `at` is `floor` or before it. */
static inline uint32_t news_code_before(const char *text, uint32_t at,
                                        uint32_t floor) {
  uint32_t size;
  return at > floor ? news_utf8_decode(text + news_code_back(text, at), &size)
                    : 0;
}

static inline bool news_is_digit(uint32_t code) {
  return code - '0' < 10 ||
         (code >= 0x80 && news_unicode_category(code) == NEWS_ND);
}

/* The same for single bytes of ASCII. */
static inline bool news_digit_byte(char c) { return c >= '0' && c <= '9'; }
static inline bool news_upper_byte(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool news_lower_byte(char c) { return c >= 'a' && c <= 'z'; }

static inline bool news_is_ascii_letter(char c) {
  return news_upper_byte(c) || news_lower_byte(c);
}

static inline bool news_is_upper(uint32_t code) {
  return code < 0x80 ? code - 'A' < 26 : news_unicode_is_upper(code);
}

static inline bool news_is_lower(uint32_t code) {
  return code < 0x80 ? code - 'a' < 26 : news_unicode_is_lower(code);
}

static inline bool news_is_letter(uint32_t code) {
  return code < 0x80 ? (code | 0x20) - 'a' < 26 : news_unicode_is_letter(code);
}

static inline bool news_is_space(uint32_t code) {
  if (code < 0x80) return code == ' ' || code - 9 < 5;
  if (code < 0x100) return code == 0x85 || code == 0xA0;
  return news_unicode_is_space(code);
}

/* A letter, mark or digit. */
static inline bool news_is_word(uint32_t code) {
  return news_is_letter(code) || news_is_digit(code) ||
         (code >= 0x80 && news_unicode_is_mark(code));
}

static inline bool news_is_dash(uint32_t code) {
  return code == '-' || (code >= 0x2010 && code <= 0x2015);
}

static inline bool news_is_apostrophe(uint32_t code) {
  return code == '\'' || code == 0x2019;
}

/* What separates words: a space, or the line end of a wrapped text. */
static inline bool news_is_gap(char c) { return c == ' ' || c == '\n'; }

/* The first word w or later, before `end`, with its bit set in `map`; else
 * `end`. */
static inline uint32_t news_next_bit(const uint64_t *map, uint32_t w,
                                     uint32_t end) {
  if (w >= end) return end;
  for (;; w += 56) { /* a set bit or the end is usually near */
    uint64_t bits;
    memcpy(&bits, (const char *)map + w / 8, sizeof bits);
    bits >>= w % 8;
    uint32_t next = w + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
    if (bits || end - w <= 56) return next < end ? next : end;
  }
}

/* A mark that can end a sentence: full stops, question and exclamation marks
 * and ellipses of all scripts (Unicode 15.0, Sentence_Terminal, except those
 * that are also written between clauses). */
bool news_is_high_stop(uint32_t code); /* above ASCII */
static inline bool news_is_stop(uint32_t code) {
  if (code < 0x80) return (code == '.') | (code == '!') | (code == '?');
  return news_is_high_stop(code);
}

/* Of these, the marks that are written without a space after them. */
bool news_is_wide_stop(uint32_t code);

/* A closing quotation mark or bracket, or the star after *emphasis*. */
bool news_is_closer(uint32_t code);

/* The first byte from `at` on, at most `limit`, that is not white space; that
 * is not an opening mark. */
uint32_t news_skip_space(const char *text, uint32_t at, uint32_t limit);
uint32_t news_skip_openers(const char *text, uint32_t at, uint32_t limit);

/* End of the run of letters, digits, apostrophes and hyphens that begins at
 * `at`. */
uint32_t news_skip_word(const char *text, uint32_t at, uint32_t limit);

/* Start of the run of lower-case ASCII letters that ends at `end`, not before
 * `floor`.  Its size is hard to predict, so sixteen bytes are tested at
 * once. */
uint32_t news_small_letters(const char *text, uint32_t end, uint32_t floor);

/* Start of the run of letters, digits, points, apostrophes, hyphens and degree
 * signs that ends at `at`, without points and the like at its beginning; not
 * before `floor`, and no further back than NEWS_WORD_LOOK. */
uint32_t news_word_back(const char *text, uint32_t at, uint32_t floor);

enum {
  NEWS_WORD_LOOK = 96,   /* most bytes of one word that a decision reads */
  NEWS_LETTER_WORDS = 5, /* most words of the greeting or closing of a letter */
  NEWS_DATE_WORDS = 6,   /* Sunday , July 12 , 2009 */
};

/* The state of the sentence being read. */
typedef struct news_reading {
  const news_document *doc;
  const news_language *language;
  uint32_t traits;
  uint32_t longest; /* size in bytes of the longest abbreviation */
  const news_language_tails *points, *letters; /* of the language */
  uint32_t word;                               /* its first word */
  uint32_t from;                               /* its first byte */
  uint32_t head;  /* its first byte after opening marks */
  uint32_t first; /* first word of the paragraph */
  uint32_t limit; /* byte offset of the paragraph's end */
  uint32_t end;   /* the word after the paragraph */
  bool careless; /* the text begins sentences in lower case; set only when lower
                    case may follow the stop */
  bool broken_off;  /* the number of -- so far is odd */
  bool speech_dash; /* there was "..., - said he" before */
} news_reading;

/* A run of marks that may end the sentence.
 *
 *   ... she is.” (dpa)  “The    next
 *             ^^        ^ first byte of what follows
 *         start end = behind the run; closed = behind quotation marks,
 *                     brackets and notes that belong to the sentence
 */
typedef struct news_stop {
  uint32_t start, end, closed, next;
} news_stop;

/* The first word from `w` on that begins at or after byte `at`; else
 * reading->end. */
static inline uint32_t news_word_from(const news_reading *reading, uint32_t w,
                                      uint32_t at) {
  while (w < reading->end && reading->doc->words.start[w] < at) w++;
  return w;
}

/* Offset after the closing marks at `at`. */
uint32_t news_skip_closers(const news_reading *reading, uint32_t at);

/* The value of stop->closed for the stop at word `w`. */
uint32_t news_stop_closed(const news_reading *reading, const news_stop *stop,
                          uint32_t w);

/* "innovation.23 Open", "ago.3,4 The": offset after the note numbers attached
 * to the stop [start, end), 0 if there are none. */
uint32_t news_stop_note(const news_reading *reading, uint32_t start,
                        uint32_t end);

/* A quick test for most sentence ends: the number of words of the stop, 0 if it
 * does not end a sentence or the test cannot tell.  It covers a point after a
 * number or after a word that is no abbreviation and lower case but for its
 * first letter, or a ? or !, each before white space and a capital; a point
 * with a quotation mark; and a point glued to the next word (quality.You).  All
 * are ASCII but for that mark.  Not for the last word of a paragraph. */
uint32_t news_stop_plain(const news_reading *reading, uint32_t w,
                         uint32_t start);

/* A quick test: true for most abbreviations, word `w` with its point, that do
 * not end a sentence. */
bool news_stop_abbreviates(const news_reading *reading, uint32_t w);

/* Whether the sentence ends at the stop. */
bool news_stop_ends(const news_reading *reading, const news_stop *stop);

/* Whether a stop without a space before the next word ends a sentence:
 * "quality.You'll", "talk?they". */
bool news_stop_glued(const news_reading *reading, uint32_t start, uint32_t end);

/* A sentence end without a stop, at word `w`, which is not just letters:
 * returns the word that begins the next sentence (`w` or later), 0 if there is
 * no end. */
uint32_t news_soft_end(const news_reading *reading, uint32_t w);

/* If the sentence is the name that signs a letter, the word after it, else
 * 0. */
uint32_t news_soft_signature(const news_reading *reading);

/* The same for the beginning of a paragraph: captions, headings and date
 * lines. */
uint32_t news_soft_head(const news_reading *reading);

#endif
