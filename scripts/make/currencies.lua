-- Writes rules/lexicons/currency-codes.tsv from Debian's iso-codes (LGPL-2.1+):
--   lua5.4 scripts/make/currencies.lua [iso_4217.json] > rules/lexicons/currency-codes.tsv
local path = arg[1] or "/usr/share/iso-codes/json/iso_4217.json"
local file = assert(io.open(path, "rb"))
local json = file:read("a")
file:close()

-- The file is a flat list of objects of strings; a code that no currency of a
-- country uses (metals, tests) begins with X and is left out, CFA francs stay.
local kept = { XAF = true, XOF = true, XPF = true, XCD = true }
local rows = {}
for object in json:gmatch("{[^{}]*}") do
  local code = object:match('"alpha_3": "(%u%u%u)"')
  if code and (kept[code] or not code:find("^X")) then rows[#rows + 1] = code end
end
table.sort(rows)
print("# ISO 4217 codes from iso-codes; made by scripts/make/currencies.lua.")
print("code")
print(table.concat(rows, "\n"))
