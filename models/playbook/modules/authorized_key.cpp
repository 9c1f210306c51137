#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
line=$(getent passwd -- "$a_user") || {
    check || fail "Failed to lookup user $a_user: \"getpwnam(): name not found: '$a_user'\""
    [ -n "$a_path" ] || fail 'Either user must exist or you must provide full path to key file in check mode'
}
home=$(printf %s "$line" | cut -d: -f6)
file=${a_path:-$home/.ssh/authorized_keys}
put s user "$a_user"
put s keyfile "$file"
put s state "$a_state"
case $a_key in http://* | https://* | file://*) fail 'authorized_key: a URL for key is not supported' ;; esac
keys=$(printf '%s\n' "$a_key" | grep -v '^[[:space:]]*\(#\|$\)')
[ -n "$keys" ] || fail "invalid key specified: $a_key"
old=$([ ! -e "$file" ] || cat -- "$file"; echo x)
old=${old%x}
# A key is its type and its base64; what stands before are options, what follows is a comment.
new=$(printf %s "$old" | keys=$keys state=$a_state exclusive=$a_exclusive options=$a_key_options comment=$a_comment awk '
    function parse(text,    n, f, i, q, c, word, at) {
        at = match(text, /(^|[ \t])(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp[0-9]+|sk-[a-z0-9-]+@openssh\.com)[ \t]+[A-Za-z0-9+\/=]+/)
        if (!at) return 0
        p_options = substr(text, 1, RSTART - 1)
        word = substr(text, RSTART, RLENGTH)
        p_comment = substr(text, RSTART + RLENGTH)
        gsub(/^[ \t]+|[ \t]+$/, "", word); gsub(/[ \t]+/, " ", word); gsub(/^[ \t]+|[ \t]+$/, "", p_options); gsub(/^[ \t]+/, "", p_comment)
        p_key = word
        return 1
    }
    function text(o, k, c) { return (o == "" ? "" : o " ") k (c == "" ? "" : " " c) }
    BEGIN {
        n = split(ENVIRON["keys"], line, "\n")
        for (i = 1; i <= n; i++) {
            if (!parse(line[i])) { print "invalid key specified: " line[i] > "/dev/stderr"; bad = 1; exit 3 }
            order[++count] = p_key
            wantedOptions[p_key] = ENVIRON["options"] != "" ? ENVIRON["options"] : p_options
            wantedComment[p_key] = ENVIRON["comment"] != "" ? ENVIRON["comment"] : p_comment
            wanted[p_key] = 1
        }
    }
    !/^[ \t]*#/ && parse($0) {
        if (p_key in wanted) {
            # One whose options or comment are others goes to the end, as with Ansible.
            if (ENVIRON["state"] == "absent" || seen[p_key]) next
            if (p_options == wantedOptions[p_key] && p_comment == wantedComment[p_key]) { seen[p_key] = 1; print }
        } else if (ENVIRON["exclusive"] != "yes" || ENVIRON["state"] == "absent")
            print
        next
    }
    { print }
    END {
        if (bad) exit 3
        if (ENVIRON["state"] == "present")
            for (i = 1; i <= count; i++) if (!seen[order[i]]++) print text(wantedOptions[order[i]], order[i], wantedComment[order[i]])
    }' 2>/dev/null) || fail "invalid key specified: $a_key"
end_here() {
    if [ -n "$a_path" ]; then path_info "$a_path"; fi
    sb_end
}
if [ "$new" = "$(printf %s "$old")" ]; then end_here; fi
changed
if [ "$sb_diff" = yes ]; then put x old "$old"; put x new "$new"; fi
if check; then end_here; fi
owner=$(printf %s "$line" | cut -d: -f3)
group=$(printf %s "$line" | cut -d: -f4)
if [ "$a_manage_dir" = yes ]; then
    if [ ! -d "${file%/*}" ]; then
        run mkdir -p -m 0700 -- "${file%/*}"
        if selinux && have restorecon; then restorecon -- "${file%/*}"; fi
    fi
    run chown "$owner:$group" "${file%/*}"
    run chmod 0700 "${file%/*}"
elif [ ! -d "${file%/*}" ]; then
    run mkdir -p -- "${file%/*}"
fi
# The file is the user's alone, whoever minds the directory.
a_owner=$owner a_group=$group a_mode=0600 a_seuser= a_serole= a_setype= a_selevel= sb_diff=no
content() { [ -z "$new" ] || printf '%s\n' "$new"; }
install_file "$file"
end_here
)sh";

void finish(const ModuleCall &call, const Report &report, TaskResult &result)
{
    if (result.failed)
        return;
    for (const auto &[name, value] : call.args) {
        if (!result.fields.contains(name))
            result.fields.insert(name, value);
    }
    if (!report.has(u"new"_s))
        return;
    const QString file = report.text(u"keyfile"_s);
    QByteArray after = report.bytes(u"new"_s);
    if (!after.isEmpty())
        after += '\n';
    result.diffs = {
        {.beforeHeader = file, .afterHeader = file, .before = report.bytes(u"old"_s), .after = after}};
}

} // namespace

Module authorized_keyModule()
{
    return {
        .name = u"authorized_key"_s,
        .fullNames = {u"ansible.posix.authorized_key"_s},
        .options =
            {
                {.name = u"comment"_s},
                {.name = u"exclusive"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = false, .isSupported = false},
                {.name = u"key"_s, .isRequired = true},
                {.name = u"key_options"_s},
                {.name = u"manage_dir"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"path"_s, .type = OptionType::Path},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"absent"_s, u"present"_s}},
                {.name = u"user"_s, .isRequired = true},
                {.name = u"validate_certs"_s, .type = OptionType::Bool, .otherwise = true},
            },
        .start = oneScript(body, finish),
    };
}

} // namespace skybro::playbook
