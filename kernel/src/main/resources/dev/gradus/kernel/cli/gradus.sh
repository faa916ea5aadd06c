#!/bin/sh
# Starts Gradus with the java of JAVA_HOME, else with the one on the PATH. Needs no other program.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self") || break
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
case $self in
  */*) here=${self%/*} ;;
  *) here=. ;;
esac

if [ -n "$JAVA_HOME" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
elif command -v java > /dev/null 2>&1; then
  java=java
else
  echo "Gradus needs a JDK 25 or newer, but there is no java in JAVA_HOME nor on the PATH; get one from https://adoptium.net and set JAVA_HOME to its folder." >&2
  exit 5
fi
# A library of the tables calls Unsafe, which newer Javas would report; older ones do not know this.
quiet=--sun-misc-unsafe-memory-access=allow
"$java" $quiet -version > /dev/null 2>&1 || quiet=-Dgradus.java=old
exec "$java" $quiet -Djava.awt.headless=true -XX:+UseSerialGC -XX:MaxRAM=8g -XX:MaxRAMPercentage=50 \
  ${GRADUS_HEAP:+"-Xmx$GRADUS_HEAP"} \
  -jar "$here/gradus.jar" "$@"
