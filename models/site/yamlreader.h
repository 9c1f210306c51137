#pragma once

#include "models/base/result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>

namespace YAML {
class Node;
}

namespace skybro::site {

/// Reads one YAML mapping key by key and keeps the first error, with file, line and column. yaml-cpp's
/// exceptions end here, and what it lets pass is caught: duplicate keys and keys nobody asked for. Use: read
/// every key there is, then finish(); after an error the readers return nothing.
class YamlReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::site)

public:
    /// `text` must be one document holding a mapping, or empty.
    YamlReader(const QByteArray &text, QString file);
    ~YamlReader();
    YamlReader(YamlReader &&) noexcept;

    /// Text; a number or boolean that stands unquoted is taken as it was written.
    void read(const char *key, QString *value);
    void read(const char *key, QStringList *value);
    /// A list, or one word alone as a list of one.
    void readOneOrMore(const char *key, QStringList *value);
    /// An absolute URL with one of the schemes.
    void read(const char *key, QUrl *value, std::initializer_list<const char *> schemes);
    /// One word of a list; `value` gets its index.
    void read(const char *key, int *value, const QStringList &words);
    /// Whether the key stands there, with whatever value.
    [[nodiscard]] bool has(const char *key) const;
    /// A mapping within; absent or empty reads as one with no keys.
    void section(const char *key, const std::function<void(YamlReader &)> &readKeys);
    /// Refuses the file at that key's value (at the mapping itself when it is absent), unless refused
    /// already.
    void refuse(const char *key, const QString &text);

    /// Refuses keys that were not read. Returns the first error of all.
    [[nodiscard]] Result<void> finish();

private:
    struct Shared;
    struct Level;
    YamlReader(std::shared_ptr<Shared> shared, std::unique_ptr<Level> level);
    void open();
    [[nodiscard]] std::optional<YAML::Node> take(const char *key);
    void readList(const char *key, const YAML::Node &node, QStringList *value);
    void checkUnread();

    std::shared_ptr<Shared> m_shared;
    std::unique_ptr<Level> m_level;
};

} // namespace skybro::site
