#ifndef NEWS_PATTERN_EDGES_H
#define NEWS_PATTERN_EDGES_H

#include <stdbool.h>
#include <stdint.h>

#include "pattern_compile.h"

/* Elements of several words in a document (annotations and phrases of lexicons)
 * as edges from word to word. */

/* An element of several words at `first`. */
typedef struct news_edge {
  uint32_t first, end;
  uint32_t id;    /* annotation or phrase */
  uint32_t entry; /* of a lexicon: the first entry that meets the conditions */
} news_edge;

/* All elements of a source in the document, sorted by first word, then by
 * preference.  Those of a layer are sorted only after news_edges_settle(),
 * which is for patterns that take them whole; a test of one word does not need
 * it. */
typedef struct news_edges {
  bool ready;
  uint32_t seen;     /* annotations of the layer read so far */
  uint32_t removals; /* news_annotations_removals() at that time */
  uint32_t run_room;
  uint64_t stamp; /* of the annotations at that time */
  news_edge *items;
  uint32_t count, room;
  uint32_t settled; /* number of items in order */
  uint32_t near;    /* where the last search by beginning ended */
  news_edge *run;   /* some items while they are sorted in */
  /* Bit sets of `cells` 64-bit words each: places where an element begins,
   * places where one ends (after its last word), and words covered by one. */
  uint64_t *begins, *ends, *inside;
  uint32_t cells, cell_room;
  uint64_t *by_end; /* end << 32 | number of the item, sorted */
  uint32_t by_end_count, by_end_room;
} news_edges;

/* A jump that has elements in the document, or in the scope. */
typedef struct news_active {
  const news_jump *jump;
  news_edges *edges;
  const uint64_t *begins, *ends; /* kept while the document is open */
} news_active;

/* The first of items[low, high) that begins at or after `word`. */
uint32_t news_edge_from(const news_edge *items, uint32_t low, uint32_t high,
                        uint32_t word);
/* The first of the source's elements that begins at or after `word`. */
uint32_t news_edges_at(const news_edges *e, uint32_t word);
/* The elements that begin at the word or, if `ends`, end there: numbers for
 * news_edges_item().  For `ends`, news_edges_ends() must have been called. */
void news_edges_range(news_edges *e, uint32_t word, bool ends, uint32_t *from,
                      uint32_t *to);
bool news_edges_ends(news_edges *e);
static inline const news_edge *news_edges_item(const news_edges *e, uint32_t i,
                                               bool ends) {
  return &e->items[ends ? (uint32_t)e->by_end[i] : i];
}
void news_edges_free(news_edges *e);

#endif
