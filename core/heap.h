#ifndef NEWS_HEAP_H
#define NEWS_HEAP_H

/* Where malloc's memory lies.  Both change how fast a process is, nothing else;
 * where the system has no large pages, or another malloc, all stays as it is.
 */

/* At the start of a program: its heap is made of large pages.  A start touches
 * two thousand small ones, and each is a fault, in a worker once more. */
void news_heap_enlarge(void);

/* In a process that was just forked: what is allocated from now on begins at a
 * large page of its own.  The rest of the last one is shared, and each small
 * page of it would be copied when it is first written to. */
void news_heap_part(void);

#endif
