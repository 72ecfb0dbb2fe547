/* Handles one match of a rule: whether it is wanted, whether its place is free,
 * and its attributes. */
#include <string.h>

#include "rules.h"

void news_rule_begin(run *r, uint32_t number) {
  lua_State *L = r->L;
  r->rule = &r->rules->rules[number - 1];
  r->number = number;
  r->before = news_begin_rule(L, AT_DOCUMENT);
  r->counting = false;
  news_host_arena(r->doc->host, r->doc->doc->arena);
  if (r->worker) news_worker_rule(r->worker, (int32_t)number);
  lua_getiuservalue(L, AT_RULES, RULES_LIST);
  lua_rawgeti(L, -1, number);
  lua_replace(L, AT_DESCRIPTION);
  lua_pop(L, 1);
  lua_getfield(L, AT_DESCRIPTION, "where");
  lua_replace(L, AT_WHERE);
  lua_getfield(L, AT_DESCRIPTION, r->rule->set ? "set" : "constant");
  lua_replace(L, AT_SET);
  if (!r->rule->per_count) return;
  lua_getfield(L, AT_DESCRIPTION, "kept");
  lua_replace(L, AT_KEPT);
}

void news_rule_enter(run *r) {
  lua_State *L = r->L;
  if (r->counting) return;
  r->counting = true;
  news_host_count(L, r->doc->host);
  r->doc->rule = r->number;
  lua_getfield(L, AT_CALLS, "enter");
  lua_pushinteger(L, r->number);
  lua_call(L, 1, 0);
}

void news_rule_push_match(run *r) {
  lua_State *L = r->L;
  if (!r->shown) {
    news_push_match(L, AT_MATCHER, r->pattern, r->match);
    lua_replace(L, AT_MATCH);
    r->shown = true;
  }
  lua_pushvalue(L, AT_MATCH);
}

bool news_rule_take(const run *r, const char *name, bool named,
                    news_take *take) {
  if (!r->match) {
    const news_span_box *box = lua_touserdata(r->L, AT_MATCH);
    for (uint32_t i = box->count; i-- > 0;) {
      if (!box->takes[i].name || !news_same_name(box->takes[i].name, name))
        continue;
      *take = box->takes[i];
      return take->span.start != UINT32_MAX;
    }
    return false;
  }
  for (uint32_t i = r->match->count; i-- > 0;) {
    const news_capture *c = &r->match->captures[i];
    const char *its = news_pattern_capture_name(r->set, r->pattern, c->name);
    if (!news_same_name(its, name)) continue;
    *take = (news_take){.name = its,
                        .span = news_words_span(r->doc->doc, c->first, c->end),
                        .first = c->first,
                        .end = c->end};
    if (named) {
      const news_document_box *doc;
      const news_capture told =
          news_matcher_name(news_check_matcher(r->L, AT_MATCHER, &doc), c);
      take->phrase = told.phrase;
      take->lexicon = told.lexicon;
    }
    return c->first != c->end;
  }
  return false;
}

/* The place of the annotation: bytes, and words if known. */
typedef struct place {
  news_span span;
  uint32_t first, end; /* equal if unknown */
} place;

static bool find_place(const run *r, place *p) {
  if (r->rule->span) {
    news_take take = {0};
    if (!news_rule_take(r, r->rule->span, false, &take)) return false;
    *p = r->match ? (place){take.span, take.first, take.end}
                  : (place){.span = take.span};
    return true;
  }
  if (r->match)
    *p = (place){news_words_span(r->doc->doc, r->match->first, r->match->end),
                 r->match->first, r->match->end};
  else
    p->span = ((const news_span_box *)lua_touserdata(r->L, AT_MATCH))->span;
  return true;
}

/* The id of an annotation of this layer that already takes the place, or
 * NEWS_NO_ANNOTATION. */
static uint32_t taken_by(const run *r, news_span span) {
  uint32_t after = 0, id;
  if (r->rule->overlap == OVERLAP_ALL) return NEWS_NO_ANNOTATION;
  news_annotations *set = r->doc->annotations;
  if (r->rule->overlap == OVERLAP_NONE)
    return news_annotations_touching(set, r->rule->layer, span);
  while ((id = news_annotations_overlapping(set, r->rule->layer, span,
                                            &after)) != NEWS_NO_ANNOTATION) {
    news_span other = news_annotations_get(set, id)->span;
    bool inside = other.start <= span.start && span.end <= other.end;
    bool around = span.start <= other.start && other.end <= span.end;
    if (inside == around) return id; /* crossing or equal spans */
  }
  return NEWS_NO_ANNOTATION;
}

/* The id of an annotation at this place of a layer that the rule avoids, or
 * NEWS_NO_ANNOTATION. */
static uint32_t apart_from(const run *r, news_span span) {
  const uint32_t *layers = r->rules->apart + r->rule->first_apart;
  for (uint32_t i = 0; i < r->rule->apart_count; i++) {
    uint32_t id =
        news_annotations_touching(r->doc->annotations, layers[i], span);
    if (id != NEWS_NO_ANNOTATION) return id;
  }
  return NEWS_NO_ANNOTATION;
}

/* Tell the watcher (explain) what became of the match. */
static void tell(run *r, const char *verdict, uint32_t other) {
  lua_State *L = r->L;
  if (!r->watched) return;
  lua_pushvalue(L, AT_WATCH);
  lua_pushinteger(L, r->number);
  news_rule_push_match(r);
  lua_pushstring(L, verdict);
  if (other == NEWS_NO_ANNOTATION)
    lua_pushnil(L);
  else
    news_push_annotation(L, AT_DOCUMENT, other);
  lua_call(L, 4, 0);
}

/* ---- attributes ---- */

void news_rule_plain(run *r) {
  lua_State *L = r->L;
  if (news_is_plain(L)) return;
  lua_getfield(L, AT_CALLS, "attributes");
  lua_insert(L, -2);
  lua_call(L, 1, 1);
}

static void call_set(run *r) {
  lua_State *L = r->L;
  news_rule_enter(r);
  lua_pushvalue(L, AT_SET);
  news_rule_push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 2, 1);
  news_rule_plain(r);
}

/* Push the value of a taking (+1); nil if its capture has no words. */
static void push_taking(run *r, const taking *t) {
  lua_State *L = r->L;
  int at = lua_gettop(L) + 1;
  news_take take;
  if (!news_rule_take(r, t->capture, false, &take)) {
    lua_pushnil(L);
    return;
  }
  news_rule_push_match(r);
  lua_getfield(L, -1, t->capture);
  if (*t->field) lua_getfield(L, -1, t->field);
  lua_replace(L, at);
  lua_settop(L, at);
}

/* Push the constant attributes of the rule and those from its captures (+1). */
static void push_takings(run *r) {
  lua_State *L = r->L;
  lua_createtable(L, 0, (int)(r->rule->constants + r->rule->taking_count));
  news_copy_pairs(L, AT_SET);
  for (uint32_t i = 0; i < r->rule->taking_count; i++) {
    const taking *t = &r->rules->takings[r->rule->first_taking + i];
    push_taking(r, t);
    lua_setfield(L, -2, t->key);
  }
}

/* Push the table of attributes (+1); false: none (+0). */
static bool push_attributes(run *r) {
  lua_State *L = r->L;
  if (r->rule->per_count) {
    news_rule_push_kept(r);
  } else if (r->rule->set) {
    call_set(r);
  } else if (r->rule->taking_count) {
    push_takings(r);
  } else if (r->rule->constant) {
    lua_pushvalue(L, AT_SET);
  } else if (r->rule->bare || (r->match && !r->match->count)) {
    return false;
  } else {
    news_rule_push_match(r);
    news_push_captures(L, lua_gettop(L));
    lua_remove(L, -2);
  }
  return true;
}

/* Add the annotation; `attributes`: its table is on top. */
static void annotate(run *r, const place *p, bool attributes) {
  news_annotations *set = r->doc->annotations;
  uint32_t id;
  news_error err;
  if (p->first < p->end
          ? news_annotations_add_words(set, r->rule->layer, p->first, p->end,
                                       r->number, &id, &err)
          : news_annotations_add(set, r->rule->layer, p->span, r->number, 0,
                                 &id, &err))
    news_raise(r->L, &err);
  if (attributes) lua_rawseti(r->L, AT_ATTRIBUTES, (lua_Integer)id + 1);
}

/* refers: push the annotation that the match refers to (+1); false: none
 * (+0). */
static bool push_referent(run *r) {
  lua_State *L = r->L;
  news_rule_enter(r);
  lua_getfield(L, AT_CALLS, "referent");
  lua_pushinteger(L, r->number);
  news_rule_push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 3, 1);
  if (!lua_isnil(L, -1)) return true;
  lua_pop(L, 1);
  return false;
}

/* Call `where`; false: the match is dropped (+0).  *given: it returned a table
 * for the attributes of a rule without `set` (+1). */
static bool is_wanted(run *r, bool *given) {
  lua_State *L = r->L;
  *given = false;
  if (!r->rule->where) return true;
  news_rule_enter(r);
  lua_pushvalue(L, AT_WHERE);
  news_rule_push_match(r);
  lua_pushvalue(L, AT_DOCUMENT);
  lua_call(L, 2, 1);
  bool wanted = lua_toboolean(L, -1);
  *given = wanted && lua_istable(L, -1) && !r->rule->set;
  if (!*given) lua_pop(L, 1);
  return wanted;
}

bool news_rule_emit(run *r) {
  lua_State *L = r->L;
  place p = {0};
  if (!find_place(r, &p)) {
    tell(r, "span", NEWS_NO_ANNOTATION);
    return true;
  }
  uint32_t other = apart_from(r, p.span);
  if (other != NEWS_NO_ANNOTATION) {
    tell(r, "apart", other);
    return false;
  }
  if (r->rule->refers && !push_referent(r)) { /* below the attributes */
    tell(r, "refers", NEWS_NO_ANNOTATION);
    return false;
  }
  bool attributes;
  if (!is_wanted(r, &attributes)) {
    tell(r, "where", NEWS_NO_ANNOTATION);
    return false;
  }
  other = taken_by(r, p.span);
  if (other != NEWS_NO_ANNOTATION) {
    tell(r, "overlap", other);
    return true;
  }
  if (attributes)
    news_rule_plain(r);
  else
    attributes = push_attributes(r);
  if (r->rule->refers) {
    lua_getfield(L, AT_CALLS, "inherit");
    if (attributes)
      lua_insert(L, -2);
    else
      lua_pushnil(L);
    lua_pushvalue(L, -3);
    lua_call(L, 2, 1);
    attributes = true;
  }
  tell(r, "kept", NEWS_NO_ANNOTATION); /* before anything it reads is changed */
  annotate(r, &p, attributes);
  return true;
}
