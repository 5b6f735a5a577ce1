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
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Column {name}</source>
        <translation>Spalte {name}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy with Column Names</source>
        <translation>Mit Spaltennamen kopieren</translation>
    </message>
    <message>
        <source>Do Not Sort</source>
        <translation>Nicht sortieren</translation>
    </message>
    <message>
        <source>Filter …</source>
        <translation>Filtern …</translation>
    </message>
    <message>
        <source>Fit Width</source>
        <translation>Breite anpassen</translation>
    </message>
    <message>
        <source>Freeze at the Left</source>
        <translation>Links fixieren</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Sort Ascending</source>
        <translation>Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort Descending</source>
        <translation>Absteigend sortieren</translation>
    </message>
    <message>
        <source>Statistics …</source>
        <translation>Statistik …</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>Ein Bundle ausprobieren</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>Fixierung lösen</translation>
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
        <source>Add Cross Validate</source>
        <translation>Kreuzvalidierung hinzufügen</translation>
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
        <source>Another View Beside</source>
        <translation>Weitere Ansicht daneben</translation>
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
        <translation>Erster Workflow, geführt</translation>
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
        <source>History</source>
        <translation>Verlauf</translation>
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
        <translation>Den Knoten von anderer Art sein lassen; Einstellungen und Verbindungen bleiben, wo sie passen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>Komponente machen</translation>
    </message>
    <message>
        <source>Make Loop</source>
        <translation>Schleife daraus machen</translation>
    </message>
    <message>
        <source>Make Parameter Optimizer</source>
        <translation>Parametersuche daraus machen</translation>
    </message>
    <message>
        <source>Make Try/Catch</source>
        <translation>Try/Catch daraus machen</translation>
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
        <source>Open View in Its Own Window</source>
        <translation>Ansicht in eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Open the Called Workflow</source>
        <translation>Aufgerufenen Workflow öffnen</translation>
    </message>
    <message>
        <source>Open the workflow file that the selected node calls</source>
        <translation>Die Workflow-Datei öffnen, die der ausgewählte Knoten aufruft</translation>
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
        <translation>Voreinstellungen…</translation>
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
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Put the selected learner into a node that finds the best values of its parameters</source>
        <translation>Den ausgewählten Lernknoten in einen Knoten setzen, der die besten Werte seiner Parameter findet</translation>
    </message>
    <message>
        <source>Put the selected nodes into a component; wires that cross its border become its ports</source>
        <translation>Die ausgewählten Knoten in eine Komponente legen; Verbindungen über ihre Grenze werden ihre Anschlüsse</translation>
    </message>
    <message>
        <source>Put the selected nodes into a loop: they run for each row, group, file or value</source>
        <translation>Die ausgewählten Knoten in eine Schleife setzen: Sie laufen für jede Zeile, Gruppe, Datei oder jeden Wert</translation>
    </message>
    <message>
        <source>Put the selected nodes into a node that tries again, or another way, when they fail</source>
        <translation>Die ausgewählten Knoten in einen Knoten setzen, der es noch einmal oder anders versucht, wenn sie fehlschlagen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
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
        <source>Save View as a File…</source>
        <translation>Ansicht als Datei speichern…</translation>
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
        <source>Settings</source>
        <translation>Einstellungen</translation>
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
        <source>Show View</source>
        <translation>Ansicht zeigen</translation>
    </message>
    <message>
        <source>Show a second view next to the one in front</source>
        <translation>Eine zweite Ansicht neben der vorderen zeigen</translation>
    </message>
    <message>
        <source>Show the plot, picture or page that the selected node gives</source>
        <translation>Das Diagramm, Bild oder die Seite zeigen, die der ausgewählte Knoten liefert</translation>
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
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Take the selected nodes out of their wires, which close behind them</source>
        <translation>Die ausgewählten Knoten aus ihren Verbindungen nehmen, die sich hinter ihnen schließen</translation>
    </message>
    <message>
        <source>Tell how good the selected learner, with what prepares its rows, is on rows that it has not seen</source>
        <translation>Sagen, wie gut der ausgewählte Lernknoten samt der Aufbereitung seiner Zeilen bei Zeilen ist, die er nicht gesehen hat</translation>
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
        <source>Try it</source>
        <translation>Ausprobieren</translation>
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
        <source>Write the view as PNG, SVG or PDF</source>
        <translation>Die Ansicht als PNG, SVG oder PDF schreiben</translation>
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
        <source>a frame is selected</source>
        <translation>ein Rahmen ausgewählt ist</translation>
    </message>
    <message>
        <source>a layout is saved</source>
        <translation>eine Anordnung gespeichert ist</translation>
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
        <source>a node that calls a workflow file is selected</source>
        <translation>ein Knoten ausgewählt ist, der eine Workflow-Datei aufruft</translation>
    </message>
    <message>
        <source>a node with a view is selected</source>
        <translation>ein Knoten mit einer Ansicht ausgewählt ist</translation>
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
        <source>something is selected</source>
        <translation>etwas ausgewählt ist</translation>
    </message>
    <message>
        <source>the workflow has a file</source>
        <translation>der Workflow eine Datei hat</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>All columns of the answer</source>
        <translation>Alle Spalten der Antwort</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Predicted in {milliseconds} ms</source>
        <translation>In {milliseconds} ms vorhergesagt</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Probability of {label}</source>
        <translation>Wahrscheinlichkeit von {label}</translation>
    </message>
    <message>
        <source>Score of {label}</source>
        <translation>Wert von {label}</translation>
    </message>
    <message>
        <source>The bundle gives no row for this one: a filter in it leaves the row out.</source>
        <translation>Das Bundle liefert für diese Zeile keine: Ein Filter darin lässt sie weg.</translation>
    </message>
    <message>
        <source>This prediction cannot be explained.</source>
        <translation>Diese Vorhersage lässt sich nicht erklären.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What moved the prediction</source>
        <translation>Was die Vorhersage bewegt hat</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Working out what each column adds…</source>
        <translation>Der Beitrag jeder Spalte wird ermittelt…</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation>{milliseconds} ms</translation>
    </message>
    <message>
        <source>{what}: {base} on average, {total} for this row</source>
        <translation>{what}: im Mittel {base}, für diese Zeile {total}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>Bis hier ausführen</translation>
    </message>
</context>
<context>
    <name>BindingMenu</name>
    <message>
        <source>Bind to Parameter</source>
        <translation>An Parameter binden</translation>
    </message>
    <message>
        <source>Bind to Variable</source>
        <translation>An Variable binden</translation>
    </message>
    <message>
        <source>Bind {setting}</source>
        <translation>{setting} binden</translation>
    </message>
    <message>
        <source>Hide Help</source>
        <translation>Hilfe ausblenden</translation>
    </message>
    <message>
        <source>Name of the variable that reaches the node</source>
        <translation>Name der Variable, die den Knoten erreicht</translation>
    </message>
    <message>
        <source>New Parameter…</source>
        <translation>Neuer Parameter…</translation>
    </message>
    <message>
        <source>Other Variable…</source>
        <translation>Andere Variable…</translation>
    </message>
    <message>
        <source>Reset to Default</source>
        <translation>Auf Standard zurücksetzen</translation>
    </message>
    <message>
        <source>Show Help</source>
        <translation>Hilfe einblenden</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>Bindung lösen</translation>
    </message>
</context>
<context>
    <name>BoundChip</name>
    <message>
        <source>Parameter {name}</source>
        <translation>Parameter {name}</translation>
    </message>
    <message>
        <source>Unbind {setting}</source>
        <translation>Bindung von {setting} lösen</translation>
    </message>
    <message>
        <source>Variable {name}</source>
        <translation>Variable {name}</translation>
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
    <name>Called</name>
    <message>
        <source>There is no file {file}, which {node} calls. Choose another one in its settings.</source>
        <translation>Es gibt keine Datei {file}, die {node} aufruft. Wählen Sie in seinen Einstellungen eine andere.</translation>
    </message>
    <message>
        <source>{node} names no workflow file yet. Choose one in its settings.</source>
        <translation>{node} nennt noch keine Workflow-Datei. Wählen Sie in seinen Einstellungen eine aus.</translation>
    </message>
</context>
<context>
    <name>CanvasTip</name>
    <message>
        <source>A wire must come in here.</source>
        <translation>Hier muss eine Verbindung ankommen.</translation>
    </message>
    <message>
        <source>Bypassed: it hands on what comes in.</source>
        <translation>Umgangen: Er reicht weiter, was hereinkommt.</translation>
    </message>
    <message>
        <source>Cannot run yet.</source>
        <translation>Kann noch nicht laufen.</translation>
    </message>
    <message numerus="yes">
        <source>Component of %n node(s)</source>
        <translation>
            <numerusform>Komponente aus %n Knoten</numerusform>
            <numerusform>Komponente aus %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Disabled: it does no work, nor does what depends on it.</source>
        <translation>Abgeschaltet: Er arbeitet nicht, auch nichts, was von ihm abhängt.</translation>
    </message>
    <message>
        <source>Does not run, as something before it is disabled.</source>
        <translation>Läuft nicht, da etwas davor abgeschaltet ist.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>Done: an earlier result was reused.</source>
        <translation>Fertig: Ein früheres Ergebnis wurde wiederverwendet.</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Inactive: it stands behind a branch that was not taken.</source>
        <translation>Inaktiv: Er steht hinter einem Zweig, der nicht genommen wurde.</translation>
    </message>
    <message>
        <source>Outdated: it has an older result.</source>
        <translation>Veraltet: Er hat ein älteres Ergebnis.</translation>
    </message>
    <message>
        <source>Ready to run.</source>
        <translation>Bereit.</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>Skipped, as something before it failed.</source>
        <translation>Übersprungen, da etwas davor fehlgeschlagen ist.</translation>
    </message>
    <message>
        <source>Takes any number of wires.</source>
        <translation>Nimmt beliebig viele Verbindungen.</translation>
    </message>
    <message>
        <source>The pack of this node is not installed. Its settings and wires are kept.</source>
        <translation>Das Paket dieses Knotens ist nicht installiert. Seine Einstellungen und Verbindungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>Wartet, bis er an der Reihe ist.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more warning(s)</source>
        <translation>
            <numerusform>und %n weitere Warnung</numerusform>
            <numerusform>und %n weitere Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{columns} columns</source>
        <translation>{columns} Spalten</translation>
    </message>
    <message>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} Zeilen × {columns} Spalten</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message numerus="yes">
        <source>%n node(s) in all</source>
        <translation>
            <numerusform>insgesamt %n Knoten</numerusform>
            <numerusform>insgesamt %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove {text}</source>
        <translation>{text} entfernen</translation>
    </message>
    <message>
        <source>There is no such column here.</source>
        <translation>Eine solche Spalte gibt es hier nicht.</translation>
    </message>
    <message>
        <source>{text}, not there</source>
        <translation>{text}, nicht vorhanden</translation>
    </message>
</context>
<context>
    <name>ChipsEditor</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Add all values that occur in the columns</source>
        <translation>Alle Werte hinzufügen, die in den Spalten vorkommen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>All that occur</source>
        <translation>Alle, die vorkommen</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>Keine Spalte</translation>
    </message>
    <message>
        <source>No pattern</source>
        <translation>Kein Muster</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>Kein Typ</translation>
    </message>
    <message>
        <source>The columns are not known yet.</source>
        <translation>Die Spalten sind noch nicht bekannt.</translation>
    </message>
    <message>
        <source>{number} of {all} chosen</source>
        <translation>{number} von {all} gewählt</translation>
    </message>
    <message>
        <source>{text} but {names}</source>
        <translation>{text} außer {names}</translation>
    </message>
    <message>
        <source>{text} · {number} of {all}</source>
        <translation>{text} · {number} von {all}</translation>
    </message>
</context>
<context>
    <name>ChosenModel</name>
    <message>
        <source>{name}: not there</source>
        <translation>{name}: nicht vorhanden</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>That was a whole workflow, from data to deployment. Well done.</source>
        <translation>Das war ein ganzer Workflow, von den Daten bis zur Bereitstellung. Gut gemacht.</translation>
    </message>
</context>
<context>
    <name>CodeEditor</name>
    <message>
        <source>Line {text}</source>
        <translation>Zeile {text}</translation>
    </message>
    <message>
        <source>{sign} has no partner.</source>
        <translation>{sign} hat kein Gegenstück.</translation>
    </message>
</context>
<context>
    <name>ColumnEditor</name>
    <message>
        <source>Choose a column</source>
        <translation>Spalte wählen</translation>
    </message>
    <message>
        <source>Did you mean {column}?</source>
        <translation>Meinten Sie {column}?</translation>
    </message>
    <message>
        <source>There is no column {name} here.</source>
        <translation>Hier gibt es keine Spalte {name}.</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>ColumnLine</name>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
</context>
<context>
    <name>ColumnRole</name>
    <message>
        <source>feature</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>nicht verwendet</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
</context>
<context>
    <name>ColumnType</name>
    <message>
        <source>boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>ColumnsEditor</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Pattern, such as x_* or *_date</source>
        <translation>Muster, etwa x_* oder *_date</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Showing all</source>
        <translation>Zeigt alle</translation>
    </message>
    <message>
        <source>Showing the chosen ones</source>
        <translation>Zeigt die gewählten</translation>
    </message>
    <message>
        <source>Showing the ones left out</source>
        <translation>Zeigt die ausgelassenen</translation>
    </message>
    <message>
        <source>The columns are not known yet; these come in further up.</source>
        <translation>Die Spalten sind noch nicht bekannt; diese kommen weiter vorn herein.</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Type a column's name, Enter adds it</source>
        <translation>Spaltennamen tippen, Eingabe fügt hinzu</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>{name}, choose by</source>
        <translation>{name}, Auswahl nach</translation>
    </message>
    <message>
        <source>{name}, columns</source>
        <translation>{name}, Spalten</translation>
    </message>
    <message>
        <source>{name}, pattern</source>
        <translation>{name}, Muster</translation>
    </message>
    <message>
        <source>{name}, search</source>
        <translation>{name}, Suche</translation>
    </message>
    <message>
        <source>{text}; show others</source>
        <translation>{text}; andere zeigen</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns that are shown</source>
        <translation>Gezeigte Spalten</translation>
    </message>
    <message>
        <source>Find a column</source>
        <translation>Spalte suchen</translation>
    </message>
    <message>
        <source>Hide All</source>
        <translation>Alle ausblenden</translation>
    </message>
    <message>
        <source>No column has this in its name.</source>
        <translation>Keine Spalte hat das in ihrem Namen.</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>Alle einblenden</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Add Note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add Parameter {name}</source>
        <translation>Parameter {name} hinzufügen</translation>
    </message>
    <message>
        <source>Add to Frame</source>
        <translation>Zum Rahmen hinzufügen</translation>
    </message>
    <message>
        <source>Add {node}</source>
        <translation>{node} hinzufügen</translation>
    </message>
    <message>
        <source>Add {number} Nodes</source>
        <translation>{number} Knoten hinzufügen</translation>
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
        <source>Bend Wire</source>
        <translation>Verbindung biegen</translation>
    </message>
    <message>
        <source>Bind {setting}</source>
        <translation>{setting} binden</translation>
    </message>
    <message>
        <source>Bypass Node</source>
        <translation>Knoten umgehen</translation>
    </message>
    <message>
        <source>Change Colour</source>
        <translation>Farbe ändern</translation>
    </message>
    <message>
        <source>Change Parameter {name}</source>
        <translation>Parameter {name} ändern</translation>
    </message>
    <message>
        <source>Change {settings}</source>
        <translation>{settings} ändern</translation>
    </message>
    <message>
        <source>Collapse Frame</source>
        <translation>Rahmen einklappen</translation>
    </message>
    <message>
        <source>Connect {number} Nodes in Series</source>
        <translation>{number} Knoten in Reihe verbinden</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>{source} mit {target} verbinden</translation>
    </message>
    <message>
        <source>Delete Annotations</source>
        <translation>Anmerkungen löschen</translation>
    </message>
    <message>
        <source>Delete Node</source>
        <translation>Knoten löschen</translation>
    </message>
    <message>
        <source>Delete Selection</source>
        <translation>Auswahl löschen</translation>
    </message>
    <message>
        <source>Delete Wire</source>
        <translation>Verbindung löschen</translation>
    </message>
    <message>
        <source>Delete {number} Nodes</source>
        <translation>{number} Knoten löschen</translation>
    </message>
    <message>
        <source>Delete {number} Wires</source>
        <translation>{number} Verbindungen löschen</translation>
    </message>
    <message>
        <source>Describe Workflow</source>
        <translation>Workflow beschreiben</translation>
    </message>
    <message>
        <source>Detach Node</source>
        <translation>Knoten herauslösen</translation>
    </message>
    <message>
        <source>Disable Node</source>
        <translation>Knoten abschalten</translation>
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
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate {number} Nodes</source>
        <translation>{number} Knoten duplizieren</translation>
    </message>
    <message>
        <source>Edit Note</source>
        <translation>Notiz bearbeiten</translation>
    </message>
    <message>
        <source>Enable Node</source>
        <translation>Knoten einschalten</translation>
    </message>
    <message>
        <source>Expand Frame</source>
        <translation>Rahmen ausklappen</translation>
    </message>
    <message>
        <source>Frame Nodes</source>
        <translation>Knoten einrahmen</translation>
    </message>
    <message>
        <source>Insert Node into Wire</source>
        <translation>Knoten in Verbindung einfügen</translation>
    </message>
    <message>
        <source>Insert {name}</source>
        <translation>{name} einfügen</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>Komponente machen</translation>
    </message>
    <message>
        <source>Make {type}</source>
        <translation>{type} daraus machen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Move {number} Items</source>
        <translation>{number} Elemente verschieben</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Paste {number} Nodes</source>
        <translation>{number} Knoten einfügen</translation>
    </message>
    <message>
        <source>Put Nodes Inside</source>
        <translation>Knoten hineinlegen</translation>
    </message>
    <message>
        <source>Re-plug Wire</source>
        <translation>Verbindung umstecken</translation>
    </message>
    <message>
        <source>Remove Label</source>
        <translation>Beschriftung entfernen</translation>
    </message>
    <message>
        <source>Remove Parameter {name}</source>
        <translation>Parameter {name} entfernen</translation>
    </message>
    <message>
        <source>Remove from Frame</source>
        <translation>Aus dem Rahmen nehmen</translation>
    </message>
    <message>
        <source>Rename Frame</source>
        <translation>Rahmen umbenennen</translation>
    </message>
    <message>
        <source>Rename to {label}</source>
        <translation>In {label} umbenennen</translation>
    </message>
    <message>
        <source>Resize Note</source>
        <translation>Notizgröße ändern</translation>
    </message>
    <message>
        <source>Start Empty Inside</source>
        <translation>Leeres Inneres beginnen</translation>
    </message>
    <message>
        <source>Straighten Wires</source>
        <translation>Verbindungen begradigen</translation>
    </message>
    <message>
        <source>Swap for {type}</source>
        <translation>Durch {type} ersetzen</translation>
    </message>
    <message>
        <source>Unbind {setting}</source>
        <translation>Bindung von {setting} lösen</translation>
    </message>
    <message>
        <source>Unpack Component</source>
        <translation>Komponente auspacken</translation>
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
    <name>Comparison</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Workflows (*.knode)</source>
        <translation>Workflows (*.knode)</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>note or frame</source>
        <translation>Notiz oder Rahmen</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>{name} as saved</source>
        <translation>{name} wie gespeichert</translation>
    </message>
    <message>
        <source>{name} at HEAD</source>
        <translation>{name} bei HEAD</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>Both versions</source>
        <translation>Beide Fassungen</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
</context>
<context>
    <name>CrossingsList</name>
    <message>
        <source>Answer: {name}</source>
        <translation>Antwort: {name}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Frozen {kind}</source>
        <translation>Fest: {kind}</translation>
    </message>
    <message>
        <source>Live rows: {name}</source>
        <translation>Laufende Zeilen: {name}</translation>
    </message>
    <message>
        <source>On request: {name}</source>
        <translation>Auf Anfrage: {name}</translation>
    </message>
    <message>
        <source>Production brings these rows.</source>
        <translation>Diese Zeilen bringt die Produktion.</translation>
    </message>
    <message>
        <source>Production gets this back.</source>
        <translation>Dies bekommt die Produktion zurück.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>This value is packed into the bundle as it is now.</source>
        <translation>Dieser Wert wird so, wie er jetzt ist, ins Bundle gepackt.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What enters and leaves the capture</source>
        <translation>Was in den erfassten Teil hinein- und herausgeht</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} Zeilen</translation>
    </message>
</context>
<context>
    <name>DeployPanel</name>
    <message>
        <source>Columns of the inputs</source>
        <translation>Spalten der Eingänge</translation>
    </message>
    <message>
        <source>Columns of the outputs</source>
        <translation>Spalten der Ausgänge</translation>
    </message>
    <message>
        <source>Columns that are given</source>
        <translation>Spalten, die zurückkommen</translation>
    </message>
    <message>
        <source>Columns that must come</source>
        <translation>Spalten, die kommen müssen</translation>
    </message>
    <message>
        <source>Comes in, goes out</source>
        <translation>Hinein, heraus</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Deploy {what}</source>
        <translation>Bereitstellen: {what}</translation>
    </message>
    <message>
        <source>Deploying</source>
        <translation>Wird bereitgestellt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Looking at what production needs…</source>
        <translation>Es wird ermittelt, was die Produktion braucht…</translation>
    </message>
    <message>
        <source>Select the node that gives the answer: what production needs of it is shown here.</source>
        <translation>Wählen Sie den Knoten, der die Antwort gibt: Hier steht dann, was die Produktion davon braucht.</translation>
    </message>
    <message>
        <source>Not the same on {rows} held-out rows: {difference}</source>
        <translation>Nicht gleich auf {rows} zurückgehaltenen Zeilen: {difference}</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Proving it</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Rows come in at {place}</source>
        <translation>Zeilen kommen bei {place} herein</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Take the answer from {place}</source>
        <translation>Antwort von {place} nehmen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The engine was started anew, and what was captured is gone.</source>
        <translation>Die Engine wurde neu gestartet, das Erfasste ist verloren.</translation>
    </message>
    <message>
        <source>The same answers as this workflow on {rows} held-out rows.</source>
        <translation>Dieselben Antworten wie dieser Workflow auf {rows} zurückgehaltenen Zeilen.</translation>
    </message>
    <message>
        <source>The workflow has changed since this was captured.</source>
        <translation>Der Workflow hat sich seit der Erfassung geändert.</translation>
    </message>
    <message>
        <source>Waiting for the engine to start…</source>
        <translation>Es wird auf den Start der Engine gewartet…</translation>
    </message>
    <message>
        <source>What is needed runs, and held-out rows are compared. Nothing is written yet.</source>
        <translation>Was nötig ist, läuft, und zurückgehaltene Zeilen werden verglichen. Noch wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>this workflow</source>
        <translation>dieser Workflow</translation>
    </message>
    <message>
        <source>{columns} is what is to be predicted, and a captured node reads it all the same: production must give it. Take the answer from a node before that one, or drop the column first.</source>
        <translation>{columns} soll vorhergesagt werden, und doch liest ein erfasster Knoten es: Die Produktion muss es liefern. Nehmen Sie die Antwort von einem Knoten davor, oder entfernen Sie zuerst die Spalte.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) go into the bundle</source>
        <translation>
            <numerusform>%n Knoten kommt ins Bundle</numerusform>
            <numerusform>%n Knoten kommen ins Bundle</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} frozen</source>
        <translation>{size} fest</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Untitled {number}</source>
        <translation>Ohne Titel {number}</translation>
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
    <name>Drop</name>
    <message>
        <source>Insert as a component</source>
        <translation>Als Komponente einfügen</translation>
    </message>
    <message>
        <source>No node reads {files}. CSV, Excel, Parquet and JSON files, workflows (.knode) and bundles (.knodez) can be dropped here.</source>
        <translation>Kein Knoten liest {files}. CSV-, Excel-, Parquet- und JSON-Dateien, Workflows (.knode) und Bundles (.knodez) lassen sich hier ablegen.</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>In neuem Tab öffnen</translation>
    </message>
    <message>
        <source>Read with {node}</source>
        <translation>Mit {node} lesen</translation>
    </message>
    <message>
        <source>Run it here: Bundle Reader and Workflow Executor</source>
        <translation>Hier ausführen: Bundle Reader und Workflow Executor</translation>
    </message>
    <message>
        <source>{files}: a model file of another program is not opened, for opening it may run code hidden in it. Train the model in a workflow, or drop a bundle (.knodez).</source>
        <translation>{files}: Eine Modelldatei eines anderen Programms wird nicht geöffnet, denn dabei kann darin versteckter Code laufen. Trainieren Sie das Modell in einem Workflow, oder legen Sie ein Bundle (.knodez) ab.</translation>
    </message>
</context>
<context>
    <name>Edit</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Bypass {number} Nodes</source>
        <translation>{number} Knoten umgehen</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Detach {number} Nodes</source>
        <translation>{number} Knoten herauslösen</translation>
    </message>
    <message>
        <source>Disable {number} Nodes</source>
        <translation>{number} Knoten abschalten</translation>
    </message>
    <message>
        <source>Enable {number} Nodes</source>
        <translation>{number} Knoten einschalten</translation>
    </message>
    <message>
        <source>Insert Workflow as Component</source>
        <translation>Workflow als Komponente einfügen</translation>
    </message>
    <message>
        <source>Instead of {node}</source>
        <translation>Statt {node}</translation>
    </message>
    <message>
        <source>Label of the node</source>
        <translation>Beschriftung des Knotens</translation>
    </message>
    <message>
        <source>No free port of this node fits.</source>
        <translation>Kein freier Anschluss dieses Knotens passt.</translation>
    </message>
    <message>
        <source>Share Component</source>
        <translation>Komponente weitergeben</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>The clipboard holds no nodes, no table and no files.</source>
        <translation>Die Zwischenablage enthält keine Knoten, keine Tabelle und keine Dateien.</translation>
    </message>
    <message>
        <source>Title of the frame</source>
        <translation>Titel des Rahmens</translation>
    </message>
    <message>
        <source>Unbend Wire</source>
        <translation>Verbindung begradigen</translation>
    </message>
    <message>
        <source>Workflows (*.knode)</source>
        <translation>Workflows (*.knode)</translation>
    </message>
</context>
<context>
    <name>EmptyHint</name>
    <message>
        <source>Drop a file here, drag a node from the library, or press Tab to find one by name.</source>
        <translation>Ziehen Sie eine Datei hierher oder einen Knoten aus der Bibliothek, oder drücken Sie Tab, um einen nach seinem Namen zu finden.</translation>
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
    <name>Export</name>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel-Arbeitsmappe (*.xlsx)</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Parquet (*.parquet)</source>
        <translation>Parquet (*.parquet)</translation>
    </message>
    <message>
        <source>Text with separators (*.csv)</source>
        <translation>Text mit Trennzeichen (*.csv)</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>"*" for all columns, a list of names such as {names}, or an object with types or pattern, such as {example}</source>
        <translation>"*" für alle Spalten, eine Liste von Namen wie {names} oder ein Objekt mit types oder pattern, wie {example},</translation>
    </message>
    <message>
        <source>Only the first rows were looked at so far: a run may find it right.</source>
        <translation>Bisher sind nur die ersten Zeilen bekannt: Ein Lauf kann es für richtig befinden.</translation>
    </message>
    <message>
        <source>There is no setting {name} any more.</source>
        <translation>Die Einstellung {name} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is nothing called {name} here; there are {known}.</source>
        <translation>{name} gibt es hier nicht; es gibt {known}.</translation>
    </message>
    <message>
        <source>This must be given.</source>
        <translation>Dies muss angegeben werden.</translation>
    </message>
    <message>
        <source>This must be {wanted}.</source>
        <translation>Dies muss {wanted} sein.</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>ein Datum</translation>
    </message>
    <message>
        <source>a date and time</source>
        <translation>ein Datum mit Uhrzeit</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>eine endliche Zahl</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a list of at least {min_length} entries</source>
        <translation>eine Liste von mindestens {min_length} Einträgen</translation>
    </message>
    <message>
        <source>a list of at most {max_length} entries</source>
        <translation>eine Liste von höchstens {max_length} Einträgen</translation>
    </message>
    <message>
        <source>a list that is not empty</source>
        <translation>eine Liste, die nicht leer ist,</translation>
    </message>
    <message>
        <source>a multiple of {multiple_of}</source>
        <translation>ein Vielfaches von {multiple_of}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a text of at least {min_length} characters</source>
        <translation>ein Text von mindestens {min_length} Zeichen</translation>
    </message>
    <message>
        <source>a text of at most {max_length} characters</source>
        <translation>ein Text von höchstens {max_length} Zeichen</translation>
    </message>
    <message>
        <source>a text of the form {pattern}</source>
        <translation>ein Text der Form {pattern}</translation>
    </message>
    <message>
        <source>a text that ends in {ending}</source>
        <translation>ein Text, der auf {ending} endet,</translation>
    </message>
    <message>
        <source>a text that ends in {ending} or {other}</source>
        <translation>ein Text, der auf {ending} oder {other} endet,</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>ein Text, der nicht leer ist,</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a whole number of fewer digits</source>
        <translation>eine ganze Zahl mit weniger Ziffern</translation>
    </message>
    <message>
        <source>an object with a value for each name</source>
        <translation>ein Objekt mit einem Wert für jeden Namen</translation>
    </message>
    <message>
        <source>an object with {keys}</source>
        <translation>ein Objekt mit {keys}</translation>
    </message>
    <message>
        <source>another value</source>
        <translation>ein anderer Wert</translation>
    </message>
    <message>
        <source>at least {ge}</source>
        <translation>mindestens {ge}</translation>
    </message>
    <message>
        <source>at most {le}</source>
        <translation>höchstens {le}</translation>
    </message>
    <message>
        <source>greater than {gt}</source>
        <translation>größer als {gt}</translation>
    </message>
    <message>
        <source>less than {lt}</source>
        <translation>kleiner als {lt}</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>one of {choices}</source>
        <translation>eines von {choices}</translation>
    </message>
    <message>
        <source>the name of a secret</source>
        <translation>der Name eines Geheimnisses</translation>
    </message>
    <message>
        <source>the name of one column</source>
        <translation>der Name einer Spalte</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one} oder {other}</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Changed from {default}. Click to reset.</source>
        <translation>Geändert, Standard ist {default}. Klicken setzt zurück.</translation>
    </message>
    <message>
        <source>Changed; reset it to the default</source>
        <translation>Geändert; auf Standard zurücksetzen</translation>
    </message>
    <message>
        <source>Help, reset and binding of {setting}</source>
        <translation>Hilfe, Zurücksetzen und Bindung von {setting}</translation>
    </message>
</context>
<context>
    <name>FileChooser</name>
    <message>
        <source>What to do with the files</source>
        <translation>Was mit den Dateien geschehen soll</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Change this filter</source>
        <translation>Diesen Filter ändern</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle aufheben</translation>
    </message>
    <message>
        <source>Take away: {filter}</source>
        <translation>Entfernen: {filter}</translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <source>rows with “{text}”</source>
        <translation>Zeilen mit „{text}“</translation>
    </message>
</context>
<context>
    <name>FilterForm</name>
    <message>
        <source>All rows but these</source>
        <translation>Alle Zeilen außer diesen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Filter {column}</source>
        <translation>{column} filtern</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Kind of filter</source>
        <translation>Art des Filters</translation>
    </message>
    <message>
        <source>Looking at the values …</source>
        <translation>Die Werte werden angesehen …</translation>
    </message>
    <message>
        <source>Say what to look for, or press Escape.</source>
        <translation>Geben Sie an, wonach gesucht wird, oder drücken Sie Escape.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>ist gleich</translation>
    </message>
    <message>
        <source>fits the pattern</source>
        <translation>passt zum Muster</translation>
    </message>
    <message>
        <source>is between</source>
        <translation>liegt zwischen</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>ist eines von</translation>
    </message>
    <message>
        <source>missing  ({count:,})</source>
        <translation>fehlt  ({count:,})</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>beginnt mit</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>After {node}</source>
        <translation>Nach {node}</translation>
    </message>
    <message>
        <source>After {node} · {port}</source>
        <translation>Nach {node} · {port}</translation>
    </message>
    <message>
        <source>Before {node} · {port}</source>
        <translation>Vor {node} · {port}</translation>
    </message>
    <message>
        <source>Between {source} and {target}</source>
        <translation>Zwischen {source} und {target}</translation>
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
        <source>Run failed at {node}.</source>
        <translation>Lauf bei {node} fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Run failed.</source>
        <translation>Lauf fehlgeschlagen.</translation>
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
    <name>FormBanner</name>
    <message>
        <source>Show in its folder: {path}</source>
        <translation>Im Ordner zeigen: {path}</translation>
    </message>
</context>
<context>
    <name>FrameItem</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridEditor</name>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Remove the rows of the chosen cells</source>
        <translation>Die Zeilen der gewählten Zellen entfernen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Row {row}: {text}</source>
        <translation>Zeile {row}: {text}</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>A model is tested on rows that it has not seen. Select the node, press &lt;b&gt;Tab&lt;/b&gt;, type &lt;b&gt;partition&lt;/b&gt; and press Enter: the new node is connected by itself.</source>
        <translation>Ein Modell wird an Zeilen geprüft, die es nicht gesehen hat. Wählen Sie den Knoten aus, drücken Sie &lt;b&gt;Tab&lt;/b&gt;, tippen Sie &lt;b&gt;partition&lt;/b&gt; und drücken Sie die Eingabetaste: Der neue Knoten wird von selbst verbunden.</translation>
    </message>
    <message>
        <source>Bring in data</source>
        <translation>Daten hereinholen</translation>
    </message>
    <message>
        <source>Deploy it</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Double click &lt;b&gt;Apply Model&lt;/b&gt;: its table opens below, with the predictions as new columns.</source>
        <translation>Doppelklicken Sie auf &lt;b&gt;Apply Model&lt;/b&gt;: Seine Tabelle öffnet sich unten, mit den Vorhersagen als neuen Spalten.</translation>
    </message>
    <message>
        <source>Drag a wire from the learner's output to empty canvas and choose &lt;b&gt;Apply Model&lt;/b&gt;. Then draw a second wire to it, from Partition's output &lt;b&gt;test&lt;/b&gt;.</source>
        <translation>Ziehen Sie eine Verbindung vom Ausgang des Learners auf die leere Arbeitsfläche und wählen Sie &lt;b&gt;Apply Model&lt;/b&gt;. Ziehen Sie dann eine zweite dorthin, vom Ausgang &lt;b&gt;test&lt;/b&gt; der Partition.</translation>
    </message>
    <message>
        <source>Learn from the training rows</source>
        <translation>Aus den Trainingszeilen lernen</translation>
    </message>
    <message>
        <source>Look at the result</source>
        <translation>Das Ergebnis ansehen</translation>
    </message>
    <message>
        <source>Predict the test rows</source>
        <translation>Die Testzeilen vorhersagen</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Run All&lt;/b&gt; or F5. The lights on the nodes tell how far it is; nothing that is done already is computed again.</source>
        <translation>Drücken Sie &lt;b&gt;Alles ausführen&lt;/b&gt; oder F5. Die Lichter der Knoten zeigen, wie weit es ist; was fertig ist, wird nicht noch einmal berechnet.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Split the rows</source>
        <translation>Die Zeilen aufteilen</translation>
    </message>
    <message>
        <source>Type &lt;b&gt;example&lt;/b&gt; into the library and press Enter: Example Data gives a small table. Or drop a CSV or Excel file of yours on the canvas.</source>
        <translation>Tippen Sie &lt;b&gt;example&lt;/b&gt; in die Bibliothek und drücken Sie die Eingabetaste: Example Data liefert eine kleine Tabelle. Oder legen Sie eine eigene CSV- oder Excel-Datei auf der Arbeitsfläche ab.</translation>
    </message>
    <message>
        <source>With Apply Model selected choose &lt;b&gt;Deploy This…&lt;/b&gt; in the Run menu: you see what production needs, and one button packs it into a bundle.</source>
        <translation>Wählen Sie bei ausgewähltem Apply Model &lt;b&gt;Dies bereitstellen…&lt;/b&gt; im Menü Ausführen: Sie sehen, was die Produktion braucht, und ein Knopf packt es in ein Bundle.</translation>
    </message>
    <message>
        <source>With Partition selected press &lt;b&gt;Tab&lt;/b&gt; and add a &lt;b&gt;Random Forest Learner&lt;/b&gt;. Then choose in its settings what to predict: the column &lt;b&gt;target&lt;/b&gt; of the example data.</source>
        <translation>Drücken Sie bei ausgewählter Partition &lt;b&gt;Tab&lt;/b&gt; und fügen Sie einen &lt;b&gt;Random Forest Learner&lt;/b&gt; hinzu. Wählen Sie dann in seinen Einstellungen, was vorhergesagt werden soll: die Spalte &lt;b&gt;target&lt;/b&gt; der Beispieldaten.</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>Leave</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {heading}</source>
        <translation>Schritt {number} von {count}: {heading}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>A workflow used as a node. Open it to see what is inside.</source>
        <translation>Ein Workflow, der als Knoten dient. Öffnen Sie ihn, um hineinzusehen.</translation>
    </message>
    <message>
        <source>Add to the canvas</source>
        <translation>Auf die Arbeitsfläche legen</translation>
    </message>
    <message>
        <source>Also found as</source>
        <translation>Auch zu finden als</translation>
    </message>
    <message>
        <source>Changes something outside the workflow, so it always runs.</source>
        <translation>Ändert etwas außerhalb des Workflows und läuft daher immer.</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingänge</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgänge</translation>
    </message>
    <message>
        <source>Runs code that the workflow holds, so it needs your trust.</source>
        <translation>Führt Code aus, den der Workflow enthält, und braucht daher Ihr Vertrauen.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Usually followed by</source>
        <translation>Meist gefolgt von</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>any number of links</source>
        <translation>beliebig viele Verbindungen</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>must be given</source>
        <translation>muss angegeben werden</translation>
    </message>
    <message>
        <source>name of a secret</source>
        <translation>Name eines Geheimnisses</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>{value}, may be empty</source>
        <translation>{value}, darf leer sein</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help of the node</source>
        <translation>Hilfe des Knotens</translation>
    </message>
    <message>
        <source>No installed pack has the node type `{type}`. Its settings and links are kept; install the pack `{pack}` to run it.</source>
        <translation>Kein installiertes Paket hat den Knotentyp `{type}`. Einstellungen und Verbindungen bleiben erhalten; installieren Sie das Paket `{pack}`, um ihn auszuführen.</translation>
    </message>
    <message>
        <source>Select a node to read what it does and how it is set.

- Tab or Space on the canvas, or just typing, finds a node to add.
- A wire dropped on empty canvas offers the nodes that fit.
- Ctrl+F finds what is in the workflow.</source>
        <translation>Wählen Sie einen Knoten aus, um zu lesen, was er tut und wie er eingestellt wird.

- Tab oder Leertaste auf der Arbeitsfläche, oder einfach Tippen, findet einen Knoten zum Hinzufügen.
- Eine auf leerer Arbeitsfläche losgelassene Verbindung bietet die passenden Knoten an.
- Strg+F findet, was im Workflow steht.</translation>
    </message>
</context>
<context>
    <name>HistogramPicture</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>As it was opened</source>
        <translation>Wie geöffnet</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
</context>
<context>
    <name>HitView</name>
    <message>
        <source>Nodes found</source>
        <translation>Gefundene Knoten</translation>
    </message>
</context>
<context>
    <name>InsideCard</name>
    <message>
        <source>Choose nodes of the canvas that it runs</source>
        <translation>Knoten der Arbeitsfläche wählen, die er ausführt</translation>
    </message>
    <message>
        <source>Look at the nodes inside, to change them</source>
        <translation>Die Knoten im Innern ansehen und ändern</translation>
    </message>
    <message>
        <source>Nothing yet. Put the nodes in that it is to run, or open it and add some.</source>
        <translation>Noch nichts. Die Knoten hineinlegen, die er ausführen soll, oder öffnen und welche hinzufügen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Put Nodes In</source>
        <translation>Knoten hineinlegen</translation>
    </message>
    <message>
        <source>Select the nodes on the canvas first, then this one</source>
        <translation>Zuerst die Knoten auf der Arbeitsfläche auswählen, dann diesen</translation>
    </message>
    <message>
        <source>Selected before: {names}</source>
        <translation>Vorher ausgewählt: {names}</translation>
    </message>
    <message>
        <source>What it runs</source>
        <translation>Was er ausführt</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird abgebrochen…</translation>
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
        <source>Save the Layout</source>
        <translation>Anordnung speichern</translation>
    </message>
    <message>
        <source>Saved Layouts</source>
        <translation>Gespeicherte Anordnungen</translation>
    </message>
</context>
<context>
    <name>LeftOutList</name>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Repeated in production, as you wish</source>
        <translation>Wird auf Ihren Wunsch in der Produktion wiederholt</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Was weggelassen wird</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Warum nicht</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Add to favourites</source>
        <translation>Zu Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Add to the canvas</source>
        <translation>Auf die Arbeitsfläche legen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>No node is called that. Try another word for what it should do.</source>
        <translation>Kein Knoten heißt so. Versuchen Sie ein anderes Wort für das, was er tun soll.</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Aus Favoriten entfernen</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
</context>
<context>
    <name>LibraryTree</name>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>{title}, {count} nodes</source>
        <translation>{title}, {count} Knoten</translation>
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
    <name>MappingEditor</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>This name stands above already; the value here counts.</source>
        <translation>Dieser Name steht oben schon; der Wert hier gilt.</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A workflow has no cycles; a loop is a component.</source>
        <translation>Ein Workflow hat keine Kreise; eine Schleife ist eine Komponente.</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>Meinen Sie {name}?</translation>
    </message>
    <message>
        <source>Guessed: {guesses}.</source>
        <translation>Erkannt: {guesses}.</translation>
    </message>
    <message>
        <source>If it only identifies the rows, leave it out of the features.</source>
        <translation>Wenn sie nur die Zeilen kennzeichnet, lassen Sie sie bei den Merkmalen weg.</translation>
    </message>
    <message>
        <source>If that is not meant, set {setting} to {choice}.</source>
        <translation>Wenn das nicht gemeint ist, setzen Sie {setting} auf {choice}.</translation>
    </message>
    <message>
        <source>Input {port} is not connected.</source>
        <translation>Der Eingang {port} ist nicht verbunden.</translation>
    </message>
    <message>
        <source>It must be given.</source>
        <translation>Dies muss angegeben werden.</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which cannot be had: {reason}</source>
        <translation>Er braucht den Ausgang von {node}, den es noch nicht gibt: {reason}</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which is bypassed.</source>
        <translation>Er braucht den Ausgang von {node}; dieser Knoten wird umgangen.</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which is disabled.</source>
        <translation>Er braucht den Ausgang von {node}; dieser Knoten ist abgeschaltet.</translation>
    </message>
    <message>
        <source>Left out, since a model takes numbers, booleans, texts and categories only: {names}.</source>
        <translation>Weggelassen, da ein Modell nur Zahlen, Wahrheitswerte, Texte und Kategorien nimmt: {names}.</translation>
    </message>
    <message>
        <source>Make a number of such a column first if it matters, such as the year of a date.</source>
        <translation>Machen Sie aus einer solchen Spalte erst eine Zahl, wenn sie wichtig ist, etwa aus einem Datum das Jahr.</translation>
    </message>
    <message>
        <source>No column is chosen to be drawn: set the columns.</source>
        <translation>Keine Spalte zum Zeichnen ist gewählt: Wählen Sie die Spalten.</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns of dates.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten mit Datumsangaben.</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns to convert.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten, die umgewandelt werden sollen.</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten.</translation>
    </message>
    <message>
        <source>No column is chosen: choose the start, the end, or both.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie den Anfang, das Ende oder beides.</translation>
    </message>
    <message>
        <source>No column is chosen: set the column's name, or give one the role target with Set Roles.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie eine Spalte, oder geben Sie einer mit Set Roles die Rolle Ziel.</translation>
    </message>
    <message>
        <source>No column is chosen: set the column's name.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie eine Spalte.</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns that become rows.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten, die zu Zeilen werden.</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to count.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten, deren Werte gezählt werden sollen.</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to rank by.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten, nach denen die Ränge vergeben werden.</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to take apart.</source>
        <translation>Keine Spalte ist gewählt: Wählen Sie die Spalten, die zerlegt werden sollen.</translation>
    </message>
    <message>
        <source>No column to sort by is chosen: add one.</source>
        <translation>Keine Spalte zum Sortieren ist gewählt: Fügen Sie eine hinzu.</translation>
    </message>
    <message>
        <source>No condition is set: add one, such as a column that is not missing.</source>
        <translation>Es gibt keine Bedingung: Fügen Sie eine hinzu, etwa dass eine Spalte nicht fehlt.</translation>
    </message>
    <message>
        <source>No file is chosen: set the path.</source>
        <translation>Keine Datei ist gewählt: Geben Sie den Pfad an.</translation>
    </message>
    <message>
        <source>No formula is set: add one, a name for the new column and an expression such as {example}.</source>
        <translation>Es gibt keine Formel: Fügen Sie eine hinzu, mit einem Namen für die neue Spalte und einem Ausdruck wie {example}.</translation>
    </message>
    <message>
        <source>Node {node} ({title}) failed: {reason}</source>
        <translation>Knoten {node} ({title}) ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>Node {node} ({title}) holds no workflow.</source>
        <translation>Knoten {node} ({title}) enthält keinen Workflow.</translation>
    </message>
    <message>
        <source>Node {node} ({title}): input {port} is not connected.</source>
        <translation>Knoten {node} ({title}): Der Eingang {port} ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Node {node} cannot run yet.</source>
        <translation>Knoten {node} kann noch nicht laufen.</translation>
    </message>
    <message>
        <source>Node {node} failed: {reason}</source>
        <translation>Knoten {node} ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>Nothing is to be computed: add a calculation.</source>
        <translation>Es gibt nichts zu berechnen: Fügen Sie eine Berechnung hinzu.</translation>
    </message>
    <message>
        <source>Put Apply Model before this node, or choose the column of predictions in the setting {setting}.</source>
        <translation>Setzen Sie Apply Model vor diesen Knoten, oder wählen Sie die Spalte der Vorhersagen in der Einstellung {setting}.</translation>
    </message>
    <message>
        <source>Run {number}: cancelled in {seconds} s.</source>
        <translation>Lauf {number}: abgebrochen nach {seconds} s.</translation>
    </message>
    <message>
        <source>Run {number}: done in {seconds} s.</source>
        <translation>Lauf {number}: fertig in {seconds} s.</translation>
    </message>
    <message>
        <source>Run {number}: failed in {seconds} s.</source>
        <translation>Lauf {number}: gescheitert nach {seconds} s.</translation>
    </message>
    <message>
        <source>Run {number}: {count} of {all} nodes to run.</source>
        <translation>Lauf {number}: {count} von {all} Knoten sind auszuführen.</translation>
    </message>
    <message>
        <source>Select the nodes that it is to run, and make it of them.</source>
        <translation>Wählen Sie die Knoten aus, die er ausführen soll, und machen Sie ihn daraus.</translation>
    </message>
    <message>
        <source>Setting {setting} of node {node}: {reason}</source>
        <translation>Einstellung {setting} von Knoten {node}: {reason}</translation>
    </message>
    <message>
        <source>The column {name} has {count} different values, which looks like an identifier; leave it out, or group its values (at most {most}).</source>
        <translation>Die Spalte {name} hat {count} verschiedene Werte, wohl eine Kennung; lassen Sie sie weg, oder fassen Sie ihre Werte zusammen (höchstens {most}).</translation>
    </message>
    <message>
        <source>There is no column {name}; did you mean {other}?</source>
        <translation>Es gibt keine Spalte {name}; meinen Sie {other}?</translation>
    </message>
    <message>
        <source>There is no column {name}; the table has: {names}.</source>
        <translation>Es gibt keine Spalte {name}; die Tabelle hat: {names}.</translation>
    </message>
    <message>
        <source>There is no file {file}: its folder has no such name (the folder is empty).</source>
        <translation>Es gibt keine Datei {file}: Ihr Ordner ist leer.</translation>
    </message>
    <message>
        <source>There is no file {file}: its folder has no such name ({names}).</source>
        <translation>Es gibt keine Datei {file}: In ihrem Ordner gibt es keinen solchen Namen ({names}).</translation>
    </message>
    <message>
        <source>There is no file {file}: there is no folder {folder} either.</source>
        <translation>Es gibt keine Datei {file}: Auch den Ordner {folder} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no file {file}; did you mean {other}?</source>
        <translation>Es gibt keine Datei {file}; meinen Sie {other}?</translation>
    </message>
    <message>
        <source>There is no rule: add one, such as a column that is not missing.</source>
        <translation>Es gibt keine Regel: Fügen Sie eine hinzu, etwa dass eine Spalte nicht fehlt.</translation>
    </message>
    <message>
        <source>This link would close a cycle: {path}.</source>
        <translation>Diese Verbindung würde einen Kreis schließen: {path}.</translation>
    </message>
    <message>
        <source>This must be given.</source>
        <translation>Dies muss angegeben werden.</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>comment lines with {mark}</source>
        <translation>Kommentarzeilen mit {mark}</translation>
    </message>
    <message>
        <source>dates ({order}) in {names}</source>
        <translation>Datumsangaben ({order}) in {names}</translation>
    </message>
    <message>
        <source>decimal {mark} in {names}</source>
        <translation>Dezimalzeichen {mark} in {names}</translation>
    </message>
    <message>
        <source>encoding {encoding}</source>
        <translation>Zeichenkodierung {encoding}</translation>
    </message>
    <message>
        <source>header in line {line}</source>
        <translation>Kopfzeile in Zeile {line}</translation>
    </message>
    <message>
        <source>no header</source>
        <translation>keine Kopfzeile</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>separator {mark}</source>
        <translation>Trennzeichen {mark}</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>thousands {mark} in {names}</source>
        <translation>Tausenderzeichen {mark} in {names}</translation>
    </message>
    <message>
        <source>{count} lines above the table skipped</source>
        <translation>{count} Zeilen über der Tabelle übersprungen</translation>
    </message>
    <message>
        <source>{marks} as missing in {names}</source>
        <translation>{marks} als fehlend in {names}</translation>
    </message>
    <message>
        <source>{name} has {count} different values; the {most} most frequent are told apart, all others count as the same.</source>
        <translation>{name} hat {count} verschiedene Werte; die {most} häufigsten werden unterschieden, alle anderen gelten als gleich.</translation>
    </message>
    <message>
        <source>{name} is predicted as classes (classification).</source>
        <translation>{name} wird als Klasse vorhergesagt (Klassifikation).</translation>
    </message>
    <message>
        <source>{name} is predicted as numbers (regression).</source>
        <translation>{name} wird als Zahl vorhergesagt (Regression).</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>ein Modell</translation>
    </message>
    <message>
        <source>a view</source>
        <translation>eine Ansicht</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>a workflow</source>
        <translation>einen Workflow</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>eine Datenbank</translation>
    </message>
    <message>
        <source>Connect {wanted} to it.</source>
        <translation>Verbinden Sie {wanted} mit ihm.</translation>
    </message>
    <message>
        <source>{source} gives {given}, but {target} takes {wanted}.</source>
        <translation>{source} liefert {given}, aber {target} nimmt {wanted}.</translation>
    </message>
    <message>
        <source>It chooses rows for training only.</source>
        <translation>Er wählt Zeilen nur für das Training aus.</translation>
    </message>
    <message>
        <source>Columns without a name are called {names}.</source>
        <translation>Spalten ohne Namen heißen {names}.</translation>
    </message>
    <message>
        <source>Column names that stand there more than once were made unique: {names}.</source>
        <translation>Spaltennamen, die mehrmals vorkommen, wurden eindeutig gemacht: {names}.</translation>
    </message>
    <message>
        <source>{name} stays text: its values ({example} …) can be dates, day-first or month-first; say which in the setting {setting}.</source>
        <translation>{name} bleibt Text: Die Werte ({example} …) können Datumsangaben mit dem Tag oder mit dem Monat zuerst sein; sagen Sie in der Einstellung {setting}, welche.</translation>
    </message>
    <message>
        <source>{name} stays text: its values ({example} …) can be decimals, or whole numbers with marks; say which in the setting {setting}.</source>
        <translation>{name} bleibt Text: Die Werte ({example} …) können Dezimalzahlen oder ganze Zahlen mit Tausenderzeichen sein; sagen Sie in der Einstellung {setting}, welche.</translation>
    </message>
    <message>
        <source>Kept as text for their leading zeros: {names}.</source>
        <translation>Wegen führender Nullen als Text behalten: {names}.</translation>
    </message>
    <message>
        <source>Kept as text, as telephone numbers: {names}.</source>
        <translation>Als Telefonnummern Text geblieben: {names}.</translation>
    </message>
    <message>
        <source>Kept as text: whole numbers too long to calculate with: {names}.</source>
        <translation>Als Text behalten, da die ganzen Zahlen zum Rechnen zu lang sind: {names}.</translation>
    </message>
    <message>
        <source>Long whole numbers are rounded, for decimals stand among them: {names}.</source>
        <translation>Lange ganze Zahlen sind gerundet, da Kommazahlen darunter sind: {names}.</translation>
    </message>
    <message>
        <source>Texts hold halves of characters, such as {example} alone: {mark} stands in their place.</source>
        <translation>Texte enthalten halbe Zeichen wie {example}: An ihrer Stelle steht {mark}.</translation>
    </message>
    <message>
        <source>Without any value: {names}.</source>
        <translation>Ohne einen einzigen Wert: {names}.</translation>
    </message>
    <message>
        <source>Dates with a time zone are given in UTC: {names}.</source>
        <translation>Datumsangaben mit Zeitzone stehen in UTC: {names}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{node} is left out: {reason}</source>
        <translation>{node} wird weggelassen: {reason}</translation>
    </message>
    <message>
        <source>{metric} is {value}; at least {limit} is wanted: passed.</source>
        <translation>{metric} ist {value}; verlangt ist mindestens {limit}: bestanden.</translation>
    </message>
    <message>
        <source>{metric} is {value}; at most {limit} is wanted: passed.</source>
        <translation>{metric} ist {value}; verlangt ist höchstens {limit}: bestanden.</translation>
    </message>
    <message>
        <source>{bundle} brought to {place}, {count} bytes; parity proved on {rows} held-out rows.</source>
        <translation>{bundle} nach {place} gebracht, {count} Bytes; Gleichheit auf {rows} zurückgehaltenen Zeilen bewiesen.</translation>
    </message>
    <message>
        <source>{bundle} left as it is, nothing changed: {place}, {count} bytes; parity proved on {rows} held-out rows.</source>
        <translation>{bundle} unverändert gelassen: {place}, {count} Bytes; Gleichheit auf {rows} zurückgehaltenen Zeilen bewiesen.</translation>
    </message>
    <message>
        <source>{metric} is {value}, and must be at least {limit}.</source>
        <translation>{metric} ist {value} und muss mindestens {limit} sein.</translation>
    </message>
    <message>
        <source>{metric} is {value}, and must be at most {limit}.</source>
        <translation>{metric} ist {value} und darf höchstens {limit} sein.</translation>
    </message>
    <message>
        <source>The gate says no: {reason}. Nothing behind it runs.</source>
        <translation>Die Prüfung ist nicht bestanden: {reason} Nichts dahinter läuft.</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Differs among the selected nodes; a change sets it for all.</source>
        <translation>Unterscheidet sich bei den ausgewählten Knoten; eine Änderung gilt für alle.</translation>
    </message>
    <message>
        <source>Not applied yet: correct {settings} first.</source>
        <translation>Noch nicht übernommen: Berichtigen Sie zuerst {settings}.</translation>
    </message>
    <message>
        <source>Take Away {settings}</source>
        <translation>{settings} entfernen</translation>
    </message>
    <message>
        <source>The log has {count} more.</source>
        <translation>Das Protokoll hat {count} weitere.</translation>
    </message>
    <message>
        <source>{count} nodes selected</source>
        <translation>{count} Knoten ausgewählt</translation>
    </message>
</context>
<context>
    <name>NodeHeader</name>
    <message>
        <source>Bypass</source>
        <translation>Umgehen</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Abgeschaltet</translation>
    </message>
    <message>
        <source>Hide help</source>
        <translation>Hilfe ausblenden</translation>
    </message>
    <message>
        <source>Label of the node</source>
        <translation>Beschriftung des Knotens</translation>
    </message>
    <message>
        <source>Mode of the node</source>
        <translation>Modus des Knotens</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Show help</source>
        <translation>Hilfe einblenden</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>bypassed</source>
        <translation>umgangen</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>Fehler: {why}</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht gelaufen</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>reused</source>
        <translation>wiederverwendet</translation>
    </message>
    <message>
        <source>running…</source>
        <translation>läuft…</translation>
    </message>
    <message>
        <source>set up: {name}</source>
        <translation>einstellen: {name}</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>{number} M</source>
        <translation>{number} Mio.</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
</context>
<context>
    <name>NodeSearch</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Find a name, a setting, a note</source>
        <translation>Name, Einstellung oder Notiz finden</translation>
    </message>
    <message>
        <source>Find in the workflow</source>
        <translation>Im Workflow suchen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
</context>
<context>
    <name>NumberBox</name>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>{name}, slider</source>
        <translation>{name}, Schieberegler</translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>Set a value</source>
        <translation>Wert setzen</translation>
    </message>
    <message>
        <source>Set {name}</source>
        <translation>{name} setzen</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Name of the input</source>
        <translation>Name des Eingangs</translation>
    </message>
    <message>
        <source>Name of the output</source>
        <translation>Name des Ausgangs</translation>
    </message>
    <message>
        <source>Production may set:</source>
        <translation>Die Produktion darf setzen:</translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>Ein- und Ausgabe</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>Aufbereitung</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Visualization</source>
        <translation>Visualisierung</translation>
    </message>
</context>
<context>
    <name>Pair</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>{name}, name</source>
        <translation>{name}, Name</translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation>{name}, Wert</translation>
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
        <translation>Einstellungen</translation>
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
    <name>ParameterCard</name>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Remove the parameter</source>
        <translation>Den Parameter entfernen</translation>
    </message>
    <message>
        <source>The limits must be numbers.</source>
        <translation>Die Grenzen müssen Zahlen sein.</translation>
    </message>
</context>
<context>
    <name>ParameterDialog</name>
    <message>
        <source>A name has letters, digits and _, and no digit first.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern und _ und beginnt nicht mit einer Ziffer.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New Parameter</source>
        <translation>Neuer Parameter</translation>
    </message>
    <message>
        <source>There is already a parameter of this name.</source>
        <translation>Einen Parameter dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>{setting} takes its value from it.</source>
        <translation>{setting} bekommt den Wert von ihm.</translation>
    </message>
</context>
<context>
    <name>Paste</name>
    <message>
        <source>The copied table is too large to stand in a workflow ({size}). Save it as a CSV or Excel file and drop the file on the canvas.</source>
        <translation>Die kopierte Tabelle ist zu groß, um in einem Workflow zu stehen ({size}). Speichern Sie sie als CSV- oder Excel-Datei und legen Sie die Datei auf der Arbeitsfläche ab.</translation>
    </message>
    <message>
        <source>more than {count:,} characters</source>
        <translation>mehr als {count:,} Zeichen</translation>
    </message>
    <message>
        <source>{rows:,} rows × {columns:,} columns</source>
        <translation>{rows:,} Zeilen × {columns:,} Spalten</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Lately used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>Keine Datei</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
</context>
<context>
    <name>PeekPopup</name>
    <message>
        <source>Data on the wire</source>
        <translation>Daten auf der Verbindung</translation>
    </message>
    <message>
        <source>No data yet: run the node before.</source>
        <translation>Noch keine Daten: Führen Sie den Knoten davor aus.</translation>
    </message>
    <message>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} Zeilen × {columns} Spalten</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Export Picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Export Picture of Selection</source>
        <translation>Bild der Auswahl exportieren</translation>
    </message>
    <message>
        <source>Pixels (*.png)</source>
        <translation>Pixel (*.png)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>Vectors (*.svg)</source>
        <translation>Vektoren (*.svg)</translation>
    </message>
</context>
<context>
    <name>PlaceholderForm</name>
    <message>
        <source>Settings as JSON</source>
        <translation>Einstellungen als JSON</translation>
    </message>
    <message>
        <source>The pack “{pack}” is not installed. The node is kept as it is; install the pack to edit it.</source>
        <translation>Das Paket „{pack}“ ist nicht installiert. Der Knoten bleibt, wie er ist; installieren Sie das Paket, um ihn zu bearbeiten.</translation>
    </message>
</context>
<context>
    <name>PlotView</name>
    <message>
        <source>Click to see these rows</source>
        <translation>Klicken, um diese Zeilen zu sehen</translation>
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
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
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
    <message>
        <source>中文</source>
        <translation>中文</translation>
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
        <translation>Voreinstellungen</translation>
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
        <source>Looking for problems …</source>
        <translation>Probleme werden gesucht …</translation>
    </message>
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
    <name>QuickAdd</name>
    <message>
        <source>Add a node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Enter adds  ·  Ctrl+Enter adds another  ·  Esc closes</source>
        <translation>Eingabe fügt hinzu  ·  Strg+Eingabe fügt weitere hinzu  ·  Esc schließt</translation>
    </message>
    <message>
        <source>Enter chooses  ·  Esc closes</source>
        <translation>Eingabe wählt  ·  Esc schließt</translation>
    </message>
    <message>
        <source>No node fits here.</source>
        <translation>Hier passt kein Knoten.</translation>
    </message>
    <message>
        <source>No node is called “{typed}”. Try another word for what it should do.</source>
        <translation>Kein Knoten heißt „{typed}“. Versuchen Sie ein anderes Wort für das, was er tun soll.</translation>
    </message>
    <message>
        <source>No node that fits here is called “{typed}”.</source>
        <translation>Kein Knoten, der hier passt, heißt „{typed}“.</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
</context>
<context>
    <name>RawEditor</name>
    <message>
        <source>{name}, as JSON</source>
        <translation>{name}, als JSON</translation>
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
    <name>RecordEditor</name>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
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
        <translation>Das ist alles, was der Bericht enthält: keine Daten, keine Werte von Einstellungen, keine Pfade.</translation>
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
    <name>ResultCard</name>
    <message>
        <source>Copy: {what}</source>
        <translation>Kopieren: {what}</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Open on canvas</source>
        <translation>Auf Arbeitsfläche öffnen</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Serve it</source>
        <translation>Als Dienst starten</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>{name} {version} is deployed</source>
        <translation>{name} {version} ist bereitgestellt</translation>
    </message>
    <message>
        <source>{name} {version} was there already</source>
        <translation>{name} {version} war schon da</translation>
    </message>
    <message>
        <source>{size}, the same answers on {rows} held-out rows</source>
        <translation>{size}, dieselben Antworten auf {rows} zurückgehaltenen Zeilen</translation>
    </message>
</context>
<context>
    <name>ResultStates</name>
    <message>
        <source>A node before it failed.</source>
        <translation>Ein Knoten davor ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Enable it, or a node before it, to see a result.</source>
        <translation>Schalten Sie ihn oder einen Knoten davor ein, um ein Ergebnis zu sehen.</translation>
    </message>
    <message>
        <source>It stands behind a branch that was not taken.</source>
        <translation>Er steht hinter einem Zweig, der nicht genommen wurde.</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>Noch nicht gelaufen</translation>
    </message>
    <message>
        <source>Run the node to see the present one.</source>
        <translation>Führen Sie den Knoten aus, um das jetzige zu sehen.</translation>
    </message>
    <message>
        <source>Run the workflow up to this node to see its result.</source>
        <translation>Führen Sie den Workflow bis zu diesem Knoten aus, um sein Ergebnis zu sehen.</translation>
    </message>
    <message>
        <source>Running …</source>
        <translation>Läuft …</translation>
    </message>
    <message>
        <source>Shown is the result from before.</source>
        <translation>Gezeigt wird das Ergebnis von vorher.</translation>
    </message>
    <message>
        <source>The node cannot run yet</source>
        <translation>Der Knoten kann noch nicht laufen</translation>
    </message>
    <message>
        <source>The node failed</source>
        <translation>Der Knoten ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The node is inactive</source>
        <translation>Der Knoten ist inaktiv</translation>
    </message>
    <message>
        <source>The node is switched off</source>
        <translation>Der Knoten ist abgeschaltet</translation>
    </message>
    <message>
        <source>The node was skipped</source>
        <translation>Der Knoten wurde übersprungen</translation>
    </message>
    <message>
        <source>The result appears when the node is done.</source>
        <translation>Das Ergebnis erscheint, wenn der Knoten fertig ist.</translation>
    </message>
    <message>
        <source>The table cannot be shown</source>
        <translation>Die Tabelle lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>This is the result from before the last change.</source>
        <translation>Dies ist das Ergebnis von vor der letzten Änderung.</translation>
    </message>
    <message>
        <source>Waiting for its turn …</source>
        <translation>Wartet, bis er an der Reihe ist …</translation>
    </message>
    <message>
        <source>{title} {text}</source>
        <translation>{title} {text}</translation>
    </message>
    <message>
        <source>{title}. {text}</source>
        <translation>{title}. {text}</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>All Fields</source>
        <translation>Alle Felder</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>More fields, move, copy</source>
        <translation>Weitere Felder, verschieben, kopieren</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>RowField</name>
    <message>
        <source>(missing)</source>
        <translation>(fehlt)</translation>
    </message>
    <message>
        <source>A whole number from 0 to {last:,}</source>
        <translation>Eine ganze Zahl von 0 bis {last:,}</translation>
    </message>
    <message>
        <source>Go to row</source>
        <translation>Zu Zeile gehen</translation>
    </message>
    <message>
        <source>It must be given.</source>
        <translation>Dies muss angegeben werden.</translation>
    </message>
    <message>
        <source>Pick a day for {column}</source>
        <translation>Tag für {column} wählen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>This is no date: write 2026-01-31 or 2026-01-31T12:30:00.</source>
        <translation>Dies ist kein Datum: Schreiben Sie 2026-01-31 oder 2026-01-31T12:30:00.</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>Dies ist keine Zahl.</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>Example row before</source>
        <translation>Vorherige Beispielzeile</translation>
    </message>
    <message>
        <source>Held-out row {place} of {count}</source>
        <translation>Zurückgehaltene Zeile {place} von {count}</translation>
    </message>
    <message>
        <source>Next example row</source>
        <translation>Nächste Beispielzeile</translation>
    </message>
    <message>
        <source>No example rows came with it</source>
        <translation>Ohne Beispielzeilen</translation>
    </message>
</context>
<context>
    <name>RowNumbers</name>
    <message>
        <source>Row numbers</source>
        <translation>Zeilennummern</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
</context>
<context>
    <name>RowsWindow</name>
    <message>
        <source>{view}: rows</source>
        <translation>{view}: Zeilen</translation>
    </message>
</context>
<context>
    <name>RunEnd</name>
    <message>
        <source>1 node is not ready</source>
        <translation>1 Knoten ist nicht bereit</translation>
    </message>
    <message>
        <source>Nothing could run: {left}.</source>
        <translation>Nichts konnte laufen: {left}.</translation>
    </message>
    <message>
        <source>Run done in {time}.</source>
        <translation>Lauf fertig in {time}.</translation>
    </message>
    <message>
        <source>Run done in {time}; {left}.</source>
        <translation>Lauf fertig in {time}; {left}.</translation>
    </message>
    <message>
        <source>{count} nodes are not ready</source>
        <translation>{count} Knoten sind nicht bereit</translation>
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
    <name>SearchEditor</name>
    <message>
        <source>Choose, or type a part of it</source>
        <translation>Auswählen, oder einen Teil tippen</translation>
    </message>
</context>
<context>
    <name>SecretEditor</name>
    <message>
        <source>It is not set. Set the environment variable {variable} before the workflow runs, or put it into the keyring: knode secret set {name}</source>
        <translation>Es ist nicht gesetzt. Setzen Sie die Umgebungsvariable {variable}, bevor der Workflow läuft, oder legen Sie es in den Schlüsselbund: knode secret set {name}</translation>
    </message>
    <message>
        <source>Name of the secret</source>
        <translation>Name des Geheimnisses</translation>
    </message>
    <message>
        <source>✓ The environment variable {variable} is set.</source>
        <translation>✓ Die Umgebungsvariable {variable} ist gesetzt.</translation>
    </message>
    <message>
        <source>✓ The keyring holds it.</source>
        <translation>✓ Es liegt im Schlüsselbund.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>" (double)</source>
        <translation>" (doppelt)</translation>
    </message>
    <message>
        <source>' (apostrophe)</source>
        <translation>' (Apostroph)</translation>
    </message>
    <message>
        <source>' (single)</source>
        <translation>' (einfach)</translation>
    </message>
    <message>
        <source>, (comma)</source>
        <translation>, (Komma)</translation>
    </message>
    <message>
        <source>. (point)</source>
        <translation>. (Punkt)</translation>
    </message>
    <message>
        <source>0 and 1, small (int8)</source>
        <translation>0 und 1, klein (int8)</translation>
    </message>
    <message>
        <source>0.0 and 1.0 (float64)</source>
        <translation>0,0 und 1,0 (float64)</translation>
    </message>
    <message>
        <source>Adam, for most tables</source>
        <translation>Adam, für die meisten Tabellen</translation>
    </message>
    <message>
        <source>CAPITAL LETTERS</source>
        <translation>GROSSBUCHSTABEN</translation>
    </message>
    <message>
        <source>Category dtype</source>
        <translation>Dtyp der Kategorien</translation>
    </message>
    <message>
        <source>Each Word</source>
        <translation>Jedes Wort</translation>
    </message>
    <message>
        <source>F1 score</source>
        <translation>F1-Maß</translation>
    </message>
    <message>
        <source>Gini impurity</source>
        <translation>Gini-Unreinheit</translation>
    </message>
    <message>
        <source>L-BFGS, for some hundred rows</source>
        <translation>L-BFGS, für einige hundert Zeilen</translation>
    </message>
    <message>
        <source>Link header of the answer</source>
        <translation>Link-Header der Antwort</translation>
    </message>
    <message>
        <source>R², share of variance explained</source>
        <translation>R², Anteil der erklärten Varianz</translation>
    </message>
    <message>
        <source>S-shaped (sigmoid)</source>
        <translation>S-förmig (Sigmoid)</translation>
    </message>
    <message>
        <source>S-shaped from 0 to 1 (logistic)</source>
        <translation>S-förmig von 0 bis 1 (logistisch)</translation>
    </message>
    <message>
        <source>S-shaped from −1 to 1 (tanh)</source>
        <translation>S-förmig von −1 bis 1 (tanh)</translation>
    </message>
    <message>
        <source>Such as {example}</source>
        <translation>Etwa {example}</translation>
    </message>
    <message>
        <source>A to Z</source>
        <translation>A bis Z</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Nicht vorhanden</translation>
    </message>
    <message>
        <source>Accents</source>
        <translation>Akzente</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>Zugriffsschlüssel</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>Aggregations</source>
        <translation>Aggregationen</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Amount column</source>
        <translation>Spalte der Menge</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>Bezugsspalte</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Auth</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Auth header</source>
        <translation>Kopfzeile der Anmeldung</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelung</translation>
    </message>
    <message>
        <source>Back off</source>
        <translation>Wartezeit wächst um</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Bad lines</source>
        <translation>Fehlerhafte Zeilen</translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation>Ungültiger Wert</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Vergleichswert</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Body form</source>
        <translation>Form des Inhalts</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>Fächer</translation>
    </message>
    <message>
        <source>Bundle version</source>
        <translation>Bundle-Version</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Calculations</source>
        <translation>Berechnungen</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Titel und Achsen</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>Mitnehmen</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Casts</source>
        <translation>Umwandlungen</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>Zentrieren</translation>
    </message>
    <message>
        <source>Center distance</source>
        <translation>Abstand zum Zentrum</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>Zentriert</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Wahl</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Chunk rows</source>
        <translation>Zeilen je Block</translation>
    </message>
    <message>
        <source>Clash</source>
        <translation>Gleicher Name</translation>
    </message>
    <message>
        <source>Clashes</source>
        <translation>Gleiche Namen</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>Klassengewichte</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Closer counts</source>
        <translation>Nähere zählen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>Sammeln</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Combine</source>
        <translation>Verknüpfen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Unvereinbares</translation>
    </message>
    <message>
        <source>Correlations</source>
        <translation>Korrelationen</translation>
    </message>
    <message>
        <source>Cost false negative</source>
        <translation>Kosten falsch negativ</translation>
    </message>
    <message>
        <source>Cost false positive</source>
        <translation>Kosten falsch positiv</translation>
    </message>
    <message>
        <source>Cost true negative</source>
        <translation>Kosten richtig negativ</translation>
    </message>
    <message>
        <source>Cost true positive</source>
        <translation>Kosten richtig positiv</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Count rows</source>
        <translation>Zeilen zählen</translation>
    </message>
    <message>
        <source>Create folder</source>
        <translation>Ordner anlegen</translation>
    </message>
    <message>
        <source>Create folders</source>
        <translation>Ordner anlegen</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Kriterium</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Kumulativ</translation>
    </message>
    <message>
        <source>Cursor</source>
        <translation>Cursor</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten (Kalender)</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>Dezimalstellen</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Bereitgestellt</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Absteigend</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Ziehung</translation>
    </message>
    <message>
        <source>Drop first</source>
        <translation>Erste weglassen</translation>
    </message>
    <message>
        <source>Dtype</source>
        <translation>Datentyp</translation>
    </message>
    <message>
        <source>Each run</source>
        <translation>Bei jedem Lauf</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>Frühes Anhalten</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Empty texts</source>
        <translation>Leere Texte</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Zeichenkodierung</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Enden</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Zeiteinheit</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Schätzer</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>Erwartung</translation>
    </message>
    <message>
        <source>Explains</source>
        <translation>Erklärt</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>Überzählige</translation>
    </message>
    <message>
        <source>Extra column</source>
        <translation>Zusätzliche Spalte</translation>
    </message>
    <message>
        <source>F-test</source>
        <translation>F-Test</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>False</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Fewest</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Fill merged</source>
        <translation>Verbundene Zellen füllen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>Fold column</source>
        <translation>Spalte der Teile</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Teile (Folds)</translation>
    </message>
    <message>
        <source>For class</source>
        <translation>Für Klasse</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Formeln</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>From column</source>
        <translation>Von Spalte</translation>
    </message>
    <message>
        <source>Further</source>
        <translation>Weitere</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Hashing</source>
        <translation>Hashing</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Header rows</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Überschrift</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Versteckte</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Höchster Wert</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Hervorhebungen</translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Feiertage</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>Groß-/Kleinschreibung egal</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>Der Reihe nach</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Kennspalten</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingänge</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Vorgesehener Zweck</translation>
    </message>
    <message>
        <source>Intercept</source>
        <translation>Achsenabschnitt</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Known rows</source>
        <translation>Bekannte Zeilen</translation>
    </message>
    <message>
        <source>L1 ratio</source>
        <translation>L1-Anteil</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Least rows</source>
        <translation>Mindestens Zeilen</translation>
    </message>
    <message>
        <source>Left keys</source>
        <translation>Schlüssel links</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>Links nach</translation>
    </message>
    <message>
        <source>Left suffix</source>
        <translation>Endung links</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Log x</source>
        <translation>x logarithmisch</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>y logarithmisch</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längstens</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Lookup keys</source>
        <translation>Schlüssel zum Nachschlagen</translation>
    </message>
    <message>
        <source>Lower quantile</source>
        <translation>Unteres Quantil</translation>
    </message>
    <message>
        <source>Lowercase</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Niedrigster Wert</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Max categories</source>
        <translation>Höchstzahl Kategorien</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Größte Tiefe</translation>
    </message>
    <message>
        <source>Max features</source>
        <translation>Höchstzahl Merkmale</translation>
    </message>
    <message>
        <source>Max iterations</source>
        <translation>Höchstzahl Iterationen</translation>
    </message>
    <message>
        <source>Max leaves</source>
        <translation>Höchstzahl Blätter</translation>
    </message>
    <message>
        <source>Max size</source>
        <translation>Größtmöglich</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Kleinstes Blatt</translation>
    </message>
    <message>
        <source>Min rows</source>
        <translation>Mindestens Zeilen</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Minimum rows</source>
        <translation>Mindestens Zeilen</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Missing column</source>
        <translation>Fehlende Spalte</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Fehlende Schlüssel</translation>
    </message>
    <message>
        <source>Missing text</source>
        <translation>Text für Fehlendes</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Most bars</source>
        <translation>Höchstens Balken</translation>
    </message>
    <message>
        <source>Most columns</source>
        <translation>Höchstens Spalten</translation>
    </message>
    <message>
        <source>Most points</source>
        <translation>Höchstens Punkte</translation>
    </message>
    <message>
        <source>Most rows</source>
        <translation>Höchstens Zeilen</translation>
    </message>
    <message>
        <source>Most share</source>
        <translation>Höchster Anteil</translation>
    </message>
    <message>
        <source>Multiple</source>
        <translation>Vielfaches</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>Natürlich</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Neighbors</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Nested</source>
        <translation>Verschachtelt</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Nullable</source>
        <translation>Darf fehlen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>On error</source>
        <translation>Bei Fehler</translation>
    </message>
    <message>
        <source>On failure</source>
        <translation>Bei Misserfolg</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Nur</translation>
    </message>
    <message>
        <source>Only missing</source>
        <translation>Nur Fehlendes</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Wahlfrei</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Geordnet</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Reihenfolgen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Outermost</source>
        <translation>Äußerste</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Paging</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Parallel</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Pfade</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Strafterm</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Permutations</source>
        <translation>Permutationen</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Sagt voraus</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Vorsilbe</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Beschneiden</translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation>Quantil</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Rare</source>
        <translation>Seltene</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Reichweite</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Recursive</source>
        <translation>Mit Unterordnern</translation>
    </message>
    <message>
        <source>Reference keys</source>
        <translation>Schlüssel der Vergleichstabelle</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>Regularisierung</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relativ</translation>
    </message>
    <message>
        <source>Renumber</source>
        <translation>Neu nummerieren</translation>
    </message>
    <message>
        <source>Reorder</source>
        <translation>Umordnen</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Ersatz</translation>
    </message>
    <message>
        <source>Replacements</source>
        <translation>Ersetzungen</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Erforderlich</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>Zusammenfassen nach</translation>
    </message>
    <message>
        <source>Resamples</source>
        <translation>Neuziehungen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>Wiederverwenden</translation>
    </message>
    <message>
        <source>Right keys</source>
        <translation>Schlüssel rechts</translation>
    </message>
    <message>
        <source>Right on</source>
        <translation>Rechts nach</translation>
    </message>
    <message>
        <source>Right suffix</source>
        <translation>Endung rechts</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Row limit</source>
        <translation>Höchstzahl Zeilen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows per tree</source>
        <translation>Zeilen je Baum</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Same counts</source>
        <translation>Gleiches zählt</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>Geheimer Schlüssel</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Shade</source>
        <translation>Färbung</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size parameter</source>
        <translation>Parameter der Größe</translation>
    </message>
    <message>
        <source>Skip rows</source>
        <translation>Zeilen überspringen</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinste</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Löser</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Source column</source>
        <translation>Spalte der Quelle</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Zeitspanne</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Standardize</source>
        <translation>Standardisieren</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ende wenn</translation>
    </message>
    <message>
        <source>Stop words</source>
        <translation>Stoppwörter</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>Schichten nach</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Endung</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table schema</source>
        <translation>Schema der Tabelle</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Begriffe</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>Tausendertrennung</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Ties</source>
        <translation>Gleichstand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>To column</source>
        <translation>Nach Spalte</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamtspalte</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Häufigste</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>Bäume</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Leerraum entfernen</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Wahr</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unknown category</source>
        <translation>Unbekannte Kategorie</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Ohne Treffer</translation>
    </message>
    <message>
        <source>Upper quantile</source>
        <translation>Oberes Quantil</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Validierungsanteil</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wenn</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Ganz</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Wiring</source>
        <translation>Verdrahtung</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>Wortlänge</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>Z to A</source>
        <translation>Z bis A</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>_ (underscore)</source>
        <translation>_ (Unterstrich)</translation>
    </message>
    <message>
        <source>a list of them</source>
        <translation>eine Liste davon</translation>
    </message>
    <message>
        <source>above</source>
        <translation>über</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit (accuracy)</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>all classes alike</source>
        <translation>alle Klassen gleich</translation>
    </message>
    <message>
        <source>all columns</source>
        <translation>alle Spalten</translation>
    </message>
    <message>
        <source>all columns of any (union)</source>
        <translation>alle Spalten (union)</translation>
    </message>
    <message>
        <source>all combinations (grid)</source>
        <translation>alle Kombinationen (Gitter)</translation>
    </message>
    <message>
        <source>all left rows (left)</source>
        <translation>alle linken Zeilen (left)</translation>
    </message>
    <message>
        <source>all of both tables (outer)</source>
        <translation>alle beider Tabellen (outer)</translation>
    </message>
    <message>
        <source>all of the left table (left)</source>
        <translation>alle der linken Tabelle (left)</translation>
    </message>
    <message>
        <source>all of the right table (right)</source>
        <translation>alle der rechten Tabelle (right)</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>alle Zeilen</translation>
    </message>
    <message>
        <source>all stretched the same way (tied)</source>
        <translation>alle gleich gestreckt (tied)</translation>
    </message>
    <message>
        <source>all true</source>
        <translation>alle wahr</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>erlauben</translation>
    </message>
    <message>
        <source>an empty list</source>
        <translation>eine leere Liste</translation>
    </message>
    <message>
        <source>an object of columns</source>
        <translation>ein Objekt aus Spalten</translation>
    </message>
    <message>
        <source>an object on each line (lines)</source>
        <translation>je Zeile ein Objekt (lines)</translation>
    </message>
    <message>
        <source>anti</source>
        <translation>ohne Treffer (anti)</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>any true</source>
        <translation>irgendeines wahr</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>appearance</source>
        <translation>Auftreten</translation>
    </message>
    <message>
        <source>append</source>
        <translation>anhängen</translation>
    </message>
    <message>
        <source>append rows</source>
        <translation>Zeilen anhängen</translation>
    </message>
    <message>
        <source>area under the ROC curve</source>
        <translation>Fläche unter der ROC-Kurve</translation>
    </message>
    <message>
        <source>around all texts</source>
        <translation>um alle Texte</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>wie gewählt</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie sie ist</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgeglichen</translation>
    </message>
    <message>
        <source>balanced accuracy</source>
        <translation>ausgeglichene Genauigkeit</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>bell-shaped (normal)</source>
        <translation>glockenförmig (normal)</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>bends anywhere (RBF)</source>
        <translation>überall gebogen (RBF)</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>daneben</translation>
    </message>
    <message>
        <source>between</source>
        <translation>zwischen</translation>
    </message>
    <message>
        <source>beyond own bounds</source>
        <translation>jenseits eigener Grenzen</translation>
    </message>
    <message>
        <source>blocks of rows (chunks)</source>
        <translation>Blöcke von Zeilen (chunks)</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>bounds</source>
        <translation>feste Grenzen</translation>
    </message>
    <message>
        <source>break</source>
        <translation>unterbrechen</translation>
    </message>
    <message>
        <source>breast cancer</source>
        <translation>Brustkrebs</translation>
    </message>
    <message>
        <source>business days</source>
        <translation>Werktage</translation>
    </message>
    <message>
        <source>by median and quartiles (robust)</source>
        <translation>nach Median und Quartilen (robust)</translation>
    </message>
    <message>
        <source>by pairs in order (Kendall)</source>
        <translation>nach geordneten Paaren (Kendall)</translation>
    </message>
    <message>
        <source>by rank (Spearman)</source>
        <translation>nach Rang (Spearman)</translation>
    </message>
    <message>
        <source>by rank (quantiles)</source>
        <translation>nach Rang (Quantile)</translation>
    </message>
    <message>
        <source>by their order: 1, 2, 3, 4</source>
        <translation>nach Reihenfolge: 1, 2, 3, 4</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>characters within words</source>
        <translation>Zeichen innerhalb der Wörter</translation>
    </message>
    <message>
        <source>chunks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>classification</source>
        <translation>Klassifikation</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>begrenzen</translation>
    </message>
    <message>
        <source>clustered</source>
        <translation>nach Ähnlichkeit</translation>
    </message>
    <message>
        <source>collapse spaces</source>
        <translation>Leerraum zusammenziehen</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>column of max</source>
        <translation>Spalte des Maximums</translation>
    </message>
    <message>
        <source>column of min</source>
        <translation>Spalte des Minimums</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>columns and rows apart (split)</source>
        <translation>Spalten und Zeilen getrennt (split)</translation>
    </message>
    <message>
        <source>combinations at random</source>
        <translation>zufällige Kombinationen</translation>
    </message>
    <message>
        <source>common</source>
        <translation>gemeinsame</translation>
    </message>
    <message>
        <source>compatible form</source>
        <translation>kompatible Form (NFKC)</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig (complete)</translation>
    </message>
    <message>
        <source>concatenate</source>
        <translation>verketten</translation>
    </message>
    <message>
        <source>concatenate distinct</source>
        <translation>Verschiedene verketten</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>verbinden</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>constant values</source>
        <translation>konstante Werte</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>correlated with an earlier one</source>
        <translation>mit einer früheren korreliert</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>count distinct</source>
        <translation>Anzahl verschiedener</translation>
    </message>
    <message>
        <source>count missing</source>
        <translation>Anzahl fehlender</translation>
    </message>
    <message>
        <source>create</source>
        <translation>anlegen</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>kumulativ</translation>
    </message>
    <message>
        <source>cursor</source>
        <translation>Cursor</translation>
    </message>
    <message>
        <source>cursor from the answer</source>
        <translation>Cursor aus der Antwort</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>kürzen</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>day of year</source>
        <translation>Tag des Jahres</translation>
    </message>
    <message>
        <source>day-first</source>
        <translation>Tag zuerst</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>days since 1970</source>
        <translation>Tage seit 1970</translation>
    </message>
    <message>
        <source>decimals</source>
        <translation>Dezimalstellen</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dicht</translation>
    </message>
    <message>
        <source>deployed</source>
        <translation>bereitgestellt</translation>
    </message>
    <message>
        <source>diag</source>
        <translation>diagonal</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>differs by the target (F-test)</source>
        <translation>unterscheidet sich nach Ziel (F-Test)</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>diverging</source>
        <translation>zweifarbig</translation>
    </message>
    <message>
        <source>divided by the largest (max-abs)</source>
        <translation>durch den größten geteilt (Max-Abs)</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>passt nicht zu</translation>
    </message>
    <message>
        <source>does not match the pattern</source>
        <translation>passt nicht zum Muster</translation>
    </message>
    <message>
        <source>down</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>verwerfen</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>each class alike (macro)</source>
        <translation>jede Klasse gleich (macro)</translation>
    </message>
    <message>
        <source>each class by its rows (weighted)</source>
        <translation>jede Klasse nach Zeilen (weighted)</translation>
    </message>
    <message>
        <source>each class in its share (stratified)</source>
        <translation>jede Klasse anteilig (stratified)</translation>
    </message>
    <message>
        <source>each row alike (micro)</source>
        <translation>jede Zeile gleich (micro)</translation>
    </message>
    <message>
        <source>earlier to learn, later to test</source>
        <translation>früher lernen, später prüfen</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>elastic net</source>
        <translation>Elastic Net</translation>
    </message>
    <message>
        <source>empty to missing</source>
        <translation>Leeres wird fehlend</translation>
    </message>
    <message>
        <source>ends with</source>
        <translation>endet mit</translation>
    </message>
    <message>
        <source>english</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>equal frequency</source>
        <translation>gleich häufig</translation>
    </message>
    <message>
        <source>equal width</source>
        <translation>gleich breit</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>euclidean</source>
        <translation>euklidisch</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>gleichmäßig</translation>
    </message>
    <message>
        <source>evenly from 0 to 1 (uniform)</source>
        <translation>gleichmäßig von 0 bis 1</translation>
    </message>
    <message>
        <source>every n-th</source>
        <translation>jede n-te</translation>
    </message>
    <message>
        <source>excel days</source>
        <translation>Excel-Tage</translation>
    </message>
    <message>
        <source>expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>f-score</source>
        <translation>F-Maß</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>fehlschlagen</translation>
    </message>
    <message>
        <source>false and true (bool)</source>
        <translation>falsch und wahr (bool)</translation>
    </message>
    <message>
        <source>far from the mean (z-score)</source>
        <translation>weit vom Mittelwert (z-Wert)</translation>
    </message>
    <message>
        <source>far from the median (robust)</source>
        <translation>weit vom Median (robust)</translation>
    </message>
    <message>
        <source>far from the quartiles (IQR)</source>
        <translation>weit von den Quartilen (IQR)</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>füllen</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erster</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>Teile (Folds)</translation>
    </message>
    <message>
        <source>for old programs (gzip)</source>
        <translation>für alte Programme (gzip)</translation>
    </message>
    <message>
        <source>form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>fraction</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>frequency</source>
        <translation>Häufigkeit</translation>
    </message>
    <message>
        <source>from lowest to highest (min-max)</source>
        <translation>vom kleinsten zum größten (Min-Max)</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>gain of information (entropy)</source>
        <translation>Informationsgewinn (Entropie)</translation>
    </message>
    <message>
        <source>geometric deviation</source>
        <translation>geometrische Abweichung</translation>
    </message>
    <message>
        <source>gradient descent (SGD)</source>
        <translation>Gradientenabstieg (SGD)</translation>
    </message>
    <message>
        <source>greater</source>
        <translation>größer</translation>
    </message>
    <message>
        <source>greater or equal</source>
        <translation>größer oder gleich</translation>
    </message>
    <message>
        <source>greatest distance (complete)</source>
        <translation>größter Abstand (complete)</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>groups of rows</source>
        <translation>Gruppen von Zeilen</translation>
    </message>
    <message>
        <source>half away from zero: 2.5 is 3</source>
        <translation>halbe weg von null: 2,5 wird 3</translation>
    </message>
    <message>
        <source>half even</source>
        <translation>halbe zur geraden</translation>
    </message>
    <message>
        <source>half to the even: 2.5 is 2</source>
        <translation>halbe zur geraden: 2,5 wird 2</translation>
    </message>
    <message>
        <source>half up</source>
        <translation>halbe aufwärts</translation>
    </message>
    <message>
        <source>halving</source>
        <translation>Halbierung</translation>
    </message>
    <message>
        <source>has rows</source>
        <translation>hat Zeilen</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>header of its own</source>
        <translation>eigener Header</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hohe</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>höher</translation>
    </message>
    <message>
        <source>hold out</source>
        <translation>zurückhalten</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>how often it occurs (count)</source>
        <translation>wie oft er vorkommt (count)</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>nicht beachten</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>in last</source>
        <translation>in den letzten</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>inner</source>
        <translation>innen (inner)</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>interpolate</source>
        <translation>interpolieren</translation>
    </message>
    <message>
        <source>iqr</source>
        <translation>Quartilsabstand (IQR)</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>ist keines von</translation>
    </message>
    <message>
        <source>is not missing</source>
        <translation>ist vorhanden</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>ist eines von</translation>
    </message>
    <message>
        <source>is true</source>
        <translation>ist wahr</translation>
    </message>
    <message>
        <source>iso</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>keep digits</source>
        <translation>nur Ziffern behalten</translation>
    </message>
    <message>
        <source>keep letters and digits</source>
        <translation>nur Buchstaben und Ziffern behalten</translation>
    </message>
    <message>
        <source>keep text</source>
        <translation>Text behalten</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>zurück (lag)</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>größte</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzter</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>voraus (lead)</translation>
    </message>
    <message>
        <source>learns from earlier trials (TPE)</source>
        <translation>lernt aus früheren Versuchen (TPE)</translation>
    </message>
    <message>
        <source>least added spread (Ward)</source>
        <translation>geringste Zunahme der Streuung (Ward)</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links (left)</translation>
    </message>
    <message>
        <source>left ones with a partner (semi)</source>
        <translation>linke mit Partner (semi)</translation>
    </message>
    <message>
        <source>left ones without a partner (anti)</source>
        <translation>linke ohne Partner (anti)</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>less</source>
        <translation>kleiner</translation>
    </message>
    <message>
        <source>less or equal</source>
        <translation>kleiner oder gleich</translation>
    </message>
    <message>
        <source>line between neighbours</source>
        <translation>Linie zwischen Nachbarn</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>list of objects (records)</source>
        <translation>Liste von Objekten (records)</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>Log-Verlust</translation>
    </message>
    <message>
        <source>log loss of the probabilities</source>
        <translation>Log-Verlust der Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>logarithm of their number (log2)</source>
        <translation>Logarithmus ihrer Anzahl (log2)</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>logistisch</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrige</translation>
    </message>
    <message>
        <source>low variance</source>
        <translation>geringe Varianz</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>niedriger</translation>
    </message>
    <message>
        <source>lower case</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>made bell-shaped (power)</source>
        <translation>zur Glockenform (Potenz)</translation>
    </message>
    <message>
        <source>make a new table</source>
        <translation>neue Tabelle anlegen</translation>
    </message>
    <message>
        <source>manhattan</source>
        <translation>Manhattan</translation>
    </message>
    <message>
        <source>many to one</source>
        <translation>viele zu eins</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>markieren</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>passt zu</translation>
    </message>
    <message>
        <source>matches the pattern</source>
        <translation>passt zum Muster</translation>
    </message>
    <message>
        <source>max</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>mean 0, deviation 1 (z-score)</source>
        <translation>Mittel 0, Abweichung 1 (z-Wert)</translation>
    </message>
    <message>
        <source>mean absolute error</source>
        <translation>mittlerer absoluter Fehler</translation>
    </message>
    <message>
        <source>mean absolute error (MAE)</source>
        <translation>mittlerer absoluter Fehler (MAE)</translation>
    </message>
    <message>
        <source>mean absolute error in % (MAPE)</source>
        <translation>mittlerer Fehler in % (MAPE)</translation>
    </message>
    <message>
        <source>mean distance (average)</source>
        <translation>mittlerer Abstand (average)</translation>
    </message>
    <message>
        <source>mean signed error</source>
        <translation>mittlerer Fehler mit Vorzeichen</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>median absolute error</source>
        <translation>Median des absoluten Fehlers</translation>
    </message>
    <message>
        <source>microseconds</source>
        <translation>Mikrosekunden</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>Millisekunden</translation>
    </message>
    <message>
        <source>min</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>missing values</source>
        <translation>fehlende Werte</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>häufigster</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>model importance</source>
        <translation>Wichtigkeit im Modell</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>month-first</source>
        <translation>Monat zuerst</translation>
    </message>
    <message>
        <source>months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>more</source>
        <translation>stärker</translation>
    </message>
    <message>
        <source>most frequent</source>
        <translation>häufigster</translation>
    </message>
    <message>
        <source>most frequent (mode)</source>
        <translation>häufigster (Modus)</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>gleitend</translation>
    </message>
    <message>
        <source>multiple</source>
        <translation>Vielfaches</translation>
    </message>
    <message>
        <source>mutual information</source>
        <translation>Transinformation</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>nanoseconds</source>
        <translation>Nanosekunden</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>natürlich</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>nächstgelegen</translation>
    </message>
    <message>
        <source>nearest rows</source>
        <translation>nächste Zeilen</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>benötigt</translation>
    </message>
    <message>
        <source>next</source>
        <translation>nächster</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no pages</source>
        <translation>keine Seiten</translation>
    </message>
    <message>
        <source>no partner</source>
        <translation>kein Partner</translation>
    </message>
    <message>
        <source>no penalty</source>
        <translation>keine Strafe</translation>
    </message>
    <message>
        <source>no shares, numbers of rows</source>
        <translation>keine Anteile, Anzahl der Zeilen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>normal form</source>
        <translation>Normalform (NFC)</translation>
    </message>
    <message>
        <source>not equal</source>
        <translation>ungleich</translation>
    </message>
    <message>
        <source>not in</source>
        <translation>nicht in</translation>
    </message>
    <message>
        <source>not missing</source>
        <translation>nicht fehlend</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing below 0 (ReLU)</source>
        <translation>nichts unter 0 (ReLU)</translation>
    </message>
    <message>
        <source>nothing needed</source>
        <translation>nichts nötig</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>offset in the query</source>
        <translation>Versatz in der Anfrage</translation>
    </message>
    <message>
        <source>one</source>
        <translation>einer</translation>
    </message>
    <message>
        <source>one below the other</source>
        <translation>untereinander</translation>
    </message>
    <message>
        <source>one form of each sign (NFC)</source>
        <translation>eine Form je Zeichen (NFC)</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>eine Zeile</translation>
    </message>
    <message>
        <source>one to many</source>
        <translation>eins zu vielen</translation>
    </message>
    <message>
        <source>one to one</source>
        <translation>eins zu eins</translation>
    </message>
    <message>
        <source>only those that all have (common)</source>
        <translation>nur gemeinsame (common)</translation>
    </message>
    <message>
        <source>only those with a partner (inner)</source>
        <translation>nur mit Partner (inner)</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>sonst</translation>
    </message>
    <message>
        <source>outer</source>
        <translation>außen (outer)</translation>
    </message>
    <message>
        <source>outermost shares (quantiles)</source>
        <translation>äußerste Anteile (Quantile)</translation>
    </message>
    <message>
        <source>own number</source>
        <translation>eigene Nummer</translation>
    </message>
    <message>
        <source>own weights, below (custom)</source>
        <translation>eigene Gewichte, unten (custom)</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>page number in the query</source>
        <translation>Seitennummer in der Anfrage</translation>
    </message>
    <message>
        <source>part of text</source>
        <translation>Teil des Textes</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>percent change</source>
        <translation>Veränderung in Prozent</translation>
    </message>
    <message>
        <source>plain form of each sign (NFKC)</source>
        <translation>schlichte Form je Zeichen (NFKC)</translation>
    </message>
    <message>
        <source>poly</source>
        <translation>polynomial</translation>
    </message>
    <message>
        <source>polynomial</source>
        <translation>Polynom</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>power</source>
        <translation>Potenz</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Präzision (precision)</translation>
    </message>
    <message>
        <source>precision at recall</source>
        <translation>Präzision bei Trefferquote</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>presence</source>
        <translation>Vorkommen</translation>
    </message>
    <message>
        <source>previous</source>
        <translation>voriger</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>quantile</source>
        <translation>Quantil</translation>
    </message>
    <message>
        <source>quantiles</source>
        <translation>Quantile</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>Quartal</translation>
    </message>
    <message>
        <source>quarters</source>
        <translation>Quartale</translation>
    </message>
    <message>
        <source>quick (snappy)</source>
        <translation>schnell (snappy)</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>range</source>
        <translation>Spannweite</translation>
    </message>
    <message>
        <source>rare</source>
        <translation>selten</translation>
    </message>
    <message>
        <source>rare classes more (balanced)</source>
        <translation>seltene Klassen mehr (balanced)</translation>
    </message>
    <message>
        <source>rare terms more (tf-idf)</source>
        <translation>seltene mehr (tf-idf)</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Trefferquote (recall)</translation>
    </message>
    <message>
        <source>recall at precision</source>
        <translation>Trefferquote bei Präzision</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>refuse to read</source>
        <translation>nicht lesen</translation>
    </message>
    <message>
        <source>regression</source>
        <translation>Regression</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>relativ</translation>
    </message>
    <message>
        <source>remaining</source>
        <translation>verbleibend</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>remove HTML tags</source>
        <translation>HTML-Tags entfernen</translation>
    </message>
    <message>
        <source>remove accents</source>
        <translation>Akzente entfernen</translation>
    </message>
    <message>
        <source>remove control characters</source>
        <translation>Steuerzeichen entfernen</translation>
    </message>
    <message>
        <source>remove digits</source>
        <translation>Ziffern entfernen</translation>
    </message>
    <message>
        <source>remove letters</source>
        <translation>Buchstaben entfernen</translation>
    </message>
    <message>
        <source>remove punctuation</source>
        <translation>Satzzeichen entfernen</translation>
    </message>
    <message>
        <source>remove spaces</source>
        <translation>Leerraum entfernen</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>wiederholen</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>wiederholte</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>ersetzen</translation>
    </message>
    <message>
        <source>replace the table</source>
        <translation>Tabelle ersetzen</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts (right)</translation>
    </message>
    <message>
        <source>robust</source>
        <translation>robust</translation>
    </message>
    <message>
        <source>robust z-score</source>
        <translation>robuster z-Wert</translation>
    </message>
    <message>
        <source>root mean squared error</source>
        <translation>Wurzel des mittleren quadratischen Fehlers</translation>
    </message>
    <message>
        <source>root mean squared error (RMSE)</source>
        <translation>Wurzel der mittleren Quadratfehler (RMSE)</translation>
    </message>
    <message>
        <source>round (spherical)</source>
        <translation>rund (sphärisch)</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>rows, one by one</source>
        <translation>Zeilen, eine nach der andern</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>second</source>
        <translation>Sekunde</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>semi</source>
        <translation>mit Treffer (semi)</translation>
    </message>
    <message>
        <source>sentence case</source>
        <translation>Satzanfang groß</translation>
    </message>
    <message>
        <source>separately</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>sets many to 0 (L1, lasso)</source>
        <translation>setzt viele auf 0 (L1, Lasso)</translation>
    </message>
    <message>
        <source>sets many weights to 0 (lasso)</source>
        <translation>setzt viele auf 0 (Lasso)</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>share missing</source>
        <translation>Anteil fehlender</translation>
    </message>
    <message>
        <source>share of variance</source>
        <translation>Anteil der Varianz</translation>
    </message>
    <message>
        <source>shrinks all (L2, ridge)</source>
        <translation>verkleinert alle (L2, Ridge)</translation>
    </message>
    <message>
        <source>shrinks all weights (ridge)</source>
        <translation>verkleinert alle (Ridge)</translation>
    </message>
    <message>
        <source>sideways</source>
        <translation>waagrecht</translation>
    </message>
    <message>
        <source>significant digits</source>
        <translation>signifikante Stellen</translation>
    </message>
    <message>
        <source>single</source>
        <translation>einfach (single)</translation>
    </message>
    <message>
        <source>skewness</source>
        <translation>Schiefe</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>überspringen</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>small_with_underscores</source>
        <translation>klein_mit_unterstrichen</translation>
    </message>
    <message>
        <source>smaller (zstd)</source>
        <translation>kleiner (zstd)</translation>
    </message>
    <message>
        <source>smallest</source>
        <translation>kleinste</translation>
    </message>
    <message>
        <source>smallest distance (single)</source>
        <translation>kleinster Abstand (single)</translation>
    </message>
    <message>
        <source>snake case</source>
        <translation>snake_case</translation>
    </message>
    <message>
        <source>so many times (count)</source>
        <translation>so viele Male (count)</translation>
    </message>
    <message>
        <source>some of both (elastic net)</source>
        <translation>etwas von beidem (Elastic Net)</translation>
    </message>
    <message>
        <source>space</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>kugelförmig</translation>
    </message>
    <message>
        <source>split</source>
        <translation>aufteilen</translation>
    </message>
    <message>
        <source>square root of their number</source>
        <translation>Wurzel ihrer Anzahl</translation>
    </message>
    <message>
        <source>stacked</source>
        <translation>gestapelt</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>standard deviation, population</source>
        <translation>Standardabweichung, Grundgesamtheit</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>std</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>straight (linear)</source>
        <translation>gerade (linear)</translation>
    </message>
    <message>
        <source>straight line (Euclidean)</source>
        <translation>gerade Linie (euklidisch)</translation>
    </message>
    <message>
        <source>straight lines (Pearson)</source>
        <translation>gerade Linien (Pearson)</translation>
    </message>
    <message>
        <source>straight quotes</source>
        <translation>gerade Anführungszeichen</translation>
    </message>
    <message>
        <source>stratified</source>
        <translation>geschichtet</translation>
    </message>
    <message>
        <source>stretched along columns (diagonal)</source>
        <translation>entlang der Spalten gestreckt (diagonal)</translation>
    </message>
    <message>
        <source>stretched in any direction (full)</source>
        <translation>beliebig gestreckt (full)</translation>
    </message>
    <message>
        <source>suffix</source>
        <translation>Endung</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>sum of differences (Manhattan)</source>
        <translation>Summe der Unterschiede (Manhattan)</translation>
    </message>
    <message>
        <source>synthesize</source>
        <translation>künstlich</translation>
    </message>
    <message>
        <source>synthesize, as SMOTE does</source>
        <translation>künstliche Zeilen (SMOTE)</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>target tree</source>
        <translation>Baum nach Zielgröße</translation>
    </message>
    <message>
        <source>tells of the target (mutual information)</source>
        <translation>sagt etwas vom Ziel (Transinformation)</translation>
    </message>
    <message>
        <source>template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>rows with a partner (inner)</source>
        <translation>Zeilen mit Partner (inner)</translation>
    </message>
    <message>
        <source>the largest: 1, 3, 3, 4</source>
        <translation>der größte: 1, 3, 3, 4</translation>
    </message>
    <message>
        <source>the last alone</source>
        <translation>nur der letzte</translation>
    </message>
    <message>
        <source>the last before (backward)</source>
        <translation>der letzte davor (backward)</translation>
    </message>
    <message>
        <source>the name alone</source>
        <translation>der Name allein</translation>
    </message>
    <message>
        <source>the nearest of both</source>
        <translation>der nächste von beiden</translation>
    </message>
    <message>
        <source>the next after (forward)</source>
        <translation>der nächste danach (forward)</translation>
    </message>
    <message>
        <source>the path below the folder</source>
        <translation>der Pfad unter dem Ordner</translation>
    </message>
    <message>
        <source>the rows of a predicted class</source>
        <translation>Zeilen einer vorhergesagten Klasse</translation>
    </message>
    <message>
        <source>the rows of a true class</source>
        <translation>Zeilen einer wahren Klasse</translation>
    </message>
    <message>
        <source>the smallest: 1, 2, 2, 4</source>
        <translation>der kleinste: 1, 2, 2, 4</translation>
    </message>
    <message>
        <source>the whole path</source>
        <translation>der ganze Pfad</translation>
    </message>
    <message>
        <source>the worse half drops out (halving)</source>
        <translation>Ausscheiden der Schlechteren (Halving)</translation>
    </message>
    <message>
        <source>their mean: 1, 2.5, 2.5, 4</source>
        <translation>ihr Mittel: 1, 2,5, 2,5, 4</translation>
    </message>
    <message>
        <source>tied</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Wortanfänge groß</translation>
    </message>
    <message>
        <source>title case</source>
        <translation>Wortanfänge groß</translation>
    </message>
    <message>
        <source>together</source>
        <translation>zusammen</translation>
    </message>
    <message>
        <source>token (bearer)</source>
        <translation>Token (Bearer)</translation>
    </message>
    <message>
        <source>towards zero</source>
        <translation>zur Null hin</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>Leerraum außen entfernen</translation>
    </message>
    <message>
        <source>true</source>
        <translation>tatsächlich</translation>
    </message>
    <message>
        <source>two parts</source>
        <translation>zwei Teile</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>gleichverteilt</translation>
    </message>
    <message>
        <source>union</source>
        <translation>alle (Vereinigung)</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>eindeutig</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>until a condition holds</source>
        <translation>bis eine Bedingung gilt</translation>
    </message>
    <message>
        <source>up</source>
        <translation>auf</translation>
    </message>
    <message>
        <source>update by keys, or add (upsert)</source>
        <translation>nach Schlüsseln ändern oder anfügen</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>upper case</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>upright</source>
        <translation>senkrecht</translation>
    </message>
    <message>
        <source>used by a random forest</source>
        <translation>von einem Zufallswald benutzt</translation>
    </message>
    <message>
        <source>user and password (basic)</source>
        <translation>Benutzer und Passwort (basic)</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>value after</source>
        <translation>Wert danach</translation>
    </message>
    <message>
        <source>value before</source>
        <translation>Wert davor</translation>
    </message>
    <message>
        <source>value so many after (lead)</source>
        <translation>Wert so viele danach (lead)</translation>
    </message>
    <message>
        <source>value so many before (lag)</source>
        <translation>Wert so viele davor (lag)</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>values of parameters (grid)</source>
        <translation>Werte von Parametern (grid)</translation>
    </message>
    <message>
        <source>var</source>
        <translation>Varianz</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>Varianz</translation>
    </message>
    <message>
        <source>variance, population</source>
        <translation>Varianz, Grundgesamtheit</translation>
    </message>
    <message>
        <source>very quick (lz4)</source>
        <translation>sehr schnell (lz4)</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>warnen</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>weighted</source>
        <translation>gewichtet</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>gewichteter Mittelwert</translation>
    </message>
    <message>
        <source>where needed</source>
        <translation>wo nötig</translation>
    </message>
    <message>
        <source>whether it occurs (presence)</source>
        <translation>ob er vorkommt (presence)</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>whole groups</source>
        <translation>ganze Gruppen</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>whole value</source>
        <translation>ganzer Wert</translation>
    </message>
    <message>
        <source>width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>without gaps: 1, 2, 2, 3</source>
        <translation>ohne Lücken: 1, 2, 2, 3</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>year first only (ISO)</source>
        <translation>nur Jahr zuerst (ISO)</translation>
    </message>
    <message>
        <source>years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z-Wert</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>Nullen</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Components have settings of their own. Select one of them.</source>
        <translation>Komponenten haben eigene Einstellungen. Wählen Sie eine davon aus.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The selected nodes are of different types. Select nodes of one type.</source>
        <translation>Die ausgewählten Knoten sind von verschiedenem Typ. Wählen Sie Knoten eines Typs aus.</translation>
    </message>
</context>
<context>
    <name>Shelves</name>
    <message>
        <source>Before learning</source>
        <translation>Vor dem Lernen</translation>
    </message>
    <message>
        <source>Clusters and outliers</source>
        <translation>Cluster und Ausreißer</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten (Kalender)</translation>
    </message>
    <message>
        <source>Groups and shape</source>
        <translation>Gruppen und Form</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Several tables</source>
        <translation>Mehrere Tabellen</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
</context>
<context>
    <name>SignatureList</name>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>may be missing</source>
        <translation>darf fehlen</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) that nothing needs</source>
        <translation>
            <numerusform>%n Spalte, die niemand braucht</numerusform>
            <numerusform>%n Spalten, die niemand braucht</numerusform>
        </translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Begin with one: choose your own file in its first node, then press Run.</source>
        <translation>Mit einer beginnen: im ersten Knoten die eigene Datei wählen, dann ausführen.</translation>
    </message>
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
        <source>Template {name}</source>
        <translation>Vorlage {name}</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Visual data science · {version}</source>
        <translation>Visuelle Datenanalyse · {version}</translation>
    </message>
</context>
<context>
    <name>StatePage</name>
    <message>
        <source>Run to Here</source>
        <translation>Bis hier ausführen</translation>
    </message>
</context>
<context>
    <name>StatisticsCard</name>
    <message>
        <source>All others</source>
        <translation>Alle anderen</translation>
    </message>
    <message>
        <source>Different values</source>
        <translation>Verschiedene Werte</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>Looking at every value …</source>
        <translation>Jeder Wert wird angesehen …</translation>
    </message>
    <message>
        <source>Lower quartile</source>
        <translation>Unteres Quartil</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinster Wert</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Upper quartile</source>
        <translation>Oberes Quartil</translation>
    </message>
    <message>
        <source>about {count:,}</source>
        <translation>etwa {count:,}</translation>
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
    <message numerus="yes">
        <source>%n problem(s): show them</source>
        <translation>
            <numerusform>%n Problem: zeigen</numerusform>
            <numerusform>%n Probleme: zeigen</numerusform>
        </translation>
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
    <name>TableFilter</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>{column} above {high}</source>
        <translation>{column} über {high}</translation>
    </message>
    <message>
        <source>{column} below {low}</source>
        <translation>{column} unter {low}</translation>
    </message>
    <message>
        <source>{column} contains “{text}”</source>
        <translation>{column} enthält „{text}“</translation>
    </message>
    <message>
        <source>{column} does not contain “{text}”</source>
        <translation>{column} enthält „{text}“ nicht</translation>
    </message>
    <message>
        <source>{column} does not equal “{text}”</source>
        <translation>{column} ist nicht gleich „{text}“</translation>
    </message>
    <message>
        <source>{column} does not fit “{text}”</source>
        <translation>{column} passt nicht zu „{text}“</translation>
    </message>
    <message>
        <source>{column} does not start with “{text}”</source>
        <translation>{column} beginnt nicht mit „{text}“</translation>
    </message>
    <message>
        <source>{column} equals “{text}”</source>
        <translation>{column} ist gleich „{text}“</translation>
    </message>
    <message>
        <source>{column} fits “{text}”</source>
        <translation>{column} passt zu „{text}“</translation>
    </message>
    <message>
        <source>{column} from {low}</source>
        <translation>{column} ab {low}</translation>
    </message>
    <message>
        <source>{column} from {low} to {high}</source>
        <translation>{column} von {low} bis {high}</translation>
    </message>
    <message>
        <source>{column} is missing</source>
        <translation>{column} fehlt</translation>
    </message>
    <message>
        <source>{column} is none of: {names}</source>
        <translation>{column} ist keines von: {names}</translation>
    </message>
    <message>
        <source>{column} is there</source>
        <translation>{column} ist vorhanden</translation>
    </message>
    <message>
        <source>{column} not from {low} to {high}</source>
        <translation>{column} nicht von {low} bis {high}</translation>
    </message>
    <message>
        <source>{column} starts with “{text}”</source>
        <translation>{column} beginnt mit „{text}“</translation>
    </message>
    <message>
        <source>{column} up to {high}</source>
        <translation>{column} bis {high}</translation>
    </message>
    <message>
        <source>{column}: {names}</source>
        <translation>{column}: {names}</translation>
    </message>
</context>
<context>
    <name>TableFinder</name>
    <message>
        <source>Continued from the other end</source>
        <translation>Vom anderen Ende fortgesetzt</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Suche läuft …</translation>
    </message>
</context>
<context>
    <name>TableGrid</name>
    <message>
        <source>Frozen columns</source>
        <translation>Fixierte Spalten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>row label</source>
        <translation>Zeilenname</translation>
    </message>
    <message>
        <source>{share} missing</source>
        <translation>{share} fehlen</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
</context>
<context>
    <name>TablePanel</name>
    <message>
        <source>Select a node to see its table.</source>
        <translation>Wählen Sie einen Knoten aus, um seine Tabelle zu sehen.</translation>
    </message>
    <message>
        <source>Stay with this node when another is selected</source>
        <translation>Bei diesem Knoten bleiben, wenn ein anderer ausgewählt wird</translation>
    </message>
    <message>
        <source>Tables of the node</source>
        <translation>Tabellen des Knotens</translation>
    </message>
    <message>
        <source>{node} · {port}</source>
        <translation>{node} · {port}</translation>
    </message>
    <message>
        <source>“{name}” gives no table.</source>
        <translation>„{name}“ liefert keine Tabelle.</translation>
    </message>
</context>
<context>
    <name>TableStatistics</name>
    <message>
        <source>all different</source>
        <translation>alle verschieden</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>von {low} bis {high}</translation>
    </message>
    <message>
        <source>judged by {count:,} of the rows, evenly taken</source>
        <translation>beurteilt nach {count:,} gleichmäßig entnommenen Zeilen</translation>
    </message>
    <message>
        <source>others: {count:,}</source>
        <translation>andere: {count:,}</translation>
    </message>
    <message>
        <source>{present:,} values, {missing:,} missing</source>
        <translation>{present:,} Werte, {missing:,} fehlen</translation>
    </message>
</context>
<context>
    <name>TableTaking</name>
    <message>
        <source>Only the first {rows:,} of {of:,} rows were copied. Export the table for all of them.</source>
        <translation>Nur die ersten {rows:,} von {of:,} Zeilen wurden kopiert. Exportieren Sie die Tabelle, um alle zu bekommen.</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>{name} wird geschrieben …</translation>
    </message>
    <message>
        <source>{rows:,} rows copied</source>
        <translation>{rows:,} Zeilen kopiert</translation>
    </message>
    <message>
        <source>{rows:,} rows written to {name}</source>
        <translation>{rows:,} Zeilen in {name} geschrieben</translation>
    </message>
</context>
<context>
    <name>TableToolbar</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns that are shown</source>
        <translation>Gezeigte Spalten</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in table</source>
        <translation>In Tabelle suchen</translation>
    </message>
    <message>
        <source>Find in table (Ctrl+F)</source>
        <translation>In Tabelle suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Go to row (Ctrl+G)</source>
        <translation>Zu Zeile gehen (Strg+G)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>Weiter (F3)</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>Anzahl der Zeilen</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>Zurück (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Show only rows with this text</source>
        <translation>Nur Zeilen mit diesem Text zeigen</translation>
    </message>
    <message>
        <source>The engine is at work</source>
        <translation>Die Engine arbeitet</translation>
    </message>
</context>
<context>
    <name>TableViewer</name>
    <message>
        <source>Row {row:,} is not among those shown</source>
        <translation>Zeile {row:,} ist nicht unter den gezeigten</translation>
    </message>
    <message>
        <source>{rows:,} rows × {columns:,} columns</source>
        <translation>{rows:,} Zeilen × {columns:,} Spalten</translation>
    </message>
    <message>
        <source>{shown:,} of {rows:,} rows</source>
        <translation>{shown:,} von {rows:,} Zeilen</translation>
    </message>
</context>
<context>
    <name>TargetForm</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>S3</source>
        <translation>S3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>TargetPage</name>
    <message>
        <source>Fill in: {field}</source>
        <translation>Ausfüllen: {field}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>TextLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
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
    <name>TriesList</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Changed in the example</source>
        <translation>Am Beispiel geändert</translation>
    </message>
    <message>
        <source>Earlier tries</source>
        <translation>Frühere Versuche</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>row {number}</source>
        <translation>Zeile {number}</translation>
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
    <message>
        <source>This workflow has nodes that no installed pack knows. They do not run until you trust it.</source>
        <translation>Dieser Workflow hat Knoten, die kein installiertes Paket kennt. Sie laufen nicht, bis Sie ihm vertrauen.</translation>
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
    <name>TryPanel</name>
    <message>
        <source>A bundle (.knodez), or http://… of one that is served</source>
        <translation>Bundle (.knodez) oder http://… eines Dienstes</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Bundle to try</source>
        <translation>Bundle zum Ausprobieren</translation>
    </message>
    <message>
        <source>Bundles (*.knodez)</source>
        <translation>Bundles (*.knodez)</translation>
    </message>
    <message>
        <source>Choose a bundle…</source>
        <translation>Bundle wählen…</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Deploy something, or choose a bundle above.</source>
        <translation>Stellen Sie etwas bereit, oder wählen Sie oben ein Bundle.</translation>
    </message>
    <message>
        <source>Name of the secret with the server's key, if it wants one</source>
        <translation>Name des Geheimnisses mit dem Schlüssel des Servers, falls er einen verlangt</translation>
    </message>
    <message>
        <source>Opening {place}…</source>
        <translation>{place} wird geöffnet…</translation>
    </message>
    <message>
        <source>Server's key</source>
        <translation>Schlüssel des Servers</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>Ein Bundle ausprobieren</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>served</source>
        <translation>Dienst</translation>
    </message>
</context>
<context>
    <name>TypeWords</name>
    <message>
        <source>blank</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>calendar duration</source>
        <translation>Kalenderdauer</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>complex number</source>
        <translation>komplexe Zahl</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>decimal</source>
        <translation>Dezimalzahl</translation>
    </message>
    <message>
        <source>dictionary-coded</source>
        <translation>wörterbuchkodiert</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>map</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>dünn besetzt</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>True or false</source>
        <translation>Wahr oder falsch</translation>
    </message>
    <message>
        <source>Type: {type}</source>
        <translation>Typ: {type}</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values, with commas between</source>
        <translation>Werte, durch Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>ValueLine</name>
    <message>
        <source>Values that occur</source>
        <translation>Werte, die vorkommen</translation>
    </message>
</context>
<context>
    <name>ViewChooser</name>
    <message>
        <source>No view</source>
        <translation>Keine Ansicht</translation>
    </message>
    <message>
        <source>View to show</source>
        <translation>Zu zeigende Ansicht</translation>
    </message>
</context>
<context>
    <name>ViewPane</name>
    <message>
        <source>{title} is being drawn…</source>
        <translation>{title} wird gezeichnet …</translation>
    </message>
    <message>
        <source>Another view beside</source>
        <translation>Weitere Ansicht daneben</translation>
    </message>
    <message>
        <source>Close this view</source>
        <translation>Diese Ansicht schließen</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Drag a rectangle to see the rows in it</source>
        <translation>Rechteck aufziehen, um die Zeilen darin zu sehen</translation>
    </message>
    <message>
        <source>Drag a rectangle to zoom to it</source>
        <translation>Rechteck aufziehen, um es zu vergrößern</translation>
    </message>
    <message>
        <source>Drag to move (pan)</source>
        <translation>Ziehen, um zu verschieben</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Als Datei speichern…</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>Gespeichert als {file}</translation>
    </message>
    <message>
        <source>Select a node that gives a view: a plot, a picture or a page.</source>
        <translation>Wählen Sie einen Knoten aus, der eine Ansicht liefert: ein Diagramm, ein Bild oder eine Seite.</translation>
    </message>
    <message>
        <source>Stay with this view, whatever is selected</source>
        <translation>Bei dieser Ansicht bleiben, was auch ausgewählt wird</translation>
    </message>
    <message>
        <source>This picture is damaged.</source>
        <translation>Dieses Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Whole view again</source>
        <translation>Wieder ganze Ansicht</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
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
<context>
    <name>WorkflowForm</name>
    <message>
        <source>Add Parameter</source>
        <translation>Parameter hinzufügen</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description of the workflow</source>
        <translation>Beschreibung des Workflows</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the workflow</source>
        <translation>Name des Workflows</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Values that are given when the workflow runs. Settings may be bound to them.</source>
        <translation>Werte, die beim Ausführen des Workflows angegeben werden. Einstellungen können daran gebunden werden.</translation>
    </message>
</context>
<context>
    <name>_CellPainter</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
</context>
<context>
    <name>evaluate.CalibrationCurve</name>
    <message>
        <source>How</source>
        <translation>Klassen von gleicher</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>evaluate.ClusterScorer</name>
    <message>
        <source>Cluster</source>
        <translation>Clusterspalte</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen heißt</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel, die wahren Gruppen</translation>
    </message>
</context>
<context>
    <name>evaluate.ConfusionMatrix</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil an</translation>
    </message>
</context>
<context>
    <name>evaluate.ErrorsBySegment</name>
    <message>
        <source>Bins</source>
        <translation>Klassen von Zahlen und Daten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten, die Segmente bilden</translation>
    </message>
    <message>
        <source>Fewest</source>
        <translation>Mindestens Zeilen je Segment</translation>
    </message>
</context>
<context>
    <name>evaluate.LearningCurve</name>
    <message>
        <source>Points</source>
        <translation>Punkte der Kurve</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinster Teil</translation>
    </message>
</context>
<context>
    <name>evaluate.LiftAndGain</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>evaluate.PrecisionRecallCurve</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>evaluate.RegressionScorer</name>
    <message>
        <source>Features</source>
        <translation>Merkmale des Modells (für korrigiertes R²)</translation>
    </message>
</context>
<context>
    <name>evaluate.RocCurve</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>evaluate.Scorer</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>evaluate.ThresholdTuner</name>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>explain.PartialDependence</name>
    <message>
        <source>Center</source>
        <translation>Linien bei 0 beginnen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien einzelner Zeilen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Weitere Spalte (wahlfrei)</translation>
    </message>
    <message>
        <source>Outermost</source>
        <translation>Ausgelassener äußerster Anteil</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte entlang der Spalte</translation>
    </message>
</context>
<context>
    <name>explain.PermutationImportance</name>
    <message>
        <source>Groups</source>
        <translation>Zusammen gemischte Gruppen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Gemessenes Maß</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>explain.ShapDependence</name>
    <message>
        <source>Shade</source>
        <translation>Färben nach</translation>
    </message>
</context>
<context>
    <name>explain.ShapExplainer</name>
    <message>
        <source>Background</source>
        <translation>Hintergrundzeilen</translation>
    </message>
</context>
<context>
    <name>explain.ShapWaterfall</name>
    <message>
        <source>Key</source>
        <translation>Stattdessen Schlüsselspalte</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeilennummer, ab 0</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert des Schlüssels</translation>
    </message>
</context>
<context>
    <name>explain.SurrogateTree</name>
    <message>
        <source>Held out</source>
        <translation>Zurückgehaltener Anteil, zum Messen</translation>
    </message>
    <message>
        <source>Max leaves</source>
        <translation>Höchstens Blätter (Regeln)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Mindestens Zeilen je Regel</translation>
    </message>
</context>
<context>
    <name>flow.Loop</name>
    <message>
        <source>Collect</source>
        <translation>Ausgänge sammeln, wie</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Zu teilender Eingang</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Durchgänge in Spalten angeben</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Durchgänge nebeneinander</translation>
    </message>
</context>
<context>
    <name>flow.MergeBranches</name>
    <message>
        <source>None</source>
        <translation>Keiner aktiv</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere Zweige aktiv</translation>
    </message>
</context>
<context>
    <name>flow.MergeVariables</name>
    <message>
        <source>Clash</source>
        <translation>Gleiche Namen</translation>
    </message>
</context>
<context>
    <name>flow.RowToVariables</name>
    <message>
        <source>Absent</source>
        <translation>Fehlende Zeile</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeilennummer, ab 0</translation>
    </message>
</context>
<context>
    <name>flow.Switch</name>
    <message>
        <source>By</source>
        <translation>Wonach</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannte Werte</translation>
    </message>
</context>
<context>
    <name>flow.TryCatch</name>
    <message>
        <source>Back off</source>
        <translation>Wartezeit mal</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Nur Fehler der Art</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten vor dem zweiten Versuch</translation>
    </message>
</context>
<context>
    <name>io.CsvReader</name>
    <message>
        <source>Bad lines</source>
        <translation>Fehlerhafte Zeilen (falsche Spaltenzahl)</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentarzeilen beginnen mit</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datumsangaben: Reihenfolge von Tag und Monat</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile in der ersten Zeile</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend: Texte ohne Wert</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Anführungszeichen um Texte</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>Tausenderzeichen</translation>
    </message>
</context>
<context>
    <name>io.CsvWriter</name>
    <message>
        <source>Header</source>
        <translation>Kopfzeile mit Spaltennamen</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Auch Zeilenbezeichner schreiben</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte als</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>Anführungszeichen um Texte</translation>
    </message>
</context>
<context>
    <name>io.DatabaseConnector</name>
    <message>
        <source>Reuse</source>
        <translation>Ergebnisse wiederverwenden</translation>
    </message>
</context>
<context>
    <name>io.DatabaseReader</name>
    <message>
        <source>Reuse</source>
        <translation>Ergebnisse wiederverwenden</translation>
    </message>
</context>
<context>
    <name>io.ExcelWriter</name>
    <message>
        <source>Header</source>
        <translation>Kopfzeile mit Spaltennamen</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Auch Zeilenbezeichner schreiben</translation>
    </message>
</context>
<context>
    <name>io.HttpRequest</name>
    <message>
        <source>At</source>
        <translation>Ort der Datensätze im JSON</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Anfragen zugleich</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>Antworten wiederverwenden</translation>
    </message>
</context>
<context>
    <name>io.JsonReader</name>
    <message>
        <source>At</source>
        <translation>Ort der Zeilen</translation>
    </message>
</context>
<context>
    <name>io.TableCreator</name>
    <message>
        <source>Columns</source>
        <translation>Namen der Spalten</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text, statt der Zellen</translation>
    </message>
</context>
<context>
    <name>learn.ApplyModel</name>
    <message>
        <source>Prefix</source>
        <translation>Vorsatz neuer Spalten</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Auch Wahrscheinlichkeiten</translation>
    </message>
</context>
<context>
    <name>learn.CompareModels</name>
    <message>
        <source>Columns</source>
        <translation>Spalten der Vorhersagen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel der Zeilen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen der Modelle</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Neu gezogene Stichproben</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.CrossValidate</name>
    <message>
        <source>How</source>
        <translation>Wie Zeilen verteilt werden</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingang der Zeilen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgang mit dem Modell</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Teile nebeneinander rechnen</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>learn.DbscanLearner</name>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand gemessen als</translation>
    </message>
    <message>
        <source>Min rows</source>
        <translation>Mindestens Zeilen in der Nähe</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Reichweite (Abstand von Nachbarn)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.DecisionTreeLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Kriterium einer Frage</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Höchste Tiefe (Fragen nacheinander)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Mindestens Zeilen je Blatt</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Zweige stutzen mit Gewinn unter</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.GaussianMixtureLearner</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche, der beste zählt</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster (Gruppen)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Auch Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form der Gruppen</translation>
    </message>
</context>
<context>
    <name>learn.HierarchicalClusteringLearner</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster am Ende</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand gemessen als</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>Verknüpfung von Gruppen</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen der Zeilen, aus Spalte</translation>
    </message>
</context>
<context>
    <name>learn.HistGradientBoostingLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Durchgänge, die Bäume zufügen</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2: Strafe der Korrekturen</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Höchste Tiefe (Fragen nacheinander)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Mindestens Zeilen je Blatt</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld, in Durchgängen</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.IsolationForestLearner</name>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil der Ausreißer</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.KMeansLearner</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche, der beste zählt</translation>
    </message>
    <message>
        <source>Center distance</source>
        <translation>Auch Abstand zum Zentrum</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster (Gruppen)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.LinearRegressionLearner</name>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.LogisticRegressionLearner</name>
    <message>
        <source>C</source>
        <translation>C: Nähe zu den Zeilen</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Strafe der Koeffizienten</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.NaiveBayesLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.NearestNeighborsLearner</name>
    <message>
        <source>Distance</source>
        <translation>Abstand gemessen als</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Neighbors</source>
        <translation>Nachbarn, die entscheiden</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
</context>
<context>
    <name>learn.NeuralNetworkLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha: Strafe großer Gewichte</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten, Neuronen je Schicht</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld, in Runden</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.ParameterOptimizer</name>
    <message>
        <source>How</source>
        <translation>Wie Zeilen verteilt werden</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingang der Zeilen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgang mit dem Modell</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Teile nebeneinander rechnen</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positive Klasse</translation>
    </message>
</context>
<context>
    <name>learn.RandomForestLearner</name>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>Höchste Tiefe (Fragen nacheinander)</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>Mindestens Zeilen je Blatt</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>Bäume, die abstimmen</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.RegularizedRegressionLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha: Stärke der Strafe</translation>
    </message>
    <message>
        <source>L1 ratio</source>
        <translation>L1-Anteil von Elastic Net</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.ScikitLearnEstimator</name>
    <message>
        <source>Column</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>learn.SupportVectorMachineLearner</name>
    <message>
        <source>C</source>
        <translation>C: Nähe zu den Zeilen</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>Klassengewicht nach</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>Grad des Polynoms</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon: Fehler, die keine sind</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma: zählende Nähe</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe (Klasse oder Zahl)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewichtsspalte</translation>
    </message>
</context>
<context>
    <name>prep.AppendColumns</name>
    <message>
        <source>Clashes</source>
        <translation>Spalten gleichen Namens</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Tabellen verschiedener Länge</translation>
    </message>
</context>
<context>
    <name>prep.AsOfJoin</name>
    <message>
        <source>Direction</source>
        <translation>Partner suchen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Linke Zeilen behalten</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>Zeit oder Zahl links</translation>
    </message>
    <message>
        <source>Right on</source>
        <translation>Zeit oder Zahl rechts</translation>
    </message>
    <message>
        <source>Same counts</source>
        <translation>Gleiche Zeit zählt</translation>
    </message>
</context>
<context>
    <name>prep.BalanceClasses</name>
    <message>
        <source>Mark</source>
        <translation>Neue Zeilen in Spalte markieren</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis seltenste zu häufigster</translation>
    </message>
</context>
<context>
    <name>prep.Binner</name>
    <message>
        <source>Closed</source>
        <translation>Geschlossene Seite einer Klasse</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Jenseits der äußersten Grenzen</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Klassen werden zu</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Namen der Klassen</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Mindestens Zeilen je Klasse</translation>
    </message>
</context>
<context>
    <name>prep.CastColumns</name>
    <message>
        <source>Casts</source>
        <translation>Spalten und ihre neuen Typen</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Werte, die nicht umzuwandeln sind</translation>
    </message>
</context>
<context>
    <name>prep.CoalesceColumns</name>
    <message>
        <source>Empty texts</source>
        <translation>Leere Texte sind</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischte Typen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name der neuen Spalte</translation>
    </message>
</context>
<context>
    <name>prep.ColumnAggregator</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
</context>
<context>
    <name>prep.CombineColumns</name>
    <message>
        <source>How</source>
        <translation>Verbinden durch</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name der neuen Spalte</translation>
    </message>
</context>
<context>
    <name>prep.CompareTables</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel (leer: nach Position)</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Höchstens Zellen auflisten</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relative Toleranz</translation>
    </message>
</context>
<context>
    <name>prep.Concatenate</name>
    <message>
        <source>Columns</source>
        <translation>Spalten behalten</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Spalten verschiedener Typen</translation>
    </message>
    <message>
        <source>Renumber</source>
        <translation>Zeilen neu nummerieren</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Herkunftsspalte, ihr Name</translation>
    </message>
</context>
<context>
    <name>prep.DateDifference</name>
    <message>
        <source>Answer</source>
        <translation>Antwort in</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Festes Datum</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Endspalte</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfangsspalte</translation>
    </message>
</context>
<context>
    <name>prep.DateParts</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zeitzone</translation>
    </message>
</context>
<context>
    <name>prep.Denormalizer</name>
    <message>
        <source>Further</source>
        <translation>Weitere Spalten</translation>
    </message>
</context>
<context>
    <name>prep.DuplicateRows</name>
    <message>
        <source>Choose</source>
        <translation>Welche Zeile wählen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten vergleichen</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählspalte, ihr Name</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Von Duplikaten behalten</translation>
    </message>
</context>
<context>
    <name>prep.Explode</name>
    <message>
        <source>Empty</source>
        <translation>Zeilen ohne Elemente</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummernspalte, ihr Name</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Leerzeichen außen entfernen</translation>
    </message>
</context>
<context>
    <name>prep.FlattenJson</name>
    <message>
        <source>Invalid</source>
        <translation>Ungültiges JSON</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalte behalten</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Pfade der Werte</translation>
    </message>
</context>
<context>
    <name>prep.FormatDate</name>
    <message>
        <source>Zone</source>
        <translation>Zeitzone</translation>
    </message>
</context>
<context>
    <name>prep.GroupBy</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel, nach denen gruppiert wird</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Zeilen mit fehlenden Schlüsseln</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen der Ergebnisse</translation>
    </message>
</context>
<context>
    <name>prep.Joiner</name>
    <message>
        <source>Left keys</source>
        <translation>Linke Schlüssel (leer: gleiche Namen)</translation>
    </message>
    <message>
        <source>Right keys</source>
        <translation>Rechte Schlüssel (leer: wie links)</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>Von den Schlüsseln erwartet</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie verbinden</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>Groß und klein ist gleich</translation>
    </message>
    <message>
        <source>Most rows</source>
        <translation>Höchstens Zeilen ausgeben</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>In beiden Tabellen wiederholte Schlüssel</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Zeilen ohne Partner ausgeben</translation>
    </message>
</context>
<context>
    <name>prep.LookUp</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel (leer: gleiche Namen)</translation>
    </message>
    <message>
        <source>Lookup keys</source>
        <translation>Nachschlageschlüssel (leer: wie oben)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten hinzufügen</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>In der Nachschlagetabelle wiederholte Schlüssel</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Endung neuer Namen</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Zeilen ohne Treffer</translation>
    </message>
</context>
<context>
    <name>prep.MatchRows</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel (leer: gleiche Namen)</translation>
    </message>
    <message>
        <source>Reference keys</source>
        <translation>Vergleichsschlüssel (leer: wie oben)</translation>
    </message>
</context>
<context>
    <name>prep.MissingValues</name>
    <message>
        <source>Dates</source>
        <translation>Daten füllen mit</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Anzeigen, was gefüllt wurde</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen füllen mit</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte füllen mit</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Feste Werte einzelner Spalten</translation>
    </message>
</context>
<context>
    <name>prep.OneHotEncoder</name>
    <message>
        <source>Dtype</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Mindestens Zeilen je Wert</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Höchstens Werte je Spalte</translation>
    </message>
    <message>
        <source>Rare</source>
        <translation>Seltene Werte</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen in neuen Namen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannte Werte</translation>
    </message>
</context>
<context>
    <name>prep.OrdinalEncoder</name>
    <message>
        <source>First</source>
        <translation>Erste Zahl</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge der Werte</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Reihenfolgen einzelner Spalten</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannte Werte</translation>
    </message>
</context>
<context>
    <name>prep.Outliers</name>
    <message>
        <source>Side</source>
        <translation>Ausreißer auf Seite</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Behandlung der Ausreißer</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite der Grenzen</translation>
    </message>
</context>
<context>
    <name>prep.Partition</name>
    <message>
        <source>Count</source>
        <translation>Zeilen im ersten Teil</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeilen ziehen</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>Anteil im ersten Teil</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppen zusammenhalten nach</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Aufteilen in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe des ersten Teils als</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>Schichten nach</translation>
    </message>
</context>
<context>
    <name>prep.Pca</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
</context>
<context>
    <name>prep.Pivot</name>
    <message>
        <source>Aggregations</source>
        <translation>Aggregationen in den Zellen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte, die Spalten bildet</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Leere Zellen füllen mit</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel, die Zeilen bilden</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Höchstzahl neuer Spalten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Zeilen ohne Spaltenwert</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Zeilen mit fehlenden Schlüsseln</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen neuer Spalten</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge neuer Spalten</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte, die Spalten werden</translation>
    </message>
</context>
<context>
    <name>prep.Rank</name>
    <message>
        <source>By</source>
        <translation>Rang nach</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Für sich gereihte Gruppen</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren bei gleichen Zeilen</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Zeilen mit fehlenden Werten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name der neuen Spalte</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil statt Zahl</translation>
    </message>
</context>
<context>
    <name>prep.RegexExtract</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalte behalten</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen neuer Spalten</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Texte ohne Treffer</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Ganzer Text muss passen</translation>
    </message>
</context>
<context>
    <name>prep.RenameColumns</name>
    <message>
        <source>Case</source>
        <translation>Schreibweise der Namen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten für die Regeln darunter</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>In Namen suchen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen, alt und neu</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Leerzeichen außen entfernen</translation>
    </message>
</context>
<context>
    <name>prep.ReorderColumns</name>
    <message>
        <source>Place</source>
        <translation>Platz der gewählten Spalten</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Gewählte Spalten sortieren</translation>
    </message>
</context>
<context>
    <name>prep.ReplaceValues</name>
    <message>
        <source>From column</source>
        <translation>Von-Spalte der Zuordnung</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie vergleichen</translation>
    </message>
    <message>
        <source>To column</source>
        <translation>Zu-Spalte der Zuordnung</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>Werte ohne Treffer</translation>
    </message>
</context>
<context>
    <name>prep.RoundNumbers</name>
    <message>
        <source>Suffix</source>
        <translation>Endung, für neue Spalten</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Runden auf</translation>
    </message>
</context>
<context>
    <name>prep.RowFilter</name>
    <message>
        <source>Combine</source>
        <translation>Bedingungen verbinden: erfüllen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen von Bedingungen</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus: gefundene Zeilen</translation>
    </message>
</context>
<context>
    <name>prep.RowId</name>
    <message>
        <source>Name</source>
        <translation>Name der Spalte</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz der Spalte</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Spalte dieses Namens ersetzen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen bei</translation>
    </message>
</context>
<context>
    <name>prep.RowSplitter</name>
    <message>
        <source>Combine</source>
        <translation>Bedingungen verbinden: erfüllen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen von Bedingungen</translation>
    </message>
</context>
<context>
    <name>prep.SampleRows</name>
    <message>
        <source>Count</source>
        <translation>Anzahl Zeilen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeilen ziehen</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>Anteil der Zeilen</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Mit Zurücklegen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe als</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>Schichten nach</translation>
    </message>
</context>
<context>
    <name>prep.SetRoles</name>
    <message>
        <source>Forget</source>
        <translation>Frühere Rollen vergessen</translation>
    </message>
</context>
<context>
    <name>prep.Sorter</name>
    <message>
        <source>By</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte kommen</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>Natürliche Reihenfolge von Texten</translation>
    </message>
</context>
<context>
    <name>prep.SplitColumn</name>
    <message>
        <source>Count</source>
        <translation>Anzahl Teile</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>Überzählige Teile</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie teilen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalte behalten</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen der Teile</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen von</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Leerzeichen außen entfernen</translation>
    </message>
</context>
<context>
    <name>prep.TargetEncoder</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
</context>
<context>
    <name>prep.TextVectorizer</name>
    <message>
        <source>Keep</source>
        <translation>Ursprüngliche Spalten behalten</translation>
    </message>
    <message>
        <source>Least rows</source>
        <translation>Mindestens Zeilen mit einem Begriff</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster Begriff, in Wörtern oder Zeichen</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Höchstens Begriffe je Spalte</translation>
    </message>
    <message>
        <source>Most share</source>
        <translation>Höchster Zeilenanteil mit einem Begriff</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen in neuen Namen</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Kürzester Begriff, in Wörtern oder Zeichen</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht eines Begriffs</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne diese Wörter</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>Mindestens Buchstaben je Wort</translation>
    </message>
</context>
<context>
    <name>prep.TopRows</name>
    <message>
        <source>By</source>
        <translation>Vergleichen nach</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl Zeilen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen, jede für sich</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Zeilen nehmen</translation>
    </message>
</context>
<context>
    <name>prep.Transpose</name>
    <message>
        <source>Header</source>
        <translation>Kopfspalte</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Höchstzahl Zeilen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name der ersten Spalte</translation>
    </message>
</context>
<context>
    <name>prep.Unpivot</name>
    <message>
        <source>Columns</source>
        <translation>Spalten, die Zeilen werden</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Spalten behalten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Zeilen ohne Wert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namensspalte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wertspalte</translation>
    </message>
</context>
<context>
    <name>prep.ValidateData</name>
    <message>
        <source>Reasons</source>
        <translation>Spalte der Gründe, ihr Name</translation>
    </message>
</context>
<context>
    <name>prep.ValueCounts</name>
    <message>
        <source>Columns</source>
        <translation>Spalten zählen</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Kumulierter Anteil</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie Spalten gezählt werden</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordnen nach</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Nur häufigste Werte (0: alle)</translation>
    </message>
</context>
<context>
    <name>prep.WindowAggregate</name>
    <message>
        <source>By</source>
        <translation>Zeilen ordnen nach</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen, jede für sich</translation>
    </message>
</context>
<context>
    <name>visualize.BarChart</name>
    <message>
        <source>Category</source>
        <translation>Kategorie, je ein Balken</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe, die Balken teilt</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Zahlen als Beschriftung</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge der Balken</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert, zusammengefasst (leer: Zeilen zählen)</translation>
    </message>
</context>
<context>
    <name>visualize.BoxPlot</name>
    <message>
        <source>Group</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logarithmische Achse</translation>
    </message>
</context>
<context>
    <name>visualize.DataProfile</name>
    <message>
        <source>Top</source>
        <translation>Häufigste Werte auflisten</translation>
    </message>
</context>
<context>
    <name>visualize.Heatmap</name>
    <message>
        <source>Bins</source>
        <translation>Klassen von Zahlen und Daten</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Höchstens Werte je Seite</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen in den Zellen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil an</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert, zusammengefasst (leer: Zeilen zählen)</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X: Spalten der Karte</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y: Zeilen der Karte</translation>
    </message>
</context>
<context>
    <name>visualize.Histogram</name>
    <message>
        <source>Bins</source>
        <translation>Klassen (0: automatisch)</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählen als</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren nach</translation>
    </message>
</context>
<context>
    <name>visualize.LinePlot</name>
    <message>
        <source>Gaps</source>
        <translation>Lücken fehlender Werte</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe, je eine Linie</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Punkte markieren</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>Daten zusammenfassen nach</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X-Achse (leer: Zeilennummer)</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y: gezeichnete Spalten</translation>
    </message>
</context>
<context>
    <name>visualize.MissingnessMap</name>
    <message>
        <source>Only missing</source>
        <translation>Nur Spalten mit fehlenden Werten</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Zeilen sortieren nach</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterMatrix</name>
    <message>
        <source>Colour</source>
        <translation>Färben nach</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterPlot</name>
    <message>
        <source>Colour</source>
        <translation>Färben nach</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trendlinie</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X-Achse</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y-Achse</translation>
    </message>
</context>
<context>
    <name>visualize.TableView</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen höchstens</translation>
    </message>
</context>
</TS>
