#include "models/playbook/modules/module.h"

#include "models/playbook/modules/result.h"

#include <QFile>

// Outside of every namespace, as the macro wants it.
static void loadPreludeResource()
{
    Q_INIT_RESOURCE(prelude);
}

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Controller::~Controller() = default;
ModuleRun::~ModuleRun() = default;

TaskResult TaskResult::failure(QString msg)
{
    TaskResult result;
    result.failed = true;
    result.msg = std::move(msg);
    return result;
}

Value TaskResult::toValue() const
{
    Dict dict = fields;
    addLines(dict);
    dict.insert(u"changed"_s, changed);
    dict.insert(u"failed"_s, failed);
    if (skipped)
        dict.insert(u"skipped"_s, true);
    if (unreachable)
        dict.insert(u"unreachable"_s, true);
    if (!msg.isEmpty())
        dict.insert(u"msg"_s, msg);
    return dict;
}

QByteArray prelude()
{
    static const QByteArray text = [] {
        loadPreludeResource();
        QFile file(u":/skybro/playbook/prelude.sh"_s);
        // Compiled in: it opens.
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return text;
}

} // namespace skybro::playbook
