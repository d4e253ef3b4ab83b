package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.ServerCallStreamObserver;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gRPC stream as blocking calls. */
class GrpcChannelTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final ProcessingRequest MESSAGE =
      ProcessingRequest.newBuilder().setRequestHeaders(HttpHeaders.getDefaultInstance()).build();

  private final Stream stream = new Stream();
  private final GrpcChannel channel = new GrpcChannel(stream, LONG);

  @Test
  void asksForAFewMessagesAheadAndNeverForMoreThanThose() {
    channel.begin();
    assertThat(stream.requested).isEqualTo(3);
    for (int taken = 1; taken <= 20; taken++) {
      channel.onNext(MESSAGE);
      assertThat(channel.receive(LONG)).isSameAs(MESSAGE);
      assertThat(stream.requested - taken).isBetween(2, 3);
    }
  }

  @Test
  void aWaitThatIsOverdueEndsAndTheNextOneWaitsAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      var waiting = receiving(LONG);
      assertThatThrownBy(() -> overdue(waiting))
          .rootCause()
          .isInstanceOfSatisfying(
              RouterException.class,
              late -> assertThat(late.fault()).isEqualTo(Fault.SLOW_REQUEST));
    }
    var waiting = receiving(LONG);
    channel.onNext(MESSAGE);
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(MESSAGE);
  }

  @Test
  void anOverdueWaitThatGotItsMessageAfterAllDisturbsNoOther() throws Exception {
    long far = System.nanoTime() + LONG.multipliedBy(2).toNanos();
    for (int i = 0; i < 2_000; i++) {
      var waiting = receiving(LONG);
      var watch = Thread.ofPlatform().start(() -> channel.endOverdueWait(far));
      channel.onNext(MESSAGE);
      try {
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(MESSAGE);
      } catch (java.util.concurrent.ExecutionException late) {
        assertThat(channel.receive(LONG)).isSameAs(MESSAGE);
      }
      watch.join();
    }
  }

  @Test
  void aWaitThatIsNotOverdueGoesOn() throws Exception {
    var waiting = receiving(LONG);
    for (int i = 0; i < 100; i++) {
      channel.endOverdueWait(System.nanoTime());
    }
    assertThat(waiting).isNotDone();
    channel.onCompleted();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void messagesBeforeTheEndAreTakenFirst() {
    channel.onNext(MESSAGE);
    channel.onCompleted();
    assertThat(channel.receive(LONG)).isSameAs(MESSAGE);
    assertThat(channel.receive(LONG)).isNull();
    assertThat(channel.receive(LONG)).isNull();
  }

  @Test
  void anInterruptedThreadGetsTheEnd() throws Exception {
    var taken = new CompletableFuture<@Nullable ProcessingRequest>();
    var thread = Thread.ofVirtual().start(() -> taken.complete(channel.receive(LONG)));
    thread.interrupt();
    assertThat(taken.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void cancellingWakesAndSilences() throws Exception {
    var waiting = receiving(LONG);
    stream.cancel();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isNull();
    channel.send(ProcessingResponse.getDefaultInstance());
    channel.complete();
    assertThat(stream.sent).isEmpty();
    assertThat(stream.completed).isFalse();
  }

  private CompletableFuture<@Nullable ProcessingRequest> receiving(Duration idle) {
    var taken = new CompletableFuture<@Nullable ProcessingRequest>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            taken.complete(channel.receive(idle));
          } catch (RouterException late) {
            taken.completeExceptionally(late);
          }
        });
    return taken;
  }

  /** Looks with a clock that is far ahead until the wait has begun and is ended. */
  private void overdue(CompletableFuture<?> waiting) throws Exception {
    while (!waiting.isDone()) {
      channel.endOverdueWait(System.nanoTime() + LONG.multipliedBy(2).toNanos());
      Thread.onSpinWait();
    }
    waiting.get();
  }

  /** What gRPC gives a service to answer with. */
  private static final class Stream extends ServerCallStreamObserver<ProcessingResponse> {
    private final ArrayList<ProcessingResponse> sent = new ArrayList<>();
    private Runnable onCancel = () -> {};
    private int requested;
    private boolean completed;

    void cancel() {
      onCancel.run();
    }

    @Override
    public void request(int count) {
      requested += count;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void disableAutoRequest() {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void onNext(ProcessingResponse response) {
      sent.add(response);
    }

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onCompleted() {
      completed = true;
    }
  }
}
