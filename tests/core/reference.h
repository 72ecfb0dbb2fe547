#ifndef REFERENCE_H
#define REFERENCE_H

/* A small backtracking matcher, the reference for the real one.  It shares
 * nothing with it: trees come from a generator, not from the parser, words are
 * plain strings, and every question is evaluated again at each place.  Random
 * patterns may take exponential time here, so there is a limit of steps. */

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { REF_WORDS = 64, REF_CAPTURES = 256, REF_STEPS = 20000, REF_KIDS = 4 };

enum ref_op {
  REF_LITERAL,
  REF_EXACT,
  REF_ANY,
  REF_BRACKET,
  REF_LEXICON,
  REF_LAYER,
  REF_SEQ,
  REF_ALT,
  REF_REPEAT,
  REF_CAPTURE,
  REF_LOOK,
  REF_START,
  REF_END,
};

enum ref_ask {
  ASK_CAP,
  ASK_LOWER,
  ASK_ALPHA,
  ASK_NUM,
  ASK_PUNCT,
  ASK_FIRST,
  ASK_LAST,
  ASK_REGEX, /* 0: ^[ab]; 1: [bd]$ of either case */
  ASK_LENGTH,
  ASK_TEXT,
  ASK_LEMMA,
  ASK_POS,
  ASK_LEXICON,
  ASK_LAYER,
  ASK_NOT,
  ASK_AND,
  ASK_OR,
};

typedef struct ref_question {
  enum ref_ask ask;
  int value;        /* length, part of speech, layer, which regex */
  const char *text; /* text, lemma; value of the condition or NULL */
  const struct ref_question *a, *b;
} ref_question;

typedef struct ref_node {
  enum ref_op op;
  const char *text; /* literal; value of the condition or NULL */
  bool negative;    /* look-around; condition */
  int layer;        /* of REF_LAYER */
  int lo, hi;       /* hi < 0: no limit */
  bool lazy, ahead;
  int name;
  const ref_question *question;
  int count;
  const struct ref_node *kids[REF_KIDS];
  uint64_t stats; /* operators counted as taking part */
} ref_node;

typedef struct ref_phrase {
  int count;
  const char *words[4];
  const char *kind;
} ref_phrase;

typedef struct ref_annotation {
  int layer, first, end;
  const char *kind;
} ref_annotation;

typedef struct ref_text {
  int count;
  const char *words[REF_WORDS];
  bool first[REF_WORDS], last[REF_WORDS];
  int pos[REF_WORDS];
  int phrase_count;
  const ref_phrase *phrases;
  int annotation_count;
  ref_annotation annotations[32];
} ref_text;

typedef struct ref_capture {
  int name, first, end, annotation, phrase;
} ref_capture;

typedef struct ref_element { /* taken on the path */
  int from, to, annotation, phrase;
} ref_element;

typedef struct ref_run {
  const ref_text *text;
  int from, to; /* the scope */
  int steps;
  bool gave_up;
  int end;
  int capture_count;
  ref_capture captures[REF_CAPTURES];
  int element_count;
  ref_element elements[REF_CAPTURES];
  int stat_count;
  uint64_t stats[4096];
} ref_run;

typedef struct ref_then {
  bool (*go)(ref_run *, const struct ref_then *, int at);
  const ref_node *node;
  const struct ref_then *next;
  int index, start;
} ref_then;

static inline bool ref_folded_equal(const char *a, const char *b) {
  while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b))
    a++, b++;
  return !*a && !*b;
}

static inline bool ref_alpha(const char *w) {
  return isalpha((unsigned char)w[0]);
}

static inline int ref_find_phrase(const ref_text *t, const char *word,
                                  const char *kind) {
  for (int i = 0; i < t->phrase_count; i++)
    if (t->phrases[i].count == 1 &&
        ref_folded_equal(t->phrases[i].words[0], word) &&
        (!kind || !strcmp(kind, t->phrases[i].kind)))
      return i;
  return -1;
}

static inline bool ref_inside(const ref_text *t, int layer, const char *kind,
                              int at) {
  for (int i = 0; i < t->annotation_count; i++) {
    const ref_annotation *a = &t->annotations[i];
    if (a->layer == layer && a->first <= at && at < a->end &&
        (!kind || !strcmp(kind, a->kind)))
      return true;
  }
  return false;
}

static inline bool ref_asks(const ref_text *t, const ref_question *q, int at) {
  const char *w = t->words[at];
  switch (q->ask) {
    case ASK_CAP: return isupper((unsigned char)w[0]);
    case ASK_LOWER: return islower((unsigned char)w[0]);
    case ASK_ALPHA: return ref_alpha(w);
    case ASK_NUM: return isdigit((unsigned char)w[0]);
    case ASK_PUNCT: return w[0] == ',';
    case ASK_FIRST: return t->first[at];
    case ASK_LAST: return t->last[at];
    case ASK_REGEX:
      return q->value ? strchr("bdBD", w[strlen(w) - 1]) != NULL
                      : w[0] == 'a' || w[0] == 'b';
    case ASK_LENGTH: return (int)strlen(w) > q->value;
    case ASK_TEXT: return !strcmp(w, q->text);
    case ASK_LEMMA: return ref_folded_equal(w, q->text);
    case ASK_POS: return t->pos[at] == q->value;
    case ASK_LEXICON: return ref_find_phrase(t, w, q->text) >= 0;
    case ASK_LAYER: return ref_inside(t, q->value, q->text, at);
    case ASK_NOT: return !ref_asks(t, q->a, at);
    case ASK_AND: return ref_asks(t, q->a, at) && ref_asks(t, q->b, at);
    case ASK_OR: return ref_asks(t, q->a, at) || ref_asks(t, q->b, at);
  }
  return false;
}

/* The phrase of a [@lex] word, if the question is not negated. */
static inline int ref_phrase_of(const ref_text *t, const ref_question *q,
                                int at) {
  if (q->ask == ASK_LEXICON) return ref_find_phrase(t, t->words[at], q->text);
  if (q->ask != ASK_AND && q->ask != ASK_OR) return -1;
  int a = ref_phrase_of(t, q->a, at);
  return a >= 0 ? a : ref_phrase_of(t, q->b, at);
}

static bool ref_match(ref_run *r, const ref_node *n, int at,
                      const ref_then *then);

static inline bool ref_take(ref_run *r, int from, int to, int annotation,
                            int phrase, const ref_then *then) {
  if (r->element_count == REF_CAPTURES) {
    r->gave_up = true;
    return false;
  }
  r->elements[r->element_count++] = (ref_element){from, to, annotation, phrase};
  if (then->go(r, then, to)) return true;
  r->element_count--;
  return false;
}

static inline bool ref_word(ref_run *r, const ref_node *n, int at,
                            const ref_then *then) {
  if (at >= r->to) return false;
  const char *w = r->text->words[at];
  bool good = n->op == REF_ANY ||
              (n->op == REF_LITERAL && ref_folded_equal(n->text, w)) ||
              (n->op == REF_EXACT && !strcmp(n->text, w)) ||
              (n->op == REF_BRACKET && ref_asks(r->text, n->question, at));
  if (!good) return false;
  int phrase =
      n->op == REF_BRACKET ? ref_phrase_of(r->text, n->question, at) : -1;
  return ref_take(r, at, at + 1, -1, phrase, then);
}

static inline bool ref_lexicon(ref_run *r, const ref_node *n, int at,
                               const ref_then *then) {
  const ref_text *t = r->text;
  for (int size = 4; size; size--) {
    for (int i = 0; i < t->phrase_count; i++) {
      const ref_phrase *p = &t->phrases[i];
      if (p->count != size || at + size > r->to) continue;
      if (n->text && !strcmp(n->text, p->kind) == n->negative) continue;
      int k = 0;
      while (k < size && ref_folded_equal(p->words[k], t->words[at + k])) k++;
      if (k == size && ref_take(r, at, at + size, -1, i, then)) return true;
    }
  }
  return false;
}

static inline bool ref_layer(ref_run *r, const ref_node *n, int at,
                             const ref_then *then) {
  const ref_text *t = r->text;
  for (int end = r->to; end > at; end--) {
    for (int i = 0; i < t->annotation_count; i++) {
      const ref_annotation *a = &t->annotations[i];
      if (a->layer != n->layer || a->first != at || a->end != end) continue;
      if (n->text && !strcmp(n->text, a->kind) == n->negative) continue;
      if (ref_take(r, at, end, i, -1, then)) return true;
    }
  }
  return false;
}

static bool ref_go_seq(ref_run *r, const ref_then *t, int at) {
  if (t->index == t->node->count) return t->next->go(r, t->next, at);
  ref_then then = {ref_go_seq, t->node, t->next, t->index + 1, 0};
  return ref_match(r, t->node->kids[t->index], at, &then);
}

static bool ref_repeat(ref_run *r, const ref_node *n, int round, int at,
                       const ref_then *next);

/* A round after the lowest number takes at least one word. */
static bool ref_go_round(ref_run *r, const ref_then *t, int at) {
  if (t->index > t->node->lo && at == t->start) return false;
  return ref_repeat(r, t->node, t->index, at, t->next);
}

static bool ref_repeat(ref_run *r, const ref_node *n, int round, int at,
                       const ref_then *next) {
  ref_then then = {ref_go_round, n, next, round + 1, at};
  if (round < n->lo) return ref_match(r, n->kids[0], at, &then);
  bool more = n->hi < 0 || round < n->hi;
  if (n->lazy && next->go(r, next, at)) return true;
  if (more && ref_match(r, n->kids[0], at, &then)) return true;
  return !n->lazy && next->go(r, next, at);
}

static bool ref_go_close(ref_run *r, const ref_then *t, int at) {
  if (r->capture_count == REF_CAPTURES) {
    r->gave_up = true;
    return false;
  }
  ref_capture *c = &r->captures[r->capture_count++];
  *c = (ref_capture){t->node->name, t->start, at, -1, -1};
  if (r->element_count) {
    const ref_element *e = &r->elements[r->element_count - 1];
    if (at > t->start && e->from == t->start && e->to == at) {
      c->annotation = e->annotation;
      c->phrase = e->phrase;
    }
  }
  if (t->next->go(r, t->next, at)) return true;
  r->capture_count--;
  return false;
}

static bool ref_go_accept(ref_run *r, const ref_then *t, int at) {
  (void)t;
  r->end = at;
  return true;
}

static bool ref_go_meet(ref_run *r, const ref_then *t, int at) {
  (void)r;
  return at == t->start;
}

static bool ref_looks(ref_run *r, const ref_node *n, int at) {
  int captures = r->capture_count, elements = r->element_count;
  int stats = r->stat_count, end = r->end;
  bool found = false;
  if (n->ahead) {
    ref_then then = {ref_go_accept, NULL, NULL, 0, 0};
    found = ref_match(r, n->kids[0], at, &then);
  } else {
    ref_then then = {ref_go_meet, NULL, NULL, 0, at};
    for (int from = r->from; from <= at && !found; from++)
      found = ref_match(r, n->kids[0], from, &then);
  }
  r->capture_count = captures;
  r->element_count = elements;
  r->stat_count = stats;
  r->end = end;
  return found != n->negative;
}

static bool ref_at_end(const ref_run *r, int at) {
  while (at < r->to && r->text->words[at][0] == ',') at++;
  return at == r->to;
}

static bool ref_try(ref_run *r, const ref_node *n, int at,
                    const ref_then *then) {
  ref_then next = {NULL, n, then, 0, at};
  switch (n->op) {
    case REF_LITERAL:
    case REF_EXACT:
    case REF_ANY:
    case REF_BRACKET: return ref_word(r, n, at, then);
    case REF_LEXICON: return ref_lexicon(r, n, at, then);
    case REF_LAYER: return ref_layer(r, n, at, then);
    case REF_SEQ: next.go = ref_go_seq; return ref_go_seq(r, &next, at);
    case REF_ALT:
      for (int i = 0; i < n->count; i++)
        if (ref_match(r, n->kids[i], at, then)) return true;
      return false;
    case REF_REPEAT: return ref_repeat(r, n, 0, at, then);
    case REF_CAPTURE:
      next.go = ref_go_close;
      return ref_match(r, n->kids[0], at, &next);
    case REF_LOOK: return ref_looks(r, n, at) && then->go(r, then, at);
    case REF_START: return at == r->from && then->go(r, then, at);
    case REF_END: return ref_at_end(r, at) && then->go(r, then, at);
  }
  return false;
}

static bool ref_match(ref_run *r, const ref_node *n, int at,
                      const ref_then *then) {
  if (++r->steps > REF_STEPS || r->stat_count > 4090) r->gave_up = true;
  if (r->gave_up) return false;
  int stats = r->stat_count;
  r->stats[r->stat_count++] = n->stats;
  if (ref_try(r, n, at, then)) return true;
  r->stat_count = stats;
  return false;
}

/* The match that begins at `at`, which may be empty, with its end in r->end;
 * false if there is none or the steps are used up (r->gave_up). */
static inline bool ref_match_at(ref_run *r, const ref_node *n, int at) {
  ref_then then = {ref_go_accept, NULL, NULL, 0, 0};
  r->capture_count = r->element_count = r->stat_count = 0;
  return ref_match(r, n, at, &then) && !r->gave_up;
}

#endif
