#ifndef NEWS_TOKENIZER_SCAN_H
#define NEWS_TOKENIZER_SCAN_H

/* Internal to the files of the tokenizer.
 *
 * A field is a maximal run of code points that are not white space.  The rules
 * look at one field (and a little to its left and right) and cut it into tokens
 * from left to right:
 *
 *   tokenizer.c        arrays, fields, plain UAX #29, the choice of a path
 *   tokenizer_field.c  one field: marks, runs, what begins at a code point
 *   tokenizer_word.c   words: abbreviations, hyphens, clitics
 *   tokenizer_number.c numbers
 *   tokenizer_web.c    addresses, handles, smileys
 *   tokenizer_encoded.c lines of files in letters, whose fields are not cut
 *   tokenizer_easy.h   what no rule asks about, for the first two of these
 *   tokenizer_block.h  fields without a rule, 64 bytes at a time; included by
 *                      tokenizer_scalar.c, _sse2.c, _avx2.c, _avx512.c
 *   tokenizer_settle.h, tokenizer_settle_marks.h, tokenizer_plain.h,
 *   tokenizer_events.h the usual cases of rules, for tokenizer_block.h
 *   tokenizer_put.h    the words of its chunks, put
 *   tokenizer_codes.h  masks of several blocks at once, for _avx2.c, _avx512.c
 */

#include "document.h"
#include "language.h"
#include "unicode.h"
#include "utf8.h"

/* Facts about a field, established before its first token is cut. */
enum news_field_flag {
  NEWS_FIELD_AT = 1,         /* holds @ */
  NEWS_FIELD_POINT = 2,      /* holds . before a letter or digit */
  NEWS_FIELD_COLON = 4,      /* holds : */
  NEWS_FIELD_APOSTROPHE = 8, /* holds ' or a byte above ASCII */
};

/* Most bytes of an abbreviation without a point inside, and of one with
 * points. */
enum { NEWS_ABBREVIATION_MAX = 12, NEWS_POINTED_MAX = 16 };

/* Most bytes of a word cut off by a hyphen, and of an address before its @ (RFC
 * 5321 4.5.3.1.1). */
enum { NEWS_CUT_OFF_MAX = 18, NEWS_LOCAL_MAX = 64 };

/* Bytes of a full line of uuencode. */
enum { NEWS_ENCODED_LINE = 61 };

struct news_chunk;

typedef struct news_scan {
  const char *text;
  uint32_t size;
  const news_language *language;
  uint32_t traits;
  bool comma_groups; /* a comma separates thousands: 1,200; else perhaps
                        decimals */
  news_arena *arena;
  bool failed; /* out of memory: no more words are added */

  uint32_t *start, *end;
  uint8_t *kind;
  uint64_t *marks, *quotes, *lines; /* as in news_words */
  uint32_t count, room;
  bool line_end; /* there is one after the last word of the chunks so far */
  struct news_chunk *chunk; /* where words go while one is processed */

  uint32_t field, field_end; /* the current field */
  uint32_t field_flags;

  /* A rule that failed for a run of bytes also fails for each part of the
   * run. */
  uint32_t no_domain;  /* no domain begins before this byte */
  uint32_t no_acronym; /* no acronym begins before this byte */

  uint32_t encoded; /* end of the last line of encoded bytes */

  bool single;          /* a ' quotation is open ... */
  uint32_t single_from; /* ... since this byte, if its line continues */
} news_scan;

/* NEL, U+2028 and U+2029 end lines like \n \v \f \r. */
static inline bool news_is_wide_line_end(uint32_t code) {
  return code == 0x85 || code == 0x2028 || code == 0x2029;
}

static inline bool news_ends_line(char byte) {
  return byte >= '\n' && byte <= '\r';
}

/* news_is_curly() by bytes. */
static inline bool news_is_curly_at(const unsigned char *s) {
  if (s[0] == 0xC2) return s[1] == 0xAB || s[1] == 0xBB;
  return news_is_curly_bytes(s) ||
         (s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xB9 || s[2] == 0xBA));
}

/* Whether a byte may begin « “ ‘ 「 or the like. */
static inline bool news_leads_quote(unsigned char byte) {
  return byte == 0xC2 || byte == 0xE2 || byte == 0xE3;
}

/* Class of the code point at `at` (< size) and its size in bytes. */
extern const uint8_t news_ascii_token[128];

static inline uint32_t news_scan_code(const news_scan *scan, uint32_t at,
                                      uint32_t *size) {
  return news_utf8_decode(scan->text + at, size);
}

static inline uint8_t news_scan_class(const news_scan *scan, uint32_t at,
                                      uint32_t *size) {
  unsigned char byte = (unsigned char)scan->text[at];
  if (byte < 0x80) {
    *size = 1;
    return news_ascii_token[byte];
  }
  return news_unicode_get(news_utf8_decode(scan->text + at, size))->token;
}

/* At the end of the text this reads NUL, a symbol, from the padding. */
static inline uint8_t news_scan_peek(const news_scan *scan, uint32_t at) {
  uint32_t size;
  return news_scan_class(scan, at, &size);
}

static inline bool news_in_word(uint8_t token_class) {
  return token_class >= NEWS_TC_LETTER && token_class <= NEWS_TC_CONNECTOR;
}

static inline bool news_is_alpha(char byte) {
  return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static inline bool news_is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* Size in bytes of the ' or ’ at `at`, else 0. */
static inline uint32_t news_apostrophe(const char *at) {
  if (at[0] == '\'') return 1;
  return at[0] == '\xE2' && at[1] == '\x80' && at[2] == '\x99' ? 3 : 0;
}

/* The class of the last code point before `at`, NEWS_TC_SPACE at the start of
 * the field. */
uint8_t news_scan_before(const news_scan *scan, uint32_t at);

/* End of the (perhaps empty) run of letters, digits and marks that begins at
 * `at`. */
uint32_t news_run_end(const news_scan *scan, uint32_t at);

/* Skip marks (combining, format) at `at`. */
uint32_t news_marks_end(const news_scan *scan, uint32_t at);

/* If a line of encoded bytes begins at `at`, the start of a line: its end, else
 * 0. */
uint32_t news_encoded_end(const news_scan *scan, uint32_t at);

/* Cut the field [start, end) and add its words. */
void news_cut_field(news_scan *scan, uint32_t start, uint32_t end);

/* Each returns the end of the token of its kind that begins at `at`, or 0 if
 * none does; none adds words. */
uint32_t news_url_end(news_scan *scan, uint32_t at);
/* `run`: size of the run of ASCII letters and digits there, or of its first
 * part. */
uint32_t news_email_end(const news_scan *scan, uint32_t at, uint32_t run);
uint32_t news_domain_end(news_scan *scan, uint32_t at);
/* Whether the field [at, end) is exactly a domain. */
bool news_is_domain(news_scan *scan, uint32_t at, uint32_t end);
uint32_t news_handle_end(const news_scan *scan, uint32_t at);
uint32_t news_smiley_end(const news_scan *scan, uint32_t at);

/* Add the token that begins with the letter or digit at `at` and return its
 * end. `run`: size of the run of ASCII letters and digits there. */
uint32_t news_put_word(news_scan *scan, uint32_t at, uint32_t run);
uint32_t news_put_number(news_scan *scan, uint32_t at);

/* Whether the word [at, end), which begins a field that ends at `field_end`,
 * keeps the point after it. */
bool news_keeps_point(news_scan *scan, uint32_t at, uint32_t end,
                      uint32_t field_end);

/* The same for an abbreviation with these flags of more than one letter that
 * begins with an ASCII letter and is followed by white space or a comma. */
bool news_keeps_long(news_scan *scan, uint32_t at, uint32_t end,
                     uint32_t field_end, uint32_t flags);

/* Whether the word [at, end) is joined by a hyphen to what follows, by the
 * language. */
static inline bool news_is_affix(const news_scan *scan, uint32_t at,
                                 uint32_t end) {
  const char *text = scan->text;
  if (end - at > 1 &&
      !news_language_may_be(news_language_hyphens(scan->language), text,
                            text + end))
    return false;
  return news_language_flags(scan->language, text + at, end - at) &
         NEWS_LANG_AFFIX;
}

/* Whether the word [at, end), before a hyphen, is a prefix of what follows it
 * in the field up to `field_end`. */
bool news_is_prefix(news_scan *scan, uint32_t at, uint32_t end,
                    uint32_t field_end);

/* state-of-the-art: whether the hyphen at `end` separates the word [at, end)
 * from what follows, in a field without an address. */
bool news_parts_at_hyphen(const news_scan *scan, uint32_t at, uint32_t end);

/* Whether the letters [at, end) after digits are part of the number: 3rd,
 * 3B. */
bool news_joins_number(const news_scan *scan, uint32_t at, uint32_t end);

/* Add [start, end), with its clitics as joined words. */
void news_put_clitics(news_scan *scan, uint32_t start, uint32_t end,
                      uint8_t kind);

/* The ‘ at `at` is a word and opens a quotation. */
static inline void news_open_single(news_scan *scan, uint32_t at) {
  scan->single = true;
  scan->single_from = at;
}

/* The ' or ’ of `size` bytes at `at` is a word: note whether a quotation is
 * open after it. */
void news_turn_single(news_scan *scan, uint32_t at, uint32_t size);

/* The end of the apostrophe after a plural that ends at `end` (students’
 * house), else 0. */
uint32_t news_possessive_end(news_scan *scan, uint32_t end);

/* If the apostrophe of `mark` bytes at `at` begins a word ('em 'tis '90s), the
 * end of that word, else 0. */
uint32_t news_clipped_end(const news_scan *scan, uint32_t at, uint32_t mark);

/* The first letters of those words. */
static inline bool news_begins_clipped(char c) {
  c |= 0x20;
  return c == 'e' || c == 't' || c == 'n' || c == 'c' || c == 'b';
}

/* What follows the white space after `at`. */
typedef struct news_next {
  uint32_t at;   /* start of the next field */
  uint8_t token; /* class of its first code point, NEWS_TC_SPACE at the end of a
                    paragraph */
  bool upper, lower;
} news_next;
news_next news_look_next(const news_scan *scan, uint32_t at);

/* The language's flags of the next word. */
uint32_t news_next_flags(const news_scan *scan, news_next next);

#endif
