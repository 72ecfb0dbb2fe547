#include "segment.h"

#include <string.h>

/* Sentences that end without a stop: in letters (salutation, closing, headers
 * of quoted mail); at captions, labels, rules, addresses and smileys; and where
 * speech breaks off at a dash. */

enum {
  SENDER_WORDS = 8, /* Email : " Ann Smith " < address */
  LAST_RULE = 5, /* least marks of a rule at the end of a line; --- has fewer */
};

static uint8_t kind_of(const news_reading *r, uint32_t w) {
  return r->doc->words.kind[w] & NEWS_WORD_KIND;
}

static const char *text_of(const news_reading *r, uint32_t w) {
  return r->doc->text + r->doc->words.start[w];
}

static uint32_t size_of(const news_reading *r, uint32_t w) {
  return r->doc->words.end[w] - r->doc->words.start[w];
}

static uint32_t code_of(const news_reading *r, uint32_t w) {
  return w < r->end
             ? news_code_at(r->doc->text, r->doc->words.start[w], r->limit)
             : 0;
}

static uint32_t flags_of(const news_reading *r, uint32_t w) {
  return w < r->end
             ? news_language_flags(r->language, text_of(r, w), size_of(r, w))
             : 0;
}

/* Flags of the whole token that ends with word `w`: that's, not 's. */
static uint32_t flags_of_token(const news_reading *r, uint32_t w) {
  uint32_t first = w;
  while (first > r->word && r->doc->words.kind[first] & NEWS_WORD_JOINED)
    first--;
  return news_language_flags(r->language, text_of(r, first),
                             r->doc->words.end[w] - r->doc->words.start[first]);
}

static bool is_capital(const news_reading *r, uint32_t w) {
  return news_is_upper(code_of(r, w));
}

static bool is_byte(const news_reading *r, uint32_t w, char byte) {
  return w < r->end && size_of(r, w) == 1 && *text_of(r, w) == byte;
}

static bool gap_before(const news_reading *r, uint32_t w) {
  return w > r->first && r->doc->words.start[w] > r->doc->words.end[w - 1];
}

/* Whether word `w` follows a space and begins with a capital. */
static bool capital_behind(const news_reading *r, uint32_t w) {
  return w < r->end && gap_before(r, w) && is_capital(r, w);
}

/* Whether word `w` is a capitalized STARTER; the initial A. is not. */
static bool starter_behind(const news_reading *r, uint32_t w) {
  return capital_behind(r, w) && !(r->doc->words.kind[w] & NEWS_WORD_POINT) &&
         flags_of(r, w) & (NEWS_LANG_STARTER | NEWS_LANG_PRONOUN);
}

/* ------------------------------------------------------------- addresses */

static bool closes_address(char c) { return c == ']' || c == ')' || c == '>'; }

/* A list of addresses or files: a.pdf - b.pdf, http://a.org http://b.org */
static bool next_address(const news_reading *r, uint32_t next) {
  if (next >= r->end || !gap_before(r, next)) return false;
  if (is_byte(r, next, '-')) next++;
  return next < r->end && gap_before(r, next) &&
         kind_of(r, next) == NEWS_WORD_URL;
}

/* Email: "Ann"<ann@example.org> Gone: a label and its address begin the
 * paragraph. */
static bool is_sender(const news_reading *r, uint32_t w) {
  return r->word == r->first && is_byte(r, r->first + 1, ':') &&
         kind_of(r, w) == NEWS_WORD_EMAIL && w - r->first <= SENDER_WORDS;
}

/* http://www.example.org) The;  a@example.org Subject: */
static uint32_t behind_address(const news_reading *r, uint32_t w) {
  uint32_t next = w + 1;
  while (next < r->end && !gap_before(r, next) &&
         closes_address(*text_of(r, next)))
    next++;
  if (next_address(r, next)) return next;
  if (!capital_behind(r, next)) return 0;
  bool label = is_byte(r, next + 1, ':') && !gap_before(r, next + 1);
  return label || is_sender(r, w) || starter_behind(r, next) ? next : 0;
}

static uint32_t behind_smiley(const news_reading *r, uint32_t w) {
  return gap_before(r, w) && capital_behind(r, w + 1) ? w + 1 : 0;
}

/* ------------------------------------------------------------- letters */

/* Best regards, John;  Many thanks, Ann */
static bool is_closing(const news_reading *r, uint32_t w) {
  if (w - r->word > NEWS_LETTER_WORDS || !is_capital(r, r->word)) return false;
  for (uint32_t i = r->word; i < w; i++)
    if (!(flags_of(r, i) & NEWS_LANG_CLOSING)) return false;
  return w > r->word;
}

/* Dear Mr. Smith, Hi Ann -  Hi, Yes we can */
static bool is_greeting(const news_reading *r, uint32_t w) {
  if (r->word != r->first || w - r->word > NEWS_LETTER_WORDS) return false;
  if (!(flags_of(r, r->word) & NEWS_LANG_GREETING)) return false;
  for (uint32_t i = r->word; i < w; i++)
    if (!is_capital(r, i) && *text_of(r, i) != '.') return false;
  return w > r->word + 1 ||
         (starter_behind(r, w + 1) && !is_byte(r, w + 1, 'I'));
}

static uint32_t behind_letter_part(const news_reading *r, uint32_t w) {
  if (w - r->word > NEWS_LETTER_WORDS) return 0;
  /* The last bytes of most first words show that they begin no letter. */
  const char *first = r->doc->text + r->doc->words.end[r->word];
  if (!news_language_may_be(r->letters, r->doc->text, first)) return 0;
  if (!capital_behind(r, w + 1)) return 0;
  if (is_byte(r, w, ',') && is_closing(r, w)) return w + 1;
  return is_greeting(r, w) ? w + 1 : 0;
}

/* "Ann - I have": one name before the letter begins.  Not "BERLIN - The". */
static bool is_addressed(const news_reading *r, uint32_t w) {
  return w == r->first + 1 && is_capital(r, r->first) && gap_before(r, w) &&
         capital_behind(r, w + 1) &&
         flags_of(r, w + 1) & (NEWS_LANG_PRONOUN | NEWS_LANG_CLOSING);
}

/* ------------------------------------------------------------- labels */

/* "... in 2009 Image: Ann Smith".  In "Abstract: We" a sentence begins after
 * the colon, but "Photo: Ann Smith" is one sentence. */
static uint32_t at_label(const news_reading *r, uint32_t w) {
  if (w == r->word || !capital_behind(r, w + 1)) return 0;
  uint32_t first = w - 1;
  if (!(flags_of(r, first) & NEWS_LANG_LABEL)) return 0;
  if (first > r->word && flags_of(r, first - 1) & NEWS_LANG_LABEL) first--;
  if (first == r->first && first + 1 == w)
    return starter_behind(r, w + 1) ? w + 1 : 0;
  if (first == r->word || !is_capital(r, first)) return 0;
  return kind_of(r, first - 1) == NEWS_WORD_PUNCT ? 0 : first;
}

/* Figure 3.1 The: the word after the number of a caption. */
static uint32_t behind_caption(const news_reading *r) {
  uint32_t w = r->first;
  if (w + 2 >= r->end || kind_of(r, w + 1) != NEWS_WORD_NUMBER) return 0;
  if (!(flags_of(r, w) & NEWS_LANG_LABEL) || !gap_before(r, w + 2)) return 0;
  return is_capital(r, w + 2) || is_byte(r, w + 2, '(') ? w + 2 : 0;
}

/* ------------------------------------------------------------- dates */

/* Whether there are six words from `w` on like: Sunday, July 12, 2009 */
static bool is_full_date(const news_reading *r, uint32_t w) {
  return w + NEWS_DATE_WORDS <= r->end && is_byte(r, w + 1, ',') &&
         is_byte(r, w + 4, ',') && kind_of(r, w + 3) == NEWS_WORD_NUMBER &&
         kind_of(r, w + 5) == NEWS_WORD_NUMBER &&
         flags_of(r, w) & NEWS_LANG_WEEKDAY &&
         flags_of(r, w + 2) & NEWS_LANG_MONTH;
}

/* The end of a headline before its date line. */
static uint32_t at_last_date(const news_reading *r, uint32_t w) {
  if (w + 1 != r->end || w - r->word < NEWS_DATE_WORDS) return 0;
  uint32_t first = w + 1 - NEWS_DATE_WORDS;
  return is_full_date(r, first) && !is_byte(r, first - 1, ',') ? first : 0;
}

/* Whether one or two digits are followed by the mark: 9:15, 09:15, 1/2/2001. */
static bool has_mark(const news_reading *r, uint32_t w, char mark) {
  const char *text = text_of(r, w);
  return text[1] == mark || text[2] == mark;
}

static bool is_clock(const news_reading *r, uint32_t w) {
  if (w + 1 >= r->end || !has_mark(r, w, ':')) return false;
  const char *half = text_of(r, w + 1);
  return size_of(r, w + 1) == 2 && (*half == 'A' || *half == 'P') &&
         half[1] == 'M';
}

static bool is_slash_date(const news_reading *r, uint32_t w) {
  if (size_of(r, w) < 6 || !has_mark(r, w, '/')) return false;
  const char *year = text_of(r, w) + 3;
  return memchr(year, '/', size_of(r, w) - 3) != NULL;
}

/* Headers of quoted mail in one line: "Ann Smith 10/12/2001 09:15 AM To: ..."
 * is split into the name, the date and the rest. */
static uint32_t at_mail_date(const news_reading *r, uint32_t w) {
  if (is_clock(r, w) && w > r->first && is_slash_date(r, w - 1))
    return w + 2 < r->end && kind_of(r, w + 2) == NEWS_WORD_LETTERS ? w + 2 : 0;
  if (!is_slash_date(r, w) || !is_clock(r, w + 1) || w == r->word) return 0;
  uint32_t size = size_of(r, w - 1);
  bool phrase = is_byte(r, w - 1, ':') ||
                (size == 2 && (!memcmp(text_of(r, w - 1), "on", 2) ||
                               !memcmp(text_of(r, w - 1), "at", 2)));
  return phrase || !gap_before(r, w) ? 0 : w;
}

static uint32_t at_date(const news_reading *r, uint32_t w) {
  if (w + 1 == r->end) return at_last_date(r, w);
  bool clock = has_mark(r, w, ':'), date = has_mark(r, w, '/');
  return clock || date ? at_mail_date(r, w) : 0;
}

/* ------------------------------------------------------------- marks */

static bool all_bytes(const news_reading *r, uint32_t w, const char *set) {
  return news_all_bytes(text_of(r, w), size_of(r, w), set);
}

/* ------, =====, ****: a rule within the line; ---== title ==--- is one
 * sentence with its ends. */
static uint32_t at_rule(const news_reading *r, uint32_t w) {
  uint32_t size = size_of(r, w);
  bool stars = size > 3 && all_bytes(r, w, "*");
  bool arrows = size == 2 && (!memcmp(text_of(r, w), ">>", 2) ||
                              !memcmp(text_of(r, w), "<>", 2));
  const char *mark = text_of(r, w);
  bool opens = size > 3 && mark[0] == '-' && mark[size - 1] == '=';
  if ((stars || opens) && w > r->word && gap_before(r, w)) return w;
  if (opens) return 0;
  if (!stars && !arrows && (size < 3 || !all_bytes(r, w, "-=~_"))) return 0;
  if (w + 1 == r->end)
    return size >= LAST_RULE && w > r->word && gap_before(r, w) ? w : 0;
  if (!gap_before(r, w + 1)) return 0;
  uint32_t next = code_of(r, w + 1);
  bool quote = next == '"' && !arrows;
  return news_is_upper(next) || next == '-' || quote ? w + 1 : 0;
}

/* "it's just — You know": speech that breaks off. */
static uint32_t behind_broken_off(const news_reading *r, uint32_t w) {
  if (w == r->word || !gap_before(r, w) || is_byte(r, w, '-')) return 0;
  if (!starter_behind(r, w + 1)) return 0;
  bool cut_off = r->doc->text[r->doc->words.end[w - 1] - 1] == '-';
  if (is_byte(r, w + 1, 'I')) return 0; /* the same speaker continues */
  return cut_off || flags_of_token(r, w - 1) & NEWS_LANG_BROKEN ? w + 1 : 0;
}

static uint32_t at_dash(const news_reading *r, uint32_t w) {
  if (is_addressed(r, w)) return w + 1;
  uint32_t next = behind_broken_off(r, w);
  return next ? next : behind_letter_part(r, w);
}

/* Ոչինչ: Այո: the Armenian full stop is often typed as a colon. */
static uint32_t behind_armenian_stop(const news_reading *r, uint32_t w) {
  uint32_t start = r->doc->words.start[w];
  uint32_t before = news_code_before(r->doc->text, start, r->from);
  bool armenian = before >= 0x531 && before < 0x58A;
  return armenian && capital_behind(r, w + 1) ? w + 1 : 0;
}

static uint32_t at_mark(const news_reading *r, uint32_t w) {
  uint32_t code = code_of(r, w), next;
  bool one = size_of(r, w) == 1;
  if (one && (code == ',' || code == ':' || code == '-') &&
      !capital_behind(r, w + 1))
    return 0;
  switch (code) {
    case ',': return behind_letter_part(r, w);
    case ':':
      next = behind_armenian_stop(r, w);
      if (!next) next = at_label(r, w);
      return next ? next : behind_letter_part(r, w);
    case '[': /* [...] before a capital */
      return size_of(r, w) > 1 && capital_behind(r, w + 1) ? w + 1 : 0;
    case '=':
    case '*':
    case '~':
    case '_':
    case '<':
    case '>': return at_rule(r, w);
    default: break;
  }
  if (!news_is_dash(code)) return 0;
  next = at_rule(r, w);
  return next ? next : at_dash(r, w);
}

uint32_t news_soft_end(const news_reading *reading, uint32_t w) {
  switch (kind_of(reading, w)) {
    case NEWS_WORD_PUNCT:
    case NEWS_WORD_SYMBOL: return at_mark(reading, w);
    case NEWS_WORD_URL:
    case NEWS_WORD_EMAIL: return behind_address(reading, w);
    case NEWS_WORD_EMOJI: return behind_smiley(reading, w);
    case NEWS_WORD_NUMBER: return at_date(reading, w);
    default: return 0;
  }
}

static bool same_word(const news_reading *r, uint32_t a, uint32_t b) {
  return size_of(r, a) == size_of(r, b) &&
         !memcmp(text_of(r, a), text_of(r, b), size_of(r, a));
}

/* "Thanks, Ann Here it is", "Sincerely, Ann Ann Miller Sales": one to three
 * names, then a STARTER or the first name again. */
uint32_t news_soft_signature(const news_reading *reading) {
  uint32_t name = reading->word;
  if (starter_behind(reading, name)) return 0;
  for (uint32_t w = name + 1; w < reading->end && w <= name + 3; w++) {
    if (!capital_behind(reading, w)) return 0;
    if (starter_behind(reading, w) || same_word(reading, name, w)) return w;
  }
  return 0;
}

uint32_t news_soft_head(const news_reading *reading) {
  uint32_t w = reading->first;
  uint32_t next = behind_caption(reading);
  if (next) return next;
  if (is_full_date(reading, w) && capital_behind(reading, w + NEWS_DATE_WORDS))
    return w + NEWS_DATE_WORDS;
  return 0;
}
