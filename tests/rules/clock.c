/* Preloaded by dates_spec.lua: fixes the calendar clock at CLOCK seconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t stands_at(void) {
  const char *text = getenv("CLOCK");
  return text ? (time_t)atoll(text) : 0;
}

time_t time(time_t *out) {
  time_t now = stands_at();
  if (out) *out = now;
  return now;
}

int gettimeofday(struct timeval *restrict tv, void *restrict tz) {
  (void)tz;
  tv->tv_sec = stands_at();
  tv->tv_usec = 0;
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
  int (*real)(clockid_t, struct timespec *) = NULL;
  *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
  int status = real(clock, out);
  if (status == 0 && clock == CLOCK_REALTIME) {
    out->tv_sec = stands_at();
    out->tv_nsec = 0;
  }
  return status;
}
