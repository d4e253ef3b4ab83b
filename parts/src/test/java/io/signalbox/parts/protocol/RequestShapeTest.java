package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Shape.Pictures;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each protocol tells of a request's shape. */
final class RequestShapeTest {
  private static final Protocol CHAT = new OpenAiChatProtocol();
  private static final Protocol ANTHROPIC = new AnthropicMessagesProtocol();
  private static final Protocol RESPONSES = new ResponsesProtocol();
  private static final Protocol COMPLETIONS = new CompletionsProtocol();

  private static ChatRequest read(Protocol protocol, String members) {
    var body = "{\"model\":\"auto\"," + members.replace('\'', '"') + "}";
    return protocol.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<Role, Integer> speakers(Protocol protocol, String members) {
    return read(protocol, members).shape().speakers();
  }

  private static boolean looping(Protocol protocol, String members) {
    return read(protocol, members).shape().toolLoop();
  }

  @Test
  void chatCountsItsMessagesByRole() {
    var messages =
        """
        'messages':[{'role':'system','content':'a'},{'role':'developer','content':'b'},
         {'role':'developer','content':'c'},{'role':'user','content':'d'},
         {'role':'assistant','content':null,'tool_calls':[{'id':'1'},{'id':'2'}]},
         {'role':'tool','content':'e'},{'role':'function','content':'f'},
         {'role':'user','content':''},{'role':'critic','content':'g'}]
        """;
    assertThat(speakers(CHAT, messages))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Role.SYSTEM,
                1,
                Role.DEVELOPER,
                2,
                Role.USER,
                2,
                Role.ASSISTANT,
                1,
                Role.TOOL,
                2,
                Role.OTHER,
                1));
    var request = read(CHAT, messages);
    assertThat(request.envelope().toolCalls()).isEqualTo(2);
    assertThat(request.shape().toolResults()).isEqualTo(2);
  }

  @Test
  void anthropicCountsItsSystemMemberAndResultsInTurnsOfTheUser() {
    var request =
        read(
            ANTHROPIC,
            """
            'max_tokens':9,'system':[{'type':'text','text':'a'}],
            'messages':[{'role':'user','content':'b'},
             {'role':'assistant','content':[{'type':'tool_use','id':'1','name':'f','input':{}},
              {'type':'tool_use','id':'2','name':'f','input':{}}]},
             {'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':'c'},
              {'type':'tool_result','tool_use_id':'2','content':'d'}]}],
            'tools':[{'name':'f'}]
            """);
    assertThat(request.shape().speakers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Role.SYSTEM, 1, Role.USER, 2, Role.ASSISTANT, 1, Role.TOOL, 1));
    assertThat(request.shape().toolResults()).isEqualTo(2);
    assertThat(request.envelope().toolCalls()).isEqualTo(2);
    assertThat(request.envelope().toolDefinitions()).isEqualTo(1);
    assertThat(request.shape().toolLoop()).isTrue();
  }

  @Test
  void responsesCountCallsInARowAsOneTurn() {
    var request =
        read(
            RESPONSES,
            """
            'instructions':'a','input':[{'role':'user','content':'b'},{'type':'reasoning'},
             {'type':'function_call','call_id':'1','name':'f','arguments':'{}'},
             {'type':'function_call','call_id':'2','name':'f','arguments':'{}'},
             {'type':'function_call_output','call_id':'1','output':'c'},
             {'type':'function_call_output','call_id':'2','output':'d'},
             {'role':'assistant','content':[{'type':'output_text','text':'e'}]},
             {'role':'developer','content':'f'},{'role':'user','content':'g'}]
            """);
    assertThat(request.shape().speakers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Role.SYSTEM, 1, Role.USER, 2, Role.ASSISTANT, 2, Role.TOOL, 2, Role.DEVELOPER, 1));
    assertThat(request.shape().toolResults()).isEqualTo(2);
    assertThat(request.shape().toolLoop()).isFalse();
    assertThat(speakers(RESPONSES, "'input':'a'")).isEqualTo(Map.of(Role.USER, 1));
  }

  @Test
  void completionsAreTheUsers() {
    var request = read(COMPLETIONS, "'prompt':['a','b'],'metadata':{'k':'v'}");
    assertThat(request.shape().speakers()).isEqualTo(Map.of(Role.USER, 1));
    assertThat(request.shape().toolLoop()).isFalse();
    assertThat(request.shape().metadata()).isEqualTo(Map.of("k", "v"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "user | false",
        "user,call | true",
        "user,call,tool | true",
        "user,call,tool,assistant | false",
        "user,call,tool,assistant,user | false",
        "user,call,tool,user | true",
        "user,call,call,tool,assistant,user | true",
        "tool | true",
        "assistant,user | false"
      })
  void aToolLoopLastsUntilTheAnswer(String turns, boolean looping) {
    assertThat(looping(CHAT, chat(turns))).as("chat").isEqualTo(looping);
    assertThat(looping(ANTHROPIC, anthropic(turns))).as("anthropic").isEqualTo(looping);
    assertThat(looping(RESPONSES, responses(turns))).as("responses").isEqualTo(looping);
  }

  private static String chat(String turns) {
    return "'messages':["
        + turns
            .replace("call", "{'role':'assistant','tool_calls':[{'id':'1'}]}")
            .replaceAll("(?<!')(user|tool|assistant)(?!['_])", "{'role':'$1','content':'a'}")
        + "]";
  }

  private static String anthropic(String turns) {
    return "'messages':["
        + turns
            .replace("call", "{'role':'assistant','content':[{'type':'tool_use'}]}")
            .replaceAll("(?<!')tool(?!_)", "{'role':'user','content':[{'type':'tool_result'}]}")
            .replaceAll("(?<!')(user|assistant)(?!')", "{'role':'$1','content':'a'}")
        + "]";
  }

  private static String responses(String turns) {
    return "'input':["
        + turns
            .replace("call", "{'type':'function_@','arguments':''}")
            .replaceAll("(?<!')tool(?!_)", "{'type':'function_@_output','output':'a'}")
            .replaceAll("(?<!')(user|assistant)(?!')", "{'role':'$1','content':'a'}")
            .replace('@', ' ')
            .replace("function_ ", "function_call")
        + "]";
  }

  @Test
  void callsThatABackendCarriesOutAwaitNothing() {
    var input =
        "'input':[{'role':'user','content':'a'},{'type':'%s'},{'role':'user','content':'b'}]";
    assertThat(looping(RESPONSES, input.formatted("web_search_call"))).isFalse();
    assertThat(looping(RESPONSES, input.formatted("custom_tool_call"))).isTrue();
  }

  @Test
  void metadataIsReadFromEveryProtocol() {
    var texts = "'metadata':{'a':'1','größe':'ü'}";
    var expected = Map.of("a", "1", "größe", "ü");
    var messages = ",'messages':[{'role':'user','content':'x'}]";
    assertThat(read(CHAT, texts + messages).shape().metadata()).isEqualTo(expected);
    assertThat(read(ANTHROPIC, texts + messages).shape().metadata()).isEqualTo(expected);
    assertThat(read(RESPONSES, texts + ",'input':'x'").shape().metadata()).isEqualTo(expected);
    var user = "'metadata':{'user_id':'u-1'}" + messages;
    assertThat(read(ANTHROPIC, user).shape().metadata()).isEqualTo(Map.of("user_id", "u-1"));
    assertThat(read(CHAT, "'metadata':null" + messages).shape().metadata()).isEmpty();
  }

  @Test
  void metadataOutsideOfTheBoundsIsLeftOutWhereItIsNotRefused() {
    var many = new StringBuilder("'metadata':{'deep':{'a':[1]},'n':1,'b':true,'long':'");
    many.append("x".repeat(1025)).append("','").append("k".repeat(129)).append("':'v'");
    for (int i = 0; i < 40; i++) {
      many.append(",'k").append(i).append("':'v'");
    }
    many.append("}");
    var kept = read(RESPONSES, many + ",'input':'x'").shape().metadata();
    assertThat(kept).hasSize(32).containsKey("k0").doesNotContainKeys("deep", "n", "b", "long");
    var messages = ",'messages':[{'role':'user','content':'x'}]";
    assertThat(read(ANTHROPIC, many + messages).shape().metadata()).isEqualTo(kept);
    assertThatThrownBy(() -> read(CHAT, many + messages)).isInstanceOf(RouterException.class);
  }

  static List<Protocol> talking() {
    return List.of(CHAT, ANTHROPIC, RESPONSES);
  }

  @ParameterizedTest
  @MethodSource("talking")
  void picturesAreWantedByModalitiesOrTool(Protocol protocol) {
    assertThat(pictures(protocol, "'stream':false")).isEqualTo(Pictures.UNSAID);
    assertThat(pictures(protocol, "'modalities':['text']")).isEqualTo(Pictures.UNSAID);
    assertThat(pictures(protocol, "'modalities':['text','audio']")).isEqualTo(Pictures.UNSAID);
    assertThat(pictures(protocol, "'modalities':['image','text']")).isEqualTo(Pictures.BESIDE_TEXT);
    assertThat(pictures(protocol, "'modalities':['image']")).isEqualTo(Pictures.ALONE);
    var tools = "'tools':[{'type':'function','name':'f'},{'type':'image_generation'}]";
    assertThat(pictures(protocol, tools)).isEqualTo(Pictures.BESIDE_TEXT);
    var chosen = tools + ",'tool_choice':{'type':'image_generation'}";
    assertThat(pictures(protocol, chosen)).isEqualTo(Pictures.ALONE);
    assertThat(pictures(protocol, tools + ",'tool_choice':'auto'")).isEqualTo(Pictures.BESIDE_TEXT);
  }

  private static Pictures pictures(Protocol protocol, String members) {
    var text =
        protocol.equals(RESPONSES) ? "'input':'x'," : "'messages':[{'role':'user','content':'x'}],";
    return read(protocol, text + members).shape().pictures();
  }

  @ParameterizedTest
  @MethodSource("talking")
  void oddValuesOfTheseMembersAreNotRefused(Protocol protocol) {
    for (var odd : List.of("null", "1", "'a'", "{}", "[]", "[null,1,[],{'a':[1]}]", "true")) {
      for (var member : List.of("modalities", "tools", "tool_choice")) {
        assertThat(pictures(protocol, "'" + member + "':" + odd)).isEqualTo(Pictures.UNSAID);
      }
    }
  }

  @Test
  void theThreeProtocolsTellTheSameOfTheSameConversation() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var turns =
          String.join(
              ",",
              random.ints(1 + random.nextInt(8), 0, 4).mapToObj(RequestShapeTest::turn).toList());
      var chat = read(CHAT, chat(turns)).shape();
      var anthropic = read(ANTHROPIC, anthropic(turns)).shape();
      var responses = read(RESPONSES, responses(turns)).shape();
      assertThat(anthropic.toolLoop()).as("%s, seed %d", turns, seed).isEqualTo(chat.toolLoop());
      assertThat(responses.toolLoop()).as("%s, seed %d", turns, seed).isEqualTo(chat.toolLoop());
      assertThat(anthropic.toolResults()).as(turns).isEqualTo(chat.toolResults());
      assertThat(responses.toolResults()).as(turns).isEqualTo(chat.toolResults());
    }
  }

  private static String turn(int kind) {
    return List.of("user", "assistant", "call", "tool").get(kind);
  }
}
