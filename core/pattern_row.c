#include "pattern_row.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon_many.h"

static bool is_pair(const news_question *q) {
  return q->op == NEWS_EXPR_AND || q->op == NEWS_EXPR_OR;
}

/* All answers, and the row, if of the atoms evaluated one by one exactly these
 * hold, as bits. */
typedef struct start {
  uint64_t told;
  uint8_t *answers; /* NULL: not computed yet */
  uint64_t *row;
} start;

enum { TOLD_MOST = 64, STARTS = 64 };
enum { WORD_STEPS = 1 << 18 }; /* most steps of a regex on a word */

struct news_rows {
  const news_classes *classes;
  const news_questions *q; /* those kept with the classes, or */
  news_questions own;
  news_arena *arena; /* the arena of our own; else NULL */
  start *starts;     /* by hash; few kinds of words are common */
  uint8_t *answers;
  uint64_t *dirty;         /* questions to recompute */
  news_lexicon_many *many; /* for the lexicons used, in their order */
  news_regex **read; /* of q->regexes, in a set from a file; NULL: not yet */
  news_buffer text;
};

static const news_atom *atom_of(const news_rows *r, uint32_t place) {
  return &r->classes->atoms[r->q->items[place].a];
}

/* ---- answers */

static void change(news_rows *r, uint32_t place, uint8_t answer,
                   uint64_t *row) {
  const news_question *q = &r->q->items[place];
  if (r->answers[place] == answer) return;
  r->answers[place] = answer;
  news_set_class(row, q->class, answer != NEWS_ANSWER_NO);
  for (uint32_t i = q->parent; i < q->parent_end; i++)
    r->dirty[r->q->parents[i] / 64] |= (uint64_t)1 << r->q->parents[i] % 64;
}

/* Parents have greater places, so one pass is enough. */
static void settle(news_rows *r, uint64_t *row) {
  for (uint32_t w = 0; w < (r->q->count + 63) / 64; w++)
    while (r->dirty[w]) {
      uint32_t place = w * 64 + (uint32_t)__builtin_ctzll(r->dirty[w]);
      const news_question *q = &r->q->items[place];
      r->dirty[w] &= r->dirty[w] - 1;
      change(r, place,
             news_join_answers(q->op, r->answers[q->a], r->answers[q->b]), row);
    }
}

/* ---- atoms that hold */

static void holds(news_rows *r, uint32_t atom, uint64_t *row) {
  if (atom < r->q->atom_count && r->q->place_of[atom] != NEWS_NONE)
    change(r, r->q->place_of[atom], NEWS_ANSWER_YES, row);
}

/* Set the atom of this kind with this text, found by its bytes; a class that is
 * a single literal is set only here. */
static news_status find_text(news_rows *r, news_atom_kind kind,
                             const char *text, uint32_t size, uint64_t *row) {
  const news_classes *c = r->classes;
  char head[2 + sizeof(uint32_t)] = {(char)kind};
  news_buffer_clear(&r->text);
  news_buffer_add(&r->text, head, sizeof head);
  news_buffer_add(&r->text, text, size);
  if (r->text.failed) return NEWS_ENOMEM;
  uint32_t atom = news_keys_find(&c->atom_keys, r->text.data, r->text.size);
  if (atom == NEWS_NONE) return NEWS_OK;
  holds(r, atom, row);
  uint32_t expr = c->atoms[atom].expr;
  if (expr != NEWS_NONE) news_set_class(row, c->class_of_expr[expr], true);
  return NEWS_OK;
}

static news_status find_lemmas(news_rows *r, const news_form *folded,
                               uint64_t *row) {
  const news_morphology *m = r->classes->morphology;
  if (!m) return find_text(r, NEWS_ATOM_LEMMA, folded->text, folded->size, row);
  news_buffer lemmas = NEWS_BUFFER_EMPTY;
  news_status status =
      news_morphology_lemmas(m, folded->text, folded->size, &lemmas);
  for (size_t at = 0; at < lemmas.size && !status;) {
    uint32_t size;
    memcpy(&size, lemmas.data + at, sizeof size);
    at += sizeof size;
    status = find_text(r, NEWS_ATOM_LEMMA, lemmas.data + at, size, row);
    at += size;
  }
  news_buffer_free(&lemmas);
  return status;
}

static uint32_t code_points(const char *text, uint32_t size) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < size; i++) n += ((uint8_t)text[i] & 0xC0) != 0x80;
  return n;
}

static bool compares(uint32_t a, uint8_t op, uint32_t b) {
  switch ((news_compare)op) {
    case NEWS_CMP_EQ: return a == b;
    case NEWS_CMP_NE: return a != b;
    case NEWS_CMP_LT: return a < b;
    case NEWS_CMP_GT: return a > b;
    case NEWS_CMP_LE: return a <= b;
    case NEWS_CMP_GE: return a >= b;
  }
  return false;
}

static const uint64_t *byte_row(const news_rows *r, const uint64_t *rows,
                                char c) {
  uint8_t byte = (uint8_t)c;
  return rows + (size_t)(byte < NEWS_BEYOND_ASCII ? byte : NEWS_BEYOND_ASCII) *
                    news_regex_words(r->q);
}

/* Whether a match of the regex can change an answer that matters.  Usually it
 * is combined with something that does not hold: [cap & /x$/].  A partner that
 * depends on a regex may still change. */
static bool matters(const news_rows *r, uint32_t place) {
  const news_question *q = &r->q->items[place];
  if (q->class != NEWS_NONE) return true;
  for (uint32_t i = q->parent; i < q->parent_end; i++) {
    const news_question *p = &r->q->items[r->q->parents[i]];
    uint32_t other = p->a == place ? p->b : p->a;
    uint8_t decided = p->op == NEWS_EXPR_AND ? NEWS_ANSWER_NO : NEWS_ANSWER_YES;
    if (!is_pair(p) || r->q->items[other].by_regex ||
        r->answers[other] != decided)
      return true;
  }
  return false;
}

/* The regex of an atom of a set from a file, from its compiled form; NULL when
 * out of memory. */
static news_regex *read_regex(const news_classes *c, const news_atom *a) {
  news_regex *made;
  news_error err;
  char letters[9] = "";
  const char *slash = memchr(a->text, '/', a->size);
  size_t flags = slash ? (size_t)(slash - a->text) : sizeof letters;
  if (flags >= sizeof letters) return NULL;
  memcpy(letters, a->text, flags);
  if (news_regex_later(slash + 1, a->size - flags - 1, letters, &made, &err))
    return NULL;
  news_regex_share(made, c->scratch);
  news_regex_written(made, a->written);
  return made;
}

static news_regex *regex_of(news_rows *r, const news_regex_atom *a) {
  const news_atom *atom = atom_of(r, a->place);
  if (atom->regex) return atom->regex;
  news_regex **read = &r->read[a - r->q->regexes];
  if (!*read) *read = read_regex(r->classes, atom);
  return *read;
}

/* A word on which the regex gives up does not match, which bounds the cost.  No
 * document pays for it, because the answer is kept for others. */
static news_status ask_regex(news_rows *r, const news_regex_atom *a,
                             const news_form *f, uint64_t *row) {
  uint64_t steps = WORD_STEPS;
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_error err = {0};
  news_regex *regex = regex_of(r, a);
  if (!regex) return NEWS_ENOMEM;
  int found = news_regex_find(regex, f->text, 0, f->size, spans, &steps, &err);
  if (found < 0 && err.status == NEWS_ENOMEM) return NEWS_ENOMEM;
  if (found > 0) change(r, a->place, NEWS_ANSWER_YES, row);
  return NEWS_OK;
}

/* Evaluate the regexes, after everything else. */
static news_status ask_regexes(news_rows *r, const news_form *f,
                               uint32_t length, uint64_t *row) {
  const uint64_t *first = byte_row(r, r->q->first, f->size ? f->text[0] : '\0');
  const uint64_t *last =
      byte_row(r, r->q->last, f->size ? f->text[f->size - 1] : '\0');
  for (uint32_t w = 0; w < news_regex_words(r->q); w++)
    for (uint64_t bits = first[w] & last[w]; bits; bits &= bits - 1) {
      const news_regex_atom *a =
          &r->q->regexes[w * 64 + (uint32_t)__builtin_ctzll(bits)];
      if (length > a->longest || !matters(r, a->place)) continue;
      if (ask_regex(r, a, f, row)) return NEWS_ENOMEM;
    }
  return NEWS_OK;
}

static bool single_holds(const news_rows *r, uint32_t i, const news_form *f,
                         uint32_t length) {
  const news_atom *a = atom_of(r, r->q->single[i]);
  return a->kind == NEWS_ATOM_FLAG ? (f->flags & a->value) != 0
                                   : compares(length, a->op, a->value);
}

static size_t row_size(const news_rows *r) {
  return ((size_t)r->classes->class_count + 63) / 64 * sizeof(uint64_t);
}

/* Allocate a block for the answers and the row of a start. */
static bool allocate_start(const news_rows *r, start *s) {
  char *block = malloc(row_size(r) + r->q->count + 1);
  if (!block) return false;
  s->row = (void *)block;
  s->answers = (uint8_t *)block + row_size(r);
  return true;
}

/* Begin with the answers of a form for which these atoms hold. */
static bool begin(news_rows *r, uint64_t told, uint64_t *row) {
  start *s = &r->starts[told * UINT64_C(0x9E3779B97F4A7C15) >> 58];
  bool made = s->answers && s->told == told;
  if (!s->answers && !allocate_start(r, s)) return false;
  memcpy(r->answers, made ? s->answers : r->q->base, r->q->count);
  memcpy(row, made ? s->row : r->q->base_row, row_size(r));
  if (made) return true;
  for (uint64_t bits = told; bits; bits &= bits - 1)
    change(r, r->q->single[__builtin_ctzll(bits)], NEWS_ANSWER_YES, row);
  settle(r, row);
  memcpy(s->answers, r->answers, r->q->count);
  memcpy(s->row, row, row_size(r));
  s->told = told;
  return true;
}

static bool ask_singles(news_rows *r, const news_form *f, uint32_t length,
                        uint64_t *row) {
  uint32_t i = 0;
  uint64_t told = 0;
  for (; i < r->q->single_count && i < TOLD_MOST; i++)
    told |= (uint64_t)single_holds(r, i, f, length) << i;
  if (!begin(r, told, row)) return false;
  for (; i < r->q->single_count; i++)
    if (single_holds(r, i, f, length))
      change(r, r->q->single[i], NEWS_ANSWER_YES, row);
  return true;
}

static void ask_lexicon(news_rows *r, const news_lexicon_atoms *l,
                        const news_vocabulary *voc, uint32_t form,
                        uint64_t *row) {
  const news_lexicon *lexicon = r->classes->sources[l->source].lexicon;
  bool goes_on = false;
  uint32_t phrase =
      news_lexicon_find_word(lexicon, voc, form, l->goes_on ? &goes_on : NULL);
  if (phrase == UINT32_MAX && !goes_on) return;
  for (uint32_t i = l->first; i < l->end; i++) {
    uint32_t place = r->q->by_lexicon[i];
    const news_atom *a = &r->classes->atoms[r->q->items[place].a];
    const news_source *s = &r->classes->sources[a->value];
    if (a->kind == NEWS_ATOM_GOES_ON
            ? goes_on
            : phrase != UINT32_MAX && news_source_entry(s, phrase) != NEWS_NONE)
      change(r, place, NEWS_ANSWER_YES, row);
  }
}

static void ask_lexicons(news_rows *r, const news_vocabulary *voc,
                         uint32_t form, uint64_t *row) {
  uint64_t hash = news_vocabulary_form(voc, form)->hash;
  const uint64_t *ask = news_lexicon_many_ask(r->many, hash);
  for (uint32_t w = 0; w * 64 < r->q->lexicon_count; w++)
    for (uint64_t bits = ask[w]; bits; bits &= bits - 1)
      ask_lexicon(r, &r->q->lexicons[w * 64 + (uint32_t)__builtin_ctzll(bits)],
                  voc, form, row);
}

news_status news_rows_make(news_rows *r, const news_vocabulary *voc,
                           uint32_t form, uint64_t *row) {
  const news_form *f = news_vocabulary_form(voc, form);
  const news_form *folded = news_vocabulary_form(voc, f->folded);
  uint32_t length = code_points(f->text, f->size);
  if (!ask_singles(r, f, length, row)) return NEWS_ENOMEM;
  news_status status = find_text(r, NEWS_ATOM_EXACT, f->text, f->size, row);
  if (!status)
    status = find_text(r, NEWS_ATOM_LITERAL, folded->text, folded->size, row);
  if (!status && r->q->lemmas) status = find_lemmas(r, folded, row);
  ask_lexicons(r, voc, form, row);
  settle(r, row);
  if (!status) status = ask_regexes(r, f, length, row);
  settle(r, row);
  return status;
}

news_lexicon_cells news_rows_many(const news_rows *r) {
  return news_lexicon_many_cells(r->many);
}

const uint64_t *news_rows_base(const news_rows *r) { return r->q->base_row; }

/* ---- making */

void news_rows_free(news_rows *r) {
  if (!r) return;
  for (uint32_t i = 0; r->starts && i < STARTS; i++) free(r->starts[i].row);
  free(r->starts);
  free(r->answers);
  free(r->dirty);
  for (uint32_t i = 0; r->read && i < r->q->regex_count; i++)
    news_regex_free(r->read[i]);
  free(r->read);
  news_lexicon_many_free(r->many);
  news_buffer_free(&r->text);
  news_arena_free(r->arena);
  free(r);
}

/* Use the questions that are kept, if they are of these classes. */
static bool find_questions(news_rows *r) {
  const news_classes *c = r->classes;
  const news_questions *kept = &c->questions;
  if (kept->items && kept->class_count == c->class_count &&
      kept->count == c->asked_count) {
    r->q = kept;
    return true;
  }
  r->arena = news_arena_new(0);
  r->q = &r->own;
  return r->arena && news_questions_make(c, r->arena, &r->own);
}

static bool allocate(news_rows *r) {
  size_t n = (size_t)r->q->count + 1;
  r->starts = calloc(STARTS, sizeof *r->starts);
  r->answers = calloc(n, 1);
  r->dirty = calloc(n / 64 + 1, sizeof *r->dirty);
  r->read = calloc(r->q->regex_count + 1u, sizeof *r->read);
  return r->starts && r->answers && r->dirty && r->read;
}

static bool list_many(news_rows *r) {
  uint32_t count = r->q->lexicon_count;
  const news_lexicon_cells *made = &r->classes->many;
  if (made->count && made->lexicons == count) {
    r->many = news_lexicon_many_of(made);
    return r->many;
  }
  const news_lexicon **all = malloc((count + 1u) * sizeof *all);
  if (!all) return false;
  for (uint32_t i = 0; i < count; i++)
    all[i] = r->classes->sources[r->q->lexicons[i].source].lexicon;
  r->many = news_lexicon_many_new(all, count);
  free(all);
  return r->many;
}

news_rows *news_rows_new(const news_classes *c) {
  news_rows *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->classes = c;
  if (find_questions(r) && allocate(r) && list_many(r)) return r;
  news_rows_free(r);
  return NULL;
}
