#include "models/playbook/template/pythonregex.h"
#include "models/playbook/template/version.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

// The tests that Ansible adds: results of tasks, regular expressions, versions, files of this machine.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

void mustBeResult(Evaluator &e, const Item &input, const QString &test)
{
    if (!e.defined(input).isDict())
        throwFault(u"The '%1' test expects a dictionary"_s.arg(test));
}

bool member(Evaluator &e, const Item &input, const QString &name)
{
    const Item key{Value(name)};
    return e.contains(input, key) && e.isTrue(e.item(input, key));
}

bool failed(Evaluator &e, const Item &input, const Args & /*args*/)
{
    mustBeResult(e, input, u"failed"_s);
    return member(e, input, u"failed"_s);
}

bool changed(Evaluator &e, const Item &input, const Args & /*args*/)
{
    mustBeResult(e, input, u"changed"_s);
    if (e.contains(input, Value(u"changed"_s)))
        return member(e, input, u"changed"_s);
    const Item results = e.attribute(input, u"results"_s);
    if (results.isUndefined() || !results.isList())
        return false;
    const Items all = e.iterate(results);
    return std::ranges::any_of(all,
                               [&](const Item &one) { return one.isDict() && member(e, one, u"changed"_s); });
}

bool skipped(Evaluator &e, const Item &input, const Args & /*args*/)
{
    mustBeResult(e, input, u"skipped"_s);
    return member(e, input, u"skipped"_s);
}

/// `started` and `finished` of an asynchronous task; others have both behind them.
bool isOne(Evaluator &e, const Item &input, const QString &name)
{
    mustBeResult(e, input, name);
    const Item key{Value(name)};
    return !e.contains(input, key) || e.equals(e.item(input, key), Value(1));
}

bool matches(Evaluator &e, const Item &input, const Args &args, const QString &how)
{
    const QString text = e.text(input);
    const QRegularExpression regex =
        pythonRegex(args.text(0, u"pattern"_s), args.flag(1, u"ignorecase"_s), args.flag(2, u"multiline"_s));
    const bool isAnchored = how == "match"_L1 || how == "fullmatch"_L1;
    const auto match = regex.match(text, 0, QRegularExpression::NormalMatch,
                                   isAnchored ? QRegularExpression::AnchorAtOffsetMatchOption
                                              : QRegularExpression::NoMatchOption);
    return match.hasMatch() && (how != "fullmatch"_L1 || match.capturedLength() == text.size());
}

bool regex(Evaluator &e, const Item &input, const Args &args)
{
    return matches(e, input, args, args.text(3, u"match_type"_s, u"search"_s));
}

bool version(Evaluator &e, const Item &input, const Args &args)
{
    if (!e.isTrue(input))
        throwFault(u"Input version value cannot be empty"_s);
    if (args.text(0, u"version"_s).isEmpty())
        throwFault(u"Version parameter to compare against cannot be empty"_s);
    const QString op = args.text(1, u"operator"_s, u"eq"_s);
    const QString type =
        args.flag(2, u"strict"_s) ? u"strict"_s : args.text(3, u"version_type"_s, u"loose"_s);
    const int order = compareVersions(e.text(input), args.text(0, u"version"_s), type);
    if (op == "=="_L1 || op == "="_L1 || op == "eq"_L1)
        return order == 0;
    if (op == "<"_L1 || op == "lt"_L1)
        return order < 0;
    if (op == "<="_L1 || op == "le"_L1)
        return order <= 0;
    if (op == ">"_L1 || op == "gt"_L1)
        return order > 0;
    if (op == ">="_L1 || op == "ge"_L1)
        return order >= 0;
    if (op == "!="_L1 || op == "<>"_L1 || op == "ne"_L1)
        return order != 0;
    throwFault(u"Invalid operator type (%1)."_s.arg(op));
}

bool isSubset(Evaluator &e, const Item &of, const Item &in)
{
    const Items items = e.iterate(of);
    return std::ranges::all_of(items, [&](const Item &item) { return e.contains(in, item); });
}

Item argument(const Args &args)
{
    if (args.positional.empty())
        throwType(u"the test takes an argument"_s);
    return args.positional[0];
}

bool truthy(Evaluator &e, const Item &input, const Args &args)
{
    if (args.flag(0, u"convert_bool"_s) && input.value()) {
        if (const auto converted = input.value()->toBool())
            return *converted;
    }
    return e.isTrue(input);
}

QFileInfo file(Evaluator &e, const Item &input)
{
    return QFileInfo(e.text(input));
}

bool isMount(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && QDir::cleanPath(info.absoluteFilePath()) == u"/"_s;
}

bool isUrl(Evaluator &e, const Item &input, const Args & /*args*/)
{
    static const QRegularExpression url(u"^[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+"_s);
    return url.match(e.text(input)).hasMatch();
}

} // namespace

void addAnsibleTests(TestTable &t)
{
    t[u"failed"_s] = failed;
    t[u"failure"_s] = failed;
    t[u"succeeded"_s] = [](Evaluator &e, const Item &i, const Args &a) { return !failed(e, i, a); };
    t[u"success"_s] = t[u"succeeded"_s];
    t[u"successful"_s] = t[u"succeeded"_s];
    t[u"changed"_s] = changed;
    t[u"change"_s] = changed;
    t[u"skipped"_s] = skipped;
    t[u"skip"_s] = skipped;
    t[u"unreachable"_s] = [](Evaluator &e, const Item &i, const Args &) {
        mustBeResult(e, i, u"unreachable"_s);
        return member(e, i, u"unreachable"_s);
    };
    t[u"reachable"_s] = [](Evaluator &e, const Item &i, const Args &) {
        mustBeResult(e, i, u"unreachable"_s);
        return !member(e, i, u"unreachable"_s);
    };
    t[u"started"_s] = [](Evaluator &e, const Item &i, const Args &) { return isOne(e, i, u"started"_s); };
    t[u"finished"_s] = [](Evaluator &e, const Item &i, const Args &) { return isOne(e, i, u"finished"_s); };
    t[u"match"_s] = [](Evaluator &e, const Item &i, const Args &a) { return matches(e, i, a, u"match"_s); };
    t[u"search"_s] = [](Evaluator &e, const Item &i, const Args &a) { return matches(e, i, a, u"search"_s); };
    t[u"regex"_s] = regex;
    t[u"version"_s] = version;
    t[u"version_compare"_s] = version;
    t[u"any"_s] = [](Evaluator &e, const Item &i, const Args &) {
        const Items items = e.iterate(i);
        return std::ranges::any_of(items, [&](const Item &item) { return e.isTrue(item); });
    };
    t[u"all"_s] = [](Evaluator &e, const Item &i, const Args &) {
        const Items items = e.iterate(i);
        return std::ranges::all_of(items, [&](const Item &item) { return e.isTrue(item); });
    };
    t[u"truthy"_s] = truthy;
    t[u"falsy"_s] = [](Evaluator &e, const Item &i, const Args &a) { return !truthy(e, i, a); };
    t[u"vault_encrypted"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).isString() && i.value()->toText().startsWith("$ANSIBLE_VAULT;"_L1);
    };
    t[u"subset"_s] = [](Evaluator &e, const Item &i, const Args &a) { return isSubset(e, i, argument(a)); };
    t[u"issubset"_s] = t[u"subset"_s];
    t[u"superset"_s] = [](Evaluator &e, const Item &i, const Args &a) { return isSubset(e, argument(a), i); };
    t[u"issuperset"_s] = t[u"superset"_s];
    t[u"contains"_s] = [](Evaluator &e, const Item &i, const Args &a) { return e.contains(i, argument(a)); };
    t[u"nan"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).isNumber() && std::isnan(*i.value()->toDouble());
    };
    t[u"isnan"_s] = t[u"nan"_s];
    t[u"directory"_s] = [](Evaluator &e, const Item &i, const Args &) { return file(e, i).isDir(); };
    t[u"is_dir"_s] = t[u"directory"_s];
    t[u"file"_s] = [](Evaluator &e, const Item &i, const Args &) { return file(e, i).isFile(); };
    t[u"is_file"_s] = t[u"file"_s];
    t[u"link"_s] = [](Evaluator &e, const Item &i, const Args &) { return file(e, i).isSymLink(); };
    t[u"is_link"_s] = t[u"link"_s];
    t[u"exists"_s] = [](Evaluator &e, const Item &i, const Args &) { return file(e, i).exists(); };
    t[u"link_exists"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return file(e, i).exists() || file(e, i).isSymLink();
    };
    t[u"abs"_s] = [](Evaluator &e, const Item &i, const Args &) { return e.text(i).startsWith(u'/'); };
    t[u"is_abs"_s] = t[u"abs"_s];
    t[u"mount"_s] = [](Evaluator &e, const Item &i, const Args &) { return isMount(e.text(i)); };
    t[u"is_mount"_s] = t[u"mount"_s];
    t[u"same_file"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return file(e, i).exists() &&
               file(e, i).canonicalFilePath() == file(e, argument(a)).canonicalFilePath();
    };
    t[u"is_same_file"_s] = t[u"same_file"_s];
    t[u"url"_s] = isUrl;
}

} // namespace skybro::playbook
