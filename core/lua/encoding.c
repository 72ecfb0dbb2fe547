/* Bytes from the web to text: encodings, character references, white space. */
#include "encoding.h"

#include <string.h>

#include "binding.h"
#include "markup.h"
#include "page.h"

#define CONVERTERS "newsengine.converters"

/* core.decode(bytes, label?) -> UTF-8 text, name of the encoding */
static int decode(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  const char *label = luaL_optstring(L, 2, "");
  char name[NEWS_ENCODING_NAME];
  news_host_charge(L, news_host_of(L), size);
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_encoding_decode(bytes, size, label, out, name, &err))
    return news_push_failure(L, &err);
  news_push_bytes(L, out);
  lua_pushstring(L, name);
  return 2;
}

/* core.is_plain(bytes, label?) -> whether core.decode would not change them */
static int is_plain(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  news_host_charge(L, news_host_of(L), size);
  lua_pushboolean(
      L, news_encoding_is_plain(bytes, size, luaL_optstring(L, 2, "")));
  return 1;
}

/* core.is_simple(bytes, label?) -> whether core.decode needs no converter */
static int is_simple(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  lua_pushboolean(
      L, news_encoding_is_simple(bytes, size, luaL_optstring(L, 2, "")));
  return 1;
}

/* core.is_encoding(label) -> whether it names an encoding that this system
 * has */
static int is_encoding(lua_State *L) {
  lua_pushboolean(L, news_encoding_is_known(luaL_checkstring(L, 1)));
  return 1;
}

/* core.converters(label?) -> object that keeps the converters of web encodings,
 * and that of the label, loaded */
static int converters_new(lua_State *L) {
  const char *label = luaL_optstring(L, 1, "");
  news_converters **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, CONVERTERS);
  *box = news_converters_new(label);
  return *box ? 1 : luaL_error(L, "out of memory");
}

static int converters_gc(lua_State *L) {
  news_converters **box = luaL_checkudata(L, 1, CONVERTERS);
  news_converters_free(*box);
  *box = NULL;
  return 0;
}

/* core.unescape(text) -> text with HTML's character references replaced */
static int unescape(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  news_host_charge(L, news_host_of(L), size);
  if (!memchr(text, '&', size)) {
    lua_settop(L, 1);
    return 1;
  }
  news_buffer *out = news_push_buffer(L);
  news_markup_unescape(text, size, false, out);
  news_push_bytes(L, out);
  return 1;
}

static bool is_inked(char c) { return c > ' ' && c < 0x7F; }

/* core.squeeze(text) -> text with white space as single blanks, none at its
 * ends */
static int squeeze(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  news_host_charge(L, news_host_of(L), size);
  bool plain = size == 0 || (is_inked(text[0]) && is_inked(text[size - 1]));
  for (size_t i = 0; i < size && plain; i++)
    plain = is_inked(text[i]) || (text[i] == ' ' && text[i + 1] != ' ');
  if (plain) { /* ASCII with nothing to do */
    lua_settop(L, 1);
    return 1;
  }
  news_buffer *out = news_push_buffer(L);
  news_text_squeeze(text, size, out);
  news_push_bytes(L, out);
  return 1;
}

void news_open_encoding(lua_State *L) {
  static const luaL_Reg functions[] = {{"decode", decode},
                                       {"is_plain", is_plain},
                                       {"is_simple", is_simple},
                                       {"is_encoding", is_encoding},
                                       {"converters", converters_new},
                                       {"unescape", unescape},
                                       {"squeeze", squeeze},
                                       {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, CONVERTERS, converters_gc, NULL);
}
