-- html: a page of a news site -> its story, headline, authors, date.
local article = use "page/article"

reader "html" {
  about = "a page: the story without its surroundings, headline, authors, dates",
  match = { "*.html", "*.htm", "*.xhtml" },
  options = { encoding = "the encoding that the server named" },
  read = function(source, emit)
    emit(article((decode(source:all(), source.options.encoding))))
  end,
}
