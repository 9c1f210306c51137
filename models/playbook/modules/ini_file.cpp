#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class IniRun : public EditRun
{
public:
    using EditRun::EditRun;

protected:
    std::optional<QString> missingText(const QString &path) const override
    {
        if (call().args.value(u"create"_s).isTrue())
            return std::nullopt;
        return u"Destination %1 does not exist!"_s.arg(path);
    }

    Result<Edited> edit(const std::optional<QByteArray> &old) override
    {
        m_values = call().args.value(u"values"_s).toTexts();
        if (!call().args.value(u"value"_s).isNull())
            m_values = QStringList{argText(call(), u"value"_s)};
        m_values.removeDuplicates();
        m_option = argText(call(), u"option"_s);
        m_allowsNone = flag(u"allow_no_value"_s);
        const bool isPresent = argText(call(), u"state"_s) == u"present"_s;
        if (isPresent && !m_option.isEmpty() && m_values.isEmpty() && !m_allowsNone)
            return skybro::fail(
                ErrorKind::Invalid,
                u"Parameter 'value(s)' must be defined if state=present and allow_no_value=False."_s);

        m_changed = false;
        m_msg = u"OK"_s;
        QStringList lines;
        for (const QByteArray &line : linesOf(old.value_or(QByteArray())))
            lines.append(QString::fromUtf8(line));
        if (!lines.isEmpty() && lines[0].startsWith(QChar(0xfeff)))
            lines[0].remove(0, 1);
        if (lines.isEmpty())
            lines.append(u"\n"_s);
        if (!lines.last().endsWith(u'\n')) {
            lines.last() += u'\n';
            m_changed = true;
        }
        qsizetype start = -1;
        qsizetype end = lines.size();
        const QString section = argText(call(), u"section"_s);
        if (section.isEmpty())
            start = 0;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (!section.isEmpty() && lines[i].startsWith(u'[' + section + u']')) {
                start = i;
            } else if (start >= 0 && lines[i].startsWith(u'[')) {
                end = i;
                break;
            }
        }
        if (start >= 0) {
            // Its first line is the section's own name, where it has one.
            QStringList part = lines.mid(start, end - start);
            if (section.isEmpty())
                part.prepend(u"["_s);
            isPresent ? setIn(part) : removeFrom(part);
            if (section.isEmpty() && !part.isEmpty())
                part.removeFirst();
            lines = lines.mid(0, start) + part + lines.mid(end);
        } else if (isPresent) {
            lines.append(u'[' + section + u"]\n"_s);
            m_msg = u"section and option added"_s;
            m_changed = true;
            if (!m_option.isEmpty() && !m_values.isEmpty()) {
                for (const QString &value : m_values)
                    lines.append(assignment(value));
            } else if (!m_option.isEmpty() && m_allowsNone) {
                lines.append(m_option + u'\n');
            } else {
                m_msg = u"only section added"_s;
            }
        }
        Edited edited{.msg = m_msg, .fields = {{u"path"_s, argText(call(), u"path"_s)}}};
        if (m_changed)
            edited.content = lines.join(QString()).toUtf8();
        return edited;
    }

private:
    [[nodiscard]] bool flag(const QString &name) const { return call().args.value(name).isTrue(); }
    [[nodiscard]] QString assignment(const QString &value) const
    {
        return m_option + (flag(u"no_extra_spaces"_s) ? u"="_s : u" = "_s) + value + u'\n';
    }
    /// The line sets the option: its value then; also a commented line unless only active ones count.
    [[nodiscard]] std::optional<QString> valueIn(const QString &line, bool onlyActive = false) const
    {
        const QRegularExpression regex(u"^"_s + (onlyActive ? QString() : u"[#;]?"_s) + u"[ \t]*"_s +
                                       QRegularExpression::escape(m_option) + u"[ \t]*(?:=|$)[ \t]*(.*)"_s);
        const auto match = regex.match(line);
        return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
    }
    void set(QStringList &part, qsizetype at, const QString &line)
    {
        m_isSet[at] = true;
        if (part[at] == line)
            return;
        part[at] = line;
        m_changed = true;
        m_msg = u"option changed"_s;
    }

    void setIn(QStringList &part)
    {
        m_isSet = QList<bool>(part.size(), false);
        bool hasBare = false;
        for (qsizetype i = 0; i < part.size() && !m_option.isEmpty(); ++i) {
            const auto value = valueIn(part[i]);
            if (!value)
                continue;
            if (!m_values.isEmpty() && m_values.contains(*value)) {
                const bool isBare = value->isEmpty() && m_allowsNone;
                hasBare = hasBare || isBare;
                set(part, i, isBare ? m_option + u'\n' : assignment(*value));
                m_values.removeOne(*value);
            } else if (m_values.isEmpty() && m_allowsNone) {
                set(part, i, m_option + u'\n');
                hasBare = true;
                break;
            }
        }
        if (flag(u"exclusive"_s) && !m_allowsNone && !m_option.isEmpty()) {
            for (qsizetype i = 0; i < part.size() && !m_values.isEmpty(); ++i) {
                if (!m_isSet[i] && valueIn(part[i]))
                    set(part, i, assignment(m_values.takeFirst()));
            }
            for (qsizetype i = part.size() - 1; i > 0; --i) {
                if (m_isSet[i] || !valueIn(part[i]))
                    continue;
                part.removeAt(i);
                m_isSet.removeAt(i);
                m_changed = true;
                m_msg = u"option changed"_s;
            }
        }
        if (m_option.isEmpty())
            return;
        QStringList added;
        for (const QString &value : m_values)
            added.append(assignment(value));
        if (m_values.isEmpty() && m_allowsNone && !hasBare)
            added.append(m_option + u'\n');
        if (added.isEmpty())
            return;
        // After the last line that is neither blank nor a comment: that is the section's name at least.
        static const QRegularExpression blank(u"^[ \t]*([#;].*)?$"_s);
        qsizetype at = part.size();
        while (at > 1 && blank.match(part[at - 1]).hasMatch())
            --at;
        for (const QString &line : added)
            part.insert(at++, line);
        m_changed = true;
        m_msg = u"option added"_s;
    }

    void removeFrom(QStringList &part)
    {
        qsizetype count = 0;
        if (m_option.isEmpty()) {
            count = part.size();
            part.clear();
            m_msg = u"section removed"_s;
        } else {
            count = part.removeIf([&](const QString &line) {
                const auto value = valueIn(line, true);
                return value && (flag(u"exclusive"_s) || m_values.contains(*value));
            });
            if (count > 0)
                m_msg = u"option changed"_s;
        }
        m_changed = m_changed || count > 0;
    }

    QString m_option;
    QStringList m_values;
    bool m_allowsNone = false;
    bool m_changed = false;
    QString m_msg;
    QList<bool> m_isSet;
};

} // namespace

Module ini_fileModule()
{
    return {
        .name = u"ini_file"_s,
        .fullNames = {u"community.general.ini_file"_s, u"ansible.builtin.ini_file"_s},
        .options = withFileOptions({
            {.name = u"path"_s, .type = OptionType::Path, .isRequired = true, .aliases = {u"dest"_s}},
            {.name = u"section"_s},
            {.name = u"option"_s},
            {.name = u"value"_s},
            {.name = u"values"_s, .type = OptionType::Sequence},
            {.name = u"state"_s, .otherwise = Value(u"present"_s), .choices = {u"absent"_s, u"present"_s}},
            {.name = u"exclusive"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"allow_no_value"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"no_extra_spaces"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"create"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = false},
        }),
        .exclusive = {{u"value"_s, u"values"_s}},
        .start = [](const ModuleCall &call) { return std::make_unique<IniRun>(call, true); },
    };
}

} // namespace skybro::playbook
