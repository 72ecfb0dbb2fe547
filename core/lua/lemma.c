/* Lemmas of the words of a place. */
#include "binding.h"

/* Push the lemmas of the words [first, end) (+1). */
static void make_lemma(lua_State *L, int document, uint32_t first,
                       uint32_t end) {
  const news_document_box *doc = lua_touserdata(L, document);
  int top = lua_gettop(L) + 1;
  lua_getiuservalue(L, document, DOCUMENT_OWNERS);
  lua_getfield(L, -1, "morphology");
  const news_morphology *m = news_check_morphology(L, -1);
  news_error err;
  if (news_vocabulary_read(doc->voc, doc->doc, &err)) news_raise(L, &err);
  news_buffer *out = &doc->host->lemma;
  news_buffer_clear(out);
  for (uint32_t w = first; w < end; w++) {
    uint32_t spelled = doc->doc->words.form[w];
    const news_form *form = news_vocabulary_form(
        doc->voc, news_vocabulary_form(doc->voc, spelled)->folded);
    if (out->size) news_buffer_add_byte(out, ' ');
    if (news_morphology_lemma(m, form->text, form->size, NEWS_POS_NONE, out))
      out->failed = true;
  }
  news_push_own(L, out);
  lua_replace(L, top);
  lua_settop(L, top);
}

/* Push the lemma of a place (+1).  Often several rules in a row need that of
 * the same verb; the steps charged are the same each time. */
static void push_lemma_at(lua_State *L, int document, news_span span) {
  news_document_box *doc = lua_touserdata(L, document);
  const news_words *words = &doc->doc->words;
  uint32_t first = news_document_word_at(doc->doc, span.start), end = first;
  while (end < words->count && words->start[end] < span.end) end++;
  news_host_charge(L, doc->host, end - first);
  if (doc->lemma.generation == doc->generation && doc->lemma.first == first &&
      doc->lemma.end == end &&
      lua_getiuservalue(L, document, DOCUMENT_LEMMA) == LUA_TSTRING)
    return;
  make_lemma(L, document, first, end);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, document, DOCUMENT_LEMMA);
  doc->lemma.generation = doc->generation;
  doc->lemma.first = first;
  doc->lemma.end = end;
}

void news_push_lemma(lua_State *L, int document, news_span span,
                     const news_lexicon *lexicon, uint32_t phrase) {
  uint32_t size;
  if (lexicon) {
    const char *lemma = news_lexicon_phrase_lemma(lexicon, phrase, &size);
    if (size) {
      lua_pushlstring(L, lemma, size);
      return;
    }
  }
  push_lemma_at(L, document, span);
}
