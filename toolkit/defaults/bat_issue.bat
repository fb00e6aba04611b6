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
:due
set "DUE="
set /p "DUE=报送截止时间，例如 2025-03-25 18:00 或 3月25日18时："
if not defined DUE goto due
set "DUE=%DUE:"=%"
if not defined DUE goto due
%RUN% issue "%P%" --due "%DUE%"
set "CODE=%errorlevel%"
if "%CODE%"=="2" goto end
if exist "outbox\%P%\下发" start "" "outbox\%P%\下发"
@@end
