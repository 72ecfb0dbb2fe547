#ifndef NEWS_SENTENCE_H
#define NEWS_SENTENCE_H

#include "document.h"
#include "status.h"

/* Each call makes the layers it needs (words, paragraphs, ...) and does nothing
 * if its own layer is there.  All take time linear in the text. */

typedef enum news_quote_style {
  NEWS_QUOTE_DOUBLE, /* “ ” „ “ " `` '' */
  NEWS_QUOTE_SINGLE, /* ‘ ’ ‚ ‘ ' */
  NEWS_QUOTE_ANGLE,  /* « » ‹ › */
  NEWS_QUOTE_CORNER, /* 「 」 『 』 */
} news_quote_style;

news_status news_split_paragraphs(news_document *doc, news_error *err);
news_status news_pair_quotes(news_document *doc, news_error *err);
news_status news_split_sentences(news_document *doc, news_error *err);

/* The end of the UAX #29 sentence that begins at byte `at` (< size, a sentence
 * boundary).  The text must be valid UTF-8 of less than 2 GB.  Amortised O(1) a
 * byte. */
size_t news_plain_sentence_end(const char *text, size_t size, size_t at);

/* The text of part `i` without white space at its ends. */
news_span news_part_span(const news_document *doc, const news_parts *parts,
                         uint32_t i);

/* The scopes of `sentence` rules: sentences, but all sentences of one
 * quotation, from where it opens to where it closes, are one part, and a part
 * of more than 2,048 words is split.  Made in the document's arena at the first
 * call, then kept. */
news_status news_sentence_scopes(news_document *doc, const news_parts **out,
                                 news_error *err);

#endif
