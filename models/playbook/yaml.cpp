#include "models/playbook/yaml.h"

#include "models/playbook/yamlscalar.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

YAML::Mark at(int line, qsizetype column)
{
    YAML::Mark mark;
    mark.line = line;
    mark.column = static_cast<int>(column);
    return mark;
}

/// Ends the parse from within an event; never leaves parseYaml().
struct Refusal
{
    YAML::Mark mark;
    QString what;
};

/// The lines of a file, found once.
class Lines
{
public:
    explicit Lines(const QByteArray &text)
        : m_text(text)
    {
        m_starts.append(0);
        for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
            m_starts.append(at + 1);
    }

    [[nodiscard]] QByteArrayView line(int index) const
    {
        if (index < 0 || index >= m_starts.size())
            return {};
        const qsizetype from = m_starts[index];
        const qsizetype to = index + 1 < m_starts.size() ? m_starts[index + 1] - 1 : m_text.size();
        return QByteArrayView(m_text).sliced(from, to - from);
    }

    /// The character's column for a byte's, both from 0.
    [[nodiscard]] int column(int index, int byte) const
    {
        const QByteArrayView bytes = line(index);
        const QByteArrayView before = bytes.first(std::clamp<qsizetype>(byte, 0, bytes.size()));
        const auto continued = std::ranges::count_if(before, [](char c) { return (c & 0xc0) == 0x80; });
        return byte - static_cast<int>(continued);
    }

    /// The last byte of the quoted text that begins there, line and byte from 0; nothing if it is not closed.
    [[nodiscard]] std::optional<std::pair<int, int>> quoteEnd(int index, int byte) const
    {
        const char quote = line(index)[byte];
        for (qsizetype i = m_starts[index] + byte + 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == '\\' && quote == '"') {
                ++i;
            } else if (c == quote) {
                if (quote == '\'' && i + 1 < m_text.size() && m_text[i + 1] == quote) {
                    ++i;
                    continue;
                }
                const auto after = std::ranges::upper_bound(m_starts, i);
                const auto found = std::distance(m_starts.begin(), after) - 1;
                return std::pair(static_cast<int>(found), static_cast<int>(i - m_starts[found]));
            }
        }
        return std::nullopt;
    }

private:
    const QByteArray &m_text;
    QList<qsizetype> m_starts;
};

Error yamlError(const Lines &lines, const Mark &mark, const QString &what)
{
    Error error = makeError(ErrorKind::Invalid, mark.toText() + u": "_s + what);
    if (mark.line > 0) {
        QString line = QString::fromUtf8(lines.line(mark.line - 1));
        line.remove(u'\r');
        error.detail = line + u'\n' + QString(mark.column - 1, u' ') + u'^';
    }
    return error;
}

/// What Ansible adds when a value looks like a template without quotes.
QString quotesHint()
{
    return tr("A value that begins with “{{” needs quotes: key: \"{{ name }}\".");
}

} // namespace

YamlNode::YamlNode()
    : YamlNode([] {
        static const auto null = std::make_shared<const Data>();
        return null;
    }())
{
}

YamlNode::YamlNode(std::shared_ptr<const Data> data)
    : m_data(std::move(data))
{
}

YamlNode::Kind YamlNode::kind() const
{
    return m_data->kind;
}

bool YamlNode::isNull() const
{
    return isScalar() && m_data->value.isNull();
}

const Mark &YamlNode::mark() const
{
    return m_data->mark;
}

const QString &YamlNode::tag() const
{
    return m_data->tag;
}

QString YamlNode::text() const
{
    return isScalar() ? m_data->value.toText() : QString();
}

const Value &YamlNode::value() const
{
    return m_data->value;
}

const std::vector<YamlNode> &YamlNode::items() const
{
    return m_data->items;
}

const std::vector<YamlNode::Entry> &YamlNode::entries() const
{
    return m_data->entries;
}

const YamlNode *YamlNode::find(const QString &key) const
{
    for (const Entry &entry : entries()) {
        if (entry.first.text() == key)
            return &entry.second;
    }
    return nullptr;
}

/// Makes nodes of yaml-cpp's events: with those alone, no tree is built twice and nothing is expanded that
/// has not been weighed.
class YamlBuilder : public YAML::EventHandler
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    YamlBuilder(QString file, const Lines &lines, const YamlOptions &options)
        : m_file(std::move(file))
        , m_lines(lines)
        , m_options(options)
    {
    }

    YamlDocument document;

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        if (std::exchange(m_hasDocument, true))
            throw Refusal{mark, tr("unexpected text, or a second document, begins here.")};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        auto data = make(mark, "?");
        add(std::move(data), anchor);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.constFind(anchor);
        if (known == m_anchors.constEnd())
            throw Refusal{mark, tr("an alias can not stand within what it names.")};
        place(*known);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        auto data = make(mark, tag);
        const QString text = QString::fromStdString(value);
        data->value = scalar(mark, data->tag, tag == "?", text);
        add(std::move(data), anchor);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Sequence, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Mapping, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] Mark markOf(const YAML::Mark &mark) const
    {
        return {.file = m_file, .line = mark.line + 1, .column = m_lines.column(mark.line, mark.column) + 1};
    }

private:
    struct Level
    {
        std::shared_ptr<YamlNode::Data> data;
        std::optional<YamlNode> key;
        YAML::anchor_t anchor = YAML::NullAnchor;
        YAML::Mark mark;
        std::vector<YamlNode> merged; ///< what `<<` names, nearest first
        QHash<QString, size_t> seen;  ///< key: its place among the entries
    };

    std::shared_ptr<YamlNode::Data> make(const YAML::Mark &mark, const std::string &tag)
    {
        checkQuotes(mark, tag == "!");
        const QByteArrayView line = m_lines.line(mark.line);
        const QByteArrayView before = line.first(std::clamp<qsizetype>(mark.column, 0, line.size()));
        const qsizetype tab = before.indexOf('\t');
        if (tab >= 0 && before.trimmed().isEmpty())
            throw Refusal{at(mark.line, tab), tr("a tab can not indent YAML; use spaces.")};
        auto data = std::make_shared<YamlNode::Data>();
        data->mark = markOf(mark);
        if (tag != "?" && tag != "!")
            data->tag = QString::fromStdString(tag);
        return data;
    }

    /// yaml-cpp 0.7 ends a quoted text without a word where a line is indented too little, or the file ends.
    void checkQuotes(const YAML::Mark &mark, bool isQuoted)
    {
        const std::pair here(mark.line, mark.column);
        if (here <= m_quoteEnd && here > m_quoteBegin)
            throw Refusal{at(m_quoteBegin.first, m_quoteBegin.second),
                          tr("the quote that begins here is not closed.")};
        const QByteArrayView line = m_lines.line(mark.line);
        if (!isQuoted || mark.column >= line.size() ||
            (line[mark.column] != '"' && line[mark.column] != '\''))
            return;
        const auto end = m_lines.quoteEnd(mark.line, mark.column);
        if (!end)
            throw Refusal{mark, tr("the quote that begins here is not closed.")};
        m_quoteBegin = here;
        m_quoteEnd = *end;
    }

    Value scalar(const YAML::Mark &mark, const QString &tag, bool isPlain, const QString &text) const
    {
        if (tag == u"!vault"_s || tag == u"!vault-encrypted"_s) {
            if (!m_options.decrypt)
                throw Refusal{mark, tr("a vaulted value can not be read here.")};
            const Result<QString> plain = m_options.decrypt(text.toUtf8());
            if (!plain)
                throw Refusal{mark, plain.error().text};
            return Value::unsafe(*plain);
        }
        if (tag == u"!unsafe"_s)
            return Value::unsafe(text);
        if (isPlain)
            return plainScalar(text);
        if (tag == u"tag:yaml.org,2002:int"_s || tag == u"tag:yaml.org,2002:bool"_s ||
            tag == u"tag:yaml.org,2002:float"_s || tag == u"tag:yaml.org,2002:null"_s)
            return plainScalar(text);
        return Value(text);
    }

    void open(YamlNode::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        Level level{
            .data = make(mark, tag), .key = {}, .anchor = anchor, .mark = mark, .merged = {}, .seen = {}};
        level.data->kind = kind;
        m_levels.push_back(std::move(level));
    }

    void close()
    {
        Level level = std::move(m_levels.back());
        m_levels.pop_back();
        YamlNode::Data &data = *level.data;
        const bool isUnsafe = data.tag == u"!unsafe"_s;
        if (data.kind == YamlNode::Kind::Sequence) {
            List list;
            list.reserve(static_cast<qsizetype>(data.items.size()));
            for (const YamlNode &item : data.items)
                list.append(item.value());
            data.value = std::move(list);
        } else {
            merge(level);
            Dict dict;
            for (const auto &[key, value] : data.entries)
                dict.insert(key.text(), value.value());
            data.value = std::move(dict);
        }
        if (isUnsafe)
            data.value = data.value.toUnsafe();
        add(std::move(level.data), level.anchor);
    }

    /// `<<`: keys of the merged mappings come first, and lose against those written here.
    void merge(Level &level)
    {
        if (level.merged.empty())
            return;
        std::vector<YamlNode::Entry> own = std::move(level.data->entries);
        std::vector<YamlNode::Entry> all;
        QHash<QString, size_t> places;
        const auto take = [&](const YamlNode::Entry &entry) {
            const QString key = entry.first.text();
            const auto known = places.constFind(key);
            if (known != places.constEnd()) {
                all[*known] = entry;
                return;
            }
            places.insert(key, all.size());
            all.push_back(entry);
        };
        for (auto source = level.merged.rbegin(); source != level.merged.rend(); ++source)
            std::ranges::for_each(source->entries(), take);
        std::ranges::for_each(own, take);
        level.data->entries = std::move(all);
    }

    void add(std::shared_ptr<YamlNode::Data> data, YAML::anchor_t anchor)
    {
        const YamlNode node(std::move(data));
        if (anchor != YAML::NullAnchor)
            m_anchors.insert(anchor, node);
        place(node);
    }

    void place(const YamlNode &node)
    {
        if (m_levels.empty()) {
            document.root = node;
            return;
        }
        Level &level = m_levels.back();
        level.data->weight += node.m_data->weight;
        if (level.data->weight > yamlNodeLimit)
            throw Refusal{level.mark, tr("aliases expand to more than %L1 values.").arg(yamlNodeLimit)};
        if (level.data->kind == YamlNode::Kind::Sequence) {
            level.data->items.push_back(node);
            return;
        }
        if (!level.key) {
            if (!node.isScalar())
                throw Refusal{rawMark(node),
                              tr("a mapping or a list can not be a key.") + u' ' + quotesHint()};
            level.key = node;
            return;
        }
        const YamlNode key = *std::exchange(level.key, std::nullopt);
        if (key.text() == u"<<"_s && key.tag().isEmpty())
            takeMerged(level, node);
        else
            takeEntry(level, key, node);
    }

    static void takeMerged(Level &level, const YamlNode &node)
    {
        if (node.isMapping()) {
            level.merged.push_back(node);
            return;
        }
        for (const YamlNode &item : node.items()) {
            if (!item.isMapping())
                throw Refusal{level.mark, tr("“<<” merges mappings only.")};
            level.merged.push_back(item);
        }
        if (!node.isSequence())
            throw Refusal{level.mark, tr("“<<” merges mappings only.")};
    }

    void takeEntry(Level &level, const YamlNode &key, const YamlNode &value)
    {
        auto &entries = level.data->entries;
        const QString name = key.text();
        if (!level.seen.contains(name)) {
            level.seen.insert(name, entries.size());
            entries.emplace_back(key, value);
            return;
        }
        document.warnings.append(
            {.mark = key.mark(),
             .text = tr("“%1” stands here a second time; the last one counts.").arg(name)});
        entries[level.seen.value(name)] = {key, value};
    }

    static YAML::Mark rawMark(const YamlNode &node)
    {
        return at(node.mark().line - 1, node.mark().column - 1);
    }

    QString m_file;
    const Lines &m_lines;
    const YamlOptions &m_options;
    std::vector<Level> m_levels;
    QHash<YAML::anchor_t, YamlNode> m_anchors;
    std::pair<int, int> m_quoteBegin{-1, -1}; ///< of the last quoted text: line and byte
    std::pair<int, int> m_quoteEnd{-1, -1};
    bool m_hasDocument = false;
};

namespace {

/// Bytes that are no text, if there are: where, and what they are.
std::optional<Refusal> findNoText(const QByteArray &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    int line = 0;
    for (qsizetype from = 0; from <= text.size(); ++line) {
        const qsizetype end = text.indexOf('\n', from);
        const QByteArrayView bytes = QByteArrayView(text).sliced(from, (end < 0 ? text.size() : end) - from);
        const auto refuse = [&](qsizetype column, const QString &what) {
            return Refusal{at(line, column), what};
        };
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            const auto c = static_cast<unsigned char>(bytes[i]);
            if ((c < 0x20 && c != '\t' && c != '\r') || c == 0x7f)
                return refuse(i, tr("the byte 0x%1 is no text.").arg(c, 2, 16, QLatin1Char('0')));
            if (c < 0x80)
                continue;
            // A whole character, or the byte at fault.
            const qsizetype length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            const QByteArrayView character = bytes.sliced(i, std::min(length, bytes.size() - i));
            const QString decoded = decoder(character);
            if (decoder.hasError() || decoded.contains(QChar::ReplacementCharacter)) {
                decoder.resetState();
                return refuse(i, tr("the file is not UTF-8: byte 0x%1.").arg(c, 2, 16, QLatin1Char('0')));
            }
            i += length - 1;
        }
        if (end < 0)
            break;
        from = end + 1;
    }
    return std::nullopt;
}

/// The words of PyYAML where yaml-cpp has others.
QString inPlainWords(const YAML::Exception &exception)
{
    const QString message = QString::fromStdString(exception.msg);
    if (message.contains(u"illegal map value"_s))
        return tr("mapping values are not allowed here: a “: ” within a value needs quotes.");
    if (message.contains(u"unknown token"_s))
        return tr("a value can not begin with this character; put the value in quotes.");
    return tr("not YAML: %1.").arg(message);
}

} // namespace

Result<YamlDocument> parseYaml(const QByteArray &text, const QString &file, const YamlOptions &options)
{
    if (text.size() > yamlSizeLimit)
        return fail(ErrorKind::Invalid,
                    u"%1: "_s.arg(file) + tr("the file has %L1 bytes; more than %L2 are not read.")
                                              .arg(text.size())
                                              .arg(yamlSizeLimit));
    const Lines lines(text);
    YamlBuilder builder(file, lines, options);
    const auto refuse = [&](const YAML::Mark &place, QString what) {
        const YAML::Mark mark = place.is_null() ? YAML::Mark() : place;
        // yaml-cpp often notices a stray "{{" only on the line below.
        static const QRegularExpression bare(uR"(^\s*(- +)?([^'"#\s]+: +|- +)\{\{)"_s);
        const QString hint = quotesHint();
        if (!what.endsWith(hint) && bare.match(QString::fromUtf8(lines.line(mark.line))).hasMatch())
            what += u' ' + hint;
        return std::unexpected(yamlError(lines, builder.markOf(mark), what));
    };
    if (const auto noText = findNoText(text))
        return refuse(noText->mark, noText->what);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        // Twice at most: a second document is refused by the builder, so what yaml-cpp 0.7 reads for ever
        // ends.
        if (parser.HandleNextDocument(builder))
            parser.HandleNextDocument(builder);
    } catch (const Refusal &refusal) {
        return refuse(refusal.mark, refusal.what);
    } catch (const YAML::Exception &exception) {
        return refuse(exception.mark, inPlainWords(exception));
    }
    return std::move(builder.document);
}

Error errorAt(const Mark &mark, const QString &what, const QByteArray &source)
{
    return yamlError(Lines(source), mark, what);
}

} // namespace skybro::playbook
