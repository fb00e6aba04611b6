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
