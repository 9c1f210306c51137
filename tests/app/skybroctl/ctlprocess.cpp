#include "tests/app/skybroctl/ctlprocess.h"

#include "tests/support/patience.h"

#include <QFile>
#include <QJsonDocument>

namespace skybro::test {

using namespace Qt::StringLiterals;

Sim::Sim(const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(SKYBRO_SIM),
                    QStringList{u"--tls-dir"_s, file(u"tls"_s), u"--write-site"_s, site()} + arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) {
    }
    m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    if (m_ready.isEmpty())
        qFatal("skybro-sim does not start");
}

Sim::~Sim()
{
    stop();
}

void Sim::stop()
{
    m_process.terminate();
    m_process.waitForFinished(patienceMs);
}

QString Sim::siteWith(const QString &before, const QString &after) const
{
    QFile original(site());
    QFile changed(file(u"changed.yaml"_s));
    if (!original.open(QFile::ReadOnly) || !changed.open(QFile::WriteOnly))
        qFatal("no site file");
    const QByteArray text = original.readAll();
    if (!text.contains(before.toUtf8()))
        qFatal("the site file has no %s", qPrintable(before));
    changed.write(QByteArray(text).replace(before.toUtf8(), after.toUtf8()));
    return changed.fileName();
}

QJsonObject Ended::json() const
{
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

QProcessEnvironment Ctl::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"CONFIG"_s, u"STATE"_s, u"CACHE"_s, u"DATA"_s})
        environment.insert(u"XDG_%1_HOME"_s.arg(name), m_home + u'/' + name.toLower());
    environment.insert(u"HOME"_s, m_home);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.remove(u"SSH_AUTH_SOCK"_s); // the tester's agent is no part of the test
    for (const auto &[name, value] : m_variables.asKeyValueRange())
        environment.insert(name, value);
    return environment;
}

std::unique_ptr<QProcess> Ctl::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->start(QStringLiteral(SKYBROCTL), arguments);
    process->waitForStarted(patienceMs);
    return process;
}

Ended Ctl::wait(QProcess &process)
{
    const bool ended = process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit;
    return {.code = ended ? process.exitCode() : -1,
            .out = QString::fromUtf8(process.readAllStandardOutput()),
            .err = QString::fromUtf8(process.readAllStandardError())};
}

Ended Ctl::run(const QStringList &arguments) const
{
    return wait(*start(arguments));
}

Ended Ctl::runInto(const QString &file, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setStandardOutputFile(file);
    process.start(QStringLiteral(SKYBROCTL), arguments);
    return wait(process);
}

Ended Ctl::runAs(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, arguments);
    return wait(process);
}

Ended Ctl::runOnTerminal(const QStringList &arguments, const QByteArray &typed) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    QStringList quoted{QStringLiteral(SKYBROCTL)};
    for (const QString &argument : arguments)
        quoted += u'\'' + argument + u'\'';
    process.start(u"script"_s, {u"-qec"_s, quoted.join(u' '), u"/dev/null"_s});
    process.write(typed);
    return wait(process);
}

} // namespace skybro::test
