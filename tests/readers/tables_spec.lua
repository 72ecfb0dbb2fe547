-- csv, json, jsonl: a document a row or an object; damaged ones named, the others whole.
local readers = dofile("tests/readers/readers.lua")

describe("the csv reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  it("reads columns by name, quotation marks, line ends in cells, and keeps other columns", function()
    local got, result, records = readers.read(dir, "a.csv", 'id,Title,text,date,desk\r\n'
      .. '7,"A ""big"" dam","Line one,\r\nline two",2022-03-14,home\r\n'
      .. "8,Two,Plain text,,\r\n")
    assert.same({ '7 | A "big" dam | 2022-03-14 |  | Line one,\r\nline two',
                  "8 | Two |  |  | Plain text" }, got)
    assert.equal(0, result.code)
    assert.same({ desk = "home" }, records[1].source)
  end)

  it("finds semicolons and tabs, and takes names by -M", function()
    assert.same({ "b.csv#1 | H |  |  | one;two" },
                (readers.read(dir, "b.csv", 'headline;body\nH;"one;two"\n')))
    assert.same({ "c.tsv#1 | H |  |  | one" }, (readers.read(dir, "c.tsv", "headline\ttext\nH\tone\n")))
    assert.same({ "u1 |  |  |  | one" }, (readers.read(dir, "d.csv", "key,words\nu1,one\n",
      { "-f", "csv", "-M", "text=words", "-M", "id=key" })))
  end)

  it("has an option that the format has too as -M reader.KEY", function()
    dir:write("a.jsonl", '{"title":"Small","head":"Large","text":"Ann said so."}\n')
    local function page(...)
      return dir:run({ "--layers", "Sentence", "-t", "html", "a.jsonl", ... }).out
    end
    local got = page("-M", "title=Our week", "-M", "reader.title=head")
    assert.truthy(got:find("<h1>Our week</h1>", 1, true))
    assert.truthy(got:find("Large", 1, true))
    assert.falsy(got:find("Small", 1, true))
    got = page("-M", "title=head")
    assert.truthy(got:find("<h1>head</h1>", 1, true))
    assert.truthy(got:find("Small", 1, true))
    local failed = dir:run { "--layers", "Sentence", "a.jsonl", "-M", "reader.titel=head" }
    assert.equal(2, failed.code)
    assert.truthy(failed.err:find("-M reader.titel: nothing takes this option", 1, true))
  end)

  it("takes what stands between cells from the line that Excel reads, too", function()
    for _, first in ipairs { "sep=|\n", '\u{FEFF}"sep=|"\r\n', "\nSep=|\n" } do
      local line = first:find("^\n") and 5 or 4
      assert.same({ "1 | a,b;c | 2022-03-14 |  | one",
                    ("2 ! a.csv:%d: 1 cell, but 4 columns"):format(line) },
                  (readers.read(dir, "a.csv", first .. "id|title|published|text\n"
                                              .. "1|a,b;c|2022-03-14|one\n2\n")))
    end
    assert.same({ "a.csv#1 |  |  |  | one" },
                (readers.read(dir, "a.csv", "sep=;\ntext,x\none,1\n", { "-M", "separator=," })))
    assert.same({ "1 |  |  |  | sep=;" }, (readers.read(dir, "a.csv", "id,text\n1,sep=;\n")))
  end)

  it("reads UTF-16 with its mark, as spreadsheets write it; JSON Lines too", function()
    local function utf16(text, order)
      local units = {}
      for _, code in utf8.codes(text) do units[#units + 1] = string.pack(order .. "I2", code) end
      return string.pack(order .. "I2", 0xFEFF) .. table.concat(units)
    end
    for _, order in ipairs { "<", ">" } do
      for _, jobs in ipairs { "1", "2" } do
        assert.same({ "7 |  |  |  | Łódź,\nat noon", "8 |  |  |  | Two" },
          (readers.read(dir, "u.csv", utf16('id\ttext\n7\t"Łódź,\nat noon"\n8\tTwo\n', order),
                        { "-j", jobs })))
      end
      assert.same({ "7 |  |  |  | Łódź", "8 |  |  |  | Two" },
        (readers.read(dir, "u.jsonl",
                      utf16('{"id":"7","text":"Łódź"}\n{"id":"8","text":"Two"}\n', order))))
    end
  end)

  it("names damaged rows and keeps those before and behind", function()
    local got, result = readers.read(dir, "a.csv", 'id,text\n1,"one"\n2,"two\n3,"three"\n4,four\n5\n6,six\n')
    assert.same({ "1 |  |  |  | one", "a.csv#2 ! a.csv:3: text after a closed quotation mark",
                  "3 |  |  |  | three", "4 |  |  |  | four",
                  "5 ! a.csv:6: 1 cell, but 2 columns", "6 |  |  |  | six" }, got)
    assert.equal(3, result.code)
    got = readers.read(dir, "b.csv", 'id,text\n1,one\n2,"two')
    assert.same({ "1 |  |  |  | one", "b.csv#2 ! b.csv:3: a quotation is not closed" }, got)
    assert.same({ 'c.csv#1 ! c.csv:2: no column "text" among a, b; '
                  .. "-M text=COLUMN names the column of the text" },
                (readers.read(dir, "c.csv", "a,b\n1,2\n")))
  end)

  it("takes quotation marks between tabs for letters where they close no cell", function()
    local rows = 'id\ttext\n1\t"Hi," he said.\n2\t"""Yes,"" she\tsaid."\r\n3\t"open\n4\t"No" "way"\n5\t"a\nb"\n6\t"end'
    for _, jobs in ipairs { "1", "2" } do
      local _, result = readers.read(dir, "q.tsv", rows, { "-j", jobs })
      local texts = {}
      for i, record in ipairs(readers.program.records(result.out)) do texts[i] = record.text end
      assert.same({ '"Hi," he said.', '"Yes," she\tsaid.', '"open', '"No" "way"', "a\nb", '"end' }, texts)
      assert.equal(0, result.code)
    end
    assert.equal(3, select(2, readers.read(dir, "c.csv", 'id,text\n1,"Hi," he said.\n')).code)
  end)

  it("begins with the first row that is not blank", function()
    assert.same({ "1 |  |  |  | one", "b.csv#2 |  |  |  | two" },
                (readers.read(dir, "b.csv", "\n \r\nid,text\n1,one\n,two\n")))
  end)

  it("names a column that is asked for and not there, whatever it is to hold", function()
    local got, result = readers.read(dir, "a.csv", "Head,text,k\nH,one,5\n",
                                     { "-M", "title=headline" })
    assert.same({ 'a.csv#1 ! a.csv:2: no column "headline" among Head, text, k; '
                  .. "-M title=COLUMN names the column of the title" }, got)
    assert.equal(3, result.code)
    assert.truthy(result.out:find('"source":{"Head":"H","k":"5"},"errors":', 1, true))
    got, result = readers.read(dir, "a.csv", "Head,text\nH,one\n", { "-M", "title=head" })
    assert.same({ "a.csv#1 | H |  |  | one" }, got)
    assert.equal(0, result.code)
  end)

  it("gives the same records for any number of workers, from a pipe too", function()
    local rows = { "id,text" }
    for i = 1, 500 do rows[#rows + 1] = ('%d,"text %d\nsecond line"'):format(i, i) end
    local bytes = table.concat(rows, "\n") .. "\n"
    dir:write("big.csv", bytes)
    local one = dir:run { "--layers", "Token", "big.csv" }
    local two = dir:run { "--layers", "Token", "-j", "2", "big.csv" }
    assert.equal(500, select(2, one.out:gsub("\n", "")))
    assert.equal(one.out, two.out)
    local piped = dir:run({ "--layers", "Token", "-f", "csv", "-j", "2", "-" }, bytes)
    assert.equal(one.out, piped.out)
  end)
end)

describe("the json reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  it("reads the elements of an array, and objects one after the other", function()
    assert.same({ "a |  |  |  | one , [ two ] \" }", "x.json#2 | T |  |  | three" },
      (readers.read(dir, "x.json", '[{"id":"a","text":"one, [two] \\"}"},\n {"title":"T","text":"three"}]')))
    assert.same({ "a |  |  |  | one", "b |  |  |  | two" },
      (readers.read(dir, "y.json", '{"id":"a",\n"text":"one"}\n{"id":"b","text":"two"}\n')))
    assert.same({}, (readers.read(dir, "z.json", "[]")))
  end)

  it("takes other fields by -M, in jsonl too", function()
    local arguments = { "-M", "text=body", "-M", "id=url" }
    assert.same({ "u |  |  |  | one" },
      (readers.read(dir, "x.json", '[{"url":"u","body":"one"}]', arguments)))
    local got, _, records = readers.read(dir, "x.jsonl", '{"url":"u","body":"one","text":5}\n', arguments)
    assert.same({ "u |  |  |  | one" }, got)
    assert.same({ url = "u", text = 5 }, records[1].source)
  end)

  it("takes fields within objects by -M", function()
    local arguments = { "-M", "text=a.b", "-M", "id=a.c.d", "-M", "title=x.y" }
    local got, _, records = readers.read(dir, "x.json",
      '[{"a":{"b":"one","c":{"d":7}}},{"a.b":"two","a":{"b":"no","c":[1]}},{"a":{"b":["no"]}}]',
      arguments)
    assert.same({ "7 |  |  |  | one", "x.json#2 |  |  |  | two",
                  'x.json#3 ! x.json:1: "a.b" is not a string' }, got)
    assert.same({ a = { b = "one", c = { d = 7 } } }, records[1].source)
    assert.same({ "x.jsonl#1 ! x.jsonl:1: no \"a.b\" among a; -M text=KEY names the key that holds it" },
                (readers.read(dir, "x.jsonl", '{"a":{}}\n', arguments)))
  end)

  it("names damaged elements and keeps the others", function()
    local got, result = readers.read(dir, "x.json",
      '[{"id":"a","text":"one"},{"id":"b","text":oops},{"id":"c","text":"three"}]')
    assert.equal("a |  |  |  | one", got[1])
    assert.truthy(got[2]:find("^x%.json#2 ! x%.json:1:43: invalid JSON"))
    assert.equal("c |  |  |  | three", got[3])
    assert.equal(3, result.code)
    got = readers.read(dir, "y.json", '[{"id":"a","text":"one"},{"id":"b","te')
    assert.equal("a |  |  |  | one", got[1])
    assert.truthy(got[2]:find("^y%.json#2 ! y%.json:1: the input ends inside a value"))
    assert.same({ "y.json#1 |  |  |  | one", "y.json#2 ! y.json:2: the input ends inside an array" },
                (readers.read(dir, "y.json", '[{"text":"one"},\n')))
    for text, why in pairs { ['"x"'] = "1: a JSON object expected",
                             ["not JSON"] = "1: invalid JSON: invalid token near 'not'" } do
      assert.same({ "z.json#1 ! z.json:1:" .. why }, (readers.read(dir, "z.json", text)))
    end
  end)

  it("tells the line and column of the file, not of the element", function()
    local got = readers.read(dir, "x.json", "[\n  {\n    \"text\": 5 },\n\n  {\"id\":"
      .. "\"b\",\n   \"text\":oops},   {\"id\":\"c\"}, 7]\n")
    assert.same({ 'x.json#1 ! x.json:2: "text" is not a string', "x.json:6:11", "c ! x.json:6",
                  "x.json:6:32" },
                { got[1], got[2]:match("x%.json:%d+:%d+"), got[3]:match("c ! x%.json:%d+"),
                  got[4]:match("x%.json:%d+:%d+") })
  end)
end)
