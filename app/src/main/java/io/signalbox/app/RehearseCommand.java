package io.signalbox.app;

import io.signalbox.server.PortInUseException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * Does for a few seconds what serving will do, so that the JVM can remember it: the launcher runs
 * it once after a build, with {@code -XX:AOTCacheOutput}, and later starts begin with classes
 * linked and methods profiled.
 */
@Command(
    name = "rehearse",
    description = "Serve a few calls for the JVM to remember.",
    hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final Duration CALLS = Duration.ofSeconds(4);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 20;

  @Override
  public Integer call() throws InterruptedException {
    System.setProperty(DemoCommand.LOG_LEVEL, "info");
    Thread.ofPlatform().daemon().name("rehearsal-limit").start(RehearseCommand::endInTime);
    try (var config = DemoConfig.find();
        var demo = start(config);
        var client = new DemoClient(demo.gatewayPort());
        var proxy = new RehearsalProxy(demo.extProcPort())) {
      DemoClient.sendAll(client);
      proxy.call(CALLS);
      DemoClient.sendAll(client);
    }
    return ExitCode.OK;
  }

  /** A rehearsal that hangs must not keep the program from starting. */
  private static void endInTime() {
    try {
      Thread.sleep(LIMIT);
    } catch (InterruptedException ended) {
      return;
    }
    Runtime.getRuntime().halt(ExitCode.SOFTWARE);
  }

  /** On ports that nobody uses. */
  private static Demo start(DemoConfig config) {
    for (int attempt = 1; ; attempt++) {
      int offset = ThreadLocalRandom.current().nextInt(1000, DemoPorts.MAX_OFFSET);
      try {
        return Demo.start(config.file(), new DemoPorts(offset));
      } catch (PortInUseException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }
}
