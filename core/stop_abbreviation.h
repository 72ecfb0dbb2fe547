/* Abbreviations, initials and ordinal numbers before a stop.  A part of stop.c,
 * which has the evidence and the functions for both sides of the stop. */

/* Boston, Mass. Police */
static bool place_behind_comma(const evidence *e) {
  uint32_t at = e->left.start;
  return e->left.flags & NEWS_LANG_PLACE && at > e->reading->from + 2 &&
         word_size(&e->left) > 2 && e->text[at - 2] == ',' &&
         news_is_gap(e->text[at - 1]) &&
         news_is_lower(news_code_before(e->text, at - 2, e->reading->from));
}

/* "шла до 1945 г. Город", "3 mln. Roma": a unit after its number ends the
 * sentence before a capital, unless the sentence begins with them ("В 1945 г.
 * Иванов") or continues in capitals ("100 долл. США"). */
static bool counted_late(evidence *e) {
  const word *right = right_word(e);
  if (e->left.start - e->reading->from < DATE_BYTES) return false;
  if (right->flags & NEWS_LANG_UNIT) return false; /* 1,2 mld. Kč */
  word count = word_before(e, e->left.start);
  return news_is_lower(e->left.code) && news_is_upper(right->code) &&
         news_is_lower(look(e, news_code_next(e->text, right->start))) &&
         (news_is_digit(count.code) || all_of(e, &count, "IVXLC"));
}

/* ... in Sept. Ann, ... on Sun. Bo: whether a date ends here; the rest of a
 * date would continue it. */
static bool ends_date(evidence *e) {
  uint32_t date = NEWS_LANG_MONTH | NEWS_LANG_WEEKDAY;
  return e->left.flags & date && !(right_word(e)->flags & date);
}

/* Acme Corp. To Cut Jobs;  A Light From The U.S. And Others;  LORVALE, N.H. -
 * The town: no word so far begins in lower case, so a capital tells nothing
 * after a dash, or if the word after it has one, too. */
static bool is_headline(evidence *e) {
  uint32_t at = e->reading->head, end = e->left.start;
  if (end - e->reading->from > HEAD_BYTES || news_is_lower(look(e, at)))
    return false;
  uint32_t behind = right_word(e)->end;
  bool dash = news_is_dash(look(e, e->stop->next));
  if (!dash && news_is_gap(e->text[behind]) &&
      news_is_lower(look(e, behind + 1)))
    return false;
  for (; at < end; at++)
    if (news_is_gap(e->text[at]) && news_is_lower(look(e, at + 1)))
      return false;
  return true;
}

static verdict ask_sometimes(evidence *e) {
  const word *right = right_word(e);
  bool owner = word_size(right) > 2 && right->end > 2 &&
               !strncmp(e->text + right->end - 2, "'s", 2);
  bool company =
      e->left.flags & NEWS_LANG_COMPANY && !(right->flags & NEWS_LANG_ROLE);
  if (e->closed) return ENDS;
  if (e->text[e->stop->next] == '(') return GOES_ON;
  if (is_headline(e)) return GOES_ON;
  if (counted_late(e)) return ENDS;
  if (!news_is_letter(e->first) || owner) return e->starts ? ENDS : GOES_ON;
  if (company || place_behind_comma(e) || ends_date(e)) return ENDS;
  return e->starts ? ENDS : GOES_ON;
}

/* "7:00", "At 7", "By 300": no sentence yet. */
static bool is_bare_time(const evidence *e, const word *number) {
  uint32_t at = e->reading->head;
  if (!news_is_digit(number->code)) return false;
  if (news_all_bytes(e->text + at, number->end - at, "0123456789:."))
    return true;
  uint32_t end = news_skip_word(e->text, at, e->reading->limit);
  uint32_t start = number->start; /* 30 of 3:30 */
  while (start > end + 1 &&
         (e->text[start - 1] == ':' || news_digit_byte(e->text[start - 1])))
    start--;
  return end + 1 == start && flags_of(e, at, end) & NEWS_LANG_STARTER;
}

/* "Here I am. (": whether a word that may be a unit is not one here. */
static bool is_no_unit(const evidence *e) {
  if (!(e->left.flags & NEWS_LANG_UNIT) || news_is_digit(e->first))
    return false;
  uint32_t at = e->left.start;
  return at < e->reading->from + 2 || !news_digit_byte(e->text[at - 2]);
}

/* 7 a.m. The, 300 B.C. Rome; but 7 a.m. EST, 7 a.m. Monday, B.C. Smith */
static verdict ask_capital(evidence *e) {
  word before = word_before(e, e->left.start);
  if (is_no_unit(e)) return UNDECIDED;
  if (is_bare_time(e, &before)) return GOES_ON;
  if (news_is_upper(e->left.code) && !news_is_digit(before.code))
    return UNDECIDED;
  uint32_t goes_on = NEWS_LANG_ZONE | NEWS_LANG_WEEKDAY | NEWS_LANG_MONTH;
  if (right_word(e)->flags & goes_on && !e->starts) return GOES_ON;
  if (news_is_digit(e->first) || news_is_dash(e->first) || e->first == '|')
    return GOES_ON; /* 5 p.m. | Share */
  return e->text[e->stop->next] == '(' ? GOES_ON : ENDS;
}

static verdict ask_abbreviation(evidence *e) {
  uint32_t flags = e->left.flags;
  bool initial = one_letter(e, &e->left) && news_is_upper(e->left.code);
  if (initial) return UNDECIDED;
  if (flags & NEWS_LANG_NEVER) return GOES_ON;
  if (flags & NEWS_LANG_CAPITAL) return ask_capital(e);
  return flags & NEWS_LANG_SOMETIMES ? ask_sometimes(e) : UNDECIDED;
}

/* U.S, d.h, z.B: single letters with points; the last part has up to two
 * letters. */
static bool is_acronym(const evidence *e) {
  uint32_t at = e->left.start, points = 0, letters = 0;
  for (; at < e->left.end; at = news_code_next(e->text, at)) {
    uint32_t code = look(e, at);
    if (code == '.' && letters != 1) return false;
    if (code != '.' && !news_is_letter(code)) return false;
    letters = code == '.' ? 0 : letters + 1;
    points += code == '.';
  }
  return points && letters && letters <= 2;
}

/* B in "George B.", "J.-P." and "O'B."; not the option -B. */
static bool is_initial(const evidence *e) {
  const char *left = e->text + e->left.start;
  if (e->left.start == e->left.end) return false;
  if (e->left.start > e->reading->from + 1 && left[-1] == '-' &&
      news_is_gap(left[-2]))
    return false;
  uint32_t at = news_code_back(e->text, e->left.end);
  if (!news_is_upper(look(e, at))) return false;
  uint32_t before = news_code_before(e->text, at, e->left.start);
  return !before || before == '-' || before == '.' ||
         news_is_apostrophe(before);
}

/* a. C., p. M., v. Chr.: a lower-case letter with its point before a capital
 * with a point, or before the rest of an abbreviation. */
static bool before_initial(evidence *e) {
  if (!one_letter(e, &e->left) || !news_is_lower(e->left.code)) return false;
  const word *right = right_word(e);
  if (e->text[right->end] != '.' || !news_is_upper(right->code)) return false;
  return one_letter(e, right) ||
         flags_of_both(e, &e->left, right) & NEWS_LANG_ABBREVIATION;
}

/* J. De Vries, P. De la Cruz: but "J. De man". */
static bool begins_surname(evidence *e) {
  uint32_t at = e->at, end = right_word(e)->end, limit = e->reading->limit;
  while (end + 1 < limit && news_is_gap(e->text[end]) &&
         flags_of(e, at, end) & NEWS_LANG_PARTICLE) {
    at = end + 1;
    end = news_skip_word(e->text, at, limit);
  }
  return at > e->at && news_is_upper(look(e, at));
}

/* u. Lorbach, د. سامي: a single letter that is not a capital is an
 * abbreviation; but not in 1,70 m. Ann, Chi è. Marco. */
static bool is_small_letter(evidence *e) {
  if (!one_letter(e, &e->left) || !news_is_letter(e->left.code) ||
      news_is_upper(e->left.code) || e->left.flags & NEWS_LANG_LONE)
    return false;
  return !behind_number(e, &e->left) && !starts(e);
}

static verdict ask_initial(evidence *e) {
  if (before_initial(e) || is_small_letter(e)) return GOES_ON;
  if (is_acronym(e)) {
    bool ends = starts(e) && !news_is_digit(e->first) && !is_headline(e);
    return ends ? ENDS : GOES_ON;
  }
  if (!is_initial(e)) return UNDECIDED;
  word before = word_before(e, e->left.start);
  if (e->left.flags & NEWS_LANG_PRONOUN) /* I */
    return starts(e) || before.flags & NEWS_LANG_BROKEN ? ENDS : GOES_ON;
  uint32_t mark = look(e, e->stop->next);
  bool quoted = mark == '"' || mark == 0x201C;
  if (quoted && news_is_lower(before.code)) return ENDS; /* on X. "We */
  return starts(e) && !begins_surname(e) ? ENDS : GOES_ON;
}

/* 11. 9. 2001 */
static bool is_spaced_date(const evidence *e) {
  const char *left = e->text + e->left.start;
  return e->left.start > e->reading->from + 2 && news_is_digit(e->first) &&
         left[-2] == '.' && news_is_gap(left[-1]) && news_digit_byte(left[-3]);
}

/* 2012/13, not 12./13. */
static bool is_season(const evidence *e) {
  uint32_t at = e->left.start;
  return at > e->reading->from + 4 && news_digit_byte(e->text[at - 2]) &&
         news_digit_byte(e->text[at - 4]);
}

/* 3 bis 5. Dann: not an ordinal, because of two ordinals the first would have a
 * point, too. */
static bool counts_on(const evidence *e, const word *before) {
  word first = word_before(e, before->start);
  return news_is_digit(first.code) && news_digit_byte(e->text[first.end - 1]);
}

static bool same_word(const evidence *e, const word *a, const word *b) {
  return word_size(a) && word_size(a) == word_size(b) &&
         !memcmp(e->text + a->start, e->text + b->start, word_size(a));
}

/* (1. Liga), 12./13. Mai, „4. Woche“;  Karl, 2. Jan */
static bool mark_before_ordinal(evidence *e, uint32_t mark) {
  if (mark == '(' || mark == '/' || mark == '-') return true;
  bool quote = mark == '"' || mark == 0x201E || mark == 0xBB || mark == 0xAB;
  return (quote || mark == ',') && !starts(e);
}

/* 3:1, 5,9 */
static bool is_second_half(const evidence *e) {
  const char *left = e->text + e->left.start;
  return e->left.start > e->reading->from + 1 &&
         (left[-1] == ':' || left[-1] == ',') && news_digit_byte(left[-2]);
}

/* am 3. Oktober, XIV. Ludwig; but 2018. Der, auf 12. Mehr */
static verdict ask_number(evidence *e) {
  bool bare = e->stop->closed == e->stop->end;
  if (!(e->reading->traits & NEWS_LANG_DIGIT_POINT)) return UNDECIDED;
  if (all_of(e, &e->left, "IVX") && word_size(&e->left) < 6)
    return starts(e) ? UNDECIDED : GOES_ON;
  uint32_t last = news_code_before(e->text, e->left.end, e->left.start);
  if (!news_is_digit(last) || !bare) return UNDECIDED;
  if (is_second_half(e)) return UNDECIDED;
  if (right_word(e)->flags & NEWS_LANG_MONTH) return GOES_ON;
  if (!all_digits(e, &e->left) || word_size(&e->left) > 2) return UNDECIDED;
  if (is_spaced_date(e)) return GOES_ON;
  word before = word_before(e, e->left.start);
  if (same_word(e, &before, right_word(e))) return ENDS; /* Teil 1. Teil 2 */
  if (before.flags & NEWS_LANG_BEFORE_ORDINAL && !starts(e) &&
      !counts_on(e, &before))
    return GOES_ON;
  if (right_word(e)->flags & NEWS_LANG_ORDINAL) return GOES_ON;
  uint32_t glued = news_code_before(e->text, e->left.start, e->reading->from);
  if ((glued == ' ' || glued == '\n') && before.start == before.end &&
      e->left.start > e->reading->from + 1)
    glued = (unsigned char)e->text[e->left.start - 2];
  if (glued == '/' && is_season(e)) return UNDECIDED;
  return mark_before_ordinal(e, glued) ? GOES_ON : UNDECIDED;
}
