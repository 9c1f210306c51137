#include "models/playbook/yaml.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace Qt::StringLiterals;

/// Whatever the file holds: a document, or one error that begins with the file's name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray yaml(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto document = playbook::parseYaml(yaml, u"/x.yml"_s);
    if (!document && !document.error().text.startsWith(u"/x.yml:"_s))
        std::abort();
    return 0;
}
