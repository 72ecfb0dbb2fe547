-- Tables (csv, tsv), what -M sets, and the format that an output's name asks for.
local program = dofile("tests/cli/program.lua")

local moves = [=[
lexicon "dir" { { name = "rose", way = "up" }, { name = "fell", way = "down" } }
rule "price.move" { emit = "Move", pattern = [[ what:[cap] how:@dir by? much:[num] percent ]],
  set = function(m) return { what = m.what.text, way = m.how.way, change = "-£12 million" } end }
]=]
local story = "Prices rise\nBy Ann Lee\nMarch 14, 2022\n\nMaize rose by 12 percent.\n"

describe("tables", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("moves.lua", moves)
    dir:write("a.txt", story)
  end)
  after_each(function() dir:close() end)

  local function csv(...) return dir:run { "moves.lua", "a.txt", "-t", "csv", ... } end

  it("have columns of the annotation, its attributes and its document", function()
    local got = csv("-M", "columns=published,headline,authors,what,way,rule")
    assert.same({ 0, "published,headline,authors,what,way,rule\r\n"
                  .. "2022-03-14,Prices rise,Ann Lee,Maize,up,price.move\r\n", "" },
                { got.code, got.out, got.err })
  end)

  it("have a row a token when tokens go out, and rules see them where they ask", function()
    dir:write("b.txt", "Ann doesn't.")
    local got = dir:run { "--layers", "Token", "-t", "csv", "-M", "columns=text,start", "b.txt" }
    assert.equal("text,start\r\nAnn,0\r\ndoesn't,4\r\n.,11\r\n", got.out)
    dir:write("tokens.lua", [=[
rule "t" { emit = "T", pattern = [[ ann x:{Token} ]], set = { x = take "x" } }
rule "n" { emit = "N", run = function(doc)
  for token in doc:each "Token" do doc:add("N", token) end
end }
]=])
    got = dir:run { "tokens.lua", "-t", "csv", "-M", "columns=text,rule", "b.txt" }
    assert.equal("text,rule\r\nAnn doesn't,t\r\nAnn,n\r\ndoesn't,n\r\n.,n\r\n", got.out)
  end)

  it("say which columns there are when one is asked for that nothing has", function()
    for _, to in ipairs { "csv", "tsv" } do
      local got = dir:run { "moves.lua", "a.txt", "-t", to, "-M", "columns=text,whay" }
      assert.same({ 2, "", "newsengine: -M columns=whay: no annotation of these rules has this column\n"
        .. "  did you mean way?\n"
        .. "  columns: document layer start end text rule type speaker cue name value entity "
        .. "attributes\n  of the document: headline byline published posted updated authors email "
        .. "lang source\n  a field of JSON Lines or CSV: source.KEY; of a span: speaker.name\n"
        .. "  and the attributes of the layers (help layers)\n" },
        { got.code, got.out, got.err })
    end
    assert.equal(2, csv("-M", "columns=").code)
    -- an attribute that is a column of a lexicon, though no rule file says its name
    dir:write("dir.tsv", "name\tsector\nrose\tflowers\n")
    dir:write("entry.lua", [=[
lexicon "dir" { file = "dir.tsv" }
rule "e" { emit = "E", pattern = [[ x:@dir ]], set = function(m) return m.x.entry end }
]=])
    local got = dir:run { "entry.lua", "a.txt", "-t", "tsv", "-M", "columns=sector" }
    assert.same({ 0, "sector\nflowers\n" }, { got.code, got.out }, got.err)
  end)

  it("have the fields of spans, and the further fields of JSON Lines", function()
    dir:write("q.jsonl", '{"text":"Ann Lee and Bob Roe met.","y":null,"source":"Wire","n":[1,2],'
      .. '"o":{"k":1}}\n{"text":"Ann Lee met Cy Poe."}\n')
    dir:write("met.lua", [=[
rule "p" { emit = "P", pattern = [[ [cap] s:[cap] ]], set = function(m)
  return { name = m.s.text, entity = "p:" .. m.s.text } end }
rule "m" { emit = "Met", pattern = [[ a:{P} (and b:{P})? met ]], set = function(m)
  return { a = m.a, both = { m.a, m.b }, o = { k = 1 } } end }]=])
    local wanted = "source.source,source.n,source.n.k,source.o,source.o.k,source.y,a.name,a.entity,"
                   .. "both.text,o.k,o,source"
    local got = dir:run { "met.lua", "q.jsonl", "--layers", "Met", "-t", "tsv", "-M",
                          "columns=" .. wanted }
    assert.same({ 0, wanted:gsub(",", "\t") .. "\n"
      .. 'Wire\t1 | 2\t\t{"k":1}\t1\t\tLee\tp:Lee\tAnn Lee | Bob Roe\t1\t{"k":1}\t'
      .. '{"y":null,"source":"Wire","n":[1,2],"o":{"k":1}}\n'
      .. '\t\t\t\t\t\tLee\tp:Lee\tAnn Lee\t1\t{"k":1}\t\n', "" }, { got.code, got.out, got.err })
    got = dir:run { "met.lua", "q.jsonl", "-t", "tsv", "-M", "columns=a.zork" }
    assert.equal(2, got.code)
    assert.truthy(got.err:find("columns=a.zork: no annotation of these rules has this column", 1, true))
  end)

  it("have what stands in a list, whatever it is", function()
    dir:write("a.txt", "Acme rose.")
    dir:write("l.lua", [=[
rule "l" { emit = "L", pattern = [[ x:acme ]], set = function(m)
  return { parts = { { k = 1 }, { w = m.x } }, rows = { { 1, 2 }, { 3 } }, none = {} } end }]=])
    local got = dir:run { "l.lua", "a.txt", "-t", "tsv", "-M", "columns=parts,rows,none,parts.k" }
    assert.same({ 0, 'parts\trows\tnone\tparts.k\n{"k":1} | {"w":{"start":0,"end":4,"text":"Acme"}}\t'
                     .. "[1,2] | [3]\t\t1\n" }, { got.code, got.out }, got.err)
  end)

  it("have a row for each token, with its part of speech and lemma", function()
    dir:write("t.txt", "Ann didn't rise.")
    local got = dir:run { "t.txt", "--layers", "Token,Sentence", "-t", "tsv", "-M",
                          "columns=layer,start,end,text,pos" }
    assert.same({ 0, "layer\tstart\tend\ttext\tpos\n"
      .. "Sentence\t0\t16\tAnn didn't rise.\tpropn aux part verb punct\n"
      .. "Token\t0\t3\tAnn\tpropn\nToken\t4\t10\tdidn't\taux part\n"
      .. "Token\t11\t15\trise\tverb\nToken\t15\t16\t.\tpunct\n", "" },
      { got.code, got.out, got.err })
  end)

  it("put an apostrophe before what may be a formula, and keep it as it is when told", function()
    assert.equal("change\r\n'-£12 million\r\n", csv("-M", "columns=change").out)
    assert.equal("change\r\n-£12 million\r\n",
                 csv("-M", "columns=change", "-M", "formulas=keep").out)
    local got = csv("-M", "formulas=yes")
    assert.same({ 2, "newsengine: -M formulas=yes: keep expected\n" }, { got.code, got.err })
    got = dir:run({ "moves.lua", "-t", "csv", "-M", "columns=document,what" },
                  "Maize rose by 12 percent.")
    assert.equal("document,what\r\n-,Maize\r\n", got.out) -- a sign alone is none
  end)

  it("and every format and reader tell what -M can set", function()
    local reader = "  reader auto takes encoding id lang published separator text title url\n"
    local got = csv("-M", "columsn=text")
    assert.same({ 2, "newsengine: -M columsn: nothing takes this option\n  did you mean columns?\n"
                     .. "  format csv takes bom columns formulas\n" .. reader },
                { got.code, got.err })
    got = dir:run { "moves.lua", "a.txt", "-M", "nothing=1" }
    assert.same({ 2, "newsengine: -M nothing: nothing takes this option\n"
                     .. "  format jsonl takes none\n" .. reader }, { got.code, got.err })
    dir:write("lines.lua", [[
reader "lines" { match = "*.lines", options = { case = { "of all letters", "upper", "lower" } },
  read = function(source, emit)
    local text = source:all()
    emit { text = source.options.case and text[source.options.case](text) or text }
  end }]])
    dir:write("a.lines", "Maize rose.")
    local from = { "--layers", "Sentence", "-t", "tsv", "-M", "columns=text", "-f", "./lines.lua",
                   "a.lines", "-M" }
    from[11] = "case=upper"
    assert.equal("text\nMAIZE ROSE.\n", dir:run(from).out)
    from[11] = "case=title"
    assert.same({ 2, "newsengine: -M case=title: upper or lower expected\n" },
                { dir:run(from).code, dir:run(from).err })
    got = dir:run { "moves.lua", "-f", "html", "a.txt", "-M", "encodin=latin1" }
    assert.same({ 2, "newsengine: -M encodin: nothing takes this option\n"
                     .. "  did you mean encoding?\n  format jsonl takes none\n"
                     .. "  reader html takes encoding\n" }, { got.code, got.err })
  end)

  it("come from a copy of the shipped rules that is changed where one likes", function()
    dir:shell(("(cd %s && find rules -name '*.lua' | tar cf - -T -) | tar xf -"):format(
      program.quote(program.root)))
    local shipped = dir:run({ "-r", "news", "a.txt", "-t", "tsv" }).out
    assert.truthy(shipped:find("\tAnn Lee\tnames\t", 1, true), shipped)
    assert.equal(shipped, dir:run({ "rules/news.lua", "a.txt", "-t", "tsv" }).out)
    -- a file that a file of a folder uses is that of the copy, too
    local zones = dir:read("rules/article/zones.lua")
    local changed, n = zones:gsub("else add_zone%(zones, kind,",
      'else add_zone(zones, "my " .. kind,')
    assert.equal(1, n)
    dir:write("rules/article/zones.lua", changed)
    local got = dir:run { "rules/names.lua", "--layers", "Zone", "-t", "tsv", "-M", "columns=kind", "a.txt" }
    assert.truthy(got.out:find("my byline", 1, true), got.out .. got.err)
  end)

  it("are written where the output's name ends as theirs", function()
    for name, first in pairs { ["o.csv"] = "^document,layer", ["o.tsv"] = "^document\tlayer",
                               ["o.html"] = "^<!DOCTYPE html>", ["o.md"] = "^## Prices rise",
                               ["o.json"] = "^%[", ["o.CSV"] = "^document,layer",
                               ["o.jsonl"] = '^{"id"', ["o.ndjson"] = '^{"id"', ["o.txt"] = '^{"id"', o = '^{"id"',
                               ["o.ann"] = "^T1\tMove" } do
      local got = dir:run { "moves.lua", "a.txt", "-o", name }
      local note = name == "o.txt" and "newsengine: -o o.txt: no format has the extension .txt; "
                                       .. "writing jsonl, -t selects another\n" or ""
      assert.same({ 0, note }, { got.code, got.err })
      assert.truthy(dir:read(name):find(first), name)
    end
    assert.equal(0, dir:run({ "moves.lua", "a.txt", "-t", "jsonl", "-o", "p.csv" }).code)
    local got = dir:run { "moves.lua", "a.txt", "-o", "p.xml" }
    assert.same({ 2, "newsengine: -o p.xml: several formats are XML\n"
                     .. "  choose one: -t nitf, tei or timeml\n" }, { got.code, got.err })
    got = dir:run { "moves.lua", "a.txt", "-o", "p.xlsx" }
    assert.same({ 2, "newsengine: -o p.xlsx: a spreadsheet's own format\n"
                     .. "  csv opens in every spreadsheet: -o FILE.csv\n" }, { got.code, got.err })
    assert.equal(0, dir:run({ "moves.lua", "a.txt", "-t", "tei", "-o", "p.xml" }).code)
    for name, command in pairs { ["p.csv.gz"] = "-t csv | gzip", ["p.zst"] = "-t jsonl | zstd" } do
      got = dir:run { "moves.lua", "a.txt", "-o", name }
      assert.same({ 2, ("newsengine: -o %s: output is not compressed\n  newsengine ... %s > %s\n"):format(
        name, command, name) }, { got.code, got.err })
    end
    assert.equal(2, dir:run({ "moves.lua", "a.txt", "-t", "tsv", "-o", "p.csv.gz" }).code)
    assert.truthy(dir:read("p.csv"):find('^{"id"'))
  end)
end)
