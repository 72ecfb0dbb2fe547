#ifndef NEWS_SIGNALS_H
#define NEWS_SIGNALS_H

#include "status.h"

/* SIGINT, SIGTERM and SIGHUP taken in order: they are blocked and read from a
 * descriptor, so that nothing is interrupted between two steps.  The first
 * asks to finish what is begun, the second to stop now.  SIGPIPE is ignored.
 * A signal that was ignored when the program started (nohup) stays so. */
typedef struct news_signals news_signals;

/* Begin to take them, process-wide.  Freed with news_signals_free(), which
 * puts everything back as it was. */
news_status news_signals_new(news_signals **out, news_error *err);
void news_signals_free(news_signals *signals);

/* How many came so far (0, 1, 2 ...); looks without waiting.  0 for NULL. */
int news_signals_count(news_signals *signals);

/* Number of the first that came, or 0: the program exits with 128 + that. */
int news_signals_number(const news_signals *signals);

/* Readable when one is waiting; -1 for NULL. */
int news_signals_descriptor(const news_signals *signals);

/* In a forked child: leave Ctrl-C to the parent (SIGINT, SIGTERM and SIGHUP
 * ignored) and unblock everything. */
void news_signals_leave(news_signals *signals);

#endif
