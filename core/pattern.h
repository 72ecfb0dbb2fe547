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
 * scope's words, whatever the pattern.
 *
 * A pattern set owns its patterns and what they share (the classes of word
 * forms); lexicons, vocabulary and morphology are borrowed and must outlive
 * it.  Patterns are added before the first document. */
typedef struct news_pattern_set news_pattern_set;
typedef struct news_matcher news_matcher;

/* How names in a pattern are looked up; each call returns false (or NULL)
 * when there is no such thing. */
typedef struct news_pattern_names {
  void *host;
  /* The lexicon of @name. */
  const news_lexicon *(*lexicon)(void *host, const char *name, size_t size);
  /* The source of $name. */
  bool (*macro)(void *host, const char *name, size_t size, const char **source,
                size_t *source_size);
  /* The number of {Layer}. */
  bool (*layer)(void *host, const char *name, size_t size, uint32_t *layer);
  /* Literals are tokenized as texts in this language are; NULL: neutral. */
  const news_language *language;
} news_pattern_names;

/* An empty set; NULL when memory runs out.  `morphology` is borrowed and has to
 * outlive the set; NULL: the lemma of a word is its form in small letters. */
news_pattern_set *news_pattern_set_new(const news_morphology *morphology);
void news_pattern_set_free(news_pattern_set *set);

/* Parse and compile.  Stores the pattern's number.  On failure err->offset is
 * the byte in `source` where it went wrong and err->what says what was
 * expected there; inside a macro, offset is the place of its use and detail
 * names the macro and the place in it. */
news_status news_pattern_add(news_pattern_set *set, const char *source,
                             size_t size, const news_pattern_names *names,
                             uint32_t *pattern, news_error *err);

uint32_t news_pattern_set_count(const news_pattern_set *set);

/* Names of the captures of a pattern, in order of their numbers. */
uint32_t news_pattern_captures(const news_pattern_set *set, uint32_t pattern);
const char *news_pattern_capture_name(const news_pattern_set *set,
                                      uint32_t pattern, uint32_t capture);
/* The *count layers that the pattern reads; they are the set's. */
const uint32_t *news_pattern_layers(const news_pattern_set *set,
                                    uint32_t pattern, uint32_t *count);
/* The same as bits: see news_annotations_asked(). */
uint64_t news_pattern_asks(const news_pattern_set *set, uint32_t pattern);

/* One take of a capture. */
typedef struct news_capture {
  uint32_t name;       /* capture number */
  uint32_t first, end; /* words, half-open; first == end: an empty part */
  /* The single element that covers exactly this capture, if it is one: */
  uint32_t annotation;         /* id, or NEWS_NO_ANNOTATION */
  const news_lexicon *lexicon; /* or NULL */
  uint32_t phrase;             /* of the lexicon */
  uint32_t entry; /* of the lexicon: the phrase's first that meets the
                     element's conditions */
  uint32_t word;  /* what is to be asked of a [@name] word, by
                     news_matcher_name(): the last three are not known yet */
} news_capture;

typedef struct news_match {
  uint32_t first, end; /* words, half-open, never empty */
  uint32_t count;
  const news_capture *captures; /* in order of closing; borrowed until next */
} news_match;

/* Takes an attribute of an annotation as text; called by `attributes`. */
typedef void news_attribute_taker(void *taker, const char *name, size_t size,
                                  const char *value, size_t value_size);

/* What a matcher looks at.  `attributes` gives all attributes of an annotation
 * that have a text, for {Layer key=value}; they are asked for once, when an
 * annotation is first looked at.  `attribute` gives the one of that name, if
 * there is one, where patterns ask for few of a layer; NULL: they ask for all.
 */
typedef struct news_match_document {
  news_document *doc;
  news_vocabulary *voc;
  news_annotations *annotations; /* may be NULL */
  void *host;
  void (*attributes)(void *host, uint32_t annotation, void *taker,
                     news_attribute_taker *take);
  void (*attribute)(void *host, uint32_t annotation, const char *name,
                    size_t size, void *taker, news_attribute_taker *take);
  /* A number that belongs, among all matchers of the set, to attributes that
   * never change: annotations that share them are not asked one by one, in this
   * text or in later ones.  0: they may change, ask.  NULL: all may. */
  uint64_t (*shared)(void *host, uint32_t annotation);
  uint64_t *steps; /* what is left of the budget; counts down */
  /* Another number for each text that matchers of the set are opened on: those
   * that are open on the same one share what they know of its words.  0: this
   * one shares with none. */
  uint64_t text;
} news_match_document;

/* A matcher holds the scratch memory of one process; it is reused. */
news_matcher *news_matcher_new(news_pattern_set *set);
void news_matcher_free(news_matcher *m);

/* Start on a document.  The first pattern that is more than an element of a
 * lexicon makes the classes of its words, and for every pattern where in the
 * document it could match at all (an index from needed elements, so that a
 * pattern that cannot match costs next to nothing). */
news_status news_matcher_open(news_matcher *m,
                              const news_match_document *document,
                              news_error *err);

/* Start on one scope, the words first <= w < end.  Returns 1 when the pattern
 * may match there, 0 when it cannot (no further call is needed), -1 failed. */
int news_matcher_begin(news_matcher *m, uint32_t pattern, uint32_t first,
                       uint32_t end, news_error *err);
/* The next match: 1, 0 none, -1 failed. */
int news_matcher_next(news_matcher *m, news_match *match, news_error *err);
/* A capture of the last match, with what its [@name] word is: that is looked up
 * here, for most who take a match do not ask. */
news_capture news_matcher_name(news_matcher *m, const news_capture *c);
/* The last match is dropped (a `where` said no): the search goes on at the
 * word behind its first instead of behind its end. */
void news_matcher_reject(news_matcher *m);

/* At how many places it has tried to find a match so far, on all documents. */
uint64_t news_matcher_tried(const news_matcher *m);

/* Of parts[from...], the next one in which `pattern` may match; parts->count
 * when none.  Lets a rule skip whole sentences without a call each.  What is
 * known of `parts` is kept for the next call with the same pointer; whoever
 * asks with parts that change or end before the document does says so. */
uint32_t news_matcher_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from);
void news_matcher_forget_parts(news_matcher *m);
/* Does the document have no word of those that the pattern needs? */
bool news_matcher_is_silent(const news_matcher *m, uint32_t pattern);
/* The pattern is sought soon: a pack's are larger than the caches, so what is
 * asked of it first is fetched meanwhile. */
void news_matcher_fetch(const news_matcher *m, uint32_t pattern);

#endif
