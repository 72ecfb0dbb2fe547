#include "sentence.h"
#include "tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include "break_test.h"
#include "check.h"
#include "language.h"
#include "tokenizer_chunk.h"
#include "unicode.h"

static const char english[] =
    "!clitics\nmr\tnever\nu.s\tsometimes\nph.d\tsometimes\nfeb\tsometimes "
    "cased\nno\tnever numeric\netc\tcapital\npm\tcapital unit\ninc\tsometimes "
    "company\nvol\tnever\nkm\tunit\nm\tunit "
    "affix\nre\taffix\nmid\taffix\nthe\tstarter\n"
    "yahoo!\tbrand\n";
static const char german[] =
    "!digit_point\noktober\tmonth\nz.b\tnever\nplatz\tordinal\n";
static const char french[] = "l\telision\nd\telision\n";

static news_language *language_of(const char *code) {
  news_language *language = NULL;
  const char *data = english;
  if (!code) return NULL;
  if (!strcmp(code, "de")) data = german;
  if (!strcmp(code, "fr")) data = french;
  check(news_language_new(code, data, strlen(data), &language, NULL) ==
        NEWS_OK);
  return language;
}

/* The words of `text`, with | before a token and + before a joined word. */
static const char *words_in(const char *code, const char *text, bool plain) {
  static char out[1024];
  news_language *language = language_of(code);
  news_document_options options = {.plain = plain, .language = language};
  news_document *doc;
  char *to = out;
  if (!news_document_new(text, strlen(text), &options, &doc, NULL) &&
      !news_tokenize(doc, NULL)) {
    for (uint32_t i = 0; i < doc->words.count; i++) {
      uint32_t n = doc->words.end[i] - doc->words.start[i];
      if (i) *to++ = doc->words.kind[i] & NEWS_WORD_JOINED ? '+' : '|';
      memcpy(to, text + doc->words.start[i], n);
      to += n;
    }
  }
  *to = '\0';
  news_document_free(doc);
  news_language_free(language);
  return out;
}

static bool cuts(const char *code, const char *text, const char *wanted) {
  const char *got = words_in(code, text, false);
  if (strcmp(got, wanted)) (void)fprintf(stderr, "got %s\n", got);
  return !strcmp(got, wanted);
}

static void words_and_marks_stand_apart(void) {
  check(cuts("en", "He said: \"Why?\" (Twice.)",
             "He|said|:|\"|Why|?|\"|(|Twice|.|)"));
  check(cuts("en", "", "") && cuts("en", " \n\t ", ""));
  check(cuts("en",
             "a\xC2\xA0"
             "b\xE2\x80\x8B"
             "c",
             "a|b|c"));
}

static void clitics_are_words_of_one_token(void) {
  check(cuts("en", "He didn't go.", "He|did+n't|go|."));
  check(cuts("en", "It\xE2\x80\x99s Putin\xE2\x80\x99s",
             "It+\xE2\x80\x99s|Putin+\xE2\x80\x99s"));
  check(cuts("en", "I'd've we'll cannot GONNA",
             "I+'d+'ve|we+'ll|can+not|GON+NA"));
  check(cuts("en", "students' rock'n'roll", "students+'|rock'n'roll"));
  check(cuts("en", "'em '90s 1990's", "'em|'90s|1990+'s"));
  check(cuts("en", "a 'few words' here", "a|'|few|words|'|here"));
  check(cuts("en", "dogs’ a ‘few dogs’ don‘t", "dogs+’|a|‘|few|dogs|’|don‘t"));
  check(cuts("en", "cannots cannot, (gotta)", "cannots|can+not|,|(|got+ta|)"));
}

static void numbers_hold_together(void) {
  check(cuts("en", "3.5 1,200 1,200,000.50 07:50 1/2 .5",
             "3.5|1,200|1,200,000.50|07:50|1/2|.5"));
  check(cuts("en", "10,00,000 1,25,00,000.50 12,34 1,23,45 100,00,000",
             "10,00,000|1,25,00,000.50|12|,|34|1|,|23|,|45|100|,|00,000"));
  check(cuts("en", "1,2 3-1 $5 50% 3rd 5km", "1|,|2|3|-|1|$|5|50|%|3rd|5|km"));
  check(cuts("en", "555-1234 +4533330040 USD500 US$5",
             "555-1234|+4533330040|USD|500|US$|5"));
  check(cuts("en", "Sh24.50 KSh1.9bn Rs500 Rs. 5 RM12",
             "Sh|24.50|KSh|1.9|bn|Rs|500|Rs|.|5|RM|12"));
  check(
      cuts("en", "Shed24 covid19 KS1 Rsh5 sh5", "Shed24|covid19|KS1|Rsh5|sh5"));
  check(cuts("de", "3,5 1.200,50", "3,5|1.200,50"));
  check(cuts("en", "in 1990. 1. x", "in|1990|.|1|.|x"));
  check(cuts("en", "1. First\n2. Next", "1.|First|2.|Next"));
}

static void abbreviations_keep_their_point(void) {
  check(cuts("en", "Mr. X of U.S. firms", "Mr.|X|of|U.S.|firms"));
  check(cuts("en", "J. Smith, Ph.D.", "J.|Smith|,|Ph.D."));
  check(cuts("en", "No. 5 is no. The end.", "No.|5|is|no|.|The|end|."));
  check(cuts("en", "Feb. 3, vol.14, etc.", "Feb.|3|,|vol.|14|,|etc."));
  check(cuts("en", "6 pm. He", "6|pm|.|He") &&
        cuts("en", "until 3pm.\n\nHe 4 p.m.", "until|3|pm|.|He|4|p.m.") &&
        cuts("en", "U.S.-led", "U.S.|-|led"));
  check(cuts("de", "z.B. am 3. Oktober", "z.B.|am|3.|Oktober"));
  check(cuts("de", "am 3. Er", "am|3|.|Er"));
}

static void hyphens_part_words_but_for_prefixes(void) {
  check(cuts("en", "state-of-the-art", "state|-|of|-|the|-|art"));
  check(cuts("en", "re-elected mid-1990s", "re-elected|mid-1990s"));
  check(cuts("en", "$5m-a-year m-ary", "$|5|m|-|a|-|year|m-ary"));
  check(cuts("en", "th- there w/o and/or", "th-|there|w/o|and|/|or"));
  check(cuts("en", "one--two", "one|--|two"));
  check(cuts("en", "one\xE2\x80\x94two", "one|\xE2\x80\x94|two"));
}

static void runs_of_marks_are_one_token(void) {
  check(cuts("en", "Well... No!!! What?!", "Well|...|No|!!!|What|?!"));
  check(cuts("en", "`` x '' **", "``|x|''|**"));
  check(cuts("en", "Yahoo! wow!", "Yahoo!|wow|!"));
}

static void addresses_and_handles_are_one_token(void) {
  check(cuts("en", "(http://a.b/c_(d)?e=1).", "(|http://a.b/c_(d)?e=1|)|."));
  check(cuts("en", "www.x.org, news.com/a.", "www.x.org|,|news.com/a|."));
  check(cuts("en", "<j.doe@x-y.org>", "<|j.doe@x-y.org|>"));
  check(cuts("en", "@ap #kyiv #1 end.You", "@ap|#kyiv|#|1|end|.|You"));
  check(cuts("en", "fine :-) ok", "fine|:-)|ok"));
}

/* No ^ is settled, so the rules cut these fields. */
static void in_a_field_that_is_cut_only_what_joins_is_joined(void) {
  check(cuts("en", "^A%B3*c ^A1]", "^|A|%|B3|*|c|^|A1|]"));
  check(cuts("en", "^US$5 ^us$5 ^USAB$5", "^|US$|5|^|us|$|5|^|USAB|$|5"));
  check(cuts("en", "^R&D ^R&d ^12&D", "^|R&D|^|R|&|d|^|12|&|D"));
  check(cuts("en", "^(a) ^(A) ^(b", "^|(a)|^|(|A|)|^|(|b"));
  check(cuts("en", "^friend(s) ^friend(x)", "^|friend(s)|^|friend|(|x|)"));
  check(cuts("en", "^w/o ^x/y ^wax/o", "^|w/o|^|x|/|y|^|wax|/|o"));
  check(cuts("en", "^1,200 ^1,x ^3:50 ^3:x", "^|1,200|^|1|,|x|^|3:50|^|3|:|x"));
  check(cuts("en", "^USD500 ^USX500 ^5km ^5kx",
             "^|USD|500|^|USX500|^|5|km|^|5kx"));
  check(cuts("en", "^cannot ^candid ^gonna", "^|can+not|^|candid|^|gon+na"));
  check(cuts("en", "^Yahoo! ^Yahoo?", "^|Yahoo!|^|Yahoo|?"));
  check(cuts("en", "^a@b.org ^a@- ^#x ^y#x", "^|a@b.org|^|a|@|-|^|#x|^|y|#|x"));
  check(cuts("en", "^doi:x ^dog:x ^m://x", "^|doi:x|^|dog|:|x|^|m|:|/|/|x"));
  check(cuts("en", "^8-) ^8-x ^re-x ^ox-x", "^|8-)|^|8|-|x|^|re-x|^|ox|-|x"));
  check(cuts("en", "^x\xCC\x81! ^!\xCC\x81 ^!\xE2\x80\x9D",
             "^|x\xCC\x81|!|^|!\xCC\x81|^|!|\xE2\x80\x9D"));
  check(cuts("en", "^abcdefghij2%abcdefgh", "^|abcdefghij2|%|abcdefgh"));
}

/* A line of uuencode in two parts. */
#define ENCODED \
  "M3<VDN\"/+R@:9:9#TKZ?V@F6%_+\"[ Z)^L2'H[$??SOI]/52H4SMZ]LG90.3?"
#define PARTS_OF_IT \
  "M3<VDN\"/+R@:9:9#TKZ?V@F6%_+\"[|Z)^L2'H[$??SOI]/52H4SMZ]LG90.3?"

static void lines_of_files_in_letters_are_symbols(void) {
  check(cuts("en", ENCODED, PARTS_OF_IT));
  check(cuts("en", "end.\n" ENCODED "\r\n" ENCODED "\nThe end.",
             "end|.|" PARTS_OF_IT "|" PARTS_OF_IT "|The|end|."));
  news_document *doc;
  const char *text = ENCODED "\n";
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL) && doc->words.count == 2);
  check(doc->words.kind[0] == NEWS_WORD_SYMBOL);
  check(doc->words.kind[1] == NEWS_WORD_SYMBOL);
  news_document_free(doc);
}

/* Not after other bytes in its line, not longer or shorter, not with lower-case
 * letters; a headline in capitals may be as long. */
static void other_lines_are_cut(void) {
  static const char *const others[] = {
      " " ENCODED,
      ENCODED " ",
      ENCODED "X",
      "M#" ENCODED,
      "m" ENCODED,
      "M#<=>?[]^*+a#<=>?[]^*+3#<=>?[]^*+3#<=>?[]^*+3#<=>?[]^*+3#<=>?",
      "MUSIC HALL (1897) TO CLOSE: BOARD VOTE \"FINAL\", SAYS MAYOR X"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    const char *got = words_in("en", others[i], false);
    check(strchr(got, '|') && strchr(strchr(got, '|') + 1, '|'));
    check(strstr(got, "|TO|") || strstr(got, "|["));
  }
}

static void other_scripts_follow_uax_29(void) {
  check(
      cuts("ru", "\xD0\x9E\xD0\xBD \xD0\xB8.", "\xD0\x9E\xD0\xBD|\xD0\xB8|."));
  check(cuts("en", "\xE6\x9D\xB1\xE4\xBA\xAC", "\xE6\x9D\xB1|\xE4\xBA\xAC"));
  check(cuts("en", "e\xCC\x81t\xC2\xADo", "e\xCC\x81t\xC2\xADo"));
  check(cuts("en", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!",
             "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD|!"));
  check(cuts("fr",
             "l'homme d\xE2\x80\x99"
             "or",
             "l'|homme|d\xE2\x80\x99|or"));
}

static void without_a_language_only_the_neutral_rules_hold(void) {
  check(cuts(NULL, "Mr. X isn't 3,5 km.", "Mr|.|X|is+n't|3,5|km|."));
}

static void kinds_tell_words_apart(void) {
  const char *text =
      "Ab 3.5 . $ http://x.y a@b.c #t @m \xF0\x9F\x98\x80 U.S. 'x";
  const uint8_t wanted[] = {
      NEWS_WORD_LETTERS, NEWS_WORD_NUMBER,
      NEWS_WORD_PUNCT,   NEWS_WORD_SYMBOL,
      NEWS_WORD_URL,     NEWS_WORD_EMAIL,
      NEWS_WORD_HASHTAG, NEWS_WORD_MENTION,
      NEWS_WORD_EMOJI,   NEWS_WORD_LETTERS | NEWS_WORD_POINT,
      NEWS_WORD_PUNCT,   NEWS_WORD_LETTERS};
  news_document *doc;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL) && doc->words.count == 12);
  check(!memcmp(doc->words.kind, wanted, sizeof wanted));
  check(doc->words.start[12] == doc->size && doc->words.end[12] == doc->size);
  news_document_free(doc);
}

/* ------------------------------------------------------------- UAX #29 */

static bool is_space_only(const break_test *test, size_t at, size_t end) {
  uint32_t size;
  for (; at < end; at += size)
    if (!news_unicode_is_space(news_utf8_decode(test->text + at, &size)))
      return false;
  return true;
}

static void plain_words_follow(const break_test *test) {
  news_document_options options = {.plain = true};
  news_document *doc;
  check(!news_document_new(test->text, test->size, &options, &doc, NULL));
  check(!news_tokenize(doc, NULL));
  uint32_t w = 0;
  for (size_t i = 0; i + 1 < test->count; i++) {
    size_t start = test->borders[i], end = test->borders[i + 1];
    if (is_space_only(test, start, end)) continue;
    check(w < doc->words.count && doc->words.start[w] == start &&
          doc->words.end[w] == end);
    w++;
  }
  check(w == doc->words.count);
  news_document_free(doc);
}

static void plain_words_are_those_of_uax_29(void) {
  int tests = break_test_file("WordBreakTest.txt", plain_words_follow);
  check(tests == 0 || tests > 1800);
  check(!strcmp(words_in("en", "It's U.S. a-b", true), "It's|U.S|.|a|-|b"));
}

/* -------------------------------------------------------- equal paths */

static bool bit(const uint64_t *map, uint32_t w) {
  return map[w / 64] >> (w % 64) & 1;
}

/* Maps may have extra bits for a word of letters, and for a mark that ends
 * nothing when alone; these are never used. */
static bool same_maps(const char *text, const news_words *a,
                      const news_words *b) {
  for (uint32_t w = 0; w < a->count; w++) {
    char first = text[a->start[w]];
    bool plain = a->kind[w] == NEWS_WORD_LETTERS;
    bool quiet =
        a->end[w] - a->start[w] == 1 && first && strchr("-[*<=>_~", first);
    if (w && bit(a->lines, w) != bit(b->lines, w)) return false;
    if (!plain && !quiet && bit(a->marks, w) != bit(b->marks, w)) return false;
    bool letters = (a->kind[w] & NEWS_WORD_KIND) == NEWS_WORD_LETTERS;
    if (!letters && bit(a->quotes, w) != bit(b->quotes, w)) return false;
  }
  return true;
}

static bool same_words(const char *text, const news_words *a,
                       const news_words *b) {
  return a->count == b->count && same_maps(text, a, b) &&
         !memcmp(a->start, b->start, (a->count + 1) * sizeof *a->start) &&
         !memcmp(a->end, b->end, (a->count + 1) * sizeof *a->end) &&
         !memcmp(a->kind, b->kind, a->count);
}

static bool same_sentences(const news_document *a, const news_document *b) {
  return a->sentences.count == b->sentences.count &&
         !memcmp(a->sentences.first, b->sentences.first,
                 a->sentences.count * sizeof *a->sentences.first);
}

static news_document *document_by(const char *path, const char *text,
                                  size_t size, const news_language *language) {
  news_document_options options = {.language = language};
  news_document *doc;
  if (news_document_new(text, size, &options, &doc, NULL)) return NULL;
  news_status status = news_tokenize_by(doc, path, NULL);
  if (!status) return doc;
  check(status == NEWS_EDATA); /* this machine does not have the path */
  news_document_free(doc);
  return NULL;
}

/* Whether all paths make the same words and sentences of `text`. */
static bool paths_agree(const char *text, size_t size,
                        const news_language *language) {
  static const char *const paths[] = {"scalar", "sse2", "avx2", "avx512"};
  news_document *want = document_by("fields", text, size, language);
  if (!want) return true; /* not UTF-8 */
  news_document *split = document_by("fields", text, size, language);
  bool same = !news_split_sentences(split, NULL);
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    news_document *got = document_by(paths[i], text, size, language);
    if (!got) continue;
    same = same && same_words(text, &want->words, &got->words);
    same =
        same && !news_split_sentences(got, NULL) && same_sentences(split, got);
    news_document_free(got);
  }
  news_document_free(split);
  news_document_free(want);
  return same;
}

static uint32_t state = 12345;
static uint32_t next_random(uint32_t below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

static void all_paths_make_the_same_words_of_random_text(void) {
  static const char *const parts[] = {
      " ", " ", "\n", "a", "it's", "don't", "1", "23", "456", ".", ",", "-",
      "non-", "x@y.com", "Inc.", "5km", "5/8", ">>", "@ab_c", "’s", "--", "'",
      "\"", "(", ")", ":", ";", "/", "!", "?", "$", "@", "#", "&", "_", "=",
      "<", ">", "|", "*", "[", "]", "U.S.", "Mr.", "J.", "A. ", "no.", "pm.",
      "re-", "cannot", "s'", "www.", "com", "http:", "+", "^", "\\", "\x7F",
      "\x01", "\xC3\xA9", "\xD0\xB0", "\xC3\x97", "\xE2\x80\x99",
      "\xE2\x80\x9C", "\xE2\x80\x94", "\xE2\x80\xA6", "\xC2\xA0", "\xCC\x81",
      "\xE4\xBA\xAC", "\xF0\x9F\x98\x80", "gonna", "said.The", "bbc.co.uk",
      "alt.news", "pdf", "3rd", "USD", "5km", "The", "word", "words", "Yahoo!",
      " '", "' ", "''", " dogs' ", "'em", "\xE2\x80\x98", "\xC2\xAB",
      "\xC2\xA3", "\xE2\x82\xAC",
      " \xC2\xA3"
      "4",
      "1.3", "1,200", "bn ", " +1", "555-0143", " 3-1. ", " 19:05", "@ab. ",
      ")--", " Jan. ", "Gov. ", "\n" ENCODED "\n", ENCODED "\r\n", "\n" ENCODED,
      /* without bit 7 a space, a line feed */
      "\xE2\x80\xA0", "\xE0\xA8\x8A"};
  enum { PARTS = sizeof parts / sizeof *parts };
  news_language *language = language_of("en");
  enum { MOST = 1000 }; /* more than a group of blocks */
  char text[MOST + sizeof ENCODED];
  uint32_t wrong = 0;
  for (int round = 0; round < 8000; round++) {
    size_t size = 0, most = 1 + next_random(MOST);
    while (size < most && size < MOST) {
      const char *part = parts[next_random(PARTS)];
      uint32_t times = next_random(8) ? 1 : 2 + next_random(6);
      for (; times-- && size < MOST; size += strlen(part))
        memcpy(text + size, part, strlen(part));
    }
    bool agree = paths_agree(text, size, round % 3 ? language : NULL);
    if (!agree) (void)fprintf(stderr, "paths differ: %.*s\n", (int)size, text);
    wrong += !agree;
  }
  check(wrong == 0);
  news_language_free(language);
}

static void tokens_cross_the_chunks_unharmed(void) {
  enum { SIZE = 2 * NEWS_CHUNK_SIZE + 4000 };
  char *text = malloc(SIZE);
  check(text != NULL);
  if (!text) return;
  memset(text, 'a', SIZE);
  check(paths_agree(text, SIZE, NULL)); /* one word of many chunks */
  for (int i = 0; i < SIZE; i++) text[i] = i % 7 ? 'b' : ' ';
  text[SIZE / 2] = '.';
  check(paths_agree(text, SIZE, NULL));
  memset(text, ' ', SIZE);
  check(paths_agree(text, SIZE, NULL));
  for (int around = -100; around < 100; around++)
    check(paths_agree(text, (size_t)(NEWS_CHUNK_SIZE + around), NULL));
  free(text);
}

/* Few or many words in two blocks, after any number of bits in a byte. */
static void maps_hold_however_many_words_a_block_has(void) {
  enum { BLOCK = 64, SIZE = 6 * BLOCK };
  char text[SIZE];
  for (uint32_t before = 0; before < 8; before++)
    for (uint32_t count = 1; count <= BLOCK; count++) {
      memset(text, ' ', SIZE);
      memset(text, '"', before);
      memset(text + 2 * BLOCK, '"', count);
      memset(text + 3 * BLOCK, '"', (count + 1) / 2);
      memset(text + 4 * BLOCK, '?', 3);
      check(paths_agree(text, SIZE, NULL));
    }
}

/* Everything that rules and masks look at on both sides, at every distance from
 * the border. */
static void what_a_rule_looks_at_may_lie_across_a_border_of_chunks(void) {
  static const char piece[] =
      " said. Mr. J. Smith's U.S. dogs' caf\xC3\xA9. \xC3\x89. No. 5 re-elect "
      "\xE2\x80\x9CWell\xE2\x80\xA6\xE2\x80\x9D 3. e.g. x-ray\xE2\x84\xA2.\n"
      "\xC2\xA0www.news.example/a?b=1, 1,200.50 ----- don't \xE4\xBA\xAC. ";
  enum { SIZE = NEWS_CHUNK_SIZE + 400, PIECE = sizeof piece - 1 };
  news_language *language = language_of("en");
  char *text = malloc(SIZE);
  check(text != NULL);
  for (int from = NEWS_CHUNK_SIZE - PIECE - 8; text && from < NEWS_CHUNK_SIZE;
       from++) {
    if (from < 0) continue;
    for (int i = 0; i < SIZE; i++) text[i] = i % 4 ? 'w' : ' ';
    memcpy(text + from, piece, PIECE);
    check(paths_agree(text, SIZE, language));
  }
  free(text);
  news_language_free(language);
}

static void words_and_gaps_rebuild_the_text(void) {
  const char *text = "  \"It's $3.50,\" she said\xE2\x80\xA6  U.S.A. ";
  news_document *doc;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL));
  uint32_t at = 0;
  for (uint32_t i = 0; i < doc->words.count; i++) {
    check(doc->words.start[i] >= at && doc->words.end[i] > doc->words.start[i]);
    for (; at < doc->words.start[i]; at++) check(text[at] == ' ');
    at = doc->words.end[i];
  }
  news_document_free(doc);
}

static void a_document_over_its_memory_has_no_words(void) {
  char text[2000];
  memset(text, '.', sizeof text);
  for (size_t i = 0; i < sizeof text; i += 2) text[i] = ',';
  news_document_options options = {.memory = 4096};
  news_document *doc;
  check(!news_document_new(text, sizeof text, &options, &doc, NULL));
  check(news_tokenize(doc, NULL) == NEWS_ENOMEM);
  check(!doc->words.start && !doc->words.count);
  news_document_free(doc);
}

/* Whether the tokenizer makes the text one word of letters. */
static bool is_one_word(const char *code, const char *text) {
  return !strcmp(words_in(code, text, false), text);
}

static void a_plain_word_is_one_word_in_every_language(void) {
  static const char *const together[] = {"cannot", "Gonna", "WANNA",
                                         "gotta",  "gimme", "lemme"};
  static const char *const codes[] = {NULL, "en", "de", "fr"};
  static const char *const others[] = {"",     "a1", "a b",     "a-b",
                                       "it's", "a.", "\xC3\xA9"};
  for (size_t i = 0; i < sizeof together / sizeof *together; i++) {
    check(!is_one_word("en", together[i]));
    check(!news_is_plain_word(together[i], strlen(together[i])));
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    check(!news_is_plain_word(others[i], strlen(others[i])));
  for (int i = 0; i < 26 * 26 * 26; i += 5) {
    char text[] = {(char)('a' + i / 676), (char)('A' + i / 26 % 26),
                   (char)('a' + i % 26), '\0'};
    for (const char *from = text; *from; from++) {
      check(news_is_plain_word(from, strlen(from)));
      check(is_one_word(codes[i % 4], from));
    }
  }
  check(news_is_plain_word("cannots", 7));
  check(is_one_word("en", "cannots"));
}

int main(void) {
  run(words_and_marks_stand_apart);
  run(clitics_are_words_of_one_token);
  run(numbers_hold_together);
  run(a_plain_word_is_one_word_in_every_language);
  run(abbreviations_keep_their_point);
  run(hyphens_part_words_but_for_prefixes);
  run(runs_of_marks_are_one_token);
  run(addresses_and_handles_are_one_token);
  run(lines_of_files_in_letters_are_symbols);
  run(other_lines_are_cut);
  run(in_a_field_that_is_cut_only_what_joins_is_joined);
  run(other_scripts_follow_uax_29);
  run(without_a_language_only_the_neutral_rules_hold);
  run(kinds_tell_words_apart);
  run(plain_words_are_those_of_uax_29);
  run(all_paths_make_the_same_words_of_random_text);
  run(tokens_cross_the_chunks_unharmed);
  run(maps_hold_however_many_words_a_block_has);
  run(what_a_rule_looks_at_may_lie_across_a_border_of_chunks);
  run(words_and_gaps_rebuild_the_text);
  run(a_document_over_its_memory_has_no_words);
  return check_report();
}
