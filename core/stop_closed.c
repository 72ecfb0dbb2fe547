#include "segment.h"

#include <string.h>

/* What belongs to a sentence after its stop: closing marks, notes and their
 * numbers, a smiley. */

enum { NOTE_MOST = 40 }; /* most bytes of [12] or [citation needed] */

/* Marks that open a quotation if a word follows directly: »Wer?« “Who?” */
static bool may_open(uint32_t code) {
  return code == '"' || code == '\'' || code == '*' || code == 0x201C ||
         code == 0x2018 || code == 0xAB || code == 0x2039;
}

uint32_t news_skip_closers(const news_reading *r, uint32_t at) {
  while (at < r->limit) {
    uint32_t code = news_code_at(r->doc->text, at, r->limit);
    uint32_t next = news_code_next(r->doc->text, at);
    if (!news_is_closer(code)) break;
    if (may_open(code) &&
        news_is_word(news_code_at(r->doc->text, next, r->limit)))
      break;
    at = next;
  }
  return at;
}

/* Skip " »" and, if a quotation is open, ' "'.  `w`: the word of the stop. */
static uint32_t skip_spaced_closer(const news_reading *r, uint32_t at,
                                   uint32_t w) {
  uint32_t next = news_skip_space(r->doc->text, at, r->limit);
  uint32_t code = news_code_at(r->doc->text, next, r->limit);
  if (next == at || next >= r->limit) return at;
  while (w < r->end && r->doc->words.start[w] < next) w++;
  if (code == ')' || code == ']' || code == '}') return next + 1;
  bool closes = w < r->end && r->doc->words.start[w] == next &&
                r->doc->words.kind[w] & NEWS_WORD_CLOSES;
  bool spaced = code == 0xBB || code == 0x201D;
  if (spaced && r->traits & NEWS_LANG_SPACE_BEFORE_MARK)
    return news_code_next(r->doc->text, next);
  bool straight = code == '"' || code == '\'';
  uint32_t behind = news_code_at(r->doc->text, next + 1, r->limit);
  bool last = !behind || news_is_space(behind);
  return closes && straight && last ? next + 1 : at;
}

/* Whether square brackets hold a note: a number, a letter, or words that
 * editors use. */
static bool is_note(const char *at, const char *end) {
  static const char *const notes[] = {
      "citation needed",      "source needed",        "sources needed",
      "clarification needed", "better source needed", NULL};
  if (news_digit_byte(*at)) {
    while (at < end && (news_digit_byte(*at) || strchr(",- ", *at))) at++;
    return at == end;
  }
  if (end - at == 1) return news_lower_byte(*at);
  if (!strncmp(at, "note ", 5)) return true;
  for (int i = 0; notes[i]; i++)
    if (strlen(notes[i]) == (size_t)(end - at) &&
        !strncmp(at, notes[i], (size_t)(end - at)))
      return true;
  return false;
}

/* Skip notes such as [8][9] after the stop. */
static uint32_t skip_notes(const news_reading *r, uint32_t at) {
  for (;;) {
    uint32_t open = at + news_is_gap(r->doc->text[at]), close = open;
    if (r->doc->text[open] != '[') return at;
    while (close < r->limit && close - open < NOTE_MOST &&
           r->doc->text[close] != ']')
      close++;
    if (r->doc->text[close] != ']') return at;
    char behind = r->doc->text[close + 1];
    bool last = close + 1 >= r->limit || strchr(" \t\r\n.[", behind);
    if (!last || !is_note(r->doc->text + open + 1, r->doc->text + close))
      return at;
    at = close + 1;
    if (behind == '.') return at + 1;
  }
}

/* "... the war. 12 The": skip a bare footnote number before a capital. */
static uint32_t skip_footnote(const news_reading *r, uint32_t start,
                              uint32_t at) {
  uint32_t digits = at + 1;
  if (!(r->traits & NEWS_LANG_FOOTNOTES) || !news_is_gap(r->doc->text[at]))
    return at;
  if (start < 3 || !news_lower_byte(r->doc->text[start - 1])) return at;
  while (digits - at < 4 && news_digit_byte(r->doc->text[digits])) digits++;
  if (digits == at + 1 || digits - at > 3 || !news_is_gap(r->doc->text[digits]))
    return at;
  uint32_t word = digits + 1,
           end = news_skip_word(r->doc->text, word, r->limit);
  if (!news_is_upper(news_code_at(r->doc->text, word, r->limit))) return at;
  bool starts =
      news_language_flags(r->language, r->doc->text + word, end - word) &
      NEWS_LANG_STARTER;
  return starts && news_is_gap(r->doc->text[end]) ? digits : at;
}

uint32_t news_stop_note(const news_reading *r, uint32_t start, uint32_t end) {
  uint32_t at = end;
  if (!news_digit_byte(r->doc->text[end])) return 0;
  if (!(r->traits & NEWS_LANG_FOOTNOTES) || end != start + 1) return 0;
  if (start - r->from < 3) return 0;
  for (uint32_t i = start - 3; i < start; i++)
    if (!news_lower_byte(r->doc->text[i])) return 0;
  for (uint32_t from = at; news_digit_byte(r->doc->text[from]); from = at + 1) {
    at = from + 1 + news_digit_byte(r->doc->text[from + 1]);
    if (r->doc->text[at] != ',') break;
  }
  bool capital = news_is_gap(r->doc->text[at]) &&
                 news_is_upper(news_code_at(r->doc->text, at + 1, r->limit));
  return at > end && capital ? at : 0;
}

/* Skip a smiley after the stop. */
static uint32_t skip_smiley(const news_reading *r, uint32_t at, uint32_t w) {
  uint32_t next = at + news_is_gap(r->doc->text[at]);
  w = news_word_from(r, w, next);
  if (w >= r->end || r->doc->words.start[w] != next) return at;
  bool smiley = (r->doc->words.kind[w] & NEWS_WORD_KIND) == NEWS_WORD_EMOJI;
  return smiley ? r->doc->words.end[w] : at;
}

uint32_t news_stop_closed(const news_reading *r, const news_stop *stop,
                          uint32_t w) {
  uint32_t at = news_skip_closers(r, stop->end);
  if (at == stop->end) at = skip_spaced_closer(r, at, w);
  at = skip_notes(r, at);
  if (at == stop->start + 1 && r->doc->text[stop->start] == '.')
    at = skip_footnote(r, stop->start, at);
  return skip_smiley(r, at, w);
}
