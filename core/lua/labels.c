/* Labels: words to find in the class, id and role of the nodes of a page. */
#include "labels.h"

#include <string.h>

#include "binding.h"

static int labels_gc(lua_State *L) {
  news_labels **box = luaL_checkudata(L, 1, NEWS_LABELS);
  news_labels_free(*box);
  *box = NULL;
  return 0;
}

static void add_words(lua_State *L, news_labels *labels, const char *words,
                      size_t size, uint64_t mark) {
  const char *at = words, *end = words + size;
  while (at < end) {
    const char *stop = at;
    while (stop < end && !strchr(" \n\t", *stop)) stop++;
    news_status status =
        stop > at ? news_labels_add(labels, at, (size_t)(stop - at), mark)
                  : NEWS_OK;
    if (status == NEWS_ENOMEM) luaL_error(L, "out of memory");
    if (status) luaL_error(L, "an empty word");
    at = stop + 1;
  }
}

/* core.labels {words, ...} -> labels; the words of item i get mark 1 << (i -
 * 1); names with a word of the first item are ignored */
static int labels_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  luaL_argcheck(L, count <= 63, 1, "too many lists");
  news_labels **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, NEWS_LABELS);
  *box = news_labels_new();
  if (!*box) return luaL_error(L, "out of memory");
  for (lua_Integer i = 1; i <= count; i++) {
    size_t size;
    lua_rawgeti(L, 1, i);
    const char *words = luaL_checklstring(L, -1, &size);
    add_words(L, *box, words, size, (uint64_t)1 << (i - 1));
    lua_pop(L, 1);
  }
  if (news_labels_finish(*box)) return luaL_error(L, "out of memory");
  return 1;
}

void news_open_labels(lua_State *L) {
  lua_pushcfunction(L, labels_new);
  lua_setfield(L, -2, "labels");
  news_register_type(L, NEWS_LABELS, labels_gc, NULL);
}
