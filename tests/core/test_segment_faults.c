/* Words, paragraphs, quotation marks and sentences when memory runs out;
 * documents after the first allocate nothing. */

#include <string.h>

#include "check.h"
#include "faults.h"
#include "sentence.h"
#include "tokenizer.h"

enum { SIZE = 200000 };

static const char sparse[] =
    "He said: \xE2\x80\x9CIt is so.\xE2\x80\x9D Mr. Li left at 7:50.\n\n";
static const char dense[] = "\"a\" . b! (c)\nd\n\n";

/* SIZE bytes of a repeated paragraph. */
static char *repeat(const char *piece) {
  size_t size = strlen(piece);
  char *text = malloc(SIZE);
  if (!text) return NULL;
  for (size_t i = 0; i < SIZE; i++) text[i] = piece[i % size];
  return text;
}

static news_status segment(news_document **doc, const char *text, size_t size) {
  news_error err = {.status = NEWS_OK};
  news_status status = *doc ? news_document_reset(*doc, text, size, NULL, &err)
                            : news_document_new(text, size, NULL, doc, &err);
  if (!status) status = news_pair_quotes(*doc, &err);
  if (!status) status = news_split_sentences(*doc, &err);
  check(err.status == status); /* the failure is reported */
  return status;
}

static void documents_after_the_first_allocate_nothing(void) {
  char *text = repeat(dense), *other = repeat(sparse);
  news_document *doc = NULL;
  check(text && other && !segment(&doc, text, SIZE));
  faults_arm(FAULT_MEMORY, 1);
  for (size_t size = 17; size < SIZE; size = size * 2 + 1) {
    check(!segment(&doc, text, size) && doc->sentences.count);
    check(!segment(&doc, other, size - size % strlen(sparse)));
  }
  check(!faults_off());
  news_document_free(doc);
  free(text);
  free(other);
}

/* Each allocation fails in turn: the document reports it and still works. */
static void a_failed_allocation_is_told_and_leaves_nothing(void) {
  char *text = repeat(dense);
  long live = faults_live;
  bool fired = true;
  for (int nth = 1; fired && nth < 1000; nth++) {
    news_document *doc = NULL;
    faults_arm(FAULT_MEMORY, nth);
    news_status status = segment(&doc, text, SIZE);
    fired = faults_off();
    check(status == (fired ? NEWS_ENOMEM : NEWS_OK));
    check(!segment(&doc, text, SIZE) && doc->sentences.count);
    news_document_free(doc);
    check(faults_live == live);
  }
  check(!fired);
  free(text);
}

int main(void) {
  run(documents_after_the_first_allocate_nothing);
  run(a_failed_allocation_is_told_and_leaves_nothing);
  printf("%ld faults\n", faults_total);
  return check_report();
}
