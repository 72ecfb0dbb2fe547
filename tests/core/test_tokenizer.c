#include "tokenizer.h"

#include <string.h>

#include "check.h"

/* The words of `text` with | between them and + before a joined one. */
static const char *words_of(const char *text, bool plain) {
  static char out[1024];
  news_document_options options = {.plain = plain};
  news_document *doc;
  out[0] = '\0';
  if (news_document_new(text, strlen(text), &options, &doc, NULL)) return "?";
  if (!news_tokenize(doc, NULL)) {
    char *to = out;
    for (uint32_t i = 0; i < doc->words.count; i++) {
      uint32_t n = doc->words.end[i] - doc->words.start[i];
      if (i) *to++ = doc->words.kind[i] & NEWS_WORD_JOINED ? '+' : '|';
      memcpy(to, text + doc->words.start[i], n);
      to += n;
    }
    *to = '\0';
  }
  news_document_free(doc);
  return out;
}

static void clitics_are_words_of_one_token(void) {
  check(!strcmp(words_of("He didn't go.", false), "He|did+n't|go|."));
  check(!strcmp(words_of("It’s Putin’s", false), "It+’s|Putin+’s"));
  check(!strcmp(words_of("It’s 3.5", true), "It’s|3.5"));
}

int main(void) {
  run(clitics_are_words_of_one_token);
  return check_report();
}
