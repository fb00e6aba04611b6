@@head
if "%~1"=="" goto howto
set "P="
set /p "P=整改方案、问题清单，直接回车；公开过的附件、改过的附件，写它是哪一期，例如 2025-03："
if not defined P goto plan
set "P=%P:"=%"
if not defined P goto plan
%RUN% import --as progress --period "%P%" %*
set "CODE=%errorlevel%"
if "%CODE%"=="1" goto nolist
goto end
:plan
%RUN% import %*
set "CODE=%errorlevel%"
if "%CODE%"=="1" goto nolist
if "%CODE%"=="2" goto end
if exist "templates\问题清单.xlsx" start "" "templates\问题清单.xlsx"
goto end
:nolist
set "CODE=2"
goto end
:howto
echo 不要双击本文件：请用鼠标按住整改方案的文件，拖到本文件的图标上再松手。一次可以拖几份。
echo 文件名里有“与”号等特殊符号的，请先改个名字。
@@end
