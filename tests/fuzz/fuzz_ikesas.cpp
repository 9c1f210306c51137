#include "models/azure/network/ikesas.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro::azure;

/// Whatever stands for Azure's answer: SAs, or an error with a reason.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray answer(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto sas = readIkeSas(answer);
    if (!sas && sas.error().text.isEmpty())
        std::abort();
    return 0;
}
