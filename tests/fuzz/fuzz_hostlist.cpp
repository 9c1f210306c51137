#include "models/slurm/hostlist.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;

/// Whatever is typed: names within the limit, each once, that compress and expand to the same set; or one
/// error line.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    constexpr qsizetype limit = 2000;
    Result<QStringList> names = slurm::expandHostlist(text, limit);
    if (!names) {
        if (names.error().kind != ErrorKind::Invalid || names.error().text.isEmpty())
            std::abort();
        return 0;
    }
    if (names->isEmpty() || names->size() > limit)
        std::abort();
    Result<QStringList> again = slurm::expandHostlist(slurm::compressHostlist(*names), limit);
    if (!again)
        std::abort();
    names->sort();
    again->sort();
    if (*again != *names)
        std::abort();
    return 0;
}
