#include <string.h>

#include "pattern_parse.h"

/* Parses questions about one word, [cap & !first | @months], and sources of
 * elements of several words: @name(kind=bank), {Person
 * mention=name|surname}. */

static bool expr_failed(news_parser *p, news_status status) {
  if (status) news_parse_fail_with(p, status, p->at, NULL, "", 0);
  return status != NEWS_OK;
}

static uint32_t make_atom(news_parser *p, const news_atom *atom) {
  uint32_t expr;
  return expr_failed(p, news_classes_atom(p->classes, atom, &expr)) ? NEWS_NONE
                                                                    : expr;
}

/* Each may be one deeper than those before it. */
static uint32_t make_expr(news_parser *p, news_expr_op op, uint32_t a,
                          uint32_t b) {
  uint32_t expr;
  if (++p->exprs > NEWS_PATTERN_MOST_EXPRS) {
    news_parse_fail_with(p, NEWS_ETOOBIG, p->at,
                         "[ ] has at most 2000 of & | !", "", 0);
    return NEWS_NONE;
  }
  return expr_failed(p, news_classes_expr(p->classes, op, a, b, &expr))
             ? NEWS_NONE
             : expr;
}

static const struct {
  const char *name;
  uint32_t flag;
} flags[] = {
    {"cap", NEWS_FORM_CAP},         {"upper", NEWS_FORM_UPPER},
    {"lower", NEWS_FORM_LOWER},     {"mixed", NEWS_FORM_MIXED},
    {"alpha", NEWS_FORM_ALPHA},     {"digit", NEWS_FORM_DIGIT},
    {"num", NEWS_FORM_NUM},         {"punct", NEWS_FORM_PUNCT},
    {"symbol", NEWS_FORM_SYMBOL},   {"dash", NEWS_FORM_DASH},
    {"quote", NEWS_FORM_QUOTE},     {"open", NEWS_FORM_OPEN},
    {"close", NEWS_FORM_CLOSE},     {"url", NEWS_FORM_URL},
    {"email", NEWS_FORM_EMAIL},     {"hashtag", NEWS_FORM_HASHTAG},
    {"mention", NEWS_FORM_MENTION}, {"abbrev", NEWS_FORM_ABBREV},
};

static bool is_name(const char *s, uint32_t size, const char *name) {
  return strlen(name) == size && !memcmp(s, name, size);
}

static bool next_is(const news_parser *p, char c) {
  return p->at < p->size && p->source[p->at] == c;
}

/* ---- values */

/* "quoted \" value" or a bare value that ends at white space or one of `ends`.
 * The text is copied without escapes. */
static bool parse_value(news_parser *p, const char *ends, const char **value,
                        uint32_t *size) {
  uint32_t from = p->at, n = 0;
  bool quoted = next_is(p, '"');
  char *copy = news_arena_alloc(p->arena, p->size - from + 1);
  if (!copy) return news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
  if (quoted) p->at++;
  for (;; p->at++) {
    if (p->at >= p->size) {
      if (quoted)
        return news_parse_fail(p, p->at, "expected a closing \"", "", 0);
      break;
    }
    char c = p->source[p->at];
    if (quoted && c == '"') break;
    if (!quoted && (strchr(" \t\r\n", c) || strchr(ends, c))) break;
    if (quoted && c == '\\' && p->at + 1 < p->size) c = p->source[++p->at];
    copy[n++] = c;
  }
  if (quoted) p->at++;
  if (!n && !quoted) return news_parse_fail(p, from, "expected a value", "", 0);
  copy[n] = '\0';
  *value = copy;
  *size = n;
  return true;
}

/* value|value|...; in brackets no space is allowed around the |. */
static bool parse_values(news_parser *p, const char *ends, bool spaced,
                         news_condition *k) {
  enum { MOST = 64 };
  const char *values[MOST];
  uint32_t sizes[MOST];
  for (k->count = 0;; p->at++) {
    if (k->count == MOST)
      return news_parse_fail_with(p, NEWS_ETOOBIG, p->at,
                                  "a list has at most 64 values", "", 0);
    if (spaced) news_parse_blank(p);
    uint32_t from = p->at;
    if (!parse_value(p, ends, &values[k->count], &sizes[k->count]))
      return false;
    if (k->count && p->source[from] != '"' &&
        memchr(values[k->count], '=', sizes[k->count]))
      return news_parse_fail(p, from,
                             "expected a value without its name, as in "
                             "kind=a|b; quote one that contains =",
                             "", 0);
    k->count++;
    uint32_t end = p->at;
    if (spaced) news_parse_blank(p);
    if (!next_is(p, '|')) {
      p->at = end;
      break;
    }
    if (!spaced && p->at + 1 < p->size &&
        strchr(" \t\r\n", p->source[p->at + 1]))
      break;
  }
  const char **v = news_arena_alloc(p->classes->arena, k->count * sizeof *v);
  uint32_t *s = news_arena_alloc(p->classes->arena, k->count * sizeof *s);
  if (!v || !s) return news_parse_fail_with(p, NEWS_ENOMEM, p->at, NULL, "", 0);
  for (uint32_t i = 0; i < k->count; i++) {
    char *copy = news_arena_alloc(p->classes->arena, sizes[i] + 1);
    if (!copy) return news_parse_fail_with(p, NEWS_ENOMEM, p->at, NULL, "", 0);
    memcpy(copy, values[i], sizes[i] + 1);
    v[i] = copy;
    s[i] = sizes[i];
  }
  k->values = v;
  k->sizes = s;
  return true;
}

/* ---- sources */

static news_condition *parse_condition(news_parser *p, char close,
                                       const news_lexicon *lexicon) {
  uint32_t from = p->at, size = news_parse_name(p, from);
  const char ends[] = {',', '|', close, '&', '\0'};
  if (!size)
    return news_parse_fail(p, from,
                           close == ')' ? "expected a column's name or )"
                                        : "expected an attribute's name or }",
                           "", 0);
  news_condition *k = news_arena_alloc(p->classes->arena, sizeof *k);
  char *name = news_arena_alloc(p->classes->arena, size + 1);
  if (!k || !name)
    return news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
  memcpy(name, p->source + from, size);
  name[size] = '\0';
  *k = (news_condition){.name = name, .size = size, .column = -1};
  if (lexicon) {
    k->column = news_lexicon_find_column(lexicon, name, size);
    if (k->column < 0)
      return news_parse_fail(p, from, "unknown column", name, size);
  }
  p->at += size;
  news_parse_blank(p);
  k->negative = next_is(p, '!');
  if (k->negative) p->at++;
  if (!next_is(p, '='))
    return news_parse_fail(p, p->at, "expected = or !=", "", 0);
  p->at++;
  return parse_values(p, ends, true, k) ? k : NULL;
}

/* Parse conditions up to and including `close`. */
static bool parse_conditions(news_parser *p, char close, news_source *s) {
  news_condition *last = NULL;
  for (;;) {
    news_parse_blank(p);
    if (next_is(p, close)) {
      p->at++;
      return true;
    }
    if (last && (next_is(p, ',') || next_is(p, '&'))) {
      p->at++;
      news_parse_blank(p);
    }
    news_condition *k = parse_condition(p, close, s->lexicon);
    if (!k) return false;
    if (last)
      last->next = k;
    else
      s->conditions = k;
    last = k;
  }
}

static uint32_t make_source(news_parser *p, const news_source *s) {
  uint32_t number;
  return expr_failed(p, news_classes_source(p->classes, s, &number)) ? NEWS_NONE
                                                                     : number;
}

uint32_t news_parse_layer(news_parser *p) {
  p->at++;
  news_parse_blank(p);
  uint32_t from = p->at, size = news_parse_name(p, from);
  news_source s = {0};
  if (!size) {
    news_parse_fail(p, from, "expected a layer's name", "", 0);
    return NEWS_NONE;
  }
  if (!p->names->layer ||
      !p->names->layer(p->names->host, p->source + from, size, &s.layer)) {
    news_parse_fail(p, from, "unknown layer", p->source + from, size);
    return NEWS_NONE;
  }
  s.quoted = size == 6 && !memcmp(p->source + from, "Quoted", size);
  p->at += size;
  return parse_conditions(p, '}', &s) ? make_source(p, &s) : NEWS_NONE;
}

uint32_t news_parse_lexicon(news_parser *p) {
  uint32_t from = ++p->at, size = news_parse_name(p, from);
  news_source s = {0};
  if (!size) {
    news_parse_fail(p, from, "expected a lexicon's name after @", "", 0);
    return NEWS_NONE;
  }
  if (p->names->lexicon)
    s.lexicon = p->names->lexicon(p->names->host, p->source + from, size);
  if (!s.lexicon) {
    news_parse_fail(p, from, "unknown lexicon", p->source + from, size);
    return NEWS_NONE;
  }
  p->at += size;
  if (next_is(p, '(')) {
    p->at++;
    if (!parse_conditions(p, ')', &s)) return NEWS_NONE;
  }
  return make_source(p, &s);
}

/* ---- atoms in brackets */

static bool parse_compare(news_parser *p, uint8_t *op) {
  static const struct {
    const char *text;
    uint8_t op;
  } ops[] = {{"!=", NEWS_CMP_NE}, {"<=", NEWS_CMP_LE}, {">=", NEWS_CMP_GE},
             {"=", NEWS_CMP_EQ},  {"<", NEWS_CMP_LT},  {">", NEWS_CMP_GT}};
  news_parse_blank(p);
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
    if (!news_parse_is(p, ops[i].text)) continue;
    p->at += (uint32_t)strlen(ops[i].text);
    news_parse_blank(p);
    *op = ops[i].op;
    return true;
  }
  return false;
}

static uint32_t parse_length(news_parser *p) {
  news_atom atom = {.kind = NEWS_ATOM_LENGTH};
  if (!parse_compare(p, &atom.op)) {
    news_parse_fail(p, p->at, "expected = != < > <= or >= after len", "", 0);
    return NEWS_NONE;
  }
  uint32_t from = p->at;
  while (p->at < p->size && p->source[p->at] >= '0' &&
         p->source[p->at] <= '9' && atom.value < 100000)
    atom.value = atom.value * 10 + (uint32_t)(p->source[p->at++] - '0');
  if (p->at == from) {
    news_parse_fail(p, from, "expected a number of characters", "", 0);
    return NEWS_NONE;
  }
  return make_atom(p, &atom);
}

static uint32_t pos_atom(news_parser *p, news_pos pos) {
  return make_atom(
      p, &(news_atom){.kind = NEWS_ATOM_POS, .value = pos, .text = ""});
}

/* pos=conj means cconj or sconj. */
static uint32_t parse_pos(news_parser *p, uint32_t at, const char *value,
                          uint32_t size) {
  news_pos pos = news_pos_of_name(value, size);
  if (pos != NEWS_POS_NONE) return pos_atom(p, pos);
  if (is_name(value, size, "conj")) {
    uint32_t joins = pos_atom(p, NEWS_POS_CCONJ);
    uint32_t subordinates = pos_atom(p, NEWS_POS_SCONJ);
    if (joins == NEWS_NONE || subordinates == NEWS_NONE) return NEWS_NONE;
    return make_expr(p, NEWS_EXPR_OR, joins, subordinates);
  }
  news_parse_fail(p, at,
                  "expected noun propn pron verb aux adj adv det adp num conj "
                  "cconj sconj part intj punct or sym",
                  value, size);
  return NEWS_NONE;
}

static uint32_t value_atom(news_parser *p, news_atom_kind kind, uint32_t at,
                           const char *value, uint32_t size) {
  if (kind == NEWS_ATOM_POS) return parse_pos(p, at, value, size);
  return make_atom(
      p, &(news_atom){.kind = (uint8_t)kind, .text = value, .size = size});
}

/* lemma=say|tell, pos!=noun, text="Word" */
static uint32_t parse_keyed(news_parser *p, news_atom_kind kind) {
  uint8_t op;
  news_condition k = {0};
  uint32_t any = NEWS_NONE;
  if (!parse_compare(p, &op) || (op != NEWS_CMP_EQ && op != NEWS_CMP_NE)) {
    news_parse_fail(p, p->at, "expected = or !=", "", 0);
    return NEWS_NONE;
  }
  uint32_t at = p->at;
  if (!parse_values(p, "|&!()]", false, &k)) return NEWS_NONE;
  for (uint32_t i = 0; i < k.count; i++) {
    uint32_t one = value_atom(p, kind, at, k.values[i], k.sizes[i]);
    if (one == NEWS_NONE) return NEWS_NONE;
    any = any == NEWS_NONE ? one : make_expr(p, NEWS_EXPR_OR, any, one);
    if (any == NEWS_NONE) return NEWS_NONE;
  }
  return op == NEWS_CMP_NE ? make_expr(p, NEWS_EXPR_NOT, any, 0) : any;
}

/* /re/flags; the atom's text is "flags/re", which identifies it. */
static uint32_t parse_regex(news_parser *p) {
  uint32_t from = ++p->at, n = 0, most = p->size - from, broken = NEWS_NONE;
  char *re = news_arena_alloc(p->arena, most + 1);
  char *text = news_arena_alloc(p->arena, most + 8);
  if (!re || !text) {
    news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
    return NEWS_NONE;
  }
  for (;; p->at++) {
    if (p->at >= p->size) {
      news_parse_fail(p, p->at, "expected a closing /", "", 0);
      return NEWS_NONE;
    }
    char c = p->source[p->at];
    if (c == '/') break;
    if (c == '\\' && p->at + 1 < p->size) {
      if (p->source[p->at + 1] != '/') re[n++] = c;
      c = p->source[++p->at];
    }
    if ((c == '\n' || c == '\r') && broken == NEWS_NONE) broken = p->at;
    re[n++] = c;
  }
  char letters[8];
  uint32_t letter_count = 0;
  for (p->at++; p->at < p->size && letter_count < 7 &&
                p->source[p->at] >= 'a' && p->source[p->at] <= 'z';)
    letters[letter_count++] = p->source[p->at++];
  letters[letter_count] = '\0';
  if (broken != NEWS_NONE && !strchr(letters, 'x')) {
    /* a character that no word has */
    news_parse_fail(p, broken, "expected no line break without the flag x", "",
                    0);
    return NEWS_NONE;
  }
  news_atom atom = {.kind = NEWS_ATOM_REGEX, .text = text};
  memcpy(text, letters, letter_count);
  text[letter_count] = '/';
  memcpy(text + letter_count + 1, re, n);
  atom.size = letter_count + 1 + n;
  uint32_t expr = make_atom(p, &atom);
  if (expr == NEWS_NONE) return NEWS_NONE;
  /* The same regular expression occurs in many patterns and is compiled
   * once. */
  news_atom *known = &p->classes->atoms[p->classes->exprs[expr].a];
  news_error err = {0};
  if (known->regex) return expr;
  news_status status = news_regex_new(re, n, letters, &known->regex, &err);
  if (!status && news_regex_first(known->regex, known->first))
    status = news_fail(&err, NEWS_ENOMEM, 0, NULL);
  if (status) {
    uint32_t at = from + (uint32_t)err.offset;
    news_parse_fail_with(p, err.status, at, err.what, err.detail,
                         (uint32_t)strlen(err.detail));
    return NEWS_NONE;
  }
  return expr;
}

static uint32_t parse_named(news_parser *p) {
  uint32_t from = p->at, size = news_parse_name(p, from);
  const char *s = p->source + from;
  if (!size) {
    bool quoted = from < p->size && *s == '"';
    news_parse_fail(p, from,
                    quoted ? "in [ ] a quoted word is text=\"...\""
                           : "expected a flag, @lexicon, {Layer}, /regex/, "
                             "lemma=, pos=, len, text= or (",
                    "", 0);
    return NEWS_NONE;
  }
  p->at += size;
  if (is_name(s, size, "first"))
    return make_atom(p, &(news_atom){.kind = NEWS_ATOM_FIRST});
  if (is_name(s, size, "last"))
    return make_atom(p, &(news_atom){.kind = NEWS_ATOM_LAST});
  if (is_name(s, size, "lemma")) return parse_keyed(p, NEWS_ATOM_LEMMA);
  if (is_name(s, size, "pos")) return parse_keyed(p, NEWS_ATOM_POS);
  if (is_name(s, size, "text")) return parse_keyed(p, NEWS_ATOM_EXACT);
  if (is_name(s, size, "len")) return parse_length(p);
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (is_name(s, size, flags[i].name))
      return make_atom(
          p, &(news_atom){.kind = NEWS_ATOM_FLAG, .value = flags[i].flag});
  uint8_t op;
  if (parse_compare(p, &op)) {
    news_parse_fail(p, from, "expected a key (lemma pos text len)", s, size);
    return NEWS_NONE;
  }
  if (news_pos_of_name(s, size) != NEWS_POS_NONE || is_name(s, size, "conj")) {
    news_parse_fail(p, from, "expected pos= before a part of speech", s, size);
    return NEWS_NONE;
  }
  news_parse_fail(p, from,
                  "expected a flag (cap upper lower mixed alpha digit num "
                  "punct symbol dash quote open close url email hashtag "
                  "mention abbrev first last)",
                  s, size);
  return NEWS_NONE;
}

static uint32_t source_atom(news_parser *p, news_atom_kind kind,
                            uint32_t source) {
  if (source == NEWS_NONE) return NEWS_NONE;
  return make_atom(p, &(news_atom){.kind = (uint8_t)kind, .value = source});
}

static uint32_t parse_any_of(news_parser *p);

static uint32_t parse_one(news_parser *p) {
  news_parse_blank(p);
  if (p->at >= p->size) {
    news_parse_fail(p, p->at, "expected ]", "", 0);
    return NEWS_NONE;
  }
  uint32_t a;
  switch (p->source[p->at]) {
    case '!':
      p->at++;
      if (++p->depth > NEWS_PATTERN_MOST_NESTING) break;
      a = parse_one(p);
      p->depth--;
      return a == NEWS_NONE ? a : make_expr(p, NEWS_EXPR_NOT, a, 0);
    case '(':
      p->at++;
      if (++p->depth > NEWS_PATTERN_MOST_NESTING) break;
      a = parse_any_of(p);
      p->depth--;
      if (a == NEWS_NONE) return a;
      if (!next_is(p, ')')) {
        news_parse_fail(p, p->at, "expected & | or )", "", 0);
        return NEWS_NONE;
      }
      p->at++;
      return a;
    case '@': return source_atom(p, NEWS_ATOM_WORD, news_parse_lexicon(p));
    case '{': return source_atom(p, NEWS_ATOM_LAYER, news_parse_layer(p));
    case '/': return parse_regex(p);
    default: return parse_named(p);
  }
  news_parse_fail_with(p, NEWS_ETOOBIG, p->at, "brackets nest at most 64 deep",
                       "", 0);
  return NEWS_NONE;
}

static uint32_t parse_all_of(news_parser *p) {
  uint32_t a = parse_one(p);
  for (news_parse_blank(p); a != NEWS_NONE && next_is(p, '&');
       news_parse_blank(p)) {
    p->at++;
    uint32_t b = parse_one(p);
    if (b == NEWS_NONE) return b;
    a = make_expr(p, NEWS_EXPR_AND, a, b);
  }
  return a;
}

static uint32_t parse_any_of(news_parser *p) {
  uint32_t a = parse_all_of(p);
  for (news_parse_blank(p); a != NEWS_NONE && next_is(p, '|');
       news_parse_blank(p)) {
    p->at++;
    uint32_t b = parse_all_of(p);
    if (b == NEWS_NONE) return b;
    a = make_expr(p, NEWS_EXPR_OR, a, b);
  }
  return a;
}

uint32_t news_parse_bracket(news_parser *p) {
  p->at++;
  p->exprs = 0;
  uint32_t expr = parse_any_of(p);
  if (expr == NEWS_NONE) return expr;
  if (!next_is(p, ']')) {
    news_parse_fail(p, p->at, "expected & | or ]", "", 0);
    return NEWS_NONE;
  }
  p->at++;
  return expr;
}
