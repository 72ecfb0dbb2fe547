/* Cutting input into pieces, archives, and transfer encodings. */
#include <string.h>

#include "reader_body.h"
#include "binding.h"
#include "reader_pieces.h"
#include "transfer.h"

#define PIECES "newsengine.pieces"
#define ARCHIVE "newsengine.archive"

/* ---- pieces ---- */

/* core.pieces(source, "json" | "rows" | "warc") -> pieces */
static int pieces_new(lua_State *L) {
  static const char *const kinds[] = {"json", "rows", "warc", NULL};
  news_source *source = news_check_source(L, 1);
  int kind = luaL_checkoption(L, 2, NULL, kinds);
  news_pieces **box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = NULL;
  luaL_setmetatable(L, PIECES);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  *box = news_pieces_new(source, (news_pieces_kind)kind);
  if (!*box) return luaL_error(L, "out of memory");
  return 1;
}

static int pieces_gc(lua_State *L) {
  news_pieces **box = luaL_checkudata(L, 1, PIECES);
  news_pieces_free(*box);
  *box = NULL;
  return 0;
}

/* pieces:next() -> bytes, number, why it is damaged or nil, line, column
 *                  | nil (end) | nil, message */
static int pieces_next(lua_State *L) {
  news_pieces **box = luaL_checkudata(L, 1, PIECES);
  lua_getiuservalue(L, 1, 1);
  news_check_source(L, -1); /* must not be closed */
  news_piece piece;
  news_error err;
  if (news_pieces_next(*box, &piece, &err)) return news_push_failure(L, &err);
  if (!piece.bytes) return 0;
  lua_pushlstring(L, piece.bytes, piece.size);
  lua_pushinteger(L, (lua_Integer)piece.number);
  if (piece.damaged)
    lua_pushstring(L, piece.damaged);
  else
    lua_pushnil(L);
  lua_pushinteger(L, (lua_Integer)piece.line);
  lua_pushinteger(L, (lua_Integer)piece.column);
  return 5;
}

/* ---- archives ---- */

/* core.archive(source) -> archive | nil, message */
static int archive_new(lua_State *L) {
  news_source *source = news_check_source(L, 1);
  news_archive **box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = NULL;
  luaL_setmetatable(L, ARCHIVE);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  news_error err;
  if (news_archive_new(source, box, &err)) return news_push_failure(L, &err);
  return 1;
}

static int archive_gc(lua_State *L) {
  news_archive **box = luaL_checkudata(L, 1, ARCHIVE);
  news_archive_free(*box);
  *box = NULL;
  return 0;
}

/* archive:next(limit) -> name, bytes | name, nil, why it is left out
 *                        | nil (end) | nil, message */
static int archive_next(lua_State *L) {
  news_archive **box = luaL_checkudata(L, 1, ARCHIVE);
  lua_Integer limit = luaL_checkinteger(L, 2);
  lua_getiuservalue(L, 1, 1);
  news_check_source(L, -1);
  news_buffer *out = news_push_buffer(L);
  news_archive_entry entry;
  news_error err;
  if (news_archive_next(*box, (size_t)limit, &entry, out, &err))
    return news_push_failure(L, &err);
  if (!entry.name) return 0;
  lua_pushstring(L, entry.name);
  if (entry.reason) {
    lua_pushnil(L);
    lua_pushstring(L, entry.reason);
    return 3;
  }
  news_push_bytes(L, out);
  return 2;
}

/* ---- bytes ---- */

static const char *check_bytes(lua_State *L, size_t *size) {
  const char *bytes = luaL_checklstring(L, 1, size);
  news_host_charge(L, news_host_of(L), *size);
  return bytes;
}

/* core.base64(text) -> bytes */
static int base64(lua_State *L) {
  size_t size;
  const char *bytes = check_bytes(L, &size);
  news_buffer *out = news_push_buffer(L);
  news_base64_decode(bytes, size, out);
  news_push_bytes(L, out);
  return 1;
}

/* core.quoted_printable(text, in_header) -> bytes */
static int quoted_printable(lua_State *L) {
  size_t size;
  const char *bytes = check_bytes(L, &size);
  bool underscores = lua_toboolean(L, 2);
  news_buffer *out = news_push_buffer(L);
  news_quoted_decode(bytes, size, underscores, out);
  news_push_bytes(L, out);
  return 1;
}

/* core.unchunk(bytes) -> bytes, whether they are complete */
static int unchunk(lua_State *L) {
  size_t size;
  const char *bytes = check_bytes(L, &size);
  news_buffer *out = news_push_buffer(L);
  bool whole = news_chunks_decode(bytes, size, out);
  news_push_bytes(L, out);
  lua_pushboolean(L, whole);
  return 2;
}

/* core.inflate(bytes, brotli) -> decompressed gzip, zlib or zstd data, with
 * `brotli` Brotli data | nil, message */
static int inflate(lua_State *L) {
  size_t size;
  const char *bytes = check_bytes(L, &size);
  bool brotli = lua_toboolean(L, 2);
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (brotli ? news_inflate_brotli(bytes, size, out, &err)
             : news_inflate(bytes, size, out, &err))
    return news_push_failure(L, &err);
  news_host_charge(L, news_host_of(L), out->size);
  news_push_bytes(L, out);
  return 1;
}

/* core.csv_row(row, separator) -> list of its cells, without quotation marks */
static int csv_row(lua_State *L) {
  size_t size, mark;
  const char *p = check_bytes(L, &size);
  const char *separator = luaL_checklstring(L, 2, &mark);
  luaL_argcheck(L, mark == 1, 2, "one byte expected");
  const char *end = p + size;
  if (end > p && end[-1] == '\n') end--;
  if (end > p && end[-1] == '\r') end--;
  lua_settop(L, 2);
  lua_newtable(L);
  for (lua_Integer i = 1;; i++) {
    news_buffer *cell = news_push_buffer(L);
    bool quoted = p < end && *p == '"';
    if (quoted) p++;
    while (p < end) {
      if (quoted && *p == '"') {
        if (p + 1 < end && p[1] == '"')
          p++;
        else {
          quoted = false;
          p++;
          continue;
        }
      } else if (!quoted && *p == *separator) {
        break;
      }
      news_buffer_add_byte(cell, *p++);
    }
    news_push_bytes(L, cell);
    lua_rawseti(L, 3, i);
    lua_settop(L, 3);
    if (p >= end) break;
    p++;
  }
  return 1;
}

void news_open_pieces(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"pieces", pieces_new}, {"archive", archive_new},
      {"base64", base64},     {"quoted_printable", quoted_printable},
      {"unchunk", unchunk},   {"inflate", inflate},
      {"csv_row", csv_row},   {NULL, NULL}};
  static const luaL_Reg pieces_methods[] = {{"next", pieces_next},
                                            {NULL, NULL}};
  static const luaL_Reg archive_methods[] = {{"next", archive_next},
                                             {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  lua_pushstring(L, news_brotli_missing()); /* nil if nothing is missing */
  lua_setfield(L, -2, "brotli_missing");
  news_register_type(L, PIECES, pieces_gc, pieces_methods);
  news_register_type(L, ARCHIVE, archive_gc, archive_methods);
}
