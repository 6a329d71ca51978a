Attribute VB_Name = "JyCommand"
' Runs a command: by the Python on this PC, or by the server in the intranet when an address is configured.
Option Explicit

Public Sub JyRunCommand(ByVal commandId As String, Optional ByVal options As String = "")
    Dim server As String
    On Error GoTo Failed
    If Not JyCanRun(commandId) Then
        JySay "这个按钮不适用于当前工作簿。请先打开由“新建表单”或上级下发的就业报表工作簿。", vbExclamation
        Exit Sub
    End If
    ' xlwings passes the workbook in front to Python, so there has to be one
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Application.StatusBar = "就业报表：正在处理，请稍候……"
    server = JyServer()
    If server = "" Then
        RunPython JyPythonCall(commandId, options, CStr(GetConfig("LOG_LEVEL", "WARNING")))
    Else
        JyRunRemote server, commandId, options
    End If
Done:
    Application.StatusBar = False
    JyRestoreProtection
    Exit Sub
Failed:
    JySay "这条命令没有执行成功（" & Err.Description & "）。表格里您填写的内容没有改动，可以再试一次。", vbCritical
    Resume Done
End Sub

Public Function JyPythonCall(ByVal commandId As String, ByVal options As String, ByVal logLevel As String) As String
    JyPythonCall = "import os; os.environ['JIUYE_LOG_LEVEL']='" & JyPlainWord(logLevel) & "'; " & _
        "from addin.hosts.desktop import run; run('" & JyPlainWord(commandId) & "'" & PythonArguments(options) & ")"
End Function

Public Function JyPlainWord(ByVal text As String) As String
    ' Letters, digits, _ and - only: what goes into a command line must not be able to leave its quotes
    Dim i As Long
    Dim letter As String
    For i = 1 To Len(text)
        letter = Mid$(text, i, 1)
        If letter Like "[0-9A-Za-z]" Or letter = "_" Or letter = "-" Then JyPlainWord = JyPlainWord & letter
    Next i
End Function

Private Function PythonArguments(ByVal options As String) As String
    ' on=2023-06-01&region=410400 becomes , on='2023-06-01', region='410400'
    Dim pairs() As String
    Dim parts() As String
    Dim i As Long
    If options = "" Then Exit Function
    pairs = Split(options, "&")
    For i = LBound(pairs) To UBound(pairs)
        parts = Split(pairs(i), "=")
        PythonArguments = PythonArguments & ", " & JyPlainWord(parts(0)) & "='" & JyPlainWord(parts(1)) & "'"
    Next i
End Function
