/* Runs a fuzz target without a fuzzer, the same way each time: every kept
 * input, then texts made of the words in a file, then modified kept inputs.
 *
 *   generate WORDS COUNT INPUT...
 *
 * A line of WORDS is a word, with \n \r \t \s \\ and \xHH in it; !bytes: what
 * an input may begin with; ~word: what stands between words, in place of a
 * space.  The target aborts when something does not hold. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_WORDS = 1000, MOST_SIZE = 1 << 16, LONGEST = 30 };

typedef struct word {
  uint8_t *bytes;
  size_t size;
} word;

typedef struct list {
  word items[MOST_WORDS];
  uint32_t count;
} list;

static uint64_t random_state = 20261127;

static uint32_t below(uint32_t n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % n;
}

static void fail(const char *what, const char *name) {
  fprintf(stderr, "%s: %s\n", name, what);
  exit(1);
}

static void add(list *l, const uint8_t *bytes, size_t size) {
  if (l->count == MOST_WORDS) fail("too many words", "generate");
  word *w = &l->items[l->count++];
  w->bytes = malloc(size + 1);
  if (!w->bytes) fail("out of memory", "generate");
  memcpy(w->bytes, bytes, size);
  w->size = size;
}

static const word *one_of(const list *l) { return &l->items[below(l->count)]; }

/* Read one character of a line; returns the rest. */
static const char *unescape(const char *at, uint8_t *byte) {
  static const char names[] = "nrts\\", bytes[] = "\n\r\t \\";
  if (*at != '\\') {
    *byte = (uint8_t)*at;
    return at + 1;
  }
  const char *name = strchr(names, at[1]);
  if (at[1] == 'x') {
    char digits[3] = {at[2], at[2] ? at[3] : '\0', '\0'};
    *byte = (uint8_t)strtoul(digits, NULL, 16);
    return at + 2 + strlen(digits);
  }
  if (!at[1] || !name) fail("unknown escape", at);
  *byte = (uint8_t)bytes[name - names];
  return at + 2;
}

static void read_line(const char *line, list *heads, list *words, list *gaps) {
  uint8_t bytes[4096];
  size_t size = 0;
  list *to = *line == '!' ? heads : *line == '~' ? gaps : words;
  for (line += to != words; *line;) line = unescape(line, &bytes[size++]);
  if (to != heads) add(to, bytes, size);
  for (size_t i = 0; to == heads && i < size; i++) add(to, bytes + i, 1);
}

static void read_words(const char *path, list *heads, list *words, list *gaps) {
  char line[4096];
  FILE *file = fopen(path, "r");
  if (!file) fail("cannot open", path);
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    if (*line) read_line(line, heads, words, gaps);
  }
  (void)fclose(file);
  if (!words->count) fail("no words", path);
  if (!gaps->count) add(gaps, (const uint8_t *)" ", 1);
}

static void read_input(const char *path, list *inputs) {
  static uint8_t bytes[MOST_SIZE];
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot open", path);
  size_t size = fread(bytes, 1, sizeof bytes, file);
  (void)fclose(file);
  add(inputs, bytes, size);
}

/* In a block of its exact size, so that sanitizers detect reads past its
 * end. */
static void try(const uint8_t *bytes, size_t size) {
  uint8_t *exact = malloc(size ? size : 1);
  if (!exact) fail("out of memory", "generate");
  memcpy(exact, bytes, size);
  (void)LLVMFuzzerTestOneInput(exact, size);
  free(exact);
}

static size_t put(uint8_t *to, size_t at, const word *w) {
  if (at + w->size > MOST_SIZE) return at;
  memcpy(to + at, w->bytes, w->size);
  return at + w->size;
}

static void generated(const list *heads, const list *words, const list *gaps) {
  static uint8_t bytes[MOST_SIZE];
  size_t size = heads->count ? put(bytes, 0, one_of(heads)) : 0;
  for (uint32_t n = 1 + below(LONGEST); n > 0; n--) {
    size = put(bytes, size, one_of(words));
    if (below(8)) size = put(bytes, size, one_of(gaps));
  }
  try(bytes, size);
}

/* One input with words inserted, bytes changed, or its end cut off. */
static void changed(const list *inputs, const list *words) {
  static uint8_t bytes[2 * MOST_SIZE];
  const word *from = one_of(inputs);
  size_t size = put(bytes, 0, from);
  for (uint32_t n = 1 + below(4); n > 0 && size; n--) {
    uint32_t at = below((uint32_t)size);
    const word *w = one_of(words);
    switch (below(3)) {
      case 0: bytes[at] = (uint8_t)below(256); break;
      case 1: size = at; break;
      default:
        if (size + w->size > MOST_SIZE) break;
        memmove(bytes + at + w->size, bytes + at, size - at);
        memcpy(bytes + at, w->bytes, w->size);
        size += w->size;
    }
  }
  try(bytes, size);
}

static void forget(list *l) {
  for (uint32_t i = 0; i < l->count; i++) free(l->items[i].bytes);
}

int main(int argc, char **argv) {
  static list heads, words, gaps, inputs;
  if (argc < 4) fail("WORDS COUNT INPUT...", argv[0]);
  read_words(argv[1], &heads, &words, &gaps);
  for (int i = 3; i < argc; i++) read_input(argv[i], &inputs);
  for (uint32_t i = 0; i < inputs.count; i++)
    try(inputs.items[i].bytes, inputs.items[i].size);
  for (long n = strtol(argv[2], NULL, 10); n > 0; n--) {
    generated(&heads, &words, &gaps);
    changed(&inputs, &words);
  }
  forget(&heads);
  forget(&words);
  forget(&gaps);
  forget(&inputs);
  printf("%s: 3 passed, 0 failed\n", argv[1]);
  return 0;
}
