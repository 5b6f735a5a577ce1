<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Bundles (*.knodez)</source>
        <translation>部署包 (*.knodez)</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>试用部署包</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>A bypassed node hands on what comes in</source>
        <translation>被旁路的节点原样传递输入</translation>
    </message>
    <message>
        <source>A disabled node does no work, nor does what depends on it</source>
        <translation>禁用的节点及其下游都不工作</translation>
    </message>
    <message>
        <source>About knode</source>
        <translation>关于 knode</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>Align Bottom</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Align Centres</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Align Left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align Middles</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Align Right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align Top</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Ask a bundle about one row, and see why it answers so</source>
        <translation>用一行数据询问部署包，并查看其回答的原因</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Bring the selected nodes into view</source>
        <translation>使所选节点可见</translation>
    </message>
    <message>
        <source>Bring the selected nodes to the heights at which their wires are level</source>
        <translation>将所选节点移到使连线水平的高度</translation>
    </message>
    <message>
        <source>Bring the whole workflow into view</source>
        <translation>使整个工作流可见</translation>
    </message>
    <message>
        <source>Bypass or Not</source>
        <translation>旁路开关</translation>
    </message>
    <message>
        <source>Cancel Run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation>在浅色与深色之间切换</translation>
    </message>
    <message>
        <source>Clear Filters of the Table</source>
        <translation>清除表格筛选</translation>
    </message>
    <message>
        <source>Close Tab</source>
        <translation>关闭标签页</translation>
    </message>
    <message>
        <source>Collapse or Expand Frame</source>
        <translation>折叠或展开框架</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Command Palette…</source>
        <translation>命令面板…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compute the selected nodes again, or all, though they have results</source>
        <translation>重新计算所选节点或全部节点，即使已有结果</translation>
    </message>
    <message>
        <source>Connect in Series</source>
        <translation>串联</translation>
    </message>
    <message>
        <source>Connect the selected nodes in the order in which they were selected</source>
        <translation>按选择顺序连接所选节点</translation>
    </message>
    <message>
        <source>Copies are fed by what feeds the originals</source>
        <translation>副本与原节点使用相同的输入</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Cut Wires</source>
        <translation>切断连线</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and Heal</source>
        <translation>删除并接通</translation>
    </message>
    <message>
        <source>Delete nodes and connect what came before them with what came after</source>
        <translation>删除节点并连接其前后的节点</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Deploy This…</source>
        <translation>部署此处…</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>分离</translation>
    </message>
    <message>
        <source>Disable or Enable</source>
        <translation>禁用或启用</translation>
    </message>
    <message>
        <source>Dissolve Frame</source>
        <translation>解散框架</translation>
    </message>
    <message>
        <source>Distribute Horizontally</source>
        <translation>水平分布</translation>
    </message>
    <message>
        <source>Distribute Vertically</source>
        <translation>垂直分布</translation>
    </message>
    <message>
        <source>Drag a stroke across wires to cut them; Alt and the right button do so at any time</source>
        <translation>划过连线即可切断；按住 Alt 和右键可随时进行</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate with Wires</source>
        <translation>连同连线创建副本</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Enter Component</source>
        <translation>进入组件</translation>
    </message>
    <message>
        <source>Export Picture…</source>
        <translation>导出图片…</translation>
    </message>
    <message>
        <source>Export Table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>Find a node by any name and add it; Tab, Space or typing on the canvas does the same</source>
        <translation>按任意名称查找并添加节点；在画布上按 Tab、空格或直接输入也可以</translation>
    </message>
    <message>
        <source>Find a text in the table in front</source>
        <translation>在当前表格中查找文本</translation>
    </message>
    <message>
        <source>Find in Table</source>
        <translation>在表格中查找</translation>
    </message>
    <message>
        <source>Find in Workflow…</source>
        <translation>在工作流中查找…</translation>
    </message>
    <message>
        <source>Find nodes and notes by any text in them, inside components too</source>
        <translation>按其中的任意文本查找节点和注释，包括组件内部</translation>
    </message>
    <message>
        <source>First Workflow, Step by Step</source>
        <translation>逐步创建第一个工作流</translation>
    </message>
    <message>
        <source>Fit All</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Frame Nodes</source>
        <translation>为节点加框架</translation>
    </message>
    <message>
        <source>Full Screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Give the keyboard to the next panel</source>
        <translation>将键盘焦点移到下一个面板</translation>
    </message>
    <message>
        <source>Give the keyboard to the panel before</source>
        <translation>将键盘焦点移到上一个面板</translation>
    </message>
    <message>
        <source>Go along the Wire to the Left</source>
        <translation>沿连线向左</translation>
    </message>
    <message>
        <source>Go along the Wire to the Right</source>
        <translation>沿连线向右</translation>
    </message>
    <message>
        <source>Go to Row</source>
        <translation>转到行</translation>
    </message>
    <message>
        <source>Go to a row of the table by its number</source>
        <translation>按行号转到表格中的行</translation>
    </message>
    <message>
        <source>Go to the Canvas</source>
        <translation>转到画布</translation>
    </message>
    <message>
        <source>Go to the Node Above</source>
        <translation>转到上方节点</translation>
    </message>
    <message>
        <source>Go to the Node Below</source>
        <translation>转到下方节点</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help of the Node</source>
        <translation>节点帮助</translation>
    </message>
    <message>
        <source>Hints beside your own work, from data to deployment; leave them at any time</source>
        <translation>从数据到部署的操作提示；可随时退出</translation>
    </message>
    <message>
        <source>Insert Node into Wire…</source>
        <translation>在连线中插入节点…</translation>
    </message>
    <message>
        <source>Insert Workflow as Component…</source>
        <translation>将工作流作为组件插入…</translation>
    </message>
    <message>
        <source>Invert Selection</source>
        <translation>反选</translation>
    </message>
    <message>
        <source>Lay Out</source>
        <translation>自动布局</translation>
    </message>
    <message>
        <source>Lay out the selected nodes in layers, or all when none is selected</source>
        <translation>分层排列所选节点；未选择时排列全部节点</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Leave Component</source>
        <translation>离开组件</translation>
    </message>
    <message>
        <source>Let no further node start</source>
        <translation>不再启动其他节点</translation>
    </message>
    <message>
        <source>Let the node be of another type; settings and wires stay where they fit</source>
        <translation>更换节点类型；适用的设置和连线会保留</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>创建组件</translation>
    </message>
    <message>
        <source>New Window</source>
        <translation>新建窗口</translation>
    </message>
    <message>
        <source>New Workflow</source>
        <translation>新建工作流</translation>
    </message>
    <message>
        <source>Next Panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Next Tab</source>
        <translation>下一个标签页</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Notes and Frames</source>
        <translation>注释与框架</translation>
    </message>
    <message>
        <source>Nudge Down</source>
        <translation>向下微移</translation>
    </message>
    <message>
        <source>Nudge Left</source>
        <translation>向左微移</translation>
    </message>
    <message>
        <source>Nudge Right</source>
        <translation>向右微移</translation>
    </message>
    <message>
        <source>Nudge Up</source>
        <translation>向上微移</translation>
    </message>
    <message>
        <source>Open Table in Its Own Window</source>
        <translation>在独立窗口中打开表格</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Pause Run</source>
        <translation>暂停运行</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>Previous Panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Previous Tab</source>
        <translation>上一个标签页</translation>
    </message>
    <message>
        <source>Put the selected nodes into a component; wires that cross its border become its ports</source>
        <translation>将所选节点放入组件；跨越边界的连线成为其端口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Remove from Frame</source>
        <translation>移出框架</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Report a Problem…</source>
        <translation>报告问题…</translation>
    </message>
    <message>
        <source>Reset the Layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Restart the Engine</source>
        <translation>重启引擎</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run All</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Run Fresh</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Run Selected</source>
        <translation>运行所选</translation>
    </message>
    <message>
        <source>Run after every change</source>
        <translation>每次更改后运行</translation>
    </message>
    <message>
        <source>Run all selected nodes and what they need</source>
        <translation>运行所有选定节点及其所需节点</translation>
    </message>
    <message>
        <source>Run by Itself</source>
        <translation>自动运行</translation>
    </message>
    <message>
        <source>Run every node that has no result yet</source>
        <translation>运行所有尚无结果的节点</translation>
    </message>
    <message>
        <source>Run the last node selected and what it needs</source>
        <translation>运行最后选定的节点及其所需节点</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>运行到此处</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save the Layout…</source>
        <translation>保存布局…</translation>
    </message>
    <message>
        <source>Save the workflow, or what is selected, as SVG or PNG</source>
        <translation>将工作流或所选内容保存为 SVG 或 PNG</translation>
    </message>
    <message>
        <source>Saved Layouts…</source>
        <translation>已保存的布局…</translation>
    </message>
    <message>
        <source>Search Library</source>
        <translation>搜索节点库</translation>
    </message>
    <message>
        <source>See what production needs of the selected nodes, and bring it there as a bundle</source>
        <translation>查看生产环境需要所选节点的哪些部分，并作为部署包交付</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select Connected</source>
        <translation>选择相连节点</translation>
    </message>
    <message>
        <source>Select Downstream</source>
        <translation>选择下游节点</translation>
    </message>
    <message>
        <source>Select Nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Select Upstream</source>
        <translation>选择上游节点</translation>
    </message>
    <message>
        <source>Share Component as File…</source>
        <translation>将组件共享为文件…</translation>
    </message>
    <message>
        <source>Show Table</source>
        <translation>显示表格</translation>
    </message>
    <message>
        <source>Show the table that the selected node gives</source>
        <translation>显示所选节点输出的表格</translation>
    </message>
    <message>
        <source>Start Page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Straighten Wires</source>
        <translation>拉直连线</translation>
    </message>
    <message>
        <source>Straighten the Wire</source>
        <translation>拉直此连线</translation>
    </message>
    <message>
        <source>Swap for Another Node…</source>
        <translation>换成其他节点…</translation>
    </message>
    <message>
        <source>Take the selected nodes out of their wires, which close behind them</source>
        <translation>将所选节点从连线中取出，连线随后接通</translation>
    </message>
    <message>
        <source>The library of all nodes, ready to type in</source>
        <translation>所有节点的库，可直接输入</translation>
    </message>
    <message>
        <source>Try a Bundle…</source>
        <translation>试用部署包…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Unpack Component</source>
        <translation>拆开组件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>What differs from another workflow file</source>
        <translation>与另一个工作流文件的差异</translation>
    </message>
    <message>
        <source>What differs from what is committed in git</source>
        <translation>与 git 中已提交内容的差异</translation>
    </message>
    <message>
        <source>What the selected node does and how it is set</source>
        <translation>所选节点的作用及其设置</translation>
    </message>
    <message>
        <source>What was done since the file was saved</source>
        <translation>自保存文件以来的更改</translation>
    </message>
    <message>
        <source>With Another File…</source>
        <translation>与另一个文件…</translation>
    </message>
    <message>
        <source>With the Last Commit</source>
        <translation>与最近一次提交</translation>
    </message>
    <message>
        <source>With the Saved File</source>
        <translation>与已保存的文件</translation>
    </message>
    <message>
        <source>Write the rows and columns shown to a file</source>
        <translation>将显示的行和列写入文件</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>Zoom to Selection</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>a component is selected</source>
        <translation>已选择组件</translation>
    </message>
    <message>
        <source>a frame is selected</source>
        <translation>已选择框架</translation>
    </message>
    <message>
        <source>a node is selected</source>
        <translation>已选择一个节点</translation>
    </message>
    <message>
        <source>a node is selected, or the workflow has a Capture End</source>
        <translation>已选择节点，或工作流含有 Capture End</translation>
    </message>
    <message>
        <source>a note or frame is selected</source>
        <translation>已选择注释或框架</translation>
    </message>
    <message>
        <source>a table is shown</source>
        <translation>已显示表格</translation>
    </message>
    <message>
        <source>a wire is selected</source>
        <translation>已选择连线</translation>
    </message>
    <message>
        <source>a workflow is open</source>
        <translation>已打开工作流</translation>
    </message>
    <message>
        <source>nodes are selected</source>
        <translation>已选择节点</translation>
    </message>
    <message>
        <source>something is running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>the workflow has a file</source>
        <translation>工作流已有文件</translation>
    </message>
</context>
<context>
    <name>Breadcrumbs</name>
    <message>
        <source>Way to this component</source>
        <translation>此组件的路径</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>工作流</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入您想做的事</translation>
    </message>
    <message>
        <source>when {this}</source>
        <translation>需要：{this}</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>DocumentTabs</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close {tab}</source>
        <translation>关闭 {tab}</translation>
    </message>
    <message>
        <source>Open workflows</source>
        <translation>已打开的工作流</translation>
    </message>
</context>
<context>
    <name>ExampleCard</name>
    <message>
        <source>Example {name}</source>
        <translation>示例 {name}</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>It starts again by itself.</source>
        <translation>它会自动重新启动。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo {edit}</source>
        <translation>重做 {edit}</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Run done in {time}.</source>
        <translation>运行完成，用时 {time}。</translation>
    </message>
    <message>
        <source>Run failed at {node}.</source>
        <translation>运行在 {node} 处失败。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The engine process has ended. The workflow is safe.</source>
        <translation>引擎进程已结束。工作流是安全的。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo {edit}</source>
        <translation>撤销 {edit}</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Changed outside knode</source>
        <translation>在 knode 之外更改</translation>
    </message>
    <message>
        <source>The file was changed outside knode; its changes were taken over.</source>
        <translation>文件在 knode 之外被更改；更改已合并。</translation>
    </message>
    <message>
        <source>Unsaved changes cannot be kept for recovery in {folder}: {reason}. Save often.</source>
        <translation>无法在 {folder} 中保留未保存的更改以供恢复：{reason}。请经常保存。</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>Also the keys of: {actions}. Neither would work.</source>
        <translation>也是以下操作的按键：{actions}。两者都会失效。</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation>按键方案</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press the new keys:</source>
        <translation>请按新按键：</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>Layout:</source>
        <translation>布局：</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>布局名称：</translation>
    </message>
    <message>
        <source>No layout has been saved yet.</source>
        <translation>尚未保存任何布局。</translation>
    </message>
    <message>
        <source>Save the Layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Saved Layouts</source>
        <translation>已保存的布局</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Empty the log</source>
        <translation>清空日志</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>在日志中查找</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Selected node only</source>
        <translation>仅所选节点</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Visual, node-based data science. Apache License 2.0.</source>
        <translation>基于节点的可视化数据科学。Apache 许可证 2.0。</translation>
    </message>
    <message>
        <source>knode itself went wrong: {error}. That is our mistake; your workflow is as it was.</source>
        <translation>knode 自身出错：{error}。这是我们的错误；您的工作流未受影响。</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>节点库</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>PanelDock</name>
    <message>
        <source>Open a workflow to see this.</source>
        <translation>打开一个工作流以查看此内容。</translation>
    </message>
</context>
<context>
    <name>PanelTitle</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close {panel}</source>
        <translation>关闭{panel}</translation>
    </message>
    <message>
        <source>Detach {panel}</source>
        <translation>分离{panel}</translation>
    </message>
    <message>
        <source>Dock {panel}</source>
        <translation>停靠{panel}</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Curved</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Files and trust</source>
        <translation>文件与信任</translation>
    </message>
    <message>
        <source>How links are drawn.</source>
        <translation>连线的绘制方式。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it.</source>
        <translation>浅色、深色或跟随系统。</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Of menus and dialogs; windows opened from now on have it.</source>
        <translation>菜单和对话框的语言；对之后打开的窗口生效。</translation>
    </message>
    <message>
        <source>Open the files of last time when knode starts.</source>
        <translation>启动时打开上次的文件。</translation>
    </message>
    <message>
        <source>Overview map</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Reopen at start</source>
        <translation>启动时重新打开</translation>
    </message>
    <message>
        <source>Scrolls</source>
        <translation>滚动</translation>
    </message>
    <message>
        <source>Show a short message at the lower edge.</source>
        <translation>在底部显示简短消息。</translation>
    </message>
    <message>
        <source>Show the small map when the workflow is larger than the window.</source>
        <translation>当工作流大于窗口时显示缩略图。</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Tell when a run ends</source>
        <translation>运行结束时通知</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Trusted folders</source>
        <translation>受信任的文件夹</translation>
    </message>
    <message>
        <source>What the wheel does on the canvas; with Ctrl it always zooms.</source>
        <translation>滚轮在画布上的作用；按住 Ctrl 时始终缩放。</translation>
    </message>
    <message>
        <source>Workflows in these folders may run code without asking. One folder a line.</source>
        <translation>这些文件夹中的工作流可以不经询问运行代码。每行一个文件夹。</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>如何处理</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>No problems: every node can run.</source>
        <translation>没有问题：所有节点都可以运行。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Cancel run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Node or run</source>
        <translation>节点或运行</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Run {number}: {to}</source>
        <translation>运行 {number}：{to}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Take from queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{done} of {total} nodes</source>
        <translation>{done} / {total} 个节点</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Forget These</source>
        <translation>清除列表</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>打开最近的文件</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Content of the report</source>
        <translation>报告内容</translation>
    </message>
    <message>
        <source>Report a Problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>Save the Report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>The report is in {file}</source>
        <translation>报告已保存到 {file}</translation>
    </message>
    <message>
        <source>This is all that the report holds: no data, no values of settings, no paths.</source>
        <translation>报告仅包含这些内容：没有数据、设置值或路径。</translation>
    </message>
    <message>
        <source>What did you do, what happened, what did you expect?</source>
        <translation>您做了什么？发生了什么？您期望什么？</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Keep Mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Recover Unsaved Changes</source>
        <translation>恢复未保存的更改</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Show Differences</source>
        <translation>显示差异</translation>
    </message>
    <message>
        <source>Take the File</source>
        <translation>采用文件版本</translation>
    </message>
    <message>
        <source>These changes were not saved when knode ended unexpectedly at {time}. Save them, or undo them.</source>
        <translation>knode 于 {time} 意外结束时，这些更改尚未保存。请保存或撤销。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>in the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>{file} was changed outside knode, also where you changed it: {places}.</source>
        <translation>{file} 在 knode 之外被更改，且涉及您更改过的位置：{places}。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Files that you open appear here.</source>
        <translation>打开的文件会显示在这里。</translation>
    </message>
    <message>
        <source>Open one, press Run, look at the result. What you change is your own copy.</source>
        <translation>打开、运行、查看结果。您修改的是自己的副本。</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Visual data science · {version}</source>
        <translation>可视化数据科学 · {version}</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Click to restart the engine. The workflow and finished results stay.</source>
        <translation>点击重启引擎。工作流和已完成的结果会保留。</translation>
    </message>
    <message>
        <source>Engine lost: restart</source>
        <translation>引擎已断开：重启</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Engine stopped: start</source>
        <translation>引擎已停止：启动</translation>
    </message>
    <message>
        <source>Engine working</source>
        <translation>引擎工作中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>重启引擎</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run cancelled after {time}</source>
        <translation>运行在 {time} 后取消</translation>
    </message>
    <message>
        <source>Run done in {time}</source>
        <translation>运行完成，用时 {time}</translation>
    </message>
    <message>
        <source>Run failed after {time}</source>
        <translation>运行在 {time} 后失败</translation>
    </message>
    <message>
        <source>Show all of the workflow</source>
        <translation>显示整个工作流</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>显示问题</translation>
    </message>
    <message>
        <source>What the engine uses</source>
        <translation>引擎资源占用</translation>
    </message>
    <message>
        <source>{count} problems: show them</source>
        <translation>{count} 个问题：显示</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Look at the code…</source>
        <translation>查看代码…</translation>
    </message>
    <message>
        <source>This workflow came with code of its own. Nothing of it runs until you trust it.</source>
        <translation>此工作流自带代码。在您信任之前不会运行其中任何代码。</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Code of the node</source>
        <translation>节点代码</translation>
    </message>
    <message>
        <source>Do not run it</source>
        <translation>不运行</translation>
    </message>
    <message>
        <source>Nodes of unknown packs: {count}.</source>
        <translation>未知节点包中的节点：{count}。</translation>
    </message>
    <message>
        <source>Nodes with code</source>
        <translation>含代码的节点</translation>
    </message>
    <message>
        <source>This workflow contains nodes that run code of its own, or that no installed pack knows. Such code can read and change your files. Nothing of it has run. Trust it only if you know where it comes from.</source>
        <translation>此工作流包含会运行自带代码的节点，或任何已安装节点包都不认识的节点。此类代码可以读取和更改您的文件。其中没有任何代码运行过。仅当您知道其来源时才信任它。</translation>
    </message>
    <message>
        <source>Trust its folder</source>
        <translation>信任其文件夹</translation>
    </message>
    <message>
        <source>Trust this workflow</source>
        <translation>信任此工作流</translation>
    </message>
    <message>
        <source>Trust this workflow?</source>
        <translation>信任此工作流吗？</translation>
    </message>
</context>
<context>
    <name>WindowFiles</name>
    <message>
        <source>A bundle: it can be looked at, run on its held-out rows, and not saved.</source>
        <translation>部署包：可以查看，可在保留的数据行上运行，但不能保存。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open Workflows</source>
        <translation>打开工作流</translation>
    </message>
    <message>
        <source>Save Workflow</source>
        <translation>保存工作流</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>保存对 {name} 的更改吗？</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>已保存 {file}</translation>
    </message>
    <message>
        <source>They are lost if you do not save them.</source>
        <translation>如果不保存，更改将会丢失。</translation>
    </message>
    <message>
        <source>Workflows (*.knode *.knodez)</source>
        <translation>工作流 (*.knode *.knodez)</translation>
    </message>
</context>
</TS>
