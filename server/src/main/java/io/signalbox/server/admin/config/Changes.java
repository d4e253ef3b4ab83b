package io.signalbox.server.admin.config;

import io.signalbox.config.Document;
import io.signalbox.config.load.FixedAtStart;
import io.signalbox.config.tree.Problem;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Refusal;
import io.signalbox.server.admin.config.Backups.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a changed document into effect, one at a time: judged first, then the one before is kept,
 * then the file is replaced, then it is waited for the reload that the file's watch begins.
 */
final class Changes {
  private final ConfigFile file;
  private final Backups backups;
  private final Trial trial;
  private final Activation activation;
  private final Start start;
  private final Duration patience;
  private final Semaphore one = new Semaphore(1);

  /** What a change makes of the document. */
  @FunctionalInterface
  interface Edit {
    /**
     * Makes another document.
     *
     * @throws Refusal in place of one
     */
    Next of(Revision before);
  }

  /**
   * What a document becomes.
   *
   * @param status of the answer when it serves
   * @param message for people
   * @param dsl the source text it was made of; may be empty
   */
  record Next(String yaml, int status, String message, Source source, String dsl) {}

  /**
   * How the process began.
   *
   * @param document what its ports were opened for
   * @param complete whether changes of the file are followed by now
   */
  record Start(Document document, BooleanSupplier complete) {}

  Changes(
      ConfigFile file,
      Backups backups,
      Trial trial,
      Activation activation,
      Start start,
      Duration patience) {
    this.file = file;
    this.backups = backups;
    this.trial = trial;
    this.activation = activation;
    this.start = start;
    this.patience = patience;
  }

  /**
   * Changes the document.
   *
   * @param mustMatch whether the client must say which document it changes
   */
  Answer apply(Question question, boolean mustMatch, Edit edit) {
    if (!start.complete().getAsBoolean()) {
      throw Refusal.notReady();
    }
    if (!one.tryAcquire()) {
      throw new Refusal(409, "DEPLOY_IN_PROGRESS", "another change is under way; try again");
    }
    try {
      var before = file.read();
      precondition(question, before, mustMatch);
      var next = edit.of(before);
      var outcome = judged(next.yaml());
      refuseRestart(before, outcome);
      return commit(before, next);
    } finally {
      one.release();
    }
  }

  private static void precondition(Question question, Revision before, boolean mustMatch) {
    var tags = question.header("if-match");
    if (tags.isEmpty() && mustMatch) {
      throw new Refusal(
          428, "PRECONDITION_REQUIRED", "If-Match: missing (expected: the ETag that was read)");
    }
    if (tags.isPresent() && !before.matches(tags.get())) {
      throw ConfigFile.changed(before);
    }
  }

  /** What becomes of a document; refused when it would not serve. */
  Trial.Outcome judged(String yaml) {
    var outcome = trial.judge(yaml);
    if (!outcome.usable()) {
      throw invalid(outcome);
    }
    return outcome;
  }

  /** The refusal of a document that would not serve, with all that is wrong with it. */
  static Refusal invalid(Trial.Outcome outcome) {
    var errors = outcome.problems().stream().filter(Problem::isError).toList();
    var first = errors.isEmpty() ? "it does not compile" : errors.getFirst().text();
    var more = errors.size() > 1 ? " (and %d more)".formatted(errors.size() - 1) : "";
    return new Refusal(400, "CONFIG_VALIDATION_ERROR", first + more).with(outcome.problems());
  }

  /** Compared with the file, since that is what the client changes; it may be broken by now. */
  private void refuseRestart(Revision before, Trial.Outcome outcome) {
    var to = outcome.document();
    if (to == null) {
      return;
    }
    var present = before.isEmpty() ? null : trial.judge(before.text()).document();
    var paths = FixedAtStart.differences(present == null ? start.document() : present, to);
    if (!paths.isEmpty()) {
      throw new Refusal(
          409,
          "RESTART_REQUIRED",
          String.join(", ", paths) + ": takes effect only by a restart (expected: edit the file)");
    }
  }

  private Answer commit(Revision before, Next next) {
    var permissions = file.permissions();
    var revision = new Revision(next.yaml().getBytes(StandardCharsets.UTF_8));
    var version = backups.keep(before, next.source(), permissions);
    long refusals = activation.refusals();
    try {
      file.replace(before, revision.bytes());
    } catch (Refusal unchanged) {
      backups.forget(version);
      throw unchanged;
    }
    if (!next.dsl().isBlank()) {
      backups.keepSource(next.dsl(), permissions);
    }
    var state = activation.await(revision.sha256(), refusals, patience);
    backups.prune();
    return answer(next, version, revision, state);
  }

  private static Answer answer(
      Next next, String version, Revision revision, Activation.State state) {
    boolean active = state == Activation.State.ACTIVE;
    var then =
        switch (state) {
          case ACTIVE -> " It serves.";
          case PENDING -> " It does not serve yet; ask /config/hash.";
          case FAILED -> " It could not be loaded; the one before serves on, see /startup-status.";
        };
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("status", active ? "success" : "accepted")
            .put("version", version)
            .put("etag", revision.etag())
            .put("runtime_status", state.name().toLowerCase(Locale.ROOT))
            .put("runtime_hash", revision.sha256())
            .put("message", next.message() + then);
    return Answer.of(active ? next.status() : 202, json).with("etag", revision.etag());
  }
}
