#include <stdlib.h>
#include <string.h>

#include "pattern_image.h"
#include "pattern_matcher.h"

news_pattern_set *news_pattern_set_new(const news_morphology *morphology) {
  news_pattern_set *set = calloc(1, sizeof *set);
  if (!set) return NULL;
  set->arena = news_arena_new(0);
  if (set->arena && !news_classes_init(&set->classes, morphology) &&
      !news_document_new("", 0, NULL, &set->scratch, NULL))
    return set;
  news_pattern_set_free(set);
  return NULL;
}

void news_pattern_set_free(news_pattern_set *set) {
  if (!set) return;
  news_types_drop(set->types);
  news_asks_drop(set->asks);
  if (set->fixed) {
    news_regex_scratch_free(set->classes.scratch);
    return;
  }
  news_document_free(set->scratch);
  news_classes_free(&set->classes);
  news_keys_free(&set->groups);
  news_arena_free(set->arena);
  free(set->patterns);
  free(set->source_groups);
  free(set->briefs);
  free(set);
}

news_status news_pattern_set_know(news_pattern_set *set,
                                  const news_vocabulary *voc, news_error *err) {
  if (set->fixed)
    return news_fail(err, NEWS_EDATA, 0, "the patterns are in a file");
  if (news_known_make(&set->classes, voc, set->arena, &set->known))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  return NEWS_OK;
}

static news_status copy_names(news_pattern_set *set, const news_parsed *parsed,
                              news_compiled *c) {
  c->capture_count = parsed->capture_count;
  c->captures = news_arena_alloc(
      set->arena, (parsed->capture_count + 1) * sizeof *c->captures);
  if (!c->captures) return NEWS_ENOMEM;
  memcpy(c->captures, parsed->captures,
         parsed->capture_count * sizeof *c->captures);
  return NEWS_OK;
}

static void add_layer(news_compiled *c, uint32_t layer) {
  for (uint32_t i = 0; i < c->layer_count; i++)
    if (c->layers[i] == layer) return;
  c->layers[c->layer_count++] = layer;
}

static void layers_of_expr(const news_classes *k, uint32_t expr,
                           news_compiled *c) {
  const news_expr *e = &k->exprs[expr];
  if (e->op == NEWS_EXPR_ATOM) {
    const news_atom *a = &k->atoms[e->a];
    if (a->kind == NEWS_ATOM_LAYER) add_layer(c, k->sources[a->value].layer);
  } else if (e->op != NEWS_EXPR_NEVER) {
    layers_of_expr(k, e->a, c);
    if (e->op != NEWS_EXPR_NOT) layers_of_expr(k, e->b, c);
  }
}

static news_status find_layers(news_pattern_set *set, news_compiled *c) {
  const news_classes *k = &set->classes;
  const news_program *p = &c->program;
  c->layers = news_arena_alloc(set->arena,
                               (k->source_keys.count + 1) * sizeof *c->layers);
  if (!c->layers) return NEWS_ENOMEM;
  for (uint32_t n = 0; n < p->node_count; n++) {
    const news_node *node = &p->nodes[n];
    if (node->source == NEWS_NONE)
      layers_of_expr(k, node->expr, c);
    else if (!k->sources[node->source].lexicon)
      add_layer(c, k->sources[node->source].layer);
  }
  return NEWS_OK;
}

static news_status group_of(news_pattern_set *set, const news_need *need,
                            uint32_t *group) {
  bool added;
  *group = news_keys_add(&set->groups, set->arena, need->classes,
                         need->count * sizeof *need->classes, &added);
  return *group == NEWS_NONE ? NEWS_ENOMEM : NEWS_OK;
}

/* Find the words with which phrases of more than one word can begin. */
static news_status set_source_groups(news_pattern_set *set,
                                     const news_program *p) {
  uint32_t before = set->source_room;
  if (!news_room((void **)&set->source_groups, &set->source_room,
                 set->classes.source_keys.count, sizeof *set->source_groups))
    return NEWS_ENOMEM;
  for (uint32_t i = before; i < set->source_room; i++)
    set->source_groups[i] = NEWS_NONE;
  for (uint32_t i = 0; i < p->jump_count; i++) {
    uint32_t source = p->jumps[i].source;
    if (!set->classes.sources[source].lexicon) continue;
    news_need need = {.count = 1};
    news_status status =
        news_classes_goes_on(&set->classes, source, &need.classes[0]);
    if (!status) status = group_of(set, &need, &set->source_groups[source]);
    if (status) return status;
  }
  return NEWS_OK;
}

static news_status want(news_pattern_set *set, const news_need *need,
                        news_wanted *wanted) {
  wanted->group = NEWS_NONE;
  wanted->source_count = need->source_count;
  memcpy(wanted->sources, need->sources, sizeof wanted->sources);
  return need->count ? group_of(set, need, &wanted->group) : NEWS_OK;
}

static news_status set_needs(news_pattern_set *set, const news_needs *needs,
                             news_compiled *c) {
  const double broad = 200; /* of 1,000 words: more is too many */
  const double useful = 60; /* for a further need */
  const news_need *best = &needs->best;
  news_status status = NEWS_OK;
  c->best = (news_wanted){.group = NEWS_NONE};
  c->before = best->before;
  if (best->guess < broad) status = want(set, best, &c->best);
  for (uint32_t i = 0; i < needs->count && !status; i++) {
    if (needs->more[i].guess >= useful) continue;
    news_wanted more;
    status = want(set, &needs->more[i], &more);
    if (memcmp(&more, &c->best, sizeof more) != 0)
      c->more[c->more_count++] = more;
  }
  return status;
}

static bool is_in(const news_need *need, uint32_t class) {
  for (uint32_t i = 0; i < need->count; i++)
    if (need->classes[i] == class) return true;
  return false;
}

/* The nodes that take the needed word.  A class of the need is that of the
 * whole question, including the place. */
static void find_needed(const news_pattern_set *set, const news_need *need,
                        news_program *p) {
  if (!p->narrow || !need->count || need->source_count) return;
  for (uint32_t n = 0; n < p->node_count; n++) {
    const news_node *node = &p->nodes[n];
    uint32_t class = set->classes.class_of_expr[node->expr];
    if (node->look == NEWS_NONE && class != NEWS_NONE && is_in(need, class))
      news_put(&p->needed, n);
  }
}

static void find_by_layer(const news_pattern_set *set, news_compiled *c) {
  for (uint32_t i = 0; i < c->program.source_count; i++)
    if (!set->classes.sources[c->program.sources[i]].lexicon)
      c->by_layer = true;
}

static news_status finish(news_pattern_set *set, const news_parsed *parsed,
                          news_arena *scratch, news_compiled *c,
                          news_error *err) {
  news_needs needs;
  news_status status = news_pattern_needs(&set->classes, parsed, &needs, err);
  if (status) return status;
  status = news_pattern_compile(&set->classes, parsed, set->arena, scratch,
                                &c->program, err);
  if (status) return status;
  status = copy_names(set, parsed, c);
  if (!status) status = find_layers(set, c);
  if (!status) status = set_needs(set, &needs, c);
  if (!status) status = set_source_groups(set, &c->program);
  if (!status && c->best.group != NEWS_NONE)
    find_needed(set, &needs.best, &c->program);
  find_by_layer(set, c);
  c->phrase = news_phrase_source(&set->classes, &c->program);
  return status ? news_fail(err, status, 0, NULL) : NEWS_OK;
}

static news_brief brief_of(const news_compiled *c) {
  enum { MOST = sizeof((news_brief){0}.groups) / sizeof(uint32_t) };
  news_brief b = {.groups = {NEWS_NONE, NEWS_NONE}};
  uint32_t count = 0;
  if (!c->best.source_count) b.groups[count++] = c->best.group;
  for (uint32_t i = 0; i < c->more_count && count < MOST; i++)
    if (!c->more[i].source_count) b.groups[count++] = c->more[i].group;
  for (uint32_t i = 0; i < c->layer_count; i++)
    b.asks |= news_asked_bit(c->layers[i]);
  return b;
}

static news_status add(news_pattern_set *set, const char *source, size_t size,
                       const news_pattern_names *names, news_arena *scratch,
                       news_error *err) {
  static const news_pattern_names no_names;
  news_parsed parsed;
  news_parser parser = {.classes = &set->classes,
                        .scratch = set->scratch,
                        .arena = scratch,
                        .names = names ? names : &no_names,
                        .err = err};
  uint32_t length = size > NEWS_PATTERN_MOST_BYTES
                        ? NEWS_PATTERN_MOST_BYTES + 1u
                        : (uint32_t)size;
  news_compiled c = {0};
  news_status status = news_pattern_parse(&parser, source, length, &parsed);
  if (!status) status = finish(set, &parsed, scratch, &c, err);
  if (status) return status;
  if (!news_room((void **)&set->patterns, &set->room, set->count + 1,
                 sizeof *set->patterns))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  if (!news_room((void **)&set->briefs, &set->brief_room,
                 (uint64_t)set->count + 1, sizeof *set->briefs))
    return news_fail(err, NEWS_ENOMEM, 0, NULL);
  set->briefs[set->count] = brief_of(&c);
  set->patterns[set->count] = c;
  return NEWS_OK;
}

news_status news_pattern_add(news_pattern_set *set, const char *source,
                             size_t size, const news_pattern_names *names,
                             uint32_t *pattern, news_error *err) {
  if (set->fixed)
    return news_fail(err, NEWS_EDATA, 0, "mapped patterns take no more");
  news_arena *scratch = news_arena_new(0);
  if (!scratch) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_status status = add(set, source, size, names, scratch, err);
  news_arena_free(scratch);
  if (!status) *pattern = set->count++;
  return status;
}

uint32_t news_pattern_set_count(const news_pattern_set *set) {
  return set->count;
}

uint32_t news_pattern_captures(const news_pattern_set *set, uint32_t pattern) {
  return set->patterns[pattern].capture_count;
}

const char *news_pattern_capture_name(const news_pattern_set *set,
                                      uint32_t pattern, uint32_t capture) {
  const news_compiled *c = &set->patterns[pattern];
  return capture < c->capture_count ? c->captures[capture] : NULL;
}

const uint32_t *news_pattern_layers(const news_pattern_set *set,
                                    uint32_t pattern, uint32_t *count) {
  *count = 0;
  if (!set->briefs[pattern].asks) return NULL; /* half of all patterns */
  *count = set->patterns[pattern].layer_count;
  return set->patterns[pattern].layers;
}

uint64_t news_pattern_asks(const news_pattern_set *set, uint32_t pattern) {
  return set->briefs[pattern].asks;
}
