/* Runs pattern rules: makes their matches annotations, entering Lua only for
 * functions of the rules. */
#include <string.h>

#include "rules.h"

static rules_box *check_rules(lua_State *L) {
  return luaL_checkudata(L, 1, NEWS_RULES);
}

/* ---- making ---- */

/* The fields of a description.  Their names are pushed once, from NAMES on,
 * because creating them for each rule would cost more than reading the
 * fields. */
enum {
  PATTERNS,
  REGEX,
  SPAN,
  LAYER,
  OVERLAP,
  WHERE,
  SET,
  CONSTANT,
  BARE,
  REFERS,
  TAKINGS,
  APART,
  PER,
  FIELDS,
  NAMES = 4,
};

static void push_names(lua_State *L) {
  static const char *const names[FIELDS] = {
      "patterns", "regex", "span",   "layer",   "overlap", "where", "set",
      "constant", "bare",  "refers", "takings", "apart",   "per"};
  luaL_checkstack(L, FIELDS + LUA_MINSTACK, NULL);
  for (int i = 0; i < FIELDS; i++) lua_pushstring(L, names[i]);
}

/* Push that field of the table on top -> its type */
static int get(lua_State *L, int field) {
  lua_pushvalue(L, NAMES + field);
  return lua_rawget(L, -2);
}

/* The field of the table on top as a string that lives in it, or NULL. */
static const char *text_field(lua_State *L, int field) {
  const char *text = get(L, field) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  lua_pop(L, 1);
  return text;
}

static bool has_field(lua_State *L, int field) {
  bool has = get(L, field) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

/* Size of the list in the field of the table on top; 0 if it is not a table. */
static uint32_t list_length(lua_State *L, int field) {
  uint32_t length =
      get(L, field) == LUA_TTABLE ? (uint32_t)lua_rawlen(L, -1) : 0;
  lua_pop(L, 1);
  return length;
}

/* Number of fields of the table in the field of the table on top; 0 if there is
 * none. */
static uint32_t count_fields(lua_State *L, int field) {
  uint32_t count = 0;
  if (get(L, field) == LUA_TTABLE)
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) count++;
  lua_pop(L, 1);
  return count;
}

/* Read the description on top, of a rule with matches.  Lua caches the size of
 * a list in the list, so sizes are read here, before there are workers, in
 * which that would copy a page. */
static bool has_matches(lua_State *L) {
  return list_length(L, PATTERNS) > 0 || has_field(L, REGEX);
}

/* Read the description on top. */
static rule read_rule(lua_State *L) {
  rule r = {0};
  if (!has_matches(L)) return r;
  get(L, LAYER);
  r.layer = (uint32_t)luaL_checkinteger(L, -1);
  lua_pop(L, 1);
  r.span = text_field(L, SPAN);
  const char *overlap = text_field(L, OVERLAP);
  if (overlap)
    r.overlap = strcmp(overlap, "all") == 0 ? OVERLAP_ALL : OVERLAP_NESTED;
  r.where = has_field(L, WHERE);
  r.set = has_field(L, SET);
  r.constant = has_field(L, CONSTANT);
  r.constants = count_fields(L, CONSTANT);
  r.bare = has_field(L, BARE);
  r.refers = has_field(L, REFERS);
  r.taking_count = list_length(L, TAKINGS);
  r.apart_count = list_length(L, APART);
  r.per_count = list_length(L, PER);
  return r;
}

/* Read the takings, {key, capture, field} each, of the description on top. */
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

/* Read the list of layer numbers of the description on top. */
static void read_apart(lua_State *L, const rule *r, uint32_t *apart) {
  lua_getfield(L, -1, "apart");
  for (uint32_t i = 0; i < r->apart_count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    apart[i] = (uint32_t)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Read the list of capture names of the description on top. */
static void read_per(lua_State *L, const rule *r, const char **per) {
  lua_getfield(L, -1, "per");
  for (uint32_t i = 0; i < r->per_count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    per[i] = luaL_checkstring(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Whether the value on top has that metatable. */
static bool is_of(lua_State *L, int metatable) {
  bool same = lua_getmetatable(L, -1);
  if (same) {
    same = lua_rawequal(L, -1, metatable);
    lua_pop(L, 1);
  }
  return same;
}

/* core.split_set(set, take) -> the constant attributes of a rule, shared by
 * many annotations and therefore read-only (core.own_attributes copies a table
 * with a metatable); a list, in no order, of {key, capture, field} for the
 * others, which are values with the metatable `take` */
static int split_set(lua_State *L) {
  for (int i = 1; i <= 2; i++) luaL_checktype(L, i, LUA_TTABLE);
  lua_settop(L, 2);
  int count = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) count++;
  lua_createtable(L, 0, count);
  lua_createtable(L, 1, 0);
  for (lua_pushnil(L); lua_next(L, 1);) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2); /* key, key, value */
    if (!is_of(L, 2)) {
      lua_rawset(L, 3);
      continue;
    }
    lua_createtable(L, 3, 0);
    lua_getfield(L, -2, "field");
    lua_rawseti(L, -2, 3);
    lua_getfield(L, -2, "capture");
    lua_rawseti(L, -2, 2);
    lua_replace(L, -2);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 1);
    lua_rawseti(L, 4, (lua_Integer)lua_rawlen(L, 4) + 1);
  }
  luaL_newmetatable(L, NEWS_SHARED);
  lua_setmetatable(L, 3);
  return 2;
}

/* core.rules(list, calls) -> rules
 * list: by number {patterns or regex; of those that have any: layer = number,
 *   span, overlap, where, set, refers, bare, constant = shared attributes,
 *   takings = list of {key, capture, field or ""}, apart = list of layers,
 *   per = list of captures, all that set sees, as {name = {text, lemma}}}
 * calls: {enter(number), attributes(values) -> table,
 *   referent(number, match, doc) -> annotation | nil,
 *   inherit(attributes, annotation) -> attributes,
 *   on_match(number, match, verdict, other) or nil} */
static int rules_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  rules_box *box = lua_newuserdatauv(L, sizeof *box, RULES_VALUES);
  *box = (rules_box){.count = (uint32_t)count};
  luaL_setmetatable(L, NEWS_RULES);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, RULES_LIST);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 3, RULES_CALLS);
  box->rules = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof(rule), 0);
  lua_setiuservalue(L, 3, RULES_ARRAY);
  push_names(L);
  uint32_t takings = 0, apart = 0, per = 0;
  for (lua_Integer i = 0; i < count; i++) {
    box->rules[i] = (rule){0};
    if (lua_rawgeti(L, 1, i + 1) == LUA_TTABLE) box->rules[i] = read_rule(L);
    box->rules[i].first_taking = takings;
    takings += box->rules[i].taking_count;
    box->rules[i].first_apart = apart;
    apart += box->rules[i].apart_count;
    box->rules[i].first_per = per;
    per += box->rules[i].per_count;
    lua_pop(L, 1);
  }
  box->takings = lua_newuserdatauv(L, (takings + 1) * sizeof(taking), 0);
  lua_setiuservalue(L, 3, RULES_TAKINGS);
  box->apart = lua_newuserdatauv(L, (apart + 1) * sizeof(uint32_t), 0);
  lua_setiuservalue(L, 3, RULES_APART);
  box->per = lua_newuserdatauv(L, (per + 1) * sizeof *box->per, 0);
  lua_setiuservalue(L, 3, RULES_PER);
  for (lua_Integer i = 0; i < count; i++) {
    const rule *r = &box->rules[i];
    if (!r->taking_count && !r->apart_count && !r->per_count) continue;
    lua_rawgeti(L, 1, i + 1);
    read_takings(L, r, box->takings + r->first_taking);
    read_apart(L, r, box->apart + r->first_apart);
    read_per(L, r, box->per + r->first_per);
    lua_pop(L, 1);
  }
  lua_settop(L, 3);
  return 1;
}

/* ---- runs ---- */

/* Fill the stack above AT_RULES to AT_MATCH, which are given. */
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
  r->watched = !lua_isnil(L, AT_WATCH);
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
    if (!r->rule || at.owner != r->number) news_rule_begin(r, at.owner);
    r->match = &match;
    r->pattern = at.pattern;
    if (!news_rule_emit(r)) news_plan_reject(L, AT_MATCHER);
    lua_settop(L, AT_TOP);
    if (!r->shown) continue;
    lua_pushnil(L);
    lua_replace(L, AT_MATCH);
    r->shown = false;
  }
  return 0;
}

/* Push the results of a run. */
static int end_run(lua_State *L, const run *r, int status, lua_Integer steps,
                   uint32_t failed) {
  news_document_box *doc = news_check_document(L, AT_DOCUMENT);
  uint64_t left = doc->host->steps;
  const char *broken = news_host_end(L, doc->host, status);
  news_host_arena(doc->host, NULL);
  lua_pushinteger(L, steps > 0 ? steps - (lua_Integer)left : 0);
  if (status == LUA_OK) return 1;
  lua_insert(L, -2);
  if (r->rule && r->number == failed) news_undo(L, AT_DOCUMENT, r->before);
  lua_pushinteger(L, failed);
  lua_insert(L, -2);
  lua_pushstring(L, broken); /* nil for NULL */
  return 4;
}

/* Begin the budget given by the three numbers from `arg` on; returns the
 * steps. */
static lua_Integer begin_run(lua_State *L, int arg) {
  check_rules(L);
  news_document_box *doc = news_check_document(L, AT_DOCUMENT);
  lua_Integer steps = luaL_checkinteger(L, arg);
  lua_Integer memory = luaL_checkinteger(L, arg + 1);
  lua_Number seconds = luaL_checknumber(L, arg + 2);
  if (doc->host->active) luaL_error(L, "a budget is open already");
  news_host_begin(doc->host, steps, memory, seconds);
  return steps;
}

/* rules:run(matcher, doc, steps, memory, seconds)
 *   -> steps that the last rule used, 0 without a bound [, number, value,
 *   broken]
 * Every match of the walk that the matcher is on becomes what its rule says.
 * Each rule has that budget (see core.budgeted).  When one fails, the run ends:
 * what it added is taken away and what it took away is put back, and its
 * number, what was raised and the bound that broke, if one did, are told. */
static int rules_run(lua_State *L) {
  run r = {0};
  lua_Integer steps = begin_run(L, 4);
  lua_pushcfunction(L, run_protected);
  for (int i = 1; i <= 3; i++) lua_pushvalue(L, i);
  lua_pushlightuserdata(L, &r);
  int status = lua_pcall(L, 4, 0, 0);
  news_plan_place at;
  bool stands = status != LUA_OK && news_plan_stands(L, AT_MATCHER, &at);
  return end_run(L, &r, status, steps, stands ? at.owner : r.number);
}

/* Handle all matches in these bytes, one after the other. */
static void search(run *r, news_span span) {
  lua_State *L = r->L;
  const char *text = r->doc->doc->text;
  for (uint32_t from = span.start; from <= span.end;) {
    if (!news_push_regex_match(L, AT_MATCHER, AT_DOCUMENT, from, span.end))
      return;
    news_span found = ((const news_span_box *)lua_touserdata(L, -1))->span;
    lua_replace(L, AT_MATCH);
    r->shown = true;
    news_rule_emit(r);
    lua_settop(L, AT_TOP);
    from = found.end > found.start ? found.end : found.start + 1;
    while (from < span.end && ((unsigned char)text[from] & 0xC0) == 0x80)
      from++;
  }
}

static void search_parts(run *r, const news_parts *parts) {
  for (uint32_t i = 0; i < parts->count; i++)
    search(r, news_part_span(r->doc->doc, parts, i));
}

static int search_protected(lua_State *L) {
  run *r = lua_touserdata(L, AT_MATCH);
  uint32_t number = (uint32_t)lua_tointeger(L, 5);
  size_t size;
  const char *scope = lua_tolstring(L, 6, &size); /* held by the caller */
  *r = (run){.L = L};
  lua_pushnil(L);
  lua_replace(L, AT_MATCH);
  open_run(r);
  news_rule_begin(r, number);
  news_document *doc = r->doc->doc;
  news_error err;
  if (news_split_sentences(doc, &err)) news_raise(L, &err);
  if (strcmp(scope, "sentence") == 0) {
    search_parts(r, &doc->sentences);
  } else if (strcmp(scope, "paragraph") == 0) {
    search_parts(r, &doc->paragraphs);
  } else if (strcmp(scope, "document") == 0) {
    uint32_t count = doc->words.count;
    if (count) search(r, news_words_span(doc, 0, count));
  } else {
    for (size_t at = 0; at + 2 * sizeof(uint32_t) <= size;
         at += 2 * sizeof(uint32_t)) {
      uint32_t pair[2];
      memcpy(pair, scope + at, sizeof pair);
      search(r, news_words_span(doc, pair[0], pair[1]));
    }
  }
  return 0;
}

/* rules:search(regex, doc, number, scopes, steps, memory, seconds) : the same
 * of the matches of a regular expression, which are that rule's.
 * scopes: "sentence", "paragraph", "document", or ranges (core.ranges) */
static int rules_search(lua_State *L) {
  run r = {0};
  news_check_regex(L, AT_MATCHER);
  lua_Integer number = luaL_checkinteger(L, 4);
  luaL_argcheck(L, 1 <= number && number <= (lua_Integer)check_rules(L)->count,
                4, "no such rule");
  luaL_checkstring(L, 5);
  lua_Integer steps = begin_run(L, 6);
  lua_pushcfunction(L, search_protected);
  for (int i = 1; i <= 3; i++) lua_pushvalue(L, i);
  lua_pushlightuserdata(L, &r);
  lua_pushvalue(L, 4);
  lua_pushvalue(L, 5);
  int status = lua_pcall(L, 6, 0, 0);
  return end_run(L, &r, status, steps, (uint32_t)number);
}

static const luaL_Reg methods[] = {
    {"run", rules_run},
    {"search", rules_search},
    {NULL, NULL},
};

void news_open_rules(lua_State *L) {
  lua_pushcfunction(L, rules_new);
  lua_setfield(L, -2, "rules");
  lua_pushcfunction(L, split_set);
  lua_setfield(L, -2, "split_set");
  luaL_newmetatable(L, NEWS_SHARED);
  lua_pop(L, 1);
  news_register_type(L, NEWS_RULES, NULL, methods);
}
