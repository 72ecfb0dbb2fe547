#ifndef NEWS_LEXICON_MANY_H
#define NEWS_LEXICON_MANY_H

#include <stdint.h>

#include "lexicon.h"

/* Which of many lexicons may begin a phrase with a word.  Most lexicons of a
 * pack are small and have none: one look says so of all of them. */
typedef struct news_lexicon_many news_lexicon_many;

/* Lexicons in the order of asking; NULL when out of memory.  They must outlive
 * what is made. */
news_lexicon_many *news_lexicon_many_new(const news_lexicon *const *lexicons,
                                         uint32_t count);
/* What it is made of: `count` times `words`, which another one may be made of
 * that is used while they last. */
typedef struct news_lexicon_cells {
  uint32_t lexicons, words;
  uint64_t count; /* a power of two; 0: none */
  const uint64_t *cells;
} news_lexicon_cells;
news_lexicon_cells news_lexicon_many_cells(const news_lexicon_many *many);
news_lexicon_many *news_lexicon_many_of(const news_lexicon_cells *cells);
void news_lexicon_many_free(news_lexicon_many *many);
/* A bit for each lexicon that is to be asked; `hash` is news_form's. */
const uint64_t *news_lexicon_many_ask(const news_lexicon_many *many,
                                      uint64_t hash);

#endif
