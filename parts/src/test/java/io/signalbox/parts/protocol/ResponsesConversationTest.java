package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Tools.Choice;
import io.signalbox.translate.Tools.Tool;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes.Format;
import io.signalbox.translate.Wishes.Thinking;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A responses request as a conversation for backends of other APIs. */
final class ResponsesConversationTest {
  private final Warnings warnings = new Warnings();

  private Conversation read(String fields) {
    var body = "{\"model\":\"m\",%s}".formatted(fields).getBytes(StandardCharsets.UTF_8);
    new ResponsesProtocol().decode(body);
    return new ResponsesProtocol().read(body, warnings);
  }

  private List<Turn> turns(String items) {
    return read("\"input\":[" + items + "]").turns();
  }

  private static Turn said(Role role, Part... parts) {
    return new Turn(role, List.of(parts));
  }

  private static Part text(String text) {
    return new Part.Text(text);
  }

  @Test
  void instructionsComeFirstAndATextIsTheUsers() {
    assertThat(read("\"input\":\"hi\",\"instructions\":\"Be short.\"").turns())
        .containsExactly(said(Role.SYSTEM, text("Be short.")), said(Role.USER, text("hi")));
    assertThat(warnings.isEmpty()).isTrue();
  }

  @Test
  void whatTheModelSaidIsOneTurnAndResultsBeginTheNext() {
    var turns =
        turns(
            """
            {"role":"developer","content":"d"}, {"role":"user","content":[{"type":"input_text","text":"u"}]},
            {"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"short"}],
             "content":[{"type":"reasoning_text","text":"long"}],"encrypted_content":"signalbox:sig"},
            {"type":"message","role":"assistant","id":"msg","status":"completed",
             "content":[{"type":"output_text","text":"a","annotations":[]}]},
            {"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{\\"x\\":1}"},
            {"type":"function_call","call_id":"c2","name":"g","arguments":""},
            {"type":"function_call_output","call_id":"c1","output":"one"},
            {"role":"user","content":"between"},
            {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"},
             {"type":"input_image","image_url":"https://x/y.png","detail":"low"}]},
            {"role":"user","content":"more"}
            """);
    assertThat(turns)
        .containsExactly(
            said(Role.DEVELOPER, text("d")),
            said(Role.USER, text("u")),
            said(
                Role.ASSISTANT,
                new Part.Thinking("long", "sig"),
                text("a"),
                new Part.ToolCall("c1", "f", "{\"x\":1}"),
                new Part.ToolCall("c2", "g", "")),
            said(
                Role.USER,
                new Part.ToolResult("c1", List.of(text("one")), false),
                new Part.ToolResult(
                    "c2",
                    List.of(text("two"), new Part.Image(new Media.Url("https://x/y.png"), "low")),
                    false)),
            said(Role.USER, text("between")),
            said(Role.USER, text("more")));
    assertThat(warnings.isEmpty()).isTrue();
  }

  @Test
  void thoughtsOfAnotherProviderKeepTheirTextAndLoseTheirSeal() {
    var turns =
        turns(
            "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"s\"}],"
                + "\"encrypted_content\":\"gAAAA\"},{\"role\":\"user\",\"content\":\"u\"}");
    assertThat(turns.getFirst()).isEqualTo(said(Role.ASSISTANT, new Part.Thinking("s", null)));
    assertThat(warnings.header()).contains("input[0].encrypted_content");
  }

  @Test
  void customToolsAreFunctionsOfOneText() {
    var conversation =
        read(
            """
            "input":[{"type":"custom_tool_call","call_id":"c","name":"patch","input":"a \\"b\\""},
              {"type":"custom_tool_call_output","call_id":"c","output":"done"}],
            "tools":[{"type":"custom","name":"patch","description":"d",
              "format":{"type":"grammar","syntax":"lark","definition":"x"}}],
            "tool_choice":{"type":"custom","name":"patch"}
            """);
    assertThat(conversation.turns())
        .containsExactly(
            said(Role.ASSISTANT, new Part.ToolCall("c", "patch", "{\"input\":\"a \\\"b\\\"\"}")),
            said(Role.USER, new Part.ToolResult("c", List.of(text("done")), false)));
    var tool = conversation.tools().offered().getFirst();
    assertThat(tool.name()).isEqualTo("patch");
    assertThat(String.valueOf(tool.schema())).contains("\"required\":[\"input\"]");
    assertThat(conversation.tools().choice()).isEqualTo(new Choice.Named("patch"));
    assertThat(warnings.header()).isEqualTo("warning;unsupported_field;tools[0].format");
  }

  @Test
  void functionsMayBeFlatOrNested() {
    var tools =
        read("""
        "input":"hi","parallel_tool_calls":false,"tools":[
          {"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
          {"type":"function","function":{"name":"g","parameters":null}},
          {"type":"web_search"},{"type":"mcp","server_label":"x"}]
        """)
            .tools();
    assertThat(tools.offered()).extracting(Tool::name).containsExactly("f", "g");
    assertThat(tools.offered().getFirst().strict()).isTrue();
    assertThat(tools.offered().getLast().schema()).isNull();
    assertThat(tools.parallel()).isFalse();
    assertThat(warnings.header())
        .isEqualTo("warning;unsupported_tool;tools[2],warning;unsupported_tool;tools[3]");
  }

  @Test
  void everyFormOfToolChoiceIsRead() {
    assertThat(choice("\"auto\"")).isEqualTo(new Choice.Auto());
    assertThat(choice("\"none\"")).isEqualTo(new Choice.None());
    assertThat(choice("\"required\"")).isEqualTo(new Choice.Required());
    assertThat(choice("{\"type\":\"function\",\"name\":\"f\"}")).isEqualTo(new Choice.Named("f"));
    assertThat(choice("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"))
        .isEqualTo(new Choice.Named("f"));
    assertThat(warnings.isEmpty()).isTrue();
    assertThat(read("\"input\":\"hi\",\"tool_choice\":{\"type\":\"web_search\"}").tools().choice())
        .isNull();
    assertThat(warnings.header()).contains("tool_choice");
  }

  private Choice choice(String choice) {
    return Objects.requireNonNull(
        read("\"input\":\"hi\",\"tool_choice\":" + choice).tools().choice());
  }

  @Test
  void allowedToolsAreTheOnesOffered() {
    var tools =
        read("""
        "input":"hi","tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}],
        "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"g"}]}
        """)
            .tools();
    assertThat(tools.offered()).extracting(Tool::name).containsExactly("g");
    assertThat(tools.choice()).isEqualTo(new Choice.Required());
  }

  @Test
  void samplingAndWishesAreCarried() {
    var conversation =
        read(
            """
            "input":"hi","max_output_tokens":9,"temperature":0.5,"top_p":1,"seed":7,"stop":["x"],"top_k":3,
            "stream":true,"user":"u","metadata":{"a":"b"},"store":false,"include":["reasoning.encrypted_content"],
            "reasoning":{"effort":"high"},"truncation":"disabled","service_tier":"auto","background":false,
            "text":{"format":{"type":"json_schema","name":"n","schema":{"maximum":123456789012345678901},"strict":true}}
            """);
    assertThat(conversation.sampling())
        .isEqualTo(new Sampling(9L, 0.5, 1.0, 3L, List.of("x"), 7L, null, null));
    var wishes = conversation.wishes();
    assertThat(wishes.stream()).isTrue();
    assertThat(wishes.streamUsage()).isTrue();
    assertThat(wishes.user()).isEqualTo("u");
    assertThat(wishes.thinking()).isEqualTo(new Thinking(true, "high", null));
    assertThat(wishes.format())
        .isInstanceOfSatisfying(
            Format.Schema.class,
            format -> {
              assertThat(format.name()).isEqualTo("n");
              assertThat(format.schema().toString()).contains("123456789012345678901");
              assertThat(format.strict()).isTrue();
            });
    assertThat(warnings.isEmpty()).isTrue();
    assertThat(read("\"input\":\"\",\"reasoning\":{\"effort\":\"none\"}").wishes().thinking())
        .isEqualTo(new Thinking(false, "none", null));
    assertThat(
            read("\"input\":\"\",\"text\":{\"format\":{\"type\":\"json_object\"}}")
                .wishes()
                .format())
        .isEqualTo(new Format.Json());
  }

  @Test
  void imagesFilesAndSoundsAreCarried() {
    var turn =
        turns(
                """
                {"role":"user","content":[
                  {"type":"input_image","image_url":"data:image/png;base64,AA=="},
                  {"type":"input_image","file_id":"file-1","detail":"auto"},
                  {"type":"image_url","image_url":{"url":"https://x","detail":"high"}},
                  {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BB=="},
                  {"type":"input_file","filename":"a.txt","file_data":"CC=="},
                  {"type":"input_file","file_url":"https://y"},{"type":"input_file","file_id":"file-2"},
                  {"type":"input_audio","input_audio":{"data":"DD==","format":"wav"}},
                  {"type":"refusal","refusal":"no"}, {"type":"hologram","x":1}]}
                """)
            .getFirst();
    assertThat(turn.parts())
        .containsExactly(
            new Part.Image(new Media.Inline("image/png", "AA=="), null),
            new Part.Image(new Media.FileId("file-1"), "auto"),
            new Part.Image(new Media.Url("https://x"), "high"),
            new Part.Document(new Media.Inline("application/pdf", "BB=="), "a.pdf"),
            new Part.Document(new Media.Inline("text/plain", "CC=="), "a.txt"),
            new Part.Document(new Media.Url("https://y"), null),
            new Part.Document(new Media.FileId("file-2"), null),
            new Part.Audio(new Media.Inline("audio/wav", "DD==")),
            new Part.Refusal("no"));
    assertThat(warnings.header()).isEqualTo("warning;unsupported_block_type;input[0].content[9]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"input\":\"x\",\"previous_response_id\":\"resp_1\"|previous_response_id: the answer it names is kept",
        "\"input\":\"x\",\"conversation\":\"conv_1\"|conversation: the conversation it names is kept",
        "\"input\":\"x\",\"conversation\":{\"id\":\"c\"}|conversation: the conversation",
        "\"input\":\"x\",\"background\":true|background: true",
        "\"prompt\":{\"id\":\"p\"}|prompt: the template it names is kept",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"m\"}]|input[0]: a reference to an item",
        "\"input\":[{\"id\":\"m\"}]|input[0]: a reference to an item",
        "\"input\":[{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"\"}]|input[0].id: missing",
        "\"input\":[{\"type\":\"function_call\",\"call_id\":\"c\",\"arguments\":\"\"}]|input[0].name: missing",
        "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}]|input[0].content[0].text: missing",
        "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]|image_url: missing",
        "\"input\":\"x\",\"tools\":{}|tools: an object",
        "\"input\":\"x\",\"tools\":[1]|tools[0]: no object",
        "\"input\":\"x\",\"tools\":[{}]|tools[0].type: missing",
        "\"input\":\"x\",\"temperature\":\"hot\"|temperature: a text",
        "\"input\":\"x\",\"max_output_tokens\":1.5|max_output_tokens: a number",
        "\"input\":\"x\",\"max_output_tokens\":99999999999999999999|max_output_tokens: a number",
        "\"input\":\"x\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\"}}|schema: missing",
        "\"input\":\"x\",\"tool_choice\":7|tool_choice: a number",
      })
  void whatCannotBeAskedElsewhereIsRefusedWithTheReason(String fields, String why) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.BAD_REQUEST);
              assertThat(refused.message()).contains(why);
            });
  }

  @Test
  void whatIsLostIsNamed() {
    read(
        """
        "input":[{"type":"web_search_call","id":"ws"},{"role":"critic","content":"x"},{"role":"user","content":"u"}],
        "store":true,"truncation":"auto","service_tier":"flex","top_logprobs":2,"max_tool_calls":3,
        "include":["file_search_call.results"],"text":{"verbosity":"low"},"reasoning":{"summary":"auto"},
        "prompt_cache_key":"k","new_field":1,"null_field":null
        """);
    assertThat(warnings.header().split(","))
        .containsExactlyInAnyOrder(
            "warning;unsupported_item_type;input[0]",
            "warning;unsupported_role;input[1].role",
            "warning;not_stored;store",
            "warning;unsupported_field;truncation",
            "warning;unsupported_field;service_tier",
            "warning;unsupported_field;top_logprobs",
            "warning;unsupported_field;max_tool_calls",
            "warning;unsupported_field;include[0]",
            "warning;unsupported_field;text.verbosity",
            "warning;unsupported_field;reasoning.summary",
            "warning;unsupported_field;prompt_cache_key",
            "warning;unsupported_field;new_field");
  }
}
