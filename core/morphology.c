#include "morphology.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"
#include "vocabulary.h"

/* One row of data: a form read as one part of speech.  Rows of one form stand
 * together, commonest first; `next` links the rows of one lemma. */
typedef struct row {
  const char *form, *lemma; /* in the copied data, NUL behind each */
  uint32_t form_size, lemma_size;
  uint32_t next;
  uint8_t pos;
} row;

struct news_morphology {
  char *data;
  row *rows;
  uint32_t count;
  uint32_t *by_form;  /* hash table of the first rows of forms, + 1 */
  uint32_t *by_lemma; /* hash table of first irregular rows of lemmas, + 1 */
  uint32_t slots;     /* of each table, a power of two */
};

static const char *const pos_names[] = {
    "",    "noun", "verb", "adj",  "adv",  "pron",  "det",
    "adp", "num",  "conj", "part", "propn", "punct"};
enum { POS_COUNT = sizeof pos_names / sizeof *pos_names };

const char *news_pos_name(news_pos pos) {
  return (unsigned)pos < POS_COUNT ? pos_names[pos] : "";
}

news_pos news_pos_of_name(const char *name, size_t size) {
  for (int i = 1; i < POS_COUNT; i++)
    if (strlen(pos_names[i]) == size && memcmp(pos_names[i], name, size) == 0)
      return (news_pos)i;
  return NEWS_POS_NONE;
}

/* ---- loading ---- */

static bool equals(const char *a, size_t a_size, const char *b, size_t b_size) {
  return a_size == b_size && memcmp(a, b, a_size) == 0;
}

static uint32_t *slot(const news_morphology *m, uint32_t *table, bool lemma,
                      const char *text, size_t size) {
  uint32_t at = (uint32_t)news_hash(text, size) & (m->slots - 1);
  for (;; at = (at + 1) & (m->slots - 1)) {
    if (!table[at]) return &table[at];
    const row *r = &m->rows[table[at] - 1];
    if (lemma ? equals(r->lemma, r->lemma_size, text, size)
              : equals(r->form, r->form_size, text, size))
      return &table[at];
  }
}

/* Cells of the line begin..end; false unless there are three. */
static bool split(char *begin, char *end, row *r) {
  char *first = memchr(begin, '\t', (size_t)(end - begin));
  char *second =
      first ? memchr(first + 1, '\t', (size_t)(end - first - 1)) : NULL;
  if (!second || first == begin) return false;
  *first = *second = *end = '\0';
  r->form = begin;
  r->form_size = (uint32_t)(first - begin);
  r->pos = (uint8_t)news_pos_of_name(first + 1, (size_t)(second - first - 1));
  r->lemma = second + 1;
  r->lemma_size = (uint32_t)(end - second - 1);
  if (r->lemma_size == 0) {
    r->lemma = r->form;
    r->lemma_size = r->form_size;
  }
  r->next = 0;
  return r->pos != NEWS_POS_NONE;
}

static bool is_header(const char *line, size_t size) {
  return size == 14 && memcmp(line, "form\tpos\tlemma", 14) == 0;
}

static news_status read_rows(news_morphology *m, size_t size, news_error *err) {
  for (char *at = m->data, *stop = at + size; at < stop;) {
    char *end = memchr(at, '\n', (size_t)(stop - at));
    if (!end) end = stop;
    size_t length = (size_t)(end - at);
    if (length && *at != '#' && !is_header(at, length)) {
      if (!split(at, end, &m->rows[m->count]))
        return news_fail(err, NEWS_ESYNTAX, (size_t)(at - m->data),
                         "form, part of speech and lemma expected");
      m->count++;
    }
    at = end + 1;
  }
  return NEWS_OK;
}

static void index_rows(news_morphology *m) {
  for (uint32_t i = 0; i < m->count; i++) {
    const row *r = &m->rows[i];
    uint32_t *form = slot(m, m->by_form, false, r->form, r->form_size);
    if (!*form) *form = i + 1;
    if (r->lemma == r->form) continue;
    uint32_t *lemma = slot(m, m->by_lemma, true, r->lemma, r->lemma_size);
    m->rows[i].next = *lemma;
    *lemma = i + 1;
  }
}

static uint32_t lines_in(const char *text, size_t size) {
  uint32_t lines = 1;
  for (const char *at = text;
       (at = memchr(at, '\n', size - (size_t)(at - text))); at++)
    lines++;
  return lines;
}

static bool allocate(news_morphology *m, const char *tsv, size_t size) {
  uint32_t lines = lines_in(tsv, size);
  for (m->slots = 16; m->slots < lines * 2; m->slots *= 2) {
  }
  m->data = malloc(size + 1);
  m->rows = calloc(lines, sizeof *m->rows);
  m->by_form = calloc(m->slots, sizeof *m->by_form);
  m->by_lemma = calloc(m->slots, sizeof *m->by_lemma);
  if (!m->data || !m->rows || !m->by_form || !m->by_lemma) return false;
  memcpy(m->data, tsv, size);
  m->data[size] = '\0';
  return true;
}

news_status news_morphology_new(const char *tsv, size_t size,
                                news_morphology **out, news_error *err) {
  *out = NULL;
  if (size > NEWS_TEXT_MAX) return news_fail(err, NEWS_ETOOBIG, 0, NULL);
  news_morphology *m = calloc(1, sizeof *m);
  if (!m || !allocate(m, tsv, size)) {
    news_morphology_free(m);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  news_status status = read_rows(m, size, err);
  if (status) {
    news_morphology_free(m);
    return status;
  }
  index_rows(m);
  *out = m;
  return NEWS_OK;
}

void news_morphology_free(news_morphology *m) {
  if (!m) return;
  free(m->data);
  free(m->rows);
  free(m->by_form);
  free(m->by_lemma);
  free(m);
}

/* ---- readings of a form ---- */

enum { MOST_READINGS = 24, MOST_FORM = 64 };

typedef struct reading {
  char lemma[MOST_FORM + 2];
  uint32_t size;
  news_pos pos;
  bool known; /* the data has the form, or the lemma as that part of speech */
} reading;

typedef struct readings {
  uint32_t count;
  reading list[MOST_READINGS];
} readings;

static const row *first_row(const news_morphology *m, const char *form,
                            size_t size) {
  uint32_t at = *slot(m, m->by_form, false, form, size);
  return at ? &m->rows[at - 1] : NULL;
}

static const row *next_row(const news_morphology *m, const row *r) {
  const row *n = r + 1;
  return n < m->rows + m->count &&
                 equals(n->form, n->form_size, r->form, r->form_size)
             ? n
             : NULL;
}

static bool is_known(const news_morphology *m, const char *lemma, size_t size,
                     news_pos pos) {
  for (const row *r = first_row(m, lemma, size); r; r = next_row(m, r))
    if (r->pos == pos && r->lemma == r->form) return true;
  return false;
}

static void add_reading(const news_morphology *m, readings *all,
                        const char *stem, size_t size, const char *ending,
                        news_pos pos) {
  size_t more = strlen(ending);
  if (all->count == MOST_READINGS || size < 2 || size + more > MOST_FORM)
    return;
  reading *r = &all->list[all->count++];
  memcpy(r->lemma, stem, size);
  memcpy(r->lemma + size, ending, more);
  r->size = (uint32_t)(size + more);
  r->pos = pos;
  r->known = is_known(m, r->lemma, r->size, pos);
}

static bool is_vowel(char c) { return c && strchr("aeiouy", c); }

static bool ends_with(const char *form, size_t size, const char *ending) {
  size_t n = strlen(ending);
  return size > n + 1 && memcmp(form + size - n, ending, n) == 0;
}

/* -s: plans; -es: boxes, heroes; -ies: studies */
static void add_s_readings(const news_morphology *m, readings *all,
                           const char *f, size_t n) {
  static const news_pos both[] = {NEWS_POS_NOUN, NEWS_POS_VERB};
  if (!ends_with(f, n, "s") || ends_with(f, n, "ss") || ends_with(f, n, "us"))
    return;
  for (int i = 0; i < 2; i++) {
    if (ends_with(f, n, "ies")) add_reading(m, all, f, n - 3, "y", both[i]);
    if (ends_with(f, n, "es")) add_reading(m, all, f, n - 2, "", both[i]);
    add_reading(m, all, f, n - 1, "", both[i]);
  }
}

/* The stem before -ed or -ing: plan|n, hop|e, stud|y */
static void add_stem_readings(const news_morphology *m, readings *all,
                              const char *f, size_t stem, news_pos pos) {
  if (stem >= 3 && f[stem - 1] == f[stem - 2] && !is_vowel(f[stem - 1]))
    add_reading(m, all, f, stem - 1, "", pos);
  add_reading(m, all, f, stem, "", pos);
  add_reading(m, all, f, stem, "e", pos);
}

static void add_regular_readings(const news_morphology *m, readings *all,
                                 const char *f, size_t n) {
  add_s_readings(m, all, f, n);
  if (ends_with(f, n, "ied")) add_reading(m, all, f, n - 3, "y", NEWS_POS_VERB);
  if (ends_with(f, n, "ed")) add_stem_readings(m, all, f, n - 2, NEWS_POS_VERB);
  if (ends_with(f, n, "ing"))
    add_stem_readings(m, all, f, n - 3, NEWS_POS_VERB);
  if (ends_with(f, n, "ier")) add_reading(m, all, f, n - 3, "y", NEWS_POS_ADJ);
  if (ends_with(f, n, "iest")) add_reading(m, all, f, n - 4, "y", NEWS_POS_ADJ);
  if (ends_with(f, n, "er")) add_stem_readings(m, all, f, n - 2, NEWS_POS_ADJ);
  if (ends_with(f, n, "est"))
    add_stem_readings(m, all, f, n - 3, NEWS_POS_ADJ);
}

/* Every reading of the form: those of the data first. */
static void read_form(const news_morphology *m, const char *form, size_t size,
                      readings *all) {
  all->count = 0;
  if (size == 0 || size > MOST_FORM) return;
  for (const row *r = first_row(m, form, size); r; r = next_row(m, r)) {
    add_reading(m, all, r->lemma, r->lemma_size, "", (news_pos)r->pos);
    if (all->count) all->list[all->count - 1].known = true;
  }
  add_regular_readings(m, all, form, size);
}

/* The first known reading of that part of speech, else a guess, else NULL. */
static const reading *choose(const readings *all, news_pos pos) {
  const reading *guess = NULL;
  for (uint32_t i = 0; i < all->count; i++) {
    const reading *r = &all->list[i];
    if (pos != NEWS_POS_NONE && r->pos != pos) continue;
    if (r->known) return r;
    bool better = pos != NEWS_POS_NONE || r->pos == NEWS_POS_NOUN;
    if (!guess && better) guess = r;
  }
  return guess;
}

news_status news_morphology_lemma(const news_morphology *m, const char *form,
                                  size_t size, news_pos pos,
                                  news_buffer *out) {
  readings all;
  read_form(m, form, size, &all);
  const reading *r = choose(&all, pos);
  if (r) news_buffer_add(out, r->lemma, r->size);
  else news_buffer_add(out, form, size);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

bool news_morphology_has_lemma(const news_morphology *m, const char *form,
                               size_t size, const char *lemma,
                               size_t lemma_size) {
  if (equals(form, size, lemma, lemma_size)) return true;
  readings all;
  read_form(m, form, size, &all);
  bool irregular = all.count && first_row(m, form, size);
  for (uint32_t i = 0; i < all.count; i++) {
    const reading *r = &all.list[i];
    if (equals(r->lemma, r->size, lemma, lemma_size) && (r->known || !irregular))
      return true;
  }
  return false;
}

/* ---- part of speech ---- */

static news_pos pos_by_shape(const char *form, size_t size, uint32_t flags) {
  if (flags & (NEWS_FORM_PUNCT | NEWS_FORM_SYMBOL)) return NEWS_POS_PUNCT;
  if (flags & (NEWS_FORM_NUM | NEWS_FORM_DIGIT)) return NEWS_POS_NUM;
  if (flags & NEWS_FORM_CAP) return NEWS_POS_PROPN;
  static const struct {
    const char *ending;
    news_pos pos;
  } endings[] = {
      {"ly", NEWS_POS_ADV},   {"ous", NEWS_POS_ADJ},  {"able", NEWS_POS_ADJ},
      {"ible", NEWS_POS_ADJ}, {"ical", NEWS_POS_ADJ}, {"ful", NEWS_POS_ADJ},
      {"less", NEWS_POS_ADJ}, {"ive", NEWS_POS_ADJ},  {"ish", NEWS_POS_ADJ},
      {"ic", NEWS_POS_ADJ},   {"ed", NEWS_POS_VERB},  {"ing", NEWS_POS_VERB},
  };
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(form, size, endings[i].ending)) return endings[i].pos;
  return NEWS_POS_NOUN;
}

/* What the data says of a folded form; NONE when it says nothing. */
static news_pos pos_by_data(const news_morphology *m, const char *form,
                            size_t size) {
  readings all;
  read_form(m, form, size, &all);
  for (uint32_t i = 0; i < all.count; i++)
    if (all.list[i].known) {
      const reading *r = &all.list[i];
      /* plans, talks: a noun's plural unless the lemma is first a verb */
      if (r->pos == NEWS_POS_NOUN && !equals(r->lemma, r->size, form, size)) {
        const row *first = first_row(m, r->lemma, r->size);
        if (first && first->pos == NEWS_POS_VERB) return NEWS_POS_VERB;
      }
      return r->pos;
    }
  return NEWS_POS_NONE;
}

news_pos news_morphology_pos(const news_morphology *m, const char *form,
                             size_t size, uint32_t flags) {
  news_buffer folded = NEWS_BUFFER_EMPTY;
  news_pos pos = NEWS_POS_NONE;
  if (!news_unicode_fold(form, size, &folded) && folded.size)
    pos = pos_by_data(m, folded.data, folded.size);
  news_buffer_free(&folded);
  return pos != NEWS_POS_NONE ? pos : pos_by_shape(form, size, flags);
}

/* ---- inflection ---- */

typedef struct forms {
  news_buffer *out;
  const char *before; /* words before the head of a phrase */
  size_t before_size;
  const char *behind; /* and behind it */
  size_t behind_size;
} forms;

static void add_form(const forms *f, const char *stem, size_t size,
                     const char *ending) {
  news_buffer_add(f->out, f->before, f->before_size);
  news_buffer_add(f->out, stem, size);
  news_buffer_add_text(f->out, ending);
  news_buffer_add(f->out, f->behind, f->behind_size);
  news_buffer_add_byte(f->out, '\0');
}

static bool ends_sibilant(const char *w, size_t n) {
  return w[n - 1] == 's' || w[n - 1] == 'x' || w[n - 1] == 'z' ||
         (n > 1 && w[n - 1] == 'h' && (w[n - 2] == 'c' || w[n - 2] == 's'));
}

static bool ends_consonant_y(const char *w, size_t n) {
  return n > 1 && w[n - 1] == 'y' && !is_vowel(w[n - 2]);
}

static void add_s_form(const forms *f, const char *w, size_t n) {
  if (ends_consonant_y(w, n)) add_form(f, w, n - 1, "ies");
  else if (ends_sibilant(w, n) || (n > 1 && w[n - 1] == 'o' && !is_vowel(w[n - 2])))
    add_form(f, w, n, "es");
  else add_form(f, w, n, "s");
}

/* One vowel between consonants in a word of one syllable: plan, stop. */
static bool doubles(const char *w, size_t n) {
  if (n < 3 || is_vowel(w[n - 1]) || strchr("wxh", w[n - 1])) return false;
  if (!is_vowel(w[n - 2]) || is_vowel(w[n - 3])) return false;
  for (size_t i = 0; i + 3 < n; i++)
    if (is_vowel(w[i])) return false;
  return true;
}

static void add_doubled(const forms *f, const char *w, size_t n,
                        const char *ending) {
  char stem[MOST_FORM + 2];
  if (n > MOST_FORM) return;
  memcpy(stem, w, n);
  stem[n] = w[n - 1];
  add_form(f, stem, n + 1, ending);
}

static void add_ed_form(const forms *f, const char *w, size_t n) {
  if (w[n - 1] == 'e') add_form(f, w, n, "d");
  else if (ends_consonant_y(w, n)) add_form(f, w, n - 1, "ied");
  else if (doubles(w, n)) add_doubled(f, w, n, "ed");
  else add_form(f, w, n, "ed");
}

static void add_ing_form(const forms *f, const char *w, size_t n) {
  if (n > 2 && w[n - 2] == 'i' && w[n - 1] == 'e') add_form(f, w, n - 2, "ying");
  else if (n > 2 && w[n - 1] == 'e' && !is_vowel(w[n - 2]))
    add_form(f, w, n - 1, "ing");
  else if (n > 2 && w[n - 1] == 'e' && w[n - 2] == 'u')
    add_form(f, w, n - 1, "ing");
  else if (doubles(w, n)) add_doubled(f, w, n, "ing");
  else add_form(f, w, n, "ing");
}

/* Irregular forms of the lemma; says whether one is an -ing form, and whether
 * another one replaces the regular past.  travelled stands beside traveled. */
static void add_irregular(const news_morphology *m, const forms *f,
                          const char *w, size_t n, news_pos pos, bool *ing,
                          bool *past) {
  uint32_t at = *slot(m, m->by_lemma, true, w, n);
  for (; at; at = m->rows[at - 1].next) {
    const row *r = &m->rows[at - 1];
    if (r->pos != pos) continue;
    add_form(f, r->form, r->form_size, "");
    bool british = w[n - 1] == 'l' && r->form_size > n && r->form[n] == 'l';
    if (ends_with(r->form, r->form_size, "ing")) *ing |= !british;
    else *past |= !british;
  }
}

static void inflect_verb(const news_morphology *m, const forms *f,
                         const char *w, size_t n) {
  bool ing = false, past = false;
  add_form(f, w, n, "");
  add_irregular(m, f, w, n, NEWS_POS_VERB, &ing, &past);
  if (equals(w, n, "be", 2)) {
    add_form(f, "being", 5, "");
    return;
  }
  if (!equals(w, n, "have", 4)) add_s_form(f, w, n);
  if (!past) add_ed_form(f, w, n);
  if (!ing) add_ing_form(f, w, n);
}

static void inflect_noun(const news_morphology *m, const forms *f,
                         const char *w, size_t n) {
  bool ing = false, plural = false;
  add_form(f, w, n, "");
  add_irregular(m, f, w, n, NEWS_POS_NOUN, &ing, &plural);
  if (!plural && !ing) add_s_form(f, w, n);
}

news_status news_morphology_inflect(const news_morphology *m,
                                    const char *lemma, size_t size,
                                    news_pos pos, news_buffer *out) {
  if (size == 0) return NEWS_OK;
  forms f = {out, "", 0, "", 0};
  const char *head = lemma;
  size_t head_size = size;
  if (pos == NEWS_POS_VERB) {
    const char *space = memchr(lemma, ' ', size);
    if (space) {
      head_size = (size_t)(space - lemma);
      f.behind = space;
      f.behind_size = size - head_size;
    }
    if (head_size) inflect_verb(m, &f, head, head_size);
  } else {
    const char *space = memrchr(lemma, ' ', size);
    if (space) {
      head = space + 1;
      head_size = size - (size_t)(head - lemma);
      f.before = lemma;
      f.before_size = size - head_size;
    }
    if (head_size) inflect_noun(m, &f, head, head_size);
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
