#include "app/skybroctl/setup/setupmodules.h"

#include "app/skybroctl/terminal.h"
#include "models/playbook/modules/help.h"
#include "models/playbook/modules/module.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using playbook::Module;

namespace {

QString wordOf(playbook::OptionType type)
{
    static const std::array words{u"text"_s, u"path"_s, u"bool"_s, u"int"_s, u"float"_s,
                                  u"list"_s, u"dict"_s, u"any"_s,  u"mode"_s};
    return words.at(static_cast<size_t>(type));
}

QJsonObject toJson(const Module &module)
{
    QJsonArray options;
    for (const playbook::Option &option : module.options) {
        options += QJsonObject{{u"name"_s, option.name},
                               {u"type"_s, wordOf(option.type)},
                               {u"required"_s, option.isRequired},
                               {u"supported"_s, option.isSupported},
                               {u"choices"_s, QJsonArray::fromStringList(option.choices)},
                               {u"aliases"_s, QJsonArray::fromStringList(option.aliases)}};
    }
    return {{u"name"_s, module.name},
            {u"fullNames"_s, QJsonArray::fromStringList(module.fullNames)},
            {u"checkMode"_s, module.supportsCheck},
            {u"freeForm"_s, module.takesFreeForm},
            {u"options"_s, options}};
}

} // namespace

SetupModules::SetupModules(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void SetupModules::start()
{
    const QString name = m_arguments.words.value(0);
    const Module *wanted = name.isEmpty() ? nullptr : playbook::findModule(name);
    if (!name.isEmpty() && !wanted) {
        printErr(
            tr("skybroctl: there is no module %1 here. \"skybroctl setup modules\" lists those there are.")
                .arg(name));
        return emit finished(WrongUsage);
    }
    if (m_arguments.json) {
        QJsonArray array;
        for (const Module &module : playbook::modules()) {
            if (!wanted || &module == wanted)
                array += toJson(module);
        }
        printJson({{u"modules"_s, array}});
    } else {
        printOut(wanted ? playbook::moduleHelp(*wanted) : playbook::moduleList());
    }
    emit finished(AllDone);
}

} // namespace skybro::ctl
