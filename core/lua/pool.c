/* Supervisor and workers, with Lua functions as the host's calls. */
#include <errno.h>
#include <string.h>

#include "binding.h"
#include "pool.h"
#include "signals.h"

#define POOL "newsengine.pool"
#define WORKER "newsengine.worker"

/* User value 1: the table of calls; 2: the message of a call that raised. */
typedef struct pool_box {
  news_pool *pool;
  news_signals *signals;
  lua_State *L; /* of the call that runs */
  int self;     /* stack index of this userdata during a call */
} pool_box;
enum { POOL_CALLS = 1, POOL_MESSAGE = 2, POOL_VALUES = 2 };

/* Push the call of that name; false when the host has none. */
static bool push_call(pool_box *box, const char *name) {
  luaL_checkstack(box->L, 20, NULL);
  lua_getiuservalue(box->L, box->self, POOL_CALLS);
  lua_getfield(box->L, -1, name);
  lua_remove(box->L, -2);
  if (!lua_isnil(box->L, -1)) return true;
  lua_pop(box->L, 1);
  return false;
}

/* Call it; a Lua error is kept as the pool's message. */
static bool call(pool_box *box, int arguments, int results) {
  if (lua_pcall(box->L, arguments, results, 0) == LUA_OK) return true;
  lua_setiuservalue(box->L, box->self, POOL_MESSAGE);
  return false;
}

/* calls.produce() -> job | false, descriptor (none yet) | nil (end) */
static news_produced produce(void *host, news_buffer *job, int *descriptor) {
  pool_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  news_produced result = NEWS_PRODUCED_STOP;
  if (push_call(box, "produce") && call(box, 0, 2)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      size_t size;
      const char *bytes = lua_tolstring(L, -2, &size);
      news_buffer_add(job, bytes, size);
      result = NEWS_PRODUCED_JOB;
    } else if (lua_isboolean(L, -2)) {
      *descriptor = (int)lua_tointeger(L, -1);
      result = NEWS_PRODUCED_WAIT;
    } else {
      result = NEWS_PRODUCED_END;
    }
  }
  lua_settop(L, top);
  return result;
}

static void push_worker(lua_State *L, news_worker *worker) {
  news_worker **w = lua_newuserdatauv(L, sizeof *w, 0);
  *w = worker;
  luaL_setmetatable(L, WORKER);
}

/* A worker's last words go to standard error: the supervisor knows only that
 * it ended. */
static int in_worker(pool_box *box, int arguments) {
  lua_State *L = box->L;
  if (lua_pcall(L, arguments, 0, 0) == LUA_OK) return 0;
  lua_writestringerror("newsengine: worker: %s\n", lua_tostring(L, -1));
  return 1;
}

/* calls.start(worker) */
static int start(void *host, news_worker *worker) {
  pool_box *box = host;
  int top = lua_gettop(box->L);
  int code = 0;
  if (push_call(box, "start")) {
    push_worker(box->L, worker);
    code = in_worker(box, 1);
  }
  lua_settop(box->L, top);
  return code;
}

/* calls.work(worker, payload) */
static int work(void *host, news_worker *worker, const char *payload,
                size_t size) {
  pool_box *box = host;
  int top = lua_gettop(box->L);
  int code = 1;
  if (push_call(box, "work")) {
    push_worker(box->L, worker);
    lua_pushlstring(box->L, payload, size);
    code = in_worker(box, 2);
  }
  lua_settop(box->L, top);
  return code;
}

/* calls.consume(job, frame | nil) */
static news_status consume(void *host, uint64_t job, const char *frame,
                           size_t size) {
  pool_box *box = host;
  int top = lua_gettop(box->L);
  bool fine = push_call(box, "consume");
  if (fine) {
    lua_pushinteger(box->L, (lua_Integer)job);
    if (frame) lua_pushlstring(box->L, frame, size);
    else lua_pushnil(box->L);
    fine = call(box, 2, 0);
  }
  lua_settop(box->L, top);
  return fine ? NEWS_OK : NEWS_EDATA;
}

static void push_failure_table(lua_State *L, const news_pool_failure *f) {
  static const char *const how[] = {"exit", "signal", "timeout", "frame"};
  lua_newtable(L);
  lua_pushstring(L, how[f->how]);
  lua_setfield(L, -2, "how");
  lua_pushinteger(L, f->code);
  lua_setfield(L, -2, "code");
  lua_pushinteger(L, (lua_Integer)f->job);
  lua_setfield(L, -2, "job");
  lua_pushinteger(L, (lua_Integer)f->document);
  lua_setfield(L, -2, "document");
  lua_pushinteger(L, f->rule);
  lua_setfield(L, -2, "rule");
  lua_pushinteger(L, (lua_Integer)f->frames);
  lua_setfield(L, -2, "frames");
  lua_pushinteger(L, (lua_Integer)f->attempt);
  lua_setfield(L, -2, "attempt");
  lua_pushboolean(L, f->last);
  lua_setfield(L, -2, "last");
  if (f->payload) lua_pushlstring(L, f->payload, f->size);
  else lua_pushnil(L);
  lua_setfield(L, -2, "payload");
}

static void add_string(lua_State *L, int at, news_buffer *out) {
  size_t size;
  const char *bytes = lua_tolstring(L, at, &size);
  if (bytes) news_buffer_add(out, bytes, size);
}

/* calls.failed(failure) -> payload to try instead | nil, frame | nil */
static news_status failed(void *host, const news_pool_failure *failure,
                          news_buffer *retry, news_buffer *frame) {
  pool_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  bool fine = push_call(box, "failed");
  if (fine) {
    push_failure_table(L, failure);
    fine = call(box, 1, 2);
  }
  if (fine) {
    add_string(L, -2, retry);
    add_string(L, -1, frame);
  }
  lua_settop(L, top);
  return fine ? NEWS_OK : NEWS_EDATA;
}

/* calls.idle() */
static news_status idle(void *host) {
  pool_box *box = host;
  int top = lua_gettop(box->L);
  bool fine = !push_call(box, "idle") || call(box, 0, 0);
  lua_settop(box->L, top);
  return fine ? NEWS_OK : NEWS_EDATA;
}

/* ---- what Lua calls ---- */

static lua_Integer field(lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  lua_Integer value = luaL_optinteger(L, -1, 0);
  lua_pop(L, 1);
  return value;
}

/* core.pool(calls, {workers, timeout (seconds), attempts}) -> pool */
static int pool_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  news_pool_options options = {
      .workers = (uint32_t)field(L, 2, "workers"),
      .attempts = (uint32_t)field(L, 2, "attempts"),
  };
  lua_getfield(L, 2, "timeout");
  options.timeout = (uint64_t)(luaL_optnumber(L, -1, 0) * 1e9);
  pool_box *box = lua_newuserdatauv(L, sizeof *box, POOL_VALUES);
  *box = (pool_box){0};
  luaL_setmetatable(L, POOL);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, POOL_CALLS);
  news_error err;
  if (news_signals_new(&box->signals, &err)) return news_push_failure(L, &err);
  options.signals = box->signals;
  news_pool_calls calls = {box, produce, start, work, consume, failed, idle};
  if (news_pool_new(&calls, &options, &box->pool, &err))
    return news_push_failure(L, &err);
  return 1;
}

static pool_box *check_pool(lua_State *L) {
  pool_box *box = luaL_checkudata(L, 1, POOL);
  luaL_argcheck(L, box->pool != NULL, 1, "closed");
  box->L = L;
  box->self = 1;
  return box;
}

/* The message of a call that raised, or the pool's own failure. */
static int push_pool_failure(lua_State *L, const news_error *err) {
  luaL_pushfail(L);
  if (lua_getiuservalue(L, 1, POOL_MESSAGE) == LUA_TNIL) {
    lua_pop(L, 1);
    if (err->detail[0]) lua_pushfstring(L, "%s: %s", err->what, err->detail);
    else lua_pushstring(L, err->what);
  }
  return 2;
}

/* pool:run() -> true | nil, message (or the value that a call raised) */
static int pool_run(lua_State *L) {
  pool_box *box = check_pool(L);
  news_error err;
  if (news_pool_run(box->pool, &err)) return push_pool_failure(L, &err);
  lua_pushboolean(L, 1);
  return 1;
}

typedef struct gathering {
  lua_State *L;
  lua_Integer count;
} gathering;

static news_status gather(void *context, const char *frame, size_t size) {
  gathering *g = context;
  lua_pushlstring(g->L, frame, size);
  lua_rawseti(g->L, -2, ++g->count);
  return NEWS_OK;
}

/* pool:call(payload) -> list of frames | nil, message, failure */
static int pool_call(lua_State *L) {
  pool_box *box = check_pool(L);
  size_t size;
  const char *payload = luaL_checklstring(L, 2, &size);
  lua_settop(L, 2);
  lua_newtable(L);
  gathering g = {L, 0};
  news_pool_failure failure = {0};
  news_error err;
  if (news_pool_call(box->pool, payload, size, gather, &g, &failure, &err)) {
    push_pool_failure(L, &err);
    push_failure_table(L, &failure);
    return 3;
  }
  return 1;
}

/* pool:signal() -> number of the first signal that came, 0 for none */
static int pool_signal(lua_State *L) {
  pool_box *box = check_pool(L);
  lua_pushinteger(L, news_signals_number(box->signals));
  return 1;
}

/* pool:signals() -> how many came */
static int pool_signals(lua_State *L) {
  pool_box *box = check_pool(L);
  lua_pushinteger(L, news_signals_count(box->signals));
  return 1;
}

/* pool:deaths() -> workers replaced so far */
static int pool_deaths(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)news_pool_deaths(check_pool(L)->pool));
  return 1;
}

static int pool_close(lua_State *L) {
  pool_box *box = luaL_checkudata(L, 1, POOL);
  news_pool_free(box->pool);
  box->pool = NULL;
  news_signals_free(box->signals);
  box->signals = NULL;
  return 0;
}

static news_worker *check_worker(lua_State *L) {
  return *(news_worker **)luaL_checkudata(L, 1, WORKER);
}

/* worker:send(frame) */
static int worker_send(lua_State *L) {
  news_worker *worker = check_worker(L);
  size_t size;
  const char *bytes = luaL_checklstring(L, 2, &size);
  news_worker_send(worker, bytes, size);
  return 0;
}

/* worker:at(document, rule) : rule -1 outside rules */
static int worker_at(lua_State *L) {
  news_worker_at(check_worker(L), (uint32_t)luaL_checkinteger(L, 2),
                 (int32_t)luaL_checkinteger(L, 3));
  return 0;
}

static int worker_retire(lua_State *L) {
  news_worker_retire(check_worker(L));
  return 0;
}

static int worker_is_side(lua_State *L) {
  lua_pushboolean(L, news_worker_is_side(check_worker(L)));
  return 1;
}

void news_open_pool(lua_State *L) {
  static const luaL_Reg pool_methods[] = {
      {"run", pool_run},         {"call", pool_call},
      {"signal", pool_signal},   {"signals", pool_signals},
      {"deaths", pool_deaths},   {"close", pool_close},
      {NULL, NULL},
  };
  static const luaL_Reg worker_methods[] = {
      {"send", worker_send},       {"at", worker_at},
      {"retire", worker_retire},   {"is_side", worker_is_side},
      {NULL, NULL},
  };
  lua_pushcfunction(L, pool_new);
  lua_setfield(L, -2, "pool");
  luaL_newmetatable(L, POOL);
  lua_pushcfunction(L, pool_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, pool_methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_newmetatable(L, WORKER);
  luaL_newlib(L, worker_methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}
