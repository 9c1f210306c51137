#include "models/secrets/filesecretstore.h"

#include "models/secrets/immediatejob.h"
#include "models/secrets/secretfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QUrl>

namespace skybro::secrets {

using namespace Qt::StringLiterals;

FileSecretStore::FileSecretStore(QString folder)
    : m_folder(std::move(folder))
{
}

Result<QString> FileSecretStore::pathOf(const SecretKey &key) const
{
    // A site's name comes from a file name the user chose: it must not lead out of the folder, nor be hidden.
    if (key.site.isEmpty() || key.name.isEmpty())
        return fail(ErrorKind::Invalid, QCoreApplication::translate(
                                            "skybro::secrets", "A secret without a name cannot be kept."));
    const auto word = [](const QString &text) {
        const QByteArray dots(text.startsWith(u'.') ? "." : "");
        return QString::fromLatin1(QUrl::toPercentEncoding(text, {}, dots));
    };
    return u"%1/%2.%3"_s.arg(m_folder, word(key.site), word(key.name));
}

ReadSecretJob *FileSecretStore::read(const SecretKey &key)
{
    return new ImmediateJob<Secret>(
        [path = pathOf(key)] { return path ? readSecretFile(*path) : std::unexpected(path.error()); });
}

WriteSecretJob *FileSecretStore::write(const SecretKey &key, Secret secret)
{
    // std::function copies what it holds and a Secret cannot be copied, hence the shared pointer.
    auto shared = std::make_shared<Secret>(std::move(secret));
    return new ImmediateJob<void>([path = pathOf(key), shared]() -> Result<void> {
        return path ? writeSecretFile(*path, *shared) : std::unexpected(path.error());
    });
}

WriteSecretJob *FileSecretStore::remove(const SecretKey &key)
{
    return new ImmediateJob<void>([path = pathOf(key)]() -> Result<void> {
        if (!path)
            return std::unexpected(path.error());
        QFile file(*path);
        if (file.exists() && !file.remove())
            return fail(
                ErrorKind::Internal,
                QCoreApplication::translate("skybro::secrets", "The secret file %1 cannot be removed: %2.")
                    .arg(*path, file.errorString()));
        return {};
    });
}

QString FileSecretStore::description() const
{
    return QCoreApplication::translate("skybro::secrets", "files in %1").arg(m_folder);
}

} // namespace skybro::secrets
