#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class BlockRun : public EditRun
{
public:
    using EditRun::EditRun;

protected:
    std::optional<QString> missingText(const QString &path) const override
    {
        if (call().args.value(u"create"_s).isTrue())
            return std::nullopt;
        return u"Path %1 does not exist !"_s.arg(path);
    }

    Result<Edited> edit(const std::optional<QByteArray> &old) override
    {
        const bool isPresent = argText(call(), u"state"_s) == u"present"_s;
        if (!old && !isPresent)
            return Edited{.msg = u"File %1 not present"_s.arg(argText(call(), u"path"_s))};
        QList<QByteArray> lines = linesOf(old.value_or(QByteArray()));
        QByteArray block = argText(call(), u"block"_s).toUtf8();
        if (!block.isEmpty() && !block.endsWith('\n'))
            block += '\n';
        const QByteArray begin = marker(u"marker_begin"_s);
        const QByteArray end = marker(u"marker_end"_s);
        QList<QByteArray> added;
        if (isPresent && !block.isEmpty())
            added = QList<QByteArray>{begin} + linesOf(block) + QList<QByteArray>{end};

        const qsizetype first = lines.lastIndexOf(begin);
        const qsizetype last = lines.lastIndexOf(end);
        qsizetype at = std::min(first, last);
        if (at >= 0) {
            lines.remove(at, std::max(first, last) - at + 1);
        } else {
            const auto place = placeIn(lines, old.value_or(QByteArray()));
            if (!place)
                return std::unexpected(place.error());
            at = *place;
        }
        if (at > 0 && !lines[at - 1].endsWith('\n'))
            lines[at - 1] += '\n';
        for (const QByteArray &line : added)
            lines.insert(at++, line);
        Edited edited{.content = lines.join()};
        if (old != edited.content)
            edited.msg = !old              ? u"File created"_s
                         : added.isEmpty() ? u"Block removed"_s
                                           : u"Block inserted"_s;
        return edited;
    }

private:
    [[nodiscard]] QByteArray marker(const QString &which) const
    {
        return argText(call(), u"marker"_s).replace(u"{mark}"_s, argText(call(), which)).toUtf8() + '\n';
    }

    /// The index before which the block goes.
    [[nodiscard]] Result<qsizetype> placeIn(const QList<QByteArray> &lines, const QByteArray &whole) const
    {
        const QString after = argText(call(), u"insertafter"_s);
        const QString before = argText(call(), u"insertbefore"_s);
        if (before == u"BOF"_s)
            return 0;
        const QString pattern = after.isEmpty() ? before : after;
        if (pattern.isEmpty() || after == u"EOF"_s)
            return lines.size();
        const auto regex = pythonRegex(asBytes(pattern));
        if (!regex)
            return std::unexpected(regex.error());
        qsizetype found = -1;
        static const QRegularExpression multiline(uR"(^\(\?[aiLsux]*m)"_s);
        if (multiline.match(pattern).hasMatch()) {
            const auto match = regex->match(QString::fromLatin1(whole));
            if (match.hasMatch())
                found = whole.left(after.isEmpty() ? match.capturedStart() : match.capturedEnd()).count('\n');
        } else {
            for (qsizetype i = 0; i < lines.size(); ++i) {
                if (regex->match(QString::fromLatin1(lines[i])).hasMatch())
                    found = i;
            }
        }
        if (found < 0)
            return lines.size();
        return std::min(lines.size(), after.isEmpty() ? found : found + 1);
    }
};

} // namespace

Module blockinfileModule()
{
    return {
        .name = u"blockinfile"_s,
        .fullNames = builtinNames(u"blockinfile"_s),
        .options = withFileOptions({
            {.name = u"path"_s,
             .type = OptionType::Path,
             .isRequired = true,
             .aliases = {u"dest"_s, u"destfile"_s, u"name"_s}},
            {.name = u"state"_s, .otherwise = Value(u"present"_s), .choices = {u"absent"_s, u"present"_s}},
            {.name = u"marker"_s, .otherwise = Value(u"# {mark} ANSIBLE MANAGED BLOCK"_s)},
            {.name = u"marker_begin"_s, .otherwise = Value(u"BEGIN"_s)},
            {.name = u"marker_end"_s, .otherwise = Value(u"END"_s)},
            {.name = u"block"_s, .otherwise = Value(QString()), .aliases = {u"content"_s}},
            {.name = u"insertafter"_s},
            {.name = u"insertbefore"_s},
            {.name = u"create"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"validate"_s},
        }),
        .exclusive = {{u"insertbefore"_s, u"insertafter"_s}},
        .start = [](const ModuleCall &call) { return std::make_unique<BlockRun>(call); },
    };
}

} // namespace skybro::playbook
