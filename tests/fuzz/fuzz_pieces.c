#include <stdlib.h>
#include <string.h>

#include "reader_pieces.h"
#include "reader_body.h"
#include "reader_tar.h"
#include "transfer.h"

/* libFuzzer target.  The first byte chooses: an input cut into JSON values,
 * rows or WARC records, a tar archive, or bytes in a transfer encoding.  What
 * must hold: pieces end and are numbered in order; if nothing was compressed
 * they are no more, and together no longer, than the input; decoding gives no
 * more bytes than it can. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds) {
  if (!holds) abort();
}

static void cut(news_source *source, news_pieces_kind kind, size_t size) {
  news_pieces *pieces = news_pieces_new(source, kind);
  must(pieces != NULL);
  size_t total = 0;
  for (uint64_t number = 1;; number++) {
    news_piece piece;
    if (news_pieces_next(pieces, &piece, NULL)) break;
    if (!piece.bytes) break;
    bool packed = news_source_compression(source);
    total += piece.size;
    must(piece.number == number);
    must(packed || (number <= size + 1 && total <= size));
  }
  news_pieces_free(pieces);
}

static void unpack(news_source *source) {
  news_archive *archive;
  if (news_archive_new(source, &archive, NULL)) return;
  for (int i = 0; i < 100; i++) {
    news_archive_entry entry;
    news_buffer out = NEWS_BUFFER_EMPTY;
    bool bad = news_archive_next(archive, 1 << 20, &entry, &out, NULL);
    must(out.size <= 1 << 20);
    news_buffer_free(&out);
    if (bad || !entry.name) break;
  }
  news_archive_free(archive);
}

static void decode(const char *bytes, size_t size) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_base64_decode(bytes, size, &out);
  must(out.size <= size);
  news_buffer_clear(&out);
  news_quoted_decode(bytes, size, size & 1, &out);
  must(out.size <= size);
  news_buffer_clear(&out);
  news_chunks_decode(bytes, size, &out);
  must(out.size <= size);
  news_buffer_clear(&out);
  news_inflate(bytes, size, &out, NULL);
  news_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  size_t left = size - 1;
  char *bytes = malloc(left ? left : 1);
  must(bytes != NULL);
  if (left) memcpy(bytes, data + 1, left);
  if (data[0] == 'D') {
    decode(bytes, left);
  } else {
    news_source *source;
    if (news_source_bytes(bytes, left, &source, NULL)) abort();
    switch (data[0]) {
      case 'J': cut(source, NEWS_PIECES_JSON, left); break;
      case 'R': cut(source, NEWS_PIECES_ROWS, left); break;
      case 'W': cut(source, NEWS_PIECES_WARC, left); break;
      case 'T': unpack(source); break;
      default: break;
    }
    news_source_free(source);
  }
  free(bytes);
  return 0;
}
