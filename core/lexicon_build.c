/* Collects the phrases and rows of a lexicon. */
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"
#include "lexicon_builder.h"
#include "morphology.h"
#include "tokenizer.h"
#include "unicode.h"
#include "utf8.h"

#ifdef NEWS_TINY
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 1024 };
#endif

/* Numbers have 31 bits, and places in data 32. */
static const size_t most_data = (size_t)UINT32_MAX - (1 << 20);
enum { MOST_PHRASES = INT32_MAX / 2 };

void news_lexicon_builder_free(news_lexicon_builder *b) {
  if (!b) return;
  news_buffer *all[] = {&b->entries, &b->words,     &b->edges,  &b->nodes,
                        &b->phrases, &b->numbers,   &b->pairs,  &b->lemmas,
                        &b->data,    &b->inflected, &b->folded, &b->texts,
                        &b->keys};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    news_buffer_free(all[i]);
  free(b->word_table.slots);
  free(b->edge_table.slots);
  news_document_free(b->scratch);
  free(b);
}

static bool failed(const news_lexicon_builder *b) {
  return b->entries.failed || b->words.failed || b->edges.failed ||
         b->nodes.failed || b->phrases.failed || b->numbers.failed ||
         b->pairs.failed || b->lemmas.failed || b->data.failed ||
         b->texts.failed || b->folded.failed || b->inflected.failed ||
         b->keys.failed;
}

static news_status fail_memory(news_error *err) {
  return news_fail(err, NEWS_ENOMEM, 0, NULL);
}

/* ---- tables ---- */

/* Double the size of the table; `hash_of` gives the hash of a number. */
static bool grow_table(const news_lexicon_builder *b, built_table *t,
                       uint64_t (*hash_of)(const news_lexicon_builder *,
                                           uint32_t)) {
  uint32_t count = t->count ? t->count * 2 : FIRST_SLOTS;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < t->count; i++) {
    if (!t->slots[i]) continue;
    uint32_t at = (uint32_t)hash_of(b, t->slots[i] - 1) & (count - 1);
    while (slots[at]) at = (at + 1) & (count - 1);
    slots[at] = t->slots[i];
  }
  free(t->slots);
  *t = (built_table){slots, count};
  return true;
}

static uint64_t hash_of_word(const news_lexicon_builder *b, uint32_t word) {
  return BUILT(built_word, b->words)[word].hash;
}

static uint64_t hash_of_edge(const news_lexicon_builder *b, uint32_t edge) {
  const built_edge *e = &BUILT(built_edge, b->edges)[edge];
  return lexicon_mix(e->from, e->hash, 0);
}

/* ---- words ---- */

/* The number of a word, assigned if it is new; UINT32_MAX when out of memory.
 * `hash` is that of the folded form, `text` is what is compared. */
static uint32_t number_of(news_lexicon_builder *b, const char *text,
                          size_t size, uint64_t hash) {
  built_table *t = &b->word_table;
  uint32_t count = BUILT_COUNT(built_word, b->words);
  if (count >= t->count / 2 && !grow_table(b, t, hash_of_word))
    return UINT32_MAX;
  uint32_t at = (uint32_t)hash & (t->count - 1);
  for (; t->slots[at]; at = (at + 1) & (t->count - 1)) {
    const built_word *w = &BUILT(built_word, b->words)[t->slots[at] - 1];
    if (w->hash == hash && w->size == size &&
        memcmp(b->texts.data + w->text, text, size) == 0)
      return t->slots[at] - 1;
  }
  built_word w = {.hash = hash, .size = (uint32_t)size};
  w.at = (uint32_t)b->texts.size;
  news_lexicon_write_string(&b->texts, text, size);
  w.text = (uint32_t)(b->texts.size - size - 1);
  news_buffer_add(&b->words, &w, sizeof w);
  if (b->texts.failed || b->words.failed) return UINT32_MAX;
  t->slots[at] = count + 1;
  return count;
}

/* ---- edges ---- */

static uint32_t new_node(news_lexicon_builder *b) {
  built_node node = {.phrase = UINT32_MAX};
  news_buffer_add(&b->nodes, &node, sizeof node);
  return BUILT_COUNT(built_node, b->nodes) - 1;
}

/* Follow the edge from a node along a word (or pair), which is made if it is
 * missing; UINT32_MAX when out of memory. */
static uint32_t follow(news_lexicon_builder *b, uint32_t from, uint64_t hash) {
  built_table *t = &b->edge_table;
  uint32_t count = BUILT_COUNT(built_edge, b->edges);
  if (count >= t->count / 2 && !grow_table(b, t, hash_of_edge))
    return UINT32_MAX;
  uint32_t at = (uint32_t)lexicon_mix(from, hash, 0) & (t->count - 1);
  for (; t->slots[at]; at = (at + 1) & (t->count - 1)) {
    const built_edge *e = &BUILT(built_edge, b->edges)[t->slots[at] - 1];
    if (e->hash == hash && e->from == from) return e->to;
  }
  built_edge e = {.hash = hash, .from = from, .to = new_node(b)};
  news_buffer_add(&b->edges, &e, sizeof e);
  if (b->edges.failed || b->nodes.failed) return UINT32_MAX;
  t->slots[at] = count + 1;
  return e.to;
}

/* ---- phrases ---- */

static bool same_words(const news_lexicon_builder *b, const built_phrase *p,
                       const uint32_t *words, uint32_t count) {
  const uint32_t *mine = BUILT(uint32_t, b->numbers) + p->word;
  return p->words == count && memcmp(mine, words, count * sizeof *words) == 0;
}

/* The phrase of these words among those that end at the node, UINT32_MAX if
 * there is none; *last is the last one there, also UINT32_MAX if there is
 * none. */
static uint32_t find_phrase(const news_lexicon_builder *b, uint32_t node,
                            const uint32_t *words, uint32_t count,
                            uint32_t *last) {
  uint32_t found = BUILT(built_node, b->nodes)[node].phrase;
  *last = UINT32_MAX;
  while (found != UINT32_MAX) {
    const built_phrase *p = &BUILT(built_phrase, b->phrases)[found];
    if (same_words(b, p, words, count)) return found;
    *last = found;
    found = p->next;
  }
  return UINT32_MAX;
}

static uint32_t new_phrase(news_lexicon_builder *b, const uint32_t *words,
                           uint32_t count, const char *lemma,
                           size_t lemma_size) {
  built_phrase p = {.next = UINT32_MAX, .words = count};
  p.word = BUILT_COUNT(uint32_t, b->numbers);
  p.lemma = (uint32_t)b->lemmas.size;
  p.lemma_size = (uint32_t)lemma_size;
  news_buffer_add(&b->numbers, words, count * sizeof *words);
  if (lemma_size) news_buffer_add(&b->lemmas, lemma, lemma_size);
  news_buffer_add(&b->phrases, &p, sizeof p);
  return BUILT_COUNT(built_phrase, b->phrases) - 1;
}

/* The lemma of a row's inflected forms, else "". */
typedef struct adding {
  const char *lemma;
  size_t lemma_size;
} adding;

/* The words of a phrase. */
typedef struct spelling {
  uint32_t count;
  uint32_t numbers[NEWS_LEXICON_MOST_WORDS];
  uint64_t hashes[NEWS_LEXICON_MOST_WORDS];
  uint64_t signs[NEWS_LEXICON_MOST_WORDS];
} spelling;

static void add_key_of(news_lexicon_builder *b, const spelling *s) {
  uint64_t key = s->count > 1 ? lexicon_pair_key(s->signs[0], s->signs[1])
                              : lexicon_key(s->signs[0]);
  news_buffer_add(&b->keys, &key, sizeof key);
  b->alone += s->count == 1;
}

/* The node where the spelling ends; UINT32_MAX when out of memory. */
static uint32_t end_of(news_lexicon_builder *b, const spelling *s) {
  uint32_t node = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    bool pair = i == 1;
    uint64_t hash =
        pair ? lexicon_pair(s->hashes[0], s->hashes[1]) : s->hashes[i];
    if (i > 0) BUILT(built_node, b->nodes)[node].more = true;
    node = follow(b, pair ? 0 : node, hash);
    if (node == UINT32_MAX) return node;
    built_node *n = &BUILT(built_node, b->nodes)[node];
    if (pair ? !n->pair : s->count == 1 && n->phrase == UINT32_MAX)
      add_key_of(b, s);
    n->pair |= pair;
  }
  return node;
}

static void add_phrase(news_lexicon_builder *b, const spelling *s,
                       const adding *row) {
  uint32_t node = end_of(b, s), last;
  if (node == UINT32_MAX) {
    b->edges.failed = true;
    return;
  }
  uint32_t phrase = find_phrase(b, node, s->numbers, s->count, &last);
  if (phrase == UINT32_MAX) {
    phrase = new_phrase(b, s->numbers, s->count, row->lemma, row->lemma_size);
    if (failed(b)) return;
    if (last == UINT32_MAX)
      BUILT(built_node, b->nodes)[node].phrase = phrase;
    else
      BUILT(built_phrase, b->phrases)[last].next = phrase;
  }
  built_pair pair = {phrase, BUILT_COUNT(uint32_t, b->entries) - 1};
  news_buffer_add(&b->pairs, &pair, sizeof pair);
}

/* Fold and number the words of the scratch document. */
static news_status add_words(news_lexicon_builder *b, const adding *row,
                             news_error *err) {
  const news_words *w = &b->scratch->words;
  spelling s;
  news_lexicon_join_full_stop(b->scratch);
  s.count = w->count;
  for (uint32_t i = 0; i < w->count; i++) {
    const char *text = b->scratch->text + w->start[i];
    size_t size = w->end[i] - w->start[i];
    news_buffer_clear(&b->folded);
    if (news_unicode_fold(text, size, &b->folded)) return fail_memory(err);
    const char *folded = b->folded.size ? b->folded.data : "";
    s.hashes[i] = news_hash(folded, b->folded.size);
    s.signs[i] = news_lexicon_sign(folded, b->folded.size);
    s.numbers[i] = b->options.exact
                       ? number_of(b, text, size, s.hashes[i])
                       : number_of(b, folded, b->folded.size, s.hashes[i]);
    if (s.numbers[i] == UINT32_MAX) return fail_memory(err);
  }
  add_phrase(b, &s, row);
  return failed(b) ? fail_memory(err) : NEWS_OK;
}

static news_status add_text(news_lexicon_builder *b, const char *text,
                            size_t size, const adding *row, news_error *err) {
  news_document_options options = {.language = b->options.language};
  news_status status =
      b->scratch ? news_document_reset(b->scratch, text, size, &options, err)
                 : news_document_new(text, size, &options, &b->scratch, err);
  if (!status) status = news_tokenize(b->scratch, err);
  if (status || b->scratch->words.count == 0) return status;
  if (b->scratch->words.count > NEWS_LEXICON_MOST_WORDS)
    return news_fail_with(err, NEWS_ETOOBIG, 0,
                          "a phrase of more than 32 words", text, size);
  return add_words(b, row, err);
}

static news_status add_inflected(news_lexicon_builder *b, const char *text,
                                 size_t size, adding *row, news_error *err) {
  news_pos pos = b->options.inflect[0] == 'v' ? NEWS_POS_VERB : NEWS_POS_NOUN;
  news_buffer_clear(&b->inflected);
  news_status status = news_morphology_inflect(b->options.morphology, text,
                                               size, pos, &b->inflected);
  if (status) return news_fail(err, status, 0, NULL);
  row->lemma = text;
  row->lemma_size = size;
  for (size_t at = 0; at < b->inflected.size && !status;) {
    size_t length = strlen(b->inflected.data + at);
    status = add_text(b, b->inflected.data + at, length, row, err);
    at += length + 1;
  }
  return status;
}

/* The alternative that begins at *at, without spaces around it; moves *at to
 * the next one. */
static const char *next_alternative(const char *key, size_t size, size_t *at,
                                    size_t *found) {
  const char *bar = memchr(key + *at, '|', size - *at);
  size_t start = *at, end = bar ? (size_t)(bar - key) : size;
  *at = end + 1;
  while (start < end && key[start] == ' ') start++;
  while (end > start && key[end - 1] == ' ') end--;
  *found = end - start;
  return key + start;
}

static news_status add_key(news_lexicon_builder *b, const char *key,
                           size_t size, news_error *err) {
  adding row = {"", 0};
  news_status status = NEWS_OK;
  for (size_t at = 0, n; at <= size && !status;) {
    const char *text = next_alternative(key, size, &at, &n);
    if (n == 0) continue;
    status = b->options.inflect ? add_inflected(b, text, n, &row, err)
                                : add_text(b, text, n, &row, err);
  }
  return status;
}

/* ---- columns and rows ---- */

static bool find_key(news_lexicon_builder *b, const char *const *columns,
                     const size_t *sizes) {
  const char *key = b->options.key;
  if (!key) return b->given > 0;
  for (b->key = 0; b->key < b->given; b->key++)
    if (strlen(key) == sizes[b->key] &&
        memcmp(key, columns[b->key], sizes[b->key]) == 0)
      return true;
  return false;
}

static news_status check_options(const news_lexicon_options *options,
                                 news_error *err) {
  const char *how = options->inflect;
  if (!how) return NEWS_OK;
  if (strcmp(how, "verb") != 0 && strcmp(how, "noun") != 0)
    return news_fail_with(err, NEWS_ESYNTAX, 0,
                          "inflect must be \"verb\" or \"noun\"", how,
                          strlen(how));
  if (options->morphology) return NEWS_OK;
  return news_fail(err, NEWS_EDATA, 0, "inflect needs a morphology");
}

static void write_names(news_lexicon_builder *b, const char *const *columns,
                        const size_t *sizes) {
  b->names = (uint32_t)b->data.size;
  for (uint32_t i = 0; i < b->given; i++)
    news_lexicon_write_string(&b->data, columns[i], sizes[i]);
  if (b->columns > b->given) news_lexicon_write_string(&b->data, "lemma", 5);
}

news_status news_lexicon_builder_new(const news_lexicon_options *options,
                                     const char *const *columns,
                                     const size_t *sizes, uint32_t count,
                                     news_lexicon_builder **out,
                                     news_error *err) {
  *out = NULL;
  news_status status = check_options(options, err);
  if (status) return status;
  news_lexicon_builder *b = calloc(1, sizeof *b);
  if (!b) return fail_memory(err);
  b->options = *options;
  b->given = count;
  b->columns = count + (options->inflect ? 1 : 0);
  bool found = find_key(b, columns, sizes);
  write_names(b, columns, sizes);
  new_node(b);
  if (found && !failed(b)) {
    b->options.key = NULL; /* it is the caller's */
    *out = b;
    return NEWS_OK;
  }
  news_lexicon_builder_free(b);
  if (found) return fail_memory(err);
  const char *key = options->key ? options->key : "";
  return news_fail_with(err, NEWS_ESYNTAX, 0, "no such column", key,
                        strlen(key));
}

static news_status check_cells(const news_lexicon_builder *b,
                               const char *const *cells, const size_t *sizes,
                               news_error *err) {
  size_t sum = b->data.size + b->texts.size;
  for (uint32_t i = 0; i < b->given; i++) {
    sum += sizes[i];
    if (sizes[i] > most_data || sum > most_data ||
        BUILT_COUNT(built_phrase, b->phrases) > MOST_PHRASES)
      return news_fail(err, NEWS_ETOOBIG, 0, "a lexicon of more than 4 GB");
    size_t bad = news_utf8_check(cells[i], sizes[i]);
    if (bad < sizes[i])
      return news_fail(err, NEWS_EUTF8, bad, "a cell is not valid UTF-8");
  }
  return NEWS_OK;
}

static void write_row(news_lexicon_builder *b, const char *const *cells,
                      const size_t *sizes) {
  uint32_t at = (uint32_t)b->data.size;
  for (uint32_t i = 0; i < b->given; i++)
    news_lexicon_write_string(&b->data, cells[i], sizes[i]);
  if (b->options.inflect) {
    size_t start = 0, n;
    const char *first =
        next_alternative(cells[b->key], sizes[b->key], &start, &n);
    news_lexicon_write_string(&b->data, first, n);
  }
  news_buffer_add(&b->entries, &at, sizeof at);
}

news_status news_lexicon_builder_add(news_lexicon_builder *b,
                                     const char *const *cells,
                                     const size_t *sizes, news_error *err) {
  if (sizes[b->key] == 0) return NEWS_OK;
  news_status status = check_cells(b, cells, sizes, err);
  if (status) return status;
  write_row(b, cells, sizes);
  if (failed(b)) return fail_memory(err);
  return add_key(b, cells[b->key], sizes[b->key], err);
}

news_status news_lexicon_builder_finish(news_lexicon_builder *b,
                                        news_lexicon **out, news_error *err) {
  *out = NULL;
  news_buffer block = NEWS_BUFFER_EMPTY;
  const news_language *language = b->options.language;
  news_status status = news_lexicon_lay_out(b, &block, err);
  news_lexicon_builder_free(b);
  if (!status) return news_lexicon_adopt(block.data, language, out, err);
  news_buffer_free(&block);
  return status;
}
