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
 * HTML is parsed as browsers parse it, as far as it matters for text: implied
 * and missing end tags, raw text, character references with and without
 * semicolons, windows-1252 in numeric ones.  Time and memory are linear in the
 * source whatever it holds; elements nested deeper than NEWS_MARKUP_DEPTH
 * become siblings below the deepest one, as in browsers.  XML is read to its
 * end even if it has mistakes: they are counted and the first is reported.  The
 * only entities are the five of XML and the named ones of HTML; a document that
 * declares its own is refused, and nothing is ever fetched. */
typedef enum news_tag {
  NEWS_TAG_TEXT = 0, /* not an element: a run of text */
  NEWS_TAG_OTHER,    /* an element of another name, or of XML */
#define NEWS_TAG(name, id, flags) NEWS_TAG_##id,
#include "markup_tags.h"
#undef NEWS_TAG
  NEWS_TAGS
} news_tag;

/* Properties of a tag name. */
enum {
  NEWS_TAG_VOID = 1,      /* no content: br, img */
  NEWS_TAG_RAW = 2,       /* the content up to its end tag is plain text */
  NEWS_TAG_BLOCK = 4,     /* its start and end separate runs of text */
  NEWS_TAG_NEVER = 8,     /* its text is never shown */
  NEWS_TAG_ENDS_P = 16,   /* its start tag ends a paragraph */
  NEWS_TAG_SPECIAL = 32,  /* end tags of inline elements stop here */
  NEWS_TAG_SCOPE = 64,    /* end tags of all other elements stop here */
  NEWS_TAG_IN_HEAD = 128, /* may occur in the head */
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
  uint32_t parent, end; /* end: the node after the subtree */
  uint32_t start;       /* byte offset of its text in news_markup.text */
  uint32_t name;      /* of an element: byte offset of its name in the source */
  uint32_t attribute; /* its first; its last is before the next node's first */
  uint16_t name_size, tag; /* news_tag */
} news_node;

/* Values of news_attribute.known: names that are looked up often. */
enum { NEWS_NAME_CLASS = 1, NEWS_NAME_ID, NEWS_NAME_ROLE };

typedef struct news_attribute {
  uint32_t name, value; /* byte offsets in the source, or in news_markup.values
                           if `decoded` */
  uint32_t value_size;
  uint16_t name_size;
  bool decoded;  /* the value is in news_markup.values */
  uint8_t known; /* NEWS_NAME_..., 0 for other names */
} news_attribute;

typedef struct news_markup {
  const char *source; /* borrowed */
  size_t size;
  bool xml;
  news_node *nodes; /* `count` nodes, and one more that ends the text */
  uint32_t count, capacity;
  news_attribute *attributes;
  uint32_t attribute_count, attribute_capacity;
  news_buffer text;   /* of all text nodes, in order, UTF-8 */
  news_buffer values; /* attribute values that had character references */
  uint32_t mistakes;  /* XML only */
  news_error mistake; /* the first of them */
} news_markup;

/* Parse `size` bytes of valid UTF-8 at `source`, which must outlive `out`.
 * Freed with news_markup_free(), also after a failure.  NEWS_ETOOBIG for more
 * than NEWS_MARKUP_NODES nodes or 1 GB, NEWS_EDATA for XML that declares
 * entities. */
news_status news_markup_read(const char *source, size_t size, bool xml,
                             news_markup *out, news_error *err);
void news_markup_free(news_markup *markup);

/* The tag of a lower-case name; NEWS_TAG_OTHER if unknown. */
news_tag news_tag_named(const char *name, size_t size);
unsigned news_tag_flags(news_tag tag);
/* The name of a tag, "" for NEWS_TAG_TEXT and NEWS_TAG_OTHER. */
const char *news_tag_name(news_tag tag);

/* The value of an attribute, `*size` bytes, borrowed. */
const char *news_markup_value(const news_markup *markup,
                              const news_attribute *attribute, size_t *size);

/* The first node from `n` on that has an attribute `name`; markup->count if
 * none has. */
uint32_t news_markup_having(const news_markup *markup, uint32_t n,
                            const char *name);

/* The value of attribute `name` of node `n`, borrowed; NULL if it has none. */
const char *news_markup_attribute(const news_markup *markup, uint32_t n,
                                  const char *name, size_t *size);

/* Append `text` with its character references replaced, by the rules for text
 * or, if `attribute`, those for attribute values. */
void news_markup_unescape(const char *text, size_t size, bool attribute,
                          news_buffer *out);

#endif
