#ifndef NEWS_PATTERN_ROW_H
#define NEWS_PATTERN_ROW_H

#include "pattern_class.h"

/* The answers of a form to all classes, as a row of bits.
 *
 * Of the many questions of a set few have a yes for a form.  So the answers
 * of a form for which none has are kept, the atoms that hold are found (by
 * hash, flag, lexicon), and only what depends on them is worked out anew. */
typedef struct news_rows news_rows;

/* For the classes as they are now; NULL when out of memory. */
news_rows *news_rows_new(const news_classes *classes);
void news_rows_free(news_rows *rows);

/* What the lexicons that are asked are known by; as long as the rows. */
news_lexicon_cells news_rows_many(const news_rows *rows);

/* The row of a word of which nothing holds. */
const uint64_t *news_rows_base(const news_rows *rows);

/* Write the form's row: (class_count + 63) / 64 words.  NEWS_ENOMEM is the
 * only failure. */
news_status news_rows_make(news_rows *rows, const news_vocabulary *voc,
                           uint32_t form, uint64_t *row);

#endif
