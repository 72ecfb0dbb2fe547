#ifndef NEWS_POS_H
#define NEWS_POS_H

#include <stdint.h>

#include "document.h"
#include "morphology.h"
#include "vocabulary.h"

/* Part of speech of every word, in the way of a constraint grammar.
 *
 * Each word begins with the set of classes that it can have: from a list of
 * closed classes, from a lexicon with counts, from its inflection, from its
 * shape.  Then the rules of a file (rules/pos/en.rules) are tried in order,
 * each at all words of the sentence that still have several classes.  Of what
 * is left the commonest class of the form counts.
 *
 *   to      plan     a       ...
 *   part    noun     det          remove noun if -1 is "to" and 0 is base
 *   adp     verb                     ^^^^ bits        ^ place  ^^^^^^^ bits
 *
 * Everything that a rule asks is a bit of a word: its classes, its form, its
 * writing, the word lists that it stands in.  A sentence is, for every bit, the
 * set of its words that have it, so that a rule is tried at all of them by a
 * few shifts of such sets.
 *
 * A rule, one a line; # begins a comment:
 *
 *   list NAME = word word ...
 *   remove CLASSES if TEST and TEST ...
 *   select CLASSES if TEST and TEST ...
 *   TEST   PLACE [over BITS] is|can be [not] BITS
 *   PLACE  a number of words to the right (1) or left (-1), 0 the word itself;
 *          "over adv": from there on, over words that are certainly such
 *   BITS   names or "words" joined by |
 *
 * "is": no class outside BITS is left, or one of its other bits holds; "can
 * be": one of BITS holds.  "is not", "can not be": the opposite.  A rule never
 * takes a word's last class away. */

/* `words`: rows form, classes (commonest first, with blanks between them, a
 * count after a colon; rows without counts say all that a form can be).  On
 * failure err->offset is a place in `words`, or behind it in `rules`. */
news_status news_pos_grammar_new(const char *words, size_t words_size,
                                 const char *rules, size_t rules_size,
                                 news_pos_grammar **out, news_error *err);

/* As one block without pointers, and over such a block, which stays the
 * caller's; as of news_morphology. */
const void *news_pos_grammar_block(const news_pos_grammar *g, size_t *size);
news_status news_pos_grammar_open(const void *block, size_t size,
                                  news_pos_grammar **out, news_error *err);
void news_pos_grammar_free(news_pos_grammar *g);

/* Fill doc->words.pos; does nothing when it is there, or when the morphology
 * has no grammar.  Forms must have been read with this vocabulary, which
 * always goes with this morphology: what is known of a form is kept in it. */
news_status news_pos_read(const news_morphology *m, news_vocabulary *voc,
                          news_document *doc, news_error *err);

/* Why the word has its class. */
typedef struct news_pos_reason {
  uint32_t line;    /* of the last rule that took classes away; 0: none did */
  uint32_t classes; /* that it could have at first: 1 << news_pos */
  uint32_t left;    /* when the rules were done */
} news_pos_reason;
news_status news_pos_explain(const news_morphology *m, news_vocabulary *voc,
                             news_document *doc, uint32_t word,
                             news_pos_reason *reason, news_error *err);

#endif
