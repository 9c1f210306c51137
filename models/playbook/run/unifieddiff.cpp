#include "models/playbook/run/unifieddiff.h"

#include "models/base/unifieddiff.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QByteArrayList unifiedDiff(const Diff &diff, int context)
{
    const auto header = [](const QString &side, const QString &name) {
        return name.isEmpty() ? side : side + u": "_s + name;
    };
    return skybro::unifiedDiff(diff.before, diff.after, header(u"before"_s, diff.beforeHeader),
                               header(u"after"_s, diff.afterHeader), context);
}

} // namespace skybro::playbook
