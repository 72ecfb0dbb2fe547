-- Runs the measuring programs and prints one table, or JSON with --json.
local json = arg[1] == "--json"
local rounds = os.getenv("BENCH_ROUNDS") or "5"
local language = os.getenv("BENCH_LANG") or "en"
local work = "build/bench"
local programs = "build/release/bench/"

local function capture(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  local ok = pipe:close()
  return ok and text or nil
end

local function shell(command)
  assert(os.execute(command), command)
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local function size_of(path)
  local file = assert(io.open(path, "rb"))
  local size = file:seek("end")
  file:close()
  return size
end

shell("mkdir -p " .. work)
local text = os.getenv("BENCH_TEXT")
if not text then
  text = work .. "/text.txt"
  if not exists(text) then
    shell("lua5.4 tests/bench/text.lua text 20000000 > " .. text)
  end
end

-- ---- rows: { id, name, number, unit, note }
local rows = {}
local function row(id, name, number, unit, note)
  rows[#rows + 1] = { id = id, name = name, number = number, unit = unit, note = note or "" }
end

local function not_shown(id, name, why)
  rows[#rows + 1] = { id = id, name = name, note = "not shown: " .. why }
end

-- Articles for the whole pack.
local few = work .. "/pack.jsonl"
shell("lua5.4 tests/bench/text.lua jsonl 300 9 > " .. few)

-- ---- the library
local function measure_library()
  local command = ("%sbench_core '%s' rules/lexicons/languages/%s.tsv %s %s")
    :format(programs, text, language, "tests/bench/patterns.txt", rounds)
  local out = assert(capture(command), command)
  local speed, what, count = {}, {}, {}
  for id, number, counted, n in out:gmatch("(%S+)\t(%S+)\t(%S+)\t(%d+)\n") do
    speed[id], what[id], count[id] = tonumber(number), counted, tonumber(n)
  end
  local function add(id, name, beside)
    if not speed[id] then return not_shown(id, name, "no libicu-dev") end
    local note = ("%d %s"):format(count[id], what[id])
    if beside and speed[beside] then
      note = note .. (", %.2f x ICU"):format(speed[id] / speed[beside])
    end
    row(id, name, speed[id], "MB/s", note)
  end
  row("text", "text", speed.text, "MB",
      ("%d documents of %s"):format(count.text, text))
  add("tokens", "tokens (UTF-8 check and copy included)", "icu_words")
  add("tokenizer", "tokenizer alone", "icu_words")
  add("icu_words", "ICU words")
  add("sentences", "tokens, quotation marks, sentences", "icu_both")
  add("icu_both", "ICU words, then sentences")
  add("icu_sentences", "ICU sentences")
  row("token_bytes", "memory of a token", speed.token_bytes, "bytes")
  add("forms", "forms of words (the vocabulary)")
  row("patterns", "100 token patterns over segmented text", speed.patterns, "MB/s",
      ("%d matches, %.1f M words/s"):format(count.patterns, speed.patterns / speed.text
                                              * count.tokens / 1e6))
  row("patterns_1000", "1,000 patterns, 900 never match", speed.patterns_1000, "MB/s",
      ("%.2f x the time of the 100"):format(speed.patterns / speed.patterns_1000))
  for _, kind in ipairs { { "layers", "{Layer}" }, { "behind", "look-behinds" },
                          { "phrases", "10,000 phrases of three words" } } do
    local id = "patterns_" .. kind[1]
    add(id, "10 patterns with " .. kind[2])
  end
  local pack = capture("lua5.4 tests/bench/pack.lua --rows rules/news.lua " .. work
    .. "/pack.jsonl 3")
  local rate, found = (pack or ""):match("^pack_patterns\t(%S+)\tmatches\t(%d+)")
  if rate then
    row("pack_patterns", "the patterns of the news pack", tonumber(rate), "MB/s",
        found .. " matches")
  else
    not_shown("pack_patterns", "the patterns of the news pack", "failed")
  end
  local names = { match_plain = "no Lua", match_capture = "a capture kept",
                  match_where = "`where` called", match_set = "`set` called" }
  local costs = capture("lua5.4 tests/bench/matches.lua " .. work .. "/pack.jsonl 3") or ""
  for kind, cost, n in costs:gmatch("(%S+)\t(%S+)\tmatches\t(%d+)\n") do
    row(kind, "a match beyond its search and the rule's code: " .. names[kind],
        tonumber(cost), "us", n .. " matches")
  end
  return speed
end

-- What an article costs in the rules of the news pack, by what they are about.
local function measure_stages()
  local out = capture("./newsengine -q -r news -f jsonl -t count --stats " .. few
                      .. " 2>&1 >/dev/null") or ""
  local spent, stages, all = {}, {}, 0
  for name, ms in out:gmatch("(%S+)%s+%d+%s+%d+%s+([%d.]+)\n") do
    local stage = name:match("^[^._]+")
    if not spent[stage] then stages[#stages + 1] = stage end
    spent[stage], all = (spent[stage] or 0) + tonumber(ms), all + tonumber(ms)
  end
  table.sort(stages, function(a, b) return spent[a] > spent[b] end)
  local documents = tonumber(out:match("(%d+) documents,")) or 1
  for i = 1, math.min(9, #stages) do
    local stage = stages[i]
    row("stage_" .. stage, ("news pack, an article's rules: %s.*"):format(stage),
        spent[stage] / documents, "ms", ("%.0f %%"):format(100 * spent[stage] / all))
  end
end

-- Tokens of the same text in letters that are no ASCII.
local function measure_scripts(speed)
  for _, script in ipairs {
    { "accents", "tokens, one code point in ten no ASCII", language },
    { "cyrillic", "tokens, Cyrillic letters, Russian rules", "ru" },
  } do
    local id, name, code = table.unpack(script)
    local path = ("%s/%s.txt"):format(work, id)
    if not exists(path) then
      shell(("lua5.4 tests/bench/text.lua %s 8000000 > %s"):format(id, path))
    end
    local command = ("%sbench_core %s rules/lexicons/languages/%s.tsv '' %s"):format(
      programs, path, code, rounds)
    local rate = tonumber(assert(capture(command), command):match("\ntokens\t(%S+)"))
    row("tokens_" .. id, name, rate, "MB/s", ("%.2f x tokens"):format(rate / speed.tokens))
  end
end

-- ---- the program
local function time(runs, command)
  local out = capture(("%stime_command %d %s"):format(programs, runs, command))
  if not out then return nil end
  local wall, cpu, kilobytes = out:match("(%S+)\t(%S+)\t(%S+)")
  return tonumber(wall), tonumber(cpu), tonumber(kilobytes)
end

local start -- seconds of an empty document without rules

local function add_process(id, name, command, bytes, note)
  local _, cpu = time(3, command)
  if not cpu then return not_shown(id, name, "failed: " .. command) end
  row(id, name, bytes / cpu / 1e6, "MB/s", note)
  return bytes / cpu / 1e6
end

local function measure_program(speed)
  local wall = time(20, "./newsengine -V")
  row("start", "start of the program (-V)", wall * 1000, "ms")
  start = time(20, "./newsengine -q --layers Token -t jsonl /dev/null")
  row("start_empty", "start to end, an empty document, a worker", start * 1000, "ms")

  local files = {}
  for i = 1, 10 do files[i] = text end
  local ten = table.concat(files, " ")
  local bytes = 10 * size_of(text)
  for _, case in ipairs { { "process_tokens", "Token", "icu_words" },
                          { "process_both", "Token,Sentence", "icu_both" } } do
    local id, layers, beside = case[1], case[2], case[3]
    local command = ("./newsengine -q -j 1 -f text -t count --layers %s %s")
      :format(layers, ten)
    local _, cpu = time(2, command)
    if cpu then
      local rate = bytes / cpu / 1e6
      local note = speed[beside] and ("%.2f x %s"):format(rate / speed[beside],
        beside == "icu_words" and "ICU words" or "ICU words and sentences") or ""
      row(id, ("process: ten files, %s, count"):format(layers), rate, "MB/s", note)
    else
      not_shown(id, "process: ten files, " .. layers, "failed")
    end
  end

  local articles = work .. "/articles.jsonl"
  shell("lua5.4 tests/bench/text.lua jsonl 13000 3 > " .. articles)
  add_process("process_records", "process: 13,000 articles, Sentence records",
    "./newsengine -q -j 1 -f jsonl -t jsonl --layers Sentence " .. articles,
    size_of(articles), "JSON Lines in and out")
  local one = add_process("news", "whole news pack, 300 articles, one worker",
    "./newsengine -q -j 1 -f jsonl -t jsonl rules/news.lua " .. few, size_of(few),
    "processor time")
  local some = work .. "/dates.jsonl"
  shell("lua5.4 tests/bench/text.lua jsonl 2000 9 > " .. some)
  speed.dates = add_process("dates", "rules/dates.lua, 2,000 articles, one worker",
    "./newsengine -q -j 1 -f jsonl -t jsonl rules/dates.lua " .. some, size_of(some),
    "processor time")
  return one
end

-- ---- lexicons of many phrases: the library, and the program with one of a million
local function phrases(count)
  local path = ("%s/phrases-%d.tsv"):format(work, count)
  if not exists(path) then shell(("lua5.4 tests/bench/phrases.lua %d > %s"):format(count, path)) end
  return path
end

local function measure_lexicons()
  for _, count in ipairs { 1000, 100000, 1000000 } do
    local out = capture(("%sbench_lexicon '%s' %s rules/lexicons/languages/en.tsv %s"):format(
      programs, text, phrases(count), rounds)) or ""
    local seconds, size = out:match("build\t(%S+)\t(%S+)")
    local rate, hits = out:match("lexicon\t(%S+)\t(%d+)")
    local note = ("%s matches; tokens alone %s; built in %s s, %s MB"):format(
      hits, out:match("tokens\t(%S+)"), seconds, size)
    row("lexicon_" .. count, ("lexicon of %d phrases, bytes to matches"):format(count),
        tonumber(rate), "MB/s", note)
    local other, ends = out:match("hyperscan\t(%S+)\t(%d+)")
    if other then
      row("hyperscan_" .. count, ("Hyperscan, the same %d as bytes"):format(count),
          tonumber(other), "MB/s", ends .. " ends")
    elseif count == 1000 then
      not_shown("hyperscan_1000", "Hyperscan, the same 1000 as bytes", "no libhyperscan-dev")
    end
  end
end

local function measure_million()
  phrases(1000000)
  local rule = work .. "/million.lua"
  local file = assert(io.open(rule, "wb"))
  file:write('lexicon "million" { file = "phrases-1000000.tsv" }\n',
             'rule "million" { emit = "Million", pattern = "@million" }\n')
  file:close()
  local command = ("./newsengine -q -f text -t count %s "):format(rule)
  time(1, command .. "/dev/null") -- compiles it, and notes what it was made from
  local wall, empty = time(10, command .. "/dev/null")
  local _, full = time(3, ("%s '%s'"):format(command, text))
  row("million_start", "start to end with a lexicon of a million", wall * 1000, "ms")
  row("million", "process: a million entries, count, beyond start",
      size_of(text) / (full - empty) / 1e6, "MB/s", "processor time")
end

-- ---- twenty extraction regexes, beside PCRE2's machine code alone
local function measure_regexes()
  local out = capture(("%sbench_regex '%s' tests/bench/regexes.txt %s"):format(programs, text,
                                                                              rounds)) or ""
  for _, one in ipairs { { "regexes", "20 regexes one by one" },
                         { "pcre2", "PCRE2-JIT, the same" } } do
    local id, name = one[1], one[2]
    local rate, matches = out:match(id .. "\t(%S+)\t(%d+)")
    row(id, name, tonumber(rate), "MB/s", matches .. " matches")
  end
end

-- ---- one article of 4 KB, and where its time goes
local function measure_article()
  local article = work .. "/article.txt"
  shell("lua5.4 tests/bench/text.lua text 4000 | head -c 4096 > " .. article)
  local packs = { "article", "numbers", "dates", "contacts", "names", "clauses",
                  "quotes" }
  local runs = 15
  local run = "./newsengine -q -j 1 -t jsonl "
  local total = time(runs, run .. "rules/news.lua " .. article)
  local load = time(runs, run .. "rules/news.lua /dev/null")
  local plain = time(runs, run .. "--layers Sentence,Quoted " .. article)
  row("article", "one article of 4 KB, news, start to end", total * 1000, "ms")
  local function share(id, name, seconds)
    row("article_" .. id, "  " .. name, seconds * 1000, "ms",
        ("%.0f %%"):format(100 * seconds / total))
  end
  local version = time(runs, "./newsengine -V")
  share("start", "start (Lua, scripts)", version)
  share("worker", "a worker, readers, the format", start - version)
  share("rules", "loading the rules", load - start)
  share("segment", "tokens, sentences, quotation marks", plain - start)
  share("matching", "rules on the article, the record", total - load - (plain - start))
  for _, name in ipairs(packs) do
    if exists("rules/" .. name .. ".lua") then
      local with = time(5, ("%srules/%s.lua %s"):format(run, name, article))
      local without = time(5, ("%srules/%s.lua /dev/null"):format(run, name))
      if with and without then
        row("article_pack_" .. name, ("    rules/%s.lua with what it uses"):format(name),
            (with - without) * 1000, "ms", "the document alone")
      end
    end
  end
end

-- ---- stories out of pages: BENCH_PAGES is a folder of them, else some of our own
local function own_pages(folder)
  shell("mkdir -p " .. folder)
  local lines = {}
  for line in io.lines(text) do
    if #line > 200 then lines[#lines + 1] = line end
    if #lines == 1200 then break end
  end
  local furniture = ("<div class=teaser><a href=x><img src=y alt=z><h3>Another story</h3></a>"
    .. "<p>What else was seen.</p></div>"):rep(60)
  for i = 1, 200 do
    local story = {}
    for k = 1, 6 do
      story[k] = ("<p class=\"text\">%s</p>"):format(lines[(i * 6 + k) % #lines + 1])
    end
    local file = assert(io.open(("%s/%03d.html"):format(folder, i), "w"))
    file:write("<!doctype html><html lang=en><head><meta charset=utf-8><title>Story ", i,
      " of the town of Lodar | Site</title><script>", ("var a = {\"b\": [1, 2, 3]};\n"):rep(1500),
      "</script></head><body><nav>", ("<ul><li><a href=/>Part</a></ul>"):rep(60),
      "</nav><main><article><h1>Story ", i, " of the town of Lodar</h1>",
      "<time datetime=2022-03-14>14 March 2022</time>", table.concat(story, "\n"),
      "</article><aside>", furniture, "</aside></main><footer>Site</footer></body></html>")
    file:close()
  end
end

local function measure_pages()
  local folder = os.getenv("BENCH_PAGES")
  if not folder then
    folder = work .. "/pages"
    if not exists(folder .. "/200.html") then own_pages(folder) end
  end
  local count = tonumber(capture(("ls '%s' | wc -l"):format(folder)))
  local _, cpu = time(3, ("./newsengine -q -j 1 -f html -t article '%s'"):format(folder))
  if not cpu then return not_shown("pages", "stories out of pages", "failed") end
  local ours = count / cpu
  row("pages", "stories out of pages, -t article", ours, "/s", count .. " pages, processor time")
  local python = "build/peers/bin/python"
  for _, peer in ipairs { "trafilatura", "readability", "newspaper" } do
    local out = exists(python)
      and capture(("%s tests/bench/peers.py %s '%s' 2> /dev/null"):format(python, peer, folder))
    local rate, found = (out or ""):match("^(%S+) (%d+)")
    if rate then
      row("pages_" .. peer, "  " .. peer, tonumber(rate), "/s",
          ("%s found, ours %.1f x"):format(found, ours / tonumber(rate)))
    else
      not_shown("pages_" .. peer, "  " .. peer, "make bench-peers installs it")
    end
  end
end

-- ---- peers of other languages, each told to say "MB/s count"
local function measure_peers(speed)
  local python = "build/peers/bin/python"
  for _, peer in ipairs { { "blingfire_words", "BlingFire words" },
                          { "blingfire_sentences", "BlingFire sentences" },
                          { "spacy_matcher", "spaCy Matcher, the same 100 patterns" },
                          { "aho_corasick", "aho-corasick, the words of the pack" },
                          { "aho_corasick_100000", "aho-corasick, 100,000 phrases" },
                          { "aho_corasick_1000000", "aho-corasick, 1,000,000 phrases" } } do
    local id, name = peer[1], peer[2]
    local out = exists(python)
      and capture(("%s tests/bench/peers.py %s '%s'"):format(python, id, text))
    local rate, count = (out or ""):match("^(%S+) (%d+)")
    if rate then
      local note = count .. " found"
      local ours = id == "blingfire_words" and speed.tokens
        or id == "blingfire_sentences" and speed.sentences
        or id == "spacy_matcher" and speed.patterns
      if ours then note = note .. (", ours %.1f x"):format(ours / tonumber(rate)) end
      row(id, name, tonumber(rate), "MB/s", note)
    else
      not_shown(id, name, "make bench-peers installs it")
    end
  end
end

-- ---- SUTime, where make bench-peers found Maven
local function measure_sutime(speed)
  local name, path = "SUTime with its tagger", exists("build/peers/sutime.path")
    and capture("cat build/peers/sutime.path")
  local out = path and capture(("java -XX:+UseSerialGC -cp build/peers/sutime/classes:%s "
    .. "SUTime '%s' 2> /dev/null"):format(path, text))
  local rate, count = (out or ""):match("^(%S+) (%d+)")
  if not rate then return not_shown("sutime", name, "make bench-peers installs it") end
  local note = count .. " found"
  if speed.dates then
    note = note .. (", ours %.0f x"):format(speed.dates / tonumber(rate))
  end
  row("sutime", name, tonumber(rate), "MB/s", note)
end

local speed = measure_library()
measure_scripts(speed)
measure_program(speed)
measure_lexicons()
measure_million()
measure_regexes()
measure_article()
measure_stages()
measure_pages()
measure_peers(speed)
measure_sutime(speed)

-- ---- out
local function quote(s)
  return '"' .. s:gsub('[\\"]', "\\%0") .. '"'
end

if json then
  local parts = {}
  for i, r in ipairs(rows) do
    parts[i] = ('{"id":%s,"name":%s,"value":%s,"unit":%s,"note":%s}'):format(
      quote(r.id), quote(r.name:match("^ *(.*)")),
      r.number and ("%.4f"):format(r.number) or "null",
      quote(r.unit or ""), quote(r.note))
  end
  print("[" .. table.concat(parts, ",\n ") .. "]")
else
  for _, r in ipairs(rows) do
    print(("%-48s %10s %-5s  %s"):format(r.name,
      r.number and (r.number < 0.1 and "%.4f" or "%.2f"):format(r.number) or "-",
      r.unit or "", r.note))
  end
end
