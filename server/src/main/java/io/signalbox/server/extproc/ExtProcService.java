package io.signalbox.server.extproc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.signalbox.catalog.Catalog;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;

/** The gRPC service: starts a session on a virtual thread for each stream. */
final class ExtProcService extends ExternalProcessorGrpc.ExternalProcessorImplBase {
  private final Router router;
  private final Catalog catalog;
  private final RouterEvents events;
  private final DoorLimits limits;
  private final Budget budget;
  private final IdleWatch watch = new IdleWatch();

  ExtProcService(
      Router router, Catalog catalog, RouterEvents events, DoorLimits limits, Budget budget) {
    this.router = router;
    this.catalog = catalog;
    this.events = events;
    this.limits = limits;
    this.budget = budget;
  }

  int openStreams() {
    return watch.count();
  }

  @Override
  public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> out) {
    var channel =
        new GrpcChannel((ServerCallStreamObserver<ProcessingResponse>) out, limits.replyIdle());
    channel.begin();
    Thread.ofVirtual().name("extproc").start(() -> run(channel));
    return channel;
  }

  private void run(GrpcChannel channel) {
    watch.opened(channel);
    try {
      new EnvoySession(channel, router, catalog, events, limits, budget).run();
      channel.complete();
    } catch (RouterException unheard) {
      channel.fail(Status.DEADLINE_EXCEEDED.withDescription(unheard.message()));
    } catch (RuntimeException | Error defect) {
      Defects.log(defect);
      channel.fail(Status.INTERNAL);
    } finally {
      watch.ended(channel);
    }
  }

  /** Lets go of what watches the streams, once they have ended. */
  void close() {
    watch.close();
  }
}
