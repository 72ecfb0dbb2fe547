#include "pattern_parse.h"

#include <string.h>

#include "tokenizer.h"
#include "unicode.h"
#include "utf8.h"

/* Parses words written in a pattern: cease-fire, U.S., 's, "Word", and signs
 * that are not operators.  All are tokenized, so that a literal is made of the
 * same words as a text. */

static bool is_punctuation(uint32_t code) {
  news_category c = news_unicode_category(code);
  return c >= NEWS_PC && c <= NEWS_PO;
}

/* The characters of a bare word: anything but white space, punctuation and, in
 * ASCII, signs. */
static bool is_word_code(uint32_t code) {
  if (code < 0x80)
    return (code >= '0' && code <= '9') || news_parse_is_name((char)code);
  return !news_unicode_is_space(code) && !is_punctuation(code);
}

static bool is_digit_code(uint32_t code) { return code >= '0' && code <= '9'; }

static bool is_apostrophe(uint32_t code) {
  return code == '\'' || code == 0x2019;
}

static news_tree *word_of_text(news_parser *p, uint32_t from, const char *text,
                               uint32_t size, bool exact) {
  news_buffer folded = NEWS_BUFFER_EMPTY;
  news_atom atom = {.kind = NEWS_ATOM_EXACT, .text = text, .size = size};
  uint32_t expr;
  news_status status = NEWS_OK;
  if (!exact) {
    status = news_unicode_fold(text, size, &folded);
    atom.kind = NEWS_ATOM_LITERAL;
    atom.text = folded.data ? folded.data : "";
    atom.size = (uint32_t)folded.size;
    if (folded.failed) status = NEWS_ENOMEM;
  }
  if (!status) status = news_classes_atom(p->classes, &atom, &expr);
  news_buffer_free(&folded);
  if (status) return news_parse_fail_with(p, status, from, NULL, "", 0);
  return news_parse_word(p, from, expr);
}

/* Tokenize `text`.  A clitic ('s, n't) is a separate word only after a host, so
 * one is put before it.  Returns the number of words of the host, -1 on
 * failure. */
static int tokenize(news_parser *p, const char *text, uint32_t size,
                    uint32_t at) {
  news_document_options options = {.language = p->names->language};
  news_buffer hosted = NEWS_BUFFER_EMPTY;
  news_document *doc = p->scratch;
  uint32_t n, code = size ? news_utf8_decode(text, &n) : 0;
  bool lend = size > 1 && is_apostrophe(code);
  bool not = size > 2 && (text[0] == 'n' || text[0] == 'N') &&
             (text[1] == '\'' || (uint8_t)text[1] == 0xE2);
  if (lend || not ) {
    news_buffer_add_text(&hosted, lend ? "It" : "did");
    news_buffer_add(&hosted, text, size);
    news_status status =
        hosted.failed ? NEWS_ENOMEM
                      : news_document_reset(doc, hosted.data, hosted.size,
                                            &options, p->err);
    if (!status) status = news_tokenize(doc, p->err);
    news_buffer_free(&hosted);
    if (status) {
      news_parse_fail_with(p, status, at, NULL, "", 0);
      return -1;
    }
    if (doc->words.count > 1 && doc->words.end[0] == (lend ? 2u : 3u)) return 1;
  }
  news_status status = news_document_reset(doc, text, size, &options, p->err);
  if (!status) status = news_tokenize(doc, p->err);
  if (!status) return 0;
  news_parse_fail_with(p, status, at, NULL, "", 0);
  return -1;
}

static news_tree *text_tree(news_parser *p, uint32_t from, const char *text,
                            uint32_t size, bool exact) {
  int host = tokenize(p, text, size, from);
  if (host < 0) return NULL;
  const news_words *w = &p->scratch->words;
  const char *s = p->scratch->text;
  if (w->count == (uint32_t)host)
    return news_parse_fail(p, from, "expected a word", "", 0);
  news_tree *seq = news_parse_tree(p, NEWS_TREE_SEQ, from);
  for (uint32_t i = (uint32_t)host; seq && i < w->count; i++) {
    news_tree *t =
        word_of_text(p, from, s + w->start[i], w->end[i] - w->start[i], exact);
    if (!t) return NULL;
    news_parse_kid(seq, t);
  }
  if (!seq) return NULL;
  news_parse_end(p, seq);
  return seq->kids == seq->last ? seq->kids : seq;
}

/* "Word", with \" and \\ inside. */
news_tree *news_parse_exact(news_parser *p) {
  uint32_t from = p->at++, n = 0;
  char *text = news_arena_alloc(p->arena, p->size - from);
  if (!text) return news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
  for (;; p->at++) {
    if (p->at >= p->size)
      return news_parse_fail(p, p->at, "expected a closing \"", "", 0);
    char c = p->source[p->at];
    if (c == '"') break;
    if (c == '\\' && p->at + 1 < p->size &&
        (p->source[p->at + 1] == '"' || p->source[p->at + 1] == '\\'))
      c = p->source[++p->at];
    text[n++] = c;
  }
  p->at++;
  if (!n)
    return news_parse_fail(
        p, from, "expected a word between the quotation marks", "", 0);
  return text_tree(p, from, text, n, true);
}

/* Whether the bare word continues with the sign at `at`; `before` is the
 * character before it. */
static bool joins(const news_parser *p, uint32_t at, uint32_t code,
                  uint32_t before, uint32_t size) {
  uint32_t n, next = news_parse_code(p, at + size, &n);
  bool word_next = n && is_word_code(next);
  switch (code) {
    case '.': return word_next || is_word_code(before);
    case ',':
    case ':': return is_digit_code(before) && is_digit_code(next);
    case '-':
    case '/':
    case '&':
    case '\'':
    case 0x2019: return word_next;
    default: return false;
  }
}

static uint32_t bare_end(const news_parser *p) {
  uint32_t at = p->at, size, before = news_parse_code(p, at, &size);
  at += size;
  for (;;) {
    uint32_t code = news_parse_code(p, at, &size);
    if (!size) return at;
    if (!is_word_code(code) && !joins(p, at, code, before, size)) return at;
    before = code;
    at += size;
  }
}

/* A run of one sign: -- ... « */
static uint32_t sign_end(const news_parser *p) {
  uint32_t size, code = news_parse_code(p, p->at, &size), at = p->at, n = size;
  while (n && news_parse_code(p, at, &n) == code && n) at += n;
  return at;
}

news_tree *news_parse_bare(news_parser *p) {
  uint32_t from = p->at, size, next_size;
  uint32_t code = news_parse_code(p, from, &size);
  uint32_t next = news_parse_code(p, from + size, &next_size);
  bool word = is_word_code(code);
  if ((is_apostrophe(code) || code == '#') && next_size && is_word_code(next))
    word = true;
  p->at = word ? bare_end(p) : sign_end(p);
  return text_tree(p, from, p->source + from, p->at - from, false);
}
