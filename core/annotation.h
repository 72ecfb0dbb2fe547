#ifndef NEWS_ANNOTATION_H
#define NEWS_ANNOTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "document.h"
#include "span.h"
#include "status.h"

/* Stand-off annotations of one document in numbered layers, each layer with an
 * interval index.  Adding is amortised O(1); the first query after an addition
 * sorts the new entries; a query is O(log n + answers), plus the annotations
 * that it has to skip, which news_annotations_looked() counts.  Attributes
 * belong to the host, which finds them by `value`. */
typedef struct news_annotations news_annotations;

typedef struct news_annotation {
  news_span span; /* in bytes */
  uint32_t first; /* words it covers, half-open; none if first == end */
  uint32_t end;
  uint32_t layer; /* number given by the host, from 0 */
  uint32_t rule;  /* number of the rule that made it, in run order */
  uint32_t value; /* the host's handle */
  uint32_t gone;  /* 0, or the value of news_annotations_removals() when it was
                     removed on its own */
} news_annotation;

enum { NEWS_NO_ANNOTATION = UINT32_MAX };

/* All memory comes from the document's arena, so a set lives until the document
 * is reset or freed; there is nothing to free.  NULL when out of memory. */
news_annotations *news_annotations_new(news_document *doc);

/* Add an annotation and store its id: ids count from 0 in the order of adding
 * and never change.  The span may hold no word or cover words in part; the word
 * range is that of all words it overlaps. */
news_status news_annotations_add(news_annotations *set, uint32_t layer,
                                 news_span span, uint32_t rule, uint32_t value,
                                 uint32_t *id, news_error *err);

/* The same for the words first <= w < end, at least one; the span is theirs and
 * `value` is 0. */
news_status news_annotations_add_words(news_annotations *set, uint32_t layer,
                                       uint32_t first, uint32_t end,
                                       uint32_t rule, uint32_t *id,
                                       news_error *err);

/* Remove an annotation from its layer; its id stays valid for
 * news_annotations_get().  False if it was removed already. */
bool news_annotations_remove(news_annotations *set, uint32_t id);

/* Put a removed annotation back into its layer. */
news_status news_annotations_restore(news_annotations *set, uint32_t id,
                                     news_error *err);

/* Whether the annotation is in its layer, i.e. not removed. */
bool news_annotations_holds(news_annotations *set, uint32_t id);

/* Drop annotation `from` and all later ones as if they had never been added:
 * their ids will be given out again. */
void news_annotations_rewind(news_annotations *set, uint32_t from);

/* The same, and put back every other annotation that was removed since
 * news_annotations_removals() returned `removals`.  If `from` was the next id
 * at that time, this needs no memory and cannot fail. */
news_status news_annotations_undo(news_annotations *set, uint32_t from,
                                  uint32_t removals, news_error *err);

/* Leave `count` ids unused, so that later annotations keep their ids when a few
 * more are added before them. */
news_status news_annotations_skip(news_annotations *set, uint32_t count,
                                  news_error *err);

/* What has been queried since the last call: one bit a layer (shared by layers
 * whose numbers differ by a multiple of NEWS_ASKED_LAYERS), and two bits set by
 * the host: a layer that nobody uses yet, the name of a rule. */
enum { NEWS_ASKED_LAYERS = 62 };
#define NEWS_ASKED_UNUSED ((uint64_t)1 << 62)
#define NEWS_ASKED_RULE ((uint64_t)1 << 63)
uint64_t news_annotations_asked(news_annotations *set);
void news_annotations_note(news_annotations *set, uint64_t bits);
uint64_t news_asked_bit(uint32_t layer);

/* Tell the set that the host's data of some annotation has changed. */
void news_annotations_touch(news_annotations *set);

/* Number of news_annotations_touch() calls so far. */
uint32_t news_annotations_touches(const news_annotations *set);

/* Number of removals, restorations and touches so far. */
uint32_t news_annotations_removals(const news_annotations *set);

/* A number that changes whenever an annotation is added, removed, restored or
 * touched. */
uint64_t news_annotations_stamp(const news_annotations *set);

/* Number of ids given out so far: the next id. */
uint32_t news_annotations_count(const news_annotations *set);
const news_annotation *news_annotations_get(const news_annotations *set,
                                            uint32_t id);

/* The layer's ids sorted by start, then longest first, then by id; borrowed
 * until the next addition. */
const uint32_t *news_annotations_layer(news_annotations *set, uint32_t layer,
                                       uint32_t *count);

/* How many entries of the layer the next query will have to sort in first. */
uint32_t news_annotations_untidy(const news_annotations *set, uint32_t layer);

/* How many annotations queries have looked at since the last call, including
 * those they skipped, such as one that begins in the span and ends behind
 * it. */
uint32_t news_annotations_looked(news_annotations *set);

/* Queries; each is an iterator over ids in the order above.  Start with *after
 * 0; each call returns the next id, or NEWS_NO_ANNOTATION at the end. */
uint32_t news_annotations_covering(news_annotations *set, uint32_t layer,
                                   news_span span, uint32_t *after);
uint32_t news_annotations_within(news_annotations *set, uint32_t layer,
                                 news_span span, uint32_t *after);
uint32_t news_annotations_overlapping(news_annotations *set, uint32_t layer,
                                      news_span span, uint32_t *after);
/* The first annotation that overlaps the span, in the order above. */
uint32_t news_annotations_touching(news_annotations *set, uint32_t layer,
                                   news_span span);

/* The nearest annotation that ends at or before byte `offset`, and the nearest
 * that starts at or behind it.  Among equally near ones the longest, then the
 * first added. */
uint32_t news_annotations_before(news_annotations *set, uint32_t layer,
                                 uint32_t offset);
uint32_t news_annotations_behind(news_annotations *set, uint32_t layer,
                                 uint32_t offset);

#endif
