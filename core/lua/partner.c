/* A second process that answers requests and keeps its state from one request
 * to the next. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "binding.h"

#define PARTNER "newsengine.partner"

/* A message is its size in four bytes, then its bytes. */
typedef struct partner_box {
  int socket; /* -1: closed */
  pid_t pid;
} partner_box;

static bool send_all(int socket, const char *bytes, size_t size) {
  while (size) {
    ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes += sent;
    size -= (size_t)sent;
  }
  return true;
}

static bool send_message(int socket, const char *bytes, size_t size) {
  uint32_t length = (uint32_t)size;
  return size <= UINT32_MAX &&
         send_all(socket, (const char *)&length, sizeof length) &&
         send_all(socket, bytes, size);
}

static bool receive_all(int socket, char *bytes, size_t size) {
  while (size) {
    ssize_t got = recv(socket, bytes, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= (size_t)got;
  }
  return true;
}

/* Push the next message (+1); false if the other end is gone (+0). */
static bool receive_message(lua_State *L, int socket) {
  uint32_t length;
  if (!receive_all(socket, (char *)&length, sizeof length)) return false;
  luaL_Buffer b;
  char *bytes = luaL_buffinitsize(L, &b, length);
  if (!receive_all(socket, bytes, length)) {
    lua_pop(L, 1);
    return false;
  }
  luaL_pushresultsize(&b, length);
  return true;
}

/* The loop of the partner, in protected mode: serve(question) -> answer; the
 * socket is the second argument. */
static int serve(lua_State *L) {
  int socket = (int)lua_tointeger(L, 2);
  lua_settop(L, 1);
  while (receive_message(L, socket)) {
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    size_t size;
    const char *answer = lua_tolstring(L, -1, &size);
    if (!answer) return luaL_error(L, "a partner has to answer by a string");
    if (!send_message(socket, answer, size)) break;
    lua_settop(L, 1);
  }
  return 0;
}

/* Never returns; the serving function is at stack index 1. */
static void live(lua_State *L, int socket) {
  lua_pushcfunction(L, serve);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, socket);
  int status = lua_pcall(L, 2, 0, 0);
  if (status != LUA_OK) {
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "newsengine: %s\n", message ? message : "an error");
  }
  fflush(stderr);
  _exit(status == LUA_OK ? 0 : 3);
}

/* core.partner(serve) -> partner | nil, message serve(question) -> answer runs
 * in the second process. */
static int partner_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  partner_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (partner_box){.socket = -1};
  luaL_setmetatable(L, PARTNER);
  int ends[2];
  fflush(NULL); /* buffered output belongs to this process */
  pid_t pid = -1;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
    pid = fork();
    if (pid == 0) {
      close(ends[0]);
      live(L, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) close(ends[0]);
  }
  if (pid < 0) {
    lua_pushnil(L);
    lua_pushstring(L, strerror(errno));
    return 2;
  }
  *box = (partner_box){ends[0], pid};
  return 1;
}

static partner_box *check_partner(lua_State *L) {
  partner_box *box = luaL_checkudata(L, 1, PARTNER);
  luaL_argcheck(L, box->socket >= 0, 1, "closed");
  return box;
}

static int raise_gone(lua_State *L) {
  lua_pushliteral(L, "the process beside this one has ended");
  return lua_error(L);
}

/* partner:ask(question) : sends it and does not wait */
static int partner_ask(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 2, &size);
  if (!send_message(check_partner(L)->socket, bytes, size))
    return raise_gone(L);
  return 0;
}

/* partner:answer() -> answer to the last question */
static int partner_answer(lua_State *L) {
  if (!receive_message(L, check_partner(L)->socket)) return raise_gone(L);
  return 1;
}

static int partner_close(lua_State *L) {
  partner_box *box = luaL_checkudata(L, 1, PARTNER);
  if (box->socket < 0) return 0;
  close(box->socket);
  box->socket = -1;
  while (waitpid(box->pid, NULL, 0) < 0 && errno == EINTR) continue;
  return 0;
}

/* core.processors() -> number of processors */
static int processors(lua_State *L) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  lua_pushinteger(L, count > 0 ? count : 1);
  return 1;
}

void news_open_partner(lua_State *L) {
  static const luaL_Reg methods[] = {{"ask", partner_ask},
                                     {"answer", partner_answer},
                                     {"close", partner_close},
                                     {NULL, NULL}};
  lua_pushcfunction(L, partner_new);
  lua_setfield(L, -2, "partner");
  lua_pushcfunction(L, processors);
  lua_setfield(L, -2, "processors");
  news_register_type(L, PARTNER, partner_close, methods);
}
