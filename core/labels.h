#ifndef NEWS_LABELS_H
#define NEWS_LABELS_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Words in class names and ids, found by one automaton: each mark, of up to 63,
 * has a list of words.  Blanks separate names; in a name, words are separated
 * by an inner capital (postTitle), "_", "-" and all other punctuation.
 *
 *     nav         a whole word: main-nav, NavBar no
 *     nav*        a word that begins so: nav-bar, navigation
 *     *nav        a word that ends so
 *     *news*      anywhere
 *     post-author two words in a row */
typedef struct news_labels news_labels;

/* A name with a word of this mark gets no other marks. */
#define NEWS_LABEL_IGNORE ((uint64_t)1)

/* NULL when out of memory.  Freed with news_labels_free(). */
news_labels *news_labels_new(void);
void news_labels_free(news_labels *labels);

/* Add a word to `mark`, a single bit.  NEWS_ESYNTAX if it is empty. */
news_status news_labels_add(news_labels *labels, const char *word, size_t size,
                            uint64_t mark);
/* Call once, after the last word and before the first news_labels_find(). */
news_status news_labels_finish(news_labels *labels);

/* The union of the marks of all names in `names`. */
uint64_t news_labels_find(const news_labels *labels, const char *names,
                          size_t size);

#endif
