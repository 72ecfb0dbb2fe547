#ifndef NEWS_LUA_RULES_H
#define NEWS_LUA_RULES_H

#include "binding.h"

/* Shared by rules.c (making, runs), emit.c (one match) and kept.c (answers). */

#define NEWS_RULES "newsengine.rules"
#define NEWS_SHARED "newsengine.shared" /* attributes of many annotations */

/* Several takes of a capture, or a field of it, as an attribute. */
typedef struct taking {
  const char *key, *capture, *field; /* field "": the span itself */
} taking;

/* A rule as far as C asks for it; strings live in its description. */
typedef struct rule {
  uint32_t layer;
  enum { OVERLAP_NONE, OVERLAP_NESTED, OVERLAP_ALL } overlap;
  const char *span; /* the capture that the annotation covers; NULL: all */
  bool where, set, constant, refers;
  bool bare;          /* no attributes, not even the captures */
  uint32_t constants; /* so many attributes are written down */
  uint32_t first_taking, taking_count;
  uint32_t first_apart, apart_count; /* layers that it stays clear of */
  uint32_t first_per, per_count;     /* captures whose words alone `set` sees:
                                        its answers are kept */
} rule;

/* User value 1: list of descriptions; 2: the calls into the library. */
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

/* What the stack holds while rules run. */
enum {
  AT_RULES = 1,
  AT_MATCHER, /* or, for a regular expression, anything */
  AT_DOCUMENT,
  AT_MATCH,       /* as rules see it, once somebody has asked for it */
  AT_CALLS,       /* into the library */
  AT_WATCH,       /* calls.on_match, or nil */
  AT_ATTRIBUTES,  /* of the document's annotations */
  AT_DESCRIPTION, /* of the rule that the match is of */
  AT_WHERE,
  AT_SET,  /* function, or table of attributes */
  AT_KEPT, /* answers of `set` that sees some captures' words, or nil */
  AT_TOP = AT_KEPT,
};

typedef struct run {
  lua_State *L;
  const rules_box *rules;
  const rule *rule; /* NULL before the first match */
  uint32_t number;
  news_point before;   /* the rule began */
  bool counting;       /* Lua was entered for it */
  bool watched;        /* AT_WATCH is no nil */
  bool shown;          /* nor is AT_MATCH */
  news_worker *worker; /* is told the rule that runs; NULL: nobody is */
  news_document_box *doc;
  const news_pattern_set *set;
  const news_match *match; /* of a pattern, or NULL: of a regex, AT_MATCH */
  uint32_t pattern;
} run;

/* The rule has its first match. */
void news_rule_begin(run *r, uint32_t number);
/* The match becomes an annotation.  False: it is dropped, and the search goes
 * on at the next word. */
bool news_rule_emit(run *r);

/* Before a call into Lua: its instructions count, and the library knows for
 * whom. */
void news_rule_enter(run *r);
/* The match as rules see it (+1). */
void news_rule_push_match(run *r);
/* The last take of the capture that took part; false when none did.  `named`:
 * with what a lexicon holds its words for. */
bool news_rule_take(const run *r, const char *name, bool named,
                    news_take *take);
/* Make what a `set` has returned, on top, fit to be kept. */
void news_rule_plain(run *r);

/* The attributes of a rule with `per` (+1).  The steps are the same whether
 * they were kept or not: what a document yields does not depend on others. */
void news_rule_push_kept(run *r);

#endif
