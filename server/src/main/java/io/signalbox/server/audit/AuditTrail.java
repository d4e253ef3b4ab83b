package io.signalbox.server.audit;

import io.signalbox.config.AuditConfig;
import io.signalbox.config.GlobalConfig;
import io.signalbox.server.story.Outbox;
import io.signalbox.server.story.Story;
import io.signalbox.server.story.StoryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an audit event a call, behind the call's back: to a file, or to the log. Events that the
 * disk cannot keep up with, or refuses, are dropped and counted; no call waits for them.
 */
public final class AuditTrail implements StoryReader, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("signalbox.audit");
  private static final int ROOM = 4096;

  private final @Nullable AuditFile file;
  private final Outbox<Story> outbox;

  private AuditTrail(AuditEvent events, @Nullable AuditFile file) {
    this.file = file;
    Consumer<ObjectNode> write =
        file == null
            ? AuditTrail::log
            : event -> file.append(event.toString().getBytes(StandardCharsets.UTF_8));
    this.outbox = new Outbox<>("audit", ROOM, story -> write.accept(events.of(story)));
  }

  /**
   * One that writes as the configuration says.
   *
   * @param directory where relative paths start
   * @throws IOException when the file cannot be opened
   */
  public static AuditTrail open(GlobalConfig global, Path directory) throws IOException {
    var config = global.services().observability().audit();
    var path = config.path();
    return new AuditTrail(
        new AuditEvent(global.tellsReplayId(), users(config, global)),
        path == null || path.isBlank() ? null : AuditFile.open(directory.resolve(path)));
  }

  private static @Nullable UserHash users(AuditConfig config, GlobalConfig global) {
    var key = config.userHashKey();
    if (key == null || key.text().isBlank()) {
      return null;
    }
    var identity = global.services().authz().identity();
    return new UserHash(
        key.text(),
        identity == null ? "x-authz-user-id" : identity.userIdHeader().toLowerCase(Locale.ROOT));
  }

  @Override
  public void ended(Story story) {
    boolean _ = outbox.offer(story);
  }

  /** How many events were dropped. */
  public long dropped() {
    return outbox.dropped();
  }

  private static void log(ObjectNode event) {
    var line = LOG.atInfo().addKeyValue("event", "audit");
    event
        .properties()
        .forEach(field -> {
          var _ = line.addKeyValue(field.getKey(), field.getValue());
        });
    line.log("audit event");
  }

  @Override
  public void close() {
    outbox.close();
    if (file != null) {
      file.close();
    }
  }
}
