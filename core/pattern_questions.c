#include "pattern_questions.h"

#include <stdlib.h>
#include <string.h>

#include "pattern_class.h"
#include "pattern_last.h"
#include "pattern_longest.h"

typedef news_questions questions;
typedef news_question question;

static bool is_atom(const question *q) { return q->op == NEWS_EXPR_ATOM; }
static bool is_pair(const question *q) {
  return q->op == NEWS_EXPR_AND || q->op == NEWS_EXPR_OR;
}

static const news_atom *atom_of(const news_classes *c, const questions *q,
                                uint32_t place) {
  return &c->atoms[q->items[place].a];
}

/* The answer of an atom that does not hold, or cannot be decided by the form
 * alone. */
static uint8_t base_of(const news_atom *a) {
  switch ((news_atom_kind)a->kind) {
    case NEWS_ATOM_ANY: return NEWS_ANSWER_YES;
    case NEWS_ATOM_FIRST:
    case NEWS_ATOM_LAST:
    case NEWS_ATOM_POS:
    case NEWS_ATOM_LAYER: return NEWS_ANSWER_MAYBE;
    default: return NEWS_ANSWER_NO;
  }
}

static void *cleared(news_arena *arena, size_t count, size_t size) {
  void *piece = news_arena_alloc(arena, (count + 1) * size);
  if (piece) memset(piece, 0, (count + 1) * size);
  return piece;
}

static bool allocate(const news_classes *c, news_arena *arena, questions *q) {
  size_t n = c->asked_count;
  *q = (questions){.class_count = c->class_count,
                   .count = c->asked_count,
                   .atom_count = c->atom_keys.count};
  q->items = cleared(arena, n, sizeof *q->items);
  q->place_of = cleared(arena, q->atom_count, sizeof *q->place_of);
  q->parents = cleared(arena, 2 * n, sizeof *q->parents);
  q->base = cleared(arena, n, 1);
  q->base_row = cleared(arena, c->class_count / 64, sizeof *q->base_row);
  q->single = cleared(arena, n, sizeof *q->single);
  q->regexes = cleared(arena, n, sizeof *q->regexes);
  q->by_lexicon = cleared(arena, n, sizeof *q->by_lexicon);
  q->lexicons = cleared(arena, n, sizeof *q->lexicons);
  return q->items && q->place_of && q->parents && q->base && q->base_row &&
         q->single && q->regexes && q->by_lexicon && q->lexicons;
}

/* Make the questions with the places of their children; `place` is by expr. */
static void list_questions(const news_classes *c, questions *q,
                           uint32_t *place) {
  memset(q->place_of, 0xFF, q->atom_count * sizeof *q->place_of);
  for (uint32_t i = 0; i < q->count; i++) {
    const news_expr *e = &c->exprs[c->asked[i]];
    question *one = &q->items[i];
    place[c->asked[i]] = i;
    *one = (question){.op = e->op, .class = c->class_of_expr[c->asked[i]]};
    if (is_atom(one)) {
      one->a = e->a;
      one->by_regex = c->atoms[e->a].kind == NEWS_ATOM_REGEX;
      q->place_of[e->a] = i;
    } else if (e->op != NEWS_EXPR_NEVER) {
      one->a = place[e->a];
      one->b = is_pair(one) ? place[e->b] : one->a;
      one->by_regex = q->items[one->a].by_regex | q->items[one->b].by_regex;
    }
  }
}

/* Count, then put each in its place. */
static void list_parents(questions *q) {
  question *items = q->items;
  for (uint32_t i = 0; i < q->count; i++) {
    if (is_atom(&items[i]) || items[i].op == NEWS_EXPR_NEVER) continue;
    items[items[i].a].parent_end++;
    if (is_pair(&items[i])) items[items[i].b].parent_end++;
  }
  for (uint32_t i = 0; i < q->count; i++) {
    uint32_t parents = items[i].parent_end;
    items[i].parent = items[i].parent_end = q->parent_count;
    q->parent_count += parents;
  }
  for (uint32_t i = 0; i < q->count; i++) {
    if (is_atom(&items[i]) || items[i].op == NEWS_EXPR_NEVER) continue;
    q->parents[items[items[i].a].parent_end++] = i;
    if (is_pair(&items[i])) q->parents[items[items[i].b].parent_end++] = i;
  }
}

static void set_base(const news_classes *c, questions *q) {
  for (uint32_t i = 0; i < q->count; i++) {
    const question *one = &q->items[i];
    if (is_atom(one))
      q->base[i] = base_of(&c->atoms[one->a]);
    else if (one->op != NEWS_EXPR_NEVER)
      q->base[i] = news_join_answers(one->op, q->base[one->a], q->base[one->b]);
    news_set_class(q->base_row, one->class, q->base[i] != NEWS_ANSWER_NO);
  }
}

/* The lexicon source of the atom at that place, or NEWS_NONE. */
static uint32_t source_of(const news_classes *c, const questions *q,
                          uint32_t place) {
  if (!is_atom(&q->items[place])) return NEWS_NONE;
  const news_atom *a = atom_of(c, q, place);
  bool asks = a->kind == NEWS_ATOM_WORD || a->kind == NEWS_ATOM_GOES_ON;
  return asks && c->sources[a->value].lexicon ? a->value : NEWS_NONE;
}

/* The number of the source's lexicon in q->lexicons, to which it is added if
 * new. */
static uint32_t number_of(const news_classes *c, questions *q,
                          uint32_t source) {
  const news_lexicon *lexicon = c->sources[source].lexicon;
  for (uint32_t i = 0; i < q->lexicon_count; i++)
    if (c->sources[q->lexicons[i].source].lexicon == lexicon) return i;
  q->lexicons[q->lexicon_count].source = source;
  return q->lexicon_count++;
}

/* Group the places by lexicon, in order of evaluation: count, then put each in
 * its place.  `numbers` has room for one number for each question. */
static void list_lexicons(const news_classes *c, questions *q,
                          uint32_t *numbers) {
  for (uint32_t i = 0; i < q->count; i++) {
    uint32_t source = source_of(c, q, i);
    numbers[i] = source == NEWS_NONE ? NEWS_NONE : number_of(c, q, source);
    if (source == NEWS_NONE) continue;
    news_lexicon_atoms *l = &q->lexicons[numbers[i]];
    l->end++;
    l->goes_on |= atom_of(c, q, i)->kind == NEWS_ATOM_GOES_ON;
  }
  for (uint32_t n = 0; n < q->lexicon_count; n++) {
    news_lexicon_atoms *l = &q->lexicons[n];
    uint32_t places = l->end;
    l->first = l->end = q->by_lexicon_count;
    q->by_lexicon_count += places;
  }
  for (uint32_t i = 0; i < q->count; i++)
    if (numbers[i] != NEWS_NONE)
      q->by_lexicon[q->lexicons[numbers[i]].end++] = i;
}

static void add_regex(questions *q, uint32_t place, const news_atom *a) {
  if (!a->regex && !a->written) return; /* a pattern with an error */
  q->regexes[q->regex_count++] = (news_regex_atom){
      .place = place, .longest = news_regex_longest(a->text, a->size)};
}

static void list_singles(const news_classes *c, questions *q) {
  for (uint32_t i = 0; i < q->count; i++) {
    if (!is_atom(&q->items[i])) continue;
    const news_atom *a = atom_of(c, q, i);
    q->lemmas |= a->kind == NEWS_ATOM_LEMMA;
    if (a->kind == NEWS_ATOM_REGEX)
      add_regex(q, i, a);
    else if (a->kind == NEWS_ATOM_FLAG || a->kind == NEWS_ATOM_LENGTH)
      q->single[q->single_count++] = i;
  }
}

static void set_byte(const questions *q, uint64_t *rows, uint32_t byte,
                     uint32_t regex) {
  rows[(size_t)byte * news_regex_words(q) + regex / 64] |= (uint64_t)1
                                                           << regex % 64;
}

/* Set the regex's bit in the rows of the bytes of a set of ASCII. */
static void set_bytes(const questions *q, uint64_t *rows, const uint64_t set[2],
                      uint32_t regex) {
  for (uint32_t w = 0; w < NEWS_BEYOND_ASCII / 64; w++)
    for (uint64_t bits = set[w]; bits; bits &= bits - 1)
      set_byte(q, rows, w * 64 + (uint32_t)__builtin_ctzll(bits), regex);
  set_byte(q, rows, NEWS_BEYOND_ASCII, regex);
}

static bool list_bytes(const news_classes *c, news_arena *arena, questions *q) {
  size_t size = (size_t)NEWS_BYTE_ROWS * news_regex_words(q);
  q->first = cleared(arena, size, sizeof *q->first);
  q->last = cleared(arena, size, sizeof *q->last);
  if (!q->first || !q->last) return false;
  for (uint32_t i = 0; i < q->regex_count; i++) {
    const news_atom *a = atom_of(c, q, q->regexes[i].place);
    uint64_t last[2];
    news_regex_last(a->text, a->size, last);
    set_bytes(q, q->first, a->first, i);
    set_bytes(q, q->last, last, i);
  }
  return true;
}

bool news_questions_make(const news_classes *c, news_arena *arena,
                         questions *out) {
  uint32_t *place = malloc((c->expr_keys.count + 1u) * sizeof *place);
  bool fine = place && allocate(c, arena, out);
  if (fine) {
    list_questions(c, out, place);
    list_parents(out);
    set_base(c, out);
    list_lexicons(c, out, place);
    list_singles(c, out);
    fine = list_bytes(c, arena, out);
  }
  free(place);
  if (!fine) *out = (questions){0};
  return fine;
}
