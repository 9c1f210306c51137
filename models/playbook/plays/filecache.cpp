#include "models/playbook/plays/filecache.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

FileCache::FileCache(std::shared_ptr<const Vault> vault)
    : m_vault(std::move(vault))
{
}

std::optional<YamlNode> FileCache::read(const QString &path, Findings &findings)
{
    if (const auto known = m_nodes.constFind(path); known != m_nodes.constEnd())
        return *known;
    m_order.insert(path, m_order.size());
    const Result<YamlDocument> document = readYamlFile(path, *m_vault);
    if (!document) {
        findings.addError(document.error(), path);
        m_nodes.insert(path, std::nullopt);
        return std::nullopt;
    }
    for (const YamlWarning &warning : document->warnings)
        findings.addWarning(warning.mark, warning.text);
    m_nodes.insert(path, document->root);
    return document->root;
}

Result<QByteArray> FileCache::readText(const QString &path)
{
    if (!m_order.contains(path))
        m_order.insert(path, m_order.size());
    QFile file(path);
    // A device or a pipe might never end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    QCoreApplication::translate("skybro::playbook", "%1 can not be read: %2.")
                        .arg(path, file.errorString()));
    const QByteArray text = file.read(yamlSizeLimit);
    return Vault::isVaulted(text) ? m_vault->decrypt(text, path) : Result<QByteArray>(text);
}

const QStringList &FileCache::linesOf(const QString &path)
{
    if (!m_lines.contains(path)) {
        QFile file(path);
        QByteArray text;
        if (file.open(QIODevice::ReadOnly))
            text = file.read(yamlSizeLimit);
        if (Vault::isVaulted(text)) {
            m_vaulted.insert(path);
            text.clear();
        }
        m_lines.insert(path, QString::fromUtf8(text).remove(u'\r').split(u'\n'));
    }
    return m_lines[path];
}

bool FileCache::isVaulted(const QString &path)
{
    (void)linesOf(path);
    return m_vaulted.contains(path);
}

QString FileCache::line(const Mark &mark)
{
    return mark.line == 0 ? QString() : linesOf(mark.file).value(mark.line - 1);
}

qsizetype FileCache::order(const QString &path) const
{
    return m_order.value(path, m_order.size());
}

} // namespace skybro::playbook
