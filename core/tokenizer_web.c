#include <string.h>

#include "tokenizer_easy.h"
#include "tokenizer_scan.h"

/* Addresses, handles and smileys.  Scans are bounded, or their failure is
 * remembered, so that the total time is linear. */

enum {
  SCHEME_MAX = 16, /* most bytes before :// */
  LABEL_MAX = 63,  /* most bytes of a domain label, RFC 1035 2.3.4 */
  LOCAL_LONGEST = NEWS_LOCAL_MAX + 1, /* most bytes before @ that are read */
};

static bool is_in(const char *set, char c) {
  while (*set && *set != c) set++;
  return *set;
}

static bool starts(const news_scan *scan, uint32_t at, const char *word) {
  for (; *word; word++, at++)
    if (scan->text[at] != *word &&
        !(news_is_alpha(*word) && (scan->text[at] ^ 0x20) == *word))
      return false;
  return true;
}

/* ------------------------------------------------------------------- URLs */

/* The end of a scheme at `at`, including its ://, or 0. */
static uint32_t scheme_end(const news_scan *scan, uint32_t at) {
  uint32_t i = at;
  while (i - at < SCHEME_MAX &&
         (news_is_alpha(scan->text[i]) || news_is_digit(scan->text[i]) ||
          (i > at && is_in("+-.", scan->text[i]))))
    i++;
  if (i - at < 2 || scan->text[i] != ':') return 0;
  if (scan->text[i + 1] == '/' && scan->text[i + 2] == '/') return i + 3;
  return starts(scan, at, "mailto:") ? i + 1 : 0;
}

static bool ends_url(const news_scan *scan, uint32_t at, uint32_t *size) {
  uint8_t c = news_scan_class(scan, at, size);
  return news_in_word(c) || c == NEWS_TC_IDEOGRAPH ||
         is_in("/#=&-%", scan->text[at]);
}

/* The end of an address: everything up to white space, a quotation mark or an
 * angle bracket, without trailing marks, but with a bracket that closes one
 * inside. */
static uint32_t address_end(const news_scan *scan, uint32_t at) {
  uint32_t last = at, size, open = 0;
  for (uint32_t i = at; i < scan->field_end; i += size) {
    uint8_t c = news_scan_class(scan, i, &size);
    char byte = scan->text[i];
    uint32_t code = size == 3 ? news_scan_code(scan, i, &size) : 0;
    if (byte == '<' || byte == '>' || byte == '"') break;
    if (code == 0x201C || code == 0x201D || code == 0x300D || code == 0xFF0C ||
        code == 0x3002)
      break;
    if (byte == '(') open++;
    bool closes = byte == ')' && open;
    if (closes) open--;
    if (closes || ends_url(scan, i, &size)) last = i + size;
    if (c == NEWS_TC_MARK && last == i) last = i + size;
  }
  return last;
}

uint32_t news_url_end(news_scan *scan, uint32_t at) {
  uint32_t from = 0;
  char c = scan->text[at];
  if (!news_is_alpha(c)) return 0;
  if (scan->field_flags & NEWS_FIELD_COLON) from = scheme_end(scan, at);
  if (!from && (c | 0x20) == 'w' && starts(scan, at, "www.") &&
      at + 4 < scan->field_end && news_in_word(news_scan_peek(scan, at + 4)))
    from = at + 4;
  if (!from && c == 'd' && starts(scan, at, "doi:")) from = at + 4;
  if (!from || from >= scan->field_end) return 0;
  uint32_t end = address_end(scan, from);
  return end > from ? end : 0;
}

/* ----------------------------------------------------------------- e-mail */

/* [\w-]+(\.[\w-]+)* that ends in a word character; `at` when empty. */
static uint32_t host_end(const news_scan *scan, uint32_t at) {
  uint32_t last = at, size;
  for (uint32_t i = at; i < scan->field_end; i += size) {
    size = 1;
    char byte = scan->text[i];
    if (is_word_byte(byte)) {
      last = i + 1;
    } else if ((unsigned char)byte >= 0x80) {
      uint8_t c = news_scan_class(scan, i, &size);
      if (!news_in_word(c) && c != NEWS_TC_IDEOGRAPH) break;
      last = i + size;
    } else if (byte != '-' && !(byte == '.' && last == i && i > at)) {
      break;
    }
  }
  return last;
}

/* The end of the letters, digits, _ . + and - at `at`, up to as many as an
 * address may have before its @; `i` is after some of them. */
static uint32_t local_end(const news_scan *scan, uint32_t at, uint32_t i) {
  uint32_t end = scan->field_end, size;
  if (end - at > LOCAL_LONGEST) end = at + LOCAL_LONGEST;
  for (; i < end; i += size) {
    size = 1;
    char byte = scan->text[i];
    if (is_word_byte(byte) || byte == '.' || byte == '+' || byte == '-')
      continue;
    if ((unsigned char)byte < 0x80 ||
        !news_in_word(news_scan_class(scan, i, &size)))
      break;
  }
  return i;
}

uint32_t news_email_end(const news_scan *scan, uint32_t at, uint32_t run) {
  if (!(scan->field_flags & NEWS_FIELD_AT) || run > LOCAL_LONGEST) return 0;
  uint32_t i = local_end(scan, at, at + run);
  if (i == at || i >= scan->field_end || scan->text[i] != '@') return 0;
  if (i + 1 >= scan->field_end || !news_in_word(news_scan_peek(scan, i + 1)))
    return 0;
  uint32_t end = host_end(scan, i + 1);
  return end > i + 1 ? end : 0;
}

/* ---------------------------------------------------------------- domains */

/* Eight bytes each, so that one comparison is enough. */
typedef char label[8];

/* Country domains that are not English words, which could follow a missing
 * space. */
static const label countries[] = {
    "co", "uk", "de", "ru", "fr", "es", "eu", "io", "tv", "ca", "au",
    "jp", "cn", "br", "nl", "pl", "ch", "se", "ua", "ie", "nz", "za",
    "kr", "tr", "gr", "cz", "hu", "fi", "dk", "ro", "il"};

/* Other top-level domains, and extensions of files. */
static const label top_levels[] = {
    "com",  "org", "net",  "edu",  "gov", "mil", "int", "info",  "biz", "news",
    "COM",  "ORG", "NET",  "EDU",  "GOV", "Com", "Org", "Edu",   "Gov", "pdf",
    "html", "htm", "doc",  "docx", "xls", "ppt", "jpg", "jpeg",  "png", "gif",
    "txt",  "zip", "xlsx", "exe",  "csv", "php", "mp3", "online"};

static const label groups[] = {"alt", "comp", "rec", "soc", "sci", "misc"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Whether [at, end) is in the list. */
static bool is_listed(const news_scan *scan, uint32_t at, uint32_t end,
                      const label *list, size_t count) {
  uint64_t wanted;
  if (end - at >= sizeof wanted) return false;
  memcpy(&wanted, scan->text + at, sizeof wanted); /* the text is padded */
  wanted &= (UINT64_C(1) << 8 * (end - at)) - 1;
  uint32_t found = 0; /* where cannot be foreseen */
  for (size_t i = 0; i < count; i++)
    found |= !memcmp(list[i], &wanted, sizeof wanted);
  return found;
}

static bool is_top_level(const news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t size = end - at;
  if (size < 2 || size > 7 || news_is_digit(scan->text[at])) return false;
  if (size == 2 ? is_listed(scan, at, end, countries, COUNT(countries))
                : is_listed(scan, at, end, top_levels, COUNT(top_levels)))
    return true;
  return news_language_flags(scan->language, scan->text + at, size) &
         NEWS_LANG_FILE_END;
}

/* Of eight bytes those that are `mark`, as bits 7, for bytes below 0x80. */
static uint64_t find_mark(uint64_t eight, char mark) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  return ~((eight ^ ones * (unsigned char)mark) + ones * 0x7F);
}

/* Bytes of the label at `s`: letters, digits, - and _ of ASCII.  A letter among
 * them sets `*letter`.  How long it is cannot be foreseen. */
static uint32_t label_size(const char *s, bool *letter) {
  const uint64_t tops = UINT64_C(0x8080808080808080);
  for (uint32_t size = 0;; size += 8) {
    uint64_t eight;
    memcpy(&eight, s + size, sizeof eight); /* the text is padded */
    eight_sorts sorts = sort_eight(s + size);
    uint64_t marks =
        find_mark(eight & ~tops, '-') | find_mark(eight & ~tops, '_');
    uint64_t held = sorts.letters | sorts.digits | (marks & ~eight);
    uint64_t others = ~held & tops;
    *letter |= (sorts.letters & (others - 1) & ~others) != 0;
    if (others) return size + (uint32_t)__builtin_ctzll(others) / 8;
  }
}

/* alt.binaries.pictures: a newsgroup. */
static bool is_newsgroup(const news_scan *scan, uint32_t at) {
  bool letter = false;
  uint32_t size = label_size(scan->text + at, &letter);
  return is_listed(scan, at, at + size, groups, COUNT(groups));
}

/* biz.taiwan.gov.tw: two letters behind at least two labels, the first ones
 * longer than one byte. */
static bool is_country(const news_scan *scan, uint32_t at, uint32_t last,
                       uint32_t end) {
  uint32_t labels = 0, begin = at;
  const char *s = scan->text;
  if (end - last != 2 || s[last] < 'a' || s[last + 1] < 'a') return false;
  for (uint32_t i = at; i < last; i++) {
    if (s[i] != '.') continue;
    if (i - begin < 2) return false;
    begin = i + 1;
    labels++;
  }
  return labels >= 2;
}

static uint32_t path_end(const news_scan *scan, uint32_t at) {
  return scan->text[at] == '/' ? address_end(scan, at) : at;
}

/* The labels that begin at `at`: their end, where the last one begins, and
 * whether a letter stands before that. */
static uint32_t labels_end(const news_scan *scan, uint32_t at, uint32_t *last,
                           bool *letters) {
  const char *s = scan->text;
  bool any = false;
  uint32_t size = label_size(s + at, &any);
  *last = at;
  *letters = false;
  while (*last + size < scan->field_end && s[*last + size] == '.') {
    bool before = any;
    uint32_t next = *last + size + 1, next_size = label_size(s + next, &any);
    if (!size || !next_size) break;
    *last = next;
    *letters = before;
    size = next_size;
  }
  return *last + size < scan->field_end ? *last + size : scan->field_end;
}

uint32_t news_domain_end(news_scan *scan, uint32_t at) {
  if (!(scan->field_flags & NEWS_FIELD_POINT) || at < scan->no_domain) return 0;
  uint32_t last;
  bool letters;
  uint32_t end = labels_end(scan, at, &last, &letters);
  scan->no_domain = end;
  if (last == at || !letters || end - last > LABEL_MAX) return 0;
  uint32_t size;
  if (end < scan->field_end && news_in_word(news_scan_class(scan, end, &size)))
    return 0;
  if (!is_top_level(scan, last, end) && !is_newsgroup(scan, at) &&
      !is_country(scan, at, last, end))
    return 0;
  return path_end(scan, end);
}

bool news_is_domain(news_scan *scan, uint32_t at, uint32_t end) {
  uint32_t no_domain = scan->no_domain; /* fields before this one come yet */
  scan->field = at;
  scan->field_end = end;
  scan->field_flags = NEWS_FIELD_POINT;
  bool is = news_domain_end(scan, at) == end;
  scan->no_domain = no_domain;
  return is;
}

/* ------------------------------------------------- handles and smileys */

uint32_t news_handle_end(const news_scan *scan, uint32_t at) {
  if (news_in_word(news_scan_before(scan, at))) return 0;
  uint32_t end = news_run_end(scan, at + 1), size;
  if (end == at + 1) return 0;
  for (uint32_t i = at + 1; i < end; i += size) {
    uint8_t c = news_scan_class(scan, i, &size);
    if (c != NEWS_TC_DIGIT) return end; /* #1 is a rank */
  }
  return 0;
}

static uint32_t skip_any(const news_scan *scan, uint32_t at, const char *set) {
  while (at < scan->field_end && is_in(set, scan->text[at])) at++;
  return at;
}

/* Eyes, a tear, a nose and a mouth: :-) ;) =D :'( */
static uint32_t face_end(const news_scan *scan, uint32_t at) {
  uint32_t i = at + 1;
  i += news_apostrophe(scan->text + i);
  bool nose = scan->text[i] == '-';
  i += nose;
  uint32_t mouth = skip_any(scan, i, ")(DPpOo\\|][*");
  if (mouth > i) return mouth;
  if (scan->text[i] == '3') return i + 1;
  if (scan->text[i] == '/' && scan->text[i + 1] != '/') return i + 1;
  return 0;
}

uint32_t news_smiley_end(const news_scan *scan, uint32_t at) {
  const char *s = scan->text + at;
  uint32_t end = 0;
  uint8_t before = news_scan_before(scan, at);
  switch (s[0]) {
    case ':':
    case ';':
    case '=': end = face_end(scan, at); break;
    case '8':
      if (s[1] == '-' && s[2] == ')') end = skip_any(scan, at + 2, ")");
      break;
    case '<':
      if (s[1] == '3') end = skip_any(scan, at + 1, "3");
      break;
    case '(':
      if (s[1] == ':') end = at + 2;
      break;
    case '^':
      if (s[1] == '^') end = at + 2;
      if (s[1] == '_' && s[2] == '^') end = at + 3;
      break;
    default: break;
  }
  if (!end || end > scan->field_end || before == NEWS_TC_DIGIT) return 0;
  if (at > scan->field && scan->text[at - 1] == '.' && s[0] != '8' &&
      end - at < 2)
    return 0;
  return news_in_word(news_scan_peek(scan, end)) ? 0 : end;
}
