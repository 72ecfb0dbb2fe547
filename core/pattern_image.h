#ifndef NEWS_PATTERN_IMAGE_H
#define NEWS_PATTERN_IMAGE_H

#include "buffer.h"
#include "lexicon.h"
#include "morphology.h"
#include "pattern.h"

/* Compiled patterns in a file of this build (bundle.h): a start that finds
 * them there compiles none. */

/* Work out the rows of all forms of the vocabulary, for a set that is written
 * next: whoever opens it finds them.  NEWS_EDATA for a set from a file. */
news_status news_pattern_set_know(news_pattern_set *set,
                                  const news_vocabulary *voc, news_error *err);

/* Append the set as one block.  `lexicons`: those that its patterns name, in
 * an order that the reader knows too; NEWS_EDATA when one is missing. */
news_status news_pattern_set_write(news_pattern_set *set,
                                   const news_lexicon *const *lexicons,
                                   uint32_t count, news_buffer *out,
                                   news_error *err);

/* A copy of such a block that is opened at `address` needs few changes, and
 * few pages of its own.  What is no such block is left as it is. */
void news_pattern_set_settle(char *block, size_t size, uintptr_t address);

/* The set in such a block (at a multiple of 8), which is changed in place,
 * belongs to the set from now on and outlives it.  No patterns can be added.
 * NEWS_EDATA when it is cut short, was opened before or `lexicons` are others.
 * Only for blocks whose bytes are known to be as they were written. */
news_status news_pattern_set_open(void *block, size_t size,
                                  const news_morphology *morphology,
                                  const news_lexicon *const *lexicons,
                                  uint32_t count, news_pattern_set **out,
                                  news_error *err);

#endif
