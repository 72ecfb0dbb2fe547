#include <stdlib.h>
#include <string.h>

#include "pattern_matcher.h"

/* What a search may take at a place, by what begins there: of a list of
 * hundreds of entries few go on with a given word.  They are the same wherever
 * a word of the same letter stands, so that they are worked out once, for this
 * document and those after it.
 *
 * What begins at a place is its sign: the letter of the word there or, where
 * elements begin too, a number for the letter together with their jumps, which
 * are mixed into it one by one.  To look-behinds it is what ends there. */

#ifdef NEWS_TINY
enum { WAYS_MOST = 8, ENTRIES_MOST = 16, FIRST_SLOTS = 2 };
#else
enum { WAYS_MOST = 1 << 16, ENTRIES_MOST = 1 << 19, FIRST_SLOTS = 16 };
#endif

bool news_ways_full(const news_letters *l) {
  return l->way_count >= WAYS_MOST || l->ways_count >= ENTRIES_MOST;
}

void news_ways_clear(news_letters *l) {
  if (l->way_count)
    memset(l->way_slots, 0, l->way_slot_count * sizeof *l->way_slots);
  l->way_count = l->ways_count = l->mixed_count = 0;
}

void news_ways_free(news_letters *l) {
  free(l->way_slots);
  free(l->ways);
  free(l->mixed_masks);
  free(l->mixed);
}

/* ---- slots */

static bool grow_slots(news_letters *l) {
  uint32_t count = l->way_slot_count ? l->way_slot_count * 2 : FIRST_SLOTS;
  news_way *old = l->way_slots, *slots = calloc(count, sizeof *slots);
  uint32_t old_count = l->way_slot_count;
  if (!slots) return false;
  l->way_slots = slots;
  l->way_slot_count = count;
  for (uint32_t i = 0; i < old_count; i++)
    if (old[i].key) *news_way_slot(l, old[i].key) = old[i];
  free(old);
  return true;
}

bool news_ways_open(news_letters *l) { return l->way_slots || grow_slots(l); }

static bool add_way(news_letters *l, uint64_t key, uint32_t first,
                    uint32_t end) {
  if (l->way_count >= l->way_slot_count / 2 && !grow_slots(l)) return false;
  *news_way_slot(l, key) = (news_way){key, first, end};
  l->way_count++;
  return true;
}

/* ---- signs */

static uint32_t letter_of(const news_letters *l, uint32_t sign) {
  return news_is_mixed(sign) ? l->mixed[sign ^ NEWS_MIXED].letter : sign;
}

static uint64_t looks_of(const news_letters *l, uint32_t sign) {
  return news_is_mixed(sign) ? l->mixed[sign ^ NEWS_MIXED].looks : 0;
}

bool news_sign_make(news_letters *l, const news_program *p, uint32_t jump,
                    uint32_t *sign) {
  uint32_t made = l->mixed_count;
  const news_jump *j = &p->jumps[jump];
  if (!news_room((void **)&l->mixed, &l->mixed_room, (uint64_t)made + 1,
                 sizeof *l->mixed) ||
      !news_room((void **)&l->mixed_masks, &l->mixed_mask_room,
                 (uint64_t)made + 1, p->words * sizeof *l->mixed_masks) ||
      !add_way(l, news_sign_key(jump, *sign), made | NEWS_MIXED, 0))
    return false;
  const uint64_t *nodes = news_sign_mask(l, p, *sign);
  uint64_t *mask = l->mixed_masks + (size_t)made * p->words;
  for (uint32_t k = 0; k < p->words; k++)
    mask[k] = (nodes ? nodes[k] : 0) | j->mask[k];
  l->mixed[made] =
      (news_mixed){looks_of(l, *sign) | j->looks, letter_of(l, *sign)};
  l->mixed_count++;
  *sign = made | NEWS_MIXED;
  return true;
}

/* ---- ways */

/* Guards of look-aheads that cannot hold where this sign begins, since no word
 * or element there is what they ask for. */
static uint64_t refused_at(const news_letters *l, const news_program *p,
                           uint32_t sign) {
  uint64_t looks = looks_of(l, sign), seen = p->negative;
  uint32_t letter = letter_of(l, sign);
  if (letter != NEWS_NONE && p->look_count) seen = l->seen[letter];
  return ~seen & (p->short_ahead | (p->taking_ahead & ~p->negative & ~looks));
}

static uint64_t meets(const uint64_t *mask, const news_block *b) {
  return mask
             ? (mask[b->word[0]] & b->bits[0]) | (mask[b->word[1]] & b->bits[1])
             : 0;
}

/* The entries themselves; false when out of memory. */
static bool add_entries(news_letters *l, const news_program *p,
                        const news_list *list, const uint64_t *mask,
                        uint64_t refused) {
  for (uint32_t i = list->block; i < list->block_end; i++) {
    const news_block *b = &p->blocks[i];
    if (!b->accepts && !meets(mask, b)) continue;
    if (!news_room((void **)&l->ways, &l->ways_room,
                   (uint64_t)l->ways_count + b->count, sizeof *l->ways))
      return false;
    for (uint32_t k = b->first; k < b->first + b->count; k++) {
      const news_follow *f = &p->follows[k];
      bool taken = f->node == NEWS_ACCEPT || (mask && news_has(mask, f->node));
      if (taken && !(f->guards & refused)) l->ways[l->ways_count++] = k;
    }
  }
  return true;
}

const news_way *news_ways_make(news_letters *l, const news_program *p,
                               const news_list *list, uint32_t sign,
                               bool back) {
  uint32_t first = l->ways_count;
  uint64_t key = news_ways_key(list, sign);
  uint64_t refused = back ? 0 : refused_at(l, p, sign);
  if (news_ways_full(l)) return NULL;
  if (add_entries(l, p, list, news_sign_mask(l, p, sign), refused) &&
      add_way(l, key, first, l->ways_count))
    return news_way_slot(l, key);
  l->ways_count = first;
  return NULL;
}
