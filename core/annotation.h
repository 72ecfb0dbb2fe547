#ifndef NEWS_ANNOTATION_H
#define NEWS_ANNOTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "document.h"
#include "span.h"
#include "status.h"

/* Stand-off annotations of one document in numbered layers, each layer with
 * an interval index.  Adding is amortised O(1); a question after an addition
 * sorts what is new; each question is O(log n + answers), but for those that
 * look at what news_annotations_looked() counts.  Attributes belong to the
 * host, which finds them by `value`. */
typedef struct news_annotations news_annotations;

typedef struct news_annotation {
  news_span span; /* bytes */
  uint32_t first; /* words it covers, half-open; first == end: none */
  uint32_t end;
  uint32_t layer; /* number given by the host, from 0 */
  uint32_t rule;  /* number of the rule that made it, in run order */
  uint32_t value; /* the host's handle */
  uint32_t gone;  /* 0, or what news_annotations_removals() said when it was
                     taken out by itself */
} news_annotation;

enum { NEWS_NO_ANNOTATION = UINT32_MAX };

/* All memory is the document's arena, so a set lives until the document is
 * reset or freed; there is nothing to free.  NULL when out of memory. */
news_annotations *news_annotations_new(news_document *doc);

/* Add a copy and store its id: ids count from 0 in the order of adding and
 * never change.  A span without words or with words in part is allowed; its
 * word range is the words that it overlaps. */
news_status news_annotations_add(news_annotations *set, uint32_t layer,
                                 news_span span, uint32_t rule, uint32_t value,
                                 uint32_t *id, news_error *err);

/* The same for the words first <= w < end, at least one, and their bytes. */
news_status news_annotations_add_words(news_annotations *set, uint32_t layer,
                                       uint32_t first, uint32_t end,
                                       uint32_t rule, uint32_t *id,
                                       news_error *err);

/* Take it out of its layer; its id stays valid for news_annotations_get().
 * False when it was out already. */
bool news_annotations_remove(news_annotations *set, uint32_t id);

/* Put back into its layer what was taken out. */
news_status news_annotations_restore(news_annotations *set, uint32_t id,
                                     news_error *err);

/* Is it in its layer? */
bool news_annotations_holds(news_annotations *set, uint32_t id);

/* As if this one and all later ones had never been added: their ids are given
 * out again. */
void news_annotations_rewind(news_annotations *set, uint32_t from);

/* The same, and which of the others was taken out is put back, since
 * news_annotations_removals() said so many.  Needs no memory, so cannot fail,
 * when `from` was the next id at that time. */
news_status news_annotations_undo(news_annotations *set, uint32_t from,
                                  uint32_t removals, news_error *err);

/* Give out `count` ids to no annotation: what stands behind keeps its ids when
 * a few more are added before it. */
news_status news_annotations_skip(news_annotations *set, uint32_t count,
                                  news_error *err);

/* What was asked since this was called last: a bit for each layer, which those
 * share whose numbers differ by a multiple of NEWS_ASKED_LAYERS, and two that
 * the host notes: a layer that nobody uses yet, the name of a rule. */
enum { NEWS_ASKED_LAYERS = 62 };
#define NEWS_ASKED_UNUSED ((uint64_t)1 << 62)
#define NEWS_ASKED_RULE ((uint64_t)1 << 63)
uint64_t news_annotations_asked(news_annotations *set);
void news_annotations_note(news_annotations *set, uint64_t bits);
uint64_t news_asked_bit(uint32_t layer);

/* What the host keeps of some annotation has changed. */
void news_annotations_touch(news_annotations *set);

/* How many were touched so far. */
uint32_t news_annotations_touches(const news_annotations *set);

/* How many were taken out, put back or touched so far. */
uint32_t news_annotations_removals(const news_annotations *set);

/* Another number whenever one was added, taken out, put back or touched. */
uint64_t news_annotations_stamp(const news_annotations *set);

/* How many were added so far: the next id. */
uint32_t news_annotations_count(const news_annotations *set);
const news_annotation *news_annotations_get(const news_annotations *set,
                                            uint32_t id);

/* The layer's ids sorted by start, then longest first, then by id; borrowed
 * until the next addition. */
const uint32_t *news_annotations_layer(news_annotations *set, uint32_t layer,
                                       uint32_t *count);

/* How many of the layer's places the next question brings into order first. */
uint32_t news_annotations_untidy(const news_annotations *set, uint32_t layer);

/* How many annotations were looked at to answer questions, since this was
 * called last: those that begin in a span and end behind it, too. */
uint32_t news_annotations_looked(news_annotations *set);

/* Questions; each gives ids, sorted as above.  `after` starts at 0 and makes
 * the call an iterator: it returns the next id or NEWS_NO_ANNOTATION. */
uint32_t news_annotations_covering(news_annotations *set, uint32_t layer,
                                   news_span span, uint32_t *after);
uint32_t news_annotations_within(news_annotations *set, uint32_t layer,
                                 news_span span, uint32_t *after);
uint32_t news_annotations_overlapping(news_annotations *set, uint32_t layer,
                                      news_span span, uint32_t *after);
/* The first that overlaps the span, as above. */
uint32_t news_annotations_touching(news_annotations *set, uint32_t layer,
                                   news_span span);

/* The nearest one that ends at or before `offset`; that starts at or behind
 * it.  Among equally near ones the longest, then the first added. */
uint32_t news_annotations_before(news_annotations *set, uint32_t layer,
                                 uint32_t offset);
uint32_t news_annotations_behind(news_annotations *set, uint32_t layer,
                                 uint32_t offset);

#endif
