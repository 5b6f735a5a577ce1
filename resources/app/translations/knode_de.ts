<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Bundles (*.knodez)</source>
        <translation>Bundles (*.knodez)</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>Ein Bundle ausprobieren</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>A bypassed node hands on what comes in</source>
        <translation>Ein umgangener Knoten reicht weiter, was hereinkommt</translation>
    </message>
    <message>
        <source>A disabled node does no work, nor does what depends on it</source>
        <translation>Ein abgeschalteter Knoten arbeitet nicht, auch nichts, was von ihm abhängt</translation>
    </message>
    <message>
        <source>About knode</source>
        <translation>Über knode</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Align Bottom</source>
        <translation>Unten ausrichten</translation>
    </message>
    <message>
        <source>Align Centres</source>
        <translation>Mittig ausrichten (waagrecht)</translation>
    </message>
    <message>
        <source>Align Left</source>
        <translation>Links ausrichten</translation>
    </message>
    <message>
        <source>Align Middles</source>
        <translation>Mittig ausrichten (senkrecht)</translation>
    </message>
    <message>
        <source>Align Right</source>
        <translation>Rechts ausrichten</translation>
    </message>
    <message>
        <source>Align Top</source>
        <translation>Oben ausrichten</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Ask a bundle about one row, and see why it answers so</source>
        <translation>Ein Bundle nach einer Zeile fragen und sehen, warum es so antwortet</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Bring the selected nodes into view</source>
        <translation>Die ausgewählten Knoten ins Bild holen</translation>
    </message>
    <message>
        <source>Bring the selected nodes to the heights at which their wires are level</source>
        <translation>Die ausgewählten Knoten auf die Höhen bringen, bei denen ihre Verbindungen waagrecht sind</translation>
    </message>
    <message>
        <source>Bring the whole workflow into view</source>
        <translation>Den ganzen Workflow ins Bild holen</translation>
    </message>
    <message>
        <source>Bypass or Not</source>
        <translation>Umgehen oder nicht</translation>
    </message>
    <message>
        <source>Cancel Run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Clear Filters of the Table</source>
        <translation>Filter der Tabelle aufheben</translation>
    </message>
    <message>
        <source>Close Tab</source>
        <translation>Tab schließen</translation>
    </message>
    <message>
        <source>Collapse or Expand Frame</source>
        <translation>Rahmen ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Command Palette…</source>
        <translation>Befehlspalette…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compute the selected nodes again, or all, though they have results</source>
        <translation>Die ausgewählten Knoten oder alle neu berechnen, obwohl sie Ergebnisse haben</translation>
    </message>
    <message>
        <source>Connect in Series</source>
        <translation>In Reihe verbinden</translation>
    </message>
    <message>
        <source>Connect the selected nodes in the order in which they were selected</source>
        <translation>Die ausgewählten Knoten in der Reihenfolge der Auswahl verbinden</translation>
    </message>
    <message>
        <source>Copies are fed by what feeds the originals</source>
        <translation>Kopien bekommen, was die Originale bekommen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Cut Wires</source>
        <translation>Verbindungen durchschneiden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete and Heal</source>
        <translation>Löschen und schließen</translation>
    </message>
    <message>
        <source>Delete nodes and connect what came before them with what came after</source>
        <translation>Knoten löschen und verbinden, was davor und danach kam</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Deploy This…</source>
        <translation>Dies bereitstellen…</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Herauslösen</translation>
    </message>
    <message>
        <source>Disable or Enable</source>
        <translation>Ab- oder anschalten</translation>
    </message>
    <message>
        <source>Dissolve Frame</source>
        <translation>Rahmen auflösen</translation>
    </message>
    <message>
        <source>Distribute Horizontally</source>
        <translation>Waagrecht verteilen</translation>
    </message>
    <message>
        <source>Distribute Vertically</source>
        <translation>Senkrecht verteilen</translation>
    </message>
    <message>
        <source>Drag a stroke across wires to cut them; Alt and the right button do so at any time</source>
        <translation>Einen Strich über Verbindungen ziehen, um sie zu durchschneiden; Alt und die rechte Taste tun das jederzeit</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate with Wires</source>
        <translation>Mit Verbindungen duplizieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Enter Component</source>
        <translation>Komponente betreten</translation>
    </message>
    <message>
        <source>Export Picture…</source>
        <translation>Bild exportieren…</translation>
    </message>
    <message>
        <source>Export Table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Find a node by any name and add it; Tab, Space or typing on the canvas does the same</source>
        <translation>Einen Knoten unter irgendeinem Namen finden und hinzufügen; Tab, Leertaste oder Tippen auf der Arbeitsfläche tut dasselbe</translation>
    </message>
    <message>
        <source>Find a text in the table in front</source>
        <translation>Einen Text in der vorderen Tabelle finden</translation>
    </message>
    <message>
        <source>Find in Table</source>
        <translation>In der Tabelle suchen</translation>
    </message>
    <message>
        <source>Find in Workflow…</source>
        <translation>Im Workflow suchen…</translation>
    </message>
    <message>
        <source>Find nodes and notes by any text in them, inside components too</source>
        <translation>Knoten und Notizen nach irgendeinem Text darin finden, auch in Komponenten</translation>
    </message>
    <message>
        <source>First Workflow, Step by Step</source>
        <translation>Erster Workflow, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Fit All</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Frame Nodes</source>
        <translation>Knoten einrahmen</translation>
    </message>
    <message>
        <source>Full Screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Give the keyboard to the next panel</source>
        <translation>Die Tastatur dem nächsten Bereich geben</translation>
    </message>
    <message>
        <source>Give the keyboard to the panel before</source>
        <translation>Die Tastatur dem vorigen Bereich geben</translation>
    </message>
    <message>
        <source>Go along the Wire to the Left</source>
        <translation>Der Verbindung nach links folgen</translation>
    </message>
    <message>
        <source>Go along the Wire to the Right</source>
        <translation>Der Verbindung nach rechts folgen</translation>
    </message>
    <message>
        <source>Go to Row</source>
        <translation>Gehe zu Zeile</translation>
    </message>
    <message>
        <source>Go to a row of the table by its number</source>
        <translation>Zu einer Zeile der Tabelle nach ihrer Nummer gehen</translation>
    </message>
    <message>
        <source>Go to the Canvas</source>
        <translation>Zur Arbeitsfläche</translation>
    </message>
    <message>
        <source>Go to the Node Above</source>
        <translation>Zum Knoten darüber</translation>
    </message>
    <message>
        <source>Go to the Node Below</source>
        <translation>Zum Knoten darunter</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help of the Node</source>
        <translation>Hilfe zum Knoten</translation>
    </message>
    <message>
        <source>Hints beside your own work, from data to deployment; leave them at any time</source>
        <translation>Hinweise neben der eigenen Arbeit, von den Daten bis zur Bereitstellung; jederzeit zu verlassen</translation>
    </message>
    <message>
        <source>Insert Node into Wire…</source>
        <translation>Knoten in Verbindung einfügen…</translation>
    </message>
    <message>
        <source>Insert Workflow as Component…</source>
        <translation>Workflow als Komponente einfügen…</translation>
    </message>
    <message>
        <source>Invert Selection</source>
        <translation>Auswahl umkehren</translation>
    </message>
    <message>
        <source>Lay Out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Lay out the selected nodes in layers, or all when none is selected</source>
        <translation>Die ausgewählten Knoten in Schichten anordnen, oder alle, wenn keiner ausgewählt ist</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Leave Component</source>
        <translation>Komponente verlassen</translation>
    </message>
    <message>
        <source>Let no further node start</source>
        <translation>Keinen weiteren Knoten beginnen lassen</translation>
    </message>
    <message>
        <source>Let the node be of another type; settings and wires stay where they fit</source>
        <translation>Den Knoten von anderer Art sein lassen; Optionen und Verbindungen bleiben, wo sie passen</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>Komponente machen</translation>
    </message>
    <message>
        <source>New Window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>New Workflow</source>
        <translation>Neuer Workflow</translation>
    </message>
    <message>
        <source>Next Panel</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Next Tab</source>
        <translation>Nächster Tab</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Notes and Frames</source>
        <translation>Notizen und Rahmen</translation>
    </message>
    <message>
        <source>Nudge Down</source>
        <translation>Nach unten schieben</translation>
    </message>
    <message>
        <source>Nudge Left</source>
        <translation>Nach links schieben</translation>
    </message>
    <message>
        <source>Nudge Right</source>
        <translation>Nach rechts schieben</translation>
    </message>
    <message>
        <source>Nudge Up</source>
        <translation>Nach oben schieben</translation>
    </message>
    <message>
        <source>Open Table in Its Own Window</source>
        <translation>Tabelle in eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Pause Run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Previous Panel</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Previous Tab</source>
        <translation>Voriger Tab</translation>
    </message>
    <message>
        <source>Put the selected nodes into a component; wires that cross its border become its ports</source>
        <translation>Die ausgewählten Knoten in eine Komponente legen; Verbindungen über ihre Grenze werden ihre Anschlüsse</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove from Frame</source>
        <translation>Aus dem Rahmen nehmen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Report a Problem…</source>
        <translation>Problem melden…</translation>
    </message>
    <message>
        <source>Reset the Layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Restart the Engine</source>
        <translation>Engine neu starten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run All</source>
        <translation>Alles ausführen</translation>
    </message>
    <message>
        <source>Run Fresh</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Run Selected</source>
        <translation>Auswahl ausführen</translation>
    </message>
    <message>
        <source>Run after every change</source>
        <translation>Nach jeder Änderung ausführen</translation>
    </message>
    <message>
        <source>Run all selected nodes and what they need</source>
        <translation>Alle ausgewählten Knoten ausführen und was sie brauchen</translation>
    </message>
    <message>
        <source>Run by Itself</source>
        <translation>Von selbst ausführen</translation>
    </message>
    <message>
        <source>Run every node that has no result yet</source>
        <translation>Jeden Knoten ausführen, der noch kein Ergebnis hat</translation>
    </message>
    <message>
        <source>Run the last node selected and what it needs</source>
        <translation>Den zuletzt ausgewählten Knoten ausführen und was er braucht</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>Bis hier ausführen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save the Layout…</source>
        <translation>Anordnung speichern…</translation>
    </message>
    <message>
        <source>Save the workflow, or what is selected, as SVG or PNG</source>
        <translation>Den Workflow oder die Auswahl als SVG oder PNG speichern</translation>
    </message>
    <message>
        <source>Saved Layouts…</source>
        <translation>Gespeicherte Anordnungen…</translation>
    </message>
    <message>
        <source>Search Library</source>
        <translation>Bibliothek durchsuchen</translation>
    </message>
    <message>
        <source>See what production needs of the selected nodes, and bring it there as a bundle</source>
        <translation>Sehen, was der Betrieb von den ausgewählten Knoten braucht, und es als Bundle dorthin bringen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Select Connected</source>
        <translation>Verbundene auswählen</translation>
    </message>
    <message>
        <source>Select Downstream</source>
        <translation>Nachfolgende auswählen</translation>
    </message>
    <message>
        <source>Select Nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Select Upstream</source>
        <translation>Vorangehende auswählen</translation>
    </message>
    <message>
        <source>Share Component as File…</source>
        <translation>Komponente als Datei weitergeben…</translation>
    </message>
    <message>
        <source>Show Table</source>
        <translation>Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show the table that the selected node gives</source>
        <translation>Die Tabelle zeigen, die der ausgewählte Knoten gibt</translation>
    </message>
    <message>
        <source>Start Page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Straighten Wires</source>
        <translation>Verbindungen begradigen</translation>
    </message>
    <message>
        <source>Straighten the Wire</source>
        <translation>Die Verbindung begradigen</translation>
    </message>
    <message>
        <source>Swap for Another Node…</source>
        <translation>Gegen einen anderen Knoten tauschen…</translation>
    </message>
    <message>
        <source>Take the selected nodes out of their wires, which close behind them</source>
        <translation>Die ausgewählten Knoten aus ihren Verbindungen nehmen, die sich hinter ihnen schließen</translation>
    </message>
    <message>
        <source>The library of all nodes, ready to type in</source>
        <translation>Die Bibliothek aller Knoten, bereit zum Tippen</translation>
    </message>
    <message>
        <source>Try a Bundle…</source>
        <translation>Ein Bundle ausprobieren…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unpack Component</source>
        <translation>Komponente auspacken</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>What differs from another workflow file</source>
        <translation>Was sich von einer anderen Workflow-Datei unterscheidet</translation>
    </message>
    <message>
        <source>What differs from what is committed in git</source>
        <translation>Was sich vom Stand in git unterscheidet</translation>
    </message>
    <message>
        <source>What the selected node does and how it is set</source>
        <translation>Was der ausgewählte Knoten tut und wie er eingestellt wird</translation>
    </message>
    <message>
        <source>What was done since the file was saved</source>
        <translation>Was seit dem Speichern getan wurde</translation>
    </message>
    <message>
        <source>With Another File…</source>
        <translation>Mit einer anderen Datei…</translation>
    </message>
    <message>
        <source>With the Last Commit</source>
        <translation>Mit dem letzten Commit</translation>
    </message>
    <message>
        <source>With the Saved File</source>
        <translation>Mit der gespeicherten Datei</translation>
    </message>
    <message>
        <source>Write the rows and columns shown to a file</source>
        <translation>Die gezeigten Zeilen und Spalten in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Auf 100 % zoomen</translation>
    </message>
    <message>
        <source>Zoom to Selection</source>
        <translation>Auf Auswahl zoomen</translation>
    </message>
    <message>
        <source>a component is selected</source>
        <translation>eine Komponente ausgewählt ist</translation>
    </message>
    <message>
        <source>a frame is selected</source>
        <translation>ein Rahmen ausgewählt ist</translation>
    </message>
    <message>
        <source>a node is selected</source>
        <translation>ein Knoten ausgewählt ist</translation>
    </message>
    <message>
        <source>a node is selected, or the workflow has a Capture End</source>
        <translation>ein Knoten ausgewählt ist oder der Workflow ein Capture End hat</translation>
    </message>
    <message>
        <source>a note or frame is selected</source>
        <translation>eine Notiz oder ein Rahmen ausgewählt ist</translation>
    </message>
    <message>
        <source>a table is shown</source>
        <translation>eine Tabelle gezeigt wird</translation>
    </message>
    <message>
        <source>a wire is selected</source>
        <translation>eine Verbindung ausgewählt ist</translation>
    </message>
    <message>
        <source>a workflow is open</source>
        <translation>ein Workflow offen ist</translation>
    </message>
    <message>
        <source>nodes are selected</source>
        <translation>Knoten ausgewählt sind</translation>
    </message>
    <message>
        <source>something is running</source>
        <translation>etwas läuft</translation>
    </message>
    <message>
        <source>the workflow has a file</source>
        <translation>der Workflow eine Datei hat</translation>
    </message>
</context>
<context>
    <name>Breadcrumbs</name>
    <message>
        <source>Way to this component</source>
        <translation>Weg zu dieser Komponente</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>Passende Befehle</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>Tippen Sie, was Sie tun möchten</translation>
    </message>
    <message>
        <source>when {this}</source>
        <translation>wenn {this}</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>DocumentTabs</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close {tab}</source>
        <translation>{tab} schließen</translation>
    </message>
    <message>
        <source>Open workflows</source>
        <translation>Offene Workflows</translation>
    </message>
</context>
<context>
    <name>ExampleCard</name>
    <message>
        <source>Example {name}</source>
        <translation>Beispiel {name}</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>It starts again by itself.</source>
        <translation>Er startet von selbst neu.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo {edit}</source>
        <translation>{edit} wiederholen</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Run done in {time}.</source>
        <translation>Lauf fertig in {time}.</translation>
    </message>
    <message>
        <source>Run failed at {node}.</source>
        <translation>Lauf bei {node} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The engine process has ended. The workflow is safe.</source>
        <translation>Der Engine-Prozess ist zu Ende. Der Workflow ist sicher.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo {edit}</source>
        <translation>{edit} rückgängig</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Changed outside knode</source>
        <translation>Außerhalb von knode geändert</translation>
    </message>
    <message>
        <source>The file was changed outside knode; its changes were taken over.</source>
        <translation>Die Datei wurde außerhalb von knode geändert; die Änderungen wurden übernommen.</translation>
    </message>
    <message>
        <source>Unsaved changes cannot be kept for recovery in {folder}: {reason}. Save often.</source>
        <translation>Nicht gespeicherte Änderungen können nicht in {folder} gesichert werden: {reason}. Speichern Sie oft.</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Also the keys of: {actions}. Neither would work.</source>
        <translation>Auch die Tasten von: {actions}. Keine von beiden ginge.</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>Wie geliefert</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>Aktion suchen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation>Tasten wie in</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the new keys:</source>
        <translation>Neue Tasten drücken:</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>Layout:</source>
        <translation>Anordnung:</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>Name der Anordnung:</translation>
    </message>
    <message>
        <source>No layout has been saved yet.</source>
        <translation>Noch ist keine Anordnung gespeichert.</translation>
    </message>
    <message>
        <source>Save the Layout</source>
        <translation>Anordnung speichern</translation>
    </message>
    <message>
        <source>Saved Layouts</source>
        <translation>Gespeicherte Anordnungen</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Empty the log</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Geringste gezeigte Stufe</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Selected node only</source>
        <translation>Nur ausgewählter Knoten</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Report…</source>
        <translation>Melden…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Visual, node-based data science. Apache License 2.0.</source>
        <translation>Visuelle Datenanalyse mit Knoten. Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>knode itself went wrong: {error}. That is our mistake; your workflow is as it was.</source>
        <translation>knode selbst hat einen Fehler gemacht: {error}. Das ist unser Fehler; Ihr Workflow ist, wie er war.</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Deploy</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
</context>
<context>
    <name>PanelDock</name>
    <message>
        <source>Open a workflow to see this.</source>
        <translation>Öffnen Sie einen Workflow, um dies zu sehen.</translation>
    </message>
</context>
<context>
    <name>PanelTitle</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close {panel}</source>
        <translation>{panel} schließen</translation>
    </message>
    <message>
        <source>Detach {panel}</source>
        <translation>{panel} lösen</translation>
    </message>
    <message>
        <source>Dock {panel}</source>
        <translation>{panel} andocken</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>Curved</source>
        <translation>Gebogen</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Files and trust</source>
        <translation>Dateien und Vertrauen</translation>
    </message>
    <message>
        <source>How links are drawn.</source>
        <translation>Wie Verbindungen gezeichnet werden.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it.</source>
        <translation>Hell oder dunkel, oder wie das System es hat.</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Of menus and dialogs; windows opened from now on have it.</source>
        <translation>Der Menüs und Dialoge; Fenster, die ab jetzt geöffnet werden, haben sie.</translation>
    </message>
    <message>
        <source>Open the files of last time when knode starts.</source>
        <translation>Beim Start die Dateien vom letzten Mal öffnen.</translation>
    </message>
    <message>
        <source>Overview map</source>
        <translation>Übersichtskarte</translation>
    </message>
    <message>
        <source>Reopen at start</source>
        <translation>Beim Start wieder öffnen</translation>
    </message>
    <message>
        <source>Scrolls</source>
        <translation>Verschiebt</translation>
    </message>
    <message>
        <source>Show a short message at the lower edge.</source>
        <translation>Eine kurze Meldung am unteren Rand zeigen.</translation>
    </message>
    <message>
        <source>Show the small map when the workflow is larger than the window.</source>
        <translation>Die kleine Karte zeigen, wenn der Workflow größer ist als das Fenster.</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>Tell when a run ends</source>
        <translation>Melden, wenn ein Lauf endet</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Trusted folders</source>
        <translation>Vertraute Ordner</translation>
    </message>
    <message>
        <source>What the wheel does on the canvas; with Ctrl it always zooms.</source>
        <translation>Was das Rad auf der Arbeitsfläche tut; mit Strg zoomt es immer.</translation>
    </message>
    <message>
        <source>Workflows in these folders may run code without asking. One folder a line.</source>
        <translation>Workflows in diesen Ordnern dürfen Code ausführen, ohne zu fragen. Ein Ordner je Zeile.</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>Zoomt</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>No problems: every node can run.</source>
        <translation>Keine Probleme: jeder Knoten kann laufen.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Node or run</source>
        <translation>Knoten oder Lauf</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>Nichts läuft.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Run {number}: {to}</source>
        <translation>Lauf {number}: {to}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Take from queue</source>
        <translation>Aus der Schlange nehmen</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{done} of {total} nodes</source>
        <translation>{done} von {total} Knoten</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Forget These</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Content of the report</source>
        <translation>Inhalt des Berichts</translation>
    </message>
    <message>
        <source>Report a Problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>Save the Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>The report is in {file}</source>
        <translation>Der Bericht steht in {file}</translation>
    </message>
    <message>
        <source>This is all that the report holds: no data, no values of settings, no paths.</source>
        <translation>Das ist alles, was der Bericht enthält: keine Daten, keine Werte von Optionen, keine Pfade.</translation>
    </message>
    <message>
        <source>What did you do, what happened, what did you expect?</source>
        <translation>Was haben Sie getan, was ist geschehen, was haben Sie erwartet?</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Keep Mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Recover Unsaved Changes</source>
        <translation>Nicht gespeicherte Änderungen wiederherstellen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Show Differences</source>
        <translation>Unterschiede zeigen</translation>
    </message>
    <message>
        <source>Take the File</source>
        <translation>Datei übernehmen</translation>
    </message>
    <message>
        <source>These changes were not saved when knode ended unexpectedly at {time}. Save them, or undo them.</source>
        <translation>Diese Änderungen waren nicht gespeichert, als knode um {time} unerwartet endete. Speichern Sie sie, oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>in the file</source>
        <translation>in der Datei</translation>
    </message>
    <message>
        <source>{file} was changed outside knode, also where you changed it: {places}.</source>
        <translation>{file} wurde außerhalb von knode geändert, auch dort, wo Sie es geändert haben: {places}.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Files that you open appear here.</source>
        <translation>Dateien, die Sie öffnen, erscheinen hier.</translation>
    </message>
    <message>
        <source>Open one, press Run, look at the result. What you change is your own copy.</source>
        <translation>Öffnen, ausführen, Ergebnis ansehen. Was Sie ändern, ist Ihre eigene Kopie.</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>{file} öffnen</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Visual data science · {version}</source>
        <translation>Visuelle Datenanalyse · {version}</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Click to restart the engine. The workflow and finished results stay.</source>
        <translation>Klicken startet die Engine neu. Der Workflow und fertige Ergebnisse bleiben.</translation>
    </message>
    <message>
        <source>Engine lost: restart</source>
        <translation>Engine verloren: neu starten</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>Engine bereit</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>Engine startet</translation>
    </message>
    <message>
        <source>Engine stopped: start</source>
        <translation>Engine angehalten: starten</translation>
    </message>
    <message>
        <source>Engine working</source>
        <translation>Engine arbeitet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>Engine neu starten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run cancelled after {time}</source>
        <translation>Lauf nach {time} abgebrochen</translation>
    </message>
    <message>
        <source>Run done in {time}</source>
        <translation>Lauf fertig in {time}</translation>
    </message>
    <message>
        <source>Run failed after {time}</source>
        <translation>Lauf nach {time} fehlgeschlagen</translation>
    </message>
    <message>
        <source>Show all of the workflow</source>
        <translation>Den ganzen Workflow zeigen</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>Probleme zeigen</translation>
    </message>
    <message>
        <source>What the engine uses</source>
        <translation>Was die Engine verbraucht</translation>
    </message>
    <message>
        <source>{count} problems: show them</source>
        <translation>{count} Probleme: zeigen</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Look at the code…</source>
        <translation>Code ansehen…</translation>
    </message>
    <message>
        <source>This workflow came with code of its own. Nothing of it runs until you trust it.</source>
        <translation>Dieser Workflow bringt eigenen Code mit. Nichts davon läuft, bis Sie ihm vertrauen.</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Code of the node</source>
        <translation>Code des Knotens</translation>
    </message>
    <message>
        <source>Do not run it</source>
        <translation>Nicht ausführen</translation>
    </message>
    <message>
        <source>Nodes of unknown packs: {count}.</source>
        <translation>Knoten aus unbekannten Paketen: {count}.</translation>
    </message>
    <message>
        <source>Nodes with code</source>
        <translation>Knoten mit Code</translation>
    </message>
    <message>
        <source>This workflow contains nodes that run code of its own, or that no installed pack knows. Such code can read and change your files. Nothing of it has run. Trust it only if you know where it comes from.</source>
        <translation>Dieser Workflow enthält Knoten, die eigenen Code ausführen oder die kein installiertes Paket kennt. Solcher Code kann Ihre Dateien lesen und ändern. Nichts davon ist gelaufen. Vertrauen Sie ihm nur, wenn Sie wissen, woher er kommt.</translation>
    </message>
    <message>
        <source>Trust its folder</source>
        <translation>Seinem Ordner vertrauen</translation>
    </message>
    <message>
        <source>Trust this workflow</source>
        <translation>Diesem Workflow vertrauen</translation>
    </message>
    <message>
        <source>Trust this workflow?</source>
        <translation>Diesem Workflow vertrauen?</translation>
    </message>
</context>
<context>
    <name>WindowFiles</name>
    <message>
        <source>A bundle: it can be looked at, run on its held-out rows, and not saved.</source>
        <translation>Ein Bundle: man kann es ansehen und auf seinen zurückgehaltenen Zeilen ausführen, aber nicht speichern.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open Workflows</source>
        <translation>Workflows öffnen</translation>
    </message>
    <message>
        <source>Save Workflow</source>
        <translation>Workflow speichern</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>Änderungen an {name} speichern?</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>{file} gespeichert</translation>
    </message>
    <message>
        <source>They are lost if you do not save them.</source>
        <translation>Sie gehen verloren, wenn Sie sie nicht speichern.</translation>
    </message>
    <message>
        <source>Workflows (*.knode *.knodez)</source>
        <translation>Workflows (*.knode *.knodez)</translation>
    </message>
</context>
</TS>
