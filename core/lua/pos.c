/* Parts of speech of the words of a span, and the reasons for them. */
#include "binding.h"

/* Compute the parts of speech of the span's document; pushes its morphology. */
static const news_morphology *read_pos(lua_State *L, int span) {
  const news_document_box *doc = news_check_span(L, span)->document;
  lua_getiuservalue(L, span, SPAN_DOCUMENT);
  lua_getiuservalue(L, -1, DOCUMENT_OWNERS);
  lua_getfield(L, -1, "morphology");
  const news_morphology *m = news_check_morphology(L, -1);
  news_error err;
  if (news_vocabulary_read(doc->voc, doc->doc, &err) ||
      news_pos_read(m, doc->voc, doc->doc, &err))
    news_raise(L, &err);
  return m;
}

void news_push_pos(lua_State *L, int span) {
  const news_span_box *box = news_check_span(L, span);
  read_pos(L, span);
  const news_document *doc = box->document->doc;
  const news_words *words = &doc->words;
  if (!words->pos) {
    lua_pushnil(L);
    return;
  }
  news_buffer *out = news_push_buffer(L);
  uint32_t w = news_document_word_at(doc, box->span.start);
  for (; w < words->count && words->start[w] < box->span.end; w++) {
    news_host_charge(L, box->document->host, 1);
    if (out->size) news_buffer_add_byte(out, ' ');
    news_buffer_add_text(out, news_pos_name((news_pos)words->pos[w]));
  }
  news_push_bytes(L, out);
}

/* "noun verb" */
static void push_classes(lua_State *L, uint32_t classes) {
  news_buffer *out = news_push_buffer(L);
  for (uint32_t pos = NEWS_POS_NONE; pos <= NEWS_POS_SYM; pos++) {
    if (!(classes >> pos & 1)) continue;
    if (out->size) news_buffer_add_byte(out, ' ');
    news_buffer_add_text(out, news_pos_name((news_pos)pos));
  }
  news_push_bytes(L, out);
}

/* core.pos_reasons(span) -> for each word {pos, of = all classes of its form,
 * left = those that the rules left, line = that of the deciding rule, or nil};
 * nil if words have no parts of speech */
static int pos_reasons(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  news_document_box *doc = box->document;
  const news_morphology *m = read_pos(L, 1);
  const news_words *words = &doc->doc->words;
  if (!words->pos) return 0;
  lua_newtable(L);
  int list = lua_gettop(L);
  uint32_t w = news_document_word_at(doc->doc, box->span.start);
  for (lua_Integer n = 1; w < words->count && words->start[w] < box->span.end;
       w++, n++) {
    news_pos_reason why;
    news_error err;
    if (news_pos_explain(m, doc->voc, doc->doc, w, &why, &err))
      news_raise(L, &err);
    lua_createtable(L, 0, 4);
    lua_pushstring(L, news_pos_name((news_pos)words->pos[w]));
    lua_setfield(L, -2, "pos");
    push_classes(L, why.classes);
    lua_setfield(L, -3, "of");
    lua_pop(L, 1);
    push_classes(L, why.left);
    lua_setfield(L, -3, "left");
    lua_pop(L, 1);
    if (why.line) {
      lua_pushinteger(L, why.line);
      lua_setfield(L, -2, "line");
    }
    lua_rawseti(L, list, n);
  }
  return 1;
}

static const luaL_Reg functions[] = {
    {"pos_reasons", pos_reasons},
    {NULL, NULL},
};

void news_open_pos(lua_State *L) { luaL_setfuncs(L, functions, 0); }
