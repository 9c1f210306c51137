#include "models/tunnel/ipsec/ipseclog.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro::tunnel;

/// Whatever a log holds: no crash, words of bounded length, each finding's time is one or none.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 0), Qt::UTC);
    for (const LogFinding &finding : readIpsecLog(text, now)) {
        if (finding.words.size() > 300 || finding.words.contains(u'\n') ||
            (finding.at.isValid() && finding.at.timeSpec() != Qt::UTC))
            std::abort();
    }
    return 0;
}
