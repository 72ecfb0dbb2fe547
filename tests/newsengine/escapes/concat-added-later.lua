-- wanted: load attempt to concatenate a table value
local meta = { __index = {} }
local o = setmetatable({}, meta)
meta.__concat = function() return "x" end
local s = "a" .. o
