Attribute VB_Name = "JyRibbon"
' The callbacks that ribbon.xml names. The id of a button is the id of its command.
Option Explicit

Private theRibbon As Object
Private policyDate As String
Private policyRegion As String

Public Sub JyRibbonLoaded(ribbon As Object)
    Set theRibbon = ribbon
End Sub

Public Sub JyRefreshRibbon()
    ' Excel forgets the ribbon when the user resets the project in the editor; then the buttons keep their last state.
    If Not theRibbon Is Nothing Then theRibbon.Invalidate
End Sub

Public Sub JyRun(control As Object)
    Dim options As String
    If control.ID = "policy_parameters" Then options = JyPolicyOptions(policyDate, policyRegion)
    JyRunCommand control.ID, options
    JyRefreshRibbon
End Sub

Public Sub JyEnabled(control As Object, ByRef enabled As Variant)
    enabled = JyCanRun(control.ID)
End Sub

Public Sub JyPolicyDateChanged(control As Object, text As String)
    If Trim$(text) <> "" And JyIsoDate(text) = "" Then
        JySay "参数日期：填的是“" & text & "”，不是日期。请按 2023-06-01 的样子填写；留空则取表格自己的日期。", vbExclamation
    Else
        policyDate = JyIsoDate(text)
    End If
    JyRefreshRibbon
End Sub

Public Sub JyPolicyDateText(control As Object, ByRef text As Variant)
    text = policyDate
End Sub

Public Sub JyPolicyRegionChosen(control As Object, selectedId As String, selectedIndex As Integer)
    policyRegion = Mid$(selectedId, Len("region_") + 1)
    If policyRegion = "workbook" Then policyRegion = ""
End Sub

Public Sub JyPolicyRegionSelected(control As Object, ByRef selectedId As Variant)
    selectedId = "region_" & IIf(policyRegion = "", "workbook", policyRegion)
End Sub

Public Function JyPolicyOptions(ByVal onDate As String, ByVal region As String) As String
    ' on=2023-06-01&region=410400, or as much of it as is set
    If onDate <> "" Then JyPolicyOptions = "on=" & onDate
    If region <> "" Then
        If JyPolicyOptions <> "" Then JyPolicyOptions = JyPolicyOptions & "&"
        JyPolicyOptions = JyPolicyOptions & "region=" & region
    End If
End Function

Public Function JyIsoDate(ByVal text As String) As String
    ' 2023-06-01 for 2023-6-1, 2023/6/1, 2023.6.1 and 2023年6月1日; empty when it is no date of the calendar
    Dim parts() As String
    Dim cleaned As String
    Dim found As Date
    cleaned = Trim$(text)
    cleaned = Replace(Replace(Replace(cleaned, "年", "-"), "月", "-"), "日", "")
    cleaned = Replace(Replace(cleaned, "/", "-"), ".", "-")
    parts = Split(cleaned, "-")
    If UBound(parts) <> 2 Then Exit Function
    If Not (JyAllDigits(parts(0)) And JyAllDigits(parts(1)) And JyAllDigits(parts(2))) Then Exit Function
    If Len(parts(0)) <> 4 Or Len(parts(1)) > 2 Or Len(parts(2)) > 2 Then Exit Function
    If CLng(parts(0)) < 1900 Or CLng(parts(1)) < 1 Or CLng(parts(1)) > 12 Or CLng(parts(2)) < 1 Then Exit Function
    found = DateSerial(CLng(parts(0)), CLng(parts(1)), CLng(parts(2)))
    If Month(found) <> CLng(parts(1)) Then Exit Function
    JyIsoDate = parts(0) & "-" & Right$("0" & parts(1), 2) & "-" & Right$("0" & parts(2), 2)
End Function
