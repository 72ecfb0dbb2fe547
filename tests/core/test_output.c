#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "check.h"
#include "scratch.h"

/* Write the text and commit; the status of the first failure. */
static news_status write_file(const char *path, const char *text,
                              news_error *err) {
  news_output *output;
  news_status status = news_output_create(path, &output, err);
  if (status) return status;
  status = news_output_write(output, text, strlen(text), err);
  if (!status) status = news_output_commit(output, err);
  news_output_free(output);
  return status;
}

static void pause_ms(int ms) {
  struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
  nanosleep(&t, NULL);
}

/* --------------------------------------------------------------- files */

static void a_file_has_its_name_only_when_it_is_whole(void) {
  news_output *output;
  int before = scratch_count();
  check(news_output_create(scratch_path("a"), &output, NULL) == NEWS_OK);
  check(news_output_write(output, "one\n", 4, NULL) == NEWS_OK);
  check(news_output_flush(output, NULL) == NEWS_OK);
  check(access(scratch_path("a"), F_OK) != 0);
  check(news_output_write(output, "two\n", 4, NULL) == NEWS_OK);
  check(news_output_size(output) == 8);
  check(news_output_commit(output, NULL) == NEWS_OK);
  news_output_free(output);
  check(strcmp(scratch_read("a"), "one\ntwo\n") == 0);
  check(scratch_count() == before + 1);
}

static void a_file_that_is_not_committed_leaves_nothing(void) {
  news_output *output;
  int before = scratch_count();
  check(news_output_create(scratch_path("b"), &output, NULL) == NEWS_OK);
  check(news_output_write(output, "one\n", 4, NULL) == NEWS_OK);
  news_output_free(output);
  check(scratch_count() == before);
}

static void what_killed_processes_left_is_swept(void) {
  static const char *const left[] = {".a.0123456789abcdef~",
                                     ".ab.0123456789abcdef~"};
  static const char kept[] = ".a.0123456789abcdeg~";
  scratch_write(left[0], "", 0);
  scratch_write(left[1], "", 0);
  scratch_write(kept, "", 0);
  check(news_output_sweep(scratch_path("."), "a", NULL) == NEWS_OK);
  check(access(scratch_path(left[0]), F_OK) != 0);
  check(access(scratch_path(left[1]), F_OK) == 0);
  check(news_output_sweep(scratch_path("."), NULL, NULL) == NEWS_OK);
  check(access(scratch_path(left[1]), F_OK) != 0);
  check(access(scratch_path(kept), F_OK) == 0);
  check(news_output_sweep(scratch_path("nowhere"), NULL, NULL) == NEWS_EIO);
}

static void what_somebody_writes_is_not_swept(void) {
  news_output *output;
  int before = scratch_count();
  check(news_output_create(scratch_path("d"), &output, NULL) == NEWS_OK);
  check(news_output_sweep(scratch_path("."), "d", NULL) == NEWS_OK);
  check(scratch_count() == before + 1);
  check(news_output_write(output, "one", 3, NULL) == NEWS_OK);
  check(news_output_commit(output, NULL) == NEWS_OK);
  news_output_free(output);
  check(strcmp(scratch_read("d"), "one") == 0);
}

static void an_existing_file_stays_until_the_commit(void) {
  news_output *output;
  struct stat about;
  const char *path = scratch_write("c", "old", 3);
  check(chmod(path, 0640) == 0);
  check(news_output_create(path, &output, NULL) == NEWS_OK);
  check(news_output_write(output, "new", 3, NULL) == NEWS_OK);
  check(strcmp(scratch_read("c"), "old") == 0);
  check(news_output_commit(output, NULL) == NEWS_OK);
  news_output_free(output);
  check(strcmp(scratch_read("c"), "new") == 0);
  check(stat(scratch_path("c"), &about) == 0);
  check((about.st_mode & 07777) == 0640);
}

static void a_link_is_followed(void) {
  struct stat about;
  scratch_write("target", "old", 3);
  check(symlink("target", scratch_path("link")) == 0);
  check(write_file(scratch_path("link"), "new", NULL) == NEWS_OK);
  check(strcmp(scratch_read("target"), "new") == 0);
  check(lstat(scratch_path("link"), &about) == 0 && S_ISLNK(about.st_mode));
}

static void a_link_to_what_is_not_there_makes_it(void) {
  struct stat about;
  check(mkdir(scratch_path("beside"), 0700) == 0);
  check(symlink("beside/second", scratch_path("first")) == 0);
  check(symlink("../made", scratch_path("beside/second")) == 0);
  check(write_file(scratch_path("first"), "new", NULL) == NEWS_OK);
  check(strcmp(scratch_read("made"), "new") == 0);
  check(lstat(scratch_path("first"), &about) == 0 && S_ISLNK(about.st_mode));
  check(lstat(scratch_path("beside/second"), &about) == 0 &&
        S_ISLNK(about.st_mode));
}

static void links_in_a_circle_are_refused(void) {
  news_error err;
  check(symlink("round", scratch_path("around")) == 0);
  check(symlink("around", scratch_path("round")) == 0);
  check(write_file(scratch_path("round"), "x", &err) == NEWS_EIO);
  check(errno == ELOOP);
}

static void a_name_without_a_directory_is_in_the_current_one(void) {
  char before[4096];
  check(getcwd(before, sizeof before) != NULL);
  check(chdir(scratch) == 0);
  check(write_file("here", "x", NULL) == NEWS_OK);
  check(chdir(before) == 0);
  check(strcmp(scratch_read("here"), "x") == 0);
}

static void what_cannot_be_created_says_why(void) {
  news_error err;
  check(write_file(scratch_path("none/x"), "x", &err) == NEWS_EIO);
  check(errno == ENOENT);
  check(strcmp(err.what, "cannot open directory") == 0);
  check(write_file(scratch, "x", &err) == NEWS_EIO);
  check(errno == EISDIR);
}

static void much_in_small_pieces_comes_out_whole(void) {
  news_output *output;
  check(news_output_create(scratch_path("much"), &output, NULL) == NEWS_OK);
  for (int i = 0; i < 100000; i++)
    check(news_output_write(output, "0123456789", (size_t)(i % 11), NULL) ==
          NEWS_OK);
  uint64_t size = news_output_size(output);
  check(news_output_commit(output, NULL) == NEWS_OK);
  news_output_free(output);
  struct stat about;
  check(stat(scratch_path("much"), &about) == 0);
  check((uint64_t)about.st_size == size);
}

static void appending_cuts_what_lies_behind(void) {
  news_output *output;
  const char *path = scratch_write("log", "one\ntwo\nhal", 11);
  check(news_output_append(path, 8, &output, NULL) == NEWS_OK);
  check(news_output_write(output, "three\n", 6, NULL) == NEWS_OK);
  check(news_output_size(output) == 14);
  check(news_output_commit(output, NULL) == NEWS_OK);
  news_output_free(output);
  check(strcmp(scratch_read("log"), "one\ntwo\nthree\n") == 0);
  check(news_output_append(path, 99, &output, NULL) == NEWS_EDATA);
}

static void directories_are_made_with_their_parents(void) {
  news_error err;
  char path[200];
  snprintf(path, sizeof path, "%s", scratch_path("x/y/z"));
  check(news_output_directory(path, NULL) == NEWS_OK);
  check(news_output_directory(path, NULL) == NEWS_OK);
  strcat(path, "/");
  check(news_output_directory(path, NULL) == NEWS_OK);
  check(write_file(scratch_path("x/y/z/f"), "f", NULL) == NEWS_OK);
  check(news_output_directory(scratch_path("x/y/z/f"), &err) == NEWS_EIO);
  check(errno == ENOTDIR);
  check(news_output_directory(scratch_path("x/y/z/f/g"), &err) == NEWS_EIO);
}

/* -------------------------------------------------------------- failures */

static void a_full_device_is_an_error_and_stays_one(void) {
  news_output *output;
  news_error err;
  check(news_output_create("/dev/full", &output, NULL) == NEWS_OK);
  check(news_output_write(output, "x", 1, NULL) == NEWS_OK);
  check(news_output_flush(output, &err) == NEWS_EIO);
  check(errno == ENOSPC);
  check(strcmp(err.what, "cannot write") == 0);
  check(strcmp(err.detail, "No space left on device") == 0);
  check(news_output_write(output, "y", 1, &err) == NEWS_EIO);
  check(news_output_commit(output, &err) == NEWS_EIO);
  check(!news_output_closed(output));
  news_output_free(output);
}

static void a_full_disk_leaves_the_old_file(void) {
  struct rlimit before, small = {4096, 4096};
  news_signals *signals;
  char *text = calloc(1, 100001);
  news_error err;
  memset(text, 'x', 100000);
  scratch_write("kept", "old", 3);
  int count = scratch_count();
  check(news_signals_new(&signals, NULL) == NEWS_OK); /* SIGXFSZ ignored */
  check(getrlimit(RLIMIT_FSIZE, &before) == 0);
  small.rlim_max = before.rlim_max;
  check(setrlimit(RLIMIT_FSIZE, &small) == 0);
  check(write_file(scratch_path("kept"), text, &err) == NEWS_EIO);
  check(errno == EFBIG);
  check(setrlimit(RLIMIT_FSIZE, &before) == 0);
  news_signals_free(signals);
  check(strcmp(scratch_read("kept"), "old") == 0);
  check(scratch_count() == count);
  free(text);
}

/* If nothing can be written, only the commit notices. */
static void a_flush_leaves_a_file_that_nobody_reads_alone(void) {
  struct rlimit before, none = {0, 0};
  news_output *output;
  news_signals *signals;
  check(news_signals_new(&signals, NULL) == NEWS_OK); /* SIGXFSZ ignored */
  check(news_output_create(scratch_path("c"), &output, NULL) == NEWS_OK);
  check(news_output_write(output, "one\n", 4, NULL) == NEWS_OK);
  check(getrlimit(RLIMIT_FSIZE, &before) == 0);
  none.rlim_max = before.rlim_max;
  check(setrlimit(RLIMIT_FSIZE, &none) == 0);
  check(news_output_flush(output, NULL) == NEWS_OK);
  check(news_output_commit(output, NULL) == NEWS_EIO);
  check(news_output_flush(output, NULL) == NEWS_EIO);
  check(setrlimit(RLIMIT_FSIZE, &before) == 0);
  news_output_free(output);
  news_signals_free(signals);
}

static void a_closed_pipe_is_told_apart(void) {
  int pipes[2];
  news_output *output;
  news_signals *signals;
  check(pipe(pipes) == 0);
  check(news_signals_new(&signals, NULL) == NEWS_OK); /* SIGPIPE ignored */
  check(news_output_use(pipes[1], &output, NULL) == NEWS_OK);
  check(news_output_write(output, "x", 1, NULL) == NEWS_OK);
  check(news_output_flush(output, NULL) == NEWS_OK);
  close(pipes[0]);
  check(news_output_write(output, "x", 1, NULL) == NEWS_OK);
  check(news_output_flush(output, NULL) == NEWS_EIO);
  check(news_output_closed(output));
  news_output_free(output);
  close(pipes[1]);
  news_signals_free(signals);
}

/* ---------------------------------------------------------------- pipes */

/* A child that reads the pipe slowly, in odd pieces, and exits with 0 if it got
 * `size` bytes of a counting pattern. */
static pid_t slow_reader(int pipes[2], size_t size) {
  pid_t child = fork();
  if (child) return child;
  close(pipes[1]);
  unsigned char piece[7919];
  size_t seen = 0;
  for (;;) {
    ssize_t n = read(pipes[0], piece, sizeof piece);
    if (n <= 0) break;
    for (ssize_t i = 0; i < n; i++)
      if (piece[i] != (unsigned char)(seen++ % 251)) _exit(1);
    if (seen % 5 == 0) pause_ms(1);
  }
  _exit(seen == size ? 0 : 2);
}

static bool passes_through_a_pipe(news_signals *signals, int flags) {
  enum { SIZE = 1000003 };
  int pipes[2], status;
  news_output *output;
  unsigned char *bytes = malloc(SIZE);
  for (size_t i = 0; i < SIZE; i++) bytes[i] = (unsigned char)(i % 251);
  if (pipe(pipes)) return false;
  pid_t reader = slow_reader(pipes, SIZE);
  close(pipes[0]);
  fcntl(pipes[1], F_SETFL, fcntl(pipes[1], F_GETFL) | flags);
  if (news_output_use(pipes[1], &output, NULL)) return false;
  news_output_watch(output, signals);
  bool fine = true;
  for (size_t i = 0; i < SIZE && fine; i += 3001)
    fine = !news_output_write(output, bytes + i,
                              SIZE - i < 3001 ? SIZE - i : 3001, NULL);
  fine = fine && !news_output_commit(output, NULL);
  news_output_free(output);
  close(pipes[1]);
  waitpid(reader, &status, 0);
  free(bytes);
  return fine && status == 0;
}

static void a_slow_reader_gets_every_byte(void) {
  news_signals *signals;
  check(passes_through_a_pipe(NULL, 0));
  check(passes_through_a_pipe(NULL, O_NONBLOCK));
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  check(passes_through_a_pipe(signals, 0));
  check(passes_through_a_pipe(signals, O_NONBLOCK));
  news_signals_free(signals);
}

static void a_stopped_consumer_is_left_with_the_second_signal(void) {
  int pipes[2];
  news_output *output;
  news_signals *signals;
  news_status status = NEWS_OK;
  char bytes[1000] = {0};
  check(pipe(pipes) == 0);
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  check(news_output_use(pipes[1], &output, NULL) == NEWS_OK);
  news_output_watch(output, signals);
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    pause_ms(50);
    kill(parent, SIGTERM);
    pause_ms(50);
    kill(parent, SIGTERM);
    _exit(0);
  }
  while (!status) status = news_output_write(output, bytes, 1000, NULL);
  check(status == NEWS_EIO);
  check(news_signals_count(signals) == 2);
  news_output_free(output);
  waitpid(child, NULL, 0);
  news_signals_free(signals);
  close(pipes[0]);
  close(pipes[1]);
}

static void signals_come_back_as_they_were(void) {
  news_signals *signals;
  struct sigaction now;
  sigset_t set;
  signal(SIGINT, SIG_IGN); /* as under nohup */
  signal(SIGHUP, SIG_DFL); /* not as under nohup */
  check(news_signals_new(&signals, NULL) == NEWS_OK);
  check(news_signals_count(signals) == 0);
  kill(getpid(), SIGINT);
  check(news_signals_count(signals) == 0);
  kill(getpid(), SIGHUP);
  check(news_signals_count(signals) == 1);
  check(news_signals_number(signals) == SIGHUP);
  news_signals_free(signals);
  check(sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL);
  check(sigprocmask(SIG_BLOCK, NULL, &set) == 0);
  check(!sigismember(&set, SIGTERM));
  signal(SIGINT, SIG_DFL);
  check(news_signals_count(NULL) == 0 && news_signals_number(NULL) == 0);
}

/* ---------------------------------------------------------------- names */

static bool names(news_names *list, const char *id, const char *wanted) {
  news_buffer out = NEWS_BUFFER_EMPTY;
  news_status status = news_names_add(list, id, strlen(id), "json", &out);
  bool same = !status && strcmp(out.data, wanted) == 0;
  if (!same) fprintf(stderr, "got %s\n", out.data ? out.data : "nothing");
  news_buffer_free(&out);
  return same;
}

static void names_are_safe_in_any_directory(void) {
  news_names *list = news_names_new();
  check(names(list, "article 1.txt", "article 1.txt.json"));
  check(names(list, "a/b\\c", "a%2Fb%5Cc.json"));
  check(names(list, "..", "%2E..json"));
  check(names(list, "", "untitled.json"));
  check(names(list, "-rf", "%2Drf.json"));
  check(names(list, "50%", "50%25.json"));
  check(names(list, "a\nb\x7F", "a%0Ab%7F.json"));
  check(names(list, "https://x.org/?a=b", "https%3A%2F%2Fx.org%2F%3Fa=b.json"));
  check(names(list, "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9.json"));
  check(names(list, "\xFFx\xC3", "%FFx%C3.json"));
  check(names(list,
              "\xE2\x80\xAE"
              "x",
              "%E2%80%AEx.json"));
  check(names(list, "\xC2\x85", "%C2%85.json"));
  news_names_free(list);
}

static void names_given_before_are_numbered(void) {
  news_names *list = news_names_new();
  check(names(list, "a", "a.json"));
  check(names(list, "a", "a~2.json"));
  check(names(list, "A", "A~3.json"));
  check(names(list, "a~4", "a~4.json"));
  check(names(list, "a", "a~5.json"));
  check(names(list, "", "untitled.json"));
  check(names(list, "", "untitled~2.json"));
  for (int i = 6; i < 2000; i++) {
    char wanted[32];
    snprintf(wanted, sizeof wanted, "a~%d.json", i);
    check(names(list, "a", wanted));
  }
  news_names_free(list);
}

static void long_names_are_cut_and_stay_different(void) {
  news_names *list = news_names_new();
  char id[1000];
  news_buffer one = NEWS_BUFFER_EMPTY, two = NEWS_BUFFER_EMPTY;
  for (int i = 0; i < 999; i++) id[i] = i % 2 ? '\xA9' : '\xC3';
  check(news_names_add(list, id, 998, "txt", &one) == NEWS_OK);
  id[997] = '\xA8';
  check(news_names_add(list, id, 998, "txt", &two) == NEWS_OK);
  check(one.size <= NEWS_NAME_MAX && one.size > 150);
  check(strcmp(one.data, two.data) != 0);
  check(strstr(one.data, "%") == NULL);
  memset(id, '/', 998);
  news_buffer_clear(&one);
  check(news_names_add(list, id, 998, "", &one) == NEWS_OK);
  check(one.size <= NEWS_NAME_MAX && !strchr(one.data, '/'));
  news_buffer_free(&one);
  news_buffer_free(&two);
  news_names_free(list);
}

int main(void) {
  if (!scratch_make()) return 1;
  run(a_file_has_its_name_only_when_it_is_whole);
  run(a_file_that_is_not_committed_leaves_nothing);
  run(what_killed_processes_left_is_swept);
  run(what_somebody_writes_is_not_swept);
  run(an_existing_file_stays_until_the_commit);
  run(a_link_is_followed);
  run(a_link_to_what_is_not_there_makes_it);
  run(links_in_a_circle_are_refused);
  run(a_name_without_a_directory_is_in_the_current_one);
  run(what_cannot_be_created_says_why);
  run(much_in_small_pieces_comes_out_whole);
  run(appending_cuts_what_lies_behind);
  run(directories_are_made_with_their_parents);
  run(a_full_device_is_an_error_and_stays_one);
  run(a_full_disk_leaves_the_old_file);
  run(a_flush_leaves_a_file_that_nobody_reads_alone);
  run(a_closed_pipe_is_told_apart);
  run(a_slow_reader_gets_every_byte);
  run(a_stopped_consumer_is_left_with_the_second_signal);
  run(signals_come_back_as_they_were);
  run(names_are_safe_in_any_directory);
  run(names_given_before_are_numbered);
  run(long_names_are_cut_and_stay_different);
  scratch_remove();
  return check_report();
}
