#ifndef NEWS_POS_FORM_H
#define NEWS_POS_FORM_H

#include "pos_grammar.h"

/* The bits of a form out of context and (in *ranks) its classes, most common
 * first. Computed once, then cached in the vocabulary. */
pos_bits news_pos_form(const news_morphology *m, news_vocabulary *voc,
                       uint32_t id, uint32_t *ranks);

#endif
