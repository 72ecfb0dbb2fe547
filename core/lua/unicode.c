/* Folding, normal form, width and encodings of strings. */
#include "binding.h"

typedef news_status transform(const char *text, size_t size, news_buffer *out);

/* Push the valid UTF-8 at argument 1 transformed by `how`, piece by piece, so
 * that a timeout is noticed between them. */
static int transformed(lua_State *L, transform *how) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  luaL_argcheck(L, news_utf8_check(text, size) == size, 1,
                "valid UTF-8 expected");
  news_host *host = news_host_of(L);
  news_buffer *out = news_push_buffer(L);
  for (size_t at = 0, n; at < size && !out->failed; at += n) {
    n = news_unicode_piece(text + at, size - at);
    news_host_charge(L, host, n);
    if (how(text + at, n, out)) out->failed = true;
  }
  news_push_bytes(L, out);
  return 1;
}

/* core.fold(text) -> the form in which words are compared */
static int fold(lua_State *L) { return transformed(L, news_unicode_fold); }
/* core.nfc(text), core.nfd(text) */
static int nfc(lua_State *L) { return transformed(L, news_unicode_nfc); }
static int nfd(lua_State *L) { return transformed(L, news_unicode_nfd); }

/* core.width(text) -> columns on a terminal */
static int width(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  luaL_argcheck(L, news_utf8_check(text, size) == size, 1,
                "valid UTF-8 expected");
  news_host_charge(L, news_host_of(L), size);
  lua_Integer columns = 0;
  for (size_t i = 0; i < size;) {
    uint32_t used;
    columns += news_unicode_width(news_utf8_decode(text + i, &used));
    i += used;
  }
  lua_pushinteger(L, columns);
  return 1;
}

/* core.utf8_check(text) -> true | false, position of the first bad byte */
static int utf8_check(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  size_t valid = news_utf8_check(text, size);
  lua_pushboolean(L, valid == size);
  lua_pushinteger(L, (lua_Integer)valid + 1);
  return 2;
}

/* core.repaired(text) -> text with ill-formed UTF-8 replaced by U+FFFD */
static int repaired(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  if (news_utf8_check(text, size) == size) {
    lua_settop(L, 1);
    return 1;
  }
  news_host_charge(L, news_host_of(L), size);
  news_buffer *out = news_push_buffer(L);
  if (news_utf8_repair(text, size, out)) out->failed = true;
  news_push_bytes(L, out);
  return 1;
}

void news_hash_digits(const char *text, size_t size,
                      char hex[NEWS_HASH_DIGITS]) {
  static const char digits[] = "0123456789abcdef";
  uint64_t h = news_hash(text, size);
  for (int i = 0; i < NEWS_HASH_DIGITS; i++)
    hex[i] = digits[h >> (60 - 4 * i) & 15];
}

/* core.hash(bytes) -> 16 hexadecimal digits */
static int hash(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  char hex[NEWS_HASH_DIGITS];
  news_hash_digits(text, size, hex);
  lua_pushlstring(L, hex, sizeof hex);
  return 1;
}

void news_open_unicode(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"fold", fold},         {"nfc", nfc},
      {"width", width},       {"utf8_check", utf8_check},
      {"hash", hash},         {"nfd", nfd},
      {"repaired", repaired}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
