#include "app/skybroctl/heap.h"

#include <QtGlobal>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace skybro::ctl {

void fitHeap()
{
#ifdef __GLIBC__
    constexpr int room = 256 * 1024 * 1024;   // address space: a page counts when it is written to
    constexpr int largest = 32 * 1024 * 1024; // as glibc has it
    constexpr int step = 4 * 1024 * 1024;
    constexpr std::uintptr_t hugePage = 2 * 1024 * 1024;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, largest);
    mallopt(M_TRIM_THRESHOLD, 2 * room);
    mallopt(M_TOP_PAD, room);
    void *volatile more = std::malloc(step); // than there is: the heap grows by it and by room
    std::free(more);
    mallopt(M_TOP_PAD, step);
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    const std::uintptr_t begin = (end - room + hugePage - 1) / hugePage * hugePage;
    (void)madvise(reinterpret_cast<void *>(begin), end - begin, MADV_HUGEPAGE); // else small ones do
#endif
}

} // namespace skybro::ctl
