/* Budgets of a Lua state: steps, memory, time. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "binding.h"
#include "small.h"

static const char host_key;

/* The clock is read after a certain amount of work: so many steps, or as many
 * bytes of new memory as take about the same time. */
enum { HOOK_EVERY = 1000, CLOCK_EVERY = 16000, BYTES_A_STEP = 64 };

enum { MOST_SECONDS = 1000000000 }; /* more is no limit */

static uint64_t clock_of(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* The deadline is in processor time, so that a busy machine breaks no rule; the
 * supervisor kills what hangs without working. */
static uint64_t now(void) { return clock_of(CLOCK_PROCESS_CPUTIME_ID); }

static size_t taken_aside(const news_host *host) {
  if (!host->arena) return 0;
  size_t used = news_arena_used(host->arena);
  return used > host->arena_before ? used - host->arena_before : 0;
}

static bool read_clock(news_host *host) {
  uint64_t time = now();
  if (!host->deadline) host->deadline = time + host->allowed;
  if (time > host->deadline) return true; /* also if it is asked again */
  host->asked = host->steps;
  host->bytes = 0;
  return false;
}

/* Reading the clock is a system call, and most rules never do enough work for
 * it: the time starts at the first reading. */
static inline bool is_late(news_host *host) {
  if (host->overdue && host->active) return true;
  uint64_t work = host->asked - host->steps + host->bytes / BYTES_A_STEP;
  return host->allowed && work >= CLOCK_EVERY && read_clock(host);
}

/* Whether a block must not grow to `size`.  After a refusal Lua collects all
 * garbage, which takes long in comparison, and asks once more.  Otherwise some
 * more bytes are granted in advance, so that few blocks need this check. */
static bool is_refused(news_host *host, size_t had, size_t size) {
  enum { AT_ONCE = 16 << 10 };
  if (!host->active) {
    host->granted = SIZE_MAX;
    return false;
  }
  size_t more = size - had, granted = more + AT_ONCE;
  if (host->memory_ceiling) {
    size_t used = host->memory + taken_aside(host);
    size_t left = host->memory_ceiling > used ? host->memory_ceiling - used : 0;
    if (granted > left) granted = left;
  }
  bool over = more > granted;
  host->bytes += over ? CLOCK_EVERY * BYTES_A_STEP : granted;
  bool late = is_late(host);
  if (late) host->dead = NEWS_DEAD_TIME;
  host->granted = over || late ? 0 : granted;
  return over || late;
}

/* Memory used by a block of that size: small.h allocates in steps of 16. */
static size_t taken(size_t size) { return (size + 15) & ~(size_t)15; }

/* The rare cases are separate, so that the rest need not save registers. */
static __attribute__((noinline)) void *make_any_block(news_host *host,
                                                      size_t type,
                                                      size_t size) {
  size_t has = taken(size);
  if (has > host->granted && is_refused(host, 0, has)) return NULL;
  void *made = host->small ? news_small_quick(host->small, size) : NULL;
  if (!made) {
    made = host->under(host->under_data, NULL, type, size);
    news_advise_huge(made, size);
  }
  if (made) {
    host->granted -= has;
    host->memory += has;
  }
  return made;
}

static inline void *make_block(news_host *host, size_t type, size_t size) {
  size_t has = taken(size);
  void *made = host->small && has <= host->granted
                   ? news_small_quick(host->small, size)
                   : NULL;
  if (!made) return make_any_block(host, type, size);
  host->granted -= has;
  host->memory += has;
  return made;
}

static __attribute__((noinline)) void *drop_large_block(news_host *host,
                                                        void *block,
                                                        size_t old) {
  return host->under(host->under_data, block, old, 0);
}

static inline void *drop_block(news_host *host, void *block, size_t old) {
  host->memory -= taken(old);
  if (host->small && news_small_quick_drop(host->small, block, old))
    return NULL;
  return drop_large_block(host, block, old);
}

static __attribute__((noinline)) void *resize_block(news_host *host,
                                                    void *block, size_t old,
                                                    size_t size) {
  size_t had = taken(old), has = taken(size), more = has > had ? has - had : 0;
  if (more > host->granted && is_refused(host, had, has)) return NULL;
  void *moved = host->under(host->under_data, block, old, size);
  if (moved) {
    host->granted -= more;
    host->memory = host->memory - had + has;
  }
  return moved;
}

/* Every block counts, new ones too: for a new block `old` is a type tag, not a
 * size (the mistake of CVE-2026-45763). */
static void *counting(void *data, void *block, size_t old, size_t size) {
  news_host *host = data;
  if (!block) /* Lua also frees NULL */
    return size ? make_block(host, old, size) : NULL;
  return size ? resize_block(host, block, old, size)
              : drop_block(host, block, old);
}

/* Usually it is the allocator's data, which is faster to read than the
 * registry. */
news_host *news_host_of(lua_State *L) {
  void *data;
  if (lua_getallocf(L, &data) == counting) return data;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &host_key);
  news_host *host = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return host;
}

static const char *const reasons[] = {
    [NEWS_ALIVE] = "alive",
    [NEWS_DEAD_STEPS] = "steps",
    [NEWS_DEAD_MEMORY] = "memory",
    [NEWS_DEAD_TIME] = "timeout",
};

static const char *const messages[] = {
    [NEWS_ALIVE] = "",
    [NEWS_DEAD_STEPS] = "step budget used up",
    [NEWS_DEAD_MEMORY] = "memory budget used up",
    [NEWS_DEAD_TIME] = "time is up",
};

static int die(lua_State *L, news_host *host, news_dead why, int level);

/* Level 0 is the running function, 1 the one that called a C function. */
static void hook(lua_State *L, lua_Debug *ar) {
  (void)ar;
  news_host *host = news_host_of(L);
  if (!host->active) return;
  if (host->dead) die(L, host, host->dead, 0);
  if (host->overdue) die(L, host, NEWS_DEAD_TIME, 0);
  if (host->steps < HOOK_EVERY) die(L, host, NEWS_DEAD_STEPS, 0);
  host->steps -= HOOK_EVERY;
  if (is_late(host)) die(L, host, NEWS_DEAD_TIME, 0);
}

static int die(lua_State *L, news_host *host, news_dead why, int level) {
  host->dead = why;
  host->steps = 0;
  host->allowed = 0;                      /* leave time to report it */
  lua_sethook(L, hook, LUA_MASKCOUNT, 1); /* stops code that catches it */
  luaL_where(L, level);
  lua_pushstring(L, messages[why]);
  lua_concat(L, 2);
  return lua_error(L);
}

int news_host_raise(lua_State *L, news_host *host, news_dead why) {
  return die(L, host, host->dead ? host->dead : why, 1);
}

static void charge_at(lua_State *L, news_host *host, uint64_t steps,
                      int level) {
  news_dead dead = host->dead;
  if (host->steps < steps) die(L, host, dead ? dead : NEWS_DEAD_STEPS, level);
  host->steps -= steps;
  if (is_late(host)) die(L, host, dead ? dead : NEWS_DEAD_TIME, level);
}

void news_host_charge(lua_State *L, news_host *host, uint64_t steps) {
  charge_at(L, host, steps, 1);
}

void news_host_begin(news_host *host, lua_Integer steps, lua_Integer memory,
                     lua_Number seconds) {
  host->bounded = steps > 0 || seconds > 0;
  host->steps = steps > 0 ? (uint64_t)steps : UINT64_MAX;
  host->memory_ceiling = memory > 0 ? (size_t)memory : 0;
  host->allowed =
      seconds > 0 && seconds < MOST_SECONDS ? (uint64_t)(seconds * 1e9) : 0;
  host->asked = host->steps;
  host->bytes = 0;
  host->deadline = 0;
  host->dead = NEWS_ALIVE;
  host->active = true;
  host->granted = 0;
}

void news_host_arena(news_host *host, const news_arena *arena) {
  host->deadline = 0;
  if (host->active) host->granted = 0;
  host->arena = arena;
  host->arena_before = arena ? news_arena_used(arena) : 0;
}

void news_host_count_all(lua_State *L, news_host *host) {
  host->deadline = 0;
  lua_sethook(L, hook, LUA_MASKCOUNT, HOOK_EVERY);
}

void news_host_count(lua_State *L, news_host *host) {
  if (!host->hasty && host->bounded) {
    news_host_count_all(L, host);
    return;
  }
  host->deadline = 0;
  lua_sethook(L, NULL, 0, 0);
  if (host->overdue) lua_sethook(L, hook, LUA_MASKCOUNT, 1);
}

const char *news_host_end(lua_State *L, news_host *host, int status) {
  news_dead dead = host->dead;
  if (status == LUA_ERRMEM && !dead) dead = NEWS_DEAD_MEMORY;
  host->active = false; /* first, so that no signal sets a hook any more */
  lua_sethook(L, NULL, 0, 0);
  host->steps = UINT64_MAX;
  host->memory_ceiling = 0;
  host->allowed = 0;
  host->dead = NEWS_ALIVE;
  if (status == LUA_ERRMEM && dead == NEWS_DEAD_TIME) {
    lua_pop(L, 1);
    lua_pushstring(L, messages[dead]);
  }
  return dead ? reasons[dead] : NULL;
}

/* ---- haste
 *
 * A count hook costs the VM a call for each instruction.  In haste there is no
 * hook: budgets hold except for instructions, and a timer ends the haste.
 * Whatever finishes in time, within a budget reduced by all that a VM can
 * execute until then, would also have finished if instructions had been
 * counted.  Everything else is repeated from the beginning with counting, so
 * that results do not depend on a clock. */

static void on_timer(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  if (info->si_code != SI_TIMER) return;
  news_host *host = info->si_value.sival_ptr;
  if (!host->hasty) return;
  host->overdue = true;
  if (host->active) lua_sethook(host->state, hook, LUA_MASKCOUNT, 1);
}

static bool has_timer(news_host *host) {
  if (host->has_timer) return true;
  struct sigaction action = {.sa_sigaction = on_timer,
                             .sa_flags = SA_SIGINFO | SA_RESTART};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                           .sigev_signo = SIGPROF,
                           .sigev_value.sival_ptr = host};
  host->has_timer =
      sigaction(SIGPROF, &action, NULL) == 0 &&
      timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &host->timer) == 0;
  return host->has_timer;
}

static bool set_timer(news_host *host, lua_Number seconds) {
  struct itimerspec time = {
      .it_value = {.tv_sec = (time_t)seconds,
                   .tv_nsec = (long)((seconds - (time_t)seconds) * 1e9)}};
  return timer_settime(host->timer, 0, &time, NULL) == 0;
}

/* Run the timer for so much processor time.  A timer wound a little while ago,
 * by a clock that needs no system call, is left running, because documents are
 * short. */
static bool wind_timer(news_host *host, lua_Number seconds) {
  enum { PARTS = 4 };
  uint64_t at = clock_of(CLOCK_MONOTONIC);
  if (host->wound == seconds &&
      (lua_Number)(at - host->wound_at) < seconds * 1e9 / PARTS)
    return true;
  host->wound = set_timer(host, seconds) ? seconds : 0;
  host->wound_at = at;
  return host->wound != 0;
}

/* core.hurry(seconds) -> true: haste begins, for so much processor time or a
 * quarter less; false if there is no timer */
static int hurry(lua_State *L) {
  news_host *host = news_host_of(L);
  lua_Number seconds = luaL_checknumber(L, 1);
  if (host->active) return luaL_error(L, "a budget is open already");
  host->state = L;
  host->overdue = false;
  host->hasty = has_timer(host) && wind_timer(host, seconds);
  lua_pushboolean(L, host->hasty);
  return 1;
}

/* core.overdue() -> whether haste has lasted too long */
static int overdue(lua_State *L) {
  lua_pushboolean(L, news_host_of(L)->overdue);
  return 1;
}

/* core.hurried() -> the same; ends haste */
static int hurried(lua_State *L) {
  news_host *host = news_host_of(L);
  host->hasty = false;
  if (host->overdue) host->wound = 0;
  lua_pushboolean(L, host->overdue);
  host->overdue = false;
  return 1;
}

/* core.slowly() : what follows must not be done twice; in haste ends the
 * rule */
static int slowly(lua_State *L) {
  news_host *host = news_host_of(L);
  if (!host->hasty || !host->active) return 0;
  host->overdue = true;
  return news_host_raise(L, host, NEWS_DEAD_TIME);
}

/* core.budgeted(steps, memory, seconds, f, ...) -> ok, value, left, broken
 * Calls f protected within a budget: VM instructions and steps charged by the
 * core, bytes that the Lua state may hold in all, seconds; 0 means no limit.
 * value: f's first result, or the error; left: steps; broken: nil, "steps",
 * "memory" or "timeout". */
static int budgeted(lua_State *L) {
  news_host *host = news_host_of(L);
  lua_Integer steps = luaL_checkinteger(L, 1);
  lua_Integer memory = luaL_checkinteger(L, 2);
  lua_Number seconds = luaL_checknumber(L, 3);
  luaL_checktype(L, 4, LUA_TFUNCTION);
  if (host->active) return luaL_error(L, "a budget is open already");
  news_host_begin(host, steps, memory, seconds);
  news_host_count(L, host);
  int status = lua_pcall(L, lua_gettop(L) - 4, 1, 0);
  uint64_t left = host->steps;
  const char *broken = news_host_end(L, host, status);
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, -2);
  lua_pushinteger(
      L, left > (uint64_t)LUA_MAXINTEGER ? LUA_MAXINTEGER : (lua_Integer)left);
  lua_pushstring(L, broken); /* nil if NULL */
  return 4;
}

/* core.unbudgeted(steps, seconds, f, ...) -> the results of f
 * Inside a budget: runs f outside of it, perhaps in budgets of its own; then
 * another budget begins, of these steps and seconds. */
static int unbudgeted(lua_State *L) {
  news_host *host = news_host_of(L);
  lua_Integer steps = luaL_checkinteger(L, 1);
  lua_Number seconds = luaL_checknumber(L, 2);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  if (!host->active) return luaL_error(L, "no budget is open");
  size_t ceiling = host->memory_ceiling;
  news_host_end(L, host, LUA_OK);
  int status = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 0);
  news_host_begin(host, steps, (lua_Integer)ceiling, seconds);
  news_host_count(L, host);
  if (status) return lua_error(L);
  return lua_gettop(L) - 2;
}

/* core.budget_broken() -> reason | nil, during a budget */
static int budget_broken(lua_State *L) {
  news_host *host = news_host_of(L);
  if (host->active && host->dead)
    lua_pushstring(L, reasons[host->dead]);
  else
    lua_pushnil(L);
  return 1;
}

/* core.budget_break() : a call ran out of memory */
static int budget_break(lua_State *L) {
  news_host *host = news_host_of(L);
  if (host->active) return news_host_raise(L, host, NEWS_DEAD_MEMORY);
  return 0;
}

/* core.charge(n) : takes steps.  For functions of the program that files call;
 * the place where a budget breaks is that of the call. */
static int charge(lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 1);
  if (n > 0) charge_at(L, news_host_of(L), (uint64_t)n, 2);
  return 0;
}

/* core.memory() -> bytes held by the state */
static int memory(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)news_host_of(L)->memory);
  return 1;
}

/* core.clock() -> seconds, monotonic; only for the host's own figures */
static int monotonic(lua_State *L) {
  lua_pushnumber(L, (lua_Number)clock_of(CLOCK_MONOTONIC) / 1e9);
  return 1;
}

/* core.line_in(source) -> current line of the innermost function of that chunk
 * | nil */
static int line_in(lua_State *L) {
  const char *source = luaL_checkstring(L, 1);
  enum { DEEPEST = 20 };
  lua_Debug ar;
  for (int level = 1; level <= DEEPEST && lua_getstack(L, level, &ar);
       level++) {
    lua_getinfo(L, "S", &ar);
    if (strcmp(ar.source, source) == 0) {
      lua_getinfo(L, "l", &ar);
      lua_pushinteger(L, ar.currentline);
      return 1;
    }
  }
  return 0;
}

static int host_gc(lua_State *L) {
  news_host *host = lua_touserdata(L, 1);
  if (host->has_timer) timer_delete(host->timer);
  host->has_timer = false;
  news_buffer_free(&host->lemma);
  void *data;
  if (lua_getallocf(L, &data) == counting && data == host)
    lua_setallocf(L, host->under, host->under_data);
  return 0;
}

static const luaL_Reg functions[] = {
    {"budgeted", budgeted},
    {"unbudgeted", unbudgeted},
    {"budget_broken", budget_broken},
    {"budget_break", budget_break},
    {"charge", charge},
    {"memory", memory},
    {"clock", monotonic},
    {"line_in", line_in},
    {"hurry", hurry},
    {"overdue", overdue},
    {"hurried", hurried},
    {"slowly", slowly},
    {NULL, NULL},
};

/* One host for each Lua state, however often the module is loaded into it. */
static void make_host(lua_State *L) {
  news_host *host = lua_newuserdatauv(L, sizeof *host, 0);
  *host = (news_host){.steps = UINT64_MAX};
  /* Existing blocks were counted without rounding. */
  host->memory = 2048 * (size_t)lua_gc(L, LUA_GCCOUNT);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, host_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &host_key);
  host->under = lua_getallocf(L, &host->under_data);
  if (host->under == news_small_resize) host->small = host->under_data;
  lua_setallocf(L, counting, host);
}

void news_open_host(lua_State *L) {
  if (!news_host_of(L)) make_host(L);
  luaL_setfuncs(L, functions, 0);
}
