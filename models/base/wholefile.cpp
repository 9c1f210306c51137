#include "models/base/wholefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <memory>

namespace skybro {

Result<void> writeWholeFile(const QString &path, QByteArrayView bytes)
{
    // QSaveFile would put a file in the place of a device, given the right to.
    const QFileInfo there(path);
    std::unique_ptr<QFileDevice> file;
    if (there.exists() && !there.isFile() && !there.isDir())
        file = std::make_unique<QFile>(path);
    else
        file = std::make_unique<QSaveFile>(path);
    auto *whole = qobject_cast<QSaveFile *>(file.get());
    bool isWritten = file->open(QIODevice::WriteOnly);
    // A disk that is full takes what fits, and says why only when it is given the rest.
    for (qint64 done = 0; isWritten && done < bytes.size();) {
        const qint64 more = file->write(bytes.data() + done, bytes.size() - done);
        isWritten = more > 0;
        done += more;
    }
    if (!isWritten || !(whole ? whole->commit() : file->flush()))
        return fail(ErrorKind::Internal, QCoreApplication::translate("WholeFile", "%1 cannot be written: %2")
                                             .arg(path, file->errorString()));
    return {};
}

} // namespace skybro
