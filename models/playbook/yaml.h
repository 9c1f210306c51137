#pragma once

#include "models/base/result.h"
#include "models/playbook/mark.h"
#include "models/playbook/value.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace skybro::playbook {

/// One node of a YAML file, with its place. Read as Ansible reads it: YAML 1.1's booleans (yes, off, …),
/// octal 0644, sexagesimal numbers, merge keys expanded, the last of two equal keys kept. Copies are cheap.
/// Any thread.
class YamlNode
{
public:
    enum class Kind
    {
        Scalar,
        Sequence,
        Mapping
    };
    using Entry = std::pair<YamlNode, YamlNode>;

    YamlNode(); ///< null, nowhere
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNull() const;
    [[nodiscard]] bool isScalar() const { return kind() == Kind::Scalar; }
    [[nodiscard]] bool isSequence() const { return kind() == Kind::Sequence; }
    [[nodiscard]] bool isMapping() const { return kind() == Kind::Mapping; }
    [[nodiscard]] const Mark &mark() const;
    /// "!vault", "!unsafe"; empty when the file gives none.
    [[nodiscard]] const QString &tag() const;
    /// A scalar's text as a key has it; empty for the others.
    [[nodiscard]] QString text() const;
    /// The whole tree below as a value.
    [[nodiscard]] const Value &value() const;
    [[nodiscard]] const std::vector<YamlNode> &items() const;
    /// In the order written, each key once.
    [[nodiscard]] const std::vector<Entry> &entries() const;
    /// A member of the mapping; null when there is none.
    [[nodiscard]] const YamlNode *find(const QString &key) const;

private:
    friend class YamlBuilder;
    struct Data;
    explicit YamlNode(std::shared_ptr<const Data> data);
    std::shared_ptr<const Data> m_data;
};

struct YamlNode::Data
{
    Kind kind = Kind::Scalar;
    Mark mark;
    QString tag;
    Value value;
    std::vector<YamlNode> items;
    std::vector<Entry> entries;
    qint64 weight = 1; ///< nodes below, aliases counted each time
};

/// Something worth telling that is no error: a key that stands twice.
struct YamlWarning
{
    Mark mark;
    QString text;
};

struct YamlDocument
{
    YamlNode root; ///< null for an empty file
    QList<YamlWarning> warnings;
};

struct YamlOptions
{
    /// Reads the text of a `!vault` scalar. Without it such a scalar is an error.
    std::function<Result<QString>(const QByteArray &)> decrypt;
};

inline constexpr qsizetype yamlSizeLimit = 10'000'000; ///< bytes of a file
inline constexpr qint64 yamlNodeLimit = 2'000'000;     ///< nodes after aliases are expanded

/// One document. Errors (Invalid): "FILE:LINE:COLUMN: what", and in `detail` the line itself with a caret
/// below it.
[[nodiscard]] Result<YamlDocument> parseYaml(const QByteArray &text, const QString &file,
                                             const YamlOptions &options = {});

/// An error at a place of a file, its line shown in `detail`.
[[nodiscard]] Error errorAt(const Mark &mark, const QString &what, const QByteArray &source = {});

} // namespace skybro::playbook
