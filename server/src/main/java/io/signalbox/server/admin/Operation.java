package io.signalbox.server.admin;

import java.util.Map;

/**
 * One endpoint of the management API.
 *
 * @param method {@code GET} or {@code POST}
 * @param path exactly as it is asked for
 * @param description for the catalogue
 * @param action may block
 */
record Operation(String method, String path, String description, Action action) {
  /** What an endpoint does. */
  @FunctionalInterface
  interface Action {
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
   * @param path as it was asked for
   * @param query the first value of each parameter
   */
  record Question(byte[] body, boolean trace, String path, Map<String, String> query) {}

  /**
   * A JSON answer.
   *
   * @param status HTTP status
   * @param json the body
   */
  record Answer(int status, byte[] json) {}
}
