/* The program: a Lua state with the core in it, and scripts/newsengine/cli.lua.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lualib.h>

#include "heap.h"
#include "lua/binding.h"
#include "small.h"

/* Where `make install` and the Debian package put scripts/ and rules/. */
static const char local[] = "/usr/local/share/newsengine";
static const char packaged[] = "/usr/share/newsengine";

static bool has_scripts(const char *root) {
  char path[PATH_MAX];
  int size = snprintf(path, sizeof path, "%s/scripts/newsengine/cli.lua", root);
  return size > 0 && (size_t)size < sizeof path && access(path, R_OK) == 0;
}

/* Cut the last `parts` names off the path; false if there are fewer. */
static bool cut(char *path, int parts) {
  while (parts-- > 0) {
    char *slash = strrchr(path, '/');
    if (!slash) return false;
    *slash = '\0';
  }
  return true;
}

/* The directory with scripts/ and rules/: a checkout around the program
 * (build/MODE/newsengine-bin), ../share/newsengine beside an installed one, or
 * where it is usually installed. */
static const char *find_root(char *root) {
  char self[PATH_MAX];
  ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
  if (size > 0) {
    self[size] = '\0';
    memcpy(root, self, (size_t)size + 1);
    if (cut(root, 3) && has_scripts(root)) return root;
    memcpy(root, self, (size_t)size + 1);
    if (cut(root, 2) && strlen(root) + sizeof "/share/newsengine" < PATH_MAX) {
      strcat(root, "/share/newsengine");
      if (has_scripts(root)) return root;
    }
  }
  return has_scripts(packaged) && !has_scripts(local) ? packaged : local;
}

enum { FIRST_PAUSE = 4096 }; /* kilobytes before the first garbage collection */

static int traceback(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  if (message)
    luaL_traceback(L, L, message, 1);
  else
    luaL_tolstring(L, 1, NULL); /* an error object that gives a place */
  return 1;
}

/* Runs protected: argc, argv as light userdata. */
static int start(lua_State *L) {
  int argc = (int)lua_tointeger(L, 1);
  char **argv = lua_touserdata(L, 2);
  char root[PATH_MAX];
  const char *where = find_root(root);
  lua_gc(L, LUA_GCSTOP); /* nothing loaded here is garbage */
  luaL_openlibs(L);
  luaL_requiref(L, "newsengine.core", luaopen_newsengine_core, 0);
  news_open_shipped(L, where, true);
  lua_getglobal(L, "package");
  lua_pushfstring(L, "%s/scripts/?.lua;%s/scripts/?/init.lua", where, where);
  lua_setfield(L, -2, "path");
  lua_pushliteral(L, "");
  lua_setfield(L, -2, "cpath");
  lua_getglobal(L, "require");
  lua_pushliteral(L, "newsengine.cli");
  lua_call(L, 1, 1);
  lua_gc(L, LUA_GCRESTART);
  lua_gc(L, LUA_GCSTEP, -FIRST_PAUSE); /* a negative debt: so much is free */
  lua_pushstring(L, where);
  lua_createtable(L, argc, 0);
  for (int i = 1; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i);
  }
  lua_call(L, 2, 1);
  return 1;
}

/* A memory checker must see every block of Lua's. */
#if defined __SANITIZE_ADDRESS__
static lua_State *new_state(news_small *blocks) {
  (void)blocks;
  return luaL_newstate();
}
#else
static lua_State *new_state(news_small *blocks) {
  return lua_newstate(news_small_resize, blocks);
}
#endif

/* The reader is gone: end normally.  (A run handles this itself.) */
static void end_quietly(int number) {
  (void)number;
  _exit(0);
}

/* A standard descriptor that is closed would be reused for the next file or
 * pipe opened, and be mistaken for it.  It is replaced by /dev/null opened the
 * wrong way, so that reading or writing fails as if it were closed. */
static bool hold_standard(void) {
  for (int fd = 0; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
      return false;
  }
  return true;
}

/* Flush what commands printed. */
static int written(int code) {
  if (fflush(stdout) == 0) return code;
  fprintf(stderr, "newsengine: standard output: cannot write: %s\n",
          strerror(errno));
  return 4;
}

int main(int argc, char **argv) {
  if (!hold_standard()) {
    perror("newsengine: /dev/null"); /* visible unless stderr is what fails */
    return 2;
  }
  news_heap_enlarge();
  signal(SIGPIPE, end_quietly);
  news_small *blocks = news_small_new();
  lua_State *L = blocks ? new_state(blocks) : NULL;
  if (!L) {
    fputs("newsengine: out of memory\n", stderr);
    news_small_free(blocks);
    return 2;
  }
  lua_pushcfunction(L, traceback);
  lua_pushcfunction(L, start);
  lua_pushinteger(L, argc);
  lua_pushlightuserdata(L, argv);
  int code = 2;
  if (lua_pcall(L, 2, 1, 1) == LUA_OK)
    code = (int)lua_tointeger(L, -1);
  else
    fprintf(stderr, "newsengine: %s\n", lua_tostring(L, -1));
  code = written(code);
  if (code == 0) exit(0); /* all is done; the system frees memory faster */
  lua_close(L);           /* removes unfinished files */
  news_small_free(blocks);
  return code;
}
