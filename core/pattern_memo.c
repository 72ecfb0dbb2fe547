#include "pattern_memo.h"

#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

#ifdef NEWS_TINY
enum { FIRST_SLOTS = 2, SETS_MOST = 3, STEPS_MOST = 5 };
#else
enum { FIRST_SLOTS = 64, SETS_MOST = 1024, STEPS_MOST = 4096 };
#endif

void news_memo_free(news_memo *memo) {
  free(memo->sets);
  free(memo->states);
  free(memo->slots);
  free(memo->takes);
  free(memo->turns);
  *memo = (news_memo){0};
}

void news_memo_clear(news_memo *memo) { news_memo_free(memo); }

static uint32_t mix(uint64_t a, uint64_t b) {
  uint64_t h = (a ^ b * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(h >> 32);
}

static uint32_t set_hash(const uint64_t *set, uint32_t words) {
  uint64_t h = 0;
  for (uint32_t k = 0; k < words; k++)
    h = (h ^ set[k]) * 0x9E3779B97F4A7C15u + (h >> 29);
  return (uint32_t)(h >> 32);
}

/* ---- sets */

static bool grow_slots(news_memo *memo) {
  uint32_t count = memo->slot_count ? memo->slot_count * 2 : FIRST_SLOTS;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < memo->count; i++) {
    uint32_t at = set_hash(news_memo_set(memo, i), memo->words) & (count - 1);
    while (slots[at]) at = (at + 1) & (count - 1);
    slots[at] = i + 1;
  }
  free(memo->slots);
  memo->slots = slots;
  memo->slot_count = count;
  return true;
}

uint32_t news_memo_number(news_memo *memo, const uint64_t *set, bool *added) {
  size_t size = memo->words * sizeof *set;
  *added = false;
  if (memo->count >= memo->slot_count / 2 && !grow_slots(memo))
    return NEWS_NONE;
  uint32_t mask = memo->slot_count - 1;
  uint32_t at = set_hash(set, memo->words) & mask;
  for (; memo->slots[at]; at = (at + 1) & mask)
    if (!memcmp(news_memo_set(memo, memo->slots[at] - 1), set, size))
      return memo->slots[at] - 1;
  if (!news_room((void **)&memo->sets, &memo->set_room,
                 (uint64_t)memo->count + 1, size) ||
      !news_room((void **)&memo->states, &memo->state_room,
                 (uint64_t)memo->count + 1, sizeof *memo->states))
    return NEWS_NONE;
  memcpy(memo->sets + (size_t)memo->count * memo->words, set, size);
  memo->states[memo->count] = (news_state){0};
  memo->slots[at] = memo->count + 1;
  *added = true;
  return memo->count++;
}

bool news_memo_open(news_memo *memo, uint32_t words) {
  if (memo->count > SETS_MOST || memo->take_count > STEPS_MOST ||
      memo->turn_count > STEPS_MOST)
    news_memo_free(memo);
  if (memo->count) return true;
  uint64_t none[NEWS_PATTERN_MOST_NODES / NEWS_MASK_BITS] = {0};
  bool added;
  memo->words = words;
  return news_memo_number(memo, none, &added) != NEWS_NONE;
}

/* ---- steps */

static news_take *find_take(news_take *takes, uint32_t slots, uint32_t lead,
                            uint32_t letter) {
  uint32_t at = mix(lead, letter) & (slots - 1);
  while (takes[at].lead != NEWS_NONE &&
         (takes[at].lead != lead || takes[at].letter != letter))
    at = (at + 1) & (slots - 1);
  return &takes[at];
}

static bool grow_takes(news_memo *memo) {
  uint32_t slots = memo->take_slots ? memo->take_slots * 2 : FIRST_SLOTS;
  news_take *takes = malloc(slots * sizeof *takes);
  if (!takes) return false;
  for (uint32_t i = 0; i < slots; i++) takes[i].lead = NEWS_NONE;
  for (uint32_t i = 0; i < memo->take_slots; i++) {
    const news_take *t = &memo->takes[i];
    if (t->lead != NEWS_NONE) *find_take(takes, slots, t->lead, t->letter) = *t;
  }
  free(memo->takes);
  memo->takes = takes;
  memo->take_slots = slots;
  return true;
}

news_take *news_memo_take(news_memo *memo, uint32_t lead, uint32_t letter) {
  if (memo->take_count >= memo->take_slots / 2 && !grow_takes(memo))
    return NULL;
  news_take *t = find_take(memo->takes, memo->take_slots, lead, letter);
  if (t->lead != NEWS_NONE) return t;
  memo->take_count++;
  *t = (news_take){lead, letter, NEWS_NONE};
  return t;
}

static news_turn *find_turn(news_turn *turns, uint32_t slots, uint32_t marks,
                            uint64_t held) {
  uint32_t at = mix(marks, held) & (slots - 1);
  while (turns[at].marks != NEWS_NONE &&
         (turns[at].marks != marks || turns[at].held != held))
    at = (at + 1) & (slots - 1);
  return &turns[at];
}

static bool grow_turns(news_memo *memo) {
  uint32_t slots = memo->turn_slots ? memo->turn_slots * 2 : FIRST_SLOTS;
  news_turn *turns = malloc(slots * sizeof *turns);
  if (!turns) return false;
  for (uint32_t i = 0; i < slots; i++) turns[i].marks = NEWS_NONE;
  for (uint32_t i = 0; i < memo->turn_slots; i++) {
    const news_turn *t = &memo->turns[i];
    if (t->marks != NEWS_NONE) *find_turn(turns, slots, t->marks, t->held) = *t;
  }
  free(memo->turns);
  memo->turns = turns;
  memo->turn_slots = slots;
  return true;
}

news_turn *news_memo_turn(news_memo *memo, uint32_t marks, uint64_t held) {
  if (memo->turn_count >= memo->turn_slots / 2 && !grow_turns(memo))
    return NULL;
  news_turn *t = find_turn(memo->turns, memo->turn_slots, marks, held);
  if (t->marks != NEWS_NONE) return t;
  memo->turn_count++;
  *t = (news_turn){.held = held, .marks = marks, .lead = NEWS_NONE};
  return t;
}
