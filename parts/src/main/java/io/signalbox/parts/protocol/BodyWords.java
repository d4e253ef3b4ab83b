package io.signalbox.parts.protocol;

import io.signalbox.chat.BodyText.Voice;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of request bodies hold words of the protocol instead of anybody's, in the formats of
 * this package together.
 */
final class BodyWords {
  /** At the top of a body: what says how to answer, and what a server keeps. */
  private static final Set<String> SETTINGS =
      Set.of(
          "anthropic_version",
          "audio",
          "background",
          "container",
          "context_management",
          "conversation",
          "encoding_format",
          "function_call",
          "include",
          "logit_bias",
          "modalities",
          "model",
          "output_config",
          "previous_response_id",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning",
          "reasoning_effort",
          "service_tier",
          "speed",
          "stream",
          "stream_options",
          "thinking",
          "tool_choice",
          "truncation",
          "verbosity");

  /** At the top of a body: what describes tools and the form of the answer. */
  private static final Set<String> OFFERS =
      Set.of(
          "functions",
          "guided_json",
          "mcp_servers",
          "output_format",
          "response_format",
          "text",
          "tools",
          "web_search_options");

  /** In what is offered: keys whose texts describe. The others are names and forms. */
  private static final Set<String> DESCRIPTIONS =
      Set.of("const", "default", "description", "enum", "example", "examples", "title");

  /** In a conversation: names of things, media, and what only its maker can read. */
  private static final Set<String> SEALED =
      Set.of(
          "approval_request_id",
          "authorization",
          "authorization_token",
          "b64_json",
          "cache_control",
          "call_id",
          "connector_id",
          "container_id",
          "detail",
          "encoding",
          "encrypted_content",
          "encrypted_index",
          "file_data",
          "file_id",
          "file_url",
          "format",
          "id",
          "image_url",
          "item_id",
          "logprobs",
          "media_type",
          "mime_type",
          "model",
          "object",
          "phase",
          "response_id",
          "role",
          "server_label",
          "signature",
          "status",
          "tool_call_id",
          "tool_use_id",
          "type");

  private BodyWords() {}

  /** Whose words the value of a key at the top of a body is; null when it is nobody's. */
  static @Nullable Voice voice(String key) {
    if (SETTINGS.contains(key)) {
      return null;
    }
    if (OFFERS.contains(key)) {
      return Voice.OFFER;
    }
    return switch (key) {
      case "system", "instructions" -> Voice.SYSTEM;
      case "messages", "input", "prompt" -> Voice.USER;
      default -> Voice.FIELD;
    };
  }

  /** The order in which the keys at the top are read; later turns only add to what is last. */
  static int rank(String key) {
    var voice = voice(key);
    return voice == Voice.SYSTEM ? 0 : voice == Voice.USER ? 1 : 2;
  }

  /** Whose words an object's are. */
  static Voice voice(Voice around, String role, String type) {
    if (around == Voice.FIELD || around == Voice.OFFER) {
      return around;
    }
    if (!role.isEmpty()) {
      return switch (MessageReader.speaker(role)) {
        case SYSTEM, DEVELOPER -> Voice.SYSTEM;
        case ASSISTANT -> Voice.ASSISTANT;
        case TOOL -> Voice.TOOL;
        case USER, OTHER -> Voice.USER;
      };
    }
    if (type.endsWith("_output") || type.endsWith("tool_result")) {
      return Voice.TOOL;
    }
    boolean said = type.endsWith("_call") || type.endsWith("tool_use") || type.equals("reasoning");
    return said ? Voice.ASSISTANT : around;
  }

  /** Whether keys and numbers in the value of a key are somebody's words as well. */
  static boolean free(String key, JsonTree value) {
    return switch (key) {
      case "arguments", "input", "metadata", "variables" -> value instanceof JsonTree.Members;
      default -> false;
    };
  }

  /**
   * Whether the value of a key is no text.
   *
   * @param type of the object it stands in
   */
  static boolean sealed(String key, String type) {
    return SEALED.contains(key)
        || switch (key) {
          // A document may be plain text; all else that is called so is media in base64.
          case "data" -> !type.equals("text");
          case "url" -> type.equals("url") || type.equals("image");
          case "result" -> type.equals("image_generation_call");
          default -> false;
        };
  }

  /** Whether the text of a key describes what is offered. */
  static boolean describes(String key) {
    return DESCRIPTIONS.contains(key);
  }
}
