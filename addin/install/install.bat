@echo off
rem Installs the add-in for the current user, without administrator rights.
rem   install.bat [/server URL] [/token TOKEN] [/quiet]
rem Every path is ASCII and outside the user's profile: xlwings and pywin32 fail on others.
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:." %%C in ('chcp') do set "OLD_PAGE=%%C"
chcp 936 >nul
set "SOURCE=%~dp0"
set "TARGET=%ProgramData%\jiuye"
set "SERVER="
set "TOKEN="
set "QUIET="

:arguments
if "%~1"=="" goto arguments_done
if /i "%~1"=="/server" set "SERVER=%~2" & shift & shift & goto arguments
if /i "%~1"=="/token" set "TOKEN=%~2" & shift & shift & goto arguments
if /i "%~1"=="/quiet" set "QUIET=1" & shift & goto arguments
echo 不认识的参数：%~1
goto failed
:arguments_done

echo.
echo 就业报表加载项 安装
echo ----------------------------------------
if not exist "%SOURCE%jiuye.xlam" (
    echo 找不到 jiuye.xlam。请先把安装包完整解压，再运行解压后文件夹里的 install.bat。
    goto failed
)
tasklist /fi "imagename eq EXCEL.EXE" 2>nul | find /i "EXCEL.EXE" >nul
if not errorlevel 1 (
    echo Excel 正在运行。请保存并关闭所有 Excel 窗口，再运行一次。
    goto failed
)
if defined SERVER goto prepare
if defined QUIET goto prepare
echo 本机不装 Python、使用单位内网服务器的，请输入服务器地址，例如 http://10.0.0.8:8000
set /p "SERVER=服务器地址（使用本机 Python 的直接按回车）："
if not defined SERVER goto prepare
set /p "TOKEN=访问令牌（没有的直接按回车）："

:prepare
echo [1/4] 准备文件夹 %TARGET%
if not exist "%TARGET%\tmp" mkdir "%TARGET%\tmp" 2>nul
if not exist "%TARGET%\tmp" (
    echo 无法建立文件夹 %TARGET%。
    goto failed
)
rem Only this user may change what Excel will trust; others on the PC may read it.
icacls "%TARGET%" /inheritance:r /grant:r "%USERNAME%":(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX >nul 2>nul
icacls "%TARGET%\tmp" /grant *S-1-5-32-545:(OI)(CI)M >nul 2>nul
copy /y "%SOURCE%jiuye.xlam" "%TARGET%\jiuye.xlam" >nul 2>nul
if errorlevel 1 (
    if not exist "%TARGET%\jiuye.xlam" (
        echo 无法写入 %TARGET%\jiuye.xlam。
        goto failed
    )
    echo       本机已由另一位用户安装，只为您登记。要更新程序，请由那位用户重新安装。
    goto register
)
copy /y "%SOURCE%uninstall.bat" "%TARGET%\uninstall.bat" >nul
rem A downloaded file carries the mark of the web, and Excel runs no macro of a marked file.
set "JIUYE_FILE=%TARGET%\jiuye.xlam"
powershell -NoProfile -NonInteractive -Command "Unblock-File -LiteralPath $env:JIUYE_FILE" >nul 2>nul
dir /r "%TARGET%" | find "jiuye.xlam:Zone.Identifier" >nul
if not errorlevel 1 type nul > "%TARGET%\jiuye.xlam:Zone.Identifier"

if not defined SERVER goto python
echo [2/4] 使用服务器 %SERVER%
> "%TARGET%\jiuye.conf" echo "SERVER","%SERVER%"
if defined TOKEN >> "%TARGET%\jiuye.conf" echo "AUTH","%TOKEN%"
goto register

:python
echo [2/4] 安装 Python 程序，需要几分钟
if exist "%TARGET%\jiuye.conf" del "%TARGET%\jiuye.conf"
if not exist "%SOURCE%wheelhouse\python-version.txt" (
    echo 安装包里没有 wheelhouse 文件夹。请改用服务器地址，或向提供单位索取完整的离线安装包。
    goto failed
)
set /p WANTED=<"%SOURCE%wheelhouse\python-version.txt"
set "TEMP=%TARGET%\tmp"
set "TMP=%TARGET%\tmp"
set "CHECK=import struct,sys; sys.exit('.'.join(map(str, sys.version_info[:2])) != '%WANTED%' or struct.calcsize('P') != 8)"
set "BASE="
py -%WANTED% -c "%CHECK%" >nul 2>nul
if not errorlevel 1 set "BASE=py -%WANTED%"
if defined BASE goto environment
python -c "%CHECK%" >nul 2>nul
if not errorlevel 1 set "BASE=python"
if defined BASE goto environment
set BASE="%TARGET%\base\python.exe"
if exist "%TARGET%\base\python.exe" goto environment
for /f "delims=" %%F in ('dir /b "%SOURCE%python-%WANTED%.*-amd64.exe" 2^>nul') do copy /y "%SOURCE%%%F" "%TARGET%\base-setup.exe" >nul
if not exist "%TARGET%\base-setup.exe" (
    echo 本机没有 64 位的 Python %WANTED%。请把 Python 官方安装程序 python-%WANTED%.x-amd64.exe
    echo 放进本文件夹后再运行一次；或者改用服务器地址。
    goto failed
)
start /wait "" "%TARGET%\base-setup.exe" /quiet InstallAllUsers=0 TargetDir="%TARGET%\base" Include_launcher=0 Include_test=0 Include_doc=0 Shortcuts=0 PrependPath=0 AssociateFiles=0
if not exist "%TARGET%\base\python.exe" (
    echo Python %WANTED% 没有装成。
    goto failed
)
:environment
%BASE% -m venv --clear "%TARGET%\python"
if errorlevel 1 goto python_failed
"%TARGET%\python\Scripts\python.exe" -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-index --find-links "%SOURCE%wheelhouse" jiuye[server]
if errorlevel 1 goto python_failed
"%TARGET%\python\Scripts\python.exe" -c "import xlwings, addin"
if errorlevel 1 goto python_failed
goto register
:python_failed
echo Python 程序没有装成，请把上面的提示交给维护人员。
goto failed

:register
echo [3/4] 登记受信任位置，只限 %TARGET% 这一个文件夹
set "REGISTERED="
for %%V in (14.0 15.0 16.0) do call :office %%V
rem A user who has never opened Excel has no key yet.
if not defined REGISTERED reg add "HKCU\Software\Microsoft\Office\16.0\Excel\Options" /f >nul && call :office 16.0
if not defined REGISTERED (
    echo 没有登记成功。请按“安装说明”里的办法手工加载。
    goto failed
)
echo [4/4] 完成。打开 Excel，功能区上会出现“就业报表”选项卡。
echo        WPS 用户请看“安装说明”。卸载请运行 uninstall.bat。
set "RESULT=0"
goto finish

:failed
echo.
echo 安装没有完成。
set "RESULT=1"
:finish
echo.
if not defined QUIET pause
if defined OLD_PAGE chcp %OLD_PAGE% >nul
exit /b %RESULT%

rem --- Trusts the folder and loads the add-in in one version of Office, if that version is there ---
:office
set "KEY=HKCU\Software\Microsoft\Office\%1\Excel"
reg query "%KEY%" >nul 2>nul
if errorlevel 1 exit /b 0
set "TRUSTED=%KEY%\Security\Trusted Locations\Location936"
reg add "%TRUSTED%" /v Path /t REG_SZ /d "%TARGET%" /f >nul
reg add "%TRUSTED%" /v Description /t REG_SZ /d "jiuye" /f >nul
set "NUMBER="
:slot
reg query "%KEY%\Options" /v OPEN%NUMBER% >nul 2>nul
if errorlevel 1 goto free_slot
reg query "%KEY%\Options" /v OPEN%NUMBER% | find "jiuye.xlam" >nul
if not errorlevel 1 goto office_done
set /a NUMBER=NUMBER+1
goto slot
:free_slot
reg add "%KEY%\Options" /v OPEN%NUMBER% /t REG_SZ /d "/R \"%TARGET%\jiuye.xlam\"" /f >nul
if errorlevel 1 exit /b 1
:office_done
set "REGISTERED=1"
exit /b 0
