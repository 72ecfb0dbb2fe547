/* Pages of HTML and XML for readers: nodes are numbers, 0 is the document. */
#include "page.h"

#include <string.h>

#include "binding.h"
#include "markup.h"

#define PAGE "newsengine.page"

/* The memory of a page is not Lua's, so the collector does not see it grow.
 * Readers close their pages; for those that do not, the collector is made to
 * run. */
enum { PAGES_MOST = 48 << 20 };
static const char pages_key;

static size_t *open_bytes(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &pages_key) == LUA_TNIL) {
    size_t *made = lua_newuserdatauv(L, sizeof *made, 0);
    *made = 0;
    lua_replace(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &pages_key);
  }
  size_t *bytes = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return bytes;
}

static size_t page_bytes(const news_page *page) {
  const news_markup *m = &page->markup;
  return m->count * (sizeof(news_node) + sizeof(news_sizes) + 9) +
         m->attribute_count * sizeof(news_attribute) + m->text.capacity +
         m->values.capacity;
}

/* page:close() : frees its memory; the page is then unusable */
static int page_close(lua_State *L) {
  news_page *page = luaL_checkudata(L, 1, PAGE);
  if (page->markup.nodes) *open_bytes(L) -= page_bytes(page);
  news_page_free(page);
  return 0;
}

/* Methods have the metatable of pages as their first upvalue, because they are
 * called hundreds of times for a page. */
static news_page *check_page(lua_State *L) {
  news_page *page = lua_touserdata(L, 1);
  if (!page || !lua_getmetatable(L, 1) ||
      !lua_rawequal(L, -1, lua_upvalueindex(1)))
    page = luaL_checkudata(L, 1, PAGE);
  else
    lua_pop(L, 1);
  luaL_argcheck(L, page->markup.nodes != NULL, 1, "closed");
  return page;
}

static uint32_t check_node(lua_State *L, int arg, const news_page *page) {
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0 && n < (lua_Integer)page->markup.count, arg,
                "no such node");
  return (uint32_t)n;
}

/* core.page(text, labels | nil, xml) -> page | nil, message, position */
static int page_new(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  news_labels *labels = NULL;
  if (!lua_isnoneornil(L, 2))
    labels = *(news_labels **)luaL_checkudata(L, 2, NEWS_LABELS);
  bool xml = lua_toboolean(L, 3);
  luaL_argcheck(L, news_utf8_check(text, size) == size, 1, "not UTF-8");
  news_host_charge(L, news_host_of(L), size);
  news_page *page = lua_newuserdatauv(L, sizeof *page, 1);
  memset(page, 0, sizeof *page);
  luaL_setmetatable(L, PAGE);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* the source */
  news_error err;
  size_t *open = open_bytes(L);
  if (*open > PAGES_MOST) lua_gc(L, LUA_GCCOLLECT);
  if (news_page_read(text, size, xml, labels, page, &err)) {
    news_page_free(page);
    return news_push_failure(L, &err);
  }
  *open += page_bytes(page);
  return 1;
}

/* page:count() -> number of nodes; they are 0 .. count - 1 */
static int page_count(lua_State *L) {
  lua_pushinteger(L, check_page(L)->markup.count);
  return 1;
}

/* page:mistakes() -> number, message, byte position of the first (XML) */
static int page_mistakes(lua_State *L) {
  const news_markup *m = &check_page(L)->markup;
  lua_pushinteger(L, m->mistakes);
  if (!m->mistakes) return 1;
  lua_pushstring(L, m->mistake.what);
  lua_pushinteger(L, (lua_Integer)m->mistake.offset + 1);
  return 3;
}

/* page:place(n) -> byte position of the node's tag in the source */
static int page_place(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  lua_pushinteger(L, (lua_Integer)page->markup.nodes[n].name + 1);
  return 1;
}

/* page:tag(n) -> name, "" for text; in XML as written */
static int page_tag(lua_State *L) {
  const news_page *page = check_page(L);
  const news_markup *m = &page->markup;
  const news_node *node = &m->nodes[check_node(L, 2, page)];
  if (node->tag == NEWS_TAG_OTHER)
    lua_pushlstring(L, m->source + node->name, node->name_size);
  else
    lua_pushstring(L, news_tag_name((news_tag)node->tag));
  return 1;
}

/* page:parent(n) -> node | nil for the document */
static int page_parent(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  if (!n) return 0;
  lua_pushinteger(L, page->markup.nodes[n].parent);
  return 1;
}

/* page:last(n) -> the last node of its subtree */
static int page_last(lua_State *L) {
  const news_page *page = check_page(L);
  lua_pushinteger(
      L, (lua_Integer)page->markup.nodes[check_node(L, 2, page)].end - 1);
  return 1;
}

/* page:attribute(n, name) -> value | nil */
static int page_attribute(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  size_t size;
  const char *value =
      news_markup_attribute(&page->markup, n, luaL_checkstring(L, 3), &size);
  if (!value) return 0;
  lua_pushlstring(L, value, size);
  return 1;
}

/* page:text(n) -> its visible text, white space as single blanks */
static int page_text(lua_State *L) {
  news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  news_buffer *out = &page->scratch;
  news_buffer_clear(out);
  news_page_text(page, n, out);
  if (out->failed) return luaL_error(L, "out of memory");
  news_host_charge(L, news_host_of(L), out->size);
  lua_pushlstring(L, out->data ? out->data : "", out->size);
  return 1;
}

/* page:raw(n) -> all text in it, unchanged */
static int page_raw(lua_State *L) {
  const news_page *page = check_page(L);
  const news_node *nodes = page->markup.nodes;
  uint32_t n = check_node(L, 2, page);
  uint32_t from = nodes[n].start, to = nodes[nodes[n].end].start;
  news_host_charge(L, news_host_of(L), to - from);
  lua_pushlstring(L, to > from ? page->markup.text.data + from : "", to - from);
  return 1;
}

/* page:sizes(n) -> visible code points, those in links, those in p */
static int page_sizes(lua_State *L) {
  const news_page *page = check_page(L);
  const news_sizes *sizes = &page->sizes[check_node(L, 2, page)];
  lua_pushinteger(L, sizes->text);
  lua_pushinteger(L, sizes->linked);
  lua_pushinteger(L, sizes->in_p);
  return 3;
}

/* page:marks(n) -> the marks of its class, id and role */
static int page_marks(lua_State *L) {
  const news_page *page = check_page(L);
  lua_pushinteger(L, (lua_Integer)page->marks[check_node(L, 2, page)]);
  return 1;
}

/* ---- sets of tags: "h1 h2 h3", XML names unchanged ---- */

static bool names_it(const char *set, const char *name, size_t size) {
  for (const char *p = set; *p;) {
    size_t length = strcspn(p, " ");
    if (length == size && memcmp(p, name, size) == 0) return true;
    p += length + (p[length] == ' ');
  }
  return false;
}

/* Whether a node is in the set by its name as written, in XML also without its
 * prefix. */
static bool in_set(const news_markup *m, const news_node *node,
                   const char *set) {
  if (node->tag != NEWS_TAG_OTHER || !node->name_size) return false;
  const char *name = m->source + node->name;
  size_t size = node->name_size;
  if (names_it(set, name, size)) return true;
  const char *colon = m->xml ? memchr(name, ':', size) : NULL;
  return colon && names_it(set, colon + 1, size - (size_t)(colon + 1 - name));
}

typedef struct tag_set {
  bool known[NEWS_TAGS];
  bool other;
  const char *names;
} tag_set;

static tag_set check_set(lua_State *L, int arg) {
  tag_set set = {.names = luaL_checkstring(L, arg)};
  for (const char *p = set.names; *p;) {
    size_t size = strcspn(p, " ");
    news_tag tag = news_tag_named(p, size);
    set.known[tag] = true;
    set.other = set.other || tag == NEWS_TAG_OTHER;
    p += size + (p[size] == ' ');
  }
  set.known[NEWS_TAG_OTHER] = false;
  return set;
}

static bool is_in(const news_markup *m, uint32_t n, const tag_set *set) {
  const news_node *node = &m->nodes[n];
  if (m->xml || node->tag == NEWS_TAG_OTHER)
    return (m->xml || set->other) && in_set(m, node, set->names);
  return set->known[node->tag];
}

/* The first node of the set in [from, last]; last + 1 if there is none. */
static lua_Integer next_in(const news_markup *m, const tag_set *set,
                           lua_Integer from, lua_Integer last) {
  if (m->xml || set->other) {
    while (from <= last && !is_in(m, (uint32_t)from, set)) from++;
    return from;
  }
  const bool *known = set->known;
  while (from <= last && !known[m->nodes[from].tag]) from++;
  return from;
}

/* Nodes to be put in a list: most lists are short, and a list created with its
 * final size need not grow. */
enum { FEW = 128 };

typedef struct node_list {
  uint32_t few[FEW];
  lua_Integer count;
} node_list;

static void make_list(lua_State *L, const node_list *list, lua_Integer count,
                      int size) {
  lua_createtable(L, size, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_pushinteger(L, list->few[i]);
    lua_rawseti(L, -2, i + 1);
  }
}

/* Add a node; the table is created, on top of the stack, when `few` is full. */
static void add_to(lua_State *L, node_list *list, uint32_t n) {
  if (list->count < FEW) {
    list->few[list->count++] = n;
    return;
  }
  if (list->count == FEW) make_list(L, list, FEW, FEW * 4);
  lua_pushinteger(L, n);
  lua_rawseti(L, -2, ++list->count);
}

static int push_list(lua_State *L, const node_list *list) {
  if (list->count <= FEW) make_list(L, list, list->count, (int)list->count);
  return 1;
}

/* page:beginning(tags, head) -> list of the nodes of these tags whose text
 * begins with `head`, ignoring white space, ASCII punctuation and ASCII case;
 * `head` has none of the first two and no ASCII capitals */
static int page_beginning(lua_State *L) {
  const news_page *page = check_page(L);
  tag_set set = check_set(L, 2);
  size_t size;
  const char *head = luaL_checklstring(L, 3, &size);
  node_list list;
  list.count = 0;
  for (uint32_t n = 1; n < page->markup.count; n++)
    if (is_in(&page->markup, n, &set) && page->sizes[n].text * 4u >= size &&
        news_page_begins(page, n, head, size)) {
      add_to(L, &list, n);
    }
  return push_list(L, &list);
}

/* page:find(tags, from, last?) -> the first node of these tags | nil */
static int page_find(lua_State *L) {
  const news_page *page = check_page(L);
  tag_set set = check_set(L, 2);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  lua_Integer last = luaL_optinteger(L, 4, page->markup.count - 1);
  if (last >= page->markup.count) last = page->markup.count - 1;
  lua_Integer n = next_in(&page->markup, &set, from < 1 ? 1 : from, last);
  if (n > last) return 0;
  lua_pushinteger(L, n);
  return 1;
}

/* page:all(tags, from?, last?) -> list of the nodes of these tags */
static int page_all(lua_State *L) {
  const news_page *page = check_page(L);
  tag_set set = check_set(L, 2);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  lua_Integer last = luaL_optinteger(L, 4, page->markup.count - 1);
  if (last >= page->markup.count) last = page->markup.count - 1;
  node_list list;
  list.count = 0;
  lua_Integer n = from < 1 ? 1 : from;
  while ((n = next_in(&page->markup, &set, n, last)) <= last) {
    add_to(L, &list, (uint32_t)n++);
  }
  return push_list(L, &list);
}

/* page:holding(tags, word) -> list of the nodes of these tags whose unchanged
 * text contains the word */
static int page_holding(lua_State *L) {
  const news_page *page = check_page(L);
  const news_markup *m = &page->markup;
  tag_set set = check_set(L, 2);
  size_t size;
  const char *word = luaL_checklstring(L, 3, &size);
  node_list list;
  list.count = 0;
  lua_Integer last = (lua_Integer)m->count - 1;
  for (lua_Integer n = 1; (n = next_in(m, &set, n, last)) <= last; n++) {
    uint32_t from = m->nodes[n].start, to = m->nodes[m->nodes[n].end].start;
    if (to > from && memmem(m->text.data + from, to - from, word, size)) {
      add_to(L, &list, (uint32_t)n);
    }
  }
  return push_list(L, &list);
}

/* page:marked(marks, from?, last?) -> list of the nodes with one of these
 * marks */
static int page_marked(lua_State *L) {
  const news_page *page = check_page(L);
  uint64_t marks = (uint64_t)luaL_checkinteger(L, 2);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  lua_Integer last = luaL_optinteger(L, 4, page->markup.count - 1);
  if (last >= page->markup.count) last = page->markup.count - 1;
  node_list list;
  list.count = 0;
  for (lua_Integer n = from < 1 ? 1 : from; n <= last; n++)
    if (page->marks[n] & marks) {
      add_to(L, &list, (uint32_t)n);
    }
  return push_list(L, &list);
}

static bool holds(const news_markup *m, uint32_t n, const char *name,
                  const char *word, size_t size) {
  size_t length;
  const char *value = news_markup_attribute(m, n, name, &length);
  return value && memmem(value, length, word, size);
}

/* page:having(name, word?) -> list of the nodes with an attribute of that name
 * that contains the word */
static int page_having(lua_State *L) {
  const news_page *page = check_page(L);
  const news_markup *m = &page->markup;
  const char *name = luaL_checkstring(L, 2);
  size_t size;
  const char *word = luaL_optlstring(L, 3, NULL, &size);
  node_list list;
  list.count = 0;
  for (uint32_t n = 1; n < m->count; n++) {
    n = news_markup_having(m, n, name);
    if (n == m->count) break;
    if (word && !holds(m, n, name, word, size)) continue;
    add_to(L, &list, n);
  }
  return push_list(L, &list);
}

/* page:above(n, tags) -> the nearest node of these tags, from n upwards |
 * nil */
static int page_above(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  tag_set set = check_set(L, 3);
  for (; n; n = page->markup.nodes[n].parent)
    if (is_in(&page->markup, n, &set)) {
      lua_pushinteger(L, n);
      return 1;
    }
  return 0;
}

/* page:above_marked(n, marks) -> the nearest node with these marks, from n
 * upwards | nil */
static int page_above_marked(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  uint64_t marks = (uint64_t)luaL_checkinteger(L, 3);
  for (; n; n = page->markup.nodes[n].parent)
    if (page->marks[n] & marks) {
      lua_pushinteger(L, n);
      return 1;
    }
  return 0;
}

/* page:children(n) -> list of the elements in it */
static int page_children(lua_State *L) {
  const news_page *page = check_page(L);
  const news_markup *m = &page->markup;
  uint32_t n = check_node(L, 2, page), end = m->nodes[n].end;
  node_list list;
  list.count = 0;
  for (uint32_t i = n + 1; i < end; i = m->nodes[i].end)
    if (m->nodes[i].tag != NEWS_TAG_TEXT) {
      add_to(L, &list, i);
    }
  return push_list(L, &list);
}

/* page:dated(n) -> the first text node from n on that may hold a date | nil */
static int page_dated(lua_State *L) {
  const news_page *page = check_page(L);
  lua_Integer n = luaL_checkinteger(L, 2);
  if (n < 0 || n >= page->markup.count) return 0;
  uint32_t found = news_page_dated(page, (uint32_t)n);
  if (found == page->markup.count) return 0;
  lua_pushinteger(L, found);
  return 1;
}

/* ---- blocks: numbered from 1 ---- */

/* page:cut(n) : excludes the subtree from the next blocks */
static int page_cut(lua_State *L) {
  news_page *page = check_page(L);
  page->cut[check_node(L, 2, page)] = 1;
  return 0;
}

/* page:is_cut(n) -> whether it, or a node above it, is excluded */
static int page_is_cut(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  while (n && !page->cut[n]) n = page->markup.nodes[n].parent;
  lua_pushboolean(L, page->cut[n]);
  return 1;
}

/* page:uncut() : excludes nothing any more */
static int page_uncut(lua_State *L) {
  news_page *page = check_page(L);
  memset(page->cut, 0, page->markup.count);
  return 0;
}

/* page:blocks() -> number of blocks; makes them anew */
static int page_blocks(lua_State *L) {
  news_page *page = check_page(L);
  news_host_charge(L, news_host_of(L), page->markup.count);
  if (news_page_cut_blocks(page)) {
    news_error err;
    news_fail(&err, NEWS_ENOMEM, 0, NULL);
    return news_push_failure(L, &err);
  }
  lua_pushinteger(L, page->block_count);
  return 1;
}

static const news_block *check_block(lua_State *L, const news_page *page) {
  lua_Integer i = luaL_checkinteger(L, 2);
  luaL_argcheck(L, i >= 1 && i <= (lua_Integer)page->block_count, 2,
                "no such block");
  return &page->blocks[i - 1];
}

/* page:block(i) -> kind, size, linked, owner, first text node, level */
static int page_block(lua_State *L) {
  static const char *const kinds[] = {"text", "p",     "heading",
                                      "list", "table", "caption"};
  const news_block *b = check_block(L, check_page(L));
  lua_pushstring(L, kinds[b->kind]);
  lua_pushinteger(L, b->size);
  lua_pushinteger(L, b->linked);
  lua_pushinteger(L, b->owner);
  lua_pushinteger(L, b->node);
  lua_pushinteger(L, b->level);
  return 6;
}

/* page:block_text(i) -> text of block i */
static int page_block_text(lua_State *L) {
  const news_page *page = check_page(L);
  const news_block *b = check_block(L, page);
  lua_pushlstring(L, page->lines.data + b->text, b->text_size);
  return 1;
}

/* page:blocks_in(n) -> first and last block of the subtree, size of the good
 * ones (long, few links), size of all */
static int page_blocks_in(lua_State *L) {
  const news_page *page = check_page(L);
  uint32_t n = check_node(L, 2, page);
  if (!page->good) return luaL_error(L, "no blocks were made");
  uint32_t from = news_page_block_at(page, n);
  uint32_t to = news_page_block_at(page, page->markup.nodes[n].end);
  lua_pushinteger(L, (lua_Integer)from + 1);
  lua_pushinteger(L, to);
  lua_pushinteger(L, page->good[to] - page->good[from]);
  lua_pushinteger(L, page->all[to] - page->all[from]);
  return 4;
}

void news_open_page(lua_State *L) {
  static const luaL_Reg methods[] = {{"count", page_count},
                                     {"close", page_close},
                                     {"mistakes", page_mistakes},
                                     {"place", page_place},
                                     {"tag", page_tag},
                                     {"parent", page_parent},
                                     {"last", page_last},
                                     {"attribute", page_attribute},
                                     {"text", page_text},
                                     {"raw", page_raw},
                                     {"sizes", page_sizes},
                                     {"marks", page_marks},
                                     {"find", page_find},
                                     {"all", page_all},
                                     {"marked", page_marked},
                                     {"holding", page_holding},
                                     {"having", page_having},
                                     {"above", page_above},
                                     {"above_marked", page_above_marked},
                                     {"beginning", page_beginning},
                                     {"children", page_children},
                                     {"dated", page_dated},
                                     {"cut", page_cut},
                                     {"is_cut", page_is_cut},
                                     {"uncut", page_uncut},
                                     {"blocks", page_blocks},
                                     {"block", page_block},
                                     {"block_text", page_block_text},
                                     {"blocks_in", page_blocks_in},
                                     {NULL, NULL}};
  lua_pushcfunction(L, page_new);
  lua_setfield(L, -2, "page");
  luaL_newmetatable(L, PAGE);
  lua_pushcfunction(L, page_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlibtable(L, methods);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, methods, 1);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
