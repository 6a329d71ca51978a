Attribute VB_Name = "JyFiles"
' Files between this PC and the server: the workbook as it would be saved now on the way there, new files on the way
' back. Streams and MSXML are used because VBA's own Open cannot name a file outside the code page.
Option Explicit

Private Const ALLOWED_FILES As String = " xlsx eml zip txt pdf "
Private Const TRIES As Long = 1000
Private Const BINARY_STREAM As Long = 1

Public Sub JySaveFile(ByVal book As Workbook, ByVal fileName As String, ByVal content As String, ByVal opening As String)
    ' Saves a file that the server made, content in base64, beside the workbook; nothing is overwritten.
    ' opening: open (in Excel), show (by its program, such as a mail draft) or save
    Dim path As String
    If JySafeName(fileName) = "" Then Err.Raise vbObjectError + 2, , "服务器给的文件名“" & fileName & "”不能用"
    path = FreePath(FolderFor(book), JySafeName(fileName))
    With CreateObject("ADODB.Stream")
        .Type = BINARY_STREAM
        .Open
        .Write Decoded(content)
        .SaveToFile path
        .Close
    End With
    If opening = "open" Then
        Workbooks.Open path
    ElseIf opening = "show" Then
        CreateObject("Shell.Application").Open path
    End If
End Sub

Public Function JySafeName(ByVal fileName As String) As String
    ' The name, when it is a plain one of a kind that a command may give; else nothing
    Dim i As Long
    Dim dot As Long
    dot = InStrRev(fileName, ".")
    If dot < 2 Or Len(fileName) > 200 Then Exit Function
    If InStr(ALLOWED_FILES, " " & LCase$(Mid$(fileName, dot + 1)) & " ") = 0 Then Exit Function
    For i = 1 To Len(fileName)
        If InStr("\/:*?""<>|", Mid$(fileName, i, 1)) > 0 Or AscW(Mid$(fileName, i, 1)) = 0 Then Exit Function
    Next i
    JySafeName = fileName
End Function

Public Function JyBookContent(ByVal book As Workbook) As String
    ' The workbook as it would be saved now, in base64; the workbook itself is not saved
    Dim copy As String
    copy = JyTempFolder() & "\copy-" & CreateGUID() & ".xlsx"
    book.SaveCopyAs copy
    With CreateObject("ADODB.Stream")
        .Type = BINARY_STREAM
        .Open
        .LoadFromFile copy
        JyBookContent = Encoded(.Read)
        .Close
    End With
    Kill copy
End Function

Private Function FolderFor(ByVal book As Workbook) As String
    ' A workbook that was never saved, or lies in the cloud, has no folder on this PC
    FolderFor = book.Path
    If FolderFor = "" Or InStr(FolderFor, "://") > 0 Then
        FolderFor = CreateObject("WScript.Shell").SpecialFolders("MyDocuments")
    End If
End Function

Private Function FreePath(ByVal folder As String, ByVal fileName As String) As String
    Dim files As Object
    Dim dot As Long
    Dim i As Long
    Set files = CreateObject("Scripting.FileSystemObject")
    dot = InStrRev(fileName, ".")
    FreePath = folder & "\" & fileName
    For i = 1 To TRIES
        If Not files.FileExists(FreePath) Then Exit Function
        FreePath = folder & "\" & Left$(fileName, dot - 1) & "（" & i & "）" & Mid$(fileName, dot)
    Next i
End Function

Private Function Decoded(ByVal text As String) As Variant
    With Base64Node()
        .text = text
        Decoded = .nodeTypedValue
    End With
End Function

Private Function Encoded(ByVal bytes As Variant) As String
    ' MSXML breaks the lines, which the server does not take
    With Base64Node()
        .nodeTypedValue = bytes
        Encoded = Replace(Replace(.text, vbLf, ""), vbCr, "")
    End With
End Function

Private Function Base64Node() As Object
    Set Base64Node = CreateObject("MSXML2.DOMDocument").createElement("content")
    Base64Node.DataType = "bin.base64"
End Function
