/* Attributes that depend on words alone: a rule with `per` is called once for
 * the same words, and its answer is cached. */
#include "rules.h"

enum { MOST_KEPT = 4096 };

/* The key of an answer: the words of the captures and their lexicon phrases. */
static void push_key(run *r) {
  lua_State *L = r->L;
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  news_take take;
  const char **per = r->rules->per + r->rule->first_per;
  for (uint32_t i = 0; i < r->rule->per_count; i++) {
    bool found = news_rule_take(r, per[i], true, &take);
    luaL_addchar(&b, found ? '+' : '-');
    if (!found) continue;
    luaL_addlstring(&b, (const char *)&take.lexicon, sizeof take.lexicon);
    luaL_addlstring(&b, (const char *)&take.phrase, sizeof take.phrase);
    luaL_addlstring(&b, r->doc->doc->text + take.span.start,
                    news_span_size(take.span));
    luaL_addchar(&b, '\0');
  }
  luaL_pushresult(&b);
}

/* Push {name = {text = , lemma = }} for the captures (+1). */
static void push_words(run *r) {
  lua_State *L = r->L;
  lua_newtable(L);
  news_take take;
  const char **per = r->rules->per + r->rule->first_per;
  for (uint32_t i = 0; i < r->rule->per_count; i++) {
    if (!news_rule_take(r, per[i], true, &take)) continue;
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, r->doc->doc->text + take.span.start,
                    news_span_size(take.span));
    lua_setfield(L, -2, "text");
    news_push_lemma(L, AT_DOCUMENT, take.span, take.lexicon, take.phrase);
    lua_setfield(L, -2, "lemma");
    lua_setfield(L, -2, per[i]);
  }
}

/* Pop the key on top, call `set`, cache its answer and cost under the key, and
 * push the answer. */
static void ask_set(run *r) {
  lua_State *L = r->L;
  news_rule_enter(r);
  news_host_count_all(L, r->doc->host); /* the steps are always the same */
  uint64_t before = r->doc->host->steps;
  lua_pushvalue(L, AT_SET);
  push_words(r);
  lua_call(L, 1, 1);
  uint64_t cost = before - r->doc->host->steps;
  news_host_count(L, r->doc->host);
  news_rule_plain(r);
  luaL_setmetatable(L, NEWS_SHARED);
  lua_Integer count = luaL_len(L, AT_KEPT);
  if (count >= MOST_KEPT) {
    lua_newtable(L);
    lua_replace(L, AT_KEPT);
    lua_pushvalue(L, AT_KEPT);
    lua_setfield(L, AT_DESCRIPTION, "kept");
    count = 0;
  }
  /* kept[key] = n; kept[n] = {answer, cost} */
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, 1);
  lua_pushinteger(L, (lua_Integer)cost);
  lua_rawseti(L, -2, 2);
  lua_rawseti(L, AT_KEPT, count + 1);
  lua_insert(L, -2); /* answer, key */
  lua_pushinteger(L, count + 1);
  lua_rawset(L, AT_KEPT);
}

void news_rule_push_kept(run *r) {
  lua_State *L = r->L;
  push_key(r);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, AT_KEPT) == LUA_TNIL) {
    lua_pop(L, 1);
    ask_set(r);
    return;
  }
  lua_rawgeti(L, AT_KEPT, lua_tointeger(L, -1));
  lua_rawgeti(L, -1, 2);
  news_host_charge(L, r->doc->host, (uint64_t)lua_tointeger(L, -1));
  if (r->counting) news_host_count(L, r->doc->host);
  lua_pop(L, 1);
  lua_rawgeti(L, -1, 1);
  lua_replace(L, -4);
  lua_pop(L, 2);
}
