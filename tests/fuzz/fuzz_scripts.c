#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#include "lua/binding.h"

/* libFuzzer target.  The shipped readers in Lua: the first byte chooses html,
 * xml, csv, warc or eml, the rest is what it reads, as scripts/newsengine
 * calls it.  Each must end with documents or a message; the message is a text
 * of the reader's, not an error of its code. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char prepare[] =
    "package.path = 'scripts/?.lua;' .. package.path\n"
    "local reader = require 'newsengine.reader'\n"
    "require('newsengine.paths').root = '.'\n"
    "local core = require 'newsengine.core'\n"
    "local names = { H = 'html', X = 'xml', C = 'csv', W = 'warc', E = 'eml' "
    "}\n"
    "local budget = { steps = 500000000, seconds = 20, memory = 256 << 20 }\n"
    "for _, name in pairs(names) do reader.load(name) end\n"
    "return function(kind, bytes)\n"
    "  local name = names[kind]\n"
    "  if not name then return end\n"
    "  local input = { id = 'x', number = 1, bytes = bytes }\n"
    "  if name == 'csv' then\n"
    "    local header, row = bytes:match('^([^\\n]*)\\n(.*)$')\n"
    "    input.header, input.bytes = header or '', row or bytes\n"
    "  end\n"
    "  local ok, message, broken = reader.read(reader.load(name), input, {},\n"
    "    budget, core.memory() + budget.memory, function(document)\n"
    "      assert(document.error or not document.text or "
    "utf8.len(document.text)\n"
    "             or not utf8.len(bytes), 'text is no UTF-8')\n"
    "      for _, zone in ipairs(document.zones or {}) do\n"
    "        assert(zone.first >= 1 and zone.last <= #document.text)\n"
    "        assert(zone.last >= zone.first)\n"
    "      end\n"
    "    end)\n"
    "  if not ok and (broken or message:find('scripts/')) then\n"
    "    error(name .. ': ' .. message, 0)\n"
    "  end\n"
    "end\n";

static void run(lua_State *L, int status) {
  if (!status) return;
  lua_writestringerror("%s\n", lua_tostring(L, -1));
  abort();
}

/* One state for all inputs: loading the readers takes longer than reading. */
static lua_State *state_of(lua_State **kept) {
  if (*kept) return *kept;
  lua_State *L = *kept = luaL_newstate();
  luaL_openlibs(L);
  luaL_requiref(L, "newsengine.core", luaopen_newsengine_core, 0);
  lua_pop(L, 1);
  run(L, luaL_loadstring(L, prepare));
  run(L, lua_pcall(L, 0, 1, 0));
  lua_setglobal(L, "fuzz");
  return L;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static lua_State *kept;
  if (!size) return 0;
  lua_State *L = state_of(&kept);
  lua_getglobal(L, "fuzz");
  lua_pushlstring(L, (const char *)data, 1);
  lua_pushlstring(L, (const char *)data + 1, size - 1);
  run(L, lua_pcall(L, 2, 0, 0));
  return 0;
}
