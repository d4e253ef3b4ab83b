package io.signalbox.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What holds for every signal, whatever it looks for. */
public abstract class SignalContract {
  protected abstract Signal signal();

  /** Requests that have been trouble somewhere. */
  private static List<ChatRequest> requests() {
    var requests = new ArrayList<ChatRequest>();
    for (var text :
        List.of(
            "",
            " \n\t ",
            "a",
            "What is 2 + 2?",
            "\u0000\u0001\ufeff",
            "\ud800 a lone surrogate \udc00",
            "e\u0301 \ud83d\ude00\u200d\ud83d\udcbb \u202eabc 漢字かな교통 \u0e01\u0e33",
            "(((((((((([[[[[[*+?{}\\",
            "word ".repeat(20_000),
            "a".repeat(100_000))) {
      requests.add(Requests.saying(text));
    }
    requests.add(Requests.of("auto"));
    requests.add(Requests.of("auto", Requests.message(Role.SYSTEM, "You help.")));
    requests.add(Requests.of("auto", Requests.message(Role.TOOL, "")));
    requests.add(
        Requests.of(
            "auto",
            Requests.message(Role.USER, "first"),
            Requests.message(Role.ASSISTANT, "second"),
            Requests.message(Role.OTHER, "third")));
    return requests;
  }

  @Test
  void tellsAboutAtLeastOneName() {
    assertThat(signal().type()).isNotBlank();
    assertThat(signal().names()).isNotEmpty().doesNotContain("");
    assertThat(signal().cost()).isNotNull();
  }

  @Test
  void tellsOnlyOfItsNamesAndHowSureItIs() {
    for (var request : requests()) {
      if (signal().read(Calls.with(), request) instanceof Reading.Hit(var labels, var _)) {
        assertThat(labels).isNotEmpty();
        assertThat(signal().names()).containsAll(labels.keySet());
        assertThat(labels.values()).allSatisfy(sure -> assertThat(sure).isBetween(0.0, 1.0));
      }
    }
  }

  @Test
  void readsTheSameFromTheSame() {
    for (var request : requests()) {
      var first = signal().read(Calls.with(), request);
      assertThat(signal().read(Calls.with(), request)).isEqualTo(first);
    }
  }

  @Test
  void readsForManyCallsAtOnce() throws Exception {
    var signal = signal();
    var requests = requests();
    var alone = requests.stream().map(request -> signal.read(Calls.with(), request)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Reading>>();
      requests.forEach(request -> tasks.add(() -> signal.read(Calls.with(), request)));
      var together = new ArrayList<Reading>();
      for (var future : threads.invokeAll(tasks)) {
        together.add(future.get());
      }
      assertThat(together).isEqualTo(alone);
    }
  }
}
