#include "morphology_data.h"
#include "unicode.h"
#include "vocabulary.h"

/* ---- readings of a form ---- */

enum { MOST_READINGS = 24, MOST_FORM = 64 };

typedef struct reading {
  char lemma[MOST_FORM + 2];
  uint32_t size;
  news_pos pos;
  bool known; /* the data has the form, or the lemma, as this part of speech */
} reading;

typedef struct readings {
  uint32_t count;
  reading list[MOST_READINGS];
} readings;

static const morphology_row *first_row(const news_morphology *m,
                                       const char *form, size_t size) {
  return news_morphology_row(m, false, form, size);
}

static const morphology_row *next_row(const news_morphology *m,
                                      const morphology_row *r) {
  return r->same ? &m->rows[r->same - 1] : NULL;
}

static bool is_known(const news_morphology *m, const char *lemma, size_t size,
                     news_pos pos) {
  for (const morphology_row *r = first_row(m, lemma, size); r;
       r = next_row(m, r))
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

/* Whether a word doubles its last letter: one vowel between consonants in one
 * syllable, as in plan, stop. */
static bool doubles(const char *w, size_t n) {
  if (n < 3 || is_vowel(w[n - 1]) || strchr("wxh", w[n - 1])) return false;
  if (!is_vowel(w[n - 2])) return false;
  if (is_vowel(w[n - 3]) && !(n > 3 && w[n - 4] == 'q')) return false;
  for (size_t i = 0; i + 3 < n; i++)
    if (is_vowel(w[i]) && !(i && w[i - 1] == 'q')) return false;
  return true;
}

/* Whether the ending is -es: boxes, churches, heroes, viruses, but not houses,
 * leaves, shoes. */
static bool takes_es(const char *f, size_t n) {
  static const char *const endings[] = {"sses", "xes", "ches", "shes", "zzes"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(f, n, endings[i])) return true;
  return (n > 5 && ends_with(f, n, "oes")) ||
         (n > 6 && ends_with(f, n, "uses"));
}

/* -s: plans; -es: boxes, heroes; -ies: studies.  The likelier reading comes
 * first. */
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

/* Whether a stem needs an e to be a word: organiz|e, believ|e, creat|e. */
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

/* Collect all readings of the form, those from the data first. */
static void read_form(const news_morphology *m, const char *form, size_t size,
                      readings *all) {
  all->count = 0;
  if (size == 0 || size > MOST_FORM) return;
  for (const morphology_row *r = first_row(m, form, size); r;
       r = next_row(m, r)) {
    add_reading(m, all, morphology_lemma(m, r), r->lemma_size, "",
                (news_pos)r->pos);
    if (all->count) all->list[all->count - 1].known = true;
  }
  add_regular_readings(m, all, form, size);
}

static bool has_vowel(const char *w, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (is_vowel(w[i])) return true;
  return false;
}

/* The first known reading of that part of speech; else a guess if the data does
 * not have the form; else NULL. */
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

/* Whether the data has an irregular reading of the form as that part of
 * speech. */
static bool is_irregular(const news_morphology *m, const char *form,
                         size_t size, news_pos pos) {
  for (const morphology_row *r = first_row(m, form, size); r;
       r = next_row(m, r))
    if (r->pos == pos && r->lemma != r->form) return true;
  return false;
}

/* Whether the form has that reading. */
static bool holds(const news_morphology *m, const char *form, size_t size,
                  const reading *r) {
  return r->known || !is_irregular(m, form, size, r->pos);
}

static void add_sized(news_buffer *out, const char *text, uint32_t size) {
  news_buffer_add(out, &size, sizeof size);
  news_buffer_add(out, text, size);
}

news_status news_morphology_lemmas(const news_morphology *m, const char *form,
                                   size_t size, news_buffer *out) {
  readings all;
  read_form(m, form, size, &all);
  add_sized(out, form, (uint32_t)size);
  for (uint32_t i = 0; i < all.count; i++) {
    const reading *r = &all.list[i];
    if (holds(m, form, size, r)) add_sized(out, r->lemma, r->size);
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

/* Whether row `r` says that the irregular form is itself the lemma: put,
 * sheep. */
static bool is_echo(const news_morphology *m, const char *form, size_t size,
                    const morphology_row *r) {
  return r->echo &&
         morphology_equals(morphology_form(m, r), r->form_size, form, size);
}

void news_morphology_read(const news_morphology *m, const char *form,
                          size_t size, morphology_taker *take, void *host) {
  readings all;
  read_form(m, form, size, &all);
  for (uint32_t i = 0; i < all.count; i++) {
    const reading *r = &all.list[i];
    if (!morphology_equals(r->lemma, r->size, form, size) &&
        holds(m, form, size, r))
      take(host, r->lemma, r->size, r->pos);
  }
  const morphology_row *r = news_morphology_row(m, true, form, size);
  for (; r; r = r->next ? &m->rows[r->next - 1] : NULL) /* put, sheep */
    if (is_echo(m, form, size, r)) take(host, form, size, (news_pos)r->pos);
}

/* ---- inflection ---- */

typedef struct forms {
  news_buffer *out;
  size_t start;       /* where they begin in out */
  const char *before; /* the words of a phrase before its head */
  size_t before_size;
  const char *behind; /* and after it */
  size_t behind_size;
} forms;

/* Remove the last form if it is there already. */
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

/* echoes and vetoes as verbs, photos as nouns; the data has heroes. */
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

/* Whether the vowel before the last l is stressed, so that American spelling
 * doubles the l, too: compelled, but traveled. */
static bool is_stressed_l(const char *w, size_t n) {
  static const char *const endings[] = {"trol", "pel", "bel",  "cel", "nul",
                                        "fil",  "til", "stol", "rol", "hal"};
  static const char *const others[] = {"label", "cancel", "marcel", "gospel",
                                       "libel"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (morphology_equals(w, n, others[i], strlen(others[i]))) return false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(w, n, endings[i])) return true;
  return false;
}

/* Which regular forms are replaced by irregular ones. */
typedef struct taken {
  bool s, ing, past;
} taken;

/* travelled does not replace traveled: both are usual. */
static taken add_irregular(const news_morphology *m, const forms *f,
                           const char *w, size_t n, news_pos pos) {
  taken t = {false, false, false};
  bool open_l = w[n - 1] == 'l' && !is_stressed_l(w, n);
  const morphology_row *r = news_morphology_row(m, true, w, n);
  for (; r; r = r->next ? &m->rows[r->next - 1] : NULL) {
    if (r->pos != pos) continue;
    const char *form = morphology_form(m, r);
    add_form(f, form, r->form_size, "");
    bool british = open_l && r->form_size > n && form[n] == 'l';
    if (ends_with(form, r->form_size, "ing"))
      t.ing |= !british;
    else if (form[r->form_size - 1] == 's' && !r->echo)
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

/* The end of the head of a noun phrase: before "of" and the like, before a
 * postposed adjective, and at hyphens: head of state, attorney general,
 * mother-in-law. */
static size_t head_end(const char *lemma, size_t size) {
  static const char *const tails[] = {" of ",   " for ",  " in ",    " to ",
                                      " at ",   "-in-",   "-of-",    " general",
                                      " elect", "-elect", " martial"};
  size_t end = size;
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    const char *found = memmem(lemma, end, tails[i], strlen(tails[i]));
    bool inside = found && found > lemma;
    bool last = tails[i][strlen(tails[i]) - 1] >= 'a'; /* only at the end */
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
