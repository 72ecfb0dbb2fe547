/* The cost of texts unlike any article, compared with one.
 *
 *   worst NAME BYTES       make the text, then tokens, quotes and sentences
 *   worst NAME BYTES write writes the text to standard output instead
 *   worst list             the names
 *   worst FILE BYTES       the file's text over and over
 *
 * Under `valgrind --tool=callgrind --toggle-collect=measure` the instructions
 * of measure() alone are counted. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "sentence.h"
#include "tokenizer.h"
#include "utf8.h"

typedef struct input {
  const char *name;
  const char *head; /* written once */
  const char *body; /* over and over */
} input;

static const input inputs[] = {
    {"line", "", "the minister said on Tuesday that it was so and "},
    {"letters", "", "a"},
    {"quotes-curly", "", "\xE2\x80\x9C"},
    {"quotes-straight", "", "\" "},
    {"quotes-single", "", "'a "},
    {"quotes-mixed", "", "\xE2\x80\x9C\xC2\xAB\xE2\x80\x98\""},
    {"quote-paragraphs", "", "\xE2\x80\x9CSo it is\n\n"},
    {"dots", "", "."},
    {"dots-spaced", "", ". "},
    {"initials", "", "A."},
    {"initials-spaced", "", "A. "},
    {"combining", "a", "\xCC\x81"},
    {"joiners", "a", "\xE2\x80\x8D"},
    {"emoji", "", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D"},
    {"flags", "", "\xF0\x9F\x87\xA8"},
    {"tags", "", "<b>"},
    {"hashtags", "", "#a"},
    {"ats", "", "a@"},
    {"url", "http://a.b/", "a/"},
    {"email", "", "a.b@c."},
    {"digits", "", "1"},
    {"numbers", "", "1,"},
    {"hyphens", "", "a-"},
    {"apostrophes", "", "a'"},
    {"spaces", "", " "},
    {"spaces-wide", "", "\xC2\xA0"},
    {"lines", "", "\n"},
    {"lines-short", "", "a\n"},
    {"lines-crlf", "", "-\r\n"},
    {"parentheses", "", "("},
    {"questions", "", "?! "},
    {"bullets", "", "* a\n"},
    {"rules-drawn", "", "----------------~~~~~~~~~~~~~~~~"},
    {"han", "", "\xE4\xB8\xAD"},
    {"controls", "", "\x01"},
};
enum { INPUTS = sizeof inputs / sizeof *inputs };

static void die(const char *what) {
  fprintf(stderr, "worst: %s\n", what);
  exit(2);
}

static char *repeat(const char *head, const char *body, size_t body_size,
                    size_t size) {
  char *text = malloc(size + body_size + 1);
  if (!text) die("out of memory");
  size_t at = strlen(head);
  memcpy(text, head, at);
  while (at + body_size <= size) {
    memcpy(text + at, body, body_size);
    at += body_size;
  }
  memset(text + at, ' ', size - at);
  text[size] = '\0';
  return text;
}

static char *from_file(const char *path, size_t size) {
  static char body[1 << 20];
  FILE *file = fopen(path, "rb");
  if (!file) die("no such input");
  size_t got = fread(body, 1, sizeof body, file);
  fclose(file);
  if (!got || got > size) die("a file must be shorter than BYTES");
  return repeat("", body, got, size);
}

static char *make(const char *name, size_t size) {
  for (int i = 0; i < INPUTS; i++)
    if (strcmp(inputs[i].name, name) == 0)
      return repeat(inputs[i].head, inputs[i].body, strlen(inputs[i].body),
                    size);
  return from_file(name, size);
}

void measure(news_document *doc);

__attribute__((noinline)) void measure(news_document *doc) {
  if (news_tokenize(doc, NULL) || news_pair_quotes(doc, NULL) ||
      news_split_sentences(doc, NULL))
    die("failed");
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "list") == 0) {
    for (int i = 0; i < INPUTS; i++) puts(inputs[i].name);
    return 0;
  }
  if (argc < 3) die("worst NAME BYTES [write]");
  size_t size = strtoull(argv[2], NULL, 10);
  char *text = make(argv[1], size);
  if (argc > 3) {
    fwrite(text, 1, size, stdout);
    free(text);
    return 0;
  }
  news_document *doc;
  if (news_document_new(text, size, NULL, &doc, NULL)) die("not UTF-8");
  measure(doc);
  printf("%s: %u words, %u sentences, %u quoted\n", argv[1], doc->words.count,
         doc->sentences.count, doc->quoted.count);
  news_document_free(doc);
  free(text);
  return 0;
}
