/* Bytes in and out: sources, lines, directories, outputs, file names. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "binding.h"
#include "output.h"
#include "reader.h"

#define SOURCE "newsengine.source"
#define LINES "newsengine.lines"
#define WALK "newsengine.walk"
#define OUTPUT "newsengine.output"
#define NAMES "newsengine.names"

static void **new_box(lua_State *L, const char *type, int values) {
  void **box = lua_newuserdatauv(L, sizeof *box, values);
  *box = NULL;
  luaL_setmetatable(L, type);
  return box;
}

static void *check_box(lua_State *L, int arg, const char *type) {
  void **box = luaL_checkudata(L, arg, type);
  luaL_argcheck(L, *box != NULL, arg, "closed");
  return *box;
}

/* ---- sources ---- */

news_source *news_check_source(lua_State *L, int arg) {
  return check_box(L, arg, SOURCE);
}

/* core.source(path | descriptor) -> source | nil, message */
static int source_new(lua_State *L) {
  bool descriptor = lua_type(L, 1) == LUA_TNUMBER;
  const char *path = descriptor ? NULL : luaL_checkstring(L, 1);
  void **box = new_box(L, SOURCE, 1);
  news_source *made = NULL;
  news_error err;
  news_status status =
      descriptor ? news_source_use((int)lua_tointeger(L, 1), &made, &err)
                 : news_source_open(path, &made, &err);
  if (status) return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* core.source_of(bytes) -> source | nil, message */
static int source_of(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  void **box = new_box(L, SOURCE, 1);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* the bytes live as long as the source */
  news_source *made;
  news_error err;
  if (news_source_bytes(bytes, size, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

static int source_close(lua_State *L) {
  void **box = luaL_checkudata(L, 1, SOURCE);
  news_source_free(*box);
  *box = NULL;
  return 0;
}

/* source:watch(signals) : a signal ends the wait for input */
static int source_watch(lua_State *L) {
  news_source *source = check_box(L, 1, SOURCE);
  news_source_watch(source, news_check_signals(L, 2));
  lua_settop(L, 2);
  lua_setiuservalue(L, 1, 1); /* they live as long as the source */
  return 0;
}

/* Pushes the buffer through which one input after the other is read: memory
 * that is fresh each time costs more than reading into it. */
static news_buffer *push_input_buffer(lua_State *L) {
  static const char name[] = "newsengine.input";
  if (lua_getfield(L, LUA_REGISTRYINDEX, name) == LUA_TNIL) {
    lua_pop(L, 1);
    (void)news_push_buffer(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, name);
  }
  news_buffer *buffer = lua_touserdata(L, -1);
  news_buffer_clear(buffer);
  return buffer;
}

enum { INPUT_KEPT = 32 << 20 }; /* bytes that it holds between inputs at most */

/* source:read_all(limit) -> bytes | nil, message */
static int source_read_all(lua_State *L) {
  news_source *source = check_box(L, 1, SOURCE);
  lua_Integer limit = luaL_optinteger(L, 2, 0);
  news_buffer *out = push_input_buffer(L);
  news_error err;
  news_status status =
      news_source_read_all(source, limit > 0 ? (size_t)limit : 0, out, &err);
  if (!status) lua_pushlstring(L, out->size ? out->data : "", out->size);
  if (status || out->capacity > INPUT_KEPT) news_buffer_free(out);
  return status ? news_push_failure(L, &err) : 1;
}

/* source:peek() -> the bytes at hand without taking them | nil, message */
static int source_peek(lua_State *L) {
  const char *data;
  size_t size;
  news_error err;
  if (news_source_peek(check_box(L, 1, SOURCE), &data, &size, &err))
    return news_push_failure(L, &err);
  lua_pushlstring(L, size ? data : "", size);
  return 1;
}

/* source:read() -> the next bytes | nil (end) | nil, message */
static int source_read(lua_State *L) {
  const char *data;
  size_t size;
  news_error err;
  if (news_source_read(check_box(L, 1, SOURCE), &data, &size, &err))
    return news_push_failure(L, &err);
  if (!size) return 0;
  lua_pushlstring(L, data, size);
  return 1;
}

/* core.text_decode(bytes) -> UTF-8 text */
static int text_decode(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  if (news_text_is_decoded(bytes, size)) {
    lua_settop(L, 1);
    return 1;
  }
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_text_decode(bytes, size, out, &err))
    return news_push_failure(L, &err);
  news_push_bytes(L, out);
  return 1;
}

/* ---- lines ---- */

/* core.lines(source) -> lines */
static int lines_new(lua_State *L) {
  news_source *source = check_box(L, 1, SOURCE);
  void **box = new_box(L, LINES, 1);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  *box = news_lines_new(source);
  if (!*box) return luaL_error(L, "out of memory");
  return 1;
}

static int lines_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_lines_free(*box);
  *box = NULL;
  return 0;
}

/* The line at hand, and those behind it that are there already, up to so many
 * lines and bytes: each but the last ends in LF.  Returns how many. */
static lua_Integer push_lines(lua_State *L, news_lines *lines, news_line line,
                              lua_Integer most, size_t bytes) {
  lua_Integer count = 1;
  if (most == 1) {
    lua_pushlstring(L, line.text, line.size);
    return count;
  }
  news_buffer *out = news_push_buffer(L);
  news_buffer_add(out, line.text, line.size);
  while (count < most && out->size < bytes &&
         news_lines_more(lines, bytes - out->size, &line)) {
    news_buffer_add_byte(out, '\n');
    news_buffer_add(out, line.text, line.size);
    count++;
  }
  news_push_bytes(L, out);
  lua_remove(L, -2);
  return count;
}

/* lines:next(wait, most = 1, bytes = 0) -> text, number, count: a line, or up
 * to `most` of `bytes` bytes that follow each other and need no waiting, with
 * LF between | false, descriptor (none waits) | nil (end) | nil, message */
static int lines_next(lua_State *L) {
  news_lines *lines = check_box(L, 1, LINES);
  lua_Integer most = luaL_optinteger(L, 3, 1), bytes = luaL_optinteger(L, 4, 0);
  luaL_argcheck(L, most >= 1, 3, "a number of lines expected");
  luaL_argcheck(L, bytes >= 0, 4, "a number of bytes expected");
  news_line line;
  news_error err;
  if (news_lines_next(lines, lua_toboolean(L, 2), &line, &err))
    return news_push_failure(L, &err);
  switch (line.state) {
    case NEWS_LINE_READY: {
      lua_Integer number = (lua_Integer)line.number;
      lua_Integer count = push_lines(L, lines, line, most, (size_t)bytes);
      lua_pushinteger(L, number);
      lua_pushinteger(L, count);
      return 3;
    }
    case NEWS_LINE_WAIT:
      lua_getiuservalue(L, 1, 1);
      lua_pushboolean(L, 0);
      lua_pushinteger(L, news_source_descriptor(check_box(L, -2, SOURCE)));
      return 2;
    case NEWS_LINE_END: break;
  }
  return 0;
}

/* ---- directories ---- */

/* core.path_kind(path) -> "file" | "directory" | "pipe" | "other"
 *                         | nil, message, may it be there all the same? */
static int path_kind(lua_State *L) {
  static const char *const kinds[] = {"file", "directory", "pipe", "other"};
  news_path_kind kind;
  news_error err;
  if (news_path_look(luaL_checkstring(L, 1), &kind, &err)) {
    bool broken = errno == EIO || errno == ENOMEM || errno == ESTALE;
    news_push_failure(L, &err);
    lua_pushboolean(L, broken);
    lua_replace(L, -2);
    return 3;
  }
  lua_pushstring(L, kinds[kind]);
  return 1;
}

/* core.walk(path) -> walk | nil, message */
static int walk_new(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  void **box = new_box(L, WALK, 0);
  news_walk *made;
  news_error err;
  if (news_walk_new(path, &made, &err)) return news_push_failure(L, &err);
  *box = made;
  return 1;
}

static int walk_gc(lua_State *L) {
  void **box = lua_touserdata(L, 1);
  news_walk_free(*box);
  *box = NULL;
  return 0;
}

/* walk:next() -> path | path, reason (refused) | nil (end) */
static int walk_next(lua_State *L) {
  news_walk_entry entry;
  news_error err;
  news_status status = news_walk_next(check_box(L, 1, WALK), &entry);
  if (status) {
    news_fail(&err, status, 0, NULL);
    return news_push_failure(L, &err);
  }
  if (entry.kind == NEWS_WALK_END) return 0;
  lua_pushstring(L, entry.path);
  if (entry.kind == NEWS_WALK_FILE) return 1;
  if (entry.detail[0])
    lua_pushfstring(L, "%s: %s", entry.reason, entry.detail);
  else
    lua_pushstring(L, entry.reason);
  return 2;
}

/* ---- outputs ---- */

/* core.output(path | descriptor) -> output | nil, message */
static int output_new(lua_State *L) {
  bool descriptor = lua_type(L, 1) == LUA_TNUMBER;
  const char *path = descriptor ? NULL : luaL_checkstring(L, 1);
  void **box = new_box(L, OUTPUT, 1);
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
  void **box = new_box(L, OUTPUT, 1);
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

/* output:write(bytes) -> true | nil, message, closed (nobody reads) */
static int output_write(lua_State *L) {
  news_output *output = check_box(L, 1, OUTPUT);
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
  news_output *output = check_box(L, 1, OUTPUT);
  news_error err;
  return output_result(L, output, news_output_flush(output, &err), &err);
}

/* output:sync() -> size | nil, message, closed; the bytes are on the disk */
static int output_sync(lua_State *L) {
  news_output *output = check_box(L, 1, OUTPUT);
  news_error err;
  news_status status = news_output_sync(output, &err);
  if (status) return output_result(L, output, status, &err);
  lua_pushinteger(L, (lua_Integer)news_output_size(output));
  return 1;
}

/* output:commit() -> true | nil, message, closed; it has its final name */
static int output_commit(lua_State *L) {
  news_output *output = check_box(L, 1, OUTPUT);
  news_error err;
  return output_result(L, output, news_output_commit(output, &err), &err);
}

/* output:watch(signals) : the second signal ends the wait for a reader */
static int output_watch(lua_State *L) {
  news_output *output = check_box(L, 1, OUTPUT);
  news_output_watch(output, news_check_signals(L, 2));
  lua_settop(L, 2);
  lua_setiuservalue(L, 1, 1);
  return 0;
}

/* output:close() : what was not committed is removed */
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
  void **box = new_box(L, NAMES, 0);
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
  news_names *names = check_box(L, 1, NAMES);
  size_t size;
  const char *id = luaL_checklstring(L, 2, &size);
  const char *extension = luaL_checkstring(L, 3);
  news_buffer *out = news_push_buffer(L);
  if (news_names_add(names, id, size, extension, out)) out->failed = true;
  news_push_bytes(L, out);
  return 1;
}

/* core.real_path(path) -> absolute path without links | nil */
static int real_path(lua_State *L) {
  const char *given = luaL_checkstring(L, 1);
  news_buffer *box = news_push_buffer(L); /* first: pushing may raise */
  char *path = realpath(given, NULL);
  if (!path) return 0;
  news_buffer_add_text(box, path);
  free(path);
  news_push_bytes(L, box);
  return 1;
}

/* core.file_stamp(path) -> stamp, settled | nil
 * The same stamp, the same file as before: its number, size and the times at
 * which it was written and touched.  `settled`: both lie so far back that a
 * later change gives another stamp. */
static int file_stamp(lua_State *L) {
  enum { SETTLED = 2 }; /* seconds: clocks of file systems are coarse */
  struct stat about;
  struct timespec now;
  if (stat(luaL_checkstring(L, 1), &about) || !S_ISREG(about.st_mode) ||
      clock_gettime(CLOCK_REALTIME, &now))
    return 0;
  lua_pushfstring(
      L, "%I.%I.%I.%I.%I.%I.%I", (LUAI_UACINT)about.st_dev,
      (LUAI_UACINT)about.st_ino, (LUAI_UACINT)about.st_size,
      (LUAI_UACINT)about.st_mtim.tv_sec, (LUAI_UACINT)about.st_mtim.tv_nsec,
      (LUAI_UACINT)about.st_ctim.tv_sec, (LUAI_UACINT)about.st_ctim.tv_nsec);
  lua_pushboolean(L, about.st_mtim.tv_sec + SETTLED < now.tv_sec &&
                         about.st_ctim.tv_sec + SETTLED < now.tv_sec);
  return 2;
}

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

/* core.terminal_columns(descriptor) -> columns, nil where it is no terminal or
 * does not say */
static int terminal_columns(lua_State *L) {
  struct winsize size;
  if (ioctl((int)luaL_checkinteger(L, 1), TIOCGWINSZ, &size) || !size.ws_col)
    return 0;
  lua_pushinteger(L, size.ws_col);
  return 1;
}

static void register_type(lua_State *L, const char *type, lua_CFunction gc,
                          const luaL_Reg *methods) {
  luaL_newmetatable(L, type);
  lua_pushcfunction(L, gc);
  lua_setfield(L, -2, "__gc");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

void news_open_reader(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"source", source_new},
      {"source_of", source_of},
      {"text_decode", text_decode},
      {"lines", lines_new},
      {"path_kind", path_kind},
      {"walk", walk_new},
      {"output", output_new},
      {"isatty", is_terminal},
      {"terminal_columns", terminal_columns},
      {"make_directory", make_directory},
      {"output_append", output_append},
      {"output_rename", output_rename},
      {"output_sweep", output_sweep},
      {"file_names", names_new},
      {"real_path", real_path},
      {"file_stamp", file_stamp},
      {"pause", pause_for},
      {NULL, NULL},
  };
  static const luaL_Reg source_methods[] = {
      {"read_all", source_read_all}, {"read", source_read},
      {"peek", source_peek},         {"watch", source_watch},
      {"close", source_close},       {NULL, NULL}};
  static const luaL_Reg lines_methods[] = {{"next", lines_next}, {NULL, NULL}};
  static const luaL_Reg walk_methods[] = {{"next", walk_next}, {NULL, NULL}};
  static const luaL_Reg output_methods[] = {{"write", output_write},
                                            {"flush", output_flush},
                                            {"sync", output_sync},
                                            {"commit", output_commit},
                                            {"watch", output_watch},
                                            {"close", output_close},
                                            {NULL, NULL}};
  static const luaL_Reg names_methods[] = {{"add", names_add}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  register_type(L, SOURCE, source_close, source_methods);
  register_type(L, LINES, lines_gc, lines_methods);
  register_type(L, WALK, walk_gc, walk_methods);
  register_type(L, OUTPUT, output_close, output_methods);
  register_type(L, NAMES, names_gc, names_methods);
}
