#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reader.h"
#include "utf8.h"

/* --------------------------------------------------------------- labels */

/* Labels that browsers read as another encoding than their name says (WHATWG
 * Encoding, 4.2); all others are passed to iconv unchanged. */
static const struct {
  const char *label, *name;
} labels[] = {
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "cp874"},
    {"tis-620", "cp874"},
    {"windows-874", "cp874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"shift_jis", "cp932"},
    {"shift-jis", "cp932"},
    {"sjis", "cp932"},
    {"x-sjis", "cp932"},
    {"windows-31j", "cp932"},
    {"euc-kr", "cp949"},
    {"ks_c_5601-1987", "cp949"},
    {"ks_c_5601-1989", "cp949"},
    {"windows-949", "cp949"},
    {"big5", "big5-hkscs"},
    {"x-x-big5", "big5-hkscs"},
    {"utf8", "utf-8"},
    {"unicode", "utf-8"},
    {"utf-16", "utf-16le"},
    {"utf-7", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"x-cp1250", "windows-1250"},
    {"x-cp1251", "windows-1251"},
    {"koi8", "koi8-r"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"x-mac-cyrillic", "maccyrillic"},
    {"x-mac-roman", "macintosh"},
};

/* ASCII only, whatever the locale. */
static bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Convert a label to lower case without blanks and quotes; "" if it cannot be a
 * label. */
static void clean_label(const char *from, size_t size,
                        char name[NEWS_ENCODING_NAME]) {
  size_t used = 0;
  while (size && (is_blank(*from) || *from == '"' || *from == '\''))
    from++, size--;
  for (; size && used < NEWS_ENCODING_NAME - 1; from++, size--) {
    unsigned char c = (unsigned char)*from;
    if (!is_letter(c) && !(c && strchr("0123456789-_.:+", c))) break;
    name[used++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  name[used] = '\0';
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (strcmp(labels[i].label, name) == 0) {
      strcpy(name, labels[i].name);
      return;
    }
}

static bool is_known(const char *name) {
  if (!*name) return false;
  if (strcmp(name, "utf-8") == 0) return true;
  iconv_t converter = iconv_open("UTF-8", name);
  if (converter == (iconv_t)-1) return false;
  iconv_close(converter);
  return true;
}

bool news_encoding_is_known(const char *label) {
  char name[NEWS_ENCODING_NAME];
  clean_label(label, strlen(label), name);
  return is_known(name);
}

static bool is_label(const char *name) { return *name != '\0'; }

enum { DECLARED_WITHIN = 16 << 10 };

/* <meta charset=...>, <meta ... content="text/html; charset=...">, <?xml ...
 * encoding="..."?> */
static void declared(const char *bytes, size_t size,
                     char label[NEWS_ENCODING_NAME],
                     bool (*fits)(const char *)) {
  label[0] = '\0';
  if (size > DECLARED_WITHIN) size = DECLARED_WITHIN;
  const char *end = bytes + size;
  bool xml = size > 5 && memcmp(bytes, "<?xml", 5) == 0;
  for (const char *p = bytes;
       p < end && (p = memchr(p, '<', (size_t)(end - p))); p++) {
    bool meta = end - p > 5 && strncasecmp(p, "<meta", 5) == 0;
    if (!meta && !(xml && p == bytes)) continue;
    const char *stop = memchr(p, '>', (size_t)(end - p));
    const char *word = meta ? "charset" : "encoding";
    size_t length = strlen(word);
    for (const char *q = p; stop && q + length < stop; q++) {
      if (strncasecmp(q, word, length) != 0) continue;
      q += length;
      while (q < stop && is_blank(*q)) q++;
      if (*q != '=') continue;
      clean_label(q + 1, (size_t)(stop - q - 1), label);
      if (strncmp(label, "utf-16", 6) == 0) strcpy(label, "utf-8");
      if (fits(label)) return;
    }
  }
  label[0] = '\0';
}

void news_encoding_declared(const char *bytes, size_t size,
                            char label[NEWS_ENCODING_NAME]) {
  declared(bytes, size, label, is_known);
}

/* ----------------------------------------------------------- converters */

/* The encodings of WHATWG Encoding, 4.2, as clean_label() spells them, those
 * that are guessed, and UTF-16 and UTF-32. */
static const char *const web_names[] = {
    "utf-16le",     "utf-16be",     "utf-32le",     "utf-32be",
    "windows-1250", "windows-1251", "windows-1252", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257",
    "windows-1258", "cp866",        "cp874",        "cp932",
    "cp949",        "iso-8859-2",   "iso-8859-3",   "iso-8859-4",
    "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",
    "iso-8859-10",  "iso-8859-13",  "iso-8859-14",  "iso-8859-15",
    "iso-8859-16",  "koi8-r",       "koi8-u",       "macintosh",
    "maccyrillic",  "gb18030",      "big5-hkscs",   "euc-jp",
    "iso-2022-jp",  "euc-kr",       "big5",         "utf-7",
};
enum { WEB_NAMES = sizeof web_names / sizeof *web_names };

struct news_converters {
  iconv_t open[WEB_NAMES + 1]; /* (iconv_t)-1: not available */
};

news_converters *news_converters_new(const char *label) {
  news_converters *made = malloc(sizeof *made);
  if (!made) return NULL;
  for (int i = 0; i < WEB_NAMES; i++)
    made->open[i] = iconv_open("UTF-8", web_names[i]);
  char name[NEWS_ENCODING_NAME];
  clean_label(label, strlen(label), name);
  made->open[WEB_NAMES] = *name ? iconv_open("UTF-8", name) : (iconv_t)-1;
  return made;
}

void news_converters_free(news_converters *converters) {
  for (int i = 0; converters && i <= WEB_NAMES; i++)
    if (converters->open[i] != (iconv_t)-1) iconv_close(converters->open[i]);
  free(converters);
}

/* ----------------------------------------------------------- conversion */

/* Write out the last character, which a converter may hold back because the
 * next one could combine with it: in Vietnamese, Hebrew and Hong Kong
 * encodings. */
static void flush(iconv_t converter, news_buffer *out) {
  enum { ROOM = 16 };
  char *to = news_buffer_room(out, ROOM);
  size_t left = ROOM;
  if (!to) return;
  (void)iconv(converter, NULL, NULL, &to, &left);
  news_buffer_added(out, ROOM - left);
}

/* Encodings whose converter keeps a shift state, which flushing would reset. */
static bool is_shifting(const char *name) {
  return strncmp(name, "iso-2022", 8) == 0 || strncmp(name, "hz", 2) == 0 ||
         strcmp(name, "utf-7") == 0;
}

static news_status convert(const char *name, const char *bytes, size_t size,
                           news_buffer *out, news_error *err) {
  iconv_t converter = iconv_open("UTF-8", name);
  if (converter == (iconv_t)-1)
    return news_fail_with(err, NEWS_EDATA, 0, "unknown encoding", name,
                          strlen(name));
  char *from = (char *)(uintptr_t)bytes;
  while (size) {
    size_t room = size + size / 2 + 16;
    char *to = news_buffer_room(out, room);
    if (!to) break;
    size_t left = room;
    size_t result = iconv(converter, &from, &size, &to, &left);
    news_buffer_added(out, room - left);
    if (result != (size_t)-1 || errno == E2BIG) continue;
    if (!is_shifting(name)) flush(converter, out);
    news_buffer_add(out, "\xEF\xBF\xBD", 3);
    if (size) from++, size--;
  }
  flush(converter, out);
  iconv_close(converter);
  return out->failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

/* --------------------------------------------------------------- guessing */

enum { SAMPLE = 64 << 10 };

/* Encodings with two bytes a character. */
typedef struct double_byte {
  const char *name;
  unsigned char lead[4];   /* two ranges */
  unsigned char trail[4];  /* two ranges */
  unsigned char common[2]; /* lead bytes of common characters */
} double_byte;

static const double_byte double_bytes[] = {
    {"cp932", {0x81, 0x9F, 0xE0, 0xFC}, {0x40, 0x7E, 0x80, 0xFC}, {0x82, 0x83}},
    {"euc-jp",
     {0xA1, 0xFE, 0x8E, 0x8E},
     {0xA1, 0xFE, 0xA1, 0xFE},
     {0xA4, 0xA5}},
    {"cp949", {0xB0, 0xC8, 0xA1, 0xFE}, {0xA1, 0xFE, 0xA1, 0xFE}, {0xB0, 0xC8}},
    {"gb18030",
     {0x81, 0xFE, 0x81, 0xFE},
     {0x40, 0x7E, 0x80, 0xFE},
     {0xB0, 0xD7}},
    {"big5-hkscs",
     {0x87, 0xFE, 0x87, 0xFE},
     {0x40, 0x7E, 0xA1, 0xFE},
     {0xA4, 0xC6}},
};
/* The least percentage of pairs with a common lead byte that is evidence for
 * each: kana in Japanese, syllables in Korean, level 1 in Chinese. */
static const unsigned double_least[] = {25, 25, 70, 75, 75};

static bool within(unsigned char c, const unsigned char *ranges) {
  return (c >= ranges[0] && c <= ranges[1]) ||
         (c >= ranges[2] && c <= ranges[3]);
}

static bool seems_double(const double_byte *d, unsigned least,
                         const unsigned char *s, size_t size) {
  uint32_t found = 0, bad = 0, common = 0;
  for (size_t i = 0; i < size; i++) {
    if (s[i] < 0x80) continue;
    if (i + 1 == size) break;
    if (within(s[i], d->lead) && within(s[i + 1], d->trail)) {
      found++;
      common += s[i] >= d->common[0] && s[i] <= d->common[1];
      i++;
    } else {
      bad++;
    }
  }
  return found > 4 && bad * 100 <= found && common * 100 >= found * least;
}

/* Encodings with one byte a character: the common lower-case letters of
 * each. */
static const struct {
  const char *name, *common, *letters;
} single_bytes[] = {
    {"windows-1251", "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB", "\xC0\xFF"},
    {"koi8-r", "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC", "\xC0\xFF"},
    {"iso-8859-5", "\xDE\xD5\xD0\xD8\xDD\xE2\xE1\xE0\xD2\xDB", "\xB0\xEF"},
    {"cp866", "\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xA2\xAB", "\x80\xEF"},
    {"windows-1253", "\xE1\xEF\xE9\xE5\xF4\xF3\xED\xE7\xF5\xF1", "\xDC\xFE"},
    {"windows-1255", "\xE9\xE5\xE4\xEC\xE0\xF8\xFA\xE1\xF9\xEE", "\xE0\xFA"},
    {"windows-1256", "\xC7\xE1\xED\xE6\xE3\xE4\xD1\xCA\xC8\xCF", "\xC0\xED"},
    {"cp874", "\xD2\xC3\xB9\xCD\xA1\xE0\xC7\xE9\xE8\xC1", "\xA1\xEE"},
};

/* Non-Latin alphabets: few high letters follow an ASCII letter. */
static const char *guess_alphabet(const unsigned char *s, size_t size) {
  uint32_t high = 0, ascii = 0, best = 0;
  uint32_t count[256] = {0};
  const char *name = NULL;
  for (size_t i = 0; i < size; i++) {
    count[s[i]]++;
    high += s[i] >= 0x80;
  }
  /* high letters after ASCII ones, as in Latin scripts */
  for (size_t i = 1; i < size; i++)
    ascii += s[i] >= 0x80 && is_letter(s[i - 1]);
  if (high < 10 || ascii * 5 > high) return NULL;
  for (size_t e = 0; e < sizeof single_bytes / sizeof *single_bytes; e++) {
    uint32_t common = 0, letters = 0;
    for (const char *c = single_bytes[e].common; *c; c++)
      common += count[(unsigned char)*c];
    for (unsigned c = (unsigned char)single_bytes[e].letters[0];
         c <= (unsigned char)single_bytes[e].letters[1]; c++)
      letters += count[c];
    if (letters * 10 < high * 8 || common * 100 < high * 45 || common <= best)
      continue;
    best = common;
    name = single_bytes[e].name;
  }
  return name;
}

/* Latin scripts: a byte that windows-1252 uses for a sign, or hardly at all, is
 * in the middle of a word a letter of another encoding.  The `sure` ones decide
 * alone. */
static const char *guess_latin(const unsigned char *s, size_t size) {
  static const unsigned char sure_1250[] = {0x8A, 0x8E, 0x9A, 0x9E, 0x9F};
  static const unsigned char sure_latin2[] = {0xB1, 0xB6, 0xB9, 0xBC, 0xBE};
  static const unsigned char either[] = {0x9C, 0xB3, 0xB9, 0xBF, 0xF5, 0xFB};
  static const unsigned char turkish_letters[] = {0xDD, 0xF0, 0xFD, 0xFE};
  uint32_t count[256] = {0}, all = 0;
  for (size_t i = 1; i + 1 < size; i++)
    if (s[i] >= 0x80 && (is_letter(s[i - 1]) || is_letter(s[i + 1])))
      count[s[i]]++, all++;
  uint32_t in_1250 = 0, in_latin2 = 0, weak = 0, turkish = 0;
  for (int i = 0; i < 5; i++) in_1250 += count[sure_1250[i]];
  for (int i = 0; i < 5; i++) in_latin2 += count[sure_latin2[i]];
  for (int i = 0; i < 6; i++) weak += count[either[i]];
  for (int i = 0; i < 4; i++) turkish += count[turkish_letters[i]];
  if (in_latin2 > in_1250 && in_latin2 > 2 && in_latin2 * 12 > all)
    return "iso-8859-2";
  if (in_1250 > 2 && in_1250 * 12 > all) return "windows-1250";
  if (turkish * 5 > all && turkish > weak) return "windows-1254";
  if (weak > 2 && weak * 4 > all)
    return in_latin2 > in_1250 ? "iso-8859-2" : "windows-1250";
  return "windows-1252";
}

const char *news_encoding_guess(const char *bytes, size_t size) {
  const unsigned char *s = (const unsigned char *)bytes;
  if (size && news_utf8_check(bytes, size) == size) return "utf-8";
  const unsigned char *first = s;
  while (first < s + size && *first < 0x80) first++;
  if (first > s) first--;
  size -= (size_t)(first - s);
  if (size > SAMPLE) size = SAMPLE;
  for (size_t i = 0; i < sizeof double_bytes / sizeof *double_bytes; i++)
    if (seems_double(&double_bytes[i], double_least[i], first, size))
      return double_bytes[i].name;
  const char *name = guess_alphabet(first, size);
  return name ? name : guess_latin(first, size);
}

/* ---------------------------------------------------------------- whole */

static bool is_ascii(const char *bytes, size_t size) {
  enum { RUN = 64 };
  size_t at = 0;
  for (; size - at >= RUN; at += RUN) {
    unsigned char any = 0;
    for (size_t i = 0; i < RUN; i++) any |= (unsigned char)bytes[at + i];
    if (any >= 0x80) return false;
  }
  while (at < size && (unsigned char)bytes[at] < 0x80) at++;
  return at == size;
}

/* One ill-formed byte in 500 is an accident, more are another encoding. */
static bool is_broken_utf8(const char *bytes, size_t size) {
  size_t bad = 0, at = 0;
  while (at < size) {
    at += news_utf8_check(bytes + at, size - at);
    if (at < size) bad++, at++;
    if (bad > 3 && bad * 500 > size) return true;
  }
  return bad * 500 > size;
}

/* Recognize UTF-16 without a byte order mark, and UTF-32, by the places of
 * NULs; NULL if it is neither. */
static const char *guess_wide(const char *bytes, size_t size) {
  uint32_t nul[4] = {0};
  if (size > 1024) size = 1024;
  if (size < 8) return NULL;
  size &= ~(size_t)3;
  for (size_t i = 0; i < size; i++) nul[i & 3] += bytes[i] == '\0';
  uint32_t most = (uint32_t)size / 4 * 3 / 4, least = (uint32_t)size / 64;
  bool zero[4];
  for (int i = 0; i < 4; i++) zero[i] = nul[i] > most;
  if (zero[2] && zero[3] && nul[0] <= least) return "utf-32le";
  if (zero[0] && zero[1] && nul[3] <= least) return "utf-32be";
  if (zero[1] && zero[3] && nul[0] + nul[2] <= least) return "utf-16le";
  if (zero[0] && zero[2] && nul[1] + nul[3] <= least) return "utf-16be";
  return NULL;
}

/* Whether there is a byte order mark of UTF-32; guess_wide() has checked the
 * size. */
static bool has_wide_mark(const char *bytes) {
  return memcmp(bytes, "\xFF\xFE\0", 4) == 0 ||
         memcmp(bytes, "\0\0\xFE\xFF", 4) == 0;
}

bool news_encoding_is_plain(const char *bytes, size_t size, const char *label) {
  char name[NEWS_ENCODING_NAME];
  size_t mark;
  news_text_encoding(bytes, size, &mark);
  if (mark || guess_wide(bytes, size) || news_utf8_check(bytes, size) != size)
    return false;
  if (!is_ascii(bytes, size)) return true;
  clean_label(label, strlen(label), name);
  if (!*name) declared(bytes, size, name, is_label);
  return !*name || strcmp(name, "utf-8") == 0;
}

bool news_encoding_is_simple(const char *bytes, size_t size,
                             const char *label) {
  size_t mark;
  news_text_encoding(bytes, size, &mark);
  if (mark) return !guess_wide(bytes, size);
  return news_encoding_is_plain(bytes, size, label);
}

news_status news_encoding_decode(const char *bytes, size_t size,
                                 const char *label, news_buffer *out,
                                 char name[NEWS_ENCODING_NAME],
                                 news_error *err) {
  size_t mark;
  news_encoding by_mark = news_text_encoding(bytes, size, &mark);
  bool valid = news_utf8_check(bytes, size) == size;
  clean_label(label, strlen(label), name);
  const char *wide = guess_wide(bytes, size);
  if (wide && (!mark || wide[4] == '3')) {
    if (has_wide_mark(bytes)) bytes += 4, size -= 4;
    strcpy(name, wide);
    return convert(name, bytes, size, out, err);
  }
  if (mark) {
    strcpy(name, by_mark == NEWS_ENCODING_UTF16LE   ? "utf-16le"
                 : by_mark == NEWS_ENCODING_UTF16BE ? "utf-16be"
                                                    : "utf-8");
    return news_text_decode(bytes, size, out, err);
  }
  if (valid && !is_ascii(bytes, size)) strcpy(name, "utf-8");
  if (!is_known(name)) news_encoding_declared(bytes, size, name);
  bool utf8 = strcmp(name, "utf-8") == 0;
  if (!*name || (utf8 && !valid && is_broken_utf8(bytes, size)))
    strcpy(name, valid ? "utf-8" : news_encoding_guess(bytes, size));
  if (strcmp(name, "utf-8") == 0)
    return news_text_decode(bytes, size, out, err);
  return convert(name, bytes, size, out, err);
}
