#pragma once

#include <QDir>
#include <QString>

namespace skybro::test {

/// What real systems answered, beside the source folder, where it is. It is data of theirs and no part of the
/// project: a test that finds no folder says so.
inline QDir sharedCaptures()
{
    return QDir(QStringLiteral(SKYBRO_SOURCE_DIR "/../shared/captures"));
}

} // namespace skybro::test
