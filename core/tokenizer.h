#ifndef NEWS_TOKENIZER_H
#define NEWS_TOKENIZER_H

#include "document.h"
#include "status.h"

/* Fill doc->words; does nothing if they are there.  Words are those of UAX #29
 * with the rules for news text, or without these if doc->news is false; a
 * segment of white space alone is then no word, but a space with a combining
 * mark is one. Linear in the text.  NEWS_ENOMEM leaves the document without
 * words.
 *
 *   text    Mr. Li didn’t pay $1,200 (U.S.) to a.b@c.org...
 *   tokens  Mr.|Li|didn’t|pay|$|1,200|(|U.S.|)|to|a.b@c.org|...
 *   words          did+n’t
 *
 * In a full line of uuencoded data each part between spaces is one symbol,
 * because it is not text.
 *
 * The language gives abbreviations, prefixes before a hyphen, units, elisions
 * and whether clitics are split off.  Without a language they are split off,
 * and none of the others is known. */
news_status news_tokenize(news_document *doc, news_error *err);

/* Whether the text consists of ASCII letters and is, on its own, one word in
 * every language, so that it need not be tokenized. */
bool news_is_plain_word(const char *text, size_t size);

/* The code path in use: "scalar", "sse2", "avx2" or "avx512".  All make the
 * same words. */
const char *news_tokenizer_path(void);

/* Tokenize with the named path, or with "fields", the rules without any
 * shortcut; for tests that compare them.  NEWS_EDATA if this build or machine
 * does not have the path. */
news_status news_tokenize_by(news_document *doc, const char *path,
                             news_error *err);

#endif
