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
set "P="
set "LAST="
for /f "delims=" %%i in ('dir /b /ad /o-n inbox 2^>nul') do if not defined LAST if exist "inbox\%%i\period.toml" set "LAST=%%i"
if not defined LAST goto noperiod
set /p "P=报送期，直接回车用“%LAST%”："
if not defined P set "P=%LAST%"
set "P=%P:"=%"
if not defined P goto found
goto asked
:noperiod
echo 还没有下发过任何报送期。请先双击“1-下发.bat”。
goto end
:asked
if "%~1"=="" goto check
set "AT="
set /p "AT=收到时间要紧的，写什么时候收到，例如 3月25日17时30分；不要紧的直接回车："
if not defined AT goto now
set "AT=%AT:"=%"
if not defined AT goto now
%RUN% receive "%P%" %* --at "%AT%"
set "CODE=%errorlevel%"
goto received
:now
%RUN% receive "%P%" %*
set "CODE=%errorlevel%"
:received
if "%CODE%"=="0" goto check
echo 拖进来的文件没有登记成功。文件名里有“与”号等特殊符号的，Windows 传不过来；
echo 一次拖得太多也传不过来。请放进一个文件夹再拖，或直接复制到 inbox 里这一期的文件夹，再双击本文件。
goto end
:check
%RUN% check "%P%"
set "CODE=%errorlevel%"
if "%CODE%"=="2" goto end
if exist "outbox\%P%\校验报告.xlsx" start "" "outbox\%P%\校验报告.xlsx"
if exist "outbox\%P%\退回" start "" "outbox\%P%\退回"
:end
echo.
if "%CODE%"=="0" echo 【完成】没有必须处理的问题。
if "%CODE%"=="1" echo 【已完成，但还不能定稿】有必须处理的意见：先看校验报告的第一张表“待办”。
if "%CODE%"=="2" echo 【没有做成】原因和办法见上面的话，文件没有改动。
if "%CODE%"=="9009" echo 【没有做成】程序没有启动，请检查安装。
echo.
pause
exit %CODE%
