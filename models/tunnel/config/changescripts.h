#pragma once

#include "models/tunnel/config/configplan.h"
#include "models/tunnel/shell.h"

#include <chrono>

/// Scripts for a root shell on the gateway, by which its configuration is changed, and what they print.
///
/// Nothing of a change rests with us: the gateway has the backup, a script that puts it back, and a timer
/// that runs it unless the change is confirmed in time. So a connection that is lost, or a program that is
/// killed, at whatever moment, ends with a tunnel that is either as it was or confirmed.
///
/// A folder of root's alone (changeFolder()) holds in next/ a change that is prepared, and in current/ the
/// last that was begun: the backup, restore.sh, and one marker of its state: armed, confirmed, restoring or
/// restored. Markers are renamed, so of a confirmation and the timer only one wins. While that one is not
/// confirmed, previous/ holds the one that was, which is the last in force again once it was taken back.
namespace skybro::tunnel {

struct Change
{
    QString id; ///< letters, digits and '-' only
    QString name;
    std::chrono::seconds patience{90}; ///< until the gateway acts by itself
    bool force = false;                ///< put back even over what was changed by hand since
    bool bothEnds = false;             ///< Azure's end is changed along with it
};

/// Asks the build whether it takes the algorithms, checks the new file's syntax, compares what is there with
/// what the plan was made from, makes the backup. Nothing that is in force changes. The key is in it: for
/// standard input only.
[[nodiscard]] QByteArray prepareScript(const Change &change, const ConfigPlan &plan);
/// Begins the timer, moves the new files to their places, loads them and brings the connection up.
[[nodiscard]] QByteArray switchScript(const Change &change);
/// Ends the timer: what was changed stays. Only where the connection itself is up: what answered a probe may
/// have come another way.
[[nodiscard]] QByteArray confirmScript(const Change &change);
/// Puts back what was there before the change of this id, or, with an empty one, before the last in force.
/// One that was only prepared is forgotten. With `bothEnds` it does not wait until the connection is up: that
/// is for bringUpScript(), once Azure's end fits.
[[nodiscard]] QByteArray restoreScript(const Change &change);

/// The same of one whose program is gone, unless it was confirmed: then it says so, and nothing is changed.
[[nodiscard]] QByteArray settleScript(const Change &change);
/// Brings the connection up, once both ends have again what they had, if it was up before the change; says
/// "up", or "down" and why.
[[nodiscard]] QByteArray bringUpScript(const Change &change);
/// Tells what putting back the last change would change: see readRollback().
[[nodiscard]] QByteArray lookBackScript(const Change &change);

/// What such a script said.
struct ChangeReport
{
    /// Its last word: "prepared", "switched", "confirmed", "restored", or one of those by which
    /// it says no: "refused" (algorithms), "syntax", "changed" (somebody else was faster), "busy", "failed",
    /// "stuck" (it can not put back what it had), "none" (there is no such change), "late" (the timer won),
    /// "down" (the connection has no Child SA). Empty: it did not come to its end.
    QString word;
    QString about;  ///< which file or algorithm; for a person
    QString detail; ///< what the gateway's programs said of it; no key is in it
    bool up = false;
};
[[nodiscard]] ChangeReport readChangeReport(const QByteArray &output);
/// The same, with words. Errors: the shell's; Forbidden: sudo refuses; Protocol: it broke off.
[[nodiscard]] Result<ChangeReport> changeReport(const Result<ssh::ExecResult> &ran);

} // namespace skybro::tunnel
