#ifndef NEWS_LUA_BINDING_H
#define NEWS_LUA_BINDING_H

#include <lauxlib.h>
#include <lua.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "bundle.h"
#include "newsengine.h"
#include "pattern_image.h"

/* The only files that see lua.h.  A binding has four beats: check, box, call,
 * push; the box comes first, empty, so that no later Lua error leaks what it
 * will own.  Wrong argument: raise.  Bad data: nil, message, position.
 *
 * Spans cross the border here: C counts bytes from 0 and half-open, Lua counts
 * from 1 and inclusive, so that text:sub(first, last) is the span. */

#define NEWS_DOCUMENT "newsengine.document"
#define NEWS_TEXT "newsengine.text"
#define NEWS_SPAN "newsengine.span"
#define NEWS_LEXICON "newsengine.lexicon"
#define NEWS_LANGUAGE "newsengine.language"
#define NEWS_MORPHOLOGY "newsengine.morphology"
#define NEWS_VOCABULARY "newsengine.vocabulary"
#define NEWS_PATTERNS "newsengine.patterns"
#define NEWS_LABELS "newsengine.labels"
#define NEWS_MATCHER "newsengine.matcher"
#define NEWS_REGEX "newsengine.regex"
#define NEWS_REGEXES "newsengine.regexes"
#define NEWS_SIGNALS "newsengine.signals"
#define NEWS_WORKER "newsengine.worker"

/* What a rule may still use up; one a Lua state (host.c). */
typedef enum news_dead {
  NEWS_ALIVE,
  NEWS_DEAD_STEPS,
  NEWS_DEAD_MEMORY,
  NEWS_DEAD_TIME,
} news_dead;

typedef struct news_known_name news_known_name; /* span.c */

typedef struct news_host {
  uint64_t steps;          /* what is left */
  uint64_t allowed;        /* processor time, ns; 0 for any */
  uint64_t deadline;       /* 0 until the clock was read */
  uint64_t asked;          /* steps that were left when it was read last */
  uint64_t bytes;          /* of new memory since then */
  size_t memory;           /* bytes that the Lua state holds */
  size_t memory_ceiling;   /* 0 for none */
  size_t granted;          /* bytes more before it is asked for again */
  bool bounded;            /* steps or time are */
  uint64_t texts;          /* that documents had so far */
  const news_arena *arena; /* the document's, which counts too; or NULL */
  size_t arena_before;     /* bytes of it that do not */
  news_dead dead;          /* set once a budget broke, until the next begins */
  volatile sig_atomic_t active; /* inside core.budgeted */
  volatile sig_atomic_t
      hasty; /* instructions are not counted, see core.hurry */
  volatile sig_atomic_t overdue; /* and that has gone on for too long */
  lua_State *state;              /* that hurries */
  timer_t timer;
  bool has_timer;
  lua_Number wound; /* the timer, for so many seconds; 0: it does not run */
  uint64_t wound_at;
  bool noting_lookups; /* core.note_lookups */
  lua_Alloc under;     /* the allocator that we count for */
  void *under_data;
  struct news_small *small;     /* that allocator, where it is one of small.h */
  news_known_name *known_names; /* of fields; an upvalue of spans' __index */
  struct news_lookup *lookup; /* what lexicons are asked in; in the registry */
  news_buffer lemma;          /* the one that is being made */
} news_host;

news_host *news_host_of(lua_State *L);
/* Raise the error of a broken budget; steps have gone below zero or `err`
 * says NEWS_EBUDGET. */
int news_host_raise(lua_State *L, news_host *host, news_dead why);
/* Take `steps`; raises when they are used up. */
void news_host_charge(lua_State *L, news_host *host, uint64_t steps);

/* Open a budget; 0 for no bound. */
void news_host_begin(news_host *host, lua_Integer steps, lua_Integer memory,
                     lua_Number seconds);
/* A rule begins: what is taken from the document's arena from here on counts
 * as memory, too; NULL: nothing any more. */
void news_host_arena(news_host *host, const news_arena *arena);
/* From here on the instructions of the VM count, and its time; in haste, and
 * where they have no bound, they do not. */
void news_host_count(lua_State *L, news_host *host);
/* From here on they do, always. */
void news_host_count_all(lua_State *L, news_host *host);
/* Close it.  `status` of the protected call, whose error is on the top of the
 * stack; returns the name of the bound that broke, or NULL. */
const char *news_host_end(lua_State *L, news_host *host, int status);

/* So many layers that were asked for are remembered, by where the names lie. */
enum { DOCUMENT_ASKED = 32 };

/* What undoing goes back to: how many annotations were added so far, how many
 * taken out, and how much was noted. */
typedef struct news_point {
  uint32_t added, removed, noted;
} news_point;

/* A document with what the host keeps of it.  User values: see below. */
typedef struct news_document_box {
  const void *tag;
  news_document *doc;
  news_annotations *annotations;
  news_host *host;
  news_vocabulary *voc; /* borrowed from the user value */
  uint32_t generation;  /* counts resets: spans of an earlier text are void */
  uint64_t text;        /* number of this one among those of all documents */
  uint32_t bytes_each;  /* of the text, that may have an annotation */
  uint32_t rule;        /* that runs: what doc:add writes down */
  news_point began;     /* what it sets in annotations of before is noted; */
  bool noting;          /* or all changes are */
  news_unit unit;       /* of start and end in records */
  struct {
    const char *name; /* that DOCUMENT_LAYERS holds, too; NULL: free */
    uint32_t layer;
  } asked[DOCUMENT_ASKED]; /* and made, if they are when they are asked for */
  struct {
    uint32_t generation, first, end;
  } lemma; /* of which words DOCUMENT_LEMMA is */
} news_document_box;

enum {
  DOCUMENT_FIELDS = 1,     /* table: id, lang, meta, published, ... */
  DOCUMENT_ATTRIBUTES = 2, /* table: annotation id + 1 -> attributes */
  DOCUMENT_OWNERS = 3,     /* table that keeps language and vocabulary alive */
  DOCUMENT_TEXT = 4,       /* string */
  DOCUMENT_SPANS = 5,      /* the metatable of spans */
  DOCUMENT_LAYERS = 6,     /* table: name -> number */
  DOCUMENT_CHANGES = 7,    /* list of what was noted, or nil; see effects.c */
  DOCUMENT_VIEW = 8,       /* table: what was asked for; see document.c */
  DOCUMENT_PART = 9,       /* the sentence or paragraph asked for last */
  DOCUMENT_LEMMA = 10,     /* the one that was made last */
  DOCUMENT_VALUES = 10,
};

/* One place in a document: bytes and words; a match carries its captures. */
typedef struct news_take {
  const char *name; /* borrowed from the pattern set or regex */
  news_span span;
  uint32_t first, end;
  uint32_t annotation;
  uint32_t phrase;
  const news_lexicon *lexicon;
} news_take;

/* Are the names of two captures the same?  Most differ in the first letter. */
static inline bool news_same_name(const char *a, const char *b) {
  return *a == *b && strcmp(a, b) == 0;
}

typedef struct news_span_box {
  const void *tag;             /* tells it from other userdata without a look
                                  at metatables: spans are asked all the time */
  news_document_box *document; /* borrowed from user value 1 */
  uint32_t generation;
  news_span span;
  uint32_t first, end; /* words */
  uint32_t annotation; /* it is, or denotes, this one */
  uint32_t phrase;
  uint32_t count;              /* of `takes` */
  const news_lexicon *lexicon; /* borrowed, kept by the pattern set */
  const char *name;            /* of the capture that it is, or NULL */
  bool denotes;                /* `annotation` is somewhere else */
  news_take takes[];           /* captures in order of closing */
} news_span_box;

/* User values; a span that is no capture and has none has the first alone, a
 * match behind the three its first captures that were read. */
enum {
  SPAN_DOCUMENT = 1, /* the document userdata */
  SPAN_MATCH = 2,    /* the match that this capture belongs to */
  SPAN_OWNER = 3,    /* the pattern set, regex or lexicon behind it */
  SPAN_VALUES = 3,
  SPAN_KEPT = 32,
};

/* A pattern set with what its patterns borrow. */
typedef struct news_patterns_box {
  news_pattern_set *set;
  uint64_t *shared; /* numbers of tables of attributes, in user value 4 */
  uint64_t last;    /* the last number given */
} news_patterns_box;

enum {
  PATTERNS_LEXICONS = 1, /* table from lexicon pointers to their userdata; [1]:
                            the patterns themselves */
  PATTERNS_MORPHOLOGY = 2,
  PATTERNS_BUNDLE = 3, /* that the set lies in, or nil */
  PATTERNS_SHARED = 4, /* what numbers them, with those tables; nil: none yet */
  PATTERNS_VALUES = 4,
};

/* The tables of attributes that rules share and that have a number among all
 * matchers of the patterns at that index (+1). */
void news_push_shared(lua_State *L, int patterns);
/* The number of the table on top, behind the table of them all; 0: it says
 * something else in each text.  Nothing is raised. */
uint64_t news_shared_number(lua_State *L, news_patterns_box *patterns);

/* Where a walk over a plan stands: a pattern, its rule, its place from 0. */
typedef struct news_plan_place {
  uint32_t pattern, owner, place;
} news_plan_place;

/* matcher:next() without a Lua object: 1 a match, 0 the plan is through;
 * raises.  The match is borrowed until the next call. */
int news_plan_next(lua_State *L, int matcher, news_match *match,
                   news_plan_place *at);
/* Where the walk stands; false when it is through. */
bool news_plan_stands(lua_State *L, int matcher, news_plan_place *at);
const news_pattern_set *news_matcher_set(lua_State *L, int matcher);
/* matcher:reject() */
void news_plan_reject(lua_State *L, int matcher);
/* Push a match of that pattern as rules see it (+1). */
void news_push_match(lua_State *L, int matcher, uint32_t pattern,
                     const news_match *match);
/* The matcher at stack index `arg`, where it stays during what is asked of it;
 * raises unless it is open on a document, which is stored. */
news_matcher *news_check_matcher(lua_State *L, int arg,
                                 const news_document_box **document);
/* The bytes of the words first <= w < end. */
news_span news_words_span(const news_document *doc, uint32_t first,
                          uint32_t end);

/* The words that lie wholly inside a span, half-open. */
void news_words_inside(const news_document *doc, news_span s, uint32_t *first,
                       uint32_t *end);

news_regex *news_check_regex(lua_State *L, int arg);
/* Push the first match in those bytes as rules see it (+1); 0: none (+0). */
int news_push_regex_match(lua_State *L, int regex, int document, uint32_t from,
                          uint32_t to);

/* Raises for what is no document, and for one that the collector has closed,
 * which a finalizer can still reach. */
news_document_box *news_check_document(lua_State *L, int arg);
/* The same for the document that an iterator has as its first upvalue. */
news_document_box *news_own_document(lua_State *L);
/* NULL when the value is no span. */
news_span_box *news_test_span(lua_State *L, int arg);
/* Checks that the text is still the one that the span was made on. */
news_span_box *news_check_span(lua_State *L, int arg);
/* Push a span of the document userdata at stack index `document` (+1). */
news_span_box *news_push_span(lua_State *L, int document, news_span span,
                              uint32_t takes);
/* Push the sentence or paragraph that holds the first word of the span (+1);
 * false: none does (+0). */
bool news_push_part_of(lua_State *L, int document, news_span span,
                       bool paragraph);
/* Is the table at the absolute index `table` frozen?  Then push what it stands
 * for (+1): it is itself empty. */
bool news_push_frozen(lua_State *L, int table);
/* Push the span of an annotation (+1). */
void news_push_annotation(lua_State *L, int document, uint32_t id);
/* Push the attributes of an annotation: a table, or nil (+1). */
int news_push_attributes(lua_State *L, int document, uint32_t id);
/* Push an annotation's own table of attributes, to write to. */
void news_push_own_attributes(lua_State *L, int document, uint32_t id);
/* Is a change of the annotation, whose table of attributes (or nil) is given,
 * to be noted?  Once a rule is enough for undoing. */
bool news_is_to_note(lua_State *L, int document, uint32_t id, int attributes);
/* Note that the annotation's table of attributes at `old` makes way for the one
 * at `made`; 0 and 0: that it is taken out. */
void news_note_change(lua_State *L, int document, uint32_t id, int old,
                      int made);
/* Those of the annotations with this id and later ones. */
void news_forget_attributes(lua_State *L, int document, uint32_t from);
/* A rule begins: what is there is of earlier ones. */
news_point news_begin_rule(lua_State *L, int document);
/* Take out what was added since, put back what was taken out, and give back the
 * attributes that were changed.  A layer that is made when it is asked for, and
 * was made since, is made again. */
void news_undo(lua_State *L, int document, news_point point);
/* core.captures(match) (+1) */
void news_push_captures(lua_State *L, int match);
/* May what is on top be kept as attributes as it is?  A table without metatable
 * of names to strings, numbers, booleans, spans and lists of them. */
bool news_is_plain(lua_State *L);
/* Set every pair of the table at `from` in the table on top. */
void news_copy_pairs(lua_State *L, int from);
/* The bytes first to last, 1-based, inclusive, of the text; raises for the
 * arguments of those numbers. */
news_span news_check_bytes(lua_State *L, const news_document_box *box,
                           lua_Integer first, lua_Integer last, int first_arg,
                           int last_arg);
/* The optional span argument: the whole text when absent. */
news_span news_opt_span(lua_State *L, int arg, const news_document_box *box);

const news_lexicon *news_check_lexicon(lua_State *L, int arg);
const news_morphology *news_check_morphology(lua_State *L, int arg);
const news_language *news_check_language(lua_State *L, int arg);
news_vocabulary *news_check_vocabulary(lua_State *L, int arg);
news_signals *news_check_signals(lua_State *L, int arg);
news_source *news_check_source(lua_State *L, int arg);
/* A text: a string, or one that source:read_text() gave. */
const char *news_check_text(lua_State *L, int arg, size_t *size);
/* The bytes of a text of the second kind, which a document may take; NULL for
 * any other value. */
news_buffer *news_test_text(lua_State *L, int arg);
/* They were taken, and what is there now is memory for the next input. */
void news_leave_text(lua_State *L, news_buffer *text);
/* User values of a lexicon: what is numeric in it; what it lies in; the
 * metatable of its rows; the list of its columns' names. */
enum {
  NEWS_LEXICON_NUMERIC = 1,
  NEWS_LEXICON_HOLDER = 2,
  NEWS_LEXICON_ROWS = 3,
  NEWS_LEXICON_NAMES = 4,
  NEWS_LEXICON_VALUES = 4,
};
/* Push the patterns in a blob of the bundle at stack index 1, or nil and a
 * message; `lexicons`: a list. */
int news_push_patterns(lua_State *L, news_blob blob, int morphology,
                       int lexicons);
/* The phrase of the lexicon that these bytes spell, UINT32_MAX: none. */
uint32_t news_find_phrase(lua_State *L, const news_lexicon *lex,
                          const char *text, size_t size);
/* Numbers are told as numbers where the table that made the lexicon had
 * them.  `owner`: a lexicon userdata, or a table from lexicon pointers to
 * such userdata, or anything else. */
bool news_is_numeric(lua_State *L, int owner, const news_lexicon *lex,
                     uint32_t column);
/* Push the first alternative of a cell as Lua sees it: a number when the column
 * holds numbers. */
void news_push_cell(lua_State *L, int lexicon, const news_lexicon *lex,
                    uint32_t entry, uint32_t column);
/* Push an entry of the lexicon whose userdata stands at the absolute index
 * `lexicon`: a table, column -> whole cell. */
void news_push_row(lua_State *L, int lexicon, const news_lexicon *lex,
                   uint32_t entry);

/* Push an empty buffer that the collector frees (+1). */
news_buffer *news_push_buffer(lua_State *L);
/* Push the lemmas of the words of that place, or the phrase's own (+1); the
 * document stands at `document`; `lexicon`: NULL for no phrase. */
void news_push_lemma(lua_State *L, int document, news_span span,
                     const news_lexicon *lexicon, uint32_t phrase);
/* span.pos: the parts of speech of its words; the span stands at `span`. */
void news_push_pos(lua_State *L, int span);
/* Push its bytes as a string and free them (+1); raises when it failed. */
void news_push_bytes(lua_State *L, news_buffer *buffer);
/* The buffer that the running function keeps in that upvalue, empty; for one
 * that calls nothing that could call it again. */
news_buffer *news_own_buffer(lua_State *L, int upvalue);
/* Push its bytes as a string (+1), raises when it failed, and leave it. */
void news_push_own(lua_State *L, news_buffer *buffer);
/* Push that buffer itself (+1), raises when it failed: who takes its bytes at
 * once needs no string of them, and leaves it. */
void news_push_lying(lua_State *L, int upvalue);
/* NULL when the value is no buffer. */
news_buffer *news_test_buffer(lua_State *L, int arg);
/* It is no longer needed: one that has grown large is given back. */
void news_leave_own(news_buffer *buffer);

/* Write the Lua value at `arg` as JSON: nil boolean number string span date
 * list table; keys of a table by the ranks in core.key_ranks, then by bytes.
 * Raises for anything else, naming it. */
typedef struct news_writer {
  lua_State *L;
  news_buffer *out;
  int ranks;               /* stack index of the table of ranks */
  const uint32_t *numbers; /* annotation id -> its id in the record, 0 none */
  size_t most;             /* bytes in `out` beyond which it raises; 0: any */
} news_writer;
/* Raises when there are more bytes in `out` than may be. */
void news_check_written(const news_writer *w);
void news_write_value(const news_writer *w, int arg, int depth);

/* The hash of input and files as records show it. */
enum { NEWS_HASH_DIGITS = 16 };
void news_hash_digits(const char *text, size_t size,
                      char hex[NEWS_HASH_DIGITS]);

/* Push a userdata of that type that holds a pointer, NULL so far, with so many
 * user values (+1). */
void **news_new_box(lua_State *L, const char *type, int values);
/* The pointer in the one at `arg`; NULL when there stands something else. */
void **news_test_box(lua_State *L, int arg, const char *type);
/* What the one at `arg` points to; raises when that is NULL: it is closed. */
void *news_check_box(lua_State *L, int arg, const char *type);

/* A metatable of that name with its finalizer and methods (or NULL), locked.
 */
void news_register_type(lua_State *L, const char *type, lua_CFunction gc,
                        const luaL_Reg *methods);

/* Push nil, message, byte position (1-based); return 3.  Raises when memory
 * or the budget ran out. */
int news_push_failure(lua_State *L, const news_error *err);
/* Raise it. */
int news_raise(lua_State *L, const news_error *err);

void news_open_host(lua_State *L); /* +0: functions into the table at */
void news_open_span(lua_State *L); /* the top of the stack            */
void news_open_pos(lua_State *L);
void news_open_document(lua_State *L);
void news_open_annotations(lua_State *L);
void news_open_effects(lua_State *L);
void news_open_grouping(lua_State *L);
void news_open_lexicon(lua_State *L);
void news_open_pattern(lua_State *L);
void news_open_matcher(lua_State *L);
void news_open_trace(lua_State *L);
void news_open_ranges(lua_State *L);
void news_open_rules(lua_State *L);
void news_open_guard(lua_State *L);
void news_open_bytecode(lua_State *L);
void news_open_lines(lua_State *L);
void news_open_beside(lua_State *L);
void news_open_layout(lua_State *L);
void news_open_collect(lua_State *L);
void news_open_ordered(lua_State *L);
void news_open_regex(lua_State *L);
void news_open_calendar(lua_State *L);
void news_open_date(lua_State *L);
void news_open_string(lua_State *L);
void news_open_json(lua_State *L);
void news_open_record(lua_State *L);
void news_open_reader(lua_State *L);
void news_open_output(lua_State *L);
void news_open_editor(lua_State *L);
void news_open_pool(lua_State *L);
void news_open_partner(lua_State *L);
void news_open_unicode(lua_State *L);
void news_open_labels(lua_State *L);
void news_open_page(lua_State *L);
void news_open_encoding(lua_State *L);
void news_open_pieces(lua_State *L);
void news_open_bundle(lua_State *L);

/* Map the bundle of the program's own tree, whose directory is `root`: it
 * becomes the field `shipped` of the module table at the top of the stack.
 * `searcher`: modules come from it too.  Without the file, or with one of
 * another build, nothing happens. */
void news_open_shipped(lua_State *L, const char *root, bool searcher);

#define NEWS_LUA_EXPORT __attribute__((visibility("default")))
NEWS_LUA_EXPORT int luaopen_newsengine_core(lua_State *L);

#endif
