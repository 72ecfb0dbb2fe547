#ifndef NEWS_MARKUP_H
#define NEWS_MARKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* A page of HTML or a document of XML as one flat array of nodes in document
 * order: a subtree is a range of the array, and so is its text.
 *
 *     <p>A <b>dam</b>        0 (the document)  end 5
 *                            1   p             end 5
 *                            2     "A "        end 3
 *                            3     b           end 5
 *                            4       "dam"     end 5
 *
 * HTML is read as browsers read it, as far as it matters for text: implied
 * and missing end tags, raw text, character references with and without
 * semicolons, windows-1252 in numeric ones.  Time and memory are linear in
 * the source whatever it holds; elements nested deeper than NEWS_MARKUP_DEPTH
 * hang side by side from the deepest one, as in browsers.  XML is read to its
 * end too, mistakes are counted and the first is reported; it knows no entities
 * but the five and the named ones of HTML: a document that declares some is
 * refused, nothing is ever fetched. */
typedef enum news_tag {
  NEWS_TAG_TEXT = 0, /* no element: a run of text */
  NEWS_TAG_OTHER,    /* an element by another name, or of XML */
#define NEWS_TAG(name, id, flags) NEWS_TAG_##id,
#include "markup_tags.h"
#undef NEWS_TAG
  NEWS_TAGS
} news_tag;

/* What is known of a tag by its name. */
enum {
  NEWS_TAG_VOID = 1,      /* no content: br, img */
  NEWS_TAG_RAW = 2,       /* content up to its end tag is no markup */
  NEWS_TAG_BLOCK = 4,     /* begins and ends a run of text */
  NEWS_TAG_NEVER = 8,     /* its text is never shown */
  NEWS_TAG_ENDS_P = 16,   /* its start tag ends a paragraph */
  NEWS_TAG_SPECIAL = 32,  /* end tags of inline elements stop here */
  NEWS_TAG_SCOPE = 64,    /* end tags of all others stop here */
  NEWS_TAG_IN_HEAD = 128, /* may stand in the head */
};

enum { NEWS_MARKUP_DEPTH = 512 };

#ifndef NEWS_MARKUP_NODES
#ifdef NEWS_TINY
#define NEWS_MARKUP_NODES 200000
#else
#define NEWS_MARKUP_NODES 4000000
#endif
#endif

typedef struct news_node {
  uint32_t parent, end;    /* end: the node behind the subtree */
  uint32_t start;          /* of its text in news_markup.text */
  uint32_t name;           /* of an element: where it stands in the source */
  uint32_t attribute;      /* the first one; those of the next node follow */
  uint16_t name_size, tag; /* news_tag */
} news_node;

/* Names of attributes that are asked for by number, see news_attribute. */
enum { NEWS_NAME_CLASS = 1, NEWS_NAME_ID, NEWS_NAME_ROLE };

typedef struct news_attribute {
  uint32_t name, value; /* in the source, or in news_markup.values */
  uint32_t value_size;
  uint16_t name_size;
  bool decoded;  /* in values */
  uint8_t known; /* number of a name that is often asked for, 0 for others */
} news_attribute;

typedef struct news_markup {
  const char *source; /* borrowed */
  size_t size;
  bool xml;
  news_node *nodes; /* `count`, and one behind them that ends the text */
  uint32_t count, capacity;
  news_attribute *attributes;
  uint32_t attribute_count, attribute_capacity;
  news_buffer text;   /* of all text nodes, in order */
  news_buffer values; /* attribute values with references in them */
  uint32_t mistakes;  /* XML only */
  news_error mistake; /* the first */
} news_markup;

/* Read `size` bytes of valid UTF-8 at `source`, which must outlive `out`.
 * Freed with news_markup_free(), also after a failure.  NEWS_ETOOBIG for more
 * than NEWS_MARKUP_NODES nodes or 1 GB, NEWS_EDATA for XML with entities of
 * its own. */
news_status news_markup_read(const char *source, size_t size, bool xml,
                             news_markup *out, news_error *err);
void news_markup_free(news_markup *markup);

/* The tag by that name in small letters; NEWS_TAG_OTHER for others. */
news_tag news_tag_named(const char *name, size_t size);
unsigned news_tag_flags(news_tag tag);
/* Its name, "" for TEXT and OTHER. */
const char *news_tag_name(news_tag tag);

/* The value of an attribute, of `*size` bytes. */
const char *news_markup_value(const news_markup *markup,
                              const news_attribute *attribute, size_t *size);

/* The first node from `n` on that has the attribute; markup->count when none
 * has it. */
uint32_t news_markup_having(const news_markup *markup, uint32_t n,
                            const char *name);

/* The value of the attribute `name` of node `n`; NULL when it has none. */
const char *news_markup_attribute(const news_markup *markup, uint32_t n,
                                  const char *name, size_t *size);

/* Append `text` with its character references replaced, as in the text of an
 * element (or of an attribute). */
void news_markup_unescape(const char *text, size_t size, bool attribute,
                          news_buffer *out);

#endif
