#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QList<Option> withFileOptions(QList<Option> own)
{
    own.append({
        {.name = u"owner"_s},
        {.name = u"group"_s},
        {.name = u"mode"_s, .type = OptionType::Mode},
        {.name = u"seuser"_s},
        {.name = u"serole"_s},
        {.name = u"setype"_s},
        {.name = u"selevel"_s},
        {.name = u"attributes"_s, .aliases = {u"attr"_s}, .isSupported = false},
        {.name = u"unsafe_writes"_s, .type = OptionType::Bool, .otherwise = false, .isSupported = false},
    });
    return own;
}

QStringList builtinNames(const QString &name)
{
    return {u"ansible.builtin."_s + name, u"ansible.legacy."_s + name};
}

} // namespace skybro::playbook
