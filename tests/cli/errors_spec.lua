-- Broken rule files: one clear message each, with file, line, column and a caret.
local program = dofile("tests/cli/program.lua")

-- what the file says; what standard error says
local cases = {
  { "an unknown key", [[
rule "x.key" {
  patern = "hello", emit = "X",
}]], [[
r.lua:2:3: rule "x.key": unknown key "patern"
    patern = "hello", emit = "X",
    ^
  did you mean "pattern"?
]] },
  { "take of a capture that there is not, a name that stands in the pattern too", [=[
rule "x.take" { pattern = [[ y:foo x:bar ]], emit = "X",
  set = { foo = take "y", x = take("bar.text") } }]=], [[
r.lua:2:31: rule "x.take": take names the capture "bar", which the pattern does not have
    set = { foo = take "y", x = take("bar.text") } }
                                ^
]] },
  { "a take that is no table of attributes", [=[
rule "x.take" { pattern = [[ x:foo ]], emit = "X", set = take "x" }]=], [=[
r.lua:1:52: rule "x.take": set is a take; a table of attributes expected
  rule "x.take" { pattern = [[ x:foo ]], emit = "X", set = take "x" }
                                                     ^
  set = { name = take "x" }
]=] },
  { "a value of the wrong type", [[
rule "x.r" { pattern = "a", emit = "X", where = "yes" }]], [[
r.lua:1:41: rule "x.r": where is a string; function expected
  rule "x.r" { pattern = "a", emit = "X", where = "yes" }
                                          ^
]] },
  { "an empty list of patterns", [[
rule "x.r" { emit = "X", pattern = {} }]], [[
r.lua:1:26: rule "x.r": pattern is an empty list
  rule "x.r" { emit = "X", pattern = {} }
                           ^
]] },
  { "a pattern without anything", [[
rule "x.r" { emit = "X",
  pattern = { "a", "" } }]], [[
r.lua:1:1: rule "x.r": expected a pattern
  rule "x.r" { emit = "X",
  ^
]] },
  { "a layer that no pattern could name", [[
rule "x.r" { emit = "Two Words", pattern = "a" }]], [[
r.lua:1:14: rule "x.r": emit names a layer, by letters, digits and _
  rule "x.r" { emit = "Two Words", pattern = "a" }
               ^
]] },
  { "a layer that is built in", [[
rule "x.r" { emit = "Sentence", pattern = "a" }]], [[
r.lua:1:14: rule "x.r": the layer Sentence is built in
  rule "x.r" { emit = "Sentence", pattern = "a" }
               ^
]] },
  { "the built-in layer of quotation marks", [[
rule "x.r" { emit = "Quoted", pattern = "a" }]], [[
r.lua:1:14: rule "x.r": the layer Quoted is built in
  rule "x.r" { emit = "Quoted", pattern = "a" }
               ^
]] },
  { "a language that no document is given in", [[
rule "x.r" { emit = "X", pattern = "a", lang = { "de", "en-GB" } }]], [[
r.lua:1:41: lang: a code such as "en" expected, got "en-GB"
  rule "x.r" { emit = "X", pattern = "a", lang = { "de", "en-GB" } }
                                          ^
]] },
  { "what run does not ask for", [[
rule "x.r" { run = function() end, where = function() end }]], [[
r.lua:1:36: rule "x.r": where needs pattern or regex
  rule "x.r" { run = function() end, where = function() end }
                                     ^
]] },
  { "a refers to what is no capture", [[
rule "x.r" { pattern = "who:a", emit = "X", refers = { "Person", surname = "wo" } }]], [[
r.lua:1:45: rule "x.r": refers names the capture "wo", which the pattern does not have
  rule "x.r" { pattern = "who:a", emit = "X", refers = { "Person", surname = "wo" } }
                                              ^
]] },
  { "a word that is set like a variable", [[
-- lang, examples
local t = { lang = "de" }
if t.lang == "en" then return end
lang = "en"]], [[
r.lua:4:1: lang is a function of rule files; it cannot be set
  lang = "en"
  ^
  without =: lang "en"
]] },
  { "examples that would be lost", [[
rule "x.r" { pattern = "a", emit = "X" }
examples = { { "a", X = {} } }]], [[
r.lua:2:1: examples is a function of rule files; it cannot be set
  examples = { { "a", X = {} } }
  ^
  without =: examples { … }
]] },
  { "an unknown scope", [[
rule "x.r" { pattern = "a", emit = "X", scope = "sentense" }]], [[
r.lua:1:41: rule "x.r": scope is sentence, paragraph, document or zone
  rule "x.r" { pattern = "a", emit = "X", scope = "sentense" }
                                          ^
]] },
  { "a span that is no capture", [[
rule "x.r" { pattern = "who:a", span = "wo", emit = "X" }]], [[
r.lua:1:33: rule "x.r": span names the capture "wo", which the pattern does not have
  rule "x.r" { pattern = "who:a", span = "wo", emit = "X" }
                                  ^
]] },
  { "a bad pattern in the middle of a file, after wide characters", [=[
-- hello
rule "x.pat" { emit = "X", pattern = { "hello", [[
  日本 é [cap & hed]
]] } }]=], [=[
r.lua:3:15: rule "x.pat": expected a flag (cap upper lower mixed alpha digit num punct symbol dash quote open close url email hashtag mention abbrev first last): hed
    日本 é [cap & hed]
                  ^
]=] },
  { "an open bracket", "rule \"x.r\" { pattern = [[ (a | b ]], emit = \"X\" }", [=[
r.lua:1:34: rule "x.r": expected )
  rule "x.r" { pattern = [[ (a | b ]], emit = "X" }
                                   ^
]=] },
  { "an undefined lexicon", [[
lexicon "listed" { "a" }
rule "x.lex" { pattern = "who:@listd", emit = "X" }]], [[
r.lua:2:32: rule "x.lex": unknown lexicon: listd
  rule "x.lex" { pattern = "who:@listd", emit = "X" }
                                 ^
  did you mean listed?
]] },
  { "an undefined macro", [[
let "crowd" "some | many"
rule "x.mac" { pattern = "the $crowdd", emit = "X" }]], [[
r.lua:2:32: rule "x.mac": unknown macro: crowdd
  rule "x.mac" { pattern = "the $crowdd", emit = "X" }
                                 ^
  did you mean crowd?
]] },
  { "a bad regular expression", [[
rule "x.r" { regex = "(a", emit = "X" }]], [[
r.lua:1:25: rule "x.r": expected a regular expression: missing closing parenthesis
  rule "x.r" { regex = "(a", emit = "X" }
                          ^
]] },
  { "a syntax error", [[
rule "x" {
  pattern = "a" emit = "X",
}]], [[
r.lua:2:17: '}' expected (to close '{' at line 1) near 'emit'
    pattern = "a" emit = "X",
                  ^
]] },
  { "an end that comes too soon", 'rule "x" {\n', [[
r.lua:1:11: unexpected symbol near <eof>
  rule "x" {
            ^
]] },
  { "an error while it loads", "local t\nif true then\n  t.x = 1\nend", [[
r.lua:3:3: attempt to index a nil value (local 't')
    t.x = 1
    ^
]] },
  { "a library that rules do not have", "local f = io.open('x')", [[
r.lua:1:11: attempt to index a nil value (global 'io')
  local f = io.open('x')
            ^
  rules cannot open files; lexicon "name" { file = "x.csv" } loads data
]] },
  { "another file the way of Lua programs", "local f = require 'x'", [[
r.lua:1:11: attempt to call a nil value (global 'require')
  local f = require 'x'
            ^
  use "name" loads another rule file
]] },
  { "a format among the rules", 'format "f" {}', [[
r.lua:1:1: attempt to call a nil value (global 'format')
  format "f" {}
  ^
  an output format is run by -t ./FILE.lua
]] },
  { "a global that nobody knows", "local f = torch.open('x')", [[
r.lua:1:11: attempt to index a nil value (global 'torch')
  local f = torch.open('x')
            ^
  newsengine help rules lists the words of a rule file
]] },
  { "a backslash between quotation marks", [[rule "x" { emit = "X", regex = "\d" }]], [=[
r.lua:1:32: invalid escape sequence near '"\d'
  rule "x" { emit = "X", regex = "\d" }
                                 ^
  between [[ and ]] a backslash stands for itself, as patterns and regexes need it
]=] },
  { "a lexicon that is only a name", 'lexicon "l" "l.csv"', [[
r.lua:1:1: lexicon: a table expected
  lexicon "l" "l.csv"
  ^
  { file = "l.csv" } reads a file
]] },
  { "an example that is only its text", 'examples { "It rose." }', [[
r.lua:1:1: examples: 1 is no table
  examples { "It rose." }
  ^
]] },
  { "the same name twice", 'rule "x.r" { regex = "a", emit = "X" }\nrule "x.r" { regex = "a", emit = "X" }',
    [[
r.lua:2:7: rule "x.r" is already defined in r.lua:1
  rule "x.r" { regex = "a", emit = "X" }
        ^
]] },
  { "a lexicon file that is outside", 'lexicon "l" { file = "/etc/passwd" }', [[
r.lua:1:23: lexicon: "/etc/passwd" lies outside the directory of the rule file and the rule path
  lexicon "l" { file = "/etc/passwd" }
                        ^
]] },
  { "a lexicon file with a bad row", 'lexicon "l" { file = "bad.tsv" }', "bad.tsv:2:1: more cells "
    .. "than columns\n  a\tb\tc\n  ^\n" },
  { "a key that is no column", 'lexicon "l" { file = "bad.tsv", key = "y" }', "bad.tsv:1:1: no such "
    .. "column: y\n  name\tx\n  ^\n  key names a column of the file's first line\n" },
  { "a cycle", 'use "other"', [[
other.lua:1:1: use: "r.lua" uses itself
  use "r"
  ^
]] },
  { "bytecode", "\27Lua", "r.lua: bytecode is refused\n" },
  { "UTF-16", "\xFF\xFEr\0", "r.lua: this is UTF-16; a rule file is UTF-8\n" },
  { "more than 64 KB", ("-"):rep(65537), "r.lua: cannot read: longer than 64 KB\n" },
  { "no end", "while true do end", [[
r.lua:1:1: loading: step budget used up
  while true do end
  ^
]] },
  { "an error that is no text", "error {}", "r.lua: error value of type table\n" },
}

describe("a broken rule file", function()
  local dir
  setup(function()
    dir = program.scratch()
    dir:write("a.txt", "hello")
    dir:write("bad.tsv", "name\tx\na\tb\tc\n")
    dir:write("other.lua", 'use "r"\n')
  end)
  teardown(function() dir:close() end)

  for _, case in ipairs(cases) do
    it("says where: " .. case[1], function()
      dir:write("r.lua", case[2])
      local got = dir:run { "r.lua", "a.txt" }
      assert.same({ 2, "", "newsengine: " .. case[3] }, { got.code, got.out, got.err })
    end)
  end

  it("says where: a file that is missing, with the places looked at", function()
    for _, case in ipairs {
      { 'lexicon "l" { file = "nosuch.tsv" }', 'lexicon: no file "nosuch.tsv"', 23 },
      { 'use "nosuch"', 'use: no file "nosuch"', 6 },
    } do
      dir:write("r.lua", case[1])
      local got = dir:run { "r.lua", "a.txt" }
      assert.equal(2, got.code)
      local wanted = ("newsengine: r.lua:1:%d: %s\n  %s\n  %s^\n  looked for nosuch."):format(
        case[3], case[2], case[1], (" "):rep(case[3] - 1))
      assert.equal(wanted, got.err:sub(1, #wanted))
    end
  end)

  it("of which a pipe, a directory or a link that leads out is none", function()
    dir:shell("mkfifo pipe.tsv; mkdir d.tsv; ln -s /etc/passwd link.tsv")
    for name, message in pairs { ["pipe.tsv"] = 'no file "pipe.tsv"', ["d.tsv"] = 'no file "d.tsv"',
                                 ["link.tsv"] = '"link.tsv" lies outside' } do
      dir:write("r.lua", ('lexicon "l" { file = "%s" }'):format(name))
      local got = dir:run { "r.lua", "a.txt" }
      assert.equal(2, got.code)
      assert.truthy(got.err:find("r.lua:1:23: lexicon: " .. message, 1, true), got.err)
    end
  end)

  it("with a byte order mark or a shebang line is none", function()
    for _, head in ipairs { "\xEF\xBB\xBF", "#!/usr/bin/env newsengine\n" } do
      dir:write("r.lua", head .. program.hello)
      assert.equal("Hello\t1\n", dir:run({ "r.lua", "a.txt", "-t", "count" }).out)
    end
  end)

  it("that fails only when it runs is named with its line, and the run goes on", function()
    dir:write("r.lua", 'rule "x.r" { pattern = "hello", emit = "X",\n'
      .. "  set = function(m)\n    return { a = m.who.name }\n  end }\n" .. program.hello)
    local records, got = dir:records { "r.lua", "a.txt" }
    assert.same({ 3, "newsengine: a.txt: rule x.r: r.lua:3: attempt to index a nil value "
                  .. "(field 'who')\n" }, { got.code, got.err })
    assert.same({ "Hello 0 5 hello" }, program.annotations(records[1]))
    assert.same({ code = "error", message = "attempt to index a nil value (field 'who')",
                  rule = "x.r", source = "r.lua:3" }, records[1].errors[1])
  end)
end)
