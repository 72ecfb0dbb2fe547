#ifndef NEWS_MORPHOLOGY_H
#define NEWS_MORPHOLOGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* English inflection: a table of irregular forms and common tags from data
 * (rules/lexicons/morphology/en.tsv: form, pos, lemma, share), and rules for
 * the rest.  Immutable once made. */
typedef struct news_morphology news_morphology;

typedef enum news_pos {
  NEWS_POS_NONE,
  NEWS_POS_NOUN,
  NEWS_POS_VERB,
  NEWS_POS_ADJ,
  NEWS_POS_ADV,
  NEWS_POS_PRON,
  NEWS_POS_DET,
  NEWS_POS_ADP,
  NEWS_POS_NUM,
  NEWS_POS_CCONJ,
  NEWS_POS_PART,
  NEWS_POS_PROPN,
  NEWS_POS_PUNCT,
  NEWS_POS_AUX,
  NEWS_POS_SCONJ,
  NEWS_POS_INTJ,
  NEWS_POS_SYM,
} news_pos;

/* "noun" ... "sym", the classes of Universal Dependencies in lower case; "" for
 * NEWS_POS_NONE.  An unknown name gives NEWS_POS_NONE. */
const char *news_pos_name(news_pos pos);
news_pos news_pos_of_name(const char *name, size_t size);

news_status news_morphology_new(const char *tsv, size_t size,
                                news_morphology **out, news_error *err);

/* The morphology as one block without pointers, to be stored for this build
 * only; and a morphology on top of such a block, which must be aligned to 8
 * bytes, stays the caller's and must outlive the morphology.  NEWS_EDATA if its
 * sizes do not add up. */
const void *news_morphology_block(const news_morphology *m, size_t *size);
news_status news_morphology_open(const void *block, size_t size,
                                 news_morphology **out, news_error *err);

void news_morphology_free(news_morphology *m);

/* The grammar for parts of speech (pos.h); NULL for none.  The morphology takes
 * ownership and frees the grammar it had before. */
typedef struct news_pos_grammar news_pos_grammar;
void news_morphology_set_grammar(news_morphology *m, news_pos_grammar *g);
const news_pos_grammar *news_morphology_grammar(const news_morphology *m);

/* Append to `out` the lemma of a folded form read as `pos` (NEWS_POS_NONE: as
 * its most common class); the form itself if nothing is known of it. */
news_status news_morphology_lemma(const news_morphology *m, const char *form,
                                  size_t size, news_pos pos, news_buffer *out);

/* Append to `out` the lemmas of a form in all its readings, the form itself
 * first, each as a uint32_t size and its bytes; a lemma may occur twice. */
news_status news_morphology_lemmas(const news_morphology *m, const char *form,
                                   size_t size, news_buffer *out);

/* Append the inflected forms of a lemma, each once and followed by NUL: the
 * lemma first, then the others in no fixed order.  A verb has third person,
 * past, participle and -ing form, a noun the plural.  If two spellings are
 * usual (traveled, travelled), both are given.  Of a phrase the head is
 * inflected: of a verb the first word ("make clear"), of a noun the last word
 * before "of", "for" and the like ("heads of state", "attorneys general"). */
news_status news_morphology_inflect(const news_morphology *m, const char *lemma,
                                    size_t size, news_pos pos,
                                    news_buffer *out);

#endif
