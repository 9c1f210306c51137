#include "models/playbook/template/functions.h"
#include "models/playbook/template/pipe.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>

// Lookups that read this machine: files, environment, templates, variables.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// The file as Ansible finds it: absolute, or in the folders of its kind, nearest first; empty when absent.
QString found(Evaluator &e, const QString &name, const QString &kind)
{
    const QString path = name.startsWith("~/"_L1) ? QDir::homePath() + name.mid(1) : name;
    if (QFileInfo(path).isAbsolute())
        return QFileInfo::exists(path) ? path : QString();
    for (const QString &folder : e.scope().searchPath(kind)) {
        const QString candidate = QDir(folder).filePath(path);
        if (QFileInfo::exists(candidate))
            return candidate;
    }
    return {};
}

QString contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throwFault(u"the file %1 can not be read: %2"_s.arg(path, file.errorString()));
    return QString::fromUtf8(file.read(largestText));
}

QString trimmedEnd(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

Items file(Evaluator &e, const Items &terms, const Args &args)
{
    Items found_;
    for (const Item &term : terms) {
        const QString name = e.text(term);
        const QString path = found(e, name, u"files"_s);
        if (path.isEmpty())
            throwFault(u"could not locate file in lookup: %1"_s.arg(name));
        QString text = contents(path);
        if (args.flag(999, u"lstrip"_s))
            text = text.mid(std::distance(
                text.begin(), std::ranges::find_if_not(text, [](QChar c) { return c.isSpace(); })));
        found_.emplace_back(Value(args.flag(999, u"rstrip"_s, true) ? trimmedEnd(text) : text));
    }
    return found_;
}

Items env(Evaluator &e, const Items &terms, const Args &args)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    Items values;
    for (const Item &term : terms) {
        const QString name = e.text(term).section(u' ', 0, 0);
        const Item *otherwise = args.find(999, u"default"_s);
        if (environment.contains(name))
            values.emplace_back(Value(environment.value(name)));
        else
            values.push_back(otherwise ? e.defined(*otherwise) : Item(Value(QString())));
    }
    return values;
}

Items templateFile(Evaluator &e, const Items &terms, const Args &args)
{
    Items rendered;
    for (const Item &term : terms) {
        const QString name = e.text(term);
        const QString path = found(e, name, u"templates"_s);
        if (path.isEmpty())
            throwFault(u"the template file %1 could not be found for the lookup"_s.arg(name));
        const Item *vars = args.find(999, u"template_vars"_s);
        rendered.push_back(e.renderLookup(contents(path), vars ? e.plain(*vars) : Value(),
                                          args.flag(999, u"convert_data"_s, true)));
    }
    return rendered;
}

Items pipe(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    if (!e.isPipeAllowed())
        throwFault(u"the lookup 'pipe' runs commands on this machine and is switched off"_s);
    Items outputs;
    for (const Item &term : terms) {
        const auto output = outputOf(e.text(term).toUtf8(), e.timeLeft(), largestText);
        if (!output)
            throwFault(u"the command of the lookup 'pipe' failed: %1"_s.arg(e.text(term)));
        outputs.emplace_back(Value(trimmedEnd(QString::fromUtf8(*output))));
    }
    return outputs;
}

Items vars(Evaluator &e, const Items &terms, const Args &args)
{
    Items values;
    const Item *otherwise = args.find(999, u"default"_s);
    for (const Item &term : terms) {
        if (!term.isString())
            throwFault(u"Invalid setting identifier, \"%1\" is not a string"_s.arg(e.text(term)));
        const QString name = e.text(term);
        auto value = e.variable(name);
        if (!value && !otherwise)
            throwFault(u"No variable found with this name: %1"_s.arg(name), Fault::Kind::Undefined);
        values.push_back(e.defined(value ? *value : *otherwise));
    }
    return values;
}

Items variableNames(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    Items names;
    for (const Item &term : terms) {
        const QRegularExpression pattern(e.text(term));
        if (!pattern.isValid())
            throwFault(u"Unable to use \"%1\" as a search parameter: %2"_s.arg(pattern.pattern(),
                                                                               pattern.errorString()));
        for (const QString &name : e.scope().variableNames()) {
            if (pattern.match(name).hasMatch())
                names.emplace_back(Value(name));
        }
    }
    return names;
}

Items fileGlob(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    Items files;
    for (const Item &term : terms) {
        const QString pattern = e.text(term);
        const QString folder = pattern.left(pattern.lastIndexOf(u'/') + 1);
        QStringList places{folder};
        if (!QFileInfo(pattern).isAbsolute()) {
            places.clear();
            for (const QString &place : e.scope().searchPath(u"files"_s))
                places.append(QDir(place).filePath(folder));
        }
        for (const QString &place : std::as_const(places)) {
            const QDir dir(place);
            const QStringList names = dir.entryList({pattern.mid(folder.size())}, QDir::Files, QDir::Name);
            for (const QString &name : names)
                files.emplace_back(Value(QDir::cleanPath(dir.filePath(name))));
            if (!names.isEmpty())
                break;
        }
    }
    return files;
}

Items firstFound(Evaluator &e, const Items &terms, const Args &args)
{
    QStringList files;
    QStringList paths;
    bool skips = args.flag(999, u"skip"_s);
    const auto texts = [&e](const Item &item) {
        QStringList all;
        if (item.isString())
            return item.value()->toText().split(QRegularExpression(u"[,;]"_s));
        for (const Item &one : e.iterate(item))
            all.append(e.text(one));
        return all;
    };
    const std::function<void(const Item &)> take = [&](const Item &term) {
        if (term.isDict()) {
            const Item names = e.attribute(term, u"files"_s);
            const Item places = e.attribute(term, u"paths"_s);
            const Item skip = e.attribute(term, u"skip"_s);
            files += names.isUndefined() ? QStringList() : texts(names);
            paths += places.isUndefined() || places.isNull() ? QStringList() : texts(places);
            skips = skips || (!skip.isUndefined() && e.isTrue(skip));
        } else if (term.isList()) {
            for (const Item &one : e.iterate(term))
                take(one);
        } else {
            files.append(e.text(term));
        }
    };
    for (const Item &term : terms)
        take(term);
    if (const Item *more = args.find(999, u"files"_s))
        files += texts(*more);
    if (const Item *more = args.find(999, u"paths"_s))
        paths += texts(*more);
    for (const QString &place : paths.isEmpty() ? QStringList{QString()} : paths) {
        for (const QString &name : std::as_const(files)) {
            const QString wanted = place.isEmpty() ? name : QDir(place).filePath(name);
            for (const QString &kind : {u"files"_s, u"templates"_s, u"vars"_s}) {
                const QString path = found(e, wanted, kind);
                if (!path.isEmpty())
                    return {Value(QDir::cleanPath(path))};
            }
        }
    }
    if (skips)
        return {};
    throwFault(u"No file was found when using first_found: %1"_s.arg(files.join(u", "_s)));
}

} // namespace

void addLookups(LookupTable &l)
{
    l[u"file"_s] = file;
    l[u"env"_s] = env;
    l[u"template"_s] = templateFile;
    l[u"pipe"_s] = pipe;
    l[u"vars"_s] = vars;
    l[u"varnames"_s] = variableNames;
    l[u"fileglob"_s] = fileGlob;
    l[u"first_found"_s] = firstFound;
}

Item runLookup(Evaluator &e, const QString &name, const Args &args, bool wantsList)
{
    const LookupFunction function = findLookup(name);
    if (!function)
        throwFault(u"lookup plugin (%1) not found"_s.arg(name));
    Args rest = args;
    const bool isList = wantsList || args.flag(999, u"wantlist"_s);
    const QString errors = args.text(999, u"errors"_s, u"strict"_s);
    Items results;
    try {
        for (const Item &term : args.positional)
            e.defined(term);
        results = function(e, args.positional, rest);
    } catch (const Fault &fault) {
        if (errors == "strict"_L1 || fault.kind == Fault::Kind::Undefined ||
            fault.kind == Fault::Kind::Deadline)
            throw;
        return isList ? Item(Value(List())) : Item();
    }
    if (!results.empty() && !args.flag(999, u"allow_unsafe"_s))
        e.markUnsafe();
    if (isList)
        return makeList(std::move(results));
    if (std::ranges::all_of(results, [](const Item &item) { return item.isString(); })) {
        QStringList texts;
        for (const Item &item : results)
            texts.append(item.value()->toText());
        return Value(texts.join(u','));
    }
    return results.size() == 1 ? results.front() : makeList(std::move(results));
}

} // namespace skybro::playbook
