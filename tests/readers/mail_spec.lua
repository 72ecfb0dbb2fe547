-- eml: MIME parts, transfer encodings, header words, quoted replies; damaged messages.
local readers = dofile("tests/readers/readers.lua")

local plain = [[
From: =?utf-8?B?QW5uIETDpHk=?= <ann@bay.example>
To: desk@bay.example
Subject: Dam =?iso-8859-1?Q?=E4nd_river?= news
Date: Mon, 14 Mar 2022 07:50:00 +0100
Message-ID: <42@bay.example>
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The dam broke in M=FCnchen on a long =
line.

On Sun, 13 Mar 2022 Bob wrote:
> How is the dam?
> Bob

It is gone.
]]

local mixed = [[
From: "Day, Ann" <ann@bay.example>
Subject: Parts
Date: 14 Mar 22 07:50 GMT
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="B1"

preamble
--B1
Content-Type: multipart/alternative; boundary=B2

--B2
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+SFRNTCBwYXJ0LjwvcD4=
--B2
Content-Type: text/plain; charset=utf-8; format=flowed

Plain part that@
goes on.
--B2--
--B1
Content-Type: application/pdf; name="dam.pdf"
Content-Disposition: attachment; filename="dam.pdf"
Content-Transfer-Encoding: base64

JVBERg==
--B1--
epilogue
]]
mixed = mixed:gsub("@\n", " \n") -- a line that goes on

describe("the eml reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  it("decodes headers and body, and keeps quoted replies apart", function()
    local got, result, records = readers.read(dir, "a.eml", plain)
    assert.same({ "42@bay.example | Dam änd river news | 2022-03-14T07:50 | Ann Däy | "
      .. "The dam broke in München on a long line. / It is gone." }, got)
    assert.equal(0, result.code)
    assert.equal("On Sun, 13 Mar 2022 Bob wrote:\n> How is the dam?\n> Bob", records[1].source.quoted)
    assert.same(got, (readers.read(dir, "b.eml", (plain:gsub("\n", "\r\n")))))
    assert.same(got, (readers.read(dir, "mail", plain)))
  end)

  it("takes the plain one of alternatives, names attachments, joins flowed lines", function()
    local got, _, records = readers.read(dir, "a.eml", mixed)
    assert.same({ "a.eml | Parts | 2022-03-14T07:50 | Day, Ann | Plain part that goes on." }, got)
    assert.same({ "dam.pdf" }, records[1].source.attachments)
    local named = mixed:gsub('filename="dam.pdf"', "filename*0*=utf-8''D%%C3%%A4m; filename*1*=%%20x.pdf")
    _, _, records = readers.read(dir, "c.eml", named)
    assert.same({ "Däm x.pdf" }, records[1].source.attachments)
    local html = mixed:gsub("text/plain; charset=utf%-8; format=flowed", "text/x; name=y")
                      :gsub("text/x", "image/png")
    assert.same({ "b.eml | Parts | 2022-03-14T07:50 | Day, Ann | HTML part." },
                (readers.read(dir, "b.eml", html)))
  end)

  it("reads what is left of a message that is cut off or damaged", function()
    local cut = mixed:sub(1, mixed:find("Plain part", 1, true) + 9)
    assert.same({ "a.eml | Parts | 2022-03-14T07:50 | Day, Ann | Plain part" },
                (readers.read(dir, "a.eml", cut)))
    local bad = mixed:gsub("PHA%+SFRNTCBwYXJ0LjwvcD4=", "****PHA+SFRN")
    assert.same({ "b.eml | Parts | 2022-03-14T07:50 | Day, Ann | Plain part that goes on." },
                (readers.read(dir, "b.eml", bad)))
    local got, result = readers.read(dir, "c.eml", "no header at all\n")
    assert.same({ "c.eml ! not a message: it has no header" }, got)
    assert.equal(3, result.code)
  end)

  it("reads a message behind a byte order mark", function()
    assert.same(readers.read(dir, "a.eml", plain), (readers.read(dir, "b.eml", "\xEF\xBB\xBF" .. plain)))
  end)

  it("stops at parts nested too deeply, and goes on with the next file", function()
    local deep = {}
    for i = 1, 60 do
      deep[i] = ("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"):format(i, i)
    end
    dir:write("a.eml", "From: x\n" .. table.concat(deep))
    dir:write("b.eml", plain)
    local got = readers.shown((dir:records { "--layers", "Token", "a.eml", "b.eml" }))
    assert.equal("a.eml ! parts nested too deeply", got[1])
    assert.truthy(got[2]:find("^42@bay.example"))
  end)
end)

describe("the mbox reader", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  local folder = "From ann@bay.example Mon Mar 14 07:50:00 2022\n" .. plain
    .. "\nFrom - Mon Mar 14 08:50:00 2022\nno header at all\n"
    .. "\nFrom 17@xxx Mon Mar 14 09:50:00 +0000 2022\nFrom: Bob\nSubject: Dam\n\n"
    .. "The dam holds.\n\nFrom here it is dry.\n>From there, too.\n"

  it("reads each message of a folder, and names one that is none", function()
    local wanted = { "42@bay.example | Dam änd river news | 2022-03-14T07:50 | Ann Däy | "
                       .. "The dam broke in München on a long line. / It is gone.",
                     "mail.mbox#2 ! not a message: it has no header",
                     "mail.mbox#3 | Dam |  | Bob | The dam holds. / From here it is dry.\n"
                       .. "From there, too." }
    local got, result = readers.read(dir, "mail.mbox", folder)
    assert.same(wanted, got)
    assert.equal(3, result.code)
    assert.same(wanted, (readers.read(dir, "mail.mbox", (folder:gsub("\n", "\r\n")))))
    for i, line in ipairs(wanted) do wanted[i] = line:gsub("mail.mbox", "mail") end
    assert.same(wanted, (readers.read(dir, "mail", folder))) -- by its content
    assert.same({}, (readers.read(dir, "none.mbox", "")))
  end)
end)
