/* Walks a directory: the regular files below it, in the order of their
 * names. */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "reader.h"

/* One directory being walked: its sorted names. */
typedef struct level {
  news_buffer text; /* the names, each with its kind before it and a NUL */
  const char **names;
  size_t count, next;
  size_t path_size; /* of the directory's path, "/" included */
  dev_t device;
  ino_t inode;
} level;

struct news_walk {
  news_buffer path;
  level levels[NEWS_WALK_DEPTH];
  int depth;
};

static void level_free(level *l) {
  free(l->names);
  news_buffer_free(&l->text);
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The next entry; NULL with errno 0 at the end. */
static const struct dirent *next_entry(DIR *directory) {
  errno = 0;
  return readdir(directory);
}

static news_status collect_names(level *l, DIR *directory, news_error *err) {
  const struct dirent *entry;
  while ((entry = next_entry(directory)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    news_buffer_add_byte(&l->text, (char)entry->d_type);
    news_buffer_add(&l->text, entry->d_name, strlen(entry->d_name) + 1);
    l->count++;
  }
  if (errno) return news_fail_system(err, "cannot read");
  return l->text.failed ? news_fail(err, NEWS_ENOMEM, 0, NULL) : NEWS_OK;
}

/* Read the names of the open directory. */
static news_status level_read(level *l, DIR *directory, news_error *err) {
  news_status status = collect_names(l, directory, err);
  if (status) return status;
  l->names = malloc((l->count + 1) * sizeof *l->names);
  if (!l->names) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  const char *name = l->text.data;
  for (size_t i = 0; i < l->count; i++, name += strlen(name) + 1)
    l->names[i] = ++name;
  qsort(l->names, l->count, sizeof *l->names, compare_names);
  return NEWS_OK;
}

/* Begin the directory at walk->path.  NEWS_EIO if it cannot be read. */
static news_status push_level(news_walk *walk, const struct stat *about,
                              news_error *err) {
  DIR *directory = opendir(walk->path.data);
  if (!directory) return news_fail_system(err, "cannot open");
  level *l = &walk->levels[walk->depth];
  *l = (level){.device = about->st_dev, .inode = about->st_ino};
  news_status status = level_read(l, directory, err);
  int saved = errno;
  closedir(directory);
  if (!status && walk->path.data[walk->path.size - 1] != '/') {
    news_buffer_add_byte(&walk->path, '/');
    if (walk->path.failed) status = news_fail(err, NEWS_ENOMEM, 0, NULL);
  }
  if (status) {
    level_free(l);
    errno = saved;
    return status;
  }
  l->path_size = walk->path.size;
  walk->depth++;
  return NEWS_OK;
}

news_status news_walk_new(const char *path, news_walk **out, news_error *err) {
  *out = NULL;
  struct stat about;
  if (stat(path, &about)) return news_fail_system(err, "cannot open");
  if (!S_ISDIR(about.st_mode)) {
    errno = ENOTDIR;
    return news_fail_system(err, "cannot open");
  }
  news_walk *walk = calloc(1, sizeof *walk);
  if (!walk) return news_fail(err, NEWS_ENOMEM, 0, NULL);
  news_buffer_add_text(&walk->path, path);
  news_status status = walk->path.failed ? news_fail(err, NEWS_ENOMEM, 0, NULL)
                                         : push_level(walk, &about, err);
  if (status) {
    int saved = errno;
    news_walk_free(walk);
    errno = saved;
    return status;
  }
  *out = walk;
  return NEWS_OK;
}

void news_walk_free(news_walk *walk) {
  if (!walk) return;
  while (walk->depth > 0) level_free(&walk->levels[--walk->depth]);
  news_buffer_free(&walk->path);
  free(walk);
}

static bool is_loop(const news_walk *walk, const struct stat *about) {
  for (int i = 0; i < walk->depth; i++)
    if (walk->levels[i].inode == about->st_ino &&
        walk->levels[i].device == about->st_dev)
      return true;
  return false;
}

static void refuse(news_walk_entry *entry, const char *reason,
                   const char *detail) {
  entry->kind = NEWS_WALK_REFUSED;
  entry->reason = reason;
  entry->detail = detail;
}

/* Enter the directory at walk->path, or say why not.  Sets *entered if there is
 * no entry to return. */
static news_status enter(news_walk *walk, const struct stat *about,
                         news_walk_entry *entry, bool *entered) {
  if (is_loop(walk, about)) {
    refuse(entry, "a loop of links", "");
  } else if (walk->depth == NEWS_WALK_DEPTH) {
    refuse(entry, "directories nested too deeply", "");
  } else {
    news_error err;
    news_status status = push_level(walk, about, &err);
    if (status == NEWS_EIO)
      refuse(entry, err.what, strerror(errno));
    else if (status)
      return status;
    else
      *entered = true;
  }
  return NEWS_OK;
}

/* Visit the next name of the innermost directory, whose entries tell for most
 * names whether they are files. */
static news_status visit(news_walk *walk, level *l, news_walk_entry *entry,
                         bool *entered) {
  struct stat about;
  const char *name = l->names[l->next++];
  walk->path.size = l->path_size;
  news_buffer_add_text(&walk->path, name);
  if (walk->path.failed) return NEWS_ENOMEM;
  entry->path = walk->path.data;
  if ((unsigned char)name[-1] == DT_REG)
    entry->kind = NEWS_WALK_FILE;
  else if (stat(entry->path, &about))
    refuse(entry, "cannot open", strerror(errno));
  else if (S_ISDIR(about.st_mode))
    return enter(walk, &about, entry, entered);
  else if (S_ISREG(about.st_mode))
    entry->kind = NEWS_WALK_FILE;
  else
    refuse(entry, "not a regular file", "");
  return NEWS_OK;
}

news_status news_walk_next(news_walk *walk, news_walk_entry *entry) {
  while (walk->depth > 0) {
    level *l = &walk->levels[walk->depth - 1];
    *entry = (news_walk_entry){NEWS_WALK_END, "", "", ""};
    if (l->next == l->count) {
      level_free(l);
      walk->depth--;
      continue;
    }
    bool entered = false;
    news_status status = visit(walk, l, entry, &entered);
    if (status || !entered) return status;
  }
  *entry = (news_walk_entry){NEWS_WALK_END, "", "", ""};
  return NEWS_OK;
}

news_status news_path_look(const char *path, news_path_kind *kind,
                           news_error *err) {
  struct stat about;
  *kind = NEWS_PATH_OTHER;
  if (stat(path, &about)) return news_fail_system(err, "cannot open");
  if (S_ISREG(about.st_mode)) *kind = NEWS_PATH_FILE;
  if (S_ISDIR(about.st_mode)) *kind = NEWS_PATH_DIRECTORY;
  if (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode) ||
      S_ISCHR(about.st_mode))
    *kind = NEWS_PATH_PIPE;
  return NEWS_OK;
}
