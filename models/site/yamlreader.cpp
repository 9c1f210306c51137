#include "models/site/yamlreader.h"

#include <QCoreApplication>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace skybro::site {

using namespace Qt::StringLiterals;

namespace {

QString text(const YAML::Node &node)
{
    return QString::fromStdString(node.Scalar());
}

/// Hears where a document begins, and nothing else.
class DocumentStart : public YAML::EventHandler
{
public:
    YAML::Mark mark;

    void OnDocumentStart(const YAML::Mark &begin) override { mark = begin; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark & /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark & /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnScalar(const YAML::Mark & /*mark*/, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string & /*value*/) override
    {
    }
    void OnSequenceStart(const YAML::Mark & /*mark*/, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override
    {
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark & /*mark*/, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override
    {
    }
    void OnMapEnd() override {}
};

/// Where a second document begins, if one does. Not by YAML::LoadAll: version 0.7 loops for ever, eating
/// memory, on text that begins with a comma or another sign it can not place.
std::optional<YAML::Mark> secondDocument(const std::string &yaml)
{
    std::istringstream stream(yaml);
    YAML::Parser parser(stream);
    DocumentStart start;
    if (!parser.HandleNextDocument(start) || !parser.HandleNextDocument(start))
        return std::nullopt;
    return start.mark;
}

} // namespace

struct YamlReader::Shared
{
    QString file;
    std::optional<Error> error;

    void refuse(const YAML::Mark &mark, const QString &what)
    {
        if (error)
            return;
        const QString where =
            mark.is_null() ? file : u"%1:%2:%3"_s.arg(file).arg(mark.line + 1).arg(mark.column + 1);
        error = makeError(ErrorKind::Invalid, where + u": "_s + what);
    }
};

struct YamlReader::Level
{
    YAML::Node node;
    QString name; ///< the section's key, empty at the top
    QStringList known;

    [[nodiscard]] QString nameOf(const QString &key) const
    {
        return name.isEmpty() ? key : name + u'.' + key;
    }
};

YamlReader::YamlReader(const QByteArray &yaml, QString file)
    : m_shared(std::make_shared<Shared>())
    , m_level(std::make_unique<Level>())
{
    m_shared->file = std::move(file);
    try {
        const std::string utf8 = yaml.toStdString();
        if (const std::optional<YAML::Mark> second = secondDocument(utf8))
            m_shared->refuse(*second, tr("unexpected text, or a second document, begins here."));
        m_level->node = YAML::Load(utf8);
        open();
    } catch (const YAML::Exception &exception) {
        m_shared->refuse(exception.mark, tr("not YAML: %1.").arg(QString::fromStdString(exception.msg)));
    }
}

YamlReader::YamlReader(std::shared_ptr<Shared> shared, std::unique_ptr<Level> level)
    : m_shared(std::move(shared))
    , m_level(std::move(level))
{
    open();
}

YamlReader::~YamlReader() = default;
YamlReader::YamlReader(YamlReader &&) noexcept = default;

void YamlReader::open()
{
    const YAML::Node &node = m_level->node;
    if (!node || node.IsNull())
        return;
    if (!node.IsMap()) {
        const QString what = m_level->name.isEmpty()
                                 ? tr("a mapping (“key: value” lines) is expected.")
                                 : tr("“%1” must be a mapping of keys.").arg(m_level->name);
        m_shared->refuse(node.Mark(), what);
        return;
    }
    QStringList seen;
    for (const auto &entry : node) {
        if (!entry.first.IsScalar()) {
            m_shared->refuse(entry.first.Mark(), tr("a key must be a word."));
            return;
        }
        const QString key = text(entry.first);
        if (seen.contains(key))
            m_shared->refuse(entry.first.Mark(),
                             tr("“%1” stands here a second time.").arg(m_level->nameOf(key)));
        seen.append(key);
    }
}

std::optional<YAML::Node> YamlReader::take(const char *key)
{
    m_level->known.append(QString::fromLatin1(key));
    if (m_shared->error || !m_level->node.IsMap())
        return std::nullopt;
    const YAML::Node &map = m_level->node;
    const YAML::Node value = map[key];
    if (!value || value.IsNull())
        return std::nullopt;
    return value;
}

void YamlReader::read(const char *key, QString *value)
{
    const std::optional<YAML::Node> node = take(key);
    if (!node)
        return;
    if (node->IsScalar())
        *value = text(*node);
    else
        m_shared->refuse(node->Mark(),
                         tr("“%1” must be text.").arg(m_level->nameOf(QString::fromLatin1(key))));
}

void YamlReader::read(const char *key, QStringList *value)
{
    if (const std::optional<YAML::Node> node = take(key))
        readList(key, *node, value);
}

void YamlReader::readList(const char *key, const YAML::Node &node, QStringList *value)
{
    const QString name = m_level->nameOf(QString::fromLatin1(key));
    if (!node.IsSequence()) {
        m_shared->refuse(node.Mark(), tr("“%1” must be a list, as [a, b].").arg(name));
        return;
    }
    QStringList items;
    for (const YAML::Node &item : node) {
        if (!item.IsScalar()) {
            m_shared->refuse(item.Mark(), tr("“%1” must be a list of words.").arg(name));
            return;
        }
        items.append(text(item));
    }
    *value = items;
}

void YamlReader::readOneOrMore(const char *key, QStringList *value)
{
    const std::optional<YAML::Node> node = take(key);
    if (node && node->IsScalar())
        *value = QStringList{text(*node)};
    else if (node)
        readList(key, *node, value);
}

void YamlReader::read(const char *key, QUrl *value, std::initializer_list<const char *> schemes)
{
    const std::optional<YAML::Node> node = take(key);
    if (!node)
        return;
    QStringList allowed;
    for (const char *scheme : schemes)
        allowed.append(QString::fromLatin1(scheme));
    const QUrl url = node->IsScalar() ? QUrl(text(*node), QUrl::StrictMode) : QUrl();
    if (!url.isValid() || url.host().isEmpty() || !allowed.contains(url.scheme())) {
        m_shared->refuse(node->Mark(), tr("“%1” must be an address that begins with %2.")
                                           .arg(m_level->nameOf(QString::fromLatin1(key)),
                                                allowed.join(u":// or "_s) + u"://"_s));
        return;
    }
    if (!url.password().isEmpty()) {
        m_shared->refuse(node->Mark(), tr("“%1” holds a password; a site file must not.")
                                           .arg(m_level->nameOf(QString::fromLatin1(key))));
        return;
    }
    *value = url;
}

void YamlReader::read(const char *key, int *value, const QStringList &words)
{
    const std::optional<YAML::Node> node = take(key);
    if (!node)
        return;
    const qsizetype index = node->IsScalar() ? words.indexOf(text(*node)) : -1;
    if (index < 0) {
        m_shared->refuse(node->Mark(),
                         tr("“%1” must be one of %2.")
                             .arg(m_level->nameOf(QString::fromLatin1(key)), words.join(u", "_s)));
        return;
    }
    *value = static_cast<int>(index);
}

bool YamlReader::has(const char *key) const
{
    const YAML::Node &map = m_level->node;
    return map.IsMap() && map[key].IsDefined();
}

void YamlReader::section(const char *key, const std::function<void(YamlReader &)> &readKeys)
{
    auto level = std::make_unique<Level>();
    level->name = m_level->nameOf(QString::fromLatin1(key));
    if (const std::optional<YAML::Node> node = take(key))
        level->node = *node;
    YamlReader reader(m_shared, std::move(level));
    readKeys(reader);
    reader.checkUnread();
}

void YamlReader::refuse(const char *key, const QString &what)
{
    if (m_shared->error)
        return;
    const YAML::Node &map = m_level->node;
    const YAML::Node value = map.IsMap() ? map[key] : YAML::Node(YAML::NodeType::Undefined);
    m_shared->refuse(value ? value.Mark() : map.Mark(), what);
}

void YamlReader::checkUnread()
{
    if (m_shared->error || !m_level->node.IsMap())
        return;
    for (const auto &entry : m_level->node) {
        const QString key = text(entry.first);
        if (m_level->known.contains(key))
            continue;
        m_shared->refuse(
            entry.first.Mark(),
            tr("“%1” is not known here. Known: %2.").arg(m_level->nameOf(key), m_level->known.join(u", "_s)));
        return;
    }
}

Result<void> YamlReader::finish()
{
    checkUnread();
    if (m_shared->error)
        return std::unexpected(*m_shared->error);
    return {};
}

} // namespace skybro::site
