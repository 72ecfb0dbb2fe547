#ifndef NEWS_LABELS_H
#define NEWS_LABELS_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Words in class names and ids, found by one automaton: a list of words a
 * mark, up to 63 marks.  Names are cut at blanks; in a name capitals inside
 * a word (postTitle), "_", "-" and all other marks part words.
 *
 *     nav         a whole word: main-nav, NavBar no
 *     nav*        a word that begins so: nav-bar, navigation
 *     *nav        a word that ends so
 *     *news*      anywhere
 *     post-author two words in a row
 */
typedef struct news_labels news_labels;

/* A name in which a word of this mark is found has no other marks. */
#define NEWS_LABEL_IGNORE ((uint64_t)1)

/* NULL when out of memory.  Freed with news_labels_free(). */
news_labels *news_labels_new(void);
void news_labels_free(news_labels *labels);

/* Add a word; before the first match only.  NEWS_ESYNTAX for an empty one. */
news_status news_labels_add(news_labels *labels, const char *word, size_t size,
                            uint64_t mark);
/* After the last word. */
news_status news_labels_finish(news_labels *labels);

/* The marks of all names in `names`. */
uint64_t news_labels_find(const news_labels *labels, const char *names,
                          size_t size);

#endif
