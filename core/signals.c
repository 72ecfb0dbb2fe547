#include "signals.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const int taken[] = {SIGINT, SIGTERM, SIGHUP};
enum { TAKEN = sizeof taken / sizeof *taken };

/* A write beyond the file size limit fails with EFBIG if SIGXFSZ is ignored;
 * waitpid() gives the status of a worker only if SIGCHLD is not ignored. */
static const struct {
  int number;
  void (*action)(int);
} changed[] = {{SIGPIPE, SIG_IGN}, {SIGXFSZ, SIG_IGN}, {SIGCHLD, SIG_DFL}};
enum { CHANGED = sizeof changed / sizeof *changed };

struct news_signals {
  int descriptor;
  int count;
  int number;
  sigset_t before;
  struct sigaction actions[CHANGED];
};

/* The signals of `taken` that were not ignored when the program started. */
static void wanted(sigset_t *set) {
  sigemptyset(set);
  for (int i = 0; i < TAKEN; i++) {
    struct sigaction now;
    if (sigaction(taken[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
      sigaddset(set, taken[i]);
  }
}

static void change_actions(news_signals *signals) {
  for (int i = 0; i < CHANGED; i++) {
    struct sigaction action = {.sa_handler = changed[i].action};
    sigemptyset(&action.sa_mask);
    sigaction(changed[i].number, &action, &signals->actions[i]);
  }
}

news_status news_signals_new(news_signals **out, news_error *err) {
  *out = NULL;
  news_signals *signals = calloc(1, sizeof *signals);
  if (!signals) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  sigset_t set;
  wanted(&set);
  signals->descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals->descriptor < 0) {
    news_status status = news_fail_system(err, "cannot watch signals");
    free(signals);
    return status;
  }
  sigprocmask(SIG_BLOCK, &set, &signals->before);
  change_actions(signals);
  *out = signals;
  return NEWS_OK;
}

void news_signals_free(news_signals *signals) {
  if (!signals) return;
  news_signals_count(signals); /* none still waiting may kill us */
  for (int i = 0; i < CHANGED; i++)
    sigaction(changed[i].number, &signals->actions[i], NULL);
  sigprocmask(SIG_SETMASK, &signals->before, NULL);
  close(signals->descriptor);
  free(signals);
}

int news_signals_count(news_signals *signals) {
  if (!signals) return 0;
  struct signalfd_siginfo info;
  while (read(signals->descriptor, &info, sizeof info) == sizeof info) {
    if (!signals->count) signals->number = (int)info.ssi_signo;
    signals->count++;
  }
  return signals->count;
}

int news_signals_number(const news_signals *signals) {
  return signals ? signals->number : 0;
}

int news_signals_descriptor(const news_signals *signals) {
  return signals ? signals->descriptor : -1;
}

void news_signals_leave(news_signals *signals) {
  for (int i = 0; i < TAKEN; i++) signal(taken[i], SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (signals) signals->count = signals->number = 0;
}
