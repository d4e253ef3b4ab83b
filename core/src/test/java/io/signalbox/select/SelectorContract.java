package io.signalbox.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Requests;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.signal.Readings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every selector, however it picks. */
public abstract class SelectorContract {
  protected abstract Selector selector();

  /** The type it is configured by. */
  protected abstract String type();

  private static Choice choice(ChatRequest request, int candidates) {
    var models =
        IntStream.range(0, candidates)
            .mapToObj(i -> new Model("model-" + i, null, null, null, Map.of(), List.of()))
            .map(model -> new Candidate(model, null))
            .toList();
    return new Choice("default", Calls.with(), request, Readings.NONE, Verdict.NONE, models);
  }

  @Test
  void picksOneOfTheCandidatesAndSaysWhy() {
    for (int candidates : new int[] {2, 3, 50}) {
      for (var text : List.of("", "What is 2 + 2?", "word ".repeat(10_000))) {
        var choice = choice(Requests.saying(text), candidates);
        var selection = selector().select(choice);
        assertThat(choice.candidates()).contains(selection.candidate());
        assertThat(selection.algorithm()).isEqualTo(type());
        assertThat(selection.reason()).isNotBlank();
      }
    }
  }

  @Test
  void picksForManyCallsAtOnce() throws Exception {
    var selector = selector();
    var choice = choice(Requests.saying("hello"), 5);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Selection> task = () -> selector.select(choice);
      for (var future : threads.invokeAll(Collections.nCopies(100, task))) {
        assertThat(choice.candidates()).contains(future.get().candidate());
      }
    }
  }
}
