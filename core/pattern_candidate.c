#include <string.h>

#include "pattern_matcher.h"

/* Where a pattern can match.  Candidates are words or elements of layers of
 * which every match has one. */

/* lower_bound() from `low` on, in growing steps. */
static uint32_t leap(const uint32_t *sorted, uint32_t low, uint32_t high,
                     uint32_t word) {
  uint32_t at = low, step = 1;
  while (at < high && sorted[at] < word) {
    low = at + 1;
    at = step < high - at ? at + step : high;
    step *= 2;
  }
  high = at;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sorted[middle] < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The first of the sorted numbers in [low, high) that is not below `word`.  The
 * search begins at *hint, where the last one ended: usually a few numbers
 * before. */
static inline uint32_t lower_bound(const uint32_t *sorted, uint32_t low,
                                   uint32_t high, uint32_t word,
                                   uint32_t *hint) {
  enum { FEW = 6 };
  uint32_t at = *hint;
  if (at > low && sorted[at - 1] >= word) at = low;
  uint32_t few = high - at < FEW ? high : at + FEW;
  while (at < few && sorted[at] < word) at++;
  if (at == few && at < high) at = leap(sorted, at, high, word);
  return *hint = at;
}

uint32_t news_next_place(const uint64_t *places, uint32_t first, uint32_t end) {
  for (uint32_t at = first; at < end; at = (at | 63) + 1) {
    uint64_t bits = places[at / 64] & UINT64_MAX << at % 64;
    if (!bits) continue;
    at = (at & ~63u) + (uint32_t)__builtin_ctzll(bits);
    return at < end ? at : end;
  }
  return end;
}

void news_letters_begin(news_matcher *m, uint32_t pattern) {
  news_letters *l = &m->letters[pattern];
  const news_compiled *c = &m->set->patterns[pattern];
  l->serial = m->serial;
  l->ready = false;
  l->sought = 0;
  l->counted = UINT64_MAX;
  if (c->best.group != NEWS_NONE) l->hint = m->group_first[c->best.group];
  for (uint32_t i = 0; i < c->more_count; i++)
    if (c->more[i].group != NEWS_NONE)
      l->more_hints[i] = m->group_first[c->more[i].group];
}

/* The first place in first <= place < end with something wanted, or `end`. */
static inline uint32_t next_wanted(const news_matcher *m,
                                   const news_wanted *wanted, uint32_t first,
                                   uint32_t end, uint32_t *hint) {
  if (wanted->group != NEWS_NONE) {
    uint32_t high = m->group_first[wanted->group + 1];
    uint32_t i = lower_bound(m->candidates, m->group_first[wanted->group], high,
                             first, hint);
    if (i < high && m->candidates[i] < end) end = m->candidates[i];
  }
  for (uint32_t i = 0; i < wanted->source_count; i++)
    end = news_next_place(m->edges[wanted->sources[i]].begins, first, end);
  return end;
}

static bool fill_wanted(news_matcher *m, const news_wanted *wanted) {
  for (uint32_t i = 0; i < wanted->source_count; i++)
    if (news_edges_fill(m, wanted->sources[i], NULL)) return false;
  return true;
}

bool news_candidates_open(news_matcher *m, uint32_t pattern) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = news_letters_of(m, pattern);
  uint64_t epoch = news_layers_epoch(m, pattern) + 1;
  if (!epoch) return false; /* the layers cannot be read */
  if (l->sought == epoch) return true;
  bool good = fill_wanted(m, &c->best);
  for (uint32_t i = 0; i < c->more_count && good; i++)
    good = fill_wanted(m, &c->more[i]);
  l->sought = good ? epoch : 0;
  return good;
}

uint32_t news_candidate(news_matcher *m, uint32_t pattern, uint32_t word,
                        uint32_t end) {
  news_letters *l = &m->letters[pattern];
  return next_wanted(m, &m->set->patterns[pattern].best, word, end, &l->hint);
}

bool news_candidates_more(news_matcher *m, uint32_t pattern, uint32_t first,
                          uint32_t end) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = &m->letters[pattern];
  for (uint32_t i = 0; i < c->more_count; i++)
    if (next_wanted(m, &c->more[i], first, end, &l->more_hints[i]) == end)
      return false;
  return true;
}

/* ---- the neighbours of a candidate */

/* For a narrow program: whether a node of the need has possible neighbours on
 * both sides.  If a letter cannot be made, the search will fail with its
 * error. */
static bool has_neighbours(news_matcher *m, news_letters *l, uint32_t word,
                           uint32_t first, uint32_t end) {
  const news_program *p = l->program;
  uint64_t after = p->starters | l->behind_jump;
  uint32_t letter = news_letter_at(m, l, word, NULL);
  if (letter == NEWS_NONE) return true;
  uint64_t can = (l->masks[letter] | l->jumping) & p->needed;
  if (word == first) {
    after |= p->first_only;
  } else {
    letter = news_letter_at(m, l, word - 1, NULL);
    if (letter == NEWS_NONE) return true;
    after |= l->behind[letter];
  }
  can &= after;
  if (!can || can & (p->enders | l->before_jump | l->jumping)) return can;
  if (word + 1 == end) return false;
  letter = news_letter_at(m, l, word + 1, NULL);
  return letter == NEWS_NONE || can & l->ahead[letter];
}

bool news_candidate_fits(news_matcher *m, uint32_t pattern, uint32_t word,
                         uint32_t first, uint32_t end) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = &m->letters[pattern];
  if (c->program.needed && !has_neighbours(m, l, word, first, end))
    return false;
  /* it is the first word of the match */
  return c->before || news_starts_at(m, l, word, first, end);
}

/* ---- */

/* Compute the part of each word. */
static bool number_parts(news_matcher *m, const news_parts *parts) {
  if (m->parts == parts) return true;
  uint32_t count = parts->count, end = parts->first[count];
  m->parts = NULL;
  if (!news_room((void **)&m->part_of, &m->part_room, (uint64_t)end + 1,
                 sizeof *m->part_of) ||
      !news_room((void **)&m->holder_of, &m->holder_of_room,
                 m->set->groups.count + 1u, sizeof *m->holder_of))
    return false;
  memset(m->holder_of, 0, (m->set->groups.count + 1u) * sizeof *m->holder_of);
  m->holder_count = 0;
  m->holder_cells = count / 64 + 1;
  m->parts_serial++;
  for (uint32_t i = 0, word = parts->first[0]; i < count; i++)
    for (; word < parts->first[i + 1]; word++) m->part_of[word] = i;
  m->parts = parts;
  return true;
}

void news_matcher_forget_parts(news_matcher *m) { m->parts = NULL; }

/* Make the row of a group; false when out of memory. */
static bool add_holder(news_matcher *m, uint32_t group) {
  size_t size = (size_t)m->holder_cells * sizeof *m->holders;
  if (!news_room((void **)&m->holders, &m->holder_room,
                 (m->holder_count + (uint64_t)1) * m->holder_cells,
                 sizeof *m->holders))
    return false;
  uint64_t *row = m->holders + (size_t)m->holder_count * m->holder_cells;
  memset(row, 0, size);
  const uint32_t *bounds = m->parts->first; /* may not cover all words */
  for (uint32_t i = m->group_first[group]; i < m->group_first[group + 1]; i++) {
    uint32_t word = m->candidates[i];
    if (word < bounds[0] || word >= bounds[m->parts->count]) continue;
    uint32_t part = m->part_of[word];
    row[part / 64] |= (uint64_t)1 << part % 64;
  }
  m->holder_of[group] = ++m->holder_count;
  return true;
}

/* Keep only parts with what is wanted, as far as that is words. */
static inline bool demand(news_matcher *m, const news_wanted *wanted,
                          uint64_t *parts) {
  uint32_t group = wanted->group;
  if (group == NEWS_NONE || wanted->source_count) return true;
  if (!m->holder_of[group] && !add_holder(m, group)) return false;
  const uint64_t *row =
      m->holders + (size_t)(m->holder_of[group] - 1) * m->holder_cells;
  for (uint32_t k = 0; k < m->holder_cells; k++) parts[k] &= row[k];
  return true;
}

/* Find the parts in which the pattern may match, by its needs. */
static bool find_possible(news_matcher *m, uint32_t pattern) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = news_letters_of(m, pattern);
  if (l->parts_serial == m->parts_serial) return true;
  if (!news_room((void **)&l->possible, &l->possible_room, m->holder_cells,
                 sizeof *l->possible))
    return false;
  memset(l->possible, 0xFF, m->holder_cells * sizeof *l->possible);
  bool good = demand(m, &c->best, l->possible);
  l->elements = false;
  for (uint32_t i = 0; i < c->more_count && good; i++) {
    good = demand(m, &c->more[i], l->possible);
    l->elements |= c->more[i].source_count > 0;
  }
  if (good) l->parts_serial = m->parts_serial;
  return good;
}

/* Whether the pattern's further needs that are not just words are met. */
static bool has_elements(news_matcher *m, uint32_t pattern, uint32_t first,
                         uint32_t end) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = &m->letters[pattern];
  for (uint32_t i = 0; i < c->more_count; i++)
    if (c->more[i].source_count &&
        next_wanted(m, &c->more[i], first, end, &l->more_hints[i]) == end)
      return false;
  return true;
}

/* The result of a seek: a candidate, or a place that stands for one, and the
 * first place where a match around it may start.  No earlier candidate has a
 * start, before `from` or after it. */
typedef struct sought {
  uint32_t word, start, from;
} sought;

/* Whether the candidate is possible, and a match may start before it. */
static inline bool may_match(news_matcher *m, uint32_t pattern, sought *s,
                             uint32_t first, uint32_t end) {
  uint32_t before = m->set->patterns[pattern].before, word = s->word;
  if (!news_candidate_fits(m, pattern, word, first, end)) return false;
  s->start = word;
  if (!before) return true; /* known to be a possible start */
  uint32_t from = word - first > before ? word - before : first;
  if (from < s->from) from = s->from;
  s->from = word + 1;
  s->start =
      news_next_start(m, &m->letters[pattern], from, word + 1, first, end);
  return s->start <= word;
}

/* The same for a pattern that is searched everywhere. */
static bool may_start(news_matcher *m, uint32_t pattern, sought *s,
                      uint32_t first, uint32_t end) {
  news_letters *l = &m->letters[pattern];
  if (m->set->patterns[pattern].program.anchored)
    return news_starts_at(m, l, first, first, end);
  s->start = news_next_start(m, l, first, end, first, end);
  return s->start < end;
}

/* Search the part for a place where the pattern may match. */
static bool seek_in(news_matcher *m, uint32_t pattern, uint32_t first,
                    uint32_t end, sought *s) {
  const news_compiled *c = &m->set->patterns[pattern];
  bool anywhere = news_is_anywhere(c);
  *s = (sought){first, first, first};
  if (!anywhere) s->word = news_candidate(m, pattern, first, end);
  if (s->word >= end) return false;
  if (c->program.anchored && !anywhere && c->before != NEWS_NO_LIMIT &&
      s->word - first > c->before)
    return false;
  if (m->letters[pattern].elements && !has_elements(m, pattern, first, end))
    return false;
  if (news_matcher_prepare(m, pattern, NULL)) return true; /* begin fails */
  if (anywhere || c->program.anchored)
    return may_start(m, pattern, s, first, end);
  while (s->word < end && !may_match(m, pattern, s, first, end))
    s->word = news_candidate(m, pattern, s->word + 1, end);
  return s->word < end;
}

static inline bool is_absent(const news_matcher *m, uint32_t group) {
  return group != NEWS_NONE &&
         m->group_first[group] == m->group_first[group + 1];
}

bool news_matcher_is_silent(const news_matcher *m, uint32_t pattern) {
  if (!m->typed) return false;
  const news_brief *b = &m->set->briefs[pattern];
  return is_absent(m, b->groups[0]) || is_absent(m, b->groups[1]);
}

static void fetch(const void *from, size_t size) {
  enum { LINE = 64 };
  for (size_t i = 0; i < size; i += LINE)
    __builtin_prefetch((const char *)from + i);
}

void news_matcher_fetch(const news_matcher *m, uint32_t pattern) {
  if (!m->typed) return;
  fetch(&m->letters[pattern], sizeof *m->letters);
  fetch(&m->set->patterns[pattern], offsetof(news_compiled, more));
}

/* Record the result of a seek. */
static uint32_t found_in(news_matcher *m, uint32_t pattern,
                         const news_parts *parts, uint32_t part,
                         const sought *s) {
  m->sought_pattern = pattern;
  m->sought_first = parts->first[part];
  m->sought_word = s->word;
  m->sought_start = s->start;
  return part;
}

/* Seek from candidate to candidate, for a pattern whose candidates are
 * words. */
static uint32_t seek_words(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from) {
  news_letters *l = &m->letters[pattern];
  uint32_t group = m->set->patterns[pattern].best.group, count = parts->count;
  const uint32_t *words = m->candidates, *first = parts->first;
  uint32_t low = m->group_first[group], high = m->group_first[group + 1];
  for (; (from = news_next_place(l->possible, from, count)) < count; from++) {
    uint32_t i = lower_bound(words, low, high, first[from], &l->hint);
    if (i == high || words[i] >= first[count]) return count;
    if (words[i] >= first[from + 1]) {
      from = m->part_of[words[i]] - 1;
      continue;
    }
    if (l->elements && !has_elements(m, pattern, first[from], first[from + 1]))
      continue;
    sought s = {words[i], first[from], first[from]};
    if (news_matcher_prepare(m, pattern, NULL))
      return found_in(m, pattern, parts, from, &s);
    for (; i < high && (s.word = words[i]) < first[from + 1]; i++)
      if (may_match(m, pattern, &s, first[from], first[from + 1]))
        return found_in(m, pattern, parts, from, &s);
    l->hint = i;
  }
  return count;
}

uint32_t news_matcher_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from) {
  const news_compiled *c = &m->set->patterns[pattern];
  uint32_t count = parts->count;
  if (news_phrases_do(m, pattern))
    return news_phrases_seek(m, pattern, parts, from);
  if (news_matcher_types(m, NULL)) return from; /* fails again in begin */
  if (news_matcher_is_silent(m, pattern)) return count;
  m->sought_pattern = NEWS_NONE;
  if (from >= count) return count;
  /* a failure happens again, with its error, in begin */
  if (!news_candidates_open(m, pattern) || !number_parts(m, parts) ||
      !find_possible(m, pattern))
    return from;
  if (c->best.group != NEWS_NONE && !c->best.source_count &&
      !c->program.anchored)
    return seek_words(m, pattern, parts, from);
  const uint64_t *possible = m->letters[pattern].possible;
  for (;; from++) {
    from = news_next_place(possible, from, count);
    if (from == count) return count;
    sought s;
    if (seek_in(m, pattern, parts->first[from], parts->first[from + 1], &s))
      return found_in(m, pattern, parts, from, &s);
  }
}
