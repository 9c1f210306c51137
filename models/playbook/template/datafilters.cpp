#include "models/playbook/template/functions.h"
#include "models/playbook/template/yamlwriter.h"
#include "models/playbook/yaml.h"

#include <algorithm>

// JSON and YAML, there and back.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Value sortedDeep(const Value &value)
{
    if (value.isList()) {
        List list;
        for (const Value &item : value.list())
            list.append(sortedDeep(item));
        return list;
    }
    if (!value.isDict())
        return value;
    QStringList keys = value.dict().keys();
    std::ranges::sort(keys);
    Dict dict;
    for (const QString &key : std::as_const(keys))
        dict.insert(key, sortedDeep(*value.dict().find(key)));
    return dict;
}

/// JSON with what is not ASCII as it is: ensure_ascii=False.
QString unescaped(const QString &json)
{
    QString out;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] != u'\\' || i + 1 >= json.size()) {
            out += json[i];
            continue;
        }
        bool isHex = false;
        const uint code = json[i + 1] == u'u' ? json.mid(i + 2, 4).toUInt(&isHex, 16) : 0;
        if (isHex && code > 0x7f) {
            out += QChar(static_cast<ushort>(code));
            i += 5;
        } else {
            out += json.mid(i, 2);
            ++i;
        }
    }
    return out;
}

Item toJson(Evaluator &e, const Item &input, const Args &args, int indent, bool sorts)
{
    Value value = e.plain(input);
    if (args.flag(999, u"sort_keys"_s, sorts))
        value = sortedDeep(value);
    const auto by = static_cast<int>(std::clamp<qint64>(args.integer(999, u"indent"_s, indent), 0, 100));
    const QString json = QString::fromUtf8(value.toJson(by));
    return Item::nativeText(args.flag(999, u"ensure_ascii"_s, true) ? json : unescaped(json));
}

Item toNiceJson(Evaluator &e, const Item &input, const Args &args)
{
    return toJson(e, input, args,
                  static_cast<int>(std::clamp<qint64>(args.integer(0, u"indent"_s, 4), 0, 100)), true);
}

/// Jinja's own: safe within HTML.
Item toHtmlJson(Evaluator &e, const Item &input, const Args &args)
{
    QString json = QString::fromUtf8(
        sortedDeep(e.plain(input))
            .toJson(static_cast<int>(std::clamp<qint64>(args.integer(0, u"indent"_s), 0, 100))));
    json.replace(u'<', u"\\u003c"_s).replace(u'>', u"\\u003e"_s).replace(u'&', u"\\u0026"_s);
    return Value(json.replace(u'\'', u"\\u0027"_s));
}

Item fromJson(Evaluator &e, const Item &input, const Args & /*args*/)
{
    if (!e.defined(input).isString())
        throwType(u"the JSON object must be str, bytes or bytearray, not %1"_s.arg(input.typeName()));
    const auto value = Value::fromJson(input.value()->toText().toUtf8());
    if (!value)
        throwFault(u"from_json: this is no JSON: %1"_s.arg(input.value()->toText().left(80)));
    return *value;
}

Value readYaml(const QString &text)
{
    const auto document = parseYaml(text.toUtf8(), u"from_yaml"_s);
    if (!document)
        throwFault(document.error().text);
    return document->root.value();
}

Item fromYaml(Evaluator &e, const Item &input, const Args & /*args*/)
{
    return e.defined(input).isString() ? Item(readYaml(input.value()->toText())) : input;
}

Item fromYamlAll(Evaluator &e, const Item &input, const Args & /*args*/)
{
    if (!e.defined(input).isString())
        return input;
    List documents;
    QString current;
    bool hasBegun = false;
    const QStringList lines = input.value()->toText().split(u'\n');
    for (const QString &line : lines) {
        if (line == "---"_L1 || line.startsWith("--- "_L1)) {
            if (hasBegun || !current.trimmed().isEmpty())
                documents.append(readYaml(current));
            current.clear();
            hasBegun = true;
            current = line.mid(3) + u'\n';
        } else if (line != "..."_L1) {
            current += line + u'\n';
        }
    }
    if (hasBegun || !current.trimmed().isEmpty())
        documents.append(readYaml(current));
    return Value(documents);
}

Item toYaml(Evaluator &e, const Item &input, const Args &args, qint64 indent, bool isNice)
{
    Value value = e.plain(input);
    if (args.flag(999, u"sort_keys"_s, true))
        value = sortedDeep(value);
    YamlStyle style{.indent =
                        static_cast<int>(std::clamp<qint64>(args.integer(999, u"indent"_s, indent), 2, 9)),
                    .width = args.integer(999, u"width"_s, 80),
                    .flow = isNice ? YamlStyle::Flow::Never : YamlStyle::Flow::Leaves};
    if (const Item *flow = args.find(999, u"default_flow_style"_s); flow && !flow->isNull())
        style.flow = e.isTrue(*flow) ? YamlStyle::Flow::Always : YamlStyle::Flow::Never;
    return Item::nativeText(writeYaml(value, style));
}

} // namespace

void addDataFilters(FilterTable &f)
{
    f[u"to_json"_s] = [](Evaluator &e, const Item &i, const Args &a) { return toJson(e, i, a, 0, false); };
    f[u"to_nice_json"_s] = toNiceJson;
    f[u"tojson"_s] = toHtmlJson;
    f[u"from_json"_s] = fromJson;
    f[u"from_yaml"_s] = fromYaml;
    f[u"from_yaml_all"_s] = fromYamlAll;
    f[u"to_yaml"_s] = [](Evaluator &e, const Item &i, const Args &a) { return toYaml(e, i, a, 2, false); };
    f[u"to_nice_yaml"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return toYaml(e, i, a, a.integer(0, u"indent"_s, 4), true);
    };
}

} // namespace skybro::playbook
