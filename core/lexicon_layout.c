/* Lays out the block of a lexicon from the data of its builder. */
#include <stdlib.h>
#include <string.h>

#include "lexicon_builder.h"

#ifdef NEWS_TINY
enum { LONG_LIST = 4 };
#else
enum { LONG_LIST = 1 << 17 }; /* entries */
#endif

static void write_number(news_buffer *out, uint32_t value) {
  for (; value >= 0x80; value >>= 7)
    news_buffer_add_byte(out, (char)(value | 0x80));
  news_buffer_add_byte(out, (char)value);
}

void news_lexicon_write_string(news_buffer *out, const char *text,
                               size_t size) {
  write_number(out, (uint32_t)size);
  news_buffer_add(out, text, size);
  news_buffer_add_byte(out, '\0');
}

/* Everything allocated here, freed in one place. */
typedef struct layout {
  news_lexicon_builder *b;
  lexicon_header h;
  news_buffer rows, phrases, words, lists, nodes;
  lexicon_slot *slots;
  uint64_t *filter;
} layout;

/* ---- phrases and their entries ---- */

static void write_phrase(layout *l, uint32_t number) {
  news_lexicon_builder *b = l->b;
  const built_phrase *p = &BUILT(built_phrase, b->phrases)[number];
  const uint32_t *words = BUILT(uint32_t, b->numbers) + p->word;
  uint32_t head = p->words << LEXICON_WORDS_SHIFT;
  if (p->next != UINT32_MAX) head |= LEXICON_NEXT;
  if (p->lemma_size) head |= LEXICON_LEMMA;
  write_number(&b->data, head);
  if (head & LEXICON_NEXT) write_number(&b->data, p->next - number);
  for (uint32_t i = 0; i < p->words; i++) write_number(&b->data, words[i]);
  if (head & LEXICON_LEMMA)
    news_lexicon_write_string(&b->data, b->lemmas.data + p->lemma,
                              p->lemma_size);
}

/* In a long list only the place of every eighth row is recorded: a cell is then
 * found by skipping a few rows, and a million rows take half a megabyte instead
 * of four. */
static void write_rows(layout *l) {
  const uint32_t *at = BUILT(uint32_t, l->b->entries);
  uint32_t count = BUILT_COUNT(uint32_t, l->b->entries);
  l->h.stride = count > LONG_LIST ? 8 : 1;
  for (uint32_t i = 0; i < count; i += l->h.stride)
    news_buffer_add(&l->rows, &at[i], sizeof at[i]);
}

/* Sort the pairs by phrase by counting, so that entries keep their order;
 * `ends` gets the end of each phrase's entries. */
static uint32_t *group_entries(const news_lexicon_builder *b,
                               uint32_t *entries) {
  const built_pair *pairs = BUILT(built_pair, b->pairs);
  uint32_t phrases = BUILT_COUNT(built_phrase, b->phrases);
  uint32_t count = BUILT_COUNT(built_pair, b->pairs);
  uint32_t *ends = calloc((size_t)phrases + 1, sizeof *ends);
  if (!ends) return NULL;
  for (uint32_t i = 0; i < count; i++) ends[pairs[i].phrase + 1]++;
  for (uint32_t i = 0; i < phrases; i++) ends[i + 1] += ends[i];
  for (uint32_t i = 0; i < count; i++)
    entries[ends[pairs[i].phrase]++] = pairs[i].entry;
  return ends;
}

/* An entry with several alternatives of the same words is listed once. */
static uint32_t write_list(layout *l, uint32_t *entries, uint32_t count) {
  uint32_t kept = 1;
  for (uint32_t i = 1; i < count; i++)
    if (entries[i] != entries[kept - 1]) entries[kept++] = entries[i];
  if (kept == 1) return entries[0];
  uint32_t at = BUILT_COUNT(uint32_t, l->lists);
  news_buffer_add(&l->lists, &kept, sizeof kept);
  news_buffer_add(&l->lists, entries, kept * sizeof *entries);
  return LEXICON_LIST | at;
}

static bool write_phrases(layout *l) {
  news_lexicon_builder *b = l->b;
  uint32_t phrases = BUILT_COUNT(built_phrase, b->phrases), start = 0;
  uint32_t *entries = malloc(b->pairs.size + 1);
  uint32_t *ends = entries ? group_entries(b, entries) : NULL;
  for (uint32_t i = 0; ends && i < phrases; i++) {
    lexicon_phrase p = {.at = (uint32_t)b->data.size};
    write_phrase(l, i);
    p.entry = write_list(l, entries + start, ends[i] - start);
    news_buffer_add(&l->phrases, &p, sizeof p);
    start = ends[i];
  }
  bool fine = ends;
  free(ends);
  free(entries);
  return fine;
}

static void write_words(layout *l) {
  const built_word *words = BUILT(built_word, l->b->words);
  uint32_t count = BUILT_COUNT(built_word, l->b->words);
  uint32_t base = (uint32_t)l->b->data.size;
  news_buffer_add(&l->b->data, l->b->texts.data, l->b->texts.size);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = base + words[i].at;
    news_buffer_add(&l->words, &at, sizeof at);
  }
}

/* ---- the trie ---- */

/* Number the nodes with edges, the root with 0; the others are leaves. */
static void write_nodes(layout *l) {
  built_node *nodes = BUILT(built_node, l->b->nodes);
  uint32_t count = BUILT_COUNT(built_node, l->b->nodes);
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0 && !nodes[i].more) continue;
    uint32_t phrase = nodes[i].phrase + 1;
    nodes[i].number = BUILT_COUNT(uint32_t, l->nodes);
    news_buffer_add(&l->nodes, &phrase, sizeof phrase);
  }
}

/* Place an edge; false if another edge with the same mark comes before it, so
 * that a search would never reach this one. */
static bool place_edge(layout *l, const built_edge *e) {
  lexicon_header *h = &l->h;
  const built_node *nodes = BUILT(built_node, l->b->nodes);
  const built_node *to = &nodes[e->to];
  uint64_t mixed = lexicon_mix(nodes[e->from].number, e->hash, h->seed);
  uint32_t at = lexicon_home(mixed, h->slots), mark = lexicon_mark(mixed);
  uint32_t probes = 1;
  for (; l->slots[at].mark; probes++) {
    if (l->slots[at].mark == mark || probes == LEXICON_MOST_PROBES)
      return false;
    if (++at == h->slots) at = 0;
  }
  if (probes > h->probes) h->probes = probes;
  l->slots[at].mark = mark;
  l->slots[at].to = to->more ? to->number : LEXICON_LEAF | to->phrase;
  return true;
}

static bool place_edges(layout *l) {
  const built_edge *edges = BUILT(built_edge, l->b->edges);
  uint32_t count = BUILT_COUNT(built_edge, l->b->edges);
  memset(l->slots, 0, l->h.slots * sizeof *l->slots);
  l->h.probes = 1;
  for (uint32_t i = 0; i < count; i++)
    if (!place_edge(l, &edges[i])) return false;
  return true;
}

/* Takes another seed when two edges clash: about once in 10,000 lexicons of a
 * million phrases.  Words with equal hashes share their edge.  Most words
 * looked up are in no lexicon, so every other slot is free, which ends a search
 * early; large lexicons have fewer free slots. */
static news_status write_slots(layout *l, news_error *err) {
  enum { MOST_SEEDS = 64 };
  uint64_t edges = BUILT_COUNT(built_edge, l->b->edges);
  uint64_t spare = edges > LONG_LIST ? edges / 4 : edges;
  l->h.slots = (uint32_t)(edges + spare + 8);
  l->slots = malloc(l->h.slots * sizeof *l->slots);
  if (!l->slots) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (l->h.seed = 0; l->h.seed < MOST_SEEDS; l->h.seed++)
    if (place_edges(l)) return NEWS_OK;
  return news_fail(err, NEWS_ETOOBIG, 0, "the words of a lexicon clash");
}

static news_status write_filter(layout *l, news_error *err) {
  const uint64_t *keys = BUILT(uint64_t, l->b->keys);
  uint32_t count = BUILT_COUNT(uint64_t, l->b->keys);
  l->h.filter = count / (64 / LEXICON_FILTER_BITS) + 1;
  l->filter = calloc(l->h.filter, sizeof *l->filter);
  if (!l->filter) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint32_t i = 0; i < count; i++)
    l->filter[lexicon_filter_at(keys[i], l->h.filter)] |= lexicon_bits(keys[i]);
  return NEWS_OK;
}

/* ---- all of it ---- */

static uint32_t place(news_buffer *block, const void *bytes, size_t size) {
  while (block->size % 8) news_buffer_add_byte(block, '\0');
  uint32_t at = (uint32_t)block->size;
  if (size) news_buffer_add(block, bytes, size);
  return at;
}

static size_t total(const layout *l) {
  return sizeof l->h + l->rows.size + l->phrases.size + l->words.size +
         l->lists.size + l->nodes.size + l->h.slots * sizeof *l->slots +
         l->h.filter * sizeof *l->filter + l->b->data.size + (size_t)8 * 9;
}

static void set_counts(layout *l) {
  const news_lexicon_builder *b = l->b;
  lexicon_header *h = &l->h;
  memcpy(h->magic, NEWS_LEXICON_MAGIC, sizeof h->magic);
  h->order = LEXICON_ORDER;
  h->exact = b->options.exact;
  h->columns = b->columns;
  h->names = b->names;
  h->entries = BUILT_COUNT(uint32_t, b->entries);
  h->phrases = BUILT_COUNT(lexicon_phrase, l->phrases);
  h->words = BUILT_COUNT(uint32_t, l->words);
  h->lists = BUILT_COUNT(uint32_t, l->lists);
  h->nodes = BUILT_COUNT(uint32_t, l->nodes);
  h->bytes = (uint32_t)b->data.size;
  h->alone = b->alone;
}

static void write_block(layout *l, news_buffer *block) {
  lexicon_header *h = &l->h;
  const news_lexicon_builder *b = l->b;
  (void)news_buffer_room(block, total(l)); /* all at once, not by doubling */
  news_buffer_add(block, h, sizeof *h);
  h->entry_at = place(block, l->rows.data, l->rows.size);
  h->phrase_at = place(block, l->phrases.data, l->phrases.size);
  h->word_at = place(block, l->words.data, l->words.size);
  h->list_at = place(block, l->lists.data, l->lists.size);
  h->node_at = place(block, l->nodes.data, l->nodes.size);
  h->slot_at = place(block, l->slots, h->slots * sizeof *l->slots);
  h->filter_at = place(block, l->filter, h->filter * sizeof *l->filter);
  h->data_at = place(block, b->data.data, b->data.size);
  (void)place(block, NULL, 0);
  if (block->failed) return;
  h->size = block->size;
  memcpy(block->data, h, sizeof *h);
  size_t counted = offsetof(lexicon_header, size);
  h->checksum = news_checksum(block->data + counted, block->size - counted);
  memcpy(block->data, h, sizeof *h);
}

static news_status lay_out(layout *l, news_buffer *block, news_error *err) {
  write_words(l);
  bool fine = write_phrases(l);
  write_nodes(l);
  write_rows(l);
  if (!fine || l->b->data.failed || l->phrases.failed || l->words.failed ||
      l->lists.failed || l->nodes.failed || l->rows.failed)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = write_slots(l, err);
  if (!status) status = write_filter(l, err);
  if (status) return status;
  if (total(l) > UINT32_MAX)
    return news_fail(err, NEWS_ETOOBIG, 0, "a lexicon of more than 4 GB");
  set_counts(l);
  write_block(l, block);
  return block->failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

news_status news_lexicon_lay_out(news_lexicon_builder *b, news_buffer *block,
                                 news_error *err) {
  layout l = {.b = b};
  news_status status = lay_out(&l, block, err);
  news_buffer_free(&l.rows);
  news_buffer_free(&l.phrases);
  news_buffer_free(&l.words);
  news_buffer_free(&l.lists);
  news_buffer_free(&l.nodes);
  free(l.slots);
  free(l.filter);
  return status;
}
