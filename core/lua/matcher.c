/* Matchers: walk plans of patterns over scopes. */
#include <string.h>

#include "binding.h"
#include "matcher.h"

/* The scope of a pattern of a plan: that of the walk, or its own. */
enum { SCOPE_GIVEN, SCOPE_SENTENCE, SCOPE_PARAGRAPH, SCOPE_DOCUMENT };

/* One pattern of a plan; `owner` is its rule. */
typedef struct plan_item {
  uint32_t pattern, owner, scope;
} plan_item;

/* A matcher and the plan that it walks.  User value 1: the pattern set; 2: the
 * document; 3: the table of scopes (a string of word ranges); 4: the plan (a
 * string of plan_item); 5: the counters; 6: tables of shared attributes; 7:
 * those of the document's annotations. */
typedef struct matcher_box {
  const void *tag;
  news_matcher *matcher;
  news_patterns_box *patterns; /* in user value 1 */
  news_document_box *document; /* that it is open on, or NULL */
  uint32_t generation;
  const plan_item *plan; /* borrowed from user value 4, or `alone` */
  plan_item alone;
  uint32_t plan_count, place;
  uint32_t next;           /* the place in the plan to take next */
  const news_parts *parts; /* the parts to walk, or NULL for the ranges below */
  uint32_t at;             /* next part or range */
  const uint32_t *ranges;  /* pairs first, end; borrowed from user value 3 */
  uint32_t range_count;
  uint32_t whole[2]; /* the only range of SCOPE_DOCUMENT */
  bool inside;       /* in a scope */
  uint64_t budget;   /* of each owner; 0: steps are not reset */
  uint64_t *used;    /* by place: steps used by its owner, when the owner ended
                        there; user value 5 */
  news_match_document opened;
  lua_State *L; /* for the callbacks, during a call, */
  int index;    /* and the stack index of this box */
} matcher_box;
enum {
  MATCHER_SET = 1,
  MATCHER_DOCUMENT = 2,
  MATCHER_RANGES = 3,
  MATCHER_PLAN = 4,
  MATCHER_USED = 5,
  MATCHER_SHARED = 6,
  MATCHER_ATTRIBUTES = 7,
  MATCHER_VALUES = 7,
};

static const char matcher_tag;

/* By its tag, because a metatable must be looked up in the registry. */
static matcher_box *check_matcher(lua_State *L, int arg) {
  matcher_box *box = lua_touserdata(L, arg);
  if (!box || lua_rawlen(L, arg) != sizeof *box || box->tag != &matcher_tag)
    luaL_typeerror(L, arg, NEWS_MATCHER);
  box->L = L;
  box->index = lua_absindex(L, arg);
  return box;
}

/* core.matcher(patterns) -> matcher */
static int matcher_new(lua_State *L) {
  news_patterns_box *patterns = luaL_checkudata(L, 1, NEWS_PATTERNS);
  matcher_box *box = lua_newuserdatauv(L, sizeof *box, MATCHER_VALUES);
  *box = (matcher_box){.tag = &matcher_tag, .patterns = patterns};
  luaL_setmetatable(L, NEWS_MATCHER);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, MATCHER_SET);
  news_push_shared(L, 1);
  lua_setiuservalue(L, -2, MATCHER_SHARED);
  box->matcher = news_matcher_new(patterns->set);
  if (!box->matcher) return luaL_error(L, "out of memory");
  return 1;
}

static int matcher_gc(lua_State *L) {
  matcher_box *box = lua_touserdata(L, 1);
  news_matcher_free(box->matcher);
  box->matcher = NULL;
  return 0;
}

/* The text of the attribute on top of the stack, NULL if it has none. */
static const char *text_of(lua_State *L, const matcher_box *box, size_t *size) {
  if (lua_type(L, -1) == LUA_TSTRING) return lua_tolstring(L, -1, size);
  if (lua_isboolean(L, -1)) {
    const char *text = lua_toboolean(L, -1) ? "true" : "false";
    *size = strlen(text);
    return text;
  }
  news_span_box *span = news_test_span(L, -1);
  if (!span || span->generation != box->document->generation) return NULL;
  *size = news_span_size(span->span);
  return box->document->doc->text + span->span.start;
}

/* {Layer key=value}: the attributes in the annotation's table.  Those of all
 * layers are read together, so this does not count as asking for a layer. */
static void attributes(void *host, uint32_t annotation, void *taker,
                       news_attribute_taker *take) {
  matcher_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  lua_getiuservalue(L, box->index, MATCHER_ATTRIBUTES);
  if (lua_rawgeti(L, -1, (lua_Integer)annotation + 1) == LUA_TTABLE) {
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
      size_t size, value_size;
      if (lua_type(L, -2) != LUA_TSTRING) continue;
      const char *name = lua_tolstring(L, -2, &size);
      const char *value = text_of(L, box, &value_size);
      if (value) take(taker, name, size, value, value_size);
    }
  }
  lua_settop(L, top);
}

static void attribute(void *host, uint32_t annotation, const char *name,
                      size_t size, void *taker, news_attribute_taker *take) {
  matcher_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  lua_getiuservalue(L, box->index, MATCHER_ATTRIBUTES);
  if (lua_rawgeti(L, -1, (lua_Integer)annotation + 1) == LUA_TTABLE) {
    size_t value_size;
    lua_pushlstring(L, name, size);
    lua_rawget(L, -2);
    const char *value = text_of(L, box, &value_size);
    if (value) take(taker, name, size, value, value_size);
  }
  lua_settop(L, top);
}

/* A table with a metatable is shared and never written (core.split_set). */
static uint64_t shared(void *host, uint32_t annotation) {
  matcher_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  uint64_t number = 0;
  lua_getiuservalue(L, box->index, MATCHER_ATTRIBUTES);
  if (lua_rawgeti(L, -1, (lua_Integer)annotation + 1) == LUA_TTABLE &&
      lua_getmetatable(L, -1)) {
    lua_pop(L, 1);
    lua_getiuservalue(L, box->index, MATCHER_SHARED);
    lua_insert(L, -2);
    number = news_shared_number(L, box->patterns);
  }
  lua_settop(L, top);
  return number;
}

/* matcher:open(document) : makes words and sentences */
static int matcher_open(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  news_document_box *doc = news_check_document(L, 2);
  news_error err;
  if (news_split_sentences(doc->doc, &err)) return news_raise(L, &err);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 1, MATCHER_DOCUMENT);
  lua_getiuservalue(L, 2, DOCUMENT_ATTRIBUTES);
  lua_setiuservalue(L, 1, MATCHER_ATTRIBUTES);
  box->document = doc;
  box->generation = doc->generation;
  box->opened = (news_match_document){
      .doc = doc->doc,
      .voc = doc->voc,
      .annotations = doc->annotations,
      .host = box,
      .attributes = attributes,
      .attribute = attribute,
      .shared = shared,
      .steps = &doc->host->steps,
      .text = doc->text,
  };
  if (news_matcher_open(box->matcher, &box->opened, &err))
    return news_raise(L, &err);
  return 0;
}

static void check_open(lua_State *L, const matcher_box *box) {
  if (!box->document || box->generation != box->document->generation)
    luaL_error(L, "the matcher is not open on this document");
}

news_matcher *news_check_matcher(lua_State *L, int arg,
                                 const news_document_box **document) {
  matcher_box *box = check_matcher(L, arg);
  check_open(L, box);
  *document = box->document;
  return box->matcher;
}

/* core.plan(lists, owners [, scopes]) -> plan : lists of the numbers of
 * patterns to walk one after the other, with, for each list, the number of its
 * rule and its scope "sentence", "paragraph" or "document"; without `scopes`
 * the walk gives the scope */
static int plan(lua_State *L) {
  static const char *const names[] = {"", "sentence", "paragraph", "document",
                                      NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  bool scoped = !lua_isnoneornil(L, 3);
  if (scoped) luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  news_buffer *out = news_push_buffer(L);
  lua_Integer rules = (lua_Integer)lua_rawlen(L, 1);
  for (lua_Integer r = 1; r <= rules; r++) {
    plan_item item = {.scope = SCOPE_GIVEN};
    lua_rawgeti(L, 2, r);
    item.owner = (uint32_t)luaL_checkinteger(L, -1);
    if (scoped) {
      lua_rawgeti(L, 3, r);
      item.scope = (uint32_t)luaL_checkoption(L, -1, NULL, names);
      lua_pop(L, 1);
    }
    lua_rawgeti(L, 1, r);
    luaL_checktype(L, -1, LUA_TTABLE);
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, -1, i);
      item.pattern = (uint32_t)luaL_checkinteger(L, -1);
      lua_pop(L, 1);
      news_buffer_add(out, &item, sizeof item);
    }
    lua_pop(L, 2);
  }
  news_push_bytes(L, out);
  return 1;
}

/* Note that the layers that the pattern reads are asked. */
static void note_asked(const matcher_box *box, uint32_t pattern) {
  news_annotations_note(box->opened.annotations,
                        news_pattern_asks(box->patterns->set, pattern));
}

static uint32_t owner_at(const matcher_box *box, uint32_t place) {
  return box->plan[place].owner;
}

static void begin_owner(matcher_box *box) {
  if (box->budget) box->document->host->steps = box->budget;
}

static void end_owner(matcher_box *box) {
  if (box->budget)
    box->used[box->place] = box->budget - box->document->host->steps;
}

/* Set the plan at stack index 2, a number or a string, from its place `first`
 * on. */
static void set_plan(lua_State *L, matcher_box *box, lua_Integer first) {
  size_t size = sizeof box->alone;
  if (lua_isinteger(L, 2)) {
    box->alone = (plan_item){.pattern = (uint32_t)lua_tointeger(L, 2)};
    box->plan = &box->alone;
  } else {
    box->plan = (const void *)luaL_checklstring(L, 2, &size);
  }
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 1, MATCHER_PLAN);
  uint32_t count = (uint32_t)(size / sizeof *box->plan);
  luaL_argcheck(L, first >= 1, 5, "a place of the plan expected");
  uint32_t known = news_pattern_set_count(box->patterns->set);
  for (uint32_t i = 0; i < count; i++) {
    luaL_argcheck(L, box->plan[i].pattern < known, 2, "no such pattern");
    note_asked(box, box->plan[i].pattern);
  }
  box->plan_count = count;
  box->place = first <= (lua_Integer)count ? (uint32_t)first - 1 : count;
}

static void use_scope(lua_State *L, matcher_box *box, uint32_t scope) {
  news_document *doc = box->document->doc;
  news_error err;
  box->parts = NULL;
  switch (scope) {
    case SCOPE_SENTENCE:
      if (news_sentence_scopes(doc, &box->parts, &err)) news_raise(L, &err);
      return;
    case SCOPE_PARAGRAPH:
      if (news_split_paragraphs(doc, &err)) news_raise(L, &err);
      box->parts = &doc->paragraphs;
      return;
    default:
      box->whole[1] = doc->words.count;
      box->ranges = box->whole;
      box->range_count = doc->words.count > 0;
  }
}

/* Set the scopes given at stack index 3, if any. */
static void set_scopes(lua_State *L, matcher_box *box) {
  size_t size;
  const char *scope = luaL_optlstring(L, 3, "", &size);
  if (size == 8 && strcmp(scope, "sentence") == 0) {
    use_scope(L, box, SCOPE_SENTENCE);
  } else if (size == 9 && strcmp(scope, "paragraph") == 0) {
    use_scope(L, box, SCOPE_PARAGRAPH);
  } else if (size == 8 && strcmp(scope, "document") == 0) {
    use_scope(L, box, SCOPE_DOCUMENT);
  } else {
    box->parts = NULL;
    box->ranges = (const void *)scope;
    box->range_count = (uint32_t)(size / (2 * sizeof(uint32_t)));
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, 1, MATCHER_RANGES);
  }
}

/* The first place from `place` on whose pattern is not ruled out at once. */
static uint32_t loud_place(const matcher_box *box, uint32_t place) {
  while (place < box->plan_count &&
         news_matcher_is_silent(box->matcher, box->plan[place].pattern))
    place++;
  return place;
}

/* Begin the pattern at the current place of the plan, if there is one, and
 * prefetch the next one. */
static void begin_place(lua_State *L, matcher_box *box) {
  box->at = 0;
  if (box->place == box->plan_count) return;
  box->next = loud_place(box, box->place + 1);
  if (box->next < box->plan_count)
    news_matcher_fetch(box->matcher, box->plan[box->next].pattern);
  uint32_t scope = box->plan[box->place].scope;
  if (scope != SCOPE_GIVEN) use_scope(L, box, scope);
}

/* matcher:walk(pattern or plan,
 *              "sentence" | "paragraph" | "document" | ranges | nil
 *              [, steps [, from]]) : what matcher:next() will find.
 * `ranges` is a string of pairs of words made by core.ranges; nil: the plan has
 * scopes of its own.  `steps`: the budget of each owner; without it the open
 * budget is for all.  `from`: the place in the plan to begin at, from 1. */
static int matcher_walk(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  check_open(L, box);
  lua_Integer budget = luaL_optinteger(L, 4, 0);
  luaL_argcheck(L, budget >= 0, 4, "steps below zero");
  box->plan_count = box->place = 0; /* until everything is set up */
  box->budget = 0;
  set_scopes(L, box);
  set_plan(L, box, luaL_optinteger(L, 5, 1));
  begin_place(L, box);
  box->inside = false;
  if (budget && box->plan_count) {
    size_t size = box->plan_count * sizeof *box->used;
    box->used = lua_newuserdatauv(L, size, 0);
    memset(box->used, 0, size);
    lua_setiuservalue(L, 1, MATCHER_USED);
    box->budget = (uint64_t)budget;
  }
  if (box->place < box->plan_count) begin_owner(box);
  return 0;
}

/* Go to the next scope in which the pattern may match; false if there is
 * none. */
static bool begin_scope(lua_State *L, matcher_box *box) {
  uint32_t pattern = box->plan[box->place].pattern;
  news_error err;
  for (;;) {
    uint32_t first, end;
    if (box->parts) {
      box->at = news_matcher_seek(box->matcher, pattern, box->parts, box->at);
      if (box->at >= box->parts->count) return false;
      first = box->parts->first[box->at];
      end = box->parts->first[box->at + 1];
    } else {
      if (box->at >= box->range_count) return false;
      first = box->ranges[2 * box->at];
      end = box->ranges[2 * box->at + 1];
    }
    box->at++;
    int begun = news_matcher_begin(box->matcher, pattern, first, end, &err);
    if (begun < 0) news_raise(L, &err);
    if (begun) return true;
  }
}

/* Go to the next place; the last patterns of an owner may be skipped. */
static void next_place(lua_State *L, matcher_box *box) {
  uint32_t owner = owner_at(box, box->place), next = box->next;
  bool other = next == box->plan_count || owner_at(box, next) != owner;
  if (other) {
    while (box->place + 1 < next && owner_at(box, box->place + 1) == owner)
      box->place++;
    end_owner(box);
  }
  box->place = next;
  begin_place(L, box);
  if (other && next < box->plan_count) begin_owner(box);
}

static void fill_place(const matcher_box *box, news_plan_place *at) {
  *at = (news_plan_place){box->plan[box->place].pattern,
                          owner_at(box, box->place), box->place};
}

int news_plan_next(lua_State *L, int matcher, news_match *match,
                   news_plan_place *at) {
  matcher_box *box = check_matcher(L, matcher);
  check_open(L, box);
  news_error err;
  while (box->place < box->plan_count) {
    if (!box->inside) {
      if (!begin_scope(L, box)) {
        next_place(L, box);
        continue;
      }
      box->inside = true;
    }
    int found = news_matcher_next(box->matcher, match, &err);
    if (found < 0) news_raise(L, &err);
    if (found) {
      fill_place(box, at);
      return 1;
    }
    box->inside = false;
  }
  return 0;
}

bool news_plan_stands(lua_State *L, int matcher, news_plan_place *at) {
  const matcher_box *box = check_matcher(L, matcher);
  if (box->place >= box->plan_count) return false;
  fill_place(box, at);
  return true;
}

const news_pattern_set *news_matcher_set(lua_State *L, int matcher) {
  const matcher_box *box = check_matcher(L, matcher);
  check_open(L, box);
  return box->patterns->set;
}

void news_plan_reject(lua_State *L, int matcher) {
  news_matcher_reject(check_matcher(L, matcher)->matcher);
}

void news_push_match(lua_State *L, int matcher, uint32_t pattern,
                     const news_match *m) {
  const matcher_box *box = check_matcher(L, matcher);
  const news_document *doc = box->document->doc;
  lua_getiuservalue(L, box->index, MATCHER_DOCUMENT);
  news_span_box *span =
      news_push_span(L, -1, news_words_span(doc, m->first, m->end), m->count);
  span->first = m->first;
  span->end = m->end;
  lua_remove(L, -2);
  lua_getiuservalue(L, box->index, MATCHER_SET);
  const news_pattern_set *set = box->patterns->set;
  for (uint32_t i = 0; i < m->count; i++) {
    news_capture c = news_matcher_name(box->matcher, &m->captures[i]);
    span->takes[i] = (news_take){
        .name = news_pattern_capture_name(set, pattern, c.name),
        .span = news_words_span(doc, c.first, c.end),
        .first = c.first,
        .end = c.end,
        .annotation = c.annotation,
        .phrase = c.phrase,
        .lexicon = c.lexicon,
    };
    /* a capture without a word has no place */
    if (c.first == c.end)
      span->takes[i].span = (news_span){UINT32_MAX, UINT32_MAX};
  }
  lua_getiuservalue(L, -1, PATTERNS_LEXICONS);
  lua_setiuservalue(L, -3, SPAN_OWNER);
  lua_pop(L, 1);
}

/* matcher:next() -> match, owner, place in the plan | nil */
static int matcher_next(lua_State *L) {
  news_match match;
  news_plan_place at;
  if (!news_plan_next(L, 1, &match, &at)) return 0;
  news_push_match(L, 1, at.pattern, &match);
  lua_pushinteger(L, (lua_Integer)at.owner);
  lua_pushinteger(L, (lua_Integer)at.place + 1);
  return 3;
}

/* matcher:count() -> number of matches in the rest of the walk */
static int matcher_count(lua_State *L) {
  news_match match;
  news_plan_place at;
  lua_Integer count = 0;
  while (news_plan_next(L, 1, &match, &at)) count++;
  lua_pushinteger(L, count);
  return 1;
}

/* matcher:tried() -> number of places tried so far */
static int matcher_tried(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  lua_pushinteger(L, (lua_Integer)news_matcher_tried(box->matcher));
  return 1;
}

/* matcher:reject() : drops the last match */
static int matcher_reject(lua_State *L) {
  news_plan_reject(L, 1);
  return 0;
}

/* matcher:place() -> owner, place in the plan | nil at the end */
static int matcher_place(lua_State *L) {
  const matcher_box *box = check_matcher(L, 1);
  if (box->place >= box->plan_count) return 0;
  lua_pushinteger(L, (lua_Integer)owner_at(box, box->place));
  lua_pushinteger(L, (lua_Integer)box->place + 1);
  return 2;
}

/* matcher:used(owner) -> steps used by the owner in this walk, if it has
 * budgets; an owner that has not ended is not counted yet */
static int matcher_used(lua_State *L) {
  const matcher_box *box = check_matcher(L, 1);
  uint32_t owner = (uint32_t)luaL_checkinteger(L, 2);
  uint64_t sum = 0;
  for (uint32_t i = 0; box->budget && i < box->plan_count; i++)
    if (owner_at(box, i) == owner) sum += box->used[i];
  lua_pushinteger(L, (lua_Integer)sum);
  return 1;
}

news_matcher *news_matcher_idle(lua_State *L,
                                const news_document_box **document) {
  matcher_box *box = check_matcher(L, 1);
  check_open(L, box);
  box->plan_count = box->place = 0;
  *document = box->document;
  return box->matcher;
}

uint32_t news_matcher_pattern(lua_State *L, int arg) {
  const matcher_box *box = check_matcher(L, 1);
  lua_Integer number = luaL_checkinteger(L, arg);
  lua_Integer count = news_pattern_set_count(box->patterns->set);
  luaL_argcheck(L, 0 <= number && number < count, 2, "no such pattern");
  note_asked(box, (uint32_t)number);
  return (uint32_t)number;
}

static const luaL_Reg functions[] = {
    {"matcher", matcher_new},
    {"plan", plan},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"open", matcher_open},          {"walk", matcher_walk},
    {"next", matcher_next},          {"count", matcher_count},
    {"reject", matcher_reject},      {"first", news_matcher_first},
    {"firsts", news_matcher_firsts}, {"each", news_matcher_each},
    {"place", matcher_place},        {"used", matcher_used},
    {"tried", matcher_tried},        {NULL, NULL},
};

void news_open_matcher(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, NEWS_MATCHER, matcher_gc, methods);
}
