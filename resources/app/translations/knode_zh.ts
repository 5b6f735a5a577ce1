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
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Column {name}</source>
        <translation>列 {name}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy with Column Names</source>
        <translation>连同列名复制</translation>
    </message>
    <message>
        <source>Do Not Sort</source>
        <translation>不排序</translation>
    </message>
    <message>
        <source>Filter …</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Fit Width</source>
        <translation>调整列宽</translation>
    </message>
    <message>
        <source>Freeze at the Left</source>
        <translation>冻结在左侧</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Sort Ascending</source>
        <translation>升序排序</translation>
    </message>
    <message>
        <source>Sort Descending</source>
        <translation>降序排序</translation>
    </message>
    <message>
        <source>Statistics …</source>
        <translation>统计…</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>试用部署包</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>取消冻结</translation>
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
        <source>Add Cross Validate</source>
        <translation>添加交叉验证</translation>
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
        <source>Another View Beside</source>
        <translation>并排另一个视图</translation>
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
        <source>History</source>
        <translation>历史</translation>
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
        <source>Library</source>
        <translation>节点库</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>创建组件</translation>
    </message>
    <message>
        <source>Make Loop</source>
        <translation>制作循环</translation>
    </message>
    <message>
        <source>Make Parameter Optimizer</source>
        <translation>制作参数优化器</translation>
    </message>
    <message>
        <source>Make Try/Catch</source>
        <translation>制作 Try/Catch</translation>
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
        <source>Open View in Its Own Window</source>
        <translation>在独立窗口中打开视图</translation>
    </message>
    <message>
        <source>Open the Called Workflow</source>
        <translation>打开被调用的工作流</translation>
    </message>
    <message>
        <source>Open the workflow file that the selected node calls</source>
        <translation>打开所选节点调用的工作流文件</translation>
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
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Put the selected learner into a node that finds the best values of its parameters</source>
        <translation>将选中的学习器放入一个为其寻找最佳参数值的节点</translation>
    </message>
    <message>
        <source>Put the selected nodes into a component; wires that cross its border become its ports</source>
        <translation>将所选节点放入组件；跨越边界的连线成为其端口</translation>
    </message>
    <message>
        <source>Put the selected nodes into a loop: they run for each row, group, file or value</source>
        <translation>将选中的节点放入循环：对每一行、分组、文件或值各运行一次</translation>
    </message>
    <message>
        <source>Put the selected nodes into a node that tries again, or another way, when they fail</source>
        <translation>将选中的节点放入一个节点，失败时重试或改走另一条路</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
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
        <source>Save View as a File…</source>
        <translation>将视图保存为文件…</translation>
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
        <source>Settings</source>
        <translation>设置</translation>
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
        <source>Show View</source>
        <translation>显示视图</translation>
    </message>
    <message>
        <source>Show a second view next to the one in front</source>
        <translation>在当前视图旁显示第二个视图</translation>
    </message>
    <message>
        <source>Show the plot, picture or page that the selected node gives</source>
        <translation>显示所选节点生成的图表、图片或页面</translation>
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
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Take the selected nodes out of their wires, which close behind them</source>
        <translation>将所选节点从连线中取出，连线随后接通</translation>
    </message>
    <message>
        <source>Tell how good the selected learner, with what prepares its rows, is on rows that it has not seen</source>
        <translation>评估选中的学习器（连同其数据准备）在未见过的行上表现如何</translation>
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
        <source>Try it</source>
        <translation>试用</translation>
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
        <source>Write the view as PNG, SVG or PDF</source>
        <translation>将视图写为 PNG、SVG 或 PDF</translation>
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
        <source>a frame is selected</source>
        <translation>已选择框架</translation>
    </message>
    <message>
        <source>a layout is saved</source>
        <translation>已保存布局</translation>
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
        <source>a node that calls a workflow file is selected</source>
        <translation>选中了一个调用工作流文件的节点</translation>
    </message>
    <message>
        <source>a node with a view is selected</source>
        <translation>已选择带视图的节点</translation>
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
        <source>something is selected</source>
        <translation>已选择内容</translation>
    </message>
    <message>
        <source>the workflow has a file</source>
        <translation>工作流已有文件</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>All columns of the answer</source>
        <translation>回答的所有列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Predicted in {milliseconds} ms</source>
        <translation>预测用时 {milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Probability of {label}</source>
        <translation>{label} 的概率</translation>
    </message>
    <message>
        <source>Score of {label}</source>
        <translation>{label} 的得分</translation>
    </message>
    <message>
        <source>The bundle gives no row for this one: a filter in it leaves the row out.</source>
        <translation>部署包对此行不返回结果：其中的筛选器排除了该行。</translation>
    </message>
    <message>
        <source>This prediction cannot be explained.</source>
        <translation>无法解释此预测。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What moved the prediction</source>
        <translation>影响预测的因素</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Working out what each column adds…</source>
        <translation>正在计算每列的贡献…</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>其他 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation>{milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>{what}: {base} on average, {total} for this row</source>
        <translation>{what}：平均 {base}，此行 {total}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>运行到此处</translation>
    </message>
</context>
<context>
    <name>BindingMenu</name>
    <message>
        <source>Bind to Parameter</source>
        <translation>绑定到参数</translation>
    </message>
    <message>
        <source>Bind to Variable</source>
        <translation>绑定到变量</translation>
    </message>
    <message>
        <source>Bind {setting}</source>
        <translation>绑定 {setting}</translation>
    </message>
    <message>
        <source>Hide Help</source>
        <translation>隐藏帮助</translation>
    </message>
    <message>
        <source>Name of the variable that reaches the node</source>
        <translation>到达该节点的变量名</translation>
    </message>
    <message>
        <source>New Parameter…</source>
        <translation>新建参数…</translation>
    </message>
    <message>
        <source>Other Variable…</source>
        <translation>其他变量…</translation>
    </message>
    <message>
        <source>Reset to Default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Show Help</source>
        <translation>显示帮助</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>解除绑定</translation>
    </message>
</context>
<context>
    <name>BoundChip</name>
    <message>
        <source>Parameter {name}</source>
        <translation>参数 {name}</translation>
    </message>
    <message>
        <source>Unbind {setting}</source>
        <translation>解除 {setting} 的绑定</translation>
    </message>
    <message>
        <source>Variable {name}</source>
        <translation>变量 {name}</translation>
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
    <name>Called</name>
    <message>
        <source>There is no file {file}, which {node} calls. Choose another one in its settings.</source>
        <translation>{node} 调用的文件 {file} 不存在。请在其设置中选择另一个。</translation>
    </message>
    <message>
        <source>{node} names no workflow file yet. Choose one in its settings.</source>
        <translation>{node} 尚未指定工作流文件。请在其设置中选择一个。</translation>
    </message>
</context>
<context>
    <name>CanvasTip</name>
    <message>
        <source>A wire must come in here.</source>
        <translation>此处必须接入连线。</translation>
    </message>
    <message>
        <source>Bypassed: it hands on what comes in.</source>
        <translation>已旁路：直接传递输入。</translation>
    </message>
    <message>
        <source>Cannot run yet.</source>
        <translation>尚不能运行。</translation>
    </message>
    <message numerus="yes">
        <source>Component of %n node(s)</source>
        <translation>
            <numerusform>由 %n 个节点组成的组件</numerusform>
        </translation>
    </message>
    <message>
        <source>Disabled: it does no work, nor does what depends on it.</source>
        <translation>已禁用：它及依赖它的节点都不运行。</translation>
    </message>
    <message>
        <source>Does not run, as something before it is disabled.</source>
        <translation>不运行，因为其前面的节点已禁用。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Done: an earlier result was reused.</source>
        <translation>已完成：重用了先前的结果。</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>失败。</translation>
    </message>
    <message>
        <source>Inactive: it stands behind a branch that was not taken.</source>
        <translation>未激活：它位于未被选择的分支之后。</translation>
    </message>
    <message>
        <source>Outdated: it has an older result.</source>
        <translation>已过期：只有较早的结果。</translation>
    </message>
    <message>
        <source>Ready to run.</source>
        <translation>可以运行。</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>Skipped, as something before it failed.</source>
        <translation>已跳过，因为其前面的节点失败。</translation>
    </message>
    <message>
        <source>Takes any number of wires.</source>
        <translation>可接入任意数量的连线。</translation>
    </message>
    <message>
        <source>The pack of this node is not installed. Its settings and wires are kept.</source>
        <translation>该节点的节点包未安装。其设置和连线会保留。</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>等待轮到它。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more warning(s)</source>
        <translation>
            <numerusform>以及另外 %n 条警告</numerusform>
        </translation>
    </message>
    <message>
        <source>{columns} columns</source>
        <translation>{columns} 列</translation>
    </message>
    <message>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} 行 × {columns} 列</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message numerus="yes">
        <source>%n node(s) in all</source>
        <translation>
            <numerusform>共 %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove {text}</source>
        <translation>移除 {text}</translation>
    </message>
    <message>
        <source>There is no such column here.</source>
        <translation>这里没有这样的列。</translation>
    </message>
    <message>
        <source>{text}, not there</source>
        <translation>{text}，不存在</translation>
    </message>
</context>
<context>
    <name>ChipsEditor</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>Add all values that occur in the columns</source>
        <translation>添加这些列中出现的所有值</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>添加到 {name}</translation>
    </message>
    <message>
        <source>All that occur</source>
        <translation>所有出现的值</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>Choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>All columns</source>
        <translation>所有列</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>无列</translation>
    </message>
    <message>
        <source>No pattern</source>
        <translation>无模式</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>The columns are not known yet.</source>
        <translation>列尚未知。</translation>
    </message>
    <message>
        <source>{number} of {all} chosen</source>
        <translation>已选 {number} / {all}</translation>
    </message>
    <message>
        <source>{text} but {names}</source>
        <translation>{text}，但不含 {names}</translation>
    </message>
    <message>
        <source>{text} · {number} of {all}</source>
        <translation>{text} · {number} / {all}</translation>
    </message>
</context>
<context>
    <name>ChosenModel</name>
    <message>
        <source>{name}: not there</source>
        <translation>{name}：不存在</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>That was a whole workflow, from data to deployment. Well done.</source>
        <translation>这就是一个完整的工作流，从数据到部署。做得好。</translation>
    </message>
</context>
<context>
    <name>CodeEditor</name>
    <message>
        <source>Line {text}</source>
        <translation>第 {text}</translation>
    </message>
    <message>
        <source>{sign} has no partner.</source>
        <translation>{sign} 没有配对。</translation>
    </message>
</context>
<context>
    <name>ColumnEditor</name>
    <message>
        <source>Choose a column</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Did you mean {column}?</source>
        <translation>您是指 {column} 吗？</translation>
    </message>
    <message>
        <source>There is no column {name} here.</source>
        <translation>这里没有列 {name}。</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ColumnLine</name>
    <message>
        <source>All columns</source>
        <translation>所有列</translation>
    </message>
</context>
<context>
    <name>ColumnRole</name>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>ColumnType</name>
    <message>
        <source>boolean</source>
        <translation>布尔</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>ColumnsEditor</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Pattern, such as x_* or *_date</source>
        <translation>模式，例如 x_* 或 *_date</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Showing all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Showing the chosen ones</source>
        <translation>显示已选的</translation>
    </message>
    <message>
        <source>Showing the ones left out</source>
        <translation>显示未选的</translation>
    </message>
    <message>
        <source>The columns are not known yet; these come in further up.</source>
        <translation>列尚未知；这些列来自更上游。</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全不勾选</translation>
    </message>
    <message>
        <source>Type a column's name, Enter adds it</source>
        <translation>输入列名，按 Enter 添加</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>{name}, choose by</source>
        <translation>{name}，选择方式</translation>
    </message>
    <message>
        <source>{name}, columns</source>
        <translation>{name}，列</translation>
    </message>
    <message>
        <source>{name}, pattern</source>
        <translation>{name}，模式</translation>
    </message>
    <message>
        <source>{name}, search</source>
        <translation>{name}，搜索</translation>
    </message>
    <message>
        <source>{text}; show others</source>
        <translation>{text}；显示其他</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns that are shown</source>
        <translation>显示的列</translation>
    </message>
    <message>
        <source>Find a column</source>
        <translation>查找列</translation>
    </message>
    <message>
        <source>Hide All</source>
        <translation>全部隐藏</translation>
    </message>
    <message>
        <source>No column has this in its name.</source>
        <translation>没有列名包含此内容。</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Add Note</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>Add Parameter {name}</source>
        <translation>添加参数 {name}</translation>
    </message>
    <message>
        <source>Add to Frame</source>
        <translation>加入框架</translation>
    </message>
    <message>
        <source>Add {node}</source>
        <translation>添加 {node}</translation>
    </message>
    <message>
        <source>Add {number} Nodes</source>
        <translation>添加 {number} 个节点</translation>
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
        <source>Bend Wire</source>
        <translation>弯折连线</translation>
    </message>
    <message>
        <source>Bind {setting}</source>
        <translation>绑定 {setting}</translation>
    </message>
    <message>
        <source>Bypass Node</source>
        <translation>旁路节点</translation>
    </message>
    <message>
        <source>Change Colour</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>Change Parameter {name}</source>
        <translation>更改参数 {name}</translation>
    </message>
    <message>
        <source>Change {settings}</source>
        <translation>更改 {settings}</translation>
    </message>
    <message>
        <source>Collapse Frame</source>
        <translation>折叠框架</translation>
    </message>
    <message>
        <source>Connect {number} Nodes in Series</source>
        <translation>串联 {number} 个节点</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 到 {target}</translation>
    </message>
    <message>
        <source>Delete Annotations</source>
        <translation>删除注释和框架</translation>
    </message>
    <message>
        <source>Delete Node</source>
        <translation>删除节点</translation>
    </message>
    <message>
        <source>Delete Selection</source>
        <translation>删除所选内容</translation>
    </message>
    <message>
        <source>Delete Wire</source>
        <translation>删除连线</translation>
    </message>
    <message>
        <source>Delete {number} Nodes</source>
        <translation>删除 {number} 个节点</translation>
    </message>
    <message>
        <source>Delete {number} Wires</source>
        <translation>删除 {number} 条连线</translation>
    </message>
    <message>
        <source>Describe Workflow</source>
        <translation>描述工作流</translation>
    </message>
    <message>
        <source>Detach Node</source>
        <translation>分离节点</translation>
    </message>
    <message>
        <source>Disable Node</source>
        <translation>禁用节点</translation>
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
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate {number} Nodes</source>
        <translation>为 {number} 个节点创建副本</translation>
    </message>
    <message>
        <source>Edit Note</source>
        <translation>编辑注释</translation>
    </message>
    <message>
        <source>Enable Node</source>
        <translation>启用节点</translation>
    </message>
    <message>
        <source>Expand Frame</source>
        <translation>展开框架</translation>
    </message>
    <message>
        <source>Frame Nodes</source>
        <translation>为节点加框架</translation>
    </message>
    <message>
        <source>Insert Node into Wire</source>
        <translation>在连线中插入节点</translation>
    </message>
    <message>
        <source>Insert {name}</source>
        <translation>插入 {name}</translation>
    </message>
    <message>
        <source>Make Component</source>
        <translation>创建组件</translation>
    </message>
    <message>
        <source>Make {type}</source>
        <translation>制作{type}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move {number} Items</source>
        <translation>移动 {number} 项</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste {number} Nodes</source>
        <translation>粘贴 {number} 个节点</translation>
    </message>
    <message>
        <source>Put Nodes Inside</source>
        <translation>放入节点</translation>
    </message>
    <message>
        <source>Re-plug Wire</source>
        <translation>改接连线</translation>
    </message>
    <message>
        <source>Remove Label</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>Remove Parameter {name}</source>
        <translation>移除参数 {name}</translation>
    </message>
    <message>
        <source>Remove from Frame</source>
        <translation>移出框架</translation>
    </message>
    <message>
        <source>Rename Frame</source>
        <translation>重命名框架</translation>
    </message>
    <message>
        <source>Rename to {label}</source>
        <translation>重命名为 {label}</translation>
    </message>
    <message>
        <source>Resize Note</source>
        <translation>调整注释大小</translation>
    </message>
    <message>
        <source>Start Empty Inside</source>
        <translation>新建空内部</translation>
    </message>
    <message>
        <source>Straighten Wires</source>
        <translation>拉直连线</translation>
    </message>
    <message>
        <source>Swap for {type}</source>
        <translation>替换为 {type}</translation>
    </message>
    <message>
        <source>Unbind {setting}</source>
        <translation>解除 {setting} 的绑定</translation>
    </message>
    <message>
        <source>Unpack Component</source>
        <translation>拆开组件</translation>
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
    <name>Comparison</name>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Workflows (*.knode)</source>
        <translation>工作流 (*.knode)</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <source>note or frame</source>
        <translation>注释或框架</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>workflow</source>
        <translation>工作流</translation>
    </message>
    <message>
        <source>{name} as saved</source>
        <translation>已保存的 {name}</translation>
    </message>
    <message>
        <source>{name} at HEAD</source>
        <translation>HEAD 处的 {name}</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>两者相同。</translation>
    </message>
    <message>
        <source>Both versions</source>
        <translation>两个版本</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
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
        <translation>回答：{name}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Frozen {kind}</source>
        <translation>固定：{kind}</translation>
    </message>
    <message>
        <source>Live rows: {name}</source>
        <translation>实时行：{name}</translation>
    </message>
    <message>
        <source>On request: {name}</source>
        <translation>按请求：{name}</translation>
    </message>
    <message>
        <source>Production brings these rows.</source>
        <translation>这些行由生产环境提供。</translation>
    </message>
    <message>
        <source>Production gets this back.</source>
        <translation>这会返回给生产环境。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>This value is packed into the bundle as it is now.</source>
        <translation>此值按当前状态打入部署包。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What enters and leaves the capture</source>
        <translation>进出捕获部分的内容</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} 行</translation>
    </message>
</context>
<context>
    <name>DeployPanel</name>
    <message>
        <source>Columns of the inputs</source>
        <translation>输入的列</translation>
    </message>
    <message>
        <source>Columns of the outputs</source>
        <translation>输出的列</translation>
    </message>
    <message>
        <source>Columns that are given</source>
        <translation>返回的列</translation>
    </message>
    <message>
        <source>Columns that must come</source>
        <translation>必须提供的列</translation>
    </message>
    <message>
        <source>Comes in, goes out</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Deploy {what}</source>
        <translation>部署：{what}</translation>
    </message>
    <message>
        <source>Deploying</source>
        <translation>正在部署</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已省略</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Looking at what production needs…</source>
        <translation>正在确定生产环境所需内容…</translation>
    </message>
    <message>
        <source>Select the node that gives the answer: what production needs of it is shown here.</source>
        <translation>请选择给出答案的节点：这里会显示生产环境需要其中的哪些内容。</translation>
    </message>
    <message>
        <source>Not the same on {rows} held-out rows: {difference}</source>
        <translation>在 {rows} 个留出行上不一致：{difference}</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Proving it</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Rows come in at {place}</source>
        <translation>行从 {place} 进入</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止。未写入任何内容。</translation>
    </message>
    <message>
        <source>Take the answer from {place}</source>
        <translation>从 {place} 取得回答</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The engine was started anew, and what was captured is gone.</source>
        <translation>引擎已重新启动，先前捕获的内容已丢失。</translation>
    </message>
    <message>
        <source>The same answers as this workflow on {rows} held-out rows.</source>
        <translation>在 {rows} 个留出行上与此工作流的回答相同。</translation>
    </message>
    <message>
        <source>The workflow has changed since this was captured.</source>
        <translation>捕获之后工作流已更改。</translation>
    </message>
    <message>
        <source>Waiting for the engine to start…</source>
        <translation>正在等待引擎启动…</translation>
    </message>
    <message>
        <source>What is needed runs, and held-out rows are compared. Nothing is written yet.</source>
        <translation>运行所需内容并比较留出行。尚未写入任何内容。</translation>
    </message>
    <message>
        <source>this workflow</source>
        <translation>此工作流</translation>
    </message>
    <message>
        <source>{columns} is what is to be predicted, and a captured node reads it all the same: production must give it. Take the answer from a node before that one, or drop the column first.</source>
        <translation>{columns} 是要预测的内容，但捕获的节点仍会读取它：生产环境必须提供它。请从该节点之前的节点取得回答，或先删除该列。</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) go into the bundle</source>
        <translation>
            <numerusform>%n 个节点进入部署包</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} frozen</source>
        <translation>固定 {size}</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Untitled {number}</source>
        <translation>未命名 {number}</translation>
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
    <name>Drop</name>
    <message>
        <source>Insert as a component</source>
        <translation>作为组件插入</translation>
    </message>
    <message>
        <source>No node reads {files}. CSV, Excel, Parquet and JSON files, workflows (.knode) and bundles (.knodez) can be dropped here.</source>
        <translation>没有节点能读取 {files}。可在此放下 CSV、Excel、Parquet 和 JSON 文件、工作流 (.knode) 和部署包 (.knodez)。</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>在新标签页中打开</translation>
    </message>
    <message>
        <source>Read with {node}</source>
        <translation>用 {node} 读取</translation>
    </message>
    <message>
        <source>Run it here: Bundle Reader and Workflow Executor</source>
        <translation>在此运行：Bundle Reader 和 Workflow Executor</translation>
    </message>
    <message>
        <source>{files}: a model file of another program is not opened, for opening it may run code hidden in it. Train the model in a workflow, or drop a bundle (.knodez).</source>
        <translation>{files}：不会打开其他程序的模型文件，因为打开它可能运行其中隐藏的代码。请在工作流中训练模型，或放下部署包 (.knodez)。</translation>
    </message>
</context>
<context>
    <name>Edit</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Bypass {number} Nodes</source>
        <translation>旁路 {number} 个节点</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Detach {number} Nodes</source>
        <translation>分离 {number} 个节点</translation>
    </message>
    <message>
        <source>Disable {number} Nodes</source>
        <translation>禁用 {number} 个节点</translation>
    </message>
    <message>
        <source>Enable {number} Nodes</source>
        <translation>启用 {number} 个节点</translation>
    </message>
    <message>
        <source>Insert Workflow as Component</source>
        <translation>将工作流作为组件插入</translation>
    </message>
    <message>
        <source>Instead of {node}</source>
        <translation>替换 {node}</translation>
    </message>
    <message>
        <source>Label of the node</source>
        <translation>节点标签</translation>
    </message>
    <message>
        <source>No free port of this node fits.</source>
        <translation>该节点没有合适的空闲端口。</translation>
    </message>
    <message>
        <source>Share Component</source>
        <translation>共享组件</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>注释文本</translation>
    </message>
    <message>
        <source>The clipboard holds no nodes, no table and no files.</source>
        <translation>剪贴板中没有节点、表格或文件。</translation>
    </message>
    <message>
        <source>Title of the frame</source>
        <translation>框架标题</translation>
    </message>
    <message>
        <source>Unbend Wire</source>
        <translation>拉直连线</translation>
    </message>
    <message>
        <source>Workflows (*.knode)</source>
        <translation>工作流 (*.knode)</translation>
    </message>
</context>
<context>
    <name>EmptyHint</name>
    <message>
        <source>Drop a file here, drag a node from the library, or press Tab to find one by name.</source>
        <translation>将文件拖到这里，从节点库中拖入一个节点，或按 Tab 键按名称查找节点。</translation>
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
    <name>Export</name>
    <message>
        <source>Workflow</source>
        <translation>工作流</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
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
        <translation>分隔符文本 (*.csv)</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>"*" for all columns, a list of names such as {names}, or an object with types or pattern, such as {example}</source>
        <translation>表示所有列的 "*"、列名列表（如 {names}），或含有 types 或 pattern 的对象（如 {example}）</translation>
    </message>
    <message>
        <source>Only the first rows were looked at so far: a run may find it right.</source>
        <translation>目前只看过开头几行：运行后可能并无问题。</translation>
    </message>
    <message>
        <source>There is no setting {name} any more.</source>
        <translation>已不再有设置 {name}。</translation>
    </message>
    <message>
        <source>There is nothing called {name} here; there are {known}.</source>
        <translation>此处没有 {name}；可用的有 {known}。</translation>
    </message>
    <message>
        <source>This must be given.</source>
        <translation>必须填写。</translation>
    </message>
    <message>
        <source>This must be {wanted}.</source>
        <translation>必须是{wanted}。</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>a date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>有限的数</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a list of at least {min_length} entries</source>
        <translation>至少 {min_length} 项的列表</translation>
    </message>
    <message>
        <source>a list of at most {max_length} entries</source>
        <translation>最多 {max_length} 项的列表</translation>
    </message>
    <message>
        <source>a list that is not empty</source>
        <translation>非空列表</translation>
    </message>
    <message>
        <source>a multiple of {multiple_of}</source>
        <translation> {multiple_of} 的倍数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a text of at least {min_length} characters</source>
        <translation>至少 {min_length} 个字符的文本</translation>
    </message>
    <message>
        <source>a text of at most {max_length} characters</source>
        <translation>最多 {max_length} 个字符的文本</translation>
    </message>
    <message>
        <source>a text of the form {pattern}</source>
        <translation>形如 {pattern} 的文本</translation>
    </message>
    <message>
        <source>a text that ends in {ending}</source>
        <translation>以 {ending} 结尾的文本</translation>
    </message>
    <message>
        <source>a text that ends in {ending} or {other}</source>
        <translation>以 {ending} 或 {other} 结尾的文本</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>非空文本</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a whole number of fewer digits</source>
        <translation>位数更少的整数</translation>
    </message>
    <message>
        <source>an object with a value for each name</source>
        <translation>每个名称对应一个值的对象</translation>
    </message>
    <message>
        <source>an object with {keys}</source>
        <translation>含有 {keys} 的对象</translation>
    </message>
    <message>
        <source>another value</source>
        <translation>其他值</translation>
    </message>
    <message>
        <source>at least {ge}</source>
        <translation>不小于 {ge} 的数</translation>
    </message>
    <message>
        <source>at most {le}</source>
        <translation>不大于 {le} 的数</translation>
    </message>
    <message>
        <source>greater than {gt}</source>
        <translation>大于 {gt} 的数</translation>
    </message>
    <message>
        <source>less than {lt}</source>
        <translation>小于 {lt} 的数</translation>
    </message>
    <message>
        <source>null</source>
        <translation> null</translation>
    </message>
    <message>
        <source>one of {choices}</source>
        <translation>以下之一：{choices}</translation>
    </message>
    <message>
        <source>the name of a secret</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>the name of one column</source>
        <translation>一个列名</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation> true 或 false</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one}或{other}</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Changed from {default}. Click to reset.</source>
        <translation>已更改，默认值为 {default}。单击可恢复。</translation>
    </message>
    <message>
        <source>Changed; reset it to the default</source>
        <translation>已更改；恢复默认值</translation>
    </message>
    <message>
        <source>Help, reset and binding of {setting}</source>
        <translation>{setting} 的帮助、恢复与绑定</translation>
    </message>
</context>
<context>
    <name>FileChooser</name>
    <message>
        <source>What to do with the files</source>
        <translation>如何处理这些文件</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Change this filter</source>
        <translation>更改此筛选</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Take away: {filter}</source>
        <translation>移除：{filter}</translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation>移除此筛选</translation>
    </message>
    <message>
        <source>rows with “{text}”</source>
        <translation>包含“{text}”的行</translation>
    </message>
</context>
<context>
    <name>FilterForm</name>
    <message>
        <source>All rows but these</source>
        <translation>除这些以外的所有行</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Filter {column}</source>
        <translation>筛选 {column}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Kind of filter</source>
        <translation>筛选类型</translation>
    </message>
    <message>
        <source>Looking at the values …</source>
        <translation>正在查看值…</translation>
    </message>
    <message>
        <source>Say what to look for, or press Escape.</source>
        <translation>请输入要查找的内容，或按 Esc。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>fits the pattern</source>
        <translation>匹配模式</translation>
    </message>
    <message>
        <source>is between</source>
        <translation>介于</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>missing  ({count:,})</source>
        <translation>缺失  ({count:,})</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>开头为</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>After {node}</source>
        <translation>在 {node} 之后</translation>
    </message>
    <message>
        <source>After {node} · {port}</source>
        <translation>在 {node} · {port} 之后</translation>
    </message>
    <message>
        <source>Before {node} · {port}</source>
        <translation>在 {node} · {port} 之前</translation>
    </message>
    <message>
        <source>Between {source} and {target}</source>
        <translation>在 {source} 与 {target} 之间</translation>
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
        <source>Run failed at {node}.</source>
        <translation>运行在 {node} 处失败。</translation>
    </message>
    <message>
        <source>Run failed.</source>
        <translation>运行失败。</translation>
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
    <name>FormBanner</name>
    <message>
        <source>Show in its folder: {path}</source>
        <translation>在文件夹中显示：{path}</translation>
    </message>
</context>
<context>
    <name>FrameItem</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridEditor</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Remove the rows of the chosen cells</source>
        <translation>移除所选单元格所在的行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row {row}: {text}</source>
        <translation>第 {row} 行：{text}</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>A model is tested on rows that it has not seen. Select the node, press &lt;b&gt;Tab&lt;/b&gt;, type &lt;b&gt;partition&lt;/b&gt; and press Enter: the new node is connected by itself.</source>
        <translation>模型要用它没有见过的行来测试。选择该节点，按 &lt;b&gt;Tab&lt;/b&gt;，输入 &lt;b&gt;partition&lt;/b&gt; 并按 Enter：新节点会自动连接。</translation>
    </message>
    <message>
        <source>Bring in data</source>
        <translation>引入数据</translation>
    </message>
    <message>
        <source>Deploy it</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Double click &lt;b&gt;Apply Model&lt;/b&gt;: its table opens below, with the predictions as new columns.</source>
        <translation>双击 &lt;b&gt;Apply Model&lt;/b&gt;：其表格在下方打开，预测结果为新的列。</translation>
    </message>
    <message>
        <source>Drag a wire from the learner's output to empty canvas and choose &lt;b&gt;Apply Model&lt;/b&gt;. Then draw a second wire to it, from Partition's output &lt;b&gt;test&lt;/b&gt;.</source>
        <translation>从学习节点的输出拖一条连线到空白画布，选择 &lt;b&gt;Apply Model&lt;/b&gt;。再从 Partition 的输出 &lt;b&gt;test&lt;/b&gt; 拖第二条连线到它。</translation>
    </message>
    <message>
        <source>Learn from the training rows</source>
        <translation>从训练行学习</translation>
    </message>
    <message>
        <source>Look at the result</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Predict the test rows</source>
        <translation>预测测试行</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Run All&lt;/b&gt; or F5. The lights on the nodes tell how far it is; nothing that is done already is computed again.</source>
        <translation>按&lt;b&gt;全部运行&lt;/b&gt;或 F5。节点上的指示灯显示进度；已完成的内容不会重新计算。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Split the rows</source>
        <translation>拆分行</translation>
    </message>
    <message>
        <source>Type &lt;b&gt;example&lt;/b&gt; into the library and press Enter: Example Data gives a small table. Or drop a CSV or Excel file of yours on the canvas.</source>
        <translation>在节点库中输入 &lt;b&gt;example&lt;/b&gt; 并按 Enter：Example Data 会给出一张小表格。或将您自己的 CSV 或 Excel 文件拖放到画布上。</translation>
    </message>
    <message>
        <source>With Apply Model selected choose &lt;b&gt;Deploy This…&lt;/b&gt; in the Run menu: you see what production needs, and one button packs it into a bundle.</source>
        <translation>选中 Apply Model，在“运行”菜单中选择&lt;b&gt;部署此处…&lt;/b&gt;：您会看到生产环境需要什么，一个按钮即可将其打成部署包。</translation>
    </message>
    <message>
        <source>With Partition selected press &lt;b&gt;Tab&lt;/b&gt; and add a &lt;b&gt;Random Forest Learner&lt;/b&gt;. Then choose in its settings what to predict: the column &lt;b&gt;target&lt;/b&gt; of the example data.</source>
        <translation>选中 Partition，按 &lt;b&gt;Tab&lt;/b&gt; 并添加 &lt;b&gt;Random Forest Learner&lt;/b&gt;。然后在其设置中选择要预测的内容：示例数据的列 &lt;b&gt;target&lt;/b&gt;。</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {heading}</source>
        <translation>第 {number} 步，共 {count} 步：{heading}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source>A workflow used as a node. Open it to see what is inside.</source>
        <translation>作为节点使用的工作流。打开它可查看内部。</translation>
    </message>
    <message>
        <source>Add to the canvas</source>
        <translation>添加到画布</translation>
    </message>
    <message>
        <source>Also found as</source>
        <translation>也可搜索</translation>
    </message>
    <message>
        <source>Changes something outside the workflow, so it always runs.</source>
        <translation>会更改工作流之外的内容，因此总是运行。</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Runs code that the workflow holds, so it needs your trust.</source>
        <translation>会运行工作流所含的代码，因此需要您的信任。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Usually followed by</source>
        <translation>后面通常接</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>any number of links</source>
        <translation>任意数量的连线</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>component</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>must be given</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>name of a secret</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>键值对</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>{value}, may be empty</source>
        <translation>{value}，可为空</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help of the node</source>
        <translation>节点帮助</translation>
    </message>
    <message>
        <source>No installed pack has the node type `{type}`. Its settings and links are kept; install the pack `{pack}` to run it.</source>
        <translation>已安装的节点包中没有节点类型 `{type}`。其设置和连线会保留；要运行它，请安装节点包 `{pack}`。</translation>
    </message>
    <message>
        <source>Select a node to read what it does and how it is set.

- Tab or Space on the canvas, or just typing, finds a node to add.
- A wire dropped on empty canvas offers the nodes that fit.
- Ctrl+F finds what is in the workflow.</source>
        <translation>选择一个节点，即可阅读它的作用及设置方法。

- 在画布上按 Tab 或空格，或直接输入，可查找要添加的节点。
- 将连线拖放到空白画布上，会提供合适的节点。
- Ctrl+F 在工作流中查找。</translation>
    </message>
</context>
<context>
    <name>HistogramPicture</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>As it was opened</source>
        <translation>打开时的状态</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>已执行的操作</translation>
    </message>
</context>
<context>
    <name>HitView</name>
    <message>
        <source>Nodes found</source>
        <translation>找到的节点</translation>
    </message>
</context>
<context>
    <name>InsideCard</name>
    <message>
        <source>Choose nodes of the canvas that it runs</source>
        <translation>选择画布上由它运行的节点</translation>
    </message>
    <message>
        <source>Look at the nodes inside, to change them</source>
        <translation>查看并更改内部的节点</translation>
    </message>
    <message>
        <source>Nothing yet. Put the nodes in that it is to run, or open it and add some.</source>
        <translation>尚无内容。请放入要运行的节点，或打开后添加。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Put Nodes In</source>
        <translation>放入节点</translation>
    </message>
    <message>
        <source>Select the nodes on the canvas first, then this one</source>
        <translation>请先在画布上选中节点，再选中此节点</translation>
    </message>
    <message>
        <source>Selected before: {names}</source>
        <translation>先前选中：{names}</translation>
    </message>
    <message>
        <source>What it runs</source>
        <translation>所运行的内容</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 以及另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
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
        <source>Save the Layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Saved Layouts</source>
        <translation>已保存的布局</translation>
    </message>
</context>
<context>
    <name>LeftOutList</name>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Repeated in production, as you wish</source>
        <translation>按您的要求在生产环境中重复</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>省略的内容</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Add to favourites</source>
        <translation>添加到收藏</translation>
    </message>
    <message>
        <source>Add to the canvas</source>
        <translation>添加到画布</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>节点库</translation>
    </message>
    <message>
        <source>No node is called that. Try another word for what it should do.</source>
        <translation>没有这个名称的节点。请换个词描述它的作用。</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>从收藏中移除</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
</context>
<context>
    <name>LibraryTree</name>
    <message>
        <source>All nodes</source>
        <translation>所有节点</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>{title}, {count} nodes</source>
        <translation>{title}，{count} 个节点</translation>
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
    <name>MappingEditor</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>添加到 {name}</translation>
    </message>
    <message>
        <source>This name stands above already; the value here counts.</source>
        <translation>此名称上面已有；以此处的值为准。</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>A workflow has no cycles; a loop is a component.</source>
        <translation>工作流中没有环路；循环是一个组件。</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>您是指 {name} 吗？</translation>
    </message>
    <message>
        <source>Guessed: {guesses}.</source>
        <translation>自动识别：{guesses}。</translation>
    </message>
    <message>
        <source>If it only identifies the rows, leave it out of the features.</source>
        <translation>如果它只用来标识行，请不要把它作为特征。</translation>
    </message>
    <message>
        <source>If that is not meant, set {setting} to {choice}.</source>
        <translation>如果不是此意，请将 {setting} 设为 {choice}。</translation>
    </message>
    <message>
        <source>Input {port} is not connected.</source>
        <translation>输入 {port} 未连接。</translation>
    </message>
    <message>
        <source>It must be given.</source>
        <translation>必须填写此项。</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which cannot be had: {reason}</source>
        <translation>它需要 {node} 的输出，但该输出尚不可得：{reason}</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which is bypassed.</source>
        <translation>它需要 {node} 的输出，但该节点已被绕过。</translation>
    </message>
    <message>
        <source>It needs the output of {node}, which is disabled.</source>
        <translation>它需要 {node} 的输出，但该节点已停用。</translation>
    </message>
    <message>
        <source>Left out, since a model takes numbers, booleans, texts and categories only: {names}.</source>
        <translation>已略去，因为模型只接受数字、布尔值、文本和类别：{names}。</translation>
    </message>
    <message>
        <source>Make a number of such a column first if it matters, such as the year of a date.</source>
        <translation>如果这样的列重要，请先将其变为数字，例如日期中的年份。</translation>
    </message>
    <message>
        <source>No column is chosen to be drawn: set the columns.</source>
        <translation>未选择要绘制的列：请设置列。</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns of dates.</source>
        <translation>未选择列：请选择日期列。</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns to convert.</source>
        <translation>未选择列：请选择要转换的列。</translation>
    </message>
    <message>
        <source>No column is chosen: choose the columns.</source>
        <translation>未选择列：请选择列。</translation>
    </message>
    <message>
        <source>No column is chosen: choose the start, the end, or both.</source>
        <translation>未选择列：请选择开始、结束或两者。</translation>
    </message>
    <message>
        <source>No column is chosen: set the column's name, or give one the role target with Set Roles.</source>
        <translation>未选择列：请设置列名，或用 Set Roles 将某列的角色设为目标。</translation>
    </message>
    <message>
        <source>No column is chosen: set the column's name.</source>
        <translation>未选择列：请设置列名。</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns that become rows.</source>
        <translation>未选择列：请设置要变为行的列。</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to count.</source>
        <translation>未选择列：请设置要计数的列。</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to rank by.</source>
        <translation>未选择列：请设置排名所依据的列。</translation>
    </message>
    <message>
        <source>No column is chosen: set the columns to take apart.</source>
        <translation>未选择列：请设置要拆开的列。</translation>
    </message>
    <message>
        <source>No column to sort by is chosen: add one.</source>
        <translation>未选择排序所依据的列：请添加一列。</translation>
    </message>
    <message>
        <source>No condition is set: add one, such as a column that is not missing.</source>
        <translation>未设置条件：请添加一个，例如某列不缺失。</translation>
    </message>
    <message>
        <source>No file is chosen: set the path.</source>
        <translation>未选择文件：请设置路径。</translation>
    </message>
    <message>
        <source>No formula is set: add one, a name for the new column and an expression such as {example}.</source>
        <translation>未设置公式：请添加一个，包括新列的名称和表达式，例如 {example}。</translation>
    </message>
    <message>
        <source>Node {node} ({title}) failed: {reason}</source>
        <translation>节点 {node}（{title}）失败：{reason}</translation>
    </message>
    <message>
        <source>Node {node} ({title}) holds no workflow.</source>
        <translation>节点 {node}（{title}）不包含工作流。</translation>
    </message>
    <message>
        <source>Node {node} ({title}): input {port} is not connected.</source>
        <translation>节点 {node}（{title}）：输入 {port} 未连接。</translation>
    </message>
    <message>
        <source>Node {node} cannot run yet.</source>
        <translation>节点 {node} 尚不能运行。</translation>
    </message>
    <message>
        <source>Node {node} failed: {reason}</source>
        <translation>节点 {node} 失败：{reason}</translation>
    </message>
    <message>
        <source>Nothing is to be computed: add a calculation.</source>
        <translation>没有要计算的内容：请添加一个计算。</translation>
    </message>
    <message>
        <source>Put Apply Model before this node, or choose the column of predictions in the setting {setting}.</source>
        <translation>请在此节点之前放置 Apply Model，或在设置 {setting} 中选择预测列。</translation>
    </message>
    <message>
        <source>Run {number}: cancelled in {seconds} s.</source>
        <translation>第 {number} 次运行：已取消，用时 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Run {number}: done in {seconds} s.</source>
        <translation>第 {number} 次运行：完成，用时 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Run {number}: failed in {seconds} s.</source>
        <translation>第 {number} 次运行：失败，用时 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Run {number}: {count} of {all} nodes to run.</source>
        <translation>第 {number} 次运行：{all} 个节点中有 {count} 个要运行。</translation>
    </message>
    <message>
        <source>Select the nodes that it is to run, and make it of them.</source>
        <translation>请选择它要运行的节点，并用这些节点创建它。</translation>
    </message>
    <message>
        <source>Setting {setting} of node {node}: {reason}</source>
        <translation>节点 {node} 的设置 {setting}：{reason}</translation>
    </message>
    <message>
        <source>The column {name} has {count} different values, which looks like an identifier; leave it out, or group its values (at most {most}).</source>
        <translation>列 {name} 有 {count} 个不同的值，看起来像是标识符；请去掉它，或合并它的值（最多 {most} 个）。</translation>
    </message>
    <message>
        <source>There is no column {name}; did you mean {other}?</source>
        <translation>没有列 {name}；您是指 {other} 吗？</translation>
    </message>
    <message>
        <source>There is no column {name}; the table has: {names}.</source>
        <translation>没有列 {name}；表格中有：{names}。</translation>
    </message>
    <message>
        <source>There is no file {file}: its folder has no such name (the folder is empty).</source>
        <translation>没有文件 {file}：其文件夹是空的。</translation>
    </message>
    <message>
        <source>There is no file {file}: its folder has no such name ({names}).</source>
        <translation>没有文件 {file}：其文件夹中没有这个名称（{names}）。</translation>
    </message>
    <message>
        <source>There is no file {file}: there is no folder {folder} either.</source>
        <translation>没有文件 {file}：文件夹 {folder} 也不存在。</translation>
    </message>
    <message>
        <source>There is no file {file}; did you mean {other}?</source>
        <translation>没有文件 {file}；您是指 {other} 吗？</translation>
    </message>
    <message>
        <source>There is no rule: add one, such as a column that is not missing.</source>
        <translation>没有规则：请添加一条，例如某列不缺失。</translation>
    </message>
    <message>
        <source>This link would close a cycle: {path}.</source>
        <translation>此连接会形成环路：{path}。</translation>
    </message>
    <message>
        <source>This must be given.</source>
        <translation>必须填写此项。</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>comment lines with {mark}</source>
        <translation>以 {mark} 开头的注释行</translation>
    </message>
    <message>
        <source>dates ({order}) in {names}</source>
        <translation>日期（{order}）：{names}</translation>
    </message>
    <message>
        <source>decimal {mark} in {names}</source>
        <translation>小数点 {mark}：{names}</translation>
    </message>
    <message>
        <source>encoding {encoding}</source>
        <translation>编码 {encoding}</translation>
    </message>
    <message>
        <source>header in line {line}</source>
        <translation>表头在第 {line} 行</translation>
    </message>
    <message>
        <source>no header</source>
        <translation>没有表头</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>separator {mark}</source>
        <translation>分隔符 {mark}</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>thousands {mark} in {names}</source>
        <translation>千位分隔符 {mark}：{names}</translation>
    </message>
    <message>
        <source>{count} lines above the table skipped</source>
        <translation>跳过表格上方的 {count} 行</translation>
    </message>
    <message>
        <source>{marks} as missing in {names}</source>
        <translation>{marks} 视为缺失：{names}</translation>
    </message>
    <message>
        <source>{name} has {count} different values; the {most} most frequent are told apart, all others count as the same.</source>
        <translation>{name} 有 {count} 个不同的值；只区分最常见的 {most} 个，其余视为相同。</translation>
    </message>
    <message>
        <source>{name} is predicted as classes (classification).</source>
        <translation>{name} 按类别预测（分类）。</translation>
    </message>
    <message>
        <source>{name} is predicted as numbers (regression).</source>
        <translation>{name} 按数值预测（回归）。</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>a view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>a workflow</source>
        <translation>工作流</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Connect {wanted} to it.</source>
        <translation>请为它连接{wanted}。</translation>
    </message>
    <message>
        <source>{source} gives {given}, but {target} takes {wanted}.</source>
        <translation>{source} 给出{given}，但 {target} 接受{wanted}。</translation>
    </message>
    <message>
        <source>It chooses rows for training only.</source>
        <translation>它只为训练选择行。</translation>
    </message>
    <message>
        <source>Columns without a name are called {names}.</source>
        <translation>没有名称的列命名为 {names}。</translation>
    </message>
    <message>
        <source>Column names that stand there more than once were made unique: {names}.</source>
        <translation>重复的列名已改为唯一：{names}。</translation>
    </message>
    <message>
        <source>{name} stays text: its values ({example} …) can be dates, day-first or month-first; say which in the setting {setting}.</source>
        <translation>{name}保持为文本：其值（{example} …）可能是日在前或月在前的日期；请在设置 {setting} 中指明。</translation>
    </message>
    <message>
        <source>{name} stays text: its values ({example} …) can be decimals, or whole numbers with marks; say which in the setting {setting}.</source>
        <translation>{name} 保持为文本：其值（{example} …）可能是小数，或带分隔符的整数；请在设置 {setting} 中指明。</translation>
    </message>
    <message>
        <source>Kept as text for their leading zeros: {names}.</source>
        <translation>因有前导零而保留为文本：{names}。</translation>
    </message>
    <message>
        <source>Kept as text, as telephone numbers: {names}.</source>
        <translation>作为电话号码保留为文本：{names}。</translation>
    </message>
    <message>
        <source>Kept as text: whole numbers too long to calculate with: {names}.</source>
        <translation>整数过长无法计算，保留为文本：{names}。</translation>
    </message>
    <message>
        <source>Long whole numbers are rounded, for decimals stand among them: {names}.</source>
        <translation>较长的整数已四舍五入，因为其中有小数：{names}。</translation>
    </message>
    <message>
        <source>Texts hold halves of characters, such as {example} alone: {mark} stands in their place.</source>
        <translation>文本中有半个字符，例如单独的 {example}：以 {mark} 代替。</translation>
    </message>
    <message>
        <source>Without any value: {names}.</source>
        <translation>没有任何值：{names}。</translation>
    </message>
    <message>
        <source>Dates with a time zone are given in UTC: {names}.</source>
        <translation>带时区的日期以 UTC 给出：{names}。</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 以及另外 {count} 个</translation>
    </message>
    <message>
        <source>{node} is left out: {reason}</source>
        <translation>{node} 已略去：{reason}</translation>
    </message>
    <message>
        <source>{metric} is {value}; at least {limit} is wanted: passed.</source>
        <translation>{metric} 为 {value}；要求至少 {limit}：通过。</translation>
    </message>
    <message>
        <source>{metric} is {value}; at most {limit} is wanted: passed.</source>
        <translation>{metric} 为 {value}；要求至多 {limit}：通过。</translation>
    </message>
    <message>
        <source>{bundle} brought to {place}, {count} bytes; parity proved on {rows} held-out rows.</source>
        <translation>{bundle} 已送到 {place}，{count} 字节；在 {rows} 行保留数据上验证一致。</translation>
    </message>
    <message>
        <source>{bundle} left as it is, nothing changed: {place}, {count} bytes; parity proved on {rows} held-out rows.</source>
        <translation>{bundle} 没有变化，保持原样：{place}，{count} 字节；在 {rows} 行保留数据上验证一致。</translation>
    </message>
    <message>
        <source>{metric} is {value}, and must be at least {limit}.</source>
        <translation>{metric} 为 {value}，必须至少为 {limit}。</translation>
    </message>
    <message>
        <source>{metric} is {value}, and must be at most {limit}.</source>
        <translation>{metric} 为 {value}，必须至多为 {limit}。</translation>
    </message>
    <message>
        <source>The gate says no: {reason}. Nothing behind it runs.</source>
        <translation>检查未通过：{reason}其后的节点不会运行。</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Differs among the selected nodes; a change sets it for all.</source>
        <translation>所选节点的值不同；更改将应用于全部。</translation>
    </message>
    <message>
        <source>Not applied yet: correct {settings} first.</source>
        <translation>尚未应用：请先更正 {settings}。</translation>
    </message>
    <message>
        <source>Take Away {settings}</source>
        <translation>移除 {settings}</translation>
    </message>
    <message>
        <source>The log has {count} more.</source>
        <translation>日志中还有 {count} 条。</translation>
    </message>
    <message>
        <source>{count} nodes selected</source>
        <translation>已选择 {count} 个节点</translation>
    </message>
</context>
<context>
    <name>NodeHeader</name>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>Hide help</source>
        <translation>隐藏帮助</translation>
    </message>
    <message>
        <source>Label of the node</source>
        <translation>节点标签</translation>
    </message>
    <message>
        <source>Mode of the node</source>
        <translation>节点模式</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Show help</source>
        <translation>显示帮助</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>失败：{why}</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>未激活</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>reused</source>
        <translation>已重用</translation>
    </message>
    <message>
        <source>running…</source>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>set up: {name}</source>
        <translation>待设置：{name}</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>{number} M</source>
        <translation>{number} M</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
</context>
<context>
    <name>NodeSearch</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Find a name, a setting, a note</source>
        <translation>查找名称、设置或注释</translation>
    </message>
    <message>
        <source>Find in the workflow</source>
        <translation>在工作流中查找</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>无结果</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} / {count}</translation>
    </message>
</context>
<context>
    <name>NumberBox</name>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>{name}, slider</source>
        <translation>{name}，滑块</translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>Set a value</source>
        <translation>设置值</translation>
    </message>
    <message>
        <source>Set {name}</source>
        <translation>设置 {name}</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Name of the input</source>
        <translation>输入名称</translation>
    </message>
    <message>
        <source>Name of the output</source>
        <translation>输出名称</translation>
    </message>
    <message>
        <source>Production may set:</source>
        <translation>生产环境可设置：</translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>Databases</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>数据准备</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Visualization</source>
        <translation>可视化</translation>
    </message>
</context>
<context>
    <name>Pair</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>{name}, name</source>
        <translation>{name}，名称</translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation>{name}，值</translation>
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
    <name>ParameterCard</name>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Remove the parameter</source>
        <translation>移除参数</translation>
    </message>
    <message>
        <source>The limits must be numbers.</source>
        <translation>界限必须是数字。</translation>
    </message>
</context>
<context>
    <name>ParameterDialog</name>
    <message>
        <source>A name has letters, digits and _, and no digit first.</source>
        <translation>名称由字母、数字和 _ 组成，不能以数字开头。</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New Parameter</source>
        <translation>新建参数</translation>
    </message>
    <message>
        <source>There is already a parameter of this name.</source>
        <translation>已有同名参数。</translation>
    </message>
    <message>
        <source>{setting} takes its value from it.</source>
        <translation>{setting} 从它取值。</translation>
    </message>
</context>
<context>
    <name>Paste</name>
    <message>
        <source>The copied table is too large to stand in a workflow ({size}). Save it as a CSV or Excel file and drop the file on the canvas.</source>
        <translation>复制的表格太大，无法存入工作流（{size}）。请将其保存为 CSV 或 Excel 文件，再将文件拖放到画布上。</translation>
    </message>
    <message>
        <source>more than {count:,} characters</source>
        <translation>超过 {count:,} 个字符</translation>
    </message>
    <message>
        <source>{rows:,} rows × {columns:,} columns</source>
        <translation>{rows:,} 行 × {columns:,} 列</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Lately used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>无文件</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>无文件夹</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>尚无</translation>
    </message>
</context>
<context>
    <name>PeekPopup</name>
    <message>
        <source>Data on the wire</source>
        <translation>连线上的数据</translation>
    </message>
    <message>
        <source>No data yet: run the node before.</source>
        <translation>尚无数据：请先运行前面的节点。</translation>
    </message>
    <message>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} 行 × {columns} 列</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Export Picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Export Picture of Selection</source>
        <translation>导出所选内容的图片</translation>
    </message>
    <message>
        <source>Pixels (*.png)</source>
        <translation>像素图 (*.png)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Vectors (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
</context>
<context>
    <name>PlaceholderForm</name>
    <message>
        <source>Settings as JSON</source>
        <translation>JSON 格式的设置</translation>
    </message>
    <message>
        <source>The pack “{pack}” is not installed. The node is kept as it is; install the pack to edit it.</source>
        <translation>节点包“{pack}”未安装。节点保持不变；要编辑它，请安装该节点包。</translation>
    </message>
</context>
<context>
    <name>PlotView</name>
    <message>
        <source>Click to see these rows</source>
        <translation>点击查看这些行</translation>
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
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
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
    <message>
        <source>中文</source>
        <translation>中文</translation>
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
        <source>Looking for problems …</source>
        <translation>正在查找问题…</translation>
    </message>
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
    <name>QuickAdd</name>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
    <message>
        <source>Enter adds  ·  Ctrl+Enter adds another  ·  Esc closes</source>
        <translation>Enter 添加  ·  Ctrl+Enter 继续添加  ·  Esc 关闭</translation>
    </message>
    <message>
        <source>Enter chooses  ·  Esc closes</source>
        <translation>Enter 选择  ·  Esc 关闭</translation>
    </message>
    <message>
        <source>No node fits here.</source>
        <translation>此处没有合适的节点。</translation>
    </message>
    <message>
        <source>No node is called “{typed}”. Try another word for what it should do.</source>
        <translation>没有名为“{typed}”的节点。请换个词描述它的作用。</translation>
    </message>
    <message>
        <source>No node that fits here is called “{typed}”.</source>
        <translation>此处没有名为“{typed}”的合适节点。</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
</context>
<context>
    <name>RawEditor</name>
    <message>
        <source>{name}, as JSON</source>
        <translation>{name}，JSON 格式</translation>
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
    <name>RecordEditor</name>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
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
    <name>ResultCard</name>
    <message>
        <source>Copy: {what}</source>
        <translation>复制：{what}</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Open on canvas</source>
        <translation>在画布上打开</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Serve it</source>
        <translation>提供服务</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>{name} {version} is deployed</source>
        <translation>{name} {version} 已部署</translation>
    </message>
    <message>
        <source>{name} {version} was there already</source>
        <translation>{name} {version} 已存在</translation>
    </message>
    <message>
        <source>{size}, the same answers on {rows} held-out rows</source>
        <translation>{size}，在 {rows} 个留出行上回答相同</translation>
    </message>
</context>
<context>
    <name>ResultStates</name>
    <message>
        <source>A node before it failed.</source>
        <translation>其前面的节点失败了。</translation>
    </message>
    <message>
        <source>Enable it, or a node before it, to see a result.</source>
        <translation>启用它或其前面的节点以查看结果。</translation>
    </message>
    <message>
        <source>It stands behind a branch that was not taken.</source>
        <translation>它位于未被选择的分支之后。</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>Run the node to see the present one.</source>
        <translation>运行该节点以查看当前结果。</translation>
    </message>
    <message>
        <source>Run the workflow up to this node to see its result.</source>
        <translation>将工作流运行到此节点以查看其结果。</translation>
    </message>
    <message>
        <source>Running …</source>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>Shown is the result from before.</source>
        <translation>显示的是之前的结果。</translation>
    </message>
    <message>
        <source>The node cannot run yet</source>
        <translation>节点尚不能运行</translation>
    </message>
    <message>
        <source>The node failed</source>
        <translation>节点失败</translation>
    </message>
    <message>
        <source>The node is inactive</source>
        <translation>节点未激活</translation>
    </message>
    <message>
        <source>The node is switched off</source>
        <translation>节点已禁用</translation>
    </message>
    <message>
        <source>The node was skipped</source>
        <translation>节点已跳过</translation>
    </message>
    <message>
        <source>The result appears when the node is done.</source>
        <translation>节点完成后结果会出现。</translation>
    </message>
    <message>
        <source>The table cannot be shown</source>
        <translation>无法显示表格</translation>
    </message>
    <message>
        <source>This is the result from before the last change.</source>
        <translation>这是上次更改之前的结果。</translation>
    </message>
    <message>
        <source>Waiting for its turn …</source>
        <translation>等待轮到它…</translation>
    </message>
    <message>
        <source>{title} {text}</source>
        <translation>{title}{text}</translation>
    </message>
    <message>
        <source>{title}. {text}</source>
        <translation>{title}。{text}</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>All Fields</source>
        <translation>所有字段</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>More fields, move, copy</source>
        <translation>更多字段、移动、复制</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>RowField</name>
    <message>
        <source>(missing)</source>
        <translation>（缺失）</translation>
    </message>
    <message>
        <source>A whole number from 0 to {last:,}</source>
        <translation>0 到 {last:,} 之间的整数</translation>
    </message>
    <message>
        <source>Go to row</source>
        <translation>转到行</translation>
    </message>
    <message>
        <source>It must be given.</source>
        <translation>必须填写。</translation>
    </message>
    <message>
        <source>Pick a day for {column}</source>
        <translation>为 {column} 选择日期</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>This is no date: write 2026-01-31 or 2026-01-31T12:30:00.</source>
        <translation>这不是日期：请写成 2026-01-31 或 2026-01-31T12:30:00。</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>Example row before</source>
        <translation>上一个示例行</translation>
    </message>
    <message>
        <source>Held-out row {place} of {count}</source>
        <translation>留出行 {place} / {count}</translation>
    </message>
    <message>
        <source>Next example row</source>
        <translation>下一个示例行</translation>
    </message>
    <message>
        <source>No example rows came with it</source>
        <translation>没有附带示例行</translation>
    </message>
</context>
<context>
    <name>RowNumbers</name>
    <message>
        <source>Row numbers</source>
        <translation>行号</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>添加到 {name}</translation>
    </message>
</context>
<context>
    <name>RowsWindow</name>
    <message>
        <source>{view}: rows</source>
        <translation>{view}：行</translation>
    </message>
</context>
<context>
    <name>RunEnd</name>
    <message>
        <source>1 node is not ready</source>
        <translation>1 个节点尚未就绪</translation>
    </message>
    <message>
        <source>Nothing could run: {left}.</source>
        <translation>无法运行：{left}。</translation>
    </message>
    <message>
        <source>Run done in {time}.</source>
        <translation>运行完成，用时 {time}。</translation>
    </message>
    <message>
        <source>Run done in {time}; {left}.</source>
        <translation>运行完成，用时 {time}；{left}。</translation>
    </message>
    <message>
        <source>{count} nodes are not ready</source>
        <translation>{count} 个节点尚未就绪</translation>
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
    <name>SearchEditor</name>
    <message>
        <source>Choose, or type a part of it</source>
        <translation>选择，或输入部分名称</translation>
    </message>
</context>
<context>
    <name>SecretEditor</name>
    <message>
        <source>It is not set. Set the environment variable {variable} before the workflow runs, or put it into the keyring: knode secret set {name}</source>
        <translation>尚未设置。请在运行工作流之前设置环境变量 {variable}，或将其存入密钥环：knode secret set {name}</translation>
    </message>
    <message>
        <source>Name of the secret</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>✓ The environment variable {variable} is set.</source>
        <translation>✓ 环境变量 {variable} 已设置。</translation>
    </message>
    <message>
        <source>✓ The keyring holds it.</source>
        <translation>✓ 密钥环中已有它。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>" (double)</source>
        <translation>" （双引号）</translation>
    </message>
    <message>
        <source>' (apostrophe)</source>
        <translation>' （撇号）</translation>
    </message>
    <message>
        <source>' (single)</source>
        <translation>' （单引号）</translation>
    </message>
    <message>
        <source>, (comma)</source>
        <translation>, （逗号）</translation>
    </message>
    <message>
        <source>. (point)</source>
        <translation>. （点）</translation>
    </message>
    <message>
        <source>0 and 1, small (int8)</source>
        <translation>0 和 1，小 (int8)</translation>
    </message>
    <message>
        <source>0.0 and 1.0 (float64)</source>
        <translation>0.0 和 1.0 (float64)</translation>
    </message>
    <message>
        <source>Adam, for most tables</source>
        <translation>Adam，适合多数表</translation>
    </message>
    <message>
        <source>CAPITAL LETTERS</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>Category dtype</source>
        <translation>类别的 dtype</translation>
    </message>
    <message>
        <source>Each Word</source>
        <translation>每个单词首字母大写</translation>
    </message>
    <message>
        <source>F1 score</source>
        <translation>F1 分数</translation>
    </message>
    <message>
        <source>Gini impurity</source>
        <translation>基尼不纯度</translation>
    </message>
    <message>
        <source>L-BFGS, for some hundred rows</source>
        <translation>L-BFGS，适合几百行</translation>
    </message>
    <message>
        <source>Link header of the answer</source>
        <translation>应答的 Link 标头</translation>
    </message>
    <message>
        <source>R², share of variance explained</source>
        <translation>R²，解释的方差比例</translation>
    </message>
    <message>
        <source>S-shaped (sigmoid)</source>
        <translation>S 形 (sigmoid)</translation>
    </message>
    <message>
        <source>S-shaped from 0 to 1 (logistic)</source>
        <translation>S 形，0 到 1 (logistic)</translation>
    </message>
    <message>
        <source>S-shaped from −1 to 1 (tanh)</source>
        <translation>S 形，−1 到 1 (tanh)</translation>
    </message>
    <message>
        <source>Such as {example}</source>
        <translation>例如 {example}</translation>
    </message>
    <message>
        <source>A to Z</source>
        <translation>A 到 Z</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>不存在时</translation>
    </message>
    <message>
        <source>Accents</source>
        <translation>重音符号</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Aggregations</source>
        <translation>聚合</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Amount column</source>
        <translation>数量列</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>参照列</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>At</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>同时进行</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Auth</source>
        <translation>认证</translation>
    </message>
    <message>
        <source>Auth header</source>
        <translation>认证标头</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均方式</translation>
    </message>
    <message>
        <source>Back off</source>
        <translation>退避倍数</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景样本</translation>
    </message>
    <message>
        <source>Bad lines</source>
        <translation>错误行</translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation>无效值</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>分箱</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Body form</source>
        <translation>正文格式</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>桶数</translation>
    </message>
    <message>
        <source>Bundle version</source>
        <translation>部署包版本</translation>
    </message>
    <message>
        <source>By</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Calculations</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>标题与轴名</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>携带</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Casts</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Center distance</source>
        <translation>到中心的距离</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>可选值</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Chunk rows</source>
        <translation>每块行数</translation>
    </message>
    <message>
        <source>Clash</source>
        <translation>重名时</translation>
    </message>
    <message>
        <source>Clashes</source>
        <translation>重名时</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>各类别权重</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>闭合端</translation>
    </message>
    <message>
        <source>Closer counts</source>
        <translation>近邻权重</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>簇</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇数</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>汇集</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Combine</source>
        <translation>组合方式</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释符</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>成分数</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Correlations</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>Cost false negative</source>
        <translation>假阴性代价</translation>
    </message>
    <message>
        <source>Cost false positive</source>
        <translation>假阳性代价</translation>
    </message>
    <message>
        <source>Cost true negative</source>
        <translation>真阴性代价</translation>
    </message>
    <message>
        <source>Cost true positive</source>
        <translation>真阳性代价</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Count rows</source>
        <translation>统计行数</translation>
    </message>
    <message>
        <source>Create folder</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>Create folders</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>准则</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Cursor</source>
        <translation>游标</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>已部署</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取方式</translation>
    </message>
    <message>
        <source>Drop first</source>
        <translation>去掉第一个</translation>
    </message>
    <message>
        <source>Dtype</source>
        <translation>数据类型</translation>
    </message>
    <message>
        <source>Each run</source>
        <translation>每次运行</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Empty texts</source>
        <translation>空文本</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>两端</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>时间单位</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>估计器</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Explains</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>多余部分</translation>
    </message>
    <message>
        <source>Extra column</source>
        <translation>多余的列</translation>
    </message>
    <message>
        <source>F-test</source>
        <translation>F 检验</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>无法转换时</translation>
    </message>
    <message>
        <source>False</source>
        <translation>假</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Fewest</source>
        <translation>最少</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Fill merged</source>
        <translation>填充合并单元格</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>First</source>
        <translation>首个</translation>
    </message>
    <message>
        <source>Fold column</source>
        <translation>折编号列</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>For class</source>
        <translation>针对类别</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>From column</source>
        <translation>来源列</translation>
    </message>
    <message>
        <source>Further</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>间断</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Hashing</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Header rows</source>
        <translation>表头行数</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏项</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>突出显示</translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>忽略大小写</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>按顺序</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指示列</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <source>Intercept</source>
        <translation>截距</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>转为</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>无效时</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Known rows</source>
        <translation>已知行</translation>
    </message>
    <message>
        <source>L1 ratio</source>
        <translation>L1 比例</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最少</translation>
    </message>
    <message>
        <source>Least rows</source>
        <translation>最少行数</translation>
    </message>
    <message>
        <source>Left keys</source>
        <translation>左键</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>左侧列</translation>
    </message>
    <message>
        <source>Left suffix</source>
        <translation>左后缀</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>线条</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>链接方式</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Log x</source>
        <translation>x 对数</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>y 对数</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>Lookup keys</source>
        <translation>查找表的键</translation>
    </message>
    <message>
        <source>Lower quantile</source>
        <translation>下分位数</translation>
    </message>
    <message>
        <source>Lowercase</source>
        <translation>转小写</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Max categories</source>
        <translation>最大类别数</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>最大深度</translation>
    </message>
    <message>
        <source>Max features</source>
        <translation>最大特征数</translation>
    </message>
    <message>
        <source>Max iterations</source>
        <translation>最大迭代次数</translation>
    </message>
    <message>
        <source>Max leaves</source>
        <translation>最大叶子数</translation>
    </message>
    <message>
        <source>Max size</source>
        <translation>最大大小</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>最小叶子</translation>
    </message>
    <message>
        <source>Min rows</source>
        <translation>最少行数</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Minimum rows</source>
        <translation>最少行数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Missing column</source>
        <translation>缺失的列</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>缺失的键</translation>
    </message>
    <message>
        <source>Missing text</source>
        <translation>缺失文本</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>类型混合时</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Most bars</source>
        <translation>最多条数</translation>
    </message>
    <message>
        <source>Most columns</source>
        <translation>最多列数</translation>
    </message>
    <message>
        <source>Most points</source>
        <translation>最多点数</translation>
    </message>
    <message>
        <source>Most rows</source>
        <translation>最多行数</translation>
    </message>
    <message>
        <source>Most share</source>
        <translation>最大占比</translation>
    </message>
    <message>
        <source>Multiple</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>自然排序</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻数</translation>
    </message>
    <message>
        <source>Neighbors</source>
        <translation>近邻数</translation>
    </message>
    <message>
        <source>Nested</source>
        <translation>嵌套</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>None</source>
        <translation>均无时</translation>
    </message>
    <message>
        <source>Nullable</source>
        <translation>可为空</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>On error</source>
        <translation>出错时</translation>
    </message>
    <message>
        <source>On failure</source>
        <translation>失败时</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>仅限</translation>
    </message>
    <message>
        <source>Only missing</source>
        <translation>仅缺失</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运算符</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>有序</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>各列顺序</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Outermost</source>
        <translation>最外侧</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>遍历</translation>
    </message>
    <message>
        <source>Paging</source>
        <translation>分页</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>并行</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮数</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>惩罚项</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Permutations</source>
        <translation>置换次数</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>预测的列</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Rare</source>
        <translation>稀有值</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>邻域半径</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Recursive</source>
        <translation>递归</translation>
    </message>
    <message>
        <source>Reference keys</source>
        <translation>参照表的键</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>相对</translation>
    </message>
    <message>
        <source>Renumber</source>
        <translation>重新编号</translation>
    </message>
    <message>
        <source>Reorder</source>
        <translation>重新排序</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Replacements</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>Resamples</source>
        <translation>重抽样次数</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重试次数</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>重用</translation>
    </message>
    <message>
        <source>Right keys</source>
        <translation>右键</translation>
    </message>
    <message>
        <source>Right on</source>
        <translation>右侧列</translation>
    </message>
    <message>
        <source>Right suffix</source>
        <translation>右后缀</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row limit</source>
        <translation>行数上限</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Rows per tree</source>
        <translation>每棵树的行数</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Same counts</source>
        <translation>相同也算</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>私密密钥</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>多个时</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Shade</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>侧</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Size parameter</source>
        <translation>每页数量参数</translation>
    </message>
    <message>
        <source>Skip rows</source>
        <translation>跳过行数</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>求解器</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source column</source>
        <translation>来源列</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>时间跨度</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>Standardize</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止条件</translation>
    </message>
    <message>
        <source>Stop words</source>
        <translation>停用词</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>分层依据</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Table schema</source>
        <translation>表的模式</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>词项</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>千位分隔符</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Ties</source>
        <translation>并列时</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>取整到</translation>
    </message>
    <message>
        <source>To column</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总计列</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>前几名</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>树的数量</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势线</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验次数</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>去除空白</translation>
    </message>
    <message>
        <source>True</source>
        <translation>真</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unknown category</source>
        <translation>未知类别</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>未匹配</translation>
    </message>
    <message>
        <source>Upper quantile</source>
        <translation>上分位数</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>整体</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Wiring</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>不含</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>词长</translation>
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
        <translation>Z 到 A</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>_ (underscore)</source>
        <translation>_ （下划线）</translation>
    </message>
    <message>
        <source>a list of them</source>
        <translation>其列表</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>all classes alike</source>
        <translation>所有类别同等</translation>
    </message>
    <message>
        <source>all columns</source>
        <translation>所有列</translation>
    </message>
    <message>
        <source>all columns of any (union)</source>
        <translation>所有列 (union)</translation>
    </message>
    <message>
        <source>all combinations (grid)</source>
        <translation>所有组合（网格）</translation>
    </message>
    <message>
        <source>all left rows (left)</source>
        <translation>左表所有行 (left)</translation>
    </message>
    <message>
        <source>all of both tables (outer)</source>
        <translation>两表所有行 (outer)</translation>
    </message>
    <message>
        <source>all of the left table (left)</source>
        <translation>左表所有行 (left)</translation>
    </message>
    <message>
        <source>all of the right table (right)</source>
        <translation>右表所有行 (right)</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>all stretched the same way (tied)</source>
        <translation>全部同样拉伸 (tied)</translation>
    </message>
    <message>
        <source>all true</source>
        <translation>全部为真</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>an empty list</source>
        <translation>空列表</translation>
    </message>
    <message>
        <source>an object of columns</source>
        <translation>由列组成的对象</translation>
    </message>
    <message>
        <source>an object on each line (lines)</source>
        <translation>每行一个对象 (lines)</translation>
    </message>
    <message>
        <source>anti</source>
        <translation>反连接</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>any true</source>
        <translation>任一为真</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>appearance</source>
        <translation>出现顺序</translation>
    </message>
    <message>
        <source>append</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>append rows</source>
        <translation>追加行</translation>
    </message>
    <message>
        <source>area under the ROC curve</source>
        <translation>ROC 曲线下面积</translation>
    </message>
    <message>
        <source>around all texts</source>
        <translation>所有文本</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>按所选</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>向后</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>balanced accuracy</source>
        <translation>均衡准确率</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>数据条</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>bell-shaped (normal)</source>
        <translation>钟形（正态）</translation>
    </message>
    <message>
        <source>below</source>
        <translation>低于</translation>
    </message>
    <message>
        <source>bends anywhere (RBF)</source>
        <translation>任意弯曲 (RBF)</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>between</source>
        <translation>介于</translation>
    </message>
    <message>
        <source>beyond own bounds</source>
        <translation>超出自定界限</translation>
    </message>
    <message>
        <source>blocks of rows (chunks)</source>
        <translation>行块 (chunks)</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>布尔</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>bounds</source>
        <translation>固定界限</translation>
    </message>
    <message>
        <source>break</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>breast cancer</source>
        <translation>乳腺癌</translation>
    </message>
    <message>
        <source>business days</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>by median and quartiles (robust)</source>
        <translation>按中位数和四分位数（稳健）</translation>
    </message>
    <message>
        <source>by pairs in order (Kendall)</source>
        <translation>按有序对 (Kendall)</translation>
    </message>
    <message>
        <source>by rank (Spearman)</source>
        <translation>按秩 (Spearman)</translation>
    </message>
    <message>
        <source>by rank (quantiles)</source>
        <translation>按秩（分位数）</translation>
    </message>
    <message>
        <source>by their order: 1, 2, 3, 4</source>
        <translation>按出现顺序：1, 2, 3, 4</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>characters within words</source>
        <translation>词内字符</translation>
    </message>
    <message>
        <source>chunks</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>classification</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>clustered</source>
        <translation>按聚类</translation>
    </message>
    <message>
        <source>collapse spaces</source>
        <translation>合并空格</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>column of max</source>
        <translation>最大值所在列</translation>
    </message>
    <message>
        <source>column of min</source>
        <translation>最小值所在列</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>columns and rows apart (split)</source>
        <translation>列与行分开 (split)</translation>
    </message>
    <message>
        <source>combinations at random</source>
        <translation>随机组合</translation>
    </message>
    <message>
        <source>common</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>compatible form</source>
        <translation>兼容形式 (NFKC)</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>全链接</translation>
    </message>
    <message>
        <source>concatenate</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>concatenate distinct</source>
        <translation>去重拼接</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>constant values</source>
        <translation>常量值</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>correlated with an earlier one</source>
        <translation>与前面的列相关</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>count distinct</source>
        <translation>去重计数</translation>
    </message>
    <message>
        <source>count missing</source>
        <translation>缺失计数</translation>
    </message>
    <message>
        <source>create</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>cursor</source>
        <translation>游标</translation>
    </message>
    <message>
        <source>cursor from the answer</source>
        <translation>应答中的游标</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截短</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>day of year</source>
        <translation>年内日序</translation>
    </message>
    <message>
        <source>day-first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>days since 1970</source>
        <translation>自 1970 年起的天数</translation>
    </message>
    <message>
        <source>decimals</source>
        <translation>小数位</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>密集</translation>
    </message>
    <message>
        <source>deployed</source>
        <translation>已部署</translation>
    </message>
    <message>
        <source>diag</source>
        <translation>对角</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>differs by the target (F-test)</source>
        <translation>随目标变化（F 检验）</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>diverging</source>
        <translation>双向色阶</translation>
    </message>
    <message>
        <source>divided by the largest (max-abs)</source>
        <translation>除以最大值 (max-abs)</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>does not match the pattern</source>
        <translation>不匹配模式</translation>
    </message>
    <message>
        <source>down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>each class alike (macro)</source>
        <translation>各类别同等 (macro)</translation>
    </message>
    <message>
        <source>each class by its rows (weighted)</source>
        <translation>按类别行数 (weighted)</translation>
    </message>
    <message>
        <source>each class in its share (stratified)</source>
        <translation>按类别比例 (stratified)</translation>
    </message>
    <message>
        <source>each row alike (micro)</source>
        <translation>各行同等 (micro)</translation>
    </message>
    <message>
        <source>earlier to learn, later to test</source>
        <translation>先学后测（按时间）</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>elastic net</source>
        <translation>弹性网络</translation>
    </message>
    <message>
        <source>empty to missing</source>
        <translation>空文本转缺失</translation>
    </message>
    <message>
        <source>ends with</source>
        <translation>结尾为</translation>
    </message>
    <message>
        <source>english</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>equal frequency</source>
        <translation>等频</translation>
    </message>
    <message>
        <source>equal width</source>
        <translation>等宽</translation>
    </message>
    <message>
        <source>error</source>
        <translation>报错</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>euclidean</source>
        <translation>欧氏</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>evenly from 0 to 1 (uniform)</source>
        <translation>从 0 到 1 均匀</translation>
    </message>
    <message>
        <source>every n-th</source>
        <translation>每隔 n 行</translation>
    </message>
    <message>
        <source>excel days</source>
        <translation>Excel 天数</translation>
    </message>
    <message>
        <source>expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>f-score</source>
        <translation>F 值</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>false and true (bool)</source>
        <translation>假和真 (bool)</translation>
    </message>
    <message>
        <source>far from the mean (z-score)</source>
        <translation>远离均值 (z 分数)</translation>
    </message>
    <message>
        <source>far from the median (robust)</source>
        <translation>远离中位数（稳健）</translation>
    </message>
    <message>
        <source>far from the quartiles (IQR)</source>
        <translation>远离四分位数 (IQR)</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>first</source>
        <translation>首个</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>折</translation>
    </message>
    <message>
        <source>for old programs (gzip)</source>
        <translation>适合旧程序 (gzip)</translation>
    </message>
    <message>
        <source>form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>向前</translation>
    </message>
    <message>
        <source>fraction</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>from lowest to highest (min-max)</source>
        <translation>从最低到最高 (min-max)</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>gain of information (entropy)</source>
        <translation>信息增益（熵）</translation>
    </message>
    <message>
        <source>geometric deviation</source>
        <translation>几何标准差</translation>
    </message>
    <message>
        <source>gradient descent (SGD)</source>
        <translation>梯度下降 (SGD)</translation>
    </message>
    <message>
        <source>greater</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>greater or equal</source>
        <translation>大于或等于</translation>
    </message>
    <message>
        <source>greatest distance (complete)</source>
        <translation>最大距离 (complete)</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>groups of rows</source>
        <translation>行的分组</translation>
    </message>
    <message>
        <source>half away from zero: 2.5 is 3</source>
        <translation>半数远离零：2.5 为 3</translation>
    </message>
    <message>
        <source>half even</source>
        <translation>四舍六入五成双</translation>
    </message>
    <message>
        <source>half to the even: 2.5 is 2</source>
        <translation>半数取偶：2.5 为 2</translation>
    </message>
    <message>
        <source>half up</source>
        <translation>四舍五入</translation>
    </message>
    <message>
        <source>halving</source>
        <translation>逐次减半</translation>
    </message>
    <message>
        <source>has rows</source>
        <translation>有行</translation>
    </message>
    <message>
        <source>header</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>header of its own</source>
        <translation>自定义标头</translation>
    </message>
    <message>
        <source>high</source>
        <translation>偏高</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>越高越好</translation>
    </message>
    <message>
        <source>hold out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>how often it occurs (count)</source>
        <translation>出现次数 (count)</translation>
    </message>
    <message>
        <source>id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>in</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>in last</source>
        <translation>并入最后</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>未激活</translation>
    </message>
    <message>
        <source>index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>inner</source>
        <translation>内连接</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>interpolate</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>iqr</source>
        <translation>四分位距 (IQR)</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>不是其中之一</translation>
    </message>
    <message>
        <source>is not missing</source>
        <translation>不缺失</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>是其中之一</translation>
    </message>
    <message>
        <source>is true</source>
        <translation>为真</translation>
    </message>
    <message>
        <source>iso</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>keep digits</source>
        <translation>仅保留数字</translation>
    </message>
    <message>
        <source>keep letters and digits</source>
        <translation>仅保留字母和数字</translation>
    </message>
    <message>
        <source>keep text</source>
        <translation>保留文本</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>last</source>
        <translation>末个</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>超前</translation>
    </message>
    <message>
        <source>learns from earlier trials (TPE)</source>
        <translation>从先前试验中学习 (TPE)</translation>
    </message>
    <message>
        <source>least added spread (Ward)</source>
        <translation>离散增量最小 (Ward)</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左连接</translation>
    </message>
    <message>
        <source>left ones with a partner (semi)</source>
        <translation>左表有匹配的行 (semi)</translation>
    </message>
    <message>
        <source>left ones without a partner (anti)</source>
        <translation>左表无匹配的行 (anti)</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>less</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>less or equal</source>
        <translation>小于或等于</translation>
    </message>
    <message>
        <source>line between neighbours</source>
        <translation>邻值之间连线</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>行</translation>
    </message>
    <message>
        <source>link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>list of objects (records)</source>
        <translation>对象列表 (records)</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>log loss of the probabilities</source>
        <translation>概率的对数损失</translation>
    </message>
    <message>
        <source>logarithm of their number (log2)</source>
        <translation>其数量的对数 (log2)</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>逻辑函数</translation>
    </message>
    <message>
        <source>low</source>
        <translation>偏低</translation>
    </message>
    <message>
        <source>low variance</source>
        <translation>低方差</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>越低越好</translation>
    </message>
    <message>
        <source>lower case</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>made bell-shaped (power)</source>
        <translation>转为钟形（幂）</translation>
    </message>
    <message>
        <source>make a new table</source>
        <translation>新建表</translation>
    </message>
    <message>
        <source>manhattan</source>
        <translation>曼哈顿</translation>
    </message>
    <message>
        <source>many to one</source>
        <translation>多对一</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>matches the pattern</source>
        <translation>匹配模式</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>mean 0, deviation 1 (z-score)</source>
        <translation>均值 0，标准差 1 (z 分数)</translation>
    </message>
    <message>
        <source>mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>mean absolute error (MAE)</source>
        <translation>平均绝对误差 (MAE)</translation>
    </message>
    <message>
        <source>mean absolute error in % (MAPE)</source>
        <translation>平均绝对百分比误差 (MAPE)</translation>
    </message>
    <message>
        <source>mean distance (average)</source>
        <translation>平均距离 (average)</translation>
    </message>
    <message>
        <source>mean signed error</source>
        <translation>平均带符号误差</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>median absolute error</source>
        <translation>绝对误差中位数</translation>
    </message>
    <message>
        <source>microseconds</source>
        <translation>微秒</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>min</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>model importance</source>
        <translation>模型重要性</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>month-first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>most frequent</source>
        <translation>最频繁</translation>
    </message>
    <message>
        <source>most frequent (mode)</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>滑动</translation>
    </message>
    <message>
        <source>multiple</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>mutual information</source>
        <translation>互信息</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>nanoseconds</source>
        <translation>纳秒</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>自然顺序</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>nearest rows</source>
        <translation>最近的行</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>需要时</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no pages</source>
        <translation>不分页</translation>
    </message>
    <message>
        <source>no partner</source>
        <translation>无匹配</translation>
    </message>
    <message>
        <source>no penalty</source>
        <translation>无惩罚</translation>
    </message>
    <message>
        <source>no shares, numbers of rows</source>
        <translation>不用比例，显示行数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>normal form</source>
        <translation>规范形式 (NFC)</translation>
    </message>
    <message>
        <source>not equal</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>not in</source>
        <translation>不属于</translation>
    </message>
    <message>
        <source>not missing</source>
        <translation>非缺失</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>nothing below 0 (ReLU)</source>
        <translation>低于 0 为零 (ReLU)</translation>
    </message>
    <message>
        <source>nothing needed</source>
        <translation>无需</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>offset in the query</source>
        <translation>查询中的偏移</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一个</translation>
    </message>
    <message>
        <source>one below the other</source>
        <translation>逐个叠加</translation>
    </message>
    <message>
        <source>one form of each sign (NFC)</source>
        <translation>统一字符形式 (NFC)</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>one to many</source>
        <translation>一对多</translation>
    </message>
    <message>
        <source>one to one</source>
        <translation>一对一</translation>
    </message>
    <message>
        <source>only those that all have (common)</source>
        <translation>仅共有列 (common)</translation>
    </message>
    <message>
        <source>only those with a partner (inner)</source>
        <translation>仅有匹配的行 (inner)</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开放</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>否则</translation>
    </message>
    <message>
        <source>outer</source>
        <translation>外连接</translation>
    </message>
    <message>
        <source>outermost shares (quantiles)</source>
        <translation>最外侧比例（分位数）</translation>
    </message>
    <message>
        <source>own number</source>
        <translation>单独编号</translation>
    </message>
    <message>
        <source>own weights, below (custom)</source>
        <translation>自定义权重，见下 (custom)</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>page number in the query</source>
        <translation>查询中的页码</translation>
    </message>
    <message>
        <source>part of text</source>
        <translation>部分文本</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>percent change</source>
        <translation>百分比变化</translation>
    </message>
    <message>
        <source>plain form of each sign (NFKC)</source>
        <translation>兼容字符形式 (NFKC)</translation>
    </message>
    <message>
        <source>poly</source>
        <translation>多项式</translation>
    </message>
    <message>
        <source>polynomial</source>
        <translation>多项式</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>power</source>
        <translation>幂</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>precision at recall</source>
        <translation>给定召回率下的精确率</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>presence</source>
        <translation>是否出现</translation>
    </message>
    <message>
        <source>previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>quantile</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>quarters</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>quick (snappy)</source>
        <translation>快速 (snappy)</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>rare</source>
        <translation>稀有</translation>
    </message>
    <message>
        <source>rare classes more (balanced)</source>
        <translation>稀有类别加权 (balanced)</translation>
    </message>
    <message>
        <source>rare terms more (tf-idf)</source>
        <translation>稀有词加权 (tf-idf)</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>recall at precision</source>
        <translation>给定精确率下的召回率</translation>
    </message>
    <message>
        <source>records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>refuse to read</source>
        <translation>拒绝读取</translation>
    </message>
    <message>
        <source>regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>相对</translation>
    </message>
    <message>
        <source>remaining</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>remove HTML tags</source>
        <translation>去除 HTML 标签</translation>
    </message>
    <message>
        <source>remove accents</source>
        <translation>去除重音符号</translation>
    </message>
    <message>
        <source>remove control characters</source>
        <translation>去除控制字符</translation>
    </message>
    <message>
        <source>remove digits</source>
        <translation>去除数字</translation>
    </message>
    <message>
        <source>remove letters</source>
        <translation>去除字母</translation>
    </message>
    <message>
        <source>remove punctuation</source>
        <translation>去除标点</translation>
    </message>
    <message>
        <source>remove spaces</source>
        <translation>去除空格</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>重复的</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>replace the table</source>
        <translation>替换表</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右连接</translation>
    </message>
    <message>
        <source>robust</source>
        <translation>稳健</translation>
    </message>
    <message>
        <source>robust z-score</source>
        <translation>稳健 z 分数</translation>
    </message>
    <message>
        <source>root mean squared error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>root mean squared error (RMSE)</source>
        <translation>均方根误差 (RMSE)</translation>
    </message>
    <message>
        <source>round (spherical)</source>
        <translation>圆形 (spherical)</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>rows, one by one</source>
        <translation>逐行</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>色阶</translation>
    </message>
    <message>
        <source>second</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>semi</source>
        <translation>半连接</translation>
    </message>
    <message>
        <source>sentence case</source>
        <translation>句首大写</translation>
    </message>
    <message>
        <source>separately</source>
        <translation>分别</translation>
    </message>
    <message>
        <source>separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>sets many to 0 (L1, lasso)</source>
        <translation>使许多系数为 0 (L1，套索)</translation>
    </message>
    <message>
        <source>sets many weights to 0 (lasso)</source>
        <translation>使许多权重为 0（套索）</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>share missing</source>
        <translation>缺失占比</translation>
    </message>
    <message>
        <source>share of variance</source>
        <translation>方差占比</translation>
    </message>
    <message>
        <source>shrinks all (L2, ridge)</source>
        <translation>缩小所有系数 (L2，岭)</translation>
    </message>
    <message>
        <source>shrinks all weights (ridge)</source>
        <translation>缩小所有权重（岭回归）</translation>
    </message>
    <message>
        <source>sideways</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>significant digits</source>
        <translation>有效数字</translation>
    </message>
    <message>
        <source>single</source>
        <translation>单链接</translation>
    </message>
    <message>
        <source>skewness</source>
        <translation>偏度</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>small_with_underscores</source>
        <translation>小写加下划线</translation>
    </message>
    <message>
        <source>smaller (zstd)</source>
        <translation>更小 (zstd)</translation>
    </message>
    <message>
        <source>smallest</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>smallest distance (single)</source>
        <translation>最小距离 (single)</translation>
    </message>
    <message>
        <source>snake case</source>
        <translation>snake_case</translation>
    </message>
    <message>
        <source>so many times (count)</source>
        <translation>指定次数 (count)</translation>
    </message>
    <message>
        <source>some of both (elastic net)</source>
        <translation>两者兼有（弹性网络）</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>spherical</source>
        <translation>球形</translation>
    </message>
    <message>
        <source>split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>square root of their number</source>
        <translation>其数量的平方根</translation>
    </message>
    <message>
        <source>stacked</source>
        <translation>堆叠</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>standard deviation, population</source>
        <translation>总体标准差</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>开头为</translation>
    </message>
    <message>
        <source>std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>straight (linear)</source>
        <translation>直线（线性）</translation>
    </message>
    <message>
        <source>straight line (Euclidean)</source>
        <translation>直线（欧几里得）</translation>
    </message>
    <message>
        <source>straight lines (Pearson)</source>
        <translation>直线关系 (Pearson)</translation>
    </message>
    <message>
        <source>straight quotes</source>
        <translation>直引号</translation>
    </message>
    <message>
        <source>stratified</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>stretched along columns (diagonal)</source>
        <translation>沿列方向拉伸 (diagonal)</translation>
    </message>
    <message>
        <source>stretched in any direction (full)</source>
        <translation>任意方向拉伸 (full)</translation>
    </message>
    <message>
        <source>suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>sum of differences (Manhattan)</source>
        <translation>差值之和（曼哈顿）</translation>
    </message>
    <message>
        <source>synthesize</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>synthesize, as SMOTE does</source>
        <translation>合成新行 (SMOTE)</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>target tree</source>
        <translation>目标决策树</translation>
    </message>
    <message>
        <source>tells of the target (mutual information)</source>
        <translation>与目标相关（互信息）</translation>
    </message>
    <message>
        <source>template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>rows with a partner (inner)</source>
        <translation>有匹配的行 (inner)</translation>
    </message>
    <message>
        <source>the largest: 1, 3, 3, 4</source>
        <translation>最大：1, 3, 3, 4</translation>
    </message>
    <message>
        <source>the last alone</source>
        <translation>仅最后一个</translation>
    </message>
    <message>
        <source>the last before (backward)</source>
        <translation>之前最近的 (backward)</translation>
    </message>
    <message>
        <source>the name alone</source>
        <translation>仅文件名</translation>
    </message>
    <message>
        <source>the nearest of both</source>
        <translation>两侧最近的</translation>
    </message>
    <message>
        <source>the next after (forward)</source>
        <translation>之后最近的 (forward)</translation>
    </message>
    <message>
        <source>the path below the folder</source>
        <translation>文件夹下的路径</translation>
    </message>
    <message>
        <source>the rows of a predicted class</source>
        <translation>预测类别的行</translation>
    </message>
    <message>
        <source>the rows of a true class</source>
        <translation>真实类别的行</translation>
    </message>
    <message>
        <source>the smallest: 1, 2, 2, 4</source>
        <translation>最小：1, 2, 2, 4</translation>
    </message>
    <message>
        <source>the whole path</source>
        <translation>完整路径</translation>
    </message>
    <message>
        <source>the worse half drops out (halving)</source>
        <translation>逐轮淘汰 (halving)</translation>
    </message>
    <message>
        <source>their mean: 1, 2.5, 2.5, 4</source>
        <translation>平均：1, 2.5, 2.5, 4</translation>
    </message>
    <message>
        <source>tied</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>title</source>
        <translation>首字母大写</translation>
    </message>
    <message>
        <source>title case</source>
        <translation>首字母大写</translation>
    </message>
    <message>
        <source>together</source>
        <translation>一起</translation>
    </message>
    <message>
        <source>token (bearer)</source>
        <translation>令牌 (bearer)</translation>
    </message>
    <message>
        <source>towards zero</source>
        <translation>向零</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>去除首尾空格</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>two parts</source>
        <translation>两部分</translation>
    </message>
    <message>
        <source>type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>union</source>
        <translation>并集</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>唯一</translation>
    </message>
    <message>
        <source>until</source>
        <translation>直到</translation>
    </message>
    <message>
        <source>until a condition holds</source>
        <translation>直到条件成立</translation>
    </message>
    <message>
        <source>up</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>update by keys, or add (upsert)</source>
        <translation>按键更新或插入 (upsert)</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>upper case</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>upright</source>
        <translation>纵向</translation>
    </message>
    <message>
        <source>used by a random forest</source>
        <translation>被随机森林使用</translation>
    </message>
    <message>
        <source>user and password (basic)</source>
        <translation>用户名和密码 (basic)</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value after</source>
        <translation>后一个值</translation>
    </message>
    <message>
        <source>value before</source>
        <translation>前一个值</translation>
    </message>
    <message>
        <source>value so many after (lead)</source>
        <translation>之后第几个值 (lead)</translation>
    </message>
    <message>
        <source>value so many before (lag)</source>
        <translation>之前第几个值 (lag)</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>values of parameters (grid)</source>
        <translation>参数取值 (grid)</translation>
    </message>
    <message>
        <source>var</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>variance, population</source>
        <translation>总体方差</translation>
    </message>
    <message>
        <source>very quick (lz4)</source>
        <translation>非常快 (lz4)</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>weighted</source>
        <translation>加权</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>加权平均</translation>
    </message>
    <message>
        <source>where needed</source>
        <translation>必要时</translation>
    </message>
    <message>
        <source>whether it occurs (presence)</source>
        <translation>是否出现 (presence)</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>whole groups</source>
        <translation>整组</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>whole value</source>
        <translation>整个值</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>without gaps: 1, 2, 2, 3</source>
        <translation>无间隔：1, 2, 2, 3</translation>
    </message>
    <message>
        <source>words</source>
        <translation>单词</translation>
    </message>
    <message>
        <source>workflow</source>
        <translation>工作流</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>year first only (ISO)</source>
        <translation>仅年份在前 (ISO)</translation>
    </message>
    <message>
        <source>years</source>
        <translation>年</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z 分数</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>零</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Components have settings of their own. Select one of them.</source>
        <translation>组件有各自的设置。请选择其中一个。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The selected nodes are of different types. Select nodes of one type.</source>
        <translation>所选节点的类型不同。请选择同一类型的节点。</translation>
    </message>
</context>
<context>
    <name>Shelves</name>
    <message>
        <source>Before learning</source>
        <translation>学习之前</translation>
    </message>
    <message>
        <source>Clusters and outliers</source>
        <translation>聚类与异常值</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Groups and shape</source>
        <translation>分组与变形</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Several tables</source>
        <translation>多表</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>SignatureList</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>may be missing</source>
        <translation>可缺失</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) that nothing needs</source>
        <translation>
            <numerusform>%n 个不需要的列</numerusform>
        </translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Begin with one: choose your own file in its first node, then press Run.</source>
        <translation>从模板开始：在第一个节点中选择您自己的文件，然后运行。</translation>
    </message>
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
        <source>Template {name}</source>
        <translation>模板 {name}</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Visual data science · {version}</source>
        <translation>可视化数据科学 · {version}</translation>
    </message>
</context>
<context>
    <name>StatePage</name>
    <message>
        <source>Run to Here</source>
        <translation>运行到此处</translation>
    </message>
</context>
<context>
    <name>StatisticsCard</name>
    <message>
        <source>All others</source>
        <translation>所有其他</translation>
    </message>
    <message>
        <source>Different values</source>
        <translation>不同值</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Looking at every value …</source>
        <translation>正在查看每个值…</translation>
    </message>
    <message>
        <source>Lower quartile</source>
        <translation>下四分位数</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Upper quartile</source>
        <translation>上四分位数</translation>
    </message>
    <message>
        <source>about {count:,}</source>
        <translation>约 {count:,}</translation>
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
    <message numerus="yes">
        <source>%n problem(s): show them</source>
        <translation>
            <numerusform>%n 个问题：显示</numerusform>
        </translation>
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
    <name>TableFilter</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>{column} above {high}</source>
        <translation>{column} 高于 {high}</translation>
    </message>
    <message>
        <source>{column} below {low}</source>
        <translation>{column} 低于 {low}</translation>
    </message>
    <message>
        <source>{column} contains “{text}”</source>
        <translation>{column} 包含“{text}”</translation>
    </message>
    <message>
        <source>{column} does not contain “{text}”</source>
        <translation>{column} 不包含“{text}”</translation>
    </message>
    <message>
        <source>{column} does not equal “{text}”</source>
        <translation>{column} 不等于“{text}”</translation>
    </message>
    <message>
        <source>{column} does not fit “{text}”</source>
        <translation>{column} 不匹配“{text}”</translation>
    </message>
    <message>
        <source>{column} does not start with “{text}”</source>
        <translation>{column} 不以“{text}”开头</translation>
    </message>
    <message>
        <source>{column} equals “{text}”</source>
        <translation>{column} 等于“{text}”</translation>
    </message>
    <message>
        <source>{column} fits “{text}”</source>
        <translation>{column} 匹配“{text}”</translation>
    </message>
    <message>
        <source>{column} from {low}</source>
        <translation>{column} 从 {low} 起</translation>
    </message>
    <message>
        <source>{column} from {low} to {high}</source>
        <translation>{column} 从 {low} 到 {high}</translation>
    </message>
    <message>
        <source>{column} is missing</source>
        <translation>{column} 缺失</translation>
    </message>
    <message>
        <source>{column} is none of: {names}</source>
        <translation>{column} 不属于：{names}</translation>
    </message>
    <message>
        <source>{column} is there</source>
        <translation>{column} 不缺失</translation>
    </message>
    <message>
        <source>{column} not from {low} to {high}</source>
        <translation>{column} 不在 {low} 到 {high} 之间</translation>
    </message>
    <message>
        <source>{column} starts with “{text}”</source>
        <translation>{column} 以“{text}”开头</translation>
    </message>
    <message>
        <source>{column} up to {high}</source>
        <translation>{column} 至 {high}</translation>
    </message>
    <message>
        <source>{column}: {names}</source>
        <translation>{column}：{names}</translation>
    </message>
</context>
<context>
    <name>TableFinder</name>
    <message>
        <source>Continued from the other end</source>
        <translation>已从另一端继续</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>正在搜索…</translation>
    </message>
</context>
<context>
    <name>TableGrid</name>
    <message>
        <source>Frozen columns</source>
        <translation>冻结的列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>row label</source>
        <translation>行标签</translation>
    </message>
    <message>
        <source>{share} missing</source>
        <translation>{share} 缺失</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>TablePanel</name>
    <message>
        <source>Select a node to see its table.</source>
        <translation>选择节点以查看其表格。</translation>
    </message>
    <message>
        <source>Stay with this node when another is selected</source>
        <translation>选择其他节点时仍停留在此节点</translation>
    </message>
    <message>
        <source>Tables of the node</source>
        <translation>节点的表格</translation>
    </message>
    <message>
        <source>{node} · {port}</source>
        <translation>{node} · {port}</translation>
    </message>
    <message>
        <source>“{name}” gives no table.</source>
        <translation>“{name}”不输出表格。</translation>
    </message>
</context>
<context>
    <name>TableStatistics</name>
    <message>
        <source>all different</source>
        <translation>全部不同</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>从 {low} 到 {high}</translation>
    </message>
    <message>
        <source>judged by {count:,} of the rows, evenly taken</source>
        <translation>根据均匀抽取的 {count:,} 行判断</translation>
    </message>
    <message>
        <source>others: {count:,}</source>
        <translation>其他：{count:,}</translation>
    </message>
    <message>
        <source>{present:,} values, {missing:,} missing</source>
        <translation>{present:,} 个值，{missing:,} 个缺失</translation>
    </message>
</context>
<context>
    <name>TableTaking</name>
    <message>
        <source>Only the first {rows:,} of {of:,} rows were copied. Export the table for all of them.</source>
        <translation>仅复制了 {of:,} 行中的前 {rows:,} 行。要获取全部，请导出表格。</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>{rows:,} rows copied</source>
        <translation>已复制 {rows:,} 行</translation>
    </message>
    <message>
        <source>{rows:,} rows written to {name}</source>
        <translation>已将 {rows:,} 行写入 {name}</translation>
    </message>
</context>
<context>
    <name>TableToolbar</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns that are shown</source>
        <translation>显示的列</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in table</source>
        <translation>在表格中查找</translation>
    </message>
    <message>
        <source>Find in table (Ctrl+F)</source>
        <translation>在表格中查找 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Go to row (Ctrl+G)</source>
        <translation>转到行 (Ctrl+G)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>下一个 (F3)</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>在独立窗口中打开</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>上一个 (Shift+F3)</translation>
    </message>
    <message>
        <source>Show only rows with this text</source>
        <translation>仅显示包含此文本的行</translation>
    </message>
    <message>
        <source>The engine is at work</source>
        <translation>引擎正在工作</translation>
    </message>
</context>
<context>
    <name>TableViewer</name>
    <message>
        <source>Row {row:,} is not among those shown</source>
        <translation>第 {row:,} 行不在显示范围内</translation>
    </message>
    <message>
        <source>{rows:,} rows × {columns:,} columns</source>
        <translation>{rows:,} 行 × {columns:,} 列</translation>
    </message>
    <message>
        <source>{shown:,} of {rows:,} rows</source>
        <translation>{shown:,} / {rows:,} 行</translation>
    </message>
</context>
<context>
    <name>TargetForm</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>S3</source>
        <translation>S3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>TargetPage</name>
    <message>
        <source>Fill in: {field}</source>
        <translation>请填写：{field}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>TextLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
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
    <name>TriesList</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Changed in the example</source>
        <translation>示例中更改</translation>
    </message>
    <message>
        <source>Earlier tries</source>
        <translation>先前的尝试</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>row {number}</source>
        <translation>第 {number} 行</translation>
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
    <message>
        <source>This workflow has nodes that no installed pack knows. They do not run until you trust it.</source>
        <translation>此工作流含有任何已安装的包都不认识的节点。在您信任它之前，这些节点不会运行。</translation>
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
    <name>TryPanel</name>
    <message>
        <source>A bundle (.knodez), or http://… of one that is served</source>
        <translation>部署包 (.knodez)，或已提供服务的 http://…</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Bundle to try</source>
        <translation>要试用的部署包</translation>
    </message>
    <message>
        <source>Bundles (*.knodez)</source>
        <translation>部署包 (*.knodez)</translation>
    </message>
    <message>
        <source>Choose a bundle…</source>
        <translation>选择部署包…</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Deploy something, or choose a bundle above.</source>
        <translation>请先部署，或在上方选择一个部署包。</translation>
    </message>
    <message>
        <source>Name of the secret with the server's key, if it wants one</source>
        <translation>服务器密钥所在的密钥名称（如果需要）</translation>
    </message>
    <message>
        <source>Opening {place}…</source>
        <translation>正在打开 {place}…</translation>
    </message>
    <message>
        <source>Server's key</source>
        <translation>服务器密钥</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Try a bundle</source>
        <translation>试用部署包</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>served</source>
        <translation>服务</translation>
    </message>
</context>
<context>
    <name>TypeWords</name>
    <message>
        <source>blank</source>
        <translation>空</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>calendar duration</source>
        <translation>日历时长</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>complex number</source>
        <translation>复数</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>decimal</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>dictionary-coded</source>
        <translation>字典编码</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>map</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>period</source>
        <translation>时期</translation>
    </message>
    <message>
        <source>range</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>稀疏</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>True or false</source>
        <translation>真或假</translation>
    </message>
    <message>
        <source>Type: {type}</source>
        <translation>类型：{type}</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values, with commas between</source>
        <translation>值，以逗号分隔</translation>
    </message>
</context>
<context>
    <name>ValueLine</name>
    <message>
        <source>Values that occur</source>
        <translation>出现的值</translation>
    </message>
</context>
<context>
    <name>ViewChooser</name>
    <message>
        <source>No view</source>
        <translation>无视图</translation>
    </message>
    <message>
        <source>View to show</source>
        <translation>要显示的视图</translation>
    </message>
</context>
<context>
    <name>ViewPane</name>
    <message>
        <source>{title} is being drawn…</source>
        <translation>正在绘制{title}……</translation>
    </message>
    <message>
        <source>Another view beside</source>
        <translation>并排另一个视图</translation>
    </message>
    <message>
        <source>Close this view</source>
        <translation>关闭此视图</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Drag a rectangle to see the rows in it</source>
        <translation>拖出矩形以查看其中的行</translation>
    </message>
    <message>
        <source>Drag a rectangle to zoom to it</source>
        <translation>拖出矩形以放大</translation>
    </message>
    <message>
        <source>Drag to move (pan)</source>
        <translation>拖动以平移</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>在独立窗口中打开</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>Select a node that gives a view: a plot, a picture or a page.</source>
        <translation>请选择能给出视图的节点：图表、图片或页面。</translation>
    </message>
    <message>
        <source>Stay with this view, whatever is selected</source>
        <translation>无论选择什么都停留在此视图</translation>
    </message>
    <message>
        <source>This picture is damaged.</source>
        <translation>此图片已损坏。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Whole view again</source>
        <translation>恢复完整视图</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
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
<context>
    <name>WorkflowForm</name>
    <message>
        <source>Add Parameter</source>
        <translation>添加参数</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Description of the workflow</source>
        <translation>工作流的描述</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the workflow</source>
        <translation>工作流的名称</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Values that are given when the workflow runs. Settings may be bound to them.</source>
        <translation>运行工作流时给出的值。设置可与之绑定。</translation>
    </message>
</context>
<context>
    <name>_CellPainter</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>evaluate.CalibrationCurve</name>
    <message>
        <source>How</source>
        <translation>等分方式</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>evaluate.ClusterScorer</name>
    <message>
        <source>Cluster</source>
        <translation>簇列</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声名称</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标（真实分组）</translation>
    </message>
</context>
<context>
    <name>evaluate.ConfusionMatrix</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比基准</translation>
    </message>
</context>
<context>
    <name>evaluate.ErrorsBySegment</name>
    <message>
        <source>Bins</source>
        <translation>数值和日期分箱数</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>构成分段的列</translation>
    </message>
    <message>
        <source>Fewest</source>
        <translation>分段最少行数</translation>
    </message>
</context>
<context>
    <name>evaluate.LearningCurve</name>
    <message>
        <source>Points</source>
        <translation>曲线点数</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小部分</translation>
    </message>
</context>
<context>
    <name>evaluate.LiftAndGain</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>evaluate.PrecisionRecallCurve</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>evaluate.RegressionScorer</name>
    <message>
        <source>Features</source>
        <translation>模型特征数（用于调整 R²）</translation>
    </message>
</context>
<context>
    <name>evaluate.RocCurve</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>evaluate.Scorer</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>evaluate.ThresholdTuner</name>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>explain.PartialDependence</name>
    <message>
        <source>Center</source>
        <translation>曲线从 0 开始</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>单行曲线数</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>另一列（可选）</translation>
    </message>
    <message>
        <source>Outermost</source>
        <translation>舍去的最外侧占比</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>沿列的步数</translation>
    </message>
</context>
<context>
    <name>explain.PermutationImportance</name>
    <message>
        <source>Groups</source>
        <translation>一起打乱的组</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>衡量指标</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>explain.ShapDependence</name>
    <message>
        <source>Shade</source>
        <translation>着色依据</translation>
    </message>
</context>
<context>
    <name>explain.ShapExplainer</name>
    <message>
        <source>Background</source>
        <translation>背景行数</translation>
    </message>
</context>
<context>
    <name>explain.ShapWaterfall</name>
    <message>
        <source>Key</source>
        <translation>改用键列</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号（从 0 起）</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>键值</translation>
    </message>
</context>
<context>
    <name>explain.SurrogateTree</name>
    <message>
        <source>Held out</source>
        <translation>留出占比（用于衡量）</translation>
    </message>
    <message>
        <source>Max leaves</source>
        <translation>最多叶节点（规则）</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>规则最少行数</translation>
    </message>
</context>
<context>
    <name>flow.Loop</name>
    <message>
        <source>Collect</source>
        <translation>输出收集方式</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>要拆分的输入</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>用列标记迭代</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>循环对象</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>并行迭代</translation>
    </message>
</context>
<context>
    <name>flow.MergeBranches</name>
    <message>
        <source>None</source>
        <translation>无分支有效时</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>多个分支有效时</translation>
    </message>
</context>
<context>
    <name>flow.MergeVariables</name>
    <message>
        <source>Clash</source>
        <translation>名称冲突</translation>
    </message>
</context>
<context>
    <name>flow.RowToVariables</name>
    <message>
        <source>Absent</source>
        <translation>行不存在时</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号（从 0 起）</translation>
    </message>
</context>
<context>
    <name>flow.Switch</name>
    <message>
        <source>By</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知取值</translation>
    </message>
</context>
<context>
    <name>flow.TryCatch</name>
    <message>
        <source>Back off</source>
        <translation>等待倍数</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>仅此类错误</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>第二次尝试前等待</translation>
    </message>
</context>
<context>
    <name>io.CsvReader</name>
    <message>
        <source>Bad lines</source>
        <translation>坏行（列数不符）</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释行起始符</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期中日月顺序</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>小数点符号</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>首行为表头</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>表示缺失的文本</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>文本引号</translation>
    </message>
    <message>
        <source>Thousands</source>
        <translation>千位分隔符</translation>
    </message>
</context>
<context>
    <name>io.CsvWriter</name>
    <message>
        <source>Header</source>
        <translation>含列名的表头</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>同时写入行标签</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值写为</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>文本引号</translation>
    </message>
</context>
<context>
    <name>io.DatabaseConnector</name>
    <message>
        <source>Reuse</source>
        <translation>重用先前结果</translation>
    </message>
</context>
<context>
    <name>io.DatabaseReader</name>
    <message>
        <source>Reuse</source>
        <translation>重用先前结果</translation>
    </message>
</context>
<context>
    <name>io.ExcelWriter</name>
    <message>
        <source>Header</source>
        <translation>含列名的表头</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>同时写入行标签</translation>
    </message>
</context>
<context>
    <name>io.HttpRequest</name>
    <message>
        <source>At</source>
        <translation>记录在 JSON 中的位置</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>并发请求数</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>重用先前应答</translation>
    </message>
</context>
<context>
    <name>io.JsonReader</name>
    <message>
        <source>At</source>
        <translation>行所在位置</translation>
    </message>
</context>
<context>
    <name>io.TableCreator</name>
    <message>
        <source>Columns</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本（代替单元格）</translation>
    </message>
</context>
<context>
    <name>learn.ApplyModel</name>
    <message>
        <source>Prefix</source>
        <translation>新列前缀</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>同时给出各类概率</translation>
    </message>
</context>
<context>
    <name>learn.CompareModels</name>
    <message>
        <source>Columns</source>
        <translation>预测列</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>行键</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>重抽样次数</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.CrossValidate</name>
    <message>
        <source>How</source>
        <translation>行的分配方式</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>行输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>模型输出</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>并行执行各折</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>learn.DbscanLearner</name>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离度量</translation>
    </message>
    <message>
        <source>Min rows</source>
        <translation>稠密所需邻近行数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>邻域半径</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.DecisionTreeLearner</name>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>提问准则</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>最大深度（连续提问数）</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>叶节点最少行数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪去增益低于此值的分支</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.GaussianMixtureLearner</name>
    <message>
        <source>Attempts</source>
        <translation>尝试次数（取最佳）</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇（组）数</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>同时给出所属簇概率</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>组的形状</translation>
    </message>
</context>
<context>
    <name>learn.HierarchicalClusteringLearner</name>
    <message>
        <source>Clusters</source>
        <translation>最终簇数</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离度量</translation>
    </message>
    <message>
        <source>Linkage</source>
        <translation>簇间连接方式</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>行名称所在列</translation>
    </message>
</context>
<context>
    <name>learn.HistGradientBoostingLearner</name>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>添加树的迭代数</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2：校正惩罚</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>最大深度（连续提问数）</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>叶节点最少行数</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心迭代数</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.IsolationForestLearner</name>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>异常值占比</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.KMeansLearner</name>
    <message>
        <source>Attempts</source>
        <translation>尝试次数（取最佳）</translation>
    </message>
    <message>
        <source>Center distance</source>
        <translation>同时给出到中心的距离</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇（组）数</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.LinearRegressionLearner</name>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.LogisticRegressionLearner</name>
    <message>
        <source>C</source>
        <translation>C：贴合程度</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>系数惩罚</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.NaiveBayesLearner</name>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.NearestNeighborsLearner</name>
    <message>
        <source>Distance</source>
        <translation>距离度量</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Neighbors</source>
        <translation>参与决策的邻居数</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
</context>
<context>
    <name>learn.NeuralNetworkLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha：大权重惩罚</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层神经元数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮数</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.ParameterOptimizer</name>
    <message>
        <source>How</source>
        <translation>行的分配方式</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>行输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>模型输出</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>并行执行各折</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正类</translation>
    </message>
</context>
<context>
    <name>learn.RandomForestLearner</name>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Max depth</source>
        <translation>最大深度（连续提问数）</translation>
    </message>
    <message>
        <source>Min leaf</source>
        <translation>叶节点最少行数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>投票的树数</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.RegularizedRegressionLearner</name>
    <message>
        <source>Alpha</source>
        <translation>Alpha：惩罚强度</translation>
    </message>
    <message>
        <source>L1 ratio</source>
        <translation>弹性网络的 L1 比例</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.ScikitLearnEstimator</name>
    <message>
        <source>Column</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>learn.SupportVectorMachineLearner</name>
    <message>
        <source>C</source>
        <translation>C：贴合程度</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>类别权重方式</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>多项式次数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon：可忽略误差</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma：有效邻近度</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务（类别或数值）</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重列</translation>
    </message>
</context>
<context>
    <name>prep.AppendColumns</name>
    <message>
        <source>Clashes</source>
        <translation>同名列</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度不同的表</translation>
    </message>
</context>
<context>
    <name>prep.AsOfJoin</name>
    <message>
        <source>Direction</source>
        <translation>匹配方向</translation>
    </message>
    <message>
        <source>How</source>
        <translation>保留左表行</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>左表时间或数值列</translation>
    </message>
    <message>
        <source>Right on</source>
        <translation>右表时间或数值列</translation>
    </message>
    <message>
        <source>Same counts</source>
        <translation>相同时间也算</translation>
    </message>
</context>
<context>
    <name>prep.BalanceClasses</name>
    <message>
        <source>Mark</source>
        <translation>用列标记新行</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>最少类与最多类之比</translation>
    </message>
</context>
<context>
    <name>prep.Binner</name>
    <message>
        <source>Closed</source>
        <translation>分箱闭合侧</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>超出最外边界的值</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>分箱结果类型</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>分箱标签</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>每箱最少行数</translation>
    </message>
</context>
<context>
    <name>prep.CastColumns</name>
    <message>
        <source>Casts</source>
        <translation>列及其新类型</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>无法转换的值</translation>
    </message>
</context>
<context>
    <name>prep.CoalesceColumns</name>
    <message>
        <source>Empty texts</source>
        <translation>空文本视为</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>新列名称</translation>
    </message>
</context>
<context>
    <name>prep.ColumnAggregator</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
</context>
<context>
    <name>prep.CombineColumns</name>
    <message>
        <source>How</source>
        <translation>合并方式</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>新列名称</translation>
    </message>
</context>
<context>
    <name>prep.CompareTables</name>
    <message>
        <source>Keys</source>
        <translation>键（空：按位置）</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>最多列出的单元格</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>相对容差</translation>
    </message>
</context>
<context>
    <name>prep.Concatenate</name>
    <message>
        <source>Columns</source>
        <translation>保留的列</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>类型不同的列</translation>
    </message>
    <message>
        <source>Renumber</source>
        <translation>重新编号行</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源列名称</translation>
    </message>
</context>
<context>
    <name>prep.DateDifference</name>
    <message>
        <source>Answer</source>
        <translation>结果形式</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>固定日期</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束列</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始列</translation>
    </message>
</context>
<context>
    <name>prep.DateParts</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>时区</translation>
    </message>
</context>
<context>
    <name>prep.Denormalizer</name>
    <message>
        <source>Further</source>
        <translation>其他列</translation>
    </message>
</context>
<context>
    <name>prep.DuplicateRows</name>
    <message>
        <source>Choose</source>
        <translation>选择哪一行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>比较的列</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>计数列名称</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>重复行的保留</translation>
    </message>
</context>
<context>
    <name>prep.Explode</name>
    <message>
        <source>Empty</source>
        <translation>无元素的行</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号列名称</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>去除元素空格</translation>
    </message>
</context>
<context>
    <name>prep.FlattenJson</name>
    <message>
        <source>Invalid</source>
        <translation>无效 JSON</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>取值路径</translation>
    </message>
</context>
<context>
    <name>prep.FormatDate</name>
    <message>
        <source>Zone</source>
        <translation>时区</translation>
    </message>
</context>
<context>
    <name>prep.GroupBy</name>
    <message>
        <source>Keys</source>
        <translation>分组键</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>键缺失的行</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>结果列命名</translation>
    </message>
</context>
<context>
    <name>prep.Joiner</name>
    <message>
        <source>Left keys</source>
        <translation>左键（空：同名列）</translation>
    </message>
    <message>
        <source>Right keys</source>
        <translation>右键（空：同左键）</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>对键的预期</translation>
    </message>
    <message>
        <source>How</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>忽略键的大小写</translation>
    </message>
    <message>
        <source>Most rows</source>
        <translation>最多输出行数</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>两表中重复的键</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>输出未匹配的行</translation>
    </message>
</context>
<context>
    <name>prep.LookUp</name>
    <message>
        <source>Keys</source>
        <translation>键（空：同名列）</translation>
    </message>
    <message>
        <source>Lookup keys</source>
        <translation>查找键（空：同上）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>要添加的列</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>查找表中重复的键</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>新列名后缀</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>未匹配的行</translation>
    </message>
</context>
<context>
    <name>prep.MatchRows</name>
    <message>
        <source>Keys</source>
        <translation>键（空：同名列）</translation>
    </message>
    <message>
        <source>Reference keys</source>
        <translation>参照键（空：同上）</translation>
    </message>
</context>
<context>
    <name>prep.MissingValues</name>
    <message>
        <source>Dates</source>
        <translation>日期填充</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>添加填充指示列</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值填充</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本填充</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>单列固定值</translation>
    </message>
</context>
<context>
    <name>prep.OneHotEncoder</name>
    <message>
        <source>Dtype</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>每个取值的最少行数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>每列最多取值数</translation>
    </message>
    <message>
        <source>Rare</source>
        <translation>罕见取值</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>新列名中的分隔符</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知取值</translation>
    </message>
</context>
<context>
    <name>prep.OrdinalEncoder</name>
    <message>
        <source>First</source>
        <translation>起始编号</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>取值顺序</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>单列顺序</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知取值</translation>
    </message>
</context>
<context>
    <name>prep.Outliers</name>
    <message>
        <source>Side</source>
        <translation>异常值方向</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>异常值处理</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>界限宽度</translation>
    </message>
</context>
<context>
    <name>prep.Partition</name>
    <message>
        <source>Count</source>
        <translation>第一部分行数</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取方式</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>第一部分占比</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>按此列保持分组完整</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>拆分为</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>第一部分大小的表示方式</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>分层依据</translation>
    </message>
</context>
<context>
    <name>prep.Pca</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
</context>
<context>
    <name>prep.Pivot</name>
    <message>
        <source>Aggregations</source>
        <translation>单元格聚合</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>展开为列的列</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>空单元格填充</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>行的键</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>新列上限</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>展开列缺失的行</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>键缺失的行</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>新列命名</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>新列顺序</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>成为列的取值</translation>
    </message>
</context>
<context>
    <name>prep.Rank</name>
    <message>
        <source>By</source>
        <translation>排名依据</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组排名</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>并列处理</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>含缺失值的行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>新列名称</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>用占比代替名次</translation>
    </message>
</context>
<context>
    <name>prep.RegexExtract</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>新列命名</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>未匹配的文本</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>须匹配整个文本</translation>
    </message>
</context>
<context>
    <name>prep.RenameColumns</name>
    <message>
        <source>Case</source>
        <translation>列名大小写</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>适用以下规则的列</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>在列名中查找</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>旧名与新名</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>去除列名空格</translation>
    </message>
</context>
<context>
    <name>prep.ReorderColumns</name>
    <message>
        <source>Place</source>
        <translation>所选列位置</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序所选列</translation>
    </message>
</context>
<context>
    <name>prep.ReplaceValues</name>
    <message>
        <source>From column</source>
        <translation>映射表的原值列</translation>
    </message>
    <message>
        <source>How</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>To column</source>
        <translation>映射表的新值列</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>未匹配的值</translation>
    </message>
</context>
<context>
    <name>prep.RoundNumbers</name>
    <message>
        <source>Suffix</source>
        <translation>新列后缀</translation>
    </message>
    <message>
        <source>To</source>
        <translation>舍入到</translation>
    </message>
</context>
<context>
    <name>prep.RowFilter</name>
    <message>
        <source>Combine</source>
        <translation>条件组合：满足</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>条件组</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式：找到的行</translation>
    </message>
</context>
<context>
    <name>prep.RowId</name>
    <message>
        <source>Name</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>列位置</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换同名列</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始值</translation>
    </message>
</context>
<context>
    <name>prep.RowSplitter</name>
    <message>
        <source>Combine</source>
        <translation>条件组合：满足</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>条件组</translation>
    </message>
</context>
<context>
    <name>prep.SampleRows</name>
    <message>
        <source>Count</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取方式</translation>
    </message>
    <message>
        <source>Fraction</source>
        <translation>行占比</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>有放回</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小的表示方式</translation>
    </message>
    <message>
        <source>Stratify</source>
        <translation>分层依据</translation>
    </message>
</context>
<context>
    <name>prep.SetRoles</name>
    <message>
        <source>Forget</source>
        <translation>清除先前角色</translation>
    </message>
</context>
<context>
    <name>prep.Sorter</name>
    <message>
        <source>By</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值排在</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>文本自然排序</translation>
    </message>
</context>
<context>
    <name>prep.SplitColumn</name>
    <message>
        <source>Count</source>
        <translation>部分数量</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>多余部分</translation>
    </message>
    <message>
        <source>How</source>
        <translation>拆分方式</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>各部分命名</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始侧</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>去除各部分空格</translation>
    </message>
</context>
<context>
    <name>prep.TargetEncoder</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
</context>
<context>
    <name>prep.TextVectorizer</name>
    <message>
        <source>Keep</source>
        <translation>保留原始列</translation>
    </message>
    <message>
        <source>Least rows</source>
        <translation>词项至少出现的行数</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长词项（词数或字符数）</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>每列最多词项数</translation>
    </message>
    <message>
        <source>Most share</source>
        <translation>词项出现的最大行占比</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>新列名中的分隔符</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短词项（词数或字符数）</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>词项权重</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>排除这些词</translation>
    </message>
    <message>
        <source>Word length</source>
        <translation>单词最少字母数</translation>
    </message>
</context>
<context>
    <name>prep.TopRows</name>
    <message>
        <source>By</source>
        <translation>比较依据</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>各组分别</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>取行</translation>
    </message>
</context>
<context>
    <name>prep.Transpose</name>
    <message>
        <source>Header</source>
        <translation>表头列</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>行数上限</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>首列名称</translation>
    </message>
</context>
<context>
    <name>prep.Unpivot</name>
    <message>
        <source>Columns</source>
        <translation>要转为行的列</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留的列</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>无值的行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称列</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值列</translation>
    </message>
</context>
<context>
    <name>prep.ValidateData</name>
    <message>
        <source>Reasons</source>
        <translation>原因列名称</translation>
    </message>
</context>
<context>
    <name>prep.ValueCounts</name>
    <message>
        <source>Columns</source>
        <translation>计数的列</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>累计占比</translation>
    </message>
    <message>
        <source>How</source>
        <translation>多列计数方式</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>仅前几个取值（0：全部）</translation>
    </message>
</context>
<context>
    <name>prep.WindowAggregate</name>
    <message>
        <source>By</source>
        <translation>行排序依据</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>各组分别</translation>
    </message>
</context>
<context>
    <name>visualize.BarChart</name>
    <message>
        <source>Category</source>
        <translation>类别（每个一条）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组拆分</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>显示数值标签</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>条形顺序</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>汇总值（空：计行数）</translation>
    </message>
</context>
<context>
    <name>visualize.BoxPlot</name>
    <message>
        <source>Group</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数轴</translation>
    </message>
</context>
<context>
    <name>visualize.DataProfile</name>
    <message>
        <source>Top</source>
        <translation>列出最常见取值数</translation>
    </message>
</context>
<context>
    <name>visualize.Heatmap</name>
    <message>
        <source>Bins</source>
        <translation>数值和日期分箱数</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>每边最多取值数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>单元格中显示数值</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比基准</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>汇总值（空：计行数）</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X：图的列</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y：图的行</translation>
    </message>
</context>
<context>
    <name>visualize.Histogram</name>
    <message>
        <source>Bins</source>
        <translation>分箱数（0：自动）</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>计数方式</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组依据</translation>
    </message>
</context>
<context>
    <name>visualize.LinePlot</name>
    <message>
        <source>Gaps</source>
        <translation>缺失值间断</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组（每组一条线）</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记数据点</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>日期重采样周期</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X 轴（空：行号）</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y：绘制的列</translation>
    </message>
</context>
<context>
    <name>visualize.MissingnessMap</name>
    <message>
        <source>Only missing</source>
        <translation>仅含缺失值的列</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>行排序依据</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterMatrix</name>
    <message>
        <source>Colour</source>
        <translation>着色依据</translation>
    </message>
</context>
<context>
    <name>visualize.ScatterPlot</name>
    <message>
        <source>Colour</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势线</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X 轴</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y 轴</translation>
    </message>
</context>
<context>
    <name>visualize.TableView</name>
    <message>
        <source>Rows</source>
        <translation>最多行数</translation>
    </message>
</context>
</TS>
