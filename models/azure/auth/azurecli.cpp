#include "models/azure/auth/azurecli.h"

#include "models/azure/auth/tokenanswer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::azure", text);
}

class AzureCliJob : public TokenJob
{
    Q_DECLARE_TR_FUNCTIONS(skybro::azure)

public:
    AzureCliJob(QString program, QStringList arguments, QObject *parent)
        : TokenJob(parent)
        , m_program(std::move(program))
        , m_arguments(std::move(arguments))
    {
        setDeadline(60s);
    }

    ~AzureCliJob() override { stop(); }

protected:
    void begin() override
    {
        m_process = new QProcess(this);
        m_process->setStandardInputFile(QProcess::nullDevice()); // az must not ask the terminal anything
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish(
                    fail(ErrorKind::NotSignedIn,
                         tr("The Azure CLI cannot be started (\"%1\"): install azure-cli, or choose another "
                            "credential in the site file.")
                             .arg(m_program),
                         m_process->errorString()));
        });
        connect(m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
            if (status != QProcess::NormalExit || exitCode != 0)
                return finish(std::unexpected(azureCliError(m_process->readAllStandardError(), exitCode)));
            QByteArray output = m_process->readAllStandardOutput();
            finish(readAzureCliToken(output));
            output.fill('\0');
        });
        m_process->start(m_program, m_arguments);
    }

    void abort() override { stop(); }

    QString timedOutText() const override
    {
        return tr("\"%1 account get-access-token\" did not answer within a minute.").arg(m_program);
    }

private:
    /// Ends az without waiting for it: killed, it goes within milliseconds, and nobody asks it any more.
    void stop()
    {
        if (!m_process)
            return;
        m_process->disconnect(this);
        if (m_process->state() != QProcess::NotRunning) {
            m_process->setParent(nullptr);
            QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
            m_process->kill();
        }
        m_process = nullptr;
    }

    QString m_program;
    QStringList m_arguments;
    QProcess *m_process = nullptr;
};

} // namespace

AzureCliCredential::AzureCliCredential(Options options)
    : m_options(std::move(options))
{
}

TokenJob *AzureCliCredential::requestToken(QObject *parent)
{
    QStringList arguments{u"account"_s, u"get-access-token"_s, u"--output"_s, u"json"_s};
    if (!m_options.subscription.isEmpty())
        arguments << u"--subscription"_s << m_options.subscription;
    else if (!m_options.tenant.isEmpty())
        arguments << u"--tenant"_s << m_options.tenant;
    if (!m_options.resource.isEmpty())
        arguments << u"--resource"_s << m_options.resource;
    return new AzureCliJob(m_options.program, arguments, parent);
}

Result<AccessToken> readAzureCliToken(const QByteArray &output)
{
    const QJsonObject object = QJsonDocument::fromJson(output).object();
    QByteArray token = object.value("accessToken"_L1).toString().toUtf8();
    if (token.isEmpty())
        return fail(ErrorKind::Protocol, tr("The Azure CLI answered without a token: run \"az account "
                                            "get-access-token\" to see why."));
    AccessToken result;
    const QJsonValue epoch = object.value("expires_on"_L1);
    const qint64 seconds = epoch.isString() ? epoch.toString().toLongLong() : epoch.toInteger(0);
    if (seconds > 0) {
        result.expiresAt = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    } else {
        const QString local = object.value("expiresOn"_L1).toString().section(u'.', 0, 0);
        result.expiresAt =
            QDateTime::fromString(local, u"yyyy-MM-dd HH:mm:ss"_s).toUTC(); // az prints local time
    }
    if (!result.expiresAt.isValid())
        return fail(ErrorKind::Protocol,
                    tr("The Azure CLI's token has no readable date of expiry: update azure-cli."));
    result.secret = std::make_shared<const Secret>(std::move(token));
    return result;
}

Error azureCliError(const QByteArray &standardError, int exitCode)
{
    const QString text = QString::fromUtf8(standardError).trimmed();
    Error error = makeError(ErrorKind::NotSignedIn, {}, text);
    error.code = findAadsts(text);
    const QString advice = adviceForAadsts(error.code);
    QString last = text.section(u'\n', -1).trimmed();
    if (last.startsWith(u"ERROR: "_s))
        last = last.mid(7);
    if (!advice.isEmpty())
        error.text = u"%1 (%2)"_s.arg(advice, error.code);
    else if (text.contains(u"az login"_s) || !error.code.isEmpty())
        error.text = tr("The Azure CLI is not signed in: run \"az login\".");
    else if (text.contains(u"Subscription"_s) && text.contains(u"not found"_s))
        error.text = tr("The Azure CLI does not know this subscription: run \"az login\" with an account "
                        "that may use it, or correct the site file.");
    else if (text.contains(u"ConnectionError"_s) || text.contains(u"Max retries exceeded"_s) ||
             text.contains(u"Failed to establish a new connection"_s)) {
        error.kind = ErrorKind::Network;
        error.retryable = true;
        error.text = tr("The Azure CLI cannot reach the sign-in service: check the network.");
    } else
        error.text = tr("The Azure CLI gave no token (exit code %1): %2").arg(exitCode).arg(last);
    return error;
}

} // namespace skybro::azure
