:end
echo.
if "%CODE%"=="0" echo 【完成】没有必须处理的问题。
if "%CODE%"=="1" echo 【已完成，但还不能定稿】有必须处理的意见：先看校验报告的第一张表“待办”。
if "%CODE%"=="2" echo 【没有做成】原因和办法见上面的话，文件没有改动。
if "%CODE%"=="9009" echo 【没有做成】程序没有启动，请检查安装。
echo.
pause
exit %CODE%
