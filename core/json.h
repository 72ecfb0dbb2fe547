#ifndef NEWS_JSON_H
#define NEWS_JSON_H

#include <stdint.h>

#include "buffer.h"
#include "status.h"

struct json_t; /* <jansson.h> */

/* How deep arrays and objects may nest in the input. */
enum { NEWS_JSON_DEPTH = 64 };

/* Append `text` as a JSON string with its quotation marks.  Any bytes are
 * accepted: ill-formed UTF-8 becomes U+FFFD, so the output is always valid
 * JSON.  Control characters, DEL, U+2028 and U+2029 are escaped. */
void news_json_add_string(news_buffer *out, const char *text, size_t size);

void news_json_add_integer(news_buffer *out, int64_t value);

/* Append the shortest decimal that reads back as the same double, whatever the
 * locale; an integral value below 10^15 keeps a ".0" so that it reads back as a
 * double.  NaN and infinity, which JSON lacks, become null. */
void news_json_add_double(news_buffer *out, double value);

/* Parse one JSON text of `size` bytes: any value, perhaps with white space
 * around it.  NUL is allowed in strings; of equal keys the last counts; an
 * integer beyond 64 bits is read with news_json_digits(), one of more than
 * NEWS_JSON_DIGITS digits becomes the nearest double; the escape of a lone
 * surrogate becomes U+FFFD.  On success stores a reference that the caller
 * releases with json_decref().  On failure stores NULL: NEWS_ESYNTAX with the
 * byte offset, NEWS_EUTF8, NEWS_ETOOBIG (nested deeper than NEWS_JSON_DEPTH, a
 * number out of range) or NEWS_ENOMEM. */
enum { NEWS_JSON_DIGITS = 40 };
news_status news_json_parse(const char *text, size_t size, struct json_t **out,
                            news_error *err);

/* A member of an object, with a string value; key and value are borrowed. */
typedef struct news_json_member {
  const char *key, *value;
  size_t key_size, value_size;
} news_json_member;

/* Parse an object that has only string members, as most lines of JSON Lines do,
 * without making a tree.  Returns the number of members, which borrow from
 * `text` and `room`.  Returns -1 for anything else (no member, too many, a
 * repeated key, another type, a syntax error, out of memory): news_json_parse()
 * then decides. */
enum { NEWS_JSON_MEMBERS = 16 };
int news_json_strings(const char *text, size_t size, news_buffer *room,
                      news_json_member members[NEWS_JSON_MEMBERS]);

/* The digits of an integer beyond 64 bits as written: some identifiers are so
 * long, and a double cannot hold them.  Borrowed from `value`; NULL for any
 * other value.  In the tree it is a string that no JSON text can produce. */
const char *news_json_digits(const struct json_t *value);

#endif
