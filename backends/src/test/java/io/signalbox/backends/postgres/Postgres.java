package io.signalbox.backends.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A Postgres of its own, from the package that {@code .ci/run} puts below {@code .parts}. Without
 * it the test is skipped, or fails where {@code SIGNALBOX_REQUIRE_PARTS} is 1.
 */
public final class Postgres implements AutoCloseable {
  /** Starts a server on a free port, says which, and stops it when nobody listens any more. */
  private static final String SCRIPT =
      """
      import os, pathlib, pwd, shutil, socket, subprocess, sys, tempfile
      import pgserver
      bin = pathlib.Path(pgserver.__file__).parent / 'pginstall' / 'bin'
      home = tempfile.mkdtemp(prefix='signalbox-pg-')
      as_user = {}
      if os.geteuid() == 0:
          nobody = pwd.getpwnam('nobody')
          os.chown(home, nobody.pw_uid, nobody.pw_gid)
          as_user = dict(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])
      with socket.socket() as s:
          s.bind(('127.0.0.1', 0))
          port = s.getsockname()[1]
      data = home + '/data'
      quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
      subprocess.run([bin / 'initdb', '-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8',
          '--no-sync'], check=True, **quiet, **as_user)
      server = subprocess.Popen([bin / 'postgres', '-D', data, '-p', str(port), '-k', home,
          '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'], **quiet, **as_user)
      print(port, flush=True)
      sys.stdin.read()
      server.terminate()
      server.wait(20)
      shutil.rmtree(home, ignore_errors=True)
      """;

  private final Process process;
  private final int port;

  private Postgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static Postgres start() throws IOException, InterruptedException {
    var python = root().resolve(".parts/pgserver/bin/python");
    if (!Files.isExecutable(python)) {
      var message = "Postgres is missing: %s (.ci/run installs it)".formatted(python);
      if ("1".equals(System.getenv("SIGNALBOX_REQUIRE_PARTS"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    var process =
        new ProcessBuilder(List.of(python.toString(), "-c", SCRIPT))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = out.readLine();
    if (line == null) {
      throw new AssertionError("Postgres did not start");
    }
    var postgres = new Postgres(process, Integer.parseInt(line.strip()));
    postgres.awaitConnections();
    return postgres;
  }

  private void awaitConnections() throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try (var _ = source().getConnection()) {
        return;
      } catch (SQLException early) {
        if (tries == 300) {
          throw new AssertionError("Postgres takes no connections", early);
        }
        // Nobody tells when it is ready; the process ends early when it never will be.
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("Postgres ended", early);
        }
      }
    }
  }

  public PGSimpleDataSource source() {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setConnectTimeout(5);
    source.setSocketTimeout(20);
    return source;
  }

  public int port() {
    return port;
  }

  private static Path root() throws IOException {
    var here = Path.of("").toRealPath();
    return Files.isExecutable(here.resolve("signalbox")) ? here : here.resolve("..").normalize();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException broken) {
      process.destroyForcibly();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
