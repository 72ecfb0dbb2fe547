#include "split.h"

/* The text of each pair with its depth before it, and ~ after one that is never
 * closed, separated by |; static. */
static const char *pairs(const char *text) {
  static char out[1024];
  news_document *doc;
  size_t n = 0;
  check(!news_document_new(text, strlen(text), NULL, &doc, NULL));
  check(!news_pair_quotes(doc, NULL));
  for (uint32_t i = 0; i < doc->quoted.count; i++) {
    news_quoted q = doc->quoted.items[i];
    uint32_t start = doc->words.start[q.first], end = doc->words.end[q.end - 1];
    check(doc->words.kind[q.first] & NEWS_WORD_OPENS);
    check(q.open || doc->words.kind[q.end - 1] & NEWS_WORD_CLOSES);
    n += (size_t)snprintf(out + n, sizeof out - n, "%s%u%.*s%s", i ? "|" : "",
                          q.depth, (int)(end - start), text + start,
                          q.open ? "~" : "");
  }
  out[n] = '\0';
  news_document_free(doc);
  return out;
}

#define check_pairs(text, want)                                       \
  do {                                                                \
    const char *got_ = pairs(text);                                   \
    check(!strcmp(got_, want));                                       \
    if (strcmp(got_, want) != 0) (void)fprintf(stderr, "%s\n", got_); \
  } while (0)

static void every_style_pairs(void) {
  check_pairs("He said “yes” and ‘no’.", "0“yes”|0‘no’");
  check_pairs("Er sagte „ja“ und ‚nein‘.", "0„ja“|0‚nein‘");
  check_pairs("Il dit « oui » et «non».", "0« oui »|0«non»");
  check_pairs("Er sagte »ja« und ›nein‹.", "0»ja«|0›nein‹");
  check_pairs("Han sade ”ja” här.", "0”ja”");
  check_pairs("彼は「はい」と", "0「はい」");
  check_pairs("He said ``yes'' here.", "0``yes''");
  check_pairs("He said \"yes\" and 'no'.", "0\"yes\"|0'no'");
}

static void pairs_nest(void) {
  check_pairs("“She said ‘no’ twice,” he said.",
              "0“She said ‘no’ twice,”|1‘no’");
  check_pairs("''She said, 'No,''' he wrote. ''So it is.''",
              "0''She said, 'No,'''|0''So it is.''");
  check_pairs("\"'No' it is.\"", "0\"'No' it is.\"|1'No'");
}

static void apostrophes_are_no_marks(void) {
  check_pairs("Dogs’ and cats’ food of the ’90s, rock ’n’ roll", "");
  check_pairs("‘The students’ house is big,’ she said.",
              "0‘The students’ house is big,’");
  check_pairs("the '90s and 'em all", "");
}

static void feet_and_inches_are_no_marks(void) {
  check_pairs("He is 6'2\" tall and 19\" wide.", "");
  check_pairs("\"We have 19\" he said.", "0\"We have 19\"");
}

static void a_mark_never_closed_ends_with_its_paragraph(void) {
  check_pairs("“One went on.\n\n“Two ends.” Three",
              "0“One went on.~|0“Two ends.”");
  check_pairs("“He said ‘no” again", "0“He said ‘no”");
}

static void a_single_one_where_the_next_paragraph_opens_again(void) {
  check_pairs("‘One went on.\n\n‘Two ends,’ he said.",
              "0‘One went on.~|0‘Two ends,’");
  check_pairs("'One didn't.\n\n'Two can't.\n\n'Three ends.'",
              "0'One didn't.~|0'Two can't.~|0'Three ends.'");
  check_pairs("‘One went on.\n\nTwo didn’t.\n\n‘Three’", "0‘Three’");
  check_pairs("A ‘One went on.\n\n‘Two’", "0‘Two’");
  check_pairs("'Twas late.\n\n'Twas cold.", "");
}

static void a_mark_that_opens_again_ends_what_it_opened(void) {
  check_pairs("“One went on. “Two ends.” Three “four” here",
              "0“One went on.~|0“Two ends.”|0“four”");
  check_pairs("\"One? \"Two. \"Three.\" Four", "0\"One?~|0\"Two.~|0\"Three.\"");
  check_pairs("\"He told us \"no\" twice,\" she said.",
              "0\"He told us \"no\" twice,\"|1\"no\"");
#ifndef NEWS_TINY /* which has room for only two pairs */
  check_pairs("“One ‘two. “Three.” four", "0“One ‘two.~|0“Three.”");
#endif
}

static void deep_nesting_is_bounded(void) {
  char text[3 * 100 + 1];
  for (int i = 0; i < 100; i++) memcpy(text + 3L * i, "“", 3);
  text[300] = '\0';
  news_document *doc;
  check(!news_document_new(text, 300, NULL, &doc, NULL));
  check(!news_pair_quotes(doc, NULL));
  check(doc->quoted.count > 0 && doc->quoted.count <= 100);
  news_document_free(doc);
}

int main(void) {
  run(every_style_pairs);
  run(pairs_nest);
  run(apostrophes_are_no_marks);
  run(feet_and_inches_are_no_marks);
  run(a_mark_never_closed_ends_with_its_paragraph);
  run(a_single_one_where_the_next_paragraph_opens_again);
  run(a_mark_that_opens_again_ends_what_it_opened);
  run(deep_nesting_is_bounded);
  return check_report();
}
