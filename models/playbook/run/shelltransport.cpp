#include "models/playbook/run/shelltransport.h"

namespace skybro::playbook {

ShellTransport::~ShellTransport() = default;
ShellSource::~ShellSource() = default;

} // namespace skybro::playbook
