#ifndef NEWS_PATTERN_MATCHER_H
#define NEWS_PATTERN_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pattern.h"
#include "pattern_class.h"
#include "pattern_compile.h"
#include "pattern_edges.h"
#include "pattern_known.h"
#include "pattern_letters.h"
#include "pattern_row.h"

/* Internals of a pattern set and a matcher; shared by the pattern_*.c files. */

/* Something needed: a word of this group of classes, or an element of one of
 * these layers' sources; NEWS_NONE and no sources: nothing. */
typedef struct news_wanted {
  uint32_t group;
  uint32_t source_count;
  uint32_t sources[NEWS_NEED_LAYERS];
} news_wanted;

typedef struct news_compiled {
  news_program program;
  bool by_layer;   /* reads annotations, which are added while rules run */
  uint32_t phrase; /* lexicon source whose phrases are the matches, or
                      NEWS_NONE: see pattern_phrase.c */
  /* Where a match can be: around its need. */
  news_wanted best;
  uint32_t before;     /* most words of a match before that, or NEWS_NO_LIMIT */
  uint32_t more_count; /* further needs of every match */
  news_wanted more[NEWS_NEEDS_MOST];
  uint32_t capture_count;
  const char **captures;
  uint32_t layer_count;
  uint32_t *layers;
} news_compiled;

/* See pattern_layers.c. */
typedef struct news_asks news_asks;

/* The data tested for every pattern of a plan in every document: kept together,
 * because most patterns are ruled out by it. */
typedef struct news_brief {
  uint64_t asks; /* bits of the layers it reads: news_asked_bit() */
  /* Groups of words of which it needs one each; NEWS_NONE: no more. */
  uint32_t groups[2];
} news_brief;

struct news_pattern_set {
  bool fixed; /* in a mapped block: see pattern_image.h */
  news_classes classes;
  news_arena *arena;
  news_document *scratch;
  news_compiled *patterns;
  uint32_t count, room;
  news_brief *briefs; /* of the patterns */
  uint32_t brief_room;
  news_keys groups; /* of classes, ascending */
  /* For each lexicon source the group of words that may begin a phrase of more
   * than one word; NEWS_NONE: not needed. */
  uint32_t *source_groups;
  uint32_t source_room;
  news_known known;         /* rows of common words */
  struct news_types *types; /* for the next document; NULL: none yet */
  news_asks *asks;          /* conditions on attributes; NULL: none yet */
};

/* All phrases of a lexicon source in a document, sorted like edges. */
typedef struct news_phrases {
  uint64_t serial; /* of the document */
  news_edge *items;
  uint32_t count, room;
} news_phrases;

/* The phrases of several words of a lexicon in a document, for all entries;
 * indexed by the lexicon's lead. */
typedef struct news_found {
  uint64_t serial; /* of the document */
  struct news_lexicon_place *items;
  uint32_t count, room;
} news_found;

/* See pattern_reading.c. */
typedef struct news_reading news_reading;

/* Shared by the matchers of a set.  A matcher that must start again makes new
 * types, and the others change to them when they open their next document. */
typedef struct news_types {
  uint32_t users;
  uint32_t *of_form; /* NEWS_NONE: not met yet */
  uint32_t form_room;
  const news_vocabulary *voc;
  uint32_t generation;
  uint32_t class_count, group_count; /* at which the rows were made */
  uint32_t row_words;
  uint64_t *rows;
  uint32_t count, room;
  uint32_t *slots;
  uint32_t slot_count;
  /* The first groups of each type, padded with the total number of groups. */
  struct news_four {
    uint32_t group[4];
  } * four;
  uint32_t *group_first; /* for each type, in group_list */
  uint32_t *group_list;
  uint32_t group_list_count, group_list_room;
  uint32_t *class_first; /* groups of each class */
  uint32_t *class_list;
  uint64_t *grouped; /* classes that are in any group */
  uint32_t *mark;    /* by group, to list each once */
  uint32_t marked;
  uint32_t *often; /* in the last text: number of words of each type, */
  uint32_t often_room;
  uint32_t *met; /* and the types with words */
  uint32_t met_count, met_room;
  news_reading *reading; /* the last one, NULL if it is gone */
  news_rows *maker;
  uint64_t *row;
} news_types;

/* The state of a search at a place. */
typedef struct news_place {
  uint64_t held, known; /* guards that hold; guards that are known */
  uint64_t *row;        /* of news_matcher.rows */
  uint32_t stamp;       /* of the scope for which this is valid */
  /* Letters of the words that begin and end there, or NEWS_NONE. */
  uint32_t letter, before;
  /* The last test of a word next to it: the test * 2, + 1 for the word that
   * ends there, NEWS_NONE: no test; and whether it passed. */
  uint32_t test;
  bool passed;
  bool behind; /* the nodes of look-behinds are in its row, */
  bool good;   /* and after it those that are good */
} news_place;

/* A step of a search: its place in the list of followers. */
typedef struct news_step {
  const news_block *block, *block_end; /* of the list */
  uint64_t left;                       /* nodes of the block not tried yet, */
  bool accepts; /* and whether its end is not tried yet */
  bool word;    /* the node being tried may still take the word */
  uint32_t at;
  news_place *place;       /* its place; NULL for a plain program */
  uint32_t follow;         /* the entry being tried */
  uint32_t edge, edge_end; /* elements its node may still take */
  uint32_t taken;          /* number of the element taken, NEWS_NONE: a word */
} news_step;

typedef struct news_named news_named;

typedef struct news_scope {
  uint32_t pattern, first, end;
  news_letters *letters; /* of the pattern, with its program */
  uint32_t closing;      /* from here on there is only final punctuation: $ */
  uint32_t candidate;    /* the next candidate not in a range yet, or `end` */
  uint32_t fits;         /* a candidate known to be possible */
  uint32_t sure;         /* a place where a match is known to be possible */
  uint32_t before;       /* most words of a match before a candidate */
  bool everywhere;       /* without candidates: one range */
  uint32_t pruned;       /* rows are pruned for starts before this place */
  bool open;             /* the search has been opened */
  uint32_t active; /* jumps with elements here, in the matcher's `active`; */
  uint32_t look_active; /* number of the first ones, which look-arounds need */
  uint32_t asked_from;  /* from here on the first element with which a match */
  uint32_t element;     /* may start begins there; `end`: none does */
  uint32_t a, b;        /* range of places where a match may start */
  uint32_t at;          /* the next place in it */
  uint32_t last_first;  /* first word of the last match */
  bool phrases;         /* the pattern's matches are phrases */
} news_scope;

struct news_matcher {
  news_pattern_set *set;
  news_match_document document;
  news_types *types;
  news_reading *reading; /* its own, or shared; NULL: none yet, and */
  uint32_t *word_types;  /* from it: the types of words, */
  uint32_t *group_first; /* the candidates of each group */
  uint32_t *candidates;
  uint8_t *sides; /* first | last << 1, by place in the sentence */
  uint32_t side_room;
  bool sides_ready;
  news_letters *letters; /* by pattern */
  uint32_t letters_room;
  news_edges *edges; /* by source */
  uint32_t edges_room;
  struct news_lexicon_scan *scan; /* NULL: not needed yet */
  news_phrases *phrases;          /* by source */
  uint32_t phrases_room;
  news_found *found; /* by source */
  uint32_t found_room;
  uint32_t phrase;   /* where the last search for a phrase ended */
  news_named *named; /* cache of lexicon phrases of words; may be NULL */
  const news_vocabulary *named_voc; /* for these forms */
  uint32_t named_generation;
  news_asks *asks; /* the set's conditions when the matcher was opened */
  uint64_t serial; /* of the document */
  const news_parts *parts; /* the parts for which part_of is valid */
  uint32_t *part_of;
  uint32_t part_room;
  /* Parts with a candidate of a group, as rows of bits; for each group the
   * number of its row, 0: not made yet. */
  uint64_t *holders;
  uint32_t *holder_of;
  uint32_t holder_cells, holder_count, holder_room, holder_of_room;
  uint64_t parts_serial; /* changes with the parts */
  /* The result of the last seek: the scope, a candidate in it and the first
   * place before it where a match may start. */
  uint32_t sought_pattern, sought_first, sought_word, sought_start;
  bool open, typed; /* typed: the types of words are known */

  news_scope scope;
  news_active *active;
  uint32_t active_room;
  news_place *places;
  uint32_t place_room, stamp;
  uint64_t *rows; /* for each place: nodes worth trying; nodes that are good */
  size_t row_room;
  uint32_t stride; /* 64-bit words of a row */
  news_step *steps;
  uint32_t step_room;
  uint32_t depth; /* the last step of the path found last */
  news_error failure;
  uint64_t tried;   /* starts tried so far */
  uint32_t *opened; /* by slot */
  uint32_t opened_room;
  news_capture *captures;
  uint32_t capture_count, capture_room;
};

/* Grow *items to `count` items of `size` bytes; false when out of memory. */
bool news_grow_room(void **items, uint32_t *room, uint64_t count, size_t size);
static inline bool news_room(void **items, uint32_t *room, uint64_t count,
                             size_t size) {
  return count <= *room || news_grow_room(items, room, count, size);
}
/* The same with new items cleared. */
bool news_cleared_room(void **items, uint32_t *room, uint64_t count,
                       size_t size);
/* The same without keeping the contents. */
bool news_fresh_room(uint64_t **items, size_t *room, uint64_t count);

/* Take steps from the budget; NEWS_EBUDGET if they are used up. */
static inline news_status news_matcher_charge(const news_matcher *m,
                                              uint64_t work, news_error *err) {
  uint64_t *steps = m->document.steps;
  if (!steps) return NEWS_OK;
  if (*steps >= work) {
    *steps -= work;
    return NEWS_OK;
  }
  *steps = 0;
  return news_fail(err, NEWS_EBUDGET, 0, NULL);
}

/* Make forms and types of the document's words unless they exist. */
news_status news_matcher_types(news_matcher *m, news_error *err);
/* Set up types for the document's vocabulary; false when out of memory. */
bool news_types_refresh(news_matcher *m);
/* Make the type of a new form; NEWS_NONE when out of memory. */
uint32_t news_type_of_form(news_matcher *m, uint32_t form);
/* Find the types of the document's words and the candidates of groups. */
news_status news_reading_open(news_matcher *m, news_error *err);
void news_reading_drop(news_matcher *m);
void news_types_drop(news_types *t);
static inline bool news_type_is(const news_types *t, uint32_t type,
                                uint32_t class) {
  return t->rows[(size_t)type * t->row_words + class / 64] >> class % 64 & 1;
}
/* Make room for a pattern's letters of all types met so far. */
news_status news_letters_open(news_matcher *m, uint32_t pattern,
                              news_error *err);
news_status news_letter_add(news_matcher *m, news_letters *l, uint32_t type,
                            news_error *err);
/* A letter combined with the place of the word in its sentence. */
static inline uint32_t news_letter_beside(const news_matcher *m,
                                          const news_letters *l,
                                          uint32_t letter, uint32_t word) {
  return l->program->by_context ? letter * 4 + m->sides[word] : letter;
}
/* The same for the word's letter, which is made if need be; NEWS_NONE on
 * failure. */
static inline uint32_t news_letter_at(news_matcher *m, news_letters *l,
                                      uint32_t word, news_error *err) {
  uint32_t type = m->word_types[word];
  if (l->of_type[type] >= NEWS_IDLE && news_letter_add(m, l, type, err))
    return NEWS_NONE;
  return news_letter_beside(m, l, l->of_type[type], word);
}
/* Compute letters.starts for a letter with its context; NEWS_NONE when out of
 * memory. */
uint32_t news_letter_start(news_letters *l, uint32_t letter);
/* Annotations by layer: prepare for a document; read those added since the last
 * call. */
bool news_layers_open(news_matcher *m);
bool news_layers_read(news_matcher *m);
/* The annotations of a source's layer, and the data to tell which meet its
 * conditions.  Valid until the next news_layers_read(). */
typedef struct news_items {
  const uint32_t *ids; /* in order of adding */
  uint32_t count;
  uint32_t words;      /* of a row */
  uint32_t first, end; /* words of a row that the source reads */
  const uint64_t *answers, *wanted, *refused;
} news_items;
news_items news_layers_items(const news_matcher *m, uint32_t source);
/* Whether an item meets the conditions. */
static inline bool news_item_meets(const news_items *in, uint32_t i) {
  const uint64_t *answers = in->answers + (size_t)i * in->words;
  for (uint32_t k = in->first; k < in->end; k++)
    if ((in->wanted[k] & ~answers[k]) || (in->refused[k] & answers[k]))
      return false;
  return true;
}
/* A number that changes when annotations are added to layers that the pattern
 * reads, or removed. */
uint64_t news_layers_count_anew(news_matcher *m, uint32_t pattern,
                                uint64_t stamp);
static inline uint64_t news_layers_epoch(news_matcher *m, uint32_t pattern) {
  const news_annotations *set = m->document.annotations;
  if (!set || !m->set->patterns[pattern].by_layer) return 0;
  const news_letters *l = &m->letters[pattern];
  uint64_t stamp = news_annotations_stamp(set);
  if (l->stamp == stamp && l->counted != UINT64_MAX) return l->counted;
  return news_layers_count_anew(m, pattern, stamp);
}
void news_layers_free(news_matcher *m);
void news_asks_drop(news_asks *asks);

/* Make a source's elements, or update them if its layer has grown. */
news_status news_edges_fill(news_matcher *m, uint32_t source, news_error *err);
/* Sort in new elements, for a pattern that takes them whole. */
news_status news_edges_settle(news_matcher *m, news_edges *e, news_error *err);
/* List the jumps of a pattern that can be taken in this document, and make
 * their elements; and find those with an element in the scope. */
news_status news_jumps_list(news_matcher *m, uint32_t pattern, news_error *err);
void news_jumps_find(news_matcher *m);
/* Make the scanner for phrases; false when out of memory. */
bool news_matcher_scan(news_matcher *m);
/* The source of a pattern that is just one lexicon element, or NEWS_NONE.  It
 * needs no types: its matches are the lexicon's phrases. */
uint32_t news_phrase_source(const news_classes *classes, const news_program *p);
/* Whether to match it by phrases in this document. */
static inline bool news_phrases_do(const news_matcher *m, uint32_t pattern) {
  return m->set->patterns[pattern].phrase != NEWS_NONE && !m->typed;
}
/* Like news_matcher_seek(), news_matcher_begin() and news_search(). */
uint32_t news_phrases_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from);
int news_phrases_begin(news_matcher *m, news_error *err);
bool news_phrases_next(news_matcher *m);
void news_phrases_free(news_matcher *m);

/* Whether the word is final punctuation, before which $ also holds. */
bool news_matcher_is_closing(const news_matcher *m, uint32_t word);

/* Whether the expr holds for this word here.  Most test whether the word is
 * inside an annotation of one layer, or not. */
bool news_expr_passes(const news_matcher *m, uint32_t expr, uint32_t word);

static inline bool news_word_passes(const news_matcher *m, uint32_t expr,
                                    uint32_t word) {
  const news_classes *c = &m->set->classes;
  const news_expr *e = &c->exprs[expr];
  bool refused = e->op == NEWS_EXPR_NOT;
  if (refused) e = &c->exprs[e->a];
  if (e->op != NEWS_EXPR_ATOM || c->atoms[e->a].kind != NEWS_ATOM_LAYER)
    return news_expr_passes(m, expr, word);
  const uint64_t *inside = m->edges[c->atoms[e->a].value].inside;
  return (inside[word / 64] >> word % 64 & 1) != refused;
}

/* Candidates are places where something needed by the pattern begins.  Prepare
 * those of the document; false if a layer cannot be read. */
bool news_candidates_open(news_matcher *m, uint32_t pattern);
/* The first candidate from `word` on; `end` if there is none before that. */
uint32_t news_candidate(news_matcher *m, uint32_t pattern, uint32_t word,
                        uint32_t end);
/* Whether a candidate is possible in this scope, by the words next to it.  The
 * pattern must be prepared. */
bool news_candidate_fits(news_matcher *m, uint32_t pattern, uint32_t word,
                         uint32_t first, uint32_t end);
/* Whether a match may start at a place of a scope, by the word or an element
 * there and its neighbours. */
bool news_starts_at(news_matcher *m, news_letters *l, uint32_t at,
                    uint32_t first, uint32_t end);
/* Whether the word alone shows that no match starts with it.  `type` is its
 * type, for which there is no letter yet. */
bool news_is_idle(const news_matcher *m, news_letters *l, uint32_t type);
static inline bool news_starts_never(const news_matcher *m, news_letters *l,
                                     uint32_t at) {
  uint32_t type = m->word_types[at], letter = l->of_type[type];
  if (letter < NEWS_IDLE)
    return !l->starts[news_letter_beside(m, l, letter, at)];
  return letter == NEWS_IDLE || news_is_idle(m, l, type);
}
/* The first word in at <= word < end with which a match may start, by the word
 * alone, or `end`. */
uint32_t news_next_starting(news_matcher *m, news_letters *l, uint32_t at,
                            uint32_t end);
/* The first place in from <= place < to of a scope where a match may start, or
 * `to`. */
uint32_t news_next_start(news_matcher *m, news_letters *l, uint32_t from,
                         uint32_t to, uint32_t first, uint32_t end);
/* Whether the pattern's other needs are met, too. */
bool news_candidates_more(news_matcher *m, uint32_t pattern, uint32_t first,
                          uint32_t end);
/* Reset the cached data of a pattern for a document. */
void news_letters_begin(news_matcher *m, uint32_t pattern);
static inline news_letters *news_letters_see(news_matcher *m,
                                             uint32_t pattern) {
  news_letters *l = &m->letters[pattern];
  l->program = &m->set->patterns[pattern].program;
  l->pattern = pattern;
  return l;
}
static inline news_letters *news_letters_of(news_matcher *m, uint32_t pattern) {
  news_letters *l = news_letters_see(m, pattern);
  if (l->serial != m->serial) news_letters_begin(m, pattern);
  return l;
}
/* Look up everything else that a pattern needs from the document besides word
 * types, unless that was done since the last annotation that it may read. */
news_status news_matcher_look_up(news_matcher *m, uint32_t pattern,
                                 uint64_t epoch, news_error *err);
static inline news_status news_matcher_prepare(news_matcher *m,
                                               uint32_t pattern,
                                               news_error *err) {
  const news_letters *l = news_letters_of(m, pattern);
  uint64_t epoch = news_layers_epoch(m, pattern);
  if (l->ready && l->epoch == epoch) return NEWS_OK;
  return news_matcher_look_up(m, pattern, epoch, err);
}
static inline bool news_is_anywhere(const news_compiled *c) {
  return c->best.group == NEWS_NONE && !c->best.source_count;
}
/* Whether the bit of the place is set. */
static inline bool news_place_in(const uint64_t *places, uint32_t at) {
  return places[at / 64] >> at % 64 & 1;
}
/* The first place in first <= p < end with its bit set, or `end`. */
uint32_t news_next_place(const uint64_t *places, uint32_t first, uint32_t end);

/* Prepare searches in the scope; false when out of memory. */
bool news_search_open(news_matcher *m);
/* For a plain program, before a search of a range that ends after scope.pruned:
 * make the rows from place `first` on, as far as matches of the range can
 * reach, with only the nodes from which the rest may succeed, by what words can
 * be. */
void news_search_prune(news_matcher *m, uint32_t first);
/* Find the match that begins at a place; its path is in m->steps up to
 * m->depth. Returns 1, 0 if there is none, -1 on failure (m->failure). */
int news_search(news_matcher *m, uint32_t at);

static inline const news_program *news_scope_program(const news_matcher *m) {
  return m->scope.letters->program;
}

/* Whether a match may start at a pruned place of a plain program. */
static inline bool news_search_starts(const news_matcher *m, uint32_t at) {
  return m->rows[at - m->scope.first] & *news_scope_program(m)->start;
}

/* The guards that hold at a place without look-around. */
static inline uint64_t news_sides_held(const news_scope *s, uint32_t at) {
  return (at == s->first ? (uint64_t)NEWS_GUARD_START : 0) |
         (at >= s->closing ? (uint64_t)NEWS_GUARD_END : 0);
}

#endif
