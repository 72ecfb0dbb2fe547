#include "heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { LARGE = 2 << 20, SIZE = 100000 };

/* Written to, so that the compiler cannot omit it. */
static char *piece(void) {
  char *p = malloc(SIZE);
  if (p) memset(p, 1, SIZE);
  return p;
}

static void memory_goes_on_from_where_it_was(void) {
  char *first = piece(), *second = piece();
  check(first && second);
  news_heap_part();
  char *apart = piece(), *behind = piece();
  check(apart && behind);
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
  check((uintptr_t)apart / LARGE == (uintptr_t)second / LARGE + 1);
  check((uintptr_t)apart % LARGE < SIZE);
  check((uintptr_t)behind / LARGE == (uintptr_t)apart / LARGE);
#endif
  free(first);
  free(second);
  free(apart);
  free(behind);
}

int main(void) {
  news_heap_enlarge();
  run(memory_goes_on_from_where_it_was);
  return check_report();
}
