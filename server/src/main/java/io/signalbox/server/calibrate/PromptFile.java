package io.signalbox.server.calibrate;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.server.DryRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts of a user, one a line: text, or JSON with a {@code text} or with {@code messages}. */
public record PromptFile(Path file) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * The prompts as requests to a router; blank lines are none.
   *
   * @throws RouterException for a line that no request can be made of, with its place
   * @throws IOException when the file cannot be read
   */
  public List<ChatRequest> requests(DryRouter router) throws IOException {
    var requests = new ArrayList<ChatRequest>();
    var lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        requests.add(request(router, lines.get(i), i + 1));
      }
    }
    return requests;
  }

  private ChatRequest request(DryRouter router, String line, int number) {
    var chat = JSON.createObjectNode().put("model", router.autoName());
    var json = json(line);
    if (json != null && json.path("messages").isArray()) {
      chat.set("messages", json.path("messages"));
    } else {
      var text =
          json != null && json.path("text").isString() ? json.path("text").stringValue() : line;
      chat.putArray("messages").addObject().put("role", "user").put("content", text);
    }
    try {
      return router.catalog().protocols().getFirst().decode(JSON.writeValueAsBytes(chat));
    } catch (RouterException refused) {
      throw new RouterException(
          Fault.BAD_REQUEST, "%s:%d: %s".formatted(file, number, refused.message()));
    }
  }

  /** A line as JSON, or null: a prompt may begin with a brace. */
  private static @Nullable JsonNode json(String line) {
    if (!line.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      return JSON.readTree(line);
    } catch (JacksonException plain) {
      return null;
    }
  }
}
