-- wanted: load attempt to call a nil value (field 'pack')
local s = string.pack("s", "x")
