/* JSON of Lua values, both ways. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "binding.h"
#include "json.h"

enum { MOST_DEPTH = 32, FEW_KEYS = 64 };

/* ---- writing ---- */

typedef struct key {
  const char *text;
  size_t size;
  lua_Integer rank;
  int value; /* stack index of the value */
} key;

static int compare_keys(const void *x, const void *y) {
  const key *a = x, *b = y;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  size_t least = a->size < b->size ? a->size : b->size;
  int order = memcmp(a->text, b->text, least);
  return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* Most tables have few keys and are written often. */
static void order_keys(key *keys, int count) {
  if (count > FEW_KEYS) {
    qsort(keys, (size_t)count, sizeof *keys, compare_keys);
    return;
  }
  for (int n = 1; n < count; n++) {
    key k = keys[n];
    int i = n;
    for (; i > 0 && compare_keys(&k, &keys[i - 1]) < 0; i--)
      keys[i] = keys[i - 1];
    keys[i] = k;
  }
}

static int count_keys(lua_State *L, int table) {
  int count = 0;
  lua_pushnil(L);
  for (; lua_next(L, table); count++) lua_pop(L, 1);
  return count;
}

/* Read the string keys of the table at `table`, sorted; the values stay on the
 * stack.  Returns their number, at most `room`, or -1 if there are more. */
static int take_keys(const news_writer *w, int table, key *keys, int room) {
  lua_State *L = w->L;
  int count = 0;
  luaL_checkstack(L, room + 10, "a table with too many keys");
  lua_pushnil(L);
  while (lua_next(L, table)) {
    if (count == room) return -1;
    lua_insert(L, -2); /* put the value below the key */
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "a table with keys of type %s cannot be written",
                 luaL_typename(L, -1));
    key *k = &keys[count++];
    k->text = lua_tolstring(L, -1, &k->size);
    k->value = lua_gettop(L) - 1;
    lua_pushvalue(L, -1);
    k->rank = lua_rawget(L, w->ranks) == LUA_TNUMBER ? lua_tointeger(L, -1)
                                                     : LUA_MAXINTEGER;
    lua_pop(L, 1);
  }
  order_keys(keys, count);
  return count;
}

/* A key with a rank is one of our own names, which need no escapes. */
static void write_key(const news_writer *w, const key *k) {
  if (k->rank == LUA_MAXINTEGER) {
    news_json_add_string(w->out, k->text, k->size);
    return;
  }
  news_buffer_add_byte(w->out, '"');
  news_buffer_add(w->out, k->text, k->size);
  news_buffer_add_byte(w->out, '"');
}

static void write_object(const news_writer *w, int table, int depth) {
  lua_State *L = w->L;
  key few[FEW_KEYS], *keys = few;
  int top = lua_gettop(L), count = take_keys(w, table, keys, FEW_KEYS);
  if (count < 0) {
    lua_settop(L, top);
    count = count_keys(L, table);
    keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0);
    take_keys(w, table, keys, count);
  }
  news_buffer_add_byte(w->out, '{');
  for (int i = 0; i < count; i++) {
    if (i) news_buffer_add_byte(w->out, ',');
    write_key(w, &keys[i]);
    news_buffer_add_byte(w->out, ':');
    news_write_value(w, keys[i].value, depth + 1);
  }
  news_buffer_add_byte(w->out, '}');
  lua_settop(L, top);
}

void news_check_written(const news_writer *w) {
  if (!w->most || w->out->size <= w->most) return;
  lua_pushfstring(w->L, "the record would be longer than %d MB (--memory MB)",
                  (int)(w->most >> 20));
  lua_error(w->L);
}

/* A table that occurs twice in another is written twice, and so on, and a text
 * at each place: a value that is small in memory may be huge when written. */
static void charge(const news_writer *w) {
  news_check_written(w);
  news_host *host = news_host_of(w->L);
  news_host_charge(w->L, host, 1);
  if (host->memory_ceiling && w->out->size > host->memory_ceiling)
    news_host_raise(w->L, host, NEWS_DEAD_MEMORY);
}

/* A table has few keys, so short texts in them need no check. */
static void write_text(const news_writer *w, const char *text, size_t size) {
  enum { LONG = 4096 };
  if (size > LONG) charge(w);
  news_json_add_string(w->out, text, size);
}

static void write_list(const news_writer *w, int table, int depth) {
  lua_Integer count = (lua_Integer)lua_rawlen(w->L, table);
  news_buffer_add_byte(w->out, '[');
  for (lua_Integer i = 1; i <= count; i++) {
    if (i > 1) news_buffer_add_byte(w->out, ',');
    lua_rawgeti(w->L, table, i);
    charge(w);
    news_write_value(w, lua_gettop(w->L), depth + 1);
    lua_pop(w->L, 1);
  }
  news_buffer_add_byte(w->out, ']');
}

static void write_member(const news_writer *w, const char *name, int table) {
  lua_State *L = w->L;
  lua_getfield(L, table, name);
  size_t size;
  const char *text =
      lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : NULL;
  if (text) {
    news_buffer_add_text(w->out, ",\"");
    news_buffer_add_text(w->out, name);
    news_buffer_add_text(w->out, "\":");
    news_json_add_string(w->out, text, size);
  }
  lua_pop(L, 1);
}

/* {"start":0,"end":5,"text":"Putin","name":…,"entity":…,"ref":…} */
static void write_span(const news_writer *w, int arg) {
  lua_State *L = w->L;
  const news_span_box *box = news_check_span(L, arg);
  news_document *doc = box->document->doc;
  news_unit unit = box->document->unit;
  news_buffer_add_text(w->out, "{\"start\":");
  news_json_add_integer(w->out,
                        news_document_offset(doc, box->span.start, unit));
  news_buffer_add_text(w->out, ",\"end\":");
  news_json_add_integer(w->out, news_document_offset(doc, box->span.end, unit));
  news_buffer_add_text(w->out, ",\"text\":");
  write_text(w, doc->text + box->span.start, news_span_size(box->span));
  if (box->annotation != NEWS_NO_ANNOTATION) {
    lua_getiuservalue(L, arg, SPAN_DOCUMENT);
    if (news_push_attributes(L, lua_absindex(L, -1), box->annotation) ==
        LUA_TTABLE) {
      write_member(w, "name", lua_absindex(L, -1));
      write_member(w, "entity", lua_absindex(L, -1));
    }
    lua_pop(L, 2);
    if (w->numbers && w->numbers[box->annotation]) {
      news_buffer_add_text(w->out, ",\"ref\":");
      news_json_add_integer(w->out, w->numbers[box->annotation]);
    }
  }
  news_buffer_add_byte(w->out, '}');
}

static void write_table(const news_writer *w, int arg, int depth) {
  lua_State *L = w->L;
  if (depth > MOST_DEPTH)
    luaL_error(L, "tables nested too deeply to be written");
  charge(w);
  luaL_checkstack(L, 10, NULL);
  if (news_push_frozen(L, arg)) {
    write_table(w, lua_gettop(L), depth);
    lua_pop(L, 1);
    return;
  }
  int marked = luaL_getmetafield(L, arg, "json");
  if (marked != LUA_TNIL) { /* it is already JSON text */
    lua_rawget(L, arg);
    size_t size;
    const char *text = luaL_checklstring(L, -1, &size);
    news_buffer_add(w->out, text, size);
    lua_pop(L, 1);
    return;
  }
  if (lua_rawlen(L, arg) > 0) {
    write_list(w, arg, depth);
    return;
  }
  lua_pushnil(L);
  if (lua_next(L, arg)) {
    lua_pop(L, 2);
    write_object(w, arg, depth);
  } else {
    news_buffer_add_text(w->out, luaL_getmetafield(L, arg, "object") != LUA_TNIL
                                     ? (lua_pop(L, 1), "{}")
                                     : "[]");
  }
}

void news_write_value(const news_writer *w, int arg, int depth) {
  lua_State *L = w->L;
  size_t size;
  switch (lua_type(L, arg)) {
    case LUA_TNIL: news_buffer_add_text(w->out, "null"); return;
    case LUA_TBOOLEAN:
      news_buffer_add_text(w->out, lua_toboolean(L, arg) ? "true" : "false");
      return;
    case LUA_TNUMBER:
      if (lua_isinteger(L, arg))
        news_json_add_integer(w->out, lua_tointeger(L, arg));
      else
        news_json_add_double(w->out, lua_tonumber(L, arg));
      return;
    case LUA_TSTRING: {
      const char *text = lua_tolstring(L, arg, &size);
      write_text(w, text, size);
      return;
    }
    case LUA_TTABLE: write_table(w, arg, depth); return;
    case LUA_TUSERDATA:
      if (news_test_span(L, arg)) {
        write_span(w, arg);
        return;
      }
      break;
    default: break;
  }
  luaL_error(L, "a %s cannot be written", luaL_typename(L, arg));
}

/* core.json_encode(value) -> text; keys by core.key_ranks (upvalue 1; 2: the
 * buffer) */
static int json_encode_value(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  news_writer w = {.L = L, .out = news_own_buffer(L, 2), .ranks = 2};
  news_write_value(&w, 1, 0);
  news_push_own(L, w.out);
  return 1;
}

/* ---- reading ---- */

/* No Lua number can hold an integer beyond 64 bits, so its digits are
 * pushed. */
static void push_string(lua_State *L, const json_t *v) {
  const char *digits = news_json_digits(v);
  if (digits)
    lua_pushstring(L, digits);
  else
    lua_pushlstring(L, json_string_value(v), json_string_length(v));
}

static void push_json(lua_State *L, const json_t *v, int depth) {
  luaL_checkstack(L, 6, "JSON nested too deeply");
  switch (json_typeof(v)) {
    case JSON_OBJECT: {
      const char *name;
      json_t *item;
      lua_createtable(L, 0, (int)json_object_size(v));
      json_object_foreach((json_t *)v, name, item) {
        lua_pushstring(L, name);
        push_json(L, item, depth + 1);
        lua_rawset(L, -3);
      }
      return;
    }
    case JSON_ARRAY: {
      size_t i;
      json_t *item;
      lua_createtable(L, (int)json_array_size(v), 0);
      json_array_foreach(v, i, item) {
        push_json(L, item, depth + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
      }
      return;
    }
    case JSON_STRING: push_string(L, v); return;
    case JSON_INTEGER: lua_pushinteger(L, json_integer_value(v)); return;
    case JSON_REAL: lua_pushnumber(L, json_real_value(v)); return;
    case JSON_TRUE: lua_pushboolean(L, 1); return;
    case JSON_FALSE: lua_pushboolean(L, 0); return;
    default: lua_pushnil(L); return;
  }
}

static void add_json(news_buffer *out, const json_t *v);

static void add_json_string(news_buffer *out, const json_t *v) {
  const char *digits = news_json_digits(v);
  if (digits)
    news_buffer_add_text(out, digits);
  else
    news_json_add_string(out, json_string_value(v), json_string_length(v));
}

static void add_json_object(news_buffer *out, const json_t *v) {
  const char *name;
  json_t *item;
  bool more = false;
  news_buffer_add_byte(out, '{');
  json_object_foreach((json_t *)v, name, item) {
    if (more) news_buffer_add_byte(out, ',');
    more = true;
    news_json_add_string(out, name, strlen(name));
    news_buffer_add_byte(out, ':');
    add_json(out, item);
  }
  news_buffer_add_byte(out, '}');
}

/* Nested at most NEWS_JSON_DEPTH deep, as the parser has checked. */
static void add_json(news_buffer *out, const json_t *v) {
  size_t i;
  json_t *item;
  switch (json_typeof(v)) {
    case JSON_OBJECT: add_json_object(out, v); return;
    case JSON_ARRAY:
      news_buffer_add_byte(out, '[');
      json_array_foreach(v, i, item) {
        if (i) news_buffer_add_byte(out, ',');
        add_json(out, item);
      }
      news_buffer_add_byte(out, ']');
      return;
    case JSON_STRING: add_json_string(out, v); return;
    case JSON_INTEGER:
      news_json_add_integer(out, json_integer_value(v));
      return;
    case JSON_REAL: news_json_add_double(out, json_real_value(v)); return;
    case JSON_TRUE: news_buffer_add_text(out, "true"); return;
    case JSON_FALSE: news_buffer_add_text(out, "false"); return;
    default: news_buffer_add_text(out, "null"); return;
  }
}

#define JSON_TREE "newsengine.json"

static int tree_gc(lua_State *L) {
  json_t **tree = lua_touserdata(L, 1);
  json_decref(*tree);
  *tree = NULL;
  return 0;
}

/* Push a holder for the tree of a function that reads JSON. */
static void push_holder(lua_State *L) {
  json_t **tree = lua_newuserdatauv(L, sizeof *tree, 0);
  *tree = NULL;
  luaL_newmetatable(L, JSON_TREE);
  lua_pushcfunction(L, tree_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
}

/* Parse a text into a tree held by upvalue 1 until the next call or drop();
 * NULL: the failure values are pushed. */
static json_t *parse(lua_State *L, const char *text, size_t size, int *failed) {
  news_host_charge(L, news_host_of(L), size);
  json_t **tree = lua_touserdata(L, lua_upvalueindex(1));
  json_decref(*tree); /* left by a call that raised */
  *tree = NULL;
  news_error err;
  *failed =
      news_json_parse(text, size, tree, &err) ? news_push_failure(L, &err) : 0;
  return *tree;
}

static void drop(lua_State *L) {
  json_t **tree = lua_touserdata(L, lua_upvalueindex(1));
  json_decref(*tree);
  *tree = NULL;
}

/* core.json_decode(text) -> value | nil, message, byte position.  An empty
 * object and an empty array are both {}; null is nil; an integer beyond 64 bits
 * is a string of its digits. */
static int json_decode_text(lua_State *L) {
  int failed;
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  json_t *tree = parse(L, text, size, &failed);
  if (failed) return failed;
  push_json(L, tree, 0);
  drop(L);
  return 1;
}

static void add_name(news_buffer *out, const char *name, size_t size) {
  news_buffer_add_byte(out, out->size ? ',' : '{');
  news_json_add_string(out, name, size);
  news_buffer_add_byte(out, ':');
}

/* Push the bytes written after byte `before` and remove them from the
 * buffer. */
static void push_written(lua_State *L, news_buffer *out, size_t before) {
  if (out->failed) {
    lua_pushnil(L);
    return;
  }
  lua_pushlstring(L, out->data + before, out->size - before);
  out->size = before;
}

/* Stack indexes while the fields of an object are read. */
enum { AT_NAMES = 2, AT_FIELDS = 4, AT_RAW };

/* Whether this member is wanted; then its key is on top. */
static bool push_field_key(lua_State *L, const char *name, size_t size) {
  lua_pushlstring(L, name, size);
  return lua_rawget(L, AT_NAMES) != LUA_TNIL;
}

static void take_tree(lua_State *L, const json_t *tree, const char *raw,
                      news_buffer *rest) {
  const char *name;
  json_t *item;
  json_object_foreach((json_t *)tree, name, item) {
    if (push_field_key(L, name, strlen(name))) {
      push_json(L, item, 0);
      lua_rawset(L, AT_FIELDS);
    } else {
      add_name(rest, name, strlen(name));
      add_json(rest, item);
    }
    if (raw && strcmp(name, raw) == 0) {
      size_t before = rest->size;
      add_json(rest, item);
      push_written(L, rest, before);
      lua_replace(L, AT_RAW);
    }
    lua_settop(L, AT_RAW);
  }
}

static void take_strings(lua_State *L, const news_json_member *members,
                         int count, const char *raw, news_buffer *rest) {
  size_t raw_size = raw ? strlen(raw) : 0;
  for (const news_json_member *m = members; m < members + count; m++) {
    if (push_field_key(L, m->key, m->key_size)) {
      lua_pushlstring(L, m->value, m->value_size);
      lua_rawset(L, AT_FIELDS);
    } else {
      add_name(rest, m->key, m->key_size);
      news_json_add_string(rest, m->value, m->value_size);
    }
    if (raw && m->key_size == raw_size && !memcmp(m->key, raw, raw_size)) {
      size_t before = rest->size;
      news_json_add_string(rest, m->value, m->value_size);
      push_written(L, rest, before);
      lua_replace(L, AT_RAW);
    }
    lua_settop(L, AT_RAW);
  }
}

/* Fill the values at AT_FIELDS and AT_RAW, and `rest`; returns the number of
 * failure values pushed.  Most objects need no tree. */
static int take_members(lua_State *L, const char *text, size_t size,
                        const char *raw, news_buffer *rest) {
  news_json_member members[NEWS_JSON_MEMBERS];
  news_buffer *room = news_own_buffer(L, 3);
  int count = news_json_strings(text, size, room, members), failed;
  if (count >= 0) {
    news_host_charge(L, news_host_of(L), size);
    take_strings(L, members, count, raw, rest);
    news_leave_own(room);
    return 0;
  }
  json_t *tree = parse(L, text, size, &failed);
  if (failed) return failed;
  bool is_object = json_is_object(tree);
  if (is_object) take_tree(L, tree, raw, rest);
  drop(L);
  if (is_object) return 0;
  luaL_pushfail(L);
  lua_pushliteral(L, "a JSON object expected");
  lua_pushinteger(L, 1);
  return 3;
}

/* core.json_fields(text, {name = key}, raw, first, last) -> {key = value},
 * rest, raw text of one JSON object in the text from byte `first` (default 1)
 * to `last` (default the last): the named members as Lua values under their
 * keys, all other members in order as the text of an object (nil if there are
 * none), and the member named `raw` as JSON text | nil, message, byte position.
 * Upvalues: tree, buffer, buffer. */
static int json_fields(lua_State *L) {
  luaL_checktype(L, AT_NAMES, LUA_TTABLE);
  const char *raw = luaL_optstring(L, 3, NULL);
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer first = luaL_optinteger(L, 4, 1);
  lua_Integer last = luaL_optinteger(L, 5, (lua_Integer)size);
  luaL_argcheck(L, last <= (lua_Integer)size, 5, "byte out of bounds");
  luaL_argcheck(L, 1 <= first && first <= last + 1, 4, "byte out of bounds");
  lua_settop(L, 3);
  news_buffer *rest = news_own_buffer(L, 2);
  lua_createtable(L, 0, 8); /* AT_FIELDS */
  lua_pushnil(L);           /* AT_RAW */
  int failed =
      take_members(L, text + first - 1, (size_t)(last + 1 - first), raw, rest);
  if (failed) return failed;
  lua_pushvalue(L, AT_FIELDS);
  if (rest->size || rest->failed) {
    news_buffer_add_byte(rest, '}');
    news_push_own(L, rest);
  } else {
    lua_pushnil(L);
  }
  lua_pushvalue(L, AT_RAW);
  return 3;
}

/* Sets core.key_ranks: name -> rank of a key in records. */
void news_open_json(lua_State *L) {
  json_object_seed(0); /* once, before workers are forked */
  push_holder(L);
  lua_pushcclosure(L, json_decode_text, 1);
  lua_setfield(L, -2, "json_decode");
  push_holder(L);
  news_push_buffer(L);
  news_push_buffer(L);
  lua_pushcclosure(L, json_fields, 3);
  lua_setfield(L, -2, "json_fields");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "key_ranks");
  news_push_buffer(L);
  lua_pushcclosure(L, json_encode_value, 2);
  lua_setfield(L, -2, "json_encode");
}
