#ifndef NEWS_LUA_STRING_SEARCH_H
#define NEWS_LUA_STRING_SEARCH_H

/* Matching of Lua's own patterns (Lua 5.4 manual, 6.4.1) for rules: ASCII
 * classes whatever the locale, every step charged to the budget.  Offsets are
 * bytes; a malformed pattern raises an error. */

#include "binding.h"
#include "string_set.h"

enum { NEWS_MOST_CAPTURES = 32 };

typedef struct news_string_capture {
  const char *start;
  ptrdiff_t size; /* or POSITION, or UNFINISHED */
} news_string_capture;

/* A search for one pattern in one text, both owned by the caller. */
typedef struct news_string_search {
  lua_State *L;
  news_host *host;
  const char *text, *text_end;
  const char *pattern_end;
  bool item;          /* every match begins with a byte ... */
  byte_set first;     /* of this set ... */
  bool run;           /* or a run of them: item+ */
  const char *failed; /* no match begins here; NULL: unknown */
  uint64_t steps;     /* not charged yet */
  int depth;
  int level;
  news_string_capture captures[NEWS_MOST_CAPTURES];
} news_string_search;

/* A set is read from its beginning each time, and a whole pattern before a
 * search.  If it has more bytes than this, that is charged in addition to the
 * step for each comparison. */
enum { NEWS_STRING_SHORT = 64 };

/* Steps are charged in batches of this size, and the rest after a search. */
enum { NEWS_STRING_AT_ONCE = 256 };

/* Charge the steps not charged yet. */
static inline void news_string_pay(news_string_search *s) {
  uint64_t steps = s->steps;
  s->steps = 0;
  news_host_charge(s->L, s->host, steps);
}

static inline void news_string_charge(news_string_search *s, ptrdiff_t steps) {
  s->steps += (uint64_t)steps;
  if (s->steps >= NEWS_STRING_AT_ONCE) news_string_pay(s);
}

/* Begin a search.  Captures are not initialized, because none is read before it
 * is opened. */
void news_string_begin(news_string_search *s, lua_State *L, const char *text,
                       size_t size, const char *pattern, size_t pattern_size);

/* The first place from t on where a match may begin. */
const char *news_string_skip(news_string_search *s, const char *t);

/* The end of a match of the pattern at p that begins at t, or NULL. */
const char *news_string_match(news_string_search *s, const char *t,
                              const char *p);

/* The end of the first match from t on, with *t its start; or NULL. */
const char *news_string_find(news_string_search *s, const char **t,
                             const char *pattern, bool anchored);

/* Push capture i, from 0, of the match [t, end); if there are none, 0 is the
 * whole match. */
void news_string_push_one(news_string_search *s, int i, const char *t,
                          const char *end);

/* Push all captures, or the whole match if there are none and t is not NULL;
 * returns their number. */
int news_string_push(news_string_search *s, const char *t, const char *end);

#endif
