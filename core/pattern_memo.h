#ifndef NEWS_PATTERN_MEMO_H
#define NEWS_PATTERN_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets of nodes, each kept once and called by a number, and the steps between
 * them that were worked out before.  A walk over a document meets few sets
 * and few steps, again and again: an automaton that is built while it is used
 * (as the lazy DFA of RE2 is, https://swtch.com/~rsc/regexp/regexp3.html).
 * What a step gives depends on nothing but its key, so what is remembered
 * never changes a result. */

enum { NEWS_EMPTY_SET = 0 }; /* the number of the set without nodes */

/* What follows from a set of marks when these guards hold. */
typedef struct news_turn {
  uint64_t held;  /* of the guards that matter to the set */
  uint64_t holds; /* look-arounds that are decided here */
  uint32_t marks, lead;
} news_turn;

/* What a word of this letter takes of a lead. */
typedef struct news_take {
  uint32_t lead, letter, marks;
} news_take;

typedef struct news_state {
  uint64_t asks;  /* guards that matter */
  bool turned;    /* asks and the last turn are known */
  bool starts;    /* a match may start */
  uint64_t tests; /* of its nodes, by number % 64 */
  news_turn last;
} news_state;

typedef struct news_memo {
  uint32_t words; /* of a set */
  uint64_t *sets;
  news_state *states;
  uint32_t count, set_room, state_room;
  uint32_t *slots; /* number + 1, by content; 0: free */
  uint32_t slot_count;
  news_take *takes; /* lead is NEWS_NONE: free */
  uint32_t take_count, take_slots;
  news_turn *turns; /* marks is NEWS_NONE: free */
  uint32_t turn_count, turn_slots;
} news_memo;

void news_memo_free(news_memo *memo);
/* Ready for sets of `words` words.  What has grown beyond a bound is
 * forgotten, so numbers hold until the next call.  False: out of memory. */
bool news_memo_open(news_memo *memo, uint32_t words);
/* Forget everything. */
void news_memo_clear(news_memo *memo);

static inline const uint64_t *news_memo_set(const news_memo *memo,
                                            uint32_t number) {
  return memo->sets + (size_t)number * memo->words;
}

/* The number of a set; NEWS_NONE when out of memory.  *added: it is new. */
uint32_t news_memo_number(news_memo *memo, const uint64_t *set, bool *added);

/* The place for a step's result; NULL when out of memory.  When the step is
 * new, what is there says NEWS_NONE as `marks` (of a take) or `lead` (of a
 * turn), and the caller fills that in. */
news_take *news_memo_take(news_memo *memo, uint32_t lead, uint32_t letter);
news_turn *news_memo_turn(news_memo *memo, uint32_t marks, uint64_t held);

#endif
