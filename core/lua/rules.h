#ifndef NEWS_LUA_RULES_H
#define NEWS_LUA_RULES_H

#include "binding.h"

/* Shared by rules.c (construction and runs), emit.c (one match) and kept.c
 * (cached answers). */

#define NEWS_RULES "newsengine.rules"
#define NEWS_SHARED "newsengine.shared" /* attributes of many annotations */

/* An attribute from a capture or one of its fields. */
typedef struct taking {
  const char *key, *capture, *field; /* field "": the span itself */
} taking;

/* A rule, as far as C needs it; strings are held by its description. */
typedef struct rule {
  uint32_t layer;
  enum { OVERLAP_NONE, OVERLAP_NESTED, OVERLAP_ALL } overlap;
  const char *span; /* the capture to cover; NULL: the whole match */
  bool where, set, constant, refers;
  bool bare;          /* no attributes, not even the captures */
  uint32_t constants; /* number of constant attributes */
  uint32_t first_taking, taking_count;
  uint32_t first_apart, apart_count; /* layers whose annotations it avoids */
  uint32_t first_per, per_count;     /* captures whose words are all that `set`
                                        sees: its answers are cached */
} rule;

/* User value 1: list of descriptions; 2: calls into the library. */
typedef struct rules_box {
  uint32_t count;
  rule *rules;      /* user value 3 */
  taking *takings;  /* user value 4 */
  uint32_t *apart;  /* user value 5 */
  const char **per; /* user value 6 */
} rules_box;
enum {
  RULES_LIST = 1,
  RULES_CALLS,
  RULES_ARRAY,
  RULES_TAKINGS,
  RULES_APART,
  RULES_PER,
  RULES_VALUES = 6
};

/* The stack while rules run. */
enum {
  AT_RULES = 1,
  AT_MATCHER, /* anything, for a regular expression */
  AT_DOCUMENT,
  AT_MATCH,       /* as rules see it, once needed */
  AT_CALLS,       /* into the library */
  AT_WATCH,       /* calls.on_match, or nil */
  AT_ATTRIBUTES,  /* attributes of the document's annotations */
  AT_DESCRIPTION, /* of the rule of the match */
  AT_WHERE,
  AT_SET,  /* function, or table of attributes */
  AT_KEPT, /* cached answers of a `set` with `per`, or nil */
  AT_TOP = AT_KEPT,
};

typedef struct run {
  lua_State *L;
  const rules_box *rules;
  const rule *rule; /* NULL before the first match */
  uint32_t number;
  news_point before;   /* where the rule began */
  bool counting;       /* Lua has been entered for the rule */
  bool watched;        /* AT_WATCH is not nil */
  bool shown;          /* AT_MATCH is not nil */
  news_worker *worker; /* is told which rule runs; may be NULL */
  news_document_box *doc;
  const news_pattern_set *set;
  const news_match *match; /* of a pattern; NULL: of a regex, at AT_MATCH */
  uint32_t pattern;
} run;

/* Call at the first match of a rule. */
void news_rule_begin(run *r, uint32_t number);
/* Make the match an annotation.  False: it is dropped, and the search continues
 * at the next word. */
bool news_rule_emit(run *r);

/* Call before entering Lua: instructions count, and the library knows for which
 * rule. */
void news_rule_enter(run *r);
/* Push the match as rules see it (+1). */
void news_rule_push_match(run *r);
/* The last take of the capture that has words; false if there is none.
 * `named`: with the lexicon phrase of its words. */
bool news_rule_take(const run *r, const char *name, bool named,
                    news_take *take);
/* Make the result of a `set`, on top, fit to be kept as attributes. */
void news_rule_plain(run *r);

/* Push the attributes of a rule with `per` (+1).  The steps charged are the
 * same whether they were cached or not, so results do not depend on other
 * documents. */
void news_rule_push_kept(run *r);

#endif
