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
    }, read('{"n":1,"id":"a","title":"T","text":"One.","u":{"b":2,"a":null}}\n'
      .. '{"id":true,"text":"Two.","url":"u"}\n{"k":"v","url":"u","text":"","id":7}\n[]\n'
      .. '{"id":1.5,"text":3}\n{"id":"b"}'))
    assert.same({ { id = "h", url = "h", text = "Hello", title = "Hello",
                    source = '{"url":"h","text":"t"}' } },
                read('{"text":"t","url":"h","body":"Hello"}',
                     { id = "url", text = "body", title = "body" }))
  end)
end)
