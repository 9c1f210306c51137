#include "models/tunnel/config/azureundo.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

/// All but the earlier key.
QByteArray jsonOf(const AzureUndo &undo)
{
    QJsonObject json{{u"change"_s, undo.change},
                     {u"name"_s, undo.name},
                     {u"connectionId"_s, undo.connectionId},
                     {u"open"_s, undo.isOpen},
                     {u"keyMayBeNew"_s, undo.keyMayBeNew},
                     {u"keyAfter"_s, QString::fromLatin1(undo.keyAfter.toHex())}};
    if (undo.policiesBefore) {
        json.insert(u"policiesBefore"_s, *undo.policiesBefore);
        json.insert(u"policiesAfter"_s, undo.policiesAfter);
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

AzureUndo fromJson(const QJsonObject &json)
{
    AzureUndo undo;
    undo.change = json.value("change"_L1).toString();
    undo.name = json.value("name"_L1).toString();
    undo.connectionId = json.value("connectionId"_L1).toString();
    undo.isOpen = json.value("open"_L1).toBool();
    undo.keyMayBeNew = json.value("keyMayBeNew"_L1).toBool();
    undo.keyAfter = QByteArray::fromHex(json.value("keyAfter"_L1).toString().toLatin1());
    if (json.contains("policiesBefore"_L1)) {
        undo.policiesBefore = json.value("policiesBefore"_L1).toArray();
        undo.policiesAfter = json.value("policiesAfter"_L1).toArray();
    }
    return undo;
}

} // namespace

secrets::SecretKey undoName(const QString &site)
{
    return {.site = site, .name = u"tunnel-before"_s};
}

// Words of "JSON:KEY" or "JSON", both in Base64. The key is a word of its own, so that no reader of JSON
// makes copies of it.
Secret undosText(const std::vector<AzureUndo> &undos)
{
    QByteArray text;
    qsizetype size = 0;
    for (const AzureUndo &undo : undos)
        size += 4096 + (undo.keyBefore ? 2 * undo.keyBefore->reveal().size() : 0);
    text.reserve(size); // it does not leave pieces behind as it grows
    for (const AzureUndo &undo : undos) {
        if (!text.isEmpty())
            text += ' ';
        text += jsonOf(undo).toBase64();
        if (undo.keyBefore) {
            const Secret key(undo.keyBefore->reveal().toBase64());
            text += ':';
            text += key.reveal();
        }
    }
    return Secret(std::move(text));
}

Result<std::vector<AzureUndo>> readUndos(const Secret &text)
{
    const auto broken = [] {
        return fail(ErrorKind::Protocol,
                    UndosJob::tr("What Azure had before the last change of the tunnel can not be read."));
    };
    std::vector<AzureUndo> undos;
    QByteArrayView rest(text.reveal());
    while (!rest.isEmpty()) {
        const qsizetype space = rest.indexOf(' ');
        const QByteArrayView word = space < 0 ? rest : rest.first(space);
        rest = space < 0 ? QByteArrayView() : rest.sliced(space + 1);
        const qsizetype colon = word.indexOf(':');
        const QByteArray json = (colon < 0 ? word : word.first(colon)).toByteArray();
        AzureUndo undo = fromJson(QJsonDocument::fromJson(QByteArray::fromBase64(json)).object());
        if (undo.change.isEmpty() || undo.connectionId.isEmpty())
            return broken();
        if (colon >= 0) {
            const Secret key(word.sliced(colon + 1).toByteArray());
            undo.keyBefore = Secret(QByteArray::fromBase64(key.reveal()));
            if (undo.keyBefore->isEmpty())
                return broken();
        }
        undos.push_back(std::move(undo));
    }
    return undos;
}

AzureUndo *undoOf(std::vector<AzureUndo> &undos, const QString &change)
{
    const auto found = std::ranges::find(undos, change, &AzureUndo::change);
    return found == undos.end() ? nullptr : &*found;
}

UndosJob::UndosJob(UndoPlace place, Edit edit, QObject *parent)
    : JobOf<std::vector<AzureUndo>>(parent)
    , m_place(std::move(place))
    , m_edit(std::move(edit))
{
}

UndosJob::~UndosJob()
{
    UndosJob::abort();
}

void UndosJob::begin()
{
    if (!m_place.store)
        return finish(fail(ErrorKind::Invalid,
                           tr("There is no secret store to keep what Azure had before the change.")));
    secrets::ReadSecretJob *job = m_place.store->read(undoName(m_place.site));
    m_job = job;
    job->setDeadline(deadline());
    connect(job, &Job::finished, this, [this, job] {
        const Result<Secret> text = job->takeResult();
        if (!text && text.error().kind != ErrorKind::NotFound)
            return finish(std::unexpected(text.error()));
        if (text) {
            Result<std::vector<AzureUndo>> undos = readUndos(*text);
            if (!undos)
                return finish(std::unexpected(undos.error()));
            m_undos = std::move(*undos);
        }
        edit();
    });
    job->start();
}

void UndosJob::abort()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

void UndosJob::edit()
{
    const Result<bool> changed = m_edit ? m_edit(m_undos) : Result<bool>(false);
    if (!changed)
        return finish(std::unexpected(changed.error()));
    if (!*changed)
        return finish(std::move(m_undos));
    const secrets::SecretKey name = undoName(m_place.site);
    secrets::WriteSecretJob *job =
        m_undos.empty() ? m_place.store->remove(name) : m_place.store->write(name, undosText(m_undos));
    m_job = job;
    job->setDeadline(deadline());
    job->then(this, [this](const Result<void> &kept) {
        if (!kept)
            return finish(std::unexpected(kept.error()));
        finish(std::move(m_undos));
    });
    job->start();
}

UndosJob::Edit keepUndo(std::shared_ptr<const AzureUndo> undo)
{
    return [undo = std::move(undo)](std::vector<AzureUndo> &undos) -> Result<bool> {
        if (std::ranges::any_of(undos, &AzureUndo::isOpen)) {
            Error error =
                makeError(ErrorKind::Conflict,
                          UndosJob::tr("An earlier change of the tunnel was interrupted, and Azure's "
                                       "end is not put right yet."));
            error.code = u"azure-open"_s;
            return std::unexpected(std::move(error));
        }
        if (undos.size() > 1)
            undos.erase(undos.begin(), undos.end() - 1);
        undos.push_back({.change = undo->change,
                         .name = undo->name,
                         .connectionId = undo->connectionId,
                         .isOpen = true,
                         .policiesBefore = undo->policiesBefore,
                         .policiesAfter = undo->policiesAfter,
                         .keyBefore = undo->keyBefore ? std::optional(undo->keyBefore->copy()) : std::nullopt,
                         .keyAfter = undo->keyAfter,
                         .keyMayBeNew = undo->keyMayBeNew});
        return true;
    };
}

UndosJob::Edit keyIsAsked(const QString &change)
{
    return [change](std::vector<AzureUndo> &undos) -> Result<bool> {
        AzureUndo *undo = undoOf(undos, change);
        if (!undo)
            return fail(ErrorKind::Conflict, UndosJob::tr("What Azure had before the change is not kept any "
                                                          "more."));
        undo->keyMayBeNew = true;
        return true;
    };
}

UndosJob::Edit closeUndo(const QString &change)
{
    return [change](std::vector<AzureUndo> &undos) -> Result<bool> {
        AzureUndo *undo = undoOf(undos, change);
        if (!undo || (!undo->isOpen && undos.size() == 1))
            return false;
        undo->isOpen = false;
        std::erase_if(undos, [&](const AzureUndo &one) { return one.change != change; });
        return true;
    };
}

UndosJob::Edit reopenUndo(const QString &change)
{
    return [change](std::vector<AzureUndo> &undos) -> Result<bool> {
        AzureUndo *undo = undoOf(undos, change);
        if (!undo || undo->isOpen)
            return false;
        undo->isOpen = true;
        return true;
    };
}

UndosJob::Edit forgetUndo(const QString &change)
{
    return [change](std::vector<AzureUndo> &undos) -> Result<bool> {
        return std::erase_if(undos, [&](const AzureUndo &one) { return one.change == change; }) > 0;
    };
}

} // namespace skybro::tunnel
