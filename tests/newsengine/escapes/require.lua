-- wanted: load attempt to call a nil value (global 'require')
local core = require "newsengine.core"
