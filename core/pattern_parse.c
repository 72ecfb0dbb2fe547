#include "pattern_parse.h"

#include <string.h>

#include "unicode.h"
#include "utf8.h"

/* ---- errors */

/* The place of an error inside a macro: "$crowd, byte 12: detail". */
static void place_in_macro(const news_parser *p, uint32_t at,
                           const char *detail, uint32_t size,
                           news_buffer *out) {
  char digits[16];
  uint32_t n = 0;
  for (uint32_t v = at + 1; v; v /= 10) digits[n++] = (char)('0' + v % 10);
  news_buffer_add_text(out, "$");
  news_buffer_add(out, p->macro, p->macro_size);
  news_buffer_add_text(out, ", byte ");
  while (n) news_buffer_add_byte(out, digits[--n]);
  if (size) news_buffer_add_text(out, ": ");
  news_buffer_add(out, detail, size);
}

void *news_parse_fail_with(news_parser *p, news_status status, uint32_t at,
                           const char *what, const char *detail,
                           uint32_t size) {
  if (p->status) return NULL; /* the first one counts */
  p->status = status;
  if (!p->macro) {
    news_fail_with(p->err, status, at, what, detail, size);
    return NULL;
  }
  news_buffer text = NEWS_BUFFER_EMPTY;
  place_in_macro(p, at, detail, size, &text);
  news_fail_with(p->err, status, p->use_from, what, text.data ? text.data : "",
                 text.size);
  news_buffer_free(&text);
  return NULL;
}

void *news_parse_fail(news_parser *p, uint32_t at, const char *expected,
                      const char *detail, uint32_t size) {
  return news_parse_fail_with(p, NEWS_ESYNTAX, at, expected, detail, size);
}

/* ---- characters */

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The code point at `at`, 0 at the end. */
uint32_t news_parse_code(const news_parser *p, uint32_t at, uint32_t *size) {
  *size = 0;
  if (at >= p->size) return 0;
  return news_utf8_decode(p->source + at, size);
}

void news_parse_blank(news_parser *p) {
  for (;;) {
    uint32_t size, code = news_parse_code(p, p->at, &size);
    if (!size) return;
    if (code < 0x80 ? !is_blank((char)code) : !news_unicode_is_space(code))
      return;
    p->at += size;
  }
}

bool news_parse_is(const news_parser *p, const char *text) {
  size_t size = strlen(text);
  return p->size - p->at >= size && !memcmp(p->source + p->at, text, size);
}

bool news_parse_is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

uint32_t news_parse_name(const news_parser *p, uint32_t at) {
  uint32_t end = at;
  if (at >= p->size || !news_parse_is_name(p->source[at])) return 0;
  while (end < p->size && (news_parse_is_name(p->source[end]) ||
                           (p->source[end] >= '0' && p->source[end] <= '9')))
    end++;
  return end - at;
}

static bool is_digit_code(uint32_t code) { return code >= '0' && code <= '9'; }

/* ---- trees */

news_tree *news_parse_tree(news_parser *p, news_tree_op op, uint32_t from) {
  if (++p->trees > NEWS_PATTERN_MOST_TREE)
    return news_parse_fail_with(
        p, NEWS_ETOOBIG, from,
        "a pattern has at most 16384 elements with macros expanded", "", 0);
  news_tree *t = news_arena_alloc(p->arena, sizeof *t);
  if (!t) return news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
  *t = (news_tree){.op = (uint8_t)op};
  t->from = p->macro ? p->use_from : from;
  t->to = p->macro ? p->use_to : from;
  return t;
}

void news_parse_end(const news_parser *p, news_tree *t) {
  if (!p->macro) t->to = p->at;
}

void news_parse_kid(news_tree *t, news_tree *kid) {
  if (t->last)
    t->last->next = kid;
  else
    t->kids = kid;
  t->last = kid;
}

news_tree *news_parse_word(news_parser *p, uint32_t from, uint32_t expr) {
  if (expr == NEWS_NONE) return NULL;
  news_tree *t = news_parse_tree(p, NEWS_TREE_WORD, from);
  if (!t) return NULL;
  t->value = expr;
  news_parse_end(p, t);
  return t;
}

bool news_tree_is_same(const news_tree *a, const news_tree *b) {
  if (a->op != b->op || a->value != b->value || a->lowest != b->lowest ||
      a->highest != b->highest || a->greedy != b->greedy ||
      a->ahead != b->ahead || a->negative != b->negative)
    return false;
  const news_tree *k = a->kids, *l = b->kids;
  for (; k && l; k = k->next, l = l->next)
    if (!news_tree_is_same(k, l)) return false;
  return !k && !l;
}

static news_tree *jump_tree(news_parser *p, uint32_t from, uint32_t source) {
  if (source == NEWS_NONE) return NULL;
  news_tree *t = news_parse_tree(p, NEWS_TREE_JUMP, from);
  if (!t) return NULL;
  t->value = source;
  news_parse_end(p, t);
  return t;
}

/* ---- elements */

static news_tree *parse_alt(news_parser *p);

static bool enter(news_parser *p, uint32_t at) {
  if (++p->depth <= NEWS_PATTERN_MOST_NESTING) return true;
  news_parse_fail_with(p, NEWS_ETOOBIG, at, "brackets nest at most 64 deep", "",
                       0);
  return false;
}

static news_tree *parse_until_close(news_parser *p, uint32_t from) {
  if (!enter(p, from)) return NULL;
  news_tree *t = parse_alt(p);
  p->depth--;
  if (!t) return NULL;
  if (p->at >= p->size || p->source[p->at] != ')')
    return news_parse_fail(p, p->at, "expected )", "", 0);
  p->at++;
  return t;
}

/* Number a look-around.  Equal ones share a number, because macros repeat them;
 * inner ones have smaller numbers. */
static bool number_look(news_parser *p, news_tree *look, uint32_t from) {
  news_parsed *out = p->out;
  for (uint32_t k = 0; k < out->look_count; k++) {
    look->value = k;
    if (news_tree_is_same(look, out->looks[k])) return true;
  }
  if (out->look_count == NEWS_PATTERN_MOST_LOOKS) {
    news_parse_fail_with(p, NEWS_ETOOBIG, from,
                         "a pattern has at most 62 different look-arounds", "",
                         0);
    return false;
  }
  look->value = out->look_count;
  out->looks[out->look_count++] = look;
  return true;
}

static news_tree *parse_look(news_parser *p, uint32_t mark, bool ahead,
                             bool negative) {
  uint32_t from = p->at;
  p->at += mark;
  news_tree *t = news_parse_tree(p, NEWS_TREE_LOOK, from);
  if (!t) return NULL;
  t->ahead = ahead;
  t->negative = negative;
  p->look_depth++;
  news_tree *kid = parse_until_close(p, from);
  p->look_depth--;
  if (!kid) return NULL;
  news_parse_kid(t, kid);
  if (!number_look(p, t, from)) return NULL;
  news_parse_end(p, t);
  return t;
}

static news_tree *parse_group(news_parser *p) {
  uint32_t from = p->at;
  if (news_parse_is(p, "(?<=")) return parse_look(p, 4, false, false);
  if (news_parse_is(p, "(?<!")) return parse_look(p, 4, false, true);
  if (news_parse_is(p, "(?=")) return parse_look(p, 3, true, false);
  if (news_parse_is(p, "(?!")) return parse_look(p, 3, true, true);
  if (news_parse_is(p, "(?"))
    return news_parse_fail(p, from + 2, "expected = ! <= or <! after (?", "",
                           0);
  p->at++;
  return parse_until_close(p, from);
}

static news_tree *parse_macro(news_parser *p) {
  uint32_t from = p->at, size = news_parse_name(p, from + 1), source_size;
  const char *name = p->source + from + 1;
  size_t got;
  news_parser outer = *p;
  if (!p->names->macro ||
      !p->names->macro(p->names->host, name, size, &p->source, &got))
    return p->source = outer.source,
           news_parse_fail(p, from + 1, "unknown macro", name, size);
  source_size = got > NEWS_PATTERN_MOST_BYTES ? NEWS_PATTERN_MOST_BYTES + 1u
                                              : (uint32_t)got;
  const char *source = p->source;
  p->source = outer.source;
  if (source_size > NEWS_PATTERN_MOST_BYTES)
    return news_parse_fail_with(p, NEWS_ETOOBIG, from,
                                "a macro has at most 64 KB", name, size);
  if (news_utf8_check(source, source_size) < source_size)
    return news_parse_fail_with(p, NEWS_EUTF8, from, NULL, name, size);
  if (p->macro_depth >= NEWS_PATTERN_MOST_MACROS)
    return news_parse_fail_with(
        p, NEWS_ETOOBIG, from,
        "macros nest at most 16 deep (does this one use itself?)", name, size);
  if (!enter(p, from)) return NULL;
  if (!p->macro) {
    p->use_from = from;
    p->use_to = from + 1 + size;
  }
  p->source = source;
  p->size = source_size;
  p->at = 0;
  p->macro = name;
  p->macro_size = size;
  p->macro_depth++;
  news_tree *t = parse_alt(p);
  if (t && p->at < p->size)
    t = news_parse_fail(p, p->at, "expected an element; this ) closes nothing",
                        "", 0);
  p->source = outer.source;
  p->size = outer.size;
  p->at = from + 1 + size;
  p->macro = outer.macro;
  p->macro_size = outer.macro_size;
  p->macro_depth--;
  p->depth--;
  return t;
}

static news_tree *parse_atom(news_parser *p);

/* name: directly before an element. */
static uint32_t capture_name(const news_parser *p) {
  uint32_t size = news_parse_name(p, p->at), end = p->at + size;
  return size && end < p->size && p->source[end] == ':' ? size : 0;
}

static uint32_t capture_number(news_parser *p, uint32_t from, uint32_t size) {
  const char *name = p->source + from;
  news_parsed *out = p->out;
  for (uint32_t i = 0; i < out->capture_count; i++)
    if (strlen(out->captures[i]) == size &&
        !memcmp(out->captures[i], name, size))
      return i;
  char *copy = NULL;
  if (out->capture_count == NEWS_PATTERN_MOST_CAPTURES)
    news_parse_fail_with(p, NEWS_ETOOBIG, from,
                         "a pattern has at most 64 names", name, size);
  else if (!(copy = news_arena_alloc(p->classes->arena, size + 1)))
    news_parse_fail_with(p, NEWS_ENOMEM, from, NULL, "", 0);
  if (!copy) return NEWS_NONE;
  memcpy(copy, name, size);
  copy[size] = '\0';
  out->captures[out->capture_count] = copy;
  return out->capture_count++;
}

static news_tree *parse_capture(news_parser *p, uint32_t size) {
  uint32_t from = p->at, next = from + size + 1;
  if (p->look_depth)
    return news_parse_fail(p, from, "expected no capture inside look-around",
                           p->source + from, size);
  if (next >= p->size || is_blank(p->source[next]))
    return news_parse_fail(p, next,
                           "expected an element directly after the name and "
                           "its colon (a colon as a word is written \":\")",
                           "", 0);
  uint32_t number = capture_number(p, from, size);
  news_tree *t =
      number == NEWS_NONE ? NULL : news_parse_tree(p, NEWS_TREE_CAPTURE, from);
  if (!t) return NULL;
  t->value = number;
  p->at = next;
  if (!enter(p, from)) return NULL;
  news_tree *kid = parse_atom(p);
  p->depth--;
  if (!kid) return NULL;
  news_parse_kid(t, kid);
  news_parse_end(p, t);
  return t;
}

static news_tree *parse_any(news_parser *p) {
  uint32_t from = p->at++, expr;
  news_status status =
      news_classes_atom(p->classes, &(news_atom){.kind = NEWS_ATOM_ANY}, &expr);
  if (status) return news_parse_fail_with(p, status, from, NULL, "", 0);
  return news_parse_word(p, from, expr);
}

static news_tree *parse_edge(news_parser *p, news_tree_op op) {
  news_tree *t = news_parse_tree(p, op, p->at);
  p->at++;
  if (t) news_parse_end(p, t);
  return t;
}

static news_tree *parse_atom(news_parser *p) {
  uint32_t from = p->at, name = capture_name(p);
  if (name) return parse_capture(p, name);
  switch (from < p->size ? p->source[from] : '\0') {
    case '(': return parse_group(p);
    case '[': {
      uint32_t expr = news_parse_bracket(p);
      return news_parse_word(p, from, expr);
    }
    case '{': {
      uint32_t source = news_parse_layer(p);
      return jump_tree(p, from, source);
    }
    case '@': {
      uint32_t source = news_parse_lexicon(p);
      return jump_tree(p, from, source);
    }
    case '.': return parse_any(p);
    case '"': return news_parse_exact(p);
    case '^': return parse_edge(p, NEWS_TREE_START);
    case '$':
      return news_parse_name(p, from + 1) ? parse_macro(p)
                                          : parse_edge(p, NEWS_TREE_END);
    case '?':
    case '*':
    case '+':
      return news_parse_fail(
          p, from,
          "expected an element; a repetition must touch what "
          "it repeats; to match the sign, quote it",
          p->source + from, 1);
    case ':':
    case ']':
    case '}':
      return news_parse_fail(p, from,
                             "expected an element; to match the sign, quote it",
                             p->source + from, 1);
    case ')': return news_parse_fail(p, from, "expected an element", "", 0);
    case '|': return news_parse_fail(p, from, "expected an element", "", 0);
    case '\0':
      if (from >= p->size)
        return news_parse_fail(p, from, "expected an element", "", 0);
      /* fall through */
    default: return news_parse_bare(p);
  }
}

/* ---- repetitions */

static bool parse_count(news_parser *p, uint32_t *count) {
  uint32_t from = p->at;
  *count = 0;
  while (p->at < p->size && is_digit_code((uint8_t)p->source[p->at])) {
    *count = *count * 10 + (uint32_t)(p->source[p->at++] - '0');
    if (*count <= NEWS_PATTERN_MOST_REPEAT) continue;
    news_parse_fail_with(p, NEWS_ETOOBIG, from,
                         "an element is repeated at most 1000 times", "", 0);
    return false;
  }
  return p->at > from;
}

/* {m} {m,} {m,n} */
static bool parse_braces(news_parser *p, news_tree *t) {
  uint32_t from = p->at++;
  if (!parse_count(p, &t->lowest)) return false;
  t->highest = t->lowest;
  if (news_parse_is(p, ",")) {
    p->at++;
    if (!parse_count(p, &t->highest)) {
      if (p->status) return false;
      t->highest = NEWS_NO_LIMIT;
    }
  }
  if (!news_parse_is(p, "}"))
    return news_parse_fail(p, p->at, "expected a number, a comma or }", "", 0);
  p->at++;
  if (t->lowest > t->highest)
    return news_parse_fail(p, from, "expected the smaller number first", "", 0);
  return true;
}

static bool is_repetition(const news_parser *p) {
  if (p->at >= p->size) return false;
  if (strchr("?*+", p->source[p->at])) return p->source[p->at] != '\0';
  return p->source[p->at] == '{' && p->at + 1 < p->size &&
         is_digit_code((uint8_t)p->source[p->at + 1]);
}

static news_tree *parse_repeat(news_parser *p) {
  uint32_t from = p->at;
  news_tree *kid = parse_atom(p);
  if (!kid || !is_repetition(p)) return kid;
  news_tree *t = news_parse_tree(p, NEWS_TREE_REPEAT, from);
  if (!t) return NULL;
  char sign = p->source[p->at];
  t->lowest = sign == '+';
  t->highest = sign == '?' ? 1 : NEWS_NO_LIMIT;
  if (sign != '{')
    p->at++;
  else if (!parse_braces(p, t))
    return NULL;
  t->greedy = !news_parse_is(p, "?");
  if (!t->greedy) p->at++;
  if (is_repetition(p))
    return news_parse_fail(
        p, p->at, "expected an element; to repeat a repetition put it in ( )",
        "", 0);
  news_parse_kid(t, kid);
  news_parse_end(p, t);
  return t;
}

static news_tree *parse_seq(news_parser *p) {
  news_tree *seq = news_parse_tree(p, NEWS_TREE_SEQ, p->at);
  for (news_parse_blank(p); seq && p->at < p->size; news_parse_blank(p)) {
    char c = p->source[p->at];
    if (c == ')' || c == '|') break;
    news_tree *t = parse_repeat(p);
    if (!t) return NULL;
    news_parse_kid(seq, t);
  }
  if (!seq) return NULL;
  news_parse_end(p, seq);
  return seq->kids && seq->kids == seq->last ? seq->kids : seq;
}

static news_tree *parse_alt(news_parser *p) {
  uint32_t from = p->at;
  news_tree *first = parse_seq(p);
  if (!first || !news_parse_is(p, "|")) return first;
  news_tree *alt = news_parse_tree(p, NEWS_TREE_ALT, from);
  if (!alt) return NULL;
  news_parse_kid(alt, first);
  while (news_parse_is(p, "|")) {
    p->at++;
    news_tree *t = parse_seq(p);
    if (!t) return NULL;
    news_parse_kid(alt, t);
  }
  news_parse_end(p, alt);
  return alt;
}

/* ---- the whole */

static bool all_nullable(news_tree *t, bool any) {
  for (news_tree *k = t->kids; k; k = k->next)
    if (k->nullable == any) return any;
  return !any;
}

static void print(news_tree *t) {
  const uint32_t parts[] = {t->op, t->greedy * 4u + t->ahead * 2u + t->negative,
                            t->value, t->lowest, t->highest};
  uint32_t hash = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    hash = (hash ^ parts[i]) * 0x9E3779B1u;
  for (news_tree *k = t->kids; k; k = k->next) {
    print(k);
    hash = (hash ^ k->print) * 0x85EBCA77u + 1;
  }
  t->print = hash;
}

/* NEWS_PATTERN_MOST_NESTING limits the recursion. */
static void find_nullable(news_tree *t) {
  for (news_tree *k = t->kids; k; k = k->next) find_nullable(k);
  switch ((news_tree_op)t->op) {
    case NEWS_TREE_WORD:
    case NEWS_TREE_JUMP: t->nullable = false; break;
    case NEWS_TREE_SEQ: t->nullable = all_nullable(t, false); break;
    case NEWS_TREE_ALT: t->nullable = all_nullable(t, true); break;
    case NEWS_TREE_REPEAT:
      t->nullable = t->lowest == 0 || t->kids->nullable;
      break;
    case NEWS_TREE_CAPTURE: t->nullable = t->kids->nullable; break;
    case NEWS_TREE_LOOK:
    case NEWS_TREE_START:
    case NEWS_TREE_END: t->nullable = true; break;
  }
}

news_status news_pattern_parse(news_parser *p, const char *source,
                               uint32_t size, news_parsed *out) {
  *out = (news_parsed){0};
  p->out = out;
  p->source = source;
  p->size = size;
  if (size > NEWS_PATTERN_MOST_BYTES) {
    news_parse_fail_with(p, NEWS_ETOOBIG, NEWS_PATTERN_MOST_BYTES,
                         "a pattern has at most 64 KB", "", 0);
    return p->status;
  }
  size_t good = news_utf8_check(source, size);
  if (good < size) {
    news_parse_fail_with(p, NEWS_EUTF8, (uint32_t)good, NULL, "", 0);
    return p->status;
  }
  news_parse_blank(p);
  if (p->at == p->size) {
    news_parse_fail(p, p->at, "expected a pattern", "", 0);
    return p->status;
  }
  out->tree = parse_alt(p);
  if (out->tree && p->at < p->size)
    news_parse_fail(p, p->at, "expected an element; this ) closes nothing", "",
                    0);
  if (!p->status) find_nullable(out->tree);
  if (!p->status) print(out->tree);
  return p->status;
}
