@@head
set "NOW="
for /f "delims=" %%i in ('powershell -NoProfile -Command "Get-Date -Format yyyy-MM" 2^>nul') do set "NOW=%%i"
:period
set "P="
if defined NOW set /p "P=要下发的报送期，直接回车用“%NOW%”："
if not defined NOW set /p "P=要下发的报送期，例如 2025-03："
if not defined P set "P=%NOW%"
if not defined P goto period
set "P=%P:"=%"
if not defined P goto period
if exist "inbox\%P%\period.toml" goto extend
:due
set "DUE="
set /p "DUE=报送截止时间，例如 2025-03-25 18:00 或 3月25日18时："
if not defined DUE goto due
set "DUE=%DUE:"=%"
if not defined DUE goto due
set "TO="
set /p "TO=只发牵头单位，直接回车；连责任单位一起发，输入 A 后回车："
if not defined TO goto lead
set "TO=%TO:"=%"
if /i "%TO%"=="A" goto all
:lead
%RUN% issue "%P%" --due "%DUE%"
set "CODE=%errorlevel%"
goto issued
:all
%RUN% issue "%P%" --due "%DUE%" --to all
set "CODE=%errorlevel%"
:issued
if "%CODE%"=="2" goto end
if exist "outbox\%P%\下发" start "" "outbox\%P%\下发"
goto end
:extend
echo 这一期已经下发过，不会重发。要延期的，在下面写新的截止时间；不延期的，直接关掉窗口。
set "DUE="
set /p "DUE=新的截止时间，例如 2025-03-27 18:00 或 3月27日18时："
if not defined DUE goto extend
set "DUE=%DUE:"=%"
if not defined DUE goto extend
set "UNIT="
set /p "UNIT=各单位都延期，直接回车；只给一个单位延期，写这个单位的全称："
if not defined UNIT goto everyone
set "UNIT=%UNIT:"=%"
if not defined UNIT goto everyone
%RUN% issue "%P%" --extend "%DUE%" --unit "%UNIT%"
set "CODE=%errorlevel%"
goto end
:everyone
%RUN% issue "%P%" --extend "%DUE%"
set "CODE=%errorlevel%"
@@end
