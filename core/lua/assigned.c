/* Which upvalues a Lua function may assign to, read off its bytecode. */
#include <string.h>

#include "assigned.h"

/* The binary form of Lua 5.4 (lundump.c).  news_assigned_known() tries it on a
 * function whose answer is known, so that another form is no wrong answer. */
enum {
  HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1, /* and the number of upvalues */
  DEEPEST = 200,                          /* functions in functions */
  OP_SETUPVAL = 10,
  NUMBER_INTEGER = 3,
  NUMBER_FLOAT = 19,
  STRING_SHORT = 4,
  STRING_LONG = 20,
};

typedef struct input {
  const unsigned char *at, *end;
  bool failed;
} input;

/* A function in it: what it assigns to, and where its upvalues come from,
 * three bytes each. */
typedef struct function {
  news_assigned assigned;
  const unsigned char *upvalues;
  size_t count;
} function;

static const unsigned char *skip(input *in, size_t size) {
  const unsigned char *at = in->at;
  if (in->failed || (size_t)(in->end - at) < size) {
    in->failed = true;
    return NULL;
  }
  in->at += size;
  return at;
}

static size_t read_size(input *in) {
  size_t n = 0;
  for (int i = 0; i < 10; i++) {
    const unsigned char *byte = skip(in, 1);
    if (!byte) return 0;
    n = n << 7 | (*byte & 0x7F);
    if (*byte & 0x80) return n;
  }
  in->failed = true;
  return 0;
}

static void skip_string(input *in) {
  size_t size = read_size(in);
  if (size) skip(in, size - 1);
}

static void skip_constants(input *in) {
  for (size_t n = read_size(in); n > 0 && !in->failed; n--) {
    const unsigned char *type = skip(in, 1);
    if (!type) return;
    if (*type == NUMBER_INTEGER || *type == NUMBER_FLOAT) skip(in, 8);
    if (*type == STRING_SHORT || *type == STRING_LONG) skip_string(in);
  }
}

static void skip_debug(input *in) {
  skip(in, read_size(in));
  for (size_t n = read_size(in); n > 0 && !in->failed; n--) {
    read_size(in);
    read_size(in);
  }
  for (size_t n = read_size(in); n > 0 && !in->failed; n--) {
    skip_string(in);
    read_size(in);
    read_size(in);
  }
  for (size_t n = read_size(in); n > 0 && !in->failed; n--) skip_string(in);
}

static void note(news_assigned *set, unsigned n) {
  set->bits[n / 64 & 3] |= (uint64_t)1 << n % 64;
}

static void read_code(input *in, news_assigned *set) {
  size_t n = read_size(in);
  if (n > SIZE_MAX / 4) in->failed = true;
  const unsigned char *code = skip(in, 4 * n);
  for (size_t i = 0; code && i < n; i++) {
    uint32_t instruction;
    memcpy(&instruction, code + 4 * i, 4);
    if ((instruction & 0x7F) == OP_SETUPVAL) note(set, instruction >> 16 & 255);
  }
}

/* What an inner function assigns to through its outer one's upvalues. */
static void add_inner(news_assigned *set, const function *inner) {
  for (unsigned i = 0; i < inner->count && i < 256; i++) {
    const unsigned char *from = inner->upvalues + 3 * i;
    if (news_is_assigned(&inner->assigned, i) && !from[0]) note(set, from[1]);
  }
}

static function read_function(input *in, int depth) {
  function f = {0};
  if (depth > DEEPEST) in->failed = true;
  skip_string(in);
  read_size(in);
  read_size(in);
  skip(in, 3);
  read_code(in, &f.assigned);
  skip_constants(in);
  f.count = read_size(in);
  if (f.count > 255) in->failed = true;
  f.upvalues = skip(in, 3 * f.count);
  for (size_t n = read_size(in); n > 0 && !in->failed; n--) {
    function inner = read_function(in, depth + 1);
    if (!in->failed) add_inner(&f.assigned, &inner);
  }
  skip_debug(in);
  return f;
}

static int write_piece(lua_State *L, const void *piece, size_t size,
                       void *buffer) {
  (void)L;
  news_buffer_add(buffer, piece, size);
  return ((news_buffer *)buffer)->failed;
}

bool news_assigned_upvalues(lua_State *L, int at, news_assigned *set) {
  at = lua_absindex(L, at);
  luaL_checkstack(L, 5, NULL);
  news_buffer *bytes = news_push_buffer(L);
  lua_pushvalue(L, at);
  bool written = lua_dump(L, write_piece, bytes, 1) == 0;
  input in = {(const unsigned char *)bytes->data, NULL, !written};
  if (written) in.end = in.at + bytes->size;
  skip(&in, HEADER);
  function f = in.failed ? (function){0} : read_function(&in, 1);
  *set = f.assigned;
  news_buffer_free(bytes);
  lua_pop(L, 2);
  return !in.failed && in.at == in.end;
}

bool news_assigned_known(lua_State *L) {
  static const char source[] =
      "local a, b, c, d = ... "
      "return function() local x, y = 2.5 + #a, a .. 'text' c = 1 << 40 "
      "return function() x = d b = y .. '" /* above 40 bytes: a long one */
      "........................................' end end";
  news_assigned set;
  int top = lua_gettop(L);
  bool known = luaL_loadstring(L, source) == LUA_OK;
  if (known) lua_call(L, 0, 1);
  known = known && news_assigned_upvalues(L, -1, &set);
  const char *name;
  for (int i = 1; known && (name = lua_getupvalue(L, top + 1, i)); i++)
    known = news_is_assigned(&set, (unsigned)i - 1) ==
            (strcmp(name, "b") == 0 || strcmp(name, "c") == 0);
  lua_settop(L, top);
  return known;
}
