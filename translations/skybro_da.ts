<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK">
<context>
    <name>PowerTexts</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 og %2 mere</translation>
    </message>
    <message>
        <source>Stop %1?</source>
        <translation>Stop %1?</translation>
    </message>
    <message>
        <source>Power off %1 and go on paying?</source>
        <translation>Sluk %1 og betal fortsat?</translation>
    </message>
    <message>
        <source>Restart %1?</source>
        <translation>Genstart %1?</translation>
    </message>
    <message>
        <source>What runs there ends; the hardware goes back to Azure.</source>
        <translation>Det, der kører dér, afbrydes; maskinen gives tilbage til Azure.</translation>
    </message>
    <message>
        <source>Saves %1 per hour.</source>
        <translation>Sparer %1 i timen.</translation>
    </message>
    <message>
        <source>What runs there ends. The hardware stays reserved, and Azure bills it as if it ran. To end the billing, use Stop.</source>
        <translation>Det, der kører dér, afbrydes. Maskinen forbliver reserveret, og Azure tager betaling, som om den kørte. Brug Stop for at ende betalingen.</translation>
    </message>
    <message>
        <source>What runs there ends; the nodes boot again.</source>
        <translation>Det, der kører dér, afbrydes; noderne starter op igen.</translation>
    </message>
    <message>
        <source>Select one or more nodes first.</source>
        <translation>Vælg først en eller flere noder.</translation>
    </message>
    <message>
        <source>%1 is there already, or on its way.</source>
        <translation>%1 er der allerede eller er på vej.</translation>
    </message>
    <message>
        <source>All selected nodes are there already, or on their way.</source>
        <translation>Alle valgte noder er der allerede eller er på vej.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n node(s)</source>
        <translation>
            <numerusform>%1: %n node</numerusform>
            <numerusform>%1: %n noder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n er der allerede</numerusform>
            <numerusform>%n er der allerede</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: %1</source>
        <translation>
            <numerusform>%n udeladt: %1</numerusform>
            <numerusform>%n udeladt: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Console for a Slurm cluster that extends into Azure.</source>
        <translation>Konsol til en Slurm-klynge, der rækker ud i Azure.</translation>
    </message>
    <message>
        <source>open this site</source>
        <translation>åbn dette site</translation>
    </message>
    <message>
        <source>open a simulated Azure on this machine</source>
        <translation>åbn et simuleret Azure på denne maskine</translation>
    </message>
    <message>
        <source>show this page first</source>
        <translation>vis denne side først</translation>
    </message>
    <message>
        <source>draw the page into this file and end</source>
        <translation>tegn siden i denne fil, og afslut</translation>
    </message>
    <message>
        <source>size of the window</source>
        <translation>vinduets størrelse</translation>
    </message>
    <message>
        <source>whatever the settings say</source>
        <translation>uanset hvad indstillingerne siger</translation>
    </message>
    <message>
        <source>print the names of the pages and end</source>
        <translation>skriv sidernes navne, og afslut</translation>
    </message>
</context>
<context>
    <name>skybro::console::Console</name>
    <message>
        <source>The journal was damaged; a new one was begun. The old one is kept as %1.</source>
        <translation>Journalen var beskadiget; en ny er begyndt. Den gamle er gemt som %1.</translation>
    </message>
    <message>
        <source>Signs in by: %1</source>
        <translation>Logger ind med: %1</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Ikke logget ind</translation>
    </message>
    <message>
        <source>Azure does not answer</source>
        <translation>Azure svarer ikke</translation>
    </message>
    <message numerus="yes">
        <source>Azure asks to wait: %n request(s) queued</source>
        <translation>
            <numerusform>Azure beder om at vente: %n forespørgsel i kø</numerusform>
            <numerusform>Azure beder om at vente: %n forespørgsler i kø</numerusform>
        </translation>
    </message>
    <message>
        <source>Azure answers</source>
        <translation>Azure svarer</translation>
    </message>
</context>
<context>
    <name>skybro::console::DemoCloud</name>
    <message>
        <source>it did not say that it is ready</source>
        <translation>den meldte sig ikke klar</translation>
    </message>
    <message>
        <source>skybro-sim is not installed beside it</source>
        <translation>skybro-sim er ikke installeret ved siden af</translation>
    </message>
    <message>
        <source>The demo cloud ended: %1. Choose it again to start a new one.</source>
        <translation>Demoskyen sluttede: %1. Vælg den igen for at starte en ny.</translation>
    </message>
    <message>
        <source>The demo cloud could not be started: %1.</source>
        <translation>Demoskyen kunne ikke startes: %1.</translation>
    </message>
</context>
<context>
    <name>skybro::console::Notifier</name>
    <message>
        <source>%1: the tunnel is down</source>
        <translation>%1: tunnelen er nede</translation>
    </message>
    <message>
        <source>%1: the tunnel flaps</source>
        <translation>%1: tunnelen falder ud og kommer igen</translation>
    </message>
    <message>
        <source>%1: the tunnel is back</source>
        <translation>%1: tunnelen er tilbage</translation>
    </message>
    <message>
        <source>%1: the tunnel is steady again</source>
        <translation>%1: tunnelen er stabil igen</translation>
    </message>
</context>
<context>
    <name>skybro::console::PlayedGateway</name>
    <message>
        <source>%1 can not be reached: no route to host.</source>
        <translation>%1 kan ikke nås: ingen rute til værten.</translation>
    </message>
</context>
<context>
    <name>skybro::console::Screenshot</name>
    <message>
        <source>the page had no data after half a minute</source>
        <translation>siden havde ingen data efter et halvt minut</translation>
    </message>
    <message>
        <source>%1 can not be written</source>
        <translation>%1 kan ikke skrives</translation>
    </message>
</context>
<context>
    <name>skybro::console::TunnelBackend</name>
    <message>
        <source>Skybro is connecting to it; it may wait for your answer.</source>
        <translation>Skybro er ved at forbinde; den venter måske på dit svar.</translation>
    </message>
</context>
<context>
    <name>skybro::ui</name>
    <message>
        <source>%1: the name must end in .svg, .png or .pdf.</source>
        <translation>%1: navnet skal ende på .svg, .png eller .pdf.</translation>
    </message>
    <message>
        <source>%1 can not be written: %2</source>
        <translation>%1 kan ikke skrives: %2</translation>
    </message>
</context>
<context>
    <name>skybro::ui::AboutDialog</name>
    <message>
        <source>About Skybro</source>
        <translation>Om Skybro</translation>
    </message>
    <message>
        <source>Skybro %1</source>
        <translation>Skybro %1</translation>
    </message>
    <message>
        <source>Console for a Slurm cluster that extends into Azure.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Konsol til en Slurm-klynge, der udvides til Azure.
Fri software under GNU General Public License, version 3 eller senere.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versioner</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Kopiér versioner</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
</context>
<context>
    <name>skybro::ui::ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Aktivitet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annullér</translation>
    </message>
    <message>
        <source>What is queued is not sent. What Azure has accepted goes on there; it is no longer waited for.</source>
        <translation>Det, der er i kø, sendes ikke. Det, Azure har taget imod, fortsætter dér; der ventes blot ikke længere på det.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopiér detaljer</translation>
    </message>
    <message>
        <source>The error with its code and request id</source>
        <translation>Fejlen med dens kode og forespørgsels-id</translation>
    </message>
    <message>
        <source>Show the node</source>
        <translation>Vis noden</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationer</translation>
    </message>
    <message>
        <source>Which operations</source>
        <translation>Hvilke operationer</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>I gang</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fejlet</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Udført</translation>
    </message>
    <message>
        <source>Filter operations</source>
        <translation>Filtrér operationer</translation>
    </message>
    <message>
        <source>Filter: node, action, code</source>
        <translation>Filter: node, handling, kode</translation>
    </message>
    <message>
        <source>Select an operation first.</source>
        <translation>Vælg først en operation.</translation>
    </message>
    <message>
        <source>It has ended already.</source>
        <translation>Den er allerede slut.</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Intet valgt</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) selected</source>
        <translation>
            <numerusform>%n operation valgt</numerusform>
            <numerusform>%n operationer valgt</numerusform>
        </translation>
    </message>
    <message>
        <source>Asked %1</source>
        <translation>Bedt om %1</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>slut %1</translation>
    </message>
    <message>
        <source>No operation matches</source>
        <translation>Ingen operation passer</translation>
    </message>
    <message>
        <source>Choose “All” or clear the filter.</source>
        <translation>Vælg »Alle« eller ryd filteret.</translation>
    </message>
    <message>
        <source>Nothing was asked for yet</source>
        <translation>Der er endnu ikke bedt om noget</translation>
    </message>
    <message>
        <source>Whatever is started or stopped, here or by skybroctl, is listed here and kept.</source>
        <translation>Alt, hvad der startes eller stoppes, her eller med skybroctl, står her og bevares.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::CommandPalette</name>
    <message>
        <source>Find</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>Find nodes, pages and actions</source>
        <translation>Find noder, sider og handlinger</translation>
    </message>
    <message>
        <source>Node, page or action</source>
        <translation>Node, side eller handling</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Hvad der blev fundet</translation>
    </message>
    <message>
        <source>Nothing is called that</source>
        <translation>Intet hedder sådan</translation>
    </message>
</context>
<context>
    <name>skybro::ui::ConfirmBar</name>
    <message>
        <source>Keep as it is</source>
        <translation>Lad være</translation>
    </message>
</context>
<context>
    <name>skybro::ui::DetailPane</name>
    <message>
        <source>%1 per hour</source>
        <translation>%1 i timen</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>kendes ikke</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Bedt om</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>pr. %1</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopiér detaljer</translation>
    </message>
    <message>
        <source>Show in Activity</source>
        <translation>Vis i Aktivitet</translation>
    </message>
    <message>
        <source>Details of the selected nodes</source>
        <translation>Detaljer om de valgte noder</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>Ingen node valgt</translation>
    </message>
    <message>
        <source>Select one to see all that Azure says of it, or several for their sum.</source>
        <translation>Vælg én for at se alt, hvad Azure siger om den, eller flere for deres sum.</translation>
    </message>
    <message>
        <source>Azure says</source>
        <translation>Azure siger</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ændret</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Klargøring</translation>
    </message>
    <message>
        <source>Costs now</source>
        <translation>Koster nu</translation>
    </message>
    <message>
        <source>Azure&apos;s list price for computing, without disks and discounts</source>
        <translation>Azures listepris for regnekraft, uden diske og rabatter</translation>
    </message>
    <message>
        <source>When it runs</source>
        <translation>Når den kører</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Offentlig adresse</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>Subnet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritet</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Sted</translation>
    </message>
    <message>
        <source>%1, zone %2</source>
        <translation>%1, zone %2</translation>
    </message>
    <message>
        <source>Resource group</source>
        <translation>Ressourcegruppe</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Oprettet</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mærker</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) selected</source>
        <translation>
            <numerusform>%n node valgt</numerusform>
            <numerusform>%n noder valgt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 og %2 mere</translation>
    </message>
    <message>
        <source>Cost now</source>
        <translation>Koster nu</translation>
    </message>
    <message>
        <source>Cost not known</source>
        <translation>Pris ukendt</translation>
    </message>
    <message numerus="yes">
        <source>of %n node(s)</source>
        <translation>
            <numerusform>for %n node</numerusform>
            <numerusform>for %n noder</numerusform>
        </translation>
    </message>
    <message>
        <source>Last asked: %1</source>
        <translation>Sidst bedt om: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::DeviceCodeBar</name>
    <message>
        <source>Copy code</source>
        <translation>Kopiér kode</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Kopiér link</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Åbn siden</translation>
    </message>
    <message>
        <source>To sign in, enter the code %1</source>
        <translation>Indtast koden %1 for at logge ind</translation>
    </message>
    <message>
        <source>at %1, in any browser on any machine. This goes away when you have.</source>
        <translation>på %1, i en hvilken som helst browser på en hvilken som helst maskine. Denne linje forsvinder, når du har gjort det.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::EmptyState</name>
    <message>
        <source>Not signed in</source>
        <translation>Ikke logget ind</translation>
    </message>
    <message>
        <source>Azure does not answer</source>
        <translation>Azure svarer ikke</translation>
    </message>
</context>
<context>
    <name>skybro::ui::EndsTable</name>
    <message>
        <source>weak: %1</source>
        <translation>svag: %1</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>On premise</source>
        <translation>Lokalt</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Overensstemmelse</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Hvad det betyder</translation>
    </message>
</context>
<context>
    <name>skybro::ui::EndsView</name>
    <message>
        <source>Parameters of both ends</source>
        <translation>Begge enders parametre</translation>
    </message>
    <message>
        <source>Not both ends are known yet. The gateway must answer, and Azure must tell of its connection: sign in to Azure, and see that the site file names the gateway.</source>
        <translation>Begge ender kendes ikke endnu. Gatewayen skal svare, og Azure skal fortælle om sin forbindelse: log ind i Azure, og se efter at site-filen nævner gatewayen.</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ</source>
        <translation>
            <numerusform>%n parameter er forskellig</numerusform>
            <numerusform>%n parametre er forskellige</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Intet er forskelligt</translation>
    </message>
    <message numerus="yes">
        <source>%n weak choice(s)</source>
        <translation>
            <numerusform>%n svagt valg</numerusform>
            <numerusform>%n svage valg</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::ErrorBanner</name>
    <message>
        <source>Copy details</source>
        <translation>Kopiér detaljer</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Prøv nu</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Siden %1</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>næste forsøg %1</translation>
    </message>
    <message>
        <source>request %1</source>
        <translation>forespørgsel %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::EventTable</name>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Hændelse</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Hvad der skete</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Årsag</translation>
    </message>
</context>
<context>
    <name>skybro::ui::EventsView</name>
    <message>
        <source>Events of the tunnel</source>
        <translation>Tunnelens hændelser</translation>
    </message>
    <message>
        <source>Nothing happened to the tunnel in the last year, as far as Skybro watched it.
Breaks, recoveries, losses and new keys are listed here.</source>
        <translation>Der er intet sket med tunnelen det seneste år, så vidt Skybro har holdt øje.
Udfald, genkomst, tab og nye nøgler står her.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::FindingCard</name>
    <message>
        <source>sure</source>
        <translation>sikkert</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>sandsynligt</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>et gæt</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Rask</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Updating</source>
        <translation>Opdateres</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advarsel</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fejl</translation>
    </message>
    <message>
        <source>Command that mends it, for a root shell</source>
        <translation>Kommando der retter det, til en root-skal</translation>
    </message>
    <message>
        <source>Asking the gateway, Azure and a node beyond the tunnel.</source>
        <translation>Spørger gatewayen, Azure og en node bag tunnelen.</translation>
    </message>
    <message>
        <source>The first answers take some seconds.</source>
        <translation>De første svar tager nogle sekunder.</translation>
    </message>
    <message>
        <source>Worth a look: %1</source>
        <translation>Værd at se på: %1</translation>
    </message>
    <message>
        <source>Under way…</source>
        <translation>I gang…</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Hvad der blev set</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HeaderBar</name>
    <message>
        <source>Find nodes, pages, actions</source>
        <translation>Find noder, sider, handlinger</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Choose a site</source>
        <translation>Vælg et site</translation>
    </message>
    <message>
        <source>Site %1. Choose another one.</source>
        <translation>Site %1. Vælg et andet.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HelpPane</name>
    <message>
        <source>Help</source>
        <translation>Hjælp</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Luk hjælpen</translation>
    </message>
    <message>
        <source>Help of this page</source>
        <translation>Hjælp til denne side</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HistoryModel</name>
    <message>
        <source>Check</source>
        <translation>Tjek</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kør</translation>
    </message>
    <message>
        <source>%1 by Ansible</source>
        <translation>%1 med Ansible</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Playbook</source>
        <translation>Playbook</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Måde</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Værter</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Endte</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Tog</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HistoryPanel</name>
    <message>
        <source>All runs</source>
        <translation>Alle kørsler</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Tjek</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kør</translation>
    </message>
    <message>
        <source>by ansible-playbook</source>
        <translation>med ansible-playbook</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>på %1</translation>
    </message>
    <message>
        <source>The program that drove this run ended before the run did. What is shown was done; what is blank was not begun.</source>
        <translation>Programmet, der styrede denne kørsel, sluttede før kørslen. Det viste blev gjort; det tomme blev ikke begyndt.</translation>
    </message>
    <message>
        <source>In the middle of a task: %1</source>
        <translation>Midt i en opgave: %1</translation>
    </message>
    <message>
        <source>failed before: %1</source>
        <translation>mislykket forinden: %1</translation>
    </message>
    <message>
        <source>between two tasks: %1</source>
        <translation>mellem to opgaver: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HistoryTable</name>
    <message>
        <source>down %1 of %2</source>
        <translation>nede %1 af %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Svartid</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Længste</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Tabt</translation>
    </message>
    <message>
        <source>From Azure</source>
        <translation>Fra Azure</translation>
    </message>
    <message>
        <source>To Azure</source>
        <translation>Til Azure</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Trafik</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
</context>
<context>
    <name>skybro::ui::HistoryView</name>
    <message>
        <source>Earlier runs</source>
        <translation>Tidligere kørsler</translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation>Intet er kørt endnu</translation>
    </message>
    <message>
        <source>Every run and every check is kept here with all that its tasks said, also when the console was closed or killed meanwhile.</source>
        <translation>Hver kørsel og hvert tjek gemmes her med alt, hvad opgaverne sagde, også når konsollen blev lukket eller dræbt undervejs.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::Lamps</name>
    <message>
        <source>rekey overdue</source>
        <translation>ny nøgle er forsinket</translation>
    </message>
    <message>
        <source>new key in %1</source>
        <translation>ny nøgle om %1</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Kan ikke nås</translation>
    </message>
    <message>
        <source>Refuses</source>
        <translation>Afviser</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Kører ikke</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Ikke installeret</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <translation>Ikke tilladt</translation>
    </message>
    <message>
        <source>Azure says</source>
        <translation>Azure siger</translation>
    </message>
    <message>
        <source>What Azure says lags by a minute or more, and does not prove that traffic passes.</source>
        <translation>Hvad Azure siger, er et minut eller mere forsinket og beviser ikke, at trafikken kommer igennem.</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Findes ikke</translation>
    </message>
    <message>
        <source>Azure has no gateway for it.</source>
        <translation>Azure har ingen gateway til den.</translation>
    </message>
    <message>
        <source>Azure has no such connection.</source>
        <translation>Azure har ingen sådan forbindelse.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Ikke spurgt endnu.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Forbundet</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Ikke forbundet</translation>
    </message>
    <message>
        <source>Gateway: %1</source>
        <translation>Gateway: %1</translation>
    </message>
    <message>
        <source>%1 in, %2 out, as Azure counts</source>
        <translation>%1 ind, %2 ud, som Azure tæller</translation>
    </message>
    <message>
        <source>%1 says</source>
        <translation>%1 siger</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>Ikke spurgt</translation>
    </message>
    <message>
        <source>The site file names no gateway: write it there, as gateway.host.</source>
        <translation>Site-filen nævner ingen gateway: skriv den der som gateway.host.</translation>
    </message>
    <message>
        <source>Asks the far end again and again; nothing answers.</source>
        <translation>Spørger den anden ende igen og igen; intet svarer.</translation>
    </message>
    <message>
        <source>No IKE SA and no Child SA.</source>
        <translation>Ingen IKE SA og ingen Child SA.</translation>
    </message>
    <message>
        <source>“%1” is not loaded.</source>
        <translation>“%1” er ikke indlæst.</translation>
    </message>
    <message>
        <source>IKE SA and Child SA up</source>
        <translation>IKE SA og Child SA er oppe</translation>
    </message>
    <message>
        <source>IKE SA up, no Child SA</source>
        <translation>IKE SA er oppe, ingen Child SA</translation>
    </message>
    <message>
        <source>Child SA up, no IKE SA</source>
        <translation>Child SA er oppe, ingen IKE SA</translation>
    </message>
    <message>
        <source>ESP %1</source>
        <translation>ESP %1</translation>
    </message>
    <message numerus="yes">
        <source>%n older Child SA(s) beside it</source>
        <translation>
            <numerusform>%n ældre Child SA ved siden af</numerusform>
            <numerusform>%n ældre Child SA&apos;er ved siden af</numerusform>
        </translation>
    </message>
    <message>
        <source>Traffic through it</source>
        <translation>Trafik gennem den</translation>
    </message>
    <message>
        <source>Probes through the tunnel, in the last two minutes: the only proof that traffic passes.</source>
        <translation>Prøver gennem tunnelen de seneste to minutter: det eneste bevis på, at trafikken kommer igennem.</translation>
    </message>
    <message>
        <source>Not probed</source>
        <translation>Ikke prøvet</translation>
    </message>
    <message>
        <source>There is no running node to probe. Start one, and it is asked by itself.</source>
        <translation>Der er ingen kørende node at prøve. Start en, så bliver den spurgt af sig selv.</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>I tvivl</translation>
    </message>
    <message>
        <source>Nothing passes</source>
        <translation>Intet kommer igennem</translation>
    </message>
    <message>
        <source>Passes, with loss</source>
        <translation>Kommer igennem, med tab</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>Kommer igennem</translation>
    </message>
    <message>
        <source>jitter %1</source>
        <translation>jitter %1</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 tabt</translation>
    </message>
    <message>
        <source>No probe could be made in the last two minutes.</source>
        <translation>Ingen prøve kunne foretages de seneste to minutter.</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>til %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>fra %1 til %2</translation>
    </message>
</context>
<context>
    <name>skybro::ui::LogPane</name>
    <message>
        <source>Trace</source>
        <translation>Spor</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Fejlsøgning</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advarsel</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fejl</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Fra</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>What is written to the log from now on</source>
        <translation>Hvad der fra nu af skrives i loggen</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Filtrér loggen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all</source>
        <translation>Kopiér de valgte linjer eller alle</translation>
    </message>
    <message>
        <source>Close the log</source>
        <translation>Luk loggen</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>Loglinjer</translation>
    </message>
</context>
<context>
    <name>skybro::ui::Looks</name>
    <message>
        <source>Running</source>
        <translation>Kører</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Starter</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stopper</translation>
    </message>
    <message>
        <source>Stopped, billed</source>
        <translation>Stoppet, betales</translation>
    </message>
    <message>
        <source>Deallocating</source>
        <translation>Frigives</translation>
    </message>
    <message>
        <source>Deallocated</source>
        <translation>Frigivet</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Powering off</source>
        <translation>Slukker</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>Genstarter</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>I kø</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Udført</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fejlet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulleret</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Power off</source>
        <translation>Sluk</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Genstart</translation>
    </message>
    <message>
        <source>Stop (deallocate)</source>
        <translation>Stop (frigiv)</translation>
    </message>
    <message>
        <source>Cost / h</source>
        <translation>Pris / t</translation>
    </message>
    <message>
        <source>%1 / h</source>
        <translation>%1 / t</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Sat op</translation>
    </message>
    <message>
        <source>Configure the tunnel</source>
        <translation>Konfigurér tunnelen</translation>
    </message>
</context>
<context>
    <name>skybro::ui::MainWindow</name>
    <message>
        <source>Find</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>Nodes, pages and actions by a few letters</source>
        <translation>Noder, sider og handlinger ud fra få bogstaver</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Opdatér</translation>
    </message>
    <message>
        <source>Ask Azure for everything anew</source>
        <translation>Spørg Azure om alt på ny</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjælp</translation>
    </message>
    <message>
        <source>What this page shows and can do</source>
        <translation>Hvad denne side viser og kan</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Lyst eller mørkt</translation>
    </message>
    <message>
        <source>Changes between the light and the dark theme</source>
        <translation>Skifter mellem lyst og mørkt tema</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Shows or hides the log</source>
        <translation>Viser eller skjuler loggen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Indstillinger</translation>
    </message>
    <message>
        <source>Add a site…</source>
        <translation>Tilføj et site…</translation>
    </message>
    <message>
        <source>Sign in to another subscription</source>
        <translation>Log ind på et andet abonnement</translation>
    </message>
    <message>
        <source>Try the demo cloud</source>
        <translation>Prøv demoskyen</translation>
    </message>
    <message>
        <source>A simulated Azure on this machine; nothing to sign in to, nothing to pay</source>
        <translation>Et simuleret Azure på denne maskine; intet at logge ind på, intet at betale</translation>
    </message>
    <message>
        <source>About Skybro</source>
        <translation>Om Skybro</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Afslut</translation>
    </message>
    <message>
        <source>What Azure was asked to do goes on without the console</source>
        <translation>Det, Azure er bedt om, fortsætter uden konsollen</translation>
    </message>
    <message>
        <source>%1 — Skybro</source>
        <translation>%1 — Skybro</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>Another client secret…</source>
        <translation>Anden klienthemmelighed…</translation>
    </message>
    <message>
        <source>Azure&apos;s secrets expire: keeps a new one for this site and signs in with it</source>
        <translation>Azures hemmeligheder udløber: gemmer en ny til dette site og logger ind med den</translation>
    </message>
</context>
<context>
    <name>skybro::ui::MatrixView</name>
    <message>
        <source>Hosts and tasks</source>
        <translation>Værter og opgaver</translation>
    </message>
</context>
<context>
    <name>skybro::ui::NavBar</name>
    <message>
        <source>Pages</source>
        <translation>Sider</translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodeDelegate</name>
    <message>
        <source>Azure says: %1</source>
        <translation>Azure siger: %1</translation>
    </message>
    <message>
        <source>%1, asked for at %2</source>
        <translation>%1, bedt om %2</translation>
    </message>
    <message>
        <source>Powered off, but its hardware is kept and billed. Stop it to end the billing.</source>
        <translation>Slukket, men maskinen er stadig reserveret og betales. Stop den for at ende betalingen.</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>Pr. %1</translation>
    </message>
    <message>
        <source>Its state or the price of its size is not known.</source>
        <translation>Dens tilstand eller prisen på dens størrelse kendes ikke.</translation>
    </message>
    <message>
        <source>%1 per hour while it is billed</source>
        <translation>%1 i timen, mens den betales</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Offentlig adresse</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Sted</translation>
    </message>
    <message>
        <source>Resource group</source>
        <translation>Ressourcegruppe</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritet</translation>
    </message>
    <message>
        <source>Cost / h</source>
        <translation>Pris / t</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mærker</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ændret</translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodeTable</name>
    <message>
        <source>Nodes</source>
        <translation>Noder</translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodesFooter</name>
    <message>
        <source>as of %1</source>
        <translation>pr. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n kører</numerusform>
            <numerusform>%n kører</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n starting</source>
        <translation>
            <numerusform>%n starter</numerusform>
            <numerusform>%n starter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopping</source>
        <translation>
            <numerusform>%n stopper</numerusform>
            <numerusform>%n stopper</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped but billed</source>
        <translation>
            <numerusform>%n stoppet, men betales</numerusform>
            <numerusform>%n stoppet, men betales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deallocated</source>
        <translation>
            <numerusform>%n frigivet</numerusform>
            <numerusform>%n frigivet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n ukendt</numerusform>
            <numerusform>%n ukendte</numerusform>
        </translation>
    </message>
    <message>
        <source>cost not known</source>
        <translation>pris ukendt</translation>
    </message>
    <message>
        <source>Azure&apos;s price list has not answered.</source>
        <translation>Azures prisliste har ikke svaret.</translation>
    </message>
    <message>
        <source>%1 / h now</source>
        <translation>%1 / t nu</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindst %1</translation>
    </message>
    <message numerus="yes">
        <source>The cost of %n node(s) is not known and not in it.</source>
        <translation>
            <numerusform>Prisen på %n node kendes ikke og er ikke med.</numerusform>
            <numerusform>Prisen på %n noder kendes ikke og er ikke med.</numerusform>
        </translation>
    </message>
    <message>
        <source>Azure&apos;s list prices for computing, without disks, addresses and discounts</source>
        <translation>Azures listepriser for regnekraft, uden diske, adresser og rabatter</translation>
    </message>
</context>
<context>
    <name>skybro::ui::NodesPage</name>
    <message>
        <source>Select one or more nodes first.</source>
        <translation>Vælg først en eller flere noder.</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Noder</translation>
    </message>
    <message>
        <source>Starts the selected nodes; billing begins</source>
        <translation>Starter de valgte noder; betalingen begynder</translation>
    </message>
    <message>
        <source>Shuts down and deallocates: billing ends</source>
        <translation>Lukker ned og frigiver: betalingen ophører</translation>
    </message>
    <message>
        <source>Boots the selected nodes again</source>
        <translation>Starter de valgte noder op igen</translation>
    </message>
    <message>
        <source>Shuts down but keeps the hardware: billing goes on</source>
        <translation>Lukker ned, men beholder maskinen: betalingen fortsætter</translation>
    </message>
    <message>
        <source>Power off (billing goes on)</source>
        <translation>Sluk (betalingen fortsætter)</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Kopiér navn</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Kopiér adresse</translation>
    </message>
    <message>
        <source>Copy resource id</source>
        <translation>Kopiér ressource-id</translation>
    </message>
    <message>
        <source>Filter nodes</source>
        <translation>Filtrér noder</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Shows or hides all that is known of the selected node</source>
        <translation>Viser eller skjuler alt, hvad der vides om den valgte node</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Ryd filteret</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Prøv igen</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Flere handlinger</translation>
    </message>
    <message>
        <source>Filter: name, cloud[1-4], running, size:HB</source>
        <translation>Filter: navn, cloud[1-4], running, size:HB</translation>
    </message>
    <message>
        <source>Words apart by blanks must all match; a leading - means not.
cloud[001-004]   exactly these nodes
running, pending, billed   by state
size:HB  location:west  group:  address:  tag:role=compute
F1 tells all.</source>
        <translation>Ord med mellemrum imellem skal alle passe; et foranstillet - betyder ikke.
cloud[001-004]   netop disse noder
running, pending, billed   efter tilstand
size:HB  location:west  group:  address:  tag:role=compute
F1 fortæller alt.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n valgt</numerusform>
            <numerusform>%n valgt</numerusform>
        </translation>
    </message>
    <message>
        <source>No node matches</source>
        <translation>Ingen node passer</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n node(s) matches “%1”.</source>
        <translation>
            <numerusform>Den ene node passer ikke med »%1«.</numerusform>
            <numerusform>Ingen af de %n noder passer med »%1«.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking Azure for the nodes</source>
        <translation>Spørger Azure om noderne</translation>
    </message>
    <message>
        <source>The first answer takes a few seconds.</source>
        <translation>Det første svar tager nogle sekunder.</translation>
    </message>
    <message>
        <source>No virtual machines</source>
        <translation>Ingen virtuelle maskiner</translation>
    </message>
    <message>
        <source>Azure answered: there are none in this site&apos;s resource groups. Machines made in the portal or with az appear here by themselves.</source>
        <translation>Azure svarede: der er ingen i dette sites ressourcegrupper. Maskiner, der laves i portalen eller med az, dukker op her af sig selv.</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Sæt op…</translation>
    </message>
    <message>
        <source>Runs a playbook on the selected nodes; the page Setup opens first</source>
        <translation>Kører en playbook på de valgte knuder; først åbnes siden Opsætning</translation>
    </message>
</context>
<context>
    <name>skybro::ui::OperationModel</name>
    <message>
        <source>this console</source>
        <translation>denne konsol</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>proces %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>på %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Hvad</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tilstand</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Bedt om</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Tog</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Af</translation>
    </message>
</context>
<context>
    <name>skybro::ui::OptionsPane</name>
    <message>
        <source>Only these tags</source>
        <translation>Kun disse mærker</translation>
    </message>
    <message>
        <source>all; or a, b</source>
        <translation>alle; eller a, b</translation>
    </message>
    <message>
        <source>Skip these tags</source>
        <translation>Spring disse mærker over</translation>
    </message>
    <message>
        <source>none; or a, b</source>
        <translation>ingen; eller a, b</translation>
    </message>
    <message>
        <source>Show what changes in files</source>
        <translation>Vis, hvad der ændres i filer</translation>
    </message>
    <message>
        <source>Password for sudo</source>
        <translation>Adgangskode til sudo</translation>
    </message>
    <message>
        <source>if sudo asks for one</source>
        <translation>hvis sudo spørger om en</translation>
    </message>
    <message>
        <source>Variables that override the playbook&apos;s</source>
        <translation>Variable, der går forud for playbookens</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variabel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Værdi</translation>
    </message>
    <message>
        <source>As ansible-playbook&apos;s --extra-vars. A value is read as YAML: true, 3, [a, b]; quotes make it text.</source>
        <translation>Som ansible-playbooks --extra-vars. En værdi læses som YAML: true, 3, [a, b]; anførselstegn gør den til tekst.</translation>
    </message>
    <message>
        <source>Hosts at once</source>
        <translation>Værter ad gangen</translation>
    </message>
    <message>
        <source>Only tags</source>
        <translation>Kun mærker</translation>
    </message>
    <message>
        <source>Skip tags</source>
        <translation>Spring mærker over</translation>
    </message>
    <message>
        <source>The value of the variable %1 is no YAML; put it into quotes if it is text.</source>
        <translation>Værdien af variablen %1 er ikke YAML; sæt den i anførselstegn, hvis den er tekst.</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n variabel</numerusform>
            <numerusform>%n variable</numerusform>
        </translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>mærker %1</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>uden %1</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) at once</source>
        <translation>
            <numerusform>%n vært ad gangen</numerusform>
            <numerusform>%n værter ad gangen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ui::OutputPane</name>
    <message>
        <source>Show the task</source>
        <translation>Vis opgaven</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiér</translation>
    </message>
    <message>
        <source>The result as JSON instead of YAML</source>
        <translation>Resultatet som JSON i stedet for YAML</translation>
    </message>
    <message>
        <source>Copies the whole text, also what is not shown</source>
        <translation>Kopierer hele teksten, også det, der ikke vises</translation>
    </message>
    <message>
        <source>What to show of the task</source>
        <translation>Hvad der vises af opgaven</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Output</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Ændringer</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Recap</source>
        <translation>Opsummering</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Meddelelser</translation>
    </message>
    <message>
        <source>Choose a cell to see what its task did</source>
        <translation>Vælg en celle for at se, hvad dens opgave gjorde</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>på %1</translation>
    </message>
    <message>
        <source>Show the task in %1</source>
        <translation>Vis opgaven i %1</translation>
    </message>
    <message>
        <source>Notices %1</source>
        <translation>Meddelelser %1</translation>
    </message>
    <message>
        <source>%1 more characters; Copy takes them all</source>
        <translation>%1 tegn mere; Kopiér tager dem alle</translation>
    </message>
    <message>
        <source>not begun, or not for this host</source>
        <translation>ikke begyndt, eller ikke for denne vært</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>i gang</translation>
    </message>
    <message>
        <source>it said nothing</source>
        <translation>den sagde intet</translation>
    </message>
</context>
<context>
    <name>skybro::ui::OutputText</name>
    <message>
        <source>item %1 · %2</source>
        <translation>element %1 · %2</translation>
    </message>
</context>
<context>
    <name>skybro::ui::OverviewPage</name>
    <message>
        <source>Stopping</source>
        <translation>Stopper</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overblik</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>pr. %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Prøv igen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Noder</translation>
    </message>
    <message>
        <source>Cost now</source>
        <translation>Pris nu</translation>
    </message>
    <message>
        <source>Needs a hand</source>
        <translation>Kræver en hånd</translation>
    </message>
    <message>
        <source>Asking Azure for the nodes</source>
        <translation>Spørger Azure om noderne</translation>
    </message>
    <message>
        <source>The first answer takes a few seconds.</source>
        <translation>Det første svar tager nogle sekunder.</translation>
    </message>
    <message>
        <source>Not known: Azure&apos;s price list has not answered.</source>
        <translation>Kendes ikke: Azures prisliste har ikke svaret.</translation>
    </message>
    <message>
        <source>%1 per hour</source>
        <translation>%1 i timen</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindst %1</translation>
    </message>
    <message>
        <source>%1 a day if it stays so</source>
        <translation>%1 om dagen, hvis det bliver ved</translation>
    </message>
    <message numerus="yes">
        <source>the cost of %n node(s) is not known</source>
        <translation>
            <numerusform>prisen på %n node kendes ikke</numerusform>
            <numerusform>prisen på %n noder kendes ikke</numerusform>
        </translation>
    </message>
    <message>
        <source>list prices for computing, without disks, addresses and discounts</source>
        <translation>listepriser for regnekraft, uden diske, adresser og rabatter</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>siden %1</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) stopped, but billed</source>
        <translation>
            <numerusform>%n node er stoppet, men betales</numerusform>
            <numerusform>%n noder er stoppet, men betales</numerusform>
        </translation>
    </message>
    <message>
        <source>powered off without being deallocated</source>
        <translation>slukket uden at være frigivet</translation>
    </message>
    <message>
        <source>%1 per hour for nothing</source>
        <translation>%1 i timen for ingenting</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) failed in the last day</source>
        <translation>
            <numerusform>%n operation fejlede det seneste døgn</numerusform>
            <numerusform>%n operationer fejlede det seneste døgn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Azure did not tell the state of %n node(s)</source>
        <translation>
            <numerusform>Azure sagde ikke tilstanden for %n node</numerusform>
            <numerusform>Azure sagde ikke tilstanden for %n noder</numerusform>
        </translation>
    </message>
    <message>
        <source>it is asked again</source>
        <translation>der spørges igen</translation>
    </message>
    <message numerus="yes">
        <source>No price is known for %n node(s)</source>
        <translation>
            <numerusform>Ingen pris kendes for %n node</numerusform>
            <numerusform>Ingen pris kendes for %n noder</numerusform>
        </translation>
    </message>
    <message>
        <source>Azure&apos;s price list does not have their size</source>
        <translation>Azures prisliste har ikke deres størrelse</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Vis</translation>
    </message>
    <message>
        <source>Show: %1</source>
        <translation>Vis: %1</translation>
    </message>
    <message>
        <source>Nothing does.</source>
        <translation>Intet gør.</translation>
    </message>
    <message>
        <source>Show the tunnel</source>
        <translation>Vis tunnelen</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>The tunnel is down</source>
        <translation>Tunnelen er nede</translation>
    </message>
    <message>
        <source>The tunnel: %1</source>
        <translation>Tunnelen: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::PastView</name>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 t</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>1 y</source>
        <translation>1 år</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Svartid</translation>
    </message>
    <message>
        <source>Probes lost</source>
        <translation>Tabte prøver</translation>
    </message>
    <message>
        <source>Bytes per second</source>
        <translation>Byte pr. sekund</translation>
    </message>
    <message>
        <source>States of traffic, gateway and Azure over time</source>
        <translation>Tilstande for trafik, gateway og Azure over tid</translation>
    </message>
    <message>
        <source>The numbers of the charts</source>
        <translation>Kurvernes tal</translation>
    </message>
    <message>
        <source>No samples are kept</source>
        <translation>Ingen målinger gemmes</translation>
    </message>
    <message>
        <source>No samples of this time</source>
        <translation>Ingen målinger fra denne tid</translation>
    </message>
    <message>
        <source>The last %1</source>
        <translation>De seneste %1</translation>
    </message>
    <message>
        <source>The past could not be read: %1</source>
        <translation>Fortiden kunne ikke læses: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::PlacePainter</name>
    <message>
        <source>… and %1 more</source>
        <translation>… og %1 mere</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source> · known by its peering only</source>
        <translation> · kun kendt fra sin peering</translation>
    </message>
    <message>
        <source>DNS servers: %1</source>
        <translation>DNS-servere: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::PlaybookPanel</name>
    <message>
        <source>%1 can not be read: %2.</source>
        <translation>%1 kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>%1 is no text.</source>
        <translation>%1 er ikke tekst.</translation>
    </message>
    <message>
        <source>the rest of this large file is not shown</source>
        <translation>resten af denne store fil vises ikke</translation>
    </message>
    <message>
        <source>Run with ansible-playbook</source>
        <translation>Kør med ansible-playbook</translation>
    </message>
    <message>
        <source>Text of the playbook</source>
        <translation>Playbookens tekst</translation>
    </message>
    <message>
        <source>What was found in the playbook</source>
        <translation>Hvad der blev fundet i playbooken</translation>
    </message>
    <message>
        <source>Found before anything runs</source>
        <translation>Fundet, før noget kører</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Hvor</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fejl</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advarsel</translation>
    </message>
</context>
<context>
    <name>skybro::ui::PlaybookTree</name>
    <message>
        <source>Playbooks and roles</source>
        <translation>Playbooks og roller</translation>
    </message>
</context>
<context>
    <name>skybro::ui::ProblemList</name>
    <message>
        <source>Problems of the networks</source>
        <translation>Netværkenes problemer</translation>
    </message>
</context>
<context>
    <name>skybro::ui::RunDriver</name>
    <message>
        <source>A run is under way; wait for its end or stop it.</source>
        <translation>En kørsel er i gang; vent på dens slutning, eller stop den.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::RunLooks</name>
    <message>
        <source>Not begun</source>
        <translation>Ikke begyndt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Kører</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ændret</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Sprunget over</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislykket</translation>
    </message>
    <message>
        <source>Failed, ignored</source>
        <translation>Mislykket, set bort fra</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Ikke til at nå</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Afbrudt</translation>
    </message>
    <message>
        <source>check mode</source>
        <translation>tjek</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elementer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n mislykket</numerusform>
            <numerusform>%n mislykkede</numerusform>
        </translation>
    </message>
    <message>
        <source>ran on %1</source>
        <translation>kørte på %1</translation>
    </message>
    <message>
        <source>On another host</source>
        <translation>På en anden maskine</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) failed</source>
        <translation>
            <numerusform>%n vært mislykkedes</numerusform>
            <numerusform>%n værter mislykkedes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unreachable</source>
        <translation>
            <numerusform>%n ikke til at nå</numerusform>
            <numerusform>%n ikke til at nå</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Færdig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
</context>
<context>
    <name>skybro::ui::RunPanel</name>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n vært</numerusform>
            <numerusform>%n værter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n opgave</numerusform>
            <numerusform>%n opgaver</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stoppet</translation>
    </message>
</context>
<context>
    <name>skybro::ui::SecretBar</name>
    <message>
        <source>Client secret</source>
        <translation>Klienthemmelighed</translation>
    </message>
    <message>
        <source>The secret&apos;s value, not its id</source>
        <translation>Hemmelighedens værdi, ikke dens id</translation>
    </message>
    <message>
        <source>Keep and sign in</source>
        <translation>Gem og log ind</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annullér</translation>
    </message>
    <message>
        <source>Another client secret for %1</source>
        <translation>Anden klienthemmelighed til %1</translation>
    </message>
    <message>
        <source>It takes the place of the one kept in %1.</source>
        <translation>Den træder i stedet for den, der ligger i %1.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Indstillinger</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Udseende</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Som skrivebordet</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lyst</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mørkt</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Pris</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Valuta</translation>
    </message>
    <message>
        <source>Azure&apos;s list prices for computing. Disks, addresses and your discounts are not in them.</source>
        <translation>Azures listepriser for regnekraft. Diske, adresser og dine rabatter er ikke med.</translation>
    </message>
    <message>
        <source>Euro (€)</source>
        <translation>Euro (€)</translation>
    </message>
    <message>
        <source>US dollar ($)</source>
        <translation>Amerikanske dollar ($)</translation>
    </message>
    <message>
        <source>Pound sterling (£)</source>
        <translation>Britiske pund (£)</translation>
    </message>
    <message>
        <source>Danish krone (DKK)</source>
        <translation>Danske kroner (DKK)</translation>
    </message>
    <message>
        <source>Swedish krona (SEK)</source>
        <translation>Svenske kroner (SEK)</translation>
    </message>
    <message>
        <source>Norwegian krone (NOK)</source>
        <translation>Norske kroner (NOK)</translation>
    </message>
    <message>
        <source>Swiss franc (CHF)</source>
        <translation>Schweiziske franc (CHF)</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Written to %1. Secrets are never written.</source>
        <translation>Skrives til %1. Hemmeligheder skrives aldrig.</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Spor</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Fejlsøgning</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advarsel</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fejl</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Fra</translation>
    </message>
</context>
<context>
    <name>skybro::ui::SetupPage</name>
    <message>
        <source>Setup</source>
        <translation>Opsætning</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Hvad der vises</translation>
    </message>
    <message>
        <source>Playbook</source>
        <translation>Playbook</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kør</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Ingen kørsel endnu</translation>
    </message>
    <message>
        <source>Choose a playbook and press Check: it asks every host what would change, and changes nothing.</source>
        <translation>Vælg en playbook, og tryk Tjek: det spørger hver vært, hvad der ville blive ændret, og ændrer intet.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Tjek</translation>
    </message>
    <message>
        <source>Asks every host what would change, and changes nothing</source>
        <translation>Spørger hver vært, hvad der ville blive ændret, og ændrer intet</translation>
    </message>
    <message>
        <source>Runs the playbook on these hosts</source>
        <translation>Kører playbooken på disse værter</translation>
    </message>
    <message>
        <source>Run with ansible-playbook</source>
        <translation>Kør med ansible-playbook</translation>
    </message>
    <message>
        <source>The real Ansible runs it; its tasks show in the same matrix</source>
        <translation>Den rigtige Ansible kører den; opgaverne vises i den samme matrix</translation>
    </message>
    <message>
        <source>Stop after this task</source>
        <translation>Stop efter denne opgave</translation>
    </message>
    <message>
        <source>What runs now comes to its end; nothing else is begun</source>
        <translation>Det, der kører, får lov at slutte; intet andet begyndes</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Stop nu</translation>
    </message>
    <message>
        <source>Ends what runs now in its middle</source>
        <translation>Afbryder det, der kører, midt i det hele</translation>
    </message>
    <message>
        <source>Rerun failed hosts</source>
        <translation>Kør mislykkede igen</translation>
    </message>
    <message>
        <source>The same again, on the hosts that had trouble</source>
        <translation>Det samme igen på de værter, der havde problemer</translation>
    </message>
    <message>
        <source>Next failure</source>
        <translation>Næste fejl</translation>
    </message>
    <message>
        <source>Goes to the next task that failed</source>
        <translation>Går til den næste opgave, der mislykkedes</translation>
    </message>
    <message>
        <source>Wide columns</source>
        <translation>Brede kolonner</translation>
    </message>
    <message>
        <source>Columns with words, or as many as fit</source>
        <translation>Kolonner med ord, eller så mange som muligt</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Valgmuligheder</translation>
    </message>
    <message>
        <source>Variables, tags, differences, sudo&apos;s password</source>
        <translation>Variable, mærker, forskelle, adgangskode til sudo</translation>
    </message>
    <message>
        <source>Playbooks</source>
        <translation>Playbooks</translation>
    </message>
    <message>
        <source>Shows or hides the list of playbooks</source>
        <translation>Viser eller skjuler listen over playbooks</translation>
    </message>
    <message>
        <source>Copy the lines</source>
        <translation>Kopiér linjerne</translation>
    </message>
    <message>
        <source>For the site file</source>
        <translation>Til stedets fil</translation>
    </message>
    <message>
        <source>Choose hosts</source>
        <translation>Vælg værter</translation>
    </message>
    <message>
        <source>Find a playbook</source>
        <translation>Find en playbook</translation>
    </message>
    <message>
        <source>Copy output</source>
        <translation>Kopiér output</translation>
    </message>
    <message>
        <source>Show the playbook</source>
        <translation>Vis playbooken</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Vis kørslen</translation>
    </message>
    <message>
        <source>Show earlier runs</source>
        <translation>Vis tidligere kørsler</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Eksempler</translation>
    </message>
    <message>
        <source>Skybro can not do all of this playbook; ansible-playbook can, where it is installed.</source>
        <translation>Skybro kan ikke udføre hele denne playbook; det kan ansible-playbook, hvor den er installeret.</translation>
    </message>
    <message>
        <source>Skybro can not do all of this playbook, Ansible can.</source>
        <translation>Skybro kan ikke udføre hele denne playbook, men det kan Ansible.</translation>
    </message>
    <message>
        <source>A run is under way.</source>
        <translation>En kørsel er i gang.</translation>
    </message>
    <message>
        <source>Choose a playbook first.</source>
        <translation>Vælg først en playbook.</translation>
    </message>
    <message>
        <source>The playbook is being read.</source>
        <translation>Playbooken læses.</translation>
    </message>
    <message>
        <source>The hosts are being looked up.</source>
        <translation>Værterne slås op.</translation>
    </message>
    <message>
        <source>No host matches.</source>
        <translation>Ingen vært passer.</translation>
    </message>
    <message>
        <source>Not all of the playbook can be run here: see what was found in it.</source>
        <translation>Ikke hele playbooken kan køres her: se, hvad der blev fundet i den.</translation>
    </message>
    <message>
        <source>ansible-playbook is not installed on this machine.</source>
        <translation>ansible-playbook er ikke installeret på denne maskine.</translation>
    </message>
    <message>
        <source>It stops as soon as what runs now has ended.</source>
        <translation>Den stopper, så snart det, der kører nu, er slut.</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>Intet kører.</translation>
    </message>
    <message>
        <source>No host had trouble.</source>
        <translation>Ingen vært havde problemer.</translation>
    </message>
    <message>
        <source>Options: %1</source>
        <translation>Valg: %1</translation>
    </message>
    <message>
        <source>Reading the playbooks</source>
        <translation>Læser playbooks</translation>
    </message>
    <message>
        <source>No playbooks yet</source>
        <translation>Ingen playbooks endnu</translation>
    </message>
    <message>
        <source>Name the folder of your Ansible playbooks in the site file %1:

setup:
  playbooks: ~/ansible

It is read as it is; nothing in it needs to change.</source>
        <translation>Nævn mappen med dine Ansible-playbooks i stedets fil %1:

setup:
  playbooks: ~/ansible

Den læses, som den er; intet i den behøver ændres.</translation>
    </message>
    <message>
        <source>The playbooks can not be read</source>
        <translation>Playbooks kan ikke læses</translation>
    </message>
    <message>
        <source>No playbook in these folders</source>
        <translation>Ingen playbook i disse mapper</translation>
    </message>
    <message>
        <source>%1

A playbook is a YAML file with a list of plays, each with “hosts”.</source>
        <translation>%1

En playbook er en YAML-fil med en liste af plays, hvert med “hosts”.</translation>
    </message>
    <message>
        <source>Choose a playbook</source>
        <translation>Vælg en playbook</translation>
    </message>
    <message>
        <source>It is shown here before anything runs.</source>
        <translation>Den vises her, før noget kører.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::SignInForm</name>
    <message>
        <source>The az login on this machine</source>
        <translation>az-login på denne maskine</translation>
    </message>
    <message>
        <source>Environment variables (AZURE_CLIENT_ID …)</source>
        <translation>Miljøvariabler (AZURE_CLIENT_ID …)</translation>
    </message>
    <message>
        <source>Service principal with a secret</source>
        <translation>Tjenestekonto med en hemmelighed</translation>
    </message>
    <message>
        <source>Code entered in a browser</source>
        <translation>Kode indtastet i en browser</translation>
    </message>
    <message>
        <source>Managed identity of this machine</source>
        <translation>Denne maskines administrerede identitet</translation>
    </message>
    <message>
        <source>Reads AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, as Azure&apos;s own tools do.</source>
        <translation>Læser AZURE_TENANT_ID, AZURE_CLIENT_ID og AZURE_CLIENT_SECRET, som Azures egne værktøjer gør.</translation>
    </message>
    <message>
        <source>The secret goes to the desktop&apos;s keychain, or where there is none to a file only you can read. It is never in the site file.</source>
        <translation>Hemmeligheden lægges i skrivebordets nøglering eller, hvor der ingen er, i en fil kun du kan læse. Den står aldrig i sitefilen.</translation>
    </message>
    <message>
        <source>You are shown a code and a link, and sign in in any browser.</source>
        <translation>Du får vist en kode og et link og logger ind i en hvilken som helst browser.</translation>
    </message>
    <message>
        <source>Works on a machine that runs in Azure. Client id only for a user-assigned identity.</source>
        <translation>Virker på en maskine, der kører i Azure. Klient-id kun ved en brugertildelt identitet.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Log ind</translation>
    </message>
    <message>
        <source>Way to sign in</source>
        <translation>Måde at logge ind på</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Sky</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
    <message>
        <source>Azure US Government</source>
        <translation>Azure US Government</translation>
    </message>
    <message>
        <source>Azure China</source>
        <translation>Azure China</translation>
    </message>
    <message>
        <source>Another one (Azure Stack, simulator)</source>
        <translation>En anden (Azure Stack, simulator)</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>Sitets navn</translation>
    </message>
    <message>
        <source>as you call the cluster: niflheim</source>
        <translation>som I kalder klyngen: niflheim</translation>
    </message>
    <message>
        <source>Resource manager</source>
        <translation>Ressourcestyring</translation>
    </message>
    <message>
        <source>Sign-in authority</source>
        <translation>Login-autoritet</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Certifikatfil</translation>
    </message>
    <message>
        <source>only when it has a CA of its own</source>
        <translation>kun når den har sin egen CA</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Lejer (tenant)</translation>
    </message>
    <message>
        <source>id, or example.onmicrosoft.com</source>
        <translation>id eller example.onmicrosoft.com</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>its id</source>
        <translation>dets id</translation>
    </message>
    <message>
        <source>Resource groups</source>
        <translation>Ressourcegrupper</translation>
    </message>
    <message>
        <source>all; or names with commas between</source>
        <translation>alle; eller navne med komma imellem</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Klient-id</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Klienthemmelighed</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tilbage</translation>
    </message>
    <message>
        <source>A name of letters, digits, dots, dashes and underscores: it becomes the file&apos;s name.</source>
        <translation>Et navn af bogstaver, cifre, punktummer, bindestreger og understreger: det bliver filens navn.</translation>
    </message>
    <message>
        <source>There is a site of that name already.</source>
        <translation>Der er allerede et site med det navn.</translation>
    </message>
    <message>
        <source>An address with https://.</source>
        <translation>En adresse med https://.</translation>
    </message>
    <message>
        <source>There is no such file, or it can not be read.</source>
        <translation>Der er ingen sådan fil, eller den kan ikke læses.</translation>
    </message>
    <message>
        <source>A tenant is an id like 72f988bf-86f1-41af-91ab-2d7cd011db47, or a domain.</source>
        <translation>En lejer er et id som 72f988bf-86f1-41af-91ab-2d7cd011db47 eller et domæne.</translation>
    </message>
    <message>
        <source>A subscription&apos;s id looks like 00000000-0000-0000-0000-000000000000.</source>
        <translation>Et abonnements id ser ud som 00000000-0000-0000-0000-000000000000.</translation>
    </message>
    <message>
        <source>The application&apos;s (client) id.</source>
        <translation>Applikationens (klientens) id.</translation>
    </message>
    <message>
        <source>The secret&apos;s value, not its id.</source>
        <translation>Hemmelighedens værdi, ikke dens id.</translation>
    </message>
    <message>
        <source>Asking az which subscriptions there are …</source>
        <translation>Spørger az, hvilke abonnementer der er …</translation>
    </message>
    <message>
        <source>Your subscriptions</source>
        <translation>Dine abonnementer</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <translation>Logget ind som %1.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::SshPrompter</name>
    <message>
        <source>There is nobody to ask.</source>
        <translation>Der er ingen at spørge.</translation>
    </message>
    <message>
        <source>Keep it in the keychain</source>
        <translation>Gem i nøgleringen</translation>
    </message>
    <message>
        <source>There is nobody to ask any more.</source>
        <translation>Der er ikke længere nogen at spørge.</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n mere</numerusform>
            <numerusform>%n mere</numerusform>
        </translation>
    </message>
    <message>
        <source>Fingerprint of the key</source>
        <translation>Nøglens fingeraftryk</translation>
    </message>
    <message>
        <source>Trust and remember</source>
        <translation>Stol på den, og husk</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Leave out this host</source>
        <translation>Udelad denne vært</translation>
    </message>
    <message>
        <source>The question was not answered.</source>
        <translation>Spørgsmålet blev ikke besvaret.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::StateBand</name>
    <message>
        <source>not known</source>
        <translation>ukendt</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 til %2 (%3)</translation>
    </message>
</context>
<context>
    <name>skybro::ui::StateTile</name>
    <message>
        <source>Show these nodes</source>
        <translation>Vis disse noder</translation>
    </message>
</context>
<context>
    <name>skybro::ui::StatusLine</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n node(s)</source>
        <translation>
            <numerusform>%1 %n node</numerusform>
            <numerusform>%1 %n noder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) under way</source>
        <translation>
            <numerusform>%n operation i gang</numerusform>
            <numerusform>%n operationer i gang</numerusform>
        </translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationer</translation>
    </message>
    <message>
        <source>Show it in Activity</source>
        <translation>Vis det i Aktivitet</translation>
    </message>
    <message>
        <source>Progress of what is under way</source>
        <translation>Hvor langt det er, der er i gang</translation>
    </message>
    <message>
        <source>%1 done, %2 failed</source>
        <translation>%1 udført, %2 fejlet</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) done</source>
        <translation>
            <numerusform>%n operation udført</numerusform>
            <numerusform>%n operationer udført</numerusform>
        </translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>Sætter op</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TargetBar</name>
    <message>
        <source>Hosts</source>
        <translation>Værter</translation>
    </message>
    <message>
        <source>All hosts of the playbook; or cloud[001-004], a group, !host</source>
        <translation>Alle playbookens værter; eller cloud[001-004], en gruppe, !vært</translation>
    </message>
    <message>
        <source>Limits the run, as ansible-playbook&apos;s --limit:
cloud[001-004]   these nodes
power_running   a group of the inventory
web:&amp;db:!web3   both, and without one</source>
        <translation>Begrænser kørslen som ansible-playbooks --limit:
cloud[001-004]   disse knuder
power_running   en gruppe i inventaret
web:&amp;db:!web3   i begge, og uden én</translation>
    </message>
    <message>
        <source>Choose a group of hosts</source>
        <translation>Vælg en gruppe værter</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupper</translation>
    </message>
    <message>
        <source>Reading the inventory…</source>
        <translation>Læser inventaret…</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n vært</numerusform>
            <numerusform>%n værter</numerusform>
        </translation>
    </message>
    <message>
        <source>no such host: %1</source>
        <translation>ingen sådan vært: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n not running</source>
        <translation>
            <numerusform>%n kører ikke</numerusform>
            <numerusform>%n kører ikke</numerusform>
        </translation>
    </message>
    <message>
        <source>A run touches:</source>
        <translation>En kørsel rører:</translation>
    </message>
    <message>
        <source>All hosts of the playbook</source>
        <translation>Alle playbookens værter</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TaskHeader</name>
    <message>
        <source>Play</source>
        <translation>Play</translation>
    </message>
</context>
<context>
    <name>skybro::ui::Time</name>
    <message>
        <source>never</source>
        <translation>aldrig</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>for %1 s siden</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>for %1 min siden</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>for %1 t siden</translation>
    </message>
    <message>
        <source>1 day ago</source>
        <translation>for 1 dag siden</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>for %1 dage siden</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 t %2 min</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TimeChart</name>
    <message>
        <source>%1 last %2</source>
        <translation>%1 senest %2</translation>
    </message>
    <message>
        <source>Arrow keys move from point to point, + and - zoom, Home shows all.</source>
        <translation>Piletaster går fra punkt til punkt, + og - zoomer, Home viser alt.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TopologyPage</name>
    <message>
        <source>Topology</source>
        <translation>Topologi</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>pr. %1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Vis alt</translation>
    </message>
    <message>
        <source>Fits the picture into the window</source>
        <translation>Tilpasser billedet til vinduet</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom ind</translation>
    </message>
    <message>
        <source>As the wheel does</source>
        <translation>Som hjulet gør</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom ud</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Træ</translation>
    </message>
    <message>
        <source>The same as a tree instead of a picture</source>
        <translation>Det samme som et træ i stedet for et billede</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Eksportér…</translation>
    </message>
    <message>
        <source>Writes the picture into a file: SVG, PNG or PDF</source>
        <translation>Skriver billedet i en fil: SVG, PNG eller PDF</translation>
    </message>
    <message>
        <source>Search in the topology</source>
        <translation>Søg i topologien</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Prøv igen</translation>
    </message>
    <message>
        <source>Search: network, subnet, node, address</source>
        <translation>Søg: netværk, subnet, node, adresse</translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>Ingen problemer fundet</translation>
    </message>
    <message numerus="yes">
        <source>%n list(s) could not be read</source>
        <translation>
            <numerusform>%n liste kunne ikke læses</numerusform>
            <numerusform>%n lister kunne ikke læses</numerusform>
        </translation>
    </message>
    <message>
        <source>No networks</source>
        <translation>Ingen netværk</translation>
    </message>
    <message>
        <source>Azure answered: this site has neither nodes nor virtual networks that lead to them.</source>
        <translation>Azure svarede: dette site har hverken noder eller virtuelle netværk, der fører til dem.</translation>
    </message>
    <message>
        <source>Asking Azure for the networks</source>
        <translation>Spørger Azure om netværkene</translation>
    </message>
    <message>
        <source>The first answer takes a few seconds.</source>
        <translation>Det første svar tager nogle sekunder.</translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation>Eksportér billedet</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png *.pdf)</source>
        <translation>Billeder (*.svg *.png *.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Skrevet: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TopologyTree</name>
    <message>
        <source>Networks as a tree</source>
        <translation>Netværkene som et træ</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TopologyTreeModel</name>
    <message>
        <source>Subnet not known</source>
        <translation>Subnet kendes ikke</translation>
    </message>
    <message>
        <source>Peering</source>
        <translation>Peering</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tilstand</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemer</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TopologyView</name>
    <message>
        <source>Picture of the networks; the tree says the same</source>
        <translation>Billede af netværkene; træet siger det samme</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelHistory</name>
    <message>
        <source>At times down</source>
        <translation>Til tider nede</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Svartid</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Tabt</translation>
    </message>
    <message>
        <source>From Azure</source>
        <translation>Fra Azure</translation>
    </message>
    <message>
        <source>To Azure</source>
        <translation>Til Azure</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Trafik</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelPage</name>
    <message>
        <source>Load it</source>
        <translation>Indlæs den</translation>
    </message>
    <message>
        <source>Bring it up</source>
        <translation>Bring den op</translation>
    </message>
    <message>
        <source>Bring it up anew…</source>
        <translation>Bring den op på ny…</translation>
    </message>
    <message>
        <source>Start the daemon</source>
        <translation>Start dæmonen</translation>
    </message>
    <message>
        <source>The gateway has loaded the connection.</source>
        <translation>Gatewayen har indlæst forbindelsen.</translation>
    </message>
    <message>
        <source>The gateway has brought the tunnel up.</source>
        <translation>Gatewayen har bragt tunnelen op.</translation>
    </message>
    <message>
        <source>The gateway has brought the tunnel up anew.</source>
        <translation>Gatewayen har bragt tunnelen op på ny.</translation>
    </message>
    <message>
        <source>The IPsec daemon runs.</source>
        <translation>IPsec-dæmonen kører.</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Spørg igen</translation>
    </message>
    <message>
        <source>Asks the gateway, Azure and the node beyond the tunnel, now</source>
        <translation>Spørger gatewayen, Azure og noden bag tunnelen nu</translation>
    </message>
    <message>
        <source>Measure throughput…</source>
        <translation>Mål gennemløb…</translation>
    </message>
    <message>
        <source>Fills the tunnel for some seconds to see what it carries</source>
        <translation>Fylder tunnelen i nogle sekunder for at se, hvad den kan bære</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Ret</translation>
    </message>
    <message>
        <source>Does what the doctor advises, where it can be done from here</source>
        <translation>Gør hvad lægen råder til, hvor det kan gøres herfra</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Kopiér kommandoen</translation>
    </message>
    <message>
        <source>The command that mends it, for a root shell</source>
        <translation>Kommandoen der retter det, til en root-skal</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopieret: %1</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beviser</translation>
    </message>
    <message>
        <source>What the finding rests on, and what else was found</source>
        <translation>Hvad fundet bygger på, og hvad der ellers blev fundet</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>The numbers instead of the charts</source>
        <translation>Tallene i stedet for kurverne</translation>
    </message>
    <message>
        <source>The tunnel&apos;s history</source>
        <translation>Tunnelens historie</translation>
    </message>
    <message>
        <source>Events of the tunnel</source>
        <translation>Tunnelens hændelser</translation>
    </message>
    <message>
        <source>Both ends of the tunnel</source>
        <translation>Begge ender af tunnelen</translation>
    </message>
    <message>
        <source>Copy what to write</source>
        <translation>Kopiér hvad der skal skrives</translation>
    </message>
    <message>
        <source>An example of the section, to be put into the site file</source>
        <translation>Et eksempel på afsnittet, til at sætte ind i site-filen</translation>
    </message>
    <message>
        <source>Copied. Put it into %1, and open the site again.</source>
        <translation>Kopieret. Sæt det ind i %1, og åbn sitet igen.</translation>
    </message>
    <message>
        <source>History, events or both ends</source>
        <translation>Historie, hændelser eller begge ender</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historie</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Hændelser</translation>
    </message>
    <message>
        <source>Both ends</source>
        <translation>Begge ender</translation>
    </message>
    <message>
        <source>The tunnel can not be watched</source>
        <translation>Tunnelen kan ikke overvåges</translation>
    </message>
    <message>
        <source>No tunnel in the site file</source>
        <translation>Ingen tunnel i site-filen</translation>
    </message>
    <message>
        <source>Skybro watches the tunnel between the cluster and Azure once %1 names the on-premise gateway, in a section like this:</source>
        <translation>Skybro overvåger tunnelen mellem klyngen og Azure, når %1 nævner den lokale gateway i et afsnit som dette:</translation>
    </message>
    <message>
        <source>The site file names no gateway</source>
        <translation>Site-filen nævner ingen gateway</translation>
    </message>
    <message>
        <source>Something is under way</source>
        <translation>Noget er i gang</translation>
    </message>
    <message>
        <source>There is nothing that could be done from here</source>
        <translation>Der er intet, der kan gøres herfra</translation>
    </message>
    <message>
        <source>There is no running node to measure to</source>
        <translation>Der er ingen kørende node at måle til</translation>
    </message>
    <message>
        <source>There is no host to measure from</source>
        <translation>Der er ingen vært at måle fra</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>siden %1</translation>
    </message>
    <message numerus="yes">
        <source>%n break(s)</source>
        <translation>
            <numerusform>%n udfald</numerusform>
            <numerusform>%n udfald</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from Azure, %2 to it</source>
        <translation>%1 fra Azure, %2 til Azure</translation>
    </message>
    <message>
        <source>Show the topology</source>
        <translation>Vis topologien</translation>
    </message>
    <message>
        <source>Show the node</source>
        <translation>Vis noden</translation>
    </message>
    <message>
        <source>Show the events</source>
        <translation>Vis hændelserne</translation>
    </message>
    <message>
        <source>Compare both ends</source>
        <translation>Sammenlign begge ender</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>Vis beviserne</translation>
    </message>
    <message>
        <source>Take the tunnel down and bring it up anew?</source>
        <translation>Tage tunnelen ned og bringe den op på ny?</translation>
    </message>
    <message>
        <source>Whatever passes through it is cut for some seconds. Should Skybro reach %1 through this tunnel, its own connection is lost too: the gateway brings the tunnel up all the same.</source>
        <translation>Alt, hvad der går gennem den, afbrydes i nogle sekunder. Hvis Skybro når %1 gennem denne tunnel, mistes dens egen forbindelse også: gatewayen bringer tunnelen op alligevel.</translation>
    </message>
    <message>
        <source>Bring it up anew</source>
        <translation>Bring den op på ny</translation>
    </message>
    <message>
        <source>Fill the tunnel for some seconds to measure its throughput?</source>
        <translation>Fylde tunnelen i nogle sekunder for at måle dens gennemløb?</translation>
    </message>
    <message>
        <source>Everybody else&apos;s traffic through it suffers meanwhile, and probes may be lost. It goes to %1 and back, and Azure bills what leaves it.</source>
        <translation>Alle andres trafik gennem den lider imens, og prøver kan gå tabt. Det går til %1 og tilbage, og Azure tager betaling for det, der forlader Azure.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mål</translation>
    </message>
    <message>
        <source>There is no running node to measure to any more.</source>
        <translation>Der er ikke længere en kørende node at måle til.</translation>
    </message>
    <message>
        <source>Measuring the throughput to %1…</source>
        <translation>Måler gennemløbet til %1…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annullér</translation>
    </message>
    <message>
        <source>Throughput: %1 to Azure, %2 from Azure.</source>
        <translation>Gennemløb: %1 til Azure, %2 fra Azure.</translation>
    </message>
    <message>
        <source>By iperf3; %1 were sent for it.</source>
        <translation>Med iperf3; %1 blev sendt til det.</translation>
    </message>
    <message>
        <source>By bytes over SSH, for iperf3 is not on both ends: the ciphers of SSH may be the limit.</source>
        <translation>Med byte over SSH, da iperf3 ikke findes i begge ender: SSH&apos;s kryptering kan være grænsen.</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelTexts</name>
    <message>
        <source>Up</source>
        <translation>Oppe</translation>
    </message>
    <message>
        <source>Lossy</source>
        <translation>Med tab</translation>
    </message>
    <message>
        <source>Nothing passes</source>
        <translation>Intet kommer igennem</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Ukendt</translation>
    </message>
    <message>
        <source>Flapping</source>
        <translation>Ustabil</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Forbinder</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nede</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Ens</translation>
    </message>
    <message>
        <source>Compatible</source>
        <translation>Forenelige</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Forskellige</translation>
    </message>
    <message>
        <source>Broke</source>
        <translation>Faldt ud</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tilbage</translation>
    </message>
    <message>
        <source>Loss over</source>
        <translation>Tab forbi</translation>
    </message>
    <message>
        <source>Steady again</source>
        <translation>Stabil igen</translation>
    </message>
    <message>
        <source>Rekeyed</source>
        <translation>Ny nøgle</translation>
    </message>
    <message>
        <source>Nothing passes any more.</source>
        <translation>Intet kommer igennem mere.</translation>
    </message>
    <message>
        <source>Traffic passes again, after %1.</source>
        <translation>Trafikken kommer igennem igen efter %1.</translation>
    </message>
    <message>
        <source>Traffic passes.</source>
        <translation>Trafikken kommer igennem.</translation>
    </message>
    <message>
        <source>It passes, but much is lost.</source>
        <translation>Den kommer igennem, men meget går tabt.</translation>
    </message>
    <message>
        <source>Little is lost again, after %1.</source>
        <translation>Kun lidt går tabt igen efter %1.</translation>
    </message>
    <message numerus="yes">
        <source>Broke %n time(s) within ten minutes; from here on breaks are counted only.</source>
        <translation>
            <numerusform>Faldt ud %n gang på ti minutter; herfra tælles udfald kun.</numerusform>
            <numerusform>Faldt ud %n gange på ti minutter; herfra tælles udfald kun.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No break for ten minutes; it broke %n time(s) before.</source>
        <translation>
            <numerusform>Intet udfald i ti minutter; den faldt ud %n gang før.</numerusform>
            <numerusform>Intet udfald i ti minutter; den faldt ud %n gange før.</numerusform>
        </translation>
    </message>
    <message>
        <source>The gateway has a new key; traffic went on.</source>
        <translation>Gatewayen har en ny nøgle; trafikken gik videre.</translation>
    </message>
    <message>
        <source>The gateway</source>
        <translation>Gatewayen</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 tabt</translation>
    </message>
    <message>
        <source>Tunnel up</source>
        <translation>Tunnel oppe</translation>
    </message>
    <message>
        <source>Tunnel lossy</source>
        <translation>Tunnel med tab</translation>
    </message>
    <message>
        <source>Tunnel down</source>
        <translation>Tunnel nede</translation>
    </message>
    <message>
        <source>Tunnel not known</source>
        <translation>Tunnel ukendt</translation>
    </message>
    <message>
        <source>Tunnel flapping</source>
        <translation>Tunnel ustabil</translation>
    </message>
</context>
<context>
    <name>skybro::ui::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Velkommen</translation>
    </message>
    <message>
        <source>Skybro</source>
        <translation>Skybro</translation>
    </message>
    <message>
        <source>The bridge from your Slurm cluster to Azure: see its cloud nodes, start and stop them, know what they cost.</source>
        <translation>Broen fra din Slurm-klynge til Azure: se dens skynoder, start og stop dem, vid hvad de koster.</translation>
    </message>
    <message>
        <source>Sign in with the az login on this machine</source>
        <translation>Log ind med az-login på denne maskine</translation>
    </message>
    <message>
        <source>Uses the Azure CLI: whoever ran “az login” here is signed in.</source>
        <translation>Bruger Azures kommandolinje: den, der har kørt »az login« her, er logget ind.</translation>
    </message>
    <message>
        <source>Other sign-in…</source>
        <translation>Andet login…</translation>
    </message>
    <message>
        <source>Service principal, a code in a browser, managed identity, environment variables.</source>
        <translation>Tjenestekonto, en kode i en browser, administreret identitet, miljøvariabler.</translation>
    </message>
    <message>
        <source>Try the demo cloud</source>
        <translation>Prøv demoskyen</translation>
    </message>
    <message>
        <source>A simulated Azure on this machine. Nothing to sign in to, nothing to pay.</source>
        <translation>Et simuleret Azure på denne maskine. Intet at logge ind på, intet at betale.</translation>
    </message>
</context>
</TS>
