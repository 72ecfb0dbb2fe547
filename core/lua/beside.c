/* The text around a span in its sentence, for rules that look at the
 * context. */
#include <string.h>

#include "binding.h"

enum { SPACE_LEAD = 0xC2, SPACE_END = 0xA0 }; /* U+00A0 in UTF-8 */

static bool is_inside(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_hard_space(const char *at) {
  return (unsigned char)at[0] == SPACE_LEAD &&
         (unsigned char)at[1] == SPACE_END;
}

/* Whether these bytes may contain one; usually not. */
static bool may_be_hard(const char *text, uint32_t from, uint32_t to) {
  return memchr(text + from, SPACE_LEAD, to - from) != NULL;
}

/* The sentence that contains the first word of the span at index 1. */
static news_span sentence_of(lua_State *L, const news_span_box *box) {
  news_document *doc = box->document->doc;
  news_error err;
  if (news_split_sentences(doc, &err)) news_raise(L, &err);
  uint32_t word = news_document_word_at(doc, box->span.start);
  if (word >= doc->words.count) return (news_span){0, 0};
  return news_part_span(doc, &doc->sentences,
                        news_parts_at(&doc->sentences, word));
}

static size_t wanted_bytes(lua_State *L, const news_span_box *box) {
  lua_Integer most = luaL_optinteger(L, 2, NEWS_TEXT_MAX);
  luaL_argcheck(L, most >= 0, 2, "a number of bytes expected");
  size_t size = box->document->doc->size;
  return most < (lua_Integer)size ? (size_t)most : size;
}

static int push_text(lua_State *L, const news_span_box *box, const char *text,
                     size_t size) {
  news_host_charge(L, box->document->host, size / 8);
  lua_pushlstring(L, text, size);
  return 1;
}

/* span:text_before(n?) -> up to n bytes of the sentence before the span: whole
 * characters, no-break spaces as ordinary ones */
static int text_before(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  size_t most = wanted_bytes(L, box);
  const char *text = box->document->doc->text;
  uint32_t first = sentence_of(L, box).start, at = box->span.start;
  if (first > at) first = at;
  if (at - first < most) most = at - first;
  uint32_t from = at - (uint32_t)most;
  if (!may_be_hard(text, from > first ? from - 1 : from, at)) {
    while (from < at && is_inside(text[from])) from++;
    return push_text(L, box, text + from, at - from);
  }
  luaL_Buffer room;
  char *out = luaL_buffinitsize(L, &room, most + 1), *to = out + most;
  while (at > first && to > out) {
    bool hard = at - first >= 2 && is_hard_space(text + at - 2);
    at -= hard ? 2 : 1;
    *--to = hard ? ' ' : text[at];
  }
  while (to < out + most && is_inside(*to)) to++;
  return push_text(L, box, to, (size_t)(out + most - to));
}

/* span:text_behind(n?) -> the same for the text after it in its sentence */
static int text_behind(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  size_t most = wanted_bytes(L, box);
  const char *text = box->document->doc->text;
  uint32_t at = box->span.end, end = sentence_of(L, box).end;
  if (end < at) end = at;
  if (end - at > most) end = at + (uint32_t)most;
  while (end > at && end < box->document->doc->size && is_inside(text[end]))
    end--;
  if (!may_be_hard(text, at, end))
    return push_text(L, box, text + at, end - at);
  luaL_Buffer room;
  char *out = luaL_buffinitsize(L, &room, end - at + 1);
  size_t size = 0;
  for (; at < end; size++) {
    bool hard = end - at >= 2 && is_hard_space(text + at);
    out[size] = hard ? ' ' : text[at];
    at += hard ? 2 : 1;
  }
  return push_text(L, box, out, size);
}

/* doc:spaced(first, last) -> these bytes (from 1, as far as they exist) with
 * no-break spaces as ordinary ones */
static int spaced(lua_State *L) {
  const news_document *doc = news_check_document(L, 1)->doc;
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  if (first < 1) first = 1;
  if (last > (lua_Integer)doc->size) last = (lua_Integer)doc->size;
  size_t size = first <= last ? (size_t)(last - first + 1) : 0;
  const char *at = doc->text + (size ? first - 1 : 0), *end = at + size;
  news_host_charge(L, news_host_of(L), size / 8);
  if (!size || !memchr(at, SPACE_LEAD, size)) {
    lua_pushlstring(L, at, size);
    return 1;
  }
  luaL_Buffer room;
  char *out = luaL_buffinitsize(L, &room, size), *to = out;
  while (at < end) {
    bool hard = end - at >= 2 && is_hard_space(at);
    *to++ = hard ? ' ' : *at;
    at += hard ? 2 : 1;
  }
  luaL_pushresultsize(&room, (size_t)(to - out));
  return 1;
}

static void add_methods(lua_State *L, const char *to, const luaL_Reg *methods) {
  lua_getfield(L, -1, to);
  luaL_setfuncs(L, methods, 0);
  lua_pop(L, 1);
}

/* Adds to core.span_methods and core.document_methods. */
void news_open_beside(lua_State *L) {
  static const luaL_Reg of_spans[] = {
      {"text_before", text_before}, {"text_behind", text_behind}, {NULL, NULL}};
  static const luaL_Reg of_documents[] = {{"spaced", spaced}, {NULL, NULL}};
  add_methods(L, "span_methods", of_spans);
  add_methods(L, "document_methods", of_documents);
}
