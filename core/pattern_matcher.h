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

/* Inside a pattern set and a matcher; shared by the pattern_*.c files. */

/* A word of this group of classes, or an element of one of these layers'
 * sources; NEWS_NONE and no sources: nothing in particular. */
typedef struct news_wanted {
  uint32_t group;
  uint32_t source_count;
  uint32_t sources[NEWS_NEED_LAYERS];
} news_wanted;

typedef struct news_compiled {
  news_program program;
  bool by_layer;   /* reads annotations, which grow while rules run */
  uint32_t phrase; /* source of the lexicon whose phrases alone are the matches,
                      NEWS_NONE: see pattern_phrase.c */
  /* Where a match can be: around what it needs. */
  news_wanted best;
  uint32_t before;     /* words of a match before that, or NEWS_NO_LIMIT */
  uint32_t more_count; /* further things that every match has */
  news_wanted more[NEWS_NEEDS_MOST];
  uint32_t capture_count;
  const char **captures;
  uint32_t layer_count;
  uint32_t *layers;
} news_compiled;

/* See pattern_layers.c. */
typedef struct news_asks news_asks;

/* What is asked of every pattern of a plan in every document: side by side,
 * since most patterns are silent. */
typedef struct news_brief {
  uint64_t asks; /* bits of the layers that it reads: news_asked_bit() */
  /* Groups of words of which it needs one each, NEWS_NONE: no further one. */
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
  /* Of each lexicon's source the group of words that may begin a phrase of
   * more than one word; NEWS_NONE: not asked for. */
  uint32_t *source_groups;
  uint32_t source_room;
  news_known known;         /* rows of common words */
  struct news_types *types; /* for the next document; NULL: none yet */
  news_asks *asks; /* of the attributes of annotations; NULL: none yet */
};

/* All phrases of a lexicon's source in a document, as edges are. */
typedef struct news_phrases {
  uint64_t serial; /* of the document */
  news_edge *items;
  uint32_t count, room;
} news_phrases;

/* The phrases of several words of a lexicon in a document, of all entries; by
 * the lexicon's lead. */
typedef struct news_found {
  uint64_t serial; /* of the document */
  struct news_lexicon_place *items;
  uint32_t count, room;
} news_found;

/* See pattern_reading.c. */
typedef struct news_reading news_reading;

/* Shared by the matchers of a set; whoever has to start anew makes another
 * one, and the others change to it when they open their next document. */
typedef struct news_types {
  uint32_t users;
  uint32_t *of_form; /* NEWS_NONE: not met */
  uint32_t form_room;
  const news_vocabulary *voc;
  uint32_t generation;
  uint32_t class_count, group_count; /* for which the rows were made */
  uint32_t row_words;
  uint64_t *rows;
  uint32_t count, room;
  uint32_t *slots;
  uint32_t slot_count;
  /* Of each type the first groups, then the number of all: none of them. */
  struct news_four {
    uint32_t group[4];
  } * four;
  uint32_t *group_first; /* of each type, in group_list */
  uint32_t *group_list;
  uint32_t group_list_count, group_list_room;
  uint32_t *class_first; /* groups of each class */
  uint32_t *class_list;
  uint64_t *grouped; /* classes that are in some group */
  uint32_t *mark;    /* by group, to list each once */
  uint32_t marked;
  uint32_t *often; /* of the last text: words of each type, */
  uint32_t often_room;
  uint32_t *met; /* and the types that have some */
  uint32_t met_count, met_room;
  news_reading *reading; /* the last one, NULL: it is no more */
  news_rows *maker;
  uint64_t *row;
} news_types;

/* What a search knows of a place. */
typedef struct news_place {
  uint64_t held, known; /* guards; which of them were asked */
  uint64_t *row;        /* of news_matcher.rows */
  uint32_t stamp;       /* of the scope for which that holds */
  /* Of the words that begin and end there, NEWS_NONE. */
  uint32_t letter, before;
  /* What was asked last of a word beside it: the test * 2, + 1 when it is the
   * word that ends there, NEWS_NONE: nothing; and whether that passed. */
  uint32_t test;
  bool passed;
  bool behind; /* the nodes of look-behinds are in its row; */
  bool good;   /* and behind it those that are good */
} news_place;

/* A step of a search: where it stands among what may follow. */
typedef struct news_step {
  const news_block *block, *block_end; /* of the list */
  uint64_t left; /* of the block: nodes that were not looked at yet, */
  bool accepts;  /* and whether its end was not */
  bool word;     /* the node that is tried may still take the word */
  uint32_t at;
  news_place *place;       /* there; NULL: of a plain program */
  uint32_t follow;         /* the entry that is tried */
  uint32_t edge, edge_end; /* elements that its node may still take */
  uint32_t taken;          /* number of the element, NEWS_NONE: a word */
} news_step;

typedef struct news_named news_named;

typedef struct news_scope {
  uint32_t pattern, first, end;
  news_letters *letters; /* of the pattern, with its program */
  uint32_t closing;      /* from here on only final punctuation: $ */
  uint32_t candidate;    /* the next one that is in no range yet, or `end` */
  uint32_t fits;         /* a candidate that was asked whether it can be one */
  uint32_t sure;         /* a place that was asked whether a match may start */
  uint32_t before;       /* words of a match before a candidate */
  bool everywhere;       /* not by candidates: one range */
  uint32_t pruned;       /* the rows are, for starts before this place */
  bool open;             /* the search is ready */
  uint32_t active; /* jumps with elements here, in the matcher's `active`; */
  uint32_t look_active; /* the first of them: look-arounds ask for them */
  uint32_t asked_from;  /* from here on the first element with which a match */
  uint32_t element;     /* may start begins there; `end`: none does */
  uint32_t a, b;        /* places where a match may start now */
  uint32_t at;          /* the next of them */
  uint32_t last_first;  /* of the last match */
  bool phrases;         /* the pattern's matches are phrases */
} news_scope;

struct news_matcher {
  news_pattern_set *set;
  news_match_document document;
  news_types *types;
  news_reading *reading; /* its own, or shared; NULL: none yet, and */
  uint32_t *word_types;  /* of it: the types of words; */
  uint32_t *group_first; /* candidates of each group */
  uint32_t *candidates;
  uint8_t *sides; /* first | last << 1 in the sentence */
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
  uint32_t phrase;   /* where the last search for one ended */
  news_named *named; /* what lexicons hold words for; NULL: nothing yet */
  const news_vocabulary *named_voc; /* of these forms */
  uint32_t named_generation;
  news_asks *asks;         /* the set's, when the matcher was opened */
  uint64_t serial;         /* of the document */
  const news_parts *parts; /* of which it is known in what part a word is */
  uint32_t *part_of;
  uint32_t part_room;
  /* Parts that hold a candidate of a group, as rows of bits; of each group
   * the number of its row, 0: not asked for yet. */
  uint64_t *holders;
  uint32_t *holder_of;
  uint32_t holder_cells, holder_count, holder_room, holder_of_room;
  uint64_t parts_serial; /* changes with the parts */
  /* What the last seek found: the scope, a candidate in it and the first place
   * before it where a match may start. */
  uint32_t sought_pattern, sought_first, sought_word, sought_start;
  bool open, typed; /* typed: the words have their types */

  news_scope scope;
  news_active *active;
  uint32_t active_room;
  news_place *places;
  uint32_t place_room, stamp;
  uint64_t *rows; /* of each place: nodes worth trying; nodes that are good */
  size_t row_room;
  uint32_t stride; /* 64-bit words of a row */
  news_step *steps;
  uint32_t step_room;
  uint32_t depth; /* of the way that was found last: its last step */
  news_error failure;
  uint64_t tried;   /* starts of matches, so far */
  uint32_t *opened; /* by slot */
  uint32_t opened_room;
  news_capture *captures;
  uint32_t capture_count, capture_room;
};

/* Grow `*items` to `count` of `size` bytes; false when out of memory. */
bool news_grow_room(void **items, uint32_t *room, uint64_t count, size_t size);
static inline bool news_room(void **items, uint32_t *room, uint64_t count,
                             size_t size) {
  return count <= *room || news_grow_room(items, room, count, size);
}
/* The same with what is new cleared. */
bool news_cleared_room(void **items, uint32_t *room, uint64_t count,
                       size_t size);
/* The same without keeping what was in it. */
bool news_fresh_room(uint64_t **items, size_t *room, uint64_t count);

/* Take steps of the budget; NEWS_EBUDGET when they are used up. */
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

/* Forms and types of the document's words, if no one has asked before. */
news_status news_matcher_types(news_matcher *m, news_error *err);
/* Types for forms of the document's vocabulary; false when out of memory. */
bool news_types_refresh(news_matcher *m);
/* The type of a form that was not met; NEWS_NONE when out of memory. */
uint32_t news_type_of_form(news_matcher *m, uint32_t form);
/* Types of the document's words and candidates of the groups. */
news_status news_reading_open(news_matcher *m, news_error *err);
void news_reading_drop(news_matcher *m);
void news_types_drop(news_types *t);
static inline bool news_type_is(const news_types *t, uint32_t type,
                                uint32_t class) {
  return t->rows[(size_t)type * t->row_words + class / 64] >> class % 64 & 1;
}
/* Room for a pattern's letters of all types met so far. */
news_status news_letters_open(news_matcher *m, uint32_t pattern,
                              news_error *err);
news_status news_letter_add(news_matcher *m, news_letters *l, uint32_t type,
                            news_error *err);
/* A letter with where the word stands in its sentence. */
static inline uint32_t news_letter_beside(const news_matcher *m,
                                          const news_letters *l,
                                          uint32_t letter, uint32_t word) {
  return l->program->by_context ? letter * 4 + m->sides[word] : letter;
}
/* The same of the word's letter, which is worked out if that was not done
 * before; NEWS_NONE when that failed. */
static inline uint32_t news_letter_at(news_matcher *m, news_letters *l,
                                      uint32_t word, news_error *err) {
  uint32_t type = m->word_types[word];
  if (l->of_type[type] >= NEWS_IDLE && news_letter_add(m, l, type, err))
    return NEWS_NONE;
  return news_letter_beside(m, l, l->of_type[type], word);
}
/* Work out what letters.starts says of a letter with its context; NEWS_NONE
 * when out of memory. */
uint32_t news_letter_start(news_letters *l, uint32_t letter);
/* Annotations by layer: ready for a document; those added since the last call
 * read. */
bool news_layers_open(news_matcher *m);
bool news_layers_read(news_matcher *m);
/* Those of a source's layer, and what is needed to tell which of them meet its
 * conditions.  Holds until the next news_layers_read(). */
typedef struct news_items {
  const uint32_t *ids; /* in order of adding */
  uint32_t count;
  uint32_t words;      /* of a row */
  uint32_t first, end; /* words that the source asks for */
  const uint64_t *answers, *wanted, *refused;
} news_items;
news_items news_layers_items(const news_matcher *m, uint32_t source);
/* Does the item meet them? */
static inline bool news_item_meets(const news_items *in, uint32_t i) {
  const uint64_t *answers = in->answers + (size_t)i * in->words;
  for (uint32_t k = in->first; k < in->end; k++)
    if ((in->wanted[k] & ~answers[k]) || (in->refused[k] & answers[k]))
      return false;
  return true;
}
/* Changes when annotations are added to layers that the pattern reads, or
 * some are taken out. */
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

/* Make a source's elements, anew when its layer has grown. */
news_status news_edges_fill(news_matcher *m, uint32_t source, news_error *err);
/* Bring those that are not settled in order, for a pattern that takes them
 * whole. */
news_status news_edges_settle(news_matcher *m, news_edges *e, news_error *err);
/* List the jumps of a pattern that can be taken in this document, whose
 * elements are made; and those that have one in the scope, false when out of
 * memory. */
news_status news_jumps_list(news_matcher *m, uint32_t pattern, news_error *err);
void news_jumps_find(news_matcher *m);
/* Make what scans for phrases; false when out of memory. */
bool news_matcher_scan(news_matcher *m);
/* A pattern that is one element of a lexicon needs no types: its matches are
 * the lexicon's phrases.  Its source, or NEWS_NONE. */
uint32_t news_phrase_source(const news_classes *classes, const news_program *p);
/* Is it to be matched so in this document? */
static inline bool news_phrases_do(const news_matcher *m, uint32_t pattern) {
  return m->set->patterns[pattern].phrase != NEWS_NONE && !m->typed;
}
/* As news_matcher_seek(), news_matcher_begin() and news_search(). */
uint32_t news_phrases_seek(news_matcher *m, uint32_t pattern,
                           const news_parts *parts, uint32_t from);
int news_phrases_begin(news_matcher *m, news_error *err);
bool news_phrases_next(news_matcher *m);
void news_phrases_free(news_matcher *m);

/* Final punctuation, before which $ holds too? */
bool news_matcher_is_closing(const news_matcher *m, uint32_t word);

/* Does the expr hold of this word here?  Most ask of one layer whether the word
 * is inside, or not. */
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

/* Candidates: places where something that the pattern needs begins.  Those of
 * the document are ready; false: a layer cannot be read. */
bool news_candidates_open(news_matcher *m, uint32_t pattern);
/* The first at or behind `word`; `end` when there is none before it. */
uint32_t news_candidate(news_matcher *m, uint32_t pattern, uint32_t word,
                        uint32_t end);
/* Can it be one in this scope, by the words beside it?  The pattern must be
 * prepared. */
bool news_candidate_fits(news_matcher *m, uint32_t pattern, uint32_t word,
                         uint32_t first, uint32_t end);
/* May a match start at a place of a scope, by what the word, or an element,
 * there and what stands beside it can be? */
bool news_starts_at(news_matcher *m, news_letters *l, uint32_t at,
                    uint32_t first, uint32_t end);
/* Does the word alone say that no match starts with it?  `type` is its own, of
 * which no letter is known. */
bool news_is_idle(const news_matcher *m, news_letters *l, uint32_t type);
static inline bool news_starts_never(const news_matcher *m, news_letters *l,
                                     uint32_t at) {
  uint32_t type = m->word_types[at], letter = l->of_type[type];
  if (letter < NEWS_IDLE)
    return !l->starts[news_letter_beside(m, l, letter, at)];
  return letter == NEWS_IDLE || news_is_idle(m, l, type);
}
/* The first word of at <= word < end that does not say by itself that no match
 * starts with it, or `end`. */
uint32_t news_next_starting(news_matcher *m, news_letters *l, uint32_t at,
                            uint32_t end);
/* The first place from <= place < to of a scope where a match may start, or
 * `to`. */
uint32_t news_next_start(news_matcher *m, news_letters *l, uint32_t from,
                         uint32_t to, uint32_t first, uint32_t end);
/* Are the pattern's other needs there too? */
bool news_candidates_more(news_matcher *m, uint32_t pattern, uint32_t first,
                          uint32_t end);
/* What is remembered of a pattern, begun anew in a document. */
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
/* Everything that a pattern asks of the document beside word types: looked
 * up, if that was not done since the last annotation that it may read. */
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
/* Is the bit of the place set? */
static inline bool news_place_in(const uint64_t *places, uint32_t at) {
  return places[at / 64] >> at % 64 & 1;
}
/* The first of the places first <= p < end that has its bit, or `end`. */
uint32_t news_next_place(const uint64_t *places, uint32_t first, uint32_t end);

/* Ready for searches in the scope; false when out of memory. */
bool news_search_open(news_matcher *m);
/* Of a plain program, before a search of a range that ends behind scope.pruned:
 * make the rows from place `first` on, as far as matches of the range can
 * reach, only of nodes from which the rest may succeed, by what words can be.
 */
void news_search_prune(news_matcher *m, uint32_t first);
/* The match that begins at a place, the steps of its way in m->steps up to
 * m->depth: 1, 0 none, -1 failed (m->failure). */
int news_search(news_matcher *m, uint32_t at);

static inline const news_program *news_scope_program(const news_matcher *m) {
  return m->scope.letters->program;
}

/* Of a pruned place, of a plain program: may a match start there? */
static inline bool news_search_starts(const news_matcher *m, uint32_t at) {
  return m->rows[at - m->scope.first] & *news_scope_program(m)->start;
}

/* What holds at a place without looking around. */
static inline uint64_t news_sides_held(const news_scope *s, uint32_t at) {
  return (at == s->first ? (uint64_t)NEWS_GUARD_START : 0) |
         (at >= s->closing ? (uint64_t)NEWS_GUARD_END : 0);
}

#endif
