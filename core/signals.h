#ifndef NEWS_SIGNALS_H
#define NEWS_SIGNALS_H

#include "status.h"

/* Orderly handling of SIGINT, SIGTERM and SIGHUP: they are blocked and read
 * from a descriptor, so that nothing is interrupted halfway.  The first signal
 * means: finish what is begun; the second: stop now.  SIGPIPE is ignored.  A
 * signal that was ignored when the program started (nohup) stays ignored. */
typedef struct news_signals news_signals;

/* Take over the signals, process-wide.  Freed with news_signals_free(), which
 * restores the previous handling. */
news_status news_signals_new(news_signals **out, news_error *err);
void news_signals_free(news_signals *signals);

/* Number of signals so far; does not wait.  0 for NULL. */
int news_signals_count(news_signals *signals);

/* The first signal that came, or 0; the program exits with 128 + its number. */
int news_signals_number(const news_signals *signals);

/* The descriptor, readable when a signal is waiting; -1 for NULL. */
int news_signals_descriptor(const news_signals *signals);

/* Call in a forked child: ignore SIGINT, SIGTERM and SIGHUP, which the parent
 * handles, and unblock everything. */
void news_signals_leave(news_signals *signals);

#endif
