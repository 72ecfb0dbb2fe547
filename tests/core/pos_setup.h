#ifndef POS_SETUP_H
#define POS_SETUP_H

/* Morphology with a grammar, and a text read with them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pos.h"
#include "vocabulary.h"

typedef struct text_read {
  news_document *doc;
  news_vocabulary *voc;
} text_read;

static inline void text_free(text_read *t) {
  news_document_free(t->doc);
  news_vocabulary_free(t->voc);
  *t = (text_read){0};
}

static inline news_status text_open(const news_morphology *m, const char *text,
                                    text_read *t, news_error *err) {
  t->voc = news_vocabulary_new(0);
  if (!t->voc) return NEWS_ENOMEM;
  news_status status =
      news_document_new(text, strlen(text), NULL, &t->doc, err);
  if (!status) status = news_vocabulary_read(t->voc, t->doc, err);
  if (!status) status = news_pos_read(m, t->voc, t->doc, err);
  return status;
}

static inline news_status with_grammar(const char *words, const char *rules,
                                       news_morphology **m, news_error *err) {
  static const char forms[] = "ran\tverb\trun\nput\tverb\tput\n";
  news_pos_grammar *g;
  news_status status = news_morphology_new(forms, sizeof forms - 1, m, err);
  if (status) return status;
  status =
      news_pos_grammar_new(words, strlen(words), rules, strlen(rules), &g, err);
  if (!status) {
    news_morphology_set_grammar(*m, g);
    return NEWS_OK;
  }
  news_morphology_free(*m);
  *m = NULL;
  return status;
}

#endif
