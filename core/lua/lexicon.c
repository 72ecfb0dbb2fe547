/* Languages, morphology, vocabulary and lexicons: data loaded once. */
#include <stdlib.h>
#include <string.h>

#include "binding.h"

/* Each of these userdata holds one pointer, NULL once closed. */
const news_lexicon *news_check_lexicon(lua_State *L, int arg) {
  return news_check_box(L, arg, NEWS_LEXICON);
}
const news_morphology *news_check_morphology(lua_State *L, int arg) {
  return news_check_box(L, arg, NEWS_MORPHOLOGY);
}
const news_language *news_check_language(lua_State *L, int arg) {
  return news_check_box(L, arg, NEWS_LANGUAGE);
}
news_vocabulary *news_check_vocabulary(lua_State *L, int arg) {
  return news_check_box(L, arg, NEWS_VOCABULARY);
}

/* ---- language, morphology, vocabulary ---- */

/* core.language(code, tsv) -> language | nil, message, byte position */
static int language_new(lua_State *L) {
  const char *code = luaL_checkstring(L, 1);
  size_t size;
  const char *tsv = luaL_checklstring(L, 2, &size);
  void **box = news_new_box(L, NEWS_LANGUAGE, 0);
  news_language *made;
  news_error err;
  if (news_language_new(code, tsv, size, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

static int language_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_language_free(*box);
  *box = NULL;
  return 0;
}

/* core.guess_language(text, {language, ...}) -> index | nil */
static int guess_language(lua_State *L) {
  size_t size;
  const char *text = news_check_text(L, 1, &size);
  luaL_checktype(L, 2, LUA_TTABLE);
  const news_language *languages[NEWS_LANGUAGES_MOST];
  int count = 0;
  for (;
       count < NEWS_LANGUAGES_MOST && lua_rawgeti(L, 2, count + 1) != LUA_TNIL;
       count++) {
    languages[count] = news_check_language(L, -1);
    lua_pop(L, 1);
  }
  int found = news_language_guess(languages, count, text, size);
  if (found < 0) return 0;
  lua_pushinteger(L, found + 1);
  return 1;
}

/* core.morphology(tsv) -> morphology | nil, message, byte position */
static int morphology_new(lua_State *L) {
  size_t size;
  const char *tsv = luaL_checklstring(L, 1, &size);
  void **box = news_new_box(L, NEWS_MORPHOLOGY, 0);
  news_morphology *made;
  news_error err;
  if (news_morphology_new(tsv, size, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* core.set_grammar(morphology, words, rules) -> true | nil, message, byte
 * position in `words` and `rules` joined */
static int set_grammar(lua_State *L) {
  news_morphology *m = news_check_box(L, 1, NEWS_MORPHOLOGY);
  size_t words_size, rules_size;
  const char *words = luaL_checklstring(L, 2, &words_size);
  const char *rules = luaL_checklstring(L, 3, &rules_size);
  news_pos_grammar *made;
  news_error err;
  if (news_pos_grammar_new(words, words_size, rules, rules_size, &made, &err))
    return news_push_failure(L, &err);
  news_morphology_set_grammar(m, made);
  lua_pushboolean(L, 1);
  return 1;
}

static int morphology_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_morphology_free(*box);
  *box = NULL;
  return 0;
}

/* core.vocabulary(limit in bytes) -> vocabulary */
static int vocabulary_new(lua_State *L) {
  lua_Integer limit = luaL_checkinteger(L, 1);
  void **box = news_new_box(L, NEWS_VOCABULARY, 0);
  *box = news_vocabulary_new(limit > 0 ? (size_t)limit : 0);
  if (!*box) return luaL_error(L, "out of memory");
  return 1;
}

static int vocabulary_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_vocabulary_free(*box);
  *box = NULL;
  return 0;
}

/* core.trim(vocabulary) : call between documents */
static int trim(lua_State *L) {
  news_vocabulary_trim(news_check_vocabulary(L, 1));
  return 0;
}

/* ---- lexicons ---- */

/* The options table at `arg`; strings stay in it. */
static news_lexicon_options options_at(lua_State *L, int arg) {
  news_lexicon_options o = {0};
  luaL_checktype(L, arg, LUA_TTABLE);
  lua_getfield(L, arg, "exact");
  o.exact = lua_toboolean(L, -1);
  lua_getfield(L, arg, "key");
  o.key = lua_tostring(L, -1);
  lua_getfield(L, arg, "inflect");
  o.inflect = lua_tostring(L, -1);
  if (lua_getfield(L, arg, "morphology") != LUA_TNIL)
    o.morphology = news_check_morphology(L, -1);
  if (lua_getfield(L, arg, "language") != LUA_TNIL)
    o.language = news_check_language(L, -1);
  lua_pop(L, 5);
  return o;
}

/* core.lexicon_read(bytes, {csv, exact, key, inflect, morphology})
 *   -> lexicon | nil, message, byte position */
static int lexicon_read(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  news_lexicon_options options = options_at(L, 2);
  lua_getfield(L, 2, "csv");
  bool csv = lua_toboolean(L, -1);
  void **box = news_new_box(L, NEWS_LEXICON, NEWS_LEXICON_VALUES);
  news_lexicon *made;
  news_error err;
  if (news_lexicon_read(bytes, size, csv, &options, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* core.lexicon_map(path, language | nil, known) -> lexicon | nil, message
 * `known`: the file is unchanged since it was last checked */
static int lexicon_map(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  const news_language *language =
      lua_isnoneornil(L, 2) ? NULL : news_check_language(L, 2);
  bool known = lua_toboolean(L, 3);
  void **box = news_new_box(L, NEWS_LEXICON, NEWS_LEXICON_VALUES);
  news_lexicon *made;
  news_error err;
  if (news_lexicon_map(path, !known, language, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

enum { MOST_COLUMNS = 64 };

/* Store the strings of the list at `arg` in arrays; the list holds them. */
static uint32_t strings_at(lua_State *L, int arg, uint32_t count,
                           const char **cells, size_t *sizes) {
  for (uint32_t i = 0; i < count; i++) {
    cells[i] = "";
    sizes[i] = 0;
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    if (lua_type(L, -1) == LUA_TSTRING)
      cells[i] = lua_tolstring(L, -1, &sizes[i]);
    lua_pop(L, 1);
  }
  return count;
}

static int lexicon_rows_protected(lua_State *L) {
  news_lexicon_builder **builder = lua_touserdata(L, 4);
  const char *cells[MOST_COLUMNS];
  size_t sizes[MOST_COLUMNS];
  news_lexicon_options options = options_at(L, 3);
  uint32_t columns = (uint32_t)lua_rawlen(L, 1);
  luaL_argcheck(L, 1 <= columns && columns <= MOST_COLUMNS, 1,
                "1 to 64 columns expected");
  strings_at(L, 1, columns, cells, sizes);
  news_error err;
  if (news_lexicon_builder_new(&options, cells, sizes, columns, builder, &err))
    return news_push_failure(L, &err);
  lua_Integer rows = (lua_Integer)lua_rawlen(L, 2);
  for (lua_Integer i = 1; i <= rows; i++) {
    lua_rawgeti(L, 2, i);
    strings_at(L, lua_gettop(L), columns, cells, sizes);
    if (news_lexicon_builder_add(*builder, cells, sizes, &err))
      return news_push_failure(L, &err);
    lua_pop(L, 1);
  }
  void **box = news_new_box(L, NEWS_LEXICON, NEWS_LEXICON_VALUES);
  news_lexicon *made;
  news_lexicon_builder *finished = *builder;
  *builder = NULL; /* finish has freed it */
  if (news_lexicon_builder_finish(finished, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  lua_getfield(L, 3, "numeric");
  lua_setiuservalue(L, -2, NEWS_LEXICON_NUMERIC);
  return 1;
}

/* core.lexicon_rows(columns, rows, options) -> lexicon | nil, message
 * columns: list of names; rows: list of lists of strings; options also
 * `numeric`: {[column from 0] = true} where cells are told as numbers */
static int lexicon_rows(lua_State *L) {
  lua_settop(L, 3);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  news_lexicon_builder *builder = NULL;
  lua_pushcfunction(L, lexicon_rows_protected);
  lua_insert(L, 1);
  lua_pushlightuserdata(L, &builder);
  int status = lua_pcall(L, 4, LUA_MULTRET, 0);
  news_lexicon_builder_free(builder);
  return status ? lua_error(L) : lua_gettop(L);
}

static int lexicon_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_lexicon_free(*box);
  *box = NULL;
  return 0;
}

bool news_is_numeric(lua_State *L, int owner, const news_lexicon *lex,
                     uint32_t column) {
  int top = lua_gettop(L);
  owner = lua_absindex(L, owner);
  if (lua_istable(L, owner))
    lua_rawgetp(L, owner, lex);
  else
    lua_pushvalue(L, owner);
  bool numeric = news_test_box(L, -1, NEWS_LEXICON) &&
                 lua_getiuservalue(L, -1, NEWS_LEXICON_NUMERIC) == LUA_TTABLE &&
                 lua_rawgeti(L, -1, (lua_Integer)column) == LUA_TBOOLEAN;
  lua_settop(L, top);
  return numeric;
}

void news_push_cell(lua_State *L, int lexicon, const news_lexicon *lex,
                    uint32_t entry, uint32_t column) {
  uint32_t size;
  const char *cell = news_lexicon_cell(lex, entry, column, &size);
  if (news_is_numeric(L, lexicon, lex, column) && lua_stringtonumber(L, cell))
    return;
  const char *bar = memchr(cell, '|', size);
  lua_pushlstring(L, cell, bar ? (size_t)(bar - cell) : size);
}

/* Push the list of column names, which is made once. */
static void push_names(lua_State *L, int at, const news_lexicon *lex) {
  if (lua_getiuservalue(L, at, NEWS_LEXICON_NAMES) == LUA_TTABLE) return;
  lua_pop(L, 1);
  uint32_t columns = news_lexicon_columns(lex), size;
  uint32_t names = news_lexicon_names(lex);
  lua_createtable(L, (int)columns, 0);
  for (uint32_t c = 0; c < columns; c++) {
    const char *name = news_lexicon_next(lex, &names, &size);
    lua_pushlstring(L, name, size);
    lua_rawseti(L, -2, (lua_Integer)c + 1);
  }
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, at, NEWS_LEXICON_NAMES);
}

/* Whether the lexicon at `at` has columns of numbers; usually not. */
static bool has_numbers(lua_State *L, int at) {
  bool has = lua_getiuservalue(L, at, NEWS_LEXICON_NUMERIC) == LUA_TTABLE;
  lua_pop(L, 1);
  return has;
}

/* Push a cell of that column, from news_lexicon_next(). */
static void push_next(lua_State *L, int at, const news_lexicon *lex, uint32_t c,
                      bool numbers, const char *cell, uint32_t size) {
  if (!numbers || !news_is_numeric(L, at, lex, c) ||
      !lua_stringtonumber(L, cell))
    lua_pushlstring(L, cell, size);
}

void news_push_row(lua_State *L, int at, const news_lexicon *lex,
                   uint32_t entry) {
  uint32_t columns = news_lexicon_columns(lex), size;
  uint32_t cells = news_lexicon_row(lex, entry);
  bool numbers = has_numbers(L, at);
  push_names(L, at, lex);
  lua_createtable(L, 0, (int)columns);
  for (uint32_t c = 0; c < columns; c++) {
    lua_rawgeti(L, -2, (lua_Integer)c + 1);
    const char *cell = news_lexicon_next(lex, &cells, &size);
    push_next(L, at, lex, c, numbers, cell, size);
    lua_rawset(L, -3);
  }
  lua_remove(L, -2);
}

/* The same for the columns that are keys of the table at `wanted`, without
 * empty cells. */
static void push_filled(lua_State *L, int at, const news_lexicon *lex,
                        uint32_t entry, int wanted) {
  enum { SOME_CELLS = 12 }; /* and cells that a rule adds */
  uint32_t columns = news_lexicon_columns(lex), size;
  uint32_t cells = news_lexicon_row(lex, entry);
  bool numbers = has_numbers(L, at);
  push_names(L, at, lex);
  int names = lua_gettop(L);
  lua_createtable(L, 0, SOME_CELLS);
  for (uint32_t c = 0; c < columns; c++) {
    const char *cell = news_lexicon_next(lex, &cells, &size);
    if (!size) continue;
    lua_rawgeti(L, names, (lua_Integer)c + 1);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, wanted) == LUA_TNIL) {
      lua_pop(L, 2);
      continue;
    }
    lua_pop(L, 1);
    push_next(L, at, lex, c, numbers, cell, size);
    lua_rawset(L, -3);
  }
  lua_remove(L, names);
}

/* Scratch for lookups by text; one for each Lua state. */
typedef struct news_lookup {
  news_document *doc;
  news_vocabulary *voc;
} lookup;
static const char lookup_key;
enum { LOOKUP_VOCABULARY = 4 << 20 };

static int lookup_gc(lua_State *L) {
  lookup *s = lua_touserdata(L, 1);
  news_document_free(s->doc);
  news_vocabulary_free(s->voc);
  *s = (lookup){NULL, NULL};
  return 0;
}

static lookup *make_lookup(lua_State *L) {
  lookup *s = lua_newuserdatauv(L, sizeof *s, 0);
  *s = (lookup){NULL, NULL};
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, lookup_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  s->voc = news_vocabulary_new(LOOKUP_VOCABULARY);
  if (!s->voc || news_document_new("", 0, NULL, &s->doc, NULL))
    luaL_error(L, "out of memory");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lookup_key);
  news_host_of(L)->lookup = s;
  return s;
}

uint32_t news_find_phrase(lua_State *L, const news_lexicon *lex,
                          const char *text, size_t size) {
  if (news_utf8_check(text, size) != size) return UINT32_MAX; /* cut in two */
  lookup *s = news_host_of(L)->lookup;
  if (!s) s = make_lookup(L);
  news_vocabulary_trim(s->voc);
  return news_lexicon_find_with(lex, s->doc, s->voc, text, size);
}

static const char lookups_key;

/* core.note_lookups(table or nil) : notes the texts looked up in lexicons from
 * here on: {[lexicon] = {[text] = true}}; the key is true instead of a text if
 * the number of entries is read */
static int note_lookups(lua_State *L) {
  lua_settop(L, 1);
  news_host_of(L)->noting_lookups = !lua_isnil(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lookups_key);
  return 0;
}

/* Pop the key on top and note that it was looked up in the lexicon at
 * `lexicon`. */
static void note_lookup(lua_State *L, int lexicon) {
  int key = lua_gettop(L);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &lookups_key) == LUA_TTABLE) {
    lua_pushvalue(L, lexicon);
    if (lua_rawget(L, -2) != LUA_TTABLE) {
      lua_newtable(L);
      lua_pushvalue(L, lexicon);
      lua_pushvalue(L, -2);
      lua_rawset(L, key + 1);
    }
    lua_pushvalue(L, key);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
  }
  lua_settop(L, key - 1);
}

/* Look up the text at 2 in the lexicon at `lexicon`. */
static uint32_t find(lua_State *L, int lexicon, const news_lexicon *lex) {
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  news_host *host = news_host_of(L);
  news_host_charge(L, host, size + 1);
  if (host->noting_lookups) {
    lua_pushvalue(L, 2);
    note_lookup(L, lexicon);
  }
  return news_find_phrase(L, lex, text, size);
}

/* lexicon:get(words [, columns]) -> first entry as {column = cell} | nil; if
 * `columns` is given, only the filled cells of the columns that are its keys */
static int lexicon_get(lua_State *L) {
  enum { WANTED = 3 };
  const news_lexicon *lex = news_check_lexicon(L, 1);
  bool some = !lua_isnoneornil(L, WANTED);
  if (some) luaL_checktype(L, WANTED, LUA_TTABLE);
  uint32_t phrase = find(L, 1, lex), count;
  if (phrase == UINT32_MAX) return 0;
  uint32_t entry = news_lexicon_phrase_entries(lex, phrase, &count)[0];
  if (some && news_push_frozen(L, WANTED)) lua_replace(L, WANTED);
  if (some)
    push_filled(L, 1, lex, entry, WANTED);
  else
    news_push_row(L, 1, lex, entry);
  return 1;
}

/* lexicon:has(words) -> boolean */
static int lexicon_has(lua_State *L) {
  const news_lexicon *lex = news_check_lexicon(L, 1);
  lua_pushboolean(L, find(L, 1, lex) != UINT32_MAX);
  return 1;
}

/* lexicon:all(words) -> list of entries, empty if there are none */
static int lexicon_all(lua_State *L) {
  const news_lexicon *lex = news_check_lexicon(L, 1);
  uint32_t phrase = find(L, 1, lex), count = 0;
  const uint32_t *entries =
      phrase == UINT32_MAX ? NULL
                           : news_lexicon_phrase_entries(lex, phrase, &count);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    news_push_row(L, 1, lex, entries[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* rows[words], for words not looked up yet; upvalue 1: the lexicon */
static int rows_index(lua_State *L) {
  const int lexicon = lua_upvalueindex(1);
  void **box = lua_touserdata(L, lexicon);
  lua_settop(L, 2);
  uint32_t phrase = find(L, lexicon, *box), count;
  lua_pushvalue(L, 2);
  if (phrase == UINT32_MAX)
    lua_pushboolean(L, false);
  else
    news_push_row(L, lexicon, *box,
                  news_lexicon_phrase_entries(*box, phrase, &count)[0]);
  lua_pushvalue(L, -1);
  lua_insert(L, 3);
  lua_rawset(L, 1);
  return 1;
}

/* lexicon:rows() -> table: rows[words] is lexicon:get(words), or false, and
 * looked up only once */
static int lexicon_rows_of(lua_State *L) {
  enum { SOME_ROWS = 8 }; /* rows that a document needs */
  news_check_lexicon(L, 1);
  if (!news_host_of(L)->arena)
    return luaL_error(L,
                      "rows() is for a rule that runs: what was looked up "
                      "is kept for one document");
  lua_settop(L, 1);
  lua_createtable(L, 0, SOME_ROWS);
  if (lua_getiuservalue(L, 1, NEWS_LEXICON_ROWS) != LUA_TTABLE) {
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, rows_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, NEWS_LEXICON_ROWS);
    lua_replace(L, -2);
  }
  lua_setmetatable(L, 2);
  return 1;
}

static int lexicon_len(lua_State *L) {
  const news_lexicon *lex = news_check_lexicon(L, 1);
  if (news_host_of(L)->noting_lookups) {
    lua_pushboolean(L, 1);
    note_lookup(L, 1);
  }
  lua_pushinteger(L, (lua_Integer)news_lexicon_entries(lex));
  return 1;
}

/* core.lexicon_columns(lexicon) -> {name = true} */
static int lexicon_columns(lua_State *L) {
  const news_lexicon *lex = news_check_lexicon(L, 1);
  uint32_t columns = news_lexicon_columns(lex);
  lua_createtable(L, 0, (int)columns);
  for (uint32_t c = 0; c < columns; c++) {
    uint32_t size;
    const char *name = news_lexicon_column(lex, c, &size);
    lua_pushlstring(L, name, size);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
  }
  return 1;
}

/* core.lexicon_block(lexicon) -> bytes */
static int lexicon_block(lua_State *L) {
  size_t size;
  const void *block = news_lexicon_block(news_check_lexicon(L, 1), &size);
  lua_pushlstring(L, block, size);
  return 1;
}

static const luaL_Reg functions[] = {
    {"language", language_new},
    {"guess_language", guess_language},
    {"morphology", morphology_new},
    {"set_grammar", set_grammar},
    {"vocabulary", vocabulary_new},
    {"trim", trim},
    {"lexicon_read", lexicon_read},
    {"lexicon_rows", lexicon_rows},
    {"lexicon_map", lexicon_map},
    {"lexicon_block", lexicon_block},
    {"lexicon_columns", lexicon_columns},
    {"note_lookups", note_lookups},
    {NULL, NULL},
};

static const luaL_Reg lexicon_methods[] = {
    {"get", lexicon_get},      {"has", lexicon_has}, {"all", lexicon_all},
    {"rows", lexicon_rows_of}, {NULL, NULL},
};

/* lexicon["Acme Bank"] would always be nil. */
static int no_field(lua_State *L) {
  return luaL_error(L, "a lexicon has no field %s: lexicon:get finds an entry",
                    luaL_tolstring(L, 2, NULL));
}

void news_open_lexicon(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, NEWS_LANGUAGE, language_gc, NULL);
  news_register_type(L, NEWS_MORPHOLOGY, morphology_gc, NULL);
  news_register_type(L, NEWS_VOCABULARY, vocabulary_gc, NULL);
  news_register_type(L, NEWS_LEXICON, lexicon_gc, lexicon_methods);
  luaL_getmetatable(L, NEWS_LEXICON);
  lua_getfield(L, -1, "__index");
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, no_field);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
  lua_pushcfunction(L, lexicon_len);
  lua_setfield(L, -2, "__len");
  lua_pop(L, 1);
}
