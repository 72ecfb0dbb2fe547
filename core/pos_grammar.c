/* The files of a grammar: reading them, the mapped block, lookups. */
#include "pos_grammar.h"

#include <stdlib.h>
#include <string.h>

static const char *const bit_names[POS_BITS - POS_CLASSES] = {
    "base",      "third",    "past",       "ing",       "plural", "most_noun",
    "most_verb", "most_adj", "often_noun", "often_adj", "cap",    "lower",
    "upper",     "proper",   "unknown",    "quote",     "edge",   "headline"};

/* ---- looking up */

static uint64_t hash_of(const char *text, size_t size) {
  return news_hash(text, size) | 1; /* 0 marks a free slot */
}

/* The slot of a hash, or the free slot where it would go. */
static uint32_t closed_slot(const news_pos_grammar *g, uint64_t hash) {
  uint32_t at = (uint32_t)(hash >> 1) & (g->header->closed - 1);
  while (g->closed[at].hash && g->closed[at].hash != hash)
    at = (at + 1) & (g->header->closed - 1);
  return at;
}

static uint32_t open_slot(const news_pos_grammar *g, uint64_t hash) {
  uint32_t at = (uint32_t)(hash >> 1) & (g->header->open - 1);
  while (g->open[at].hash && g->open[at].hash != hash)
    at = (at + 1) & (g->header->open - 1);
  return at;
}

const pos_closed *news_pos_closed(const news_pos_grammar *g, const char *text,
                                  size_t size) {
  const pos_closed *found = &g->closed[closed_slot(g, hash_of(text, size))];
  return found->hash ? found : NULL;
}

const pos_open *news_pos_open(const news_pos_grammar *g, const char *text,
                              size_t size) {
  const pos_open *found = &g->open[open_slot(g, hash_of(text, size))];
  return found->hash ? found : NULL;
}

/* ---- loading: the parts of a block while they are writable */

typedef struct piece {
  const char *at;
  size_t size;
} piece;

typedef struct loader {
  news_pos_grammar *g;
  pos_header *header;
  pos_closed *closed;
  pos_open *open;
  pos_rule *rules;
  pos_test *tests;
  uint32_t test_count, lists;
  piece names[POS_MOST_LISTS]; /* of a list of words in quotes: the words */
  const char *text, *at, *end; /* of the line */
  size_t before;               /* bytes before `text` */
  news_error *err;
} loader;

static bool fail(loader *l, const char *at, const char *what) {
  news_fail(l->err, NEWS_ESYNTAX, l->before + (size_t)(at - l->text), what);
  return false;
}

static bool is(piece p, const char *text) {
  return p.size == strlen(text) && !memcmp(p.at, text, p.size);
}

/* The next piece up to a blank; empty at the end of the line. */
static piece next(loader *l) {
  while (l->at < l->end && (*l->at == ' ' || *l->at == '\t')) l->at++;
  const char *from = l->at;
  while (l->at < l->end && *l->at != ' ' && *l->at != '\t') l->at++;
  return (piece){from, (size_t)(l->at - from)};
}

/* Split off the part of the piece up to `mark`, or all of it. */
static piece split(piece *from, char mark) {
  const char *found = memchr(from->at, mark, from->size);
  size_t size = found ? (size_t)(found - from->at) : from->size;
  piece first = {from->at, size};
  from->at += size + (found != NULL);
  from->size -= size + (found != NULL);
  return first;
}

static pos_closed *closed_word(loader *l, piece word) {
  uint64_t hash = hash_of(word.at, word.size);
  pos_closed *slot = &l->closed[closed_slot(l->g, hash)];
  slot->hash = hash;
  return slot;
}

/* ---- rows of words */

static int open_class(news_pos pos) {
  return pos == NEWS_POS_NOUN   ? 0
         : pos == NEWS_POS_VERB ? 1
         : pos == NEWS_POS_ADJ  ? 2
         : pos == NEWS_POS_ADV  ? 3
                                : -1;
}

static uint16_t count_of(piece digits) {
  uint32_t n = 0;
  for (size_t i = 0; i < digits.size && n < UINT16_MAX - 1; i++)
    n = n * 10 + (uint32_t)(digits.at[i] - '0');
  return (uint16_t)((n < UINT16_MAX - 1 ? n : UINT16_MAX - 1) + 1);
}

static bool read_counts(loader *l, piece word, piece class) {
  uint64_t hash = hash_of(word.at, word.size);
  pos_open *slot = &l->open[open_slot(l->g, hash)];
  slot->hash = hash;
  for (; class.size; class = next(l)) {
    piece name = split(&class, ':');
    int place = open_class(news_pos_of_name(name.at, name.size));
    if (place < 0 || !class.size)
      return fail(l, name.at, "noun, verb, adj or adv with a count expected");
    slot->counts[place] = count_of(class);
  }
  return true;
}

static bool read_word(loader *l) {
  piece word = next(l), class = next(l);
  if (is(word, "word") && is(class, "classes")) return true;
  if (!class.size) return fail(l, word.at, "word and classes expected");
  if (memchr(class.at, ':', class.size)) return read_counts(l, word, class);
  pos_closed *slot = closed_word(l, word);
  slot->ranks = 0;
  for (uint32_t n = 0; class.size; class = next(l), n++) {
    news_pos pos = news_pos_of_name(class.at, class.size);
    if (pos == NEWS_POS_NONE || n == POS_RANKS)
      return fail(l, class.at, "class of words expected");
    slot->ranks |= (uint32_t)pos << 5 * n;
  }
  return true;
}

/* ---- rules */

/* The bit of a class or of another property of a word; 0 for an unknown
 * name. */
static uint64_t own_bit(piece name) {
  news_pos pos = news_pos_of_name(name.at, name.size);
  if (pos != NEWS_POS_NONE) return POS_BIT(pos);
  for (int i = 0; i < POS_BITS - POS_CLASSES; i++)
    if (is(name, bit_names[i])) return POS_BIT(POS_CLASSES + i);
  return 0;
}

/* The bit of a list, which is added if `add`; 0 if there is none, or too
 * many. */
static uint64_t list_bit(loader *l, piece name, bool add, bool *added) {
  uint32_t i = 0;
  while (i < l->lists && !(l->names[i].size == name.size &&
                           !memcmp(l->names[i].at, name.at, name.size)))
    i++;
  *added = add && i == l->lists;
  if (i == POS_MOST_LISTS || (i == l->lists && !add)) return 0;
  if (*added) l->names[l->lists++] = name;
  return POS_BIT(i);
}

static bool is_quoted(piece name) {
  return name.size > 2 && name.at[0] == '"' && name.at[name.size - 1] == '"';
}

/* "in"|"of": the words in quotes at one place are one list; a single word is
 * the same list everywhere. */
static bool read_quoted(loader *l, piece words, pos_bits *bits) {
  bool added;
  uint64_t bit = list_bit(l, words, true, &added);
  if (!bit) return fail(l, words.at, "too many word lists");
  bits->lists |= bit;
  while (added && words.size) {
    piece name = split(&words, '|');
    if (is_quoted(name))
      closed_word(l, (piece){name.at + 1, name.size - 2})->lists |= bit;
  }
  return true;
}

/* noun|cap|be|"to" */
static bool read_bits(loader *l, pos_bits *bits) {
  piece all = next(l), rest = all, last = {0};
  bool added;
  int quoted = 0;
  if (!all.size) return fail(l, all.at, "bits expected");
  while (rest.size) {
    piece name = split(&rest, '|');
    uint64_t own = own_bit(name);
    uint64_t list =
        own || is_quoted(name) ? 0 : list_bit(l, name, false, &added);
    if (!own && !list && !is_quoted(name))
      return fail(l, name.at, "unknown name");
    bits->own |= own;
    bits->lists |= list;
    if (is_quoted(name)) quoted++, last = name;
  }
  return !quoted || read_quoted(l, quoted == 1 ? last : all, bits);
}

static bool read_list(loader *l) {
  bool added = false;
  piece name = next(l);
  if (!name.size || own_bit(name) || !is(next(l), "="))
    return fail(l, name.at, "list NAME = word word ... expected");
  uint64_t bit = list_bit(l, name, true, &added);
  if (!bit || !added)
    return fail(l, name.at, "already defined, or too many word lists");
  for (piece word = next(l); word.size; word = next(l))
    closed_word(l, word)->lists |= bit;
  return true;
}

static bool read_place(loader *l, int8_t *place) {
  piece p = next(l);
  bool left = p.size && *p.at == '-';
  const char *digit = p.at + left;
  if (p.size != 1u + left || *digit < '0' || *digit > '0' + POS_FARTHEST)
    return fail(l, p.at, "place such as -1, 0 or 1 expected");
  *place = (int8_t)(left ? -(*digit - '0') : *digit - '0');
  return true;
}

/* PLACE [over BITS] is|can be [not] BITS */
static bool read_test(loader *l) {
  pos_test *t = &l->tests[l->test_count++];
  if (!read_place(l, &t->place)) return false;
  piece verb = next(l);
  if (is(verb, "over")) {
    if (!t->place) return fail(l, verb.at, "over needs a place other than 0");
    if (!read_bits(l, &t->over)) return false;
    verb = next(l);
  }
  t->possible = is(verb, "can");
  if (!t->possible && !is(verb, "is"))
    return fail(l, verb.at, "is or can expected");
  const char *behind = l->at;
  t->negative = is(next(l), "not");
  if (!t->negative) l->at = behind;
  if (t->possible && !is(next(l), "be")) return fail(l, behind, "be expected");
  return read_bits(l, &t->bits);
}

/* Add the bit of a test that must hold and asks for one bit. */
static void add_must(pos_bits *must, const pos_test *t) {
  if (t->negative ||
      __builtin_popcountll(t->bits.own) + __builtin_popcountll(t->bits.lists) !=
          1)
    return;
  must->own |= t->bits.own;
  must->lists |= t->bits.lists;
}

/* Sort key: tests that usually fail come first, i.e. those for a few words, and
 * those at the word itself before others. */
static int hardness(const pos_test *t) {
  bool few = !t->negative && !(t->bits.own & POS_CLASS_MASK);
  return few && t->place == 0 ? 0 : few ? 1 : 2;
}

static void sort_tests(pos_test *tests, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    pos_test t = tests[i];
    uint32_t at = i;
    for (; at && hardness(&tests[at - 1]) > hardness(&t); at--)
      tests[at] = tests[at - 1];
    tests[at] = t;
  }
}

static bool read_rule(loader *l, bool selects, uint32_t line) {
  pos_rule *rule = &l->rules[l->header->count++];
  const char *at = l->at;
  pos_bits classes = {0, 0};
  if (!read_bits(l, &classes)) return false;
  if (classes.own & ~POS_CLASS_MASK || classes.lists)
    return fail(l, at, "classes expected");
  rule->line = line;
  rule->named = (uint32_t)classes.own;
  rule->selects = selects;
  rule->test = l->test_count;
  piece more = next(l);
  if (!is(more, "if")) return fail(l, more.at, "if expected");
  do {
    if (!read_test(l)) return false;
    more = next(l);
  } while (is(more, "and"));
  if (more.size) return fail(l, more.at, "and expected");
  rule->test_end = l->test_count;
  for (uint32_t i = rule->test; i < rule->test_end; i++)
    add_must(&rule->must, &l->tests[i]);
  sort_tests(l->tests + rule->test, rule->test_end - rule->test);
  return true;
}

static bool read_line(loader *l, uint32_t line) {
  piece word = next(l);
  if (is(word, "list")) return read_list(l);
  if (is(word, "remove")) return read_rule(l, false, line);
  if (is(word, "select")) return read_rule(l, true, line);
  return fail(l, word.at, "list, remove or select expected");
}

/* Read every line that is not a comment. */
static bool read_file(loader *l, const char *text, size_t size, bool rules) {
  uint32_t line = 1;
  l->text = text;
  for (const char *at = text, *stop = text + size; at < stop; line++) {
    const char *end = memchr(at, '\n', (size_t)(stop - at));
    if (!end) end = stop;
    l->at = at;
    l->end = end;
    piece first = next(l);
    l->at = at;
    if (first.size && *first.at != '#' &&
        !(rules ? read_line(l, line) : read_word(l)))
      return false;
    at = end + 1;
  }
  return true;
}

/* ---- the block */

static uint32_t count_bytes(const char *text, size_t size, const char *bytes) {
  uint32_t n = 1;
  for (size_t i = 0; i < size; i++) n += text[i] && strchr(bytes, text[i]);
  return n;
}

/* Number of lines with a colon. */
static uint32_t rows_with_counts(const char *text, size_t size) {
  uint32_t n = 0;
  for (const char *at = text, *stop = text + size, *end; at < stop;
       at = end + 1, n++) {
    at = memchr(at, ':', (size_t)(stop - at));
    end = at ? memchr(at, '\n', (size_t)(stop - at)) : NULL;
    if (!end) return n + (at != NULL);
  }
  return n;
}

static uint32_t slots_for(uint32_t count) {
  uint32_t slots = 16;
  while (slots < count + count / 3) slots *= 2;
  return slots;
}

static size_t block_size(const pos_header *h) {
  return sizeof *h + (size_t)h->closed * sizeof(pos_closed) +
         (size_t)h->open * sizeof(pos_open) +
         (size_t)h->rules * sizeof(pos_rule) +
         (size_t)h->tests * sizeof(pos_test);
}

static void set_views(news_pos_grammar *g, const void *block) {
  const pos_header *h = block;
  g->header = h;
  g->closed = (const void *)(h + 1);
  g->open = (const void *)(g->closed + h->closed);
  g->rules = (const void *)(g->open + h->open);
  g->tests = (const void *)(g->rules + h->rules);
}

/* Upper bounds for everything in the files: words and tests of rules have a
 * blank or a bar before them. */
static pos_header room_for(const char *words, size_t words_size,
                           const char *rules, size_t rules_size) {
  uint32_t rows = count_bytes(words, words_size, "\n");
  uint32_t open = rows_with_counts(words, words_size);
  uint32_t pieces = count_bytes(rules, rules_size, " \t|");
  return (pos_header){.closed = slots_for(rows - open + pieces),
                      .open = slots_for(open),
                      .rules = count_bytes(rules, rules_size, "\n"),
                      .tests = pieces / 2 + 1};
}

static news_status allocate(loader *l, const pos_header *header) {
  size_t all = block_size(header);
  if (all > UINT32_MAX) return news_fail(l->err, NEWS_ETOOBIG, 0, NULL);
  char *block = l->g->owned = calloc(1, all);
  if (!block) return news_fail(l->err, NEWS_ENOMEM, 0, NULL);
  l->header = l->g->owned;
  *l->header = *header;
  l->header->size = (uint32_t)all;
  set_views(l->g, block);
  l->closed = (void *)(l->header + 1);
  l->open = (void *)(l->closed + header->closed);
  l->rules = (void *)(l->open + header->open);
  l->tests = (void *)(l->rules + header->rules);
  return NEWS_OK;
}

news_status news_pos_grammar_new(const char *words, size_t words_size,
                                 const char *rules, size_t rules_size,
                                 news_pos_grammar **out, news_error *err) {
  news_error ignored;
  *out = NULL;
  if (words_size > NEWS_TEXT_MAX || rules_size > NEWS_TEXT_MAX)
    return news_fail(err, NEWS_ETOOBIG, 0, NULL);
  loader l = {.g = calloc(1, sizeof *l.g), .err = err ? err : &ignored};
  if (!l.g) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  pos_header header = room_for(words, words_size, rules, rules_size);
  news_status status = allocate(&l, &header);
  if (!status && !read_file(&l, words, words_size, false))
    status = NEWS_ESYNTAX;
  l.before = words_size;
  if (!status && !read_file(&l, rules, rules_size, true)) status = NEWS_ESYNTAX;
  if (status)
    news_pos_grammar_free(l.g);
  else
    *out = l.g;
  return status;
}

const void *news_pos_grammar_block(const news_pos_grammar *g, size_t *size) {
  *size = g->header->size;
  return g->header;
}

news_status news_pos_grammar_open(const void *block, size_t size,
                                  news_pos_grammar **out, news_error *err) {
  const pos_header *h = block;
  *out = NULL;
  if (size < sizeof *h || h->size != size || block_size(h) != size)
    return news_fail(err, NEWS_EDATA, 0, "not a compiled grammar");
  *out = calloc(1, sizeof **out);
  if (!*out) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  set_views(*out, block);
  return NEWS_OK;
}

void news_pos_grammar_free(news_pos_grammar *g) {
  if (!g) return;
  free(g->owned);
  free(g);
}
