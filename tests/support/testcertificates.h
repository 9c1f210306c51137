#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <optional>

namespace skybro::test {

/// A self-signed certificate for 127.0.0.1, made anew by the openssl program.
struct TestCertificate
{
    QTemporaryDir folder;
    QString caFile;
    QSslConfiguration server;

    /// Nothing when there is no openssl program.
    [[nodiscard]] static std::unique_ptr<TestCertificate> make()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
            return {};
        auto made = std::make_unique<TestCertificate>();
        made->caFile = made->folder.filePath(QStringLiteral("ca.pem"));
        const QString keyFile = made->folder.filePath(QStringLiteral("key.pem"));
        QProcess openssl;
        openssl.setStandardErrorFile(QProcess::nullDevice());
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"),
                       QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=skybro test"),
                       QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                       QStringLiteral("-keyout"), keyFile, QStringLiteral("-out"), made->caFile});
        openssl.waitForFinished();
        const int exitCode = openssl.exitCode();
        QFile key(keyFile);
        if (exitCode != 0 || !key.open(QIODevice::ReadOnly))
            return {};
        made->server = QSslConfiguration::defaultConfiguration();
        made->server.setLocalCertificateChain(QSslCertificate::fromPath(made->caFile));
        made->server.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
        made->server.setPeerVerifyMode(QSslSocket::VerifyNone); // of clients
        return made;
    }
};

} // namespace skybro::test
