package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolsPluginTest {
  private static final OpenAiChatProtocol OPENAI = new OpenAiChatProtocol();
  private static final String DATABASE =
      """
      [
       {"tool": {"type": "function", "function": {"name": "get_weather", "description": "forecast"}},
        "description": "Weather forecast, temperature and rain of a city", "category": "weather",
        "tags": ["weather"]},
       {"tool": {"type": "function", "function": {"name": "send_email"}},
        "description": "Send an email message to somebody", "category": "mail", "tags": []},
       {"tool": {"type": "function", "function": {"name": "calculate"}},
        "description": "Evaluate a mathematical expression"}
      ]
      """;

  @TempDir Path directory;

  private static String tool(String name) {
    return "{\"type\":\"function\",\"function\":{\"name\":\"%s\"}}".formatted(name);
  }

  private static String asking(String text, String members) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(text, members);
  }

  private static Sent with(String configuration) {
    return Sent.by("{type: tools, configuration: " + configuration + "}");
  }

  private Sent drawing(String configuration, String more) throws IOException {
    Files.writeString(directory.resolve("tools.json"), DATABASE);
    return Sent.in(
        directory,
        "{type: tools, configuration: " + configuration + "}",
        "{integrations: {tools: {enabled: true, tools_db_path: tools.json" + more + "}}}");
  }

  @Test
  void noneTakesEverythingAboutTools() {
    var members =
        ",\"tools\":[%s],\"tool_choice\":\"required\",\"functions\":[{\"name\":\"g\"}],"
                .formatted(tool("f"))
            + "\"function_call\":\"auto\",\"parallel_tool_calls\":true,\"web_search_options\":{},"
            + "\"seed\":1";
    assertThat(with("{mode: none}").body(OPENAI, asking("hi", members)))
        .isEqualTo(asking("hi", ",\"seed\":1").replace("auto", "m"));
  }

  @Test
  void filteredKeepsWhatTheListsAllow() {
    var members = ",\"tools\":[%s,%s,%s]".formatted(tool("a"), tool("b"), tool("c"));
    assertThat(with("{mode: filtered, block_tools: [b]}").body(OPENAI, asking("hi", members)))
        .contains(tool("a") + "," + tool("c"));
    assertThat(
            with("{mode: filtered, allow_tools: [a, b], block_tools: [b]}")
                .body(OPENAI, asking("hi", members)))
        .contains("\"tools\":[" + tool("a") + "]");
    assertThat(with("{mode: filtered, allow_tools: [z]}").body(OPENAI, asking("hi", members)))
        .doesNotContain("tools");
    assertThat(with("{mode: filtered, block_tools: [z]}").body(OPENAI, asking("hi", members)))
        .isEqualTo(asking("hi", members).replace("\"auto\"", "\"m\""));
  }

  @Test
  void aForcedToolThatIsBlockedIsNotForced() {
    var members =
        ",\"tools\":[%s,%s],\"tool_choice\":%s".formatted(tool("a"), tool("b"), tool("b"));
    assertThat(with("{mode: filtered, block_tools: [b]}").body(OPENAI, asking("hi", members)))
        .isEqualTo(asking("hi", ",\"tools\":[" + tool("a") + "]").replace("auto", "m"));
  }

  @Test
  void aChoiceWithoutToolsGoes() {
    assertThat(
            with("{mode: filtered, block_tools: [b]}")
                .body(OPENAI, asking("hi", ",\"tool_choice\":\"required\"")))
        .isEqualTo(asking("hi", "").replace("auto", "m"));
  }

  @Test
  void historyIsStrippedOnDemand() {
    var body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
            + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\"}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"r\"}]}";
    assertThat(with("{mode: none, strip_tool_history: true}").body(OPENAI, body))
        .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
    assertThat(with("{mode: none}").body(OPENAI, body)).contains("tool_calls", "tool_call_id");
  }

  @Test
  void translatedRequestsAreFilteredToo() {
    var members = ",\"tools\":[%s,%s]".formatted(tool("aa"), tool("bb"));
    assertThat(
            Sent.by(
                    "{type: tools, configuration: {mode: filtered, block_tools: [bb]}}",
                    "{}",
                    "anthropic")
                .body(OPENAI, asking("hi", members)))
        .contains("\"name\":\"aa\"", "input_schema")
        .doesNotContain("bb");
  }

  @Test
  void theDatabaseTakesThePlaceOfToolsWhereTheModelChooses() throws IOException {
    var members = ",\"tools\":[%s],\"tool_choice\":\"auto\"".formatted(tool("mine"));
    assertThat(drawing("{}", "").body(OPENAI, asking("Will there be rain in this city?", members)))
        .contains("get_weather")
        .doesNotContain("mine", "send_email", "calculate");
    assertThat(
            drawing("{}", ", top_k: 1")
                .body(OPENAI, asking("Send a message about rain and weather by email", members)))
        .contains("send_email")
        .doesNotContain("get_weather");
    assertThat(
            drawing("{mode: filtered, block_tools: [get_weather]}", "")
                .body(OPENAI, asking("rain in the city, send an email", members)))
        .contains("send_email")
        .doesNotContain("get_weather");
  }

  @Test
  void theClientsToolsStayWhereItChoosesOrNothingIsAsked() throws IOException {
    for (var members :
        List.of(
            ",\"tools\":[%s]".formatted(tool("mine")),
            ",\"tools\":[%s],\"tool_choice\":\"required\"".formatted(tool("mine")),
            ",\"tools\":[%s],\"tool_choice\":%s".formatted(tool("mine"), tool("mine")))) {
      assertThat(drawing("{}", "").body(OPENAI, asking("rain in the city", members)))
          .contains("mine")
          .doesNotContain("get_weather");
    }
    var auto = ",\"tools\":[%s],\"tool_choice\":\"auto\"".formatted(tool("mine"));
    assertThat(drawing("{}", "").body(OPENAI, asking("", auto))).contains("mine");
    assertThat(
            drawing("{semantic_selection: false}", ", fallback_to_empty: true")
                .body(OPENAI, asking("rain", auto)))
        .contains("mine");
  }

  @Test
  void whereNothingIsRelevantTheFallbackDecides() throws IOException {
    var members = ",\"tools\":[%s],\"tool_choice\":\"auto\"".formatted(tool("mine"));
    assertThat(drawing("{}", "").body(OPENAI, asking("größe xyz", members)))
        .doesNotContain("tools", "tool_choice");
    assertThat(
            drawing("{}", ", fallback_to_empty: false").body(OPENAI, asking("größe xyz", members)))
        .contains("mine");
  }

  @Test
  void toolsOfTheDatabaseSpeakAnthropic() throws IOException {
    assertThat(
            drawing("{}", "")
                .body(
                    new AnthropicMessagesProtocol(),
                    "{\"model\":\"auto\",\"max_tokens\":5,\"tool_choice\":{\"type\":\"auto\"},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"rain in the city\"}]}"))
        .contains("get_weather");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "7",
        "[7]",
        "[{}]",
        "[{\"tool\":{\"function\":{\"name\":\"\"}}}]",
        "[{\"tool\":{\"function\":{\"name\":7}}}]",
        "[{\"tool\":{\"function\":{\"name\":\"a\"}}},{\"tool\":{\"function\":{\"name\":\"a\"}}}]",
      })
  void aBrokenDatabaseIsRefused(String json) throws IOException {
    Files.writeString(directory.resolve("tools.json"), json);
    assertThat(
            Sent.problems(
                directory,
                "{type: tools, configuration: {}}",
                "{integrations: {tools: {enabled: true, tools_db_path: tools.json}}}"))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem).contains("global.integrations.tools.tools_db_path", "tools.json"));
  }

  @Test
  void aMissingDatabaseIsRefusedOnlyWhereItIsUsed() {
    var global = "{integrations: {tools: {enabled: true, tools_db_path: none.json}}}";
    assertThat(Sent.problems(directory, "{type: tools, configuration: {}}", global))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("no such file"));
    assertThat(
            Sent.problems(
                directory, "{type: tools, configuration: {semantic_selection: false}}", global))
        .isEmpty();
    assertThat(Sent.problems(directory, "", global)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strategy: hybrid",
        "dynamic_retrieval: {enabled: true}",
        "advanced_filtering: {enabled: true}"
      })
  void whatIsNotDoneIsRefusedByName(String member) {
    for (var type : List.of("tools", "tool_selection")) {
      var configuration = type.equals("tools") ? "" : "mode: filter, ";
      assertThat(
              Sent.problems(
                  directory,
                  "{type: %s, configuration: {%s%s}}".formatted(type, configuration, member),
                  "{}"))
          .singleElement()
          .satisfies(problem ->
              assertThat(problem)
                  .contains(member.substring(0, member.indexOf(':')), "not supported yet"));
    }
  }

  @Test
  void listsWithoutFilteringAreAMistake() {
    assertThat(Sent.problems(directory, "{type: tools, configuration: {block_tools: [a]}}", "{}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("passthrough", "filtered"));
  }
}
