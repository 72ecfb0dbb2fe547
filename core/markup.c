/* The tokens of HTML and XML: tags, text, comments. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

#include "markup_build.h"
#include "markup_name.h"

/* ----------------------------------------------------------------- tags */

typedef struct tag_row {
  const char *name;
  size_t size;
  unsigned flags;
} tag_row;

static const tag_row tag_rows[] = {
    {"", 0, 0},
    {"", 0, 0},
#define NEWS_TAG(name, id, flags) {name, sizeof name - 1, flags},
#include "markup_tags.h"
#undef NEWS_TAG
};

unsigned news_tag_flags(news_tag tag) { return tag_rows[tag].flags; }
const char *news_tag_name(news_tag tag) { return tag_rows[tag].name; }

news_tag news_tag_named(const char *name, size_t size) {
  unsigned low = NEWS_TAG_OTHER + 1, high = NEWS_TAGS;
  if (!size) return NEWS_TAG_OTHER;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    int order = news_compare_names(tag_rows[middle].name, tag_rows[middle].size,
                                   name, size);
    if (order == 0) return (news_tag)middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NEWS_TAG_OTHER;
}

/* ----------------------------------------------------------- characters */

static bool equal_folded(const char *a, const char *folded, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (news_lower(a[i]) != folded[i]) return false;
  return true;
}

/* -------------------------------------------------------------- scanning */

/* A cache of short names: a page has only a few different ones. */
typedef struct name_memory {
  struct {
    uint64_t key;   /* 0: nothing yet */
    unsigned value; /* a tag, or news_attribute.known */
  } slots[64];
} name_memory;

typedef struct scanner {
  builder b;
  news_markup *out;
  const char *source, *at, *end;
  name_memory tags, names;
} scanner;

/* A key of up to seven bytes of a name, in lower case unless XML, and their
 * number; 0 for longer names. */
static uint64_t key_of(const char *name, size_t size, bool xml) {
  if (size > 7) return 0;
  uint64_t key = size;
  for (size_t i = 0; i < size; i++)
    key = key << 8 | (unsigned char)(xml ? name[i] : news_lower(name[i]));
  return key;
}

static unsigned slot_of(uint64_t key) {
  return (unsigned)(key * 0x9E3779B97F4A7C15u >> 58);
}

static uint32_t offset_of(const scanner *s, const char *p) {
  return (uint32_t)(p - s->source);
}

static bool begins(const scanner *s, const char *word) {
  size_t size = strlen(word);
  return (size_t)(s->end - s->at) >= size && memcmp(s->at, word, size) == 0;
}

/* The first `word` from `from` on; NULL if there is none. */
static const char *find(const scanner *s, const char *from, const char *word) {
  if (from >= s->end) return NULL;
  return memmem(from, (size_t)(s->end - from), word, strlen(word));
}

static void add_text(scanner *s, const char *from, const char *to, bool raw) {
  uint32_t start = (uint32_t)s->out->text.size;
  if (raw)
    news_buffer_add(&s->out->text, from, (size_t)(to - from));
  else
    news_markup_unescape(from, (size_t)(to - from), false, &s->out->text);
  news_build_text(&s->b, start);
}

static bool begins_tag(const scanner *s, const char *p, news_tag tag) {
  const char *name = news_tag_name(tag);
  size_t size = strlen(name), left = (size_t)(s->end - p);
  return left >= size && equal_folded(p, name, size) &&
         (left == size || !news_in_name(p[size]));
}

static bool has(const char *from, const char *to, const char *word) {
  return memmem(from, (size_t)(to - from), word, strlen(word)) != NULL;
}

/* The end of the raw text of `tag`: its end tag, or the second one if a comment
 * in a script opens another script (13.2.5.17, script data escaped). */
static const char *raw_end(const scanner *s, news_tag tag) {
  const char *p = s->at, *since = p;
  bool comment = false, inner = false;
  while (p < s->end && (p = memchr(p, '<', (size_t)(s->end - p))) != NULL) {
    if (comment && has(since, p, "-->")) comment = inner = false;
    since = p;
    if (s->end - p > 2 && p[1] == '/' && begins_tag(s, p + 2, tag)) {
      if (!inner) return p;
      inner = false;
    } else if (tag == NEWS_TAG_SCRIPT && !comment && s->end - p >= 4 &&
               memcmp(p, "<!--", 4) == 0) {
      comment = true;
    } else if (comment && begins_tag(s, p + 1, tag)) {
      inner = true;
    }
    p++;
  }
  return s->end;
}

/* Take raw text up to and including the end tag. */
static void scan_raw(scanner *s, news_tag tag) {
  const char *stop = raw_end(s, tag);
  uint32_t start = (uint32_t)s->out->text.size;
  if (tag == NEWS_TAG_TITLE || tag == NEWS_TAG_TEXTAREA)
    news_markup_unescape(s->at, (size_t)(stop - s->at), false, &s->out->text);
  else
    news_buffer_add(&s->out->text, s->at, (size_t)(stop - s->at));
  news_build_raw(&s->b, start);
  const char *close =
      stop < s->end ? memchr(stop, '>', (size_t)(s->end - stop)) : NULL;
  s->at = close ? close + 1 : s->end;
}

static void skip_spaces(scanner *s) {
  while (s->at < s->end && news_is_blank(*s->at)) s->at++;
}

static void set_value(scanner *s, news_attribute *a, const char *from,
                      const char *to) {
  size_t size = (size_t)(to - from);
  a->value = offset_of(s, from);
  a->value_size = (uint32_t)size;
  if (!memchr(from, '&', size)) return;
  news_buffer *values = &s->out->values;
  a->value = (uint32_t)values->size;
  a->decoded = true;
  news_markup_unescape(from, size, true, values);
  a->value_size = (uint32_t)values->size - a->value;
}

/* Names that are looked up often: found by number instead of by spelling. */
#define KNOWN(name) \
  { name, sizeof name - 1 }
static const struct known_name {
  const char *name;
  size_t size;
} known_names[] = {
    [NEWS_NAME_CLASS] = KNOWN("class"),
    [NEWS_NAME_ID] = KNOWN("id"),
    [NEWS_NAME_ROLE] = KNOWN("role"),
    KNOWN("style"),
    KNOWN("hidden"),
    KNOWN("itemprop"),
    KNOWN("rel"),
    KNOWN("href"),
    KNOWN("content"),
    KNOWN("aria-hidden"),
    KNOWN("name"),
    KNOWN("property"),
    KNOWN("datetime"),
    KNOWN("type"),
    KNOWN("lang"),
    KNOWN("pubdate"),
};
enum { KNOWN_NAMES = sizeof known_names / sizeof *known_names };

static bool equal_names(const char *name, const char *wanted, size_t size,
                        bool xml) {
  return xml ? memcmp(name, wanted, size) == 0
             : equal_folded(name, wanted, size);
}

static uint8_t known_name(const char *name, size_t size, bool xml) {
  for (int i = 1; i < KNOWN_NAMES; i++)
    if (known_names[i].size == size &&
        equal_names(name, known_names[i].name, size, xml))
      return (uint8_t)i;
  return 0;
}

static uint8_t number_of(scanner *s, const char *name, size_t size) {
  bool xml = s->out->xml;
  uint64_t key = key_of(name, size, xml);
  if (!key) return known_name(name, size, xml);
  unsigned i = slot_of(key);
  if (s->names.slots[i].key != key) {
    s->names.slots[i].key = key;
    s->names.slots[i].value = known_name(name, size, xml);
  }
  return (uint8_t)s->names.slots[i].value;
}

static news_attribute *add_attribute(scanner *s) {
  news_markup *m = s->out;
  if (m->attribute_count == m->attribute_capacity) {
    uint32_t more = m->attribute_capacity ? m->attribute_capacity * 2 : 1024;
    news_attribute *grown = realloc(m->attributes, more * sizeof *grown);
    if (!grown) {
      s->b.failed = NEWS_ENOMEM;
      return NULL;
    }
    m->attributes = grown;
    m->attribute_capacity = more;
  }
  news_attribute *a = &m->attributes[m->attribute_count++];
  *a = (news_attribute){0};
  return a;
}

/* HTML 13.2.5.35: a quoted value, or one up to a blank or >. */
static void scan_value(scanner *s, news_attribute *a) {
  skip_spaces(s);
  if (s->at == s->end) return;
  char quote = *s->at;
  const char *from = s->at, *stop;
  if (quote == '"' || quote == '\'') {
    from++;
    stop = memchr(from, quote, (size_t)(s->end - from));
    s->at = stop ? stop + 1 : s->end;
    if (!stop) stop = s->end;
  } else {
    for (stop = from; stop < s->end && !news_is_blank(*stop) && *stop != '>';)
      stop++;
    s->at = stop;
  }
  set_value(s, a, from, stop);
}

/* Scan one attribute; false at the end of the tag. */
static bool scan_attribute(scanner *s, start_tag *tag) {
  for (; s->at < s->end && (news_is_blank(*s->at) || *s->at == '/'); s->at++)
    tag->closed = *s->at == '/';
  if (s->at == s->end || *s->at == '>') return false;
  tag->closed = false;
  const char *name = s->at;
  while (s->at < s->end && !news_is_blank(*s->at) && *s->at != '>' &&
         *s->at != '/' && (*s->at != '=' || s->at == name))
    s->at++;
  size_t size = (size_t)(s->at - name);
  news_attribute *a = add_attribute(s);
  if (!a) return false;
  a->name = offset_of(s, name);
  a->name_size = (uint16_t)(size > UINT16_MAX ? UINT16_MAX : size);
  a->value = a->name;
  a->known = number_of(s, name, a->name_size);
  const char *behind = s->at;
  skip_spaces(s);
  if (s->at < s->end && *s->at == '=') {
    s->at++;
    scan_value(s, a);
  } else {
    s->at = behind;
  }
  return true;
}

enum { NAME_LONGEST = 255 };

static uint16_t scan_name(scanner *s, char *folded, bool xml) {
  const char *name = s->at;
  while (s->at < s->end && !news_is_blank(*s->at) && *s->at != '>' &&
         *s->at != '/')
    s->at++;
  size_t size = (size_t)(s->at - name);
  if (size > NAME_LONGEST) size = NAME_LONGEST;
  for (size_t i = 0; i < size; i++)
    folded[i] = xml ? name[i] : news_lower(name[i]);
  return (uint16_t)size;
}

static news_tag tag_named(scanner *s, const char *name, size_t size) {
  uint64_t key = key_of(name, size, true);
  if (!key) return news_tag_named(name, size);
  unsigned i = slot_of(key);
  if (s->tags.slots[i].key != key) {
    s->tags.slots[i].key = key;
    s->tags.slots[i].value = news_tag_named(name, size);
  }
  return (news_tag)s->tags.slots[i].value;
}

static news_tag tag_in_context(scanner *s, const char *name, size_t size) {
  if (s->out->xml) return NEWS_TAG_OTHER;
  news_tag tag = tag_named(s, name, size);
  /* The title of a drawing is not the title of the page. */
  if (s->b.foreign && tag != NEWS_TAG_SVG && tag != NEWS_TAG_MATH &&
      !(news_tag_flags(tag) & NEWS_TAG_BLOCK))
    return NEWS_TAG_OTHER;
  return tag;
}

static void scan_start(scanner *s) {
  char folded[NAME_LONGEST];
  start_tag tag = {.name = offset_of(s, s->at),
                   .attribute = s->out->attribute_count};
  tag.name_size = scan_name(s, folded, s->out->xml);
  tag.tag = tag_in_context(s, folded, tag.name_size);
  while (scan_attribute(s, &tag)) {
  }
  if (s->at == s->end)
    news_build_mistake(&s->b, tag.name, "a tag has no end");
  else
    s->at++;
  if (s->b.failed) return;
  /* Elements of the page end a drawing that was never closed (13.2.6.5). */
  if (s->b.foreign && news_tag_flags(tag.tag) & NEWS_TAG_BLOCK)
    news_build_leave(&s->b);
  news_tag raw = news_build_start(&s->b, &tag);
  if (raw != NEWS_TAG_OTHER) scan_raw(s, raw);
}

static void scan_end(scanner *s) {
  char folded[NAME_LONGEST];
  s->at += 2;
  uint32_t name = offset_of(s, s->at);
  uint16_t size = scan_name(s, folded, s->out->xml);
  news_tag tag = tag_in_context(s, folded, size);
  const char *close = memchr(s->at, '>', (size_t)(s->end - s->at));
  s->at = close ? close + 1 : s->end;
  news_build_end(&s->b, tag, name, size);
}

static void skip_behind(scanner *s, const char *from, const char *word) {
  const char *stop = find(s, from, word);
  if (!stop) news_build_mistake(&s->b, offset_of(s, s->at), "no end to this");
  s->at = stop ? stop + strlen(word) : s->end;
}

/* <!--> and <!---> are complete comments; --!> also ends one (13.2.5.43 and
 * on). */
static void scan_comment(scanner *s) {
  const char *from = s->at + 4;
  if (!s->out->xml && from < s->end && *from == '>') {
    s->at = from + 1;
    return;
  }
  if (!s->out->xml) from -= 2;
  while ((from = find(s, from, "--")) != NULL) {
    const char *p = from + 2;
    if (!s->out->xml && p < s->end && *p == '!') p++;
    if (p < s->end && *p == '>') {
      s->at = p + 1;
      return;
    }
    from++;
  }
  news_build_mistake(&s->b, offset_of(s, s->at), "no end to this");
  s->at = s->end;
}

static void scan_cdata(scanner *s) {
  const char *from = s->at + 9, *stop = find(s, from, "]]>");
  if (!stop) news_build_mistake(&s->b, offset_of(s, s->at), "no end to this");
  add_text(s, from, stop ? stop : s->end, true);
  s->at = stop ? stop + 3 : s->end;
}

/* <!DOCTYPE ...>, in XML with a subset in brackets: one that declares
 * entities is refused. */
static void scan_doctype(scanner *s) {
  const char *stop = s->at;
  while (stop < s->end && *stop != '>' && !(s->out->xml && *stop == '['))
    stop++;
  if (stop < s->end && *stop == '[') {
    const char *close = find(s, stop, "]");
    if (!close) close = s->end;
    if (has(stop, close, "<!ENTITY")) {
      s->b.failed = NEWS_EDATA;
      s->at = stop;
      return;
    }
    stop = close < s->end ? memchr(close, '>', (size_t)(s->end - close)) : NULL;
    if (!stop) stop = s->end;
  }
  s->at = stop < s->end ? stop + 1 : s->end;
}

/* <!...>, <?...> */
static void scan_declaration(scanner *s) {
  bool xml = s->out->xml;
  if (begins(s, "<!--"))
    scan_comment(s);
  else if (begins(s, "<![CDATA[") && (xml || s->b.foreign))
    scan_cdata(s);
  else if (xml && begins(s, "<?"))
    skip_behind(s, s->at + 2, "?>");
  else if (xml && begins(s, "<!DOCTYPE"))
    scan_doctype(s);
  else
    skip_behind(s, s->at + 1, ">");
}

static bool begins_name(const scanner *s, const char *p) {
  return p < s->end &&
         (news_in_alphabet(*p) || (s->out->xml && (*p == '_' || *p & 0x80)));
}

/* Scan from one '<' to the next. */
static void scan_token(scanner *s) {
  const char *mark = s->at;
  do {
    mark = memchr(mark, '<', (size_t)(s->end - mark));
    if (!mark) break;
    if (begins_name(s, mark + 1)) break;
    if (mark + 1 < s->end && (mark[1] == '!' || mark[1] == '?')) break;
    if (mark + 1 < s->end && mark[1] == '/') break;
    news_build_mistake(&s->b, offset_of(s, mark), "a < that begins no tag");
    mark++;
  } while (mark < s->end);
  if (!mark || mark > s->end) mark = s->end;
  if (mark > s->at) add_text(s, s->at, mark, false);
  s->at = mark;
  if (mark == s->end) return;
  if (mark[1] == '/' && begins_name(s, mark + 2))
    scan_end(s);
  else if (mark[1] == '/' || mark[1] == '!' || mark[1] == '?')
    scan_declaration(s);
  else {
    s->at++;
    scan_start(s);
  }
}

static const size_t source_most = (size_t)1 << 30;

news_status news_markup_read(const char *source, size_t size, bool xml,
                             news_markup *out, news_error *err) {
  *out = (news_markup){.source = source, .size = size, .xml = xml};
  if (size > source_most)
    return news_fail(err, NEWS_ETOOBIG, 0, "the page is longer than 1 GB");
  scanner s = {
      .out = out, .source = source, .at = source, .end = source + size};
  news_build_begin(&s.b, out);
  while (s.at < s.end && !s.b.failed) scan_token(&s);
  if (out->text.failed || out->values.failed) s.b.failed = NEWS_ENOMEM;
  if (s.b.failed == NEWS_ETOOBIG)
    return news_fail(err, NEWS_ETOOBIG, 0, "the page has too many elements");
  if (s.b.failed == NEWS_EDATA)
    return news_fail(err, NEWS_EDATA, offset_of(&s, s.at),
                     "the document declares entities, which is refused");
  if (s.b.failed) return news_fail(err, s.b.failed, 0, NULL);
  news_build_finish(&s.b);
  return NEWS_OK;
}

void news_markup_free(news_markup *markup) {
  free(markup->nodes);
  free(markup->attributes);
  news_buffer_free(&markup->text);
  news_buffer_free(&markup->values);
  *markup = (news_markup){0};
}

const char *news_markup_value(const news_markup *m, const news_attribute *a,
                              size_t *size) {
  *size = a->value_size;
  if (!a->decoded) return m->source + a->value;
  return m->values.data ? m->values.data + a->value : "";
}

/* The first attribute `name` from number `i` on, before `end`. */
static uint32_t find_attribute(const news_markup *m, const char *name,
                               uint32_t i, uint32_t end) {
  size_t size = strlen(name);
  uint8_t known = known_name(name, size, m->xml);
  const news_attribute *a = m->attributes;
  if (known)
    while (i < end && a[i].known != known) i++;
  else
    while (i < end && (a[i].name_size != size ||
                       !equal_names(m->source + a[i].name, name, size, m->xml)))
      i++;
  return i;
}

const char *news_markup_attribute(const news_markup *m, uint32_t n,
                                  const char *name, size_t *size) {
  uint32_t end = m->nodes[n + 1].attribute;
  uint32_t i = find_attribute(m, name, m->nodes[n].attribute, end);
  return i < end ? news_markup_value(m, &m->attributes[i], size) : NULL;
}

uint32_t news_markup_having(const news_markup *m, uint32_t n,
                            const char *name) {
  uint32_t i =
      find_attribute(m, name, m->nodes[n].attribute, m->attribute_count);
  if (i == m->attribute_count) return m->count;
  uint32_t low = n, high = m->count; /* the last node that begins up to it */
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (m->nodes[middle].attribute <= i)
      low = middle;
    else
      high = middle;
  }
  return low;
}
