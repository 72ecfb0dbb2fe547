#include <stdlib.h>
#include <string.h>

#include "pos.h"
#include "utf8.h"

/* libFuzzer target: rows of words, rules and a text, each from the other by a
 * line of "--".  Whatever they are, every word gets a class that its form can
 * have, the same from a compiled grammar, and the reason agrees. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds) {
  if (!holds) abort();
}

typedef struct part {
  const char *at;
  size_t size;
} part;

/* The part up to the next line of "--", which is removed. */
static part cut(part *from) {
  const char *found =
      from->size ? memmem(from->at, from->size, "\n--\n", 4) : NULL;
  part first = {from->at, found ? (size_t)(found - from->at) : from->size};
  size_t taken = first.size + (found ? 4 : 0);
  from->at += taken;
  from->size -= taken;
  return first;
}

static void check_reasons(const news_morphology *m, news_vocabulary *voc,
                          news_document *doc) {
  for (uint32_t w = 0; w < doc->words.count; w++) {
    news_pos_reason why;
    must(!news_pos_explain(m, voc, doc, w, &why, NULL));
    must(why.left >> doc->words.pos[w] & 1);
    must(why.classes && !(why.left & ~why.classes));
    must(why.line || why.left == why.classes);
  }
}

/* The same text again, with the block of the grammar. */
static void check_block(const news_pos_grammar *g, news_document *doc,
                        part text) {
  size_t size;
  const void *block = news_pos_grammar_block(g, &size);
  news_pos_grammar *opened;
  news_morphology *m = NULL;
  news_document *other;
  news_vocabulary *voc = news_vocabulary_new(0);
  must(voc && !news_morphology_new("", 0, &m, NULL));
  must(!news_pos_grammar_open(block, size, &opened, NULL));
  news_morphology_set_grammar(m, opened);
  must(!news_document_new(text.at, text.size, NULL, &other, NULL));
  must(!news_vocabulary_read(voc, other, NULL));
  must(!news_pos_read(m, voc, other, NULL));
  must(other->words.count == doc->words.count);
  must(!memcmp(other->words.pos, doc->words.pos, doc->words.count));
  news_document_free(other);
  news_morphology_free(m);
  news_vocabulary_free(voc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  part rest = {(const char *)data, size};
  part words = cut(&rest), rules = cut(&rest);
  news_pos_grammar *g;
  news_morphology *m;
  news_document *doc;
  news_error err;
  if (news_pos_grammar_new(words.at, words.size, rules.at, rules.size, &g,
                           &err)) {
    must(err.offset <= words.size + rules.size);
    return 0;
  }
  must(!news_morphology_new("", 0, &m, NULL));
  news_morphology_set_grammar(m, g);
  news_vocabulary *voc = news_vocabulary_new(0);
  if (!news_document_new(rest.at, rest.size, NULL, &doc, NULL)) {
    must(voc && !news_vocabulary_read(voc, doc, NULL));
    must(!news_pos_read(m, voc, doc, NULL));
    check_reasons(m, voc, doc);
    check_block(g, doc, rest);
  }
  news_document_free(doc);
  news_vocabulary_free(voc);
  news_morphology_free(m);
  return 0;
}
