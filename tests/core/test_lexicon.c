#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lexicon_block.h"
#include "lexicon_many.h"
#include "lexicon_scan.h"
#include "morphology.h"
#include "tokenizer.h"

static const char banks[] =
    "# comment\n"
    "name\tid\tkind\n"
    "Acme Bank|Acme\tQ1\tbank\n"
    "acme bank of Ruritania\tQ2\tbank\r\n"
    "\tQ3\tno key\n"
    "Smith\tQ4\tperson\n"
    "SMITH\tQ5\tplace\n"
    "cease-fire\tQ6\n"
    "Straße|Strasse|STRASSE\tQ7\tstreet\n"
    "O’Neill\tQ8\tperson\n";

static news_lexicon *read_with(const char *tsv, bool csv,
                               const news_lexicon_options *options) {
  news_lexicon *lex = NULL;
  news_error err;
  check(!news_lexicon_read(tsv, strlen(tsv), csv, options, &lex, &err));
  return lex;
}

static news_lexicon *read_banks(bool exact) {
  news_lexicon_options options = {.exact = exact};
  return read_with(banks, false, &options);
}

static bool cell_is(const news_lexicon *lex, uint32_t entry, const char *name,
                    const char *wanted) {
  uint32_t size;
  int column = news_lexicon_find_column(lex, name, strlen(name));
  if (column < 0) return false;
  const char *cell = news_lexicon_cell(lex, entry, (uint32_t)column, &size);
  return size == strlen(wanted) && strcmp(cell, wanted) == 0;
}

/* The ids of the entries for the words, separated by spaces. */
static const char *ids_of(const news_lexicon *lex, const char *words) {
  static char out[256];
  out[0] = '\0';
  uint32_t phrase = news_lexicon_find(lex, words, strlen(words)), count, size;
  if (phrase == UINT32_MAX) return "none";
  const uint32_t *entries = news_lexicon_phrase_entries(lex, phrase, &count);
  for (uint32_t i = 0; i < count && strlen(out) < 200; i++) {
    if (i) strcat(out, " ");
    strncat(out, news_lexicon_cell(lex, entries[i], 1, &size), 20);
  }
  return out;
}

static bool finds(const news_lexicon *lex, const char *words,
                  const char *wanted) {
  return strcmp(ids_of(lex, words), wanted) == 0;
}

static void a_phrase_is_found_whatever_its_case_and_typography(void) {
  news_lexicon *lex = read_banks(false);
  check(finds(lex, "Acme Bank", "Q1"));
  check(finds(lex, "ACME  bank", "Q1"));
  check(finds(lex, "acme", "Q1"));
  check(finds(lex, "Bank", "none"));
  check(finds(lex, "Acme Bank of", "none"));
  check(finds(lex, "cease-fire", "Q6"));
  check(finds(lex, "Cease‐Fire", "Q6"));
  check(finds(lex, "strasse", "Q7"));
  check(finds(lex, "O'Neill", "Q8"));
  check(finds(lex, "", "none"));
  news_lexicon_free(lex);
}

static void the_first_word_alone_tells_that_there_is_no_phrase(void) {
  news_lexicon *lex = read_banks(false);
  static const char *const asked[][2] = {
      {"Acme ", "Q1"},         {" Acme Bank ", "Q1"},  {"Acme\u00A0Bank", "Q1"},
      {"Acme\tBank", "Q1"},    {"Acme -bank", "none"}, {"Acme -", "none"},
      {"Acme.", "none"},       {"Acme \u200B", "Q1"},  {"Smith Acme", "none"},
      {"cease- fire", "none"}, {"O'Neill ", "Q8"},     {" ", "none"},
  };
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
    check(finds(lex, asked[i][0], asked[i][1]));
  char many[NEWS_LEXICON_MOST_WORDS * 5 + 8] = "'";
  while (strlen(many) + 6 < sizeof many) strcat(many, "acme ");
  check(finds(lex, many, "none"));
  news_lexicon_free(lex);
}

static void an_ambiguous_key_gives_all_entries_in_the_order_of_rows(void) {
  news_lexicon *lex = read_banks(false);
  check(finds(lex, "smith", "Q4 Q5"));
  check(finds(lex, "Straße", "Q7")); /* three spellings, one entry */
  news_lexicon_free(lex);
}

static void an_exact_lexicon_tells_case_and_typography_apart(void) {
  news_lexicon *lex = read_banks(true);
  check(finds(lex, "Smith", "Q4"));
  check(finds(lex, "SMITH", "Q5"));
  check(finds(lex, "smith", "none"));
  check(finds(lex, "O’Neill", "Q8"));
  check(finds(lex, "O'Neill", "none"));
  news_lexicon_free(lex);
}

static void rows_have_their_cells_and_those_without_a_key_are_left_out(void) {
  news_lexicon *lex = read_banks(false);
  check(news_lexicon_entries(lex) == 7);
  check(news_lexicon_columns(lex) == 3);
  check(cell_is(lex, 0, "name", "Acme Bank|Acme"));
  check(cell_is(lex, 1, "kind", "bank"));
  check(cell_is(lex, 4, "id", "Q6") && cell_is(lex, 4, "kind", ""));
  check(news_lexicon_find_column(lex, "nam", 3) == -1);
  uint32_t size;
  check(strcmp(news_lexicon_column(lex, 1, &size), "id") == 0 && size == 2);
  news_lexicon_free(lex);
}

static void cells_are_read_in_turn(void) {
  news_lexicon *lex = read_banks(false);
  for (uint32_t i = 0; i < 9; i++) { /* the last two do not exist */
    uint32_t cells = news_lexicon_row(lex, i), names = news_lexicon_names(lex);
    for (uint32_t c = 0; c < 3; c++) {
      uint32_t size, other;
      const char *cell = news_lexicon_next(lex, &cells, &size);
      check(strcmp(cell, news_lexicon_cell(lex, i, c, &other)) == 0);
      check(size == other && (size > 0 || i > 3));
      const char *name = news_lexicon_next(lex, &names, &size);
      check(strcmp(name, news_lexicon_column(lex, c, &other)) == 0);
    }
  }
  news_lexicon_free(lex);
}

static void another_column_can_be_the_key(void) {
  news_lexicon_options options = {.key = "id"};
  news_lexicon *lex = read_with(banks, false, &options);
  check(news_lexicon_entries(lex) == 8);
  check(finds(lex, "q3", "Q3"));
  news_lexicon_free(lex);
}

static void csv_cells_in_quotes_hold_anything(void) {
  news_lexicon_options options = {0};
  news_lexicon *lex = read_with(
      "\"name\",note\r\n"
      "\"Acme, Inc.\",\"He said \"\"no\"\"\nloudly\"\n"
      "#tag,x\n",
      true, &options);
  check(news_lexicon_entries(lex) == 2);
  check(cell_is(lex, 0, "note", "He said \"no\"\nloudly"));
  check(finds(lex, "Acme, Inc.", "He said \"no\"\nloudly"));
  news_lexicon_free(lex);
}

static void what_cannot_be_read_says_where(void) {
  static const struct {
    const char *text;
    bool csv;
    const char *key;
    news_status status;
    size_t offset;
  } bad[] = {
      {"", false, NULL, NEWS_ESYNTAX, 0},
      {"a\tb\nx\ty\tz\n", false, NULL, NEWS_ESYNTAX, 4},
      {"a,b\n\"x,y\n", true, NULL, NEWS_ESYNTAX, 4},
      {"a\tb\n", false, "c", NEWS_ESYNTAX, 0},
      {"a\tb\nx\t\xFF\n", false, NULL, NEWS_EUTF8, 4},
      {"a\nx x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x\n",
       false, NULL, NEWS_ETOOBIG, 2},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    news_lexicon_options options = {.key = bad[i].key};
    news_lexicon *lex;
    news_error err;
    check(news_lexicon_read(bad[i].text, strlen(bad[i].text), bad[i].csv,
                            &options, &lex, &err) == bad[i].status);
    check(lex == NULL && err.offset == bad[i].offset);
  }
}

static void inflected_forms_know_their_lemma(void) {
  news_morphology *m;
  static const char data[] = "say\tverb\t\nsaid\tverb\tsay\n";
  check(!news_morphology_new(data, sizeof data - 1, &m, NULL));
  news_lexicon_options options = {.inflect = "verb", .morphology = m};
  news_lexicon *lex =
      read_with("cue\tact\nsay\tsay\npoint out\tclaim\n", false, &options);
  static const char *const forms[] = {
      "say",       "says",       "said",         "saying",
      "point out", "points out", "pointing out", "pointed out"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    uint32_t size, phrase = news_lexicon_find(lex, forms[i], strlen(forms[i]));
    check(phrase != UINT32_MAX);
    check(strcmp(news_lexicon_phrase_lemma(lex, phrase, &size),
                 i < 4 ? "say" : "point out") == 0);
  }
  check(cell_is(lex, 1, "lemma", "point out"));
  news_lexicon_free(lex);
  options.inflect = "adjective";
  check(news_lexicon_read("a\nb\n", 4, false, &options, &lex, NULL) ==
        NEWS_ESYNTAX);
  news_morphology_free(m);
}

/* ---- matching against a walk over all phrases ---- */

enum { PHRASES = 300, TEXT_WORDS = 400 };

static uint64_t random_state = 7;

static uint32_t below(uint32_t n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % n;
}

/* 1 to 4 words of few letters, so that phrases share beginnings. */
static void random_phrase(char *out) {
  uint32_t words = 1 + below(4);
  for (uint32_t i = 0; i < words; i++) {
    if (i) *out++ = ' ';
    *out++ = (char)('a' + below(5));
    if (below(2)) *out++ = (char)('a' + below(3));
  }
  *out = '\0';
}

typedef struct fixture {
  char phrases[PHRASES][16];
  char texts[3][TEXT_WORDS * 3 + 1];
  news_lexicon *lex;
  news_document *doc;
  news_vocabulary *voc;
} fixture;

static void random_text(char *at) {
  for (int i = 0; i < TEXT_WORDS; i++, at += 3) {
    at[0] = (char)('A' + below(5));
    at[1] = below(2) ? (char)('a' + below(3)) : ' ';
    at[2] = ' ';
  }
}

static void set_up(fixture *f) {
  char tsv[PHRASES * 20] = "p\n";
  for (int i = 0; i < PHRASES; i++) {
    random_phrase(f->phrases[i]);
    strcat(strcat(tsv, f->phrases[i]), "\n");
  }
  for (int i = 0; i < 3; i++) random_text(f->texts[i]);
  news_lexicon_options options = {0};
  f->lex = read_with(tsv, false, &options);
  f->voc = news_vocabulary_new(0);
  check(!news_document_new(f->texts[0], TEXT_WORDS * 3, NULL, &f->doc, NULL));
  check(!news_vocabulary_read(f->voc, f->doc, NULL));
}

static void tear_down(fixture *f) {
  news_lexicon_free(f->lex);
  news_vocabulary_free(f->voc);
  news_document_free(f->doc);
}

/* Whether phrase `p` is at word `at`; stores its end. */
static bool stands(const fixture *f, int p, uint32_t at, uint32_t *end) {
  const char *text = f->phrases[p];
  for (*end = at; *text; ++*end) {
    if (*end == f->doc->words.count) return false;
    const char *word = f->doc->text + f->doc->words.start[*end];
    uint32_t size = f->doc->words.end[*end] - f->doc->words.start[*end];
    if (strncasecmp(text, word, size) != 0 ||
        (text[size] != ' ' && text[size] != '\0'))
      return false;
    text += size + (text[size] == ' ');
  }
  return true;
}

static bool match_agrees(const fixture *f, uint32_t at) {
  news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
  uint32_t ends[5] = {0}, wanted = 0, end, size, n;
  for (int p = 0; p < PHRASES; p++)
    if (stands(f, p, at, &end) && !ends[end - at]++) wanted++;
  uint32_t count =
      news_lexicon_match(f->lex, f->voc, f->doc, at, f->doc->words.count, hits);
  bool fine = count == wanted;
  for (uint32_t i = 0; i < count && fine; i++) {
    fine = hits[i].end > at && hits[i].end - at < 5 &&
           ends[hits[i].end - at] > 0 && (!i || hits[i].end < hits[i - 1].end);
    const uint32_t *e = news_lexicon_phrase_entries(f->lex, hits[i].phrase, &n);
    fine &= n == ends[hits[i].end - at];
    for (uint32_t k = 0; k < n && fine; k++)
      fine = strcmp(news_lexicon_cell(f->lex, e[k], 0, &size),
                    f->phrases[e[k]]) == 0 &&
             stands(f, (int)e[k], at, &end) && end == hits[i].end;
  }
  return fine;
}

static void every_phrase_at_every_word_is_found_and_no_other(void) {
  fixture f;
  for (int round = 0; round < 20; round++) {
    set_up(&f);
    bool fine = true;
    for (uint32_t at = 0; at < f.doc->words.count; at++) {
      fine &= match_agrees(&f, at);
      const news_form *form =
          news_vocabulary_form(f.voc, f.doc->words.form[at]);
      news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
      uint32_t one = news_lexicon_match(f.lex, f.voc, f.doc, at, at + 1, hits);
      uint32_t word =
          news_lexicon_find_word(f.lex, f.voc, f.doc->words.form[at], NULL);
      fine &= word == (one ? hits[0].phrase : UINT32_MAX);
      fine &= !one || news_lexicon_begins(f.lex, form->hash);
    }
    check(fine);
    tear_down(&f);
  }
}

/* A scan of the words from `from` on gives the same as each word alone. */
static bool scan_agrees(const fixture *f, news_lexicon_scan *scan,
                        uint32_t from, uint32_t limit) {
  const news_lexicon_place *places;
  uint32_t count, at = 0;
  if (news_lexicon_scan_words(scan, f->lex, f->doc, from, limit, &places,
                              &count, NULL))
    return false;
  for (uint32_t w = from; w < limit; w++) {
    news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
    uint32_t n = news_lexicon_match(f->lex, f->voc, f->doc, w, limit, hits);
    for (uint32_t i = 0; i < n; i++, at++)
      if (at >= count || places[at].first != w ||
          places[at].end != hits[i].end || places[at].phrase != hits[i].phrase)
        return false;
  }
  return at == count;
}

/* For a list of words it gives their longer phrases. */
static bool starts_agree(const fixture *f, news_lexicon_scan *scan) {
  uint32_t words = f->doc->words.count, some = 0, at = 0, count;
  uint32_t list[TEXT_WORDS];
  const news_lexicon_place *places;
  for (uint32_t w = 0; w < words; w++)
    if (w + 1 == words || below(3) == 0) list[some++] = w;
  if (news_lexicon_scan_starts(scan, f->lex, f->doc, list, some, &places,
                               &count, NULL))
    return false;
  for (uint32_t k = 0; k < some; k++) {
    news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
    uint32_t n =
        news_lexicon_match(f->lex, f->voc, f->doc, list[k], words, hits);
    for (uint32_t i = 0; i < n && hits[i].end > list[k] + 1; i++, at++)
      if (at >= count || places[at].first != list[k] ||
          places[at].end != hits[i].end || places[at].phrase != hits[i].phrase)
        return false;
  }
  return at == count && count > 0;
}

static void a_scan_finds_what_each_word_finds(void) {
  fixture f;
  for (int round = 0; round < 20; round++) {
    set_up(&f);
    news_vocabulary_free(f.voc);
    f.voc = news_vocabulary_new(1); /* forgets as often as allowed */
    news_lexicon_scan *scan = news_lexicon_scan_new();
    for (int again = 0; again < 3; again++) {
      check(!news_document_reset(f.doc, f.texts[again], TEXT_WORDS * 3, NULL,
                                 NULL));
      news_vocabulary_trim(f.voc);
      check(!news_vocabulary_read(f.voc, f.doc, NULL));
      uint32_t words = f.doc->words.count;
      check(scan_agrees(&f, scan, 0, words));
      check(scan_agrees(&f, scan, words / 3, words / 2));
      check(scan_agrees(&f, scan, words, words));
      check(starts_agree(&f, scan));
    }
    news_lexicon_scan_free(scan);
    tear_down(&f);
  }
}

static void a_scan_stops_at_the_longest_phrase(void) {
  enum { WORDS = NEWS_LEXICON_MOST_WORDS };
  char tsv[WORDS * WORDS * 2] = "p\n", text[(WORDS + 8) * 2 + 1] = "";
  for (int n = 1; n <= WORDS; n++) {
    for (int i = 0; i < n; i++) strcat(tsv, i ? " a" : "a");
    strcat(tsv, "\n");
  }
  for (int i = 0; i < WORDS + 8; i++) strcat(text, "a ");
  news_lexicon_options options = {0};
  fixture f = {.lex = read_with(tsv, false, &options),
               .voc = news_vocabulary_new(0)};
  check(!news_document_new(text, strlen(text), NULL, &f.doc, NULL));
  check(!news_vocabulary_read(f.voc, f.doc, NULL));
  news_lexicon_scan *scan = news_lexicon_scan_new();
  check(scan_agrees(&f, scan, 0, f.doc->words.count));
  news_lexicon_scan_free(scan);
  tear_down(&f);
}

/* Words of about sixteen bytes, and words not in ASCII. */
static void a_scan_knows_words_of_any_size_and_script(bool exact) {
  static const char tsv[] =
      "p\nabcdefghijklmno\nabcdefghijklmnop\nabcdefghijklmnopq\n"
      "abcdefghijklmnop abcdefghijklmnopq\nnew abcdefghijklmnop\n"
      "caf\xC3\xA9\ncaf\xC3\xA9 \xC3\xA9t\xC3\xA9\n\xE2\x80\x9C new\n"
      "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xBE\xD0\xB2\xD1\x81\xD0\xBA"
      "\xD0\xB8\xD0\xB9 new\n";
  static const char text[] =
      "Abcdefghijklmno abcdefghijklmnoP ABCDEFGHIJKLMNOPQ abcdefghijklmnopr "
      "abcdefghijklmnop abcdefghijklmnopq new abcdefghijklmnop "
      "caf\xC3\xA9 Cafe\xCC\x81 \xC3\x89T\xC3\xA9 caf\xC3\xA9 \xC3\xA9t"
      "\xC3\xA9 \xE2\x80\x9Cnew \"New\" \xE2\x80\x9Cnew "
      "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xBE\xD0\xB2\xD1\x81\xD0\xBA"
      "\xD0\xB8\xD0\xB9 New";
  news_lexicon_options options = {.exact = exact};
  fixture f = {.lex = read_with(tsv, false, &options),
               .voc = news_vocabulary_new(0)};
  check(!news_document_new(text, sizeof text - 1, NULL, &f.doc, NULL));
  check(!news_vocabulary_read(f.voc, f.doc, NULL));
  news_lexicon_scan *scan = news_lexicon_scan_new();
  const news_lexicon_place *places;
  uint32_t words = f.doc->words.count, count;
  for (uint32_t from = 0; from <= words; from++)
    check(scan_agrees(&f, scan, from, words));
  check(!news_lexicon_scan_words(scan, f.lex, f.doc, 0, words, &places, &count,
                                 NULL));
  check(count == (exact ? 10 : 18));
  news_lexicon_scan_free(scan);
  tear_down(&f);
}

static void a_scan_knows_long_words_and_other_scripts(void) {
  a_scan_knows_words_of_any_size_and_script(false);
  a_scan_knows_words_of_any_size_and_script(true);
}

/* ---- the block ---- */

static void the_same_rows_give_the_same_bytes_which_open_again(void) {
  news_lexicon *a = read_banks(false), *b = read_banks(false), *c;
  size_t size, other;
  const void *block = news_lexicon_block(a, &size);
  const void *same = news_lexicon_block(b, &other);
  check(size == other && memcmp(block, same, size) == 0);
  check(!news_lexicon_open(block, size, NULL, &c, NULL));
  check(finds(c, "acme bank of ruritania", "Q2"));
  news_lexicon_free(c);
  news_lexicon_free(a);
  news_lexicon_free(b);
}

static void every_flipped_bit_and_every_cut_is_noticed(void) {
  news_lexicon *lex = read_banks(false), *opened;
  size_t size;
  const char *block = news_lexicon_block(lex, &size);
  for (size_t i = 0; i < size; i++) {
    char *copy = malloc(size);
    memcpy(copy, block, size);
    copy[i] = (char)(copy[i] ^ (1 << i % 8));
    check(news_lexicon_open(copy, size, NULL, &opened, NULL) == NEWS_EDATA);
    check(opened == NULL);
    free(copy);
    copy = malloc(i + 1);
    memcpy(copy, block, i);
    check(news_lexicon_open(copy, i, NULL, &opened, NULL) == NEWS_EDATA);
    free(copy);
  }
  news_lexicon_free(lex);
}

static void ask_everything(const news_lexicon *lex) {
  uint32_t size, count;
  for (uint32_t i = 0; i < 12; i++) {
    const char *cell = news_lexicon_cell(lex, i, i % 4, &size);
    check(cell[size] == '\0');
    uint32_t place = news_lexicon_row(lex, i);
    for (int k = 0; k < 5; k++) {
      cell = news_lexicon_next(lex, &place, &size);
      check(cell[size] == '\0');
    }
    cell = news_lexicon_phrase_lemma(lex, i, &size);
    check(cell[size] == '\0');
    const uint32_t *e = news_lexicon_phrase_entries(lex, i, &count);
    for (uint32_t k = 0; k < count; k++)
      (void)news_lexicon_cell(lex, e[k], 0, &size);
  }
  (void)news_lexicon_find_column(lex, "kind", 4);
  (void)ids_of(lex, "acme bank of ruritania");
  (void)ids_of(lex, "smith");
  news_document *doc;
  const news_lexicon_place *places;
  static const char text[] = "the Acme Bank of Ruritania, Smith of Acme Bank";
  news_lexicon_scan *scan = news_lexicon_scan_new();
  check(!news_document_new(text, sizeof text - 1, NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL));
  check(!news_lexicon_scan_words(scan, lex, doc, 0, doc->words.count, &places,
                                 &count, NULL));
  news_lexicon_scan_free(scan);
  news_document_free(doc);
}

/* Damage with a valid checksum may only give wrong answers. */
static void a_forged_block_is_never_read_outside(void) {
  news_lexicon *lex = read_banks(false), *opened;
  size_t size;
  const char *block = news_lexicon_block(lex, &size);
  size_t counted = offsetof(lexicon_header, size);
  for (int round = 0; round < 3000; round++) {
    char *copy = malloc(size);
    memcpy(copy, block, size);
    for (uint32_t n = 1 + below(4); n > 0; n--) {
      uint32_t at = below((uint32_t)size);
      copy[at] = below(2) ? (char)below(256) : below(2) ? '\xFF' : '\0';
    }
    uint64_t sum = news_checksum(copy + counted, size - counted);
    memcpy(copy + offsetof(lexicon_header, checksum), &sum, sizeof sum);
    if (!news_lexicon_open(copy, size, NULL, &opened, NULL)) {
      ask_everything(opened);
      news_lexicon_free(opened);
    }
    free(copy);
  }
  news_lexicon_free(lex);
}

/* A lexicon of the words wA0 wA1 ... */
static news_lexicon *words_lexicon(uint32_t number, uint32_t count) {
  news_lexicon_options options = {0};
  news_buffer tsv = NEWS_BUFFER_EMPTY;
  char line[32];
  news_buffer_add_text(&tsv, "word\n");
  for (uint32_t i = 0; i < count; i++) {
    snprintf(line, sizeof line, "w%ux%u\n", number, i);
    news_buffer_add_text(&tsv, line);
  }
  news_buffer_add_byte(&tsv, '\0');
  news_lexicon *lex = read_with(tsv.data, false, &options);
  news_buffer_free(&tsv);
  return lex;
}

static bool asks(const news_lexicon_many *many, const char *word,
                 uint32_t lexicon) {
  uint64_t hash = news_hash(word, strlen(word));
  return news_lexicon_many_ask(many, hash)[lexicon / 64] >> lexicon % 64 & 1;
}

static void many_lexicons_say_at_once_which_may_have_a_word(void) {
  enum { MANY = 70, LARGE = 3, WORDS = 10, LARGE_WORDS = 5000 };
  const news_lexicon *all[MANY];
  char word[32];
  uint32_t asked = 0;
  for (uint32_t i = 0; i < MANY; i++)
    all[i] = words_lexicon(i, i == LARGE ? LARGE_WORDS : WORDS);
  news_lexicon_many *many = news_lexicon_many_new(all, MANY);
  check(many != NULL);
  for (uint32_t i = 0; many && i < MANY; i++) {
    for (uint32_t k = 0; k < WORDS; k++) {
      snprintf(word, sizeof word, "w%ux%u", i, k);
      check(asks(many, word, i));
      check(asks(many, word, LARGE));
      for (uint32_t other = 0; other < MANY; other++)
        asked += other != i && other != LARGE && asks(many, word, other);
    }
  }
  check(asked < MANY * WORDS * MANY / 10); /* at most one in ten needlessly */
  news_lexicon_many_free(many);
  for (uint32_t i = 0; i < MANY; i++) news_lexicon_free((void *)all[i]);
}

static void a_lexicon_without_rows_finds_nothing(void) {
  news_lexicon_options options = {0};
  news_lexicon *lex = read_with("name\tid\n", false, &options);
  check(finds(lex, "name", "none"));
  check(news_lexicon_entries(lex) == 0);
  news_lexicon_free(lex);
}

int main(void) {
  run(a_phrase_is_found_whatever_its_case_and_typography);
  run(the_first_word_alone_tells_that_there_is_no_phrase);
  run(an_ambiguous_key_gives_all_entries_in_the_order_of_rows);
  run(an_exact_lexicon_tells_case_and_typography_apart);
  run(rows_have_their_cells_and_those_without_a_key_are_left_out);
  run(cells_are_read_in_turn);
  run(another_column_can_be_the_key);
  run(csv_cells_in_quotes_hold_anything);
  run(what_cannot_be_read_says_where);
  run(inflected_forms_know_their_lemma);
  run(every_phrase_at_every_word_is_found_and_no_other);
  run(a_scan_finds_what_each_word_finds);
  run(a_scan_stops_at_the_longest_phrase);
  run(a_scan_knows_long_words_and_other_scripts);
  run(the_same_rows_give_the_same_bytes_which_open_again);
  run(every_flipped_bit_and_every_cut_is_noticed);
  run(a_forged_block_is_never_read_outside);
  run(many_lexicons_say_at_once_which_may_have_a_word);
  run(a_lexicon_without_rows_finds_nothing);
  return check_report();
}
