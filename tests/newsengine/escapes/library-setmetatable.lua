-- wanted: load it has a metatable already
setmetatable(string, {})
