package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.reload.ConfigEvents;
import io.signalbox.server.reload.ConfigWatch;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.reload.Reloader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file, its watch, the reloader and the status together. */
class LiveReloadTest {
  private static final ConfigWatch.Pace PACE =
      new ConfigWatch.Pace(Duration.ofMillis(20), Duration.ofMillis(10), Duration.ofMinutes(10));

  @TempDir Path directory;

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void fileThatIsBrokenAndMendedLeavesTheStatusRight() throws Exception {
    var file = Files.writeString(directory.resolve("config.yaml"), Documents.YAML);
    var first = ConfigLoader.load(file, Map.of(), false);
    var recipes =
        Objects.requireNonNull(Documents.compile(first, RouterEvents.NONE).recipes(), "recipes");
    var router = new Router(recipes, RouterEvents.NONE);
    var status = new StartupStatus(InstantSource.system());
    var reloader =
        Reloader.start(
            () -> ConfigLoader.load(file, Map.of(), false),
            loaded -> Documents.compile(loaded, RouterEvents.NONE),
            router,
            first,
            List.of(status, new Told()));
    assertThat(next()).isEqualTo("activated 1");
    try (var _ = ConfigWatch.start(file, first.sha256(), PACE, reloader::reload)) {
      Files.writeString(file, "routing: [");
      assertThat(next()).isEqualTo("refused");
      assertThat(router.current()).isSameAs(recipes);
      assertThat(reload(status)).isEqualTo("failed");
      Files.delete(file);
      var next = Files.writeString(directory.resolve("next"), Documents.OTHER);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(next()).isEqualTo("activated 2");
      assertThat(reload(status)).isEqualTo("ok");
      assertThat(status.json().get("config").get("sha256").stringValue())
          .isEqualTo(router.current().sha256());
    }
  }

  private static String reload(StartupStatus status) {
    return status.json().get("config").get("last_reload").get("result").stringValue();
  }

  private String next() throws InterruptedException {
    var event = told.poll(30, TimeUnit.SECONDS);
    return event == null ? "nothing" : event;
  }

  private final class Told implements ConfigEvents {
    @Override
    public void activated(long generation, Recipes recipes, List<Problem> warnings) {
      told.add("activated " + generation);
    }

    @Override
    public void refused(List<Problem> problems) {
      told.add("refused");
    }
  }
}
