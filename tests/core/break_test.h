#ifndef BREAK_TEST_H
#define BREAK_TEST_H

/* Reads the break tests of Unicode's character database, lines such as
 *
 *   ÷ 0061 × 0308 ÷ 0020 ÷  # comment
 *
 * from Debian's package unicode-data. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

typedef struct break_test {
  char text[256];
  size_t size;
  size_t borders[64]; /* byte offsets, including 0 and the size */
  size_t count;
} break_test;

static inline void break_test_read(const char *line, break_test *test) {
  const char *end = strchr(line, '#');
  test->size = test->count = 0;
  while (*line && line != end) {
    if (!strncmp(line, "\xC3\xB7", 2))
      test->borders[test->count++] = test->size;
    if ((*line >= '0' && *line <= '9') || (*line >= 'A' && *line <= 'F')) {
      char *behind;
      uint32_t code = (uint32_t)strtoul(line, &behind, 16);
      test->size += news_utf8_encode(code, test->text + test->size);
      line = behind;
    } else {
      line++;
    }
  }
}

/* Calls `each` for every test of the file; returns the number of tests, 0 if
 * the machine does not have the file. */
static inline int break_test_file(const char *name,
                                  void (*each)(const break_test *)) {
  char path[128], line[2048];
  (void)snprintf(path, sizeof path, "/usr/share/unicode/auxiliary/%s", name);
  FILE *file = fopen(path, "r");
  int count = 0;
  if (!file) {
    printf("%s: skipped, no %s\n", name, path);
    return 0;
  }
  while (fgets(line, sizeof line, file)) {
    break_test test;
    break_test_read(line, &test);
    if (!test.size) continue;
    each(&test);
    count++;
  }
  (void)fclose(file);
  return count;
}

#endif
