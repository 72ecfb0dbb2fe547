#include "pattern_lint.h"

#include <math.h>
#include <string.h>

#include "pattern_compile.h"
#include "pattern_matcher.h"
#include "pattern_parse.h"

typedef struct lint {
  news_classes *c;
  news_findings *out;
} lint;

static void find(lint *l, news_finding_kind kind, const news_tree *t) {
  for (uint32_t i = 0; i < l->out->count; i++) { /* macros: one place each */
    const news_finding *f = &l->out->items[i];
    if (f->kind == kind && f->from == t->from && f->to == t->to) return;
  }
  if (l->out->count < NEWS_FINDINGS_MOST)
    l->out->items[l->out->count++] = (news_finding){kind, t->from, t->to};
}

/* ---- can some word be so? */

enum { ATOMS_MOST = 10 };

/* An expr with an assumed answer for each of its atoms. */
typedef struct world {
  const news_classes *c;
  uint32_t count;
  uint32_t atoms[ATOMS_MOST];
  uint32_t yes; /* a bit for each atom */
  bool many;    /* too many atoms to try */
} world;

static void collect(world *w, uint32_t expr) {
  const news_expr *e = &w->c->exprs[expr];
  if (e->op == NEWS_EXPR_ATOM) {
    for (uint32_t i = 0; i < w->count; i++)
      if (w->atoms[i] == e->a) return;
    if (w->count == ATOMS_MOST)
      w->many = true;
    else
      w->atoms[w->count++] = e->a;
  } else if (e->op != NEWS_EXPR_NEVER) {
    collect(w, e->a);
    if (e->op != NEWS_EXPR_NOT) collect(w, e->b);
  }
}

static bool holds(const world *w, uint32_t expr) {
  const news_expr *e = &w->c->exprs[expr];
  switch ((news_expr_op)e->op) {
    case NEWS_EXPR_ATOM:
      for (uint32_t i = 0; i < w->count; i++)
        if (w->atoms[i] == e->a) return w->yes >> i & 1;
      return false;
    case NEWS_EXPR_NEVER: return false;
    case NEWS_EXPR_NOT: return !holds(w, e->a);
    case NEWS_EXPR_AND: return holds(w, e->a) && holds(w, e->b);
    case NEWS_EXPR_OR: return holds(w, e->a) || holds(w, e->b);
  }
  return false;
}

/* Pairs of flags that exclude each other. */
static bool exclude(uint32_t a, uint32_t b) {
  static const struct {
    uint32_t one, others;
  } rows[] = {
      {NEWS_FORM_LOWER, NEWS_FORM_CAP | NEWS_FORM_UPPER | NEWS_FORM_MIXED},
      {NEWS_FORM_UPPER, NEWS_FORM_MIXED},
      {NEWS_FORM_ALPHA, NEWS_FORM_DIGIT | NEWS_FORM_NUM | NEWS_FORM_PUNCT |
                            NEWS_FORM_SYMBOL | NEWS_FORM_DASH | NEWS_FORM_OPEN |
                            NEWS_FORM_CLOSE | NEWS_FORM_URL | NEWS_FORM_EMAIL |
                            NEWS_FORM_HASHTAG | NEWS_FORM_MENTION},
      {NEWS_FORM_PUNCT, NEWS_FORM_CAP | NEWS_FORM_UPPER | NEWS_FORM_LOWER |
                            NEWS_FORM_MIXED | NEWS_FORM_DIGIT | NEWS_FORM_NUM |
                            NEWS_FORM_URL | NEWS_FORM_EMAIL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if ((rows[i].one == a && rows[i].others & b) ||
        (rows[i].one == b && rows[i].others & a))
      return true;
  return false;
}

static bool source_has(const news_source *s) {
  if (!s->lexicon) return true;
  uint32_t count = news_lexicon_entries(s->lexicon);
  for (uint32_t i = 0; i < count; i++)
    if (news_source_meets(s, i)) return true;
  return false;
}

static bool length_holds(const news_atom *a, uint32_t n) {
  switch ((news_compare)a->op) {
    case NEWS_CMP_EQ: return n == a->value;
    case NEWS_CMP_NE: return n != a->value;
    case NEWS_CMP_LT: return n < a->value;
    case NEWS_CMP_GT: return n > a->value;
    case NEWS_CMP_LE: return n <= a->value;
    case NEWS_CMP_GE: return n >= a->value;
  }
  return false;
}

/* Some length must satisfy all comparisons. */
static bool lengths_agree(const world *w) {
  for (uint32_t n = 1; n <= 1024; n++) {
    bool good = true;
    for (uint32_t i = 0; i < w->count && good; i++) {
      const news_atom *a = &w->c->atoms[w->atoms[i]];
      if (a->kind == NEWS_ATOM_LENGTH)
        good = length_holds(a, n) == (w->yes >> i & 1);
    }
    if (good) return true;
  }
  return false;
}

static bool atom_agrees(const world *w, const news_atom *a, bool yes) {
  switch ((news_atom_kind)a->kind) {
    case NEWS_ATOM_ANY: return yes;
    case NEWS_ATOM_WORD: return !yes || source_has(&w->c->sources[a->value]);
    default: return true;
  }
}

static bool pair_agrees(const news_atom *a, const news_atom *b) {
  if (a->kind == NEWS_ATOM_FLAG && b->kind == NEWS_ATOM_FLAG)
    return !exclude(a->value, b->value);
  return a->kind != b->kind ||
         (a->kind != NEWS_ATOM_LITERAL && a->kind != NEWS_ATOM_EXACT &&
          a->kind != NEWS_ATOM_POS);
}

/* Whether a word may be as assumed. */
static bool agrees(const world *w) {
  for (uint32_t i = 0; i < w->count; i++) {
    const news_atom *a = &w->c->atoms[w->atoms[i]];
    bool yes = w->yes >> i & 1;
    if (!atom_agrees(w, a, yes)) return false;
    for (uint32_t k = 0; k < i && yes; k++)
      if (w->yes >> k & 1 && !pair_agrees(a, &w->c->atoms[w->atoms[k]]))
        return false;
  }
  return lengths_agree(w);
}

/* Whether there may be a word for which `expr` holds and `without` (NEWS_NONE:
 * nothing) does not. */
static bool can_be(const news_classes *c, uint32_t expr, uint32_t without) {
  world w = {.c = c};
  collect(&w, expr);
  if (without != NEWS_NONE) collect(&w, without);
  if (w.many) return true;
  for (w.yes = 0; w.yes < (uint32_t)1 << w.count; w.yes++)
    if (holds(&w, expr) && (without == NEWS_NONE || !holds(&w, without)) &&
        agrees(&w))
      return true;
  return false;
}

/* ---- alternatives */

/* Whether `earlier` takes everything that `later` takes. */
static bool covers(const lint *l, const news_tree *earlier,
                   const news_tree *later) {
  if (earlier->op == NEWS_TREE_WORD && later->op == NEWS_TREE_WORD)
    return !can_be(l->c, later->value, earlier->value);
  return later->op != NEWS_TREE_LOOK && news_tree_is_same(earlier, later);
}

static void check_alternatives(lint *l, const news_tree *alt) {
  for (const news_tree *k = alt->kids; k; k = k->next)
    for (const news_tree *e = alt->kids; e != k; e = e->next)
      if (covers(l, e, k)) {
        find(l, NEWS_FINDING_USELESS, k);
        break;
      }
}

/* ---- the tree */

static bool can_match(lint *l, const news_tree *t) {
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD: return can_be(l->c, t->value, NEWS_NONE);
    case NEWS_TREE_JUMP: return source_has(&l->c->sources[t->value]);
    default: return true;
  }
}

/* `behind`: a word is always taken before `t`. */
static void check(lint *l, const news_tree *t, bool behind) {
  if (!can_match(l, t) || (t->op == NEWS_TREE_START && behind))
    find(l, NEWS_FINDING_NEVER, t);
  if (t->op == NEWS_TREE_ALT) check_alternatives(l, t);
  /* Inside look-around, what precedes a place is another matter. */
  if (t->op == NEWS_TREE_LOOK) behind = false;
  for (const news_tree *k = t->kids; k; k = k->next) {
    check(l, k, behind);
    if (t->op == NEWS_TREE_SEQ && !k->nullable) behind = true;
  }
}

static bool takes_almost_all(const lint *l, const news_tree *t) {
  const double most = 500; /* of 1,000 words */
  while (t->op == NEWS_TREE_CAPTURE) t = t->kids;
  return t->op == NEWS_TREE_WORD && news_classes_guess(l->c, t->value) >= most;
}

static void check_tail(lint *l, const news_tree *t) {
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_CAPTURE: check_tail(l, t->kids); break;
    case NEWS_TREE_SEQ:
      if (t->last) check_tail(l, t->last);
      break;
    case NEWS_TREE_ALT:
      for (const news_tree *k = t->kids; k; k = k->next) check_tail(l, k);
      break;
    case NEWS_TREE_REPEAT:
      if (t->greedy && t->highest == NEWS_NO_LIMIT &&
          takes_almost_all(l, t->kids))
        find(l, NEWS_FINDING_TAIL, t);
      break;
    default: break;
  }
}

/* Whether a look-around or an end may decide here how far a gap before it
 * extends. */
static bool asks_place(const news_tree *t) {
  if (t->op == NEWS_TREE_LOOK || t->op == NEWS_TREE_START ||
      t->op == NEWS_TREE_END)
    return true;
  for (const news_tree *k = t->kids; k; k = k->next)
    if (asks_place(k)) return true;
  return false;
}

/* .{0,5}? ({Date})? : the rest matches empty before the gap takes a word. */
static void check_lazy(lint *l, const news_tree *t) {
  const news_tree *gap = NULL;
  if (t->op == NEWS_TREE_CAPTURE) check_lazy(l, t->kids);
  if (t->op == NEWS_TREE_ALT)
    for (const news_tree *k = t->kids; k; k = k->next) check_lazy(l, k);
  if (t->op != NEWS_TREE_SEQ) return;
  for (const news_tree *k = t->kids; k; k = k->next) {
    if (!k->nullable || asks_place(k)) gap = NULL;
    bool grows =
        k->op == NEWS_TREE_REPEAT && !k->greedy && k->lowest < k->highest;
    if (grows && !gap) gap = k;
  }
  if (gap) find(l, NEWS_FINDING_LAZY, gap);
  if (t->last && !gap) check_lazy(l, t->last);
}

static news_status look_at(news_pattern_set *set, const char *source,
                           size_t size, const news_pattern_names *names,
                           news_arena *scratch, news_findings *out,
                           news_error *err) {
  news_parsed parsed;
  news_parser parser = {.classes = &set->classes,
                        .scratch = set->scratch,
                        .arena = scratch,
                        .names = names,
                        .err = err};
  uint32_t length = size > NEWS_PATTERN_MOST_BYTES
                        ? NEWS_PATTERN_MOST_BYTES + 1u
                        : (uint32_t)size;
  news_status status = news_pattern_parse(&parser, source, length, &parsed);
  if (status) return status;
  news_needs needs;
  status = news_pattern_needs(&set->classes, &parsed, &needs, err);
  if (status) return status;
  lint l = {&set->classes, out};
  out->often = needs.best.guess;
  check(&l, parsed.tree, false);
  check_tail(&l, parsed.tree);
  check_lazy(&l, parsed.tree);
  if (parsed.tree->nullable) find(&l, NEWS_FINDING_EMPTY, parsed.tree);
  return NEWS_OK;
}

const char *news_finding_name(news_finding_kind kind) {
  static const char *const names[] = {
      [NEWS_FINDING_NEVER] = "never", [NEWS_FINDING_USELESS] = "useless",
      [NEWS_FINDING_EMPTY] = "empty", [NEWS_FINDING_TAIL] = "tail",
      [NEWS_FINDING_LAZY] = "lazy",
  };
  return names[kind];
}

news_status news_pattern_lint(news_pattern_set *set, const char *source,
                              size_t size, const news_pattern_names *names,
                              news_findings *out, news_error *err) {
  news_arena *scratch = news_arena_new(0);
  *out = (news_findings){.often = INFINITY};
  if (!scratch) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = look_at(set, source, size, names, scratch, out, err);
  news_arena_free(scratch);
  return status;
}
