#ifndef NEWS_LEXICON_BUILDER_H
#define NEWS_LEXICON_BUILDER_H

/* The data that lexicon_build.c collects and lexicon_layout.c lays out as a
 * block. */

#include "buffer.h"
#include "lexicon_block.h"

/* One distinct word of the phrases. */
typedef struct built_word {
  uint64_t hash; /* of the folded form */
  uint32_t at;   /* its string in texts */
  uint32_t text; /* its bytes in texts */
  uint32_t size;
} built_word;

typedef struct built_edge {
  uint64_t hash;
  uint32_t from, to; /* nodes, 0 the root */
} built_edge;

typedef struct built_node {
  uint32_t phrase; /* first phrase that ends here, UINT32_MAX for none */
  uint32_t number; /* among the nodes with edges; assigned during layout */
  bool more;       /* longer phrases continue from it */
  bool pair;       /* the edge to it stands for two words */
} built_node;

typedef struct built_phrase {
  uint32_t next; /* another phrase that ends at its node, UINT32_MAX for none */
  uint32_t word, words;       /* in the list of word numbers */
  uint32_t lemma, lemma_size; /* in `lemmas` */
} built_phrase;

typedef struct built_pair {
  uint32_t phrase, entry;
} built_pair;

/* An open-addressed hash table of numbers + 1; the arrays they index are
 * buffers. */
typedef struct built_table {
  uint32_t *slots;
  uint32_t count; /* a power of two, or 0 */
} built_table;

struct news_lexicon_builder {
  news_lexicon_options options;
  uint32_t given;   /* columns of a given row */
  uint32_t columns; /* including "lemma" if inflected */
  uint32_t key;     /* column */
  uint32_t names;   /* place of the row of column names in data */
  news_buffer entries, words, edges, nodes, phrases, numbers, pairs, lemmas;
  news_buffer keys;  /* uint64_t each: keys of the filter */
  uint32_t alone;    /* phrases of one word */
  news_buffer texts; /* of words; apart from data until all rows are in */
  news_buffer data;
  built_table word_table, edge_table;
  news_document *scratch;
  news_buffer folded, inflected; /* scratch */
};

#define BUILT(type, buffer) ((type *)(void *)(buffer).data)
#define BUILT_COUNT(type, buffer) ((uint32_t)((buffer).size / sizeof(type)))

void news_lexicon_write_string(news_buffer *out, const char *text, size_t size);

/* Write the block to `block`; NEWS_ENOMEM, or NEWS_ETOOBIG if it is too big. */
news_status news_lexicon_lay_out(news_lexicon_builder *b, news_buffer *block,
                                 news_error *err);

#endif
