#ifndef NEWS_UNICODE_H
#define NEWS_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "buffer.h"
#include "status.h"

/* Properties of code points, Unicode 15.0, from generated two-stage tables
 * (core/unicode_table.c).  Any 32-bit value is allowed; one that is no code
 * point counts as unassigned. */

typedef enum news_category {
  NEWS_CN,
  NEWS_LU,
  NEWS_LL,
  NEWS_LT,
  NEWS_LM,
  NEWS_LO,
  NEWS_MN,
  NEWS_MC,
  NEWS_ME,
  NEWS_ND,
  NEWS_NL,
  NEWS_NO,
  NEWS_PC,
  NEWS_PD,
  NEWS_PS,
  NEWS_PE,
  NEWS_PI,
  NEWS_PF,
  NEWS_PO,
  NEWS_SM,
  NEWS_SC,
  NEWS_SK,
  NEWS_SO,
  NEWS_ZS,
  NEWS_ZL,
  NEWS_ZP,
  NEWS_CC,
  NEWS_CF,
  NEWS_CS,
  NEWS_CO,
} news_category;

/* Break classes of UAX #29, named as in its data files. */
typedef enum news_word_break {
  NEWS_WB_OTHER,
  NEWS_WB_CR,
  NEWS_WB_LF,
  NEWS_WB_NEWLINE,
  NEWS_WB_SPACE, /* WSegSpace */
  NEWS_WB_EXTEND,
  NEWS_WB_ZWJ,
  NEWS_WB_FORMAT,
  NEWS_WB_REGIONAL,
  NEWS_WB_KATAKANA,
  NEWS_WB_HEBREW,
  NEWS_WB_LETTER, /* ALetter */
  NEWS_WB_SINGLE_QUOTE,
  NEWS_WB_DOUBLE_QUOTE,
  NEWS_WB_MIDNUMLET,
  NEWS_WB_MIDLETTER,
  NEWS_WB_MIDNUM,
  NEWS_WB_NUMERIC,
  NEWS_WB_EXTENDNUMLET,
} news_word_break;

typedef enum news_sentence_break {
  NEWS_SB_OTHER,
  NEWS_SB_CR,
  NEWS_SB_LF,
  NEWS_SB_SEP,
  NEWS_SB_EXTEND,
  NEWS_SB_FORMAT,
  NEWS_SB_SP,
  NEWS_SB_LOWER,
  NEWS_SB_UPPER,
  NEWS_SB_OLETTER,
  NEWS_SB_NUMERIC,
  NEWS_SB_ATERM,
  NEWS_SB_SCONTINUE,
  NEWS_SB_STERM,
  NEWS_SB_CLOSE,
} news_sentence_break;

typedef enum news_grapheme_break {
  NEWS_GB_OTHER,
  NEWS_GB_CR,
  NEWS_GB_LF,
  NEWS_GB_CONTROL,
  NEWS_GB_EXTEND,
  NEWS_GB_ZWJ,
  NEWS_GB_REGIONAL,
  NEWS_GB_PREPEND,
  NEWS_GB_SPACINGMARK,
  NEWS_GB_L,
  NEWS_GB_V,
  NEWS_GB_T,
  NEWS_GB_LV,
  NEWS_GB_LVT,
} news_grapheme_break;

enum news_unicode_flag {
  NEWS_UNICODE_PICTOGRAPH = 1, /* Extended_Pictographic */
  NEWS_UNICODE_WIDE = 2,       /* East_Asian_Width W or F */
  NEWS_UNICODE_SPACE = 4,      /* news_unicode_is_space() */
  NEWS_UNICODE_EMOJI = 8,      /* Emoji_Presentation */
  NEWS_UNICODE_MODIFIER = 16,  /* Emoji_Modifier: skin tones */
};

/* The classes that the tokenizer's rules use, derived from the properties
 * above. */
typedef enum news_token_class {
  NEWS_TC_SYMBOL, /* S*, and anything that fits no other class */
  NEWS_TC_SPACE,
  NEWS_TC_LETTER,    /* Word_Break ALetter, Hebrew_Letter */
  NEWS_TC_DIGIT,     /* Nd */
  NEWS_TC_NUMERAL,   /* No, Nl: superscripts, fractions */
  NEWS_TC_CONNECTOR, /* _ */
  NEWS_TC_MARK,      /* belongs to what is before it: Extend, Format, ZWJ */
  NEWS_TC_IDEOGRAPH, /* a letter that is a word: Han, Hiragana, Thai */
  NEWS_TC_KATAKANA,
  NEWS_TC_EMOJI, /* Extended_Pictographic, Regional_Indicator */
  NEWS_TC_PUNCT,
} news_token_class;

/* The properties of a code point; code points with equal ones share a
 * record. */
typedef struct news_unicode_record {
  uint8_t category; /* news_category */
  uint8_t word;     /* news_word_break */
  uint8_t sentence; /* news_sentence_break */
  uint8_t grapheme; /* news_grapheme_break */
  uint8_t flags;    /* news_unicode_flag */
  uint8_t token;    /* news_token_class */
} news_unicode_record;

extern const news_unicode_record news_unicode_records[];
extern const uint8_t news_unicode_stage1[];
extern const uint8_t news_unicode_stage2[][256];

/* The record of a code point; any other value is unassigned. */
static inline const news_unicode_record *news_unicode_get(uint32_t code) {
  if (code > 0x10FFFF) return &news_unicode_records[0];
  uint8_t page = news_unicode_stage1[code >> 8];
  return &news_unicode_records[news_unicode_stage2[page][code & 0xFF]];
}

/* “ ” „ ‘ ’ ‚ « » ‹ ›: quotation marks, which do not end sentences. */
static inline bool news_is_curly(uint32_t code) {
  return code == 0xAB || code == 0xBB || (code >= 0x2018 && code <= 0x201F) ||
         code == 0x2039 || code == 0x203A;
}

/* The same for ‘ to ‟ only, by their bytes; reads four bytes. */
static inline bool news_is_curly_bytes(const unsigned char *s) {
  uint32_t four;
  memcpy(&four, s, sizeof four);
  return (four & 0xF8FFFF) == 0x9880E2; /* E2 80 98 to E2 80 9F */
}

news_category news_unicode_category(uint32_t code);
bool news_unicode_is_space(uint32_t code);  /* White_Space, also BOM and ZWSP */
bool news_unicode_is_letter(uint32_t code); /* L* */
bool news_unicode_is_upper(uint32_t code);  /* Lu, Lt */
bool news_unicode_is_lower(uint32_t code);  /* Ll */
bool news_unicode_is_mark(uint32_t code);   /* M* */

/* Columns that a code point takes on a terminal: 0, 1 or 2. */
int news_unicode_width(uint32_t code);

/* The end of the extended grapheme cluster, or of the word segment (UAX #29),
 * that begins at byte `at` (< size, such a boundary).  The text must be valid
 * UTF-8; amortised O(1) a byte over a whole text. */
size_t news_unicode_grapheme_end(const char *text, size_t size, size_t at);
size_t news_unicode_word_end(const char *text, size_t size, size_t at);

/* Append the folded form of valid UTF-8: NFKC_Casefold (compatibility forms,
 * case, default ignorables dropped), then typography: curly and modifier
 * apostrophes and single quotation marks to ', double ones to ", every dash and
 * hyphen to -, no-break spaces to a space.  Folding is idempotent.  ASCII text
 * takes a fast path. */
news_status news_unicode_fold(const char *text, size_t size, news_buffer *out);

/* Append the NFC or NFD form of valid UTF-8. */
news_status news_unicode_nfc(const char *text, size_t size, news_buffer *out);
news_status news_unicode_nfd(const char *text, size_t size, news_buffer *out);

/* Size in bytes of the first piece, some tens of KB, of a text: normalizing a
 * text piece by piece gives the same as normalizing it at once. */
size_t news_unicode_piece(const char *text, size_t size);

#endif
