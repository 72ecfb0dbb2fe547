#include "morphology.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"
#include "vocabulary.h"

/* One row of data: a form read as one part of speech, rows of one form
 * commonest first.  A row whose lemma is written and is the form itself
 * (put, sheep) says only that the irregular form looks like the lemma. */
typedef struct row {
  const char *form, *lemma; /* in the copied data, NUL behind each */
  uint32_t form_size, lemma_size;
  uint32_t next; /* irregular row of the same lemma, + 1 */
  uint32_t same; /* row of the same form, + 1 */
  uint8_t pos;
  bool echo; /* the lemma is written and is the form */
} row;

struct news_morphology {
  char *data;
  row *rows;
  uint32_t count;
  uint32_t *by_form;  /* hash table of the first rows of forms, + 1 */
  uint32_t *by_lemma; /* hash table of first irregular rows of lemmas, + 1 */
  uint32_t slots;     /* of each table, a power of two */
};

static const char *const pos_names[] = {"",     "noun",  "verb", "adj", "adv",
                                        "pron", "det",   "adp",  "num", "conj",
                                        "part", "propn", "punct"};
enum { POS_COUNT = sizeof pos_names / sizeof *pos_names };

const char *news_pos_name(news_pos pos) {
  return (unsigned)pos < POS_COUNT ? pos_names[pos] : "";
}

news_pos news_pos_of_name(const char *name, size_t size) {
  for (int i = 1; i < POS_COUNT; i++)
    if (size && name[0] == pos_names[i][0] && strlen(pos_names[i]) == size &&
        memcmp(pos_names[i], name, size) == 0)
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
  r->next = r->same = 0;
  r->echo = r->lemma != r->form && strcmp(r->lemma, r->form) == 0;
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

/* Rows of one form mostly stand together, so the row before is asked first. */
static void index_form(news_morphology *m, uint32_t i) {
  row *r = &m->rows[i], *last = i ? r - 1 : NULL;
  if (last && !last->echo &&
      equals(last->form, last->form_size, r->form, r->form_size)) {
    last->same = i + 1;
    return;
  }
  uint32_t *at = slot(m, m->by_form, false, r->form, r->form_size);
  while (*at) at = &m->rows[*at - 1].same;
  *at = i + 1;
}

/* From the last to the first, so that each lemma's forms keep their order. */
static void index_rows(news_morphology *m) {
  for (uint32_t i = 0; i < m->count; i++)
    if (!m->rows[i].echo) index_form(m, i);
  for (uint32_t i = m->count; i-- > 0;) {
    row *r = &m->rows[i];
    if (r->lemma == r->form) continue;
    uint32_t *lemma = slot(m, m->by_lemma, true, r->lemma, r->lemma_size);
    r->next = *lemma;
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
  return r->same ? &m->rows[r->same - 1] : NULL;
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

/* One vowel between consonants in a word of one syllable: plan, stop.  Such
 * a word doubles its last letter. */
static bool doubles(const char *w, size_t n) {
  if (n < 3 || is_vowel(w[n - 1]) || strchr("wxh", w[n - 1])) return false;
  if (!is_vowel(w[n - 2])) return false;
  if (is_vowel(w[n - 3]) && !(n > 3 && w[n - 4] == 'q')) return false;
  for (size_t i = 0; i + 3 < n; i++)
    if (is_vowel(w[i]) && !(i && w[i - 1] == 'q')) return false;
  return true;
}

/* Where -es is the ending: boxes, churches, heroes, viruses; not in houses,
 * leaves, shoes. */
static bool takes_es(const char *f, size_t n) {
  static const char *const endings[] = {"sses", "xes", "ches", "shes", "zzes"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(f, n, endings[i])) return true;
  return (n > 5 && ends_with(f, n, "oes")) ||
         (n > 6 && ends_with(f, n, "uses"));
}

/* -s: plans; -es: boxes, heroes; -ies: studies.  The likelier goes first. */
static void add_s_readings(const news_morphology *m, readings *all,
                           const char *f, size_t n) {
  static const news_pos both[] = {NEWS_POS_NOUN, NEWS_POS_VERB};
  if (!ends_with(f, n, "s") || ends_with(f, n, "ss") || ends_with(f, n, "us") ||
      ends_with(f, n, "sis"))
    return;
  for (int i = 0; i < 2; i++) {
    if (ends_with(f, n, "ies")) add_reading(m, all, f, n - 3, "y", both[i]);
    if (takes_es(f, n)) add_reading(m, all, f, n - 2, "", both[i]);
    add_reading(m, all, f, n - 1, "", both[i]);
    if (ends_with(f, n, "es")) add_reading(m, all, f, n - 2, "", both[i]);
  }
}

/* Stems that are no word without their e: organiz|e, believ|e, creat|e. */
static bool wants_e(const char *w, size_t n) {
  char last = w[n - 1], before = w[n - 2];
  if (doubles(w, n) || strchr("cvuz", last))
    return last != 'z' || before != 'z';
  if (last == 'g') return before == 'd' || before == 'r' || before == 'a';
  if (last == 's') return before != 's';
  return n > 4 && last == 't' && before == 'a' && !is_vowel(w[n - 3]);
}

/* The stem before -ed or -ing: plan|n, hop|e, visit */
static void add_stem_readings(const news_morphology *m, readings *all,
                              const char *f, size_t stem, news_pos pos) {
  if (stem < 2) return;
  bool twice =
      stem >= 3 && f[stem - 1] == f[stem - 2] && !is_vowel(f[stem - 1]);
  if (twice && doubles(f, stem - 1))
    add_reading(m, all, f, stem - 1, "", pos); /* planned */
  if (wants_e(f, stem)) add_reading(m, all, f, stem, "e", pos);
  add_reading(m, all, f, stem, "", pos);
  add_reading(m, all, f, stem, "e", pos);
  if (twice) add_reading(m, all, f, stem - 1, "", pos); /* travelled */
}

static void add_regular_readings(const news_morphology *m, readings *all,
                                 const char *f, size_t n) {
  add_s_readings(m, all, f, n);
  if (ends_with(f, n, "ied")) add_reading(m, all, f, n - 3, "y", NEWS_POS_VERB);
  if (ends_with(f, n, "ed")) add_stem_readings(m, all, f, n - 2, NEWS_POS_VERB);
  if (ends_with(f, n, "ing"))
    add_stem_readings(m, all, f, n - 3, NEWS_POS_VERB);
  if (ends_with(f, n, "ying")) /* dying */
    add_reading(m, all, f, n - 4, "ie", NEWS_POS_VERB);
  if (ends_with(f, n, "ier")) add_reading(m, all, f, n - 3, "y", NEWS_POS_ADJ);
  if (ends_with(f, n, "iest")) add_reading(m, all, f, n - 4, "y", NEWS_POS_ADJ);
  if (ends_with(f, n, "er")) add_stem_readings(m, all, f, n - 2, NEWS_POS_ADJ);
  if (ends_with(f, n, "est")) add_stem_readings(m, all, f, n - 3, NEWS_POS_ADJ);
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

static bool has_vowel(const char *w, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (is_vowel(w[i])) return true;
  return false;
}

/* The first known reading of that part of speech; else a guess for a form
 * that the data has not; else NULL. */
static const reading *choose(const readings *all, news_pos pos, bool guessing) {
  const reading *guess = NULL;
  for (uint32_t i = 0; i < all->count; i++) {
    const reading *r = &all->list[i];
    if (pos != NEWS_POS_NONE && r->pos != pos) continue;
    if (r->known) return r;
    if (guess || !guessing || r->size < 3 || !has_vowel(r->lemma, r->size - 1))
      continue;
    if (pos != NEWS_POS_NONE || r->pos != NEWS_POS_ADJ) guess = r;
  }
  return guess;
}

news_status news_morphology_lemma(const news_morphology *m, const char *form,
                                  size_t size, news_pos pos, news_buffer *out) {
  readings all;
  read_form(m, form, size, &all);
  bool guessing = !first_row(m, form, size);
  const reading *r = choose(&all, pos, guessing);
  if (r)
    news_buffer_add(out, r->lemma, r->size);
  else
    news_buffer_add(out, form, size);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

/* The data has an irregular reading of the form as that part of speech. */
static bool is_irregular(const news_morphology *m, const char *form,
                         size_t size, news_pos pos) {
  for (const row *r = first_row(m, form, size); r; r = next_row(m, r))
    if (r->pos == pos && r->lemma != r->form) return true;
  return false;
}

bool news_morphology_has_lemma(const news_morphology *m, const char *form,
                               size_t size, const char *lemma,
                               size_t lemma_size) {
  if (equals(form, size, lemma, lemma_size)) return true;
  readings all;
  read_form(m, form, size, &all);
  for (uint32_t i = 0; i < all.count; i++) {
    const reading *r = &all.list[i];
    if (equals(r->lemma, r->size, lemma, lemma_size) &&
        (r->known || !is_irregular(m, form, size, r->pos)))
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

/* Names that fold to pronouns: US, WHO. */
static bool is_acronym(const char *form, size_t size) {
  return equals(form, size, "US", 2) || equals(form, size, "WHO", 3);
}

news_pos news_morphology_pos(const news_morphology *m, const char *form,
                             size_t size, uint32_t flags) {
  if (is_acronym(form, size)) return NEWS_POS_PROPN;
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
  size_t start;       /* where they begin in out */
  const char *before; /* words before the head of a phrase */
  size_t before_size;
  const char *behind; /* and behind it */
  size_t behind_size;
} forms;

/* Take the last form back when it stands there already. */
static void drop_repeated(const forms *f, size_t last) {
  if (f->out->failed) return;
  const char *data = f->out->data;
  for (size_t at = f->start; at < last; at += strlen(data + at) + 1)
    if (strcmp(data + at, data + last) == 0) {
      f->out->size = last;
      return;
    }
}

static void add_form(const forms *f, const char *stem, size_t size,
                     const char *ending) {
  size_t last = f->out->size;
  news_buffer_add(f->out, f->before, f->before_size);
  news_buffer_add(f->out, stem, size);
  news_buffer_add_text(f->out, ending);
  news_buffer_add(f->out, f->behind, f->behind_size);
  news_buffer_add_byte(f->out, '\0');
  drop_repeated(f, last);
}

static bool ends_sibilant(const char *w, size_t n) {
  return w[n - 1] == 's' || w[n - 1] == 'x' || w[n - 1] == 'z' ||
         (n > 1 && w[n - 1] == 'h' && (w[n - 2] == 'c' || w[n - 2] == 's'));
}

static bool ends_consonant_y(const char *w, size_t n) {
  return n > 1 && w[n - 1] == 'y' && !is_vowel(w[n - 2]);
}

/* echoes, vetoes as verbs; photos as nouns: heroes are in the data. */
static void add_s_form(const forms *f, const char *w, size_t n, news_pos pos) {
  bool o =
      pos == NEWS_POS_VERB && n > 1 && w[n - 1] == 'o' && !is_vowel(w[n - 2]);
  if (ends_consonant_y(w, n))
    add_form(f, w, n - 1, "ies");
  else
    add_form(f, w, n, ends_sibilant(w, n) || o ? "es" : "s");
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
  if (w[n - 1] == 'e')
    add_form(f, w, n, "d");
  else if (ends_consonant_y(w, n))
    add_form(f, w, n - 1, "ied");
  else if (doubles(w, n))
    add_doubled(f, w, n, "ed");
  else
    add_form(f, w, n, "ed");
}

static void add_ing_form(const forms *f, const char *w, size_t n) {
  if (n > 2 && w[n - 2] == 'i' && w[n - 1] == 'e')
    add_form(f, w, n - 2, "ying");
  else if (n > 2 && w[n - 1] == 'e' && !is_vowel(w[n - 2]))
    add_form(f, w, n - 1, "ing");
  else if (n > 2 && w[n - 1] == 'e' && w[n - 2] == 'u')
    add_form(f, w, n - 1, "ing");
  else if (doubles(w, n))
    add_doubled(f, w, n, "ing");
  else
    add_form(f, w, n, "ing");
}

/* The vowel before the last l is stressed, so that American spelling doubles
 * it too: compelled, but traveled. */
static bool is_stressed_l(const char *w, size_t n) {
  static const char *const endings[] = {"trol", "pel", "bel",  "cel", "nul",
                                        "fil",  "til", "stol", "rol", "hal"};
  static const char *const others[] = {"label", "cancel", "marcel", "gospel",
                                       "libel"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (equals(w, n, others[i], strlen(others[i]))) return false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(w, n, endings[i])) return true;
  return false;
}

/* Which regular forms irregular ones stand for. */
typedef struct taken {
  bool s, ing, past;
} taken;

/* travelled stands beside traveled: both are usual. */
static taken add_irregular(const news_morphology *m, const forms *f,
                           const char *w, size_t n, news_pos pos) {
  taken t = {false, false, false};
  bool open_l = w[n - 1] == 'l' && !is_stressed_l(w, n);
  uint32_t at = *slot(m, m->by_lemma, true, w, n);
  for (; at; at = m->rows[at - 1].next) {
    const row *r = &m->rows[at - 1];
    if (r->pos != pos) continue;
    add_form(f, r->form, r->form_size, "");
    bool british = open_l && r->form_size > n && r->form[n] == 'l';
    if (ends_with(r->form, r->form_size, "ing"))
      t.ing |= !british;
    else if (r->form[r->form_size - 1] == 's' && !r->echo)
      t.s = true;
    else
      t.past |= !british;
  }
  return t;
}

static void inflect_verb(const news_morphology *m, const forms *f,
                         const char *w, size_t n) {
  add_form(f, w, n, "");
  taken t = add_irregular(m, f, w, n, NEWS_POS_VERB);
  if (!t.s) add_s_form(f, w, n, NEWS_POS_VERB);
  if (!t.past) add_ed_form(f, w, n);
  if (!t.ing) add_ing_form(f, w, n);
}

/* chairman, spokeswoman; not German, human */
static bool is_man(const char *w, size_t n) {
  static const char *const others[] = {"human",   "german", "roman",   "norman",
                                       "ottoman", "shaman", "talisman"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (n == strlen(others[i]) && (w[0] | 0x20) == others[i][0] &&
        memcmp(w + 1, others[i] + 1, n - 1) == 0)
      return false;
  return ends_with(w, n, "man");
}

static void inflect_noun(const news_morphology *m, const forms *f,
                         const char *w, size_t n) {
  add_form(f, w, n, "");
  taken t = add_irregular(m, f, w, n, NEWS_POS_NOUN);
  if (t.s || t.ing || t.past) return;
  if (is_man(w, n))
    add_form(f, w, n - 2, "en");
  else
    add_s_form(f, w, n, NEWS_POS_NOUN);
}

/* Where the head of a noun phrase ends: before "of" and the like, before an
 * adjective of French kind, and at hyphens: mother-in-law, head of state,
 * attorney general. */
static size_t head_end(const char *lemma, size_t size) {
  static const char *const tails[] = {" of ",   " for ",  " in ",    " to ",
                                      " at ",   "-in-",   "-of-",    " general",
                                      " elect", "-elect", " martial"};
  size_t end = size;
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    const char *found = memmem(lemma, end, tails[i], strlen(tails[i]));
    bool inside = found && found > lemma;
    bool last = tails[i][strlen(tails[i]) - 1] >= 'a'; /* at the end only */
    if (inside && (!last || found + strlen(tails[i]) == lemma + size))
      end = (size_t)(found - lemma);
  }
  return end;
}

news_status news_morphology_inflect(const news_morphology *m, const char *lemma,
                                    size_t size, news_pos pos,
                                    news_buffer *out) {
  if (size == 0) return NEWS_OK;
  size_t start = 0, end = size;
  if (pos == NEWS_POS_VERB) {
    const char *space = memchr(lemma, ' ', size);
    if (space) end = (size_t)(space - lemma);
  } else {
    end = head_end(lemma, size);
    const char *space = memrchr(lemma, ' ', end);
    if (space) start = (size_t)(space - lemma) + 1;
  }
  if (start == end) return NEWS_OK;
  forms f = {out, out->size, lemma, start, lemma + end, size - end};
  if (pos == NEWS_POS_VERB)
    inflect_verb(m, &f, lemma, end);
  else
    inflect_noun(m, &f, lemma + start, end - start);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
