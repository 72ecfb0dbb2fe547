/* The bindings when each allocation of Lua and of the core fails in turn, and
 * when Lua collects all garbage at each of its own: nothing crashes, the next
 * run gives the same as before, and nothing leaks. */

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>

#include "../core/check.h"
#include "../core/faults.h"
#include "lua/binding.h"

/* How Lua's own allocations fail. */
typedef struct lua_faults {
  long nth;    /* from 1; 0: none */
  bool again;  /* the same request again, after a collection */
  bool stress; /* each fails once, so that Lua collects everything */
  bool fired;
  long count;
} lua_faults;

static void *allocate(void *context, void *block, size_t old, size_t size) {
  lua_faults *f = context;
  if (size == 0) {
    __real_free(block);
    return NULL;
  }
  if (block && size <= old) return __real_realloc(block, size);
  /* luaL_Buffer requests larger blocks only once. */
  if (f->stress && size < LUAL_BUFFERSIZE && (f->again = !f->again))
    return NULL;
  if (f->nth && (f->again || --f->nth == 0)) {
    f->nth = f->again ? 0 : 1;
    f->again = !f->again;
    f->fired = true;
    f->count++;
    return NULL;
  }
  return __real_realloc(block, size);
}

typedef struct scene {
  lua_State *L;
  lua_faults *lua;
  const char *name;
  char *wanted; /* the expected result; from strdup by the real allocator */
  long live;
  unsigned calls;
} scene;

enum { SETTLE_EVERY = 16 };

/* Call a copy of the function on top; true if it returned a string, which is
 * then on top, else the message is. */
static bool call(lua_State *L) {
  lua_pushvalue(L, -1);
  return lua_pcall(L, 0, 1, 0) == LUA_OK;
}

static void settle(scene *s) {
  lua_gc(s->L, LUA_GCCOLLECT);
  lua_gc(s->L, LUA_GCCOLLECT);
}

/* Without faults: the same result as ever, and no more memory held. */
static void judge(scene *s, const char *kind, long nth) {
  bool ok = call(s->L);
  const char *got = lua_tostring(s->L, -1);
  bool same = ok && got && strcmp(got, s->wanted) == 0;
  if (!same)
    fprintf(stderr, "%s, %s %ld: then %s\n", s->name, kind, nth,
            got ? got : "?");
  check(same);
  lua_pop(s->L, 1);
  if (s->calls++ % SETTLE_EVERY) return; /* a collection takes longer */
  settle(s);
  if (faults_live > s->live)
    fprintf(stderr, "%s, %s %ld: %ld pieces left\n", s->name, kind, nth,
            faults_live - s->live);
  check(faults_live <= s->live);
}

/* One fault; false if it did not fire.  A result in spite of it is complete. */
static bool one_fault(scene *s, bool in_lua, long nth) {
  const char *kind = in_lua ? "Lua's" : "core's";
  if (in_lua) {
    *s->lua = (lua_faults){.nth = nth, .count = s->lua->count};
  } else {
    faults_arm(FAULT_MEMORY, (int)nth);
  }
  bool ok = call(s->L);
  bool fired = faults_off();
  if (in_lua) {
    fired = s->lua->fired;
    s->lua->nth = 0;
    s->lua->again = false;
  }
  if (ok && lua_tostring(s->L, -1)) {
    if (strcmp(lua_tostring(s->L, -1), s->wanted) != 0)
      fprintf(stderr, "%s, %s %ld: gave %s\n", s->name, kind, nth,
              lua_tostring(s->L, -1));
    check(strcmp(lua_tostring(s->L, -1), s->wanted) == 0);
  }
  lua_pop(s->L, 1);
  judge(s, kind, nth);
  return fired;
}

/* A fault at every `step`-th allocation. */
static void sweep(scene *s, bool in_lua, long step) {
  for (long nth = 1; one_fault(s, in_lua, nth); nth += step) {
  }
}

static void stress(scene *s) {
  *s->lua = (lua_faults){.stress = true, .count = s->lua->count};
  bool ok = call(s->L);
  s->lua->stress = s->lua->again = false;
  if (!ok) fprintf(stderr, "%s: %s\n", s->name, lua_tostring(s->L, -1));
  check(ok && strcmp(lua_tostring(s->L, -1), s->wanted) == 0);
  lua_pop(s->L, 1);
  judge(s, "stress", 0);
}

/* Index 1: the list of scenes. */
static void run_scene(lua_State *L, lua_faults *lua, int number, long step) {
  lua_settop(L, 1);
  lua_rawgeti(L, 1, number);
  lua_rawgeti(L, 2, 1);
  lua_rawgeti(L, 2, 2);
  scene s = {.L = L, .lua = lua, .name = lua_tostring(L, 3)};
  for (int i = 0; i < 3; i++) { /* so that everything made once exists */
    bool ok = call(L);
    if (!ok) fprintf(stderr, "%s: %s\n", s.name, lua_tostring(L, -1));
    check(ok);
    if (i == 2) s.wanted = __real_strdup(lua_tostring(L, -1));
    lua_pop(L, 1);
    settle(&s);
  }
  s.live = faults_live;
  stress(&s);
  s.calls = 0;
  sweep(&s, false, step);
  sweep(&s, true, step);
  __real_free(s.wanted);
}

/* test_bindings_faults DIRECTORY [STEP [ROUNDS]]: every STEP-th allocation
 * fails; the first scene is repeated with other texts. */
int main(int argc, char **argv) {
  lua_faults lua = {0};
  long step = argc > 2 ? atol(argv[2]) : 1;
  lua_State *L = lua_newstate(allocate, &lua);
  if (argc < 2 || !L) return 2;
  luaL_openlibs(L);
  luaL_requiref(L, "newsengine.core", luaopen_newsengine_core, 0);
  lua_settop(L, 0);
  if (luaL_loadfile(L, "tests/newsengine/bindings.lua")) return 2;
  lua_pushstring(L, argv[1]);
  if (lua_pcall(L, 1, 1, 0)) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    return 2;
  }
  long scenes = (long)lua_rawlen(L, 1);
  long rounds = argc > 3 ? atol(argv[3]) : 0;
  for (int i = 1; i <= scenes; i++) {
    run_scene(L, &lua, i, step);
    tests_passed++;
  }
  for (long round = 1; round <= rounds; round++) {
    lua_settop(L, 1);
    lua_getfield(L, 1, "next_text");
    lua_call(L, 0, 0);
    run_scene(L, &lua, 1, step);
    if (round % 10 == 0)
      fprintf(stderr, "%ld and %ld faults\n", lua.count / 2, faults_total);
  }
  lua_close(L);
  printf("%ld faults of Lua's allocations, %ld of the core's\n", lua.count / 2,
         faults_total);
  return check_report() || checks_failed;
}
