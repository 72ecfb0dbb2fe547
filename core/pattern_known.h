#ifndef NEWS_PATTERN_KNOWN_H
#define NEWS_PATTERN_KNOWN_H

#include "pattern_row.h"

/* The rows of common words, worked out by whoever compiled a set, so that the
 * first document of a start finds them ready.  A row is kept as the classes in
 * which it differs from that of a word of which nothing holds. */
typedef struct news_known {
  uint32_t class_count; /* for which it was made */
  uint32_t slot_count;  /* a power of two; 0: no word is known */
  uint32_t row_count;
  uint32_t size;     /* of the words, in bytes */
  uint32_t *slots;   /* by kind and text: place of the word / 4 + 1; 0: free */
  char *words;       /* one behind the other; see pattern_known.c */
  uint32_t *row_at;  /* where each row's classes begin, and all end */
  uint16_t *classes; /* sets of more classes have no known words */
} news_known;

/* Of all forms of the vocabulary, in memory of the arena, and what classes keep
 * of questions and lexicons;
 * NEWS_ENOMEM is the only failure. */
news_status news_known_make(news_classes *classes, const news_vocabulary *voc,
                            news_arena *arena, news_known *out);

/* Write the row of a form that is known; `base`: news_rows_base(). */
bool news_known_row(const news_known *known, const news_form *form,
                    const uint64_t *base, uint64_t *row);

#endif
