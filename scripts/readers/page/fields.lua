-- Header fields of mail and HTTP, and the dates of mail and feeds.
local fields = {}

--- Bytes -> {name in lower case = value}, list of {name, value}, first byte of the body.
--- Folded fields are joined; the first of each name counts.
function fields.read(bytes_, at)
  local byname, list, last = {}, {}, nil
  at = at or 1
  while at <= #bytes_ do
    local line, stop = bytes_:match("^([^\n]*)\n?()", at)
    at = stop
    line = line:gsub("\r$", "")
    if line == "" then break end
    local name, value = line:match("^([^%s:]+)%s*:%s*(.*)$")
    if line:find("^[ \t]") and last then
      last[2] = last[2] .. " " .. line:gsub("^[ \t]+", "")
    elseif name then
      last = { name:lower(), value }
      list[#list + 1] = last
    end
  end
  for _, one in ipairs(list) do
    byname[one[1]] = byname[one[1]] or (one[2]:gsub("%s+$", ""))
  end
  return byname, list, at
end

--- "text/html; charset=utf-8" -> "text/html", {charset = "utf-8"}
function fields.parameters(value)
  value = value or ""
  local main, parameters = value:match("^%s*([^;%s]*)") or "", {}
  for name, quoted in value:gmatch(';%s*([%w_*-]+)%s*=%s*"([^"]*)"') do
    parameters[name:lower()] = quoted
  end
  for name, bare in value:gmatch(";%s*([%w_*-]+)%s*=%s*([^\";%s]+)") do
    parameters[name:lower()] = parameters[name:lower()] or bare
  end
  return main:lower(), parameters
end

-- utf-8''%C3%A4.pdf, in one piece or in numbered ones (RFC 2231)
local function extended(parameters, name)
  local value = parameters[name .. "*"]
  if not value then
    local parts, i = {}, 0
    while true do
      local part = parameters[("%s*%d*"):format(name, i)] or parameters[("%s*%d"):format(name, i)]
      if not part then break end
      parts[#parts + 1] = part
      i = i + 1
    end
    if i == 0 then return nil end
    value = table.concat(parts)
  end
  local charset, text_ = value:match("^([%w_-]*)'[^']*'(.*)$")
  text_ = (text_ or value):gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
  return (decode(text_, charset or ""))
end

--- A parameter from fields.parameters, whatever its encoding; or nil.
function fields.parameter(parameters, name)
  return extended(parameters, name) or parameters[name]
end

local months = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9,
                 oct = 10, nov = 11, dec = 12 }

--- "Mon, 14 Mar 2022 07:50:00 +0100" or ISO 8601 -> "2022-03-14T07:50", in local time
--- there; nil for anything else
function fields.date(value)
  if not value then return nil end
  local y, m, d, time = value:match("^%s*(%d%d%d%d)%-?(%d%d)%-?(%d%d)[T ]?(%d?%d?:?%d?%d?)")
  if y then
    if time:find("^%d%d%d%d$") then time = time:sub(1, 2) .. ":" .. time:sub(3) end
    local day = ("%s-%s-%s"):format(y, m, d)
    return time:find("^%d%d:%d%d$") and day .. "T" .. time or day
  end
  local name, hour, minute
  d, name, y, hour, minute = value:match("(%d%d?) (%a%a%a)%a* (%d%d%d?%d?) (%d%d?):(%d%d)")
  if not d then d, name, y = value:match("(%d%d?) (%a%a%a)%a* (%d%d%d?%d?)") end
  local month = name and months[name:lower()]
  if not month then return nil end
  y = tonumber(y)
  if y < 100 then y = y + (y < 50 and 2000 or 1900) end
  local day = ("%04d-%02d-%02d"):format(y, month, tonumber(d))
  return hour and ("%sT%02d:%s"):format(day, tonumber(hour), minute) or day
end

return fields
