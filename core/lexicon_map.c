/* Compiled lexicons in files. */
#include <sys/mman.h>

#include "bundle.h"
#include "lexicon_block.h"

news_status news_lexicon_map(const char *path, bool check,
                             const news_language *language, news_lexicon **out,
                             news_error *err) {
  *out = NULL;
  char *block;
  size_t size;
  news_status status =
      news_file_map(path, false, "not a compiled lexicon", &block, &size, err);
  if (status) return status;
  status = check ? news_lexicon_open(block, size, language, out, err)
                 : news_lexicon_trust(block, size, language, out, err);
  if (status) {
    munmap(block, size);
    return status;
  }
  (*out)->owned = block;
  (*out)->mapped = size;
  return NEWS_OK;
}
