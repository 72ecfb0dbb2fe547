/* What a form can be, out of context. */
#include "pos_form.h"

#include <string.h>

#include "morphology_data.h"

/* ---- weights of classes */

typedef struct knowledge {
  const news_pos_grammar *grammar;
  const char *form;
  size_t size;
  uint64_t bits;
  uint32_t weights[POS_CLASSES]; /* 0: not this class */
} knowledge;

static void add(knowledge *k, news_pos pos, uint32_t weight) {
  k->bits |= POS_BIT(pos);
  k->weights[pos] += weight;
}

/* Of twenty occurrences of a verb seven are its base, three in -s, seven a past
 * or participle, three in -ing; of twenty of a noun six are plurals.  Rough
 * counts over news; they need only rank noun and verb readings of a form. */
enum { SHARES = 20, BASE = 7, THIRD = 3, PAST = 7, ING = 3, PLURAL = 6 };

static const news_pos open_classes[] = {NEWS_POS_NOUN, NEWS_POS_VERB,
                                        NEWS_POS_ADJ, NEWS_POS_ADV};

/* A class that is listed but was never counted has the lowest weight. */
static uint32_t weight_of(uint32_t count, uint32_t share) {
  return count > 1 ? (count - 1) * share : 1;
}

/* Add the classes of a form that is a lemma. */
static void add_lemma(knowledge *k, const char *text, size_t size) {
  static const uint32_t shares[] = {SHARES - PLURAL, BASE, SHARES, SHARES};
  const pos_open *lemma = news_pos_open(k->grammar, text, size);
  for (int i = 0; lemma && i < 4; i++)
    if (lemma->counts[i]) add(k, open_classes[i], lemma->counts[i] * shares[i]);
  if (lemma && lemma->counts[1]) k->bits |= POS_BIT(POS_BASE);
}

static bool ends(const char *form, size_t size, const char *ending) {
  size_t n = strlen(ending);
  return size > n + 1 && memcmp(form + size - n, ending, n) == 0;
}

static void add_verb(knowledge *k, uint32_t count, bool base) {
  if (ends(k->form, k->size, "ing") && !base) {
    add(k, NEWS_POS_VERB, weight_of(count, ING));
    add(k, NEWS_POS_NOUN, 1); /* the noun in -ing: the finding */
    k->bits |= POS_BIT(POS_ING);
  } else if (ends(k->form, k->size, "s") && !base) {
    add(k, NEWS_POS_VERB, weight_of(count, THIRD));
    k->bits |= POS_BIT(POS_THIRD);
  } else {
    add(k, NEWS_POS_VERB, weight_of(count, PAST));
    k->bits |= POS_BIT(POS_PAST);
  }
}

/* Whether a lemma is of a closed class and not a verb. */
static bool is_no_verb(const knowledge *k, const char *text, size_t size) {
  const pos_closed *closed = news_pos_closed(k->grammar, text, size);
  if (!closed || !closed->ranks) return false;
  for (uint32_t n = 0; n < POS_RANKS; n++)
    if (pos_rank(closed->ranks, n) == NEWS_POS_VERB) return false;
  return true;
}

/* Add a reading of an inflected form; put and sheep are their own. */
static void take_reading(void *host, const char *text, size_t size,
                         news_pos pos) {
  knowledge *k = host;
  const pos_open *lemma = news_pos_open(k->grammar, text, size);
  bool base = size == k->size && !memcmp(text, k->form, size);
  if (pos == NEWS_POS_VERB && lemma && lemma->counts[1]) {
    if (is_no_verb(k, text, size)) return; /* bees is not a form of be */
    add_verb(k, lemma->counts[1], base);
  } else if (pos == NEWS_POS_NOUN) { /* children: no list has it as a noun */
    uint32_t count = lemma ? lemma->counts[0] : 0;
    if (lemma && !count) return;
    if (!lemma && ends(k->form, k->size, "s")) return;
    add(k, NEWS_POS_NOUN, weight_of(count, PLURAL));
    k->bits |= POS_BIT(POS_PLURAL);
  } else if (pos == NEWS_POS_ADJ && lemma && lemma->counts[2]) {
    add(k, NEWS_POS_ADJ, weight_of(lemma->counts[2], 1));
  }
}

/* ---- forms that no list has */

/* 1990s is a noun, 3rd an adjective, anything else a number. */
static news_pos number_class(const char *form, size_t size) {
  if (ends(form, size, "s")) return NEWS_POS_NOUN;
  static const char *const ordinal[] = {"st", "nd", "rd", "th"};
  for (int i = 0; i < 4; i++)
    if (size > 2 && !memcmp(form + size - 2, ordinal[i], 2))
      return NEWS_POS_ADJ;
  return NEWS_POS_NUM;
}

/* Guess classes from the ending. */
static void guess(knowledge *k) {
  static const struct {
    const char *ending;
    news_pos first, second;
  } endings[] = {
      {"ly", NEWS_POS_ADV, NEWS_POS_ADJ},
      {"ous", NEWS_POS_ADJ, NEWS_POS_NONE},
      {"able", NEWS_POS_ADJ, NEWS_POS_NONE},
      {"ible", NEWS_POS_ADJ, NEWS_POS_NONE},
      {"ical", NEWS_POS_ADJ, NEWS_POS_NONE},
      {"ful", NEWS_POS_ADJ, NEWS_POS_NOUN},
      {"less", NEWS_POS_ADJ, NEWS_POS_NONE},
      {"ive", NEWS_POS_ADJ, NEWS_POS_NOUN},
      {"ish", NEWS_POS_ADJ, NEWS_POS_VERB},
      {"ic", NEWS_POS_ADJ, NEWS_POS_NOUN},
      {"ed", NEWS_POS_VERB, NEWS_POS_ADJ},
      {"ing", NEWS_POS_VERB, NEWS_POS_NOUN},
      {"", NEWS_POS_NOUN, NEWS_POS_NONE},
  };
  uint32_t i = 0;
  while (*endings[i].ending && !ends(k->form, k->size, endings[i].ending)) i++;
  add(k, endings[i].first, 2);
  if (endings[i].second != NEWS_POS_NONE) add(k, endings[i].second, 1);
  if (endings[i].first == NEWS_POS_VERB)
    k->bits |= POS_BIT(ends(k->form, k->size, "ed") ? POS_PAST : POS_ING);
  /* Names in -s are rarely plurals: Sanders, Paris. */
  if (endings[i].first == NEWS_POS_NOUN && ends(k->form, k->size, "s") &&
      !ends(k->form, k->size, "ss") && !k->weights[NEWS_POS_PROPN])
    k->bits |= POS_BIT(POS_PLURAL);
  k->bits |= POS_BIT(POS_UNKNOWN);
}

/* ---- together */

static uint64_t shape_bits(uint32_t flags) {
  static const struct {
    uint32_t flag;
    int bit;
  } shapes[] = {{NEWS_FORM_CAP, POS_CAP},
                {NEWS_FORM_LOWER, POS_LOWER},
                {NEWS_FORM_UPPER, POS_UPPER},
                {NEWS_FORM_QUOTE, POS_QUOTE}};
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++)
    if (flags & shapes[i].flag) bits |= POS_BIT(shapes[i].bit);
  return bits;
}

/* The class of anything but a word; NEWS_POS_NONE for words. */
static news_pos sign_class(const news_form *f) {
  const uint32_t web = NEWS_FORM_URL | NEWS_FORM_EMAIL | NEWS_FORM_HASHTAG;
  if (f->flags & NEWS_FORM_PUNCT) return NEWS_POS_PUNCT;
  if (f->flags & (NEWS_FORM_SYMBOL | web)) return NEWS_POS_SYM;
  if (f->flags & NEWS_FORM_MENTION) return NEWS_POS_PROPN;
  if (f->flags & (NEWS_FORM_NUM | NEWS_FORM_DIGIT))
    return number_class(f->text, f->size);
  return NEWS_POS_NONE;
}

/* Rank the classes by weight, those of equal weight by number. */
static uint32_t rank(const knowledge *k) {
  uint32_t ranks = 0, done = 0;
  for (uint32_t n = 0; n < POS_RANKS; n++) {
    uint32_t best = NEWS_POS_NONE;
    for (uint32_t pos = 1; pos < POS_CLASSES; pos++)
      if (k->weights[pos] && !(done >> pos & 1) &&
          (best == NEWS_POS_NONE || k->weights[pos] > k->weights[best]))
        best = pos;
    done |= 1u << best;
    ranks |= best << 5 * n;
  }
  return ranks;
}

static uint64_t often(const knowledge *k, news_pos pos, uint32_t most,
                      uint32_t times, int bit) {
  uint32_t weight = k->weights[pos];
  return weight && weight * times >= k->weights[most] ? POS_BIT(bit) : 0;
}

static uint64_t most_bits(const knowledge *k, uint32_t ranks) {
  uint32_t most = pos_rank(ranks, 0);
  uint64_t bits = often(k, NEWS_POS_NOUN, most, 10, POS_OFTEN_NOUN) |
                  often(k, NEWS_POS_ADJ, most, 4, POS_OFTEN_ADJ);
  switch (most) {
    case NEWS_POS_NOUN: return bits | POS_BIT(POS_MOST_NOUN);
    case NEWS_POS_VERB: return bits | POS_BIT(POS_MOST_VERB);
    case NEWS_POS_ADJ: return bits | POS_BIT(POS_MOST_ADJ);
    default: return bits;
  }
}

static void read_open(const news_morphology *m, knowledge *k,
                      const news_form *f) {
  if (f->flags & NEWS_FORM_CAP) {
    add_lemma(k, f->text, f->size);
    if (k->bits & POS_BIT(NEWS_POS_ADJ)) k->bits |= POS_BIT(POS_PROPER);
  }
  add_lemma(k, k->form, k->size);
  news_morphology_read(m, k->form, k->size, take_reading, k);
  bool known = k->bits & POS_CLASS_MASK;
  /* A name has the lowest weight: rules decide where a word is one. */
  if (f->flags & NEWS_FORM_CAP) add(k, NEWS_POS_PROPN, known ? 2 : 9);
  if (!known) guess(k);
}

/* The list of closed classes gives the classes of a form, but not its
 * inflection. */
static void read_closed(const news_morphology *m, knowledge *k,
                        const news_form *f, uint32_t ranks) {
  const uint64_t inflection = POS_BIT(POS_BASE) | POS_BIT(POS_THIRD) |
                              POS_BIT(POS_PAST) | POS_BIT(POS_ING) |
                              POS_BIT(POS_PLURAL);
  knowledge open = {.grammar = k->grammar, .form = k->form, .size = k->size};
  add_lemma(&open, k->form, k->size);
  news_morphology_read(m, k->form, k->size, take_reading, &open);
  k->bits |= open.bits & inflection;
  for (uint32_t n = 0; n < POS_RANKS && pos_rank(ranks, n); n++)
    add(k, (news_pos)pos_rank(ranks, n), POS_RANKS - n + 1);
  if (f->flags & NEWS_FORM_CAP) add(k, NEWS_POS_PROPN, 1);
}

pos_bits news_pos_form(const news_morphology *m, news_vocabulary *voc,
                       uint32_t id, uint32_t *ranks) {
  const news_form *f = news_vocabulary_form(voc, id);
  if (f->bits) {
    *ranks = f->ranks;
    return (pos_bits){f->bits, f->lists};
  }
  const news_form *folded = news_vocabulary_form(voc, f->folded);
  knowledge k = {.grammar = news_morphology_grammar(m),
                 .form = folded->text,
                 .size = folded->size};
  const pos_closed *closed = news_pos_closed(k.grammar, k.form, k.size);
  uint64_t lists = closed ? closed->lists : 0;
  k.bits = shape_bits(f->flags);
  news_pos sign = sign_class(f);
  if (closed && closed->ranks) {
    read_closed(m, &k, f, closed->ranks);
  } else if (sign != NEWS_POS_NONE) {
    add(&k, sign, 1);
  } else {
    read_open(m, &k, f);
  }
  *ranks = rank(&k);
  k.bits |= most_bits(&k, *ranks);
  news_vocabulary_note(voc, id, k.bits, lists, *ranks);
  return (pos_bits){k.bits, lists};
}
