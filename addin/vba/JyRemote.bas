Attribute VB_Name = "JyRemote"
' The remote mode: the workbook goes to the server as JSON (xlwings' Remote module), the answer is a list of actions.
' Nothing is changed before the whole answer has arrived and is understood.
Option Explicit

Private Const NEEDS_FILE As String = " seal draft_mail "

Private commandNow As String

Public Function JyServer() As String
    ' The configured address without a slash at the end; empty when commands run on this PC
    JyServer = Trim$(CStr(GetConfig("SERVER", "")))
    Do While Right$(JyServer, 1) = "/"
        JyServer = Left$(JyServer, Len(JyServer) - 1)
    Loop
End Function

Public Sub JyRunRemote(ByVal server As String, ByVal commandId As String, ByVal options As String)
    On Error GoTo Failed
    ' Otherwise a text of 16 and more digits, such as an ID number, would be sent as a number
    JsonOptions.UseDoubleForLargeNumbers = True
    commandNow = commandId
    RunRemotePython JyCommandUrl(server, commandId, options), auth:=Authorization()
    Exit Sub
Failed:
    JySay JyExplainStatus(0, Err.Description) & vbLf & "服务器地址：" & server, vbCritical
End Sub

Public Function JyPost(ByVal url As String, ByVal body As Dictionary, ByVal milliseconds As Long) As WebResponse
    Dim client As New WebClient
    Dim request As New WebRequest
    JsonOptions.UseDoubleForLargeNumbers = True
    Set request.Body = body
    request.Method = WebMethod.HttpPost
    request.Format = WebFormat.Json
    If Authorization() <> "" Then request.AddHeader "Authorization", Authorization()
    client.BaseUrl = url
    client.TimeoutMs = milliseconds
    Set JyPost = client.Execute(request)
End Function

Private Function Authorization() As String
    Dim token As String
    token = Trim$(CStr(GetConfig("AUTH", "")))
    If token <> "" Then token = "Bearer " & token
    Authorization = token
End Function

Public Function JyCommandUrl(ByVal server As String, ByVal commandId As String, ByVal options As String) As String
    JyCommandUrl = server & "/commands/" & JyPlainWord(commandId)
    If options <> "" Then JyCommandUrl = JyCommandUrl & "?" & options
End Function

Public Sub JyDescribeBook(ByVal payload As Dictionary, ByVal book As Workbook)
    ' Called by xlwings' Remote module when the payload is complete: what else our server wants to know
    If InStr(NEEDS_FILE, " " & commandNow & " ") > 0 Then payload.Add "file", JyBookContent(book)
End Sub

Public Sub JyDescribeSheet(ByVal described As Dictionary, ByVal sheet As Worksheet)
    ' Called for each sheet: whether it is seen, and its merged cells, since a value counts for every row of them
    described.Add "visibility", IIf(sheet.Visible = xlSheetVisible, "Visible", "Hidden")
    described.Add "merged", MergedAreas(sheet)
End Sub

Private Function MergedAreas(ByVal sheet As Worksheet) As Variant
    Dim found As String
    Dim row As Range
    Dim cell As Range
    For Each row In sheet.UsedRange.Rows
        ' False where no cell of the row is merged, Null where some are
        If IsNull(row.MergeCells) Or row.MergeCells Then
            For Each cell In row.Cells
                If cell.MergeCells Then
                    If cell.Address = cell.MergeArea.Cells(1, 1).Address Then found = found & " " & cell.MergeArea.Address(False, False)
                End If
            Next cell
        End If
    Next row
    MergedAreas = Split(Trim$(found), " ")
End Function

Public Sub JyServerRefused(ByVal status As Long, ByVal content As String)
    ' Called by xlwings' Remote module in place of its English box
    JySay JyExplainStatus(status, content) & vbLf & "服务器地址：" & JyServer(), vbCritical
End Sub

Public Function JyExplainStatus(ByVal status As Long, ByVal content As String) As String
    Dim reason As String
    Select Case status
        Case 0
            reason = "服务器的回答读不懂，或者连接中断了。请稍后再试；仍不行，请与管理服务器的同事联系。"
        Case 401, 403
            reason = "服务器不接受本机的访问令牌。请向管理服务器的同事要新的令牌，再重新运行 install.bat 填写。"
        Case 404
            reason = "服务器上没有这条命令。加载项与服务器的版本可能不一致，请重新安装加载项。"
        Case 408
            reason = "连接不上服务器，或者服务器没有按时回答。请检查网络和服务器地址，并确认服务器已经开机。"
        Case 413
            reason = "工作簿太大，服务器拒收。请删去用不着的工作表后再试。"
        Case 429
            reason = "服务器正忙，请过一会儿再试。"
        Case 500 To 599
            reason = "服务器出错，命令没有完成。请把时间和文件名告诉管理服务器的同事。"
        Case Else
            reason = "服务器拒绝了这条命令（" & status & "）。"
    End Select
    If JyIsChinese(content) And Len(content) <= 300 Then reason = content
    JyExplainStatus = reason & vbLf & "表格没有改动。"
End Function

Public Function JyIsChinese(ByVal text As String) As Boolean
    Dim i As Long
    For i = 1 To Len(text)
        ' AscW is negative from U+8000 on
        If AscW(Mid$(text, i, 1)) < 0 Or AscW(Mid$(text, i, 1)) >= &H3000 Then
            JyIsChinese = True
            Exit Function
        End If
    Next i
End Function
