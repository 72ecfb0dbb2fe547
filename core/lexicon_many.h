#ifndef NEWS_LEXICON_MANY_H
#define NEWS_LEXICON_MANY_H

#include <stdint.h>

#include "lexicon.h"

/* Tells which of many lexicons may have a phrase that begins with a given word.
 * Most lexicons of a pack are small and have none: one lookup rules them out
 * together. */
typedef struct news_lexicon_many news_lexicon_many;

/* Bit i of an answer is for lexicons[i].  NULL when out of memory.  The
 * lexicons must outlive the result. */
news_lexicon_many *news_lexicon_many_new(const news_lexicon *const *lexicons,
                                         uint32_t count);
/* The table inside: `count` cells of `words` numbers each, borrowed.  Another
 * index can be made on top of the cells, which must outlive it. */
typedef struct news_lexicon_cells {
  uint32_t lexicons, words;
  uint64_t count; /* a power of two; 0: none */
  const uint64_t *cells;
} news_lexicon_cells;
news_lexicon_cells news_lexicon_many_cells(const news_lexicon_many *many);
news_lexicon_many *news_lexicon_many_of(const news_lexicon_cells *cells);
void news_lexicon_many_free(news_lexicon_many *many);
/* A bit set: the lexicons that must be asked about a form of this hash
 * (news_form.hash). */
const uint64_t *news_lexicon_many_ask(const news_lexicon_many *many,
                                      uint64_t hash);

#endif
