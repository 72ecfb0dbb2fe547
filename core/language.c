#include "language.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "language_word.h"
#include "utf8.h"

enum { MOST_BYTES = 64 << 20 /* most bytes of data */ };

/* A block being loaded: its parts while they are writable. */
typedef struct loader {
  const news_language *language;
  news_language_header *header;
  news_language_entry *slots;
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
    {"lone", NEWS_LANG_LONE},
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

uint32_t news_language_fold(const char *word, size_t size, char *to) {
  uint32_t n = 0, step = 1;
  if (size > 1 && word[size - 1] == '.') size--;
  if (size > NEWS_LANGUAGE_WORD_MAX) return 0;
  for (; n < size && !(word[n] & 0x80); n++)
    to[n] = (char)(word[n] >= 'A' && word[n] <= 'Z' ? word[n] | 0x20 : word[n]);
  for (size_t i = n; i < size; i += step) {
    if (n + 4 > NEWS_LANGUAGE_WORD_MAX) return 0;
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
  uint32_t hash = news_folded_word_hash(word, size);
  news_language_entry *e =
      &l->slots[news_language_slot(l->language, word, size, hash)];
  news_language_header *h = l->header;
  if (!e->flags) {
    *e = (news_language_entry){hash, 0, h->used, size};
    memcpy(l->words + h->used, word, size);
    h->used += size;
  }
  e->flags |= flags;
  news_short_word w;
  if (news_short_word_read(word, size, &w)) {
    uint32_t bit = news_filter_bit(news_filter_mask(l->language), w.hash);
    l->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
  }
  if (flags & NEWS_LANG_ABBREVIATION) add_tail(&h->points, word, size);
  if (flags & NEWS_LANG_AFFIX) add_tail(&h->hyphens, word, size);
  if (flags & (NEWS_LANG_CLOSING | NEWS_LANG_GREETING | NEWS_LANG_LABEL))
    add_tail(&h->letters, word, size);
  if (flags & NEWS_LANG_ABBREVIATION && size > h->longest) h->longest = size;
}

/* The bits of names separated by spaces; 0 if one is unknown. */
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

/* Read one line without its end; false if its form is unknown. */
static bool read_line(const loader *l, const char *line, const char *end) {
  char word[NEWS_LANGUAGE_WORD_MAX + 1];
  if (line == end || *line == '#') return true;
  if (*line == '!' && !memchr(line, '\t', (size_t)(end - line))) {
    uint32_t bits = read_names(trait_names, line + 1, end);
    l->header->traits |= bits;
    return bits != 0;
  }
  const char *tab = memchr(line, '\t', (size_t)(end - line));
  if (!tab) return false;
  uint32_t flags = read_names(flag_names, tab + 1, end);
  uint32_t size = news_language_fold(line, (size_t)(tab - line), word);
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

static size_t block_size(const news_language_header *h) {
  size_t slots = (size_t)h->mask + 1;
  return sizeof *h + slots * sizeof(news_language_entry) +
         slots * NEWS_FILTER_BITS / 8 + h->room;
}

static void set_views(news_language *language, const void *block) {
  const news_language_header *h = block;
  language->header = h;
  language->mask = h->mask;
  language->slots = (const void *)(h + 1);
  language->filter = (const void *)(language->slots + h->mask + 1);
  language->words =
      (const void *)(language->filter + (h->mask + 1) * NEWS_FILTER_BITS / 64);
}

/* Allocate a block with room for one word a line, and for reading past the last
 * one; folding makes a word at most twice as long. */
static bool allocate(news_language *language, const char *code, const char *tsv,
                     size_t size, loader *l) {
  news_language_header h = {.mask = 16};
  h.room = 2 * (uint32_t)size + NEWS_SHORT_WORD;
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
  l->words = (void *)(l->filter + (h.mask + 1) * NEWS_FILTER_BITS / 64);
  return true;
}

news_status news_language_new(const char *code, const char *tsv, size_t size,
                              news_language **out, news_error *err) {
  *out = NULL;
  if (strlen(code) > NEWS_LANGUAGE_CODE_MAX || size > MOST_BYTES)
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
  const news_language_header *h = block;
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

/* A separate function, so that a text without a language need not save
 * registers for it. */
__attribute__((noinline)) static uint32_t find_flags(
    const news_language *language, const char *word, size_t size) {
  news_short_word w;
  news_folded_word folded;
  size_t bare = size - ((size > 1) & (word[size - 1] == '.'));
  if (news_short_word_read(word, bare, &w))
    return news_filter_holds(language, w.hash)
               ? news_short_word_flags(language, &w)
               : 0;
  news_folded_word_read(word, size, &folded);
  return news_folded_word_flags(language, &folded);
}

uint32_t news_language_flags(const news_language *language, const char *word,
                             size_t size) {
  return language && size ? find_flags(language, word, size) : 0;
}
