#ifndef NEWS_TOKENIZER_H
#define NEWS_TOKENIZER_H

#include "document.h"
#include "status.h"

/* Fill doc->words.  Nothing happens when they are there.  UAX #29 words with
 * the rules of news text, or without them when doc->news is false: then a
 * segment that is white space alone is no word, but a space with a combining
 * mark is one.  Linear in the text.  NEWS_ENOMEM leaves the document without
 * words.
 *
 *   text    Mr. Li didn’t pay $1,200 (U.S.) to a.b@c.org...
 *   tokens  Mr.|Li|didn’t|pay|$|1,200|(|U.S.|)|to|a.b@c.org|...
 *   words          did+n’t
 *
 * A full line of a file in letters, as uuencode writes it, is a symbol for each
 * part between its spaces: what it says is no text.
 *
 * The language tells abbreviations, prefixes before a hyphen, units, elisions
 * and whether clitics are parted; without one they are, and nothing else of
 * these is known. */
news_status news_tokenize(news_document *doc, news_error *err);

/* True for ASCII letters alone that are one word as a text of their own, in
 * every language: no need to tokenize it. */
bool news_is_plain_word(const char *text, size_t size);

/* Which of the equal paths runs: "scalar", "sse2", "avx2" or "avx512". */
const char *news_tokenizer_path(void);

/* The same by a named path, or by "fields", the rules without any short way;
 * for tests that compare them.  NEWS_EDATA when this build or machine has no
 * such path. */
news_status news_tokenize_by(news_document *doc, const char *path,
                             news_error *err);

#endif
