/* Owns letting the system refuse writes and syncs of the book, for a test that starts itself with this
 * in LD_PRELOAD. The file that COUNTERFOIL_IO_ERRORS names says which: `round call skip fail error`,
 * where the call is `write` or `sync`, and so many are let through before so many fail with this error. The file of the
 * same name with `.hit` is made when one does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int known_round;
static char call[16];
static long skip, fail;
static int error;

static int is_of_the_book(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strstr(path, "/book.sqlite3") != NULL;
}

static int is_refused(const char *name, int file) {
  const char *plan = getenv("COUNTERFOIL_IO_ERRORS");
  if (plan == NULL || !is_of_the_book(file)) return 0;
  pthread_mutex_lock(&guard);
  FILE *told = fopen(plan, "r");
  if (told != NULL) {
    int round, number;
    char what[16];
    long let_through, refused;
    if (fscanf(told, "%d %15s %ld %ld %d", &round, what, &let_through, &refused, &number) == 5 &&
        round != known_round) {
      known_round = round;
      strcpy(call, what);
      skip = let_through;
      fail = refused;
      error = number;
    }
    fclose(told);
  }
  int refused = 0;
  if (strcmp(call, name) == 0) {
    if (skip > 0) {
      skip--;
    } else if (fail > 0) {
      fail--;
      refused = 1;
    }
  }
  pthread_mutex_unlock(&guard);
  if (refused) {
    char hit[4096];
    snprintf(hit, sizeof hit, "%s.hit", plan);
    FILE *mark = fopen(hit, "w");
    if (mark != NULL) fclose(mark);
    errno = error;
  }
  return refused;
}

#define NEXT(name) (*(void **)&next = dlsym(RTLD_NEXT, name))

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  ssize_t (*next)(int, const void *, size_t, off_t);
  NEXT("pwrite");
  return is_refused("write", file) ? -1 : next(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  ssize_t (*next)(int, const void *, size_t, off64_t);
  NEXT("pwrite64");
  return is_refused("write", file) ? -1 : next(file, bytes, count, at);
}

ssize_t write(int file, const void *bytes, size_t count) {
  ssize_t (*next)(int, const void *, size_t);
  NEXT("write");
  return is_refused("write", file) ? -1 : next(file, bytes, count);
}

int fsync(int file) {
  int (*next)(int);
  NEXT("fsync");
  return is_refused("sync", file) ? -1 : next(file);
}

int fdatasync(int file) {
  int (*next)(int);
  NEXT("fdatasync");
  return is_refused("sync", file) ? -1 : next(file);
}
