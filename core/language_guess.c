/* Which language a text is in, by its function words. */
#include "language_word.h"
#include "utf8.h"

/* Usually a glance at the first bytes is enough, if they have at least so many
 * words, and `ahead` quarters of the function words that they have of any other
 * language; else GUESS_BYTES are read. */
enum { GUESS_BYTES = 4096 };
static const struct glance {
  uint32_t bytes, words, ahead;
} glances[] = {{512, 60, 16}, {1024, 100, 8}};

static bool is_ascii_letter(char c) {
  return (unsigned)((unsigned char)c | 0x20) - 'a' < 26;
}

static bool is_ascii(char c) { return (unsigned char)c < 0x80; }

/* Precise enough to separate words: everything above ASCII is a letter but
 * U+2000 to U+2FFF and the Latin-1 marks. */
static bool is_high_letter(char lead) {
  return !is_ascii(lead) && (unsigned char)lead != 0xE2 &&
         (unsigned char)lead != 0xC2;
}

static uint32_t letter_size(char first) {
  unsigned char lead = (unsigned char)first;
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Number of ASCII letters, of the next eight bytes, before any other byte. */
static uint32_t count_letters(const char *at) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t eight = news_load8(at), low = (eight | ones * 0x20) & ones * 0x7F;
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

/* Find the next word from `at` on; false if there is none. */
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

/* The s of "Year's" is no word here, but elsewhere s may be one (s'il). */
static bool is_clitic(const char *text, uint32_t at, uint32_t end) {
  if (end - at != 1 || at == 0) return false;
  return text[at - 1] == '\'' ||
         (at >= 3 && memcmp(text + at - 3, "\xE2\x80\x99", 3) == 0);
}

/* A bit set: the languages whose filters have the bit of a hash. */
typedef struct sieve {
  const uint64_t *filter;
  uint32_t mask;
} sieve;

static uint32_t sift(const sieve *sieves, int count, uint64_t hash) {
  uint32_t maybe = 0;
  for (int i = 0; i < count; i++) {
    uint32_t bit = news_filter_bit(sieves[i].mask, hash);
    maybe |= (uint32_t)news_filter_has(sieves[i].filter, bit) << i;
  }
  return maybe;
}
_Static_assert(NEWS_LANGUAGES_MOST <= 32, "a bit a language");

/* Count the function words of each language; returns the number of words. */
static uint32_t count_function_words(const news_language *const *languages,
                                     int count, const char *text, uint32_t size,
                                     uint32_t *hits) {
  uint32_t words = 0, end, all = (uint32_t)((UINT64_C(1) << count) - 1);
  sieve sieves[NEWS_LANGUAGES_MOST];
  news_short_word w = {.size = 0};
  char last[NEWS_SHORT_WORD]; /* so that nothing is read past the text */
  news_folded_word folded;
  for (int i = 0; i < count; i++)
    sieves[i] = (sieve){languages[i]->filter, news_filter_mask(languages[i])};
  for (uint32_t at = 0; next_word(text, size, &at, &end); at = end) {
    if (is_clitic(text, at, end)) continue;
    const char *word = text + at;
    if (size - at < sizeof last) word = memcpy(last, word, end - at);
    bool is_short = news_short_word_read(word, end - at, &w);
    uint32_t maybe = is_short ? sift(sieves, count, w.hash) : all;
    if (!is_short) news_folded_word_read(text + at, end - at, &folded);
    words++;
    for (; maybe; maybe &= maybe - 1) {
      int i = __builtin_ctz(maybe);
      uint32_t flags = is_short ? news_short_word_flags(languages[i], &w)
                                : news_folded_word_flags(languages[i], &folded);
      hits[i] += (flags & NEWS_LANG_FUNCTION) != 0;
    }
  }
  return words;
}

/* The size of the text's first `most` bytes, cut on a code point border. */
static uint32_t head_size(const char *text, size_t size, uint32_t most) {
  if (size <= most) return (uint32_t)size;
  uint32_t head = most;
  while (head && ((unsigned char)text[head] & 0xC0) == 0x80) head--;
  return head;
}

/* The same without a word that goes on after it. */
static uint32_t whole_head(const char *text, size_t size, uint32_t most) {
  uint32_t head = head_size(text, size, most), at = head;
  if (head == size) return head;
  while (at && text[at - 1] != ' ') at--;
  return at ? at : head;
}

/* The language whose function words are at least one word in `part`, and
 * `ahead` quarters of those of any other language; -1 if there is none. */
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

/* Running text of the six languages has 25 to 50 % function words, text of a
 * related language 5 to 10 % of them. */
int news_language_guess(const news_language *const *languages, int count,
                        const char *text, size_t size) {
  uint32_t hits[NEWS_LANGUAGES_MOST] = {0};
  if (count > NEWS_LANGUAGES_MOST) count = NEWS_LANGUAGES_MOST;
  size = news_utf8_check(text, head_size(text, size, GUESS_BYTES));
  uint32_t words = 0, from = 0;
  for (size_t i = 0; i < sizeof glances / sizeof *glances; i++) {
    uint32_t head = whole_head(text, size, glances[i].bytes);
    words +=
        count_function_words(languages, count, text + from, head - from, hits);
    int found = find_clear(hits, count, words, 4, glances[i].ahead);
    if (found >= 0 && words >= glances[i].words) return found;
    from = head;
  }
  words += count_function_words(languages, count, text + from,
                                (uint32_t)size - from, hits);
  return find_clear(hits, count, words, 5, 5);
}
