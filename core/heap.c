#include "heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
#include <malloc.h>

enum { PAGE = 4096, LARGE = 2 << 20 };
/* What a worker comes to hold; and how much more is taken at a time when that
 * is not enough. */
enum { FIRST = 64 << 20, MORE = 16 << 20 };

/* Emulators leave little room after the program. */
static int first_size(void) {
  if (sbrk(FIRST + MORE) == (void *)-1) return MORE;
  (void)sbrk(-(FIRST + MORE));
  return FIRST;
}

/* Start the heap at a large page, except for its first small page, which is
 * touched before madvise().  The thresholds that malloc would adapt by itself
 * must then be set explicitly. */
void news_heap_enlarge(void) {
  uintptr_t end = (uintptr_t)sbrk(0);
  uintptr_t from = (end + PAGE + LARGE - 1) / LARGE * LARGE;
  if (sbrk((intptr_t)(from - PAGE - end)) == (void *)-1) return;
  int size = first_size();
  mallopt(M_TOP_PAD, size);
  mallopt(M_MMAP_THRESHOLD, LARGE * 2);
  mallopt(M_TRIM_THRESHOLD, size + 2 * MORE);
  void *volatile first = malloc(1); /* makes the heap grow */
  free(first);
  mallopt(M_TOP_PAD, MORE);
  (void)madvise((void *)from, (size_t)size, MADV_HUGEPAGE);
}

/* The unused memory is at the end of the heap; its first part, up to the next
 * large page, is allocated and never used. */
void news_heap_part(void) {
  enum { LEAST = 64 };
  uintptr_t free_from = (uintptr_t)sbrk(0) - mallinfo2().keepcost;
  uintptr_t rest = LARGE - free_from % LARGE;
  if (rest > LEAST && rest < mallinfo2().keepcost) {
    void *volatile rest_of_page = malloc(rest - LEAST / 2);
    (void)rest_of_page;
  }
}

#else
void news_heap_enlarge(void) {}
void news_heap_part(void) {}
#endif
