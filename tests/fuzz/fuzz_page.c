#include <stdlib.h>
#include <string.h>

#include "encoding.h"
#include "page.h"
#include "utf8.h"

/* libFuzzer target.  Bytes are decoded to a page of HTML (or XML, by the first
 * byte) and to blocks with parts cut.  What must hold: subtrees nest, text is
 * in order and complete, blocks are valid UTF-8 without white space at their
 * ends, and no size exceeds that of which it is a part. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds) {
  if (!holds) abort();
}

static void check_tree(const news_markup *m) {
  must(m->count > 0 && m->nodes[0].end == m->count);
  for (uint32_t n = 1; n < m->count; n++) {
    const news_node *node = &m->nodes[n];
    must(node->parent < n && node->end > n);
    must(node->end <= m->nodes[node->parent].end);
    must(node->start <= node[1].start && node[1].start <= m->text.size);
    must(node->attribute <= node[1].attribute);
    must((size_t)node->name + node->name_size <= m->size);
    must(node->tag != NEWS_TAG_TEXT || node->end == n + 1);
  }
  for (uint32_t i = 0; i < m->attribute_count; i++) {
    const news_attribute *a = &m->attributes[i];
    size_t most = a->decoded ? m->values.size : m->size;
    must((size_t)a->value + a->value_size <= most);
    must((size_t)a->name + a->name_size <= m->size);
  }
  must(news_utf8_check(m->text.data, m->text.size) == m->text.size);
}

static void check_blocks(const news_page *page) {
  for (uint32_t i = 0; i < page->block_count; i++) {
    const news_block *b = &page->blocks[i];
    const char *text = page->lines.data + b->text;
    must(b->size > 0 && b->linked <= b->size && b->text_size >= b->size);
    must((size_t)b->text + b->text_size <= page->lines.size);
    must(news_utf8_check(text, b->text_size) == b->text_size);
    must(text[0] != ' ' && text[b->text_size - 1] != ' ');
    must(b->node < page->markup.count && b->owner < page->markup.count);
    must(i == 0 || page->blocks[i - 1].node < b->node);
    must(page->good[i + 1] - page->good[i] <= b->size);
  }
}

static void check_sizes(const news_page *page) {
  for (uint32_t n = 1; n < page->markup.count; n++) {
    const news_sizes *s = &page->sizes[n];
    must(s->linked <= s->text && s->in_p <= s->text);
    must(s->text <= page->sizes[page->markup.nodes[n].parent].text ||
         news_tag_flags(
             (news_tag)page->markup.nodes[page->markup.nodes[n].parent].tag) &
             NEWS_TAG_NEVER);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  bool xml = data[0] == 'X';
  news_buffer text = NEWS_BUFFER_EMPTY;
  char name[NEWS_ENCODING_NAME];
  if (news_encoding_decode((const char *)data + 1, size - 1, "", &text, name,
                           NULL))
    abort();
  must(news_utf8_check(text.data, text.size) == text.size);
  news_labels *labels = news_labels_new();
  must(labels && !news_labels_add(labels, "nav*", 4, 2) &&
       !news_labels_add(labels, "post-body", 9, 4) &&
       !news_labels_add(labels, "no-*", 4, NEWS_LABEL_IGNORE) &&
       !news_labels_finish(labels));
  /* exact size, so that reads past it are detected */
  char *exact = malloc(text.size ? text.size : 1);
  if (text.size) memcpy(exact, text.data, text.size);
  news_page page;
  if (!news_page_read(exact, text.size, xml, labels, &page, NULL)) {
    check_tree(&page.markup);
    check_sizes(&page);
    must(!news_page_cut_blocks(&page));
    check_blocks(&page);
    for (uint32_t n = 1; n < page.markup.count; n += 3) page.cut[n] = 1;
    must(!news_page_cut_blocks(&page));
    check_blocks(&page);
    news_buffer whole = NEWS_BUFFER_EMPTY;
    news_page_text(&page, 0, &whole);
    must(news_utf8_check(whole.data, whole.size) == whole.size);
    news_buffer_free(&whole);
    for (uint32_t n = 0; n < page.markup.count; n++)
      n = news_page_dated(&page, n);
  }
  news_page_free(&page);
  news_labels_free(labels);
  news_buffer_free(&text);
  free(exact);
  return 0;
}
