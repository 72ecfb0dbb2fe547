/* The data of morphology: loading, the mapped block, lookups. */
#include "morphology_data.h"

#include <stdlib.h>

#include "pos.h"
#include "vocabulary.h"

static const char *const pos_names[] = {
    "",      "noun", "verb",  "adj",   "adv", "pron",  "det",  "adp", "num",
    "cconj", "part", "propn", "punct", "aux", "sconj", "intj", "sym"};
enum { POS_COUNT = sizeof pos_names / sizeof *pos_names };

const char *news_pos_name(news_pos pos) {
  return (unsigned)pos < POS_COUNT ? pos_names[pos] : "";
}

news_pos news_pos_of_name(const char *name, size_t size) {
  for (int i = 1; i < POS_COUNT; i++)
    if (size && name[0] == pos_names[i][0] && strlen(pos_names[i]) == size &&
        memcmp(pos_names[i], name, size) == 0)
      return (news_pos)i;
  return NEWS_POS_NONE;
}

/* The slot of a text, or the free slot where it would go. */
static uint32_t find_slot(const news_morphology *m, const uint32_t *table,
                          bool lemma, const char *text, size_t size) {
  uint32_t at = (uint32_t)news_hash(text, size) & (m->slots - 1);
  for (;; at = (at + 1) & (m->slots - 1)) {
    if (!table[at]) return at;
    const morphology_row *r = &m->rows[table[at] - 1];
    if (lemma ? morphology_equals(morphology_lemma(m, r), r->lemma_size, text,
                                  size)
              : morphology_equals(morphology_form(m, r), r->form_size, text,
                                  size))
      return at;
  }
}

/* A block being loaded: its parts while they are writable. */
typedef struct loader {
  news_morphology *m;
  morphology_header *header;
  morphology_row *rows;
  uint32_t *by_form, *by_lemma;
  char *data;
} loader;

/* Split the line [begin, end) into its cells; false unless there are three. */
static bool split(const loader *l, char *begin, char *end, morphology_row *r) {
  char *first = memchr(begin, '\t', (size_t)(end - begin));
  char *second =
      first ? memchr(first + 1, '\t', (size_t)(end - first - 1)) : NULL;
  if (!second || first == begin) return false;
  *first = *second = *end = '\0';
  r->form = (uint32_t)(begin - l->data);
  r->form_size = (uint32_t)(first - begin);
  r->pos = (uint8_t)news_pos_of_name(first + 1, (size_t)(second - first - 1));
  r->lemma = (uint32_t)(second + 1 - l->data);
  r->lemma_size = (uint32_t)(end - second - 1);
  if (r->lemma_size == 0) {
    r->lemma = r->form;
    r->lemma_size = r->form_size;
  }
  r->next = r->same = 0;
  r->echo = r->lemma != r->form && strcmp(second + 1, begin) == 0;
  return r->pos != NEWS_POS_NONE;
}

static bool is_header(const char *line, size_t size) {
  return size == 14 && memcmp(line, "form\tpos\tlemma", 14) == 0;
}

static news_status read_rows(loader *l, size_t size, news_error *err) {
  for (char *at = l->data, *stop = at + size; at < stop;) {
    char *end = memchr(at, '\n', (size_t)(stop - at));
    if (!end) end = stop;
    size_t length = (size_t)(end - at);
    if (length && *at != '#' && !is_header(at, length)) {
      if (!split(l, at, end, &l->rows[l->header->count]))
        return news_fail(err, NEWS_ESYNTAX, (size_t)(at - l->data),
                         "form, part of speech and lemma expected");
      l->header->count++;
    }
    at = end + 1;
  }
  return NEWS_OK;
}

/* The rows of a form are usually adjacent, so the row before is tried first. */
static void index_form(loader *l, uint32_t i) {
  const news_morphology *m = l->m;
  morphology_row *r = &l->rows[i], *last = i ? r - 1 : NULL;
  if (last && !last->echo &&
      morphology_equals(morphology_form(m, last), last->form_size,
                        morphology_form(m, r), r->form_size)) {
    last->same = i + 1;
    return;
  }
  uint32_t *at = &l->by_form[find_slot(m, l->by_form, false,
                                       morphology_form(m, r), r->form_size)];
  while (*at) at = &l->rows[*at - 1].same;
  *at = i + 1;
}

/* In reverse order, so that the forms of each lemma keep their order. */
static void index_rows(loader *l) {
  uint32_t count = l->header->count;
  for (uint32_t i = 0; i < count; i++)
    if (!l->rows[i].echo) index_form(l, i);
  for (uint32_t i = count; i-- > 0;) {
    morphology_row *r = &l->rows[i];
    if (r->lemma == r->form) continue;
    uint32_t *lemma = &l->by_lemma[find_slot(
        l->m, l->by_lemma, true, morphology_lemma(l->m, r), r->lemma_size)];
    r->next = *lemma;
    *lemma = i + 1;
  }
}

static uint32_t lines_in(const char *text, size_t size) {
  uint32_t lines = 1;
  for (const char *at = text;
       (at = memchr(at, '\n', size - (size_t)(at - text))); at++)
    lines++;
  return lines;
}

static size_t block_size(const morphology_header *h) {
  return sizeof *h + (size_t)h->room * sizeof(morphology_row) +
         (size_t)h->slots * 2 * sizeof(uint32_t) + h->bytes;
}

static void set_views(news_morphology *m, const void *block) {
  const morphology_header *h = block;
  m->header = h;
  m->slots = h->slots;
  m->rows = (const void *)(h + 1);
  m->by_form = (const void *)(m->rows + h->room);
  m->by_lemma = m->by_form + h->slots;
  m->data = (const void *)(m->by_lemma + h->slots);
}

static news_status allocate(news_morphology *m, const char *tsv, size_t size,
                            loader *l, news_error *err) {
  morphology_header h = {.room = lines_in(tsv, size), .slots = 16};
  h.bytes = (uint32_t)size + 1;
  while (h.slots < h.room * 2) h.slots *= 2;
  size_t all = block_size(&h);
  if (all > UINT32_MAX) return news_fail(err, NEWS_ETOOBIG, 0, NULL);
  h.size = (uint32_t)all;
  char *block = m->owned = calloc(1, all);
  if (!block) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  memcpy(block, &h, sizeof h);
  set_views(m, block);
  *l = (loader){.m = m, .header = m->owned};
  l->rows = (void *)(l->header + 1);
  l->by_form = (void *)(l->rows + h.room);
  l->by_lemma = l->by_form + h.slots;
  l->data = (void *)(l->by_lemma + h.slots);
  memcpy(l->data, tsv, size);
  return NEWS_OK;
}

news_status news_morphology_new(const char *tsv, size_t size,
                                news_morphology **out, news_error *err) {
  *out = NULL;
  if (size > NEWS_TEXT_MAX) return news_fail(err, NEWS_ETOOBIG, 0, NULL);
  news_morphology *m = calloc(1, sizeof *m);
  if (!m) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  loader l = {0};
  news_status status = allocate(m, tsv, size, &l, err);
  if (!status) status = read_rows(&l, size, err);
  if (status) {
    news_morphology_free(m);
    return status;
  }
  index_rows(&l);
  *out = m;
  return NEWS_OK;
}

const void *news_morphology_block(const news_morphology *m, size_t *size) {
  *size = m->header->size;
  return m->header;
}

news_status news_morphology_open(const void *block, size_t size,
                                 news_morphology **out, news_error *err) {
  const morphology_header *h = block;
  *out = NULL;
  if (size < sizeof *h || h->size != size || block_size(h) != size)
    return news_fail(err, NEWS_EDATA, 0, "not compiled morphology");
  *out = calloc(1, sizeof **out);
  if (!*out) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  set_views(*out, block);
  return NEWS_OK;
}

void news_morphology_free(news_morphology *m) {
  if (!m) return;
  news_pos_grammar_free(m->grammar);
  free(m->owned);
  free(m);
}

void news_morphology_set_grammar(news_morphology *m, news_pos_grammar *g) {
  news_pos_grammar_free(m->grammar);
  m->grammar = g;
}

const news_pos_grammar *news_morphology_grammar(const news_morphology *m) {
  return m->grammar;
}

const morphology_row *news_morphology_row(const news_morphology *m, bool lemma,
                                          const char *text, size_t size) {
  const uint32_t *table = lemma ? m->by_lemma : m->by_form;
  uint32_t at = table[find_slot(m, table, lemma, text, size)];
  return at ? &m->rows[at - 1] : NULL;
}
