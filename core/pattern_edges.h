#ifndef NEWS_PATTERN_EDGES_H
#define NEWS_PATTERN_EDGES_H

#include <stdbool.h>
#include <stdint.h>

#include "pattern_compile.h"

/* Elements of several words that stand in a document: annotations and phrases
 * of lexicons, as edges from word to word. */

/* An element of several words that stands at `first`. */
typedef struct news_edge {
  uint32_t first, end;
  uint32_t id;    /* annotation or phrase */
  uint32_t entry; /* of a lexicon: the first that meets the conditions */
} news_edge;

/* All elements of a source in the document, by first word, then in order of
 * preference: those of a layer are, once a pattern takes them whole and has
 * asked for it by news_edges_settle(); a question about one word does not. */
typedef struct news_edges {
  bool ready;
  uint32_t seen;     /* annotations of the layer that were looked at */
  uint32_t removals; /* taken out when they were */
  uint32_t run_room;
  uint64_t stamp; /* of the annotations then */
  news_edge *items;
  uint32_t count, room;
  uint32_t settled; /* so many of them are in order */
  uint32_t near;    /* where the last search for one that begins ended */
  news_edge *run;   /* of those, while it is brought to its places */
  /* Places where some element begins, ends (a bit behind its last word), and
   * words covered by one: `cells` 64-bit words each, side by side. */
  uint64_t *begins, *ends, *inside;
  uint32_t cells, cell_room;
  uint64_t *by_end; /* end << 32 | number of the item, in order */
  uint32_t by_end_count, by_end_room;
} news_edges;

/* A jump with elements in the document, or in the scope. */
typedef struct news_active {
  const news_jump *jump;
  news_edges *edges;
  const uint64_t *begins, *ends; /* its own, which stay while the document is
                                    open */
} news_active;

/* The first of items[low..high) that begins at or behind `word`. */
uint32_t news_edge_from(const news_edge *items, uint32_t low, uint32_t high,
                        uint32_t word);
/* First of the source's elements that begins at or behind `word`. */
uint32_t news_edges_at(const news_edges *e, uint32_t word);
/* Those that begin at the word, or end there: numbers for news_edges_item().
 * Which end where must have been asked for by news_edges_ends() first. */
void news_edges_range(news_edges *e, uint32_t word, bool ends, uint32_t *from,
                      uint32_t *to);
bool news_edges_ends(news_edges *e);
static inline const news_edge *news_edges_item(const news_edges *e, uint32_t i,
                                               bool ends) {
  return &e->items[ends ? (uint32_t)e->by_end[i] : i];
}
void news_edges_free(news_edges *e);

#endif
