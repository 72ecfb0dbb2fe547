/* Decompresses the bodies of HTTP messages. */
#include "reader_body.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#ifdef NEWS_BROTLI
#include <brotli/decode.h>
#endif

static const char damaged[] = "compressed data is damaged";
static const char bomb[] = "compressed data grows more than a thousandfold";

enum { RATIO = 1000, FREE = 10 << 20 };

/* Whether `out` has grown from `had` by more than `given` bytes should give. */
static bool is_bomb(const news_buffer *out, size_t had, size_t given) {
  size_t grown = out->size - had;
  return grown > FREE && grown / RATIO > given;
}

static news_status read_inflated(struct archive *archive, size_t given,
                                 news_buffer *out, news_error *err) {
  const void *block;
  size_t size, had = out->size;
  la_int64_t offset;
  for (;;) {
    int result = archive_read_data_block(archive, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return NEWS_OK;
    if (result != ARCHIVE_OK) return news_fail(err, NEWS_EDATA, 0, damaged);
    news_buffer_add(out, block, size);
    if (out->failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    if (is_bomb(out, had, given)) return news_fail(err, NEWS_EDATA, 0, bomb);
  }
}

/* A zlib stream is a gzip stream in another frame.  The checksum at its end is
 * dropped, because libarchive does not check that of gzip. */
static void add_gzip_frame(const char *bytes, size_t size, news_buffer *out) {
  static const char head[] = "\x1F\x8B\x08\0\0\0\0\0\0\x03";
  const unsigned char *s = (const unsigned char *)bytes;
  bool zlib = size > 6 && (s[0] & 0x0F) == 8 && (s[0] << 8 | s[1]) % 31 == 0;
  news_buffer_add(out, head, 10);
  news_buffer_add(out, bytes + (zlib ? 2 : 0), size - (zlib ? 6 : 0));
  news_buffer_add(out, "\0\0\0\0\0\0\0\0", 8);
}

static news_status inflate(int filter, const char *bytes, size_t size,
                           news_buffer *out, news_error *err) {
  struct archive *archive = archive_read_new();
  struct archive_entry *entry;
  if (!archive) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  bool open = archive_read_support_format_raw(archive) == ARCHIVE_OK &&
              archive_read_append_filter(archive, filter) == ARCHIVE_OK &&
              archive_read_open_memory(archive, bytes, size) == ARCHIVE_OK &&
              archive_read_next_header(archive, &entry) == ARCHIVE_OK;
  news_status status = open ? read_inflated(archive, size, out, err)
                            : news_fail(err, NEWS_EDATA, 0, damaged);
  archive_read_free(archive);
  return status;
}

news_status news_inflate(const char *bytes, size_t size, news_buffer *out,
                         news_error *err) {
  if (size > 2 && memcmp(bytes, "\x1F\x8B", 2) == 0)
    return inflate(ARCHIVE_FILTER_GZIP, bytes, size, out, err);
  if (size > 4 && memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0)
    return inflate(ARCHIVE_FILTER_ZSTD, bytes, size, out, err);
  news_buffer framed = NEWS_BUFFER_EMPTY;
  add_gzip_frame(bytes, size, &framed);
  news_status status = framed.failed ? news_fail(err, NEWS_ENOMEM, 0, NULL)
                                     : inflate(ARCHIVE_FILTER_GZIP, framed.data,
                                               framed.size, out, err);
  news_buffer_free(&framed);
  return status;
}

#ifdef NEWS_BROTLI

static news_status unpack_brotli(BrotliDecoderState *state, const char *bytes,
                                 size_t size, news_buffer *out,
                                 news_error *err) {
  enum { PIECE = 1 << 16 };
  const uint8_t *in = (const uint8_t *)bytes;
  size_t left = size, had = out->size;
  for (;;) {
    size_t room = PIECE;
    uint8_t *to = (uint8_t *)news_buffer_room(out, PIECE);
    if (!to) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state, &left, &in, &room, &to, NULL);
    news_buffer_added(out, PIECE - room);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return NEWS_OK;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
      return news_fail(err, NEWS_EDATA, 0, damaged);
    if (is_bomb(out, had, size)) return news_fail(err, NEWS_EDATA, 0, bomb);
  }
}

news_status news_inflate_brotli(const char *bytes, size_t size,
                                news_buffer *out, news_error *err) {
  BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  if (!state) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = unpack_brotli(state, bytes, size, out, err);
  BrotliDecoderDestroyInstance(state);
  return status;
}

const char *news_brotli_missing(void) { return NULL; }

#else

news_status news_inflate_brotli(const char *bytes, size_t size,
                                news_buffer *out, news_error *err) {
  (void)bytes, (void)size, (void)out;
  return news_fail(err, NEWS_EDATA, 0,
                   "compressed with Brotli (build with libbrotli-dev)");
}

const char *news_brotli_missing(void) {
  return "none (build with libbrotli-dev)";
}

#endif
