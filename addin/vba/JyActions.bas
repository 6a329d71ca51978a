Attribute VB_Name = "JyActions"
' Carries out the list of actions that the server answers with. xlwings' Remote module has the basic ones; this adds
' those a result sheet needs, keeps text from turning into numbers, dates or formulas, and refuses unknown ones before
' anything has been changed.
Option Explicit

Private Const REMOTE_ACTIONS As String = " rangeClearContents rangeClearFormats rangeClear setSheetName " & _
    "setAutofit setRangeColor activateSheet setNumberFormat alert setRangeName namesAdd nameDelete " & _
    "rangeDelete rangeInsert rangeSelect addTable setTableName setTableStyle showAutofilterTable sheetDelete " & _
    "sheetClear sheetClearContents sheetClearFormats "
Private Const OUR_ACTIONS As String = " addSheet setValues setFormula addHyperlink setColumnWidth setRowHeight setWrapText " & _
    "setFontProperty setSheetVisibility setRowHidden setColumnHidden rangeMerge setScreenUpdating calculate runMacro "
Private Const OUR_MACROS As String = " JyLiftProtection JyRestoreProtection JyMarkCells JyClearMarks JyAddRows JySaveFile "

Public Sub JyApplyActions(ByVal book As Workbook, ByVal actions As Collection)
    Dim action As Dictionary
    Dim unknown As String
    Dim current As String
    For Each action In actions
        unknown = JyUnknownAction(action)
        If unknown <> "" Then
            JySay "服务器要求的操作“" & unknown & "”本加载项不认识，两边的版本可能不一致。请重新安装加载项。表格没有改动。", vbCritical
            Exit Sub
        End If
    Next action
    On Error GoTo Failed
    For Each action In actions
        current = action.Item("func")
        Apply book, action
    Next action
    JyRestoreProtection
    Exit Sub
Failed:
    JySay "写入结果时出错（" & current & "：" & Err.Description & "），结果可能不完整。" & _
        "您填写的内容没有改动，请再执行一次这条命令。", vbCritical
    JyRestoreProtection
End Sub

Public Function JyUnknownAction(ByVal action As Dictionary) As String
    Dim wanted As String
    Dim args As Collection
    wanted = action.Item("func")
    If wanted = "runMacro" Then
        Set args = action.Item("args")
        If InStr(OUR_MACROS, " " & args.Item(1) & " ") = 0 Then JyUnknownAction = args.Item(1)
    ElseIf InStr(REMOTE_ACTIONS & OUR_ACTIONS, " " & wanted & " ") = 0 Then
        JyUnknownAction = wanted
    End If
End Function

Public Function JyTypedText(ByVal text As String) As Variant
    ' What to put into a cell so that it shows exactly this text. Only a full date and time becomes a date.
    If text Like "####-##-##T##:##:##*" Then
        JyTypedText = DateSerial(CInt(Left$(text, 4)), CInt(Mid$(text, 6, 2)), CInt(Mid$(text, 9, 2))) + _
            TimeSerial(CInt(Mid$(text, 12, 2)), CInt(Mid$(text, 15, 2)), CInt(Mid$(text, 18, 2)))
    ElseIf text = "" Then
        JyTypedText = text
    ElseIf AscW(Left$(text, 1)) > 0 And AscW(Left$(text, 1)) < 128 Then
        ' 2023-05, =1+1 or 411082199001011234: the apostrophe keeps it a text and is not part of it
        JyTypedText = "'" & text
    Else
        JyTypedText = text
    End If
End Function

Private Sub Apply(ByVal book As Workbook, ByVal action As Dictionary)
    Dim target As Range
    Dim args As Collection
    If Not IsNull(action.Item("start_row")) Then Set target = ActionRange(book, action)
    Set args = action.Item("args")
    Select Case action.Item("func")
        Case "addSheet": AddSheetAt book, args.Item(1), args.Item(2)
        Case "setValues": target.Value = Grid(action, True)
        Case "setFormula": WriteFormulas target, action
        Case "addHyperlink": AddLink target, args
        Case "setColumnWidth": target.ColumnWidth = args.Item(1)
        Case "setRowHeight": target.RowHeight = args.Item(1)
        Case "setWrapText": target.WrapText = args.Item(1)
        Case "setFontProperty": SetFont target.Font, args.Item(1), args.Item(2)
        Case "setRowHidden": target.EntireRow.Hidden = args.Item(1)
        Case "setColumnHidden": target.EntireColumn.Hidden = args.Item(1)
        Case "rangeMerge": target.Merge args.Item(1)
        Case "setSheetVisibility"
            book.Worksheets(action.Item("sheet_position") + 1).Visible = _
                IIf(args.Item(1) = "Visible", xlSheetVisible, xlSheetHidden)
        Case "setScreenUpdating": Application.ScreenUpdating = True
        Case "calculate": Application.Calculate
        Case "runMacro": RunOurMacro book, args
        Case Else: ApplyRemote book, action
    End Select
End Sub

Private Sub ApplyRemote(ByVal book As Workbook, ByVal action As Dictionary)
    ' Called by name, not through Application.Run: that would look for the name in the user's workbook first
    Select Case action.Item("func")
        Case "rangeClearContents": rangeClearContents book, action
        Case "rangeClearFormats": rangeClearFormats book, action
        Case "rangeClear": rangeClear book, action
        Case "setSheetName": setSheetName book, action
        Case "setAutofit": setAutofit book, action
        Case "setRangeColor": setRangeColor book, action
        Case "activateSheet": activateSheet book, action
        Case "setNumberFormat": setNumberFormat book, action
        Case "alert": alert book, action
        Case "setRangeName": setRangeName book, action
        Case "namesAdd": namesAdd book, action
        Case "nameDelete": nameDelete book, action
        Case "rangeDelete": rangeDelete book, action
        Case "rangeInsert": rangeInsert book, action
        Case "rangeSelect": rangeSelect book, action
        Case "addTable": addTable book, action
        Case "setTableName": setTableName book, action
        Case "setTableStyle": setTableStyle book, action
        Case "showAutofilterTable": showAutofilterTable book, action
        Case "sheetDelete": sheetDelete book, action
        Case "sheetClear": sheetClear book, action
        Case "sheetClearContents": sheetClearContents book, action
        Case "sheetClearFormats": sheetClearFormats book, action
    End Select
End Sub

Private Sub RunOurMacro(ByVal book As Workbook, ByVal args As Collection)
    Select Case args.Item(1)
        Case "JyLiftProtection": JyLiftProtection book, CStr(args.Item(2))
        Case "JyRestoreProtection": JyRestoreProtection
        Case "JyMarkCells": JyMarkCells book, CStr(args.Item(2)), CStr(args.Item(3))
        Case "JyClearMarks"
            If args.Count > 1 Then
                JyClearMarks book, CStr(args.Item(2))
            Else
                JyClearMarks book
            End If
        Case "JyAddRows": JyAddRows book, CStr(args.Item(2)), CLng(args.Item(3)), CLng(args.Item(4))
        Case "JySaveFile": JySaveFile book, CStr(args.Item(2)), CStr(args.Item(3)), CStr(args.Item(4))
    End Select
End Sub

Private Sub AddSheetAt(ByVal book As Workbook, ByVal position As Long, ByVal title As Variant)
    ' Counted from 0; the actions that follow count on the sheet being just there
    Dim sheet As Worksheet
    If position = 0 Then
        Set sheet = book.Worksheets.Add(Before:=book.Worksheets(1))
    Else
        Set sheet = book.Worksheets.Add(After:=book.Worksheets(position))
    End If
    If Not IsNull(title) Then sheet.Name = title
End Sub

Private Function ActionRange(ByVal book As Workbook, ByVal action As Dictionary) As Range
    ' The answer counts from 0
    Dim corner As Range
    Set corner = book.Worksheets(action.Item("sheet_position") + 1).Cells(action.Item("start_row") + 1, action.Item("start_column") + 1)
    Set ActionRange = corner.Resize(action.Item("row_count"), action.Item("column_count"))
End Function

Private Function Grid(ByVal action As Dictionary, ByVal literally As Boolean) As Variant
    ' The rows of an action as an array; literally keeps every text a text
    Dim rows As Collection
    Dim values() As Variant
    Dim i As Long
    Dim j As Long
    Set rows = action.Item("values")
    ReDim values(1 To rows.Count, 1 To rows.Item(1).Count)
    For i = 1 To rows.Count
        For j = 1 To rows.Item(i).Count
            If literally And VarType(rows.Item(i).Item(j)) = vbString Then
                values(i, j) = JyTypedText(rows.Item(i).Item(j))
            ElseIf Not IsNull(rows.Item(i).Item(j)) Then
                values(i, j) = rows.Item(i).Item(j)
            End If
        Next j
    Next i
    Grid = values
End Function

Private Sub WriteFormulas(ByVal target As Range, ByVal action As Dictionary)
    If IsObject(action.Item("values")) Then target.Formula = Grid(action, False) Else target.Formula = action.Item("values")
End Sub

Private Sub AddLink(ByVal target As Range, ByVal args As Collection)
    ' #Sheet!A1 leads into the workbook itself; text and tip may be missing
    Dim link As String
    Dim shown As String
    link = args.Item(1)
    If IsNull(args.Item(2)) Then shown = CStr(target.Cells(1, 1).Value) Else shown = args.Item(2)
    If Left$(link, 1) = "#" Then
        target.Parent.Hyperlinks.Add Anchor:=target, Address:="", SubAddress:=Mid$(link, 2), TextToDisplay:=shown
    Else
        target.Parent.Hyperlinks.Add Anchor:=target, Address:=link, TextToDisplay:=shown
    End If
End Sub

Private Sub SetFont(ByVal target As Font, ByVal feature As String, ByVal value As Variant)
    Select Case feature
        Case "bold": target.Bold = value
        Case "italic": target.Italic = value
        Case "size": target.Size = value
        Case "name": target.Name = value
        Case "color": target.Color = HexToRgb(value)
    End Select
End Sub
