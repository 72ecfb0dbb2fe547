#ifndef NEWS_PATTERN_PARSE_H
#define NEWS_PATTERN_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "document.h"
#include "pattern.h"
#include "pattern_class.h"
#include "status.h"

/* Named limits of a pattern. */
enum {
  NEWS_PATTERN_MOST_BYTES = 64 * 1024,
  NEWS_PATTERN_MOST_NESTING = 64, /* nested brackets, including macros */
  NEWS_PATTERN_MOST_EXPRS = 2000, /* operators & | ! in a bracket */
  NEWS_PATTERN_MOST_MACROS = 16,  /* nested macros */
  NEWS_PATTERN_MOST_REPEAT = 1000,
  NEWS_PATTERN_MOST_TREE = 16384, /* elements, with macros expanded */
  NEWS_PATTERN_MOST_CAPTURES = 64,
  NEWS_PATTERN_MOST_LOOKS = 62,   /* distinct; with ^, $ the bits of a word */
  NEWS_PATTERN_MOST_NODES = 2048, /* words, with repetitions unrolled */
};

typedef enum news_tree_op {
  NEWS_TREE_WORD,    /* value: expr; one word */
  NEWS_TREE_JUMP,    /* value: source; one element of one or more words */
  NEWS_TREE_SEQ,     /* kids in sequence; none: empty */
  NEWS_TREE_ALT,     /* kids in order of preference */
  NEWS_TREE_REPEAT,  /* lowest, highest, greedy; one kid */
  NEWS_TREE_CAPTURE, /* value: number of the name; one kid */
  NEWS_TREE_LOOK,    /* ahead, negative; value: its number; one kid */
  NEWS_TREE_START,
  NEWS_TREE_END,
} news_tree_op;

enum { NEWS_NO_LIMIT = UINT32_MAX }; /* for `highest` */

typedef struct news_tree {
  uint8_t op;
  bool greedy, ahead, negative;
  bool nullable;     /* may take no word */
  uint32_t from, to; /* bytes in the source; in a macro those of its use */
  uint32_t value;
  uint32_t lowest, highest;
  uint32_t print; /* equal for equal trees */
  struct news_tree *kids, *last, *next;
} news_tree;

/* A parsed pattern; all memory is the arena's. */
typedef struct news_parsed {
  news_tree *tree;
  uint32_t capture_count;
  const char *captures[NEWS_PATTERN_MOST_CAPTURES];
  uint32_t slot_count; /* captures as written; several may share a name */
  uint32_t look_count; /* distinct look-arounds, by number: */
  const news_tree *looks[NEWS_PATTERN_MOST_LOOKS];
} news_parsed;

typedef struct news_parser {
  news_classes *classes;
  news_document *scratch; /* to tokenize literals */
  news_arena *arena;
  const news_pattern_names *names;
  news_error *err;
  news_status status;
  const char *source; /* source of the pattern or of the macro being read */
  uint32_t size, at;
  const char *macro; /* the innermost, by name; NULL outside of macros */
  uint32_t macro_size;
  uint32_t use_from, use_to; /* place where the outermost macro is used */
  uint32_t macro_depth, depth, look_depth, trees;
  uint32_t exprs; /* number of exprs in the bracket being read */
  news_parsed *out;
} news_parser;

/* Parse into `out`.  The caller sets the first seven fields of the parser. */
news_status news_pattern_parse(news_parser *p, const char *source,
                               uint32_t size, news_parsed *out);

/* Shared by the files of the parser.  A failure is recorded in p->status;
 * functions then return NULL, false or NEWS_NONE. */
void *news_parse_fail(news_parser *p, uint32_t at, const char *expected,
                      const char *detail, uint32_t size);
void *news_parse_fail_with(news_parser *p, news_status status, uint32_t at,
                           const char *what, const char *detail, uint32_t size);
void news_parse_blank(news_parser *p);
bool news_parse_is(const news_parser *p, const char *text);
/* Size of the name at `at`: a letter or _, then letters, digits and _; 0: none.
 */
uint32_t news_parse_name(const news_parser *p, uint32_t at);

/* Trees: a new one; set its end; add a kid; a tree of one word. */
news_tree *news_parse_tree(news_parser *p, news_tree_op op, uint32_t from);
void news_parse_end(const news_parser *p, news_tree *t);
void news_parse_kid(news_tree *t, news_tree *kid);
news_tree *news_parse_word(news_parser *p, uint32_t from, uint32_t expr);
/* Whether both take the same words in the same way, wherever they were
 * written. */
bool news_tree_is_same(const news_tree *a, const news_tree *b);
/* The code point at `at`; size 0 at the end. */
uint32_t news_parse_code(const news_parser *p, uint32_t at, uint32_t *size);
bool news_parse_is_name(char c);

/* "Word", and a bare word or sign, at p->at. */
news_tree *news_parse_exact(news_parser *p);
news_tree *news_parse_bare(news_parser *p);

/* [ ... ]: the expr of one word; p->at is at the bracket. */
uint32_t news_parse_bracket(news_parser *p);
/* {Layer ...} or @lexicon(...): a source; p->at is at { or @. */
uint32_t news_parse_layer(news_parser *p);
uint32_t news_parse_lexicon(news_parser *p);

#endif
