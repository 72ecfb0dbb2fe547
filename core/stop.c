#include "segment.h"

#include <string.h>

/* Decides whether a sentence ends at a stop.  Kinds of evidence are tried one
 * after the other, the most reliable first, until one decides. */

enum {
  SPACED_MOST = 12, /* most bytes of each part of "v. Chr." */
  DATE_BYTES = 26,  /* most bytes of a date that begins a sentence */
  HEAD_BYTES = 120, /* most bytes of a headline before an abbreviation */
};

typedef enum verdict { UNDECIDED, ENDS, GOES_ON } verdict;

typedef struct word {
  uint32_t start, end;
  uint32_t code;  /* its first code point, 0 if there is no word */
  uint32_t flags; /* of the language */
} word;

typedef struct evidence {
  const news_reading *reading;
  const news_stop *stop;
  const char *text;
  uint32_t first; /* code point after space, opening marks and a dash */
  uint32_t at;    /* its byte offset */
  word left;      /* before the stop; for marks other than a point known only if
                     lower case follows */
  word right;     /* at `at`; set by right_word() */
  bool point;     /* the stop is one full stop */
  bool dots;      /* an ellipsis, spaced or not */
  bool spaced;    /* a spaced ellipsis */
  bool closed;    /* just closing marks follow the stop */
  bool bracket;   /* one of these is a bracket */
  bool known;     /* `right` and `starts` are set */
  bool starts;    /* the right word often begins sentences; see starts() */
} evidence;

/* ------------------------------------------------------------- small looks */

static uint32_t look(const evidence *e, uint32_t at) {
  return news_code_at(e->text, at, e->reading->limit);
}

static uint32_t flags_of(const evidence *e, uint32_t start, uint32_t end) {
  return news_language_flags(e->reading->language, e->text + start,
                             end - start);
}

static uint32_t word_size(const word *w) { return w->end - w->start; }

/* Whether a word is one letter or digit, with its combining marks: के. */
static bool one_letter(const evidence *e, const word *w) {
  if (w->start >= w->end) return false;
  uint32_t at = news_code_next(e->text, w->start);
  while (at < w->end && (unsigned char)e->text[at] >= 0x80 &&
         news_unicode_is_mark(look(e, at)))
    at = news_code_next(e->text, at);
  return at == w->end;
}

/* Whether a word ends in letters and has no point: vote, don't, 5th, but not
 * a.m or 303-832. */
static bool is_common(const evidence *e, const word *w) {
  return news_is_letter(news_code_before(e->text, w->end, w->start)) &&
         !memchr(e->text + w->start, '.', word_size(w));
}

static bool all_digits(const evidence *e, const word *w) {
  for (uint32_t at = w->start; at < w->end; at++)
    if (!news_digit_byte(e->text[at])) return false;
  return w->start < w->end;
}

static bool all_of(const evidence *e, const word *w, const char *set) {
  return word_size(w) && news_all_bytes(e->text + w->start, word_size(w), set);
}

/* The word before `at`, if one or two spaces, or a line end, are between. */
static word word_before(const evidence *e, uint32_t at) {
  uint32_t from = e->reading->from;
  if (at <= from || !news_is_gap(e->text[at - 1])) return (word){at, at, 0, 0};
  uint32_t end = at - 1;
  if (end > from && e->text[end - 1] == ' ') end--;
  if (end > from && e->text[end - 1] == '\r') end--;
  uint32_t start = news_word_back(e->text, end, from);
  return (word){start, end, start < end ? look(e, start) : 0,
                flags_of(e, start, end)};
}

/* (1987), (2012): the year of a work named before it. */
static bool year_in_brackets(const char *at) {
  return at[0] == '(' &&
         (!strncmp(at + 1, "19", 2) || !strncmp(at + 1, "20", 2)) &&
         news_digit_byte(at[3]) && news_digit_byte(at[4]) && at[5] == ')';
}

/* ------------------------------------------------------------- both sides */

/* Whether the word may contain an apostrophe: ' or a byte above ASCII.  Its
 * size is unpredictable, so eight bytes are tested at once. */
static bool may_hold_apostrophe(const char *at, uint32_t size) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  for (; size; at += 8) {
    uint64_t eight, found;
    memcpy(&eight, at, sizeof eight); /* the text is padded */
    found = eight ^ ones * '\'';
    found = ((found - ones) | eight) & ones * 0x80;
    if (size <= 8) return found << (64 - 8 * size);
    if (found) return true;
    size -= 8;
  }
  return false;
}

/* l'avion, dell'Udine: the start of the word after the apostrophe. */
static uint32_t skip_elision(const evidence *e, uint32_t start, uint32_t end) {
  if (!may_hold_apostrophe(e->text + start, end - start)) return start;
  for (uint32_t at = start; at < end; at = news_code_next(e->text, at)) {
    if (!news_is_apostrophe(look(e, at))) continue;
    bool elision = flags_of(e, start, at) & NEWS_LANG_ELISION;
    uint32_t behind = news_code_next(e->text, at);
    return elision && behind < end ? behind : start;
  }
  return start;
}

/* 5 km, km/h, 9-in: whether the word is in the place of a unit. */
static bool behind_number(const evidence *e, const word *w) {
  char mark = w->start > e->reading->from ? e->text[w->start - 1] : ' ';
  return mark == '/' || mark == '-' ||
         news_is_digit(word_before(e, w->start).code);
}

/* Whether a number follows: 12, IV, L. 121-3 or B2 of a reference; I is a
 * pronoun in English. */
static bool number_follows(const evidence *e) {
  const char *next = e->text + e->at;
  if (news_is_digit(e->first)) return true;
  if (!news_upper_byte(*next)) return false;
  if (news_digit_byte(next[1]) || (next[1] == '.' && news_is_gap(next[2])))
    return news_digit_byte(next[1]) || news_digit_byte(next[3]);
  uint32_t end = e->at;
  while (e->text[end] && strchr("IVXLC", e->text[end])) end++;
  if (end == e->at || news_is_word(look(e, end)) || e->text[end] == '\'')
    return false;
  return end > e->at + 1 || !(flags_of(e, e->at, end) & NEWS_LANG_PRONOUN);
}

/* The flags of a word as an abbreviation: some are one only in one case or
 * before a number; after a number a word may be a unit. */
static uint32_t abbreviation(const evidence *e, const word *w) {
  uint32_t flags = w->flags;
  if (!(flags & NEWS_LANG_ABBREVIATION)) return flags;
  bool number = number_follows(e), upper = news_is_upper(w->code);
  bool is = !(flags & NEWS_LANG_NEVER && flags & NEWS_LANG_UNIT &&
              behind_number(e, w));
  if (flags & NEWS_LANG_NUMERIC) is = is && number;
  if (flags & NEWS_LANG_LOWER) is = is && !upper;
  if (flags & NEWS_LANG_CASED) is = is && (upper || number);
  return is ? flags : flags & ~(uint32_t)NEWS_LANG_ABBREVIATION;
}

/* Flags of two words joined, as in the language data: z.B, v.Chr. */
static uint32_t flags_of_both(const evidence *e, const word *a, const word *b) {
  char both[2 * SPACED_MOST + 1];
  uint32_t size = word_size(a);
  if (size > SPACED_MOST || word_size(b) > SPACED_MOST) return 0;
  memcpy(both, e->text + a->start, size);
  both[size++] = '.';
  memcpy(both + size, e->text + b->start, word_size(b));
  return news_language_flags(e->reading->language, both, size + word_size(b));
}

/* т. п., z. B., v. Chr., S. A.: if the word before the stop and the letter
 * before that are an abbreviation, make it the left word. */
static void read_spaced(evidence *e) {
  uint32_t at = e->left.start, from = e->reading->from;
  if (at < from + 3 || e->text[at - 2] != '.' || !news_is_gap(e->text[at - 1]))
    return;
  uint32_t start = news_code_back(e->text, at - 2);
  word first = {start, at - 2, look(e, start), 0};
  if (!news_is_letter(first.code) ||
      news_is_word(news_code_before(e->text, start, from)))
    return;
  uint32_t flags = flags_of_both(e, &first, &e->left);
  if (!(flags & NEWS_LANG_ABBREVIATION)) return;
  e->left = (word){start, e->left.end, first.code, flags};
}

/* then-Sen., ex-Gov., 9-in.: the title after a prefix, or the unit; but R-Va.
 * ends a clause. */
static word skip_prefix(const evidence *e, word w) {
  uint32_t at = w.end;
  if (w.flags & NEWS_LANG_ABBREVIATION) return w;
  if (!memchr(e->text + w.start, '-', w.end - w.start)) return w;
  while (at > w.start && e->text[at - 1] != '-') at--;
  if (at <= w.start + 1) return w;
  uint32_t flags = flags_of(e, at, w.end), code = look(e, at);
  bool unit = flags & NEWS_LANG_UNIT && news_digit_byte(e->text[at - 2]);
  bool name = news_is_upper(code) &&
              news_is_lower(look(e, news_code_next(e->text, at)));
  bool title =
      name && flags & NEWS_LANG_ABBREVIATION && !(flags & NEWS_LANG_PLACE);
  return unit || title ? (word){at, w.end, code, flags} : w;
}

static void read_left(evidence *e) {
  uint32_t end = e->stop->start;
  if (!e->point && end > e->reading->from && e->text[end - 1] == ' ') end--;
  uint32_t start = news_word_back(e->text, end, e->reading->from);
  start = skip_elision(e, start, end);
  e->left = (word){start, end, start < end ? look(e, start) : 0,
                   flags_of(e, start, end)};
  if (e->point) e->left = skip_prefix(e, e->left);
  e->left.flags = abbreviation(e, &e->left);
  if (e->point) read_spaced(e);
}

/* The, It's, L'avion. */
static bool likes_to_start(const evidence *e) {
  if (e->right.flags & NEWS_LANG_STARTER) return true;
  for (uint32_t at = e->right.start; at < e->right.end;
       at = news_code_next(e->text, at))
    if (news_is_apostrophe(look(e, at)))
      return flags_of(e, e->right.start, at) &
             (NEWS_LANG_STARTER | NEWS_LANG_ELISION);
  return false;
}

static void read_right(evidence *e, uint32_t at) {
  e->at = news_skip_openers(e->text, at, e->reading->limit);
  e->first = look(e, e->at);
  e->known = false;
}

/* The word after the stop, computed late because most stops do not need it. */
static const word *right_word(evidence *e) {
  if (e->known) return &e->right;
  uint32_t at = e->at, end = news_skip_word(e->text, at, e->reading->limit);
  e->right = (word){at, end, at < end ? e->first : 0, flags_of(e, at, end)};
  bool initial = one_letter(e, &e->right) && e->text[end] == '.';
  e->starts = !initial && likes_to_start(e);
  e->known = true;
  return &e->right;
}

static bool starts(evidence *e) {
  (void)right_word(e);
  return e->starts;
}

static void read_closers(evidence *e) {
  uint32_t at = e->stop->end;
  e->closed = at < e->stop->closed;
  for (; at < e->stop->closed; at = news_code_next(e->text, at)) {
    uint32_t code = look(e, at);
    e->bracket |= code == ')' || code == ']' || code == '}';
    e->closed &= news_is_space(code) || (news_is_closer(code) && code != '*');
  }
}

static void read_run(evidence *e) {
  const news_stop *s = e->stop;
  const char *run = e->text + s->start;
  uint32_t size = s->end - s->start;
  e->point = size == 1 && *run == '.';
  e->spaced = *run == '.' && size > 1 && !strncmp(run + 1, " .", 2);
  e->dots = e->spaced || (size > 1 && run[0] == '.' && run[1] == '.') ||
            look(e, s->start) == 0x2026;
}

#include "stop_abbreviation.h"

/* ------------------------------------------------------------- evidence */

/* NAME [NAME ...] to the end of the paragraph: the source of a quotation. */
static bool is_source(const evidence *e, uint32_t at) {
  uint32_t words = 0, limit = e->reading->limit;
  while (at < limit && words < 5) {
    uint32_t end = news_skip_word(e->text, at, limit);
    if (!news_is_upper(look(e, at)) || end == at) return false;
    if (e->text[end] == ',') end++;
    at = end + (e->text[end] == ' ');
    words++;
  }
  return at >= limit && words <= 4;
}

/* ?” — said he;  !-- and then;  .” - Mark Twain */
static verdict ask_dash(evidence *e) {
  const news_reading *r = e->reading;
  uint32_t at = e->at, dashes = 0;
  if (!news_is_dash(e->first)) return UNDECIDED;
  for (; news_is_dash(look(e, at)); dashes++) at = news_code_next(e->text, at);
  bool two = dashes > 1;
  at = news_skip_space(e->text, at, r->limit);
  uint32_t code = look(e, at);
  bool inside = r->broken_off || e->stop->closed > e->stop->end;
  if (news_is_lower(code)) return GOES_ON;
  if (at < r->limit && two && inside && !e->point) return GOES_ON;
  if (r->traits & NEWS_LANG_DIALOGUE_DASH && (code == '"' || code == 0xAB))
    return GOES_ON;
  if (e->stop->start - r->from > 40 && is_source(e, at)) return GOES_ON;
  bool again = r->speech_dash && news_is_dash(look(e, e->stop->next));
  read_right(e, at);
  return again && r->traits & NEWS_LANG_DIALOGUE_DASH ? GOES_ON : UNDECIDED;
}

/* Whether the sentence so far is only "1", "a", "IV", "2.3" or "(b)"; a bracket
 * may follow the point. */
static bool is_enumerator(const evidence *e) {
  word w = {e->reading->head, e->stop->start, 0, 0};
  uint32_t closers = e->stop->closed - e->stop->end;
  if (closers && (closers != 1 || e->text[e->stop->end] != ')')) return false;
  if (w.start >= w.end || word_size(&w) > 8) return false;
  if (one_letter(e, &w)) return news_is_word(look(e, w.start));
  return all_of(e, &w, "0123456789.") ? news_is_digit(look(e, w.start))
                                      : all_of(e, &w, "ivxIVX");
}

/* ": 1. first": a number after a colon begins a list inside the sentence. */
static bool list_behind_colon(const evidence *e) {
  uint32_t at = e->left.start;
  if (!all_digits(e, &e->left) || word_size(&e->left) > 2) return false;
  while (at > e->reading->from && strchr("( \n\"", e->text[at - 1])) at--;
  return at > e->reading->from && at < e->left.start &&
         strchr(":;", e->text[at - 1]);
}

/* "Figure 2. The": the number of a caption. */
static bool is_caption(const evidence *e) {
  if (!news_is_digit(e->left.code)) return false;
  word before = word_before(e, e->left.start);
  return before.start == e->reading->from && before.flags & NEWS_LANG_LABEL;
}

static verdict ask_list(evidence *e) {
  if (!e->point) return UNDECIDED;
  return list_behind_colon(e) || is_enumerator(e) || is_caption(e) ? GOES_ON
                                                                   : UNDECIDED;
}

/* Next marks that cannot begin a sentence; / separates lines of verse. */
static verdict ask_next_mark(evidence *e) {
  if (e->first && e->first < 0x80 && strchr(",;:", (int)e->first))
    return GOES_ON;
  if (e->first == '/' && e->text[e->at + 1] == ' ') return GOES_ON;
  if (news_is_stop(e->first)) return GOES_ON;
  if (!e->point && year_in_brackets(e->text + e->stop->next)) return GOES_ON;
  bool empty = e->reading->head >= e->stop->start;
  return empty && (e->point || e->dots) ? GOES_ON : UNDECIDED;
}

/* "text. (in brackets) The": whether the brackets hold a sentence of their
 * own. */
static bool bracketed_note(const evidence *e) {
  uint32_t at = e->stop->next;
  if (e->text[at] != '(' || !e->point || e->stop->closed > e->stop->end)
    return false;
  if (e->left.flags & NEWS_LANG_ABBREVIATION) return false;
  uint32_t far = e->reading->limit - at > 160 ? at + 160 : e->reading->limit;
  for (at++; at < far && e->text[at] != ')'; at++)
    if (e->text[at] == '(') return false;
  return at < far && news_is_gap(e->text[at + 1]) &&
         news_is_upper(look(e, at + 2));
}

static bool is_brand(const evidence *e) {
  return flags_of(e, e->left.start, e->stop->end) & NEWS_LANG_BRAND;
}

/* Lower case after ? or !: another question in careless writing; but "Gone?
 * thought the captain" continues. */
static bool mark_before_lower(evidence *e) {
  bool bare = e->stop->closed == e->stop->end;
  if (!(e->reading->traits & NEWS_LANG_MARK_STARTS) || is_brand(e))
    return false;
  bool said = right_word(e)->flags & NEWS_LANG_SAID;
  if (said && !e->reading->careless) return false;
  if (!bare && !e->reading->careless) return false;
  bool question =
      memchr(e->text + e->stop->start, '?', e->stop->end - e->stop->start);
  return e->reading->careless || question || news_is_lower(e->left.code);
}

/* Lower case after a full stop that follows a whole word. */
static bool point_before_lower(const evidence *e) {
  const news_reading *r = e->reading;
  const news_stop *s = e->stop;
  bool bare = s->closed == s->end, careless = r->careless;
  if (!(r->traits & NEWS_LANG_LOWER_STARTS)) return false;
  if (!bare && !(s->closed == s->end + 1 && e->text[s->end] == ')'))
    return false;
  uint32_t behind = look(e, news_code_next(e->text, e->at));
  if (behind == ')' || behind == '.') return false;
  bool unit = e->left.flags & NEWS_LANG_UNIT && behind_number(e, &e->left);
  bool known = unit || e->left.flags & NEWS_LANG_ABBREVIATION;
  uint32_t size = word_size(&e->left);
  bool whole = size > 2 || (size == 2 && e->left.flags & NEWS_LANG_FUNCTION);
  bool common = careless || !news_is_upper(e->left.code) ||
                e->left.start == e->reading->head;
  if (whole && is_common(e, &e->left) && !known && (bare || careless) && common)
    return true;
  uint32_t last = news_code_before(e->text, s->start, r->from);
  return careless && (!bare || news_is_digit(last)) && s->start - r->from > 8;
}

/* iPhone, eBay: lower case that can begin a sentence. */
static bool camel_case(const evidence *e, const word *right) {
  uint32_t at = right->start;
  while (at < right->end && news_is_lower(look(e, at)))
    at = news_code_next(e->text, at);
  return at > right->start && at < right->end && news_is_upper(look(e, at));
}

/* 's Avonds, 't Was: a short form begins the sentence and the capital comes
 * later. */
static bool short_form(evidence *e) {
  uint32_t from = e->at;
  if (from > e->stop->next) from = news_code_back(e->text, from);
  if (!news_is_apostrophe(look(e, from))) return false;
  uint32_t end = right_word(e)->end;
  return news_is_gap(e->text[end]) && news_is_upper(look(e, end + 1)) &&
         flags_of(e, from, end) & NEWS_LANG_STARTER;
}

/* "worth a visit. http://..." ends; "10. https://..." in a reference does
 * not. */
static verdict ask_address(const evidence *e) {
  const char *right = e->text + e->at;
  if (strncmp(right, "http", 4) && strncmp(right, "www.", 4)) return UNDECIDED;
  bool inside =
      e->left.flags & NEWS_LANG_ABBREVIATION || all_digits(e, &e->left);
  return inside ? GOES_ON : ENDS;
}

static verdict ask_lower_case(evidence *e) {
  if (!news_is_lower(e->first)) return UNDECIDED;
  if (!e->point) read_left(e);
  if (bracketed_note(e)) return ENDS;
  verdict address = ask_address(e);
  if (address) return address;
  if (camel_case(e, right_word(e)) || short_form(e)) return UNDECIDED;
  if (e->point) return point_before_lower(e) ? ENDS : GOES_ON;
  if (!e->dots) return mark_before_lower(e) ? ENDS : GOES_ON;
  bool pronoun = right_word(e)->flags & NEWS_LANG_PRONOUN;
  return pronoun && e->reading->careless && !e->spaced ? ENDS : GOES_ON;
}

/* “走！”他喊道。 The verb is among the first characters; in Japanese と alone
 * is enough. */
static bool says_at_once(const evidence *e) {
  uint32_t at = e->at, next, limit = e->reading->limit;
  if (e->first == 0x3068) return true;
  for (uint32_t n = 0; n < 4 && at < limit; n++, at = next) {
    next = news_code_next(e->text, at);
    if (!news_is_letter(look(e, at))) return false;
    if (flags_of(e, at, next) & NEWS_LANG_SAID) return true;
  }
  return false;
}

/* “Why?” Pete Smith asked: one or two names, or words of a script without
 * capitals, then a verb of saying. */
static bool saying_follows(const evidence *e) {
  uint32_t at = e->at, limit = e->reading->limit;
  bool cased = news_is_upper(e->first);
  if (e->stop->next == e->stop->closed) return says_at_once(e);
  for (uint32_t names = 0; names < 3 && at < limit; names++) {
    uint32_t end = news_skip_word(e->text, at, limit);
    bool may_say = names || !cased;
    if (may_say && flags_of(e, at, end) & NEWS_LANG_SAID) return true;
    if (news_is_upper(look(e, at)) != cased) return false;
    if (e->text[end] == '.') end++;
    if (!news_is_gap(e->text[end])) return false;
    at = end + 1;
  }
  return false;
}

static verdict ask_speech(evidence *e) {
  if (!e->closed || e->point) return UNDECIDED;
  if (!e->bracket && saying_follows(e)) return GOES_ON;
  if (e->bracket && !news_is_lower(e->first)) return ENDS;
  return UNDECIDED;
}

static verdict ask_ellipsis(evidence *e) {
  if (!e->dots) return e->point ? UNDECIDED : ENDS;
  if (news_is_digit(e->first) && !e->closed) return GOES_ON;
  const word *right = right_word(e);
  bool pronoun = one_letter(e, right) && right->flags & NEWS_LANG_PRONOUN;
  if (e->spaced && e->stop->end - e->stop->start <= 5 &&
      (pronoun || !e->starts))
    return GOES_ON;
  return ENDS;
}

/* ... Inc.) Sales; ... a.m.” The */
static verdict ask_closers(evidence *e) {
  if (!e->closed) return UNDECIDED;
  bool inner = memchr(e->text + e->left.start, '.', word_size(&e->left));
  bool known = e->left.flags & NEWS_LANG_ABBREVIATION;
  if (e->bracket && (known || inner || one_letter(e, &e->left)) &&
      e->text[e->reading->from] != '(' && !starts(e))
    return GOES_ON;
  for (uint32_t at = e->stop->end; at < e->stop->closed;
       at = news_code_next(e->text, at)) {
    uint32_t code = look(e, at);
    if (code == '"' || code == 0x201D || code == 0xBB) return ENDS;
  }
  return UNDECIDED;
}

/* et al.[3] (2004) */
static verdict ask_reference(evidence *e) {
  const char *next = e->text + e->stop->next;
  if (!(e->reading->traits & NEWS_LANG_FOOTNOTES)) return UNDECIDED;
  if (year_in_brackets(next)) return GOES_ON;
  return next[0] == '[' && news_digit_byte(next[1]) ? GOES_ON : UNDECIDED;
}

/* Calls rather than a table, so that each is predicted on its own. */
static verdict ask(evidence *e) {
  verdict v;
  if ((v = ask_dash(e)) || (v = ask_list(e)) || (v = ask_next_mark(e)) ||
      (v = ask_lower_case(e)) || (v = ask_speech(e)) || (v = ask_ellipsis(e)) ||
      (v = ask_closers(e)) || (v = ask_abbreviation(e)) ||
      (v = ask_initial(e)) || (v = ask_number(e)) || (v = ask_reference(e)))
    return v;
  return UNDECIDED;
}

bool news_stop_ends(const news_reading *reading, const news_stop *stop) {
  evidence e = {.reading = reading, .stop = stop, .text = reading->doc->text};
  read_run(&e);
  read_closers(&e);
  read_right(&e, stop->next);
  if (e.point) read_left(&e);
  return ask(&e) != GOES_ON;
}
