#ifndef NEWS_JSON_LONG_H
#define NEWS_JSON_LONG_H

#include "buffer.h"

/* Internal to json*.c: the long text that most objects of JSON Lines consist
 * of is read here, a run of plain bytes at a time; the parser has the rest. */

#include <stdbool.h>

#ifdef NEWS_TINY
enum { NEWS_JSON_LONG = 4 };
#else
enum { NEWS_JSON_LONG = 256 };
#endif

/* A member of the object: where its key stands, without its quotation marks,
 * and its value, with them. */
typedef struct news_json_member {
  size_t key, key_end, value, value_end;
} news_json_member;

/* The first member of the object in `text`, which is valid UTF-8, whose value
 * is a string of at least NEWS_JSON_LONG bytes, and that string in `decoded`.
 * False when there is none, and when something is odd, which the parser shall
 * see: `decoded` may then hold something. */
bool news_json_find_long(const char *text, size_t size, news_json_member *found,
                         news_buffer *decoded);

/* How many bytes of the text stand in JSON as they are. */
size_t news_json_plain_run(const char *text, size_t size);

/* The code unit of an escape \uXXXX at `text`, or -1. */
int news_json_unit(const char *text, size_t size);

#endif
