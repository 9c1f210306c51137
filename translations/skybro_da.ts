<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK">
<context>
    <name>ConfigTexts</name>
    <message numerus="yes">
        <source>A change is under way that nobody confirmed: the gateway takes it back by itself in %n second(s).</source>
        <translation>
            <numerusform>En ændring er i gang, som ingen har bekræftet: gatewayen tager den selv tilbage om %n sekund.</numerusform>
            <numerusform>En ændring er i gang, som ingen har bekræftet: gatewayen tager den selv tilbage om %n sekunder.</numerusform>
        </translation>
    </message>
    <message>
        <source>The gateway is taking a change back just now.</source>
        <translation>Gatewayen er netop ved at tage en ændring tilbage.</translation>
    </message>
    <message>
        <source>Both ends are as the site file has them.</source>
        <translation>Begge ender er, som site-filen har dem.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) on the gateway</source>
        <translation>
            <numerusform>%n fil på gatewayen</numerusform>
            <numerusform>%n filer på gatewayen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of its kernel&apos;s parameter(s)</source>
        <translation>
            <numerusform>%n af dens kernes parametre</numerusform>
            <numerusform>%n af dens kernes parametre</numerusform>
        </translation>
    </message>
    <message>
        <source>Azure&apos;s IPsec policy</source>
        <translation>Azures IPsec-politik</translation>
    </message>
    <message>
        <source>the pre-shared key at Azure</source>
        <translation>den fælles nøgle hos Azure</translation>
    </message>
    <message>
        <source>To be changed: %1</source>
        <translation>Skal ændres: %1</translation>
    </message>
    <message>
        <source>You reach the gateway through this tunnel: while it is changed, the line is cut.</source>
        <translation>Du når gatewayen gennem denne tunnel: mens den ændres, er linjen afbrudt.</translation>
    </message>
    <message>
        <source>Weak by today&apos;s standards: %1. With “profile: strong” in its section “tunnel” the site file asks for better.</source>
        <translation>Svagt efter nutidens mål: %1. Med »profile: strong« i afsnittet »tunnel« beder site-filen om bedre.</translation>
    </message>
    <message numerus="yes">
        <source>If %1 does not answer through it within %n second(s), all is put back as it was.</source>
        <translation>
            <numerusform>Hvis %1 ikke svarer gennem den inden for %n sekund, bliver alt lagt tilbage, som det var.</numerusform>
            <numerusform>Hvis %1 ikke svarer gennem den inden for %n sekunder, bliver alt lagt tilbage, som det var.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>If none of %1 answers through it within %n second(s), all is put back as it was.</source>
        <translation>
            <numerusform>Hvis ingen af %1 svarer gennem den inden for %n sekund, bliver alt lagt tilbage, som det var.</numerusform>
            <numerusform>Hvis ingen af %1 svarer gennem den inden for %n sekunder, bliver alt lagt tilbage, som det var.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whatever passes through the tunnel is cut for some seconds.</source>
        <translation>Alt, hvad der går gennem tunnelen, afbrydes i nogle sekunder.</translation>
    </message>
    <message>
        <source>Skybro&apos;s own connection to the gateway is cut too: should it not come back, the gateway puts back what it had by itself.</source>
        <translation>Skybros egen forbindelse til gatewayen afbrydes også: kommer den ikke igen, lægger gatewayen selv tilbage, hvad den havde.</translation>
    </message>
    <message>
        <source>To be put back: %1</source>
        <translation>Skal lægges tilbage: %1</translation>
    </message>
    <message>
        <source>Azure&apos;s connection %1</source>
        <translation>Azures forbindelse %1</translation>
    </message>
    <message>
        <source>On %1, where firewalld is at work</source>
        <translation>På %1, hvor firewalld er i brug</translation>
    </message>
    <message>
        <source>On %1, were firewalld at work</source>
        <translation>På %1, hvis firewalld var i brug</translation>
    </message>
    <message>
        <source>On %1, with nftables; in place of inet filter stands your own table</source>
        <translation>På %1, med nftables; i stedet for inet filter står din egen tabel</translation>
    </message>
    <message>
        <source>On hosts at home whose default route does not lead to the gateway</source>
        <translation>På værter hjemme, hvis standardrute ikke fører til gatewayen</translation>
    </message>
    <message>
        <source>What was changed since is lost: %1.</source>
        <translation>Hvad der siden er ændret, går tabt: %1.</translation>
    </message>
    <message>
        <source>You reach the gateway through a tunnel of its own: the line may be cut.</source>
        <translation>Du når gatewayen gennem en af dens egne tunneler: linjen bliver måske afbrudt.</translation>
    </message>
    <message>
        <source>And as %1, which “nft -f” loads; firewalld needs it not</source>
        <translation>Og som %1, som “nft -f” indlæser; firewalld har ikke brug for den</translation>
    </message>
    <message>
        <source>Both ends are as the site file has them, but the gateway&apos;s daemon does not go by it.</source>
        <translation>Begge ender er, som site-filen har dem, men gatewayens dæmon retter sig ikke efter den.</translation>
    </message>
    <message>
        <source>Weak by today&apos;s standards: %1. The site file asks for it by its own %2: the profile “strong” alone asks for better.</source>
        <translation>Svagt efter nutidens mål: %1. Site-filen beder om det med sin egen %2: profilen »strong« alene beder om bedre.</translation>
    </message>
</context>
<context>
    <name>Modules</name>
    <message>
        <source>%1: the option &apos;%2&apos; of Ansible is not supported by Skybro</source>
        <translation>%1: Ansibles valgmulighed &apos;%2&apos; understøttes ikke af Skybro</translation>
    </message>
    <message>
        <source>%1: there is no option &apos;%2&apos;</source>
        <translation>%1: der er ingen valgmulighed &apos;%2&apos;</translation>
    </message>
    <message>
        <source>%1 was changed by something else again and again; nothing was written</source>
        <translation>%1 blev ændret af noget andet igen og igen; intet blev skrevet</translation>
    </message>
    <message>
        <source>the regular expression &apos;%1&apos; is wrong: %2</source>
        <translation>det regulære udtryk &apos;%1&apos; er forkert: %2</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; fetch takes %3 at most</source>
        <translation>%1 er på %2 byte; fetch tager højst %3</translation>
    </message>
    <message>
        <source>Adds a host to the inventory of this run</source>
        <translation>Føjer en vært til denne kørsels inventar</translation>
    </message>
    <message>
        <source>Installs, updates and removes Debian packages</source>
        <translation>Installerer, opdaterer og fjerner Debian-pakker</translation>
    </message>
    <message>
        <source>Fails unless the given expressions are true</source>
        <translation>Mislykkes, hvis ikke de givne udtryk er sande</translation>
    </message>
    <message>
        <source>Adds or removes a user&apos;s authorized SSH keys</source>
        <translation>Tilføjer eller fjerner en brugers godkendte SSH-nøgler</translation>
    </message>
    <message>
        <source>Keeps a block of lines in a file, between two marks</source>
        <translation>Holder en blok af linjer i en fil, mellem to mærker</translation>
    </message>
    <message>
        <source>Runs a command without a shell</source>
        <translation>Kører en kommando uden en skal</translation>
    </message>
    <message>
        <source>Puts a file, a folder or a text on nodes</source>
        <translation>Lægger en fil, en mappe eller en tekst på noder</translation>
    </message>
    <message>
        <source>Keeps entries and variables of a crontab</source>
        <translation>Holder poster og variable i en crontab</translation>
    </message>
    <message>
        <source>Shows a text or a variable</source>
        <translation>Viser en tekst eller en variabel</translation>
    </message>
    <message>
        <source>Installs, updates and removes packages with dnf</source>
        <translation>Installerer, opdaterer og fjerner pakker med dnf</translation>
    </message>
    <message>
        <source>Ends the task with a failure</source>
        <translation>Slutter opgaven med en fejl</translation>
    </message>
    <message>
        <source>Gets a file from nodes to this machine</source>
        <translation>Henter en fil fra noder til denne maskine</translation>
    </message>
    <message>
        <source>Makes files, folders and links, removes them, and sets owner and mode</source>
        <translation>Laver filer, mapper og links, fjerner dem og sætter ejer og rettigheder</translation>
    </message>
    <message>
        <source>Opens and closes services, ports and sources in firewalld</source>
        <translation>Åbner og lukker tjenester, porte og kilder i firewalld</translation>
    </message>
    <message>
        <source>Downloads a file onto nodes</source>
        <translation>Henter en fil ned på noder</translation>
    </message>
    <message>
        <source>Looks entries up in passwd, group, hosts and other databases</source>
        <translation>Slår poster op i passwd, group, hosts og andre databaser</translation>
    </message>
    <message>
        <source>Adds, changes and removes groups</source>
        <translation>Tilføjer, ændrer og fjerner grupper</translation>
    </message>
    <message>
        <source>Puts hosts into groups that their facts name</source>
        <translation>Lægger værter i grupper, som deres fakta nævner</translation>
    </message>
    <message>
        <source>Sets the name of a node</source>
        <translation>Sætter en nodes navn</translation>
    </message>
    <message>
        <source>Takes in another playbook when this one is read</source>
        <translation>Tager en anden playbook med, når denne læses</translation>
    </message>
    <message>
        <source>Takes in a role when the playbook is read</source>
        <translation>Tager en rolle med, når playbooken læses</translation>
    </message>
    <message>
        <source>Takes in a file of tasks when the playbook is read</source>
        <translation>Tager en fil med opgaver med, når playbooken læses</translation>
    </message>
    <message>
        <source>Takes in a role while the playbook runs</source>
        <translation>Tager en rolle med, mens playbooken kører</translation>
    </message>
    <message>
        <source>Takes in a file of tasks while the playbook runs</source>
        <translation>Tager en fil med opgaver med, mens playbooken kører</translation>
    </message>
    <message>
        <source>Loads variables from files while the playbook runs</source>
        <translation>Indlæser variable fra filer, mens playbooken kører</translation>
    </message>
    <message>
        <source>Keeps sections and options of an INI file</source>
        <translation>Holder afsnit og indstillinger i en INI-fil</translation>
    </message>
    <message>
        <source>Keeps host keys in a known_hosts file</source>
        <translation>Holder værtsnøgler i en known_hosts-fil</translation>
    </message>
    <message>
        <source>Keeps a line in a file, or its absence</source>
        <translation>Holder en linje i en fil eller dens fravær</translation>
    </message>
    <message>
        <source>Does something to the run itself: flush handlers, end the play, …</source>
        <translation>Gør noget ved selve kørslen: udfør handlers, afslut play&apos;et, …</translation>
    </message>
    <message>
        <source>Mounts file systems, and keeps them in fstab</source>
        <translation>Monterer filsystemer og holder dem i fstab</translation>
    </message>
    <message>
        <source>Installs, updates and removes packages with what the node has for it</source>
        <translation>Installerer, opdaterer og fjerner pakker med det, noden har til det</translation>
    </message>
    <message>
        <source>Waits for some time, or for somebody</source>
        <translation>Venter i nogen tid eller på nogen</translation>
    </message>
    <message>
        <source>Finds out whether a node can be used</source>
        <translation>Finder ud af, om en node kan bruges</translation>
    </message>
    <message>
        <source>Runs a command line as it is, with nothing around it</source>
        <translation>Kører en kommandolinje, som den er, med intet omkring den</translation>
    </message>
    <message>
        <source>Restarts a node, and waits until it is back</source>
        <translation>Genstarter en node og venter, til den er tilbage</translation>
    </message>
    <message>
        <source>Replaces what a regular expression matches in a file</source>
        <translation>Erstatter det, som et regulært udtryk passer med i en fil</translation>
    </message>
    <message>
        <source>Runs a script of this machine on nodes</source>
        <translation>Kører et script fra denne maskine på noder</translation>
    </message>
    <message>
        <source>Sets a boolean of SELinux</source>
        <translation>Sætter en af SELinux&apos; boolske værdier</translation>
    </message>
    <message>
        <source>Sets the mode and the policy of SELinux</source>
        <translation>Sætter SELinux&apos; tilstand og politik</translation>
    </message>
    <message>
        <source>Starts, stops and enables services</source>
        <translation>Starter, stopper og aktiverer tjenester</translation>
    </message>
    <message>
        <source>Sets variables of a host</source>
        <translation>Sætter variable for en vært</translation>
    </message>
    <message>
        <source>Gathers facts about nodes</source>
        <translation>Samler fakta om noder</translation>
    </message>
    <message>
        <source>Runs a command line by a shell</source>
        <translation>Kører en kommandolinje med en skal</translation>
    </message>
    <message>
        <source>Reads a file of a node into a variable</source>
        <translation>Læser en fil på en node ind i en variabel</translation>
    </message>
    <message>
        <source>Tells what a file of a node is</source>
        <translation>Fortæller, hvad en fil på en node er</translation>
    </message>
    <message>
        <source>Sets kernel parameters, and keeps them in a file</source>
        <translation>Sætter kerneparametre og holder dem i en fil</translation>
    </message>
    <message>
        <source>Starts, stops, enables and masks units of systemd</source>
        <translation>Starter, stopper, aktiverer og maskerer enheder i systemd</translation>
    </message>
    <message>
        <source>Makes a temporary file or folder on a node</source>
        <translation>Laver en midlertidig fil eller mappe på en node</translation>
    </message>
    <message>
        <source>Expands a template, and puts the result on nodes</source>
        <translation>Udfylder en skabelon og lægger resultatet på noder</translation>
    </message>
    <message>
        <source>Sets the time zone of a node</source>
        <translation>Sætter en nodes tidszone</translation>
    </message>
    <message>
        <source>Unpacks an archive on nodes</source>
        <translation>Pakker et arkiv ud på noder</translation>
    </message>
    <message>
        <source>Adds, changes and removes users</source>
        <translation>Tilføjer, ændrer og fjerner brugere</translation>
    </message>
    <message>
        <source>Waits for a port, a file or a text in it</source>
        <translation>Venter på en port, en fil eller en tekst i den</translation>
    </message>
    <message>
        <source>Waits until a node can be reached</source>
        <translation>Venter, til en node kan nås</translation>
    </message>
    <message>
        <source>Installs, updates and removes packages with yum</source>
        <translation>Installerer, opdaterer og fjerner pakker med yum</translation>
    </message>
    <message>
        <source>Keeps a file that describes a repository of packages</source>
        <translation>Holder en fil, der beskriver et pakkearkiv</translation>
    </message>
    <message>
        <source>required</source>
        <translation>påkrævet</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>en af %1</translation>
    </message>
    <message>
        <source>default %1</source>
        <translation>standard %1</translation>
    </message>
    <message>
        <source>also written %1</source>
        <translation>skrives også %1</translation>
    </message>
    <message>
        <source>never shown</source>
        <translation>vises aldrig</translation>
    </message>
    <message>
        <source>at most one of %1</source>
        <translation>højst en af %1</translation>
    </message>
    <message>
        <source>at least one of %1</source>
        <translation>mindst en af %1</translation>
    </message>
    <message>
        <source>all or none of %1</source>
        <translation>alle eller ingen af %1</translation>
    </message>
    <message>
        <source>Takes its command as plain text too.</source>
        <translation>Tager også sin kommando som ren tekst.</translation>
    </message>
    <message>
        <source>Takes options of any name.</source>
        <translation>Tager valgmuligheder med ethvert navn.</translation>
    </message>
    <message>
        <source>Is skipped in check mode, as in Ansible.</source>
        <translation>Springes over ved tjek, som i Ansible.</translation>
    </message>
    <message>
        <source>Needs no connection to a node.</source>
        <translation>Behøver ingen forbindelse til en node.</translation>
    </message>
    <message>
        <source>Names: %1</source>
        <translation>Navne: %1</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Valgmuligheder</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemærkninger</translation>
    </message>
    <message>
        <source>Not supported</source>
        <translation>Understøttes ikke</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Moduler</translation>
    </message>
    <message>
        <source>the script on the node ended early, with exit code %1</source>
        <translation>scriptet på noden sluttede for tidligt med slutkode %1</translation>
    </message>
</context>
<context>
    <name>NodeFilter</name>
    <message>
        <source>Azure has no power state &quot;%1&quot;.</source>
        <translation>Azure har ingen tilstand &quot;%1&quot;.</translation>
    </message>
</context>
<context>
    <name>Playbook</name>
    <message>
        <source>Includes nest more than %1 deep: does “%2” include itself without an end?</source>
        <translation>Includes ligger mere end %1 dybt: tager »%2« sig selv med uden ende?</translation>
    </message>
</context>
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
    <name>Tunnel</name>
    <message>
        <source>The gateway&apos;s log says: %1</source>
        <translation>Gatewayens log siger: %1</translation>
    </message>
    <message>
        <source>%1: on-premise %2; Azure %3</source>
        <translation>%1: lokalt %2; Azure %3</translation>
    </message>
    <message>
        <source>Probes are answered all the same: by another way, or by SAs that it left in the kernel and nobody renews.</source>
        <translation>Prøver besvares alligevel: ad en anden vej eller af SA&apos;er, den efterlod i kernen, og som ingen fornyer.</translation>
    </message>
    <message>
        <source>Packets up to %1 bytes get through.</source>
        <translation>Pakker på op til %1 byte kommer igennem.</translation>
    </message>
    <message>
        <source>The Child SA ends in %1 s, and no rekey is planned.</source>
        <translation>Child SA&apos;en slutter om %1 s, og ingen ny nøgle er planlagt.</translation>
    </message>
    <message>
        <source>The SAs are up; whether traffic passes was not measured.</source>
        <translation>SA&apos;erne er oppe; om trafikken kommer igennem, blev ikke målt.</translation>
    </message>
    <message>
        <source>It dropped %1 packets meanwhile.</source>
        <translation>Den smed %1 pakker væk imens.</translation>
    </message>
    <message>
        <source>Answers come out of the tunnel and do not arrive.</source>
        <translation>Svar kommer ud af tunnelen, men når ikke frem.</translation>
    </message>
    <message>
        <source>What was sent did not enter the tunnel.</source>
        <translation>Det, der blev sendt, kom ikke ind i tunnelen.</translation>
    </message>
    <message>
        <source>Others behind the same tunnel answer.</source>
        <translation>Andre bag den samme tunnel svarer.</translation>
    </message>
    <message>
        <source>The gateway&apos;s own question to the other end is not answered.</source>
        <translation>Gatewayens eget spørgsmål til den anden ende besvares ikke.</translation>
    </message>
    <message>
        <source>Nobody behind the tunnel answers, and nothing comes out of it.</source>
        <translation>Ingen bag tunnelen svarer, og intet kommer ud af den.</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>for %1 s siden</translation>
    </message>
    <message>
        <source>Azure could not be asked: %1</source>
        <translation>Azure kunne ikke spørges: %1</translation>
    </message>
    <message>
        <source>Azure has not answered yet.</source>
        <translation>Azure har ikke svaret endnu.</translation>
    </message>
    <message>
        <source>no state</source>
        <translation>ingen tilstand</translation>
    </message>
    <message>
        <source>Azure says (%1): connection %2, gateway %3.</source>
        <translation>Azure siger (%1): forbindelse %2, gateway %3.</translation>
    </message>
    <message>
        <source>The site file names no on-premise gateway.</source>
        <translation>Site-filen nævner ingen lokal gateway.</translation>
    </message>
    <message>
        <source>The on-premise gateway has not answered yet.</source>
        <translation>Den lokale gateway har ikke svaret endnu.</translation>
    </message>
    <message>
        <source>The on-premise gateway could not be asked: %1</source>
        <translation>Den lokale gateway kunne ikke spørges: %1</translation>
    </message>
    <message>
        <source>The on-premise gateway says (%1): %2 IKE SA up, %3 Child SA up.</source>
        <translation>Den lokale gateway siger (%1): %2 IKE SA oppe, %3 Child SA oppe.</translation>
    </message>
    <message>
        <source>Since the look before: %1 bytes in, %2 bytes out.</source>
        <translation>Siden sidst: %1 byte ind, %2 byte ud.</translation>
    </message>
    <message>
        <source>Nothing was sent through the tunnel yet.</source>
        <translation>Intet er sendt gennem tunnelen endnu.</translation>
    </message>
    <message>
        <source>Traffic (%1): %2 of %3 probes to %4 were answered.</source>
        <translation>Trafik (%1): %2 af %3 prøver til %4 blev besvaret.</translation>
    </message>
    <message>
        <source>Traffic passes through the tunnel.</source>
        <translation>Trafikken kommer gennem tunnelen.</translation>
    </message>
    <message>
        <source>Azure&apos;s end is gone: its gateway or connection was deleted, or failed.</source>
        <translation>Azures ende er væk: dens gateway eller forbindelse er slettet eller mislykket.</translation>
    </message>
    <message>
        <source>Azure is changing its gateway; the tunnel is down meanwhile.</source>
        <translation>Azure er ved at ændre sin gateway; tunnelen er nede imens.</translation>
    </message>
    <message>
        <source>The address spaces of both ends overlap (%1): nobody can tell where a packet belongs.</source>
        <translation>De to enders adresserum overlapper (%1): ingen kan sige, hvor en pakke hører til.</translation>
    </message>
    <message>
        <source>The on-premise gateway %1 can not be reached.</source>
        <translation>Den lokale gateway %1 kan ikke nås.</translation>
    </message>
    <message>
        <source>The on-premise gateway %1 does not let Skybro ask its IPsec daemon.</source>
        <translation>Den lokale gateway %1 lader ikke Skybro spørge dens IPsec-dæmon.</translation>
    </message>
    <message>
        <source>No IPsec daemon is installed on %1.</source>
        <translation>Ingen IPsec-dæmon er installeret på %1.</translation>
    </message>
    <message>
        <source>The IPsec daemon on %1 is not running.</source>
        <translation>IPsec-dæmonen på %1 kører ikke.</translation>
    </message>
    <message>
        <source>No connection is loaded on %1.</source>
        <translation>Ingen forbindelse er indlæst på %1.</translation>
    </message>
    <message>
        <source>The connection “%1” is not loaded on %2.</source>
        <translation>Forbindelsen »%1« er ikke indlæst på %2.</translation>
    </message>
    <message>
        <source>The connection “%1” is loaded, but nobody brings it up.</source>
        <translation>Forbindelsen »%1« er indlæst, men ingen bringer den op.</translation>
    </message>
    <message>
        <source>Azure&apos;s gateway does not answer: a firewall drops UDP 500 and 4500, or its address is wrong.</source>
        <translation>Azures gateway svarer ikke: en firewall spærrer for UDP 500 og 4500, eller dens adresse er forkert.</translation>
    </message>
    <message>
        <source>%1 has no pre-shared key for the connection “%2”.</source>
        <translation>%1 har ingen fælles nøgle til forbindelsen »%2«.</translation>
    </message>
    <message>
        <source>The pre-shared keys of both ends are not the same, or an end does not know the other&apos;s id.</source>
        <translation>De to enders fælles nøgler er ikke ens, eller en ende kender ikke den andens id.</translation>
    </message>
    <message>
        <source>Both ends agree on no IKE proposal.</source>
        <translation>De to ender er ikke enige om noget IKE-forslag.</translation>
    </message>
    <message>
        <source>Both ends agree on no ESP proposal: the IKE SA is up, but no traffic can pass.</source>
        <translation>De to ender er ikke enige om noget ESP-forslag: IKE SA&apos;en er oppe, men ingen trafik kan komme igennem.</translation>
    </message>
    <message>
        <source>The traffic selectors (subnets) of both ends do not match.</source>
        <translation>De to enders trafikvælgere (subnet) passer ikke sammen.</translation>
    </message>
    <message>
        <source>The IKE SA is up, but there is no Child SA to carry traffic.</source>
        <translation>IKE SA&apos;en er oppe, men der er ingen Child SA til at bære trafikken.</translation>
    </message>
    <message>
        <source>The tunnel is up; %1 is not running.</source>
        <translation>Tunnelen er oppe; %1 kører ikke.</translation>
    </message>
    <message>
        <source>The tunnel is up; the firewall on %1 drops what comes.</source>
        <translation>Tunnelen er oppe; firewallen på %1 afviser det, der kommer.</translation>
    </message>
    <message>
        <source>The tunnel is up; the network security group of %1 forbids it (rule %2).</source>
        <translation>Tunnelen er oppe; netværkssikkerhedsgruppen for %1 forbyder det (regel %2).</translation>
    </message>
    <message>
        <source>The tunnel is up; %1 sends its answers another way.</source>
        <translation>Tunnelen er oppe; %1 sender sine svar en anden vej.</translation>
    </message>
    <message>
        <source>The tunnel is up; the subnet of %1 has no route back to the gateway.</source>
        <translation>Tunnelen er oppe; subnettet med %1 har ingen rute tilbage til gatewayen.</translation>
    </message>
    <message>
        <source>The tunnel is up; on-premise hosts do not route Azure&apos;s subnets to %1.</source>
        <translation>Tunnelen er oppe; lokale værter har ingen rute til Azures subnet via %1.</translation>
    </message>
    <message>
        <source>The tunnel is up; strict reverse path filtering on %1 drops what comes out of it.</source>
        <translation>Tunnelen er oppe; streng filtrering af returvejen (rp_filter) på %1 smider det væk, der kommer ud af den.</translation>
    </message>
    <message>
        <source>Traffic still passes, but Azure&apos;s IKE daemon no longer answers: the tunnel will go down.</source>
        <translation>Trafikken kommer stadig igennem, men Azures IKE-dæmon svarer ikke længere: tunnelen vil gå ned.</translation>
    </message>
    <message>
        <source>%1 believes the tunnel is up, but Azure&apos;s end is gone.</source>
        <translation>%1 tror, at tunnelen er oppe, men Azures ende er væk.</translation>
    </message>
    <message>
        <source>The tunnel carries traffic in one direction only.</source>
        <translation>Tunnelen fører kun trafik i den ene retning.</translation>
    </message>
    <message>
        <source>The tunnel is up, but nothing passes; why is not known.</source>
        <translation>Tunnelen er oppe, men intet kommer igennem; hvorfor vides ikke.</translation>
    </message>
    <message>
        <source>Small packets pass, large ones vanish: the path&apos;s MTU is lower than the ends believe.</source>
        <translation>Små pakker kommer igennem, store forsvinder: vejens MTU er lavere, end enderne tror.</translation>
    </message>
    <message>
        <source>The tunnel is not rekeyed: it ends with its SA&apos;s lifetime. As a rule, PFS differs at both ends.</source>
        <translation>Tunnelen får ikke nye nøgler: den slutter, når dens SA udløber. Som regel er PFS forskellig i de to ender.</translation>
    </message>
    <message>
        <source>The tunnel went down and came back %1 times in the last hour.</source>
        <translation>Tunnelen gik ned og kom igen %1 gange den seneste time.</translation>
    </message>
    <message>
        <source>The lifetimes of both ends differ.</source>
        <translation>De to enders levetider er forskellige.</translation>
    </message>
    <message>
        <source>Whether traffic passes is not known: no probe was made.</source>
        <translation>Om trafikken kommer igennem, vides ikke: der er ikke prøvet.</translation>
    </message>
    <message>
        <source>What is wrong with the tunnel is not known.</source>
        <translation>Hvad der er galt med tunnelen, vides ikke.</translation>
    </message>
    <message>
        <source>Deploy gateway and connection again; that takes up to 45 minutes.</source>
        <translation>Opret gateway og forbindelse igen; det tager op til 45 minutter.</translation>
    </message>
    <message>
        <source>Wait: an update of the gateway takes some minutes.</source>
        <translation>Vent: en opdatering af gatewayen tager nogle minutter.</translation>
    </message>
    <message>
        <source>Give one end another address space.</source>
        <translation>Giv den ene ende et andet adresserum.</translation>
    </message>
    <message>
        <source>See whether the host is up and its network cable is in.</source>
        <translation>Se efter, om værten er tændt, og om dens netkabel sidder i.</translation>
    </message>
    <message>
        <source>Let the user log in with a key and run ipsec and swanctl by sudo without a password.</source>
        <translation>Lad brugeren logge ind med en nøgle og køre ipsec og swanctl med sudo uden adgangskode.</translation>
    </message>
    <message>
        <source>Install Libreswan on the gateway.</source>
        <translation>Installér Libreswan på gatewayen.</translation>
    </message>
    <message>
        <source>Start it.</source>
        <translation>Start den.</translation>
    </message>
    <message>
        <source>Load it; what the daemon does not take of it, it says then.</source>
        <translation>Indlæs den; hvad dæmonen ikke tager imod i den, siger den så.</translation>
    </message>
    <message>
        <source>Bring it up; what hinders it is in the answer and the log.</source>
        <translation>Bring den op; det, der hindrer det, står i svaret og i loggen.</translation>
    </message>
    <message>
        <source>See whether packets leave the gateway and whether any come back; allow UDP 500 and 4500 both ways.</source>
        <translation>Se efter, om pakker forlader gatewayen, og om nogen kommer tilbage; tillad UDP 500 og 4500 begge veje.</translation>
    </message>
    <message>
        <source>Set the same key on both ends.</source>
        <translation>Sæt den samme nøgle i begge ender.</translation>
    </message>
    <message>
        <source>Compare both ends and apply one description to them.</source>
        <translation>Sammenlign de to ender, og anvend én beskrivelse på dem.</translation>
    </message>
    <message>
        <source>Start %1, or let another node be probed.</source>
        <translation>Start %1, eller lad en anden node blive prøvet.</translation>
    </message>
    <message>
        <source>On %1, let the site&apos;s subnets in.</source>
        <translation>Luk sitets subnet ind på %1.</translation>
    </message>
    <message>
        <source>Add a rule that lets the site&apos;s subnets in.</source>
        <translation>Tilføj en regel, der lukker sitets subnet ind.</translation>
    </message>
    <message>
        <source>On %1, see which way the site&apos;s subnets are routed.</source>
        <translation>Se på %1, hvilken vej sitets subnet rutes.</translation>
    </message>
    <message>
        <source>Let the subnet&apos;s route table take the gateway&apos;s routes.</source>
        <translation>Lad subnettets rutetabel tage imod gatewayens ruter.</translation>
    </message>
    <message>
        <source>On the hosts, or their router, route Azure&apos;s subnets to the gateway.</source>
        <translation>Giv værterne eller deres router en rute til Azures subnet via gatewayen.</translation>
    </message>
    <message>
        <source>Set it to loose, and keep that in /etc/sysctl.d.</source>
        <translation>Sæt den til løs (loose), og gem det i /etc/sysctl.d.</translation>
    </message>
    <message>
        <source>Switch it on, and keep that in /etc/sysctl.d.</source>
        <translation>Slå det til, og gem det i /etc/sysctl.d.</translation>
    </message>
    <message>
        <source>See where the packets of the silent direction end: firewall, route, reverse path filter.</source>
        <translation>Se efter, hvor pakkerne i den tavse retning ender: firewall, rute, filter på returvejen.</translation>
    </message>
    <message>
        <source>Name an address to probe in the site file, as gateway.probe, or start a node.</source>
        <translation>Nævn en adresse at prøve i site-filen som gateway.probe, eller start en node.</translation>
    </message>
    <message>
        <source>See what the gateway&apos;s packets and log say.</source>
        <translation>Se, hvad gatewayens pakker og log siger.</translation>
    </message>
    <message>
        <source>Clamp the TCP segments to %1 bytes.</source>
        <translation>Begræns TCP-segmenterne til %1 byte.</translation>
    </message>
    <message>
        <source>Set PFS alike on both ends, then load the connection anew; bringing it up anew helps for one lifetime.</source>
        <translation>Sæt PFS ens i begge ender, og indlæs så forbindelsen på ny; at bringe den op på ny hjælper kun i én levetid.</translation>
    </message>
    <message>
        <source>A value of ipsec.conf may not hold quotes or line ends: %1.</source>
        <translation>En værdi i ipsec.conf må ikke have anførselstegn eller linjeskift: %1.</translation>
    </message>
    <message>
        <source>The file has no connection “%1”.</source>
        <translation>Filen har ingen forbindelse »%1«.</translation>
    </message>
    <message>
        <source>The closing quote is missing.</source>
        <translation>Det afsluttende anførselstegn mangler.</translation>
    </message>
    <message>
        <source>The closing brace is missing.</source>
        <translation>Den afsluttende krøllede parentes mangler.</translation>
    </message>
    <message>
        <source>A value with spaces needs quotes.</source>
        <translation>En værdi med mellemrum skal stå i anførselstegn.</translation>
    </message>
    <message>
        <source>“KEY=VALUE” is expected here.</source>
        <translation>Her ventes »NØGLE=VÆRDI«.</translation>
    </message>
    <message>
        <source>A line at the left margin must begin with “conn”, “config setup” or “include”.</source>
        <translation>En linje i venstre margen skal begynde med »conn«, »config setup« eller »include«.</translation>
    </message>
    <message>
        <source>“%1” stands in no section.</source>
        <translation>»%1« står ikke i noget afsnit.</translation>
    </message>
    <message>
        <source>“%1” was set before.</source>
        <translation>»%1« er sat før.</translation>
    </message>
    <message>
        <source>The file has a connection “%1” already.</source>
        <translation>Filen har allerede en forbindelse »%1«.</translation>
    </message>
    <message>
        <source>%1 includes too many files, or in a ring.</source>
        <translation>%1 tager for mange filer med, eller i ring.</translation>
    </message>
    <message>
        <source>%1:%2: “%3” was set before in “%4”.</source>
        <translation>%1:%2: »%3« er sat før i »%4«.</translation>
    </message>
    <message>
        <source>The configuration has no connection “%1”.</source>
        <translation>Konfigurationen har ingen forbindelse »%1«.</translation>
    </message>
    <message>
        <source>“also=%1” leads back to the connection.</source>
        <translation>»also=%1« fører tilbage til forbindelsen.</translation>
    </message>
    <message>
        <source>“also=%1” names no connection.</source>
        <translation>»also=%1« nævner ingen forbindelse.</translation>
    </message>
    <message>
        <source>A pre-shared key consists of printable ASCII characters without spaces and quotes.</source>
        <translation>En fælles nøgle består af skrivbare ASCII-tegn uden mellemrum og anførselstegn.</translation>
    </message>
    <message>
        <source>“%1” can not stand in ipsec.secrets.</source>
        <translation>»%1« kan ikke stå i ipsec.secrets.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>DH group %1</source>
        <translation>DH-gruppe %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The ends agree on no IKE proposal: the tunnel can not come up.</source>
        <translation>Enderne er ikke enige om noget IKE-forslag: tunnelen kan ikke komme op.</translation>
    </message>
    <message>
        <source>The ends agree on no ESP proposal: no traffic can pass.</source>
        <translation>Enderne er ikke enige om noget ESP-forslag: ingen trafik kan komme igennem.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>The tunnel comes up, but a rekey that the other end begins is refused.</source>
        <translation>Tunnelen kommer op, men en ny nøgle, som den anden ende begynder på, afvises.</translation>
    </message>
    <message>
        <source>The end with the shorter lifetime begins every rekey.</source>
        <translation>Enden med den korteste levetid begynder hver nøglefornyelse.</translation>
    </message>
    <message>
        <source>The traffic selectors do not match: no traffic can pass.</source>
        <translation>Trafikvælgerne passer ikke sammen: ingen trafik kan komme igennem.</translation>
    </message>
    <message>
        <source>Azure routes other address spaces into the tunnel than the on-premise gateway expects.</source>
        <translation>Azure sender andre adresserum ind i tunnelen, end den lokale gateway venter.</translation>
    </message>
    <message>
        <source>IKE version</source>
        <translation>IKE-version</translation>
    </message>
    <message>
        <source>IKE proposals</source>
        <translation>IKE-forslag</translation>
    </message>
    <message>
        <source>ESP proposals</source>
        <translation>ESP-forslag</translation>
    </message>
    <message>
        <source>Perfect forward secrecy</source>
        <translation>Perfect forward secrecy (PFS)</translation>
    </message>
    <message>
        <source>IKE lifetime</source>
        <translation>IKE-levetid</translation>
    </message>
    <message>
        <source>SA lifetime</source>
        <translation>SA-levetid</translation>
    </message>
    <message>
        <source>On-premise subnets</source>
        <translation>Lokale subnet</translation>
    </message>
    <message>
        <source>Azure subnets</source>
        <translation>Azures subnet</translation>
    </message>
    <message>
        <source>swanctl on the gateway did not answer as it should.</source>
        <translation>swanctl på gatewayen svarede ikke, som den skulle.</translation>
    </message>
    <message>
        <source>iperf3 says: %1</source>
        <translation>iperf3 siger: %1</translation>
    </message>
    <message>
        <source>iperf3&apos;s answer can not be understood.</source>
        <translation>iperf3&apos;s svar kan ikke forstås.</translation>
    </message>
    <message>
        <source>iperf3 is not installed on the host that would measure.</source>
        <translation>iperf3 er ikke installeret på den vært, der skulle måle.</translation>
    </message>
    <message>
        <source>Throughput can not be measured: iperf3 is needed on both ends (on %1: iperf3 -s), or a way into %1 over SSH.</source>
        <translation>Gennemløbet kan ikke måles: det kræver iperf3 i begge ender (på %1: iperf3 -s) eller en vej ind på %1 over SSH.</translation>
    </message>
    <message>
        <source>Bytes could not be sent to %1 over SSH.</source>
        <translation>Byte kunne ikke sendes til %1 over SSH.</translation>
    </message>
    <message>
        <source>Bytes could not be fetched from %1 over SSH.</source>
        <translation>Byte kunne ikke hentes fra %1 over SSH.</translation>
    </message>
    <message>
        <source>The gateway does not let Skybro do that: sudo wants a password or forbids it. Allow it without a password, or run the command there.</source>
        <translation>Gatewayen lader ikke Skybro gøre det: sudo vil have en adgangskode eller forbyder det. Tillad det uden adgangskode, eller kør kommandoen dér.</translation>
    </message>
    <message>
        <source>The gateway&apos;s answer was cut: what came of it is not known. The next look at it will tell.</source>
        <translation>Gatewayens svar blev afbrudt: hvad der kom ud af det, vides ikke. Næste gang den spørges, viser det sig.</translation>
    </message>
    <message>
        <source>The gateway has no such program: %1</source>
        <translation>Gatewayen har intet sådant program: %1</translation>
    </message>
    <message>
        <source>The gateway says: %1</source>
        <translation>Gatewayen siger: %1</translation>
    </message>
    <message>
        <source>The gateway tried, and the tunnel is not up: %1</source>
        <translation>Gatewayen forsøgte, og tunnelen er ikke oppe: %1</translation>
    </message>
    <message>
        <source>The site file does not name the gateway&apos;s connection: write it under gateway, as connection.</source>
        <translation>Site-filen nævner ikke gatewayens forbindelse: skriv den under gateway som connection.</translation>
    </message>
    <message>
        <source>The tunnel lacks %1.</source>
        <translation>Tunnelen mangler %1.</translation>
    </message>
    <message>
        <source>the address of one of its ends</source>
        <translation>adressen på en af dens ender</translation>
    </message>
    <message>
        <source>the subnets of one of its ends</source>
        <translation>subnettene i en af dens ender</translation>
    </message>
    <message>
        <source>“%1” is no subnet.</source>
        <translation>»%1« er intet subnet.</translation>
    </message>
    <message>
        <source>its algorithms</source>
        <translation>sine algoritmer</translation>
    </message>
    <message>
        <source>The address spaces of both ends overlap: %1 and %2.</source>
        <translation>De to enders adresserum overlapper: %1 og %2.</translation>
    </message>
    <message>
        <source>strongSwan&apos;s answer on the gateway is not whole.</source>
        <translation>strongSwans svar på gatewayen er ikke helt.</translation>
    </message>
    <message>
        <source>The gateway broke off in the middle of the change.</source>
        <translation>Gatewayen brød af midt i ændringen.</translation>
    </message>
    <message>
        <source>Azure still holds an IKE SA: it has not noticed that this end has none.</source>
        <translation>Azure har stadig en IKE SA: den har ikke bemærket, at denne ende ingen har.</translation>
    </message>
    <message>
        <source>Azure holds no SA of this tunnel, and the gateway has not noticed.</source>
        <translation>Azure har ingen SA for denne tunnel, og gatewayen har ikke bemærket det.</translation>
    </message>
    <message>
        <source>The gateway is reached through the tunnel itself: while nothing passes it can not be asked.</source>
        <translation>Gatewayen nås gennem selve tunnelen: så længe intet kommer igennem, kan den ikke spørges.</translation>
    </message>
    <message>
        <source>What SAs it holds is not known: %1</source>
        <translation>Hvilke SA&apos;er den har, vides ikke: %1</translation>
    </message>
    <message>
        <source>It holds no SA of this tunnel.</source>
        <translation>Den har ingen SA for denne tunnel.</translation>
    </message>
    <message>
        <source>It holds %1 IKE SA (%2) and %3 Child SA</source>
        <translation>Den har %1 IKE SA (%2) og %3 Child SA</translation>
    </message>
    <message>
        <source> (%1; %2 to %3)</source>
        <translation> (%1; %2 til %3)</translation>
    </message>
    <message>
        <source>Bring it up anew, and let dead peers be looked for (%1).</source>
        <translation>Bring den op på ny, og lad den holde øje med døde modparter (%1).</translation>
    </message>
    <message>
        <source>Get to the gateway by another way than the tunnel, and see what its packets and log say.</source>
        <translation>Gå til gatewayen ad en anden vej end tunnelen, og se, hvad dens pakker og log siger.</translation>
    </message>
    <message>
        <source>The on-premise gateway (%1) does not let Skybro ask its IPsec daemon.</source>
        <translation>Den lokale gateway (%1) lader ikke Skybro spørge dens IPsec-dæmon.</translation>
    </message>
    <message>
        <source>The on-premise gateway (%1) has no IPsec daemon.</source>
        <translation>Den lokale gateway (%1) har ingen IPsec-dæmon.</translation>
    </message>
    <message>
        <source>The on-premise gateway says (%1): its IPsec daemon is not running.</source>
        <translation>Den lokale gateway siger (%1): dens IPsec-dæmon kører ikke.</translation>
    </message>
    <message>
        <source>The first probes take some seconds. If none are made, name another host to probe from in the site file, as gateway.probeFrom.</source>
        <translation>De første prøver tager nogle sekunder. Kommer der ingen, så nævn en anden maskine at prøve fra i site-filen som gateway.probeFrom.</translation>
    </message>
    <message>
        <source>“%1” is no name for a connection: it holds letters, digits, “.”, “_” and “-”, and does not begin with “.” or “-”.</source>
        <translation>»%1« er intet navn til en forbindelse: det består af bogstaver, cifre, ».«, »_« og »-« og begynder ikke med ».« eller »-«.</translation>
    </message>
    <message>
        <source>Configure both ends; if the gateway&apos;s files have a connection already, name it in the site file, as gateway.connection.</source>
        <translation>Konfigurér begge ender; har gatewayens filer allerede en forbindelse, så nævn den i site-filen som gateway.connection.</translation>
    </message>
    <message>
        <source>The user on the gateway may not become root without a password: allow that in its sudoers, or name another one in the site file, as gateway.user.</source>
        <translation>Brugeren på gatewayen må ikke blive root uden adgangskode: tillad det i dens sudoers, eller nævn en anden i site-filen som gateway.user.</translation>
    </message>
    <message>
        <source>The on-premise gateway answered (%1), but its list of SAs could not be read whole: how many are up is not known.</source>
        <translation>Den lokale gateway svarede (%1), men dens liste over SA&apos;er kunne ikke læses helt: hvor mange der er oppe, vides ikke.</translation>
    </message>
    <message>
        <source>The connection “%1” can not come up: %2 has neither of its addresses (%3).</source>
        <translation>Forbindelsen “%1” kan ikke komme op: %2 har ingen af dens adresser (%3).</translation>
    </message>
    <message>
        <source>The tunnel is up; %1 does not forward packets (%2 is off).</source>
        <translation>Tunnelen er oppe; %1 videresender ikke pakker (%2 er slået fra).</translation>
    </message>
    <message>
        <source>Behind NAT, left= is the gateway&apos;s own address and leftid= the public one. If it got the address after the daemon began, let the daemon look again.</source>
        <translation>Bag NAT er left= gatewayens egen adresse og leftid= den offentlige. Fik den adressen, efter at dæmonen begyndte, så lad dæmonen se efter igen.</translation>
    </message>
    <message>
        <source>Probes are answered, but not through the tunnel: “%1” has no Child SA. What is sent may be in the clear.</source>
        <translation>Prøverne besvares, men ikke gennem tunnelen: “%1” har ingen Child SA. Det, der sendes, er måske ukrypteret.</translation>
    </message>
    <message>
        <source>The tunnel is up; what is sent to Azure does not enter it: a firewall on %1 drops it, or gives it another address (NAT).</source>
        <translation>Tunnelen er oppe; det, der sendes til Azure, kommer ikke ind i den: en firewall på %1 kasserer det eller giver det en anden adresse (NAT).</translation>
    </message>
    <message>
        <source>There, let through what both ends&apos; subnets send each other, with their own addresses.</source>
        <translation>Lad dér det slippe igennem, som begge enders subnet sender hinanden, med deres egne adresser.</translation>
    </message>
    <message>
        <source>What is loaded there: %1.</source>
        <translation>Det, der er indlæst dér: %1.</translation>
    </message>
    <message>
        <source>There is no Child SA for %1 and %2 (%3); others are up.</source>
        <translation>Der er ingen Child SA for %1 og %2 (%3); andre er oppe.</translation>
    </message>
    <message>
        <source>The on-premise gateway (%1) has several connections (%2); which one leads to Azure is not known. Name it in the site file, as gateway.connection.</source>
        <translation>Den lokale gateway (%1) har flere forbindelser (%2); hvilken der fører til Azure, vides ikke. Nævn den i site-filen som gateway.connection.</translation>
    </message>
    <message>
        <source>See what the first breaks among the events, and the gateway&apos;s log, have in common: line, rekeys, idle time-outs of a firewall.</source>
        <translation>Se, hvad de første brud blandt hændelserne og i gatewayens log har til fælles: linje, nye nøgler, en firewalls tidsgrænser for tomgang.</translation>
    </message>
    <message>
        <source>The other end answers IKE, and nothing comes out of the tunnel: ESP may be dropped on the way (IP protocol 50, or UDP 4500).</source>
        <translation>Den anden ende svarer på IKE, og intet kommer ud af tunnelen: ESP kasseres måske undervejs (IP-protokol 50 eller UDP 4500).</translation>
    </message>
    <message>
        <source>Nothing can be sent to %1: %2.</source>
        <translation>Intet kan sendes til %1: %2.</translation>
    </message>
    <message>
        <source>PFS differs at both ends: they may refuse each other a new key, and then the tunnel ends with its SA&apos;s lifetime.</source>
        <translation>PFS er forskellig i de to ender: de kan afvise en ny nøgle fra hinanden, og så slutter tunnelen, når dens SA udløber.</translation>
    </message>
    <message>
        <source>Azure&apos;s end is gone: its gateway has no connection to the site any more.</source>
        <translation>Azures ende er væk: dens gateway har ikke længere nogen forbindelse til sitet.</translation>
    </message>
    <message>
        <source>The tunnel is up; %1 has no route to %2.</source>
        <translation>Tunnelen er oppe; %1 har ingen rute til %2.</translation>
    </message>
    <message>
        <source>Make the connection anew, with the same shared key; that takes a minute or two.</source>
        <translation>Opret forbindelsen på ny med den samme delte nøgle; det tager et minut eller to.</translation>
    </message>
    <message>
        <source>On %1, route Azure&apos;s subnets to where the tunnel begins, as its default route does.</source>
        <translation>Rut på %1 Azures undernet derhen, hvor tunnelen begynder, som dens standardrute gør.</translation>
    </message>
    <message>
        <source>From a host of the site, measure how many bytes get through; on the gateway, clamp the TCP segments to as many, and to %1 at most.</source>
        <translation>Mål fra en af sitets værter, hvor mange byte der kommer igennem; begræns så TCP-segmenterne til lige så mange på gatewayen, og til højst %1.</translation>
    </message>
    <message>
        <source>The host is there, and nobody listens at its SSH port: see whether sshd runs, whether it listens at another port, and whether a firewall rejects.</source>
        <translation>Værten er der, men ingen lytter på dens SSH-port: se efter, om sshd kører, om den lytter på en anden port, og om en firewall afviser.</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>findes ikke</translation>
    </message>
    <message>
        <source>Skybro does not get into the on-premise gateway: %1</source>
        <translation>Skybro kommer ikke ind på den lokale gateway: %1</translation>
    </message>
    <message>
        <source>Mend the login first: until then what the gateway knows of the tunnel can not be asked.</source>
        <translation>Ret først op på login: indtil da kan gatewayen ikke spørges om, hvad den ved om tunnelen.</translation>
    </message>
    <message>
        <source>The gateway is behind a NAT: whether that has the address is not known here.</source>
        <translation>Gatewayen står bag en NAT: om den har adressen, vides ikke her.</translation>
    </message>
    <message>
        <source>Azure waits for the gateway at another address: the tunnel can not come up.</source>
        <translation>Azure venter gatewayen på en anden adresse: tunnelen kan ikke komme op.</translation>
    </message>
    <message>
        <source>Azure may refuse a gateway that calls itself otherwise than by the address of its local network gateway.</source>
        <translation>Azure afviser måske en gateway, der kalder sig andet end adressen i dens lokale netværksgateway.</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>vises ikke</translation>
    </message>
    <message>
        <source>The ends have let each other in with it.</source>
        <translation>Enderne har lukket hinanden ind med den.</translation>
    </message>
    <message>
        <source>Only a comparison of the configuration reads it.</source>
        <translation>Kun en sammenligning af konfigurationen læser den.</translation>
    </message>
    <message>
        <source>The gateway looks for Azure at another address: the tunnel can not come up.</source>
        <translation>Gatewayen søger Azure på en anden adresse: tunnelen kan ikke komme op.</translation>
    </message>
    <message>
        <source>Azure&apos;s gateway calls itself by its public address: the gateway here refuses it.</source>
        <translation>Azures gateway kalder sig ved sin offentlige adresse: gatewayen her afviser den.</translation>
    </message>
    <message>
        <source>gone after %1 s of silence</source>
        <translation>væk efter %1 s stilhed</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nej</translation>
    </message>
    <message>
        <source>The gateway never notices that Azure is gone: a broken tunnel stays broken until its next rekey.</source>
        <translation>Gatewayen opdager aldrig, at Azure er væk: en brudt tunnel forbliver brudt, til den næste gang skifter nøgle.</translation>
    </message>
    <message>
        <source>asks after %1 s of silence</source>
        <translation>spørger efter %1 s stilhed</translation>
    </message>
    <message>
        <source>The ends do not understand each other: the tunnel can not come up.</source>
        <translation>Enderne forstår ikke hinanden: tunnelen kan ikke komme op.</translation>
    </message>
    <message>
        <source>On-premise address</source>
        <translation>Lokal adresse</translation>
    </message>
    <message>
        <source>On-premise id</source>
        <translation>Lokalt id</translation>
    </message>
    <message>
        <source>Azure address</source>
        <translation>Azures adresse</translation>
    </message>
    <message>
        <source>Azure id</source>
        <translation>Azures id</translation>
    </message>
    <message>
        <source>Pre-shared key</source>
        <translation>Forhåndsdelt nøgle</translation>
    </message>
    <message>
        <source>Dead peer detection</source>
        <translation>Dead peer detection</translation>
    </message>
    <message>
        <source>One end refuses the other: the key or an id is not what it expects.</source>
        <translation>Den ene ende afviser den anden: nøglen eller et id er ikke, hvad den venter.</translation>
    </message>
    <message>
        <source>A guest that hangs while it runs would look the same.</source>
        <translation>En gæst, der hænger, mens den kører, ville se ens ud.</translation>
    </message>
    <message>
        <source>%1 refuses Azure&apos;s gateway: it expects another id of it.</source>
        <translation>%1 afviser Azures gateway: den venter et andet id fra den.</translation>
    </message>
    <message>
        <source>Not alike, and the ends let each other in.</source>
        <translation>Ikke ens, og enderne lukker hinanden ind.</translation>
    </message>
    <message>
        <source>The gateway has no key for the ids of both ends.</source>
        <translation>Gatewayen har ingen nøgle til begge enders id&apos;er.</translation>
    </message>
    <message>
        <source>Its configuration was being changed.</source>
        <translation>Dens konfiguration blev ændret.</translation>
    </message>
    <message>
        <source>It may be other traffic, and only %1 be silent: a second target in gateway.probe would tell.</source>
        <translation>Det kan være anden trafik, og kun %1 være tavs: et mål mere i gateway.probe ville vise det.</translation>
    </message>
    <message>
        <source>Packets come out of the tunnel, but no answer arrives at who probes.</source>
        <translation>Der kommer pakker ud af tunnelen, men intet svar når frem til den, der prøver.</translation>
    </message>
    <message>
        <source>Perhaps: %1</source>
        <translation>Måske: %1</translation>
    </message>
    <message>
        <source>The site file changed since the comparison; compare again.</source>
        <translation>Site-filen er ændret siden sammenligningen; sammenlign igen.</translation>
    </message>
</context>
<context>
    <name>WholeFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kan ikke skrives: %2</translation>
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
    <name>skybro::Database</name>
    <message>
        <source>The folder of %1 cannot be created.</source>
        <translation>Mappen til %1 kan ikke oprettes.</translation>
    </message>
    <message>
        <source>%1 is damaged and cannot be renamed to %2.</source>
        <translation>%1 er beskadiget og kan ikke omdøbes til %2.</translation>
    </message>
    <message>
        <source>%1 was written by a newer Skybro. Update this one.</source>
        <translation>%1 er skrevet af et nyere Skybro. Opdatér dette.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 er beskadiget.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kan ikke skrives: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: the disk is full. Make room there.</source>
        <translation>%1 kan ikke skrives: disken er fuld. Skaf plads dér.</translation>
    </message>
</context>
<context>
    <name>skybro::Job</name>
    <message>
        <source>Cancelled.</source>
        <translation>Afbrudt.</translation>
    </message>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>Intet svar inden for %n sekund.</numerusform>
            <numerusform>Intet svar inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::azure</name>
    <message>
        <source>Client secret</source>
        <translation>Klienthemmelighed</translation>
    </message>
    <message>
        <source>Not set in the environment: %1.</source>
        <translation>Ikke sat i miljøet: %1.</translation>
    </message>
    <message>
        <source>This machine has no such managed identity: assign one to the VM in Azure, or correct clientId in the site file.</source>
        <translation>Denne maskine har ingen sådan administreret identitet: tildel VM&apos;en en i Azure, eller ret clientId i site-filen.</translation>
    </message>
    <message>
        <source>No managed identity service at %1: that credential works on Azure&apos;s own machines only; choose another in the site file.</source>
        <translation>Ingen tjeneste for administreret identitet på %1: den virker kun på Azures egne maskiner; vælg en anden måde i site-filen.</translation>
    </message>
    <message>
        <source>The client secret is wrong: store the secret&apos;s value, not its ID.</source>
        <translation>Klienthemmeligheden er forkert: gem hemmelighedens værdi, ikke dens id.</translation>
    </message>
    <message>
        <source>The client secret has expired: make a new one in Microsoft Entra and store it.</source>
        <translation>Klienthemmeligheden er udløbet: lav en ny i Microsoft Entra, og gem den.</translation>
    </message>
    <message>
        <source>The tenant knows no such client ID: check clientId and tenant.</source>
        <translation>Lejeren kender intet sådant klient-id: se efter clientId og tenant.</translation>
    </message>
    <message>
        <source>There is no such tenant: check the tenant&apos;s ID.</source>
        <translation>Der er ingen sådan lejer: se efter lejerens id.</translation>
    </message>
    <message>
        <source>The tenant&apos;s ID is malformed: check it.</source>
        <translation>Lejerens id er skrevet forkert: se efter det.</translation>
    </message>
    <message>
        <source>The account is not in this tenant: check the tenant.</source>
        <translation>Kontoen er ikke i denne lejer: se efter lejeren.</translation>
    </message>
    <message>
        <source>A second factor is asked for: run &quot;az login&quot; again.</source>
        <translation>Der bedes om en ekstra faktor: kør &quot;az login&quot; igen.</translation>
    </message>
    <message>
        <source>The sign-in was revoked, as after a new password: sign in again.</source>
        <translation>Login er trukket tilbage, som efter en ny adgangskode: log ind igen.</translation>
    </message>
    <message>
        <source>The sign-in has expired: sign in again.</source>
        <translation>Login er udløbet: log ind igen.</translation>
    </message>
    <message>
        <source>The tenant does not know this cloud&apos;s resource manager: check the site&apos;s cloud.</source>
        <translation>Lejeren kender ikke denne skys resource manager: se efter sitets sky.</translation>
    </message>
    <message>
        <source>A conditional access rule forbids the sign-in here: ask the tenant&apos;s administrator.</source>
        <translation>En regel om betinget adgang forbyder login herfra: spørg lejerens administrator.</translation>
    </message>
    <message>
        <source>The code has not been entered yet.</source>
        <translation>Koden er ikke indtastet endnu.</translation>
    </message>
    <message>
        <source>The code has expired: sign in again.</source>
        <translation>Koden er udløbet: log ind igen.</translation>
    </message>
    <message>
        <source>Azure&apos;s answer can not be read.</source>
        <translation>Azures svar kan ikke læses.</translation>
    </message>
    <message>
        <source>Azure&apos;s list goes on at another host (%1): not followed.</source>
        <translation>Azures liste fortsætter på en anden vært (%1): den følges ikke.</translation>
    </message>
    <message>
        <source>Azure&apos;s list leads back to a page already read.</source>
        <translation>Azures liste fører tilbage til en side, der er læst.</translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>%1 svarede ikke inden for %n sekund.</numerusform>
            <numerusform>%1 svarede ikke inden for %n sekunder.</numerusform>
        </translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no web address.</source>
        <translation>&quot;%1&quot; er ingen webadresse.</translation>
    </message>
    <message>
        <source>%1 is to be reached by plain http, which is not safe: use https in the site file.</source>
        <translation>%1 skal nås med ren http, hvilket ikke er sikkert: brug https i site-filen.</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than 64 MiB.</source>
        <translation>Svaret fra %1 er større end 64 MiB.</translation>
    </message>
    <message>
        <source>No address is known for %1: check the name and the network.</source>
        <translation>Ingen adresse kendes for %1: se efter navnet og netværket.</translation>
    </message>
    <message>
        <source>Nothing answers at %1: check the address, and that it is running.</source>
        <translation>Intet svarer på %1: se efter adressen, og at det kører.</translation>
    </message>
    <message>
        <source>No secure connection to %1 could be made.</source>
        <translation>Ingen sikker forbindelse til %1 kunne laves.</translation>
    </message>
    <message>
        <source>The identity of %1 cannot be verified (%2): check caFile in the site file, and this machine&apos;s clock.</source>
        <translation>Identiteten af %1 kan ikke bekræftes (%2): se efter caFile i site-filen og denne maskines ur.</translation>
    </message>
    <message>
        <source>The proxy%1 does not let us through to %2: check the proxy.</source>
        <translation>Proxyen%1 lader os ikke komme igennem til %2: se efter proxyen.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: check the network.</source>
        <translation>%1 kan ikke nås: se efter netværket.</translation>
    </message>
    <message>
        <source>%1 cannot be reached by way of the proxy%2: check the proxy and the network.</source>
        <translation>%1 kan ikke nås gennem proxyen%2: se efter proxyen og netværket.</translation>
    </message>
    <message>
        <source>The connection to %1 broke before the answer was whole.</source>
        <translation>Forbindelsen til %1 brast, før svaret var helt.</translation>
    </message>
    <message>
        <source>Azure&apos;s list can not be read: it is no JSON page.</source>
        <translation>Azures liste kan ikke læses: den er ingen JSON-side.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no Azure resource id.</source>
        <translation>&quot;%1&quot; er intet id på en Azure-ressource.</translation>
    </message>
    <message>
        <source>The connection broke before Azure answered, and it is not known whether the request was carried out: look at the resource before you try again.</source>
        <translation>Forbindelsen brast, før Azure svarede, og det vides ikke, om forespørgslen blev udført: se på ressourcen, før du prøver igen.</translation>
    </message>
    <message>
        <source>Azure has no room for this; try another size, zone or region, or ask for more quota: %1</source>
        <translation>Azure har ikke plads til dette; prøv en anden størrelse, zone eller region, eller bed om en større kvote: %1</translation>
    </message>
    <message>
        <source>Azure does not accept the sign-in; sign in again: %1</source>
        <translation>Azure godtager ikke login; log ind igen: %1</translation>
    </message>
    <message>
        <source>Azure does not allow this; ask whoever owns the subscription for the role: %1</source>
        <translation>Azure tillader ikke dette; bed abonnementets ejer om rollen: %1</translation>
    </message>
    <message>
        <source>Azure knows no such resource: %1</source>
        <translation>Azure kender ingen sådan ressource: %1</translation>
    </message>
    <message>
        <source>The resource is busy or in a state that forbids this: %1</source>
        <translation>Ressourcen er optaget eller i en tilstand, der forbyder dette: %1</translation>
    </message>
    <message>
        <source>Azure takes no more requests for the moment: %1</source>
        <translation>Azure tager ikke flere forespørgsler lige nu: %1</translation>
    </message>
    <message>
        <source>Azure failed: %1</source>
        <translation>Azure fejlede: %1</translation>
    </message>
    <message>
        <source>Azure refused the request: %1</source>
        <translation>Azure afviste forespørgslen: %1</translation>
    </message>
    <message>
        <source>The answer sends us to another address (%1), which a token must not follow: check the site&apos;s resourceManager and the proxy.</source>
        <translation>Svaret sender os til en anden adresse (%1), som et token ikke må følge: se efter sitets resourceManager og proxyen.</translation>
    </message>
    <message>
        <source>HTTP status %1, without a reason</source>
        <translation>HTTP-status %1 uden begrundelse</translation>
    </message>
    <message>
        <source>the operation ended as &quot;%1&quot;, without a reason</source>
        <translation>operationen sluttede som &quot;%1&quot; uden begrundelse</translation>
    </message>
    <message>
        <source>The Azure CLI cannot be started (&quot;%1&quot;): install azure-cli, or choose another credential in the site file.</source>
        <translation>Azures kommandolinje kan ikke startes (&quot;%1&quot;): installér azure-cli, eller vælg en anden måde at logge ind på i site-filen.</translation>
    </message>
    <message>
        <source>&quot;%1 account get-access-token&quot; did not answer within a minute.</source>
        <translation>&quot;%1 account get-access-token&quot; svarede ikke inden for et minut.</translation>
    </message>
    <message>
        <source>The Azure CLI answered without a token: run &quot;az account get-access-token&quot; to see why.</source>
        <translation>Azures kommandolinje svarede uden et token: kør &quot;az account get-access-token&quot; for at se hvorfor.</translation>
    </message>
    <message>
        <source>The Azure CLI&apos;s token has no readable date of expiry: update azure-cli.</source>
        <translation>Tokenet fra Azures kommandolinje har ingen læselig udløbsdato: opdatér azure-cli.</translation>
    </message>
    <message>
        <source>The Azure CLI is not signed in: run &quot;az login&quot;.</source>
        <translation>Azures kommandolinje er ikke logget ind: kør &quot;az login&quot;.</translation>
    </message>
    <message>
        <source>The Azure CLI does not know this subscription: run &quot;az login&quot; with an account that may use it, or correct the site file.</source>
        <translation>Azures kommandolinje kender ikke dette abonnement: kør &quot;az login&quot; med en konto, der må bruge det, eller ret site-filen.</translation>
    </message>
    <message>
        <source>The Azure CLI cannot reach the sign-in service: check the network.</source>
        <translation>Azures kommandolinje kan ikke nå login-tjenesten: se efter netværket.</translation>
    </message>
    <message>
        <source>The Azure CLI gave no token (exit code %1): %2</source>
        <translation>Azures kommandolinje gav intet token (slutkode %1): %2</translation>
    </message>
    <message>
        <source>The sign-in answered without a token: check the authority&apos;s address.</source>
        <translation>Login svarede uden et token: se efter adressen authority.</translation>
    </message>
    <message>
        <source>The sign-in service failed: %1</source>
        <translation>Login-tjenesten fejlede: %1</translation>
    </message>
    <message>
        <source>The sign-in was refused; check the site&apos;s credential: %1</source>
        <translation>Login blev afvist; se efter sitets måde at logge ind på: %1</translation>
    </message>
</context>
<context>
    <name>skybro::azure::DeviceCodeCredential</name>
    <message>
        <source>Device code</source>
        <translation>Kode i en browser</translation>
    </message>
</context>
<context>
    <name>skybro::azure::DeviceCodeJob</name>
    <message>
        <source>Nobody signed in with the code in time: sign in again.</source>
        <translation>Ingen loggede ind med koden i tide: log ind igen.</translation>
    </message>
    <message>
        <source>The sign-in service answered without a code.</source>
        <translation>Login-tjenesten svarede uden en kode.</translation>
    </message>
    <message>
        <source>The code expired before it was entered: sign in again.</source>
        <translation>Koden udløb, før den blev indtastet: log ind igen.</translation>
    </message>
    <message>
        <source>The sign-in was declined on the other device: sign in again.</source>
        <translation>Login blev afvist på den anden enhed: log ind igen.</translation>
    </message>
</context>
<context>
    <name>skybro::azure::GetSharedKeyJob</name>
    <message>
        <source>Azure&apos;s answer can not be read.</source>
        <translation>Azures svar kan ikke læses.</translation>
    </message>
</context>
<context>
    <name>skybro::azure::ListCliSubscriptionsJob</name>
    <message>
        <source>The Azure CLI (%1) is not on this machine: install azure-cli and run “az login”, or choose another way to sign in.</source>
        <translation>Azures kommandolinje (%1) er ikke på denne maskine: installér azure-cli, og kør »az login«, eller vælg en anden måde at logge ind på.</translation>
    </message>
    <message>
        <source>The Azure CLI&apos;s list of subscriptions can not be read: run “az account list” to see why.</source>
        <translation>Azure-kommandolinjens liste over abonnementer kan ikke læses: kør »az account list« for at se hvorfor.</translation>
    </message>
    <message>
        <source>Nobody is signed in to the Azure CLI: run “az login” in a terminal, then try again.</source>
        <translation>Ingen er logget ind i Azures kommandolinje: kør »az login« i en terminal, og prøv igen.</translation>
    </message>
</context>
<context>
    <name>skybro::azure::LongOperationJob</name>
    <message>
        <source>The operation&apos;s address is on another host (%1), where no token may go.</source>
        <translation>Operationens adresse er på en anden vært (%1), hvor intet token må gå hen.</translation>
    </message>
    <message>
        <source>The operation&apos;s answers can not be read; look at the resource.</source>
        <translation>Operationens svar kan ikke læses; se på ressourcen.</translation>
    </message>
</context>
<context>
    <name>skybro::azure::NetworkTransport</name>
    <message>
        <source>The CA file %1 cannot be read: %2.</source>
        <translation>CA-filen %1 kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>The CA file %1 holds no certificate in PEM form.</source>
        <translation>CA-filen %1 har intet certifikat i PEM-format.</translation>
    </message>
    <message>
        <source>The proxy %1 is not of the form http://host:port or socks5://host:port.</source>
        <translation>Proxyen %1 har ikke formen http://vært:port eller socks5://vært:port.</translation>
    </message>
</context>
<context>
    <name>skybro::azure::RequestJob</name>
    <message numerus="yes">
        <source>No success within %n second(s), last: %1</source>
        <translation>
            <numerusform>Det lykkedes ikke inden for %n sekund; det seneste: %1</numerusform>
            <numerusform>Det lykkedes ikke inden for %n sekunder; det seneste: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Azure refused the token, and this machine&apos;s clock is off by %n minute(s): set the clock, then try again.</source>
        <translation>
            <numerusform>Azure afviste tokenet, og denne maskines ur går %n minut forkert: stil uret, og prøv igen.</numerusform>
            <numerusform>Azure afviste tokenet, og denne maskines ur går %n minutter forkert: stil uret, og prøv igen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::azure::TokenSource</name>
    <message>
        <source>Signed out.</source>
        <translation>Logget ud.</translation>
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
    <message>
        <source>%1: %2 answers again</source>
        <translation>%1: %2 svarer igen</translation>
    </message>
    <message>
        <source>%1: %2 does not answer</source>
        <translation>%1: %2 svarer ikke</translation>
    </message>
    <message>
        <source>%1: the tunnel is impaired</source>
        <translation>%1: tunnelen er forringet</translation>
    </message>
    <message>
        <source>%1: the tunnel is impaired no longer</source>
        <translation>%1: tunnelen er ikke længere forringet</translation>
    </message>
    <message>
        <source>Before it broke: %1</source>
        <translation>Før udfaldet: %1</translation>
    </message>
    <message>
        <source>%1: %2 comes and goes</source>
        <translation>%1: %2 kommer og går</translation>
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
    <message>
        <source>The site file names no gateway.</source>
        <translation>Site-filen nævner ingen gateway.</translation>
    </message>
</context>
<context>
    <name>skybro::fleet</name>
    <message>
        <source>Another action on %1 (%2) is under way: wait for its end.</source>
        <translation>En anden handling på %1 (%2) er i gang: vent på, at den slutter.</translation>
    </message>
    <message>
        <source>%1 was generalized for an image and can never start again.</source>
        <translation>%1 er generaliseret til et image og kan aldrig starte igen.</translation>
    </message>
    <message>
        <source>%1 is deallocated: it is off and costs nothing.</source>
        <translation>%1 er frigivet: den er slukket og koster intet.</translation>
    </message>
    <message>
        <source>%1 is %2 and cannot be restarted: start it.</source>
        <translation>%1 er %2 og kan ikke genstartes: start den.</translation>
    </message>
    <message>
        <source>There is no node %1 any more.</source>
        <translation>Der er ikke længere en node %1.</translation>
    </message>
</context>
<context>
    <name>skybro::fleet::Cluster</name>
    <message>
        <source>The site %1 keeps its client secret in the keychain, and there is none here.</source>
        <translation>Sitet %1 har sin klienthemmelighed i nøgleringen, og her er ingen.</translation>
    </message>
</context>
<context>
    <name>skybro::fleet::FleetQuery</name>
    <message numerus="yes">
        <source>Azure did not list the machines within %n second(s).</source>
        <translation>
            <numerusform>Azure gav ikke listen over maskiner inden for %n sekund.</numerusform>
            <numerusform>Azure gav ikke listen over maskiner inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::fleet::NodeTableModel</name>
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
        <source>Price per hour</source>
        <translation>Pris i timen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mærker</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Siden</translation>
    </message>
</context>
<context>
    <name>skybro::fleet::PowerRun</name>
    <message>
        <source>How it ended was not to be learnt in time.</source>
        <translation>Hvordan det endte, kunne ikke erfares i tide.</translation>
    </message>
    <message>
        <source>sent to Azure</source>
        <translation>sendt til Azure</translation>
    </message>
    <message>
        <source>Azure did not answer: looking at the node</source>
        <translation>Azure svarede ikke: ser på noden</translation>
    </message>
    <message>
        <source>Azure said it was done, but the node does not show it.</source>
        <translation>Azure sagde, at det var gjort, men noden viser det ikke.</translation>
    </message>
    <message>
        <source>Azure is at it</source>
        <translation>Azure er i gang</translation>
    </message>
    <message>
        <source>It was never sent: the program ended before. Ask for it again.</source>
        <translation>Det blev aldrig sendt: programmet sluttede før. Bed om det igen.</translation>
    </message>
    <message>
        <source>The program ended while this was being sent, and Azure shows no sign of it. Ask for it again.</source>
        <translation>Programmet sluttede, mens dette blev sendt, og Azure viser intet tegn på det. Bed om det igen.</translation>
    </message>
    <message>
        <source>taken up: looking at the node</source>
        <translation>taget op igen: ser på noden</translation>
    </message>
    <message>
        <source>taken up: asking Azure</source>
        <translation>taget op igen: spørger Azure</translation>
    </message>
    <message>
        <source>The machine does not exist any more.</source>
        <translation>Maskinen findes ikke længere.</translation>
    </message>
    <message>
        <source>Whether it was restarted is not to be learnt any more.</source>
        <translation>Om den blev genstartet, kan ikke længere erfares.</translation>
    </message>
    <message>
        <source>Azure does not tell how it goes: looking at the node</source>
        <translation>Azure siger ikke, hvordan det går: ser på noden</translation>
    </message>
    <message>
        <source>No longer waited for; Azure goes on with it.</source>
        <translation>Der ventes ikke længere; Azure fortsætter med det.</translation>
    </message>
</context>
<context>
    <name>skybro::log</name>
    <message>
        <source>The log file %1 cannot be written.</source>
        <translation>Logfilen %1 kan ikke skrives.</translation>
    </message>
</context>
<context>
    <name>skybro::playbook</name>
    <message>
        <source>There is no folder %1.</source>
        <translation>Der er ingen mappe %1.</translation>
    </message>
    <message>
        <source>The folder %1 can not be read.</source>
        <translation>Mappen %1 kan ikke læses.</translation>
    </message>
    <message>
        <source>%1: more than %L2 bytes are not read.</source>
        <translation>%1: mere end %L2 byte læses ikke.</translation>
    </message>
    <message>
        <source>“%1” is no range of hosts: %2.</source>
        <translation>»%1« er intet interval af værter: %2.</translation>
    </message>
    <message>
        <source>it begins and ends in different kinds</source>
        <translation>det begynder og ender med forskellige slags</translation>
    </message>
    <message>
        <source>its end is before its begin</source>
        <translation>dets slutning kommer før dets begyndelse</translation>
    </message>
    <message>
        <source>it has more than %L1 names</source>
        <translation>det har mere end %L1 navne</translation>
    </message>
    <message>
        <source>The group “%1” can not hold “%2”, which holds it already.</source>
        <translation>Gruppen »%1« kan ikke rumme »%2«, som allerede rummer den.</translation>
    </message>
    <message>
        <source>“%1” is no regular expression: %2.</source>
        <translation>»%1« er intet regulært udtryk: %2.</translation>
    </message>
    <message>
        <source>The file of the limit, %1, can not be read: %2.</source>
        <translation>Filen med begrænsningen, %1, kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>groups nest too deep.</source>
        <translation>grupper ligger for dybt.</translation>
    </message>
    <message>
        <source>the variables of a host must be a mapping.</source>
        <translation>en værts variable skal være en tabel.</translation>
    </message>
    <message>
        <source>%1 is executable: inventory scripts are not run; save what it prints in a file.</source>
        <translation>%1 er eksekverbar: inventarscripts køres ikke; gem det, det skriver, i en fil.</translation>
    </message>
    <message>
        <source>%1 can not be read: %2.</source>
        <translation>%1 kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>an inventory is a mapping of groups.</source>
        <translation>et inventar er en tabel af grupper.</translation>
    </message>
    <message>
        <source>There is no inventory %1.</source>
        <translation>Der er intet inventar %1.</translation>
    </message>
    <message>
        <source>variables must be a mapping.</source>
        <translation>variable skal være en tabel.</translation>
    </message>
    <message>
        <source>there is no file %1 to include; searched: %2.</source>
        <translation>der er ingen fil %1 at tage med; der blev søgt i: %2.</translation>
    </message>
    <message>
        <source>the defaults of a module must be a mapping.</source>
        <translation>et moduls standardværdier skal være en tabel.</translation>
    </message>
    <message>
        <source>%1: “%2” is not supported; %3 are.</source>
        <translation>%1: »%2« understøttes ikke; det gør %3.</translation>
    </message>
    <message>
        <source>tasks in the background (async) are not supported.</source>
        <translation>opgaver i baggrunden (async) understøttes ikke.</translation>
    </message>
    <message>
        <source>the keyword &apos;%1&apos; is not supported.</source>
        <translation>nøgleordet &apos;%1&apos; understøttes ikke.</translation>
    </message>
    <message>
        <source>there is no debugger here: failed tasks just fail.</source>
        <translation>der er ingen debugger her: opgaver, der fejler, fejler bare.</translation>
    </message>
    <message>
        <source>module_defaults: there is no module &apos;%1&apos; here.</source>
        <translation>module_defaults: der er intet modul &apos;%1&apos; her.</translation>
    </message>
    <message>
        <source>order: “%1” is none of %2.</source>
        <translation>order: »%1« er ingen af %2.</translation>
    </message>
    <message>
        <source>the module &apos;%1&apos; is not supported.</source>
        <translation>modulet &apos;%1&apos; understøttes ikke.</translation>
    </message>
    <message>
        <source>the lookup &apos;%1&apos; is not supported</source>
        <translation>opslaget &apos;%1&apos; understøttes ikke</translation>
    </message>
    <message>
        <source>there is no file %1; searched: %2.</source>
        <translation>der er ingen fil %1; der blev søgt i: %2.</translation>
    </message>
    <message>
        <source>there is no handler named or listening to “%1”.</source>
        <translation>der er ingen handler, der hedder eller lytter til »%1«.</translation>
    </message>
    <message>
        <source>an import that comes back to itself: %1.</source>
        <translation>en import, der kommer tilbage til sig selv: %1.</translation>
    </message>
    <message>
        <source>there is no playbook %1 to import.</source>
        <translation>der er ingen playbook %1 at importere.</translation>
    </message>
    <message>
        <source>vars file %1 was not found; searched: %2.</source>
        <translation>variabelfilen %1 blev ikke fundet; der blev søgt i: %2.</translation>
    </message>
    <message>
        <source>a list of roles belongs here.</source>
        <translation>her skal stå en liste af roller.</translation>
    </message>
    <message>
        <source>what the role says of its arguments (argument_specs) is not checked.</source>
        <translation>hvad rollen siger om sine argumenter (argument_specs), tjekkes ikke.</translation>
    </message>
    <message>
        <source>%1: %2. What is imported is read before anything runs: its name may use extra, play and role variables, but neither facts nor the inventory&apos;s.</source>
        <translation>%1: %2. Det, der importeres, læses, før noget kører: dets navn kan bruge ekstra variable, play- og rollevariable, men hverken fakta eller inventarets.</translation>
    </message>
    <message>
        <source>the playbook has more than %L1 tasks, imports counted each time.</source>
        <translation>playbooken har mere end %L1 opgaver, når importer tælles hver gang.</translation>
    </message>
    <message>
        <source>a list of tasks belongs here.</source>
        <translation>her skal stå en liste af opgaver.</translation>
    </message>
    <message>
        <source>a task is a mapping of a module and keywords.</source>
        <translation>en opgave er en tabel af et modul og nøgleord.</translation>
    </message>
    <message>
        <source>“include” is deprecated: use include_tasks or import_tasks.</source>
        <translation>»include« er forældet: brug include_tasks eller import_tasks.</translation>
    </message>
    <message>
        <source>a topic to listen to is a text.</source>
        <translation>et emne at lytte til er en tekst.</translation>
    </message>
    <message>
        <source>“apply” is a mapping of keywords.</source>
        <translation>»apply« er en tabel af nøgleord.</translation>
    </message>
    <message>
        <source>there is no file %1 to import; searched: %2.</source>
        <translation>der er ingen fil %1 at importere; der blev søgt i: %2.</translation>
    </message>
    <message>
        <source>imports nest more than %1 deep.</source>
        <translation>importer ligger mere end %1 dybt.</translation>
    </message>
    <message>
        <source>the file is empty: there are no tasks in it.</source>
        <translation>filen er tom: der er ingen opgaver i den.</translation>
    </message>
    <message>
        <source>a template in this vaulted file is not well formed.</source>
        <translation>en skabelon i denne krypterede fil er skrevet forkert.</translation>
    </message>
    <message>
        <source>a condition needs no “{{ }}”: it is an expression already.</source>
        <translation>en betingelse behøver ingen »{{ }}«: den er allerede et udtryk.</translation>
    </message>
    <message>
        <source>No pipe to ansible-playbook could be made: too many open files?</source>
        <translation>Der kunne ikke laves et rør til ansible-playbook: er for mange filer åbne?</translation>
    </message>
    <message>
        <source>A password is too long.</source>
        <translation>En adgangskode er for lang.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 kunne ikke skrives: %2</translation>
    </message>
    <message>
        <source>become_method &apos;%1&apos; is not supported: use sudo or su.</source>
        <translation>become_method &apos;%1&apos; understøttes ikke: brug sudo eller su.</translation>
    </message>
    <message>
        <source>become_flags has an open quote: %1</source>
        <translation>become_flags har et åbent anførselstegn: %1</translation>
    </message>
    <message>
        <source>%1 did not become %2: %3</source>
        <translation>%1 blev ikke til %2: %3</translation>
    </message>
    <message>
        <source>%1 ended and did not say why.</source>
        <translation>%1 sluttede og sagde ikke hvorfor.</translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation>Der er ingen kørsel %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a run.</source>
        <translation>&quot;%1&quot; er intet navn til en kørsel.</translation>
    </message>
    <message>
        <source>The log %1 cannot be written: %2</source>
        <translation>Loggen %1 kan ikke skrives: %2</translation>
    </message>
    <message>
        <source>its folder cannot be created.</source>
        <translation>dens mappe kan ikke oprettes.</translation>
    </message>
    <message>
        <source>before its first task</source>
        <translation>før sin første opgave</translation>
    </message>
    <message numerus="yes">
        <source>in task “%1”; %n task(s) done</source>
        <translation>
            <numerusform>i opgaven »%1«; %n opgave gjort</numerusform>
            <numerusform>i opgaven »%1«; %n opgaver gjort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after task “%1”; %n task(s) done</source>
        <translation>
            <numerusform>efter opgaven »%1«; %n opgave gjort</numerusform>
            <numerusform>efter opgaven »%1«; %n opgaver gjort</numerusform>
        </translation>
    </message>
    <message>
        <source>The connections were closed.</source>
        <translation>Forbindelserne blev lukket.</translation>
    </message>
    <message numerus="yes">
        <source>The command on %1 did not end within %n second(s) and was ended. Look there for what it waits for.</source>
        <translation>
            <numerusform>Kommandoen på %1 sluttede ikke inden for %n sekund og blev afbrudt. Se efter dér, hvad den venter på.</numerusform>
            <numerusform>Kommandoen på %1 sluttede ikke inden for %n sekunder og blev afbrudt. Se efter dér, hvad den venter på.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>%1 svarede ikke inden for %n sekund.</numerusform>
            <numerusform>%1 svarede ikke inden for %n sekunder.</numerusform>
        </translation>
    </message>
    <message>
        <source>A shell command can not hold a NUL byte.</source>
        <translation>En skalkommando kan ikke have en NUL-byte.</translation>
    </message>
    <message>
        <source>The SSH connections were closed.</source>
        <translation>SSH-forbindelserne blev lukket.</translation>
    </message>
    <message>
        <source>The template takes too long to read.</source>
        <translation>Skabelonen tager for lang tid at læse.</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>ligger for dybt</translation>
    </message>
    <message>
        <source> (line %1)</source>
        <translation> (linje %1)</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is not supported</source>
        <translation>filteret &apos;%1&apos; understøttes ikke</translation>
    </message>
    <message>
        <source>the test &apos;%1&apos; is not supported</source>
        <translation>testen &apos;%1&apos; understøttes ikke</translation>
    </message>
    <message>
        <source>The template takes longer than %1 s: %2</source>
        <translation>Skabelonen tager mere end %1 s: %2</translation>
    </message>
    <message>
        <source>The template needs too much memory: %1</source>
        <translation>Skabelonen bruger for meget hukommelse: %1</translation>
    </message>
    <message>
        <source>%1: the #jinja2 option &apos;%2&apos; is not supported</source>
        <translation>%1: #jinja2-valgmuligheden &apos;%2&apos; understøttes ikke</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The vault&apos;s password file %1 can not be read: %2.</source>
        <translation>Vault-adgangskodefilen %1 kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>The vault&apos;s password file %1 is empty.</source>
        <translation>Vault-adgangskodefilen %1 er tom.</translation>
    </message>
    <message>
        <source>%1 is no vault that can be read: %2.</source>
        <translation>%1 er ingen vault, der kan læses: %2.</translation>
    </message>
    <message>
        <source>it does not begin with $ANSIBLE_VAULT;VERSION;CIPHER</source>
        <translation>den begynder ikke med $ANSIBLE_VAULT;VERSION;CIPHER</translation>
    </message>
    <message>
        <source>its format is %1, not 1.1 or 1.2</source>
        <translation>dens format er %1, ikke 1.1 eller 1.2</translation>
    </message>
    <message>
        <source>its cipher is %1, not AES256</source>
        <translation>dens kryptering er %1, ikke AES256</translation>
    </message>
    <message>
        <source>its body is damaged</source>
        <translation>dens indhold er beskadiget</translation>
    </message>
    <message>
        <source>There is no vault password for %1: give a password file.</source>
        <translation>Der er ingen vault-adgangskode til %1: giv en fil med adgangskoden.</translation>
    </message>
    <message>
        <source>No vault password fits %1.</source>
        <translation>Ingen vault-adgangskode passer til %1.</translation>
    </message>
    <message>
        <source>a value of %1</source>
        <translation>en værdi i %1</translation>
    </message>
    <message>
        <source>a quote is not closed</source>
        <translation>et anførselstegn er ikke lukket</translation>
    </message>
    <message>
        <source>A value that begins with “{{” needs quotes: key: &quot;{{ name }}&quot;.</source>
        <translation>En værdi, der begynder med »{{«, skal stå i anførselstegn: key: &quot;{{ name }}&quot;.</translation>
    </message>
    <message>
        <source>unexpected text, or a second document, begins here.</source>
        <translation>uventet tekst eller et andet dokument begynder her.</translation>
    </message>
    <message>
        <source>an alias can not stand within what it names.</source>
        <translation>et alias kan ikke stå inde i det, det nævner.</translation>
    </message>
    <message>
        <source>a tab can not indent YAML; use spaces.</source>
        <translation>en tabulator kan ikke indrykke YAML; brug mellemrum.</translation>
    </message>
    <message>
        <source>the quote that begins here is not closed.</source>
        <translation>anførselstegnet, der begynder her, er ikke lukket.</translation>
    </message>
    <message>
        <source>a vaulted value can not be read here.</source>
        <translation>en krypteret værdi kan ikke læses her.</translation>
    </message>
    <message>
        <source>aliases expand to more than %L1 values.</source>
        <translation>aliaser bliver til mere end %L1 værdier.</translation>
    </message>
    <message>
        <source>a mapping or a list can not be a key.</source>
        <translation>en tabel eller en liste kan ikke være en nøgle.</translation>
    </message>
    <message>
        <source>“&lt;&lt;” merges mappings only.</source>
        <translation>»&lt;&lt;« fletter kun tabeller.</translation>
    </message>
    <message>
        <source>“%1” stands here a second time; the last one counts.</source>
        <translation>»%1« står her for anden gang; den sidste tæller.</translation>
    </message>
    <message>
        <source>the byte 0x%1 is no text.</source>
        <translation>byten 0x%1 er ikke tekst.</translation>
    </message>
    <message>
        <source>the file is not UTF-8: byte 0x%1.</source>
        <translation>filen er ikke UTF-8: byte 0x%1.</translation>
    </message>
    <message>
        <source>mapping values are not allowed here: a “: ” within a value needs quotes.</source>
        <translation>en tabel er ikke tilladt her: et »: « i en værdi skal stå i anførselstegn.</translation>
    </message>
    <message>
        <source>a value can not begin with this character; put the value in quotes.</source>
        <translation>en værdi kan ikke begynde med dette tegn; sæt værdien i anførselstegn.</translation>
    </message>
    <message>
        <source>not YAML: %1.</source>
        <translation>ikke YAML: %1.</translation>
    </message>
    <message>
        <source>the file has %L1 bytes; more than %L2 are not read.</source>
        <translation>filen er på %L1 byte; mere end %L2 læses ikke.</translation>
    </message>
    <message>
        <source>%1 is another machine, and there is no SSH here.</source>
        <translation>%1 er en anden maskine, og her er ingen SSH.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Afbrudt.</translation>
    </message>
</context>
<context>
    <name>skybro::playbook::AnsibleRun</name>
    <message>
        <source>ansible-playbook is not installed: apt install ansible-core</source>
        <translation>ansible-playbook er ikke installeret: apt install ansible-core</translation>
    </message>
    <message>
        <source>There is no playbook %1.</source>
        <translation>Der er ingen playbook %1.</translation>
    </message>
    <message>
        <source>Ansible ended before its recap (%1 %2).</source>
        <translation>Ansible sluttede før sin opsummering (%1 %2).</translation>
    </message>
    <message>
        <source>exit code</source>
        <translation>slutkode</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>signal</translation>
    </message>
    <message>
        <source>Ansible did not run the playbook: %1</source>
        <translation>Ansible kørte ikke playbooken: %1</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>slutkode %1</translation>
    </message>
</context>
<context>
    <name>skybro::playbook::Engine</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… og %n mere.</numerusform>
            <numerusform>… og %n mere.</numerusform>
        </translation>
    </message>
    <message>
        <source>The run stops: no further task is begun.</source>
        <translation>Kørslen stopper: ingen flere opgaver begyndes.</translation>
    </message>
    <message>
        <source>There is no playbook %1.</source>
        <translation>Der er ingen playbook %1.</translation>
    </message>
    <message>
        <source>No host matches the limit &apos;%1&apos;.</source>
        <translation>Ingen vært passer med begrænsningen &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>No host matches the pattern &apos;%1&apos;.</source>
        <translation>Ingen vært passer med mønsteret &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>%1 (%2) is asked for, and nobody can be asked here: give it as an extra variable.</source>
        <translation>Der spørges om %1 (%2), og ingen kan spørges her: giv den som ekstra variabel.</translation>
    </message>
    <message>
        <source>%1 (%2) is asked for: its default is taken. Give it as an extra variable to change it.</source>
        <translation>Der spørges om %1 (%2): standardværdien tages. Giv den som ekstra variabel for at ændre den.</translation>
    </message>
    <message>
        <source>Skipped: no hosts matched.</source>
        <translation>Sprunget over: ingen værter passede.</translation>
    </message>
    <message>
        <source>No hosts are left: the run ends.</source>
        <translation>Ingen værter er tilbage: kørslen slutter.</translation>
    </message>
</context>
<context>
    <name>skybro::playbook::RunRecorder</name>
    <message>
        <source>Nothing was done here.</source>
        <translation>Intet blev gjort her.</translation>
    </message>
    <message>
        <source>Stopped %1.</source>
        <translation>Stoppet %1.</translation>
    </message>
    <message>
        <source>The program that ran it was killed: stopped %1.</source>
        <translation>Programmet, der kørte den, blev dræbt: stoppet %1.</translation>
    </message>
</context>
<context>
    <name>skybro::playbook::Shell</name>
    <message>
        <source>%1 lets us in but gives no shell. Do its start files (.bashrc, .cshrc …) wait for something?</source>
        <translation>%1 lukker os ind, men giver ingen skal. Venter dens startfiler (.bashrc, .cshrc …) på noget?</translation>
    </message>
    <message>
        <source>The command on %1 printed more than %2 MiB and was ended. Send its output to a file.</source>
        <translation>Kommandoen på %1 skrev mere end %2 MiB og blev afbrudt. Send dens output til en fil.</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>slutkode %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>signal %1</translation>
    </message>
    <message>
        <source>%1 lets us in but gives no shell (%2): %3</source>
        <translation>%1 lukker os ind, men giver ingen skal (%2): %3</translation>
    </message>
    <message>
        <source>The shell on %1 ended in the middle of a command (%2). Was it killed?</source>
        <translation>Skallen på %1 sluttede midt i en kommando (%2). Blev den dræbt?</translation>
    </message>
</context>
<context>
    <name>skybro::playbook::ShellQueue</name>
    <message>
        <source>The connection to %1 was closed on request.</source>
        <translation>Forbindelsen til %1 blev lukket efter ønske.</translation>
    </message>
</context>
<context>
    <name>skybro::secrets</name>
    <message>
        <source>The secret file %1 cannot be removed: %2.</source>
        <translation>Hemmelighedsfilen %1 kan ikke fjernes: %2.</translation>
    </message>
    <message>
        <source>files in %1</source>
        <translation>filer i %1</translation>
    </message>
    <message>
        <source>The keychain has no entry “%1”.</source>
        <translation>Nøgleringen har ingen post »%1«.</translation>
    </message>
    <message>
        <source>The keychain refused: unlock it and try again.</source>
        <translation>Nøgleringen afviste: lås den op, og prøv igen.</translation>
    </message>
    <message>
        <source>The keychain does not work: %1.</source>
        <translation>Nøgleringen virker ikke: %1.</translation>
    </message>
    <message>
        <source>The keychain does not answer. Is it waiting to be unlocked?</source>
        <translation>Nøgleringen svarer ikke. Venter den på at blive låst op?</translation>
    </message>
    <message>
        <source>the desktop&apos;s keychain</source>
        <translation>skrivebordets nøglering</translation>
    </message>
    <message>
        <source>There is no secret “%1”.</source>
        <translation>Der er ingen hemmelighed »%1«.</translation>
    </message>
    <message>
        <source>this program&apos;s memory</source>
        <translation>dette programs hukommelse</translation>
    </message>
    <message>
        <source>There is no secret file %1.</source>
        <translation>Der er ingen hemmelighedsfil %1.</translation>
    </message>
    <message>
        <source>The secret file %1 cannot be read.</source>
        <translation>Hemmelighedsfilen %1 kan ikke læses.</translation>
    </message>
    <message>
        <source>The secret file %1 can be read by others: run chmod 600 on it.</source>
        <translation>Hemmelighedsfilen %1 kan læses af andre: kør chmod 600 på den.</translation>
    </message>
    <message>
        <source>The secret file %1 belongs to another user.</source>
        <translation>Hemmelighedsfilen %1 tilhører en anden bruger.</translation>
    </message>
    <message>
        <source>The secret file %1 is larger than 64 KiB.</source>
        <translation>Hemmelighedsfilen %1 er større end 64 KiB.</translation>
    </message>
    <message>
        <source>The secret file %1 is empty.</source>
        <translation>Hemmelighedsfilen %1 er tom.</translation>
    </message>
    <message>
        <source>The secret file %1 cannot be written: %2.</source>
        <translation>Hemmelighedsfilen %1 kan ikke skrives: %2.</translation>
    </message>
    <message>
        <source>its folder cannot be created</source>
        <translation>dens mappe kan ikke oprettes</translation>
    </message>
    <message>
        <source>A secret without a name cannot be kept.</source>
        <translation>En hemmelighed uden navn kan ikke gemmes.</translation>
    </message>
</context>
<context>
    <name>skybro::site</name>
    <message>
        <source>“azure.subscription” is missing: the subscription&apos;s id.</source>
        <translation>»azure.subscription« mangler: abonnementets id.</translation>
    </message>
    <message>
        <source>“azure.resourceManager” is missing: a custom cloud needs it.</source>
        <translation>»azure.resourceManager« mangler: en egen sky kræver den.</translation>
    </message>
    <message>
        <source>“azure.authority” is missing: a custom cloud needs it.</source>
        <translation>»azure.authority« mangler: en egen sky kræver den.</translation>
    </message>
    <message>
        <source>“azure.resourceManager” is for “cloud: custom” only.</source>
        <translation>»azure.resourceManager« hører kun til »cloud: custom«.</translation>
    </message>
    <message>
        <source>“azure.authority” is for “cloud: custom” only.</source>
        <translation>»azure.authority« hører kun til »cloud: custom«.</translation>
    </message>
    <message>
        <source>“azure.tenant” is missing: “credential: client-secret” needs it.</source>
        <translation>»azure.tenant« mangler: »credential: client-secret« kræver den.</translation>
    </message>
    <message>
        <source>“azure.clientId” is missing: “credential: client-secret” needs it.</source>
        <translation>»azure.clientId« mangler: »credential: client-secret« kræver den.</translation>
    </message>
    <message>
        <source>“%1.%2” must be an IP address, as 192.0.2.7.</source>
        <translation>»%1.%2« skal være en IP-adresse, som 192.0.2.7.</translation>
    </message>
    <message>
        <source>“%1” must be a list of networks, as [10.2.0.0/16]; “%2” is none.</source>
        <translation>»%1« skal være en liste af netværk, som [10.2.0.0/16]; »%2« er intet netværk.</translation>
    </message>
    <message>
        <source>“%1”: “%2” is an address within the network %3; name that.</source>
        <translation>»%1«: »%2« er en adresse i netværket %3; nævn det.</translation>
    </message>
    <message>
        <source>“gateway.probe”: “%1” is no address or node, as 10.0.1.4 or cloud001:22.</source>
        <translation>»gateway.probe«: »%1« er ingen adresse eller node, som 10.0.1.4 eller cloud001:22.</translation>
    </message>
    <message>
        <source>“gateway.probeFrom” must be gateway, here, or a host to go to by SSH.</source>
        <translation>»gateway.probeFrom« skal være gateway, here eller en vært, der kan nås med SSH.</translation>
    </message>
    <message>
        <source>“tunnel.%1” must be algorithms as Libreswan writes them, as %2.</source>
        <translation>»tunnel.%1« skal være algoritmer, som Libreswan skriver dem, som %2.</translation>
    </message>
    <message>
        <source>%1: there is no such site file.</source>
        <translation>%1: der er ingen sådan site-fil.</translation>
    </message>
    <message>
        <source>%1: this is a folder, not a site file.</source>
        <translation>%1: dette er en mappe, ingen site-fil.</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2.</source>
        <translation>%1: kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>%1: larger than 1 MiB; this is no site file.</source>
        <translation>%1: større end 1 MiB; dette er ingen site-fil.</translation>
    </message>
    <message>
        <source>The site file %1 cannot be written: %2.</source>
        <translation>Site-filen %1 kan ikke skrives: %2.</translation>
    </message>
    <message>
        <source>its folder cannot be created</source>
        <translation>dens mappe kan ikke oprettes</translation>
    </message>
    <message>
        <source>unexpected text, or a second document, begins here.</source>
        <translation>uventet tekst eller et andet dokument begynder her.</translation>
    </message>
    <message>
        <source>not YAML: %1.</source>
        <translation>ikke YAML: %1.</translation>
    </message>
    <message>
        <source>a mapping (“key: value” lines) is expected.</source>
        <translation>her ventes en tabel (linjer »nøgle: værdi«).</translation>
    </message>
    <message>
        <source>“%1” must be a mapping of keys.</source>
        <translation>»%1« skal være en tabel af nøgler.</translation>
    </message>
    <message>
        <source>a key must be a word.</source>
        <translation>en nøgle skal være et ord.</translation>
    </message>
    <message>
        <source>“%1” stands here a second time.</source>
        <translation>»%1« står her for anden gang.</translation>
    </message>
    <message>
        <source>“%1” must be text.</source>
        <translation>»%1« skal være tekst.</translation>
    </message>
    <message>
        <source>“%1” must be a list, as [a, b].</source>
        <translation>»%1« skal være en liste, som [a, b].</translation>
    </message>
    <message>
        <source>“%1” must be a list of words.</source>
        <translation>»%1« skal være en liste af ord.</translation>
    </message>
    <message>
        <source>“%1” must be an address that begins with %2.</source>
        <translation>»%1« skal være en adresse, der begynder med %2.</translation>
    </message>
    <message>
        <source>“%1” holds a password; a site file must not.</source>
        <translation>»%1« har en adgangskode i sig; det må en site-fil ikke.</translation>
    </message>
    <message>
        <source>“%1” must be one of %2.</source>
        <translation>»%1« skal være en af %2.</translation>
    </message>
    <message>
        <source>“%1” is not known here. Known: %2.</source>
        <translation>»%1« kendes ikke her. Kendte: %2.</translation>
    </message>
</context>
<context>
    <name>skybro::slurm</name>
    <message>
        <source>unexpected “%1”</source>
        <translation>uventet »%1«</translation>
    </message>
    <message>
        <source>Node list “%1”: %2 at character %3.</source>
        <translation>Nodelisten »%1«: %2 ved tegn %3.</translation>
    </message>
    <message>
        <source>Node list “%1”: more than %2 names.</source>
        <translation>Nodelisten »%1«: mere end %2 navne.</translation>
    </message>
    <message>
        <source>a name is missing</source>
        <translation>et navn mangler</translation>
    </message>
    <message>
        <source>%1 comes before %2</source>
        <translation>%1 kommer før %2</translation>
    </message>
    <message>
        <source>“]” is missing</source>
        <translation>»]« mangler</translation>
    </message>
    <message>
        <source>a number is missing</source>
        <translation>et tal mangler</translation>
    </message>
    <message>
        <source>the number is too long</source>
        <translation>tallet er for langt</translation>
    </message>
</context>
<context>
    <name>skybro::ssh</name>
    <message>
        <source>The host key could not be kept in %1: %2. Check the file&apos;s owner and permissions.</source>
        <translation>Værtsnøglen kunne ikke gemmes i %1: %2. Se efter filens ejer og rettigheder.</translation>
    </message>
    <message>
        <source>Nobody is there to answer.</source>
        <translation>Ingen er der til at svare.</translation>
    </message>
    <message>
        <source>The command on %1 ended, and the server did not say how.</source>
        <translation>Kommandoen på %1 sluttede, og serveren sagde ikke hvordan.</translation>
    </message>
    <message>
        <source>The program ends.</source>
        <translation>Programmet slutter.</translation>
    </message>
    <message>
        <source>the agent (no key)</source>
        <translation>agenten (ingen nøgle)</translation>
    </message>
    <message>
        <source>the agent (%1)</source>
        <translation>agenten (%1)</translation>
    </message>
    <message>
        <source>readable by others: chmod 600 it</source>
        <translation>kan læses af andre: kør chmod 600 på den</translation>
    </message>
    <message>
        <source>can not be read</source>
        <translation>kan ikke læses</translation>
    </message>
    <message>
        <source>wrong passphrase</source>
        <translation>forkert kodeord</translation>
    </message>
    <message>
        <source>Passphrase of the key %1</source>
        <translation>Kodeord til nøglen %1</translation>
    </message>
    <message>
        <source>That was not the passphrase of the key %1. Try again.</source>
        <translation>Det var ikke kodeordet til nøglen %1. Prøv igen.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Kodeord</translation>
    </message>
    <message>
        <source>no passphrase given</source>
        <translation>intet kodeord givet</translation>
    </message>
    <message>
        <source>%1 asks:</source>
        <translation>%1 spørger:</translation>
    </message>
    <message>
        <source>%1 did not take that. Try again.</source>
        <translation>%1 godtog det ikke. Prøv igen.</translation>
    </message>
    <message>
        <source>keyboard-interactive</source>
        <translation>keyboard-interactive</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Adgangskode til %1</translation>
    </message>
    <message>
        <source>%1 did not take that password. Try again.</source>
        <translation>%1 godtog ikke den adgangskode. Prøv igen.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Adgangskode</translation>
    </message>
    <message>
        <source>password</source>
        <translation>adgangskode</translation>
    </message>
    <message>
        <source>%1 accepts %2 only, and there was nothing of that to try. Is there a key in ~/.ssh or in the agent?</source>
        <translation>%1 godtager kun %2, og der var intet af det at prøve. Er der en nøgle i ~/.ssh eller i agenten?</translation>
    </message>
    <message>
        <source>%1 refused the login. Tried: %2. The server takes: %3. Is the key in authorized_keys there?</source>
        <translation>%1 afviste login. Prøvet: %2. Serveren tager imod: %3. Står nøglen i authorized_keys dér?</translation>
    </message>
    <message>
        <source>The server does not let this user run commands.</source>
        <translation>Serveren lader ikke denne bruger køre kommandoer.</translation>
    </message>
    <message>
        <source>The server does not offer “%1” to this user. Is it in its sshd_config?</source>
        <translation>Serveren tilbyder ikke »%1« til denne bruger. Står det i dens sshd_config?</translation>
    </message>
    <message>
        <source>“%1” is no SSH destination; write [user@]host[:port].</source>
        <translation>»%1« er intet SSH-mål; skriv [bruger@]vært[:port].</translation>
    </message>
    <message>
        <source>%1: “%2 %3” can not be read; expected %4.</source>
        <translation>%1: »%2 %3« kan ikke læses; der ventes %4.</translation>
    </message>
    <message>
        <source>%1 can not be read: %2</source>
        <translation>%1 kan ikke læses: %2</translation>
    </message>
    <message>
        <source>%1: a quote is not closed; the line was left out</source>
        <translation>%1: et anførselstegn er ikke lukket; linjen blev udeladt</translation>
    </message>
    <message>
        <source>%1: files include each other too deeply; left out</source>
        <translation>%1: filer tager hinanden med for dybt; udeladt</translation>
    </message>
    <message>
        <source>%1: %2 can not be read: %3</source>
        <translation>%1: %2 kan ikke læses: %3</translation>
    </message>
    <message>
        <source>%1: “Match %2” is not supported; what follows it was left out</source>
        <translation>%1: »Match %2« understøttes ikke; det, der følger, blev udeladt</translation>
    </message>
    <message>
        <source>%1: %2 is not supported and was left out</source>
        <translation>%1: %2 understøttes ikke og blev udeladt</translation>
    </message>
    <message>
        <source>“%1” names no jump host.</source>
        <translation>»%1« nævner ingen springvært.</translation>
    </message>
    <message>
        <source>The jump hosts on the way to “%1” go in a ring; mend ProxyJump.</source>
        <translation>Springværterne på vejen til »%1« går i ring; ret ProxyJump.</translation>
    </message>
    <message>
        <source>%1 is reached by a ProxyCommand (%2), which is not supported. Use ProxyJump instead.</source>
        <translation>%1 nås med en ProxyCommand (%2), som ikke understøttes. Brug ProxyJump i stedet.</translation>
    </message>
    <message>
        <source>%1 and this program have no algorithm in common: %2. Bring its sshd up to date.</source>
        <translation>%1 og dette program har ingen algoritme til fælles: %2. Opdatér dens sshd.</translation>
    </message>
    <message>
        <source>%1 closed the connection before the login. Does it limit new connections (MaxStartups, fail2ban)?</source>
        <translation>%1 lukkede forbindelsen før login. Begrænser den nye forbindelser (MaxStartups, fail2ban)?</translation>
    </message>
    <message>
        <source>What answers at %1 is no SSH server. Check the port.</source>
        <translation>Det, der svarer på %1, er ingen SSH-server. Se efter porten.</translation>
    </message>
    <message>
        <source>%1 accepts connections but does not talk SSH within %2 s. Is it overloaded, or does the tunnel swallow large packets (MTU)?</source>
        <translation>%1 tager imod forbindelser, men taler ikke SSH inden for %2 s. Er den overbelastet, eller sluger tunnelen store pakker (MTU)?</translation>
    </message>
    <message>
        <source>%1 did not finish the login in time. Is its user directory slow?</source>
        <translation>%1 blev ikke færdig med login i tide. Er dens brugerkatalog langsomt?</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. Is it down, or was it restarted?</source>
        <translation>Forbindelsen til %1 gik tabt. Er den nede, eller blev den genstartet?</translation>
    </message>
    <message>
        <source>%1 does not answer any more. Is it down, or the tunnel?</source>
        <translation>%1 svarer ikke længere. Er den eller tunnelen nede?</translation>
    </message>
    <message>
        <source>%1 does not open another channel. Does its sshd_config allow it (MaxSessions, AllowTcpForwarding)?</source>
        <translation>%1 åbner ikke endnu en kanal. Tillader dens sshd_config det (MaxSessions, AllowTcpForwarding)?</translation>
    </message>
    <message>
        <source>%1 showed a key that is revoked in %2, line %3 (%4). Do not use this host before its administrator gave it another key.</source>
        <translation>%1 viste en nøgle, der er tilbagekaldt i %2, linje %3 (%4). Brug ikke denne vært, før dens administrator har givet den en anden nøgle.</translation>
    </message>
    <message>
        <source>The host key of %1 is not the one it had: it shows %2 %3, %4, line %5, has %6 %7. Was it set up anew? If so, remove the old one: ssh-keygen -R &apos;%8&apos; -f &apos;%4&apos;. If not, somebody may be listening.</source>
        <translation>Værtsnøglen for %1 er ikke den, den havde: den viser %2 %3, %4, linje %5, har %6 %7. Blev den sat op på ny? Fjern så den gamle: ssh-keygen -R &apos;%8&apos; -f &apos;%4&apos;. Hvis ikke, lytter nogen måske med.</translation>
    </message>
    <message>
        <source>%1 is not in known_hosts, and its key %2 %3 was not accepted: %4</source>
        <translation>%1 er ikke i known_hosts, og dens nøgle %2 %3 blev ikke godtaget: %4</translation>
    </message>
    <message>
        <source>%1 can not be written: %2.</source>
        <translation>%1 kan ikke skrives: %2.</translation>
    </message>
    <message>
        <source>%1 on %2 became shorter while it was read.</source>
        <translation>%1 på %2 blev kortere, mens den blev læst.</translation>
    </message>
    <message>
        <source>%1 can not be written. Is it a folder?</source>
        <translation>%1 kan ikke skrives. Er det en mappe?</translation>
    </message>
    <message>
        <source>The SFTP server of %1 answers with something else (%2). Does a start file of the shell print something there?</source>
        <translation>SFTP-serveren på %1 svarer med noget andet (%2). Skriver en af skallens startfiler noget dér?</translation>
    </message>
    <message>
        <source>The jump host %1 could not connect to %2, port %3. Is sshd running there, and does %1 allow forwarding?</source>
        <translation>Springværten %1 kunne ikke forbinde til %2, port %3. Kører sshd dér, og tillader %1 videresendelse?</translation>
    </message>
    <message>
        <source>No space is left for %1 on %2. Make room there.</source>
        <translation>Der er ikke plads til %1 på %2. Skaf plads dér.</translation>
    </message>
    <message>
        <source>%1 is not on %2, or its folder is not.</source>
        <translation>%1 er ikke på %2, eller dens mappe er ikke.</translation>
    </message>
    <message>
        <source>The user may not access %1 on %2.</source>
        <translation>Brugeren har ikke adgang til %1 på %2.</translation>
    </message>
    <message>
        <source>%1 on %2: the server says “%3”.</source>
        <translation>%1 på %2: serveren siger »%3«.</translation>
    </message>
    <message>
        <source>The SFTP server of %1 ended in the middle.</source>
        <translation>SFTP-serveren på %1 sluttede midt i det hele.</translation>
    </message>
    <message>
        <source>The SFTP server of %1 can not replace files in one step, so nothing was written.</source>
        <translation>SFTP-serveren på %1 kan ikke erstatte filer i ét trin, så intet blev skrevet.</translation>
    </message>
    <message>
        <source>%1 can not be read: %2.</source>
        <translation>%1 kan ikke læses: %2.</translation>
    </message>
    <message>
        <source>%1 on %2 is a folder; name the file in it.</source>
        <translation>%1 på %2 er en mappe; nævn filen i den.</translation>
    </message>
    <message>
        <source>%1 became shorter while it was sent.</source>
        <translation>%1 blev kortere, mens den blev sendt.</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::ConnectJob</name>
    <message numerus="yes">
        <source>%1 could not be connected within %n second(s).</source>
        <translation>
            <numerusform>%1 kunne ikke forbindes inden for %n sekund.</numerusform>
            <numerusform>%1 kunne ikke forbindes inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::Connection</name>
    <message>
        <source>There is not enough memory for another SSH connection.</source>
        <translation>Der er ikke hukommelse nok til endnu en SSH-forbindelse.</translation>
    </message>
    <message>
        <source>%1 can not be used as an SSH host.</source>
        <translation>%1 kan ikke bruges som SSH-vært.</translation>
    </message>
    <message>
        <source>StrictHostKeyChecking forbids it.</source>
        <translation>StrictHostKeyChecking forbyder det.</translation>
    </message>
    <message>
        <source>%1 is not known yet. Is this its key?</source>
        <translation>%1 kendes ikke endnu. Er dette dens nøgle?</translation>
    </message>
    <message>
        <source>It ends the talk after that many tries: name the right key with IdentityFile and IdentitiesOnly.</source>
        <translation>Den afbryder efter så mange forsøg: nævn den rigtige nøgle med IdentityFile og IdentitiesOnly.</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::Dialer</name>
    <message>
        <source>%1 did not answer on port %2 in time. Is it running, and does a firewall let SSH through?</source>
        <translation>%1 svarede ikke på port %2 i tide. Kører den, og lukker en firewall SSH igennem?</translation>
    </message>
    <message>
        <source>No address is known for “%1”. Check the name, or the DNS through the tunnel.</source>
        <translation>Ingen adresse kendes for »%1«. Se efter navnet eller DNS gennem tunnelen.</translation>
    </message>
    <message>
        <source>%1 refuses connections on port %2. Is sshd running there?</source>
        <translation>%1 afviser forbindelser på port %2. Kører sshd dér?</translation>
    </message>
    <message>
        <source>%1 can not be reached on port %2 (%3). Check the route and the tunnel.</source>
        <translation>%1 kan ikke nås på port %2 (%3). Se efter ruten og tunnelen.</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::ExecJob</name>
    <message>
        <source>The SSH connections were closed.</source>
        <translation>SSH-forbindelserne blev lukket.</translation>
    </message>
    <message numerus="yes">
        <source>The command on %1 did not end within %n second(s): it waits for something there, or the connection is lost.</source>
        <translation>
            <numerusform>Kommandoen på %1 sluttede ikke inden for %n sekund: den venter på noget dér, eller forbindelsen er tabt.</numerusform>
            <numerusform>Kommandoen på %1 sluttede ikke inden for %n sekunder: den venter på noget dér, eller forbindelsen er tabt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::JumpDialer</name>
    <message>
        <source>%1 did not answer through the jump host %2 in time. Is it running?</source>
        <translation>%1 svarede ikke gennem springværten %2 i tide. Kører den?</translation>
    </message>
    <message>
        <source>No more sockets can be opened. Close some connections.</source>
        <translation>Der kan ikke åbnes flere sockets. Luk nogle forbindelser.</translation>
    </message>
    <message>
        <source>Jump host: %1</source>
        <translation>Springvært: %1</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::PortForward</name>
    <message>
        <source>Port %1 of this machine can not be used: %2. Choose another one.</source>
        <translation>Port %1 på denne maskine kan ikke bruges: %2. Vælg en anden.</translation>
    </message>
    <message>
        <source>%1 could not connect to %2, port %3. Is something listening there, and does %1 allow forwarding?</source>
        <translation>%1 kunne ikke forbinde til %2, port %3. Lytter noget dér, og tillader %1 videresendelse?</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::Service</name>
    <message>
        <source>The SSH connections were closed.</source>
        <translation>SSH-forbindelserne blev lukket.</translation>
    </message>
    <message>
        <source>The connection was closed on request.</source>
        <translation>Forbindelsen blev lukket efter ønske.</translation>
    </message>
</context>
<context>
    <name>skybro::ssh::TransferJob</name>
    <message numerus="yes">
        <source>%1 could not be transferred within %n second(s).</source>
        <translation>
            <numerusform>%1 kunne ikke overføres inden for %n sekund.</numerusform>
            <numerusform>%1 kunne ikke overføres inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::ssh::UploadJob</name>
    <message>
        <source>%1 on %2 is being written already. Wait for that to end.</source>
        <translation>%1 på %2 skrives allerede. Vent på, at det slutter.</translation>
    </message>
</context>
<context>
    <name>skybro::topology</name>
    <message>
        <source>no nodes</source>
        <translation>ingen noder</translation>
    </message>
    <message>
        <source>routes %1</source>
        <translation>ruter %1</translation>
    </message>
    <message>
        <source>NAT %1</source>
        <translation>NAT %1</translation>
    </message>
    <message>
        <source>delegated to %1</source>
        <translation>delegeret til %1</translation>
    </message>
    <message>
        <source>active-active</source>
        <translation>aktiv-aktiv</translation>
    </message>
    <message>
        <source>Traffic passes</source>
        <translation>Trafikken kommer igennem</translation>
    </message>
    <message>
        <source>Nothing passes</source>
        <translation>Intet passerer</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>%1 ind</translation>
    </message>
    <message>
        <source>%1 out</source>
        <translation>%1 ud</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 og %2: %3</translation>
    </message>
    <message>
        <source>, by the gateway of %1</source>
        <translation>, via gatewayen i %1</translation>
    </message>
    <message>
        <source>%1 (port %2)</source>
        <translation>%1 (port %2)</translation>
    </message>
    <message>
        <source>%1 (port %2, from the nodes)</source>
        <translation>%1 (port %2, fra noderne)</translation>
    </message>
    <message>
        <source>The security group %1 blocks %2 between %3 and %4, by its rule %5.</source>
        <translation>Sikkerhedsgruppen %1 spærrer for %2 mellem %3 og %4 med sin regel %5.</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 noder</translation>
    </message>
    <message>
        <source>Azure says that the tunnel %1 is not connected.</source>
        <translation>Azure siger, at tunnelen %1 ikke er forbundet.</translation>
    </message>
    <message>
        <source>See whether the on-premise gateway runs, and whether both ends have the same key and proposals.</source>
        <translation>Se efter, om den lokale gateway kører, og om begge ender har den samme nøgle og de samme forslag.</translation>
    </message>
    <message>
        <source>Azure does not route %1 into the tunnel: its local network gateway does not name it.</source>
        <translation>Azure ruter ikke %1 ind i tunnelen: dens lokale netværksgateway nævner det ikke.</translation>
    </message>
    <message>
        <source>Add it to the address space of the local network gateway, or take it out of the site file.</source>
        <translation>Føj det til adresserummet for den lokale netværksgateway, eller tag det ud af site-filen.</translation>
    </message>
    <message>
        <source>The peering of %1 and %2 is %3: no traffic passes.</source>
        <translation>Peeringen mellem %1 og %2 er %3: ingen trafik kommer igennem.</translation>
    </message>
    <message>
        <source>Make it anew on the side that lacks it.</source>
        <translation>Lav den på ny på den side, der mangler den.</translation>
    </message>
    <message>
        <source>%1 (%2) and %3 (%4) have addresses in common: what is sent to them may go astray.</source>
        <translation>%1 (%2) og %3 (%4) har adresser til fælles: det, der sendes til dem, kan gå den forkerte vej.</translation>
    </message>
    <message>
        <source>Give one of the two other addresses.</source>
        <translation>Giv et af de to andre adresser.</translation>
    </message>
    <message>
        <source>the route “%1” leads it elsewhere</source>
        <translation>ruten »%1« fører den et andet sted hen</translation>
    </message>
    <message>
        <source>its Vnet has no gateway, and no peering lends it one</source>
        <translation>dets Vnet har ingen gateway, og ingen peering låner det en</translation>
    </message>
    <message>
        <source>its route table does not take over the gateway&apos;s routes</source>
        <translation>dets rutetabel overtager ikke gatewayens ruter</translation>
    </message>
    <message>
        <source>Traffic from %1 to %2 does not reach the gateway: %3.</source>
        <translation>Trafik fra %1 til %2 når ikke gatewayen: %3.</translation>
    </message>
    <message>
        <source>%1: outside of the cluster&apos;s Vnet %2; %3 is not peered with it.</source>
        <translation>%1: uden for klyngens Vnet %2; %3 er ikke peeret med det.</translation>
    </message>
    <message>
        <source>Peer the two Vnets, or make the nodes anew in the right one.</source>
        <translation>Peer de to Vnet, eller lav noderne på ny i det rigtige.</translation>
    </message>
    <message>
        <source>%1 asks the name server %2, which lies in no network that it reaches.</source>
        <translation>%1 spørger navneserveren %2, som ikke ligger i noget netværk, det når.</translation>
    </message>
    <message>
        <source>Name a server in the Vnet, in a peered one or behind the tunnel.</source>
        <translation>Nævn en server i dette Vnet, i et peeret Vnet eller bag tunnelen.</translation>
    </message>
    <message>
        <source>Networks in Azure</source>
        <translation>Netværk i Azure</translation>
    </message>
    <message>
        <source>%1 and its networks in Azure</source>
        <translation>%1 og dets netværk i Azure</translation>
    </message>
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
        <source>%1 nodes are not shown: Azure did not say in which subnet they are.</source>
        <translation>%1 noder vises ikke: Azure sagde ikke, i hvilket subnet de er.</translation>
    </message>
    <message>
        <source>Incomplete: %1</source>
        <translation>Ufuldstændigt: %1</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Ingen problemer fundet.</translation>
    </message>
    <message>
        <source>subnet not known</source>
        <translation>subnet kendes ikke</translation>
    </message>
    <message>
        <source>site %1</source>
        <translation>site %1</translation>
    </message>
    <message>
        <source>tunnel %1 to %2</source>
        <translation>tunnel %1 til %2</translation>
    </message>
    <message>
        <source>DNS %1</source>
        <translation>DNS %1</translation>
    </message>
    <message>
        <source>known by its peering only</source>
        <translation>kun kendt fra sin peering</translation>
    </message>
    <message>
        <source>Vnet %1</source>
        <translation>Vnet %1</translation>
    </message>
    <message>
        <source>peering of %1</source>
        <translation>peering af %1</translation>
    </message>
    <message>
        <source>subnet %1</source>
        <translation>subnet %1</translation>
    </message>
    <message>
        <source>private endpoint %1</source>
        <translation>privat endepunkt %1</translation>
    </message>
    <message>
        <source>gateway %1</source>
        <translation>gateway %1</translation>
    </message>
    <message>
        <source>an unknown end</source>
        <translation>en ukendt ende</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 i %2</translation>
    </message>
    <message>
        <source>Lead “%1” to the virtual network gateway, or take it out.</source>
        <translation>Led »%1« til den virtuelle netværksgateway, eller fjern den.</translation>
    </message>
    <message>
        <source>Let its peering use the remote gateway, and the other side lend it.</source>
        <translation>Lad dets peering bruge den fjerne gateway, og den anden side låne den ud.</translation>
    </message>
    <message>
        <source>Let the route table propagate gateway routes, or add a route to the virtual network gateway.</source>
        <translation>Lad rutetabellen overtage gatewayens ruter, eller tilføj en rute til den virtuelle netværksgateway.</translation>
    </message>
    <message>
        <source>the gateway %1 has no tunnel there</source>
        <translation>gatewayen %1 har ingen tunnel dertil</translation>
    </message>
    <message>
        <source>Connect %1 with the site, or let a peering lend the Vnet a gateway that is.</source>
        <translation>Forbind %1 med sitet, eller lad en peering låne Vnettet en gateway, der er det.</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 kører</translation>
    </message>
    <message>
        <source>%1 starting</source>
        <translation>%1 starter</translation>
    </message>
    <message>
        <source>%1 stopping</source>
        <translation>%1 stopper</translation>
    </message>
    <message>
        <source>%1 stopped</source>
        <translation>%1 stoppet</translation>
    </message>
    <message>
        <source>%1 deallocating</source>
        <translation>%1 frigives</translation>
    </message>
    <message>
        <source>%1 deallocated</source>
        <translation>%1 frigivet</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 ukendt</translation>
    </message>
    <message>
        <source>Delete what is left of it, then make both of its sides anew.</source>
        <translation>Slet det, der er tilbage af den, og lav derefter begge dens sider på ny.</translation>
    </message>
    <message>
        <source>Impaired</source>
        <translation>Forringet</translation>
    </message>
    <message>
        <source>the probe of %1</source>
        <translation>sonden af %1</translation>
    </message>
    <message>
        <source>Change or delete %1: no rule can come before it.</source>
        <translation>Ret eller slet %1: ingen regel kan komme før den.</translation>
    </message>
    <message>
        <source>Add a rule that allows it, with a smaller priority number than %1.</source>
        <translation>Tilføj en regel, der tillader det, med et mindre prioritetstal end %1.</translation>
    </message>
    <message>
        <source>The security group %1 blocks %2 between %3 and %4, by its rules %5.</source>
        <translation>Sikkerhedsgruppen %1 spærrer for %2 mellem %3 og %4 med sine regler %5.</translation>
    </message>
    <message>
        <source>Azure sends to the on-premise gateway at %1; the site file says %2.</source>
        <translation>Azure sender til den lokale gateway på %1; site-filen siger %2.</translation>
    </message>
    <message>
        <source>Set the address of the local network gateway, or “gateway.address” in the site file, to the one that is right.</source>
        <translation>Sæt adressen på den lokale netværksgateway, eller “gateway.address” i site-filen, til den rigtige.</translation>
    </message>
    <message>
        <source>The security group %1 guards the GatewaySubnet of %2, where Azure supports none: the gateway may stop working.</source>
        <translation>Sikkerhedsgruppen %1 vogter GatewaySubnet i %2, hvor Azure ikke understøtter nogen: gatewayen kan holde op med at virke.</translation>
    </message>
    <message>
        <source>Take the security group off the GatewaySubnet.</source>
        <translation>Tag sikkerhedsgruppen af GatewaySubnet.</translation>
    </message>
    <message>
        <source>The peering of %1 and %2 is closed on one side: security groups take the other&apos;s addresses for strangers&apos; there.</source>
        <translation>Peeringen mellem %1 og %2 er lukket på den ene side: sikkerhedsgrupper dér regner den andens adresser for fremmede.</translation>
    </message>
    <message>
        <source>Allow virtual network access on both of its sides.</source>
        <translation>Tillad adgang til det virtuelle netværk på begge sider.</translation>
    </message>
    <message>
        <source>Azure has no virtual network gateway</source>
        <translation>Azure har ingen virtuel netværksgateway</translation>
    </message>
    <message>
        <source>Make one in %1, and connect it with the site.</source>
        <translation>Opret en i %1, og forbind den med sitet.</translation>
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
        <source>Connecting</source>
        <translation>Forbinder</translation>
    </message>
    <message>
        <source>State unknown</source>
        <translation>Tilstand ukendt</translation>
    </message>
    <message>
        <source>nodes not known</source>
        <translation>noder kendes ikke</translation>
    </message>
    <message>
        <source>The nodes are not known.</source>
        <translation>Noderne kendes ikke.</translation>
    </message>
    <message>
        <source>No problems found in what could be read.</source>
        <translation>Ingen problemer fundet i det, der kunne læses.</translation>
    </message>
    <message>
        <source>The site file names the connection %1, and Azure has none.</source>
        <translation>Site-filen nævner forbindelsen %1, og Azure har ingen.</translation>
    </message>
    <message>
        <source>The site file names the connection %1, and Azure has only %2.</source>
        <translation>Site-filen nævner forbindelsen %1, og Azure har kun %2.</translation>
    </message>
    <message>
        <source>Set “gateway.azureConnection” in the site file to the name of the connection in Azure.</source>
        <translation>Sæt »gateway.azureConnection« i site-filen til forbindelsens navn i Azure.</translation>
    </message>
</context>
<context>
    <name>skybro::topology::TargetPathJob</name>
    <message>
        <source>The address of “%1” is not known here.</source>
        <translation>Adressen på »%1« kendes ikke her.</translation>
    </message>
</context>
<context>
    <name>skybro::topology::TopologyQuery</name>
    <message numerus="yes">
        <source>Azure did not list the networks within %n second(s).</source>
        <translation>
            <numerusform>Azure gav ikke listen over netværk inden for %n sekund.</numerusform>
            <numerusform>Azure gav ikke listen over netværk inden for %n sekunder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Security groups</source>
        <translation>Sikkerhedsgrupper</translation>
    </message>
    <message>
        <source>Route tables</source>
        <translation>Rutetabeller</translation>
    </message>
    <message>
        <source>Private endpoints</source>
        <translation>Private slutpunkter</translation>
    </message>
    <message>
        <source>Network interfaces</source>
        <translation>Netværkskort</translation>
    </message>
    <message>
        <source>Public IP addresses</source>
        <translation>Offentlige IP-adresser</translation>
    </message>
    <message>
        <source>Virtual network gateways</source>
        <translation>Virtuelle netværksgateways</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Forbindelser</translation>
    </message>
    <message>
        <source>Local network gateways</source>
        <translation>Lokale netværksgateways</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel</name>
    <message>
        <source>The connection “%1” stands in several files of the gateway: %2.</source>
        <translation>Forbindelsen »%1« står i flere af gatewayens filer: %2.</translation>
    </message>
    <message>
        <source>The gateway&apos;s /etc/ipsec.conf does not include %1: add the line “include /etc/ipsec.d/*.conf” there.</source>
        <translation>Gatewayens /etc/ipsec.conf tager ikke %1 med: føj linjen »include /etc/ipsec.d/*.conf« til dér.</translation>
    </message>
    <message>
        <source>The connection “%1” in %2 inherits from “also=” or “%default” what does not go with the site file: %3</source>
        <translation>Forbindelsen »%1« i %2 arver fra »also=« eller »%default« noget, der ikke går sammen med site-filen: %3</translation>
    </message>
    <message>
        <source>change it by hand.</source>
        <translation>ret det i hånden.</translation>
    </message>
    <message>
        <source>%1:%2: %3 Mend it first.</source>
        <translation>%1:%2: %3 Ret det først.</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MiB.</source>
        <translation>%1 er større end 1 MiB.</translation>
    </message>
    <message>
        <source>Azure has no IPsec policy with %1.</source>
        <translation>Azure har ingen IPsec-politik med %1.</translation>
    </message>
    <message>
        <source>“gateway.connection” in the site file must be made of letters, digits, &apos;.&apos;, &apos;-&apos; and &apos;_&apos;; “%1” is not.</source>
        <translation>»gateway.connection« i site-filen skal bestå af bogstaver, cifre, &apos;.&apos;, &apos;-&apos; og &apos;_&apos;; det gør »%1« ikke.</translation>
    </message>
    <message>
        <source>The site file lacks “gateway.address”, the gateway&apos;s public address.</source>
        <translation>Site-filen mangler »gateway.address«, gatewayens offentlige adresse.</translation>
    </message>
    <message>
        <source>The site file lacks “gateway.networks”, the networks behind the gateway.</source>
        <translation>Site-filen mangler »gateway.networks«, netværkene bag gatewayen.</translation>
    </message>
    <message>
        <source>The public address of Azure&apos;s gateway is not known: “tunnel.azureAddress” in the site file would say it.</source>
        <translation>Den offentlige adresse på Azures gateway kendes ikke: »tunnel.azureAddress« i site-filen ville sige den.</translation>
    </message>
    <message>
        <source>Azure&apos;s networks are not known: “tunnel.azureNetworks” in the site file would say them.</source>
        <translation>Azures netværk kendes ikke: »tunnel.azureNetworks« i site-filen ville sige dem.</translation>
    </message>
    <message>
        <source>“tunnel.ike” or “tunnel.esp” in the site file names nothing.</source>
        <translation>»tunnel.ike« eller »tunnel.esp« i site-filen nævner intet.</translation>
    </message>
    <message>
        <source>The gateway did not run what it was asked: its answer has nothing of it.</source>
        <translation>Gatewayen kørte ikke det, den blev bedt om: dens svar har intet af det.</translation>
    </message>
    <message>
        <source>The gateway&apos;s answer about its configuration is not whole.</source>
        <translation>Gatewayens svar om sin konfiguration er ikke helt.</translation>
    </message>
    <message>
        <source>Libreswan is not installed on the gateway: there is no command “ipsec”.</source>
        <translation>Libreswan er ikke installeret på gatewayen: der er ingen kommando »ipsec«.</translation>
    </message>
    <message>
        <source>The gateway runs no Libreswan: “ipsec --version” says so. Only Libreswan is configured.</source>
        <translation>Gatewayen kører ikke Libreswan: det siger »ipsec --version«. Kun Libreswan konfigureres.</translation>
    </message>
    <message>
        <source>The host did not look for the path MTU: it printed nothing of its record.</source>
        <translation>Værten så ikke efter vejens MTU: den skrev intet af det.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address or name of a host.</source>
        <translation>&quot;%1&quot; er ingen adresse eller navn på en vært.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address to send from.</source>
        <translation>&quot;%1&quot; er ingen adresse at sende fra.</translation>
    </message>
    <message>
        <source>A TCP probe of %1 needs a port.</source>
        <translation>En TCP-prøve af %1 kræver en port.</translation>
    </message>
    <message>
        <source>The host did not run the probes: it printed nothing of their record.</source>
        <translation>Værten foretog ikke prøverne: den skrev intet af dem.</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>denne maskine</translation>
    </message>
    <message>
        <source>Of several subnets the gateway&apos;s Libreswan %1 takes those of IPv4 only: %2 needs a tunnel of its own. Take it out of “gateway.networks” and “tunnel.azureNetworks” in the site file.</source>
        <translation>Af flere subnet tager gatewayens Libreswan %1 kun dem med IPv4: %2 behøver sin egen tunnel. Tag det ud af “gateway.networks” og “tunnel.azureNetworks” i site-filen.</translation>
    </message>
    <message>
        <source>The gateway&apos;s /etc/ipsec.secrets does not include %1, so Libreswan would find no pre-shared key: add the line “include /etc/ipsec.d/*.secrets” there.</source>
        <translation>Gatewayens /etc/ipsec.secrets inkluderer ikke %1, så Libreswan ville ikke finde nogen forhåndsdelt nøgle: tilføj linjen “include /etc/ipsec.d/*.secrets” dér.</translation>
    </message>
    <message>
        <source>Libreswan lets nothing override it: take it out there, or “also=” out of the connection.</source>
        <translation>Libreswan lader intet tilsidesætte det: fjern det dér, eller »also=« fra forbindelsen.</translation>
    </message>
    <message>
        <source>Of several subnets at home the gateway&apos;s Libreswan %1 takes those of IPv4 only: %2 needs a tunnel of its own. Take it out of “gateway.networks” in the site file.</source>
        <translation>Af flere subnet hjemme tager gatewayens Libreswan %1 kun dem med IPv4: %2 behøver sin egen tunnel. Tag det ud af »gateway.networks« i site-filen.</translation>
    </message>
    <message>
        <source>Of several subnets at Azure the gateway&apos;s Libreswan %1 takes those of IPv4 only: %2 needs a tunnel of its own. Name only the others as “tunnel.azureNetworks” in the site file.</source>
        <translation>Af flere subnet hos Azure tager gatewayens Libreswan %1 kun dem med IPv4: %2 behøver sin egen tunnel. Nævn kun de andre som »tunnel.azureNetworks« i site-filen.</translation>
    </message>
    <message>
        <source>The gateway runs strongSwan: Skybro writes Libreswan&apos;s configuration only, so nothing can be compared or applied here. “skybroctl tunnel config show” tells the parameters, to be entered by hand.</source>
        <translation>Gatewayen kører strongSwan: Skybro skriver kun Libreswans konfiguration, så intet kan sammenlignes eller anvendes her. »skybroctl tunnel config show« fortæller parametrene, som indtastes i hånden.</translation>
    </message>
    <message>
        <source>The gateway&apos;s configuration can not be read, so what would change in it is not known: %1</source>
        <translation>Gatewayens konfiguration kan ikke læses, så hvad der ville ændres i den, vides ikke: %1</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::ApplyConfigJob</name>
    <message>
        <source>the gateway checks the new configuration</source>
        <translation>gatewayen tjekker den nye konfiguration</translation>
    </message>
    <message>
        <source>the gateway takes the new configuration</source>
        <translation>gatewayen tager den nye konfiguration i brug</translation>
    </message>
    <message>
        <source>waiting for traffic to pass</source>
        <translation>venter på, at trafikken kommer igennem</translation>
    </message>
    <message>
        <source>traffic passes; the gateway is told to keep it</source>
        <translation>trafikken kommer igennem; gatewayen får besked om at beholde den</translation>
    </message>
    <message>
        <source>putting back what was there</source>
        <translation>lægger det tilbage, der var</translation>
    </message>
    <message>
        <source>The gateway&apos;s Libreswan does not take “%1”: %2</source>
        <translation>Gatewayens Libreswan tager ikke imod »%1«: %2</translation>
    </message>
    <message>
        <source>The gateway&apos;s Libreswan cannot read %1: %2</source>
        <translation>Gatewayens Libreswan kan ikke læse %1: %2</translation>
    </message>
    <message>
        <source>%1 on the gateway was changed by somebody else meanwhile.</source>
        <translation>%1 på gatewayen blev imens ændret af en anden.</translation>
    </message>
    <message>
        <source>Another change of the gateway&apos;s configuration is under way.</source>
        <translation>En anden ændring af gatewayens konfiguration er i gang.</translation>
    </message>
    <message>
        <source>The gateway does not know of this change any more.</source>
        <translation>Gatewayen kender ikke længere denne ændring.</translation>
    </message>
    <message>
        <source>The gateway could not be configured.</source>
        <translation>Gatewayen kunne ikke konfigureres.</translation>
    </message>
    <message>
        <source>The gateway could not be configured: %1.</source>
        <translation>Gatewayen kunne ikke konfigureres: %1.</translation>
    </message>
    <message>
        <source>The change was given up.</source>
        <translation>Ændringen blev opgivet.</translation>
    </message>
    <message numerus="yes">
        <source>Traffic did not pass within %n second(s).</source>
        <translation>
            <numerusform>Trafikken kom ikke igennem inden for %n sekund.</numerusform>
            <numerusform>Trafikken kom ikke igennem inden for %n sekunder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Traffic passed, but the gateway was told so too late.</source>
        <translation>Trafikken kom igennem, men gatewayen fik det at vide for sent.</translation>
    </message>
    <message>
        <source>The gateway has its earlier configuration.</source>
        <translation>Gatewayen har sin tidligere konfiguration.</translation>
    </message>
    <message numerus="yes">
        <source>The gateway cannot be reached; it puts back its earlier configuration by itself, %n second(s) after the change.</source>
        <translation>
            <numerusform>Gatewayen kan ikke nås; den lægger selv sin tidligere konfiguration tilbage, %n sekund efter ændringen.</numerusform>
            <numerusform>Gatewayen kan ikke nås; den lægger selv sin tidligere konfiguration tilbage, %n sekunder efter ændringen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Azure&apos;s connection could not be put back: %1</source>
        <translation>Azures forbindelse kunne ikke stilles tilbage: %1</translation>
    </message>
    <message>
        <source>The gateway cannot be reached, and whether it keeps the change is not known: the next command will ask it, and make Azure&apos;s end match.</source>
        <translation>Gatewayen kan ikke nås, og om den beholder ændringen, vides ikke: næste kommando spørger den og får Azures ende til at passe.</translation>
    </message>
    <message>
        <source>Both ends have their earlier configuration.</source>
        <translation>Begge ender har deres tidligere konfiguration.</translation>
    </message>
    <message>
        <source>The gateway could not put back what it had: %1. Take the change back once that is mended.</source>
        <translation>Gatewayen kunne ikke lægge det tilbage, den havde: %1. Tag ændringen tilbage, når det er udbedret.</translation>
    </message>
    <message>
        <source>what Azure has is kept in the keychain, and its connection is set</source>
        <translation>det, Azure har, gemmes i nøgleringen, og dens forbindelse indstilles</translation>
    </message>
    <message numerus="yes">
        <source>“%1” did not come up within %n second(s): what answered came another way, as by another connection to the same networks.</source>
        <translation>
            <numerusform>»%1« kom ikke op inden for %n sekund: det, der svarede, kom en anden vej, som ad en anden forbindelse til de samme net.</numerusform>
            <numerusform>»%1« kom ikke op inden for %n sekunder: det, der svarede, kom en anden vej, som ad en anden forbindelse til de samme net.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::AzureEndQuery</name>
    <message>
        <source>Azure has several site-to-site connections (%1): name the site&apos;s with gateway.azureConnection.</source>
        <translation>Azure har flere site-til-site-forbindelser (%1): nævn sitets med gateway.azureConnection.</translation>
    </message>
    <message numerus="yes">
        <source>Azure did not tell of the tunnel within %n second(s).</source>
        <translation>
            <numerusform>Azure fortalte ikke om tunnelen inden for %n sekund.</numerusform>
            <numerusform>Azure fortalte ikke om tunnelen inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::ChangeAzureJob</name>
    <message>
        <source>Azure&apos;s connection uses policy-based traffic selectors, which need an IPsec policy: the profile “azure-default” has none.</source>
        <translation>Azures forbindelse bruger politikbaserede trafikvælgere, som kræver en IPsec-politik: profilen »azure-default« har ingen.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::CommandJob</name>
    <message>
        <source>The program &quot;%1&quot; cannot be started on this machine.</source>
        <translation>Programmet &quot;%1&quot; kan ikke startes på denne maskine.</translation>
    </message>
    <message numerus="yes">
        <source>The program &quot;%1&quot; did not end within %n second(s).</source>
        <translation>
            <numerusform>Programmet &quot;%1&quot; sluttede ikke inden for %n sekund.</numerusform>
            <numerusform>Programmet &quot;%1&quot; sluttede ikke inden for %n sekunder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::HereProbesJob</name>
    <message>
        <source>There is nothing to probe.</source>
        <translation>Der er intet at prøve.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::PassesJob</name>
    <message>
        <source>There is no place from where traffic could be tried.</source>
        <translation>Der er intet sted, hvorfra trafikken kunne prøves.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::PlanRollbackJob</name>
    <message>
        <source>The gateway&apos;s answer is not whole.</source>
        <translation>Gatewayens svar er ikke helt.</translation>
    </message>
    <message>
        <source>The gateway knows of no change of “%1” that could be taken back.</source>
        <translation>Gatewayen kender ingen ændring af »%1«, der kan tages tilbage.</translation>
    </message>
    <message>
        <source>Azure&apos;s end was changed along with the gateway&apos;s, and what it had before is not known here: that is kept on the machine, and for the user, that made the change.</source>
        <translation>Azures ende blev ændret sammen med gatewayens, og hvad den havde før, vides ikke her: det ligger på den maskine og hos den bruger, der lavede ændringen.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::PlanTunnelJob</name>
    <message>
        <source>Azure has no connection for this tunnel: make its gateway, local network gateway and connection first.</source>
        <translation>Azure har ingen forbindelse til denne tunnel: lav først dens gateway, lokale netværksgateway og forbindelse.</translation>
    </message>
    <message>
        <source>There is no pre-shared key, and without Azure a new one would fit one end only: give the one that Azure&apos;s connection has.</source>
        <translation>Der er ingen fælles nøgle, og uden Azure ville en ny kun passe til den ene ende: giv den, som Azures forbindelse har.</translation>
    </message>
    <message>
        <source>The IPsec daemon on %1 is not running: systemctl start ipsec</source>
        <translation>IPsec-dæmonen på %1 kører ikke: systemctl start ipsec</translation>
    </message>
    <message>
        <source>The connection “%1” is not loaded on %2, so what the files say is not in force: ipsec auto --add %1; ipsec auto --up %1</source>
        <translation>Forbindelsen “%1” er ikke indlæst på %2, så det, filerne siger, gælder ikke: ipsec auto --add %1; ipsec auto --up %1</translation>
    </message>
    <message>
        <source>After a boot of %1 nobody starts the IPsec daemon: systemctl enable ipsec</source>
        <translation>Efter en genstart af %1 starter ingen IPsec-dæmonen: systemctl enable ipsec</translation>
    </message>
    <message>
        <source>Azure does not tell the pre-shared key that it has: whether it is the gateway&apos;s is not known.</source>
        <translation>Azure oplyser ikke den fælles nøgle, den har: om det er gatewayens, vides ikke.</translation>
    </message>
    <message>
        <source>“%1” is loaded, and it is not up: the page Tunnel, or “skybroctl tunnel --doctor”, tells why.</source>
        <translation>»%1« er indlæst, men ikke oppe: siden Tunnel eller »skybroctl tunnel --doctor« fortæller hvorfor.</translation>
    </message>
    <message>
        <source>The conn says auto=%1: after a start of the daemon nobody brings “%2” up. auto=start does.</source>
        <translation>Forbindelsen har auto=%1: efter en start af dæmonen bringer ingen »%2« op. Det gør auto=start.</translation>
    </message>
    <message>
        <source>Azure&apos;s local network gateway does not name %1, so Azure sends nothing there: add it (az network local-gateway update).</source>
        <translation>Azures lokale netværksgateway nævner ikke %1, så Azure sender intet dertil: tilføj det (az network local-gateway update).</translation>
    </message>
    <message>
        <source>dpddelay=%1 and dpdaction=%2 stay as they are; a new conn would get %3 and %4.</source>
        <translation>dpddelay=%1 og dpdaction=%2 bliver, som de er; en ny conn ville få %3 og %4.</translation>
    </message>
    <message>
        <source>Libreswan %1 on %2 does not take “%3”: %4. Another “tunnel.profile”, or “tunnel.ike” and “tunnel.esp” in the site file, would mend it.</source>
        <translation>Libreswan %1 på %2 tager ikke imod »%3«: %4. En anden »tunnel.profile«, eller »tunnel.ike« og »tunnel.esp« i site-filen, ville afhjælpe det.</translation>
    </message>
    <message>
        <source>The pre-shared key has fewer than %1 characters: whoever hears a handshake can find it by trying. A new one would mend it (“Another key”, --new-key).</source>
        <translation>Den forhåndsdelte nøgle har færre end %1 tegn: den, der hører en forhandling, kan finde den ved at prøve sig frem. En ny ville afhjælpe det (»En anden nøgle«, --new-key).</translation>
    </message>
    <message>
        <source>The daemon goes by other values than its file says (%1): load it anew, which cuts the tunnel for some seconds: ipsec auto --replace %2; ipsec auto --up %2</source>
        <translation>Dæmonen retter sig efter andre værdier, end dens fil siger (%1): indlæs den igen, hvilket afbryder tunnelen i nogle sekunder: ipsec auto --replace %2; ipsec auto --up %2</translation>
    </message>
    <message>
        <source>Libreswan on %1 can not read its configuration, and takes no change until that is mended: %2</source>
        <translation>Libreswan på %1 kan ikke læse sin konfiguration og tager ikke imod ændringer, før det er afhjulpet: %2</translation>
    </message>
    <message>
        <source>The secret store holds another pre-shared key than the gateway: both ends would get that one.</source>
        <translation>Lageret for hemmeligheder har en anden forhåndsdelt nøgle end gatewayen: begge ender ville få den.</translation>
    </message>
    <message>
        <source>%1 on %2 leads to the same subnets as “%3”: only one of them carries the traffic. Take the other out first, or name it as “gateway.connection”.</source>
        <translation>%1 på %2 fører til de samme subnet som »%3«: kun en af dem bærer trafikken. Tag den anden ud først, eller nævn den som »gateway.connection«.</translation>
    </message>
    <message>
        <source>Others than root may read the pre-shared key in %1 on %2: to apply gives the file the mode 0600.</source>
        <translation>Andre end root kan læse den forhåndsdelte nøgle i %1 på %2: at anvende giver filen rettighederne 0600.</translation>
    </message>
    <message>
        <source>The site file has no section “tunnel”: the profile “strong” is assumed.</source>
        <translation>Site-filen har intet afsnit »tunnel«: profilen »strong« antages.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::ProbesJob</name>
    <message>
        <source>There is nothing to probe.</source>
        <translation>Der er intet at prøve.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::RollbackConfigJob</name>
    <message>
        <source>The gateway knows of no change of “%1” that could be taken back.</source>
        <translation>Gatewayen kender ingen ændring af »%1«, der kan tages tilbage.</translation>
    </message>
    <message>
        <source>%1 on the gateway was changed by hand since; that would be lost.</source>
        <translation>%1 på gatewayen er ændret i hånden siden; det ville gå tabt.</translation>
    </message>
    <message>
        <source>The gateway could not put back its configuration: %1.</source>
        <translation>Gatewayen kunne ikke lægge sin konfiguration tilbage: %1.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::RollbackTunnelJob</name>
    <message>
        <source>the gateway puts back what it had</source>
        <translation>gatewayen lægger tilbage, hvad den havde</translation>
    </message>
    <message>
        <source>Azure&apos;s connection is put back</source>
        <translation>Azures forbindelse lægges tilbage</translation>
    </message>
    <message>
        <source>The gateway has its earlier configuration, and Azure&apos;s connection could not be put back: %1</source>
        <translation>Gatewayen har sin tidligere konfiguration, og Azures forbindelse kunne ikke lægges tilbage: %1</translation>
    </message>
    <message>
        <source>the connection is brought up</source>
        <translation>forbindelsen bringes op</translation>
    </message>
    <message>
        <source>Azure&apos;s connection was put back, and the gateway, which is reached through the tunnel, does not answer yet: %1</source>
        <translation>Azures forbindelse blev lagt tilbage, og gatewayen, som nås gennem tunnelen, svarer endnu ikke: %1</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::SettleTunnelJob</name>
    <message>
        <source>An earlier change of this tunnel was interrupted%1; the gateway has it in force.</source>
        <translation>En tidligere ændring af denne tunnel blev afbrudt%1; på gatewayen er den i kraft.</translation>
    </message>
    <message>
        <source>An earlier change of this tunnel was interrupted%1; the gateway has its earlier configuration.</source>
        <translation>En tidligere ændring af denne tunnel blev afbrudt%1; gatewayen har sin tidligere konfiguration.</translation>
    </message>
    <message>
        <source>Azure&apos;s end was put back to match.</source>
        <translation>Azures ende blev lagt tilbage, så den passer.</translation>
    </message>
    <message>
        <source>Azure&apos;s end was changed by somebody else since and is left as it is.</source>
        <translation>Azures ende er siden ændret af en anden og bliver, som den er.</translation>
    </message>
    <message>
        <source>The gateway could not put back what it had before an interrupted change.</source>
        <translation>Gatewayen kunne ikke lægge tilbage, hvad den havde før en afbrudt ændring.</translation>
    </message>
    <message>
        <source>An earlier change of the tunnel was interrupted: the gateway has its earlier configuration, and Azure&apos;s end is not put back yet.</source>
        <translation>En tidligere ændring af tunnelen blev afbrudt: gatewayen har sin tidligere konfiguration, og Azures ende er endnu ikke lagt tilbage.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::UndoAzureJob</name>
    <message>
        <source>Azure&apos;s connection was changed by somebody else since; that would be lost.</source>
        <translation>Azures forbindelse er siden ændret af en anden; det ville gå tabt.</translation>
    </message>
</context>
<context>
    <name>skybro::tunnel::UndosJob</name>
    <message>
        <source>What Azure had before the last change of the tunnel can not be read.</source>
        <translation>Hvad Azure havde før den seneste ændring af tunnelen, kan ikke læses.</translation>
    </message>
    <message>
        <source>There is no secret store to keep what Azure had before the change.</source>
        <translation>Der er intet lager for hemmeligheder, hvor det kan gemmes, hvad Azure havde før ændringen.</translation>
    </message>
    <message>
        <source>An earlier change of the tunnel was interrupted, and Azure&apos;s end is not put right yet.</source>
        <translation>En tidligere ændring af tunnelen blev afbrudt, og Azures ende er endnu ikke bragt i orden.</translation>
    </message>
    <message>
        <source>What Azure had before the change is not kept any more.</source>
        <translation>Hvad Azure havde før ændringen, er ikke gemt længere.</translation>
    </message>
</context>
<context>
    <name>skybro::ui</name>
    <message>
        <source>%1: the name must end in .svg, .png or .pdf.</source>
        <translation>%1: navnet skal ende på .svg, .png eller .pdf.</translation>
    </message>
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
    <message>
        <source>The picture is too large for a PNG file.</source>
        <translation>Billedet er for stort til en PNG-fil.</translation>
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
    <name>skybro::ui::ConfigView</name>
    <message>
        <source>Another key</source>
        <translation>En anden nøgle</translation>
    </message>
    <message>
        <source>The gateway only</source>
        <translation>Kun gatewayen</translation>
    </message>
    <message>
        <source>What would be changed</source>
        <translation>Hvad der ville blive ændret</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Compares both ends with the site file; changes nothing</source>
        <translation>Sammenligner begge ender med site-filen; ændrer intet</translation>
    </message>
    <message>
        <source>Apply…</source>
        <translation>Anvend…</translation>
    </message>
    <message>
        <source>Sets both ends as the site file has them, and takes that back by itself when no traffic passes</source>
        <translation>Sætter begge ender op, som site-filen har dem, og tager det selv tilbage, når ingen trafik kommer igennem</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Tag tilbage…</translation>
    </message>
    <message>
        <source>Gives back what was there before the last change</source>
        <translation>Giver tilbage, hvad der var før den seneste ændring</translation>
    </message>
    <message>
        <source>Firewall, routes</source>
        <translation>Firewall, ruter</translation>
    </message>
    <message>
        <source>Commands for the gateway&apos;s firewall and for the hosts at home, instead of the changes</source>
        <translation>Kommandoer til gatewayens firewall og til værterne hjemme, i stedet for ændringerne</translation>
    </message>
    <message>
        <source>Makes a pre-shared key from 32 random bytes for both ends, and keeps it where secrets are kept</source>
        <translation>Laver en fælles nøgle af 32 tilfældige byte til begge ender og gemmer den, hvor hemmeligheder gemmes</translation>
    </message>
    <message>
        <source>Azure&apos;s end is neither asked nor changed</source>
        <translation>Azures ende bliver hverken spurgt eller ændret</translation>
    </message>
    <message>
        <source>A change that was interrupted is brought to its end…</source>
        <translation>En ændring, der blev afbrudt, bringes til ende…</translation>
    </message>
    <message>
        <source>Something is under way</source>
        <translation>Noget er i gang</translation>
    </message>
    <message>
        <source>Both ends must be compared first</source>
        <translation>Begge ender skal først sammenlignes</translation>
    </message>
    <message>
        <source>There is no running node whose answer would prove that traffic passes</source>
        <translation>Der er ingen kørende node, hvis svar ville bevise, at trafik kommer igennem</translation>
    </message>
    <message>
        <source>There is nothing to change</source>
        <translation>Der er intet at ændre</translation>
    </message>
    <message>
        <source>The tunnel is being changed…</source>
        <translation>Tunnelen bliver ændret…</translation>
    </message>
    <message>
        <source>Both ends are being asked…</source>
        <translation>Begge ender bliver spurgt…</translation>
    </message>
    <message>
        <source>Nothing can be changed from here</source>
        <translation>Intet kan ændres herfra</translation>
    </message>
    <message>
        <source>The ends could not be compared</source>
        <translation>Enderne kunne ikke sammenlignes</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Intet at ændre</translation>
    </message>
    <message>
        <source>The files on %1 and Azure&apos;s connection say what %2 says. To change them, write what you want into its sections “gateway” and “tunnel”, and compare again.</source>
        <translation>Filerne på %1 og Azures forbindelse siger det samme som %2. Vil du ændre dem, så skriv, hvad du ønsker, i dens afsnit »gateway« og »tunnel«, og sammenlign igen.</translation>
    </message>
    <message>
        <source>Asking both ends</source>
        <translation>Spørger begge ender</translation>
    </message>
    <message>
        <source>%1 and Azure are asked how they are set up. Nothing is changed by that.</source>
        <translation>%1 og Azure bliver spurgt, hvordan de er sat op. Det ændrer intet.</translation>
    </message>
    <message>
        <source>Set up both ends of the tunnel anew?</source>
        <translation>Sætte begge ender af tunnelen op på ny?</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anvend</translation>
    </message>
    <message>
        <source>Changing the tunnel…</source>
        <translation>Ændrer tunnelen…</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Tag den tilbage</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>Tager den tilbage…</translation>
    </message>
    <message>
        <source>Changing the tunnel: %1…</source>
        <translation>Ændrer tunnelen: %1…</translation>
    </message>
    <message>
        <source>The change is in force, but its key could not be kept: %1</source>
        <translation>Ændringen er i kraft, men dens nøgle kunne ikke gemmes: %1</translation>
    </message>
    <message>
        <source>Applied: traffic passed %1 s after the gateway had taken the change.</source>
        <translation>Anvendt: trafikken kom igennem %1 s efter, at gatewayen havde taget ændringen.</translation>
    </message>
    <message>
        <source>The files need no change: what the page says above brings them into force</source>
        <translation>Filerne skal ikke ændres: det, som siden siger ovenfor, sætter dem i kraft</translation>
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
        <translation>Enighed</translation>
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
    <message>
        <source>Different: %1</source>
        <translation>Forskelligt: %1</translation>
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
    <message>
        <source>Not signed in</source>
        <translation>Ikke logget ind</translation>
    </message>
    <message>
        <source>Azure does not permit it</source>
        <translation>Azure tillader det ikke</translation>
    </message>
    <message>
        <source>Azure does not answer</source>
        <translation>Azure svarer ikke</translation>
    </message>
    <message>
        <source>Azure answers with an error</source>
        <translation>Azure svarer med en fejl</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Luk</translation>
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
</context>
<context>
    <name>skybro::ui::EventsView</name>
    <message>
        <source>Events of the tunnel</source>
        <translation>Tunnelens hændelser</translation>
    </message>
    <message>
        <source>Nothing happened to the tunnel in the last year, as far as Skybro watched it.
Breaks, recoveries, losses, impairments and new keys are listed here.</source>
        <translation>Der er intet sket med tunnelen det seneste år, så vidt Skybro har holdt øje.
Udfald, genkomst, tab, forringelser og nye nøgler står her.</translation>
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
    <message>
        <source>impaired %1 of %2</source>
        <translation>forringet %1 af %2</translation>
    </message>
    <message>
        <source>Impaired</source>
        <translation>Forringet</translation>
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
        <translation>Intet passerer</translation>
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
    <message>
        <source>SAs not known</source>
        <translation>SA&apos;er kendes ikke</translation>
    </message>
    <message>
        <source>no IKE SA</source>
        <translation>ingen IKE SA</translation>
    </message>
    <message numerus="yes">
        <source>%n IKE SA(s)</source>
        <translation>
            <numerusform>%n IKE SA</numerusform>
            <numerusform>%n IKE SA&apos;er</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Child SA(s)</source>
        <translation>
            <numerusform>%n Child SA</numerusform>
            <numerusform>%n Child SA&apos;er</numerusform>
        </translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>oppe i %1</translation>
    </message>
    <message>
        <source>Azure&apos;s SAs: %1</source>
        <translation>Azures SA&apos;er: %1</translation>
    </message>
    <message>
        <source>IKE: %1</source>
        <translation>IKE: %1</translation>
    </message>
    <message>
        <source>ESP: %1; %2 to %3</source>
        <translation>ESP: %1; %2 til %3</translation>
    </message>
    <message>
        <source>Its user may not run ipsec or swanctl by sudo without a password.</source>
        <translation>Dens bruger må ikke køre ipsec eller swanctl med sudo uden adgangskode.</translation>
    </message>
    <message numerus="yes">
        <source>It has %n connection(s): name the one to Azure in the site file, as gateway.connection.</source>
        <translation>
            <numerusform>Den har %n forbindelse: nævn den til Azure i site-filen som gateway.connection.</numerusform>
            <numerusform>Den har %n forbindelser: nævn den til Azure i site-filen som gateway.connection.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its list of SAs could not be read whole.</source>
        <translation>Dens liste over SA&apos;er kunne ikke læses helt.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Afvist</translation>
    </message>
    <message>
        <source>Asks the far end again and again.</source>
        <translation>Spørger den anden ende igen og igen.</translation>
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
    <name>skybro::ui::Measurement</name>
    <message>
        <source>Something is under way</source>
        <translation>Noget er i gang</translation>
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
    <name>skybro::ui::Mender</name>
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
        <source>Ask again</source>
        <translation>Spørg igen</translation>
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
        <source>Configure both ends</source>
        <translation>Sæt begge ender op</translation>
    </message>
    <message>
        <source>Set another key</source>
        <translation>Sæt en anden nøgle</translation>
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
</context>
<context>
    <name>skybro::ui::MiniMap</name>
    <message>
        <source>Map of the picture</source>
        <translation>Kort over billedet</translation>
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
        <translation>Hemmeligheden lægges i skrivebordets nøglering eller, hvor der ingen er, i en fil kun du kan læse. Den står aldrig i site-filen.</translation>
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
    <message>
        <source>Configuring the tunnel</source>
        <translation>Sætter tunnelen op</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TakeBack</name>
    <message>
        <source>Asking what there was before the last change…</source>
        <translation>Spørger, hvad der var før den seneste ændring…</translation>
    </message>
    <message>
        <source>Take back the last change of the tunnel?</source>
        <translation>Tage den seneste ændring af tunnelen tilbage?</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Tag den tilbage</translation>
    </message>
    <message>
        <source>Take it back over what was changed by hand since?</source>
        <translation>Tage den tilbage hen over det, der siden er ændret i hånden?</translation>
    </message>
    <message>
        <source>Take it back all the same</source>
        <translation>Tag den alligevel tilbage</translation>
    </message>
    <message>
        <source>Taking it back: %1…</source>
        <translation>Tager den tilbage: %1…</translation>
    </message>
    <message>
        <source>The last change was taken back.</source>
        <translation>Den seneste ændring blev taget tilbage.</translation>
    </message>
    <message>
        <source>Taking back the last change…</source>
        <translation>Tager den seneste ændring tilbage…</translation>
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
    <message>
        <source>Writing %1…</source>
        <translation>Skriver %1 …</translation>
    </message>
    <message>
        <source>No problems found in what could be read</source>
        <translation>Ingen problemer fundet i det, der kunne læses</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>Intet fundet</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 af %2: %3</translation>
    </message>
    <message>
        <source>The nodes are not known</source>
        <translation>Noderne kendes ikke</translation>
    </message>
    <message>
        <source>The nodes are not known, and so neither are the site&apos;s networks.</source>
        <translation>Noderne kendes ikke, og derfor heller ikke stedets netværk.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) not in the picture: Azure did not say in which subnet</source>
        <translation>
            <numerusform>%n node er ikke på billedet: Azure sagde ikke i hvilket subnet</numerusform>
            <numerusform>%n noder er ikke på billedet: Azure sagde ikke i hvilket subnet</numerusform>
        </translation>
    </message>
    <message>
        <source>Could not be read: %1</source>
        <translation>Kunne ikke læses: %1</translation>
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
    <message>
        <source>At times impaired</source>
        <translation>Til tider forringet</translation>
    </message>
    <message>
        <source>Impaired</source>
        <translation>Forringet</translation>
    </message>
</context>
<context>
    <name>skybro::ui::TunnelPage</name>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
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
        <source>%1: %2</source>
        <translation>%1: %2</translation>
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
        <source>Configuration of the tunnel</source>
        <translation>Tunnelens konfiguration</translation>
    </message>
    <message>
        <source>History, events, both ends or configuration</source>
        <translation>Historie, hændelser, begge ender eller konfiguration</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message numerus="yes">
        <source>%n break(s) in the last hour</source>
        <translation>
            <numerusform>%n brud i den seneste time</numerusform>
            <numerusform>%n brud i den seneste time</numerusform>
        </translation>
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
        <translation>Intet passerer</translation>
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
    <message>
        <source>Impaired</source>
        <translation>Forringet</translation>
    </message>
    <message>
        <source>Tunnel impaired</source>
        <translation>Tunnel forringet</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 svarer ikke</translation>
    </message>
    <message>
        <source>Tunnel up, %1 does not answer</source>
        <translation>Tunnel oppe, %1 svarer ikke</translation>
    </message>
    <message>
        <source>Impairment over</source>
        <translation>Forringelse forbi</translation>
    </message>
    <message>
        <source>Probes pass; other traffic does not, or not through the tunnel.</source>
        <translation>Prøver kommer igennem; anden trafik gør ikke, eller ikke gennem tunnelen.</translation>
    </message>
    <message>
        <source>Nothing impairs the tunnel any more, after %1.</source>
        <translation>Intet forringer tunnelen længere, efter %1.</translation>
    </message>
    <message>
        <source>at least since %1</source>
        <translation>i hvert fald siden %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>siden %1</translation>
    </message>
    <message numerus="yes">
        <source>Broke %n time(s) shortly after one another; from here on breaks under a minute are counted only.</source>
        <translation>
            <numerusform>Brød %n gang; herfra tælles brud under et minut kun.</numerusform>
            <numerusform>Brød %n gange kort efter hinanden; herfra tælles brud under et minut kun.</numerusform>
        </translation>
    </message>
    <message>
        <source>Up, not measured</source>
        <translation>Oppe, ikke målt</translation>
    </message>
    <message>
        <source>Tunnel up, not measured</source>
        <translation>Tunnel oppe, ikke målt</translation>
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
<context>
    <name>skybro::ui::WorkStrip</name>
    <message>
        <source>Close</source>
        <translation>Luk</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annullér</translation>
    </message>
    <message>
        <source>Azure has done %1 % of it.</source>
        <translation>Azure er %1 % igennem det.</translation>
    </message>
</context>
</TS>
