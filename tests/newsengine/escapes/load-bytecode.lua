-- wanted: load attempt to call a nil value (global 'load')
load("\27Lua")
