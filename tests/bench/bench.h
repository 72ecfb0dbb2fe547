#ifndef BENCH_H
#define BENCH_H

/* Shared by the benchmark programs. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline void die(const char *what) {
  fprintf(stderr, "bench: %s\n", what);
  exit(2);
}

/* Processor seconds of this thread. */
static inline double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) die(path);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) die(path);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

#endif
