#ifndef NEWS_LANGUAGE_H
#define NEWS_LANGUAGE_H

#include <stdint.h>

#include "document.h"
#include "status.h"

/* What the tokenizer and the sentence splitter know about a language: words
 * with flags, made from one file of data, rules/lexicons/languages/CODE.tsv
 * (columns: word, flags; several flags with spaces; # begins a comment line).
 * Immutable once made: any number of documents and processes may share it. */

/* What a word (folded: lower case, curly apostrophe straight, without its
 * final point) is or does.  In the data each flag is written in lower case,
 * e.g. "never" or "file_end". */
enum news_language_flag {
  NEWS_LANG_NEVER = 1 << 0,     /* abbreviation; a sentence never ends there */
  NEWS_LANG_SOMETIMES = 1 << 1, /* abbreviation; ends one before a starter */
  NEWS_LANG_CAPITAL = 1 << 2,   /* abbreviation; ends one before a capital;
                                   B.C. and the like only behind a number */
  NEWS_LANG_STARTER = 1 << 3,   /* often begins a sentence: The, However */
  NEWS_LANG_MONTH = 1 << 4,
  NEWS_LANG_WEEKDAY = 1 << 5,
  NEWS_LANG_SAID = 1 << 6,      /* verb of saying, after speech */
  NEWS_LANG_AFFIX = 1 << 7,     /* joined to its neighbour by a hyphen */
  NEWS_LANG_UNIT = 1 << 8,      /* unit written onto a number: 5km */
  NEWS_LANG_ORDINAL = 1 << 9,   /* follows an ordinal number: 3. Platz */
  NEWS_LANG_ELISION = 1 << 10,  /* before an apostrophe: l, d, dell */
  NEWS_LANG_FUNCTION = 1 << 11, /* function word, used to guess a language */
  NEWS_LANG_CLOSING = 1 << 12,  /* closing of a letter: Regards */
  NEWS_LANG_FILE_END = 1 << 13, /* pdf, html: a point inside a file name */

  /* When a word that is also no abbreviation is one. */
  NEWS_LANG_NUMERIC = 1 << 14, /* only before a number: no. 5 */
  NEWS_LANG_LOWER = 1 << 15,   /* only in lower case: German u. a. */
  NEWS_LANG_CASED = 1 << 16,   /* only capitalised or before a number: Mar. */

  NEWS_LANG_COMPANY = 1 << 17, /* Inc., Corp.: ends one before a capital */
  NEWS_LANG_PLACE = 1 << 18,   /* Calif., Mass.: the same behind a comma */
  NEWS_LANG_ROLE = 1 << 19,    /* goes on behind a company: Chairman */
  NEWS_LANG_ZONE = 1 << 20,    /* goes on behind a time of day: EST, Sunday */
  NEWS_LANG_BEFORE_ORDINAL = 1 << 21, /* stands before one: German am 3. */
  NEWS_LANG_BROKEN = 1 << 22,   /* speech broken off by a dash ends in it */
  NEWS_LANG_LABEL = 1 << 23,    /* Figure 3, Photo: before other words */
  NEWS_LANG_GREETING = 1 << 24, /* opening of a letter: Dear, Hi */
  NEWS_LANG_PRONOUN = 1 << 25,  /* i, they: starts one in careless writing */
  NEWS_LANG_BRAND = 1 << 26,    /* Yahoo!: a name that ends in ! or ? */
  NEWS_LANG_PARTICLE = 1 << 27, /* starter that also stands in names: De, La */
  NEWS_LANG_LONE = 1 << 28,     /* a letter that ends sentences as a word: è */
};

/* What the tokenizer and the splitter both call an abbreviation. */
enum {
  NEWS_LANG_ABBREVIATION =
      NEWS_LANG_NEVER | NEWS_LANG_SOMETIMES | NEWS_LANG_CAPITAL
};

/* Flags of the language as a whole, from lines "!trait" in the data. */
enum news_language_trait {
  NEWS_LANG_CLITICS = 1 << 0,           /* English 's n't 'll stand as words */
  NEWS_LANG_DIGIT_POINT = 1 << 1,       /* German 3. is an ordinal number */
  NEWS_LANG_SPACE_BEFORE_MARK = 1 << 2, /* French: a space before ? ! » */
  NEWS_LANG_DIALOGUE_DASH = 1 << 3,     /* a dash after speech goes on */
  NEWS_LANG_LOWER_STARTS = 1 << 4,      /* lower case after a stop may start */
  NEWS_LANG_FOOTNOTES = 1 << 5,         /* bare numbers behind a full stop */
  NEWS_LANG_MARK_STARTS = 1 << 6,       /* lower case after ? or ! starts */
};

/* Make a language named `code` (ISO 639-1) from `size` bytes of TSV.  Copied.
 * NEWS_ESYNTAX gives the byte offset of the bad line.  Freed with
 * news_language_free(). */
news_status news_language_new(const char *code, const char *tsv, size_t size,
                              news_language **out, news_error *err);

/* What was made as one block without pointers, for a file of this build; and
 * a language over such a block (at a multiple of 8), which stays the
 * caller's.  NEWS_EDATA when its sizes do not fit. */
const void *news_language_block(const news_language *language, size_t *size);
news_status news_language_open(const void *block, size_t size,
                               news_language **out, news_error *err);

void news_language_free(news_language *language);

/* Its ISO 639 code; its traits, a sum of news_language_trait. */
const char *news_language_code(const news_language *language);
uint32_t news_language_traits(const news_language *language);

/* Bytes of the longest abbreviation, without its final point. */
uint32_t news_language_longest(const news_language *language);

/* The last three bytes of all abbreviations, of all words that are joined to
 * the next one by a hyphen, and of all labels and all that greet or close a
 * letter: a word of ASCII letters and digits whose tail is not among them is
 * none of these. */
typedef struct news_language_tails {
  uint64_t bits[(1 << 15) / 64];
} news_language_tails;

const news_language_tails *news_language_points(const news_language *language);
const news_language_tails *news_language_hyphens(const news_language *language);
const news_language_tails *news_language_letters(const news_language *language);

/* The number of a letter whatever its case; all other marks are alike, and so
 * are all bytes beyond ASCII. */
extern const uint8_t news_language_letter[256];

/* The bit of the three bytes before `end`.  A shorter word has a mark or white
 * space before it. */
static inline uint32_t news_language_tail(const char *end) {
  const unsigned char *s = (const unsigned char *)end;
  return (uint32_t)news_language_letter[s[-3]] << 10 |
         (uint32_t)news_language_letter[s[-2]] << 5 |
         news_language_letter[s[-1]];
}

/* The bit of a letter of two bytes behind a mark or white space. */
enum { NEWS_LANGUAGE_LONE = 27 << 5 | 27 };

static inline uint32_t news_language_has_tail(const news_language_tails *tails,
                                              const char *end) {
  uint32_t bit = news_language_tail(end);
  return (uint32_t)(tails->bits[bit >> 6] >> (bit & 63)) & 1;
}

/* May the word of more than one letter before `end`, in `text`, be one of those
 * with these tails?  Told without a look at it where its tail is ASCII. */
static inline bool news_language_may_be(const news_language_tails *tails,
                                        const char *text, const char *end) {
  if (end - text < 3 || (end[-1] | end[-2] | end[-3]) & 0x80) return true;
  return news_language_has_tail(tails, end);
}

/* Flags of the word, 0 when it has none.  `word` as it stands in a text, of
 * which 16 bytes may be read however short it is; case and apostrophes are
 * folded here.  O(size). */
uint32_t news_language_flags(const news_language *language, const char *word,
                             size_t size);

enum { NEWS_LANGUAGES_MOST = 32 };

/* The one of `count` languages (NEWS_LANGUAGES_MOST) whose function words cover
 * most of the text's head, or -1 when none is clear: of 1 KB where that leaves
 * no doubt, else of 4 KB; what is no UTF-8 ends it.  Needs no words. */
int news_language_guess(const news_language *const *languages, int count,
                        const char *text, size_t size);

#endif
