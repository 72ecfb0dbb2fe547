/* classify() over vectors of any width; included by tokenizer_sse2.c and
 * tokenizer_avx2.c.  The classes are those of tokenizer_scalar.c. */

#include <string.h>

BLOCK_TARGET static inline vec either(vec v, int a, int b) {
  return any(same(v, all(a)), same(v, all(b)));
}

/* The letters of two bytes of Latin-1 (but × ÷) and of Cyrillic, U+0400 to
 * U+047F, whose bytes all begin with 0xC3, 0xD0 or 0xD1. */
BLOCK_TARGET static inline void find_pairs(const char *s, block_masks *m) {
  uint64_t leads = 0, latin = 0, signs = 0;
  for (int i = 0; i < VECTORS; i++) {
    vec v = load(s + i * VECTOR_BYTES);
    leads |= bits(in(v, 0xD0, 2)) << (i * VECTOR_BYTES);
    latin |= bits(same(v, all(0xC3))) << (i * VECTOR_BYTES);
    signs |= bits(either(v, 0x97, 0xB7)) << (i * VECTOR_BYTES);
  }
  leads = (leads | (latin & ~(signs >> 1))) & ~(UINT64_C(1) << 63);
  leads |= leads << 1;
  m->letter |= leads;
  m->high &= ~leads;
}

BLOCK_TARGET static inline void classify(const char *s, block_masks *m) {
  *m = (block_masks){0};
  for (int i = 0; i < VECTORS; i++) {
    int shift = i * VECTOR_BYTES;
    vec v = load(s + shift);
    vec lower = any(v, all(0x20));
    vec next = any(load(s + shift + 1), all(0x20));
    vec space = any(same(v, all(' ')), in(v, '\t', 5));
    vec point = same(v, all('.'));
    vec ends = any(either(v, '!', '?'), any(point, same(v, all('-'))));
    vec colon = in(v, ':', 2);
    vec dollar = same(v, all('$'));
    vec hash = same(v, all('#'));
    vec bars = any(either(v, '>', '|'), same(v, all('~')));
    vec control = any(in(v, 0, 9), any(in(v, 14, 18), same(v, all(0x7F))));
    vec always = any(in(v, '^', 3), any(in(v, '&', 2), either(v, '=', '<')));
    vec twins = both(same(lower, next),
                     any(same(lower, all('n')), either(lower, 't', 'm')));
    m->letter |= bits(in(lower, 'a', 26)) << shift;
    m->digit |= bits(in(v, '0', 10)) << shift;
    m->space |= bits(space) << shift;
    m->high |= bits(v) << shift;
    m->symbol |= bits(any(dollar, any(bars, control))) << shift;
    m->after |= bits(any(ends, any(dollar, same(v, all('/'))))) << shift;
    m->before |= bits(any(any(point, hash), any(colon, same(v, all('@')))))
                 << shift;
    m->colon |= bits(colon) << shift;
    m->run |= bits(any(any(ends, hash), any(bars, same(v, all('*'))))) << shift;
    m->always |= bits(any(always, same(v, all('+')))) << shift;
    m->open |= bits(same(v, all('('))) << shift;
    m->close |= bits(same(v, all(')'))) << shift;
    m->twins |= bits(twins) << shift;
  }
  if (m->high) find_pairs(s, m);
}
