#include "tokenizer_scan.h"

/* Files encoded as letters by uuencode.  A full line can be recognized by
 * itself: M, for 45 bytes, and their sixty letters out of 64, of which 27 are
 * marks.  The last line of a file, "begin" and "end" cannot.
 *
 *   line    M3<VDN"/+R@:9:9#TKZ?V@F6%_+"[ Z)^L2'H[$??SOI]/52H4SMZ]LG90.3?
 *   tokens  its two parts, which are symbols */

enum {
  MARKS_LEAST = 8, /* different; no table or headline has so many */
};

/* The letters, from space to _, that are marks; ` stands for a space. */
static const uint64_t marks = UINT64_C(0xF8000001FC00FFFE);

uint32_t news_encoded_end(const news_scan *scan, uint32_t at) {
  const char *s = scan->text + at; /* the padding ends every line */
  uint32_t end = at + NEWS_ENCODED_LINE;
  uint64_t seen = 0;
  if (*s != 'M' || end > scan->size) return 0;
  if (end < scan->size && !news_ends_line(scan->text[end])) return 0;
  for (uint32_t i = 1; i < NEWS_ENCODED_LINE; i++) {
    unsigned char letter = (unsigned char)(s[i] - ' ');
    if (letter > 64) return 0;
    seen |= UINT64_C(1) << (letter & 63);
  }
  int count = __builtin_popcountll(seen & marks);
  return count >= MARKS_LEAST ? end : 0;
}
