#include "language.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "utf8.h"

enum {
  CODE_MAX = 15,
  MOST_BYTES = 64 << 20, /* of data */
  WORD_MAX = 63,         /* bytes of a folded word; longer ones have no flags */
  GLANCE_BYTES = 1024,   /* mostly these are enough to tell a language */
  GLANCE_WORDS = 100,    /* if they hold so many words */
  GUESS_BYTES = 4096,    /* else its first paragraphs */
};

typedef struct entry {
  uint32_t hash;
  uint32_t flags; /* 0 in a free slot */
  uint32_t at;    /* of the folded word in `words` */
  uint32_t size;
} entry;

/* The start of one block: this, slots, filter, words. */
typedef struct block_header {
  char code[CODE_MAX + 1];
  uint32_t size; /* of the block */
  uint32_t traits;
  uint32_t mask;    /* slots - 1, a power of two, at least half of them free */
  uint32_t room;    /* bytes of words */
  uint32_t used;    /* of them */
  uint32_t longest; /* abbreviation */
  news_language_tails points, hyphens, letters;
} block_header;

struct news_language {
  const block_header *header;
  const entry *slots;
  const uint64_t *filter; /* a bit for the key of each short word */
  const char *words;
  uint32_t mask; /* that of the header */
  void *owned;   /* the block, or NULL */
};

/* What is being loaded: the block's parts, not yet read-only. */
typedef struct loader {
  const news_language *language;
  block_header *header;
  entry *slots;
  char *words;
  uint64_t *filter;
} loader;

typedef struct name {
  const char *text;
  uint32_t bit;
} name;

static const name flag_names[] = {
    {"never", NEWS_LANG_NEVER},
    {"sometimes", NEWS_LANG_SOMETIMES},
    {"capital", NEWS_LANG_CAPITAL},
    {"starter", NEWS_LANG_STARTER},
    {"month", NEWS_LANG_MONTH},
    {"weekday", NEWS_LANG_WEEKDAY},
    {"said", NEWS_LANG_SAID},
    {"affix", NEWS_LANG_AFFIX},
    {"unit", NEWS_LANG_UNIT},
    {"ordinal", NEWS_LANG_ORDINAL},
    {"elision", NEWS_LANG_ELISION},
    {"function", NEWS_LANG_FUNCTION},
    {"closing", NEWS_LANG_CLOSING},
    {"file_end", NEWS_LANG_FILE_END},
    {"numeric", NEWS_LANG_NUMERIC},
    {"lower", NEWS_LANG_LOWER},
    {"cased", NEWS_LANG_CASED},
    {"company", NEWS_LANG_COMPANY},
    {"place", NEWS_LANG_PLACE},
    {"role", NEWS_LANG_ROLE},
    {"zone", NEWS_LANG_ZONE},
    {"before_ordinal", NEWS_LANG_BEFORE_ORDINAL},
    {"broken", NEWS_LANG_BROKEN},
    {"label", NEWS_LANG_LABEL},
    {"greeting", NEWS_LANG_GREETING},
    {"pronoun", NEWS_LANG_PRONOUN},
    {"brand", NEWS_LANG_BRAND},
    {"particle", NEWS_LANG_PARTICLE},
    {NULL, 0},
};

static const name trait_names[] = {
    {"clitics", NEWS_LANG_CLITICS},
    {"digit_point", NEWS_LANG_DIGIT_POINT},
    {"space_before_mark", NEWS_LANG_SPACE_BEFORE_MARK},
    {"dialogue_dash", NEWS_LANG_DIALOGUE_DASH},
    {"lower_starts", NEWS_LANG_LOWER_STARTS},
    {"footnotes", NEWS_LANG_FOOTNOTES},
    {"mark_starts", NEWS_LANG_MARK_STARTS},
    {NULL, 0},
};

static uint32_t name_bit(const name *names, const char *text, size_t size) {
  for (; names->text; names++)
    if (strlen(names->text) == size && !memcmp(names->text, text, size))
      return names->bit;
  return 0;
}

/* Lower case with straight apostrophes and without the final point, at most
 * WORD_MAX bytes at `to`; returns 0 for a word that is longer. */
static uint32_t fold(const char *word, size_t size, char *to) {
  uint32_t n = 0, step = 1;
  if (size > 1 && word[size - 1] == '.') size--;
  if (size > WORD_MAX) return 0;
  for (; n < size && !(word[n] & 0x80); n++)
    to[n] = (char)(word[n] >= 'A' && word[n] <= 'Z' ? word[n] | 0x20 : word[n]);
  for (size_t i = n; i < size; i += step) {
    if (n + 4 > WORD_MAX) return 0;
    uint32_t code = news_utf8_decode(word + i, &step);
    if (code == 0x2019 || code == 0x02BC) {
      to[n++] = '\'';
    } else {
      n += news_utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)code),
                            to + n);
    }
  }
  return n;
}

/* FNV-1a, 32 bits. */
static uint32_t hash_word(const char *word, uint32_t size) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  return hash ^ hash >> 15;
}

/* The slot of a folded word, or the free one where it would go; `hash` is that
 * of hash_folded(). */
static uint32_t find_slot(const news_language *language, const char *word,
                          uint32_t size, uint32_t hash) {
  uint32_t mask = language->mask;
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    const entry *e = &language->slots[i];
    if (!e->flags || (e->hash == hash && e->size == size &&
                      !memcmp(language->words + e->at, word, size)))
      return i;
  }
}

/* ---------------------------------------------------------- short words */

/* Nearly every word that is asked for has no flags.  A word of at most SHORT
 * bytes of ASCII is told by its first and last eight bytes and its size, which
 * need no folding but lower8(); those of the language have their bits in a
 * filter. */
enum { SHORT = 16, BITS_A_SLOT = 16 };

static const uint64_t ones = 0x0101010101010101u;

typedef struct key {
  uint64_t head, tail;
} key;

static uint64_t load8(const char *at) {
  uint64_t eight;
  memcpy(&eight, at, sizeof eight);
  return eight;
}

static uint64_t load4(const char *at) {
  uint32_t four;
  memcpy(&four, at, sizeof four);
  return four;
}

/* Of 1 to SHORT bytes; reads nothing else. */
static key read_key(const char *word, size_t size) {
  if (size >= 8) return (key){load8(word), load8(word + size - 8)};
  if (size >= 4) return (key){load4(word) | load4(word + size - 4) << 32, size};
  uint64_t first = (unsigned char)word[0], middle, last;
  middle = (unsigned char)word[size / 2];
  last = (unsigned char)word[size - 1];
  return (key){first | middle << 8 | last << 16, size};
}

/* A to Z become lower case; for bytes below 0x80. */
static uint64_t lower8(uint64_t eight) {
  uint64_t from_a = eight + ones * (0x80 - 'A');
  uint64_t behind_z = eight + ones * (0x80 - 'Z' - 1);
  return eight | (from_a & ~behind_z & ones * 0x80) >> 2;
}

static key lower_key(key k) { return (key){lower8(k.head), lower8(k.tail)}; }

/* Of a key in lower case. */
static uint64_t hash_key(key k, size_t size) {
  uint64_t hash = (k.head ^ size) * 0x9E3779B97F4A7C15u;
  return (hash ^ k.tail) * 0xC2B2AE3D27D4EB4Fu;
}

static uint32_t filter_mask(const news_language *language) {
  return BITS_A_SLOT * (language->mask + 1) - 1;
}

/* The bit of a hashed key in a filter. */
static uint32_t filter_bit(uint32_t mask, uint64_t hash) {
  return (uint32_t)(hash >> 40) & mask;
}

static bool has_bit(const uint64_t *filter, uint32_t bit) {
  return filter[bit >> 6] >> (bit & 63) & 1;
}

static bool in_filter(const news_language *language, uint64_t hash) {
  return has_bit(language->filter, filter_bit(filter_mask(language), hash));
}

/* A word that has a key, in lower case. */
typedef struct short_word {
  key key;
  uint32_t size;
  uint64_t hash;
} short_word;

static bool read_short(const char *word, size_t size, short_word *out) {
  if (size > SHORT) return false;
  key k = read_key(word, size);
  out->key = lower_key(k);
  out->size = (uint32_t)size;
  out->hash = hash_key(out->key, size);
  return !((k.head | k.tail) & ones * 0x80);
}

static uint32_t slot_hash(const short_word *w) {
  return (uint32_t)(w->hash >> 32);
}

/* Of a word that is in the filter. */
static uint32_t short_flags(const news_language *language,
                            const short_word *w) {
  uint32_t mask = language->mask, hash = slot_hash(w);
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    const entry *e = &language->slots[i];
    if (!e->flags) return 0;
    if (e->hash != hash || e->size != w->size) continue;
    key k = read_key(language->words + e->at, e->size);
    if (k.head == w->key.head && k.tail == w->key.tail) return e->flags;
  }
}

/* The hash by which the slot of a folded word is found. */
static uint32_t hash_folded(const char *word, uint32_t size) {
  short_word w;
  return read_short(word, size, &w) ? slot_hash(&w) : hash_word(word, size);
}

#define H 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27
const uint8_t news_language_letter[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* 00 */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* 10 */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* 20 */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* 30 */
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, /* 40 */
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0,  0,  0,  0,  0,  /* 50 */
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, /* 60 */
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0,  0,  0,  0,  0,  /* 70 */
    H,  H,  H,  H,  H,  H,  H,  H,
};
#undef H

/* Set the bit of a word's last three bytes. */
static void add_tail(news_language_tails *tails, const char *word,
                     uint32_t size) {
  char tail[3] = {0};
  uint32_t some = size < 3 ? size : 3;
  memcpy(tail + 3 - some, word + size - some, some);
  uint32_t bit = news_language_tail(tail + 3);
  tails->bits[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

static void add_word(const loader *l, const char *word, uint32_t size,
                     uint32_t flags) {
  uint32_t hash = hash_folded(word, size);
  entry *e = &l->slots[find_slot(l->language, word, size, hash)];
  block_header *h = l->header;
  if (!e->flags) {
    *e = (entry){hash, 0, h->used, size};
    memcpy(l->words + h->used, word, size);
    h->used += size;
  }
  e->flags |= flags;
  short_word w;
  if (read_short(word, size, &w)) {
    uint32_t bit = filter_bit(filter_mask(l->language), w.hash);
    l->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
  }
  if (flags & NEWS_LANG_ABBREVIATION) add_tail(&h->points, word, size);
  if (flags & NEWS_LANG_AFFIX) add_tail(&h->hyphens, word, size);
  if (flags & (NEWS_LANG_CLOSING | NEWS_LANG_GREETING))
    add_tail(&h->letters, word, size);
  if (flags & NEWS_LANG_ABBREVIATION && size > h->longest) h->longest = size;
}

/* The bits of names with spaces between them; 0 when one is unknown. */
static uint32_t read_names(const name *names, const char *at, const char *end) {
  uint32_t bits = 0;
  while (at < end) {
    const char *space = memchr(at, ' ', (size_t)(end - at));
    const char *stop = space ? space : end;
    uint32_t bit = stop > at ? name_bit(names, at, (size_t)(stop - at)) : 1;
    if (!bit) return 0;
    if (stop > at) bits |= bit;
    at = space ? space + 1 : end;
  }
  return bits;
}

/* One line without its end; false when it is of no known form. */
static bool read_line(const loader *l, const char *line, const char *end) {
  char word[WORD_MAX + 1];
  if (line == end || *line == '#') return true;
  if (*line == '!' && !memchr(line, '\t', (size_t)(end - line))) {
    uint32_t bits = read_names(trait_names, line + 1, end);
    l->header->traits |= bits;
    return bits != 0;
  }
  const char *tab = memchr(line, '\t', (size_t)(end - line));
  if (!tab) return false;
  uint32_t flags = read_names(flag_names, tab + 1, end);
  uint32_t size = fold(line, (size_t)(tab - line), word);
  if (!flags || !size) return false;
  add_word(l, word, size, flags);
  return true;
}

static news_status read_lines(const loader *l, const char *tsv, size_t size,
                              news_error *err) {
  const char *line = tsv, *all = tsv + size;
  while (line < all) {
    const char *feed = memchr(line, '\n', (size_t)(all - line));
    const char *end = feed ? feed : all;
    const char *cut = end > line && end[-1] == '\r' ? end - 1 : end;
    if (!read_line(l, line, cut))
      return news_fail_with(err, NEWS_ESYNTAX, (size_t)(line - tsv),
                            "not a word, a tab and known flags", line,
                            (size_t)(cut - line));
    line = feed ? feed + 1 : all;
  }
  return NEWS_OK;
}

static size_t count_lines(const char *tsv, size_t size) {
  size_t lines = 1;
  for (size_t i = 0; i < size; i++) lines += tsv[i] == '\n';
  return lines;
}

static size_t block_size(const block_header *h) {
  size_t slots = (size_t)h->mask + 1;
  return sizeof *h + slots * sizeof(entry) + slots * BITS_A_SLOT / 8 + h->room;
}

static void set_views(news_language *language, const void *block) {
  const block_header *h = block;
  language->header = h;
  language->mask = h->mask;
  language->slots = (const void *)(h + 1);
  language->filter = (const void *)(language->slots + h->mask + 1);
  language->words =
      (const void *)(language->filter + (h->mask + 1) * BITS_A_SLOT / 64);
}

/* Room for one word a line; folding makes a word at most twice as long. */
static bool allocate(news_language *language, const char *code, const char *tsv,
                     size_t size, loader *l) {
  block_header h = {.mask = 16, .room = 2 * (uint32_t)size + 1};
  while (h.mask < 2 * count_lines(tsv, size)) h.mask *= 2;
  h.mask--;
  h.size = (uint32_t)block_size(&h);
  memcpy(h.code, code, strlen(code) + 1);
  char *block = language->owned = calloc(1, h.size);
  if (!block) return false;
  memcpy(block, &h, sizeof h);
  set_views(language, block);
  *l = (loader){.language = language, .header = language->owned};
  l->slots = (void *)(l->header + 1);
  l->filter = (void *)(l->slots + h.mask + 1);
  l->words = (void *)(l->filter + (h.mask + 1) * BITS_A_SLOT / 64);
  return true;
}

news_status news_language_new(const char *code, const char *tsv, size_t size,
                              news_language **out, news_error *err) {
  *out = NULL;
  if (strlen(code) > CODE_MAX || size > MOST_BYTES)
    return news_fail(err, NEWS_ETOOBIG, 0, NULL);
  size_t bad = news_utf8_check(tsv, size);
  if (bad < size) return news_fail(err, NEWS_EUTF8, bad, NULL);
  news_language *language = calloc(1, sizeof *language);
  loader l = {0};
  if (!language || !allocate(language, code, tsv, size, &l)) {
    free(language);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  news_status status = read_lines(&l, tsv, size, err);
  if (status) {
    news_language_free(language);
    return status;
  }
  *out = language;
  return NEWS_OK;
}

const void *news_language_block(const news_language *language, size_t *size) {
  *size = language->header->size;
  return language->header;
}

news_status news_language_open(const void *block, size_t size,
                               news_language **out, news_error *err) {
  const block_header *h = block;
  *out = NULL;
  if (size < sizeof *h || h->size != size || block_size(h) != size)
    return news_fail(err, NEWS_EDATA, 0, "not a compiled language");
  *out = calloc(1, sizeof **out);
  if (!*out) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  set_views(*out, block);
  return NEWS_OK;
}

void news_language_free(news_language *language) {
  if (!language) return;
  free(language->owned);
  free(language);
}

const char *news_language_code(const news_language *language) {
  return language->header->code;
}

uint32_t news_language_traits(const news_language *language) {
  return language ? language->header->traits : 0;
}

const news_language_tails *news_language_points(const news_language *language) {
  static const news_language_tails none;
  return language ? &language->header->points : &none;
}

const news_language_tails *news_language_hyphens(
    const news_language *language) {
  static const news_language_tails none;
  return language ? &language->header->hyphens : &none;
}

const news_language_tails *news_language_letters(
    const news_language *language) {
  static const news_language_tails none;
  return language ? &language->header->letters : &none;
}

uint32_t news_language_longest(const news_language *language) {
  return language ? language->header->longest : 0;
}

/* A word in folded form; no bytes when it is too long to have flags. */
typedef struct folded_word {
  char bytes[WORD_MAX + 1];
  uint32_t size, hash;
} folded_word;

static void read_folded(const char *word, size_t size, folded_word *out) {
  out->size = fold(word, size, out->bytes);
  out->hash = out->size ? hash_folded(out->bytes, out->size) : 0;
}

static uint32_t folded_flags(const news_language *language,
                             const folded_word *w) {
  if (!w->size) return 0;
  return language->slots[find_slot(language, w->bytes, w->size, w->hash)].flags;
}

uint32_t news_language_flags(const news_language *language, const char *word,
                             size_t size) {
  short_word w;
  folded_word folded;
  if (!language || !size) return 0;
  size_t bare = size - (size > 1 && word[size - 1] == '.');
  if (read_short(word, bare, &w))
    return in_filter(language, w.hash) ? short_flags(language, &w) : 0;
  read_folded(word, size, &folded);
  return folded_flags(language, &folded);
}

/* ------------------------------------------------------------- guessing */

static bool is_ascii_letter(char c) {
  return (unsigned)((unsigned char)c | 0x20) - 'a' < 26;
}

static bool is_ascii(char c) { return (unsigned char)c < 0x80; }

/* Enough for the telling of words: above ASCII all are letters but the general
 * punctuation of U+2000 to U+206F and the Latin-1 marks. */
static bool is_high_letter(char lead) {
  return !is_ascii(lead) && (unsigned char)lead != 0xE2 &&
         (unsigned char)lead != 0xC2;
}

static uint32_t letter_size(char first) {
  unsigned char lead = (unsigned char)first;
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* How many of the next eight bytes are ASCII letters before any other one. */
static uint32_t count_letters(const char *at) {
  uint64_t eight = load8(at), low = (eight | ones * 0x20) & ones * 0x7F;
  uint64_t from_a = low + ones * (0x80 - 'a');
  uint64_t behind_z = low + ones * (0x80 - 'z' - 1);
  uint64_t others = ~(from_a & ~behind_z & ~eight) & ones * 0x80;
  return others ? (uint32_t)__builtin_ctzll(others) / 8 : 8;
}

static uint32_t letters_end(const char *text, uint32_t size, uint32_t at) {
  while (size - at >= 8) {
    uint32_t count = count_letters(text + at);
    at += count;
    if (count < 8) return at;
  }
  while (at < size && is_ascii_letter(text[at])) at++;
  return at;
}

/* The next word at or behind `at`; false when there is none. */
static bool next_word(const char *text, uint32_t size, uint32_t *at,
                      uint32_t *end) {
  uint32_t i = *at;
  while (i < size && !is_ascii_letter(text[i]) && !is_high_letter(text[i]))
    i += letter_size(text[i]);
  *at = i;
  while (i < size) {
    if (is_high_letter(text[i]))
      i += letter_size(text[i]);
    else if (is_ascii_letter(text[i]))
      i = letters_end(text, size, i);
    else
      break;
  }
  *end = i;
  return *at < size;
}

/* The s of "Year's" is no word here: elsewhere it may be one (s'il). */
static bool is_clitic(const char *text, uint32_t at, uint32_t end) {
  if (end - at != 1 || at == 0) return false;
  return text[at - 1] == '\'' ||
         (at >= 3 && memcmp(text + at - 3, "\xE2\x80\x99", 3) == 0);
}

/* The languages whose filters have this bit, a bit each. */
typedef struct sieve {
  const uint64_t *filter;
  uint32_t mask;
} sieve;

static uint32_t sift(const sieve *sieves, int count, uint64_t hash) {
  uint32_t maybe = 0;
  for (int i = 0; i < count; i++) {
    uint32_t bit = filter_bit(sieves[i].mask, hash);
    maybe |= (uint32_t)has_bit(sieves[i].filter, bit) << i;
  }
  return maybe;
}
_Static_assert(NEWS_LANGUAGES_MOST <= 32, "a bit a language");

/* Counts the function words of each language; returns the number of words. */
static uint32_t count_function_words(const news_language *const *languages,
                                     int count, const char *text, uint32_t size,
                                     uint32_t *hits) {
  uint32_t words = 0, end, all = (uint32_t)((UINT64_C(1) << count) - 1);
  sieve sieves[NEWS_LANGUAGES_MOST];
  short_word w;
  folded_word folded;
  for (int i = 0; i < count; i++)
    sieves[i] = (sieve){languages[i]->filter, filter_mask(languages[i])};
  for (uint32_t at = 0; next_word(text, size, &at, &end); at = end) {
    if (is_clitic(text, at, end)) continue;
    bool is_short = read_short(text + at, end - at, &w);
    uint32_t maybe = is_short ? sift(sieves, count, w.hash) : all;
    if (!is_short) read_folded(text + at, end - at, &folded);
    words++;
    for (; maybe; maybe &= maybe - 1) {
      int i = __builtin_ctz(maybe);
      uint32_t flags = is_short ? short_flags(languages[i], &w)
                                : folded_flags(languages[i], &folded);
      hits[i] += (flags & NEWS_LANG_FUNCTION) != 0;
    }
  }
  return words;
}

/* The text's head of at most `most` bytes, cut on a code point border. */
static uint32_t head_size(const char *text, size_t size, uint32_t most) {
  if (size <= most) return (uint32_t)size;
  uint32_t head = most;
  while (head && ((unsigned char)text[head] & 0xC0) == 0x80) head--;
  return head;
}

/* The language whose function words are one word in `part` or more, and
 * `ahead` quarters of those of any other one; -1 when there is none. */
static int find_clear(const uint32_t *hits, int count, uint32_t words,
                      uint32_t part, uint32_t ahead) {
  uint32_t most = 0, second = 0;
  int best = -1;
  for (int i = 0; i < count; i++) {
    if (hits[i] > most) {
      second = most;
      most = hits[i];
      best = i;
    } else if (hits[i] > second) {
      second = hits[i];
    }
  }
  bool clear = most >= 2 && most * part >= words && most * 4 >= second * ahead;
  return clear ? best : -1;
}

/* Running text of the six languages has 25 to 50 % of them, another language of
 * the same family 5 to 10 %. */
int news_language_guess(const news_language *const *languages, int count,
                        const char *text, size_t size) {
  uint32_t hits[NEWS_LANGUAGES_MOST] = {0};
  if (count > NEWS_LANGUAGES_MOST) count = NEWS_LANGUAGES_MOST;
  size = news_utf8_check(text, head_size(text, size, GUESS_BYTES));
  uint32_t glance = head_size(text, size, GLANCE_BYTES);
  uint32_t words = count_function_words(languages, count, text, glance, hits);
  int found = find_clear(hits, count, words, 4, 8);
  if (found >= 0 && words >= GLANCE_WORDS) return found;
  uint32_t rest = (uint32_t)size - glance;
  words += count_function_words(languages, count, text + glance, rest, hits);
  return find_clear(hits, count, words, 5, 5);
}
