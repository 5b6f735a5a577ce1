<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CanvasTip</name>
    <message numerus="yes">
        <source>Component of %n node(s)</source>
        <translation>
            <numerusform>Component of %n node</numerusform>
            <numerusform>Component of %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more warning(s)</source>
        <translation>
            <numerusform>and %n more warning</numerusform>
            <numerusform>and %n more warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message numerus="yes">
        <source>%n node(s) in all</source>
        <translation>
            <numerusform>%n node in all</numerusform>
            <numerusform>%n nodes in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameItem</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
</TS>
