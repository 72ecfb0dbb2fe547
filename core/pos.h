#ifndef NEWS_POS_H
#define NEWS_POS_H

#include <stdint.h>

#include "document.h"
#include "morphology.h"
#include "vocabulary.h"

/* The part of speech of every word, by a constraint grammar.
 *
 * Each word starts with the set of classes that it can have: from a list of
 * closed classes, a lexicon with counts, its inflection and its shape.  Then
 * the rules of a file (rules/pos/en.rules) are applied in order, each to all
 * words of the sentence that still have several classes.  Of the classes left,
 * the most common one of the form is chosen.
 *
 *   to      plan     a       ...
 *   part    noun     det          remove noun if -1 is "to" and 0 is base
 *   adp     verb                     ^^^^ bits        ^ place  ^^^^^^^ bits
 *
 * Everything a rule can test is a bit of a word: its classes, its form, its
 * spelling, the word lists that contain it.  For every bit there is the set of
 * words of the sentence that have it, so that a few shifts of such sets apply a
 * rule to all words at once.
 *
 * Rules, one a line; # begins a comment:
 *
 *   list NAME = word word ...
 *   remove CLASSES if TEST and TEST ...
 *   select CLASSES if TEST and TEST ...
 *   TEST   PLACE [over BITS] is|can be [not] BITS
 *   PLACE  a number of words to the right (1) or left (-1), 0 the word itself;
 *          "over adv": from there on, over words that are certainly such
 *   BITS   names or "words" joined by |
 *
 * "is": no class outside BITS is left, or one of BITS that is no class holds;
 * "can be": one of BITS holds.  "is not" and "can not be" are the opposite.  A
 * rule never removes the last class of a word. */

/* `words` has rows of a form and its classes (most common first, separated by
 * blanks, each perhaps with a colon and a count; a row without counts lists all
 * classes the form can have).  On failure err->offset is a byte offset in
 * `words`, or words_size plus an offset in `rules`. */
news_status news_pos_grammar_new(const char *words, size_t words_size,
                                 const char *rules, size_t rules_size,
                                 news_pos_grammar **out, news_error *err);

/* The grammar as one block without pointers, and a grammar on top of such a
 * block, which stays the caller's; see news_morphology_block(). */
const void *news_pos_grammar_block(const news_pos_grammar *g, size_t *size);
news_status news_pos_grammar_open(const void *block, size_t size,
                                  news_pos_grammar **out, news_error *err);
void news_pos_grammar_free(news_pos_grammar *g);

/* Fill doc->words.pos; does nothing if it is there, or if the morphology has no
 * grammar.  Forms must have been read with this vocabulary.  It must always be
 * used with this morphology, because it caches what is known of a form. */
news_status news_pos_read(const news_morphology *m, news_vocabulary *voc,
                          news_document *doc, news_error *err);

/* Why a word has its class. */
typedef struct news_pos_reason {
  uint32_t line;    /* of the last rule that removed classes; 0: none did */
  uint32_t classes; /* it could have at first, as bits 1 << news_pos */
  uint32_t left;    /* after all rules */
} news_pos_reason;
news_status news_pos_explain(const news_morphology *m, news_vocabulary *voc,
                             news_document *doc, uint32_t word,
                             news_pos_reason *reason, news_error *err);

#endif
