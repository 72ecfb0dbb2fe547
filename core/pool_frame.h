#ifndef NEWS_POOL_FRAME_H
#define NEWS_POOL_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <stdint.h>

#include "buffer.h"

/* Frames over the socket between supervisor and worker; internal to pool*.c.  A
 * frame is an 8-byte header, size << 8 | kind in the machine's byte order, and
 * `size` bytes.  In a FRAME_JOB there is between them a uint32_t, the number of
 * its files, and an int32_t for each: -errno, or not negative for the next of
 * the descriptors sent with the first byte. */

typedef enum frame_kind {
  FRAME_JOB = 1, /* to the worker: the payload of a job */
  FRAME_READY,   /* from the worker: the start callback is done */
  FRAME_DATA,    /* a frame of the host */
  FRAME_DONE,    /* the job is done */
} frame_kind;

enum { FRAME_HEADER = 8, FRAME_FILES = 32 };

static inline uint64_t frame_header(frame_kind kind, size_t size) {
  return (uint64_t)size << 8 | (uint64_t)kind;
}

typedef enum frame_result {
  FRAME_WAIT,  /* not complete yet, or nothing can be sent now */
  FRAME_GOT,   /* got one frame, or all is sent */
  FRAME_END,   /* the other side is gone */
  FRAME_BAD,   /* received something that is no frame or over the limit */
  FRAME_NOMEM, /* out of memory */
} frame_result;

/* The receiving side of a non-blocking socket. */
typedef struct frame_inbox {
  char *room; /* small frames are returned from here without copying */
  size_t start, end;
  uint64_t header;  /* header of the frame whose body is being read; 0: none */
  news_buffer body; /* body of a frame that does not fit the room */
  uint64_t given;   /* bytes of all frames returned so far */
} frame_inbox;

typedef struct frame_view {
  frame_kind kind;
  const char *data; /* valid until the next call with the inbox */
  size_t size;
  bool owned; /* `data` is the inbox's body and can be taken over */
} frame_view;

/* The frame at `bytes`; FRAME_WAIT if it is not complete. */
frame_result news_frame_view(const char *bytes, size_t size, size_t limit,
                             frame_view *out);

bool news_frame_inbox_new(frame_inbox *inbox);
void news_frame_inbox_free(frame_inbox *inbox);

/* The next frame of at most `limit` bytes. */
frame_result news_frame_receive(frame_inbox *inbox, int socket, size_t limit,
                                frame_view *out);

/* Move the frame's bytes to `out`; copies them only if they are few. */
bool news_frame_keep(frame_inbox *inbox, const frame_view *from,
                     news_buffer *out);

/* Room for the descriptors of a job in a control message. */
typedef union file_message {
  struct cmsghdr header;
  char room[CMSG_SPACE(FRAME_FILES * sizeof(int))];
} file_message;

/* The beginning of a FRAME_JOB, before its bytes. */
typedef struct frame_head {
  uint64_t header;
  uint32_t count;
  int32_t files[FRAME_FILES]; /* descriptors owned by the outbox, or -errno */
} frame_head;

/* The job being sent on a non-blocking socket; the payload is borrowed. */
typedef struct frame_outbox {
  frame_head head;
  size_t head_size;
  const char *data;
  size_t size; /* head included */
  size_t sent;
} frame_outbox;

/* Begin a job; the first `count` of head.files are set by the caller. */
void news_frame_begin(frame_outbox *outbox, uint32_t count, const char *data,
                      size_t size);
/* Close the descriptors not sent yet and forget the job. */
void news_frame_outbox_free(frame_outbox *outbox);
bool news_frame_sending(const frame_outbox *outbox);
frame_result news_frame_push(frame_outbox *outbox, int socket);

#endif
