#ifndef NEWS_LITERALS_H
#define NEWS_LITERALS_H

#include <stdbool.h>
#include <stdint.h>

/* A few short byte strings to search for all at once. */
enum {
  NEWS_LITERALS_MOST = 32,
  NEWS_LITERAL_MOST_BYTES = 8,
  NEWS_LITERALS_DEPTH = 3
};

typedef struct news_literals {
  uint32_t count;
  bool fold; /* ASCII letters, given in lower case, match both cases */
  uint8_t size[NEWS_LITERALS_MOST]; /* 1..NEWS_LITERAL_MOST_BYTES */
  char text[NEWS_LITERALS_MOST][NEWS_LITERAL_MOST_BYTES];
  /* Made by news_literals_ready().  For each of the first `depth` bytes: the
   * set of groups, of eight, whose literals have that byte there, by byte and
   * by its two nibbles. */
  uint32_t depth;
  uint8_t groups[NEWS_LITERALS_DEPTH][256];
  uint8_t low[NEWS_LITERALS_DEPTH][16], high[NEWS_LITERALS_DEPTH][16];
} news_literals;

/* Call once `count`, `fold`, `size` and `text` are set. */
void news_literals_ready(news_literals *l);

/* The first byte offset in text[from, to) where a literal begins that also ends
 * at or before `to`; returns `to` if there is none. */
uint32_t news_literals_find(const news_literals *l, const char *text,
                            uint32_t from, uint32_t to);

#endif
