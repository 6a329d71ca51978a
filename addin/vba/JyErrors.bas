Attribute VB_Name = "JyErrors"
' What the user is told when something fails: in Chinese, with what to do, never a trace.
Option Explicit

Public Sub JySay(ByVal message As String, ByVal style As Long)
    MsgBox message, style, "就业报表"
End Sub

Public Sub JyPythonMissing(ByVal interpreter As String)
    ' Called by xlwings' module in place of its English box
    JySay JyExplainPython("is not recognized") & vbLf & "设置的位置：" & interpreter, vbCritical
End Sub

Public Sub ShowError(FileName As String, Optional Message As String = "")
    ' Takes the place of xlwings' procedure: the trace goes into a file for the maintainer, the user gets a sentence.
    Dim detail As String
    Dim kept As String
    detail = Message
    If detail = "" Then detail = ReadFile(FileName)
    kept = KeepLog(detail)
    JySay JyExplainPython(detail) & IIf(kept = "", "", vbLf & "详细记录：" & kept), vbCritical
End Sub

Public Function JyExplainPython(ByVal detail As String) As String
    If InStr(detail, "is not recognized") > 0 Or InStr(detail, "不是内部或外部命令") > 0 Or InStr(detail, "系统找不到指定的路径") > 0 Then
        JyExplainPython = "没有找到 Python，命令没有执行，表格没有改动。请重新运行安装包里的 install.bat；" & _
            "本机不装 Python 的，请在安装时填写服务器地址。"
    ElseIf InStr(detail, "No module named") > 0 Then
        JyExplainPython = "Python 里缺少就业报表程序，命令没有执行，表格没有改动。请重新运行安装包里的 install.bat。"
    ElseIf InStr(detail, "-2147418111") > 0 Or InStr(detail, "-2146777998") > 0 Then
        JyExplainPython = "Excel 正忙（例如单元格还在编辑），命令没有完成。请按回车或 Esc 结束编辑后再试。"
    Else
        JyExplainPython = "程序没有完成这条命令，您填写的内容没有改动。可以再试一次；仍不行，请把下面的记录文件交给维护人员。"
    End If
End Function

Private Function KeepLog(ByVal detail As String) As String
    Dim number As Integer
    Dim path As String
    On Error GoTo NotKept
    path = JyTempFolder() & "\last-error.log"
    number = FreeFile
    Open path For Output As #number
    Print #number, Format$(Now, "yyyy-mm-dd hh:nn:ss")
    Print #number, detail
    Close #number
    KeepLog = path
NotKept:
End Function
