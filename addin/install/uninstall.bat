@echo off
rem Takes away everything that install.bat put on the PC for the current user.
rem   uninstall.bat [/quiet]
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:." %%C in ('chcp') do set "OLD_PAGE=%%C"
chcp 936 >nul
set "TARGET=%ProgramData%\jiuye"
set "QUIET="
if /i "%~1"=="/quiet" set "QUIET=1"

echo.
echo 就业报表加载项 卸载
echo ----------------------------------------
tasklist /fi "imagename eq EXCEL.EXE" 2>nul | find /i "EXCEL.EXE" >nul
if not errorlevel 1 (
    echo Excel 正在运行。请保存并关闭所有 Excel 窗口，再运行一次。
    set "RESULT=1"
    goto finish
)
for %%V in (14.0 15.0 16.0) do call :office %%V
if exist "%TARGET%\base-setup.exe" start /wait "" "%TARGET%\base-setup.exe" /uninstall /quiet
echo 已卸载。您的工作簿没有改动。
set "RESULT=0"

:finish
echo.
if not defined QUIET pause
if defined OLD_PAGE chcp %OLD_PAGE% >nul
if not "%RESULT%"=="0" exit /b %RESULT%
rem The folder goes last, in one line that cmd has already read: this file may lie in it.
cd /d "%SystemRoot%"
rmdir /s /q "%TARGET%" 2>nul & exit /b 0

rem --- Undoes the registration in one version of Office ---
:office
set "KEY=HKCU\Software\Microsoft\Office\%1\Excel"
reg query "%KEY%" >nul 2>nul
if errorlevel 1 exit /b 0
reg delete "%KEY%\Security\Trusted Locations\Location936" /f >nul 2>nul
reg delete "%KEY%\Add-in Manager" /v "%TARGET%\jiuye.xlam" /f >nul 2>nul
set "OURS=none"
set "LAST=none"
set "NUMBER="
:slot
reg query "%KEY%\Options" /v OPEN%NUMBER% >nul 2>nul
if errorlevel 1 goto slots_read
set "LAST=%NUMBER%"
reg query "%KEY%\Options" /v OPEN%NUMBER% | find "jiuye.xlam" >nul
if not errorlevel 1 set "OURS=%NUMBER%"
set /a NUMBER=NUMBER+1
goto slot
:slots_read
if "%OURS%"=="none" exit /b 0
if "%OURS%"=="%LAST%" goto last_slot
rem Excel reads OPEN, OPEN1, OPEN2 ... up to the first gap: the last one moves into ours.
for /f "tokens=2,*" %%A in ('reg query "%KEY%\Options" /v OPEN%LAST% ^| find "OPEN%LAST%"') do set "MOVED=%%B"
set "MOVED=%MOVED:"=\"%"
reg add "%KEY%\Options" /v OPEN%OURS% /t REG_SZ /d "%MOVED%" /f >nul
:last_slot
reg delete "%KEY%\Options" /v OPEN%LAST% /f >nul 2>nul
exit /b 0
