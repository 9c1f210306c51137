#include "models/base/redact.h"

#include <QRegularExpression>
#include <QString>

namespace skybro {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

const QList<Rule> &rules()
{
    constexpr auto options = QRegularExpression::CaseInsensitiveOption;
    static const QString keys =
        u"client_?secret|password|passwd|passphrase|access_?token|refresh_?token|id_?token|"
        "assertion|device_?code|shared_?key|account_?key|adminPassword|protectedSettings"_s;
    static const QList<Rule> list{
        {QRegularExpression(u"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)"_s,
                            QRegularExpression::DotMatchesEverythingOption),
         u"[redacted]"_s},
        {QRegularExpression(uR"(\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+)"_s, options), u"\\1 [redacted]"_s},
        {QRegularExpression(uR"(\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?)"_s), u"[redacted]"_s},
        {QRegularExpression(uR"re(("(?:%1)"\s*:\s*)"(?:[^"\\]|\\.)*"?)re"_s.arg(keys), options),
         u"\\1\"[redacted]\""_s},
        {QRegularExpression(uR"(\b((?:%1)\s*[=:]\s*)[^\s&"',;]+)"_s.arg(keys), options), u"\\1[redacted]"_s},
        {QRegularExpression(uR"(([?&]sig=)[^&\s"]+)"_s, options), u"\\1[redacted]"_s},
    };
    return list;
}

} // namespace

std::string redact(std::string_view text)
{
    QString clean = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const Rule &rule : rules())
        clean.replace(rule.pattern, rule.replacement);
    return clean.toStdString();
}

} // namespace skybro
