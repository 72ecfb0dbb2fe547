#ifndef NEWS_PATTERN_KNOWN_H
#define NEWS_PATTERN_KNOWN_H

#include "pattern_row.h"

/* The rows of common words, computed when a set was compiled, so that the first
 * document need not.  A row is stored as the classes in which it differs from
 * the base row, that of a word for which nothing holds. */
typedef struct news_known {
  uint32_t class_count; /* number of classes for which it was made */
  uint32_t slot_count;  /* a power of two; 0: no words */
  uint32_t row_count;
  uint32_t size;     /* of `words`, in bytes */
  uint32_t *slots;   /* by kind and text: offset in words / 4 + 1; 0: free */
  char *words;       /* in sequence; see pattern_known.c */
  uint32_t *row_at;  /* start of the classes of each row, and the end of all */
  uint16_t *classes; /* sets with more classes have no known words */
} news_known;

/* Make the rows of all forms of the vocabulary in the arena, and store the
 * questions and lexicon cells in `classes`; fails only with NEWS_ENOMEM. */
news_status news_known_make(news_classes *classes, const news_vocabulary *voc,
                            news_arena *arena, news_known *out);

/* Write the row of a form; false if it is not known.  `base`:
 * news_rows_base(). */
bool news_known_row(const news_known *known, const news_form *form,
                    const uint64_t *base, uint64_t *row);

#endif
