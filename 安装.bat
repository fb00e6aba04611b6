@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title 安装整改填报工具
set "CODE=2"
pushd "%~dp0"
if errorlevel 1 goto nofolder
if not exist "pyproject.toml" goto notunpacked
set "RUN=py"
py -c "import sys; sys.exit(not (3, 11) <= sys.version_info)" >nul 2>nul
if not errorlevel 1 goto found
set "RUN=python"
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info)" >nul 2>nul
if not errorlevel 1 goto found
echo 这台电脑上没有 Python 3.11 以上，什么都没有改动。
echo 请先安装 Python，安装的第一页勾选“Add python.exe to PATH”，装好以后再双击本文件。
goto end
:nofolder
echo 打不开本文件所在的文件夹。请把整个文件夹复制到本机硬盘上，再双击本文件。
goto end
:notunpacked
echo 请先把压缩包整个解压出来，再双击解压出来的“安装.bat”。
goto end
:found
if exist "安装包" goto offline
echo 正在联网安装，要几分钟，请等到窗口说完成。
%RUN% -m pip install .
set "CODE=%errorlevel%"
goto installed
:offline
echo 正在用“安装包”文件夹安装，不用联网，要几分钟，请等到窗口说完成。
%RUN% -m pip install --no-index --find-links "安装包" --upgrade --force-reinstall zhenggai-toolkit
set "CODE=%errorlevel%"
:installed
if not "%CODE%"=="0" goto failed
echo.
echo 程序装好了。下面给您的专项建一个工作区，就放在这个文件夹的旁边。
set "NAME="
set /p "NAME=工作区叫什么名字，例如 督察整改；想先看演示，写 演示；已经有工作区，直接回车："
if not defined NAME goto end
set "NAME=%NAME:"=%"
if not defined NAME goto end
if "%NAME%"=="演示" goto demo
%RUN% -m toolkit init "..\%NAME%"
set "CODE=%errorlevel%"
if not "%CODE%"=="0" goto end
start "" "..\%NAME%"
goto end
:demo
echo 正在造一座虚构的城市，要一分钟左右。
%RUN% -m toolkit demo "..\演示"
set "CODE=%errorlevel%"
if not "%CODE%"=="0" goto end
start "" "..\演示"
goto end
:failed
set "CODE=2"
echo 没有装上。没有联网的电脑，请能上网的同事照使用手册“没有网怎么装”准备“安装包”文件夹，放在本文件旁边再双击。
:end
echo.
if "%CODE%"=="0" echo 【完成】
if "%CODE%"=="2" echo 【没有做成】原因和办法见上面的话。
echo.
pause
exit %CODE%
