/* Lua bytecode as written by string.dump of Lua 5.4 (ldump.c): the functions in
 * it and facts about them. */
#include <string.h>

#include "bytecode.h"

/* news_assigned_known() tries this on a function whose answer is known, so that
 * another bytecode format gives no wrong answers. */
enum {
  HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1, /* including the number of upvalues */
  DEEPEST = 200,                          /* deepest nesting of functions */
  MOST_UPVALUES = 255,
};

enum {
  OP_LOADK = 3,
  OP_GETUPVAL = 9,
  OP_SETUPVAL = 10,
  OP_GETTABUP = 11,
  OP_GETTABLE = 12,
  OP_SETTABUP = 15,
};

/* ---- reading */

typedef struct input {
  const char *at, *end;
  bool failed;
} input;

/* Consecutive items. */
typedef struct list {
  const char *at, *end;
  size_t count;
} list;

/* A function and the places of its parts. */
typedef struct function {
  int depth;        /* 1: not inside another one */
  size_t inner;     /* functions directly in it */
  size_t line;      /* its first line */
  const char *body; /* parameters, code, constants, upvalues */
  list code, constants;
  list upvalues; /* three bytes each: in the outer function's stack, index */
  list steps;    /* line differences, a byte for each instruction */
  list absolute; /* lines of some instructions */
  const char *locals, *behind_locals;
  list names; /* names of upvalues */
} function;

static const char *take(input *in, size_t size) {
  const char *at = in->at;
  if (in->failed || (size_t)(in->end - at) < size) {
    in->failed = true;
    return NULL;
  }
  in->at += size;
  return at;
}

/* 7 bits a byte, the last byte marked. */
static size_t read_size(input *in) {
  size_t n = 0;
  for (int i = 0; i < 10; i++) {
    const char *byte = take(in, 1);
    if (!byte) return 0;
    n = n << 7 | (*byte & 0x7F);
    if (*byte & 0x80) return n;
  }
  in->failed = true;
  return 0;
}

/* NULL if there is none, or it is truncated. */
static const char *read_string(input *in, size_t *size) {
  size_t above = read_size(in);
  *size = above ? above - 1 : 0;
  return above ? take(in, *size) : NULL;
}

static void skip_string(input *in) {
  size_t size;
  read_string(in, &size);
}

static void skip_byte(input *in) { take(in, 1); }
static void skip_upvalue(input *in) { take(in, 3); }
static void skip_instruction(input *in) { take(in, 4); }

/* Constants are tagged with Lua's types, some of which have variants. */
static int constant_type(const char *at) { return *at & 0x0F; }

static void skip_constant(input *in) {
  const char *type = take(in, 1);
  if (!type) return;
  switch (constant_type(type)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN: break;
    case LUA_TNUMBER: take(in, 8); break;
    case LUA_TSTRING: skip_string(in); break;
    default: in->failed = true;
  }
}

static void skip_line(input *in) {
  read_size(in);
  read_size(in);
}

static void skip_local(input *in) {
  skip_string(in);
  skip_line(in);
}

static list read_list(input *in, void (*skip)(input *)) {
  list items = {.count = read_size(in)};
  items.at = in->at;
  for (size_t i = 0; i < items.count && !in->failed; i++) skip(in);
  items.end = in->at;
  return items;
}

/* The input from item `n` on. */
static input item(const list *items, size_t n, void (*skip)(input *)) {
  input in = {items->at, items->end, n >= items->count};
  for (size_t i = 0; i < n && !in.failed; i++) skip(&in);
  return in;
}

typedef void visitor(void *context, const function *f);

/* Visits inner functions before the function that contains them. */
static void read_function(input *in, int depth, visitor *visit, void *context) {
  function f = {.depth = depth};
  if (depth > DEEPEST) in->failed = true;
  skip_string(in); /* the source */
  f.line = read_size(in);
  read_size(in);
  f.body = in->at;
  take(in, 3);
  f.code = read_list(in, skip_instruction);
  f.constants = read_list(in, skip_constant);
  f.upvalues = read_list(in, skip_upvalue);
  if (f.upvalues.count > MOST_UPVALUES) in->failed = true;
  f.inner = read_size(in);
  for (size_t i = 0; i < f.inner && !in->failed; i++)
    read_function(in, depth + 1, visit, context);
  f.steps = read_list(in, skip_byte);
  f.absolute = read_list(in, skip_line);
  f.locals = in->at;
  read_list(in, skip_local);
  f.behind_locals = in->at;
  f.names = read_list(in, skip_string);
  if (!in->failed) visit(context, &f);
}

/* False if it is from another Lua; some functions may have been visited by
 * then. */
static bool read_functions(const char *bytes, size_t size, visitor *visit,
                           void *context) {
  input in = {bytes, bytes + size, false};
  take(&in, HEADER);
  if (!in.failed) read_function(&in, 1, visit, context);
  return !in.failed && in.at == in.end;
}

/* The same for the first argument, which must be Lua bytecode. */
static const char *read_argument(lua_State *L, visitor *visit, void *context) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  bool read = read_functions(bytes, size, visit, context);
  luaL_argcheck(L, read, 1, "bytecode of another Lua");
  return bytes + size;
}

typedef struct instruction {
  unsigned op, a, b, c, bx;
} instruction;

static instruction instruction_at(const function *f, size_t n) {
  uint32_t bits;
  memcpy(&bits, f->code.at + 4 * n, 4);
  return (instruction){bits & 0x7F, bits >> 7 & 255, bits >> 16 & 255,
                       bits >> 24, bits >> 15};
}

/* ---- what is assigned to */

static void note(news_assigned *set, unsigned n) {
  set->bits[n / 64 & 3] |= (uint64_t)1 << n % 64;
}

/* The context is an array of the sets of the functions being read, by depth. A
 * variable that an inner function assigns to may be an upvalue of its outer
 * one. */
static void visit_assignments(void *context, const function *f) {
  news_assigned *own = (news_assigned *)context + f->depth, *outer = own - 1;
  for (size_t i = 0; i < f->code.count; i++) {
    instruction one = instruction_at(f, i);
    if (one.op == OP_SETUPVAL) note(own, one.b);
  }
  if (f->depth == 1) return;
  for (unsigned i = 0; i < f->upvalues.count; i++) {
    const char *from = f->upvalues.at + 3 * i;
    if (news_is_assigned(own, i) && !from[0])
      note(outer, (unsigned char)from[1]);
  }
  *own = (news_assigned){0};
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
  news_assigned made[DEEPEST + 1] = {0};
  bool read = lua_dump(L, write_piece, bytes, 1) == 0 &&
              read_functions(bytes->data, bytes->size, visit_assignments, made);
  *set = made[1];
  news_buffer_free(bytes);
  lua_pop(L, 2);
  return read;
}

bool news_assigned_known(lua_State *L) {
  static const char source[] =
      "local a, b, c, d = ... "
      "return function() local x, y = 2.5 + #a, a .. 'text' c = 1 << 40 "
      "return function() x = d b = y .. '" /* over 40 bytes: a long string */
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

/* ---- what is reached beside locals */

static bool is_text(input in, const char *text) {
  size_t size;
  const char *at = read_string(&in, &size);
  return at && size == strlen(text) && memcmp(at, text, size) == 0;
}

static bool is_environment(const function *f, unsigned upvalue) {
  return is_text(item(&f->names, upvalue, skip_string), "_ENV");
}

static bool is_constant(const function *f, unsigned constant,
                        const char *text) {
  input in = item(&f->constants, constant, skip_constant);
  skip_byte(&in);
  return is_text(in, text);
}

/* Whether the table of globals is used only to access one global, whose name
 * has a high index in the constants. */
static bool is_far_global(const function *f, size_t n) {
  if (n + 2 >= f->code.count) return false;
  instruction all = instruction_at(f, n), name = instruction_at(f, n + 1),
              get = instruction_at(f, n + 2);
  return name.op == OP_LOADK && get.op == OP_GETTABLE && get.a == all.a &&
         get.b == all.a && get.c == name.a && !is_constant(f, name.bx, "_G");
}

static bool is_steady(const function *f, size_t n) {
  instruction one = instruction_at(f, n);
  switch (one.op) {
    case OP_GETUPVAL: return !is_environment(f, one.b) || is_far_global(f, n);
    case OP_SETUPVAL: return !is_environment(f, one.b);
    case OP_GETTABUP:
      return !is_environment(f, one.b) || !is_constant(f, one.c, "_G");
    case OP_SETTABUP: return !is_environment(f, one.a);
    default: return true;
  }
}

static void visit_steady(void *context, const function *f) {
  for (size_t i = 0; i < f->code.count; i++)
    if (!is_steady(f, i)) *(bool *)context = false;
}

/* core.bytecode_steady(bytes) -> whether no function in it assigns to a global
 * or gets hold of the table of globals.  Needs the names of upvalues. */
static int bytecode_steady(lua_State *L) {
  bool steady = true;
  read_argument(L, visit_steady, &steady);
  lua_pushboolean(L, steady);
  return 1;
}

/* ---- without the names of variables */

typedef struct lean {
  news_buffer *made;
  const char *from; /* bytes not yet in it */
} lean;

static const char none = (char)0x80; /* a list without items, a string */

static bool has_environment(const function *f) {
  for (unsigned i = 0; i < f->names.count; i++)
    if (is_environment(f, i)) return true;
  return false;
}

/* Of the upvalues of a function only _ENV keeps its name, by which messages
 * recognize globals; a function without _ENV gets no list of names. */
static void visit_lean(void *context, const function *f) {
  lean *job = context;
  news_buffer_add(job->made, job->from, (size_t)(f->locals - job->from));
  news_buffer_add_byte(job->made, none);
  job->from = f->names.end;
  if (!has_environment(f)) {
    news_buffer_add_byte(job->made, none);
    return;
  }
  const char *names = f->behind_locals;
  news_buffer_add(job->made, names, (size_t)(f->names.at - names));
  input in = {f->names.at, f->names.end, false};
  for (unsigned i = 0; i < f->names.count; i++) {
    const char *name = in.at;
    skip_string(&in);
    if (is_environment(f, i))
      news_buffer_add(job->made, name, (size_t)(in.at - name));
    else
      news_buffer_add_byte(job->made, none);
  }
}

/* core.bytecode_lean(bytes) -> the same functions without the names of
 * variables, which are more than a third of the bytes.  Only error messages
 * show them ("local 'x'"); lines and the names of globals are kept. */
static int bytecode_lean(lua_State *L) {
  lean job = {NULL, luaL_checkstring(L, 1)};
  job.made = news_push_buffer(L);
  const char *end = read_argument(L, visit_lean, &job);
  news_buffer_add(job.made, job.from, (size_t)(end - job.from));
  news_push_bytes(L, job.made);
  return 1;
}

/* ---- globals */

/* Add {name, line, set} to the list on top. */
static void add_global(lua_State *L, const function *f, unsigned constant,
                       size_t line, bool set) {
  input in = item(&f->constants, constant, skip_constant);
  skip_byte(&in); /* skip its type: names are strings */
  size_t size;
  const char *name = read_string(&in, &size);
  if (!name) return;
  lua_createtable(L, 0, 3);
  lua_pushlstring(L, name, size);
  lua_setfield(L, -2, "name");
  lua_pushinteger(L, (lua_Integer)line);
  lua_setfield(L, -2, "line");
  lua_pushboolean(L, set);
  lua_setfield(L, -2, "set");
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* The line of an instruction: a difference from the line before, or one of the
 * absolute lines, the next of which is at `in`. */
static size_t next_line(const function *f, size_t n, size_t line, input *in) {
  input next = *in;
  if (read_size(&next) == n && !next.failed) {
    line = read_size(&next);
    *in = next;
    return line;
  }
  return n < f->steps.count ? line + (size_t)(signed char)f->steps.at[n] : line;
}

static void visit_globals(void *context, const function *f) {
  lua_State *L = context;
  input absolute = {f->absolute.at, f->absolute.end, false};
  size_t line = f->line;
  for (size_t i = 0; i < f->code.count; i++) {
    instruction one = instruction_at(f, i);
    line = next_line(f, i, line, &absolute);
    if (one.op == OP_GETTABUP && is_environment(f, one.b))
      add_global(L, f, one.c, line, false);
    if (one.op == OP_SETTABUP && is_environment(f, one.a))
      add_global(L, f, one.b, line, true);
  }
}

/* core.bytecode_globals(bytes) -> list of {name, line, set = whether it is
 * assigned to} */
static int bytecode_globals(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_newtable(L);
  read_argument(L, visit_globals, L);
  return 1;
}

/* ---- what a function does */

typedef struct meaning {
  lua_State *L; /* with the set of strings on top */
  news_buffer *made;
} meaning;

static void add_strings(lua_State *L, const list *constants) {
  for (input in = {constants->at, constants->end, false}; in.at < in.end;) {
    input one = in;
    skip_constant(&in);
    if (constant_type(one.at) != LUA_TSTRING) continue;
    skip_byte(&one);
    size_t size;
    const char *string = read_string(&one, &size);
    lua_pushlstring(L, string, size);
    lua_pushboolean(L, true);
    lua_rawset(L, -3);
  }
}

/* For inner functions the places of their upvalues are part of the meaning; the
 * upvalues of the outermost one are compared by value. */
static void visit_meaning(void *context, const function *f) {
  meaning *job = context;
  const char *end = f->depth == 1 ? f->constants.end : f->upvalues.end;
  news_buffer_add(job->made, f->body, (size_t)(end - f->body));
  news_buffer_add(job->made, &f->inner, sizeof f->inner);
  add_strings(job->L, &f->constants);
}

/* core.bytecode_meaning(bytes) -> bytes that are equal for functions that do
 * the same, wherever they are in their files; set of the strings in them */
static int bytecode_meaning(lua_State *L) {
  luaL_checkstring(L, 1);
  meaning job = {L, news_push_buffer(L)};
  lua_newtable(L);
  read_argument(L, visit_meaning, &job);
  news_push_bytes(L, job.made);
  lua_insert(L, -2);
  return 2;
}

void news_open_bytecode(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"bytecode_lean", bytecode_lean},
      {"bytecode_steady", bytecode_steady},
      {"bytecode_globals", bytecode_globals},
      {"bytecode_meaning", bytecode_meaning},
      {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
