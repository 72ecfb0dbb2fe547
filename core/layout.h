#ifndef NEWS_LAYOUT_H
#define NEWS_LAYOUT_H

#include "document.h"
#include "status.h"

/* What a text looks like on the page: its rows and the kinds of characters in
 * them, for rules about layout. */

/* What occurs in a row: classes of bytes, and a few shapes. */
enum {
  NEWS_HAS_UPPER = 1 << 0,
  NEWS_HAS_LOWER = 1 << 1,
  NEWS_HAS_DIGIT = 1 << 2,
  NEWS_HAS_PUNCT = 1 << 3,
  NEWS_HAS_SPACE = 1 << 4,
  NEWS_HAS_OTHER = 1 << 5,  /* beyond ASCII */
  NEWS_HAS_YEAR = 1 << 6,   /* four digits or more in a row */
  NEWS_HAS_GAP = 1 << 7,    /* a tab, or three blanks in a row */
  NEWS_HAS_CODE = 1 << 8,   /* a letter next to a digit */
  NEWS_HAS_PAUSE = 1 << 9,  /* white space after one of . , ! ? */
  NEWS_HAS_STOP = 1 << 10,  /* one of . ! ? after a small letter */
  NEWS_HAS_END = 1 << 11,   /* ends like a sentence, but for closing marks */
  NEWS_HAS_LARGE = 1 << 12, /* begins with a capital letter */
  NEWS_HAS_SMALL = 1 << 13, /* begins with a small letter */
};

/* The bit in news_row.kinds for an ASCII punctuation mark; 0 for any other
 * byte. */
uint64_t news_mark_bit(unsigned char byte);

typedef struct news_row {
  news_span span; /* in bytes, without white space at its ends */
  uint32_t words; /* number of runs of characters other than white space */
  uint64_t kinds; /* the bits above */
} news_row;

/* Bits reserved for the caller's own marks; nothing here sets them. */
#define NEWS_ROW_MARKS ((uint64_t)0xFFFF << 48)

/* Which rows a caller wants. */
typedef struct news_row_filter {
  uint64_t any;         /* at least one of these bits; 0: no condition */
  uint64_t all;         /* all of these */
  uint64_t none;        /* none of these */
  uint32_t least, most; /* bytes */
  uint32_t least_words, most_words;
} news_row_filter;

static inline bool news_row_meets(const news_row *row,
                                  const news_row_filter *f) {
  uint32_t size = news_span_size(row->span);
  return (!f->any || row->kinds & f->any) && !(~row->kinds & f->all) &&
         !(row->kinds & f->none) && f->least <= size && size <= f->most &&
         f->least_words <= row->words && row->words <= f->most_words;
}

/* Fill in `words` and `kinds` for row->span. */
void news_row_measure(const news_document *doc, news_row *row);

/* Find the first line from byte *at up to `end` that holds more than white
 * space. Moves *at behind its line end; *width is its size in bytes including
 * the white space around it.  Returns false if there is none. */
bool news_next_line(const news_document *doc, uint32_t *at, uint32_t end,
                    news_span *line, uint32_t *width);

/* The rows of the text, measured, in order: its paragraphs.  They are in the
 * document's arena. */
news_status news_layout_rows(news_document *doc, news_row **rows,
                             uint32_t *count, news_error *err);

#endif
