/* Runs of pattern rules: their matches become annotations here, and Lua is
 * entered only for the functions that a rule gives. */
#include <string.h>

#include "binding.h"

#define RULES "newsengine.rules"

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
  bool bare; /* no attributes, not even the captures */
  uint32_t first_taking, taking_count;
} rule;

/* User value 1: list of descriptions; 2: the calls into the library. */
typedef struct rules_box {
  uint32_t count;
  rule *rules;     /* user value 3 */
  taking *takings; /* user value 4 */
} rules_box;
enum {
  RULES_LIST = 1,
  RULES_CALLS,
  RULES_ARRAY,
  RULES_TAKINGS,
  RULES_VALUES = 4
};

static rules_box *check_rules(lua_State *L) {
  return luaL_checkudata(L, 1, RULES);
}

/* ---- making ---- */

/* The field of the table on top as a string that lives in it, or NULL. */
static const char *text_field(lua_State *L, const char *name) {
  const char *text =
      lua_getfield(L, -1, name) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  lua_pop(L, 1);
  return text;
}

static bool has_field(lua_State *L, const char *name) {
  bool has = lua_getfield(L, -1, name) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

/* The description on top. */
static rule read_rule(lua_State *L) {
  rule r = {.span = text_field(L, "span")};
  lua_getfield(L, -1, "layer");
  r.layer = (uint32_t)luaL_checkinteger(L, -1);
  lua_pop(L, 1);
  const char *overlap = text_field(L, "overlap");
  if (overlap)
    r.overlap = strcmp(overlap, "all") == 0 ? OVERLAP_ALL : OVERLAP_NESTED;
  r.where = has_field(L, "where");
  r.set = has_field(L, "set");
  r.constant = has_field(L, "constant");
  r.bare = has_field(L, "bare");
  r.refers = has_field(L, "refers");
  lua_getfield(L, -1, "takings");
  r.taking_count = lua_istable(L, -1) ? (uint32_t)lua_rawlen(L, -1) : 0;
  lua_pop(L, 1);
  return r;
}

/* {key, capture, field} each, of the description on top. */
static void read_takings(lua_State *L, const rule *r, taking *takings) {
  lua_getfield(L, -1, "takings");
  for (uint32_t i = 0; i < r->taking_count; i++) {
    const char *part[3];
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    for (int k = 0; k < 3; k++) {
      lua_rawgeti(L, -1, k + 1);
      part[k] = luaL_checkstring(L, -1);
      lua_pop(L, 1);
    }
    takings[i] = (taking){part[0], part[1], part[2]};
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* core.share(attributes) -> the same table, for many annotations: nobody may
 * write to it (core.own_attributes copies what has a metatable) */
static int share(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  luaL_newmetatable(L, "newsengine.shared");
  lua_setmetatable(L, 1);
  return 1;
}

/* core.rules(list, calls) -> rules
 * list: by number, false for a rule that has no pattern, else {layer = number,
 *   span, overlap, where, set, refers, bare, constant = shared attributes,
 *   takings = list of {key, capture, field or ""}}
 * calls: {enter(number), attributes(values) -> table, referent(number, match,
 *   doc) -> annotation | nil, inherit(attributes, annotation) -> attributes,
 *   on_match(number, match, verdict, other) or nil} */
static int rules_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  rules_box *box = lua_newuserdatauv(L, sizeof *box, RULES_VALUES);
  *box = (rules_box){.count = (uint32_t)count};
  luaL_setmetatable(L, RULES);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, RULES_LIST);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 3, RULES_CALLS);
  box->rules = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof(rule), 0);
  lua_setiuservalue(L, 3, RULES_ARRAY);
  uint32_t takings = 0;
  for (lua_Integer i = 0; i < count; i++) {
    box->rules[i] = (rule){0};
    if (lua_rawgeti(L, 1, i + 1) == LUA_TTABLE) box->rules[i] = read_rule(L);
    box->rules[i].first_taking = takings;
    takings += box->rules[i].taking_count;
    lua_pop(L, 1);
  }
  box->takings = lua_newuserdatauv(L, (takings + 1) * sizeof(taking), 0);
  lua_setiuservalue(L, 3, RULES_TAKINGS);
  for (lua_Integer i = 0; i < count; i++) {
    if (!box->rules[i].taking_count) continue;
    lua_rawgeti(L, 1, i + 1);
    read_takings(L, &box->rules[i], box->takings + box->rules[i].first_taking);
    lua_pop(L, 1);
  }
  return 1;
}

/* ---- one match ---- */

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
  AT_SET, /* function, or table of attributes */
  AT_TOP = AT_SET,
};

typedef struct run {
  lua_State *L;
  const rules_box *rules;
  const rule *rule; /* NULL before the first match */
  uint32_t number;
  uint32_t before;     /* annotations when the rule began */
  bool counting;       /* Lua was entered for it */
  news_worker *worker; /* is told the rule that runs; NULL: nobody is */
  news_document_box *doc;
  const news_pattern_set *set;
  const news_match *match; /* of a pattern, or NULL: of a regex, AT_MATCH */
  uint32_t pattern;
} run;

/* The rule has its first match. */
static void begin_rule(run *r, uint32_t number) {
  lua_State *L = r->L;
  r->rule = &r->rules->rules[number - 1];
  r->number = number;
  r->before = news_annotations_count(r->doc->annotations);
  r->counting = false;
  if (r->worker) news_worker_rule(r->worker, (int32_t)number);
  lua_getiuservalue(L, AT_RULES, RULES_LIST);
  lua_rawgeti(L, -1, number);
  lua_replace(L, AT_DESCRIPTION);
  lua_pop(L, 1);
  lua_getfield(L, AT_DESCRIPTION, "where");
  lua_replace(L, AT_WHERE);
  lua_getfield(L, AT_DESCRIPTION, r->rule->set ? "set" : "constant");
  lua_replace(L, AT_SET);
}

/* Before a call into Lua: its instructions count, and the library knows for
 * whom. */
static void enter(run *r) {
  lua_State *L = r->L;
  if (r->counting) return;
  r->counting = true;
  news_host_count(L, r->doc->host);
  lua_getfield(L, AT_CALLS, "enter");
  lua_pushinteger(L, r->number);
  lua_call(L, 1, 0);
}

static void push_match(run *r) {
  lua_State *L = r->L;
  if (lua_isnil(L, AT_MATCH)) {
    news_push_match(L, AT_MATCHER, r->pattern, r->match);
    lua_replace(L, AT_MATCH);
  }
  lua_pushvalue(L, AT_MATCH);
}

/* The last take of the capture that took part; false when none did. */
static bool find_take(const run *r, const char *name, news_take *take) {
  if (!r->match) {
    const news_span_box *box = lua_touserdata(r->L, AT_MATCH);
    for (uint32_t i = box->count; i-- > 0;) {
      if (!box->takes[i].name || strcmp(box->takes[i].name, name) != 0)
        continue;
      *take = box->takes[i];
      return take->span.start != UINT32_MAX;
    }
    return false;
  }
  for (uint32_t i = r->match->count; i-- > 0;) {
    const news_capture *c = &r->match->captures[i];
    const char *its = news_pattern_capture_name(r->set, r->pattern, c->name);
    if (strcmp(its, name) != 0) continue;
    *take = (news_take){.name = its,
                        .span = news_words_span(r->doc->doc, c->first, c->end),
                        .phrase = c->phrase,
                        .lexicon = c->lexicon};
    return c->first != c->end;
  }
  return false;
}

static bool find_place(const run *r, news_span *place) {
  if (r->rule->span) {
    news_take take;
    if (!find_take(r, r->rule->span, &take)) return false;
    *place = take.span;
    return true;
  }
  if (r->match)
    *place = news_words_span(r->doc->doc, r->match->first, r->match->end);
  else
    *place = ((const news_span_box *)lua_touserdata(r->L, AT_MATCH))->span;
  return true;
}

/* Is the place taken in this layer by an annotation that is there already?
 * Its id, or NEWS_NO_ANNOTATION. */
static uint32_t taken_by(const run *r, news_span place) {
  uint32_t after = 0, id;
  if (r->rule->overlap == OVERLAP_ALL) return NEWS_NO_ANNOTATION;
  news_annotations *set = r->doc->annotations;
  while ((id = news_annotations_overlapping(set, r->rule->layer, place,
                                            &after)) != NEWS_NO_ANNOTATION) {
    if (r->rule->overlap == OVERLAP_NONE) return id;
    news_span other = news_annotations_get(set, id)->span;
    bool inside = other.start <= place.start && place.end <= other.end;
    bool around = place.start <= other.start && other.end <= place.end;
    if (inside == around) return id; /* crossing, or the same place */
  }
  return NEWS_NO_ANNOTATION;
}

/* Tell whoever watches (explain) what became of the match. */
static void tell(run *r, const char *verdict, uint32_t other) {
  lua_State *L = r->L;
  if (lua_isnil(L, AT_WATCH)) return;
  lua_pushvalue(L, AT_WATCH);
  lua_pushinteger(L, r->number);
  push_match(r);
  lua_pushstring(L, verdict);
  if (other == NEWS_NO_ANNOTATION)
    lua_pushnil(L);
  else
    news_push_annotation(L, AT_DOCUMENT, other);
  lua_call(L, 4, 0);
}

/* ---- attributes ---- */

/* May the table on top, which a `set` has made, be kept as it is?  Names to
 * strings, numbers, booleans and spans. */
static bool is_plain(lua_State *L) {
  if (!lua_istable(L, -1)) return false;
  if (lua_getmetatable(L, -1)) {
    lua_pop(L, 1);
    return false;
  }
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    int type = lua_type(L, -1);
    bool plain = lua_type(L, -2) == LUA_TSTRING &&
                 (type == LUA_TSTRING || type == LUA_TNUMBER ||
                  type == LUA_TBOOLEAN || luaL_testudata(L, -1, NEWS_SPAN));
    if (!plain) {
      lua_pop(L, 2);
      return false;
    }
    lua_pop(L, 1);
  }
  return true;
}

static void call_set(run *r) {
  lua_State *L = r->L;
  enter(r);
  lua_pushvalue(L, AT_SET);
  push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 2, 1);
  if (is_plain(L)) return;
  lua_getfield(L, AT_CALLS, "attributes");
  lua_insert(L, -2);
  lua_call(L, 1, 1);
}

/* A taking's value (+1); nil when its capture took part in nothing. */
static void push_taking(run *r, const taking *t) {
  lua_State *L = r->L;
  int at = lua_gettop(L) + 1;
  news_take take;
  if (!find_take(r, t->capture, &take)) {
    lua_pushnil(L);
    return;
  }
  push_match(r);
  lua_getfield(L, -1, t->capture);
  if (*t->field) lua_getfield(L, -1, t->field);
  lua_replace(L, at);
  lua_settop(L, at);
}

/* What is written down in the rule, and what its captures say (+1). */
static void push_takings(run *r) {
  lua_State *L = r->L;
  lua_newtable(L);
  news_copy_pairs(L, AT_SET);
  for (uint32_t i = 0; i < r->rule->taking_count; i++) {
    const taking *t = &r->rules->takings[r->rule->first_taking + i];
    push_taking(r, t);
    lua_setfield(L, -2, t->key);
  }
}

/* A table, or nil for none (+1). */
static void push_attributes(run *r) {
  lua_State *L = r->L;
  if (r->rule->set) {
    call_set(r);
  } else if (r->rule->taking_count) {
    push_takings(r);
  } else if (r->rule->constant) {
    lua_pushvalue(L, AT_SET);
  } else if (r->rule->bare || (r->match && !r->match->count)) {
    lua_pushnil(L);
  } else {
    push_match(r);
    news_push_captures(L, lua_gettop(L));
    lua_remove(L, -2);
  }
}

static void annotate(run *r, news_span place) {
  uint32_t id;
  news_error err;
  if (news_annotations_add(r->doc->annotations, r->rule->layer, place,
                           r->number, 0, &id, &err))
    news_raise(r->L, &err);
  if (lua_isnil(r->L, -1))
    lua_pop(r->L, 1);
  else
    lua_rawseti(r->L, AT_ATTRIBUTES, (lua_Integer)id + 1);
}

/* refers: the annotation that the match stands for (+1, or nothing). */
static bool push_referent(run *r) {
  lua_State *L = r->L;
  enter(r);
  lua_getfield(L, AT_CALLS, "referent");
  lua_pushinteger(L, r->number);
  push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 3, 1);
  if (!lua_isnil(L, -1)) return true;
  lua_pop(L, 1);
  return false;
}

static bool is_wanted(run *r) {
  lua_State *L = r->L;
  enter(r);
  lua_pushvalue(L, AT_WHERE);
  push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 2, 1);
  bool wanted = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return wanted;
}

/* False: the match is dropped, and the search goes on at the next word. */
static bool emit(run *r) {
  lua_State *L = r->L;
  news_span place;
  if (!find_place(r, &place)) {
    tell(r, "span", NEWS_NO_ANNOTATION);
    return true;
  }
  if (r->rule->refers && !push_referent(r)) { /* stays below the attributes */
    tell(r, "refers", NEWS_NO_ANNOTATION);
    return false;
  }
  if (r->rule->where && !is_wanted(r)) {
    tell(r, "where", NEWS_NO_ANNOTATION);
    return false;
  }
  uint32_t other = taken_by(r, place);
  if (other != NEWS_NO_ANNOTATION) {
    tell(r, "overlap", other);
    return true;
  }
  push_attributes(r);
  if (r->rule->refers) {
    lua_getfield(L, AT_CALLS, "inherit");
    lua_insert(L, -2);
    lua_pushvalue(L, -3);
    lua_call(L, 2, 1);
  }
  annotate(r, place);
  tell(r, "kept", NEWS_NO_ANNOTATION);
  return true;
}

/* ---- runs ---- */

/* What is at AT_RULES to AT_MATCH is given; the rest of the stack is filled. */
static void open_run(run *r) {
  lua_State *L = r->L;
  lua_settop(L, AT_MATCH);
  luaL_checkstack(L, 20, NULL);
  r->rules = check_rules(L);
  r->doc = news_check_document(L, AT_DOCUMENT);
  lua_getiuservalue(L, AT_RULES, RULES_CALLS);
  lua_getfield(L, AT_CALLS, "on_match");
  lua_getiuservalue(L, AT_DOCUMENT, DOCUMENT_ATTRIBUTES);
  lua_getfield(L, AT_CALLS, "worker");
  news_worker **worker = luaL_testudata(L, -1, NEWS_WORKER);
  if (worker) r->worker = *worker;
  lua_settop(L, AT_ATTRIBUTES);
  lua_settop(L, AT_TOP);
}

static int run_protected(lua_State *L) {
  run *r = lua_touserdata(L, AT_MATCH);
  *r = (run){.L = L};
  lua_pushnil(L);
  lua_replace(L, AT_MATCH);
  open_run(r);
  r->set = news_matcher_set(L, AT_MATCHER);
  news_match match;
  news_plan_place at;
  while (news_plan_next(L, AT_MATCHER, &match, &at)) {
    if (!r->rule || at.owner != r->number) begin_rule(r, at.owner);
    r->match = &match;
    r->pattern = at.pattern;
    if (!emit(r)) news_plan_reject(L, AT_MATCHER);
    lua_settop(L, AT_TOP);
    lua_pushnil(L);
    lua_replace(L, AT_MATCH);
  }
  return 0;
}

/* rules:run(matcher, doc, steps, memory, seconds)
 *   -> steps that the last rule used [, number, value, broken]
 * Every match of the walk that the matcher is on becomes what its rule says.
 * Each rule has that budget (see core.budgeted).  When one fails, the run ends:
 * what it wrote is taken away, and its number, what was raised and the bound
 * that broke, if one did, are told. */
static int rules_run(lua_State *L) {
  check_rules(L);
  news_document_box *doc = news_check_document(L, 3);
  lua_Integer steps = luaL_checkinteger(L, 4);
  lua_Integer memory = luaL_checkinteger(L, 5);
  lua_Number seconds = luaL_checknumber(L, 6);
  if (doc->host->active) return luaL_error(L, "a budget is open already");
  run r = {0};
  news_host_begin(doc->host, steps, memory, seconds);
  lua_pushcfunction(L, run_protected);
  for (int i = 1; i <= 3; i++) lua_pushvalue(L, i);
  lua_pushlightuserdata(L, &r);
  int status = lua_pcall(L, 4, 0, 0);
  uint64_t left = doc->host->steps;
  const char *broken = news_host_end(L, doc->host, status);
  lua_pushinteger(L, steps - (lua_Integer)left);
  if (status == LUA_OK) return 1;
  lua_insert(L, -2);
  news_plan_place at;
  uint32_t failed = news_plan_stands(L, 2, &at) ? at.owner : r.number;
  if (r.rule && r.number == failed) news_undo(doc->annotations, r.before);
  lua_pushinteger(L, failed);
  lua_insert(L, -2);
  lua_pushstring(L, broken); /* nil for NULL */
  return 4;
}

/* rules:emit(number, doc, match) : a match of a regular expression becomes
 * what its rule says, within the budget that is open */
static int rules_emit(lua_State *L) {
  lua_Integer number = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 1 <= number && number <= (lua_Integer)check_rules(L)->count,
                2, "no such rule");
  news_check_span(L, AT_MATCH);
  run r = {.L = L};
  open_run(&r);
  begin_rule(&r, (uint32_t)number);
  r.counting = true;
  emit(&r);
  return 0;
}

static const luaL_Reg methods[] = {
    {"run", rules_run},
    {"emit", rules_emit},
    {NULL, NULL},
};

void news_open_rules(lua_State *L) {
  lua_pushcfunction(L, rules_new);
  lua_setfield(L, -2, "rules");
  lua_pushcfunction(L, share);
  lua_setfield(L, -2, "share");
  news_register_type(L, RULES, NULL, methods);
}
