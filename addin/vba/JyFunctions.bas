Attribute VB_Name = "JyFunctions"
' Functions for cells that need neither Python nor a server.
Option Explicit

Private Const CODE_ALPHABET As String = "0123456789ABCDEFGHJKLMNPQRTUWXY"

Public Function JY_CREDIT_CODE_OK(ByVal code As Variant) As Boolean
Attribute JY_CREDIT_CODE_OK.VB_Description = "统一社会信用代码（18位，文本）的校验位正确时为 TRUE"
    ' GB 32100-2015: alphabet without I, O, S, V, Z; the 18th character makes the weighted sum divisible by 31
    Dim text As String
    Dim weight As Long
    Dim total As Long
    Dim place As Long
    Dim i As Long
    text = JyCellText(code)
    If Len(text) <> 18 Then Exit Function
    weight = 1
    For i = 1 To 17
        place = InStr(CODE_ALPHABET, Mid$(text, i, 1))
        If place = 0 Then Exit Function
        total = total + (place - 1) * weight
        weight = (weight * 3) Mod 31
    Next i
    JY_CREDIT_CODE_OK = (Mid$(CODE_ALPHABET, (31 - total Mod 31) Mod 31 + 1, 1) = Right$(text, 1))
End Function

Public Function JY_ID_OK(ByVal id As Variant) As Boolean
Attribute JY_ID_OK.VB_Description = "公民身份号码（18位，文本）的校验位和出生日期都正确时为 TRUE"
    ' GB 11643-1999
    Dim text As String
    Dim total As Long
    Dim born As Date
    Dim i As Long
    text = JyCellText(id)
    If Len(text) <> 18 Then Exit Function
    If Not JyAllDigits(Left$(text, 17)) Then Exit Function
    For i = 1 To 17
        total = total + CLng(Mid$(text, i, 1)) * Choose(i, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    Next i
    If Mid$("10X98765432", total Mod 11 + 1, 1) <> Right$(text, 1) Then Exit Function
    If BirthDate(text, born) Then JY_ID_OK = (born <= Date)
End Function

Public Function JY_AGE(ByVal birth As Variant, ByVal onDate As Variant) As Variant
Attribute JY_AGE.VB_Description = "到指定日期的周岁：第一个参数是出生日期或18位公民身份号码，第二个参数是日期"
    Dim born As Date
    Dim reached As Date
    Dim years As Long
    JY_AGE = CVErr(xlErrValue)
    If Not DateIn(onDate, reached) Then Exit Function
    If Not DateIn(birth, born) Then
        If Not BirthDate(JyCellText(birth), born) Then Exit Function
    End If
    years = Year(reached) - Year(born)
    If Month(reached) * 100 + Day(reached) < Month(born) * 100 + Day(born) Then years = years - 1
    If years >= 0 Then JY_AGE = years
End Function

Public Function JyCellText(ByVal value As Variant) As String
    ' The text of a cell or literal: trimmed, full-width characters narrowed, upper case. A number gives nothing, since
    ' Excel keeps only 15 of its digits.
    Dim content As Variant
    Dim i As Long
    Dim code As Long
    content = value ' of a cell this takes the value
    If VarType(content) <> vbString Then Exit Function
    For i = 1 To Len(content)
        code = AscW(Mid$(content, i, 1)) And &HFFFF&
        If code >= &HFF01& And code <= &HFF5E& Then code = code - &HFEE0&
        If code = &H3000& Then code = 32
        JyCellText = JyCellText & ChrW$(code)
    Next i
    JyCellText = UCase$(Trim$(JyCellText))
End Function

Public Function JyAllDigits(ByVal text As String) As Boolean
    Dim i As Long
    If text = "" Then Exit Function
    For i = 1 To Len(text)
        If InStr("0123456789", Mid$(text, i, 1)) = 0 Then Exit Function
    Next i
    JyAllDigits = True
End Function

Private Function BirthDate(ByVal text As String, ByRef born As Date) As Boolean
    ' Whether digits 7 to 14 are a day of the calendar, and which
    Dim years As Long
    Dim months As Long
    If Len(text) <> 18 Then Exit Function
    If Not JyAllDigits(Mid$(text, 7, 8)) Then Exit Function
    years = CLng(Mid$(text, 7, 4))
    months = CLng(Mid$(text, 11, 2))
    If years < 1900 Or months < 1 Or months > 12 Then Exit Function
    born = DateSerial(years, months, CLng(Mid$(text, 13, 2)))
    BirthDate = (Month(born) = months And Day(born) = CLng(Mid$(text, 13, 2)))
End Function

Private Function DateIn(ByVal value As Variant, ByRef found As Date) As Boolean
    ' Whether the cell holds a date, the serial number of one or a text such as 2023-06-01, and which
    Dim content As Variant
    content = value
    Select Case VarType(content)
        Case vbDate
            found = content
            DateIn = True
        Case vbString
            If Trim$(content) Like "####-##-##" And JyIsoDate(content) <> "" Then
                found = DateSerial(CLng(Left$(Trim$(content), 4)), CLng(Mid$(Trim$(content), 6, 2)), CLng(Right$(Trim$(content), 2)))
                DateIn = True
            End If
        Case vbDouble, vbLong, vbInteger
            If content >= 1 And content < 2958466 Then
                found = CDate(Int(content))
                DateIn = True
            End If
    End Select
End Function
