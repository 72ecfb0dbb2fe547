#include "pos.h"

#include <stddef.h>
#include <string.h>

#include "pos_form.h"
#include "sentence.h"

/* The words of a sentence as a set of places, so that all are tested at
 * once. */
__extension__ typedef unsigned __int128 places;

enum {
  PLACES = 128,
  MARGIN = POS_FARTHEST, /* edges before and after the words */
#ifdef NEWS_TINY
  MOST_WORDS = 16,
#else
  MOST_WORDS = PLACES - 2 * MARGIN, /* longer sentences are split */
#endif
};

#define PLACE(i) ((places)1 << (i))

/* A sentence: for every bit the set of words that have it. */
typedef struct sentence {
  places own[POS_BITS], lists[POS_MOST_LISTS];
  places open;  /* words with several classes left, */
  uint32_t may; /* and those classes */
  pos_bits all; /* bits that any word had at first */
  uint32_t count;
  uint32_t ranks[MOST_WORDS];
} sentence;

static inline bool has(places set, uint32_t place) { return set >> place & 1; }

static uint32_t lowest(places set) {
  uint64_t low = (uint64_t)set;
  return low ? (uint32_t)__builtin_ctzll(low)
             : 64 + (uint32_t)__builtin_ctzll((uint64_t)(set >> 64));
}

/* The words that have one of the bits. */
static places any(const places *words, uint64_t bits) {
  places set = 0;
  for (; bits; bits &= bits - 1) set |= words[__builtin_ctzll(bits)];
  return set;
}

/* ---- filling */

/* Whether capitals mean nothing, as in Words With Capitals and in CAPITALS: no
 * word of four letters or more begins with a lower-case letter. */
static bool is_headline(const news_vocabulary *voc, const uint32_t *forms,
                        uint32_t count) {
  uint32_t capitals = 0;
  for (uint32_t i = 0; i < count; i++) {
    const news_form *f = news_vocabulary_form(voc, forms[i]);
    if (f->flags & NEWS_FORM_LOWER && f->size > 3) return false;
    capitals += f->flags & NEWS_FORM_CAP && f->size > 3;
  }
  return capitals > 2;
}

static void find_open(sentence *s) {
  const uint64_t classes = s->all.own & POS_CLASS_MASK;
  places once = 0;
  s->open = 0;
  s->may = 0;
  for (uint64_t c = classes; c; c &= c - 1) {
    places words = s->own[__builtin_ctzll(c)];
    s->open |= once & words;
    once |= words;
  }
  for (uint64_t c = classes; c; c &= c - 1)
    if (s->own[__builtin_ctzll(c)] & s->open) s->may |= (uint32_t)(c & -c);
}

static void open_sentence(sentence *s, const news_morphology *m,
                          news_vocabulary *voc, const uint32_t *forms,
                          uint32_t count) {
  memset(s, 0, offsetof(sentence, ranks));
  s->count = count;
  for (uint32_t i = 0; i < count; i++) {
    pos_bits bits = news_pos_form(m, voc, forms[i], &s->ranks[i]);
    places place = PLACE(MARGIN + i);
    s->all.own |= bits.own;
    s->all.lists |= bits.lists;
    for (uint64_t b = bits.own; b; b &= b - 1)
      s->own[__builtin_ctzll(b)] |= place;
    for (uint64_t b = bits.lists; b; b &= b - 1)
      s->lists[__builtin_ctzll(b)] |= place;
  }
  places words = (PLACE(count) - 1) << MARGIN;
  s->all.own |= POS_BIT(POS_EDGE);
  s->own[POS_EDGE] = ~words;
  if (is_headline(voc, forms, count)) {
    s->all.own |= POS_BIT(POS_HEADLINE);
    s->own[POS_HEADLINE] = words;
  }
  find_open(s);
}

/* ---- rules */

/* The words that can be one of the bits (`possible`), or that certainly are. */
static places words_of_bits(const sentence *s, const pos_bits *bits,
                            bool possible) {
  places set = any(s->own, bits->own & s->all.own & ~POS_CLASS_MASK) |
               any(s->lists, bits->lists & s->all.lists);
  uint64_t classes = s->all.own & POS_CLASS_MASK;
  places named = any(s->own, bits->own & classes);
  if (!possible && named) named &= ~any(s->own, classes & ~bits->own);
  return set | named;
}

/* The words that have a word of `set` at that place from them. */
static places seen_from(places set, int place) {
  return place < 0 ? set << -place : set >> place;
}

/* The candidates that find a word of `wanted` from the test's place on,
 * skipping words of `over`. */
static places search(const pos_test *t, places candidates, places over,
                     places wanted) {
  places found = 0;
  for (places left = candidates; left; left &= left - 1) {
    int at = (int)lowest(left) + t->place, step = t->place < 0 ? -1 : 1;
    for (int n = 0;
         n < POS_OVER_MOST && at >= 0 && at < PLACES && has(over, (uint32_t)at);
         n++)
      at += step;
    if (at >= 0 && at < PLACES && has(wanted, (uint32_t)at))
      found |= left & -left;
  }
  return found;
}

static places holds(const sentence *s, const pos_test *t, places candidates) {
  places wanted = words_of_bits(s, &t->bits, t->possible), found;
  if (t->over.own | t->over.lists)
    found = search(t, candidates, words_of_bits(s, &t->over, false), wanted);
  else
    found = candidates & seen_from(wanted, t->place);
  return t->negative ? candidates & ~found : found;
}

/* The words from which the rule removes classes. */
static places applies(const news_pos_grammar *g, const pos_rule *r,
                      const sentence *s) {
  if (!(r->named & s->may) || r->must.own & ~s->all.own ||
      r->must.lists & ~s->all.lists)
    return 0;
  /* They can be a named class and also another one. */
  places words = s->open & any(s->own, s->may & r->named);
  if (words && r->named & (r->named - 1))
    words &= any(s->own, s->may & ~r->named);
  for (uint32_t i = r->test; i < r->test_end && words; i++)
    words = holds(s, &g->tests[i], words);
  return words;
}

/* What happens to one word, for news_pos_explain(). */
typedef struct watched {
  uint32_t place;
  uint32_t line;
} watched;

static void take_away(sentence *s, const pos_rule *r, places words) {
  uint64_t classes = s->all.own & POS_CLASS_MASK;
  classes &= r->selects ? ~(uint64_t)r->named : r->named;
  for (; classes; classes &= classes - 1)
    s->own[__builtin_ctzll(classes)] &= ~words;
  find_open(s);
}

static void decide(const news_pos_grammar *g, sentence *s, watched *watch) {
  for (uint32_t i = 0; i < g->header->count && s->open; i++) {
    places words = applies(g, &g->rules[i], s);
    if (!words) continue;
    take_away(s, &g->rules[i], words);
    if (watch && has(words, watch->place)) watch->line = g->rules[i].line;
  }
}

/* The most common class left. */
static uint8_t commonest(const sentence *s, uint32_t word) {
  for (uint32_t n = 0; n < POS_RANKS; n++) {
    uint32_t pos = pos_rank(s->ranks[word], n);
    if (has(s->own[pos], MARGIN + word)) return (uint8_t)pos;
  }
  return NEWS_POS_NONE;
}

static uint32_t classes_of(const sentence *s, uint32_t place) {
  uint32_t classes = 0;
  for (uint32_t pos = 0; pos < POS_CLASSES; pos++)
    classes |= (uint32_t)has(s->own[pos], place) << pos;
  return classes;
}

/* ---- a document */

/* Number of words from `word` to the end of the part, at most MOST_WORDS. */
static uint32_t words_of(const news_parts *parts, uint32_t part,
                         uint32_t word) {
  uint32_t rest = parts->first[part + 1] - word;
  return rest < MOST_WORDS ? rest : MOST_WORDS;
}

news_status news_pos_read(const news_morphology *m, news_vocabulary *voc,
                          news_document *doc, news_error *err) {
  const news_pos_grammar *g = news_morphology_grammar(m);
  if (doc->words.pos || !g) return NEWS_OK;
  news_status status = news_split_sentences(doc, err);
  if (status) return status;
  uint8_t *pos = news_arena_alloc(doc->arena, (size_t)doc->words.count + 1);
  if (!pos) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  sentence s;
  for (uint32_t i = 0; i < doc->sentences.count; i++)
    for (uint32_t w = doc->sentences.first[i]; w < doc->sentences.first[i + 1];
         w += s.count) {
      open_sentence(&s, m, voc, doc->words.form + w,
                    words_of(&doc->sentences, i, w));
      decide(g, &s, NULL);
      for (uint32_t k = 0; k < s.count; k++) pos[w + k] = commonest(&s, k);
    }
  doc->words.pos = pos;
  return NEWS_OK;
}

news_status news_pos_explain(const news_morphology *m, news_vocabulary *voc,
                             news_document *doc, uint32_t word,
                             news_pos_reason *reason, news_error *err) {
  const news_pos_grammar *g = news_morphology_grammar(m);
  *reason = (news_pos_reason){0};
  if (!g) return NEWS_OK;
  news_status status = news_split_sentences(doc, err);
  if (status) return status;
  uint32_t part = news_parts_at(&doc->sentences, word);
  uint32_t first = doc->sentences.first[part];
  first += (word - first) / MOST_WORDS * MOST_WORDS;
  sentence s;
  open_sentence(&s, m, voc, doc->words.form + first,
                words_of(&doc->sentences, part, first));
  watched watch = {MARGIN + word - first, 0};
  reason->classes = classes_of(&s, watch.place);
  decide(g, &s, &watch);
  reason->left = classes_of(&s, watch.place);
  reason->line = watch.line;
  return NEWS_OK;
}
