#include "models/site/sitefile.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace Qt::StringLiterals;

/// Whatever the file holds: a site with a subscription, or one error line that names the file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray yaml(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<site::Site> site = site::parseSite(yaml, u"/x.yaml"_s);
    if (site ? site->azure.subscription.isEmpty() : !site.error().text.startsWith(u"/x.yaml"_s))
        std::abort();
    return 0;
}
