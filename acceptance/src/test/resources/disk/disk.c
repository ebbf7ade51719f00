/* A disk that fails on demand, put between a process and its files with LD_PRELOAD.
 *
 * It watches the files of the store, `countersign.db` and what begins with that name, except the
 * shared memory `-shm`, which no power cut keeps anyway.
 *
 * DISK_UNDO names a directory. Before anything is written to a watched file, what stood there
 * before is kept in DISK_UNDO/<name>; a sync of the file empties that. Whoever plays it back after
 * a kill has the file as a power cut may leave it: without what was never synced.
 * One record: offset, size of the file before, length (three int64), then the bytes.
 *
 * DISK_FAULT names a file whose first word is what goes wrong now, if it exists:
 *   eio    writing to a watched file fails
 *   full   there is no space but what the ballast keeps: nothing can be written while it exists,
 *          it cannot be made anew, and the file system says that nothing is free
 *   choked as full, whatever becomes of the ballast
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

static ssize_t real_pwrite(int fd, const void *data, size_t n, off64_t at) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  return real_pwrite64(fd, data, n, at);
}

/* The path behind a descriptor; its last part is returned. */
static const char *name_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, size - 1);
  if (n <= 0 || path[0] != '/') return NULL;
  path[n] = 0;
  return strrchr(path, '/') + 1;
}

static int is_watched(const char *name) {
  if (!name || strncmp(name, "countersign.db", 14) != 0) return 0;
  size_t n = strlen(name);
  return n < 4 || strcmp(name + n - 4, "-shm") != 0;
}

static char fault(void) {
  const char *file = getenv("DISK_FAULT");
  char c = 0;
  int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    if (read(fd, &c, 1) != 1) c = 0;
    close(fd);
  }
  return c;
}

/* The errno with which writing to this file fails now, or 0. */
static int failure(const char *path, const char *name) {
  int ballast = strcmp(name, "ballast") == 0;
  if (!ballast && !is_watched(name)) return 0;
  char now = fault();
  if (now == 'e') return ballast ? 0 : EIO;
  if (now == 'c') return ENOSPC;
  if (now != 'f') return 0;
  if (ballast) return ENOSPC;
  char beside[4200];
  snprintf(beside, sizeof beside, "%.*sballast", (int)(name - path), path);
  return access(beside, F_OK) == 0 ? ENOSPC : 0;
}

static int undo_file(const char *name, int flags) {
  const char *dir = getenv("DISK_UNDO");
  if (!dir || !is_watched(name)) return -1;
  char path[4200];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return open(path, flags | O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
}

/* Keeps what stands from `at` on, `n` bytes or as far as the file goes. */
static void keep(int fd, const char *name, int64_t at, int64_t n) {
  int undo = undo_file(name, O_APPEND);
  if (undo < 0) return;
  struct stat st;
  fstat(fd, &st);
  int64_t left = st.st_size > at ? st.st_size - at : 0;
  int64_t head[3] = {at, st.st_size, n < left ? n : left};
  char *record = malloc(sizeof head + head[2]);
  memcpy(record, head, sizeof head);
  ssize_t got = pread(fd, record + sizeof head, head[2], at);
  /* A descriptor that may only write cannot be read: the store has none such. */
  if (got != head[2]) abort();
  REAL(ssize_t, write, int, const void *, size_t);
  if (real_write(undo, record, sizeof head + head[2]) < 0) abort();
  free(record);
  close(undo);
}

static void synced(const char *name) {
  int undo = undo_file(name, O_TRUNC);
  if (undo >= 0) close(undo);
}

ssize_t write(int fd, const void *data, size_t n) {
  REAL(ssize_t, write, int, const void *, size_t);
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  int failed = name ? failure(path, name) : 0;
  if (failed) { errno = failed; return -1; }
  if (!is_watched(name)) return real_write(fd, data, n);
  pthread_mutex_lock(&lock);
  keep(fd, name, lseek(fd, 0, SEEK_CUR), n);
  ssize_t done = real_write(fd, data, n);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t n, off64_t at) {
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  int failed = name ? failure(path, name) : 0;
  if (failed) { errno = failed; return -1; }
  if (!is_watched(name)) return real_pwrite(fd, data, n, at);
  pthread_mutex_lock(&lock);
  keep(fd, name, at, n);
  ssize_t done = real_pwrite(fd, data, n, at);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t n, off_t at) {
  return pwrite64(fd, data, n, at);
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, ftruncate64, int, off64_t);
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  if (!is_watched(name)) return real_ftruncate64(fd, size);
  pthread_mutex_lock(&lock);
  struct stat st;
  fstat(fd, &st);
  keep(fd, name, size, st.st_size);
  int done = real_ftruncate64(fd, size);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate(int fd, off_t size) {
  return ftruncate64(fd, size);
}

int fsync(int fd) {
  REAL(int, fsync, int);
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  if (!is_watched(name)) return real_fsync(fd);
  pthread_mutex_lock(&lock);
  int done = real_fsync(fd);
  if (done == 0) synced(name);
  pthread_mutex_unlock(&lock);
  return done;
}

int fdatasync(int fd) {
  return fsync(fd);
}

int statvfs64(const char *path, struct statvfs64 *out) {
  REAL(int, statvfs64, const char *, struct statvfs64 *);
  int done = real_statvfs64(path, out);
  char now = fault();
  if (done == 0 && (now == 'f' || now == 'c')) out->f_bavail = out->f_bfree = 0;
  return done;
}
