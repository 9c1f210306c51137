#include "models/tunnel/ends/tunnelcontroljob.h"

#include <QCoreApplication>
#include <QHash>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Each line of the record: skybro-control said TEXT | code N | child yes|no | end
//
// HUP and PIPE are passed over: a restart that cuts the way it came must not end between down and up. sudoers
// may allow ipsec and swanctl only, so timeout stands before sudo, which hands its signal on.
constexpr auto functions = R"SH(
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin:/usr/local/sbin; export PATH
trap '' HUP PIPE
root=
[ "$(id -u)" = 0 ] || root='sudo -n'
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout 30'
code=0
step() {
    text=$($limit $root "$@" 2>&1 </dev/null)
    code=$?
    printf '%s\n' "$text" | sed 's/^/skybro-control said /'
    [ $code != 124 ] || echo 'skybro-control said no answer within 30 seconds'
}
has() { PATH=$PATH:/usr/libexec:/usr/lib command -v "$1" >/dev/null 2>&1; }
# The children of a connection, as `swanctl --list-conns` has them: two spaces, the name, its mode.
children() {
    inside=no
    $root swanctl --list-conns 2>/dev/null | while IFS= read -r line; do
        case $line in
        "$name: "*) inside=yes ;;
        ' '*) ;;
        *) inside=no ;;
        esac
        case $inside$line in
        'yes  '*': TUNNEL'*|'yes  '*': TRANSPORT'*|'yes  '*': BEET'*) child=${line#  }; printf '%s\n' "${child%%: *}" ;;
        esac
    done
}
load() {
    if [ $kind = strongswan ]; then step swanctl --load-all; else step ipsec auto --add "$name"; fi
}
up() {
    if [ $kind = libreswan ]; then step ipsec auto --up "$name"; return; fi
    list=$(children)
    if [ -z "$list" ]; then step swanctl --initiate --ike "$name" --timeout 25; return; fi
    set -f
    IFS='
'
    set -- $list
    unset IFS
    for child; do
        step swanctl --initiate --child "$child" --ike "$name" --timeout 25
        [ $code = 0 ] || return
    done
}
down() {
    if [ $kind = strongswan ]; then step swanctl --terminate --ike "$name" --force --timeout 5
    else step ipsec auto --down "$name"; fi
}
start() {
    unit=ipsec
    if [ $kind = strongswan ]; then
        unit=strongswan
        systemctl cat strongswan >/dev/null 2>&1 || unit=strongswan-starter
    fi
    step systemctl start "$unit"
}
child() {
    answer=no
    if [ $kind = strongswan ]; then
        $root swanctl --list-sas --ike "$name" 2>/dev/null | grep -q INSTALLED && answer=yes
    else
        $root ipsec trafficstatus 2>/dev/null | grep -F -e "\"$name\"" -e "\"$name/" >/dev/null && answer=yes
    fi
    echo "skybro-control child $answer"
}
)SH";

QByteArray quoted(const QString &word)
{
    return '\'' + QString(word).replace(u'\'', u"'\\''"_s).toUtf8() + '\'';
}

QByteArray script(ControlAction action, const QString &connection, Implementation implementation)
{
    QByteArray text = functions;
    text += "name=" + quoted(connection) + '\n';
    switch (implementation) {
    case Implementation::Libreswan:
        text += "kind=libreswan\n";
        break;
    case Implementation::StrongSwan:
        text += "kind=strongswan\n";
        break;
    case Implementation::Unknown:
        text += "kind=libreswan; has ipsec || ! has swanctl || kind=strongswan\n";
        break;
    }
    switch (action) {
    case ControlAction::Load:
        text += "load\n";
        break;
    case ControlAction::Up:
        text += "up\nchild\n";
        break;
    case ControlAction::Restart:
        // What down says against it (nothing was up) does not matter if up goes well.
        text += "down\nup\nchild\n";
        break;
    case ControlAction::StartDaemon:
        text += "start\n";
        break;
    }
    text += "echo \"skybro-control code $code\"\necho 'skybro-control end'\n";
    return text;
}

struct Record
{
    QStringList said;
    std::optional<int> code;
    std::optional<bool> child;
    bool isWhole = false;
};

Record read(const QByteArray &output)
{
    Record record;
    const QString text = QString::fromUtf8(output);
    for (QStringView line : QStringView(text).split(u'\n')) {
        constexpr QLatin1StringView mark("skybro-control ");
        if (!line.startsWith(mark))
            continue; // what a login says
        line = line.mid(mark.size());
        if (line.startsWith("said"_L1)) {
            if (const QString words = line.mid(4).trimmed().toString(); !words.isEmpty())
                record.said.append(words);
        } else if (line.startsWith("code "_L1)) {
            bool isNumber = false;
            const int code = line.mid(5).toInt(&isNumber);
            if (isNumber)
                record.code = code;
        } else if (line.startsWith("child "_L1)) {
            record.child = line.mid(6) == "yes"_L1;
        } else if (line == "end"_L1) {
            record.isWhole = true;
        }
    }
    return record;
}

Result<ControlOutcome> judge(const Record &record, const ssh::ExecResult &ended)
{
    const QString all = record.said.join(u'\n');
    const QString last = record.said.isEmpty() ? QString() : record.said.last();
    const auto wrong = [&](ErrorKind kind, const QString &text, const QString &code = {}) {
        Error error = makeError(kind, text, all + QString::fromUtf8(ended.errors.left(2000)));
        error.code = code;
        return std::unexpected(error);
    };
    for (const QString &line : record.said) {
        if (line.startsWith("sudo:"_L1))
            return wrong(ErrorKind::Forbidden,
                         QCoreApplication::translate(
                             "Tunnel", "The gateway does not let Skybro do that: sudo wants a password or "
                                       "forbids it. Allow it without a password, or run the command there."),
                         u"sudo"_s);
    }
    if (!record.isWhole || !record.code)
        return wrong(ErrorKind::Protocol,
                     QCoreApplication::translate("Tunnel", "The gateway's answer was cut: what came of it is "
                                                           "not known. The next look at it will tell."));
    constexpr int noSuchCommand = 127;
    if (*record.code == noSuchCommand)
        return wrong(ErrorKind::NotFound,
                     QCoreApplication::translate("Tunnel", "The gateway has no such program: %1").arg(last));
    if (*record.code != 0)
        return wrong(ErrorKind::Server,
                     QCoreApplication::translate("Tunnel", "The gateway says: %1")
                         .arg(last.isEmpty() ? u"exit code %1"_s.arg(*record.code) : last));
    if (record.child == false)
        return wrong(ErrorKind::Server,
                     QCoreApplication::translate("Tunnel", "The gateway tried, and the tunnel is not up: %1")
                         .arg(last),
                     u"not-up"_s);
    return ControlOutcome{all};
}

} // namespace

std::optional<ControlAction> controlActionFrom(QStringView mend)
{
    static const QHash<QString, ControlAction> actions{{u"tunnel.load"_s, ControlAction::Load},
                                                       {u"tunnel.up"_s, ControlAction::Up},
                                                       {u"tunnel.restart"_s, ControlAction::Restart},
                                                       {u"tunnel.startDaemon"_s, ControlAction::StartDaemon}};
    const auto found = actions.constFind(mend.toString());
    return found == actions.constEnd() ? std::nullopt : std::optional(*found);
}

bool isCutting(ControlAction action)
{
    return action == ControlAction::Restart;
}

TunnelControlJob::TunnelControlJob(Shell shell, ControlAction action, QString connection,
                                   Implementation implementation, QObject *parent)
    : JobOf<ControlOutcome>(parent)
    , m_shell(std::move(shell))
    , m_action(action)
    , m_connection(std::move(connection))
    , m_implementation(implementation)
{
    setDeadline(100s); // down, and up of some children; each step has 30 s there
}

TunnelControlJob::~TunnelControlJob()
{
    TunnelControlJob::abort();
}

void TunnelControlJob::begin()
{
    const bool needsName = m_action != ControlAction::StartDaemon;
    if (m_connection.startsWith(u'-') || (needsName && m_connection.isEmpty()))
        return finish(fail(
            ErrorKind::Invalid,
            QCoreApplication::translate("Tunnel", "The site file does not name the gateway's connection: "
                                                  "write it under gateway, as connection.")));
    m_script = m_shell(script(m_action, m_connection, m_implementation));
    m_script->setDeadline(deadline() + 1s); // ours comes first
    m_script->then(this, [this](const Result<ssh::ExecResult> &result) {
        if (!result)
            return finish(std::unexpected(result.error()));
        finish(judge(read(result->output), *result));
    });
    m_script->start();
}

void TunnelControlJob::abort()
{
    if (m_script)
        m_script->cancel(); // and it deletes itself
}

} // namespace skybro::tunnel
