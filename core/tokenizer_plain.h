/* Points and hyphens after plain words, for which nothing need be done.  A part
 * of tokenizer_events.h, which includes it. */

/* State carried from one group of blocks to the next. */
typedef struct plain_words {
  lanes word, begin, blank, first, carry, number_carry, high;
} plain_words;

/* The bytes after words of more than one byte that begin with a letter where a
 * token begins: the sum carries the bit of a word's first byte to its end.
 *
 *   text    the "end". 3b. x-ray
 *   word    111..111...11..1.111
 *   first   1....1.........1....
 *   sum     ...1....1..11...1111
 *   behind  ...1....1...........
 *
 * and the bytes after digits alone that follow a blank.  A carry goes from one
 * block to the next, but not through a word that fills that. */
BLOCK_TARGET static inline void find_behind(const news_chunk *c, uint32_t k,
                                            plain_words *p, lanes *letters,
                                            lanes *numbers) {
  TAKE_LANES(word, c->word + k);
  TAKE_LANES(digit, c->digit + k);
  TAKE_LANES(space, c->space + k);
  TAKE_LANES(open, c->open + k);
  TAKE_LANES(feed, c->feed + k);
  lanes begin = space | open, blank = space & ~feed;
  lanes begins = word & ~(word << 1 | LEFT(p->word, word) >> 63);
  lanes first = begins & ~digit & (begin << 1 | LEFT(p->begin, begin) >> 63);
  lanes sum = word + first, carry = (first | (word & ~sum)) >> 63;
  sum += LEFT(p->carry, carry);
  *letters = sum & ~word & ~(first << 1 | LEFT(p->first, first) >> 63);
  digit &= word;
  lanes number = begins & digit & (blank << 1 | LEFT(p->blank, blank) >> 63);
  lanes number_sum = digit + number;
  lanes number_carry = (number | (digit & ~number_sum)) >> 63;
  number_sum += LEFT(p->number_carry, number_carry);
  *numbers = number_sum & ~word;
  *p = (plain_words){word, begin, blank, first, carry, number_carry, p->high};
}

/* The bytes up to three after one above ASCII, but for two-byte letters: such a
 * tail may be another one in lower case. */
BLOCK_TARGET static inline lanes find_behind_high(const news_chunk *c,
                                                  uint32_t k, plain_words *p) {
  TAKE_LANES(high, c->high + k);
  lanes left = LEFT(p->high, high);
  p->high = high;
  return high << 1 | high << 2 | high << 3 | left >> 63 | left >> 62 |
         left >> 61;
}

/* Find the hard points and hyphens of a group that follow plain words; settles
 * points after numbers, unless `ordinals`. */
BLOCK_TARGET static inline void find_plain_group(news_chunk *c, uint32_t k,
                                                 plain_words *p,
                                                 bool ordinals) {
  lanes behind, behind_number;
  find_behind(c, k, p, &behind, &behind_number);
  TAKE_LANES(word, c->word + k);
  TAKE_LANES(word_right, c->word + k + 1);
  TAKE_LANES(space, c->space + k);
  TAKE_LANES(space_right, c->space + k + 1);
  TAKE_LANES(open, c->open + k);
  TAKE_LANES(open_right, c->open + k + 1);
  TAKE_LANES(point, c->point + k);
  TAKE_LANES(hyphen, c->hyphen + k);
  TAKE_LANES(hard, c->hard + k);
  lanes before_space = space >> 1 | space_right << 63;
  lanes before_open = open >> 1 | open_right << 63;
  lanes before_word = word >> 1 | word_right << 63;
  lanes plain =
      behind & hard & ~find_behind_high(c, k, p) &
      ((point & (before_space | before_open)) | (hyphen & before_word));
  if (!ordinals) hard &= ~(behind_number & point & before_space);
  memcpy(c->plain + k, &plain, sizeof plain);
  memcpy(c->hard + k, &hard, sizeof hard);
}

/* The line ends before a line that begins with M and is as long as a line of
 * encoded bytes. */
BLOCK_TARGET static inline lanes find_long(const news_chunk *c, uint32_t k) {
  enum { NEXT = NEWS_ENCODED_LINE + 1 }; /* from one line end to the next */
  TAKE_LANES(feed, c->feed + k);
  TAKE_LANES(feed_right, c->feed + k + 1);
  TAKE_LANES(em, c->em + k);
  TAKE_LANES(em_right, c->em + k + 1);
  return feed & (em >> 1 | em_right << 63) &
         (feed >> NEXT | feed_right << (64 - NEXT));
}

/* Find points before white space and hyphens between words that follow plain
 * words: is_settled() tells whether anything need be done.  For a point after a
 * number within its line nothing need be. */
BLOCK_TARGET static void find_plain(const news_scan *scan, news_chunk *c) {
  bool ordinals = scan->traits & NEWS_LANG_DIGIT_POINT;
  plain_words p = {.word = {0}};
  p.begin[BLOCK_LANES - 1] = UINT64_C(1) << 63; /* of the chunk */
  c->space[c->blocks] = ~UINT64_C(0);
  c->word[c->blocks] = c->open[c->blocks] = 0;
  lanes some = {0};
  for (uint32_t k = 0; k < c->blocks; k += BLOCK_LANES) {
    find_plain_group(c, k, &p, ordinals);
    some |= find_long(c, k);
  }
  uint64_t any = 0;
  for (uint32_t i = 0; i < BLOCK_LANES; i++) any |= some[i];
  c->any_encoded = any;
}

/* Whether nothing need be done for the point or hyphen at `end`, after a plain
 * word: no rule applies by the tail of that word, and it is not a single
 * two-byte letter, which may be an initial. */
BLOCK_TARGET static inline uint32_t is_settled(const news_language_tails *tails,
                                               const char *end) {
  uint32_t lone = news_language_tail(end) == NEWS_LANGUAGE_LONE;
  return !(news_language_has_tail(tails, end) | lone);
}
