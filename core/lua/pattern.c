/* Pattern sets. */

#include "binding.h"

static news_patterns_box *check_patterns(lua_State *L, int arg) {
  return luaL_checkudata(L, arg, NEWS_PATTERNS);
}

/* core.patterns(morphology) -> patterns */
static int patterns_new(lua_State *L) {
  const news_morphology *m = news_check_morphology(L, 1);
  news_patterns_box *box = lua_newuserdatauv(L, sizeof *box, PATTERNS_VALUES);
  box->set = NULL;
  luaL_setmetatable(L, NEWS_PATTERNS);
  lua_newtable(L);
  lua_setiuservalue(L, -2, PATTERNS_LEXICONS);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, PATTERNS_MORPHOLOGY);
  box->set = news_pattern_set_new(m);
  if (!box->set) return luaL_error(L, "out of memory");
  return 1;
}

static int patterns_gc(lua_State *L) {
  news_patterns_box *box = lua_touserdata(L, 1);
  news_pattern_set_free(box->set);
  box->set = NULL;
  return 0;
}

/* Names are looked up in the table at stack index 3 of add. */
static bool find_name(lua_State *L, const char *kind, const char *name,
                      size_t size) {
  lua_getfield(L, 3, kind);
  lua_pushlstring(L, name, size);
  return lua_rawget(L, -2) != LUA_TNIL;
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  lua_State *L = host;
  int top = lua_gettop(L);
  const news_lexicon *lex = NULL;
  if (find_name(L, "lexicons", name, size)) {
    void **box = luaL_testudata(L, -1, NEWS_LEXICON);
    if (box) lex = *box;
  }
  if (lex) {
    lua_getiuservalue(L, 1, PATTERNS_LEXICONS);
    lua_pushvalue(L, -2);
    lua_rawsetp(L, -2, lex);
  }
  lua_settop(L, top);
  return lex;
}

/* The string stays alive in the table of macros. */
static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  lua_State *L = host;
  int top = lua_gettop(L);
  bool found =
      find_name(L, "macros", name, size) && lua_type(L, -1) == LUA_TSTRING;
  if (found) *source = lua_tolstring(L, -1, source_size);
  lua_settop(L, top);
  return found;
}

/* A layer that nobody has used yet gets the next number. */
static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  lua_State *L = host;
  int top = lua_gettop(L);
  bool found = find_name(L, "layers", name, size);
  if (!found) {
    lua_getfield(L, 3, "new_layer");
    lua_pushlstring(L, name, size);
    found = lua_pcall(L, 1, 1, 0) == LUA_OK && lua_isinteger(L, -1);
  }
  if (found) *layer = (uint32_t)lua_tointeger(L, -1);
  lua_settop(L, top);
  return found;
}

/* patterns:add(source, names) -> number | nil, message, byte position
 * names: {lexicons = {name = lexicon}, macros = {name = source},
 *         layers = {name = number}, new_layer = function(name) -> number,
 *         language = language | nil} */
static int patterns_add(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  size_t size;
  const char *source = luaL_checklstring(L, 2, &size);
  luaL_checktype(L, 3, LUA_TTABLE);
  luaL_checkstack(L, 200, NULL);
  news_pattern_names names = {L, find_lexicon, find_macro, find_layer, NULL};
  if (lua_getfield(L, 3, "language") != LUA_TNIL)
    names.language = news_check_language(L, -1);
  lua_pop(L, 1);
  uint32_t number;
  news_error err;
  if (news_pattern_add(box->set, source, size, &names, &number, &err))
    return news_push_failure(L, &err);
  lua_pushinteger(L, (lua_Integer)number);
  return 1;
}

/* patterns:captures(number) -> list of names */
static int patterns_captures(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  uint32_t pattern = (uint32_t)luaL_checkinteger(L, 2);
  uint32_t count = news_pattern_captures(box->set, pattern);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushstring(L, news_pattern_capture_name(box->set, pattern, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* patterns:layers(number) -> list of layer numbers that it reads */
static int patterns_layers(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  uint32_t layers[64];
  uint32_t count = news_pattern_layers(
      box->set, (uint32_t)luaL_checkinteger(L, 2), layers, 64);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count && i < 64; i++) {
    lua_pushinteger(L, (lua_Integer)layers[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static const luaL_Reg functions[] = {
    {"patterns", patterns_new},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"add", patterns_add},
    {"captures", patterns_captures},
    {"layers", patterns_layers},
    {NULL, NULL},
};

void news_open_pattern(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, NEWS_PATTERNS, patterns_gc, methods);
}
