-- What can be read, and what is said of what cannot.
local program = dofile("tests/cli/program.lua")

local function spans(arguments, dir, input)
  return program.annotations(dir:records(arguments, input)[1])
end

describe("inputs", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("hello.lua", program.hello)
    dir:write("a.txt", "We said hello.")
  end)
  after_each(function() dir:close() end)

  it("that cannot be read are named, get a record in their place, and end with 3", function()
    dir:shell("ln -s loop loop; mkdir empty; mkdir -p dir/sub; mkfifo dir/pipe; ln -s ../dir dir/up")
    dir:write("dir/z.txt", "hello")
    dir:write("dir/sub/b.txt", "hello")
    dir:write("dir/.hidden", "hello")
    dir:write("bad.txt.gz", "\31\139\8\0 no gzip")
    local records, result = dir:records { "hello.lua", "gone.txt", "a.txt", "loop", "empty", "dir",
                                          "bad.txt.gz", "a.txt" }
    assert.equal(3, result.code)
    local got = {}
    for i, record in ipairs(records) do
      local failure = record.errors[1]
      got[i] = ("%s %d %s"):format(record.id, #record.annotations,
                                   failure and failure.code .. ": " .. failure.message or "")
    end
    assert.same({
      "gone.txt 0 read: cannot open: No such file or directory",
      "a.txt 1 ",
      "loop 0 read: cannot open: Too many levels of symbolic links",
      "empty 0 read: no document in it",
      "dir/pipe 0 read: not a regular file",
      "dir/sub/b.txt 1 ",
      "dir/up 0 read: a loop of links",
      "dir/z.txt 1 ",
      got[9],
      "a.txt 1 ",
    }, got)
    assert.truthy(got[9]:find("^bad%.txt%.gz 0 read: "))
    for _, name in ipairs { "gone.txt", "loop", "empty", "dir/pipe", "dir/up", "bad.txt.gz" } do
      assert.truthy(result.err:find("newsengine: " .. name .. ": ", 1, true), name)
    end
    assert.equal(6, select(2, result.err:gsub("\n", "")))
  end)

  it("without permission are failures too", function()
    if dir:shell("id -u").out == "0\n" then -- nothing is forbidden to root: a socket instead
      dir:shell("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"closed\")'")
    else
      dir:shell("touch closed; chmod 000 closed")
    end
    local records, result = dir:records { "hello.lua", "closed", "a.txt" }
    assert.same({ 3, "closed", "read", "a.txt" },
                { result.code, records[1].id, records[1].errors[1].code, records[2].id })
    local got = dir:run { "closed.lua", "a.txt" }
    assert.same({ 2, "newsengine: closed.lua: no such rule file\n" }, { got.code, got.err })
  end)

  it("that are empty are documents without annotations", function()
    dir:write("empty.txt", "")
    dir:write("empty.jsonl", "")
    local records, result = dir:records { "hello.lua", "empty.txt" }
    assert.same({ 0, "", 1, "empty.txt", 0, 0 },
                { result.code, result.err, #records, records[1].id, #records[1].annotations,
                  #records[1].errors })
    records, result = dir:records({ "hello.lua", "-" }, "")
    assert.same({ 0, 1, "-" }, { result.code, #records, records[1].id })
    records, result = dir:records { "hello.lua", "empty.jsonl" }
    assert.same({ 0, 0, "" }, { result.code, #records, result.err })
    for _, name in ipairs { "empty.eml", "empty.xml", "empty.html" } do
      dir:write(name, "")
      records, result = dir:records { "hello.lua", name }
      assert.same({ 0, "", 1, name, 0 },
                  { result.code, result.err, #records, records[1].id, #records[1].errors })
    end
    dir:write("empty.tar", "")
    records, result = dir:records { "hello.lua", "empty.tar" }
    assert.same({ 0, 0, "" }, { result.code, #records, result.err })
  end)

  it("in JSON Lines: a bad line is named with line and column, the others are whole", function()
    dir:write("x.jsonl", table.concat({
      '{"id":"a","text":"hello"}', "", '{"id":"b","text":"hello"', '{"text":"hello"}',
      '{"id":7,"text":"hello"}', '{"id":"d"}', '{"id":"e","text":5}', '[1,2]',
      '{"id":"f","text":"hello","lang":[]}', '{"id":{"x":1},"text":"hello"}',
      '{"id":"g","text":"he\\ud800llo hello"}', '{"id":1.5,"text":"hello"}',
      '{"id":9007199254740993,"text":"hello"}', '{"id":"z","text":"hello"}',
    }, "\n"))
    local records, result = dir:records { "hello.lua", "x.jsonl" }
    assert.equal(3, result.code)
    local got = {}
    for i, record in ipairs(records) do
      local failure = record.errors[1]
      got[i] = ("%s %d %s"):format(record.id, #record.annotations, failure and failure.message or "")
    end
    assert.same({
      "a 1 ",
      "x.jsonl#3 0 x.jsonl:3:25: invalid JSON: '}' expected near end of file",
      "x.jsonl#4 1 ",
      "7 1 ",
      'd 0 x.jsonl:6: no "text"; -M text=KEY names the key that holds it',
      'e 0 x.jsonl:7: "text" is not a string',
      "x.jsonl#8 0 x.jsonl:8:1: a JSON object expected",
      'f 1 ',
      "x.jsonl#10 1 ",
      "g 1 ",
      "1.5 1 ",
      "9007199254740993 1 ",
      "z 1 ",
    }, got)
    assert.truthy(result.out:find('{"id":7,', 1, true))
    assert.truthy(result.out:find('{"id":9007199254740993,', 1, true))
    assert.equal(4, select(2, result.err:gsub("newsengine: [^\n]*x.jsonl:%d+", "")))
    assert.truthy(result.err:find('newsengine: f: "lang" is not a string\n', 1, true))
  end)

  it("in JSON Lines pass other fields through, in order, with integers of any size", function()
    dir:write("x.jsonl", '{"z":9223372036854775807,"text":"hello","a":{"y":[1,2.5,null,true],"b":"é"},'
      .. '"title":"T","m":-9223372036854775808,"url":"u",'
      .. '"id":18446744073709551615,"big":123456789012345678901}\n')
    local result = dir:run { "hello.lua", "x.jsonl" }
    assert.equal('"source":{"url":"u","z":9223372036854775807,'
      .. '"a":{"y":[1,2.5,null,true],"b":"é"},"m":-9223372036854775808,'
      .. '"big":123456789012345678901}', (result.out:match('"source":.-"big":[^}]*}')))
    assert.equal("18446744073709551615", program.records(result.out)[1].id)
    local csv = dir:run { "hello.lua", "x.jsonl", "-t", "csv", "-M", "columns=document,source.big" }
    assert.equal("document,source.big\r\n18446744073709551615,123456789012345678901\r\n", csv.out)
    assert.equal("T", program.records(result.out)[1].meta.headline)
  end)

  it("in JSON Lines pass other fields through when the document fails, too", function()
    dir:write("x.jsonl", '{"id":1,"text":2,"k":"a","url":"u"}\n{"id":2,"body":"b","k":[1]}\n'
      .. '{"id":3,"text":"hello","published":5,"k":3}\n{"id":4,"text":"hello","k":4}\n')
    dir:write("fails.lua", 'format "fails" { document = function(out, doc) error("no") end,\n'
      .. 'failed = function(out, doc) out(doc.record .. "\\n") end }')
    local result = dir:run { "-q", "hello.lua", "x.jsonl" }
    local sources = {}
    for source in result.out:gmatch('%],"source":(.-),"errors"') do sources[#sources + 1] = source end
    assert.same({ '{"url":"u","k":"a"}', '{"body":"b","k":[1]}', '{"k":3}', '{"k":4}' }, sources)
    result = dir:run { "-q", "hello.lua", "x.jsonl", "-t", "./fails.lua" }
    assert.truthy(result.out:find('"source":{"k":4},"errors":[{"code":"format"', 1, true))
  end)

  it("are decompressed whatever they are called: gzip, xz, zstd, bzip2", function()
    dir:write("t.txt", "We said hello.")
    dir:write("t.jsonl", '{"id":"j","text":"hello"}\n')
    dir:shell([[for f in t.txt t.jsonl; do gzip -k $f; xz -k $f; bzip2 -k $f; done
cp t.txt.gz odd; cat t.txt.gz t.txt.gz > two.gz]])
    local names = { "t.txt.gz", "t.txt.xz", "t.txt.bz2", "odd" }
    if dir:shell("zstd -q t.txt && zstd -q t.jsonl").code == 0 then
      names[#names + 1] = "t.txt.zst"
      assert.equal("j", dir:records({ "hello.lua", "t.jsonl.zst" })[1].id)
    end
    for _, name in ipairs(names) do
      assert.same({ "Hello 8 13 hello" }, spans({ "hello.lua", name }, dir))
    end
    for _, name in ipairs { "t.jsonl.gz", "t.jsonl.xz", "t.jsonl.bz2" } do
      assert.equal("j", dir:records({ "hello.lua", name })[1].id)
    end
    assert.same({ "Hello 8 13 hello", "Hello 22 27 hello" }, spans({ "hello.lua", "two.gz" }, dir))
    assert.equal("j", dir:records({ "hello.lua", "-" }, dir:read("t.jsonl.gz"))[1].id)
  end)

  it("that are packed and cut off are damaged, where the first byte is not there, too", function()
    dir:write("t.txt", "We said hello.")
    dir:write("none.txt", "")
    dir:shell("for z in gzip xz bzip2; do $z -k t.txt none.txt; done")
    for _, name in ipairs { "t.txt.gz", "t.txt.xz", "t.txt.bz2" } do
      for size = 10, #dir:read(name) - 8, 3 do
        dir:write("cut", dir:read(name):sub(1, size))
        local records, result = dir:records { "hello.lua", "cut" }
        assert.equal(3, result.code, name .. " " .. size)
        assert.truthy(records[1].errors[1].message:find("^compressed data is damaged"))
      end
    end
    for _, name in ipairs { "none.txt.gz", "none.txt.xz", "none.txt.bz2" } do
      assert.same({ 0, "" }, { dir:run({ "hello.lua", name }).code,
                               dir:run({ "hello.lua", name }).err })
    end
  end)

  it("of any bytes are text: marks, UTF-16, UTF-32, broken UTF-8, NUL, CR LF", function()
    local cases = {
      { "\xEF\xBB\xBFhello", "Hello 0 5 hello" },
      { "\xFF\xFEh\0e\0l\0l\0o\0", "Hello 0 5 hello" },
      { "\xFE\xFF\0h\0e\0l\0l\0o", "Hello 0 5 hello" },
      { "\xFF\xFE\x3D\xD8\x00\xDE \0h\0e\0l\0l\0o\0", "Hello 2 7 hello" },
      { "\xFF\xFE\0\0h\0\0\0e\0\0\0l\0\0\0l\0\0\0o\0\0\0", "Hello 0 5 hello" },
      { "\0\0\xFE\xFF\0\0\0h\0\0\0e\0\0\0l\0\0\0l\0\0\0o", "Hello 0 5 hello" },
      { "\xC3\x28\xF0\x9F\x92 \xFF\xFF hello", "Hello 7 12 hello" },
      { "a\0b hello", "Hello 4 9 hello" },
      { "one\r\n\r\nhello\r\n", "Hello 7 12 hello" },
      { "é\n\xE2\x80\xA8hello", "Hello 3 8 hello" },
    }
    for i, case in ipairs(cases) do
      dir:write("t.txt", case[1])
      local records, result = dir:records { "hello.lua", "-f", "text", "t.txt" }
      assert.same({ 0, case[2] }, { result.code, program.annotations(records[1])[1] }, i)
      assert.equal(case[2], spans({ "hello.lua", "-f", "text", "-" }, dir, case[1])[1])
    end
  end)

  it("of no UTF-8 are named, or read in the encoding that is told", function()
    local bytes = "Ren\xE9 said \x93hello\x94."
    dir:write("old.txt", bytes)
    dir:write("new.txt", "René said hello.")
    local arguments = { "hello.lua", "-t", "count", "old.txt", "new.txt" }
    local got = dir:run(arguments)
    assert.same({ 0, "newsengine: old.txt: not UTF-8, some characters are lost; "
      .. "name its encoding with -M encoding=NAME, such as windows-1252\n" }, { got.code, got.err })
    local named = { "-M", "encoding=windows-1252", table.unpack(arguments) }
    assert.equal("", dir:run(named).err)
    for _, input in ipairs { "old.txt", "-" } do
      local record = dir:records({ "-M", "encoding=windows-1252", "hello.lua", input }, bytes)[1]
      assert.equal("René said “hello”.", record.text)
      assert.same({ "Hello 11 16 hello" }, program.annotations(record))
    end
    -- UTF-16 without a mark can pass for UTF-8, in Latin letters and in others
    for text, bytes_of in pairs { ["no hello"] = "n\0o\0 \0h\0e\0l\0l\0o\0",
                                  ["да hello"] = "4\x040\x04 \0h\0e\0l\0l\0o\0" } do
      for _, label in ipairs { "utf-16le", "UTF-16" } do
        local record = dir:records({ "-M", "encoding=" .. label, "hello.lua", "-" }, bytes_of)[1]
        assert.equal(text, record.text)
      end
    end
    for bytes_of, label in pairs { ["n\0o\0 hello"] = "utf-16le", ["\0n\0o"] = "utf-16be",
                                   ["n\0\0\0o\0\0\0"] = "utf-32le", ["\0\0\0n"] = "utf-32be",
                                   ["\x1C\x20n\0o\0"] = "utf-16le",
                                   ["\x20\x1C\0n\0o"] = "utf-16be",
                                   ["\x1C\x20\0\0n\0\0\0"] = "utf-32le" } do
      dir:write("wide.txt", bytes_of)
      for _, input in ipairs { "wide.txt", "-" } do
        assert.equal(("newsengine: %s: looks like %s without a mark; -M encoding=%s reads it\n")
          :format(input, label:upper(), label), dir:run({ "hello.lua", input }, bytes_of).err)
      end
    end
    for _, plain in ipairs { "\0", "\0\0", "n\0", "n\0hello", "\0hello" } do
      assert.equal("", dir:run({ "hello.lua", "-" }, plain).err)
    end
    got = dir:run { "-M", "encoding=windows-12520", table.unpack(arguments) }
    assert.same({ 2, "newsengine: -M encoding=windows-12520: no encoding of this name\n"
      .. "  iconv -l lists them; most older texts are windows-1252\n" },
      { got.code, got.err })
  end)

  it("are told whose day of publication is no date", function()
    local days = { "2022-03-14", "2022-03-14T07:50:00Z", "2022-03-14 07:50", "2022-03", "2022", "",
                   "14/3/2022", "2022-02-30", "March 14,\\n2022" }
    local wrong = "newsengine: %d: published %s: a date such as 2022-03-14 expected\n"
    local lines = {}
    for i, day in ipairs(days) do
      lines[i] = ('{"id":"%d","text":"hello","published":"%s"}\n'):format(i, day)
    end
    dir:write("d.jsonl", table.concat(lines))
    dir:write("d.csv", "id,text,date\n1,hello,2022-03-14\n2,hello,14.3.2022\n")
    for _, jobs in ipairs { "1", "2" } do
      local got = dir:run { "hello.lua", "-t", "count", "-j", jobs, "d.jsonl", "d.csv" }
      assert.same({ 0, "Hello\t11\n", wrong:format(7, "14/3/2022") .. wrong:format(8, "2022-02-30")
        .. wrong:format(9, "March 14, 2022") .. wrong:format(2, "14.3.2022") },
        { got.code, got.out, got.err })
    end
    assert.equal("", dir:run({ "-q", "hello.lua", "d.csv" }).err)
  end)

  it("that are no text are told by what they are; -f text takes them all the same", function()
    dir:write("d/a.pdf", "%PDF-1.7 hello")
    dir:write("d/b.txt", "We said hello.")
    dir:write("d/c.docx", "PK\3\4hello")
    local records, got = dir:records { "hello.lua", "d" }
    assert.equal(3, got.code)
    assert.same({ 0, 1, 0 }, { #records[1].annotations, #records[2].annotations,
                               #records[3].annotations })
    assert.equal("a PDF file (pdftotext), not a text: -f text reads its bytes as they are",
                 records[1].errors[1].message)
    assert.equal("a zip or office file (unzip, pandoc), not a text: -f text reads its bytes as they are",
                 records[3].errors[1].message)
    got = dir:run({ "hello.lua" }, "\x7FELF hello")
    assert.equal(3, got.code)
    for bytes, what in pairs {
      ["{\\rtf1 hello}"] = "an RTF file (pandoc)", ["ID3\4\0hello"] = "sound",
      ["RIFF\1\2\0\0WEBPhello"] = "a picture", ["\0\0\0\32ftypisom"] = "a film, sound or picture",
    } do
      assert.equal("newsengine: -: " .. what .. ", not a text: -f text reads its bytes as they are\n",
                   dir:run({ "hello.lua" }, bytes).err)
    end
    records, got = dir:records { "hello.lua", "-f", "text", "d/a.pdf" }
    assert.same({ 0, 1 }, { got.code, #records[1].annotations })
  end)

  it("come over pipes: standard input, named pipes, process substitution", function()
    assert.same({ "Hello 0 5 hello" }, spans({ "hello.lua" }, dir, "hello"))
    local got = dir:shell("printf 'so hello' | $N hello.lua -")
    assert.same({ "Hello 3 8 hello" }, program.annotations(program.records(got.out)[1]))
    got = dir:shell("$N hello.lua a.txt <(printf 'oh hello') a.txt")
    local records = program.records(got.out)
    assert.same({ 3, "Hello 3 8 hello" }, { #records, program.annotations(records[2])[1] })
    got = dir:shell("mkfifo p; printf '{\"id\":\"q\",\"text\":\"hello\"}' > p & $N hello.lua p")
    assert.same({ 0, "q" }, { got.code, program.records(got.out)[1].id })
    got = dir:shell("printf '\\n {\"id\":\"q\",\"text\":\"hello\"}' | $N hello.lua -")
    assert.equal("q", program.records(got.out)[1].id)
    got = dir:shell("printf '{\"id\":\"q\"}' | $N hello.lua -f text -")
    assert.equal("-", program.records(got.out)[1].id)
  end)

  it("walk directories by the bytes of their names", function()
    for _, name in ipairs { "d/b/1.txt", "d/a.txt", "d/B.txt", "d/é.txt", "d/b.txt", "d/b/-x" } do
      dir:write(name, "hello")
    end
    local ids = {}
    for i, record in ipairs(dir:records { "hello.lua", "d/" }) do ids[i] = record.id end
    assert.same({ "d/B.txt", "d/a.txt", "d/b/-x", "d/b/1.txt", "d/b.txt", "d/é.txt" }, ids)
  end)

  it("with control characters in their names leave a terminal alone", function()
    local got = dir:run { "hello.lua", "x\27[31m\n\u{202E}y" }
    assert.equal(3, got.code)
    assert.falsy(got.err:find("\27", 1, true))
    assert.falsy(got.err:find("\u{202E}", 1, true))
  end)
end)
