/* Builds the tree: which elements are open and which a tag closes. */
#include "markup_build.h"

#include <stdlib.h>
#include <string.h>

static news_tag tag_of(const builder *b, uint32_t level) {
  return (news_tag)b->out->nodes[b->open[level]].tag;
}

static unsigned flags_of(const builder *b, uint32_t level) {
  return news_tag_flags(tag_of(b, level));
}

void news_build_mistake(builder *b, size_t offset, const char *what) {
  if (b->out->xml && b->out->mistakes++ == 0)
    news_fail(&b->out->mistake, NEWS_EDATA, offset, what);
}

static uint32_t deepest(const builder *b) {
  return b->depth ? b->open[b->depth - 1] : 0;
}

/* Add a node; 0 if there is no room. */
static uint32_t add_node(builder *b, news_tag tag, uint32_t parent) {
  news_markup *m = b->out;
  if (m->count == NEWS_MARKUP_NODES) {
    b->failed = NEWS_ETOOBIG;
    return 0;
  }
  if (m->count + 1 >= m->capacity) {
    uint32_t more = m->capacity ? m->capacity * 2 : 1024;
    news_node *grown = realloc(m->nodes, more * sizeof *grown);
    if (!grown) {
      b->failed = NEWS_ENOMEM;
      return 0;
    }
    m->nodes = grown;
    m->capacity = more;
  }
  m->nodes[m->count] = (news_node){.parent = parent,
                                   .end = m->count + 1,
                                   .start = (uint32_t)m->text.size,
                                   .attribute = m->attribute_count,
                                   .tag = (uint16_t)tag};
  return m->count++;
}

void news_build_begin(builder *b, news_markup *out) {
  *b = (builder){.out = out};
  add_node(b, NEWS_TAG_OTHER, 0);
  b->open[b->depth++] = 0;
}

/* Close the innermost open elements until `level` are left. */
static void close_to(builder *b, uint32_t level) {
  while (b->depth > level && b->depth > 1) {
    uint32_t n = b->open[--b->depth];
    news_tag tag = (news_tag)b->out->nodes[n].tag;
    b->out->nodes[n].end = b->out->count;
    b->opened[tag]--;
    if (tag == NEWS_TAG_SVG || tag == NEWS_TAG_MATH) b->foreign--;
  }
}

/* The level of the innermost open `tag`, unless an element with one of the
 * `stop` flags is inside it; 0 if there is none. */
static uint32_t find_open(const builder *b, news_tag tag, unsigned stop) {
  if (!b->opened[tag]) return 0;
  for (uint32_t i = b->depth; i-- > 1;) {
    if (tag_of(b, i) == tag) return i;
    if (flags_of(b, i) & stop) return 0;
  }
  return 0;
}

static void close_open(builder *b, news_tag tag, unsigned stop) {
  uint32_t level = find_open(b, tag, stop);
  if (level) close_to(b, level);
}

static bool is_heading(news_tag tag) {
  return tag >= NEWS_TAG_H1 && tag <= NEWS_TAG_H6;
}

/* li, dd and dt end the one before them, however deep in div and p. */
static void close_item(builder *b, news_tag one, news_tag other) {
  if (!b->opened[one] && !b->opened[other]) return;
  for (uint32_t i = b->depth; i-- > 1;) {
    news_tag tag = tag_of(b, i);
    if (tag == one || tag == other) {
      close_to(b, i);
      return;
    }
    if ((flags_of(b, i) & NEWS_TAG_SPECIAL) && tag != NEWS_TAG_ADDRESS &&
        tag != NEWS_TAG_DIV && tag != NEWS_TAG_P_)
      return;
  }
}

/* Parts of a table: a row ends the row before it, a cell the cell. */
static void close_part(builder *b, news_tag tag) {
  uint32_t table = find_open(b, NEWS_TAG_TABLE, 0);
  if (!table) return;
  for (uint32_t i = table + 1; i < b->depth; i++) {
    news_tag open = tag_of(b, i);
    bool cell = open == NEWS_TAG_TD || open == NEWS_TAG_TH;
    bool row = open == NEWS_TAG_TR, caption = open == NEWS_TAG_CAPTION;
    bool body = open == NEWS_TAG_TBODY || open == NEWS_TAG_THEAD ||
                open == NEWS_TAG_TFOOT;
    bool ends = caption || cell;
    if (tag != NEWS_TAG_TD && tag != NEWS_TAG_TH) ends = ends || row;
    if (tag == NEWS_TAG_TBODY || tag == NEWS_TAG_THEAD || tag == NEWS_TAG_TFOOT)
      ends = ends || body;
    if (ends) {
      close_to(b, i);
      return;
    }
  }
}

/* Close what a start tag implies: HTML, 13.2.6.4.7 and the table modes. */
static void imply_ends(builder *b, news_tag tag, unsigned flags) {
  if (tag_of(b, b->depth - 1) == NEWS_TAG_HEAD && !(flags & NEWS_TAG_IN_HEAD))
    close_to(b, b->depth - 1);
  if (flags & NEWS_TAG_ENDS_P) close_open(b, NEWS_TAG_P_, NEWS_TAG_SCOPE);
  switch (tag) {
    case NEWS_TAG_LI: close_item(b, NEWS_TAG_LI, NEWS_TAG_LI); break;
    case NEWS_TAG_DD:
    case NEWS_TAG_DT: close_item(b, NEWS_TAG_DD, NEWS_TAG_DT); break;
    case NEWS_TAG_TD:
    case NEWS_TAG_TH:
    case NEWS_TAG_TR:
    case NEWS_TAG_TBODY:
    case NEWS_TAG_THEAD:
    case NEWS_TAG_TFOOT: close_part(b, tag); break;
    case NEWS_TAG_A: close_open(b, NEWS_TAG_A, NEWS_TAG_SPECIAL); break;
    case NEWS_TAG_BUTTON: close_open(b, tag, NEWS_TAG_SCOPE); break;
    case NEWS_TAG_OPTION:
    case NEWS_TAG_OPTGROUP:
      if (tag_of(b, b->depth - 1) == NEWS_TAG_OPTION) close_to(b, b->depth - 1);
      break;
    default:
      if (is_heading(tag) && is_heading(tag_of(b, b->depth - 1)))
        close_to(b, b->depth - 1);
  }
}

/* A second html or body tag only adds what the first lacks. */
static bool is_repeated(builder *b, const start_tag *tag) {
  news_markup *m = b->out;
  uint32_t first = 0;
  if (tag->tag == NEWS_TAG_HTML)
    first = m->count > 1 ? find_open(b, tag->tag, 0) : 0;
  if (tag->tag == NEWS_TAG_BODY) first = b->body;
  if (!first) return false;
  m->attribute_count = tag->attribute;
  return true;
}

static uint32_t add_element(builder *b, const start_tag *tag) {
  uint32_t count = b->out->attribute_count;
  b->out->attribute_count = tag->attribute;
  uint32_t n = add_node(b, tag->tag, deepest(b));
  b->out->attribute_count = count;
  if (n) {
    b->out->nodes[n].name = tag->name;
    b->out->nodes[n].name_size = tag->name_size;
  }
  return n;
}

news_tag news_build_start(builder *b, const start_tag *tag) {
  bool xml = b->out->xml;
  unsigned flags = xml ? 0 : news_tag_flags(tag->tag);
  bool is_void =
      (flags & NEWS_TAG_VOID) || (tag->closed && (xml || b->foreign));
  if (!xml) {
    if (is_repeated(b, tag)) return NEWS_TAG_OTHER;
    if (!b->foreign) imply_ends(b, tag->tag, flags);
  }
  uint32_t n = add_element(b, tag);
  if (!n) return NEWS_TAG_OTHER;
  if (tag->tag == NEWS_TAG_BODY) b->body = n;
  if (is_void) return NEWS_TAG_OTHER;
  if (flags & NEWS_TAG_RAW && !b->foreign) return tag->tag; /* closed by text */
  if (b->depth == NEWS_MARKUP_DEPTH) {
    b->over++;
    return NEWS_TAG_OTHER;
  }
  if (tag->tag == NEWS_TAG_SVG || tag->tag == NEWS_TAG_MATH) b->foreign++;
  b->open[b->depth++] = n;
  b->opened[tag->tag]++;
  return NEWS_TAG_OTHER;
}

static bool same_name(const builder *b, uint32_t level, uint32_t name,
                      uint16_t size) {
  const news_node *n = &b->out->nodes[b->open[level]];
  const char *source = b->out->source;
  return n->name_size == size &&
         memcmp(source + n->name, source + name, size) == 0;
}

static void end_xml(builder *b, uint32_t name, uint16_t size) {
  for (uint32_t i = b->depth; i-- > 1;) {
    if (!same_name(b, i, name, size)) continue;
    if (i + 1 != b->depth)
      news_build_mistake(b, name, "an element is not closed before this tag");
    close_to(b, i);
    return;
  }
  news_build_mistake(b, name, "this tag closes nothing");
  /* After nothing but text it is a typo for the end tag. */
  uint32_t n = b->open[b->depth - 1], last = b->out->count - 1;
  if (b->depth > 1 && last <= n + 1 &&
      (last == n || b->out->nodes[last].tag == NEWS_TAG_TEXT))
    close_to(b, b->depth - 1);
}

/* The level that an end tag closes; those of list items, cells and forms stop
 * at other elements. */
static uint32_t find_ended(const builder *b, news_tag tag) {
  if (!b->opened[tag]) return 0;
  switch (tag) {
    case NEWS_TAG_LI:
      for (uint32_t i = b->depth; i-- > 1;) {
        news_tag open = tag_of(b, i);
        if (open == tag) return i;
        if (open == NEWS_TAG_UL || open == NEWS_TAG_OL ||
            (flags_of(b, i) & NEWS_TAG_SCOPE))
          return 0;
      }
      return 0;
    case NEWS_TAG_TD:
    case NEWS_TAG_TH:
    case NEWS_TAG_TR:
    case NEWS_TAG_TBODY:
    case NEWS_TAG_THEAD:
    case NEWS_TAG_TFOOT:
      for (uint32_t i = b->depth; i-- > 1;) {
        if (tag_of(b, i) == tag) return i;
        if (tag_of(b, i) == NEWS_TAG_TABLE) return 0;
      }
      return 0;
    case NEWS_TAG_TABLE:
    case NEWS_TAG_TEMPLATE: return find_open(b, tag, 0);
    case NEWS_TAG_OTHER: return 0; /* see end_other */
    default: {
      unsigned flags = news_tag_flags(tag);
      return find_open(
          b, tag, flags & NEWS_TAG_SPECIAL ? NEWS_TAG_SCOPE : NEWS_TAG_SPECIAL);
    }
  }
}

/* The level of an element that HTML does not define: searched by its name, up
 * to a special element. */
static uint32_t find_other(const builder *b, uint32_t name, uint16_t size) {
  for (uint32_t i = b->depth; i-- > 1;) {
    if (tag_of(b, i) == NEWS_TAG_OTHER && same_name(b, i, name, size)) return i;
    if (flags_of(b, i) & NEWS_TAG_SCOPE) return 0;
  }
  return 0;
}

static uint32_t find_heading(const builder *b) {
  for (uint32_t i = b->depth; i-- > 1;) {
    if (is_heading(tag_of(b, i))) return i;
    if (flags_of(b, i) & NEWS_TAG_SCOPE) return 0;
  }
  return 0;
}

void news_build_end(builder *b, news_tag tag, uint32_t name,
                    uint16_t name_size) {
  if (b->over) {
    b->over--;
    return;
  }
  if (b->out->xml) {
    end_xml(b, name, name_size);
    return;
  }
  if (tag == NEWS_TAG_BODY || tag == NEWS_TAG_HTML)
    return;                 /* text may follow */
  if (tag == NEWS_TAG_BR) { /* </br> is <br> */
    add_node(b, tag, deepest(b));
    return;
  }
  uint32_t level = is_heading(tag)         ? find_heading(b)
                   : tag == NEWS_TAG_OTHER ? find_other(b, name, name_size)
                                           : find_ended(b, tag);
  if (level) close_to(b, level);
}

void news_build_text(builder *b, uint32_t start) {
  if (b->out->text.size == start) return;
  uint32_t parent = deepest(b);
  const news_node *last = &b->out->nodes[b->out->count - 1];
  bool joined =
      b->out->count > 1 && last->tag == NEWS_TAG_TEXT && last->parent == parent;
  if (joined) return; /* two runs of text with only a comment between them */
  uint32_t n = add_node(b, NEWS_TAG_TEXT, parent);
  if (n) b->out->nodes[n].start = start;
}

void news_build_raw(builder *b, uint32_t start) {
  uint32_t owner = b->out->count - 1;
  if (b->out->text.size == start) return;
  uint32_t n = add_node(b, NEWS_TAG_TEXT, owner);
  if (!n) return;
  b->out->nodes[n].start = start;
  b->out->nodes[owner].end = b->out->count;
}

void news_build_leave(builder *b) {
  uint32_t level = b->depth;
  for (uint32_t left = b->foreign; left;) {
    news_tag tag = tag_of(b, --level);
    if (tag == NEWS_TAG_SVG || tag == NEWS_TAG_MATH) left--;
  }
  close_to(b, level);
}

void news_build_finish(builder *b) {
  if (b->depth > 1)
    news_build_mistake(b, b->out->size, "the document ends inside an element");
  close_to(b, 1);
  if (!b->out->count) return;
  b->out->nodes[0].end = b->out->count;
  b->out->nodes[b->out->count] =
      (news_node){.start = (uint32_t)b->out->text.size,
                  .attribute = b->out->attribute_count};
}
