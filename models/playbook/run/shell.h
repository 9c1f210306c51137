#pragma once

#include "models/playbook/run/become.h"
#include "models/playbook/run/markedstream.h"
#include "models/playbook/run/shellscript.h"
#include "models/playbook/run/shelltransport.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace skybro::playbook {

/// Limits that tests set lower.
struct ShellLimits
{
    std::chrono::milliseconds patience{
        std::chrono::seconds(60)};       ///< for start files and sudo, once connected
    qsizetype output = 64 * 1024 * 1024; ///< of each of the two outputs of a script
};

/// One POSIX shell on a host, as the user that LinkTarget says, which runs scripts one after the other.
///
/// It makes do with pipes: no file, no terminal, nothing on the node but `sh` (and sudo or su). Whatever
/// start files and banners print comes before the first mark and is dropped. Thread: the transport's.
class Shell : public QObject
{
    Q_OBJECT

public:
    Shell(std::shared_ptr<ShellSource> source, const LinkTarget &target, const ShellLimits &limits);
    ~Shell() override;

    /// Error::code of a script that printed more than the limit.
    static constexpr QLatin1StringView tooMuchOutput{"too-much-output"};

    /// Of Way::Kept, when no other runs; or one of Way::Single or Way::Raw, which is then its last. The first
    /// one opens the shell.
    void run(const ShellScript &script);
    /// It came up, as the right user, whatever became of it.
    [[nodiscard]] bool wasUp() const { return m_isUp; }
    /// Of the process on the node; 0: not known yet.
    [[nodiscard]] qint64 pid() const { return m_pid; }
    /// For whoever ends what runs there: the shell hears no more of it.
    [[nodiscard]] std::unique_ptr<ShellTransport> takeTransport();

signals:
    void finished(const skybro::playbook::Output &output);
    /// It is of no more use. When a script ran, that is its end too.
    void failed(const skybro::Error &error);

private:
    enum class Stage
    {
        Closed,
        Becoming, ///< sudo or su has the word
        Booting,  ///< the first mark has not come
        Ready,
        Failed
    };

    void open();
    void sendBoot();
    void sendScript();
    void sendSingle();
    void advance();
    void stepBecoming();
    void stepBooting();
    void stepRunning();
    void transportEnded(const ssh::ChannelEnd &end);
    void fail(const Error &error);
    [[nodiscard]] Error endedEarly(const ssh::ChannelEnd &end) const;
    /// The user's own shell works, and sudo or su is at it.
    [[nodiscard]] bool isShellThere() const;
    [[nodiscard]] QByteArray scriptMark() const { return m_nonce + '-' + QByteArray::number(m_count); }

    const std::shared_ptr<ShellSource> m_source;
    const LinkTarget m_target;
    const ShellLimits m_limits;
    const QByteArray m_nonce;
    const Become m_become;
    std::unique_ptr<ShellTransport> m_transport;
    Stage m_stage = Stage::Closed;
    std::optional<ShellScript> m_script; ///< what runs, or waits for the shell
    quint64 m_count = 0;                 ///< scripts so far
    bool m_answered = false;             ///< the password was sent
    bool m_isUp = false;
    qint64 m_pid = 0;
    MarkedStream m_output;
    MarkedStream m_errors;
    std::optional<MarkedStream::Part> m_outputPart; ///< complete, while the errors are not
    std::optional<MarkedStream::Part> m_errorsPart;
    QTimer m_patience;
};

} // namespace skybro::playbook
