/* Throughput of the library, next to ICU on the same text in the same run.
 *
 *   bench_core TEXT [LANGUAGE.tsv [PATTERNS [ROUNDS [DOCUMENT]]]]
 *
 * TEXT is cut at line ends into documents of about DOCUMENT bytes (16384).
 * Prints rows of tab-separated id, megabytes a second (the best of ROUNDS),
 * what was counted, and the count; tests/bench/run makes the table.  ICU's rows
 * need a build with BENCH_ICU. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "annotation.h"
#include "language.h"
#include "lexicon.h"
#include "pattern.h"
#include "sentence.h"
#include "tokenizer.h"
#include "utf8.h"
#include "vocabulary.h"
#ifdef BENCH_ICU
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#endif

enum { LEXICONS = 33, LETS = 32, LINE = 8192, PATTERNS = 1000 };

typedef struct named {
  char name[32];
  char *source;
  news_lexicon *lexicon;
} named;

typedef struct bench {
  char *text; /* of the whole file, repaired */
  size_t size;
  uint32_t *cut; /* where documents begin; cut[documents] is the size */
  uint32_t documents;
  news_language *language;
  news_document *doc; /* reused */
  news_vocabulary *voc;
  news_pattern_set *set;
  uint32_t patterns;
  bool layers; /* documents have annotations of layer 0 */
  named names[LEXICONS + LETS];
  uint32_t name_count;
  uint64_t count; /* what a round counted */
  double inner;   /* seconds timed by the round itself; 0: all of it */
  size_t tokens_used;
} bench;

static void die(const char *what, const char *detail) {
  fprintf(stderr, "bench_core: %s%s\n", what, detail ? detail : "");
  exit(2);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) die("cannot read ", path);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size)
    die("cannot read ", path);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

static void cut_documents(bench *b, size_t length) {
  b->cut = malloc((b->size / length + 3) * sizeof *b->cut);
  if (!b->cut) die("out of memory", NULL);
  size_t at = 0;
  while (at < b->size) {
    b->cut[b->documents++] = (uint32_t)at;
    size_t end = at + length < b->size ? at + length : b->size;
    const char *line = memchr(b->text + end, '\n', b->size - end);
    at = line ? (size_t)(line - b->text) + 1 : b->size;
  }
  b->cut[b->documents] = (uint32_t)b->size;
}

static void open_document(bench *b, uint32_t i) {
  news_document_options options = {.language = b->language};
  uint32_t at = b->cut[i];
  if (b->doc ? news_document_reset(b->doc, b->text + at, b->cut[i + 1] - at,
                                   &options, NULL)
             : news_document_new(b->text + at, b->cut[i + 1] - at, &options,
                                 &b->doc, NULL))
    die("no document", NULL);
}

/* ---- rounds: each goes over all documents and counts */

/* From bytes to words, including the UTF-8 check and the copy. */
static void round_tokens(bench *b) {
  for (uint32_t i = 0; i < b->documents; i++) {
    open_document(b, i);
    if (news_tokenize(b->doc, NULL)) die("tokens", NULL);
    b->count += b->doc->words.count;
  }
}

/* The tokenizer alone. */
static void round_tokenizer(bench *b) {
  b->tokens_used = 0;
  for (uint32_t i = 0; i < b->documents; i++) {
    open_document(b, i);
    size_t before = news_arena_used(b->doc->arena);
    double start = now();
    if (news_tokenize(b->doc, NULL)) die("tokens", NULL);
    b->inner += now() - start;
    b->tokens_used += news_arena_used(b->doc->arena) - before;
    b->count += b->doc->words.count;
  }
}

static void round_sentences(bench *b) {
  for (uint32_t i = 0; i < b->documents; i++) {
    open_document(b, i);
    if (news_pair_quotes(b->doc, NULL) || news_split_sentences(b->doc, NULL))
      die("sentences", NULL);
    b->count += b->doc->sentences.count;
  }
}

static void round_forms(bench *b) {
  for (uint32_t i = 0; i < b->documents; i++) {
    open_document(b, i);
    if (news_split_sentences(b->doc, NULL)) die("sentences", NULL);
    double start = now();
    if (news_vocabulary_read(b->voc, b->doc, NULL)) die("forms", NULL);
    b->inner += now() - start;
    b->count += b->doc->words.count;
  }
}

static uint64_t find_all(news_matcher *m, uint32_t pattern,
                         const news_parts *parts) {
  uint64_t count = 0;
  news_match match;
  for (uint32_t i = news_matcher_seek(m, pattern, parts, 0); i < parts->count;
       i = news_matcher_seek(m, pattern, parts, i + 1)) {
    int got = news_matcher_begin(m, pattern, parts->first[i],
                                 parts->first[i + 1], NULL);
    while (got > 0 && (got = news_matcher_next(m, &match, NULL)) > 0) count++;
    if (got < 0) die("a pattern failed", NULL);
  }
  return count;
}

/* Layer 0: every run of capitalised words. */
static news_annotations *annotate(bench *b) {
  const news_words *w = &b->doc->words;
  news_annotations *set = news_annotations_new(b->doc);
  if (!set) die("out of memory", NULL);
  for (uint32_t i = 0, first = 0; i <= w->count; i++) {
    bool cap = i < w->count &&
               news_vocabulary_form(b->voc, w->form[i])->flags & NEWS_FORM_CAP;
    if (cap) continue;
    uint32_t id;
    news_span span = {w->start[first], i ? w->end[i - 1] : 0};
    if (i > first && news_annotations_add(set, 0, span, 0, 0, &id, NULL))
      die("out of memory", NULL);
    first = i + 1;
  }
  return set;
}

/* Every pattern over every sentence; the words already have forms. */
static void round_patterns(bench *b) {
  news_matcher *m = news_matcher_new(b->set);
  for (uint32_t i = 0; i < b->documents; i++) {
    open_document(b, i);
    if (news_split_sentences(b->doc, NULL) ||
        news_vocabulary_read(b->voc, b->doc, NULL))
      die("sentences", NULL);
    uint64_t steps = UINT64_MAX / 2;
    news_match_document d = {.doc = b->doc, .voc = b->voc, .steps = &steps};
    if (b->layers) d.annotations = annotate(b);
    double start = now();
    if (news_matcher_open(m, &d, NULL)) die("the matcher failed", NULL);
    for (uint32_t p = 0; p < b->patterns; p++)
      b->count += find_all(m, p, &b->doc->sentences);
    b->inner += now() - start;
  }
  news_matcher_free(m);
}

#ifdef BENCH_ICU
/* A text as ICU needs it; the conversion counts, like the UTF-8 check on the
 * other side. */
static UBreakIterator *icu_open(UBreakIteratorType type) {
  UErrorCode code = U_ZERO_ERROR;
  UBreakIterator *it = ubrk_open(type, "en_US", NULL, 0, &code);
  if (U_FAILURE(code)) die("ICU: ", u_errorName(code));
  return it;
}

static uint64_t icu_walk(UBreakIterator *it, const UChar *text, int32_t size) {
  UErrorCode code = U_ZERO_ERROR;
  uint64_t count = 0;
  ubrk_setText(it, text, size, &code);
  for (int32_t at = ubrk_first(it), end; (end = ubrk_next(it)) != UBRK_DONE;
       at = end)
    count += !u_isWhitespace(text[at]);
  return count;
}

static void icu_round(bench *b, bool words, bool sentences) {
  static UBreakIterator *word_iterator, *sentence_iterator;
  if (!word_iterator) {
    word_iterator = icu_open(UBRK_WORD);
    sentence_iterator = icu_open(UBRK_SENTENCE);
  }
  size_t longest = 0;
  for (uint32_t i = 0; i < b->documents; i++)
    if (b->cut[i + 1] - b->cut[i] > longest)
      longest = b->cut[i + 1] - b->cut[i];
  UChar *text = malloc((longest + 1) * sizeof *text);
  if (!text) die("out of memory", NULL);
  for (uint32_t i = 0; i < b->documents; i++) {
    UErrorCode code = U_ZERO_ERROR;
    int32_t size;
    u_strFromUTF8(text, (int32_t)longest + 1, &size, b->text + b->cut[i],
                  (int32_t)(b->cut[i + 1] - b->cut[i]), &code);
    if (words) b->count += icu_walk(word_iterator, text, size);
    if (sentences) {
      uint64_t found = icu_walk(sentence_iterator, text, size);
      b->count = words ? b->count : b->count + found;
    }
  }
  free(text);
}
static void round_icu_words(bench *b) { icu_round(b, true, false); }
static void round_icu_sentences(bench *b) { icu_round(b, false, true); }
static void round_icu_both(bench *b) { icu_round(b, true, true); }
#endif

/* ---- patterns of a file: lines "lexicon NAME words", "let NAME source" and
 * "pattern source" */

static const named *find_named(bench *b, const char *name, size_t size) {
  for (uint32_t i = 0; i < b->name_count; i++)
    if (strlen(b->names[i].name) == size &&
        memcmp(b->names[i].name, name, size) == 0)
      return &b->names[i];
  return NULL;
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  const named *found = find_named(host, name, size);
  return found ? found->lexicon : NULL;
}

static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  const named *found = find_named(host, name, size);
  if (!found || !found->source) return false;
  *source = found->source;
  *source_size = strlen(found->source);
  return true;
}

static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  const bench *b = host;
  *layer = 0;
  return b->layers && size == 4 && memcmp(name, "Name", 4) == 0;
}

static news_lexicon *make_lexicon(bench *b, char *words) {
  news_buffer tsv = NEWS_BUFFER_EMPTY;
  news_lexicon_options options = {.language = b->language};
  news_lexicon *lexicon;
  news_buffer_add_text(&tsv, "word\n");
  for (char *rest, *word = strtok_r(words, " ", &rest); word;
       word = strtok_r(NULL, " ", &rest)) {
    news_buffer_add_text(&tsv, word);
    news_buffer_add_byte(&tsv, '\n');
  }
  if (news_lexicon_read(tsv.data, tsv.size, false, &options, &lexicon, NULL))
    die("no lexicon", NULL);
  news_buffer_free(&tsv);
  return lexicon;
}

static void add_pattern(bench *b, const char *source) {
  news_pattern_names names = {.host = b,
                              .lexicon = find_lexicon,
                              .macro = find_macro,
                              .layer = find_layer,
                              .language = b->language};
  news_error err;
  uint32_t number;
  if (news_pattern_add(b->set, source, strlen(source), &names, &number, &err)) {
    fprintf(stderr, "%s\n%*s^ %s\n", source, (int)err.offset, "", err.what);
    exit(2);
  }
  b->patterns++;
}

static void add_named(bench *b, char *line, bool lexicon) {
  char *space = strchr(line, ' ');
  if (!space || b->name_count == LEXICONS + LETS) die("bad line: ", line);
  *space = '\0';
  named *n = &b->names[b->name_count++];
  snprintf(n->name, sizeof n->name, "%s", line);
  if (lexicon)
    n->lexicon = make_lexicon(b, space + 1);
  else
    n->source = strdup(space + 1);
}

static void read_patterns(bench *b, const char *path) {
  static char line[LINE];
  FILE *file = fopen(path, "r");
  if (!file) die("cannot read ", path);
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "lexicon ", 8) == 0) add_named(b, line + 8, true);
    if (strncmp(line, "let ", 4) == 0) add_named(b, line + 4, false);
    if (strncmp(line, "pattern ", 8) == 0) add_pattern(b, line + 8);
  }
  fclose(file);
}

/* Patterns whose first word occurs in no text. */
static void add_silent(bench *b, uint32_t count) {
  char source[64];
  for (uint32_t i = 0; i < count; i++) {
    snprintf(source, sizeof source, "zqx%u [cap] x:(.{1,8}?) $", i);
    add_pattern(b, source);
  }
}

/* ---- */

typedef struct row {
  const char *id, *what;
  void (*round)(bench *b);
} row;

static void measure(bench *b, const row *r, int rounds) {
  double best = 0;
  for (int i = 0; i < rounds; i++) {
    b->count = 0;
    b->inner = 0;
    double start = now();
    r->round(b);
    double took = b->inner > 0 ? b->inner : now() - start;
    if (!best || took < best) best = took;
  }
  printf("%s\t%.2f\t%s\t%llu\n", r->id, (double)b->size / best / 1e6, r->what,
         (unsigned long long)b->count);
  fflush(stdout);
}

static void measure_patterns(bench *b, const char *path, int rounds) {
  b->set = news_pattern_set_new(NULL);
  read_patterns(b, path);
  measure(b, &(row){"patterns", "matches", round_patterns}, rounds);
  add_silent(b, PATTERNS - b->patterns);
  measure(b, &(row){"patterns_1000", "matches", round_patterns}, rounds);
}

/* ---- patterns of one kind, timed separately */

static const char *const with_layers[] = {
    "x:{Name} said",
    "x:{Name} \",\" y:(.{1,8}?) \",\"",
    "x:{Name} (and | of | in) y:{Name}",
    "(said | says | told) x:{Name}",
    "x:[!{Name} & alpha] (of | for) y:{Name}",
    "x:{Name} (has | had | is | was) [alpha & !{Name}]",
    "the x:([lower]{1,2}?) y:{Name}",
    "[num] [alpha] x:{Name}",
    "x:{Name} \"'s\" y:[lower]",
    "^ x:{Name} .{1,6}? y:{Name} $",
};
static const char *const with_look_behinds[] = {
    "(?<= said) x:[cap]",
    "(?<! the | a | an) x:[cap & !first] (said | says)",
    "(?<= [cap] [cap]) (said | told) .",
    "(?<= \",\" .{1,4}) x:[num]",
    "(?<! [num] | [cap]) x:([cap & !first]{2,3})",
    "(?<= (in | on | at) (the | a)?) x:[cap]",
    "(?<= ^ .{0,2}) x:([lower] of) [cap]",
    "(?<! said .{0,3}) x:(that the) [lower]",
    "(?<= [dash]) x:[alpha] (and | or)",
    "(?<! [cap]) x:[cap & !first] (?! [cap]) [lower]",
};
static const char *const with_phrases[] = {
    "x:@phrase",
    "x:@phrase [cap]",
    "the x:@phrase",
    "x:@phrase (of | in | to) y:.",
    "[cap] x:@phrase",
    "x:@phrase \",\" y:[lower]",
    "[num] .{0,2}? x:@phrase",
    "(said | says) .{0,4}? x:@phrase",
    "^ .{0,3}? x:@phrase",
    "x:@phrase .{0,3}? y:@phrase",
};

/* A lexicon of phrases of three words; some occur in the text, of the others
 * the first two words do. */
static void add_phrases(bench *b) {
  enum { EVERY = 199, WHOLE = 100, MOST = 10000 };
  news_buffer tsv = NEWS_BUFFER_EMPTY;
  news_lexicon_options options = {.language = b->language};
  named *n = &b->names[b->name_count++];
  uint32_t count = 0;
  news_buffer_add_text(&tsv, "phrase\n");
  for (uint32_t i = 0; i < b->documents && count < MOST; i++) {
    open_document(b, i);
    if (news_tokenize(b->doc, NULL)) die("tokens", NULL);
    const news_words *w = &b->doc->words;
    for (uint32_t k = 0; k + 3 <= w->count; k += EVERY) {
      const char *text = b->doc->text + w->start[k];
      size_t size = w->end[k + 2] - w->start[k];
      if (memchr(text, '\n', size) || memchr(text, '|', size) ||
          memchr(text, '\t', size))
        continue;
      if (count < WHOLE) {
        news_buffer_add(&tsv, text, size);
      } else {
        char word[16];
        snprintf(word, sizeof word, " zqx%u", count);
        news_buffer_add(&tsv, text, w->end[k + 1] - w->start[k]);
        news_buffer_add_text(&tsv, word);
      }
      news_buffer_add_byte(&tsv, '\n');
      count++;
    }
  }
  if (news_lexicon_read(tsv.data, tsv.size, false, &options, &n->lexicon, NULL))
    die("no lexicon", NULL);
  snprintf(n->name, sizeof n->name, "phrase");
  news_buffer_free(&tsv);
}

static void measure_kind(bench *b, const char *id, const char *const *sources,
                         uint32_t count, int rounds) {
  news_pattern_set_free(b->set);
  b->set = news_pattern_set_new(NULL);
  b->patterns = 0;
  for (uint32_t i = 0; i < count; i++) add_pattern(b, sources[i]);
  measure(b, &(row){id, "matches", round_patterns}, rounds);
}

static void measure_kinds(bench *b, int rounds) {
  enum { EACH = sizeof with_layers / sizeof *with_layers };
  b->layers = true;
  measure_kind(b, "patterns_layers", with_layers, EACH, rounds);
  b->layers = false;
  measure_kind(b, "patterns_behind", with_look_behinds, EACH, rounds);
  add_phrases(b);
  measure_kind(b, "patterns_phrases", with_phrases, EACH, rounds);
}

static void load(bench *b, char **argv, int argc) {
  size_t size;
  char *bytes = read_file(argv[1], &size);
  news_buffer repaired = NEWS_BUFFER_EMPTY;
  if (news_utf8_repair(bytes, size, &repaired)) die("out of memory", NULL);
  free(bytes);
  if (!repaired.size || repaired.size > NEWS_TEXT_MAX) die("bad text", NULL);
  b->text = repaired.data;
  b->size = repaired.size;
  size_t length = argc > 5 ? strtoull(argv[5], NULL, 10) : 16384;
  cut_documents(b, length ? length : b->size);
  if (argc > 2 && argv[2][0]) {
    char *tsv = read_file(argv[2], &size);
    if (news_language_new("xx", tsv, size, &b->language, NULL))
      die("no language: ", argv[2]);
    free(tsv);
  }
  b->voc = news_vocabulary_new(0);
  if (!b->voc) die("out of memory", NULL);
}

static void release(bench *b) {
  news_pattern_set_free(b->set);
  for (uint32_t i = 0; i < b->name_count; i++) {
    free(b->names[i].source);
    news_lexicon_free(b->names[i].lexicon);
  }
  news_vocabulary_free(b->voc);
  news_document_free(b->doc);
  news_language_free(b->language);
  free(b->cut);
  free(b->text);
}

int main(int argc, char **argv) {
  static const row rows[] = {
      {"tokens", "words", round_tokens},
#ifdef BENCH_ICU
      {"icu_words", "words", round_icu_words},
#endif
      {"tokenizer", "words", round_tokenizer},
      {"sentences", "sentences", round_sentences},
#ifdef BENCH_ICU
      {"icu_both", "words", round_icu_both},
      {"icu_sentences", "sentences", round_icu_sentences},
#endif
      {"forms", "words", round_forms},
  };
  static bench b;
  if (argc < 2) die("bench_core TEXT [LANGUAGE.tsv [PATTERNS [ROUNDS]]]", NULL);
  load(&b, argv, argc);
  int rounds = argc > 4 ? atoi(argv[4]) : 5;
  printf("text\t%.2f\tdocuments\t%u\n", (double)b.size / 1e6, b.documents);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    measure(&b, &rows[i], rounds > 0 ? rounds : 1);
    if (rows[i].round == round_tokenizer && b.count)
      printf("token_bytes\t%.2f\twords\t%llu\n",
             (double)b.tokens_used / (double)b.count,
             (unsigned long long)b.count);
  }
  if (argc > 3 && argv[3][0])
    measure_patterns(&b, argv[3], rounds > 0 ? rounds : 1);
  if (argc > 3 && argv[3][0]) measure_kinds(&b, rounds > 0 ? rounds : 1);
  release(&b);
  return 0;
}
