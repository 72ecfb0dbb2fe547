#include "tokenizer.h"

#include <string.h>

#include "cpu.h"
#include "tokenizer_chunk.h"

/* ---------------------------------------------------------------- arrays */

/* All arrays are in one piece: start, end, the three bit maps, kind. */
enum { MAPS = 3 };

static size_t map_for(size_t room) { return room / 64 + 2; }

static size_t bytes_for(size_t room) {
  return (room + 1) * (2 * sizeof(uint32_t)) +
         MAPS * map_for(room) * sizeof(uint64_t) + room;
}

static void set_maps(news_scan *scan, uint64_t *maps, size_t each) {
  scan->marks = maps;
  scan->quotes = maps + each;
  scan->lines = maps + 2 * each;
}

/* Move the maps so that each has room for `each` 64-bit words: up to make them
 * larger, or down. */
static void move_maps(news_scan *scan, uint64_t *maps, size_t each) {
  const uint64_t *from[MAPS] = {scan->marks, scan->quotes, scan->lines};
  size_t bytes = map_for(scan->count) * sizeof *maps;
  bool up = maps > from[0];
  for (size_t i = 0; i < MAPS; i++) {
    size_t map = up ? MAPS - 1 - i : i;
    memmove(maps + map * each, from[map], bytes);
  }
  set_maps(scan, maps, each);
}

static void lay_out(news_scan *scan, char *piece, size_t room) {
  uint32_t *start = (uint32_t *)(void *)piece;
  uint32_t *end = start + room + 1;
  uint64_t *maps = (uint64_t *)(void *)(end + room + 1);
  uint8_t *kind = (uint8_t *)(maps + MAPS * map_for(room));
  if (scan->count) {
    memmove(kind, scan->kind, scan->count);
    move_maps(scan, maps, map_for(room));
    memmove(end, scan->end, scan->count * sizeof *end);
    memmove(start, scan->start, scan->count * sizeof *start);
  } else {
    set_maps(scan, maps, map_for(room));
  }
  scan->start = start;
  scan->end = end;
  scan->kind = kind;
  scan->room = (uint32_t)room;
}

/* Give back the rest of the arrays' piece; move the arrays together only if
 * much of it is free. */
static void give_back(news_scan *scan) {
  uint32_t room = scan->room, count = scan->count;
  if (count > room / 2) {
    size_t used = (size_t)((char *)scan->kind - (char *)scan->start);
    news_arena_shrink(scan->arena, scan->start, bytes_for(room), used + count);
    return;
  }
  uint32_t *end = scan->start + count + 1;
  uint64_t *maps = (uint64_t *)(void *)(end + count + 1);
  uint8_t *kind = (uint8_t *)(maps + MAPS * map_for(count));
  memmove(end, scan->end, count * sizeof *end);
  move_maps(scan, maps, map_for(count));
  memmove(kind, scan->kind, count);
  scan->end = end;
  scan->kind = kind;
  scan->room = count;
  news_arena_shrink(scan->arena, scan->start, bytes_for(room),
                    bytes_for(count));
}

/* Room for the words of the whole text at the density so far; at most five
 * times what there was, which is enough for a word a byte. */
static size_t more_room(const news_scan *scan) {
  uint64_t room = scan->room,
           end = scan->count ? scan->end[scan->count - 1] : 0;
  uint64_t wanted = end ? (uint64_t)scan->count * scan->size / end : 0;
  wanted += wanted / 16;
  if (wanted > 5 * room) wanted = 5 * room;
  return wanted > room + room / 4 ? wanted : room + room / 4;
}

/* Whether the room is too small for the whole text at the density of words so
 * far.  Growing early leaves little to move. */
static bool falls_short(const news_scan *scan) {
  if (!scan->count) return false;
  uint64_t end = scan->end[scan->count - 1];
  return (uint64_t)scan->count * scan->size > scan->room * end;
}

bool news_scan_reserve(news_scan *scan, uint32_t more) {
  if (more <= scan->room - scan->count && !falls_short(scan)) return true;
  size_t room = more_room(scan) + more;
  if (scan->count <= scan->room / 2) give_back(scan);
  /* Growing in place would first copy everything in its old layout. */
  char *piece = news_arena_alloc(scan->arena, bytes_for(room));
  if (!piece) {
    scan->failed = true;
    return false;
  }
  lay_out(scan, piece, room);
  return true;
}

void news_put_slowly(news_scan *scan, uint32_t start, uint32_t end,
                     uint8_t kind) {
  if (!scan->failed && news_scan_reserve(scan, 1))
    news_put(scan, start, end, kind);
}

/* ------------------------------------------------------------ plain UAX #29 */

static bool only_space(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t size;
  for (; at < end; at += size)
    if (news_scan_class(scan, at, &size) != NEWS_TC_SPACE) return false;
  return true;
}

static uint8_t plain_kind(const news_scan *scan, uint32_t at) {
  uint32_t size;
  const news_unicode_record *r =
      news_unicode_get(news_scan_code(scan, at, &size));
  switch (r->token) {
    case NEWS_TC_LETTER:
    case NEWS_TC_IDEOGRAPH:
    case NEWS_TC_KATAKANA: return NEWS_WORD_LETTERS;
    case NEWS_TC_DIGIT:
    case NEWS_TC_NUMERAL: return NEWS_WORD_NUMBER;
    case NEWS_TC_CONNECTOR:
    case NEWS_TC_PUNCT: return NEWS_WORD_PUNCT;
    case NEWS_TC_EMOJI: return NEWS_WORD_EMOJI;
    default: return NEWS_WORD_SYMBOL;
  }
}

static void cut_plain(news_scan *scan) {
  uint32_t at = 0;
  while (at < scan->size) {
    uint32_t end = (uint32_t)news_unicode_word_end(scan->text, scan->size, at);
    if (!only_space(scan, at, end))
      news_put(scan, at, end, plain_kind(scan, at));
    at = end;
  }
}

/* ------------------------------------------------------------------ fields */

static uint32_t spaces_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (at < scan->size && news_scan_class(scan, at, &size) == NEWS_TC_SPACE)
    at += size;
  return at;
}

/* Whether eight bytes include white space or a byte above ASCII. */
static bool may_end_field(const char *s) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t eight;
  memcpy(&eight, s, 8);
  uint64_t found = ((eight - ('!' * ones)) | eight) & (0x80 * ones);
  if (!found) return false;
  uint64_t seven = eight & (0x7F * ones), blank = seven ^ (' ' * ones);
  uint64_t control =
      (seven + (0x80 - '\t') * ones) & ~(seven + (0x80 - '\r' - 1) * ones);
  return (control | ~(blank + 0x7F * ones) | eight) & (0x80 * ones);
}

/* Size of the code point above ASCII at `text` if its first bytes show that it
 * is not white space, else 0.  White space may be below U+00A1 or begin with
 * E1, E2, E3 or EF, but for the dashes and quotation marks from U+2010 to
 * U+2027. */
static uint32_t size_of_other(const char *text) {
  const unsigned char *s = (const unsigned char *)text;
  if (s[0] == 0xE2 && s[1] == 0x80) return s[2] - 0x90u < 0x18 ? 3 : 0;
  if (s[0] < 0xE0) return s[0] > 0xC2 - (s[1] > 0xA0) ? 2 : 0;
  if (s[0] < 0xEF) return s[0] > 0xE3 || s[0] == 0xE0 ? 3 : 0;
  return s[0] == 0xEF ? 0 : 4;
}

static uint32_t field_end(const news_scan *scan, uint32_t at) {
  uint32_t size;
  while (scan->size - at >= 8 && !may_end_field(scan->text + at)) at += 8;
  while (at < scan->size && (unsigned char)scan->text[at] < 0x80 &&
         news_ascii_token[(unsigned char)scan->text[at]] != NEWS_TC_SPACE)
    at++;
  while (at < scan->size) {
    size = size_of_other(scan->text + at);
    if (!size && news_scan_class(scan, at, &size) == NEWS_TC_SPACE) break;
    at += size;
  }
  return at;
}

/* Whether the field at `at` is part of a line of encoded bytes. */
static bool is_encoded(news_scan *scan, uint32_t at) {
  if (at == 0 || news_ends_line(scan->text[at - 1])) {
    uint32_t end = news_encoded_end(scan, at);
    if (end) scan->encoded = end;
  }
  return at < scan->encoded;
}

uint32_t news_cut_next(news_scan *scan, uint32_t at) {
  at = spaces_end(scan, at);
  uint32_t end = field_end(scan, at);
  if (at == end) return end;
  if (is_encoded(scan, at))
    news_put(scan, at, end, NEWS_WORD_SYMBOL);
  else
    news_cut_field(scan, at, end);
  return end;
}

static void cut_fields(news_scan *scan) {
  for (uint32_t at = 0; at < scan->size;) at = news_cut_next(scan, at);
  news_maps_scalar(scan);
}

/* Whether the apostrophe of `mark` bytes at `at` of the chunk, after s, follows
 * a plural: dogs' tails. */
static bool is_possessive(news_scan *scan, const news_chunk *c, uint32_t at,
                          uint32_t mark) {
  uint32_t from = c->base + at, end = at + mark;
  bool space = c->space[end >> 6] >> (end & 63) & 1;
  scan->field_end = from + mark + 1 - space;
  return news_possessive_end(scan, from) != 0;
}

void news_chunk_single(news_scan *scan, news_chunk *c, uint32_t at) {
  const char *s = scan->text + c->base + at;
  uint32_t mark = news_apostrophe(s);
  if (!mark)
    news_open_single(scan, c->base + at);
  else if (at && (s[-1] | 0x20) == 's' && is_possessive(scan, c, at, mark))
    news_chunk_patch(c, at, NEWS_WORD_LETTERS | NEWS_WORD_JOINED);
  else
    news_turn_single(scan, c->base + at, s[1] == '\'' ? 2 : mark);
}

void news_chunk_cut(news_scan *scan, news_chunk *c, uint32_t from,
                    uint32_t end) {
  news_clear_bits(c->start, from, end);
  news_clear_bits(c->end, from + 1, end + 1);
  news_clear_bits(c->clitic, from, end);
  news_cut_field(scan, c->base + from, c->base + end);
}

/* ------------------------------------------------------ classes of bytes */

#define L NEWS_BLOCK_LETTER
#define D NEWS_BLOCK_DIGIT
#define W NEWS_BLOCK_SPACE
#define A NEWS_BLOCK_ALWAYS
#define O NEWS_BLOCK_OPEN
#define U (NEWS_BLOCK_FIRST | NEWS_BLOCK_OPEN)
#define E NEWS_BLOCK_AFTER
#define F (NEWS_BLOCK_AFTER | NEWS_BLOCK_FIRST)
#define B (NEWS_BLOCK_BEFORE | NEWS_BLOCK_FIRST)
#define P (NEWS_BLOCK_AFTER | NEWS_BLOCK_BEFORE)
const uint8_t news_block_classes[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, W, W, W, W, W, 0, 0, /* 00 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 10 */
    W, F, O, B, E, 0, B, A, U, 0, 0, A, 0, F, P, E, /* space to slash */
    D, D, D, D, D, D, D, D, D, D, B, B, A, A, O, F, /* 0 to ? */
    B, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ to O */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, A, A, /* P to _ */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` to o */
    L, L, L, L, L, L, L, L, L, L, L, 0, E, 0, A, 0, /* p to DEL */
};
#undef L
#undef D
#undef W
#undef A
#undef O
#undef U
#undef E
#undef F
#undef B
#undef P

#define S NEWS_ROLE_SYMBOL
#define F NEWS_ROLE_FEED
#define Q NEWS_ROLE_QUOTE
#define G (NEWS_ROLE_QUOTE | NEWS_ROLE_SYMBOL)
#define E NEWS_ROLE_ENDS
#define X (NEWS_ROLE_ENDS | NEWS_ROLE_SYMBOL)
#define K NEWS_ROLE_COMMA
#define H (NEWS_ROLE_HYPHEN | NEWS_ROLE_ENDS)
#define P (NEWS_ROLE_POINT | NEWS_ROLE_ENDS)
#define C NEWS_ROLE_CLOCK
#define N (NEWS_ROLE_CLOCK | NEWS_ROLE_ENDS)
const uint8_t news_byte_roles[128] = {
    S, S, S, S, S, S, S, S, S, 0, F, F, F, F, S, S, /* 00 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 10 */
    0, E, Q, 0, S, 0, 0, Q, 0, 0, E, S, K, H, P, C, /* space to slash */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, N, 0, X, X, X, E, /* 0 to ? */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* @ to O */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, E, 0, 0, S, E, /* P to _ */
    G, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* ` to o */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, S, 0, X, S, /* p to DEL */
};
#undef S
#undef F
#undef Q
#undef G
#undef E
#undef X
#undef K
#undef H
#undef P
#undef C
#undef N

const uint8_t news_event_sorts[256] = {
    ['@'] = NEWS_EVENT_AT,     ['.'] = NEWS_EVENT_POINT,
    [','] = NEWS_EVENT_NUMBER, ['-'] = NEWS_EVENT_HYPHEN,
    ['\''] = NEWS_EVENT_QUOTE, ['0'] = NEWS_EVENT_DIGIT,
    ['1'] = NEWS_EVENT_DIGIT,  ['2'] = NEWS_EVENT_DIGIT,
    ['3'] = NEWS_EVENT_DIGIT,  ['4'] = NEWS_EVENT_DIGIT,
    ['5'] = NEWS_EVENT_DIGIT,  ['6'] = NEWS_EVENT_DIGIT,
    ['7'] = NEWS_EVENT_DIGIT,  ['8'] = NEWS_EVENT_DIGIT,
    ['9'] = NEWS_EVENT_DIGIT,  ['n'] = NEWS_EVENT_TWINS,
    ['N'] = NEWS_EVENT_TWINS,  ['t'] = NEWS_EVENT_TWINS,
    ['T'] = NEWS_EVENT_TWINS,  ['m'] = NEWS_EVENT_TWINS,
    ['M'] = NEWS_EVENT_TWINS,  [0xE2] = NEWS_EVENT_QUOTE,
    ['<'] = NEWS_EVENT_ANGLE,  ['>'] = NEWS_EVENT_ANGLE,
    ['!'] = NEWS_EVENT_CRY,    ['?'] = NEWS_EVENT_CRY,
    ['/'] = NEWS_EVENT_SLASH,  [':'] = NEWS_EVENT_COLON,
    [';'] = NEWS_EVENT_COLON,  [0xC2] = NEWS_EVENT_MONEY,
};

/* ------------------------------------------------------------------- paths */

typedef struct path {
  const char *name;
  void (*cut)(news_scan *scan);
  void (*maps)(news_scan *scan);
} path;

#ifdef NEWS_HAS_SIMD
static bool has_avx2(void) {
  return NEWS_CPU_HAS(avx2, AVX2) && NEWS_CPU_HAS(bmi2, BMI2) &&
         NEWS_CPU_HAS(bmi, BMI1);
}

static bool has_avx512(void) {
  return has_avx2() && NEWS_CPU_HAS(avx512bw, AVX512BW) &&
         NEWS_CPU_HAS(avx512vl, AVX512VL) &&
         NEWS_CPU_HAS(avx512vbmi, AVX512_VBMI) &&
         NEWS_CPU_HAS(avx512vbmi2, AVX512_VBMI2) && NEWS_CPU_HAS(gfni, GFNI);
}
#endif

static path best_path(void) {
#ifdef NEWS_HAS_SIMD
  if (has_avx512()) return (path){"avx512", news_cut_avx512, news_maps_avx512};
  if (has_avx2()) return (path){"avx2", news_cut_avx2, news_maps_avx2};
  return (path){"sse2", news_cut_sse2, news_maps_sse2};
#else
  return (path){"scalar", news_cut_scalar, news_maps_scalar};
#endif
}

const char *news_tokenizer_path(void) { return best_path().name; }

/* The path of this name, for tests; empty if this build or machine lacks it. */
static path named_path(const char *name) {
  path best = best_path();
  if (!strcmp(name, best.name)) return best;
  if (!strcmp(name, "fields"))
    return (path){name, cut_fields, news_maps_scalar};
  if (!strcmp(name, "scalar"))
    return (path){name, news_cut_scalar, news_maps_scalar};
#ifdef NEWS_HAS_SIMD
  if (!strcmp(name, "sse2")) return (path){name, news_cut_sse2, news_maps_sse2};
  if (!strcmp(name, "avx2") && has_avx2())
    return (path){name, news_cut_avx2, news_maps_avx2};
#endif
  return (path){name, NULL, NULL};
}

static bool parts_thousands(const news_language *language) {
  return language && !strcmp(news_language_code(language), "en");
}

/* Clear the bits after the last word, and the next word of each map, which
 * news_next_bit() reads. */
static void end_maps(news_scan *scan) {
  uint32_t k = scan->count / 64;
  uint64_t known = (UINT64_C(1) << scan->count % 64) - 1;
  scan->marks[k] &= known;
  scan->quotes[k] &= known;
  scan->lines[k] &= known;
  scan->marks[k + 1] = scan->quotes[k + 1] = scan->lines[k + 1] = 0;
}

static news_status tokenize(news_document *doc, path by, news_error *err) {
  if (doc->words.start) return NEWS_OK;
  news_scan scan = {.text = doc->text,
                    .size = doc->size,
                    .language = doc->language,
                    .arena = doc->arena,
                    .comma_groups = parts_thousands(doc->language)};
  scan.traits = news_language_traits(doc->language);
  size_t room = (size_t)doc->size / 4 + 16; /* English needs a fifth */
  char *piece = news_arena_alloc(doc->arena, bytes_for(room));
  if (!piece) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  lay_out(&scan, piece, room);
  if (doc->news) {
    by.cut(&scan);
  } else {
    cut_plain(&scan);
    by.maps(&scan);
  }
  if (scan.failed) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  give_back(&scan);
  scan.start[scan.count] = scan.end[scan.count] = doc->size;
  /* Callers that look at two words at once may read it. */
  if (scan.count < scan.room) scan.start[scan.count + 1] = doc->size;
  end_maps(&scan);
  doc->words.start = scan.start;
  doc->words.end = scan.end;
  doc->words.kind = scan.kind;
  doc->words.marks = scan.marks;
  doc->words.quotes = scan.quotes;
  doc->words.lines = scan.lines;
  doc->words.count = scan.count;
  return NEWS_OK;
}

news_status news_tokenize(news_document *doc, news_error *err) {
  return tokenize(doc, best_path(), err);
}

news_status news_tokenize_by(news_document *doc, const char *name,
                             news_error *err) {
  path by = named_path(name);
  if (!by.cut) return news_fail(err, NEWS_EDATA, 0, "no such path");
  return tokenize(doc, by, err);
}
