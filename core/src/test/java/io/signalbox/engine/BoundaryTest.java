package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.plugin.Routed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a guard keeps inside stays with the models that it names, whatever fails. */
final class BoundaryTest {
  private static final String YAML =
      """
      providers:
        defaults: {default_model: cloud}
        models:
          - {name: cloud, backend_refs: [{endpoint: "c:1"}]}
          - {name: local, backend_refs: [{endpoint: "l:1"}]}
          - {name: other, backend_refs: [{endpoint: "o:1"}]}
      routing:
        modelCards: [{name: cloud}, {name: local}, {name: other}]
        signals:
          domains: [{name: math}]
        decisions:
          - name: inside
            priority: 9
            rules: {type: domain, name: math%s}
            modelRefs: [{model: local}, {model: other}]
          - {name: everything, priority: 1, modelRefs: [{model: cloud}]}
      """;

  private final List<String> asked = new ArrayList<>();
  private final Upstream failing =
      new Upstream() {
        @Override
        public boolean repeatable() {
          return true;
        }

        @Override
        public ChatReply send(Routed routed, ChatRequest request) {
          asked.add(request.model());
          return Replies.plain(503, "{}");
        }
      };

  private ChatReply serve(FakeClassifier classifier, String leaf, String model) {
    Ports ports = () -> FakeEncoder.of(classifier);
    var recipes =
        FakeParts.recipes(
            new FakeParts().guarding("domain"), ports, RouterEvents.NONE, YAML.formatted(leaf));
    var request = Requests.saying("hi").withModel(model);
    return new Router(recipes, RouterEvents.NONE).serve(Calls.with(), request, failing);
  }

  @Test
  void fallbacksStayWithTheModelsOfTheDecision() {
    assertThat(serve(FakeClassifier.sureOf("math", 0.9), "", "auto").status()).isEqualTo(503);
    assertThat(asked).containsExactly("local", "other");
  }

  @Test
  void aModelThatTheClientNamesIsReplacedAndItsFallbacksStayAsWell() {
    var _ = serve(FakeClassifier.sureOf("math", 0.9), "", "cloud");
    assertThat(asked).containsExactly("local", "other");
    asked.clear();
    var _ = serve(FakeClassifier.sureOf("math", 0.9), "", "other");
    assertThat(asked).containsExactly("other");
  }

  @Test
  void aGuardThatCannotBeReadHoldsWhereItsLeafSaysSo() {
    for (var model : List.of("auto", "cloud")) {
      asked.clear();
      var _ = serve(FakeClassifier.overloaded(), ", on_error: match", model);
      assertThat(asked).containsExactly("local", "other");
    }
  }

  @Test
  void aGuardBelowNotMayNotOpenWhenItFails() {
    var yaml =
        YAML.formatted("")
            .replace(
                "{type: domain, name: math}",
                "{operator: NOT, conditions: [{type: domain, name: math, on_error: no_match}]}");
    Ports ports = () -> FakeEncoder.of(FakeClassifier.overloaded());
    assertThatThrownBy(() ->
            FakeParts.recipes(new FakeParts().guarding("domain"), ports, RouterEvents.NONE, yaml))
        .hasMessageContaining("it must not open");
  }

  @Test
  void aRefusalIsNoReasonToAskAnotherModel() {
    Upstream refusing =
        new Upstream() {
          @Override
          public boolean repeatable() {
            return true;
          }

          @Override
          public ChatReply send(Routed routed, ChatRequest request) {
            asked.add(request.model());
            throw new RouterException(Fault.BLOCKED, "no");
          }
        };
    Ports ports = () -> FakeEncoder.of(FakeClassifier.sureOf("math", 0.9));
    var recipes =
        FakeParts.recipes(
            new FakeParts().guarding("domain"), ports, RouterEvents.NONE, YAML.formatted(""));
    assertThatThrownBy(() ->
            new Router(recipes, RouterEvents.NONE)
                .serve(Calls.with(), Requests.saying("hi"), refusing))
        .hasMessage("no");
    assertThat(asked).containsExactly("local");
  }
}
