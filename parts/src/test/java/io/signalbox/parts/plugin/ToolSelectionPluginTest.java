package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.plugin.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToolSelectionPluginTest {
  private static final OpenAiChatProtocol OPENAI = new OpenAiChatProtocol();

  @TempDir Path directory;

  private static String tool(String name, String description) {
    return "{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"description\":\"%s\"}}"
        .formatted(name, description);
  }

  private static final String WEATHER = tool("getWeather", "Forecast of rain and sun for a city");
  private static final String MAIL = tool("send_email", "Sends an email to a person");
  private static final String STOCK = tool("stockPrice", "株価 of a company at the exchange");

  private static String asking(String text, String choice) {
    return """
    {"model":"auto","messages":[{"role":"user","content":"%s"}],"tools":[%s,%s,%s]%s}\
    """
        .formatted(text, WEATHER, MAIL, STOCK, choice);
  }

  private static Sent with(String configuration) {
    return Sent.by("{type: tool_selection, configuration: {" + configuration + "}}");
  }

  @Test
  void filterKeepsTheRelevantTools() {
    var sent = with("mode: filter");
    assertThat(sent.body(OPENAI, asking("What is the weather like, rain or sun?", "")))
        .contains("getWeather")
        .doesNotContain("send_email", "stockPrice");
    assertThat(sent.body(OPENAI, asking("email the rain forecast", "")))
        .contains("getWeather", "send_email")
        .doesNotContain("stockPrice");
    assertThat(sent.body(OPENAI, asking("トヨタの株価は?", ""))).contains("stockPrice");
  }

  @Test
  void rankingIsMeasuredWhereToolsAreRanked() {
    var sent = with("mode: filter");
    sent.body(
        OPENAI, "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"rain\"}]}");
    assertThat(sent.events.of(Event.Measured.class)).isEmpty();
    sent.body(OPENAI, asking("rain", ""));
    assertThat(sent.events.of(Event.Measured.class))
        .singleElement()
        .extracting(Event.Measured::figure)
        .isInstanceOfSatisfying(
            Figure.ToolsRetrieved.class,
            figure -> {
              assertThat(figure.strategy()).isEqualTo("bm25");
              assertThat(figure.took()).isPositive();
            });
  }

  @Test
  void filterKeepsAsManyAsAreToBePreserved() {
    assertThat(with("mode: filter, preserve_count: 2").body(OPENAI, asking("rain", "")))
        .contains("getWeather", "send_email")
        .doesNotContain("stockPrice");
    assertThat(with("mode: filter, preserve_count: 9").body(OPENAI, asking("xyz", "")))
        .isEqualTo(asking("xyz", "").replace("\"auto\"", "\"m\""));
  }

  @Test
  void whereNothingIsRelevantTheFallbackDecides() {
    assertThat(with("mode: filter").body(OPENAI, asking("xyz", ",\"tool_choice\":\"auto\"")))
        .doesNotContain("tools", "tool_choice");
    assertThat(with("mode: filter, fallback_to_empty: false").body(OPENAI, asking("xyz", "")))
        .contains("getWeather", "send_email", "stockPrice");
  }

  @Test
  void theToolThatTheClientForcesStays() {
    var choice = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"send_email\"}}";
    assertThat(with("mode: filter").body(OPENAI, asking("rain", choice)))
        .contains("getWeather", "send_email", choice)
        .doesNotContain("stockPrice");
  }

  @Test
  void addOffersToolsOfTheDatabaseBesideTheClients() throws IOException {
    Files.writeString(
        directory.resolve("own.json"),
        """
        [{"tool": {"function": {"name": "translate"}}, "description": "Translates a text to French"},
         {"tool": {"function": {"name": "getWeather"}}, "description": "rain to French"},
         {"tool": {"function": {"name": "other"}}, "description": "something else"}]
        """);
    var sent =
        Sent.in(
            directory,
            "{type: tool_selection, configuration: {tools_db_path: own.json, top_k: 2}}",
            "{}");
    assertThat(sent.body(OPENAI, asking("translate to French", ",\"tool_choice\":\"auto\"")))
        .contains(WEATHER + "," + MAIL + "," + STOCK + ",", "translate")
        .doesNotContain("rain to French", "other\"");
    assertThat(sent.body(OPENAI, asking("translate to French", "")))
        .isEqualTo(asking("translate to French", "").replace("\"auto\"", "\"m\""));
  }

  @Test
  void addNeedsADatabase() {
    assertThat(Sent.problems(directory, "{type: tool_selection, configuration: {mode: add}}", "{}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("tools_db_path"));
  }

  @Test
  void relevanceIsAShareOfTheMostThatIsPossible() {
    var relevance = new Relevance(List.of("weather rain", "email", "", "rain rain rain"));
    assertThat(relevance.to("")).containsOnly(0);
    assertThat(relevance.to("unknown words")).containsOnly(0);
    var scores = relevance.to("rain and weather and a very long question about nothing else");
    assertThat(scores[0]).isBetween(0.5, 1.0);
    assertThat(scores[1]).isZero();
    assertThat(scores[2]).isZero();
    assertThat(scores[3]).isBetween(0.1, scores[0]);
    assertThat(new Relevance(List.of()).to("x")).isEmpty();
  }

  @Test
  void termsAreWordsOfAnyScript() {
    assertThat(Terms.of("getHTTPWeather send_emails, größe 7"))
        .containsExactly("httpweather", "send", "email", "größe", "7");
    assertThat(Terms.of("株価は")).contains("株", "価", "株価", "価は");
    assertThat(Terms.of("x ".repeat(100_000))).hasSize(20_000);
    assertThat(Terms.of("\ud800 \u0000")).isEmpty();
  }
}
