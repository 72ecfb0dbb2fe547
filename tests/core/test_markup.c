/* markup and page: the tree of HTML and XML, blocks, marks. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "page.h"

/* A page as text: "(tag ...)" for elements, text as it is, "_" for line ends.
 */
static void show_node(const news_markup *m, uint32_t n, news_buffer *out) {
  if (m->nodes[n].tag == NEWS_TAG_TEXT) {
    for (uint32_t i = m->nodes[n].start; i < m->nodes[n + 1].start; i++)
      news_buffer_add_byte(out,
                           m->text.data[i] == '\n' ? '_' : m->text.data[i]);
    return;
  }
  if (n) {
    news_buffer_add_byte(out, '(');
    news_buffer_add(out, m->source + m->nodes[n].name, m->nodes[n].name_size);
    for (uint32_t i = m->nodes[n].attribute; i < m->nodes[n + 1].attribute;
         i++) {
      const news_attribute *a = &m->attributes[i];
      news_buffer_add_byte(out, ' ');
      news_buffer_add(out, m->source + a->name, a->name_size);
      news_buffer_add_byte(out, '=');
      news_buffer_add(out, (a->decoded ? m->values.data : m->source) + a->value,
                      a->value_size);
    }
    if (n + 1 < m->nodes[n].end) news_buffer_add_byte(out, ' ');
  }
  for (uint32_t i = n + 1; i < m->nodes[n].end; i = m->nodes[i].end)
    show_node(m, i, out);
  if (n) news_buffer_add_byte(out, ')');
}

static bool reads(bool xml, const char *source, const char *expected) {
  news_markup m;
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_error err;
  char *exact = malloc(strlen(source) + 1); /* exact size, no spare bytes */
  memcpy(exact, source, strlen(source));
  if (news_markup_read(exact, strlen(source), xml, &m, &err) == NEWS_OK)
    show_node(&m, 0, &out);
  else
    news_buffer_add_text(&out, err.what);
  bool same = out.size == strlen(expected) &&
              (!out.size || memcmp(out.data, expected, out.size) == 0);
  if (!same)
    fprintf(stderr, "%s\n  %.*s\n  %s wanted\n", source, (int)out.size,
            out.data ? out.data : "", expected);
  news_buffer_free(&out);
  news_markup_free(&m);
  free(exact);
  return same;
}

static void end_tags_are_implied_as_in_browsers(void) {
  check(reads(false, "<p>a<p>b<div>c</div>d", "(p a)(p b)(div c)d"));
  check(reads(false, "<ul><li>a<ul><li>b</ul><li>c</ul>d",
              "(ul (li a(ul (li b)))(li c))d"));
  check(reads(false, "<dl><dt>a<dd>b<dt>c</dl>", "(dl (dt a)(dd b)(dt c))"));
  check(reads(false, "<table><tr><td>a<td>b<tr><th>c</table>d",
              "(table (tr (td a)(td b))(tr (th c)))d"));
  check(reads(false, "<table><tr><td><table><tr><td>a</table>b</table>",
              "(table (tr (td (table (tr (td a)))b)))"));
  check(reads(false, "<h1>a<h2>b</h1>c", "(h1 a)(h2 b)c"));
  check(reads(false, "<select><option>a<option>b</select>c",
              "(select (option a)(option b))c"));
  check(
      reads(false, "<a href=1>x<a href=2>y</a>z", "(a href=1 x)(a href=2 y)z"));
  check(reads(false, "<head><title>t</title><div>x</div>",
              "(head (title t))(div x)"));
  check(reads(false, "<body class=a><body class=b>x", "(body class=a x)"));
}

static void end_tags_without_a_start_change_nothing(void) {
  check(reads(false, "a</p>b</div>c</b>", "abc"));
  check(reads(false, "<div><b>a</div>b</b>c", "(div (b a))bc"));
  check(reads(false, "<b><p>a</b>b</p>c", "(b (p ab)c)"));
  check(reads(false, "<td>a</td></table>b", "(td a)b"));
  check(reads(false, "<div>a</body></html>b</div>c", "(div ab)c"));
}

static void text_that_is_no_markup_is_raw(void) {
  check(reads(false, "<script>if (a<b) '</p>'</script>c",
              "(script if (a<b) '</p>')c"));
  check(reads(false, "<script><!-- <script>x</script> --></script>y",
              "(script <!-- <script>x</script> -->)y"));
  check(reads(false, "<title>a &amp; <b></title>c", "(title a & <b>)c"));
  check(reads(false, "<style>a</STYLE >b", "(style a)b"));
  check(reads(false, "<script>never ends", "(script never ends)"));
  check(reads(false, "<svg><title>x</title><path d=1 /><style>y</style></svg>z",
              "(svg (title x)(path d=1)(style y))z"));
  check(reads(false, "<svg><g><div>a</div>", "(svg (g))(div a)"));
}

static void comments_and_declarations_are_left_out(void) {
  check(reads(false, "<!doctype html>a<!-- <p> -->b<!--x--!>c<!-->d<!--->e<!>f",
              "abcdef"));
  check(reads(false, "a<?php x ?>b</ x>c<3d<", "abc<3d<"));
  check(reads(false, "a<![CDATA[b]]>c", "ac"));
  check(reads(false, "a<!-- never ends", "a"));
}

static void references_are_replaced(void) {
  check(reads(false, "&lt;&amp;&#65;&#x42;&#150;&#0;&nosuch;&",
              "<&AB\u2013\uFFFD&nosuch;&"));
  check(reads(false, "&eacute &eacutex &notin; &notit; &copy2",
              "\u00e9 \u00e9x \u2209 \u00acit; \u00a92"));
  check(reads(false, "<a href='?a=1&copy=2&amp;b&eacute;'>",
              "(a href=?a=1&copy=2&b\u00e9)"));
  check(reads(false, "&#xD800;&#x110000;&#99999999999;", "\uFFFD\uFFFD\uFFFD"));
}

static void attributes_come_in_every_form(void) {
  check(reads(false, "<p a=1 b='2' c=\"3\"d e = f/g>x",
              "(p a=1 b=2 c=3 d= e=f/g x)"));
  check(reads(false, "<br/><p/>x", "(br)(p x)"));
  check(reads(false, "<p a='never ends>x", "(p a=never ends>x)"));
}

static void nodes_are_found_by_their_attributes(void) {
  static const struct {
    const char *source, *name, *found; /* node numbers from 0 on */
    bool xml;
  } cases[] = {
      {"<p ID=a><b x=1 id>c</b><p class=d><a y><i id=e>", "id", "1 2 6 ",
       false},
      {"<p ID=a><b x=1 id>c</b><p class=d><a y><i id=e>", "y", "5 ", false},
      {"<p>a<p>b", "id", "", false},
      {"<a ID=''><b id=''/><c x=''/></a>", "id", "2 ", true},
      {"<a ID=''><b id=''/><c X=''/></a>", "X", "3 ", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    news_markup m;
    char found[64] = "";
    const char *s = cases[i].source;
    check(news_markup_read(s, strlen(s), cases[i].xml, &m, NULL) == NEWS_OK);
    for (uint32_t n = 0;
         (n = news_markup_having(&m, n, cases[i].name)), n < m.count; n++)
      sprintf(found + strlen(found), "%u ", n);
    check(strcmp(found, cases[i].found) == 0);
    news_markup_free(&m);
  }
}

static void elements_nested_too_deeply_hang_side_by_side(void) {
  enum { DEEP = 200000 };
  news_buffer source = NEWS_BUFFER_EMPTY;
  for (int i = 0; i < DEEP / 2; i++) news_buffer_add_text(&source, "<div>");
  news_buffer_add_text(&source, "middle");
  for (int i = 0; i < DEEP / 2; i++) news_buffer_add_text(&source, "</div>");
  news_buffer_add_text(&source, "<p>end");
  news_page page;
  check(news_page_read(source.data, source.size, false, NULL, &page, NULL) ==
        NEWS_OK);
  check(news_page_cut_blocks(&page) == NEWS_OK && page.block_count == 2);
  check(page.block_count == 2 && page.blocks[1].text_size == 3);
  news_page_free(&page);
  news_buffer_free(&source);
}

static void too_many_elements_are_refused(void) {
  news_buffer source = NEWS_BUFFER_EMPTY;
  for (int i = 0; i <= NEWS_MARKUP_NODES; i++)
    news_buffer_add_text(&source, "<b>");
  news_markup m;
  news_error err;
  check(news_markup_read(source.data, source.size, false, &m, &err) ==
        NEWS_ETOOBIG);
  news_markup_free(&m);
  news_buffer_free(&source);
}

static void xml_is_read_as_it_is_written(void) {
  check(reads(true,
              "<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT a ANY>]>"
              "<a:B c='&lt;'><br/>x<![CDATA[<y>]]></a:B>",
              "(a:B c=< (br)x<y>)"));
  check(reads(true, "<a><P>b</P><p>c</p></a>", "(a (P b)(p c))"));
  check(reads(true, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
              "the document declares entities, which is refused"));
}

static void mistakes_in_xml_are_counted_and_the_first_is_told(void) {
  static const struct {
    const char *source, *what;
    size_t offset;
  } cases[] = {
      {"<a><b>x</a>", "an element is not closed before this tag", 9},
      {"<a></b></a>", "this tag closes nothing", 5},
      {"<a>x", "the document ends inside an element", 4},
      {"<a>1 < 2</a>", "a < that begins no tag", 5},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    news_markup m;
    const char *s = cases[i].source;
    check(news_markup_read(s, strlen(s), true, &m, NULL) == NEWS_OK);
    check(m.mistakes > 0 && strcmp(m.mistake.what, cases[i].what) == 0);
    check(m.mistake.offset == cases[i].offset);
    news_markup_free(&m);
  }
  news_markup m;
  check(news_markup_read("<a/>", 4, true, &m, NULL) == NEWS_OK);
  check(m.mistakes == 0);
  news_markup_free(&m);
}

/* ---- blocks ---- */

static bool has_blocks(const char *source, const char *expected) {
  static const char kinds[] = "tphlbc";
  news_page page;
  news_buffer out = NEWS_BUFFER_EMPTY;
  if (news_page_read(source, strlen(source), false, NULL, &page, NULL) ||
      news_page_cut_blocks(&page))
    return false;
  for (uint32_t i = 0; i < page.block_count; i++) {
    const news_block *b = &page.blocks[i];
    if (i) news_buffer_add_byte(&out, '|');
    news_buffer_add_byte(&out, kinds[b->kind]);
    if (b->linked) news_buffer_add_byte(&out, '@');
    news_buffer_add_byte(&out, ':');
    news_buffer_add(&out, page.lines.data + b->text, b->text_size);
  }
  bool same = out.size == strlen(expected) &&
              (!out.size || memcmp(out.data, expected, out.size) == 0);
  if (!same)
    fprintf(stderr, "%.*s\n  %s wanted\n", (int)out.size,
            out.data ? out.data : "", expected);
  news_buffer_free(&out);
  news_page_free(&page);
  return same;
}

static void blocks_are_runs_of_text_between_block_elements(void) {
  check(has_blocks("a <b>b</b>\n c<div>d<p> e </p>f</div>g",
                   "t:a b c|t:d|p:e|t:f|t:g"));
  check(has_blocks("<ul><li>a<li>b <a>c</a></ul><h2>d</h2>", "l:a|l@:b c|h:d"));
  check(
      has_blocks("<table><td>a<td>b</table><figure><img>c<figcaption>d"
                 "</figcaption></figure>",
                 "b:a|b:b|c:c|c:d"));
  check(has_blocks("a<br>b<br><br>c<br> <br>d", "t:a b|t:c|t:d"));
  check(has_blocks("<p>x<script>no</script>y<select><option>n</select>z</p>",
                   "p:xyz"));
  check(has_blocks("a\u00a0\u00a0b\u00adc\u200bd \t e", "t:a bcd e"));
  check(has_blocks("<p> </p>\n<div></div>", ""));
}

static void sizes_count_shown_code_points(void) {
  static const char source[] =
      "<div>\u00e9 x  y<p>one <a>two</a></p><script>long long</script></div>";
  news_page page;
  check(!news_page_read(source, sizeof source - 1, false, NULL, &page, NULL));
  check(page.sizes[1].text == 5 + 3 + 3 && page.sizes[1].linked == 3);
  check(page.sizes[1].in_p == 6 && page.sizes[0].text == 11);
  news_page_free(&page);
}

/* Counts equal what is shown, whatever is next to each other. */
static void sizes_are_those_of_the_text_that_is_shown(void) {
  static const char *const pieces[] = {"a",      "b",    "c",      "word",
                                       " ",      "\n  ", "\x7F",   "\u00e9",
                                       "\u200b", "~",    "\u2003", "sentence "};
  uint32_t random = 7;
  for (int round = 0; round < 2000; round++) {
    char text[256] = "";
    for (int i = 0; i < 20; i++) {
      random = random * 1103515245u + 12345u;
      strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
    }
    news_page page;
    news_buffer shown = NEWS_BUFFER_EMPTY;
    check(!news_page_read(text, strlen(text), false, NULL, &page, NULL));
    news_page_text(&page, 0, &shown);
    uint32_t count = 0;
    for (size_t i = 0; i < shown.size; i++)
      count += (shown.data[i] & 0xC0) != 0x80;
    check(page.sizes[0].text == count);
    news_buffer_free(&shown);
    news_page_free(&page);
  }
}

static void cut_subtrees_are_left_out_of_blocks(void) {
  static const char source[] = "<div>a<p>b</p><p>c</p></div>d";
  news_page page;
  check(!news_page_read(source, sizeof source - 1, false, NULL, &page, NULL));
  page.cut[3] = 1; /* the first p */
  check(!news_page_cut_blocks(&page) && page.block_count == 3);
  check(news_page_block_at(&page, 5) == 1 && page.all[3] == 3);
  check(news_page_begins(&page, 1, "abc", 3));
  check(!news_page_begins(&page, 1, "abd", 3));
  check(!news_page_begins(&page, 1, "abce", 4));
  news_page_free(&page);
}

static void dates_are_suspected_where_numbers_are(void) {
  static const char source[] =
      "<p>no 12 numbers</p><p>12.3.2020</p><script>2020-01-01</script>"
      "<p>x 1999 y</p><p>1. 2. 03</p>";
  news_page page;
  check(!news_page_read(source, sizeof source - 1, false, NULL, &page, NULL));
  uint32_t n = news_page_dated(&page, 0);
  check(n == 4);
  n = news_page_dated(&page, n + 1);
  check(n == 8);
  n = news_page_dated(&page, n + 1);
  check(n == 10);
  check(news_page_dated(&page, n + 1) == page.markup.count);
  news_page_free(&page);
}

/* ---- labels ---- */

static uint64_t marks_of(const char *names) {
  static const struct {
    const char *word;
    uint64_t mark;
  } words[] = {{"no-*", NEWS_LABEL_IGNORE},
               {"nav", 2},
               {"post-author", 4},
               {"*share*", 8},
               {"side*", 16},
               {"*box", 32},
               {"\xC3\xA4nderung", 64},
               {"article-body", 128}};
  news_labels *labels = news_labels_new();
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    check(!news_labels_add(labels, words[i].word, strlen(words[i].word),
                           words[i].mark));
  check(!news_labels_finish(labels));
  uint64_t marks = news_labels_find(labels, names, strlen(names));
  news_labels_free(labels);
  return marks;
}

static void words_are_found_in_class_names(void) {
  check(marks_of("nav") == 2 && marks_of("main-nav x") == 2);
  check(marks_of("mainNav") == 2 && marks_of("NAV_bar") == 2);
  check(marks_of("navigation") == 0 && marks_of("canav") == 0);
  check(marks_of("post__author") == 4 && marks_of("postAuthor") == 4);
  check(marks_of("post author") == 0);
  check(marks_of("unshared") == 8 && marks_of("sidebar") == 16);
  check(marks_of("infobox boxes") == 32 && marks_of("inside") == 0);
  check(marks_of("no-sidebar nav") == 2 && marks_of("no-nav") == 0);
  check(marks_of("\xC3\xA4nderung") == 64 && marks_of("") == 0);
  check(marks_of("x-article-body-y") == 128);
  news_labels *labels = news_labels_new();
  check(news_labels_add(labels, "*", 1, 2) == NEWS_ESYNTAX);
  check(news_labels_add(labels, "**", 2, 2) == NEWS_ESYNTAX);
  news_labels_free(labels);
}

int main(void) {
  run(end_tags_are_implied_as_in_browsers);
  run(end_tags_without_a_start_change_nothing);
  run(text_that_is_no_markup_is_raw);
  run(comments_and_declarations_are_left_out);
  run(references_are_replaced);
  run(attributes_come_in_every_form);
  run(nodes_are_found_by_their_attributes);
  run(elements_nested_too_deeply_hang_side_by_side);
  run(too_many_elements_are_refused);
  run(xml_is_read_as_it_is_written);
  run(mistakes_in_xml_are_counted_and_the_first_is_told);
  run(blocks_are_runs_of_text_between_block_elements);
  run(sizes_count_shown_code_points);
  run(sizes_are_those_of_the_text_that_is_shown);
  run(cut_subtrees_are_left_out_of_blocks);
  run(dates_are_suspected_where_numbers_are);
  run(words_are_found_in_class_names);
  return check_report();
}
