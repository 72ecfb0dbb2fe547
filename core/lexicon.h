#ifndef NEWS_LEXICON_H
#define NEWS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document.h"
#include "status.h"
#include "vocabulary.h"

/* A list of phrases with columns of facts.  Immutable once made; one flat
 * block of bytes without pointers, the same for everybody who builds it from
 * the same rows, so that it can be kept in a file and mapped by many
 * processes.  Phrases are told apart by the folded forms of their words (see
 * news_unicode_fold()); `exact` ones by their bytes. */
typedef struct news_lexicon news_lexicon;

typedef struct news_lexicon_builder news_lexicon_builder;

typedef struct news_lexicon_options {
  bool exact;          /* case and typography count */
  const char *key;     /* name of the key column; NULL: the first */
  const char *inflect; /* NULL, "verb" or "noun": add inflected forms */
  const struct news_morphology *morphology; /* needed for inflect */
  const news_language *language; /* phrases are tokenized by its rules;
                                    borrowed by the lexicon, may be NULL */
} news_lexicon_options;

/* Build from rows.  Column names come first; a row has one cell a column.
 * In the key column alternatives are separated by |, each tokenized as text
 * is.  Rows whose key is empty are left out. */
news_status news_lexicon_builder_new(const news_lexicon_options *options,
                                     const char *const *columns,
                                     const size_t *sizes, uint32_t count,
                                     news_lexicon_builder **out,
                                     news_error *err);
news_status news_lexicon_builder_add(news_lexicon_builder *builder,
                                     const char *const *cells,
                                     const size_t *sizes, news_error *err);
/* Make the lexicon; the builder is freed either way. */
news_status news_lexicon_builder_finish(news_lexicon_builder *builder,
                                        news_lexicon **out, news_error *err);
void news_lexicon_builder_free(news_lexicon_builder *builder);

/* From the bytes of a TSV (tab, no quoting) or CSV (RFC 4180) file with a
 * header line; lines that begin with # are comments in TSV.  Errors give the
 * byte offset of the line. */
news_status news_lexicon_read(const char *bytes, size_t size, bool csv,
                              const news_lexicon_options *options,
                              news_lexicon **out, news_error *err);

/* The flat block, to be written as it is; and a lexicon over such a block
 * (borrowed, e.g. mapped, at a multiple of 8), checked for version, size and
 * checksum: NEWS_EDATA when it is foreign or damaged.  One that was forged so
 * that it passes gives wrong answers, never a read outside the block.
 * `language` (borrowed, may be NULL) is that of the lexicon's builder; only
 * news_lexicon_find() uses it. */
const void *news_lexicon_block(const news_lexicon *lex, size_t *size);
news_status news_lexicon_open(const void *block, size_t size,
                              const news_language *language, news_lexicon **out,
                              news_error *err);
/* The same for a block that is known to be as it was written: its checksum is
 * not worked out, so that only the pages that are asked are read. */
news_status news_lexicon_trust(const void *block, size_t size,
                               const news_language *language,
                               news_lexicon **out, news_error *err);
/* The lexicon in a file that holds such a block, mapped and shared by all who
 * open it; `check`: its checksum too, for which all of it is read.  NEWS_EIO
 * when it cannot be opened, NEWS_EDATA as above. */
news_status news_lexicon_map(const char *path, bool check,
                             const news_language *language, news_lexicon **out,
                             news_error *err);
void news_lexicon_free(news_lexicon *lex);

uint32_t news_lexicon_entries(const news_lexicon *lex); /* rows */
uint32_t news_lexicon_columns(const news_lexicon *lex);
const char *news_lexicon_column(const news_lexicon *lex, uint32_t column,
                                uint32_t *size);
/* Number of the column of that name, -1 if none.  A lexicon with inflect has
 * a further last column "lemma". */
int news_lexicon_find_column(const news_lexicon *lex, const char *name,
                             size_t size);
/* Cell of an entry; NUL-terminated, borrowed from the lexicon. */
const char *news_lexicon_cell(const news_lexicon *lex, uint32_t entry,
                              uint32_t column, uint32_t *size);
/* Cells one after the other, which is faster than one by one: the place where
 * those of an entry begin, or the names of the columns; then the next one. */
uint32_t news_lexicon_row(const news_lexicon *lex, uint32_t entry);
uint32_t news_lexicon_names(const news_lexicon *lex);
const char *news_lexicon_next(const news_lexicon *lex, uint32_t *place,
                              uint32_t *size);

/* One phrase that stands in the text. */
typedef struct news_lexicon_hit {
  uint32_t end;    /* word behind its last */
  uint32_t phrase; /* number of the phrase */
} news_lexicon_hit;

enum { NEWS_LEXICON_MOST_HITS = 16, NEWS_LEXICON_MOST_WORDS = 32 };

/* Phrases that begin at word `at` and end at or before `limit`, longest
 * first; at most NEWS_LEXICON_MOST_HITS.  Needs doc->words.form.  No false
 * hits: the words are compared, not only their hashes. */
uint32_t news_lexicon_match(const news_lexicon *lex, const news_vocabulary *voc,
                            const news_document *doc, uint32_t at,
                            uint32_t limit, news_lexicon_hit *hits);

/* True when some phrase may begin with a word of this folded hash: a quick
 * test that is asked once a form. */
bool news_lexicon_begins(const news_lexicon *lex, uint64_t hash);

/* The phrase of one word equal to this form, UINT32_MAX if none.  *goes_on
 * (may be NULL): some phrase of more than one word may begin with it. */
uint32_t news_lexicon_find_word(const news_lexicon *lex,
                                const news_vocabulary *voc, uint32_t form,
                                bool *goes_on);
/* The phrase that these bytes spell, UINT32_MAX if none: tokenized, folded
 * and looked up.  UINT32_MAX also when out of memory. */
uint32_t news_lexicon_find(const news_lexicon *lex, const char *text,
                           size_t size);
/* The same with a document and a vocabulary to work in, for many questions. */
uint32_t news_lexicon_find_with(const news_lexicon *lex, news_document *scratch,
                                news_vocabulary *voc, const char *text,
                                size_t size);

/* The entries that a phrase stands for, in the order of their rows. */
const uint32_t *news_lexicon_phrase_entries(const news_lexicon *lex,
                                            uint32_t phrase, uint32_t *count);
/* The inflected phrase's lemma when built with inflect, else "". */
const char *news_lexicon_phrase_lemma(const news_lexicon *lex, uint32_t phrase,
                                      uint32_t *size);

/* Do two phrases, perhaps of two lexicons, stand for the same: the same names
 * of columns, the same rows in the same order, the same lemma? */
bool news_lexicon_same_phrase(const news_lexicon *a, uint32_t phrase,
                              const news_lexicon *b, uint32_t other);

#endif
