Attribute VB_Name = "JyContext"
' Which commands make sense for the workbook in front: its very hidden sheet _meta says what it is (column A names,
' column B values). Looked at here: rules, rubrics, sealed_at, and sheets, lists, growing, which give one defined name
' on each sheet that is meant, as sheets may be renamed. A workbook that lacks a key may still have what it is about.
Option Explicit

Public Const JY_META_SHEET As String = "_meta"
Public Const JY_FINDINGS_SHEET As String = "校验结果"
Public Const JY_MERGED_SHEET As String = "汇总说明"
Private Const META_ROWS As Long = 200

Public Function JyCanRun(ByVal commandId As String) As Boolean
    Dim book As Workbook
    On Error GoTo Unknown
    Set book = ActiveWorkbook
    Select Case commandId
        Case "new_form", "policy_parameters", "about"
            JyCanRun = True
        Case "merge_reports"
            ' A server cannot read a folder of this PC; received files are merged in the task pane then
            JyCanRun = (JyServer() = "")
        Case "missing_reporters", "find_duplicates"
            JyCanRun = (JyServer() = "") Or JyHasSheet(book, JY_MERGED_SHEET)
        Case "show_basis"
            JyCanRun = JyIsForm(book)
        Case "progress", "check_workbook", "draft_mail"
            If JyIsForm(book) Then JyCanRun = JyMetaAllows(book, "sheets")
        Case "check_sheet"
            If JyIsForm(book) Then JyCanRun = JyInFront(book, "sheets")
        Case "publicity"
            If JyIsForm(book) Then JyCanRun = JyMetaAllows(book, "lists")
        Case "next_finding"
            If JyIsForm(book) Then JyCanRun = JyHasSheet(book, JY_FINDINGS_SHEET)
        Case "add_rows"
            If JyIsOpenForm(book) Then JyCanRun = JyInFront(book, "growing")
        Case "clear_marks", "seal"
            If JyIsOpenForm(book) Then JyCanRun = JyMetaAllows(book, "sheets")
        Case "compute_subsidies"
            If JyIsOpenForm(book) Then JyCanRun = JyMetaAllows(book, "rules")
        Case "compute_scores"
            If JyIsOpenForm(book) Then JyCanRun = JyMetaAllows(book, "rubrics")
    End Select
Unknown:
End Function

Public Function JyIsForm(ByVal book As Workbook) As Boolean
    ' Other programs that save the file turn very hidden into hidden
    If JyHasSheet(book, JY_META_SHEET) Then JyIsForm = (book.Worksheets(JY_META_SHEET).Visible <> xlSheetVisible)
End Function

Public Function JyIsOpenForm(ByVal book As Workbook) As Boolean
    ' A sealed copy is read, checked and sent, but no longer changed.
    If JyIsForm(book) Then JyIsOpenForm = (JyMetaValue(book, "sealed_at") = "")
End Function

Public Function JyMetaAllows(ByVal book As Workbook, ByVal key As String) As Boolean
    ' A workbook that does not list its rules or rubrics may have some; one whose list is empty has none.
    JyMetaAllows = Not JyHasMetaKey(book, key) Or JyMetaValue(book, key) <> ""
End Function

Public Function JyInFront(ByVal book As Workbook, ByVal key As String) As Boolean
    ' Whether the sheet in front is one of those that _meta gives a name on
    Dim anchors() As String
    Dim i As Long
    JyInFront = Not JyHasMetaKey(book, key)
    anchors = Split(JyMetaValue(book, key), ",")
    For i = LBound(anchors) To UBound(anchors)
        If SheetOf(book, anchors(i)) = book.ActiveSheet.Name Then JyInFront = True
    Next i
End Function

Public Function JyMetaValue(ByVal book As Workbook, ByVal key As String) As String
    Dim found As Long
    found = MetaRow(book, key)
    If found > 0 Then JyMetaValue = Trim$(CStr(book.Worksheets(JY_META_SHEET).Cells(found, 2).Value))
End Function

Public Function JyHasMetaKey(ByVal book As Workbook, ByVal key As String) As Boolean
    JyHasMetaKey = (MetaRow(book, key) > 0)
End Function

Public Function JyHasSheet(ByVal book As Workbook, ByVal sheetName As String) As Boolean
    Dim sheet As Worksheet
    If book Is Nothing Then Exit Function
    For Each sheet In book.Worksheets
        If sheet.Name = sheetName Then
            JyHasSheet = True
            Exit Function
        End If
    Next sheet
End Function

Private Function MetaRow(ByVal book As Workbook, ByVal key As String) As Long
    Dim row As Long
    If Not JyHasSheet(book, JY_META_SHEET) Then Exit Function
    For row = 1 To META_ROWS
        If LCase$(Trim$(CStr(book.Worksheets(JY_META_SHEET).Cells(row, 1).Value))) = key Then
            MetaRow = row
            Exit Function
        End If
    Next row
End Function

Private Function SheetOf(ByVal book As Workbook, ByVal anchor As String) As String
    ' The sheet on which a defined name lies; nothing where the name was deleted
    On Error GoTo NotThere
    SheetOf = book.Names(anchor).RefersToRange.Worksheet.Name
NotThere:
End Function
