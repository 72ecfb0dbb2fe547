/* All phrases of a lexicon in a document. */
#include "lexicon_scan.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon_block.h"

/* What is known of a form; 0 while nothing is. */
enum {
  KNOWN = 1,
  ALONE = 2,   /* it is a phrase */
  GOES_ON = 4, /* a longer phrase may begin with it */
  LATER = 8,   /* a phrase may have it behind its first word */
};

typedef struct first_word {
  uint32_t phrase; /* ALONE */
  uint32_t node;   /* GOES_ON: behind it */
} first_word;

/* A word with which a phrase may begin, its second word's slot on the way. */
typedef struct start {
  uint32_t word;
  uint32_t slot, mark; /* slot: UINT32_MAX for a phrase of one word only */
} start;

#ifdef NEWS_TINY
enum { STARTS = 2, FIRST_ROOM = 1 };
#else
enum { STARTS = 32, FIRST_ROOM = 256 };
#endif

struct news_lexicon_scan {
  const news_lexicon *lex;
  const news_vocabulary *voc;
  uint32_t generation; /* of the vocabulary that is known */
  uint8_t *known;      /* by form */
  first_word *first;
  uint32_t forms; /* rooms of both */
  news_lexicon_place *places;
  uint32_t count, room;
  start starts[STARTS];
  uint32_t waiting;
};

news_lexicon_scan *news_lexicon_scan_new(const news_lexicon *lex,
                                         const news_vocabulary *voc) {
  news_lexicon_scan *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->lex = lex;
  s->voc = voc;
  s->generation = news_vocabulary_generation(voc);
  return s;
}

void news_lexicon_scan_free(news_lexicon_scan *s) {
  if (!s) return;
  free(s->known);
  free(s->first);
  free(s->places);
  free(s);
}

/* ---- forms ---- */

static bool make_room(news_lexicon_scan *s) {
  uint32_t forms = news_vocabulary_count(s->voc);
  if (s->generation != news_vocabulary_generation(s->voc)) {
    s->generation = news_vocabulary_generation(s->voc);
    if (s->forms) memset(s->known, 0, s->forms);
  }
  if (forms <= s->forms) return true;
  uint32_t room = forms + forms / 2 + FIRST_ROOM;
  uint8_t *known = realloc(s->known, room);
  if (known) s->known = known;
  first_word *first = realloc(s->first, room * sizeof *first);
  if (first) s->first = first;
  if (!known || !first) return false;
  memset(known + s->forms, 0, room - s->forms);
  s->forms = room;
  return true;
}

static uint8_t learn(news_lexicon_scan *s, uint32_t form) {
  uint64_t hash = news_vocabulary_form(s->voc, form)->hash;
  const lexicon_slot *edge = lexicon_edge(s->lex, 0, hash);
  uint8_t known = KNOWN;
  if (edge) {
    uint32_t phrase = news_lexicon_confirm(s->lex, s->voc, edge, &form, 1);
    if (phrase != UINT32_MAX) known |= ALONE;
    if (!(edge->to & LEXICON_LEAF)) known |= GOES_ON;
    s->first[form] = (first_word){phrase, edge->to};
  }
  if (news_lexicon_goes_on_with(s->lex, hash)) known |= LATER;
  return s->known[form] = known;
}

static inline uint8_t known_of(news_lexicon_scan *s, uint32_t form) {
  uint8_t known = s->known[form];
  return known ? known : learn(s, form);
}

/* ---- places ---- */

/* The phrases that begin at a word, the longest first.  False when out of
 * memory. */
static bool add_places(news_lexicon_scan *s, uint32_t word,
                       const news_lexicon_hit *found, uint32_t count) {
  if (count > NEWS_LEXICON_MOST_HITS) {
    found += count - NEWS_LEXICON_MOST_HITS;
    count = NEWS_LEXICON_MOST_HITS;
  }
  if (s->count + count > s->room) {
    uint32_t room = (s->count + count) * 2 + FIRST_ROOM;
    news_lexicon_place *places = realloc(s->places, room * sizeof *places);
    if (!places) return false;
    s->places = places;
    s->room = room;
  }
  while (count-- > 0)
    s->places[s->count++] =
        (news_lexicon_place){word, found[count].end, found[count].phrase};
  return true;
}

/* Walk on from the second word. */
static uint32_t walk(const news_lexicon_scan *s, const start *at,
                     const uint32_t *forms, uint32_t limit,
                     news_lexicon_hit *found, uint32_t count) {
  const lexicon_slot *edge = lexicon_search(s->lex, at->slot, at->mark);
  for (uint32_t w = at->word + 1; edge; w++) {
    uint32_t words = w + 1 - at->word;
    uint32_t phrase =
        news_lexicon_confirm(s->lex, s->voc, edge, forms + at->word, words);
    if (phrase != UINT32_MAX)
      found[count++] = (news_lexicon_hit){w + 1, phrase};
    if (edge->to & LEXICON_LEAF || w + 1 == limit ||
        words == NEWS_LEXICON_MOST_WORDS)
      break;
    edge = lexicon_edge(s->lex, edge->to,
                        news_vocabulary_form(s->voc, forms[w + 1])->hash);
  }
  return count;
}

/* Answer what waits. */
static bool settle(news_lexicon_scan *s, const uint32_t *forms,
                   uint32_t limit) {
  news_lexicon_hit found[NEWS_LEXICON_MOST_WORDS];
  for (uint32_t i = 0; i < s->waiting; i++) {
    const start *at = &s->starts[i];
    uint32_t form = forms[at->word], count = 0;
    if (s->known[form] & ALONE)
      found[count++] = (news_lexicon_hit){at->word + 1, s->first[form].phrase};
    if (at->slot != UINT32_MAX) count = walk(s, at, forms, limit, found, count);
    if (count && !add_places(s, at->word, found, count)) return false;
  }
  s->waiting = 0;
  return true;
}

/* The table is far larger than a cache: its slots are asked for early. */
static start second_word(const news_lexicon_scan *s, uint32_t word,
                         const uint32_t *forms) {
  const lexicon_header *h = s->lex->header;
  uint64_t hash = news_vocabulary_form(s->voc, forms[word + 1])->hash;
  uint64_t mixed = lexicon_mix(s->first[forms[word]].node, hash, h->seed);
  uint32_t slot = lexicon_home(mixed, h->slots);
  __builtin_prefetch(&s->lex->slots[slot]);
  return (start){word, slot, lexicon_mark(mixed)};
}

news_status news_lexicon_scan_words(news_lexicon_scan *s,
                                    const news_document *doc, uint32_t from,
                                    uint32_t limit,
                                    const news_lexicon_place **places,
                                    uint32_t *count, news_error *err) {
  const uint32_t *forms = doc->words.form;
  s->count = s->waiting = 0;
  bool fine = make_room(s);
  uint8_t next = fine && from < limit ? known_of(s, forms[from]) : 0;
  for (uint32_t w = from; w < limit && fine; w++) {
    uint8_t known = next;
    next = w + 1 < limit ? known_of(s, forms[w + 1]) : 0;
    bool more = known & GOES_ON && next & LATER;
    if (!more && !(known & ALONE)) continue;
    s->starts[s->waiting++] =
        more ? second_word(s, w, forms) : (start){w, UINT32_MAX, 0};
    if (s->waiting == STARTS) fine = settle(s, forms, limit);
  }
  fine = fine && settle(s, forms, limit);
  *places = s->places;
  *count = fine ? s->count : 0;
  return fine ? NEWS_OK : news_fail(err, NEWS_ENOMEM, 0, NULL);
}
