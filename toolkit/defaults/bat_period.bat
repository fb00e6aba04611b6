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
