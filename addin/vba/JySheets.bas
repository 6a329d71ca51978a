Attribute VB_Name = "JySheets"
' What only Excel itself can do for a command, local or remote: lift a sheet's protection for a moment and put it back
' as it was, mark cells so that the marks come off without a trace, insert rows with their formulas and checks.
Option Explicit

Private Const MARK_FORMULA As String = "=N(""jiuye-mark"")=0"
Private Const MARK_NAME As String = "jiuye-mark"
Private Const NOTE_PREFIX As String = "【就业报表】"
Private Const NOTE_LIMIT As Long = 300

Private liftedSheets As Collection
Private liftedStates As Collection

Public Sub JyLiftProtection(ByVal book As Workbook, ByVal sheetName As String)
    ' Sheets of ours have no password. One that a user has locked with a password stays locked, and says so.
    Dim sheet As Worksheet
    Dim state As Variant
    Set sheet = book.Worksheets(sheetName)
    If Not sheet.ProtectContents Then Exit Sub
    state = Array(sheet.ProtectDrawingObjects, sheet.ProtectScenarios, sheet.EnableSelection, Allowed(sheet))
    On Error Resume Next
    sheet.Unprotect ""
    On Error GoTo 0
    If sheet.ProtectContents Then
        Err.Raise vbObjectError + 1, , "工作表“" & sheetName & "”设有密码，请先在“审阅”里撤销保护"
    End If
    If liftedSheets Is Nothing Then
        Set liftedSheets = New Collection
        Set liftedStates = New Collection
    End If
    liftedSheets.Add sheet
    liftedStates.Add state
End Sub

Public Sub JyRestoreProtection()
    ' Protects again, in the same manner, every sheet that was lifted; also after an error
    Dim state As Variant
    Dim sheet As Worksheet
    Dim i As Long
    If liftedSheets Is Nothing Then Exit Sub
    For i = 1 To liftedSheets.Count
        Set sheet = liftedSheets.Item(i)
        state = liftedStates.Item(i)
        ProtectAgain sheet, state(0), state(1), state(3)
        sheet.EnableSelection = state(2)
    Next i
    Set liftedSheets = Nothing
End Sub

Private Function Allowed(ByVal sheet As Worksheet) As Variant
    ' What stays possible on the protected sheet; where a program does not tell, what our own sheets allow
    Allowed = Array(False, True, True, False, False, False, False, False, True, True, False)
    On Error Resume Next
    With sheet.Protection
        Allowed = Array(.AllowFormattingCells, .AllowFormattingColumns, .AllowFormattingRows, _
            .AllowInsertingColumns, .AllowInsertingRows, .AllowInsertingHyperlinks, .AllowDeletingColumns, _
            .AllowDeletingRows, .AllowSorting, .AllowFiltering, .AllowUsingPivotTables)
    End With
End Function

Private Sub ProtectAgain(ByVal sheet As Worksheet, ByVal drawings As Boolean, ByVal scenarios As Boolean, ByVal allow As Variant)
    On Error Resume Next
    sheet.Protect Password:="", DrawingObjects:=drawings, Contents:=True, Scenarios:=scenarios, _
        AllowFormattingCells:=allow(0), AllowFormattingColumns:=allow(1), AllowFormattingRows:=allow(2), _
        AllowInsertingColumns:=allow(3), AllowInsertingRows:=allow(4), AllowInsertingHyperlinks:=allow(5), _
        AllowDeletingColumns:=allow(6), AllowDeletingRows:=allow(7), AllowSorting:=allow(8), _
        AllowFiltering:=allow(9), AllowUsingPivotTables:=allow(10)
    ' A program that does not know all of these still protects
    If Not sheet.ProtectContents Then sheet.Protect
End Sub

Public Sub JyMarkCells(ByVal book As Workbook, ByVal sheetName As String, ByVal marks As String)
    ' One mark a line: address, severity (error or warning) and message, divided by |. The colour is a conditional
    ' format of its own, the message a note where the cell has none, so that the user's formats stay untouched below.
    Dim sheet As Worksheet
    Dim entries() As String
    Dim parts() As String
    Dim errors As Range
    Dim warnings As Range
    Dim i As Long
    Dim notes As Long
    If marks = "" Then Exit Sub
    On Error GoTo Failed
    Set sheet = book.Worksheets(sheetName)
    JyLiftProtection book, sheetName
    entries = Split(marks, vbLf)
    For i = LBound(entries) To UBound(entries)
        parts = Split(entries(i), "|", 3)
        If UBound(parts) = 2 Then
            If parts(1) = "error" Then
                Set errors = Joined(errors, sheet.Range(parts(0)))
            Else
                Set warnings = Joined(warnings, sheet.Range(parts(0)))
            End If
            If notes < NOTE_LIMIT Then
                AddNote sheet.Range(parts(0)).Cells(1, 1), parts(2)
                notes = notes + 1
            End If
        End If
    Next i
    Colour warnings, RGB(255, 235, 156)
    Colour errors, RGB(255, 199, 206)
    JyRestoreProtection
    Exit Sub
Failed:
    FailAgain
End Sub

Public Sub JyClearMarks(ByVal book As Workbook, Optional ByVal sheetName As String = "")
    ' Takes off every mark of ours, on one sheet or on all
    Dim sheet As Worksheet
    On Error GoTo Failed
    For Each sheet In book.Worksheets
        If sheetName = "" Or sheet.Name = sheetName Then
            If HasMarks(sheet) Then
                JyLiftProtection book, sheet.Name
                RemoveMarks sheet
            End If
        End If
    Next sheet
    JyRestoreProtection
    Exit Sub
Failed:
    FailAgain
End Sub

Public Sub JyAddRows(ByVal book As Workbook, ByVal sheetName As String, ByVal lastRow As Long, ByVal count As Long)
    ' Inserts rows behind the last prepared row. They go in above it and it is copied up, since names, checks and sums
    ' grow only with an insertion inside them.
    Dim sheet As Worksheet
    Dim original As Range
    Dim i As Long
    On Error GoTo Failed
    If count < 1 Or lastRow < 1 Then Exit Sub
    Set sheet = book.Worksheets(sheetName)
    JyLiftProtection book, sheetName
    sheet.Rows(lastRow).Resize(count).Insert Shift:=xlShiftDown
    Set original = sheet.Rows(lastRow + count)
    For i = lastRow To lastRow + count - 1
        original.Copy Destination:=sheet.Rows(i)
    Next i
    ClearTyped sheet, lastRow + 1, lastRow + count
    JyRestoreProtection
    Exit Sub
Failed:
    FailAgain
End Sub

Private Sub ClearTyped(ByVal sheet As Worksheet, ByVal first As Long, ByVal last As Long)
    ' Column by column, as the first of the rows has a formula there or not; merged cells as one
    Dim column As Long
    Dim width As Long
    column = 1
    Do While column <= sheet.UsedRange.Column + sheet.UsedRange.Columns.Count - 1
        width = sheet.Cells(first, column).MergeArea.Columns.Count
        If Not sheet.Cells(first, column).HasFormula Then
            sheet.Range(sheet.Cells(first, column), sheet.Cells(last, column + width - 1)).ClearContents
        End If
        column = column + width
    Loop
End Sub

Private Sub FailAgain()
    ' Restore first, then pass the error on to whoever called
    Dim number As Long
    Dim description As String
    number = Err.Number
    description = Err.Description
    JyRestoreProtection
    Err.Raise number, , description
End Sub

Private Function Joined(ByVal first As Range, ByVal second As Range) As Range
    If first Is Nothing Then Set Joined = second Else Set Joined = Union(first, second)
End Function

Private Sub Colour(ByVal target As Range, ByVal fill As Long)
    If target Is Nothing Then Exit Sub
    With target.FormatConditions.Add(Type:=xlExpression, Formula1:=MARK_FORMULA)
        .Interior.Color = fill
        .StopIfTrue = False
        .SetFirstPriority
    End With
End Sub

Private Sub AddNote(ByVal cell As Range, ByVal message As String)
    If cell.Comment Is Nothing Then cell.AddComment NOTE_PREFIX & message
End Sub

Private Function HasMarks(ByVal sheet As Worksheet) As Boolean
    Dim rule As Object
    Dim note As Comment
    For Each rule In sheet.Cells.FormatConditions
        If IsMark(rule) Then HasMarks = True
    Next rule
    For Each note In sheet.Comments
        If Left$(note.Text, Len(NOTE_PREFIX)) = NOTE_PREFIX Then HasMarks = True
    Next note
End Function

Private Sub RemoveMarks(ByVal sheet As Worksheet)
    Dim i As Long
    For i = sheet.Cells.FormatConditions.Count To 1 Step -1
        If IsMark(sheet.Cells.FormatConditions(i)) Then sheet.Cells.FormatConditions(i).Delete
    Next i
    For i = sheet.Comments.Count To 1 Step -1
        If Left$(sheet.Comments(i).Text, Len(NOTE_PREFIX)) = NOTE_PREFIX Then sheet.Comments(i).Delete
    Next i
End Sub

Private Function IsMark(ByVal rule As Object) As Boolean
    ' Colour scales and icon sets have no formula to ask for
    If rule.Type = xlExpression Then IsMark = (InStr(rule.Formula1, MARK_NAME) > 0)
End Function
