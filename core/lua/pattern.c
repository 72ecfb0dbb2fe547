/* Pattern sets. */

#include <math.h>
#include <string.h>

#include "binding.h"
#include "pattern_lint.h"

static news_patterns_box *check_patterns(lua_State *L, int arg) {
  return luaL_checkudata(L, arg, NEWS_PATTERNS);
}

/* Pop the table of lexicons on top and give it to the patterns below it.  Spans
 * keep the table alive, and with it the names of their captures. */
static void set_lexicons(lua_State *L) {
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, 1);
  lua_setiuservalue(L, -2, PATTERNS_LEXICONS);
}

/* core.patterns(morphology) -> patterns */
static int patterns_new(lua_State *L) {
  const news_morphology *m = news_check_morphology(L, 1);
  news_patterns_box *box = lua_newuserdatauv(L, sizeof *box, PATTERNS_VALUES);
  *box = (news_patterns_box){0};
  luaL_setmetatable(L, NEWS_PATTERNS);
  lua_newtable(L);
  set_lexicons(L);
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

/* ---- tables of attributes that rules share ---- */

/* A direct-mapped cache: each table is in its only possible place, with its
 * number.  A table that is replaced loses its number for good. */
enum { SHARED_BITS = 12, SHARED_TABLES = 1 << SHARED_BITS };

void news_push_shared(lua_State *L, int patterns) {
  news_patterns_box *box = lua_touserdata(L, patterns);
  if (lua_getiuservalue(L, patterns, PATTERNS_SHARED) == LUA_TUSERDATA) {
    lua_getiuservalue(L, -1, 1);
    lua_remove(L, -2);
    return;
  }
  lua_pop(L, 1);
  size_t size = SHARED_TABLES * sizeof *box->shared;
  uint64_t *numbers = lua_newuserdatauv(L, size, 1);
  memset(numbers, 0, size);
  lua_createtable(L, SHARED_TABLES, 0); /* so setting one needs no memory */
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, -3, 1);
  lua_insert(L, -2);
  lua_setiuservalue(L, patterns, PATTERNS_SHARED);
  box->shared = numbers;
}

/* Whether the contents of the table on top do not depend on the text; spans
 * do. */
static bool is_of_any_text(lua_State *L) {
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (lua_type(L, -1) != LUA_TUSERDATA) continue;
    lua_pop(L, 2);
    return false;
  }
  return true;
}

uint64_t news_shared_number(lua_State *L, news_patterns_box *box) {
  const void *table = lua_topointer(L, -1);
  uint32_t hash = (uint32_t)((uintptr_t)table >> 4) * UINT32_C(0x9E3779B1);
  uint32_t at = hash >> (32 - SHARED_BITS);
  lua_rawgeti(L, -2, (lua_Integer)at + 1);
  bool known = lua_topointer(L, -1) == table;
  lua_pop(L, 1);
  if (known) return box->shared[at];
  if (!is_of_any_text(L)) return 0;
  lua_pushvalue(L, -1);
  lua_rawseti(L, -3, (lua_Integer)at + 1);
  return box->shared[at] = ++box->last;
}

/* ---- adding ---- */

/* Looks up the names in a pattern.  The core owns memory during the callbacks,
 * so no Lua error may jump through it: lookups are protected, and an error is
 * raised when the core has returned. */
typedef struct asker {
  lua_State *L;
  bool failed;
  int error; /* stack index of the error */
} asker;

typedef struct asked {
  const char *kind; /* kind of names, in the table at index 3 of add */
  const char *name;
  size_t size;
} asked;

/* Stack: patterns, names, asked -> the value of the name, or nil */
static int look_up(lua_State *L) {
  const asked *what = lua_touserdata(L, 3);
  lua_getfield(L, 2, what->kind);
  lua_pushlstring(L, what->name, what->size);
  lua_rawget(L, -2);
  return 1;
}

/* The same for a lexicon, which the set then keeps alive. */
static int look_up_lexicon(lua_State *L) {
  look_up(L);
  void **box = news_test_box(L, -1, NEWS_LEXICON);
  if (!box || !*box) return 0;
  lua_getiuservalue(L, 1, PATTERNS_LEXICONS);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, *box);
  lua_pop(L, 1);
  return 1;
}

/* The same for a layer; one that nobody has used yet gets the next number. */
static int look_up_layer(lua_State *L) {
  const asked *what = lua_touserdata(L, 3);
  look_up(L);
  if (!lua_isnil(L, -1)) return 1;
  lua_getfield(L, 2, "new_layer");
  lua_pushlstring(L, what->name, what->size);
  int status = lua_pcall(L, 1, 1, 0);
  if (status == LUA_ERRMEM) return lua_error(L);
  return status == LUA_OK;
}

/* Push one value or nil (+1). */
static void ask(asker *a, lua_CFunction f, const char *kind, const char *name,
                size_t size) {
  lua_State *L = a->L;
  asked what = {kind, name, size};
  lua_pushcfunction(L, f);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_pushlightuserdata(L, &what);
  if (lua_pcall(L, 3, 1, 0) == LUA_OK) return;
  a->failed = true;
  lua_replace(L, a->error);
  lua_pushnil(L);
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  asker *a = host;
  ask(a, look_up_lexicon, "lexicons", name, size);
  void **box = lua_touserdata(a->L, -1);
  lua_pop(a->L, 1);
  return box ? *box : NULL;
}

/* The table of macros keeps the string alive. */
static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  asker *a = host;
  ask(a, look_up, "macros", name, size);
  bool found = lua_type(a->L, -1) == LUA_TSTRING;
  if (found) *source = lua_tolstring(a->L, -1, source_size);
  lua_pop(a->L, 1);
  return found;
}

static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  asker *a = host;
  ask(a, look_up_layer, "layers", name, size);
  bool found = lua_isinteger(a->L, -1);
  if (found) *layer = (uint32_t)lua_tointeger(a->L, -1);
  lua_pop(a->L, 1);
  return found;
}

/* The names in the table at stack index 3; see patterns_add. */
static news_pattern_names names_of(asker *a) {
  lua_State *L = a->L;
  luaL_checktype(L, 3, LUA_TTABLE);
  luaL_checkstack(L, 200, NULL);
  news_pattern_names names = {a, find_lexicon, find_macro, find_layer, NULL};
  if (lua_getfield(L, 3, "language") != LUA_TNIL)
    names.language = news_check_language(L, -1);
  lua_pop(L, 1);
  lua_pushnil(L);
  a->error = lua_gettop(L);
  return names;
}

/* Push the failure of a pattern that the core rejected. */
static int push_refusal(const asker *a, const news_error *err) {
  if (!a->failed) return news_push_failure(a->L, err);
  lua_pushvalue(a->L, a->error);
  return lua_error(a->L);
}

/* patterns:add(source, names) -> number | nil, message, byte position
 * names: {lexicons = {name = lexicon}, macros = {name = source},
 *         layers = {name = number}, new_layer = function(name) -> number,
 *         language = language | nil} */
static int patterns_add(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  size_t size;
  const char *source = luaL_checklstring(L, 2, &size);
  asker a = {.L = L};
  news_pattern_names names = names_of(&a);
  uint32_t number;
  news_error err;
  if (news_pattern_add(box->set, source, size, &names, &number, &err))
    return push_refusal(&a, &err);
  lua_pushinteger(L, (lua_Integer)number);
  return 1;
}

static void push_finding(lua_State *L, const news_finding *f) {
  lua_createtable(L, 0, 3);
  lua_pushstring(L, news_finding_name(f->kind));
  lua_setfield(L, -2, "kind");
  lua_pushinteger(L, (lua_Integer)f->from + 1);
  lua_setfield(L, -2, "from");
  lua_pushinteger(L, (lua_Integer)f->to);
  lua_setfield(L, -2, "to");
}

/* patterns:lint(source, names) -> {often = number | nil, {kind, from, to}, ...}
 * | nil, message, byte position.  The pattern is not added.  often: of 1,000
 * words, nil: each word is tried */
static int patterns_lint(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  size_t size;
  const char *source = luaL_checklstring(L, 2, &size);
  asker a = {.L = L};
  news_pattern_names names = names_of(&a);
  news_findings found;
  news_error err;
  if (news_pattern_lint(box->set, source, size, &names, &found, &err))
    return push_refusal(&a, &err);
  lua_createtable(L, (int)found.count, 1);
  if (isfinite(found.often)) {
    lua_pushnumber(L, found.often);
    lua_setfield(L, -2, "often");
  }
  for (uint32_t i = 0; i < found.count; i++) {
    push_finding(L, &found.items[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* The pattern number at `at`, which is in the second argument or is it. */
static uint32_t check_number(lua_State *L, const news_patterns_box *box,
                             int at) {
  lua_Integer n = luaL_checkinteger(L, at);
  uint32_t count = news_pattern_set_count(box->set);
  luaL_argcheck(L, 0 <= n && n < (lua_Integer)count, 2, "no such pattern");
  return (uint32_t)n;
}

/* patterns:captures(number) -> list of names */
static int patterns_captures(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  uint32_t pattern = check_number(L, box, 2);
  uint32_t count = news_pattern_captures(box->set, pattern);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushstring(L, news_pattern_capture_name(box->set, pattern, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* Add the layers read by the pattern whose number is on top. */
static void add_layers(lua_State *L, const news_patterns_box *box) {
  enum { SEEN = 3, LIST };
  uint32_t count;
  const uint32_t *layers =
      news_pattern_layers(box->set, check_number(L, box, -1), &count);
  for (uint32_t i = 0; i < count; i++) {
    bool had = lua_rawgeti(L, SEEN, layers[i]) != LUA_TNIL;
    lua_pop(L, 1);
    if (had) continue;
    lua_pushboolean(L, 1);
    lua_rawseti(L, SEEN, layers[i]);
    lua_pushinteger(L, layers[i]);
    lua_rawseti(L, LIST, (lua_Integer)lua_rawlen(L, LIST) + 1);
  }
}

/* patterns:layers(list of numbers, or of such lists) -> list of the layers they
 * read, each once */
static int patterns_layers(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Integer items = (lua_Integer)lua_rawlen(L, 2);
  lua_settop(L, 2);
  lua_newtable(L); /* layer -> true */
  lua_newtable(L);
  for (lua_Integer i = 1; i <= items; i++) {
    lua_Integer inner = -1;
    if (lua_rawgeti(L, 2, i) == LUA_TTABLE)
      inner = (lua_Integer)lua_rawlen(L, -1);
    else
      add_layers(L, box);
    for (lua_Integer k = 1; k <= inner; k++) {
      lua_rawgeti(L, -1, k);
      add_layers(L, box);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  return 1;
}

/* ---- patterns in a file ---- */

enum { MOST_LEXICONS = 4096 };

/* The lexicons of the list at `arg`, which keeps them alive; pushes the array
 * (+1). */
static const news_lexicon **lexicons_at(lua_State *L, int arg,
                                        uint32_t *count) {
  luaL_checktype(L, arg, LUA_TTABLE);
  lua_Integer n = (lua_Integer)lua_rawlen(L, arg);
  luaL_argcheck(L, n <= MOST_LEXICONS, arg, "too many lexicons");
  const news_lexicon **list =
      lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *list, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, arg, i);
    list[i - 1] = news_check_lexicon(L, -1);
    lua_pop(L, 1);
  }
  *count = (uint32_t)n;
  return list;
}

/* patterns:know(document) : includes in the block the rows of all words of the
 * document's vocabulary */
static int patterns_know(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  news_document_box *doc = news_check_document(L, 2);
  news_error err;
  if (news_vocabulary_read(doc->voc, doc->doc, &err) ||
      news_pattern_set_know(box->set, doc->voc, &err))
    return news_raise(L, &err);
  return 0;
}

/* patterns:block({lexicon, ...}) -> bytes | nil, message */
static int patterns_block(lua_State *L) {
  news_patterns_box *box = check_patterns(L, 1);
  uint32_t count;
  const news_lexicon **list = lexicons_at(L, 2, &count);
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_pattern_set_write(box->set, list, count, out, &err))
    return news_push_failure(L, &err);
  news_push_bytes(L, out);
  return 1;
}

int news_push_patterns(lua_State *L, news_blob blob, int morphology,
                       int lexicons) {
  const news_morphology *m = news_check_morphology(L, morphology);
  uint32_t count;
  const news_lexicon **list = lexicons_at(L, lexicons, &count);
  news_patterns_box *box = lua_newuserdatauv(L, sizeof *box, PATTERNS_VALUES);
  *box = (news_patterns_box){0};
  luaL_setmetatable(L, NEWS_PATTERNS);
  lua_createtable(L, 0, (int)count);
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, lexicons, (lua_Integer)i + 1);
    lua_rawsetp(L, -2, list[i]);
  }
  set_lexicons(L);
  lua_pushvalue(L, morphology);
  lua_setiuservalue(L, -2, PATTERNS_MORPHOLOGY);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, PATTERNS_BUNDLE);
  news_error err;
  if (news_pattern_set_open((void *)(uintptr_t)blob.bytes, blob.size, m, list,
                            count, &box->set, &err))
    return news_push_failure(L, &err);
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
    {"block", patterns_block},
    {"lint", patterns_lint},
    {"know", patterns_know},
    {NULL, NULL},
};

void news_open_pattern(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, NEWS_PATTERNS, patterns_gc, methods);
}
