#include "models/playbook/modules/editrun.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class ReplaceRun : public EditRun
{
public:
    using EditRun::EditRun;

protected:
    std::optional<QString> missingText(const QString &path) const override
    {
        return u"Path %1 does not exist !"_s.arg(path);
    }

    Result<Edited> edit(const std::optional<QByteArray> &old) override
    {
        // What is no UTF-8 is treated byte by byte, so that the rest of the file stays as it is.
        QString text = QString::fromUtf8(*old);
        const bool isText = text.toUtf8() == *old;
        if (!isText)
            text = QString::fromLatin1(*old);
        const auto given = [&](const QString &name) {
            const QString value = argText(call(), name);
            return isText ? value : asBytes(value);
        };
        Edited edited{.fields = {{u"rc"_s, 0}}};
        qsizetype from = 0;
        qsizetype to = text.size();
        const QString after = given(u"after"_s);
        const QString before = given(u"before"_s);
        if (!after.isEmpty() || !before.isEmpty()) {
            const QString pattern =
                after +
                (after.isEmpty() || before.isEmpty() ? u"(?P<subsection>.*)"_s : u"(?P<subsection>.*?)"_s) +
                before;
            const auto section = pythonRegex(pattern, QRegularExpression::DotMatchesEverythingOption);
            if (!section)
                return std::unexpected(section.error());
            const auto match = section->match(text);
            if (!match.hasMatch()) {
                edited.msg = u"Pattern for before/after params did not match the given file: "_s + pattern;
                return edited;
            }
            from = match.capturedStart(u"subsection"_s);
            to = match.capturedEnd(u"subsection"_s);
        }
        const auto regex =
            pythonRegex(given(u"regexp"_s), QRegularExpression::MultilineOption |
                                                (isText ? QRegularExpression::UseUnicodePropertiesOption
                                                        : QRegularExpression::NoPatternOption));
        if (!regex)
            return std::unexpected(regex.error());
        const QString section = text.mid(from, to - from);
        const QString replacement = given(u"replace"_s);
        QString changed;
        qsizetype at = 0;
        int count = 0;
        for (auto matches = regex->globalMatch(section); matches.hasNext(); ++count) {
            const auto match = matches.next();
            changed += section.mid(at, match.capturedStart() - at) + pythonExpand(replacement, match);
            at = match.capturedEnd();
        }
        changed += section.mid(at);
        if (count == 0 || changed == section)
            return edited;
        const QString whole = text.left(from) + changed + text.mid(to);
        edited.content = isText ? whole.toUtf8() : whole.toLatin1();
        edited.msg = u"%1 replacements made"_s.arg(count);
        return edited;
    }
};

} // namespace

Module replaceModule()
{
    return {
        .name = u"replace"_s,
        .fullNames = builtinNames(u"replace"_s),
        .options = withFileOptions({
            {.name = u"path"_s,
             .type = OptionType::Path,
             .isRequired = true,
             .aliases = {u"dest"_s, u"destfile"_s, u"name"_s}},
            {.name = u"regexp"_s, .isRequired = true},
            {.name = u"replace"_s, .otherwise = Value(QString())},
            {.name = u"after"_s},
            {.name = u"before"_s},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"validate"_s},
            {.name = u"encoding"_s,
             .otherwise = Value(u"utf-8"_s),
             .choices = {u"utf-8"_s, u"utf8"_s, u"UTF-8"_s}},
        }),
        .start = [](const ModuleCall &call) { return std::make_unique<ReplaceRun>(call); },
    };
}

} // namespace skybro::playbook
