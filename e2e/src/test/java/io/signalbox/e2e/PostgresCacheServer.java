package io.signalbox.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Postgres that can be started again on what it wrote. */
final class PostgresCacheServer implements CacheServer {
  /** Makes an empty cluster and says where it lies; Postgres refuses to run as root. */
  private static final String MAKE =
      """
      import os, pathlib, pwd, subprocess, tempfile
      import pgserver
      bin = pathlib.Path(pgserver.__file__).parent / 'pginstall' / 'bin'
      home = tempfile.mkdtemp(prefix='signalbox-pg-')
      as_user = {}
      if os.geteuid() == 0:
          nobody = pwd.getpwnam('nobody')
          os.chown(home, nobody.pw_uid, nobody.pw_gid)
          as_user = dict(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])
      subprocess.run([bin / 'initdb', '-D', home + '/data', '-U', 'postgres', '--auth=trust', '-E',
          'UTF8', '--no-sync'], check=True, stdout=subprocess.DEVNULL, **as_user)
      print(home, end='')
      """;

  private static final String SERVE =
      """
      import os, pathlib, pwd, sys
      import pgserver
      bin = pathlib.Path(pgserver.__file__).parent / 'pginstall' / 'bin'
      home, port = sys.argv[1:]
      if os.geteuid() == 0:
          nobody = pwd.getpwnam('nobody')
          os.setgroups([])
          os.setgid(nobody.pw_gid)
          os.setuid(nobody.pw_uid)
      os.chdir(home)
      # By its whole name: it looks for its libraries beside itself.
      postgres = str(bin / 'postgres')
      os.execv(postgres, [postgres, '-D', home + '/data', '-p', port, '-k', home,
          '-c', 'listen_addresses=127.0.0.1'])
      """;

  private static final String DROP =
      """
      import shutil, sys
      shutil.rmtree(sys.argv[1], ignore_errors=True)
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path python;
  private final String home;
  private final int port = Ports.free();
  private @Nullable ServerProcess process;

  private PostgresCacheServer(Path python, String home) {
    this.python = python;
    this.home = home;
  }

  static PostgresCacheServer make() {
    var python = Parts.postgresPython();
    var made = Program.run(List.of(python.toString(), "-c", MAKE));
    if (made.status() != 0) {
      throw new AssertionError("Postgres makes no cluster: " + made.err());
    }
    return new PostgresCacheServer(python, made.out());
  }

  /** Waits until it serves; it does not start while what was killed still lies around. */
  @Override
  public void start() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    var started = serve();
    while (!serves()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("Postgres takes no connections");
      }
      started = started.alive() ? started : serve();
    }
  }

  private ServerProcess serve() {
    var started =
        ServerProcess.start(List.of(python.toString(), "-c", SERVE, home, Integer.toString(port)));
    process = started;
    return started;
  }

  private boolean serves() {
    try (var _ = connect()) {
      return true;
    } catch (SQLException early) {
      return false;
    }
  }

  @Override
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void freeze(boolean now) {
    if (process != null) {
      process.signal(now ? "STOP" : "CONT");
    }
  }

  @Override
  public String config() {
    return "{backend_type: postgres, postgres: {host: 127.0.0.1, port: %d, ssl_mode: disable}}"
        .formatted(port);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port));
  }

  @Override
  public Map<String, byte[]> values() {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT key, value FROM signalbox_cache_values")) {
      var values = new LinkedHashMap<String, byte[]>();
      while (rows.next()) {
        values.put(rows.getString(1), rows.getBytes(2));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void replace(String key, byte[] value) {
    try (var connection = connect();
        var update =
            connection.prepareStatement(
                "UPDATE signalbox_cache_values SET value = ? WHERE key = ?")) {
      update.setBytes(1, value);
      update.setString(2, key);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("no such answer");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    Program.run(List.of(python.toString(), "-c", DROP, home));
  }
}
