-- @NAME@: say here in one line what this format is for.
--
--   newsengine rules/quotes.lua -t ./@NAME@.lua article.txt
--   newsengine help formats               everything a format can have

format "@NAME@" {
  about = "who said what, one line per quotation", extension = "txt",
  options = { bare = "1 leaves the headline out" }, -- -M bare=1

  -- Once, before the first document and after the last.
  open = function(out) out("who said what\n") end,
  close = function(out, state) out("%d quotations\n", state and state.quotes or 0) end,

  -- For each document, in a worker.  merge adds up what it returns.
  document = function(out, doc)
    if not out.options.bare then out("\n%s\n", doc.meta.headline or doc.id) end
    local quotes = 0
    for quote in doc:each "Quote" do
      quotes = quotes + 1
      local who = quote.speaker and (quote.speaker.name or quote.speaker.text) or "nobody named"
      out("%s: %s\n", who, quote.text)
    end
    return { quotes = quotes }
  end,
  merge = function(a, b) return { quotes = a.quotes + b.quotes } end,
}
