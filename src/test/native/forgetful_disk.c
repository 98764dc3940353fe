/*
 * A disk that forgets what was not synced, and that can be full: an LD_PRELOAD layer for tests.
 *
 *   FORGETFUL_ROOT    the folder that it is about; all else is untouched
 *   FORGETFUL_SHADOW  what would be there after a power cut lies here:
 *                       file.<inode>  a file's bytes as of its last fsync or fdatasync
 *                       dir.<inode>   a folder's entries as of its last fsync: "<type> <inode> <name>" for each line
 *   FORGETFUL_FULL    while a file of this name exists, each write below the root fails with ENOSPC
 *
 * It is strict, as POSIX is: a new name is there after the cut only when its folder was synced since. An inode that is used
 * again would mix two files, so unlinked files are kept open until the process ends (removed names only, few in a test).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *root(void) {
    static const char *value;
    if (!value) value = getenv("FORGETFUL_ROOT");
    return value;
}

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

static int is_ours(int fd) {
    char path[PATH_MAX];
    const char *prefix = root();
    if (!prefix || !path_of(fd, path)) return 0;
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_full(int fd) {
    const char *flag = getenv("FORGETFUL_FULL");
    int before = errno;
    int full = flag && access(flag, F_OK) == 0 && is_ours(fd);
    errno = before;
    return full;
}

/* The draft's name is of this thread alone; the rename makes the new state whole. */
static FILE *draft(const char *kind, unsigned long inode, char *draft_name, char *name) {
    snprintf(name, PATH_MAX, "%s/%s.%lu", getenv("FORGETFUL_SHADOW"), kind, inode);
    snprintf(draft_name, PATH_MAX, "%s.%d.tmp", name, gettid());
    return fopen(draft_name, "w");
}

static void remember_file(int fd, struct stat *status) {
    char link[64], from[PATH_MAX], to[PATH_MAX];
    static __thread char buffer[1 << 16];
    FILE *out = draft("file", status->st_ino, from, to);
    if (!out) abort();
    /* The descriptor may be write-only: its file is opened once more. */
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int in = open(link, O_RDONLY);
    if (in < 0) abort();
    ssize_t count;
    while ((count = read(in, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, count, out);
    close(in);
    if (fclose(out) || rename(from, to)) abort();
}

static void remember_folder(int fd, struct stat *status) {
    char path[PATH_MAX], from[PATH_MAX], to[PATH_MAX];
    FILE *out = draft("dir", status->st_ino, from, to);
    DIR *folder = path_of(fd, path) ? opendir(path) : NULL;
    if (!out || !folder) abort();
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            fprintf(out, "%c %lu %s\n", entry->d_type == DT_DIR ? 'd' : 'f', (unsigned long) entry->d_ino, entry->d_name);
    }
    closedir(folder);
    if (fclose(out) || rename(from, to)) abort();
}

static void remember(int fd) {
    struct stat status;
    int before = errno;
    if (is_ours(fd) && fstat(fd, &status) == 0) {
        if (S_ISREG(status.st_mode)) remember_file(fd, &status);
        if (S_ISDIR(status.st_mode)) remember_folder(fd, &status);
    }
    errno = before;
}

int fsync(int fd) {
    remember(fd);
    return REAL(fsync)(fd);
}

int fdatasync(int fd) {
    remember(fd);
    return REAL(fdatasync)(fd);
}

#define FULL(fd) if (is_full(fd)) { errno = ENOSPC; return -1; }

ssize_t write(int fd, const void *bytes, size_t count) {
    FULL(fd)
    return REAL(write)(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    FULL(fd)
    return REAL(pwrite)(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    FULL(fd)
    return REAL(pwrite64)(fd, bytes, count, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    FULL(fd)
    return REAL(writev)(fd, parts, count);
}

/* Keeps the inode of a removed file in use, so that its number is not given to another one. */
static void keep_inode(int at, const char *path) {
    int before = errno;
    int fd = openat(at, path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && !is_ours(fd)) close(fd);
    errno = before;
}

int unlink(const char *path) {
    keep_inode(AT_FDCWD, path);
    return REAL(unlink)(path);
}

int unlinkat(int at, const char *path, int flags) {
    keep_inode(at, path);
    return REAL(unlinkat)(at, path, flags);
}

int rmdir(const char *path) {
    keep_inode(AT_FDCWD, path);
    return REAL(rmdir)(path);
}

int remove(const char *path) {
    keep_inode(AT_FDCWD, path);
    return REAL(remove)(path);
}
