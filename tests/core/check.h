#ifndef CHECK_H
#define CHECK_H

/* A test file is a list of functions whose names are sentences; main() calls
 * run(function) for each and returns check_report(). */

#include <stdio.h>

static int checks_failed, tests_passed, tests_failed;

#define check_report() check_report_(__FILE__)

#define check(cond)           \
  ((cond) ? (void)0           \
          : (checks_failed++, \
             (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #cond)))

#define run(test)                                   \
  do {                                              \
    int before_ = checks_failed;                    \
    test();                                         \
    if (checks_failed == before_)                   \
      tests_passed++;                               \
    else {                                          \
      tests_failed++;                               \
      (void)fprintf(stderr, "not ok: %s\n", #test); \
    }                                               \
  } while (0)

static inline int check_report_(const char *file) {
  printf("%s: %d passed, %d failed\n", file, tests_passed, tests_failed);
  return tests_failed != 0;
}

#endif
