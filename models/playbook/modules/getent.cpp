#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QSet>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
set -- "$a_database"
[ -z "$a_key" ] || set -- "$@" "$a_key"
[ -z "$a_service" ] || set -- -s "$a_service" "$@"
capture getent "$@"
case $sb_rc in
    0) ;;
    1) fail 'Missing arguments, or database unknown.' ;;
    2)
        msg='One or more supplied key could not be found in the database.'
        [ "$a_fail_key" != yes ] || fail "$msg"
        put s msg "$msg"
        ;;
    3) fail 'Enumeration not supported on this database.' ;;
    *) fail 'Unexpected failure!' ;;
esac
put_file lines "$sb_out"
put i rc "$sb_rc"
)sh";

void finish(const ModuleCall &call, const Report &report, TaskResult &result)
{
    result.fields = {};
    if (result.failed)
        return;
    const QString database = argText(call, u"database"_s);
    const bool hasColons = QStringList{u"passwd"_s, u"shadow"_s, u"group"_s, u"gshadow"_s}.contains(database);
    const QString split = argText(call, u"split"_s, hasColons ? u":"_s : QString());
    Dict entries;
    QSet<QString> several; // a key that comes again, as localhost of hosts does, has a list of its entries
    for (const QString &line : report.text(u"lines"_s).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList parts = split.isEmpty() ? line.simplified().split(u' ') : line.split(split);
        const Value entry(parts.mid(1));
        if (const Value *before = entries.find(parts[0])) {
            const List all = several.contains(parts[0]) ? before->list() : List{*before};
            several.insert(parts[0]);
            entries.insert(parts[0], all + List{entry});
        } else {
            entries.insert(parts[0], entry);
        }
    }
    if (report.text(u"rc"_s) == u"2"_s)
        entries.insert(argText(call, u"key"_s), Value());
    result.fields.insert(u"ansible_facts"_s, Dict{{u"getent_"_s + database, entries}});
}

} // namespace

Module getentModule()
{
    return {
        .name = u"getent"_s,
        .fullNames = builtinNames(u"getent"_s),
        .options =
            {
                {.name = u"database"_s, .isRequired = true},
                {.name = u"fail_key"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"key"_s, .otherwise = Value(u""_s)},
                {.name = u"service"_s},
                {.name = u"split"_s},
            },
        .start = oneScript(body, finish),
    };
}

} // namespace skybro::playbook
