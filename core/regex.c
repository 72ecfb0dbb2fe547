#define PCRE2_CODE_UNIT_WIDTH 8
#include "regex.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "regex_need.h"

enum {
  PATTERN_MOST = 16 * 1024,
  NEST_MOST = 100,
  MATCH_LIMIT = 100000,
  EASY_LIMIT = 1000,
  /* A regex is compiled to machine code after this much work, counted for each
   * call, for each place where a match may begin, and more for a call of many
   * steps; until then the interpreter handles searches of at most a few
   * steps. */
  JIT_AFTER = 8192,
  CALL = 64,
  PLACE = 8,
  LONG_CALL = 2048,
  FEW_STEPS = 100,
  SOME_STEPS = 400,
  HEAP_LIMIT_KIB = 32 * 1024,
  JIT_STACK_FIRST = 32 * 1024,
  JIT_STACK_MOST = 1024 * 1024,
};

/* Start positions tried in one call of PCRE2.  Where each may take MATCH_LIMIT
 * steps they are so few that one charged step stands for no more work than
 * where EASY_LIMIT is enough. */
#ifdef NEWS_TINY
enum { WINDOW = 3, HARD_WINDOW = 1 };
#else
enum { WINDOW = 64 * 1024, HARD_WINDOW = 1024 };
#endif

/* Bytes of text for which it is worth finding the need, if it is not given. */
#ifdef NEWS_TINY
enum { NEED_LEAST = 1 };
#else
enum { NEED_LEAST = 256 };
#endif

struct news_regex_scratch {
  pcre2_match_data *data;
};

struct news_regex {
  char *source;
  size_t size;
  uint32_t options;
  bool compiled; /* compiled, and its groups are known */
  bool asked;    /* its need has been looked for */
  news_need *own_need;
  const news_need *need, *kept_need; /* kept: as written to a file */
  bool ready;                        /* for matching: made at the first use */
  bool jit;                          /* JIT was tried */
  bool machine;                      /* there is machine code */
  bool anchored;       /* a match begins only where the search does */
  uint32_t worked;     /* work so far, until JIT is tried */
  const void *written; /* its compiled form in a file, or NULL */
  pcre2_code *code;
  pcre2_match_data *data; /* NULL: use the scratch's */
  news_regex_scratch *scratch;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  uint32_t groups;
  const char **names; /* groups + 1, borrowed from `code`; NULL: unnamed */
};

/* A callout could call back into the host, and PCRE2 has no option against
 * that. Finds "(?C" outside escapes and classes. */
static const char *find_callout(const char *s, const char *end) {
  bool in_class = false;
  for (; s < end; s++) {
    if (*s == '\\')
      s++;
    else if (in_class)
      in_class = *s != ']';
    else if (*s == '[')
      in_class = true;
    else if (end - s >= 3 && !memcmp(s, "(?C", 3))
      return s;
  }
  return NULL;
}

static news_status check_source(const char *pattern, size_t size,
                                news_error *err) {
  if (size >= 2 && !memcmp(pattern, "(*", 2))
    return news_fail(err, NEWS_ESYNTAX, 0,
                     "a regular expression may not begin with (*");
  const char *callout = find_callout(pattern, pattern + size);
  if (callout)
    return news_fail(err, NEWS_ESYNTAX, (size_t)(callout - pattern),
                     "a regular expression may not contain a callout");
  return NEWS_OK;
}

static news_status read_flags(const char *flags, uint32_t *options,
                              news_error *err) {
  *options = PCRE2_UTF | PCRE2_USE_OFFSET_LIMIT;
  bool literal = flags && strchr(flags, 'l');
  if (literal)
    *options |= PCRE2_LITERAL;
  else
    *options |= PCRE2_NEVER_BACKSLASH_C;
  for (; flags && *flags; flags++) {
    switch (*flags) {
      case 'i': *options |= PCRE2_CASELESS; break;
      case 's': *options |= literal ? 0 : PCRE2_DOTALL; break;
      case 'm': *options |= literal ? 0 : PCRE2_MULTILINE; break;
      case 'x': *options |= literal ? 0 : PCRE2_EXTENDED; break;
      case 'u': *options |= literal ? 0 : PCRE2_UCP; break;
      case 'l': break;
      default:
        return news_fail_with(err, NEWS_ESYNTAX, 0,
                              "flags of a regular expression are i s m x u l",
                              flags, 1);
    }
  }
  return NEWS_OK;
}

static news_status syntax_error(int code, size_t offset, news_error *err) {
  unsigned char text[NEWS_DETAIL_MAX];
  int size = pcre2_get_error_message(code, text, sizeof text);
  if (size < 0) size = (int)strlen((char *)text);
  if (code == PCRE2_ERROR_NOMEMORY || code == PCRE2_ERROR_HEAP_FAILED)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  return news_fail_with(err, NEWS_ESYNTAX, offset,
                        "expected a regular expression", (const char *)text,
                        (size_t)size);
}

static news_status compile(news_regex *re, const char *pattern, size_t size,
                           uint32_t options, news_error *err) {
  pcre2_compile_context *context = pcre2_compile_context_create(NULL);
  if (!context) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  pcre2_set_parens_nest_limit(context, NEST_MOST);
  int code;
  PCRE2_SIZE offset = 0;
  re->code = pcre2_compile((PCRE2_SPTR)pattern, size, options, &code, &offset,
                           context);
  pcre2_compile_context_free(context);
  return re->code ? NEWS_OK : syntax_error(code, offset, err);
}

news_regex_scratch *news_regex_scratch_new(void) {
  news_regex_scratch *s = calloc(1, sizeof *s);
  if (s) s->data = pcre2_match_data_create(NEWS_REGEX_MOST_GROUPS + 1, NULL);
  if (s && s->data) return s;
  free(s);
  return NULL;
}

void news_regex_scratch_free(news_regex_scratch *s) {
  if (!s) return;
  pcre2_match_data_free(s->data);
  free(s);
}

void news_regex_share(news_regex *re, news_regex_scratch *scratch) {
  re->scratch = scratch;
}

static pcre2_match_data *data_of(const news_regex *re) {
  return re->scratch ? re->scratch->data : re->data;
}

static news_status prepare_match(news_regex *re, news_error *err) {
  if (!re->data && !re->scratch)
    re->data = pcre2_match_data_create_from_pattern(re->code, NULL);
  if (!re->context) re->context = pcre2_match_context_create(NULL);
  if (!data_of(re) || !re->context) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  pcre2_set_heap_limit(re->context, HEAP_LIMIT_KIB);
  uint32_t options = 0;
  pcre2_pattern_info(re->code, PCRE2_INFO_ALLOPTIONS, &options);
  re->anchored = options & PCRE2_ANCHORED;
  return NEWS_OK;
}

static news_status prepare_jit(news_regex *re, news_error *err) {
  re->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, NULL);
  if (!re->stack) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  pcre2_jit_stack_assign(re->context, NULL, re->stack);
  /* Without JIT (no executable memory) the interpreter does the work. */
  re->machine = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
  re->jit = true;
  return NEWS_OK;
}

static news_status read_names(news_regex *re, news_error *err) {
  uint32_t count = 0, entry = 0;
  PCRE2_SPTR table = NULL;
  pcre2_pattern_info(re->code, PCRE2_INFO_CAPTURECOUNT, &re->groups);
  pcre2_pattern_info(re->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(re->code, PCRE2_INFO_NAMEENTRYSIZE, &entry);
  pcre2_pattern_info(re->code, PCRE2_INFO_NAMETABLE, &table);
  if (re->groups > NEWS_REGEX_MOST_GROUPS)
    return news_fail(err, NEWS_ETOOBIG, 0,
                     "a regular expression has at most 63 groups");
  free(re->names);
  re->names = calloc(re->groups + 1, sizeof *re->names);
  if (!re->names) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  for (uint32_t i = 0; i < count; i++, table += entry)
    re->names[table[0] << 8 | table[1]] = (const char *)table + 2;
  return NEWS_OK;
}

static news_status compile_all(news_regex *re, const char *pattern, size_t size,
                               news_error *err) {
  news_status status = compile(re, pattern, size, re->options, err);
  return status ? status : read_names(re, err);
}

static news_status new_regex(const char *pattern, size_t size, uint32_t options,
                             news_regex **out, news_error *err) {
  news_regex *re = calloc(1, sizeof *re);
  if (re) re->source = malloc(size + 1);
  if (!re || !re->source) {
    free(re);
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  memcpy(re->source, pattern, size);
  re->size = size;
  re->options = options;
  *out = re;
  return NEWS_OK;
}

/* Load the written form; false if there is none, or another PCRE2 wrote it. */
static bool read_written(news_regex *re) {
  return re->written &&
         pcre2_serialize_decode(&re->code, 1, re->written, NULL) == 1;
}

/* Do the deferred compilation. */
static news_status compile_now(news_regex *re, news_error *err) {
  if (re->compiled) return NEWS_OK;
  if (re->code) { /* an earlier try failed before its names were read */
    pcre2_code_free(re->code);
    re->code = NULL;
  }
  news_status status = read_written(re)
                           ? read_names(re, err)
                           : compile_all(re, re->source, re->size, err);
  re->compiled = !status;
  return status;
}

/* The need of the regex, NULL if it is not known. */
static const news_need *need_of(news_regex *re) {
  if (re->asked) return re->need;
  re->asked = true;
  if (re->kept_need)
    return re->need = re->kept_need->literals.count ? re->kept_need : NULL;
  if (re->options & PCRE2_EXTENDED) return NULL;
  re->own_need = malloc(sizeof *re->own_need);
  if (re->own_need &&
      news_need_find(re->source, re->size, re->options & PCRE2_CASELESS,
                     re->options & PCRE2_UCP, re->options & PCRE2_LITERAL,
                     re->own_need))
    re->need = re->own_need;
  return re->need;
}

void news_regex_written(news_regex *re, const void *bytes) {
  re->written = bytes;
}

void news_regex_write_need(news_regex *re, news_buffer *out) {
  const news_need none = {0}, *need = need_of(re);
  news_buffer_add(out, need ? need : &none, sizeof none);
}

size_t news_regex_need_written(news_regex *re, const void *bytes) {
  re->kept_need = bytes;
  return sizeof *re->kept_need;
}

news_status news_regex_write(news_regex *re, news_buffer *out,
                             news_error *err) {
  news_status status = compile_now(re, err);
  if (status) return status;
  const pcre2_code *code = re->code;
  uint8_t *bytes;
  PCRE2_SIZE size;
  if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1)
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_buffer_add(out, bytes, size);
  pcre2_serialize_free(bytes);
  return out->failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

news_status news_regex_new(const char *pattern, size_t size, const char *flags,
                           news_regex **out, news_error *err) {
  *out = NULL;
  uint32_t options;
  bool literal = flags && strchr(flags, 'l');
  news_status status = read_flags(flags, &options, err);
  if (!status && size > PATTERN_MOST)
    status = news_fail(err, NEWS_ETOOBIG, PATTERN_MOST,
                       "a regular expression has at most 16 KB");
  if (!status && !literal) status = check_source(pattern, size, err);
  if (!status) status = new_regex(pattern, size, options, out, err);
  if (!status) status = compile_now(*out, err);
  if (status) {
    news_regex_free(*out);
    *out = NULL;
  }
  return status;
}

news_status news_regex_later(const char *pattern, size_t size,
                             const char *flags, news_regex **out,
                             news_error *err) {
  *out = NULL;
  uint32_t options;
  news_status status = read_flags(flags, &options, err);
  return status ? status : new_regex(pattern, size, options, out, err);
}

static news_status make_ready(news_regex *re, news_error *err) {
  if (re->ready) return NEWS_OK;
  news_status status = compile_now(re, err);
  if (!status) status = prepare_match(re, err);
  re->ready = !status;
  return status;
}

void news_regex_free(news_regex *re) {
  if (!re) return;
  pcre2_jit_stack_free(re->stack);
  pcre2_match_context_free(re->context);
  pcre2_match_data_free(re->data);
  pcre2_code_free(re->code);
  free(re->names);
  free(re->own_need);
  free(re->source);
  free(re);
}

size_t news_regex_size(news_regex *re) {
  size_t size = 0;
  if (re->code) pcre2_pattern_info(re->code, PCRE2_INFO_SIZE, &size);
  return size;
}

uint32_t news_regex_groups(news_regex *re) {
  return compile_now(re, NULL) ? 0 : re->groups;
}

const char *news_regex_group_name(news_regex *re, uint32_t group) {
  return group <= news_regex_groups(re) && re->names ? re->names[group] : NULL;
}

static int match_failed(int code, uint32_t at, news_error *err) {
  switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
      news_fail(err, NEWS_EBUDGET, at,
                "the regular expression backtracks too much here");
      break;
    case PCRE2_ERROR_NOMEMORY: news_fail(err, NEWS_ENOMEM, at, NULL); break;
    default: news_fail(err, NEWS_EDATA, at, "PCRE2 cannot match this text");
  }
  return -1;
}

/* Copy the spans of a match; false if it does not begin between `from` and its
 * end.  PCRE2 rejects \K inside look-around, but not in a group called from
 * there. */
static bool copy_spans(const news_regex *re, uint32_t from, news_span *spans) {
  const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(data_of(re));
  for (uint32_t g = 0; g <= re->groups; g++) {
    PCRE2_SIZE start = pairs[2 * g], end = pairs[2 * g + 1];
    bool unset = start == PCRE2_UNSET;
    spans[g].start = unset ? UINT32_MAX : (uint32_t)start;
    spans[g].end = unset ? UINT32_MAX : (uint32_t)end;
  }
  return from <= spans[0].start && spans[0].start <= spans[0].end;
}

static int charge(uint64_t *steps, uint64_t work, uint32_t at,
                  news_error *err) {
  if (!steps) return 0;
  if (*steps >= work) {
    *steps -= work;
    return 0;
  }
  *steps = 0;
  news_fail(err, NEWS_EBUDGET, at, NULL);
  return -1;
}

static int interpret_within(news_regex *re, const char *text, uint32_t to,
                            uint32_t at, uint32_t limit) {
  pcre2_set_match_limit(re->context, limit);
  int code =
      pcre2_match(re->code, (PCRE2_SPTR)text, to, at,
                  PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data_of(re), re->context);
  return code >= 0 || code == PCRE2_ERROR_NOMATCH ? code
                                                  : PCRE2_ERROR_MATCHLIMIT;
}

/* Match without machine code; PCRE2_ERROR_MATCHLIMIT if that takes many steps,
 * so that results do not depend on how often a regex was used before. */
static int interpret(news_regex *re, const char *text, uint32_t to, uint32_t at,
                     uint32_t window) {
  re->worked += CALL + (re->anchored ? 0 : window * PLACE);
  if (re->worked > JIT_AFTER) return PCRE2_ERROR_MATCHLIMIT;
  int code = interpret_within(re, text, to, at, FEW_STEPS);
  if (code != PCRE2_ERROR_MATCHLIMIT) return code;
  re->worked += LONG_CALL;
  return interpret_within(re, text, to, at, SOME_STEPS);
}

/* Match with machine code, if available. */
static int execute(news_regex *re, const char *text, uint32_t to, uint32_t at,
                   uint32_t limit) {
  pcre2_set_match_limit(re->context, limit);
  if (re->machine) /* pcre2_match() would check its arguments first */
    return pcre2_jit_match(re->code, (PCRE2_SPTR)text, to, at, 0, data_of(re),
                           re->context);
  return pcre2_match(re->code, (PCRE2_SPTR)text, to, at, PCRE2_NO_UTF_CHECK,
                     data_of(re), re->context);
}

/* The match limit applies to each start position, and PCRE2 does not tell how
 * much of it was used.  So a small limit is tried first; a pattern that needs
 * more is charged for it, at a place found by narrowing *window. */
static int match(news_regex *re, const char *text, uint32_t to, uint32_t at,
                 uint32_t *window, uint64_t *steps, news_error *err) {
  int code = PCRE2_ERROR_MATCHLIMIT;
  pcre2_set_offset_limit(re->context, at + *window);
  if (!re->jit) code = interpret(re, text, to, at, *window);
  if (code == PCRE2_ERROR_MATCHLIMIT && !re->jit && prepare_jit(re, err))
    return -1;
  while (code == PCRE2_ERROR_MATCHLIMIT) {
    code = execute(re, text, to, at, EASY_LIMIT);
    if (code != PCRE2_ERROR_MATCHLIMIT || *window <= HARD_WINDOW) break;
    *window /= 2;
    pcre2_set_offset_limit(re->context, at + *window);
  }
  if (code == PCRE2_ERROR_MATCHLIMIT) {
    if (charge(steps, MATCH_LIMIT, at, err)) return -1;
    code = execute(re, text, to, at, MATCH_LIMIT);
  }
  if (code >= 0) return 1;
  return code == PCRE2_ERROR_NOMATCH ? 0 : match_failed(code, at, err);
}

static uint32_t next_character(const char *text, uint32_t at, uint32_t to) {
  if (at < to) at++;
  while (at < to && ((uint8_t)text[at] & 0xC0) == 0x80) at++;
  return at;
}

/* Find the first match that begins in [from, last]; returns 1, 0 or -1.
 * Charges for the bytes passed, so that all ways of searching cost the same. */
static int find_between(news_regex *re, const char *text, uint32_t from,
                        uint32_t last, uint32_t to, news_span *spans,
                        uint64_t *steps, news_error *err) {
  for (uint32_t at = from;;) {
    uint32_t window = last - at < WINDOW ? last - at : WINDOW;
    int found = match(re, text, to, at, &window, steps, err);
    if (found < 0) return -1;
    if (found) {
      if (!copy_spans(re, from, spans)) {
        news_fail(err, NEWS_EDATA, at, "\\K puts the start outside the match");
        return -1;
      }
      return charge(steps, spans[0].end - at + 1u, at, err) ? -1 : 1;
    }
    uint32_t next = next_character(text, at + window, to);
    if (charge(steps, next - at, at, err)) return -1;
    if (at + window == last) return 0;
    at = next;
  }
}

/* The earliest start of a match that contains the literal at `at`. */
static uint32_t window_start(const news_need *need, const char *text,
                             uint32_t from, uint32_t at) {
  uint32_t start = at;
  while (start > from && at - start < need->most &&
         need->before[(uint8_t)text[start - 1]])
    start--;
  while (start > from && ((uint8_t)text[start] & 0xC0) == 0x80) start--;
  return start;
}

/* Search from literal to literal: a match that begins at or before a literal,
 * and after the previous one, is in the window before it. */
static int find_needed(news_regex *re, const news_need *need, const char *text,
                       uint32_t from, uint32_t to, news_span *spans,
                       uint64_t *steps, news_error *err) {
  uint32_t low = from, search = from;
  for (;;) {
    uint32_t at = news_literals_find(&need->literals, text, search, to);
    if (at == to) return charge(steps, to - low, low, err);
    uint32_t start = window_start(need, text, low, at);
    search = next_character(text, at, to);
    if (at - start < need->least) continue;
    if (charge(steps, start - low, low, err)) return -1;
    if (make_ready(re, err)) return -1;
    int found = find_between(re, text, start, at, to, spans, steps, err);
    if (found) return found;
    low = search;
  }
}

int news_regex_find(news_regex *re, const char *text, uint32_t from,
                    uint32_t to, news_span *spans, uint64_t *steps,
                    news_error *err) {
  const news_need *need =
      re->kept_need || to - from >= NEED_LEAST ? need_of(re) : NULL;
  if (need) return find_needed(re, need, text, from, to, spans, steps, err);
  if (make_ready(re, err)) return -1;
  return find_between(re, text, from, to, to, spans, steps, err);
}

/* Whether nothing that begins with the byte matches, not even partially. */
static bool is_hopeless(const news_regex *re, uint8_t byte,
                        pcre2_match_data *data, pcre2_match_context *limits) {
  return pcre2_match(re->code, &byte, 1, 0,
                     PCRE2_PARTIAL_HARD | PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK,
                     data, limits) == PCRE2_ERROR_NOMATCH;
}

news_status news_regex_first(news_regex *re, uint64_t first[2]) {
  uint32_t options = 0;
  first[0] = first[1] = UINT64_MAX;
  if (compile_now(re, NULL)) return NEWS_ENOMEM;
  pcre2_pattern_info(re->code, PCRE2_INFO_ALLOPTIONS, &options);
  if (!(options & PCRE2_ANCHORED)) return NEWS_OK;
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(re->code, NULL);
  pcre2_match_context *limits = pcre2_match_context_create(NULL);
  if (data && limits) {
    pcre2_set_match_limit(limits, EASY_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
    for (uint8_t byte = 0; byte < 128; byte++)
      if (is_hopeless(re, byte, data, limits))
        first[byte / 64] &= ~((uint64_t)1 << byte % 64);
  }
  bool fine = data && limits;
  pcre2_match_context_free(limits);
  pcre2_match_data_free(data);
  return fine ? NEWS_OK : NEWS_ENOMEM;
}
