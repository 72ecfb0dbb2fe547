#include "segment.h"

#include <string.h>

/* Decides most stops by a few bytes around them, without the evidence that
 * news_stop_ends() collects. */

/* Whether white space and a capital follow, perhaps with one opening mark
 * before the capital. */
static bool capital_follows(const char *at) {
  const char *next = at;
  next += news_is_gap(*next); /* one or two, without a branch */
  next += news_is_gap(*next);
  while (news_is_gap(*next)) next++;
  if (next == at) return false;
  if (*next == '"' || *next == '(')
    next++;
  else if (!strncmp(next, "\xE2\x80\x9C", 3))
    next += 3;
  return news_upper_byte(*next);
}

/* Whether word `w` is a number with no capital after it; in "Jan. 5 The" it may
 * be a note. */
static bool is_plain_number(const news_reading *reading, uint32_t w) {
  const news_words *words = &reading->doc->words;
  const char *behind = reading->doc->text + words->end[w];
  return words->kind[w] == NEWS_WORD_NUMBER &&
         !(news_is_gap(behind[0]) && !news_lower_byte(behind[1]));
}

/* Whether sentences seldom begin with the word at `at`, which is ASCII. */
static bool is_no_starter(const news_reading *reading, uint32_t at) {
  const char *word = reading->doc->text + at;
  uint32_t size = news_skip_word(reading->doc->text, at, reading->limit) - at;
  for (uint32_t i = 0; i < size; i++)
    if (!news_is_ascii_letter(word[i])) return false;
  return !(news_language_flags(reading->language, word, size) &
           NEWS_LANG_STARTER);
}

/* Daniel J. Silverman, U.S. Navy: whether [start, end) is an initial, or an
 * abbreviation with these flags, before a name. */
static bool is_part_of_name(const news_reading *reading, uint32_t start,
                            uint32_t end, uint32_t flags) {
  const char *text = reading->doc->text;
  uint32_t ends = NEWS_LANG_CAPITAL | NEWS_LANG_COMPANY | NEWS_LANG_PLACE |
                  NEWS_LANG_MONTH | NEWS_LANG_WEEKDAY;
  bool part = end - start == 1 ? !(flags & NEWS_LANG_PRONOUN)
                               : flags & NEWS_LANG_SOMETIMES && !(flags & ends);
  return part && news_upper_byte(text[start]) && start > reading->from + 1 &&
         text[start - 2] != '.' && news_upper_byte(text[end + 2]) &&
         is_no_starter(reading, end + 2);
}

/* Mr. Smith, Jan. 5: whether an abbreviation certainly does not end the
 * sentence; but 5 mw. */
bool news_stop_abbreviates(const news_reading *reading, uint32_t w) {
  const char *text = reading->doc->text;
  uint32_t start = reading->doc->words.start[w];
  uint32_t end = reading->doc->words.end[w] - 1, at = start;
  bool upper = news_upper_byte(text[start]);
  char next = text[end + 2];
  if (text[end + 1] != ' ' || !(news_upper_byte(next) || news_digit_byte(next)))
    return false;
  if (start > reading->from && text[start - 1] != ' ') return false;
  while (at < end && (news_is_ascii_letter(text[at]) || text[at] == '.')) at++;
  if (at < end || text[start] == '.') return false;
  uint32_t flags =
      news_language_flags(reading->language, text + start, end - start);
  uint32_t unless = NEWS_LANG_NUMERIC | NEWS_LANG_LOWER;
  if (!upper) unless |= NEWS_LANG_CASED;
  if (start > reading->from + 1 && news_digit_byte(text[start - 2]))
    unless |= NEWS_LANG_UNIT;
  if (flags & unless) return false;
  if (flags & NEWS_LANG_NEVER) return true;
  if (flags & NEWS_LANG_SOMETIMES && !(flags & NEWS_LANG_CAPITAL) &&
      end - start > 1 && is_plain_number(reading, w + 1))
    return true;
  return is_part_of_name(reading, start, end, flags);
}

/* Size of the closing mark at `at` if white space and a capital follow it. */
static uint32_t closer_before_capital(const char *at) {
  uint32_t size = *at == '"' ? 1 : strncmp(at, "\xE2\x80\x9D", 3) ? 0 : 3;
  return at[size] == ' ' && news_upper_byte(at[size + 1]) ? size : 0;
}

/* Start of the letters before `end`, after white space: lower case but for the
 * first, or all capitals; 0 if there are none, or if the sentence begins with
 * them. */
static uint32_t plain_letters(const news_reading *reading, uint32_t end) {
  const char *text = reading->doc->text;
  uint32_t at = news_small_letters(text, end, reading->head);
  while (at < end && at > reading->head + 1 && text[at - 1] == '-' &&
         news_lower_byte(text[at - 2]))
    at = news_small_letters(text, at - 1, reading->head); /* stand-off */
  if (at < end)
    at -= at > reading->head && news_upper_byte(text[at - 1]);
  else if (!(reading->traits & NEWS_LANG_DIGIT_POINT)) /* XIV. Ludwig */
    while (at > reading->head && news_upper_byte(text[at - 1])) at--;
  if (at == reading->head || end - at < 2) return 0;
  return text[at - 1] == ' ' || text[at - 1] == '\n' ? at : 0;
}

/* Start of the digits before `end`, after a comma or a word of letters that is
 * not the first of its sentence (in 1987, June 1, May 5, 1987); 0 if there are
 * none. */
static uint32_t plain_digits(const news_reading *reading, uint32_t end) {
  const char *text = reading->doc->text;
  uint32_t at = end, head = reading->head + 3;
  if (reading->traits & NEWS_LANG_DIGIT_POINT) return 0;
  while (at > head && news_digit_byte(text[at - 1])) at--;
  if (at <= head || at == end || text[at - 1] != ' ') return 0;
  uint32_t before = at - 1;
  if (text[before - 1] == ',') return at;
  while (before > head && news_is_ascii_letter(text[before - 1])) before--;
  return before < at - 1 && text[before - 1] == ' ' ? at : 0;
}

/* Whether the stop at `start` follows a mark or white space, not a word. */
static bool behind_mark(const news_reading *reading, uint32_t start) {
  const char *text = reading->doc->text;
  if (start < reading->head + 3) return false;
  switch (text[start - 1]) {
    case ' ': return text[start - 2] != '.';
    case ')':
    case ']':
    case '"':
    case '%': return true;
    default: return false;
  }
}

static bool abbreviated(const news_reading *reading, uint32_t at,
                        uint32_t end) {
  const char *text = reading->doc->text;
  uint32_t tail = news_language_has_tail(reading->points, text + end);
  if (!(tail & (end - at <= reading->longest))) return false;
  return news_language_flags(reading->language, text + at, end - at) &
         NEWS_LANG_ABBREVIATION;
}

static bool is_smiley(const news_reading *reading, uint32_t w) {
  return (reading->doc->words.kind[w] & NEWS_WORD_KIND) == NEWS_WORD_EMOJI;
}

uint32_t news_stop_plain(const news_reading *reading, uint32_t w,
                         uint32_t start) {
  const char *text = reading->doc->text;
  uint32_t end = start + 1, at = plain_letters(reading, start);
  bool point = text[start] == '.';
  if (capital_follows(text + end)) {
    if (point && at) return !abbreviated(reading, at, start);
    if (is_smiley(reading, w + 1)) return 0;
    if (!point) return text[start] == '?' || text[start] == '!';
    at = plain_digits(reading, start);
    return at ? !abbreviated(reading, at, start) : behind_mark(reading, start);
  }
  if (point && at && news_lower_byte(text[start - 3]) &&
      news_upper_byte(text[end]) && news_lower_byte(text[end + 1]))
    return !abbreviated(reading, at, start); /* quality.You */
  uint32_t closer = closer_before_capital(text + end);
  bool plain = closer && point && at &&
               reading->doc->words.end[w + 1] == end + closer &&
               !is_smiley(reading, w + 2);
  return plain ? 2 : 0;
}

/* I, a word of one letter: "an hour...I waited". */
static bool is_pronoun(const news_reading *reading, uint32_t at) {
  const char *text = reading->doc->text + at;
  return news_upper_byte(*text) && text[1] && strchr(" '\xE2", text[1]) &&
         news_language_flags(reading->language, text, 1) & NEWS_LANG_PRONOUN;
}

/* "it .The next", "it.The next": after a space or two letters the next word
 * must be one that begins sentences. */
static bool glued_starter(const news_reading *reading, uint32_t start,
                          uint32_t end, uint32_t letters) {
  const char *text = reading->doc->text;
  bool spaced = start > reading->from + 3 && text[start - 1] == ' ' &&
                news_is_word(news_code_before(text, start - 1, reading->from));
  uint32_t behind = news_skip_word(text, end, reading->limit);
  return (spaced || letters == 2) &&
         news_language_flags(reading->language, text + end, behind - end) &
             NEWS_LANG_STARTER;
}

bool news_stop_glued(const news_reading *reading, uint32_t start,
                     uint32_t end) {
  const char *text = reading->doc->text;
  uint32_t right = news_code_at(text, end, reading->limit), at = start, n = 0;
  uint32_t behind =
      news_code_at(text, news_code_next(text, end), reading->limit);
  bool point = end - start == 1 && text[start] == '.';
  if (point && !news_is_upper(right)) return false;
  if (!news_is_letter(right)) return false;
  bool cased = news_is_upper(right) || news_is_lower(right);
  if (text[start] == '.' && !cased) return false; /* （Acme Inc.）已 */
  if (point ? !news_is_lower(behind) && !news_is_apostrophe(behind)
            : !news_is_letter(behind) && !is_pronoun(reading, end))
    return false;
  for (; n < 3 && at > reading->from; n++) {
    uint32_t code = news_code_before(text, at, reading->from);
    if (point ? !news_is_lower(code) : !news_is_word(code)) break;
    at = news_code_back(text, at);
  }
  if (point && n < 3) return glued_starter(reading, start, end, n);
  return n >= 2;
}
