#include "page.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------- white space */

/* Size of the white space at `p`, or of an invisible character (soft hyphen,
 * zero-width space, byte order mark), for which *nothing is set; 0 for
 * others. */
static size_t space_at(const char *p, const char *end, bool *nothing) {
  unsigned char c = (unsigned char)*p;
  *nothing = false;
  if (c <= ' ' || c == 0x7F) return 1;
  if (c < 0xC2) return 0;
  if (c == 0xC2 && end - p > 1) {
    unsigned char d = (unsigned char)p[1];
    *nothing = d == 0xAD;
    return d == 0xA0 || d == 0xAD || d == 0x85 ? 2 : 0;
  }
  if (c == 0xE2 && end - p > 2) {
    unsigned char d = (unsigned char)p[1], e = (unsigned char)p[2];
    *nothing = d == 0x80 && (e == 0x8B || e == 0x8E || e == 0x8F);
    return *nothing ||
                   (d == 0x80 &&
                    (e <= 0x8A || e == 0xA8 || e == 0xA9 || e == 0xAF)) ||
                   (d == 0x81 && e == 0x9F)
               ? 3
               : 0;
  }
  if (c == 0xE3 && end - p > 2)
    return (unsigned char)p[1] == 0x80 && (unsigned char)p[2] == 0x80 ? 3 : 0;
  if (c == 0xEF && end - p > 2) {
    *nothing = (unsigned char)p[1] == 0xBB && (unsigned char)p[2] == 0xBF;
    return *nothing ? 3 : 0;
  }
  return 0;
}

/* A visible ASCII character. */
static bool is_shown(unsigned char c) { return c > ' ' && c < 0x7F; }

/* Append `size` bytes with runs of white space as one blank.  *gap is whether
 * white space precedes, which counts only if there is text `before` it; returns
 * the code points added. */
static uint32_t add_squeezed(const char *text, size_t size, bool before,
                             bool *gap, news_buffer *out) {
  const char *p = text, *end = text + size, *from = text;
  char *to = news_buffer_room(out, size + 1);
  uint32_t count = 0;
  if (!to) return 0;
  char *start = to;
  while (p < end) {
    bool nothing;
    size_t space = space_at(p, end, &nothing);
    if (space) {
      *gap = *gap || !nothing;
      p += space;
      continue;
    }
    if (*gap && (before || to > start)) *to++ = ' ', count++;
    *gap = false;
    for (from = p; p < end; p++) {
      unsigned char c = (unsigned char)*p;
      if (c == ' ' && end - p > 1 && is_shown((unsigned char)p[1])) {
        count += 2; /* words with single blanks are one run */
        p++;
        continue;
      }
      if (c <= ' ' || c == 0x7F) break;
      if (c >= 0xC2 && space_at(p, end, &nothing)) break;
      count += (c & 0xC0) != 0x80;
    }
    memcpy(to, from, (size_t)(p - from));
    to += p - from;
  }
  news_buffer_added(out, (size_t)(to - start));
  return count;
}

#define EACH_BYTE 0x0101010101010101u

/* Which of eight bytes are visible: 1 in the byte of each, from the lowest
 * address up; false if one of them is not ASCII. */
static bool shown_of_eight(const char *p, uint64_t *shown) {
  uint64_t x;
  memcpy(&x, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  x = __builtin_bswap64(x);
#endif
  if (x & EACH_BYTE << 7) return false;
  *shown = ((x + EACH_BYTE * (0x7F - ' ')) & ~(x + EACH_BYTE)) >> 7 & EACH_BYTE;
  return true;
}

/* Number of code points of a run of text, with white space squeezed and
 * trimmed. */
static uint32_t squeezed_size(const char *text, size_t size) {
  const char *p = text, *end = text + size;
  uint32_t count = 0, gaps = 0;
  uint64_t before = 0, shown; /* 1: a visible character is right before */
  while (p < end) {
    if (end - p >= 8 && shown_of_eight(p, &shown)) {
      uint64_t first = shown & ~(shown << 8 | before);
      count += (uint32_t)(shown * EACH_BYTE >> 56);
      gaps += (uint32_t)(first * EACH_BYTE >> 56);
      before = shown >> 56;
      p += 8;
      continue;
    }
    unsigned char c = (unsigned char)*p;
    bool nothing;
    size_t space = c > ' ' && c < 0x7F ? 0 : space_at(p, end, &nothing);
    p += space ? space : 1;
    if (space && nothing) continue;
    count += !space && (c & 0xC0) != 0x80;
    gaps += !space && !before;
    before = !space;
  }
  return count + (gaps ? gaps - 1 : 0);
}

static const char *text_of(const news_page *page, uint32_t n, size_t *size) {
  const news_node *node = &page->markup.nodes[n];
  *size = node[1].start - node->start;
  return page->markup.text.data ? page->markup.text.data + node->start : "";
}

/* ------------------------------------------------------------- measures */

static bool is_never(const news_page *page, uint32_t n) {
  return news_tag_flags((news_tag)page->markup.nodes[n].tag) & NEWS_TAG_NEVER;
}

/* Children come after their parents, so one pass from the end is enough. */
static void measure(news_page *page) {
  const news_markup *m = &page->markup;
  for (uint32_t n = m->count; n-- > 0;) {
    news_sizes *own = &page->sizes[n];
    news_tag tag = (news_tag)m->nodes[n].tag;
    if (tag == NEWS_TAG_TEXT && !is_never(page, m->nodes[n].parent)) {
      size_t size;
      const char *text = text_of(page, n, &size);
      own->text = squeezed_size(text, size);
    }
    if (is_never(page, n)) *own = (news_sizes){0, 0, 0};
    if (tag == NEWS_TAG_A) own->linked = own->text;
    if (tag == NEWS_TAG_P_) own->in_p = own->text;
    if (!n) break;
    news_sizes *above = &page->sizes[m->nodes[n].parent];
    above->text += own->text;
    above->linked += own->linked;
    above->in_p += own->in_p;
  }
}

/* Whether an id is made from a title, and so tells nothing: that of a heading,
 * or one of many words. */
static bool is_slug(news_tag tag, const char *id, size_t size) {
  int parts = 0;
  for (size_t i = 0; i < size; i++) parts += id[i] == '-' || id[i] == '_';
  return (tag >= NEWS_TAG_H1 && tag <= NEWS_TAG_H6) || parts > 4;
}

/* A cache of recent results, because names come again and again on a page. */
typedef struct found_names {
  const char *names;
  size_t size;
  uint64_t marks;
} found_names;
enum { FOUND = 256 };

static unsigned found_at(const char *names, size_t size) {
  uint64_t head = 0, tail = 0;
  memcpy(&head, names, size < 8 ? size : 8);
  if (size > 8) memcpy(&tail, names + size - 8, 8);
  uint64_t mixed = (head ^ tail << 1 ^ size) * 0x9E3779B97F4A7C15u;
  return (unsigned)(mixed >> 56);
}

static uint64_t marks_of(const news_labels *labels, found_names *found,
                         const char *names, size_t size) {
  found_names *f = &found[found_at(names, size)];
  if (!f->names || f->size != size || memcmp(f->names, names, size) != 0)
    *f = (found_names){names, size, news_labels_find(labels, names, size)};
  return f->marks;
}

static void mark(news_page *page, const news_labels *labels) {
  const news_markup *m = &page->markup;
  found_names found[FOUND] = {{NULL, 0, 0}};
  for (uint32_t n = 1; n < m->count; n++) {
    unsigned seen = 0; /* of a repeated name the first entry counts */
    for (uint32_t i = m->nodes[n].attribute; i < m->nodes[n + 1].attribute;
         i++) {
      const news_attribute *a = &m->attributes[i];
      if (!a->known || a->known > NEWS_NAME_ROLE || seen & 1u << a->known)
        continue;
      seen |= 1u << a->known;
      size_t size;
      const char *value = news_markup_value(m, a, &size);
      if (a->known == NEWS_NAME_ID &&
          is_slug((news_tag)m->nodes[n].tag, value, size))
        continue;
      page->marks[n] |= marks_of(labels, found, value, size);
    }
  }
}

news_status news_page_read(const char *source, size_t size, bool xml,
                           const news_labels *labels, news_page *out,
                           news_error *err) {
  *out = (news_page){.block_count = 0};
  news_status status = news_markup_read(source, size, xml, &out->markup, err);
  if (status) return status;
  size_t count = out->markup.count;
  out->sizes = calloc(count, sizeof *out->sizes);
  out->marks = calloc(count, sizeof *out->marks);
  out->cut = calloc(count, 1);
  if (!out->sizes || !out->marks || !out->cut)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  measure(out);
  if (labels) mark(out, labels);
  return NEWS_OK;
}

void news_page_free(news_page *page) {
  news_markup_free(&page->markup);
  free(page->sizes);
  free(page->marks);
  free(page->cut);
  free(page->blocks);
  free(page->good);
  free(page->all);
  news_buffer_free(&page->lines);
  news_buffer_free(&page->scratch);
  *page = (news_page){.block_count = 0};
}

void news_page_text(const news_page *page, uint32_t n, news_buffer *out) {
  const news_markup *m = &page->markup;
  bool gap = false;
  for (uint32_t i = n, end = m->nodes[n].end; i < end;) {
    news_tag tag = (news_tag)m->nodes[i].tag;
    if (i > n && is_never(page, i)) {
      i = m->nodes[i].end;
      continue;
    }
    if (tag == NEWS_TAG_TEXT) {
      size_t size;
      const char *text = text_of(page, i, &size);
      add_squeezed(text, size, out->size > 0, &gap, out);
    } else if (tag == NEWS_TAG_BR || news_tag_flags(tag) & NEWS_TAG_BLOCK) {
      gap = out->size > 0;
    }
    i++;
  }
}

void news_text_squeeze(const char *text, size_t size, news_buffer *out) {
  bool gap = false;
  add_squeezed(text, size, false, &gap, out);
}

static bool is_mark(unsigned char c) {
  return c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
         (c > 'z' && c < 0x80);
}

/* How much of `head` the text matches; SIZE_MAX if it differs. */
static size_t match_head(const char *text, size_t size, const char *head,
                         size_t wanted) {
  size_t got = 0;
  for (const char *p = text, *end = text + size; p < end && got < wanted;) {
    bool nothing;
    size_t space = space_at(p, end, &nothing);
    if (space || is_mark((unsigned char)*p)) {
      p += space ? space : 1;
      continue;
    }
    char c = *p >= 'A' && *p <= 'Z' ? (char)(*p | 0x20) : *p;
    if (c != head[got]) return SIZE_MAX;
    got++;
    p++;
  }
  return got;
}

bool news_page_begins(const news_page *page, uint32_t n, const char *head,
                      size_t size) {
  const news_markup *m = &page->markup;
  for (uint32_t i = n, end = m->nodes[n].end; i < end && size;) {
    if (i > n && is_never(page, i)) {
      i = m->nodes[i].end;
      continue;
    }
    if (m->nodes[i].tag == NEWS_TAG_TEXT) {
      size_t length;
      const char *text = text_of(page, i, &length);
      size_t got = match_head(text, length, head, size);
      if (got == SIZE_MAX) return false;
      head += got;
      size -= got;
    }
    i++;
  }
  return size == 0;
}

/* --------------------------------------------------------------- blocks */

typedef struct cutter {
  news_page *page;
  uint32_t owner; /* the block element that text belongs to */
  uint32_t link;  /* text before this node is in a link */
  news_block open;
  bool gap;
  int breaks; /* br elements since the last text */
  bool failed;
} cutter;

static bool in_any(const news_markup *m, uint32_t n, news_tag tag) {
  for (; n; n = m->nodes[n].parent)
    if (m->nodes[n].tag == tag) return true;
  return false;
}

/* Set the kind of a block from the nearest element around it that gives one. */
static void set_kind(const news_markup *m, news_block *b) {
  b->kind = NEWS_BLOCK_TEXT;
  for (uint32_t n = b->owner; n; n = m->nodes[n].parent) {
    switch ((news_tag)m->nodes[n].tag) {
      case NEWS_TAG_H1:
      case NEWS_TAG_H2:
      case NEWS_TAG_H3:
      case NEWS_TAG_H4:
      case NEWS_TAG_H5:
      case NEWS_TAG_H6:
        b->kind = NEWS_BLOCK_HEADING;
        b->level = m->nodes[n].tag - NEWS_TAG_H1 + 1u;
        break;
      case NEWS_TAG_P_:
      case NEWS_TAG_PRE: b->kind = NEWS_BLOCK_PARAGRAPH; break;
      case NEWS_TAG_LI:
      case NEWS_TAG_DD:
      case NEWS_TAG_DT: b->kind = NEWS_BLOCK_LIST; break;
      case NEWS_TAG_TD:
      case NEWS_TAG_TH:
      case NEWS_TAG_CAPTION: b->kind = NEWS_BLOCK_TABLE; break;
      case NEWS_TAG_FIGCAPTION: b->kind = NEWS_BLOCK_CAPTION; break;
      case NEWS_TAG_DIV:
      case NEWS_TAG_SECTION:
      case NEWS_TAG_ARTICLE:
      case NEWS_TAG_BODY: break;
      default: continue;
    }
    break;
  }
  if (b->kind != NEWS_BLOCK_CAPTION && in_any(m, b->owner, NEWS_TAG_FIGURE) &&
      !in_any(m, b->owner, NEWS_TAG_TABLE) &&
      !in_any(m, b->owner, NEWS_TAG_BLOCKQUOTE))
    b->kind = NEWS_BLOCK_CAPTION;
}

static void flush(cutter *c) {
  news_page *page = c->page;
  news_block b = c->open;
  c->open = (news_block){.text = (uint32_t)page->lines.size};
  c->gap = false;
  c->breaks = 0;
  if (!b.size) return;
  if (page->block_count == page->block_capacity) {
    uint32_t more = page->block_capacity ? page->block_capacity * 2 : 256;
    news_block *grown = realloc(page->blocks, more * sizeof *grown);
    if (!grown) {
      c->failed = true;
      return;
    }
    page->blocks = grown;
    page->block_capacity = more;
  }
  b.text_size = (uint32_t)page->lines.size - b.text;
  set_kind(&page->markup, &b);
  page->blocks[page->block_count++] = b;
}

static void add_run(cutter *c, uint32_t n) {
  size_t size;
  const char *text = text_of(c->page, n, &size);
  if (c->breaks > 1 && c->page->sizes[n].text) flush(c);
  if (!c->open.size) {
    c->open.node = n;
    c->open.owner = c->owner;
    c->gap = false;
  }
  uint32_t added =
      add_squeezed(text, size, c->open.size > 0, &c->gap, &c->page->lines);
  if (!added) return;
  c->breaks = 0;
  c->open.size += added;
  if (n < c->link) c->open.linked += added;
}

static uint32_t block_above(const news_markup *m, uint32_t n) {
  while (n && !(news_tag_flags((news_tag)m->nodes[n].tag) & NEWS_TAG_BLOCK))
    n = m->nodes[n].parent;
  return n;
}

/* Leave the block elements that end before node `n`. */
static void leave(cutter *c, uint32_t n) {
  const news_markup *m = &c->page->markup;
  while (c->owner && m->nodes[c->owner].end <= n) {
    flush(c);
    c->owner = block_above(m, m->nodes[c->owner].parent);
  }
}

static void visit(cutter *c, uint32_t n, unsigned flags, news_tag tag) {
  if (tag == NEWS_TAG_TEXT) {
    add_run(c, n);
  } else if (tag == NEWS_TAG_BR) {
    c->gap = true;
    c->breaks++;
  } else if (flags & NEWS_TAG_BLOCK) {
    flush(c);
    if (!(flags & NEWS_TAG_VOID)) c->owner = n;
  } else if (tag == NEWS_TAG_A && n >= c->link) {
    c->link = c->page->markup.nodes[n].end;
  }
}

static bool add_up(news_page *page) {
  size_t count = page->block_count + 1;
  uint32_t *good = realloc(page->good, count * sizeof *good);
  if (good) page->good = good;
  uint32_t *all = realloc(page->all, count * sizeof *all);
  if (all) page->all = all;
  if (!good || !all) return false;
  good[0] = all[0] = 0;
  for (uint32_t i = 0; i < page->block_count; i++) {
    const news_block *b = &page->blocks[i];
    bool running =
        b->kind == NEWS_BLOCK_PARAGRAPH || b->kind == NEWS_BLOCK_TEXT;
    bool is_good =
        b->linked * 5 < b->size * 2 && (running ? b->size > 50 : b->size > 120);
    good[i + 1] = good[i] + (is_good ? b->size : 0);
    all[i + 1] = all[i] + b->size;
  }
  return true;
}

news_status news_page_cut_blocks(news_page *page) {
  const news_markup *m = &page->markup;
  cutter c = {.page = page};
  page->block_count = 0;
  news_buffer_clear(&page->lines);
  for (uint32_t n = 1; n < m->count && !c.failed;) {
    news_tag tag = (news_tag)m->nodes[n].tag;
    unsigned flags = news_tag_flags(tag);
    leave(&c, n);
    if (page->cut[n] || flags & NEWS_TAG_NEVER) {
      if (flags & NEWS_TAG_BLOCK) flush(&c);
      n = m->nodes[n].end;
      continue;
    }
    visit(&c, n, flags, tag);
    n++;
  }
  flush(&c);
  if (c.failed || page->lines.failed || !add_up(page)) return NEWS_ENOMEM;
  return NEWS_OK;
}

uint32_t news_page_block_at(const news_page *page, uint32_t n) {
  uint32_t low = 0, high = page->block_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (page->blocks[middle].node < n)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* ---------------------------------------------------------------- dates */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* 19xx, 20xx, or 1.2.03 */
static bool seems_dated(const char *p, const char *end) {
  int numbers = 0;
  for (; p < end; p++) {
    if (!is_digit(*p)) {
      if (numbers && *p != '.' && *p != ' ') numbers = 0;
      continue;
    }
    const char *from = p;
    while (p < end && is_digit(*p)) p++;
    if (p - from >= 4 && ((from[0] == '1' && from[1] == '9') ||
                          (from[0] == '2' && from[1] == '0')))
      return true;
    if (p - from <= 2 && ++numbers == 3) return true;
    p--;
  }
  return false;
}

uint32_t news_page_dated(const news_page *page, uint32_t n) {
  const news_markup *m = &page->markup;
  while (n < m->count) {
    if (is_never(page, n)) {
      n = m->nodes[n].end;
      continue;
    }
    if (m->nodes[n].tag == NEWS_TAG_TEXT) {
      size_t size;
      const char *text = text_of(page, n, &size);
      if (size >= 6 && seems_dated(text, text + size)) break;
    }
    n++;
  }
  return n;
}
