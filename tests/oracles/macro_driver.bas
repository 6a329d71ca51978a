' Converts workbooks with their own macros allowed, which soffice --convert-to never does.
' jobs is a text file: for each workbook one line with its URL and one with the URL of the result.
Sub ConvertAll(jobs As String)
  Dim source As String, target As String
  Dim file As Integer
  file = FreeFile
  Open jobs For Input As #file
  Do While Not Eof(file)
    Line Input #file, source
    Line Input #file, target
    ConvertOne source, target
  Loop
  Close #file
  StarDesktop.terminate()
End Sub

' A workbook that fails gives a file with the reason and no result; the next one has its turn.
Sub ConvertOne(source As String, target As String)
  On Error GoTo Refused
  Dim opening(1) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  Dim document As Object
  opening(0).Name = "Hidden"
  opening(0).Value = True
  opening(1).Name = "MacroExecutionMode"
  opening(1).Value = com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  document.calculateAll()
  document.storeToURL(target, saving())
  document.close(True)
  Exit Sub
Refused:
  Dim reason As String
  Dim file As Integer
  reason = Error$ & " (" & Err & ")"
  On Error Resume Next
  If Not IsNull(document) Then document.close(True)
  file = FreeFile
  Open target & ".error" For Output As #file
  Print #file, reason
  Close #file
End Sub
