/* Hard bytes of numbers, symbols and addresses.  The second part of
 * tokenizer_settle.h, which includes it. */

/* The digits around a mark, as far as they are found without a branch. */
typedef struct figures {
  uint32_t left, right; /* number of digits */
  uint32_t end;
  uint32_t begin; /* a token begins with them, or $ precedes them */
} figures;

BLOCK_TARGET static inline figures figures_at(const news_chunk *c,
                                              const char *s, uint32_t at) {
  figures f = {.left = run_before(c->digit, at),
               .right = run_from(c->digit, at + 1)};
  uint32_t from = at - f.left;
  f.end = at + 1 + f.right;
  f.begin = begins_plainly(c, from) | (s[from - (from > 0)] == '$');
  f.begin &= (f.left > 0) & (f.right > 0);
  return f;
}

/* Just 3.5 or 1,200, with nothing attached. */
BLOCK_TARGET static inline bool is_number(const news_chunk *c, const char *s,
                                          uint32_t at) {
  figures f = figures_at(c, s, at);
  char after = s[f.end], next = s[f.end + 1];
  uint32_t groups = (s[at] == '.') | ((f.left <= 3) & (f.right == 3));
  uint32_t mark = (after != '\'') & (after != '/') & ((signed char)after > 0) &
                  ((after != '.') | (next != '.'));
  uint32_t ends =
      is_space(c, f.end) | (mark & !is_word(c, f.end) & !is_word(c, f.end + 1));
  return f.begin & groups & ends;
}

/* Up to four letters after a number with a mark, which ends at `at`, are a
 * separate token: 1.3bn, but not 1,000th or 1.5s.  More letters may be two
 * tokens. */
BLOCK_TARGET static bool part_letters(news_chunk *c, const char *s,
                                      uint32_t at) {
  uint32_t size = 0;
  while (news_is_alpha(s[at + size])) size++;
  bool ordinal =
      (size == 1 && s[at] == 's') ||
      (size == 2 && (s[at + 1] | 0x20) != 'n' && strchr("dhtDHT", s[at + 1]));
  if (!size || size > 4 || ordinal || !ends_plainly(c, s, at + size))
    return false;
  set_bit(c->start, at);
  set_bit(c->end, at);
  clear_bit(c->hard, at - 1);
  return true;
}

/* 1,200,000 and 3.5 and 1,200.50 are one token, which ends at *done. */
BLOCK_TARGET static bool settle_number(news_chunk *c, const char *s,
                                       uint32_t at, uint32_t *done) {
  if (is_number(c, s, at)) {
    join(c, at, at + 1);
    return true;
  }
  if (!at || !is_digit(c, at - 1) || !is_digit(c, at + 1)) return s[at] == ',';
  uint32_t from = word_start(c, at), end = at, point = 0;
  if (!is_digit(c, from) || (!begins_token(c, s, from) && s[from - 1] != '$'))
    return false;
  if (s[at] == ',' && at - from > 3) return false;
  while (s[end] == ',' && digits_behind(c, end + 1) == end + 4) end += 4;
  if (s[end] == '.' && digits_behind(c, end + 1) > end + 1) {
    point = end;
    end = digits_behind(c, end + 1);
  }
  char after = s[end]; /* a point is left to settle_number_point() */
  if (end == at || after == '\'' || after == '/' ||
      (after == '.' && s[end + 1] == '.') || (unsigned char)after >= 0x80)
    return false;
  if (is_word(c, end)) {
    if (!part_letters(c, s, end)) return false;
  } else if (is_word(c, end + 1) && !is_space(c, end)) {
    return false;
  }
  for (uint32_t i = at; i < end; i += 4) {
    if (s[i] == ',') join(c, i, i + 1);
  }
  if (point) join(c, point, point + 1);
  *done = end;
  return true;
}

/* covid19 is a word, 3rd and 3B are numbers; USD500 and 5km are two. */
BLOCK_TARGET static bool settle_digit(const news_scan *scan, news_chunk *c,
                                      uint32_t at) {
  const char *s = scan->text + c->base;
  uint32_t from = word_start(c, at);
  if (!is_digit(c, from)) return !news_is_currency(s + from, at - from);
  uint32_t letters = digits_behind(c, from), end = letters;
  while (news_is_alpha(s[end])) end++;
  if (end == letters) /* after £ */
    return begins_plainly(c, from) && (unsigned char)s[end] < 0x80;
  if (!ends_plainly(c, s, end)) return false;
  if (!begins_token(c, s, from) && s[from - 1] != '$') return false;
  if (!news_joins_number(scan, c->base + letters, c->base + end)) {
    set_bit(c->start, letters);
    set_bit(c->end, letters);
  }
  return true;
}

/* Twin letters: can|not, gon|na and the like are split between them. */
BLOCK_TARGET static inline bool settle_twins(const news_scan *scan,
                                             news_chunk *c, const char *s,
                                             uint32_t at) {
  enum { BEFORE = 2, CANNOT = 6, OTHERS = 5 };
  if (at < BEFORE) return false;
  if (!news_is_written_together(s + at)) return true;
  uint32_t from = at - BEFORE, end = word_end(c, at);
  uint32_t size = (s[from] | 0x20) == 'c' ? CANNOT : OTHERS;
  if ((scan->language && !(scan->traits & NEWS_LANG_CLITICS)) ||
      end - from != size || !begins_plainly(c, from) ||
      !ends_plainly(c, s, end))
    return false;
  set_bit(c->start, at + 1);
  set_bit(c->end, at + 1);
  news_chunk_patch(c, at + 1, NEWS_WORD_LETTERS | NEWS_WORD_JOINED);
  return true;
}

/* Whether a mark may begin a smiley or be its nose or tear; also true for
 * NUL. */
BLOCK_TARGET static inline bool is_face(char mark) {
  return mark == ':' || mark == ';' || mark == '=' || mark == '-' ||
         mark == '\'' || !mark;
}

/* >>> before quoted words. */
BLOCK_TARGET static bool settle_arrows(news_chunk *c, const char *s,
                                       uint32_t at, uint32_t *done) {
  uint32_t end = at + 1;
  while (s[end] == s[at]) end++;
  *done = end; /* settled or cut */
  if ((at && !is_space(c, at - 1)) ||
      (!is_space(c, end) && !news_is_alpha(s[end])))
    return false;
  claim(c, at, end, NEWS_WORD_SYMBOL);
  return true;
}

/* <XYZ, but not the smiley <3 */
BLOCK_TARGET static bool settle_angle(news_chunk *c, const char *s, uint32_t at,
                                      uint32_t *done) {
  if (s[at + 1] == s[at]) return settle_arrows(c, s, at, done);
  return s[at + 1] != '3' && (unsigned char)s[at + 1] < 0x80;
}

/* ======, ***: a run of the same mark between white space. */
BLOCK_TARGET static bool settle_row(news_chunk *c, const char *s, uint32_t at,
                                    uint32_t *done) {
  uint32_t from = at - (at && s[at - 1] == s[at]), end = at + 1;
  uint8_t kind = NEWS_WORD_SYMBOL;
  if (from == at && s[end] != s[at]) return false;
  switch (s[at]) {
    case '#':
    case '*':
    case '_': kind = NEWS_WORD_PUNCT; break;
    case '=':
    case '+':
    case '~':
    case '|':
    case '`': break;
    default: return false;
  }
  while (s[end] == s[at]) end++;
  if ((from && !is_space(c, from - 1)) || !is_space(c, end)) return false;
  claim(c, from, end, kind);
  *done = end;
  return true;
}

/* Start of the ASCII local part before the @ at `at`: words with . _ + - before
 * and between them; `at` if there is none.  The lengths of words are
 * unpredictable, the marks are not. */
BLOCK_TARGET static inline uint32_t local_start(const news_chunk *c,
                                                const char *s, uint32_t at) {
  uint32_t from = at;
  for (;;) {
    from -= run_before(c->word, from);
    if (!from || at - from > NEWS_LOCAL_MAX) break;
    char mark = s[from - 1];
    if (!is_word(c, from - 1) && mark != '.' && mark != '_' && mark != '+' &&
        mark != '-')
      break;
    from--;
  }
  if (at - from > NEWS_LOCAL_MAX) return at;
  uint64_t all = 0, eight;
  for (uint32_t i = from; i < at; i += 8) {
    memcpy(&eight, s + i, sizeof eight); /* the text is padded */
    all |= eight << (at - i < 8 ? 64 - 8 * (at - i) : 0);
  }
  return all & UINT64_C(0x8080808080808080) ? at : from;
}

/* a.b@c.org: an ASCII address. */
BLOCK_TARGET static bool settle_email(news_chunk *c, const char *s, uint32_t at,
                                      uint32_t *done) {
  uint32_t from = local_start(c, s, at);
  if (from == at || !is_word(c, from) || !begins_token(c, s, from) ||
      !memcmp(s + from, "www.", 4) || !is_word(c, at + 1))
    return false;
  uint32_t end = host_end(c, s, at + 1);
  if (!ends_plainly(c, s, end + (s[end] == '>'))) return false;
  claim(c, from, end, NEWS_WORD_EMAIL);
  *done = end;
  return true;
}

/* @name, or @ alone. */
BLOCK_TARGET static bool settle_handle(news_chunk *c, const char *s,
                                       uint32_t at, uint32_t *done) {
  uint32_t end = at + 1;
  bool name = false;
  if (at && !is_space(c, at - 1)) return settle_email(c, s, at, done);
  for (; s[end] == '_' || ((unsigned char)s[end] < 0x80 && is_word(c, end));
       end++)
    name |= !is_digit(c, end);
  if (end == at + 1) return is_space(c, end);
  bool mark = (s[end] == ':' || s[end] == '.') && is_space(c, end + 1);
  if (!name || !(mark || ends_plainly(c, s, end))) return false;
  claim(c, at, end, NEWS_WORD_MENTION);
  if (s[end] == '.') clear_bit(c->hard, end);
  *done = end;
  return true;
}

/* A run of ! and ?, but not after a name such as Yahoo! */
BLOCK_TARGET static bool settle_exclamation(const news_scan *scan,
                                            news_chunk *c, uint32_t at,
                                            uint32_t *done) {
  const char *s = scan->text + c->base;
  uint32_t end = at + 1;
  while (s[end] == '!' || s[end] == '?') end++;
  *done = end; /* settled or cut */
  at -= at && (s[at - 1] == '!' || s[at - 1] == '?');
  if (!at || s[at - 1] == '!' || s[at - 1] == '?' || is_word(c, end))
    return false;
  if (is_word(c, at - 1)) {
    uint32_t from = word_start(c, at);
    if (!begins_token(c, s, from) ||
        news_language_flags(scan->language, s + from, at + 1 - from) &
            NEWS_LANG_BRAND)
      return false;
  }
  if (end == at + 1) return true;
  if ((unsigned char)s[end] >= 0x80) return false;
  claim(c, at, end, NEWS_WORD_PUNCT);
  return true;
}

/* A bracket or star that is not part of a smiley, (a) or ** */
BLOCK_TARGET static bool settle_bracket(const news_chunk *c, const char *s,
                                        uint32_t at) {
  if (!at || is_word(c, at - 1)) return false;
  bool dashes = at > 1 && s[at - 1] == '-' && s[at - 2] == '-';
  if ((is_face(s[at - 1]) && !dashes) || s[at - 1] == '8' || s[at - 1] == '*' ||
      s[at + 1] == '*' || s[at + 1] == ':' || s[at + 1] == ';')
    return false;
  return !(s[at] == '(' && s[at + 2] == ')');
}

/* 5/8, 1986/87, 5-1/4, 7:50: a number with its marks. */
BLOCK_TARGET static bool settle_chain(news_chunk *c, const char *s, uint32_t at,
                                      uint32_t *done) {
  figures f = figures_at(c, s, at);
  if (f.begin & ends_plainly(c, s, f.end)) {
    join(c, at, at + 1);
    return true;
  }
  uint32_t from = word_start(c, at), end = at;
  char mark = s[at];
  bool mixed = from >= 2 && s[from - 1] == '-' && is_digit(c, from - 2);
  if (!(mixed || begins_token(c, s, from)) || digits_behind(c, from) != at)
    return false;
  while (s[end] == mark && is_digit(c, end + 1))
    end = digits_behind(c, end + 1);
  if (end == at || !ends_plainly(c, s, end)) return false;
  for (uint32_t i = at; i < end; i++)
    if (s[i] == mark) join(c, i, i + 1);
  *done = end;
  return true;
}

/* 7:50, or a mark after a word. */
BLOCK_TARGET static bool settle_colon(news_chunk *c, const char *s, uint32_t at,
                                      uint32_t *done) {
  if (s[at] == ':' && at && is_digit(c, at - 1) && is_digit(c, at + 1))
    return settle_chain(c, s, at, done);
  return at && s[at - 1] != '(' && is_space(c, at + 1);
}

/* word/word, but not a short form such as w/o. */
BLOCK_TARGET static bool settle_slash(news_chunk *c, const char *s, uint32_t at,
                                      uint32_t *done) {
  if (!at || !is_word(c, at - 1)) return false;
  if (is_digit(c, at - 1)) return settle_chain(c, s, at, done);
  uint32_t from = word_start(c, at);
  return at - from > 2 && begins_token(c, s, from) && is_word(c, at + 1);
}

/* a_b: one word. */
BLOCK_TARGET static bool settle_underscore(news_chunk *c, const char *s,
                                           uint32_t at, uint32_t *done) {
  uint32_t from = at ? word_start(c, at) : at, end = at;
  if (from == at || !news_is_alpha(s[from]) || !begins_token(c, s, from))
    return false;
  for (uint32_t i = from; i < at; i++)
    if (is_cut(c, i)) return false; /* USD500_ */
  for (; is_word(c, end) || s[end] == '_'; end++)
    if ((unsigned char)s[end] >= 0x80) return false;
  if (!ends_plainly(c, s, end)) return false;
  claim(c, from, end, NEWS_WORD_LETTERS);
  *done = end;
  return true;
}

BLOCK_TARGET static bool settle_lone(const news_chunk *c, uint32_t at) {
  return at && is_space(c, at - 1) && is_space(c, at + 1);
}
