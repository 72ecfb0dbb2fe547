/* Hard bytes: what the rules of news text do with each.  Included by
 * tokenizer_block.h.
 *
 * The hard bytes of a chunk are sorted by kind and each kind is settled on its
 * own, so that branches are predictable.  A settle_ function returns true if
 * the borders at its byte are right or have been made so; otherwise, when all
 * others are settled, the rules cut the field of that byte, whatever was done
 * in it before. */

/* Start of the word that ends at `at`. */
BLOCK_TARGET static inline uint32_t word_start(const news_chunk *c,
                                               uint32_t at) {
  uint32_t k = at >> 6;
  uint64_t gaps = ~c->word[k] & ((UINT64_C(1) << (at & 63)) - 1);
  while (!gaps && k) gaps = ~c->word[--k];
  return gaps ? 64 * k + 64 - (uint32_t)__builtin_clzll(gaps) : 0;
}

/* 64 bits of a mask from bit `at` on. */
BLOCK_TARGET static inline uint64_t bits_from(const uint64_t *mask,
                                              uint32_t at) {
  const uint64_t *m = mask + (at >> 6);
  return m[0] >> (at & 63) | m[1] << 1 << (~at & 63);
}

/* Number of consecutive bytes in the mask from `at` on, and before `at`; at
 * most 63.  Branchless. */
BLOCK_TARGET static inline uint32_t run_from(const uint64_t *mask,
                                             uint32_t at) {
  return (uint32_t)__builtin_ctzll(~bits_from(mask, at) | UINT64_C(1) << 63);
}

BLOCK_TARGET static inline uint32_t run_before(const uint64_t *mask,
                                               uint32_t at) {
  const uint64_t *m = mask + (at >> 6);
  uint64_t left = at < 64 ? 0 : m[-1] >> (at & 63);
  return (uint32_t)__builtin_clzll(~(m[0] << 1 << (~at & 63) | left) | 1);
}

BLOCK_TARGET static inline bool is_word(const news_chunk *c, uint32_t at) {
  return c->word[at >> 6] >> (at & 63) & 1;
}

BLOCK_TARGET static inline bool is_digit(const news_chunk *c, uint32_t at) {
  return c->digit[at >> 6] >> (at & 63) & 1;
}

BLOCK_TARGET static inline bool is_space(const news_chunk *c, uint32_t at) {
  return c->space[at >> 6] >> (at & 63) & 1;
}

BLOCK_TARGET static inline bool is_hard(const news_chunk *c, uint32_t at) {
  return c->hard[at >> 6] >> (at & 63) & 1;
}

BLOCK_TARGET static inline bool is_cut(const news_chunk *c, uint32_t at) {
  return c->cut[at >> 6] >> (at & 63) & 1;
}

/* Whether “ or ‘ is before `at`. */
BLOCK_TARGET static inline bool behind_curly(const char *s, uint32_t at) {
  return at >= 3 && (s[at - 1] == '\x9C' || s[at - 1] == '\x98') &&
         s[at - 2] == '\x80' && s[at - 3] == '\xE2';
}

/* Whether a token begins at `at` because white space, " ( > £ or € is before
 * it. */
BLOCK_TARGET static inline bool begins_plainly(const news_chunk *c,
                                               uint32_t at) {
  uint32_t before = at - 1, k = before >> 6;
  return !at || (c->space[k] | c->open[k]) >> (before & 63) & 1;
}

/* Whether a token begins at `at` whatever the rules do before it. */
BLOCK_TARGET static inline bool begins_token(const news_chunk *c, const char *s,
                                             uint32_t at) {
  return begins_plainly(c, at) || (s[at - 1] == '<' && s[at] != '3') ||
         behind_curly(s, at);
}

/* Whether there is white space at `at`, perhaps after a mark that no rule joins
 * to what is before it: , ; ) " */
BLOCK_TARGET static inline bool ends_plainly(const news_chunk *c, const char *s,
                                             uint32_t at) {
  bool mark = s[at] == ',' || s[at] == ';' || s[at] == ')' || s[at] == '"';
  return is_space(c, at + mark);
}

BLOCK_TARGET static inline uint32_t word_end(const news_chunk *c, uint32_t at) {
  while (is_word(c, at)) at++;
  return at;
}

BLOCK_TARGET static inline uint32_t digits_behind(const news_chunk *c,
                                                  uint32_t at) {
  while (is_digit(c, at)) at++;
  return at;
}

BLOCK_TARGET static void clear_bit(uint64_t *mask, uint32_t at) {
  mask[at >> 6] &= ~(UINT64_C(1) << (at & 63));
}

BLOCK_TARGET static void set_bit(uint64_t *mask, uint32_t at) {
  mask[at >> 6] |= UINT64_C(1) << (at & 63);
}

/* Leave byte `at` until everything else is settled: `mask` is `cut` or
 * `single`. */
BLOCK_TARGET static void ask_later(news_chunk *c, uint64_t *mask, uint32_t at) {
  set_bit(mask, at);
  set_bit(c->some_asked, at >> 6);
}

/* Join the mark at `at` to the word before it. */
BLOCK_TARGET static void join_left(news_chunk *c, uint32_t at) {
  clear_bit(c->start, at);
  clear_bit(c->end, at);
}

/* Join the mark [at, end) to the words before and after it. */
BLOCK_TARGET static void join(news_chunk *c, uint32_t at, uint32_t end) {
  join_left(c, at);
  join_left(c, end);
}

/* Make [from, end) one token, whatever hard bytes it has. */
BLOCK_TARGET static void claim(news_chunk *c, uint32_t from, uint32_t end,
                               uint8_t kind) {
  uint32_t k = from >> 6;
  if (k == end >> 6) { /* as most are */
    uint64_t first = UINT64_C(1) << (from & 63);
    uint64_t keep = ~((UINT64_C(1) << (end & 63)) - first);
    c->start[k] &= keep | first;
    c->end[k] &= keep | first;
    c->hard[k] &= keep;
    c->cut[k] &= keep;
  } else {
    news_clear_bits(c->start, from + 1, end);
    news_clear_bits(c->end, from + 1, end);
    news_clear_bits(c->hard, from, end);
    news_clear_bits(c->cut, from, end);
  }
  news_chunk_patch(c, from, kind);
}

/* Whether the word at `at` follows a hyphen that is settled; *joined: which
 * joins it to what is before. */
BLOCK_TARGET static bool behind_hyphen(const news_chunk *c, const char *s,
                                       uint32_t at, bool *joined) {
  uint64_t bit = UINT64_C(1) << (at & 63);
  if (!at || s[at - 1] != '-' || is_cut(c, at - 1)) return false;
  *joined = !(c->start[at >> 6] & bit);
  return true;
}

/* U.S.  a.m.  J.R.R.: letters, each with a point, then no word and no mark that
 * a rule joins. */
BLOCK_TARGET static bool settle_acronym(news_chunk *c, const char *s,
                                        uint32_t from, uint32_t *done) {
  uint32_t end = from;
  while (news_is_alpha(s[end]) && s[end + 1] == '.') end += 2;
  if (!ends_plainly(c, s, end)) return false;
  for (uint32_t i = from + 1; i < end - 1; i += 2) join(c, i, i + 1);
  join_left(c, end - 1);
  news_chunk_patch(c, from, NEWS_WORD_LETTERS | NEWS_WORD_POINT);
  *done = end;
  return true;
}

/* The word [from, at) is an abbreviation with `flags`, or a letter above ASCII
 * that may be an initial: ask the rules, as if the field held only the word. */
BLOCK_TARGET static bool settle_abbreviation(news_scan *scan, news_chunk *c,
                                             uint32_t from, uint32_t at,
                                             uint32_t flags) {
  const char *s = scan->text + c->base;
  uint32_t end = at + 1 + (s[at + 1] == ',');
  if (!is_space(c, end)) return false;
  bool words = at - from > 1 && news_is_alpha(s[from]);
  if (words ? news_keeps_long(scan, c->base + from, c->base + at, c->base + end,
                              flags)
            : news_keeps_point(scan, c->base + from, c->base + at,
                               c->base + end)) {
    join_left(c, at);
    news_chunk_patch(c, from, NEWS_WORD_LETTERS | NEWS_WORD_POINT);
  }
  return true;
}

/* J. in "J. R. Smith" or "J. as": a capital before a space and an initial or
 * lower case.  The rules of keeps_initial() in tokenizer_word.c. */
BLOCK_TARGET static bool settle_initial(const news_scan *scan, news_chunk *c,
                                        uint32_t from) {
  const char *s = scan->text + c->base + from;
  if (s[0] < 'A' || s[0] > 'Z' || s[0] == 'I' || s[2] != ' ') return false;
  bool initial = s[3] >= 'A' && s[3] <= 'Z' && s[4] == '.';
  if (!initial && !(s[3] >= 'a' && s[3] <= 'z')) return false;
  if (news_language_flags(scan->language, s, 1) & NEWS_LANG_UNIT) return false;
  if (initial &&
      news_language_flags(scan->language, s + 3, 1) & NEWS_LANG_STARTER)
    return true;
  join_left(c, from + 1);
  news_chunk_patch(c, from, NEWS_WORD_LETTERS | NEWS_WORD_POINT);
  return true;
}

/* The first byte of the number that ends with the digits from `from` on. */
BLOCK_TARGET static uint32_t number_start(const news_chunk *c, const char *s,
                                          uint32_t from) {
  while (from >= 2 && (s[from - 1] == ',' || s[from - 1] == '.') &&
         is_digit(c, from - 2))
    from = word_start(c, from - 1);
  return from;
}

/* The point after the digits [from, at).  It belongs to a number of at most two
 * digits that begins a line and stands alone there. */
BLOCK_TARGET static bool settle_number_point(const news_scan *scan,
                                             news_chunk *c, uint32_t from,
                                             uint32_t at) {
  const char *s = scan->text + c->base;
  uint32_t first = number_start(c, s, from);
  bool joined = false; /* does not matter between digits */
  if (digits_behind(c, from) != at || scan->traits & NEWS_LANG_DIGIT_POINT ||
      c->base + first == 0)
    return false;
  if (!begins_token(c, s, first) && s[first - 1] != '$' &&
      !(first == from && behind_hyphen(c, s, from, &joined) &&
        (!joined || is_digit(c, first - 2))))
    return false;
  if (!is_space(c, at + 1)) return ends_plainly(c, s, at + 1);
  if (s[(int)first - 1] != '\n') return true;
  if (first < from) return false;
  if (at - from > 2 || c->base + at + 1 == scan->size) return true;
  join_left(c, at);
  news_chunk_patch(c, from, NEWS_WORD_NUMBER | NEWS_WORD_POINT);
  return true;
}

/* Two or more points are one mark, unless digits or other marks follow. */
BLOCK_TARGET static bool settle_points(news_chunk *c, const char *s,
                                       uint32_t at, uint32_t *done) {
  uint32_t end = at + 1;
  while (s[end] == '.') end++;
  if (!is_space(c, end) && !news_is_alpha(s[end])) return false;
  for (uint32_t i = at + 1; i < end; i++) join_left(c, i);
  *done = end;
  return true;
}

/* A point without a word before it. */
BLOCK_TARGET static bool settle_lone_point(news_chunk *c, const char *s,
                                           uint32_t at, uint32_t *done) {
  if (!at || s[at - 1] == '.') return false;
  if (s[at + 1] != '.') return !is_word(c, at + 1);
  return is_space(c, at - 1) && settle_points(c, s, at, done);
}

/* End of the host name that begins with a word at `at`: words with - _ and
 * points between them, no point after a point or hyphen, a word at the end.
 * The number of words is unpredictable. */
BLOCK_TARGET static inline uint32_t host_end(const news_chunk *c, const char *s,
                                             uint32_t at) {
  uint32_t end = at;
  for (;;) {
    uint64_t hyphen = bits_from(c->hyphen, end);
    uint64_t point = bits_from(c->point, end), join = hyphen | point;
    uint64_t host = bits_from(c->word, end) | hyphen | (point & ~(join << 1));
    uint32_t run = (uint32_t)__builtin_ctzll(~host | UINT64_C(1) << 63);
    end += run;
    if (run == 63)
      end--; /* test a point there again, together with what is before it */
    else if (s[end] == '_')
      end++;
    else
      break;
  }
  while (s[end - 1] == '-' || s[end - 1] == '.') end--;
  return end;
}

/* ftp.example.org is one address; in end.The the point separates words. */
BLOCK_TARGET static bool settle_inner_point(news_scan *scan, news_chunk *c,
                                            uint32_t from, uint32_t at,
                                            uint32_t *done) {
  const char *s = scan->text + c->base;
  uint32_t end = host_end(c, s, from), left = at - from;
  bool web = left == 3 && (s[from] | 0x20) == 'w';
  if (left < 2 || web || !begins_token(c, s, from) ||
      !ends_plainly(c, s, end + (s[end] == '>')))
    return false;
  if (news_is_domain(scan, c->base + from, c->base + end)) {
    claim(c, from, end, NEWS_WORD_URL);
    *done = end;
    return true;
  }
  for (uint32_t i = from; i < end; i++)
    if (!news_is_alpha(s[i]) && i != at) return false;
  return end - from > NEWS_POINTED_MAX ||
         !(news_language_flags(scan->language, s + from, end - from) &
           NEWS_LANG_ABBREVIATION);
}

/* A point after a word stands alone unless the word is an abbreviation. */
BLOCK_TARGET static bool settle_point(news_scan *scan, news_chunk *c,
                                      uint32_t at, uint32_t *done) {
  const char *s = scan->text + c->base;
  uint32_t size = run_before(c->word, at), from = at - size;
  bool joined = false;
  if (!size) return settle_lone_point(c, s, at, done);
  if (is_digit(c, from)) return settle_number_point(scan, c, from, at);
  if (!begins_plainly(c, from) && !begins_token(c, s, from) &&
      !behind_hyphen(c, s, from, &joined))
    return false;
  if (joined) return ends_plainly(c, s, at + 1);
  if (size == 1 && s[at + 1] == ' ' && settle_initial(scan, c, from))
    return true;
  if (size == 1 && is_word(c, at + 1) && news_is_alpha(s[from]) &&
      s[at + 2] == '.')
    return settle_acronym(c, s, from, done);
  if (s[at + 1] == '.')
    return news_is_alpha(s[at - 1]) && settle_points(c, s, at, done);
  if (is_word(c, at + 1)) return settle_inner_point(scan, c, from, at, done);
  if (s[at + 1] == '/') return false;
  if (size > NEWS_ABBREVIATION_MAX) return true;
  uint32_t flags =
      news_language_may_be(news_language_points(scan->language), s, s + at)
          ? news_language_flags(scan->language, s + from, size)
          : 0;
  /* A single letter may be an initial; no letter has more than 4 bytes. */
  bool maybe = size < 2 || ((unsigned char)s[from] >= 0x80 && size <= 4) ||
               flags & NEWS_LANG_ABBREVIATION;
  return !maybe || settle_abbreviation(scan, c, from, at, flags);
}

/* 16-year, 10-12, and the telephone number 555-0143. */
BLOCK_TARGET static bool settle_range(news_chunk *c, const char *s,
                                      uint32_t from, uint32_t at) {
  for (uint32_t i = from; i < at; i++)
    if (!is_digit(c, i)) return false;
  if (!is_digit(c, at + 1)) return (unsigned char)s[at + 1] < 0x80;
  uint32_t end = at + 1;
  while (is_digit(c, end)) end++;
  uint32_t left = at - from, right = end - at - 1;
  if (left == 3 && right == 4 && begins_plainly(c, from) &&
      (is_space(c, end) || (s[end] == '.' && is_space(c, end + 1)))) {
    join(c, at, at + 1);
    return true;
  }
  return !((left == 1 || left == 3) && (right == 3 || right == 4));
}

/* word--word, word -- word: one mark.  `at` is one of its first two bytes. */
BLOCK_TARGET static bool settle_dashes(news_chunk *c, const char *s,
                                       uint32_t at, uint32_t *done) {
  uint32_t end = at + 1;
  at -= s[at - 1] == '-';
  while (s[end] == '-') end++;
  *done = end; /* settled or left to the rules */
  if (!at || (!is_space(c, end) && !news_is_alpha(s[end]) && s[end] != '('))
    return false;
  if (!is_space(c, at - 1) && s[at - 1] != ')') {
    uint32_t from = word_start(c, at);
    if (from == at || is_digit(c, from) || !begins_token(c, s, from))
      return false;
  }
  for (uint32_t i = at + 1; i < end; i++) join_left(c, i);
  return true;
}

/* th- before white space: speech that is cut off, or a word divided at a line
 * end. */
BLOCK_TARGET static bool settle_cut_off(const news_scan *scan, news_chunk *c,
                                        uint32_t from, uint32_t at) {
  const char *s = scan->text + c->base;
  if (!is_space(c, at + 1) || at - from > NEWS_CUT_OFF_MAX) return false;
  for (uint32_t i = from; i < at; i++)
    if (!news_is_alpha(s[i])) return false;
  if (c->base + at + 1 < scan->size) join_left(c, at);
  return true;
}

/* non-callable, mid-1987: one word. */
BLOCK_TARGET static bool settle_prefix(news_scan *scan, news_chunk *c,
                                       uint32_t from, uint32_t at) {
  const char *s = scan->text + c->base;
  uint32_t end = word_end(c, at + 1);
  uint32_t behind = end + (s[end] == '.' && !is_word(c, end + 1));
  if (!begins_token(c, s, from) || !ends_plainly(c, s, behind)) return false;
  if (news_is_prefix(scan, c->base + from, c->base + at, c->base + end))
    join(c, at, at + 1);
  return true;
}

/* state-of-the-art: the words are separate unless the first is a prefix. */
BLOCK_TARGET static bool settle_hyphen(news_scan *scan, news_chunk *c,
                                       uint32_t at, uint32_t *done) {
  const char *s = scan->text + c->base;
  if (!at) return false;
  if (s[at + 1] == '-' || s[at - 1] == '-')
    return settle_dashes(c, s, at, done);
  if (!is_word(c, at - 1))
    return is_space(c, at - 1) || s[at - 1] == ',' || s[at - 1] == '"' ||
           s[at - 1] == '(' || s[at - 1] == ')';
  uint32_t from = word_start(c, at);
  bool begins = begins_token(c, s, from);
  if (!begins && s[from - 1] != '-') return false;
  if (!is_word(c, at + 1)) return begins && settle_cut_off(scan, c, from, at);
  if (is_digit(c, from)) return settle_range(c, s, from, at);
  return !news_is_affix(scan, c->base + from, c->base + at) ||
         settle_prefix(scan, c, from, at);
}

/* Whether an apostrophe is followed by a clitic (s m d, ll ve re) or by t.
 * Branchless, like all of settle_apostrophe(). */
BLOCK_TARGET static inline uint32_t is_clitic(const char *s, uint32_t size) {
  uint32_t a = (unsigned char)s[0] | 0x20u, b = (unsigned char)s[1] | 0x20u;
  uint32_t pair = a << 8 | b;
  uint32_t one = (a == 's') | (a == 'm') | (a == 'd') | (a == 't');
  uint32_t two = (pair == ('l' << 8 | 'l')) | (pair == ('v' << 8 | 'e')) |
                 (pair == ('r' << 8 | 'e'));
  return ((size == 1) & one) | ((size == 2) & two);
}

/* Whether there is white space at `at`, or a mark that nothing joins with no
 * word after it. */
BLOCK_TARGET static inline uint32_t ends_clitic(const news_chunk *c,
                                                const char *s, uint32_t at) {
  uint32_t mark = (s[at] == ',') | (s[at] == '"') | (s[at] == ';') |
                  (s[at] == ':') | (s[at] == ')');
  return is_space(c, at) | (mark & !is_word(c, at + 1));
}

/* it's, didn’t: a second word, joined to the first, which ends at `at`. `mark`:
 * size of the apostrophe there. */
BLOCK_TARGET static bool settle_apostrophe(const news_scan *scan, news_chunk *c,
                                           uint32_t at, uint32_t mark) {
  const char *s = scan->text + c->base;
  if (scan->language && !(scan->traits & NEWS_LANG_CLITICS)) return false;
  uint32_t size = run_before(c->word, at), from = at - size, word = at + mark;
  uint32_t behind = run_from(c->word, word);
  uint32_t t = (behind == 1) & ((s[word] | 0x20) == 't');
  uint32_t nt = t & ((s[at - 1] | 0x20) == 'n') & (size >= 2), cut = at - nt;
  uint32_t ok = is_clitic(s + word, behind) & (t == nt) &
                ends_clitic(c, s, word + behind) & !is_digit(c, at - 1) &
                ((unsigned char)s[from] < 0x80);
  if (!ok || !(begins_plainly(c, from) || begins_token(c, s, from)))
    return false;
  join(c, at, word);
  set_bit(c->start, cut);
  set_bit(c->end, cut);
  set_bit(c->clitic, at);
  news_chunk_patch(c, cut, NEWS_WORD_LETTERS | NEWS_WORD_JOINED);
  return true;
}

/* A lone ellipsis mark. */
BLOCK_TARGET static bool settle_ellipsis(const char *s) {
  return s[1] == '\x80' && s[2] == '\xA6' && s[3] != '.' &&
         (unsigned char)s[3] < 0x80;
}

/* Marks that stand alone even before or after '. */
BLOCK_TARGET static bool is_plain_mark(char byte) {
  return byte == '.' || byte == ',' || byte == '!' || byte == '?' ||
         byte == ')' || byte == '"';
}

/* What may be before a ' that is a word: white space, a mark that stands alone,
 * a word that begins where a token does. */
BLOCK_TARGET static bool parts_before(const news_chunk *c, const char *s,
                                      uint32_t at) {
  if (!at || is_space(c, at - 1)) return true;
  if (!is_word(c, at - 1)) return is_plain_mark(s[at - 1]) || s[at - 1] == '(';
  uint32_t from = word_start(c, at);
  if (is_digit(c, from) || is_digit(c, at - 1)) return false;
  bool quoted = from && c->single[(from - 1) >> 6] >> ((from - 1) & 63) & 1;
  return quoted || begins_token(c, s, from);
}

/* 'the end', dogs’ tails, and '' as closing mark; `mark`: its size.  Whether a
 * quotation is open and what is a plural is decided when everything before it
 * is settled: see news_chunk_single(). */
BLOCK_TARGET static bool settle_single(news_scan *scan, news_chunk *c,
                                       uint32_t at, uint32_t mark,
                                       uint32_t *done) {
  const char *s = scan->text + c->base;
  bool two = mark == 1 && s[at + 1] == '\'';
  uint32_t end = at + mark + two;
  bool begins = news_is_alpha(s[end]);
  if ((at && s[at - 1] == '\'') || s[end] == '\'' || !parts_before(c, s, at) ||
      (!begins && !is_space(c, end) && !is_plain_mark(s[end])))
    return false;
  if (begins && !two) {
    if (at && is_word(c, at - 1)) return false;
    if (news_begins_clipped(s[end])) {
      scan->field_end = c->base + word_end(c, end);
      if (news_clipped_end(scan, c->base + at, mark)) return false;
    }
  }
  if (two) join_left(c, at + 1);
  ask_later(c, c->single, at);
  *done = end;
  return true;
}

/* ‘ not after a word and before ASCII: nothing joins it. */
BLOCK_TARGET static bool settle_opening(news_chunk *c, const char *s,
                                        uint32_t at) {
  if (memcmp(s + at, "\xE2\x80\x98", 3) || (at && is_word(c, at - 1)) ||
      (unsigned char)s[at + 3] >= 0x80)
    return false;
  ask_later(c, c->single, at);
  return true;
}

/* £ or € before an amount. */
BLOCK_TARGET static bool settle_money(news_chunk *c, const char *s,
                                      uint32_t at) {
  uint32_t size = 0;
  if (s[at] == '\xC2' && s[at + 1] == '\xA3') size = 2;
  if (!memcmp(s + at, "\xE2\x82\xAC", 3)) size = 3;
  if (!size || !begins_token(c, s, at) || !news_is_digit(s[at + size]))
    return false;
  news_chunk_patch(c, at, NEWS_WORD_SYMBOL);
  return true;
}

/* ' after white space and before a word that is not a clipped one. */
BLOCK_TARGET static inline bool is_opening(const news_chunk *c, const char *s,
                                           uint32_t at) {
  return s[at] == '\'' && at && is_space(c, at - 1) &&
         news_is_alpha(s[at + 1]) && !news_begins_clipped(s[at + 1]);
}

BLOCK_TARGET static bool settle_quote(news_scan *scan, news_chunk *c,
                                      uint32_t at, uint32_t *done) {
  const char *s = scan->text + c->base + at;
  uint32_t mark = news_apostrophe(s);
  if (!mark)
    return settle_opening(c, s - at, at) || settle_ellipsis(s) ||
           settle_money(c, s - at, at);
  return (at && is_word(c, at - 1) && settle_apostrophe(scan, c, at, mark)) ||
         settle_single(scan, c, at, mark, done);
}

#include "tokenizer_settle_marks.h"

BLOCK_TARGET static bool settle_other(const news_scan *scan, news_chunk *c,
                                      uint32_t at, uint32_t *done) {
  const char *s = scan->text + c->base;
  if (settle_row(c, s, at, done)) return true;
  switch (s[at]) {
    case '"': return true;
    case '|': return s[at + 1] != '|' && (unsigned char)s[at + 1] < 0x80;
    case '_': return settle_underscore(c, s, at, done);
    case '+':
      if (begins_plainly(c, at) && is_digit(c, at + 1)) {
        uint32_t end = digits_behind(c, at + 1);
        return end - at <= 6 && s[end] != '-'; /* no telephone */
      }
      return settle_lone(c, at);
    case '&':
    case '=':
    case '~': return settle_lone(c, at);
    case '\\':
    case '(':
    case ')':
    case '[':
    case ']':
    case '*': return settle_bracket(c, s, at);
    default: return false;
  }
}
