#include "lexicon_many.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon_block.h"

/* Each slot of a small lexicon sets the lexicon's bit in the cell given by the
 * slot's mark.  If the cell of a word lacks the bit, the lexicon has no edge
 * for the word; otherwise the lexicon must be asked.  Large lexicons, and those
 * with another seed, have their bits in every cell. */

#ifdef NEWS_TINY
enum { SMALL = 64, SLOTS_A_CELL = 8 };
#else
enum { SMALL = 2048, SLOTS_A_CELL = 2 };
#endif

struct news_lexicon_many {
  uint32_t lexicons;
  uint32_t words; /* in a cell */
  uint32_t count; /* number of cells, a power of two */
  uint64_t *cells;
  bool borrowed; /* the cells are borrowed and never written */
};

static bool is_small(const news_lexicon *lex) {
  return lex->header->slots <= SMALL && !lex->header->seed;
}

static uint64_t *cell_of(const news_lexicon_many *m, uint32_t mark) {
  return m->cells + (size_t)(mark & (m->count - 1)) * m->words;
}

static void put_marks(news_lexicon_many *m, const news_lexicon *lex,
                      uint32_t number) {
  uint64_t bit = (uint64_t)1 << number % 64;
  for (uint32_t i = 0; i < lex->header->slots; i++)
    if (lex->slots[i].mark) cell_of(m, lex->slots[i].mark)[number / 64] |= bit;
}

static void put_everywhere(news_lexicon_many *m, uint32_t number) {
  uint64_t bit = (uint64_t)1 << number % 64;
  for (uint32_t i = 0; i < m->count; i++)
    m->cells[(size_t)i * m->words + number / 64] |= bit;
}

news_lexicon_many *news_lexicon_many_new(const news_lexicon *const *lexicons,
                                         uint32_t count) {
  news_lexicon_many *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  m->lexicons = count;
  uint64_t slots = 0;
  for (uint32_t i = 0; i < count; i++)
    if (is_small(lexicons[i])) slots += lexicons[i]->header->slots;
  m->words = count / 64 + 1;
  m->count = 1;
  while (m->count * (uint64_t)SLOTS_A_CELL < slots) m->count *= 2;
  m->cells = calloc((size_t)m->count * m->words, sizeof *m->cells);
  if (!m->cells) {
    free(m);
    return NULL;
  }
  for (uint32_t i = 0; i < count; i++)
    if (is_small(lexicons[i]))
      put_marks(m, lexicons[i], i);
    else
      put_everywhere(m, i);
  return m;
}

void news_lexicon_many_free(news_lexicon_many *m) {
  if (!m) return;
  if (!m->borrowed) free(m->cells);
  free(m);
}

news_lexicon_cells news_lexicon_many_cells(const news_lexicon_many *m) {
  return (news_lexicon_cells){m->lexicons, m->words, m->count, m->cells};
}

news_lexicon_many *news_lexicon_many_of(const news_lexicon_cells *c) {
  news_lexicon_many *m = malloc(sizeof *m);
  if (!m) return NULL;
  *m = (news_lexicon_many){c->lexicons, c->words, (uint32_t)c->count,
                           (uint64_t *)(uintptr_t)c->cells, true};
  return m;
}

const uint64_t *news_lexicon_many_ask(const news_lexicon_many *m,
                                      uint64_t hash) {
  return cell_of(m, lexicon_mark(lexicon_mix(0, hash, 0)));
}
