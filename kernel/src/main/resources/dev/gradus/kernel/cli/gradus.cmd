@echo off
rem Starts Gradus with the java of JAVA_HOME, else with the one on the PATH.
setlocal EnableExtensions DisableDelayedExpansion
if not defined JAVA_HOME goto path
rem Some put quotes around the folder.
set "GRADUS_HOME=%JAVA_HOME:"=%"
if not exist "%GRADUS_HOME%\bin\java.exe" goto path
set "GRADUS_JAVA=%GRADUS_HOME%\bin\java.exe"
goto start
:path
rem Not with where.exe, which is no part of cmd and has to be on the PATH itself.
set "GRADUS_JAVA="
for %%i in (java.exe) do set "GRADUS_JAVA=%%~$PATH:i"
if defined GRADUS_JAVA goto start
echo Gradus needs a JDK 25 or newer, but there is no java in JAVA_HOME nor on the PATH; get one from https://adoptium.net and set JAVA_HOME to its folder. 1>&2
exit /b 5
:start
set "GRADUS_LIMIT="
if defined GRADUS_HEAP set "GRADUS_LIMIT=-Xmx%GRADUS_HEAP%"
rem A library of the tables calls Unsafe, which newer Javas would report; older ones do not know this.
set "GRADUS_QUIET=--sun-misc-unsafe-memory-access=allow"
"%GRADUS_JAVA%" %GRADUS_QUIET% -version > nul 2> nul
if errorlevel 1 set "GRADUS_QUIET=-Dgradus.java=old"
"%GRADUS_JAVA%" %GRADUS_QUIET% -Djava.awt.headless=true -XX:+UseSerialGC -XX:MaxRAM=8g -XX:MaxRAMPercentage=50 %GRADUS_LIMIT% -jar "%~dp0gradus.jar" %*
exit /b %ERRORLEVEL%
