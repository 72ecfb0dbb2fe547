#ifndef NEWS_LUA_STRING_SET_H
#define NEWS_LUA_STRING_SET_H

#include <stdbool.h>
#include <stdint.h>

/* The set of bytes that a single-character item of Lua's patterns matches. */
typedef struct byte_set {
  uint64_t bits[4];
} byte_set;

static inline bool set_has(const byte_set *s, unsigned char c) {
  return s->bits[c / 64] >> c % 64 & 1;
}

static inline void add_byte(byte_set *s, unsigned char c) {
  s->bits[c / 64] |= UINT64_C(1) << c % 64;
}

static inline void add_range(byte_set *s, unsigned char low,
                             unsigned char high) {
  if (low > high) return;
  for (unsigned w = low / 64; w <= high / 64; w++)
    s->bits[w] |=
        (w == low / 64 ? ~UINT64_C(0) << low % 64 : ~UINT64_C(0)) &
        (w == high / 64 ? ~UINT64_C(0) >> (63 - high % 64) : ~UINT64_C(0));
}

/* %a %c %d ... by their letter in lower case: ASCII, whatever the locale.
 * NULL: not a class. */
static inline const byte_set *class_of(unsigned char letter) {
  static const byte_set classes[] = {
      {{0, 0x07FFFFFE07FFFFFE}},                  /* a letters */
      {{0xFFFFFFFF, UINT64_C(1) << 63}},          /* c control */
      {{0x03FF000000000000, 0}},                  /* d digits */
      {{0xFFFFFFFE00000000, 0x7FFFFFFFFFFFFFFF}}, /* g graphic */
      {{0, 0x07FFFFFE00000000}},                  /* l small letters */
      {{0xFC00FFFE00000000, 0x78000001F8000001}}, /* p punctuation */
      {{0x100003E00, 0}},                         /* s white space */
      {{0, 0x07FFFFFE}},                          /* u capital letters */
      {{0x03FF000000000000, 0x07FFFFFE07FFFFFE}}, /* w letters and digits */
      {{0x03FF000000000000, 0x7E0000007E}},       /* x hexadecimal digits */
  };
  switch (letter | 0x20) {
    case 'a': return &classes[0];
    case 'c': return &classes[1];
    case 'd': return &classes[2];
    case 'g': return &classes[3];
    case 'l': return &classes[4];
    case 'p': return &classes[5];
    case 's': return &classes[6];
    case 'u': return &classes[7];
    case 'w': return &classes[8];
    case 'x': return &classes[9];
    default: return NULL;
  }
}

/* A capital letter complements the class: %A */
static inline bool is_turned(unsigned char letter) {
  return letter >= 'A' && letter <= 'Z';
}

static inline bool in_class(unsigned char c, unsigned char letter) {
  const byte_set *class = class_of(letter);
  return class ? set_has(class, c) != is_turned(letter) : c == letter;
}

static inline void add_class(byte_set *s, unsigned char letter) {
  const byte_set *class = class_of(letter);
  if (!class) {
    add_byte(s, letter);
    return;
  }
  for (int w = 0; w < 4; w++)
    s->bits[w] |= is_turned(letter) ? ~class->bits[w] : class->bits[w];
}

/* The set at p ('['), whose ']' is at `end`. */
static inline byte_set read_set(const char *p, const char *end) {
  byte_set s = {{0}};
  bool turned = *++p == '^';
  if (turned) p++;
  for (; p < end; p++) {
    unsigned char c = (unsigned char)*p;
    if (c == '%') {
      add_class(&s, (unsigned char)*++p);
    } else if (p[1] == '-' && p + 2 < end) {
      add_range(&s, c, (unsigned char)p[2]);
      p += 2;
    } else {
      add_byte(&s, c);
    }
  }
  for (int w = 0; turned && w < 4; w++) s.bits[w] = ~s.bits[w];
  return s;
}

/* Whether the set at p ('['), whose ']' is at `end`, contains a byte.  For a
 * single test, which is cheaper than reading the set. */
static inline bool set_takes(const char *p, const char *end, unsigned char c) {
  bool turned = *++p == '^';
  if (turned) p++;
  for (; p < end; p++) {
    unsigned char low = (unsigned char)*p;
    if (low == '%') {
      if (in_class(c, (unsigned char)*++p)) return !turned;
    } else if (p[1] == '-' && p + 2 < end) {
      p += 2;
      if (low <= c && c <= (unsigned char)*p) return !turned;
    } else if (c == low) {
      return !turned;
    }
  }
  return turned;
}

/* The set of bytes that the item [p, end) matches. */
static inline byte_set read_item(const char *p, const char *end) {
  byte_set s = {{0}};
  if (*p == '[') return read_set(p, end - 1);
  if (*p == '.')
    add_range(&s, 0, 255);
  else if (*p == '%')
    add_class(&s, (unsigned char)p[1]);
  else
    add_byte(&s, (unsigned char)*p);
  return s;
}

#endif
