#ifndef NEWS_LANGUAGE_H
#define NEWS_LANGUAGE_H

#include <stdint.h>

#include "document.h"
#include "status.h"

/* What the tokenizer and the sentence splitter know about a language: words
 * with flags, from one data file, rules/lexicons/languages/CODE.tsv (columns:
 * word, flags; flags separated by spaces; # begins a comment line).  Immutable
 * once made: any number of documents and processes may share it. */

/* What a word is or does.  Words are folded: lower case, straight apostrophes,
 * no final point.  In the data flags are written in lower case: "never",
 * "file_end". */
enum news_language_flag {
  NEWS_LANG_NEVER = 1 << 0,     /* abbreviation that never ends a sentence */
  NEWS_LANG_SOMETIMES = 1 << 1, /* abbreviation; ends one before a STARTER */
  NEWS_LANG_CAPITAL = 1 << 2,   /* abbreviation; ends one before a capital; B.C.
                                   and the like only after a number */
  NEWS_LANG_STARTER = 1 << 3,   /* often begins a sentence: The, However */
  NEWS_LANG_MONTH = 1 << 4,
  NEWS_LANG_WEEKDAY = 1 << 5,
  NEWS_LANG_SAID = 1 << 6,      /* verb of saying that follows speech */
  NEWS_LANG_AFFIX = 1 << 7,     /* joined to its neighbour by a hyphen */
  NEWS_LANG_UNIT = 1 << 8,      /* unit attached to a number: 5km */
  NEWS_LANG_ORDINAL = 1 << 9,   /* follows an ordinal number: 3. Platz */
  NEWS_LANG_ELISION = 1 << 10,  /* before an apostrophe: l, d, dell */
  NEWS_LANG_FUNCTION = 1 << 11, /* function word, used to guess a language */
  NEWS_LANG_CLOSING = 1 << 12,  /* complimentary close of a letter: Regards */
  NEWS_LANG_FILE_END = 1 << 13, /* pdf, html: ends the name of a file */

  /* When a word that is not always an abbreviation is one. */
  NEWS_LANG_NUMERIC = 1 << 14, /* only before a number: no. 5 */
  NEWS_LANG_LOWER = 1 << 15,   /* only in lower case: German u. a. */
  NEWS_LANG_CASED = 1 << 16,   /* only capitalised or before a number: Mar. */

  NEWS_LANG_COMPANY = 1 << 17, /* Inc., Corp.: ends one before a capital */
  NEWS_LANG_PLACE = 1 << 18,   /* Calif., Mass.: the same after a comma */
  NEWS_LANG_ROLE = 1 << 19, /* continues a sentence after a COMPANY: Chairman */
  NEWS_LANG_ZONE = 1 << 20, /* continues one after a time of day: EST, Sunday */
  NEWS_LANG_BEFORE_ORDINAL = 1 << 21, /* precedes an ordinal: German am 3. */
  NEWS_LANG_BROKEN = 1 << 22,   /* last word of speech broken off by a dash */
  NEWS_LANG_LABEL = 1 << 23,    /* Figure 3, Photo: labels the words after it */
  NEWS_LANG_GREETING = 1 << 24, /* salutation of a letter: Dear, Hi */
  NEWS_LANG_PRONOUN = 1 << 25,  /* i, they: starts one in careless writing */
  NEWS_LANG_BRAND = 1 << 26,    /* Yahoo!: a name that ends in ! or ? */
  NEWS_LANG_PARTICLE = 1 << 27, /* STARTER that also occurs in names: De, La */
  NEWS_LANG_LONE = 1 << 28,     /* a letter that as a word may end one: è */
};

/* What both the tokenizer and the splitter call an abbreviation. */
enum {
  NEWS_LANG_ABBREVIATION =
      NEWS_LANG_NEVER | NEWS_LANG_SOMETIMES | NEWS_LANG_CAPITAL
};

/* Flags of the language as a whole, from lines "!trait" in the data. */
enum news_language_trait {
  NEWS_LANG_CLITICS = 1 << 0, /* English 's n't 'll are words of their own */
  NEWS_LANG_DIGIT_POINT = 1 << 1,       /* German 3. is an ordinal number */
  NEWS_LANG_SPACE_BEFORE_MARK = 1 << 2, /* French: a space before ? ! » */
  NEWS_LANG_DIALOGUE_DASH = 1 << 3,     /* a dash after speech continues it */
  NEWS_LANG_LOWER_STARTS = 1 << 4, /* lower case after a stop may start one */
  NEWS_LANG_FOOTNOTES = 1 << 5,    /* bare numbers after a full stop */
  NEWS_LANG_MARK_STARTS = 1 << 6,  /* lower case after ? or ! starts one */
};

/* Make a language named `code` (ISO 639-1) from `size` bytes of TSV, which are
 * copied.  For NEWS_ESYNTAX the offset is that of the bad line.  Freed with
 * news_language_free(). */
news_status news_language_new(const char *code, const char *tsv, size_t size,
                              news_language **out, news_error *err);

/* The language as one block without pointers, to be stored for this build only;
 * and a language on top of such a block, which must be aligned to 8 bytes,
 * stays the caller's and must outlive the language.  NEWS_EDATA if its sizes do
 * not add up. */
const void *news_language_block(const news_language *language, size_t *size);
news_status news_language_open(const void *block, size_t size,
                               news_language **out, news_error *err);

void news_language_free(news_language *language);

/* Its ISO 639 code; its traits, a sum of news_language_trait. */
const char *news_language_code(const news_language *language);
uint32_t news_language_traits(const news_language *language);

/* Size in bytes of the longest abbreviation, without its final point. */
uint32_t news_language_longest(const news_language *language);

/* The tails (last three bytes) of three groups of words: all abbreviations; all
 * words joined to the next one by a hyphen; all labels, salutations and
 * closings of a letter.  A word of ASCII letters and digits whose tail is not
 * in the set is not in the group. */
typedef struct news_language_tails {
  uint64_t bits[(1 << 15) / 64];
} news_language_tails;

const news_language_tails *news_language_points(const news_language *language);
const news_language_tails *news_language_hyphens(const news_language *language);
const news_language_tails *news_language_letters(const news_language *language);

/* The number of a letter, whatever its case.  All other ASCII bytes share one
 * number, and so do all bytes above ASCII. */
extern const uint8_t news_language_letter[256];

/* The bit of the three bytes before `end`.  In a shorter word they include the
 * mark or white space before it. */
static inline uint32_t news_language_tail(const char *end) {
  const unsigned char *s = (const unsigned char *)end;
  return (uint32_t)news_language_letter[s[-3]] << 10 |
         (uint32_t)news_language_letter[s[-2]] << 5 |
         news_language_letter[s[-1]];
}

/* The bit of a two-byte letter after a mark or white space. */
enum { NEWS_LANGUAGE_LONE = 27 << 5 | 27 };

static inline uint32_t news_language_has_tail(const news_language_tails *tails,
                                              const char *end) {
  uint32_t bit = news_language_tail(end);
  return (uint32_t)(tails->bits[bit >> 6] >> (bit & 63)) & 1;
}

/* May the word of more than one letter that ends at `end` be in the group of
 * these tails?  Always true if the tail is not ASCII. */
static inline bool news_language_may_be(const news_language_tails *tails,
                                        const char *text, const char *end) {
  if (end - text < 3 || (end[-1] | end[-2] | end[-3]) & 0x80) return true;
  return news_language_has_tail(tails, end);
}

/* Flags of a word as it is written in a text, 0 if it has none.  16 bytes at
 * `word` must be readable, however short it is; case and apostrophes are folded
 * here.  O(size). */
uint32_t news_language_flags(const news_language *language, const char *word,
                             size_t size);

enum { NEWS_LANGUAGES_MOST = 32 };

/* Index of the language, of `count` (at most NEWS_LANGUAGES_MOST), whose
 * function words cover most of the beginning of the text; -1 if none clearly
 * does.  Reads 512 bytes, 1 KB or 4 KB, as much as it takes to be sure, and
 * stops at ill-formed UTF-8. */
int news_language_guess(const news_language *const *languages, int count,
                        const char *text, size_t size);

#endif
