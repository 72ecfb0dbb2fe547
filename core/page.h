#ifndef NEWS_PAGE_H
#define NEWS_PAGE_H

#include "labels.h"
#include "markup.h"

/* What a reader of pages asks of a tree: sizes of subtrees, marks of their
 * class names, and blocks, the runs of text that stand for themselves.
 *
 * Sizes are code points with runs of white space counted as one; text that is
 * never shown (scripts, heads, form fields) counts nothing. */

typedef enum news_block_kind {
  NEWS_BLOCK_TEXT, /* bare in div, section, span ... */
  NEWS_BLOCK_PARAGRAPH,
  NEWS_BLOCK_HEADING,
  NEWS_BLOCK_LIST,
  NEWS_BLOCK_TABLE,
  NEWS_BLOCK_CAPTION,
} news_block_kind;

typedef struct news_block {
  uint32_t text, text_size; /* bytes, in news_page.lines */
  uint32_t size, linked;    /* code points */
  uint32_t node;            /* the first text node in it */
  uint32_t owner;           /* the block element that holds it */
  uint32_t level;           /* 1..6 of a heading, else 0 */
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
  uint32_t *all;  /* and of all blocks */
  news_buffer lines;
  news_buffer scratch; /* for whoever asks for texts one after the other */
} news_page;

/* Read and measure.  `labels` may be NULL.  Freed with news_page_free(), also
 * after a failure. */
news_status news_page_read(const char *source, size_t size, bool xml,
                           const news_labels *labels, news_page *out,
                           news_error *err);
void news_page_free(news_page *page);

/* Make the blocks of all that is not cut, in order.  Earlier ones are void. */
news_status news_page_cut_blocks(news_page *page);

/* Append the shown text of node `n`, white space as single blanks. */
void news_page_text(const news_page *page, uint32_t n, news_buffer *out);

/* Append `text` with runs of white space as single blanks, none at its ends,
 * and without characters that show nothing. */
void news_text_squeeze(const char *text, size_t size, news_buffer *out);

/* Does the shown text of node `n` begin with `head`, with white space and
 * ASCII punctuation left out and ASCII letters small?  `head` is so already. */
bool news_page_begins(const news_page *page, uint32_t n, const char *head,
                      size_t size);

/* The first block whose text begins in node `n` or behind it. */
uint32_t news_page_block_at(const news_page *page, uint32_t n);

/* The first text node from `n` on that seems to hold a date: a year, or three
 * numbers with marks between; markup.count when there is none. */
uint32_t news_page_dated(const news_page *page, uint32_t n);

#endif
