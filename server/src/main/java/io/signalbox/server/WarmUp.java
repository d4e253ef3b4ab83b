package io.signalbox.server;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Routes made-up requests before the first real one, so that it meets compiled code and loaded
 * models.
 *
 * @param protocol the requests are made in
 */
record WarmUp(Protocol protocol) {
  private static final int MOST_CALLS = 400;
  private static final Duration LONGEST = Duration.ofMillis(400);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_READING = Duration.ofMinutes(5);

  /**
   * Has every signal read once, so that the examples they compare prompts to are read. Many take
   * seconds, so that this may go on beside the first calls. Then it routes until it is warm or has
   * taken long enough; what is routed goes nowhere.
   */
  void run(Router router) {
    var names = router.current().fleet().autoNames();
    readSignals(router);
    var deadline = Deadline.after(LONGEST);
    for (int i = 0; !names.isEmpty() && i < MOST_CALLS && !deadline.passed(); i++) {
      var body =
          "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"warm up, call %d\"}]}"
              .formatted(names.get(i % names.size()), i);
      var call = new Call("warm-up", Headers.NONE, Deadline.after(Duration.ofMinutes(1)));
      try {
        var request = protocol.decode(body.getBytes(StandardCharsets.UTF_8));
        var reply =
            router.serve(
                call,
                request,
                (routed, outgoing) ->
                    new ChatReply(
                        200, Headers.NONE, HeaderEdits.NONE, ReplyBody.of(outgoing.encode())));
        drain(reply);
      } catch (RouterException refused) {
        // A configuration without a default model refuses these; that warms as well.
      }
    }
  }

  /** What is not read in time, or fails, is read by the first calls that need it. */
  private void readSignals(Router router) {
    var body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"warm up\"},"
            + "{\"role\":\"user\",\"content\":\"warm up again\"}]}";
    var request = protocol.decode(body.getBytes(StandardCharsets.UTF_8));
    var call = new Call("warm-up", Headers.NONE, Deadline.after(LONGEST_READING));
    var reading =
        Thread.ofVirtual()
            .name("read-examples")
            .start(() ->
                router.current().graphs().all().forEach(recipe -> recipe.judge(call, request)));
    try {
      boolean _ = reading.join(LONGEST_WAIT);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(ChatReply reply) {
    try (var body = reply.body()) {
      while (body.next() != null) {
        // Only the reading matters.
      }
    }
  }
}
