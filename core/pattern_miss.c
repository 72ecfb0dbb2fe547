#include <string.h>

#include "pattern_trace_state.h"

/* Near misses.  From every place outside of matches the pattern is followed as
 * far as it goes; where it gets stuck, an element failed.  That is reported if
 * the pattern would have matched had that element taken the word there, or
 * none, or if it was the last but one. */

enum {
  NEWS_MISS_REACH = 200, /* most words followed from a place */
  NEWS_MISS_FAR = 3,     /* elements after which it is reported in any case */
};

/* Where the pattern got stuck: of all paths from one place the one nearest to a
 * match, then the furthest. */
typedef struct stuck {
  uint32_t first, at, left;
  uint32_t element; /* the first of the elements */
  uint32_t far;     /* the furthest place reached */
  bool failed;      /* out of memory */
} stuck;

static uint32_t list_of(const news_trace *t, uint32_t n) {
  return 1 + t->p->look_count + n;
}

/* Whether the node requires more than almost any word. */
static bool is_firm(const news_trace *t, uint32_t n) {
  const double most = 300; /* of 1,000 words */
  const news_node *node = &t->p->nodes[n];
  return node->source != NEWS_NONE ||
         news_classes_guess(&t->m->set->classes, node->expr) < most;
}

/* Compute the least number of elements after each node, up to 2. */
static void count_rest(news_trace *t) {
  const news_program *p = t->p;
  memset(t->rest, 2, p->node_count);
  for (uint8_t round = 0; round < 2; round++)
    for (uint32_t n = 0; n < p->node_count; n++) {
      news_list list = p->lists[list_of(t, n)];
      for (uint32_t i = list.first; i < list.end && t->rest[n] > round; i++) {
        uint16_t next = p->follows[i].node;
        if (round ? next != NEWS_ACCEPT && !t->rest[next] : next == NEWS_ACCEPT)
          t->rest[n] = round;
      }
    }
}

/* The rest of a match from a list on: its end, and whether it has a firm
 * element. */
static uint32_t walk_rest(const news_trace *t, uint32_t list, uint32_t at,
                          bool *firm) {
  const news_follow *f;
  *firm = false;
  while ((f = news_trace_choose(t, list, at)) && f->node != NEWS_ACCEPT) {
    *firm |= is_firm(t, f->node);
    at = news_trace_go(t, f->node, at);
    list = list_of(t, f->node);
  }
  return at;
}

static void mark_matches(news_trace *t) {
  for (uint32_t at = t->first; at < t->end;) {
    bool firm;
    uint32_t end = walk_rest(t, 0, at, &firm);
    if (end > at)
      memset(t->matched + (at - t->first), 1, end - at);
    else
      end++;
    at = end;
  }
}

static bool meets_match(const news_trace *t, uint32_t first, uint32_t end) {
  for (uint32_t at = first; at < end; at++)
    if (t->matched[at - t->first]) return true;
  return false;
}

/* ---- what got stuck */

static void add_element(news_trace *t, stuck *s, news_element e) {
  for (uint32_t i = s->element; i < t->element_count; i++)
    if (t->elements[i].kind == e.kind && t->elements[i].from == e.from &&
        t->elements[i].to == e.to)
      return;
  if (news_room((void **)&t->elements, &t->element_room,
                (uint64_t)t->element_count + 1, sizeof *t->elements))
    t->elements[t->element_count++] = e;
  else
    s->failed = true;
}

static void note(news_trace *t, stuck *s, uint32_t at, uint32_t left,
                 news_element e) {
  if (left > s->left || (left == s->left && at < s->at)) return;
  if (left < s->left || at > s->at) t->element_count = s->element;
  s->left = left;
  s->at = at;
  add_element(t, s, e);
}

static news_element guard_element(const news_trace *t, uint64_t guards) {
  uint32_t bit = (uint32_t)__builtin_ctzll(guards);
  if (bit >= NEWS_GUARD_LOOK) {
    const news_look *look = &t->p->looks[bit - NEWS_GUARD_LOOK];
    return (news_element){NEWS_ELEMENT_LOOK, look->from, look->to};
  }
  return (news_element){bit ? NEWS_ELEMENT_END : NEWS_ELEMENT_START, 0, 0};
}

/* Whether the rest would match if `n` took the word at `at`, or none.  (Before
 * the first element that is the same question at the word before.) */
static bool rest_matches(const news_trace *t, const stuck *s, uint32_t n,
                         uint32_t at, uint32_t firm) {
  bool none = at > s->first || at == t->first;
  for (uint32_t next = at < t->end ? at + 1 : at; next > at || none; next--) {
    bool more;
    if (news_trace_list_holds(t, list_of(t, n), next)) {
      uint32_t end = walk_rest(t, list_of(t, n), next, &more);
      if ((firm || more) && !meets_match(t, s->first, end)) return true;
    }
    if (next == at) break;
  }
  return false;
}

/* Note a follower that cannot be taken at `at`, after `firm` elements. */
static void note_follow(news_trace *t, stuck *s, const news_follow *f,
                        uint32_t at, uint32_t firm) {
  uint64_t blocked = f->guards & ~t->held[at - t->first];
  if (blocked) {
    bool more = false;
    uint32_t end = at;
    if (f->node != NEWS_ACCEPT) {
      if (!news_has(news_trace_can(t, at), f->node)) return;
      end = walk_rest(t, list_of(t, f->node), news_trace_go(t, f->node, at),
                      &more);
      more |= is_firm(t, f->node);
    }
    if ((firm || more) && !meets_match(t, s->first, end))
      note(t, s, at, 1, guard_element(t, blocked));
    return;
  }
  const news_node *n = &t->p->nodes[f->node];
  news_element e = {NEWS_ELEMENT_WORDS, n->from, n->to};
  bool near = firm && t->rest[f->node] < 2;
  if (rest_matches(t, s, f->node, at, firm))
    note(t, s, at, 1, e);
  else if ((near || firm >= NEWS_MISS_FAR) && at < t->end &&
           !meets_match(t, s->first, at))
    note(t, s, at, near ? t->rest[f->node] + 1u : 3, e);
}

/* ---- following the pattern from a place */

static void take(news_trace *t, stuck *s, uint32_t n, uint32_t end,
                 uint32_t firm) {
  size_t place = end - t->first;
  uint8_t *most = &t->firm[place * t->p->node_count + n];
  if (end > s->far) s->far = end;
  news_put(t->taken + place * t->p->words, n);
  if (firm > *most) *most = (uint8_t)(firm > UINT8_MAX ? UINT8_MAX : firm);
}

static void follow(news_trace *t, stuck *s, uint32_t list, uint32_t at,
                   uint32_t firm) {
  const news_program *p = t->p;
  for (uint32_t i = p->lists[list].first; i < p->lists[list].end; i++) {
    const news_follow *f = &p->follows[i];
    bool taken = false;
    if (!(f->guards & ~t->held[at - t->first])) {
      if (f->node == NEWS_ACCEPT) continue;
      uint32_t way = 0, end;
      while ((end = news_trace_take(t, f->node, at, &way))) {
        take(t, s, f->node, end, firm + is_firm(t, f->node));
        taken = true;
      }
    }
    if (!taken) note_follow(t, s, f, at, firm);
  }
}

/* All rows of `taken` are empty before and after the call. */
static void follow_from(news_trace *t, stuck *s) {
  size_t words = t->p->words, row;
  uint32_t end = t->end;
  if (end - s->first > NEWS_MISS_REACH) end = s->first + NEWS_MISS_REACH;
  s->far = s->first;
  follow(t, s, 0, s->first, 0);
  for (uint32_t at = s->first + 1; at <= end && at <= s->far; at++) {
    row = (at - t->first) * words;
    for (uint32_t n = 0; n < t->p->node_count; n++)
      if (news_has(t->taken + row, n))
        follow(t, s, list_of(t, n), at,
               t->firm[(size_t)(at - t->first) * t->p->node_count + n]);
  }
  row = (s->first - t->first) * words;
  size_t rows = s->far - s->first + 1, nodes = t->p->node_count;
  memset(t->taken + row, 0, rows * words * sizeof *t->taken);
  memset(t->firm + (s->first - t->first) * nodes, 0, rows * nodes);
}

/* ---- the list */

static bool same_elements(const news_trace *t, const news_miss *m,
                          uint32_t first, uint32_t count) {
  const news_element *mine = t->elements + first;
  const news_element *theirs = t->elements + m->element;
  if (m->count != count) return false;
  for (uint32_t i = 0; i < count; i++)
    if (mine[i].kind != theirs[i].kind || mine[i].from != theirs[i].from ||
        mine[i].to != theirs[i].to)
      return false;
  return true;
}

/* Of paths to the same failure the longest counts; of those that fail at their
 * first element the shortest. */
static bool is_told(news_trace *t, const stuck *s) {
  uint32_t count = t->element_count - s->element;
  for (uint32_t i = 0; i < t->miss_count; i++) {
    news_miss *m = &t->misses[i];
    if (!same_elements(t, m, s->element, count)) continue;
    if (m->at == s->at) return true;
    if (m->at == m->first && s->at == s->first) {
      m->first = m->at = s->first;
      return true;
    }
  }
  return false;
}

static bool tell(news_trace *t, const stuck *s) {
  if (s->left > 3) return true;
  if (is_told(t, s)) {
    t->element_count = s->element;
    return true;
  }
  if (!news_room((void **)&t->misses, &t->miss_room,
                 (uint64_t)t->miss_count + 1, sizeof *t->misses))
    return false;
  t->misses[t->miss_count++] = (news_miss){
      .first = s->first,
      .at = s->at,
      .left = s->left,
      .element = s->element,
      .count = t->element_count - s->element,
  };
  return true;
}

news_status news_trace_misses(news_trace *t, news_misses *misses,
                              news_error *err) {
  t->element_count = t->miss_count = 0;
  count_rest(t);
  mark_matches(t);
  size_t places = (size_t)(t->end - t->first) + 1;
  memset(t->taken, 0, places * t->p->words * sizeof *t->taken);
  memset(t->firm, 0, places * t->p->node_count);
  for (uint32_t at = t->first; at < t->end; at++) {
    if (t->matched[at - t->first]) continue;
    stuck s = {.first = at, .at = at, .left = 4, .element = t->element_count};
    follow_from(t, &s);
    if (s.failed || !tell(t, &s)) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  *misses = (news_misses){t->miss_count, t->misses, t->elements};
  return NEWS_OK;
}
