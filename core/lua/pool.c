/* Supervisor and workers, with Lua functions as the host's callbacks. */
#include <errno.h>
#include <string.h>

#include "binding.h"
#include "filter.h"
#include "pool.h"
#include "reader.h"
#include "signals.h"
#include "small.h"

#define POOL "newsengine.pool"

/* User value 1: the table of calls; 2: the message of a call that raised; 3:
 * the signals. */
typedef struct pool_box {
  news_pool *pool;
  news_signals *signals; /* borrowed from user value 3, or NULL */
  lua_State *L;          /* of the running call */
  int self;              /* stack index of this userdata during a call */
} pool_box;
enum { POOL_CALLS = 1, POOL_MESSAGE = 2, POOL_SIGNALS = 3, POOL_VALUES = 3 };

/* ---- the pool's callbacks: each runs protected, including its pushes, because
 * nothing may jump over the pool's own frames ---- */

/* Arguments of a callback: the pool userdata is at index 1, this one at 2. */
typedef struct arguments {
  news_worker *worker;
  const char *bytes; /* or NULL */
  size_t size;
  uint64_t number;
  const news_pool_failure *failure;
  news_buffer *first, *second; /* the results */
  int *descriptor;
  int32_t *files;
  news_produced produced;
} arguments;

/* Run f(userdata, arguments) protected; a Lua error is left on the stack. */
static bool protect(pool_box *box, lua_CFunction f, arguments *a) {
  lua_State *L = box->L;
  if (!lua_checkstack(L, 4)) return false;
  lua_pushcfunction(L, f);
  lua_pushvalue(L, box->self);
  lua_pushlightuserdata(L, a);
  return lua_pcall(L, 2, 0, 0) == LUA_OK;
}

/* In the supervisor: an error becomes the pool's message. */
static bool supervise(pool_box *box, lua_CFunction f, arguments *a) {
  int top = lua_gettop(box->L);
  bool fine = protect(box, f, a);
  if (!fine && lua_gettop(box->L) > top)
    lua_setiuservalue(box->L, box->self, POOL_MESSAGE);
  lua_settop(box->L, top);
  return fine;
}

/* In a worker: an error goes to standard error, because the supervisor only
 * learns that the worker ended. */
static int in_worker(pool_box *box, lua_CFunction f, arguments *a) {
  int top = lua_gettop(box->L);
  bool fine = protect(box, f, a);
  const char *message = fine ? NULL : lua_tostring(box->L, -1);
  if (!fine)
    lua_writestringerror("newsengine: worker: %s\n",
                         message ? message : "an error without a message");
  lua_settop(box->L, top);
  return fine ? 0 : 1;
}

/* Push the callback of that name; false if the host has none. */
static bool push_call(lua_State *L, const char *name) {
  lua_getiuservalue(L, 1, POOL_CALLS);
  lua_getfield(L, -1, name);
  return !lua_isnil(L, -1);
}

static arguments *arguments_of(lua_State *L) {
  luaL_checkstack(L, 20, NULL);
  return lua_touserdata(L, 2);
}

static void add_string(lua_State *L, int at, news_buffer *out) {
  size_t size;
  const char *bytes = lua_tolstring(L, at, &size);
  if (bytes) news_buffer_add(out, bytes, size);
}

/* calls.produce() -> job | false, descriptor (none yet) | nil (end) */
static int do_produce(lua_State *L) {
  arguments *a = arguments_of(L);
  a->produced = NEWS_PRODUCED_END;
  if (!push_call(L, "produce")) return 0;
  lua_call(L, 0, 2);
  if (lua_type(L, -2) == LUA_TSTRING) {
    add_string(L, -2, a->first);
    a->produced = NEWS_PRODUCED_JOB;
  } else if (lua_isboolean(L, -2)) {
    *a->descriptor = (int)lua_tointeger(L, -1);
    a->produced = NEWS_PRODUCED_WAIT;
  }
  return 0;
}

static news_produced produce(void *host, news_buffer *job, int *descriptor) {
  arguments a = {.first = job, .descriptor = descriptor};
  return supervise(host, do_produce, &a) ? a.produced : NEWS_PRODUCED_STOP;
}

static void push_worker(lua_State *L, news_worker *worker) {
  news_worker **w = lua_newuserdatauv(L, sizeof *w, 0);
  *w = worker;
  luaL_setmetatable(L, NEWS_WORKER);
}

/* calls.start(worker) */
static int do_start(lua_State *L) {
  arguments *a = arguments_of(L);
  if (!push_call(L, "start")) return 0;
  push_worker(L, a->worker);
  lua_call(L, 1, 0);
  return 0;
}

static int start(void *host, news_worker *worker) {
  arguments a = {.worker = worker};
  news_small *small = news_host_of(((pool_box *)host)->L)->small;
  if (small) news_small_part(small);
  return in_worker(host, do_start, &a);
}

/* calls.work(worker, payload) */
static int do_work(lua_State *L) {
  arguments *a = arguments_of(L);
  if (!push_call(L, "work")) return luaL_error(L, "no work to call");
  push_worker(L, a->worker);
  lua_pushlstring(L, a->bytes, a->size);
  lua_call(L, 2, 0);
  return 0;
}

static int work(void *host, news_worker *worker, const char *payload,
                size_t size) {
  arguments a = {.worker = worker, .bytes = payload, .size = size};
  return in_worker(host, do_work, &a);
}

/* calls.consume(job, frame | nil) */
static int do_consume(lua_State *L) {
  arguments *a = arguments_of(L);
  if (!push_call(L, "consume")) return 0;
  lua_pushinteger(L, (lua_Integer)a->number);
  if (a->bytes)
    lua_pushlstring(L, a->bytes, a->size);
  else
    lua_pushnil(L);
  lua_call(L, 2, 0);
  return 0;
}

static news_status consume(void *host, uint64_t job, const char *frame,
                           size_t size) {
  arguments a = {.number = job, .bytes = frame, .size = size};
  return supervise(host, do_consume, &a) ? NEWS_OK : NEWS_EDATA;
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
  lua_pushinteger(L, f->behind);
  lua_setfield(L, -2, "behind");
  lua_pushinteger(L, f->rule);
  lua_setfield(L, -2, "rule");
  lua_pushinteger(L, (lua_Integer)f->frames);
  lua_setfield(L, -2, "frames");
  lua_pushinteger(L, (lua_Integer)f->attempt);
  lua_setfield(L, -2, "attempt");
  lua_pushboolean(L, f->last);
  lua_setfield(L, -2, "last");
  if (f->payload)
    lua_pushlstring(L, f->payload, f->size);
  else
    lua_pushnil(L);
  lua_setfield(L, -2, "payload");
}

/* calls.failed(failure) -> payload to try instead | nil, frame | nil */
static int do_failed(lua_State *L) {
  arguments *a = arguments_of(L);
  if (!push_call(L, "failed")) return 0;
  push_failure_table(L, a->failure);
  lua_call(L, 1, 2);
  add_string(L, -2, a->first);
  add_string(L, -1, a->second);
  return 0;
}

static news_status failed(void *host, const news_pool_failure *failure,
                          news_buffer *retry, news_buffer *frame) {
  arguments a = {.failure = failure, .first = retry, .second = frame};
  return supervise(host, do_failed, &a) ? NEWS_OK : NEWS_EDATA;
}

/* calls.idle() */
static int do_idle(lua_State *L) {
  luaL_checkstack(L, 20, NULL);
  if (push_call(L, "idle")) lua_call(L, 0, 0);
  return 0;
}

static news_status idle(void *host) {
  arguments a = {0};
  return supervise(host, do_idle, &a) ? NEWS_OK : NEWS_EDATA;
}

/* calls.files(payload) -> list of paths that the job's worker will read */
static int do_files(lua_State *L) {
  arguments *a = arguments_of(L);
  if (!push_call(L, "files")) return 0;
  lua_pushlstring(L, a->bytes, a->size);
  lua_call(L, 1, 1);
  if (!lua_istable(L, -1)) return 0;
  for (lua_Integer i = 1; i <= NEWS_POOL_FILES; i++) {
    if (lua_rawgeti(L, -1, i) != LUA_TSTRING) return 0;
    int file = news_path_open(lua_tostring(L, -1));
    a->files[a->number++] = file < 0 ? -errno : file;
    lua_pop(L, 1);
  }
  return 0;
}

static news_status files(void *host, const char *payload, size_t size,
                         int32_t list[NEWS_POOL_FILES], uint32_t *count) {
  arguments a = {.bytes = payload, .size = size, .files = list};
  bool fine = supervise(host, do_files, &a);
  *count = (uint32_t)a.number;
  return fine ? NEWS_OK : NEWS_EDATA;
}

/* ---- signals ---- */

/* core.signals() -> signals | nil, message; from now on SIGINT, SIGTERM and
 * SIGHUP request an end instead of killing the process */
static int signals_new(lua_State *L) {
  news_signals **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, NEWS_SIGNALS);
  news_error err;
  if (news_signals_new(box, &err)) return news_push_failure(L, &err);
  return 1;
}

news_signals *news_check_signals(lua_State *L, int arg) {
  return *(news_signals **)luaL_checkudata(L, arg, NEWS_SIGNALS);
}

/* signals:number() -> number of the first signal, 0 for none */
static int signals_number(lua_State *L) {
  lua_pushinteger(L, news_signals_number(news_check_signals(L, 1)));
  return 1;
}

/* signals:count() -> number of signals so far */
static int signals_count(lua_State *L) {
  lua_pushinteger(L, news_signals_count(news_check_signals(L, 1)));
  return 1;
}

static int signals_gc(lua_State *L) {
  news_signals **box = luaL_checkudata(L, 1, NEWS_SIGNALS);
  news_signals_free(*box);
  *box = NULL;
  return 0;
}

/* ---- what Lua calls ---- */

static lua_Integer field(lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  lua_Integer value = luaL_optinteger(L, -1, 0);
  lua_pop(L, 1);
  return value;
}

/* core.pool(calls, {workers, timeout (seconds), attempts, signals}) -> pool */
static int pool_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  news_pool_options options = {
      .workers = (uint32_t)field(L, 2, "workers"),
      .attempts = (uint32_t)field(L, 2, "attempts"),
  };
  lua_getfield(L, 2, "timeout");
  lua_Number seconds = luaL_optnumber(L, -1, 0);
  luaL_argcheck(L, 0 <= seconds && seconds <= 1e9, 2, "seconds expected");
  options.timeout = (uint64_t)(seconds * 1e9);
  pool_box *box = lua_newuserdatauv(L, sizeof *box, POOL_VALUES);
  *box = (pool_box){0};
  luaL_setmetatable(L, POOL);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, POOL_CALLS);
  if (lua_getfield(L, 2, "signals") != LUA_TNIL) {
    options.signals = box->signals = news_check_signals(L, -1);
    lua_setiuservalue(L, -2, POOL_SIGNALS);
  } else {
    lua_pop(L, 1);
  }
  news_error err;
  news_pool_calls calls = {box,     produce, start, work,
                           consume, failed,  idle,  files};
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

/* Push the message of a callback that raised, or the pool's own failure. */
static int push_pool_failure(lua_State *L, const news_error *err) {
  luaL_pushfail(L);
  if (lua_getiuservalue(L, 1, POOL_MESSAGE) == LUA_TNIL) {
    lua_pop(L, 1);
    if (err->detail[0])
      lua_pushfstring(L, "%s: %s", err->what, err->detail);
    else
      lua_pushstring(L, err->what);
  }
  return 2;
}

/* pool:run() -> true | nil, message (or the value raised by a callback) */
static int pool_run(lua_State *L) {
  pool_box *box = check_pool(L);
  news_error err;
  if (news_pool_run(box->pool, &err)) return push_pool_failure(L, &err);
  lua_pushboolean(L, 1);
  return 1;
}

/* Collect the frames of an answer in the table at index 3 of pool:call. */
static int do_gather(lua_State *L) {
  arguments *a = arguments_of(L);
  lua_getiuservalue(L, 1, POOL_CALLS);
  lua_getfield(L, -1, "gathered");
  lua_pushlstring(L, a->bytes, a->size);
  lua_rawseti(L, -2, (lua_Integer)a->number);
  return 0;
}

typedef struct gathering {
  pool_box *box;
  uint64_t count;
} gathering;

static news_status gather(void *context, const char *frame, size_t size) {
  gathering *g = context;
  arguments a = {.bytes = frame, .size = size, .number = ++g->count};
  return supervise(g->box, do_gather, &a) ? NEWS_OK : NEWS_EDATA;
}

/* pool:call(payload) -> list of frames | nil, message, failure */
static int pool_call(lua_State *L) {
  pool_box *box = check_pool(L);
  size_t size;
  const char *payload = luaL_checklstring(L, 2, &size);
  lua_settop(L, 2);
  lua_getiuservalue(L, 1, POOL_CALLS);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, 3, "gathered");
  gathering g = {box, 0};
  news_pool_failure failure = {0};
  news_error err;
  if (news_pool_call(box->pool, payload, size, gather, &g, &failure, &err)) {
    push_pool_failure(L, &err);
    push_failure_table(L, &failure);
    return 3;
  }
  return 1;
}

static int pool_close(lua_State *L) {
  pool_box *box = luaL_checkudata(L, 1, POOL);
  news_pool_free(box->pool);
  box->pool = NULL;
  return 0;
}

static news_worker *check_worker(lua_State *L) {
  return *(news_worker **)luaL_checkudata(L, 1, NEWS_WORKER);
}

/* A part of a frame: a string, or the bytes of a buffer. */
static struct iovec part_at(lua_State *L, int arg) {
  const news_buffer *buffer = news_test_buffer(L, arg);
  if (buffer) return (struct iovec){buffer->data, buffer->size};
  size_t size;
  const char *text = luaL_checklstring(L, arg, &size);
  return (struct iovec){(char *)(uintptr_t)text, size};
}

/* worker:send(part, ...) : sends a frame, in up to three parts; a nil is
 * skipped */
static int worker_send(lua_State *L) {
  news_worker *worker = check_worker(L);
  struct iovec parts[NEWS_POOL_PARTS];
  int count = lua_gettop(L) - 1;
  while (count > 0 && lua_isnil(L, count + 1)) count--;
  luaL_argcheck(L, count <= NEWS_POOL_PARTS, count + 1, "too many parts");
  for (int i = 0; i < count; i++) parts[i] = part_at(L, i + 2);
  news_worker_send_parts(worker, parts, (uint32_t)count);
  for (int i = 0; i < count; i++)
    if (lua_isuserdata(L, i + 2)) news_leave_own(lua_touserdata(L, i + 2));
  return 0;
}

/* worker:at(document, rule) : rule -1 outside rules */
static int worker_at(lua_State *L) {
  news_worker_at(check_worker(L), (uint32_t)luaL_checkinteger(L, 2),
                 (int32_t)luaL_checkinteger(L, 3));
  return 0;
}

/* worker:file(index from 1) -> descriptor | nil, message */
static int worker_file(lua_State *L) {
  lua_Integer index = luaL_checkinteger(L, 2);
  int file = news_worker_file(check_worker(L), (uint32_t)(index - 1));
  if (file < 0) {
    news_error err;
    errno = -file;
    news_fail_system(&err, "cannot open");
    return news_push_failure(L, &err);
  }
  lua_pushinteger(L, file);
  return 1;
}

/* core.filter() -> bytes of the system-call filter, for worker:confine */
static int filter_bytes(lua_State *L) {
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_filter_write(out, &err)) return news_raise(L, &err);
  news_push_bytes(L, out);
  return 1;
}

/* worker:confine(memory, filter | nil) : from now on this process may open
 * nothing and use at most `memory` bytes; 0: no limit */
static int worker_confine(lua_State *L) {
  check_worker(L);
  news_error err;
  size_t size;
  lua_Integer memory = luaL_checkinteger(L, 2);
  const char *filter = luaL_optlstring(L, 3, NULL, &size);
  if (news_filter_enter((size_t)memory, filter, size, &err))
    return news_raise(L, &err);
  return 0;
}

/* worker:quit(reason) : exits this worker; `failed` gets the reason as rule */
static int worker_quit(lua_State *L) {
  news_worker_quit(check_worker(L), (int32_t)luaL_checkinteger(L, 2));
  return 0;
}

static int worker_is_side(lua_State *L) {
  lua_pushboolean(L, news_worker_is_side(check_worker(L)));
  return 1;
}

void news_open_pool(lua_State *L) {
  static const luaL_Reg pool_methods[] = {
      {"run", pool_run},
      {"call", pool_call},
      {"close", pool_close},
      {NULL, NULL},
  };
  static const luaL_Reg worker_methods[] = {
      {"send", worker_send}, {"at", worker_at},
      {"file", worker_file}, {"confine", worker_confine},
      {"quit", worker_quit}, {"is_side", worker_is_side},
      {NULL, NULL},
  };
  static const luaL_Reg signal_methods[] = {
      {"number", signals_number}, {"count", signals_count}, {NULL, NULL}};
  lua_pushcfunction(L, pool_new);
  lua_setfield(L, -2, "pool");
  lua_pushcfunction(L, signals_new);
  lua_setfield(L, -2, "signals");
  lua_pushcfunction(L, filter_bytes);
  lua_setfield(L, -2, "filter");
  lua_pushstring(L, news_filter_missing()); /* nil: nothing is missing */
  lua_setfield(L, -2, "filter_missing");
  news_register_type(L, NEWS_SIGNALS, signals_gc, signal_methods);
  news_register_type(L, POOL, pool_close, pool_methods);
  news_register_type(L, NEWS_WORKER, NULL, worker_methods);
}
