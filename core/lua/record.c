/* Writes one document as a line of JSON: the hot path of -t jsonl. */
#include <stdlib.h>
#include <string.h>

#include "binding.h"
#include "json.h"

/* The annotations of one layer in record order. */
typedef struct stream {
  const char *layer;
  enum { STREAM_ANNOTATIONS, STREAM_TOKENS, STREAM_PARTS } kind;
  const news_parts *parts;
  const uint32_t *ids; /* annotations */
  uint32_t count;      /* number of ids, words or parts */
  uint32_t at;
  news_span span; /* span of the item at `at`, while at < count */
} stream;

typedef struct record {
  lua_State *L;
  news_document_box *box;
  int document;   /* stack index */
  int rule_names; /* stack index of a table: rule number -> name */
  uint32_t *numbers;
  uint32_t *ids; /* room for the ids of streams not opened yet */
  uint32_t stream_count, stream_room;
  stream streams[];
} record;

static const char *rule_name(record *r, uint32_t id, size_t *size) {
  const news_annotation *a = news_annotations_get(r->box->annotations, id);
  lua_rawgeti(r->L, r->rule_names, (lua_Integer)a->rule);
  const char *name = lua_tolstring(r->L, -1, size); /* alive in the table */
  lua_pop(r->L, 1);
  if (!name) *size = 0;
  return name ? name : "";
}

/* By rule name, then in the order of adding. */
static int compare_rules(const void *left, const void *right, void *context) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  record *r = context;
  const news_annotations *set = r->box->annotations;
  int order = 0;
  if (news_annotations_get(set, a)->rule !=
      news_annotations_get(set, b)->rule) {
    size_t size, other;
    const char *name = rule_name(r, a, &size), *its = rule_name(r, b, &other);
    order = memcmp(name, its, size < other ? size : other);
    if (!order) order = (size > other) - (size < other);
  }
  return order ? order : (a > b) - (a < b);
}

static bool same_place(const news_annotations *set, uint32_t a, uint32_t b) {
  news_span x = news_annotations_get(set, a)->span;
  news_span y = news_annotations_get(set, b)->span;
  return x.start == y.start && x.end == y.end;
}

/* Sort annotations of the same place by rule name. */
static void order_by_rule(record *r, uint32_t *ids, uint32_t count) {
  for (uint32_t from = 0, to; from < count; from = to) {
    to = from + 1;
    while (to < count && same_place(r->box->annotations, ids[from], ids[to]))
      to++;
    if (to - from > 1)
      qsort_r(ids + from, to - from, sizeof *ids, compare_rules, r);
  }
}

/* The word after the token that begins with word `w`. */
static uint32_t token_end(const news_words *words, uint32_t w) {
  do w++;
  while (w < words->count && words->kind[w] & NEWS_WORD_JOINED);
  return w;
}

static void load(record *r, stream *s) {
  if (s->at >= s->count) return;
  const news_document *doc = r->box->doc;
  switch (s->kind) {
    case STREAM_ANNOTATIONS:
      s->span = news_annotations_get(r->box->annotations, s->ids[s->at])->span;
      break;
    case STREAM_TOKENS:
      s->span.start = doc->words.start[s->at];
      s->span.end = doc->words.end[token_end(&doc->words, s->at) - 1];
      break;
    case STREAM_PARTS: s->span = news_part_span(doc, s->parts, s->at); break;
  }
}

static void advance(record *r, stream *s) {
  s->at = s->kind == STREAM_TOKENS ? token_end(&r->box->doc->words, s->at)
                                   : s->at + 1;
  load(r, s);
}

static void rewind_streams(record *r) {
  for (uint32_t i = 0; i < r->stream_count; i++) {
    r->streams[i].at = 0;
    load(r, &r->streams[i]);
  }
}

/* The stream whose next item comes first: by start, then longest first, then
 * layer. */
static stream *first_stream(record *r) {
  stream *best = NULL;
  for (uint32_t i = 0; i < r->stream_count; i++) {
    stream *s = &r->streams[i];
    if (s->at >= s->count) continue;
    if (!best || s->span.start < best->span.start ||
        (s->span.start == best->span.start && s->span.end > best->span.end))
      best = s;
  }
  return best;
}

/* Open a stream; this is done in the order of layer names.  A stream without
 * items is dropped. */
static const stream *open_stream(record *r, const char *layer,
                                 lua_Integer number) {
  lua_State *L = r->L;
  news_document *doc = r->box->doc;
  stream *s = &r->streams[r->stream_count];
  *s = (stream){.layer = layer};
  news_error err;
  news_status status = NEWS_OK;
  if (strcmp(layer, "Token") == 0) {
    status = news_tokenize(doc, &err);
    s->kind = STREAM_TOKENS;
    s->count = doc->words.count;
  } else if (strcmp(layer, "Sentence") == 0 ||
             strcmp(layer, "Paragraph") == 0) {
    status = news_split_sentences(doc, &err);
    s->kind = STREAM_PARTS;
    s->parts = *layer == 'S' ? &doc->sentences : &doc->paragraphs;
    s->count = s->parts->count;
  } else if (number >= 0) {
    const uint32_t *ids = news_annotations_layer(r->box->annotations,
                                                 (uint32_t)number, &s->count);
    if (s->count) memcpy(r->ids, ids, s->count * sizeof *ids);
    order_by_rule(r, r->ids, s->count);
    s->ids = r->ids;
    r->ids += s->count;
  }
  if (status) {
    news_push_failure(L, &err);
    lua_pop(L, 1);
    lua_error(L);
  }
  if (s->count) r->stream_count++;
  return s;
}

/* Assign every annotation that is written its number in the record. */
static void number(record *r) {
  rewind_streams(r);
  uint32_t n = 0;
  for (stream *s; (s = first_stream(r)); advance(r, s)) {
    n++;
    if (s->kind == STREAM_ANNOTATIONS) r->numbers[s->ids[s->at]] = n;
  }
}

static void write_attributes(record *r, const news_writer *w, uint32_t id) {
  lua_State *L = r->L;
  if (news_push_attributes(L, r->document, id) == LUA_TTABLE) {
    lua_pushnil(L);
    if (lua_next(L, -2)) {
      lua_pop(L, 2);
      news_write_value(w, lua_gettop(L), 0);
      lua_pop(L, 1);
      return;
    }
  }
  lua_pop(L, 1);
  news_buffer_add_text(w->out, "{}");
}

static void write_item(record *r, const news_writer *w, const stream *s,
                       uint32_t n) {
  news_buffer *out = w->out;
  news_document *doc = r->box->doc;
  news_buffer_add_text(out, n > 1 ? ",{\"id\":" : "{\"id\":");
  news_json_add_integer(out, n);
  news_buffer_add_text(out, ",\"layer\":");
  news_json_add_string(out, s->layer, strlen(s->layer));
  news_buffer_add_text(out, ",\"start\":");
  news_json_add_integer(out,
                        news_document_offset(doc, s->span.start, r->box->unit));
  news_buffer_add_text(out, ",\"end\":");
  news_json_add_integer(out,
                        news_document_offset(doc, s->span.end, r->box->unit));
  news_buffer_add_text(out, ",\"text\":");
  news_json_add_string(out, doc->text + s->span.start, news_span_size(s->span));
  if (s->kind != STREAM_ANNOTATIONS) {
    news_buffer_add_text(out, ",\"rule\":\"core\",\"attributes\":{}}");
    return;
  }
  size_t size;
  const char *rule = rule_name(r, s->ids[s->at], &size);
  news_buffer_add_text(out, ",\"rule\":");
  news_json_add_string(out, rule, size);
  news_buffer_add_text(out, ",\"attributes\":");
  write_attributes(r, w, s->ids[s->at]);
  news_buffer_add_byte(out, '}');
}

/* The number of the layer at `i` in the list at index 2; -1 if it has none. */
static lua_Integer layer_at(lua_State *L, lua_Integer i, const char **name) {
  lua_rawgeti(L, 2, i);
  luaL_argcheck(L, lua_istable(L, -1), 2, "names and numbers expected");
  lua_rawgeti(L, -1, 1);
  lua_rawgeti(L, -2, 2);
  *name = luaL_checkstring(L, -2); /* alive in the table */
  lua_Integer number = lua_tointeger(L, -1);
  lua_pop(L, 3);
  return number;
}

/* The record of the document at index 1, in one block that the function keeps
 * in that upvalue, with room for the streams of the layers at index 2. */
static record *new_record(lua_State *L, int upvalue, news_buffer **block) {
  news_document_box *box = news_check_document(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t room = lua_rawlen(L, 2),
         all = news_annotations_count(box->annotations);
  size_t ids = all;
  for (size_t i = 1; i <= room; i++) {
    const char *name;
    uint32_t count = 0;
    lua_Integer number = layer_at(L, (lua_Integer)i, &name);
    if (number >= 0)
      news_annotations_layer(box->annotations, (uint32_t)number, &count);
    ids += count;
  }
  size_t streams = room * sizeof(stream);
  *block = news_own_buffer(L, upvalue);
  record *r = (record *)(void *)news_buffer_room(
      *block, sizeof *r + streams + ids * sizeof *r->ids);
  if (!r) luaL_error(L, "not enough memory");
  *r = (record){.L = L, .box = box, .document = 1};
  r->stream_room = (uint32_t)room;
  r->numbers = (uint32_t *)(void *)(r->streams + room);
  r->ids = r->numbers + all;
  memset(r->numbers, 0, all * sizeof *r->numbers);
  lua_getiuservalue(L, 1, DOCUMENT_OWNERS);
  lua_getfield(L, -1, "rule_names");
  r->rule_names = lua_gettop(L);
  return r;
}

/* ---- the parts before and after the annotations ---- */

/* Write the table at `arg`, {} if it is empty. */
static void write_members(const news_writer *w, int arg) {
  lua_pushnil(w->L);
  if (!lua_next(w->L, arg)) {
    news_buffer_add_text(w->out, "{}");
    return;
  }
  lua_pop(w->L, 2);
  news_write_value(w, arg, 0);
}

/* Add the string value of a field; false if there is none. */
static bool add_field(const news_writer *w, int table, const char *name) {
  size_t size;
  bool is_string = lua_getfield(w->L, table, name) == LUA_TSTRING;
  const char *text = is_string ? lua_tolstring(w->L, -1, &size) : NULL;
  if (text) news_buffer_add(w->out, text, size);
  lua_pop(w->L, 1);
  return text != NULL;
}

static void write_head(const news_writer *w, int info,
                       const news_document *doc) {
  lua_State *L = w->L;
  news_buffer_add_text(w->out, "{\"id\":");
  lua_getfield(L, info, "id");
  news_write_value(w, lua_gettop(L), 0);
  news_buffer_add_text(w->out, ",\"offset_unit\":\"");
  add_field(w, info, "offsets");
  news_buffer_add_byte(w->out, '"');
  lua_getfield(L, info, "text");
  if (lua_toboolean(L, -1) && doc) {
    news_buffer_add_text(w->out, ",\"text\":");
    news_json_add_string(w->out, doc->text, doc->size);
  }
  lua_pop(L, 2);
  news_buffer_add_text(w->out, ",\"meta\":");
  if (lua_getfield(L, info, "meta") == LUA_TTABLE)
    write_members(w, lua_gettop(L));
  else
    news_buffer_add_text(w->out, "{}");
  lua_pop(L, 1);
  news_buffer_add_text(w->out, ",\"annotations\":[");
}

/* Write the hash of the bytes in field `input`; if that is true, of the
 * text. */
static void write_input_hash(const news_writer *w, int info,
                             const news_document *doc) {
  lua_State *L = w->L;
  size_t size = 0;
  lua_getfield(L, info, "input");
  const char *input = lua_tolstring(L, -1, &size);
  if (doc && lua_isboolean(L, -1)) {
    input = doc->text;
    size = doc->size;
  }
  lua_pop(L, 1);
  if (!input) return;
  char hex[NEWS_HASH_DIGITS];
  news_hash_digits(input, size, hex);
  news_buffer_add(w->out, hex, sizeof hex);
}

static void write_tail(const news_writer *w, int info,
                       const news_document *doc) {
  lua_State *L = w->L;
  news_buffer_add_byte(w->out, ']');
  if (lua_getfield(L, info, "source") == LUA_TSTRING) {
    news_buffer_add_text(w->out, ",\"source\":");
    add_field(w, info, "source");
  }
  news_buffer_add_text(w->out, ",\"errors\":");
  if (!add_field(w, info, "errors")) news_buffer_add_text(w->out, "[]");
  news_buffer_add_text(w->out, ",\"engine\":\"newsengine " NEWSENGINE_VERSION
                               "\",\"hashes\":{\"input\":\"");
  write_input_hash(w, info, doc);
  lua_pop(L, 1);
  add_field(w, info, "ending");
}

/* ---- the record ---- */

static record *open_record(lua_State *L, int upvalue, news_buffer **block) {
  record *r = new_record(L, upvalue, block);
  for (uint32_t i = 1; i <= r->stream_room; i++) {
    const char *name;
    lua_Integer number = layer_at(L, i, &name);
    open_stream(r, name, number);
  }
  number(r);
  return r;
}

enum { ITEM_SIZE = 128 }; /* more than a token needs */

/* core.record(document, layers, info, lying) -> one line without its end
 * layers: list of {name, number or -1}, sorted by name; info: id, offsets (the
 * unit), text (true: include it), meta (table), source, errors (JSON text),
 * input (its bytes, or true: the text), ending (what follows the hash of the
 * input), most.  Without info only the text between the brackets of the
 * annotations, without a document a record that has none.  most: most bytes,
 * apart from ITEM_SIZE for each byte of the text, so that layers of all words
 * fit; raises an error if there are more; nil: no limit.  lying: true for
 * worker:send, which takes the bytes from the buffer, where they stay until the
 * next record is written.  Upvalues: key ranks, buffer, block. */
static int record_new(lua_State *L) {
  news_buffer *block = NULL;
  bool lying = lua_toboolean(L, 4);
  lua_settop(L, 3);
  if (!lua_isnil(L, 3)) luaL_checktype(L, 3, LUA_TTABLE);
  record *r = lua_isnil(L, 1) ? NULL : open_record(L, 3, &block);
  lua_pushvalue(L, lua_upvalueindex(1));
  news_writer w = {
      .L = L, .ranks = lua_gettop(L), .out = news_own_buffer(L, 2)};
  if (r) w.numbers = r->numbers;
  if (r) news_buffer_room(w.out, r->box->doc->size);
  const news_document *doc = r ? r->box->doc : NULL;
  if (!lua_isnil(L, 3)) {
    lua_getfield(L, 3, "most");
    w.most = (size_t)lua_tointeger(L, -1);
    if (w.most && doc) w.most += (size_t)doc->size * ITEM_SIZE;
    lua_pop(L, 1);
    write_head(&w, 3, doc);
  }
  if (r) rewind_streams(r);
  uint32_t n = 0;
  for (stream *s; r && (s = first_stream(r)); advance(r, s)) {
    write_item(r, &w, s, ++n);
    news_check_written(&w);
  }
  if (!lua_isnil(L, 3)) write_tail(&w, 3, doc);
  if (block) news_leave_own(block);
  if (lying)
    news_push_lying(L, 2);
  else
    news_push_own(L, w.out);
  return 1;
}

/* Number of words that do not continue a token, eight kinds at a time. */
static uint32_t count_tokens(const news_words *words) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint32_t joined = 0, w = 0;
  for (; words->count - w >= 8; w += 8) {
    uint64_t eight;
    memcpy(&eight, words->kind + w, 8);
    joined += (uint32_t)((eight >> 7 & ones) * ones >> 56);
  }
  for (; w < words->count; w++) joined += words->kind[w] >> 7;
  return words->count - joined;
}
_Static_assert(NEWS_WORD_JOINED == 0x80, "the highest bit");

/* core.count(document, layers) -> list of numbers, one for each layer.
 * Upvalue: block */
static int count_layers(lua_State *L) {
  news_buffer *block;
  record *r = new_record(L, 1, &block);
  lua_createtable(L, (int)r->stream_room, 0);
  for (uint32_t i = 1; i <= r->stream_room; i++) {
    const char *name;
    lua_Integer number = layer_at(L, i, &name);
    const stream *s = open_stream(r, name, number);
    uint32_t n =
        s->kind == STREAM_TOKENS ? count_tokens(&r->box->doc->words) : s->count;
    lua_pushinteger(L, (lua_Integer)n);
    lua_rawseti(L, -2, i);
  }
  news_leave_own(block);
  return 1;
}

/* ---- a record's annotations as text ---- */

static const char *skip_digits(const char *at, const char *end) {
  while (at < end && *at >= '0' && *at <= '9') at++;
  return at;
}

static const char *find(const char *at, const char *end, const char *what) {
  return memmem(at, (size_t)(end - at), what, strlen(what));
}

/* The start of the annotation after the one at `at`, or the end. */
static const char *next_item(const char *at, const char *end) {
  static const char begin[] = ",{\"id\":", behind[] = ",\"layer\":";
  while ((at = find(at, end, begin))) {
    const char *number = at + sizeof begin - 1;
    const char *stop = skip_digits(number, end);
    if (stop > number && (size_t)(end - stop) >= sizeof behind - 1 &&
        memcmp(stop, behind, sizeof behind - 1) == 0)
      return at + 1;
    at = number;
  }
  return end;
}

/* Push the item without its id and without "ref":N.  Inside a string these
 * quotation marks would be escaped. */
static void push_plain(lua_State *L, news_buffer *out, const char *at,
                       const char *end) {
  static const char ref[] = "\"ref\":";
  const char *from = memchr(at, ',', (size_t)(end - at)), *found;
  if (!from) from = at;
  for (at = from; (found = find(at, end, ref)); at = from) {
    from = skip_digits(found + sizeof ref - 1, end);
    bool numbered = from > found + sizeof ref - 1;
    news_buffer_add(out, at, (size_t)((numbered ? found : from) - at));
  }
  news_buffer_add(out, at, (size_t)(end - at));
  news_push_own(L, out);
  news_buffer_clear(out);
}

/* core.record_items(text) -> list of texts, list of plain texts: for each
 * annotation that core.record() wrote between the brackets its text, and the
 * same without the numbers that depend on the record.  Upvalue: buffer. */
static int record_items(lua_State *L) {
  size_t size;
  const char *at = luaL_checklstring(L, 1, &size), *end = at + size;
  news_buffer *out = news_own_buffer(L, 1);
  lua_newtable(L);
  lua_newtable(L);
  for (lua_Integer i = 1; at < end; i++) {
    const char *next = next_item(at, end);
    const char *stop = next < end ? next - 1 : end; /* before the comma */
    lua_pushlstring(L, at, (size_t)(stop - at));
    lua_rawseti(L, -3, i);
    push_plain(L, out, at, stop);
    lua_rawseti(L, -2, i);
    at = next;
  }
  return 2;
}

void news_open_record(lua_State *L) {
  news_push_buffer(L);
  lua_pushcclosure(L, record_items, 1);
  lua_setfield(L, -2, "record_items");
  news_push_buffer(L);
  lua_pushcclosure(L, count_layers, 1);
  lua_setfield(L, -2, "count");
  lua_getfield(L, -1, "key_ranks");
  news_push_buffer(L);
  news_push_buffer(L);
  lua_pushcclosure(L, record_new, 3);
  lua_setfield(L, -2, "record");
}
