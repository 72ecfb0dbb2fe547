-- The languages of documents: found on the lexicon path, read at first use, guessed.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"

local languages = {}
languages.__index = languages

-- Languages that are guessed.  The second list is for texts in none of the first, but not
-- for short ones, where two words in a name or a headline would decide.
local long_text = 256 -- bytes
local guessed = { { "de", "en", "es", "fr", "it", "ru" }, { "nl", "pl", "pt", "sv" } }

--- The languages of one engine. `hashes` has, by code, the hash of each file read;
--- `before_loading`, if set, is called before a file is read.
function languages.new()
  return setmetatable({ made = {}, hashes = {}, guessable = {}, before_loading = nil }, languages)
end

--- The language of a code such as en, en-GB or EN, as named in rules; "en" for nil.
function languages.code_of(lang)
  if not lang or lang == "en" then return "en" end -- most
  return (lang:match("^%a+") or "en"):lower()
end

-- The directories with languages: only a few of a search path have any.
local function directories()
  local list = {}
  for _, directory in ipairs(paths.search("lexicons", ".")) do
    local path = paths.join(directory, "languages")
    local kind, _, broken = core.path_kind(path)
    if kind or broken then list[#list + 1] = path end
  end
  return list
end

local function find(self, code)
  self.directories = self.directories or directories()
  for _, directory in ipairs(self.directories) do
    local path = paths.join(directory, code .. ".tsv")
    if paths.is_file(path) then return path end
  end
end

-- -> language, hash; raises
local function read(path, code)
  local made, hash, at, bytes = cache.language(path, code)
  if made then return made, hash end
  if not bytes then
    error(errors.new { code = "load", file = path, message = "cannot read: " .. hash }, 0)
  end
  local line, _, excerpt = errors.place(bytes, at)
  error(errors.new { code = "load", file = path, line = line, column = 1, excerpt = excerpt,
                     message = hash }, 0)
end

--- The language of a code, or nil if there is no file for it.  Raises if its file is
--- broken.
function languages:get(code)
  local made = self.made[code]
  if made == nil then
    if self.before_loading then self.before_loading() end
    local path = code:find("^%l%l%l?$") and find(self, code)
    made = false
    if path then made, self.hashes[code] = read(path, code) end
    self.made[code] = made
  end
  return made or nil
end

--- The code of the most likely language of a text, or nil.
function languages:guess(text)
  for i, codes in ipairs(guessed) do
    if i > 1 and #text < long_text then return nil end
    local list = self.guessable[i]
    if not list then
      list = {}
      for k, code in ipairs(codes) do list[k] = self:get(code) end
      self.guessable[i] = list
    end
    local found = core.guess_language(text, list)
    if found then return codes[found] end
  end
end

--- Load the languages that may be guessed, for workers that may open nothing.
function languages:load_guessed()
  for _, codes in ipairs(guessed) do
    for _, code in ipairs(codes) do self:get(code) end
  end
end

--- The files of languages on the search path, sorted.
function languages.files()
  local list = {}
  for _, directory in ipairs(directories()) do
    local walk = core.walk(directory)
    for path in function() return walk and walk:next() end do
      if path:find("/%l+%.tsv$") then list[#list + 1] = path end
    end
  end
  table.sort(list)
  return list
end

--- Load every language with a file.
function languages:load_all()
  for _, path in ipairs(languages.files()) do
    pcall(self.get, self, path:match("([^/]+)%.tsv$")) -- who needs it says why it failed
  end
end

return languages
