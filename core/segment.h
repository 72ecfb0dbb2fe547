#ifndef NEWS_SEGMENT_H
#define NEWS_SEGMENT_H

/* Shared by paragraph.c, quotes.c, sentence.c, stop*.c and ending.c: looking
 * at a text around a place, and what the decisions of sentence.c ask.  Not
 * installed. */

#include <string.h>

#include "document.h"
#include "language.h"
#include "unicode.h"
#include "utf8.h"

/* The code point at byte `at`, 0 at and behind `limit`. */
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

/* Are all `size` bytes at `text` in `set`?  It looks no further: strspn() would
 * read a run of such bytes to its end from each word in it. */
static inline bool news_all_bytes(const char *text, uint32_t size,
                                  const char *set) {
  for (uint32_t i = 0; i < size; i++) {
    if (i && text[i] == text[i - 1]) continue; /* -----, 111 */
    if (!text[i] || !strchr(set, text[i])) return false;
  }
  return true;
}

/* The code point that ends at byte `at`, 0 at `floor`. */
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

/* The same of ASCII alone, for bytes. */
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

/* What parts words: a space, or the line end of a wrapped text. */
static inline bool news_is_gap(char c) { return c == ' ' || c == '\n'; }

/* The first word from `w` up to `end` that has a bit in `map`, or `end`. */
static inline uint32_t news_next_bit(const uint64_t *map, uint32_t w,
                                     uint32_t end) {
  if (w >= end) return end;
  for (;; w += 56) { /* most often one is near, or the end */
    uint64_t bits;
    memcpy(&bits, (const char *)map + w / 8, sizeof bits);
    bits >>= w % 8;
    uint32_t next = w + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
    if (bits || end - w <= 56) return next < end ? next : end;
  }
}

/* A mark that can end a sentence: full stops, question and exclamation marks
 * and ellipses of all scripts (Unicode 15.0, Sentence_Terminal, without those
 * of scripts that write them between clauses too). */
bool news_is_high_stop(uint32_t code); /* beyond ASCII */
static inline bool news_is_stop(uint32_t code) {
  if (code < 0x80) return (code == '.') | (code == '!') | (code == '?');
  return news_is_high_stop(code);
}

/* Of those, the ones behind which no space is written. */
bool news_is_wide_stop(uint32_t code);

/* Quotation marks, brackets and the stars of *emphasis* that close. */
bool news_is_closer(uint32_t code);

/* First byte at or behind `at` that is no white space; at most `limit`. */
uint32_t news_skip_space(const char *text, uint32_t at, uint32_t limit);
uint32_t news_skip_openers(const char *text, uint32_t at, uint32_t limit);

/* End of the run of letters, digits, apostrophes and hyphens at `at`. */
uint32_t news_skip_word(const char *text, uint32_t at, uint32_t limit);

/* Where the small letters before `end` begin, no further back than `floor`.
 * How many there are cannot be foreseen: sixteen are looked at together. */
uint32_t news_small_letters(const char *text, uint32_t end, uint32_t floor);

/* Start of the run of letters, digits, points, apostrophes, hyphens and
 * degree signs that ends at `at`, without points and the like before it; not
 * before `floor`, nor further back than words are long. */
uint32_t news_word_back(const char *text, uint32_t at, uint32_t floor);

enum {
  NEWS_WORD_LOOK = 96,   /* bytes that a decision looks at one word */
  NEWS_LETTER_WORDS = 5, /* of the greeting or closing of a letter */
  NEWS_DATE_WORDS = 6,   /* Sunday , July 12 , 2009 */
};

/* What is known of the sentence that is being read. */
typedef struct news_reading {
  const news_document *doc;
  const news_language *language;
  uint32_t traits;
  uint32_t longest; /* bytes of the longest abbreviation */
  const news_language_tails *points, *letters; /* of the language */
  uint32_t word;                               /* its first word */
  uint32_t from;                               /* its first byte */
  uint32_t head;    /* its first byte behind marks that open it */
  uint32_t first;   /* first word of the paragraph */
  uint32_t limit;   /* byte behind the paragraph */
  uint32_t end;     /* word behind the paragraph */
  bool careless;    /* a text that begins sentences in lower case; known only
                       when lower case may follow the stop */
  bool broken_off;  /* an odd number of -- so far */
  bool speech_dash; /* "..., - said he" before */
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

/* The first word at or behind byte `at`, from `w` on; the paragraph's end. */
static inline uint32_t news_word_from(const news_reading *reading, uint32_t w,
                                      uint32_t at) {
  while (w < reading->end && reading->doc->words.start[w] < at) w++;
  return w;
}

/* Behind the marks at `at` that close. */
uint32_t news_skip_closers(const news_reading *reading, uint32_t at);

/* What stop->closed is of the stop of word `w`. */
uint32_t news_stop_closed(const news_reading *reading, const news_stop *stop,
                          uint32_t w);

/* "innovation.23 Open", "ago.3,4 The": behind the numbers of notes that touch
 * the stop [start, end), 0 for none. */
uint32_t news_stop_note(const news_reading *reading, uint32_t start,
                        uint32_t end);

/* The words of most stops that end a sentence, 0 for the others and for those
 * that end none: a point behind a word that is no abbreviation, in lower case
 * but for its first letter, or behind a number, a ? or !, before white space
 * and a capital; or a point with a quotation mark.  All of them ASCII but for
 * that mark.  Not for the last word of a paragraph. */
uint32_t news_stop_plain(const news_reading *reading, uint32_t w,
                         uint32_t start);

/* True for most abbreviations with their point, word `w`, that end none. */
bool news_stop_abbreviates(const news_reading *reading, uint32_t w);

/* True when the sentence ends at the stop. */
bool news_stop_ends(const news_reading *reading, const news_stop *stop);

/* True when a stop without a space before the next word ends a sentence:
 * "quality.You'll", "talk?they". */
bool news_stop_glued(const news_reading *reading, uint32_t start, uint32_t end);

/* Ends without a stop, found at word `w`, which is no plain word of letters:
 * the word that begins the next sentence (behind or at `w`), 0 for none. */
uint32_t news_soft_end(const news_reading *reading, uint32_t w);

/* Behind the name that signs a letter, when the sentence is that name; 0 when
 * it is none. */
uint32_t news_soft_signature(const news_reading *reading);

/* The same at the begin of a paragraph: captions, headings and date lines. */
uint32_t news_soft_head(const news_reading *reading);

#endif
