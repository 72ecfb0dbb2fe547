/* Regular expressions over the text of a document or over strings. */
#include <string.h>

#include "binding.h"

typedef struct regex_box {
  const void *tag;
  news_regex *regex;
} regex_box;

static const char regex_tag;

/* By its tag, because a metatable must be looked up in the registry. */
news_regex *news_check_regex(lua_State *L, int arg) {
  const regex_box *box = lua_touserdata(L, arg);
  if (!box || lua_rawlen(L, arg) != sizeof *box || box->tag != &regex_tag)
    luaL_typeerror(L, arg, NEWS_REGEX);
  luaL_argcheck(L, box->regex != NULL, arg, "closed");
  return box->regex;
}

/* The written form of many regexes: their number, the offset of each, and the
 * regexes. */
enum { WRITTEN_ALIGN = 64 };

/* The written regex with the number at 5 among those at 4; NULL if there are
 * none. */
static const char *written_one(lua_State *L) {
  void **all = news_test_box(L, 4, NEWS_REGEXES);
  if (!all) return NULL;
  const uint64_t *places = *all;
  lua_Integer number = luaL_checkinteger(L, 5);
  luaL_argcheck(L, 1 <= number && (uint64_t)number <= places[0], 5,
                "no such regex");
  return (const char *)*all + places[number];
}

/* core.regex(pattern, flags, later, regexes, number)
 *   -> regex | nil, message, byte position
 * later: it is known to compile, and is compiled at its first use, unless it is
 * the one with that number in `regexes` (bundle:regexes) */
static int regex_new(lua_State *L) {
  size_t size;
  const char *pattern = luaL_checklstring(L, 1, &size);
  const char *flags = luaL_optstring(L, 2, "");
  bool later = lua_toboolean(L, 3);
  lua_settop(L, 5);
  const char *written = written_one(L);
  regex_box *box = lua_newuserdatauv(L, sizeof *box, 2);
  *box = (regex_box){&regex_tag, NULL};
  luaL_setmetatable(L, NEWS_REGEX);
  news_error err;
  if (later ? news_regex_later(pattern, size, flags, &box->regex, &err)
            : news_regex_new(pattern, size, flags, &box->regex, &err))
    return news_push_failure(L, &err);
  news_regex_scratch **scratch = lua_touserdata(L, lua_upvalueindex(1));
  news_regex_share(box->regex, *scratch);
  if (written) written += news_regex_need_written(box->regex, written);
  news_regex_written(box->regex, written);
  lua_pushvalue(L, 4);
  lua_setiuservalue(L, -2, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_setiuservalue(L, -2, 1);
  return 1;
}

/* Append the need and the compiled form; *place is where they begin. */
static news_status write_one(news_regex *re, news_buffer *out, uint64_t *place,
                             news_error *err) {
  while (out->size % WRITTEN_ALIGN && !out->failed)
    news_buffer_add_byte(out, '\0');
  *place = out->size;
  news_regex_write_need(re, out);
  return news_regex_write(re, out, err);
}

/* core.regex_block({regex, ...}) -> bytes, for bundle:regexes() */
static int regex_block(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  uint64_t count = lua_rawlen(L, 1);
  uint64_t *places = lua_newuserdatauv(L, (count + 1) * sizeof *places, 0);
  news_buffer *out = news_push_buffer(L);
  news_error err;
  places[0] = count;
  news_buffer_add(out, (const char *)places, (count + 1) * sizeof *places);
  for (uint64_t i = 1; i <= count; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i);
    news_regex *re = news_check_regex(L, -1);
    if (write_one(re, out, &places[i], &err)) return news_push_failure(L, &err);
    lua_pop(L, 1);
  }
  if (!out->failed) memcpy(out->data, places, (count + 1) * sizeof *places);
  news_push_bytes(L, out);
  return 1;
}

static int regex_gc(lua_State *L) {
  regex_box *box = lua_touserdata(L, 1);
  news_regex_free(box->regex);
  box->regex = NULL;
  return 0;
}

/* core.regex_size(regex) -> size in bytes of its compiled form */
static int regex_size(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)news_regex_size(news_check_regex(L, 1)));
  return 1;
}

/* One search, with the caller's spans; 1 if found, 0 if not. */
static int search(lua_State *L, news_regex *re, const char *text, uint32_t from,
                  uint32_t to, news_span *spans) {
  news_error err;
  int found =
      news_regex_find(re, text, from, to, spans, &news_host_of(L)->steps, &err);
  if (found >= 0) return found;
  news_push_failure(L, &err);
  lua_pop(L, 1);
  return lua_error(L);
}

int news_push_regex_match(lua_State *L, int regex, int document, uint32_t from,
                          uint32_t to) {
  news_regex *re = news_check_regex(L, regex);
  const news_document_box *box = news_check_document(L, document);
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  if (!search(L, re, box->doc->text, from, to, spans)) return 0;
  uint32_t groups = news_regex_groups(re);
  news_span_box *match = news_push_span(L, document, spans[0], groups);
  for (uint32_t i = 1; i <= groups; i++)
    match->takes[i - 1] = (news_take){
        .name = news_regex_group_name(re, i),
        .span = spans[i],
        .first = NEWS_NO_ANNOTATION,
        .end = NEWS_NO_ANNOTATION,
        .annotation = NEWS_NO_ANNOTATION,
        .phrase = UINT32_MAX,
    };
  lua_pushvalue(L, regex);
  lua_setiuservalue(L, -2, SPAN_OWNER);
  return 1;
}

/* core.regex_find(regex, doc, from, to) -> match | nil; bytes, 1-based,
 * inclusive.  Groups become captures. */
static int regex_find(lua_State *L) {
  const news_document_box *box = news_check_document(L, 2);
  news_span bytes = news_check_bytes(L, box, luaL_checkinteger(L, 3),
                                     luaL_checkinteger(L, 4), 3, 4);
  return news_push_regex_match(L, 1, 2, bytes.start, bytes.end);
}

/* regex:match(text, init?) -> first, last, group... | nil; for strings.
 * Text that is not valid UTF-8 matches nothing. */
static int regex_match(lua_State *L) {
  news_regex *re = news_check_regex(L, 1);
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  lua_Integer init = luaL_optinteger(L, 3, 1);
  luaL_argcheck(L, 1 <= init && init <= (lua_Integer)size + 1, 3,
                "out of bounds");
  luaL_argcheck(L, size <= NEWS_TEXT_MAX, 2, "too long");
  news_host_charge(L, news_host_of(L), size / 64); /* for validating it */
  /* A string cut inside a code point matches nothing. */
  if (news_utf8_check(text, size) != size) return 0;
  luaL_argcheck(L, ((unsigned char)text[init - 1] & 0xC0) != 0x80, 3,
                "inside a character");
  news_span spans[NEWS_REGEX_MOST_GROUPS + 1];
  if (!search(L, re, text, (uint32_t)init - 1, (uint32_t)size, spans)) return 0;
  uint32_t groups = news_regex_groups(re);
  luaL_checkstack(L, (int)groups + 2, NULL);
  lua_pushinteger(L, (lua_Integer)spans[0].start + 1);
  lua_pushinteger(L, (lua_Integer)spans[0].end);
  for (uint32_t i = 1; i <= groups; i++) {
    if (spans[i].start == UINT32_MAX)
      lua_pushnil(L);
    else
      lua_pushlstring(L, text + spans[i].start, news_span_size(spans[i]));
  }
  return (int)groups + 2;
}

static const luaL_Reg functions[] = {
    {"regex_block", regex_block},
    {"regex_find", regex_find},
    {"regex_size", regex_size},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"match", regex_match},
    {NULL, NULL},
};

static int scratch_gc(lua_State *L) {
  news_regex_scratch **box = lua_touserdata(L, 1);
  news_regex_scratch_free(*box);
  *box = NULL;
  return 0;
}

/* The scratch of all regexes of a state. */
static void push_scratch(lua_State *L) {
  news_regex_scratch **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, scratch_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  *box = news_regex_scratch_new();
  if (!*box) luaL_error(L, "not enough memory");
}

void news_open_regex(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  push_scratch(L);
  lua_pushcclosure(L, regex_new, 1);
  lua_setfield(L, -2, "regex");
  news_register_type(L, NEWS_REGEX, regex_gc, methods);
  news_register_type(L, NEWS_REGEXES, NULL, NULL);
}
