Attribute VB_Name = "JyRules"
' The functions of the rules in cells: JyRuleFunctions, which is made from the rules when the add-in is built, has one
' function for each; all of them come here, and from here to the Python on this PC or to the server in the intranet.
Option Explicit

Private Const PYTHON_MODULE As String = "addin.hosts.udfs"
Private Const CATEGORY As String = "就业报表"
Private Const SERVER_TIMEOUT As Long = 10000
Private Const SECONDS_OF_REST As Long = 60

Private settingsRead As Boolean
Private server As String
Private restUntil As Date
Private restReason As String
Private described As Boolean

Public Function JyRule(ByVal functionName As String, ByVal arguments As Variant) As Variant
    ' The amount, or a sentence that says which argument does not fit
    On Error GoTo Failed
    If Not settingsRead Then
        ' Once only: a sheet may hold thousands of these functions
        server = JyServer()
        settingsRead = True
    End If
    If server = "" Then
        JyRule = XLPy.CallUDF(PYTHON_MODULE, functionName, arguments, ActiveWorkbook, Application.Caller)
    Else
        JyRule = AskServer(functionName, arguments)
    End If
    Exit Function
Failed:
    JyRule = JyExplainFunction(Err.Description)
End Function

Public Function JyExplainFunction(ByVal detail As String) As String
    If JyIsChinese(detail) And InStr(detail, "Traceback") = 0 Then
        JyExplainFunction = detail
    ElseIf InStr(detail, "Could not load") > 0 Or InStr(detail, "Could not activate") > 0 Then
        JyExplainFunction = "没有找到 Python，没有计算。请重新运行安装包里的 install.bat。"
    ElseIf InStr(detail, "No module named") > 0 Then
        JyExplainFunction = "Python 里缺少就业报表程序，没有计算。请重新运行安装包里的 install.bat。"
    Else
        JyExplainFunction = "没有算成。请按 Ctrl+Alt+F9 重新计算；仍不行，请与维护人员联系。"
    End If
End Function

Public Function JyPythonTemp() As String
    ' Stands in the Python that serves these functions, before pywin32 is loaded; see JyCommandPrefix
    JyPythonTemp = "os.environ['TEMP']=os.environ['TMP']=r'" & JyTempFolder() & "';"
End Function

Public Function JyFunctionCall(ByVal functionName As String, ByVal arguments As Variant) As Dictionary
    ' What the server wants to know: {"calls": [{"name": …, "args": […]}]}
    Dim payload As New Dictionary
    Dim calls As New Collection
    Dim one As New Dictionary
    Dim args As New Collection
    Dim i As Long
    For i = LBound(arguments) To UBound(arguments)
        args.Add PlainValue(arguments(i))
    Next i
    ' The server's names have no JY_ in front
    one.Add "name", Mid$(functionName, 4)
    one.Add "args", args
    calls.Add one
    payload.Add "calls", calls
    Set JyFunctionCall = payload
End Function

Public Sub JyDescribeFunctionsOnce()
    ' Excel takes these descriptions only while some workbook is in front; they last until Excel is closed
    If described Then Exit Sub
    described = True
    On Error Resume Next
    JyDescribeFunctions
    ' Or Excel would ask whether to save the add-in
    ThisWorkbook.Saved = True
End Sub

Public Sub JyDescribe(ByVal functionName As String, ByVal words As String, ByVal arguments As String)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & functionName, Description:=words, _
        Category:=CATEGORY, ArgumentDescriptions:=Split(arguments, vbLf)
End Sub

Private Function PlainValue(ByVal argument As Variant) As Variant
    ' The value of a cell, the values of an area; a date as the number by which Excel keeps it
    If IsObject(argument) Then
        PlainValue = CellValues(argument)
    ElseIf VarType(argument) = vbDate Then
        PlainValue = CDbl(argument)
    Else
        PlainValue = argument
    End If
End Function

Private Function CellValues(ByVal cells As Range) As Variant
    CellValues = cells.Value2
End Function

Private Function AskServer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    ' A server that is down is left alone for a while: every cell would wait for it, and Excel with them
    Dim response As WebResponse
    Dim results As Collection
    Dim result As Dictionary
    If Now < restUntil Then
        AskServer = restReason
        Exit Function
    End If
    restReason = "服务器的回答读不懂，没有计算。恢复后请按 Ctrl+Alt+F9 重新计算。"
    restUntil = Now + SECONDS_OF_REST / 86400
    Set response = JyPost(server & "/functions", JyFunctionCall(functionName, arguments), SERVER_TIMEOUT)
    If response.StatusCode <> 200 Then
        restReason = Replace(JyExplainStatus(response.StatusCode, response.Content), vbLf & "表格没有改动。", "")
        AskServer = restReason
        Exit Function
    End If
    restUntil = 0
    Set results = response.Data.Item("results")
    Set result = results.Item(1)
    If result.Exists("error") Then AskServer = result.Item("error") Else AskServer = result.Item("value")
End Function
