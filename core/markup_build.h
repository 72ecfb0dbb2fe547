#ifndef NEWS_MARKUP_BUILD_H
#define NEWS_MARKUP_BUILD_H

#include "markup.h"

/* The tree while it grows: markup.c calls this for every token; for the
 * files markup*.c only. */
typedef struct builder {
  news_markup *out;
  uint32_t open[NEWS_MARKUP_DEPTH]; /* the elements that are open */
  uint32_t depth;
  uint32_t over;              /* elements opened beyond the limit of depth */
  uint32_t foreign;           /* open svg and math elements */
  uint16_t opened[NEWS_TAGS]; /* how many of `open` have that tag */
  uint32_t body;              /* its node, 0 while there is none */
  news_status failed;
} builder;

/* A start tag as it stands in the source. */
typedef struct start_tag {
  uint32_t name;
  uint16_t name_size;
  news_tag tag;
  uint32_t attribute; /* the first; the others follow, up to the last one */
  bool closed;        /* it ends with "/>" */
} start_tag;

void news_build_begin(builder *b, news_markup *out);
/* Returns the tag whose content is raw text, else NEWS_TAG_OTHER. */
news_tag news_build_start(builder *b, const start_tag *tag);
void news_build_end(builder *b, news_tag tag, uint32_t name,
                    uint16_t name_size);
/* Text was added to out->text from `start` on. */
void news_build_text(builder *b, uint32_t start);
/* The same, raw text of the element that was added last. */
void news_build_raw(builder *b, uint32_t start);
/* Close the drawings that are open, and what is open in them. */
void news_build_leave(builder *b);
void news_build_finish(builder *b);
/* Count a mistake in XML. */
void news_build_mistake(builder *b, size_t offset, const char *what);

#endif
