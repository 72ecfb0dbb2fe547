/* Keeps documents from changing a loaded rule file: its tables become
 * read-only, and the values of its local variables are recorded and
 * restored. */
#include <string.h>

#include "bytecode.h"

#define GUARD "newsengine.guard"
#define WALK "newsengine.freezing"
#define FROZEN "newsengine.frozen" /* registry: contents of frozen tables */

typedef struct variable {
  const void *pointer; /* address of its value; NULL for numbers etc. */
  uint32_t place;      /* place in the list, from 0 */
  uint16_t index;      /* of the upvalue */
  bool same;           /* same function as the variable before it */
} variable;

typedef struct guard_box {
  uint32_t count;
  bool narrowed;
  variable variables[];
} guard_box;

enum {
  GUARD_VARIABLES = 1, /* list of function, value for each variable */
  GUARD_FUNCTIONS = 2, /* list of all functions with variables, until it is
                          known which variables they assign to */
  GUARD_VALUES = 2,
};

/* ---- freezing */

/* Stack indexes while a file is frozen. */
enum {
  ROOTS = 1, /* table: its values are the starting points */
  KNOWN,     /* tables: their values are left alone */
  SHARED,    /* set: values shared by all files, which are left alone */
  SHADOWS,   /* frozen table -> its contents */
  KEPT,      /* set: metatables of values that never change */
  COMMON,    /* the common part of metatables of frozen tables */
  WALKED,    /* a walk, of this file or of all files of a pack */
  REACHED,   /* of the walk: list of functions and tables */
  VARIABLES, /* list of function, value for each variable; nil: none yet */
  FUNCTIONS, /* list: Lua functions with variables; nil: none yet */
  FOUND,     /* a buffer: of struct variable; nil: none yet */
};

enum { WALK_REACHED = 1, WALK_SEEN, WALK_KNOWN, WALK_VALUES = WALK_KNOWN };
enum { FIRST_SEEN = 256, FIRST_REACHED = 32 };

typedef struct walk {
  lua_State *L;
  bool steady; /* no function assigns to a variable of another function */
  lua_Integer reached, looked_into, known; /* sizes of lists */
  lua_Integer variables, functions;        /* sizes of the file's own lists */
  news_buffer *found;
  const void *function; /* of the last variable */
  /* Everything reached or left alone: an open-addressed set of addresses.
   * Lists keep it all alive, so that no address is reused. */
  const void **seen;
  size_t seen_count, seen_room; /* a power of two */
} walk;

static size_t slot_of(const walk *w, const void *thing) {
  size_t mask = w->seen_room - 1;
  size_t at = (size_t)((uintptr_t)thing * 0x9E3779B97F4A7C15u >> 32) & mask;
  while (w->seen[at] && w->seen[at] != thing) at = (at + 1) & mask;
  return at;
}

/* Move the set to a new block and release the old one. */
static void grow_seen(walk *w, int self) {
  const void **old = w->seen;
  size_t had = w->seen_room;
  size_t bytes = (had ? had * 2 : FIRST_SEEN) * sizeof *w->seen;
  const void **made = lua_newuserdatauv(w->L, bytes, 0);
  memset(made, 0, bytes);
  w->seen = made;
  w->seen_room = bytes / sizeof *w->seen;
  for (size_t i = 0; i < had; i++)
    if (old[i]) w->seen[slot_of(w, old[i])] = old[i];
  lua_setiuservalue(w->L, self, WALK_SEEN);
}

/* Mark a table, function or variable as seen; returns whether it was new. */
static bool see(walk *w, const void *thing) {
  size_t at = slot_of(w, thing);
  if (w->seen[at]) return false;
  w->seen[at] = thing;
  if (++w->seen_count > w->seen_room / 4 * 3) grow_seen(w, WALKED);
  return true;
}

/* Mark all values (-1) or keys (-2) of the table at `index` as seen. */
static void see_all(walk *w, int index, int which) {
  for (lua_pushnil(w->L); lua_next(w->L, index); lua_pop(w->L, 1))
    if (lua_topointer(w->L, which)) see(w, lua_topointer(w->L, which));
}

static void reach(walk *w, int at) {
  int type = lua_type(w->L, at);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION) return;
  if (!see(w, lua_topointer(w->L, at))) return;
  lua_pushvalue(w->L, at);
  lua_rawseti(w->L, REACHED, ++w->reached);
}

/* Reach the keys and values of the table at `index`. */
static void reach_fields(walk *w, int index) {
  for (lua_pushnil(w->L); lua_next(w->L, index); lua_pop(w->L, 1)) {
    reach(w, -2);
    reach(w, -1);
  }
}

/* Usually there are none. */
static void begin_variables(walk *w) {
  lua_State *L = w->L;
  lua_createtable(L, FIRST_REACHED, 0);
  lua_replace(L, VARIABLES);
  w->found = news_push_buffer(L);
  lua_replace(L, FOUND);
}

/* The function on top has the value above it (-1) as an upvalue. */
static void remember(walk *w, int index) {
  lua_State *L = w->L;
  if (!w->found) begin_variables(w);
  lua_pushvalue(L, -2);
  lua_rawseti(L, VARIABLES, ++w->variables);
  lua_pushvalue(L, -1);
  lua_rawseti(L, VARIABLES, ++w->variables);
  const void *function = lua_topointer(L, -2);
  variable v = {.pointer = lua_topointer(L, -1),
                .place = (uint32_t)(w->variables / 2 - 1),
                .index = (uint16_t)index,
                .same = function == w->function};
  w->function = function;
  news_buffer_add(w->found, (const char *)&v, sizeof v);
}

static void look_into_function(walk *w) {
  const char *name;
  lua_State *L = w->L;
  for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
    if (!*name) { /* a C function: the state of an iterator */
      if (lua_type(L, -1) == LUA_TNUMBER) remember(w, i);
    } else if (w->steady) {
      reach(w, -1);
    } else if (see(w, lua_upvalueid(L, -2, i))) {
      remember(w, i);
      reach(w, -1);
    }
    lua_pop(L, 1);
  }
  if (w->steady || lua_iscfunction(L, -1)) return;
  if (!w->functions) {
    lua_createtable(L, FIRST_REACHED, 0);
    lua_replace(L, FUNCTIONS);
  }
  lua_pushvalue(L, -1);
  lua_rawseti(L, FUNCTIONS, ++w->functions);
}

/* Move the contents of the table on top to a new table above it. */
static void move_contents(walk *w) {
  lua_State *L = w->L;
  int table = lua_gettop(L), count = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) count++;
  int items = (int)lua_rawlen(L, table);
  lua_createtable(L, items, count > items ? count - items : 0);
  for (lua_pushnil(L); lua_next(L, table);) {
    reach(w, -2);
    reach(w, -1);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, table + 1); /* leaves the key on the stack */
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, table); /* clearing a field during traversal is allowed */
  }
}

static void copy_fields(lua_State *L, int from, int to) {
  for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, to);
  }
}

/* Copy the fields of a table's own metatable (at `meta`) other than __index. */
static void keep_behaviour(walk *w, int meta, int to) {
  static const char *const keys[] = {"__call", "__eq",       "__lt",
                                     "__le",   "__tostring", "__name"};
  lua_State *L = w->L;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    lua_getfield(L, meta, keys[i]);
    lua_setfield(L, to, keys[i]);
  }
  for (lua_pushnil(L); lua_next(L, meta); lua_pop(L, 1)) reach(w, -1);
}

static bool is_left_alone(lua_State *L) {
  lua_pushvalue(L, -1);
  bool alone = lua_rawget(L, SHADOWS) != LUA_TNIL;
  lua_pop(L, 1);
  if (!alone && lua_getmetatable(L, -1)) {
    alone = lua_rawget(L, KEPT) != LUA_TNIL;
    lua_pop(L, 1);
  }
  return alone;
}

/* Make the table a front: empty itself, it shows the contents.  Its metatable
 * is left on the stack (+1). */
static void make_front(lua_State *L, int table, int contents, int shadows,
                       int common) {
  lua_pushvalue(L, table);
  lua_pushvalue(L, contents);
  lua_rawset(L, shadows);
  lua_createtable(L, 0, 5);
  copy_fields(L, common, lua_gettop(L));
  lua_pushvalue(L, contents);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, -1);
  lua_setmetatable(L, table);
  /* Lua caches in a metatable that it has no __eq.  Looking it up now avoids a
   * copied page in each worker. */
  (void)lua_compare(L, table, shadows, LUA_OPEQ);
}

/* Make the table on top a front of its former contents. */
static void freeze_table(walk *w) {
  lua_State *L = w->L;
  if (is_left_alone(L)) return;
  int table = lua_gettop(L), contents = table + 1, frozen = table + 3;
  move_contents(w);
  bool own = lua_getmetatable(L, table);
  if (!own) lua_pushnil(L);
  make_front(L, table, contents, SHADOWS, COMMON);
  if (own) {
    keep_behaviour(w, table + 2, frozen);
    lua_pushvalue(L, table + 2);
    lua_setmetatable(L, contents);
  }
  lua_settop(L, table);
}

/* core.front(contents, shadows, common) -> front Assignments to it go to the
 * contents until it is frozen. */
static int front(lua_State *L) {
  for (int i = 1; i <= 3; i++) luaL_checktype(L, i, LUA_TTABLE);
  lua_settop(L, 3);
  lua_newtable(L);
  make_front(L, 4, 1, 2, 3);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pop(L, 1);
  return 1;
}

/* Freeze the first of the roots if it is such a front: no more assignments. */
static void close_front(walk *w) {
  lua_State *L = w->L;
  int top = lua_gettop(L);
  lua_rawgeti(L, ROOTS, 1);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, SHADOWS) == LUA_TTABLE) {
    lua_getmetatable(L, top + 1);
    lua_getfield(L, COMMON, "__newindex");
    lua_setfield(L, top + 3, "__newindex");
    if (lua_getmetatable(L, top + 2)) reach_fields(w, top + 4);
    reach_fields(w, top + 2);
  }
  lua_settop(L, top);
}

/* core.joined(a, b, size) -> a table with the fields of both and room for
 * `size` */
static int joined(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  int size = (int)luaL_checkinteger(L, 3);
  lua_settop(L, 2);
  lua_createtable(L, 0, size);
  for (int i = 1; i <= 2; i++) copy_fields(L, i, 3);
  return 1;
}

bool news_push_frozen(lua_State *L, int table) {
  if (!lua_getmetatable(L, table)) return false;
  lua_pop(L, 1);
  if (lua_getfield(L, LUA_REGISTRYINDEX, FROZEN) == LUA_TTABLE) {
    lua_pushvalue(L, table);
    if (lua_rawget(L, -2) == LUA_TTABLE) {
      lua_remove(L, -2);
      return true;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return false;
}

static void push_guard(walk *w) {
  lua_State *L = w->L;
  size_t size = w->found ? w->found->size : 0;
  if (w->found && w->found->failed) luaL_error(L, "not enough memory");
  guard_box *box = lua_newuserdatauv(L, sizeof *box + size, GUARD_VALUES);
  box->narrowed = false;
  box->count = (uint32_t)(size / sizeof *box->variables);
  if (size) memcpy(box->variables, w->found->data, size);
  lua_pushvalue(L, VARIABLES);
  lua_setiuservalue(L, -2, GUARD_VARIABLES);
  lua_pushvalue(L, FUNCTIONS);
  lua_setiuservalue(L, -2, GUARD_FUNCTIONS);
  luaL_setmetatable(L, GUARD);
}

static void push_walk(lua_State *L, bool steady) {
  walk *w = lua_newuserdatauv(L, sizeof *w, WALK_VALUES);
  *w = (walk){.L = L, .steady = steady};
  luaL_setmetatable(L, WALK);
  lua_createtable(L, FIRST_REACHED, 0);
  lua_setiuservalue(L, -2, WALK_REACHED);
  lua_newtable(L);
  lua_setiuservalue(L, -2, WALK_KNOWN);
  grow_seen(w, lua_gettop(L));
}

/* core.freezing() -> a walk for core.freeze, of the files of one pack, one
 * after the other */
static int new_walk(lua_State *L) {
  push_walk(L, true);
  return 1;
}

/* The walk to continue with a file, or a new one for it alone. */
static walk *begin_walk(lua_State *L) {
  if (lua_isnoneornil(L, WALKED)) {
    lua_settop(L, COMMON);
    push_walk(L, false);
  }
  lua_settop(L, WALKED);
  walk *w = luaL_checkudata(L, WALKED, WALK);
  w->L = L;
  w->variables = w->functions = 0;
  w->found = NULL;
  w->function = NULL;
  lua_getiuservalue(L, WALKED, WALK_REACHED);
  lua_settop(L, FOUND);
  if (!w->reached) see_all(w, SHARED, -2);
  return w;
}

/* Mark the values of the table of known values, which are left alone. */
static void begin_known(walk *w) {
  lua_State *L = w->L;
  see_all(w, KNOWN, -1);
  lua_getiuservalue(L, WALKED, WALK_KNOWN);
  lua_pushvalue(L, KNOWN);
  lua_rawseti(L, -2, ++w->known);
  lua_pop(L, 1);
}

/* core.freeze(roots, known, shared, shadows, kept, common, walk | nil) -> guard
 * Makes everything read-only that can be reached from the functions and tables
 * in `roots`, the first of which is a front, except the values of `known` and
 * the keys of `shared`.  walk: no function that is reached assigns to a
 * variable of another function, so none need be checked later; what the walk
 * has reached before is not visited again.  The guard is nil if there is
 * nothing to check. */
static int freeze(lua_State *L) {
  for (int i = ROOTS; i <= COMMON; i++) luaL_checktype(L, i, LUA_TTABLE);
  walk *w = begin_walk(L);
  lua_pushvalue(L, SHADOWS);
  lua_setfield(L, LUA_REGISTRYINDEX, FROZEN);
  begin_known(w);
  for (lua_pushnil(L); lua_next(L, ROOTS); lua_pop(L, 1)) reach(w, -1);
  close_front(w);
  while (w->looked_into < w->reached) {
    lua_rawgeti(L, REACHED, ++w->looked_into);
    if (lua_type(L, -1) == LUA_TFUNCTION)
      look_into_function(w);
    else
      freeze_table(w);
    lua_pop(L, 1);
  }
  if (w->steady && !w->found) return 0;
  push_guard(w);
  return 1;
}

/* ---- narrowing
 *
 * Most variables are functions and tables that nobody assigns to, and checking
 * all of them after each document costs more than many a rule.  For many
 * documents it pays to find out once what the functions can assign to.
 * Counting the documents here would cost each worker a copied page for each
 * guard. */

/* Record the variables that the function on top may assign to, by their
 * identities, in the table at `set`; false if that is unknown. */
static bool mark_assigned(lua_State *L, int set) {
  news_assigned assigned;
  if (!news_assigned_upvalues(L, -1, &assigned)) return false;
  for (int i = 1; i <= 256; i++) {
    if (!news_is_assigned(&assigned, (unsigned)i - 1)) continue;
    const void *id = lua_upvalueid(L, -1, i);
    if (!id) return false;
    lua_pushboolean(L, true);
    lua_rawsetp(L, set, id);
  }
  return true;
}

/* Keep only the variables whose identities are in the table at `set`, and those
 * of C functions. */
static void keep_marked(lua_State *L, guard_box *box, int set) {
  uint32_t kept = 0;
  lua_getiuservalue(L, 1, GUARD_VARIABLES);
  int list = lua_gettop(L);
  for (uint32_t i = 0; i < box->count; i++) {
    variable v = box->variables[i];
    lua_rawgeti(L, list, (lua_Integer)v.place * 2 + 1);
    bool keep = lua_iscfunction(L, -1) ||
                lua_rawgetp(L, set, lua_upvalueid(L, -1, v.index)) != LUA_TNIL;
    lua_settop(L, list);
    if (!keep) continue;
    v.same = false; /* few remain */
    box->variables[kept++] = v;
  }
  box->count = kept;
  lua_pop(L, 1);
}

/* The guard is at index 1. */
static void narrow(lua_State *L, guard_box *box) {
  box->narrowed = true;
  int top = lua_gettop(L);
  lua_newtable(L);
  lua_getiuservalue(L, 1, GUARD_FUNCTIONS);
  bool known = news_assigned_known(L);
  lua_Integer count = (lua_Integer)lua_rawlen(L, top + 2);
  for (lua_Integer i = 1; known && i <= count; i++) {
    lua_rawgeti(L, top + 2, i);
    known = mark_assigned(L, top + 1);
    lua_pop(L, 1);
  }
  if (known) keep_marked(L, box, top + 1);
  lua_pushnil(L);
  lua_setiuservalue(L, 1, GUARD_FUNCTIONS);
  lua_settop(L, top);
}

/* ---- checking */

/* Stack indexes during a check. */
enum { AT_NAME = 2, AT_LIST, AT_FUNCTION };

static bool is_nan(lua_State *L, int at) {
  return lua_type(L, at) == LUA_TNUMBER && !lua_rawequal(L, at, at);
}

/* The value on top, of that variable, differs from that when the file was
 * loaded: restore it and keep its name for the message. */
static void put_back(lua_State *L, const variable *v) {
  lua_rawgeti(L, AT_LIST, (lua_Integer)v->place * 2 + 2);
  if (lua_rawequal(L, -1, -2) || (is_nan(L, -1) && is_nan(L, -2))) {
    lua_pop(L, 1);
    return;
  }
  const char *name = lua_setupvalue(L, AT_FUNCTION, v->index);
  if (!lua_isnil(L, AT_NAME)) return;
  lua_pushstring(L, *name ? name : "(iterator)");
  lua_replace(L, AT_NAME);
}

/* guard:check(many) -> the name of a variable that has changed, nil if none
 * has; restores all of them.  `many`: there are enough documents to pay for
 * narrowing. */
static int guard_check(lua_State *L) {
  guard_box *box = luaL_checkudata(L, 1, GUARD);
  bool many = lua_toboolean(L, 2);
  lua_settop(L, 1);
  if (many && !box->narrowed) narrow(L, box);
  lua_pushnil(L);
  if (!box->count) return 1;
  lua_getiuservalue(L, 1, GUARD_VARIABLES);
  lua_pushnil(L);
  for (uint32_t i = 0; i < box->count; i++) {
    const variable *v = &box->variables[i];
    if (!v->same) {
      lua_rawgeti(L, AT_LIST, (lua_Integer)v->place * 2 + 1);
      lua_replace(L, AT_FUNCTION);
    }
    lua_getupvalue(L, AT_FUNCTION, v->index);
    if (!v->pointer || lua_topointer(L, -1) != v->pointer) put_back(L, v);
    lua_pop(L, 1);
  }
  lua_settop(L, AT_NAME);
  return 1;
}

/* guard:count() -> number of variables checked */
static int guard_count(lua_State *L) {
  const guard_box *box = luaL_checkudata(L, 1, GUARD);
  lua_pushinteger(L, (lua_Integer)box->count);
  return 1;
}

void news_open_guard(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"check", guard_check}, {"count", guard_count}, {NULL, NULL}};
  lua_pushcfunction(L, freeze);
  lua_setfield(L, -2, "freeze");
  lua_pushcfunction(L, new_walk);
  lua_setfield(L, -2, "freezing");
  lua_pushcfunction(L, front);
  lua_setfield(L, -2, "front");
  lua_pushcfunction(L, joined);
  lua_setfield(L, -2, "joined");
  news_register_type(L, GUARD, NULL, methods);
  news_register_type(L, WALK, NULL, (const luaL_Reg[]){{NULL, NULL}});
}
