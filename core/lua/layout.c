/* Layouts: the rows of a text as Lua lists, and queries over all rows at once.
 * {first = bytes, last = bytes, words = counts, kinds = what occurs}, each by
 * row; rows = the same for C. */
#include <string.h>

#include "binding.h"
#include "layout.h"

#define ROWS "newsengine.rows"
#define QUESTION "newsengine.question"

typedef struct rows_box {
  uint32_t count;
  news_row rows[];
} rows_box;

static const char *const lists[] = {"first", "last", "words", "kinds"};
enum { LISTS = 4, KINDS = 3, MOST_WANTED = 1000 };
enum { ROOM = 16 }; /* fields of a layout; rules add their own */

/* Push a layout of these rows. */
static int push_layout(lua_State *L, const news_row *rows, uint32_t count) {
  lua_createtable(L, 0, ROOM);
  int layout = lua_gettop(L);
  rows_box *box = lua_newuserdatauv(L, sizeof *box + count * sizeof *rows, 0);
  box->count = count;
  if (count) memcpy(box->rows, rows, count * sizeof *rows);
  luaL_setmetatable(L, ROWS);
  lua_setfield(L, layout, "rows");
  for (int k = 0; k < LISTS; k++) {
    lua_createtable(L, (int)count, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, layout, lists[k]);
  }
  for (uint32_t i = 0; i < count; i++) {
    const lua_Integer values[] = {rows[i].span.start + 1, rows[i].span.end,
                                  rows[i].words, (lua_Integer)rows[i].kinds};
    for (int k = 0; k < LISTS; k++) {
      lua_pushinteger(L, values[k]);
      lua_rawseti(L, layout + 1 + k, (lua_Integer)i + 1);
    }
  }
  lua_settop(L, layout);
  return 1;
}

/* Push rows from the lists of first and last bytes at 3 and 4. */
static int push_rows_of(lua_State *L, const news_document_box *box) {
  uint32_t count = (uint32_t)lua_rawlen(L, 3);
  news_row *rows = lua_newuserdatauv(L, (count + 1) * sizeof *rows, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    lua_rawgeti(L, 4, (lua_Integer)i + 1);
    lua_Integer first = lua_tointeger(L, -2), last = lua_tointeger(L, -1);
    lua_pop(L, 2);
    rows[i].span = news_check_bytes(L, box, first, last, 2, 2);
    news_host_charge(L, box->host, news_span_size(rows[i].span) / 8);
    news_row_measure(box->doc, &rows[i]);
  }
  return push_layout(L, rows, count);
}

/* doc:layout() -> layout: the paragraphs
 * doc:layout{first =, last =} -> layout: rows of those bytes */
static int document_layout(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    if (lua_getfield(L, 2, "first") != LUA_TTABLE ||
        lua_getfield(L, 2, "last") != LUA_TTABLE)
      return luaL_argerror(L, 2, "lists first and last expected");
    return push_rows_of(L, box);
  }
  news_row *rows;
  uint32_t count;
  news_error err;
  if (news_layout_rows(box->doc, &rows, &count, &err))
    return news_raise(L, &err);
  news_host_charge(L, box->host, box->doc->size / 8);
  return push_layout(L, rows, count);
}

/* ---- asking */

/* Which rows are wanted: a filter, a range of rows (from 0), and a regular
 * expression that must match in them, or NULL. */
typedef struct wanted {
  news_row_filter filter;
  uint32_t from, to;
  news_regex *match; /* held by the question's user value of the same number */
} wanted;

typedef struct question {
  uint32_t count;
  uint32_t most;   /* most bytes of a row that meets any */
  wanted wanted[]; /* a row must meet one of them */
} question;

/* The keys of a wanted row. */
enum { ANY, ALL, NONE, LEAST, MOST, LEAST_WORDS, MOST_WORDS, FROM, TO, MATCH };
static const char *const wishes[] = {
    "any",         "all",        "none", "least", "most",
    "least_words", "most_words", "from", "to",    "match"};

static lua_Integer number_at(lua_State *L, int table, int wish,
                             lua_Integer otherwise) {
  lua_Integer value = otherwise;
  if (lua_getfield(L, table, wishes[wish]) != LUA_TNIL) {
    int is_integer;
    value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer) luaL_error(L, "%s: an integer expected", wishes[wish]);
  }
  lua_pop(L, 1);
  return value;
}

static uint32_t count_at(lua_State *L, int table, int wish,
                         uint32_t otherwise) {
  lua_Integer value = number_at(L, table, wish, otherwise);
  return value < 0 ? 0 : value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

/* Read the table at `where`; leaves its regular expression on top. */
static wanted read_wanted(lua_State *L, int where) {
  luaL_checktype(L, where, LUA_TTABLE);
  wanted w = {
      .filter = {.any = (uint64_t)number_at(L, where, ANY, 0),
                 .all = (uint64_t)number_at(L, where, ALL, 0),
                 .none = (uint64_t)number_at(L, where, NONE, 0),
                 .least = count_at(L, where, LEAST, 0),
                 .most = count_at(L, where, MOST, UINT32_MAX),
                 .least_words = count_at(L, where, LEAST_WORDS, 0),
                 .most_words = count_at(L, where, MOST_WORDS, UINT32_MAX)},
      .from = count_at(L, where, FROM, 1),
      .to = count_at(L, where, TO, UINT32_MAX),
  };
  if (w.from) w.from--;
  if (lua_getfield(L, where, wishes[MATCH]) != LUA_TNIL)
    w.match = news_check_regex(L, -1);
  return w;
}

/* core.question(where, ...) -> for core.pick and core.mark: selects the rows
 * that meet one of them */
static int question_new(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, count <= MOST_WANTED, 1, "too many of them");
  question *q =
      lua_newuserdatauv(L, sizeof *q + (size_t)count * sizeof(wanted), count);
  *q = (question){.count = (uint32_t)count};
  for (int i = 0; i < count; i++) {
    q->wanted[i] = read_wanted(L, i + 1);
    if (q->most < q->wanted[i].filter.most) q->most = q->wanted[i].filter.most;
    lua_setiuservalue(L, count + 1, i + 1);
  }
  luaL_setmetatable(L, QUESTION);
  return 1;
}

/* Whether the regular expression matches in the row, which is all that it
 * sees. */
static bool matches(lua_State *L, const news_document_box *box,
                    news_regex *match, news_span row) {
  if (row.end > box->doc->size)
    luaL_error(L, "the layout is of another document");
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  news_error err;
  int found =
      news_regex_find(match, box->doc->text + row.start, 0, news_span_size(row),
                      spans, &box->host->steps, &err);
  if (found < 0) news_raise(L, &err);
  return found > 0;
}

/* The rows of the layout at 2 and the question at `where`; the document is at
 * 1. */
static rows_box *check_rows(lua_State *L, int where, const question **q) {
  const news_document_box *box = news_check_document(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  *q = luaL_checkudata(L, where, QUESTION);
  lua_settop(L, where);
  lua_getfield(L, 2, "rows");
  rows_box *rows = luaL_testudata(L, -1, ROWS);
  if (!rows) luaL_argerror(L, 2, "not what doc:layout gives");
  for (uint32_t k = 0; k < (*q)->count; k++) {
    uint32_t from = (*q)->wanted[k].from, to = (*q)->wanted[k].to;
    if (to > rows->count) to = rows->count;
    if (from < to) news_host_charge(L, box->host, to - from);
  }
  return rows;
}

/* Whether row `i` meets the question, for the document at 1. */
static bool meets(lua_State *L, const question *q, const rows_box *rows,
                  uint32_t i) {
  const news_row *row = &rows->rows[i];
  if (news_span_size(row->span) > q->most) return false;
  for (uint32_t k = 0; k < q->count; k++) {
    const wanted *w = &q->wanted[k];
    if (w->from <= i && i < w->to && news_row_meets(row, &w->filter) &&
        (!w->match || matches(L, lua_touserdata(L, 1), w->match, row->span)))
      return true;
  }
  return false;
}

/* core.pick(doc, layout, question) -> the numbers of the rows that meet it */
static int pick(lua_State *L) {
  const question *q;
  const rows_box *rows = check_rows(L, 3, &q);
  lua_newtable(L);
  lua_Integer count = 0;
  for (uint32_t i = 0; i < rows->count; i++) {
    if (!meets(L, q, rows, i)) continue;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

/* core.mark(doc, layout, bits, question) : sets bits in the kinds of these
 * rows */
static int mark(lua_State *L) {
  uint64_t bits = (uint64_t)luaL_checkinteger(L, 3);
  luaL_argcheck(L, !(bits & ~NEWS_ROW_MARKS), 3, "bits from 1 << 48 expected");
  const question *q;
  rows_box *rows = check_rows(L, 4, &q);
  if (lua_getfield(L, 2, lists[KINDS]) != LUA_TTABLE)
    return luaL_argerror(L, 2, "not what doc:layout gives");
  for (uint32_t i = 0; i < rows->count; i++) {
    if (!meets(L, q, rows, i)) continue;
    rows->rows[i].kinds |= bits;
    lua_pushinteger(L, (lua_Integer)rows->rows[i].kinds);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 0;
}

/* Adds to core.document_methods; core.question, core.pick, core.mark */
void news_open_layout(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  static const luaL_Reg functions[] = {
      {"question", question_new}, {"pick", pick}, {"mark", mark}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  lua_getfield(L, -1, "document_methods");
  lua_pushcfunction(L, document_layout);
  lua_setfield(L, -2, "layout");
  lua_pop(L, 1);
  news_register_type(L, ROWS, NULL, none);
  news_register_type(L, QUESTION, NULL, none);
}
