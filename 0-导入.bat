@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title 整改填报工具
set "CODE=2"
pushd "%~dp0"
if errorlevel 1 goto nofolder
set "RUN=zhenggai"
where zhenggai >nul 2>nul
if not errorlevel 1 goto found
set "RUN=py -m toolkit"
py -m toolkit --help >nul 2>nul
if not errorlevel 1 goto found
set "RUN=python -m toolkit"
python -m toolkit --help >nul 2>nul
if not errorlevel 1 goto found
echo 这台电脑上没有找到 zhenggai 程序，什么都没有改动。
echo 请打开工具的文件夹，双击里面的“安装.bat”，装好以后再双击本文件。
echo 不会安装的，请把这几句话转给单位的信息化同事。
goto end
:nofolder
echo 打不开本文件所在的文件夹。请把整个工作区复制到本机硬盘上，再双击本文件。
goto end
:found
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
:end
echo.
if "%CODE%"=="0" echo 【完成】没有必须处理的问题。
if "%CODE%"=="1" echo 【已完成，但还不能定稿】有必须处理的意见：先看校验报告的第一张表“待办”。
if "%CODE%"=="2" echo 【没有做成】原因和办法见上面的话，文件没有改动。
if "%CODE%"=="9009" echo 【没有做成】程序没有启动，请检查安装。
echo.
pause
exit %CODE%
