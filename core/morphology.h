#ifndef NEWS_MORPHOLOGY_H
#define NEWS_MORPHOLOGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* English inflection: a table of irregular forms and a table of common tags
 * from data (rules/lexicons/morphology/en.tsv: form, pos, lemma, share), and
 * rules for the rest.  Immutable once made. */
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

/* "noun" ... "sym", the classes of Universal Dependencies in small letters;
 * "" for none. NEWS_POS_NONE for an unknown name. */
const char *news_pos_name(news_pos pos);
news_pos news_pos_of_name(const char *name, size_t size);

news_status news_morphology_new(const char *tsv, size_t size,
                                news_morphology **out, news_error *err);

/* What was made as one block without pointers, for a file of this build; and
 * a morphology over such a block (at a multiple of 8), which stays the
 * caller's.  NEWS_EDATA when its sizes do not fit. */
const void *news_morphology_block(const news_morphology *m, size_t *size);
news_status news_morphology_open(const void *block, size_t size,
                                 news_morphology **out, news_error *err);

void news_morphology_free(news_morphology *m);

/* What tells the parts of speech (pos.h), NULL: nothing does.  Taken over,
 * in place of the one before. */
typedef struct news_pos_grammar news_pos_grammar;
void news_morphology_set_grammar(news_morphology *m, news_pos_grammar *g);
const news_pos_grammar *news_morphology_grammar(const news_morphology *m);

/* The lemma of a folded form read as `pos` (NEWS_POS_NONE: as its commonest
 * one), appended to `out`; the form itself when nothing is known. */
news_status news_morphology_lemma(const news_morphology *m, const char *form,
                                  size_t size, news_pos pos, news_buffer *out);

/* The lemmas of the form in all its readings, the form itself first, appended
 * to `out` as a uint32_t of its size and its bytes each; some may come twice.
 */
news_status news_morphology_lemmas(const news_morphology *m, const char *form,
                                   size_t size, news_buffer *out);

/* Append the inflected forms of a lemma, each once and followed by NUL, the
 * lemma first, the others in no fixed order: for a verb third person, past,
 * participle and -ing form; for a noun the plural.  Where two spellings are
 * usual (traveled, travelled) both come.  Of a phrase the head is inflected:
 * the first word of a verb ("make clear"); of a noun the last one before
 * "of", "for" and the like ("heads of state", "attorneys general"). */
news_status news_morphology_inflect(const news_morphology *m, const char *lemma,
                                    size_t size, news_pos pos,
                                    news_buffer *out);

#endif
