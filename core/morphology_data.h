#ifndef NEWS_MORPHOLOGY_DATA_H
#define NEWS_MORPHOLOGY_DATA_H

/* The data behind morphology.c, internal to morphology*.c. */

#include <string.h>

#include "morphology.h"

/* One row of data: a form read as one part of speech; the rows of a form are
 * sorted, most common first.  If the lemma is given and is the form itself
 * (put, sheep), the row only says that the irregular form looks like the
 * lemma. */
typedef struct morphology_row {
  uint32_t form, lemma; /* offsets in data, each NUL-terminated */
  uint32_t form_size, lemma_size;
  uint32_t next; /* next irregular row of the same lemma, + 1 */
  uint32_t same; /* next row of the same form, + 1 */
  uint8_t pos;
  bool echo; /* the lemma is given and is the form itself */
} morphology_row;

/* A block is this header, then rows, by_form, by_lemma and data. */
typedef struct morphology_header {
  uint32_t size; /* of the block */
  uint32_t count, room;
  uint32_t slots; /* of each table, a power of two */
  uint32_t bytes; /* of data */
} morphology_header;

struct news_morphology {
  const morphology_header *header;
  const morphology_row *rows;
  const uint32_t *by_form;  /* hash table: first row of a form, + 1 */
  const uint32_t *by_lemma; /* first irregular row of a lemma, + 1 */
  const char *data;
  uint32_t slots;
  void *owned; /* the block, or NULL */
  news_pos_grammar *grammar;
};

static inline bool morphology_equals(const char *a, size_t a_size,
                                     const char *b, size_t b_size) {
  return a_size == b_size && memcmp(a, b, a_size) == 0;
}

static inline const char *morphology_form(const news_morphology *m,
                                          const morphology_row *r) {
  return m->data + r->form;
}
static inline const char *morphology_lemma(const news_morphology *m,
                                           const morphology_row *r) {
  return m->data + r->lemma;
}

/* The first row of a form or, if `lemma`, the first irregular row of a lemma;
 * NULL if there is none. */
const morphology_row *news_morphology_row(const news_morphology *m, bool lemma,
                                          const char *text, size_t size);

/* Call `take` for every reading in which a folded form differs, or may differ,
 * from its lemma; the lemma need not exist. */
typedef void morphology_taker(void *host, const char *lemma, size_t size,
                              news_pos pos);
void news_morphology_read(const news_morphology *m, const char *form,
                          size_t size, morphology_taker *take, void *host);

#endif
