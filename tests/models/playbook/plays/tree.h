#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

/// Files of a test, written as one text: "== name" begins a file.
class Tree
{
public:
    explicit Tree(const QByteArray &files)
    {
        QFile file;
        for (const QByteArray &line : files.split('\n')) {
            if (line.startsWith("== ")) {
                file.close();
                file.setFileName(path(QString::fromUtf8(line.mid(3))));
                QDir().mkpath(QFileInfo(file).path());
                m_isWhole = file.open(QIODevice::WriteOnly) && m_isWhole;
            } else if (file.isOpen()) {
                file.write(line + '\n');
            }
        }
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

private:
    QTemporaryDir m_folder;
    bool m_isWhole = true;
};
