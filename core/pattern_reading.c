#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* What a set of patterns knows of the words of a document: the type of each,
 * and for each group of classes the words with one of them.  Shared by the
 * matchers of the set that are open on the same text. */

struct news_reading {
  uint32_t users;
  news_types *types; /* borrowed from its users */
  uint64_t text;     /* its number; 0: not shared */
  uint32_t *word_types;
  uint32_t word_room;
  uint32_t *grouped; /* words that are in any group */
  uint32_t grouped_count, grouped_room;
  uint32_t *group_first; /* candidates of each group */
  uint32_t group_room;
  uint32_t *candidates;
  uint32_t candidate_room;
};

void news_reading_drop(news_matcher *m) {
  news_reading *r = m->reading;
  m->reading = NULL;
  m->word_types = m->group_first = m->candidates = NULL;
  if (!r || --r->users) return;
  if (r->types->reading == r) r->types->reading = NULL;
  free(r->word_types);
  free(r->grouped);
  free(r->group_first);
  free(r->candidates);
  free(r);
}

/* Make a reading for this matcher alone. */
static news_reading *own_reading(news_matcher *m) {
  if (m->reading && m->reading->users > 1) news_reading_drop(m);
  if (!m->reading) m->reading = calloc(1, sizeof *m->reading);
  if (!m->reading) return NULL;
  m->reading->users = 1;
  m->reading->types = m->types;
  m->reading->text = 0;
  return m->reading;
}

/* Make room to count the words of each type and clear the counts. */
static bool room_to_count(news_types *t) {
  uint32_t count = t->count + 1u;
  for (uint32_t i = 0; i < t->met_count; i++) t->often[t->met[i]] = 0;
  t->met_count = 0;
  return news_cleared_room((void **)&t->often, &t->often_room, count,
                           sizeof *t->often) &&
         news_room((void **)&t->met, &t->met_room, count, sizeof *t->met);
}

static bool room_for_words(news_reading *r, uint32_t count) {
  uint64_t room = (uint64_t)count + 1;
  return news_room((void **)&r->word_types, &r->word_room, room,
                   sizeof *r->word_types) &&
         news_room((void **)&r->grouped, &r->grouped_room, room,
                   sizeof *r->grouped);
}

/* Find the types of all words, and the words that are in a group; in a pack for
 * dates few are. */
static bool read_types(news_matcher *m, news_reading *r) {
  const news_words *words = &m->document.doc->words;
  const news_types *t = m->types;
  if (!room_for_words(r, words->count)) return false;
  uint32_t *restrict types = r->word_types, *restrict grouped = r->grouped;
  const uint32_t *of_form = t->of_form, *form = words->form;
  uint32_t count = 0;
  for (uint32_t i = 0; i < words->count; i++) {
    uint32_t type = of_form[form[i]];
    if (type == NEWS_NONE) type = news_type_of_form(m, form[i]);
    if (type == NEWS_NONE) return false;
    types[i] = type;
    grouped[count] = i;
    count += t->four[type].group[0] != t->group_count;
  }
  r->grouped_count = count;
  return true;
}

/* Count the words of each type that is in a group. */
static bool count_types(const news_reading *r) {
  news_types *t = r->types;
  if (!room_to_count(t)) return false;
  for (uint32_t i = 0; i < r->grouped_count; i++) {
    uint32_t type = r->word_types[r->grouped[i]];
    if (!t->often[type]++) t->met[t->met_count++] = type;
  }
  return true;
}

/* Compute where the candidates of each group begin. */
static bool count_candidates(news_reading *r) {
  const news_types *t = r->types;
  uint32_t groups = t->group_count;
  if (!news_room((void **)&r->group_first, &r->group_room, (uint64_t)groups + 2,
                 sizeof *r->group_first))
    return false;
  uint32_t *first = r->group_first + 1; /* shifted while it is filled */
  memset(r->group_first, 0, ((size_t)groups + 2) * sizeof *r->group_first);
  for (uint32_t i = 0; i < t->met_count; i++) {
    uint32_t type = t->met[i];
    for (uint32_t k = t->group_first[type]; k < t->group_first[type + 1]; k++)
      first[t->group_list[k] + 1] += t->often[type];
  }
  for (uint32_t g = 0; g < groups; g++) first[g + 1] += first[g];
  return news_room((void **)&r->candidates, &r->candidate_room,
                   (uint64_t)first[groups] + 1, sizeof *r->candidates);
}

/* Add a candidate of the group, which may be the one for none. */
static inline void put(uint32_t word, uint32_t group, uint32_t none,
                       uint32_t *restrict first,
                       uint32_t *restrict candidates) {
  uint32_t at = first[group], sink;
  candidates[at] = word;
  *(group < none ? &first[group] : &sink) = at + 1;
}

/* The number of groups of a word is unpredictable, so four are always written;
 * those that are none go to one place after all candidates. */
static void fill_candidates(news_reading *r) {
  const news_types *t = r->types;
  const uint32_t *restrict types = r->word_types;
  const uint32_t *restrict list = t->group_list;
  uint32_t *restrict first = r->group_first + 1;
  uint32_t *restrict candidates = r->candidates;
  uint32_t none = t->group_count;
  for (uint32_t n = 0; n < r->grouped_count; n++) {
    uint32_t i = r->grouped[n];
    const uint32_t *four = t->four[types[i]].group;
    put(i, four[0], none, first, candidates);
    put(i, four[1], none, first, candidates);
    put(i, four[2], none, first, candidates);
    put(i, four[3], none, first, candidates);
    if (four[3] == none) continue;
    uint32_t k = t->group_first[types[i]] + 4;
    uint32_t end = t->group_first[types[i] + 1];
    for (; k < end; k++) candidates[first[list[k]]++] = i;
  }
}

/* Find the reading of another matcher on this text. */
static bool share_reading(news_matcher *m) {
  news_reading *r = m->types->reading;
  if (!r || !r->text || r->text != m->document.text) return false;
  if (m->reading == r) return true;
  news_reading_drop(m);
  m->reading = r;
  r->users++;
  return true;
}

static bool read_document(news_matcher *m) {
  news_reading *r = own_reading(m);
  if (!r || !read_types(m, r) || !count_types(r) || !count_candidates(r))
    return false;
  fill_candidates(r);
  r->text = m->document.text;
  m->types->reading = r;
  return true;
}

news_status news_reading_open(news_matcher *m, news_error *err) {
  if (!news_types_refresh(m) || (!share_reading(m) && !read_document(m)))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  m->word_types = m->reading->word_types;
  m->group_first = m->reading->group_first;
  m->candidates = m->reading->candidates;
  return NEWS_OK;
}
