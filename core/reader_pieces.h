#ifndef NEWS_READER_PIECES_H
#define NEWS_READER_PIECES_H

#include "reader.h"

/* Cuts a source into pieces of one document each, without reading more than a
 * piece ahead:
 *
 *     JSON   the elements of an array, or values one after the other
 *     ROWS   rows of CSV (RFC 4180), line ends inside quotes included
 *     WARC   records, of these only responses
 *
 * After a damaged piece the next one begins where a beginning can be recognized
 * again: at a line, a comma, or "WARC/1.". */
typedef enum news_pieces_kind {
  NEWS_PIECES_JSON,
  NEWS_PIECES_ROWS,
  NEWS_PIECES_WARC,
} news_pieces_kind;

/* The longest piece, in bytes; a longer one counts as damaged. */
#ifndef NEWS_PIECE_MAX
#ifdef NEWS_TINY
#define NEWS_PIECE_MAX ((size_t)4096)
#else
#define NEWS_PIECE_MAX ((size_t)256 << 20)
#endif
#endif

typedef struct news_piece {
  const char *bytes; /* valid until the next call; NULL at the end */
  size_t size;
  uint64_t number;       /* counted from 1 */
  uint64_t line, column; /* where it begins, in lines and bytes, from 1; 0 for
                            WARC, whose records hold any bytes */
  const char *damaged;   /* why it is incomplete, else NULL */
} news_piece;

typedef struct news_pieces news_pieces;

/* `source` must outlive the pieces and must not be read otherwise from now on.
 * NULL when out of memory.  Freed with news_pieces_free(). */
news_pieces *news_pieces_new(news_source *source, news_pieces_kind kind);
void news_pieces_free(news_pieces *pieces);

/* Get the next piece; waits for input. */
news_status news_pieces_next(news_pieces *pieces, news_piece *piece,
                             news_error *err);

#endif
