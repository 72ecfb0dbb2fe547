/* Building the flat block of a lexicon from rows. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "lexicon.h"
#include "lexicon_block.h"
#include "morphology.h"
#include "tokenizer.h"
#include "unicode.h"

/* Arrays that grow in buffers: everything is freed in one place. */
struct news_lexicon_builder {
  news_lexicon_options options;
  uint32_t columns; /* with "lemma" when inflected */
  uint32_t given;   /* columns of a row */
  uint32_t key;     /* column */
  uint32_t entries;
  uint32_t phrases;
  uint32_t nodes;   /* with the root */
  uint32_t edges;
  news_buffer column_names, cells, phrase, words, slots, strings;
  news_buffer pairs;    /* (phrase, entry), in order of adding */
  news_buffer folded;   /* scratch */
  news_buffer inflected; /* scratch */
  news_document *scratch;
  uint32_t slot_count;
};

static void free_buffers(news_lexicon_builder *b) {
  news_buffer *all[] = {&b->column_names, &b->cells,  &b->phrase,
                        &b->words,        &b->slots,  &b->strings,
                        &b->pairs,        &b->folded, &b->inflected};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    news_buffer_free(all[i]);
}

void news_lexicon_builder_free(news_lexicon_builder *b) {
  if (!b) return;
  free_buffers(b);
  news_document_free(b->scratch);
  free(b);
}

static bool failed(const news_lexicon_builder *b) {
  return b->column_names.failed || b->cells.failed || b->phrase.failed ||
         b->words.failed || b->slots.failed || b->strings.failed ||
         b->pairs.failed || b->folded.failed || b->inflected.failed;
}

static lexicon_string add_string(news_lexicon_builder *b, const char *text,
                                 size_t size) {
  lexicon_string s = {(uint32_t)b->strings.size, (uint32_t)size};
  news_buffer_add(&b->strings, text, size);
  news_buffer_add_byte(&b->strings, '\0');
  return s;
}

static lexicon_phrase *phrase_at(news_lexicon_builder *b, uint32_t i) {
  return (lexicon_phrase *)(void *)b->phrase.data + i;
}

/* ---- edges ---- */

static bool make_slots(news_lexicon_builder *b, uint32_t count) {
  news_buffer fresh = NEWS_BUFFER_EMPTY;
  char *room = news_buffer_room(&fresh, count * sizeof(lexicon_slot));
  if (!room) return false;
  memset(room, 0, count * sizeof(lexicon_slot));
  news_buffer_added(&fresh, count * sizeof(lexicon_slot));
  lexicon_slot *to = (void *)fresh.data, *from = (void *)b->slots.data;
  for (uint32_t i = 0; i < count; i++) to[i].from = UINT32_MAX;
  for (uint32_t i = 0; i < b->slot_count; i++) {
    if (from[i].from == UINT32_MAX) continue;
    uint32_t at = lexicon_home(from[i].from, from[i].hash, count);
    while (to[at].from != UINT32_MAX) at = at + 1 == count ? 0 : at + 1;
    to[at] = from[i];
  }
  news_buffer_free(&b->slots);
  b->slots = fresh;
  b->slot_count = count;
  return true;
}

/* The edge from a node along a word, made when it is not there. */
static lexicon_slot *edge(news_lexicon_builder *b, uint32_t from,
                          uint64_t hash) {
  if (b->edges + 1 >= b->slot_count / 4 * 3 &&
      !make_slots(b, b->slot_count ? b->slot_count * 2 : 16))
    return NULL;
  lexicon_slot *slots = (void *)b->slots.data;
  uint32_t at = lexicon_home(from, hash, b->slot_count);
  for (;; at = at + 1 == b->slot_count ? 0 : at + 1) {
    if (slots[at].from == UINT32_MAX) break;
    if (slots[at].from == from && slots[at].hash == hash) return &slots[at];
  }
  b->edges++;
  slots[at] = (lexicon_slot){hash, from, b->nodes++, UINT32_MAX, 0};
  return &slots[at];
}

/* ---- phrases ---- */

/* The words of a phrase: folded (or exact) text and hash of each. */
typedef struct word {
  const char *text;
  size_t size;
  uint64_t hash;
} word;

static bool same_words(news_lexicon_builder *b, const lexicon_phrase *p,
                       const word *words, uint32_t count) {
  const lexicon_string *mine = (void *)b->words.data;
  if (p->words != count) return false;
  for (uint32_t i = 0; i < count; i++) {
    lexicon_string s = mine[p->word + i];
    if (s.size != words[i].size ||
        memcmp(b->strings.data + s.at, words[i].text, s.size) != 0)
      return false;
  }
  return true;
}

static uint32_t new_phrase(news_lexicon_builder *b, uint32_t node,
                           const word *words, uint32_t count,
                           const char *lemma, size_t lemma_size) {
  lexicon_phrase p = {.node = node, .next = UINT32_MAX, .words = count};
  p.word = (uint32_t)(b->words.size / sizeof(lexicon_string));
  for (uint32_t i = 0; i < count; i++) {
    lexicon_string s = add_string(b, words[i].text, words[i].size);
    news_buffer_add(&b->words, &s, sizeof s);
  }
  p.lemma = add_string(b, lemma, lemma_size);
  news_buffer_add(&b->phrase, &p, sizeof p);
  return b->phrases++;
}

static void add_phrase(news_lexicon_builder *b, const word *words,
                       uint32_t count, const char *lemma, size_t lemma_size) {
  uint32_t node = 0;
  lexicon_slot *s = NULL;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t from = node;
    s = edge(b, from, words[i].hash);
    if (!s) return;
    if (i + 1 < count) s->more = 1;
    node = s->to;
  }
  uint32_t *link = &s->phrase, found = *link;
  while (found != UINT32_MAX &&
         !same_words(b, phrase_at(b, found), words, count)) {
    link = &phrase_at(b, found)->next;
    found = *link;
  }
  if (found == UINT32_MAX) {
    uint32_t last = link == &s->phrase ? UINT32_MAX : 0;
    uint32_t previous = s->phrase;
    found = new_phrase(b, node, words, count, lemma, lemma_size);
    if (failed(b)) return;
    if (last == UINT32_MAX) {
      s->phrase = found;
    } else { /* the phrases may have moved: walk the chain again */
      while (phrase_at(b, previous)->next != UINT32_MAX)
        previous = phrase_at(b, previous)->next;
      phrase_at(b, previous)->next = found;
    }
  }
  uint32_t pair[2] = {found, b->entries};
  news_buffer_add(&b->pairs, pair, sizeof pair);
}

/* Tokenize and fold one alternative of a key. */
static news_status add_text(news_lexicon_builder *b, const char *text,
                            size_t size, const char *lemma, size_t lemma_size,
                            news_error *err) {
  news_document_options options = {.language = b->options.language};
  news_status status =
      b->scratch
          ? news_document_reset(b->scratch, text, size, &options, err)
          : news_document_new(text, size, &options, &b->scratch, err);
  if (!status) status = news_tokenize(b->scratch, err);
  if (status) return status;
  const news_words *w = &b->scratch->words;
  if (w->count == 0) return NEWS_OK;
  if (w->count > NEWS_LEXICON_MOST_WORDS)
    return news_fail_with(err, NEWS_ETOOBIG, 0,
                          "a phrase of more than 32 words", text, size);
  word words[NEWS_LEXICON_MOST_WORDS];
  size_t ends[NEWS_LEXICON_MOST_WORDS + 1] = {0};
  news_buffer_clear(&b->folded);
  for (uint32_t i = 0; i < w->count; i++) {
    if (news_unicode_fold(b->scratch->text + w->start[i],
                          w->end[i] - w->start[i], &b->folded))
      b->folded.failed = true;
    ends[i + 1] = b->folded.size;
  }
  if (failed(b)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint32_t i = 0; i < w->count; i++) {
    words[i].text = b->folded.data + ends[i];
    words[i].size = ends[i + 1] - ends[i];
    words[i].hash = news_hash(words[i].text, words[i].size);
    if (!b->options.exact) continue;
    words[i].text = b->scratch->text + w->start[i];
    words[i].size = w->end[i] - w->start[i];
  }
  add_phrase(b, words, w->count, lemma, lemma_size);
  return failed(b) ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

static news_status add_inflected(news_lexicon_builder *b, const char *text,
                                 size_t size, news_error *err) {
  news_pos pos = b->options.inflect[0] == 'v' ? NEWS_POS_VERB : NEWS_POS_NOUN;
  news_buffer_clear(&b->inflected);
  news_status status = news_morphology_inflect(b->options.morphology, text,
                                               size, pos, &b->inflected);
  if (status) return news_fail(err, status, 0, NULL);
  for (size_t at = 0; at < b->inflected.size;) {
    size_t length = strlen(b->inflected.data + at);
    status = add_text(b, b->inflected.data + at, length, text, size, err);
    if (status) return status;
    at += length + 1;
  }
  return NEWS_OK;
}

static news_status add_key(news_lexicon_builder *b, const char *key,
                           size_t size, news_error *err) {
  for (size_t at = 0; at <= size;) {
    const char *bar = memchr(key + at, '|', size - at);
    size_t end = bar ? (size_t)(bar - key) : size;
    while (at < end && key[at] == ' ') at++;
    size_t stop = end;
    while (stop > at && key[stop - 1] == ' ') stop--;
    news_status status = NEWS_OK;
    if (stop > at)
      status = b->options.inflect
                   ? add_inflected(b, key + at, stop - at, err)
                   : add_text(b, key + at, stop - at, "", 0, err);
    if (status) return status;
    at = end + 1;
  }
  return NEWS_OK;
}

/* ---- rows ---- */

news_status news_lexicon_builder_new(const news_lexicon_options *options,
                                     const char *const *columns,
                                     const size_t *sizes, uint32_t count,
                                     news_lexicon_builder **out,
                                     news_error *err) {
  *out = NULL;
  news_lexicon_builder *b = calloc(1, sizeof *b);
  if (!b) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  b->options = *options;
  b->given = b->columns = count;
  b->nodes = 1;
  bool found = !options->key;
  add_string(b, "", 0);
  for (uint32_t i = 0; i < count; i++) {
    lexicon_string s = add_string(b, columns[i], sizes[i]);
    news_buffer_add(&b->column_names, &s, sizeof s);
    if (!found && strlen(options->key) == sizes[i] &&
        memcmp(options->key, columns[i], sizes[i]) == 0) {
      b->key = i;
      found = true;
    }
  }
  if (options->inflect) {
    lexicon_string s = add_string(b, "lemma", 5);
    news_buffer_add(&b->column_names, &s, sizeof s);
    b->columns++;
  }
  if (!found || failed(b) || !make_slots(b, 16)) {
    news_lexicon_builder_free(b);
    if (found) return news_fail(err, NEWS_ENOMEM, 0, NULL);
    return news_fail_with(err, NEWS_ESYNTAX, 0, "no such column",
                          options->key, strlen(options->key));
  }
  *out = b;
  return NEWS_OK;
}

news_status news_lexicon_builder_add(news_lexicon_builder *b,
                                     const char *const *cells,
                                     const size_t *sizes, news_error *err) {
  if (sizes[b->key] == 0) return NEWS_OK;
  size_t most = UINT32_MAX / 2;
  for (uint32_t i = 0; i < b->given; i++) {
    if (sizes[i] > most || b->strings.size > most)
      return news_fail(err, NEWS_ETOOBIG, 0, "a lexicon of more than 2 GB");
    lexicon_string s = sizes[i] ? add_string(b, cells[i], sizes[i])
                                : (lexicon_string){0, 0};
    news_buffer_add(&b->cells, &s, sizeof s);
  }
  if (b->options.inflect) {
    const char *bar = memchr(cells[b->key], '|', sizes[b->key]);
    size_t size = bar ? (size_t)(bar - cells[b->key]) : sizes[b->key];
    lexicon_string s = add_string(b, cells[b->key], size);
    news_buffer_add(&b->cells, &s, sizeof s);
  }
  if (failed(b)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = add_key(b, cells[b->key], sizes[b->key], err);
  b->entries++;
  return status;
}

/* ---- finishing ---- */

/* Pairs grouped by phrase, entries in the order of their rows and once. */
static bool make_lists(news_lexicon_builder *b, news_buffer *lists) {
  const uint32_t(*pairs)[2] = (void *)b->pairs.data;
  size_t count = b->pairs.size / sizeof *pairs;
  char *room = news_buffer_room(lists, count * sizeof(uint32_t));
  if (!room && count) return false;
  uint32_t *out = (void *)room;
  for (size_t i = 0; i < count; i++) phrase_at(b, pairs[i][0])->entries++;
  uint32_t at = 0;
  for (uint32_t p = 0; p < b->phrases; p++) {
    phrase_at(b, p)->list = at;
    at += phrase_at(b, p)->entries;
    phrase_at(b, p)->entries = 0;
  }
  for (size_t i = 0; i < count; i++) {
    lexicon_phrase *p = phrase_at(b, pairs[i][0]);
    if (p->entries && out[p->list + p->entries - 1] == pairs[i][1]) continue;
    out[p->list + p->entries++] = pairs[i][1];
  }
  if (count) memset(out + at, 0, (count - at) * sizeof *out);
  /* places left by pairs that came twice hold entry 0 */
  for (uint32_t p = 0; p < b->phrases; p++) {
    uint32_t end = p + 1 < b->phrases ? phrase_at(b, p + 1)->list : at;
    for (uint32_t i = phrase_at(b, p)->list + phrase_at(b, p)->entries; i < end;
         i++)
      out[i] = 0;
  }
  news_buffer_added(lists, count * sizeof(uint32_t));
  return true;
}

static uint32_t place(news_buffer *block, const news_buffer *section) {
  while (block->size % 8) news_buffer_add_byte(block, '\0');
  uint32_t at = (uint32_t)block->size;
  news_buffer_add(block, section->data, section->size);
  return at;
}

static void lay_out(news_lexicon_builder *b, const news_buffer *lists,
                    news_buffer *block) {
  lexicon_header h = {.exact = b->options.exact,
                      .columns = b->columns,
                      .entries = b->entries,
                      .phrases = b->phrases,
                      .slots = b->slot_count};
  h.words = (uint32_t)(b->words.size / sizeof(lexicon_string));
  h.lists = (uint32_t)(lists->size / sizeof(uint32_t));
  h.string_bytes = (uint32_t)b->strings.size;
  memcpy(h.magic, NEWS_LEXICON_MAGIC, 8);
  news_buffer_add(block, &h, sizeof h);
  h.column_at = place(block, &b->column_names);
  h.cell_at = place(block, &b->cells);
  h.phrase_at = place(block, &b->phrase);
  h.word_at = place(block, &b->words);
  h.list_at = place(block, lists);
  h.slot_at = place(block, &b->slots);
  h.string_at = place(block, &b->strings);
  while (block->size % 8) news_buffer_add_byte(block, '\0');
  h.size = block->size;
  if (block->failed) return;
  memcpy(block->data, &h, sizeof h);
  size_t counted = offsetof(lexicon_header, size);
  h.checksum = news_hash(block->data + counted, block->size - counted);
  memcpy(block->data, &h, sizeof h);
}

news_status news_lexicon_builder_finish(news_lexicon_builder *b,
                                        news_lexicon **out, news_error *err) {
  *out = NULL;
  news_buffer lists = NEWS_BUFFER_EMPTY, block = NEWS_BUFFER_EMPTY;
  size_t size = b->strings.size + b->cells.size + b->phrase.size +
                b->words.size + b->slots.size;
  bool fine = size < UINT32_MAX / 2 && make_slots(b, b->edges / 3 * 4 + 4) &&
              make_lists(b, &lists);
  if (fine) lay_out(b, &lists, &block);
  fine = fine && !block.failed;
  news_buffer_free(&lists);
  news_lexicon_builder_free(b);
  if (!fine) {
    news_buffer_free(&block);
    if (size >= UINT32_MAX / 2)
      return news_fail(err, NEWS_ETOOBIG, 0, "a lexicon of more than 2 GB");
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  return news_lexicon_adopt(block.data, block.size, out, err);
}
