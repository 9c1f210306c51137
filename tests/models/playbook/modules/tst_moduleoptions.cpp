#include "models/playbook/modules/module.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace skybro::playbook;

/// Our table of options beside what `ansible-doc` says: whatever Ansible takes is there, if only as not
/// supported, with the same aliases, choices, default and need.
class ModuleOptionsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void option_data();
    void option();

private:
    [[nodiscard]] Value documented(const Module &module) const;

    Value m_docs;
};

namespace {

/// Where the table differs on purpose, "module.option" or "module.option aspect", and why. An entry that is
/// no longer needed is a failure.
const QHash<QString, QString> &onPurpose()
{
    static const QHash<QString, QString> reasons{
        {u"command.executable"_s, u"undocumented; the module takes it"_s},
        {u"command.warn"_s, u"of older releases; without effect, as it was in the last of them"_s},
        {u"shell.warn"_s, u"of older releases; without effect, as it was in the last of them"_s},
        {u"shell.strip_empty_ends"_s, u"undocumented; the module takes it"_s},
        {u"template.newline_sequence default"_s,
         u"a newline itself, which the documentation writes as two signs"_s},
        {u"include_tasks.apply type"_s, u"documented without its type"_s},
        {u"blockinfile.insertafter choices"_s, u"an expression of one's own is no choice"_s},
        {u"blockinfile.insertbefore choices"_s, u"an expression of one's own is no choice"_s},
        {u"blockinfile.insertafter default"_s, u"documented; the module itself has none"_s},
        {u"lineinfile.insertafter choices"_s, u"an expression of one's own is no choice"_s},
        {u"lineinfile.insertbefore choices"_s, u"an expression of one's own is no choice"_s},
        {u"lineinfile.insertafter default"_s, u"documented; the module itself has none"_s},
        {u"lineinfile.others"_s, u"a remark of the documentation, no option"_s},
        {u"replace.others"_s, u"a remark of the documentation, no option"_s},
        {u"replace.replace default"_s, u"the documented meaning of none"_s},
        {u"replace.encoding choices"_s, u"UTF-8 is all that is known here"_s},
        {u"template.output_encoding choices"_s, u"UTF-8 is all that is known here"_s},
        {u"template.newline_sequence choices"_s, u"also as two signs, as single quotes in YAML leave it"_s},
        {u"copy.local_follow default"_s,
         u"documented; with remote_src the module itself has none, and keeps links"_s},
        {u"dnf.name required"_s, u"documented; the module takes autoremove, list or update_cache alone"_s},
        {u"ini_file.follow"_s, u"newer releases of community.general have it"_s},
        {u"package.name aliases"_s, u"undocumented; what it hands over to takes them"_s},
        {u"package.update_cache"_s, u"undocumented; what it hands over to takes it"_s},
        {u"reboot.reboot_command default"_s, u"a remark of the documentation"_s},
        {u"yum_repository.* default"_s, u"what dnf takes for it: nothing is written unless it is given"_s},
    };
    return reasons;
}

/// Free text in the documentation's list of options: the command itself.
bool isFreeForm(const QString &name)
{
    return name == u"free_form"_s || name == u"free-form"_s || name == u"key_value"_s;
}

QString typeWord(OptionType type)
{
    switch (type) {
    case OptionType::Text:
        return u"str"_s;
    case OptionType::Path:
        return u"path"_s;
    case OptionType::Bool:
        return u"bool"_s;
    case OptionType::Int:
        return u"int"_s;
    case OptionType::Float:
        return u"float"_s;
    case OptionType::Sequence:
        return u"list"_s;
    case OptionType::Mapping:
        return u"dict"_s;
    case OptionType::Mode:
    case OptionType::Raw:
        return u"raw"_s;
    }
    return {};
}

QString defaultText(const Value &value, const QString &type)
{
    if (value.isNull())
        return u"none"_s;
    if (type == u"bool"_s)
        return value.toBool().value_or(false) ? u"yes"_s : u"no"_s;
    if (type == u"list"_s || value.isList())
        return value.toTexts().join(u',');
    return value.toText();
}

QStringList sorted(QStringList words)
{
    words.sort();
    words.removeDuplicates();
    return words;
}

QStringList compare(const Option &ours, const Value &theirs)
{
    QStringList differences;
    const auto say = [&](const QString &aspect, const QString &our, const QString &their) {
        if (our != their)
            differences.append(u"%1: ours %2, Ansible's %3"_s.arg(aspect, our, their));
    };
    const QString type = theirs[u"type"_s].isNull() ? u"str"_s : theirs[u"type"_s].toText();
    const QString ourType = typeWord(ours.type);
    say(u"required"_s, ours.isRequired ? u"yes"_s : u"no"_s,
        theirs[u"required"_s].isTrue() ? u"yes"_s : u"no"_s);
    say(u"aliases"_s, sorted(ours.aliases).join(u','), sorted(theirs[u"aliases"_s].toTexts()).join(u','));
    say(u"choices"_s, sorted(ours.choices).join(u','), sorted(theirs[u"choices"_s].toTexts()).join(u','));
    say(u"default"_s, defaultText(ours.otherwise, type), defaultText(theirs[u"default"_s], type));
    // Documentation often leaves the type out, or says str of a path; a raw value may be told more closely.
    const bool isLoose = type == u"raw"_s || (type == u"str"_s && ourType == u"path"_s) ||
                         theirs[u"type"_s].isNull() || ourType == u"raw"_s;
    if (!isLoose)
        say(u"type"_s, ourType, type);
    return differences;
}

} // namespace

void ModuleOptionsTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"ansible-doc"_s).isEmpty())
        QSKIP("ansible-doc is absent: install ansible");
    QStringList names;
    for (const Module &module : modules())
        names.append(module.fullNames.constFirst());
    QProcess process;
    process.start(u"ansible-doc"_s, QStringList{u"-t"_s, u"module"_s, u"-j"_s} + names);
    QVERIFY(process.waitForFinished(120'000));
    const auto docs = Value::fromJson(process.readAllStandardOutput());
    QVERIFY2(docs, process.readAllStandardError().constData());
    m_docs = *docs;
}

Value ModuleOptionsTest::documented(const Module &module) const
{
    // Without the collections there are the builtin ones only.
    return m_docs[module.fullNames.constFirst()][u"doc"_s][u"options"_s];
}

void ModuleOptionsTest::option_data()
{
    QTest::addColumn<QString>("name");
    for (const Module &module : modules())
        QTest::newRow(qPrintable(module.name)) << module.name;
}

void ModuleOptionsTest::option()
{
    QFETCH(QString, name);
    const Module &module = *findModule(name);
    if (m_docs[module.fullNames.constFirst()].isNull())
        QSKIP("Ansible's collections are absent: install ansible");
    const Dict theirs = documented(module).dict();
    QStringList differences;
    QStringList used;
    const auto say = [&](const QString &what, const QString &text) {
        QString key = module.name + u'.' + what;
        const QString general = module.name + u".* "_s + what.section(u' ', 1);
        if (onPurpose().contains(general))
            key = general;
        if (onPurpose().contains(key))
            used.append(key);
        else
            differences.append(key + u": "_s + text);
    };
    for (const auto &[key, value] : theirs) {
        const auto found = std::ranges::find(module.options, key, &Option::name);
        if (found == module.options.end()) {
            if (!isFreeForm(key))
                say(key, u"missing"_s);
            continue;
        }
        for (const QString &difference : compare(*found, value))
            say(key + u' ' + difference.section(u':', 0, 0), difference);
    }
    for (const Option &option : module.options) {
        if (!theirs.contains(option.name))
            say(option.name, u"Ansible has no such option"_s);
    }
    for (auto i = onPurpose().cbegin(); i != onPurpose().cend(); ++i) {
        if (i.key().startsWith(module.name + u'.') && !used.contains(i.key()))
            differences.append(i.key() + u": an exception that is no longer needed"_s);
    }
    QVERIFY2(differences.isEmpty(), qPrintable(u'\n' + differences.join(u'\n')));
}

QTEST_GUILESS_MAIN(ModuleOptionsTest)
#include "tst_moduleoptions.moc"
