#include "models/playbook/template/parser.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <condition_variable>
#include <mutex>
#include <thread>

static void initResource()
{
    Q_INIT_RESOURCE(template_js);
    Q_INIT_RESOURCE(jinja_js);
}

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Kind = Node::Kind;
using Tree = std::shared_ptr<const Node>;

namespace {

const QHash<QString, Kind> &kinds()
{
    static const QHash<QString, Kind> all{
        {u"literal"_s, Kind::Literal},
        {u"string"_s, Kind::Literal},
        {u"int"_s, Kind::Literal},
        {u"float"_s, Kind::Literal},
        {u"name"_s, Kind::Name},
        {u"tuple"_s, Kind::Tuple},
        {u"list"_s, Kind::ListOf},
        {u"dict"_s, Kind::DictOf},
        {u"attribute"_s, Kind::Attribute},
        {u"item"_s, Kind::Subscript},
        {u"slice"_s, Kind::Slice},
        {u"call"_s, Kind::Call},
        {u"kwarg"_s, Kind::Kwarg},
        {u"splat"_s, Kind::Splat},
        {u"kwsplat"_s, Kind::KwSplat},
        {u"filter"_s, Kind::Filter},
        {u"test"_s, Kind::Test},
        {u"captured"_s, Kind::Captured},
        {u"not"_s, Kind::Not},
        {u"neg"_s, Kind::Negate},
        {u"pos"_s, Kind::Plus},
        {u"and"_s, Kind::And},
        {u"or"_s, Kind::Or},
        {u"binary"_s, Kind::Binary},
        {u"compare"_s, Kind::Compare},
        {u"operand"_s, Kind::Operand},
        {u"cond"_s, Kind::Choose},
        {u"body"_s, Kind::Body},
        {u"data"_s, Kind::Data},
        {u"output"_s, Kind::Output},
        {u"if"_s, Kind::If},
        {u"for"_s, Kind::For},
        {u"set"_s, Kind::Set},
        {u"setblock"_s, Kind::SetBlock},
        {u"macro"_s, Kind::Macro},
        {u"param"_s, Kind::Param},
        {u"callblock"_s, Kind::CallBlock},
        {u"filterblock"_s, Kind::FilterBlock},
        {u"include"_s, Kind::Include},
        {u"import"_s, Kind::Import},
        {u"fromimport"_s, Kind::FromImport},
        {u"alias"_s, Kind::Alias},
        {u"block"_s, Kind::Block},
        {u"extends"_s, Kind::Extends},
        {u"with"_s, Kind::With},
        {u"do"_s, Kind::Do},
        {u"break"_s, Kind::Break},
        {u"continue"_s, Kind::Continue},
    };
    return all;
}

Value literal(const QString &kind, const QString &text)
{
    if (kind == "string"_L1)
        return text;
    if (kind == "int"_L1) {
        bool fits = false;
        const qint64 number = text.toLongLong(&fits);
        return fits ? Value(number) : Value(text.toDouble());
    }
    if (kind == "float"_L1)
        return text.toDouble();
    if (text == "true"_L1 || text == "false"_L1)
        return text == "true"_L1;
    return {};
}

std::unique_ptr<const Node> toNode(const QJsonValue &json)
{
    if (!json.isObject())
        return nullptr;
    const QJsonObject object = json.toObject();
    const QString name = object["k"_L1].toString();
    auto node = std::make_unique<Node>();
    node->kind = kinds().value(name, Kind::Missing);
    node->line = object["l"_L1].toInt(1);
    node->text = object["t"_L1].toString();
    if (node->kind == Kind::Literal)
        node->value = literal(name, node->text);
    const QJsonArray children = object["c"_L1].toArray();
    node->children.reserve(static_cast<std::size_t>(children.size()));
    for (const QJsonValue child : children)
        node->children.push_back(toNode(child));
    return node;
}

std::unique_ptr<Node> makeNode(Kind kind, QString text = {})
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->text = std::move(text);
    return node;
}

/// "a", "a.b.c": null for anything else, words with a meaning of their own among it.
std::unique_ptr<const Node> dottedName(QStringView text)
{
    static const QStringList words{u"true"_s, u"false"_s, u"none"_s, u"True"_s, u"False"_s,
                                   u"None"_s, u"not"_s,   u"and"_s,  u"or"_s,   u"in"_s,
                                   u"is"_s,   u"if"_s,    u"else"_s};
    std::unique_ptr<const Node> found;
    for (const QStringView part : text.trimmed().split(u'.')) {
        if (part.isEmpty() || words.contains(part))
            return nullptr;
        for (qsizetype i = 0; i < part.size(); ++i) {
            const char16_t c = part[i].unicode();
            const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!isLetter && (i == 0 || c < '0' || c > '9'))
                return nullptr;
        }
        auto node = makeNode(found ? Kind::Attribute : Kind::Name, part.toString());
        if (found)
            node->children.push_back(std::move(found));
        found = std::move(node);
    }
    return found;
}

/// What most of a playbook's texts are, "…{{ a.b }}…", needs no engine. Null: it is more than that.
Tree simpleTree(const QString &text, const Syntax &syntax)
{
    if (syntax.isExpression)
        return Tree(dottedName(text));
    if (text.contains("{%"_L1) || text.contains("{#"_L1) || text.contains(u'\r'))
        return nullptr;
    auto body = makeNode(Kind::Body);
    int line = 1;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf("{{"_L1, at);
        const qsizetype end = open < 0 ? text.size() : open;
        if (end > at) {
            body->children.push_back(makeNode(Kind::Data, text.mid(at, end - at)));
            line += static_cast<int>(QStringView(text).mid(at, end - at).count(u'\n'));
        }
        if (open < 0)
            break;
        const qsizetype close = text.indexOf("}}"_L1, open);
        if (close < 0)
            return nullptr;
        auto name = dottedName(QStringView(text).mid(open + 2, close - open - 2));
        if (!name)
            return nullptr;
        auto output = makeNode(Kind::Output);
        output->line = line;
        output->children.push_back(std::move(name));
        body->children.push_back(std::move(output));
        line += static_cast<int>(QStringView(text).mid(open, close - open).count(u'\n'));
        at = close + 2;
    }
    return Tree(std::move(body));
}

/// Trees by text, for all threads.
class Trees
{
public:
    Tree find(const QString &key)
    {
        const QMutexLocker lock(&m_mutex);
        return m_trees.value(key);
    }

    void add(const QString &key, const Tree &tree)
    {
        const QMutexLocker lock(&m_mutex);
        m_size += key.size();
        // Rather forgotten than counted: a run that makes this many different texts makes them once each.
        if (m_size > 16'000'000) {
            m_trees.clear();
            m_size = key.size();
        }
        m_trees.insert(key, tree);
    }

private:
    QMutex m_mutex;
    QHash<QString, Tree> m_trees;
    qsizetype m_size = 0;
};

Trees &trees()
{
    static Trees all;
    return all;
}

/// Interrupts an engine that works on one text for too long.
class Watch
{
public:
    Watch(QJSEngine &engine, std::chrono::milliseconds deadline)
        : m_engine(engine)
        , m_thread([this, deadline] {
            std::unique_lock lock(m_mutex);
            if (!m_ended.wait_for(lock, deadline, [this] { return m_hasEnded; }))
                m_engine.setInterrupted(true);
        })
    {
    }

    ~Watch()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_hasEnded = true;
        }
        m_ended.notify_one();
        m_thread.join();
    }

    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

private:
    QJSEngine &m_engine;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_hasEnded = false;
    std::thread m_thread;
};

QString source(const QString &name)
{
    QFile file(u":/skybro/template/"_s + name + u".js"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class Parser::Script
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    Script()
    {
        initResource();
        // CommonJS, as much of it as nunjucks' parser asks for.
        const QJSValue load = m_engine.evaluate(uR"((function () {
            var modules = {events: {exports: function EventEmitter() {}}};
            function require(name) { return modules[name.replace('./', '')].exports; }
            return function (name, body) {
                var module = {exports: {}};
                modules[name] = module;
                body(require, module, module.exports);
                return module.exports;
            };
        })())"_s);
        for (const QString &name : {u"lib"_s, u"object"_s, u"nodes"_s, u"lexer"_s, u"parser"_s, u"jinja"_s}) {
            const QString body = u"(function (require, module, exports) {"_s + source(name) + u"\n})"_s;
            m_parse = load.call({name, m_engine.evaluate(body, name + u".js"_s)});
        }
    }

    Result<Tree> parse(const QString &text, const Syntax &syntax, std::chrono::milliseconds deadline)
    {
        QJSValue options = m_engine.newObject();
        options.setProperty(u"rawStrings"_s, syntax.rawStrings);
        options.setProperty(u"trimBlocks"_s, syntax.trimBlocks);
        options.setProperty(u"lstripBlocks"_s, syntax.lstripBlocks);
        QJSValue answer;
        // Starting a thread costs more than parsing what is short.
        if (text.size() > 4000) {
            const Watch watch(m_engine, deadline);
            answer = m_parse.call({text, syntax.isExpression, options});
        } else {
            answer = m_parse.call({text, syntax.isExpression, options});
        }
        if (m_engine.isInterrupted()) {
            m_engine.setInterrupted(false);
            return fail(ErrorKind::TimedOut, tr("The template takes too long to read."));
        }
        if (answer.isError())
            return fail(ErrorKind::Invalid, answer.toString());
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(answer.toString().toUtf8(), &error);
        if (error.error != QJsonParseError::NoError)
            return fail(ErrorKind::Invalid, tr("nested too deeply"));
        const QJsonObject root = json.object();
        if (root.contains("error"_L1)) {
            QString message = root["error"_L1].toString();
            const int line = root["line"_L1].toInt();
            if (line > 1)
                message += tr(" (line %1)").arg(line);
            return fail(ErrorKind::Invalid, message, QString::number(line));
        }
        return Tree(toNode(root));
    }

private:
    QJSEngine m_engine;
    QJSValue m_parse;
};

Parser::Parser() = default;
Parser::~Parser() = default;

Result<std::shared_ptr<const Node>> Parser::parse(const QString &text, const Syntax &syntax,
                                                  std::chrono::milliseconds deadline)
{
    const QString key = QChar(u'0' + (syntax.isExpression ? 1 : 0) + (syntax.rawStrings ? 2 : 0) +
                              (syntax.trimBlocks ? 4 : 0) + (syntax.lstripBlocks ? 8 : 0)) +
                        text;
    if (Tree known = trees().find(key))
        return known;
    Tree tree = simpleTree(text, syntax);
    if (!tree) {
        if (!m_script)
            m_script = std::make_unique<Script>();
        auto parsed = m_script->parse(text, syntax, deadline);
        if (!parsed)
            return parsed;
        tree = *parsed;
    }
    trees().add(key, tree);
    return tree;
}

} // namespace skybro::playbook
