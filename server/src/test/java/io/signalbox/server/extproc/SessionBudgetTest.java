package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.configured;
import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Budget;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionBudgetTest {
  private static final String ASKED =
      "{\"model\":\"auto\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";

  private final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void callOverTheLimitIsRefusedAndTheNextIsNot(BodySendMode mode) {
    var budget = new Budget(1, 1 << 20);
    assertThat(budget.enter()).isTrue();
    var full = rig.play(asking(mode, "/v1/messages"), budget);
    assertThat(budget.calls()).isEqualTo(1);
    budget.leave();
    var free = rig.play(asking(mode, "/v1/chat/completions"), budget);

    assertRefused(full);
    assertServed(free);
    assertThat(budget.calls()).isZero();
    assertThat(budget.bytes()).isZero();
    assertThat(rig.failures).containsExactly("null OVERLOADED");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void bodyOverTheLimitOfAllIsRefusedAndTheNextIsNot(BodySendMode mode) {
    var budget = new Budget(4, ASKED.length());
    assertThat(budget.hold(1)).isTrue();
    var full = rig.play(asking(mode, "/v1/messages"), budget);
    assertThat(budget.bytes()).isEqualTo(1);
    budget.release(1);
    var free = rig.play(asking(mode, "/v1/chat/completions"), budget);

    assertRefused(full);
    assertServed(free);
    assertThat(budget.calls()).isZero();
    assertThat(budget.bytes()).isZero();
    assertThat(rig.failures).containsExactly("null OVERLOADED");
  }

  /** What passes untouched takes no room. */
  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void fullRouterLetsPassWhatIsNotItsOwn(BodySendMode mode) {
    assertServed(rig.play(asking(mode, "/elsewhere"), new Budget(0, 0)));
    assertThat(rig.failures).isEmpty();
  }

  private static List<ProcessingRequest> asking(BodySendMode mode, String path) {
    int half = ASKED.length() / 2;
    return mode == BodySendMode.BUFFERED || mode == BodySendMode.BUFFERED_PARTIAL
        ? configured(
            mode,
            BodySendMode.NONE,
            requestHeaders("POST", path),
            requestBody(ASKED, true),
            responseHeaders("200", "application/json"))
        : configured(
            mode,
            BodySendMode.NONE,
            requestHeaders("POST", path),
            requestBody(ASKED.substring(0, half), false),
            requestBody(ASKED.substring(half), true),
            responseHeaders("200", "application/json"));
  }

  private static void assertRefused(ScriptedProxy proxy) {
    ImmediateResponse refused = proxy.answers().getLast().getImmediateResponse();
    assertThat(refused.getStatus().getCode()).isEqualTo(503);
    assertThat(set(refused.getHeaders())).containsEntry("retry-after", "1");
    assertThat(refused.getBody().toStringUtf8()).startsWith("{\"type\":\"error\"");
  }

  private static void assertServed(ScriptedProxy proxy) {
    assertThat(proxy.answers().getLast().hasResponseHeaders()).isTrue();
  }
}
