-- Feeds and wires, whole, cut off and damaged in the middle; what XML may not do.
local readers = dofile("tests/readers/readers.lua")

local rss = [==[<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Bay Courier</title><link>https://bay.example/</link>
<item><title>Dam opens &amp; holds</title><link>https://bay.example/dam</link>
<guid>dam-1</guid><pubDate>Mon, 14 Mar 2022 07:50:00 +0100</pubDate>
<dc:creator>Ann Day</dc:creator>
<description>&lt;p&gt;The dam &lt;b&gt;opened&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;It is old.&lt;/p&gt;</description>
</item>
<item><title>Second</title><link>https://bay.example/two</link>
<description>short</description><content:encoded><![CDATA[<p>Longer text &ndash; with HTML.</p>]]></content:encoded>
<pubDate>Tue, 15 Mar 2022 08:00:00 GMT</pubDate></item>
<item><title>Third</title><guid>three</guid><description>Last one.</description></item>
</channel></rss>
]==]

local atom = [==[<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bay</title>
<entry xml:lang="en"><id>urn:a</id><title type="html">A &amp;amp; B</title>
<link rel="self" href="https://bay.example/self"/><link href="https://bay.example/a"/>
<published>2022-03-14T07:50:00Z</published><updated>2022-03-15T09:00:00Z</updated>
<author><name>Ann Day</name></author>
<content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry>
<entry><id>urn:b</id><title>Second</title><updated>2022-03-16T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>X <i>y</i>.</p><p>Z.</p></div></content>
</entry>
<entry><id>urn:c</id><title>Third</title><updated>2022-03-17</updated><summary>Sum.</summary></entry>
</feed>]==]

local nitf = [==[<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Short title</title><docdata><doc-id id-string="wire.42"/>
<date.issue norm="20220314T075000Z"/></docdata></head>
<body><body.head><hedline><hl1>Dam gives way after rain</hl1><hl2>Thousands flee</hl2></hedline>
<byline>By <person>Ann Day</person></byline></body.head>
<body.content><p>LODAR (AP) - The dam broke on <em>Sunday</em>.</p><hl2>Old wall</hl2>
<p>It was old.</p></body.content></body></nitf>]==]

local newsml = [==[<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:news:1" xml:lang="en-GB"><itemMeta>
<versionCreated>2022-03-14T08:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2022-03-14T07:50:00Z</contentCreated><by>By Ann Day</by>
<headline>Dam opens</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<body><p>The dam opened.</p><h2>Later</h2><p>It closed.</p></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="urn:news:2"><contentMeta><headline>Two</headline></contentMeta>
<contentSet><inlineXML><nitf><body><body.content><p>In NITF.</p></body.content></body></nitf>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>]==]

local tei = [==[<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A letter</title><author>Ann Day</author></titleStmt><publicationStmt>
<date when="1999-05-03">May</date></publicationStmt></fileDesc></teiHeader>
<text><body><head>Chapter</head><p>First <hi>words</hi>.</p><p>Second.</p></body></text></TEI>]==]

describe("the xml reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  it("reads RSS: each item a document with its own id, HTML in it as text", function()
    local got, result, records = readers.read(dir, "feed.rss", rss)
    assert.same({
      "dam-1 | Dam opens & holds | 2022-03-14T07:50 | Ann Day | The dam opened. / It is old.",
      "https://bay.example/two | Second | 2022-03-15T08:00 |  | Longer text – with HTML.",
      "three | Third |  |  | Last one.",
    }, got)
    assert.equal(0, result.code)
    assert.equal("https://bay.example/dam", records[1].source.url)
  end)

  it("reads Atom, NITF, NewsML-G2 and TEI", function()
    assert.same({
      "urn:a | A & B | 2022-03-14T07:50 | Ann Day | One. / Two.",
      "urn:b | Second | 2022-03-16T10:00 |  | X y. / Z.",
      "urn:c | Third | 2022-03-17 |  | Sum.",
    }, (readers.read(dir, "feed.atom", atom)))
    assert.same({ "wire.42 | Dam gives way after rain | 2022-03-14T07:50 | Ann Day | "
      .. "LODAR (AP) - The dam broke on Sunday. / Old wall / It was old." },
      (readers.read(dir, "a.nitf", nitf)))
    assert.same({
      "urn:news:1 | Dam opens | 2022-03-14T07:50 | Ann Day | The dam opened. / Later / It closed.",
      "urn:news:2 | Two |  |  | In NITF.",
    }, (readers.read(dir, "news.xml", newsml)))
    assert.same({ "letter.xml#1 | A letter | 1999-05-03 | Ann Day | Chapter / First words. / Second." },
      (readers.read(dir, "letter.xml", tei)))
  end)

  it("knows them by their content too, and refuses others by name", function()
    assert.equal(3, #readers.read(dir, "feed", rss))
    local got, result = readers.read(dir, "other.xml", "<shop><item>x</item></shop>")
    assert.same({ "other.xml ! <shop> is not a feed or wire this reader knows" }, got)
    assert.equal(3, result.code)
  end)

  it("keeps what stands before and behind a damaged item, and names that one", function()
    local damaged = rss:gsub("<title>Second</title>", "<title>Second</titel>")
    local got, result = readers.read(dir, "feed.rss", damaged)
    assert.equal(3, #got)
    assert.truthy(got[1]:find("^dam%-1 | Dam opens"))
    assert.equal("https://bay.example/two ! feed.rss:10:22: this tag closes nothing", got[2])
    assert.equal("three | Third |  |  | Last one.", got[3])
    assert.equal(3, result.code)
  end)

  it("keeps the items of a feed that is cut off, and names the last", function()
    local got = readers.read(dir, "feed.rss", rss:sub(1, rss:find("short", 1, true)))
    assert.equal(2, #got)
    assert.truthy(got[1]:find("^dam%-1 | Dam opens"))
    assert.truthy(got[2]:find("! feed.rss:%d+:%d+: the document ends inside an element"))
    for cut = 1, #nitf - 1, 37 do -- anywhere: one document or one named error
      local list = readers.read(dir, "cut.nitf", nitf:sub(1, cut))
      assert.equal(1, #list)
    end
  end)

  it("refuses entities: nothing is fetched, nothing grows", function()
    local xxe = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
      .. "<rss><channel><item><title>&x;</title></item></channel></rss>"
    local refused = ": the document declares entities, which is refused"
    assert.same({ "a.xml ! a.xml:1:36" .. refused }, (readers.read(dir, "a.xml", xxe)))
    local laughs = { '<!DOCTYPE rss [<!ENTITY a "ha">' }
    for i = 1, 30 do
      laughs[#laughs + 1] = ('<!ENTITY a%d "&a%d;&a%d;">'):format(i, i - 1, i - 1)
    end
    laughs[#laughs + 1] = "]><rss><channel><item><title>&a30;</title></item></channel></rss>"
    assert.same({ "b.xml ! b.xml:1:15" .. refused }, (readers.read(dir, "b.xml", table.concat(laughs))))
    local net = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel><item>'
      .. "<title>T &unknown; &eacute;</title><description>d</description></item></channel></rss>"
    assert.same({ "c.xml#1 | T &unknown; é |  |  | d" }, (readers.read(dir, "c.xml", net)))
  end)

  it("reads other encodings by their declaration", function()
    local latin = '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Caf\xE9'
      .. "</title><description>d</description></item></channel></rss>"
    assert.same({ "l.xml#1 | Café |  |  | d" }, (readers.read(dir, "l.xml", latin)))
  end)
end)
