#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* Where a match may start, by what is at and next to a place: a search is
 * expensive, and most places where the first word fits have no match. */

/* ---- rows about starts */

/* Add what may follow a node, and whether the match may end there. */
static void add_after(const news_program *p, uint32_t n, uint64_t *after) {
  const news_list *list = &p->lists[1 + p->look_count + n];
  bool accepts = false;
  for (uint32_t i = list->block; i < list->block_end; i++) {
    const news_block *b = &p->blocks[i];
    after[b->word] |= b->bits;
    accepts |= b->accepts;
  }
  for (uint32_t i = list->first; accepts && i < list->end; i++) {
    const news_follow *f = &p->follows[i];
    if (f->node != NEWS_ACCEPT) continue;
    uint64_t edged = f->guards & p->edged_ahead;
    if (!edged) {
      after[p->words + NEWS_AFTER_ENDS] = 1;
      continue;
    }
    /* a look-ahead follows */
    size_t look = (size_t)__builtin_ctzll(edged) - NEWS_GUARD_LOOK;
    for (uint32_t k = 0; k < p->words; k++)
      after[k] |= p->edges[look * p->words + k];
  }
}

/* Add a set of guards with which a start is possible. */
static void add_way(uint64_t *row, uint64_t guards) {
  uint64_t *ways = row + NEWS_AFTER_WAY, kept = 0;
  for (uint64_t i = 0; i < row[NEWS_AFTER_WAYS]; i++) {
    if (!(ways[i] & ~guards)) return; /* it requires less */
    if (guards & ~ways[i]) ways[kept++] = ways[i];
  }
  if (kept == NEWS_WAYS_MOST) { /* keep what they have in common */
    for (; kept > 1; kept--) ways[0] &= ways[kept - 1];
    guards &= ways[--kept];
  }
  ways[kept++] = guards;
  row[NEWS_AFTER_WAYS] = kept;
}

/* The row about a start with a word of this mask, next to which the guards
 * `seen` hold; false if none of its nodes can be a start. */
static bool find_after(const news_program *p, const uint64_t *mask,
                       uint64_t seen, uint64_t *after) {
  bool any = false;
  uint64_t *row = after + p->words;
  uint64_t asked = NEWS_GUARD_START | p->edged_behind | p->short_behind |
                   (p->edged_ahead & ~seen);
  uint64_t refused = (p->edged_ahead | p->short_ahead) & ~seen;
  for (uint32_t k = 0; k < p->jump_count; k++) refused &= ~p->jumps[k].looks;
  memset(after, 0, (p->words + NEWS_AFTER_MORE) * sizeof *after);
  const news_block *b = p->blocks + p->lists[0].block;
  for (; b < p->blocks + p->lists[0].block_end; b++)
    for (uint64_t bits = b->bits & mask[b->word]; bits; bits &= bits - 1) {
      uint64_t below = b->bits & ((bits & -bits) - 1);
      const news_follow *f = &p->follows[b->first + news_count_bits(below)];
      if (f->guards & refused) continue;
      any = true;
      add_way(row, f->guards & asked);
      add_after(p, f->node, after);
    }
  if (row[NEWS_AFTER_WAYS] == 1 && !row[NEWS_AFTER_WAY])
    row[NEWS_AFTER_WAYS] = 0;
  uint32_t word = 0, end = p->words;
  while (end && !after[end - 1]) end--;
  while (word < end && !after[word]) word++;
  row[NEWS_AFTER_WORD] = word;
  row[NEWS_AFTER_WORD_END] = end;
  return any;
}

/* Number of a new row, + 1; 0 if no start is possible, NEWS_NONE when out of
 * memory. */
static uint32_t add_row(news_letters *l, const news_program *p,
                        const uint64_t *mask, uint64_t seen) {
  size_t size = p->words + NEWS_AFTER_MORE;
  if (!news_room((void **)&l->after, &l->after_room, l->after_count + 1u,
                 size * sizeof *l->after))
    return NEWS_NONE;
  bool any = find_after(p, mask, seen, l->after + l->after_count * size);
  return any ? ++l->after_count : 0;
}

uint32_t news_letter_start(news_letters *l, uint32_t letter) {
  const news_program *p = l->program;
  return l->starts[letter] = add_row(l, p, l->masks + (size_t)letter * p->words,
                                     p->look_count ? l->seen[letter] : 0);
}

/* The row about starts with an element of a jump, whatever the word there. */
static uint32_t element_row(news_letters *l, const news_jump *jump) {
  const news_program *p = l->program;
  if (!l->element_rows) {
    size_t size = p->jump_count * sizeof *l->element_rows;
    l->element_rows = malloc(size);
    if (!l->element_rows) return NEWS_NONE;
    memset(l->element_rows, 0xFF, size);
  }
  uint32_t *row = &l->element_rows[jump - p->jumps];
  if (*row == NEWS_NONE) *row = add_row(l, p, jump->mask, UINT64_MAX);
  return *row;
}

/* ---- a place */

/* Whether one of the nodes of this row of letters.after can be at the place.
 * (Making a letter may move the rows.) */
static bool goes_on(news_matcher *m, news_letters *l, uint32_t at,
                    uint32_t row) {
  const news_program *p = l->program;
  uint32_t letter = news_letter_at(m, l, at, NULL);
  if (letter == NEWS_NONE) return true;
  const uint64_t *after = news_after(l, p, row);
  uint32_t word = (uint32_t)after[p->words + NEWS_AFTER_WORD];
  uint32_t end = (uint32_t)after[p->words + NEWS_AFTER_WORD_END];
  const uint64_t *mask = l->masks + (size_t)letter * p->words;
  if (news_meet(after + word, mask + word, end - word)) return true;
  if (!l->jump_count || !news_place_in(l->begins, at)) return false;
  for (uint32_t i = 0; i < l->jump_count; i++)
    if (news_place_in(l->jumps[i].begins, at) &&
        news_meet(after + word, l->jumps[i].jump->mask + word, end - word))
      return true;
  return false;
}

/* Of guards that a word cannot satisfy, those that neither the word before it
 * nor an element that begins or ends next to it can satisfy. */
static inline uint64_t lacking(news_matcher *m, news_letters *l, uint32_t at,
                               uint32_t first, uint64_t guards) {
  const news_program *p = l->program;
  uint64_t bit = (uint64_t)1 << at % 64;
  if (at == first) {
    guards &= ~(NEWS_GUARD_START | p->negative);
  } else if (p->look_count) {
    uint64_t behind = p->edged_behind | p->short_behind;
    uint32_t letter = news_letter_at(m, l, at - 1, NULL);
    if (letter == NEWS_NONE) return 0;
    guards &= ~(l->seen[letter] & behind);
  }
  if (!(guards & p->jump_looks)) return guards;
  for (uint32_t i = 0; i < l->look_jumps; i++) {
    const news_active *a = &l->jumps[i];
    uint64_t looks = a->jump->looks;
    if (!(guards & looks)) continue;
    if (a->ends[at / 64] & bit) guards &= ~(looks & p->edged_behind);
    if (a->begins[at / 64] & bit) guards &= ~(looks & p->edged_ahead);
  }
  return guards;
}

/* Whether one of the sets of guards of a row may hold. */
static inline bool may_hold(news_matcher *m, news_letters *l, uint32_t at,
                            uint32_t first, const uint64_t *row) {
  uint64_t count = row[NEWS_AFTER_WAYS], ways[NEWS_WAYS_MOST], all = 0;
  for (uint32_t i = 0; i < count; i++)
    all |= ways[i] = row[NEWS_AFTER_WAY + i]; /* the row may move */
  all = lacking(m, l, at, first, all);
  for (uint32_t i = 0; i < count; i++)
    if (!(ways[i] & all)) return true;
  return !count;
}

typedef enum verdict { CANNOT, CAN, IF_IT_GOES_ON } verdict;

/* The verdict of a row of starts (its number + 1, or 0 for none) on a match
 * that begins at `at`; *row becomes its number. */
static inline verdict judge(news_matcher *m, news_letters *l, uint32_t at,
                            uint32_t first, uint32_t *row) {
  const news_program *p = l->program;
  if (*row == NEWS_NONE) return CAN;
  if (!(*row)--) return CANNOT;
  const uint64_t *more = news_after(l, p, *row) + p->words;
  if (more[NEWS_AFTER_WAYS] && !may_hold(m, l, at, first, more)) return CANNOT;
  return more[NEWS_AFTER_ENDS] ? CAN : IF_IT_GOES_ON;
}

bool news_is_idle(const news_matcher *m, news_letters *l, uint32_t type) {
  const news_program *p = l->program;
  const news_types *t = m->types;
  const uint64_t *row = t->rows + (size_t)type * t->row_words;
  for (uint32_t i = p->starting_first; i < p->starting_end; i++)
    if (row[p->asked[i].word] & p->asked[i].starting) return false;
  l->of_type[type] = NEWS_IDLE;
  return true;
}

/* Whether a match may start with the word there. */
static bool starts_with_word(news_matcher *m, news_letters *l, uint32_t at,
                             uint32_t first, uint32_t end) {
  uint32_t letter = news_letter_at(m, l, at, NULL);
  if (letter == NEWS_NONE) return true;
  uint32_t row = l->starts[letter];
  if (row == NEWS_NONE) row = news_letter_start(l, letter);
  verdict v = judge(m, l, at, first, &row);
  if (v != IF_IT_GOES_ON) return v == CAN;
  return at + 1 < end && goes_on(m, l, at + 1, row);
}

/* Whether a match may start with an element of this jump, of which one begins
 * there. */
static bool starts_with(news_matcher *m, news_letters *l, uint32_t at,
                        uint32_t first, uint32_t end, const news_active *a) {
  uint32_t row = element_row(l, a->jump), from, to;
  verdict v = judge(m, l, at, first, &row);
  if (v != IF_IT_GOES_ON) return v == CAN;
  news_edges_range(a->edges, at, false, &from, &to);
  for (; from < to; from++) {
    uint32_t next = a->edges->items[from].end;
    if (next < end && goes_on(m, l, next, row)) return true;
  }
  return false;
}

/* Whether an element begins there that may start a match, by itself. */
static inline bool has_element(const news_letters *l, uint32_t at) {
  return l->element_starts && news_place_in(l->element_starts, at);
}

/* The same, by its neighbours, too. */
static bool starts_with_element(news_matcher *m, news_letters *l, uint32_t at,
                                uint32_t first, uint32_t end) {
  for (uint32_t i = 0; i < l->jump_count; i++)
    if (news_place_in(l->jumps[i].begins, at) && l->jumps[i].jump->starts &&
        starts_with(m, l, at, first, end, &l->jumps[i]))
      return true;
  return false;
}

bool news_starts_at(news_matcher *m, news_letters *l, uint32_t at,
                    uint32_t first, uint32_t end) {
  return (has_element(l, at) && starts_with_element(m, l, at, first, end)) ||
         (!news_starts_never(m, l, at) &&
          starts_with_word(m, l, at, first, end));
}

/* ---- from place to place */

/* Whether no match starts with words of this type, wherever they are. */
static bool never_starts(news_letters *l, uint32_t type) {
  bool by_context = l->program->by_context;
  uint32_t letter = l->of_type[type], contexts = by_context ? 4 : 1;
  if (letter == NEWS_IDLE) return true;
  for (uint32_t i = letter * contexts; i < (letter + 1) * contexts; i++)
    if (l->starts[i] == NEWS_NONE ? news_letter_start(l, i) : l->starts[i])
      return false;
  return true;
}

/* The first word whose type has its bit set. */
static uint32_t next_with_bit(const uint32_t *types, const uint64_t *bits,
                              uint32_t at, uint32_t end) {
  for (; at + 4 <= end; at += 4) {
    if (news_place_in(bits, types[at])) return at;
    if (news_place_in(bits, types[at + 1])) return at + 1;
    if (news_place_in(bits, types[at + 2])) return at + 2;
    if (news_place_in(bits, types[at + 3])) return at + 3;
  }
  while (at < end && !news_place_in(bits, types[at])) at++;
  return at;
}

uint32_t news_next_starting(news_matcher *m, news_letters *l, uint32_t at,
                            uint32_t end) {
  const uint32_t *types = m->word_types;
  uint64_t *starting = l->starting;
  while ((at = next_with_bit(types, starting, at, end)) < end &&
         news_starts_never(m, l, at)) {
    uint32_t type = types[at++];
    if (never_starts(l, type))
      starting[type / 64] &= ~((uint64_t)1 << type % 64);
  }
  return at;
}

uint32_t news_next_start(news_matcher *m, news_letters *l, uint32_t from,
                         uint32_t to, uint32_t first, uint32_t end) {
  uint32_t word = news_next_starting(m, l, from, to);
  for (;; from++) {
    from = l->element_starts ? news_next_place(l->element_starts, from, word)
                             : word;
    if (from == to) return to;
    if (has_element(l, from) && starts_with_element(m, l, from, first, end))
      return from;
    if (from < word) continue;
    if (starts_with_word(m, l, word, first, end)) return word;
    word = news_next_starting(m, l, word + 1, to);
  }
}
