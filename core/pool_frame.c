#include "pool_frame.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef FRAME_ROOM
#ifdef NEWS_TINY
#define FRAME_ROOM ((size_t)FRAME_HEADER)
#else
#define FRAME_ROOM ((size_t)64 << 10)
#endif
#endif

/* A body grows as its bytes arrive, so that a header alone reserves little. */
enum { BODY_STEP = 1 << 20 };

bool news_frame_inbox_new(frame_inbox *inbox) {
  *inbox = (frame_inbox){.room = malloc(FRAME_ROOM)};
  return inbox->room != NULL;
}

void news_frame_inbox_free(frame_inbox *inbox) {
  free(inbox->room);
  news_buffer_free(&inbox->body);
  *inbox = (frame_inbox){.room = NULL};
}

/* read() as a frame_result: FRAME_GOT with *got bytes, FRAME_WAIT or
 * FRAME_END. */
static frame_result receive_some(int socket, char *to, size_t size,
                                 size_t *got) {
  ssize_t n;
  do n = read(socket, to, size);
  while (n < 0 && errno == EINTR);
  if (n > 0) {
    *got = (size_t)n;
    return FRAME_GOT;
  }
  return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? FRAME_WAIT
                                                            : FRAME_END;
}

static frame_result fill_room(frame_inbox *inbox, int socket) {
  size_t got = 0, left = inbox->end - inbox->start;
  if (inbox->start && left)
    memmove(inbox->room, inbox->room + inbox->start, left);
  inbox->start = 0;
  inbox->end = left;
  frame_result result =
      receive_some(socket, inbox->room + left, FRAME_ROOM - left, &got);
  inbox->end += got;
  return result;
}

static void set_frame(frame_view *out, uint64_t header, const char *data,
                      bool owned) {
  out->kind = (frame_kind)(header & 0xFF);
  out->size = (size_t)(header >> 8);
  out->data = data;
  out->owned = owned;
}

static bool header_fits(uint64_t header, size_t limit) {
  uint64_t kind = header & 0xFF;
  return kind >= FRAME_JOB && kind <= FRAME_DONE && header >> 8 <= limit;
}

frame_result news_frame_view(const char *bytes, size_t size, size_t limit,
                             frame_view *out) {
  uint64_t header;
  if (size < FRAME_HEADER) return FRAME_WAIT;
  memcpy(&header, bytes, sizeof header);
  if (!header_fits(header, limit)) return FRAME_BAD;
  set_frame(out, header, bytes + FRAME_HEADER, false);
  return out->size <= size - FRAME_HEADER ? FRAME_GOT : FRAME_WAIT;
}

/* Return a frame that is complete in the room, or begin its body. */
static frame_result take_from_room(frame_inbox *inbox, size_t limit,
                                   frame_view *out) {
  const char *at = inbox->room + inbox->start;
  size_t left = inbox->end - inbox->start;
  frame_result result = news_frame_view(at, left, limit, out);
  if (result == FRAME_GOT) inbox->start += FRAME_HEADER + out->size;
  if (result != FRAME_WAIT || left < FRAME_HEADER ||
      out->size <= FRAME_ROOM - FRAME_HEADER)
    return result;
  inbox->header = frame_header(out->kind, out->size);
  news_buffer_add(&inbox->body, at + FRAME_HEADER, left - FRAME_HEADER);
  inbox->start = inbox->end = 0;
  return inbox->body.failed ? FRAME_NOMEM : FRAME_WAIT;
}

static frame_result fill_body(frame_inbox *inbox, int socket, frame_view *out) {
  size_t size = (size_t)(inbox->header >> 8);
  while (inbox->body.size < size) {
    size_t got = 0, want = size - inbox->body.size;
    if (want > BODY_STEP) want = BODY_STEP;
    char *room = news_buffer_room(&inbox->body, want);
    if (!room) return FRAME_NOMEM;
    frame_result result = receive_some(socket, room, want, &got);
    if (result != FRAME_GOT) return result;
    news_buffer_added(&inbox->body, got);
  }
  set_frame(out, inbox->header, inbox->body.data, true);
  return FRAME_GOT;
}

/* Drop the body that the last call returned. */
static void drop_given_body(frame_inbox *inbox) {
  if (!inbox->header || inbox->body.size < inbox->header >> 8) return;
  inbox->header = 0;
  news_buffer_free(&inbox->body);
}

static frame_result receive(frame_inbox *inbox, int socket, size_t limit,
                            frame_view *out) {
  for (;;) {
    if (inbox->header) return fill_body(inbox, socket, out);
    frame_result result = take_from_room(inbox, limit, out);
    if (result != FRAME_WAIT) return result;
    if (inbox->header) continue;
    result = fill_room(inbox, socket);
    if (result != FRAME_GOT) return result;
  }
}

frame_result news_frame_receive(frame_inbox *inbox, int socket, size_t limit,
                                frame_view *out) {
  drop_given_body(inbox);
  frame_result result = receive(inbox, socket, limit, out);
  if (result == FRAME_GOT) inbox->given += FRAME_HEADER + out->size;
  return result;
}

bool news_frame_keep(frame_inbox *inbox, const frame_view *from,
                     news_buffer *out) {
  if (from->owned) {
    *out = inbox->body;
    inbox->body = NEWS_BUFFER_EMPTY;
    inbox->header = 0;
    return true;
  }
  *out = NEWS_BUFFER_EMPTY;
  news_buffer_add(out, from->data, from->size);
  return !out->failed;
}

/* -------------------------------------------------------------- sending */

void news_frame_begin(frame_outbox *outbox, uint32_t count, const char *data,
                      size_t size) {
  outbox->head.header = frame_header(FRAME_JOB, size);
  outbox->head.count = count;
  outbox->head_size =
      offsetof(frame_head, files) + count * sizeof outbox->head.files[0];
  outbox->data = data;
  outbox->size = size + outbox->head_size;
  outbox->sent = 0;
}

bool news_frame_sending(const frame_outbox *outbox) {
  return outbox->sent < outbox->size;
}

static void close_files(const frame_outbox *outbox) {
  for (uint32_t i = 0; i < outbox->head.count; i++)
    if (outbox->head.files[i] >= 0) close(outbox->head.files[i]);
}

void news_frame_outbox_free(frame_outbox *outbox) {
  if (!outbox->sent) close_files(outbox);
  *outbox = (frame_outbox){.size = 0};
}

/* The parts left to send, at most two; returns their number. */
static int parts_left(const frame_outbox *outbox, struct iovec parts[2]) {
  int count = 0;
  size_t body = outbox->sent;
  if (outbox->sent < outbox->head_size) {
    parts[count].iov_base = (char *)(uintptr_t)&outbox->head + outbox->sent;
    parts[count++].iov_len = outbox->head_size - outbox->sent;
    body = outbox->head_size;
  }
  if (body < outbox->size) {
    parts[count].iov_base =
        (char *)(uintptr_t)outbox->data + (body - outbox->head_size);
    parts[count++].iov_len = outbox->size - body;
  }
  return count;
}

/* Attach the open files to the first byte. */
static void attach_files(const frame_outbox *outbox, struct msghdr *message,
                         file_message *room) {
  int *to = (int *)CMSG_DATA(&room->header);
  size_t count = 0;
  for (uint32_t i = 0; i < outbox->head.count; i++)
    if (outbox->head.files[i] >= 0)
      memcpy(to + count++, &outbox->head.files[i], sizeof(int));
  if (!count) return;
  room->header.cmsg_level = SOL_SOCKET;
  room->header.cmsg_type = SCM_RIGHTS;
  room->header.cmsg_len = CMSG_LEN(count * sizeof(int));
  message->msg_control = room;
  message->msg_controllen = CMSG_SPACE(count * sizeof(int));
}

frame_result news_frame_push(frame_outbox *outbox, int socket) {
  while (news_frame_sending(outbox)) {
    struct iovec parts[2];
    file_message room;
    struct msghdr message = {.msg_iov = parts};
    message.msg_iovlen = (size_t)parts_left(outbox, parts);
    if (!outbox->sent) attach_files(outbox, &message, &room);
    ssize_t n = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return errno == EAGAIN || errno == EWOULDBLOCK ? FRAME_WAIT : FRAME_END;
    if (n > 0 && !outbox->sent) close_files(outbox);
    outbox->sent += (size_t)n;
  }
  return FRAME_GOT;
}
