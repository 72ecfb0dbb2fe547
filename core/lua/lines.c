/* Lines of a text and the kinds of characters in them, for rules about
 * layout. */
#include "binding.h"
#include "layout.h"

static const struct {
  const char *name;
  lua_Integer bit;
} kinds[] = {
    {"UPPER", NEWS_HAS_UPPER}, {"LOWER", NEWS_HAS_LOWER},
    {"DIGIT", NEWS_HAS_DIGIT}, {"PUNCT", NEWS_HAS_PUNCT},
    {"SPACE", NEWS_HAS_SPACE}, {"OTHER", NEWS_HAS_OTHER},
    {"YEAR", NEWS_HAS_YEAR},   {"GAP", NEWS_HAS_GAP},
    {"CODE", NEWS_HAS_CODE},   {"PAUSE", NEWS_HAS_PAUSE},
    {"STOP", NEWS_HAS_STOP},   {"END", NEWS_HAS_END},
    {"LARGE", NEWS_HAS_LARGE}, {"SMALL", NEWS_HAS_SMALL},
};

/* core.marks(text) -> the bits of the ASCII punctuation marks in it */
static int marks(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  news_host_charge(L, news_host_of(L), size / 8);
  uint64_t found = 0;
  for (size_t i = 0; i < size; i++)
    found |= news_mark_bit((unsigned char)text[i]);
  lua_pushinteger(L, (lua_Integer)found);
  return 1;
}

/* span:measure() -> number of runs of characters other than white space, what
 * occurs: the sum of text.UPPER, ... and of the bits of text.marks() */
static int span_measure(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  news_row row = {.span = box->span};
  news_row_measure(box->document->doc, &row);
  news_host_charge(L, box->document->host, news_span_size(box->span) / 8);
  lua_pushinteger(L, row.words);
  lua_pushinteger(L, (lua_Integer)row.kinds);
  return 2;
}

/* Upvalues: document, next byte, end. */
static int next_line(lua_State *L) {
  news_document_box *box = news_own_document(L);
  uint32_t at = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  uint32_t end = (uint32_t)lua_tointeger(L, lua_upvalueindex(3));
  if (box->doc->size < end) return luaL_error(L, "the document is another one");
  news_span line;
  uint32_t width;
  if (!news_next_line(box->doc, &at, end, &line, &width)) return 0;
  news_host_charge(L, box->host, width / 8);
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  news_push_span(L, -1, line, 0);
  lua_pushinteger(L, width);
  return 2;
}

/* doc:lines(span?) -> iterator: the span of a line without the white space
 * around it, and its size in bytes with it; skips lines of white space alone */
static int document_lines(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  news_span span = news_opt_span(L, 2, box);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, span.start);
  lua_pushinteger(L, span.end);
  lua_pushcclosure(L, next_line, 3);
  return 1;
}

/* Adds to core.document_methods and core.span_methods; core.kinds: the bits,
 * core.marks. */
void news_open_lines(lua_State *L) {
  lua_getfield(L, -1, "document_methods");
  lua_pushcfunction(L, document_lines);
  lua_setfield(L, -2, "lines");
  lua_getfield(L, -2, "span_methods");
  lua_pushcfunction(L, span_measure);
  lua_setfield(L, -2, "measure");
  lua_pop(L, 2);
  lua_pushcfunction(L, marks);
  lua_setfield(L, -2, "marks");
  lua_newtable(L);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    lua_pushinteger(L, kinds[i].bit);
    lua_setfield(L, -2, kinds[i].name);
  }
  lua_setfield(L, -2, "kinds");
}
