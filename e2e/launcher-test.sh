#!/bin/sh
# Tests the launcher in a tree of its own, with a JDK and a Maven that only write down how they were called.
# Prints "ok NAME" or "not ok NAME" for each test; fails when one failed.
# Usage: e2e/launcher-test.sh
set -u

here=$(cd -P -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# The tree, the JDK and the commands lie below a folder whose name is as bad as a name can be.
base="$work/a b'c\$d*e"
tree=$base/tree
bin=$base/bin
jdk=$base/jdk

fake_jdk() { # folder, version
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
echo "java $0"
for argument; do printf '<%s>\n' "$argument"; done
[ -z "${FAKE_JAVA_WAITS:-}" ] || exec sleep 30
exit "${FAKE_JAVA_EXIT:-0}"
JAVA
  printf '#!/bin/sh\n' >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

fake_maven() {
  cat >"$bin/mvn" <<'MVN'
#!/bin/sh
echo "mvn $* JAVA_HOME=$JAVA_HOME" >>"$MVN_CALLS"
echo "noise of Maven"
[ -z "${FAKE_MVN_FAILS:-}" ] || { echo "what went wrong" >&2; exit 1; }
[ -z "${FAKE_MVN_SLOW:-}" ] || sleep 2
mkdir -p app/target/lib
: >app/target/signalbox-app.jar
MVN
  chmod +x "$bin/mvn"
}

# The commands of a system without Java and Maven; $1 is "noflock" for one without flock as well.
commands() {
  rm -rf "$bin"
  mkdir -p "$bin"
  for command in sh sed find head mkdir rm mv cp touch cat sleep readlink dirname kill flock; do
    [ "$command:${1:-}" != flock:noflock ] || continue
    path=$(command -v "$command") && case $path in /*) ln -s "$path" "$bin/$command" ;; esac
  done
}

fresh() {
  chmod -R u+w "$base" 2>/dev/null
  rm -rf "$base"
  mkdir -p "$tree/app/src/main/java" "$tree/core/src/main/java" "$tree/core/src/test/java"
  # No JDK of this machine's own may be found.
  sed "s#/usr/lib/jvm/#/nowhere/jvm/#" "$here/signalbox" >"$tree/signalbox"
  chmod +x "$tree/signalbox"
  touch "$tree/pom.xml" "$tree/core/pom.xml" "$tree/core/src/main/java/A.java"
  commands "${1:-}"
  fake_jdk "$jdk" 25.0.3
  fake_maven
  MVN_CALLS=$base/mvn-calls
  : >"$MVN_CALLS"
  export MVN_CALLS
}

# Runs the launcher (or $LAUNCHER) with nothing else in its environment but what is given.
launch() {
  (cd "${FROM:-/}" && env -i PATH="$bin" MVN_CALLS="$MVN_CALLS" ${USE_JDK:+"JAVA_HOME=$USE_JDK"} ${SET:+"$SET"} \
    "${LAUNCHER:-$tree/signalbox}" "$@") >"$base/out" 2>"$base/err" </dev/null
}

check() { # name, command…
  name=$1
  shift
  if "$@"; then
    echo "ok $name"
  else
    echo "not ok $name"
    sed 's/^/#   /' "$base/out" "$base/err" 2>/dev/null
    failures=$((failures + 1))
  fi
}

builds() { [ "$(wc -l <"$MVN_CALLS")" -eq "$1" ]; }
lines_of_err() { [ "$(wc -l <"$base/err")" -eq "$1" ]; }
said() { grep -q -- "$1" "$base/err"; }
settle() { find "$tree" -path "$tree/app/target" -prune -o -exec touch -t 202001010000 {} +; }

no_jdk() { USE_JDK='' launch demo; [ $? -eq 69 ] && lines_of_err 1 && said 'JDK 25' && builds 0; }
no_maven() { rm "$bin/mvn"; USE_JDK=$jdk launch demo; [ $? -eq 69 ] && lines_of_err 1 && said 'Maven'; }
wrong_jdk() { fake_jdk "$jdk" 17.0.1; USE_JDK=$jdk launch demo; [ $? -eq 69 ] && said 'JDK 25'; }
jre_only() { rm "$jdk/bin/javac"; USE_JDK=$jdk launch demo; [ $? -eq 69 ]; }
not_fooled() { fake_jdk "$jdk" 250.1; USE_JDK=$jdk launch demo; [ $? -eq 69 ]; }
passed_over() {
  fake_jdk "$base/old" 21.0.1
  ln -s "$jdk/bin/javac" "$bin/javac"
  USE_JDK=$base/old launch demo && grep -qF "java $jdk/bin/java" "$base/out"
}
without_release() {
  rm "$jdk/release"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\n[ "$1" = -version ] && echo "openjdk version \\"25.0.1\\" 2025" >&2; exit 0\n' >"$jdk/bin/java"
  USE_JDK=$jdk launch demo
}
first_use() {
  USE_JDK=$jdk launch demo && builds 1 && lines_of_err 1 && said 'building' &&
    ! grep -q 'noise' "$base/out" && grep -q -- '-pl app -am -DskipTests .* package ' "$MVN_CALLS" &&
    grep -q "JAVA_HOME=$(printf '%s' "$jdk" | sed 's/[$*]/\\&/g')\$" "$MVN_CALLS"
}
second_start() { settle; USE_JDK=$jdk launch demo && USE_JDK=$jdk launch demo && builds 1 && lines_of_err 0; }
no_maven_needed() { settle; USE_JDK=$jdk launch demo && rm "$bin/mvn" && USE_JDK=$jdk launch demo; }
built_by_maven() {
  settle
  mkdir -p "$tree/app/target/lib" && touch "$tree/app/target/signalbox-app.jar" && USE_JDK=$jdk launch demo && builds 0
}
source_touched() {
  settle
  USE_JDK=$jdk launch demo && touch "$tree/core/src/main/java/A.java" && USE_JDK=$jdk launch demo &&
    builds 2 && lines_of_err 1 && said 'core/src/main/java/A.java is newer'
}
pom_touched() { settle; USE_JDK=$jdk launch demo && touch "$tree/core/pom.xml" && USE_JDK=$jdk launch demo && builds 2; }
source_deleted() {
  settle
  USE_JDK=$jdk launch demo && rm "$tree/core/src/main/java/A.java" && USE_JDK=$jdk launch demo && builds 2
}
test_touched() {
  settle
  USE_JDK=$jdk launch demo && touch "$tree/core/src/test/java/B.java" && USE_JDK=$jdk launch demo && builds 1
}
build_fails() {
  SET=FAKE_MVN_FAILS=1 USE_JDK=$jdk launch demo
  [ $? -eq 70 ] && said 'what went wrong' && said 'noise of Maven' && ! grep -q '<demo>' "$base/out" || return 1
  USE_JDK=$jdk launch demo && builds 2
}
by_symlink() {
  mkdir -p "$base/links" && ln -s ../tree/signalbox "$base/links/one" && ln -s "$base/links/one" "$base/two"
  LAUNCHER=$base/two USE_JDK=$jdk launch demo && grep -qF "<-Dsignalbox.home=$tree>" "$base/out"
}
by_path() {
  ln -s "$tree/signalbox" "$bin/signalbox"
  LAUNCHER=signalbox USE_JDK=$jdk launch demo && grep -qF "<-Dsignalbox.home=$tree>" "$base/out"
}
by_relative_path() { FROM=$tree LAUNCHER=./signalbox USE_JDK=$jdk launch demo && grep -qF "<-Dsignalbox.home=$tree>" "$base/out"; }
arguments_kept() {
  # shellcheck disable=SC2016
  USE_JDK=$jdk launch serve --config 'a  b' '' '*' "it's" '$HOME' &&
    [ "$(tail -n 7 "$base/out" | tr -d '\n')" = "<serve><--config><a  b><><*><it's><\$HOME>" ]
}
jvm_flags() { SET='SIGNALBOX_JVM_FLAGS=-Xmx1g -Da=b' USE_JDK=$jdk launch demo && grep -q '^<-Xmx1g>$' "$base/out" && grep -q '^<-Da=b>$' "$base/out"; }
own_collector() {
  settle
  USE_JDK=$jdk launch demo && grep -q '^<-XX:+UseSerialGC>$' "$base/out" &&
    grep -q '^<-XX:TrimNativeHeapInterval=30000>$' "$base/out" &&
    SET=SIGNALBOX_JVM_FLAGS=-XX:+UseG1GC USE_JDK=$jdk launch demo && ! grep -q 'Serial' "$base/out"
}
remembered() {
  settle
  USE_JDK=$jdk launch demo && ! grep -q 'AOTCache' "$base/out" && : >"$tree/app/target/signalbox.aot" &&
    USE_JDK=$jdk launch demo && grep -qF "<-XX:AOTCache=$tree/app/target/signalbox.aot>" "$base/out"
}
rehearsal_fails() {
  SET=FAKE_JAVA_EXIT=7 USE_JDK=$jdk launch demo
  [ ! -e "$tree/app/target/signalbox.aot" ] && builds 1 && lines_of_err 1 && USE_JDK=$jdk launch demo && builds 1
}
exit_status() { SET=FAKE_JAVA_EXIT=7 USE_JDK=$jdk launch demo; [ $? -eq 7 ]; }
together() {
  settle
  for i in 1 2 3 4; do
    (cd / && env -i PATH="$bin" MVN_CALLS="$MVN_CALLS" JAVA_HOME="$jdk" FAKE_MVN_SLOW=1 "$tree/signalbox" demo) \
      >"$base/out$i" 2>"$base/err$i" </dev/null &
  done
  wait
  builds 1 && [ "$(cat "$base"/out[1-4] | grep -c '^<demo>$')" -eq 4 ]
}
stale_lock() {
  mkdir -p "$tree/.signalbox/build.lock.d" && echo 999999999 >"$tree/.signalbox/build.lock.d/owner"
  touch "$tree/.signalbox/build.lock"
  USE_JDK=$jdk launch demo && builds 1
}
not_held_while_running() {
  settle
  (cd / && env -i PATH="$bin" MVN_CALLS="$MVN_CALLS" JAVA_HOME="$jdk" FAKE_JAVA_WAITS=1 "$tree/signalbox" serve) \
    >"$base/out1" 2>&1 </dev/null &
  running=$!
  until grep -q '^<serve>$' "$base/out1" 2>/dev/null; do sleep 0.1; done
  touch "$tree/pom.xml"
  USE_JDK=$jdk launch demo
  status=$?
  kill "$running" # the launcher has become the program, so the signal reaches it
  wait "$running" 2>/dev/null
  [ $? -eq 143 ] && [ $status -eq 0 ] && builds 2
}

while read -r flavour test sentence; do
  fresh "$flavour"
  check "$sentence" "$test"
done <<'TESTS'
flock no_jdk without a JDK it says what to install
flock no_maven without Maven and a build it says what to install
flock wrong_jdk a JDK of another version does not count
flock not_fooled version 250 is not 25
flock jre_only a runtime without a compiler does not count
flock passed_over JAVA_HOME of another version is passed over
flock without_release a JDK without a release file is asked
flock first_use the first use builds, says one line, hides the output of Maven
flock second_start a second start takes no build
flock no_maven_needed a start with a build takes no Maven
flock built_by_maven a build by hand counts
flock source_touched a touched source is built, and named
flock pom_touched a touched pom is built
flock source_deleted a deleted source is noticed
flock test_touched a touched test is no reason to build
flock build_fails a build that fails shows its output, and the next start tries again
flock by_symlink it works through relative and absolute links
flock by_path it works from the PATH
flock by_relative_path it works by a relative path
flock arguments_kept arguments arrive as they are
flock jvm_flags flags for the JVM are handed on
flock own_collector a collector of one's own replaces ours
flock remembered what the JVM remembers is used
flock rehearsal_fails a rehearsal that fails keeps nothing from starting
flock exit_status the exit status is that of the program
flock together starts at the same time build once
flock stale_lock a stale lock is survived
flock not_held_while_running a running program holds no lock and gets signals
noflock together without flock, starts at the same time build once
noflock stale_lock without flock, a stale lock is survived
noflock not_held_while_running without flock, a running program holds no lock
TESTS
[ "$failures" -eq 0 ]
