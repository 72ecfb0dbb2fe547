/* Compiled lexicons in files. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lexicon_block.h"

news_status news_lexicon_map(const char *path, bool check,
                             const news_language *language, news_lexicon **out,
                             news_error *err) {
  *out = NULL;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return news_fail_system(err, "cannot open");
  struct stat about;
  if (fstat(file, &about) || !S_ISREG(about.st_mode) || about.st_size <= 0) {
    close(file);
    return news_fail(err, NEWS_EDATA, 0, "not a compiled lexicon");
  }
  size_t size = (size_t)about.st_size;
  void *block = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (block == MAP_FAILED) return news_fail_system(err, "cannot map");
  (void)madvise(block, size, MADV_HUGEPAGE); /* read in large pieces, too */
  news_status status =
      check ? news_lexicon_open(block, size, language, out, err)
            : news_lexicon_trust(block, size, language, out, err);
  if (status) {
    munmap(block, size);
    return status;
  }
  (*out)->owned = block;
  (*out)->mapped = size;
  return NEWS_OK;
}
