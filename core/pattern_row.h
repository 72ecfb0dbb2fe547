#ifndef NEWS_PATTERN_ROW_H
#define NEWS_PATTERN_ROW_H

#include "pattern_class.h"

/* The answers of a form to all classes, as a row of bits.
 *
 * For a form only a few of the many questions of a set hold.  So the answers of
 * a form for which none holds are kept, the atoms that hold are found (by hash,
 * flag, lexicon), and only the questions that depend on them are recomputed. */
typedef struct news_rows news_rows;

/* For the classes as they are now; NULL when out of memory. */
news_rows *news_rows_new(const news_classes *classes);
void news_rows_free(news_rows *rows);

/* The cells for the lexicons used; valid as long as the rows. */
news_lexicon_cells news_rows_many(const news_rows *rows);

/* The row of a word for which nothing holds. */
const uint64_t *news_rows_base(const news_rows *rows);

/* Write the row of a form: (class_count + 63) / 64 words.  Fails only with
 * NEWS_ENOMEM. */
news_status news_rows_make(news_rows *rows, const news_vocabulary *voc,
                           uint32_t form, uint64_t *row);

#endif
