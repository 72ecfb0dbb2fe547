#include "annotation.h"

#include <string.h>
#include <time.h>

#include "check.h"
#include "tokenizer.h"

/* Results are compared with a walk over everything, on random layers. */

enum { TEXT = 600, MOST = 400 };

typedef struct model {
  news_span span;
  uint32_t layer;
  bool gone;
} model;

static uint64_t random_state = 20220314;

static uint32_t below(uint32_t n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % n;
}

static news_document *make_document(void) {
  char text[TEXT];
  for (int i = 0; i < TEXT; i++) text[i] = i % 6 == 5 ? ' ' : 'a';
  news_document *doc = NULL;
  check(!news_document_new(text, TEXT, NULL, &doc, NULL));
  check(!news_tokenize(doc, NULL));
  return doc;
}

static news_span random_span(uint32_t longest) {
  uint32_t start = below(TEXT + 1);
  uint32_t end = start + below(longest);
  return (news_span){start, end > TEXT ? TEXT : end};
}

static bool is_before(const model *m, uint32_t a, uint32_t b) {
  if (m[a].span.start != m[b].span.start)
    return m[a].span.start < m[b].span.start;
  if (m[a].span.end != m[b].span.end) return m[a].span.end > m[b].span.end;
  return a < b;
}

typedef enum question {
  EVERYTHING,
  COVERING,
  WITHIN,
  OVERLAPPING,
  QUESTIONS
} question;

static bool contains(news_span outer, news_span inner) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

static bool answers(question q, news_span mine, news_span span) {
  switch (q) {
    case COVERING: return contains(mine, span);
    case WITHIN: return contains(span, mine);
    case OVERLAPPING: return mine.start < span.end && span.start < mine.end;
    default: return true;
  }
}

/* The expected ids, sorted by insertion. */
static uint32_t expected(const model *m, uint32_t count, uint32_t layer,
                         question q, news_span span, uint32_t *ids) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (m[i].gone || m[i].layer != layer || !answers(q, m[i].span, span))
      continue;
    uint32_t at = found++;
    for (; at > 0 && is_before(m, i, ids[at - 1]); at--) ids[at] = ids[at - 1];
    ids[at] = i;
  }
  return found;
}

static bool agrees(news_annotations *set, const model *m, uint32_t count,
                   uint32_t layer, question q, news_span span) {
  uint32_t ids[MOST], found = expected(m, count, layer, q, span, ids);
  if (q == EVERYTHING) {
    uint32_t all;
    const uint32_t *list = news_annotations_layer(set, layer, &all);
    return all == found && (!all || !memcmp(list, ids, all * sizeof *ids));
  }
  uint32_t (*const ask[])(news_annotations *, uint32_t, news_span,
                          uint32_t *) = {NULL, news_annotations_covering,
                                         news_annotations_within,
                                         news_annotations_overlapping};
  uint32_t after = 0;
  for (uint32_t i = 0; i < found; i++)
    if (ask[q](set, layer, span, &after) != ids[i]) return false;
  return ask[q](set, layer, span, &after) == NEWS_NO_ANNOTATION;
}

/* Also while some added ones wait to be sorted in. */
static bool touching_agrees(news_annotations *set, const model *m,
                            uint32_t count, uint32_t layer, news_span span) {
  uint32_t ids[MOST];
  uint32_t found = expected(m, count, layer, OVERLAPPING, span, ids);
  return news_annotations_touching(set, layer, span) ==
         (found ? ids[0] : NEWS_NO_ANNOTATION);
}

static bool nearest_agree(news_annotations *set, const model *m, uint32_t count,
                          uint32_t layer, uint32_t offset) {
  uint32_t ids[MOST], before = NEWS_NO_ANNOTATION, behind = before;
  uint32_t all = expected(m, count, layer, EVERYTHING, (news_span){0, 0}, ids);
  for (uint32_t i = all; i-- > 0;) {
    news_span s = m[ids[i]].span;
    if (s.end <= offset &&
        (before == NEWS_NO_ANNOTATION || s.end >= m[before].span.end))
      before = ids[i];
    if (s.start >= offset) behind = ids[i];
  }
  return news_annotations_before(set, layer, offset) == before &&
         news_annotations_behind(set, layer, offset) == behind;
}

static bool all_agree(news_annotations *set, const model *m, uint32_t count) {
  bool fine = true;
  for (uint32_t layer = 0; layer < 3; layer++)
    for (int i = 0; i < 3; i++) {
      for (question q = EVERYTHING; q < QUESTIONS; q++)
        fine &= agrees(set, m, count, layer, q, random_span(60));
      fine &= nearest_agree(set, m, count, layer, below(TEXT + 1));
    }
  return fine;
}

/* Some are added and some, old and new, removed; undoing without memory
 * restores everything. */
static bool a_rule_that_fails(news_annotations *set, const news_document *doc,
                              const model *m, uint32_t count) {
  uint32_t removals = news_annotations_removals(set), id;
  for (uint32_t i = below(12); i > 0; i--) {
    if (below(3) &&
        news_annotations_add(set, below(3), random_span(60), 8, 0, &id, NULL))
      return false;
    id = below(news_annotations_count(set));
    (void)news_annotations_remove(set, id);
  }
  news_arena_limit(doc->arena, 1);
  bool fine = !news_annotations_undo(set, count, removals, NULL);
  news_arena_limit(doc->arena, 0);
  return fine && all_agree(set, m, count) &&
         news_annotations_count(set) == count;
}

/* `order`: percentage of additions that continue from left to right. */
static bool a_random_life(news_document *doc, uint32_t order,
                          uint32_t patience) {
  news_annotations *set = news_annotations_new(doc);
  model m[MOST];
  uint32_t count = 0, left = 0, id;
  while (count < MOST) {
    news_span span = random_span(below(8) ? 12 : TEXT);
    if (below(100) < order) {
      left = (left + below(4)) % TEXT;
      span = (news_span){left, left + 5 > TEXT ? TEXT : left + 5};
    }
    m[count] = (model){.span = span, .layer = below(3)};
    if (news_annotations_add(set, m[count].layer, span, 7, count, &id, NULL) ||
        id != count)
      return false;
    count++;
    if (below(50) == 0) left = 0; /* the next rule */
    if (!touching_agrees(set, m, count, below(3), random_span(12)) ||
        !touching_agrees(set, m, count, below(3), (news_span){left, TEXT}))
      return false;
    if (below(10) == 0) {
      id = below(count);
      if (news_annotations_remove(set, id) == m[id].gone) return false;
      m[id].gone = true;
    }
    if (below(30) == 0) {
      id = count - below(count < 9 ? count : 9);
      if (news_annotations_undo(set, id, news_annotations_removals(set), NULL))
        return false;
      count = id;
    }
    if (below(30) == 0 && !a_rule_that_fails(set, doc, m, count)) return false;
    id = below(count);
    if (news_annotations_holds(set, id) == m[id].gone) return false;
    if (m[id].gone && below(4) == 0) {
      if (news_annotations_restore(set, id, NULL)) return false;
      m[id].gone = false;
    }
    if (below(30) == 0) {
      count -= below(count < 9 ? count : 9);
      news_annotations_rewind(set, count);
    }
    if (below(patience) == 0 && !all_agree(set, m, count)) return false;
  }
  return all_agree(set, m, count) && news_annotations_count(set) == MOST &&
         news_annotations_get(set, MOST - 1)->value == MOST - 1;
}

static void every_question_is_answered_as_by_walking_over_all(void) {
  news_document *doc = make_document();
  for (uint32_t order = 0; order <= 100; order += 20)
    for (uint32_t patience = 1; patience <= 100; patience *= 10)
      check(a_random_life(doc, order, patience));
  news_document_free(doc);
}

static void ids_given_to_nobody_are_in_no_layer(void) {
  news_document *doc = make_document();
  news_annotations *set = news_annotations_new(doc);
  news_span span = {6, 11};
  uint32_t id, count;
  check(!news_annotations_skip(set, 5, NULL));
  check(!news_annotations_add(set, 2, span, 1, 0, &id, NULL) && id == 5);
  check(!news_annotations_skip(set, 2, NULL));
  check(!news_annotations_skip(set, 0, NULL));
  check(news_annotations_count(set) == 8);
  const uint32_t *ids = news_annotations_layer(set, 2, &count);
  check(count == 1 && ids[0] == 5);
  check(!news_annotations_holds(set, 6) && !news_annotations_remove(set, 6));
  news_annotations_rewind(set, 6);
  check(!news_annotations_add(set, 2, span, 2, 0, &id, NULL) && id == 6);
  ids = news_annotations_layer(set, 2, &count);
  check(count == 2 && ids[0] == 5 && ids[1] == 6);
  news_document_free(doc);
}

static void what_was_asked_is_told_once(void) {
  news_document *doc = make_document();
  news_annotations *set = news_annotations_new(doc);
  news_span all = {0, TEXT};
  uint32_t after = 0, id, count;
  check(!news_annotations_add(set, 3, all, 1, 0, &id, NULL));
  check(news_annotations_asked(set) == 0);
  news_annotations_within(set, 3, all, &after);
  news_annotations_before(set, 7, 9); /* nothing, but it counts as asked */
  news_annotations_layer(set, NEWS_ASKED_LAYERS + 1, &count);
  news_annotations_note(set, NEWS_ASKED_RULE);
  check(news_annotations_asked(set) == (news_asked_bit(3) | news_asked_bit(7) |
                                        news_asked_bit(1) | NEWS_ASKED_RULE));
  check(news_annotations_asked(set) == 0);
  check(!(news_asked_bit(61) & (NEWS_ASKED_RULE | NEWS_ASKED_UNUSED)));
  news_document_free(doc);
}

static void an_annotation_knows_the_words_it_overlaps(void) {
  news_document *doc = make_document(); /* words at 0-5, 6-11, ... */
  news_annotations *set = news_annotations_new(doc);
  uint32_t id;
  check(!news_annotations_add(set, 0, (news_span){6, 17}, 0, 0, &id, NULL));
  const news_annotation *a = news_annotations_get(set, id);
  check(a->first == 1 && a->end == 3);
  check(!news_annotations_add(set, 0, (news_span){8, 9}, 0, 0, &id, NULL));
  a = news_annotations_get(set, id);
  check(a->first == 1 && a->end == 2);
  check(!news_annotations_add(set, 0, (news_span){5, 6}, 0, 0, &id, NULL));
  a = news_annotations_get(set, id);
  check(a->first == a->end);
  news_document_free(doc);
}

/* Many at one place, which removing one by one would move all the time. */
static void what_is_undone_costs_one_walk(void) {
  enum { MANY = 1 << 18 };
  news_document *doc = make_document();
  news_annotations *set = news_annotations_new(doc);
  uint32_t id, count;
  for (uint32_t i = 0; i < MANY; i++)
    check(!news_annotations_add(set, 0, (news_span){5, 9}, 1, i, &id, NULL));
  check(news_annotations_untidy(set, 0) == 0);
  check(!news_annotations_add(set, 0, (news_span){5, 10}, 1, 0, &id, NULL));
  check(news_annotations_untidy(set, 0) == MANY + 1); /* it belongs before */
  clock_t begun = clock();
  check(!news_annotations_undo(set, 2, 0, NULL));
  check(clock() - begun < 5 * CLOCKS_PER_SEC);   /* one by one: minutes */
  check(news_annotations_removals(set) == MANY); /* and the undo itself */
  check(news_annotations_layer(set, 0, &count)[1] == 1 && count == 2);
  check(news_annotations_untidy(set, 0) == 0);
  check(news_annotations_untidy(set, 7) == 0);
  news_document_free(doc);
}

static void a_layer_that_nobody_wrote_is_empty(void) {
  news_document *doc = make_document();
  news_annotations *set = news_annotations_new(doc);
  uint32_t count = 1, after = 0;
  check(news_annotations_layer(set, 9, &count) == NULL && count == 0);
  check(news_annotations_within(set, 9, (news_span){0, TEXT}, &after) ==
        NEWS_NO_ANNOTATION);
  check(news_annotations_before(set, 9, TEXT) == NEWS_NO_ANNOTATION);
  check(news_annotations_behind(set, 9, 0) == NEWS_NO_ANNOTATION);
  news_document_free(doc);
}

static void what_does_not_fit_is_refused_and_the_rest_stays(void) {
  news_document_options options = {.memory = 64 * 1024};
  news_document *doc;
  check(!news_document_new("a b c", 5, &options, &doc, NULL));
  check(!news_tokenize(doc, NULL));
  news_annotations *set = news_annotations_new(doc);
  uint32_t id, added = 0, count;
  news_status status = NEWS_OK;
  while (added < 100000 && !status) {
    status =
        news_annotations_add(set, 1, (news_span){2, 3}, 0, added, &id, NULL);
    if (!status) added++;
  }
  check(status == NEWS_ENOMEM && added > 0);
  (void)news_annotations_layer(set, 1, &count);
  check(count == added && news_annotations_count(set) == added);
  news_document_free(doc);
}

int main(void) {
  run(every_question_is_answered_as_by_walking_over_all);
  run(ids_given_to_nobody_are_in_no_layer);
  run(what_was_asked_is_told_once);
  run(an_annotation_knows_the_words_it_overlaps);
  run(what_is_undone_costs_one_walk);
  run(a_layer_that_nobody_wrote_is_empty);
  run(what_does_not_fit_is_refused_and_the_rest_stays);
  return check_report();
}
