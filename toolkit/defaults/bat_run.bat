@@head
@@period
%RUN% run "%P%"
set "CODE=%errorlevel%"
if "%CODE%"=="2" goto end
if exist "outbox\%P%" start "" "outbox\%P%"
if exist "outbox\%P%\看板.html" start "" "outbox\%P%\看板.html"
@@end
