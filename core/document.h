#ifndef NEWS_DOCUMENT_H
#define NEWS_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "buffer.h"
#include "span.h"
#include "status.h"

/* One article: its text and every built-in layer made of it.
 *
 * The text never changes.  The built-in layers below are empty until the call
 * that makes them (news_tokenize() and the calls in sentence.h); each is made
 * at most once and then never changes.  All memory is in the document's arena
 * and in the buffer of a text given to news_document_take(); one reset or free
 * releases everything.
 *
 *   text      He  didn’t   go  .  “ Why ? ” she asked .
 *   words     0   1  2     3   4  5 6   7 8 9   10    11
 *   tokens    1 + 2 are one token: word 2 has NEWS_WORD_JOINED
 *   sentences first = {0, 5, 9, 12}: word 9 begins the third sentence */
typedef struct news_language news_language;
typedef struct news_document news_document;

/* Longest text in bytes: an offset, and the sum of two, fits in 32 bits. */
#define NEWS_TEXT_MAX ((size_t)INT32_MAX)

/* Readable zero bytes behind the text: reads by blocks need no end test. */
enum { NEWS_TEXT_PADDING = 64 };

/* The low four bits of news_words.kind. */
typedef enum news_word_kind {
  NEWS_WORD_LETTERS, /* letters, perhaps with digits: Putin, covid19 */
  NEWS_WORD_NUMBER,  /* begins with a digit: 3.5, 1,200, 07:50, 3rd */
  NEWS_WORD_PUNCT,   /* Unicode P*: a mark, or a run such as ... or !!! */
  NEWS_WORD_SYMBOL,  /* Unicode S*, and anything that fits no other kind */
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
  NEWS_WORD_JOINED = 0x80, /* belongs to the same token as the word before it */
};

/* The words that patterns match: in text order, without overlaps, and without
 * the white space between them.  A struct of arrays; start[count] and
 * end[count] are the text's size, and start[count + 1] may be read. */
typedef struct news_words {
  uint32_t count;
  uint32_t *start; /* byte offset of the first byte */
  uint32_t *end;   /* byte offset just past the last byte */
  uint8_t *kind;   /* news_word_kind and the flags above */
  /* One bit a word.  Hints: a word without the bit certainly is not one, a word
   * with it may be. */
  uint64_t *marks;  /* may end a sentence */
  uint64_t *quotes; /* may be a quotation mark */
  uint64_t *lines;  /* there is a line end of any kind between it and the word
                       before */
  uint32_t *form;   /* id in the vocabulary; NULL until news_vocabulary_read */
  uint8_t *pos;     /* news_pos; NULL until asked for */
} news_words;

/* A division of all words into consecutive parts: part i holds the words
 * first[i] <= w < first[i + 1]; first[count] is the number of words. */
typedef struct news_parts {
  uint32_t count;
  uint32_t *first; /* NULL until made */
} news_parts;

/* A pair of quotation marks and the words between them. */
typedef struct news_quoted {
  uint32_t first; /* word of the opening mark */
  uint32_t end;   /* the word after the closing mark, or after the last word of
                     the paragraph if it is never closed */
  uint8_t style;  /* news_quote_style, sentence.h */
  uint8_t depth;  /* 0 for an outermost pair */
  bool open;      /* never closed */
} news_quoted;

struct news_document {
  const char *text; /* `size` bytes of valid UTF-8, then NEWS_TEXT_PADDING */
  uint32_t size;
  bool ascii; /* no byte above 0x7F */
  bool news;  /* apply the rules for news text on top of UAX #29 */
  const news_language *language; /* borrowed; NULL: language-neutral rules */
  news_arena *arena;
  news_buffer taken; /* holds the text if it came from news_document_take() */

  news_words words; /* words.start NULL until news_tokenize() */
  news_parts sentences;
  news_parts paragraphs;
  news_parts scopes; /* news_sentence_scopes() */
  struct {
    uint32_t count;
    news_quoted *items; /* sorted by `first`, outer pairs before inner; NULL
                           until made */
  } quoted;

  /* Code points and UTF-16 units before every NEWS_MARK_STEP-th byte; NULL
   * until they are needed, which in an ASCII text is never. */
  struct news_mark *marks;

  /* The line that news_document_place() found last. */
  struct news_asked_line {
    uint32_t begin;  /* byte offset of its start */
    uint32_t before; /* number of lines before it */
  } line;
};

typedef struct news_document_options {
  bool plain; /* UAX #29 alone, without the rules for news text */
  const news_language *language;
  size_t memory; /* most bytes for the document and its layers; 0: no limit */
} news_document_options;

/* Make a document from the `size` bytes of UTF-8 at `text`, which are copied;
 * NUL bytes are allowed, `options` may be NULL.  On success returns NEWS_OK and
 * stores a document to be freed with news_document_free().  On failure stores
 * NULL and fills `err` unless it is NULL; for NEWS_EUTF8 the offset is that of
 * the first bad byte (see news_utf8_repair()). */
news_status news_document_new(const char *text, size_t size,
                              const news_document_options *options,
                              news_document **out, news_error *err);

/* Make `doc` hold another text, reusing its memory.  Everything borrowed from
 * it becomes invalid.  On failure `doc` is an empty document. */
news_status news_document_reset(news_document *doc, const char *text,
                                size_t size,
                                const news_document_options *options,
                                news_error *err);

/* The same without copying: `doc` takes over the memory of `text`, and `text`
 * becomes an empty buffer with the memory of the text taken before it, so that
 * two buffers serve any number of large inputs.  The bytes must be valid UTF-8
 * (see news_text_is_decoded() and news_text_decode()).  On failure `doc` is an
 * empty document and `text` keeps its bytes. */
news_status news_document_take(news_document *doc, news_buffer *text,
                               const news_document_options *options,
                               news_error *err);

/* Empty `doc` and give the memory of the text that it took to `text`, which
 * must be empty.  The memory of the layers is kept for the next text. */
void news_document_leave(news_document *doc, news_buffer *text);

/* Free `doc` and everything borrowed from it.  NULL is a no-op. */
void news_document_free(news_document *doc);

/* Units of offsets. */
typedef enum news_unit {
  NEWS_UNIT_BYTE,
  NEWS_UNIT_CODEPOINT,
  NEWS_UNIT_UTF16,
} news_unit;

/* The number of units before byte `offset` (<= size, a code point border).
 * Scans at most NEWS_MARK_STEP bytes, but the first call on a text that is not
 * ASCII scans all of it.  UINT32_MAX when out of memory. */
enum { NEWS_MARK_STEP = 128 };
uint32_t news_document_offset(news_document *doc, uint32_t offset,
                              news_unit unit);

/* The byte offset that has `count` units before it; size if the text has fewer.
 * UINT32_MAX when out of memory. */
uint32_t news_document_byte(news_document *doc, uint32_t count, news_unit unit);

/* Line and column of a byte, both from 1, the column in code points.  Calls
 * with rising offsets scan the text only once in all. */
void news_document_place(news_document *doc, uint32_t offset, uint32_t *line,
                         uint32_t *column);

/* The first word that ends behind byte `offset`, or words.count.  Needs words.
 * O(log words). */
uint32_t news_document_word_at(const news_document *doc, uint32_t offset);

/* The part that holds word `word` (< words.count).  O(log parts). */
uint32_t news_parts_at(const news_parts *parts, uint32_t word);

#endif
