Attribute VB_Name = "JyConfig"
' The settings: jiuye.conf beside the add-in (written by install.bat), then the sheet jiuye.conf of the add-in itself.
' The workbook in front is never asked: a received file must not choose which program runs on this PC.
Option Explicit

Private Const CONFIG_NAME As String = "jiuye.conf"

Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    ' Takes the place of xlwings' procedure of this name and has its signature; source is not used.
    Dim value As String
    value = FromFile(configKey)
    If value = "" Then value = FromSheet(configKey)
    If value = "" Then value = default
    GetConfig = ExpandEnvironmentStrings(value)
End Function

Public Function JyTempFolder() As String
    ' An ASCII path outside the user's profile, whatever the Windows user is called
    JyTempFolder = GetConfig("TEMP DIR", "%ProgramData%\jiuye\tmp")
End Function

Public Function JyCommandPrefix() As String
    ' Stands before the call of Python: pywin32 keeps generated files in TEMP and fails where that path is not ASCII
    JyCommandPrefix = "set ""TEMP=" & JyTempFolder() & """ & set ""TMP=" & JyTempFolder() & """ & "
End Function

Private Function FromFile(ByVal key As String) As String
    Dim path As String
    Dim number As Integer
    Dim foundKey As String
    Dim foundValue As String
    On Error GoTo NotThere
    path = ThisWorkbook.Path & "\" & CONFIG_NAME
    If Not FileExists(path) Then Exit Function
    number = FreeFile
    Open path For Input As #number
    Do While Not EOF(number)
        Input #number, foundKey, foundValue
        If UCase$(foundKey) = UCase$(key) Then FromFile = foundValue
    Loop
    Close #number
NotThere:
End Function

Private Function FromSheet(ByVal key As String) As String
    Dim row As Long
    Dim sheet As Worksheet
    On Error GoTo NotThere
    Set sheet = ThisWorkbook.Worksheets(CONFIG_NAME)
    row = 1
    Do While CStr(sheet.Cells(row, 1).Value) <> ""
        If UCase$(CStr(sheet.Cells(row, 1).Value)) = UCase$(key) Then FromSheet = CStr(sheet.Cells(row, 2).Value)
        row = row + 1
    Loop
NotThere:
End Function
