#ifndef NEWS_MARKUP_BUILD_H
#define NEWS_MARKUP_BUILD_H

#include "markup.h"

/* Builds the tree of nodes; markup.c calls this for every token.  Internal to
 * markup*.c. */
typedef struct builder {
  news_markup *out;
  uint32_t open[NEWS_MARKUP_DEPTH]; /* nodes of the open elements */
  uint32_t depth;
  uint32_t over;              /* open elements beyond NEWS_MARKUP_DEPTH */
  uint32_t foreign;           /* number of open svg and math elements */
  uint16_t opened[NEWS_TAGS]; /* how many of `open` have each tag */
  uint32_t body;              /* node of the body, 0 while there is none */
  news_status failed;
} builder;

/* A start tag as written in the source. */
typedef struct start_tag {
  uint32_t name;
  uint16_t name_size;
  news_tag tag;
  uint32_t attribute; /* its first; its others follow, up to the last attribute
                         made */
  bool closed;        /* it ends with "/>" */
} start_tag;

void news_build_begin(builder *b, news_markup *out);
/* Returns the tag whose content is raw text, else NEWS_TAG_OTHER. */
news_tag news_build_start(builder *b, const start_tag *tag);
void news_build_end(builder *b, news_tag tag, uint32_t name,
                    uint16_t name_size);
/* Add a text node for out->text from `start` on. */
void news_build_text(builder *b, uint32_t start);
/* The same for the raw text of the element added last. */
void news_build_raw(builder *b, uint32_t start);
/* Close the open svg and math elements and everything in them. */
void news_build_leave(builder *b);
void news_build_finish(builder *b);
/* Count a mistake in XML. */
void news_build_mistake(builder *b, size_t offset, const char *what);

#endif
