#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <libssh/libssh.h>
#include <libssh/server.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <thread>

namespace skybro::test {

/// An SSH server on libssh that lets anybody in who knows its password, by method password, or by
/// keyboard-interactive with two questions. sshd could do that for accounts of the machine only, by PAM. One
/// connection at a time; whatever command is run prints "in" and exits with 0.
class PasswordServer
{
public:
    static constexpr const char *password = "open sesame";
    static constexpr const char *code = "123456"; ///< the second answer of keyboard-interactive

    explicit PasswordServer(int methods)
        : m_methods(methods)
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        port = probe.serverPort();
        probe.close();
        const QString key = folder.filePath(QStringLiteral("host_key"));
        QProcess::execute(QStringLiteral("ssh-keygen"),
                          {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                           QStringLiteral("-N"), QString(), QStringLiteral("-f"), key});
        m_bind = ssh_bind_new();
        const bool readConfiguration = false;
        const int number = port;
        ssh_bind_options_set(m_bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &readConfiguration);
        ssh_bind_options_set(m_bind, SSH_BIND_OPTIONS_BINDADDR, "127.0.0.1");
        ssh_bind_options_set(m_bind, SSH_BIND_OPTIONS_BINDPORT, &number);
        ssh_bind_options_set(m_bind, SSH_BIND_OPTIONS_HOSTKEY, key.toLocal8Bit().constData());
        isListening = ssh_bind_listen(m_bind) == SSH_OK;
        m_thread = std::thread([this] { serve(); });
    }
    ~PasswordServer()
    {
        m_stop = true;
        QTcpSocket wake; // ends the wait for the next connection
        wake.connectToHost(QHostAddress::LocalHost, port);
        wake.waitForConnected();
        wake.abort();
        m_thread.join();
        ssh_bind_free(m_bind);
    }

    QTemporaryDir folder;
    quint16 port = 0;
    bool isListening = false;
    std::atomic<int> refused = 0; ///< wrong answers

private:
    void serve()
    {
        while (!m_stop) {
            ssh_session session = ssh_new();
            if (ssh_bind_accept(m_bind, session) == SSH_OK && !m_stop &&
                ssh_handle_key_exchange(session) == SSH_OK)
                talk(session);
            ssh_disconnect(session);
            ssh_free(session);
        }
    }
    void talk(ssh_session session)
    {
        ssh_channel channel = nullptr;
        while (ssh_message message = ssh_message_get(session)) {
            const int type = ssh_message_type(message);
            const int subtype = ssh_message_subtype(message);
            if (type == SSH_REQUEST_AUTH) {
                answerLogin(session, message, subtype);
            } else if (type == SSH_REQUEST_CHANNEL_OPEN) {
                channel = ssh_message_channel_request_open_reply_accept(message);
            } else if (type == SSH_REQUEST_CHANNEL && subtype == SSH_CHANNEL_REQUEST_EXEC && channel) {
                ssh_message_channel_request_reply_success(message);
                ssh_channel_write(channel, "in\n", 3);
                ssh_channel_request_send_exit_status(channel, 0);
                ssh_channel_send_eof(channel);
                ssh_channel_close(channel);
            } else {
                ssh_message_reply_default(message);
            }
            ssh_message_free(message);
        }
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // callbacks would be more code
    void answerLogin(ssh_session session, ssh_message message, int subtype)
    {
        bool right = false;
        if (subtype == SSH_AUTH_METHOD_PASSWORD && (m_methods & SSH_AUTH_METHOD_PASSWORD)) {
            right = std::strcmp(ssh_message_auth_password(message), password) == 0;
            refused += right ? 0 : 1;
        } else if (subtype == SSH_AUTH_METHOD_INTERACTIVE && (m_methods & SSH_AUTH_METHOD_INTERACTIVE)) {
            if (!ssh_message_auth_kbdint_is_response(message)) {
                const char *labels[] = {"Password: ", "Code: "};
                char echo[] = {0, 1};
                ssh_message_auth_interactive_request(message, "Two steps", "Both, please.", 2, labels, echo);
                return;
            }
            const char *first = ssh_userauth_kbdint_getanswer(session, 0);
            const char *second = ssh_userauth_kbdint_getanswer(session, 1);
            right = first && second && std::strcmp(first, password) == 0 && std::strcmp(second, code) == 0;
            refused += right ? 0 : 1;
        }
        if (right) {
            ssh_message_auth_reply_success(message, 0);
            return;
        }
        ssh_message_auth_set_methods(message, m_methods);
        ssh_message_reply_default(message);
    }

#pragma GCC diagnostic pop

    int m_methods;
    ssh_bind m_bind = nullptr;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace skybro::test
