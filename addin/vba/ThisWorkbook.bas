' The add-in's own workbook: follows which workbook and sheet the user looks at, so that buttons turn grey in time.
Option Explicit

Private WithEvents App As Application

Private Sub Workbook_Open()
    Set App = Application
End Sub

Private Sub App_WorkbookActivate(ByVal Wb As Workbook)
    JyDescribeFunctionsOnce
    JyRefreshRibbon
End Sub

Private Sub App_WorkbookDeactivate(ByVal Wb As Workbook)
    JyRefreshRibbon
End Sub

Private Sub App_SheetActivate(ByVal Sh As Object)
    JyRefreshRibbon
End Sub
