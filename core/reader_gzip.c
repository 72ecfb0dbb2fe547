#include "reader_gzip.h"

#include <stdlib.h>
#include <string.h>

enum { TRAILER = 8, MAGIC = 0x1F8B08 };

/* CRC-32 of RFC 1952, eight bytes a step ("slicing by 8"). */
static void fill_tables(uint32_t table[8][256]) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    table[0][i] = crc;
  }
  for (uint32_t i = 0; i < 256; i++)
    for (int t = 1; t < 8; t++)
      table[t][i] = table[t - 1][i] >> 8 ^ table[0][table[t - 1][i] & 0xFF];
}

gzip_check *news_gzip_check_new(void) {
  gzip_check *check = calloc(1, sizeof *check);
  if (check) fill_tables(check->table);
  return check;
}

static void keep_tail(gzip_check *check, const char *bytes, size_t size) {
  if (size > GZIP_TAIL) {
    bytes += size - GZIP_TAIL;
    size = GZIP_TAIL;
  }
  size_t over =
      check->kept + size > GZIP_TAIL ? check->kept + size - GZIP_TAIL : 0;
  memmove(check->tail, check->tail + over, check->kept - over);
  check->kept -= over;
  if (size) memcpy(check->tail + check->kept, bytes, size);
  check->kept += size;
}

void news_gzip_saw_compressed(gzip_check *check, const char *bytes,
                              size_t size) {
  for (size_t i = 0; i < size; i++) {
    check->recent = (check->recent << 8 | (unsigned char)bytes[i]) & 0xFFFFFF;
    check->members += check->recent == MAGIC;
  }
  keep_tail(check, bytes, size);
}

static uint32_t crc_of_eight(uint32_t table[8][256], uint32_t crc,
                             const unsigned char *s) {
  crc ^= (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 |
         (uint32_t)s[3] << 24;
  return table[7][crc & 0xFF] ^ table[6][crc >> 8 & 0xFF] ^
         table[5][crc >> 16 & 0xFF] ^ table[4][crc >> 24] ^ table[3][s[4]] ^
         table[2][s[5]] ^ table[1][s[6]] ^ table[0][s[7]];
}

void news_gzip_saw_text(gzip_check *check, const char *bytes, size_t size) {
  const unsigned char *s = (const unsigned char *)bytes;
  uint32_t crc = ~check->crc;
  check->size += (uint32_t)size;
  for (; size >= 8; s += 8, size -= 8) crc = crc_of_eight(check->table, crc, s);
  for (; size > 0; s++, size--)
    crc = crc >> 8 ^ check->table[0][(crc ^ *s) & 0xFF];
  check->crc = ~crc;
}

bool news_gzip_is_whole(const gzip_check *check) {
  char trailer[TRAILER];
  if (check->members > 1 && check->size > 0) return true; /* unknown */
  for (int i = 0; i < 4; i++) {
    trailer[i] = (char)(check->crc >> 8 * i);
    trailer[i + 4] = (char)(check->size >> 8 * i);
  }
  return memmem(check->tail, check->kept, trailer, TRAILER) != NULL;
}
