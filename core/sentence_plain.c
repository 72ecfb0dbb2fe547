#include "segment.h"
#include "sentence.h"

/* Sentences of UAX #29 (Unicode 15.0), rules SB1 to SB998, for documents
 * without the rules of news text. */

typedef struct walk {
  const char *text;
  uint32_t size;
  uint32_t at; /* offset after the code point last read */
} walk;

static uint8_t class_at(const walk *w, uint32_t at) {
  return news_unicode_get(news_code_at(w->text, at, w->size))->sentence;
}

static bool is_break(uint8_t c) {
  return c == NEWS_SB_CR || c == NEWS_SB_LF || c == NEWS_SB_SEP;
}

static bool is_ignored(uint8_t c) {
  return c == NEWS_SB_EXTEND || c == NEWS_SB_FORMAT;
}

/* SB5: read the class of the next code point and skip what is ignored after
 * it. */
static uint8_t next_class(walk *w) {
  uint8_t c = class_at(w, w->at);
  w->at = news_code_next(w->text, w->at);
  if (is_break(c)) return c;
  while (w->at < w->size && is_ignored(class_at(w, w->at)))
    w->at = news_code_next(w->text, w->at);
  return c;
}

/* Skip code points of a class. */
static void skip(walk *w, uint8_t class) {
  while (w->at < w->size && class_at(w, w->at) == class) (void)next_class(w);
}

/* SB4, SB3 */
static void end_line(walk *w, uint8_t c) {
  if (c == NEWS_SB_CR && w->at < w->size && class_at(w, w->at) == NEWS_SB_LF)
    w->at = news_code_next(w->text, w->at);
}

/* SB8: whether lower case follows anything that is not a letter, break or
 * stop. */
static bool lower_follows(walk w) {
  while (w.at < w.size) {
    uint8_t c = next_class(&w);
    if (c == NEWS_SB_LOWER) return true;
    if (c == NEWS_SB_UPPER || c == NEWS_SB_OLETTER || is_break(c) ||
        c == NEWS_SB_STERM || c == NEWS_SB_ATERM)
      return false;
  }
  return false;
}

/* Whether the sentence ends at w->at, after a stop. */
static bool ends_behind_stop(walk *w, uint8_t stop, uint8_t before) {
  uint8_t next = w->at < w->size ? class_at(w, w->at) : NEWS_SB_OTHER;
  bool point = stop == NEWS_SB_ATERM;
  if (point && next == NEWS_SB_NUMERIC) return false; /* SB6 */
  if (point && next == NEWS_SB_UPPER &&               /* SB7 */
      (before == NEWS_SB_UPPER || before == NEWS_SB_LOWER))
    return false;
  skip(w, NEWS_SB_CLOSE);
  skip(w, NEWS_SB_SP);
  if (w->at >= w->size) return true;
  if (point && lower_follows(*w)) return false;
  next = class_at(w, w->at);
  if (next == NEWS_SB_SCONTINUE || next == NEWS_SB_STERM ||
      next == NEWS_SB_ATERM) /* SB8a */
    return false;
  if (is_break(next)) end_line(w, next_class(w)); /* SB9 to SB11 */
  return true;
}

size_t news_plain_sentence_end(const char *text, size_t size, size_t at) {
  walk w = {text, (uint32_t)size, (uint32_t)at};
  uint8_t before = NEWS_SB_OTHER;
  while (w.at < w.size) {
    uint8_t c = next_class(&w);
    if (is_break(c)) {
      end_line(&w, c);
      return w.at;
    }
    bool stop = c == NEWS_SB_ATERM || c == NEWS_SB_STERM;
    if (stop && ends_behind_stop(&w, c, before)) return w.at;
    before = c;
  }
  return w.at;
}
