#include "models/playbook/run/shellscript.h"

#include "models/playbook/modules/script.h"

#include <QCoreApplication>

namespace skybro::playbook {

namespace {

/// bash reads its commands byte by byte; at this length a second channel costs less.
constexpr qsizetype longestInlineInput = 48 * 1024;

} // namespace

QByteArray printfFormat(const QByteArray &bytes)
{
    QByteArray format;
    format.reserve(bytes.size() + bytes.size() / 8 + 16);
    format += '\'';
    for (const char byte : bytes) {
        switch (byte) {
        case '\0':
            format += "\\000";
            break;
        case '\\':
            format += "\\\\";
            break;
        case '%':
            format += "%%";
            break;
        case '\'':
            format += "'\\''";
            break;
        case '-':
            format += format.size() == 1 ? "\\055" : "-";
            break; // no option
        default:
            format += byte;
        }
    }
    return format + '\'';
}

Result<ShellScript> makeShellScript(const Script &script)
{
    if (script.text.contains('\0'))
        return fail(ErrorKind::Invalid, QCoreApplication::translate(
                                            "skybro::playbook", "A shell command can not hold a NUL byte."));
    ShellScript made{.text = script.text,
                     .input = script.input,
                     .deadline = script.deadline,
                     .mayCutOff = script.mayCutOff};
    if (script.isRaw) {
        made.way = ShellScript::Way::Raw;
        return made;
    }
    if (script.input.size() <= longestInlineInput) {
        const QByteArray format = printfFormat(script.input);
        if (format.size() <= 2 * longestInlineInput) {
            made.input.clear();
            made.text = "(eval " + shellQuoted(script.text) + ')';
            if (script.input.isEmpty())
                made.text += " </dev/null";
            else // a script that does not read all of it is none of printf's business
                made.text.prepend("(LC_ALL=C; printf " + format + " 2>/dev/null) | ");
            return made;
        }
    }
    made.way = ShellScript::Way::Single;
    return made;
}

} // namespace skybro::playbook
