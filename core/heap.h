#ifndef NEWS_HEAP_H
#define NEWS_HEAP_H

/* Where malloc's memory lies.  Both functions affect only speed; without large
 * pages or with another malloc they do nothing. */

/* Call at program start: back the heap with large pages.  Startup touches two
 * thousand small pages, and each is a page fault, once more in every worker. */
void news_heap_enlarge(void);

/* Call right after a fork: start further allocations at a new large page.  The
 * rest of the current one is shared with the parent, and each small page of it
 * would be copied when first written to. */
void news_heap_part(void);

#endif
