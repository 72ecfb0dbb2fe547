#ifndef NEWS_PATTERN_CLASS_H
#define NEWS_PATTERN_CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buffer.h"
#include "lexicon.h"
#include "lexicon_many.h"
#include "morphology.h"
#include "pattern_questions.h"
#include "regex.h"
#include "status.h"
#include "vocabulary.h"

/* The questions that patterns ask about one word, each kept once for all
 * patterns of a set.
 *
 *   atom    a single question: is it "said", is it capitalised, ...
 *   expr    atoms under & | !; children have smaller numbers than parents
 *   source  a lexicon or layer with its conditions, where elements of several
 *           words come from
 *   class   an expr that some pattern asks at some position; the answers of a
 *           form to all classes are a row of bits
 *
 * Some atoms depend on more than the form (the place in its sentence,
 * annotations). For a form alone their answer is "maybe", and a class holds
 * unless the answer is "no". */

enum { NEWS_NONE = UINT32_MAX };

/* Maps byte strings to numbers, in the order of adding. */
typedef struct news_keys {
  struct news_key {
    const char *bytes;
    uint32_t size;
    uint32_t hash;
  } * keys;
  uint32_t count, room;
  uint32_t *slots; /* number + 1; 0: free */
  uint32_t slot_count;
} news_keys;

/* The number of these bytes, which are copied to `arena` if they are new
 * (*added); NEWS_NONE when out of memory. */
uint32_t news_keys_add(news_keys *table, news_arena *arena, const void *bytes,
                       size_t size, bool *added);
uint32_t news_keys_find(const news_keys *table, const void *bytes, size_t size);
void news_keys_free(news_keys *table);

typedef enum news_atom_kind {
  NEWS_ATOM_ANY,
  NEWS_ATOM_LITERAL, /* text: folded form */
  NEWS_ATOM_EXACT,   /* text: as written */
  NEWS_ATOM_FLAG,    /* value: news_form_flag */
  NEWS_ATOM_REGEX,
  NEWS_ATOM_LENGTH,  /* op, value: code points */
  NEWS_ATOM_LEMMA,   /* text */
  NEWS_ATOM_WORD,    /* value: source; a phrase of one word of a lexicon */
  NEWS_ATOM_GOES_ON, /* value: the lexicon's lead; may begin a longer phrase */
  /* These depend on the place, not on the form alone: */
  NEWS_ATOM_FIRST,
  NEWS_ATOM_LAST,
  NEWS_ATOM_POS,   /* value: news_pos */
  NEWS_ATOM_LAYER, /* value: source; inside an annotation of a layer */
} news_atom_kind;

typedef enum news_compare {
  NEWS_CMP_EQ,
  NEWS_CMP_NE,
  NEWS_CMP_LT,
  NEWS_CMP_GT,
  NEWS_CMP_LE,
  NEWS_CMP_GE,
} news_compare;

typedef struct news_atom {
  uint8_t kind;
  uint8_t op;
  uint32_t value;
  const char *text;
  uint32_t size;
  uint32_t expr;       /* the expr that is just this atom */
  news_regex *regex;   /* NULL in a set from a file, where rows make it */
  const char *written; /* in a set from a file: its compiled form, */
  uint64_t written_size;
  uint64_t first[2]; /* and the ASCII that a matching word may begin with */
} news_atom;

typedef enum news_expr_op {
  NEWS_EXPR_ATOM, /* a: atom */
  NEWS_EXPR_NEVER,
  NEWS_EXPR_AND,
  NEWS_EXPR_OR,
  NEWS_EXPR_NOT,
} news_expr_op;

typedef struct news_expr {
  uint32_t op, a, b;
} news_expr;

/* k=v|w or k!=v, of a lexicon or layer. */
typedef struct news_condition {
  const struct news_condition *next;
  const char *name;
  uint32_t size;
  int column; /* of a lexicon */
  bool negative;
  uint32_t count;
  const char *const *values;
  const uint32_t *sizes;
} news_condition;

typedef struct news_source {
  const news_lexicon *lexicon; /* NULL: a layer */
  uint32_t lead;               /* the first source of the lexicon */
  uint32_t layer;
  bool quoted; /* the layer is Quoted, of which texts have few */
  const news_condition *conditions;
} news_source;

typedef enum news_answer {
  NEWS_ANSWER_NO,
  NEWS_ANSWER_YES,
  NEWS_ANSWER_MAYBE
} news_answer;

/* Combine two answers, or negate one (NOT). */
static inline uint8_t news_join_answers(uint32_t op, uint8_t a, uint8_t b) {
  if (op == NEWS_EXPR_NOT)
    return a == NEWS_ANSWER_MAYBE ? a : a == NEWS_ANSWER_NO;
  if (op == NEWS_EXPR_AND)
    return a == NEWS_ANSWER_NO || b == NEWS_ANSWER_NO ? NEWS_ANSWER_NO
           : a > b                                    ? a
                                                      : b;
  if (a == NEWS_ANSWER_YES || b == NEWS_ANSWER_YES) return NEWS_ANSWER_YES;
  return a > b ? a : b;
}

static inline void news_set_class(uint64_t *row, uint32_t class, bool on) {
  uint64_t bit = (uint64_t)1 << class % 64;
  if (class == NEWS_NONE) return;
  if (on)
    row[class / 64] |= bit;
  else
    row[class / 64] &= ~bit;
}

typedef struct news_classes {
  news_arena *arena;
  const news_morphology *morphology;
  news_regex_scratch *scratch; /* of a set from a file, for all its regexes */
  news_lexicon_cells many;     /* of the lexicons used, if computed before */
  news_questions questions;    /* if computed before; else items is NULL */
  news_keys atom_keys, expr_keys, source_keys;
  news_atom *atoms;
  uint32_t atom_room;
  news_expr *exprs;
  uint32_t *class_of_expr; /* NEWS_NONE: no class yet */
  double *guess_of_expr;   /* negative: not computed yet */
  uint32_t expr_room;
  news_source *sources;
  uint32_t source_room;
  uint32_t *classes; /* expr of each class */
  uint32_t class_count, class_room;
  /* The exprs to compute for every new form, children first: all but single
   * literals, which are found by their bytes. */
  uint32_t *asked;
  uint32_t asked_count, asked_room;
  uint8_t *is_asked; /* by expr */
} news_classes;

news_status news_classes_init(news_classes *c, const news_morphology *m);
void news_classes_free(news_classes *c);

/* Each stores a number and fails only with NEWS_ENOMEM.  `atom` is copied; its
 * regex is taken over (and freed if the atom is known already, or on
 * failure). */
news_status news_classes_atom(news_classes *c, const news_atom *atom,
                              uint32_t *expr);
news_status news_classes_expr(news_classes *c, news_expr_op op, uint32_t a,
                              uint32_t b, uint32_t *expr);
news_status news_classes_source(news_classes *c, const news_source *source,
                                uint32_t *number);
news_status news_classes_class(news_classes *c, uint32_t expr,
                               uint32_t *number);
/* The class of words that may begin a longer phrase of a source's lexicon. */
news_status news_classes_goes_on(news_classes *c, uint32_t source,
                                 uint32_t *number);

/* The expr with the atoms `first` and `last` replaced by these answers. */
news_status news_classes_settle(news_classes *c, uint32_t expr, bool first,
                                bool last, uint32_t *settled);

/* Whether the expr has an atom of one of these kinds (a set of 1 << kind). */
bool news_classes_holds(const news_classes *c, uint32_t expr, uint32_t kinds);

/* The first entry of the phrase that meets the conditions, NEWS_NONE if there
 * is none; and whether an entry meets them. */
uint32_t news_source_entry(const news_source *source, uint32_t phrase);
bool news_source_meets(const news_source *source, uint32_t entry);

/* A rough guess, the same everywhere, for how many of a thousand words of news
 * the expr holds. */
double news_classes_guess(news_classes *c, uint32_t expr);

#endif
