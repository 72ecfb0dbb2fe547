#include <string.h>

#include "binding.h"

int news_push_failure(lua_State *L, const news_error *err) {
  if (err->status == NEWS_ENOMEM) {
    news_host *host = news_host_of(L);
    if (host->active) return news_host_raise(L, host, NEWS_DEAD_MEMORY);
    return luaL_error(L, "out of memory");
  }
  if (err->status == NEWS_EBUDGET)
    return news_host_raise(L, news_host_of(L), NEWS_DEAD_STEPS);
  luaL_pushfail(L);
  if (err->detail[0])
    lua_pushfstring(L, "%s: %s", err->what, err->detail);
  else
    lua_pushstring(L, err->what);
  lua_pushinteger(L, (lua_Integer)err->offset + 1);
  return 3;
}

int news_raise(lua_State *L, const news_error *err) {
  news_push_failure(L, err);
  lua_pop(L, 1);
  return lua_error(L);
}

typedef struct box {
  void *object; /* first, so that the box is a void ** */
  const void *tag;
  const char *type;
} box;

static const char box_tag;

void **news_new_box(lua_State *L, const char *type, int values) {
  box *made = lua_newuserdatauv(L, sizeof *made, values);
  *made = (box){NULL, &box_tag, type};
  luaL_setmetatable(L, type);
  return &made->object;
}

/* By its tag, because a metatable must be looked up in the registry. */
void **news_test_box(lua_State *L, int arg, const char *type) {
  box *found = lua_touserdata(L, arg);
  if (!found || lua_rawlen(L, arg) != sizeof *found || found->tag != &box_tag ||
      strcmp(found->type, type) != 0)
    return NULL;
  return &found->object;
}

void *news_check_box(lua_State *L, int arg, const char *type) {
  void **found = news_test_box(L, arg, type);
  if (!found) luaL_typeerror(L, arg, type);
  luaL_argcheck(L, *found != NULL, arg, "closed");
  return *found;
}

void news_register_type(lua_State *L, const char *type, lua_CFunction gc,
                        const luaL_Reg *methods) {
  luaL_newmetatable(L, type);
  if (gc) {
    lua_pushcfunction(L, gc);
    lua_setfield(L, -2, "__gc");
  }
  if (methods) {
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

#define NEWS_BUFFER "newsengine.buffer"

static int buffer_gc(lua_State *L) {
  news_buffer_free(lua_touserdata(L, 1));
  return 0;
}

news_buffer *news_push_buffer(lua_State *L) {
  news_buffer *buffer = lua_newuserdatauv(L, sizeof *buffer, 0);
  *buffer = NEWS_BUFFER_EMPTY;
  if (luaL_newmetatable(L, NEWS_BUFFER)) {
    lua_pushcfunction(L, buffer_gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return buffer;
}

news_buffer *news_test_buffer(lua_State *L, int arg) {
  return luaL_testudata(L, arg, NEWS_BUFFER);
}

static void raise_failed(lua_State *L, const news_buffer *buffer) {
  if (!buffer->failed) return;
  news_error err;
  news_fail(&err, NEWS_ENOMEM, 0, NULL);
  news_push_failure(L, &err); /* raises */
}

static void push_content(lua_State *L, const news_buffer *buffer) {
  raise_failed(L, buffer);
  lua_pushlstring(L, buffer->data ? buffer->data : "", buffer->size);
}

void news_push_bytes(lua_State *L, news_buffer *buffer) {
  push_content(L, buffer);
  news_buffer_free(buffer);
}

/* A larger buffer is freed after use. */
enum { OWN_KEEP = 256 << 10 };

news_buffer *news_own_buffer(lua_State *L, int upvalue) {
  news_buffer *buffer = lua_touserdata(L, lua_upvalueindex(upvalue));
  news_buffer_clear(buffer); /* an error may have left bytes in it */
  return buffer;
}

void news_push_own(lua_State *L, news_buffer *buffer) {
  push_content(L, buffer);
  news_leave_own(buffer);
}

void news_push_lying(lua_State *L, int upvalue) {
  raise_failed(L, lua_touserdata(L, lua_upvalueindex(upvalue)));
  lua_pushvalue(L, lua_upvalueindex(upvalue));
}

void news_leave_own(news_buffer *buffer) {
  if (buffer->capacity > OWN_KEEP) news_buffer_free(buffer);
}

int luaopen_newsengine_core(lua_State *L) {
  luaL_checkversion(L);
  lua_newtable(L);
  lua_pushliteral(L, NEWSENGINE_VERSION);
  lua_setfield(L, -2, "version");
  news_open_host(L);
  news_open_span(L);
  news_open_pos(L);
  news_open_document(L);
  news_open_annotations(L);
  news_open_effects(L);
  news_open_grouping(L);
  news_open_lexicon(L);
  news_open_pattern(L);
  news_open_matcher(L);
  news_open_trace(L);
  news_open_ranges(L);
  news_open_rules(L);
  news_open_guard(L);
  news_open_bytecode(L);
  news_open_lines(L);
  news_open_beside(L);
  news_open_layout(L);
  news_open_collect(L);
  news_open_ordered(L);
  news_open_regex(L);
  news_open_calendar(L);
  news_open_string(L);
  news_open_unicode(L);
  news_open_labels(L);
  news_open_page(L);
  news_open_encoding(L);
  news_open_pieces(L);
  news_open_json(L);
  news_open_record(L);
  news_open_reader(L);
  news_open_output(L);
  news_open_editor(L);
  news_open_pool(L);
  news_open_partner(L);
  news_open_bundle(L);
  return 1;
}
