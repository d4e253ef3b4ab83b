package io.signalbox.server.admin;

import java.util.Map;
import java.util.Optional;

/**
 * One endpoint of the management API.
 *
 * @param method {@code GET} or {@code POST}
 * @param path exactly as it is asked for
 * @param description for the catalogue
 * @param action may block
 */
public record Operation(String method, String path, String description, Action action) {
  /** What an endpoint does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Answers.
     *
     * @throws Refusal in place of an answer
     */
    Answer answer(Question question);
  }

  /**
   * A request.
   *
   * @param body its bytes, empty for {@code GET}
   * @param trace whether {@code ?trace=true} was asked for
   * @param headers the first value of each, by name in lower case
   */
  public record Question(byte[] body, boolean trace, Map<String, String> headers) {
    /** The first value of a header; {@code name} in lower case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /**
   * A JSON answer.
   *
   * @param status HTTP status
   * @param json the body
   */
  public record Answer(int status, byte[] json) {}
}
