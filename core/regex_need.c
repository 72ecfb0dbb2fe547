/* Reads a regex for literals that all its matches contain.
 *
 * Only simple syntax is understood; for anything else the answer is that
 * nothing is known.  A pattern becomes a list of items; each knows which bytes
 * its matches may have and how many, and with which strings they can begin. */
#include "regex_need.h"

#include <stdlib.h>
#include <string.h>

#include "regex_starts.h"

enum {
  ITEMS_MOST = 64, /* in a row */
  NEST_MOST = 12,
  ANY_LENGTH = 1 << 20,
  CLASS_MOST = 4, /* most characters of a class that are kept apart */
};

typedef struct item {
  uint32_t least, most; /* bytes */
  uint64_t bytes[4];    /* the set of bytes it may have */
  news_starts starts;
} item;

typedef struct row {
  uint32_t count;
  item items[ITEMS_MOST];
} row;

typedef struct reader {
  const char *at, *end;
  bool fold, ucp, literal;
  bool failed; /* not understood, or out of memory */
  int depth;
} reader;

/* ---- items ---- */

static bool is_in(char c, const char *set) { return c && strchr(set, c); }

static item nothing(void) {
  return (item){.starts = {.count = 1, .items = {news_no_start}}};
}

static void add_bytes(item *i, int from, int to) {
  for (int byte = from; byte <= to; byte++)
    i->bytes[byte / 64] |= (uint64_t)1 << byte % 64;
}

static bool has_byte(const item *i, int byte) {
  return i->bytes[byte / 64] >> byte % 64 & 1;
}

static void add_lengths(item *i, const item *more) {
  i->least += more->least;
  i->most += more->most;
  if (i->least > ANY_LENGTH) i->least = ANY_LENGTH;
  if (i->most > ANY_LENGTH) i->most = ANY_LENGTH;
}

static void unite_bytes(item *i, const item *other) {
  for (int k = 0; k < 4; k++) i->bytes[k] |= other->bytes[k];
}

/* ---- characters and classes ---- */

static bool is_digit(int c) { return c >= '0' && c <= '9'; }
static bool is_letter(int c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_word(int c) { return is_digit(c) || is_letter(c) || c == '_'; }
static bool is_space(int c) { return c == ' ' || (c >= 9 && c <= 13); }
static bool is_blank(int c) { return c == ' ' || c == '\t'; }

/* An item of one character: one of these ASCII characters or, if `wide`, any
 * other. */
static item one_of(const reader *r, bool (*is)(int), bool wanted, bool wide) {
  item i = {.least = 1, .most = 1, .starts = {1, {news_any_start}}};
  for (int c = 0; c < 128; c++)
    if (is(c) == wanted) add_bytes(&i, c, c);
  if (wide || !wanted || r->ucp) {
    add_bytes(&i, 128, 255);
    i.most = 4;
  }
  return i;
}

/* With flag i, k and s also match letters above ASCII. */
static bool folds_wide(const reader *r, int c) {
  return r->fold && ((c | 32) == 'k' || (c | 32) == 's');
}

static void add_character(const reader *r, item *i, int c) {
  add_bytes(i, c, c);
  if (r->fold && is_letter(c)) add_bytes(i, c ^ 32, c ^ 32);
  if (folds_wide(r, c)) {
    add_bytes(i, 128, 255);
    i->most = 4;
  }
}

static item character(const reader *r, int c) {
  item i = {.least = 1, .most = 1, .starts = {1, {news_any_start}}};
  add_character(r, &i, c);
  if (folds_wide(r, c)) return i;
  i.starts.items[0] = (news_start){.size = 1};
  i.starts.items[0].text[0] = (char)(r->fold && is_letter(c) ? c | 32 : c);
  return i;
}

/* One literal character. */
static item plain_character(reader *r) {
  uint8_t first = (uint8_t)*r->at;
  if (first < 0x80) return character(r, *r->at++);
  uint32_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  item i = {.least = size, .most = size, .starts = {1, {news_any_start}}};
  if ((uint32_t)(r->end - r->at) < size) {
    r->failed = true;
    return i;
  }
  add_bytes(&i, 128, 255);
  if (r->fold) {
    add_bytes(&i, 0, 127);
    i.least = 1;
    i.most = 4;
  } else {
    i.starts.items[0] = (news_start){.size = (uint8_t)size};
    memcpy(i.starts.items[0].text, r->at, size);
  }
  r->at += size;
  return i;
}

/* The class of an escape, in or outside brackets; false if it is not a
 * class. */
static bool escaped_class(const reader *r, char c, item *out) {
  switch (c) {
    case 'd': *out = one_of(r, is_digit, true, false); return true;
    case 'D': *out = one_of(r, is_digit, false, true); return true;
    case 'w': *out = one_of(r, is_word, true, false); return true;
    case 'W': *out = one_of(r, is_word, false, true); return true;
    case 's': *out = one_of(r, is_space, true, false); return true;
    case 'S': *out = one_of(r, is_space, false, true); return true;
    case 'h': *out = one_of(r, is_blank, true, true); return true;
    default: return false;
  }
}

/* The character that an escape stands for, -1 if it is something else. */
static int escaped_character(char c) {
  switch (c) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'f': return '\f';
    case 'a': return 7;
    case 'e': return 27;
    default: return (uint8_t)c < 128 && !is_word(c) ? c : -1;
  }
}

static item escape(reader *r) {
  item i = nothing();
  if (++r->at == r->end) {
    r->failed = true;
    return i;
  }
  char c = *r->at++;
  if (is_in(c, "bBAzZ")) return i; /* stands between characters */
  if (escaped_class(r, c, &i)) return i;
  int known = escaped_character(c);
  if (known < 0) {
    r->failed = true;
    return i;
  }
  return character(r, known);
}

/* Read one character of a class, -1 if it is not ASCII or not understood. */
static int class_character(reader *r) {
  if (*r->at != '\\') return (uint8_t)*r->at < 128 ? *r->at++ : -1;
  if (++r->at == r->end) return -1;
  return escaped_character(*r->at++);
}

/* Read a character above ASCII in a class: each is a start of its own in
 * `wide`, or an open one if they are not kept apart. */
static void wide_part(reader *r, item *i, news_starts *wide) {
  item one = plain_character(r);
  add_bytes(i, 128, 255);
  i->most = 4;
  if (r->fold) add_bytes(i, 0, 127);
  if (wide->count == CLASS_MOST || (r->at < r->end && *r->at == '-'))
    *wide = (news_starts){1, {news_any_start}};
  else
    wide->items[wide->count++] = one.starts.items[0];
}

static void class_part(reader *r, item *i, news_starts *wide) {
  item part;
  if (*r->at == '\\' && r->at + 1 < r->end &&
      escaped_class(r, r->at[1], &part)) {
    unite_bytes(i, &part);
    if (part.most > 1) *wide = (news_starts){1, {news_any_start}};
    if (part.most > i->most) i->most = part.most;
    r->at += 2;
    return;
  }
  if ((uint8_t)*r->at >= 128) {
    wide_part(r, i, wide);
    return;
  }
  int from = class_character(r), to = from;
  if (from >= 0 && r->end - r->at > 1 && *r->at == '-' && r->at[1] != ']') {
    r->at++;
    to = class_character(r);
  }
  if (from < 0 || to < from) r->failed = true;
  for (int c = from; c <= to && !r->failed; c++) {
    add_character(r, i, c);
    if (folds_wide(r, c)) *wide = (news_starts){1, {news_any_start}};
  }
}

/* A few characters each become a start of their own. */
static void class_starts(const reader *r, item *i, const news_starts *wide) {
  news_starts s = *wide;
  for (int c = 0; c < 128; c++) {
    if (!has_byte(i, c) || (r->fold && c != (is_letter(c) ? c | 32 : c)))
      continue;
    if (s.count == 2 * CLASS_MOST) return;
    s.items[s.count++] = (news_start){.size = 1, .text = {(char)c}};
  }
  if (s.count) i->starts = s;
}

static item class(reader *r) {
  item i = {.least = 1, .most = 1, .starts = {1, {news_any_start}}};
  bool negated = ++r->at < r->end && *r->at == '^';
  if (negated) r->at++;
  const char *first = r->at;
  news_starts wide = {0};
  while (r->at < r->end && !r->failed && (*r->at != ']' || r->at == first)) {
    if (r->end - r->at > 1 && *r->at == '[' && is_in(r->at[1], ":.="))
      r->failed = true;
    else
      class_part(r, &i, &wide);
  }
  if (r->at >= r->end) r->failed = true;
  r->at++;
  if (negated) {
    for (int k = 0; k < 4; k++) i.bytes[k] = ~i.bytes[k];
    add_bytes(&i, 128, 255);
    i.most = 4;
  } else if (r->ucp) {
    add_bytes(&i, 128, 255);
    i.most = 4;
  } else {
    class_starts(r, &i, &wide);
  }
  return i;
}

static item any_character(const reader *r) {
  item i = {.least = 1, .most = 4, .starts = {1, {news_any_start}}};
  add_bytes(&i, 0, 255);
  (void)r;
  return i;
}

/* ---- repetitions ---- */

static uint32_t number(reader *r) {
  uint32_t n = 0;
  if (r->at == r->end || !is_digit(*r->at)) r->failed = true;
  while (r->at < r->end && is_digit(*r->at) && n < ANY_LENGTH)
    n = n * 10 + (uint32_t)(*r->at++ - '0');
  return n;
}

/* {m}, {m,} or {m,n}; any other brace is a literal, which is left to the
 * caller. */
static void braces(reader *r, uint32_t *least, uint32_t *most) {
  r->at++;
  *least = *most = number(r);
  if (r->at < r->end && *r->at == ',') {
    r->at++;
    *most = r->at < r->end && *r->at == '}' ? ANY_LENGTH : number(r);
  }
  if (r->at == r->end || *r->at++ != '}') r->failed = true;
}

static uint32_t times(uint32_t bytes, uint32_t count) {
  uint64_t product = (uint64_t)bytes * count;
  return product < ANY_LENGTH ? (uint32_t)product : ANY_LENGTH;
}

static void repeat(item *i, uint32_t least, uint32_t most) {
  i->least = times(i->least, least);
  i->most = times(i->most, most);
  if (most > 1) news_starts_open(&i->starts);
  if (least > 0) return;
  const news_starts skipped = {1, {news_no_start}};
  news_starts_unite(&i->starts, &skipped);
}

/* Read a repetition, if there is one. */
static bool repetition(reader *r, item *i) {
  uint32_t least = 0, most = ANY_LENGTH;
  if (r->at == r->end || r->failed) return false;
  switch (*r->at) {
    case '?':
      most = 1;
      r->at++;
      break;
    case '*': r->at++; break;
    case '+':
      least = 1;
      r->at++;
      break;
    case '{': braces(r, &least, &most); break;
    default: return false;
  }
  if (r->at < r->end && (*r->at == '?' || *r->at == '+')) r->at++;
  repeat(i, least, most);
  return true;
}

/* ---- rows and alternatives ---- */

static void alternatives(reader *r, row *only, item *all, uint32_t *count);

static item item_of(const row *w) {
  item i = nothing();
  for (uint32_t k = 0; k < w->count; k++) {
    add_lengths(&i, &w->items[k]);
    unite_bytes(&i, &w->items[k]);
    news_starts_append(&i.starts, &w->items[k].starts);
  }
  return i;
}

static void add_item(reader *r, row *w, const item *i) {
  if (w->count == ITEMS_MOST)
    r->failed = true;
  else
    w->items[w->count++] = *i;
}

/* Read the kind of group after "(".  *outside: it matches between characters,
 * and what it looks at is not part of the match. */
static void group_head(reader *r, bool *outside) {
  *outside = false;
  if (r->at == r->end || *r->at == '*') r->failed = true;
  if (r->failed || *r->at != '?') return;
  r->at++;
  size_t left = (size_t)(r->end - r->at);
  bool behind = left > 1 && *r->at == '<' && is_in(r->at[1], "=!");
  if (left && is_in(*r->at, "=!")) {
    *outside = true;
    r->at++;
  } else if (behind) {
    *outside = true;
    r->at += 2;
  } else if (left && (*r->at == ':' || *r->at == '>')) {
    r->at++;
  } else if (left && (*r->at == '<' || *r->at == 'P' || *r->at == '\'')) {
    if (*r->at == 'P') r->at++;
    char close = r->at < r->end && *r->at == '\'' ? '\'' : '>';
    if (r->at == r->end || (*r->at != '<' && *r->at != '\'')) r->failed = true;
    while (r->at < r->end && (*r->at != close)) r->at++;
    r->at++;
    if (r->at > r->end) r->failed = true;
  } else {
    r->failed = true;
  }
}

/* A group of one alternative that is not repeated is replaced by its items, so
 * that a literal inside it is seen. */
static void group(reader *r, row *w) {
  bool outside;
  r->at++;
  group_head(r, &outside);
  row *only = malloc(sizeof *only);
  if (!only || ++r->depth > NEST_MOST) r->failed = true;
  if (!r->failed) {
    uint32_t count;
    item all;
    alternatives(r, only, &all, &count);
    if (r->at == r->end) r->failed = true;
    r->at++;
    bool repeated = !r->failed && repetition(r, &all);
    if (outside) {
      if (repeated) r->failed = true;
    } else if (count == 1 && !repeated) {
      for (uint32_t k = 0; k < only->count; k++)
        add_item(r, w, &only->items[k]);
    } else {
      add_item(r, w, &all);
    }
  }
  r->depth--;
  free(only);
}

static void read_row(reader *r, row *w) {
  w->count = 0;
  while (r->at < r->end && !r->failed &&
         (r->literal || (*r->at != '|' && *r->at != ')'))) {
    item i;
    if (r->literal) {
      i = plain_character(r);
    } else if (*r->at == '(') {
      group(r, w);
      continue;
    } else if (*r->at == '^' || *r->at == '$') {
      r->at++;
      continue;
    } else if (*r->at == '[') {
      i = class(r);
    } else if (*r->at == '\\') {
      i = escape(r);
    } else if (*r->at == '.') {
      r->at++;
      i = any_character(r);
    } else {
      i = plain_character(r);
    }
    if (!r->literal) (void)repetition(r, &i);
    add_item(r, w, &i);
  }
}

/* All alternatives as one item; *only is the last of `count`. */
static void alternatives(reader *r, row *only, item *all, uint32_t *count) {
  *count = 0;
  for (;;) {
    read_row(r, only);
    item i = item_of(only);
    if (!(*count)++) {
      *all = i;
    } else {
      unite_bytes(all, &i);
      news_starts_unite(&all->starts, &i.starts);
      if (i.least < all->least) all->least = i.least;
      if (i.most > all->most) all->most = i.most;
    }
    if (r->failed || r->at == r->end || *r->at != '|') return;
    r->at++;
  }
}

/* ---- choosing ---- */

/* About how many of a million bytes of text equal this one. */
static uint32_t frequency(const news_need *n, uint8_t byte) {
  static const char common[] = " etaoinsrhldcumfpgwybvk";
  static const uint32_t shares[] = {160000, 95000, 70000, 63000, 60000, 56000,
                                    55000,  52000, 51000, 40000, 33000, 28000,
                                    25000,  21000, 19000, 17000, 16000, 15000,
                                    14000,  13000, 12000, 8000,  6000};
  if (n->literals.fold && is_letter(byte)) byte |= 32;
  const char *at = byte ? strchr(common, byte) : NULL;
  if (at) return shares[at - common];
  if (byte == ',' || byte == '.' || byte == '\n') return 10000;
  if (is_digit(byte)) return 4000;
  if (is_letter(byte)) return 3000;
  return byte >= 128 ? 3000 : 1000;
}

enum { OFTEN = 30000 }; /* of a million: not worth searching */

/* About how many of a million places of a text have one of the literals. */
static uint64_t hits(const news_need *n) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < n->literals.count; i++) {
    uint64_t share = 1000000;
    for (uint32_t k = 0; k < n->literals.size[i] && k < 3; k++)
      share = share * frequency(n, (uint8_t)n->literals.text[i][k]) / 1000000;
    sum += share + 1;
  }
  return sum;
}

/* A literal that begins with a shorter one is found by that. */
static bool is_covered(const news_literals *l, const news_start *s) {
  for (uint32_t i = 0; i < l->count; i++)
    if (l->size[i] <= s->size && !memcmp(l->text[i], s->text, l->size[i]))
      return true;
  return false;
}

static bool take_starts(news_need *n, const news_starts *s) {
  news_literals *l = &n->literals;
  for (uint32_t i = 0; i < s->count; i++) {
    if (!s->items[i].size) return false;
    if (is_covered(l, &s->items[i])) continue;
    l->size[l->count] = s->items[i].size;
    memcpy(l->text[l->count++], s->items[i].text, s->items[i].size);
  }
  return s->count > 0;
}

/* The starts of the rest of a row, from item `at` on. */
static news_starts starts_from(const row *w, uint32_t at) {
  news_starts s = {1, {news_no_start}};
  for (uint32_t k = at; k < w->count && !news_starts_done(&s); k++)
    news_starts_append(&s, &w->items[k].starts);
  return s;
}

/* The best need of one row; returns its hits, UINT64_MAX if there is none. */
static uint64_t best_of(const row *w, bool fold, news_need *best) {
  uint64_t least = UINT64_MAX;
  item before = nothing();
  for (uint32_t k = 0; k < w->count; k++) {
    news_need n;
    memset(&n, 0, sizeof n); /* it may be written to a file as it is */
    n.literals.fold = fold;
    n.least = before.least;
    n.most = before.most < ANY_LENGTH ? before.most : UINT32_MAX;
    news_starts s = starts_from(w, k);
    for (int byte = 0; byte < 256; byte++)
      n.before[byte] = has_byte(&before, byte);
    if (take_starts(&n, &s) && hits(&n) < least) {
      least = hits(&n);
      *best = n;
    }
    add_lengths(&before, &w->items[k]);
    unite_bytes(&before, &w->items[k]);
  }
  return least;
}

/* Form the union of two needs. */
static bool unite(news_need *n, const news_need *other) {
  uint32_t count = n->literals.count, more = other->literals.count;
  if (count + more > NEWS_LITERALS_MOST) return false;
  memcpy(n->literals.size + count, other->literals.size, more);
  memcpy(n->literals.text[count], other->literals.text,
         more * sizeof *other->literals.text);
  n->literals.count += more;
  for (int byte = 0; byte < 256; byte++)
    n->before[byte] = n->before[byte] || other->before[byte];
  if (other->least < n->least) n->least = other->least;
  if (other->most > n->most) n->most = other->most;
  return true;
}

bool news_need_find(const char *pattern, size_t size, bool fold, bool ucp,
                    bool literal, news_need *out) {
  reader r = {.at = pattern,
              .end = pattern + size,
              .fold = fold,
              .ucp = ucp,
              .literal = literal};
  row *w = malloc(sizeof *w);
  bool good = w, first = true;
  while (good) {
    news_need n;
    read_row(&r, w);
    good = !r.failed && best_of(w, r.fold, &n) != UINT64_MAX;
    if (good && first)
      *out = n;
    else if (good)
      good = unite(out, &n);
    first = false;
    if (!good || r.at == r.end) break;
    good = *r.at++ == '|' && !r.literal;
  }
  free(w);
  if (!good || hits(out) > OFTEN) return false;
  news_literals_ready(&out->literals);
  return true;
}
