#include <string.h>

#include "tokenizer.h"
#include "tokenizer_chunk.h"
#include "tokenizer_easy.h"

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Does [at, end) read as `word` (lower case ASCII) in any case? */
static bool reads(const news_scan *scan, uint32_t at, uint32_t end,
                  const char *word) {
  while (at < end && *word && lower(scan->text[at]) == *word) at++, word++;
  return at == end && !*word;
}

static bool reads_any(const news_scan *scan, uint32_t at, uint32_t end,
                      const char *const *words) {
  for (; *words; words++)
    if (reads(scan, at, end, *words)) return true;
  return false;
}

static bool is_letter_at(const news_scan *scan, uint32_t at, uint32_t *size) {
  return at < scan->field_end &&
         news_scan_class(scan, at, size) == NEWS_TC_LETTER;
}

static uint32_t flags_of(const news_scan *scan, uint32_t at, uint32_t end) {
  return news_language_flags(scan->language, scan->text + at, end - at);
}

static bool is_upper_at(const news_scan *scan, uint32_t at) {
  char byte = scan->text[at];
  uint32_t size;
  if ((unsigned char)byte < 0x80) return byte >= 'A' && byte <= 'Z';
  return news_unicode_is_upper(news_scan_code(scan, at, &size));
}

static bool has_clitics(const news_scan *scan) {
  return !scan->language || scan->traits & NEWS_LANG_CLITICS;
}

/* -------------------------------------------------- words inside a token */

/* Where the clitic that ends at `end` begins, `end` when there is none. */
static uint32_t clitic_start(const news_scan *scan, uint32_t start,
                             uint32_t end) {
  static const char *const clitics[] = {"s", "m", "d", "ll", "ve", "re", NULL};
  const char *s = scan->text;
  if (!(scan->field_flags & NEWS_FIELD_APOSTROPHE)) return end;
  for (uint32_t n = 1; n <= 2 && start + n + 1 < end; n++) {
    uint32_t mark = 0;
    if (s[end - n - 1] == '\'') mark = end - n - 1;
    if (end - n - start > 3 && news_apostrophe(s + end - n - 3) == 3)
      mark = end - n - 3;
    if (!mark || mark <= start) continue;
    if (reads_any(scan, end - n, end, clitics)) return mark;
    if (n == 1 && lower(s[end - 1]) == 't' && lower(s[mark - 1]) == 'n' &&
        mark - 1 > start)
      return mark - 1;
  }
  return end;
}

/* The second word of one that is written together: can|not, gon|na. */
static uint32_t second_word(const news_scan *scan, uint32_t start,
                            uint32_t end) {
  static const char *const threes[] = {"cannot", "gonna", "wanna", "gotta",
                                       "gimme",  "lemme", NULL};
  if (end - start < 5 || end - start > 6) return end;
  char first = lower(scan->text[start]);
  if (first != 'c' && first != 'g' && first != 'w' && first != 'l') return end;
  return reads_any(scan, start, end, threes) ? start + 3 : end;
}

bool news_is_written_together(const char *at) {
  static const char words[][8] = {"cannot", "gonna", "wanna",
                                  "gotta",  "gimme", "lemme"};
  const uint64_t lower = UINT64_C(0x202020202020);
  uint64_t eight, found = 0;
  memcpy(&eight, at - 2, sizeof eight); /* the text is padded */
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    uint64_t word;
    memcpy(&word, words[i], sizeof word);
    uint64_t letters = (UINT64_C(1) << 8 * (i ? 5 : 6)) - 1;
    found |= ((eight | lower) & letters) == word;
  }
  return found;
}

bool news_is_plain_word(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (lower(text[i]) < 'a' || lower(text[i]) > 'z') return false;
  if (!size || size > UINT32_MAX) return false;
  const news_scan scan = {.text = text};
  return second_word(&scan, 0, (uint32_t)size) == (uint32_t)size;
}

enum { CLITICS_MAX = 4 }; /* I'd've is two; more are no English */

void news_put_clitics(news_scan *scan, uint32_t start, uint32_t end,
                      uint8_t kind) {
  uint32_t cuts[CLITICS_MAX], count = 0, at = end;
  if (has_clitics(scan)) {
    while (count < CLITICS_MAX) {
      uint32_t cut = clitic_start(scan, start, at);
      if (cut == at) break;
      cuts[count++] = at = cut;
    }
    if (!count && second_word(scan, start, end) < end)
      cuts[count++] = second_word(scan, start, end);
  }
  news_put(scan, start, count ? cuts[count - 1] : end, kind);
  while (count--)
    news_put(scan, cuts[count], count ? cuts[count - 1] : end,
             NEWS_WORD_LETTERS | NEWS_WORD_JOINED);
}

/* -------------------------------------------------------------- the point */

/* Is a ' quotation open on this line?  Each byte is looked at once. */
static bool single_open(news_scan *scan, uint32_t at) {
  if (!scan->single) return false;
  if (memchr(scan->text + scan->single_from, '\n', at - scan->single_from))
    scan->single = false;
  scan->single_from = at;
  return scan->single;
}

uint32_t news_next_flags(const news_scan *scan, news_next next) {
  news_scan ahead = *scan;
  ahead.field_end = scan->size;
  uint32_t end = next.at, size;
  while (end - next.at < 32 && is_letter_at(&ahead, end, &size)) end += size;
  return flags_of(scan, next.at, end);
}

/* A letter alone: an initial, or the end of "vitamin C." */
static bool keeps_initial(const news_scan *scan, uint32_t at, uint32_t end) {
  if (end + 1 < scan->field_end) return true;
  news_next next = news_look_next(scan, end + 1);
  const char *s = scan->text;
  bool upper = is_upper_at(scan, at);
  if (next.token == NEWS_TC_SPACE)
    return upper && at >= 2 && s[at - 1] == ' ' && s[at - 2] == '.' &&
           at >= 3 && is_upper_at(scan, at - 3);
  if (s[at] == 'I' && end - at == 1 && !next.upper) return false;
  if (!next.upper) return upper || s[at] != 'a';
  return !(news_next_flags(scan, next) & NEWS_LANG_STARTER);
}

/* Is the word [at, end) before a point an abbreviation here? */
static bool keeps_point(const news_scan *scan, uint32_t at, uint32_t end,
                        uint32_t flags) {
  news_next next = news_look_next(scan, end + 1);
  bool last_in_field = end + 1 == scan->field_end;
  bool number = last_in_field && next.token == NEWS_TC_DIGIT;
  bool upper = is_upper_at(scan, at);
  bool over = last_in_field && next.token == NEWS_TC_SPACE;
  if (flags & NEWS_LANG_NUMERIC) return number;
  if (flags & NEWS_LANG_CASED && !upper && !number) return false;
  if (last_in_field && flags & NEWS_LANG_CAPITAL && flags & NEWS_LANG_UNIT &&
      (next.upper || over))
    return false; /* pm. He: mostly written without a point */
  if (flags & NEWS_LANG_CASED && !(flags & NEWS_LANG_COMPANY) &&
      (over || (last_in_field && next.upper &&
                news_next_flags(scan, next) & NEWS_LANG_STARTER)))
    return false;
  if (flags & NEWS_LANG_LOWER && upper) return false;
  bool ends = over || (last_in_field && next.upper);
  return !(ends && !upper && flags & NEWS_LANG_SOMETIMES);
}

/* U.S. a.m. J.R.R.: single letters with points, and the last one may lack
 * its own: U.S */
static uint32_t acronym_end(news_scan *scan, uint32_t at) {
  if (at < scan->no_acronym) return 0;
  uint32_t i = at, size, letters = 0;
  while (is_letter_at(scan, i, &size) && scan->text[i + size] == '.' &&
         i + size < scan->field_end) {
    i += size + 1;
    letters++;
  }
  if (letters >= 2 && !is_letter_at(scan, i, &size)) return i;
  if (letters >= 1 && is_letter_at(scan, i, &size)) {
    uint8_t after = i + size < scan->field_end ? news_scan_peek(scan, i + size)
                                               : NEWS_TC_SPACE;
    if (!news_in_word(after) && after != NEWS_TC_MARK &&
        scan->text[i + size] != '.')
      return i + size;
  }
  scan->no_acronym = i;
  return 0;
}

/* Ph.D. S.p.A. z.B.: an abbreviation with points inside, from the data. */
static uint32_t pointed_end(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t i = end, size = 0, points = 0, last = 0;
  while (i - at <= NEWS_POINTED_MAX && i < scan->field_end) {
    if (scan->text[i] == '.') {
      size = 1;
      last = ++points > 1 ? i + 1 : 0;
    } else if (!is_letter_at(scan, i, &size)) {
      break;
    }
    i += size;
  }
  if (!points || i - at > NEWS_POINTED_MAX ||
      (!last && scan->text[i - 1] == '.'))
    return 0;
  return flags_of(scan, at, i) & NEWS_LANG_ABBREVIATION ? i : 0;
}

/* May the point at `at` end an abbreviation, seen from what follows it? */
static bool point_is_last(const news_scan *scan, uint32_t at) {
  if (at + 1 >= scan->field_end) return true;
  const char *s = scan->text + at + 1;
  return (s[0] && strchr(",;:)]?'\"-", s[0])) || news_is_digit(s[0]) ||
         news_apostrophe(s) == 3 ||
         (s[0] == '\xE2' && s[1] == '\x80' && s[2] == '\x9D');
}

static bool after_number(const news_scan *scan, uint32_t at) {
  if (at && scan->text[at - 1] == ' ') at--;
  return at && news_is_digit(scan->text[at - 1]);
}

/* The same of an abbreviation of more than one letter. */
static bool keeps_long(const news_scan *scan, uint32_t at, uint32_t end,
                       uint32_t flags) {
  bool keeps = keeps_point(scan, at, end, flags);
  if (keeps && flags & NEWS_LANG_CAPITAL && flags & NEWS_LANG_UNIT)
    keeps = after_number(scan, at);
  return keeps;
}

/* The end of the token made of the run [at, end) and the point behind it. */
static uint32_t with_point(news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t size;
  (void)news_scan_code(scan, at, &size);
  bool single = size == end - at;
  if (!is_letter_at(scan, at, &size)) return end;
  uint32_t q = single ? acronym_end(scan, at) : 0;
  if (!q) q = pointed_end(scan, at, end);
  if (q) return q;
  if (end - at > NEWS_ABBREVIATION_MAX || !point_is_last(scan, end)) return end;
  uint32_t flags = flags_of(scan, at, end);
  bool keeps = false;
  if (single)
    keeps = keeps_initial(scan, at, end);
  else if (flags & NEWS_LANG_ABBREVIATION)
    keeps = keeps_long(scan, at, end, flags);
  if (single && keeps && flags & NEWS_LANG_CAPITAL && flags & NEWS_LANG_UNIT)
    keeps = after_number(scan, at);
  return keeps ? end + 1 : end;
}

bool news_keeps_long(news_scan *scan, uint32_t at, uint32_t end,
                     uint32_t field_end, uint32_t flags) {
  scan->field = at;
  scan->field_end = field_end;
  return keeps_long(scan, at, end, flags);
}

bool news_keeps_point(news_scan *scan, uint32_t at, uint32_t end,
                      uint32_t field_end) {
  uint32_t no_acronym = scan->no_acronym; /* fields before this one come yet */
  scan->field = at;
  scan->field_end = field_end;
  bool keeps = with_point(scan, at, end) > end;
  scan->no_acronym = no_acronym;
  return keeps;
}

/* --------------------------------------------- apostrophes, hyphens, slashes
 */

/* A mark that parts no word between two letters: ' ’ ‘ · ‧ ״ */
static uint32_t middle_mark(const news_scan *scan, uint32_t at) {
  uint32_t size = news_apostrophe(scan->text + at);
  if (size || (unsigned char)scan->text[at] < 0x80) return size;
  switch (news_scan_code(scan, at, &size)) {
    case 0x00B7:
    case 0x0387:
    case 0x05F4:
    case 0x2018:
    case 0x2027:
    case 0xFF07: return size;
    default: return 0;
  }
}

/* Go on from the run's end behind apostrophes inside the word. */
static uint32_t joined_end(const news_scan *scan, uint32_t end) {
  uint32_t mark, size;
  while (end < scan->field_end && (mark = middle_mark(scan, end)) != 0 &&
         is_letter_at(scan, end + mark, &size))
    end = news_run_end(scan, end + mark);
  return end;
}

/* th- at a break of speech, Vor- before und: the hyphen stays. */
static bool is_cut_off(const news_scan *scan, uint32_t at, uint32_t end) {
  char after = end + 1 < scan->field_end ? scan->text[end + 1] : ' ';
  if (end - at > NEWS_CUT_OFF_MAX || (after != ' ' && after != ','))
    return false;
  uint32_t size;
  for (uint32_t i = at; i < end; i += size)
    if (!is_letter_at(scan, i, &size)) return false;
  return end + 1 < scan->size;
}

/* once-in-a-generation, $5m-a-year */
static bool is_inner_letter(const news_scan *scan, uint32_t at, uint32_t end) {
  if (end - at != 1 || at <= scan->field) return false;
  char before = scan->text[at - 1];
  return before == '-' || (before >= '0' && before <= '9');
}

/* Is the word [at, end) before a hyphen a prefix of what follows? */
static bool is_prefix(const news_scan *scan, uint32_t at, uint32_t end) {
  static const char *const before_digits[] = {"mid", "pre", "post", NULL};
  if (is_inner_letter(scan, at, end)) return false;
  uint8_t next =
      end + 1 < scan->field_end ? news_scan_peek(scan, end + 1) : NEWS_TC_SPACE;
  if (!news_in_word(next)) return false;
  if (!news_is_affix(scan, at, end)) return false;
  if (next == NEWS_TC_DIGIT) return reads_any(scan, at, end, before_digits);
  return end - at > 1 || !is_upper_at(scan, at) ||
         strchr("EU", scan->text[at]) != NULL;
}

bool news_is_prefix(news_scan *scan, uint32_t at, uint32_t end,
                    uint32_t field_end) {
  scan->field = at;
  scan->field_end = field_end;
  return is_prefix(scan, at, end);
}

static bool is_slashed(const news_scan *scan, uint32_t at, uint32_t end) {
  static const char *const words[] = {"s/he", "b/c", "w/o",    "n/a",
                                      "c/o",  "a/c", "km/h",   "i/o",
                                      "w/",   "b/w", "he/she", NULL};
  return reads_any(scan, at, end, words);
}

/* R&D, AT&T */
static uint32_t ampersand_end(const news_scan *scan, uint32_t at,
                              uint32_t end) {
  uint32_t second = news_run_end(scan, end + 1);
  if (end - at > 2 || second == end + 1 || second - end > 3) return 0;
  for (uint32_t i = at; i < second; i++)
    if (i != end && (scan->text[i] < 'A' || scan->text[i] > 'Z')) return 0;
  return second;
}

/* The end of the token whose letters and apostrophes are [at, end). */
static uint32_t with_mark(news_scan *scan, uint32_t at, uint32_t end,
                          uint8_t *flags) {
  uint32_t longer;
  switch (scan->text[end]) {
    case '.':
      longer = with_point(scan, at, end);
      if (scan->text[longer - 1] == '.') *flags |= NEWS_WORD_POINT;
      return longer;
    case '-':
      if (is_cut_off(scan, at, end)) return end + 1;
      if (!is_prefix(scan, at, end)) return end;
      return joined_end(scan, news_run_end(scan, end + 1));
    case '/':
      longer = news_run_end(scan, end + 1);
      return is_slashed(scan, at, longer) ? longer : end;
    case '!':
    case '?': /* Yahoo! */
      return flags_of(scan, at, end + 1) & NEWS_LANG_BRAND ? end + 1 : end;
    case '(': /* friend(s) */
      if (memcmp(scan->text + end, "(s)", 3) || end + 3 > scan->field_end ||
          news_in_word(news_scan_peek(scan, end + 3)))
        return end;
      return end + 3;
    case '&':
      longer = ampersand_end(scan, at, end);
      return longer ? longer : end;
    default: return end;
  }
}

uint32_t news_possessive_end(news_scan *scan, uint32_t end) {
  uint32_t mark = end < scan->field_end ? news_apostrophe(scan->text + end) : 0;
  if (!mark || !has_clitics(scan)) return 0;
  char after = end + mark < scan->field_end ? scan->text[end + mark] : ' ';
  if (lower(scan->text[end - 1]) != 's' || !after || !strchr(" ,.;:)", after))
    return 0;
  return single_open(scan, end) ? 0 : end + mark;
}

/* l’homme, dell’arte: the end of the word that the apostrophe belongs to. */
static uint32_t elision_end(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t mark = end < scan->field_end ? news_apostrophe(scan->text + end) : 0;
  uint32_t size;
  if (!mark || !scan->language || !is_letter_at(scan, end + mark, &size))
    return 0;
  return flags_of(scan, at, end) & NEWS_LANG_ELISION ? end + mark : 0;
}

bool news_is_currency(const char *s, uint32_t size) {
  static const char signs[] =
      "AED AUD BRL CAD CHF CNY DKK DKr Dh  Dhs EUR GBP HKD IDR ILS INR IRR JPY "
      "KES KRW KSh Ksh MXN MYR NGN NKr NOK NZD PHP PLN RM  RMB RUB Rp  Rs  SAR "
      "SEK SFr SGD SKr Sh  THB TRY TSh TWD Tk  Tsh UAH USD USh Ush VND ZAR ";
  if (size < 2 || size > 3) return false;
  char wanted[4] = {s[0], s[1], size == 3 ? s[2] : ' ', ' '};
  uint32_t found = 0;
  for (size_t i = 0; i + 4 < sizeof signs; i += 4)
    found |= !memcmp(signs + i, wanted, sizeof wanted);
  return found;
}

/* USD500, Rs50: the currency stands apart from the number that begins in the
 * same run.  US$, HK$: it keeps its sign. */
static uint32_t currency_end(const news_scan *scan, uint32_t at, uint32_t run) {
  const char *s = scan->text;
  uint32_t end = at;
  while (s[end] >= 'A' && s[end] <= 'Z') end++;
  if (end == run) return end - at <= 3 && s[end] == '$' ? end + 1 : 0;
  while (news_is_alpha(s[end])) end++;
  bool signs = news_is_digit(s[end]) && news_is_currency(s + at, end - at);
  return signs ? end : 0;
}

static uint32_t put_address(news_scan *scan, uint32_t at, uint32_t run) {
  const uint32_t marks = NEWS_FIELD_POINT | NEWS_FIELD_COLON;
  if (!(scan->field_flags & (marks | NEWS_FIELD_AT))) return 0;
  uint32_t end = scan->field_flags & marks ? news_url_end(scan, at) : 0;
  uint8_t kind = NEWS_WORD_URL;
  if (!end) {
    end = news_email_end(scan, at, run);
    kind = NEWS_WORD_EMAIL;
  }
  if (!end) {
    end = news_domain_end(scan, at);
    kind = NEWS_WORD_URL;
  }
  if (end) news_put(scan, at, end, kind);
  return end;
}

/* Not inlined: what stands before a hyphen is mostly told without it. */
__attribute__((noinline)) static bool is_own_word(const news_scan *scan,
                                                  uint32_t at, uint32_t end) {
  return !has_currency(scan->text + at, end - at) &&
         second_word(scan, at, end) == end && !news_is_affix(scan, at, end);
}

bool news_parts_at_hyphen(const news_scan *scan, uint32_t at, uint32_t end) {
  const char *s = scan->text;
  if (!news_is_alpha(s[end + 1]) && s[end + 1] != '-') return false;
  return is_inner_letter(scan, at, end) || is_own_word(scan, at, end);
}

/* One that is no address; `run`: where its first run of letters, digits and
 * marks ends. */
__attribute__((noinline)) static uint32_t put_plain_word(news_scan *scan,
                                                         uint32_t at,
                                                         uint32_t size,
                                                         uint32_t run) {
  const char *s = scan->text;
  uint32_t end = elision_end(scan, at, run);
  if (!end && (has_currency(s + at, size) || s[run] == '$'))
    end = currency_end(scan, at, run);
  if (end) {
    news_put(scan, at, end, NEWS_WORD_LETTERS);
    return end;
  }
  uint8_t flags = 0;
  end = with_mark(scan, at, joined_end(scan, run), &flags);
  uint32_t possessive = flags ? 0 : news_possessive_end(scan, end);
  bool apostrophe = end > run + 1; /* maybe */
  if (apostrophe || second_word(scan, at, end) < end)
    news_put_clitics(scan, at, end, NEWS_WORD_LETTERS | flags);
  else
    news_put(scan, at, end, NEWS_WORD_LETTERS | flags);
  if (possessive)
    news_put(scan, end, possessive, NEWS_WORD_LETTERS | NEWS_WORD_JOINED);
  return possessive ? possessive : end;
}

uint32_t news_put_word(news_scan *scan, uint32_t at, uint32_t size) {
  const char *s = scan->text;
  uint32_t run = at + size;
  if ((unsigned char)s[run] >= 0x80 || s[run] == '_')
    run = news_run_end(scan, at);
  uint32_t end = may_be_address(s + run) ? put_address(scan, at, size) : 0;
  return end ? end : put_plain_word(scan, at, size, run);
}
