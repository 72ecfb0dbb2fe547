#include "pattern_class.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#ifdef NEWS_TINY
enum { FIRST_ROOM = 1, FIRST_SLOTS = 2 };
#else
enum { FIRST_ROOM = 64, FIRST_SLOTS = 256 };
#endif

/* Exprs are walked recursively; NEWS_PATTERN_MOST_EXPRS limits the depth. */

static bool make_room(void **items, uint32_t *room, uint32_t count,
                      size_t size) {
  if (count < *room) return true;
  uint32_t more = *room ? *room * 2 : FIRST_ROOM;
  if (more < *room) return false;
  void *grown = realloc(*items, more * size);
  if (!grown) return false;
  *items = grown;
  *room = more;
  return true;
}

/* ---- bytes -> number */

static uint32_t key_hash(const void *bytes, size_t size) {
  uint64_t h = news_hash(bytes, size);
  return (uint32_t)(h ^ h >> 32);
}

static bool grow_slots(news_keys *t) {
  uint32_t count = t->slot_count ? t->slot_count * 2 : FIRST_SLOTS;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < t->count; i++) {
    uint32_t at = t->keys[i].hash & (count - 1);
    while (slots[at]) at = (at + 1) & (count - 1);
    slots[at] = i + 1;
  }
  free(t->slots);
  t->slots = slots;
  t->slot_count = count;
  return true;
}

static uint32_t find_hashed(const news_keys *t, const void *bytes, size_t size,
                            uint32_t hash) {
  if (!t->slot_count) return NEWS_NONE;
  uint32_t at = hash & (t->slot_count - 1);
  for (; t->slots[at]; at = (at + 1) & (t->slot_count - 1)) {
    const struct news_key *k = &t->keys[t->slots[at] - 1];
    if (k->hash == hash && k->size == size && !memcmp(k->bytes, bytes, size))
      return t->slots[at] - 1;
  }
  return NEWS_NONE;
}

uint32_t news_keys_find(const news_keys *t, const void *bytes, size_t size) {
  return find_hashed(t, bytes, size, key_hash(bytes, size));
}

uint32_t news_keys_add(news_keys *t, news_arena *arena, const void *bytes,
                       size_t size, bool *added) {
  uint32_t hash = key_hash(bytes, size);
  uint32_t known = find_hashed(t, bytes, size, hash);
  *added = false;
  if (known != NEWS_NONE) return known;
  if (t->count >= t->slot_count / 2 && !grow_slots(t)) return NEWS_NONE;
  if (!make_room((void **)&t->keys, &t->room, t->count, sizeof *t->keys))
    return NEWS_NONE;
  char *copy = news_arena_alloc(arena, size + 1);
  if (!copy) return NEWS_NONE;
  memcpy(copy, bytes, size);
  copy[size] = '\0';
  t->keys[t->count] = (struct news_key){copy, (uint32_t)size, hash};
  uint32_t at = hash & (t->slot_count - 1);
  while (t->slots[at]) at = (at + 1) & (t->slot_count - 1);
  t->slots[at] = t->count + 1;
  *added = true;
  return t->count++;
}

void news_keys_free(news_keys *t) {
  free(t->keys);
  free(t->slots);
  *t = (news_keys){0};
}

/* ---- the registry */

news_status news_classes_init(news_classes *c, const news_morphology *m) {
  *c = (news_classes){.morphology = m};
  c->arena = news_arena_new(0);
  return c->arena ? NEWS_OK : NEWS_ENOMEM;
}

void news_classes_free(news_classes *c) {
  for (uint32_t i = 0; i < c->atom_keys.count; i++)
    news_regex_free(c->atoms[i].regex);
  news_keys_free(&c->atom_keys);
  news_keys_free(&c->expr_keys);
  news_keys_free(&c->source_keys);
  free(c->atoms);
  free(c->exprs);
  free(c->class_of_expr);
  free(c->guess_of_expr);
  free(c->is_asked);
  free(c->sources);
  free(c->classes);
  free(c->asked);
  news_arena_free(c->arena);
  *c = (news_classes){0};
}

static bool grow_exprs(news_classes *c) {
  if (c->expr_keys.count < c->expr_room) return true;
  uint32_t room = c->expr_room ? c->expr_room * 2 : FIRST_ROOM;
  void *exprs = realloc(c->exprs, room * sizeof *c->exprs);
  if (exprs) c->exprs = exprs;
  void *classes = realloc(c->class_of_expr, room * sizeof *c->class_of_expr);
  if (classes) c->class_of_expr = classes;
  void *guesses = realloc(c->guess_of_expr, room * sizeof *c->guess_of_expr);
  if (guesses) c->guess_of_expr = guesses;
  void *asked = realloc(c->is_asked, room);
  if (asked) c->is_asked = asked;
  if (!exprs || !classes || !guesses || !asked) return false;
  c->expr_room = room;
  return true;
}

news_status news_classes_expr(news_classes *c, news_expr_op op, uint32_t a,
                              uint32_t b, uint32_t *expr) {
  news_expr e = {op, a, b};
  bool added;
  if (!grow_exprs(c)) return NEWS_ENOMEM;
  *expr = news_keys_add(&c->expr_keys, c->arena, &e, sizeof e, &added);
  if (*expr == NEWS_NONE) return NEWS_ENOMEM;
  if (!added) return NEWS_OK;
  c->exprs[*expr] = e;
  c->class_of_expr[*expr] = NEWS_NONE;
  c->guess_of_expr[*expr] = -1;
  c->is_asked[*expr] = 0;
  return NEWS_OK;
}

/* An atom as bytes: kind, op, value, text. */
static news_status add_atom(news_classes *c, const news_atom *atom,
                            news_buffer *key, uint32_t *number) {
  bool added = false;
  news_buffer_add_byte(key, (char)atom->kind);
  news_buffer_add_byte(key, (char)atom->op);
  news_buffer_add(key, &atom->value, sizeof atom->value);
  news_buffer_add(key, atom->text, atom->size);
  if (key->failed || !make_room((void **)&c->atoms, &c->atom_room,
                                c->atom_keys.count, sizeof *c->atoms))
    *number = NEWS_NONE;
  else
    *number =
        news_keys_add(&c->atom_keys, c->arena, key->data, key->size, &added);
  if (!added) news_regex_free(atom->regex);
  if (*number == NEWS_NONE) return NEWS_ENOMEM;
  if (!added) return NEWS_OK;
  const struct news_key *k = &c->atom_keys.keys[*number];
  c->atoms[*number] = *atom;
  c->atoms[*number].text = k->bytes + (k->size - atom->size);
  c->atoms[*number].expr = NEWS_NONE;
  return NEWS_OK;
}

news_status news_classes_atom(news_classes *c, const news_atom *atom,
                              uint32_t *expr) {
  news_buffer key = NEWS_BUFFER_EMPTY;
  uint32_t number;
  news_status status = add_atom(c, atom, &key, &number);
  news_buffer_free(&key);
  if (!status) status = news_classes_expr(c, NEWS_EXPR_ATOM, number, 0, expr);
  if (!status) c->atoms[number].expr = *expr;
  return status;
}

static void add_sized(news_buffer *key, const char *text, uint32_t size) {
  news_buffer_add(key, &size, sizeof size);
  news_buffer_add(key, text, size);
}

static void source_key(const news_source *s, news_buffer *key) {
  news_buffer_add(key, &s->lexicon, sizeof s->lexicon);
  news_buffer_add(key, &s->layer, sizeof s->layer);
  for (const news_condition *k = s->conditions; k; k = k->next) {
    news_buffer_add_byte(key, k->negative ? '!' : '=');
    add_sized(key, k->name, k->size);
    news_buffer_add(key, &k->count, sizeof k->count);
    for (uint32_t i = 0; i < k->count; i++)
      add_sized(key, k->values[i], k->sizes[i]);
  }
}

news_status news_classes_source(news_classes *c, const news_source *source,
                                uint32_t *number) {
  news_buffer key = NEWS_BUFFER_EMPTY;
  bool added = false;
  source_key(source, &key);
  *number = NEWS_NONE;
  if (!key.failed && make_room((void **)&c->sources, &c->source_room,
                               c->source_keys.count, sizeof *c->sources))
    *number =
        news_keys_add(&c->source_keys, c->arena, key.data, key.size, &added);
  news_buffer_free(&key);
  if (*number == NEWS_NONE) return NEWS_ENOMEM;
  if (!added) return NEWS_OK;
  uint32_t lead = 0;
  while (lead < *number && c->sources[lead].lexicon != source->lexicon) lead++;
  c->sources[*number] = *source;
  c->sources[*number].lead = lead;
  return NEWS_OK;
}

bool news_classes_holds(const news_classes *c, uint32_t expr, uint32_t kinds) {
  const news_expr *e = &c->exprs[expr];
  switch (e->op) {
    case NEWS_EXPR_ATOM: return kinds >> c->atoms[e->a].kind & 1;
    case NEWS_EXPR_NOT: return news_classes_holds(c, e->a, kinds);
    case NEWS_EXPR_AND:
    case NEWS_EXPR_OR:
      return news_classes_holds(c, e->a, kinds) ||
             news_classes_holds(c, e->b, kinds);
    default: return false;
  }
}

static bool is_literal(const news_classes *c, uint32_t expr) {
  const news_expr *e = &c->exprs[expr];
  return e->op == NEWS_EXPR_ATOM && (c->atoms[e->a].kind == NEWS_ATOM_LITERAL ||
                                     c->atoms[e->a].kind == NEWS_ATOM_EXACT);
}

/* Add the expr after its children, each once. */
static bool ask(news_classes *c, uint32_t expr) {
  if (c->is_asked[expr]) return true;
  const news_expr e = c->exprs[expr];
  bool pair = e.op == NEWS_EXPR_AND || e.op == NEWS_EXPR_OR;
  if ((pair || e.op == NEWS_EXPR_NOT) && !ask(c, e.a)) return false;
  if (pair && !ask(c, e.b)) return false;
  if (!make_room((void **)&c->asked, &c->asked_room, c->asked_count,
                 sizeof *c->asked))
    return false;
  c->asked[c->asked_count++] = expr;
  c->is_asked[expr] = 1;
  return true;
}

news_status news_classes_class(news_classes *c, uint32_t expr,
                               uint32_t *number) {
  *number = c->class_of_expr[expr];
  if (*number != NEWS_NONE) return NEWS_OK;
  if (!make_room((void **)&c->classes, &c->class_room, c->class_count,
                 sizeof *c->classes))
    return NEWS_ENOMEM;
  if (!is_literal(c, expr) && !ask(c, expr)) return NEWS_ENOMEM;
  *number = c->class_count++;
  c->classes[*number] = expr;
  c->class_of_expr[expr] = *number;
  return NEWS_OK;
}

news_status news_classes_goes_on(news_classes *c, uint32_t source,
                                 uint32_t *number) {
  news_atom atom = {.kind = NEWS_ATOM_GOES_ON,
                    .value = c->sources[source].lead};
  uint32_t expr;
  news_status status = news_classes_atom(c, &atom, &expr);
  return status ? status : news_classes_class(c, expr, number);
}

static news_status constant(news_classes *c, bool yes, uint32_t *expr) {
  if (!yes) return news_classes_expr(c, NEWS_EXPR_NEVER, 0, 0, expr);
  return news_classes_atom(c, &(news_atom){.kind = NEWS_ATOM_ANY}, expr);
}

news_status news_classes_settle(news_classes *c, uint32_t expr, bool first,
                                bool last, uint32_t *settled) {
  const uint32_t kinds = 1u << NEWS_ATOM_FIRST | 1u << NEWS_ATOM_LAST;
  *settled = expr;
  if (!news_classes_holds(c, expr, kinds)) return NEWS_OK;
  const news_expr e = c->exprs[expr];
  if (e.op == NEWS_EXPR_ATOM)
    return constant(c, c->atoms[e.a].kind == NEWS_ATOM_FIRST ? first : last,
                    settled);
  uint32_t a, b = 0;
  news_status status = news_classes_settle(c, e.a, first, last, &a);
  if (!status && e.op != NEWS_EXPR_NOT)
    status = news_classes_settle(c, e.b, first, last, &b);
  if (status) return status;
  return news_classes_expr(c, (news_expr_op)e.op, a, b, settled);
}

/* ---- conditions on lexicon entries */

/* One of the alternatives of a cell, which are separated by |. */
static bool cell_has(const char *cell, uint32_t cell_size, const char *value,
                     uint32_t size) {
  for (uint32_t at = 0; at <= cell_size;) {
    const char *bar = memchr(cell + at, '|', cell_size - at);
    uint32_t end = bar ? (uint32_t)(bar - cell) : cell_size;
    if (end - at == size && !memcmp(cell + at, value, size)) return true;
    at = end + 1;
  }
  return false;
}

bool news_source_meets(const news_source *s, uint32_t entry) {
  for (const news_condition *k = s->conditions; k; k = k->next) {
    uint32_t size = 0;
    const char *cell =
        news_lexicon_cell(s->lexicon, entry, (uint32_t)k->column, &size);
    bool any = false;
    for (uint32_t i = 0; i < k->count && !any; i++)
      any = cell_has(cell, size, k->values[i], k->sizes[i]);
    if (any == k->negative) return false;
  }
  return true;
}

uint32_t news_source_entry(const news_source *source, uint32_t phrase) {
  uint32_t count = 0;
  const uint32_t *entries =
      news_lexicon_phrase_entries(source->lexicon, phrase, &count);
  for (uint32_t i = 0; i < count; i++)
    if (news_source_meets(source, entries[i])) return entries[i];
  return NEWS_NONE;
}
