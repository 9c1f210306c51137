<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ConfigTexts</name>
    <message numerus="yes">
        <source>A change is under way that nobody confirmed: the gateway takes it back by itself in %n second(s).</source>
        <translation>
            <numerusform>A change is under way that nobody confirmed: the gateway takes it back by itself in %n second.</numerusform>
            <numerusform>A change is under way that nobody confirmed: the gateway takes it back by itself in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) on the gateway</source>
        <translation>
            <numerusform>%n file on the gateway</numerusform>
            <numerusform>%n files on the gateway</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of its kernel&apos;s parameter(s)</source>
        <translation>
            <numerusform>%n of its kernel&apos;s parameters</numerusform>
            <numerusform>%n of its kernel&apos;s parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>If %1 does not answer through it within %n second(s), all is put back as it was.</source>
        <translation>
            <numerusform>If %1 does not answer through it within %n second, all is put back as it was.</numerusform>
            <numerusform>If %1 does not answer through it within %n seconds, all is put back as it was.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>If none of %1 answers through it within %n second(s), all is put back as it was.</source>
        <translation>
            <numerusform>If none of %1 answers through it within %n second, all is put back as it was.</numerusform>
            <numerusform>If none of %1 answers through it within %n seconds, all is put back as it was.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PowerTexts</name>
    <message numerus="yes">
        <source>%1: %n node(s)</source>
        <translation>
            <numerusform>%1: %n node</numerusform>
            <numerusform>%1: %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: %1</source>
        <translation>
            <numerusform>%n left out: %1</numerusform>
            <numerusform>%n left out: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::Job</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>No answer within %n second.</numerusform>
            <numerusform>No answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::azure</name>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>%1 did not answer within %n second.</numerusform>
            <numerusform>%1 did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::azure::RequestJob</name>
    <message numerus="yes">
        <source>No success within %n second(s), last: %1</source>
        <translation>
            <numerusform>No success within %n second, last: %1</numerusform>
            <numerusform>No success within %n seconds, last: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Azure refused the token, and this machine&apos;s clock is off by %n minute(s): set the clock, then try again.</source>
        <translation>
            <numerusform>Azure refused the token, and this machine&apos;s clock is off by %n minute: set the clock, then try again.</numerusform>
            <numerusform>Azure refused the token, and this machine&apos;s clock is off by %n minutes: set the clock, then try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::console::Console</name>
    <message numerus="yes">
        <source>Azure asks to wait: %n request(s) queued</source>
        <translation>
            <numerusform>Azure asks to wait: %n request queued</numerusform>
            <numerusform>Azure asks to wait: %n requests queued</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::fleet::FleetQuery</name>
    <message numerus="yes">
        <source>Azure did not list the machines within %n second(s).</source>
        <translation>
            <numerusform>Azure did not list the machines within %n second.</numerusform>
            <numerusform>Azure did not list the machines within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::playbook</name>
    <message numerus="yes">
        <source>in task “%1”; %n task(s) done</source>
        <translation>
            <numerusform>in task “%1”; %n task done</numerusform>
            <numerusform>in task “%1”; %n tasks done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after task “%1”; %n task(s) done</source>
        <translation>
            <numerusform>after task “%1”; %n task done</numerusform>
            <numerusform>after task “%1”; %n tasks done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The command on %1 did not end within %n second(s) and was ended. Look there for what it waits for.</source>
        <translation>
            <numerusform>The command on %1 did not end within %n second and was ended. Look there for what it waits for.</numerusform>
            <numerusform>The command on %1 did not end within %n seconds and was ended. Look there for what it waits for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>%1 did not answer within %n second.</numerusform>
            <numerusform>%1 did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::playbook::Engine</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::ConnectJob</name>
    <message numerus="yes">
        <source>%1 could not be connected within %n second(s).</source>
        <translation>
            <numerusform>%1 could not be connected within %n second.</numerusform>
            <numerusform>%1 could not be connected within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::ExecJob</name>
    <message numerus="yes">
        <source>The command on %1 did not end within %n second(s): it waits for something there, or the connection is lost.</source>
        <translation>
            <numerusform>The command on %1 did not end within %n second: it waits for something there, or the connection is lost.</numerusform>
            <numerusform>The command on %1 did not end within %n seconds: it waits for something there, or the connection is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::TransferJob</name>
    <message numerus="yes">
        <source>%1 could not be transferred within %n second(s).</source>
        <translation>
            <numerusform>%1 could not be transferred within %n second.</numerusform>
            <numerusform>%1 could not be transferred within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::topology::TopologyQuery</name>
    <message numerus="yes">
        <source>Azure did not list the networks within %n second(s).</source>
        <translation>
            <numerusform>Azure did not list the networks within %n second.</numerusform>
            <numerusform>Azure did not list the networks within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::ApplyConfigJob</name>
    <message numerus="yes">
        <source>“%1” did not come up within %n second(s): what answered came another way, as by another connection to the same networks.</source>
        <translation>
            <numerusform>“%1” did not come up within %n second: what answered came another way, as by another connection to the same networks.</numerusform>
            <numerusform>“%1” did not come up within %n seconds: what answered came another way, as by another connection to the same networks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Traffic did not pass within %n second(s).</source>
        <translation>
            <numerusform>Traffic did not pass within %n second.</numerusform>
            <numerusform>Traffic did not pass within %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gateway cannot be reached; it puts back its earlier configuration by itself, %n second(s) after the change.</source>
        <translation>
            <numerusform>The gateway cannot be reached; it puts back its earlier configuration by itself, %n second after the change.</numerusform>
            <numerusform>The gateway cannot be reached; it puts back its earlier configuration by itself, %n seconds after the change.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::AzureEndQuery</name>
    <message numerus="yes">
        <source>Azure did not tell of the tunnel within %n second(s).</source>
        <translation>
            <numerusform>Azure did not tell of the tunnel within %n second.</numerusform>
            <numerusform>Azure did not tell of the tunnel within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::CommandJob</name>
    <message numerus="yes">
        <source>The program &quot;%1&quot; did not end within %n second(s).</source>
        <translation>
            <numerusform>The program &quot;%1&quot; did not end within %n second.</numerusform>
            <numerusform>The program &quot;%1&quot; did not end within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::ActivityPage</name>
    <message numerus="yes">
        <source>%n operation(s) selected</source>
        <translation>
            <numerusform>%n operation selected</numerusform>
            <numerusform>%n operations selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::DetailPane</name>
    <message numerus="yes">
        <source>%n node(s) selected</source>
        <translation>
            <numerusform>%n node selected</numerusform>
            <numerusform>%n nodes selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n node(s)</source>
        <translation>
            <numerusform>of %n node</numerusform>
            <numerusform>of %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::EndsView</name>
    <message numerus="yes">
        <source>%n weak choice(s)</source>
        <translation>
            <numerusform>%n weak choice</numerusform>
            <numerusform>%n weak choices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::Lamps</name>
    <message numerus="yes">
        <source>%n older Child SA(s) beside it</source>
        <translation>
            <numerusform>%n older Child SA beside it</numerusform>
            <numerusform>%n older Child SAs beside it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n IKE SA(s)</source>
        <translation>
            <numerusform>%n IKE SA</numerusform>
            <numerusform>%n IKE SAs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Child SA(s)</source>
        <translation>
            <numerusform>%n Child SA</numerusform>
            <numerusform>%n Child SAs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has %n connection(s): name the one to Azure in the site file, as gateway.connection.</source>
        <translation>
            <numerusform>It has %n connection: name it in the site file, as gateway.connection.</numerusform>
            <numerusform>It has %n connections: name the one to Azure in the site file, as gateway.connection.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodesFooter</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n starting</source>
        <translation>
            <numerusform>%n starting</numerusform>
            <numerusform>%n starting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopping</source>
        <translation>
            <numerusform>%n stopping</numerusform>
            <numerusform>%n stopping</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped but billed</source>
        <translation>
            <numerusform>%n stopped but billed</numerusform>
            <numerusform>%n stopped but billed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deallocated</source>
        <translation>
            <numerusform>%n deallocated</numerusform>
            <numerusform>%n deallocated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The cost of %n node(s) is not known and not in it.</source>
        <translation>
            <numerusform>The cost of %n node is not known and not in it.</numerusform>
            <numerusform>The cost of %n nodes is not known and not in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodesPage</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of the %n node(s) matches “%1”.</source>
        <translation>
            <numerusform>The one node does not match “%1”.</numerusform>
            <numerusform>None of the %n nodes matches “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::OptionsPane</name>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n variable</numerusform>
            <numerusform>%n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) at once</source>
        <translation>
            <numerusform>%n host at once</numerusform>
            <numerusform>%n hosts at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::OverviewPage</name>
    <message numerus="yes">
        <source>the cost of %n node(s) is not known</source>
        <translation>
            <numerusform>the cost of %n node is not known</numerusform>
            <numerusform>the cost of %n nodes is not known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) stopped, but billed</source>
        <translation>
            <numerusform>%n node stopped, but billed</numerusform>
            <numerusform>%n nodes stopped, but billed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) failed in the last day</source>
        <translation>
            <numerusform>%n operation failed in the last day</numerusform>
            <numerusform>%n operations failed in the last day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Azure did not tell the state of %n node(s)</source>
        <translation>
            <numerusform>Azure did not tell the state of %n node</numerusform>
            <numerusform>Azure did not tell the state of %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No price is known for %n node(s)</source>
        <translation>
            <numerusform>No price is known for %n node</numerusform>
            <numerusform>No price is known for %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::RunLooks</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) failed</source>
        <translation>
            <numerusform>%n host failed</numerusform>
            <numerusform>%n hosts failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unreachable</source>
        <translation>
            <numerusform>%n unreachable</numerusform>
            <numerusform>%n unreachable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::RunPanel</name>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::SshPrompter</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::StatusLine</name>
    <message numerus="yes">
        <source>%1 %n node(s)</source>
        <translation>
            <numerusform>%1 %n node</numerusform>
            <numerusform>%1 %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) under way</source>
        <translation>
            <numerusform>%n operation under way</numerusform>
            <numerusform>%n operations under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) done</source>
        <translation>
            <numerusform>%n operation done</numerusform>
            <numerusform>%n operations done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::TargetBar</name>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not running</source>
        <translation>
            <numerusform>%n not running</numerusform>
            <numerusform>%n not running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::TopologyPage</name>
    <message numerus="yes">
        <source>%n node(s) not in the picture: Azure did not say in which subnet</source>
        <translation>
            <numerusform>%n node not in the picture: Azure did not say in which subnet</numerusform>
            <numerusform>%n nodes not in the picture: Azure did not say in which subnet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelPage</name>
    <message numerus="yes">
        <source>%n break(s)</source>
        <translation>
            <numerusform>%n break</numerusform>
            <numerusform>%n breaks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n break(s) in the last hour</source>
        <translation>
            <numerusform>%n break in the last hour</numerusform>
            <numerusform>%n breaks in the last hour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelTexts</name>
    <message numerus="yes">
        <source>Broke %n time(s) shortly after one another; from here on breaks under a minute are counted only.</source>
        <translation>
            <numerusform>Broke %n time; from here on breaks under a minute are counted only.</numerusform>
            <numerusform>Broke %n times shortly after one another; from here on breaks under a minute are counted only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No break for ten minutes; it broke %n time(s) before.</source>
        <translation>
            <numerusform>No break for ten minutes; it broke %n time before.</numerusform>
            <numerusform>No break for ten minutes; it broke %n times before.</numerusform>
        </translation>
    </message>
</context>
</TS>
