#include "pattern.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "pattern_image.h"
#include "pattern_last.h"
#include "pattern_longest.h"
#include "pattern_matcher.h"
#include "sentence.h"
#include "tokenizer.h"

/* ---- names for patterns */

static news_lexicon *verbs;
static const char *macro_source;

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  (void)host;
  return size == 4 && !memcmp(name, "verb", 4) ? verbs : NULL;
}

static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  (void)host;
  if (size == 4 && !memcmp(name, "self", 4))
    *source = "a $self";
  else if (size == 4 && !memcmp(name, "name", 4))
    *source = macro_source;
  else
    return false;
  *source_size = strlen(*source);
  return true;
}

static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  (void)host;
  *layer = size == 6 ? 3 : 4;
  return (size == 6 && !memcmp(name, "Person", 6)) ||
         (size == 5 && !memcmp(name, "Place", 5));
}

static const news_pattern_names names = {NULL, find_lexicon, find_macro,
                                         find_layer, NULL};

static void make_lexicon(void) {
  static const char tsv[] =
      "form\tkind\nsaid\tsay\ntold\ttell\npointed out\tsay|show\n"
      "pointed\tpoint\n";
  news_lexicon_options options = {0};
  check(!news_lexicon_read(tsv, sizeof tsv - 1, false, &options, &verbs, NULL));
}

/* ---- all matches of a pattern in a text as "first-end name=first-end ..." */

typedef struct bench {
  news_pattern_set *set;
  news_matcher *m;
  news_document *doc;
  news_vocabulary *voc;
  uint32_t pattern;
  uint64_t steps;
  void *block; /* holds the set, or NULL */
} bench;

/* Patterns are first written and read back: with places, or with pointers for a
 * block at another address or at its own. */
static enum image { NO_IMAGE, PLACES, ELSEWHERE, HOME } through_image;

/* A vocabulary of every `step`-th word of a text. */
static news_vocabulary *words_of(const char *text, uint32_t step) {
  news_vocabulary *voc = news_vocabulary_new(0);
  news_document *doc;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL) && !news_pair_quotes(doc, NULL));
  const news_words *w = &doc->words;
  for (uint32_t i = 0; i < w->count; i += step)
    news_vocabulary_intern(voc, doc->text + w->start[i],
                           w->end[i] - w->start[i], w->kind[i]);
  news_document_free(doc);
  return voc;
}

/* The set in a block of its own that knows every other word of the text. */
static news_pattern_set *read_back(news_pattern_set *set, const char *text,
                                   void **block) {
  const news_lexicon *lexicons[] = {verbs};
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_pattern_set *again = NULL;
  news_vocabulary *known = words_of(text, 2);
  check(!news_pattern_set_know(set, known, NULL));
  news_vocabulary_free(known);
  check(!news_pattern_set_write(set, lexicons, 1, &out, NULL));
  check(*block = malloc(out.size)); /* exact: no read goes past it */
  if (*block) {
    uintptr_t there = (uintptr_t)*block;
    if (through_image >= ELSEWHERE)
      news_pattern_set_settle(out.data, out.size, there + 4096);
    if (through_image == HOME)
      news_pattern_set_settle(out.data, out.size, there);
    memcpy(*block, out.data, out.size);
    check(!news_pattern_set_open(*block, out.size, NULL, lexicons, 1, &again,
                                 NULL));
  }
  news_buffer_free(&out);
  news_pattern_set_free(set);
  return again;
}

static bool open_bench(bench *b, const char *pattern, const char *text) {
  news_error err = {0};
  *b = (bench){.set = news_pattern_set_new(NULL),
               .voc = news_vocabulary_new(0),
               .steps = 1000000};
  check(!news_document_new(text, strlen(text), NULL, &b->doc, &err));
  if (news_pattern_add(b->set, pattern, strlen(pattern), &names, &b->pattern,
                       &err)) {
    fprintf(stderr, "%s: %zu %s (%s)\n", pattern, err.offset, err.what,
            err.detail);
    return false;
  }
  if (through_image) b->set = read_back(b->set, text, &b->block);
  b->m = news_matcher_new(b->set);
  news_match_document d = {.doc = b->doc, .voc = b->voc, .steps = &b->steps};
  return !news_matcher_open(b->m, &d, &err);
}

static void close_bench(bench *b) {
  news_matcher_free(b->m);
  news_pattern_set_free(b->set);
  free(b->block);
  news_document_free(b->doc);
  news_vocabulary_free(b->voc);
}

static const char *all(const char *pattern, const char *text) {
  static char out[2000];
  size_t size = 0;
  bench b;
  news_match match;
  news_error err = {0};
  out[0] = '\0';
  if (!open_bench(&b, pattern, text)) {
    close_bench(&b);
    return "failed";
  }
  int got = news_matcher_begin(b.m, b.pattern, 0, b.doc->words.count, &err);
  while (got > 0 && (got = news_matcher_next(b.m, &match, &err)) > 0) {
    size += (size_t)snprintf(out + size, sizeof out - size, "%s%u-%u",
                             size ? " " : "", match.first, match.end);
    for (uint32_t i = 0; i < match.count; i++) {
      const news_capture *c = &match.captures[i];
      size +=
          (size_t)snprintf(out + size, sizeof out - size, " %s=%u-%u",
                           news_pattern_capture_name(b.set, b.pattern, c->name),
                           c->first, c->end);
    }
  }
  close_bench(&b);
  return got < 0 ? "failed" : out;
}

#define finds(pattern, text, want) check(!strcmp(all(pattern, text), want))

static void words_match_folded_and_exact(void) {
  finds("said", "He Said SAID said .", "1-2 2-3 3-4");
  finds("\"Said\"", "He Said SAID said .", "1-2");
  finds("it's", "It’s what it's", "0-2 3-5");
  finds("cease-fire", "a cease-fire and a cease - fire", "1-4 6-9");
  finds("3.5", "about 3.5 or 3 . 5", "1-2");
  finds("'s", "Putin 's men", "");
  finds("said , ; .", "said , ; x said,", "0-4");
  finds("— .", "a — b", "1-3");
  finds("\"(\" . \")\"", "a ( b ) c", "1-4");
  finds("\"\\\"\"", "a \" b", "1-2");
}

/* Each is matched only if that could change the result. */
static void regexes_beside_other_questions(void) {
  const char *text = "ab a Ab b xb";
  finds("[/^a/ & /b$/]", text, "0-1");
  finds("[/^a/ | /^x/]", text, "0-1 1-2 4-5");
  finds("[cap & /b$/]", text, "2-3");
  finds("[!cap & /b$/]", text, "0-1 3-4 4-5");
  finds("[cap | /^x/]", text, "2-3 4-5");
  finds("[cap & !/^a/i]", text, "");
  finds("[(cap | /^x/) & /b$/]", text, "2-3 4-5");
  finds("[(/^a/ | len>1) & (/b$/ | num)]", text, "0-1 2-3 4-5");
  finds("[/b$/ & /b$/] | [cap & /b$/] x", text, "0-1 2-3 3-4 4-5");
  finds("[first & /^a/] | [last & /^x/]", text, "0-1 4-5");
}

/* Regexes on words, too, are given up if they take too long. */
static void a_word_has_a_share_of_steps_in_each_regex(void) {
  enum { SIZE = 300000 };
  char *text = malloc(SIZE + 3);
  memset(text, 'a', SIZE);
  strcpy(text + SIZE, "b!");
  finds("[/(?:a?){14}[^ab]/]", text, "1-2");
  finds("[/[b]$/]", text, "");
  finds("[/[b]$/]", text + 100000, "0-1");
  free(text);
}

static void flags_regexes_and_lengths(void) {
  finds("[cap & !first]", "The Kremlin said Putin left .", "1-2 3-4");
  finds("[last]", "He left . She stayed .", "2-3 5-6");
  finds("[/^\\d{4}$/]", "in 2022 or 22 or 20222", "1-2");
  finds("[/^A\\/B$/ | upper]", "the UN and", "1-2");
  finds("[len>=3 & lower]", "a bc def Ghij é élan", "2-3 5-6");
  finds("[text=\"The\"|\"a=b\"]", "The the", "0-1");
  finds("[text=\"The\"|end]", "The the end End", "0-1 2-3");
  finds("[!(cap | num) & alpha]", "a B 3 c", "0-1 3-4");
  finds("[/PUTIN/i]", "Mr Putin", "1-2");
}

static void captures_name_what_they_take(void) {
  finds("who:[cap] v:@verb", "Putin pointed out that", "0-3 who=0-1 v=1-3");
  finds("v:@verb .", "he pointed at", "1-3 v=1-2");
  finds("@verb(kind=show)", "said pointed out", "1-3");
  finds("@verb(kind!=say)", "said pointed out told", "1-2 3-4");
  finds("x:(a y:b?)+", "a b a", "0-3 y=1-2 x=0-2 x=2-3");
  finds("(x:a | b)+ x:c", "a b a c", "0-4 x=0-1 x=2-3 x=3-4");
  finds("x:(a?) b", "b a b", "0-1 x=0-0 1-3 x=1-2");
  finds("x:cease-fire", "a cease-fire", "1-4 x=1-4");
}

static void sources_of_a_lexicon_differ_in_their_conditions_alone(void) {
  static const char text[] = "told pointed out . told pointed it";
  finds("told (a:@verb(kind=show) | b:@verb(kind!=show))", text,
        "0-3 a=1-3 4-6 b=5-6");
  finds("told (a:@verb(kind=point) | b:@verb(kind=say))", text,
        "0-2 a=1-2 4-6 a=5-6");
}

static void order_of_preference_is_that_of_pcre(void) {
  finds("a | a b", "a b", "0-1");
  finds("a b | a", "a b", "0-2");
  finds(".+ b", "a b a b a", "0-4");
  finds(".+? b", "a b a b a", "0-2 2-4");
  finds("a{2}", "a a a a a", "0-2 2-4");
  finds("a{2,}?", "a a a a a", "0-2 2-4");
  finds("(a?)*", "a a b a", "0-2 3-4");
  finds("(a?)+ b", "a a b b", "0-3 3-4");
  finds("(a b?){2,} c", "a b a a c a c", "0-5");
  finds("(x:a | b)+? c", "a b a c", "0-4 x=0-1 x=2-3");
  finds("a??", "a a", "");
}

static void look_around_sees_without_taking(void) {
  finds("[cap] (?! said)", "Putin said Biden left", "2-3");
  finds("(?<= the) .", "the cat the dog", "1-2 3-4");
  finds("(?<! the | a) [alpha]", "the cat sat", "0-1 2-3");
  finds(". (?= . $)", "a b c .", "1-2 2-3");
  finds("(?= a (?<= a (?= . c))) .", "a b a b c a", "2-3");
}

static void ends_of_the_scope(void) {
  finds("^ .", "a b", "0-1");
  finds("b $", "b b . \"", "1-2");
  finds(". $", "b . .", "0-1 1-2 2-3");
  finds(". $", "9 % .", "1-2 2-3");
}

static void macros_are_groups(void) {
  macro_source = "[cap] | a";
  finds("$name b", "X b a b c b", "0-2 2-4");
  finds("($name)+", "X a b", "0-2");
  finds("x:$name", "X b", "0-1 x=0-1");
}

static uint32_t nodes_of(const char *pattern) {
  news_pattern_set *set = news_pattern_set_new(NULL);
  uint32_t number;
  check(!news_pattern_add(set, pattern, strlen(pattern), &names, &number, 0));
  uint32_t count = set->patterns[number].program.node_count;
  news_pattern_set_free(set);
  return count;
}

/* Words of a match before its needed element. */
static uint32_t before_of(const char *pattern) {
  news_pattern_set *set = news_pattern_set_new(NULL);
  uint32_t number;
  check(!news_pattern_add(set, pattern, strlen(pattern), &names, &number, 0));
  uint32_t before = set->patterns[number].before;
  news_pattern_set_free(set);
  return before;
}

static void a_regex_of_words_is_as_rare_as_they_are(void) {
  check(before_of("said [/^rare$/]") == 1);
  check(before_of("said [/^(rare|Rarer)$/i]") == 1);
  check(before_of("said [/^(The|rare)$/]") == 0);
  check(before_of("said [/^rare/]") == 0);
  check(before_of("said [/rare$/]") == 0);
  check(before_of("said [/^(rare|r.rer)$/]") == 0);
  check(before_of("said [/^(rare|)$/]") == 0);
  check(before_of("said [/^$/]") == 0);
}

static void what_goes_on_in_the_same_way_is_built_once(void) {
  check(nodes_of("a (x y+ z?)") == 4);
  check(nodes_of("a (x y+ z?) | b (x y+ z?)") == 5);
  check(nodes_of("(a (x y+ z?) | b (x y+ z?)) d") == 6);
  check(nodes_of("a (x y+ z?) e | b (x y+ z?) f") == 10);
  check(nodes_of("a n:(x y) | b n:(x z)") == 6);
  finds("a n:(x y) | b n:(x y)", "a x y b x y", "0-3 n=1-3 3-6 n=4-6");
  finds("(a (x | x y) | b (x | x y)) z", "a x y z b x z", "0-4 4-7");
}

static void look_arounds_of_two_words_hold(void) {
  finds("a (?= b c | {Place}) .", "a b d a b c", "3-5");
  finds("(?<= a b | b) c", "b c a b c c", "1-2 4-5");
  finds("(?<! a .) c", "b c a b c", "1-2");
  finds("(?= . (b | c $)) a", "a x b a x c", "");
  finds("(?! a (b | c)) . d", "a d b d a b d", "0-2 2-4 5-7");
}

/* ---- errors */

static void refuses_at(const char *pattern, size_t offset, const char *what,
                       const char *detail) {
  news_pattern_set *set = news_pattern_set_new(NULL);
  news_error err = {0};
  uint32_t number;
  news_status status =
      news_pattern_add(set, pattern, strlen(pattern), &names, &number, &err);
  bool good = status && err.offset == offset && strstr(err.what, what) &&
              !strcmp(err.detail, detail);
  if (!good)
    fprintf(stderr, "%s\n%*s^ %s (%s)\n", pattern, (int)err.offset, "",
            err.what ? err.what : "no error", err.detail);
  check(good);
  news_pattern_set_free(set);
}

static void errors_say_where_and_what_was_expected(void) {
  refuses_at("", 0, "expected a pattern", "");
  refuses_at("  ", 2, "expected a pattern", "");
  refuses_at("a (b", 4, "expected )", "");
  refuses_at("a ) b", 2, "closes nothing", "");
  refuses_at("a [cap", 6, "expected & | or ]", "");
  refuses_at("[", 1, "expected ]", "");
  refuses_at("[capp]", 1, "expected a flag", "capp");
  refuses_at("[cap &]", 6, "expected a flag", "");
  refuses_at("[(cap]", 5, "expected & | or )", "");
  refuses_at("[len]", 4, "after len", "");
  refuses_at("[len>x]", 5, "number of characters", "");
  refuses_at("[lemma]", 6, "expected = or !=", "");
  refuses_at("[pos=nown]", 5, "expected noun", "nown");
  refuses_at("[/a(/]", 4, "regular expression", "missing closing parenthesis");
  refuses_at("[/a", 3, "closing /", "");
  refuses_at("[/a|\n b/i]", 4, "no line break without the flag x", "");
  refuses_at("[/a|\\\r\n b/]", 5, "no line break without the flag x", "");
  refuses_at("[text=\"a]", 9, "closing \"", "");
  refuses_at("a \"b", 4, "closing \"", "");
  refuses_at("a \"\"", 2, "expected a word", "");
  refuses_at("@nouns", 1, "unknown lexicon", "nouns");
  refuses_at("@", 1, "lexicon's name", "");
  refuses_at("@verb(sort=x)", 6, "unknown column", "sort");
  refuses_at("@verb(kind)", 10, "expected = or !=", "");
  refuses_at("@verb(kind=", 11, "expected a value", "");
  refuses_at("@verb(kind=a|kind=b)", 13, "a value without its name", "");
  refuses_at("{Person name=a | b=c}", 17, "a value without its name", "");
  refuses_at("[lemma=be|lemma=go]", 10, "a value without its name", "");
  refuses_at("{Persn}", 1, "unknown layer", "Persn");
  refuses_at("{}", 1, "layer's name", "");
  refuses_at("{Person name}", 12, "expected = or !=", "");
  refuses_at("$nome", 1, "unknown macro", "nome");
  refuses_at("a $self", 2, "macros nest", "$self, byte 3: self");
  refuses_at("a ?", 2, "expected an element", "?");
  refuses_at("* a", 0, "expected an element", "*");
  refuses_at("a??+", 3, "expected an element", "");
  refuses_at("a{3,2}", 1, "smaller number first", "");
  refuses_at("a{2", 3, "expected a number, a comma or }", "");
  refuses_at("a{1001}", 2, "at most 1000", "");
  refuses_at("(?a)", 2, "after (?", "");
  refuses_at("(?= x:a)", 4, "no capture inside look-around", "x");
  refuses_at("said: a", 5, "directly after the name", "");
  refuses_at("a : b", 2, "expected an element", ":");
  refuses_at("a ] b", 2, "expected an element", "]");
  refuses_at("x:* a", 2, "expected an element", "*");
}

static void errors_in_macros_name_the_macro(void) {
  macro_source = "a [capp]";
  refuses_at("b $name", 2, "expected a flag", "$name, byte 4: capp");
  macro_source = "a ) b";
  refuses_at("b $name", 2, "closes nothing", "$name, byte 3");
}

/* So many distinct look-arounds that hold before an a, then `last`; if each is
 * optional, each doubles the number of paths to `last`. */
static const char *looking(int count, bool optional, const char *last) {
  static char pattern[2000];
  size_t size = 0;
  for (int i = 0; i < count; i++)
    size += (size_t)snprintf(pattern + size, sizeof pattern - size,
                             optional ? "((?! %c%c)|)" : "(?! %c%c) ",
                             'c' + i / 16, 'c' + i % 16);
  snprintf(pattern + size, sizeof pattern - size, "%s", last);
  return pattern;
}

/* So many, nested in each other. */
static const char *looking_within(int count) {
  static char pattern[1000];
  size_t size = 0;
  for (int i = 0; i < count; i++)
    size += (size_t)snprintf(pattern + size, sizeof pattern - size, "(?= ");
  pattern[size++] = 'a';
  memset(pattern + size, ')', (size_t)count);
  snprintf(pattern + size + count, sizeof pattern - size - (size_t)count, " a");
  return pattern;
}

static void a_pattern_has_62_look_arounds(void) {
  finds(looking(61, false, "(?! b) a"), "a", "0-1");
  finds(looking(61, false, "(?! a) a"), "a", "");
  finds(looking(61, false, "(?= a b) a"), "a b", "0-1");
  finds(looking(61, false, "(?= a b) a"), "a a", "");
  refuses_at(looking(63, false, "a"), 62 * 8, "62 different", "");
  finds(looking_within(62), "a", "0-1");
  refuses_at(looking_within(63), 0, "62 different", "");
}

/* Equal ones count as one, however often they occur, even nested. */
static void look_arounds_are_told_apart(void) {
  finds(looking(61, false, "(?= a b) (?= a b) (?= a b) a"), "a b", "0-1");
  finds("(?= a) a | (?! a) b | (?<= a) c", "a b c", "0-1 1-2");
  finds("(?= a) a | (?<= a) a", "c a a", "1-2 2-3");
  finds("(?= a b) a | (?= a c) a", "a b a c a d", "0-1 2-3");
  finds("(?= a+ b) a | (?= a{1,2} c) a", "a a b a a a c", "0-1 1-2 4-5 5-6");
  finds("(?= (?! b) [lower]) a (?! b) c | (?! b) [lower]", "a c b d",
        "0-2 3-4");
}

/* A bracket with that many &. */
static const char *joined(int count) {
  static char pattern[20000] = "[cap";
  for (int i = 0; i < count; i++) memcpy(pattern + 4 + 4 * i, "&cap", 4);
  strcpy(pattern + 4 + 4 * count, "]");
  return pattern;
}

static void too_large_patterns_are_refused(void) {
  finds("(b (a{40}){50})+", "b a", ""); /* a loop does not copy its body */
  refuses_at("((a{50} b?){50}){50}", 0, "2048 words", "");
  finds(joined(2000), "A", "0-1");
  refuses_at(joined(2001), 4 + 4 * 2001, "at most 2000", "");
  finds(looking(8, true, "a"), "a", "0-1");
  refuses_at(looking(20, true, "a"), 0, "too many ways", "");
  char deep[600];
  memset(deep, '(', 300);
  strcpy(deep + 300, "a");
  refuses_at(deep, 64, "at most 64 deep", "");
  refuses_at("(((((((a?){9} b?){9} c?){9} d?){9} e?){9} f?){9} g?){9}", 0,
             "large", "");
}

/* ---- budget, dropping, seeking */

static void steps_end_in_a_budget_error(void) {
  bench b;
  news_match match;
  news_error err = {0};
  check(open_bench(&b, ".", "a b c d e f g h"));
  check(b.steps == 1000000 - 8);
  b.steps = 3;
  check(news_matcher_begin(b.m, b.pattern, 0, 8, &err) == 1);
  check(news_matcher_next(b.m, &match, &err) == -1);
  check(err.status == NEWS_EBUDGET && b.steps == 0);
  close_bench(&b);
}

static void after_a_dropped_match_the_search_goes_on_at_the_next_word(void) {
  bench b;
  news_match match;
  news_error err = {0};
  check(open_bench(&b, "a a", "a a a b a a"));
  check(news_matcher_begin(b.m, b.pattern, 0, 6, &err) == 1);
  check(news_matcher_next(b.m, &match, &err) == 1 && match.first == 0);
  news_matcher_reject(b.m);
  check(news_matcher_next(b.m, &match, &err) == 1 && match.first == 1);
  check(news_matcher_next(b.m, &match, &err) == 1 && match.first == 4);
  check(news_matcher_next(b.m, &match, &err) == 0);
  close_bench(&b);
}

static void seek_passes_over_sentences_that_cannot_match(void) {
  bench b;
  const char *text = "He left . She said so . They left . It said no .";
  check(open_bench(&b, "she? said (so | no)", text));
  check(!news_split_sentences(b.doc, NULL));
  const news_parts *parts = &b.doc->sentences;
  check(parts->count == 4);
  check(news_matcher_seek(b.m, b.pattern, parts, 0) == 1);
  check(news_matcher_seek(b.m, b.pattern, parts, 2) == 3);
  check(news_matcher_seek(b.m, b.pattern, parts, 1) == 1);
  check(news_matcher_seek(b.m, b.pattern, parts, 4) == 4);
  close_bench(&b);
}

static void what_is_fetched_early_is_sought_as_ever(void) {
  bench b;
  check(open_bench(&b, "said so", "He left . She said so ."));
  check(!news_split_sentences(b.doc, NULL));
  news_matcher_fetch(b.m, b.pattern); /* no word has a type yet */
  check(news_matcher_seek(b.m, b.pattern, &b.doc->sentences, 0) == 1);
  news_matcher_fetch(b.m, b.pattern);
  check(news_matcher_seek(b.m, b.pattern, &b.doc->sentences, 0) == 1);
  close_bench(&b);
  check(open_bench(&b, "said so", "He left ."));
  check(!news_split_sentences(b.doc, NULL));
  check(news_matcher_seek(b.m, b.pattern, &b.doc->sentences, 0) == 1);
  news_matcher_fetch(b.m, b.pattern); /* of which the text has no word */
  check(news_matcher_seek(b.m, b.pattern, &b.doc->sentences, 0) == 1);
  close_bench(&b);
}

static void layers_that_a_pattern_reads_are_known(void) {
  bench b;
  uint32_t count;
  check(open_bench(&b, "[{Person}] | {Person kind=x} a", "a"));
  const uint32_t *layers = news_pattern_layers(b.set, b.pattern, &count);
  check(count == 1 && layers[0] == 3);
  close_bench(&b);
}

static void a_capture_of_one_element_names_it(void) {
  bench b;
  news_match match;
  news_error err = {0};
  uint32_t id;
  check(open_bench(&b, "p:{Person} v:@verb [@verb] w:[@verb | cap]",
                   "Mr Putin pointed out told said"));
  news_annotations *set = news_annotations_new(b.doc);
  check(!news_annotations_add(set, 3, (news_span){0, 8}, 0, 7, &id, &err));
  news_match_document d = {
      .doc = b.doc, .voc = b.voc, .annotations = set, .steps = &b.steps};
  check(!news_matcher_open(b.m, &d, &err));
  check(news_matcher_begin(b.m, b.pattern, 0, 6, &err) == 1);
  check(news_matcher_next(b.m, &match, &err) == 1);
  check(match.count == 3);
  check(match.captures[0].annotation == id && !match.captures[0].lexicon);
  news_capture v = news_matcher_name(b.m, &match.captures[1]);
  news_capture w = news_matcher_name(b.m, &match.captures[2]);
  check(v.lexicon == verbs && v.end == 4 && v.entry == 2);
  check(w.lexicon == verbs && w.first == 5 && w.entry == 0);
  close_bench(&b);
}

/* The words where matches begin, as bits. */
static uint64_t begins(bench *b) {
  news_match match;
  uint64_t found = 0;
  uint32_t before = 0;
  if (news_matcher_begin(b->m, b->pattern, 0, b->doc->words.count, NULL) > 0)
    while (news_matcher_next(b->m, &match, NULL) == 1) {
      check(match.first >= before);
      before = match.end;
      found |= (uint64_t)1 << match.first;
    }
  return found;
}

static void elements_stand_in_order_however_they_were_added(void) {
  static const char *const added[] = {
      "eik", "bcljdk", "a", "zyxwvutsrqponm", "f", "hg",
  };
  bench b;
  uint64_t wanted = 0;
  uint32_t id;
  check(open_bench(&b, "{Person}",
                   "a b c d e f g h i j k l m n o p q r s t u v w x y z"));
  news_annotations *set = news_annotations_new(b.doc);
  news_match_document d = {
      .doc = b.doc, .voc = b.voc, .annotations = set, .steps = &b.steps};
  check(!news_matcher_open(b.m, &d, NULL));
  for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
    for (const char *c = added[i]; *c; c++) {
      uint32_t word = (uint32_t)(*c - 'a');
      news_span span = {2 * word, 2 * word + 1};
      check(!news_annotations_add(set, 3, span, 0, 7, &id, NULL));
      wanted |= (uint64_t)1 << word;
    }
    check(begins(&b) == wanted);
  }
  close_bench(&b);
}

/* Steps to find a Person added at a word. */
static uint64_t steps_to_find(bench *b, news_annotations *set, uint32_t word) {
  uint32_t id;
  uint64_t before = b->steps;
  news_span span = {2 * word, 2 * word + 1};
  check(!news_annotations_add(set, 3, span, 0, 7, &id, NULL));
  check(begins(b) >> word & 1);
  return before - b->steps;
}

static void elements_that_make_room_cost_steps(void) {
  enum { COUNT = 80 };
  bench b;
  uint32_t id;
  check(open_bench(&b, "{Person}", "a b c"));
  news_annotations *set = news_annotations_new(b.doc);
  news_match_document d = {
      .doc = b.doc, .voc = b.voc, .annotations = set, .steps = &b.steps};
  check(!news_matcher_open(b.m, &d, NULL));
  for (int i = 0; i < COUNT; i++)
    check(!news_annotations_add(set, 3, (news_span){2, 3}, 0, 7, &id, NULL));
  check(begins(&b) == 2);
  uint64_t behind = steps_to_find(&b, set, 2);
  check(steps_to_find(&b, set, 0) >= behind + COUNT / 8);
  close_bench(&b);
}

/* The entry found for the first word of the text. */
static uint32_t entry_in(bench *b, const char *text) {
  news_match match;
  news_error err = {0};
  check(!news_document_reset(b->doc, text, strlen(text), NULL, &err));
  news_match_document d = {.doc = b->doc, .voc = b->voc, .steps = &b->steps};
  check(!news_matcher_open(b->m, &d, &err));
  check(news_matcher_begin(b->m, b->pattern, 0, 1, &err) == 1);
  check(news_matcher_next(b->m, &match, &err) == 1);
  return news_matcher_name(b->m, match.captures).entry;
}

static void a_capture_is_named_by_its_word_when_forms_have_other_numbers(void) {
  bench b;
  check(open_bench(&b, "w:[@verb | cap]", ""));
  news_vocabulary_free(b.voc);
  b.voc = news_vocabulary_new(1);
  check(entry_in(&b, "told") == 1);
  news_vocabulary_trim(b.voc);
  check(entry_in(&b, "said") == 0); /* the first form, like the other before */
  close_bench(&b);
}

/* ---- time */

/* Steps stand for time: they must grow in proportion to the text. */
static uint64_t steps_for(const char *pattern, uint32_t words) {
  char *text = malloc((size_t)words * 2 + 1);
  bench b;
  news_match match;
  news_error err = {0};
  int got;
  for (uint32_t i = 0; i < words; i++) {
    text[2 * i] = "abaa"[i % 4];
    text[2 * i + 1] = ' ';
  }
  text[2 * words] = '\0';
  bool good = open_bench(&b, pattern, text);
  check(good);
  b.steps = UINT64_MAX;
  got = news_matcher_begin(b.m, b.pattern, 0, words, &err);
  while (got > 0) got = news_matcher_next(b.m, &match, &err);
  check(got == 0);
  uint64_t used = UINT64_MAX - b.steps;
  close_bench(&b);
  free(text);
  return used;
}

static void work_is_linear_in_the_scope(void) {
  static const char *const hard[] = {
      "(.*)*",        "(a|a)*b",           ".{0,50}.{0,50}.{0,50} zzz",
      "(.* zzz) | .", "(?<= .{0,50} b) a", "x:(a+)+ c?",
      "((a?)*)*b",    "(?! .* zzz) b a",
  };
  for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
    uint64_t small = steps_for(hard[i], 500), large = steps_for(hard[i], 4000);
    check(large <= 9 * small);
  }
}

/* Not before a word that leads nowhere: a look-around that takes long to search
 * costs no more than a short one. */
static void looks_are_searched_where_they_matter(void) {
  uint64_t much = steps_for("b . (?<! zzz .{1,40}) a c? zzz | b b", 4000);
  uint64_t little = steps_for("b . (?<! zzz .) a c? zzz | b b", 4000);
  check(much < 2 * little);
  finds("a (?<! c .{1,4}) b c? a", "a b a b a c a a b a", "0-3");
}

/* Whatever the number of rounds, each word before a place is in one round. */
static void a_look_behind_goes_back_one_way(void) {
  uint64_t much = steps_for("(?<! zzz .{2,40}) a", 4000);
  uint64_t little = steps_for("(?<! zzz .{2,20}) a", 4000);
  check(much < 5 * little / 2);
  finds("(?<= c b{1,2}) a", "c a c b a c b b a c b b b a", "4-5 8-9");
  finds("(?<= c b{2}) a", "c b a c b b a c b b b a", "6-7");
  finds("(?<= c (b x?){0,2}) a", "c a c b x b a c b b x b a", "1-2 6-7");
  finds("(?<= c (b? x?){1,2}) a", "c a c b x b x a c b b b a", "1-2 7-8");
}

static const char known_text[] =
    "He said pointed \"told\" (Anna) 17 told TOLD 's wonders wonder .";

/* For a set with a lexicon, a regex, look-arounds and captures. */
static news_buffer written_set(void) {
  static const char source[] =
      "(?<= . [cap]) x:(@verb(kind=say|show)) [/^t/i | @verb] (?! b) {Person}";
  news_pattern_set *set = news_pattern_set_new(NULL);
  const news_lexicon *lexicons[] = {verbs};
  news_buffer out = NEWS_BUFFER_EMPTY;
  uint32_t number;
  check(!news_pattern_add(set, source, strlen(source), &names, &number, NULL));
  news_vocabulary *known = words_of(known_text, 1);
  check(!news_pattern_set_know(set, known, NULL));
  news_vocabulary_free(known);
  check(!news_pattern_set_write(set, lexicons, 1, &out, NULL));
  check(news_pattern_set_write(set, NULL, 0, &out, NULL) == NEWS_EDATA);
  news_pattern_set_free(set);
  return out;
}

static news_status open_cut(const news_buffer *whole, size_t size,
                            uint32_t lexicons) {
  const news_lexicon *list[] = {verbs, verbs};
  news_pattern_set *set;
  void *block = malloc(size ? size : 1);
  memcpy(block, whole->data, size);
  news_status status =
      news_pattern_set_open(block, size, NULL, list, lexicons, &set, NULL);
  check((status == NEWS_OK) == (set != NULL));
  news_pattern_set_free(set);
  free(block);
  return status;
}

static void a_set_in_a_file_is_whole_and_has_its_lexicons(void) {
  news_buffer whole = written_set();
  check(open_cut(&whole, whole.size, 1) == NEWS_OK);
  check(open_cut(&whole, whole.size, 2) == NEWS_EDATA);
  check(open_cut(&whole, whole.size, 0) == NEWS_EDATA);
  for (size_t size = 0; size < whole.size; size += whole.size / 50 + 1)
    check(open_cut(&whole, size, 1) == NEWS_EDATA);
  news_buffer_free(&whole);
}

static void a_set_in_a_file_takes_no_more_patterns(void) {
  bench b;
  uint32_t number;
  news_error err = {0};
  through_image = PLACES;
  check(open_bench(&b, "a x:b", "a b"));
  check(news_pattern_add(b.set, "c", 1, &names, &number, &err) == NEWS_EDATA);
  check(news_pattern_set_know(b.set, b.voc, &err) == NEWS_EDATA);
  check(!strcmp(news_pattern_capture_name(b.set, 0, 0), "x"));
  close_bench(&b);
  through_image = NO_IMAGE;
}

static news_pattern_set *set_of_known(news_vocabulary *voc) {
  static const char *const patterns[] = {
      "@verb(kind=say)", "he | told",       "[cap & len>2]",
      "[/^t/i]",         "[open | num]",    "[lemma=wonder]",
      "\"TOLD\"",        "[!cap & !@verb]", "@verb+"};
  news_pattern_set *set = news_pattern_set_new(NULL);
  uint32_t number;
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    check(!news_pattern_add(set, patterns[i], strlen(patterns[i]), &names,
                            &number, NULL));
  check(!news_pattern_set_know(set, voc, NULL));
  return set;
}

static void a_known_word_has_the_row_that_would_be_made(void) {
  news_vocabulary *voc = words_of(known_text, 1);
  news_pattern_set *set = set_of_known(voc);
  news_rows *rows = news_rows_new(&set->classes);
  uint64_t made[4] = {0}, known[4] = {0};
  uint32_t count = news_vocabulary_count(voc), differ = 0;
  size_t size = (set->classes.class_count + 63) / 64 * sizeof *made;
  check(count > 12 && set->classes.class_count < 4 * 64);
  check(set->known.row_count > 6 && set->known.row_count < count);
  for (uint32_t i = 0; i < count; i++) {
    const news_form *f = news_vocabulary_form(voc, i);
    check(!news_rows_make(rows, voc, i, made));
    check(news_known_row(&set->known, f, news_rows_base(rows), known));
    check(!memcmp(made, known, size));
    differ += memcmp(made, news_rows_base(rows), size) != 0;
  }
  check(differ > 6);
  uint32_t other = news_vocabulary_intern(voc, "unheard", 7, 0);
  check(!news_known_row(&set->known, news_vocabulary_form(voc, other),
                        news_rows_base(rows), known));
  uint32_t kind = news_vocabulary_intern(voc, "said", 4, NEWS_WORD_NUMBER);
  check(!news_known_row(&set->known, news_vocabulary_form(voc, kind),
                        news_rows_base(rows), known));
  news_rows_free(rows);
  news_pattern_set_free(set);
  news_vocabulary_free(voc);
}

/* The rows of two known words are swapped, by the number before each, so that
 * matches show that rows are read from there. */
static void rows_of_known_words_are_not_made_again(void) {
  bench b;
  check(open_bench(&b, "said", "he said it"));
  news_vocabulary *voc = words_of("he said", 1);
  check(!news_pattern_set_know(b.set, voc, NULL));
  enum { HE = 12 }; /* bytes */
  uint32_t row, other;
  char *words = b.set->known.words;
  memcpy(&row, words, sizeof row);
  memcpy(&other, words + HE, sizeof other);
  memcpy(words, &other, sizeof other);
  memcpy(words + HE, &row, sizeof row);
  news_match match;
  check(news_matcher_begin(b.m, b.pattern, 0, 3, NULL) == 1);
  check(news_matcher_next(b.m, &match, NULL) == 1 && match.first == 0);
  news_vocabulary_free(voc);
  close_bench(&b);
}

static void everything_holds(void) {
  words_match_folded_and_exact();
  flags_regexes_and_lengths();
  a_word_has_a_share_of_steps_in_each_regex();
  captures_name_what_they_take();
  sources_of_a_lexicon_differ_in_their_conditions_alone();
  order_of_preference_is_that_of_pcre();
  look_around_sees_without_taking();
  ends_of_the_scope();
  macros_are_groups();
  seek_passes_over_sentences_that_cannot_match();
  a_capture_of_one_element_names_it();
}

static void everything_holds_of_a_set_in_a_file(void) {
  for (through_image = PLACES; through_image <= HOME; through_image++)
    everything_holds();
  through_image = NO_IMAGE;
}

/* If its pointers are valid, a set is opened without changing them. */
static void a_set_that_lies_where_it_should_is_not_walked(void) {
  const news_lexicon *lexicons[] = {verbs};
  news_buffer whole = written_set();
  news_pattern_set *set;
  news_pattern_set_settle(whole.data, whole.size, (uintptr_t)whole.data);
  char *before = malloc(whole.size);
  check(before != NULL);
  if (before) memcpy(before, whole.data, whole.size);
  check(!news_pattern_set_open(whole.data, whole.size, NULL, lexicons, 1, &set,
                               NULL));
  size_t last = 0;
  for (size_t i = 0; before && i < whole.size; i++)
    if (before[i] != whole.data[i]) last = i;
  check(last > 0 && whole.data + last < (char *)set->patterns);
  news_pattern_set *twice;
  check(news_pattern_set_open(whole.data, whole.size, NULL, lexicons, 1, &twice,
                              NULL) == NEWS_EDATA);
  check(twice == NULL);
  news_pattern_set_free(set);
  free(before);
  news_buffer_free(&whole);
}

static void only_a_set_is_settled(void) {
  char other[4096];
  memset(other, 7, sizeof other);
  news_pattern_set_settle(other, sizeof other, 64);
  news_pattern_set_settle(other, 3, 64);
  for (size_t i = 0; i < sizeof other; i++) check(other[i] == 7);
}

/* What a regular expression may end with, as text; "*": anything. */
static const char *ends_of(const char *re) {
  static char ends[129];
  uint64_t last[2];
  int n = 0;
  news_regex_last(re, strlen(re), last);
  if (!~(last[0] & last[1])) return "*";
  for (int c = 1; c < 128; c++)
    if (last[c / 64] >> c % 64 & 1) ends[n++] = (char)c;
  ends[n] = '\0';
  return ends;
}

static void the_last_character_of_a_regex_is_read_from_its_text(void) {
  static const char *const known[][2] = {
      {"/ing$", "g"},       {"/..ly$", "y"},     {"/[^s]s$", "s"},
      {"/\\.$", "."},       {"/[?!]$", "!?"},    {"/(st|nd|rd|ird)$", "dt"},
      {"/^\\p{Lu}x$", "x"}, {"/\\\\(ab)$", "b"}, {"i/(inG|z)$", "GZgz"},
      {"i/[!@]$", "!@"},    {"i/9$", "9"},
  };
  static const char *const open[] = {
      "/ing",      "/s?$",      "/a|b$",    "/\\d$",    "/\\pL$",
      "/\\x41$",   "/[a-z]$",   "/[^a]$",   "/[[]$",    "/[[:alpha:]]$",
      "/[]a]$",    "/(ab|c.)$", "/(|ab)$",  "/x|(ab)$", "/\\(ab)$",
      "/(?i)ing$", "is/ing$",   "/(?!a)b$", "/\\Qs$",   "/ing\\$",
      "/[(ab)$]",  "/a{2}$",    "/$",       "/",        "/é$",
      "/[a[b]$",   "/(a(b)c)$", "/.$",      "/[é]$",    "/[?\\]]$",
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    check(!strcmp(ends_of(known[i][0]), known[i][1]));
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    check(!strcmp(ends_of(open[i]), "*"));
}

static void how_long_a_word_of_a_regex_may_be_is_read_from_its_text(void) {
  static const struct {
    const char *re;
    uint32_t longest;
  } known[] = {
      {"/^\\d{1,2}$", 2},
      {"/^\\p{Lu}[\\p{Lu}&]{1,5}s?$", 7},
      {"/^([01]?\\d|2[0-3]):[0-5]\\d$", 5},
      {"i/^(?:st|nd|rd)$", 2},
      {"/^(1[6-9]|20)\\d0['’‘]?s$", 6},
      {"/^é{3}$", 3},
      {"/^[^\\]x]\\.$", 2},
      {"/^(\\p{Lu}\\.){2,5}$", 10},
  };
  static const char *const open[] = {
      "/\\d{2}$",   "/^\\d{2}",       "/^\\d+$",   "/^\\d{2,}$",
      "/^a|b$",     "/^(a*)$",        "/^(?=a)b$", "/^(?i)a$",
      "/^\\Qa$",    "/^[[:alpha:]]$", "/^(a)\\1$", "/^\\x41$",
      "/^a\\$",     "/^a?+$",         "/^\\X$",    "x/^a b$",
      "/^(*UCP)a$", "/^a{999}b{9}$",  "/^a{,3}$",  "/^[]a]$",
      "/^(a$|b)$",  "/^(a$",          "/^a)$",     "/^a{2$",
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    check(news_regex_longest(known[i].re, strlen(known[i].re)) ==
          known[i].longest);
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    check(news_regex_longest(open[i], strlen(open[i])) == UINT32_MAX);
}

/* The number of places of the text where it tries to find a match. */
static uint64_t tried(const char *pattern, const char *text) {
  bench b;
  news_match match;
  uint64_t n = UINT64_MAX;
  if (open_bench(&b, pattern, text)) {
    int got = news_matcher_begin(b.m, b.pattern, 0, b.doc->words.count, NULL);
    while (got > 0) got = news_matcher_next(b.m, &match, NULL);
    n = news_matcher_tried(b.m);
  }
  close_bench(&b);
  return n;
}

static void places_where_no_match_can_begin_are_not_tried(void) {
  const char *text = "a x b , a y c , a x c , d y b";
  check(tried("^ . x", text) == 1);      /* only at the start of the scope */
  check(tried("a (?= x c)", text) == 2); /* with an x after it */
  check(tried("(?= a | d) . y", text) == 2);    /* by the word itself */
  check(tried("(?<= , | y) .", text) == 5);     /* by the word before */
  check(tried("(?<= x (b | c)) .", text) == 3); /* by what it may end with */
  check(tried("((?<= ,) . | (?<= y) .)", text) == 5); /* each its own */
  check(tried("(?<! ,) a", text) == 1);
  check(tried("a (?= . . z)", text) == 0); /* no z in the scope */
  check(tried("a (?! . . z)", text) == 3);
}

/* A search reads only as many words as a match can have. */
static void a_match_as_long_as_can_be_is_found_behind_another_start(void) {
  for (uint32_t between = 1; between < 6; between++) {
    char text[128] = "q", found[16];
    for (uint32_t i = 0; i < between; i++) strcat(text, " n");
    strcat(text, " q n n n n n n x n n n n n n n n q n n");
    uint32_t first = between + 1;
    (void)snprintf(found, sizeof found, "%u-%u", first, first + 8);
    check(!strcmp(all("q . . . . . . x", text), found));
  }
}

/* All matches in the scopes of sentences, by seeking, with every third
 * dropped. */
static void sought(bench *b, char *out, size_t room) {
  const news_parts *parts;
  news_match match;
  size_t size = 0;
  int n = 0;
  check(!news_sentence_scopes(b->doc, &parts, NULL));
  for (uint32_t at = 0; at < parts->count; at++) {
    at = news_matcher_seek(b->m, b->pattern, parts, at);
    if (at >= parts->count) break;
    uint32_t first = parts->first[at], end = parts->first[at + 1];
    check(news_matcher_begin(b->m, b->pattern, first, end, NULL) == 1);
    while (news_matcher_next(b->m, &match, NULL) > 0) {
      news_capture c = news_matcher_name(b->m, match.captures);
      size += (size_t)snprintf(out + size, room - size, "%u-%u %u %u %u %u, ",
                               match.first, match.end, match.count, c.name,
                               c.phrase, c.entry);
      if (++n % 3 == 0) news_matcher_reject(b->m);
    }
  }
}

static void phrases_alone_are_found_without_forms(void) {
  static const char text[] =
      "He Said it . Pointed . Out it was pointed OUT told said . No . "
      "They told , pointed out said , told \" pointed out . Out . \" said .";
  char quick[2000] = "", slow[2000] = "";
  for (int conditions = 0; conditions < 2; conditions++) {
    const char *pattern = conditions ? "x:@verb(kind!=say)" : "x:@verb";
    bench b;
    check(open_bench(&b, pattern, text));
    sought(&b, quick, sizeof quick);
    check(!b.doc->words.form);
    check(!news_matcher_types(b.m, NULL));
    check(b.doc->words.form);
    sought(&b, slow, sizeof slow);
    check(!strcmp(quick, slow));
    check(strstr(quick, conditions ? "4-5 1" : "9-11 1"));
    close_bench(&b);
  }
  check(!strcmp(all("@verb", "said"), "0-1"));
  check(!strcmp(all("@verb?", "x said"), "1-2"));
  check(!strcmp(all("@verb $", "said said ."), "1-2"));
}

/* ---- several matchers */

static news_document *text_of(const char *text) {
  news_document *doc;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  return doc;
}

/* The start of the pattern's first match, after opening on that text. */
static uint32_t found_at(bench *b, news_matcher *m, news_document *doc,
                         uint64_t number) {
  news_match match = {.first = NEWS_NONE};
  news_match_document d = {.doc = doc, .voc = b->voc, .text = number};
  if (number) check(!news_matcher_open(m, &d, NULL));
  if (news_matcher_begin(m, b->pattern, 0, doc->words.count, NULL) > 0)
    check(news_matcher_next(m, &match, NULL) > 0);
  return match.first;
}

static void matchers_open_on_the_same_text_share_what_they_read(void) {
  bench b;
  check(open_bench(&b, "said [cap]", "he said so"));
  news_document *one = text_of("then she said Yes"), *two = text_of("said No");
  news_matcher *other = news_matcher_new(b.set);
  check(found_at(&b, b.m, one, 1) == 2 && found_at(&b, other, one, 1) == 2);
  check(b.m->reading == other->reading);
  /* each may continue alone, and the shared data is still intact */
  check(found_at(&b, b.m, two, 2) == 0);
  check(b.m->reading != other->reading);
  check(found_at(&b, other, one, 0) == 2);
  check(found_at(&b, other, two, 2) == 0 && b.m->reading == other->reading);
  news_matcher_free(b.m);
  b.m = NULL;
  check(found_at(&b, other, two, 0) == 0);
  check(found_at(&b, other, one, 3) == 2);
  news_matcher_free(other);
  news_document_free(one);
  news_document_free(two);
  close_bench(&b);
}

static void a_text_without_a_number_is_read_by_each(void) {
  bench b;
  check(open_bench(&b, "said [cap]", "he said So"));
  news_matcher *other = news_matcher_new(b.set);
  news_match_document d = {.doc = b.doc, .voc = b.voc};
  check(!news_matcher_open(other, &d, NULL));
  check(found_at(&b, b.m, b.doc, 0) == 1 && found_at(&b, other, b.doc, 0) == 1);
  check(b.m->reading != other->reading);
  news_matcher_free(other);
  close_bench(&b);
}

/* Annotations have the kind given by `host`, which counts the calls.  Their
 * attributes are shared by the number, if it is not 0. */
typedef struct kinds {
  const char *kind;
  uint32_t asked;
  uint64_t number;
} kinds;

static void kind_of(void *host, uint32_t annotation, void *taker,
                    news_attribute_taker *take) {
  kinds *k = host;
  (void)annotation;
  k->asked++;
  take(taker, "kind", 4, k->kind, strlen(k->kind));
}

static uint64_t number_of(void *host, uint32_t annotation) {
  (void)annotation;
  return ((const kinds *)host)->number;
}

/* The start of the first match on the text with this number. */
static uint32_t found_among(bench *b, news_matcher *m, news_annotations *set,
                            kinds *k, uint64_t number) {
  news_match match = {.first = NEWS_NONE};
  news_match_document d = {.doc = b->doc,
                           .voc = b->voc,
                           .annotations = set,
                           .host = k,
                           .attributes = kind_of,
                           .shared = number_of,
                           .text = number};
  check(!news_matcher_open(m, &d, NULL));
  if (news_matcher_begin(m, b->pattern, 0, b->doc->words.count, NULL) > 0)
    check(news_matcher_next(m, &match, NULL) >= 0);
  return match.first;
}

static void an_annotation_is_asked_once_for_all_matchers(void) {
  bench b;
  kinds k = {.kind = "x"}, of_another = {.kind = "y"};
  uint32_t id;
  check(open_bench(&b, "{Person kind=x} said", "He Smith said so"));
  news_matcher *other = news_matcher_new(b.set);
  news_annotations *set = news_annotations_new(b.doc);
  check(!news_annotations_add(set, 3, (news_span){3, 8}, 0, 7, &id, NULL));
  check(found_among(&b, b.m, set, &k, 1) == 1 && k.asked == 1);
  check(found_among(&b, other, set, &k, 1) == 1 && k.asked == 1);
  /* attributes that change, and those in another text, are read again */
  k.kind = "y";
  news_annotations_touch(set);
  check(found_among(&b, other, set, &k, 1) == NEWS_NONE && k.asked == 2);
  k.kind = "x";
  check(found_among(&b, other, set, &k, 2) == 1 && k.asked == 3);
  check(found_among(&b, b.m, set, &of_another, 3) == NEWS_NONE);
  check(found_among(&b, other, set, &k, 2) == 1 && of_another.asked == 1);
  /* without a number each reads them for itself, for each document */
  check(found_among(&b, b.m, set, &of_another, 0) == NEWS_NONE);
  check(found_among(&b, other, set, &k, 0) == 1);
  check(found_among(&b, other, set, &of_another, 0) == NEWS_NONE);
  news_matcher_free(other);
  close_bench(&b);
}

static void shared_attributes_are_asked_for_once(void) {
  bench b;
  kinds k = {.kind = "x", .number = 7}, same = {.kind = "y", .number = 7},
        next = {.kind = "y", .number = 8},
        far = {.kind = "y", .number = 7 + (1 << 20)};
  uint32_t id;
  check(open_bench(&b, "{Person kind=x} said | {Place kind=y} so",
                   "He Smith said so"));
  news_annotations *set = news_annotations_new(b.doc);
  for (int i = 0; i < 3; i++)
    check(!news_annotations_add(set, 3, (news_span){3, 8}, 0, 7, &id, NULL));
  check(found_among(&b, b.m, set, &k, 1) == 1 && k.asked == 1);
  /* nor in another text */
  check(found_among(&b, b.m, set, &same, 2) == 1 && same.asked == 0);
  /* another number is, and one with the same place is not confused with it */
  check(found_among(&b, b.m, set, &next, 3) == NEWS_NONE && next.asked == 1);
  check(found_among(&b, b.m, set, &far, 4) == NEWS_NONE && far.asked == 1);
  check(found_among(&b, b.m, set, &k, 5) == 1 && k.asked == 2);
  /* a layer is not asked for another layer's attributes */
  news_annotations *places = news_annotations_new(b.doc);
  check(!news_annotations_add(places, 4, (news_span){9, 13}, 0, 7, &id, NULL));
  check(found_among(&b, b.m, places, &same, 6) == 2 && same.asked == 1);
  close_bench(&b);
}

int main(void) {
  run(places_where_no_match_can_begin_are_not_tried);
  run(how_long_a_word_of_a_regex_may_be_is_read_from_its_text);
  run(a_match_as_long_as_can_be_is_found_behind_another_start);
  make_lexicon();
  run(the_last_character_of_a_regex_is_read_from_its_text);
  run(a_set_in_a_file_is_whole_and_has_its_lexicons);
  run(a_set_in_a_file_takes_no_more_patterns);
  run(a_known_word_has_the_row_that_would_be_made);
  run(rows_of_known_words_are_not_made_again);
  run(everything_holds_of_a_set_in_a_file);
  run(a_set_that_lies_where_it_should_is_not_walked);
  run(only_a_set_is_settled);
  run(words_match_folded_and_exact);
  run(flags_regexes_and_lengths);
  run(regexes_beside_other_questions);
  run(captures_name_what_they_take);
  run(sources_of_a_lexicon_differ_in_their_conditions_alone);
  run(order_of_preference_is_that_of_pcre);
  run(look_around_sees_without_taking);
  run(ends_of_the_scope);
  run(macros_are_groups);
  run(a_regex_of_words_is_as_rare_as_they_are);
  run(what_goes_on_in_the_same_way_is_built_once);
  run(look_arounds_of_two_words_hold);
  run(errors_say_where_and_what_was_expected);
  run(errors_in_macros_name_the_macro);
  run(a_pattern_has_62_look_arounds);
  run(look_arounds_are_told_apart);
  run(too_large_patterns_are_refused);
  run(steps_end_in_a_budget_error);
  run(after_a_dropped_match_the_search_goes_on_at_the_next_word);
  run(seek_passes_over_sentences_that_cannot_match);
  run(what_is_fetched_early_is_sought_as_ever);
  run(layers_that_a_pattern_reads_are_known);
  run(a_capture_of_one_element_names_it);
  run(elements_stand_in_order_however_they_were_added);
  run(elements_that_make_room_cost_steps);
  run(a_capture_is_named_by_its_word_when_forms_have_other_numbers);
  run(work_is_linear_in_the_scope);
  run(looks_are_searched_where_they_matter);
  run(a_look_behind_goes_back_one_way);
  run(phrases_alone_are_found_without_forms);
  run(matchers_open_on_the_same_text_share_what_they_read);
  run(a_text_without_a_number_is_read_by_each);
  run(an_annotation_is_asked_once_for_all_matchers);
  run(shared_attributes_are_asked_for_once);
  news_lexicon_free(verbs);
  return check_report();
}
