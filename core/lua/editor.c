/* Line editing for the repl with libedit.  The library is opened on demand, so
 * that other commands do not pay for it. */
#include <string.h>

#include "binding.h"

#ifdef NEWS_EDIT
#include <dlfcn.h>
#include <histedit.h>
#include <stdio.h>
#include <unistd.h>

#define EDITOR "newsengine.editor"

/* The functions used from the library. */
typedef struct library {
  void *handle;
  EditLine *(*init)(const char *, FILE *, FILE *, FILE *);
  void (*end)(EditLine *);
  const char *(*gets)(EditLine *, int *);
  int (*set)(EditLine *, int, ...);
  const LineInfo *(*line)(EditLine *);
  int (*insert)(EditLine *, const char *);
  History *(*history_init)(void);
  void (*history_end)(History *);
  int (*history)(History *, HistEvent *, int, ...);
} library;

/* Stack index 3 of read is the completion function. */
typedef struct editor_box {
  library lib;
  EditLine *el;
  History *history;
  char prompt[64];
  lua_State *L; /* during a read */
} editor_box;

/* A function from its symbol: POSIX lets the two be cast. */
static bool find(void *handle, const char *name, void *function) {
  void *symbol = dlsym(handle, name);
  memcpy(function, &symbol, sizeof symbol);
  return symbol != NULL;
}

static bool open_library(library *lib) {
  lib->handle = dlopen("libedit.so.2", RTLD_NOW | RTLD_GLOBAL);
  if (!lib->handle) lib->handle = dlopen("libedit.so", RTLD_NOW | RTLD_GLOBAL);
  return lib->handle && find(lib->handle, "el_init", &lib->init) &&
         find(lib->handle, "el_end", &lib->end) &&
         find(lib->handle, "el_gets", &lib->gets) &&
         find(lib->handle, "el_set", &lib->set) &&
         find(lib->handle, "el_line", &lib->line) &&
         find(lib->handle, "el_insertstr", &lib->insert) &&
         find(lib->handle, "history_init", &lib->history_init) &&
         find(lib->handle, "history_end", &lib->history_end) &&
         find(lib->handle, "history", &lib->history);
}

static editor_box *check_editor(lua_State *L) {
  return luaL_checkudata(L, 1, EDITOR);
}

/* ---- what libedit calls ---- */

/* The box is libedit's client data; only el_get gives it back. */
static editor_box *box_of(EditLine *el) {
  void *data = NULL;
  int (*get)(EditLine *, int, ...);
  /* the library was opened globally */
  if (find(RTLD_DEFAULT, "el_get", &get)) get(el, EL_CLIENTDATA, &data);
  return data;
}

static char *give_prompt(EditLine *el) { return box_of(el)->prompt; }

/* Size of the common prefix of all strings of the list on top. */
static size_t common(lua_State *L, const char **first) {
  size_t shared = 0;
  lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    size_t size, k = 0;
    const char *text = luaL_tolstring(L, -1, &size); /* held by the list */
    lua_pop(L, 2);
    if (i == 1) {
      *first = text;
      shared = size;
    }
    while (k < shared && k < size && text[k] == (*first)[k]) k++;
    shared = k;
  }
  return shared;
}

static void print_list(lua_State *L) {
  lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  putchar('\n');
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    printf("%s%s", lua_tostring(L, -1), i < count ? "  " : "\n");
    lua_pop(L, 1);
  }
  fflush(stdout);
}

/* complete(text before the cursor) -> list, size of what is typed already.
 * Runs in protected mode, because an error must not jump over libedit. */
static int call_complete(lua_State *L) {
  lua_call(L, 1, 2);
  luaL_checktype(L, -2, LUA_TTABLE);
  luaL_checkinteger(L, -1);
  return 2;
}

static unsigned char complete(EditLine *el, int key) {
  (void)key;
  editor_box *box = box_of(el);
  lua_State *L = box->L;
  const LineInfo *line = box->lib.line(el);
  unsigned char result = CC_ERROR;
  int top = lua_gettop(L);
  lua_pushcfunction(L, call_complete);
  lua_pushvalue(L, 3);
  lua_pushlstring(L, line->buffer, (size_t)(line->cursor - line->buffer));
  if (lua_pcall(L, 2, 2, 0) == LUA_OK) {
    const char *first = "";
    size_t there = (size_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    size_t shared = common(L, &first);
    bool alone = lua_rawlen(L, -1) == 1;
    if (shared > there) {
      lua_pushlstring(L, first + there, shared - there);
      box->lib.insert(el, lua_tostring(L, -1));
      lua_pop(L, 1);
      result = CC_REFRESH;
    } else if (lua_rawlen(L, -1) > 0 && !alone) {
      print_list(L);
      result = CC_REDISPLAY;
    }
  }
  lua_settop(L, top);
  return result;
}

/* ---- editors ---- */

/* core.editor() -> editor | nil without a terminal or the library */
static int editor_new(lua_State *L) {
  if (!isatty(0) || !isatty(1)) return 0;
  editor_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (editor_box){0};
  luaL_setmetatable(L, EDITOR);
  if (!open_library(&box->lib)) return 0;
  box->el = box->lib.init("newsengine", stdin, stdout, stderr);
  box->history = box->lib.history_init();
  if (!box->el || !box->history) return 0;
  HistEvent event;
  box->lib.history(box->history, &event, H_SETSIZE, 1000);
  box->lib.history(box->history, &event, H_SETUNIQUE, 1);
  box->lib.set(box->el, EL_CLIENTDATA, box);
  box->lib.set(box->el, EL_PROMPT, give_prompt);
  box->lib.set(box->el, EL_HIST, box->lib.history, box->history);
  box->lib.set(box->el, EL_EDITOR, "emacs");
  box->lib.set(box->el, EL_SIGNAL, 1);
  box->lib.set(box->el, EL_ADDFN, "complete", "complete a name", complete);
  box->lib.set(box->el, EL_BIND, "^I", "complete", NULL);
  return 1;
}

static int editor_gc(lua_State *L) {
  editor_box *box = lua_touserdata(L, 1);
  if (box->history) box->lib.history_end(box->history);
  if (box->el) box->lib.end(box->el);
  if (box->lib.handle) dlclose(box->lib.handle);
  *box = (editor_box){0};
  return 0;
}

/* editor:read(prompt, complete) -> line | nil (end) complete(text before the
 * cursor) -> list, bytes of each that are typed */
static int editor_read(lua_State *L) {
  editor_box *box = check_editor(L);
  const char *prompt = luaL_checkstring(L, 2);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  lua_settop(L, 3);
  strncpy(box->prompt, prompt, sizeof box->prompt - 1);
  box->L = L;
  int count = 0;
  const char *line = box->lib.gets(box->el, &count);
  if (!line || count <= 0) return 0;
  while (count > 0 && (line[count - 1] == '\n' || line[count - 1] == '\r'))
    count--;
  lua_pushlstring(L, line, (size_t)count);
  return 1;
}

/* editor:add(line) : to the history */
static int editor_add(lua_State *L) {
  editor_box *box = check_editor(L);
  HistEvent event;
  box->lib.history(box->history, &event, H_ENTER, luaL_checkstring(L, 2));
  return 0;
}

/* editor:load(path), editor:save(path) : the history */
static int editor_load(lua_State *L) {
  editor_box *box = check_editor(L);
  HistEvent event;
  box->lib.history(box->history, &event, H_LOAD, luaL_checkstring(L, 2));
  return 0;
}

static int editor_save(lua_State *L) {
  editor_box *box = check_editor(L);
  HistEvent event;
  box->lib.history(box->history, &event, H_SAVE, luaL_checkstring(L, 2));
  return 0;
}

void news_open_editor(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"read", editor_read}, {"add", editor_add}, {"load", editor_load},
      {"save", editor_save}, {NULL, NULL},
  };
  lua_pushcfunction(L, editor_new);
  lua_setfield(L, -2, "editor");
  lua_pushboolean(L, true);
  lua_setfield(L, -2, "edits");
  news_register_type(L, EDITOR, editor_gc, methods);
}

#else

/* core.editor() -> nil: built without libedit */
static int editor_new(lua_State *L) {
  lua_pushnil(L);
  return 1;
}

void news_open_editor(lua_State *L) {
  lua_pushcfunction(L, editor_new);
  lua_setfield(L, -2, "editor");
}

#endif
