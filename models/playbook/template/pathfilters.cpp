#include "models/playbook/template/functions.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

// Paths, as Python's os.path has them.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString baseName(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString dirName(const QString &path)
{
    QString head = path.left(path.lastIndexOf(u'/') + 1);
    qsizetype end = head.size();
    while (end > 0 && head[end - 1] == u'/')
        --end;
    return end > 0 ? head.left(end) : head;
}

QString expandUser(const QString &path)
{
    if (path == "~"_L1 || path.startsWith("~/"_L1))
        return QDir::homePath() + path.mid(1);
    return path;
}

QString joined(const QStringList &parts)
{
    QString path;
    for (const QString &part : parts) {
        if (part.startsWith(u'/') || path.isEmpty())
            path = part;
        else
            path += (path.endsWith(u'/') ? QString() : u"/"_s) + part;
    }
    return path;
}

Item pathJoin(Evaluator &e, const Item &input, const Args & /*args*/)
{
    if (e.defined(input).isString())
        return input;
    if (!input.isList())
        throwType(u"|path_join expects string or sequence, got %1 instead."_s.arg(input.typeName()));
    QStringList parts;
    for (const Item &part : e.iterate(input))
        parts.append(e.text(part));
    return Value(joined(parts));
}

Item splitExtension(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const QString path = e.text(input);
    const qsizetype slash = path.lastIndexOf(u'/');
    const qsizetype dot = path.lastIndexOf(u'.');
    qsizetype begin = slash + 1;
    while (begin < path.size() && path[begin] == u'.')
        ++begin;
    const bool has = dot > slash && dot >= begin;
    return makeTuple({Value(has ? path.left(dot) : path), Value(has ? path.mid(dot) : QString())});
}

Item realPath(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(e.text(input)));
    // The part that exists, links followed, and the rest as it is.
    QString known = path;
    QString rest;
    while (!QFileInfo::exists(known) && known.contains(u'/') && known.size() > 1) {
        rest = known.mid(known.lastIndexOf(u'/')) + rest;
        known = known.left(std::max<qsizetype>(1, known.lastIndexOf(u'/')));
    }
    const QString real = QFileInfo(known).canonicalFilePath();
    return Value(QDir::cleanPath((real.isEmpty() ? known : real) + rest));
}

Item relativePath(Evaluator &e, const Item &input, const Args &args)
{
    const QDir from(QDir::cleanPath(QDir::current().absoluteFilePath(args.text(0, u"start"_s, u"."_s))));
    const QString path =
        from.relativeFilePath(QDir::cleanPath(QDir::current().absoluteFilePath(e.text(input))));
    return Value(path.isEmpty() ? u"."_s : path);
}

Item expandVariables(Evaluator &e, const Item &input, const Args & /*args*/)
{
    static const QRegularExpression variable(u"\\$(?:(\\w+)|\\{([^}]*)\\})"_s);
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString text = e.text(input);
    QString out;
    qsizetype at = 0;
    for (auto it = variable.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString name = match.captured(1) + match.captured(2);
        out += text.mid(at, match.capturedStart() - at) + environment.value(name, match.captured());
        at = match.capturedEnd();
    }
    return Value(out + text.mid(at));
}

Item fileGlob(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const QString pattern = e.text(input);
    const QDir folder(dirName(pattern).isEmpty() ? u"."_s : dirName(pattern));
    QStringList found;
    for (const QString &name : folder.entryList({baseName(pattern)}, QDir::Files, QDir::Name))
        found.append(dirName(pattern).isEmpty() ? name : folder.filePath(name));
    return Value(found);
}

QString windowsTail(const QString &path)
{
    return path.mid(std::max(path.lastIndexOf(u'/'), path.lastIndexOf(u'\\')) + 1);
}

} // namespace

void addPathFilters(FilterTable &f)
{
    f[u"basename"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(baseName(e.text(i)));
    };
    f[u"dirname"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(dirName(e.text(i)));
    };
    f[u"expanduser"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(expandUser(e.text(i)));
    };
    f[u"win_basename"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(windowsTail(e.text(i)));
    };
    f[u"win_dirname"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        const QString path = e.text(i);
        QString head = path.chopped(windowsTail(path).size());
        while (head.size() > 1 && (head.endsWith(u'\\') || head.endsWith(u'/')) && !head.endsWith(":\\"_L1))
            head.chop(1);
        return Value(head);
    };
    f[u"expandvars"_s] = expandVariables;
    f[u"realpath"_s] = realPath;
    f[u"relpath"_s] = relativePath;
    f[u"splitext"_s] = splitExtension;
    f[u"path_join"_s] = pathJoin;
    f[u"fileglob"_s] = fileGlob;
}

} // namespace skybro::playbook
