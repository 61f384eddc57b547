@echo off
rem Starts byok on Windows: finds the image and runs it. NOT TRIED YET ON WINDOWS; written from what
rem is documented of cmd.exe. It does what the launcher named byok does elsewhere, with these gaps:
rem - cmd.exe reads arguments before byok does, and again below: outside quotes ampersand,
rem   bar, angle brackets and caret are its own; percent signs around a variable's name are replaced even
rem   inside quotes; an argument holds no line break. Never pass on what others wrote: give a prompt as a
rem   file (-f) or on standard input. Exclamation marks arrive as they are: delayed expansion is off.
rem - Java takes arguments in the system's code page: letters outside it are lost. A file's are not.
rem - byok writes UTF-8 by itself, whatever -Dstdout.encoding says, and the console's code page is left
rem   alone: it belongs to the window, and would stay changed. chcp 65001 shows all letters.
rem - Ctrl-C ends byok, but cmd.exe then asks whether to end this file too, and forgets the exit code 130.
rem - another file of commands has to say: call byok. Without call it ends where byok ends.
rem - the variables that are cleared below do not reach the programs that byok starts either.
rem - byok.terminal is not set, as cmd.exe cannot tell what a terminal is: Java's console then decides,
rem   and with standard input or output redirected nothing counts as one, so that no script is asked.
setlocal EnableExtensions DisableDelayedExpansion
rem A name in quotes that was found on PATH breaks %%~dp0, though not below a label.
call :find
if not exist "%image%\runtime\lib\modules" (
  echo byok: there is no image beside "%image%\bin"; unpack the archive again 1>&2
  exit /b 1
)

rem These would print lines, load agents and log headers. The last would hide the real exit code.
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "JAVA_OPTIONS="
set "CLASSPATH="
set "ERRORLEVEL="

rem Short reports have a smaller class cache of their own.
set "cache=byok"
for %%w in (--version version --help -h help __complete completion providers) do if "%~1"=="%%w" set "cache=reports"
if "%~1"=="usage" if not "%~2"=="reprice" set "cache=reports"
if "%~1"=="keys" if "%~2"=="list" set "cache=reports"

rem When Java itself breaks it would tell that on standard output, among the answer, and leave a report
rem with all arguments in it, the prompt too. It ends silently instead, with exit code 1.
"%image%\runtime\bin\java.exe" ^
  -XX:AOTCache="%image%\lib\byok\%cache%.aot" -Xlog:disable -XX:+DisplayVMOutputToStderr ^
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData ^
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -XX:CompileThresholdScaling=8 ^
  -XX:+DisableAttachMechanism -XX:-CreateCoredumpOnCrash -XX:+SuppressFatalErrorMessage ^
  -Djava.library.path="%image%\lib\byok" -Dlibrary.jline.path="%image%\lib\byok" -Dbyok.roots="%image%\lib\byok\roots" ^
  -Djdk.reflect.useNativeAccessorOnly=true -Djdk.includeInExceptions=hostInfoExclSocket --enable-native-access=byok ^
  -m byok/dev.byok.Main %*
exit /b %ERRORLEVEL%

:find
set "image=%~dp0.."
exit /b 0
