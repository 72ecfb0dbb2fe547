#ifndef NEWS_DOCUMENT_H
#define NEWS_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "buffer.h"
#include "span.h"
#include "status.h"

/* One article: its text and every layer the core has made of it.
 *
 * The text never changes.  The built-in layers below are empty until the call
 * that makes them (news_tokenize() and those after it in tokenizer.h and
 * sentence.h); each is made at most once and then never changes.  All memory
 * is the document's arena, and the buffer of a text that was taken: one reset
 * or free gives everything back.
 *
 *   text      He  didn’t   go  .  “ Why ? ” she asked .
 *   words     0   1  2     3   4  5 6   7 8 9   10    11
 *   tokens    1 + 2 are one token: word 2 has NEWS_WORD_JOINED
 *   sentences first = {0, 5, 9, 12}: word 9 begins the third sentence
 */
typedef struct news_language news_language;
typedef struct news_document news_document;

/* Longest text in bytes, so that offsets and sums of two fit in 32 bits. */
#define NEWS_TEXT_MAX ((size_t)INT32_MAX)

/* Readable bytes after the text, all zero: block reads need no end test. */
enum { NEWS_TEXT_PADDING = 64 };

/* The low four bits of news_words.kind. */
typedef enum news_word_kind {
  NEWS_WORD_LETTERS, /* letters, also with digits inside: Putin, covid19 */
  NEWS_WORD_NUMBER,  /* begins with a digit: 3.5, 1,200, 07:50, 3rd */
  NEWS_WORD_PUNCT,   /* Unicode P*: a mark, or a run such as ... or !!! */
  NEWS_WORD_SYMBOL,  /* Unicode S* and what is none of the others */
  NEWS_WORD_URL,
  NEWS_WORD_EMAIL,
  NEWS_WORD_HASHTAG, /* #tag */
  NEWS_WORD_MENTION, /* @name */
  NEWS_WORD_EMOJI,   /* an emoji with its modifiers, or a smiley :-) */
} news_word_kind;

enum {
  NEWS_WORD_KIND = 0x0F,   /* mask of news_word_kind */
  NEWS_WORD_OPENS = 0x10,  /* an opening quotation mark (set by pairing) */
  NEWS_WORD_CLOSES = 0x20, /* a closing quotation mark (set by pairing) */
  NEWS_WORD_POINT = 0x40,  /* an abbreviation that keeps its point: U.S. */
  NEWS_WORD_JOINED = 0x80, /* goes on the token of the word before */
};

/* What patterns match, in text order, none overlapping; white space is in no
 * word.  Struct of arrays; start[count] and end[count] are the text's size,
 * and start[count + 1] may be read. */
typedef struct news_words {
  uint32_t count;
  uint32_t *start; /* byte offset of the first byte */
  uint32_t *end;   /* byte offset behind the last byte */
  uint8_t *kind;   /* news_word_kind and the flags above */
  /* A bit a word each, false for most; more words than are may have one. */
  uint64_t *marks;  /* it may end a sentence */
  uint64_t *quotes; /* it may be a quotation mark */
  uint64_t *lines;  /* a line end of any sort stands between it and the word
                       before */
  uint32_t *form;   /* id in the vocabulary; NULL until news_vocabulary_read */
  uint8_t *pos;     /* news_pos; NULL until asked for */
} news_words;

/* A division of all words into consecutive parts: part i is the words
 * first[i] <= w < first[i + 1]; first[count] is the number of words. */
typedef struct news_parts {
  uint32_t count;
  uint32_t *first; /* NULL until made */
} news_parts;

/* A pair of quotation marks and what they hold. */
typedef struct news_quoted {
  uint32_t first; /* word of the opening mark */
  uint32_t end;   /* word behind the closing mark, or behind the paragraph's
                     last word when it is never closed */
  uint8_t style;  /* news_quote_style, sentence.h */
  uint8_t depth;  /* 0 for an outermost pair */
  bool open;      /* never closed */
} news_quoted;

struct news_document {
  const char *text; /* `size` bytes of valid UTF-8, then NEWS_TEXT_PADDING */
  uint32_t size;
  bool ascii;                    /* no byte of 0x80 and above */
  bool news;                     /* rules of news text on top of UAX #29 */
  const news_language *language; /* borrowed; NULL: neutral rules */
  news_arena *arena;
  news_buffer taken; /* holds the text, if news_document_take() gave it */

  news_words words; /* words.start NULL until news_tokenize() */
  news_parts sentences;
  news_parts paragraphs;
  news_parts scopes; /* news_sentence_scopes() */
  struct {
    uint32_t count;
    news_quoted *items; /* by first, outer before inner; NULL until made */
  } quoted;

  /* Code points and UTF-16 units before every NEWS_MARK_STEP-th byte; NULL
   * until the first question, and never made for an ASCII text. */
  struct news_mark *marks;

  /* The line in which news_document_place() looked last. */
  struct news_asked_line {
    uint32_t begin;  /* its first byte */
    uint32_t before; /* how many lines stand before it */
  } line;
};

typedef struct news_document_options {
  bool plain; /* news = false: UAX #29 alone */
  const news_language *language;
  size_t memory; /* most bytes the document and its layers may take; 0: any */
} news_document_options;

/* Make a document from `size` bytes of UTF-8 at `text`, copied; NUL bytes are
 * allowed, `options` may be NULL.  On success returns NEWS_OK and stores a
 * document to be freed with news_document_free().  On failure stores NULL and
 * fills `err` unless it is NULL; NEWS_EUTF8 gives the first bad byte (see
 * news_utf8_repair()). */
news_status news_document_new(const char *text, size_t size,
                              const news_document_options *options,
                              news_document **out, news_error *err);

/* Make `doc` anew from another text, reusing its memory.  Everything borrowed
 * from it is void.  On failure `doc` is an empty document. */
news_status news_document_reset(news_document *doc, const char *text,
                                size_t size,
                                const news_document_options *options,
                                news_error *err);

/* The same from bytes that are not copied: `doc` takes the memory of `text`,
 * and `text` gets, empty, that of the text that was taken before, so that two
 * buffers serve any number of large inputs.  They must be valid UTF-8, as
 * news_text_is_decoded() and news_text_decode() leave them.  On failure `doc`
 * is an empty document and `text` has its bytes. */
news_status news_document_take(news_document *doc, news_buffer *text,
                               const news_document_options *options,
                               news_error *err);

/* `doc` is empty from now on; `text`, which holds nothing, gets the memory of
 * the text that was taken.  The layers' memory is kept for the next one. */
void news_document_leave(news_document *doc, news_buffer *text);

/* Free `doc` and everything it lent.  NULL is a no-op. */
void news_document_free(news_document *doc);

/* Units in which offsets are told. */
typedef enum news_unit {
  NEWS_UNIT_BYTE,
  NEWS_UNIT_CODEPOINT,
  NEWS_UNIT_UTF16,
} news_unit;

/* The number of `unit`s before byte `offset` (<= size, on a code point
 * border).  Steps over at most NEWS_MARK_STEP bytes; the first call on a text
 * that is not ASCII walks it once.  UINT32_MAX when out of memory. */
enum { NEWS_MARK_STEP = 128 };
uint32_t news_document_offset(news_document *doc, uint32_t offset,
                              news_unit unit);

/* The byte before which `count` units stand; size when there are fewer.
 * UINT32_MAX when out of memory. */
uint32_t news_document_byte(news_document *doc, uint32_t count, news_unit unit);

/* Line and column of a byte, both from 1, the column in code points.  Places
 * in rising order cost one walk over the text in all. */
void news_document_place(news_document *doc, uint32_t offset, uint32_t *line,
                         uint32_t *column);

/* The first word that ends behind byte `offset`, words.count if none.  Needs
 * words.  O(log words). */
uint32_t news_document_word_at(const news_document *doc, uint32_t offset);

/* The part that holds word `word` (< words.count).  O(log parts). */
uint32_t news_parts_at(const news_parts *parts, uint32_t word);

#endif
