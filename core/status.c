#include "status.h"

#include <errno.h>
#include <string.h>

const char *news_status_text(news_status status) {
  switch (status) {
    case NEWS_OK: return "ok";
    case NEWS_ENOMEM: return "out of memory";
    case NEWS_EUTF8: return "text is not valid UTF-8";
    case NEWS_ETOOBIG: return "too long";
    case NEWS_ESYNTAX: return "syntax error";
    case NEWS_EDATA: return "damaged or unknown data";
    case NEWS_EBUDGET: return "step budget used up";
    case NEWS_EIO: return "input or output error";
  }
  return "unknown status";
}

news_status news_fail(news_error *err, news_status status, size_t offset,
                      const char *what) {
  return news_fail_with(err, status, offset, what, "", 0);
}

news_status news_fail_with(news_error *err, news_status status, size_t offset,
                           const char *what, const char *detail, size_t size) {
  if (!err) return status;
  err->status = status;
  err->offset = offset;
  err->what = what ? what : news_status_text(status);
  if (size >= NEWS_DETAIL_MAX) {
    size = NEWS_DETAIL_MAX - 1;
    while (size > 0 && ((unsigned char)detail[size] & 0xC0) == 0x80) size--;
  }
  memcpy(err->detail, detail, size);
  err->detail[size] = '\0';
  return status;
}

news_status news_fail_system(news_error *err, const char *what) {
  int saved = errno;
  const char *text = strerror(saved);
  news_fail_with(err, NEWS_EIO, 0, what, text, strlen(text));
  errno = saved;
  return NEWS_EIO;
}
