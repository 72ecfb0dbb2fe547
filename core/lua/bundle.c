/* Bundles: data computed by `make` or an earlier run.
 *
 * Lua bytecode is loaded only here, and only from the bundle of the program's
 * own tree (help safety); see news_open_shipped(). */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "binding.h"

#define BUNDLE "newsengine.bundle"

/* The beginning of the blob of a source file: which file it was; for a Lua file
 * its bytecode follows. */
typedef struct source_stamp {
  int64_t size, seconds, nanoseconds;
  char hash[16];
  uint64_t lua; /* hash of the Lua version that made the bytecode */
} source_stamp;

typedef struct bundle_box {
  news_bundle *bundle;
  bool shipped; /* the one of the program's own tree */
} bundle_box;

static bundle_box *check_bundle(lua_State *L, int arg) {
  bundle_box *box = luaL_checkudata(L, arg, BUNDLE);
  luaL_argcheck(L, box->bundle, arg, "closed");
  return box;
}

/* Push a bundle, or nil and a message. */
static int open_bundle(lua_State *L, const char *path, bool shipped) {
  bundle_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (bundle_box){NULL, shipped};
  luaL_setmetatable(L, BUNDLE);
  news_error err;
  if (news_bundle_map(path, !shipped, &box->bundle, &err))
    return news_push_failure(L, &err);
  return 1;
}

/* core.bundle(path) -> bundle | nil, message : verifies the checksum */
static int bundle_new(lua_State *L) {
  return open_bundle(L, luaL_checkstring(L, 1), false);
}

static int bundle_gc(lua_State *L) {
  bundle_box *box = lua_touserdata(L, 1);
  news_bundle_free(box->bundle);
  box->bundle = NULL;
  return 0;
}

/* bundle, name */
static news_blob find_blob(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  return news_bundle_find(check_bundle(L, 1)->bundle, text, size);
}

/* bundle:find(name) -> bytes | nil */
static int bundle_find(lua_State *L) {
  news_blob blob = find_blob(L);
  if (!blob.bytes) return 0;
  lua_pushlstring(L, blob.bytes, blob.size);
  return 1;
}

/* ---- lists
 *
 * Besides its patterns a pack is stored as a few lists: of strings, each as
 * size and bytes, or of small numbers. */

enum { STRINGS = 's', NUMBERS = 'n' };

static void add_number(news_buffer *out, size_t n) {
  uint32_t number = (uint32_t)n;
  news_buffer_add(out, (const char *)&number, sizeof number);
}

/* Append the list on top. */
static void add_list(lua_State *L, news_buffer *out) {
  size_t count = (size_t)lua_rawlen(L, -1), size;
  bool strings = lua_rawgeti(L, -1, 1) != LUA_TNUMBER;
  lua_pop(L, 1);
  news_buffer_add_byte(out, strings ? STRINGS : NUMBERS);
  add_number(out, count);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    if (strings) {
      const char *text = luaL_checklstring(L, -1, &size);
      add_number(out, size);
      news_buffer_add(out, text, size);
    } else {
      add_number(out, (size_t)luaL_checkinteger(L, -1));
    }
    lua_pop(L, 1);
  }
}

/* core.bundle_lists({{string, ...} or {number, ...}, ...}) -> bytes */
static int bundle_lists_bytes(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  news_buffer *out = news_push_buffer(L);
  for (lua_Integer i = 1; lua_rawgeti(L, 1, i) == LUA_TTABLE; i++) {
    add_list(L, out);
    lua_pop(L, 1);
  }
  lua_settop(L, 2);
  news_push_bytes(L, out);
  return 1;
}

/* Read a number; 0 at the end, too. */
static uint32_t take_number(news_blob *blob) {
  uint32_t number = 0;
  if (blob->size < sizeof number) {
    blob->size = 0;
    return 0;
  }
  memcpy(&number, blob->bytes, sizeof number);
  blob->bytes += sizeof number;
  blob->size -= sizeof number;
  return number;
}

static void push_list(lua_State *L, news_blob *blob) {
  bool strings = *blob->bytes == STRINGS;
  blob->bytes++, blob->size--;
  uint32_t count = take_number(blob);
  if (count > blob->size / sizeof count) count = 0;
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 1; i <= count; i++) {
    uint32_t number = take_number(blob);
    if (strings) {
      size_t size = number < blob->size ? number : blob->size;
      lua_pushlstring(L, blob->bytes, size);
      blob->bytes += size;
      blob->size -= size;
    } else {
      lua_pushinteger(L, number);
    }
    lua_rawseti(L, -2, i);
  }
}

/* bundle:lists(name) -> the lists from which that blob was made | nil */
static int bundle_lists(lua_State *L) {
  news_blob blob = find_blob(L);
  if (!blob.bytes) return 0;
  lua_createtable(L, 16, 0);
  for (lua_Integer i = 1; blob.size; i++) {
    push_list(L, &blob);
    lua_rawseti(L, -2, i);
  }
  return 1;
}

/* bundle:sum() -> checksum of the bundle as text */
static int bundle_sum(lua_State *L) {
  char text[17];
  uint64_t sum = news_bundle_sum(check_bundle(L, 1)->bundle);
  snprintf(text, sizeof text, "%016llx", (unsigned long long)sum);
  lua_pushstring(L, text);
  return 1;
}

/* ---- source files */

/* `path` is relative to the open directory. */
static bool read_stamp(int directory, const char *path, source_stamp *stamp) {
  struct stat about;
  if (fstatat(directory, path, &about, 0) || !S_ISREG(about.st_mode))
    return false;
  stamp->size = about.st_size;
  stamp->seconds = about.st_mtim.tv_sec;
  stamp->nanoseconds = about.st_mtim.tv_nsec;
  return true;
}

/* The blob of a source file if the file has not changed since the bundle was
 * made, else one with bytes NULL. */
static news_blob current(news_blob blob, int directory, const char *path,
                         source_stamp *stamp) {
  const news_blob none = {NULL, 0};
  source_stamp now;
  if (blob.size < sizeof *stamp) return none;
  memcpy(stamp, blob.bytes, sizeof *stamp);
  if (!read_stamp(directory, path, &now) || now.size != stamp->size ||
      now.seconds != stamp->seconds || now.nanoseconds != stamp->nanoseconds)
    return none;
  return blob;
}

/* bundle:source(name, path) -> hash of the file's bytes | nil if the bundle
 * does not have the file, or not as it is now */
static int bundle_source(lua_State *L) {
  source_stamp stamp;
  const char *path = luaL_checkstring(L, 3);
  if (!current(find_blob(L), AT_FDCWD, path, &stamp).bytes) return 0;
  lua_pushlstring(L, stamp.hash, sizeof stamp.hash);
  return 1;
}

/* Whether the file, below the open directory, is unchanged since the bundle was
 * made and has the hash on top. */
static bool is_same(lua_State *L, const news_bundle *bundle, int directory,
                    const char *name, size_t size) {
  source_stamp stamp;
  size_t hash_size;
  const char *hash = lua_tolstring(L, -1, &hash_size);
  news_blob blob = news_bundle_find(bundle, name, size);
  return hash && hash_size == sizeof stamp.hash &&
         current(blob, directory, name, &stamp).bytes &&
         memcmp(stamp.hash, hash, hash_size) == 0;
}

/* bundle:other(files, from, root) -> place | nil
 * files: names below the directory `root`, each with a hash behind it.  The
 * place, from `from` on, of the first one of which the bundle cannot say that
 * it has that hash. */
static int bundle_other(lua_State *L) {
  const bundle_box *box = check_bundle(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Integer at = luaL_checkinteger(L, 3);
  int root = open(luaL_checkstring(L, 4), O_PATH | O_DIRECTORY | O_CLOEXEC);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  for (; at < count; at += 2) {
    size_t size;
    lua_settop(L, 4);
    lua_rawgeti(L, 2, at);
    const char *name = lua_tolstring(L, -1, &size);
    lua_rawgeti(L, 2, at + 1);
    if (!name || !is_same(L, box->bundle, root, name, size)) break;
  }
  if (root >= 0) close(root);
  if (at >= count) return 0;
  lua_pushinteger(L, at);
  return 1;
}

static uint64_t lua_mark(void) {
  return news_hash(lua_ident, strlen(lua_ident));
}

/* core.bundle_source(path, hash, bytecode) -> bytes of its blob | nil */
static int bundle_source_bytes(lua_State *L) {
  source_stamp stamp = {.lua = lua_mark()};
  size_t hash_size, size;
  const char *hash = luaL_checklstring(L, 2, &hash_size);
  const char *code = luaL_checklstring(L, 3, &size);
  luaL_argcheck(L, hash_size == sizeof stamp.hash, 2, "a hash expected");
  if (!read_stamp(AT_FDCWD, luaL_checkstring(L, 1), &stamp)) return 0;
  memcpy(stamp.hash, hash, sizeof stamp.hash);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addlstring(&b, (const char *)&stamp, sizeof stamp);
  luaL_addlstring(&b, code, size);
  luaL_pushresult(&b);
  return 1;
}

/* Bytecode begins with a header, a count of upvalues and the name of its
 * source.  The name is replaced, so that error messages show the path by which
 * the file was requested. */
enum { LUA_HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1 };

typedef struct pieces {
  news_blob piece[3];
  int at;
} pieces;

static const char *next_piece(lua_State *L, void *data, size_t *size) {
  pieces *p = data;
  (void)L;
  if (p->at == 3) return NULL;
  news_blob blob = p->piece[p->at++];
  *size = blob.size;
  return blob.bytes;
}

/* Read a number like lundump.c: 7 bits a byte, the last byte marked. */
static size_t read_size(news_blob code, size_t *at) {
  size_t n = 0;
  while (*at < code.size && n < SIZE_MAX >> 8) {
    unsigned char byte = (unsigned char)code.bytes[(*at)++];
    n = n << 7 | (byte & 0x7F);
    if (byte & 0x80) return n;
  }
  return 0;
}

static size_t write_size(size_t n, char *to) {
  char back[10];
  size_t count = 0;
  do back[count++] = (char)(n & 0x7F);
  while (n >>= 7);
  back[0] |= (char)0x80;
  for (size_t i = 0; i < count; i++) to[i] = back[count - 1 - i];
  return count;
}

/* Push the function (+1) or an error's text (+1). */
static bool load_code(lua_State *L, news_blob code, const char *name) {
  size_t at = LUA_HEADER, size = strlen(name);
  size_t old = code.size > at ? read_size(code, &at) : 0;
  char sized[512];
  if (old == 0 || old - 1 > code.size - at || size > sizeof sized - 16) {
    lua_pushliteral(L, "not bytecode");
    return false;
  }
  size_t head = write_size(size + 1, sized);
  memcpy(sized + head, name, size);
  at += old - 1;
  pieces p = {.piece = {{code.bytes, LUA_HEADER},
                        {sized, head + size},
                        {code.bytes + at, code.size - at}}};
  return lua_load(L, next_piece, &p, name, "b") == LUA_OK;
}

/* Push the function compiled from a file of the program's own tree; false if it
 * must be compiled from text.  `unchanged`: the file has just been checked. */
static bool push_code(lua_State *L, const bundle_box *box, news_blob blob,
                      const char *path, bool unchanged) {
  source_stamp stamp;
  if (!unchanged) blob = current(blob, AT_FDCWD, path, &stamp);
  if (!box->shipped || blob.size <= sizeof stamp) return false;
  memcpy(&stamp, blob.bytes, sizeof stamp);
  if (stamp.lua != lua_mark()) return false;
  const char *name = lua_pushfstring(L, "@%s", path);
  news_blob code = {blob.bytes + sizeof stamp, blob.size - sizeof stamp};
  bool fine = load_code(L, code, name);
  lua_remove(L, -2);
  if (!fine) lua_pop(L, 1);
  return fine;
}

/* bundle:code(name, path, environment | nil, unchanged) -> function | nil
 * unchanged: bundle:source() has just found the file unchanged */
static int bundle_code(lua_State *L) {
  const bundle_box *box = check_bundle(L, 1);
  lua_settop(L, 5);
  if (!push_code(L, box, find_blob(L), luaL_checkstring(L, 3),
                 lua_toboolean(L, 5)))
    return 0;
  if (!lua_isnil(L, 4)) {
    lua_pushvalue(L, 4);
    lua_setupvalue(L, -2, 1);
  }
  return 1;
}

/* Upvalues: the bundle, the root.  A searcher of package.searchers. */
static int search_code(lua_State *L) {
  const bundle_box *box = lua_touserdata(L, lua_upvalueindex(1));
  const char *root = lua_tostring(L, lua_upvalueindex(2));
  const char *module = luaL_gsub(L, luaL_checkstring(L, 1), ".", "/");
  static const char *const forms[] = {"scripts/%s.lua", "scripts/%s/init.lua"};
  for (int i = 0; i < 2; i++) {
    const char *name = lua_pushfstring(L, forms[i], module);
    const char *path = lua_pushfstring(L, "%s/%s", root, name);
    news_blob blob = news_bundle_find(box->bundle, name, strlen(name));
    if (push_code(L, box, blob, path, false)) {
      lua_pushstring(L, path);
      return 2;
    }
  }
  return 0;
}

/* Insert search_code in package.searchers after that of package.preload; the
 * bundle is on top of the stack. */
static void add_searcher(lua_State *L, const char *root) {
  int bundle = lua_gettop(L);
  lua_getglobal(L, "table");
  lua_getfield(L, -1, "insert");
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "searchers");
  lua_remove(L, -2);
  lua_pushinteger(L, 2);
  lua_pushvalue(L, bundle);
  lua_pushstring(L, root);
  lua_pushcclosure(L, search_code, 2);
  lua_call(L, 3, 0);
  lua_settop(L, bundle);
}

void news_open_shipped(lua_State *L, const char *root, bool searcher) {
  int module = lua_gettop(L);
  const char *path = lua_pushfstring(L, "%s/build/newsengine.bundle", root);
  if (open_bundle(L, path, true) == 1) { /* without it text is compiled */
    if (searcher) add_searcher(L, root);
    lua_setfield(L, module, "shipped");
  }
  lua_settop(L, module);
}

/* core.open_shipped(root) : sets core.shipped to the bundle of that tree */
static int open_shipped(lua_State *L) {
  const char *root = luaL_checkstring(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  news_open_shipped(L, root, false);
  return 0;
}

/* ---- compiled data in a bundle; each keeps the bundle alive */

/* Push a userdata for a blob, which its user value `holder` keeps alive. */
static news_blob push_data(lua_State *L, const char *type, int values,
                           int holder, void ***box) {
  news_blob blob = find_blob(L);
  if (!blob.bytes) return blob;
  *box = news_new_box(L, type, values);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, holder);
  return blob;
}

/* bundle:language(name) -> language | nil, message */
static int bundle_language(lua_State *L) {
  void **box;
  news_blob blob = push_data(L, NEWS_LANGUAGE, 1, 1, &box);
  news_language *made;
  news_error err;
  if (!blob.bytes) return 0;
  if (news_language_open(blob.bytes, blob.size, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* bundle:morphology(name) -> morphology | nil, message */
static int bundle_morphology(lua_State *L) {
  void **box;
  news_blob blob = push_data(L, NEWS_MORPHOLOGY, 1, 1, &box);
  news_morphology *made;
  news_error err;
  if (!blob.bytes) return 0;
  if (news_morphology_open(blob.bytes, blob.size, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  return 1;
}

/* bundle:grammar(name, morphology) -> true | nil, message; the morphology is
 * one of this bundle and keeps it alive */
static int bundle_grammar(lua_State *L) {
  news_blob blob = find_blob(L);
  news_morphology **box = luaL_checkudata(L, 3, NEWS_MORPHOLOGY);
  news_pos_grammar *made;
  news_error err;
  if (!blob.bytes || !*box) return 0;
  if (news_pos_grammar_open(blob.bytes, blob.size, &made, &err))
    return news_push_failure(L, &err);
  news_morphology_set_grammar(*box, made);
  lua_pushboolean(L, 1);
  return 1;
}

/* bundle:lexicon(name, language | nil, numeric | nil) -> lexicon | nil, message
 * `numeric`: as for core.lexicon_rows */
static int bundle_lexicon(lua_State *L) {
  lua_settop(L, 4);
  const news_language *language =
      lua_isnoneornil(L, 3) ? NULL : news_check_language(L, 3);
  void **box;
  news_blob blob = push_data(L, NEWS_LEXICON, NEWS_LEXICON_VALUES,
                             NEWS_LEXICON_HOLDER, &box);
  news_lexicon *made;
  news_error err;
  if (!blob.bytes) return 0;
  if (news_lexicon_trust(blob.bytes, blob.size, language, &made, &err))
    return news_push_failure(L, &err);
  *box = made;
  lua_pushvalue(L, 4);
  lua_setiuservalue(L, -2, NEWS_LEXICON_NUMERIC);
  return 1;
}

/* bundle:regexes(name) -> what core.regex_block wrote | nil */
static int bundle_regexes(lua_State *L) {
  void **box;
  news_blob blob = push_data(L, NEWS_REGEXES, 1, 1, &box);
  if (!blob.bytes) return 0;
  *box = (void *)(uintptr_t)blob.bytes;
  return 1;
}

/* bundle:patterns(name, morphology, {lexicon, ...}) -> patterns | nil; only
 * once for each blob, because the blob is modified */
static int bundle_patterns(lua_State *L) {
  lua_settop(L, 4);
  news_blob blob = find_blob(L);
  return blob.bytes ? news_push_patterns(L, blob, 3, 4) : 0;
}

/* core.language_block(language), core.morphology_block(morphology),
 * core.grammar_block(morphology) -> bytes */
static int language_block(lua_State *L) {
  size_t size;
  const void *block = news_language_block(news_check_language(L, 1), &size);
  lua_pushlstring(L, block, size);
  return 1;
}

static int morphology_block(lua_State *L) {
  size_t size;
  const void *block = news_morphology_block(news_check_morphology(L, 1), &size);
  lua_pushlstring(L, block, size);
  return 1;
}

static int grammar_block(lua_State *L) {
  size_t size;
  const news_pos_grammar *g =
      news_morphology_grammar(news_check_morphology(L, 1));
  if (!g) return 0;
  const void *block = news_pos_grammar_block(g, &size);
  lua_pushlstring(L, block, size);
  return 1;
}

/* ---- writing */

/* core.bundle_bytes({{name, bytes}, ...}) -> bytes */
static int bundle_bytes(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t count = (size_t)lua_rawlen(L, 1);
  news_bundle_item *items =
      lua_newuserdatauv(L, (count + 1) * sizeof *items, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    items[i].name = luaL_checklstring(L, -2, &items[i].name_size);
    items[i].blob.bytes = luaL_checklstring(L, -1, &items[i].blob.size);
    lua_pop(L, 3); /* the table keeps both */
  }
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_bundle_write(items, count, news_pattern_set_settle, out, &err))
    return news_push_failure(L, &err);
  news_push_bytes(L, out);
  return 1;
}

static const luaL_Reg functions[] = {
    {"bundle", bundle_new},
    {"bundle_bytes", bundle_bytes},
    {"bundle_lists", bundle_lists_bytes},
    {"bundle_source", bundle_source_bytes},
    {"language_block", language_block},
    {"morphology_block", morphology_block},
    {"grammar_block", grammar_block},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"find", bundle_find},
    {"lists", bundle_lists},
    {"sum", bundle_sum},
    {"source", bundle_source},
    {"code", bundle_code},
    {"other", bundle_other},
    {"language", bundle_language},
    {"morphology", bundle_morphology},
    {"grammar", bundle_grammar},
    {"lexicon", bundle_lexicon},
    {"regexes", bundle_regexes},
    {"patterns", bundle_patterns},
    {NULL, NULL},
};

void news_open_bundle(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, open_shipped, 1);
  lua_setfield(L, -2, "open_shipped");
  luaL_newmetatable(L, BUNDLE);
  lua_pushcfunction(L, bundle_gc);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
