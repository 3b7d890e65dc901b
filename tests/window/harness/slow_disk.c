/* Owns letting every page of the book take long to read, for a test that starts the program with this
 * in LD_PRELOAD. While there is a file that COUNTERFOIL_SLOW_PLAN names, it says for how many
 * microseconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_the_book(int file) {
  static const char name[] = "/book.sqlite3";
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < (ssize_t)sizeof name) return 0;
  path[length] = 0;
  return strcmp(path + length - (sizeof name - 1), name) == 0;
}

static useconds_t delay(void) {
  const char *plan = getenv("COUNTERFOIL_SLOW_PLAN");
  FILE *told = plan == NULL ? NULL : fopen(plan, "r");
  if (told == NULL) return 0;
  unsigned delay_us = 0;
  int is_read = fscanf(told, "%u", &delay_us) == 1;
  fclose(told);
  return is_read ? delay_us : 0;
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t from) {
  static ssize_t (*real)(int, void *, size_t, off64_t);
  if (real == NULL) real = (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  useconds_t delay_us = delay();
  if (delay_us > 0 && is_the_book(file)) usleep(delay_us);
  return real(file, bytes, count, from);
}
