#ifndef NEWS_LEXICON_SCAN_H
#define NEWS_LEXICON_SCAN_H

#include "lexicon.h"

/* Finds all phrases of lexicons in many documents directly from the bytes of
 * their words, without interning forms. */
typedef struct news_lexicon_scan news_lexicon_scan;

/* NULL when out of memory. */
news_lexicon_scan *news_lexicon_scan_new(void);
void news_lexicon_scan_free(news_lexicon_scan *scan);

typedef struct news_lexicon_place {
  uint32_t first, end; /* words */
  uint32_t phrase;
} news_lexicon_place;

/* The phrases within the words [from, limit): sorted by first word, then
 * longest first, as news_lexicon_match() gives them.  Needs doc->words. The
 * list is borrowed until the next call. */
news_status news_lexicon_scan_words(news_lexicon_scan *scan,
                                    const news_lexicon *lex,
                                    const news_document *doc, uint32_t from,
                                    uint32_t limit,
                                    const news_lexicon_place **places,
                                    uint32_t *count, news_error *err);

/* The phrases of more than one word that begin at the `number` words given,
 * which are in text order, each once; otherwise as above. */
news_status news_lexicon_scan_starts(news_lexicon_scan *scan,
                                     const news_lexicon *lex,
                                     const news_document *doc,
                                     const uint32_t *words, uint32_t number,
                                     const news_lexicon_place **places,
                                     uint32_t *count, news_error *err);

#endif
