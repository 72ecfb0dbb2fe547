#ifndef NEWS_PAGE_H
#define NEWS_PAGE_H

#include "labels.h"
#include "markup.h"

/* What a page reader needs from a tree of nodes: sizes of subtrees, marks from
 * their class names, and blocks, i.e. separate runs of text.
 *
 * Sizes are in code points, a run of white space counts as one; text that is
 * never shown (scripts, heads, form fields) is not counted. */

typedef enum news_block_kind {
  NEWS_BLOCK_TEXT, /* directly in a div, section, span ... */
  NEWS_BLOCK_PARAGRAPH,
  NEWS_BLOCK_HEADING,
  NEWS_BLOCK_LIST,
  NEWS_BLOCK_TABLE,
  NEWS_BLOCK_CAPTION,
} news_block_kind;

typedef struct news_block {
  uint32_t text, text_size; /* bytes, in news_page.lines */
  uint32_t size, linked;    /* code points: of the text, of that in links */
  uint32_t node;            /* the first text node in it */
  uint32_t owner;           /* the block element that contains it */
  uint32_t level;           /* 1..6 for a heading, else 0 */
  news_block_kind kind;
} news_block;

typedef struct news_sizes {
  uint32_t text, linked, in_p;
} news_sizes;

typedef struct news_page {
  news_markup markup;
  news_sizes *sizes; /* one a node */
  uint64_t *marks;   /* one a node */
  unsigned char *cut;
  news_block *blocks;
  uint32_t block_count, block_capacity;
  uint32_t *good; /* block_count + 1: sizes of good blocks before each */
  uint32_t *all;  /* the same for all blocks */
  news_buffer lines;
  news_buffer scratch; /* for callers that read one text after the other */
} news_page;

/* Parse and measure a page; `source` must outlive it.  `labels` may be NULL.
 * Freed with news_page_free(), also after a failure. */
news_status news_page_read(const char *source, size_t size, bool xml,
                           const news_labels *labels, news_page *out,
                           news_error *err);
void news_page_free(news_page *page);

/* Make the blocks of all nodes that are not cut, in order.  Replaces the blocks
 * made before. */
news_status news_page_cut_blocks(news_page *page);

/* Append the visible text of node `n`, with runs of white space as single
 * blanks. */
void news_page_text(const news_page *page, uint32_t n, news_buffer *out);

/* Append `text` with runs of white space as single blanks, none at its ends,
 * and without characters that show nothing. */
void news_text_squeeze(const char *text, size_t size, news_buffer *out);

/* Whether the visible text of node `n` begins with `head`, ignoring white
 * space, ASCII punctuation and ASCII case.  `head` has neither of the first two
 * and no capitals. */
bool news_page_begins(const news_page *page, uint32_t n, const char *head,
                      size_t size);

/* The first block whose text begins at node `n` or after it. */
uint32_t news_page_block_at(const news_page *page, uint32_t n);

/* The first text node from `n` on that seems to hold a date: a year, or three
 * numbers with punctuation between them; markup.count if there is none. */
uint32_t news_page_dated(const news_page *page, uint32_t n);

#endif
