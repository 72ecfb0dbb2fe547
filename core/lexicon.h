#ifndef NEWS_LEXICON_H
#define NEWS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document.h"
#include "status.h"
#include "vocabulary.h"

/* A list of phrases with columns of facts.  Immutable once made: one flat block
 * of bytes without pointers, which can be kept in a file and mapped by many
 * processes. The same rows always give the same block.  Phrases are compared by
 * the folded forms of their words (see news_unicode_fold()), in an `exact`
 * lexicon by their bytes. */
typedef struct news_lexicon news_lexicon;

typedef struct news_lexicon_builder news_lexicon_builder;

typedef struct news_lexicon_options {
  bool exact;          /* case and typography count */
  const char *key;     /* name of the key column; NULL: the first */
  const char *inflect; /* NULL, "verb" or "noun": add inflected forms */
  const struct news_morphology *morphology; /* needed for inflect */
  const news_language *language; /* whose rules tokenize phrases; borrowed by
                                    the lexicon, may be NULL */
} news_lexicon_options;

/* Build a lexicon from rows.  Column names come first; a row has one cell for
 * each column.  In the key column alternatives are separated by |; each is
 * tokenized like text.  Rows with an empty key are left out. */
news_status news_lexicon_builder_new(const news_lexicon_options *options,
                                     const char *const *columns,
                                     const size_t *sizes, uint32_t count,
                                     news_lexicon_builder **out,
                                     news_error *err);
news_status news_lexicon_builder_add(news_lexicon_builder *builder,
                                     const char *const *cells,
                                     const size_t *sizes, news_error *err);
/* Make the lexicon; frees the builder in any case. */
news_status news_lexicon_builder_finish(news_lexicon_builder *builder,
                                        news_lexicon **out, news_error *err);
void news_lexicon_builder_free(news_lexicon_builder *builder);

/* Build a lexicon from the bytes of a TSV (tabs, no quoting) or CSV (RFC 4180)
 * file with a header line; in TSV, lines that begin with # are comments.
 * Errors give the byte offset of the line. */
news_status news_lexicon_read(const char *bytes, size_t size, bool csv,
                              const news_lexicon_options *options,
                              news_lexicon **out, news_error *err);

/* The flat block, to be written as it is; and a lexicon on top of such a block
 * (borrowed, e.g. mapped, aligned to 8 bytes) after a check of version, size
 * and checksum: NEWS_EDATA if it is foreign or damaged.  A block forged to pass
 * the check gives wrong answers but never a read outside the block.  `language`
 * (borrowed, may be NULL) must be that of the builder; only news_lexicon_find()
 * uses it. */
const void *news_lexicon_block(const news_lexicon *lex, size_t *size);
news_status news_lexicon_open(const void *block, size_t size,
                              const news_language *language, news_lexicon **out,
                              news_error *err);
/* The same for a block known to be intact: without computing the checksum, so
 * that only the pages in use are read. */
news_status news_lexicon_trust(const void *block, size_t size,
                               const news_language *language,
                               news_lexicon **out, news_error *err);
/* Map a file that holds such a block; all processes that open it share the
 * memory.  `check`: verify the checksum too, which reads all of the file.
 * NEWS_EIO if it cannot be opened, NEWS_EDATA as above. */
news_status news_lexicon_map(const char *path, bool check,
                             const news_language *language, news_lexicon **out,
                             news_error *err);
void news_lexicon_free(news_lexicon *lex);

uint32_t news_lexicon_entries(const news_lexicon *lex); /* rows */
uint32_t news_lexicon_columns(const news_lexicon *lex);
const char *news_lexicon_column(const news_lexicon *lex, uint32_t column,
                                uint32_t *size);
/* Number of the column named `name`, -1 if none.  A lexicon with `inflect` has
 * an additional last column "lemma". */
int news_lexicon_find_column(const news_lexicon *lex, const char *name,
                             size_t size);
/* A cell of an entry; NUL-terminated, borrowed from the lexicon. */
const char *news_lexicon_cell(const news_lexicon *lex, uint32_t entry,
                              uint32_t column, uint32_t *size);
/* Iterate over the cells of a row, which is faster than news_lexicon_cell() for
 * each: get the place where the cells of an entry, or the names of the columns,
 * begin; then call news_lexicon_next() for each cell. */
uint32_t news_lexicon_row(const news_lexicon *lex, uint32_t entry);
uint32_t news_lexicon_names(const news_lexicon *lex);
const char *news_lexicon_next(const news_lexicon *lex, uint32_t *place,
                              uint32_t *size);

/* A phrase found in a text. */
typedef struct news_lexicon_hit {
  uint32_t end;    /* word index just past its last word */
  uint32_t phrase; /* number of the phrase */
} news_lexicon_hit;

enum { NEWS_LEXICON_MOST_HITS = 16, NEWS_LEXICON_MOST_WORDS = 32 };

/* Find the phrases that begin at word `at` and end at or before word `limit`,
 * longest first; returns their number, at most NEWS_LEXICON_MOST_HITS.  Needs
 * doc->words.form.  Hits are exact: words are compared, not only their
 * hashes. */
uint32_t news_lexicon_match(const news_lexicon *lex, const news_vocabulary *voc,
                            const news_document *doc, uint32_t at,
                            uint32_t limit, news_lexicon_hit *hits);

/* Whether some phrase may begin with a word of this folded hash: a quick test,
 * made once for each form. */
bool news_lexicon_begins(const news_lexicon *lex, uint64_t hash);

/* The one-word phrase equal to this form, UINT32_MAX if none.  Sets *goes_on
 * (may be NULL) if a phrase of more than one word may begin with the form. */
uint32_t news_lexicon_find_word(const news_lexicon *lex,
                                const news_vocabulary *voc, uint32_t form,
                                bool *goes_on);
/* Tokenize and fold `text` and look it up as one phrase; UINT32_MAX if there is
 * no such phrase or when out of memory. */
uint32_t news_lexicon_find(const news_lexicon *lex, const char *text,
                           size_t size);
/* The same with a scratch document and vocabulary, for many lookups. */
uint32_t news_lexicon_find_with(const news_lexicon *lex, news_document *scratch,
                                news_vocabulary *voc, const char *text,
                                size_t size);

/* The entries that a phrase stands for, in the order of their rows. */
const uint32_t *news_lexicon_phrase_entries(const news_lexicon *lex,
                                            uint32_t phrase, uint32_t *count);
/* The lemma of an inflected phrase if built with `inflect`, else "". */
const char *news_lexicon_phrase_lemma(const news_lexicon *lex, uint32_t phrase,
                                      uint32_t *size);

/* Whether two phrases, perhaps of two lexicons, stand for the same: column
 * names, rows and their order, and lemma are all equal. */
bool news_lexicon_same_phrase(const news_lexicon *a, uint32_t phrase,
                              const news_lexicon *b, uint32_t other);

#endif
