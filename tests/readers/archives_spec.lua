-- warc and tar: pages and files out of archives, packed ones, damaged ones, bombs.
local readers = dofile("tests/readers/readers.lua")

local function page(n)
  return ("<html><head><title>Page %d</title></head><body><article><h1>Page %d of the news</h1>"
    .. "<p>%s</p><p>%s</p></article></body></html>"):format(n, n,
    ("The dam broke on day %d and the town fled. "):format(n):rep(4),
    ("It was %d years old, said the mayor of the town. "):format(n):rep(4))
end

local function record(kind, uri, body, media)
  return ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n"
    .. "Content-Length: %d\r\n\r\n%s\r\n\r\n"):format(kind, uri,
    media or "application/http; msgtype=response", #body, body)
end

local function response(n, headers, body)
  body = body or page(n)
  return record("response", "http://x.example/" .. n,
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n%s"):format(
      headers or "", body))
end

local function chunked(body)
  local parts = {}
  for i = 1, #body, 100 do
    local piece = body:sub(i, i + 99)
    parts[#parts + 1] = ("%x\r\n%s\r\n"):format(#piece, piece)
  end
  return table.concat(parts) .. "0\r\n\r\n"
end

local function titles(list)
  for i, line in ipairs(list) do list[i] = line:match("^[^|]*|[^|]*|") or line end
  return list
end

describe("the warc reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  it("takes the pages of responses alone, named by their addresses", function()
    local warc = record("warcinfo", "x", "software: hand\r\n", "application/warc-fields")
      .. record("request", "http://x.example/1", "GET / HTTP/1.1\r\n\r\n",
                "application/http; msgtype=request")
      .. response(1)
      .. record("response", "http://x.example/i", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
      .. record("response", "http://x.example/g",
                "HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n<p>no</p>")
      .. response(2, "Transfer-Encoding: chunked\r\n", chunked(page(2)))
    local got, result = readers.read(dir, "a.warc", warc)
    assert.equal(0, result.code)
    assert.same({ "http://x.example/1 | Page 1 of the news |",
                  "http://x.example/2 | Page 2 of the news |" }, titles(got))
    assert.same(2, #readers.read(dir, "crawl", warc))
  end)

  it("reads bodies packed by gzip and deflate, and a member of gzip for each record", function()
    dir:write("p.html", page(3))
    dir:shell("gzip -c p.html > p.gz; python3 -c 'import zlib,sys;"
      .. "open(\"p.z\",\"wb\").write(zlib.compress(open(\"p.html\",\"rb\").read()))'")
    local one = response(3, "Content-Encoding: gzip\r\n", dir:read("p.gz"))
    local two = response(4, "Content-Encoding: deflate\r\n", dir:read("p.z"))
    local expected = { "http://x.example/3 | Page 3 of the news |",
                       "http://x.example/4 | Page 3 of the news |" }
    assert.same(expected, titles((readers.read(dir, "a.warc", one .. two))))
    dir:write("one", one)
    dir:write("two", two)
    dir:shell("gzip -c one > b.warc.gz; gzip -c two >> b.warc.gz")
    assert.same(expected, titles(readers.shown((dir:records { "--layers", "Token", "b.warc.gz" }))))
  end)

  it("reads bodies packed by zstd and Brotli", function()
    dir:write("p.html", page(3))
    dir:shell("zstd -q p.html")
    -- Brotli as it stands: one block that is not compressed, and an empty last one (RFC 7932)
    local raw = page(3)
    local brotli = string.pack("<I3", #raw - 1 << 4 | 1 << 20) .. raw .. "\3"
    local got = titles((readers.read(dir, "a.warc",
      response(3, "Content-Encoding: zstd\r\n", dir:read("p.html.zst"))
      .. response(4, "Content-Encoding: br\r\n", brotli)
      .. response(5, "Content-Encoding: br\r\n", "\27garbage"))))
    assert.same({ "http://x.example/3 | Page 3 of the news |",
                  "http://x.example/4 | Page 3 of the news |",
                  "a.warc#3 ! compressed data is damaged" }, got)
  end)

  it("goes on behind damage, and names it", function()
    local bad = response(2):gsub("Content%-Length: %d+", "Content-Length: many")
    local got, result = readers.read(dir, "a.warc", response(1) .. bad .. response(3))
    assert.equal(3, result.code)
    assert.equal("http://x.example/1 | Page 1 of the news |", got[1]:match("^[^|]*|[^|]*|"))
    assert.equal("a.warc#2 ! a record without a length", got[2])
    assert.equal("http://x.example/3 | Page 3 of the news |", got[#got]:match("^[^|]*|[^|]*|"))
    got = readers.read(dir, "b.warc", response(1) .. response(2):sub(1, 400))
    assert.equal("b.warc#2 ! the input ends inside a record", got[2])
    local broken = response(2, "Content-Encoding: gzip\r\n", "\31\139\8garbage")
    got = titles((readers.read(dir, "c.warc", response(1) .. broken .. response(3))))
    assert.same({ "http://x.example/1 | Page 1 of the news |",
                  "c.warc#2 ! compressed data is damaged",
                  "http://x.example/3 | Page 3 of the news |" }, got)
  end)

  it("gives the same records as the pages in files, for any number of workers", function()
    local parts = {}
    for i = 1, 60 do
      parts[i] = response(i)
      dir:write(("pages/%02d.html"):format(i), page(i))
    end
    dir:write("a.warc", table.concat(parts))
    local one = dir:run { "--layers", "Token", "-t", "count", "a.warc" }
    local two = dir:run { "--layers", "Token", "-j", "2", "a.warc" }
    local files = dir:records { "--layers", "Token", "pages" }
    local list = readers.program.records(two.out)
    assert.equal(60, #list)
    for i, made in ipairs(list) do
      assert.equal(files[i].text, made.text)
      assert.equal(files[i].meta.headline, made.meta.headline)
    end
    assert.equal(two.out, dir:run({ "--layers", "Token", "a.warc" }).out)
    assert.truthy(one.out:find("^Token\t%d+\n$"))
  end)
end)

describe("archives", function()
  local dir
  before_each(function()
    dir = readers.program.scratch()
    dir:write("in/b.html", page(1))
    dir:write("in/a.txt", "Plain words.")
    dir:write("in/c.jsonl", '{"id":"j","text":"In lines."}\n{"id":"k","text":"Two."}\n')
    dir:write("in/.hidden", "x")
  end)
  after_each(function() dir:close() end)

  it("of tar, packed or not, give each file to its reader", function()
    dir:shell("cd in && tar cf ../x.tar a.txt b.html c.jsonl .hidden && cd .. && gzip -k x.tar && "
      .. "xz -k x.tar && zstd -q x.tar && bzip2 -k x.tar && cp x.tar.gz y.tgz")
    for _, name in ipairs { "x.tar", "x.tar.gz", "x.tar.xz", "x.tar.zst", "x.tar.bz2", "y.tgz" } do
      local got = readers.shown((dir:records { "--layers", "Token", name }))
      assert.equal(4, #got, name)
      assert.equal(name .. "/a.txt |  |  |  | Plain words .", got[1])
      assert.truthy(got[2]:find(name .. "/b.html | Page 1 of the news |", 1, true))
      assert.same({ "j |  |  |  | In lines .", "k |  |  |  | Two ." }, { got[3], got[4] })
    end
  end)

  it("with names that lead out, or cut off, are refused by name; the rest is read", function()
    dir:shell("cd in && tar cf ../x.tar --transform 's,^b.html,../../etc/b.html,' -P a.txt b.html c.jsonl")
    local got, result = dir:records { "--layers", "Token", "x.tar" }
    got = readers.shown(got)
    assert.equal(3, result.code)
    assert.equal("x.tar/../../etc/b.html ! the name leads out of the archive", got[2])
    assert.equal("j |  |  |  | In lines .", got[3])
    dir:write("cut.tar", dir:read("x.tar"):sub(1, 1300))
    got = readers.shown((dir:records { "--layers", "Token", "cut.tar" }))
    assert.equal("cut.tar/a.txt |  |  |  | Plain words .", got[1])
    assert.truthy(got[#got]:find("^cut.tar.- ! "))
    assert.is_nil(dir:read("../../etc/b.html"))
  end)

  it("that grow more than a thousandfold are stopped", function()
    dir:shell("head -c 13000000 /dev/zero | xz -9 > bomb.txt.xz; "
      .. "head -c 13000000 /dev/zero | zstd -q -9 > bomb.html.zst")
    for _, name in ipairs { "bomb.txt.xz", "bomb.html.zst" } do
      local got, result = dir:records { "--layers", "Token", name }
      assert.equal(3, result.code)
      assert.equal(name .. " ! compressed data grows more than a thousandfold",
                   readers.shown(got)[1])
    end
    dir:shell("head -c 13000000 /dev/zero | gzip -9 | head -c 50000 > b")
    local got = readers.read(dir, "a.warc", response(1, "Content-Encoding: gzip\r\n", dir:read("b"))
      .. response(2))
    assert.truthy(got[1]:find("^a.warc#1 ! compressed data"))
    assert.truthy(got[2]:find("^http://x.example/2 | Page 2"))
  end)
end)
