package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdit;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.plugin.HeaderMutationPlugin.Config;
import io.signalbox.parts.plugin.HeaderMutationPlugin.Field;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.plugin.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderMutationPluginTest {
  private final RecordingFindings findings = new RecordingFindings();

  private Optional<Plugin> plugin(List<Field> add, List<Field> update, List<String> delete) {
    return HeaderMutationPlugin.PART
        .factory()
        .build(
            new Config(add, update, delete, HeaderMutationPlugin.Response.NONE),
            Settings.of(ExampleDocument.none()),
            findings);
  }

  private static Headers sent(Plugin plugin, Headers before) {
    var sent = new ArrayList<ChatRequest>();
    plugin.around(
        RoutedCalls.to("m"),
        Requests.saying("hello"),
        request -> {
          sent.add(request);
          return Replies.plain(200, "{}");
        });
    return before.with(sent.getFirst().headers());
  }

  @Test
  void addAppendsUpdateOverwritesDeleteRemoves() {
    var plugin =
        plugin(
            List.of(new Field("X-Add", "new")),
            List.of(new Field("X-Update", "new")),
            List.of("X-Delete"));
    var before =
        new Headers(
            List.of(
                new Header("x-add", "old"),
                new Header("x-update", "old"),
                new Header("x-update", "older"),
                new Header("x-delete", "old"),
                new Header("x-keep", "old")));
    assertThat(sent(plugin.orElseThrow(), before).fields())
        .containsExactly(
            new Header("x-add", "old"),
            new Header("x-keep", "old"),
            new Header("x-update", "new"),
            new Header("x-add", "new"));
  }

  @Test
  void aHeaderMayBeDeletedAndSetAnew() {
    var plugin = plugin(List.of(new Field("a", "2")), List.of(), List.of("a")).orElseThrow();
    assertThat(sent(plugin, new Headers(List.of(new Header("a", "1")))).fields())
        .containsExactly(new Header("a", "2"));
    assertThat(plugin.stage()).isEqualTo(Stage.SHAPE);
  }

  @Test
  void editsOfEarlierPluginsStay() {
    var plugin = plugin(List.of(), List.of(new Field("b", "2")), List.of()).orElseThrow();
    var request = Requests.saying("hello").withHeaders(HeaderEdits.NONE.overwrite("a", "1"));
    plugin.around(
        RoutedCalls.to("m"),
        request,
        changed -> {
          assertThat(changed.headers().edits())
              .containsExactly(
                  new HeaderEdit.Overwrite("a", "1"), new HeaderEdit.Overwrite("b", "2"));
          return Replies.plain(200, "{}");
        });
  }

  @Test
  void withoutEditsThereIsNoPlugin() {
    assertThat(plugin(List.of(), List.of(), List.of())).isEmpty();
    assertThat(findings.refused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a:b",
        ":path",
        ":authority",
        "a\nb",
        "a\r",
        "é",
        "a\u0000",
        "a,b",
        "(a)",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "connection",
        "TE",
        "upgrade",
        "trailer",
        "keep-alive"
      })
  void namesThatBreakTheExchangeAreRefused(String name) {
    plugin(List.of(new Field(name, "v")), List.of(new Field(name, "v")), List.of(name));
    assertThat(findings.refused()).hasSize(3).allMatch(refusal -> refusal.contains("a header"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\r\nx-evil: b", "\u0000", "a\u007f"})
  void valuesThatBreakTheExchangeAreRefused(String value) {
    plugin(List.of(new Field("a", value)), List.of(new Field("b", value)), List.of());
    assertThat(findings.refused()).hasSize(2).noneMatch(refusal -> refusal.contains("evil"));
  }

  @Test
  void ordinaryNamesAndValuesPass() {
    var field = new Field("X-Some_Name.1~", "a\tb; c=\"d\", é");
    assertThat(plugin(List.of(field), List.of(field), List.of("Authorization"))).isPresent();
    assertThat(findings.refused()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    assertThat(
            ExampleDocument.problems(
                """
                decisions:
                  - name: d
                    modelRefs: [{model: m}]
                    plugins:
                      - type: header_mutation
                        configuration:
                          add: [{name: "x y", value: v}]
                          delete: [host]
                """))
        .hasSize(2)
        .anyMatch(p -> p.startsWith("c.yaml:10: routing.decisions[0].plugins[0].configuration.add"))
        .anyMatch(
            p -> p.startsWith("c.yaml:11: routing.decisions[0].plugins[0].configuration.del"));
  }
}
