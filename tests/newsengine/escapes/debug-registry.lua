-- wanted: load attempt to index a nil value (global 'debug')
local r = debug.getregistry()
