-- Dates as printed on pages: the first one in a text -> "2022-03-14".
local dates = {}

-- January to December in the languages of pages.
local rows = {
  "1月 ene enero gen gennaio jan janeiro januar januari january janvier jänner leden "
    .. "ledna styczeń stycznia января",
  "feb febbraio feber febrero februar februari february fevereiro fevrier février "
    .. "lutego luty února февраля",
  "března maart maerz mar marca march mars marzec marzo março mrz märz марта",
  "abr abril apr april aprile avril dubna kwiecień kwietnia апреля",
  "května mag maggio mai maio maj maja may mayo mei мая",
  "czerwca czerwiec giu giugno juin jun june junho juni junio června июня",
  "juillet jul julho juli julio july lipca lipiec lug luglio července июля",
  "ago agosto aout août aug august augustus sierpień sierpnia srpna августа",
  "sep sept september septembre septiembre set setembro setiembre settembre wrzesień "
    .. "września září сентября",
  "oct october octobre octubre okt oktober ott ottobre out outubro październik "
    .. "października října октября",
  "listopad listopada nov november novembre novembro noviembre ноября",
  "dec december decembre dez dezember dezembro dic dicembre diciembre décembre grudnia "
    .. "grudzień prosince декабря",
}

local months, names = {}, {}
for number, row in ipairs(rows) do
  for name in row:gmatch("%S+") do
    months[name] = number
    names[#names + 1] = name
  end
end
table.sort(names, function(a, b)
  if #a ~= #b then return #a > #b end
  return a < b
end)
local month = "(" .. table.concat(names, "|") .. ")"
local year = "(199\\d|20[0-3]\\d)"

local any_year = regex("199\\d|20[0-3]\\d")

-- Each with a mark that it contains, which is cheaper to search for; all but the one with
-- dots also have a four-digit year.
local forms = {
  { regex("(?<!\\d)" .. year .. "[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)"), "ymd", "" },
  { regex("(?<![\\d.])(\\d{1,2})\\. ?(\\d{1,2})\\. ?(199\\d|20[0-3]\\d|\\d\\d)(?![\\d.]*\\d)"),
    "dmy", "." },
  { regex("(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º)?\\.?[ -](?:de |of )?" .. month
      .. "\\.?,?[ -](?:de |del )?" .. year .. "(?!\\d)", "i"), "dMy", "" },
  { regex("\\b" .. month
      .. "\\.? (\\d{1,2})(?:st|nd|rd|th)?,? " .. year .. "(?!\\d)", "i"), "Mdy", " " },
  { regex("(?<![\\d/])(\\d{1,2})/(\\d{1,2})/" .. year .. "(?![\\d/])"), "slash", "/" },
  { regex("(?<![\\d-])(\\d{1,2})-(\\d{1,2})-" .. year .. "(?!\\d)"), "dmy", "-" },
  { regex(year .. "年(\\d{1,2})月(\\d{1,2})日"), "ymd", "年" },
}

local month_days = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function valid(y, m, d)
  if y < 100 then y = y + (y < 70 and 2000 or 1900) end
  if y < 1995 or y > 2039 or m < 1 or m > 12 or d < 1 or d > month_days[m] then return nil end
  if m == 2 and d == 29 and y % 4 ~= 0 then return nil end
  return ("%04d-%02d-%02d"):format(y, m, d)
end
dates.valid = valid

local function read(form, a, b, c, american)
  if form == "ymd" then return valid(tonumber(a), tonumber(b), tonumber(c)) end
  if form == "dmy" then return valid(tonumber(c), tonumber(b), tonumber(a)) end
  if form == "dMy" then return valid(tonumber(c), months[text.fold(b)], tonumber(a)) end
  if form == "Mdy" then return valid(tonumber(c), months[text.fold(a)], tonumber(b)) end
  a, b, c = tonumber(a), tonumber(b), tonumber(c)
  return american and valid(c, a, b) or valid(c, b, a) or valid(c, a, b)
end

--- The first date in a text, or nil.
function dates.find(text_, american)
  local has_year = any_year:match(text_)
  local best, found
  for _, form in ipairs(forms) do
    local may = (has_year or form[3] == ".") and text_:find(form[3], 1, true)
    local from = 1
    while may and from <= #text_ do
      local first, last, a, b, c = form[1]:match(text_, from)
      if not first or best and first >= best then break end
      local value = read(form[2], a, b, c, american)
      if value then
        best, found = first, value
        break
      end
      from = last + 1
    end
  end
  return found
end

--- The next day.
function dates.following(iso)
  local y, m, d = iso:match("^(%d+)-(%d+)-(%d+)")
  return date(tonumber(y), tonumber(m), tonumber(d)):plus { days = 1 }:iso()
end

--- Days since a fixed day, to compare two dates.
function dates.number(iso)
  local y, m, d = iso:match("^(%d+)-(%d+)-(%d+)")
  local when = date(tonumber(y), tonumber(m), tonumber(d))
  return when.number
end

return dates
