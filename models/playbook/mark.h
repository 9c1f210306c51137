#pragma once

#include <QString>

namespace skybro::playbook {

/// A place in a file. Lines and columns count from 1, columns in characters; line 0: the file as a whole.
struct Mark
{
    QString file;
    int line = 0;
    int column = 0;

    [[nodiscard]] QString toText() const
    {
        return line == 0 ? file : QStringLiteral("%1:%2:%3").arg(file).arg(line).arg(column);
    }

    bool operator==(const Mark &) const = default;
};

} // namespace skybro::playbook
