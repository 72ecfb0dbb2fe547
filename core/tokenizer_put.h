/* Copies the words of a chunk to the document.  A part of tokenizer_block.h,
 * which includes it. */

/* Bits of words for the three maps of news_words. */
typedef struct map_bits {
  uint64_t marks, quotes, lines;
} map_bits;

BLOCK_TARGET static inline uint64_t byte_of(const uint64_t *map, uint32_t at) {
  return ((const unsigned char *)map)[at];
}

/* The bits of the words before `w` in the same byte of the maps. */
BLOCK_TARGET static inline map_bits bits_before(const news_scan *scan,
                                                uint32_t w) {
  uint64_t known = (UINT64_C(1) << w % 8) - 1;
  return (map_bits){.marks = byte_of(scan->marks, w / 8) & known,
                    .quotes = byte_of(scan->quotes, w / 8) & known,
                    .lines = byte_of(scan->lines, w / 8) & known};
}

/* The bits of `b` after the `count` < 64 bits of `a`. */
BLOCK_TARGET static inline map_bits join_bits(map_bits a, map_bits b,
                                              uint32_t count) {
  return (map_bits){.marks = a.marks | b.marks << count,
                    .quotes = a.quotes | b.quotes << count,
                    .lines = a.lines | b.lines << count};
}

BLOCK_TARGET static inline map_bits skip_bits(map_bits a, uint32_t count) {
  return (map_bits){.marks = a.marks >> count,
                    .quotes = a.quotes >> count,
                    .lines = a.lines >> count};
}

/* With up to seven bits before them, that is at most 63. */
enum { MAP_BITS = 56 };

/* Store the bits `more` of `count` <= MAP_BITS words from `w` on; `before` is
 * bits_before().  All are stored at once, because it is unpredictable when a
 * word of the map is full.  Returns bits_before() for the word after them. */
BLOCK_TARGET static inline map_bits put_bits(const news_scan *scan, uint32_t w,
                                             map_bits before, map_bits more,
                                             uint32_t count) {
  more = join_bits(before, more, w % 8);
  memcpy((char *)scan->marks + w / 8, &more.marks, sizeof more.marks);
  memcpy((char *)scan->quotes + w / 8, &more.quotes, sizeof more.quotes);
  memcpy((char *)scan->lines + w / 8, &more.lines, sizeof more.lines);
  return skip_bits(more, (w % 8 + count) & ~7u);
}

/* The bits of the words of block `k`. */
BLOCK_TARGET static inline map_bits bits_of(const news_chunk *c, uint32_t k,
                                            uint64_t *line_end) {
  uint64_t start = c->start[k], feed = c->feed[k];
  /* the sum carries a line end to the first byte of the next word */
  uint64_t sum = ~start + feed + *line_end;
  *line_end = (feed | ~(start | sum)) >> 63;
  return (map_bits){.marks = gather(c->ends[k], start),
                    .quotes = gather(c->quote[k] & ~c->clitic[k], start),
                    .lines = gather(sum, start)};
}

/* Store the bits `more` of up to 64 words from `w` on. */
BLOCK_TARGET static void put_many_bits(const news_scan *scan, uint32_t w,
                                       map_bits more, uint32_t count) {
  enum { HALF = 32 };
  put_bits(scan, w, bits_before(scan, w), more, HALF);
  if (count <= HALF) return;
  w += HALF;
  more = skip_bits(more, HALF);
  put_bits(scan, w, bits_before(scan, w), more, count - HALF);
}

/* Store the borders of the words of block `k`, whose first byte is byte `base`
 * of the text, from word `w` on; returns their number. */
BLOCK_TARGET static inline uint32_t put_block_words(const news_scan *scan,
                                                    const news_chunk *c,
                                                    uint32_t k, uint32_t base,
                                                    uint32_t w, uint32_t *e) {
  *e += BLOCK_MANY(c->end[k], base, scan->end + *e);
  return BLOCK_MANY(c->start[k], base, scan->start + w);
}

/* Store the bits and kinds of the words of block `k`, however many, from word
 * `w` on; returns whether a line end follows the last of them. */
BLOCK_TARGET __attribute__((noinline)) static uint64_t put_block_bits(
    const news_scan *scan, const news_chunk *c, uint32_t k, uint32_t w,
    uint64_t line_end) {
  map_bits more = bits_of(c, k, &line_end);
  uint32_t count = (uint32_t)__builtin_popcountll(c->start[k]);
  put_many_bits(scan, w, more, count);
  put_kinds(gather(c->odd[k], c->start[k]), gather(~c->word[k], c->start[k]),
            count, scan->kind + w);
  return line_end;
}

/* A function of its own, for its registers.  Takes two blocks at once; a word
 * may end in a later block than it begins, so there may be fewer ends than
 * starts so far. */
BLOCK_TARGET __attribute__((noinline)) static void put_words(news_scan *to,
                                                             news_chunk *c) {
  const news_scan scan = *to; /* no store below changes it */
  uint32_t w = scan.count, e = w, base = c->base, blocks = c->blocks;
  uint64_t line_end = scan.line_end;
  map_bits before = bits_before(&scan, w);
  c->start[blocks] = c->end[blocks] = c->feed[blocks] = 0;
  for (uint32_t k = 0; k < blocks; k += 2, base += 128) {
    uint32_t left = put_block_words(&scan, c, k, base, w, &e);
    uint32_t right = put_block_words(&scan, c, k + 1, base + 64, w + left, &e);
    if (left + right <= MAP_BITS) {
      map_bits a = bits_of(c, k, &line_end), b = bits_of(c, k + 1, &line_end);
      uint64_t odd = gather(c->odd[k], c->start[k]);
      uint64_t mark = gather(~c->word[k], c->start[k]);
      odd |= gather(c->odd[k + 1], c->start[k + 1]) << left;
      mark |= gather(~c->word[k + 1], c->start[k + 1]) << left;
      put_kinds(odd, mark, left + right, scan.kind + w);
      before = put_bits(&scan, w, before, join_bits(a, b, left), left + right);
      w += left + right;
    } else {
      line_end = put_block_bits(to, c, k, w, line_end);
      line_end = put_block_bits(to, c, k + 1, w + left, line_end);
      w += left + right;
      before = bits_before(&scan, w);
    }
  }
  to->line_end = line_end;
}

BLOCK_TARGET static bool put_chunk(news_scan *scan, news_chunk *c) {
  uint32_t total = 0;
  for (uint32_t k = 0; k < c->blocks; k++) {
    c->before[k] = total;
    total += (uint32_t)__builtin_popcountll(c->start[k]);
  }
  if (!news_scan_reserve(scan, total + NEWS_FLATTEN_SLACK)) return false;
  put_words(scan, c);
  for (uint32_t i = 0; i < c->patches; i++) {
    uint32_t at = c->patch_at[i], k = at >> 6;
    uint64_t bit = UINT64_C(1) << (at & 63), below = c->start[k] & (bit - 1);
    if (!(c->start[k] & bit)) continue; /* its field was cut later */
    uint32_t w = scan->count + c->before[k];
    w += (uint32_t)__builtin_popcountll(below);
    scan->kind[w] = c->patch_kind[i];
    if (news_is_marked(scan->kind[w])) news_put_mark(scan, w);
  }
  scan->count += total;
  return true;
}
