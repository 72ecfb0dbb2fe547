-- Every format read back by a small reader of this file: the annotations of the record, their
-- places in the unit that the format counts in, and what the text could do to the format.
local core = require "newsengine.core"

local documents = { "tests/formats/astral.txt", "tests/articles/wire.txt" }

local function run(arguments)
  local pipe = assert(io.popen("./newsengine " .. arguments .. " 2>&1", "r"))
  local bytes = pipe:read("a")
  local _, _, code = pipe:close()
  return bytes, code
end

local function record_of(path, unit)
  return core.json_decode((run(("rules/news.lua -t jsonl --offsets %s %s"):format(unit, path))))
end

local function written(format, path)
  return (run(("rules/news.lua -t %s %s"):format(format, path)))
end

local function key(layer, start, stop, text)
  return ("%s %d %d %s"):format(layer, start, stop, text or "")
end

local function sorted(list)
  table.sort(list)
  return list
end

local function keys_of(record, with_text)
  local list = {}
  for i, a in ipairs(record.annotations) do
    list[i] = key(a.layer, a.start, a["end"], with_text and a.text)
  end
  return sorted(list)
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

-- Text of code points start..stop.
local function cut(text, start, stop)
  return text:sub(utf8.offset(text, start + 1), utf8.offset(text, stop + 1) - 1)
end

local function utf16_length(text)
  local n = 0
  for _, code in utf8.codes(text) do n = n + (code > 0xFFFF and 2 or 1) end
  return n
end

-- Elements of well-formed XML without CDATA: tag(name, attributes, opens), text(piece).
local entities = { amp = "&", lt = "<", gt = ">", quot = '"' }
local function decoded(text)
  return (text:gsub("&(#?)(%w+);", function(number, name)
    return number == "#" and utf8.char(tonumber(name)) or assert(entities[name], name)
  end))
end
local function parse_xml(bytes, tag, text)
  local at = 1
  while at <= #bytes do
    local open = bytes:find("<", at, true) or #bytes + 1
    if open > at then text(decoded(bytes:sub(at, open - 1))) end
    local close = bytes:find(">", open, true) or #bytes
    local inner = bytes:sub(open + 1, close - 1)
    local slash, name, rest = inner:match("^(/?)([%a][%w.:_-]*)(.*)$")
    if name then
      local attributes = {}
      for key_, value in rest:gmatch('([%w:_-]+)="([^"<]*)"') do
        attributes[key_] = decoded(value)
      end
      if slash == "" then tag(name, attributes, true) end
      if slash == "/" or rest:sub(-1) == "/" then tag(name, attributes, false) end
    end
    at = close + 1
  end
end

-- Texts of the elements by id, the parts of one put together.
local function texts_by_id(bytes, id_of)
  local stack, texts = {}, {}
  parse_xml(bytes, function(name, attributes, opens)
    if opens then
      local id = id_of(name, attributes)
      stack[#stack + 1] = { name = name, id = id }
      if id then texts[id] = texts[id] or "" end
    else
      assert.equal(name, table.remove(stack).name)
    end
  end, function(text)
    for _, one in ipairs(stack) do
      if one.id then texts[one.id] = texts[one.id] .. text end
    end
  end)
  assert.equal(0, #stack)
  return texts
end

local function squeezed(text) return (text:gsub("%s+", " "):gsub("\u{A0}", " ")) end

for _, path in ipairs(documents) do
  describe("formats of " .. path, function()
    local by_point, by_unit, text
    setup(function()
      by_point, by_unit = record_of(path, "codepoint"), record_of(path, "utf16")
      text = read(path)
      assert.truthy(#by_point.annotations > 20)
    end)

    it("spacy: tokens, spans and sentences by code points", function()
      local doc = core.json_decode(written("spacy", path))
      assert.equal(text, doc.text)
      local list = {}
      for layer, spans in pairs(doc.spans) do
        for _, span in ipairs(spans) do list[#list + 1] = key(layer, span.start, span["end"]) end
      end
      assert.same(keys_of(by_point), sorted(list))
      local last = 0 -- tokens and single spaces spell the text
      for _, token in ipairs(doc.tokens) do
        assert.truthy(token.start == last or cut(text, last, token.start) == " ")
        last = token["end"]
      end
      assert.equal(utf8.len(text), last)
      last = 0
      for _, ent in ipairs(doc.ents) do
        assert.truthy(ent.start >= last)
        last = ent["end"]
      end
      assert.truthy(#doc.ents > 5 and #doc.sents > 3)
    end)

    it("doccano and prodigy: entities and relations by code points", function()
      local doc = core.json_decode(written("doccano", path))
      local list, ids = {}, {}
      for _, e in ipairs(doc.entities) do
        list[#list + 1] = key(e.label, e.start_offset, e.end_offset)
        ids[e.id] = e.label
      end
      assert.same(keys_of(by_point), sorted(list))
      assert.truthy(#doc.relations > 0)
      for _, r in ipairs(doc.relations) do
        assert.truthy(ids[r.from_id] and ids[r.to_id])
        assert.equal("Quote", ids[r.from_id])
      end
      doc = core.json_decode(written("prodigy", path))
      list = {}
      for _, s in ipairs(doc.spans) do
        list[#list + 1] = key(s.label, s.start, s["end"])
        assert.equal(s.start, doc.tokens[s.token_start + 1].start)
        assert.equal(s["end"], doc.tokens[s.token_end + 1]["end"])
      end
      assert.same(keys_of(by_point), sorted(list))
      for i, token in ipairs(doc.tokens) do
        assert.equal(i - 1, token.id)
        assert.equal(token.text, cut(text, token.start, token["end"]))
      end
      assert.truthy(#doc.relations > 0)
    end)

    it("labelstudio and cas: UTF-16 units", function()
      local tasks = core.json_decode(written("labelstudio", path))
      local list, relations = {}, 0
      for _, r in ipairs(tasks[1].predictions[1].result) do
        if r.type == "labels" then
          list[#list + 1] = key(r.value.labels[1], r.value.start, r.value["end"], r.value.text)
        else
          relations = relations + 1
        end
      end
      assert.same(keys_of(by_unit, true), sorted(list))
      assert.truthy(relations > 0)
      assert.equal(text, tasks[1].data.text)
      local cas = core.json_decode(written("cas", path))
      list = {}
      local by_id, ends = {}, nil
      for _, fs in ipairs(cas["%FEATURE_STRUCTURES"]) do
        by_id[fs["%ID"]] = fs
        local layer = fs["%TYPE"]:match("^newsengine%.(.*)")
        if layer and layer ~= "Part" then list[#list + 1] = key(layer, fs.begin, fs["end"]) end
        if fs["%TYPE"] == "uima.tcas.DocumentAnnotation" then ends = fs["end"] end
      end
      assert.same(keys_of(by_unit), sorted(list))
      assert.equal(utf16_length(text), ends)
      for _, fs in ipairs(cas["%FEATURE_STRUCTURES"]) do
        if fs["@speaker"] then assert.truthy(by_id[fs["@speaker"]]) end
        for name in pairs(fs) do -- every feature is declared
          local feature = name:match("^@?(%a[%w_]*)$")
          local type_ = cas["%TYPES"][fs["%TYPE"]]
          if feature and type_ and not ({ begin = 1, ["end"] = 1, sofa = 1 })[feature] then
            assert.truthy(type_[feature], feature)
          end
        end
      end
    end)

    it("webannotation: positions and the words around", function()
      local page = core.json_decode(written("webannotation", path))
      local list = {}
      for _, item in ipairs(page.items) do
        local place, quote = item.target.selector[1], item.target.selector[2]
        list[#list + 1] = key(item.body[1].value, place.start, place["end"], quote.exact)
        local before = cut(text, 0, place.start)
        assert.equal(quote.prefix, before:sub(-#quote.prefix - 1):sub(-#quote.prefix))
        assert.equal(1, cut(text, place["end"], utf8.len(text)):find(quote.suffix, 1, true))
      end
      assert.same(keys_of(by_point, true), sorted(list))
    end)

    it("brat: text of each piece, relations between names that are there", function()
      local list, names = {}, {}
      local wanted = {}
      for _, a in ipairs(by_point.annotations) do wanted[a.layer] = true end
      local bytes = written("brat", path)
      for line in bytes:gmatch("([^\n]*)\n") do
        local name, layer, places, covered = line:match("^(T%d+)\t(%S+) ([%d ;]+)\t(.*)$")
        if name then
          local texts, first, last = {}, nil, nil
          for start, stop in places:gmatch("(%d+) (%d+)") do
            texts[#texts + 1] = cut(text, tonumber(start), tonumber(stop))
            first, last = first or tonumber(start), tonumber(stop)
          end
          assert.equal(covered, table.concat(texts, " "))
          names[name] = layer
          if wanted[layer] then list[#list + 1] = key(layer, first, last) end
        end
      end
      assert.same(keys_of(by_point), sorted(list))
      local relations = 0
      for from, to in bytes:gmatch("\nR%d+\t%a+ Arg1:(T%d+) Arg2:(T%d+)\n?") do
        relations = relations + 1
        assert.truthy(names[from] and names[to])
      end
      assert.truthy(relations > 0)
    end)

    it("conllu: words that spell the sentence, annotations in MISC", function()
      local spans, sentence, spelled, id, joined_until = {}, nil, nil, 0, 0
      for line in written("conllu", path):gmatch("([^\n]*)\n") do
        local of = line:match("^# text = (.*)$")
        if of then
          sentence, spelled, id, joined_until = of, {}, 0, 0
        elseif line == "" then
          assert.equal(sentence, (table.concat(spelled):gsub(" $", "")))
        elseif line:sub(1, 1) ~= "#" then
          local cells = {}
          for cell in line:gmatch("[^\t]+") do cells[#cells + 1] = cell end
          assert.equal(10, #cells)
          local from, to = cells[1]:match("^(%d+)-(%d+)$")
          local start, stop = cells[10]:match("TokenRange=(%d+):(%d+)")
          if from then
            joined_until = tonumber(to)
          else
            id = id + 1
            assert.equal(tostring(id), cells[1])
            assert.truthy(cells[4]:find("^%u+$") and cells[4] ~= "X", line)
            for layer, marks in cells[10]:gmatch("(%w+)=([BI%-%d,]+)") do
              for mark, number in marks:gmatch("([BI])%-(%d+)") do
                if mark == "B" then
                  spans[tonumber(number)] = { layer, tonumber(start), tonumber(stop) }
                else
                  spans[tonumber(number)][3] = tonumber(stop)
                end
              end
            end
          end
          if from or id > joined_until then
            spelled[#spelled + 1] = cells[2]
            if not cells[10]:find("SpaceAfter=No", 1, true) then spelled[#spelled + 1] = " " end
          end
        end
      end
      local list = {}
      for i, span in pairs(spans) do list[i] = key(span[1], span[2], span[3]) end
      assert.same(keys_of(by_point), sorted(list))
    end)

    it("conllu: a name keeps its capitals as a lemma; other languages have none", function()
      local bytes = written("conllu", "tests/articles/wire.txt")
      assert.truthy(bytes:find("\tKenya\tKenya\tPROPN\t", 1, true))
      assert.truthy(bytes:find("\tholds\thold\tVERB\t", 1, true))
      bytes = written("conllu", "tests/articles/wire.txt --lang pl")
      assert.truthy(bytes:find("\tbank\t_\t", 1, true))
      assert.falsy(bytes:find("\n%d+\t[^\t]+\t[^_\t]"))
    end)

    it("conll2003: tags that begin before they go on", function()
      local before, tags, words = "O", 0, 0
      local bytes = written("conll2003", path)
      assert.equal("-DOCSTART- -X- O O\n\n", bytes:sub(1, 20))
      for line in bytes:sub(21):gmatch("([^\n]*)\n") do
        if line ~= "" then
          local tag = line:match("^%S+ %-X%- O ([BIO]%S*)$")
          assert.truthy(tag, line)
          words = words + 1
          if tag:sub(1, 2) == "I-" then assert.equal(tag:sub(2), before:sub(2)) end
          if tag:sub(1, 2) == "B-" then tags = tags + 1 end
          before = tag
        end
      end
      assert.truthy(tags > 10 and words > 50)
    end)

    it("tei: every annotation but zones, in parts where they cross", function()
      local texts = texts_by_id(written("tei", path), function(_, attributes)
        local id = attributes["xml:id"] or attributes.prev
        return id and tonumber(id:match("%-a(%d+)$"))
      end)
      for i, a in ipairs(by_point.annotations) do
        if a.layer == "Zone" then
          assert.is_nil(texts[i])
        else
          assert.equal(squeezed(a.text), squeezed(texts[i] or "missing"))
        end
      end
    end)

    it("nitf and timeml: what they have elements for", function()
      local texts = texts_by_id(written("nitf", path), function(_, attributes)
        return attributes.id and tonumber(attributes.id:match("^a(%d+)$"))
      end)
      local n = 0
      for i, piece in pairs(texts) do
        n = n + 1
        -- a name that crosses a quotation's border goes on in an element without id
        assert.equal(1, squeezed(by_point.annotations[i].text):find(squeezed(piece), 1, true))
      end
      assert.truthy(n > 10)
      texts = texts_by_id(written("timeml", path), function(name, attributes)
        return name == "TIMEX3" and attributes.tid
      end)
      local values, times = {}, {}
      for id, piece in pairs(texts) do
        if id ~= "t0" then values[#values + 1] = piece end
      end
      for _, a in ipairs(by_point.annotations) do
        if ({ Date = 1, Time = 1, Duration = 1, Set = 1 })[a.layer] then
          times[#times + 1] = a.text
        end
      end
      assert.same(sorted(times), sorted(values))
    end)

    it("html: the text whole, a mark for every annotation", function()
      local page = written("html", path)
      local story = page:match('<div class="story">\n(.-)\n</div>')
      local marks, layers = 0, {}
      for class in story:gmatch('<mark class="([%w_]+)"') do
        marks = marks + 1
        layers[class] = true
      end
      local count = 0
      for _, a in ipairs(by_point.annotations) do
        if a.layer ~= "Zone" then
          count = count + 1
          assert.truthy(layers[a.layer], a.layer)
        end
      end
      assert.truthy(marks >= count)
      local plain = decoded(story:gsub("<[^>]*>", ""))
      assert.equal(squeezed(" " .. text .. " "), squeezed(" " .. plain .. " "))
      for target in page:gmatch('href="#([^"]+)"') do
        assert.truthy(page:find(('id="%s"'):format(target), 1, true), target)
      end
      assert.falsy(page:find("https?:"))
    end)

    it("jsonld and ninjs: quotations, speakers and names", function()
      local article = core.json_decode(written("jsonld", path))
      local quotes, entities_seen = 0, {}
      for _, a in ipairs(by_point.annotations) do
        if a.layer == "Quote" then quotes = quotes + 1 end
        if a.attributes.entity then entities_seen[a.attributes.entity] = true end
      end
      local n = 0
      for _ in pairs(entities_seen) do n = n + 1 end
      assert.equal(quotes, #article.hasPart)
      assert.equal(n, #article.mentions)
      assert.equal(text, article.articleBody)
      local item = core.json_decode(written("ninjs", path))
      assert.equal(by_point.meta.headline, item.headlines[1].value)
      assert.equal(utf8.len(item.bodies[1].value), item.bodies[1].charCount)
      assert.truthy(#item.people > 0)
    end)
  end)
end

describe("formats over several documents", function()
  local all = "tests/articles/wire.txt tests/articles/court.txt tests/formats/astral.txt"

  it("are the same for any number of workers", function()
    for _, format in ipairs { "html", "gexf", "dot", "tei", "labelstudio", "conllu" } do
      local one = run(("rules/news.lua -t %s -j 1 %s"):format(format, all))
      assert.equal(one, (run(("rules/news.lua -t %s -j 3 %s"):format(format, all))), format)
      assert.truthy(#one > 500, format)
    end
  end)

  it("tei: a teiCorpus around more than one", function()
    local one = written("tei", documents[2])
    assert.falsy(one:find("teiCorpus", 1, true))
    local many = (run("rules/quotes.lua -t tei " .. all))
    local depth, count = 0, 0
    parse_xml(many, function(name, _, opens)
      depth = depth + (opens and 1 or -1)
      if opens and name == "TEI" then
        assert.equal(2, depth)
        count = count + 1
      end
    end, function() end)
    assert.same({ 0, 3 }, { depth, count })
    assert.equal(1, select(2, many:gsub("<%?xml", "")))
  end)

  local function beside(rule, f)
    local path = os.tmpname()
    local file = assert(io.open(path .. ".lua", "w"))
    file:write(rule)
    file:close()
    local ok, message = pcall(f, path .. ".lua")
    os.remove(path)
    os.remove(path .. ".lua")
    assert(ok, message)
  end

  local own = [==[
rule "x.rate" { emit = "Rate", pattern = [[ to n:[/^\d\.\d$/] percent | n:[/^7.0$/] percent ]],
  set = function(m)
    return { name = m.text, content = "<" .. m.n.text .. ">", entity = "rate:1" }
  end }
]==]

  it("html: a table of each own layer with all attributes, and none that is empty", function()
    beside(own, function(rule)
      local page = (run(rule .. " -t html tests/articles/wire.txt tests/formats/astral.txt"))
      local captions = {}
      for caption in page:gmatch("<caption>(.-)</caption>") do captions[#captions + 1] = caption end
      assert.same({ "Rate", "Articles", "Rate: 2 in all" }, captions)
      assert.truthy(page:find('<th scope="col">article</th><th scope="col">published</th></tr>',
                              1, true))
      local id, text = page:match('<tr><td><a href="#(d%x+%-2)">(.-)</a></td><td>&lt;5.8&gt;</td>'
                                  .. '<td>rate:1</td><td>to 5.8 percent</td></tr>')
      assert.equal("to 5.8 percent", text)
      assert.truthy(page:find('<mark class="Rate" id="' .. id .. '" title="x.rate; content: '
                              .. '&lt;5.8&gt;; entity: rate:1; name: to 5.8 percent">', 1, true))
      assert.truthy(page:find("food prices", 1, true) and page:find("drought …</td><td><a "
                              .. 'href="#' .. id, 1, true))
    end)
    assert.falsy((run("-r contacts -t html tests/articles/wire.txt")):find("<table", 1, true))
  end)

  it("markdown: every attribute, the one that says most first", function()
    beside(own, function(rule)
      local page = (run(rule .. " -t markdown tests/articles/wire.txt"))
      assert.truthy(page:find("| Rate | to 5.8 percent | to 5.8 percent; content: \\<5.8\\>; "
                              .. "entity: rate:1 | 5:16 |", 1, true), page)
    end)
    assert.truthy((run("-r numbers -t markdown tests/articles/wire.txt"))
                  :find("| $41 million | 41000000 USD", 1, true))
  end)

  it("html: an index that leads to every article, speakers with their totals", function()
    local page = (run("rules/news.lua -t html " .. all))
    local index = page:match('<section id="index">(.*)</section>')
    for id in page:gmatch('<article id="([^"]+)"') do
      assert.truthy(index:find('href="#' .. id .. '"', 1, true))
    end
    assert.truthy(index:find("<td>Alastair Finch</td>", 1, true))
    assert.truthy(index:find("<svg", 1, true))
    assert.is_nil((written("html", documents[2])):find('<section id="index">', 1, true))
  end)

  it("gexf and dot: speakers and whom they speak of, added up", function()
    local twice = (run("rules/news.lua -t gexf tests/articles/wire.txt tests/articles/wire.txt"))
    local once = written("gexf", "tests/articles/wire.txt")
    local function sum(bytes)
      local n = 0
      for value in bytes:gmatch('<attvalue for="1" value="(%d+)"/>') do n = n + tonumber(value) end
      return n
    end
    assert.truthy(sum(once) > 5)
    assert.equal(2 * sum(once), sum(twice))
    assert.equal(select(2, once:gsub("<node ", "")), select(2, twice:gsub("<node ", "")))
    local dot = (run("rules/news.lua -t dot tests/articles/wire.txt"))
    assert.equal(select(2, once:gsub("<node ", "")), select(2, dot:gsub("%[label=", "")))
  end)

  it("of one document a file: a second one ends the run with 2", function()
    for _, format in ipairs { "nitf", "timeml", "cas", "brat" } do
      local out, code = run(("rules/quotes.lua -t %s -o /dev/null %s"):format(format, all))
      assert.equal(2, code)
      assert.equal(("newsengine: format %s holds one document; use -o DIR/\n"):format(format), out)
    end
  end)

  it("brat: with -o DIR/ text and configuration beside the annotations", function()
    local directory = os.tmpname()
    os.remove(directory)
    assert.equal("", (run(("rules/news.lua -t brat -o %s/ %s"):format(directory, all))))
    local name = directory .. "/tests%2Fformats%2Fastral.txt"
    assert.equal(read("tests/formats/astral.txt"), read(name .. ".txt"))
    assert.equal(written("brat", "tests/formats/astral.txt"), read(name .. ".ann"))
    local configuration = read(directory .. "/annotation.conf")
    for _, section in ipairs { "entities", "relations", "events", "attributes" } do
      assert.truthy(configuration:find("[" .. section .. "]", 1, true))
    end
    assert.truthy(configuration:find("\nQuote\n", 1, true))
    assert.equal("7\n", io.popen("ls " .. directory .. " | wc -l"):read("a"))
    os.execute("rm -r " .. directory)
  end)

  it("text and article: the story without the page around it", function()
    local page = "tests/articles/page.txt"
    local story = written("text", page)
    assert.truthy(story:find("^Harbor Bridge to close for nine months, county says\n\nRepairs"))
    assert.falsy(story:find("newsletter", 1, true))
    assert.truthy((run("rules/news.lua -t text -M all=1 " .. page)):find("newsletter", 1, true))
    local article = core.json_decode((run("-t article " .. page)))
    assert.equal("Maria Lindqvist", article.byline)
    assert.equal("2023-10-05T16:12", article.published)
    assert.truthy(article.body:find("^The Harbor Bridge will close"))
    assert.falsy(article.body:find("ADVERTISEMENT", 1, true))
  end)

  it("article: the story whole, without dateline, stamps and credit", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write("Drivers vote to stop work\nBy Ann Lee\nPublished 3 March 2024\n\n"
      .. "LONDON (Reuters) - Drivers at the depot voted on Monday to stop work.\n\n"
      .. "The company said it was disappointed.\n\n(Reporting by Ann Lee; Editing by Bo Roe)\n")
    file:close()
    local article = core.json_decode((run("-t article " .. path)))
    assert.equal("2024-03-03", article.published)
    local body = "Drivers at the depot voted on Monday to stop work.\n\n"
                 .. "The company said it was disappointed."
    assert.equal(body, article.body)
    file = assert(io.open(path, "w")) -- a dateline begins a story, whatever stands below it
    file:write("HARWICK, March 2 - " .. body .. "\n\nPublished 3 March 2024\n")
    file:close()
    article = core.json_decode((run("-t article " .. path)))
    os.remove(path)
    assert.same({ nil, body }, { article.headline, article.body })
  end)

  it("csv: columns by name, a mark for spreadsheets", function()
    local got = (run("rules/quotes.lua -t csv -M columns=text,act,speaker -M bom=1 "
      .. "tests/articles/wire.txt"))
    assert.equal("\u{FEFF}text,act,speaker\r\n", got:match("^[^\n]*\n"))
    local row = "\r\nthe budget was under strain,deny,Finance Minister Peter Kilonzo\r\n"
    assert.truthy(got:find(row, 1, true))
  end)

  it("one that fails on a document of a thousand: it is named, the others are whole", function()
    local directory = os.tmpname()
    os.remove(directory)
    os.execute("mkdir " .. directory)
    local function write(name, bytes)
      local file = assert(io.open(directory .. "/" .. name, "wb"))
      file:write(bytes)
      file:close()
    end
    write("f.lua", 'format "f" { extension = "txt", document = function(out, doc)\n'
      .. '  out("begun ")\n  if doc.id == 500 then error("no way") end\n'
      .. '  out("%s\\n", doc.id)\nend }\n')
    local list, wanted = {}, {}
    for i = 1, 1000 do
      list[i] = ('{"id":%d,"text":"We said so."}\n'):format(i)
      if i ~= 500 then wanted[#wanted + 1] = ("begun %d\n"):format(i) end
    end
    write("in.jsonl", table.concat(list))
    local command = ("--layers Sentence -t %s/f.lua -j 2 -o %s/%%s %s/in.jsonl"):format(
      directory, directory, directory)
    for _, output in ipairs { "out.txt", "out/" } do
      local said, code = run(command:format(output))
      assert.equal(3, code)
      assert.equal(("newsengine: 500: %s/f.lua:3: no way\n"):format(directory), said)
    end
    assert.equal(table.concat(wanted), read(directory .. "/out.txt"))
    assert.equal("999\n", io.popen("ls -A " .. directory .. "/out | wc -l"):read("a"))
    assert.equal("begun 7\n", read(directory .. "/out/7.txt"))
    os.execute("rm -r " .. directory)
  end)
end)
