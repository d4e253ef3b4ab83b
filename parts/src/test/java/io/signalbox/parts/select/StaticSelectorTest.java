package io.signalbox.parts.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import org.junit.jupiter.api.Test;

final class StaticSelectorTest {
  @Test
  void theFirstCandidateIsPickedWithOrWithoutBeingNamed() {
    for (var algorithm : new String[] {"", "algorithm: {type: static}, "}) {
      var routing =
          "decisions: [{name: d, %smodelRefs: [{model: n}, {model: m}]}]".formatted(algorithm);
      var routed =
          ExampleDocument.recipe(ExampleDocument.none(), routing)
              .route(Calls.with(), Requests.saying("hello"));
      assertThat(routed.model().name()).isEqualTo("n");
      assertThat(routed.selection().algorithm()).isEqualTo("static");
    }
  }
}
