#include "pattern_row.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon_many.h"
#include "pattern_last.h"
#include "pattern_longest.h"

/* A question in the order of asking, children first. */
typedef struct question {
  uint32_t op, a, b; /* of an atom, a: its number; else places of questions */
  uint32_t class;    /* or NEWS_NONE */
  uint32_t parent, parent_end; /* who depends on it, in parents */
  bool by_regex;               /* depends on a regular expression, or is one */
} question;

static bool is_atom(const question *q) { return q->op == NEWS_EXPR_ATOM; }
static bool is_pair(const question *q) {
  return q->op == NEWS_EXPR_AND || q->op == NEWS_EXPR_OR;
}

/* Sources of one lexicon, in by_lexicon. */
typedef struct lexicon_atoms {
  const news_lexicon *lexicon;
  uint32_t first, end;
  bool goes_on; /* one asks whether a longer phrase begins with the word */
} lexicon_atoms;

/* A regular expression, and how long a word may be on which it matches. */
typedef struct regex_atom {
  uint32_t place, longest;
} regex_atom;

enum { BEYOND_ASCII = 128, BYTE_ROWS };

/* What all answers are, and the row, when of the atoms that are asked one by
 * one these hold, as bits, and no other. */
typedef struct start {
  uint64_t told;
  uint8_t *answers; /* NULL: not made yet */
  uint64_t *row;
} start;

enum { TOLD_MOST = 64, STARTS = 64 };
enum { WORD_STEPS = 1 << 18 }; /* that a regex may take on a word */

struct news_rows {
  const news_classes *classes;
  uint32_t count;
  question *questions;
  uint32_t *place_of; /* of each atom that is asked; NEWS_NONE */
  uint32_t atom_count;
  uint32_t *parents;
  uint8_t *base; /* answers when no atom holds */
  uint64_t *base_row;
  start *starts; /* by their hash: few kinds of words are common */
  uint8_t *answers;
  uint64_t *dirty; /* questions to be worked out anew */
  /* Places of atoms that are asked one by one, those of lexicons by lexicon. */
  uint32_t *single, single_count;
  regex_atom *regexes;
  uint32_t regex_count;
  /* A row of bits for each ASCII byte and one for all others: the regexes that
   * match on words which begin and end with it. */
  uint64_t *first, *last;
  uint32_t *by_lexicon, lexicon_count;
  lexicon_atoms *lexicons;
  news_lexicon_many *many; /* of them, in their order */
  bool lemmas;
  news_buffer text;
};

static const news_atom *atom_of(const news_rows *r, uint32_t place) {
  return &r->classes->atoms[r->questions[place].a];
}

/* ---- answers */

static uint8_t join(uint32_t op, uint8_t a, uint8_t b) {
  if (op == NEWS_EXPR_NOT)
    return a == NEWS_ANSWER_MAYBE ? a : a == NEWS_ANSWER_NO;
  if (op == NEWS_EXPR_AND)
    return a == NEWS_ANSWER_NO || b == NEWS_ANSWER_NO ? NEWS_ANSWER_NO
           : a > b                                    ? a
                                                      : b;
  if (a == NEWS_ANSWER_YES || b == NEWS_ANSWER_YES) return NEWS_ANSWER_YES;
  return a > b ? a : b;
}

/* Of an atom that does not hold, or is not known from the form alone. */
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

static void set_class(uint64_t *row, uint32_t class, bool on) {
  uint64_t bit = (uint64_t)1 << class % 64;
  if (class == NEWS_NONE) return;
  if (on)
    row[class / 64] |= bit;
  else
    row[class / 64] &= ~bit;
}

static void change(news_rows *r, uint32_t place, uint8_t answer,
                   uint64_t *row) {
  const question *q = &r->questions[place];
  if (r->answers[place] == answer) return;
  r->answers[place] = answer;
  set_class(row, q->class, answer != NEWS_ANSWER_NO);
  for (uint32_t i = q->parent; i < q->parent_end; i++)
    r->dirty[r->parents[i] / 64] |= (uint64_t)1 << r->parents[i] % 64;
}

/* Parents have greater places, so one way through is enough. */
static void settle(news_rows *r, uint64_t *row) {
  for (uint32_t w = 0; w < (r->count + 63) / 64; w++)
    while (r->dirty[w]) {
      uint32_t place = w * 64 + (uint32_t)__builtin_ctzll(r->dirty[w]);
      const question *q = &r->questions[place];
      r->dirty[w] &= r->dirty[w] - 1;
      change(r, place, join(q->op, r->answers[q->a], r->answers[q->b]), row);
    }
}

/* ---- atoms that hold */

static void holds(news_rows *r, uint32_t atom, uint64_t *row) {
  if (atom < r->atom_count && r->place_of[atom] != NEWS_NONE)
    change(r, r->place_of[atom], NEWS_ANSWER_YES, row);
}

/* An atom of this kind with this text, found by its bytes; a lone literal
 * class is asked in no other way. */
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
  if (expr != NEWS_NONE) set_class(row, c->class_of_expr[expr], true);
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

static uint32_t regex_words(const news_rows *r) {
  return (r->regex_count + 63) / 64;
}

static const uint64_t *byte_row(const news_rows *r, const uint64_t *rows,
                                char c) {
  uint8_t byte = (uint8_t)c;
  return rows +
         (size_t)(byte < BEYOND_ASCII ? byte : BEYOND_ASCII) * regex_words(r);
}

/* Can a yes of the regex change an answer that is asked for?  Mostly it stands
 * beside something that says no already: [cap & /x$/].  A partner that depends
 * on a regex may change yet. */
static bool matters(const news_rows *r, uint32_t place) {
  const question *q = &r->questions[place];
  if (q->class != NEWS_NONE) return true;
  for (uint32_t i = q->parent; i < q->parent_end; i++) {
    const question *p = &r->questions[r->parents[i]];
    uint32_t other = p->a == place ? p->b : p->a;
    uint8_t decided = p->op == NEWS_EXPR_AND ? NEWS_ANSWER_NO : NEWS_ANSWER_YES;
    if (!is_pair(p) || r->questions[other].by_regex ||
        r->answers[other] != decided)
      return true;
  }
  return false;
}

/* A word on which the regex gives up is no match: its cost is bounded.  It is
 * no document's, since the answer is kept for others. */
static news_status ask_regex(news_rows *r, const regex_atom *a,
                             const news_form *f, uint64_t *row) {
  uint64_t steps = WORD_STEPS;
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_error err = {0};
  news_regex *regex = r->classes->atoms[r->questions[a->place].a].regex;
  int found = news_regex_find(regex, f->text, 0, f->size, spans, &steps, &err);
  if (found < 0 && err.status == NEWS_ENOMEM) return NEWS_ENOMEM;
  if (found > 0) change(r, a->place, NEWS_ANSWER_YES, row);
  return NEWS_OK;
}

/* When all else is settled. */
static news_status ask_regexes(news_rows *r, const news_form *f,
                               uint32_t length, uint64_t *row) {
  const uint64_t *first = byte_row(r, r->first, f->size ? f->text[0] : '\0');
  const uint64_t *last =
      byte_row(r, r->last, f->size ? f->text[f->size - 1] : '\0');
  for (uint32_t w = 0; w < regex_words(r); w++)
    for (uint64_t bits = first[w] & last[w]; bits; bits &= bits - 1) {
      const regex_atom *a =
          &r->regexes[w * 64 + (uint32_t)__builtin_ctzll(bits)];
      if (length > a->longest || !matters(r, a->place)) continue;
      if (ask_regex(r, a, f, row)) return NEWS_ENOMEM;
    }
  return NEWS_OK;
}

static bool single_holds(const news_rows *r, uint32_t i, const news_form *f,
                         uint32_t length) {
  const news_atom *a = atom_of(r, r->single[i]);
  return a->kind == NEWS_ATOM_FLAG ? (f->flags & a->value) != 0
                                   : compares(length, a->op, a->value);
}

static size_t row_size(const news_rows *r) {
  return ((size_t)r->classes->class_count + 63) / 64 * sizeof(uint64_t);
}

/* A block for the answers and the row of a start. */
static bool allocate_start(const news_rows *r, start *s) {
  char *block = malloc(row_size(r) + r->count + 1);
  if (!block) return false;
  s->row = (void *)block;
  s->answers = (uint8_t *)block + row_size(r);
  return true;
}

/* Begin with the answers of a form of which these atoms hold. */
static bool begin(news_rows *r, uint64_t told, uint64_t *row) {
  start *s = &r->starts[told * UINT64_C(0x9E3779B97F4A7C15) >> 58];
  bool made = s->answers && s->told == told;
  if (!s->answers && !allocate_start(r, s)) return false;
  memcpy(r->answers, made ? s->answers : r->base, r->count);
  memcpy(row, made ? s->row : r->base_row, row_size(r));
  if (made) return true;
  for (uint64_t bits = told; bits; bits &= bits - 1)
    change(r, r->single[__builtin_ctzll(bits)], NEWS_ANSWER_YES, row);
  settle(r, row);
  memcpy(s->answers, r->answers, r->count);
  memcpy(s->row, row, row_size(r));
  s->told = told;
  return true;
}

static bool ask_singles(news_rows *r, const news_form *f, uint32_t length,
                        uint64_t *row) {
  uint32_t i = 0;
  uint64_t told = 0;
  for (; i < r->single_count && i < TOLD_MOST; i++)
    told |= (uint64_t)single_holds(r, i, f, length) << i;
  if (!begin(r, told, row)) return false;
  for (; i < r->single_count; i++)
    if (single_holds(r, i, f, length))
      change(r, r->single[i], NEWS_ANSWER_YES, row);
  return true;
}

static void ask_lexicon(news_rows *r, const lexicon_atoms *l,
                        const news_vocabulary *voc, uint32_t form,
                        uint64_t *row) {
  bool goes_on = false;
  uint32_t phrase = news_lexicon_find_word(l->lexicon, voc, form,
                                           l->goes_on ? &goes_on : NULL);
  if (phrase == UINT32_MAX && !goes_on) return;
  for (uint32_t i = l->first; i < l->end; i++) {
    uint32_t place = r->by_lexicon[i];
    const news_atom *a = &r->classes->atoms[r->questions[place].a];
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
  for (uint32_t w = 0; w * 64 < r->lexicon_count; w++)
    for (uint64_t bits = ask[w]; bits; bits &= bits - 1)
      ask_lexicon(r, &r->lexicons[w * 64 + (uint32_t)__builtin_ctzll(bits)],
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
  if (!status && r->lemmas) status = find_lemmas(r, folded, row);
  ask_lexicons(r, voc, form, row);
  settle(r, row);
  if (!status) status = ask_regexes(r, f, length, row);
  settle(r, row);
  return status;
}

news_lexicon_cells news_rows_many(const news_rows *r) {
  return news_lexicon_many_cells(r->many);
}

const uint64_t *news_rows_base(const news_rows *r) { return r->base_row; }

/* ---- making */

void news_rows_free(news_rows *r) {
  if (!r) return;
  free(r->questions);
  free(r->place_of);
  free(r->parents);
  free(r->base);
  free(r->base_row);
  for (uint32_t i = 0; r->starts && i < STARTS; i++) free(r->starts[i].row);
  free(r->starts);
  free(r->answers);
  free(r->dirty);
  free(r->single);
  free(r->regexes);
  free(r->first);
  free(r->last);
  free(r->by_lexicon);
  free(r->lexicons);
  news_lexicon_many_free(r->many);
  news_buffer_free(&r->text);
  free(r);
}

static bool allocate(news_rows *r) {
  const news_classes *c = r->classes;
  size_t n = (size_t)c->asked_count + 1, atoms = c->atom_keys.count + 1u;
  r->count = c->asked_count;
  r->atom_count = c->atom_keys.count;
  r->questions = calloc(n, sizeof *r->questions);
  r->place_of = malloc(atoms * sizeof *r->place_of);
  r->parents = malloc(2 * n * sizeof *r->parents);
  r->base = calloc(n, 1);
  r->base_row = calloc(c->class_count / 64 + 1u, sizeof *r->base_row);
  r->starts = calloc(STARTS, sizeof *r->starts);
  r->answers = calloc(n, 1);
  r->dirty = calloc(n / 64 + 1, sizeof *r->dirty);
  r->single = malloc(n * sizeof *r->single);
  r->regexes = malloc(n * sizeof *r->regexes);
  r->by_lexicon = malloc(n * sizeof *r->by_lexicon);
  r->lexicons = malloc(n * sizeof *r->lexicons);
  return r->questions && r->place_of && r->parents && r->base && r->base_row &&
         r->starts && r->answers && r->dirty && r->single && r->regexes &&
         r->by_lexicon && r->lexicons;
}

/* Questions with their children's places; `place` by expr. */
static void list_questions(news_rows *r, uint32_t *place) {
  const news_classes *c = r->classes;
  memset(r->place_of, 0xFF, c->atom_keys.count * sizeof *r->place_of);
  for (uint32_t i = 0; i < r->count; i++) {
    const news_expr *e = &c->exprs[c->asked[i]];
    question *q = &r->questions[i];
    place[c->asked[i]] = i;
    *q = (question){.op = e->op, .class = c->class_of_expr[c->asked[i]]};
    if (is_atom(q)) {
      q->a = e->a;
      q->by_regex = c->atoms[e->a].kind == NEWS_ATOM_REGEX;
      r->place_of[e->a] = i;
    } else if (e->op != NEWS_EXPR_NEVER) {
      q->a = place[e->a];
      q->b = is_pair(q) ? place[e->b] : q->a;
      q->by_regex = r->questions[q->a].by_regex || r->questions[q->b].by_regex;
    }
  }
}

/* Counted, then put in their places. */
static void list_parents(news_rows *r) {
  question *q = r->questions;
  for (uint32_t i = 0; i < r->count; i++) {
    if (is_atom(&q[i]) || q[i].op == NEWS_EXPR_NEVER) continue;
    q[q[i].a].parent_end++;
    if (is_pair(&q[i])) q[q[i].b].parent_end++;
  }
  for (uint32_t i = 0, at = 0; i < r->count; i++) {
    uint32_t parents = q[i].parent_end;
    q[i].parent = q[i].parent_end = at;
    at += parents;
  }
  for (uint32_t i = 0; i < r->count; i++) {
    if (is_atom(&q[i]) || q[i].op == NEWS_EXPR_NEVER) continue;
    r->parents[q[q[i].a].parent_end++] = i;
    if (is_pair(&q[i])) r->parents[q[q[i].b].parent_end++] = i;
  }
}

static void set_base(news_rows *r) {
  for (uint32_t i = 0; i < r->count; i++) {
    const question *q = &r->questions[i];
    if (is_atom(q))
      r->base[i] = base_of(&r->classes->atoms[q->a]);
    else if (q->op != NEWS_EXPR_NEVER)
      r->base[i] = join(q->op, r->base[q->a], r->base[q->b]);
    set_class(r->base_row, q->class, r->base[i] != NEWS_ANSWER_NO);
  }
}

static const news_lexicon *lexicon_of(const news_rows *r, uint32_t place) {
  if (!is_atom(&r->questions[place])) return NULL;
  const news_atom *a = atom_of(r, place);
  bool asks = a->kind == NEWS_ATOM_WORD || a->kind == NEWS_ATOM_GOES_ON;
  return asks ? r->classes->sources[a->value].lexicon : NULL;
}

/* The lexicon's number in r->lexicons, where it may be new. */
static uint32_t number_of(news_rows *r, const news_lexicon *lexicon) {
  for (uint32_t i = 0; i < r->lexicon_count; i++)
    if (r->lexicons[i].lexicon == lexicon) return i;
  r->lexicons[r->lexicon_count] = (lexicon_atoms){.lexicon = lexicon};
  return r->lexicon_count++;
}

/* Each lexicon's places side by side, in the order of asking: counted, then
 * put there.  `numbers`: room for one a question. */
static void list_lexicons(news_rows *r, uint32_t *numbers) {
  for (uint32_t i = 0; i < r->count; i++) {
    const news_lexicon *lexicon = lexicon_of(r, i);
    numbers[i] = lexicon ? number_of(r, lexicon) : NEWS_NONE;
    if (!lexicon) continue;
    lexicon_atoms *l = &r->lexicons[numbers[i]];
    l->end++;
    l->goes_on |= atom_of(r, i)->kind == NEWS_ATOM_GOES_ON;
  }
  for (uint32_t n = 0, at = 0; n < r->lexicon_count; n++) {
    lexicon_atoms *l = &r->lexicons[n];
    uint32_t places = l->end;
    l->first = l->end = at;
    at += places;
  }
  for (uint32_t i = 0; i < r->count; i++)
    if (numbers[i] != NEWS_NONE)
      r->by_lexicon[r->lexicons[numbers[i]].end++] = i;
}

static bool list_many(news_rows *r) {
  const news_lexicon **all = malloc((r->lexicon_count + 1u) * sizeof *all);
  if (!all) return false;
  for (uint32_t i = 0; i < r->lexicon_count; i++)
    all[i] = r->lexicons[i].lexicon;
  const news_lexicon_cells *made = &r->classes->many;
  r->many = made->count && made->lexicons == r->lexicon_count
                ? news_lexicon_many_of(made)
                : news_lexicon_many_new(all, r->lexicon_count);
  free(all);
  return r->many;
}

static void set_byte(const news_rows *r, uint64_t *rows, uint32_t byte,
                     uint32_t regex) {
  rows[(size_t)byte * regex_words(r) + regex / 64] |= (uint64_t)1 << regex % 64;
}

/* The regex's bit in the rows of the bytes of a set of ASCII. */
static void set_bytes(const news_rows *r, uint64_t *rows, const uint64_t set[2],
                      uint32_t regex) {
  for (uint32_t w = 0; w < BEYOND_ASCII / 64; w++)
    for (uint64_t bits = set[w]; bits; bits &= bits - 1)
      set_byte(r, rows, w * 64 + (uint32_t)__builtin_ctzll(bits), regex);
  set_byte(r, rows, BEYOND_ASCII, regex);
}

static bool list_bytes(news_rows *r) {
  size_t size = (size_t)BYTE_ROWS * regex_words(r) + 1;
  r->first = calloc(size, sizeof *r->first);
  r->last = calloc(size, sizeof *r->last);
  if (!r->first || !r->last) return false;
  for (uint32_t i = 0; i < r->regex_count; i++) {
    const news_atom *a = atom_of(r, r->regexes[i].place);
    uint64_t last[2];
    news_regex_last(a->text, a->size, last);
    set_bytes(r, r->first, a->first, i);
    set_bytes(r, r->last, last, i);
  }
  return true;
}

static void add_regex(news_rows *r, uint32_t place, const news_atom *a) {
  if (!a->regex) return; /* of a pattern that did not compile */
  r->regexes[r->regex_count++] = (regex_atom){
      .place = place, .longest = news_regex_longest(a->text, a->size)};
}

static void list_singles(news_rows *r) {
  for (uint32_t i = 0; i < r->count; i++) {
    if (!is_atom(&r->questions[i])) continue;
    const news_atom *a = &r->classes->atoms[r->questions[i].a];
    r->lemmas |= a->kind == NEWS_ATOM_LEMMA;
    if (a->kind == NEWS_ATOM_REGEX)
      add_regex(r, i, a);
    else if (a->kind == NEWS_ATOM_FLAG || a->kind == NEWS_ATOM_LENGTH)
      r->single[r->single_count++] = i;
  }
}

news_rows *news_rows_new(const news_classes *c) {
  news_rows *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->classes = c;
  uint32_t *place = malloc((c->expr_keys.count + 1u) * sizeof *place);
  if (!place || !allocate(r)) {
    free(place);
    news_rows_free(r);
    return NULL;
  }
  list_questions(r, place);
  list_parents(r);
  set_base(r);
  list_lexicons(r, place);
  free(place);
  list_singles(r);
  if (list_bytes(r) && list_many(r)) return r;
  news_rows_free(r);
  return NULL;
}
