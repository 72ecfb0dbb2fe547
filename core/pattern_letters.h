#ifndef NEWS_PATTERN_LETTERS_H
#define NEWS_PATTERN_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pattern_compile.h"
#include "pattern_edges.h"

/* How a pattern sees the words of a document, and what may follow on what. */

/* A word's letter was not asked for, but no match begins with it; nor that. */
enum { NEWS_IDLE = UINT16_MAX - 1, NEWS_NO_LETTER };

/* A letter, or NEWS_NONE, where elements begin (or end) too: with the guards of
 * their jumps' look-arounds. */
typedef struct news_mixed {
  uint64_t looks;
  uint32_t letter;
} news_mixed;

/* Of a list and a sign the entries that can be taken, a run of
 * news_letters.ways; of a sign and a jump, in `first`, the sign of both. */
typedef struct news_way {
  uint64_t key; /* 0: free */
  uint32_t first, end;
} news_way;

/* A program sees a word as a letter: what of it the word can be. */
typedef struct news_letters {
  uint16_t *of_type;         /* from NEWS_IDLE on: not asked for yet */
  uint32_t types, type_room; /* set and allocated */
  uint64_t *keys;            /* of each letter what the program asks of a row */
  uint32_t count, key_room;
  uint64_t *masks; /* letter x context x words */
  uint32_t room;
  uint32_t *slots; /* letter + 1, by key; 0: free */
  uint32_t slot_count;
  news_mixed *mixed; /* see pattern_ways.c */
  uint64_t *mixed_masks;
  uint32_t mixed_count, mixed_room, mixed_mask_room;
  news_way *way_slots; /* by key */
  uint32_t way_count, way_slot_count;
  uint32_t *ways; /* numbers of follows */
  uint32_t ways_count, ways_room;
  /* Letter x context: 0 when no match begins with it, else the number of a
   * row, + 1: see news_after().  NEWS_NONE: not asked for yet. */
  uint32_t *starts;
  uint32_t start_room;
  uint64_t *after;
  uint32_t after_count, after_room;
  uint32_t *element_rows; /* the same by jump, or NULL */
  /* Guards of short look-arounds that hold beside it; of those that need an
   * edge node there, whether it can be one. */
  uint64_t *seen;
  uint32_t seen_room;
  /* Of programs one word wide: nodes that may stand behind and before a word
   * of this letter, whatever the guards; letter x context. */
  uint64_t *behind, *ahead;
  uint32_t behind_room, ahead_room;
  uint64_t serial;    /* of the document for which the rest holds */
  bool ready;         /* prepared for this document, */
  uint64_t epoch;     /* for these annotations; */
  uint64_t counted;   /* what news_layers_count_all() said last, UINT64_MAX: */
  uint64_t stamp;     /* nothing; and of which annotations */
  uint64_t sought;    /* what it needs is looked up for these, + 1 */
  news_active *jumps; /* that have an element in the document */
  uint32_t jump_count, jump_room;
  /* Of a program one word wide: their nodes, and what may stand beside. */
  uint64_t jumping, behind_jump, before_jump;
  uint64_t parts_serial; /* of the matcher, for which this holds: */
  uint64_t *possible;    /* parts with words of all that is needed, as bits */
  uint32_t possible_room;
  bool elements; /* something else than words is needed besides */
  /* Where the last searches in the lists of candidates ended; searches go
   * forward, so the next one begins there. */
  uint32_t hint, more_hints[NEWS_NEEDS_MOST];
} news_letters;

/* A row about starts with words of a letter: what may stand behind (a set of
 * nodes), and in further words whether the match may end there, how many sets
 * of guards follow, and those: one of them must hold beside the word for any
 * start.  0 sets: nothing is asked. */
enum { NEWS_WAYS_MOST = 4 };
enum {
  NEWS_AFTER_ENDS,
  NEWS_AFTER_WAYS,
  NEWS_AFTER_WAY,
  NEWS_AFTER_MORE = NEWS_AFTER_WAY + NEWS_WAYS_MOST
};
static inline const uint64_t *news_after(const news_letters *l,
                                         const news_program *p, uint32_t row) {
  return l->after + (size_t)row * (p->words + NEWS_AFTER_MORE);
}
/* Signs: what begins (or ends) at a place.  A letter where no element does,
 * NEWS_NONE where nothing does; else with this bit a number of `mixed`. */
enum { NEWS_MIXED = 1 << 30 };
static inline bool news_is_mixed(uint32_t sign) {
  return sign != NEWS_NONE && sign & NEWS_MIXED;
}
static inline news_way *news_way_slot(const news_letters *l, uint64_t key) {
  uint32_t last = l->way_slot_count - 1;
  uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32) & last;
  while (l->way_slots[at].key && l->way_slots[at].key != key)
    at = (at + 1) & last;
  return &l->way_slots[at];
}
/* Let the sign be that of the same with an element of the jump; false when out
 * of memory. */
bool news_sign_make(news_letters *l, const news_program *p, uint32_t jump,
                    uint32_t *sign);
static inline uint64_t news_sign_key(uint32_t jump, uint32_t sign) {
  return ((uint64_t)1 << 31 | jump) << 32 | sign;
}
static inline bool news_sign_add(news_letters *l, const news_program *p,
                                 uint32_t jump, uint32_t *sign) {
  const news_way *way = news_way_slot(l, news_sign_key(jump, *sign));
  if (!way->key) return news_sign_make(l, p, jump, sign);
  *sign = way->first;
  return true;
}
/* The nodes that can take it; NULL: none. */
static inline const uint64_t *news_sign_mask(const news_letters *l,
                                             const news_program *p,
                                             uint32_t sign) {
  if (sign == NEWS_NONE) return NULL;
  if (!(sign & NEWS_MIXED)) return l->masks + (size_t)sign * p->words;
  return l->mixed_masks + (size_t)(sign ^ NEWS_MIXED) * p->words;
}
/* The entries of a list, which is not empty, that can be taken where what
 * begins (with `back`, ends) has this sign; NULL: that is not known, any. */
const news_way *news_ways_make(news_letters *l, const news_program *p,
                               const news_list *list, uint32_t sign, bool back);
static inline uint64_t news_ways_key(const news_list *list, uint32_t sign) {
  return ((uint64_t)list->first + 1) << 32 | sign;
}
static inline const news_way *news_ways_of(news_letters *l,
                                           const news_program *p,
                                           const news_list *list, uint32_t sign,
                                           bool back) {
  const news_way *way = news_way_slot(l, news_ways_key(list, sign));
  return way->key ? way : news_ways_make(l, p, list, sign, back);
}
/* Room for the first ones; false when out of memory. */
bool news_ways_open(news_letters *l);
/* Is it time to forget them? */
bool news_ways_full(const news_letters *l);
void news_ways_clear(news_letters *l);
void news_ways_free(news_letters *l);
void news_letters_clear(news_letters *l);
void news_letters_free(news_letters *l);

#endif
