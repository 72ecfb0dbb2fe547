/* Layouts: the rows of a text as lists that Lua sees, and questions to all rows
 * at once.  {first = bytes, last = bytes, words = counts, kinds = what occurs},
 * each by row. */
#include "binding.h"

static const char *const lists[] = {"first", "last", "words", "kinds"};
enum { FIRST, LAST, WORDS, KINDS, LISTS };

/* doc:layout(narrow) -> layout: the paragraphs, or the lines of one in which a
 * line before the last has less than `narrow` bytes */
static int document_layout(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer narrow = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 0 <= narrow && narrow <= INT32_MAX, 2, "out of bounds");
  news_row *rows;
  uint32_t count;
  news_error err;
  if (news_layout_rows(box->doc, (uint32_t)narrow, &rows, &count, &err))
    return news_raise(L, &err);
  news_host_charge(L, box->host, box->doc->size / 8);
  lua_settop(L, 2);
  lua_createtable(L, 0, LISTS);
  for (int k = 0; k < LISTS; k++) {
    lua_createtable(L, (int)count, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, 3, lists[k]);
  }
  for (uint32_t i = 0; i < count; i++) {
    const lua_Integer values[] = {rows[i].span.start + 1, rows[i].span.end,
                                  rows[i].words, (lua_Integer)rows[i].kinds};
    for (int k = 0; k < LISTS; k++) {
      lua_pushinteger(L, values[k]);
      lua_rawseti(L, 4 + k, (lua_Integer)i + 1);
    }
  }
  lua_settop(L, 3);
  return 1;
}

/* ---- asking */

/* What rows are wanted: the filter, between which of them, and a regular
 * expression that matches in them, or NULL. */
typedef struct wanted {
  news_row_filter filter;
  lua_Integer from, to;
  news_regex *match;
} wanted;

static lua_Integer number_at(lua_State *L, int table, const char *name,
                             lua_Integer otherwise) {
  lua_Integer value = otherwise;
  if (lua_getfield(L, table, name) != LUA_TNIL) {
    int is_integer;
    value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer) luaL_error(L, "%s: an integer expected", name);
  }
  lua_pop(L, 1);
  return value;
}

static uint32_t count_at(lua_State *L, int table, const char *name,
                         uint32_t otherwise) {
  lua_Integer value = number_at(L, table, name, otherwise);
  return value < 0 ? 0 : value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

/* The lists of the layout at `layout` go to the top of the stack. */
static wanted read_wanted(lua_State *L, int layout, int where) {
  luaL_checktype(L, layout, LUA_TTABLE);
  luaL_checktype(L, where, LUA_TTABLE);
  wanted w = {
      .filter = {.any = (uint64_t)number_at(L, where, "any", 0),
                 .all = (uint64_t)number_at(L, where, "all", 0),
                 .none = (uint64_t)number_at(L, where, "none", 0),
                 .least = count_at(L, where, "least", 0),
                 .most = count_at(L, where, "most", UINT32_MAX),
                 .least_words = count_at(L, where, "least_words", 0),
                 .most_words = count_at(L, where, "most_words", UINT32_MAX)},
  };
  w.from = number_at(L, where, "from", 1);
  if (w.from < 1) w.from = 1;
  if (lua_getfield(L, where, "match") != LUA_TNIL)
    w.match = news_check_regex(L, -1);
  for (int k = 0; k < LISTS; k++)
    if (lua_getfield(L, layout, lists[k]) != LUA_TTABLE)
      luaL_argerror(L, layout, "not what doc:layout gives");
  lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  w.to = number_at(L, where, "to", count);
  if (w.to > count) w.to = count;
  return w;
}

/* Does the regular expression match in the row, which is all that it sees? */
static bool matches(lua_State *L, const wanted *w, const news_document_box *box,
                    news_span row) {
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_error err;
  int found =
      news_regex_find(w->match, box->doc->text + row.start, 0,
                      news_span_size(row), spans, &box->host->steps, &err);
  if (found < 0) news_raise(L, &err);
  return found > 0;
}

/* Does row i meet it?  The lists begin at stack index `at`. */
static bool meets(lua_State *L, const wanted *w, const news_document_box *box,
                  int at, lua_Integer i, uint64_t *kinds) {
  lua_Integer values[LISTS];
  for (int k = 0; k < LISTS; k++) {
    lua_rawgeti(L, at + k, i);
    values[k] = lua_tointeger(L, -1);
  }
  lua_pop(L, LISTS);
  if (values[FIRST] < 1 || values[LAST] < values[FIRST] - 1 ||
      values[LAST] > (lua_Integer)box->doc->size)
    luaL_error(L, "row %I is out of bounds", (LUAI_UACINT)i);
  news_row row = {.span = {(uint32_t)values[FIRST] - 1, (uint32_t)values[LAST]},
                  .words = (uint32_t)values[WORDS],
                  .kinds = (uint64_t)values[KINDS]};
  *kinds = row.kinds;
  return news_row_meets(&row, &w->filter) &&
         (!w->match || matches(L, w, box, row.span));
}

/* core.pick(doc, layout, where) -> the numbers of the rows that meet it */
static int pick(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 3);
  wanted w = read_wanted(L, 2, 3);
  int at = lua_gettop(L) - LISTS + 1;
  lua_newtable(L);
  lua_Integer count = 0;
  uint64_t kinds;
  if (w.to >= w.from)
    news_host_charge(L, box->host, (uint64_t)(w.to - w.from) + 1);
  for (lua_Integer i = w.from; i <= w.to; i++) {
    if (!meets(L, &w, box, at, i, &kinds)) continue;
    lua_pushinteger(L, i);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

/* core.mark(doc, layout, bits, where) : set bits in the kinds of those rows */
static int mark(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint64_t bits = (uint64_t)luaL_checkinteger(L, 3);
  luaL_argcheck(L, !(bits & ~NEWS_ROW_MARKS), 3, "bits from 1 << 48 expected");
  lua_settop(L, 4);
  wanted w = read_wanted(L, 2, 4);
  int at = lua_gettop(L) - LISTS + 1;
  uint64_t kinds;
  if (w.to >= w.from)
    news_host_charge(L, box->host, (uint64_t)(w.to - w.from) + 1);
  for (lua_Integer i = w.from; i <= w.to; i++) {
    if (!meets(L, &w, box, at, i, &kinds)) continue;
    lua_pushinteger(L, (lua_Integer)(kinds | bits));
    lua_rawseti(L, at + KINDS, i);
  }
  return 0;
}

/* Adds to core.document_methods; core.pick, core.mark */
void news_open_layout(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"pick", pick}, {"mark", mark}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  lua_getfield(L, -1, "document_methods");
  lua_pushcfunction(L, document_layout);
  lua_setfield(L, -2, "layout");
  lua_pop(L, 1);
}
