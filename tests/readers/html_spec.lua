-- Pages: what is the story and what is not, and what the page says of itself.
local readers = dofile("tests/readers/readers.lua")

local long = {
  "The dam above the town of Lodar broke on Sunday night after a week of heavy rain, and thousands fled.",
  "“We had asked for repairs for ten years,” said the mayor, who watched the water from the church hill.",
  "Engineers of the province had found cracks in the wall in May, a report that was kept in a drawer says.",
}

local function page(parts)
  return table.concat {
    "<!doctype html><html lang='", parts.lang or "en", "'><head><meta charset=utf-8><title>",
    parts.title or "Dam gives way after rain | Bay Courier", "</title>", parts.head or "",
    "</head><body>", parts.before or "", "<article><h1>", parts.h1 or "Dam gives way after rain",
    "</h1>", parts.byline or "", "<p>", table.concat(parts.text or long, "</p>\n<p>"), "</p>",
    parts.inside or "", "</article>", parts.after or "", "</body></html>",
  }
end

describe("the html reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  local function record(bytes, arguments)
    local _, _, records = readers.read(dir, "a.html", bytes, arguments)
    return records[1]
  end
  local story = table.concat(long, "\n\n")

  it("keeps the story and leaves out what stands around it", function()
    local furniture = {
      before = "<nav><a href=/>Home</a></nav><div class='cookie-banner'>We use cookies to give you news.</div>",
      inside = "<div class=related><h2>More on this</h2><a href=x>Another dam that broke last year</a></div>"
        .. "<div class='newsletter-signup'><p>Subscribe to our newsletter and never miss a dam again.</p></div>"
        .. "<figure><img src=x><figcaption>The dam on Monday. Photo: Ann Day</figcaption></figure>"
        .. "<ul class=share><li><a href=f>Facebook</a><li><a href=t>Twitter</a></ul>",
      after = "<section id=comments><h3>2 comments</h3><p>I saw it coming, and nobody listened to me at all.</p>"
        .. "</section><footer><p>© Bay Courier, all rights reserved for ever and ever.</p></footer>",
    }
    assert.equal(story, record(page(furniture)).text)
    assert.equal(story, record(page {}).text)
  end)

  it("leaves out what is hidden, and gives a paragraph that stands twice once", function()
    local hidden = "This line of so many words is one that no reader of the page shall ever see."
    for _, how in ipairs { "style='display: none'", "style='color:red;visibility:hidden'", "hidden",
                           "aria-hidden=true" } do
      assert.equal(story, record(page { inside = ("<div %s><p>%s</p></div>"):format(how, hidden) }).text, how)
    end
    for _, how in ipairs { "style='text-decoration:none'", "style='overflow:hidden'", "aria-hidden=false" } do
      assert.equal(story .. "\n\n" .. hidden,
                   record(page { inside = ("<div %s><p>%s</p></div>"):format(how, hidden) }).text, how)
    end
    assert.equal(story, record(page { inside = ("<p hidden>" .. hidden .. "</p>"):rep(700) }).text)
    assert.equal(story, record(page { inside = "<p>" .. long[2]:upper()
      .. "</p><p>" .. long[1] .. "</p>" }).text)
  end)

  it("keeps headings, lists, quotations and tables of the story", function()
    local made = record(page { inside = "<h2>What is next</h2><p>" .. long[2]:gsub("ten", "nine")
      .. "</p><blockquote><p>It will never hold again, that much is sure.</p></blockquote>"
      .. "<ul><li>The wall was built in 1904 by the province.<li>It was forty metres high, and cracked.</ul>"
      .. "<table><tr><td>Dead<td>None so far</table><p>" .. long[1]:gsub("Sunday", "Monday") .. "</p>" },
      { "-M", "encoding=utf-8" })
    for _, part in ipairs { "\n\nWhat is next\n\n", "It will never hold again", "built in 1904",
                            "forty metres", "None so far" } do
      assert.truthy(made.text:find(part, 1, true), part)
    end
  end)

  it("marks headings as subheads and the rest as body, for rules", function()
    local _, _, records = readers.read(dir, "a.html",
      page { inside = "<h2>What is next</h2><p>" .. long[2] .. " Yes.</p>" })
    local result = dir:records { "--layers", "Zone", "a.html" }
    local kinds = {}
    for i, a in ipairs(result[1].annotations) do kinds[i] = a.attributes.kind end
    assert.same({ "body", "subhead", "body" }, kinds)
    assert.equal(records[1].text, result[1].text)
  end)

  it("finds headline, authors, dates, section and language in what a page says", function()
    local made = record(page { head = '<meta property="og:title" content="Dam gives way after rain - Bay Courier">'
      .. '<meta property="og:site_name" content="Bay Courier"><meta property="article:section" content="Region">'
      .. '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",'
      .. '"headline":"Dam gives way after rain","datePublished":"2022-03-14T07:50:00+01:00",'
      .. '"dateModified":"2022-03-15","author":[{"@type":"Person","name":"Ann Day"},{"name":"Bob Roe"}],'
      .. '"isAccessibleForFree":"False"}]}</script><link rel=canonical href="https://bay.example/dam">' })
    assert.same({ headline = "Dam gives way after rain", published = "2022-03-14T07:50", updated = "2022-03-15",
                  byline = "Ann Day, Bob Roe", authors = { "Ann Day", "Bob Roe" }, section = "Region",
                  site = "Bay Courier", paywalled = true, lang = "en" }, made.meta)
    assert.equal("https://bay.example/dam", made.source.url)
  end)

  it("finds them in what a reader sees, too", function()
    local made = record(page { lang = "de", title = "Damm bricht nach Regen - Kurier",
      h1 = "<span class=kicker>Lodar</span> Damm bricht nach Regen",
      byline = "<p class=byline>Von Anna Tag</p><time>14. März 2022</time>" })
    assert.same({ "Damm bricht nach Regen", "2022-03-14", "Anna Tag", "de" },
                { made.meta.headline, made.meta.published, made.meta.byline, made.meta.lang })
    for printed, day in pairs { ["Monday, March 14th, 2022"] = "2022-03-14", ["14.03.2022, 07:50 Uhr"] = "2022-03-14",
                                ["le 14 mars 2022"] = "2022-03-14", ["14 de marzo de 2022"] = "2022-03-14",
                                ["2022年3月14日"] = "2022-03-14", ["3/14/2022"] = "2022-03-14",
                                ["14. 3. 22"] = "2022-03-14", ["14-3-2022"] = "2022-03-14",
                                ["2022/03/14"] = "2022-03-14" } do
      assert.equal(day, record(page { byline = "<div class=date>" .. printed .. "</div>" }).meta.published)
    end
  end)

  it("takes a byline and the day of a paragraph of its own out of the text", function()
    for _, line in ipairs { "Published 14 March 2022", "First published: March 14, 2022, 07:50 GMT",
                            "Publié le 14 mars 2022" } do
      local made = record(page { byline = "<p>By Mary O'Dunne-Lee</p><p>" .. line .. "</p>" })
      assert.same({ "Mary O'Dunne-Lee", "2022-03-14" }, { made.meta.byline, made.meta.published })
      assert.falsy(made.text:find("2022", 1, true), made.text)
    end
    local made = record(page { inside = "<p>Published figures of 14 March 2022 say otherwise. So it goes.</p>" })
    assert.truthy(made.text:find("Published figures", 1, true))
  end)

  it("takes kickers and dates off a heading, and reads labels of dates and midnights", function()
    local made = record(page { title = "Lodar - Damm bricht nach Regen | Kurier", h1 = "<span>Lodar</span>"
      .. "<span class=visually-hidden> - </span><span>Damm bricht nach Regen</span>" })
    assert.equal("Damm bricht nach Regen", made.meta.headline)
    made = record(page { title = "14.03.2022 - Damm bricht nach Regen", h1 = "14.03.2022 - Damm bricht nach Regen" })
    assert.equal("Damm bricht nach Regen", made.meta.headline)
    made = record(page { after = "<p>Letzte Änderung: 31.10.2023<br>Erschienen am: 01.11.2023</p>" })
    assert.equal("2023-11-01", made.meta.published)
    made = record(page { head = '<meta property="article:published_time" content="2022-11-06T23:00:00Z">' })
    assert.equal("2022-11-07", made.meta.published)
  end)

  it("leaves out what a site says of itself, and keeps headings whose ids are words of the page", function()
    local made = record(page { inside = "<p>Subscribe to our newsletter for more of this.</p><p>To view the full "
      .. "story, please subscribe to the Courier.</p><p>Download our app in the App Store.</p>"
      .. "<p>Teilen Sie dies mit:</p><h2 id=what-to-share-and-follow>What comes next</h2><p>" .. long[2]:gsub("ten", "six")
      .. "</p><blockquote class=twitter-tweet><p>The wall is gone, and so is my cellar with all the apples.</p></blockquote>" })
    for _, part in ipairs { "newsletter", "full story", "our app", "Teilen" } do
      assert.falsy(made.text:find(part, 1, true), part)
    end
    assert.truthy(made.text:find("What comes next", 1, true))
    assert.truthy(made.text:find("my cellar", 1, true))
  end)

  it("reads every encoding that a page says, or that its bytes show", function()
    local body = page { text = { long[1], "Der Bürgermeister von Lodar sagte: „Wir hatten zehn Jahre lang gefragt, "
      .. "und niemand hörte auf uns.“ Das Wasser stieg über die Straße.", long[3] } }
    local latin = body:gsub("charset=utf%-8", "charset=iso-8859-1"):gsub("\xC3([\x80-\xBF])", function(c)
      return string.char(c:byte() + 0x40)
    end):gsub("„", "\x84"):gsub("“", "\x93"):gsub("”", "\x94")
    assert.equal(record(body).text, record(latin).text)
    assert.equal(record(body).text, record((latin:gsub("<meta charset=[^>]*>", ""))).text)
  end)

  it("ends for pages that are cut off, deep, broken or empty, each with a record", function()
    local whole = page { after = "<script>var x = '<p>';</script>" }
    for cut = 0, #whole, 97 do
      dir:write(("cut/%04d.html"):format(cut), whole:sub(1, cut))
    end
    dir:write("cut/deep.html", ("<div>"):rep(200000) .. "deep" .. ("</div>"):rep(200000))
    dir:write("cut/ends.html", ("<b>"):rep(400) .. ("</i></p></li>"):rep(50000))
    dir:write("cut/links.html", ("<a href=x>y<p>"):rep(50000))
    dir:write("cut/marks.html", ("<"):rep(300000) .. ("&"):rep(300000) .. ("<!-"):rep(100000))
    dir:write("cut/comments.html", ("<!--"):rep(200000) .. ("<script><!--"):rep(10000))
    dir:write("cut/attributes.html", "<p" .. (" a=1"):rep(100000) .. ">x")
    dir:write("cut/nul.html", ("\0<p>\0x\0</p>"):rep(1000))
    local records, result = dir:records { "-f", "html", "--layers", "Sentence", "cut" }
    assert.equal(0, result.code, result.err)
    assert.equal(math.floor(#whole / 97) + 1 + 7, #records)
    for _, one in ipairs(records) do
      if one.id == "cut/deep.html" then assert.equal("deep", one.text) end
    end
  end)

  it("works through megabytes of pages: what is collected in a worker closes nothing of others", function()
    local filler = page { after = "<script>" .. ("x"):rep(2000000) .. "</script>" }
    local list = {}
    for i = 1, 24 do
      dir:write(("p/%02d.html"):format(i), filler)
      list[i] = ("p/%02d.html\n"):format(i)
    end
    dir:write("list", table.concat(list))
    local records, result = dir:records { "--layers", "Token", "--files-from", "list" }
    assert.same({ 0, "", 24 }, { result.code, result.err, #records })
    for _, one in ipairs(records) do assert.equal(story, one.text) end
  end)

  it("goes on behind a page that is refused", function()
    dir:write("p/a.html", page {})
    dir:write("p/b.html", ("<b>"):rep(4000001))
    dir:write("p/c.html", page {})
    local records, result = dir:records { "--layers", "Token", "p" }
    assert.equal(3, result.code)
    assert.same({ story, "the page has too many elements", story },
                { records[1].text, records[2].errors[1].message, records[3].text })
  end)

  it("takes a page straight to quotations, the same for any number of workers", function()
    for i = 1, 20 do dir:write(("p/%02d.html"):format(i), page {}) end
    local one = dir:run { "-r", "quotes", "p" }
    assert.equal(one.out, dir:run({ "-r", "quotes", "-j", "2", "p" }).out)
    local first = readers.program.records(one.out)[1]
    assert.truthy(#first.annotations > 0)
    assert.equal("the mayor", first.annotations[1].attributes.speaker.text:match("^the mayor"))
  end)
end)
