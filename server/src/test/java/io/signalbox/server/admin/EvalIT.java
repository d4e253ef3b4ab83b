package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.reload.Documents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvalIT {
  private static final String PATH = "/api/v1/eval";
  private static final String MATH = "{\"text\":\"what is the derivative of x\"}";

  @Test
  void routeIsTold() {
    var json = ask(Documents.YAML, PATH, MATH);
    assertThat(json.get("original_text").stringValue()).isEqualTo("what is the derivative of x");
    assertThat(json.get("requested_model").stringValue()).isEqualTo("vllm-sr/auto");
    assertThat(json.get("recipe").stringValue()).isEqualTo("default");
    assertThat(json.get("decision_result"))
        .hasToString(
            """
            {"decision_name":"math_decision","confidence":0.9666666666666667,"algorithm":"static","plugins":["system_prompt"],\
            "used_signals":{"keywords":["sums"],"domains":["math"],"context":["short"]},\
            "matched_signals":{"keywords":["sums"],"domains":["math"],"context":["short"]},\
            "unmatched_signals":{"keywords":["courts"],"domains":["law"]}}\
            """);
    assertThat(json.get("recommended_models")).hasToString("[\"math-expert\"]");
    assertThat(json.get("selected_model").stringValue()).isEqualTo("math-expert");
    assertThat(json.get("selection_status").stringValue()).isEqualTo("selected");
    assertThat(json.get("selection_method").stringValue()).isEqualTo("single");
    assertThat(json.get("selection_reason").stringValue()).isNotBlank();
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("math_decision");
    assertThat(json.get("metrics").get("total_ms").doubleValue())
        .isGreaterThanOrEqualTo(json.get("metrics").get("evaluation_ms").doubleValue());
    assertThat(json.get("signal_confidences").get("domain:math").doubleValue()).isEqualTo(0.9);
    assertThat(json.has("signal_errors")).isFalse();
  }

  @Test
  void theRecipeOfTheRequestedModelIsAsked() {
    var yaml =
        Documents.YAML
            + """
            recipes:
            - name: other
              routing:
                signals: {keywords: [{name: calculus, keywords: [derivative]}]}
                decisions:
                - name: calculus_decision
                  rules: {type: keyword, name: calculus}
                  modelRefs: [{model: law-expert}]
            entrypoints: [{model_names: [acme/other], recipe: other}]
            """;
    var json = ask(yaml, PATH, MATH.replace("}", ",\"model\":\"acme/other\"}"));
    assertThat(json.get("recipe").stringValue()).isEqualTo("other");
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("calculus_decision");
    assertThat(json.get("selected_model").stringValue()).isEqualTo("law-expert");
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("calculus_decision");
    assertThat(ask(yaml, PATH, MATH).get("recipe").stringValue()).isEqualTo("default");
  }

  @Test
  void everyDecisionIsTracedWhenAskedFor() {
    assertThat(ask(Documents.YAML, PATH, MATH).has("eval_trace")).isFalse();
    var byQuery = ask(Documents.YAML, PATH + "?trace=true", MATH).get("eval_trace");
    var byOption =
        ask(Documents.YAML, PATH, MATH.replace("}", ",\"options\":{\"trace\":true}}"))
            .get("eval_trace");
    assertThat(byOption).isEqualTo(byQuery);
    assertThat(byQuery).hasSize(2);
    assertThat(byQuery.get(0).get("matched").booleanValue()).isTrue();
    assertThat(byQuery.get(0).get("fate")).hasToString("{\"outcome\":\"won\"}");
    assertThat(byQuery.get(1))
        .hasToString(
            """
            {"decision_name":"law_decision","matched":false,"result":"NO","confidence":0.0,\
            "priority":5,"fate":{"outcome":"missed"},\
            "root_trace":{"node_type":"OR","matched":false,"result":"NO","confidence":0.0,\
            "children":[{"node_type":"leaf","signal_type":"keyword","signal_name":"courts",\
            "matched":false,"result":"NO","confidence":0.0,"value":0.0,"threshold":">= 1"}]}}\
            """);
  }

  @Test
  void allCandidatesAreRecommended() {
    var json = ask(Documents.YAML, PATH, "{\"text\":\"a lawsuit\"}");
    assertThat(json.get("recommended_models")).hasToString("[\"law-expert\",\"base-model\"]");
    assertThat(json.get("selection_method").stringValue()).isEqualTo("static");
  }

  @Test
  void defaultModelIsAFallback() {
    var json = ask(Documents.YAML, PATH, "{\"text\":\"something else\"}");
    assertThat(json.get("selection_status").stringValue()).isEqualTo("fallback");
    assertThat(json.get("selection_method").stringValue()).isEqualTo("default");
    assertThat(json.get("selected_model").stringValue()).isEqualTo("base-model");
    assertThat(json.get("decision_result").has("decision_name")).isFalse();
  }

  @Test
  void withoutAnyModelTheTraceIsThereAllTheSame() {
    var none = Documents.YAML.replace("    default_model: base-model\n", "");
    var json = ask(none, PATH + "?trace=true", "{\"text\":\"something else\"}");
    assertThat(json.get("selection_status").stringValue()).isEqualTo("unavailable");
    assertThat(json.get("selection_reason").stringValue()).contains("default_model");
    assertThat(json.has("selected_model")).isFalse();
    assertThat(json.get("eval_trace")).hasSize(2);
  }

  @Test
  void namedModelIsPassedOn() {
    var json = ask(Documents.YAML, PATH, "{\"text\":\"a\",\"model\":\"law-expert\"}");
    assertThat(json.get("selected_model").stringValue()).isEqualTo("law-expert");
    assertThat(json.get("selection_method").stringValue()).isEqualTo("specified");
    assertThat(json.has("decision_result")).isFalse();
    assertThat(json.has("recipe")).isFalse();
  }

  @Test
  void limitsOfTheRequestCountAsInACall() {
    var json =
        ask(Documents.YAML, PATH, "{\"text\":\"what is the derivative of x\",\"max_tokens\":4000}");
    assertThat(json.get("decision_result").get("unmatched_signals").get("context"))
        .hasToString("[\"short\"]");
    assertThat(json.get("selection_status").stringValue()).isEqualTo("fallback");
  }

  @Test
  void signalThatFailsIsToldAndMatchesNothing() {
    try (var rig = Rig.overloaded()) {
      var json = rig.json(rig.post(PATH + "?trace=true", MATH), 200);
      assertThat(json.get("signal_errors")).hasToString("{\"domain\":\"the queue is full\"}");
      assertThat(json.get("decision_result").get("matched_signals").has("domains")).isFalse();
      assertThat(json.get("decision_result").get("unmatched_signals").has("domains")).isFalse();
      assertThat(json.get("eval_trace").get(0).get("result").stringValue()).isEqualTo("UNKNOWN");
    }
  }

  private static JsonNode ask(String yaml, String path, String body) {
    try (var rig = Rig.ready(yaml)) {
      return rig.json(rig.post(path, body), 200);
    }
  }
}
