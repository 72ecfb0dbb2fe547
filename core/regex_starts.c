#include "regex_starts.h"

#include <string.h>

void news_starts_open(news_starts *s) {
  for (uint32_t i = 0; i < s->count; i++) s->items[i].open = true;
}

void news_starts_unite(news_starts *s, const news_starts *other) {
  if (s->count + other->count > NEWS_LITERALS_MOST) {
    *s = (news_starts){.count = 1, .items = {news_any_start}};
    return;
  }
  memcpy(s->items + s->count, other->items,
         other->count * sizeof *other->items);
  s->count += other->count;
}

static news_start joined(const news_start *a, const news_start *b) {
  news_start both = *a;
  uint32_t room = NEWS_LITERAL_MOST_BYTES - a->size;
  uint32_t size = b->size < room ? b->size : room;
  memcpy(both.text + a->size, b->text, size);
  both.size = (uint8_t)(a->size + size);
  both.open = b->open || size < b->size;
  return both;
}

void news_starts_append(news_starts *s, const news_starts *next) {
  news_starts made = {0};
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t more = s->items[i].open ? 1 : next->count;
    if (made.count + more > NEWS_LITERALS_MOST) {
      news_starts_open(s);
      return;
    }
    if (s->items[i].open) made.items[made.count++] = s->items[i];
    for (uint32_t k = 0; k < next->count && !s->items[i].open; k++)
      made.items[made.count++] = joined(&s->items[i], &next->items[k]);
  }
  *s = made;
}

bool news_starts_done(const news_starts *s) {
  for (uint32_t i = 0; i < s->count; i++)
    if (!s->items[i].open && s->items[i].size < NEWS_LITERAL_MOST_BYTES)
      return false;
  return true;
}
