#include "lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lexicon_block.h"
#include "tokenizer.h"

/* ---- opening ---- */

static bool fits(const lexicon_header *h, uint32_t at, uint32_t count,
                 size_t size) {
  return at % 8 == 0 && at >= sizeof *h && at <= h->size &&
         (uint64_t)count * size <= h->size - at;
}

static bool sections_fit(const lexicon_header *h) {
  uint32_t rows = h->stride ? (h->entries + h->stride - 1) / h->stride : 0;
  return h->stride && h->entries <= INT32_MAX && h->stride <= INT32_MAX &&
         h->filter > 0 && fits(h, h->entry_at, rows, sizeof(uint32_t)) &&
         fits(h, h->filter_at, h->filter, sizeof(uint64_t)) &&
         fits(h, h->phrase_at, h->phrases, sizeof(lexicon_phrase)) &&
         fits(h, h->word_at, h->words, sizeof(uint32_t)) &&
         fits(h, h->list_at, h->lists, sizeof(uint32_t)) &&
         fits(h, h->node_at, h->nodes, sizeof(uint32_t)) &&
         fits(h, h->slot_at, h->slots, sizeof(lexicon_slot)) &&
         fits(h, h->data_at, h->bytes, 1) && h->slots > 0 &&
         h->probes <= LEXICON_MOST_PROBES && h->probes <= h->slots;
}

static bool is_block(const char *block, size_t size) {
  const lexicon_header *h = (const void *)block;
  return size >= sizeof *h && (uintptr_t)block % 8 == 0 &&
         memcmp(h->magic, NEWS_LEXICON_MAGIC, 8) == 0 &&
         h->order == LEXICON_ORDER && h->size == size && sections_fit(h);
}

static bool is_whole(const char *block, size_t size) {
  const lexicon_header *h = (const void *)block;
  size_t counted = offsetof(lexicon_header, size);
  return h->checksum == news_checksum(block + counted, size - counted);
}

static void set_views(news_lexicon *lex, const char *block) {
  const lexicon_header *h = (const void *)block;
  lex->header = h;
  lex->entries = (const void *)(block + h->entry_at);
  lex->phrases = (const void *)(block + h->phrase_at);
  lex->words = (const void *)(block + h->word_at);
  lex->lists = (const void *)(block + h->list_at);
  lex->nodes = (const void *)(block + h->node_at);
  lex->slots = (const void *)(block + h->slot_at);
  lex->filter = (const void *)(block + h->filter_at);
  lex->data = block + h->data_at;
}

static news_status open_block(const void *block, size_t size, bool check,
                              const news_language *language, news_lexicon **out,
                              news_error *err) {
  *out = NULL;
  if (!is_block(block, size) || (check && !is_whole(block, size)))
    return news_fail(err, NEWS_EDATA, 0,
                     "not a compiled lexicon of this version, or damaged");
  news_lexicon *lex = calloc(1, sizeof *lex);
  if (!lex) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  set_views(lex, block);
  lex->language = language;
  *out = lex;
  return NEWS_OK;
}

news_status news_lexicon_open(const void *block, size_t size,
                              const news_language *language, news_lexicon **out,
                              news_error *err) {
  return open_block(block, size, true, language, out, err);
}

news_status news_lexicon_trust(const void *block, size_t size,
                               const news_language *language,
                               news_lexicon **out, news_error *err) {
  return open_block(block, size, false, language, out, err);
}

news_status news_lexicon_adopt(void *block, const news_language *language,
                               news_lexicon **out, news_error *err) {
  *out = calloc(1, sizeof **out);
  if (!*out) {
    free(block);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  set_views(*out, block);
  (*out)->owned = block;
  (*out)->language = language;
  return NEWS_OK;
}

void news_lexicon_free(news_lexicon *lex) {
  if (!lex) return;
  if (lex->mapped)
    munmap(lex->owned, lex->mapped);
  else
    free(lex->owned);
  free(lex);
}

const void *news_lexicon_block(const news_lexicon *lex, size_t *size) {
  *size = (size_t)lex->header->size;
  return lex->header;
}

/* ---- reading data: everything is checked here ---- */

/* A place in data being read; `at` == `end` after an error. */
typedef struct cursor {
  const char *data;
  uint32_t at, end;
} cursor;

static cursor cursor_at(const news_lexicon *lex, uint32_t at) {
  uint32_t end = lex->header->bytes;
  return (cursor){lex->data, at < end ? at : end, end};
}

static uint32_t read_number(cursor *c) {
  uint32_t value = 0;
  for (int shift = 0; shift < 32 && c->at < c->end; shift += 7) {
    uint32_t byte = (unsigned char)c->data[c->at++];
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  c->at = c->end;
  return 0;
}

static const char *read_string(cursor *c, uint32_t *size) {
  uint32_t n = read_number(c), at = c->at;
  *size = 0;
  if (n >= c->end - at || c->data[at + n] != '\0') {
    c->at = c->end;
    return "";
  }
  c->at = at + n + 1;
  *size = n;
  return c->data + at;
}

const char *news_lexicon_next(const news_lexicon *lex, uint32_t *place,
                              uint32_t *size) {
  cursor c = cursor_at(lex, *place);
  const char *cell = "";
  *size = 0;
  if (c.at < c.end) cell = read_string(&c, size); /* else the block is forged */
  *place = c.at;
  return cell;
}

/* The place after `cells` cells that begin at `place`. */
static uint32_t behind(const news_lexicon *lex, uint32_t place,
                       uint64_t cells) {
  cursor c = cursor_at(lex, place);
  uint32_t size;
  while (cells-- && c.at < c.end) (void)read_string(&c, &size);
  return c.at;
}

/* ---- rows ---- */

uint32_t news_lexicon_entries(const news_lexicon *lex) {
  return lex->header->entries;
}
uint32_t news_lexicon_columns(const news_lexicon *lex) {
  return lex->header->columns;
}

const char *news_lexicon_column(const news_lexicon *lex, uint32_t column,
                                uint32_t *size) {
  bool inside = column < lex->header->columns;
  uint32_t place =
      inside ? behind(lex, lex->header->names, column) : UINT32_MAX;
  return news_lexicon_next(lex, &place, size);
}

int news_lexicon_find_column(const news_lexicon *lex, const char *name,
                             size_t size) {
  cursor c = cursor_at(lex, lex->header->names);
  for (uint32_t i = 0; i < lex->header->columns && c.at < c.end; i++) {
    uint32_t n;
    const char *mine = read_string(&c, &n);
    if (n == size && memcmp(mine, name, size) == 0) return (int)i;
  }
  return -1;
}

uint32_t news_lexicon_names(const news_lexicon *lex) {
  return lex->header->names;
}

static uint32_t place_of(const news_lexicon *lex, uint32_t entry,
                         uint32_t column) {
  const lexicon_header *h = lex->header;
  if (entry >= h->entries || column >= h->columns) return UINT32_MAX;
  uint64_t before = (uint64_t)(entry % h->stride) * h->columns;
  return behind(lex, lex->entries[entry / h->stride], before + column);
}

uint32_t news_lexicon_row(const news_lexicon *lex, uint32_t entry) {
  return place_of(lex, entry, 0);
}

const char *news_lexicon_cell(const news_lexicon *lex, uint32_t entry,
                              uint32_t column, uint32_t *size) {
  uint32_t place = place_of(lex, entry, column);
  return news_lexicon_next(lex, &place, size);
}

const uint32_t *news_lexicon_phrase_entries(const news_lexicon *lex,
                                            uint32_t phrase, uint32_t *count) {
  static const uint32_t none = UINT32_MAX; /* cells of a forged block are "" */
  const lexicon_header *h = lex->header;
  *count = 1;
  if (phrase >= h->phrases) return &none;
  const lexicon_phrase *p = &lex->phrases[phrase];
  uint32_t at = p->entry & ~LEXICON_LIST;
  if (!(p->entry & LEXICON_LIST)) return &p->entry;
  if (at >= h->lists || lex->lists[at] == 0 ||
      lex->lists[at] > h->lists - at - 1)
    return &none;
  *count = lex->lists[at];
  return &lex->lists[at + 1];
}

/* ---- phrases ---- */

/* The record of a phrase, with its words still to be read. */
typedef struct record {
  cursor c;
  uint32_t next; /* phrase, UINT32_MAX for none */
  uint32_t words;
  bool lemma;
} record;

static record record_of(const news_lexicon *lex, uint32_t phrase) {
  uint32_t phrases = lex->header->phrases;
  bool inside = phrase < phrases;
  record r = {
      .c = cursor_at(lex, inside ? lex->phrases[phrase].at : UINT32_MAX)};
  uint32_t head = read_number(&r.c);
  r.words = head >> LEXICON_WORDS_SHIFT;
  r.lemma = head & LEXICON_LEMMA;
  r.next = UINT32_MAX;
  if (head & LEXICON_NEXT) { /* numbers only grow along a chain, so it ends */
    uint32_t step = read_number(&r.c);
    if (inside && step && step < phrases - phrase) r.next = phrase + step;
  }
  return r;
}

const char *news_lexicon_phrase_lemma(const news_lexicon *lex, uint32_t phrase,
                                      uint32_t *size) {
  record r = record_of(lex, phrase);
  *size = 0;
  if (!r.lemma) return "";
  for (uint32_t i = 0; i < r.words && r.c.at < r.c.end; i++)
    (void)read_number(&r.c);
  return read_string(&r.c, size);
}

static bool same_bytes(const char *a, uint32_t size, const char *b,
                       uint32_t other) {
  return size == other && memcmp(a, b, size) == 0;
}

static bool same_columns(const news_lexicon *a, const news_lexicon *b) {
  uint32_t count = news_lexicon_columns(a);
  if (count != news_lexicon_columns(b)) return false;
  for (uint32_t c = 0; c < count; c++) {
    uint32_t size, other;
    const char *name = news_lexicon_column(a, c, &size);
    const char *its = news_lexicon_column(b, c, &other);
    if (!same_bytes(name, size, its, other)) return false;
  }
  return true;
}

static bool same_row(const news_lexicon *a, uint32_t i, const news_lexicon *b,
                     uint32_t k) {
  for (uint32_t c = 0; c < news_lexicon_columns(a); c++) {
    uint32_t size, other;
    const char *cell = news_lexicon_cell(a, i, c, &size);
    const char *its = news_lexicon_cell(b, k, c, &other);
    if (!same_bytes(cell, size, its, other)) return false;
  }
  return true;
}

bool news_lexicon_same_phrase(const news_lexicon *a, uint32_t phrase,
                              const news_lexicon *b, uint32_t other) {
  uint32_t count, others, size, its_size;
  if (!same_columns(a, b)) return false;
  const uint32_t *rows = news_lexicon_phrase_entries(a, phrase, &count);
  const uint32_t *its = news_lexicon_phrase_entries(b, other, &others);
  if (count != others) return false;
  for (uint32_t r = 0; r < count; r++)
    if (!same_row(a, rows[r], b, its[r])) return false;
  const char *lemma = news_lexicon_phrase_lemma(a, phrase, &size);
  const char *its_lemma = news_lexicon_phrase_lemma(b, other, &its_size);
  return same_bytes(lemma, size, its_lemma, its_size);
}

/* Words of a document whose forms are known. */
typedef struct form_words {
  lexicon_words words;
  const news_vocabulary *voc;
  const uint32_t *forms;
  bool exact;
} form_words;

static bool form_equals(const lexicon_words *words, uint32_t at,
                        const char *text, uint32_t size) {
  const form_words *w = (const void *)words;
  const news_form *f = news_vocabulary_form(w->voc, w->forms[at]);
  if (!w->exact) f = news_vocabulary_form(w->voc, f->folded);
  return f->size == size && memcmp(f->text, text, size) == 0;
}

static form_words words_of(const news_lexicon *lex, const news_vocabulary *voc,
                           const uint32_t *forms) {
  return (form_words){{form_equals}, voc, forms, lex->header->exact};
}

static bool word_equals(const news_lexicon *lex, const lexicon_words *words,
                        uint32_t at, uint32_t word) {
  if (word >= lex->header->words) return false;
  cursor c = cursor_at(lex, lex->words[word]);
  uint32_t size;
  const char *text = read_string(&c, &size);
  return words->equals(words, at, text, size);
}

/* The first phrase that ends at the edge's node, UINT32_MAX if none. */
static uint32_t phrase_behind(const news_lexicon *lex, const lexicon_slot *s) {
  if (s->to & LEXICON_LEAF) return s->to & ~LEXICON_LEAF;
  return s->to < lex->header->nodes ? lex->nodes[s->to] - 1 : UINT32_MAX;
}

uint32_t news_lexicon_confirm(const news_lexicon *lex, const lexicon_slot *edge,
                              const lexicon_words *words, uint32_t count) {
  uint32_t phrase = phrase_behind(lex, edge);
  while (phrase < lex->header->phrases) {
    record r = record_of(lex, phrase);
    uint32_t i = 0;
    while (r.words == count && i < count &&
           word_equals(lex, words, i, read_number(&r.c)))
      i++;
    if (i == count) return phrase;
    phrase = r.next;
  }
  return UINT32_MAX;
}

/* ---- looking up ---- */

uint64_t news_lexicon_sign(const char *text, size_t size) {
  char bytes[16] = {0};
  if (size) memcpy(bytes, text, size < 16 ? size : 16);
  return lexicon_sign(news_short_of(bytes, 16));
}

bool news_lexicon_begins(const news_lexicon *lex, uint64_t hash) {
  return lexicon_edge(lex, 0, hash) != NULL;
}

static inline uint64_t hash_at(const news_vocabulary *voc,
                               const uint32_t *forms, uint32_t at) {
  return news_vocabulary_form(voc, forms[at])->hash;
}

uint32_t news_lexicon_match(const news_lexicon *lex, const news_vocabulary *voc,
                            const news_document *doc, uint32_t at,
                            uint32_t limit, news_lexicon_hit *hits) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  uint32_t count = 0, most = limit > at ? limit - at : 0;
  const uint32_t *forms = doc->words.form + at;
  form_words words = words_of(lex, voc, forms);
  const lexicon_slot *s = NULL;
  if (most > NEWS_LEXICON_MOST_WORDS) most = NEWS_LEXICON_MOST_WORDS;
  for (uint32_t i = 0; i < most; i++) {
    uint64_t hash = hash_at(voc, forms, i);
    if (i == 1) hash = lexicon_pair(hash_at(voc, forms, 0), hash);
    s = lexicon_edge(lex, i > 1 ? s->to : 0, hash);
    if (!s) break;
    uint32_t phrase = news_lexicon_confirm(lex, s, &words.words, i + 1);
    if (phrase != UINT32_MAX)
      found[count++] = (news_lexicon_hit){at + i + 1, phrase};
    if (s->to & LEXICON_LEAF) break;
  }
  uint32_t kept =
      count < NEWS_LEXICON_MOST_HITS ? count : NEWS_LEXICON_MOST_HITS;
  for (uint32_t i = 0; i < kept; i++) hits[i] = found[count - 1 - i];
  return kept;
}

uint32_t news_lexicon_find_word(const news_lexicon *lex,
                                const news_vocabulary *voc, uint32_t form,
                                bool *goes_on) {
  const lexicon_slot *s =
      lexicon_edge(lex, 0, news_vocabulary_form(voc, form)->hash);
  form_words words = words_of(lex, voc, &form);
  if (goes_on) *goes_on = s && !(s->to & LEXICON_LEAF);
  return s ? news_lexicon_confirm(lex, s, &words.words, 1) : UINT32_MAX;
}

void news_lexicon_join_full_stop(news_document *doc) {
  news_words *w = &doc->words;
  if (w->count < 2) return;
  uint32_t last = w->count - 1;
  if (w->start[last] != w->end[last - 1] ||
      w->end[last] != w->start[last] + 1 || doc->text[w->start[last]] != '.' ||
      doc->text[w->start[last] - 1] == '.')
    return;
  w->end[last - 1] = w->end[last];
  w->kind[last - 1] |= NEWS_WORD_POINT;
  w->start[last] = w->end[last] = doc->size;
  w->count = last;
}

/* Like news_lexicon_find_word(), for these bytes. */
static uint32_t find_first(const news_lexicon *lex, news_vocabulary *voc,
                           const char *text, size_t size, uint8_t kind,
                           bool *goes_on) {
  uint32_t form = news_vocabulary_intern(voc, text, (uint32_t)size, kind);
  *goes_on = false;
  return form == NEWS_NO_FORM ? UINT32_MAX
                              : news_lexicon_find_word(lex, voc, form, goes_on);
}

static uint32_t find_words(const news_lexicon *lex, news_vocabulary *voc,
                           news_document *doc) {
  news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
  const news_words *w = &doc->words;
  bool goes_on;
  if (news_tokenize(doc, NULL)) return UINT32_MAX;
  news_lexicon_join_full_stop(doc);
  if (!w->count || w->count > NEWS_LEXICON_MOST_WORDS) return UINT32_MAX;
  uint32_t phrase = find_first(lex, voc, doc->text + w->start[0],
                               w->end[0] - w->start[0], w->kind[0], &goes_on);
  if (w->count == 1) return phrase;
  if (!goes_on || news_vocabulary_read(voc, doc, NULL)) return UINT32_MAX;
  uint32_t count = news_lexicon_match(lex, voc, doc, 0, w->count, hits);
  return count && hits[0].end == w->count ? hits[0].phrase : UINT32_MAX;
}

/* Size of a plain word at the beginning that is followed by a blank and another
 * word; 0 if there is none. */
static size_t plain_head(const char *text, size_t size) {
  const char *blank = memchr(text, ' ', size);
  size_t head = blank ? (size_t)(blank - text) : size;
  bool more = head + 1 < size && text[head + 1] > ' ' && text[head + 1] < 127;
  return more && news_is_plain_word(text, head) ? head : 0;
}

/* Most texts looked up are not phrases, which their first word shows: reading
 * the others would cost more than everything else. */
uint32_t news_lexicon_find_with(const news_lexicon *lex, news_document *scratch,
                                news_vocabulary *voc, const char *text,
                                size_t size) {
  enum { LONGEST = 4096 };
  news_document_options options = {.language = lex->language};
  bool goes_on = true;
  if (!size || size > LONGEST) return UINT32_MAX;
  if (news_is_plain_word(text, size))
    return find_first(lex, voc, text, size, NEWS_WORD_LETTERS, &goes_on);
  size_t head = plain_head(text, size);
  if (head) find_first(lex, voc, text, head, NEWS_WORD_LETTERS, &goes_on);
  if (!goes_on || news_document_reset(scratch, text, size, &options, NULL))
    return UINT32_MAX;
  return find_words(lex, voc, scratch);
}

uint32_t news_lexicon_find(const news_lexicon *lex, const char *text,
                           size_t size) {
  news_document *scratch;
  if (news_document_new("", 0, NULL, &scratch, NULL)) return UINT32_MAX;
  news_vocabulary *voc = news_vocabulary_new(0);
  uint32_t phrase =
      voc ? news_lexicon_find_with(lex, scratch, voc, text, size) : UINT32_MAX;
  news_vocabulary_free(voc);
  news_document_free(scratch);
  return phrase;
}
