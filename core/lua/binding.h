#ifndef NEWS_LUA_BINDING_H
#define NEWS_LUA_BINDING_H

#include <lauxlib.h>
#include <lua.h>

#include "newsengine.h"
#include "signals.h"

/* The only files that see lua.h.  A binding has four beats: check, box, call,
 * push; the box comes first, empty, so that no later Lua error leaks what it
 * will own.  Wrong argument: raise.  Bad data: nil, message, position.
 *
 * Spans cross the border here: C counts bytes from 0 and half-open, Lua counts
 * from 1 and inclusive, so that text:sub(first, last) is the span. */

#define NEWS_DOCUMENT "newsengine.document"
#define NEWS_SPAN "newsengine.span"
#define NEWS_LEXICON "newsengine.lexicon"
#define NEWS_LANGUAGE "newsengine.language"
#define NEWS_MORPHOLOGY "newsengine.morphology"
#define NEWS_VOCABULARY "newsengine.vocabulary"
#define NEWS_PATTERNS "newsengine.patterns"
#define NEWS_MATCHER "newsengine.matcher"
#define NEWS_REGEX "newsengine.regex"
#define NEWS_SIGNALS "newsengine.signals"

/* What a rule may still use up; one a Lua state (host.c). */
typedef enum news_dead {
  NEWS_ALIVE,
  NEWS_DEAD_STEPS,
  NEWS_DEAD_MEMORY,
  NEWS_DEAD_TIME,
} news_dead;

typedef struct news_host {
  uint64_t steps;        /* what is left; UINT64_MAX outside a budget */
  uint64_t deadline;     /* of processor time, ns; 0 for none */
  uint32_t hooks;        /* calls of the hook, to read the clock seldom */
  size_t memory;         /* bytes that the Lua state holds */
  size_t memory_ceiling; /* 0 for none */
  news_dead dead;        /* set once a budget broke, until the next begins */
  bool active;           /* inside core.budgeted */
  lua_Alloc under;       /* the allocator that we count for */
  void *under_data;
} news_host;

news_host *news_host_of(lua_State *L);
/* Raise the error of a broken budget; steps have gone below zero or `err`
 * says NEWS_EBUDGET. */
int news_host_raise(lua_State *L, news_host *host, news_dead why);
/* Take `steps`; raises when they are used up. */
void news_host_charge(lua_State *L, news_host *host, uint64_t steps);

/* A document with what the host keeps of it.  User values: see below. */
typedef struct news_document_box {
  news_document *doc;
  news_annotations *annotations;
  news_host *host;
  news_vocabulary *voc; /* borrowed from the user value */
  uint32_t generation;  /* counts resets: spans of an earlier text are void */
  news_unit unit;       /* of start and end in records */
} news_document_box;

enum {
  DOCUMENT_FIELDS = 1,     /* table: id, lang, meta, published, ... */
  DOCUMENT_ATTRIBUTES = 2, /* table: annotation id + 1 -> attributes */
  DOCUMENT_OWNERS = 3,     /* table that keeps language and vocabulary alive */
  DOCUMENT_VALUES = 3,
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

typedef struct news_span_box {
  news_document_box *document; /* borrowed from user value 1 */
  uint32_t generation;
  news_span span;
  uint32_t first, end; /* words */
  uint32_t annotation; /* it is, or denotes, this one */
  uint32_t phrase;
  const news_lexicon *lexicon; /* borrowed, kept by the pattern set */
  bool denotes;                /* `annotation` is somewhere else */
  const char *name;            /* of the capture that it is, or NULL */
  uint32_t count;
  news_take takes[]; /* captures in order of closing */
} news_span_box;

enum {
  SPAN_DOCUMENT = 1, /* the document userdata */
  SPAN_MATCH = 2,    /* the match that this capture belongs to */
  SPAN_OWNER = 3,    /* the pattern set, regex or lexicon behind it */
  SPAN_VALUES = 3,
};

news_document_box *news_check_document(lua_State *L, int arg);
/* Checks that the text is still the one that the span was made on. */
news_span_box *news_check_span(lua_State *L, int arg);
/* Push a span of the document userdata at stack index `document` (+1). */
news_span_box *news_push_span(lua_State *L, int document, news_span span,
                              uint32_t takes);
/* Push the span of an annotation (+1). */
void news_push_annotation(lua_State *L, int document, uint32_t id);
/* Push the attributes of an annotation: a table, or nil (+1). */
int news_push_attributes(lua_State *L, int document, uint32_t id);
/* The optional span argument: the whole text when absent. */
news_span news_opt_span(lua_State *L, int arg, const news_document_box *box);

const news_lexicon *news_check_lexicon(lua_State *L, int arg);
const news_morphology *news_check_morphology(lua_State *L, int arg);
const news_language *news_check_language(lua_State *L, int arg);
news_vocabulary *news_check_vocabulary(lua_State *L, int arg);
news_signals *news_check_signals(lua_State *L, int arg);
news_source *news_check_source(lua_State *L, int arg);
/* Push one cell as Lua sees it: a number when the column holds numbers. */
void news_push_cell(lua_State *L, int lexicon, const news_lexicon *lex,
                    uint32_t entry, uint32_t column, bool whole);

/* Push an empty buffer that the collector frees (+1). */
news_buffer *news_push_buffer(lua_State *L);
/* Push its bytes as a string and free them (+1); raises when it failed. */
void news_push_bytes(lua_State *L, news_buffer *buffer);

/* Write the Lua value at `arg` as JSON: nil boolean number string span date
 * list table; keys of a table by the ranks in core.key_ranks, then by bytes.
 * Raises for anything else, naming it. */
typedef struct news_writer {
  lua_State *L;
  news_buffer *out;
  int ranks;               /* stack index of the table of ranks */
  const uint32_t *numbers; /* annotation id -> its id in the record, 0 none */
} news_writer;
void news_write_value(const news_writer *w, int arg, int depth);

/* Push nil, message, byte position (1-based); return 3.  Raises when memory
 * or the budget ran out. */
int news_push_failure(lua_State *L, const news_error *err);

void news_open_host(lua_State *L); /* +0: functions into the table at */
void news_open_span(lua_State *L); /* the top of the stack            */
void news_open_document(lua_State *L);
void news_open_lexicon(lua_State *L);
void news_open_pattern(lua_State *L);
void news_open_regex(lua_State *L);
void news_open_calendar(lua_State *L);
void news_open_string(lua_State *L);
void news_open_json(lua_State *L);
void news_open_record(lua_State *L);
void news_open_reader(lua_State *L);
void news_open_pool(lua_State *L);
void news_open_unicode(lua_State *L);
void news_open_page(lua_State *L);
void news_open_pieces(lua_State *L);

#define NEWS_LUA_EXPORT __attribute__((visibility("default")))
NEWS_LUA_EXPORT int luaopen_newsengine_core(lua_State *L);

#endif
