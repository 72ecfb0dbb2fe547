/* Masks of several blocks at once, from a code for each byte.  Shared by
 * tokenizer_avx2.c and tokenizer_avx512.c, which first define BLOCK_TARGET,
 * BLOCK_LANES, the type `group` of so many masks, and next_blocks(), which
 * gives for each block the next one, for the last one all bits. */

/* Classes and roles of an ASCII byte in seven bits: bits 0 to 2 are letter,
 * digit and space, the bits above are a number.  For letters it marks those
 * doubled in words written together, for spaces line ends, for marks all the
 * rest. Bit 7: above ASCII. */
#define MARK(number) ((number) << 3)
#define L 1 /* other letters */
#define N (L | MARK(1))
#define T (L | MARK(2))
#define M (L | MARK(3))
#define D 2
#define S 4
#define F (S | MARK(1))
#define Q MARK(1)  /* " */
#define R MARK(2)  /* > */
#define H MARK(3)  /* # & ; @ */
#define V MARK(4)  /* $ | */
#define O MARK(5)  /* ( */
#define Y MARK(6)  /* - */
#define C MARK(7)  /* : */
#define A MARK(8)  /* ' */
#define E MARK(9)  /* < = _ ~ */
#define G MARK(10) /* ` */
#define B MARK(11) /* * [ */
#define P MARK(12) /* . */
#define X MARK(13) /* ! ? */
#define K MARK(14) /* + ^ and controls */
#define Z MARK(15) /* / */
static const uint8_t codes[128] = {
    K, K, K, K, K, K, K, K, K, S, F, F, F, F, K, K, /* 00 */
    K, K, K, K, K, K, K, K, K, K, K, K, K, K, K, K, /* 10 */
    S, X, Q, H, V, 0, H, A, O, 0, B, K, 0, Y, P, Z, /* space to slash */
    D, D, D, D, D, D, D, D, D, D, C, H, E, E, R, X, /* 0 to ? */
    H, L, L, L, L, L, L, L, L, L, L, L, L, M, N, L, /* @ to O */
    L, L, L, L, T, L, L, L, L, L, L, B, 0, 0, K, E, /* P to _ */
    G, L, L, L, L, L, L, L, L, L, L, L, L, M, N, L, /* ` to o */
    L, L, L, L, T, L, L, L, L, L, L, 0, V, 0, E, K, /* p to DEL */
};
#undef MARK
#undef L
#undef N
#undef T
#undef M
#undef D
#undef S
#undef F
#undef Q
#undef R
#undef H
#undef V
#undef O
#undef Y
#undef C
#undef A
#undef E
#undef G
#undef B
#undef P
#undef X
#undef K
#undef Z

BLOCK_TARGET static inline void store(uint64_t *to, group masks) {
  memcpy(to, &masks, sizeof masks);
}

/* Bits whose next bit is set too; for the last bit the next one is unknown. */
BLOCK_TARGET static inline group twice(group masks) {
  return masks & (masks >> 1 | next_blocks(masks) << 63);
}

/* The masks that follow from the numbers of marks, by the bits of these. */
BLOCK_TARGET static inline void store_marks(news_chunk *c, news_asked *a,
                                            uint32_t k, group digit, group m3,
                                            group m2, group m1, group m0) {
  group low = ~m3, most = (m2 & m1) | (m2 & m0) | (m1 & m0);
  group point = m3 & m2 & ~m1 & ~m0, cry = m3 & m2 & ~m1 & m0;
  store(c->point + k, point);
  store(c->hyphen + k, low & m2 & m1 & ~m0);
  store(a->clock + k, m2 & m1 & m0);
  store(c->open + k, low & ((~m1 & m0) | (~m2 & m1 & ~m0)));
  store(c->quote + k, ~m2 & ((m3 & ~m0) | (low & ~m1 & m0)));
  store(c->odd + k, digit | (m1 & ~m0 & (m3 | ~m2)) | (~m1 & low & m2 & ~m0) |
                        (~m1 & m3 & ~m2 & m0));
  store(c->ends + k,
        (low & m1 & (m2 | ~m0)) | (m3 & ((~m2 & m0) | (m2 & ~m1))));
  store(a->after + k, m2 & ((low & ~m0) | (m3 & (~m1 | m0))));
  store(a->before + k, (low & m1 & m0) | point);
  store(a->first + k, (low & most) | cry);
  store(a->always + k, m3 & ((~m2 & ~m1) | (m2 & m1 & ~m0)));
}

BLOCK_TARGET static inline void store_group(news_chunk *c, news_asked *a,
                                            uint32_t k, const group rows[8]) {
  group high = rows[7], letter = rows[0] & ~high;
  group digit = rows[1] & ~high, space = rows[2] & ~high;
  group m0 = rows[3], m1 = rows[4];
  group word = letter | digit, mark = ~(letter | space | high);
  store(c->word + k, word);
  store(c->digit + k, digit);
  store(c->space + k, space);
  store(c->feed + k, space & m0);
  store(a->word + NEWS_GROUP + k, word | high);
  store(a->letter + NEWS_GROUP + k, letter | high);
  group em = letter & m0 & m1;
  store(c->em + k, em);
  store(a->twins + k,
        twice(letter & m0 & ~m1) | twice(letter & m1 & ~m0) | twice(em));
  store(c->high + k, high);
  group m2 = rows[5], m3 = rows[6];
  store_marks(c, a, k, digit, m3 & mark, m2 & mark, m1 & mark, m0 & mark);
  store(a->comma + k, mark & ~(digit | m3 | m2 | m1 | m0));
}
