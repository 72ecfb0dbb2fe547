/* Output: files and descriptors, file names, the terminal. */
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "binding.h"
#include "output.h"

#define OUTPUT "newsengine.output"
#define NAMES "newsengine.names"

/* core.output(path | descriptor) -> output | nil, message */
static int output_new(lua_State *L) {
  bool descriptor = lua_type(L, 1) == LUA_TNUMBER;
  const char *path = descriptor ? NULL : luaL_checkstring(L, 1);
  void **box = news_new_box(L, OUTPUT, 1);
  news_output *made = NULL;
  news_error err;
  news_status status =
      descriptor ? news_output_use((int)lua_tointeger(L, 1), &made, &err)
                 : news_output_create(path, &made, &err);
  if (status) return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* core.output_append(path, keep) -> output | nil, message */
static int output_append(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  lua_Integer keep = luaL_checkinteger(L, 2);
  luaL_argcheck(L, keep >= 0, 2, "bytes expected");
  void **box = news_new_box(L, OUTPUT, 1);
  news_output *made = NULL;
  news_error err;
  if (news_output_append(path, (uint64_t)keep, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* core.output_rename(from, to) -> true | nil, message */
static int output_rename(lua_State *L) {
  news_error err;
  if (news_output_rename(luaL_checkstring(L, 1), luaL_checkstring(L, 2), &err))
    return news_push_failure(L, &err);
  lua_pushboolean(L, 1);
  return 1;
}

/* core.output_target(path) -> path with its links resolved | nil, message */
static int output_target(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  news_buffer *box = news_push_buffer(L); /* first, because pushing may raise */
  char *target = news_output_target(path);
  if (!target) {
    news_error err;
    news_fail_system(&err, "cannot create");
    return news_push_failure(L, &err);
  }
  news_buffer_add_text(box, target);
  free(target);
  news_push_bytes(L, box);
  return 1;
}

/* core.output_sweep(directory, name | nil) -> true | nil, message */
static int output_sweep(lua_State *L) {
  news_error err;
  const char *target = luaL_optstring(L, 2, NULL);
  if (news_output_sweep(luaL_checkstring(L, 1), target, &err))
    return news_push_failure(L, &err);
  lua_pushboolean(L, 1);
  return 1;
}

static int output_result(lua_State *L, news_output *output, news_status status,
                         const news_error *err) {
  if (!status) {
    lua_pushboolean(L, 1);
    return 1;
  }
  news_push_failure(L, err);
  lua_pop(L, 1);
  lua_pushboolean(L, news_output_closed(output));
  return 3;
}

/* output:write(bytes) -> true | nil, message, closed (the reader is gone) */
static int output_write(lua_State *L) {
  news_output *output = news_check_box(L, 1, OUTPUT);
  size_t size;
  const char *bytes = luaL_checklstring(L, 2, &size);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  luaL_argcheck(L, 1 <= from && from <= (lua_Integer)size + 1, 3,
                "byte out of bounds");
  news_error err;
  news_status status = news_output_write(output, bytes + (from - 1),
                                         size - (size_t)(from - 1), &err);
  return output_result(L, output, status, &err);
}

static int output_flush(lua_State *L) {
  news_output *output = news_check_box(L, 1, OUTPUT);
  news_error err;
  return output_result(L, output, news_output_flush(output, &err), &err);
}

/* output:sync() -> size | nil, message, closed; writes the bytes to disk */
static int output_sync(lua_State *L) {
  news_output *output = news_check_box(L, 1, OUTPUT);
  news_error err;
  news_status status = news_output_sync(output, &err);
  if (status) return output_result(L, output, status, &err);
  lua_pushinteger(L, (lua_Integer)news_output_size(output));
  return 1;
}

/* output:commit() -> true | nil, message, closed; gives it its final name */
static int output_commit(lua_State *L) {
  news_output *output = news_check_box(L, 1, OUTPUT);
  news_error err;
  return output_result(L, output, news_output_commit(output, &err), &err);
}

/* output:watch(signals) : the second signal ends the wait for a reader */
static int output_watch(lua_State *L) {
  news_output *output = news_check_box(L, 1, OUTPUT);
  news_output_watch(output, news_check_signals(L, 2));
  lua_settop(L, 2);
  lua_setiuservalue(L, 1, 1);
  return 0;
}

/* output:close() : removes the file unless committed */
static int output_close(lua_State *L) {
  void **box = luaL_checkudata(L, 1, OUTPUT);
  news_output_free(*box);
  *box = NULL;
  return 0;
}

/* core.make_directory(path) -> true | nil, message */
static int make_directory(lua_State *L) {
  news_error err;
  if (news_output_directory(luaL_checkstring(L, 1), &err))
    return news_push_failure(L, &err);
  lua_pushboolean(L, 1);
  return 1;
}

/* core.file_names() -> names; names:add(id, extension) -> file name */
static int names_new(lua_State *L) {
  void **box = news_new_box(L, NAMES, 0);
  *box = news_names_new();
  if (!*box) return luaL_error(L, "out of memory");
  return 1;
}

static int names_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_names_free(*box);
  *box = NULL;
  return 0;
}

static int names_add(lua_State *L) {
  news_names *names = news_check_box(L, 1, NAMES);
  size_t size;
  const char *id = luaL_checklstring(L, 2, &size);
  const char *extension = luaL_checkstring(L, 3);
  news_buffer *out = news_push_buffer(L);
  if (news_names_add(names, id, size, extension, out)) out->failed = true;
  news_push_bytes(L, out);
  return 1;
}

/* ---- the terminal ---- */

/* core.pause(milliseconds) : sleep */
static int pause_for(lua_State *L) {
  poll(NULL, 0, (int)luaL_checkinteger(L, 1));
  return 0;
}

/* core.isatty(descriptor) */
static int is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

/* core.terminal_columns(descriptor) -> columns, nil if it is not a terminal or
 * they are unknown */
static int terminal_columns(lua_State *L) {
  struct winsize size;
  if (ioctl((int)luaL_checkinteger(L, 1), TIOCGWINSZ, &size) || !size.ws_col)
    return 0;
  lua_pushinteger(L, size.ws_col);
  return 1;
}

void news_open_output(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"output", output_new},
      {"output_append", output_append},
      {"output_rename", output_rename},
      {"output_sweep", output_sweep},
      {"output_target", output_target},
      {"make_directory", make_directory},
      {"file_names", names_new},
      {"pause", pause_for},
      {"isatty", is_terminal},
      {"terminal_columns", terminal_columns},
      {NULL, NULL},
  };
  static const luaL_Reg output_methods[] = {{"write", output_write},
                                            {"flush", output_flush},
                                            {"sync", output_sync},
                                            {"commit", output_commit},
                                            {"watch", output_watch},
                                            {"close", output_close},
                                            {NULL, NULL}};
  static const luaL_Reg names_methods[] = {{"add", names_add}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, OUTPUT, output_close, output_methods);
  news_register_type(L, NAMES, names_gc, names_methods);
}
