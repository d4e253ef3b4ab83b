package io.signalbox.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.tree.Problem;
import io.signalbox.decide.Decision;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReloaderTest {
  private final List<String> told = new ArrayList<>();
  private final Router router =
      new Router(Documents.recipes(Documents.YAML, RouterEvents.NONE), RouterEvents.NONE);
  private String document = Documents.YAML;
  private final Reloader reloader = reloader(List.of(new Told()));

  @Test
  void firstGenerationIsTold() {
    assertThat(told).containsExactly("activated 1");
  }

  @Test
  void goodDocumentReplacesTheGeneration() {
    var before = router.current();
    document = Documents.OTHER;
    assertThat(reloader.reload()).isTrue();
    assertThat(router.current()).isNotSameAs(before);
    assertThat(decisions()).containsExactly("math_decision", "court_decision");
    assertThat(told).containsExactly("activated 1", "activated 2");
  }

  @Test
  void documentWithErrorsKeepsTheGeneration() {
    var before = router.current();
    document = Documents.YAML.replace("name: courts}", "name: nobody}");
    assertThat(reloader.reload()).isFalse();
    assertThat(router.current()).isSameAs(before);
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).startsWith("refused 1: test.yaml:").contains("nobody");
  }

  @Test
  void brokenYamlKeepsTheGeneration() {
    var before = router.current();
    document = "version: v0.3\nrouting: [";
    assertThat(reloader.reload()).isFalse();
    assertThat(router.current()).isSameAs(before);
  }

  @Test
  void defectWhileCompilingKeepsTheGeneration() {
    var before = router.current();
    var broken =
        Reloader.start(
            () -> Documents.load(document),
            loaded -> {
              throw new IllegalStateException("secret text");
            },
            router,
            Documents.load(Documents.YAML),
            List.of(new Told()));
    assertThat(broken.reload()).isFalse();
    assertThat(router.current()).isSameAs(before);
    assertThat(told.getLast()).contains("IllegalStateException").doesNotContain("secret");
  }

  @Test
  void generationAfterARefusalIsTheNext() {
    document = "routing: 7";
    assertThat(reloader.reload()).isFalse();
    document = Documents.OTHER;
    assertThat(reloader.reload()).isTrue();
    assertThat(told.getLast()).isEqualTo("activated 2");
  }

  @Test
  void changeOfListenersAsksForARestart() {
    document =
        Documents.YAML.replace("listeners: []", "listeners: [{address: 127.0.0.1, port: 8899}]")
            + "global:\n  services: {management_api: {port: 9999}}\n";
    assertThat(reloader.reload()).isTrue();
    assertThat(told.getLast()).isEqualTo("restart [listeners, global.services.management_api]");
  }

  @Test
  void listenerThatThrowsKeepsNobodyFromHearing() {
    ConfigEvents broken =
        new ConfigEvents() {
          @Override
          public void activated(long generation, Recipes recipes, List<Problem> warnings) {
            throw new IllegalStateException("broken listener");
          }
        };
    told.clear();
    document = Documents.OTHER;
    assertThat(reloader(List.of(broken, new Told())).reload()).isTrue();
    assertThat(told).containsExactly("activated 1", "activated 2");
  }

  @Test
  @Timeout(60)
  void callsGoOnWhileGenerationsChange() throws Exception {
    var stop = new AtomicBoolean();
    var served = new AtomicInteger();
    var failed = new AtomicInteger();
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  try {
                    serve();
                    served.incrementAndGet();
                  } catch (RuntimeException lost) {
                    failed.incrementAndGet();
                  }
                }
              }));
    }
    for (int i = 0; i < 30; i++) {
      document = i % 3 == 2 ? "routing: [" : i % 2 == 0 ? Documents.OTHER : Documents.YAML;
      assertThat(reloader.reload()).isEqualTo(i % 3 != 2);
    }
    int before = served.get();
    while (served.get() < before + 10) {
      serve();
    }
    stop.set(true);
    for (var caller : callers) {
      caller.join();
    }
    assertThat(failed).hasValue(0);
    assertThat(told).contains("activated 21");
  }

  private void serve() {
    var reply =
        router.serve(
            Documents.call("a"),
            Documents.request("auto", "what is the derivative of x"),
            (routed, request) ->
                new ChatReply(
                    200,
                    Headers.NONE,
                    HeaderEdits.NONE,
                    ReplyBody.of("{}".getBytes(StandardCharsets.UTF_8))));
    try (var body = reply.body()) {
      while (body.next() != null) {
        // Only the end is of interest.
      }
    }
  }

  private Reloader reloader(List<ConfigEvents> listeners) {
    return Reloader.start(
        () -> Documents.load(document),
        loaded -> Documents.compile(loaded, RouterEvents.NONE),
        router,
        Documents.load(Documents.YAML),
        listeners);
  }

  private List<String> decisions() {
    return router.current().main().decisions().all().stream().map(Decision::name).toList();
  }

  private final class Told implements ConfigEvents {
    @Override
    public void activated(long generation, Recipes recipes, List<Problem> warnings) {
      told.add("activated " + generation);
    }

    @Override
    public void refused(List<Problem> problems) {
      told.add("refused %d: %s".formatted(problems.size(), problems.getFirst().text()));
    }

    @Override
    public void restartNeeded(List<String> paths) {
      told.add("restart " + paths);
    }
  }
}
