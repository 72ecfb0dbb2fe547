#include "pattern_matcher.h"

/* Where a pattern can match: candidates are the words, or elements of layers,
 * that every match has one of. */

/* The first of sorted numbers in [low, high) that is not below `word`; the
 * search begins at *hint, which is where the last one ended. */
static uint32_t lower_bound(const uint32_t *sorted, uint32_t low, uint32_t high,
                            uint32_t word, uint32_t *hint) {
  uint32_t at = *hint, step = 1;
  if (at > low && (at > high || sorted[at - 1] >= word)) at = low;
  low = at;
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
  return *hint = low;
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

news_letters *news_letters_of(news_matcher *m, uint32_t pattern) {
  news_letters *l = &m->letters[pattern];
  const news_compiled *c = &m->set->patterns[pattern];
  if (l->serial == m->serial) return l;
  l->serial = m->serial;
  l->ready = false;
  l->sought = 0;
  if (c->best.group != NEWS_NONE) l->hint = m->group_first[c->best.group];
  for (uint32_t i = 0; i < c->more_count; i++)
    if (c->more[i].group != NEWS_NONE)
      l->more_hints[i] = m->group_first[c->more[i].group];
  return l;
}

/* The first place of something wanted in first <= place < end, or `end`. */
static uint32_t next_wanted(const news_matcher *m, const news_wanted *wanted,
                            uint32_t first, uint32_t end, uint32_t *hint) {
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
  uint64_t epoch = c->by_layer ? news_epoch(m) + 1 : 1;
  if (l->sought == epoch) return true;
  bool good = fill_wanted(m, &c->best);
  for (uint32_t i = 0; i < c->more_count && good; i++)
    good = fill_wanted(m, &c->more[i]);
  l->sought = good ? epoch : 0;
  return good;
}

uint32_t news_candidate(news_matcher *m, uint32_t pattern, uint32_t word,
                        uint32_t end) {
  news_letters *l = news_letters_of(m, pattern);
  return next_wanted(m, &m->set->patterns[pattern].best, word, end, &l->hint);
}

bool news_candidates_more(news_matcher *m, uint32_t pattern, uint32_t first,
                          uint32_t end) {
  const news_compiled *c = &m->set->patterns[pattern];
  news_letters *l = news_letters_of(m, pattern);
  for (uint32_t i = 0; i < c->more_count; i++)
    if (next_wanted(m, &c->more[i], first, end, &l->more_hints[i]) == end)
      return false;
  return true;
}

/* The part at or behind `part` that holds the word. */
static uint32_t part_of(const news_parts *parts, uint32_t part, uint32_t word) {
  uint32_t low = part, high = part + 1, step = 1;
  while (high < parts->count && parts->first[high] <= word) {
    low = high;
    high = step < parts->count - high ? high + step : parts->count;
    step *= 2;
  }
  while (high - low > 1) { /* first[low] <= word < first[high] */
    uint32_t middle = low + (high - low) / 2;
    if (parts->first[middle] <= word)
      low = middle;
    else
      high = middle;
  }
  return low;
}

uint32_t news_matcher_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from) {
  uint32_t group = m->set->groups_of[pattern];
  if (group != NEWS_NONE && m->group_first[group] == m->group_first[group + 1])
    return parts->count;
  bool anywhere = news_is_anywhere(&m->set->patterns[pattern]);
  uint32_t end = parts->first[parts->count];
  m->sought_pattern = NEWS_NONE;
  /* A layer that cannot be read fails again, with its error, in begin. */
  if (!news_candidates_open(m, pattern)) return from;
  for (; from < parts->count; from++) {
    if (!anywhere) {
      uint32_t word = news_candidate(m, pattern, parts->first[from], end);
      if (word >= end) return parts->count;
      from = part_of(parts, from, word);
    }
    if (!news_candidates_more(m, pattern, parts->first[from],
                              parts->first[from + 1]))
      continue;
    m->sought_pattern = pattern;
    m->sought_first = parts->first[from];
    return from;
  }
  return parts->count;
}
