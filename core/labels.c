#include "labels.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* An Aho-Corasick automaton over a small alphabet: 0 separates words, then come
 * letters, digits, and one symbol for everything above ASCII. */
enum { SYMBOLS = 38, PART = 0, BEYOND = 37, MOST_STATES = 1 << 20 };

typedef struct state {
  uint32_t next[SYMBOLS];
  uint32_t fail;
  uint64_t marks;
} state;

struct news_labels {
  state *states;
  uint32_t count, capacity;
};

static unsigned symbol_of(unsigned char c) {
  if (c >= 'a' && c <= 'z') return 1u + c - 'a';
  if (c >= 'A' && c <= 'Z') return 1u + c - 'A';
  if (c >= '0' && c <= '9') return 27u + c - '0';
  return c < 0x80 ? PART : BEYOND;
}

static bool add_state(news_labels *labels) {
  if (labels->count == labels->capacity) {
    uint32_t more = labels->capacity ? labels->capacity * 2 : 256;
    state *grown = more > MOST_STATES
                       ? NULL
                       : realloc(labels->states, more * sizeof *grown);
    if (!grown) return false;
    labels->states = grown;
    labels->capacity = more;
  }
  labels->states[labels->count++] = (state){.fail = 0};
  return true;
}

news_labels *news_labels_new(void) {
  news_labels *labels = calloc(1, sizeof *labels);
  if (labels && add_state(labels)) return labels;
  news_labels_free(labels);
  return NULL;
}

void news_labels_free(news_labels *labels) {
  if (!labels) return;
  free(labels->states);
  free(labels);
}

static bool step_new(news_labels *labels, uint32_t *at, unsigned symbol) {
  uint32_t next = labels->states[*at].next[symbol];
  if (!next) {
    next = labels->count;
    if (!add_state(labels)) return false;
    labels->states[*at].next[symbol] = next;
  }
  *at = next;
  return true;
}

news_status news_labels_add(news_labels *labels, const char *word, size_t size,
                            uint64_t mark) {
  bool open_left = size && word[0] == '*';
  bool open_right = size > 1 && word[size - 1] == '*';
  if (open_left) word++, size--;
  if (open_right) size--;
  if (!size) return NEWS_ESYNTAX;
  uint32_t at = 0;
  bool fine = open_left || step_new(labels, &at, PART);
  for (size_t i = 0; i < size && fine; i++)
    fine = step_new(labels, &at, symbol_of((unsigned char)word[i]));
  if (fine && !open_right) fine = step_new(labels, &at, PART);
  if (!fine) return NEWS_ENOMEM;
  labels->states[at].marks |= mark;
  return NEWS_OK;
}

/* Set the links of one state, whose own fail link is known, and queue its
 * children. */
static void link_state(news_labels *labels, uint32_t at, uint32_t *queue,
                       uint32_t *end) {
  state *s = &labels->states[at];
  const state *fail = &labels->states[s->fail];
  if (at) s->marks |= fail->marks;
  for (unsigned c = 0; c < SYMBOLS; c++) {
    uint32_t child = s->next[c], beside = at ? fail->next[c] : 0;
    if (child) {
      labels->states[child].fail = beside;
      queue[(*end)++] = child;
    } else {
      s->next[c] = beside;
    }
  }
}

news_status news_labels_finish(news_labels *labels) {
  uint32_t *queue = malloc(labels->count * sizeof *queue), end = 1;
  if (!queue) return NEWS_ENOMEM;
  queue[0] = 0;
  for (uint32_t i = 0; i < end; i++) link_state(labels, queue[i], queue, &end);
  free(queue);
  return NEWS_OK;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* The marks of one name, which ends at *behind. */
static uint64_t find_in_name(const news_labels *labels, const char *name,
                             const char *end, const char **behind) {
  const state *states = labels->states;
  uint32_t at = states[0].next[PART];
  uint64_t marks = 0;
  bool parted = true, small = false;
  const char *p = name;
  for (; p < end && !is_blank(*p); p++) {
    unsigned symbol = symbol_of((unsigned char)*p);
    bool capital = *p >= 'A' && *p <= 'Z';
    if (symbol == PART || (capital && small)) {
      if (!parted) marks |= states[at = states[at].next[PART]].marks;
      parted = true;
    }
    if (symbol != PART) {
      marks |= states[at = states[at].next[symbol]].marks;
      parted = false;
    }
    small = *p >= 'a' && *p <= 'z';
  }
  if (!parted) marks |= states[states[at].next[PART]].marks;
  *behind = p;
  return marks & NEWS_LABEL_IGNORE ? 0 : marks;
}

uint64_t news_labels_find(const news_labels *labels, const char *names,
                          size_t size) {
  const char *at = names, *end = names + size;
  uint64_t marks = 0;
  while (at < end) {
    if (is_blank(*at))
      at++;
    else
      marks |= find_in_name(labels, at, end, &at);
  }
  return marks;
}
