#ifndef NEWS_PATTERN_IMAGE_H
#define NEWS_PATTERN_IMAGE_H

#include "buffer.h"
#include "lexicon.h"
#include "morphology.h"
#include "pattern.h"

/* Compiled patterns in a file of this build (bundle.h), so that startup need
 * not compile them. */

/* Compute the rows of all forms of the vocabulary, to be written with the set.
 * NEWS_EDATA for a set from a file. */
news_status news_pattern_set_know(news_pattern_set *set,
                                  const news_vocabulary *voc, news_error *err);

/* Append the set as one block.  `lexicons`: those named by its patterns, in an
 * order that the reader uses, too; NEWS_EDATA if one is missing. */
news_status news_pattern_set_write(news_pattern_set *set,
                                   const news_lexicon *const *lexicons,
                                   uint32_t count, news_buffer *out,
                                   news_error *err);

/* Relocate such a block for `address`, so that opening it there changes few
 * bytes and pages.  Anything that is not such a block is left alone. */
void news_pattern_set_settle(char *block, size_t size, uintptr_t address);

/* Open the set in such a block, which must be aligned to 8 bytes.  The block is
 * modified in place, is used only by the set from now on, and must outlive it.
 * No patterns can be added.  NEWS_EDATA if the block is truncated, was opened
 * before, or `lexicons` are different.  The bytes must be known to be
 * intact. */
news_status news_pattern_set_open(void *block, size_t size,
                                  const news_morphology *morphology,
                                  const news_lexicon *const *lexicons,
                                  uint32_t count, news_pattern_set **out,
                                  news_error *err);

#endif
