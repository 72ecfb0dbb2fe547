-- wanted: load attempt to concatenate a table value
local function deep(n) if n == 0 then return 0 end local a, b, c, d = 1, 2, 3, 4 return 1 + deep(n - 1) end
local o = setmetatable({}, { __concat = function() deep(5000) return "x" end })
local s = "a" .. "b" .. o .. o .. "c"
