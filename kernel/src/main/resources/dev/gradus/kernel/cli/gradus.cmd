@echo off
rem Starts Gradus with the java of JAVA_HOME, else with the one on the PATH.
setlocal
set "GRADUS_JAVA=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" (
  set "GRADUS_JAVA=%JAVA_HOME%\bin\java.exe"
  goto start
)
where java.exe > nul 2> nul
if errorlevel 1 (
  echo Gradus needs a JDK 25 or newer, but there is no java in JAVA_HOME nor on the PATH; get one from https://adoptium.net and set JAVA_HOME to its folder. 1>&2
  exit /b 5
)
:start
set "GRADUS_LIMIT="
if defined GRADUS_HEAP set "GRADUS_LIMIT=-Xmx%GRADUS_HEAP%"
"%GRADUS_JAVA%" -Djava.awt.headless=true -XX:+UseSerialGC -XX:MaxRAM=8g -XX:MaxRAMPercentage=50 %GRADUS_LIMIT% -jar "%~dp0gradus.jar" %*
exit /b %ERRORLEVEL%
