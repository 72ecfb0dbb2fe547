-- Items of the input on their way to the workers.
local core = require "newsengine.core"
local inputs = require "newsengine.inputs"

describe("lines", function()
  it("come several at a time, as many as are wanted and follow each other", function()
    local function groups(text, most, bytes)
      local lines, list = core.lines(core.source_of(text)), {}
      for bytes_of, number, count in function() return lines:next(true, most, bytes) end do
        list[#list + 1] = ("%d+%d:%s"):format(number, count, bytes_of)
      end
      return list
    end
    local text = "one\ntwo\n\nthree\r\nfour\nfive\n"
    assert.same({ "1+2:one\ntwo", "4+3:three\nfour\nfive" }, groups(text, 9, 100))
    assert.same({ "1+2:one\ntwo", "4+2:three\nfour", "6+1:five" }, groups(text, 2, 100))
    assert.same({ "1+1:one", "2+1:two", "4+1:three", "5+1:four", "6+1:five" },
                groups(text, 9, 4))
    assert.same({ "1+1:one", "2+1:two", "4+1:three", "5+1:four", "6+1:five" }, groups(text))
  end)

  it("of a source that was closed are not read", function()
    local source = core.source_of("one\ntwo")
    local lines = core.lines(source)
    source:close()
    assert.has_error(function() lines:next(true) end,
                     "calling 'next' on bad self (the source is closed)")
  end)

  it("are told apart again where one of them killed its worker", function()
    local item = { kind = "piece", reader = "jsonl", id = "x", number = 7, bytes = "a\nbb\nc",
                   note = "" }
    local function split(done)
      local line, behind = inputs.split(item, done)
      local function shown(one) return one and one.number .. ":" .. one.bytes end
      return { shown(line) or "-", shown(behind) or "-" }
    end
    assert.same({ "7:a", "8:bb\nc" }, split(0))
    assert.same({ "8:bb", "9:c" }, split(1))
    assert.same({ "9:c", "-" }, split(2))
    assert.same({ "-", "-" }, split(3))
    item.bytes = "a"
    assert.same({ "-", "-" }, split(0))
    assert.same({ "-", "-" }, split(1))
    item.bytes, item.reader = "a\nb", "text"
    assert.same({ "-", "-" }, split(0))
  end)

  it("are read where they lie in what a worker was given", function()
    local items = {
      { kind = "piece", reader = "jsonl", id = "x", number = 1,
        bytes = '{"text":"a"}\n{"text":"b"}' },
      { kind = "piece", reader = "text", id = "y", bytes = "c" },
      { kind = "piece", reader = "jsonl", id = "z", number = 5, bytes = '{"text":"d"}\n' },
    }
    local packed, read = {}, {}
    for i, item in ipairs(items) do packed[i] = inputs.pack(item) end
    local payload = table.concat(packed)
    for _, item in ipairs(inputs.unpack_all(payload, true)) do
      inputs.read({ reader_options = {} }, item, function(one)
        read[#read + 1] = one.id .. ":" .. tostring(one.text or one.error)
      end)
    end
    assert.same({ "x#1:a", "x#2:b", "y:c", "z#5:d" }, read)
    for i, item in ipairs(inputs.unpack_all(payload)) do
      assert.equal(items[i].bytes, item.bytes)
    end
  end)

  it("of an item become a document each, their members read once", function()
    local function read(bytes, options)
      local list = {}
      local item = { kind = "piece", reader = "jsonl", id = "x", number = 3, bytes = bytes }
      inputs.read({ reader_options = options or {} }, item, function(one)
        list[#list + 1] = one
      end)
      return list
    end
    assert.same({
      { id = "a", text = "One.", title = "T", source = '{"n":1,"u":{"b":2,"a":null}}' },
      { id = "x#4", text = "Two.", url = "u", source = '{"url":"u"}' },
      { id = 7, text = "", source = '{"url":"u","k":"v"}', url = "u" },
      { id = "x#6", error = 'x:6:1: a JSON object expected' },
      { id = 1.5, error = 'x:7: "text" is not a string' },
      { id = "b", error = 'x:8: no "text"; -M text=KEY names the key that holds it' },
      { id = "c", title = "", source = '{"words":"x","date":{}}',
        error = 'x:9: no "text" among date, words; -M text=KEY names the key that holds it' },
    }, read('{"n":1,"id":"a","title":"T","text":"One.","u":{"b":2,"a":null}}\n'
      .. '{"id":true,"text":"Two.","url":"u"}\n{"k":"v","url":"u","text":"","id":7}\n[]\n'
      .. '{"id":1.5,"text":3}\n{"id":"b"}\n'
      .. '{"id":"c","words":"x","title":"","date":{}}'))
    assert.same({ { id = "h", url = "h", text = "Hello", title = "Hello",
                    source = '{"url":"h","text":"t"}' } },
                read('{"text":"t","url":"h","body":"Hello"}',
                     { id = "url", text = "body", title = "body" }))
  end)
end)

describe("a source of bytes", function()
  it("keeps them while it is watched", function()
    local source = core.source_of(("abc\n"):rep(100000))
    source:watch(core.signals())
    collectgarbage()
    assert.equal(("abc\n"):rep(100000), source:read_all())
  end)
end)

describe("a text", function()
  local engine = require "newsengine.engine"
  local paths = require "newsengine.paths"
  paths.root = paths.root or "."

  local path = os.tmpname()
  teardown(function() os.remove(path) end)

  local function read(bytes, limit)
    local file = assert(io.open(path, "wb"))
    file:write(bytes)
    file:close()
    local source <close> = setmetatable({ it = assert(core.source(path)) },
                                        { __close = function(s) s.it:close() end })
    return source.it:read_text(limit)
  end

  it("that is UTF-8 stays out of Lua until a string of it is asked for", function()
    local text, bytes = read("Caf\u{e9}\0.")
    assert.equal("userdata", type(text))
    assert.is_nil(bytes)
    assert.equal(7, #text)
    assert.equal("Caf\u{e9}\0.", tostring(text))
    assert.equal(0, #read(""))
  end)

  it("comes with its bytes where they are others", function()
    local function both(bytes)
      local text, given = read(bytes)
      return { tostring(text), given }
    end
    assert.same({ "a\u{e9}", "\xEF\xBB\xBFa\u{e9}" }, both("\xEF\xBB\xBFa\u{e9}"))
    assert.same({ "a\u{fffd}b", "a\xFFb" }, both("a\xFFb"))
    assert.same({ "hi", "\xFF\xFEh\0i\0" }, both("\xFF\xFEh\0i\0"))
  end)

  it("that is too long, or damaged, is not there", function()
    local _, why = read(("x"):rep(300000), 1000)
    assert.equal("input is too long: more than 1000 bytes", why)
    _, why = read("\x1F\x8B\8\0\0\0\0\0\0\0damaged")
    assert.truthy(why:find("damaged", 1, true), why)
    assert.equal("whole", tostring(read("whole")))
  end)

  it("is its document's from then on, which tells it and its hash as of a string", function()
    local made = engine.new { reuse = true }
    local words = "“Yes”, Ann said on 3 May. "
    local told = {}
    for i, way in ipairs { tostring, function(text) return text end } do
      for _, times in ipairs { 1, 100000, 2 } do
        local given = way(read(words:rep(times)))
        local doc = assert(made:document { id = "a", text = given, lang = "en" })
        if type(given) == "userdata" then assert.equal(0, #given) end
        local function line(input)
          return core.record(doc, { { "Sentence", -1 } }, { id = "a", input = input })
        end
        told[i] = (told[i] or "") .. line(true)
        assert.equal(words:rep(times), doc.text)
        assert.equal(line(true), line(doc.text))
        made:let_go()
      end
    end
    assert.equal(told[1], told[2])
  end)

  it("that was taken leaves spans of before void", function()
    local made = engine.new { reuse = true }
    local doc = assert(made:document { text = read("One two."), lang = "en" })
    local span = doc:span(1, 3)
    assert.equal("One", span.text)
    made:let_go()
    assert.is_false((pcall(function() return span.text end)))
    assert.equal("", doc.text)
    doc = assert(made:document { text = read("Three."), lang = "en" })
    assert.equal("Three", doc:span(1, 5).text)
  end)

  it("over the memory of a document is refused like any other", function()
    local made = engine.new { reuse = true, budget = { steps = 1 << 40, seconds = 9,
                                                       memory = 100000 } }
    local text = ("x"):rep(100000)
    for _, one in ipairs { text, (read(text)) } do
      local doc, message = made:document { text = one, lang = "en" }
      assert.same({ nil, "not enough memory for the text" }, { doc, message })
    end
    assert.truthy(made:document { text = read("fits"), lang = "en" })
  end)
end)
