#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon_block.h"
#include "tokenizer.h"
#include "unicode.h"

/* ---- opening ---- */

static bool fits(const lexicon_header *h, uint32_t at, uint64_t count,
                 uint64_t size) {
  return at % 8 == 0 && at >= sizeof *h && at <= h->size &&
         count * size <= h->size - at;
}

static bool string_fits(const lexicon_header *h, lexicon_string s) {
  return s.at < h->string_bytes && s.size < h->string_bytes - s.at;
}

static bool sections_fit(const lexicon_header *h) {
  return fits(h, h->column_at, h->columns, sizeof(lexicon_string)) &&
         fits(h, h->cell_at, (uint64_t)h->columns * h->entries,
              sizeof(lexicon_string)) &&
         fits(h, h->phrase_at, h->phrases, sizeof(lexicon_phrase)) &&
         fits(h, h->word_at, h->words, sizeof(lexicon_string)) &&
         fits(h, h->list_at, h->lists, sizeof(uint32_t)) &&
         fits(h, h->slot_at, h->slots, sizeof(lexicon_slot)) &&
         fits(h, h->string_at, h->string_bytes, 1) && h->slots > 0;
}

static bool strings_fit(const lexicon_header *h, const lexicon_string *s,
                        uint64_t count) {
  for (uint64_t i = 0; i < count; i++)
    if (!string_fits(h, s[i])) return false;
  return true;
}

static bool phrases_fit(const news_lexicon *lex) {
  const lexicon_header *h = lex->header;
  for (uint32_t i = 0; i < h->phrases; i++) {
    const lexicon_phrase *p = &lex->phrases[i];
    if (p->words == 0 || p->words > NEWS_LEXICON_MOST_WORDS ||
        p->word > h->words || p->words > h->words - p->word ||
        p->entries == 0 || p->list > h->lists ||
        p->entries > h->lists - p->list || !string_fits(h, p->lemma) ||
        (p->next != UINT32_MAX && p->next <= i)) /* chains only go on */
      return false;
    if (p->next != UINT32_MAX && p->next >= h->phrases) return false;
  }
  for (uint32_t i = 0; i < h->lists; i++)
    if (lex->lists[i] >= h->entries) return false;
  return true;
}

static bool slots_fit(const news_lexicon *lex) {
  const lexicon_header *h = lex->header;
  bool free_one = false; /* or a search would never end */
  for (uint32_t i = 0; i < h->slots; i++) {
    const lexicon_slot *s = &lex->slots[i];
    free_one |= s->from == UINT32_MAX;
    if (s->from != UINT32_MAX && s->phrase != UINT32_MAX &&
        s->phrase >= h->phrases)
      return false;
  }
  return free_one;
}

static void set_views(news_lexicon *lex, const char *block) {
  const lexicon_header *h = (const void *)block;
  lex->header = h;
  lex->columns = (const void *)(block + h->column_at);
  lex->cells = (const void *)(block + h->cell_at);
  lex->phrases = (const void *)(block + h->phrase_at);
  lex->words = (const void *)(block + h->word_at);
  lex->lists = (const void *)(block + h->list_at);
  lex->slots = (const void *)(block + h->slot_at);
  lex->strings = block + h->string_at;
}

static bool is_sound(news_lexicon *lex, const char *block, size_t size) {
  const lexicon_header *h = (const void *)block;
  size_t counted = offsetof(lexicon_header, size);
  if (size < sizeof *h || memcmp(h->magic, NEWS_LEXICON_MAGIC, 8) != 0 ||
      h->size != size ||
      h->checksum != news_hash(block + counted, size - counted) ||
      !sections_fit(h))
    return false;
  set_views(lex, block);
  return strings_fit(h, lex->columns, h->columns) &&
         strings_fit(h, lex->cells, (uint64_t)h->columns * h->entries) &&
         strings_fit(h, lex->words, h->words) && phrases_fit(lex) &&
         slots_fit(lex);
}

news_status news_lexicon_open(const void *block, size_t size,
                              news_lexicon **out, news_error *err) {
  *out = NULL;
  news_lexicon *lex = calloc(1, sizeof *lex);
  if (!lex) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (!is_sound(lex, block, size)) {
    free(lex);
    return news_fail(err, NEWS_EDATA, 0,
                     "not a compiled lexicon of this version, or damaged");
  }
  *out = lex;
  return NEWS_OK;
}

news_status news_lexicon_adopt(void *block, size_t size, news_lexicon **out,
                               news_error *err) {
  *out = calloc(1, sizeof **out);
  if (!*out) {
    free(block);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  set_views(*out, block);
  (*out)->owned = block;
  (void)size;
  return NEWS_OK;
}

void news_lexicon_free(news_lexicon *lex) {
  if (!lex) return;
  free(lex->owned);
  free(lex);
}

const void *news_lexicon_block(const news_lexicon *lex, size_t *size) {
  *size = (size_t)lex->header->size;
  return lex->header;
}

/* ---- rows ---- */

static const char *string_of(const news_lexicon *lex, lexicon_string s,
                             uint32_t *size) {
  *size = s.size;
  return lex->strings + s.at;
}

uint32_t news_lexicon_entries(const news_lexicon *lex) {
  return lex->header->entries;
}
uint32_t news_lexicon_columns(const news_lexicon *lex) {
  return lex->header->columns;
}

const char *news_lexicon_column(const news_lexicon *lex, uint32_t column,
                                uint32_t *size) {
  return string_of(lex, lex->columns[column], size);
}

int news_lexicon_find_column(const news_lexicon *lex, const char *name,
                             size_t size) {
  for (uint32_t c = 0; c < lex->header->columns; c++)
    if (lex->columns[c].size == size &&
        memcmp(lex->strings + lex->columns[c].at, name, size) == 0)
      return (int)c;
  return -1;
}

const char *news_lexicon_cell(const news_lexicon *lex, uint32_t entry,
                              uint32_t column, uint32_t *size) {
  return string_of(
      lex, lex->cells[(uint64_t)entry * lex->header->columns + column], size);
}

const uint32_t *news_lexicon_phrase_entries(const news_lexicon *lex,
                                            uint32_t phrase, uint32_t *count) {
  *count = lex->phrases[phrase].entries;
  return lex->lists + lex->phrases[phrase].list;
}

const char *news_lexicon_phrase_lemma(const news_lexicon *lex, uint32_t phrase,
                                      uint32_t *size) {
  return string_of(lex, lex->phrases[phrase].lemma, size);
}

/* ---- looking up ---- */

static const lexicon_slot *edge(const news_lexicon *lex, uint32_t from,
                                uint64_t hash) {
  uint32_t slots = lex->header->slots;
  for (uint32_t i = lexicon_home(from, hash, slots);;
       i = i + 1 == slots ? 0 : i + 1) {
    const lexicon_slot *s = &lex->slots[i];
    if (s->from == UINT32_MAX) return NULL;
    if (s->hash == hash && s->from == from) return s;
  }
}

bool news_lexicon_begins(const news_lexicon *lex, uint64_t hash) {
  return edge(lex, 0, hash) != NULL;
}

bool news_lexicon_goes_on(const news_lexicon *lex, uint64_t hash) {
  const lexicon_slot *s = edge(lex, 0, hash);
  return s && s->more;
}

static bool word_equals(const news_lexicon *lex, const news_vocabulary *voc,
                        uint32_t form, lexicon_string word) {
  const news_form *f = news_vocabulary_form(voc, form);
  if (!lex->header->exact) f = news_vocabulary_form(voc, f->folded);
  return f->size == word.size &&
         memcmp(f->text, lex->strings + word.at, word.size) == 0;
}

/* The phrase among those that end at this edge whose words these are. */
static uint32_t confirm(const news_lexicon *lex, const news_vocabulary *voc,
                        uint32_t phrase, const uint32_t *forms,
                        uint32_t count) {
  for (; phrase != UINT32_MAX; phrase = lex->phrases[phrase].next) {
    const lexicon_phrase *p = &lex->phrases[phrase];
    uint32_t i = 0;
    if (p->words != count) continue;
    while (i < count &&
           word_equals(lex, voc, forms[i], lex->words[p->word + i]))
      i++;
    if (i == count) return phrase;
  }
  return UINT32_MAX;
}

uint32_t news_lexicon_match(const news_lexicon *lex,
                            const news_vocabulary *voc,
                            const news_document *doc, uint32_t at,
                            uint32_t limit, news_lexicon_hit *hits) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  uint32_t count = 0, node = 0;
  const uint32_t *forms = doc->words.form;
  for (uint32_t w = at; w < limit && w - at < NEWS_LEXICON_MOST_WORDS; w++) {
    const lexicon_slot *s =
        edge(lex, node, news_vocabulary_form(voc, forms[w])->hash);
    if (!s) break;
    uint32_t phrase = confirm(lex, voc, s->phrase, forms + at, w + 1 - at);
    if (phrase != UINT32_MAX)
      found[count++] = (news_lexicon_hit){w + 1, phrase};
    if (!s->more) break;
    node = s->to;
  }
  uint32_t kept =
      count < NEWS_LEXICON_MOST_HITS ? count : NEWS_LEXICON_MOST_HITS;
  for (uint32_t i = 0; i < kept; i++) hits[i] = found[count - 1 - i];
  return kept;
}

uint32_t news_lexicon_find_word(const news_lexicon *lex,
                                const news_vocabulary *voc, uint32_t form) {
  const lexicon_slot *s = edge(lex, 0, news_vocabulary_form(voc, form)->hash);
  return s ? confirm(lex, voc, s->phrase, &form, 1) : UINT32_MAX;
}

/* A search by bytes has no vocabulary to hand: it makes a small one. */
uint32_t news_lexicon_find(const news_lexicon *lex, const char *text,
                           size_t size) {
  news_document *doc;
  news_document_options options = {.language = NULL};
  if (size > 4096 || news_document_new(text, size, &options, &doc, NULL))
    return UINT32_MAX;
  news_vocabulary *voc = news_vocabulary_new(0);
  uint32_t phrase = UINT32_MAX;
  if (voc && !news_vocabulary_read(voc, doc, NULL) && doc->words.count) {
    news_lexicon_hit hits[NEWS_LEXICON_MOST_HITS];
    uint32_t count = news_lexicon_match(lex, voc, doc, 0, doc->words.count, hits);
    if (count && hits[0].end == doc->words.count) phrase = hits[0].phrase;
  }
  news_vocabulary_free(voc);
  news_document_free(doc);
  return phrase;
}
