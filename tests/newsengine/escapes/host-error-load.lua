-- wanted: load string
local _, e = pcall(use, "nosuch")
local _, f = xpcall(use, function(m) return m end, "nosuch")
error(type(e) == "string" and type(f) == "string" and "string" or "an object of the host", 0)
