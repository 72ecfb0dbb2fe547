/* Lines of a text and what they are made of, for rules about layout. */
#include <string.h>

#include "binding.h"

/* What occurs in a text: classes of bytes, and some shapes. */
enum {
  HAS_UPPER = 1 << 0,
  HAS_LOWER = 1 << 1,
  HAS_DIGIT = 1 << 2,
  HAS_PUNCT = 1 << 3,
  HAS_SPACE = 1 << 4,
  HAS_OTHER = 1 << 5, /* beyond ASCII */
  HAS_YEAR = 1 << 6,  /* four digits or more in a row */
  HAS_GAP = 1 << 7,   /* a tab, or three blanks in a row */
  HAS_CODE = 1 << 8,  /* a letter and a digit that touch */
};

static const struct {
  const char *name;
  lua_Integer bit;
} kinds[] = {
    {"UPPER", HAS_UPPER}, {"LOWER", HAS_LOWER}, {"DIGIT", HAS_DIGIT},
    {"PUNCT", HAS_PUNCT}, {"SPACE", HAS_SPACE}, {"OTHER", HAS_OTHER},
    {"YEAR", HAS_YEAR},   {"GAP", HAS_GAP},     {"CODE", HAS_CODE},
};

static unsigned kind_of(unsigned char c) {
  if (c >= 0x80) return HAS_OTHER;
  if (c == ' ' || (c >= '\t' && c <= '\r')) return HAS_SPACE;
  if (c >= '0' && c <= '9') return HAS_DIGIT;
  if (c >= 'a' && c <= 'z') return HAS_LOWER;
  if (c >= 'A' && c <= 'Z') return HAS_UPPER;
  return c > ' ' && c < 0x7F ? HAS_PUNCT : 0; /* 0: control characters */
}

static bool is_space(char c) { return kind_of((unsigned char)c) == HAS_SPACE; }

/* span:measure() -> how many runs of other than white space, what occurs: the
 * sum of text.UPPER LOWER DIGIT PUNCT SPACE OTHER YEAR GAP CODE
 */
static int span_measure(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  const char *text = box->document->doc->text;
  unsigned found = 0, before = HAS_SPACE;
  lua_Integer words = 0;
  const unsigned letter = HAS_UPPER | HAS_LOWER;
  uint32_t digits = 0, blanks = 0;
  for (uint32_t i = box->span.start; i < box->span.end; i++) {
    unsigned kind = kind_of((unsigned char)text[i]);
    found |= kind;
    digits = kind == HAS_DIGIT ? digits + 1 : 0;
    blanks = text[i] == ' ' ? blanks + 1 : 0;
    if (digits == 4) found |= HAS_YEAR;
    if (blanks == 3 || text[i] == '\t') found |= HAS_GAP;
    if ((kind | before) & HAS_DIGIT && (kind | before) & letter)
      found |= HAS_CODE;
    words += kind != HAS_SPACE && before == HAS_SPACE;
    before = kind;
  }
  news_host_charge(L, box->document->host, news_span_size(box->span) / 8);
  lua_pushinteger(L, words);
  lua_pushinteger(L, found);
  return 2;
}

/* Upvalues: document, next byte, end. */
static int next_line(lua_State *L) {
  news_document_box *box = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t at = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  uint32_t end = (uint32_t)lua_tointeger(L, lua_upvalueindex(3));
  if (box->doc->size < end) return luaL_error(L, "the document is another one");
  const char *text = box->doc->text;
  while (at < end) {
    uint32_t from = at;
    while (at < end && text[at] != '\n' && text[at] != '\r') at++;
    news_span line = {from, at};
    while (at < end && (text[at] == '\n' || text[at] == '\r')) at++;
    uint32_t width = news_span_size(line);
    while (line.start < line.end && is_space(text[line.start])) line.start++;
    while (line.end > line.start && is_space(text[line.end - 1])) line.end--;
    if (line.start == line.end) continue;
    news_host_charge(L, box->host, width / 8);
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushvalue(L, lua_upvalueindex(1));
    news_push_span(L, -1, line, 0);
    lua_pushinteger(L, width);
    return 2;
  }
  return 0;
}

/* doc:lines(span?) -> iterator: a line's span without the white space around
 * it, and its bytes with it; lines of white space alone are left out */
static int document_lines(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  news_span span = news_opt_span(L, 2, box);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, span.start);
  lua_pushinteger(L, span.end);
  lua_pushcclosure(L, next_line, 3);
  return 1;
}

/* Adds to core.document_methods and core.span_methods; core.kinds: the bits. */
void news_open_lines(lua_State *L) {
  lua_getfield(L, -1, "document_methods");
  lua_pushcfunction(L, document_lines);
  lua_setfield(L, -2, "lines");
  lua_getfield(L, -2, "span_methods");
  lua_pushcfunction(L, span_measure);
  lua_setfield(L, -2, "measure");
  lua_pop(L, 2);
  lua_newtable(L);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    lua_pushinteger(L, kinds[i].bit);
    lua_setfield(L, -2, kinds[i].name);
  }
  lua_setfield(L, -2, "kinds");
}
