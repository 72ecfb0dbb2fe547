#include "pos.h"

#include <string.h>

#include "pos_form.h"
#include "sentence.h"

#ifdef NEWS_TINY
enum { MOST_WORDS = 16 };
#else
enum { MOST_WORDS = 256 }; /* of a longer sentence this many are one */
#endif
enum { MARGIN = POS_FARTHEST + POS_OVER_MOST + 1, ROUNDS = 2 };

/* A sentence as bits, edges around it. */
typedef struct sentence {
  pos_bits words[MARGIN + MOST_WORDS + MARGIN];
  uint32_t ranks[MOST_WORDS];
  uint16_t open[MOST_WORDS]; /* those of several classes */
  uint32_t count, open_count;
  pos_bits all; /* bits that some word has */
} sentence;

/* ---- filling */

static bool several(uint64_t word) {
  uint64_t classes = word & POS_CLASS_MASK;
  return classes & (classes - 1);
}

/* Capitals tell nothing in Words With Capitals and in CAPITALS alone: no word
 * of four letters or more begins with a small one. */
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

static void open_sentence(sentence *s, const news_morphology *m,
                          news_vocabulary *voc, const uint32_t *forms,
                          uint32_t count) {
  uint64_t headline =
      is_headline(voc, forms, count) ? POS_BIT(POS_HEADLINE) : 0;
  const pos_bits edge = {POS_BIT(POS_EDGE), 0};
  s->count = count;
  s->open_count = 0;
  s->all = edge;
  for (uint32_t i = 0; i < MARGIN; i++)
    s->words[i] = s->words[MARGIN + count + i] = edge;
  for (uint32_t i = 0; i < count; i++) {
    pos_bits bits = news_pos_form(m, voc, forms[i], &s->ranks[i]);
    bits.own |= headline;
    s->words[MARGIN + i] = bits;
    s->all.own |= bits.own;
    s->all.lists |= bits.lists;
    if (several(bits.own)) s->open[s->open_count++] = (uint16_t)(MARGIN + i);
  }
}

/* ---- rules */

static bool shares(const pos_bits *word, const pos_bits *bits) {
  return word->own & bits->own || word->lists & bits->lists;
}

static bool is_of(const pos_bits *word, const pos_bits *bits) {
  uint64_t classes = word->own & POS_CLASS_MASK;
  return (classes && !(classes & ~bits->own)) ||
         word->own & bits->own & ~POS_CLASS_MASK || word->lists & bits->lists;
}

static bool holds(const pos_test *t, const pos_bits *word) {
  int step = t->place < 0 ? -1 : 1;
  const pos_bits *at = word + t->place;
  if (t->over.own | t->over.lists)
    for (int n = 0; n < POS_OVER_MOST && is_of(at, &t->over); n++) at += step;
  return (t->possible ? shares(at, &t->bits) : is_of(at, &t->bits)) !=
         t->negative;
}

static bool applies(const news_pos_grammar *g, const pos_rule *r,
                    const pos_bits *word) {
  if (!(word->own & r->take) || !(word->own & r->keep)) return false;
  for (uint32_t i = r->test; i < r->test_end; i++)
    if (!holds(&g->tests[i], word)) return false;
  return true;
}

/* What happens to one word, for those who want to know. */
typedef struct watched {
  const pos_bits *word;
  uint32_t line;
} watched;

static bool apply(const news_pos_grammar *g, const pos_rule *r, sentence *s,
                  watched *watch) {
  uint32_t kept = 0, before = s->open_count;
  for (uint32_t i = 0; i < before; i++) {
    pos_bits *word = &s->words[s->open[i]];
    if (applies(g, r, word)) {
      word->own &= ~(uint64_t)r->take;
      if (watch && watch->word == word) watch->line = r->line;
    }
    if (several(word->own)) s->open[kept++] = s->open[i];
  }
  s->open_count = kept;
  return kept < before;
}

/* May the rule apply in the sentence: has it all that the tests ask for? */
static bool fits(const news_pos_grammar *g, const pos_rule *r,
                 const sentence *s) {
  if (!(s->all.own & r->take) || r->must.own & ~s->all.own ||
      r->must.lists & ~s->all.lists)
    return false;
  for (uint32_t i = r->test; i < r->test_end; i++)
    if (!g->tests[i].negative && !shares(&s->all, &g->tests[i].bits))
      return false;
  return true;
}

/* The second round gives rules what later ones found out. */
static void decide(const news_pos_grammar *g, sentence *s, watched *watch) {
  for (int round = 0; round < ROUNDS && s->open_count; round++) {
    bool changed = false;
    for (uint32_t i = 0; i < g->header->count && s->open_count; i++) {
      const pos_rule *r = &g->rules[i];
      if (fits(g, r, s)) changed |= apply(g, r, s, watch);
    }
    if (!changed) break;
  }
}

/* The commonest class that is left. */
static uint8_t commonest(uint64_t word, uint32_t ranks) {
  for (uint32_t n = 0; n < POS_RANKS; n++) {
    uint32_t pos = pos_rank(ranks, n);
    if (word >> pos & 1) return (uint8_t)pos;
  }
  return NEWS_POS_NONE;
}

/* ---- a document */

/* The words of the part that `word` begins, or of its next MOST_WORDS. */
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
      for (uint32_t k = 0; k < s.count; k++)
        pos[w + k] = commonest(s.words[MARGIN + k].own, s.ranks[k]);
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
  watched watch = {&s.words[MARGIN + word - first], 0};
  reason->classes = (uint32_t)(watch.word->own & POS_CLASS_MASK);
  decide(g, &s, &watch);
  reason->left = (uint32_t)(watch.word->own & POS_CLASS_MASK);
  reason->line = watch.line;
  return NEWS_OK;
}
