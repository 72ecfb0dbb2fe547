#ifndef NEWS_PATTERN_H
#define NEWS_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "annotation.h"
#include "document.h"
#include "language.h"
#include "lexicon.h"
#include "morphology.h"
#include "status.h"
#include "vocabulary.h"

/* Token patterns (see help patterns): regular expressions whose letters are
 * words.  All matches of a pattern in a scope are found in time linear in the
 * number of words of the scope, whatever the pattern.
 *
 * A pattern set owns its patterns and what they share (the classes of word
 * forms); lexicons, vocabulary and morphology are borrowed and must outlive it.
 * All patterns must be added before the first document. */
typedef struct news_pattern_set news_pattern_set;
typedef struct news_matcher news_matcher;

/* Callbacks that look up names in a pattern; each returns false (or NULL) if
 * the name is unknown.  A callback that is NULL knows no name. */
typedef struct news_pattern_names {
  void *host;
  /* The lexicon of @name. */
  const news_lexicon *(*lexicon)(void *host, const char *name, size_t size);
  /* The source of $name. */
  bool (*macro)(void *host, const char *name, size_t size, const char **source,
                size_t *source_size);
  /* The number of {Layer}. */
  bool (*layer)(void *host, const char *name, size_t size, uint32_t *layer);
  /* Literals are tokenized like text in this language; NULL: neutral rules. */
  const news_language *language;
} news_pattern_names;

/* An empty set; NULL when out of memory.  `morphology` is borrowed and must
 * outlive the set; NULL: the lemma of a word is its folded form. */
news_pattern_set *news_pattern_set_new(const news_morphology *morphology);
void news_pattern_set_free(news_pattern_set *set);

/* Parse and compile a pattern and store its number.  On failure err->offset is
 * the byte offset of the error in `source` and err->what says what was expected
 * there; if the error is inside a macro, the offset is that of its use, and the
 * detail names the macro and the place in it. */
news_status news_pattern_add(news_pattern_set *set, const char *source,
                             size_t size, const news_pattern_names *names,
                             uint32_t *pattern, news_error *err);

uint32_t news_pattern_set_count(const news_pattern_set *set);

/* Number of captures of a pattern; the name of each, by number. */
uint32_t news_pattern_captures(const news_pattern_set *set, uint32_t pattern);
const char *news_pattern_capture_name(const news_pattern_set *set,
                                      uint32_t pattern, uint32_t capture);
/* The *count layers that the pattern reads; borrowed from the set. */
const uint32_t *news_pattern_layers(const news_pattern_set *set,
                                    uint32_t pattern, uint32_t *count);
/* The same as bits: see news_annotations_asked(). */
uint64_t news_pattern_asks(const news_pattern_set *set, uint32_t pattern);

/* One part of a match taken by a capture. */
typedef struct news_capture {
  uint32_t name;       /* capture number */
  uint32_t first, end; /* words, half-open; first == end: an empty part */
  /* If a single element covers exactly this capture, its details: */
  uint32_t annotation;         /* id, or NEWS_NO_ANNOTATION */
  const news_lexicon *lexicon; /* or NULL */
  uint32_t phrase;             /* of the lexicon */
  uint32_t entry; /* of the lexicon: the phrase's first entry that meets the
                     element's conditions */
  uint32_t word;  /* of a [@name] word: what news_matcher_name() needs to find
                     the three above; else UINT32_MAX */
} news_capture;

typedef struct news_match {
  uint32_t first, end; /* words, half-open, never empty */
  uint32_t count;
  const news_capture *captures; /* in order of closing; valid until the next */
} news_match;

/* Receives an attribute of an annotation as text; `attributes` calls it. */
typedef void news_attribute_taker(void *taker, const char *name, size_t size,
                                  const char *value, size_t value_size);

/* A document for a matcher.  `attributes` calls `take` for all attributes of an
 * annotation that have a text, for {Layer key=value}; it is called once, when
 * the annotation is first looked at.  `attribute` does so for the attribute of
 * one name, if there is one, and is used where patterns need only a few of a
 * layer; NULL: always use `attributes`. */
typedef struct news_match_document {
  news_document *doc;
  news_vocabulary *voc;
  news_annotations *annotations; /* may be NULL */
  void *host;
  void (*attributes)(void *host, uint32_t annotation, void *taker,
                     news_attribute_taker *take);
  void (*attribute)(void *host, uint32_t annotation, const char *name,
                    size_t size, void *taker, news_attribute_taker *take);
  /* A number, the same among all matchers of the set, for a table of attributes
   * that never changes: annotations with the same table are not queried one by
   * one, in this text or in later ones.  0: the attributes may change.  NULL:
   * all may. */
  uint64_t (*shared)(void *host, uint32_t annotation);
  uint64_t *steps; /* left in the budget, counts down; NULL: no budget */
  /* A different number for each text on which matchers of the set are opened:
   * those with the same number share what they know of its words.  0: not
   * shared. */
  uint64_t text;
} news_match_document;

/* A matcher holds scratch memory and is reused from document to document.  NULL
 * when out of memory. */
news_matcher *news_matcher_new(news_pattern_set *set);
void news_matcher_free(news_matcher *m);

/* Open a document.  The first pattern that is more than a lexicon element
 * computes the classes of all words and an index of the places where each
 * pattern could match at all, from the elements it needs; a pattern that cannot
 * match then costs next to nothing. */
news_status news_matcher_open(news_matcher *m,
                              const news_match_document *document,
                              news_error *err);

/* Begin a scope, the words first <= w < end.  Returns 1 if the pattern may
 * match there, 0 if it cannot (no further call is needed), -1 on failure. */
int news_matcher_begin(news_matcher *m, uint32_t pattern, uint32_t first,
                       uint32_t end, news_error *err);
/* Find the next match.  Returns 1 if found, 0 if there is none, -1 on
 * failure. */
int news_matcher_next(news_matcher *m, news_match *match, news_error *err);
/* Fill in the phrase of a capture of the last match that is a [@name] word.
 * This is looked up only here because most callers do not need it. */
news_capture news_matcher_name(news_matcher *m, const news_capture *c);
/* Drop the last match (a `where` refused it): the search continues at the word
 * after its first instead of after its end. */
void news_matcher_reject(news_matcher *m);

/* Number of places tried so far, in all documents. */
uint64_t news_matcher_tried(const news_matcher *m);

/* The next of the parts from `from` on in which `pattern` may match;
 * parts->count if none.  Lets a rule skip whole sentences without a call each.
 * Facts about `parts` are cached by its address; a caller whose parts change or
 * are freed before the document must call news_matcher_forget_parts(). */
uint32_t news_matcher_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from);
void news_matcher_forget_parts(news_matcher *m);
/* Whether the document lacks all words that the pattern needs. */
bool news_matcher_is_silent(const news_matcher *m, uint32_t pattern);
/* Prefetch the data of a pattern that will be searched soon: the patterns of a
 * pack are larger than the caches. */
void news_matcher_fetch(const news_matcher *m, uint32_t pattern);

#endif
