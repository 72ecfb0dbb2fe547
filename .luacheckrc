std = "lua54"
max_line_length = 100
codes = true
exclude_files = { "build", "scripts/meta", "tests/articles", "tests/newsengine/escapes" }
local words = {
  "use", "lexicon", "let", "rule", "examples", "lang", "format", "reader", "regex", "text",
  "json", "date", "lexicons", "network", "pattern", "print", "take",
  "labels", "page", "decode", "unescape", "bytes",
}
files["rules"] = { read_globals = words }
files["scripts/formats"] = { read_globals = words }
files["scripts/readers"] = { read_globals = words }
files["scripts/templates"] = { read_globals = words }
files["tests/cli"] = { std = "+busted", max_line_length = 170 }
files["tests/readers"] = { std = "+busted", max_line_length = 170 }
files["tests"] = { std = "+busted" }
