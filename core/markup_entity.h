#ifndef NEWS_MARKUP_ENTITY_H
#define NEWS_MARKUP_ENTITY_H

/* HTML's named character references, sorted by name; internal to
 * markup_reference.c. */
typedef struct news_entity {
  char name[32]; /* without & and ; */
  char text[8];
  char bare; /* valid without a semicolon, too */
} news_entity;

extern const news_entity news_entities[];
extern const unsigned news_entity_count;

enum { NEWS_ENTITY_LONGEST = 31, NEWS_ENTITY_BARE_LONGEST = 6 };

#endif
