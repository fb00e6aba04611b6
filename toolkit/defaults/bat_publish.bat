@@head
@@period
set "YES="
set /p "YES=定稿以后不能直接改动。确定要给“%P%”定稿，请输入 Y 后回车："
if not defined YES goto dropped
set "YES=%YES:"=%"
if /i "%YES%"=="Y" goto publish
:dropped
echo 没有定稿，什么都没有改动。
goto end
:publish
%RUN% publish "%P%"
set "CODE=%errorlevel%"
if "%CODE%"=="2" goto end
if exist "outbox\%P%\定稿" start "" "outbox\%P%\定稿"
@@end
