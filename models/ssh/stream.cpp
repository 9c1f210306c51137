#include "models/ssh/stream.h"

#include "models/ssh/sshfault.h"
#include "models/ssh/worker.h"

#include <QCoreApplication>
#include <QPointer>

namespace skybro::ssh {

namespace {

/// What may wait for the GUI thread before the other side must.
constexpr qint64 mostInFlight = 1024 * 1024;

} // namespace

/// The worker's half: passes everything on.
class Stream::Handler : public ChannelHandler
{
public:
    Handler(TaskQueue &gui, QPointer<Stream> stream, std::shared_ptr<std::atomic<qint64>> inFlight)
        : m_gui(gui)
        , m_stream(std::move(stream))
        , m_inFlight(std::move(inFlight))
    {
    }

    void opened(Channel &) override
    {
        tell([](Stream &stream) { emit stream.opened(); });
    }
    void received(const QByteArray &bytes, bool isError) override
    {
        *m_inFlight += bytes.size();
        tell([bytes, isError](Stream &stream) { stream.receive(bytes, isError); });
    }
    [[nodiscard]] bool wantsBytes() const override { return *m_inFlight < mostInFlight; }
    void writable() override
    {
        tell([](Stream &stream) { emit stream.drained(); });
    }
    void ended(const ChannelEnd &end) override
    {
        tell([end](Stream &stream) { stream.end(end); });
    }

private:
    template <typename Told>
    void tell(Told told)
    {
        // The pointer is copied here but looked at in the GUI thread only.
        m_gui.post([stream = m_stream, told = std::move(told)] {
            if (stream)
                told(*stream);
        });
    }

    TaskQueue &m_gui;
    QPointer<Stream> m_stream;
    std::shared_ptr<std::atomic<qint64>> m_inFlight;
};

Stream::Stream(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, const QString &command)
    : m_core(std::move(core))
    , m_host(std::move(host))
    , m_key(m_host->connectionKey())
    , m_ticket(m_core->newTicket())
    , m_inFlight(std::make_shared<std::atomic<qint64>>(0))
{
    ChannelRequest request{.kind = ChannelRequest::Kind::Exec,
                           .command = command.toUtf8(),
                           .ticket = m_ticket,
                           .handler = std::make_unique<Handler>(m_core->gui(), this, m_inFlight),
                           .input = {}};
    m_core->post(m_key, [host = m_host, request = std::move(request)](Worker &worker) mutable {
        worker.open(host, std::move(request));
    });
}

Stream::~Stream()
{
    if (m_ended)
        return;
    m_core->post(m_key, [key = m_key, ticket = m_ticket](Worker &worker) {
        if (Connection *connection = worker.find(key))
            connection->cancel(ticket);
    });
}

void Stream::send(const QByteArray &bytes, bool last)
{
    if (m_ended)
        return;
    m_core->post(m_key, [key = m_key, ticket = m_ticket, bytes, last](Worker &worker) {
        if (Connection *connection = worker.find(key))
            connection->write(ticket, bytes, last);
    });
}

void Stream::write(const QByteArray &bytes)
{
    send(bytes, false);
}

void Stream::closeInput()
{
    send({}, true);
}

void Stream::receive(const QByteArray &bytes, bool isError)
{
    const qint64 before = m_inFlight->fetch_sub(bytes.size());
    if (before >= mostInFlight && before - bytes.size() < mostInFlight) {
        m_core->post(m_key, [key = m_key, ticket = m_ticket](Worker &worker) {
            Connection *connection = worker.find(key);
            if (Channel *channel = connection ? connection->channel(ticket) : nullptr)
                channel->resume();
        });
    }
    if (isError)
        emit errorsReceived(bytes);
    else
        emit outputReceived(bytes);
}

void Stream::end(const ChannelEnd &end)
{
    if (m_ended)
        return;
    m_ended = true;
    ChannelEnd told = end;
    if (!told.error && !told.exitCode && told.signal.isEmpty())
        told.error = makeFault(Fault::NoExitStatus,
                               QCoreApplication::translate(
                                   "skybro::ssh", "The command on %1 ended, and the server did not say how.")
                                   .arg(m_host->label()));
    emit ended(told);
}

} // namespace skybro::ssh
