@@head
if "%~1"=="" goto howto
set "P="
echo 拖进来的是整改方案、问题清单的，直接回车；
echo 是公开过的附件、在 Word 里改过的附件的，写它是哪一期，例如 2025-03；
echo 是整改办自己一直在用的空白填报表的，写 表样。
set /p "P=请输入后回车："
if not defined P goto plan
set "P=%P:"=%"
if not defined P goto plan
if "%P%"=="表样" goto learn
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
:learn
%RUN% template learn "%~1"
set "CODE=%errorlevel%"
goto end
:nolist
set "CODE=2"
goto end
:howto
echo 不要双击本文件：请用鼠标按住整改方案的文件，拖到本文件的图标上再松手。一次可以拖几份。
echo 文件名里有“与”号等特殊符号的，请先改个名字。
@@end
