/* Input: sources, lines, directories. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "binding.h"
#include "reader.h"

#define SOURCE "newsengine.source"
#define LINES "newsengine.lines"
#define WALK "newsengine.walk"

/* ---- sources ---- */

/* User values of a source. */
enum { SOURCE_SIGNALS = 1, SOURCE_BYTES = 2, SOURCE_VALUES = 2 };

news_source *news_check_source(lua_State *L, int arg) {
  return news_check_box(L, arg, SOURCE);
}

/* core.source(path | descriptor) -> source | nil, message */
static int source_new(lua_State *L) {
  bool descriptor = lua_type(L, 1) == LUA_TNUMBER;
  const char *path = descriptor ? NULL : luaL_checkstring(L, 1);
  void **box = news_new_box(L, SOURCE, SOURCE_VALUES);
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
  void **box = news_new_box(L, SOURCE, SOURCE_VALUES);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, SOURCE_BYTES); /* live as long as the source */
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
  news_source *source = news_check_box(L, 1, SOURCE);
  news_source_watch(source, news_check_signals(L, 2));
  lua_settop(L, 2);
  lua_setiuservalue(L, 1, SOURCE_SIGNALS); /* live as long as the source */
  return 0;
}

/* Push the buffer through which all inputs are read: fresh memory each time
 * would cost more than the reading. */
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

/* Shrink the buffer between two inputs. */
static void leave_input_buffer(news_buffer *buffer) {
  enum { KEPT = 32 << 20 }; /* most bytes kept */
  if (buffer->failed || buffer->capacity > KEPT) news_buffer_free(buffer);
}

/* Read the source at index 1 up to the limit at 2. */
static news_status read_whole(lua_State *L, news_buffer *out, news_error *err) {
  lua_Integer limit = luaL_optinteger(L, 2, 0);
  return news_source_read_all(news_check_source(L, 1),
                              limit > 0 ? (size_t)limit : 0, out, err);
}

/* source:read_all(limit) -> bytes | nil, message */
static int source_read_all(lua_State *L) {
  lua_settop(L, 2);
  news_buffer *out = push_input_buffer(L);
  news_error err;
  news_status status = read_whole(L, out, &err);
  if (!status) lua_pushlstring(L, out->size ? out->data : "", out->size);
  leave_input_buffer(out);
  return status ? news_push_failure(L, &err) : 1;
}

/* ---- texts ---- */

/* The text of a large input, for a document that takes it, so that it need not
 * become a string.  Always valid UTF-8. */

news_buffer *news_test_text(lua_State *L, int arg) {
  return luaL_testudata(L, arg, NEWS_TEXT);
}

const char *news_check_text(lua_State *L, int arg, size_t *size) {
  const news_buffer *text = news_test_text(L, arg);
  if (!text) return luaL_checklstring(L, arg, size);
  *size = text->size;
  return text->size ? text->data : "";
}

void news_leave_text(lua_State *L, news_buffer *text) {
  news_buffer *input = push_input_buffer(L);
  if (text->capacity > input->capacity) {
    news_buffer smaller = *input;
    *input = *text;
    *text = smaller;
    leave_input_buffer(input);
  }
  lua_pop(L, 1);
}

/* Whether there is a NUL among the first four bytes, as in UTF-16 and UTF-32 if
 * an ASCII letter is the first character or, after a curly mark, the second;
 * such a text may be valid UTF-8. */
static bool begins_with_nul(const news_buffer *text) {
  return text->size > 1 &&
         memchr(text->data, 0, text->size < 4 ? text->size : 4);
}

/* source:read_text(limit) -> text, its bytes if they differ or may differ
 *                            | nil, message */
static int source_read_text(lua_State *L) {
  lua_settop(L, 2);
  news_buffer *text = lua_newuserdatauv(L, sizeof *text, 0);
  *text = NEWS_BUFFER_EMPTY;
  luaL_setmetatable(L, NEWS_TEXT);
  news_buffer *input = push_input_buffer(L);
  news_error err;
  news_status status = read_whole(L, input, &err);
  bool decoded = !status && !begins_with_nul(input) &&
                 news_text_is_decoded(input->data, input->size);
  if (!status && !decoded)
    status = news_text_decode(input->data, input->size, text, &err);
  if (status) {
    leave_input_buffer(input);
    return news_push_failure(L, &err);
  }
  lua_pushvalue(L, -2);
  if (decoded) {
    *text = *input;
    *input = NEWS_BUFFER_EMPTY;
    return 1;
  }
  lua_pushlstring(L, input->data, input->size);
  leave_input_buffer(input);
  return 2;
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

/* #text: size in bytes, 0 once a document has taken them */
static int text_size(lua_State *L) {
  const news_buffer *text = luaL_checkudata(L, 1, NEWS_TEXT);
  lua_pushinteger(L, (lua_Integer)text->size);
  return 1;
}

static int text_tostring(lua_State *L) {
  const news_buffer *text = luaL_checkudata(L, 1, NEWS_TEXT);
  lua_pushlstring(L, text->size ? text->data : "", text->size);
  return 1;
}

static int text_gc(lua_State *L) {
  news_buffer_free(luaL_checkudata(L, 1, NEWS_TEXT));
  return 0;
}

static void register_texts(lua_State *L) {
  static const luaL_Reg meta[] = {
      {"__len", text_size}, {"__tostring", text_tostring}, {NULL, NULL}};
  news_register_type(L, NEWS_TEXT, text_gc, NULL);
  luaL_getmetatable(L, NEWS_TEXT);
  luaL_setfuncs(L, meta, 0);
  lua_pop(L, 1);
}

/* ---- other ways to read ---- */

/* source:peek() -> the next bytes without consuming them | nil, message */
static int source_peek(lua_State *L) {
  const char *data;
  size_t size;
  news_error err;
  if (news_source_peek(news_check_box(L, 1, SOURCE), &data, &size, &err))
    return news_push_failure(L, &err);
  lua_pushlstring(L, size ? data : "", size);
  return 1;
}

/* source:read() -> the next bytes | nil (end) | nil, message */
static int source_read(lua_State *L) {
  const char *data;
  size_t size;
  news_error err;
  if (news_source_read(news_check_box(L, 1, SOURCE), &data, &size, &err))
    return news_push_failure(L, &err);
  if (!size) return 0;
  lua_pushlstring(L, data, size);
  return 1;
}

/* ---- lines ---- */

/* core.lines(source) -> lines */
static int lines_new(lua_State *L) {
  news_source *source = news_check_box(L, 1, SOURCE);
  void **box = news_new_box(L, LINES, 1);
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

/* Push the line, and those after it that are already in memory, up to so many
 * lines and bytes; each but the last ends in LF.  Returns their number. */
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

/* The source of the lines at index 1. */
static const news_source *check_lines_source(lua_State *L) {
  lua_getiuservalue(L, 1, 1);
  void **box = lua_touserdata(L, -1);
  luaL_argcheck(L, *box != NULL, 1, "the source is closed");
  lua_pop(L, 1);
  return *box;
}

/* lines:next(wait, most = 1, bytes = 0) -> text, number, count: a line, or up
 * to `most` consecutive lines of `bytes` bytes that need no waiting, separated
 * by LF | false, descriptor (none is ready) | nil (end) | nil, message */
static int lines_next(lua_State *L) {
  news_lines *lines = news_check_box(L, 1, LINES);
  const news_source *source = check_lines_source(L);
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
      lua_pushboolean(L, 0);
      lua_pushinteger(L, news_source_descriptor(source));
      return 2;
    case NEWS_LINE_END: break;
  }
  return 0;
}

/* ---- directories ---- */

/* core.path_kind(path) -> "file" | "directory" | "pipe" | "other"
 *                         | nil, message, whether it may exist anyway */
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
  void **box = news_new_box(L, WALK, 0);
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
  news_status status = news_walk_next(news_check_box(L, 1, WALK), &entry);
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

/* core.file_stamp(path) -> stamp, settled | nil The stamp tells whether it is
 * the same unchanged file: inode number, size and the times of modification and
 * status change.  `settled`: both times are so far back that a later change
 * gives another stamp. */
static int file_stamp(lua_State *L) {
  enum { SETTLED = 2 }; /* seconds, as clocks of file systems are coarse */
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

/* core.file_use(path) -> bytes, seconds since 1970 of the last read or write,
 * as far as the file system records it | nil if it is not a file, or a link */
static int file_use(lua_State *L) {
  struct stat about;
  if (lstat(luaL_checkstring(L, 1), &about) || !S_ISREG(about.st_mode))
    return 0;
  time_t read = about.st_atim.tv_sec, written = about.st_mtim.tv_sec;
  lua_pushinteger(L, (lua_Integer)about.st_size);
  lua_pushinteger(L, (lua_Integer)(read > written ? read : written));
  return 2;
}

void news_open_reader(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"source", source_new},       {"source_of", source_of},
      {"text_decode", text_decode}, {"lines", lines_new},
      {"path_kind", path_kind},     {"walk", walk_new},
      {"real_path", real_path},     {"file_stamp", file_stamp},
      {"file_use", file_use},       {NULL, NULL},
  };
  static const luaL_Reg source_methods[] = {{"read_all", source_read_all},
                                            {"read_text", source_read_text},
                                            {"read", source_read},
                                            {"peek", source_peek},
                                            {"watch", source_watch},
                                            {"close", source_close},
                                            {NULL, NULL}};
  static const luaL_Reg lines_methods[] = {{"next", lines_next}, {NULL, NULL}};
  static const luaL_Reg walk_methods[] = {{"next", walk_next}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  register_texts(L);
  news_register_type(L, SOURCE, source_close, source_methods);
  news_register_type(L, LINES, lines_gc, lines_methods);
  news_register_type(L, WALK, walk_gc, walk_methods);
}
