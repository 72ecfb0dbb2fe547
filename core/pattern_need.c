#include <math.h>
#include <string.h>

#include "pattern_compile.h"

/* What a pattern cannot match without.  Of several such needs the rarest one,
 * by a rough guess, decides where the matcher looks.  The guess depends only on
 * the pattern, so that work (and the step budget) is the same on every machine
 * and for every order of documents. */

/* The most frequent words (folded) of English news, in thousandths. */
static const struct {
  const char *word;
  double often;
} common[] = {
    {"the", 55},    {",", 50},     {".", 42},       {"to", 26},
    {"of", 25},     {"and", 23},   {"in", 21},      {"a", 21},
    {"\"", 15},     {"that", 10},  {"-", 10},       {"for", 9},
    {"'s", 9},      {"on", 8},     {"is", 8},       {"was", 7},
    {"with", 7},    {"said", 7},   {"it", 7},       {"he", 6},
    {"at", 6},      {"as", 6},     {"by", 5.5},     {"his", 5},
    {"be", 5},      {"from", 5},   {"has", 4.5},    {"have", 4},
    {"are", 4},     {"an", 4},     {"not", 4},      {"will", 4},
    {"who", 3},     {"they", 3},   {"were", 3},     {"but", 3.5},
    {"had", 3},     {"we", 3},     {"this", 3},     {"been", 3},
    {"their", 3},   {"i", 3.5},    {"you", 2},      {"its", 2.5},
    {"would", 2.5}, {"or", 2},     {"new", 2},      {"she", 2},
    {"which", 2},   {"more", 2},   {"about", 2},    {"up", 2},
    {"one", 2},     {"after", 2},  {"(", 2},        {")", 2},
    {":", 2},       {"there", 2},  {"also", 1.5},   {"her", 2},
    {"than", 1.5},  {"when", 1.5}, {"people", 1.5}, {"out", 1.5},
    {"last", 1.5},  {"year", 1.5}, {"two", 1.5},    {"first", 1.3},
};

static const struct {
  uint32_t flag;
  double often;
} flags[] = {
    {NEWS_FORM_CAP, 160},    {NEWS_FORM_UPPER, 30},   {NEWS_FORM_LOWER, 680},
    {NEWS_FORM_MIXED, 4},    {NEWS_FORM_ALPHA, 830},  {NEWS_FORM_DIGIT, 20},
    {NEWS_FORM_NUM, 25},     {NEWS_FORM_PUNCT, 130},  {NEWS_FORM_SYMBOL, 4},
    {NEWS_FORM_DASH, 14},    {NEWS_FORM_QUOTE, 18},   {NEWS_FORM_OPEN, 12},
    {NEWS_FORM_CLOSE, 12},   {NEWS_FORM_URL, .3},     {NEWS_FORM_EMAIL, .3},
    {NEWS_FORM_HASHTAG, .2}, {NEWS_FORM_MENTION, .2}, {NEWS_FORM_ABBREV, 6},
};

static double guess_literal(const char *text, uint32_t size) {
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (strlen(common[i].word) == size && !memcmp(common[i].word, text, size))
      return common[i].often;
  return .2;
}

static double guess_flag(uint32_t flag) {
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (flags[i].flag == flag) return flags[i].often;
  return 1000;
}

static double guess_lexicon(const news_lexicon *lex) {
  double sum = news_lexicon_entries(lex) * .02;
  if (sum > 60) sum = 60;
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (news_lexicon_begins(lex,
                            news_hash(common[i].word, strlen(common[i].word))))
      sum += common[i].often;
  return sum;
}

/* Letters of a regex from `at` on. */
static uint32_t letters_at(const news_atom *a, uint32_t at) {
  uint32_t end = at;
  while (end < a->size && (a->text[end] | 0x20) >= 'a' &&
         (a->text[end] | 0x20) <= 'z')
    end++;
  return end - at;
}

static double guess_folded(const char *text, uint32_t size) {
  char word[8]; /* no longer word is common */
  if (size > sizeof word) return guess_literal(text, size);
  for (uint32_t i = 0; i < size; i++) word[i] = (char)(text[i] | 0x20);
  return guess_literal(word, size);
}

/* /^word$/ and /^(one|two)$/ are as frequent as these words; negative for any
 * other expression. */
static double guess_words(const news_atom *a) {
  uint32_t at = 0, size;
  while (at < a->size && a->text[at] != '/') at++; /* skip its flags */
  if (++at >= a->size || a->text[at++] != '^') return -1;
  bool many = at < a->size && a->text[at] == '(';
  double sum = 0;
  for (at += many; (size = letters_at(a, at)); at++) {
    sum += guess_folded(a->text + at, size);
    at += size;
    if (!many || at == a->size || a->text[at] != '|') break;
  }
  if (many && (at == a->size || a->text[at++] != ')')) return -1;
  return size && at + 1 == a->size && a->text[at] == '$' ? sum : -1;
}

/* Most others are for numbers, which are rare among words. */
static double guess_regex(const news_atom *a) {
  const uint64_t digits = (uint64_t)0x3FF << '0';
  double sum = guess_words(a);
  if (sum >= 0) return sum;
  return a->first[0] & ~digits || a->first[1] ? 50 : 20;
}

static double guess_atom(const news_classes *c, const news_atom *a) {
  switch ((news_atom_kind)a->kind) {
    case NEWS_ATOM_LITERAL:
    case NEWS_ATOM_EXACT: return guess_literal(a->text, a->size);
    case NEWS_ATOM_FLAG: return guess_flag(a->value);
    case NEWS_ATOM_REGEX: return guess_regex(a);
    case NEWS_ATOM_LENGTH: return 500;
    case NEWS_ATOM_LEMMA: return 2;
    case NEWS_ATOM_WORD:
    case NEWS_ATOM_GOES_ON: return guess_lexicon(c->sources[a->value].lexicon);
    case NEWS_ATOM_FIRST:
    case NEWS_ATOM_LAST: return 1000; /* the class is wider */
    case NEWS_ATOM_POS:
    case NEWS_ATOM_LAYER:
    case NEWS_ATOM_ANY: return 1000;
  }
  return 1000;
}

/* A question that depends on the place may hold for any form, negated or
 * not. */
static bool by_place(const news_classes *c, uint32_t expr) {
  return news_classes_holds(c, expr,
                            1u << NEWS_ATOM_FIRST | 1u << NEWS_ATOM_LAST |
                                1u << NEWS_ATOM_POS | 1u << NEWS_ATOM_LAYER);
}

/* Most words that meet a positive condition also meet a negative one. */
static bool is_negation(const news_classes *c, uint32_t expr) {
  return c->exprs[expr].op == NEWS_EXPR_NOT;
}

static double guess_expr(news_classes *c, uint32_t expr) {
  const news_expr *e = &c->exprs[expr];
  double a, b;
  switch ((news_expr_op)e->op) {
    case NEWS_EXPR_ATOM: return guess_atom(c, &c->atoms[e->a]);
    case NEWS_EXPR_NEVER: return 0;
    case NEWS_EXPR_NOT:
      if (by_place(c, e->a)) return 1000;
      return 1000 - news_classes_guess(c, e->a);
    case NEWS_EXPR_AND:
      a = news_classes_guess(c, e->a);
      b = news_classes_guess(c, e->b);
      if (is_negation(c, e->a) || is_negation(c, e->b)) return a < b ? a : b;
      return a * b / 1000;
    case NEWS_EXPR_OR:
      a = news_classes_guess(c, e->a) + news_classes_guess(c, e->b);
      return a < 1000 ? a : 1000;
  }
  return 1000;
}

double news_classes_guess(news_classes *c, uint32_t expr) {
  double *guess = &c->guess_of_expr[expr];
  if (*guess < 0) *guess = guess_expr(c, expr);
  return *guess;
}

/* ---- lengths in words */

static uint32_t add(uint32_t a, uint32_t b) {
  const uint32_t most = 1u << 24; /* larger windows do not pay */
  if (a == NEWS_NO_LIMIT || b == NEWS_NO_LIMIT) return NEWS_NO_LIMIT;
  return a + b > most ? NEWS_NO_LIMIT : a + b;
}

static uint32_t times(uint32_t a, uint32_t n) {
  if (!a || !n) return 0;
  if (a == NEWS_NO_LIMIT || n == NEWS_NO_LIMIT) return NEWS_NO_LIMIT;
  uint64_t product = (uint64_t)a * n;
  return product > 1u << 24 ? NEWS_NO_LIMIT : (uint32_t)product;
}

/* The most words that `t` can take. */
static uint32_t longest(const news_classes *c, const news_tree *t) {
  uint32_t n = 0;
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD: return 1;
    case NEWS_TREE_JUMP:
      return c->sources[t->value].lexicon ? (uint32_t)NEWS_LEXICON_MOST_WORDS
                                          : (uint32_t)NEWS_NO_LIMIT;
    case NEWS_TREE_SEQ:
      for (const news_tree *k = t->kids; k; k = k->next)
        n = add(n, longest(c, k));
      return n;
    case NEWS_TREE_ALT:
      for (const news_tree *k = t->kids; k; k = k->next) {
        uint32_t l = longest(c, k);
        if (l > n) n = l;
      }
      return n;
    case NEWS_TREE_REPEAT: return times(longest(c, t->kids), t->highest);
    case NEWS_TREE_CAPTURE: return longest(c, t->kids);
    case NEWS_TREE_LOOK:
    case NEWS_TREE_START:
    case NEWS_TREE_END: return 0;
  }
  return 0;
}

/* ---- needs */

static const news_need nothing = {.guess = INFINITY};

typedef struct finder {
  news_classes *classes;
  news_status status;
  news_needs *out;
  bool anywhere; /* anywhere in the scope, so that look-arounds count */
} finder;

static news_need need_word(finder *f, const news_tree *t) {
  news_need n = nothing;
  n.guess = news_classes_guess(f->classes, t->value);
  n.count = 1;
  f->status = news_classes_class(f->classes, t->value, &n.classes[0]);
  if (n.guess >= 1000) n.guess = INFINITY;
  return n;
}

/* Insert into ascending numbers, at most `most`. */
static bool insert(uint32_t *numbers, uint32_t *count, uint32_t most,
                   uint32_t number) {
  uint32_t at = 0;
  while (at < *count && numbers[at] < number) at++;
  if (at < *count && numbers[at] == number) return true;
  if (*count == most) return false;
  memmove(numbers + at + 1, numbers + at, (*count - at) * sizeof *numbers);
  numbers[at] = number;
  ++*count;
  return true;
}

static bool add_class(news_need *n, uint32_t class) {
  return insert(n->classes, &n->count, NEWS_NEED_MOST, class);
}

static bool add_source(news_need *n, uint32_t source) {
  return insert(n->sources, &n->source_count, NEWS_NEED_LAYERS, source);
}

/* A further condition is taken to leave a little more than half of the first
 * one's words. */
static double guess_layer(const news_source *s) {
  if (s->quoted) return 5;
  double often = 40;
  for (const news_condition *k = s->conditions; k; k = k->next)
    if (!k->negative) often = often == 40 ? 10 : often * .6;
  return often;
}

static news_need need_jump(finder *f, const news_tree *t) {
  news_need n = nothing;
  const news_source *s = &f->classes->sources[t->value];
  uint32_t expr;
  if (!s->lexicon) {
    n.guess = guess_layer(s);
    (void)add_source(&n, t->value);
    return n;
  }
  news_atom word = {.kind = NEWS_ATOM_WORD, .value = t->value};
  uint32_t class = 0, longer = 0;
  f->status = news_classes_atom(f->classes, &word, &expr);
  if (!f->status) f->status = news_classes_class(f->classes, expr, &class);
  if (!f->status)
    f->status = news_classes_goes_on(f->classes, t->value, &longer);
  if (f->status) return nothing;
  (void)add_class(&n, class);
  (void)add_class(&n, longer);
  n.guess = news_classes_guess(f->classes, expr);
  return n;
}

static news_need need(finder *f, const news_tree *t);

/* The needs of all branches together are one need. */
static news_need need_alt(finder *f, const news_tree *t) {
  news_need all = nothing;
  all.guess = 0;
  for (const news_tree *k = t->kids; k && !f->status; k = k->next) {
    news_need n = need(f, k);
    if (n.guess == INFINITY) return nothing;
    for (uint32_t i = 0; i < n.count; i++)
      if (!add_class(&all, n.classes[i])) return nothing;
    for (uint32_t i = 0; i < n.source_count; i++)
      if (!add_source(&all, n.sources[i])) return nothing;
    all.guess += n.guess;
    if (n.before > all.before) all.before = n.before;
  }
  return all;
}

static news_need need_seq(finder *f, const news_tree *t) {
  news_need best = nothing;
  uint32_t before = 0;
  for (const news_tree *k = t->kids; k && !f->status; k = k->next) {
    news_need n = need(f, k);
    if (n.guess < best.guess) {
      best = n;
      best.before = add(best.before, before);
    }
    before = add(before, longest(f->classes, k));
  }
  return best;
}

static news_need need(finder *f, const news_tree *t) {
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD: return need_word(f, t);
    case NEWS_TREE_JUMP: return need_jump(f, t);
    case NEWS_TREE_SEQ: return need_seq(f, t);
    case NEWS_TREE_ALT: return need_alt(f, t);
    case NEWS_TREE_CAPTURE: return need(f, t->kids);
    case NEWS_TREE_REPEAT: return t->lowest ? need(f, t->kids) : nothing;
    case NEWS_TREE_LOOK:
      return f->anywhere && !t->negative ? need(f, t->kids) : nothing;
    case NEWS_TREE_START:
    case NEWS_TREE_END: return nothing;
  }
  return nothing;
}

/* Keep the NEWS_NEEDS_MOST rarest. */
static void add_more(news_needs *out, const news_need *n) {
  uint32_t at = out->count < NEWS_NEEDS_MOST ? out->count++ : NEWS_NEEDS_MOST;
  while (at > 0 && out->more[at - 1].guess > n->guess) {
    if (at < NEWS_NEEDS_MOST) out->more[at] = out->more[at - 1];
    at--;
  }
  if (at < NEWS_NEEDS_MOST) out->more[at] = *n;
}

/* Needs that are met anywhere in the scope of a match. */
static void find_more(finder *f, const news_tree *t) {
  bool inside = t->op == NEWS_TREE_SEQ || t->op == NEWS_TREE_CAPTURE ||
                (t->op == NEWS_TREE_REPEAT && t->lowest > 0) ||
                (t->op == NEWS_TREE_LOOK && !t->negative);
  if (inside) {
    for (const news_tree *k = t->kids; k && !f->status; k = k->next)
      find_more(f, k);
    return;
  }
  news_need n = need(f, t);
  if (!f->status && n.guess < INFINITY) add_more(f->out, &n);
}

news_status news_pattern_needs(news_classes *classes, const news_parsed *parsed,
                               news_needs *out, news_error *err) {
  finder f = {.classes = classes, .out = out};
  out->count = 0;
  out->best = need(&f, parsed->tree);
  f.anywhere = true;
  if (!f.status) find_more(&f, parsed->tree);
  return f.status ? news_fail(err, f.status, 0, NULL) : NEWS_OK;
}
