/* Documents: text, built-in layers, annotations. */
#include <string.h>

#include "binding.h"

static const char document_tag;

news_document_box *news_check_document(lua_State *L, int arg) {
  news_document_box *box = lua_touserdata(L, arg);
  if (!box || lua_rawlen(L, arg) != sizeof *box || box->tag != &document_tag)
    luaL_typeerror(L, arg, "document");
  luaL_argcheck(L, box->doc != NULL, arg, "closed");
  return box;
}

news_document_box *news_own_document(lua_State *L) {
  news_document_box *box = lua_touserdata(L, lua_upvalueindex(1));
  if (!box->doc) luaL_error(L, "the document is closed");
  return box;
}

static void raise_unless(lua_State *L, news_status status,
                         const news_error *err) {
  if (status) news_raise(L, err);
}

news_span news_opt_span(lua_State *L, int arg, const news_document_box *box) {
  if (lua_isnoneornil(L, arg)) return (news_span){0, box->doc->size};
  const news_span_box *span = news_check_span(L, arg);
  luaL_argcheck(L, span->document == box, arg,
                "a span of this document expected");
  return span->span;
}

news_span news_check_bytes(lua_State *L, const news_document_box *box,
                           lua_Integer first, lua_Integer last, int first_arg,
                           int last_arg) {
  lua_Integer size = box->doc->size;
  luaL_argcheck(L, 1 <= first && first <= size + 1, first_arg,
                "byte out of bounds");
  luaL_argcheck(L, first - 1 <= last && last <= size, last_arg,
                "byte out of bounds");
  const char *text = box->doc->text;
  luaL_argcheck(L, ((unsigned char)text[first - 1] & 0xC0) != 0x80, first_arg,
                "inside a code point");
  luaL_argcheck(L, ((unsigned char)text[last] & 0xC0) != 0x80, last_arg,
                "inside a code point");
  return (news_span){(uint32_t)first - 1, (uint32_t)last};
}

/* The options that core.document and doc:reset share: a table at `arg`. */
static news_document_options options_at(lua_State *L, int arg) {
  news_document_options o = {0};
  if (lua_getfield(L, arg, "language") != LUA_TNIL)
    o.language = news_check_language(L, -1);
  lua_getfield(L, arg, "plain");
  o.plain = lua_toboolean(L, -1);
  lua_getfield(L, arg, "memory");
  o.memory = (size_t)luaL_optinteger(L, -1, 0);
  lua_pop(L, 3);
  return o;
}

/* Give the document the text at index `text`; on failure it is empty. */
static news_status set_text(lua_State *L, news_document *doc, int text,
                            const news_document_options *options,
                            news_error *err) {
  news_buffer *bytes = news_test_text(L, text);
  if (bytes) {
    news_status status = news_document_take(doc, bytes, options, err);
    if (!status) news_leave_text(L, bytes);
    return status;
  }
  size_t size;
  const char *string = luaL_checklstring(L, text, &size);
  return news_document_reset(doc, string, size, options, err);
}

/* Remove the text from the view of the document at `at`. */
static void forget_text(lua_State *L, int at) {
  lua_getiuservalue(L, at, DOCUMENT_VIEW);
  lua_pushnil(L);
  lua_setfield(L, -2, "text");
  lua_pop(L, 1);
}

enum { BYTES_EACH = 8 }; /* bytes of news for each annotation, nearly */

/* The number of annotations with attributes to expect from the density in the
 * previous text; the table grows if there are more. */
static int likely_annotations(const news_document_box *box) {
  enum { MOST = 4096, SOME = 16 };
  uint32_t count = box->doc->size / box->bytes_each;
  if (box->bytes_each > BYTES_EACH) count += SOME;
  return (int)(count < MOST ? count : MOST);
}

/* Record the density of annotations for the next text, because packs differ
 * widely. */
static void note_annotations(news_document_box *box) {
  if (!box->annotations) return;
  uint32_t count = news_annotations_count(box->annotations);
  uint32_t each = box->doc->size / (count + count / 2 + 1);
  box->bytes_each = each > BYTES_EACH ? each : BYTES_EACH;
}

/* Fresh layers for the new text at `text`; the document userdata is at index
 * `at`. If the text is not a string, doc.text makes one when needed. */
static news_status begin_text(lua_State *L, int at, int text,
                              news_document_box *box, news_error *err) {
  box->generation++;
  box->text = ++box->host->texts;
  box->rule = 0;
  box->began = (news_point){0};
  box->noting = false;
  memset(box->asked, 0, sizeof box->asked);
  if (lua_type(L, text) == LUA_TSTRING)
    lua_pushvalue(L, text);
  else
    lua_pushnil(L);
  lua_setiuservalue(L, at, DOCUMENT_TEXT);
  forget_text(L, at);
  box->annotations = news_annotations_new(box->doc);
  if (!box->annotations) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  lua_createtable(L, 0, 16);
  lua_setiuservalue(L, at, DOCUMENT_FIELDS);
  lua_createtable(L, likely_annotations(box), 0);
  lua_setiuservalue(L, at, DOCUMENT_ATTRIBUTES);
  lua_pushnil(L);
  lua_setiuservalue(L, at, DOCUMENT_CHANGES);
  return NEWS_OK;
}

/* A text too large for the document's memory limit concerns only that document,
 * so it does not raise. */
static int push_no_text(lua_State *L, const news_error *err) {
  if (err->status != NEWS_ENOMEM) return news_push_failure(L, err);
  luaL_pushfail(L);
  lua_pushliteral(L, "not enough memory for the text");
  return 2;
}

/* ---- doc.text, doc:match
 *
 * Rules use these all the time.  Each document has a view: a table of the
 * methods and text used so far, where the VM finds them without calling C. */

/* Push the text of the document at index `at` as a string. */
static void push_text(lua_State *L, int at) {
  if (lua_getiuservalue(L, at, DOCUMENT_TEXT) == LUA_TSTRING) return;
  lua_pop(L, 1);
  const news_document *doc = news_check_document(L, at)->doc;
  lua_pushlstring(L, doc->text, doc->size);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, at, DOCUMENT_TEXT);
}

/* view[key], for a key not in the view.  Upvalue 1: methods; 2: set of the
 * fields that rules may read, none of which has the name of a method (other
 * fields would give them access to the whole engine); 3: the document */
static int view_index(lua_State *L) {
  enum { VIEW = 1, KEY, DOCUMENT };
  lua_pushvalue(L, lua_upvalueindex(3));
  const news_document_box *box = lua_touserdata(L, DOCUMENT);
  if (!box->doc) return luaL_error(L, "the document is closed");
  lua_pushvalue(L, KEY);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
    lua_getiuservalue(L, DOCUMENT, DOCUMENT_FIELDS);
    lua_pushvalue(L, KEY);
    if (lua_rawget(L, -2) != LUA_TNIL) return 1;
    lua_pushvalue(L, KEY);
    lua_gettable(L, -3); /* some of them are made on demand */
    return 1;
  }
  lua_pushvalue(L, KEY);
  if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL) {
    if (lua_type(L, KEY) != LUA_TSTRING ||
        strcmp(lua_tostring(L, KEY), "text") != 0)
      return 0;
    push_text(L, DOCUMENT);
  }
  lua_pushvalue(L, KEY);
  lua_pushvalue(L, -2);
  lua_rawset(L, VIEW);
  return 1;
}

/* Give the userdata at `at` its view and its metatable. */
static void give_view(lua_State *L, int at) {
  static const char *const shared[] = {"__name", "__gc", "__tostring",
                                       "__metatable"};
  enum { SHARED = sizeof shared / sizeof *shared };
  lua_newtable(L);
  int view = lua_gettop(L);
  lua_pushvalue(L, view); /* first: the finalizer needs it */
  lua_setiuservalue(L, at, DOCUMENT_VIEW);
  luaL_getmetatable(L, NEWS_DOCUMENT);
  lua_createtable(L, 0, SHARED + 1);
  for (int i = 0; i < SHARED; i++) {
    lua_getfield(L, view + 1, shared[i]);
    lua_setfield(L, view + 2, shared[i]);
  }
  lua_pushvalue(L, view);
  lua_setfield(L, view + 2, "__index");
  lua_setmetatable(L, at);
  lua_createtable(L, 0, 1);
  lua_getfield(L, view + 1, "methods");
  lua_getfield(L, view + 1, "fields");
  lua_pushvalue(L, at);
  lua_pushcclosure(L, view_index, 3);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, view);
  lua_settop(L, view - 1);
}

/* core.document(text, owners) -> document | nil, message, byte position
 * owners: language, vocabulary, morphology, layers (name -> number),
 * layer_names, rule_names, plain, memory.  Kept alive by the document. */
static int document_new(lua_State *L) {
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  news_document_options options = options_at(L, 2);
  news_document_box *box = lua_newuserdatauv(L, sizeof *box, DOCUMENT_VALUES);
  *box = (news_document_box){.tag = &document_tag,
                             .host = news_host_of(L),
                             .bytes_each = BYTES_EACH,
                             .unit = NEWS_UNIT_CODEPOINT};
  give_view(L, 3);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 3, DOCUMENT_OWNERS);
  luaL_getmetatable(L, NEWS_SPAN);
  lua_setiuservalue(L, 3, DOCUMENT_SPANS);
  lua_getfield(L, 2, "layers");
  lua_setiuservalue(L, 3, DOCUMENT_LAYERS);
  lua_getfield(L, 2, "vocabulary");
  box->voc = news_check_vocabulary(L, -1);
  lua_settop(L, 3);
  news_error err;
  if (news_document_new("", 0, NULL, &box->doc, &err) ||
      set_text(L, box->doc, 1, &options, &err) ||
      begin_text(L, 3, 1, box, &err))
    return push_no_text(L, &err);
  return 1;
}

/* doc:reset(text, {language, plain, memory}) -> doc | nil, message, position */
static int document_reset(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  luaL_checktype(L, 3, LUA_TTABLE);
  news_document_options options = options_at(L, 3);
  lua_getiuservalue(L, 1, DOCUMENT_OWNERS);
  lua_getfield(L, 3, "language");
  lua_setfield(L, -2, "language");
  lua_settop(L, 2);
  news_error err, other;
  note_annotations(box);
  if (set_text(L, box->doc, 2, &options, &err)) {
    (void)begin_text(L, 1, 1, box, &other); /* the old layers are gone */
    return push_no_text(L, &err);
  }
  if (begin_text(L, 1, 2, box, &err)) return push_no_text(L, &err);
  lua_settop(L, 1);
  return 1;
}

/* doc:clear() -> doc, without text; the memory of a text it had taken is reused
 * for the next input */
static int document_clear(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 1);
  news_buffer *text = news_push_buffer(L);
  news_document_leave(box->doc, text);
  news_leave_text(L, text);
  lua_settop(L, 1);
  news_error err;
  raise_unless(L, begin_text(L, 1, 1, box, &err), &err);
  return 1;
}

/* Make built-in layers; charges the budget for the bytes of the text. */
static void make(lua_State *L, news_document_box *box, const char *what) {
  news_document *doc = box->doc;
  news_error err;
  switch (what[0]) {
    case 'w': raise_unless(L, news_tokenize(doc, &err), &err); break;
    case 'p': raise_unless(L, news_split_paragraphs(doc, &err), &err); break;
    case 'q': raise_unless(L, news_pair_quotes(doc, &err), &err); break;
    case 's': raise_unless(L, news_split_sentences(doc, &err), &err); break;
    default: raise_unless(L, news_vocabulary_read(box->voc, doc, &err), &err);
  }
}

/* doc:make("words" | "paragraphs" | "quoted" | "sentences" | "forms") */
static int document_make(lua_State *L) {
  static const char *const names[] = {"words",     "paragraphs", "quoted",
                                      "sentences", "forms",      NULL};
  news_document_box *box = news_check_document(L, 1);
  make(L, box, names[luaL_checkoption(L, 2, NULL, names)]);
  return 0;
}

/* ---- iterators over parts and words ---- */

static void push_words(lua_State *L, int document, uint32_t first, uint32_t end,
                       news_span span) {
  news_span_box *box = news_push_span(L, document, span, 0);
  box->first = first;
  box->end = end;
}

/* Upvalues: document, next part, end part, which parts. */
static int next_part(lua_State *L) {
  news_document_box *box = news_own_document(L);
  uint32_t i = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  uint32_t end = (uint32_t)lua_tointeger(L, lua_upvalueindex(3));
  const news_parts *parts = lua_toboolean(L, lua_upvalueindex(4))
                                ? &box->doc->paragraphs
                                : &box->doc->sentences;
  if (i >= end || i >= parts->count) return 0;
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  push_words(L, -1, parts->first[i], parts->first[i + 1],
             news_part_span(box->doc, parts, i));
  return 1;
}

static int iterate_parts(lua_State *L, bool paragraphs) {
  news_document_box *box = news_check_document(L, 1);
  make(L, box, paragraphs ? "paragraphs" : "sentences");
  const news_parts *parts =
      paragraphs ? &box->doc->paragraphs : &box->doc->sentences;
  uint32_t from = 0, end = parts->count;
  if (!lua_isnoneornil(L, 2)) {
    news_span span = news_opt_span(L, 2, box);
    uint32_t w = news_document_word_at(box->doc, span.start);
    uint32_t count = box->doc->words.count;
    from = w < count ? news_parts_at(parts, w) : parts->count;
    uint32_t e = news_document_word_at(box->doc, span.end);
    while (e > w && (e >= count || box->doc->words.start[e] >= span.end)) e--;
    end = w < count ? news_parts_at(parts, e) + 1 : from;
  }
  lua_pushvalue(L, 1);
  lua_pushinteger(L, (lua_Integer)from);
  lua_pushinteger(L, (lua_Integer)end);
  lua_pushboolean(L, paragraphs);
  lua_pushcclosure(L, next_part, 4);
  return 1;
}

/* doc:sentences(span?), doc:paragraphs(span?) -> iterator of spans: all that
 * share a word with `span` */
static int document_sentences(lua_State *L) { return iterate_parts(L, false); }
static int document_paragraphs(lua_State *L) { return iterate_parts(L, true); }

/* doc:sentence_starts() -> list: the byte that each sentence begins with */
static int document_sentence_starts(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  make(L, box, "sentences");
  const news_parts *parts = &box->doc->sentences;
  news_host_charge(L, box->host, parts->count / 8);
  lua_createtable(L, (int)parts->count, 0);
  for (uint32_t i = 0; i < parts->count; i++) {
    uint32_t start = box->doc->words.start[parts->first[i]];
    lua_pushinteger(L, (lua_Integer)start + 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

bool news_push_part_of(lua_State *L, int document, news_span span,
                       bool paragraph) {
  news_document_box *box = news_check_document(L, document);
  make(L, box, paragraph ? "paragraphs" : "sentences");
  uint32_t w = news_document_word_at(box->doc, span.start);
  if (w >= box->doc->words.count) return false;
  const news_parts *parts =
      paragraph ? &box->doc->paragraphs : &box->doc->sentences;
  uint32_t i = news_parts_at(parts, w);
  uint32_t first = parts->first[i], end = parts->first[i + 1];
  document = lua_absindex(L, document);
  lua_getiuservalue(L, document, DOCUMENT_PART); /* usually the same again */
  const news_span_box *last = lua_touserdata(L, -1);
  if (last && last->generation == box->generation && last->first == first &&
      last->end == end)
    return true;
  lua_pop(L, 1);
  push_words(L, document, first, end, news_part_span(box->doc, parts, i));
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, document, DOCUMENT_PART);
  return true;
}

/* Upvalues: document, next word, end byte, whole tokens. */
static int next_word(lua_State *L) {
  news_document_box *box = news_own_document(L);
  uint32_t w = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  uint32_t end = (uint32_t)lua_tointeger(L, lua_upvalueindex(3));
  const news_words *words = &box->doc->words;
  if (w >= words->count || words->start[w] >= end) return 0;
  uint32_t next = w + 1;
  if (lua_toboolean(L, lua_upvalueindex(4)))
    while (next < words->count && words->kind[next] & NEWS_WORD_JOINED) next++;
  lua_pushinteger(L, (lua_Integer)next);
  lua_replace(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  push_words(L, -1, w, next,
             (news_span){words->start[w], words->end[next - 1]});
  return 1;
}

static int iterate_words(lua_State *L, bool tokens) {
  news_document_box *box = news_check_document(L, 1);
  news_span span = news_opt_span(L, 2, box);
  make(L, box, "words");
  lua_pushvalue(L, 1);
  lua_pushinteger(L, (lua_Integer)news_document_word_at(box->doc, span.start));
  lua_pushinteger(L, (lua_Integer)span.end);
  lua_pushboolean(L, tokens);
  lua_pushcclosure(L, next_word, 4);
  return 1;
}

/* doc:words(span?), doc:tokens(span?) -> iterator of spans: words, or surface
 * tokens (didn't) */
static int document_words(lua_State *L) { return iterate_words(L, false); }
static int document_tokens(lua_State *L) { return iterate_words(L, true); }

/* doc:span(first, last) -> span of bytes, 1-based, inclusive; the caller must
 * give code point borders */
static int document_span(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer first = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  news_push_span(L, 1, news_check_bytes(L, box, first, last, 2, 3), 0);
  return 1;
}

/* doc:quoted() -> list of {first word span .. }: see scripts: span, inner,
 * style, depth, open of each pair, as parallel values of an iterator */
static int next_quoted(lua_State *L) {
  static const char *const styles[] = {"double", "single", "angle", "corner"};
  news_document_box *box = news_own_document(L);
  uint32_t i = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  if (i >= box->doc->quoted.count) return 0;
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(2));
  const news_quoted *q = &box->doc->quoted.items[i];
  const news_words *words = &box->doc->words;
  uint32_t start = words->start[q->first], end = words->end[q->end - 1];
  uint32_t from = words->end[q->first];
  uint32_t to =
      q->open || q->end - 1 == q->first ? end : words->start[q->end - 1];
  lua_pushvalue(L, lua_upvalueindex(1));
  int document = lua_absindex(L, -1);
  push_words(L, document, q->first, q->end, (news_span){start, end});
  while (from < to && (box->doc->text[from] == ' ')) from++;
  while (to > from && (box->doc->text[to - 1] == ' ')) to--;
  news_push_span(L, document, (news_span){from, to < from ? from : to}, 0);
  lua_pushstring(L, styles[q->style & 3]);
  lua_pushinteger(L, q->depth);
  lua_pushboolean(L, q->open);
  return 5;
}

static int document_quoted(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  make(L, box, "quoted");
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_quoted, 2);
  return 1;
}

/* ---- places ---- */

/* doc:place(byte) -> line, column (code points), both from 1 */
static int document_place(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer at = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 1 <= at && at <= (lua_Integer)box->doc->size + 1, 2,
                "byte out of bounds");
  uint32_t line, column, asked = box->doc->line.begin;
  uint32_t walked = (uint32_t)at - 1 - (at > asked ? asked : 0);
  news_host_charge(L, box->host, walked / 64);
  news_document_place(box->doc, (uint32_t)at - 1, &line, &column);
  lua_pushinteger(L, (lua_Integer)line);
  lua_pushinteger(L, (lua_Integer)column);
  return 2;
}

/* doc:set_unit("byte" | "codepoint" | "utf16") */
static int document_set_unit(lua_State *L) {
  static const char *const units[] = {"byte", "codepoint", "utf16", NULL};
  news_check_document(L, 1)->unit =
      (news_unit)luaL_checkoption(L, 2, NULL, units);
  return 0;
}

/* doc:byte(n) -> the byte, from 1, that has n units of set_unit() before it */
static int document_byte(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 0 <= n && n <= (lua_Integer)box->doc->size, 2,
                "offset out of bounds");
  uint32_t byte = news_document_byte(box->doc, (uint32_t)n, box->unit);
  if (byte == UINT32_MAX) return luaL_error(L, "not enough memory");
  lua_pushinteger(L, (lua_Integer)byte + 1);
  return 1;
}

/* doc:fields() -> the table of doc.id, doc.meta ...; for the host */
static int document_fields(lua_State *L) {
  news_check_document(L, 1);
  lua_getiuservalue(L, 1, DOCUMENT_FIELDS);
  return 1;
}

/* core.counts(doc) -> words, sentences, paragraphs, quoted pairs, tokens */
static int document_counts(lua_State *L) {
  const news_document *doc = news_check_document(L, 1)->doc;
  uint32_t joined = 0;
  for (uint32_t i = 0; i < doc->words.count; i++)
    joined += doc->words.kind[i] >> 7;
  lua_pushinteger(L, (lua_Integer)doc->words.count);
  lua_pushinteger(L, (lua_Integer)doc->sentences.count);
  lua_pushinteger(L, (lua_Integer)doc->paragraphs.count);
  lua_pushinteger(L, (lua_Integer)doc->quoted.count);
  lua_pushinteger(L, (lua_Integer)(doc->words.count - joined));
  return 5;
}

static int document_gc(lua_State *L) {
  news_document_box *box = lua_touserdata(L, 1);
  if (box->doc && box->host->arena == box->doc->arena)
    news_host_arena(box->host, NULL);
  news_document_free(box->doc);
  box->doc = NULL;
  box->generation++;
  forget_text(L, 1);
  return 0;
}

static int document_tostring(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_pushfstring(L, "document (%I bytes)", (LUAI_UACINT)box->doc->size);
  return 1;
}

/* Methods for rules; the Lua library adds to them (core.document_methods) and
 * names the fields that rules may read (core.document_fields). */
static const luaL_Reg methods[] = {
    {"sentences", document_sentences},
    {"paragraphs", document_paragraphs},
    {"sentence_starts", document_sentence_starts},
    {"words", document_words},
    {"tokens", document_tokens},
    {"span", document_span},
    {"place", document_place},
    {NULL, NULL},
};

/* Functions for the library only: core.doc.NAME(document, ...). */
static const luaL_Reg host_methods[] = {
    {"reset", document_reset},
    {"make", document_make},
    {"quoted", document_quoted},
    {"set_unit", document_set_unit},
    {"byte", document_byte},
    {"fields", document_fields},
    {"counts", document_counts},
    {"clear", document_clear},
    {NULL, NULL},
};

/* core.tokenizer_path() -> "scalar" | "sse2" | "avx2" | "avx512" */
static int tokenizer_path(lua_State *L) {
  lua_pushstring(L, news_tokenizer_path());
  return 1;
}

void news_open_document(lua_State *L) {
  lua_pushcfunction(L, tokenizer_path);
  lua_setfield(L, -2, "tokenizer_path");
  lua_pushcfunction(L, document_new);
  lua_setfield(L, -2, "document");
  luaL_newlib(L, host_methods);
  lua_setfield(L, -2, "doc");
  luaL_newmetatable(L, NEWS_DOCUMENT);
  luaL_newlib(L, methods);
  lua_pushvalue(L, -1);
  lua_setfield(L, -4, "document_methods");
  lua_setfield(L, -2, "methods");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, -4, "document_fields");
  lua_setfield(L, -2, "fields");
  lua_pushcfunction(L, document_gc);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, document_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
