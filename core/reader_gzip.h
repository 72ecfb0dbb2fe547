#ifndef NEWS_READER_GZIP_H
#define NEWS_READER_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The checksum of a gzip file, which libarchive reads over; for reader.c
 * only.
 *
 * It is checked for files of one member.  Where members meet is not known
 * from outside, so a file in which another member may begin is taken as it
 * is, if it gave text: the magic bytes come by chance once in 16 MB of
 * compressed data. */
enum { GZIP_TAIL = 16 << 10 };

typedef struct gzip_check {
  uint32_t table[8][256];
  uint32_t crc;
  uint32_t size;    /* of the text, modulo 2^32 */
  uint32_t recent;  /* the last three compressed bytes */
  uint32_t members; /* magic bytes seen */
  size_t kept;
  char tail[GZIP_TAIL]; /* the last `kept` compressed bytes */
} gzip_check;

/* NULL when out of memory; freed with free(). */
gzip_check *news_gzip_check_new(void);

void news_gzip_saw_compressed(gzip_check *check, const char *bytes,
                              size_t size);
void news_gzip_saw_text(gzip_check *check, const char *bytes, size_t size);

/* At the end: false when the checksum is wrong.  Some bytes may follow it, as
 * on a tape. */
bool news_gzip_is_whole(const gzip_check *check);

#endif
