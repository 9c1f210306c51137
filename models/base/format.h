#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <fmt/format.h>

#include <string_view>

// Qt's strings in fmt's format strings, as UTF-8. Secret has no formatter on purpose: formatting one does not
// compile.
template <>
struct fmt::formatter<QString> : fmt::formatter<std::string_view>
{
    auto format(const QString &value, fmt::format_context &context) const
    {
        const QByteArray utf8 = value.toUtf8();
        return fmt::formatter<std::string_view>::format({utf8.constData(), static_cast<size_t>(utf8.size())},
                                                        context);
    }
};

template <>
struct fmt::formatter<QByteArray> : fmt::formatter<std::string_view>
{
    auto format(const QByteArray &value, fmt::format_context &context) const
    {
        return fmt::formatter<std::string_view>::format(
            {value.constData(), static_cast<size_t>(value.size())}, context);
    }
};
