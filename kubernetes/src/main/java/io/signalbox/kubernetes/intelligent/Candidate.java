package io.signalbox.kubernetes.intelligent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource on trial: first as it is, then as it was when it last served, then left out. */
final class Candidate {
  private static final int MAX_MESSAGE = 4000;

  private final RoutingResource resource;
  private @Nullable RoutingResource fallback;
  private @Nullable RoutingResource version;
  private @Nullable Refusal refusal;

  /**
   * @param fallback the version that serves by now, if there is one
   */
  Candidate(RoutingResource resource, @Nullable RoutingResource fallback) {
    this.resource = resource;
    this.version = resource;
    this.fallback = fallback == null || fallback.spec().equals(resource.spec()) ? null : fallback;
  }

  RoutingResource resource() {
    return resource;
  }

  /** What of it is in the document. */
  Optional<RoutingResource> version() {
    return Optional.ofNullable(version);
  }

  @SuppressWarnings("ReferenceEquality") // The very object: an older version may be equal to it.
  boolean isServedBy(RoutingResource other) {
    return version == other;
  }

  /** Goes on to the next version. What was wrong with the newest is what its author is told. */
  void refuse(List<Refusal> why) {
    if (refusal == null) {
      var messages = new ArrayList<>(why.stream().map(Refusal::message).distinct().toList());
      refusal = new Refusal(resource, why.getFirst().reason(), String.join("; ", messages));
    }
    version = fallback;
    fallback = null;
  }

  Verdict verdict(List<Note> notes) {
    if (refusal == null) {
      return new Verdict(Reason.READY, serves(notes), notes);
    }
    var then =
        version == null
            ? ". The router serves without this " + resource.kind().title()
            : ". Generation %d serves on until this is corrected or the router restarts"
                .formatted(version.generation());
    return new Verdict(refusal.reason(), cut(refusal.message()) + then, List.of());
  }

  /** The verdict where the whole document is refused, and what served before serves on. */
  Verdict verdictOfRefusal() {
    return refusal == null
        ? verdict(List.of())
        : new Verdict(
            refusal.reason(), cut(refusal.message()) + ". What served before serves on", List.of());
  }

  private String serves(List<Note> notes) {
    int count = resource.items(resource.kind() == Kind.POOL ? "models" : "decisions").size();
    var what = resource.kind() == Kind.POOL ? "model" : "decision";
    var text = "%d %s%s in effect".formatted(count, what, count == 1 ? "" : "s");
    return notes.isEmpty()
        ? text
        : text + ". " + cut(String.join("; ", notes.stream().map(Note::message).toList()));
  }

  private static String cut(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }
}
