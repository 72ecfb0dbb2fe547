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

/* The files in core/lua are the only ones that see lua.h.  A binding has four
 * steps: check, box, call, push; the empty box comes first, so that no later
 * Lua error leaks what it will own.  Wrong argument: raise.  Bad data: nil,
 * message, position.
 *
 * Spans are converted here: C counts bytes from 0 with half-open ranges, Lua
 * from 1 with inclusive ranges, so that text:sub(first, last) is the span. */

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

/* Why a budget broke (host.c). */
typedef enum news_dead {
  NEWS_ALIVE,
  NEWS_DEAD_STEPS,
  NEWS_DEAD_MEMORY,
  NEWS_DEAD_TIME,
} news_dead;

typedef struct news_known_name news_known_name; /* span.c */

typedef struct news_host {
  uint64_t steps;          /* left in the budget */
  uint64_t allowed;        /* processor time, ns; 0: no limit */
  uint64_t deadline;       /* 0 until the clock is first read */
  uint64_t asked;          /* steps left when it was last read */
  uint64_t bytes;          /* allocated since then */
  size_t memory;           /* bytes held by the Lua state */
  size_t memory_ceiling;   /* 0: none */
  size_t granted;          /* more bytes before the next check */
  bool bounded;            /* steps or time are limited */
  uint64_t texts;          /* number of texts so far */
  const news_arena *arena; /* the document's, which counts, too; or NULL */
  size_t arena_before;     /* bytes of it that do not count */
  news_dead dead;          /* set when a budget breaks, until the next begins */
  volatile sig_atomic_t active; /* inside core.budgeted */
  volatile sig_atomic_t
      hasty; /* instructions are not counted; see core.hurry */
  volatile sig_atomic_t overdue; /* hasty for too long */
  lua_State *state;              /* the hasty state */
  timer_t timer;
  bool has_timer;
  lua_Number wound; /* seconds of the timer; 0: not running */
  uint64_t wound_at;
  bool noting_lookups; /* core.note_lookups */
  lua_Alloc under;     /* the allocator below the counting one */
  void *under_data;
  struct news_small *small;     /* that allocator, if it is one of small.h */
  news_known_name *known_names; /* of fields; an upvalue of __index of spans */
  struct news_lookup *lookup;   /* scratch for lexicons; in the registry */
  news_buffer lemma;            /* the lemma being made */
} news_host;

news_host *news_host_of(lua_State *L);
/* Raise the error of a broken budget, when steps are used up or a call returned
 * NEWS_EBUDGET. */
int news_host_raise(lua_State *L, news_host *host, news_dead why);
/* Take `steps` from the budget; raises if they are used up. */
void news_host_charge(lua_State *L, news_host *host, uint64_t steps);

/* Begin a budget; 0 means no limit. */
void news_host_begin(news_host *host, lua_Integer steps, lua_Integer memory,
                     lua_Number seconds);
/* A rule begins: memory taken from the document's arena counts from here on;
 * NULL: no longer. */
void news_host_arena(news_host *host, const news_arena *arena);
/* From here on VM instructions and time count, unless hasty or without
 * limits. */
void news_host_count(lua_State *L, news_host *host);
/* From here on they always count. */
void news_host_count_all(lua_State *L, news_host *host);
/* End the budget.  `status` is that of the protected call, whose error is on
 * top of the stack; returns the name of the limit that broke, or NULL. */
const char *news_host_end(lua_State *L, news_host *host, int status);

/* Size of the cache of layers asked for, keyed by the addresses of their
 * names. */
enum { DOCUMENT_ASKED = 32 };

/* A point to undo to: numbers of annotations added, of removals, and of changes
 * noted so far. */
typedef struct news_point {
  uint32_t added, removed, noted;
} news_point;

/* A document with the host's data.  Its user values are below. */
typedef struct news_document_box {
  const void *tag;
  news_document *doc;
  news_annotations *annotations;
  news_host *host;
  news_vocabulary *voc; /* borrowed from the user value */
  uint32_t generation; /* counts resets: spans of an earlier text are invalid */
  uint64_t text;       /* number of this text among those of all documents */
  uint32_t bytes_each; /* bytes of text for each annotation expected */
  uint32_t rule;       /* the running rule, recorded by doc:add */
  news_point began;    /* its changes to earlier annotations are noted */
  bool noting;         /* or all changes are noted */
  news_unit unit;      /* unit of start and end in records */
  struct {
    const char *name; /* also held by DOCUMENT_LAYERS; NULL: free */
    uint32_t layer;
  } asked[DOCUMENT_ASKED]; /* these layers have been made, if made on demand */
  struct {
    uint32_t generation, first, end;
  } lemma; /* the words of DOCUMENT_LEMMA */
} news_document_box;

enum {
  DOCUMENT_FIELDS = 1,     /* table: id, lang, meta, published, ... */
  DOCUMENT_ATTRIBUTES = 2, /* table: annotation id + 1 -> attributes */
  DOCUMENT_OWNERS = 3,     /* table that keeps language and vocabulary alive */
  DOCUMENT_TEXT = 4,       /* string */
  DOCUMENT_SPANS = 5,      /* the metatable of spans */
  DOCUMENT_LAYERS = 6,     /* table: name -> number */
  DOCUMENT_CHANGES = 7,    /* list of noted changes, or nil; see effects.c */
  DOCUMENT_VIEW = 8,       /* table: the view; see document.c */
  DOCUMENT_PART = 9,       /* the sentence or paragraph asked for last */
  DOCUMENT_LEMMA = 10,     /* the lemma made last */
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

/* Whether two capture names are equal; most differ in the first letter. */
static inline bool news_same_name(const char *a, const char *b) {
  return *a == *b && strcmp(a, b) == 0;
}

typedef struct news_span_box {
  const void *tag; /* identifies the userdata without its metatable, because
                      spans are used all the time */
  news_document_box *document; /* borrowed from user value 1 */
  uint32_t generation;
  news_span span;
  uint32_t first, end; /* words */
  uint32_t annotation; /* the annotation that it is or denotes */
  uint32_t phrase;
  uint32_t count;              /* of `takes` */
  const news_lexicon *lexicon; /* borrowed, kept by the pattern set */
  const char *name;            /* of the capture, or NULL */
  bool denotes;                /* `annotation` is at another place */
  news_take takes[];           /* captures in order of closing */
} news_span_box;

/* User values; a span that is no capture and has none has only the first.  A
 * match has, after these three, its first captures that were read. */
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
  uint64_t *shared; /* numbers of shared tables, in user value 4 */
  uint64_t last;    /* the last number assigned */
} news_patterns_box;

enum {
  PATTERNS_LEXICONS = 1, /* table from lexicon pointers to their userdata; [1]:
                            the patterns themselves */
  PATTERNS_MORPHOLOGY = 2,
  PATTERNS_BUNDLE = 3, /* the bundle that holds the set, or nil */
  PATTERNS_SHARED = 4, /* the shared tables and their numbers; nil: none yet */
  PATTERNS_VALUES = 4,
};

/* Push the tables of attributes that rules share, which are numbered among all
 * matchers of the patterns at that index (+1). */
void news_push_shared(lua_State *L, int patterns);
/* The number of the table on top, with the table of all below it; 0 if its
 * contents depend on the text.  Never raises. */
uint64_t news_shared_number(lua_State *L, news_patterns_box *patterns);

/* A place in a walk over a plan: a pattern, its rule, its place from 0. */
typedef struct news_plan_place {
  uint32_t pattern, owner, place;
} news_plan_place;

/* matcher:next() without making a Lua object: 1 for a match, 0 at the end of
 * the plan; raises.  The match is borrowed until the next call. */
int news_plan_next(lua_State *L, int matcher, news_match *match,
                   news_plan_place *at);
/* The place of the walk; false at its end. */
bool news_plan_stands(lua_State *L, int matcher, news_plan_place *at);
const news_pattern_set *news_matcher_set(lua_State *L, int matcher);
/* matcher:reject() */
void news_plan_reject(lua_State *L, int matcher);
/* Push a match of that pattern as rules see it (+1). */
void news_push_match(lua_State *L, int matcher, uint32_t pattern,
                     const news_match *match);
/* The matcher at stack index `arg`, which must stay there while it is used;
 * raises unless it is open on a document, which is stored. */
news_matcher *news_check_matcher(lua_State *L, int arg,
                                 const news_document_box **document);
/* The bytes of the words first <= w < end. */
news_span news_words_span(const news_document *doc, uint32_t first,
                          uint32_t end);

/* The words wholly inside a span, half-open. */
void news_words_inside(const news_document *doc, news_span s, uint32_t *first,
                       uint32_t *end);

news_regex *news_check_regex(lua_State *L, int arg);
/* Push the first match in the bytes as rules see it (+1); 0: none (+0). */
int news_push_regex_match(lua_State *L, int regex, int document, uint32_t from,
                          uint32_t to);

/* Raises if the value is not a document, or is one closed by the collector,
 * which a finalizer can still reach. */
news_document_box *news_check_document(lua_State *L, int arg);
/* The same for the document that an iterator has as its first upvalue. */
news_document_box *news_own_document(lua_State *L);
/* NULL if the value is not a span. */
news_span_box *news_test_span(lua_State *L, int arg);
/* Also checks that the document still has the text of the span. */
news_span_box *news_check_span(lua_State *L, int arg);
/* Push a span of the document userdata at stack index `document` (+1). */
news_span_box *news_push_span(lua_State *L, int document, news_span span,
                              uint32_t takes);
/* Push the sentence or paragraph that contains the first word of the span (+1);
 * false: none does (+0). */
bool news_push_part_of(lua_State *L, int document, news_span span,
                       bool paragraph);
/* If the table at the absolute index `table` is frozen, and so itself empty,
 * push the table that it stands for (+1). */
bool news_push_frozen(lua_State *L, int table);
/* Push the span of an annotation (+1). */
void news_push_annotation(lua_State *L, int document, uint32_t id);
/* Push the attributes of an annotation: a table, or nil (+1). */
int news_push_attributes(lua_State *L, int document, uint32_t id);
/* Push an annotation's own table of attributes, to write to. */
void news_push_own_attributes(lua_State *L, int document, uint32_t id);
/* Whether a change of the annotation, whose table of attributes (or nil) is
 * given, must be noted.  For undoing, once for each rule is enough. */
bool news_is_to_note(lua_State *L, int document, uint32_t id, int attributes);
/* Note that the annotation's table of attributes at `old` is replaced by the
 * one at `made`; 0 and 0: that it is removed. */
void news_note_change(lua_State *L, int document, uint32_t id, int old,
                      int made);
/* Drop the attributes of annotations from this id on. */
void news_forget_attributes(lua_State *L, int document, uint32_t from);
/* A rule begins: everything there is from earlier ones. */
news_point news_begin_rule(lua_State *L, int document);
/* Remove annotations added since, put back removed ones, and restore changed
 * attributes.  A layer made on demand since then will be made again. */
void news_undo(lua_State *L, int document, news_point point);
/* core.captures(match) (+1) */
void news_push_captures(lua_State *L, int match);
/* Whether the value on top can be kept as attributes unchanged: a table without
 * metatable, of names to strings, numbers, booleans, spans and lists of
 * them. */
bool news_is_plain(lua_State *L);
/* Set every pair of the table at `from` in the table on top. */
void news_copy_pairs(lua_State *L, int from);
/* The span of the bytes first to last (1-based, inclusive) of the text; raises
 * with the argument numbers first_arg, last_arg. */
news_span news_check_bytes(lua_State *L, const news_document_box *box,
                           lua_Integer first, lua_Integer last, int first_arg,
                           int last_arg);
/* The optional span argument: the whole text if absent. */
news_span news_opt_span(lua_State *L, int arg, const news_document_box *box);

const news_lexicon *news_check_lexicon(lua_State *L, int arg);
const news_morphology *news_check_morphology(lua_State *L, int arg);
const news_language *news_check_language(lua_State *L, int arg);
news_vocabulary *news_check_vocabulary(lua_State *L, int arg);
news_signals *news_check_signals(lua_State *L, int arg);
news_source *news_check_source(lua_State *L, int arg);
/* A text: a string, or the result of source:read_text(). */
const char *news_check_text(lua_State *L, int arg, size_t *size);
/* The buffer of a text from source:read_text(), which a document may take; NULL
 * for any other value. */
news_buffer *news_test_text(lua_State *L, int arg);
/* The buffer was taken; it is now memory for the next input. */
void news_leave_text(lua_State *L, news_buffer *text);
/* User values of a lexicon: its numeric columns; the object that holds its
 * block; the metatable of its rows; the list of its column names. */
enum {
  NEWS_LEXICON_NUMERIC = 1,
  NEWS_LEXICON_HOLDER = 2,
  NEWS_LEXICON_ROWS = 3,
  NEWS_LEXICON_NAMES = 4,
  NEWS_LEXICON_VALUES = 4,
};
/* Push the patterns in a blob of the bundle at stack index 1, or nil and a
 * message.  `lexicons` is a list. */
int news_push_patterns(lua_State *L, news_blob blob, int morphology,
                       int lexicons);
/* The phrase of the lexicon that these bytes spell, UINT32_MAX if none. */
uint32_t news_find_phrase(lua_State *L, const news_lexicon *lex,
                          const char *text, size_t size);
/* Whether the column holds numbers, as in the table from which the lexicon was
 * made. `owner`: a lexicon userdata, or a table from lexicon pointers to such
 * userdata, or anything else. */
bool news_is_numeric(lua_State *L, int owner, const news_lexicon *lex,
                     uint32_t column);
/* Push the first alternative of a cell as Lua sees it: a number if the column
 * holds numbers. */
void news_push_cell(lua_State *L, int lexicon, const news_lexicon *lex,
                    uint32_t entry, uint32_t column);
/* Push an entry of the lexicon whose userdata is at the absolute index
 * `lexicon`: a table, column -> whole cell. */
void news_push_row(lua_State *L, int lexicon, const news_lexicon *lex,
                   uint32_t entry);

/* Push an empty buffer that the collector frees (+1). */
news_buffer *news_push_buffer(lua_State *L);
/* Push the lemmas of the words of a place, or the phrase's own lemma (+1); the
 * document is at `document`; `lexicon` is NULL if there is no phrase. */
void news_push_lemma(lua_State *L, int document, news_span span,
                     const news_lexicon *lexicon, uint32_t phrase);
/* Push span.pos, the parts of speech of the words of the span at `span`. */
void news_push_pos(lua_State *L, int span);
/* Push the bytes of the buffer as a string and free it (+1); raises if it has
 * failed. */
void news_push_bytes(lua_State *L, news_buffer *buffer);
/* The buffer that the running function keeps in that upvalue, emptied.  The
 * function must not call anything that could call it again. */
news_buffer *news_own_buffer(lua_State *L, int upvalue);
/* Push its bytes as a string (+1), raising if it has failed, and leave it. */
void news_push_own(lua_State *L, news_buffer *buffer);
/* Push that buffer itself (+1), raising if it has failed, for a receiver that
 * takes its bytes at once, without a string, and leaves it. */
void news_push_lying(lua_State *L, int upvalue);
/* NULL if the value is not a buffer. */
news_buffer *news_test_buffer(lua_State *L, int arg);
/* The buffer is no longer needed: free it if it has grown large. */
void news_leave_own(news_buffer *buffer);

/* Writes Lua values as JSON: nil boolean number string span date list table;
 * the keys of a table are sorted by the ranks in core.key_ranks, then by bytes.
 * Raises for any other value, naming it. */
typedef struct news_writer {
  lua_State *L;
  news_buffer *out;
  int ranks;               /* stack index of the table of ranks */
  const uint32_t *numbers; /* annotation id -> its id in the record, 0: none */
  size_t most; /* bytes in `out` above which it raises; 0: no limit */
} news_writer;
/* Raises if `out` has more bytes than `most`. */
void news_check_written(const news_writer *w);
void news_write_value(const news_writer *w, int arg, int depth);

/* The hash of input and files as shown in records. */
enum { NEWS_HASH_DIGITS = 16 };
void news_hash_digits(const char *text, size_t size,
                      char hex[NEWS_HASH_DIGITS]);

/* Push a userdata of that type with a NULL pointer and that number of user
 * values (+1). */
void **news_new_box(lua_State *L, const char *type, int values);
/* The pointer in the one at `arg`; NULL when there stands something else. */
void **news_test_box(lua_State *L, int arg, const char *type);
/* The pointer in the userdata at `arg`; raises if it is NULL, i.e. closed. */
void *news_check_box(lua_State *L, int arg, const char *type);

/* Register a locked metatable of that name with a finalizer and methods (or
 * NULL). */
void news_register_type(lua_State *L, const char *type, lua_CFunction gc,
                        const luaL_Reg *methods);

/* Push nil, message, byte position (1-based) and return 3.  Raises if memory or
 * the budget ran out. */
int news_push_failure(lua_State *L, const news_error *err);
/* Raise `err`. */
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

/* Map the bundle of the program's own tree, whose directory is `root`, as the
 * field `shipped` of the module table on top of the stack. `searcher`: load
 * modules from it, too.  Does nothing if there is no such file, or one of
 * another build. */
void news_open_shipped(lua_State *L, const char *root, bool searcher);

#define NEWS_LUA_EXPORT __attribute__((visibility("default")))
NEWS_LUA_EXPORT int luaopen_newsengine_core(lua_State *L);

#endif
