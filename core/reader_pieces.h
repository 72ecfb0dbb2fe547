#ifndef NEWS_READER_PIECES_H
#define NEWS_READER_PIECES_H

#include "reader.h"

/* A source cut into the pieces that hold a document each, without reading
 * more than a piece ahead:
 *
 *     JSON   the elements of an array, or values one after the other
 *     ROWS   rows of CSV (RFC 4180), line ends inside quotes included
 *     WARC   records, of these only responses
 *
 * After a piece that is damaged the next one begins where one can be
 * recognized again: at a line, at a comma, at "WARC/1.". */
typedef enum news_pieces_kind {
  NEWS_PIECES_JSON,
  NEWS_PIECES_ROWS,
  NEWS_PIECES_WARC,
} news_pieces_kind;

/* The longest piece, in bytes; a longer one is damaged. */
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
  uint64_t line, column; /* where it begins, in lines and bytes, from 1; 0 of
                            WARC, whose records hold bytes of any kind */
  const char *damaged;   /* why it is no whole piece, else NULL */
} news_piece;

typedef struct news_pieces news_pieces;

/* `source` must outlive it and is read by nobody else from now on.  NULL when
 * out of memory.  Freed with news_pieces_free(). */
news_pieces *news_pieces_new(news_source *source, news_pieces_kind kind);
void news_pieces_free(news_pieces *pieces);

/* The next piece; waits for input. */
news_status news_pieces_next(news_pieces *pieces, news_piece *piece,
                             news_error *err);

#endif
