#ifndef SCRATCH_H
#define SCRATCH_H

/* A test's own directory, and files in it. */

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch[64];

static inline int scratch_make(void) {
  strcpy(scratch, "/tmp/newsengine-test-XXXXXX");
  return mkdtemp(scratch) != NULL;
}

static inline int scratch_remove_one(const char *path, const struct stat *about,
                                     int kind, struct FTW *ftw) {
  (void)about, (void)kind, (void)ftw;
  return remove(path);
}

static inline void scratch_remove(void) {
  nftw(scratch, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Path of `name` there; valid until four more calls. */
static inline const char *scratch_path(const char *name) {
  static char paths[4][4096];
  static int next;
  char *path = paths[next++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
  return path;
}

static inline const char *scratch_write(const char *name, const void *bytes,
                                        size_t size) {
  const char *path = scratch_path(name);
  FILE *file = fopen(path, "wb");
  if (file) {
    fwrite(bytes, 1, size, file);
    fclose(file);
  }
  return path;
}

/* The file as text, at most 4095 bytes; "" if there is none. */
static inline const char *scratch_read(const char *name) {
  static char text[4096];
  FILE *file = fopen(scratch_path(name), "rb");
  size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
  if (file) fclose(file);
  text[size] = '\0';
  return text;
}

/* Number of names there, including hidden ones. */
static inline int scratch_count(void) {
  char command[160];
  int count = -1;
  snprintf(command, sizeof command, "ls -A %s | wc -l", scratch);
  FILE *pipe = popen(command, "r");
  if (pipe && fscanf(pipe, "%d", &count) != 1) count = -1;
  if (pipe) pclose(pipe);
  return count;
}

#endif
