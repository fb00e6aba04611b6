@@head
@@period
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
@@end
