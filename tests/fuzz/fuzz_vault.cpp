#include "models/playbook/vault.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace Qt::StringLiterals;

/// Whatever the file holds: without the password there is never a plain text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const auto vault = [] {
        auto made = std::make_unique<playbook::Vault>();
        made->addPassword({}, Secret("not it"));
        return made;
    }();
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (vault->decrypt(text, u"x"_s))
        std::abort();
    return 0;
}
