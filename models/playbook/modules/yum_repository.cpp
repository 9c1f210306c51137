#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
file=$a_reposdir/${a_file:-$a_name}.repo
newline='
'
put s repo "$a_name"
put s state "$a_state"
[ -d "$a_reposdir" ] || fail "Repo directory '$a_reposdir' does not exist."
if [ "$a_state" = present ]; then
    [ -n "$a_description" ] || fail "Parameter 'description' is required."
    [ -n "$a_baseurl$a_metalink$a_mirrorlist" ] || fail "Parameter 'baseurl', 'metalink' or 'mirrorlist' is required."
fi
old=$(if [ -e "$file" ]; then cat -- "$file"; fi)
# What Ansible writes: "name = value", sections and keys sorted, a blank line after each section.
new=$({ printf '%s\n' "$old" | name=$a_name awk '
        /^[ \t]*[#;]/ || /^[ \t]*$/ { next }
        /^\[/ { section = $0; gsub(/^\[|\].*$/, "", section); next }
        section == ENVIRON["name"] { next }
        /^[ \t]/ { sub(/^[ \t]+/, ""); print section "\t" key "\t1\t" $0; next }
        { key = $0; sub(/[ \t]*=.*/, "", key); value = $0; sub(/^[^=]*=[ \t]*/, "", value); print section "\t" key "\t0\t" value }'
    if [ "$a_state" = present ]; then printf '%s\n' "$wanted"; fi; } | grep . | LC_ALL=C sort -s -t '	' -k1,1 -k2,2 | awk -F '\t' '
        $1 != section { if (section != "") print ""; section = $1; print "[" section "]" }
        $3 == 1 { print "\t" $4; next }
        { print $2 " = " $4 }
        END { if (section != "") print "" }'; echo x)
new=${new%x}
if [ "$new" != "$(printf '%s\n' "$old"; [ -z "$old" ] || echo)
" ] && [ "$(printf %s "$new")" != "$old" ]; then
    changed
    if [ "$sb_diff" = yes ]; then
        put x old "$old${old:+$newline$newline}"
        put x new "$new"
        put s file "$file"
    fi
    if ! check; then
        if [ -z "$new" ]; then
            run rm -f -- "$file"
        else
            content() { printf %s "$new"; }
            install_file "$file"
        fi
    fi
fi
if [ -e "$file" ]; then attributes "$file"; fi
)sh";

/// "section TAB key TAB continues TAB value" for every option of the repository that was given.
Result<void> write(const ModuleCall &call, ScriptText &text)
{
    static const QStringList notOfTheFile{u"name"_s,        u"file"_s,       u"state"_s,        u"reposdir"_s,
                                          u"description"_s, u"owner"_s,      u"group"_s,        u"mode"_s,
                                          u"seuser"_s,      u"serole"_s,     u"setype"_s,       u"selevel"_s,
                                          u"params"_s,      u"attributes"_s, u"unsafe_writes"_s};
    const QString name = argText(call, u"name"_s);
    QStringList lines{name + u"\tname\t0\t"_s + argText(call, u"description"_s)};
    for (const auto &[key, value] : call.args) {
        if (value.isNull() || notOfTheFile.contains(key))
            continue;
        QStringList parts = value.isList() ? value.toTexts()
                                           : QStringList{value.type() == Value::Type::Bool
                                                             ? (value.isTrue() ? u"1"_s : u"0"_s)
                                                             : value.toText()};
        const bool isMultiline = key == u"baseurl"_s || key == u"gpgkey"_s;
        if (!isMultiline)
            parts = {parts.join(u' ')};
        for (qsizetype i = 0; i < parts.size(); ++i)
            lines.append(name + u'\t' + key + u'\t' + (i > 0 ? u'1' : u'0') + u'\t' + parts[i]);
    }
    text.set("wanted", lines.join(u'\n'));
    text.add(body);
    return {};
}

void finish(const ModuleCall & /*call*/, const Report &report, TaskResult &result)
{
    const QString file = report.text(u"file"_s);
    result.fields.remove(u"file"_s);
    if (report.has(u"new"_s))
        result.diffs.prepend({.beforeHeader = file,
                              .afterHeader = file,
                              .before = report.bytes(u"old"_s),
                              .after = report.bytes(u"new"_s)});
}

} // namespace

Module yum_repositoryModule()
{
    return {
        .name = u"yum_repository"_s,
        .fullNames = builtinNames(u"yum_repository"_s),
        .options = withFileOptions({
            {.name = u"async"_s, .type = OptionType::Bool},
            {.name = u"bandwidth"_s},
            {.name = u"baseurl"_s, .type = OptionType::Sequence},
            {.name = u"cost"_s},
            {.name = u"deltarpm_metadata_percentage"_s},
            {.name = u"deltarpm_percentage"_s},
            {.name = u"description"_s},
            {.name = u"enabled"_s, .type = OptionType::Bool},
            {.name = u"enablegroups"_s, .type = OptionType::Bool},
            {.name = u"exclude"_s, .type = OptionType::Sequence},
            {.name = u"failovermethod"_s, .choices = {u"roundrobin"_s, u"priority"_s}},
            {.name = u"file"_s},
            {.name = u"gpgcakey"_s},
            {.name = u"gpgcheck"_s, .type = OptionType::Bool},
            {.name = u"gpgkey"_s, .type = OptionType::Sequence},
            {.name = u"http_caching"_s, .choices = {u"all"_s, u"packages"_s, u"none"_s}},
            {.name = u"include"_s},
            {.name = u"includepkgs"_s, .type = OptionType::Sequence},
            {.name = u"ip_resolve"_s, .choices = {u"4"_s, u"6"_s, u"IPv4"_s, u"IPv6"_s, u"whatever"_s}},
            {.name = u"keepalive"_s, .type = OptionType::Bool},
            {.name = u"keepcache"_s, .choices = {u"0"_s, u"1"_s}},
            {.name = u"metadata_expire"_s},
            {.name = u"metadata_expire_filter"_s,
             .choices = {u"never"_s, u"read-only:past"_s, u"read-only:present"_s, u"read-only:future"_s}},
            {.name = u"metalink"_s},
            {.name = u"mirrorlist"_s},
            {.name = u"mirrorlist_expire"_s},
            {.name = u"module_hotfixes"_s, .type = OptionType::Bool},
            {.name = u"name"_s, .isRequired = true},
            {.name = u"password"_s},
            {.name = u"priority"_s},
            {.name = u"protect"_s, .type = OptionType::Bool},
            {.name = u"proxy"_s},
            {.name = u"proxy_password"_s},
            {.name = u"proxy_username"_s},
            {.name = u"repo_gpgcheck"_s, .type = OptionType::Bool},
            {.name = u"reposdir"_s, .type = OptionType::Path, .otherwise = Value(u"/etc/yum.repos.d"_s)},
            {.name = u"retries"_s},
            {.name = u"s3_enabled"_s, .type = OptionType::Bool},
            {.name = u"skip_if_unavailable"_s, .type = OptionType::Bool},
            {.name = u"ssl_check_cert_permissions"_s, .type = OptionType::Bool},
            {.name = u"sslcacert"_s, .aliases = {u"ca_cert"_s}},
            {.name = u"sslclientcert"_s, .aliases = {u"client_cert"_s}},
            {.name = u"sslclientkey"_s, .aliases = {u"client_key"_s}},
            {.name = u"sslverify"_s, .type = OptionType::Bool, .aliases = {u"validate_certs"_s}},
            {.name = u"state"_s, .otherwise = Value(u"present"_s), .choices = {u"absent"_s, u"present"_s}},
            {.name = u"throttle"_s},
            {.name = u"timeout"_s},
            {.name = u"ui_repoid_vars"_s},
            {.name = u"username"_s},
        }),
        .start = oneScript(write, finish),
    };
}

} // namespace skybro::playbook
