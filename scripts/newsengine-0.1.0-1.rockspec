-- The Lua module for LuaRocks, from a checkout: luarocks make scripts/newsengine-0.1.0-1.rockspec
rockspec_format = "3.0"
package = "newsengine"
version = "0.1.0-1"
source = { url = "git+file:." }
description = {
  summary = "Tokens, sentences, patterns, lexicons and rules for news text",
  license = "MIT",
}
supported_platforms = { "unix" }
dependencies = { "lua ~> 5.4" }
build = {
  type = "make",
  build_target = "all",
  install_target = "install-module",
  install_variables = { LUADIR = "$(LUADIR)", CMODDIR = "$(LIBDIR)" },
}
