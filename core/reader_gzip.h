#ifndef NEWS_READER_GZIP_H
#define NEWS_READER_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Verifies the checksum of a gzip file, which libarchive ignores; internal to
 * reader.c.
 *
 * Only files of one member are checked.  Where members meet cannot be seen from
 * outside, so a file in which another member may begin is accepted if it gave
 * any text: the magic bytes occur by chance once in 16 MB of compressed
 * data. */
enum { GZIP_TAIL = 16 << 10 };

typedef struct gzip_check {
  uint32_t table[8][256];
  uint32_t crc;
  uint32_t size;    /* of the text, modulo 2^32 */
  uint32_t recent;  /* the last three compressed bytes */
  uint32_t members; /* number of magic bytes seen */
  size_t kept;
  char tail[GZIP_TAIL]; /* the last `kept` compressed bytes */
} gzip_check;

/* NULL when out of memory; freed with free(). */
gzip_check *news_gzip_check_new(void);

void news_gzip_saw_compressed(gzip_check *check, const char *bytes,
                              size_t size);
void news_gzip_saw_text(gzip_check *check, const char *bytes, size_t size);

/* Call at the end: false if the checksum is wrong.  Some bytes may follow the
 * checksum, as on a tape. */
bool news_gzip_is_whole(const gzip_check *check);

#endif
