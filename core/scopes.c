#include "sentence.h"

/* Joins the sentences that a quotation spans. */

enum {
  SCOPE_MOST = 64, /* most sentences, in case a mark is paired wrongly */
  OPEN_MOST = 4,   /* most sentences after a mark that is never closed */
  /* Words after which a sentence is cut, and no more are joined.  Matches that
   * begin one after another, and that rules drop or keep nested, may all reach
   * the end of their scope, so they take time quadratic in its size; no
   * sentence of prose is that long. */
  WORDS_MOST = 2048,
};

typedef struct joining {
  const news_document *doc;
  uint32_t item;  /* next pair to read */
  uint32_t begin; /* first sentence of the scope */
  uint32_t until; /* sentence after the scope, as far as known */
} joining;

/* Whether the next paragraph begins with the same mark, so the speech
 * continues. */
static bool reopened(const news_document *doc, uint32_t item) {
  const news_quoted *q = &doc->quoted.items[item];
  if (item + 1 >= doc->quoted.count) return false;
  const news_quoted *next = q + 1;
  while (next < doc->quoted.items + doc->quoted.count && next->depth) next++;
  if (next == doc->quoted.items + doc->quoted.count) return false;
  return next->first == q->end && next->style == q->style &&
         doc->paragraphs.first[news_parts_at(&doc->paragraphs, next->first)] ==
             next->first;
}

static uint32_t scope_end(const joining *j, uint32_t item, uint32_t here) {
  const news_document *doc = j->doc;
  const news_quoted *q = &doc->quoted.items[item];
  uint32_t last = news_parts_at(&doc->sentences, q->end - 1);
  if (!q->open) return last + 1;
  if (reopened(doc, item)) return last + 2;
  return last - here < OPEN_MOST ? last + 1 : here + OPEN_MOST;
}

/* Read the pairs that open in sentence `here`. */
static void read_pairs(joining *j, uint32_t here) {
  const news_document *doc = j->doc;
  uint32_t end = doc->sentences.first[here + 1];
  for (; j->item < doc->quoted.count; j->item++) {
    if (doc->quoted.items[j->item].first >= end) break;
    if (doc->quoted.items[j->item].depth) continue;
    uint32_t until = scope_end(j, j->item, here);
    if (until > j->until) j->until = until;
  }
  if (j->until > j->begin + SCOPE_MOST) j->until = j->begin + SCOPE_MOST;
}

news_status news_sentence_scopes(news_document *doc, const news_parts **out,
                                 news_error *err) {
  *out = &doc->scopes;
  if (doc->scopes.first) return NEWS_OK;
  news_status status = news_split_sentences(doc, err);
  if (status) return status;
  const uint32_t *sentence = doc->sentences.first;
  uint32_t most = doc->sentences.count + 1 + doc->words.count / WORDS_MOST;
  uint32_t count = 0;
  uint32_t *first = news_arena_alloc(doc->arena, most * sizeof *first);
  if (!first) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  joining j = {.doc = doc};
  for (uint32_t i = 0; i < doc->sentences.count; i++) {
    if (i >= j.until || sentence[i] - first[count - 1] > WORDS_MOST) {
      first[count++] = sentence[i];
      j.begin = i;
      j.until = i + 1;
    }
    for (uint32_t w = sentence[i]; sentence[i + 1] - w > WORDS_MOST;)
      first[count++] = w += WORDS_MOST;
    read_pairs(&j, i);
  }
  first[count] = doc->words.count;
  news_arena_shrink(doc->arena, first, most * sizeof *first,
                    (count + 1) * sizeof *first);
  doc->scopes = (news_parts){count, first};
  return NEWS_OK;
}
